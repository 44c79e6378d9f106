//! Two figures in one: what was done and what was planned.
//!
//! Enters: a figure of two parts, or one behind a slash. Leaves: the plan's figure, where the pair is no part of a whole.

use crate::fact::Scene;
use crate::fact::aim::clause::InClause;
use crate::fact::aim::plan::{ends_clause, explains_plan, is_closed};
use crate::fact::aim::ratio::is_ratio;
use crate::fact::carried::names_in_full;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Number;
use crate::text::{Kind, TokenRange};

/// The 75 of "78 đảng viên/75 chỉ tiêu", the 190 of "178 đảng viên/kế hoạch 190".
pub(super) fn is_second_of_pair(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let is_slash = |slash: usize| slash > 0 && scene.reading.tokens[slash - 1].is_mark(b'/');
    let is_named = [Cue::AimPlanNoun, Cue::AimPlan].into_iter().any(|cue| {
        scene.cue_before(at, cue).is_some_and(is_slash)
            || (is_slash(at) && scene.cue_at(figure.tokens.end, cue).is_some())
    });
    is_named || is_share_behind_share(scene, figure)
}

/// The 1,5% of "còn 0,97%/dưới 1,5%": a share of its own bound behind another one and a slash.
fn is_share_behind_share(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let tokens = &scene.reading.tokens;
    let at = figure.tokens.start;
    figure.is_percent() && at > 1 && tokens[at - 1].is_mark(b'/') && tokens[at - 2].is_mark(b'%')
}

/// Whether a share is the first of a pair, what was done: "99,3%/98%", "0,97%/dưới 1,5%", "42%/mục tiêu 45%".
pub(super) fn is_done_of_pair(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let behind = figure.tokens.end;
    let is_slash = scene.reading.mark_at(behind, b'/');
    let plan = || {
        let behind = scene.mentions.quantities_in(behind..behind + 4);
        behind
            .first()
            .is_some_and(|plan| plan.is_percent() && is_second_of_pair(scene, plan))
    };
    figure.is_percent() && (figure.of.is_some() || (is_slash && plan()))
}

/// The plan's figure of `99,3%/98%`, of `143/125 đảng viên` after a verb of admission, of `7/9 tổ chức đảng theo kế
/// hoạch`.
pub(super) fn pair_plan(here: &InClause<'_>) -> Option<Number> {
    let &InClause { scene, figure, .. } = here;
    let plan = figure.of?;
    if figure.is_percent() || explains_plan(scene, figure) {
        return Some(plan);
    }
    // "45/40 quần chúng được kết nạp".
    let is_admitted = |end: usize| scene.cue_at(end, Cue::AfterAdmit).is_some();
    let people = || {
        scene
            .cue_at(figure.tokens.end, Cue::AimCounted)
            .filter(|end| is_admitted(*end))
    };
    let noun = [Cue::NounMember, Cue::NounPerson, Cue::NounOrganization]
        .into_iter()
        .filter_map(|cue| Some((cue, scene.cue_at(figure.tokens.end, cue)?)))
        .max_by_key(|(_, end)| *end);
    let labelled =
        || is_labelled_pair(scene, figure).then_some((Cue::NounMember, figure.tokens.end));
    if founding(scene, figure).is_some() {
        return Some(plan);
    }
    let (cue, end) = noun
        .or_else(|| Some((Cue::AimCounted, people()?)))
        .or_else(labelled)?;
    // "kết nạp 7 đảng viên, lũy kế 9 tháng là 31/40 đảng viên", and not "lũy kế có 31/40 đảng viên được khen".
    let ends = scene.reading.closes_at(end);
    let is_told = ends && scene.cue_before(figure.tokens.start, Cue::Copula).is_some();
    let left = match scene.cue_at(here.clause.left.start, Cue::CountSum) {
        Some(_) if is_told => scene.reading.sentence_of(end - 1).start..here.clause.left.end,
        _ => here.clause.left.clone(),
    };
    let is_admission =
        cue != Cue::NounOrganization && scene.find_last_cue(left, Cue::AimAdmission).is_some();
    // "kiểm tra 7/9 tổ chức đảng theo kế hoạch".
    let names_plan =
        scene.cue_at(end, Cue::AimByPlan).is_some() || is_shared_out(scene, figure, end);
    // "41/38 tổ chức đảng được kiểm tra": no part is more than its whole.
    let is_more = figure.value.is_some_and(|value| value > plan);
    (is_admission || names_plan || is_more).then_some(plan)
}

/// "giám sát 3/8 tổ chức đảng, đạt 37,5% kế hoạch": whether the share of a plan behind what a pair counts and a comma is that of
/// its parts. "20/20 chi bộ hoàn thành 100% kế hoạch": all of them did so.
fn is_shared_out(scene: &Scene<'_>, pair: &QuantityMention, end: usize) -> bool {
    /// Tokens of a mark and "đạt" before the share.
    const REACH: usize = 4;
    let is_apart = scene.reading.mark_at(end, b',') && pair.value != pair.of;
    let share = scene.mentions.quantities_in(end..end + REACH).first();
    share.filter(|_| is_apart).is_some_and(|share| {
        let value = share.value.filter(|_| share.is_percent());
        let parts = value.zip(pair.value.zip(pair.of));
        parts.is_some_and(|(share, (part, whole))| is_ratio(share, part, whole))
            && scene.cue_at(share.tokens.end, Cue::AimPlan).is_some()
    })
}

/// The words that a founding pair is of: the verb, and what is founded.
pub(super) struct Founding {
    pub(super) verb: TokenRange,
    pub(super) founded: TokenRange,
}

/// "thành lập tổ chức đảng trong doanh nghiệp (7/12 tổ chức)", "Thành lập mới chi bộ: 6/10 chi bộ": a clause that opens with the
/// verb and what is to be founded stands before the pair of a part and its whole, and a mark behind the noun that it has.
pub(super) fn founding(scene: &Scene<'_>, figure: &QuantityMention) -> Option<Founding> {
    /// Tokens of the clause.
    const REACH: usize = 24;
    let tokens = &scene.reading.tokens;
    let mark = figure.tokens.start.checked_sub(1);
    let is_label = |&at: &usize| matches!(tokens[at].kind, Kind::Mark(b'(' | b':'));
    let mark = mark.filter(|mark| figure.of.is_some() && is_label(mark))?;
    let noun = [Cue::NounOrganization, Cue::NounOrganizationShort]
        .into_iter()
        .filter_map(|cue| scene.cue_at(figure.tokens.end, cue))
        .max()?;
    let is_part = figure
        .value
        .zip(figure.of)
        .is_some_and(|(part, of)| part < of);
    if !is_part || !is_closed(scene, noun) {
        return None;
    }
    let sentence = scene.reading.sentence_of(mark);
    let from = sentence.start.max(mark.saturating_sub(REACH));
    let before = (from..mark).rfind(|&at| matches!(tokens[at].kind, Kind::Mark(_)));
    let start = before.map_or(from, |before| before + 1);
    let start = scene.cue_at(start, Cue::And).unwrap_or(start);
    let end = scene.cue_at(start, Cue::DeedEstablish)?;
    let is_alone = scene.mentions.quantities_in(start..mark).is_empty();
    (end < mark && is_alone).then_some(())?;
    names_in_full(scene, end, figure.tokens.end).then_some(Founding {
        verb: start..end,
        founded: end..mark,
    })
}

/// "Số đảng viên kết nạp được là 736/800", "Kết nạp trong năm: 212/205": who were admitted are named before the pair, and it
/// ends its clause.
pub(super) fn is_labelled_pair(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let ends = ends_clause(scene, figure) || scene.reading.mark_at(figure.tokens.end, b'(');
    let near = scene
        .reading
        .after_last_comma(&(sentence.start..at.saturating_sub(1)))
        .start..at;
    figure.of.is_some()
        && ends
        && scene.cue_before(at, Cue::AimLink).is_some()
        && scene.finds_any(
            near,
            const { CueSet::of(&[Cue::NounMember, Cue::AimAdmission]) },
        )
}
