//! The place that an article is about, and the place that a bare "tỉnh" or "Huyện ủy" means.

use crate::fact::Scene;
use crate::knowledge::organizations::Level;
use crate::mention::territory::Territory;
use crate::text::TokenRange;

/// How often a province must be named against the next one to be the article's place.
const DOMINANCE: u32 = 2;

/// The provincial place of an article, where it gives one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticlePlace {
    pub name: Option<String>,
    is_city: bool,
    /// Where places are named, alone or within an organization's name, in text order.
    named: Vec<(usize, Level, String)>,
}

impl ArticlePlace {
    /// The province or city that the text names most: in its title, its organizations, its dateline, its footer.
    pub fn of(scene: &Scene<'_>) -> Self {
        let mut weights: Vec<(String, bool, u32)> = Vec::new();
        for territory in &scene.mentions.territories {
            let Some((name, is_city)) = provincial(scene, territory) else {
                continue;
            };
            let weight = match scene.reading.sentence_index(territory.tokens.start) {
                0 => 12,
                1..=3 => 5,
                _ => 2,
            } * if territory.is_levelled { 2 } else { 1 };
            match weights.iter_mut().find(|(known, ..)| *known == name) {
                Some((_, _, sum)) => *sum += weight,
                None => weights.push((name, is_city, weight)),
            }
        }
        weights.sort_by_key(|(_, _, weight)| std::cmp::Reverse(*weight));
        let next = weights.get(1).map_or(0, |(_, _, weight)| *weight);
        match weights.into_iter().next() {
            Some((name, is_city, weight)) if weight >= next * DOMINANCE => Self {
                name: Some(name),
                is_city,
                named: named_places(scene),
            },
            _ => Self {
                name: None,
                is_city: false,
                named: named_places(scene),
            },
        }
    }

    /// The province that a bare "tỉnh" at a token means.
    pub fn province_at(&self, scene: &Scene<'_>, token: usize) -> Option<String> {
        self.name_at(scene, token, Level::Province)
    }

    /// The last place of a level that is named within a range of tokens.
    pub fn name_in(&self, range: TokenRange, level: Level) -> Option<&str> {
        let before = |token: usize| self.named.partition_point(|(at, ..)| *at < token);
        self.named[before(range.start)..before(range.end).max(before(range.start))]
            .iter()
            .rev()
            .find(|(_, known, _)| *known == level)
            .map(|(.., name)| name.as_str())
    }

    /// The name that completes a bare level at a token: a place of that level in the same sentence, before it or else
    /// after; the article's place for provincial levels; the last place of that level before, the first one after.
    pub fn name_at(&self, scene: &Scene<'_>, token: usize, level: Level) -> Option<String> {
        let before = self.named.partition_point(|(at, ..)| *at < token);
        let sentence = scene.reading.sentence_of(token);
        let of_level = |(_, known, _): &&(usize, Level, String)| *known == level;
        let last_before = self.named[..before].iter().rev().find(of_level);
        let first_after = self.named[before..].iter().find(of_level);
        let here_before = last_before.filter(|(at, ..)| *at >= sentence.start);
        let here_after = first_after.filter(|(at, ..)| *at < sentence.end);
        if let Some((.., name)) = here_before.or(here_after) {
            return Some(name.clone());
        }
        if self.is_city == (level == Level::City) && level.is_provincial() && self.name.is_some() {
            return self.name.clone();
        }
        last_before.or(first_after).map(|(.., name)| name.clone())
    }
}

/// Every place of the text that can complete a bare level.
fn named_places(scene: &Scene<'_>) -> Vec<(usize, Level, String)> {
    let alone = scene
        .mentions
        .territories
        .iter()
        .filter(|territory| territory.is_levelled || territory.level.is_provincial())
        .map(|territory| {
            (
                territory.tokens.start,
                territory.level,
                territory.name.clone(),
            )
        });
    let within = scene
        .mentions
        .organizations
        .iter()
        .filter(|mention| !mention.has_unit)
        .filter_map(|mention| Some((mention.tokens.start, mention.level?, mention.place.clone()?)));
    let mut places: Vec<(usize, Level, String)> = alone.chain(within).collect();
    places.sort_by_key(|(at, ..)| *at);
    places
}

/// The province or city under the centre that a territory tells of, and whether it is a city.
fn provincial(scene: &Scene<'_>, territory: &Territory) -> Option<(String, bool)> {
    if let Some(province) = &territory.province {
        let is_city = is_city(scene, province);
        return Some((province.clone(), is_city));
    }
    if territory.is_levelled && !territory.level.is_provincial() {
        return None;
    }
    let known = scene.knowledge.places.iter().find(|place| {
        place.name == territory.name && place.province.is_none() && place.is_current
    })?;
    Some((known.name.clone(), known.level == Level::City))
}

fn is_city(scene: &Scene<'_>, name: &str) -> bool {
    scene
        .knowledge
        .places
        .iter()
        .any(|place| place.name == name && place.level == Level::City)
}
