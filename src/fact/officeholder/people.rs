//! Who is who: short names and pronouns stand for the persons that the article names in full.
//!
//! Enters: the parts of all sentences. Leaves: [`People`], and for each part the person it stands for.

use crate::fact::Scene;
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::Cue;
use crate::text::TokenRange;

/// A person by the index of the name in [`People`].
pub type PersonId = usize;

/// Everybody whom the article names in full.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// Folded syllables, and where the name stands first.
    names: Vec<(Vec<String>, TokenRange)>,
    /// Where each full name stands, in text order.
    stands: Vec<(usize, PersonId)>,
}

impl People {
    /// The persons of an article.
    pub fn of(scene: &Scene<'_>, sentences: &[Vec<Part>]) -> Self {
        let mut people = Self::default();
        let named = |is_meant: &dyn Fn(&Part, &TokenRange) -> bool| -> Vec<Vec<String>> {
            let names = sentences
                .iter()
                .flatten()
                .filter_map(|part| match &part.element {
                    Element::Person(name) if is_meant(part, name) => Some(syllables(scene, name)),
                    _ => None,
                });
            names.collect()
        };
        let addressed = named(&|part, name| part.tokens.start < name.start);
        let all = named(&|_, _| true);
        for part in sentences.iter().flatten() {
            if let Element::Person(name) = &part.element {
                let mut syllables = syllables(scene, name);
                let rest = syllables[1..].to_vec();
                let is_of_place = ends_place(scene, name) && addressed.contains(&rest);
                // "Đường Bùi San" beside Bùi San himself.
                let is_street = scene.cue_at(name.start, Cue::PersonNamesake)
                    == Some(name.start + 1)
                    && all.contains(&rest);
                if is_of_place || is_street {
                    syllables.remove(0);
                }
                let known = people
                    .names
                    .iter()
                    .position(|(known, _)| *known == syllables);
                let id = known.unwrap_or(people.names.len());
                if known.is_none() {
                    let start = name.end - syllables.len();
                    people.names.push((syllables, start..name.end));
                }
                people.stands.push((name.start, id));
            }
        }
        people
    }

    /// The person that a part of a sentence names, if it does; two syllables that end a longer name stand for it.
    pub fn named_by(&self, scene: &Scene<'_>, part: &Part) -> Option<PersonId> {
        match &part.element {
            Element::Person(name) => {
                let own = self
                    .stands
                    .binary_search_by_key(&name.start, |(start, _)| *start)
                    .ok()?;
                let own = self.stands[own].1;
                Some(self.longer(&self.names[own].0, name.start).unwrap_or(own))
            }
            Element::Short(name) => self.longer(&syllables(scene, name), name.start),
            _ => None,
        }
    }

    /// The tokens of a person's full name.
    pub fn name(&self, person: PersonId) -> &TokenRange {
        &self.names[person].1
    }

    /// The person whose name is longer and ends with these syllables: the last one named before a token, else the first after.
    fn longer(&self, ending: &[String], at: usize) -> Option<PersonId> {
        let ends_so = |(_, id): &&(usize, PersonId)| {
            let name = &self.names[*id].0;
            name.len() > ending.len() && name.ends_with(ending)
        };
        let before = self.stands.partition_point(|(start, _)| *start < at);
        self.stands[..before]
            .iter()
            .rev()
            .find(ends_so)
            .or_else(|| self.stands[before..].iter().find(ends_so))
            .map(|(_, id)| *id)
    }
}

fn syllables(scene: &Scene<'_>, name: &TokenRange) -> Vec<String> {
    name.clone()
        .map(|token| scene.reading.folded(token))
        .collect()
}

/// `Bí thư Hội An Kiều Cư`: a capital right before the name, so that its first syllable may be the place's last.
fn ends_place(scene: &Scene<'_>, name: &TokenRange) -> bool {
    name.start
        .checked_sub(1)
        .is_some_and(|before| scene.reading.tokens[before].is_capitalized())
        && scene.reading.is_spaced(name.start)
}
