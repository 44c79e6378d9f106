//! A day, or as much of one as is told: `2021`, `2021-05`, `2021-05-03`.
//!
//! Enters: numbers, or a text of that form. Leaves: a [`Date`], which is written in it. Reads no words: those are for
//! `text/metadata` and `mention/date`.

use serde::{Serialize, Serializer};
use std::fmt;

/// A year, or a month or a day of one. What is told less exactly goes before what lies within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// A year and nothing more.
    pub(crate) fn of_year(year: u16) -> Self {
        Self::of(year, None, None)
    }

    /// As much as is told; a day without its month tells nothing.
    pub(crate) fn of(year: u16, month: Option<u8>, day: Option<u8>) -> Self {
        let day = month.and(day);
        Self { year, month, day }
    }

    /// A day that there is.
    pub(crate) fn of_day(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_day = (1..=days_of(year, month)).contains(&day);
        is_day.then(|| Self::of(year, Some(month), Some(day)))
    }

    /// Reads it as it is written, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let Some(month) = parts.next() else {
            return Some(Self::of_year(year));
        };
        let month = u8::try_from(number(month, 2)?).ok()?;
        let Some(day) = parts.next() else {
            let is_month = days_of(year, month) > 0;
            return is_month.then(|| Self::of(year, Some(month), None));
        };
        let day = u8::try_from(number(day, 2)?).ok()?;
        Self::of_day(year, month, day).filter(|_| parts.next().is_none())
    }

    /// The most exact date that a text begins with: the day of `2021-05-03T10:54`.
    pub(crate) fn leading(text: &str) -> Option<Self> {
        let lengths = ["YYYY-MM-DD", "YYYY-MM", "YYYY"].map(str::len);
        lengths
            .into_iter()
            .find_map(|length| Self::parse(text.get(..length)?))
    }

    /// Its year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// Its month, if that is told.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// Its day of the month, if that is told.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The day after a day.
    pub(crate) fn next_day(self) -> Option<Self> {
        let (year, month, day) = (self.year, self.month?, self.day?);
        Self::of_day(year, month, day + 1)
            .or_else(|| Self::of_day(year, month + 1, 1))
            .or_else(|| Self::of_day(year.checked_add(1)?, 1, 1))
    }

    /// Whether it lies within another and is told more exactly.
    pub(crate) fn refines(self, other: Self) -> bool {
        let is_finer = |own: Option<u8>, other: Option<u8>| other.is_none() || own == other;
        self != other
            && self.year == other.year
            && is_finer(self.month, other.month)
            && is_finer(self.day, other.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(out, "-{part:02}")?;
        }
        Ok(())
    }
}

/// As it is written.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// How many days a month has; none where there is no such month.
pub(crate) fn days_of(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// A number written with so many digits.
fn number(text: &str, digits: usize) -> Option<u16> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn read(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn a_date_is_written_as_it_is_read() {
        for text in ["1930", "2021-05", "2021-05-03", "2020-02-29", "0999"] {
            assert_eq!(read(text).to_string(), text);
        }
        for text in [
            "21",
            "2021-5",
            "2021-13",
            "2021-02-29",
            "2021-05-03-1",
            "+021",
            "2021-",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::leading("2021-05-03T10:54"), Date::parse("2021-05-03"));
        assert_eq!(Date::leading("2021/05/03"), Date::parse("2021"));
    }

    #[test]
    fn days_follow_each_other() {
        for (day, next) in [
            ("2021-02-28", "2021-03-01"),
            ("2020-02-28", "2020-02-29"),
            ("2020-12-31", "2021-01-01"),
        ] {
            assert_eq!(read(day).next_day(), Date::parse(next));
        }
        assert_eq!(read("2021-02").next_day(), None);
    }

    #[test]
    fn a_day_refines_its_month_and_its_year() {
        assert!(read("2021-05-03").refines(read("2021")));
        assert!(read("2021-05-03").refines(read("2021-05")));
        assert!(!read("2021-05").refines(read("2021-05-03")));
        assert!(!read("2021-05").refines(read("2021-05")));
        assert!(!read("2021-05-03").refines(read("2021-06")));
        assert!(read("2021") < read("2021-01") && read("2021-01") < read("2021-01-02"));
    }
}
