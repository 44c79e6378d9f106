//! Provinces, cities under the centre, and the towns that name them in datelines.
//!
//! Enters: `places.tsv`. Leaves: [`Place`]s in row order, entered into the lexicon with all their spellings.

use crate::knowledge::lexicon::{Lexicon, Sense};
use crate::knowledge::organizations::Level;
use crate::knowledge::table::{Table, TableError};

/// A place of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its dictionary name, without its level: `Đắk Lắk`.
    pub name: String,
    /// Province or city under the centre; a provincial capital is a [`Level::Town`].
    pub level: Level,
    /// It is, or was until 2025, a province: a report may be about it. A historic one is only named.
    pub is_current: bool,
    /// For a capital: the province it tells of.
    pub province: Option<String>,
}

/// Enters `places.tsv`: name, type, variants, era, merged_into, province, note.
///
/// # Errors
/// [`TableError`] where a type is unknown.
pub fn enter(table: &Table<'_>, lexicon: &mut Lexicon) -> Result<Vec<Place>, TableError> {
    let mut places: Vec<Place> = Vec::new();
    for row in table.rows() {
        let level = row.parsed("type", "tỉnh, thành phố or thủ phủ", |kind| {
            Some(match kind {
                "tỉnh" => Level::Province,
                "thành phố" => Level::City,
                "thủ phủ" => Level::Town,
                _ => return None,
            })
        })?;
        let name = row.cell("name")?;
        let province = Some(row.cell("province")?)
            .filter(|cell| !cell.is_empty())
            .map(str::to_owned);
        let index = u32::try_from(places.len()).unwrap_or(u32::MAX);
        for spelling in std::iter::once(name).chain(row.list("variants")?) {
            let entry = lexicon.enter(spelling);
            if !entry
                .senses
                .iter()
                .any(|sense| matches!(sense, Sense::Place(_)))
            {
                entry.senses.push(Sense::Place(index));
            }
        }
        let is_current = row.cell("era")? != "historic";
        places.push(Place {
            name: name.to_owned(),
            level,
            is_current,
            province,
        });
    }
    Ok(places)
}
