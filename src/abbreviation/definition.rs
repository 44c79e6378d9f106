//! Definitions in the article, in every order: "các cơ quan (CCQ)", "tổ chức cơ sở (TCCS) đảng",
//! "ĐUK (Đảng ủy khối)", "… gọi tắt là ĐUK".
//!
//! Found from the bracket, not by a pattern over letters. The letters of the form must be the initials of the words, in
//! order, and leave none out but "và" (Schwartz and Hearst, "A simple algorithm for identifying abbreviation
//! definitions", PSB 2003, made strict: Vietnamese forms take every syllable's initial). An enterprise's form is often
//! made of its foreign name; there the whole name in front of the bracket is the expansion.

use crate::knowledge::Knowledge;
use crate::knowledge::abbreviations::Safety;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::Sense;
use crate::text::fold::unify_d;
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Kind, Shape};
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

/// A form that the article spells out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition {
    /// As written.
    pub form: String,
    pub expansion: String,
    /// Where the form stands in the definition.
    pub tokens: TokenRange,
    /// What the definition adds to the running text: the bracket with the form, or with the words.
    pub drop: TokenRange,
}

/// The forms that an article defines, each known by how it is written.
#[derive(Debug, Default)]
pub(super) struct Defined<'d> {
    by_form: FxHashMap<&'d str, &'d Definition>,
    /// How many tokens they have, in order.
    lengths: Vec<usize>,
    /// A bit for each byte that one of them opens with, by its last six bits.
    openings: u64,
}

impl<'d> Defined<'d> {
    pub(super) fn of(definitions: &'d [Definition]) -> Self {
        let by_form = definitions.iter().map(|one| (one.form.as_str(), one));
        let mut lengths: Vec<usize> = definitions.iter().map(|one| one.tokens.len()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let first = |one: &Definition| one.form.bytes().next();
        let openings = definitions.iter().filter_map(first).map(bit);
        Self {
            by_form: by_form.collect(),
            lengths,
            openings: openings.fold(0, |all, one| all | one),
        }
    }

    /// Whether a defined form may start at a token, as far as its first byte tells.
    pub(super) fn may_start_at(&self, reading: &Reading<'_>, at: usize) -> bool {
        let first = reading
            .text
            .as_bytes()
            .get(reading.tokens[at].start as usize);
        self.openings != 0 && first.is_some_and(|&first| self.openings & bit(first) != 0)
    }

    /// What a form stands for, if the article says so.
    pub(super) fn get(&self, form: &str) -> Option<&'d Definition> {
        self.by_form.get(form).copied()
    }

    /// Where the defined forms end that start at a token.
    pub(super) fn ends_at(&self, reading: &Reading<'_>, at: usize) -> impl Iterator<Item = usize> {
        let may_start = self.may_start_at(reading, at);
        let lengths = self.lengths.iter().filter(move |_| may_start);
        let ends = lengths.map(move |length| at + length);
        ends.take_while(|&end| end <= reading.tokens.len())
            .filter(move |&end| self.get(reading.slice(&(at..end))).is_some())
    }
}

fn bit(byte: u8) -> u64 {
    1 << (byte % 64)
}

/// Tokens that a form in brackets may have.
const FORM_TOKENS: usize = 7;
/// Tokens that the words in brackets may have.
const WORDS_TOKENS: usize = 24;
/// Tokens that a place with its level may have.
const PLACE_TOKENS: usize = 6;

/// The definitions of a reading, in order.
pub(super) fn find(reading: &Reading<'_>, knowledge: &Knowledge) -> Vec<Definition> {
    let mut out: Vec<Definition> = Vec::new();
    let mut known: FxHashSet<String> = FxHashSet::default();
    for open in reading.written_marks(b'(') {
        let Some(close) = (open + 1..reading.tokens.len().min(open + WORDS_TOKENS))
            .take_while(|&at| reading.tokens[at].gap < Gap::Paragraph)
            .find(|&at| reading.tokens[at].is_mark(b')'))
            .filter(|_| reading.tokens[open].gap < Gap::Paragraph)
        else {
            continue;
        };
        // Brackets that open a paragraph, or run over its end, define nothing.
        if (open..=close).any(|at| reading.tokens[at].gap == Gap::Paragraph) {
            continue;
        }
        let inside = open + 1..close;
        let found = form_in_brackets(reading, knowledge, open, &inside)
            .or_else(|| words_in_brackets(reading, knowledge, open, &inside));
        if let Some(definition) = found
            && known.insert(definition.form.clone())
        {
            out.push(definition);
        }
    }
    out
}

/// "các cơ quan (CCQ)", "các cơ quan (gọi tắt là CCQ)"
fn form_in_brackets(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    open: usize,
    inside: &TokenRange,
) -> Option<Definition> {
    let mut start = inside.start;
    while start < inside.end
        && reading.tokens[start].shape == Shape::Lower
        && cue_end(reading, start, Cue::AbbreviationCalled).is_none()
    {
        start += 1;
    }
    let start = cue_end(reading, start, Cue::AbbreviationCalled).unwrap_or(inside.start);
    let form = start..inside.end;
    if form.is_empty() || form.len() > FORM_TOKENS {
        return None;
    }
    let letters = letters_of(reading, &form)?;
    let before = |place: usize| initials_backward(reading, place, &letters);
    // "khu công nghệ cao và các khu công nghiệp Hà Trung (KCNC&KCN)"
    let named = || {
        let place = name_backward(reading, open).filter(|_| letters.len() > 2)?;
        before(place).or_else(|| spelled_backward(reading, place, &letters, true))
    };
    let spelled = before(open)
        .or_else(|| before(place_backward(reading, open)?))
        .or_else(|| before(quotation_backward(reading, open)?))
        .or_else(named);
    let expansion = match spelled {
        Some(words) => expansion(reading, knowledge, words),
        None => spelled_out(reading, knowledge, enterprise_backward(reading, open)?),
    };
    Some(Definition {
        form: reading.slice(&form).to_owned(),
        expansion,
        tokens: form,
        drop: open..inside.end + 1,
    })
}

/// Where the place just before `end` starts, which a form leaves out: "Đảng bộ Khối Doanh nghiệp tỉnh Hòa Bình (ĐBKDN)".
fn place_backward(reading: &Reading<'_>, end: usize) -> Option<usize> {
    (end.saturating_sub(PLACE_TOKENS)..end)
        .rev()
        .take_while(|&at| reading.tokens[at].is_word())
        .find(|&at| {
            let name = cue_end(reading, at, Cue::PlaceLevel);
            name.is_some_and(|name| {
                (name..end).all(|at| reading.tokens[at].is_capitalized()) && name <= end
            })
        })
}

/// Where the quotation just before `end` opens, which a form leaves out: "Cuộc vận động “Học và làm theo” (CVĐ)".
fn quotation_backward(reading: &Reading<'_>, end: usize) -> Option<usize> {
    let is_quote = |at: usize| reading.tokens[at].is_mark(b'"');
    let close = end.checked_sub(1).filter(|&close| is_quote(close))?;
    let mut within = (close.saturating_sub(WORDS_TOKENS)..close).rev();
    within.find(|&at| is_quote(at))
}

/// Where the name just before `end` starts, which a form may leave out: "Ban quản lý các dự án Sông Gianh (BQLDA)".
fn name_backward(reading: &Reading<'_>, end: usize) -> Option<usize> {
    (end.saturating_sub(PLACE_TOKENS)..end)
        .rev()
        .take_while(|&at| reading.tokens[at].is_capitalized())
        .last()
}

/// The whole name of an enterprise just before `end`: "Tổng công ty cổ phần Xây lắp Sông Gianh (SGC)".
fn enterprise_backward(reading: &Reading<'_>, end: usize) -> Option<TokenRange> {
    let mut name = None;
    for at in (end.saturating_sub(WORDS_TOKENS)..end).rev() {
        let token = &reading.tokens[at];
        if !token.is_word() && !token.is_mark(b'-') {
            break;
        }
        if let Some(head) = cue_end(reading, at, Cue::AbbreviationEnterprise) {
            // "tổng công ty" holds "công ty": the longer head begins further in front.
            match &name {
                Some((known, _)) if head <= *known => break,
                _ => name = Some((at, head)),
            }
        }
        if name.is_some() && token.gap >= Gap::Line {
            break;
        }
    }
    let (start, head) = name?;
    let has_name = (head..end).any(|at| reading.tokens[at].is_capitalized());
    has_name.then_some(start..end)
}

/// "ĐUK (Đảng ủy khối)", "ĐUK tỉnh (Đảng ủy khối tỉnh)"
fn words_in_brackets(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    open: usize,
    inside: &TokenRange,
) -> Option<Definition> {
    let again = said_again(reading, open, inside);
    let end = open - again;
    let mut start = end.checked_sub(1)?;
    while start > 0
        && end - start < FORM_TOKENS
        && reading.tokens[start].gap == Gap::None
        && reading.tokens[start].kind != Kind::Mark(b'(')
    {
        start -= 1;
    }
    let form = start..end;
    let letters = letters_of(reading, &form)?;
    let words = initials_backward(reading, inside.end - again, &letters)?;
    (words.start == inside.start).then(|| Definition {
        form: reading.slice(&form).to_owned(),
        expansion: expansion(reading, knowledge, words),
        tokens: form,
        drop: open..inside.end + 1,
    })
}

/// How many words stand right before a bracket that it ends in, too.
fn said_again(reading: &Reading<'_>, open: usize, inside: &TokenRange) -> usize {
    let is_same = |back: usize| {
        let (before, within) = (open - back, inside.end - back);
        let is_word = |at: usize| {
            let token = &reading.tokens[at];
            token.is_word() && token.shape != Shape::Upper
        };
        is_word(before) && is_word(within) && reading.is_same_word(before, within)
    };
    let longest = PLACE_TOKENS.min(open).min(inside.len());
    (1..=longest).take_while(|&back| is_same(back)).count()
}

/// The end of a phrase with this cue at a token; phrases are not found yet where short forms are read.
fn cue_end(reading: &Reading<'_>, at: usize, cue: Cue) -> Option<usize> {
    if at >= reading.tokens.len() {
        return None;
    }
    let mut end = None;
    reading
        .lexicon
        .phrases_at(&reading.tokens, at, |phrase_end, entry| {
            if reading.lexicon.has(entry, cue) {
                end = Some(phrase_end);
            }
        });
    end
}

/// The letters of a form: capitals (and the small letters of mixed forms are refused), without marks between them.
fn letters_of(reading: &Reading<'_>, form: &TokenRange) -> Option<Vec<char>> {
    let mut letters = Vec::new();
    for at in form.clone() {
        let token = &reading.tokens[at];
        match token.kind {
            Kind::Word if token.shape == Shape::Upper => letters.extend(reading.word(at).nfc()),
            Kind::Word if token.shape == Shape::Lower && reading.letters(at) == 2 => {}
            Kind::Mark(b'-' | b'&' | b'.' | b'/' | b',') => {}
            _ => return None,
        }
    }
    (letters.len() >= 2 && letters.iter().all(|letter| letter.is_alphabetic()))
        .then(|| letters.into_iter().map(base).collect())
}

/// The words just before `end` whose initials are these letters.
fn initials_backward(reading: &Reading<'_>, end: usize, letters: &[char]) -> Option<TokenRange> {
    spelled_backward(reading, end, letters, false)
}

/// The same, where "các" may be left out as "và" may.
fn spelled_backward(
    reading: &Reading<'_>,
    end: usize,
    letters: &[char],
    is_plural_left_out: bool,
) -> Option<TokenRange> {
    let mut rest = letters.len();
    let mut at = end;
    let last = end.checked_sub(1)?;
    if !reading.tokens[last].is_word() {
        return None;
    }
    while rest > 0 {
        at = at.checked_sub(1)?;
        let token = &reading.tokens[at];
        if end - at > letters.len() * 2 + 3 {
            return None;
        }
        match token.kind {
            Kind::Mark(b',' | b'-' | b'&' | b'"') => continue,
            Kind::Word => {}
            _ => return None,
        }
        let word = reading.word(at);
        if token.shape == Shape::Upper
            && reading.letters(at) > 1
            && letters.len() > 1
            && end - at == 1
            && reading.letters(at) == letters.len()
        {
            return None;
        }
        let initial = word.nfc().next().map(base)?;
        let is_plural = || cue_end(reading, at, Cue::Plural).is_some_and(|end| end == at + 1);
        if is_plural_left_out && is_plural() {
            continue;
        }
        if initial == letters[rest - 1] {
            rest -= 1;
        } else {
            let mut is_joint = false;
            reading
                .lexicon
                .phrases_at(&reading.tokens, at, |phrase_end, entry| {
                    is_joint |= phrase_end == at + 1 && reading.lexicon.has(entry, Cue::And);
                });
            if !is_joint {
                return None;
            }
        }
    }
    Some(at..end)
}

/// A letter without its tone and vowel marks, in upper case; Đ stays itself.
fn base(letter: char) -> char {
    match unify_d(letter) {
        'đ' | 'Đ' => 'Đ',
        other => {
            let plain = other.nfd().next().unwrap_or(other);
            match plain {
                'ơ' | 'Ơ' => 'O',
                'ư' | 'Ư' => 'U',
                plain => plain.to_uppercase().next().unwrap_or(plain),
            }
        }
    }
}

/// The words in lower case, tone marks as written; the dictionary's casing of proper names is not known here.
fn expansion(reading: &Reading<'_>, knowledge: &Knowledge, words: TokenRange) -> String {
    spelled_out(reading, knowledge, words).to_lowercase()
}

/// The words as written, but for a short form of one reading that ends them: `Tổng công ty Xây lắp VN (TXL)`.
fn spelled_out(reading: &Reading<'_>, knowledge: &Knowledge, words: TokenRange) -> String {
    let last = words.end - 1;
    let mut full = None;
    if last > words.start && reading.tokens[last].shape == Shape::Upper {
        let lexicon = reading.lexicon;
        lexicon.phrases_at(&reading.tokens, last, |end, entry| {
            for sense in lexicon.senses(entry) {
                if let Sense::ShortForm(row) = sense
                    && end == words.end
                {
                    let mut readings = knowledge.short_forms[*row as usize].readings.iter();
                    full = readings.find(|one| one.safety == Safety::Safe);
                }
            }
        });
    }
    match full {
        Some(one) => format!("{} {}", reading.canonical(words.start..last), one.expansion),
        None => reading.canonical(words),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use crate::article::Article;
    use crate::knowledge::Knowledge;
    use crate::record::Abbreviation;

    /// What a form stands for in a text.
    pub(in crate::abbreviation) fn expansion(text: &str, form: &str) -> Option<String> {
        told(text, form)?.expansion
    }

    /// What a text's record tells of a form.
    pub(in crate::abbreviation) fn told(text: &str, form: &str) -> Option<Abbreviation> {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        let record = crate::extract(&article, &knowledge);
        let mut uses = record.abbreviations.into_iter();
        uses.find(|one| one.form == form)
    }

    #[test]
    fn an_enterprise_is_what_stands_in_front_of_its_foreign_form() {
        let text =
            "Đảng bộ Tổng công ty cổ phần Xây lắp Sông Gianh (SGC) có 12 chi bộ. SGC được khen.";
        let full = "Tổng công ty cổ phần Xây lắp Sông Gianh";
        assert_eq!(expansion(text, "SGC").as_deref(), Some(full));
    }

    #[test]
    fn a_short_form_that_ends_the_words_is_spelled_out() {
        let text = "Tổng công ty cổ phần Xây lắp Sông Gianh VN (SGC) có 12 chi bộ. SGC được khen.";
        let full = "Tổng công ty cổ phần Xây lắp Sông Gianh Việt Nam";
        assert_eq!(expansion(text, "SGC").as_deref(), Some(full));
    }

    #[test]
    fn a_quotation_before_the_brackets_is_left_out() {
        // No dictionary knows CVQ: what stands before the quotation defines it.
        let text =
            "Đảng bộ xã phát động Cuộc vận quyên “Học và làm theo” (CVQ). CVQ có 30 đảng viên dự.";
        assert_eq!(expansion(text, "CVQ").as_deref(), Some("cuộc vận quyên"));
        let other = "Đảng bộ xã phát động thi đua “Học và làm theo” (CVQ). CVQ có 30 đảng viên dự.";
        assert_eq!(expansion(other, "CVQ"), None);
    }

    #[test]
    fn initials_come_before_the_whole_name() {
        let text = "Công ty Môi trường đô thị (MTĐT) có 30 đảng viên.";
        assert_eq!(
            expansion(text, "MTĐT").as_deref(),
            Some("môi trường đô thị")
        );
    }

    #[test]
    fn the_place_behind_the_words_is_no_part_of_the_form() {
        let text = "Đảng bộ Khối Doanh nghiệp tỉnh Hòa Bình (ĐBKDN) có 60 chi bộ.";
        assert_eq!(
            expansion(text, "ĐBKDN").as_deref(),
            Some("đảng bộ khối doanh nghiệp")
        );
        let text = "Năm qua, ĐBQS huyện (Đảng bộ Quân sự huyện) kết nạp 12 đảng viên.";
        assert_eq!(expansion(text, "ĐBQS").as_deref(), Some("đảng bộ quân sự"));
    }

    #[test]
    fn a_bracket_behind_other_words_defines_nothing() {
        let text = "Công ty này đã nộp hồ sơ (XYZ) cho Đảng ủy.";
        assert_eq!(expansion(text, "XYZ"), None);
    }
}
