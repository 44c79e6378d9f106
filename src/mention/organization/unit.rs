//! Blocks and units: `Khối các cơ quan`, `Công ty Cổ phần Cao su Đông Sơn`, `Đội 3`, and the bare kinds `cơ sở`, `bộ phận`.

use super::parser::{Parser, Part};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::territory;
use crate::text::TokenRange;
use crate::text::token::{Gap, Shape, Token};

/// Tokens of the longest name of a unit; what goes on longer is no name, and would be read anew from each of its words.
const LONGEST_NAME: usize = 60;

/// Syllables of a full name.
const FULL_NAME: usize = 3;

impl Parser<'_, '_> {
    /// khối các cơ quan và doanh nghiệp
    pub(super) fn block(&mut self) -> bool {
        if self.has_unit || self.head_level.is_some() {
            return false;
        }
        let Some(end) = self.cue(Cue::OrganizationBlock) else {
            return false;
        };
        // "Chi bộ khối phố X"
        if self.cue(Cue::PlaceLevel).is_some_and(|level| level > end) {
            return false;
        }
        self.take(end);
        self.has_unit = true;
        self.is_named |= self.last_part().is_some_and(|part| part.contains(' '));
        true
    }

    /// Khối các cơ quan Trung ương
    pub(super) fn central(&mut self) -> bool {
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

    /// Khối Doanh nghiệp Công nghiệp Trung ương tại Thành phố Hồ Chí Minh: a block of the centre has its seat in its name.
    pub(super) fn seat(&mut self) -> bool {
        if !self.is_block() || self.place.is_some() || !self.is_named {
            return false;
        }
        let Some(city) = self.cue(Cue::OrganizationSeat) else {
            return false;
        };
        let level_end = self.reading.cue_at(city, Cue::PlaceLevel);
        let Some((end, _)) = self.place_at(level_end.unwrap_or(city)) else {
            return false;
        };
        self.take(level_end.unwrap_or(city));
        self.take_name(end);
        true
    }

    fn is_block(&self) -> bool {
        match self.parts.first() {
            Some(Part::Words(words)) => self
                .reading
                .cue_at(words.start, Cue::OrganizationBlock)
                .is_some(),
            _ => false,
        }
    }

    /// `Khối các cơ quan`, whose province may follow without its level, unless it is the centre's or its place is known.
    pub(super) fn is_open_block(&self) -> bool {
        let central = self.reading.cue_before(self.end, Cue::OrganizationCentral);
        self.is_block() && central.is_none() && self.place.is_none() && self.open_level.is_none()
    }

    /// cơ sở, bộ phận
    pub(super) fn kind_word(&mut self) -> bool {
        if !self.parts.is_empty() {
            return false;
        }
        let Some(end) = self.cue(Cue::OrganizationType) else {
            return false;
        };
        // "Tỉnh ủy lâm thời": a committee of a level has no kinds.
        if self.head_level.is_some() {
            self.end = end;
            return true;
        }
        // "Tỉnh ủy lâm thời" is one, "đảng bộ cơ sở" a kind.
        if self.cue(Cue::RoleModifier) == Some(end) {
            self.end = end;
            return true;
        }
        self.take(end);
        self.is_type_only = true;
        true
    }

    /// sở, công ty, trường …, and the words of its name
    pub(super) fn unit(&mut self) -> bool {
        if self.head_level.is_some() || self.is_complete_place() {
            return false;
        }
        // "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy": what another office is of is no unit with a Party organization of its own.
        if self.start == self.end && self.is_head(self.end) {
            return false;
        }
        let by_word = self.name_word(self.end).filter(|&end| {
            let token = &self.reading.tokens[self.end];
            let is_short_form = token.expanded > 0 && self.cue(Cue::OrganizationUnit).is_none();
            // "Đảng ủy than Quảng Ninh", but "chi bộ tại Bình Dương"
            let is_located = || {
                self.end > self.start
                    && self.place_at(end).is_some()
                    && self.cue(Cue::PlaceLocative).is_none()
            };
            token.is_capitalized() || is_short_form || is_located()
        });
        let unit = self.cue(Cue::OrganizationUnit);
        // "Nhà máy 2": the unit's word goes on behind the name's.
        let by_word = by_word
            .filter(|word| unit.is_none_or(|unit| unit <= *word))
            .or_else(|| self.group());
        let Some(mut end) = unit.or(by_word) else {
            return false;
        };
        // "Bí thư Đảng ủy Khối các cơ quan Trung ương Sơn Minh Toàn", "Bí thư Chi bộ Đội 3 Đoàn Bá Lâm": a post's holder.
        if self.is_person(self.end) && self.follows_post() {
            return false;
        }
        if self.is_cut_from_verb(self.end..end) {
            return false;
        }
        let bare_end = if by_word == Some(end) { self.end } else { end };
        self.is_named |= self.cue(Cue::OrganizationProper) == Some(end);
        let mut last = end;
        while end - self.end < LONGEST_NAME
            && let Some(next) = self.unit_word_end(end)
        {
            last = end;
            end = next;
        }
        let may_be_numbered = (end == bare_end && by_word.is_none()) || by_word == Some(end);
        // "Trung đoàn bộ binh 994": what kind of unit it is stands before its number, too.
        // "Công ty CP LICOGI 9": so do the capitals of a company's short name.
        let ends_in_kind = || end > last && self.name_word(last) == Some(end);
        let ends_in_capitals = || end > bare_end && self.is_short_name(end - 1);
        let number_end = self.number_end(end).filter(|&number_end| {
            may_be_numbered
                || ((ends_in_kind() || ends_in_capitals()) && self.closes_name(number_end))
        });
        end = number_end
            .or_else(|| self.serial_number_end(end))
            .unwrap_or(end);
        self.is_named |= end > bare_end;
        let is_short_form = self.reading.tokens[self.end].expanded > 0;
        let words = self.end..end;
        let part = if is_short_form {
            Part::ShortForm(words)
        } else {
            Part::Words(words)
        };
        self.take_part(part, end);
        self.has_unit = true;
        self.open_level = None;
        true
    }

    /// `Chi bộ [Giáo viên]`, `chi bộ [học viên], trực thuộc Đảng bộ Trường X`: whose members a cell has.
    fn group(&self) -> Option<usize> {
        let end = self.cue(Cue::OrganizationGroup)?;
        let comma = (self.reading.tokens.get(end)).filter(|comma| comma.is_mark(b','));
        let at = end + usize::from(comma.is_some());
        let superior = self.reading.cue_at(at, Cue::OrganizationSuperior);
        let is_name = self.end > self.start && self.reading.tokens[self.end].is_capitalized();
        (superior.is_some() || is_name).then_some(end)
    }

    /// Whether a word is the short name of a company, in capitals as its line is not: `LICOGI`, `CIENCO`.
    fn is_short_name(&self, at: usize) -> bool {
        /// Letters of the shortest one.
        const LEAST: usize = 4;
        let word = &self.reading.tokens[at];
        word.shape == Shape::Upper
            && word.expanded == 0
            && self.reading.letters(at) >= LEAST
            && !self.is_shouted(at)
    }

    /// The end of a unit's number: `Đội 3`, `Đào lò 5`, `Chi bộ 5A`; none where the number counts what follows it.
    pub(super) fn number_end(&self, at: usize) -> Option<usize> {
        const DIGITS: usize = 3;
        let number = self.reading.tokens.get(at)?;
        let digits = self.reading.word(at);
        let is_whole = digits.bytes().all(|digit| digit.is_ascii_digit());
        // "Đảng bộ Công an huyện | 5": a table's next cell.
        let is_beside = number.gap == Gap::Space && !self.reading.follows_tab(at);
        if !number.is_number() || !is_beside || !is_whole || digits.len() > DIGITS {
            return None;
        }
        // "Đảng bộ 3 năm liền", but "Chi bộ 3 năm 2020".
        let measures = self
            .reading
            .cue_at(at + 1, Cue::QuantityAttribute)
            .and_then(|end| self.reading.tokens.get(end))
            .is_some_and(|next| !next.is_number());
        let counts = self.reading.starts_any(
            at + 1,
            const {
                CueSet::of(&[
                    Cue::NounMember,
                    Cue::NounPerson,
                    Cue::NounOrganization,
                    Cue::OrganizationSlogan,
                ])
            },
        );
        // "Đảng ủy 3 phường", but "Chi bộ 3 phường Hà Huy Tập".
        let counts_places = self
            .reading
            .cue_at(at + 1, Cue::PlaceLevel)
            .is_some_and(|name| self.proper_name_end(name, None).is_none());
        // "Chi bộ 5A", "ấp 7A1"
        let has_letter = self.reading.tokens.get(at + 1).is_some_and(|letter| {
            let mut bytes = self.reading.word(at + 1).bytes();
            letter.gap == Gap::None
                && letter.is_word()
                && bytes
                    .next()
                    .is_some_and(|first| first.is_ascii_alphabetic())
                && bytes.all(|digit| digit.is_ascii_digit())
        });
        let counts = counts || self.is_motto(at + 1);
        (!counts && !counts_places && !measures).then_some(at + 1 + usize::from(has_letter))
    }

    /// "mô hình “Chi bộ 3 không”": whether quotation marks hold the head, its number and a word behind that, and no more.
    fn is_motto(&self, at: usize) -> bool {
        let tokens = &self.reading.tokens;
        let is_quote = |at: usize| self.reading.mark_at(at, b'"');
        let is_word = tokens
            .get(at)
            .is_some_and(|word| word.is_word() && !word.is_capitalized());
        self.start.checked_sub(1).is_some_and(is_quote) && is_word && is_quote(at + 1)
    }

    /// The end of a unit's number behind the word for one: `Trạm Kiểm lâm số 2`, but not `Công ty số 12-NQ/ĐU` or `Sở Y tế số 15 Lê
    /// Lợi`.
    fn serial_number_end(&self, at: usize) -> Option<usize> {
        let number = (self.reading).cue_at(at, Cue::OrganizationSerial)?;
        let end = self.number_end(number)?;
        let next = self.reading.tokens.get(end);
        let dates = CueSet::of(&[Cue::DateDay, Cue::DateYear]);
        let is_of_document = next.is_some_and(|mark| mark.is_mark(b'-') || mark.is_mark(b'/'))
            || self.reading.starts_any(end, dates);
        // "Trường số 2 Nguyễn Văn Nam": whoever holds the post before has a full name, a street seldom has.
        let is_capitalized = |at: &usize| {
            let token = self.reading.tokens.get(*at);
            token.is_some_and(Token::is_capitalized)
        };
        let capitals = (end..end + FULL_NAME).take_while(is_capitalized).count();
        let is_of_holder = capitals == FULL_NAME && self.follows_post();
        let streets = CueSet::of(&[Cue::PersonNamesake, Cue::OrganizationQuarter]);
        let is_of_street =
            capitals > 0 && !is_of_holder || capitals == 0 && self.reading.starts_any(end, streets);
        (!is_of_document && !is_of_street).then_some(end)
    }

    /// Whether nothing that is counted follows a number: a mark, a capital or a verb does.
    fn closes_name(&self, at: usize) -> bool {
        const VERBS: CueSet = CueSet::of(&[
            Cue::CountHas,
            Cue::CountNow,
            Cue::ClauseVerb,
            Cue::OrganizationVerb,
            Cue::OfficePredicate,
            Cue::CongressHeld,
        ]);
        self.reading.tokens.get(at).is_none_or(|next| {
            !next.is_word() || next.is_capitalized() || self.reading.starts_any(at, VERBS)
        })
    }

    /// The end of one more word of a unit's name.
    fn unit_word_end(&self, at: usize) -> Option<usize> {
        let token = self.reading.tokens.get(at)?;
        if token.gap >= Gap::Line && !self.reading.is_spaced(at) {
            return None;
        }
        let is_complete = self
            .reading
            .cue_before(at, Cue::OrganizationCountry)
            .is_some_and(|country| country > self.end);
        if let Some(end) = self.committee_end(at).filter(|_| !is_complete) {
            return Some(end);
        }
        // "Báo Sóc Trăng": the province, though sóc is a village.
        let is_level =
            || self.reading.cue_at(at, Cue::PlaceLevel).is_some() && self.place_at(at).is_none();
        if is_complete || is_level() {
            return None;
        }
        if let Some(end) = self.honoured_end(at) {
            return Some(end);
        }
        // "Công ty Lương thực Bạc Liêu": no person's name starts within a place's.
        if let Some((end, _)) = self.place_at(at).filter(|_| token.is_capitalized()) {
            return Some(end);
        }
        let is_joint = self.reading.cue_at(at, Cue::And).is_some() || token.is_mark(b'-');
        if is_joint {
            let next = self.reading.tokens.get(at + 1)?;
            let opens_name = next.is_capitalized()
                && !self.is_person(at + 1)
                && !self.opens_other(at + 1)
                && !self.opens_title(at + 1)
                && !self.is_head(at + 1);
            // "Văn phòng Đoàn ĐBQH và HĐND tỉnh"
            let names_state = (self.reading.cue_at(at + 1, Cue::TitleState)).is_some();
            let goes_on = opens_name || names_state || self.name_word(at + 1).is_some();
            return goes_on.then_some(at + 1);
        }
        if let Some(end) = self.graded_end(at) {
            return Some(end);
        }
        let holds_congress = self
            .reading
            .cue_at(at, Cue::CongressHeld)
            .is_some_and(|next| self.opens_other(next));
        let is_inner = self.reading.tokens[at - 1].is_capitalized() && self.is_syllable(at);
        let opens_other = self.opens_other(at) && !is_inner;
        if holds_congress || opens_other || (self.is_person(at) && self.holder_may_follow(at)) {
            return None;
        }
        // "ĐẢNG BỘ CÔNG TY THAN SÔNG GIANH CÓ 6 CHI BỘ": in capitals, a verb looks like a name's word.
        const VERBS: CueSet = CueSet::of(&[
            Cue::OfficePredicate,
            Cue::OrganizationVerb,
            Cue::ClauseVerb,
            Cue::CongressHeld,
            Cue::OrganizationShoutedEnd,
        ]);
        if self.is_shouted(at) && self.reading.starts_any(at, VERBS) {
            return None;
        }
        let word = self.name_word(at);
        let unit = self
            .reading
            .cue_at(at, Cue::OrganizationUnit)
            .filter(|&end| !self.is_cut_from_verb(at..end));
        if word.is_some() || unit.is_some() {
            return word.max(unit);
        }
        (token.is_word() && token.is_capitalized()).then_some(at + 1)
    }

    /// The end of a school's grade or number within its name: `Trường [cấp 2] Tân Lập`, `Trường THPT [số 1] Sông Gâm`.
    fn graded_end(&self, at: usize) -> Option<usize> {
        let serial = || {
            self.cue(Cue::OrganizationNamesake)?;
            self.reading.cue_at(at, Cue::OrganizationSerial)
        };
        let grade = self.reading.cue_at(at, Cue::OrganizationGrade);
        let number = grade.or_else(serial)?;
        let goes_on = (self.reading.tokens.get(number + 1)).is_some_and(Token::is_capitalized);
        self.number_end(number)
            .filter(|&end| goes_on && end == number + 1)
    }

    /// The end of the committee of a level whose office has the name: `Văn phòng [Huyện ủy]`, `Ban Tổ chức [Tỉnh ủy]`.
    fn committee_end(&self, at: usize) -> Option<usize> {
        let level = self.reading.cue_at(at, Cue::PlaceLevel)?;
        let committee = self.reading.cue_at(at, Cue::OrganizationUnit)?;
        // "Ban Tỉnh ủy lâm thời" is the committee itself.
        let is_of_office = [Cue::TitleBody, Cue::OrganizationUnit]
            .into_iter()
            .filter_map(|office| self.reading.cue_before(at, office))
            .any(|office| office + 1 < at);
        let is_member = || {
            let member = self.reading.cue_at(committee, Cue::OrganizationMember);
            member.is_some()
        };
        (committee > level && is_of_office && !is_member()).then_some(committee)
    }

    /// "Bí thư Đảng ủy Trường Đại học X và Hiệu trưởng": whether another office starts at a token.
    fn opens_title(&self, at: usize) -> bool {
        self.reading.cue_at(at, Cue::TitleHead).is_some()
            && self.reading.cue_at(at, Cue::TitleState).is_none()
    }

    /// The end of the words at a token that names of units are made of: `phát triển` in `Trung tâm Phát triển quỹ đất`,
    /// but not in `Chi bộ Công ty Sao Biển phát triển 3 đảng viên`.
    pub(super) fn name_word(&self, at: usize) -> Option<usize> {
        let is_capitalized = |at: usize| self.reading.tokens[at].is_capitalized();
        // "Ban Chỉ đạo 35": a verb within a name has its capital.
        let named_verb = || {
            let verb = self.reading.cue_at(at, Cue::OrganizationHost)?;
            let is_one = self.reading.cue_at(at, Cue::OrganizationVerb) == Some(verb);
            (is_one && is_capitalized(at)).then_some(verb)
        };
        // "Phòng Tổ chức", but "Đảng ủy Tổ chức", "Chi bộ Phòng tổ chức" and "ĐẢNG ỦY CÔNG TY TỔ CHỨC"
        let capital_word = || {
            let word = self.reading.cue_at(at, Cue::OrganizationCapital)?;
            (at > self.end && is_capitalized(at) && !self.is_shouted(at)).then_some(word)
        };
        let word = self.reading.cue_at(at, Cue::OrganizationWord);
        let end = word.max(capital_word()).or_else(named_verb)?;
        let may_be_verb =
            !is_capitalized(at) && self.reading.cue_at(at, Cue::OrganizationVerb) == Some(end);
        // "UBKT Đảng ủy Trung đoàn kiểm tra 9 chi bộ"
        let has_object = || {
            self.reading.tokens.get(end).is_some_and(Token::is_number)
                && self.number_end(end).is_none()
        };
        // "Công ty Kinh doanh nhà Phú Nhuận", "Than Quảng Ninh"
        let opens_place = || {
            let district = territory::district_at(self.reading, end);
            self.place_at(end).is_some() || district.is_some()
        };
        let is_verb = may_be_verb
            && ((self.end + 1..at).any(is_capitalized) && !opens_place() || has_object());
        (!is_verb && !self.is_cut_from_verb(at..end)).then_some(end)
    }

    /// `Đảng ủy ban hành`, `Đảng bộ Công ty liên tục đạt`: whether words of a name are but the beginning of a verb.
    fn is_cut_from_verb(&self, words: TokenRange) -> bool {
        let verb = (self.reading).cue_at(words.start, Cue::OrganizationVerb);
        !self.reading.tokens[words.start].is_capitalized()
            && verb.is_some_and(|verb| verb > words.end)
    }
}
