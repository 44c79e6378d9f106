//! Party organizations: head, block, unit, level and place, read as a structure.
//!
//! Enters: a reading. Leaves: [`OrganizationMention`]s. Which organization a short form stands for is for `resolve`.

use crate::knowledge::Knowledge;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::Sense;
use crate::knowledge::organizations::{HeadKind, Level};
use crate::knowledge::places::Era;
use crate::mention::{person, territory};
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Kind, Shape};

/// A Party organization named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationMention {
    pub tokens: TokenRange,
    pub kind: HeadKind,
    /// The level of administration of the organization itself: `Đảng bộ xã X`, `Tỉnh ủy`. None for blocks and units.
    pub level: Option<Level>,
    /// The canonical name as far as the mention says it.
    pub name: String,
    /// The name of a place or unit is part of it: it tells one organization from others of its kind.
    pub is_named: bool,
    /// It names a block or a unit: `Đảng bộ Khối`, `Đảng ủy Công ty`.
    pub has_unit: bool,
    /// It ends with a level without a place: `… tỉnh`, which the article's place completes.
    pub open_level: Option<Level>,
    /// It names a kind, not one organization: `các đảng bộ`, `13 chi bộ`, `đảng bộ cấp huyện`.
    pub is_generic: bool,
    /// The proper name of the place at its end: `Ô Môn` in `Quận ủy Ô Môn`.
    pub place: Option<String>,
    /// Its province is none of Vietnam's.
    pub is_foreign: bool,
    /// Part of it was written as an abbreviation.
    pub is_abbreviated: bool,
}

impl OrganizationMention {
    /// The organization of a unit that the text names in full.
    pub fn of_unit(kind: HeadKind, name: String, tokens: TokenRange) -> Self {
        Self {
            tokens,
            kind,
            level: None,
            name,
            is_named: true,
            has_unit: true,
            open_level: None,
            is_generic: false,
            place: None,
            is_foreign: false,
            is_abbreviated: false,
        }
    }
}

/// The organizations of a reading.
pub fn find(reading: &Reading<'_>, knowledge: &Knowledge) -> Vec<OrganizationMention> {
    let mut out: Vec<OrganizationMention> = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        match organization_at(reading, knowledge, at) {
            Some(mut mention) => {
                at = mention.tokens.end;
                // "21 chi bộ, đảng bộ cơ quan": the count is of both.
                mention.is_generic |= !mention.is_named
                    && out.last().is_some_and(|before| {
                        before.is_generic && joins(reading, knowledge, before, &mention)
                    });
                if !reading.is_furniture(mention.tokens.start) {
                    out.push(mention);
                }
            }
            None => at += 1,
        }
    }
    out
}

/// Whether only a comma, a slash or "và" stands between two mentions.
fn joins(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    before: &OrganizationMention,
    mention: &OrganizationMention,
) -> bool {
    let (from, to) = (before.tokens.end, mention.tokens.start);
    let is_mark = to == from + 1 && matches!(reading.tokens[from].kind, Kind::Mark(b',' | b'/'));
    is_mark || reading.cue_at(&knowledge.lexicon, from, Cue::And) == Some(to)
}

/// The organization whose head starts at a token.
pub fn organization_at(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
) -> Option<OrganizationMention> {
    let (end, row) = reading.sense_at(&knowledge.lexicon, at, |sense| match sense {
        Sense::OrganizationHead(row) => Some(row),
        _ => None,
    })?;
    let head = &knowledge.organization_heads[row as usize];
    // "toàn Đảng bộ" is no "toàn Đảng": the last word starts a longer head.
    let is_cut = end > at + 1 && {
        let longer = reading
            .hits_at(end - 1)
            .first()
            .map_or(0, |hit| hit.end as usize);
        longer > end
    };
    if is_cut && head.kind == HeadKind::National {
        return None;
    }
    let mut parser = Parser::new(reading, knowledge, at, end, &head.canonical, head.level);
    if !matches!(head.kind, HeadKind::National | HeadKind::Whole) {
        parser.qualifiers();
    }
    let is_whole = matches!(head.kind, HeadKind::National | HeadKind::Whole);
    Some(parser.finish(head.kind, is_whole))
}

/// The organization whose post a role names without its head: `Bí thư huyện Mỹ Đức`, `Bí thư Hà Nội`.
pub fn organization_after_role(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
) -> Option<OrganizationMention> {
    let mut parser = Parser::new(reading, knowledge, at, at, "Đảng bộ", None);
    parser.qualifiers();
    (parser.end > at && (parser.is_named || parser.level.is_some()))
        .then(|| parser.finish(HeadKind::Party, false))
}

/// The organization of a kind whose unit, level or place starts at a token, named by another office of its secretary:
/// `Bí thư Đảng ủy, Chủ tịch HĐQT Công ty X`.
pub fn organization_of_unit(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
    canonical: &str,
    kind: HeadKind,
) -> Option<OrganizationMention> {
    let mut parser = Parser::new(reading, knowledge, at, at, canonical, None);
    parser.qualifiers();
    (parser.end > at && (parser.is_named || parser.has_unit || parser.level.is_some()))
        .then(|| parser.finish(kind, false))
}

/// The place that a level word names: where its name ends, its level, its name.
pub fn place_name(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    level_word: TokenRange,
) -> Option<(usize, Level, String)> {
    let mut parser = Parser::new(
        reading,
        knowledge,
        level_word.start,
        level_word.end,
        "",
        None,
    );
    let level = parser.level_of(level_word.clone())?;
    parser.level = Some(level);
    let end = parser.proper_name_end(level_word.end, Some(level))?;
    parser.take_name(end);
    Some((end, level, parser.parts.pop()?))
}

/// The end of a unit's full name that starts at a token; none for a bare `công ty`.
pub fn unit_name(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> Option<usize> {
    let mut parser = Parser::new(reading, knowledge, at, at, "", None);
    ((parser.block() || parser.unit()) && parser.is_named).then_some(())?;
    parser.level_and_place();
    let is_numbered =
        reading.tokens[at].is_capitalized() && reading.tokens[parser.end - 1].is_number();
    let has_name = is_numbered
        || reading.tokens[at + 1..parser.end]
            .iter()
            .any(|token| token.is_capitalized());
    has_name.then_some(parser.end)
}

/// Syllables of a place's name in a headline in capitals.
const SHOUTED_NAME: usize = 2;

struct Parser<'p, 't> {
    reading: &'p Reading<'t>,
    knowledge: &'p Knowledge,
    start: usize,
    end: usize,
    parts: Vec<String>,
    head_level: Option<Level>,
    level: Option<Level>,
    is_named: bool,
    has_unit: bool,
    is_type_only: bool,
    open_level: Option<Level>,
    place: Option<String>,
    is_foreign: bool,
}

impl<'p, 't> Parser<'p, 't> {
    fn new(
        reading: &'p Reading<'t>,
        knowledge: &'p Knowledge,
        start: usize,
        end: usize,
        canonical: &str,
        head_level: Option<Level>,
    ) -> Self {
        Self {
            reading,
            knowledge,
            start,
            end,
            parts: vec![canonical.to_owned()],
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

    fn finish(self, kind: HeadKind, is_whole: bool) -> OrganizationMention {
        let is_generic = !is_whole && self.is_generic();
        let is_abbreviated = self.reading.tokens[self.start..self.end]
            .iter()
            .any(|token| token.expanded > 0);
        OrganizationMention {
            tokens: self.start..self.end,
            kind,
            level: if self.has_unit { None } else { self.level },
            name: self.parts.join(" "),
            is_named: self.is_named || is_whole,
            has_unit: self.has_unit,
            open_level: self.open_level,
            is_generic,
            place: self.place,
            is_foreign: self.is_foreign,
            is_abbreviated,
        }
    }

    /// Plural or counted before, a bare kind ("đảng bộ cơ sở"), or "cấp …" after.
    fn is_generic(&self) -> bool {
        let lexicon = &self.knowledge.lexicon;
        let plural = self
            .reading
            .cue_before(lexicon, self.start, Cue::Plural)
            .is_some();
        let is_line_start = self.reading.tokens[self.start].gap >= Gap::Line;
        let counted = self.start > 0 && !is_line_start && {
            let before = &self.reading.tokens[self.start - 1];
            before.is_number()
                || self
                    .reading
                    .cue_before(lexicon, self.start, Cue::Percent)
                    .is_some()
                || self
                    .reading
                    .sense_at(lexicon, self.start - 1, |sense| {
                        matches!(sense, Sense::Numeral(_)).then_some(())
                    })
                    .is_some_and(|(end, ())| end == self.start)
        };
        let by_level = self
            .reading
            .cue_at(lexicon, self.end, Cue::OrganizationGeneric)
            .is_some();
        plural
            || (counted && self.place.is_none())
            || (self.is_type_only && !self.is_named)
            || (by_level && !self.is_named)
    }

    fn qualifiers(&mut self) {
        while self.end < self.reading.tokens.len() {
            let token = &self.reading.tokens[self.end];
            if self.end > self.start && token.gap >= Gap::Line && !self.reading.is_spaced(self.end)
            {
                return;
            }
            let taken = self.block()
                || self.central()
                || self.level_and_place()
                || self.kind_word()
                || self.unit()
                || self.place()
                || self.proper_name();
            if !taken {
                return;
            }
        }
    }

    fn cue(&self, cue: Cue) -> Option<usize> {
        self.reading.cue_at(&self.knowledge.lexicon, self.end, cue)
    }

    /// khối các cơ quan và doanh nghiệp
    fn block(&mut self) -> bool {
        if self.has_unit || self.head_level.is_some() {
            return false;
        }
        let Some(end) = self.cue(Cue::OrganizationBlock) else {
            return false;
        };
        self.take(end);
        self.has_unit = true;
        self.is_named |= self.parts.last().is_some_and(|part| part.contains(' '));
        true
    }

    /// Khối các cơ quan Trung ương
    fn central(&mut self) -> bool {
        if !self.has_unit || self.open_level.is_some() {
            return false;
        }
        let Some(end) = self.cue(Cue::OrganizationCentral) else {
            return false;
        };
        self.take(end);
        self.is_named = true;
        true
    }

    /// cơ sở, bộ phận
    fn kind_word(&mut self) -> bool {
        if self.parts.len() > 1 {
            return false;
        }
        let Some(end) = self.cue(Cue::OrganizationType) else {
            return false;
        };
        self.take(end);
        self.is_type_only = true;
        true
    }

    /// tỉnh Đắk Lắk, xã Sông Hinh, phường 12, or a bare level
    fn level_and_place(&mut self) -> bool {
        let Some(end) = self.cue(Cue::PlaceLevel) else {
            return false;
        };
        // "Sóc Trăng" is a province, though sóc is a village.
        if self.place_at(self.end).is_some() {
            return false;
        }
        let level = self.level_of(self.end..end);
        if self.is_numbered() {
            return self.higher_place(end, level);
        }
        // "Thành ủy Buôn Ma Thuột" names a city, though buôn is a village.
        let repeats_head =
            self.head_level.is_some() && self.parts.len() == 1 && level == self.head_level;
        if self.is_complete_place() || (self.head_level.is_some() && !repeats_head) {
            return false;
        }
        let name_end = self.proper_name_end(end, level);
        if repeats_head {
            // "Thành ủy TP. Hồ Chí Minh": the head has said the level.
            if name_end.is_none() {
                return false;
            }
            self.end = end;
        } else {
            self.take(end);
            if !self.has_unit {
                self.level = level;
            }
            self.is_named |= self.has_unit && level == Some(Level::Province);
            self.open_level = level;
        }
        if let Some(name_end) = name_end {
            self.take_name(name_end);
        }
        true
    }

    /// Whether the place so far is only a cell's or village's number, which tells nobody apart without the place above it.
    fn is_numbered(&self) -> bool {
        let place = self.place.as_deref();
        let is_small = self.level.is_none_or(|level| level == Level::Village);
        is_small
            && place.is_some_and(|place| place.starts_with(|first: char| first.is_ascii_digit()))
    }

    /// `xã Đak Rung` in `Chi bộ thôn 6 xã Đak Rung`.
    fn higher_place(&mut self, level_end: usize, level: Option<Level>) -> bool {
        let is_higher = level.is_some_and(|level| self.level.is_none_or(|own| level < own));
        let Some(name_end) = self.proper_name_end(level_end, level).filter(|_| is_higher) else {
            return false;
        };
        self.take(level_end);
        self.take_name(name_end);
        true
    }

    /// Whether a place of its own is named already, so that a further level belongs to what contains it.
    fn is_complete_place(&self) -> bool {
        self.is_named && !self.has_unit
    }

    /// sở, công ty, trường …, and the words of its name
    fn unit(&mut self) -> bool {
        if self.head_level.is_some() || self.is_complete_place() {
            return false;
        }
        let by_word = self
            .name_word(self.end)
            .filter(|_| self.reading.tokens[self.end].is_capitalized());
        let Some(mut end) = self.cue(Cue::OrganizationUnit).or(by_word) else {
            return false;
        };
        let bare_end = if by_word == Some(end) { self.end } else { end };
        self.is_named |= self.cue(Cue::OrganizationProper) == Some(end);
        while let Some(next) = self.unit_word_end(end) {
            end = next;
        }
        let may_be_numbered = (end == bare_end && by_word.is_none()) || by_word == Some(end);
        if may_be_numbered && let Some(number_end) = self.number_end(end) {
            end = number_end;
        }
        self.is_named |= end > bare_end;
        let is_short_form = self.reading.tokens[self.end].expanded > 0;
        self.take(end);
        if is_short_form && let Some(name) = self.parts.last_mut() {
            *name = capitalized(name);
        }
        self.has_unit = true;
        self.open_level = None;
        true
    }

    /// The end of a unit's number: `Đội 3`, `Đào lò 5`, `Chi bộ 5A`; none where the number counts what follows it.
    fn number_end(&self, at: usize) -> Option<usize> {
        const DIGITS: usize = 3;
        let lexicon = &self.knowledge.lexicon;
        let number = self.reading.tokens.get(at)?;
        if !number.is_number() || number.gap != Gap::Space || self.reading.word(at).len() > DIGITS {
            return None;
        }
        let counts = [
            Cue::NounMember,
            Cue::NounPerson,
            Cue::NounOrganization,
            Cue::OrganizationSlogan,
        ]
        .into_iter()
        .any(|noun| self.reading.cue_at(lexicon, at + 1, noun).is_some());
        let has_letter = self.reading.tokens.get(at + 1).is_some_and(|letter| {
            letter.gap == Gap::None && letter.is_word() && self.reading.word(at + 1).len() == 1
        });
        (!counts).then_some(at + 1 + usize::from(has_letter))
    }

    /// The end of one more word of a unit's name.
    fn unit_word_end(&self, at: usize) -> Option<usize> {
        let lexicon = &self.knowledge.lexicon;
        let token = self.reading.tokens.get(at)?;
        if token.gap >= Gap::Line && !self.reading.is_spaced(at) {
            return None;
        }
        let is_complete = self
            .reading
            .cue_before(lexicon, at, Cue::OrganizationCountry)
            .is_some_and(|country| country > self.end);
        if is_complete || self.reading.cue_at(lexicon, at, Cue::PlaceLevel).is_some() {
            return None;
        }
        if let Some(end) = self.honoured_end(at) {
            return Some(end);
        }
        let is_joint = self.reading.cue_at(lexicon, at, Cue::And).is_some() || token.is_mark(b'-');
        if is_joint {
            let next = self.reading.tokens.get(at + 1)?;
            let goes_on =
                next.is_capitalized() && !self.is_person(at + 1) && !self.opens_other(at + 1)
                    || self.name_word(at + 1).is_some();
            return goes_on.then_some(at + 1);
        }
        let holds_congress = self
            .reading
            .cue_at(lexicon, at, Cue::CongressHeld)
            .is_some_and(|next| self.opens_other(next));
        if holds_congress || self.opens_other(at) || (self.is_person(at) && self.follows_post()) {
            return None;
        }
        let word = self.name_word(at);
        let unit = self.reading.cue_at(lexicon, at, Cue::OrganizationUnit);
        if word.is_some() || unit.is_some() {
            return word.max(unit);
        }
        (token.is_word() && token.is_capitalized()).then_some(at + 1)
    }

    /// The end of the words at a token that names of units are made of: `phát triển` in `Trung tâm Phát triển quỹ đất`,
    /// but not in `Chi bộ Công ty Sao Biển phát triển 3 đảng viên`.
    fn name_word(&self, at: usize) -> Option<usize> {
        let lexicon = &self.knowledge.lexicon;
        let is_capitalized = |at: usize| self.reading.tokens[at].is_capitalized();
        let end = self.reading.cue_at(lexicon, at, Cue::OrganizationWord)?;
        let is_verb = !is_capitalized(at)
            && self.reading.cue_at(lexicon, at, Cue::OrganizationVerb) == Some(end)
            && (self.end + 1..at).any(is_capitalized);
        (!is_verb).then_some(end)
    }

    /// Whether a post, a congress or another organization starts at a token.
    fn opens_other(&self, at: usize) -> bool {
        let lexicon = &self.knowledge.lexicon;
        self.reading.hits_at(at).iter().any(|hit| {
            let cues = lexicon.entry(hit.entry).cues;
            [
                Cue::RoleSecretary,
                Cue::RoleDeputy,
                Cue::RoleNotSecretary,
                Cue::Congress,
                Cue::CongressOrdinal,
                Cue::Tenure,
                Cue::Term,
                Cue::PersonAddress,
                Cue::StatusFormer,
            ]
            .into_iter()
            .any(|cue| cues.has(cue))
        })
    }

    /// Whether an address word within a name is a syllable of it: "Huyện ủy Đông Anh", with no person's name after it.
    fn is_syllable(&self, at: usize) -> bool {
        let lexicon = &self.knowledge.lexicon;
        let is_address = self.reading.cue_at(lexicon, at, Cue::PersonAddress) == Some(at + 1);
        is_address && person::name_end(self.reading, self.knowledge, at + 1).is_none()
    }

    /// Whether a post stands before the head, so that its holder's name may follow: "Bí thư Đảng ủy Công ty Lê Văn Sang".
    fn follows_post(&self) -> bool {
        let lexicon = &self.knowledge.lexicon;
        [Cue::RoleStandingDeputy, Cue::RoleDeputy, Cue::RoleSecretary]
            .into_iter()
            .any(|cue| self.reading.cue_before(lexicon, self.start, cue).is_some())
    }

    fn is_person(&self, at: usize) -> bool {
        person::name_end(self.reading, self.knowledge, at).is_some_and(|end| end >= at + 3)
            && self.place_at(at).is_none()
    }

    /// A province or city named without its level: Đảng bộ Hà Giang, Tỉnh ủy Đắk Lắk
    fn place(&mut self) -> bool {
        if self.is_complete_place() {
            return false;
        }
        let Some((end, index)) = self.place_at(self.end) else {
            return false;
        };
        let place = &self.knowledge.places[index as usize];
        // "Đảng bộ Sơn Tây" is today's town, not the province of old.
        let is_district = place.era == Era::Historic
            && territory::known_district_end(self.reading, self.knowledge, self.end) == Some(end);
        if is_district && self.head_level.is_none() && !self.has_unit {
            self.take_name(end);
            return true;
        }
        if self.parts.len() == 1 && self.head_level.is_none() {
            let level = if place.level == Level::Province {
                self.level_word(Level::Province)
            } else {
                self.level_word(Level::City)
            };
            self.parts.extend(level);
            self.level = Some(place.level);
        } else if self.has_unit && self.open_level.is_none() {
            return false;
        }
        self.take_name(end);
        true
    }

    fn place_at(&self, at: usize) -> Option<(usize, u32)> {
        territory::province_at(self.reading, self.knowledge, at)
    }

    /// The dictionary's spelling of the district that a range names, at a district's level.
    fn district_spelling(&self, at: usize, end: usize) -> Option<String> {
        let level = self.open_level.or(self.level)?;
        let (known, index) = territory::district_at(self.reading, self.knowledge, at)?;
        (known == end && level.is_of_district())
            .then(|| self.knowledge.districts[index as usize].name.clone())
    }

    /// The dictionary's word for a level, from its own cue rows.
    fn level_word(&self, level: Level) -> Option<String> {
        self.knowledge
            .level_words
            .iter()
            .find(|(known, _)| *known == level)
            .map(|(_, word)| word.clone())
    }

    /// Huyện ủy Mỹ Đức, Chi bộ Giồng Nần
    fn proper_name(&mut self) -> bool {
        if self.is_named || self.has_unit {
            return false;
        }
        let Some(end) = self.proper_name_end(self.end, self.head_level) else {
            return false;
        };
        if end == self.end {
            return false;
        }
        // "Huyện ủy Cao Lộc" names a district though Cao is a family name; "Huyện ủy Lê Văn Sang" names a person.
        let is_province = self.head_level == Some(Level::Province);
        let looks_like_person = person::name_end(self.reading, self.knowledge, self.end).is_some();
        let may_be_district = self.head_level.is_some() && end - self.end <= 2;
        if is_province || (looks_like_person && !may_be_district) {
            return false;
        }
        self.is_foreign = self.open_level == Some(Level::Province);
        self.take_name(end);
        true
    }

    /// The end of the proper name of a place of this level: a dictionary place, capitalized syllables up to a person's
    /// name, or a number with its letter.
    ///
    /// All districts are in the dictionary: at their levels, another name that has a person's shape is a person's.
    fn proper_name_end(&self, at: usize, level: Option<Level>) -> Option<usize> {
        if let Some((end, _)) = self.place_at(at) {
            return Some(end);
        }
        if level == Some(Level::Province) {
            return None;
        }
        if let Some(end) = self.honoured_end(at) {
            return Some(end);
        }
        if self.opens_modifier(at) {
            return None;
        }
        let first = self.reading.tokens.get(at)?;
        if first.is_number() {
            return self.number_end(at);
        }
        let is_of_district = level.is_some_and(Level::is_of_district);
        if let Some(end) = territory::known_district_end(self.reading, self.knowledge, at)
            && (is_of_district || (level.is_none() && !self.goes_on(end)))
        {
            return Some(end);
        }
        let mut end = at;
        let most = if self.is_shouted(at) {
            SHOUTED_NAME
        } else {
            usize::MAX
        };
        while let Some(token) = self.reading.tokens.get(end).filter(|_| end - at < most) {
            let fits = token.is_word()
                && token.is_capitalized()
                && self.reading.is_spaced(end)
                && !(self.opens_other(end) && !(end > at && self.is_syllable(end)))
                && !self.is_head(end);
            let dashed = end > at
                && token.is_mark(b'-')
                && token.gap == Gap::None
                && self
                    .reading
                    .tokens
                    .get(end + 1)
                    .is_some_and(|next| next.is_capitalized() && next.gap == Gap::None);
            let after_dash =
                end > at && self.reading.tokens[end - 1].is_mark(b'-') && token.is_capitalized();
            if !(fits || dashed || after_dash) {
                break;
            }
            end += 1;
        }
        let run = end - at;
        let has_middle_name = run >= 3
            && self
                .reading
                .cue_at(&self.knowledge.lexicon, at + 1, Cue::NameMiddle)
                == Some(at + 2);
        if run == 0 || (has_middle_name && self.follows_post()) {
            return None;
        }
        // "Đảng ủy xã Trần Văn Nam" ends with a person, "phường Trần Hưng Đạo" with a place.
        let has_shape = person::name_end(self.reading, self.knowledge, at) == Some(end);
        let has_middle = self
            .reading
            .cue_at(&self.knowledge.lexicon, at + 1, Cue::PersonMiddle)
            .is_some();
        // Two syllables are a person's where a family name stands that hardly any place starts with. Cities abroad may:
        // "thành phố Vũ Hán".
        let lexicon = &self.knowledge.lexicon;
        let is_common = self
            .reading
            .cue_at(lexicon, at, Cue::PersonCommonSurname)
            .is_some();
        let is_short_holder = is_common && self.follows_post() && level != Some(Level::City);
        let names_person = if run >= 3 {
            has_middle || is_of_district
        } else {
            is_of_district && is_short_holder
        };
        if has_shape && names_person {
            return None;
        }
        let split = if run >= 4 {
            (at + 1..end - 1).find(|&cut| {
                cut - at >= 2
                    && person::name_end(self.reading, self.knowledge, cut)
                        .is_some_and(|to| to == end)
            })
        } else {
            None
        };
        let mut end = split.unwrap_or(end.min(at + 5));
        if split.is_none()
            && let Some(number) = self.reading.tokens.get(end)
            && number.is_number()
            && self.reading.word(end).len() <= 2
            && self.number_end(end).is_some()
        {
            end += 1;
        }
        Some(end)
    }

    /// `phường Võ Thị Sáu`: the name of one of the honoured dead is the place's or the unit's.
    fn honoured_end(&self, at: usize) -> Option<usize> {
        self.reading
            .cue_at(&self.knowledge.lexicon, at, Cue::PersonHonoured)
            .filter(|_| self.reading.tokens[at].is_capitalized())
    }

    /// Whether a capitalized word follows within the same name.
    fn goes_on(&self, at: usize) -> bool {
        self.reading
            .tokens
            .get(at)
            .is_some_and(|token| token.is_word() && token.is_capitalized())
            && self.reading.is_spaced(at)
    }

    /// Whether a token stands in a headline in capitals, where a name can't be told by its case.
    fn is_shouted(&self, at: usize) -> bool {
        let is_loud = |at: usize| {
            self.reading.tokens.get(at).is_some_and(|token| {
                token.shape == Shape::Upper && token.expanded == 0 && self.reading.letters(at) > 1
            })
        };
        at > 0 && is_loud(at - 1) && (is_loud(at) || is_loud(at + 1))
    }

    /// `Phó Bí thư Huyện ủy Thường trực`: the word belongs to the post, not to a place.
    fn opens_modifier(&self, at: usize) -> bool {
        self.reading
            .cue_at(&self.knowledge.lexicon, at, Cue::RoleStanding)
            .is_some()
    }

    fn is_head(&self, at: usize) -> bool {
        self.reading
            .sense_at(&self.knowledge.lexicon, at, |sense| {
                matches!(sense, Sense::OrganizationHead(_)).then_some(())
            })
            .is_some()
    }

    fn level_of(&self, range: TokenRange) -> Option<Level> {
        let level =
            self.reading
                .sense_at(&self.knowledge.lexicon, range.start, |sense| match sense {
                    Sense::Level(level) => Some(level),
                    _ => None,
                });
        level
            .filter(|(end, _)| *end == range.end)
            .map(|(_, level)| level)
    }

    fn take(&mut self, end: usize) {
        self.take_as(end, false);
    }

    fn take_as(&mut self, end: usize, is_name: bool) {
        let words = self.reading.canonical(self.end..end);
        self.parts
            .push(settle_case(&words, self.reading, self.end..end, is_name));
        self.end = end;
        self.is_type_only = false;
    }

    fn take_name(&mut self, end: usize) {
        let range = self.end..end;
        match self
            .place_at(self.end)
            .filter(|(place_end, _)| *place_end == end)
        {
            Some((_, index)) => {
                self.parts
                    .push(self.knowledge.places[index as usize].name.clone());
                self.end = end;
            }
            None => match self.district_spelling(self.end, end) {
                Some(name) => {
                    self.parts.push(name);
                    self.end = end;
                }
                None => self.take_as(range.end, true),
            },
        }
        self.place = self.parts.last().cloned();
        self.is_named = true;
        self.is_type_only = false;
        self.open_level = None;
    }
}

/// Words in capitals (a headline) are written small, proper names with a capital each; anything else as it stands.
fn settle_case(words: &str, reading: &Reading<'_>, range: TokenRange, is_name: bool) -> String {
    let is_shouted = range.clone().all(|at| {
        let token = &reading.tokens[at];
        token.expanded == 0
            && (token.kind != Kind::Word
                || (token.shape == Shape::Upper && reading.letters(at) > 1))
    });
    if !is_shouted {
        return words.to_owned();
    }
    let lower = words.to_lowercase();
    if !is_name {
        return lower;
    }
    lower
        .split(' ')
        .map(capitalized)
        .collect::<Vec<_>>()
        .join(" ")
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
