//! Places that a text names in passing: where somebody was born or held an office, where a central body met.
//!
//! Enters: a territory of the text. Leaves: whether it tells nothing of what the article is about.

use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::territory::Territory;

/// Tokens between the word of a birthplace and a province: `quê thôn A, xã B, huyện C, tỉnh D`.
const BIRTHPLACE_REACH: usize = 24;
/// The first sentences, in which whose officer somebody is tells what the article is about.
const OPENING_SENTENCES: usize = 4;

/// Whether a place is only a birthplace, somebody's former title or a later one, or where a central body met.
pub(super) fn is_passing(scene: &Scene<'_>, territory: &Territory) -> bool {
    is_birthplace(scene, territory) || is_of_title(scene, territory) || is_seat(scene, territory)
}

/// `quê tỉnh Nghệ An`, `quê quán: xã A, huyện B, tỉnh C`: names, levels and commas alone stand behind the word.
fn is_birthplace(scene: &Scene<'_>, territory: &Territory) -> bool {
    let start = territory.tokens.start;
    let from = scene.reading.sentence_of(start).start;
    let from = from.max(start.saturating_sub(BIRTHPLACE_REACH));
    let Some(origin) = scene.find_last_cue(from..start, Cue::PlaceOrigin) else {
        return false;
    };
    let mut at = origin.end;
    while at < start {
        let token = &scene.reading.tokens[at];
        let word = || {
            let word = scene.cue_at(at, Cue::PlaceLevel);
            word.or_else(|| scene.cue_at(at, Cue::PlaceLocative))
        };
        let is_joint = token.is_capitalized()
            || token.is_number()
            || token.is_mark(b',')
            || token.is_mark(b':')
            || token.is_mark(b'-');
        match word() {
            Some(end) => at = end,
            None if is_joint => at += 1,
            None => return false,
        }
    }
    true
}

/// `nguyên Chủ tịch UBND tỉnh A`, `nguyên Bí thư Tỉnh ủy A`: the end of a former officer's title, or of any behind the
/// opening sentences.
fn is_of_title(scene: &Scene<'_>, territory: &Territory) -> bool {
    const BODIES: [Cue; 4] = [
        Cue::OrganizationCommittee,
        Cue::TitleBody,
        Cue::TitleState,
        Cue::OrganizationUnit,
    ];
    const OFFICES: [Cue; 5] = [
        Cue::TitleHead,
        Cue::RoleSecretary,
        Cue::RoleDeputy,
        Cue::RoleStandingDeputy,
        Cue::OrganizationGuest,
    ];
    const ANY_OFFICE: CueSet = CueSet::of(&OFFICES);
    let start = territory.tokens.start;
    let organization = scene.mentions.organization_over(start);
    let named = organization.map_or(start, |(_, mention)| mention.tokens.start);
    let longest = |end: usize, cues: &[Cue]| {
        let starts = cues.iter().filter_map(|cue| scene.cue_before(end, *cue));
        starts.min()
    };
    let end = if scene.ends_any(named, ANY_OFFICE) {
        named
    } else {
        longest(named, &BODIES).unwrap_or(named)
    };
    let Some(office) = longest(end, &OFFICES) else {
        return false;
    };
    let is_former = scene.cue_before(office, Cue::StatusFormer).is_some();
    is_former || scene.reading.sentence_index(start) >= OPENING_SENTENCES
}

/// `họp tại Hà Nội, Bộ Chính trị …`, `Bộ Chính trị họp tại Hà Nội`: where a central body is whose sentence it is.
fn is_seat(scene: &Scene<'_>, territory: &Territory) -> bool {
    let (start, end) = (territory.tokens.start, territory.tokens.end);
    if scene.cue_before(start, Cue::PlaceLocative).is_none() {
        return false;
    }
    let is_apart = scene.reading.mark_at(end, b',');
    let acts = |at: usize| scene.cue_at(at, Cue::BodyNational).is_some();
    is_apart && acts(end + 1) || acts(scene.reading.sentence_of(start).start)
}
