//! The dictionary phrases of a row of tokens, by where they start and by where they end.
//!
//! Enters: tokens with their forms, and the lexicon. Leaves: [`Phrases`], which tells at a glance what does not start or
//! end at a token. Knows nothing of sentences and lines.

use crate::knowledge::cue::{CueDigest, CueSet};
use crate::knowledge::lexicon::{Lexicon, NO_CUES, SenseKinds};
use crate::text::token::Token;

/// A dictionary phrase found at tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub start: u32,
    pub end: u32,
    pub entry: u32,
}

/// All phrases of a row of tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    /// By start, longest first.
    hits: Vec<Hit>,
    /// By token: the index of its first phrase; one more for the end.
    from: Vec<u32>,
    /// By token: what all phrases that start there mean; the set by its number.
    opening: Vec<CueDigest>,
    opening_sets: Vec<u32>,
    opening_senses: Vec<SenseKinds>,
    /// By token: the cues of all phrases that end right before it; one more for the text's end.
    closing: Vec<CueDigest>,
    /// By token: how many tokens the longest phrase has that ends right before it; one more for the text's end.
    longest: Vec<u16>,
}

/// Room for this many and more. Rounded up, the room of one article serves the next, which then writes where the last one
/// wrote: memory that may still be in the cache.
pub(crate) fn room(least: usize) -> usize {
    least.next_power_of_two()
}

/// A list of this many of nothing, with [`room`].
fn blank<T: Clone + Default>(many: usize) -> Vec<T> {
    let mut list = Vec::with_capacity(room(many));
    list.resize(many, T::default());
    list
}

impl Phrases {
    /// Finds the phrases of a row of tokens.
    pub(super) fn of(tokens: &[Token], lexicon: &Lexicon) -> Self {
        let many = room(tokens.len());
        let mut phrases = Self {
            // About as many phrases as tokens.
            hits: Vec::with_capacity(many),
            from: Vec::with_capacity(room(tokens.len() + 1)),
            opening: Vec::with_capacity(many),
            opening_sets: Vec::with_capacity(many),
            opening_senses: Vec::with_capacity(many),
            closing: blank(tokens.len() + 1),
            longest: blank(tokens.len() + 1),
        };
        phrases.find(tokens, lexicon);
        phrases
    }

    fn find(&mut self, tokens: &[Token], lexicon: &Lexicon) {
        for at in 0..tokens.len() {
            let first = self.hits.len();
            self.from.push(first as u32);
            let mut set = NO_CUES;
            let mut cues = CueDigest::default();
            let mut senses = SenseKinds::default();
            lexicon.phrases_at(tokens, at, |end, entry| {
                let gist = lexicon.gist(entry);
                cues = cues.union(gist.cues);
                senses = senses.union(gist.senses);
                self.closing[end] = self.closing[end].union(gist.cues);
                if self.longest[end] == 0 {
                    self.longest[end] = u16::try_from(end - at).unwrap_or(u16::MAX);
                }
                self.hits.push(Hit {
                    start: at as u32,
                    end: end as u32,
                    entry,
                });
                set = gist.set_within;
            });
            self.opening.push(cues);
            self.opening_sets.push(set);
            self.opening_senses.push(senses);
            self.hits[first..].reverse();
        }
        self.from.push(self.hits.len() as u32);
    }

    /// All phrases, by start, longest first.
    pub(super) fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The phrases that start at a token, longest first.
    #[inline]
    pub(super) fn starting_at(&self, token: usize) -> &[Hit] {
        match (self.from.get(token), self.from.get(token + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The phrases that end just before `end`, longest first.
    pub(super) fn ending_at(&self, end: usize) -> impl Iterator<Item = &Hit> {
        let longest = self.longest.get(end).copied().unwrap_or_default();
        let starts = end.saturating_sub(usize::from(longest))..end;
        starts.filter_map(move |start| {
            let mut hits = self.starting_at(start).iter();
            hits.find(|hit| hit.end as usize == end)
        })
    }

    /// The cues of all phrases that start at a token.
    pub(super) fn cues_at<'l>(&self, lexicon: &'l Lexicon, token: usize) -> &'l CueSet {
        lexicon.set(self.opening_sets.get(token).copied().unwrap_or_default())
    }

    /// The same at a glance.
    #[inline(always)]
    pub(super) fn opening_at(&self, token: usize) -> CueDigest {
        self.opening.get(token).copied().unwrap_or_default()
    }

    /// The cues of all phrases that end just before `end`, at a glance.
    #[inline(always)]
    pub(super) fn closing_at(&self, end: usize) -> CueDigest {
        self.closing.get(end).copied().unwrap_or_default()
    }

    /// The kinds of the senses of all phrases that start at a token.
    #[inline(always)]
    pub(super) fn senses_at(&self, token: usize) -> SenseKinds {
        self.opening_senses.get(token).copied().unwrap_or_default()
    }
}
