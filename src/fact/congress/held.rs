//! When a congress was held: in brackets behind its number, before it, after its verb.
//!
//! Enters: a scene and where a congress is named. Leaves: a [`Period`] that the sentence states.

use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::mention::date::DateMention;
use crate::record::{Period, PeriodBasis};
use crate::text::TokenRange;

/// `Đại hội IX (năm 2001)`, `Đại hội VI (tháng 12/1986)`: nothing but a date stands in the brackets behind it.
pub(super) fn in_brackets(scene: &Scene<'_>, end: usize) -> Option<Period> {
    let tokens = &scene.reading.tokens;
    tokens.get(end).filter(|open| open.is_mark(b'('))?;
    let dates = &scene.mentions.dates;
    let first = dates.partition_point(|date| date.tokens.start <= end);
    let date = dates
        .get(first)
        .filter(|date| date.tokens.start <= end + 2)?;
    tokens
        .get(date.tokens.end)
        .filter(|close| close.is_mark(b')'))?;
    held_on(scene, date)
}

/// `Tháng 6/1991, tại Đại hội VII`: a date that opens its sentence right before it.
pub(super) fn before(scene: &Scene<'_>, start: usize) -> Option<Period> {
    let sentence = scene.reading.sentence_of(start);
    let locative = scene.cue_before(start, Cue::PlaceLocative)?;
    let comma = locative
        .checked_sub(1)
        .filter(|&at| scene.reading.tokens[at].is_mark(b','))
        .unwrap_or(locative);
    let dates = &scene.mentions.dates;
    let before = dates.partition_point(|date| date.tokens.end <= comma);
    let date = dates[..before].last()?;
    let opens = date.tokens.start <= sentence.start + 1 && date.tokens.start >= sentence.start;
    (date.tokens.end == comma && opens)
        .then(|| held_on(scene, date))
        .flatten()
}

fn held_on(scene: &Scene<'_>, date: &DateMention) -> Option<Period> {
    let iso = date.iso(None)?;
    Some(Period {
        start: Some(iso.clone()),
        end: Some(iso),
        text: scene.reading.slice(&date.tokens).to_owned(),
        basis: PeriodBasis::Stated,
    })
}

/// When it took place: the dates that a verb of holding governs, later in the clause.
pub(super) fn after(scene: &Scene<'_>, end: usize) -> Option<Period> {
    let sentence = scene.reading.sentence_of(end.saturating_sub(1));
    let clause_end = (end..sentence.end)
        .find(|&at| scene.reading.tokens[at].is_mark(b';'))
        .unwrap_or(sentence.end);
    let verb = scene.find_cue(end..clause_end.min(end + 14), Cue::CongressHeld)?;
    let dates = &scene.mentions.dates;
    let first = dates.partition_point(|date| date.tokens.start < verb.end);
    let date = dates
        .get(first)
        .filter(|date| date.tokens.start < (verb.end + 6).min(clause_end))?;
    let until = until(scene, first, clause_end);
    let end = until.unwrap_or(date);
    let iso = end.iso(None)?;
    let start = match until {
        Some(until) => date.iso(until.year),
        None => day_before(scene, &verb, date),
    };
    let tokens = date.tokens.start..end.tokens.end;
    Some(Period {
        start: Some(start.unwrap_or_else(|| iso.clone())),
        end: Some(iso),
        text: scene.reading.slice(&tokens).to_owned(),
        basis: PeriodBasis::Stated,
    })
}

/// The second date of `từ ngày 26/7 đến ngày 28/7/2020`.
fn until<'s>(scene: &'s Scene<'_>, first: usize, clause_end: usize) -> Option<&'s DateMention> {
    let dates = &scene.mentions.dates;
    let (from, to) = (&dates[first], dates.get(first + 1)?);
    let joint = scene.cue_before(to.tokens.start, Cue::QuantityTo)?;
    let is_later = to.iso(None)? > from.iso(to.year)?;
    (joint == from.tokens.end && to.tokens.start < clause_end && is_later).then_some(to)
}

/// The 13 of `từ ngày 13 đến 15-10-2020`.
fn day_before(scene: &Scene<'_>, verb: &TokenRange, date: &DateMention) -> Option<String> {
    let to = scene.cue_before(date.tokens.start, Cue::QuantityTo)?;
    let first = to.checked_sub(1).filter(|&at| at >= verb.end)?;
    let day: u8 = scene
        .reading
        .word(first)
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    DateMention {
        day: Some(day),
        ..date.clone()
    }
    .iso(None)
}
