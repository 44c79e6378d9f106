//! From tokens to code points: the quote and its sentence, cut from the text they stand in.

use crate::article::Article;
use crate::record::{Evidence, Field};
use crate::text::{Reading, TokenRange};

/// Bytes between two entries of the index.
const STRIDE: usize = 256;

/// Code point offsets of a text's bytes.
#[derive(Debug, Clone)]
pub struct CharIndex {
    counts: Vec<u32>,
}

impl CharIndex {
    pub fn new(text: &str) -> Self {
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
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let chunk = byte / STRIDE;
        self.counts[chunk] as usize + count_starts(&text.as_bytes()[chunk * STRIDE..byte]) as usize
    }
}

/// How many code points start in these bytes.
fn count_starts(bytes: &[u8]) -> u32 {
    // As many as one byte can count: the processor then counts sixteen at a time.
    let chunks = bytes.chunks(usize::from(u8::MAX));
    let starts = |byte: &u8| u8::from(*byte & 0xC0 != 0x80);
    chunks
        .map(|chunk| u32::from(chunk.iter().map(starts).sum::<u8>()))
        .sum()
}

/// Cuts evidence for one article.
#[derive(Debug, Clone)]
pub struct Locator<'l> {
    reading: &'l Reading<'l>,
    title: &'l str,
    body: &'l str,
    title_chars: CharIndex,
    body_chars: CharIndex,
}

impl<'l> Locator<'l> {
    pub fn new(reading: &'l Reading<'l>, article: &'l Article) -> Self {
        let title = match (&article.title, reading.body) {
            (Some(title), body) if body > 0 => title.as_str(),
            _ => "",
        };
        let body = &article.text;
        Self {
            reading,
            title,
            body,
            title_chars: CharIndex::new(title),
            body_chars: CharIndex::new(body),
        }
    }

    /// Code point offsets of byte offsets into the reading's text, and the field they point into.
    pub fn span(&self, start: usize, end: usize) -> (usize, usize, Option<Field>) {
        match start.checked_sub(self.reading.body) {
            Some(from) => {
                let to = end.saturating_sub(self.reading.body);
                (
                    self.body_chars.at(self.body, from),
                    self.body_chars.at(self.body, to),
                    None,
                )
            }
            None => {
                let to = end.min(self.title.len());
                (
                    self.title_chars.at(self.title, start),
                    self.title_chars.at(self.title, to),
                    Some(Field::Title),
                )
            }
        }
    }

    /// The length of the article's text in code points.
    pub fn body_chars(&self) -> usize {
        self.body_chars.at(self.body, self.body.len())
    }

    /// The evidence of a range of tokens: of the title's part of it, where it starts there.
    pub fn evidence(&self, tokens: &TokenRange) -> Evidence {
        let (from, to) = self.reading.bytes(tokens);
        let to = if from < self.reading.body {
            to.min(self.title.len())
        } else {
            to
        };
        let (start, end, field) = self.span(from, to);
        let mut sentence = self.reading.sentence_of(tokens.start);
        sentence.end = sentence
            .end
            .max(self.reading.sentence_of(tokens.end.saturating_sub(1)).end);
        let (sentence_from, sentence_to) = self.reading.bytes(&sentence);
        let (sentence_start, sentence_end, _) = self.span(sentence_from, sentence_to);
        Evidence {
            quote: self.reading.text[from..to].to_owned(),
            start,
            end,
            sentence_start,
            sentence_end,
            field,
        }
    }
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
