//! Who is who: short names and pronouns stand for the persons that the article names in full.
//!
//! Enters: the parts of all sentences. Leaves: [`People`], for each part the person it stands for, and names as they are published.

use crate::fact::Scene;
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::Cue;
use crate::mention::ordinal;
use crate::text::{Shape, TokenRange};
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::{SmallVec, smallvec};

/// A person by the index of the name in [`People`].
pub(super) type PersonId = usize;

/// Everybody whom the article names in full.
#[derive(Debug, Clone, Default)]
pub(super) struct People {
    /// Syllables, and where the name stands first.
    names: Vec<(Syllables, TokenRange)>,
    /// Where each full name stands, in text order.
    stands: Vec<(usize, PersonId)>,
    /// The same by what each name ends with, the whole name excepted.
    by_ending: FxHashMap<Syllables, Stands>,
    unlisted: Unlisted,
}

/// A name's syllables, however they are spelled: each by its form in the dictionaries, or by its number in [`Unlisted`].
type Syllables = SmallVec<[u32; 4]>;

/// Where a name stands, and whose it is.
type Stands = SmallVec<[(usize, PersonId); 2]>;

/// Folded syllables that no dictionary holds, numbered from [`Unlisted::FIRST`] on.
#[derive(Debug, Clone, Default)]
struct Unlisted(FxHashMap<String, u32>);

impl Unlisted {
    const FIRST: u32 = 1 << 31;

    /// The syllables of a name; those that were not met before are entered.
    fn enter(&mut self, scene: &Scene<'_>, name: &TokenRange) -> Syllables {
        let mut enter = |folded: String| {
            let next = Self::FIRST + self.0.len() as u32;
            *self.0.entry(folded).or_insert(next)
        };
        syllables(scene, name)
            .map(|one| one.unwrap_or_else(&mut enter))
            .collect()
    }

    /// The syllables of a name; none where no name holds one of them.
    fn find(&self, scene: &Scene<'_>, name: &TokenRange) -> Option<Syllables> {
        syllables(scene, name)
            .map(|one| one.or_else(|folded| self.0.get(&folded).copied().ok_or(folded)))
            .map(Result::ok)
            .collect()
    }
}

/// The syllables of a name, marks left out.
fn syllables<'s>(
    scene: &'s Scene<'_>,
    name: &TokenRange,
) -> impl Iterator<Item = Result<u32, String>> + 's {
    name.clone()
        .filter(|&token| scene.reading.tokens[token].is_word())
        .map(|token| listed(scene, token))
}

/// The form of a syllable in the dictionaries, or the syllable folded.
fn listed(scene: &Scene<'_>, token: usize) -> Result<u32, String> {
    let form = scene.reading.tokens[token].form;
    if form != 0 {
        return Ok(form);
    }
    let folded = scene.reading.folded(token);
    match scene.reading.lexicon.form_of_folded(&folded) {
        0 => Err(folded),
        form => Ok(form),
    }
}

/// A full name where it stands.
struct Stand<'p> {
    name: &'p TokenRange,
    syllables: Syllables,
    is_addressed: bool,
}

impl People {
    /// The persons of an article, by the parts of all its sentences.
    pub(super) fn of(scene: &Scene<'_>, parts: &[Part]) -> Self {
        let mut people = Self::default();
        let stands: Vec<Stand<'_>> = parts
            .iter()
            .filter_map(|part| match &part.element {
                Element::Person(name) => Some(Stand {
                    name,
                    syllables: people.unlisted.enter(scene, name),
                    is_addressed: part.tokens.start < name.start,
                }),
                _ => None,
            })
            .collect();
        let all: FxHashSet<&[u32]> = stands.iter().map(|one| &one.syllables[..]).collect();
        let addressed: FxHashSet<&[u32]> = stands
            .iter()
            .filter(|one| one.is_addressed)
            .map(|one| &one.syllables[..])
            .collect();
        let mut known: FxHashMap<&[u32], PersonId> = FxHashMap::default();
        for Stand {
            name, syllables, ..
        } in &stands
        {
            let rest = &syllables[1..];
            let is_of_place = ends_place(scene, name) && addressed.contains(rest);
            // "Đường Bùi San" beside Bùi San himself.
            let is_street = scene.cue_at(name.start, Cue::PersonNamesake) == Some(name.start + 1)
                && all.contains(rest);
            let own = if is_of_place || is_street {
                rest
            } else {
                &syllables[..]
            };
            let id = *known.entry(own).or_insert_with(|| {
                let start = name.start + usize::from(own.len() < syllables.len());
                people.names.push((own.into(), start..name.end));
                people.names.len() - 1
            });
            let stand = (name.start, id);
            people.stands.push(stand);
            for ending in (1..own.len()).map(|start| &own[start..]) {
                match people.by_ending.get_mut(ending) {
                    Some(stands) => stands.push(stand),
                    None => {
                        people.by_ending.insert(ending.into(), smallvec![stand]);
                    }
                }
            }
        }
        people
    }

    /// The person that a part of a sentence names, if it does; two syllables that end a longer name stand for it.
    pub(super) fn named_by(&self, scene: &Scene<'_>, part: &Part) -> Option<PersonId> {
        match &part.element {
            Element::Person(name) => {
                let own = self
                    .stands
                    .binary_search_by_key(&name.start, |(start, _)| *start)
                    .ok()?;
                let own = self.stands[own].1;
                let longer = self.longer(&self.names[own].0, name.start);
                Some(
                    longer
                        .or_else(|| self.called_by_order(scene, own))
                        .unwrap_or(own),
                )
            }
            Element::Short(name) => self.longer(&self.unlisted.find(scene, name)?, name.start),
            _ => None,
        }
    }

    /// `ông Tư Lành`: the only one named in full whose given name stands behind the word for the order of birth.
    fn called_by_order(&self, scene: &Scene<'_>, person: PersonId) -> Option<PersonId> {
        const FULL_NAME: usize = 3;
        let (syllables, tokens) = &self.names[person];
        let [_, given] = syllables[..] else {
            return None;
        };
        let is_order = ordinal::at(scene.reading, tokens.start).is_some();
        let alike = self.by_ending.get(&[given][..]).filter(|_| is_order)?;
        let is_full = |(_, id): &&(usize, PersonId)| self.names[*id].0.len() >= FULL_NAME;
        let mut full = alike.iter().filter(is_full).map(|(_, id)| *id);
        let first = full.next()?;
        full.all(|id| id == first).then_some(first)
    }

    /// The tokens of a person's full name.
    pub(super) fn name(&self, person: PersonId) -> &TokenRange {
        &self.names[person].1
    }

    /// The person whose name is longer and ends with these syllables: the last one named before a token, else the first after.
    fn longer(&self, ending: &[u32], at: usize) -> Option<PersonId> {
        let stands = self.by_ending.get(ending)?;
        let (before, after) = stands.split_at(stands.partition_point(|(start, _)| *start < at));
        before.last().or(after.first()).map(|(_, id)| *id)
    }
}

/// `Bí thư Hội An Kiều Cư`: a capital right before the name, so that its first syllable may be the place's last.
fn ends_place(scene: &Scene<'_>, name: &TokenRange) -> bool {
    name.start
        .checked_sub(1)
        .is_some_and(|before| scene.reading.tokens[before].is_capitalized())
        && scene.reading.is_spaced(name.start)
}

/// A name as it is written; one in capitals with a capital at each syllable.
pub(super) fn written_name(scene: &Scene<'_>, name: &TokenRange) -> String {
    let all_capitals = name
        .clone()
        .all(|token| scene.reading.tokens[token].shape == Shape::Upper);
    // "Điểu K ' Ré": the apostrophe stands apart in some copies.
    let mut words = scene.reading.words(name.clone());
    for mark in ['\'', '’'] {
        if words.contains(mark) {
            words = words.replace(&format!(" {mark} "), &mark.to_string());
        }
    }
    if !all_capitals {
        return words;
    }
    let capitalized = words.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_string() + &letters.as_str().to_lowercase()
        })
    });
    capitalized.collect::<Vec<_>>().join(" ")
}
