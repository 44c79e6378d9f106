//! Organizations that stand beside a post's holder: to which they are sent, which they lead, to which they belong.
//!
//! Enters: a sentence's parts and a post without words of its own. Leaves: a [`PostOwner`].

use crate::fact::officeholder::owner::{PostOwner, may_mean};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::post::Post;
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;

/// Tokens of a form of address before a name.
const ADDRESS: usize = 3;

/// `một nữ Bí thư chi bộ, chị A ở Chi bộ Công ty X`: the organization that the holder behind a post's comma is said to belong to.
pub(super) fn of_holder(
    scene: &Scene<'_>,
    parts: &[Part],
    at: usize,
    post: &Post,
) -> Option<PostOwner> {
    let [comma, holder, within, ..] = parts.get(at + 1..)? else {
        return None;
    };
    let start = within.tokens.start;
    let named = scene
        .cue_at(start, Cue::PlaceLocative)
        .or_else(|| scene.cue_at(start, Cue::OrganizationBelongs))?;
    let (index, mention) = scene.organization_at(named)?;
    let fits = mention.is_named && !mention.is_generic && may_mean(post.mention(scene), mention);
    (comma.is_mark(b',') && holder.is_person() && fits).then_some(PostOwner {
        owner: Owner::Mention(index),
        is_named: true,
    })
}

/// `Ban Chấp hành Đảng bộ huyện A, với đồng chí B giữ chức Bí thư`: the organization right before the words that tell who leads it.
pub(super) fn of_organization_led(
    scene: &Scene<'_>,
    parts: &[Part],
    at: usize,
) -> Option<PostOwner> {
    let holder = parts[..at].iter().rfind(|part| part.is_person())?;
    let start = holder.tokens.start;
    let by = [Cue::OfficeBy, Cue::DeedJoint]
        .into_iter()
        .find_map(|by| scene.find_last_cue(start.saturating_sub(ADDRESS)..start, by))?
        .start;
    let comma = by.checked_sub(1)?;
    let end = if scene.reading.tokens[comma].is_mark(b',') {
        comma
    } else {
        by
    };
    let (index, mention) = scene.mentions.organization_ending_at(end)?;
    (!mention.is_generic && mention.is_named).then_some(PostOwner {
        owner: Owner::Mention(index),
        is_named: true,
    })
}

/// `được phân công sang Đảng ủy các cơ quan Đảng tỉnh, giữ chức Phó Bí thư`: where somebody is sent to hold the post.
pub(super) fn of_destination(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<PostOwner> {
    let is_joint = |part: &Part| {
        part.is_verb(Cue::OfficeAppoint)
            || matches!(part.element, Element::Mark(b',') | Element::Aside)
    };
    let left = (0..at).rev().find(|&left| !is_joint(&parts[left]))?;
    let start = parts[left].tokens.start;
    let (index, mention) = scene.organization_at(start)?;
    let is_sent = scene.cue_before(start, Cue::OfficeDestination).is_some();
    (parts[left].element == Element::Organization && is_sent && !mention.is_generic).then_some(
        PostOwner {
            owner: Owner::Mention(index),
            is_named: mention.is_named,
        },
    )
}
