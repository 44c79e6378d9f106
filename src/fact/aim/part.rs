//! Shares of the members or Party organizations that a sentence counts.
//!
//! Enters: a share with its clause. Leaves: whether it is of a part of those who were named or counted before it, whoever the
//! part is.

use crate::fact::Scene;
use crate::fact::aim::attribute::is_attribute;
use crate::fact::aim::clause::InClause;
use crate::fact::aim::label::wrong_of_count;
use crate::fact::aim::plan::ends_clause;
use crate::fact::aim::ratio::tells_ratio;
use crate::knowledge::cue::{Cue, CueSet};

/// "402 đảng viên; sinh viên chiếm 7,7%", "Trong số đảng viên mới, đoàn viên chiếm 68%": a part of the members that were
/// named or counted just before, whoever they are.
pub(super) fn is_part_of_members(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    // "…, trong đó sinh viên gần 80%": a share needs no verb behind what announces a part.
    let announced = || {
        let inside = scene.find_last_cue(sentence.start..at, Cue::AimInside)?;
        let is_bare = ends_clause(scene, figure) && inside.start >= here.clause.left.start;
        is_bare.then_some(at)
    };
    let Some(part) = scene
        .cue_before(at, Cue::AimPart)
        .filter(|part| *part >= here.clause.left.start)
        .or_else(announced)
    else {
        return false;
    };
    let counts = scene.mentions.quantities_in(sentence.start..part);
    let last = counts
        .iter()
        .rev()
        .find(|count| !is_attribute(scene, count));
    let is_counted = last.is_some_and(|count| {
        !count.is_percent() && scene.cue_at(count.tokens.end, Cue::NounMember).is_some()
    });
    let is_named = last.is_none()
        && scene
            .find_cue(sentence.start..part, Cue::AimInside)
            .is_some_and(|inside| {
                scene.starts_any(
                    inside.end,
                    const { CueSet::of(&[Cue::NounMember, Cue::AimAdmission]) },
                )
            });
    is_counted || is_named
}

/// "số mới vào Đảng gồm 812 cán bộ (37,8%), 655 giáo viên (30,5%)": shares in brackets behind the parts of what a sentence about
/// members or Party organizations counts.
pub(super) fn is_listed_part(here: &InClause<'_>) -> bool {
    const PARTS: CueSet = CueSet::of(&[
        Cue::AimInside,
        Cue::AimHave,
        Cue::PartOpen,
        Cue::PartStrict,
        Cue::PartList,
    ]);
    const COUNTED: [Cue; 3] = [Cue::NounMember, Cue::NounOrganization, Cue::AfterAdmit];
    let &InClause { scene, clause, .. } = here;
    let Some(host) = clause.host_figure.as_ref().filter(|_| clause.in_brackets) else {
        return false;
    };
    let is_growth = (clause.left.start..here.figure.number.start)
        .any(|at| scene.cue_at(at, Cue::AimChange).is_some());
    if is_growth || scene.reading.tokens[host.end - 1].is_mark(b'%') {
        return false;
    }
    let sentence = scene.reading.sentence_of(host.start);
    let counted = COUNTED
        .into_iter()
        .filter_map(|cue| scene.find_cue(sentence.start..host.start, cue))
        .min_by_key(|counted| counted.start);
    counted.is_some_and(|counted| scene.finds_any(counted.end..host.start, PARTS))
        || wrong_of_count(scene, clause).is_some()
}

/// "108/131 ấp thực hiện được, đạt 82,4%" in a sentence about the Party or its plans: a share that tells a pair before it in
/// percent.
pub(super) fn is_share_of_pair(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let is_share = || {
        let told = here.clause.host_figure.as_ref();
        let told = told.map(|host| scene.mentions.quantities_in(host.clone()));
        scene.cue_before(at, Cue::AimShare).is_some()
            && told.is_some_and(|told| told.iter().any(|one| one.of.is_some()))
    };
    // "tiếp nhận 436 ý kiến, đã trả lời 391 ý kiến, đạt 89,7%"
    let is_of_heard = || {
        let heard = here.clause.host_figure.as_ref();
        scene.cue_before(at, Cue::AimShare).is_some()
            && heard.is_some_and(|heard| scene.cue_at(heard.end, Cue::AimHeard).is_some())
    };
    let tells_ratio = tells_ratio(here);
    tells_ratio && is_of_heard()
        || (tells_ratio || is_share())
            && scene.finds_any(
                sentence.start..at,
                const { CueSet::of(&[Cue::AimParty, Cue::AimPartyWord, Cue::AimPlan]) },
            )
}

/// "kết nạp 231 đảng viên, thợ lò là 148 người, bằng 64%": a share of the members that the sentence counts.
pub(super) fn is_share_of_members(here: &InClause<'_>) -> bool {
    let &InClause { scene, clause, .. } = here;
    let sentence = scene.reading.sentence_of(here.figure.number.start);
    let is_share = scene
        .cue_before(here.figure.tokens.start, Cue::AimShare)
        .is_some();
    let is_of_count = clause.host_figure.as_ref().is_some_and(|host| {
        !scene.reading.tokens[host.end - 1].is_mark(b'%')
            && scene.starts_any(
                host.end,
                const { CueSet::of(&[Cue::NounMember, Cue::NounPerson]) },
            )
    });
    // "kết nạp 58 đảng viên. 41 trong 58 người là công nhân, tức 70,7%": persons are those of the sentence before.
    let counts_persons = clause
        .host_figure
        .as_ref()
        .is_some_and(|host| scene.cue_at(host.end, Cue::NounPerson).is_some());
    let start = match sentence.start.checked_sub(1) {
        Some(before) if counts_persons && !opens_line(scene, sentence.start) => {
            scene.reading.sentence_of(before).start
        }
        _ => sentence.start,
    };
    let names_members = scene
        .find_cue(start..here.figure.tokens.start, Cue::NounMember)
        .is_some();
    // "9 nơi bí thư không phải là người địa phương, chiếm 69,2%".
    let speaks_of_party = || {
        clause.host_figure.as_ref().is_some_and(|host| {
            scene.finds_any(
                host.end..here.figure.tokens.start,
                const { CueSet::of(&[Cue::AimParty, Cue::AimPartyWord]) },
            )
        })
    };
    is_share && ((is_of_count && names_members) || speaks_of_party())
}

fn opens_line(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .reading
        .line_of(at)
        .is_some_and(|line| line.tokens.start == at)
}
