//! Bytes to text, and what had to be repaired on the way.
//!
//! Enters: a document's bytes. Leaves: [`Decoded`], or a [`DecodeError`] value. Knows nothing of files.

use thiserror::Error;

/// A decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Whether reading the bytes as UTF-8 gives another text.
    pub is_derived: bool,
    /// What was not UTF-8, in words.
    pub repairs: Vec<String>,
}

impl Decoded {
    /// The repairs as one sentence; none where there was nothing to repair.
    pub fn repaired(&self) -> Option<String> {
        (!self.repairs.is_empty()).then(|| self.repairs.join("; "))
    }
}

/// Bytes that are no text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// NUL bytes that are not UTF-16's.
    #[error("expected text, found {nuls} NUL bytes among {bytes}")]
    Binary { nuls: usize, bytes: usize },
    /// No encoding fits.
    #[error("expected UTF-8 or UTF-16, found an invalid byte at {at}")]
    Unknown { at: usize },
}

/// Decodes a document.
///
/// # Errors
/// [`DecodeError`] says what was expected and what was found.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, DecodeError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return Ok(Decoded { text: text.into_owned(), is_derived: true, repairs: Vec::new() });
    }
    let nuls = bytes.iter().filter(|&&byte| byte == 0).count();
    if nuls > 0 {
        return Err(DecodeError::Binary { nuls, bytes: bytes.len() });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, is_derived: false, repairs: Vec::new() }),
        Err(error) => Err(DecodeError::Unknown { at: error.utf8_error().valid_up_to() }),
    }
}
