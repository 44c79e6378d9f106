//! JSON for people: one indented array.

use crate::record::Record;
use crate::sink::{Sink, SinkError};
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};

/// An array of records.
#[derive(Debug, Clone, Copy, Default)]
pub struct Json;

impl Sink for Json {
    fn head(&self) -> Vec<u8> {
        b"[\n".to_vec()
    }

    fn write(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), SinkError> {
        let mut serializer = Serializer::with_formatter(out, PrettyFormatter::with_indent(b"  "));
        record
            .serialize(&mut serializer)
            .map_err(|error| SinkError {
                format: "JSON",
                found: error.to_string(),
            })
    }

    fn separator(&self) -> &'static [u8] {
        b",\n"
    }

    fn foot(&self) -> &'static [u8] {
        b"\n]\n"
    }
}
