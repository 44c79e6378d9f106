//! Why a run could not go on.

use crate::crawl::CrawlError;
use crate::store::StoreError;
use std::io;
use thiserror::Error;

/// A run that ended before its time. What was committed is safe in every case, and the next run goes on from there.
#[derive(Debug, Error)]
pub enum RunError {
    /// The crawl's cause.
    #[error(transparent)]
    Crawl(#[from] CrawlError),
    /// What is remembered could not be opened, read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A name that is no site's.
    #[error("expected the name of a site, found {name}")]
    NoSuchSite { name: String },
}

impl RunError {
    /// What could not be written, and the system's cause.
    pub(super) fn cannot_write(at: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let cannot_write = StoreError::cannot_write(at);
        move |error| cannot_write(error).into()
    }

    /// What could not be read, and the system's cause.
    pub(super) fn cannot_read(at: String, error: io::Error) -> Self {
        StoreError::CannotRead { at, error }.into()
    }

    /// What does not fit together.
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        StoreError::Damaged { what: what.into() }.into()
    }
}

impl From<rusqlite::Error> for RunError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::of("ledger", error).into()
    }
}
