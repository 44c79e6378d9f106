//! Votes: whose they are and what was voted for.
//!
//! Enters: a figure with its clause and phrase. Leaves: whether the vote is one of the Party's, and the phrase with
//! what was voted for.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::phrase::Phrase;
use crate::knowledge::cue::Cue;

/// Votes of an assembly or a board: it is named in the sentence, or in the one before where this names no Party body,
/// and no Party post is what was voted for.
pub fn is_outside_vote(scene: &Scene<'_>, at: usize) -> bool {
    const PARTY_VOTERS: [Cue; 4] = [
        Cue::AimWhole,
        Cue::Committee,
        Cue::NounMember,
        Cue::RoleSecretary,
    ];
    let sentence = scene.reading.sentence_of(at);
    let elects_secretary = sentence.clone().any(|start| {
        scene
            .cue_at(start, Cue::OfficeAppoint)
            .is_some_and(|end| scene.cue_at(end, Cue::RoleSecretary).is_some())
    });
    let names_party = PARTY_VOTERS
        .into_iter()
        .any(|voter| scene.find_cue(sentence.clone(), voter).is_some());
    let start = match sentence.start.checked_sub(1) {
        Some(before) if !names_party => scene.reading.sentence_of(before).start,
        _ => sentence.start,
    };
    scene
        .find_cue(start..sentence.end, Cue::AimAssembly)
        .is_some()
        && !elects_secretary
}

/// A vote's goal, where the phrase has none: what the sentence elects to before the figure.
pub fn with_vote(scene: &Scene<'_>, clause: &Clause, mut phrase: Phrase) -> Phrase {
    if !phrase.goal.is_empty() || !phrase.speaks_of(scene, Cue::AimVote) {
        return phrase;
    }
    let sentence = scene.reading.sentence_of(clause.left.end);
    let start = phrase
        .subject
        .first()
        .map_or(clause.left.end, |subject| subject.start);
    if let Some(elected) = scene.find_last_cue(sentence.start..start, Cue::OfficeAppoint) {
        let end = (elected.end..start)
            .find(|&at| scene.reading.tokens[at].is_mark(b','))
            .unwrap_or(start);
        phrase.goal.push(elected.start..end);
    }
    phrase
}
