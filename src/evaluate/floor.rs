//! Floors: scores that may rise and never fall.
//!
//! Enters: a table with the columns `set`, `kind` (or `ALL`), `core`, `full`, and a [`Report`]. Leaves: every score
//! that is below its floor.

use super::report::Report;
use super::statement::Kind;
use crate::knowledge::table::{Table, TableError};
use std::fmt;

/// The least F1 of a kind, or of all kinds together where there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Floor {
    pub kind: Option<Kind>,
    pub core: f64,
    pub full: f64,
}

/// A score below its floor.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortfall {
    pub kind: Option<Kind>,
    /// `core` or `full`.
    pub key: &'static str,
    pub floor: f64,
    pub score: f64,
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind.map_or("ALL", Kind::name);
        write!(
            f,
            "{kind}: expected {} F1 of at least {}, found {:.4}",
            self.key, self.floor, self.score
        )
    }
}

/// The floors of one gold set.
///
/// # Errors
/// [`TableError`]: a missing column, a kind that is none, a floor that is no share of one.
pub fn floors(file: &str, text: &str, set: &str) -> Result<Vec<Floor>, TableError> {
    let share = |cell: &str| {
        cell.parse::<f64>()
            .ok()
            .filter(|share| (0.0..=1.0).contains(share))
    };
    let kind = |cell: &str| match cell {
        "ALL" => Some(None),
        name => Kind::named(name).map(Some),
    };
    let mut floors = Vec::new();
    for row in Table::parse(file, text)?.rows() {
        let floor = Floor {
            kind: row.parsed("kind", "a kind or ALL", kind)?,
            core: row.parsed("core", "a share between 0 and 1", share)?,
            full: row.parsed("full", "a share between 0 and 1", share)?,
        };
        if row.cell("set")? == set {
            floors.push(floor);
        }
    }
    Ok(floors)
}

/// The scores below their floors. Kinds that were not scored are passed over.
pub fn shortfalls(report: &Report, floors: &[Floor]) -> Vec<Shortfall> {
    let mut found = Vec::new();
    for floor in floors {
        let counts = match floor.kind {
            None => report.all(),
            Some(kind) => match report.kinds.get(&kind) {
                Some(counts) => *counts,
                None => continue,
            },
        };
        let scores = [
            ("core", floor.core, counts.core_score()),
            ("full", floor.full, counts.full_score()),
        ];
        for (key, least, score) in scores {
            if score.f1 < least {
                found.push(Shortfall {
                    kind: floor.kind,
                    key,
                    floor: least,
                    score: score.f1,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{floors, shortfalls};
    use crate::evaluate::{Gold, Kind, Predictions, evaluate};

    const FLOORS: &str =
        "set\tkind\tcore\tfull\nown\tALL\t0.5\t0.5\nown\tterm\t1\t0.9\nother\tterm\t1\t1\n";

    #[test]
    fn scores_below_their_floor_are_named() {
        let gold = r#"{"id":"a","facts":[{"kind":"term","start_year":2020,"end_year":2025},
                       {"kind":"term","start_year":2015,"end_year":2020}]}"#
            .replace('\n', "");
        let record = r#"{"id":"a","facts":[{"kind":"term","start_year":2020,"end_year":2025}]}"#;
        let gold = Gold::read("gold", gold.as_bytes()).expect("gold");
        let predictions = Predictions::read("records", record.as_bytes()).expect("records");
        let report = evaluate(&gold, &predictions, &Kind::ALL);
        let short = shortfalls(
            &report,
            &floors("floors.tsv", FLOORS, "own").expect("floors"),
        );
        let said: Vec<String> = short.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "term: expected core F1 of at least 1, found 0.6667",
                "term: expected full F1 of at least 0.9, found 0.6667"
            ]
        );
    }

    #[test]
    fn wrong_floors_are_refused_with_their_place() {
        let error = floors(
            "floors.tsv",
            "set\tkind\tcore\tfull\nown\tterms\t1\t1\n",
            "own",
        )
        .expect_err("no kind");
        assert_eq!(
            error.to_string(),
            "floors.tsv:2: kind: expected a kind or ALL, found \"terms\""
        );
    }
}
