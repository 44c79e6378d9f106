//! Votes: whose they are and what was voted for.
//!
//! Enters: a figure with its clause and phrase. Leaves: whether the vote is one of the Party's, and the phrase with
//! what was voted for.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::{Aim, Role};
use crate::knowledge::cue::Cue;
use crate::record::Quantity;
use crate::text::TokenRange;

/// Tokens between a person and the verb that tells what they were elected to.
const PERSON_REACH: usize = 14;

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
    let post = |verb: usize| {
        let end = scene.cue_at(verb, Cue::OfficeAppoint)?;
        scene.cue_at(end, Cue::RoleSecretary)
    };
    // The post right before the share, or else behind it: "bầu bà A làm Bí thư Huyện đoàn với 97% phiếu thuận, còn ông B
    // được cử làm Bí thư Đảng ủy xã". The union's secretary is none of the Party's.
    let elected = (sentence.start..at).rev().find_map(post);
    let elects_secretary = elected
        .or_else(|| (at..sentence.end).find_map(post))
        .is_some_and(|end| scene.cue_at(end, Cue::AimAssembly).is_none());
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

/// A vote's goal, where the phrase has none or the mere word for a rate: whom the sentence elects to what, before the
/// figure or else behind it.
pub fn with_vote(scene: &Scene<'_>, clause: &Clause, mut phrase: Phrase) -> Phrase {
    let is_rate = |goal: &TokenRange| scene.cue_at(goal.start, Cue::Rate) == Some(goal.end);
    if !phrase.goal.iter().all(is_rate) || !phrase.speaks_of(scene, Cue::AimVote) {
        return phrase;
    }
    let sentence = scene.reading.sentence_of(clause.left.end);
    let own = || {
        phrase
            .ranges()
            .filter(|range| sentence.contains(&range.start))
    };
    let start = own().map(|range| range.start).min();
    let end = own().map(|range| range.end).max();
    let (start, end) = (
        start.unwrap_or(clause.left.end).min(clause.left.end),
        end.unwrap_or(clause.left.end).max(clause.right.start),
    );
    let before = scene.find_last_cue(sentence.start..start, Cue::OfficeAppoint);
    let (elected, ceiling) = match before {
        Some(elected) => (Some(elected), start),
        None => (
            scene.find_cue(end..sentence.end, Cue::OfficeAppoint),
            sentence.end,
        ),
    };
    if let Some(elected) = elected {
        let ends = |at: &usize| {
            let token = &scene.reading.tokens[*at];
            token.is_mark(b',')
                || token.is_mark(b'.')
                || token.is_number()
                || scene.cue_at(*at, Cue::AimWith).is_some()
        };
        let end = (elected.end..ceiling).find(ends).unwrap_or(ceiling);
        let verb = scene
            .cue_before(elected.end, Cue::OfficeAppoint)
            .unwrap_or(elected.start);
        let floor = sentence.start.max(verb.saturating_sub(PERSON_REACH));
        let person = scene.mentions.persons_in(floor..verb).last();
        let start = person.map_or(verb, |person| person.tokens.start);
        phrase.goal.clear();
        phrase.goal.push(start..end);
    }
    phrase
}

/// Leaves out a vote that tells no more than another one of the same share does: "với 100% phiếu bầu" in the headline, and
/// whom it elected below.
pub fn drop_retold(scene: &Scene<'_>, aims: &mut Vec<Aim>) {
    let is_vote = |aim: &Aim| aim.role == Role::Result && aim.phrase.speaks_of(scene, Cue::AimVote);
    let says_whom = |aim: &Aim| {
        let goal = aim.phrase.goal.iter();
        goal.clone()
            .any(|range| scene.cue_at(range.start, Cue::Rate) != Some(range.end))
    };
    let votes: Vec<(usize, bool, Quantity)> = aims
        .iter()
        .enumerate()
        .filter(|(_, aim)| is_vote(aim))
        .map(|(index, aim)| (index, says_whom(aim), aim.quantity.clone()))
        .collect();
    if votes.len() < 2 {
        return;
    }
    let is_retold = |index: usize| {
        votes.iter().any(|(at, says, quantity)| {
            *at == index
                && !says
                && votes.iter().any(|(other, more, same)| {
                    same.value == quantity.value
                        && same.bound == quantity.bound
                        && other != at
                        && (*more || other < at)
                })
        })
    };
    let mut index = 0;
    aims.retain(|_| {
        index += 1;
        !is_retold(index - 1)
    });
}
