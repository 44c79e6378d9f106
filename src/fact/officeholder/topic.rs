//! Whom the text speaks of: the one that "ông" stands for, in a sentence and in the next.
//!
//! Enters: the parts of a sentence, its claims, whom the text spoke of before. Leaves: [`PersonId`]s.

use crate::fact::Scene;
use crate::fact::officeholder::holder::{Claim, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::{People, PersonId};
use crate::knowledge::cue::Cue;

/// The person that each part stands for; "ông" is the last one whom the text speaks of.
pub(super) fn who(
    scene: &Scene<'_>,
    people: &People,
    parts: &[Part],
    topic: Option<PersonId>,
) -> Vec<Option<PersonId>> {
    let mut last = topic;
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let person = match part.element {
                Element::Pronoun => last,
                _ => people.named_by(scene, part),
            };
            if person.is_some() && (last.is_none() || names_surely(parts, at)) {
                last = person;
            }
            person
        })
        .collect()
}

/// Whom the next sentence's "ông" is: who was given a post, else the first person who is addressed or opens the
/// sentence, else whom the text spoke of before, else anybody named at length.
pub(super) fn next_topic(
    sentence: &Sentence<'_>,
    claims: &[Claim],
    topic: Option<PersonId>,
) -> Option<PersonId> {
    const FULL_NAME: usize = 3;
    let appointed = claims
        .iter()
        .rfind(|claim| claim.rule == "officeholder/appointed")
        .map(|claim| claim.person);
    let of = |is_meant: &dyn Fn(usize) -> bool| {
        (0..sentence.parts.len())
            .find(|&at| sentence.who[at].is_some() && is_meant(at))
            .and_then(|at| sentence.who[at])
    };
    let is_long = |at: usize| match &sentence.parts[at].element {
        Element::Person(name) => name.len() >= FULL_NAME,
        _ => true,
    };
    appointed
        .or_else(|| of(&|at| names_surely(sentence.parts, at)))
        .or(topic)
        .or_else(|| of(&is_long))
}

/// Whether a part names a person whom its sentence is about: one addressed, named after a post, or named first. Places
/// and temples bear names too (Phú Xuyên, Lý Bát Đế), and brackets hold asides.
fn names_surely(parts: &[Part], at: usize) -> bool {
    const FULL_NAME: usize = 3;
    let Element::Person(name) = &parts[at].element else {
        return true;
    };
    let opened = parts[..at].iter().filter(|part| part.is_mark(b'(')).count();
    let closed = parts[..at].iter().filter(|part| part.is_mark(b')')).count();
    let is_addressed = parts[at].tokens.start < name.start;
    let follows_post = at
        .checked_sub(1)
        .is_some_and(|left| matches!(parts[left].element, Element::Title | Element::Post(_)));
    let opens_sentence = parts[..at].iter().all(|part| {
        matches!(
            part.element,
            Element::Aside
                | Element::Mark(_)
                | Element::Title
                | Element::Post(_)
                | Element::Verb(Cue::OfficePast | Cue::StatusFormer)
        )
    });
    // "Kế nhiệm là Đại tá B", "thay ông B", "vợ ông B"
    let is_aside = (0..at)
        .rev()
        .find(|&left| {
            !(parts[left].is_verb(Cue::OfficeIs)
                || matches!(parts[left].element, Element::Mark(b':') | Element::Title))
        })
        .is_some_and(|left| {
            [Cue::OfficeSuccessor, Cue::OfficeReplace, Cue::OfficeKin]
                .into_iter()
                .any(|cue| parts[left].is_verb(cue))
        });
    opened <= closed
        && !is_aside
        && (is_addressed || opens_sentence || (follows_post && name.len() >= FULL_NAME))
}
