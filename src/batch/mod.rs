//! Many documents at once: source → record → output, in input order, in bounded memory, whatever the number of threads.
//!
//! Enters: raw articles, the function that makes a record of one, a [`Sink`]. Leaves: bytes on a writer and a
//! [`Tally`]. Knows nothing of facts or files. Documents travel in batches; a batch is worked on by one thread and
//! written when all batches before it are; none waits for a document that may be long in coming. A document can't hurt
//! its neighbours: see [`document`].

mod budget;
mod document;
mod output;
mod supply;
mod tally;

pub(crate) use document::words_of_panic;
pub use document::{Failure, Note};
pub use supply::{AtHand, Drawn, Source, Supply, Team, Threads};
pub use tally::Tally;

use crate::record::Record;
use crate::sink::Sink;
use crate::source::{RawArticle, SourceError};
use document::Done;
use output::Output;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use supply::{BATCH_BYTES_ALONE, Batch, Event, next_batch};

/// How soon an interruption is noticed while nothing else happens.
const PATIENCE: Duration = Duration::from_millis(50);

/// How a run ended, where nothing went wrong with its output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Every document was read.
    Complete,
    /// It was told to stop; what had been begun was finished and written.
    Interrupted,
}

/// What the caller gets to see while a run goes on, in input order.
pub trait Watcher {
    /// A document yielded no record.
    fn failed(&mut self, failure: &Failure);
    /// A document yielded a record, and something that was told of it is not as expected.
    fn noted(&mut self, _note: &Note) {}
    /// Another batch was written.
    fn advanced(&mut self, tally: &Tally);
}

/// A record, and what was not as expected of what was told of its article.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    pub record: Record,
    pub notes: Vec<String>,
}

impl From<Record> for Worked {
    fn from(record: Record) -> Self {
        Self {
            record,
            notes: Vec::new(),
        }
    }
}

/// One run's parts.
pub struct Run<'r, F> {
    /// Makes a record of one document.
    pub work: F,
    pub sink: &'r dyn Sink,
    /// Set from outside to stop early.
    pub interrupt: &'r AtomicBool,
}

impl<F> Run<'_, F>
where
    F: Fn(RawArticle) -> Result<Worked, SourceError> + Sync,
{
    /// Writes the records of all documents.
    ///
    /// # Errors
    /// The writer's, at once; what was written before it stays written. Where other threads work, the source's failure
    /// inside the program as well, once what was read before it is written.
    pub fn of(
        &self,
        supply: Supply<impl Source>,
        writer: &mut dyn Write,
        watcher: &mut dyn Watcher,
    ) -> io::Result<(Tally, End)> {
        let mut output = Output::begin(self.sink, writer, watcher)?;
        match supply {
            Supply::Here(documents) => self.alone(documents, &mut output)?,
            Supply::Ahead(team) => self.together(&team, &mut output)?,
        }
        let end = if self.is_interrupted() {
            End::Interrupted
        } else {
            End::Complete
        };
        Ok((output.finish()?, end))
    }

    fn is_interrupted(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }

    fn process(&self, batch: Batch) -> Done {
        Done::of(batch, &self.work, self.sink)
    }

    fn alone(&self, documents: impl Source, output: &mut Output<'_>) -> io::Result<()> {
        let mut documents = documents;
        while !self.is_interrupted() {
            let batch = next_batch(&mut documents, BATCH_BYTES_ALONE);
            if batch.documents.is_empty() {
                break;
            }
            output.write(self.process(batch))?;
        }
        Ok(())
    }

    fn together(&self, team: &Team, output: &mut Output<'_>) -> io::Result<()> {
        team.pool.in_place_scope(|scope| {
            let (mut begun, mut written, mut is_read) = (0, 0, false);
            let mut end = Ok(());
            let mut waiting = BTreeMap::new();
            while !is_read || written < begun {
                match team.inbox.recv_timeout(PATIENCE) {
                    Ok(Event::Read(weight, batch)) if !is_read => {
                        let (number, events) = (begun, team.events.clone());
                        begun += 1;
                        scope.spawn(move |_| {
                            // Nobody listens any more only after the writer failed.
                            let _ = events.send(Event::Done(number, weight, self.process(batch)));
                        });
                    }
                    Ok(Event::Read(..)) | Err(_) => {}
                    Ok(Event::End(how)) => (is_read, end) = (true, how),
                    Ok(Event::Done(number, weight, done)) => {
                        waiting.insert(number, (weight, done));
                        while let Some((weight, done)) = waiting.remove(&written) {
                            output.write(done)?;
                            team.budget.give_back(weight);
                            written += 1;
                        }
                    }
                }
                is_read |= self.is_interrupted();
            }
            end.map_err(|panic| {
                let words = format!("expected documents, the program failed: {panic}");
                io::Error::other(words)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{AtHand, Drawn, Failure, Run, Supply, Tally, Threads, Watcher};
    use crate::sink::JsonLines;
    use crate::source::{RawArticle, RawForm, SourceError};
    use std::num::NonZeroUsize;
    use std::sync::atomic::AtomicBool;

    #[derive(Default)]
    struct Failures(usize);

    impl Watcher for Failures {
        fn failed(&mut self, _: &Failure) {
            self.0 += 1;
        }

        fn advanced(&mut self, _: &Tally) {}
    }

    #[test]
    fn a_source_that_fails_inside_the_program_ends_the_run_with_an_error() {
        let run = Run {
            work: |raw: RawArticle| {
                let (at, found) = (raw.source, ".jpg".to_owned());
                Err(SourceError::UnknownType { at, found })
            },
            sink: &JsonLines,
            interrupt: &AtomicBool::new(false),
        };
        // Some batches come before it.
        let documents = (0..1000).map(|number| -> Drawn {
            assert!(number < 700, "a source that fails");
            Ok(RawArticle {
                source: number.to_string(),
                form: RawForm::Text,
                bytes: Vec::new(),
            })
        });
        let mut failures = Failures::default();
        let supply = Supply::begin(AtHand(documents), Threads::Workers(NonZeroUsize::MIN));
        let supply = supply.expect("threads");
        let error = run.of(supply, &mut Vec::new(), &mut failures);
        let error = error.expect_err("an error");
        assert!(error.to_string().contains("a source that fails"), "{error}");
        assert_eq!(failures.0, 512);
    }
}
