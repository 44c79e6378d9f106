//! The one format of the dictionaries: tab-separated rows under a header, `#` comments, lists split by ` | `.
//!
//! Enters: a file's name and text. Leaves: [`Table`] rows by column name, or a [`TableError`] with its place.

use crate::text::breaks;
use smallvec::{SmallVec, smallvec};
use std::borrow::Cow;
use thiserror::Error;

/// What is wrong with a dictionary, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// The file has no header line.
    #[error("{file}: expected a header line, found none")]
    NoHeader { file: String },
    /// The header lacks a column that the loader reads.
    #[error("{file}: expected a column \"{column}\", found {found}")]
    NoColumn {
        file: String,
        column: String,
        found: String,
    },
    /// A row has more or fewer cells than the header.
    #[error("{file}:{line}: expected {expected} cells, found {found}")]
    CellCount {
        file: String,
        line: usize,
        expected: usize,
        found: usize,
    },
    /// No row is of a kind that the code asks for.
    #[error("{file}: expected {expected}, found none")]
    NoRow { file: String, expected: String },
    /// A cell holds what its column can't.
    #[error("{file}:{line}: {column}: expected {expected}, found \"{found}\"")]
    Cell {
        file: String,
        line: usize,
        column: String,
        expected: String,
        found: String,
    },
    /// A dictionary of nested settings is not what its loader reads.
    #[error("{file}:{line}: {message}")]
    Toml {
        file: String,
        line: usize,
        message: String,
    },
    /// A dictionary is missing from the folder.
    #[error("expected a dictionary {file}, found none")]
    NoFile { file: String },
}

/// Cuts a line at its tabs. They stand so close that to look at each byte is faster than to search for them.
fn push_cells<'t>(line: &'t str, cells: &mut Vec<&'t str>) {
    let mut start = 0;
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'\t' {
            cells.push(&line[start..at]);
            start = at + 1;
        }
    }
    cells.push(&line[start..]);
}

/// A parsed dictionary.
#[derive(Debug, Clone)]
pub struct Table<'t> {
    file: String,
    header: Vec<&'t str>,
    /// By row: its line.
    lines: Vec<usize>,
    /// The cells of all rows, as many a row as the header has.
    cells: Vec<&'t str>,
}

impl<'t> Table<'t> {
    /// The name it was read under.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Reads a dictionary's text. Empty lines and lines that start with `#` are skipped.
    ///
    /// # Errors
    /// [`TableError::NoHeader`], [`TableError::CellCount`].
    pub fn parse(file: &str, text: &'t str) -> Result<Self, TableError> {
        let is_blank = |line: &str| line.bytes().all(|byte| byte.is_ascii_whitespace());
        let text = text.trim_start_matches('\u{feff}');
        let mut lines = breaks::lines(text)
            .map(|line| line.strip_suffix('\r').unwrap_or(line))
            .enumerate()
            .map(|(index, line)| (index + 1, line))
            .filter(|(_, line)| !line.starts_with('#') && !is_blank(line));
        let Some((_, head)) = lines.next() else {
            return Err(TableError::NoHeader {
                file: file.to_owned(),
            });
        };
        let header: Vec<&str> = head.split('\t').collect();
        // The shortest rows have about so many bytes a cell.
        const CELL: usize = 12;
        let mut numbers = Vec::new();
        let mut cells = Vec::with_capacity(text.len() / CELL);
        for (line, text) in lines {
            let before = cells.len();
            push_cells(text, &mut cells);
            let found = cells.len() - before;
            if found != header.len() {
                return Err(TableError::CellCount {
                    file: file.to_owned(),
                    line,
                    expected: header.len(),
                    found,
                });
            }
            numbers.push(line);
        }
        Ok(Self {
            file: file.to_owned(),
            header,
            lines: numbers,
            cells,
        })
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_, 't>> {
        let rows = self.lines.iter().zip(self.cells.chunks(self.header.len()));
        rows.map(|(line, cells)| Row {
            table: self,
            line: *line,
            cells,
        })
    }

    /// Checks that every column of another table is here too.
    ///
    /// # Errors
    /// [`TableError::NoColumn`] for the first that is not.
    pub fn check_columns(&self, other: &Table<'_>) -> Result<(), TableError> {
        other
            .header
            .iter()
            .try_for_each(|column| self.column(column).map(|_| ()))
    }

    fn column(&self, name: &str) -> Result<usize, TableError> {
        self.header
            .iter()
            .position(|column| *column == name)
            .ok_or_else(|| TableError::NoColumn {
                file: self.file.clone(),
                column: name.to_owned(),
                found: self.header.join(", "),
            })
    }
}

/// One row of a dictionary.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r, 't> {
    table: &'r Table<'t>,
    line: usize,
    cells: &'r [&'t str],
}

impl<'r, 't> Row<'r, 't> {
    /// The row's line in the file, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// All cells, in the header's order.
    pub fn cells(&self) -> &'r [&'t str] {
        self.cells
    }

    /// The cell in a column, trimmed; empty where nothing stands.
    ///
    /// # Errors
    /// [`TableError::NoColumn`].
    pub fn cell(&self, column: &str) -> Result<&'t str, TableError> {
        Ok(self.cells[self.table.column(column)?].trim_ascii())
    }

    /// The items of a list cell.
    ///
    /// # Errors
    /// [`TableError::NoColumn`].
    pub fn list(&self, column: &str) -> Result<impl Iterator<Item = &'t str>, TableError> {
        let items = self.cell(column)?.split('|').map(str::trim_ascii);
        Ok(items.filter(|item| !item.is_empty()))
    }

    /// The phrases of a cell: `{vượt | kém} {chỉ tiêu | kế hoạch}` are four, one choice from each brace; a cell without
    /// braces is one.
    ///
    /// # Errors
    /// [`TableError::Cell`] where a brace is not closed, [`TableError::NoColumn`].
    pub fn phrases(&self, column: &str) -> Result<Choices<'t>, TableError> {
        let cell = self.cell(column)?;
        choices(cell).ok_or_else(|| self.error(column, "a closed brace: {a | b}", cell))
    }

    /// A cell that `parse` must understand.
    ///
    /// # Errors
    /// [`TableError::Cell`] where it doesn't, [`TableError::NoColumn`].
    pub fn parsed<T>(
        &self,
        column: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, TableError> {
        let found = self.cell(column)?;
        parse(found).ok_or_else(|| self.error(column, expected, found))
    }

    /// An error about a cell of this row.
    pub fn error(&self, column: &str, expected: &str, found: &str) -> TableError {
        TableError::Cell {
            file: self.table.file.clone(),
            line: self.line,
            column: column.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        }
    }
}

/// The phrases of a cell: mostly one.
pub type Choices<'t> = SmallVec<[Cow<'t, str>; 1]>;

/// Each choice of one phrase from each brace of a cell; none where a brace is not closed.
pub(super) fn choices(cell: &str) -> Option<Choices<'_>> {
    if !cell.contains('{') {
        return Some(smallvec![Cow::Borrowed(cell)]);
    }
    let mut phrases: Choices<'_> = smallvec![Cow::Borrowed("")];
    let mut rest = cell;
    while let Some((before, braced)) = rest.split_once('{') {
        let (choices, after) = braced.split_once('}')?;
        let longer = |start: &Cow<'_, str>| {
            let start = [start, before].concat();
            let one = move |choice: &str| Cow::Owned([&start, choice.trim_ascii()].concat());
            choices.split('|').map(one)
        };
        phrases = phrases.iter().flat_map(longer).collect();
        rest = after;
    }
    for phrase in &mut phrases {
        *phrase += rest;
    }
    Some(phrases)
}

#[cfg(test)]
mod tests {
    use super::{Table, TableError};

    fn phrases(cell: &str) -> Result<Vec<String>, TableError> {
        let text = format!("phrase\n{cell}\n");
        let table = Table::parse("cues/x.tsv", &text)?;
        let row = table.rows().next().expect("the table has a row");
        let phrases = row.phrases("phrase")?;
        Ok(phrases.into_iter().map(String::from).collect())
    }

    #[test]
    fn braces_hold_choices() -> Result<(), TableError> {
        assert_eq!(phrases("vượt chỉ tiêu")?, ["vượt chỉ tiêu"]);
        assert_eq!(
            phrases("{vượt | kém} {chỉ tiêu | kế hoạch} năm")?,
            [
                "vượt chỉ tiêu năm",
                "vượt kế hoạch năm",
                "kém chỉ tiêu năm",
                "kém kế hoạch năm"
            ]
        );
        Ok(())
    }

    #[test]
    fn an_open_brace_is_told() {
        let error = phrases("{vượt | kém chỉ tiêu").expect_err("the brace is open");
        assert_eq!(
            error.to_string(),
            "cues/x.tsv:2: phrase: expected a closed brace: {a | b}, found \"{vượt | kém chỉ tiêu\""
        );
    }
}
