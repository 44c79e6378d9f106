//! What goes on: a run or a night that a program left unended is continued, else another one begins.
//!
//! Enters: a transaction on a file with a table of `id`, `began`, `ended`. Leaves: its current row.

use crate::timestamp::Timestamp;
use rusqlite::{OptionalExtension, Transaction};
use std::time::Duration;

/// What was not ended is continued if it began no longer ago.
const CONTINUED_WITHIN: Duration = Duration::from_secs(12 * 3600);

/// The run or night that is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Current {
    pub(crate) id: i64,
    pub(crate) began: Timestamp,
    /// Whether it was begun by a program that did not come to its end.
    pub(crate) is_continued: bool,
}

/// Continues what was not ended in a table, or ends what is too old and begins another.
///
/// # Errors
/// What the database says.
pub(crate) fn begin(
    transaction: &Transaction<'_>,
    table: &'static str,
    now: Timestamp,
) -> rusqlite::Result<Current> {
    let unended: Option<(i64, i64)> = transaction
        .query_row(
            &format!("SELECT id, began FROM {table} WHERE ended IS NULL ORDER BY id DESC LIMIT 1"),
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    if let Some((id, began)) = unended
        && now.since(Timestamp(began)) <= CONTINUED_WITHIN
    {
        return Ok(Current {
            id,
            began: Timestamp(began),
            is_continued: true,
        });
    }
    transaction.execute(
        &format!("UPDATE {table} SET ended = ?1 WHERE ended IS NULL"),
        [now.0],
    )?;
    transaction.execute(&format!("INSERT INTO {table} (began) VALUES (?1)"), [now.0])?;
    Ok(Current {
        id: transaction.last_insert_rowid(),
        began: now,
        is_continued: false,
    })
}
