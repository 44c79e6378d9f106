//! Any bytes: decoding ends, and what it gives is text that decodes to itself.
#![no_main]

use dangbo::knowledge::Knowledge;
use dangbo::text::decode;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().expect("bundled dictionaries load"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = decode::decode(bytes.to_vec(), &KNOWLEDGE.encodings) else { return };
    if decoded.repairs.is_empty()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        assert_eq!(decoded.text, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
});
