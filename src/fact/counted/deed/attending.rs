//! Who attended: the figures of a sentence that opens with coming to a congress or a class.

use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_after};
use crate::fact::counted::sentence_before;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::TokenRange;

/// `Dự Đại hội Chi bộ X có 34 đảng viên`: the first figure of a clause that opens with attending tells who attended.
pub(super) fn attended(scene: &Scene<'_>, quantity: &QuantityMention, clause: &TokenRange) -> bool {
    let between = clause.start..quantity.number.start;
    let counted = scene.mentions.quantities_in(between);
    scene.cue_at(clause.start, Cue::CountAttending).is_some() && counted.is_empty()
        || is_session(scene, quantity, clause)
}

/// `Dự Đại hội có đồng chí A; đồng chí B; cùng 184 đảng viên`: the last of a list of those who came.
pub(super) fn came_along(scene: &Scene<'_>, quantity: &QuantityMention, has: &TokenRange) -> bool {
    let sentence = sentence_before(scene, quantity);
    scene.cue_at(has.start, Cue::DeedJoint) == Some(quantity.tokens.start)
        && scene.cue_at(sentence.start, Cue::CountAttending).is_some()
        && noun_after(scene, quantity.tokens.end).0 == Noun::Member
        && scene
            .mentions
            .quantities_in(sentence.start..quantity.number.start)
            .is_empty()
}

/// `tổ chức 42 lớp với 4.118 đảng viên`, `tại 12 điểm cầu có 900 đảng viên`: whether the figure before counts where they came
/// to learn or to hear.
pub(super) fn is_session(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    clause: &TokenRange,
) -> bool {
    let between = clause.start..quantity.number.start;
    let before = scene.mentions.quantities_in(between);
    let is_of_members = noun_after(scene, quantity.tokens.end).0 == Noun::Member;
    is_of_members
        && before.last().is_some_and(|session| {
            scene
                .cue_at(session.tokens.end, Cue::CountSession)
                .is_some()
        })
}
