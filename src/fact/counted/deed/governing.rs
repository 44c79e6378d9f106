//! The verb before a figure that governs it: the nearest in its clause, or the one that the clause opens with.
//!
//! Enters: a scene, a figure or its "có", its clause. Leaves: the [`Deed`] and its own words.

use super::apart::is_idle_aside;
use super::behind::after_at;
use super::{Deed, deed_at, last_deed};
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};

/// Tokens between the verb that opens a clause and its "có".
pub(super) const FRONTED_REACH: usize = 16;

/// The deed nearest before a figure that is done to it: not one that only tells of what "và" joins it to, as in `tiếp nhận
/// 3 chi bộ của trường mới sáp nhập và 90 đảng viên`.
pub(super) fn governing(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    clause: &TokenRange,
) -> Option<(Deed, TokenRange)> {
    let start = quantity.tokens.start;
    // "được bầu từ 22 chi bộ": the verb's own "từ" is taken for the figure's.
    let from = scene
        .cue_at(start, Cue::QuantityFrom)
        .filter(|&end| end == quantity.number.start);
    let mut before = clause.start..from.unwrap_or(clause.end);
    let nearest = loop {
        let nearest = last_deed(scene, before.clone())?;
        match bracket_over(scene, nearest.1.end..start) {
            Some(open) if open > before.start => before.end = open,
            Some(_) => return None,
            None => break nearest,
        }
    };
    if nearest.0 == Deed::Propose && is_idle_aside(scene, &nearest.1) {
        return None;
    }
    // "kiểm tra cách quản lý đảng phí đối với 12 tổ chức đảng": it is their handling of it that is inspected.
    if nearest.0 == Deed::Have
        && scene.cue_before(start, Cue::CountTopic).is_some()
        && let Some(looked_at) = last_deed(scene, clause.start..nearest.1.start)
        && matches!(looked_at.0, Deed::Inspect | Deed::Supervise)
    {
        return Some(looked_at);
    }
    // "kết nạp được nhiều đảng viên là: Đảng bộ A (17 đảng viên)": the colon opens a list of what was announced.
    // "kết nạp được nhiều đảng viên nhất với 17 đảng viên": what was done most.
    let tells_most = || scene.cue_before(nearest.1.start, Cue::CountMost).is_some();
    let opens_list =
        nearest.0 == Deed::Have && (scene.reading.mark_at(nearest.1.end, b':') || tells_most());
    if opens_list
        && let Some(announced) = last_deed(scene, clause.start..nearest.1.start)
        && announced.0.names_members()
        && scene
            .mentions
            .quantities_in(announced.1.end..nearest.1.start)
            .is_empty()
        && scene
            .find_cue(announced.1.end..nearest.1.start, Cue::Plural)
            .is_some()
    {
        return Some(announced);
    }
    let is_modifier = matches!(nearest.0, Deed::Merge | Deed::Establish | Deed::Dissolve)
        && scene.cue_at(nearest.1.end, Cue::And) == Some(start);
    if is_modifier {
        last_deed(scene, clause.start..nearest.1.start).or(Some(nearest))
    } else {
        Some(nearest)
    }
}

/// `Việc kiểm tra tài chính đảng được thực hiện tại 18 tổ chức đảng`: what was carried out where so many organizations are.
pub(super) fn carried_out_at(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    clause: &TokenRange,
) -> Option<(Deed, TokenRange)> {
    let start = quantity.tokens.start;
    let place = scene.cue_before(start, Cue::PlaceLocative)?;
    let verb = scene.cue_before(place, Cue::CountCarriedOut)?;
    scene.cue_at(quantity.tokens.end, Cue::NounOrganization)?;
    let (deed, tokens) = last_deed(scene, clause.start.min(verb)..verb)?;
    let mut object = scene.reading.tokens[tokens.end..verb].iter();
    let is_its_own = object.all(|token| token.is_word());
    let is_looked_at = matches!(deed, Deed::Inspect | Deed::Supervise);
    (is_looked_at && is_its_own).then_some((deed, tokens.start..start))
}

/// `còn 63 chi bộ (giảm 2 do chuyển giao), 3.087 đảng viên`: where the brackets open that words in them and a figure behind them
/// stand apart by.
fn bracket_over(scene: &Scene<'_>, between: TokenRange) -> Option<usize> {
    /// Tokens that brackets hold at most.
    const HELD: usize = 40;
    let tokens = &scene.reading.tokens;
    let is_bracket = |at: &usize| tokens[*at].is_mark(b'(') || tokens[*at].is_mark(b')');
    let from = between.start.saturating_sub(HELD);
    let close = between.clone().take(HELD).find(is_bracket)?;
    let open = (from..between.start).rev().find(is_bracket)?;
    (tokens[close].is_mark(b')') && tokens[open].is_mark(b'(')).then_some(open)
}

/// `Được kết nạp vào Đảng có 173 quần chúng`, `khiển trách có 7`: the deed that a clause or its part opens with, with
/// nothing else counted before "có".
pub(super) fn fronted(scene: &Scene<'_>, has: &TokenRange, clause: &TokenRange) -> Option<Deed> {
    scene.cue_at(has.start, Cue::CountHas)?;
    let from = clause.start.max(has.start.saturating_sub(FRONTED_REACH));
    let start = (from..has.start)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .map_or(clause.start, |mark| mark + 1);
    let told = after_at(scene, start)
        .filter(|_| scene.cue_at(start, Cue::Passive).is_some())
        .map(|(_, deed)| deed)
        .or_else(|| {
            let (deed, end) = deed_at(scene, start)?;
            (end == has.start && deed.names_members()).then_some(deed)
        });
    let between = start.min(has.start)..has.start;
    told.filter(|_| scene.mentions.quantities_in(between).is_empty())
}
