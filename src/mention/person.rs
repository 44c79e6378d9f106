//! Persons: where a name starts and ends.
//!
//! Enters: a reading. Leaves: [`PersonMention`]s. What post a person holds is not known here.
//! Rules: a family name, clan or highland prefix opens a name; every syllable is capitalized; after a form of address
//! any two capitalized syllables do.

use crate::knowledge::Knowledge;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::{NamePart, Sense, SenseKind};
use crate::knowledge::places::Era;
use crate::mention::opening::Openings;
use crate::mention::territory;
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Shape, Token};

/// A person's name in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonMention {
    /// The name alone, without titles, ranks and forms of address.
    pub tokens: TokenRange,
    /// From the form of address or rank, if one stands before the name.
    pub start: usize,
}

impl PersonMention {
    /// Whether a form of address or a rank announces the name.
    pub(super) fn is_addressed(&self) -> bool {
        self.start < self.tokens.start
    }
}

/// Syllables of a Kinh name.
const KINH_MOST: usize = 4;
/// Syllables of a Kinh name with its middle name: `Nguyễn Thị Mỹ Lan Chi`.
const MIDDLE_MOST: usize = 5;
/// Syllables of a highland name with its clan.
const HIGHLAND_MOST: usize = 6;

/// Syllables of a family name, a middle name and a given one.
const FULL_NAME: usize = 3;

/// The persons of a reading.
pub(super) fn find(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    openings: &Openings,
) -> Vec<PersonMention> {
    let mut out = Vec::with_capacity(openings.persons.len() / 4);
    let mut next = 0;
    for &at in &openings.persons {
        if at >= next
            && let Some(person) = person_at(reading, knowledge, at)
        {
            next = person.tokens.end;
            if !reading.is_furniture(person.tokens.start) {
                out.push(person);
            }
        }
    }
    out
}

/// The person whose name starts at a token, with the form of address before it.
pub(crate) fn person_at(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
) -> Option<PersonMention> {
    let start = addressed_from(reading, at);
    let end = match name_end(reading, knowledge, at) {
        Some(end) => end,
        None if start < at => {
            let least = if is_prefixed(reading, at) { 1 } else { 2 };
            capitalized_end(reading, at..at + 1, KINH_MOST).filter(|end| *end >= at + least)?
        }
        None => return None,
    };
    Some(PersonMention {
        tokens: at..end,
        start,
    })
}

/// Where the titles right before a name start: `đồng chí`, `ông`, `Thượng tá`, `PGS.TS`.
fn addressed_from(reading: &Reading<'_>, at: usize) -> usize {
    const TITLES: CueSet = CueSet::of(&[Cue::PersonAddress, Cue::PersonRank]);
    let mut start = at;
    loop {
        let mut end = start;
        while end > 0
            && matches!(
                reading.tokens[end - 1].kind,
                crate::text::Kind::Mark(b'.' | b':')
            )
        {
            end -= 1;
        }
        // Most names stand alone: one look tells.
        let is_titled =
            reading.ends_any(start, TITLES) || end < start && reading.ends_any(end, TITLES);
        if !is_titled {
            return start;
        }
        let found = [Cue::PersonAddress, Cue::PersonRank]
            .into_iter()
            .find_map(|cue| {
                let past_dots = (end < start).then(|| reading.cue_before(end, cue));
                past_dots
                    .flatten()
                    .or_else(|| reading.cue_before(start, cue))
            });
        match found {
            Some(earlier) if earlier < start => start = earlier,
            _ => return start,
        }
    }
}

/// Whether a clan's name or a highland prefix starts at a token: `Siu`, `Kpă`, `H'Yơn`.
pub(crate) fn opens_highland(reading: &Reading<'_>, at: usize) -> bool {
    let part =
        reading.name_part_where(at, |part| matches!(part, NamePart::Prefix | NamePart::Clan));
    part.is_some() || is_prefixed(reading, at)
}

/// The end of a name that starts at a token with a family name, a clan or a highland prefix. Places and bodies have such
/// names too, and are none.
#[inline(always)]
pub(crate) fn name_end(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> Option<usize> {
    // Asked of every capital, nearly always in vain: that is told where it is asked.
    if may_open_name(reading, at) {
        end_of_name(reading, knowledge, at)
    } else {
        None
    }
}

/// Whether a token with a capital has an apostrophe, or a capital behind it that goes on a family name or is a middle name.
#[inline(always)]
fn may_open_name(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = &reading.tokens;
    let goes_on = |next: &Token| {
        next.is_mark(b'\'')
            || next.is_capitalized()
                && (reading.has_sense_at(at, SenseKind::Name)
                    || reading.starts(at + 1, Cue::PersonTellingMiddle))
    };
    tokens.get(at).is_some_and(|first| {
        first.is_capitalized() && (first.has_apostrophe || tokens.get(at + 1).is_some_and(goes_on))
    })
}

#[inline(never)]
fn end_of_name(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> Option<usize> {
    let part = reading.name_part_where(at, |part| part != NamePart::Never);
    let is_prefixed = is_prefixed(reading, at);
    if part.is_none() && !is_prefixed && !has_telling_middle(reading, knowledge, at) {
        return None;
    }
    // "Bạc Liêu Sơn Thành Nghiệp": the second syllable of a province starts no name.
    let ends_province = at > 0
        && territory::province_at(reading, at - 1).is_some_and(|(to, index)| {
            to > at && knowledge.places[index as usize].era != Era::Historic
        });
    if ends_province || is_namesake(reading, knowledge, at) {
        return None;
    }
    let is_highland = is_prefixed
        || matches!(part, Some((_, NamePart::Prefix | NamePart::Clan)))
        || is_initial_part(reading, at);
    let family = at..part.map_or(at + 1, |(end, _)| end);
    let end = if is_highland {
        capitalized_end(reading, family, HIGHLAND_MOST)?
    } else {
        kinh_end(reading, knowledge, family)?
    };
    // "K’Brếp" is a whole name; "R'Lấp" ends that of a place, and "xã K'Dang" is one.
    let is_whole = is_prefixed
        && !(at > 0 && reading.tokens[at - 1].is_capitalized())
        && (reading.cue_before(at, Cue::PlaceLevel)).is_none();
    let is_long = end >= at + 2 || is_whole;
    (is_long && !is_place_or_body(reading, knowledge, at, end)).then_some(end)
}

/// The end of a Kinh name: one syllable more than most have goes with it behind a middle name that tells so, or where it ends all
/// the capitals and no place: `Huỳnh Ngọc Nữ Phương Hồng, Bí thư …`.
fn kinh_end(reading: &Reading<'_>, knowledge: &Knowledge, family: TokenRange) -> Option<usize> {
    let at = family.start;
    let longest = capitalized_end(reading, family, MIDDLE_MOST)?;
    let usual = longest.min(at + KINH_MOST);
    let goes_on = |next: &Token| next.is_word() && next.is_capitalized() && next.gap < Gap::Line;
    // Asked before another name is looked for: each word of a long row of capitals would ask the next ones.
    let ends_row = !reading.tokens.get(longest).is_some_and(goes_on);
    // "Đức Dũng Ngô Xuân Thắng" are two, "LÊ VĂN SANG TỪ TRẦN" is a headline.
    let is_last = || {
        let names_other = name_end(reading, knowledge, at + MIDDLE_MOST - FULL_NAME).is_some();
        let in_capitals = reading.tokens[at].shape == Shape::Upper;
        let names_place = territory::province_at(reading, usual - 1)
            .or_else(|| territory::district_at(reading, usual - 1));
        names_place.is_none() && !names_other && !in_capitals
    };
    let has_middle = || reading.cue_at(at + 1, Cue::NameMiddle);
    // "Chi bộ Nhà máy Xi măng Tằng Sán Lù Văn Sang": a place's name and its holder's.
    let holder = longest - FULL_NAME.min(longest);
    let ends_in_holder = ends_row
        && longest > usual
        // "Nguyễn Thị Hồ Thị Lan": no place has a middle name.
        && has_middle().is_none()
        && (reading.cue_at(holder + 1, Cue::NameMiddle)).is_some()
        && name_end(reading, knowledge, holder) == Some(longest);
    if ends_in_holder {
        return None;
    }
    let is_whole = longest == usual || has_middle().is_some() || ends_row && is_last();
    Some(if is_whole { longest } else { usual })
}

/// `Bí thư Đảng ủy Tao Thị Pành`, `Bí thư Huyện ủy Khang A Dơ`: a family name that no list holds, before a middle name that places
/// do not have, where the text goes on with it. The letter of a place (`xã Vĩnh Lộc A Hồ Văn Bé`, `ấp Phú A Hồ Văn Bé`) follows its name
/// and may stand before a full one.
fn has_telling_middle(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> bool {
    let middle = at + 1;
    let is_part = |at: usize| {
        reading
            .tokens
            .get(at)
            .is_some_and(|token| token.is_word() && token.is_capitalized() && reading.is_spaced(at))
    };
    let opens_full_name = || {
        let next = middle + 1;
        name_end(reading, knowledge, next).is_some_and(|end| end >= next + FULL_NAME)
    };
    let is_letter =
        || reading.letters(middle) == 1 && (at > 0 && is_part(at - 1) || opens_full_name());
    reading.cue_at(middle, Cue::PersonTellingMiddle).is_some()
        && is_part(middle)
        && !is_letter()
        && is_part(middle + 1)
        && reading.letters(at) > 1
        && reading.tokens[at].shape == Shape::Capitalized
        && reading.cues_at(at).is_empty()
        && !closes_name(reading, at)
}

/// Whether the syllables that could be a name are a place's or a body's: a province, alone or before a person; a district
/// of three syllables; a place's name with its letter (`Vĩnh Lộc A`, but `Nguyễn Văn A`); a place that a bracket locates (`Đồng
/// Tâm (Mỹ Đức)`); a body's word (`Bộ trưởng Công Thương`). A district's name of two syllables may be a person's: `Mai
/// Sơn`.
fn is_place_or_body(reading: &Reading<'_>, knowledge: &Knowledge, at: usize, end: usize) -> bool {
    let lexicon = reading.lexicon;
    let is_short = end == at + 2;
    let is_lettered = reading.letters(end - 1) == 1;
    if is_lettered && reading.cue_at(end - 2, Cue::PersonMiddle) != Some(end - 1) {
        return true;
    }
    let names_body = reading.hits_at(at).iter().any(|hit| {
        let cues = lexicon.cues(hit.entry);
        hit.end - hit.start > 1
            && (cues.has(Cue::OrganizationWord) || cues.has(Cue::OrganizationUnit))
    });
    // "Xí nghiệp Phà Quảng Ninh"
    let is_of_unit = || {
        let unit = reading.cue_before(at, Cue::OrganizationUnit);
        let committee = reading.cue_before(at, Cue::OrganizationBareCommittee);
        let province = territory::province_at(reading, at + 1);
        let is_today = |row: u32| knowledge.places[row as usize].era != Era::Historic;
        unit.is_some()
            && committee.is_none()
            && province.is_some_and(|(to, row)| to == end && is_today(row))
    };
    // "Bí thư Tỉnh Đoàn Phú Thọ": a province's word before the Union's, which is no other body's ("UBND tỉnh Đoàn Hòa Bình"), and
    // nothing but a province behind it.
    let is_of_union = || {
        let level = at
            .checked_sub(1)
            .and_then(|level| reading.cue_at(level, Cue::BodyYouthProvince));
        let province = territory::province_at(reading, at + 1);
        level == Some(at + 1)
            && province.is_some_and(|(to, _)| to == end)
            && reading.cue_before(at, Cue::BodyOther).is_none()
    };
    if names_body || is_of_unit() || is_of_union() || (is_short && is_located(reading, end)) {
        return true;
    }
    let province = territory::province_at(reading, at)
        .filter(|_| reading.cue_at(at, Cue::PlaceNeedsLevel).is_none());
    if let Some((to, _)) = province {
        return to >= end || name_end(reading, knowledge, to).is_some();
    }
    !is_short && territory::district_at(reading, at).is_some_and(|(to, _)| to >= end)
}

/// Whether a bracket that opens at a token holds a place and nothing else.
fn is_located(reading: &Reading<'_>, at: usize) -> bool {
    let opens = reading.mark_at(at, b'(');
    if !opens || at + 1 >= reading.tokens.len() {
        return false;
    }
    let place =
        territory::province_at(reading, at + 1).or_else(|| territory::district_at(reading, at + 1));
    place.is_some_and(|(end, _)| {
        reading
            .tokens
            .get(end)
            .is_some_and(|token| token.is_mark(b')') || token.is_mark(b','))
    })
}

/// The end of the run of capitalized syllables that can belong to one name and begins with a family name: `Ê Ban` has a
/// syllable that no name holds elsewhere.
fn capitalized_end(reading: &Reading<'_>, family: TokenRange, most: usize) -> Option<usize> {
    let at = family.start;
    let first = reading.tokens.get(at)?;
    let in_capitals = first.shape == Shape::Upper && reading.letters(at) > 1;
    let mut end = at;
    while end < at + most {
        let Some(token) = reading.tokens.get(end) else {
            break;
        };
        if end > at && is_prefix_mark(reading, end) {
            end += 1;
            continue;
        }
        if in_capitals && end >= at + 2 && opens_predicate(reading, at, end) {
            break;
        }
        // "Điểu K ' ré" in some copies
        let follows_prefix = end > at + 1 && is_prefix_mark(reading, end - 1);
        let fits = token.is_word()
            && (token.is_capitalized() || follows_prefix)
            && (end == at || reading.is_spaced(end))
            && (in_capitals == (token.shape == Shape::Upper)
                || follows_prefix
                || reading.letters(end) == 1
                || is_initial_part(reading, end))
            && ((family.len() > 1 && family.contains(&end))
                || !closes_name(reading, end)
                || ends_name(reading, at, end));
        if !fits {
            break;
        }
        end += 1;
    }
    (end > at).then_some(end)
}

/// `LÊ VĂN NAM THĂM`, `LÊ NAM PHÁT BIỂU`: whether a verb starts at a token within a headline in capitals, behind a family name, a
/// middle name and a given one; a word of two syllables also behind a name of two.
fn opens_predicate(reading: &Reading<'_>, start: usize, at: usize) -> bool {
    let has_middle = || reading.cue_at(at - 1, Cue::NameMiddle).is_some();
    let verb = reading.cue_at(at, Cue::OrganizationShoutedEnd);
    verb.is_some_and(|end| at >= start + FULL_NAME || end > at + 1 && !has_middle())
}

/// A syllable that no name holds elsewhere may still be the last of one: `Bùi Văn Tỉnh, Bí thư …`. It stands alone, no
/// title or organization starts with it, and two syllables of the name stand before.
fn ends_name(reading: &Reading<'_>, start: usize, at: usize) -> bool {
    let stands_alone = reading.hits_at(at).iter().all(|hit| {
        let mut senses = reading.lexicon.senses(hit.entry).iter();
        let is_name_word = senses.all(|sense| matches!(sense, Sense::Name(_) | Sense::Level(_)));
        hit.end as usize == at + 1 && is_name_word
    });
    let goes_on =
        |next: &Token| next.is_word() && next.is_capitalized() && reading.is_spaced(at + 1);
    at >= start + 2 && stands_alone && !reading.tokens.get(at + 1).is_some_and(goes_on)
}

/// `Đường Võ Trần Chí`: a street, though Đường is a family name too; a full name follows.
fn is_namesake(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> bool {
    // "Hồ Thị Kim Lan": Thị opens names of the Khmer, but is a middle name first.
    let has_middle = reading.cue_at(at + 1, Cue::PersonMiddle).is_some();
    !has_middle
        && reading.cue_at(at, Cue::PersonNamesake) == Some(at + 1)
        && name_end(reading, knowledge, at + 1).is_some_and(|end| end > at + FULL_NAME)
}

/// `K'Brêh`, `H'Luin`: a highland prefix and a given name in one word, which is a whole name for some peoples.
fn is_prefixed(reading: &Reading<'_>, at: usize) -> bool {
    const PREFIX_LETTERS: usize = 1;
    if !is_initial_part(reading, at) {
        return false;
    }
    reading
        .word(at)
        .split_once(['\'', '’'])
        .is_some_and(|(prefix, given)| {
            prefix.chars().count() == PREFIX_LETTERS
                && given.chars().count() > 1
                && given.chars().next().is_some_and(char::is_uppercase)
        })
}

/// H', K': capitals with an apostrophe; `K’ Minh`: a mark of its own behind one letter.
fn is_initial_part(reading: &Reading<'_>, at: usize) -> bool {
    reading.tokens[at].has_apostrophe || is_prefix_mark(reading, at + 1)
}

/// The apostrophe of a highland prefix that stands apart from the name: `K’ Minh`, `Điểu K ' Ré`.
fn is_prefix_mark(reading: &Reading<'_>, at: usize) -> bool {
    let touches = |mark: &Token| mark.is_mark(b'\'') && mark.gap < Gap::Line;
    reading.tokens.get(at).is_some_and(touches)
        && reading.letters(at - 1) == 1
        && reading.tokens[at - 1].shape == Shape::Upper
        && (reading.tokens.get(at + 1)).is_some_and(|given| {
            given.is_capitalized()
                || (given.is_word()
                    && reading.tokens[at].gap == given.gap
                    && given.gap == Gap::Space)
        })
}

/// A word that never belongs to a name, or starts a title, an organization or a congress (`Qua Đại hội, …`).
fn closes_name(reading: &Reading<'_>, at: usize) -> bool {
    // "Đồng chí Lê Văn Hà Giữ Chức Bí Thư": a headline with a capital for every word.
    const APPOINTS: CueSet = CueSet::of(&[Cue::OfficeAppoint, Cue::OfficeCease]);
    reading.hits_at(at).iter().any(|hit| {
        let lexicon = reading.lexicon;
        let is_phrase = hit.end - hit.start > 1;
        // "Trần Văn Sang làm Bí thư"
        let is_headline = || reading.tokens[hit.end as usize - 1].is_capitalized();
        lexicon.senses(hit.entry).iter().any(|sense| match sense {
            Sense::Name(NamePart::Never) => true,
            Sense::OrganizationHead(_) => is_phrase,
            _ => false,
        }) || is_phrase && lexicon.cues(hit.entry).has(Cue::Congress) && !is_headline()
            || is_phrase && lexicon.cues(hit.entry).meets(APPOINTS) && is_headline()
            || lexicon.cues(hit.entry).has(Cue::RoleSecretary)
            || lexicon.cues(hit.entry).has(Cue::RoleDeputy)
            || lexicon.cues(hit.entry).has(Cue::RoleNotSecretary)
    })
}
