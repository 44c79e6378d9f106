//! When two wordings are the same: case, tone placement, look-alike letters, dashes and outer punctuation aside.
//!
//! These are the scorer's own rules and not those of [`crate::text::fold`]: a score must not change with the reader that it
//! judges. A test holds them to the independent scorer's, where that is at hand.
//!
//! Enters: strings of gold or of any producer. Leaves: folded strings, words, their overlap. Knows nothing of facts.

use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Old tone placement → new, at the end of a syllable.
const TONES: &[(&str, &str)] = &[
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// Outer punctuation that says nothing.
const OUTER: &[char] = &[
    ' ', '.', ',', ';', ':', '"', '\'', '“', '”', '(', ')', '[', ']',
];

/// One spelling of a wording.
pub(crate) fn fold(text: &str) -> String {
    let lower = unify_letters(text).to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for c in place_tones(&lower).chars() {
        match c {
            '\u{2010}'..='\u{2015}' => folded.push('-'),
            c if is_space(c) => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded.trim_matches(OUTER).to_owned()
}

/// NFC, with the look-alikes of Đ made one.
pub(crate) fn unify_letters(text: &str) -> String {
    text.nfc()
        .map(|c| {
            if matches!(c, '\u{d0}' | '\u{189}') {
                'Đ'
            } else {
                c
            }
        })
        .collect()
}

/// The words of a wording; `%` belongs to words.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c| !is_word(c) && c != '%')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// F1 of the words of two wordings, as bags. Two empty wordings agree.
pub(crate) fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let mut bag: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &a {
        *bag.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in &b {
        if let Some(left) = bag.get_mut(word.as_str()).filter(|left| **left > 0) {
            *left -= 1;
            common += 1;
        }
    }
    2.0 * f64::from(common) / (a.len() + b.len()) as f64
}

fn place_tones(text: &str) -> String {
    let mut placed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let syllable_end = TONES.iter().find(|(old, _)| {
            rest.strip_prefix(old)
                .is_some_and(|after| !after.starts_with(is_word))
        });
        match syllable_end {
            Some((old, new)) if !placed.ends_with('q') => {
                placed.push_str(new);
                rest = &rest[old.len()..];
            }
            _ => {
                placed.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    placed
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::{fold, overlap, words};

    #[test]
    fn tone_placement_at_a_syllable_end_is_one() {
        assert_eq!(fold("Tỉnh uỷ khoá XI"), "tỉnh ủy khóa xi");
        assert_eq!(
            fold("hoàn thành, quý, thuỷ"),
            "hoàn thành, quý, thủy",
            "inside a syllable and after q the tone stays"
        );
    }

    #[test]
    fn letters_dashes_and_outer_punctuation_are_one() {
        assert_eq!(
            fold("“Ðảng bộ  CCQ–DN”."),
            fold("\u{110}\u{1ea3}ng bô\u{323} CCQ-DN")
        );
    }

    #[test]
    fn words_keep_percent_signs() {
        assert_eq!(words("95% TCCSĐ/năm"), ["95%", "tccsđ", "năm"]);
    }

    #[test]
    fn overlap_counts_words_as_bags() {
        assert_eq!(overlap("chi bộ cơ sở", "đảng bộ cơ sở"), 0.75);
        assert_eq!(overlap("bộ bộ", "bộ"), 2.0 / 3.0);
        assert_eq!(overlap("", "…"), 1.0);
        assert_eq!(overlap("bộ", ""), 0.0);
    }
}
