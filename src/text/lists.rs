//! What a reading is kept in, token by token, for the next one to be kept in.

use crate::knowledge::cue::CueSet;
use crate::text::marks::MarkAt;
use crate::text::phrases::{Phrases, empty};
use crate::text::reading::TokenRange;
use crate::text::token::Token;

/// What a reading was kept in, for the next one: what is written where the last was goes to memory that is in the cache
/// already, which a fresh list's is not.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    pub(super) tokens: Vec<Token>,
    pub(super) before_splice: Vec<Token>,
    pub(super) marks: Vec<MarkAt>,
    pub(super) phrases: Phrases,
    pub(super) line_of: Vec<u32>,
    pub(super) sentence_of: Vec<u32>,
    pub(super) sentence_cues: Vec<CueSet>,
}

impl Lists {
    /// Tokens of the longest reading whose lists are worth to be kept, some 4 MB.
    const MOST: usize = 1 << 15;

    /// Whether they are of a size that most articles need.
    pub(crate) fn are_usual(&self) -> bool {
        self.tokens.capacity().max(self.before_splice.capacity()) <= Self::MOST
    }
}

/// Lists by token the index of the range that it stands in.
pub(super) fn index<'r>(
    of: &mut Vec<u32>,
    ranges: impl Iterator<Item = &'r TokenRange>,
    tokens: usize,
) {
    empty(of, tokens);
    for (index, range) in ranges.enumerate() {
        of.resize(range.start.max(of.len()), 0);
        of.resize(range.end.max(of.len()), index as u32);
    }
    of.resize(tokens, 0);
}
