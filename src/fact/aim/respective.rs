//! Shares that are told one after the other of those counted before them: "kiểm tra 311 tổ chức đảng, 1.420 đảng viên, đạt lần lượt
//! 68,2% và 71% kế hoạch".
//!
//! Enters: the aims of an article. Leaves: them with those of a row that only its last figure was read of, or its first: the
//! words before and behind the row are said of all its figures.

use crate::fact::Scene;
use crate::fact::aim::{Aim, Order, Phrase};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::TokenRange;

/// Tokens between "lần lượt" and the first figure of its row.
const ROW_REACH: usize = 3;
/// Figures of one row.
const LONGEST_ROW: usize = 6;

/// Adds what rows of shares state besides the one of them that was read.
pub(super) fn share(scene: &Scene<'_>, aims: &mut Vec<Aim>) {
    let mut added = Vec::new();
    for (index, figure) in scene.mentions.quantities.iter().enumerate() {
        if figure.is_percent() && opens_row(scene, figure) {
            complete(scene, row(scene, index), aims, &mut added);
        }
    }
    if !added.is_empty() {
        aims.append(&mut added);
        aims.sort_by_key(|aim| aim.tokens.end);
    }
}

/// Whether a figure stands behind "lần lượt", "tương ứng".
fn opens_row(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    scene
        .find_last_cue(at.saturating_sub(ROW_REACH)..at, Cue::AimRespective)
        .is_some()
}

/// The shares that a comma or "và" joins, from the one that opens the row.
fn row<'s>(scene: &'s Scene<'_>, first: usize) -> &'s [QuantityMention] {
    let figures = &scene.mentions.quantities[first..];
    let joins = |before: &QuantityMention, next: &QuantityMention| {
        let joint = before.tokens.end;
        let is_comma = scene.reading.mark_at(joint, b',');
        let and = scene.cue_at(joint, Cue::And);
        next.is_percent()
            && (and == Some(next.tokens.start) || (is_comma && joint + 1 == next.tokens.start))
    };
    let pairs = figures
        .iter()
        .zip(figures.iter().skip(1))
        .take(LONGEST_ROW - 1);
    let length = 1 + pairs
        .take_while(|(before, next)| joins(before, next))
        .count();
    &figures[..length]
}

/// Adds an aim for each figure of a row that has none, after the pattern of one that has.
fn complete(scene: &Scene<'_>, row: &[QuantityMention], aims: &mut [Aim], added: &mut Vec<Aim>) {
    let [first, .., last] = row else {
        return;
    };
    let states = |aim: &Aim, figure: &QuantityMention| {
        aim.tokens.contains(&figure.number.start)
            && aim.quantity.text == figure.quantity(scene.reading).text
    };
    let near = aims.partition_point(|aim| aim.tokens.end <= first.number.start);
    let Some(pattern) = aims[near..]
        .iter()
        .take(LONGEST_ROW)
        .find(|aim| row.iter().any(|figure| states(aim, figure)))
        .cloned()
    else {
        return;
    };
    let counted = counted_before(scene, first, row.len());
    for (place, figure) in row.iter().enumerate() {
        let phrase = match counted.get(place) {
            Some(noun) if pattern.order == Order::Comparison => Phrase {
                subject: vec![noun.clone()],
                goal: pattern.phrase.goal.clone(),
            },
            _ => pattern.phrase.clone(),
        };
        let mut own = aims[near..].iter_mut().take(2 * LONGEST_ROW);
        if let Some(own) = own.find(|aim| states(aim, figure)) {
            own.phrase = phrase;
            continue;
        }
        let start = pattern.tokens.start.min(first.tokens.start);
        added.push(Aim {
            quantity: figure.quantity(scene.reading),
            tokens: start..figure.tokens.end.min(last.tokens.end),
            phrase,
            ..pattern.clone()
        });
    }
}

/// What the last counts before a row are of, one for each of its figures; none where there are fewer.
fn counted_before(scene: &Scene<'_>, first: &QuantityMention, length: usize) -> Vec<TokenRange> {
    const NOUNS: [Cue; 3] = [Cue::NounMember, Cue::NounOrganization, Cue::AimCounted];
    let sentence = scene.reading.sentence_of(first.number.start);
    let counts = scene
        .mentions
        .quantities_in(sentence.start..first.tokens.start);
    let noun = |count: &QuantityMention| {
        let ends = NOUNS
            .into_iter()
            .filter_map(|noun| scene.cue_at(count.tokens.end, noun));
        Some(count.tokens.end..ends.max()?)
    };
    let last = counts
        .len()
        .checked_sub(length)
        .map_or(&[][..], |from| &counts[from..]);
    let nouns: Option<Vec<TokenRange>> = last.iter().map(noun).collect();
    nouns.unwrap_or_default()
}
