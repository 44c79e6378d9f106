//! Lengths of time and amounts of bytes as people write them: `"2s"`, `"10 MB"`.

use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;
use std::time::Duration;

/// A length of time: a number and one of `ms`, `s`, `m`, `h`, `d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeLength(pub Duration);

/// An amount of bytes: a number, and one of `B`, `kB`, `MB`, `GB`, `TB` (powers of a thousand) if not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub u64);

impl TimeLength {
    /// So many seconds.
    pub const fn seconds(seconds: u64) -> Self {
        Self(Duration::from_secs(seconds))
    }

    /// So many days.
    pub const fn days(days: u64) -> Self {
        Self::seconds(days * 86_400)
    }

    fn read(text: &str) -> Option<Self> {
        let (number, unit) = split(text)?;
        let seconds = match unit {
            "ms" => 0.001,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        Duration::try_from_secs_f64(number * seconds).ok().map(Self)
    }
}

impl Amount {
    /// What is expected where an amount stands.
    pub const EXPECTED: &str = "an amount of bytes such as \"10 MB\" or 10000000";

    /// The amount that a text names; none where it names none, or one beyond what a float can count.
    pub fn read(text: &str) -> Option<Self> {
        if let Ok(bytes) = text.trim().parse() {
            return Some(Self(bytes));
        }
        let (number, unit) = split(text)?;
        let bytes = match unit {
            "" | "B" => 1.0,
            "kB" => 1e3,
            "MB" => 1e6,
            "GB" => 1e9,
            "TB" => 1e12,
            _ => return None,
        };
        let amount = number * bytes;
        // Beyond this, not every whole number is one that a float can hold.
        (amount <= 9e15).then_some(Self(amount as u64))
    }
}

fn split(text: &str) -> Option<(f64, &str)> {
    let text = text.trim();
    let end = text
        .find(|letter: char| !(letter.is_ascii_digit() || letter == '.'))
        .unwrap_or(text.len());
    let number = text[..end].parse().ok()?;
    Some((number, text[end..].trim_start()))
}

impl<'de> Deserialize<'de> for TimeLength {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Measure {
            expected: "a span of time such as \"2s\", \"500ms\", \"6h\" or \"30d\"",
            read: Self::read,
            number: |_| None,
        })
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Measure {
            expected: Self::EXPECTED,
            read: Self::read,
            number: |bytes| Some(Self(bytes)),
        })
    }
}

struct Measure<T> {
    expected: &'static str,
    read: fn(&str) -> Option<T>,
    number: fn(u64) -> Option<T>,
}

impl<T> Visitor<'_> for Measure<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<T, E> {
        let value = u64::try_from(number).ok().and_then(self.number);
        value.ok_or_else(|| E::invalid_value(de::Unexpected::Signed(number), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, TimeLength};
    use std::time::Duration;

    #[test]
    fn spans_have_units() {
        assert_eq!(
            TimeLength::read("500ms"),
            Some(TimeLength(Duration::from_millis(500)))
        );
        assert_eq!(TimeLength::read(" 1.5 h "), Some(TimeLength::seconds(5400)));
        assert_eq!(TimeLength::read("30d"), Some(TimeLength::days(30)));
        for wrong in ["", "2", "s", "2 weeks", "-2s", "1e400s"] {
            assert_eq!(TimeLength::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_have_units_or_are_bytes() {
        assert_eq!(Amount::read("10 MB"), Some(Amount(10_000_000)));
        assert_eq!(Amount::read("1.5kB"), Some(Amount(1500)));
        assert_eq!(Amount::read("7"), Some(Amount(7)));
        for wrong in ["", "MB", "10 mb", "10000 TB", "-1 kB"] {
            assert_eq!(Amount::read(wrong), None, "{wrong}");
        }
    }
}
