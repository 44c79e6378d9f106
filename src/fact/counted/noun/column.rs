//! What the heads of a table's columns count.

use super::{Noun, noun_at};
use crate::fact::Scene;
use crate::fact::counted::deed;
use crate::fact::row::{self, Heads};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};

/// What the head of a table's column counts, where it is no plan's.
pub(super) fn of_column(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<(Noun, Heads)> {
    let heads = row::heads(scene, quantity)?;
    // "Kết nạp mới (thực hiện/kế hoạch)": what was done stands before the plan.
    let is_pair = quantity.of.is_some()
        && heads
            .column
            .clone()
            .any(|at| scene.reading.tokens[at].is_mark(b'/'));
    let is_plan = !is_pair
        && scene.finds_any(
            heads.column.clone(),
            const { CueSet::of(&[Cue::AimPlan, Cue::AimPlanNoun, Cue::TablePlan]) },
        );
    let noun = noun_of_head(scene, &heads.column);
    (!is_plan && noun != Noun::None).then_some((noun, heads))
}

/// What a column's head counts: what stands first in it, "số", "trong đó" or what was done aside. "Đại hội đại biểu Đảng bộ", "Bí
/// thư chi bộ" count none.
fn noun_of_head(scene: &Scene<'_>, head: &TokenRange) -> Noun {
    let leads_up = |at: usize| {
        [
            Cue::CountLabel,
            Cue::PartStrict,
            Cue::GroupWord,
            Cue::Plural,
            Cue::PlaceWhole,
        ]
        .into_iter()
        .filter_map(|cue| scene.cue_at(at, cue))
        .chain(deed::end_at(scene, at))
        .max()
    };
    let mut at = head.start;
    while at < head.end {
        match noun_at(scene, at) {
            (noun @ (Noun::Member | Noun::Organization(_)), end) if end <= head.end => return noun,
            _ => {}
        }
        let Some(next) = leads_up(at) else {
            break;
        };
        at = next;
    }
    // "Kết nạp mới": nobody else is admitted.
    let is_admission = scene.cue_at(head.start, Cue::DeedAdmit).is_some();
    let is_all = at >= head.end || matches!(scene.reading.tokens[at].kind, Kind::Mark(_));
    if is_admission && is_all {
        Noun::Member
    } else {
        Noun::None
    }
}
