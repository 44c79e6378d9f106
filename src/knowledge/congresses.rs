//! Congresses that are known: whose, which, for which term.
//!
//! Enters: `congresses.tsv`. Leaves: [`Congresses`]; no answer depends on the order of rows.

use crate::date::Date;
use crate::knowledge::table::{Row, Table, TableError};
use crate::text::fold::fold;

/// What a congress is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CongressLevel {
    /// The whole Party.
    National,
    /// An organization right under the Central Committee.
    Central,
    Block,
    Province,
    /// An organization right under a province's committee.
    ProvinceBody,
    /// A province's congress that was announced under this number and held under another.
    ProvincePlanned,
}

impl CongressLevel {
    const ALL: [(Self, &str); 6] = [
        (Self::National, "national"),
        (Self::Central, "central"),
        (Self::Block, "block"),
        (Self::Province, "province"),
        (Self::ProvinceBody, "province-body"),
        (Self::ProvincePlanned, "province-planned"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, known)| *known == name)
            .map(|(level, _)| level)
    }
}

/// A congress of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KnownCongress {
    pub level: CongressLevel,
    /// The organization's folded canonical name, or a province's bare name.
    pub organization: String,
    pub term_start: u16,
    pub ordinal: u16,
    /// A source was seen for it; what is inferred proves nothing.
    pub is_verified: bool,
}

/// The congresses of the table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Congresses(Vec<KnownCongress>);

impl Congresses {
    /// The whole Party's congress of a number: the 6th opened the term of 1986.
    pub(crate) fn national(&self, ordinal: u16) -> Option<&KnownCongress> {
        let mut all = self.of_party();
        all.find(|congress| congress.ordinal == ordinal)
    }

    /// The number that the whole Party's next congress will have.
    pub(crate) fn next_national(&self) -> Option<u16> {
        let last = self.of_party().map(|congress| congress.ordinal).max()?;
        last.checked_add(1)
    }

    /// The congresses that open a term, whose organization's folded name is wanted.
    pub(crate) fn opening(
        &self,
        term_start: u16,
        is_wanted: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = &KnownCongress> {
        let all = self.0.iter();
        all.filter(move |congress| {
            congress.term_start == term_start && is_wanted(&congress.organization)
        })
    }

    /// Whether its organization counts anew with this congress, as provinces that were merged do: it has held one of a
    /// greater number before. What is announced meanwhile may go by either count.
    pub(crate) fn is_renumbered(&self, congress: &KnownCongress) -> bool {
        self.0.iter().any(|earlier| {
            earlier.organization == congress.organization
                && earlier.term_start < congress.term_start
                && earlier.ordinal > congress.ordinal
        })
    }

    fn of_party(&self) -> impl Iterator<Item = &KnownCongress> {
        let all = self.0.iter();
        all.filter(|congress| congress.level == CongressLevel::National)
    }
}

/// Enters `congresses.tsv`: level, organization, term_start, term_end, ordinal, held_start, held_end, status, note.
///
/// # Errors
/// [`TableError`] where a cell is not of its column (a year, an ordinal, a time, a level or a status), and where two rows
/// tell of one congress: a number of the whole Party, a term of another organization.
pub(super) fn enter(table: &Table<'_>) -> Result<Congresses, TableError> {
    let mut congresses = Congresses::default();
    for row in table.rows() {
        let congress = known(&row)?;
        let is_national = congress.level == CongressLevel::National;
        let mut told = congresses
            .0
            .iter()
            .filter(|told| told.level == congress.level);
        let is_told = told.any(|told| {
            let is_one = told.organization == congress.organization;
            is_one && told.term_start == congress.term_start
                || is_national && told.ordinal == congress.ordinal
        });
        if is_told {
            let found = row.cell("ordinal")?;
            return Err(row.error("ordinal", "a congress that no row above tells of", found));
        }
        congresses.0.push(congress);
    }
    Ok(congresses)
}

fn known(row: &Row<'_, '_>) -> Result<KnownCongress, TableError> {
    let number = |column| row.parsed(column, "a whole number", |cell| cell.parse().ok());
    let levels = CongressLevel::ALL.map(|(_, name)| name).join(", ");
    for column in ["held_start", "held_end"] {
        let is_time = |cell: &str| (cell.is_empty() || is_time(cell)).then_some(());
        row.parsed(column, "YYYY, YYYY-MM or YYYY-MM-DD", is_time)?;
    }
    let term_start = number("term_start")?;
    row.parsed("term_end", "a year behind the term's first", |cell| {
        let end: u16 = cell.parse().ok()?;
        (end > term_start).then_some(())
    })?;
    row.parsed("status", &STATUSES.join(", "), |cell| {
        STATUSES.contains(&cell).then_some(())
    })?;
    Ok(KnownCongress {
        level: row.parsed("level", &levels, CongressLevel::from_name)?,
        organization: fold(row.cell("organization")?),
        term_start,
        ordinal: number("ordinal")?,
        is_verified: row.cell("status")? == VERIFIED,
    })
}

const VERIFIED: &str = "verified";
/// How far a row is known.
const STATUSES: &[&str] = &[VERIFIED, "unverified", "inferred", "n/a"];

/// Whether a cell is a time that a congress was held in: `2025-09`, `2025-09-24..26`, `2025-07/2025-10`, `planned 2025-10`.
fn is_time(cell: &str) -> bool {
    let ends = cell.strip_prefix("planned ").unwrap_or(cell).split('/');
    ends.clone().count() <= 2
        && ends.into_iter().all(|end| {
            let (date, last) = end.split_once("..").unwrap_or((end, "01"));
            let is_last = last.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
            Date::parse(date).is_some() && last.len() == 2 && is_last
        })
}

#[cfg(test)]
mod tests {
    use super::{Congresses, enter};
    use crate::knowledge::bundled::FILES;
    use crate::knowledge::table::Table;

    fn congresses(text: &str) -> Congresses {
        let table = Table::parse("congresses.tsv", text).expect("a table");
        enter(&table).expect("congresses")
    }

    fn bundled() -> &'static str {
        let (_, text) = FILES
            .iter()
            .find(|(file, _)| *file == "congresses.tsv")
            .expect("a file");
        text
    }

    #[test]
    fn the_order_of_rows_says_nothing() {
        let (header, rows) = bundled().split_once('\n').expect("a header");
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        let turned = congresses(&format!("{header}\n{}\n", rows.join("\n")));
        let whole = congresses(bundled());
        assert_eq!(turned.next_national(), whole.next_national());
        for ordinal in 0..30 {
            assert_eq!(
                turned.national(ordinal),
                whole.national(ordinal),
                "{ordinal}"
            );
        }
    }

    #[test]
    fn a_provinces_number_is_not_the_partys() {
        let whole = congresses(bundled());
        assert!(whole.national(16).is_none());
        assert_eq!(
            whole.national(6).map(|congress| congress.term_start),
            Some(1986)
        );
        assert_eq!(whole.next_national(), Some(15));
    }

    #[test]
    fn a_merged_province_counts_anew() {
        let whole = congresses(bundled());
        let is_renumbered = |name: &str| {
            let mut found = whole.opening(2025, |organization| organization == name);
            found.any(|congress| whole.is_renumbered(congress))
        };
        assert!(is_renumbered("an giang"));
        assert!(!is_renumbered("hà nội"));
    }
}
