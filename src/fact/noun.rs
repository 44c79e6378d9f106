//! What a figure counts by the noun right behind it, and the counted figures that a joint ties to it.
//!
//! Enters: a token behind a figure, or a figure. Leaves: its noun and where that ends, or the figures joined to it.

use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::{Gap, TokenRange};

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Noun {
    /// đảng viên
    Member,
    /// A kind of Party organization, by its canonical name.
    Organization(String),
    /// đồng chí, người: who they are stands elsewhere.
    Person,
    /// The figure stands alone: `khiển trách 4`.
    None,
}

/// Figures that one word before the first of them governs: `giảm 4 đảng bộ, 96 chi bộ và 2 …`.
const JOINED: usize = 4;
/// Tokens of its sentence on either side of a badge in which the Party's is named.
const BADGE_REACH: usize = 240;

/// The noun that starts right behind a figure, on its line, and the noun's end.
pub(super) fn noun_after(scene: &Scene<'_>, at: usize) -> (Noun, usize) {
    let line_end = scene
        .reading
        .line_of(at.saturating_sub(1))
        .map_or(at, |line| line.tokens.end);
    if at < line_end {
        noun_at(scene, at)
    } else {
        (Noun::None, at)
    }
}

/// The noun that starts at a token, and its end; where only occasions do (`3.310 lượt`), their end.
pub(super) fn noun_at(scene: &Scene<'_>, at: usize) -> (Noun, usize) {
    let start = scene.cue_at(at, Cue::NounOccasion).unwrap_or(at);
    let ends_line = |at: usize| {
        let next = scene.reading.tokens.get(at);
        next.is_none_or(|next| next.gap >= Gap::Line)
    };
    if start > at && ends_line(start) {
        return (Noun::None, start);
    }
    let person = || scene.cue_at(start, Cue::NounPerson);
    let ends = [
        scene.cue_at(start, Cue::NounMember),
        kind_end(scene, start),
        badge_end(scene, start).or_else(person),
    ]
    .map(|end| end.unwrap_or(0));
    match ends {
        [0, 0, 0] => (Noun::None, start),
        [member, organization, person] if member >= organization && member >= person => {
            (Noun::Member, member)
        }
        [_, organization, person] if organization >= person => {
            let kind = unit_type(scene, start..organization);
            (Noun::Organization(kind), organization)
        }
        [_, _, person] => match scene.cue_at(person, Cue::NounMember) {
            Some(member) => (Noun::Member, member),
            None => (Noun::Person, person),
        },
    }
}

/// `147 Huy hiệu Đảng`, `3 Huy hiệu 75 năm`: where the badge ends that stands for the member who receives it. A badge
/// of years is the Party's where "tuổi Đảng" follows, or nothing does and the sentence names the Party's badge.
pub(super) fn badge_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    if let Some(end) = scene.cue_at(at, Cue::NounBadge) {
        return Some(end);
    }
    let end = scene.cue_at(at, Cue::DeedBadge)?;
    let years = scene.mentions.quantities_in(end..end + 1).first()?;
    let is_of_years = years.tokens.start == end
        && years.bound == Bound::Exact
        && scene.cue_at(years.tokens.end, Cue::DateYear).is_some();
    let year_end = scene.cue_at(years.tokens.end, Cue::DateYear)?;
    let is_of_party = scene.cue_at(year_end, Cue::CountPartyAge).is_some() || {
        let ends =
            scene.reading.words_end_at(year_end) || scene.cue_at(year_end, Cue::And).is_some();
        let sentence = scene.reading.sentence_of(at);
        let near =
            sentence.start.max(at.saturating_sub(BADGE_REACH))..sentence.end.min(at + BADGE_REACH);
        ends && scene.finds_any(
            near,
            const { CueSet::of(&[Cue::NounBadge, Cue::CountPartyAge]) },
        )
    };
    (is_of_years && is_of_party).then_some(end)
}

/// The counted figures that a comma or "và" joins to a figure from the left, the nearest first.
pub(super) fn joined_before<'s>(
    scene: &'s Scene<'s>,
    quantity: &'s QuantityMention,
) -> impl Iterator<Item = &'s QuantityMention> {
    std::iter::successors(Some(quantity), |after| {
        let start = after.tokens.start;
        let comma = start
            .checked_sub(1)
            .filter(|&at| scene.reading.tokens[at].is_mark(b','));
        let joint = scene.cue_before(start, Cue::And).or(comma)?;
        let sentence = scene.reading.sentence_of(after.number.start);
        let before = scene.mentions.quantities_in(sentence.start..joint).last()?;
        let (noun, end) = noun_after(scene, before.tokens.end);
        // "hơn cùng kỳ 12 chi bộ, 40 đảng viên"
        let short = scene.cue_at(end, Cue::NounOrganizationShort);
        let end = short.filter(|_| noun == Noun::None).unwrap_or(end);
        (end > before.tokens.end && end == joint).then_some(before)
    })
    .skip(1)
    .take(JOINED)
}

/// The end of the longest kind of organization at a token: `đảng bộ trực thuộc` and `đảng bộ` both start
/// `đảng bộ trực thuộc Trung ương`, and only the shorter one's tail reaches its end.
fn kind_end(scene: &Scene<'_>, start: usize) -> Option<usize> {
    // "17 tổ chức cơ sở hội": another body's.
    if scene.cue_at(start, Cue::NounNot).is_some() {
        return None;
    }
    let lexicon = scene.reading.lexicon;
    let heads = scene.reading.hits_at(start).iter();
    heads
        .filter(|hit| lexicon.has(hit.entry, Cue::NounOrganization))
        .filter(|hit| !opens_clause_within(scene, start..hit.end as usize))
        .map(|hit| {
            let end = tail(scene, hit.end as usize);
            let is_kind = scene.cue_at(start, Cue::CountBody).is_some();
            let place = scene.cue_at(end, Cue::NounOrganizationWhere);
            place.filter(|_| !is_kind).unwrap_or(end)
        })
        .max()
}

/// `chăm lo 14 chi bộ, Đảng bộ luôn …`: whether a capital behind a comma opens a clause, so that the words on both sides
/// are no one kind. "72 chi, Đảng bộ cơ sở" leaves out half of a word before it.
fn opens_clause_within(scene: &Scene<'_>, kind: TokenRange) -> bool {
    let tokens = &scene.reading.tokens[kind];
    let opens = tokens
        .windows(2)
        .skip(2)
        .any(|pair| pair[0].is_mark(b',') && pair[1].is_capitalized());
    opens && tokens.first().is_some_and(|first| !first.is_capitalized())
}

/// Words that still name the kind: `trực thuộc đảng bộ cơ sở`, `cấp dưới`, `xã, phường`.
fn tail(scene: &Scene<'_>, end: usize) -> usize {
    let mut end = end;
    while let Some(next) = scene.cue_at(end, Cue::NounOrganizationTail) {
        // "trực thuộc Đảng bộ Công an tỉnh" goes on to one by name, which is no part of the kind.
        let cuts_name = scene
            .mentions
            .organizations_in(end..next)
            .any(|(_, mention)| mention.tokens.end > next);
        if cuts_name {
            return scene.cue_at(end, Cue::NounOrganizationUnder).unwrap_or(end);
        }
        end = next;
    }
    end
}

/// The canonical name of a kind of organization.
pub(super) fn unit_type(scene: &Scene<'_>, tokens: TokenRange) -> String {
    scene.reading.canonical(tokens).to_lowercase()
}
