//! The bytes of a word as one number: known words are told by a lookup, without a look at their letters.
//!
//! Enters: a text and where a word may start. Leaves: [`WordKey`] and the word's end. Eight bytes are classed at once by
//! arithmetic on the whole row (SWAR: H. S. Warren, "Hacker's Delight", 2nd ed., 6-1). What is no ASCII is taken for a
//! letter: a key that holds other marks is that of no word.

/// The bytes of a word in a row, filled up with zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum WordKey {
    /// Of up to eight bytes: nearly all.
    Short(u64),
    /// Of up to sixteen.
    Long(u128),
}

/// How many bytes a row has.
const ROW: usize = size_of::<u64>();

impl WordKey {
    /// The key of a whole word; none for an empty one or one of more than sixteen bytes.
    pub(crate) fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        match bytes.len() {
            0 => None,
            1..=ROW => Some(Self::Short(row(bytes, 0))),
            length if length <= 2 * ROW => Some(Self::long(row(bytes, 0), row(bytes, ROW))),
            _ => None,
        }
    }

    /// The key of the run of letters and digits that starts at a byte, and the run's end; none for an empty one, one of more
    /// than sixteen bytes, and one that an apostrophe may carry on.
    // Asked for every word: a call would carry the key through memory.
    #[inline(always)]
    pub(super) fn at(bytes: &[u8], start: usize) -> Option<(usize, Self)> {
        let first = row(bytes, start);
        let mut length = run(first);
        let key = if length < ROW {
            Self::Short(cut(first, length))
        } else {
            let second = row(bytes, start + ROW);
            match run(second) {
                0 => Self::Short(first),
                ROW => return None,
                more => {
                    length += more;
                    Self::long(first, cut(second, more))
                }
            }
        };
        let end = start + length;
        (length > 0 && bytes.get(end) != Some(&b'\'')).then_some((end, key))
    }

    fn long(first: u64, second: u64) -> Self {
        Self::Long(u128::from(second) << u64::BITS | u128::from(first))
    }

    /// Whether the first byte is a small ASCII letter.
    pub(crate) fn opens_small(self) -> bool {
        let first = match self {
            Self::Short(row) => row as u8,
            Self::Long(row) => row as u8,
        };
        first.is_ascii_lowercase()
    }
}

/// The eight bytes from a place on, those behind the end as zeros.
#[inline]
fn row(bytes: &[u8], start: usize) -> u64 {
    let rest = bytes.get(start..).unwrap_or_default();
    match rest.first_chunk() {
        Some(row) => u64::from_le_bytes(*row),
        None => {
            let mut row = [0; ROW];
            row[..rest.len()].copy_from_slice(rest);
            u64::from_le_bytes(row)
        }
    }
}

/// The first bytes of a row, less than all.
#[inline]
fn cut(row: u64, length: usize) -> u64 {
    row & ((1 << (8 * length)) - 1)
}

/// How many bytes of a row, from the first on, are ASCII letters, digits, or no ASCII.
#[inline]
fn run(row: u64) -> usize {
    /// A byte in each place of a row.
    const fn all(byte: u8) -> u64 {
        u64::from_le_bytes([byte; ROW])
    }
    /// What carries a byte of at least `least` into its highest bit.
    const fn from(least: u8) -> u64 {
        all(0x80 - least)
    }
    let plain = row & all(0x7f);
    let small = plain | all(0x20);
    let letters = (small + from(b'a')) & !(small + from(b'z' + 1));
    let digits = (plain + from(b'0')) & !(plain + from(b'9' + 1));
    let others = !(letters | digits | row) & all(0x80);
    others.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::{WordKey, row, run};

    #[test]
    fn every_byte_is_classed_as_the_standard_library_classes_it() {
        for byte in 0..=u8::MAX {
            let is_word = byte.is_ascii_alphanumeric() || !byte.is_ascii();
            for place in 0..8 {
                let mut bytes = [b'a'; 8];
                bytes[place] = byte;
                let expected = if is_word { 8 } else { place };
                assert_eq!(run(row(&bytes, 0)), expected, "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn a_run_has_the_key_of_its_word() {
        for word in [
            "a",
            "bộ",
            "Đảng",
            "trường",
            "nghiệm",
            "nguyenvanhoanam",
            "x1",
        ] {
            for after in ["", " ", ", đảng viên", "-DN", "."] {
                let text = format!("{word}{after}");
                let found = WordKey::at(text.as_bytes(), 0);
                let expected = WordKey::of(word).map(|key| (word.len(), key));
                assert_eq!(found, expected, "{text}");
            }
        }
        for none in ["", " ", "H'Nhi", "nguyenvanhoanamxa", "-", "k' x"] {
            assert_eq!(WordKey::at(none.as_bytes(), 0), None, "{none}");
        }
    }
}
