//! Target, result, or neither.
//!
//! Enters: a figure with its clause and phrase. Leaves: [`Role`]. What is planned is a target; a percentage that is
//! reported is a result where it speaks of the Party, or measures anything against a plan.

use crate::fact::aim::clause::Clause;
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::{Aim, Order};
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::Number;
use crate::text::{Kind, TokenRange};

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Target,
    Result,
}

/// Tokens between a plan's name and its figure.
const PLAN_REACH: usize = 16;
/// Tokens between a verb and the figure it governs.
const VERB_REACH: usize = 10;

/// Whether a count can be aimed for: what it counts is a thing that plans count.
pub fn may_be_count(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let after = figure.tokens.end;
    [Cue::AimCounted, Cue::NounMember, Cue::NounOrganization].into_iter().any(|cue| scene.cue_at(after, cue).is_some())
}

/// What a figure is, if it is either.
pub fn role(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    order: Order,
    phrase: &Phrase,
    before: Option<&Aim>,
) -> Option<Role> {
    let is_plan = planned(scene, clause, figure);
    if !figure.is_percent() {
        return is_count_target(scene, clause, figure, phrase, before, is_plan).then_some(Role::Target);
    }
    if is_plan {
        return Some(Role::Target);
    }
    if speaks_of(scene, phrase, Cue::AimOutsider) {
        return None;
    }
    if scene.stances.at(figure.number.start) == Stance::Plan {
        return Some(Role::Target);
    }
    let is_result = speaks_of(scene, phrase, Cue::AimParty)
        || speaks_of(scene, phrase, Cue::AimVote)
        || (order == Order::Comparison && speaks_of(scene, phrase, Cue::AimPlan))
        || before.is_some_and(|aim| {
            aim.role == Role::Result && order == Order::FigureFirst && phrase.subject == aim.phrase.subject
        });
    is_result.then_some(Role::Result)
}

fn is_count_target(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    phrase: &Phrase,
    before: Option<&Aim>,
    is_plan: bool,
) -> bool {
    if figure.of.is_some() {
        return false;
    }
    if is_plan {
        return true;
    }
    if scene.stances.at(figure.number.start) != Stance::Plan {
        return false;
    }
    let verb = scene.find_last_cue(clause.left.clone(), Cue::AimVerb);
    let is_governed = verb.is_some_and(|verb| figure.tokens.start - verb.end <= VERB_REACH);
    let is_sub_target = before.is_some_and(|aim| aim.role == Role::Target)
        && scene.reading.sentence_index(figure.number.start)
            == before.map_or(usize::MAX, |aim| scene.reading.sentence_index(aim.tokens.start));
    is_governed || is_sub_target || !phrase.goal.is_empty()
}

/// Whether a figure is a plan's own, whatever the clause does: "vượt chỉ tiêu 80%", "(mục tiêu 30%)".
pub fn planned(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let end = figure.tokens.start;
    let floor = if clause.in_brackets { clause.host.start } else { clause.left.start };
    let from = floor.max(end.saturating_sub(PLAN_REACH));
    let Some(noun) = scene.find_last_cue(from..end, Cue::AimPlanNoun) else {
        return false;
    };
    let between = noun.end..end;
    let tokens = &scene.reading.tokens;
    let is_parted = between.clone().any(|at| {
        matches!(tokens[at].kind, Kind::Mark(b',' | b';' | b')'))
            || scene.cue_at(at, Cue::AimShare).is_some()
            || scene.cue_at(at, Cue::AimChange).is_some()
    });
    let is_shared = (end..figure.number.start).any(|at| scene.cue_at(at, Cue::AimShare).is_some());
    !is_parted && !is_shared
}

/// The plan's figure of `99,3%/98%` or of `143/125 đảng viên` after a verb of admission.
pub fn pair_plan(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> Option<Number> {
    let plan = figure.of?;
    if figure.is_percent() {
        return Some(plan);
    }
    let is_member = scene.cue_at(figure.tokens.end, Cue::NounMember).is_some()
        || scene.cue_at(figure.tokens.end, Cue::NounPerson).is_some();
    let is_admission = scene.find_cue(clause.left.clone(), Cue::AimAdmission).is_some();
    (is_member && is_admission).then_some(plan)
}

fn speaks_of(scene: &Scene<'_>, phrase: &Phrase, cue: Cue) -> bool {
    phrase.ranges().any(|range: &TokenRange| scene.find_cue(range.clone(), cue).is_some())
}
