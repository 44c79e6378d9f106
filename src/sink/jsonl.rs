//! JSON Lines: one record a line.

use crate::record::Record;
use crate::sink::{Sink, SinkError};

/// The default format.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonLines;

impl Sink for JsonLines {
    fn write(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), SinkError> {
        serde_json::to_writer(&mut *out, record).map_err(|error| SinkError {
            format: "JSON Lines",
            found: error.to_string(),
        })?;
        out.push(b'\n');
        Ok(())
    }
}
