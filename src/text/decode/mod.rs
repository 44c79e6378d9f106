//! Bytes to text, and what had to be repaired on the way.
//!
//! Enters: a document's bytes, or a text that was decoded wrongly elsewhere. Leaves: [`Decoded`], or a [`DecodeError`]
//! value. Knows nothing of files. The text is not normalized here.
//!
//! Strict UTF-8 goes first and is left alone wherever it holds Vietnamese letters. What remains is tried line by line
//! in the encodings that Vietnamese was written in before Unicode, and taken as what gives Vietnamese syllables.

mod font;
mod legacy;
mod mojibake;
mod repair;

pub use font::legacy_text;
pub use legacy::{Encoding, LegacyEncodings};
pub use repair::{has_unicode_vietnamese, repair, repair_below};

use std::collections::BTreeMap;
use thiserror::Error;

/// A decoded text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// Whether reading the bytes as UTF-8 gives another text.
    pub is_derived: bool,
    /// In how many lines each encoding was found in place of UTF-8.
    pub repairs: BTreeMap<Encoding, usize>,
}

impl Decoded {
    fn plain(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// The repairs as one sentence; none where there was nothing to repair.
    pub fn repaired(&self) -> Option<String> {
        if self.repairs.is_empty() {
            return None;
        }
        let found: Vec<String> = self
            .repairs
            .iter()
            .map(|(encoding, lines)| format!("{encoding} ({lines} lines)"))
            .collect();
        Some(format!("expected UTF-8, found {}", found.join(", ")))
    }
}

/// Bytes that are no text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// NUL bytes that are not UTF-16's.
    #[error("expected text, found {nuls} NUL bytes among {bytes}")]
    Binary { nuls: usize, bytes: usize },
    /// The mark of UTF-32, whose first half is that of UTF-16.
    #[error("expected UTF-8, UTF-16, windows-1258, TCVN3 or VNI, found UTF-32")]
    Utf32,
    /// No encoding makes Vietnamese of it.
    #[error(
        "expected UTF-8, UTF-16, windows-1258, TCVN3 or VNI, found bytes that are none of them (the first at {at}); \
         read as {closest}, {legal} of {words} words are Vietnamese"
    )]
    Unknown {
        at: usize,
        closest: Encoding,
        legal: usize,
        words: usize,
    },
}

/// Decodes a document.
///
/// # Errors
/// [`DecodeError`] says what was expected and what was found.
pub fn decode(bytes: Vec<u8>, encodings: &LegacyEncodings) -> Result<Decoded, DecodeError> {
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(DecodeError::Utf32);
    }
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(&bytes)
        && encoding != encoding_rs::UTF_8
    {
        return Ok(utf16(&bytes[mark..], encoding));
    }
    let nuls = bytes.iter().filter(|&&byte| byte == 0).count();
    if nuls > 0 {
        return match utf16_without_mark(&bytes) {
            Some(encoding) => Ok(utf16(&bytes, encoding)),
            None => Err(DecodeError::Binary {
                nuls,
                bytes: bytes.len(),
            }),
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix('\u{feff}') {
            None => Ok(repair(text, encodings)),
            Some(text) => Ok(Decoded {
                is_derived: true,
                ..repair(text.to_owned(), encodings)
            }),
        },
        Err(error) => repair::decode_lines(
            error.as_bytes(),
            error.utf8_error().valid_up_to(),
            encodings,
        ),
    }
}

fn utf16(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let lines = text.lines().count();
    Decoded {
        text: text.into_owned(),
        is_derived: true,
        repairs: BTreeMap::from([(Encoding::Utf16, lines)]),
    }
}

/// UTF-16 without a byte order mark: every other byte is the high half of a letter of Vietnamese or a mark.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    const HIGH: [u8; 6] = [0x00, 0x01, 0x03, 0x1e, 0x20, 0x22];
    let halves = bytes.len() / 2;
    let high_at = |first: usize| {
        bytes
            .iter()
            .skip(first)
            .step_by(2)
            .filter(|byte| HIGH.contains(byte))
            .count()
    };
    let (even, odd) = (high_at(0), high_at(1));
    // A space has 0x20 as its low half, so that some of the other halves look alike; letters don't.
    let is_high = |these: usize, others: usize| these * 10 >= halves * 9 && others * 2 < halves;
    if halves < 2 {
        None
    } else if is_high(odd, even) {
        Some(encoding_rs::UTF_16LE)
    } else if is_high(even, odd) {
        Some(encoding_rs::UTF_16BE)
    } else {
        None
    }
}
