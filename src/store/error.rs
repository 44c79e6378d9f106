//! Why what is remembered could not be opened, read or written.

use rusqlite::ErrorCode;
use std::io;
use thiserror::Error;

/// What stands in the way of a folder's work. What was committed is safe in every case.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another program works on the same folder.
    #[error("{folder}: another run is at work here")]
    Busy { folder: String },
    /// Database and files do not fit together, or the database is broken.
    #[error("state damaged: {what}")]
    Damaged { what: String },
    /// Something could not be written, or not be opened: a full disk, a folder that is not ours.
    #[error("{at}: {error}")]
    CannotWrite { at: String, error: io::Error },
    /// The system failed to read what was kept.
    #[error("{at}: {error}")]
    CannotRead { at: String, error: io::Error },
    /// The database could not be worked with for another reason.
    #[error("{name}: {error}")]
    Database {
        name: &'static str,
        error: rusqlite::Error,
    },
}

impl StoreError {
    /// What could not be written, and the system's cause.
    pub(crate) fn cannot_write(at: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let at = at.into();
        move |error| Self::CannotWrite { at, error }
    }

    /// What an error of the database means; `name` is what its user calls it.
    pub(crate) fn of(name: &'static str, error: rusqlite::Error) -> Self {
        let io = |kind, error| Self::CannotWrite {
            at: name.to_owned(),
            error: io::Error::new(kind, error),
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged {
                what: error.to_string(),
            },
            Some(ErrorCode::DiskFull) => io(io::ErrorKind::StorageFull, error),
            Some(
                ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::SystemIoFailure
                | ErrorCode::PermissionDenied,
            ) => io(io::ErrorKind::Other, error),
            _ => Self::Database { name, error },
        }
    }
}
