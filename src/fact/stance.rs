//! Plan or report: the state of the discourse at each clause.
//!
//! Enters: a reading. Leaves: [`Stances`]. A plan cue (phấn đấu, chỉ tiêu, đề ra) opens a plan that lasts over list
//! items and following sentences until a report cue (đã, đạt được, so với cùng kỳ) or a heading closes it.

use crate::knowledge::Knowledge;
use crate::knowledge::cue::Cue;
use crate::text::layout::LineKind;
use crate::text::{Kind, Reading, TokenRange};

/// What a clause does: aims, reports, or neither is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    Plan,
    Report,
    Neutral,
}

/// The stance of every token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stances {
    changes: Vec<(usize, Stance)>,
}

impl Stances {
    /// Follows the discourse through a reading.
    pub fn follow(reading: &Reading<'_>, knowledge: &Knowledge) -> Self {
        let mut changes = Vec::new();
        let mut stance = Stance::Neutral;
        for line in &reading.lines {
            if line.kind != LineKind::Text && !line.is_item {
                stance = Stance::Neutral;
                changes.push((line.tokens.start, stance));
            }
            for clause in clauses(reading, line.tokens.clone()) {
                let plan = reading.find_cue(&knowledge.lexicon, clause.clone(), Cue::PlanOpen);
                let report = reading.find_cue(&knowledge.lexicon, clause.clone(), Cue::ReportOpen);
                let next = match (plan, report) {
                    (Some(_), None) => Stance::Plan,
                    (None, Some(_)) => Stance::Report,
                    (Some(plan), Some(report)) if plan.start < report.start => Stance::Plan,
                    (Some(_), Some(_)) => Stance::Report,
                    (None, None) => stance,
                };
                if next != stance {
                    stance = next;
                    changes.push((clause.start, stance));
                }
            }
        }
        Self { changes }
    }

    /// The stance at a token.
    pub fn at(&self, token: usize) -> Stance {
        let index = self.changes.partition_point(|(start, _)| *start <= token);
        index.checked_sub(1).map_or(Stance::Neutral, |last| self.changes[last].1)
    }
}

/// The clauses of a range: what stands between semicolons, ellipses and full stops.
pub fn clauses(reading: &Reading<'_>, range: TokenRange) -> Vec<TokenRange> {
    let mut out = Vec::new();
    let mut start = range.start;
    for at in range.clone() {
        if matches!(reading.tokens[at].kind, Kind::Mark(b';' | b'~' | b'.' | b'!' | b'?')) {
            out.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < range.end {
        out.push(start..range.end);
    }
    out
}
