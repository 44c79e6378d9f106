//! Shares listed by place: "nhiều nơi đạt tỷ lệ trên 20% như Lạng Sơn 21,4%; Hà Giang (22%)".
//!
//! Enters: a scene. Leaves: a share per place or organization, with the rate that the sentence names before the list.

use crate::fact::{Owner, Scene, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::organization::organization_after_role;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};

/// A place's share.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::fact) struct PlaceShare<'s> {
    pub quantity: &'s QuantityMention,
    pub owner: Owner,
    /// What the rate is of.
    pub subject: TokenRange,
    /// The rate's own name.
    pub rate: TokenRange,
    pub tokens: TokenRange,
}

/// The shares by place of an article.
pub(in crate::fact) fn place_shares<'s>(scene: &'s Scene<'s>) -> Vec<PlaceShare<'s>> {
    scene
        .mentions
        .quantities
        .iter()
        .filter(|quantity| quantity.is_percent())
        .filter_map(|q| share(scene, q))
        .flat_map(|share| {
            let beside = beside(scene, &share);
            std::iter::once(share).chain(beside)
        })
        .collect()
}

/// The same share of the organization that "và" joins: "Đảng bộ A và Đảng bộ B đều đạt 20%".
fn beside<'s>(scene: &Scene<'_>, share: &PlaceShare<'s>) -> Option<PlaceShare<'s>> {
    let Owner::Mention(named) = share.owner else {
        return None;
    };
    let other = scene.coordinated_before(named)?;
    Some(PlaceShare {
        owner: Owner::Mention(other),
        tokens: scene.mentions.organizations[other].tokens.start..share.tokens.end,
        ..share.clone()
    })
}

fn share<'s>(scene: &'s Scene<'s>, quantity: &'s QuantityMention) -> Option<PlaceShare<'s>> {
    if scene.stances.at(quantity.number.start) == Stance::Plan {
        return None;
    }
    let tokens = &scene.reading.tokens;
    let closes = |at: usize| scene.reading.mark_at(at, b')');
    // "Cao Bằng (10,7%)"
    let open = quantity.tokens.start.checked_sub(1);
    let open = open.filter(|&at| tokens[at].is_mark(b'(') && closes(quantity.tokens.end));
    let figure = open.unwrap_or(quantity.tokens.start);
    // The name first: the "bằng" of "Cao Bằng 20%" is no link.
    let linked = [Cue::AimLink, Cue::ClauseVerb]
        .into_iter()
        .find_map(|cue| scene.cue_before(figure, cue));
    let (start, owner) = owner_before(scene, figure).or_else(|| owner_before(scene, linked?))?;
    if !is_listed(scene, start) {
        return None;
    }
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let rate = scene.find_last_cue(sentence.start..start, Cue::Rate)?;
    let subject = rate.end..subject_end(scene, rate.end, start);
    // "Các tỉnh có tỷ lệ hộ nghèo cao là Hà Giang 22%, …".
    let is_of_party = scene.finds_any(
        sentence,
        const { CueSet::of(&[Cue::AimParty, Cue::AimPartyWord, Cue::AimVote]) },
    );
    (is_of_party && !subject.is_empty()).then_some(PlaceShare {
        quantity,
        owner,
        subject,
        rate,
        tokens: start..quantity.tokens.end,
    })
}

/// Whether a name stands in a list: behind a mark, or behind "như", "là". The "chi bộ" of "tỷ lệ đảng viên sinh hoạt
/// chi bộ đạt 95%" does not.
fn is_listed(scene: &Scene<'_>, start: usize) -> bool {
    let before = start.checked_sub(1).map(|at| scene.reading.tokens[at].kind);
    matches!(before, Some(Kind::Mark(b',' | b';' | b':' | b'(')))
        || scene.cue_before(start, Cue::AimListing).is_some()
}

/// The place or organization whose name ends just before a token.
fn owner_before(scene: &Scene<'_>, end: usize) -> Option<(usize, Owner)> {
    let named = scene.mentions.organization_ending_at(end);
    if let Some((named, mention)) = named.filter(|(_, mention)| !mention.is_generic) {
        return Some((mention.tokens.start, Owner::Mention(named)));
    }
    let last = scene.mentions.territory_ending_at(end)?;
    let territory = &scene.mentions.territories[last];
    let is_place = territory.level.is_provincial();
    let start = territory.tokens.start;
    let organization =
        organization_after_role(scene.reading, scene.knowledge, start).filter(|_| is_place)?;
    Some((start, Owner::Named(organization.name, organization.tokens)))
}

/// Where the words that a rate is of end: before a verb, a figure, a bound or a mark.
fn subject_end(scene: &Scene<'_>, from: usize, to: usize) -> usize {
    const ENDS: CueSet = CueSet::of(&[
        Cue::ClauseVerb,
        Cue::QuantityOver,
        Cue::QuantityUnder,
        Cue::QuantityAbout,
    ]);
    (from..to)
        .find(|&at| {
            let token = &scene.reading.tokens[at];
            token.is_number()
                || matches!(token.kind, Kind::Mark(b',' | b';' | b':' | b'(' | b'.'))
                || scene.starts_any(at, ENDS)
        })
        .unwrap_or(to)
}
