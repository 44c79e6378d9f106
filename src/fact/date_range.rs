//! What a date and the words beside it tell together: a day, a part of a year, a stretch of time.
//!
//! Enters: a scene and which of its dates. Leaves: a [`DateRange`]. Whether it is the time of a fact is not known here.

use crate::date::Date;
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::{self, DateMention};
use crate::mention::ordinal::{self, Ordinal};
use crate::text::{Gap, Kind, Token, TokenRange};

/// Tokens before "đến" in which the "từ" of an undated start stands: `từ đầu nhiệm kỳ đến tháng 6/2023`.
const FROM_REACH: usize = 10;
/// Months that an article's day may lie before a date without a year, which is else one of the year before.
const AHEAD: u8 = 6;

/// From when until when, as far as it is told; a point in time has the same for both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateRange {
    pub tokens: TokenRange,
    pub start: Option<Date>,
    pub end: Option<Date>,
}

impl DateRange {
    /// The years of a stretch: `2016 - 2020`.
    pub(crate) fn of_years(tokens: TokenRange, start: u16, end: u16) -> Self {
        Self {
            tokens,
            start: Some(Date::of_year(start)),
            end: Some(Date::of_year(end)),
        }
    }

    /// The months of a year, first and last.
    pub(crate) fn of_months(tokens: TokenRange, year: u16, first: u8, last: u8) -> Self {
        Self {
            tokens,
            start: Some(Date::of(year, Some(first), None)),
            end: Some(Date::of(year, Some(last), None)),
        }
    }
}

/// The year and month of an article, by which dates without a year are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Published {
    pub year: u16,
    pub month: u8,
}

impl Published {
    /// Of the day that it was published on.
    pub(crate) fn on(day: Date) -> Option<Self> {
        let (year, month) = (day.year(), day.month()?);
        Some(Self { year, month })
    }

    /// The year of a date that tells none: a month far ahead is one of the year before.
    fn year_of(self, date: &DateMention) -> u16 {
        let is_ahead = date.month.is_some_and(|month| month > self.month + AHEAD);
        self.year.saturating_sub(u16::from(is_ahead))
    }
}

/// What a date tells with the words beside it: `năm 2021`, `9 tháng đầu năm 2021`, `từ ngày 13 đến 15-10-2020`, `từ năm 2011
/// đến cuối năm 2015`.
pub(crate) fn of_date(
    scene: &Scene<'_>,
    index: usize,
    published: Option<Published>,
) -> Option<DateRange> {
    let date = &scene.mentions.dates[index];
    let year = date.year.or(published.map(|day| day.year_of(date)))?;
    let listed = listed_years(scene, date);
    // "Năm 2019 và 2020 kết nạp lần lượt 12 và 15 đảng viên": each figure has a year of its own.
    if listed
        .as_ref()
        .is_some_and(|years| is_respective(scene, years.tokens.end))
    {
        return None;
    }
    let dates = part_of_year(scene, date, year)
        .or(listed)
        .unwrap_or_else(|| {
            let told = date.date(year);
            DateRange {
                tokens: date.tokens.clone(),
                start: Some(told),
                end: Some(told),
            }
        });
    if let Some(stretch) = until_year(scene, date, &dates) {
        return Some(stretch);
    }
    let head = edge(scene, dates.tokens.start);
    let since = if let Some(to) = scene.cue_before(head, Cue::QuantityTo) {
        start_before(scene, index, to, year)
    } else {
        start_beside(scene, index, dates.tokens.start, year)
    };
    Some(match since {
        Some((at, start)) if start.is_none() || start < dates.start => DateRange {
            tokens: at..dates.tokens.end,
            start,
            end: dates.end,
        },
        Some(_) => dates,
        None => match scene.cue_before(head, Cue::QuantityFrom) {
            Some(from) => DateRange {
                tokens: from..dates.tokens.end,
                end: None,
                ..dates
            },
            None => dates,
        },
    })
}

/// `6/2012-2015`: the stretch from a month that a dash joins to the year behind it.
fn until_year(scene: &Scene<'_>, date: &DateMention, dates: &DateRange) -> Option<DateRange> {
    let dash = dates.tokens.end;
    let is_joined = scene.reading.tokens.get(dash)?.is_mark(b'-');
    let last = date::year(scene.reading, dash + 1).filter(|_| is_joined)?;
    (date.month.is_some() && date.year? < last).then(|| DateRange {
        tokens: dates.tokens.start..dash + 2,
        start: dates.start,
        end: Some(Date::of_year(last)),
    })
}

/// Where the words between a word for when and a date start: the "cuối" of `đến cuối năm 2015`.
pub(crate) fn edge(scene: &Scene<'_>, start: usize) -> usize {
    scene.cue_before(start, Cue::DateEdge).unwrap_or(start)
}

/// `9 tháng đầu năm 2021`, `6 tháng cuối năm 2020`, `quý I năm 2019`
fn part_of_year(scene: &Scene<'_>, date: &DateMention, year: u16) -> Option<DateRange> {
    if date.month.is_some() {
        return None;
    }
    let (at, first, last) = part_before(scene, date.tokens.start)?;
    Some(DateRange::of_months(at..date.tokens.end, year, first, last))
}

/// `2 năm 2020 và 2021`, `các năm 2017, 2018 và 2019`: the stretch of the years that follow a year. After commas alone a number may
/// open the next clause, unless they were announced or a mark follows: `năm 2019, 2020 kết nạp 15 đảng viên`.
fn listed_years(scene: &Scene<'_>, date: &DateMention) -> Option<DateRange> {
    let first = date.year.filter(|_| date.month.is_none())?;
    let (mut at, mut last) = (date.tokens.end, first);
    let mut is_closed = is_announced(scene, date.tokens.start);
    loop {
        let comma = scene
            .reading
            .tokens
            .get(at)
            .filter(|mark| mark.is_mark(b','));
        let and = scene.cue_at(at, Cue::And);
        let behind = comma.map(|_| at + 1).or(and);
        let next = behind.and_then(|behind| Some((behind, date::year(scene.reading, behind)?)));
        let Some((place, year)) =
            next.filter(|(place, year)| *year == last + 1 && !counts(scene, *place))
        else {
            break;
        };
        (at, last) = (place + 1, year);
        is_closed |= and.is_some();
    }
    let next = scene.reading.tokens.get(at);
    is_closed |= next.is_none_or(|next| matches!(next.kind, Kind::Mark(_)));
    (is_closed && last > first).then(|| DateRange::of_years(date.tokens.start..at, first, last))
}

/// Whether the word before a year tells of several: `các năm 2017`, `2 năm 2020`.
fn is_announced(scene: &Scene<'_>, start: usize) -> bool {
    let head = scene.cue_before(start, Cue::DateYear).unwrap_or(start);
    let before = head.checked_sub(1).map(|at| &scene.reading.tokens[at]);
    scene.cue_before(head, Cue::Plural).is_some() || before.is_some_and(Token::is_number)
}

/// Whether the sentence goes on behind a token with figures that each belong to one of what was listed.
fn is_respective(scene: &Scene<'_>, at: usize) -> bool {
    let rest = at..scene.reading.sentence_of(at.saturating_sub(1)).end.max(at);
    scene.find_cue(rest, Cue::CountRespective).is_some()
}

/// Whether a number counts what stands right behind it: the 2021 of `2021 đảng viên`, not of `2021 Đảng bộ xã Tân Hòa`.
fn counts(scene: &Scene<'_>, number: usize) -> bool {
    const NOUNS: CueSet = CueSet::of(&[
        Cue::NounMember,
        Cue::NounOrganization,
        Cue::NounPerson,
        Cue::AimCounted,
    ]);
    let behind = scene.mentions.organization_at(number + 1);
    let is_named = behind.is_some_and(|(_, behind)| behind.is_named);
    !is_named && scene.starts_any(number + 1, NOUNS)
}

/// The last month of a quarter.
fn last_month(quarter: u16) -> Option<u8> {
    let quarter = u8::try_from(quarter).ok()?;
    (1..=4).contains(&quarter).then(|| quarter * 3)
}

/// The months that words ending right before a token tell of a year, and where the words start: `9 tháng đầu`, `quý III`.
pub(crate) fn part_before(scene: &Scene<'_>, end: usize) -> Option<(usize, u8, u8)> {
    months_before(scene, end).or_else(|| {
        let at = scene.cue_before(end.checked_sub(1)?, Cue::TimeQuarter)?;
        let (number, last) = quarter_at(scene, at)?;
        (number.end == end).then_some((at, last - 2, last))
    })
}

/// The months that words ending right before a token tell of a year, and where the words start: `9 tháng đầu`.
pub(crate) fn months_before(scene: &Scene<'_>, end: usize) -> Option<(usize, u8, u8)> {
    let first = scene.cue_before(end, Cue::TimeFirstMonths);
    let word = first.or_else(|| scene.cue_before(end, Cue::TimeLastMonths))?;
    let at = word.checked_sub(1)?;
    let months: u8 = scene.reading.word(at).parse().ok()?;
    let months = Some(months).filter(|months| (1..=12).contains(months))?;
    Some(match first {
        Some(_) => (at, 1, months),
        None => (at, 13 - months, 12),
    })
}

/// `quý III`, `quý I, II và III`, `quý I và quý II`: where the words for quarters in a row end, the first month and the last.
pub(crate) fn quarters_at(scene: &Scene<'_>, at: usize) -> Option<(usize, u8, u8)> {
    let (number, first) = quarter_at(scene, at)?;
    let (mut end, mut last) = (number.end, first);
    while let Some((next, month)) = next_quarter(scene, end).filter(|(_, month)| *month == last + 3)
    {
        (end, last) = (next.end, month);
    }
    Some((end, first - 2, last))
}

/// The quarter that a comma or "và" joins; a number alone has to be Roman, others count: `quý I, 2 đảng viên`.
fn next_quarter(scene: &Scene<'_>, end: usize) -> Option<(Ordinal, u8)> {
    let comma = scene.reading.tokens.get(end);
    let comma = comma.filter(|mark| mark.is_mark(b',')).map(|_| end + 1);
    let at = comma.or_else(|| scene.cue_at(end, Cue::And))?;
    quarter_at(scene, at).or_else(|| {
        let number = ordinal::at(scene.reading, at)?;
        let last = last_month(number.value)?;
        number.is_roman.then_some((number, last))
    })
}

/// `quý III`: its number and its last month, from the word for a quarter. A number that counts is none: `quý 2 đảng viên`.
fn quarter_at(scene: &Scene<'_>, at: usize) -> Option<(Ordinal, u8)> {
    let number = scene.cue_at(at, Cue::TimeQuarter)?;
    let number = ordinal::at(scene.reading, number)?;
    let is_count = !number.is_roman && counts(scene, number.end - 1);
    let last = last_month(number.value).filter(|_| !is_count)?;
    Some((number, last))
}

/// `quý I/2022`: the quarter of a year that stands behind a slash, from the word for a quarter.
pub(crate) fn quarter(scene: &Scene<'_>, at: usize) -> Option<DateRange> {
    let number = scene.cue_at(at, Cue::TimeQuarter)?;
    let joint = scene.reading.tokens.get(number + 1)?;
    let word = scene.reading.word(number);
    let last = last_month(ordinal::roman(word).or_else(|| word.parse().ok())?)?;
    let year = date::year(scene.reading, number + 2)?;
    (joint.is_mark(b'/') || joint.is_mark(b'-'))
        .then(|| DateRange::of_months(at..number + 3, year, last - 2, last))
}

/// The start of a stretch that "đến", at a token, ends on a date: where it stands, and when it was if that is told.
fn start_before(
    scene: &Scene<'_>,
    index: usize,
    to: usize,
    year: u16,
) -> Option<(usize, Option<Date>)> {
    let dates = &scene.mentions.dates;
    if let Some(before) = index.checked_sub(1).map(|before| &dates[before])
        && before.tokens.end == to
    {
        return Some((before.tokens.start, Some(before.date(year))));
    }
    if let Some(before) = scene.mentions.years_ending_at(to) {
        return Some((before.tokens.start, Some(Date::of_year(before.start))));
    }
    if let Some(first) = day_at(scene, to.checked_sub(1)?, &dates[index], year) {
        return Some(first);
    }
    let from = scene.find_last_cue(to.saturating_sub(FROM_REACH)..to, Cue::QuantityFrom)?;
    let words = &scene.reading.tokens[from.end..to];
    words
        .iter()
        .all(|token| token.is_word())
        .then_some((from.start, None))
}

/// The start of a stretch that a dash or "và" joins to a date: `24-25/9/2025`, `7/2010-5/2015`, `năm 2015 và 5 tháng đầu năm 2016`.
fn start_beside(
    scene: &Scene<'_>,
    index: usize,
    start: usize,
    year: u16,
) -> Option<(usize, Option<Date>)> {
    let (dates, tokens) = (&scene.mentions.dates, &scene.reading.tokens);
    let joint = start.checked_sub(1)?;
    let before = index.checked_sub(1).map(|before| &dates[before]);
    if tokens[joint].is_mark(b'-') {
        // "7/2010-5/2015", "tháng 7/2010 - tháng 5/2015", "2012-6/2015"
        let number = joint.checked_sub(1)?;
        let first = match before.filter(|before| before.tokens.end == joint) {
            Some(before) => Some((before.tokens.start, before.date(year))),
            None => date::year(scene.reading, number).map(|year| (number, Date::of_year(year))),
        };
        if let Some((at, first)) = first {
            // From a birth to a death it is longer.
            let is_stretch = (first.year()..=first.year() + date::LONGEST).contains(&year);
            return is_stretch.then_some((at, Some(first)));
        }
        let is_glued = tokens[start].gap == Gap::None;
        return is_glued
            .then(|| day_at(scene, number, &dates[index], year))
            .flatten();
    }
    let and = scene.cue_before(start, Cue::And)?;
    let before = before?;
    let is_year = before.month.is_none() && dates[index].month.is_none();
    (is_year && before.tokens.end == and).then(|| (before.tokens.start, Some(before.date(year))))
}

/// The 13 of `từ ngày 13 đến 15-10-2020`: a day of the date's own month.
fn day_at(
    scene: &Scene<'_>,
    at: usize,
    date: &DateMention,
    year: u16,
) -> Option<(usize, Option<Date>)> {
    let day: u8 = scene.reading.word(at).parse().ok()?;
    let last = date.day?;
    let first = DateMention {
        day: Some(day).filter(|day| (1..last).contains(day)),
        ..date.clone()
    };
    first.day?;
    Some((at, Some(first.date(year))))
}
