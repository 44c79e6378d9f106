//! Short forms: "Đảng bộ Khối", "Tỉnh ủy", "Đảng bộ xã" by the names and places around, "Đảng bộ" by whoever was just named.

use super::roll::Roll;
use super::standing::{is_predecessor, says_more};
use super::{Cast, Resolved};
use crate::fact::Scene;
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::OrganizationMention;
use crate::record::OrganizationBasis;
use crate::text::fold::fold;

/// Sentences back that a bare "Đảng bộ" may look for an organization that was just named.
const FOCUS_SENTENCES: usize = 2;

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
        let line = scene
            .reading
            .line_of(at)
            .map_or(at, |line| line.tokens.start);
        if place.name_in(line.min(at)..at, level).is_none()
            && place
                .name_in(scene.reading.sentence_of(at), level)
                .is_none()
            && let Some(main) = self.main_of(&mention.name, level)
        {
            return Some(coreferent(main));
        }
        let name = place.name_at(scene, at, level).map_or_else(
            || mention.name.clone(),
            |place_name| format!("{} {place_name}", mention.name),
        );
        Some(coreferent(name))
    }

    /// The main organization, if it is of this level and its name begins so.
    fn main_of(&self, name: &str, level: Level) -> Option<String> {
        // Provinces are many in one article: the last one named counts, not the main one.
        let main = self.main.as_ref().filter(|_| !level.is_provincial())?;
        let is_longer = main
            .key
            .strip_prefix(&fold(name))
            .is_some_and(|rest| rest.starts_with(' '));
        (is_longer && main.levels.contains(&level)).then(|| main.name.clone())
    }

    /// "Đảng bộ", "Chi bộ": whichever was just named, or the main one.
    pub(super) fn bare(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Resolved> {
        let name = self.focus(scene, index, mention).or_else(|| {
            let main = self.main.as_ref();
            match mention.kind {
                HeadKind::Party => main.map(|main| main.name.as_str()),
                kind => self.preceding(index, kind).or_else(|| {
                    main.filter(|main| main.key.starts_with(&fold(&mention.name)))
                        .map(|main| main.name.as_str())
                }),
            }
        });
        name.map(str::to_owned).map(coreferent)
    }

    /// An organization of this kind named in the last sentences, that is no superior of the main one.
    fn focus(&self, scene: &Scene<'_>, index: usize, short: &OrganizationMention) -> Option<&str> {
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
                    && !is_predecessor(scene, mention);
                fits.then(|| self.name_of(earlier)).flatten()
            })
    }

    /// The last organization of this kind before a mention that says more than its head.
    fn preceding(&self, index: usize, kind: HeadKind) -> Option<&str> {
        let fuller = self.fuller.get(&kind)?;
        let before = fuller.partition_point(|earlier| *earlier < index);
        self.name_of(*fuller[..before].last()?)
    }

    /// "Đảng bộ Khối", "Đảng ủy Công ty": the nearest named organization or unit that begins so, before, else after.
    fn nearest_unit(
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

fn coreferent(name: String) -> Resolved {
    Resolved::new(name, OrganizationBasis::Coreferent)
}
