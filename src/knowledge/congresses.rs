//! Congresses that are known: whose, which, for which term.
//!
//! Enters: `congresses.tsv`. Leaves: [`KnownCongress`]es in row order.

use crate::knowledge::table::{Table, TableError};
use crate::text::fold::fold;

/// A congress of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCongress {
    /// The organization's folded canonical name, or a province's bare name.
    pub organization: String,
    pub term_start: u16,
    pub ordinal: u16,
    /// A source was seen for it; what is inferred proves nothing.
    pub is_verified: bool,
}

/// Enters `congresses.tsv`: level, organization, term_start, term_end, ordinal, held_start, held_end, status, note.
///
/// # Errors
/// [`TableError`] where a cell is not of its column: a year, an ordinal, a time, a level or a status.
pub fn enter(table: &Table<'_>) -> Result<Vec<KnownCongress>, TableError> {
    table
        .rows()
        .map(|row| {
            let number = |column| row.parsed(column, "a whole number", |cell| cell.parse().ok());
            let one_of = |column, known: &[&str]| {
                let is_known = |cell: &str| known.contains(&cell).then_some(());
                row.parsed(column, &known.join(", "), is_known)
            };
            one_of("level", LEVELS)?;
            one_of("status", STATUSES)?;
            for column in ["held_start", "held_end"] {
                let is_time = |cell: &str| (cell.is_empty() || is_time(cell)).then_some(());
                row.parsed(column, "YYYY, YYYY-MM or YYYY-MM-DD", is_time)?;
            }
            let term_start = number("term_start")?;
            row.parsed("term_end", "a year behind the term's first", |cell| {
                let end: u16 = cell.parse().ok()?;
                (end > term_start).then_some(())
            })?;
            Ok(KnownCongress {
                organization: fold(row.cell("organization")?),
                term_start,
                ordinal: number("ordinal")?,
                is_verified: row.cell("status")? == VERIFIED,
            })
        })
        .collect()
}

/// What a congress may be of.
const LEVELS: &[&str] = &[
    "national",
    "central",
    "block",
    "province",
    "province-body",
    "province-planned",
];
const VERIFIED: &str = "verified";
/// How far a row is known.
const STATUSES: &[&str] = &[VERIFIED, "unverified", "inferred", "n/a"];

/// Whether a cell is a time that a congress was held in: `2025-09`, `2025-09-24..26`, `2025-07/2025-10`, `planned 2025-10`.
fn is_time(cell: &str) -> bool {
    let ends = cell.strip_prefix("planned ").unwrap_or(cell).split('/');
    ends.clone().count() <= 2
        && ends.into_iter().all(|end| {
            let (date, last) = end.split_once("..").unwrap_or((end, "01"));
            is_date(date) && is_number(last, 2, 31)
        })
}

/// Whether this is a year, a month of one or a day of that.
fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    let of = [(4, 9999), (2, 12), (2, 31)];
    parts.len() <= of.len()
        && parts
            .iter()
            .zip(of)
            .all(|(part, (digits, most))| is_number(part, digits, most))
}

fn is_number(text: &str, digits: usize, most: u32) -> bool {
    let number = text
        .parse()
        .is_ok_and(|number: u32| (1..=most).contains(&number));
    text.len() == digits && number
}
