//! Whom the text speaks of: the one that "ông" stands for, in a sentence and in the next.
//!
//! Enters: the parts of a sentence, its claims, whom the text spoke of before. Leaves: [`PersonId`]s.

use crate::fact::Scene;
use crate::fact::officeholder::career::ends_in_year;
use crate::fact::officeholder::holder::{Claim, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::{People, PersonId};
use crate::knowledge::cue::Cue;
use crate::record::Rule;
use crate::text::Gap;

/// The person that each part of a sentence stands for.
#[derive(Debug)]
pub(super) struct Who(Vec<Option<PersonId>>);

impl Who {
    pub(super) fn at(&self, part: usize) -> Option<PersonId> {
        self.0.get(part).copied().flatten()
    }
}

/// The person that each part stands for; "ông" is the last one whom the text speaks of.
pub(super) fn who(
    scene: &Scene<'_>,
    people: &People,
    parts: &[Part],
    topic: Option<PersonId>,
) -> Who {
    // Most sentences speak of nobody.
    if !parts.iter().any(Part::is_somebody) {
        return Who(Vec::new());
    }
    let mut last = topic;
    let persons = parts.iter().enumerate().map(|(at, part)| {
        let person = match part.element {
            Element::Pronoun => last,
            _ if !part.is_person() || is_credited(scene, parts, at) => None,
            _ => people.named_by(scene, part),
        };
        if person.is_some() && (last.is_none() || names_surely(parts, at)) {
            last = person;
        }
        person
    });
    Who(persons.collect())
}

/// `Ảnh: Phạm Hải`: the one who took the picture, with no form of address.
fn is_credited(scene: &Scene<'_>, parts: &[Part], at: usize) -> bool {
    let Element::Person(name) = &parts[at].element else {
        return false;
    };
    let label = at.checked_sub(2).map(|label| parts[label].tokens.start);
    label.is_some_and(|label| {
        parts[at].tokens.start == name.start
            && parts[at - 1].is_mark(b':')
            && scene.cue_at(label, Cue::OfficeCredit).is_some()
    })
}

/// Whose life the article tells: a heading holds nothing but the name (`# Hồ Xuân Liễn`, `Tiểu sử đồng chí Hồ Xuân Liễn`), or the
/// first sentences say what the one was whose years stand in brackets.
pub(super) fn biographee(
    scene: &Scene<'_>,
    people: &People,
    sentences: &[Vec<Part>],
) -> Option<PersonId> {
    const OPENING: usize = 3;
    let first = sentences.iter().filter(|parts| !parts.is_empty());
    first.take(OPENING).find_map(|parts| {
        let name = parts.iter().position(Part::is_person)?;
        let is_heading = |part: &Part| matches!(part.element, Element::Mark(_) | Element::Aside);
        let opens = parts[0].tokens.start;
        let is_marked =
            parts[0].is_mark(b'#') || scene.cue_at(opens, Cue::OfficeBiography).is_some();
        let before = &parts[..name];
        let after = &parts[name + 1..];
        let says_nothing =
            before.iter().all(is_heading) || scene.cue_at(opens, Cue::OfficeBiography).is_some();
        // "# Hồ Xuân Liễn (bộ trưởng)": which of those of the name.
        let tail = after.iter().take_while(|part| !part.is_mark(b'('));
        let is_life = is_marked && says_nothing && tail.clone().all(is_heading);
        (is_life || has_years_of_life(scene, before, after))
            .then(|| people.named_by(scene, &parts[name]))
            .flatten()
    })
}

/// `Hồ Xuân Liễn (1914 - 2003) là nhà cách mạng`, `(sinh năm 1949)`: years of a life stand in brackets behind the name that opens
/// the text.
fn has_years_of_life(scene: &Scene<'_>, before: &[Part], after: &[Part]) -> bool {
    let is_mark = |part: &&Part| matches!(part.element, Element::Mark(b'*' | b'"' | b'#'));
    let opens = before.iter().all(|part| is_mark(&part));
    let mut rest = after.iter().skip_while(is_mark);
    let is_open = rest.next().is_some_and(|open| open.is_mark(b'('));
    let mut inside = rest.by_ref().take_while(|part| !part.is_mark(b')'));
    let has_year = inside.any(|part| part.tokens.clone().any(|token| ends_in_year(scene, token)));
    opens && is_open && has_year && rest.any(|part| part.is_verb(Cue::OfficeIs))
}

/// `Hồ Xuân Liễn (1914 - 2003)`, `Hồ Xuân Liễn sinh năm 1914, mất năm 2003`: whether the first sentences about the one whose life
/// is told say that it is over.
pub(super) fn has_died(
    scene: &Scene<'_>,
    people: &People,
    sentences: &[Vec<Part>],
    biographee: PersonId,
) -> bool {
    /// Sentences from the first on, the lines of a table of the life among them.
    const OPENING: usize = 40;
    let tokens = &scene.reading.tokens;
    sentences.iter().take(OPENING).any(|parts| {
        let Some(name) = parts.iter().find(|part| part.is_person()) else {
            return false;
        };
        if people.named_by(scene, name) != Some(biographee) {
            return false;
        }
        let from = name.tokens.end;
        let end = scene.reading.sentence_of(from.saturating_sub(1)).end;
        let is_year = |at: usize| ends_in_year(scene, at);
        let open = (from..end).find(|&at| tokens[at].is_word() || tokens[at].is_mark(b'('));
        let close = (from..end).find(|&at| tokens[at].is_mark(b')'));
        let is_span = open.zip(close).is_some_and(|(open, close)| {
            let dash = (open..close).rfind(|&at| tokens[at].is_mark(b'-'));
            tokens[open].is_mark(b'(')
                && dash.is_some_and(|dash| (open..dash).any(is_year) && (dash..close).any(is_year))
        });
        let died = scene.find_cue(from..end, Cue::PersonDied);
        let is_told = died.is_some_and(|died| {
            let date = scene.mentions.dates_in(died.end..end).first();
            date.is_some_and(|date| date.tokens.start == died.end)
        });
        is_span || is_told
    })
}

/// Whether a paragraph begins with these parts.
pub(super) fn opens_paragraph(scene: &Scene<'_>, parts: &[Part]) -> bool {
    parts
        .first()
        .is_some_and(|first| scene.reading.tokens[first.tokens.start].gap == Gap::Paragraph)
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
        .rfind(|claim| claim.rule == Rule::Appointed)
        .map(|claim| claim.person);
    let of = |is_meant: &dyn Fn(usize) -> bool| {
        (0..sentence.parts.len())
            .find(|&at| sentence.who.at(at).is_some() && is_meant(at))
            .and_then(|at| sentence.who.at(at))
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
