//! The dictionary phrases of a row of tokens, by where they start and by where they end.
//!
//! Enters: tokens with their forms, and the lexicon. Leaves: [`Phrases`], which tells at a glance what does not start or
//! end at a token. Knows nothing of sentences and lines.

use crate::knowledge::cue::{CueDigest, CueSet};
use crate::knowledge::lexicon::{Lexicon, NO_CUES, Node, SenseKinds};
use crate::text::reading::TokenRange;
use crate::text::sieve::Places;
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
    /// By token; one more for the end.
    opening: Vec<Opening>,
    /// By token; one more for the text's end.
    closing: Vec<Closing>,
    /// The tokens at which phrases start, in order: a second look at all of them needs none at all tokens.
    starts: Vec<Start>,
}

/// A token at which phrases may start, and the set of their cues, by its number.
#[derive(Debug, Clone, Copy)]
struct Start {
    token: u32,
    set: u32,
}

/// The phrases that start at a token.
#[derive(Debug, Clone, Copy, Default)]
struct Opening {
    /// What they mean together, at a glance.
    cues: CueDigest,
    /// The index of the first.
    from: u32,
    /// The set of their cues, by its number.
    set: u32,
    many: u16,
    senses: SenseKinds,
}

/// The phrases that end right before a token.
#[derive(Debug, Clone, Copy, Default)]
struct Closing {
    /// What they mean together, at a glance.
    cues: CueDigest,
    /// How many tokens the longest has.
    longest: u16,
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
        blank(&mut self.opening, ends);
        blank(&mut self.closing, ends);
        empty(&mut self.starts, tokens.len());
        self.note(tokens, lexicon);
    }

    fn note(&mut self, tokens: &[Token], lexicon: &Lexicon) {
        /// Tokens that are looked up together: the memory of one is not waited for before the next is asked for.
        const TOGETHER: usize = Places::MOST;
        let mut first_nodes = [Node::default(); TOGETHER];
        let mut start = 0;
        for together in tokens.chunks(TOGETHER) {
            for (node, token) in first_nodes.iter_mut().zip(together) {
                *node = lexicon.first_node(token.form);
            }
            let known = first_nodes.iter().zip(together);
            let opens = known.enumerate().map(|(at, (node, token))| {
                lexicon.may_open(*node, token, tokens.get(start + at + 1))
            });
            for at in Places::of(opens) {
                self.note_at(tokens, start + at, first_nodes[at], lexicon);
            }
            start += together.len();
        }
    }

    /// Notes the phrases that start at a token.
    #[inline]
    fn note_at(&mut self, tokens: &[Token], at: usize, first_node: Node, lexicon: &Lexicon) {
        let from = self.hits.len();
        let (mut set, mut cues) = (NO_CUES, CueDigest::default());
        let mut senses = SenseKinds::default();
        lexicon.phrases_from(first_node, tokens, at, |end, entry| {
            let gist = lexicon.gist(entry);
            senses = senses.union(gist.senses);
            let closing = &mut self.closing[end];
            closing.cues = closing.cues.union(gist.cues);
            let length = u16::try_from(end - at).unwrap_or(u16::MAX);
            closing.longest = closing.longest.max(length);
            self.hits.push(Hit {
                start: at as u32,
                end: end as u32,
                entry,
            });
            (set, cues) = (gist.set_within, gist.cues_within);
        });
        self.starts.push(Start {
            token: at as u32,
            set,
        });
        let own = &mut self.hits[from..];
        own.reverse();
        self.opening[at] = Opening {
            cues,
            from: from as u32,
            set,
            many: u16::try_from(own.len()).unwrap_or(u16::MAX),
            senses,
        };
    }

    /// All phrases, by start, longest first.
    pub(super) fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The phrases that start at a token, longest first.
    #[inline]
    pub(super) fn starting_at(&self, token: usize) -> &[Hit] {
        self.opening.get(token).map_or(&[], |opening| {
            let from = opening.from as usize;
            &self.hits[from..from + usize::from(opening.many)]
        })
    }

    /// The phrases that end just before `end`, longest first.
    pub(super) fn ending_at(&self, end: usize) -> impl Iterator<Item = &Hit> {
        let longest = self.closing.get(end).map_or(0, |closing| closing.longest);
        let starts = end.saturating_sub(usize::from(longest))..end;
        starts.filter_map(move |start| {
            let mut hits = self.starting_at(start).iter();
            hits.find(|hit| hit.end as usize == end)
        })
    }

    /// By range of tokens, which follow each other: the cues of all phrases that start in it.
    pub(super) fn cues_by<'p>(
        &'p self,
        lexicon: &'p Lexicon,
        ranges: impl Iterator<Item = &'p TokenRange>,
    ) -> impl Iterator<Item = CueSet> {
        let mut next = 0;
        let mut start_before = move |end: usize| {
            let start = self.starts.get(next)?;
            let is_before = (start.token as usize) < end;
            next += usize::from(is_before);
            is_before.then_some(start)
        };
        ranges.map(move |range| {
            while start_before(range.start).is_some() {}
            let mut cues = CueSet::default();
            // Some have none: to enter nothing is faster than to ask.
            while let Some(start) = start_before(range.end) {
                cues.extend(lexicon.set(start.set));
            }
            cues
        })
    }

    /// The cues of all phrases that start at a token.
    pub(super) fn cues_at<'l>(&self, lexicon: &'l Lexicon, token: usize) -> &'l CueSet {
        lexicon.set(
            self.opening
                .get(token)
                .map_or(NO_CUES, |opening| opening.set),
        )
    }

    /// The same at a glance.
    #[inline(always)]
    pub(super) fn opening_at(&self, token: usize) -> CueDigest {
        self.opening
            .get(token)
            .map(|opening| opening.cues)
            .unwrap_or_default()
    }

    /// The cues of all phrases that end just before `end`, at a glance.
    #[inline(always)]
    pub(super) fn closing_at(&self, end: usize) -> CueDigest {
        self.closing
            .get(end)
            .map(|closing| closing.cues)
            .unwrap_or_default()
    }

    /// The kinds of the senses of all phrases that start at a token.
    #[inline(always)]
    pub(super) fn senses_at(&self, token: usize) -> SenseKinds {
        self.opening
            .get(token)
            .map(|opening| opening.senses)
            .unwrap_or_default()
    }
}
