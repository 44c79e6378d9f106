//! The other offices of who holds a post.
//!
//! Enters: the parts of a sentence and a claim. Leaves: the titles that are the holder's.

use crate::fact::Scene;
use crate::fact::officeholder::holder::Claim;
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::Cue;
use crate::record::Rule;

/// The titles that a claim's words hold. Bodies (Ban Bí thư) and other people's titles (`con trai của Thủ tướng B`) are
/// none of them.
pub(super) fn titles_within<'p>(
    scene: &Scene<'_>,
    parts: &'p [Part],
    claim: &Claim,
) -> Vec<&'p Part> {
    let is_own = |at: usize| {
        let of_other = at
            .checked_sub(1)
            .is_some_and(|left| parts[left].is_verb(Cue::OfficeTowards));
        let is_body = scene.organization_at(parts[at].tokens.start).is_some();
        !of_other && !is_body
    };
    let is_within = |at: usize| {
        claim.tokens.start <= parts[at].tokens.start && parts[at].tokens.end <= claim.tokens.end
    };
    let persons: Vec<usize> = (0..parts.len())
        .filter(|&at| is_within(at) && parts[at].is_person())
        .collect();
    // What stands between the names of a list is told of those before.
    let is_ended_by_name = persons
        .last()
        .is_some_and(|&last| parts[last].tokens.end == claim.tokens.end);
    let most = usize::from(!is_ended_by_name);
    let follows_other = |at: usize| persons.iter().filter(|&&person| person < at).count() > most;
    (0..parts.len())
        .filter(|&at| {
            parts[at].element == Element::Title && is_within(at) && is_own(at) && !follows_other(at)
        })
        .map(|at| &parts[at])
        .collect()
}

/// The titles that go on after a post which ends its claim: `A, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện`. Titles that
/// run up to a name are that person's.
pub(super) fn titles_after<'p>(parts: &'p [Part], claim: &Claim) -> Vec<&'p Part> {
    let ends_claim = parts[claim.post].tokens.end == claim.tokens.end;
    let mut titles = Vec::new();
    for part in parts[claim.post + 1..].iter().take_while(|_| ends_claim) {
        match part.element {
            Element::Title => titles.push(part),
            Element::Mark(b',' | b'-' | b'/')
            | Element::And
            | Element::Aside
            | Element::Noun
            | Element::Organization
            | Element::Verb(Cue::OfficeLink) => {}
            Element::Person(_) | Element::Short(_) => return Vec::new(),
            _ => break,
        }
    }
    titles
}

/// The titles that stand behind one of the names that a post lists: `Các Phó Bí thư gồm: ông A, Chủ tịch UBND huyện; bà B`. A
/// comma before the next name leaves open whose they are.
pub(super) fn titles_listed<'p>(parts: &'p [Part], claim: &Claim) -> Vec<&'p Part> {
    let name = parts.partition_point(|part| part.tokens.end < claim.tokens.end);
    let is_listed = claim.rule == Rule::PostNames && parts.get(name).is_some_and(Part::is_person);
    let opens = |part: &Part| matches!(part.element, Element::Mark(b',' | b'-' | b'('));
    let Some(open) = parts.get(name + 1).filter(|part| is_listed && opens(part)) else {
        return Vec::new();
    };
    let mut titles = Vec::new();
    let mut before = open;
    for part in &parts[name + 2..] {
        match part.element {
            Element::Title => titles.push(part),
            Element::Person(_) | Element::Short(_) if before.element != Element::And => {
                return Vec::new();
            }
            Element::Mark(b',')
            | Element::And
            | Element::Aside
            | Element::Noun
            | Element::Organization => {}
            _ => break,
        }
        before = part;
    }
    titles
}
