//! Posts that are not this Party's: other countries' secretaries, the Youth Union's.
//!
//! Enters: a scene and a post among the parts of its sentence. Leaves: whether it belongs elsewhere.

use crate::fact::Scene;
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::post::Post;
use crate::knowledge::cue::Cue;
use crate::record::Role;
use crate::text::{Kind, TokenRange};

/// Whether a post is of another country's party: a general secretary named with his country, a secretary of a place that
/// the text puts abroad.
pub(super) fn is_abroad(scene: &Scene<'_>, post: &Post, tokens: &TokenRange) -> bool {
    const COUNTRY_REACH: usize = 12;
    if post.role == Role::GeneralSecretary {
        return scene.find_cue(tokens.clone(), Cue::PartyForeign).is_some();
    }
    if is_followed_by_country(scene, post) {
        return true;
    }
    let Some(place) = post
        .mention(scene)
        .and_then(|mention| mention.place.as_deref())
    else {
        return false;
    };
    scene
        .mentions
        .territories
        .iter()
        .filter(|territory| territory.name == place)
        .any(|territory| {
            let end = scene
                .reading
                .sentence_of(territory.tokens.start)
                .end
                .min(territory.tokens.end + COUNTRY_REACH);
            scene
                .find_cue(territory.tokens.end..end, Cue::PartyForeign)
                .is_some()
        })
}

/// `Phó Bí thư Đảng ủy Khu tự trị … Quảng Tây, Trung Quốc`: a country stands alone after the place.
fn is_followed_by_country(scene: &Scene<'_>, post: &Post) -> bool {
    const PLACE_REACH: usize = 10;
    let is_mark = |at: usize, marks: &[u8]| {
        scene
            .reading
            .tokens
            .get(at)
            .is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
    };
    let sentence = scene.reading.sentence_of(post.tokens.start);
    let from = post.tokens.end;
    (from..sentence.end.min(from + PLACE_REACH))
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .filter(|&at| is_mark(at, b",(-"))
        .and_then(|at| scene.cue_at(at + 1, Cue::PartyForeign))
        .is_some_and(|end| end >= sentence.end || is_mark(end, b",.;)-:"))
}

/// Whether a post without an organization goes with one of the Youth Union's: `Phó Bí thư, Bí thư Thành đoàn`, or follows
/// one in a sentence that names no organization of the Party.
pub(super) fn is_of_union(scene: &Scene<'_>, parts: &[Part], at: usize) -> bool {
    let is_union = |part: &Part| {
        part.element == Element::Title && scene.cue_at(part.tokens.start, Cue::RoleYouth).is_some()
    };
    let names_party = |part: &Part| match &part.element {
        Element::Post(post) => post.mention(scene).is_some(),
        element => *element == Element::Organization,
    };
    let is_open = parts[at]
        .post()
        .is_some_and(|post| post.mention(scene).is_none());
    let goes_on_in_union = parts.get(at + 1).is_some_and(|part| {
        part.is_mark(b',') || part.is_verb(Cue::OfficeLink) || part.element == Element::And
    }) && parts.get(at + 2).is_some_and(is_union);
    let before = &parts[..at];
    is_open
        && (goes_on_in_union || (before.iter().any(is_union) && !before.iter().any(names_party)))
}

/// `Tỉnh đoàn Vĩnh Long,` over the line of its secretary: what ends the line before names a body that is not the Party's.
pub(super) fn heads_union(scene: &Scene<'_>, parts: &[Part]) -> bool {
    const LONGEST: usize = 10;
    let from = parts
        .iter()
        .rposition(|part| part.is_person() || part.post().is_some())
        .map_or(0, |last| last + 1);
    let (Some(first), Some(last)) = (parts[from..].first(), parts.last()) else {
        return false;
    };
    let tokens = first.tokens.start..last.tokens.end;
    let names_party = parts[from..]
        .iter()
        .any(|part| part.element == Element::Organization);
    tokens.len() <= LONGEST
        && !last.is_mark(b'.')
        && !names_party
        && scene.find_cue(tokens, Cue::BodyOther).is_some()
}
