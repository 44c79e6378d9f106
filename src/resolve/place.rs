//! The place that an article is about, and the place that a bare "tỉnh" or "Huyện ủy" means.

use crate::fact::Scene;
use crate::knowledge::organizations::Level;
use crate::mention::territory::Territory;

/// How often a province must be named against the next one to be the article's place.
const DOMINANCE: u32 = 2;

/// The provincial place of an article, where it gives one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticlePlace {
    pub name: Option<String>,
    is_city: bool,
}

impl ArticlePlace {
    /// The province or city that the text names most: in its title, its organizations, its dateline, its footer.
    pub fn of(scene: &Scene<'_>) -> Self {
        let mut weights: Vec<(String, bool, u32)> = Vec::new();
        for territory in &scene.mentions.territories {
            let Some((name, is_city)) = provincial(scene, territory) else { continue };
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
            Some((name, is_city, weight)) if weight >= next * DOMINANCE => Self { name: Some(name), is_city },
            _ => Self::default(),
        }
    }

    /// The province that a bare "tỉnh" at a token means.
    pub fn province_at(&self, scene: &Scene<'_>, token: usize) -> Option<String> {
        self.name_at(scene, token, Level::Province)
    }

    /// The name that completes a bare level at a token: the last place of that level in the same sentence, the article's
    /// place for provincial levels, the last place of that level before, the first one after.
    pub fn name_at(&self, scene: &Scene<'_>, token: usize, level: Level) -> Option<String> {
        let territories = &scene.mentions.territories;
        let fits = |territory: &&Territory| {
            territory.level == level && (territory.is_levelled || level.is_provincial())
        };
        let before = territories.partition_point(|territory| territory.tokens.start < token);
        let sentence = scene.reading.sentence_of(token);
        let same_sentence =
            territories[..before].iter().rev().take_while(|t| t.tokens.start >= sentence.start).find(fits);
        if let Some(territory) = same_sentence {
            return Some(territory.name.clone());
        }
        if self.is_city == (level == Level::City) && level.is_provincial() && self.name.is_some() {
            return self.name.clone();
        }
        let nearest = territories[..before].iter().rev().find(fits).or_else(|| territories[before..].iter().find(fits));
        nearest.map(|territory| territory.name.clone())
    }
}

/// The province or city under the centre that a territory tells of, and whether it is a city.
fn provincial(scene: &Scene<'_>, territory: &Territory) -> Option<(String, bool)> {
    if let Some(province) = &territory.province {
        let is_city = is_city(scene, province);
        return Some((province.clone(), is_city));
    }
    let known = scene.knowledge.places.iter().find(|place| place.name == territory.name && place.province.is_none())?;
    Some((known.name.clone(), known.level == Level::City))
}

fn is_city(scene: &Scene<'_>, name: &str) -> bool {
    scene.knowledge.places.iter().any(|place| place.name == name && place.level == Level::City)
}
