//! Evidence: what hosts answered, as WARC 1.1 (ISO 28500:2017) with an index beside each file.
//!
//! A visit leaves up to three records (`request`, `response` or `revisit`, `metadata`), each a gzip member of its own,
//! so that every record can be read from its offset alone. Bodies stand as they were sent, in their content coding;
//! the transfer coding is undone, and its header kept under another name.

mod cdxj;
mod member;
mod read;
mod record;
mod volume;

pub(super) use cdxj::write_index;
pub use read::ReadError;
pub(super) use read::response_at;
pub(super) use record::{Previous, Records, of_visit};
pub use volume::Repair;
pub(super) use volume::{Volumes, VolumesError, are_there, name_of};

use ring::digest::{SHA256, digest};

/// The digest of a payload, labelled, as records and indexes write it.
pub(super) fn payload_digest(bytes: &[u8]) -> String {
    format!("sha256:{}", base32(digest(&SHA256, bytes).as_ref()))
}

/// RFC 4648, section 6, with its padding: tools compare digests by their letters.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0);
    for &byte in bytes {
        held = held << 8 | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits) & 31) as usize]));
    }
    while !text.len().is_multiple_of(8) {
        text.push('=');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base32;

    #[test]
    fn base32_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "MY======"),
            ("fo", "MZXQ===="),
            ("foo", "MZXW6==="),
            ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI======"),
        ] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }
}
