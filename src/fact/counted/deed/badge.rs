//! Badges: who receives one is commended, whatever verb the sentence has.

use super::Deed;
use crate::fact::Scene;
use crate::fact::counted::{SENTENCE_REACH, sentence_before};
use crate::fact::noun::joined_before;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number};
use crate::text::{Kind, TokenRange};

/// `Huy hiệu Đảng, gồm: loại 75 năm: 2 đồng chí; 65 năm (4); Huy hiệu 60 năm tuổi Đảng có 9 đồng chí`: years of a badge before its
/// figure, where the sentence speaks of badges.
pub(in crate::fact::counted) fn badge_before(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<Deed> {
    let start = quantity.tokens.start;
    let tokens = &scene.reading.tokens;
    let end = scene.cue_at(quantity.tokens.end, Cue::NounPerson);
    let closes = scene
        .reading
        .mark_at(end.unwrap_or(quantity.tokens.end), b')');
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

/// `trao 38 Huy hiệu Đảng`, `trao Huy hiệu Đảng, gồm: 3 Huy hiệu 75 năm`: whether badges are given, and not had, taken back, or
/// given again.
pub(in crate::fact::counted) fn are_given(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let start = quantity.tokens.start;
    let before = sentence_before(scene, quantity);
    let is_cut = scene.ends_any(
        start,
        const { CueSet::of(&[Cue::DeedRemove, Cue::CountTakenBack]) },
    );
    let given = scene.find_last_cue(before, Cue::CountGiven);
    let own = |verb: TokenRange| {
        let between = verb.end..start;
        scene.find_cue(between.clone(), Cue::DeedBadge).is_some()
            || scene.find_cue(between, Cue::CountHas).is_none()
    };
    !is_cut && given.is_some_and(own)
}

/// `Ông Hùng được Huyện ủy trao tặng 2 Huy hiệu Đảng`, `1 đồng chí được trao 2 Huy hiệu Đảng`: whether one person is named, or
/// counted, who received so many badges, and not so many members one each.
pub(in crate::fact::counted) fn is_own_badge(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> bool {
    let before = sentence_before(scene, quantity);
    let Some(passive) = scene.find_last_cue(before.clone(), Cue::Passive) else {
        return false;
    };
    if scene
        .find_cue(passive.start..quantity.tokens.start, Cue::CountGiven)
        .is_none()
    {
        return false;
    }
    let tokens = &scene.reading.tokens;
    let opening = before
        .clone()
        .take_while(|&at| at < passive.start)
        .filter(|&at| matches!(tokens[at].kind, Kind::Mark(b':' | b';')))
        .last();
    let subject = opening.map_or(before.start, |mark| mark + 1)..passive.start;
    // "Ông Hùng cho biết, Đảng bộ xã được trao 38 Huy hiệu Đảng"
    let body = scene.mentions.organization_ending_at(passive.start);
    let is_of_body = body.is_some_and(|(_, mention)| {
        scene.reading.mark_before(mention.tokens.start, b',')
            || mention.tokens.start == subject.start
    });
    let counted = scene.mentions.quantities_in(subject.clone());
    let one = counted.last().filter(|figure| {
        let person = scene
            .cue_at(figure.tokens.end, Cue::NounPerson)
            .or_else(|| scene.cue_at(figure.tokens.end, Cue::NounMember));
        person.is_some() && figure.of.is_none()
    });
    let is_one = match one {
        Some(one) => one.value == Some(Number::whole(1)),
        None => {
            let names_one = !scene.mentions.persons_in(subject.clone()).is_empty();
            // "Ông Hùng từng được tặng": the word for each right before "được" is one of time.
            let plural = scene.find_cue(subject.clone(), Cue::Plural);
            let are_many = plural.is_some_and(|plural| plural.end < passive.start);
            !are_many && (names_one || scene.find_cue(subject, Cue::CountElder).is_some())
        }
    };
    is_one && !is_of_body
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
