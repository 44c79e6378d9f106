//! From bytes to code points.
//!
//! Enters: a text. Leaves: [`CharIndex`], which tells how many code points stand before a byte, and [`Locator`], which counts
//! them within the fields of a reading.

use crate::article::Field;
use crate::text::Reading;
use crate::text::reading::Part;

/// Bytes between two entries of the index.
const STRIDE: usize = 64;

/// Code point offsets of a text's bytes.
#[derive(Debug, Clone)]
pub(crate) struct CharIndex {
    counts: Vec<u32>,
}

impl CharIndex {
    pub(crate) fn new(text: &str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0u32;
        for chunk in text.as_bytes().chunks(STRIDE) {
            counts.push(count);
            count += count_starts(chunk);
        }
        counts.push(count);
        Self { counts }
    }

    /// The code points before a byte offset.
    pub(crate) fn at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let chunk = byte / STRIDE;
        let rest = &text.as_bytes()[chunk * STRIDE..];
        let before = byte % STRIDE;
        let inside = match rest.first_chunk() {
            Some(whole) => starts_before(whole, before),
            None => count_starts(&rest[..before]),
        };
        (self.counts[chunk] + inside) as usize
    }
}

/// Code point offsets into the fields of a reading.
#[derive(Debug, Clone)]
pub(crate) struct Locator<'l> {
    reading: &'l Reading<'l>,
    chars: CharIndex,
}

impl<'l> Locator<'l> {
    pub(crate) fn new(reading: &'l Reading<'l>) -> Self {
        Self {
            reading,
            chars: CharIndex::new(&reading.text),
        }
    }

    /// What it counts in.
    pub(crate) fn reading(&self) -> &'l Reading<'l> {
        self.reading
    }

    /// Code point offsets of byte offsets into the reading's text, and the field they point into: the one that they
    /// start in, which what runs on beyond its end is cut to.
    pub(crate) fn span(&self, start: usize, end: usize) -> (usize, usize, Option<Field>) {
        let part = self.reading.part_at(start);
        let (start, end) = self.within(&part, start, end);
        (start, end, part.field)
    }

    /// Code point offsets into a part, cut to it.
    pub(crate) fn within(&self, part: &Part, start: usize, end: usize) -> (usize, usize) {
        let at = |byte: usize| {
            let byte = byte.clamp(part.bytes.start, part.bytes.end);
            self.chars.at(&self.reading.text, byte)
        };
        let before = at(part.bytes.start);
        (at(start) - before, at(end) - before)
    }

    /// The length of the article's own text in code points.
    pub(crate) fn text_chars(&self) -> usize {
        let text = self.reading.own_text();
        let (_, end) = self.within(&text, text.bytes.start, text.bytes.end);
        end
    }
}

/// How many code points start in the first bytes of a whole chunk: all are looked at, which the processor does many at a time,
/// and no number of rounds has to be guessed.
fn starts_before(chunk: &[u8; STRIDE], bytes: usize) -> u32 {
    let starts = |(at, byte): (usize, &u8)| {
        u8::from(*byte & 0xC0 != 0x80) & u8::from((at as u8) < bytes as u8)
    };
    u32::from(chunk.iter().enumerate().map(starts).sum::<u8>())
}

/// How many code points start in these bytes.
pub(super) fn count_starts(bytes: &[u8]) -> u32 {
    // As many as one byte can count: the processor then counts sixteen at a time.
    let chunks = bytes.chunks(usize::from(u8::MAX));
    let starts = |byte: &u8| u8::from(*byte & 0xC0 != 0x80);
    chunks
        .map(|chunk| u32::from(chunk.iter().map(starts).sum::<u8>()))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::CharIndex;

    #[test]
    fn counts_code_points_at_any_byte() {
        let text = "đảng viên ".repeat(100);
        let index = CharIndex::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.at(&text, byte), chars);
        }
        assert_eq!(index.at(&text, text.len()), text.chars().count());
    }
}
