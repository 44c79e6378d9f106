//! Short forms: "Đảng bộ Khối", "Tỉnh ủy", "Đảng bộ xã" by the names and places around, "Đảng bộ" by whoever was just named.

use super::roll::Roll;
use super::standing::{is_predecessor, says_more, stands_aside};
use super::{Cast, Resolved};
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::OrganizationMention;
use crate::mention::territory::Territory;
use crate::record::OrganizationBasis;
use crate::text::TokenRange;
use crate::text::fold::fold;

/// Sentences back that a bare "Đảng bộ" may look for an organization that was just named.
const FOCUS_SENTENCES: usize = 2;

/// Sentences back in which a report from a village has named it.
const SCENE_SENTENCES: usize = 5;
/// Tokens of an organization's name before its place.
const NAME_TOKENS: usize = 12;

impl Cast {
    /// "Đảng bộ Khối", "Đảng ủy Công ty", "Tỉnh ủy", "Đảng bộ xã": by the names and places around.
    pub(super) fn unit_or_level(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Resolved> {
        if mention.has_unit {
            return self.nearest_unit(scene, index, mention).map(coreferent);
        }
        let place = &self.place;
        let (at, level) = (mention.tokens.start, mention.level?);
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
    ) -> Option<Resolved> {
        let focus = self
            .cell_of_setting(scene, index, mention)
            .or_else(|| {
                self.focus(scene, index, mention, |near| {
                    !stands_aside(scene, &scene.mentions.organizations[near])
                        && !self.is_ended(near)
                })
            })
            .or_else(|| self.main_as(scene, mention))
            .or_else(|| self.focus(scene, index, mention, |_| true));
        let main = || self.main.as_ref();
        let name = match mention.kind {
            HeadKind::Party => focus.or_else(|| main().map(|main| main.name.clone())),
            kind => focus
                .or_else(|| self.preceding(index, kind))
                .or_else(|| {
                    main()
                        .filter(|main| main.key.starts_with(&fold(&mention.name)))
                        .map(|main| main.name.clone())
                })
                .or_else(|| self.of_village(scene, mention)),
        };
        name.map(coreferent)
    }

    /// "Ở Công ty TNHH X, chi bộ có 26 đảng viên": the cell of the unit or village where the line has gone, if no other
    /// cell was named since.
    fn cell_of_setting(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        if short.kind != HeadKind::Cell {
            return None;
        }
        let to = short.tokens.start;
        let from = scene.reading.line_of(to)?.tokens.start;
        let is_setting = |tokens: &TokenRange| {
            tokens.start > from
                && tokens.end <= to
                && scene.cue_before(tokens.start, Cue::PlaceLocative).is_some()
        };
        let units = scene.mentions.units_in(from..to).iter();
        let unit = units.rev().find(|unit| is_setting(&unit.tokens));
        let village = scene
            .mentions
            .territories_in(from..to)
            .iter()
            .rfind(|place| place.level == Level::Village && is_setting(&place.tokens));
        let (tokens, name) = match (unit, village) {
            (Some(unit), Some(village)) if village.tokens.start > unit.tokens.start => {
                self.village(scene, village)?
            }
            (Some(unit), _) => (unit.tokens.clone(), unit.name.clone()),
            (None, village) => self.village(scene, village?)?,
        };
        let is_named_since = scene.mentions.organizations[..index]
            .iter()
            .rev()
            .take_while(|other| other.tokens.start > tokens.start)
            .any(|other| other.kind == short.kind && says_more(other));
        (!is_named_since).then(|| format!("{} {name}", short.name))
    }

    /// "Chi bộ" in an article that names no cell: that of the village last spoken of.
    fn of_village(&self, scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
        let village = village_before(scene, short.tokens.start)?;
        let (_, name) = self.village(scene, village)?;
        (short.kind == HeadKind::Cell).then(|| format!("{} {name}", short.name))
    }

    /// A village as a unit is named by it: `thôn Phúc Yên`.
    fn village(&self, scene: &Scene<'_>, place: &Territory) -> Option<(TokenRange, String)> {
        let word_end = scene.cue_at(place.tokens.start, Cue::PlaceLevel)?;
        let word = scene.reading.canonical(place.tokens.start..word_end);
        Some((
            place.tokens.clone(),
            format!("{} {}", word.to_lowercase(), place.name),
        ))
    }

    /// The main organization, where a short form can mean it: a province's committee has a name of its own.
    fn main_as(&self, scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
        let main = self.main.as_ref()?;
        let is_committee =
            scene.cue_at(short.tokens.start, Cue::OrganizationCommittee) == Some(short.tokens.end);
        let is_higher = is_committee && main.has_own_committee;
        (!is_higher && main.goes_on_from(&short.name)).then(|| main.name.clone())
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
        let is_near = |mention: &OrganizationMention| {
            here - scene.reading.sentence_index(mention.tokens.start) <= FOCUS_SENTENCES
        };
        scene.mentions.organizations[..index]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, mention)| is_near(mention))
            .find_map(|(earlier, mention)| {
                let is_superior = mention.level.is_some_and(Level::is_provincial);
                let fits = mention.kind == short.kind
                    && says_more(mention)
                    && !is_superior
                    && !is_predecessor(scene, mention)
                    && may_be(earlier);
                fits.then(|| self.name_of(earlier).map(str::to_owned))
                    .flatten()
            })
    }

    /// The last organization of this kind before a mention that says more than its head and still exists.
    fn preceding(&self, index: usize, kind: HeadKind) -> Option<String> {
        let fuller = self.fuller.get(&kind)?;
        let before = fuller.partition_point(|earlier| *earlier < index);
        self.name_of(*fuller[..before].last()?).map(str::to_owned)
    }

    /// "Đảng bộ Khối", "Đảng ủy Công ty": the nearest named organization or unit that begins so, before, else after.
    pub(super) fn nearest_unit(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<String> {
        let beginning = format!("{} ", fold(&mention.name));
        if let Some(main) = &self.main
            && main.key.starts_with(&beginning)
        {
            return Some(main.name.clone());
        }
        if let Some(nearest) = self.named.nearest(&beginning, index..index + 1) {
            return self.name_of(nearest).map(str::to_owned);
        }
        let (head, unit) = mention.name.split_once(' ').and_then(|(first, rest)| {
            let (second, unit) = rest.split_once(' ')?;
            Some((format!("{first} {second}"), format!("{} ", fold(unit))))
        })?;
        let units = &scene.mentions.units;
        let before = units.partition_point(|unit| unit.tokens.start < mention.tokens.start);
        let roll = self
            .units
            .get_or_init(|| Roll::of(units.iter().map(|unit| fold(&unit.name))));
        let unit = &units[roll.nearest(&unit, before..before)?];
        Some(format!("{head} {}", unit.name))
    }
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
            && !within
                .any(|(_, mention)| mention.tokens.contains(&at) && is_predecessor(scene, mention))
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

fn coreferent(name: String) -> Resolved {
    Resolved::new(name, OrganizationBasis::Coreferent)
}
