//! Votes: whose they are and what was voted for.
//!
//! Enters: a figure with its clause and phrase. Leaves: whether the vote is one of the Party's, and the phrase with
//! what was voted for.

use crate::fact::Scene;
use crate::fact::aim::clause::{Clause, InClause};
use crate::fact::aim::cut::{goal, opened};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::{Aim, Side};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::{Number, Quantity};
use crate::text::{Kind, TokenRange};

/// Tokens between a person and the verb that tells what they were elected to.
const PERSON_REACH: usize = 28;

/// Votes of an assembly or a board: it is named in the sentence, or in the one before where this names no Party body, or its
/// post is what was voted for; and no Party post is.
pub(super) fn is_outside_vote(scene: &Scene<'_>, at: usize) -> bool {
    const PARTY_VOTERS: CueSet = CueSet::of(&[
        Cue::AimWhole,
        Cue::OrganizationCommittee,
        Cue::NounMember,
        Cue::RoleSecretary,
    ]);
    let sentence = scene.reading.sentence_of(at);
    let post = |verb: usize| {
        let end = scene.cue_at(verb, Cue::OfficeAppoint)?;
        scene.cue_at(end, Cue::RoleSecretary)
    };
    // The post right before the share, or else behind it where no assembly votes before: "bầu bà A làm Bí thư Huyện đoàn với 97%
    // phiếu thuận, còn ông B được cử làm Bí thư Đảng ủy xã". The union's secretary is none of the Party's.
    let assembly = scene.find_cue(sentence.start..at, Cue::AimAssembly);
    let elected = (sentence.start..at).rev().find_map(post).or_else(|| {
        let is_own = assembly.is_none();
        is_own.then(|| (at..sentence.end).find_map(post)).flatten()
    });
    let elects_secretary = elected.is_some_and(|end| scene.cue_at(end, Cue::AimAssembly).is_none());
    let names_party = scene.finds_any(sentence.clone(), PARTY_VOTERS);
    let start = match sentence.start.checked_sub(1) {
        Some(before) if !names_party => scene.reading.sentence_of(before).start,
        _ => sentence.start,
    };
    // "Các đại biểu biểu quyết 27 nghị quyết, tất cả đều trên 95% phiếu thuận".
    let passes_several = || {
        let counts = scene.mentions.quantities_in(sentence.start..at);
        let is_of_acts = |end: usize| scene.cue_at(end, Cue::StanceResolution).is_some();
        counts.iter().any(|count| is_of_acts(count.tokens.end))
    };
    let names_assembly = scene
        .find_cue(start..sentence.end, Cue::AimAssembly)
        .is_some();
    // "tái cử Chủ tịch Hội với 100% số phiếu"
    let elects_other = || {
        let other = |verb: usize| {
            let end = scene.cue_at(verb, Cue::OfficeAppoint)?;
            Some(scene.cue_at(end, Cue::BodyOther)?..at)
        };
        let post = (sentence.start..at).rev().find_map(other);
        post.is_some_and(|post| scene.mentions.organizations_in(post).next().is_none())
    };
    let is_outside = names_assembly || elects_other() || (!names_party && passes_several());
    is_outside && !elects_secretary
}

/// "Ban Bí thư đã bỏ phiếu kín 100% thi hành kỷ luật", "chi bộ bỏ phiếu (tỷ lệ 95%) khai trừ ông A": who voted, and on what.
pub(super) fn voted(here: &InClause<'_>) -> Option<Phrase> {
    let &InClause { scene, clause, .. } = here;
    // "bỏ phiếu với tỷ lệ 90%"
    let named = |at: usize| match scene.cue_before(at, Cue::Rate) {
        Some(rate) => scene.cue_before(rate, Cue::AimWith).unwrap_or(rate),
        None => at,
    };
    let (floor, at, matter) = if clause.in_brackets {
        if named(here.figure.tokens.start) > clause.left.start {
            return None;
        }
        let open = clause.left.start.saturating_sub(1);
        (clause.host.start, open, &clause.beyond)
    } else {
        (
            clause.left.start,
            named(here.figure.tokens.start),
            &clause.right,
        )
    };
    let ballot = scene
        .cue_before(at, Cue::AimBallot)
        .filter(|ballot| here.figure.is_percent() && *ballot > floor)?;
    // "với tỷ lệ phiếu biểu quyết trên 90%", "được Đại hội biểu quyết 100%"
    let is_noun = scene.cue_before(ballot, Cue::AimVote).is_some();
    let done = scene
        .cue_before(ballot, Cue::StanceReport)
        .unwrap_or(ballot);
    let segment = scene.reading.after_last_comma(&(floor..done.max(floor)));
    let voters = opened(scene, segment);
    let tokens = &scene.reading.tokens;
    let end = (matter.clone())
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))
        .unwrap_or(matter.end);
    let mut phrase = Phrase::new(voters, ballot..at);
    phrase.goal.push(goal(scene, matter.start..end));
    phrase.goal.retain(|range| !range.is_empty());
    let is_passive = phrase.speaks_of(scene, Cue::Passive);
    (!phrase.subject.is_empty() && !is_noun && !is_passive).then_some(phrase)
}

/// A vote's goal, where the phrase has none or the mere word for a rate, or where it is cut out of the words that elect: whom
/// the sentence elects to what, before the figure or else behind it.
pub(super) fn with_vote(scene: &Scene<'_>, clause: &Clause, mut phrase: Phrase) -> Phrase {
    if !phrase.speaks_of(scene, Cue::AimVote) {
        return phrase;
    }
    if let Some(votes) = votes_of_election(scene, clause, &phrase) {
        return votes;
    }
    // "Với tỷ lệ 100% phiếu bầu, ông A được bầu …", "Với 100% số phiếu, …"
    let is_rate =
        |goal: &TokenRange| scene.cue_at(behind_with(scene, goal), Cue::Rate) == Some(goal.end);
    let is_vote = |goal: &TokenRange| scene.cue_at(goal.start, Cue::AimVote) == Some(goal.end);
    let names_rate = match phrase.goal.as_slice() {
        [] => true,
        votes if phrase.subject.is_empty() => votes.iter().all(|votes| names_votes(scene, votes)),
        [rate] => is_rate(rate),
        [rate, vote] => is_rate(rate) && is_vote(vote),
        _ => false,
    };
    if !names_rate {
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
        None => {
            let behind = scene.find_cue(end..sentence.end, Cue::OfficeAppoint);
            (behind.filter(|verb| gives_post(scene, verb)), sentence.end)
        }
    };
    if let Some(elected) = elected {
        let elected = election(scene, &sentence, &elected, ceiling);
        let votes = std::mem::replace(&mut phrase.goal, elected);
        if phrase.subject.is_empty() {
            let named = votes.into_iter();
            let named = named.map(|votes| behind_with(scene, &votes)..votes.end);
            phrase.subject = named.filter(|votes| !votes.is_empty()).collect();
        }
    }
    phrase
}

/// Where votes start behind the word for "with".
fn behind_with(scene: &Scene<'_>, range: &TokenRange) -> usize {
    let with = scene.cue_at(range.start, Cue::AimWith);
    with.map_or(range.start, |with| with.min(range.end))
}

/// Whether a stretch only names votes or their rate, whomever they elected: "với tỷ lệ", "với số phiếu tán thành".
fn names_votes(scene: &Scene<'_>, range: &TokenRange) -> bool {
    let mut at = behind_with(scene, range);
    while at < range.end {
        let longest = [Cue::Rate, Cue::AimVote]
            .into_iter()
            .filter_map(|cue| scene.cue_at(at, cue))
            .max();
        let Some(end) = longest else {
            return false;
        };
        at = end;
    }
    at == range.end
}

/// "được bầu làm Bí thư", "trúng cử"; not the "làm" of "làm mất uy tín".
fn gives_post(scene: &Scene<'_>, verb: &TokenRange) -> bool {
    /// Tokens from the verb to the post's first word: "trở thành nữ Phó Bí thư".
    const REACH: usize = 3;
    const POSTS: CueSet = CueSet::of(&[
        Cue::RoleSecretary,
        Cue::RoleDeputy,
        Cue::RoleStandingDeputy,
        Cue::TitleHead,
    ]);
    // "được bầu giữ chức"
    let end = scene
        .cue_at(verb.end, Cue::OfficeAppoint)
        .unwrap_or(verb.end);
    let near = end..end + REACH;
    scene.cue_at(verb.start, Cue::OfficeElected).is_some()
        || scene.cue_at(verb.start, Cue::OfficeGiven).is_some()
        || scene.finds_any(near, POSTS)
}

/// "bầu bà A (Phó Bí thư Huyện ủy, Trưởng ban B) làm Bí thư Huyện ủy với tỷ lệ 91% phiếu": the votes, and whom they elected to
/// what, where a phrase has words of the election: commas and brackets within titles bound no clause.
fn votes_of_election(scene: &Scene<'_>, clause: &Clause, phrase: &Phrase) -> Option<Phrase> {
    let sentence = scene.reading.sentence_of(clause.left.end);
    let verb = scene.find_last_cue(sentence.start..clause.left.end, Cue::OfficeAppoint)?;
    let elected = election(scene, &sentence, &verb, clause.left.end);
    let post_end = elected.last().map_or(verb.end, |post| post.end);
    let is_cut_out = phrase
        .ranges()
        .any(|range| range.start < post_end && verb.start < range.end);
    let tokens = &scene.reading.tokens;
    let words = |range: TokenRange| {
        let start = behind_with(scene, &range);
        let end = (start..range.end).find(|&at| !tokens[at].is_word());
        goal(scene, start..end.unwrap_or(range.end).max(start))
    };
    let behind = words(clause.right.clone());
    // "100% phiếu bầu thống nhất giới thiệu …"
    let vote = scene.find_last_cue(behind.clone(), Cue::AimVote);
    let vote_end = vote.map_or(behind.end, |vote| vote.end);
    let mut votes = Phrase {
        subject: vec![
            words(with_of(scene, post_end..clause.left.end)),
            behind.start..vote_end,
        ],
        goal: elected,
    };
    votes.goal.push(vote_end..behind.end);
    votes.subject.retain(|range| !range.is_empty());
    votes.goal.retain(|range| !range.is_empty());
    let is_of_votes = votes.subject.iter().any(|range| {
        let vote = scene.find_cue(range.clone(), Cue::AimVote);
        vote.is_some()
    });
    let goes_on = (post_end..clause.left.end).all(|at| !tokens[at].is_mark(b';'));
    // "Được bầu với 43/45 phiếu, bà A trở thành nữ Phó Bí thư đầu tiên": the post stands behind.
    let names_post = post_end > verb.end;
    (names_post && goes_on && is_cut_out && is_of_votes).then_some(votes)
}

/// From the word for "with" on that votes follow: ", với tỷ lệ".
fn with_of(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let start = (range.clone()).find(|&at| scene.cue_at(at, Cue::AimWith).is_some());
    start.unwrap_or(range.end)..range.end
}

/// Whom the verb of an election, before `ceiling`, gives what: the person before it and the post, without its years.
fn election(
    scene: &Scene<'_>,
    sentence: &TokenRange,
    elected: &TokenRange,
    ceiling: usize,
) -> Vec<TokenRange> {
    let ends = |at: &usize| {
        let token = &scene.reading.tokens[*at];
        matches!(token.kind, Kind::Mark(b',' | b'.' | b';'))
            || token.is_number()
            || scene.cue_at(*at, Cue::AimWith).is_some()
    };
    let end = (elected.end..ceiling).find(ends).unwrap_or(ceiling);
    let end = scene
        .cue_before(end, Cue::Term)
        .filter(|term| *term > elected.end)
        .unwrap_or(end);
    // "được bầu giữ chức"
    let earlier = |verb: &usize| scene.cue_before(*verb, Cue::OfficeAppoint);
    let verb = std::iter::successors(Some(elected.end), earlier)
        .last()
        .unwrap_or(elected.start);
    let floor = sentence.start.max(verb.saturating_sub(PERSON_REACH));
    let person = scene.mentions.persons_in(floor..verb).last();
    let person = person.map(|person| person.tokens.clone());
    person.into_iter().chain(Some(verb..end)).collect()
}

/// Leaves out a vote that tells no more than another one of the same share does: "với 100% phiếu bầu" in the headline, and
/// whom it elected below. "91/91 phiếu, đạt 100%" and "46/46 phiếu, đạt 100%" are two votes.
pub(super) fn drop_retold(scene: &Scene<'_>, aims: &mut Vec<Aim>) {
    let is_vote = |aim: &Aim| aim.side == Side::Result && aim.phrase.speaks_of(scene, Cue::AimVote);
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
        ballots: Option<[Option<Number>; 2]>,
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
            ballots: ballots(scene, aim),
            quantity: aim.quantity.clone(),
        })
        .collect();
    if votes.len() < 2 {
        return;
    }
    let tells = |vote: &Vote, other: &Vote| {
        let is_same = || vote.elected.is_some() && vote.elected == other.elected;
        let are_two =
            vote.ballots.is_some() && other.ballots.is_some() && vote.ballots != other.ballots;
        !are_two
            && vote.quantity.value == other.quantity.value
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

/// `46/46 phiếu, đạt 100%`: the ballots of a vote; not those of `Có 48/50 đại biểu dự`.
fn ballots(scene: &Scene<'_>, aim: &Aim) -> Option<[Option<Number>; 2]> {
    let from = scene.reading.sentence_of(aim.tokens.start).start;
    let counts = scene.mentions.quantities_in(from..aim.tokens.end).iter();
    let mut ratios = counts.filter(|count| {
        let noun = scene.cue_at(count.tokens.end, Cue::CountVotes);
        !count.is_percent() && count.of.is_some() && noun.is_some()
    });
    let cast = ratios.next_back()?;
    Some([cast.value, cast.of])
}
