//! Where short forms stand.
//!
//! Enters: a reading as written. Leaves: [`Occurrence`]s in order. The parts of document symbols (38-QĐ/TU) are none.

use crate::abbreviation::definition::Defined;
use crate::knowledge::Knowledge;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::{NamePart, Sense};
use crate::text::fold::plain_letters;
use crate::text::reading::{Reading, TokenRange};
use crate::text::roman::roman;
use crate::text::sieve::Sieve;
use crate::text::token::{Gap, Kind, Shape, Token};
use smallvec::SmallVec;
use unicode_normalization::UnicodeNormalization;

/// A place where a form stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub tokens: TokenRange,
    /// Row of the dictionary's forms; none for a form that only the article defines.
    pub form: Option<u32>,
    /// It is part of a longer form that stands here too: told, not replaced.
    pub is_part: bool,
}

/// The short forms of a reading: at each place the longest, and its parts.
pub(super) fn occurrences(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    defined: &Defined<'_>,
) -> Vec<Occurrence> {
    let mut out: Vec<Occurrence> = Vec::new();
    let mut covered = 0;
    let starts_known = |token: &Token| {
        let known = knowledge.starts_short_form.get(token.form as usize);
        known.copied().unwrap_or_default()
    };
    let may_be_one = |at: usize| {
        let token = &reading.tokens[at];
        token.is_capitalized() | starts_known(token)
    };
    for at in Sieve::new(0..reading.tokens.len(), may_be_one) {
        let may_be_known = starts_known(&reading.tokens[at]) || defined.may_start_at(reading, at);
        if !may_be_known || !may_start(reading, at) {
            continue;
        }
        let is_part = at < covered;
        for (end, form) in forms_at(reading, knowledge, defined, at) {
            if is_symbol_part(reading, at, end)
                || is_shouted(reading, at, end)
                || is_numeral(reading, at)
                || is_initial(reading, at, end)
            {
                continue;
            }
            let is_part = is_part || out.last().is_some_and(|last| last.tokens.start == at);
            out.push(Occurrence {
                tokens: at..end,
                form,
                is_part,
            });
            covered = covered.max(end);
        }
    }
    out
}

/// Capitals, or a small form with a slash or dot inside (đ/c, t.ư).
fn may_start(reading: &Reading<'_>, at: usize) -> bool {
    let token = &reading.tokens[at];
    let touching_mark = reading
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.gap == Gap::None && matches!(next.kind, Kind::Mark(b'/' | b'.')));
    match token.shape {
        Shape::Upper | Shape::Mixed => true,
        Shape::Capitalized => touching_mark || token.end - token.start <= 6,
        Shape::Lower => touching_mark && token.end - token.start <= 3,
        Shape::None => false,
    }
}

/// The forms that start at a token, longest first.
fn forms_at(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    defined: &Defined<'_>,
    at: usize,
) -> SmallVec<[(usize, Option<u32>); 2]> {
    let ends = defined.ends_at(reading, at);
    let mut found: SmallVec<[(usize, Option<u32>); 2]> = ends.map(|end| (end, None)).collect();
    reading
        .lexicon
        .phrases_at(&reading.tokens, at, |end, entry| {
            for sense in reading.lexicon.senses(entry) {
                if let Sense::ShortForm(row) = sense
                    && is_written_so(reading, at..end, &knowledge.short_forms[*row as usize].form)
                    && !found.iter().any(|(known, _)| *known == end)
                {
                    found.push((end, Some(*row)));
                }
            }
        });
    found.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
    if found.len() > 1 && ends_paragraph_in_stop(reading, found[0].0) {
        found.remove(0);
    }
    found
}

/// `… kết nạp 12 CN.` at a paragraph's end: whether a form's full stop is the sentence's, since nobody is named behind it.
fn ends_paragraph_in_stop(reading: &Reading<'_>, end: usize) -> bool {
    let next = reading.tokens.get(end);
    reading.tokens[end - 1].is_mark(b'.') && next.is_none_or(|next| next.gap >= Gap::Paragraph)
}

/// Whether tokens stand exactly as a form is written, case included, dashes and spaces around marks aside.
fn is_written_so(reading: &Reading<'_>, tokens: TokenRange, form: &str) -> bool {
    let text = reading.slice(&tokens);
    plain(&plain_letters(text)).eq(plain(&plain_letters(form)))
}

/// The letters of a form with one dash, spaces left out.
fn plain(form: &str) -> impl Iterator<Item = char> + '_ {
    let letters = form.chars().filter(|letter| !letter.is_whitespace());
    letters.map(|letter| match letter {
        '\u{2010}'..='\u{2015}' => '-',
        other => other,
    })
}

/// 38-QĐ/TU, 05- CT/TW, 123/QĐ-UBND: a part of a document's symbol. What a space parts from `3/` is an item of a list.
fn is_symbol_part(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let slash = |index: usize| {
        reading
            .tokens
            .get(index)
            .is_some_and(|token| token.is_mark(b'/') && token.gap == Gap::None)
    };
    let joint = |index: usize| {
        index.checked_sub(1).is_some_and(|before| {
            let token = &reading.tokens[before];
            token.is_mark(b'-') || token.is_mark(b'/')
        })
    };
    let mut start = at;
    while joint(start) && start >= 2 && at - start < 6 {
        start -= 2;
        if reading.tokens[start].is_number() {
            let touches = |mark: usize| slash(mark) && reading.tokens[mark + 1].gap == Gap::None;
            let has_slash = slash(end) || (start..at).any(touches);
            return has_slash;
        }
        if !reading.tokens[start].is_word() {
            return false;
        }
    }
    false
}

/// `Ủy viên Trung ương khóa X. Ông …`, `Đại hội lần thứ X.`: the number of a congress or tenure at the end of its sentence, no
/// `X.` that is a commune.
fn is_numeral(reading: &Reading<'_>, at: usize) -> bool {
    const NUMBERED: CueSet = CueSet::of(&[
        Cue::CongressTenure,
        Cue::CongressOrdinal,
        Cue::CongressOrdinalBare,
        Cue::Congress,
        Cue::Term,
    ]);
    /// Words of the longest such phrase.
    const LONGEST: usize = 3;
    if roman(reading.word(at)).is_none() {
        return false;
    }
    (at.saturating_sub(LONGEST)..at).any(|start| {
        some_phrase(reading, start, |end, entry| {
            end == at && reading.lexicon.cues(entry).meets(NUMBERED)
        })
    })
}

/// `ông Q.`, `Nguyễn Văn H.`, `anh P.V.M`: what stands for a person's name; no `Q. Bí thư`, which stands behind a form of
/// address too.
fn is_initial(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    const ADDRESSES: CueSet = CueSet::of(&[Cue::PersonAddress, Cue::PersonUnnamed]);
    const OFFICES: CueSet =
        CueSet::of(&[Cue::RoleSecretary, Cue::RoleNotSecretary, Cue::TitleHead]);
    /// Words of the longest form of address that matters.
    const LONGEST: usize = 2;
    let (tokens, lexicon) = (&reading.tokens, reading.lexicon);
    let is_letter = |at: usize| !tokens[at].is_word() || reading.letters(at) == 1;
    if at == 0 || tokens[at].gap > Gap::Space || !(at..end).all(is_letter) {
        return false;
    }
    let is_surname =
        |sense: &Sense| matches!(sense, Sense::Name(NamePart::Surname | NamePart::Clan));
    let next = tokens.get(end).filter(|next| next.gap == Gap::Space);
    if next.is_some_and(Token::is_number) {
        return false;
    }
    // "xã Phú Lương H. Phú Vang": a place's name may end in a surname.
    let names_place = next.is_some_and(Token::is_capitalized);
    let follows_name = tokens[at - 1].shape == Shape::Capitalized
        && some_phrase(reading, at - 1, |_, entry| {
            lexicon.has(entry, Cue::PersonMiddle)
                || !names_place && lexicon.senses(entry).iter().any(is_surname)
        });
    let follows_address = || {
        (at.saturating_sub(LONGEST)..at).any(|start| {
            some_phrase(reading, start, |to, entry| {
                to == at && lexicon.cues(entry).meets(ADDRESSES)
            })
        })
    };
    let opens_office = || {
        end < tokens.len()
            && some_phrase(reading, end, |_, entry| lexicon.cues(entry).meets(OFFICES))
    };
    (follows_name || follows_address()) && !opens_office()
}

/// Whether one of the phrases that start at a token, told by its end and entry, is so.
fn some_phrase(reading: &Reading<'_>, start: usize, is_so: impl Fn(usize, u32) -> bool) -> bool {
    let mut is = false;
    (reading.lexicon).phrases_at(&reading.tokens, start, |end, entry| is |= is_so(end, entry));
    is
}

/// A word of a line in capitals that is a common word too (TƯ in ĐẦU TƯ): no form.
fn is_shouted(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    if end != at + 1 || reading.tokens[at].form == 0 {
        return false;
    }
    let is_loud = |index: usize| {
        reading.tokens.get(index).is_some_and(|token| {
            token.shape == Shape::Upper && token.gap <= Gap::Space && reading.letters(index) > 1
        })
    };
    let before = at.checked_sub(1).is_some_and(is_loud);
    let is_vowelled = reading
        .word(at)
        .nfd()
        .any(|letter| matches!(letter, 'Ư' | 'Ơ' | 'A' | 'E' | 'I' | 'O' | 'U' | 'Y'));
    before && is_loud(at + 1) && is_vowelled && reading.letters(at) <= 3
}
