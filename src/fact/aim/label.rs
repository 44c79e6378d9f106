//! What a label says of the figure behind its colon.
//!
//! Enters: a clause whose figure, or the count before its brackets, stands behind a colon. Leaves: what the label is said of.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::{opened, said};
use crate::fact::aim::phrase::Phrase;
use crate::knowledge::cue::Cue;
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
    let is_counted = [
        Cue::Rate,
        Cue::AimRating,
        Cue::NounMember,
        Cue::NounOrganization,
    ]
    .into_iter()
    .any(|cue| scene.find_cue(label.clone(), cue).is_some());
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
    let is_rated = [Cue::AimRating, Cue::AimTrait]
        .into_iter()
        .any(|cue| scene.find_cue(label.clone(), cue).is_some());
    is_rated.then_some(label)
}

/// "Các vi phạm: tham nhũng: 5 (6,8%)": what was done wrong, and what of it the label of a bare figure tells that brackets give the
/// share of.
pub(super) fn wrong_of_count(scene: &Scene<'_>, clause: &Clause) -> Option<Phrase> {
    let label = label_of_bare(scene, clause)?;
    let sentence = scene.reading.sentence_of(label.start).start;
    let wrong = scene.find_cue(sentence..label.end, Cue::AimWrong)?;
    if wrong.start >= label.start {
        return Some(Phrase::new(wrong.start..label.end, 0..0));
    }
    Some(Phrase {
        subject: vec![wrong, label],
        goal: Vec::new(),
    })
}

/// The label of the figure that a share follows, alone or with a noun for those named.
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
