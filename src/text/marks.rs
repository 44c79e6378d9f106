//! The marks of a row of tokens, listed once: what looks for stops, brackets or bars does not look at words.
//!
//! Enters: tokens. Leaves: [`MarkAt`]s in order.

use crate::text::phrases::blank;
use crate::text::token::Token;

/// A mark, and the token that it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MarkAt {
    token: u32,
    /// As in [`crate::text::Kind::Mark`].
    pub mark: u8,
}

impl MarkAt {
    /// Lists the marks of a row of tokens. One token in eight is one, and nothing tells which: each is written, and those that
    /// are none are written over.
    pub(super) fn list(marks: &mut Vec<Self>, tokens: &[Token]) {
        blank(marks, tokens.len() + 1);
        let mut many = 0;
        for (at, token) in tokens.iter().enumerate() {
            let mark = token.mark();
            marks[many] = Self {
                token: at as u32,
                mark: mark.unwrap_or_default(),
            };
            many += usize::from(mark.is_some());
        }
        marks.truncate(many);
    }

    pub(crate) fn token(self) -> usize {
        self.token as usize
    }
}
