//! Short forms: "Đảng bộ Khối", "Tỉnh ủy", "Đảng bộ xã" by the names and places around, "Đảng bộ" by whoever was just named.

use super::context::is_numbered;
use super::standing::{acts, is_of_officer, is_over, opens, says_more};
use super::unit::{first_of_several, is_topic};
use super::{Cast, Identified};
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::{OrganizationMention, organization_of_unit};
use crate::mention::person;
use crate::mention::territory::{Territory, UnitName};
use crate::record::OrganizationBasis;
use crate::text::fold::fold;
use crate::text::{Kind, LineKind, Token, TokenRange};

/// Sentences back that a bare "Đảng bộ" may look for an organization that was just named.
const FOCUS_SENTENCES: usize = 2;

/// Sentences back in which a report from a village has named it.
const SCENE_SENTENCES: usize = 5;
/// Tokens after a cell in which a verb of founding tells where it was founded.
const FOUNDING_REACH: usize = 8;
/// Tokens back to the unit whose officers are told of.
const OFFICERS_REACH: usize = 400;
/// Units back among which it is.
const NEAR_UNITS: usize = 8;
/// Syllables of the name of a place where a cell was founded.
const LONGEST_PLACE: usize = 4;
/// Tokens of an organization's name before its place.
const NAME_TOKENS: usize = 12;

impl Cast {
    /// "Đảng bộ Khối", "Đảng ủy Công ty", "Tỉnh ủy", "Đảng bộ xã": by the names and places around.
    pub(super) fn unit_or_level(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Identified> {
        if mention.has_unit {
            let name = self
                .nearest_unit(scene, index, mention)
                .or_else(|| self.unit_of_place(scene, mention))
                .or_else(|| self.unit_alone(scene, index, mention))?;
            return Some(coreferent(name));
        }
        let place = &self.place;
        let (at, level) = (mention.tokens.start, mention.level?);
        if let Some(first) = first_of_several(scene, mention) {
            return is_topic(scene, &first.tokens)
                .then(|| coreferent(format!("{} {}", mention.name, first.name)));
        }
        if !place.is_named_near(scene, at, level)
            && let Some(main) = self.main_of(&mention.name, level)
        {
            return Some(coreferent(main));
        }
        let village = || {
            village_before(scene, at)
                .map(|village| village.name.clone())
                .or_else(|| only_village(scene))
                .filter(|_| level == Level::Village)
        };
        let name = place
            .name_at(scene, at, level)
            .or_else(village)
            .map_or_else(
                || mention.name.clone(),
                |place_name| format!("{} {place_name}", mention.name),
            );
        Some(coreferent(name))
    }

    /// The main organization, if it is of this level and its name begins so.
    fn main_of(&self, name: &str, level: Level) -> Option<String> {
        // Provinces are many in one article: the last one named counts, not the main one.
        let main = self.main.as_ref().filter(|_| !level.is_provincial())?;
        let is_of_level = main.levels.contains(&level);
        (is_of_level && main.goes_on_from(name)).then(|| main.name.clone())
    }

    /// "Đảng bộ", "Chi bộ": whichever was just named, or the main one.
    pub(super) fn bare(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Identified> {
        let ranked: [(&'static str, &dyn Fn() -> Option<String>); 17] = [
            ("its body acts with it", &|| {
                self.coordinated(scene, index, mention)
            }),
            ("of the unit or place just named", &|| {
                self.of_this_unit(scene, mention)
            }),
            ("of the unit behind it", &|| {
                self.of_own_unit(scene, index, mention)
            }),
            ("of the one who leads it", &|| {
                self.cell_of_somebody(scene, index, mention)
            }),
            ("of the unit that its officer heads", &|| {
                of_headed_unit(scene, mention)
            }),
            ("of the place where it was founded", &|| {
                founded_at(scene, mention)
            }),
            ("the first of its place", &|| {
                self.first_of_place(scene, mention)
            }),
            ("of the place that has it", &|| {
                self.of_relative_place(scene, mention)
            }),
            ("of the unit or village where the line has gone", &|| {
                self.cell_of_setting(scene, index, mention)
            }),
            ("of the unit or commune that its line tells of", &|| {
                self.party_of_setting(scene, index, mention)
            }),
            ("its officer speaks", &|| self.of_speaker(scene, mention)),
            ("the sentence speaks of it", &|| {
                let acts = |near| self.is_subject(scene, near, mention);
                self.focus(scene, index, mention, acts)
            }),
            ("the numbered heading above names it", &|| {
                self.of_heading(scene, mention)
            }),
            ("the article is about it", &|| self.main_as(scene, mention)),
            ("the line goes on with it", &|| {
                self.cell_of_line(scene, index, mention)
            }),
            ("it was just named", &|| {
                self.focus(scene, index, mention, |_| true)
            }),
            ("what is left", &|| self.left_over(scene, index, mention)),
        ];
        let (reason, name) = ranked
            .into_iter()
            .find_map(|(reason, candidate)| Some((reason, candidate()?)))?;
        Some(self.in_full(coreferent(name).because(reason)))
    }

    /// Where nothing near tells: for "Đảng bộ" the article's own, else the last of its kind, else the village's.
    fn left_over(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<String> {
        let main = || self.main.as_ref();
        match mention.kind {
            // A cell is no "Đảng bộ": where the article is about one, its superior was named before.
            HeadKind::Party => main()
                .filter(|main| main.is_cell)
                .and_then(|_| self.preceding_of_cell(scene, index, mention))
                .or_else(|| {
                    main()
                        // "Đảng bộ" is not short for "Quân ủy Trung ương".
                        .filter(|main| !main.is_cell && main.goes_on_from(&mention.name))
                        .map(|main| main.name.clone())
                }),
            kind => self
                .preceding(index, kind)
                .or_else(|| {
                    main()
                        .filter(|main| main.key.starts_with(&fold(&mention.name)))
                        .map(|main| main.name.clone())
                })
                .or_else(|| self.of_village(scene, mention))
                .or_else(|| cell_of_officers(scene, mention)),
        }
    }

    /// "Đảng ủy và UBKT Đảng ủy Khối": the one whose body acts with it.
    fn coordinated(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        let joint = scene.cue_at(short.tokens.end, Cue::And)?;
        let next = scene.mentions.organizations.get(index + 1)?;
        let body = scene.cue_at(joint, Cue::OrganizationUnit)?;
        let is_body = body == next.tokens.start && scene.cue_at(joint, Cue::TitleBody).is_some();
        (is_body && next.kind == short.kind && says_more(next))
            .then(|| self.name_of(index + 1).map(str::to_owned))
            .flatten()
    }

    /// "chi bộ của Công ty": the unit behind a cell.
    fn of_own_unit(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        let unit = scene.cue_at(short.tokens.end, Cue::Of)?;
        scene.cue_at(unit, Cue::OrganizationUnit)?;
        let (reading, knowledge) = (scene.reading, scene.knowledge);
        let read = organization_of_unit(reading, knowledge, unit, &short.name, short.kind)?;
        match (short.kind, read.is_named) {
            (HeadKind::Cell, true) => Some(read.name),
            (HeadKind::Cell, false) => self.nearest_unit(scene, index, &read),
            _ => None,
        }
    }

    /// "Chi bộ của anh có 33 đảng viên": the only cell whose officer was just named; of the unit that he heads, where just "Chi bộ" was
    /// said.
    fn cell_of_somebody(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        /// Organizations back among which it is.
        const NEAR: usize = 8;
        let whose = scene.cue_at(short.tokens.end, Cue::Of)?;
        let address_end = scene.cue_at(whose, Cue::PersonAddress)?;
        // "Chi bộ của anh An": not of whoever was named last.
        let name = scene.reading.tokens.get(address_end);
        if short.kind != HeadKind::Cell || name.is_some_and(Token::is_capitalized) {
            return None;
        }
        let here = scene.reading.sentence_index(short.tokens.start);
        let before = scene.mentions.organizations[..index].iter().enumerate();
        let near = before.rev().take(NEAR).take_while(|(_, other)| {
            here - scene.reading.sentence_index(other.tokens.start) <= FOCUS_SENTENCES
        });
        let mut cells = near
            .filter(|(_, other)| other.kind == HeadKind::Cell && is_of_officer(scene, other))
            .map(|(near, officer)| {
                let name = self.name_of(near).map(str::to_owned);
                name.or_else(|| unit_of_next_title(scene, officer))
            });
        let cell = cells.next()??;
        cells
            .all(|other| other.as_ref() == Some(&cell))
            .then_some(cell)
    }

    /// "Krông Nô là huyện có Đảng bộ mạnh", "Thành phố, nơi Đảng bộ có 24 vạn đảng viên": the place's of which a clause
    /// right before the short form tells.
    fn of_relative_place(&self, scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
        let at = short.tokens.start;
        if short.kind != HeadKind::Party || at == 0 {
            return None;
        }
        let level_of = |word: TokenRange| {
            let (end, level) = scene.reading.level_at(word.start)?;
            (end == word.end).then_some(level)
        };
        // "…, nơi Đảng bộ …"
        if let Some(place) = scene.cue_before(at, Cue::CountWhere) {
            let comma = place.checked_sub(1)?;
            let word = scene.cue_before(comma, Cue::PlaceLevel)?..comma;
            let level = level_of(word.clone())?;
            let is_subject = opens(scene, word.start) && scene.reading.tokens[comma].is_mark(b',');
            let place = self.place.name_at(scene, at, level)?;
            return is_subject
                .then(|| self.of_territory(scene, word, &place))
                .flatten();
        }
        // "X là huyện có Đảng bộ …"
        let has = scene.cue_before(at, Cue::CountHas)?;
        let word = scene.cue_before(has, Cue::PlaceLevel)?..has;
        let level = level_of(word.clone())?;
        let is = scene.cue_before(word.start, Cue::OfficeIs)?;
        let known = scene
            .mentions
            .districts
            .partition_point(|name| name.tokens.end < is);
        let district = scene.mentions.districts.get(known)?;
        let (_, name) = self.place.district_at(district.tokens.start)?;
        (district.tokens.end == is && level.is_of_district())
            .then(|| self.of_territory(scene, word, name))
            .flatten()
    }

    /// "Chi bộ" in an article that names no cell: that of the village last spoken of.
    fn of_village(&self, scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
        let village = village_before(scene, short.tokens.start)?;
        let (_, name) = as_unit(scene, village)?;
        (short.kind == HeadKind::Cell).then(|| format!("{} {name}", short.name))
    }

    /// "II. Đảng bộ Khối Dân Chính Đảng" above "Đại hội Đảng bộ lần thứ V": the unit's or block's that the section tells of, down to
    /// the next heading of any kind.
    fn of_heading(&self, scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
        let line = scene.reading.line_of(short.tokens.start)?.tokens.start;
        let lines = &scene.reading.lines;
        let above = lines.partition_point(|one| one.tokens.start < line);
        let mut headings = lines[..above].iter().rev();
        let last = headings.find(|one| one.kind == LineKind::Heading)?;
        let named = is_numbered(scene, &last.tokens)
            .then(|| self.of_section(scene, line))
            .flatten()?;
        let mention = &scene.mentions.organizations[named];
        let is_told_of = mention.kind == short.kind && mention.has_unit && mention.is_named;
        is_told_of
            .then(|| self.name_of(named).map(str::to_owned))
            .flatten()
    }

    /// The main organization, where a short form can mean it: a province's committee has a name of its own.
    fn main_as(&self, scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
        let main = self.main.as_ref()?;
        let is_committee = scene.cue_at(short.tokens.start, Cue::OrganizationBareCommittee)
            == Some(short.tokens.end);
        let is_higher = is_committee && main.has_own_committee;
        (!is_higher && main.goes_on_from(&short.name)).then(|| main.name.clone())
    }

    /// Whether the organization of a mention is what its sentence speaks of, so that a short form behind goes on with it:
    /// it acts there and still is. A new paragraph's "Đảng bộ" is the article's again; cells and caucuses are many.
    fn is_subject(&self, scene: &Scene<'_>, near: usize, short: &OrganizationMention) -> bool {
        let mention = &scene.mentions.organizations[near];
        let line_of = |token: usize| Some(scene.reading.line_of(token)?.tokens.start);
        let is_on_line = line_of(mention.tokens.start) == line_of(short.tokens.start);
        // "…, trong khi toàn Đảng bộ Sư đoàn có 9 đảng bộ cơ sở": a whole is only compared with.
        let is_whole = scene
            .cue_before(mention.tokens.start, Cue::PlaceWhole)
            .is_some()
            && self.main() != self.name_of(near);
        (is_on_line || short.kind != HeadKind::Party) && !is_whole && acts(scene, mention)
    }

    /// An organization of this kind named in the last sentences, that is no superior of the main one.
    fn focus(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
        may_be: impl Fn(usize) -> bool,
    ) -> Option<String> {
        let here = scene.reading.sentence_index(short.tokens.start);
        // "Đảng ủy" is no "Huyện ủy".
        let is_committee = scene.cue_at(short.tokens.start, Cue::OrganizationBareCommittee)
            == Some(short.tokens.end);
        let is_near = |mention: &OrganizationMention| {
            here - scene.reading.sentence_index(mention.tokens.start) <= FOCUS_SENTENCES
        };
        scene.mentions.organizations[..index]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, mention)| is_near(mention))
            .find_map(|(earlier, mention)| {
                let is_superior = mention.level.is_some_and(|level| {
                    level.is_provincial() || (is_committee && level.is_of_district())
                });
                let fits = mention.kind == short.kind
                    && says_more(mention)
                    && !is_superior
                    && !is_over(scene, mention)
                    && !self.is_namesake(mention)
                    && may_be(earlier);
                fits.then(|| self.name_of(earlier).map(str::to_owned))
                    .flatten()
            })
    }

    /// "Trước tháng 7, Đảng bộ huyện Cô Tô có …. Nay Đảng bộ …" in an article about Đảng bộ đặc khu Cô Tô: whether the
    /// organization of a mention has the main one's place and another level, as before a reform.
    fn is_namesake(&self, mention: &OrganizationMention) -> bool {
        let Some((main, place)) = self.main.as_ref().zip(mention.place.as_deref()) else {
            return false;
        };
        let place = format!(" {}", fold(place));
        let is_of_level = mention
            .level
            .is_some_and(|level| !main.levels.contains(&level));
        is_of_level && !main.levels.is_empty() && main.key.ends_with(&place)
    }

    /// The last organization of this kind before a mention that says more than its head and still exists.
    fn preceding(&self, index: usize, kind: HeadKind) -> Option<String> {
        let fuller = self.fuller.get(&kind)?;
        let before = fuller.partition_point(|earlier| *earlier < index);
        self.name_of(*fuller[..before].last()?).map(str::to_owned)
    }

    /// The same for the "Đảng bộ" in an article about a cell; "Đảng ủy" is no "Huyện ủy".
    fn preceding_of_cell(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        /// Organizations back among which it is looked for.
        const REACH: usize = 64;
        let is_committee = scene.cue_at(short.tokens.start, Cue::OrganizationBareCommittee)
            == Some(short.tokens.end);
        let has_own_committee = |mention: &OrganizationMention| {
            let level = mention.level;
            level.is_some_and(|level| level.is_provincial() || level.is_of_district())
        };
        let fuller = self.fuller.get(&HeadKind::Party)?;
        let before = fuller.partition_point(|earlier| *earlier < index);
        let near = fuller[..before].iter().rev().take(REACH).copied();
        let found = near.clone().find(|&earlier| {
            !(is_committee && has_own_committee(&scene.mentions.organizations[earlier]))
        });
        self.name_of(found?).map(str::to_owned)
    }
}

/// "Bí thư Đảng ủy, Chủ tịch HĐTV Tổng công ty X": the organization of the unit in the next title of its officer. A cell's secretary
/// may head anything.
pub(super) fn of_headed_unit(scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
    (short.kind == HeadKind::Party)
        .then(|| unit_of_next_title(scene, short))
        .flatten()
}

/// The same for any officer's short form.
fn unit_of_next_title(scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
    /// Tokens of a title before its unit.
    const TITLE: usize = 10;
    let comma = short.tokens.end;
    let is_apart = matches!(
        scene.reading.tokens.get(comma)?.kind,
        Kind::Mark(b',' | b'-')
    );
    scene.cue_at(comma + 1, Cue::TitleHead)?;
    let reach = comma + 1..comma + 1 + TITLE;
    let Some(unit) = scene.mentions.units_in(reach.clone()).first() else {
        let end = scene.reading.sentence_of(comma).end.min(reach.end);
        return (is_apart && comma + 1 < end)
            .then(|| unit_of_place_led(scene, short, comma + 1..end))
            .flatten();
    };
    let is_one_title = !scene.reading.tokens[comma + 1..unit.tokens.start]
        .iter()
        .any(|token| matches!(token.kind, Kind::Mark(_)));
    // "Bí thư Đảng ủy, Chủ tịch UBND xã": the committee is the place's.
    let is_state = scene.cue_at(unit.tokens.start, Cue::TitleState).is_some();
    // "Bí thư Đảng ủy, Chủ tịch HĐND xã Đoàn Văn Lân"
    let is_holder = person::name_end(scene.reading, scene.knowledge, unit.tokens.start).is_some();
    // "Ủy viên Ban Thường vụ Đảng ủy"
    let names_head = (scene.mentions.organizations_in(unit.tokens.clone())).next();
    let is_unit = !is_state && !is_holder && names_head.is_none();
    (is_apart && is_one_title && is_unit && is_of_officer(scene, short) && !says_more(short))
        .then(|| format!("{} {}", short.name, unit.name(scene.reading)))
}

/// "Bí thư Đảng ủy, Giám đốc Trung tâm Y tế huyện X": the same for a unit that only its place tells apart, in a range with no mark before
/// it. Guests are not whom the text goes on about: theirs is left open.
fn unit_of_place_led(
    scene: &Scene<'_>,
    short: &OrganizationMention,
    range: TokenRange,
) -> Option<String> {
    let unit = range
        .clone()
        .find(|&at| scene.cue_at(at, Cue::OrganizationUnit).is_some())?;
    let tokens = scene.reading.tokens.get(range.start..unit)?;
    let sentence = scene.reading.sentence_index(range.start);
    let are_guests = scene
        .reading
        .cues_of_sentence(sentence)
        .has(Cue::OrganizationAttendance);
    let is_one_title = tokens.iter().all(Token::is_word) && !are_guests;
    let is_body = scene.starts_any(
        unit,
        const { CueSet::of(&[Cue::TitleState, Cue::TitleBody, Cue::OrganizationCommittee]) },
    );
    let (reading, knowledge) = (scene.reading, scene.knowledge);
    let read = organization_of_unit(reading, knowledge, unit, &short.name, short.kind)?;
    let tells = read.has_unit && read.place.is_some() && read.is_named;
    (tells && is_one_title && !is_body && is_of_officer(scene, short) && !says_more(short))
        .then_some(read.name)
}

/// "Chi bộ đầu tiên ra đời ở Phong Thạnh": the cell of the place where it was founded.
fn founded_at(scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
    if short.kind != HeadKind::Cell {
        return None;
    }
    let end = short.tokens.end;
    let sentence = scene.reading.sentence_of(short.tokens.start);
    let reach = sentence.end.min(end + FOUNDING_REACH);
    let verb = scene.find_cue(end..reach, Cue::AfterEstablish)?;
    let is_own = scene.reading.tokens[end..verb.start]
        .iter()
        .all(|token| token.is_word());
    let place = scene.cue_at(verb.end, Cue::PlaceLocative)?;
    let opens_unit = scene.starts_any(
        place,
        const { CueSet::of(&[Cue::OrganizationUnit, Cue::OrganizationBlock]) },
    );
    let name_end = (place..sentence.end)
        .find(|&at| {
            let token = &scene.reading.tokens[at];
            !(token.is_word() && token.is_capitalized()) || at == place + LONGEST_PLACE
        })
        .unwrap_or(sentence.end);
    (is_own && !opens_unit && name_end > place).then(|| {
        let name = scene.reading.canonical(place..name_end);
        format!("{} {name}", short.name)
    })
}

/// "tại Công ty X. Trong đó, ông A (Bí thư chi bộ)", "các lãnh đạo Công ty X gồm: ông A (Bí thư chi bộ, Kế toán trưởng)": an
/// officer's cell is that of the unit of which the line, or the one above it, tells.
fn cell_of_officers(scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
    const TOLD_OF: CueSet = CueSet::of(&[Cue::PlaceLocative, Cue::TitleBody]);
    let at = short.tokens.start;
    let line = scene.reading.line_of(at)?.tokens.start;
    let above = line
        .checked_sub(1)
        .and_then(|end| scene.reading.line_of(end));
    let from = above.map_or(line, |above| above.tokens.start);
    let from = from.max(at.saturating_sub(OFFICERS_REACH));
    let tokens = &scene.reading.tokens;
    let is_told_of = |unit: &&UnitName| {
        let start = unit.tokens.start;
        let opens_list = || {
            tokens[unit.tokens.end..at]
                .iter()
                .any(|mark| mark.is_mark(b':'))
        };
        let has_officers = scene.ends_any(start, TOLD_OF)
            || scene.cue_before(start, Cue::TitleHead).is_some() && opens_list();
        let is_body = scene.cue_at(start, Cue::TitleBody).is_some();
        has_officers
            && !is_body
            && scene
                .cue_before(start, Cue::OrganizationCommittee)
                .is_none()
    };
    let units = scene
        .mentions
        .units_in(from..at)
        .iter()
        .rev()
        .take(NEAR_UNITS);
    let unit = units
        .filter(|_| short.kind == HeadKind::Cell && is_of_officer(scene, short))
        // "Trưởng Ban Chi bộ": a unit's name may hold the cell.
        .filter(|unit| unit.tokens.end <= at)
        .find(is_told_of)?;
    Some(format!("{} {}", short.name, unit.name(scene.reading)))
}

/// A village as a unit is named by it: `thôn Phúc Yên`.
pub(super) fn as_unit(scene: &Scene<'_>, place: &Territory) -> Option<(TokenRange, String)> {
    let word_end = scene.cue_at(place.tokens.start, Cue::PlaceLevel)?;
    let word = scene.reading.canonical(place.tokens.start..word_end);
    Some((
        place.tokens.clone(),
        format!("{} {}", word.to_lowercase(), place.name),
    ))
}

/// The village last spoken of before a token, few sentences back, and not one that a cell was split from.
fn village_before<'s>(scene: &'s Scene<'_>, token: usize) -> Option<&'s Territory> {
    let here = scene.reading.sentence_index(token);
    let villages = scene.mentions.territories_in(0..token);
    let is_near = |village: &&Territory| {
        here - scene.reading.sentence_index(village.tokens.start) <= SCENE_SENTENCES
    };
    villages.iter().rev().take_while(is_near).find(|village| {
        let at = village.tokens.start;
        let mut within = scene
            .mentions
            .organizations_in(at.saturating_sub(NAME_TOKENS)..at);
        village.level == Level::Village
            && !within.any(|(_, mention)| mention.tokens.contains(&at) && is_over(scene, mention))
    })
}

/// The name of the only village that the text names.
fn only_village(scene: &Scene<'_>) -> Option<String> {
    let territories = scene.mentions.territories.iter();
    let mut villages = territories.filter(|village| village.level == Level::Village);
    let first = villages.next()?;
    villages
        .all(|village| village.name == first.name)
        .then(|| first.name.clone())
}

fn coreferent(name: String) -> Identified {
    Identified::new(name, OrganizationBasis::Coreferent)
}
