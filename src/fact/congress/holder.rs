//! Who holds a congress, where the words beside it do not say: another body, or several organizations one each.
//!
//! Enters: a scene and a token. Leaves: whether it is so.

use super::tenure::TENURE_REACH;
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::text::{Token, TokenRange};

/// Tokens back from "khóa" in which another body's congress is told of.
const OTHER_REACH: usize = 400;
/// Tokens back from a congress in which its holder is named.
const HOLDER_REACH: usize = 120;
/// Tokens from "khóa" on in which its body is named: "khóa XXII Đảng bộ huyện".
const BEHIND_REACH: usize = 4;
/// Tokens back from a congress in which several organizations that hold theirs are named.
const SEVERAL_REACH: usize = 12;

/// `Hội Nông dân huyện tổ chức Đại hội lần thứ IX. … Đại hội bầu Ban Chấp hành khóa IX`: whether the last congress before a
/// token of which the text tells whose it is was no Party organization's.
pub(super) fn is_of_other_congress(scene: &Scene<'_>, at: usize) -> bool {
    /// Congresses among which it is.
    const NEAR: usize = 8;
    let from = at.saturating_sub(OTHER_REACH);
    let before = |end: usize| scene.find_last_cue(from..end, Cue::Congress);
    let here = scene.reading.sentence_of(at);
    let congresses = std::iter::successors(before(at), |congress| before(congress.start));
    for congress in congresses.take(NEAR) {
        // "Công đoàn huyện tổ chức đại hội. Huyện ủy họp phiên cuối năm: Ban Chấp hành khóa XXII".
        let around = here.start.max(congress.end)..here.end.min(at + BEHIND_REACH);
        if scene.mentions.organizations_in(around).next().is_some() {
            return false;
        }
        // "bám sát Nghị quyết Đại hội Đảng bộ tỉnh": what the other body carries out.
        if scene
            .cue_before(congress.start, Cue::OrganizationDocument)
            .is_some()
        {
            continue;
        }
        // "Dự Đại hội có ông A, Bí thư Huyện ủy": a mark parts a guest from the congress.
        let sentence = scene.reading.sentence_of(congress.start);
        let end = at.min(sentence.end).min(congress.end + TENURE_REACH);
        let mark = (congress.end..end).find(|&at| scene.reading.tokens[at].is_mark(b','));
        let own = congress.end..mark.unwrap_or(end);
        if scene.mentions.organizations_in(own).next().is_some() {
            return false;
        }
        let is_other = [congress.start, congress.end]
            .into_iter()
            .any(|start| scene.cue_at(start, Cue::CongressNot).is_some());
        if is_other || is_held_by_other(scene, congress.start) {
            return true;
        }
    }
    false
}

/// `Đoàn Thanh niên Công ty họp đại hội lần thứ XXX`: who holds it, before the verb, is no Party organization.
pub(super) fn is_held_by_other(scene: &Scene<'_>, congress: usize) -> bool {
    let from = scene.reading.sentence_of(congress).start;
    let from = from.max(congress.saturating_sub(HOLDER_REACH));
    let Some(verb) = scene.find_last_cue(from..congress, Cue::CongressHeld) else {
        return false;
    };
    let other = last_other(scene, from..verb.start).map(|other| other.end);
    // "Đảng bộ Trung đoàn 5 (Bộ CHQS tỉnh …) tiến hành": brackets only say more.
    let in_brackets = |at: usize| {
        let mut marks = (from..at).rev().map(|at| &scene.reading.tokens[at]);
        marks
            .find(|token| token.is_mark(b'(') || token.is_mark(b')'))
            .is_some_and(|mark| mark.is_mark(b'('))
    };
    other.is_some_and(|other| {
        let mut between = scene.mentions.organizations_in(from..verb.start);
        !in_brackets(other) && !between.any(|(_, mention)| mention.tokens.end >= other)
    })
}

/// The last body in a range that is no Party organization. The "đoàn" of `Đảng bộ Trung đoàn 36, Sư đoàn 308` is the end of a unit's
/// word.
fn last_other(scene: &Scene<'_>, range: TokenRange) -> Option<TokenRange> {
    const OTHERS: [Cue; 2] = [Cue::CongressNot, Cue::BodyOther];
    let before = |end: usize| {
        let found = OTHERS.into_iter();
        let found = found.filter_map(|cue| scene.find_last_cue(range.start..end, cue));
        found.max_by_key(|other| other.end)
    };
    let is_within_word = |other: &TokenRange| {
        let unit = scene.cue_before(other.end, Cue::OrganizationUnit);
        unit.is_some_and(|unit| {
            let is_other = |cue| scene.cue_at(unit, cue) == Some(other.end);
            unit < other.start && !OTHERS.into_iter().any(is_other)
        })
    };
    // "Đại hội lần thứ XIV mở đầu đổi mới; Đại hội lần thứ XX …": the "hội" of "đại hội" is nobody.
    let is_congress = |other: &TokenRange| scene.cue_before(other.end, Cue::Congress).is_some();
    std::iter::successors(before(range.end), |other| before(other.end - 1))
        .find(|other| !is_within_word(other) && !is_congress(other))
}

/// `Hội Nông dân huyện quán triệt nghị quyết Đại hội đại biểu huyện lần thứ X`: whether a body that is no Party organization opens a
/// congress's sentence, and no Party organization stands behind it.
pub(super) fn is_opened_by_other_body(scene: &Scene<'_>, congress: usize) -> bool {
    let from = scene.reading.sentence_of(congress).start;
    let from = from.max(congress.saturating_sub(HOLDER_REACH));
    let other = [Cue::CongressNot, Cue::BodyOther]
        .into_iter()
        .filter_map(|cue| scene.find_last_cue(from..congress, cue))
        // The "hội" of "đại hội" is nobody.
        .filter(|other| scene.cue_before(other.end, Cue::Congress).is_none())
        .map(|other| other.start)
        .max();
    other.is_some_and(|other| {
        let mut behind = scene.mentions.organizations_in(other..congress);
        let within = scene.mentions.organization_over(other);
        behind.next().is_none() && within.is_none()
    })
}

/// `Hội Cựu chiến binh tỉnh X đại hội lần thứ VII`: whether a body that is no Party organization opens a congress's sentence, and only
/// its place stands between.
pub(super) fn holds_its_own(scene: &Scene<'_>, congress: usize) -> bool {
    let from = scene.reading.sentence_of(congress).start;
    let named = [Cue::CongressNot, Cue::BodyOther]
        .into_iter()
        .filter_map(|cue| scene.cue_at(from, cue))
        .max();
    let place = scene.mentions.territory_over(congress.saturating_sub(1));
    let level = scene.cue_before(congress, Cue::PlaceLevel);
    let place = place.map_or(level, |place| Some(place.tokens.start));
    named.is_some_and(|end| end == congress || place == Some(end))
}

/// `yêu cầu các đảng bộ mới mở đại hội lần thứ I`: whether right before a congress the text names several that hold theirs.
pub(super) fn is_of_several(scene: &Scene<'_>, congress: usize) -> bool {
    let from = scene.reading.sentence_of(congress).start;
    let from = from.max(congress.saturating_sub(SEVERAL_REACH));
    let last = scene.mentions.organizations_in(from..congress).next_back();
    last.is_some_and(|(_, mention)| {
        let between = scene.reading.tokens.get(mention.tokens.end..congress);
        let is_clause = between.is_some_and(|words| words.iter().all(Token::is_word));
        // "các chi bộ thi đua chào mừng đại hội": somebody else's.
        let holds = || {
            let between = mention.tokens.end..congress;
            scene.find_cue(between, Cue::CongressHeld).is_some()
        };
        mention.is_generic && is_clause && holds()
    })
}
