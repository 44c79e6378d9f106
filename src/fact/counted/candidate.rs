//! Which figures may count anything of the Party's, told at a glance: most do not.
//!
//! Enters: a figure and the one before it that counted something. Leaves: whether it is worth reading.

use crate::fact::Scene;
use crate::fact::counted::figure::LABEL_SENTENCES;
use crate::fact::counted::{Counted, deed};
use crate::fact::row;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::Kind;

/// The nouns of members, persons and Party organizations, and what tells of a noun that is left out.
const NOUNS: CueSet = CueSet::of(&[
    Cue::NounMember,
    Cue::NounPerson,
    Cue::NounPersonKind,
    Cue::NounOrganization,
    Cue::NounOrganizationShort,
    Cue::NounOrganizationPlace,
    Cue::NounOccasion,
    Cue::PartThose,
    Cue::GroupOpen,
    Cue::GroupWord,
]);

/// What may stand behind a figure in the place of its noun.
const JOINTS: CueSet = CueSet::of(&[
    Cue::And,
    Cue::Copula,
    Cue::Negation,
    Cue::Passive,
    Cue::ClauseVerb,
    Cue::QuantityRise,
]);

/// What is done to members and organizations.
const DEEDS: CueSet = deed::BEFORE_CUES.union(deed::AFTER_CUES);

/// Whether a figure may count anything of the Party's, by what stands right behind it, or where nothing does by what its
/// sentence says: most figures of an article are followed by what they count, which is none. `earlier` is the figure before
/// that counted something.
pub(super) fn may_count(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    earlier: Option<&Counted<'_>>,
) -> bool {
    const TELLING: CueSet = NOUNS.union(JOINTS).union(DEEDS);
    let end = quantity.tokens.end;
    if scene.reading.words_end_at(end) {
        return is_said(scene, quantity, earlier);
    }
    // "106 đảng bộ trực thuộc (82 xã, 20 phường)"
    let may_be_level = || {
        let before = quantity.tokens.start.checked_sub(1);
        before.is_some_and(|at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b'(' | b',')))
            && scene.cue_at(end, Cue::PlaceLevel).is_some()
    };
    scene.starts_any(end, TELLING) || may_be_level()
}

/// Whether a figure's sentence, the one before, its table, or the figure before says what is counted.
fn is_said(scene: &Scene<'_>, quantity: &QuantityMention, earlier: Option<&Counted<'_>>) -> bool {
    const SAYING: CueSet = NOUNS.union(DEEDS.without(Cue::DeedHave));
    let sentence = scene.reading.sentence_index(quantity.number.start);
    let goes_on = earlier.is_some_and(|earlier| sentence - earlier.sentence <= LABEL_SENTENCES);
    goes_on
        || (sentence.saturating_sub(1)..=sentence)
            .any(|index| scene.reading.cues_of_sentence(index).meets(SAYING))
        || row::heads(scene, quantity).is_some()
}
