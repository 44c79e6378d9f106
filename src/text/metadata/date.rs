//! Dates of publication. The day stands before the month, always; impossible dates are none.

use crate::date::Date;
use crate::text::metadata::Dated;
use crate::text::metadata::cue::{Field, MetadataCues, words};
use crate::text::metadata::line::Line;
use std::ops::{Range, RangeInclusive};

/// A longer line is a sentence.
const LINE_CHARS: usize = 120;
/// Words in a dateline besides those of the date: a place, a newspaper's initials.
const OTHER_WORDS: usize = 2;
/// The same where a cue tells that the date is that of publication: other things that stand in the line.
const OTHER_WORDS_TOLD: usize = 12;

/// The Party was founded in 1930; before it nothing was published about it.
const YEARS: RangeInclusive<u16> = 1930..=2100;

/// The date in a text that is a date of publication, such as a feed gives it, as `YYYY-MM-DD`.
pub(crate) fn date_of(text: &str, cues: &MetadataCues) -> Option<String> {
    find(text, cues).map(|found| found.date.to_string())
}

/// A date found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineDate {
    date: Date,
    at: Range<usize>,
    /// Whether a word in the line says that it is the date of publication.
    pub(super) is_told: bool,
    /// Whether it has but one word besides the date's, such as a newspaper's initials.
    pub(super) is_dateline: bool,
}

impl From<LineDate> for Dated {
    fn from(found: LineDate) -> Self {
        Self {
            date: found.date.to_string(),
            at: found.at,
        }
    }
}

/// The date of a dateline: a line that says little else.
pub(super) fn in_line(line: &Line<'_>, cues: &MetadataCues) -> Option<LineDate> {
    if line.text.len() > LINE_CHARS * 2
        || line.text.ends_with('.')
        || !line.text.bytes().any(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let found = find(line.text, cues)?;
    let (others, is_told, has_time) = other_words(line.text, cues);
    let is_written_out = line.text[found.at.clone()].contains(char::is_alphabetic);
    let allowed = match (
        is_told,
        has_time || is_written_out || line.text.contains(':'),
    ) {
        (true, _) => OTHER_WORDS_TOLD,
        (false, true) => OTHER_WORDS,
        (false, false) => 0,
    };
    let is_table_row = line.text.starts_with('|') || line.text.ends_with('|');
    if is_table_row && !is_told {
        return None;
    }
    // A second date makes it a stretch of time: when somebody held an office.
    if others > allowed || find(&line.text[found.at.end..], cues).is_some() {
        return None;
    }
    let at = line.start + found.at.start..line.start + found.at.end;
    Some(LineDate {
        at,
        is_told,
        is_dateline: others <= 1,
        ..found
    })
}

/// How many words of a line belong to no date, whether one tells that it is the date of publication, and whether a
/// weekday or a time of day stands there.
fn other_words(line: &str, cues: &MetadataCues) -> (usize, bool, bool) {
    let (mut others, mut is_told, mut has_time) = (0, false, false);
    let mut at = 0;
    while let Some(word) = words(&line[at..]).next() {
        let rest = &line[at + word.start..];
        match cues.first(rest) {
            Some((fields, end)) if fields.iter().any(|field| is_of_date(*field)) => {
                is_told |= fields.contains(&Field::Published);
                has_time |= fields.contains(&Field::BesideDate);
                at += word.start + end;
            }
            _ => {
                others += 1;
                at += word.end;
            }
        }
    }
    (others, is_told, has_time)
}

fn is_of_date(field: Field) -> bool {
    match field {
        Field::Published
        | Field::BesideDate
        | Field::Day
        | Field::Month
        | Field::Year
        | Field::NamedMonth(_) => true,
        Field::Author
        | Field::AuthorOf
        | Field::AuthorAfter
        | Field::AuthorWhole
        | Field::Source
        | Field::SourceOf
        | Field::Site => false,
    }
}

fn find(text: &str, cues: &MetadataCues) -> Option<LineDate> {
    if !may_hold_date(text) {
        return None;
    }
    let parts = parts(text);
    (0..parts.len()).find_map(|from| {
        let (date, length) = date_at(text, &parts[from..], cues)?;
        let at = parts[from].at.start..parts[from + length - 1].at.end;
        Some(LineDate {
            date,
            at,
            is_told: false,
            is_dateline: false,
        })
    })
}

/// Whether a year and one more number stand in a text: no date is without a year and a day.
fn may_hold_date(text: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let runs = text
        .as_bytes()
        .split(|byte| !is_digit(byte))
        .filter(|run| !run.is_empty());
    let (mut numbers, mut has_year) = (0, false);
    for run in runs {
        numbers += 1;
        has_year |= run.len() == 4 && matches!(run[0], b'1' | b'2');
    }
    has_year && numbers > 1
}

/// A part of a line as dates see it.
struct Part {
    what: What,
    at: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    /// With how many digits it is written.
    Number(u32, usize),
    Separator(char),
    /// What it means is asked where numbers stand around it.
    Word,
    MonthWord,
    YearWord,
    NamedMonth(u32),
    Other,
}

/// The date that the parts of a text begin with, and how many parts it takes.
fn date_at(text: &str, parts: &[Part], cues: &MetadataCues) -> Option<(Date, usize)> {
    use What::{MonthWord, NamedMonth, Number, Other, Separator, Word, YearWord};
    let mut what = [Other; 5];
    for (slot, part) in what.iter_mut().zip(parts) {
        *slot = part.what;
    }
    let meaning = |at: usize| word_part(&text[parts[at].at.clone()], cues);
    match what {
        [Word, Number(..), Number(_, 4), ..] => what[0] = meaning(0),
        [Number(..), Word, Number(..), ..] => what[1] = meaning(1),
        _ => {}
    }
    if let [Number(..), MonthWord, Number(..), Word, Number(_, 4)] = what {
        what[3] = meaning(3);
    }
    let (year, month, day, length) = match what {
        [
            Number(day, 1..=2),
            Separator(a),
            Number(month, 1..=2),
            Separator(b),
            Number(year, 4),
        ] if a == b => (year, month, day, 5),
        [
            Number(year, 4),
            Separator(a),
            Number(month, 1..=2),
            Separator(b),
            Number(day, 1..=2),
        ] if a == b => (year, month, day, 5),
        [
            Number(day, 1..=2),
            MonthWord,
            Number(month, 1..=2),
            YearWord,
            Number(year, 4),
        ] => (year, month, day, 5),
        [Number(day, 1..=2), NamedMonth(month), Number(year, 4), ..] => (year, month, day, 3),
        [NamedMonth(month), Number(day, 1..=2), Number(year, 4), ..] => (year, month, day, 3),
        _ => return None,
    };
    let [month, day] = [month, day].map(u8::try_from);
    let date = Date::of_day(u16::try_from(year).ok()?, month.ok()?, day.ok()?)?;
    YEARS.contains(&date.year()).then_some((date, length))
}

/// Numbers, the marks between them, and words; spaces and commas are nothing.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (what, length) = if letter.is_ascii_digit() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            (
                rest[..digits]
                    .parse()
                    .map_or(What::Other, |number| What::Number(number, digits)),
                digits,
            )
        } else if letter.is_whitespace() || letter == ',' {
            at += letter.len_utf8();
            continue;
        } else if matches!(letter, '/' | '-' | '.') {
            (What::Separator(letter), 1)
        } else if let Some(word) = words(rest).next().filter(|word| word.start == 0) {
            (What::Word, word.end)
        } else {
            (What::Other, letter.len_utf8())
        };
        parts.push(Part {
            what,
            at: at..at + length,
        });
        at += length;
    }
    parts
}

fn word_part(word: &str, cues: &MetadataCues) -> What {
    let of = |field: &Field| match field {
        Field::Month => Some(What::MonthWord),
        Field::Year => Some(What::YearWord),
        Field::NamedMonth(month) => Some(What::NamedMonth(u32::from(*month))),
        _ => None,
    };
    cues.fields(word).iter().find_map(of).unwrap_or(What::Other)
}
