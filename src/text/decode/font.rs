//! Text under a font that shows the letters of an older encoding.

use crate::text::decode::legacy::{Encoding, LegacyEncodings};
use crate::text::decode::repair::has_unicode_vietnamese;

/// What a text says that stands in a font of `encoding` (`capitals`: in one that shows small letters as capitals).
///
/// None where it is to be read as it stands: pages keep such fonts around text that has long been Unicode.
pub fn legacy_text(
    text: &str,
    encoding: Encoding,
    capitals: bool,
    encodings: &LegacyEncodings,
) -> Option<String> {
    if text.is_ascii() {
        return capitals.then(|| text.to_ascii_uppercase());
    }
    if has_unicode_vietnamese(text) {
        return None;
    }
    let meant = encodings.convert(text, encoding);
    let (mut words, mut legal) = (0_usize, 0_usize);
    for word in meant
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_ascii())
    {
        words += 1;
        legal += usize::from(encodings.syllables.is_legal(word));
    }
    if legal * 2 < words {
        return None;
    }
    Some(if capitals {
        meant.to_uppercase()
    } else {
        meant
    })
}
