//! Short forms of a block's or unit's organization: "Đảng bộ Khối", "Đảng ủy Công ty", "Chi bộ nhà trường".
//!
//! Enters: a mention that names a kind of unit, or a rule's reading of one. Leaves: the name of the unit's organization that
//! the article tells elsewhere.

use super::roll::Roll;
use super::standing::{is_of_officer, is_over, opens, says_more};
use super::{Cast, Identified};
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::{HeadKind, Level, behind_head, split_head};
use crate::mention::organization::{OrganizationMention, organization_of_unit};
use crate::mention::territory::{Territory, UnitName};
use crate::record::OrganizationBasis;
use crate::text::TokenRange;
use crate::text::fold::fold;

impl Cast {
    /// "Đảng bộ Khối", "Đảng ủy Công ty": the nearest named organization or unit that begins so, before, else after.
    pub(super) fn nearest_unit(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<String> {
        if let Some(cell) = self.cell_of_unit(scene, mention) {
            return Some(cell);
        }
        let short = fold(&mention.name);
        let beginning = format!("{short} ");
        if let Some(topic) = unit_of_line(scene, mention) {
            return Some(topic);
        }
        if let Some(just_named) = self.unit_just_named(scene, index, mention, &beginning) {
            return Some(just_named);
        }
        if let Some(main) = &self.main
            && (main.key.starts_with(&beginning) || main.is_of_unit(&short))
        {
            let name = of_place_here(scene, mention, &short, &main.name);
            return Some(name.unwrap_or_else(|| main.name.clone()));
        }
        let apart = index..index + 1;
        let living = self.living.as_ref();
        let nearest = living.and_then(|living| living.nearest(&beginning, apart.clone()));
        let told = || self.unit_of_level(scene, index, &beginning);
        let nearest = nearest.or_else(told);
        if let Some(nearest) = nearest.or_else(|| self.named.nearest(&beginning, apart)) {
            let name = self.name_of(nearest)?;
            return Some(
                of_place_here(scene, mention, &short, name).unwrap_or_else(|| name.to_owned()),
            );
        }
        let (head, _) = split_head(&mention.name);
        let unit = format!("{} ", fold(behind_head(&mention.name)?));
        let units = &scene.mentions.units;
        let before = units.partition_point(|unit| unit.tokens.start < mention.tokens.start);
        // "cơ quan tham mưu Trung ương" is no name of the agency that "Đảng ủy cơ quan" leaves open.
        let is_office = scene.cue_before(mention.tokens.end, Cue::OrganizationOffice);
        let is_name = |unit: &UnitName| scene.reading.tokens[unit.tokens.start].is_capitalized();
        let nearest = self.roll_of_units(scene).nearest(&unit, before..before);
        match nearest.filter(|&unit| is_office.is_none() || is_name(&units[unit])) {
            Some(nearest) => Some(format!("{head} {}", units[nearest].name(scene.reading))),
            None => self.of_same_unit(scene, mention, head),
        }
    }

    /// "Trước năm 1990, trường có 3 đảng viên" in an article about "Chi bộ Trường THPT X": the cell of the unit that a rule gave an
    /// organization whose head the text does not say.
    fn cell_of_unit(&self, scene: &Scene<'_>, mention: &OrganizationMention) -> Option<String> {
        let main = self.main.as_ref().filter(|main| main.is_cell)?;
        let is_implied = scene.reading.head_at(mention.tokens.start).is_none();
        let cell = scene.knowledge.cell_head()?;
        let short = format!("{} {}", cell.canonical, behind_head(&mention.name)?);
        (is_implied && main.goes_on_from(&short)).then(|| main.name.clone())
    }

    /// "Chi bộ Công ty X có 13 đảng viên. Anh A, Bí thư Chi bộ, Trưởng phòng Nhân sự, …": the cell of which the line tells, where a rule
    /// read that of the part of its unit which the secretary heads.
    pub(super) fn cell_of_whole(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Identified> {
        /// Organizations back among which it is.
        const NEAR: usize = 8;
        let at = mention.tokens.start;
        let is_part = |unit: usize| scene.cue_at(unit, Cue::OrganizationPart).is_some();
        // "Trưởng phòng Cải cách hành chính Sở Y": the part of another whole.
        let is_alone = scene
            .find_cue(at + 1..mention.tokens.end, Cue::OrganizationUnit)
            .is_none();
        let is_of_title =
            mention.kind == HeadKind::Cell && is_alone && scene.reading.head_at(at).is_none();
        if !is_of_title || !is_part(at) || mention.place.is_some() || mention.open_level.is_some() {
            return None;
        }
        let mentions = &scene.mentions.organizations;
        let short = index.checked_sub(1)?;
        let is_bare = mentions[short].kind == HeadKind::Cell
            && !mentions[short].is_generic
            && !says_more(&mentions[short])
            && scene
                .reading
                .sentence_of(at)
                .contains(&mentions[short].tokens.start);
        let name = self.name_of(short).filter(|_| is_bare)?;
        let line = scene.reading.line_of(at)?.tokens.start;
        let near = mentions[..short].iter().enumerate().rev().take(NEAR);
        let mut told = near.take_while(|(_, other)| other.tokens.start >= line);
        let (_, whole) = told.find(|(near, other)| {
            other.has_unit && other.kind == HeadKind::Cell && self.name_of(*near) == Some(name)
        })?;
        let (unit, _) = scene.reading.head_at(whole.tokens.start)?;
        (!is_part(unit)).then(|| Identified::new(name.to_owned(), OrganizationBasis::Coreferent))
    }

    fn roll_of_units(&self, scene: &Scene<'_>) -> &Roll {
        let names = scene
            .mentions
            .units
            .iter()
            .map(|unit| Some(fold(unit.name(scene.reading)).into()));
        self.units.get_or_init(|| Roll::of(names))
    }

    /// "Điểm sáng là Công an huyện X. Đảng bộ đơn vị này có …": the only unit's or territory's that the sentence before
    /// names, else that of the one that opens it.
    pub(super) fn of_this_unit(
        &self,
        scene: &Scene<'_>,
        short: &OrganizationMention,
    ) -> Option<String> {
        let (start, end) = (short.tokens.start, short.tokens.end);
        scene.cue_at(end, Cue::PlaceHere)?;
        if scene.cue_at(end, Cue::PlaceLocative).is_some() {
            return None;
        }
        let own = scene.reading.sentence_of(start).start;
        let before = scene.reading.sentence_of(own.checked_sub(1)?);
        let units = scene.mentions.units_in(before.clone());
        let unit = units.first();
        let mut places = scene
            .mentions
            .territories_in(before)
            .iter()
            .filter(|place| {
                let is_unit = unit.is_some_and(|unit| unit.tokens.contains(&place.tokens.start));
                place.is_levelled && !place.level.is_provincial() && !is_unit
            });
        let place = places.next();
        let is_alone =
            units.len() <= 1 && places.next().is_none() && (unit.is_none() || place.is_none());
        let place =
            place.filter(|place| unit.is_none_or(|unit| place.tokens.start < unit.tokens.start));
        let named = place.map(|place| &place.tokens);
        let named = named.or(unit.map(|unit| &unit.tokens))?;
        if is_joined(scene, named) || !is_alone && !opens(scene, named.start) {
            return None;
        }
        match (place, unit) {
            (Some(place), _) if short.kind == HeadKind::Party => {
                let at = place.tokens.start;
                // "Công an huyện X" is no district.
                if let Some(unit) = scene.cue_before(at, Cue::OrganizationUnit) {
                    let (reading, knowledge) = (scene.reading, scene.knowledge);
                    let read =
                        organization_of_unit(reading, knowledge, unit, &short.name, short.kind);
                    return read.filter(|read| read.is_named).map(|read| read.name);
                }
                let word = at..scene.cue_at(at, Cue::PlaceLevel)?;
                self.of_territory(scene, word, &place.name)
            }
            (None, Some(unit)) => Some(format!("{} {}", short.name, unit.name(scene.reading))),
            _ => None,
        }
    }

    /// "Đảng bộ UBND tỉnh" beside those of the provinces that were merged into it: the last one before that only a level tells apart.
    fn unit_of_level(&self, scene: &Scene<'_>, index: usize, beginning: &str) -> Option<usize> {
        /// Organizations back among which it is.
        const NEAR: usize = 64;
        let before = scene.mentions.organizations[..index].iter().enumerate();
        let mut near = before.rev().take(NEAR);
        let (near, _) = near.find(|(near, other)| {
            let key = self.resolved[*near].as_ref().map(|own| &*own.key);
            other.open_level.is_some()
                && key.is_some_and(|key| key.starts_with(beginning))
                && !is_over(scene, other)
        })?;
        Some(near)
    }

    /// "Kỷ luật Đảng ủy Công ty Dịch vụ công ích; cảnh cáo ông A, nguyên Giám đốc công ty": the last one named in this sentence or
    /// one of the few before, whichever the article is about. Officers' and blocks' are named in passing.
    fn unit_just_named(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
        beginning: &str,
    ) -> Option<String> {
        /// Sentences back in which it was named.
        const SENTENCES: usize = 3;
        /// Organizations back among which it is.
        const NEAR: usize = 64;
        let here = scene.reading.sentence_index(short.tokens.start);
        let is_near = |other: &OrganizationMention| {
            here - scene.reading.sentence_index(other.tokens.start) <= SENTENCES
        };
        let before = scene.mentions.organizations[..index].iter().enumerate();
        let (near, _) = before
            .rev()
            .take(NEAR)
            .take_while(|(_, other)| is_near(other))
            .find(|(near, other)| {
                let key = self.resolved[*near].as_ref().map(|own| &*own.key);
                other.is_named
                    && key.is_some_and(|key| key.starts_with(beginning))
                    && !is_of_officer(scene, other)
                    && !is_over(scene, other)
                    && scene
                        .find_cue(other.tokens.clone(), Cue::OrganizationBlock)
                        .is_none()
            })?;
        let name = self.name_of(near)?;
        let here = of_place_here(scene, short, beginning.trim_end(), name);
        Some(here.unwrap_or_else(|| name.to_owned()))
    }

    /// "Chi bộ nhà trường", "nhà trường có 34 đảng viên": the nearest unit before that begins with the word's last syllable, else
    /// the first one after; else the main organization, if it is a unit's.
    fn of_same_unit(
        &self,
        scene: &Scene<'_>,
        short: &OrganizationMention,
        head: &str,
    ) -> Option<String> {
        let word = scene.find_cue(short.tokens.clone(), Cue::OrganizationSameUnit)?;
        let last = fold(&scene.reading.canonical(word.end - 1..word.end));
        let units = &scene.mentions.units;
        let before = units.partition_point(|unit| unit.tokens.start < short.tokens.start);
        let nearest = self.roll_of_units(scene).nearest(&last, before..before);
        // "Chi bộ Trường THPT X …, chi bộ nhà trường có 38 đảng viên": a named one of the kind, though its unit is told of later.
        let mentions = &scene.mentions.organizations;
        let index = mentions.partition_point(|one| one.tokens.start < short.tokens.start);
        let beginning = fold(&format!("{head} {last} "));
        let named = self.named.nearest(&beginning, index..index + 1);
        let is_later = nearest.is_none_or(|unit| unit >= before);
        if let Some(named) = named.filter(|&named| nearest.is_none() || is_later && named < index) {
            return self.name_of(named).map(str::to_owned);
        }
        if let Some(unit) = nearest {
            return Some(format!("{head} {}", units[unit].name(scene.reading)));
        }
        let main = self.main.as_ref()?;
        main.goes_on_from(head).then(|| main.name.clone())
    }

    /// "Chi bộ Công an xã", "Chi bộ Ban CHQS huyện": a unit that its level's place tells apart.
    pub(super) fn unit_of_place(
        &self,
        scene: &Scene<'_>,
        mention: &OrganizationMention,
    ) -> Option<String> {
        let level = mention.open_level?;
        let place = self.place.name_at(scene, mention.tokens.start, level)?;
        Some(format!("{} {place}", mention.name))
    }

    /// "Đại hội Đảng bộ Công an huyện", "Bí thư Đảng ủy Chính phủ", "Phó Bí thư Đảng ủy Quân khu": one of a level, written as a name,
    /// or an officer's, and nothing in the article tells more of it. What a rule read from another title ("Chủ tịch Công đoàn") does not say as much.
    pub(super) fn unit_alone(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<String> {
        let known = scene.mentions.organizations.get(index);
        let is_own = known.is_some_and(|known| known.tokens == mention.tokens);
        let is_of_level = || {
            let level = mention.open_level;
            let head = &scene.reading.tokens[mention.tokens.start];
            level.is_some_and(|level| level != Level::Village)
                && head.is_capitalized()
                && !mention.is_generic
        };
        let tells_all = mention.open_level.is_none() && is_of_officer(scene, mention);
        (is_own && (tells_all || is_of_level())).then(|| mention.name.clone())
    }
}

/// "Tại xã Trường Sơn, chi bộ quân sự kết nạp 2 dân quân": where the organization that a short form would stand for, `name`, is
/// told from others by the place of a level alone, that of the place of this level before in the sentence.
fn of_place_here(
    scene: &Scene<'_>,
    mention: &OrganizationMention,
    short: &str,
    name: &str,
) -> Option<String> {
    let folded = fold(name);
    let rest = folded.strip_prefix(short)?.trim_start();
    let words = scene.knowledge.level_words.iter();
    let (level, word) = words
        .filter(|(_, word)| {
            rest.strip_prefix(word.as_str())
                .is_some_and(|after| after.starts_with(' '))
        })
        .max_by_key(|(_, word)| word.len())?;
    let at = mention.tokens.start;
    let from = scene.reading.sentence_of(at).start;
    let mut places = scene.mentions.territories_in(from..at).iter();
    let here = places.rfind(|place| place.level == *level && place.is_levelled)?;
    Some(format!("{} {word} {}", mention.name, here.name))
}

/// "Ở khối trong nước, Công ty CP X là điểm sáng. Đảng bộ Công ty có …": the unit that opens a clause on the line before a
/// short form of its kind, or stands in its sentence, and since which no other unit of the kind was named there.
fn unit_of_line(scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
    /// Units back among which it is.
    const NEAR: usize = 64;
    let at = short.tokens.start;
    let from = scene.reading.line_of(at)?.tokens.start;
    let (head, _) = split_head(&short.name);
    let kind = fold(behind_head(&short.name)?);
    let is_of_kind = |unit: &&UnitName| {
        fold(unit.name(scene.reading))
            .strip_prefix(&kind)
            .is_some_and(|rest| rest.starts_with(' '))
    };
    let unit = scene
        .mentions
        .units_in(from..at)
        .iter()
        .rev()
        .take(NEAR)
        .find(is_of_kind)?;
    let start = unit.tokens.start;
    // "ca chiều của Công ty X vừa nghỉ, Chi bộ Công ty bắt đầu sinh hoạt"
    let is_here = scene.reading.sentence_of(at).start <= start;
    let opens_clause = is_here
        || opens(scene, start)
        || scene.reading.tokens[start - 1].is_mark(b',')
        || scene.cue_before(start, Cue::PlaceLocative).is_some();
    let is_of_other = scene.mentions.organization_over(start).is_some();
    (opens_clause && !is_of_other).then(|| format!("{head} {}", unit.name(scene.reading)))
}

/// "Công ty A và Hợp tác xã B": whether one name holds two units, or another follows it.
fn is_joined(scene: &Scene<'_>, named: &TokenRange) -> bool {
    (named.start..=named.end).any(|at| {
        let joint = scene.cue_at(at, Cue::And);
        joint.is_some_and(|next| {
            at == named.end || scene.cue_at(next, Cue::OrganizationUnit).is_some()
        })
    })
}

/// "Huyện A giáp huyện B. Đảng bộ huyện này": where the sentence before a short form names several places of a level, the first.
pub(super) fn first_of_several<'s>(
    scene: &'s Scene<'_>,
    short: &OrganizationMention,
) -> Option<&'s Territory> {
    scene.cue_at(short.tokens.end, Cue::CountThis)?;
    let own = scene.reading.sentence_of(short.tokens.start).start;
    let before = scene.reading.sentence_of(own.checked_sub(1)?);
    let mut places = scene.mentions.territories_in(before).iter();
    let is_of_level = |place: &&Territory| Some(place.level) == short.level;
    let first = places.find(is_of_level)?;
    places
        .filter(is_of_level)
        .any(|other| other.name != first.name)
        .then_some(first)
}

/// Whether a name opens its sentence, and none is joined to it.
pub(super) fn is_topic(scene: &Scene<'_>, named: &TokenRange) -> bool {
    opens(scene, named.start) && !is_joined(scene, named)
}
