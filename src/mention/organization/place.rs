//! Levels and the places that they name, and provinces by their bare name: `xã Sông Hinh`, `… tỉnh`, `Hà Giang`.

use super::parser::{Parser, Part};
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::{HeadKind, Level};
use crate::knowledge::places::Era;
use crate::mention::{person, territory};
use crate::text::reading::TokenRange;

impl<'p> Parser<'p, '_> {
    /// tỉnh Đắk Lắk, xã Sông Hinh, phường 12, or a bare level
    pub(super) fn level_and_place(&mut self) -> bool {
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
            self.head_level.is_some() && self.parts.is_empty() && level == self.head_level;
        if self.is_complete_place() || (self.head_level.is_some() && !repeats_head) {
            return false;
        }
        let name_start = self.past_kind(end, level);
        let name_end = self
            .proper_name_end(name_start, level)
            .or_else(|| self.serial_end(end, level));
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
            self.end = name_start;
            self.take_name(name_end);
        }
        true
    }

    /// Where the name of a place starts behind its level, past the words for what kind of place it is: `xã biên giới [Sín Thầu]`.
    /// `bản vùng cao Hà Giang` lies in the province.
    pub(super) fn past_kind(&self, at: usize, level: Option<Level>) -> usize {
        let kind = self.reading.cue_at(at, Cue::PlaceKind);
        let has_name = |end: &usize| {
            self.place_at(*end).is_none() && self.proper_name_end(*end, level).is_some()
        };
        kind.filter(|_| !self.reading.tokens[at].is_capitalized())
            .filter(has_name)
            .unwrap_or(at)
    }

    /// `tổ dân phố số 5`, `thôn số 4`: a village's number behind the word for one.
    fn serial_end(&self, at: usize, level: Option<Level>) -> Option<usize> {
        let number = self
            .reading
            .cue_at(at, Cue::OrganizationSerial)
            .filter(|_| level == Some(Level::Village))?;
        self.number_end(number)
    }

    /// `Chi bộ khu 7`, `Chi bộ phố Tân An`, `Chi bộ tổ 3`: small places whose words mean much else where no cell stands before.
    pub(super) fn quarter(&mut self) -> bool {
        let is_first = self.parts.is_empty() && self.head_level.is_none() && self.end > self.start;
        let Some(end) = self
            .cue(Cue::OrganizationQuarter)
            .filter(|_| is_first && self.is_cells())
        else {
            return false;
        };
        let number = self.reading.cue_at(end, Cue::OrganizationSerial);
        let Some(name_end) = self
            .number_end(number.unwrap_or(end))
            .or_else(|| self.proper_name_end(end, Some(Level::Village)))
        else {
            return false;
        };
        self.take(end);
        self.level = Some(Level::Village);
        self.take_name(name_end);
        true
    }

    /// Whether the head is a cell's.
    pub(super) fn is_cells(&self) -> bool {
        let head = self.reading.head_at(self.start);
        head.is_some_and(|(_, row)| self.knowledge.organization_heads[row].kind == HeadKind::Cell)
    }

    /// Whether the place so far is only a cell's or village's number, which tells nobody apart without the place above it.
    fn is_numbered(&self) -> bool {
        let is_small = self.level.is_none_or(|level| level == Level::Village);
        let is_number = |place: &Part<'_>| match place {
            Part::Known(name) => name.starts_with(|first: char| first.is_ascii_digit()),
            Part::Words(words) | Part::Name(words) | Part::ShortForm(words) => {
                self.reading.tokens[words.start].is_number()
            }
        };
        is_small && self.place.as_ref().is_some_and(is_number)
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

    /// `Chi bộ thôn 6[, xã Đak Rung]`, `Chi bộ 4[, phường Tân An]`: the place behind a comma in which a cell with a number lies.
    pub(super) fn address(&mut self) -> bool {
        if !self.reading.mark_at(self.end, b',') || !self.is_numbered() {
            return false;
        }
        let end = self.end;
        let Some(level_end) = self.reading.cue_at(end + 1, Cue::PlaceLevel) else {
            return false;
        };
        self.end = end + 1;
        let level = self.level_of(self.end..level_end);
        let is_taken = self.is_cells() && self.higher_place(level_end, level);
        if !is_taken {
            self.end = end;
        }
        is_taken
    }

    /// Whether a place of its own is named already, so that a further level belongs to what contains it.
    pub(super) fn is_complete_place(&self) -> bool {
        self.is_named && !self.has_unit
    }

    /// A province or city named without its level: Đảng bộ Hà Giang, Tỉnh ủy Đắk Lắk
    pub(super) fn place(&mut self) -> bool {
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
        if self.keeps_own_name() {
            self.take_name(end);
            self.further_places();
            return true;
        }
        if self.parts.is_empty() && self.head_level.is_none() {
            self.take_level_of(place.level);
            self.level = Some(place.level);
        } else if self.is_open_block() && !is_district && self.is_sole_place(end) {
            self.take_level_of(place.level);
            self.open_level = Some(place.level);
            self.is_named = true;
        } else if self.has_unit && self.open_level.is_none() {
            return false;
        }
        self.take_name(end);
        true
    }

    /// Whether the bare name that the head is followed by, up to `end`, is a place's, and that of no list of places: `Khối Doanh nghiệp
    /// Hà Nam, Nam Định` are two.
    fn is_sole_place(&self, end: usize) -> bool {
        let comma = self.reading.tokens.get(end);
        let comma = comma.filter(|comma| comma.is_mark(b',')).map(|_| end + 1);
        let joint = self.reading.cue_at(end, Cue::And);
        let is_listed = comma
            .or(joint)
            .is_some_and(|next| self.place_at(next).is_some());
        !is_listed && person::name_end(self.reading, self.knowledge, self.end).is_none()
    }

    /// The word for the level of a place that is named without it.
    fn take_level_of(&mut self, level: Level) {
        let word = match level {
            Level::Province => self.level_word(Level::Province),
            _ => self.level_word(Level::City),
        };
        self.parts.extend(word.map(Part::Known));
    }

    /// Whether the head is a body of history, which is no level's: `Khu ủy`, `Liên tỉnh ủy`.
    fn keeps_own_name(&self) -> bool {
        let mut heads = self.knowledge.organization_heads.iter();
        let party = self
            .knowledge
            .party_head()
            .map(|head| head.canonical.as_str());
        self.parts.is_empty()
            && self.head_level.is_none()
            && self.end > self.start
            && party != Some(self.canonical())
            && heads.any(|head| head.kind == HeadKind::Party && head.canonical == self.canonical())
    }

    /// `Liên tỉnh ủy Hà Nội - Hà Đông - Sơn Tây`: the other places of a body of several.
    fn further_places(&mut self) {
        let is_dash = |at: usize| {
            let dash = self.reading.tokens.get(at);
            dash.is_some_and(|dash| dash.is_mark(b'-'))
        };
        let mut dash = self.end;
        let mut places = Vec::new();
        while is_dash(dash)
            && let Some((end, _)) = self.place_at(dash + 1)
        {
            places.push((dash + 1, end));
            dash = end;
        }
        for (start, end) in places {
            self.take(start);
            self.take_name(end);
        }
    }

    pub(super) fn place_at(&self, at: usize) -> Option<(usize, u32)> {
        territory::province_at(self.reading, at)
    }

    /// The dictionary's spelling of the district that a range names, at a district's level.
    pub(super) fn district_spelling(&self, at: usize, end: usize) -> Option<&'p str> {
        let level = self.open_level.or(self.level)?;
        let (known, index) = territory::district_in_any_case(self.reading, at)?;
        (known == end && level.is_of_district())
            .then(|| self.knowledge.districts[index as usize].name.as_str())
    }

    /// The dictionary's word for a level, from its own cue rows.
    fn level_word(&self, level: Level) -> Option<&'p str> {
        self.knowledge
            .level_words
            .iter()
            .find(|(known, _)| *known == level)
            .map(|(_, word)| word.as_str())
    }

    pub(super) fn level_of(&self, range: TokenRange) -> Option<Level> {
        let level = self.reading.level_at(range.start);
        level
            .filter(|(end, _)| *end == range.end)
            .map(|(_, level)| level)
    }
}
