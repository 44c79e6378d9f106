//! Where the stance can change: lines, sections and the stretches between marks.
//!
//! Enters: a reading and its lines. Leaves: stretches of tokens, and what a line is to the line above it.

use crate::mention::ordinal;
use crate::text::layout::{Line, LineKind};
use crate::text::{Kind, Reading, Token, TokenRange};

/// The stretches in which the stance does not change: between any marks but dashes, slashes and quotes.
pub(super) fn segments(reading: &Reading<'_>, line: &Line) -> impl Iterator<Item = TokenRange> {
    let ends = |mark: u8| {
        matches!(
            mark,
            b',' | b';' | b':' | b'~' | b'.' | b'!' | b'?' | b'(' | b')'
        )
    };
    let marks = reading.marks_of(line).iter();
    let mut ends = marks.filter(move |one| ends(one.mark));
    let mut rest = line.tokens.clone();
    std::iter::from_fn(move || {
        let end = ends.next().map_or(rest.end, |end| end.token() + 1);
        let part = rest.start..end;
        rest.start = end;
        (!part.is_empty()).then_some(part)
    })
}

/// Whether a segment stands right behind an opening bracket, and whether it ends in a closing one: what brackets say
/// holds inside them.
pub(super) fn brackets(reading: &Reading<'_>, segment: &TokenRange) -> (bool, bool) {
    let before = segment
        .start
        .checked_sub(1)
        .map(|before| reading.tokens[before].kind);
    let opens = before == Some(Kind::Mark(b'('));
    let closes = reading.tokens[segment.end - 1].is_mark(b')');
    (opens, closes)
}

/// Whether a line starts a new section: a heading that is no item of a list, or a line with a Roman number.
pub(super) fn opens_section(reading: &Reading<'_>, line: &Line) -> bool {
    let is_roman = numbering(reading, line).is_some_and(|number| number.roman > 0);
    is_roman || (line.kind == LineKind::Heading && !line.is_item)
}

/// The place of a part among the lettered ones and among those with Roman numbers, from 1 on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbering {
    letter: u16,
    roman: u16,
}

impl Numbering {
    /// Takes up the next part; whether it is the first of its kind or follows the last: `B.` behind `A.`, and not the `V.` of
    /// a name.
    pub(super) fn goes_on_with(&mut self, next: Self) -> bool {
        let follows = |next: u16, last: u16| next == 1 || next > 1 && next == last + 1;
        if follows(next.letter, self.letter) {
            self.letter = next.letter;
            return true;
        }
        let is_next = follows(next.roman, self.roman);
        if is_next {
            self.roman = next.roman;
        }
        is_next
    }
}

/// The number with which a line opens, a letter or a Roman one before a full stop: `A. Kinh tế`, `II. Văn hóa`.
pub(super) fn numbering(reading: &Reading<'_>, line: &Line) -> Option<Numbering> {
    let first = line.tokens.start;
    let is_stop = |mark: &Token| mark.is_mark(b'.');
    if !reading.tokens[first].is_word() || !reading.tokens.get(first + 1).is_some_and(is_stop) {
        return None;
    }
    let word = reading.word(first);
    let letter = (word.bytes().next())
        .filter(|letter| word.len() == 1 && letter.is_ascii_alphabetic())
        .map_or(0, |letter| {
            u16::from(letter.to_ascii_lowercase() - b'a') + 1
        });
    let roman = ordinal::roman(word).unwrap_or_default();
    (letter > 0 || roman > 0).then_some(Numbering { letter, roman })
}

/// Whether a line goes on with what the line above it started: one that ends in a colon, a question or the middle of a list.
pub(super) fn goes_on(reading: &Reading<'_>, index: usize) -> bool {
    reading.lines[..index]
        .iter()
        .rfind(|above| !above.is_furniture())
        .is_some_and(|above| {
            matches!(
                reading.tokens[above.tokens.end - 1].kind,
                Kind::Mark(b':' | b';' | b',' | b'?')
            )
        })
}

/// Whether a segment stands behind a full stop.
pub(super) fn opens_sentence(reading: &Reading<'_>, segment: &TokenRange) -> bool {
    segment
        .start
        .checked_sub(1)
        .is_some_and(|before| matches!(reading.tokens[before].kind, Kind::Mark(b'.' | b'!' | b'?')))
}
