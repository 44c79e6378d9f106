//! A plan that was carried out: `hoàn thành vượt mức các chỉ tiêu mà Đại hội Đảng bộ xã đề ra`.
//!
//! Enters: where a mention of aims ends. Leaves: where the verb of achieving starts that governs it, however many words tell
//! who set them, or the words that tell how they fare; whether the words before such a verb only mean to, or deny it.

use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::Mentions;
use crate::text::{Kind, Reading, TokenRange};

/// Tokens before the end of a mention of aims in which the verb stands that governs them.
const REACH: usize = 40;
/// Words of number before a noun: "toàn bộ các".
const NUMBERS: usize = 3;
/// Tokens of a figure before it: "gần 15/17".
const FIGURE: usize = 5;
/// Tokens behind a plan's name in which it is told how it fares.
const FARES_REACH: usize = 20;
const NUMBER_WORDS: [Cue; 3] = [Cue::Plural, Cue::AimEach, Cue::QuantityExact];

/// What is asked how plans fared.
#[derive(Clone, Copy)]
pub(super) struct Plans<'s> {
    pub reading: &'s Reading<'s>,
    pub mentions: &'s Mentions,
}

impl<'s> Plans<'s> {
    pub(super) fn of(reading: &'s Reading<'s>, mentions: &'s Mentions) -> Self {
        Self { reading, mentions }
    }

    /// Where the verb starts that carries out the aims whose mention ends at a token: "đạt các chỉ tiêu, nhiệm vụ năm".
    pub(super) fn carried_out(self, end: usize) -> Option<usize> {
        let reading = self.reading;
        const NOUNS: CueSet = CueSet::of(&[
            Cue::AimPlanNoun,
            Cue::AimCompare,
            Cue::StanceTask,
            Cue::StanceResolution,
        ]);
        let sentence = reading.sentence_of(end.checked_sub(1)?);
        let from = sentence.start.max(end.saturating_sub(REACH));
        if reading.lacks_all(&(from..end), CueSet::of(&[Cue::StanceCarries])) {
            return None;
        }
        // "hoàn thành nhiệm vụ và đề ra 5 chỉ tiêu": what sets its own.
        let sets = || {
            let next = self.numbers_end(end);
            reading.starts_any(next, NOUNS)
        };
        if !reading.ends_any(end, NOUNS) && sets() {
            return None;
        }
        let mut noun = end;
        for at in (from..end).rev() {
            match reading.tokens[at].kind {
                // "các chỉ tiêu, nhiệm vụ": the list goes on with a noun.
                Kind::Mark(b',') if noun == at + 1 => {}
                Kind::Mark(mark) if !matches!(mark, b'-' | b'"') => return None,
                _ if reading.starts_any(at, NOUNS) => {
                    let (start, verb) = self.numbered(at);
                    if verb.is_some() {
                        return verb;
                    }
                    noun = start;
                }
                _ => {}
            }
        }
        None
    }

    /// "ba chỉ tiêu khó hoàn thành là: …", "hầu hết chỉ tiêu của Đảng bộ về đích trước hạn: …": where the words start that tell, in a
    /// range behind a plan's name, how it fares.
    pub(super) fn fare(self, range: TokenRange) -> Option<usize> {
        let end = range.end.min(range.start + FARES_REACH);
        let fares = self.reading.find_cue(range.start..end, Cue::StanceFares)?;
        let told = self.mentions.quantities_in(range.start..fares.start);
        told.is_empty().then_some(fares.start)
    }

    /// "17/20 chi bộ đăng ký thực hiện mô hình, đạt 85%": whether signing up stands right behind so many of a whole, and the sentence
    /// goes on with their share alone.
    pub(super) fn are_taken_up_by_part(self, verb: usize) -> bool {
        /// Tokens of a part, its whole and their noun.
        const REACH: usize = 12;
        let near = verb.saturating_sub(REACH)..verb;
        let figure = self.mentions.quantities_in(near).last();
        let noun_end = |end: usize| {
            [Cue::NounOrganization, Cue::NounMember]
                .into_iter()
                .filter_map(|noun| self.reading.cue_at(end, noun))
                .max()
        };
        let cue_before = |end: usize| self.reading.cue_before(end, Cue::AimLink);
        let behind = self
            .mentions
            .quantities_in(verb..self.reading.sentence_of(verb).end);
        let is_share = behind.len() == 1 && behind[0].is_percent();
        let comma = behind
            .first()
            .and_then(|share| cue_before(share.tokens.start)?.checked_sub(1));
        let signs_up = self.reading.cue_at(verb, Cue::AfterOther).is_some();
        signs_up
            && is_share
            && comma.is_some_and(|comma| self.reading.tokens[comma].is_mark(b','))
            && figure.is_some_and(|figure| {
                figure.of.is_some() && noun_end(figure.tokens.end) == Some(verb)
            })
    }

    /// "phấn đấu hoàn thành các chỉ tiêu", "chưa đạt chỉ tiêu": whether what stands from a token up to a verb tells that it is only
    /// meant, or denies it.
    pub(super) fn are_only_meant(self, start: usize, verb: usize) -> bool {
        let reading = self.reading;
        const MEANS_TO: CueSet = CueSet::of(&[
            Cue::StancePlan,
            Cue::StancePlanPassing,
            Cue::StanceDue,
            Cue::StanceLead,
        ]);
        const DENIES: CueSet = CueSet::of(&[Cue::Negation]);
        let start = start.min(verb);
        let told = reading.find_last_cue(start..verb, Cue::StanceReport);
        let from = told.map_or(start, |told| told.end);
        let comma = (start..verb).rfind(|&at| matches!(reading.tokens[at].kind, Kind::Mark(_)));
        let clause = comma.map_or(start, |comma| comma + 1);
        let means = reading.starts_of(from..verb, MEANS_TO).next();
        let denies = reading.starts_of(clause..verb, DENIES).next();
        means.is_some() || denies.is_some()
    }

    /// Behind the words of number that start at a token.
    fn numbers_end(self, start: usize) -> usize {
        let figure = self
            .mentions
            .quantities_in(start..start + FIGURE)
            .first()
            .filter(|figure| figure.tokens.start == start);
        let word = NUMBER_WORDS
            .into_iter()
            .filter_map(|cue| self.reading.cue_at(start, cue))
            .max();
        figure
            .map(|figure| figure.tokens.end)
            .or(word)
            .unwrap_or(start)
    }

    /// Where a noun that starts at a token begins with its words of number, "tất cả các", "15/17", and where the verb starts that
    /// carries it out, if one stands right before it.
    fn numbered(self, noun: usize) -> (usize, Option<usize>) {
        let Self { reading, mentions } = self;
        let mut start = noun;
        for _ in 0..=NUMBERS {
            // The "đúng" of "theo đúng" is a word of number elsewhere.
            let verb = reading.cue_before(start, Cue::StanceCarries);
            let figure = mentions
                .quantities_in(start.saturating_sub(FIGURE)..start)
                .last()
                .filter(|figure| figure.tokens.end == start);
            let word = NUMBER_WORDS
                .into_iter()
                .filter_map(|cue| reading.cue_before(start, cue))
                .min();
            match figure.map(|figure| figure.tokens.start).or(word) {
                Some(at) if verb.is_none() => start = at,
                _ => return (start, verb),
            }
        }
        (start, None)
    }
}

/// `thành lập tổ chức đảng … (7/12 tổ chức)`: whether an organization's noun right behind a verb holds the word at a token.
pub(super) fn names_in_full(scene: &Scene<'_>, verb_end: usize, word: usize) -> bool {
    let tokens = &scene.reading.tokens;
    let start = scene.cue_at(verb_end, Cue::Plural).unwrap_or(verb_end);
    let end = scene.cue_at(start, Cue::NounOrganization).unwrap_or(start);
    let form = tokens.get(word).map(|word| word.form);
    (start..end).any(|at| Some(tokens[at].form) == form)
}
