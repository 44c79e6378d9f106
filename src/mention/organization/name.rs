//! Proper names of places and units: where one ends, and whether it is a person's instead.

use super::parser::Parser;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::Level;
use crate::mention::{person, territory};
use crate::text::token::{Gap, Kind, Shape};

/// Syllables of a place's name in a headline in capitals.
const SHOUTED_NAME: usize = 2;
/// Syllables that a place's name has at most.
const LONGEST_NAME: usize = 5;

impl Parser<'_, '_> {
    /// Huyện ủy Mỹ Đức, Chi bộ Giồng Nần
    pub(super) fn proper_name(&mut self) -> bool {
        if self.is_named || self.has_unit {
            return false;
        }
        // "đảng bộ cơ sở 22, chi bộ cơ sở 17": how many there are of a kind.
        if self.is_type_only && self.reading.tokens[self.end].is_number() {
            return false;
        }
        let Some(end) = self.proper_name_end(self.end, self.head_level) else {
            return false;
        };
        if end == self.end || self.is_cut_word(end) {
            return false;
        }
        // "Huyện ủy Cao Lộc" names a district though Cao is a family name; "Huyện ủy Lê Văn Sang" names a person.
        let is_province = self.head_level == Some(Level::Province);
        let looks_like_person = person::name_end(self.reading, self.knowledge, self.end).is_some();
        let is_short = end - self.end <= 2;
        // "đó là Chi bộ Văn Khê": no post stands before it, and hardly anybody has such a family name.
        let may_be_cell = || {
            let surname = self.reading.cue_at(self.end, Cue::PersonCommonSurname);
            surname.is_none() && !self.follows_post()
        };
        let may_be_place =
            is_short && (self.head_level.is_some() || may_be_cell()) || self.is_told_of_cell(end);
        if is_province || (looks_like_person && !may_be_place) {
            return false;
        }
        self.is_foreign = self.open_level == Some(Level::Province);
        self.take_name(end);
        true
    }

    /// `Chi bộ Ninh Thạnh Lợi ra đời`, `… được thành lập`: whether a verb that is said of no person stands behind a cell's name, and no
    /// post before it.
    fn is_told_of_cell(&self, end: usize) -> bool {
        let is_founded = || {
            let verb = self.reading.cue_at(end, Cue::AfterEstablish);
            let is_passive = |verb: usize| {
                let passive = self.reading.find_cue(end..verb, Cue::Passive);
                passive.is_some()
            };
            verb.is_some_and(is_passive)
                || (self.reading).cue_at(end, Cue::OrganizationBorn).is_some()
        };
        self.head_level.is_none() && self.is_cells() && !self.follows_post() && is_founded()
    }

    /// "Chi bộ Hải ngoại", "Đảng ủy Mặt trận": whether one capital syllable is but the beginning of a word that the
    /// dictionaries know, or of a name that a dash joins: "Ban cán sự Đông – Bắc Miên".
    fn is_cut_word(&self, end: usize) -> bool {
        let tokens = &self.reading.tokens;
        let is_joined = self.reading.mark_at(end, b'-')
            && (tokens.get(end + 1)).is_some_and(|next| next.is_word() && next.is_capitalized());
        if is_joined && end == self.end + 1 {
            return true;
        }
        let goes_on = self.reading.tokens.get(end).is_some_and(|next| {
            next.is_word() && !next.is_capitalized() && self.reading.is_spaced(end)
        });
        end == self.end + 1
            && goes_on
            && self
                .reading
                .hits_at(self.end)
                .iter()
                .any(|hit| hit.end as usize > end)
    }

    /// The end of the proper name of a place of this level: a dictionary place, capitalized syllables up to a person's
    /// name, or a number with its letter.
    ///
    /// All districts are in the dictionary: at their levels, another name that has a person's shape is a person's.
    pub(super) fn proper_name_end(&self, at: usize, level: Option<Level>) -> Option<usize> {
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
        let is_of_district = level.is_some_and(Level::is_of_district);
        if first.is_number() {
            // "Bí thư Huyện ủy 8X": a district's number has no letter.
            return self
                .number_end(at)
                .filter(|end| *end == at + 1 || !is_of_district);
        }
        // "huyện Hương khê": behind its level, a small letter is a slip.
        if let Some((end, _)) = territory::district_in_any_case(self.reading, at)
            && is_of_district
            && !self.reading.tokens[end - 1].is_capitalized()
        {
            return Some(end);
        }
        if let Some(end) = territory::known_district_end(self.reading, self.knowledge, at)
            && (is_of_district || (level.is_none() && !self.goes_on(end)))
        {
            return Some(end);
        }
        if let Some(end) = self.address_name_end(at, level) {
            return Some(self.with_city(self.with_number(end), level));
        }
        let end = self.capitalized_end(at);
        if end == at || self.is_persons(at, end, level) {
            return None;
        }
        // "Đảng ủy xã Sông Hinh Lê Văn Sang": the place's holder follows it.
        let holder = (at + 1..end.max(at + 2) - 1)
            .filter(|cut| end - at >= 4 && cut - at >= 2)
            .find(|&cut| person::name_end(self.reading, self.knowledge, cut) == Some(end));
        Some(match holder {
            Some(cut) => cut,
            None => self.with_city(self.with_number(end.min(at + LONGEST_NAME)), level),
        })
    }

    /// `xã Bà Điểm`, `phường Anh Dũng`, `xã Anh Sơn Đông`: where a name ends that opens with a word by which people are addressed,
    /// right behind a level. "xã Ông Lê Văn Sang" names a person.
    fn address_name_end(&self, at: usize, level: Option<Level>) -> Option<usize> {
        let cue = |at: usize, cue: Cue| self.reading.cue_at(at, cue);
        let second = cue(at, Cue::PersonAddress).filter(|&second| {
            level.is_some_and(|level| !level.is_of_district())
                && second == at + 1
                && self.reading.tokens[at].is_capitalized()
                && self.reading.is_spaced(at)
                && !self.reading.follows_tab(at)
                && !self.is_shouted(at)
                && self.goes_on(second)
                && !self.reading.tokens[second].has_apostrophe
                && !self.follows_office()
                && self.reading.cue_before(at, Cue::PlaceLevel).is_some()
        })?;
        let names_person = |at: usize| person::name_end(self.reading, self.knowledge, at).is_some();
        let third = second + 1;
        let has_third = self.goes_on(third)
            && (self.reading.letters(third) == 1 || cue(third, Cue::PlaceDirection).is_some());
        let is_person = names_person(second) && (!has_third || self.follows_post());
        let end = third + usize::from(has_third);
        (!is_person && (!self.goes_on(end) || names_person(end))).then_some(end)
    }

    /// The end of the run of capitalized syllables at a token.
    fn capitalized_end(&self, at: usize) -> usize {
        let mut end = at;
        let is_shouted = self.is_shouted(at);
        let most = if is_shouted { SHOUTED_NAME } else { usize::MAX };
        let is_over = |at: usize| {
            is_shouted
                && self
                    .reading
                    .cue_at(at, Cue::OrganizationShoutedEnd)
                    .is_some()
        };
        if is_shouted && self.opens_full_name(at) {
            return at;
        }
        while let Some(token) = self.reading.tokens.get(end).filter(|_| end - at < most) {
            let fits = token.is_word()
                && token.is_capitalized()
                && self.reading.is_spaced(end)
                && !is_over(end)
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
        end
    }

    /// Whether a run of capitalized syllables is a person's name: "Đảng ủy xã Trần Văn Nam" ends with a person, "phường
    /// Trần Hưng Đạo" with a place.
    fn is_persons(&self, at: usize, end: usize, level: Option<Level>) -> bool {
        let cue = |at: usize, cue: Cue| self.reading.cue_at(at, cue);
        let run = end - at;
        // "Bí thư Huyện ủy K’ Minh Tuấn": a letter with an apostrophe starts a person's name.
        let is_initial = run == 1
            && self.reading.letters(at) == 1
            && matches!(
                self.reading.tokens.get(end).map(|mark| mark.kind),
                Some(Kind::Mark(b'\'' | b'"'))
            );
        let has_middle_name = run >= 3 && cue(at + 1, Cue::NameMiddle) == Some(at + 2);
        if is_initial || (has_middle_name && self.follows_post()) {
            return true;
        }
        let is_of_district = level.is_some_and(Level::is_of_district);
        // Behind a post, three syllables of a person's shape are its holder: "Bí thư Đảng ủy phường Đào Xuân Cảnh". Two are
        // where a family name stands that hardly any place starts with. Cities abroad may: "thành phố Vũ Hán".
        let may_be_person = if run >= 3 {
            cue(at + 1, Cue::PersonMiddle).is_some()
                || is_of_district
                || self.follows_post()
                || self.follows_office()
                // "Trưởng bản Thào A Sử"
                || (level == Some(Level::Village)
                    && self.reading.cue_before(at, Cue::TitleHead).is_some())
        } else {
            // "Bí thư Đảng ủy xã Siu Hyưng": a clan's name opens no place's.
            let is_of_clan = person::opens_highland(self.reading, at);
            let is_common = is_of_district
                && level != Some(Level::City)
                && cue(at, Cue::PersonCommonSurname).is_some();
            (is_common || is_of_clan) && self.follows_post()
        };
        may_be_person
            && person::name_end(self.reading, self.knowledge, at) == Some(end)
            && !(level == Some(Level::Village) && self.follows_aged_holder())
    }

    /// The end of a name with the number behind it: `Tân Thới Nhất 2`.
    fn with_number(&self, end: usize) -> usize {
        let is_numbered = self.reading.tokens.get(end).is_some_and(|number| {
            number.is_number()
                && self.reading.word(end).len() <= 2
                && self.number_end(end).is_some()
        });
        end + usize::from(is_numbered)
    }

    /// The end of a ward's name with the city's that its own goes on with: `Xuân Hương - Đà Lạt`.
    fn with_city(&self, end: usize, level: Option<Level>) -> usize {
        let dash = self
            .reading
            .tokens
            .get(end)
            .filter(|dash| dash.is_mark(b'-'));
        let city = dash
            .filter(|_| level == Some(Level::Ward))
            .and_then(|_| territory::district_at(self.reading, end + 1));
        city.map_or(end, |(city, _)| city)
    }

    /// `phường Võ Thị Sáu`: the name of one of the honoured dead is the place's or the unit's.
    pub(super) fn honoured_end(&self, at: usize) -> Option<usize> {
        self.reading
            .cue_at(at, Cue::PersonHonoured)
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

    /// `BÍ THƯ ĐẢNG ỦY XÃ LÊ VĂN NAM CHỦ TRÌ`: whether a person's name with a middle name that tells so starts at a token.
    fn opens_full_name(&self, at: usize) -> bool {
        let middle = (self.reading).cue_at(at + 1, Cue::NameMiddle);
        middle.is_some()
            && person::name_end(self.reading, self.knowledge, at).is_some_and(|end| end > at + 2)
    }

    /// Whether a token stands in a headline in capitals, where a name can't be told by its case.
    pub(super) fn is_shouted(&self, at: usize) -> bool {
        let is_loud = |at: usize| {
            self.reading.tokens.get(at).is_some_and(|token| {
                token.shape == Shape::Upper && token.expanded == 0 && self.reading.letters(at) > 1
            })
        };
        at > 0 && is_loud(at - 1) && (is_loud(at) || is_loud(at + 1))
    }

    /// `Phó Bí thư Huyện ủy Thường trực`: the word belongs to the post, not to a place.
    fn opens_modifier(&self, at: usize) -> bool {
        self.reading.cue_at(at, Cue::RoleStanding).is_some()
    }

    /// Whether a post, a congress or another organization starts at a token.
    pub(super) fn opens_other(&self, at: usize) -> bool {
        const OTHERS: CueSet = CueSet::of(&[
            Cue::RoleSecretary,
            Cue::RoleDeputy,
            Cue::RoleNotSecretary,
            Cue::Congress,
            Cue::CongressOrdinal,
            Cue::CongressTenure,
            Cue::Term,
            Cue::PersonAddress,
            Cue::StatusFormer,
        ]);
        self.reading.starts_any(at, OTHERS)
    }

    pub(super) fn is_head(&self, at: usize) -> bool {
        self.reading.head_at(at).is_some()
    }

    /// Whether a word within a name is a syllable of it though it opens something else elsewhere: "Huyện ủy Đông Anh", with
    /// no person's name after it, "vùng Tây Nguyên", with no office after it.
    pub(super) fn is_syllable(&self, at: usize) -> bool {
        const OFFICES: CueSet = CueSet::of(&[
            Cue::RoleSecretary,
            Cue::RoleDeputy,
            Cue::RoleNotSecretary,
            Cue::TitleHead,
        ]);
        let is_one = |cue| self.reading.cue_at(at, cue) == Some(at + 1);
        let next = at + 1;
        let names_person = || person::name_end(self.reading, self.knowledge, next).is_some();
        let names_office =
            || next < self.reading.tokens.len() && self.reading.starts_any(next, OFFICES);
        (is_one(Cue::PersonAddress) && !names_person())
            || (is_one(Cue::StatusFormer)
                && self.reading.tokens[at].is_capitalized()
                && !names_office())
    }

    /// Whether a post stands before the head, so that its holder's name may follow: "Bí thư Đảng ủy Công ty Lê Văn Sang",
    /// "Chủ tịch HĐND xã Lê Văn Sang".
    pub(super) fn follows_post(&self) -> bool {
        self.post_before().is_some()
    }

    /// Where the post starts that stands before the head.
    fn post_before(&self) -> Option<usize> {
        // A place's level may stand behind the head: "Bí thư Đảng ủy [phường Lê Văn Sang]".
        let head = self
            .reading
            .cue_before(self.start, Cue::OrganizationBareCommittee)
            .unwrap_or(self.start);
        [
            Cue::RoleStandingDeputy,
            Cue::RoleDeputy,
            Cue::RoleSecretary,
            Cue::RoleNotSecretary,
        ]
        .into_iter()
        .find_map(|cue| self.reading.cue_before(head, cue))
    }

    /// "Ông A, 68 tuổi, Bí thư Chi bộ thôn Đồng Du Trung": whether only somebody's name and age stand in the sentence before the
    /// post, who holds it.
    fn follows_aged_holder(&self) -> bool {
        let tokens = &self.reading.tokens;
        let Some(comma) = self.post_before().and_then(|post| post.checked_sub(1)) else {
            return false;
        };
        let start = self.reading.sentence_of(comma).start;
        let address = self.reading.cue_at(start, Cue::PersonAddress);
        let name = address.unwrap_or(start);
        let age = person::name_end(self.reading, self.knowledge, name).map(|end| end + 1);
        age.is_some_and(|age| {
            let told = self.reading.cue_at(age + 1, Cue::OfficeAside);
            tokens[comma].is_mark(b',')
                && age + 2 == comma
                && tokens[age - 1].is_mark(b',')
                && tokens[age].is_number()
                && told == Some(comma)
        })
    }

    /// Whether the holder of a post or of another office may stand at a token behind the unit's name: "Bộ trưởng Bộ Tư pháp Lê
    /// Văn Sang", "Trưởng Ban Công tác đại biểu Quốc hội Lê Văn Sang". Schools and hospitals may themselves be named after
    /// somebody: "Hiệu trưởng Trường Tiểu học Lê Văn Sang".
    pub(super) fn holder_may_follow(&self, at: usize) -> bool {
        let cue = |cue| self.reading.cue_at(self.start, cue);
        let title = self.reading.cue_before(self.start, Cue::TitleHead);
        self.follows_post()
            || title.is_some() && cue(Cue::OrganizationNamesake).is_none()
            || self.cue(Cue::OrganizationProper) == Some(at)
    }

    /// Whether an office of the state stands before a level: "Chủ tịch UBND [xã Lê Văn Sang]".
    fn follows_office(&self) -> bool {
        let before = |at: usize, cue: Cue| self.reading.cue_before(at, cue);
        before(self.start, Cue::TitleState)
            .is_some_and(|state| before(state, Cue::TitleHead).is_some())
    }

    pub(super) fn is_person(&self, at: usize) -> bool {
        person::name_end(self.reading, self.knowledge, at).is_some_and(|end| end >= at + 3)
            && self.place_at(at).is_none()
    }
}
