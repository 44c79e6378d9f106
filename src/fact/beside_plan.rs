//! A figure beside a plan, whichever kind reads it.
//!
//! Enters: a figure. Leaves: whether the words behind it set it, whether it tells what came of a plan, whether an organization that
//! plans has so many already; whether a plan opens between two tokens.

use crate::fact::Scene;
use crate::fact::noun::joined_before;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::{Token, TokenRange};

/// "con số 200 đảng viên mới/năm mà Đại hội giao", "mốc 95% do nghị quyết đề ra": behind a figure and its noun it is told who set
/// it.
pub(super) fn is_set_behind(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    /// Tokens between "mà" and the verb of whoever set it.
    const GIVER_REACH: usize = 10;
    let is_named = scene.ends_any(
        figure.tokens.start,
        const { CueSet::of(&[Cue::AimLevel, Cue::AimPlanNoun]) },
    );
    if !is_named {
        return false;
    }
    let tokens = &scene.reading.tokens;
    let noun = [Cue::NounMember, Cue::NounOrganization, Cue::NounPerson]
        .into_iter()
        .filter_map(|noun| scene.cue_at(figure.tokens.end, noun))
        .max()
        .unwrap_or(figure.tokens.end);
    let slash = scene.reading.mark_at(noun, b'/');
    let each = [Cue::DateYear, Cue::QuantityPer]
        .into_iter()
        .filter(|_| slash)
        .find_map(|each| scene.cue_at(noun + 1, each));
    let giver = scene.cue_at(each.unwrap_or(noun), Cue::AimWhich);
    giver.is_some_and(|giver| {
        let setting = |at: usize| scene.cue_at(at, Cue::AimSetter);
        // "mà xã kết nạp đã vượt chỉ tiêu giao": what else was done with them.
        let is_deed = |at: usize| {
            scene.starts_any(
                at,
                const { CueSet::of(&[Cue::AimAdmission, Cue::AimVerb, Cue::AimHave]) },
            ) || (at > giver && scene.cue_at(at, Cue::AimPlanNoun).is_some())
        };
        (giver..tokens.len().min(giver + GIVER_REACH))
            .take_while(|&at| tokens[at].is_word())
            .find(|&at| setting(at).is_some() || is_deed(at))
            .and_then(setting)
            .is_some_and(|end| closes(scene, end))
    })
}

/// Whether a verb has no object behind it: "giao.", "đề ra cho cả năm", but "giao thêm việc".
fn closes(scene: &Scene<'_>, end: usize) -> bool {
    const BEHIND: CueSet = CueSet::of(&[
        Cue::AimEnd,
        Cue::AimPrep,
        Cue::AimTime,
        Cue::Copula,
        Cue::CountAgain,
    ]);
    scene.reading.words_end_at(end) || scene.starts_any(end, BEHIND)
}

/// "đề ra chỉ tiêu kết nạp 10 đảng viên nhưng chỉ 4 đồng chí được kết nạp": how many of those whom the plan's own figure counts
/// there were. How many there are each time are planned with them: "…; mỗi năm có 2 đồng chí được kết nạp".
pub(super) fn is_outcome(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    /// Tokens of those counted, to what was done to them.
    const NOUN_REACH: usize = 5;
    let at = figure.tokens.start;
    let Some(told) = [Cue::AimOnly, Cue::AimHave]
        .into_iter()
        .filter_map(|cue| scene.cue_before(at, cue))
        .min()
    else {
        return false;
    };
    let sentence = scene.reading.sentence_of(figure.number.start);
    let end = figure.tokens.end;
    let done = scene.find_cue(end..sentence.end.min(end + NOUN_REACH), Cue::AfterAdmit);
    let clause = scene.reading.after_last_comma(&(sentence.start..told));
    let start = (clause.start..told)
        .rfind(|&at| {
            scene.reading.tokens[at].is_mark(b';') || scene.cue_at(at, Cue::StanceTurn).is_some()
        })
        .unwrap_or(clause.start);
    let counts = |verb: TokenRange| scene.mentions.starts_figure(verb.end);
    let is_each_time = scene.finds_any(
        start..at,
        const { CueSet::of(&[Cue::AimEach, Cue::CountYearly, Cue::CountAverage]) },
    );
    !figure.is_percent()
        && !is_each_time
        && done.is_some()
        && !plans_itself(scene, start, at)
        && scene
            .find_last_cue(sentence.start..start, Cue::AimAdmission)
            .is_some_and(counts)
}

/// `Đảng bộ X với 870 đảng viên, 31 chi bộ quyết tâm …`, `nguyện cùng tập thể Đảng bộ X với 870 đảng viên …`: whether an
/// organization has so many that opens its sentence or that somebody joins.
pub(super) fn sets_out(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    /// Tokens from "cùng" to the name of whom somebody joins.
    const REACH: usize = 8;
    let first = joined_before(scene, quantity).last().unwrap_or(quantity);
    let named = scene
        .cue_before(first.tokens.start, Cue::DeedJoint)
        .and_then(|joint| scene.mentions.organization_ending_at(joint));
    named.is_some_and(|(_, mention)| {
        let opening = scene.reading.sentence_of(first.number.start).start;
        let name = mention.tokens.start;
        let near = opening.max(name.saturating_sub(REACH))..name;
        let is_joined = |together: TokenRange| {
            let mut between = scene.reading.tokens[together.end..name].iter();
            between.all(Token::is_word)
        };
        name == opening
            || scene
                .find_last_cue(near, Cue::CountTogether)
                .is_some_and(is_joined)
    })
}

/// Whether the item that a figure stands in is one of a list, or a plan opens between two tokens.
pub(super) fn plans_itself(scene: &Scene<'_>, from: usize, at: usize) -> bool {
    const PLANS: [Cue; 4] = [
        Cue::StancePlan,
        Cue::StancePlanWeak,
        Cue::StancePlanPassing,
        Cue::StanceSets,
    ];
    scene.reading.line_of(at).is_some_and(|line| line.is_item)
        || PLANS
            .into_iter()
            .any(|cue| opens_in(scene, from..at, cue).is_some())
}

/// Where a plan's word starts in a range that is no part of a longer phrase, nor what a share is of: "giao thông" gives
/// nothing, "103% kế hoạch năm" measures.
pub(super) fn opens_in(scene: &Scene<'_>, range: TokenRange, cue: Cue) -> Option<usize> {
    let is_of_share = |at: usize| at > 0 && scene.reading.tokens[at - 1].is_mark(b'%');
    range.clone().find(|&at| {
        scene.cue_at(at, cue).is_some_and(|end| {
            end <= range.end
                && !is_of_share(at)
                && scene
                    .cue_at(at, Cue::StanceNone)
                    .is_none_or(|none| none <= end)
        })
    })
}
