//! Figures of rules: how many there have to be for something to hold.

use crate::fact::counted::deed::Deed;
use crate::fact::counted::noun::{Noun, noun_after};
use crate::fact::counted::{Counted, clause_before, sentence_before};
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;

/// Tokens of a figure and the kind of organization that it counts.
const KIND_REACH: usize = 10;

/// `chi bộ có dưới 9 đảng viên`, `từ 30 đảng viên trở lên`: a rule of the charter is no count. What is reported of an
/// organization by name is.
pub(in crate::fact) fn is_threshold(scene: &Scene<'_>, counted: &Counted<'_>) -> bool {
    let quantity = counted.quantity;
    if tells_organizations_apart(scene, counted) {
        return true;
    }
    let is_bounded = matches!(
        quantity.bound,
        Bound::AtLeast | Bound::AtMost | Bound::Range
    ) || is_conditional(scene, counted)
        || scene
            .cue_before(quantity.number.start, Cue::QuantityThreshold)
            .is_some();
    // "ra đời với vừa đủ 3 đảng viên": there they are.
    let is_reached = scene
        .cue_before(quantity.number.start, Cue::CountReached)
        .is_some();
    if !is_bounded || is_reached {
        return false;
    }
    let subject_end = counted
        .deed_tokens
        .as_ref()
        .map_or(quantity.tokens.start, |tokens| tokens.start);
    let subject_end = scene
        .cue_before(subject_end, Cue::Acting)
        .unwrap_or(subject_end);
    let is_named = scene
        .mentions
        .organization_ending_at(subject_end)
        .is_some_and(|(_, mention)| mention.is_named);
    // "nơi có từ 30 đảng viên được lập đảng bộ": what is set up there is no deed of theirs.
    let is_of_organizations = counted.noun == Noun::Member
        && matches!(
            counted.deed,
            Some(Deed::Establish | Deed::Dissolve | Deed::Merge | Deed::HoldCongress)
        );
    // "năm nào cũng kết nạp 45-50 đảng viên": what is done again and again is no rule.
    let names_members = scene.cue_at(quantity.tokens.end, Cue::NounMember);
    let has_ends =
        quantity.bound == Bound::Range && names_members.is_some() && is_repeated(scene, quantity);
    let is_reported = (has_ends || scene.stances.at(quantity.number.start) == Stance::Report)
        && !is_of_organizations
        && !matches!(counted.deed, None | Some(Deed::Have | Deed::Other));
    !(is_named || is_reported)
}

/// `năm nào chi bộ cũng kết nạp 2-3 đảng viên`: whether the sentence tells before a figure that it is so every year.
fn is_repeated(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let before = sentence_before(scene, quantity);
    scene.finds_any(
        before,
        const { CueSet::of(&[Cue::CountYearly, Cue::CountRepeated]) },
    )
}

/// `9 chi bộ trên 40 đảng viên`: more than so many members, right behind organizations, only tell which of them are meant.
///
/// `12 chi bộ trên 350 đảng viên` lost a comma: that many they have together.
fn tells_organizations_apart(scene: &Scene<'_>, counted: &Counted<'_>) -> bool {
    let start = counted.quantity.tokens.start;
    /// Members that hardly any organization is without.
    const FEW: i64 = 8;
    let members = counted.quantity.value;
    let are_few = |organizations: &QuantityMention| {
        members < organizations.value.map(|count| count.times(FEW))
    };
    let near = start.saturating_sub(KIND_REACH)..start;
    counted.noun == Noun::Member
        && counted.quantity.bound == Bound::Over
        && scene
            .mentions
            .quantities_in(near)
            .last()
            .is_some_and(|organizations| {
                let (noun, end) = noun_after(scene, organizations.tokens.end);
                matches!(noun, Noun::Organization(_)) && end == start && are_few(organizations)
            })
}

/// `- Lập chi bộ trực thuộc đảng ủy cơ sở có hơn ba mươi đảng viên`, `chi bộ có 9 đảng viên thì bầu chi ủy`: whether so many are
/// the condition of what a rule says.
fn is_conditional(scene: &Scene<'_>, counted: &Counted<'_>) -> bool {
    let quantity = counted.quantity;
    if counted.noun != Noun::Member || !matches!(counted.deed, Some(Deed::Have)) {
        return false;
    }
    let (_, noun_end) = noun_after(scene, quantity.tokens.end);
    let behind = scene
        .reading
        .tokens
        .get(noun_end)
        .map_or(noun_end, |mark| noun_end + usize::from(mark.is_mark(b',')));
    let is_followed = scene.cue_at(behind, Cue::CountRule).is_some();
    let clause = clause_before(scene, quantity);
    let start = (clause.start..clause.end)
        .find(|&at| scene.reading.tokens[at].is_word())
        .unwrap_or(clause.end);
    let sets_up = scene.cue_at(start, Cue::DeedEstablish);
    let is_kind = sets_up.is_some_and(|object| {
        let organization = scene.organization_at(object);
        organization.is_none_or(|(_, mention)| !mention.is_named && mention.place.is_none())
            && scene.cue_at(object, Cue::NounOrganization).is_some()
    });
    is_followed || is_kind && quantity.bound != Bound::Exact
}
