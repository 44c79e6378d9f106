//! Why a crawl could not go on.

use crate::crawl::evidence::{ReadError, VolumesError};
use crate::crawl::fetch::ClientError;
use crate::store::StoreError;
use thiserror::Error;

/// A crawl that ended before its time. What was committed is safe in every case.
#[derive(Debug, Error)]
pub enum CrawlError {
    /// What is remembered could not be opened, read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The client for HTTP could not be set up.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// What was kept could not be read back.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<rusqlite::Error> for CrawlError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::of("state", error).into()
    }
}

impl From<VolumesError> for CrawlError {
    fn from(error: VolumesError) -> Self {
        let error = match error {
            VolumesError::Lost { .. } | VolumesError::Unknown { .. } => StoreError::Damaged {
                what: error.to_string(),
            },
            VolumesError::Io { at, error } => StoreError::CannotWrite { at, error },
        };
        error.into()
    }
}
