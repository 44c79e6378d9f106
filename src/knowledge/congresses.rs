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
/// [`TableError`] where a year or an ordinal is no number.
pub fn enter(table: &Table<'_>) -> Result<Vec<KnownCongress>, TableError> {
    table
        .rows()
        .map(|row| {
            let number = |column| row.parsed(column, "a whole number", |cell| cell.parse().ok());
            Ok(KnownCongress {
                organization: fold(row.cell("organization")?),
                term_start: number("term_start")?,
                ordinal: number("ordinal")?,
                is_verified: row.cell("status")? == "verified",
            })
        })
        .collect()
}
