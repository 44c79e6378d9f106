//! Parties of other countries, of which nothing is told.

use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::Level;
use crate::text::TokenRange;

/// Whether a stretch speaks of another country's party: its name, or an organization of a province that is none of
/// Vietnam's, stands before in the sentence, and no Vietnamese province or city between.
pub(super) fn is_foreign(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let sentence = scene.reading.sentence_of(tokens.start);
    let party = scene
        .find_last_cue(sentence.start..tokens.end, Cue::PartyForeignName)
        .map(|name| name.end);
    let province = scene
        .mentions
        .organizations_in(sentence.start..tokens.end)
        .filter(|(_, mention)| mention.is_foreign)
        .map(|(_, mention)| mention.tokens.end)
        .next_back();
    let Some(abroad) = party.max(province) else {
        return false;
    };
    let between = scene.mentions.territories_in(abroad..tokens.end);
    !between
        .iter()
        .any(|territory| is_vietnamese(scene, &territory.name, territory.level))
}

fn is_vietnamese(scene: &Scene<'_>, name: &str, level: Level) -> bool {
    level.is_provincial()
        && scene
            .knowledge
            .places
            .iter()
            .any(|place| place.name == name)
}
