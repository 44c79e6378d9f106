//! Tokens: words, numbers and marks, each with its place in the text.
//!
//! Enters: text. Leaves: [`Token`]s in order. Knows nothing of words' meaning; the lexicon gives the form ids.
//!
//! UAX #29 cuts `CCQ-DN`, `2020-2025` and `T.Ư` where the rules need to see the marks, keeps `1.084` whole and costs
//! more than the whole budget of this stage; the cut here is: letters and digits hold together, a number holds its
//! dots and commas, an apostrophe between letters belongs to the word (H'Nhi), all else is a mark.

use crate::text::fold::{is_combining, is_hidden};
use crate::text::word::WordKey;
use unicode_normalization::UnicodeNormalization;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Starts with a letter.
    Word,
    /// Starts with a digit: digits with dots and commas between them.
    Number,
    /// One mark, by its ASCII stand-in: every dash is `-`, every double quote `"`, an ellipsis `~`, unknown marks 0.
    Mark(u8),
}

impl Kind {
    /// The mark's stand-in, [`Token::NO_MARK`] for a word or number.
    const fn sign(self) -> u8 {
        match self {
            Self::Mark(mark) => mark,
            Self::Word | Self::Number => Token::NO_MARK,
        }
    }
}

/// The case of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shape {
    /// No capital.
    Lower,
    /// A capital first, then none.
    Capitalized,
    /// Capitals only.
    Upper,
    /// Capitals inside: UBKTTw, ThS, ĐắkLắk.
    Mixed,
    /// Not a word.
    #[default]
    None,
}

/// What stands between a token and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: they touch.
    None,
    /// Spaces; once the lines are known, also a line break within one, as a hard wrap makes it.
    Space,
    /// One line break.
    Line,
    /// A blank line, or the end of the title.
    Paragraph,
}

/// A token: byte offsets into the reading's text, the id of its folded form (0: not in the lexicon), its looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    pub form: u32,
    pub kind: Kind,
    /// The kind's sign once more: whether a token is a certain mark is asked most of all, and so is one question.
    pub(crate) sign: u8,
    pub shape: Shape,
    pub gap: Gap,
    /// Holds letters that need folding before a lookup: combining marks, Eth for Đ, mixed case.
    pub odd: bool,
    /// Holds an apostrophe: H'Nhi.
    pub has_apostrophe: bool,
    /// 0 for a token of the text; else one more than the place of its word among the reading's expanded words:
    /// the token then stands for a part of an abbreviation, whose offsets it carries.
    pub expanded: u32,
}

impl Token {
    /// No stand-in: those are ASCII.
    pub(crate) const NO_MARK: u8 = u8::MAX;

    #[inline(always)]
    pub fn is_mark(&self, mark: u8) -> bool {
        self.sign == mark
    }

    /// The mark that it is, by its stand-in.
    #[inline]
    pub(crate) fn mark(&self) -> Option<u8> {
        match self.kind {
            Kind::Mark(mark) => Some(mark),
            Kind::Word | Kind::Number => None,
        }
    }

    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub fn is_number(&self) -> bool {
        self.kind == Kind::Number
    }

    /// A word that starts with a capital.
    pub fn is_capitalized(&self) -> bool {
        matches!(self.shape, Shape::Capitalized | Shape::Upper | Shape::Mixed)
    }
}

/// Whether a word holds letters that need folding before a lookup.
pub(crate) fn is_odd(word: &str) -> bool {
    word_at(word, 0).is_none_or(|looks| looks.odd || looks.end < word.len())
}

/// A word whose looks are known beforehand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KnownWord {
    pub(crate) form: u32,
    pub(crate) shape: Shape,
}

/// Cuts `text` into tokens and calls `emit` for each, in order. Words that `known` tells have its form, all others form 0.
///
/// Only the first 4 GiB are addressable; callers bound articles far below that.
pub(crate) fn tokenize(
    text: &str,
    known: impl Fn(WordKey) -> Option<KnownWord>,
    mut emit: impl FnMut(Token),
) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut gap = Gap::Paragraph;
    while at < bytes.len() {
        let byte = bytes[at];
        // Nearly all gaps.
        if byte == b' ' {
            gap = widen(gap, Gap::Space);
            at += 1;
            continue;
        }
        let may_be_known = byte.is_ascii_alphabetic() || !byte.is_ascii();
        let word = may_be_known.then(|| WordKey::at(bytes, at)).flatten();
        let word = word.and_then(|(end, key)| Some((end, known(key)?)));
        if word.is_none()
            && !byte.is_ascii_alphanumeric()
            && let Some((length, wider)) = space_at(bytes, at)
        {
            gap = widen(gap, wider);
            at += length;
            continue;
        }
        let token = match word {
            Some((end, word)) => Token {
                start: at as u32,
                end: end as u32,
                form: word.form,
                kind: Kind::Word,
                sign: Kind::Word.sign(),
                shape: word.shape,
                gap,
                odd: word.shape == Shape::Mixed,
                has_apostrophe: false,
                expanded: 0,
            },
            None => unknown_at(text, at, gap),
        };
        (at, gap) = (token.end as usize, Gap::None);
        emit(token);
    }
}

/// The number, the word of no phrase, or the mark that starts at a byte.
#[inline]
fn unknown_at(text: &str, at: usize, gap: Gap) -> Token {
    let bytes = text.as_bytes();
    let (end, kind, shape, odd, has_apostrophe);
    if bytes[at].is_ascii_digit() {
        end = number_end(bytes, at);
        (kind, shape, odd, has_apostrophe) = (Kind::Number, Shape::None, false, false);
    } else if let Some(word) = word_at(text, at) {
        end = word.end;
        (kind, shape, odd, has_apostrophe) =
            (Kind::Word, word.shape, word.odd, word.has_apostrophe);
    } else {
        let (length, mark) = mark_at(text, at);
        end = at + length;
        (kind, shape, odd, has_apostrophe) = (Kind::Mark(mark), Shape::None, false, false);
    }
    Token {
        start: at as u32,
        end: end as u32,
        form: 0,
        kind,
        sign: kind.sign(),
        shape,
        gap,
        odd,
        has_apostrophe,
        expanded: 0,
    }
}

fn widen(gap: Gap, by: Gap) -> Gap {
    match (gap, by) {
        (Gap::Line, Gap::Line) => Gap::Paragraph,
        (gap, by) => gap.max(by),
    }
}

/// Length in bytes of the space at `at` and the gap it makes; CR is a space, so CRLF is one line break.
fn space_at(bytes: &[u8], at: usize) -> Option<(usize, Gap)> {
    match bytes[at] {
        b'\n' => Some((1, Gap::Line)),
        b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Some((1, Gap::Space)),
        0x00..=0x1f | 0x7f => Some((1, Gap::Space)),
        0xC2 => match bytes.get(at + 1) {
            Some(0xA0 | 0xAD) => Some((2, Gap::Space)),
            Some(0x85) => Some((2, Gap::Line)),
            _ => None,
        },
        0xE2 => match (bytes.get(at + 1), bytes.get(at + 2)) {
            (Some(0x80), Some(0xA8)) => Some((3, Gap::Line)),
            (Some(0x80), Some(0xA9)) => Some((3, Gap::Paragraph)),
            (Some(0x80), Some(0x80..=0x8F | 0xAF)) => Some((3, Gap::Space)),
            (Some(0x81), Some(0x9F | 0xA0)) => Some((3, Gap::Space)),
            _ => None,
        },
        0xE3 => (bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2) == Some(&0x80))
            .then_some((3, Gap::Space)),
        0xEF => (bytes.get(at + 1) == Some(&0xBB) && bytes.get(at + 2) == Some(&0xBF))
            .then_some((3, Gap::Space)),
        _ => None,
    }
}

fn number_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_digit() => at += 1,
            Some(b'.' | b',') if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => at += 2,
            _ => return at,
        }
    }
}

fn is_letter_at(text: &str, at: usize) -> bool {
    let byte = text.as_bytes()[at];
    if byte < 0x80 {
        return byte.is_ascii_alphabetic();
    }
    char_at(text, at).is_some_and(is_letter)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

fn is_letter(letter: char) -> bool {
    match letter {
        '\u{d7}' | '\u{f7}' => false,
        '\u{c0}'..='\u{24f}' | '\u{1ea0}'..='\u{1ef9}' => true,
        _ if is_combining(letter) => true,
        _ => letter.is_alphanumeric(),
    }
}

struct Word {
    end: usize,
    shape: Shape,
    odd: bool,
    has_apostrophe: bool,
}

/// The word that starts at `start`, if one does.
#[inline]
fn word_at(text: &str, start: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    let mut at = start;
    let (mut capitals, mut smalls, mut first_capital, mut odd) = (0u32, 0u32, false, false);
    let mut has_apostrophe = false;
    loop {
        // Most letters are small ASCII ones.
        while let Some(b'a'..=b'z') = bytes.get(at) {
            smalls = 1;
            at += 1;
        }
        let Some((length, letter)) = letter_of_word(text, start, at) else {
            break;
        };
        let is_capital = letter.case == Case::Capital;
        first_capital |= is_capital && at == start;
        capitals += u32::from(is_capital);
        smalls |= u32::from(letter.case == Case::Small);
        odd |= letter.odd;
        has_apostrophe |= letter.is_apostrophe;
        at += length;
    }
    if at == start {
        return None;
    }
    let shape = match (capitals, smalls, first_capital) {
        (0, _, _) => Shape::Lower,
        (_, 0, _) => Shape::Upper,
        (1, _, true) => Shape::Capitalized,
        _ => Shape::Mixed,
    };
    Some(Word {
        end: at,
        shape,
        odd: odd || shape == Shape::Mixed,
        has_apostrophe,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Capital,
    Small,
    None,
}

impl Case {
    /// Of Vietnamese precomposed letters, capitals and smalls by turns.
    const fn alternating(code: u32) -> Self {
        if code.is_multiple_of(2) {
            Self::Capital
        } else {
            Self::Small
        }
    }
}

/// A letter, digit or inner apostrophe of a word; `odd` as in [`Token`].
#[derive(Debug, Clone, Copy)]
struct Letter {
    case: Case,
    odd: bool,
    is_apostrophe: bool,
}

impl Letter {
    const fn plain(case: Case) -> Self {
        Self {
            case,
            odd: false,
            is_apostrophe: false,
        }
    }

    const fn odd(case: Case) -> Self {
        Self {
            odd: true,
            ..Self::plain(case)
        }
    }

    const fn apostrophe(odd: bool) -> Self {
        Self {
            odd,
            is_apostrophe: true,
            ..Self::plain(Case::None)
        }
    }
}

/// What the word that began at `start` goes on with at `at`, and its length in bytes; none where the word ends.
#[inline]
fn letter_of_word(text: &str, start: usize, at: usize) -> Option<(usize, Letter)> {
    let bytes = text.as_bytes();
    let is_inner =
        |length: usize| at > start && at + length < text.len() && is_letter_at(text, at + length);
    // Nearly all letters are ASCII, of the Latin blocks or Vietnamese precomposed: told by their bytes.
    match bytes[at.min(bytes.len())..] {
        [b'a'..=b'z', ..] => Some((1, Letter::plain(Case::Small))),
        [b'A'..=b'Z', ..] => Some((1, Letter::plain(Case::Capital))),
        [b'0'..=b'9', ..] => Some((1, Letter::plain(Case::None))),
        [b'\'', ..] if is_inner(1) => Some((1, Letter::apostrophe(false))),
        [] | [..0x80, ..] => None,
        [lead @ 0xC3..=0xC6, next, ..] => {
            let letter = LATIN[usize::from(lead - 0xC3) << 6 | usize::from(next & 0x3F)];
            letter.map(|letter| (2, letter))
        }
        [0xE1, 0xBA, last @ 0xA0..=0xBF, ..] | [0xE1, 0xBB, last @ 0x80..=0xB9, ..] => {
            Some((3, Letter::plain(Case::alternating(last as u32))))
        }
        _ => {
            let letter = char_at(text, at)?;
            let length = letter.len_utf8();
            let letter = match letter {
                '\u{2019}' | '\u{2bc}' if is_inner(length) => Letter::apostrophe(true),
                _ if is_hidden(letter) && is_inner(length) => Letter::odd(Case::None),
                _ => letter_beyond_latin(letter)?,
            };
            Some((length, letter))
        }
    }
}

/// What the characters from U+00C0 to U+01BF are in a word.
static LATIN: [Option<Letter>; 0x100] = {
    let mut letters = [None; 0x100];
    let mut code = 0;
    while code < letters.len() {
        letters[code] = latin_letter(code as u32 + 0xC0);
        code += 1;
    }
    letters
};

/// What a character from U+00C0 to U+01BF is in a word; none for a mark. All but two are letters.
const fn latin_letter(code: u32) -> Option<Letter> {
    let Some(letter) = char::from_u32(code) else {
        return None;
    };
    let case = if letter.is_uppercase() {
        Case::Capital
    } else if letter.is_lowercase() {
        Case::Small
    } else {
        Case::None
    };
    match letter {
        '×' | '÷' => None,
        'Ð' | 'ð' | 'Ɖ' => Some(Letter::odd(case)),
        _ => Some(Letter::plain(case)),
    }
}

/// What any other character beyond ASCII is in a word; none for a mark. Whether it needs folding is not known here.
fn letter_beyond_latin(letter: char) -> Option<Letter> {
    let case = match letter {
        _ if is_combining(letter) => Case::None,
        _ if letter.is_uppercase() => Case::Capital,
        _ if letter.is_lowercase() => Case::Small,
        _ if letter.is_alphanumeric() => Case::None,
        _ => return None,
    };
    Some(Letter::odd(case))
}

/// Length in bytes of the mark at `at`, with the combining marks that some are written with (`≠` comes apart), and its ASCII
/// stand-in.
#[inline]
fn mark_at(text: &str, at: usize) -> (usize, u8) {
    // Nearly all marks; combining ones begin with these bytes.
    match text.as_bytes()[at..] {
        [_, 0xCC | 0xCD, ..] => {}
        [mark @ 0..0x80, ..] => return (1, mark),
        _ => {}
    }
    let Some(mark) = char_at(text, at) else {
        return (1, 0);
    };
    let behind = &text[at + mark.len_utf8()..];
    let length = mark.len_utf8() + behind.len() - behind.trim_start_matches(is_combining).len();
    let composed = || text[at..at + length].nfc().next();
    let is_whole = length == mark.len_utf8();
    let mark = if is_whole { Some(mark) } else { composed() };
    (length, mark.map_or(0, stand_in))
}

/// The ASCII stand-in of a mark; 0 for an unknown one.
fn stand_in(mark: char) -> u8 {
    match mark {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' | '÷' => b'-',
        '“' | '”' | '„' | '«' | '»' | '＂' => b'"',
        '‘' | '’' => b'\'',
        '…' => b'~',
        '⁄' | '∕' => b'/',
        '％' => b'%',
        '•' | '●' | '▪' | '■' | '◦' | '·' => b'*',
        '≥' => b'>',
        '≤' => b'<',
        ascii if ascii.is_ascii() => ascii as u8,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Case, Gap, Kind, Shape, is_combining, letter_of_word, tokenize};

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(
            text,
            |_| None,
            |t| out.push(&text[t.start as usize..t.end as usize]),
        );
        out
    }

    #[test]
    fn numbers_hold_their_marks_and_words_their_apostrophes() {
        assert_eq!(
            words("1.084 đảng viên, 90,5% (H'Nhi)."),
            [
                "1.084", "đảng", "viên", ",", "90,5", "%", "(", "H'Nhi", ")", "."
            ]
        );
        assert_eq!(
            words("CCQ-DN 2020–2025"),
            ["CCQ", "-", "DN", "2020", "–", "2025"]
        );
        assert_eq!(
            words("Đ\u{ad}ảng bộ\u{200b} \u{200b}xã"),
            ["Đ\u{ad}ảng", "bộ", "xã"]
        );
        assert_eq!(words("ĐU\u{31b}\u{300} x"), ["ĐU\u{31b}\u{300}", "x"]);
        assert_eq!(words("a \u{2260} b"), ["a", "\u{2260}", "b"]);
        assert_eq!(words("a =\u{338} b"), ["a", "=\u{338}", "b"]);
    }

    #[test]
    fn shapes_and_gaps() {
        let mut seen = Vec::new();
        let text = "Đảng UỶ\r\nđắkLắk\n\n%";
        tokenize(text, |_| None, |t| seen.push((t.kind, t.shape, t.gap)));
        assert_eq!(
            seen,
            [
                (Kind::Word, Shape::Capitalized, Gap::Paragraph),
                (Kind::Word, Shape::Upper, Gap::Space),
                (Kind::Word, Shape::Mixed, Gap::Line),
                (Kind::Mark(b'%'), Shape::None, Gap::Paragraph),
            ]
        );
    }

    #[test]
    fn letters_are_told_as_the_standard_library_tells_them() {
        for letter in '\u{80}'..='\u{2fff}' {
            let found = letter_of_word(&letter.to_string(), 0, 0);
            let is_letter = letter.is_alphanumeric() || is_combining(letter);
            assert_eq!(found.is_some(), is_letter, "{letter:?}");
            let Some((length, letter_found)) = found else {
                continue;
            };
            let case = match (letter.is_uppercase(), letter.is_lowercase()) {
                (true, _) => Case::Capital,
                (_, true) if !is_combining(letter) => Case::Small,
                _ => Case::None,
            };
            assert_eq!(
                (length, letter_found.case),
                (letter.len_utf8(), case),
                "{letter:?}"
            );
        }
    }
}
