//! One document: worked on behind a wall that no panic passes.

use crate::batch::{Batch, Drawn, Tally};
use crate::record::Record;
use crate::sink::{Sink, SinkError};
use crate::source::{RawArticle, Refusal, SourceError};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use thiserror::Error;

/// A document that yields no record, and why.
#[derive(Debug, Error)]
pub enum Failure {
    /// It could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Its record could not be written.
    #[error("{at}: {error}")]
    Sink { at: String, error: SinkError },
    /// The program failed over it.
    #[error("{at}: expected a record, the program failed: {panic}")]
    Panic { at: String, panic: String },
}

impl Failure {
    /// The kind of refusal; none where a file was only passed over.
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Source(error) => error.refusal(),
            Self::Sink { .. } | Self::Panic { .. } => Some(Refusal::Broken),
        }
    }
}

/// A batch's output.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The records as they are to be written, separated.
    pub(super) bytes: Vec<u8>,
    pub(super) failures: Vec<Failure>,
    pub(super) tally: Tally,
}

impl Done {
    pub(super) fn of<F>(batch: Batch, work: &F, sink: &dyn Sink) -> Self
    where
        F: Fn(RawArticle) -> Result<Record, SourceError>,
    {
        let mut done = Self::default();
        for drawn in batch {
            let start = done.bytes.len();
            match done.one(drawn, work, sink) {
                Ok(()) => {}
                Err(failure) => {
                    done.bytes.truncate(start);
                    done.tally.count_failure(&failure);
                    done.failures.push(failure);
                }
            }
        }
        done
    }

    fn one<F>(&mut self, drawn: Drawn, work: &F, sink: &dyn Sink) -> Result<(), Failure>
    where
        F: Fn(RawArticle) -> Result<Record, SourceError>,
    {
        let raw = drawn?;
        let at = raw.source.clone();
        let bytes = raw.bytes.len() as u64;
        // What the closure may leave half done is the output's tail, which the caller cuts off.
        let result = catch_unwind(AssertUnwindSafe(|| {
            let record = work(raw)?;
            if !self.bytes.is_empty() {
                self.bytes.extend_from_slice(sink.separator());
            }
            let written = sink.write(&record, &mut self.bytes);
            written.map_err(|error| Failure::Sink {
                at: record.document.source,
                error,
            })?;
            Ok::<_, Failure>(record.facts.len() as u64)
        }));
        let facts = result.map_err(|panic| Failure::Panic {
            at,
            panic: words_of_panic(&*panic),
        })??;
        self.tally.count_record(bytes, facts);
        Ok(())
    }
}

/// What a panic said.
pub(crate) fn words_of_panic(panic: &(dyn Any + Send)) -> String {
    let literal = panic
        .downcast_ref::<&str>()
        .map(|words| (*words).to_owned());
    literal
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no reason given".to_owned())
}
