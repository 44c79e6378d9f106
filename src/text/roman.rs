//! Roman numerals, as they are typed.
//!
//! Enters: a word. Leaves: its value. Whether it counts anything is not known here.

/// No organization has held more congresses than this.
pub(crate) const MOST: u16 = 60;
/// Digits of the longest Roman numeral.
const MOST_DIGITS: usize = 8;

/// The value of a Roman numeral up to [`MOST`]; look-alikes (Cyrillic Х, І, Greek Χ, Ι, small l, the digit 1) count as what they look like.
/// `XIV` is 14, `IIX` is none.
pub(crate) fn roman(text: &str) -> Option<u16> {
    // Most words are none, which their first letter tells.
    let first = text.chars().next().map(look_alike)?;
    if !matches!(first, 'I' | 'V' | 'X' | 'L' | 'Ⅰ'..='Ⅻ') {
        return None;
    }
    if let Some(value) = composed(text) {
        return Some(value);
    }
    let digits = || text.chars().map(look_alike);
    let values = || digits().map(value_of);
    if values().any(|value| value.is_none()) || text.chars().count() > MOST_DIGITS {
        return None;
    }
    let mut values = values().flatten().peekable();
    let mut total = 0;
    while let Some(value) = values.next() {
        let is_less = values.peek().is_some_and(|next| value < *next);
        total += if is_less { -value } else { value };
    }
    let total = u16::try_from(total)
        .ok()
        .filter(|total| (1..=MOST).contains(total))?;
    let is = |numeral: &str| digits().eq(numeral.chars());
    (digits().eq(written(total)) || is("XIIII") || is("VIIII")).then_some(total)
}

fn value_of(digit: char) -> Option<i32> {
    match digit {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    }
}

/// One code point for a whole numeral (U+2160 to U+216B).
fn composed(text: &str) -> Option<u16> {
    let mut letters = text.chars();
    let numeral = letters.next()?;
    let is_alone = letters.next().is_none();
    let place = u32::from(numeral).checked_sub(u32::from('Ⅰ'))?;
    let value = u16::try_from(place).ok()? + 1;
    (is_alone && matches!(numeral, 'Ⅰ'..='Ⅻ')).then_some(value)
}

fn look_alike(letter: char) -> char {
    match letter {
        'Х' | 'Χ' => 'X',
        'І' | 'Ι' | 'l' | '1' => 'I',
        'Ѵ' => 'V',
        other => other,
    }
}

/// The digits of a Roman numeral.
fn written(value: u16) -> impl Iterator<Item = char> {
    const STEPS: [(u16, &str); 7] = [
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = value;
    let digits = STEPS.into_iter().flat_map(move |(step, digits)| {
        let times = rest / step;
        rest %= step;
        std::iter::repeat_n(digits, usize::from(times))
    });
    digits.flat_map(str::chars)
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
            ("XΧΙV", 24),
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
