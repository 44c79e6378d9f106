//! From bytes to code points.
//!
//! Enters: a text. Leaves: [`CharIndex`], which tells how many code points stand before a byte.

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
