//! Dates and stretches of years.
//!
//! Enters: a reading. Leaves: [`DateMention`]s and [`YearsMention`]s. Day before month, always; impossible dates are
//! not dates.

use crate::date::{Date, days_of};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::opening::Openings;
use crate::mention::ordinal;
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Kind};

/// A date as far as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateMention {
    pub tokens: TokenRange,
    pub year: Option<u16>,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl DateMention {
    /// Its date, of the year given where none is written.
    pub(crate) fn date(&self, year: u16) -> Date {
        Date::of(self.year.unwrap_or(year), self.month, self.day)
    }
}

/// What the words before a stretch of years say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YearsLabel {
    /// nhiệm kỳ: a term of office.
    Term,
    /// giai đoạn, năm học: not a term.
    Plan,
    /// Nothing is said.
    None,
}

/// Two years with a dash between: `2020 - 2025`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct YearsMention {
    /// From the label, if there is one, to the second year.
    pub tokens: TokenRange,
    /// The years alone.
    pub years: TokenRange,
    pub start: u16,
    pub end: u16,
    pub label: YearsLabel,
}

/// The years that a text of news speaks of; four digits of other numbers are no year.
pub(crate) const YEARS: std::ops::Range<u16> = 1900..2100;
/// Years of the longest stretch that is read as one; two years farther apart are no plan and no term.
pub(crate) const LONGEST: u16 = 30;
/// How far before the years their label may stand: `nhiệm kỳ (2020 - 2025)`.
const LABEL_REACH: usize = 3;
/// Tokens of the longest ordinal.
const ORDINAL_TOKENS: usize = 3;
/// Years that a term has: a cell's two and a half, a committee's five.
pub(crate) const TERM_YEARS: std::ops::RangeInclusive<u16> = 2..=5;

/// The stretches of years of a reading.
pub(super) fn find_years(reading: &Reading<'_>, openings: &Openings) -> Vec<YearsMention> {
    let mut out: Vec<YearsMention> = Vec::with_capacity(openings.years.len() / 4);
    let mut next = 0;
    for &at in &openings.years {
        if at < next || at + 2 >= reading.tokens.len() {
            continue;
        }
        let Some((end, from, to)) = years_at(reading, at) else {
            continue;
        };
        let (start, label) = years_label(reading, at, to - from, out.last());
        out.push(YearsMention {
            tokens: start..end,
            years: at..end,
            start: from,
            end: to,
            label,
        });
        next = end;
    }
    out
}

fn years_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u16, u16)> {
    let from = year(reading, at)?;
    let joint = &reading.tokens[at + 1];
    let is_joined = joint.is_mark(b'-') || joint.is_mark(b'/');
    if !is_joined && reading.cue_at(at + 1, Cue::QuantityTo).is_none() {
        return None;
    }
    let second = reading.tokens.get(at + 2)?;
    if second.gap > Gap::Line
        || reading
            .tokens
            .get(at + 3)
            .is_some_and(|next| is_joined && next.is_mark(b'/') && next.gap == Gap::None)
    {
        return None;
    }
    let to = year(reading, at + 2).or_else(|| short_year(reading, at + 2, from))?;
    (to > from && to - from <= LONGEST).then_some((at + 3, from, to))
}

/// A year of four digits, one of [`YEARS`].
pub(crate) fn year(reading: &Reading<'_>, at: usize) -> Option<u16> {
    let token = reading.tokens.get(at)?;
    if !token.is_number() || token.end - token.start != 4 {
        return None;
    }
    reading
        .word(at)
        .parse()
        .ok()
        .filter(|year| YEARS.contains(year))
}

/// The year that opens a part of a list, without its word: `; 2013: 121 đồng chí`.
pub(crate) fn year_before_colon(reading: &Reading<'_>, at: usize) -> Option<u16> {
    let before = reading.tokens.get(at.checked_sub(1)?)?;
    let after = reading.tokens.get(at + 1)?;
    let is_part = (before.is_mark(b',') || before.is_mark(b';')) && after.is_mark(b':');
    year(reading, at).filter(|_| is_part)
}

/// The `25` of `2020-25`.
fn short_year(reading: &Reading<'_>, at: usize, from: u16) -> Option<u16> {
    let token = reading.tokens.get(at)?;
    if !token.is_number() || token.end - token.start != 2 || token.gap != Gap::None {
        return None;
    }
    reading
        .word(at)
        .parse::<u16>()
        .ok()
        .map(|short| from / 100 * 100 + short)
}

fn years_label(
    reading: &Reading<'_>,
    at: usize,
    length: u16,
    previous: Option<&YearsMention>,
) -> (usize, YearsLabel) {
    for end in (at.saturating_sub(LABEL_REACH)..=at).rev() {
        let between = &reading.tokens[end..at];
        let only_marks = between
            .iter()
            .all(|token| matches!(token.kind, Kind::Mark(b'(' | b':' | b'"' | b'*')));
        let linked = reading.cue_at(end, Cue::DateYear) == Some(at);
        if !only_marks && !linked {
            break;
        }
        if let Some(start) = reading.cue_before(end, Cue::Term) {
            return (start, YearsLabel::Term);
        }
        if let Some(start) = reading.cue_before(end, Cue::TermPlanYears) {
            return (start, YearsLabel::Plan);
        }
    }
    if let Some(previous) = previous
        && at <= previous.years.end + 2
        && (previous.years.end..at).all(|between| is_list_joint(reading, between))
    {
        return (at, previous.label);
    }
    if let Some(start) = term_of_congress(reading, at) {
        return (start, YearsLabel::Term);
    }
    let is_term = TERM_YEARS.contains(&length) && follows_ordinal(reading, at);
    let label = if is_term {
        YearsLabel::Term
    } else {
        YearsLabel::None
    };
    (at, label)
}

/// `nhiệm kỳ đại hội Đảng (2015-2020)`, `nhiệm kỳ Đại hội 2015 - 2020`: where the term starts whose years stand behind the
/// congress that opens it.
fn term_of_congress(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let bracket = at.checked_sub(1)?;
    let end = at - usize::from(reading.tokens[bracket].is_mark(b'('));
    let party = reading.cue_before(end, Cue::Party);
    let congress = reading.cue_before(party.unwrap_or(end), Cue::Congress)?;
    reading.cue_before(congress, Cue::Term)
}

/// Whether years stand in brackets behind the number of a congress or a tenure, whose term they are: `lần thứ XI (2015 -
/// 2020)`, `khóa XI (2015 - 2020)`, `nhiệm kỳ VII (2010-2015)`.
fn follows_ordinal(reading: &Reading<'_>, at: usize) -> bool {
    let Some(bracket) = at.checked_sub(1) else {
        return false;
    };
    let numbers = |start: usize| {
        let is_number = [Cue::CongressOrdinal, Cue::CongressTenure, Cue::Term]
            .into_iter()
            .any(|cue| {
                let label = reading.cue_before(start, cue);
                label.is_some()
            });
        is_number && ordinal::at(reading, start).is_some_and(|one| one.end == bracket)
    };
    reading.tokens[bracket].is_mark(b'(')
        && (bracket.saturating_sub(ORDINAL_TOKENS)..bracket).any(numbers)
}

fn is_list_joint(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens[at].is_mark(b',') || reading.cue_at(at, Cue::And).is_some()
}

/// The dates of a reading.
pub(super) fn find_dates(reading: &Reading<'_>, openings: &Openings) -> Vec<DateMention> {
    let mut out: Vec<DateMention> = Vec::with_capacity(openings.dates.len() / 4);
    let mut next = 0;
    for &at in &openings.dates {
        if at >= next
            && let Some(date) = date_at(reading, at)
        {
            next = date.tokens.end;
            out.push(date);
        }
    }
    out
}

fn date_at(reading: &Reading<'_>, at: usize) -> Option<DateMention> {
    if let Some(after) = reading.cue_at(at, Cue::DateDay)
        && reading
            .tokens
            .get(after)
            .is_some_and(|token| token.is_number())
        && let Some(date) = day_month(reading, after, true)
    {
        return Some(DateMention {
            tokens: at..date.tokens.end,
            ..date
        });
    }
    if let Some(after) = reading.cue_at(at, Cue::DateMonth) {
        let month = small(reading, after, 12)?;
        let (end, year) = year_after(reading, after + 1);
        return Some(DateMention {
            tokens: at..end,
            year,
            month: Some(month),
            day: None,
        });
    }
    if let Some(after) = reading.cue_at(at, Cue::DateYear)
        && let Some(year) = year(reading, after)
    {
        let is_stretch =
            reading.mark_at(after + 1, b'-') && self::year(reading, after + 2).is_some();
        return (!is_stretch).then_some(DateMention {
            tokens: at..after + 1,
            year: Some(year),
            month: None,
            day: None,
        });
    }
    if reading.tokens[at].is_number() {
        return day_month(reading, at, is_bare_day(reading, at))
            .or_else(|| bare_month(reading, at));
    }
    None
}

fn is_bullet(reading: &Reading<'_>, at: usize) -> bool {
    matches!(reading.tokens[at].kind, Kind::Mark(b'-' | b'+' | b'*'))
}

/// A month and its year without their word: `từ 7/2015 đến 8/2019`, `(3/2010 - 5/2015)`, `: 3/2010 - 5/2015`.
fn bare_month(reading: &Reading<'_>, at: usize) -> Option<DateMention> {
    const BEFORE: CueSet = CueSet::of(&[Cue::QuantityFrom, Cue::QuantityTo, Cue::DateBare]);
    let (end, month, year) = month_year(reading, at)?;
    // "- 3/2010 - 5/2015: …"
    let bullet = at.checked_sub(1).filter(|&mark| is_bullet(reading, mark));
    let opens_line = reading.tokens[bullet.unwrap_or(at)].gap >= Gap::Line;
    let is_second = || {
        let dash = at.checked_sub(1)?;
        let last = dash.checked_sub(1)?;
        let before = self::year(reading, last).or_else(|| Some(month_year(reading, last)?.2));
        before.filter(|_| reading.tokens[dash].is_mark(b'-'))
    };
    let opens_bracket = || {
        let open = at.checked_sub(1).map(|open| reading.tokens[open].kind);
        matches!(open, Some(Kind::Mark(b'(' | b'|')))
    };
    let is_told = reading.ends_any(at, BEFORE)
        || opens_line
        || opens_bracket()
        || is_second().is_some()
        || is_first(reading, end);
    is_told.then_some(DateMention {
        tokens: at..end,
        year: Some(year),
        month: Some(month),
        day: None,
    })
}

/// `7/2015`, `7-2015`, `7.2015`: where a month and its year end, and what they are.
fn month_year(reading: &Reading<'_>, at: usize) -> Option<(usize, u8, u16)> {
    if let Some((month, year)) = reading.word(at).split_once('.') {
        let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
        return Some((at + 1, parse_small(month, 12)?, year));
    }
    let end = at + 3;
    let is_glued = |at: usize| {
        let token = reading.tokens.get(at);
        token.is_some_and(|token| token.gap == Gap::None)
    };
    let joint = reading.tokens.get(at + 1)?;
    let is_joined = joint.is_mark(b'/') || joint.is_mark(b'-');
    let goes_on =
        |mark: &u8| is_glued(end) && is_glued(end + 1) && reading.tokens[end].is_mark(*mark);
    if !is_joined || !is_glued(at + 1) || !is_glued(at + 2) || [b'/', b'.'].iter().any(goes_on) {
        return None;
    }
    Some((end, small(reading, at, 12)?, year(reading, at + 2)?))
}

/// Whether a dash or "đến" behind a month joins another one to it, or the present: `3/2010 - 5/2015`, `3/2010 - nay`.
fn is_first(reading: &Reading<'_>, end: usize) -> bool {
    let dash = reading.tokens.get(end).filter(|dash| dash.is_mark(b'-'));
    let joint = dash.map(|_| end + 1);
    let next = joint.or_else(|| reading.cue_at(end, Cue::QuantityTo));
    next.filter(|&next| next < reading.tokens.len())
        .is_some_and(|next| {
            month_year(reading, next).is_some()
                || reading.cue_at(next, Cue::DateMonth).is_some()
                || reading.cue_at(next, Cue::OfficeNow).is_some()
        })
}

/// Whether a day and a month stand without their word behind "trước" or "từ", and end what is said of time: "từ 1/7, toàn xã
/// …", "đến 30/6 đã đạt". The 3/4 of "từ 3/4 số chi bộ" are none.
fn is_bare_day(reading: &Reading<'_>, at: usize) -> bool {
    const VERBS: CueSet = CueSet::of(&[
        Cue::StancePlanUntil,
        Cue::StanceReport,
        Cue::StanceDue,
        Cue::AimShare,
    ]);
    let joint = reading.tokens.get(at + 1);
    let is_pair = joint.is_some_and(|joint| joint.is_mark(b'/') && joint.gap == Gap::None);
    let end = if is_pair { at + 3 } else { at + 1 };
    let ends = reading.tokens.get(end).is_none_or(|next| match next.kind {
        _ if next.gap >= Gap::Line => true,
        Kind::Mark(mark) => matches!(mark, b',' | b';' | b'.' | b')'),
        _ => next.is_capitalized() || reading.starts_any(end, VERBS),
    });
    let is_written_so = is_pair || reading.word(at).contains('.');
    is_written_so && ends && reading.cue_before(at, Cue::DateBare).is_some()
}

/// `15/3/2022`, `15-3-2022`, `15.3.2022`, `15 tháng 3 năm 2022`; with a label before it also `15/3` and `15.3`.
fn day_month(reading: &Reading<'_>, at: usize, labelled: bool) -> Option<DateMention> {
    let mut dotted = reading.word(at).split('.');
    if let [Some(day), Some(month), third, None] = std::array::from_fn(|_| dotted.next())
        && (third.is_some() || labelled)
    {
        let (day, month) = (parse_small(day, 31)?, parse_small(month, 12)?);
        let year = match third {
            Some(text) => Some(text.parse().ok().filter(|year| YEARS.contains(year))?),
            None => None,
        };
        return valid(at..at + 1, year, month, day);
    }
    let day = small(reading, at, 31)?;
    let next = reading.tokens.get(at + 1)?;
    if let Some(after) = reading.cue_at(at + 1, Cue::DateMonth) {
        let month = small(reading, after, 12)?;
        let (end, year) = year_after(reading, after + 1);
        return valid(at..end, year, month, day);
    }
    let joint = if next.is_mark(b'/') { b'/' } else { b'-' };
    if !next.is_mark(joint) || next.gap != Gap::None || reading.tokens.get(at + 2)?.gap != Gap::None
    {
        return None;
    }
    let month = small(reading, at + 2, 12)?;
    let has_year = reading
        .tokens
        .get(at + 3)
        .is_some_and(|mark| mark.is_mark(joint) && mark.gap == Gap::None);
    if has_year && let Some(year) = year(reading, at + 4) {
        return valid(at..at + 5, Some(year), month, day);
    }
    if labelled {
        valid(at..at + 3, None, month, day)
    } else {
        None
    }
}

fn valid(tokens: TokenRange, year: Option<u16>, month: u8, day: u8) -> Option<DateMention> {
    /// A day without its year may be of any.
    const LEAP: u16 = 2000;
    let longest = days_of(year.unwrap_or(LEAP), month);
    (day <= longest).then_some(DateMention {
        tokens,
        year,
        month: Some(month),
        day: Some(day),
    })
}

/// The year after a month: `/2020`, `-2020`, `năm 2020`.
fn year_after(reading: &Reading<'_>, at: usize) -> (usize, Option<u16>) {
    let Some(token) = reading.tokens.get(at) else {
        return (at, None);
    };
    if (token.is_mark(b'/') || token.is_mark(b'-'))
        && let Some(year) = year(reading, at + 1)
    {
        return (at + 2, Some(year));
    }
    if let Some(after) = reading.cue_at(at, Cue::DateYear)
        && let Some(year) = year(reading, after)
    {
        return (after + 1, Some(year));
    }
    (at, None)
}

fn small(reading: &Reading<'_>, at: usize, most: u8) -> Option<u8> {
    reading.tokens.get(at).filter(|token| token.is_number())?;
    parse_small(reading.word(at), most)
}

fn parse_small(text: &str, most: u8) -> Option<u8> {
    text.parse()
        .ok()
        .filter(|number| (1..=most).contains(number))
}
