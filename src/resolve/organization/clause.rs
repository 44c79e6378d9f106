//! Where clauses begin, and the places that they speak of.

use super::standing::opens;
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::text::{Kind, TokenRange};

/// Whether a place is what a clause speaks of: "huyện Đức Hòa từ đầu năm đến nay kết nạp …", and not a part of an address,
/// as in "Đảng bộ xã A, huyện B tổ chức …". "Quận Sơn Trà, TP. Đà Nẵng đã kỷ luật" speaks of the quarter.
pub(super) fn is_clause_subject(scene: &Scene<'_>, place: &TokenRange) -> bool {
    let goes_on = || goes_on(scene, end_of_address(scene, place));
    let begins = || begins_clause(scene, place.start);
    opens(scene, place.start) && goes_on()
        || begins()
            && !completes_place(scene, place.start)
            && (speaks(scene, place.end)
                || goes_on() && !scene.mentions.is_part_of_address(place.start, None))
}

/// Whether a verb of reports or of speech stands at a token.
fn speaks(scene: &Scene<'_>, at: usize) -> bool {
    scene.starts_any(at, const { CueSet::of(&[Cue::StanceReport, Cue::Saying]) })
}

/// Whether a clause goes on right behind its subject: with a word, a figure, brackets, or a clause that describes it: "Buôn
/// Trưng, nơi bác A làm Bí thư Chi bộ, có 12 đảng viên".
fn goes_on(scene: &Scene<'_>, end: usize) -> bool {
    scene.reading.tokens.get(end).is_some_and(|next| {
        let is_described = next.is_mark(b',') && scene.cue_at(end + 1, Cue::CountWhere).is_some();
        next.is_word() || next.is_number() || next.is_mark(b'(') || is_described
    })
}

/// Where a place ends, with the one behind a comma that it lies in, if a verb follows that: "Quận Sơn Trà, TP. Đà Nẵng đã".
fn end_of_address(scene: &Scene<'_>, place: &TokenRange) -> usize {
    let is_apart = |at: usize| scene.reading.mark_at(at, b',');
    let wider = || {
        let wider = scene.mentions.territory_at(place.end + 1)?;
        let own = scene.mentions.territory_at(place.start)?;
        let lies_in = wider.is_levelled && own.level > wider.level;
        (lies_in && speaks(scene, wider.tokens.end)).then_some(wider.tokens.end)
    };
    Some(place.end)
        .filter(|&end| is_apart(end))
        .and_then(|_| wider())
        .unwrap_or(place.end)
}

/// Whether a place only says where the smaller one before the comma lies, which opens the sentence, or an organization: "Quận ủy
/// Sơn Trà, TP. Đà Nẵng đã kỷ luật".
fn completes_place(scene: &Scene<'_>, start: usize) -> bool {
    let (Some(comma), Some(wider)) = (start.checked_sub(1), scene.mentions.territory_at(start))
    else {
        return false;
    };
    let is_of_place = scene
        .mentions
        .territory_ending_at(comma)
        .is_some_and(|index| {
            let place = &scene.mentions.territories[index];
            place.level > wider.level && place.is_levelled && opens(scene, place.tokens.start)
        });
    is_of_place || is_of_organization(scene, comma, wider.level)
}

/// Whether an organization's address goes on behind a comma with a place of a level: `Đảng bộ xã A, huyện B, [tỉnh C]`, `Chi bộ
/// thôn A, [xã B]`.
fn is_of_organization(scene: &Scene<'_>, comma: usize, level: Level) -> bool {
    /// Places of one address behind an organization.
    const LONGEST: usize = 3;
    let mut comma = comma;
    for _ in 0..LONGEST {
        if let Some((_, one)) = scene.mentions.organization_ending_at(comma) {
            return one.level.is_some_and(|own| own > level)
                || one.level.is_none() && (one.kind == HeadKind::Cell || one.has_unit);
        }
        let Some(index) = scene.mentions.territory_ending_at(comma) else {
            return false;
        };
        let place = &scene.mentions.territories[index];
        let before = place.tokens.start.checked_sub(1);
        let goes_on = before.filter(|&before| scene.reading.tokens[before].is_mark(b','));
        match goes_on {
            Some(before) if place.is_levelled && place.level > level => comma = before,
            _ => return false,
        }
    }
    false
}

/// Whether a token opens its sentence or stands behind a comma or semicolon, alone or behind a joint ("; riêng …") or a time ("năm
/// 2023 huyện phấn đấu …").
pub(super) fn begins_clause(scene: &Scene<'_>, at: usize) -> bool {
    /// Tokens of the longest time.
    const TIME: usize = 8;
    let is_apart = |at: usize| {
        let before = at
            .checked_sub(1)
            .map(|before| scene.reading.tokens[before].kind);
        matches!(before, Some(Kind::Mark(b',' | b';')))
    };
    let begins = |at: usize| opens(scene, at) || is_apart(at);
    let time = scene.mentions.dates_in(at.saturating_sub(TIME)..at).last();
    let time = time.filter(|time| time.tokens.end == at);
    begins(at)
        || time.is_some_and(|time| begins(time.tokens.start))
        || scene
            .cue_before(at, Cue::PlaceOpening)
            .is_some_and(is_apart)
}
