//! The words of an article that tell when: dates, stretches of years, and words without a date.
//!
//! Enters: a scene. Leaves: [`Time`]s in text order. Dates that tell of something else are left out: the day of a birth or of a
//! document, a year that is compared with.

use crate::fact::Scene;
use crate::fact::date_range::{self, DateRange};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::{DateMention, YearsLabel, YearsMention};
use crate::text::{Kind, Shape, Token, TokenRange};

/// Tokens of a document's number and marks: `Quyết định số 12-QĐ/TU, ngày`.
const DOCUMENT_REACH: usize = 10;
/// Tokens from "tổng kết" to the year that is reviewed.
const REVIEW_REACH: usize = 10;
/// Tokens that brackets around a date hold on either side of it.
const BRACKET_REACH: usize = 12;

/// Words that tell when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Time {
    pub tokens: TokenRange,
    pub when: When,
    /// Where the brackets that it stands in are closed, or the only item that it dates.
    pub closed: Option<usize>,
    /// It is the time of a plan or a deadline, and of nothing that was done.
    pub is_ahead: bool,
}

/// What they tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum When {
    /// The date of this index, with the words beside it.
    Date(usize),
    Known(DateRange),
    /// The first and the last month of a year that is not told: `6 tháng đầu năm`, `quý III`.
    Months(u8, u8),
    /// `đến nay`
    ToNow,
    /// `hiện có`, `khi thành lập`
    Undated,
}

/// All of an article.
pub(super) fn find(scene: &Scene<'_>) -> Vec<Time> {
    let mut out: Vec<Time> = Vec::new();
    let years = scene.mentions.years.iter();
    out.extend(years.filter_map(|years| stretch(scene, years)));
    for (index, date) in scene.mentions.dates.iter().enumerate() {
        if !is_of_other(scene, date.tokens.start) && !is_of_document(scene, date) {
            out.push(dated(scene, index, date));
        }
    }
    in_order(&mut out);
    // "trong nhiệm kỳ 2015 - 2020": words without a date are part of it.
    let is_part = |time: &Time| {
        let next = out.partition_point(|one| one.tokens.end <= time.tokens.start);
        out.get(next)
            .is_some_and(|one| one.tokens.start < time.tokens.end)
    };
    let review = review(scene);
    let others = words(scene, review).filter(|time| !is_part(time));
    let others: Vec<Time> = others.collect();
    out.extend(others);
    in_order(&mut out);
    out
}

/// Sorts words by place; those within others are part of them.
fn in_order(times: &mut Vec<Time>) {
    times.sort_by_key(|time| (time.tokens.start, std::cmp::Reverse(time.tokens.end)));
    times.dedup_by(|later, before| later.tokens.start < before.tokens.end);
}

fn dated(scene: &Scene<'_>, index: usize, date: &DateMention) -> Time {
    let head = date_range::edge(scene, date.tokens.start);
    let is_ahead = scene.ends_any(
        head,
        const { CueSet::of(&[Cue::DateBefore, Cue::DatePlanned]) },
    );
    // "9 tháng đầu năm 2021", "quý III năm 2021": the words before are part of it.
    let start = date_range::part_before(scene, date.tokens.start).map(|(start, ..)| start);
    Time {
        tokens: start.unwrap_or(date.tokens.start)..date.tokens.end,
        when: When::Date(index),
        closed: closed(scene, &date.tokens),
        is_ahead,
    }
}

/// Whether the words before a time tell that it is that of a birth, or of what something is compared with.
fn is_of_other(scene: &Scene<'_>, start: usize) -> bool {
    let is_other = |start: usize| scene.cue_before(start, Cue::DateOther).is_some();
    is_other(start) || is_other(date_range::edge(scene, start))
}

/// `Quyết định số 12-QĐ/TU, ngày 5/3/2020`, `Quy định số 12 năm 2020`: whether only a document's number stands between its kind and
/// a date. A year right behind the kind is the one that it is for: `Nghị quyết năm 2020`; behind a comma, only a day is the
/// document's: `Thực hiện Chỉ thị số 05, năm 2020 …`.
fn is_of_document(scene: &Scene<'_>, date: &DateMention) -> bool {
    let tokens = &scene.reading.tokens;
    let start = date.tokens.start;
    let is_number = |at: usize| match tokens[at].kind {
        Kind::Number => true,
        Kind::Mark(b',') => date.day.is_some(),
        Kind::Mark(mark) => matches!(mark, b'-' | b'/'),
        Kind::Word => {
            // "102 - QĐ / TW": written in full, a code keeps its place.
            let written = scene.reading.slice(&(at..at + 1));
            let is_code = matches!(tokens[at].shape, Shape::Upper | Shape::Mixed)
                || written.len() > 1 && written.chars().all(char::is_uppercase);
            is_code || scene.cue_at(at, Cue::OrganizationSerial).is_some()
        }
    };
    (start.saturating_sub(DOCUMENT_REACH)..=start)
        .rev()
        .take_while(|&end| end == start || is_number(end))
        .filter(|&end| end < start || date.day.is_some())
        .any(|end| scene.cue_before(end, Cue::DateDocument).is_some())
}

/// Where the brackets are closed in which a date stands with other words: `(thành lập tháng 5/2010)`. Alone, it tells when:
/// `Đại hội VI (năm 1986)`.
fn closed(scene: &Scene<'_>, date: &TokenRange) -> Option<usize> {
    scene.aside_end(date, BRACKET_REACH)
}

/// Where the item of a list ends in which a quarter is told that does not open its sentence: `Quý III, …` tells when all of it was.
fn end_of_item(scene: &Scene<'_>, quarter: &TokenRange) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    let sentence = scene.reading.sentence_of(quarter.start);
    let start = scene
        .cue_before(quarter.start, Cue::TimeWithin)
        .unwrap_or(quarter.start);
    let opens = (sentence.start..start).all(|at| !tokens[at].is_word());
    let end = || (quarter.end..sentence.end).find(|&at| tokens[at].is_mark(b';'));
    if opens { None } else { end() }
}

/// Years that tell when: `trong các năm 2011 - 2017`, `Nhiệm kỳ 2015 - 2020, …`, `trong 5 năm (2010 - 2014)`. The term of a
/// congress or a committee does not.
fn stretch(scene: &Scene<'_>, years: &YearsMention) -> Option<Time> {
    let tokens = &scene.reading.tokens;
    let opens = |start: usize| {
        let sentence = scene.reading.sentence_of(start);
        let mut before = tokens[sentence.start..start].iter();
        before.all(|token| !token.is_word())
    };
    let start = years.tokens.start;
    let year = scene.cue_before(start, Cue::DateYear);
    let head = match years.label {
        YearsLabel::None => year.unwrap_or(start),
        _ => start,
    };
    let head = scene.cue_before(head, Cue::Plural).unwrap_or(head);
    // "2016 - 2018: Bí thư …": what the line tells was then.
    let is_head = || scene.reading.mark_at(years.tokens.end, b':');
    let is_adverbial = scene.cue_before(head, Cue::TimeWithin).is_some()
        || scene.cue_before(head, Cue::QuantityFrom).is_some()
        || (opens(head) && (years.label != YearsLabel::None || year.is_some() || is_head()));
    let open = start
        .checked_sub(1)
        .filter(|&open| tokens[open].is_mark(b'('));
    let is_aside = open.is_some_and(|open| scene.cue_before(open, Cue::DateYear).is_some());
    (is_adverbial || is_aside).then(|| Time {
        tokens: head..years.tokens.end,
        when: When::Known(DateRange::of_years(
            years.tokens.clone(),
            years.start,
            years.end,
        )),
        closed: closed(scene, &years.tokens).filter(|_| !is_aside),
        is_ahead: scene.cue_before(start, Cue::DatePlanned).is_some(),
    })
}

/// The date of the year that the article reviews: `Hội nghị tổng kết công tác năm 2021 và bàn phương hướng năm 2022`.
fn review(scene: &Scene<'_>) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    let is_reviewed = |date: &DateMention| {
        let start = date.tokens.start;
        let from = start.saturating_sub(REVIEW_REACH);
        date.month.is_none()
            && scene
                .find_last_cue(from..start, Cue::TimeReview)
                .is_some_and(|review| tokens[review.start..start].iter().all(Token::is_word))
    };
    scene.mentions.dates.iter().position(is_reviewed)
}

/// Words that tell when without a date, and quarters; those for the year that is reviewed.
fn words<'a>(scene: &'a Scene<'_>, review: Option<usize>) -> impl Iterator<Item = Time> + 'a {
    const WORDS: CueSet = CueSet::of(&[
        Cue::TimeToNow,
        Cue::OfficeNow,
        Cue::TimeUndated,
        Cue::TimeYear,
        Cue::TimeFirstMonths,
        Cue::TimeLastMonths,
        Cue::TimeQuarter,
    ]);
    let reading = scene.reading;
    // Most sentences have none of them, which one look tells.
    let sentences = reading.sentences.iter().enumerate();
    let telling = sentences.filter(|(index, _)| reading.cues_of_sentence(*index).meets(WORDS));
    telling
        .flat_map(|(_, sentence)| reading.starts_of(sentence.clone(), WORDS))
        .filter_map(move |at| word(scene, at, review))
}

fn word(scene: &Scene<'_>, at: usize, review: Option<usize>) -> Option<Time> {
    let is_part = at
        .checked_sub(1)
        .is_some_and(|before| scene.cue_at(before, Cue::TimeNone).is_some());
    if is_part || is_of_other(scene, at) {
        return None;
    }
    let plain = |tokens: TokenRange, when: When| {
        Some(Time {
            closed: closed(scene, &tokens),
            tokens,
            when,
            is_ahead: false,
        })
    };
    if let Some(end) = scene.cue_at(at, Cue::TimeToNow) {
        return plain(at..end, When::ToNow);
    }
    // "6/2015 - nay"
    let dash = (at.checked_sub(1)).filter(|&dash| scene.reading.tokens[dash].is_mark(b'-'));
    let is_joined = |dash: &usize| {
        let dates = &scene.mentions.dates;
        let date = dates.partition_point(|date| date.tokens.end < *dash);
        dates.get(date).is_some_and(|date| date.tokens.end == *dash)
    };
    if let Some(end) = scene.cue_at(at, Cue::OfficeNow)
        && let Some(dash) = dash.filter(is_joined)
    {
        return plain(dash..end, When::ToNow);
    }
    if let Some(dates) = date_range::quarter(scene, at) {
        return plain(dates.tokens.clone(), When::Known(dates));
    }
    if let Some((end, first, last)) = date_range::quarters_at(scene, at) {
        // "đến hết quý III" is a point in time.
        let is_until = scene.cue_before(date_range::edge(scene, at), Cue::QuantityTo);
        let first = is_until.map_or(first, |_| last);
        let quarter = plain(at..end, When::Months(first, last))?;
        let closed = quarter
            .closed
            .or_else(|| end_of_item(scene, &quarter.tokens));
        return Some(Time { closed, ..quarter });
    }
    // "hiện đại": a longer word begins there.
    let longer = scene.cue_at(at, Cue::TimeNone);
    let undated = scene
        .cue_at(at, Cue::TimeUndated)
        .filter(|end| longer.is_none_or(|longer| longer < *end));
    if let Some((end, review)) = scene.cue_at(at, Cue::TimeYear).zip(review)
        && undated.is_none_or(|undated| undated <= end)
        && scene.mentions.dates[review].tokens.start < at
    {
        return plain(at..end, When::Date(review));
    }
    if let Some(end) = undated {
        return plain(at..end, When::Undated);
    }
    let first = scene.cue_at(at, Cue::TimeFirstMonths);
    let end = first.or_else(|| scene.cue_at(at, Cue::TimeLastMonths))?;
    let (start, first, last) = date_range::months_before(scene, end)?;
    // "lớp bồi dưỡng 3 tháng": so long it took.
    let is_of_year = end > at + 1;
    let end = scene.cue_at(end, Cue::DateYear).unwrap_or(end);
    is_of_year
        .then(|| plain(start..end, When::Months(first, last)))
        .flatten()
}
