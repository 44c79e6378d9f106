//! A plan that was carried out: `hoàn thành vượt mức các chỉ tiêu mà Đại hội Đảng bộ xã đề ra`.
//!
//! Enters: where a mention of aims ends. Leaves: where the verb of achieving starts that governs it, however many words tell
//! who set them. Whether that verb itself is planned ("phấn đấu hoàn thành …") is not known here.

use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::text::{Kind, Reading};

/// Tokens before the end of a mention of aims in which the verb stands that governs them.
const REACH: usize = 40;
/// Words of number before a noun: "toàn bộ các".
const NUMBERS: usize = 3;
/// Tokens of a figure before it: "gần 15/17".
const FIGURE: usize = 5;
const NUMBER_WORDS: [Cue; 3] = [Cue::Plural, Cue::AimEach, Cue::QuantityExact];

/// Where the verb starts that carries out the aims whose mention ends at a token: "đạt các chỉ tiêu, nhiệm vụ năm".
pub(super) fn carried_out(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    end: usize,
) -> Option<usize> {
    const NOUNS: CueSet = CueSet::of(&[
        Cue::AimPlanNoun,
        Cue::AimCompare,
        Cue::StanceTask,
        Cue::PlanResolution,
    ]);
    let sentence = reading.sentence_of(end.checked_sub(1)?);
    let from = sentence.start.max(end.saturating_sub(REACH));
    if reading.lacks_all(&(from..end), CueSet::of(&[Cue::StanceCarries])) {
        return None;
    }
    // "hoàn thành nhiệm vụ và đề ra 5 chỉ tiêu": what sets its own.
    let sets = || {
        let next = numbers_end(reading, lexicon, mentions, end);
        reading.starts_any(lexicon, next, NOUNS)
    };
    if !reading.ends_any(lexicon, end, NOUNS) && sets() {
        return None;
    }
    let mut noun = end;
    for at in (from..end).rev() {
        match reading.tokens[at].kind {
            // "các chỉ tiêu, nhiệm vụ": the list goes on with a noun.
            Kind::Mark(b',') if noun == at + 1 => {}
            Kind::Mark(mark) if !matches!(mark, b'-' | b'"') => return None,
            _ if reading.starts_any(lexicon, at, NOUNS) => {
                let (start, verb) = numbered(reading, lexicon, mentions, at);
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

/// Behind the words of number that start at a token.
fn numbers_end(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    start: usize,
) -> usize {
    let figure = mentions
        .quantities_in(start..start + FIGURE)
        .first()
        .filter(|figure| figure.tokens.start == start);
    let word = NUMBER_WORDS
        .into_iter()
        .filter_map(|cue| reading.cue_at(lexicon, start, cue))
        .max();
    figure
        .map(|figure| figure.tokens.end)
        .or(word)
        .unwrap_or(start)
}

/// Where a noun that starts at a token begins with its words of number, "tất cả các", "15/17", and where the verb starts that
/// carries it out, if one stands right before it.
fn numbered(
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    mentions: &Mentions,
    noun: usize,
) -> (usize, Option<usize>) {
    let mut start = noun;
    for _ in 0..=NUMBERS {
        // The "đúng" of "theo đúng" is a word of number elsewhere.
        let verb = reading.cue_before(lexicon, start, Cue::StanceCarries);
        let figure = mentions
            .quantities_in(start.saturating_sub(FIGURE)..start)
            .last()
            .filter(|figure| figure.tokens.end == start);
        let word = NUMBER_WORDS
            .into_iter()
            .filter_map(|cue| reading.cue_before(lexicon, start, cue))
            .min();
        match figure.map(|figure| figure.tokens.start).or(word) {
            Some(at) if verb.is_none() => start = at,
            _ => return (start, verb),
        }
    }
    (start, None)
}
