//! Ordinals: Roman, Arabic and in words.
//!
//! Enters: a reading and a token. Leaves: the number, if one stands there. Whether it counts congresses is not known here.

use crate::knowledge::Knowledge;
use crate::knowledge::lexicon::{Sense, SenseKind};
use crate::text::reading::Reading;
use crate::text::token::{Gap, Shape};

/// No organization has held more congresses than this.
pub const MOST: u16 = 60;

/// An ordinal that stands at a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordinal {
    pub end: usize,
    pub value: u16,
    /// As written.
    pub numeral: String,
    pub is_roman: bool,
}

/// The ordinal that starts at a token: `VII`, `7`, `bảy`.
pub fn at(reading: &Reading<'_>, knowledge: &Knowledge, token: usize) -> Option<Ordinal> {
    let first = reading.tokens.get(token)?;
    let touching_dash = |at: usize| {
        reading
            .tokens
            .get(at)
            .is_some_and(|next| next.is_mark(b'-') && next.gap == Gap::None)
    };
    if first.is_number() {
        let value = reading
            .word(token)
            .parse()
            .ok()
            .filter(|value| (1..=MOST).contains(value))?;
        let joined = reading.tokens.get(token + 1).is_some_and(|next| {
            next.gap == Gap::None
                && (next.is_mark(b'/') || next.is_mark(b'%') || next.is_mark(b'-'))
        });
        return (!joined).then(|| Ordinal {
            end: token + 1,
            value,
            numeral: reading.word(token).to_owned(),
            is_roman: false,
        });
    }
    if first.is_word() && matches!(first.shape, Shape::Upper | Shape::Mixed) {
        let word = reading.word(token);
        let value = roman(word)?;
        if touching_dash(token + 1)
            && reading
                .tokens
                .get(token + 2)
                .is_some_and(|next| next.is_word() && next.gap == Gap::None)
        {
            return None;
        }
        return Some(Ordinal {
            end: token + 1,
            value,
            numeral: word.to_owned(),
            is_roman: true,
        });
    }
    let (end, value) = reading.sense_at(
        &knowledge.lexicon,
        token,
        SenseKind::Ordinal,
        |sense| match sense {
            Sense::Ordinal(value) => Some(value),
            _ => None,
        },
    )?;
    Some(Ordinal {
        end,
        value,
        numeral: reading.words(token..end),
        is_roman: false,
    })
}

/// The value of a Roman numeral up to [`MOST`]; look-alikes (Cyrillic Х, І, small l, the digit 1) count as what they look like.
///
/// ```
/// use dangbo::mention::ordinal::roman;
/// assert_eq!(roman("XIV"), Some(14));
/// assert_eq!(roman("IIX"), None);
/// ```
pub fn roman(text: &str) -> Option<u16> {
    // Most words are none, which their first letter tells.
    let first = text.chars().next().map(look_alike)?;
    if !matches!(first, 'I' | 'V' | 'X' | 'L' | 'Ⅰ'..='Ⅻ') {
        return None;
    }
    let digits: String = text.chars().map(look_alike).collect();
    let digits = composed(&digits).map_or(digits, str::to_owned);
    let value_of = |digit: char| match digit {
        'I' => Some(1u16),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let values: Vec<u16> = digits.chars().map(value_of).collect::<Option<_>>()?;
    if values.is_empty() || values.len() > 8 {
        return None;
    }
    let total: i32 = values
        .iter()
        .enumerate()
        .map(|(at, &value)| {
            let is_less = values.get(at + 1).is_some_and(|&next| value < next);
            if is_less {
                -i32::from(value)
            } else {
                i32::from(value)
            }
        })
        .sum();
    let total = u16::try_from(total)
        .ok()
        .filter(|total| (1..=MOST).contains(total))?;
    (written(total) == digits || digits == "XIIII" || digits == "VIIII").then_some(total)
}

/// One code point for a whole numeral (U+2160 to U+216B).
fn composed(text: &str) -> Option<&'static str> {
    const NUMERALS: [&str; 12] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII",
    ];
    let mut letters = text.chars();
    let place = u32::from(letters.next()?).checked_sub(u32::from('Ⅰ'))?;
    let is_alone = letters.next().is_none();
    NUMERALS.get(place as usize).filter(|_| is_alone).copied()
}

fn look_alike(letter: char) -> char {
    match letter {
        'Х' => 'X',
        'І' | 'l' | '1' => 'I',
        'Ѵ' => 'V',
        other => other,
    }
}

fn written(mut value: u16) -> String {
    const STEPS: [(u16, &str); 7] = [
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (step, digits) in STEPS {
        while value >= step {
            out.push_str(digits);
            value -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn strict_roman_with_look_alikes() {
        for (text, value) in [
            ("I", 1),
            ("IV", 4),
            ("XVIII", 18),
            ("ХІХ", 19),
            ("XlI", 12),
            ("XL", 40),
            ("Ⅻ", 12),
        ] {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        for text in ["", "IC", "VX", "IIX", "TW", "CCQ", "LXX"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
