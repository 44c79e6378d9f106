//! Sizes by which cells are told apart: `xã có 6 chi bộ trên 50 đảng viên`, `21 chi bộ thôn có trên 100 đảng viên`.
//!
//! Enters: a bound on members behind organizations that a figure counts. Leaves: whether each of those has so many.

use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_after};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number};

/// Tokens of the noun between the two figures, and its "có".
const REACH: usize = 8;
/// The most members by which cells are sorted.
const MOST: i64 = 100;
/// Members that a cell has at least, as cells go.
const LEAST: i64 = 10;

/// `xã có 6 chi bộ trên 50 đảng viên`: whether a bound on members, one of the few that cells are sorted by, stands right behind
/// organizations that a figure counts. `xã có 6 chi bộ hơn 200 đảng viên` are its own.
pub(super) fn is_size_of_counted(scene: &Scene<'_>, bound: &QuantityMention) -> bool {
    let start = bound.tokens.start;
    is_bound(bound) && counted_before(scene, start).is_some_and(|(_, end)| end == start)
        || sorts_cells(scene, bound)
}

/// `21 chi bộ thôn có trên 100 đảng viên`: the same behind "có", where so many cells have more than that together.
pub(super) fn sorts_cells(scene: &Scene<'_>, bound: &QuantityMention) -> bool {
    let start = bound.tokens.start;
    let each = |(cells, end): (&QuantityMention, usize)| {
        let all = cells.value.map(|cells| cells.times(LEAST));
        scene.cue_at(end, Cue::CountHas) == Some(start) && all > bound.value
    };
    is_bound(bound)
        && noun_after(scene, bound.tokens.end).0 == Noun::Member
        && counted_before(scene, start).is_some_and(each)
}

fn is_bound(bound: &QuantityMention) -> bool {
    let is_few = |value: Number| value <= Number::from(MOST) && value.trunc() % 10 == 0;
    bound.bound == Bound::Over
        && bound.tokens.start < bound.number.start
        && bound.value.is_some_and(is_few)
}

/// The figure before a token that counts organizations, and where their noun ends.
fn counted_before<'s>(scene: &'s Scene<'_>, at: usize) -> Option<(&'s QuantityMention, usize)> {
    let near = at.saturating_sub(REACH)..at;
    let counted = scene.mentions.quantities_in(near).last()?;
    let (noun, end) = noun_after(scene, counted.tokens.end);
    matches!(noun, Noun::Organization(_)).then_some((counted, end))
}
