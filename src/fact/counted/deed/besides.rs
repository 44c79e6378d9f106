//! What the words beside a deed make of it: cards that are given after it, another kind that is turned into.

use super::Deed;
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::TokenRange;

/// `chuyển 1 đảng bộ cơ sở thành chi bộ cơ sở`: what becomes of it stands behind its noun, and it stays where it is. `sang Đảng bộ
/// huyện X` goes to one by name.
pub(super) fn turns_into(scene: &Scene<'_>, deed: &TokenRange, noun_end: usize) -> bool {
    let kind = scene.cue_at(noun_end, Cue::CountTurned);
    scene.cue_at(deed.start, Cue::CountTurning) == Some(deed.end)
        && kind.is_some_and(|kind| {
            let named = scene.organization_at(kind);
            scene.cue_at(kind, Cue::NounOrganization).is_some()
                && named.is_none_or(|(_, mention)| mention.is_generic)
        })
}

/// `công nhận đảng viên chính thức 12 trường hợp, cấp thẻ Đảng cho 15 trường hợp`: cards right before a figure, alone or behind a deed
/// that has a figure of its own.
pub(super) fn cards_given(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    before: Option<&(Deed, TokenRange)>,
) -> Option<(Deed, TokenRange)> {
    let start = quantity.tokens.start;
    let card = scene.cue_before(start, Cue::CountCard)?;
    let has_figure = |(_, deed): &(Deed, TokenRange)| {
        let between = deed.end.min(card)..card;
        !scene.mentions.quantities_in(between).is_empty()
    };
    before
        .is_none_or(has_figure)
        .then_some((Deed::Other, card..start))
}
