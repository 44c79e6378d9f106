//! What a figure in brackets says, and from where it takes that.
//!
//! Enters: a clause in brackets. Leaves: the [`Phrase`] of its figure: of the plan, the label or the form of discipline that the
//! count before the brackets has. Whether the brackets name something of their own is known by who asks.

use crate::fact::Scene;
use crate::fact::aim::Aim;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::{goal, goal_at, opened, said, split};
use crate::fact::aim::label::{label_of_count, of_count, wrong_of_count};
use crate::fact::aim::lent::{host, lent};
use crate::fact::aim::phrase::Phrase;
use crate::knowledge::cue::{Cue, CueSet};

/// "khiển trách 24 (58,5%)", "68 doanh nghiệp (6%) có tổ chức đảng".
pub(super) fn bracketed(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let names_plan = scene.finds_any(
        clause.left.clone(),
        const { CueSet::of(&[Cue::AimPlanNoun, Cue::AimPlan]) },
    );
    let is_whole =
        |aim: &&Aim| !(clause.host_figure.is_some() && aim.tokens.end <= clause.host.start);
    if names_plan && let Some(aim) = before.filter(is_whole) {
        return aim.phrase.clone();
    }
    if let Some(wrong) = wrong_of_count(scene, clause) {
        return wrong;
    }
    let is_open = clause
        .host_figure
        .as_ref()
        .is_some_and(|figure| figure.end >= clause.host.end);
    let goes_on = !clause.beyond.is_empty() && goal_at(scene, clause.beyond.start).is_some();
    // "toàn bộ (100%) cán bộ chủ chốt được bồi dưỡng".
    let is_all = scene.cue_at(clause.host.start, Cue::AimSkip) == Some(clause.host.end);
    if (is_open || is_all) && !clause.beyond.is_empty() && host(scene, clause).is_empty() {
        let (subject, goal) = split(scene, clause.beyond.clone());
        return Phrase::new(subject, goal);
    }
    if let Some(form) = form_of_discipline(scene, clause) {
        return form;
    }
    let mut phrase = match label_of_count(scene, clause).filter(|_| !names_plan) {
        Some(label) => of_count(scene, label, before),
        None => lent(scene, clause, before),
    };
    // "Kết nạp trong năm: 181 (kế hoạch 170)": what the line announces is what was planned.
    if names_plan && phrase.is_empty() {
        let sentence = scene.reading.sentence_of(clause.left.start);
        phrase = said(
            scene,
            opened(scene, sentence.start..clause.host.start.max(sentence.start)),
        );
    }
    if goes_on {
        phrase.goal.push(goal(scene, clause.beyond.clone()));
    }
    phrase
}

/// "kỷ luật 41 đảng viên, gồm: khiển trách 24 (58,5%)": the form is the goal, those disciplined are the subject.
fn form_of_discipline(scene: &Scene<'_>, clause: &Clause) -> Option<Phrase> {
    let figure = clause.host_figure.clone()?;
    let form = [Cue::DeedDiscipline, Cue::DeedRemove]
        .into_iter()
        .find_map(|deed| scene.cue_before(figure.start, deed))?;
    let sentence = scene.reading.sentence_of(figure.start);
    // "Tổng cộng 312 đảng viên bị kỷ luật. Theo hình thức: khiển trách 221 (70,8%)".
    let start = match sentence.start.checked_sub(1) {
        Some(before) => scene.reading.sentence_of(before).start,
        None => sentence.start,
    };
    let counted = scene
        .mentions
        .quantities_in(start..form)
        .iter()
        .rev()
        .find_map(|other| {
            let end = scene.cue_at(other.tokens.end, Cue::NounMember)?;
            Some(other.tokens.end..end)
        })?;
    Some(Phrase::new(counted, form..figure.start))
}
