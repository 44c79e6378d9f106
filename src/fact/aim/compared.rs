//! What is set against something: so much of a plan, so much more than before.
//!
//! Enters: a clause and where its comparing words start. Leaves: [`Phrase`]: what is compared, the words that compare and
//! what they compare it with.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::{goal, is_place, named, opened, says_nothing};
use crate::fact::aim::lent::{host, part_before};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::counted_before;
use crate::fact::aim::{Aim, Order};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::Unit;
use crate::text::TokenRange;

/// "kết nạp 131 đảng viên, đạt 109% kế hoạch", "doanh thu tăng 8%".
pub(super) fn comparison(
    scene: &Scene<'_>,
    clause: &Clause,
    link: usize,
    before: Option<&Aim>,
) -> Phrase {
    let verb_end = scene
        .cue_at(link, Cue::AimChange)
        .or_else(|| scene.cue_at(link, Cue::AimLink))
        .unwrap_or(link + 1);
    let named = named(scene, clause, link);
    // "so với năm 2019 tăng 5,9%": what something is measured by is no subject.
    let is_base = scene.starts_any(
        named.start,
        const { CueSet::of(&[Cue::AimPastPeriod, Cue::StanceBase]) },
    );
    let says_little = says_nothing(scene, &named) || is_unit(scene, clause, &named);
    let mut phrase = if !says_little && !is_base && !is_place(scene, &named) {
        Phrase::new(named, 0..0)
    } else {
        let counted = before.filter(|aim| is_counted_by(clause, aim));
        // "kết nạp 714 đảng viên, trong đó sinh viên chiếm 81%; so với nhiệm kỳ trước tăng 9%": the growth is not the part's.
        let is_part =
            |aim: &&Aim| is_base && scene.cue_before(aim.tokens.start, Cue::AimInside).is_some();
        match host(scene, clause) {
            _ if counted.is_some() => counted.map(|aim| aim.stated.clone()).unwrap_or_default(),
            host if host.is_empty() => before
                .filter(|aim| !is_part(aim))
                .map(|aim| aim.stated.clone())
                .or_else(|| {
                    // The verb first: "kết nạp đảng viên".
                    let counted = counted_before(scene, clause.left.start)?;
                    Some(Phrase {
                        subject: counted.goal.into_iter().chain(counted.subject).collect(),
                        goal: Vec::new(),
                    })
                })
                .unwrap_or_else(|| part_before(scene, clause, &named)),
            subject => Phrase {
                subject,
                goal: Vec::new(),
            },
        }
    };
    if !phrase.goal.is_empty() {
        let goal = std::mem::take(&mut phrase.goal);
        phrase.subject.extend(goal);
    }
    if link < clause.left.end || verb_end > link + 1 {
        phrase.goal.push(link..verb_end.min(clause.right.start));
    }
    phrase.goal.extend(base_before(scene, clause));
    // "tăng 7%/năm, đạt mục tiêu đề ra": a comma opens another predicate.
    let goes_on = scene
        .reading
        .tokens
        .get(clause.right.start)
        .is_some_and(|next| !next.is_mark(b','));
    let rest = goal(scene, clause.right.clone());
    if goes_on && !rest.is_empty() {
        phrase.goal.push(rest);
    }
    phrase
}

/// "(so với năm 2020, tổ chức đảng tăng 12%)": what opens the brackets to measure by, up to its comma.
fn base_before(scene: &Scene<'_>, clause: &Clause) -> Option<TokenRange> {
    let start = clause.left.start;
    let opens = clause.in_brackets && scene.cue_at(start, Cue::StanceBase).is_some();
    let mut left = clause.left.clone().filter(|_| opens);
    let comma = left.find(|&at| scene.reading.tokens[at].is_mark(b','))?;
    Some(start..comma)
}

/// "vốn giải ngân đạt 3.714 tỷ đồng bằng 40,8% kế hoạch": whether one word behind a figure that a verb links to its subject only
/// tells the figure's unit.
fn is_unit(scene: &Scene<'_>, clause: &Clause, named: &TokenRange) -> bool {
    clause.host_figure.as_ref().is_some_and(|host| {
        let is_linked = || scene.cue_before(host.start, Cue::AimLink).is_some();
        named.len() == 1 && named.start == host.end && is_linked()
    })
}

/// "dự kiến còn 2.150 chi bộ, giảm 12%": the count right before is an aim itself and has read its own noun.
fn is_counted_by(clause: &Clause, before: &Aim) -> bool {
    before.order == Order::FigureFirst
        && before.quantity.unit == Unit::Count
        && clause
            .host_figure
            .as_ref()
            .is_some_and(|host| before.tokens.contains(&host.start))
}

/// "[…, đã] hoàn thành 50% kế hoạch": the verb right before a figure.
pub(super) fn verb_before(scene: &Scene<'_>, clause: &Clause) -> Option<usize> {
    scene
        .cue_before(clause.left.end, Cue::AimVerb)
        .filter(|verb| *verb >= clause.left.start)
}

/// "ủy ban kiểm tra đã hoàn thành 50% kế hoạch": the verb and the plan are the goal.
pub(super) fn fulfilled(
    scene: &Scene<'_>,
    clause: &Clause,
    verb: usize,
    before: Option<&Aim>,
) -> Phrase {
    let doer = opened(
        scene,
        scene
            .reading
            .after_last_comma(&(clause.left.start..verb))
            .start..verb,
    );
    let subject = if doer.is_empty() {
        before.map(|aim| aim.stated.subject.clone())
    } else {
        Some(vec![doer])
    };
    Phrase {
        subject: subject.unwrap_or_default(),
        goal: vec![verb..clause.left.end, goal(scene, clause.right.clone())],
    }
}

/// "(so với năm 2020, tổ chức đảng tăng 12%)": whether members or Party organizations stand right before a word of change.
pub(super) fn names_counted(scene: &Scene<'_>, clause: &Clause, change: usize) -> bool {
    let named = named(scene, clause, change);
    [Cue::NounMember, Cue::NounOrganization]
        .into_iter()
        .any(|cue| scene.cue_at(named.start, cue) == Some(named.end))
}
