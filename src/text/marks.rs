//! The marks of a row of tokens, listed once: what looks for stops, brackets or bars does not look at words.
//!
//! Enters: tokens. Leaves: [`MarkAt`]s in order.

use crate::text::phrases::empty;
use crate::text::sieve::Sieve;
use crate::text::token::Token;

/// A mark, and the token that it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MarkAt {
    token: u32,
    /// As in [`crate::text::Kind::Mark`].
    pub mark: u8,
}

impl MarkAt {
    /// Lists the marks of a row of tokens.
    pub(super) fn list(marks: &mut Vec<Self>, tokens: &[Token]) {
        empty(marks, tokens.len());
        let is_mark = |at: usize| tokens[at].sign != Token::NO_MARK;
        marks.extend(Sieve::new(0..tokens.len(), is_mark).map(|at| Self {
            token: at as u32,
            mark: tokens[at].sign,
        }));
    }

    pub(crate) fn token(self) -> usize {
        self.token as usize
    }
}
