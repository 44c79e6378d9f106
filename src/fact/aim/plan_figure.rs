//! Whether a figure is a plan's own: "vượt chỉ tiêu 80%", "(mục tiêu 30%)", the 1,5% of "0,97%/dưới 1,5%".
//!
//! Enters: a figure with its clause. Leaves: whether the plan that the text names says it, whatever the clause does.

use crate::fact::aim::clause::InClause;
use crate::fact::aim::cut::{plan_reference, trimmed};
use crate::fact::aim::pair::is_second_of_pair;
use crate::fact::aim::plan::{explains_plan, is_excess};
use crate::fact::aim::ratio::tells_ratio;
use crate::fact::beside_plan::is_set_behind;
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::{Kind, TokenRange};

/// Tokens between a plan's name and its figure.
const PLAN_REACH: usize = 16;
/// Tokens of a measure before the plan's name.
const PLAN_MEASURE: usize = 3;

impl InClause<'_> {
    /// Whether a figure is a plan's own, whatever the clause does: "vượt chỉ tiêu 80%", "(mục tiêu 30%)".
    pub(super) fn is_plan_figure(&self) -> bool {
        *self.is_plan_figure.get_or_init(|| is_of_plan(self))
    }
}

/// The same, where it was not asked before.
fn is_of_plan(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    // "kết nạp 18/40 đảng viên theo chỉ tiêu (45%)": reckoned from the pair.
    let is_reckoned = tells_ratio(here);
    if (!is_reckoned && follows_reference(here))
        || is_second_of_pair(scene, figure)
        || explains_plan(scene, figure)
        || is_named_deed(scene, figure)
        || is_level_of_plan(scene, figure)
        || is_set_behind(scene, figure)
        || is_apposed(scene, figure)
        || is_given_by_plan(here)
    {
        return true;
    }
    let is_own = |noun: TokenRange| {
        !is_excess(scene, figure)
            && !is_reckoned
            && !is_parted(here, &noun)
            && is_compared(here, &noun)
    };
    plan_before(here).is_some_and(is_own)
}

/// The plan's name that stands before a figure within reach, in brackets any word for a plan.
fn plan_before(here: &InClause<'_>) -> Option<TokenRange> {
    let &InClause { scene, clause, .. } = here;
    let end = here.figure.tokens.start;
    let floor = if clause.in_brackets {
        clause.host.start.min(clause.left.start)
    } else {
        clause.left.start
    };
    let from = floor.max(end.saturating_sub(PLAN_REACH));
    let in_bracket = || {
        scene
            .find_last_cue(clause.left.start..end, Cue::AimPlan)
            .filter(|_| clause.in_brackets)
    };
    scene
        .find_last_cue(from..end, Cue::AimPlanNoun)
        .filter(|noun| !is_part_of_name(scene, noun))
        .or_else(in_bracket)
}

/// Whether a mark or a verb parts a figure from the plan's name before it.
fn is_parted(here: &InClause<'_>, noun: &TokenRange) -> bool {
    const VERBS: [Cue; 3] = [Cue::AimShare, Cue::AimChange, Cue::AimVerb];
    let &InClause { scene, clause, .. } = here;
    let tokens = &scene.reading.tokens;
    let is_measure = names_measure(scene, noun);
    let grows = scene
        .cue_at(here.figure.tokens.end, Cue::AimPastPeriod)
        .is_some();
    // "hoàn thành chỉ tiêu kết nạp đảng viên đạt từ 4% trở lên": what was done is no floor.
    let is_floor = is_measure && here.figure.bound == Bound::AtLeast;
    (noun.end..here.figure.number.start).any(|at| {
        // "đạt mục tiêu giảm từ 3 đến 4%".
        let is_change = || {
            is_measure
                && !clause.in_brackets
                && !grows
                && scene.cue_at(at, Cue::AimChange).is_some()
        };
        // "(kế hoạch tăng 8%)".
        let governs = |verb: usize| {
            !is_change()
                && !is_floor
                && (!clause.in_brackets
                    || noun.start < clause.left.start
                    || verb < here.figure.number.start)
        };
        matches!(tokens[at].kind, Kind::Mark(b',' | b';' | b')'))
            || (tokens[at].is_mark(b':') && !clause.in_brackets)
            || VERBS
                .into_iter()
                .filter_map(|cue| scene.cue_at(at, cue))
                .any(governs)
    })
}

/// Whether the text sets something against the plan that is named, tells its figure, or plans itself.
fn is_compared(here: &InClause<'_>, noun: &TokenRange) -> bool {
    const COMPARES: CueSet = CueSet::of(&[
        Cue::AimChange,
        Cue::AimCompare,
        Cue::StanceReference,
        Cue::AimContrast,
        Cue::AimFills,
    ]);
    let &InClause { scene, figure, .. } = here;
    let end = figure.tokens.start;
    let is_plan = || scene.cue_at(noun.start, Cue::AimPlan).is_some();
    let measures = || {
        let start = trimmed(scene, here.clause.left.clone()).start;
        let measure = scene.cue_at(start, Cue::StanceMeasure);
        !figure.is_percent() && measure.is_some_and(|measure| measure <= noun.start)
    };
    here.clause.in_brackets
        || names_measure(scene, noun)
        || scene.ends_any(noun.start, COMPARES)
        || measures()
        || (scene.stances.at(end) == Stance::Plan && is_plan())
}

/// The "mục tiêu" of "chương trình mục tiêu quốc gia": a programme's name sets nothing.
fn is_part_of_name(scene: &Scene<'_>, noun: &TokenRange) -> bool {
    scene
        .cue_at(noun.start, Cue::StanceNone)
        .is_some_and(|end| end > noun.end)
}

/// Whether a plan's name is one that something is measured by: "sát mục tiêu", "so với kế hoạch".
fn names_measure(scene: &Scene<'_>, noun: &TokenRange) -> bool {
    (noun.start.saturating_sub(PLAN_MEASURE)..=noun.start).any(|at| {
        scene
            .cue_at(at, Cue::StanceReference)
            .is_some_and(|end| end >= noun.end)
    })
}

/// "thấp hơn chỉ tiêu Đại hội (dưới 1%)", "vượt 1,8% so với nghị quyết đề ra (3%)": brackets alone, behind the plan that
/// something is measured by.
fn follows_reference(here: &InClause<'_>) -> bool {
    let &InClause { scene, clause, .. } = here;
    let is_alone = scene.reading.mark_before(here.figure.tokens.start, b'(');
    let floor = clause
        .host_figure
        .as_ref()
        .map_or(clause.host.start, |host| host.end);
    clause.in_brackets
        && is_alone
        && floor < here.figure.tokens.start
        && plan_reference(scene, floor..here.figure.tokens.start).is_some()
}

/// "vượt chỉ tiêu kết nạp 6 đảng viên", "mục tiêu kết nạp 40 đảng viên đã về đích": the deed that a plan is named after.
fn is_named_deed(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let verb = scene.cue_before(figure.tokens.start, Cue::AimAdmission);
    // "mới dừng ở mức kết nạp 13 đảng viên" was reached.
    let is_named = |verb: usize| {
        let noun = scene.cue_before(verb, Cue::AimPlanNoun);
        noun.is_some_and(|noun| scene.cue_at(noun, Cue::AimLevel).is_none())
    };
    !figure.is_percent()
        && figure.of.is_none()
        && scene.cue_at(figure.tokens.end, Cue::NounMember).is_some()
        && verb.is_some_and(is_named)
}

/// "còn xa con số 25% của nghị quyết", "dưới mức 25% ghi trong Nghị quyết".
fn is_level_of_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    scene
        .cue_before(figure.tokens.start, Cue::AimLevel)
        .is_some()
        && scene.cue_at(figure.tokens.end, Cue::AimOfPlan).is_some()
}

/// "chỉ tiêu 100% hộ đảng viên có hố rác thì xong từ giữa năm", "Chỉ tiêu khó nhất - 90% thôn có chi ủy - đã đạt": what a plan's
/// name, right before a share or a dash, is of.
fn is_apposed(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let tokens = &scene.reading.tokens;
    if !figure.is_percent() || scene.reading.words_end_at(figure.tokens.end) {
        return false;
    }
    let dash = at.checked_sub(1).filter(|&dash| tokens[dash].is_mark(b'-'));
    let names_aim = |end: usize| {
        let noun = scene.cue_before(end, Cue::AimPlanNoun);
        noun.is_some_and(|noun| scene.cue_at(noun, Cue::StancePlanWeak) == Some(end))
    };
    let Some(dash) = dash else {
        return names_aim(at) && scene.cue_at(figure.tokens.end, Cue::AimPlan).is_none();
    };
    let start = scene.reading.sentence_of(dash).start;
    let noun = scene.cue_at(start, Cue::AimPlanNoun);
    noun.is_some_and(|noun| names_aim(noun) && scene.mentions.quantities_in(noun..dash).is_empty())
}

/// Whether a figure is "từ … trở lên".
fn starts_from(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    scene
        .cue_at(figure.tokens.start, Cue::QuantityFrom)
        .is_some()
        || scene
            .cue_before(figure.tokens.start, Cue::QuantityFrom)
            .is_some()
}

/// "trong khi nghị quyết của thị trấn cho phép 1,5%", ", nghị quyết Đại hội lần thứ X giao 50%": what a document of plans, named
/// at the start of a clause, gives; ", so với Nghị quyết Đại hội đạt 94% trở lên": the least that one asks for,
/// where what was reached stands right before.
fn is_given_by_plan(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let at = figure.tokens.start;
    let given = |end: usize| {
        [Cue::AimGive, Cue::AimSets]
            .into_iter()
            .filter_map(|cue| scene.cue_before(end, cue))
            .min()
    };
    // "nghị quyết chi bộ chỉ dám đặt ra là còn dưới 15%".
    let linked = || given(scene.cue_before(at, Cue::AimLink)?);
    let reached = || {
        let share = scene.cue_before(at, Cue::AimShare)?;
        let segment = scene
            .reading
            .after_last_comma(&(here.clause.left.start..share));
        let base = scene.cue_at(segment.start, Cue::StanceBase);
        base.filter(|_| figure.bound == Bound::AtLeast && !starts_from(scene, figure))?;
        let start = scene.reading.sentence_of(at).start;
        let before = scene.mentions.quantities_in(start..segment.start);
        // "… là 96,8%, so với Nghị quyết": what was reached stands right before.
        let is_beside = |reached: &&QuantityMention| {
            reached.is_percent() && segment.start - reached.tokens.end <= 1
        };
        before.last().filter(is_beside).map(|_| share)
    };
    let Some(verb) = given(at)
        .or_else(linked)
        .or_else(reached)
        .filter(|verb| *verb > here.clause.left.start)
    else {
        return false;
    };
    let segment = scene
        .reading
        .after_last_comma(&(here.clause.left.start..verb));
    let start = trimmed(scene, segment.clone()).start;
    let start = [Cue::AimContrast, Cue::StanceTurn, Cue::StanceMeasure]
        .into_iter()
        .filter_map(|cue| scene.cue_at(start, cue))
        .max()
        .unwrap_or(start);
    // The "chỉ" of "chỉ thị" is no word that is left out.
    [Cue::StanceResolution, Cue::StanceDocument]
        .into_iter()
        .any(|document| {
            [start, segment.start]
                .into_iter()
                .any(|at| scene.cue_at(at, document).is_some())
        })
}
