//! What the words beside a deed make of it: cards that are given after it, another kind that is turned into.

use super::Deed;
use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_at};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::TokenRange;

/// `chuyển 1 đảng bộ cơ sở thành chi bộ cơ sở`: what becomes of it stands behind its noun, and it stays where it is. Behind "sang",
/// what it goes to may only be another kind of the same rank, `chuyển 1 đảng bộ cơ sở sang chi bộ cơ sở`, at the end of what is told.
pub(super) fn turns_into(scene: &Scene<'_>, deed: &TokenRange, noun_end: usize) -> bool {
    let kind = scene.cue_at(noun_end, Cue::CountTurned);
    scene.cue_at(deed.start, Cue::CountTurning) == Some(deed.end)
        && kind.is_some_and(|kind| {
            let named = scene.organization_at(kind);
            scene.cue_at(kind, Cue::NounOrganization).is_some()
                && named.is_none_or(|(_, mention)| mention.is_generic)
                && (scene.cue_at(noun_end, Cue::TransferTo).is_none()
                    || is_kind_of_rank(scene, noun_end, kind))
        })
}

/// Whether the organization that ends at one token and the one that starts at another are two kinds of one rank, and nothing follows.
fn is_kind_of_rank(scene: &Scene<'_>, noun_end: usize, kind: usize) -> bool {
    /// Tokens of a rank: `cơ sở`.
    const RANK: usize = 2;
    let reading = scene.reading;
    let (Noun::Organization(_), end) = noun_at(scene, kind) else {
        return false;
    };
    let noun = scene.cue_before(noun_end, Cue::NounOrganization);
    let is_other = noun.is_some_and(|noun| !reading.is_same_word(noun, kind));
    let is_ranked = end > kind + RANK
        && (1..=RANK).all(|back| reading.is_same_word(noun_end - back, end - back));
    is_other && is_ranked && reading.words_end_at(end)
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
