//! One spelling for matching: NFC, one Đ, lower case, tone marks and i/y placed one way.
//!
//! Enters: a word as written. Leaves: its match key. The key is never published: what is published is cut from the
//! text, at most with [`old_style`] tone marks.

use crate::text::offset::count_starts;
use crate::text::sieve::Sieve;
use smallvec::SmallVec;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The match key of a word: NFC, Đ unified, lower case, old-style tone marks, final i/y after one consonant as y.
/// `Uỷ` and `ủy` have one, `nhiệm kì` and `nhiệm kỳ` another.
pub(crate) fn fold(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    push_folded(&mut key, word);
    key
}

/// A text in lower case, with the look-alikes of its letters unified: a key for what one article writes in one style.
pub(crate) fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_lowered(&mut out, text);
    out
}

/// Writes a text behind others as [`lower`] gives it.
fn push_lowered(out: &mut String, text: &str) {
    if !push_lower_bytes(out, text) {
        text.chars().for_each(|letter| push_lower(out, letter));
    }
}

/// The same for a text of ASCII and composed Vietnamese letters only; tells whether it is one.
fn push_lower_bytes(out: &mut String, text: &str) -> bool {
    let lowered = lower_bytes(text);
    let lowered = lowered
        .as_deref()
        .and_then(|bytes| str::from_utf8(bytes).ok());
    lowered.inspect(|lowered| out.push_str(lowered)).is_some()
}

/// Writes a word's match key behind others.
pub(super) fn push_folded(keys: &mut String, word: &str) {
    let start = keys.len();
    if !push_lower_bytes(keys, word) {
        push_lowered(keys, &compose(word));
    }
    // Most words have one style.
    if let Cow::Owned(styled) = old_style(&keys[start..]) {
        keys.truncate(start);
        keys.push_str(&styled);
    }
    if let Some(with_y) = final_y(&keys[start..]) {
        keys.truncate(start);
        keys.push_str(&with_y);
    }
}

/// Bytes of a long word, or of a name.
const WORD: usize = 48;

/// The bytes of a text in lower case, letter by letter of the same length; none where another letter than ASCII and
/// Vietnamese ones stands in it.
fn lower_bytes(text: &str) -> Option<SmallVec<[u8; WORD]>> {
    let mut bytes: SmallVec<[u8; WORD]> = SmallVec::from_slice(text.as_bytes());
    let (mut inside, mut is_other) = (Inside::Start, false);
    for byte in &mut bytes {
        let lowered = LOWER[inside as usize][usize::from(*byte)];
        (*byte, inside) = (lowered.byte, lowered.inside);
        is_other |= lowered.is_other;
    }
    (!is_other).then_some(bytes)
}

/// A byte in lower case, and which byte of a letter comes next.
#[derive(Clone, Copy)]
struct Lowered {
    byte: u8,
    inside: Inside,
    /// It is of another letter than ASCII and Vietnamese ones.
    is_other: bool,
}

/// The bytes of a letter that were read: none, or its first, or its first two.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Inside {
    Start,
    C3,
    C4,
    C5,
    C6,
    E1,
    E1BA,
    E1BB,
}

/// By the bytes of a letter that were read, and the next: nothing tells a letter's kind beforehand, and a branch for each kind
/// costs more than a look.
static LOWER: [[Lowered; 256]; 8] = {
    use Inside::*;
    let other = Lowered {
        byte: 0,
        inside: Start,
        is_other: true,
    };
    let mut table = [[other; 256]; 8];
    let all = [Start, C3, C4, C5, C6, E1, E1BA, E1BB];
    let mut inside = 0;
    while inside < all.len() {
        let mut byte = 0;
        while byte < 256 {
            table[inside][byte] = lowered(all[inside], byte as u8);
            byte += 1;
        }
        inside += 1;
    }
    table
};

const fn lowered(inside: Inside, byte: u8) -> Lowered {
    use Inside::*;
    let (byte, inside, is_other) = match (inside, byte) {
        (Start, b'A'..=b'Z') => (byte | 0x20, Start, false),
        (Start, b'`') => (b'\'', Start, false),
        (Start, 0..0x80) => (byte, Start, false),
        (Start, 0xc3) => (byte, C3, false),
        (Start, 0xc4) => (byte, C4, false),
        (Start, 0xc5) => (byte, C5, false),
        (Start, 0xc6) => (byte, C6, false),
        (Start, 0xe1) => (byte, E1, false),
        // À to Þ: a capital stands 32 places before its small letter. Ð is a look-alike.
        (C3, 0x80..=0x8f | 0x91..=0x96 | 0x98..=0x9e) => (byte + 0x20, Start, false),
        (C3, 0xa0..=0xaf | 0xb1..=0xb6 | 0xb8..=0xbf) => (byte, Start, false),
        // Ă, Đ, Ĩ; Ũ; Ơ: small letters follow their capitals.
        (C4, 0x82 | 0x83 | 0x90 | 0x91 | 0xa8 | 0xa9) | (C5, 0xa8 | 0xa9) | (C6, 0xa0 | 0xa1) => {
            (byte | 1, Start, false)
        }
        (C6, 0xaf | 0xb0) => (0xb0, Start, false),
        (E1, 0xba) => (byte, E1BA, false),
        (E1, 0xbb) => (byte, E1BB, false),
        // Ạ to ỹ.
        (E1BA, 0xa0..=0xbf) | (E1BB, 0x80..=0xb9) => (byte | 1, Start, false),
        _ => (byte, Start, true),
    };
    Lowered {
        byte,
        inside,
        is_other,
    }
}

/// Appends a letter in lower case. Most are ASCII or Vietnamese, and the standard library's tables are slow for the
/// latter.
fn push_lower(out: &mut String, letter: char) {
    match letter {
        'A'..='Z' => out.push(letter.to_ascii_lowercase()),
        '`' => out.push('\''),
        _ if letter.is_ascii() => out.push(letter),
        '\u{f1}'..='\u{f6}' | '\u{f8}'..='\u{ff}' | '\u{df}'..='\u{ef}' => out.push(letter),
        '\u{1b0}' => out.push(letter),
        '\u{1ea0}'..='\u{1ef9}'
        | '\u{102}'..='\u{103}'
        | '\u{110}'..='\u{111}'
        | '\u{128}'..='\u{129}'
        | '\u{168}'..='\u{169}'
        | '\u{1a0}'..='\u{1a1}' => {
            let small = u32::from(letter) | 1;
            out.extend(char::from_u32(small));
        }
        _ => out.extend(letter.to_lowercase().map(unify)),
    }
}

/// NFC, with D + stroke overlay read as Đ (NFC leaves that pair apart).
fn compose(word: &str) -> Cow<'_, str> {
    if word.chars().all(is_plain) {
        return Cow::Borrowed(word);
    }
    if word.contains(is_hidden) {
        let shown: String = word.chars().filter(|letter| !is_hidden(*letter)).collect();
        return Cow::Owned(compose(&shown).into_owned());
    }
    if is_nfc(word) && !word.contains('\u{335}') {
        return Cow::Borrowed(word);
    }
    let composed: String = word.nfc().collect();
    Cow::Owned(composed.replace("D\u{335}", "Đ").replace("d\u{335}", "đ"))
}

/// Whether a character shows nothing within a word: a soft hyphen, a zero-width space or joiner.
pub(crate) fn is_hidden(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// How many letters and marks a text shows.
pub(super) fn letters(text: &str) -> usize {
    // The first bytes of combining marks, of what is hidden, and of much else: most words have none of them.
    let may_hide = |byte: &u8| matches!(byte, 0xc2 | 0xcc | 0xcd | 0xe2 | 0xef);
    let hides = (text.as_bytes().iter()).fold(false, |hides, byte| hides | may_hide(byte));
    if hides {
        shown(text).count()
    } else {
        count_starts(text.as_bytes()) as usize
    }
}

/// The letters and marks that a text shows: without combining marks and what is hidden.
pub(super) fn shown(text: &str) -> impl Iterator<Item = char> + '_ {
    let is_shown = |letter: &char| !is_combining(*letter) && !is_hidden(*letter);
    text.chars().filter(is_shown)
}

/// Whether a character is a mark on the letter before it.
pub(crate) fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Whether a letter neither composes with others nor comes apart: below the combining marks, or Vietnamese precomposed.
fn is_settled(letter: char) -> bool {
    letter < '\u{300}' || matches!(letter, '\u{1ea0}'..='\u{1ef9}')
}

/// Whether a letter is settled and shows: nearly all are.
fn is_plain(letter: char) -> bool {
    is_settled(letter) && letter != '\u{ad}'
}

/// Đ for the letters that stand for it in copies: Eth from VISCII and CP1258 bytes, African D.
pub(crate) fn unify_d(letter: char) -> char {
    match letter {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        other => other,
    }
}

/// The look-alikes of đ, curly apostrophes and odd dashes, unified.
fn unify(letter: char) -> char {
    match letter {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => unify_d(other),
    }
}

/// Letters composed (NFC), the look-alikes of Đ written as Đ, nothing hidden among them.
pub(crate) fn plain_letters(text: &str) -> Cow<'_, str> {
    if text.contains(is_hidden) {
        let shown: String = text.chars().filter(|letter| !is_hidden(*letter)).collect();
        return Cow::Owned(plain_letters(&shown).into_owned());
    }
    let composed = if text.chars().all(is_settled) || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    if !composed.contains(|letter| unify_d(letter) != letter) {
        return composed;
    }
    Cow::Owned(composed.chars().map(unify_d).collect())
}

/// New-style tone marks (uỷ, hoà, khoẻ) rewritten in the old style (ủy, hòa, khỏe), case kept.
///
/// Only where the vowel pair ends the syllable and does not follow q: `hoàn` and `quý` keep theirs.
pub(super) fn old_style(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out: Option<String> = None;
    let mut copied = 0;
    let may_be_pair =
        |at: usize| matches!(bytes[at], b'o' | b'O' | b'u' | b'U') & !bytes[at + 1].is_ascii();
    for at in Sieve::new(0..bytes.len().saturating_sub(1), may_be_pair) {
        if at > 0 && bytes[at - 1].eq_ignore_ascii_case(&b'q') {
            continue;
        }
        let mut rest = text[at + 1..].chars();
        let second = rest.next();
        // Most such pairs stand within a syllable.
        if rest.clone().next().is_some_and(is_alphanumeric) {
            continue;
        }
        let Some((plain, marked)) = second.and_then(|second| moved(char::from(bytes[at]), second))
        else {
            continue;
        };
        let buffer = out.get_or_insert_with(|| String::with_capacity(text.len()));
        buffer.push_str(&text[copied..at]);
        buffer.push(marked);
        buffer.push(plain);
        copied = text.len() - rest.as_str().len();
    }
    match out {
        None => Cow::Borrowed(text),
        Some(mut buffer) => {
            buffer.push_str(&text[copied..]);
            Cow::Owned(buffer)
        }
    }
}

/// As the standard library says, whose tables are slow for Vietnamese.
pub(super) fn is_alphabetic(letter: char) -> bool {
    is_vietnamese(letter) || letter.is_alphabetic()
}

/// A letter of the Vietnamese alphabet that is no ASCII, composed, or one of its neighbours among the Latin letters.
fn is_vietnamese(letter: char) -> bool {
    matches!(letter, '\u{1ea0}'..='\u{1ef9}' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{1ff}')
}

/// As the standard library says, whose tables are slow for Vietnamese.
fn is_alphanumeric(letter: char) -> bool {
    is_vietnamese(letter) || letter.is_alphanumeric()
}

/// A vowel: without a tone mark, and with each, in one order.
type Vowel = [char; 6];
const A: Vowel = ['a', 'à', 'á', 'ả', 'ã', 'ạ'];
const E: Vowel = ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'];
const I: Vowel = ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'];
const O: Vowel = ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'];
const U: Vowel = ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'];
const Y: Vowel = ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'];

/// Two vowels that end a syllable: the tone mark stands on the first in the old style, on the second in the new.
const PAIRS: [(Vowel, Vowel); 3] = [(O, A), (O, E), (U, Y)];

/// Which of a vowel's letters this is, 0 being the one without a mark.
fn tone(vowel: &Vowel, letter: char) -> Option<usize> {
    vowel.iter().position(|one| *one == letter)
}

/// For a new-style pair: the second letter without its mark, and the first with it.
fn moved(first: char, second: char) -> Option<(char, char)> {
    let head = first.to_ascii_lowercase();
    let tail = second.to_lowercase().next()?;
    let mut pairs = PAIRS.iter().filter(|(heads, _)| heads[0] == head);
    pairs.find_map(|(heads, tails)| {
        let tone = tone(tails, tail)?;
        Some((in_case_of(second, tails[0]), in_case_of(first, heads[tone])))
    })
}

/// A small letter in the case of another.
fn in_case_of(other: char, small: char) -> char {
    if other.is_uppercase() {
        small.to_uppercase().next().unwrap_or(small)
    } else {
        small
    }
}

/// Whether a syllable that begins with this letter alone and ends with i may be written with y; so may one that begins with
/// [`QU`].
fn is_onset(letter: u8) -> bool {
    matches!(letter, b'k' | b'l' | b'm' | b's' | b't' | b'h')
}

/// See [`is_onset`].
const QU: &[u8; 2] = b"qu";

/// kì, lí, mĩ, sĩ, tỉ, hi, quí → kỳ, lý, mỹ, sỹ, tỷ, hy, quý, per syllable of an already lower-cased text; none where
/// nothing changes.
fn final_y(text: &str) -> Option<String> {
    let mut out: Option<String> = None;
    let mut copied = 0;
    let bytes = text.as_bytes();
    let opens_with_qu = |at: usize| (bytes[at] == QU[0]) & (bytes[at + 1] == QU[1]);
    let may_open = |at: usize| {
        let next = bytes[at + 1];
        is_onset(bytes[at]) & ((next == b'i') | !next.is_ascii()) | opens_with_qu(at)
    };
    for at in Sieve::new(0..bytes.len().saturating_sub(1), may_open) {
        let onset = if opens_with_qu(at) { QU.len() } else { 1 };
        let Some((length, y)) = y_of_i(&text[at + onset..]) else {
            continue;
        };
        if text[..at].chars().next_back().is_some_and(is_alphanumeric) {
            continue;
        }
        let buffer = out.get_or_insert_with(|| String::with_capacity(text.len()));
        buffer.push_str(&text[copied..at + onset]);
        buffer.push(y);
        copied = at + onset + length;
    }
    out.map(|mut buffer| {
        buffer.push_str(&text[copied..]);
        buffer
    })
}

/// The length of the i that a text begins with and the y for it, if its syllable ends there.
fn y_of_i(text: &str) -> Option<(usize, char)> {
    let mut letters = text.chars();
    let i = letters.next()?;
    let y = Y[tone(&I, i)?];
    let is_final = !letters.next().is_some_and(is_alphanumeric);
    is_final.then_some((i.len_utf8(), y))
}

/// The spellings in which a folded word may stand in NFC text, so that a lookup by raw bytes needs no folding:
/// both tone styles, both finals, each in lower case, with a capital, and in capitals.
pub(crate) fn spellings(folded: &str) -> Vec<String> {
    let mut bases = vec![folded.to_owned()];
    if let Some(new) = new_style(folded) {
        bases.push(new);
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

/// The new-style spelling of a folded syllable that ends in a marked pair.
fn new_style(folded: &str) -> Option<String> {
    let mut letters = folded.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    if letters.next() == Some('q') {
        return None;
    }
    let mut pairs = PAIRS.iter().filter(|(_, tails)| tails[0] == last);
    pairs.find_map(|(heads, tails)| {
        let tone = tone(heads, before).filter(|tone| *tone > 0)?;
        let kept = folded.len() - before.len_utf8() - last.len_utf8();
        Some(format!("{}{}{}", &folded[..kept], heads[0], tails[tone]))
    })
}

fn final_y_as_i(word: &str) -> Option<String> {
    let last = word.chars().last()?;
    let onset = &word[..word.len() - last.len_utf8()];
    let may_be_i = match onset.as_bytes() {
        [letter] => is_onset(*letter),
        letters => letters == QU,
    };
    let tone = tone(&Y, last).filter(|_| may_be_i)?;
    Some(format!("{onset}{}", I[tone]))
}

#[cfg(test)]
mod tests {
    use super::{
        fold, is_alphabetic, is_alphanumeric, lower, old_style, push_lower, spellings, unify,
    };

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
    fn letters_are_lowered_as_the_standard_library_lowers_them() {
        for letter in '\0'..='\u{2fff}' {
            let mut out = String::new();
            push_lower(&mut out, letter);
            let expected: String = letter.to_lowercase().map(unify).collect();
            assert_eq!(out, expected, "{letter:?}");
            assert_eq!(
                (is_alphabetic(letter), is_alphanumeric(letter)),
                (letter.is_alphabetic(), letter.is_alphanumeric()),
                "{letter:?}"
            );
        }
    }

    #[test]
    fn a_final_i_after_one_consonant_is_y() {
        for (word, key) in [
            ("QUÍ", "quý"),
            ("nhiệm kì, lí lịch", "nhiệm kỳ, lý lịch"),
            ("Hi sinh", "hy sinh"),
            ("chi bộ", "chi bộ"),
            ("i", "i"),
            ("qui", "quy"),
            ("kịp", "kịp"),
        ] {
            assert_eq!(fold(word), key);
        }
    }

    #[test]
    fn closed_syllables_keep_their_mark() {
        assert_eq!(old_style("hoàn quý Hoà HOÁ"), "hoàn quý Hòa HÓA");
    }

    #[test]
    fn letters_are_lowered_alike_alone_and_in_a_text() {
        for letter in ('\0'..='\u{2fff}').chain(['Ⓐ', '𝐀']) {
            let mut expected = String::new();
            push_lower(&mut expected, letter);
            assert_eq!(lower(&letter.to_string()), expected, "{letter:?}");
        }
        assert_eq!(lower("ĐẢNG BỘ Ða Phúc `ƯỚC Ợ"), "đảng bộ đa phúc 'ước ợ");
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
