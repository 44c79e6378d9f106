//! Ordinals: Roman, Arabic and in words.
//!
//! Enters: a reading and a token. Leaves: the number, if one stands there. Whether it counts congresses is not known here.

use crate::text::reading::Reading;
pub(crate) use crate::text::roman::{MOST, roman};
use crate::text::token::{Gap, Shape};

/// An ordinal that stands at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ordinal {
    pub start: usize,
    pub end: usize,
    pub value: u16,
    pub is_roman: bool,
}

impl Ordinal {
    /// Its words as written.
    pub(crate) fn numeral(&self, reading: &Reading<'_>) -> String {
        if self.end == self.start + 1 {
            return reading.word(self.start).to_owned();
        }
        reading.words(self.start..self.end)
    }
}

/// The ordinal that starts at a token: `VII`, `7`, `bảy`.
pub(crate) fn at(reading: &Reading<'_>, token: usize) -> Option<Ordinal> {
    let first = reading.tokens.get(token)?;
    let touching_dash = |at: usize| {
        reading
            .tokens
            .get(at)
            .is_some_and(|next| next.is_mark(b'-') && next.gap == Gap::None)
    };
    if first.is_number() {
        let value = reading
            .word(token)
            .parse()
            .ok()
            .filter(|value| (1..=MOST).contains(value))?;
        let joined = reading.tokens.get(token + 1).is_some_and(|next| {
            next.gap == Gap::None
                && (next.is_mark(b'/') || next.is_mark(b'%') || next.is_mark(b'-'))
        });
        return (!joined).then(|| Ordinal {
            start: token,
            end: token + 1,
            value,
            is_roman: false,
        });
    }
    if first.is_word() && matches!(first.shape, Shape::Upper | Shape::Mixed) {
        let value = roman(reading.word(token))?;
        if touching_dash(token + 1)
            && reading
                .tokens
                .get(token + 2)
                .is_some_and(|next| next.is_word() && next.gap == Gap::None)
        {
            return None;
        }
        return Some(Ordinal {
            start: token,
            end: token + 1,
            value,
            is_roman: true,
        });
    }
    let (end, value) = reading.ordinal_at(token)?;
    Some(Ordinal {
        start: token,
        end,
        value,
        is_roman: false,
    })
}
