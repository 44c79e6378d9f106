//! From tokens to code points: the quote and its sentence, cut from the field they stand in.

use crate::record::{Evidence, Field};
use crate::text::offset::CharIndex;
use crate::text::reading::Part;
use crate::text::{Reading, TokenRange};

/// Cuts evidence for one article.
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

    /// Code point offsets of byte offsets into the reading's text, and the field they point into: the one that they
    /// start in, which what runs on beyond its end is cut to.
    pub(crate) fn span(&self, start: usize, end: usize) -> (usize, usize, Option<Field>) {
        let part = self.reading.part_at(start);
        let (start, end) = self.within(&part, start, end);
        (start, end, part.field)
    }

    /// Code point offsets into a part, cut to it.
    fn within(&self, part: &Part, start: usize, end: usize) -> (usize, usize) {
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

    /// The evidence of a range of tokens: of the part of it that lies in the field where it starts.
    pub(crate) fn evidence(&self, tokens: &TokenRange) -> Evidence {
        let (from, to) = self.reading.bytes(tokens);
        let part = self.reading.part_at(from);
        let to = to.min(part.bytes.end);
        let mut sentence = self.reading.sentence_of(tokens.start);
        sentence.end = sentence
            .end
            .max(self.reading.sentence_of(tokens.end.saturating_sub(1)).end);
        let (sentence_from, sentence_to) = self.reading.bytes(&sentence);
        let (start, end) = self.within(&part, from, to);
        let (sentence_start, sentence_end) = self.within(&part, sentence_from, sentence_to);
        Evidence {
            quote: self.reading.text[from..to].to_owned(),
            start,
            end,
            sentence_start,
            sentence_end,
            field: part.field,
        }
    }
}
