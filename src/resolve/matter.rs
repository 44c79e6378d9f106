//! Whose matter a target or result is: the plans of the State and figures of the economy are the Party's where one of its
//! organizations sets or tells them, not where the text only names one.
//!
//! Enters: a draft and whom the text around would give it to. Leaves: whether that organization can own it, and whether it
//! belongs in the record at all.

use super::organization::{Cast, Demand};
use crate::fact::{Draft, Owner, Reason, Scene};
use crate::knowledge::cue::Cue;
use crate::record::{Organization, OrganizationBasis, Value};
use crate::text::TokenRange;

/// Sentences before a figure in which the whole Party must be spoken of.
const NEAR_SENTENCES: usize = 2;

/// Whether a target or result belongs here: a Party organization is known to own it, or several do, or its sentence speaks of Party
/// members, organizations, secretaries or admissions. The plans of a company or a government in a text that only mentions the Party do not.
pub(super) fn is_party_matter(scene: &Scene<'_>, cast: &Cast, draft: &Draft) -> bool {
    if !is_aim(draft)
        || speaks_of_party(scene, draft, &[Cue::OrganizationCommittee, Cue::DeedAdmit])
    {
        return true;
    }
    let at = draft.tokens.start;
    let is_owned = draft.owner == Owner::Party
        || super::owner(scene, cast, draft).is_some_and(|(owner, _)| !cast.is_fallback(&owner));
    let belongs = is_owned || cast.is_of_several(scene, at, Demand::default());
    if !belongs {
        scene.note_dropped(draft.tokens.clone(), draft.rule, Reason::NoOwner);
    }
    belongs
}

fn is_aim(draft: &Draft) -> bool {
    matches!(draft.value, Value::Target { .. } | Value::Result { .. })
}

/// The draft's sentence, with all of its words.
fn sentence_of(scene: &Scene<'_>, draft: &Draft) -> TokenRange {
    let sentence = scene.reading.sentence_of(draft.tokens.start);
    sentence.start.min(draft.tokens.start)..sentence.end.max(draft.tokens.end)
}

/// Whether a draft's sentence speaks of Party members, organizations or secretaries, or has one of some further words.
fn speaks_of_party(scene: &Scene<'_>, draft: &Draft, further: &[Cue]) -> bool {
    const PARTY: [Cue; 3] = [Cue::NounMember, Cue::NounOrganization, Cue::RoleSecretary];
    let sentence = sentence_of(scene, draft);
    let says = |cue: &Cue| scene.find_cue(sentence.clone(), *cue).is_some();
    PARTY.iter().any(says) || further.iter().any(says)
}

/// Whether an organization that the text around a draft speaks of can own it. It can own what is of the Party's work, and what
/// its own sentence gives it; but "Chính phủ phấn đấu GDP tăng 6,5%" is no plan of the organization that a line above names, nor is
/// "GRDP tăng 8%" one of the committee whose secretary is only listed among the guests.
pub(super) fn can_be_of(
    scene: &Scene<'_>,
    cast: &Cast,
    draft: &Draft,
    owner: &Organization,
) -> bool {
    const WORK: [Cue; 4] = [Cue::AimParty, Cue::AimTrait, Cue::AimRating, Cue::AimVote];
    let says = |range: TokenRange, cue: Cue| scene.find_cue(range, cue).is_some();
    let is_of_work = || WORK.into_iter().any(|cue| says(draft.tokens.clone(), cue));
    let is_by_rule = !matches!(draft.owner, Owner::Context(_));
    if !is_aim(draft) || is_by_rule || speaks_of_party(scene, draft, &[]) || is_of_work() {
        return true;
    }
    let sentence = sentence_of(scene, draft);
    let start = draft.tokens.start;
    if owner.name != cast.whole_party().name {
        let is_told = cast.is_named_in(scene, &owner.name, sentence.clone())
            || cast.is_named_in(scene, &owner.name, 0..usize::MAX) && !is_states(scene, start)
            || cast.is_planned_by(scene, sentence.start..start, &owner.name);
        // "Chi bộ thôn" of the village in the headline is named nowhere in full.
        let is_unnamed =
            owner.basis == OrganizationBasis::Article && !cast.has_mention(&owner.name);
        return is_told || is_unnamed;
    }
    let first = scene.reading.sentence_index(start);
    let near = scene.reading.sentences[first.saturating_sub(NEAR_SENTENCES)].start;
    cast.is_named_in(scene, &owner.name, sentence.start..draft.tokens.end)
        || cast.is_named_in(scene, &owner.name, near..sentence.start) && !is_states(scene, start)
}

/// "Chính phủ xác định giữ mục tiêu tăng trưởng 6,7%": whether the State is named before what starts at a token, or as its first
/// word.
fn is_states(scene: &Scene<'_>, start: usize) -> bool {
    let sentence = scene.reading.sentence_of(start).start;
    scene.find_cue(sentence..start, Cue::StateBody).is_some()
        || scene.cue_at(start, Cue::StateBody).is_some()
}
