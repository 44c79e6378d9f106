//! Many documents at once: source → record → output, in input order, in bounded memory, whatever the number of threads.
//!
//! Enters: raw articles, the function that makes a record of one, a [`Sink`]. Leaves: bytes on a writer and a
//! [`Tally`]. Knows nothing of facts or files. Documents travel in batches; a batch is worked on by one thread and
//! written when all batches before it are; none waits for a document that may be long in coming. A document can't hurt
//! its neighbours: see [`document`].

mod budget;
mod document;
mod output;
mod tally;

pub(crate) use document::words_of_panic;
pub use document::{Failure, Note};
pub use tally::Tally;

use crate::record::Record;
use crate::sink::Sink;
use crate::source::{Articles, RawArticle, SourceError};
use budget::Budget;
use document::Done;
use output::Output;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

/// Documents that travel together: enough bytes to outweigh the handing over, few enough to share out evenly.
const BATCH_BYTES: usize = 256 << 10;
const BATCH_DOCUMENTS: usize = 256;
/// The same where they are handed over to nobody: what was read is still in the cache when it is worked on.
const BATCH_BYTES_ALONE: usize = 32 << 10;
/// How soon an interruption is noticed while nothing else happens.
const PATIENCE: Duration = Duration::from_millis(50);

/// What a source yields.
pub type Drawn = Result<RawArticle, SourceError>;

/// Where documents are drawn from.
pub trait Source: Iterator<Item = Drawn> {
    /// Whether the next document may be long in coming: those drawn are not to wait for it.
    fn may_wait(&self) -> bool;
}

/// Documents that are at hand.
#[derive(Debug, Clone)]
pub struct AtHand<I>(pub I);

impl<I: Iterator<Item = Drawn>> Iterator for AtHand<I> {
    type Item = Drawn;

    fn next(&mut self) -> Option<Drawn> {
        self.0.next()
    }
}

impl<I: Iterator<Item = Drawn>> Source for AtHand<I> {
    fn may_wait(&self) -> bool {
        false
    }
}

impl Source for Articles {
    fn may_wait(&self) -> bool {
        self.may_wait()
    }
}

/// Documents that travel together.
#[derive(Debug, Default)]
struct Batch {
    documents: Vec<Drawn>,
    /// Whether the next batch may be long in coming.
    is_waited_behind: bool,
}

/// How to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// Read, work and write on the caller's thread.
    One,
    /// One thread reads, the caller's writes, this many work.
    Workers(NonZeroUsize),
}

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
    pub threads: Threads,
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
    /// Reads all documents and writes their records.
    ///
    /// # Errors
    /// The writer's, at once; what was written before it stays written. Where other threads work, the source's failure
    /// inside the program as well, once what was read before it is written.
    pub fn of(
        &self,
        documents: impl Source + Send + 'static,
        writer: &mut dyn Write,
        watcher: &mut dyn Watcher,
    ) -> io::Result<(Tally, End)> {
        let mut output = Output::begin(self.sink, writer, watcher)?;
        match self.threads {
            Threads::One => self.alone(documents, &mut output)?,
            Threads::Workers(workers) => self.together(documents, workers, &mut output)?,
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

    fn together(
        &self,
        documents: impl Source + Send + 'static,
        workers: NonZeroUsize,
        output: &mut Output<'_>,
    ) -> io::Result<()> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(workers.get())
            .build()
            .map_err(io::Error::other)?;
        let budget = Arc::new(Budget::for_workers(workers));
        let (events, inbox) = mpsc::channel();
        // Not a scoped thread: one that waits for standard input must not keep an interrupted run from ending.
        std::thread::Builder::new()
            .name("reader".to_owned())
            .spawn({
                let (budget, events) = (Arc::clone(&budget), events.clone());
                move || {
                    let reading = AssertUnwindSafe(|| read(documents, &budget, &events));
                    let end = catch_unwind(reading).map_err(|panic| words_of_panic(&*panic));
                    // The run may be over already, after an interruption.
                    let _ = events.send(Event::End(end));
                }
            })?;
        let result = pool.in_place_scope(|scope| {
            let (mut begun, mut written, mut is_read) = (0, 0, false);
            let mut end = Ok(());
            let mut waiting = BTreeMap::new();
            while !is_read || written < begun {
                match inbox.recv_timeout(PATIENCE) {
                    Ok(Event::Read(weight, batch)) if !is_read => {
                        let (number, events) = (begun, events.clone());
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
                            budget.give_back(weight);
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
        });
        budget.close();
        result
    }
}

enum Event {
    /// A batch was read.
    Read(usize, Batch),
    /// All documents were read, or reading them failed inside the program.
    End(Result<(), String>),
    /// A batch was worked on.
    Done(u64, usize, Done),
}

/// The reading thread: draws batches as long as the budget lets it.
fn read(mut documents: impl Source, budget: &Budget, events: &mpsc::Sender<Event>) {
    loop {
        let batch = next_batch(&mut documents, BATCH_BYTES);
        if batch.documents.is_empty() {
            break;
        }
        let weight = batch
            .documents
            .iter()
            .flatten()
            .map(|document| document.bytes.len())
            .sum();
        if !budget.take(weight) || events.send(Event::Read(weight, batch)).is_err() {
            return;
        }
    }
}

/// Draws documents until they have this many bytes.
fn next_batch(documents: &mut impl Source, enough: usize) -> Batch {
    let mut batch = Batch::default();
    let mut bytes = 0;
    while bytes < enough && batch.documents.len() < BATCH_DOCUMENTS && !batch.is_waited_behind {
        let Some(document) = documents.next() else {
            break;
        };
        bytes += document.as_ref().map_or(0, |document| document.bytes.len());
        batch.documents.push(document);
        batch.is_waited_behind = documents.may_wait();
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::{AtHand, Drawn, Failure, Run, Tally, Threads, Watcher};
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
            threads: Threads::Workers(NonZeroUsize::MIN),
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
        let error = run.of(AtHand(documents), &mut Vec::new(), &mut failures);
        let error = error.expect_err("an error");
        assert!(error.to_string().contains("a source that fails"), "{error}");
        assert_eq!(failures.0, 512);
    }
}
