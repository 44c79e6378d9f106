//! One program at a time in a folder.
//!
//! Enters: a folder. Leaves: its [`Lock`], unless another program has it. The system lets go of a lock when the program
//! that holds it dies, so none is ever left behind; the file itself is never removed.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

/// The lock of a folder; let go of when it is dropped.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Lock {
    /// Takes the lock of a folder that is there; none if another program has it.
    ///
    /// # Errors
    /// Its file cannot be made.
    pub(crate) fn take(folder: &Path) -> io::Result<Option<Self>> {
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(folder.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

impl Drop for Lock {
    /// Closing the file is not enough: a program that was started meanwhile may hold it open for another moment.
    fn drop(&mut self) {
        // If it fails, the file is closed all the same.
        let _ = self.0.unlock();
    }
}
