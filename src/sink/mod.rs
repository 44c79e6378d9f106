//! How records are written: one file per format.
//!
//! Enters: [`Record`]s. Leaves: bytes. A sink has no state, so that records are written out in parallel and joined in
//! order; knows nothing of files, threads or how a record came to be.

mod csv;
mod json;
mod jsonl;

pub use csv::Csv;
pub use json::Json;
pub use jsonl::JsonLines;

use crate::record::Record;
use thiserror::Error;

/// A record that the format can't take.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("expected a record that {format} can hold, found: {found}")]
pub struct SinkError {
    pub format: &'static str,
    pub found: String,
}

/// A format.
pub trait Sink: Sync {
    /// What stands before the first record.
    fn head(&self) -> Vec<u8> {
        Vec::new()
    }

    /// Appends one record.
    ///
    /// # Errors
    /// [`SinkError`]; what was appended till then is the caller's to cut off.
    fn write(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), SinkError>;

    /// What stands between two records.
    fn separator(&self) -> &'static [u8] {
        b""
    }

    /// What stands after the last record.
    fn foot(&self) -> &'static [u8] {
        b""
    }
}
