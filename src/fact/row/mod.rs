//! Rows of a report that set what was done beside what was planned: `Kết nạp đảng viên: kế hoạch 155, thực hiện 171 (110,3%)`.
//!
//! Enters: a figure. Leaves: the label of its row and what the figure is in it. The label is what both figures are of.
//! A row stands in running text ([`figure`]) or in a table whose first row names the columns ([`table`]).

mod table;

use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::Unit;
use crate::text::{Kind, TokenRange};
pub(crate) use table::Tables;

/// Tokens of a row's label at most.
const LABEL: usize = 40;
/// Tokens of what stands behind it at most.
const CELLS: usize = 24;

/// What a figure is in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Planned,
    Done,
    /// How much of the plan was done, in brackets behind what was.
    Share,
    /// A row's number, a year of its label, what is no count.
    Beside,
}

/// A figure's place in such a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RowFigure {
    pub cell: Cell,
    /// What the figure is of.
    pub label: TokenRange,
    /// From where the row says so to the figure.
    pub tokens: TokenRange,
    /// As the figure or its table's columns have it.
    pub unit: Unit,
}

/// The cells that say what a figure of a table is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heads {
    /// Of its column.
    pub column: TokenRange,
    /// Of its row.
    pub row: TokenRange,
    /// What the cells that open the rows are: `Xã, thị trấn`, `Loại hình chi bộ`.
    pub rows: TokenRange,
}

/// The heads of a figure's column and row, if it stands in a table whose first row names the columns.
pub(super) fn heads(scene: &Scene<'_>, figure: &QuantityMention) -> Option<Heads> {
    table::heads(scene, figure)
}

/// The place of a figure in a row, if it stands in one.
pub(super) fn figure(scene: &Scene<'_>, figure: &QuantityMention) -> Option<RowFigure> {
    table::figure(scene, figure).or_else(|| of_sentence(scene, figure))
}

/// The place of a figure in a row that its sentence is, if it is one.
fn of_sentence(scene: &Scene<'_>, figure: &QuantityMention) -> Option<RowFigure> {
    let sentence = scene.reading.sentence_of(figure.number.start);
    let end = figure.tokens.start;
    let colon = (sentence.start.max(end.saturating_sub(CELLS))..end)
        .rev()
        .find(|&at| scene.reading.tokens[at].is_mark(b':'))
        .filter(|&colon| colon - sentence.start <= LABEL)?;
    let [planned, done, rest @ ..] = scene.mentions.quantities_in(colon..sentence.end) else {
        return None;
    };
    let is_planned = named(scene, colon + 1, planned, &[Cue::AimPlan, Cue::AimPlanNoun]);
    let joint = planned.tokens.end;
    let is_joined = matches!(
        scene.reading.tokens[joint].kind,
        Kind::Mark(b',' | b';' | b'-')
    );
    let is_done = is_joined && named(scene, joint + 1, done, &[Cue::AimDone]);
    if !(is_planned && is_done && is_closed(scene, done, rest, sentence.end)) {
        return None;
    }
    let cell = if figure.number == planned.number {
        Cell::Planned
    } else if figure.number == done.number {
        Cell::Done
    } else {
        Cell::Share
    };
    let start = (sentence.start..colon).find(|&at| scene.reading.tokens[at].is_word())?;
    Some(RowFigure {
        cell,
        label: start..colon,
        tokens: start..figure.tokens.end,
        unit: figure.unit,
    })
}

/// Whether nothing but one of these words stands between a token and a figure.
fn named(scene: &Scene<'_>, from: usize, figure: &QuantityMention, cues: &[Cue]) -> bool {
    cues.iter()
        .any(|cue| scene.cue_at(from, *cue) == Some(figure.tokens.start))
}

/// Whether the row ends with what was done, a share in brackets aside.
fn is_closed(
    scene: &Scene<'_>,
    done: &QuantityMention,
    rest: &[QuantityMention],
    end: usize,
) -> bool {
    let is_share = |share: &QuantityMention| {
        share.is_percent() && scene.reading.tokens[share.tokens.start - 1].is_mark(b'(')
    };
    let last = match rest {
        [] => done,
        [share] if is_share(share) => share,
        _ => return false,
    };
    (last.tokens.end..end).all(|at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
}
