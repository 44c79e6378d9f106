//! The dictionary phrases of a row of tokens, by where they start and by where they end.
//!
//! Enters: tokens with their forms, and the lexicon. Leaves: [`Phrases`], which tells at a glance what does not start or
//! end at a token. Knows nothing of sentences and lines.

use crate::knowledge::cue::{CueDigest, CueSet};
use crate::knowledge::lexicon::{Lexicon, NO_CUES, Node, SenseKinds};
use crate::text::reading::TokenRange;
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
    /// By token: where its phrases begin and what they mean together; one more for the end.
    starts: Vec<Start>,
    /// By token: what all phrases that start there mean, at a glance; one more for the end.
    opening: Vec<CueDigest>,
    opening_senses: Vec<SenseKinds>,
    /// By token: the cues of all phrases that end right before it; one more for the text's end.
    closing: Vec<CueDigest>,
    /// By token: how many tokens the longest phrase has that ends right before it; one more for the text's end.
    longest: Vec<u16>,
}

/// The phrases that start at a token.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    /// The index of the first.
    from: u32,
    /// The set of their cues, by its number.
    set: u32,
}

/// Room for this many and more. Rounded up, the room of one article serves the next, which then writes where the last one
/// wrote: memory that may still be in the cache.
pub(crate) fn room(least: usize) -> usize {
    least.next_power_of_two()
}

/// Empties a list and gives it room for this many, see [`room`].
pub(super) fn empty<T>(list: &mut Vec<T>, many: usize) {
    list.clear();
    list.reserve(room(many));
}

/// Makes a list one of this many of nothing.
pub(super) fn blank<T: Clone + Default>(list: &mut Vec<T>, many: usize) {
    empty(list, many);
    list.resize(many, T::default());
}

impl Phrases {
    /// Finds the phrases of a row of tokens, and forgets those found before.
    pub(super) fn find(&mut self, tokens: &[Token], lexicon: &Lexicon) {
        let ends = tokens.len() + 1;
        // About as many phrases as tokens.
        empty(&mut self.hits, tokens.len());
        blank(&mut self.starts, ends);
        blank(&mut self.opening, ends);
        blank(&mut self.opening_senses, ends);
        blank(&mut self.closing, ends);
        blank(&mut self.longest, ends);
        self.note(tokens, lexicon);
    }

    fn note(&mut self, tokens: &[Token], lexicon: &Lexicon) {
        /// Tokens that are looked up together: the memory of one is not waited for before the next is asked for.
        const TOGETHER: usize = 32;
        let mut first_nodes = [Node::default(); TOGETHER];
        let mut from = 0;
        for together in tokens.chunks(TOGETHER) {
            for (node, token) in first_nodes.iter_mut().zip(together) {
                *node = lexicon.first_node(token.form);
            }
            let nodes = &first_nodes[..together.len()];
            for (at, node) in (from..).zip(nodes) {
                self.note_at(at, *node, tokens, lexicon);
            }
            from += together.len();
        }
        if let Some(end) = self.starts.last_mut() {
            end.from = self.hits.len() as u32;
        }
    }

    #[inline(always)]
    fn note_at(&mut self, at: usize, first_node: Node, tokens: &[Token], lexicon: &Lexicon) {
        let first = self.hits.len();
        let mut set = NO_CUES;
        let mut senses = SenseKinds::default();
        lexicon.phrases_from(first_node, tokens, at, |end, entry| {
            let gist = lexicon.gist(entry);
            senses = senses.union(gist.senses);
            self.closing[end] = self.closing[end].union(lexicon.digest(gist.set));
            let length = u16::try_from(end - at).unwrap_or(u16::MAX);
            self.longest[end] = self.longest[end].max(length);
            self.hits.push(Hit {
                start: at as u32,
                end: end as u32,
                entry,
            });
            set = gist.set_within;
        });
        let from = first as u32;
        self.starts[at] = Start { from, set };
        self.opening[at] = lexicon.digest(set);
        self.opening_senses[at] = senses;
        self.hits[first..].reverse();
    }

    /// All phrases, by start, longest first.
    pub(super) fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The phrases that start at a token, longest first.
    #[inline]
    pub(super) fn starting_at(&self, token: usize) -> &[Hit] {
        match self.starts.get(token..token.saturating_add(2)) {
            Some([first, behind]) => &self.hits[first.from as usize..behind.from as usize],
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

    /// The cues of all phrases that start in a range of tokens.
    pub(super) fn cues_in(&self, lexicon: &Lexicon, tokens: &TokenRange) -> CueSet {
        let mut cues = CueSet::default();
        // Most tokens have none: to enter nothing is faster than to ask.
        for start in &self.starts[tokens.clone()] {
            cues.extend(lexicon.set(start.set));
        }
        cues
    }

    /// The cues of all phrases that start at a token.
    pub(super) fn cues_at<'l>(&self, lexicon: &'l Lexicon, token: usize) -> &'l CueSet {
        lexicon.set(self.starts.get(token).map_or(NO_CUES, |start| start.set))
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
