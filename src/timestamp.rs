//! Moments: milliseconds since 1970 in UTC, as state, WARC and reports write them.

use crate::date::Date;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A moment of the wall clock, in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The machine's time.
    pub fn now() -> Self {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self::EPOCH.plus(since)
    }

    const EPOCH: Self = Self(0);

    /// This moment and `span` after it.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        let span = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(span))
    }

    /// How long after `earlier` this moment is; zero if it is not.
    pub fn since(self, earlier: Self) -> Duration {
        let span = self.0.saturating_sub(earlier.0);
        Duration::from_millis(u64::try_from(span).unwrap_or(0))
    }

    /// Reads the date of a sitemap (W3C: a day, or a moment with its offset).
    pub fn parse_w3c(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
            return Some(Self(moment.timestamp_millis()));
        }
        // Minutes without seconds are legal in W3C dates, but not in RFC 3339.
        if let Ok(moment) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z") {
            return Some(Self(moment.timestamp_millis()));
        }
        if let Ok(moment) = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S") {
            return Some(Self(moment.and_utc().timestamp_millis()));
        }
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(Self(day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis()))
    }

    /// `20210115105400`, as an index of WARC files writes it.
    pub fn fourteen_digits(self) -> String {
        self.utc().format("%Y%m%d%H%M%S").to_string()
    }

    /// The day in UTC.
    pub(crate) fn day(self) -> Date {
        let day = self.utc().date_naive();
        let [month, of_month] = [day.month(), day.day()].map(|part| u8::try_from(part).ok());
        Date::of(u16::try_from(day.year()).unwrap_or(0), month, of_month)
    }

    /// The day in Vietnam, which is seven hours ahead of UTC all year: that of what its papers publish.
    pub(crate) fn day_in_vietnam(self) -> Date {
        self.plus(Duration::from_secs(7 * 3600)).day()
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

/// `2021-01-15T10:54:00Z`, as WARC and reports write it.
impl fmt::Display for Timestamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

/// As it is written in words.
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;
    use crate::date::Date;

    #[test]
    fn a_moment_is_written_to_the_second() {
        let moment = Timestamp(1_610_708_040_999);
        assert_eq!(moment.to_string(), "2021-01-15T10:54:00Z");
        assert_eq!(moment.fourteen_digits(), "20210115105400");
    }

    #[test]
    fn a_day_in_vietnam_begins_seven_hours_before_that_of_utc() {
        let day = |moment| Timestamp::parse_w3c(moment).map(Timestamp::day_in_vietnam);
        assert_eq!(day("2021-01-15T16:59:59Z"), Date::parse("2021-01-15"));
        assert_eq!(day("2021-01-15T17:00:00Z"), Date::parse("2021-01-16"));
    }

    #[test]
    fn sitemap_dates_are_read_in_their_four_forms() {
        let read = |text| Timestamp::parse_w3c(text).map(|moment| moment.to_string());
        assert_eq!(read("2021-01-15").as_deref(), Some("2021-01-15T00:00:00Z"));
        assert_eq!(
            read(" 2021-01-15T10:54:00+07:00 ").as_deref(),
            Some("2021-01-15T03:54:00Z")
        );
        assert_eq!(
            read("2021-01-15T10:54+07:00").as_deref(),
            Some("2021-01-15T03:54:00Z")
        );
        assert_eq!(
            read("2021-01-15T10:54:00").as_deref(),
            Some("2021-01-15T10:54:00Z")
        );
        assert_eq!(read("15/01/2021"), None);
    }
}
