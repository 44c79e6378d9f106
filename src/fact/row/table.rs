//! Tables whose first row names the columns: `Chỉ tiêu | Mục tiêu | Thực hiện`, and below it `Số xã đạt chuẩn | 29 | 30`.
//!
//! Enters: a figure. Leaves: its place in a table that has a column of plans. Cells are parted by bars, by semicolons or
//! by dashes between spaces: `3 - Chi bộ hoàn thành tốt nhiệm vụ - % - trên 90`.

use super::{Cell, Heads, RowFigure};
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Unit;
use crate::text::layout::{self, Line, ROW_DASHES};
use crate::text::token::Token;
use crate::text::{Kind, TokenRange};
use std::ops::Range;

/// Rows between a figure and the names of the columns at most.
const ROWS: usize = 40;
/// Tokens of a row at most.
const ROW: usize = 80;
/// A table has as many columns at least.
const COLUMNS: usize = 2;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Label,
    Unit,
    Figures(Cell),
}

/// The tables of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tables {
    /// By line: what parts its cells, if it is a row. Empty where no line is one.
    bars: Vec<Option<u8>>,
    /// Those that have a column of plans, in text order.
    planned: Vec<Table>,
}

/// A table that has a column of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Table {
    /// The indexes of its lines, below the one that names the columns.
    rows: Range<usize>,
    mark: u8,
    /// Bars stand at the ends of its rows: what stands before the first one is no cell.
    is_framed: bool,
    head: Vec<TokenRange>,
    columns: Vec<Column>,
}

impl Tables {
    /// Finds the tables of an article.
    fn of(scene: &Scene<'_>) -> Self {
        const PLANS: CueSet = CueSet::of(&[Cue::AimPlan, Cue::AimPlanNoun, Cue::TablePlan]);
        let lines = &scene.reading.lines;
        let bars: Vec<Option<u8>> = lines.iter().map(|line| bar(scene, line)).collect();
        if bars.iter().all(Option::is_none) {
            return Self::default();
        }
        let table_below = |index: usize| {
            let mark = bars[index]?;
            let line = lines[index].tokens.clone();
            scene.reading.starts_of(line, PLANS).next()?;
            let is_framed = parts_cells(scene, lines[index].tokens.start, mark);
            let head = cells(scene, &lines[index], mark, is_framed);
            let columns = columns(scene, &head, mark)?;
            let below = bars[index + 1..].iter().take(ROWS);
            let rows = below.take_while(|row| **row == Some(mark)).count();
            Some(Table {
                rows: index + 1..index + 1 + rows,
                mark,
                is_framed,
                head,
                columns,
            })
        };
        let planned = if scene.reading.cues().meets(PLANS) {
            (0..lines.len()).filter_map(table_below).collect()
        } else {
            Vec::new()
        };
        Self { bars, planned }
    }

    /// The table of plans that a line is a row of: the last one, where rows name columns anew.
    fn over(&self, line: usize) -> Option<&Table> {
        let after = self
            .planned
            .partition_point(|table| table.rows.start <= line);
        let mut tables = self.planned[..after].iter().rev().take(ROWS);
        tables.find(|table| table.rows.contains(&line))
    }

    /// The first of the rows right above a row, all parted by the same mark, and the mark.
    fn first_above(&self, line: usize) -> Option<(usize, u8)> {
        let mark = (*self.bars.get(line)?)?;
        let above = (line.saturating_sub(ROWS)..line).rev();
        let first = above
            .take_while(|&index| self.bars.get(index) == Some(&Some(mark)))
            .last()?;
        Some((first, mark))
    }
}

impl Scene<'_> {
    /// The tables, found when a figure is first looked up in one.
    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| Tables::of(self))
    }
}

/// The place of a figure in such a table.
pub(super) fn figure(scene: &Scene<'_>, figure: &QuantityMention) -> Option<RowFigure> {
    let tables = scene.tables();
    if tables.planned.is_empty() {
        return None;
    }
    let lines = &scene.reading.lines;
    let index = scene.reading.line_index(figure.number.start);
    let table = tables.over(index)?;
    let (head, columns) = (&table.head, &table.columns);
    let cells = cells(scene, &lines[index], table.mark, table.is_framed);
    let cell_of = |column: Column| {
        let at = columns.iter().position(|other| *other == column)?;
        cells.get(at)
    };
    let label = cell_of(Column::Label).filter(|label| !label.is_empty())?;
    let bound = figure.bound_after.as_ref().map_or(0, |bound| bound.end);
    let tokens = label.start..figure.tokens.end.max(bound);
    let at = cells
        .iter()
        .position(|cell| cell.contains(&figure.number.start))?;
    let unit = cell_of(Column::Unit).filter(|unit| !unit.is_empty());
    let cell = match columns.get(at) {
        // "… | 76% | chỉ tiêu 75%": a cell may say itself what it holds.
        Some(Column::Figures(Cell::Share)) if names_plan(scene, &cells[at]) => Cell::Planned,
        Some(Column::Figures(cell)) => *cell,
        _ => Cell::Beside,
    };
    let is_percent = figure.is_percent()
        || unit
            .into_iter()
            .chain([label])
            .chain(head.get(at))
            .any(|cell| {
                cell.clone()
                    .any(|at| scene.reading.tokens[at].is_mark(b'%'))
            });
    let is_counted = is_percent || counts(scene, figure, label, unit, &cells[at]);
    Some(RowFigure {
        cell: if is_counted { cell } else { Cell::Beside },
        label: label.clone(),
        tokens,
        unit: if is_percent {
            Unit::Percent
        } else {
            Unit::Count
        },
    })
}

/// Whether a cell opens with the name of a plan.
fn names_plan(scene: &Scene<'_>, cell: &TokenRange) -> bool {
    let plan = scene.cue_at(cell.start, Cue::AimPlan);
    plan.is_some_and(|end| end < cell.end)
}

/// What a table's first row says of a figure's column, and the cell that opens its row: `Đảng bộ | Số chi bộ | Số đảng viên`,
/// and below it `Đảng bộ xã X | 18 | 402`.
pub(super) fn heads(scene: &Scene<'_>, figure: &QuantityMention) -> Option<Heads> {
    let tables = scene.tables();
    if tables.bars.is_empty() {
        return None;
    }
    let lines = &scene.reading.lines;
    let index = scene.reading.line_index(figure.number.start);
    let line = lines.get(index)?;
    let (first, mark) = tables.first_above(index)?;
    let opens = (line.tokens.start..figure.tokens.start).any(|at| parts_cells(scene, at, mark));
    if !opens {
        return None;
    }
    let is_framed = parts_cells(scene, lines[first].tokens.start, mark);
    let cells_of = |line: &Line| cells(scene, line, mark, is_framed);
    let (names, own) = (cells_of(&lines[first]), cells_of(line));
    // Only figures below names of columns: a line of clauses between semicolons names none.
    let names_columns = mark == b'|'
        || scene
            .mentions
            .quantities_in(lines[first].tokens.clone())
            .is_empty();
    if !names_columns || has_more_heads(scene, first, index) {
        return None;
    }
    let at = own
        .iter()
        // "Nguyễn Văn A[2] | …": a note's number in a cell of words counts nothing.
        .position(|cell| cell.start == figure.tokens.start)?;
    let is_number = |cell: &TokenRange| cell.clone().all(|at| scene.reading.tokens[at].is_number());
    let row = own.iter().position(|cell| !is_number(cell))?;
    let column = names
        .get(at)
        .filter(|_| row < at && names.len() == own.len())?;
    Some(Heads {
        column: column.clone(),
        row: own[row].clone(),
        rows: names[row].clone(),
    })
}

/// Whether the names of the columns go on in the row below the first, so that no cell tells where one ends.
fn has_more_heads(scene: &Scene<'_>, first: usize, row: usize) -> bool {
    let says = |line: &Line| {
        let tokens = &scene.reading.tokens[line.tokens.clone()];
        let has_number = tokens.iter().any(Token::is_number);
        (has_number || tokens.iter().any(Token::is_word)).then_some(has_number)
    };
    let below = &scene.reading.lines[first + 1..row];
    below.iter().find_map(says) == Some(false)
}

/// Whether a figure without a percent sign counts something, and is no money or weight: its unit, the words behind it or
/// the row's label say so.
fn counts(
    scene: &Scene<'_>,
    figure: &QuantityMention,
    label: &TokenRange,
    unit: Option<&TokenRange>,
    cell: &TokenRange,
) -> bool {
    const COUNTED: CueSet = CueSet::of(&[
        Cue::AimCounted,
        Cue::NounMember,
        Cue::NounOrganization,
        Cue::NounPerson,
    ]);
    let is_noun = |at: usize| scene.starts_any(at, COUNTED);
    let after = figure
        .bound_after
        .as_ref()
        .filter(|bound| bound.start == figure.tokens.end)
        .map_or(figure.tokens.end, |bound| bound.end);
    match unit {
        Some(unit) => is_noun(unit.start),
        None if after < cell.end => is_noun(after),
        None => scene.finds_any(label.clone(), const { COUNTED.with(Cue::AimAdmission) }),
    }
}

/// What parts the cells of a line, if it is a row.
fn bar(scene: &Scene<'_>, line: &Line) -> Option<u8> {
    if line.tokens.len() > ROW || line.is_furniture() {
        return None;
    }
    let (mut bars, mut semicolons, mut dashes) = (0, 0, 0);
    let mut brackets = Brackets::default();
    for one in scene.reading.marks_of(line) {
        if brackets.hold(Kind::Mark(one.mark)) {
            continue;
        }
        match one.mark {
            b'|' => bars += 1,
            b';' => semicolons += 1,
            b'-' if layout::parts_cells(scene.reading, one.token()) => dashes += 1,
            _ => {}
        }
    }
    if bars > 0 {
        Some(b'|')
    } else if semicolons >= ROW_DASHES {
        Some(b';')
    } else if dashes >= ROW_DASHES {
        Some(b'-')
    } else {
        None
    }
}

/// Whether a mark parts two cells.
fn parts_cells(scene: &Scene<'_>, at: usize, mark: u8) -> bool {
    match mark {
        b'-' => layout::parts_cells(scene.reading, at),
        _ => scene.reading.tokens[at].is_mark(mark),
    }
}

/// Square brackets along a row: a bar within them parts no cells, as in the links of a page: `[sửa | sửa mã nguồn]`.
#[derive(Default)]
struct Brackets {
    are_open: bool,
}

impl Brackets {
    /// Whether the next token stands within them.
    fn hold(&mut self, kind: Kind) -> bool {
        match kind {
            Kind::Mark(b'[') => self.are_open = true,
            Kind::Mark(b']') => self.are_open = false,
            _ => {}
        }
        self.are_open
    }
}

/// The cells of a row, without the empty ones that bars at the ends of framed rows make.
fn cells(scene: &Scene<'_>, line: &Line, mark: u8, is_framed: bool) -> Vec<TokenRange> {
    let mut out = Vec::new();
    let mut start = line.tokens.start;
    let mut brackets = Brackets::default();
    for at in line.tokens.clone() {
        if !brackets.hold(scene.reading.tokens[at].kind) && parts_cells(scene, at, mark) {
            if at > line.tokens.start || !is_framed {
                out.push(start..at);
            }
            start = at + 1;
        }
    }
    if start < line.tokens.end {
        out.push(start..line.tokens.end);
    }
    out
}

/// What the columns hold, if these cells name them and one of them holds plans: behind the column of labels.
fn columns(scene: &Scene<'_>, cells: &[TokenRange], mark: u8) -> Option<Vec<Column>> {
    let named = cells
        .iter()
        .position(|cell| scene.cue_at(cell.start, Cue::TableLabel).is_some());
    // "Đảng bộ huyện X | Kế hoạch | Thực hiện": the first cell may say whose table it is.
    let label = named.unwrap_or(0);
    let columns: Vec<Column> = cells
        .iter()
        .enumerate()
        .map(|(index, cell)| match index {
            _ if index == label => Column::Label,
            _ if index < label => Column::Figures(Cell::Beside),
            _ => column(scene, cell),
        })
        .collect();
    let holds = |cell: Cell| columns.contains(&Column::Figures(cell));
    // "Nội dung | Thực hiện | So kế hoạch": plans, or shares of them.
    let is_of_plans = holds(Cell::Planned) || (holds(Cell::Done) && holds(Cell::Share));
    let is_table = is_of_plans && (named.is_some() || mark == b'|' && holds(Cell::Done));
    (cells.len() >= COLUMNS && is_table).then_some(columns)
}

/// What a column of this name holds: "% so với kế hoạch" is a share, "kế hoạch thực hiện năm 2025" a plan.
fn column(scene: &Scene<'_>, name: &TokenRange) -> Column {
    const NAMES: [(Cue, Cell); 5] = [
        (Cue::AimDone, Cell::Done),
        (Cue::TableDone, Cell::Done),
        (Cue::AimPlan, Cell::Planned),
        (Cue::AimPlanNoun, Cell::Planned),
        (Cue::TablePlan, Cell::Planned),
    ];
    if scene.cue_at(name.start, Cue::TableUnit).is_some() {
        return Column::Unit;
    }
    if scene.find_cue(name.clone(), Cue::TableShare).is_some() {
        return Column::Figures(Cell::Share);
    }
    NAMES
        .into_iter()
        .filter_map(|(cue, cell)| Some((scene.find_cue(name.clone(), cue)?.start, cell)))
        .min_by_key(|(start, _)| *start)
        .map_or(Column::Figures(Cell::Beside), |(_, cell)| {
            Column::Figures(cell)
        })
}
