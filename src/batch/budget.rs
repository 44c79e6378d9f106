//! How much may be in flight: batches and bytes, so that memory does not grow with the corpus.

use std::num::NonZeroUsize;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Batches in flight for each worker: one being worked on, the others ready or waiting for their turn to be written.
const BATCHES_PER_WORKER: usize = 4;
/// Bytes in flight, unless a single batch has more.
const BYTES: usize = 16 << 20;

/// Shared between the thread that reads and the one that writes.
#[derive(Debug)]
pub(super) struct Budget {
    max_batches: usize,
    used: Mutex<Used>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Used {
    batches: usize,
    bytes: usize,
    is_closed: bool,
}

impl Budget {
    pub(super) fn for_workers(workers: NonZeroUsize) -> Self {
        let max_batches = workers.get().saturating_mul(BATCHES_PER_WORKER);
        Self {
            max_batches,
            used: Mutex::default(),
            freed: Condvar::new(),
        }
    }

    /// Waits until a batch of this many bytes may be begun; false where no more may.
    pub(super) fn take(&self, bytes: usize) -> bool {
        let is_full = |used: &mut Used| {
            !used.is_closed
                && used.batches > 0
                && (used.batches >= self.max_batches || used.bytes + bytes > BYTES)
        };
        let mut used = self
            .freed
            .wait_while(self.used(), is_full)
            .unwrap_or_else(PoisonError::into_inner);
        if used.is_closed {
            return false;
        }
        used.batches += 1;
        used.bytes += bytes;
        true
    }

    /// A batch of this many bytes was written.
    pub(super) fn give_back(&self, bytes: usize) {
        let mut used = self.used();
        used.batches -= 1;
        used.bytes -= bytes;
        drop(used);
        self.freed.notify_one();
    }

    /// No further batch may be begun.
    pub(super) fn close(&self) {
        self.used().is_closed = true;
        self.freed.notify_all();
    }

    fn used(&self) -> MutexGuard<'_, Used> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
