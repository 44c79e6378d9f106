//! Parties of other countries, of which nothing is told.

use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::Level;
use crate::text::TokenRange;

/// Whether a stretch speaks of another country's party: its name stands before in the sentence, and no organization of
/// a Vietnamese province or city between.
pub(super) fn is_foreign(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let sentence = scene.reading.sentence_of(tokens.start);
    let Some(name) = scene.find_last_cue(sentence.start..tokens.end, Cue::PartyForeignName) else { return false };
    let comes_home = scene.mentions.territories.iter().any(|territory| {
        (name.end..tokens.end).contains(&territory.tokens.start) && is_vietnamese(scene, &territory.name, territory.level)
    });
    !comes_home
}

fn is_vietnamese(scene: &Scene<'_>, name: &str, level: Level) -> bool {
    level.is_provincial() && scene.knowledge.places.iter().any(|place| place.name == name)
}
