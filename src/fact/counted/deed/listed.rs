//! What stands between a noun and its deed: the names or kinds of those counted, the posts of those admitted.
//!
//! Enters: a scene and where a noun ends. Leaves: where the list ends, or the deed behind it.

use super::Deed;
use super::behind::told_behind;
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::{Gap, Kind};

/// Names in a list at most.
const NAMES: usize = 12;
/// Words of a name at most.
const NAME: usize = 6;
/// Tokens that tell who those admitted are.
const WHO_REACH: usize = 40;

/// `3 đảng bộ xã Bình Lâm, Hòa Mỹ, Phước An giải thể`, `4 chi bộ quân sự, công an bị kỷ luật`, `9 đảng viên ở Bến Lức,
/// Tân Trụ được …`: where the names or kinds end that stand behind a noun, if what was done follows.
pub(super) fn past_list(scene: &Scene<'_>, noun_end: usize) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    let is_name = |at: &usize| {
        let token = tokens.get(*at);
        token
            .is_some_and(|token| token.is_word() && token.is_capitalized() && token.gap < Gap::Line)
            && scene.organization_at(*at).is_none()
    };
    let item = |at: usize| {
        let kind = scene.cue_at(at, Cue::NounOrganizationTail);
        let words = (at..at + NAME).take_while(is_name).count();
        kind.max((words > 0).then_some(at + words))
    };
    let is_kind = scene
        .cue_before(noun_end, Cue::NounOrganizationTail)
        .is_some();
    // "120 đảng viên ở Bến Lức, Tân Trụ được trao Huy hiệu"
    let place = scene
        .cue_at(noun_end, Cue::PlaceLocative)
        .unwrap_or(noun_end);
    let first = item(place).or(is_kind.then_some(noun_end))?;
    let next = |end: &usize| {
        let comma = scene.reading.mark_at(*end, b',');
        let joint = comma.then_some(end + 1).or(scene.cue_at(*end, Cue::And))?;
        item(joint)
    };
    let end = std::iter::successors(Some(first), next)
        .take(NAMES)
        .last()?;
    (end > first && told_behind(scene, end)).then_some(end)
}

/// `2 quần chúng ưu tú giữ chức Giám đốc, Phó Giám đốc công ty được vào Đảng`: whether persons of a kind were admitted to the Party
/// behind who they are, commas and the numbers of names included.
pub(super) fn admitted_later(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun_end: usize,
) -> Option<Deed> {
    let tokens = &scene.reading.tokens;
    scene.cue_at(quantity.tokens.end, Cue::NounPersonKind)?;
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let end = sentence.end.min(noun_end + WHO_REACH);
    let is_closed = |at: &usize| matches!(tokens[*at].kind, Kind::Mark(b';' | b':' | b'('));
    let end = (noun_end..end).find(is_closed).unwrap_or(end);
    let admitted = scene.find_cue(noun_end..end, Cue::AfterAdmitParty)?;
    let is_of_name = |figure: &QuantityMention| {
        let at = figure.number.start;
        scene.mentions.organization_over(at).is_some()
            || at
                .checked_sub(1)
                .is_some_and(|before| tokens[before].is_capitalized())
    };
    let counts_more = scene
        .mentions
        .quantities_in(noun_end..admitted.start)
        .iter()
        .any(|figure| !is_of_name(figure));
    let is_undone = scene.finds_any(
        noun_end..admitted.start,
        const {
            CueSet::of(&[
                Cue::Negation,
                Cue::DeedProposed,
                Cue::StancePlan,
                Cue::CountHoped,
            ])
        },
    );
    (!counts_more && !is_undone).then_some(Deed::Admit)
}
