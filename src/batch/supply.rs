//! Where documents come from: drawn by the one who works on them, or ahead by a thread of its own.

use crate::batch::budget::Budget;
use crate::batch::document::{Done, words_of_panic};
use crate::source::{Articles, RawArticle, SourceError};
use std::io;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, mpsc};

/// Documents that travel together: enough bytes to outweigh the handing over, few enough to share out evenly.
const BATCH_BYTES: usize = 256 << 10;
const BATCH_DOCUMENTS: usize = 256;
/// The same where they are handed over to nobody: what was read is still in the cache when it is worked on.
pub(super) const BATCH_BYTES_ALONE: usize = 32 << 10;

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
pub(super) struct Batch {
    pub(super) documents: Vec<Drawn>,
    /// Whether the next batch may be long in coming.
    pub(super) is_waited_behind: bool,
}

/// How to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// Read, work and write on the caller's thread.
    One,
    /// One thread reads, the caller's writes, this many work.
    Workers(NonZeroUsize),
}

/// Where a run's documents come from, and who works on them.
#[derive(Debug)]
pub enum Supply<S> {
    /// The caller's thread draws them, one batch after the other, and works on each.
    Here(S),
    /// They are drawn ahead.
    Ahead(Team),
}

impl<S: Source + Send + 'static> Supply<S> {
    /// Gets ready. Where there are other threads they start at once, and draw documents while the caller still prepares
    /// what is to be done with them.
    ///
    /// # Errors
    /// The system's, where it gives no thread.
    pub fn begin(documents: S, threads: Threads) -> io::Result<Self> {
        Ok(match threads {
            Threads::One => Self::Here(documents),
            Threads::Workers(workers) => Self::Ahead(Team::begin(documents, workers)?),
        })
    }

    /// Does what must be done before the first document, on a thread that will work on documents: the memory that it
    /// leaves is at hand there.
    pub fn prepare<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match self {
            Self::Here(_) => work(),
            Self::Ahead(team) => team.pool.install(work),
        }
    }
}

/// The threads that work together: one that reads, and the workers.
#[derive(Debug)]
pub struct Team {
    pub(super) pool: rayon::ThreadPool,
    pub(super) budget: Arc<Budget>,
    pub(super) events: mpsc::Sender<Event>,
    pub(super) inbox: mpsc::Receiver<Event>,
}

impl Team {
    fn begin(documents: impl Source + Send + 'static, workers: NonZeroUsize) -> io::Result<Self> {
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
        Ok(Self {
            pool,
            budget,
            events,
            inbox,
        })
    }
}

impl Drop for Team {
    fn drop(&mut self) {
        self.budget.close();
    }
}

#[derive(Debug)]
pub(super) enum Event {
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
pub(super) fn next_batch(documents: &mut impl Source, enough: usize) -> Batch {
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
