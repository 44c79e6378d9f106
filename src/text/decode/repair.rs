//! Which of several readings of a line is Vietnamese.
//!
//! Enters: lines of text or bytes. Leaves: each line in its best reading. A line that holds letters which only Unicode
//! has (U+1EA0..U+1EF9, đ, ơ, ư, combining tones) is never touched. The others are read in each encoding; the document
//! as a whole has a vote before its single lines, whose words are few.

use crate::article::BLANK_LINE;
use crate::text::breaks::lines;
use crate::text::decode::legacy::{Encoding, LegacyEncodings};
use crate::text::decode::{DecodeError, Decoded, mojibake};
use std::borrow::Cow;
use std::ops::AddAssign;
use unicode_normalization::UnicodeNormalization;

/// What a text that claims to be Unicode may be instead.
const OF_TEXT: [Encoding; 4] = [
    Encoding::AsIs,
    Encoding::Mojibake,
    Encoding::Tcvn3,
    Encoding::Vni,
];
/// What bytes that are no UTF-8 may be.
const OF_BYTES: [Encoding; 3] = [Encoding::Windows1258, Encoding::Tcvn3, Encoding::Vni];
/// A reading is right if this share of its words is Vietnamese, in percent.
const LEGAL_PERCENT: usize = 85;
/// And if the next best is behind by this much, in percent.
const AHEAD_PERCENT: usize = 15;
/// And if there are at least so many words to tell by.
const LEAST_WORDS: usize = 2;

/// Repairs a text that was decoded wrongly before it came here. Text without such lines is returned as it is.
pub fn repair(text: String, encodings: &LegacyEncodings) -> Decoded {
    if !lines(&text).any(is_suspect) {
        return Decoded::plain(text);
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut whole = Votes::of(&OF_TEXT);
    for line in lines.iter().copied().filter(|line| is_suspect(line)) {
        whole.add(line, encodings);
    }
    let Some(usual) = whole.winner().filter(|winner| *winner != Encoding::AsIs) else {
        return repair_lines(&text, &lines, None, encodings);
    };
    let is_legacy_throughout = !lines.iter().copied().any(has_unicode_vietnamese);
    repair_lines(
        &text,
        &lines,
        is_legacy_throughout.then_some(usual),
        encodings,
    )
}

/// Repairs a lead and the text below it as one: a few words alone may not tell how they were decoded.
pub fn repair_below(
    lead: Option<String>,
    text: String,
    encodings: &LegacyEncodings,
) -> (Option<String>, Decoded) {
    let Some(lead) = lead else {
        return (None, repair(text, encodings));
    };
    let mut whole = repair([&lead, BLANK_LINE, &text].concat(), encodings);
    let breaks = lead.matches('\n').count();
    // Lines stay lines, whatever becomes of their letters.
    let end = whole.text.match_indices('\n').nth(breaks);
    let below = end.and_then(|(end, _)| Some((end, whole.text.get(end + BLANK_LINE.len()..)?)));
    let Some((end, text)) = below.map(|(end, text)| (end, text.to_owned())) else {
        return (Some(lead), Decoded::plain(text));
    };
    whole.text.truncate(end);
    let lead = std::mem::replace(&mut whole.text, text);
    (Some(lead), whole)
}

/// `usual` is what a line is in where its own words can't tell.
fn repair_lines(
    text: &str,
    lines: &[&str],
    usual: Option<Encoding>,
    encodings: &LegacyEncodings,
) -> Decoded {
    let mut decoded = Decoded::plain(String::with_capacity(text.len()));
    for line in lines {
        match reading_of(line, usual, encodings) {
            None => decoded.text.push_str(line),
            Some(encoding) => {
                decoded.text.push_str(&read_as(line, encoding, encodings));
                *decoded.repairs.entry(encoding).or_default() += 1;
                decoded.is_derived = true;
            }
        }
    }
    decoded
}

fn reading_of(
    line: &str,
    usual: Option<Encoding>,
    encodings: &LegacyEncodings,
) -> Option<Encoding> {
    if line.is_ascii() || has_unicode_vietnamese(line) {
        return None;
    }
    let mut votes = Votes::of(&OF_TEXT);
    votes.add(line, encodings);
    match (votes.winner(), usual) {
        (Some(Encoding::AsIs), None) | (None, None) => None,
        (Some(winner), None) => Some(winner),
        (_, Some(usual)) => votes.is_no_worse(usual).then_some(usual),
    }
}

/// Decodes bytes of which some, the first at `at`, are no UTF-8.
///
/// # Errors
/// [`DecodeError::Unknown`] where no encoding makes Vietnamese of them.
pub(super) fn decode_lines(
    bytes: &[u8],
    at: usize,
    encodings: &LegacyEncodings,
) -> Result<Decoded, DecodeError> {
    let lines: Vec<Line<'_>> = bytes
        .split_inclusive(|&byte| byte == b'\n')
        .map(Line::of)
        .collect();
    let mut whole = Votes::of(&OF_BYTES);
    for line in &lines {
        if let Line::Other(bytes) = line {
            whole.add_bytes(bytes, encodings);
        }
    }
    let mut decoded = Decoded {
        is_derived: true,
        ..Decoded::default()
    };
    for line in &lines {
        let (text, encoding) = match line {
            Line::Utf8(text) => {
                decoded.text.push_str(text);
                continue;
            }
            Line::Broken(text) => (Cow::Borrowed(&**text), Encoding::BrokenUtf8),
            Line::Other(bytes) => match encoding_of(bytes, &whole, encodings) {
                Some(encoding) => (
                    Cow::Owned(read_bytes_as(bytes, encoding, encodings)),
                    encoding,
                ),
                None if is_mostly_utf8(&lines) => {
                    (String::from_utf8_lossy(bytes), Encoding::BrokenUtf8)
                }
                None => {
                    let (closest, count) = whole.best();
                    return Err(DecodeError::Unknown {
                        at,
                        closest,
                        legal: count.legal,
                        words: count.words,
                    });
                }
            },
        };
        decoded.text.push_str(&text);
        *decoded.repairs.entry(encoding).or_default() += 1;
    }
    Ok(decoded)
}

/// What a line of bytes is in: by its own words, or else as the document.
fn encoding_of(line: &[u8], whole: &Votes, encodings: &LegacyEncodings) -> Option<Encoding> {
    let mut votes = Votes::of(&OF_BYTES);
    votes.add_bytes(line, encodings);
    if let Some(encoding) = votes.winner().or_else(|| whole.winner()) {
        return Some(encoding);
    }
    // Quotation marks and dashes only: the same in every reading.
    votes
        .0
        .iter()
        .all(|(_, count)| count.words == 0)
        .then_some(Encoding::Windows1258)
}

/// Whether a line that is none of the encodings is but a damaged one.
fn is_mostly_utf8(lines: &[Line<'_>]) -> bool {
    let sound = lines
        .iter()
        .filter(|line| matches!(line, Line::Utf8(text) if has_unicode_vietnamese(text)))
        .count();
    let others = lines
        .iter()
        .filter(|line| matches!(line, Line::Other(_)))
        .count();
    sound > others * 4
}

/// A line of bytes.
enum Line<'b> {
    Utf8(&'b str),
    /// UTF-8 in which some bytes were lost.
    Broken(Cow<'b, str>),
    Other(&'b [u8]),
}

impl<'b> Line<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Self::Utf8(text);
        }
        let text = String::from_utf8_lossy(bytes);
        if has_unicode_vietnamese(&text)
            && text.trim_end().ends_with('\u{fffd}')
            && text.matches('\u{fffd}').count() == 1
        {
            return Self::Broken(text);
        }
        let lost = text.matches('\u{fffd}').count();
        let kept = text
            .chars()
            .filter(|letter| !letter.is_ascii() && *letter != '\u{fffd}')
            .count();
        // In the older encodings hardly any two bytes above ASCII make a letter of UTF-8.
        if kept >= lost * 4 {
            Self::Broken(text)
        } else {
            Self::Other(bytes)
        }
    }
}

/// How much of a text is Vietnamese.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    words: usize,
    legal: usize,
}

impl Count {
    /// Counts the words that have letters above ASCII: the others are the same in every reading.
    fn of(text: &str, encodings: &LegacyEncodings) -> Self {
        let mut count = Self::default();
        let composed: String = text.nfc().collect();
        for word in composed.split(|letter: char| !is_of_word(letter)) {
            if word.is_ascii() || !word.chars().any(is_vowel_or_odd) {
                continue;
            }
            count.words += 1;
            count.legal += usize::from(encodings.syllables.is_legal(word));
        }
        count
    }

    fn percent(self) -> usize {
        (self.legal * 100).checked_div(self.words).unwrap_or(0)
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.legal += other.legal;
    }
}

/// Readings with how Vietnamese they are.
struct Votes(Vec<(Encoding, Count)>);

impl Votes {
    fn of(encodings: &[Encoding]) -> Self {
        Self(
            encodings
                .iter()
                .map(|&encoding| (encoding, Count::default()))
                .collect(),
        )
    }

    fn add(&mut self, line: &str, encodings: &LegacyEncodings) {
        for (encoding, count) in &mut self.0 {
            *count += Count::of(&read_as(line, *encoding, encodings), encodings);
        }
    }

    fn add_bytes(&mut self, line: &[u8], encodings: &LegacyEncodings) {
        for (encoding, count) in &mut self.0 {
            *count += Count::of(&read_bytes_as(line, *encoding, encodings), encodings);
        }
    }

    /// The one that is Vietnamese, if one is and no other is nearly as much.
    fn winner(&self) -> Option<Encoding> {
        let (best, count) = self.best();
        let next = self
            .0
            .iter()
            .filter(|(encoding, _)| *encoding != best)
            .map(|(_, count)| count.percent())
            .max();
        let is_clear = count.words >= LEAST_WORDS
            && count.percent() >= LEGAL_PERCENT
            && count.percent() >= next.unwrap_or(0) + AHEAD_PERCENT;
        is_clear.then_some(best)
    }

    fn best(&self) -> (Encoding, Count) {
        let mut best = (Encoding::AsIs, Count::default());
        for &(encoding, count) in &self.0 {
            if count.percent() > best.1.percent() || best.1.words == 0 {
                best = (encoding, count);
            }
        }
        best
    }

    fn is_no_worse(&self, encoding: Encoding) -> bool {
        let percent = self
            .0
            .iter()
            .find(|(of, _)| *of == encoding)
            .map_or(0, |(_, count)| count.percent());
        self.0.iter().all(|(_, count)| count.percent() <= percent)
    }
}

fn read_as(line: &str, encoding: Encoding, encodings: &LegacyEncodings) -> String {
    match encoding {
        Encoding::Mojibake => mojibake::undo(line),
        other => encodings.convert(line, other),
    }
}

fn read_bytes_as(line: &[u8], encoding: Encoding, encodings: &LegacyEncodings) -> String {
    let code_page = if encoding == Encoding::Windows1258 {
        encoding_rs::WINDOWS_1258
    } else {
        encoding_rs::WINDOWS_1252
    };
    let (text, _) = code_page.decode_without_bom_handling(line);
    encodings.convert(&text, encoding)
}

/// Whether a line has letters above ASCII that should not stand in Vietnamese as Unicode writes it, and none that only
/// Unicode has.
fn is_suspect(line: &str) -> bool {
    !line.is_ascii() && !has_unicode_vietnamese(line) && line.chars().any(is_odd)
}

/// Whether a text has letters of Vietnamese that only Unicode has; the search ends at the first, which is soon found.
pub fn has_unicode_vietnamese(line: &str) -> bool {
    // U+1EA0..U+1EFF are the bytes E1 BA A0 .. E1 BB BF.
    line.as_bytes().contains(&0xe1)
        || line.chars().any(|letter| {
            matches!(
                letter,
                '\u{103}'
                    | '\u{110}'
                    | '\u{111}'
                    | '\u{128}'
                    | '\u{129}'
                    | '\u{168}'
                    | '\u{169}'
                    | '\u{1a0}'
                    | '\u{1a1}'
                    | '\u{1af}'
                    | '\u{1b0}'
                    | '\u{300}'..='\u{36f}'
            )
        })
}

/// Above ASCII, and neither a letter of Vietnamese nor a mark that stands between words.
fn is_odd(letter: char) -> bool {
    !letter.is_ascii()
        && is_of_word(letter)
        && !is_latin1_vietnamese(letter)
        && u32::from(letter) < 0x2220
}

fn is_latin1_vietnamese(letter: char) -> bool {
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý".contains(letter)
}

/// Letters, and the signs above ASCII that stand for letters in a wrong reading; not the marks between words.
fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic()
        || (!letter.is_ascii()
            && !letter.is_whitespace()
            && !matches!(letter, '«' | '»' | '°' | '²' | '³' | '·' | '\u{2010}'..='\u{2015}' | '\u{2018}'..='\u{201f}' | '•' | '…' | '№'))
}

fn is_vowel_or_odd(letter: char) -> bool {
    let base = std::iter::once(letter).nfd().next().unwrap_or(letter);
    matches!(base.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || is_odd(letter)
}
