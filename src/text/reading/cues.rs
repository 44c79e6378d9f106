//! What phrases start and end where: the questions that rules ask of a reading most.
//!
//! Enters: a token or a range of tokens, the cues or senses asked for. Leaves: places and phrases. Each question looks at a
//! glance first and at the phrases themselves only where that does not tell.

use super::{Reading, TokenRange};
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::{NamePart, Sense, SenseKind};
use crate::knowledge::organizations::Level;
use crate::text::phrases::Hit;

impl Reading<'_> {
    /// The phrases that end just before `end`, longest first.
    pub(crate) fn hits_ending_at(&self, end: usize) -> impl Iterator<Item = &Hit> {
        self.phrases.ending_at(end)
    }

    /// The phrases that start at a token, longest first.
    #[inline]
    pub(crate) fn hits_at(&self, token: usize) -> &[Hit] {
        self.phrases.starting_at(token)
    }

    /// All phrases, by start, longest first.
    pub fn hits(&self) -> &[Hit] {
        self.phrases.hits()
    }

    /// The cues of all phrases of the text.
    pub(crate) fn cues(&self) -> &CueSet {
        &self.cues
    }

    /// The cues of all phrases of a sentence, by its index.
    pub(crate) fn cues_of_sentence(&self, index: usize) -> &CueSet {
        &self.sentence_cues[index]
    }

    /// The cues of all phrases that start at a token.
    pub(crate) fn cues_at(&self, token: usize) -> &CueSet {
        self.phrases.cues_at(self.lexicon, token)
    }

    /// Whether a phrase with one of some cues starts at a token.
    // Rules ask this and its like most of all, and nearly always in vain: that is told where they ask.
    #[inline(always)]
    pub(crate) fn starts_any(&self, token: usize, cues: CueSet) -> bool {
        self.phrases.opening_at(token).may_meet(cues.digest()) && self.meets_at(token, &cues)
    }

    #[inline(never)]
    fn meets_at(&self, token: usize, cues: &CueSet) -> bool {
        self.cues_at(token).meets(*cues)
    }

    /// Whether no phrase with any cue starts at a token.
    #[inline(always)]
    pub(crate) fn starts_none(&self, token: usize) -> bool {
        self.phrases.opening_at(token).is_empty()
    }

    /// Whether a phrase with a cue may start at a token, as far as a glance tells.
    #[inline(always)]
    pub(crate) fn may_start(&self, token: usize, cue: Cue) -> bool {
        self.phrases.opening_at(token).may_have(cue)
    }

    /// Whether a phrase with a cue starts at a token.
    #[inline(always)]
    pub(crate) fn starts(&self, token: usize, cue: Cue) -> bool {
        self.phrases.opening_at(token).may_have(cue) && self.cues_at(token).has(cue)
    }

    /// Whether a phrase with a sense of a kind starts at a token.
    #[inline(always)]
    pub(crate) fn has_sense_at(&self, token: usize, kind: SenseKind) -> bool {
        self.phrases.senses_at(token).has(kind)
    }

    /// The tokens of a range at which a phrase with one of some cues starts.
    pub(crate) fn starts_of<'r>(
        &'r self,
        range: TokenRange,
        cues: CueSet,
    ) -> impl Iterator<Item = usize> + 'r {
        range.filter(move |&at| self.starts_any(at, cues))
    }

    /// The same in the whole text, sentence by sentence: those that have none of the cues are passed over.
    pub(crate) fn starts_in_text<'r>(&'r self, cues: CueSet) -> impl Iterator<Item = usize> + 'r {
        let sentences = self.sentences.iter().zip(&self.sentence_cues);
        let telling = sentences.filter(move |(_, own)| own.meets(cues));
        telling.flat_map(move |(sentence, _)| self.starts_of(sentence.clone(), cues))
    }

    /// Whether no phrase with one of some cues starts in a range, as far as one look at its sentence tells.
    pub(crate) fn lacks_all(&self, range: &TokenRange, cues: CueSet) -> bool {
        self.lacks(range, |own| own.meets(cues))
    }

    /// Whether no phrase starts in a range whose cues hold what `holds` looks for, as far as one look at its sentence tells.
    #[inline]
    fn lacks(&self, range: &TokenRange, holds: impl Fn(&CueSet) -> bool) -> bool {
        if !holds(&self.cues) {
            return true;
        }
        let sentence = self.sentence_index(range.start);
        self.sentences
            .get(sentence)
            .is_some_and(|whole| whole.start <= range.start && range.end <= whole.end)
            && !holds(&self.sentence_cues[sentence])
    }

    /// The end of the longest phrase with this cue that starts at a token.
    #[inline(always)]
    pub(crate) fn cue_at(&self, token: usize, cue: Cue) -> Option<usize> {
        if self.phrases.opening_at(token).may_have(cue) {
            self.longest_with(token, cue)
        } else {
            None
        }
    }

    fn longest_with(&self, token: usize, cue: Cue) -> Option<usize> {
        if !self.cues_at(token).has(cue) {
            return None;
        }
        let mut hits = self.hits_at(token).iter();
        let longest = hits.find(|hit| self.lexicon.has(hit.entry, cue))?;
        Some(longest.end as usize)
    }

    /// The start of the longest phrase with this cue that ends just before `end`.
    #[inline(always)]
    pub(crate) fn cue_before(&self, end: usize, cue: Cue) -> Option<usize> {
        if self.phrases.closing_at(end).may_have(cue) {
            self.longest_ending_with(end, cue)
        } else {
            None
        }
    }

    fn longest_ending_with(&self, end: usize, cue: Cue) -> Option<usize> {
        if !self.cues.has(cue) {
            return None;
        }
        let mut hits = self.hits_ending_at(end);
        let longest = hits.find(|hit| self.lexicon.has(hit.entry, cue))?;
        Some(longest.start as usize)
    }

    /// Whether a phrase with one of some cues ends just before `end`.
    #[inline(always)]
    pub(crate) fn ends_any(&self, end: usize, cues: CueSet) -> bool {
        self.phrases.closing_at(end).may_meet(cues.digest())
            && self
                .hits_ending_at(end)
                .any(|hit| self.lexicon.cues(hit.entry).meets(cues))
    }

    /// The first phrase with this cue that lies within a range.
    pub(crate) fn find_cue(&self, range: TokenRange, cue: Cue) -> Option<TokenRange> {
        if self.lacks(&range, |own| own.has(cue)) {
            return None;
        }
        range.clone().find_map(|token| {
            let end = self.cue_at(token, cue)?;
            (end <= range.end).then_some(token..end)
        })
    }

    /// The last phrase with this cue that lies within a range.
    pub(crate) fn find_last_cue(&self, range: TokenRange, cue: Cue) -> Option<TokenRange> {
        if self.lacks(&range, |own| own.has(cue)) {
            return None;
        }
        range.clone().rev().find_map(|token| {
            let end = self.cue_at(token, cue)?;
            (end <= range.end).then_some(token..end)
        })
    }

    /// Whether a phrase with one of some cues lies within a range, as [`Reading::find_cue`] finds it.
    pub(crate) fn finds_any(&self, mut range: TokenRange, cues: CueSet) -> bool {
        if self.lacks_all(&range, cues) {
            return false;
        }
        let end = range.end;
        range.any(|token| self.starts_any(token, cues) && self.ends_within(token, end, cues))
    }

    /// Whether for one of some cues the longest phrase with it that starts at a token ends by `end`.
    fn ends_within(&self, token: usize, end: usize, mut cues: CueSet) -> bool {
        for hit in self.hits_at(token) {
            let own = self.lexicon.cues(hit.entry);
            if hit.end as usize > end {
                cues = cues.minus(*own);
            } else if own.meets(cues) {
                return true;
            }
        }
        false
    }

    /// The number in words that starts at a token: where the longest ends, and its value.
    #[inline]
    pub(crate) fn numeral_at(&self, token: usize) -> Option<(usize, i64)> {
        self.sense_at(token, SenseKind::Numeral, |sense| match sense {
            Sense::Numeral(value) => Some(value),
            _ => None,
        })
    }

    /// The word at a token that multiplies the number before it: where the longest ends, and by how much.
    #[inline]
    pub(crate) fn scale_at(&self, token: usize) -> Option<(usize, i64)> {
        self.sense_at(token, SenseKind::Scale, |sense| match sense {
            Sense::Scale(factor) => Some(factor),
            _ => None,
        })
    }

    /// The ordinal in words that starts at a token: where the longest ends, and its value.
    #[inline]
    pub(crate) fn ordinal_at(&self, token: usize) -> Option<(usize, u16)> {
        self.sense_at(token, SenseKind::Ordinal, |sense| match sense {
            Sense::Ordinal(value) => Some(value),
            _ => None,
        })
    }

    /// The level of administration that a token starts the word for: where the longest ends, and which it is.
    #[inline]
    pub(crate) fn level_at(&self, token: usize) -> Option<(usize, Level)> {
        self.sense_at(token, SenseKind::Level, |sense| match sense {
            Sense::Level(level) => Some(level),
            _ => None,
        })
    }

    /// The province or city under the centre whose name starts at a token: where the longest ends, and its row.
    #[inline]
    pub(crate) fn place_at(&self, token: usize) -> Option<(usize, u32)> {
        self.sense_at(token, SenseKind::Place, |sense| match sense {
            Sense::Place(row) => Some(row),
            _ => None,
        })
    }

    /// The same of a district.
    #[inline]
    pub(crate) fn district_at(&self, token: usize) -> Option<(usize, u32)> {
        self.sense_at(token, SenseKind::District, |sense| match sense {
            Sense::District(row) => Some(row),
            _ => None,
        })
    }

    /// The organization's head that starts at a token: where the longest ends, and its row.
    #[inline]
    pub(crate) fn head_at(&self, token: usize) -> Option<(usize, usize)> {
        self.head_where(token, |_| true)
    }

    /// The same among those whose row is wanted.
    #[inline]
    pub(crate) fn head_where(
        &self,
        token: usize,
        is_wanted: impl Fn(usize) -> bool,
    ) -> Option<(usize, usize)> {
        self.sense_at(token, SenseKind::OrganizationHead, |sense| match sense {
            Sense::OrganizationHead(row) => Some(row as usize).filter(|row| is_wanted(*row)),
            _ => None,
        })
    }

    /// The part of a person's name that starts at a token, among those that are wanted: where the longest ends, and which.
    #[inline]
    pub(crate) fn name_part_where(
        &self,
        token: usize,
        is_wanted: impl Fn(NamePart) -> bool,
    ) -> Option<(usize, NamePart)> {
        self.sense_at(token, SenseKind::Name, |sense| match sense {
            Sense::Name(part) => Some(part).filter(|part| is_wanted(*part)),
            _ => None,
        })
    }

    /// The sense of the longest phrase that starts at a token and has one of a kind that `wanted` takes.
    #[inline]
    fn sense_at<T>(
        &self,
        token: usize,
        kind: SenseKind,
        wanted: impl Fn(Sense) -> Option<T>,
    ) -> Option<(usize, T)> {
        if !self.has_sense_at(token, kind) {
            return None;
        }
        self.hits_at(token).iter().find_map(|hit| {
            let mut senses = self.lexicon.senses(hit.entry).iter();
            let sense = senses.find_map(|sense| wanted(*sense))?;
            Some((hit.end as usize, sense))
        })
    }
}
