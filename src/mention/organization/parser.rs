//! An organization's parts, taken one after another: each says more of which one is meant.
//!
//! Enters: a head's tokens. Leaves: an [`OrganizationMention`]. Knows nothing of where a part ends.

use super::{OrganizationMention, several_places};
use crate::knowledge::Knowledge;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::date::YEARS;
use crate::mention::ordinal;
use crate::text::fold::fold;
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Kind, Shape};
use smallvec::SmallVec;

/// A part of an organization's name. It is written out when somebody asks for the name: most readings of a unit or a
/// place only ask where it ends.
#[derive(Debug, Clone)]
pub(super) enum Part<'p> {
    /// In a dictionary's spelling.
    Known(&'p str),
    /// As the text says it.
    Words(TokenRange),
    /// As the text says it, a proper name.
    Name(TokenRange),
    /// The words of a short form, which opens the name of a unit.
    ShortForm(TokenRange),
}

pub(super) struct Parser<'p, 't> {
    pub(super) reading: &'p Reading<'t>,
    pub(super) knowledge: &'p Knowledge,
    pub(super) start: usize,
    pub(super) end: usize,
    /// How the canonical name begins.
    canonical: &'p str,
    /// What it goes on with.
    pub(super) parts: SmallVec<[Part<'p>; 2]>,
    pub(super) head_level: Option<Level>,
    pub(super) level: Option<Level>,
    pub(super) is_named: bool,
    pub(super) has_unit: bool,
    pub(super) is_type_only: bool,
    pub(super) open_level: Option<Level>,
    pub(super) place: Option<Part<'p>>,
    pub(super) is_foreign: bool,
}

impl<'p, 't> Parser<'p, 't> {
    pub(super) fn new(
        reading: &'p Reading<'t>,
        knowledge: &'p Knowledge,
        start: usize,
        end: usize,
        canonical: &'p str,
        head_level: Option<Level>,
    ) -> Self {
        Self {
            reading,
            knowledge,
            start,
            end,
            canonical,
            parts: SmallVec::new(),
            head_level,
            level: head_level,
            is_named: false,
            has_unit: false,
            is_type_only: false,
            open_level: head_level,
            place: None,
            is_foreign: false,
        }
    }

    pub(super) fn qualifiers(&mut self) {
        self.skip_party();
        while self.end < self.reading.tokens.len() {
            let token = &self.reading.tokens[self.end];
            if self.end > self.start && token.gap >= Gap::Line && !self.reading.is_spaced(self.end)
            {
                return;
            }
            let taken = self.block()
                || self.central()
                || self.seat()
                || self.level_and_place()
                || self.address()
                || self.quarter()
                || self.kind_word()
                || self.unit()
                || self.place()
                || self.proper_name();
            if !taken {
                return;
            }
        }
    }

    /// `Đảng bộ Đảng Cộng sản Việt Nam tỉnh X`, `chi bộ Đảng`: the Party's own name says nothing more before a level, its word
    /// nothing anywhere.
    fn skip_party(&mut self) {
        let knowledge = self.knowledge;
        let is_national = |row: usize| knowledge.organization_heads[row].kind == HeadKind::National;
        let name = self.reading.head_where(self.end, is_national);
        if let Some((end, _)) = name
            && self.end > self.start
            && self.reading.cue_at(end, Cue::PlaceLevel).is_some()
        {
            self.end = end;
        }
        // "chi bộ Đảng"
        let is_word = self.cue(Cue::Party) == Some(self.end + 1);
        let is_of_longer = || {
            let mut hits = self.reading.hits_at(self.end).iter();
            hits.any(|hit| hit.end as usize > self.end + 1)
        };
        if self.end > self.start && is_word && !is_of_longer() {
            self.end += 1;
        }
    }

    /// How the canonical name begins.
    pub(super) fn canonical(&self) -> &str {
        self.canonical
    }

    pub(super) fn finish(self, kind: HeadKind, is_whole: bool) -> OrganizationMention {
        let is_generic =
            !is_whole && (self.is_generic() || kind == HeadKind::Party && self.is_of_places());
        let is_abbreviated = self.reading.tokens[self.start..self.end]
            .iter()
            .any(|token| token.expanded > 0);
        OrganizationMention {
            tokens: self.start..self.end,
            kind,
            level: if self.has_unit { None } else { self.level },
            name: self.name(),
            is_named: self.is_named || is_whole,
            has_unit: self.has_unit,
            open_level: self.open_level,
            is_generic,
            place: self.place.map(|place| written(self.reading, &place)),
            is_foreign: self.is_foreign,
            is_abbreviated,
        }
    }

    fn name(&self) -> String {
        let words = self.reading.slice(&(self.start..self.end));
        let mut name = String::with_capacity(self.canonical.len() + words.len());
        name.push_str(self.canonical);
        for part in &self.parts {
            name.push(' ');
            name.push_str(&written(self.reading, part));
        }
        name
    }

    /// The last part as it is written in the name.
    pub(super) fn last_part(&self) -> Option<String> {
        self.parts.last().map(|part| written(self.reading, part))
    }

    /// Plural or counted before, a bare kind ("đảng bộ cơ sở"), or "cấp …" after.
    fn is_generic(&self) -> bool {
        let plural = self.reading.cue_before(self.start, Cue::Plural).is_some();
        let start = self.counted_from();
        // The number that ends the line above counts nothing.
        let counted = start > 0 && self.reading.tokens[start].gap < Gap::Line && {
            let before = start - 1;
            // "Hội nghị lần thứ 23 Ban Chấp hành Đảng bộ quận": the meeting has the number.
            let is_ordinal = self.reading.ends_any(
                before,
                const { CueSet::of(&[Cue::CongressOrdinal, Cue::CongressOrdinalBare]) },
            );
            (self.reading.tokens[before].is_number()
                && !is_ordinal
                && !is_year(self.reading.word(before)))
                || self
                    .reading
                    .cue_before(start, Cue::QuantityPercent)
                    .is_some()
                || self
                    .reading
                    .numeral_at(self.start - 1)
                    .is_some_and(|(end, _)| end == self.start && !self.is_named)
                    && !self.is_of_year()
                    && !self.follows_ordinal_in_words()
        };
        let by_level = self
            .reading
            .cue_at(self.end, Cue::OrganizationGeneric)
            .is_some();
        // "đảng bộ các tỉnh, thành phố", "chi bộ các thôn"
        let of_several = self
            .reading
            .cue_at(self.end, Cue::Plural)
            .is_some_and(|noun| self.reading.cue_at(noun, Cue::PlaceLevel).is_some());
        plural
            || (of_several && !self.is_named)
            || (counted && self.place.is_none())
            || (self.is_type_only && !self.is_named)
            || (by_level && !self.is_named)
            || self.is_beside_levels()
            || self.is_listed_by_level()
            || self.is_beside_grade()
            || self.is_title()
            || self.is_rated()
            || self.is_missing()
    }

    /// "không còn chi bộ khóm yếu", "thôn chưa có chi bộ": a bare kind of which somebody has none.
    fn is_missing(&self) -> bool {
        let is_kind = !self.is_named && !self.has_unit && !self.is_capitalized();
        let none = || self.reading.cue_before(self.start, Cue::OrganizationNone);
        is_kind && none().is_some()
    }

    /// Where what a number before it counts starts: "10 [Ban Thường vụ] Tỉnh ủy", "10 [bí thư] chi bộ thôn". The number is no
    /// resolution's.
    fn counted_from(&self) -> usize {
        let secretary = self
            .reading
            .cue_before(self.start, Cue::RoleSecretary)
            .filter(|&secretary| !self.reading.tokens[secretary].is_capitalized());
        self.reading
            .cue_before(self.start, Cue::OrganizationCommittee)
            .or(secretary)
            .filter(|&holder| {
                let is_number = |number: usize| {
                    self.reading.tokens[number].is_number()
                        && self
                            .reading
                            .cue_before(number, Cue::QuantityLabel)
                            .is_none()
                };
                let share = self.reading.cue_before(holder, Cue::QuantityPercent);
                share.is_some() || holder.checked_sub(1).is_some_and(is_number)
            })
            .unwrap_or(self.start)
    }

    /// "tỷ lệ chi bộ đạt …": whether it is a bare kind behind the word of a rate, which is of many.
    fn is_rated(&self) -> bool {
        let is_bare = self.parts.is_empty() && self.level.is_none() && !self.is_capitalized();
        let rate = || self.reading.cue_before(self.start, Cue::TableShare);
        is_bare && rate().is_some()
    }

    /// "cấp ủy các cấp, chi bộ đã kiểm tra", "cấp ủy cơ sở và chi bộ", "Chi bộ và cấp ủy các cấp": bare cells beside the committees
    /// of all levels or of a kind.
    fn is_beside_levels(&self) -> bool {
        const COMMITTEES: [Cue; 2] = [Cue::OrganizationCommittee, Cue::OrganizationBareCommittee];
        if !self.parts.is_empty() || self.level.is_some() {
            return false;
        }
        let comma = self.start.checked_sub(1);
        let comma = comma.filter(|&at| self.reading.tokens[at].is_mark(b','));
        let joint = comma.or_else(|| self.reading.cue_before(self.start, Cue::And));
        let are_levels = |end: usize| {
            let kind = (self.reading).cue_before(end, Cue::OrganizationGeneric);
            kind.is_some_and(|kind| {
                let all = self.reading.cue_at(kind, Cue::Plural);
                let of = CueSet::of(&COMMITTEES);
                all == Some(end) || self.reading.ends_any(kind, of)
            })
        };
        // "Cấp ủy, chi bộ, ủy ban kiểm tra các cấp"
        let in_list = || {
            let next = self.reading.tokens.get(self.end)?;
            let of = CueSet::of(&COMMITTEES);
            let is_listed = next.is_mark(b',') && self.reading.ends_any(comma?, of);
            is_listed.then_some(self.end + 1)
        };
        // "Chi bộ và cấp ủy cấp trên": a cell and its superior.
        let goes_on = || {
            let joint = self.cue(Cue::And).or_else(in_list)?;
            let committee =
                (COMMITTEES.into_iter()).find_map(|cue| self.reading.cue_at(joint, cue))?;
            self.reading.cue_at(committee, Cue::OrganizationGeneric)?;
            self.reading.cue_at(committee, Cue::Plural)
        };
        // "Cấp ủy cơ sở, chi bộ có 25 đảng viên": one cell has so many.
        let has = || self.cue(Cue::CountHas).is_some();
        !self.is_capitalized() && joint.is_some_and(are_levels) && !has() || goes_on().is_some()
    }

    /// "huyện ủy và ủy ban kiểm tra cấp huyện": a committee that only a level tells apart, beside the bodies of a grade, which are
    /// many.
    fn is_beside_grade(&self) -> bool {
        let bodies = || {
            let joint = self.cue(Cue::And)?;
            let body = self.reading.cue_at(joint, Cue::OrganizationCommittee)?;
            self.reading.cue_at(body, Cue::OrganizationGrade)
        };
        let is_bare = !self.is_named && !self.has_unit && self.level.is_some();
        is_bare && !self.is_capitalized() && bodies().is_some()
    }

    /// "13 huyện, thị, thành ủy", "mỗi đảng ủy xã, phường": one of a list of levels, before or behind, that names no place.
    fn is_listed_by_level(&self) -> bool {
        /// Tokens of such a list before its last head.
        const REACH: usize = 6;
        let tokens = &self.reading.tokens;
        if self.is_named || self.has_unit || self.level.is_none() || self.is_capitalized() {
            return false;
        }
        let is_mark = |at: usize| {
            let mark = tokens.get(at).map(|mark| mark.kind);
            matches!(mark, Some(Kind::Mark(b',' | b'/')))
        };
        let level_at = |at: usize| self.reading.cue_at(at, Cue::PlaceLevel);
        let has_number = |at: usize| {
            let number = at.checked_sub(1).map(|before| &tokens[before]);
            number.is_some_and(|number| number.is_number())
                || self.reading.cue_before(at, Cue::Plural).is_some()
        };
        // "Tại các xã, huyện ủy đã …": one level is where, and no list.
        let are_levels = |first: usize| {
            let (mut at, mut names) = (first, Vec::new());
            while at < self.start {
                if is_mark(at) {
                    at += 1;
                    continue;
                }
                let name = self.reading.word(at);
                let Some(end) = level_at(at).filter(|_| !names.contains(&name)) else {
                    return false;
                };
                names.push(name);
                at = end;
            }
            names.len() > 1
        };
        let reach = self.start.saturating_sub(REACH)..self.start;
        let is_last = self.head_level.is_some()
            && self.start.checked_sub(1).is_some_and(is_mark)
            && (reach.clone())
                .find(|&at| level_at(at).is_some() && has_number(at))
                .is_some_and(are_levels);
        let next = is_mark(self.end).then(|| level_at(self.end + 1)).flatten();
        let is_bare = |end: usize| {
            tokens
                .get(end)
                .is_none_or(|next| !next.is_capitalized() && !next.is_number())
        };
        is_last || self.head_level.is_none() && next.is_some_and(is_bare)
    }

    /// "danh hiệu “chi bộ bốn tốt”": a title in quotation marks, which names none.
    fn is_title(&self) -> bool {
        let is_quoted = self.reading.mark_before(self.start, b'"');
        is_quoted
            && !self.is_named
            && !self.has_unit
            && self.level.is_none()
            && !self.is_capitalized()
    }

    fn is_capitalized(&self) -> bool {
        self.reading.tokens[self.start].is_capitalized()
    }

    /// "Đảng bộ hai xã", "Đảng bộ 3 tỉnh": how many places have one each.
    fn is_of_places(&self) -> bool {
        let is_bare = !self.is_named && !self.has_unit && self.level.is_none();
        is_bare && several_places(self.reading, self.end).is_some()
    }

    /// "Hội nghị lần thứ mười sáu Ban Chấp hành Đảng bộ tỉnh": the meeting has the number.
    fn follows_ordinal_in_words(&self) -> bool {
        /// Words of the longest number: `hai mươi mốt`.
        const LONGEST: usize = 3;
        (1..=LONGEST.min(self.start)).any(|words| {
            self.reading
                .cue_before(self.start - words, Cue::CongressOrdinal)
                .is_some()
        })
    }

    /// "Năm 2020 là năm Đảng bộ tiến hành đại hội": năm is a year before one organization, which has a capital, and the number
    /// five before several.
    fn is_of_year(&self) -> bool {
        let year = self.reading.cue_before(self.start, Cue::DateYear);
        year.is_some() && self.reading.tokens[self.start].is_capitalized()
    }

    pub(super) fn cue(&self, cue: Cue) -> Option<usize> {
        self.reading.cue_at(self.end, cue)
    }

    pub(super) fn take(&mut self, end: usize) {
        self.take_part(Part::Words(self.end..end), end);
    }

    pub(super) fn take_part(&mut self, part: Part<'p>, end: usize) {
        self.parts.push(part);
        self.end = end;
        self.is_type_only = false;
    }

    pub(super) fn take_name(&mut self, end: usize) {
        let province = self
            .place_at(self.end)
            .filter(|(place_end, _)| *place_end == end)
            .map(|(_, index)| self.knowledge.places[index as usize].name.as_str());
        let part = province
            .or_else(|| self.district_spelling(self.end, end))
            .map_or(Part::Name(self.end..end), Part::Known);
        self.take_part(part.clone(), end);
        self.place = Some(part);
        self.is_named = true;
        self.open_level = None;
    }
}

/// "nhiệm kỳ 2022 - 2025 chi bộ kết nạp …": whether a number's digits are a year's, which counts nothing.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year| YEARS.contains(&year))
}

fn written(reading: &Reading<'_>, part: &Part<'_>) -> String {
    let settled = |range: &TokenRange, is_name| {
        let mut words = reading.canonical(range.clone());
        if reading.tokens[range.clone()]
            .iter()
            .any(|token| token.expanded > 0)
        {
            words = without_echo(words);
        }
        settle_case(words, reading, range.clone(), is_name)
    };
    match part {
        Part::Known(name) => (*name).to_owned(),
        Part::Words(range) => settled(range, false),
        Part::Name(range) => settled(range, true),
        Part::ShortForm(range) => capitalized(&settled(range, false)),
    }
}

/// "Tập đoàn PVN": the words before a short form that its expansion begins with are said once.
fn without_echo(words: String) -> String {
    let parts: Vec<&str> = words.split(' ').collect();
    let echoes = |count: &usize| {
        let (first, rest) = parts.split_at(*count);
        first
            .iter()
            .zip(rest)
            .all(|(one, other)| fold(one) == fold(other))
    };
    match (1..=parts.len() / 2).rev().find(echoes) {
        Some(count) => {
            let (first, rest) = parts.split_at(count);
            [first, &rest[count..]].concat().join(" ")
        }
        None => words,
    }
}

/// Words in capitals (a headline) are written small, proper names and words that no phrase holds with a capital each;
/// anything else as it stands.
fn settle_case(words: String, reading: &Reading<'_>, range: TokenRange, is_name: bool) -> String {
    // "Khu ủy III", "Đảng bộ PSI": a numeral, or a short name that nothing written in capitals stands before.
    let is_alone = || {
        let before = range.start.checked_sub(1).map(|at| &reading.tokens[at]);
        before.is_some_and(|before| before.is_word() && before.shape != Shape::Upper)
            || ordinal::roman(reading.word(range.start)).is_some()
    };
    if range.len() == 1 && is_alone() || !is_in_capitals(reading, range.clone()) {
        return words;
    }
    let mut known_to = range.start;
    let is_proper = range.map(|at| {
        let known = reading.hits_at(at).first();
        known_to = known.map_or(0, |hit| hit.end as usize).max(known_to);
        is_name || at >= known_to
    });
    let settled = words.split(' ').zip(is_proper).map(|(word, is_proper)| {
        let word = word.to_lowercase();
        if is_proper { capitalized(&word) } else { word }
    });
    settled.collect::<Vec<_>>().join(" ")
}

/// Whether words stand in capitals, those of short forms aside.
pub(crate) fn is_in_capitals(reading: &Reading<'_>, range: TokenRange) -> bool {
    let written = range.filter(|&at| reading.tokens[at].expanded == 0);
    let mut words = written
        .filter(|&at| reading.tokens[at].kind == Kind::Word)
        .peekable();
    words.peek().is_some()
        && words.all(|at| reading.tokens[at].shape == Shape::Upper && reading.letters(at) > 1)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
