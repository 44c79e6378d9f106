//! One document: worked on behind a wall that no panic passes.

use crate::batch::{Batch, Drawn, Tally, Worked};
use crate::sink::{Sink, SinkError};
use crate::source::{RawArticle, Refusal, SourceError};
use std::any::Any;
use std::fmt;
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

/// What is not as expected of what a source tells of an article that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub at: String,
    /// What was expected and what was found, in which field.
    pub words: String,
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.at, self.words)
    }
}

/// What a document gave cause to tell.
#[derive(Debug)]
pub(super) enum Notice {
    Failed(Failure),
    Noted(Note),
}

/// A batch's output.
#[derive(Debug, Default)]
pub(super) struct Done {
    /// The records as they are to be written, separated.
    pub(super) bytes: Vec<u8>,
    /// What is to be told, in the order of the documents.
    pub(super) told: Vec<Notice>,
    pub(super) tally: Tally,
    /// Whether the next batch may be long in coming.
    pub(super) is_waited_behind: bool,
}

impl Done {
    pub(super) fn of<F>(batch: Batch, work: &F, sink: &dyn Sink) -> Self
    where
        F: Fn(RawArticle) -> Result<Worked, SourceError>,
    {
        let read = |drawn: &Drawn| drawn.as_ref().map_or(0, |raw| raw.bytes.len());
        let mut done = Self {
            // Records are about as long as what they are of.
            bytes: Vec::with_capacity(batch.documents.iter().map(read).sum()),
            is_waited_behind: batch.is_waited_behind,
            ..Self::default()
        };
        for drawn in batch.documents {
            let start = done.bytes.len();
            match done.one(drawn, work, sink) {
                Ok(()) => {}
                Err(failure) => {
                    done.bytes.truncate(start);
                    done.tally.count_failure(&failure);
                    done.told.push(Notice::Failed(failure));
                }
            }
        }
        done
    }

    fn one<F>(&mut self, drawn: Drawn, work: &F, sink: &dyn Sink) -> Result<(), Failure>
    where
        F: Fn(RawArticle) -> Result<Worked, SourceError>,
    {
        let raw = drawn?;
        let at = raw.source.clone();
        let bytes = raw.bytes.len() as u64;
        // What the closure may leave half done is the output's tail, which the caller cuts off.
        let result = catch_unwind(AssertUnwindSafe(|| {
            let Worked { record, notes } = work(raw)?;
            if !self.bytes.is_empty() {
                self.bytes.extend_from_slice(sink.separator());
            }
            let written = sink.write(&record, &mut self.bytes);
            written.map_err(|error| Failure::Sink {
                at: record.document.source,
                error,
            })?;
            Ok::<_, Failure>((record.facts.len() as u64, notes))
        }));
        let panicked = |panic: Box<dyn Any + Send>| Failure::Panic {
            at: at.clone(),
            panic: words_of_panic(&*panic),
        };
        let (facts, notes) = result.map_err(panicked)??;
        self.tally.count_record(bytes, facts, &notes);
        self.told.extend(notes.into_iter().map(|words| {
            let at = at.clone();
            Notice::Noted(Note { at, words })
        }));
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
