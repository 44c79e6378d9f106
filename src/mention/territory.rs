//! Places and units that are named in running text, outside organizations' names: they complete short forms.
//!
//! Enters: a reading. Leaves: [`Territory`] and [`UnitName`] lists in text order, page furniture included (a footer
//! tells the place).

use crate::knowledge::Knowledge;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::Sense;
use crate::knowledge::organizations::Level;
use crate::knowledge::places::Era;
use crate::mention::opening::Openings;
use crate::mention::person::PersonMention;
use crate::mention::{organization, person};
use crate::text::reading::{Reading, TokenRange};
use std::cell::OnceCell;

/// A place with its level: `huyện Mỹ Đức`, `tỉnh Đắk Lắk`, or a province by its bare name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Territory {
    pub tokens: TokenRange,
    pub level: Level,
    /// Without the level word; dictionary spelling for provinces.
    pub name: String,
    /// The level word stands before it.
    pub is_levelled: bool,
}

/// A district named without its level, as in "Than Uyên, Phong Thổ": it is known by its name alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DistrictName {
    pub tokens: TokenRange,
    /// Row of the districts.
    pub district: u32,
}

/// A unit named in full: `Công ty Cổ phần Cao su Đông Sơn`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitName {
    pub tokens: TokenRange,
    /// Written out when first asked for: most units are of no Party organization.
    name: OnceCell<String>,
}

impl UnitName {
    fn of(tokens: TokenRange) -> Self {
        Self {
            tokens,
            name: OnceCell::new(),
        }
    }

    /// Its words, abbreviations expanded.
    pub(crate) fn name(&self, reading: &Reading<'_>) -> &str {
        let written_out = || reading.canonical(self.tokens.clone());
        self.name.get_or_init(written_out)
    }
}

/// The territories of a reading. At a district's level, a name that the dictionary does not know and that a person bears
/// elsewhere in the text is that person's: `Chủ tịch UBND huyện Trần Sơn`.
pub(super) fn find(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    openings: &Openings,
    persons: &[PersonMention],
) -> Vec<Territory> {
    let mut out = Vec::with_capacity(openings.territories.len());
    let mut next = 0;
    for &at in &openings.territories {
        if at < next {
            continue;
        }
        let territory = territory_at(reading, knowledge, at)
            .filter(|territory| !is_of_person(reading, knowledge, persons, territory));
        if let Some(territory) = territory {
            next = territory.tokens.end;
            out.push(territory);
        }
    }
    out
}

fn is_of_person(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    persons: &[PersonMention],
    territory: &Territory,
) -> bool {
    // "Néang Sóc Kha": sóc is a village elsewhere.
    let at = territory.tokens.start;
    let before = persons.partition_point(|person| person.tokens.start < at);
    let within = before.checked_sub(1).map(|index| &persons[index]);
    if reading.tokens[at].is_capitalized()
        && within.is_some_and(|person| person.is_addressed() && at < person.tokens.end)
    {
        return true;
    }
    let level_end = reading.cue_at(territory.tokens.start, Cue::PlaceLevel);
    let Some(start) =
        level_end.filter(|_| territory.is_levelled && territory.level.is_of_district())
    else {
        return false;
    };
    let name = start..territory.tokens.end;
    let forms = |tokens: &TokenRange| {
        reading.tokens[tokens.clone()]
            .iter()
            .map(|token| token.form)
    };
    let has_shape = person::name_end(reading, knowledge, start) == Some(name.end);
    has_shape
        && district_at(reading, start).is_none()
        && persons.iter().any(|person| {
            person.is_addressed()
                && forms(&person.tokens).eq(forms(&name))
                && reading.words(person.tokens.clone()) == reading.words(name.clone())
        })
}

fn territory_at(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> Option<Territory> {
    let place = province_at(reading, at);
    // "Buôn Ma Thuột" is a city, though buôn is a village.
    if place.is_none()
        && district_at(reading, at).is_none()
        && let Some(end) = reading.cue_at(at, Cue::PlaceLevel)
        && !is_within_unit(reading, at)
        && let Some((name_end, level, name)) = organization::place_name(reading, knowledge, at..end)
        // "thị xã Trần Thanh Sơn", whom no town is named after, names no commune.
        && reading.cue_before(end, Cue::PlaceLevel).is_none_or(|word| word >= at)
        && !(level == Level::Village && follows_unit(reading, at))
        && !is_of_body(reading, at..name_end)
        && !(level == Level::Village && is_of_people(reading, at, end..name_end))
    {
        return Some(Territory {
            tokens: at..name_end,
            level,
            name,
            is_levelled: true,
        });
    }
    let (end, index) = place?;
    let place = &knowledge.places[index as usize];
    // "Trịnh Hồng Quảng" is no province of old.
    let is_of_name = place.era == Era::Historic
        && at > 0
        && reading.tokens[at - 1].is_capitalized()
        && person::name_end(reading, knowledge, at - 1) == Some(end);
    if is_of_name {
        return None;
    }
    // "Thị ủy Châu đốc": in whichever letters, today's district is meant.
    let is_district = place.era == Era::Historic
        && district_in_any_case(reading, at).is_some_and(|(district_end, _)| district_end == end);
    if is_district || reading.cue_at(at, Cue::PlaceNeedsLevel).is_some() {
        return None;
    }
    Some(Territory {
        tokens: at..end,
        level: place.level,
        name: place.name.clone(),
        is_levelled: false,
    })
}

/// Whether a level's word is the end of a unit's or of another word: `Hợp tác xã Tân Phú`, `Thông tấn xã Việt Nam`,
/// `nông thôn 12`.
fn is_within_unit(reading: &Reading<'_>, at: usize) -> bool {
    const UNIT_TOKENS: usize = 3;
    (at.saturating_sub(UNIT_TOKENS)..at).any(|start| {
        [Cue::OrganizationUnit, Cue::QuantityNotLabel]
            .into_iter()
            .filter_map(|cue| reading.cue_at(start, cue))
            .any(|end| end > at)
    })
}

/// "các bản Mông vùng cao": whether villages are several, and all that stands behind their word is whose they are. One "bản Mông"
/// has its name of its people.
fn is_of_people(reading: &Reading<'_>, word: usize, name: TokenRange) -> bool {
    reading.cue_at(name.start, Cue::PlacePeople) == Some(name.end)
        && reading.cue_before(word, Cue::Plural).is_some()
}

/// "Bí thư huyện Đoàn", "T/M HUYỆN ỦY": whether a level's word and the one behind it are a body's name.
fn is_of_body(reading: &Reading<'_>, tokens: TokenRange) -> bool {
    let lexicon = reading.lexicon;
    let is_head = |sense: &Sense| matches!(sense, Sense::OrganizationHead(_));
    reading.hits_at(tokens.start).iter().any(|hit| {
        let is_body =
            lexicon.has(hit.entry, Cue::BodyOther) || lexicon.senses(hit.entry).iter().any(is_head);
        hit.end as usize == tokens.end && is_body
    })
}

/// "Bệnh viện Đa khoa khu vực Bồng Sơn": whether words of a unit's name stand before a token. "Tại thôn Phúc Yên" opens a
/// sentence, though units have names with "tại".
fn follows_unit(reading: &Reading<'_>, at: usize) -> bool {
    let before = |cue: Cue| reading.cue_before(at, cue);
    let locative = before(Cue::PlaceLocative);
    [Cue::OrganizationWord, Cue::OrganizationUnit]
        .into_iter()
        .filter_map(before)
        .any(|word| reading.tokens[word].is_capitalized() && locative != Some(word))
}

/// The province or city under the centre whose name starts at a token: where it ends, its row.
pub(crate) fn province_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u32)> {
    if !reading.tokens.get(at)?.is_capitalized() {
        return None;
    }
    reading.place_at(at)
}

/// The district whose name starts at a token: where it ends, its row. Every syllable has its capital, for many names
/// are words too: `Thống Nhất`, `Tân Tiến`.
pub(crate) fn district_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u32)> {
    let (end, index) = district_in_any_case(reading, at)?;
    let is_name = reading.tokens[at..end]
        .iter()
        .all(|token| !token.is_word() || token.is_capitalized());
    is_name.then_some((end, index))
}

/// The same for a name whose first syllable alone needs a capital.
pub(super) fn district_in_any_case(reading: &Reading<'_>, at: usize) -> Option<(usize, u32)> {
    if !reading.tokens.get(at)?.is_capitalized() {
        return None;
    }
    reading.district_at(at)
}

/// The end of the district whose name starts at a token, where the place is meant: the run of capitalized words ends with
/// it, goes on with another name, or is no person's. `Hà Trung` is a district, `Hà Trung Kiên` is not.
pub(crate) fn known_district_end(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
) -> Option<usize> {
    let (end, _) = district_at(reading, at)?;
    let opens_name = || {
        end < reading.tokens.len()
            && (person::name_end(reading, knowledge, end).is_some()
                || province_at(reading, end).is_some())
    };
    let is_longer_person = || person::name_end(reading, knowledge, at).is_some_and(|to| to > end);
    (!is_longer_person() || opens_name()).then_some(end)
}

/// The districts of a reading that are named without their level and stand for themselves: no capitalized word goes
/// before or after, which could make them part of a person's or another place's name.
pub(super) fn find_districts(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    openings: &Openings,
) -> Vec<DistrictName> {
    let is_joined = |at: usize| {
        reading
            .tokens
            .get(at)
            .is_some_and(|token| token.is_word() && token.is_capitalized() && reading.is_spaced(at))
    };
    let mut out = Vec::new();
    let mut next = 0;
    for &at in &openings.districts {
        if at < next {
            continue;
        }
        let Some((end, district)) = district_at(reading, at) else {
            continue;
        };
        let follows_word = at > 0
            && reading.is_spaced(at)
            && reading.tokens[at - 1].is_word()
            && reading.tokens[at - 1].is_capitalized()
            // "Tại Lệ Thủy" opens a sentence.
            && reading
                .cue_before(at, Cue::PlaceLocative)
                .is_none();
        let is_levelled = reading.cue_before(at, Cue::PlaceLevel).is_some();
        let is_province = province_at(reading, at)
            .is_some_and(|(_, index)| knowledge.places[index as usize].era != Era::Historic);
        let stands_alone = !follows_word && !is_levelled && !is_joined(end);
        if end > at + 1 && stands_alone && !is_province {
            out.push(DistrictName {
                tokens: at..end,
                district,
            });
        }
        next = end;
    }
    out
}

/// The units of a reading that are named in full.
pub(super) fn find_units(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    openings: &Openings,
) -> Vec<UnitName> {
    let mut out: Vec<UnitName> = Vec::with_capacity(openings.units.len() / 2);
    let mut next = 0;
    for &at in &openings.units {
        // "Đại hội VII" is no "Hội VII".
        let ends_congress = reading.cue_before(at + 1, Cue::Congress).is_some();
        // "cán bộ Trạm Y tế" names no ministry.
        let ends_noun = !reading.tokens[at].is_capitalized()
            && reading
                .cue_before(at + 1, Cue::NounPersonKind)
                .is_some_and(|start| start + 1 == at);
        // "tổ chức cơ sở Đảng" names no department.
        let ends_kind = !reading.tokens[at].is_capitalized()
            && reading
                .cue_before(at + 1, Cue::OrganizationType)
                .is_some_and(|start| start < at);
        if ends_congress || ends_noun || ends_kind || at < next {
            continue;
        }
        if let Some(end) = organization::unit_name(reading, knowledge, at) {
            next = end;
            // "Đoàn Thể" is one word, and no unit's name.
            let is_one_word = reading.hits_at(at).first().is_some_and(|hit| {
                let cues = reading.lexicon.cues(hit.entry);
                hit.end as usize == end
                    && cues.has(Cue::OrganizationWord)
                    && !cues.has(Cue::OrganizationUnit)
            });
            if is_one_word {
                continue;
            }
            // Nor does "Đảng bộ Trạm Y tế".
            let ends_head = at > 0
                && reading
                    .head_at(at - 1)
                    .is_some_and(|(head_end, _)| head_end == at + 1);
            if ends_head {
                continue;
            }
            out.push(UnitName::of(at..end));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;
    use crate::mention::Mentions;
    use crate::text::Reading;

    /// What a text names, as territories with their level, as districts without one, as persons.
    fn named(text: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
        let mut reading = Reading::new(&[], text, &knowledge.lexicon);
        crate::abbreviation::expand(&mut reading, &knowledge);
        reading.find_phrases();
        let mentions = Mentions::find(&reading, &knowledge);
        let territories = mentions
            .territories
            .iter()
            .map(|territory| format!("{:?} {}", territory.level, territory.name));
        let districts = mentions
            .districts
            .iter()
            .map(|name| knowledge.districts[name.district as usize].name.clone());
        let persons = mentions
            .persons
            .iter()
            .map(|person| reading.words(person.tokens.clone()));
        (
            territories.collect(),
            districts.collect(),
            persons.collect(),
        )
    }

    #[test]
    fn the_last_word_of_a_unit_names_no_level() {
        for text in [
            "Hợp tác xã Tân Phú có 12 thành viên.",
            "Theo Thông tấn xã Việt Nam, hội nghị đã bế mạc.",
            "Kết nạp 30 đảng viên, trong đó nông thôn 12.",
        ] {
            assert!(named(text).0.is_empty(), "{text}");
        }
        assert_eq!(named("Tại xã Tân Phú, hội nghị đã bế mạc.").0.len(), 1);
    }

    #[test]
    fn spellings_are_one() {
        for (text, territory) in [
            ("tỉnh Daklak", "Province Đắk Lắk"),
            ("tỉnh Đăk Lăk", "Province Đắk Lắk"),
            ("tỉnh KonTum", "Province Kon Tum"),
            ("tỉnh Bắc Cạn", "Province Bắc Kạn"),
            ("tỉnh Thừa Thiên-Huế", "Province Thừa Thiên Huế"),
            ("tỉnh BR-VT", "Province Bà Rịa - Vũng Tàu"),
            ("tỉnh Quảng Nam – Đà Nẵng", "Province Quảng Nam - Đà Nẵng"),
            ("TP.HCM", "City Hồ Chí Minh"),
            ("thành phố Qui Nhơn", "City Quy Nhơn"),
            ("thành phố Huế", "City Huế"),
            ("huyện Krông Păk", "District Krông Pắc"),
            ("huyện Đăk R'Lấp", "District Đắk R'Lấp"),
        ] {
            assert_eq!(named(text).0, [territory], "{text}");
        }
    }

    #[test]
    fn the_dictionary_tells_districts_from_persons() {
        for (text, territories, persons) in [
            (
                "Chủ tịch UBND huyện Lê Tấn Tài dự.",
                vec![],
                vec!["Lê Tấn Tài"],
            ),
            (
                "UBND huyện Trần Văn Thời dự.",
                vec!["District Trần Văn Thời"],
                vec![],
            ),
            (
                "UBND quận Ngũ Hành Sơn dự.",
                vec!["UrbanDistrict Ngũ Hành Sơn"],
                vec![],
            ),
            ("UBND huyện Hà Trung dự.", vec!["District Hà Trung"], vec![]),
            (
                "Chủ tịch UBND huyện Hà Trung Kiên dự.",
                vec![],
                vec!["Hà Trung Kiên"],
            ),
            (
                "Chủ tịch UBND huyện Hà Trung Lê Văn Sáng dự.",
                vec!["District Hà Trung"],
                vec!["Lê Văn Sáng"],
            ),
            ("UBND xã Vĩnh Lộc A dự.", vec!["Commune Vĩnh Lộc A"], vec![]),
            (
                "UBND phường Trần Hưng Đạo dự.",
                vec!["Ward Trần Hưng Đạo"],
                vec![],
            ),
        ] {
            let (found, _, people) = named(text);
            assert_eq!(
                (found, people),
                (
                    territories.into_iter().map(str::to_owned).collect(),
                    persons.into_iter().map(str::to_owned).collect(),
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn an_unknown_district_that_is_somebodys_name_is_that_person() {
        let text = "Ông Trần Sơn kết luận. Chủ tịch UBND huyện Trần Sơn cảm ơn.";
        assert_eq!(named(text).0, [""; 0]);
        let text = "Chủ tịch UBND huyện Trần Sơn cảm ơn.";
        assert_eq!(named(text).0, ["District Trần Sơn"]);
    }

    #[test]
    fn places_and_bodies_are_no_persons() {
        for text in [
            "Quảng Đà, Hà Nam và Thái Bình",
            "nguyên Bộ trưởng Công Thương",
            "Khu ủy Liên khu I",
            "cán bộ Đồng Tâm (Mỹ Đức) dự",
            "Lộc A",
        ] {
            assert_eq!(named(text).2, [""; 0], "{text}");
        }
        assert_eq!(
            named("Bí thư Thái Bình Nguyễn Văn Sáng").2,
            ["Nguyễn Văn Sáng"]
        );
        assert_eq!(named("đồng chí Mai Sơn").2, ["Mai Sơn"]);
    }

    #[test]
    fn districts_stand_alone() {
        let text = "Than Uyên và Ba Vì; đồng chí Lê Thanh Hà; huyện Mỹ Đức; Cao Bằng; thống nhất.";
        assert_eq!(named(text).1, ["Than Uyên", "Ba Vì"]);
        let (territories, districts, _) = named("đến Buôn Ma Thuột");
        assert_eq!(districts, ["Buôn Ma Thuột"]);
        assert_eq!(territories, [""; 0]);
    }
}
