//! Why a crawl could not go on.

use crate::crawl::evidence::{ReadError, VolumesError};
use crate::crawl::fetch::ClientError;
use rusqlite::ErrorCode;
use std::io;
use thiserror::Error;

/// A crawl that ended before its time. What was committed is safe in every case.
#[derive(Debug, Error)]
pub enum CrawlError {
    /// Another run works on the same folder.
    #[error("{folder}: another run is at work here")]
    Busy { folder: String },
    /// State and files do not fit together, or the state is broken.
    #[error("state damaged: {what}")]
    Damaged { what: String },
    /// Something could not be written, or not be opened: a full disk, a folder that is not ours.
    #[error("{at}: {error}")]
    CannotWrite { at: String, error: io::Error },
    /// The state could not be worked with for another reason.
    #[error("state: {0}")]
    State(rusqlite::Error),
    /// The client for HTTP could not be set up.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// What was kept could not be read back.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<rusqlite::Error> for CrawlError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged {
                what: error.to_string(),
            },
            Some(ErrorCode::DiskFull) => Self::CannotWrite {
                at: "state".to_owned(),
                error: io::Error::new(io::ErrorKind::StorageFull, error),
            },
            Some(
                ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::SystemIoFailure
                | ErrorCode::PermissionDenied,
            ) => Self::CannotWrite {
                at: "state".to_owned(),
                error: io::Error::other(error),
            },
            _ => Self::State(error),
        }
    }
}

impl From<VolumesError> for CrawlError {
    fn from(error: VolumesError) -> Self {
        match error {
            VolumesError::Lost { .. } => Self::Damaged {
                what: error.to_string(),
            },
            VolumesError::Io { at, error } => Self::CannotWrite { at, error },
        }
    }
}
