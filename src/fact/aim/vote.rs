//! Votes: whose they are and what was voted for.
//!
//! Enters: a figure with its clause and phrase. Leaves: whether the vote is one of the Party's, and the phrase with
//! what was voted for.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::{after_last_comma, goal, opened};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::{Aim, Role};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::Quantity;
use crate::text::{Kind, TokenRange};

/// Tokens between a person and the verb that tells what they were elected to.
const PERSON_REACH: usize = 28;

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
    // "Các đại biểu biểu quyết 27 nghị quyết, tất cả đều trên 95% phiếu thuận".
    let passes_several = || {
        let counts = scene.mentions.quantities_in(sentence.start..at);
        let is_of_acts = |end: usize| scene.cue_at(end, Cue::PlanResolution).is_some();
        counts.iter().any(|count| is_of_acts(count.tokens.end))
    };
    let names_assembly = scene
        .find_cue(start..sentence.end, Cue::AimAssembly)
        .is_some();
    (names_assembly || (!names_party && passes_several())) && !elects_secretary
}

/// "Ban Bí thư đã bỏ phiếu kín 100% thi hành kỷ luật", "Bộ Chính trị biểu quyết đồng thuận 100% với phương án": who voted, and on
/// what.
pub fn voted(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> Option<Phrase> {
    let at = figure.tokens.start;
    let ballot = scene
        .cue_before(at, Cue::AimBallot)
        .filter(|ballot| figure.is_percent() && *ballot > clause.left.start)?;
    // "với tỷ lệ phiếu biểu quyết trên 90%", "được Đại hội biểu quyết 100%"
    let is_noun = scene.cue_before(ballot, Cue::AimVote).is_some();
    let done = scene.cue_before(ballot, Cue::ReportOpen).unwrap_or(ballot);
    let segment = after_last_comma(scene, &(clause.left.start..done.max(clause.left.start)));
    let voters = opened(scene, segment);
    let tokens = &scene.reading.tokens;
    let matter = clause.right.clone();
    let end = (matter.clone())
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))
        .unwrap_or(matter.end);
    let mut phrase = Phrase::new(voters, ballot..at);
    phrase.goal.push(goal(scene, matter.start..end));
    phrase.goal.retain(|range| !range.is_empty());
    let is_passive = phrase.speaks_of(scene, Cue::Passive);
    (!phrase.subject.is_empty() && !is_noun && !is_passive).then_some(phrase)
}

/// A vote's goal, where the phrase has none or the mere word for a rate: whom the sentence elects to what, before the
/// figure or else behind it.
pub fn with_vote(scene: &Scene<'_>, clause: &Clause, mut phrase: Phrase) -> Phrase {
    // "Với tỷ lệ 100% phiếu bầu, ông A được bầu …"
    let is_rate = |goal: &TokenRange| {
        let start = scene.cue_at(goal.start, Cue::AimWith).unwrap_or(goal.start);
        scene.cue_at(start, Cue::Rate) == Some(goal.end)
    };
    let is_vote = |goal: &TokenRange| scene.cue_at(goal.start, Cue::AimVote) == Some(goal.end);
    let names_rate = match phrase.goal.as_slice() {
        [] => true,
        [rate] => is_rate(rate),
        [rate, vote] => is_rate(rate) && is_vote(vote),
        _ => false,
    };
    if !names_rate || !phrase.speaks_of(scene, Cue::AimVote) {
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
        // "được bầu giữ chức"
        let earlier = |verb: &usize| scene.cue_before(*verb, Cue::OfficeAppoint);
        let verb = std::iter::successors(Some(elected.end), earlier)
            .last()
            .unwrap_or(elected.start);
        let floor = sentence.start.max(verb.saturating_sub(PERSON_REACH));
        let person = scene.mentions.persons_in(floor..verb).last();
        let person = person.map(|person| person.tokens.clone());
        let elected = person.into_iter().chain(Some(verb..end)).collect();
        let rate = std::mem::replace(&mut phrase.goal, elected);
        if phrase.subject.is_empty() {
            phrase.subject = rate;
        }
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
    let elected = |aim: &Aim| {
        let mut ranges = aim.phrase.ranges();
        let person = ranges.find_map(|range| scene.mentions.persons_in(range.clone()).first())?;
        Some(scene.reading.words(person.tokens.clone()))
    };
    struct Vote {
        at: usize,
        says_whom: bool,
        elected: Option<String>,
        quantity: Quantity,
    }
    let votes: Vec<Vote> = aims
        .iter()
        .enumerate()
        .filter(|(_, aim)| is_vote(aim))
        .map(|(at, aim)| Vote {
            at,
            says_whom: says_whom(aim),
            elected: elected(aim),
            quantity: aim.quantity.clone(),
        })
        .collect();
    if votes.len() < 2 {
        return;
    }
    let tells = |vote: &Vote, other: &Vote| {
        let is_same = || vote.elected.is_some() && vote.elected == other.elected;
        vote.quantity.value == other.quantity.value
            && vote.quantity.bound == other.quantity.bound
            && vote.at != other.at
            && if vote.says_whom {
                other.at < vote.at && is_same()
            } else {
                other.says_whom || other.at < vote.at
            }
    };
    let is_retold = |index: usize| {
        votes
            .iter()
            .find(|vote| vote.at == index)
            .is_some_and(|vote| votes.iter().any(|other| tells(vote, other)))
    };
    let mut index = 0;
    aims.retain(|_| {
        index += 1;
        !is_retold(index - 1)
    });
}
