//! One spelling for matching: NFC, one Đ, lower case, tone marks and i/y placed one way.
//!
//! Enters: a word as written. Leaves: its match key. The key is never published: what is published is cut from the
//! text, at most with [`new_style`] tone marks.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The match key of a word: NFC, Đ unified, lower case, new-style tone marks, final i/y after one consonant as y.
///
/// ```
/// use dangbo::text::fold::fold;
/// assert_eq!(fold("Uỷ"), fold("ủy"));
/// assert_eq!(fold("nhiệm kì"), fold("nhiệm kỳ"));
/// ```
pub fn fold(word: &str) -> String {
    let composed = compose(word);
    let lower: String = composed
        .chars()
        .flat_map(char::to_lowercase)
        .map(unify)
        .collect();
    let styled = new_style(&lower);
    fold_final_i(&styled)
}

/// NFC, with D + stroke overlay read as Đ (NFC leaves that pair apart).
fn compose(word: &str) -> Cow<'_, str> {
    if is_nfc(word) && !word.contains('\u{335}') {
        return Cow::Borrowed(word);
    }
    let composed: String = word.nfc().collect();
    Cow::Owned(composed.replace("D\u{335}", "Đ").replace("d\u{335}", "đ"))
}

/// Letters that stand for đ in copies (Eth from VISCII and CP1258 bytes, African D), curly apostrophes, odd dashes.
fn unify(letter: char) -> char {
    match letter {
        'ð' | 'ɖ' => 'đ',
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// Letters composed (NFC), and the look-alikes of Đ written as Đ.
pub fn plain_letters(text: &str) -> Cow<'_, str> {
    let composed = if is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    if !composed.contains(['Ð', 'ð', 'Ɖ', 'ɖ']) {
        return composed;
    }
    let unified = composed.chars().map(|letter| match letter {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        other => other,
    });
    Cow::Owned(unified.collect())
}

/// Old-style tone marks (uỷ, hoà, khoẻ) rewritten in the new style (ủy, hòa, khỏe), case kept.
///
/// Only where the vowel pair ends the syllable and does not follow q: `hoàn` and `quý` keep theirs.
/// Rule: domain orthography, the same as the scorer's.
pub fn new_style(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut previous = ' ';
    let mut chars = text.char_indices().peekable();
    let mut copied = 0;
    while let Some((at, first)) = chars.next() {
        if let Some(&(second_at, second)) = chars.peek()
            && let Some((plain, marked)) = moved(first, second)
            && !previous.eq_ignore_ascii_case(&'q')
        {
            let after = second_at + second.len_utf8();
            let ends = text[after..]
                .chars()
                .next()
                .is_none_or(|next| !next.is_alphanumeric());
            if ends {
                let buffer = out.get_or_insert_with(|| String::with_capacity(text.len()));
                buffer.push_str(&text[copied..at]);
                buffer.push(marked);
                buffer.push(plain);
                copied = after;
                chars.next();
                previous = plain;
                continue;
            }
        }
        previous = first;
    }
    match out {
        None => Cow::Borrowed(text),
        Some(mut buffer) => {
            buffer.push_str(&text[copied..]);
            Cow::Owned(buffer)
        }
    }
}

/// For an old-style pair: the second letter without its mark, and the first with it.
fn moved(first: char, second: char) -> Option<(char, char)> {
    type Tones = [(char, char); 5];
    const O: Tones = [('ò', 'Ò'), ('ó', 'Ó'), ('ỏ', 'Ỏ'), ('õ', 'Õ'), ('ọ', 'Ọ')];
    const U: Tones = [('ù', 'Ù'), ('ú', 'Ú'), ('ủ', 'Ủ'), ('ũ', 'Ũ'), ('ụ', 'Ụ')];
    let rows: [(&str, char, &Tones); 3] =
        [("àáảãạ", 'a', &O), ("èéẻẽẹ", 'e', &O), ("ỳýỷỹỵ", 'y', &U)];
    let vowel = first.to_lowercase().next()?;
    let lower = second.to_lowercase().next()?;
    for (marked_vowels, plain, heads) in rows {
        let head = if plain == 'y' { 'u' } else { 'o' };
        if vowel != head {
            continue;
        }
        if let Some(tone) = marked_vowels.chars().position(|v| v == lower) {
            let (small, capital) = heads[tone];
            let tail = if second.is_uppercase() {
                plain.to_ascii_uppercase()
            } else {
                plain
            };
            return Some((tail, if first.is_uppercase() { capital } else { small }));
        }
    }
    None
}

/// kì, lí, mĩ, sĩ, tỉ, hi, quí → kỳ, lý, mỹ, sỹ, tỷ, hy, quý, per syllable of an already lower-cased text.
fn fold_final_i(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut syllable = String::new();
    for letter in text.chars().chain(std::iter::once(' ')) {
        if letter.is_alphanumeric() {
            syllable.push(letter);
            continue;
        }
        push_syllable(&mut out, &syllable);
        syllable.clear();
        out.push(letter);
    }
    out.pop();
    out
}

fn push_syllable(out: &mut String, syllable: &str) {
    const I: &str = "iìíỉĩị";
    const Y: &str = "yỳýỷỹỵ";
    let onset_length = if syllable.starts_with("qu") { 2 } else { 1 };
    let mut rest = syllable.chars();
    let onset: String = rest.by_ref().take(onset_length).collect();
    let single = onset_length == 2 || matches!(onset.as_str(), "k" | "l" | "m" | "s" | "t" | "h");
    if single
        && let (Some(vowel), None) = (rest.next(), rest.next())
        && let Some(tone) = I.chars().position(|i| i == vowel)
        && let Some(y) = Y.chars().nth(tone)
    {
        out.push_str(&onset);
        out.push(y);
    } else {
        out.push_str(syllable);
    }
}

/// The spellings in which a folded word may stand in NFC text, so that a lookup by raw bytes needs no folding:
/// both tone styles, both finals, each in lower case, with a capital, and in capitals.
pub fn spellings(folded: &str) -> Vec<String> {
    let mut bases = vec![folded.to_owned()];
    if let Some(old) = old_style(folded) {
        bases.push(old);
    }
    for base in bases.clone() {
        if let Some(with_i) = final_y_as_i(&base) {
            bases.push(with_i);
        }
    }
    let mut all = Vec::with_capacity(bases.len() * 3);
    for base in bases {
        let mut letters = base.chars();
        if let Some(first) = letters.next() {
            let capital: String = first.to_uppercase().chain(letters).collect();
            let capitals: String = base.chars().flat_map(char::to_uppercase).collect();
            all.push(capital);
            all.push(capitals);
        }
        all.push(base);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The old-style spelling of a folded syllable that ends in a marked pair.
fn old_style(folded: &str) -> Option<String> {
    let pairs = [
        ("o", "òóỏõọ", "a", "àáảãạ"),
        ("o", "òóỏõọ", "e", "èéẻẽẹ"),
        ("u", "ùúủũụ", "y", "ỳýỷỹỵ"),
    ];
    let mut letters = folded.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    if letters.next() == Some('q') {
        return None;
    }
    for (head, marked_heads, tail, marked_tails) in pairs {
        if tail.starts_with(last)
            && let Some(tone) = marked_heads.chars().position(|c| c == before)
        {
            let kept = folded.len() - before.len_utf8() - last.len_utf8();
            let marked = marked_tails.chars().nth(tone)?;
            return Some(format!("{}{head}{marked}", &folded[..kept]));
        }
    }
    None
}

fn final_y_as_i(word: &str) -> Option<String> {
    const I: &str = "iìíỉĩị";
    const Y: &str = "yỳýỷỹỵ";
    let last = word.chars().last()?;
    let onset = &word[..word.len() - last.len_utf8()];
    if !matches!(onset, "k" | "l" | "m" | "s" | "t" | "h" | "qu") {
        return None;
    }
    let tone = Y.chars().position(|y| y == last)?;
    Some(format!("{onset}{}", I.chars().nth(tone)?))
}

#[cfg(test)]
mod tests {
    use super::{fold, new_style, spellings};

    #[test]
    fn one_key_for_every_spelling() {
        for (a, b) in [
            ("Uỷ", "ủy"),
            ("KHOÁ", "khóa"),
            ("kì", "Kỳ"),
            ("Ð", "Đ"),
            ("hoà", "hòa"),
            ("tỉ", "tỷ"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
        assert_eq!(fold("u\u{309}y"), "ủy");
    }

    #[test]
    fn closed_syllables_keep_their_mark() {
        assert_eq!(new_style("hoàn quý Hoà HOÁ"), "hoàn quý Hòa HÓA");
    }

    #[test]
    fn spellings_fold_back() {
        for word in ["ủy", "khóa", "kỳ", "đảng", "quý"] {
            for spelling in spellings(word) {
                assert_eq!(fold(&spelling), word, "{spelling}");
            }
        }
    }
}
