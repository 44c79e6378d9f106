//! Tokens: words, numbers and marks, each with its place in the text.
//!
//! Enters: text. Leaves: [`Token`]s in order. Knows nothing of words' meaning; the lexicon gives the form ids.
//!
//! UAX #29 cuts `CCQ-DN`, `2020-2025` and `T.Ư` where the rules need to see the marks, keeps `1.084` whole and costs
//! more than the whole budget of this stage; the cut here is: letters and digits hold together, a number holds its
//! dots and commas, an apostrophe between letters belongs to the word (H'Nhi), all else is a mark.

use crate::text::fold::{is_combining, is_hidden};

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

/// The case of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    pub fn is_mark(&self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
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

/// Cuts `text` into tokens and calls `emit` for each, in order. Forms are left 0.
///
/// Only the first 4 GiB are addressable; callers bound articles far below that.
pub fn tokenize(text: &str, mut emit: impl FnMut(Token)) {
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
        if !byte.is_ascii_alphanumeric()
            && let Some((length, wider)) = space_at(bytes, at)
        {
            gap = widen(gap, wider);
            at += length;
            continue;
        }
        let start = at;
        let (kind, shape, odd, has_apostrophe);
        if byte.is_ascii_digit() {
            at = number_end(bytes, at);
            (kind, shape, odd, has_apostrophe) = (Kind::Number, Shape::None, false, false);
        } else if let Some(word) = word_at(text, at) {
            at = word.end;
            (kind, shape, odd, has_apostrophe) =
                (Kind::Word, word.shape, word.odd, word.has_apostrophe);
        } else {
            let (length, mark) = mark_at(text, at);
            at += length;
            (kind, shape, odd, has_apostrophe) = (Kind::Mark(mark), Shape::None, false, false);
        }
        emit(Token {
            start: start as u32,
            end: at as u32,
            form: 0,
            kind,
            shape,
            gap,
            odd,
            has_apostrophe,
            expanded: 0,
        });
        gap = Gap::None;
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
    let mut at = start;
    let mut first = Letter::NONE;
    let mut all = Letter::NONE;
    let mut capitals = 0u32;
    while let Some((length, letter)) = letter_of_word(text, start, at) {
        if at == start {
            first = letter;
        }
        all = all.with(letter);
        capitals += u32::from(letter.has(Letter::CAPITAL));
        at += length;
    }
    if at == start {
        return None;
    }
    let shape = match (capitals, all.has(Letter::SMALL)) {
        (0, _) => Shape::Lower,
        (_, false) => Shape::Upper,
        (1, _) if first.has(Letter::CAPITAL) => Shape::Capitalized,
        _ => Shape::Mixed,
    };
    Some(Word {
        end: at,
        shape,
        odd: all.has(Letter::ODD) || shape == Shape::Mixed,
        has_apostrophe: all.has(Letter::APOSTROPHE),
    })
}

/// What is known of a letter, digit or inner apostrophe of a word, or of several: a bit for each trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter(u8);

impl Letter {
    /// No letter: the word ends.
    const NONE: Self = Self(0);
    /// A letter of a word: what has no other trait is a digit or has no case.
    const PLAIN: Self = Self(1);
    const CAPITAL: Self = Self(2);
    const SMALL: Self = Self(4);
    /// As in [`Token`].
    const ODD: Self = Self(8);
    const APOSTROPHE: Self = Self(16);
    /// Whether it is a letter is not told by its bytes alone.
    const RARE: Self = Self(32);

    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }

    /// The plain letter in its case.
    const fn of(letter: char) -> Self {
        if letter.is_uppercase() {
            Self::PLAIN.with(Self::CAPITAL)
        } else if letter.is_lowercase() {
            Self::PLAIN.with(Self::SMALL)
        } else {
            Self::PLAIN
        }
    }
}

/// What the word that began at `start` goes on with at `at`, and its length in bytes; none where the word ends.
#[inline(always)]
fn letter_of_word(text: &str, start: usize, at: usize) -> Option<(usize, Letter)> {
    let (length, letter) = usual_letter(text.as_bytes(), at);
    if letter.has(Letter::PLAIN) {
        Some((length, letter))
    } else if letter.has(Letter::RARE) {
        rare_letter(text, start, at)
    } else {
        None
    }
}

/// How the bytes of the character that begins with a byte lead to its place among [`USUAL`]: `first` and the bits of the
/// next two that count.
#[derive(Debug, Clone, Copy)]
struct FirstByte {
    length: u8,
    second_bits: u8,
    second_shift: u8,
    third_bits: u8,
    first: u16,
}

/// The characters that are told by their bytes: ASCII, those from U+00C0 to U+01BF, and those from U+1E80 to U+1EFF; the
/// last place is of all others.
const LATIN: u16 = 0x80;
const VIETNAMESE: u16 = LATIN + 0x100;
const OTHERS: u16 = VIETNAMESE + 0x80;

static FIRST_BYTES: [FirstByte; 0x100] = {
    let mut bytes = [FirstByte {
        length: 1,
        second_bits: 0,
        second_shift: 0,
        third_bits: 0,
        first: OTHERS,
    }; 0x100];
    let mut byte = 0;
    while byte < bytes.len() {
        match byte {
            0..0x80 => bytes[byte].first = byte as u16,
            0xC3..=0xC6 => {
                bytes[byte].length = 2;
                bytes[byte].second_bits = 0x3F;
                bytes[byte].first = LATIN + (byte as u16 - 0xC3) * 0x40;
            }
            // Its second byte is asked for before: 0xBA or 0xBB.
            0xE1 => {
                bytes[byte].length = 3;
                bytes[byte].second_bits = 1;
                bytes[byte].second_shift = 6;
                bytes[byte].third_bits = 0x3F;
                bytes[byte].first = VIETNAMESE;
            }
            _ => {}
        }
        byte += 1;
    }
    bytes
};

static USUAL: [Letter; OTHERS as usize + 1] = {
    let mut letters = [Letter::RARE; OTHERS as usize + 1];
    let mut place = 0;
    while place < OTHERS {
        let code = match place {
            ..LATIN => place as u32,
            LATIN..VIETNAMESE => (place - LATIN) as u32 + 0xC0,
            _ => (place - VIETNAMESE) as u32 + 0x1E80,
        };
        letters[place as usize] = usual(code);
        place += 1;
    }
    letters
};

/// What such a character is in a word.
const fn usual(code: u32) -> Letter {
    let Some(letter) = char::from_u32(code) else {
        return Letter::NONE;
    };
    match letter {
        '\'' => Letter::RARE,
        '×' | '÷' => Letter::NONE,
        'Ð' | 'ð' | 'Ɖ' => Letter::of(letter).with(Letter::ODD),
        'a'..='z' | 'A'..='Z' | '0'..='9' => Letter::of(letter),
        '\0'..='\u{7f}' => Letter::NONE,
        // Welsh letters and medieval ones stand before and behind those of Vietnamese.
        '\u{1e80}'..='\u{1e9f}' | '\u{1efa}'..='\u{1eff}' => Letter::RARE,
        _ => Letter::of(letter),
    }
}

/// The character at `at` as far as its bytes tell, and its length: a table is asked, since which sort of letter comes
/// next in Vietnamese no processor can guess.
#[inline(always)]
fn usual_letter(bytes: &[u8], at: usize) -> (usize, Letter) {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let (first, second, third) = (byte(at), byte(at + 1), byte(at + 2));
    let sort = FIRST_BYTES[first as usize];
    let is_other = sort.length == 3 && second >> 1 != 0xBA >> 1;
    let place = sort.first
        + (u16::from(second & sort.second_bits) << sort.second_shift)
        + u16::from(third & sort.third_bits);
    let letter = if is_other {
        Letter::RARE
    } else {
        USUAL[usize::from(place)]
    };
    (usize::from(sort.length), letter)
}

/// What any other character is in a word.
#[cold]
fn rare_letter(text: &str, start: usize, at: usize) -> Option<(usize, Letter)> {
    let letter = char_at(text, at)?;
    let length = letter.len_utf8();
    let is_inner = || at > start && at + length < text.len() && is_letter_at(text, at + length);
    let letter = match letter {
        '\'' => is_inner().then_some(Letter::PLAIN.with(Letter::APOSTROPHE))?,
        '\u{2019}' | '\u{2bc}' if is_inner() => {
            Letter::PLAIN.with(Letter::APOSTROPHE).with(Letter::ODD)
        }
        _ if is_hidden(letter) && is_inner() => Letter::PLAIN.with(Letter::ODD),
        _ if is_combining(letter) => Letter::PLAIN.with(Letter::ODD),
        _ if letter.is_alphanumeric() || letter.is_uppercase() || letter.is_lowercase() => {
            Letter::of(letter).with(Letter::ODD)
        }
        _ => return None,
    };
    Some((length, letter))
}

/// Length in bytes of the mark at `at` and its ASCII stand-in.
fn mark_at(text: &str, at: usize) -> (usize, u8) {
    let Some(mark) = char_at(text, at) else {
        return (1, 0);
    };
    let stand_in = match mark {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => b'-',
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
    };
    (mark.len_utf8(), stand_in)
}

#[cfg(test)]
mod tests {
    use super::{Gap, Kind, Letter, Shape, is_combining, letter_of_word, tokenize};

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, |t| out.push(&text[t.start as usize..t.end as usize]));
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
    }

    #[test]
    fn shapes_and_gaps() {
        let mut seen = Vec::new();
        tokenize("Đảng UỶ\r\nđắkLắk\n\n%", |t| {
            seen.push((t.kind, t.shape, t.gap))
        });
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
        for letter in '\0'..='\u{2fff}' {
            let found = letter_of_word(&letter.to_string(), 0, 0);
            let is_letter = letter.is_alphanumeric() || is_combining(letter);
            assert_eq!(found.is_some(), is_letter, "{letter:?}");
            let Some((length, letter_found)) = found else {
                continue;
            };
            let is_small = letter.is_lowercase() && !is_combining(letter);
            assert_eq!(length, letter.len_utf8(), "{letter:?}");
            assert_eq!(
                letter_found.has(Letter::CAPITAL),
                letter.is_uppercase(),
                "{letter:?}"
            );
            assert_eq!(letter_found.has(Letter::SMALL), is_small, "{letter:?}");
        }
    }
}
