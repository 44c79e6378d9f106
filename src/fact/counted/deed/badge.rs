//! Badges: who receives one is commended, whatever verb the sentence has.

use super::Deed;
use crate::fact::Scene;
use crate::fact::counted::noun::badge_end;
use crate::fact::counted::refusal::joined_before;
use crate::fact::counted::{SENTENCE_REACH, sentence_before};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;

/// `Huy hiệu Đảng, gồm: loại 75 năm: 2 đồng chí; 65 năm (4); Huy hiệu 60 năm tuổi Đảng có 9 đồng chí`: years of a badge before its
/// figure, where the sentence speaks of badges.
pub(in crate::fact::counted) fn badge_before(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<Deed> {
    let start = quantity.tokens.start;
    let tokens = &scene.reading.tokens;
    let end = scene.cue_at(quantity.tokens.end, Cue::NounPerson);
    let close = tokens.get(end.unwrap_or(quantity.tokens.end));
    let closes = close.is_some_and(|close| close.is_mark(b')'));
    let mark = start
        .checked_sub(1)
        .filter(|&at| tokens[at].is_mark(b':') || (closes && tokens[at].is_mark(b'(')));
    // "mức 75 năm và mức 55 năm lần lượt là 2 đồng chí và 5 đồng chí"
    let row = joined_before(scene, quantity)
        .last()
        .map_or(start, |first| first.tokens.start);
    // "60 năm cho 3, 55 năm cho 7 đồng chí"
    let link = scene
        .cue_before(row, Cue::CountRespective)
        .or(mark)
        .or_else(|| scene.cue_before(start, Cue::OrganizationOblique))
        .or_else(|| scene.cue_before(start, Cue::CountHas))
        .or_else(|| scene.cue_before(start, Cue::Copula))?;
    let years_end = scene.cue_before(link, Cue::DeedBadge).unwrap_or(link);
    let year = scene.cue_before(years_end, Cue::DateYear)?;
    let years = scene
        .mentions
        .quantities_in(year.saturating_sub(1)..year)
        .last()?;
    let near = sentence_before(scene, quantity);
    // "đảng viên từ 30 năm tuổi Đảng trở lên là 96 đồng chí": how long they have been members.
    let is_badge = years.tokens.end == year && years.bound == Bound::Exact;
    (is_badge && scene.find_cue(near, Cue::DeedBadge).is_some()).then_some(Deed::Commend)
}

/// `Ông được tặng 3 Huy hiệu Đảng`: whether somebody received so many badges, and not so many members one each.
pub(in crate::fact::counted) fn is_own_badge(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> bool {
    badge_end(scene, quantity.tokens.end).is_some()
        && scene
            .cue_before(quantity.tokens.start, Cue::DeedCommend)
            .is_some_and(|verb| scene.cue_before(verb, Cue::Passive).is_some())
}

/// `05 đồng chí 70 năm`, `4 đồng chí Huy hiệu 55 năm`, where the sentence speaks of badges.
pub(in crate::fact::counted) fn badge_years(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
    let badge = scene.cue_at(noun_end, Cue::DeedBadge).unwrap_or(noun_end);
    let years = scene.mentions.quantities_in(badge..badge + 1).first()?;
    // "432 đồng chí từ 50 năm tuổi Đảng trở lên": how long they have been members.
    if years.bound != Bound::Exact {
        return None;
    }
    scene.cue_at(years.tokens.end, Cue::DateYear)?;
    let sentence = scene.reading.sentence_of(noun_end);
    let near = sentence.start.max(noun_end.saturating_sub(SENTENCE_REACH))
        ..sentence.end.min(noun_end + SENTENCE_REACH);
    scene.find_cue(near, Cue::DeedBadge)?;
    Some(Deed::Commend)
}
