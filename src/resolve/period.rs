//! When: the date stated with a fact, or inherited from the words before it.

use crate::article::Article;
use crate::fact::{Draft, Scene};
use crate::knowledge::cue::Cue;
use crate::mention::date::{DateMention, YearsLabel};
use crate::record::{Period, PeriodBasis, Value};
use crate::text::TokenRange;

/// The period of a draft: a date in its sentence before or in it, else the last date of the sentence before. The day that
/// somebody was born or a page was looked at is no period.
pub fn period(scene: &Scene<'_>, article: &Article, draft: &Draft) -> Option<Period> {
    if matches!(draft.value, Value::Officeholder { .. }) {
        return of_office(scene, article, draft);
    }
    let (nearest, basis) = nearest(scene, draft)?;
    let day = nearest.iso(article.year())?;
    Some(stretch(
        scene,
        nearest.tokens.clone(),
        day.clone(),
        day,
        basis,
    ))
}

/// The nearest date before the end of a draft, in its sentence or the one before.
fn nearest<'d>(scene: &'d Scene<'_>, draft: &Draft) -> Option<(&'d DateMention, PeriodBasis)> {
    let sentence = scene.reading.sentence_of(draft.tokens.start);
    let dates = &scene.mentions.dates;
    let before = dates.partition_point(|date| date.tokens.start < draft.tokens.end);
    let is_other = |date: &DateMention| {
        scene
            .cue_before(date.tokens.start, Cue::DateOther)
            .is_some()
    };
    let nearest = dates[..before].iter().rfind(|date| !is_other(date))?;
    if nearest.tokens.start >= sentence.start {
        return Some((nearest, PeriodBasis::Stated));
    }
    let previous = scene.reading.sentence_of(sentence.start.checked_sub(1)?);
    (nearest.tokens.start >= previous.start).then_some((nearest, PeriodBasis::Inherited))
}

/// The year that stands nearest before the end of a draft; a day without a year is of the article's own.
pub(super) fn year(scene: &Scene<'_>, draft: &Draft) -> Option<u16> {
    let (date, _) = nearest(scene, draft)?;
    date.year.or(scene.today)
}

fn stretch(
    scene: &Scene<'_>,
    tokens: TokenRange,
    start: String,
    end: String,
    basis: PeriodBasis,
) -> Period {
    Period {
        start: Some(start),
        end: Some(end),
        text: scene.reading.slice(&tokens).to_owned(),
        basis,
    }
}

/// The period of a post: years right behind it (`Bí thư Huyện ủy (1986 - 1991)`), both ends of a stretch before it (`Từ tháng
/// 2/1998 đến tháng 5/2003, ông làm …`), else a date. What is written beside a name says nothing of the sentence before,
/// and neither a life in brackets nor a year that something is to reach tells when a post was held.
fn of_office(scene: &Scene<'_>, article: &Article, draft: &Draft) -> Option<Period> {
    if let Some(period) = right_behind(scene, draft) {
        return Some(period);
    }
    let (nearest, basis) = nearest(scene, draft)?;
    let is_event = draft.rule == "officeholder/appointed"
        || draft.rule == "officeholder/ceased"
        || draft.rule == "officeholder/successor"
        || draft.rule == "officeholder/predecessor"
        || draft.rule == "officeholder/career";
    let closed = scene.reading.tokens[nearest.tokens.end..draft.tokens.end.max(nearest.tokens.end)]
        .iter()
        .find(|token| token.is_mark(b'(') || token.is_mark(b')'));
    let is_aside = closed.is_some_and(|mark| mark.is_mark(b')'));
    if is_aside || (basis == PeriodBasis::Inherited && !is_event) {
        return None;
    }
    let last = nearest.iso(article.year())?;
    let Some(until) = scene.cue_before(nearest.tokens.start, Cue::QuantityTo) else {
        return Some(stretch(
            scene,
            nearest.tokens.clone(),
            last.clone(),
            last,
            basis,
        ));
    };
    let first = scene.mentions.dates_in(0..until).last()?;
    let opens = first.tokens.end == until;
    let start = first
        .iso(nearest.year.or(article.year()))
        .filter(|_| opens)?;
    Some(stretch(
        scene,
        first.tokens.start..nearest.tokens.end,
        start,
        last,
        basis,
    ))
}

/// `Bí thư Huyện ủy (1986 - 1991)`, `Bí thư Huyện ủy giai đoạn 1986 - 1991`
fn right_behind(scene: &Scene<'_>, draft: &Draft) -> Option<Period> {
    let end = draft.tokens.end;
    let years = scene.mentions.years_in(end..end + 2).first()?;
    let is_joined = years.tokens.start == end
        || (years.tokens.start == end + 1 && scene.reading.tokens[end].is_mark(b'('));
    let is_held = years.label != YearsLabel::Term && is_joined;
    is_held.then(|| {
        let (start, end) = (years.start.to_string(), years.end.to_string());
        stretch(scene, years.years.clone(), start, end, PeriodBasis::Stated)
    })
}
