//! When a congress was held: in brackets behind its number, before it, after its verb.
//!
//! Enters: a scene and where a congress is named. Leaves: a [`Period`] that the sentence states.

use crate::fact::Scene;
use crate::fact::date_range::{self, DateRange};
use crate::knowledge::cue::Cue;
use crate::mention::date;
use crate::record::{Period, PeriodBasis};
use crate::text::TokenRange;

/// When the congress of these tokens was held, if its sentence says so.
pub(super) fn told(scene: &Scene<'_>, congress: &TokenRange) -> Option<Period> {
    behind(scene, congress.end)
        .or_else(|| after(scene, congress.end))
        .or_else(|| before(scene, congress.start))
}

/// `Đại hội IX (năm 2001)`, `Đại hội VI (1986)`: nothing but a date stands in the brackets behind it. `Đại hội II năm 1951`.
fn behind(scene: &Scene<'_>, end: usize) -> Option<Period> {
    let tokens = &scene.reading.tokens;
    let dates = &scene.mentions.dates;
    let first = dates.partition_point(|date| date.tokens.start < end);
    let starts = |at: usize| dates.get(first).is_some_and(|date| date.tokens.start == at);
    if starts(end) {
        return period(scene, date_range::of_date(scene, first, None));
    }
    tokens.get(end).filter(|open| open.is_mark(b'('))?;
    let closes = |at: usize| scene.reading.mark_at(at, b')');
    if let Some(year) = date::year(scene.reading, end + 1).filter(|_| closes(end + 2)) {
        return period(
            scene,
            Some(DateRange::of_years(end + 1..end + 2, year, year)),
        );
    }
    let is_all = (starts(end + 1) || starts(end + 2)) && closes(dates[first].tokens.end);
    is_all
        .then(|| period(scene, date_range::of_date(scene, first, None)))
        .flatten()
}

/// `Tháng 6/1991, tại Đại hội VII`: a date that opens its sentence right before it.
fn before(scene: &Scene<'_>, start: usize) -> Option<Period> {
    let sentence = scene.reading.sentence_of(start);
    let locative = scene.cue_before(start, Cue::PlaceLocative)?;
    let comma = locative
        .checked_sub(1)
        .filter(|&at| scene.reading.tokens[at].is_mark(b','))
        .unwrap_or(locative);
    let dates = &scene.mentions.dates;
    let before = dates.partition_point(|date| date.tokens.end <= comma);
    let last = before.checked_sub(1)?;
    let date = &dates[last];
    let opens = date.tokens.start <= sentence.start + 1 && date.tokens.start >= sentence.start;
    (date.tokens.end == comma && opens)
        .then(|| period(scene, date_range::of_date(scene, last, None)))
        .flatten()
}

fn period(scene: &Scene<'_>, dates: Option<DateRange>) -> Option<Period> {
    let dates = dates?;
    Some(Period {
        text: scene.reading.slice(&dates.tokens).to_owned(),
        start: dates.start,
        end: dates.end,
        basis: PeriodBasis::Stated,
    })
}

/// When it took place: the dates that a verb of holding governs, later in the clause.
fn after(scene: &Scene<'_>, end: usize) -> Option<Period> {
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
    // "từ ngày 26/7 đến ngày 28/7/2020"
    let goes_on = dates.get(first + 1).is_some_and(|to| {
        let joint = scene.cue_before(to.tokens.start, Cue::QuantityTo);
        joint == Some(date.tokens.end) && to.tokens.start < clause_end
    });
    period(
        scene,
        date_range::of_date(scene, first + usize::from(goes_on), None),
    )
}
