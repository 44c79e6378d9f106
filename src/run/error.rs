//! Why a run could not go on.

use crate::crawl::CrawlError;
use rusqlite::ErrorCode;
use std::io;
use thiserror::Error;

/// A run that ended before its time. What was committed is safe in every case, and the next run goes on from there.
#[derive(Debug, Error)]
pub enum RunError {
    /// The crawl's cause.
    #[error(transparent)]
    Crawl(#[from] CrawlError),
    /// Another run works on the same folder.
    #[error("{folder}: another run is at work here")]
    Busy { folder: String },
    /// Ledger, files and evidence do not fit together, or the ledger is broken.
    #[error("state damaged: {what}")]
    Damaged { what: String },
    /// Something could not be written, or not be opened: a full disk, a folder that is not ours.
    #[error("{at}: {error}")]
    CannotWrite { at: String, error: io::Error },
    /// The ledger could not be worked with for another reason.
    #[error("ledger: {0}")]
    Ledger(rusqlite::Error),
    /// A name that is no site's.
    #[error("expected the name of a site, found {name}")]
    NoSuchSite { name: String },
}

impl RunError {
    /// What could not be written, and the system's cause.
    pub(super) fn cannot_write(at: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let at = at.into();
        move |error| Self::CannotWrite { at, error }
    }
}

impl From<rusqlite::Error> for RunError {
    fn from(error: rusqlite::Error) -> Self {
        let io = |kind, error| Self::CannotWrite {
            at: "ledger".to_owned(),
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
            _ => Self::Ledger(error),
        }
    }
}
