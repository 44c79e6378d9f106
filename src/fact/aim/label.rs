//! What a label says of the figure behind its colon.
//!
//! Enters: a clause whose figure, or the count before its brackets, stands behind a colon. Leaves: what the label is said of.

use crate::fact::Scene;
use crate::fact::aim::Aim;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::{goal_at, opened, said};
use crate::fact::aim::phrase::Phrase;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::{Kind, TokenRange};

/// "Đảng viên hoàn thành tốt nhiệm vụ trở lên: năm 2011 đạt 85,1%": what the words right before a colon say, where only a time or
/// place stands behind it. The label may tell a size: "Chi bộ có trên 20 đảng viên: phấn đấu 60%".
pub(super) fn labelled(scene: &Scene<'_>, clause: &Clause) -> Option<Phrase> {
    let colon = clause.left.start.checked_sub(1)?;
    if !scene.reading.tokens[colon].is_mark(b':') {
        return None;
    }
    let named = before_colon(scene, colon);
    let label = opened(scene, named.clone());
    let is_counted = scene.finds_any(
        label.clone(),
        const {
            CueSet::of(&[
                Cue::Rate,
                Cue::AimRating,
                Cue::NounMember,
                Cue::NounOrganization,
            ])
        },
    );
    let is_size = |figure: &QuantityMention| {
        let has = scene.cue_before(figure.tokens.start, Cue::AimHave);
        has.is_some() && !figure.is_percent() && figure.bound != Bound::Exact
    };
    let mut figures = scene.mentions.quantities_in(named).iter();
    (is_counted && figures.all(is_size)).then(|| said(scene, label))
}

/// "Chi bộ hoàn thành tốt nhiệm vụ: 37 (71,2%)", "…: 37 tổ chức, chiếm 71,2%": the label of the figure that a share follows, alone or
/// with a noun for those named, where it tells how they are rated.
pub(super) fn label_of_count(scene: &Scene<'_>, clause: &Clause) -> Option<TokenRange> {
    let label = opened(scene, label_of_bare(scene, clause)?);
    let is_rated = scene.finds_any(
        label.clone(),
        const { CueSet::of(&[Cue::AimRating, Cue::AimTrait, Cue::AimGrade]) },
    );
    is_rated.then_some(label)
}

/// "Chi bộ hoàn thành tốt nhiệm vụ: 37 (71,2%); hoàn thành nhiệm vụ: 5 (9,6%)": what a label says of the share behind its count.
pub(super) fn of_count(scene: &Scene<'_>, label: TokenRange, before: Option<&Aim>) -> Phrase {
    if goal_at(scene, label.start).is_none() {
        return said(scene, label);
    }
    Phrase {
        subject: before
            .map(|aim| aim.stated.subject.clone())
            .unwrap_or_default(),
        goal: vec![label],
    }
}

/// "Các vi phạm: tham nhũng: 5 (6,8%)": what was done wrong, right before the colon that opens the list of it, and what of it the label
/// of a bare figure tells that brackets give the share of. How somebody is rated or disciplined for it is none of it.
pub(super) fn wrong_of_count(scene: &Scene<'_>, clause: &Clause) -> Option<Phrase> {
    const OTHER: [Cue; 3] = [Cue::AimRating, Cue::DeedDiscipline, Cue::DeedRemove];
    const WHOSE: [Cue; 4] = [
        Cue::NounMember,
        Cue::NounOrganization,
        Cue::NounPerson,
        Cue::Negation,
    ];
    let tokens = &scene.reading.tokens;
    let label = label_of_bare(scene, clause)?;
    let is_other = |cue| scene.find_cue(label.clone(), cue).is_some();
    let counts_whom = |cue| scene.cue_at(label.start, cue).is_some();
    if OTHER.into_iter().any(is_other) || WHOSE.into_iter().any(counts_whom) {
        return None;
    }
    // "vi phạm đất đai: 12 (30%)"
    if let Some(wrong) = scene.find_last_cue(label.clone(), Cue::AimWrong) {
        let opens = wrong.start == label.start || tokens[wrong.start - 1].is_mark(b',');
        let is_told = opens || done_by(scene, &wrong, label.end);
        return is_told.then(|| Phrase::new(wrong.start..label.end, 0..0));
    }
    if is_other(Cue::AimTrait) {
        return None;
    }
    let sentence = scene.reading.sentence_of(label.start).start;
    let colon = (sentence..label.start).find(|&at| tokens[at].is_mark(b':'))?;
    let wrong = scene.find_last_cue(sentence..colon, Cue::AimWrong)?;
    // "đảng viên vi phạm: nữ: 6 (15%)": the label tells who they are.
    let is_theirs = |cue| scene.cue_before(wrong.start, cue).is_some();
    let heads = wrong.end == colon && !WHOSE.into_iter().any(is_theirs);
    let is_first = scene.mentions.starts_figure(colon + 1) && done_by(scene, &wrong, colon);
    (heads || is_first).then(|| Phrase {
        subject: vec![wrong, label],
        goal: Vec::new(),
    })
}

/// "đảng viên vi phạm nhiều nhất về đất đai: 15 (20,2%); xây dựng: 9 (12,1%)": whether words for what was done wrong stand right
/// behind who did it, and before what it was.
fn done_by(scene: &Scene<'_>, wrong: &TokenRange, end: usize) -> bool {
    let follows = |cue| scene.cue_before(wrong.start, cue).is_some();
    wrong.end < end
        && [Cue::NounMember, Cue::NounOrganization]
            .into_iter()
            .any(follows)
        && (wrong.end..end).all(|at| !scene.reading.tokens[at].is_mark(b','))
}

/// "Chi bộ yếu: 3 (2,5%)", "…: 3 đơn vị, chiếm 2,5%": the label of the figure that a share follows, alone or with a noun for those
/// named.
fn label_of_bare(scene: &Scene<'_>, clause: &Clause) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let figure = clause.host_figure.as_ref()?;
    let colon = figure.start.checked_sub(1)?;
    let noun = [
        Cue::NounMember,
        Cue::NounOrganization,
        Cue::NounPerson,
        Cue::NounOrganizationShort,
        Cue::NounOrganizationPlace,
    ];
    let end = noun
        .into_iter()
        .filter_map(|noun| scene.cue_at(figure.end, noun))
        .max()
        .unwrap_or(figure.end);
    let is_alone = clause.host.start == figure.start
        && (end..clause.host.end).all(|at| matches!(tokens[at].kind, Kind::Mark(_)));
    (tokens[colon].is_mark(b':') && is_alone).then(|| before_colon(scene, colon))
}

/// What stands before a colon in its sentence, back to the last mark that parts items.
fn before_colon(scene: &Scene<'_>, colon: usize) -> TokenRange {
    let sentence = scene.reading.sentence_of(colon).start;
    let parts = |at: &usize| {
        let kind = scene.reading.tokens[*at].kind;
        matches!(kind, Kind::Mark(b';' | b':' | b'('))
    };
    let mark = (sentence..colon).rev().find(parts);
    mark.map_or(sentence, |mark| mark + 1)..colon
}
