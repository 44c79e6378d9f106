//! Which letters a page's bytes are.
//!
//! Enters: bytes, and the charset that an HTTP header told. Leaves: [`Decoded`]. The order of trust: a byte order
//! mark; bytes that are sound UTF-8, whatever was told; the header; the page's own `<meta>`; the bytes, in the encodings
//! that Vietnamese was written in before Unicode.

use crate::knowledge::sites::LegacyFont;
use crate::text::decode::{DecodeError, Decoded, Encoding, LegacyEncodings, decode};
use encoding_rs::{UTF_8, WINDOWS_1252, WINDOWS_1258, X_USER_DEFINED};
use unicode_normalization::UnicodeNormalization;

/// A `<meta>` that tells the charset stands within this many bytes.
const HEAD_BYTES: usize = 8 << 10;

/// Decodes a page. One that names fonts of an older encoding keeps its bytes, as windows-1252 shows them, for the step
/// that knows which text stands in which font.
///
/// # Errors
/// [`DecodeError`] where no charset is told and no encoding makes Vietnamese of it.
pub(super) fn text_of(
    bytes: Vec<u8>,
    header: Option<&str>,
    fonts: &[LegacyFont],
    encodings: &LegacyEncodings,
) -> Result<Decoded, DecodeError> {
    let told = header
        .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
        .or_else(|| meta_charset(&bytes));
    if encoding_rs::Encoding::for_bom(&bytes).is_some() {
        return decode(bytes, encodings);
    }
    if std::str::from_utf8(&bytes).is_err()
        && told.is_none_or(|told| is_unsure(&told))
        && names_font(&bytes, fonts)
    {
        return Ok(lossy(&bytes, WINDOWS_1252));
    }
    let Some(told) = told.filter(|told| !is_unsure(told)) else {
        let fallback = told
            .filter(|told| *told != UTF_8)
            .map(|told| lossy(&bytes, told));
        return match (sound(bytes, encodings), fallback) {
            (Err(_), Some(decoded)) => Ok(decoded),
            (result, _) => result,
        };
    };
    // UTF-16 and ISO-2022 can look like ASCII; text in any other encoding is hardly ever sound UTF-8 by chance.
    if told.is_ascii_compatible() && std::str::from_utf8(&bytes).is_ok() {
        return sound(bytes, encodings);
    }
    Ok(lossy(&bytes, told))
}

/// UTF-8, or lines in one of the older encodings.
fn sound(bytes: Vec<u8>, encodings: &LegacyEncodings) -> Result<Decoded, DecodeError> {
    match String::from_utf8(bytes) {
        // What UTF-8 may hide (a wrong reading made elsewhere) is looked for in the text, not among its tags.
        Ok(text) if !text.contains('\0') => Ok(Decoded {
            text,
            ..Decoded::default()
        }),
        Ok(text) => decode(text.into_bytes(), encodings),
        Err(error) => {
            let mut decoded = decode(error.into_bytes(), encodings)?;
            if decoded.repairs.contains_key(&Encoding::Windows1258) {
                decoded.text = decoded.text.nfc().collect();
            }
            Ok(decoded)
        }
    }
}

/// The text as an encoding reads it. Windows-1258 writes tones as marks of their own: they are composed, as browsers
/// show them.
fn lossy(bytes: &[u8], encoding: &'static encoding_rs::Encoding) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = if encoding == WINDOWS_1258 {
        text.nfc().collect()
    } else {
        text.into_owned()
    };
    Decoded {
        text,
        ..Decoded::default()
    }
}

/// Labels that servers and editors write without knowing: pages in TCVN3 and VNI carry them as well.
fn is_unsure(told: &&'static encoding_rs::Encoding) -> bool {
    [UTF_8, WINDOWS_1252, X_USER_DEFINED].contains(told)
}

fn names_font(bytes: &[u8], fonts: &[LegacyFont]) -> bool {
    fonts.iter().any(|font| {
        let prefix = font.prefix.as_bytes();
        bytes
            .windows(prefix.len())
            .any(|window| window.eq_ignore_ascii_case(prefix))
    })
}

/// The charset in a page's first `<meta>` that tells one.
fn meta_charset(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some(start) = rest.find("<meta") {
        rest = &rest[start + 5..];
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        let label = tag.split_once("charset").and_then(|(_, after)| {
            let after = after.trim_start().strip_prefix('=')?;
            let label = after.trim_start_matches(['"', '\'', ' ']);
            label.split(['"', '\'', ' ', ';', '/', '>']).next()
        });
        if let Some(encoding) =
            label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
        {
            // A page that could be read this far is not in UTF-16 (WHATWG, "prescan a byte stream").
            return Some(if encoding.is_ascii_compatible() {
                encoding
            } else {
                UTF_8
            });
        }
    }
    None
}
