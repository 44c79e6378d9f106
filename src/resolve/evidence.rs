//! From tokens to code points: the quote and its sentence, cut from the text they stand in.

use crate::article::Article;
use crate::record::{Evidence, Field};
use crate::text::offset::CharIndex;
use crate::text::{Reading, TokenRange};

/// Cuts evidence for one article.
#[derive(Debug, Clone)]
pub(crate) struct Locator<'l> {
    reading: &'l Reading<'l>,
    title: &'l str,
    body: &'l str,
    title_chars: CharIndex,
    body_chars: CharIndex,
}

impl<'l> Locator<'l> {
    pub(crate) fn new(reading: &'l Reading<'l>, article: &'l Article) -> Self {
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
    pub(crate) fn span(&self, start: usize, end: usize) -> (usize, usize, Option<Field>) {
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
    pub(crate) fn body_chars(&self) -> usize {
        self.body_chars.at(self.body, self.body.len())
    }

    /// The evidence of a range of tokens: of the title's part of it, where it starts there.
    pub(super) fn evidence(&self, tokens: &TokenRange) -> Evidence {
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
