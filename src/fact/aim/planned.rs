//! Whether the plan around a figure is the figure's own.
//!
//! Enters: a figure that stands in a plan, with its clause. Leaves: whether it is told all the same, whether the plan still goes
//! on at it, whether somebody else's plan it is.

use crate::fact::Scene;
use crate::fact::aim::Aim;
use crate::fact::aim::attribute::is_attribute;
use crate::fact::aim::clause::InClause;
use crate::fact::aim::cut::{opened, trimmed};
use crate::fact::aim::judge::Side;
use crate::fact::aim::plan::{NOW, is_measured_behind};
use crate::fact::beside_plan::{is_outcome, plans_itself};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::{Kind, TokenRange};

/// Tokens between a union's name and the verb with which it plans.
const PLANNER_REACH: usize = 6;

/// "đạt 950 triệu USD, tăng 6% so với cùng kỳ": what is measured by a time that has passed is told, whatever was planned
/// before; but a plan that its own sentence or item opens may measure so, too: "phấn đấu thu ngân sách tăng 5% so với năm
/// trước". The time may open the sentence: "So với năm 2021, đảng viên mới tăng 6%".
pub(super) fn is_grown(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let at = figure.number.start;
    let sentence = scene.reading.sentence_of(at);
    let end = here
        .clause
        .right
        .end
        .max(figure.tokens.end + 1)
        .min(sentence.end);
    let is_measured = scene
        .find_cue(figure.tokens.end..end, Cue::AimPastPeriod)
        .is_some()
        || scene.cue_at(sentence.start, Cue::AimPastPeriod).is_some();
    // "giảm ít nhất 12% so với hiện nay": a limit is set.
    let is_limit = matches!(figure.bound, Bound::AtLeast | Bound::AtMost);
    is_measured && !is_limit && !plans_itself(scene, sentence.start, at)
}

/// What a plan is set against was done, whatever was planned before; but a plan that its own clause or item opens may
/// name another one: "phấn đấu đạt 90% (nghị quyết 85%)".
pub(super) fn is_told(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let start = (sentence.start..at)
        .rev()
        .find(|&here| scene.reading.tokens[here].is_mark(b';'))
        .unwrap_or(sentence.start);
    let list = (sentence.start..start).find(|&here| scene.reading.tokens[here].is_mark(b':'));
    // "… không còn chi bộ yếu kém (hiện còn 21 chi bộ)".
    let is_now = here.clause.in_brackets
        && scene.starts_any(
            here.clause.left.start,
            const { CueSet::of(&NOW).with(Cue::AimOnly) },
        );
    if is_now || is_outcome(scene, figure) {
        return true;
    }
    is_measured_behind(here)
        && !plans_itself(scene, start, at)
        && !list.is_some_and(|colon| plans_itself(scene, sentence.start, colon))
}

/// A plan goes on in the sentences behind the one that opens it only as long as they state its figures: the first one at once,
/// each other one behind another target, or as verb, rate or figure. "…, nợ sẽ tăng trong những năm tới. Gánh nặng quá lớn, chi
/// thường xuyên gần 70%" is no plan.
pub(super) fn is_carried_on(
    scene: &Scene<'_>,
    figure: &QuantityMention,
    before: Option<&Aim>,
) -> bool {
    let reading = scene.reading;
    let at = figure.number.start;
    let since = scene.stances.since(at);
    let line = |token: usize| reading.line_of(token).map(|line| line.tokens.start);
    let own = reading.sentence_index(at);
    let first = reading.sentence_index(since);
    let is_item = reading.line_of(at).is_some_and(|line| line.is_item);
    let sentence = reading.sentence_of(at);
    let is_own = own <= first
        || is_item
        || line(since) != line(at)
        || plans_itself(scene, sentence.start, at);
    if is_own {
        return true;
    }
    let is_chained = before.is_some_and(|aim| {
        aim.side == Side::Target && reading.sentence_index(aim.tokens.start) >= first
    });
    // "Dự thảo nêu 20 chỉ tiêu. Trên lĩnh vực kinh tế, thu ngân sách tăng 10%": aims are spoken of by name.
    let announces = || {
        scene
            .find_cue(since..sentence.start, Cue::AimPlanNoun)
            .is_some()
    };
    let is_first = own - first == 1
        && (announces() || opened_at(scene, sentence.start..figure.tokens.start))
        && scene
            .mentions
            .quantities_in(sentence.start..at)
            .iter()
            .all(|other| is_attribute(scene, other));
    let start = trimmed(scene, sentence.clone()).start;
    let goes_on = scene.cue_at(start, Cue::StanceGoesOn);
    // "Dự kiến trình đại hội 15 chỉ tiêu. Đó là: thu nhập 90 triệu đồng; hộ nghèo giảm 1%; …".
    let is_listed = own - first == 1 && goes_on.is_some() && announces();
    let start = goes_on.unwrap_or(start);
    let states_at_once = start >= figure.tokens.start
        || scene.starts_any(
            start,
            const { CueSet::of(&[Cue::AimVerb, Cue::Rate, Cue::AimCounted, Cue::AimEach]) },
        );
    let is_limit = matches!(figure.bound, Bound::AtLeast | Bound::AtMost);
    is_chained || is_limit || states_at_once || is_first || is_listed
}

/// Whether what stands before a figure in its sentence is one clause, its opening aside, or names a rate.
fn opened_at(scene: &Scene<'_>, range: TokenRange) -> bool {
    let said = opened(scene, range);
    scene.find_cue(said.clone(), Cue::Rate).is_some()
}

/// "thành phố chỉ có thể đáp ứng 30.000 căn": what can be is no aim.
pub(super) fn is_possible(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let segment = scene
        .reading
        .after_last_comma(&(scene.reading.sentence_of(at).start..at));
    scene.find_cue(segment, Cue::AimMay).is_some()
}

/// "Công đoàn tỉnh phấn đấu …", "Đại hội Đoàn đề ra …": what a union or an association aims at is no aim of the Party's.
pub(super) fn is_planned_outside(scene: &Scene<'_>, at: usize) -> bool {
    const PLANS: [Cue; 3] = [Cue::StancePlan, Cue::StancePlanWeak, Cue::StanceSets];
    let sentence = scene.reading.sentence_of(at);
    let plan = PLANS
        .into_iter()
        .filter_map(|cue| scene.find_cue(sentence.start..at, cue))
        .find_map(|plan| {
            let floor = sentence.start.max(plan.start.saturating_sub(PLANNER_REACH));
            let union = scene.find_last_cue(floor..plan.start, Cue::AimUnion)?;
            Some(union.end..plan.start)
        });
    plan.is_some_and(|between| {
        scene.find_cue(between.clone(), Cue::AimParty).is_none()
            && between
                .clone()
                .all(|at| !matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
    })
}
