//! Places: provinces and cities under the centre, of today, of before July 2025 and of history, and the units of the
//! level below them.
//!
//! Enters: `places.tsv` and `districts.tsv`. Leaves: [`Place`]s and [`District`]s, entered into the lexicon with all
//! their spellings.

use crate::knowledge::lexicon::{Phrasebook, Sense};
use crate::knowledge::organizations::Level;
use crate::knowledge::table::{Row, Table, TableError};
use crate::text::fold::fold;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// A province or a city under the centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Its dictionary name, without its level: `Đắk Lắk`.
    pub name: String,
    /// The folded name.
    pub key: String,
    pub level: Level,
    pub era: Era,
    /// The province that has taken it in since July 2025.
    pub merged_into: Option<String>,
}

/// When a place was a province or a city under the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Era {
    /// Before the mergers of July 2025 and after.
    Both,
    /// One of the 63 that is none of the 34.
    Until2025,
    /// Huế, a city under the centre since January 2025.
    Since2025,
    /// Before the 63. A report may name it, but is not about it.
    Historic,
}

/// The name of a huyện, quận, thị xã or thành phố within a province, whichever of them bear it: Châu
/// Thành is in eleven provinces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct District {
    /// Its dictionary name, without its level: `Krông Pắc`.
    pub name: String,
    pub units: Vec<DistrictUnit>,
}

/// One unit that bears a district's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DistrictUnit {
    /// What it is and was, the latest first: Phổ Yên rose from huyện to thị xã to thành phố.
    pub levels: Vec<Level>,
    /// Its province before July 2025: an index of the places.
    pub province: usize,
}

/// Enters `places.tsv`: name, type, variants, era, merged_into, note.
///
/// # Errors
/// [`TableError`] where a type or era is unknown, or a province is merged into none of today's.
pub(super) fn enter(table: &Table<'_>, book: &mut Phrasebook) -> Result<Vec<Place>, TableError> {
    let mut places: Vec<Place> = Vec::new();
    let mut known = FxHashSet::default();
    for row in table.rows() {
        let name = row.cell("name")?;
        let level = row.parsed("type", "province or city", |name| {
            Level::from_name(name).filter(|level| level.is_provincial())
        })?;
        let era = row.parsed(
            "era",
            "both, until_2025, since_2025 or historic",
            |era| match era {
                "both" => Some(Era::Both),
                "until_2025" => Some(Era::Until2025),
                "since_2025" => Some(Era::Since2025),
                "historic" => Some(Era::Historic),
                _ => None,
            },
        )?;
        let index = u32::try_from(places.len()).unwrap_or(u32::MAX);
        enter_spellings(&row, Sense::Place(index), &mut known, book)?;
        places.push(Place {
            name: name.to_owned(),
            key: fold(name),
            level,
            era,
            merged_into: Some(row.cell("merged_into")?)
                .filter(|cell| !cell.is_empty())
                .map(str::to_owned),
        });
    }
    for (row, place) in table.rows().zip(&places) {
        let is_of_today = |name: &str| {
            places
                .iter()
                .any(|place| place.name == name && matches!(place.era, Era::Both | Era::Since2025))
        };
        row.parsed(
            "merged_into",
            "a province of today for one until 2025, none for others",
            |into| match place.era {
                Era::Until2025 => is_of_today(into).then_some(()),
                _ => into.is_empty().then_some(()),
            },
        )?;
    }
    Ok(places)
}

/// Enters `districts.tsv`: name, type, variants, province, note. A name that several provinces have is one [`District`].
///
/// # Errors
/// [`TableError`] where a type is unknown or the province is not among `places`.
pub(super) fn enter_districts(
    table: &Table<'_>,
    places: &[Place],
    book: &mut Phrasebook,
) -> Result<Vec<District>, TableError> {
    let mut districts: Vec<District> = Vec::new();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut known = FxHashSet::default();
    for row in table.rows() {
        let name = row.cell("name")?;
        let levels = row.parsed("type", "district, urban_district, town or city", |names| {
            let level = |name| Level::from_name(name).filter(|level| level.is_of_district());
            names.split(" | ").map(level).collect()
        })?;
        let province = row.parsed("province", "a name of places.tsv", |cell| {
            places.iter().position(|place| place.name == cell)
        })?;
        let index = *by_name.entry(fold(name)).or_insert(districts.len());
        if index == districts.len() {
            districts.push(District {
                name: name.to_owned(),
                units: Vec::new(),
            });
        }
        let sense = Sense::District(u32::try_from(index).unwrap_or(u32::MAX));
        enter_spellings(&row, sense, &mut known, book)?;
        districts[index]
            .units
            .push(DistrictUnit { levels, province });
    }
    Ok(districts)
}

/// Enters a row's name and variants; a spelling that is of another row already, among those known, stays its.
fn enter_spellings(
    row: &Row<'_, '_>,
    sense: Sense,
    known: &mut FxHashSet<u32>,
    book: &mut Phrasebook,
) -> Result<(), TableError> {
    for spelling in std::iter::once(row.cell("name")?).chain(row.list("variants")?) {
        let phrase = book.enter(spelling);
        if known.insert(phrase) {
            book.add_sense(phrase, sense);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Era, Level, enter, enter_districts};
    use crate::knowledge::Knowledge;
    use crate::knowledge::lexicon::Phrasebook;
    use crate::knowledge::table::Table;

    fn bundled() -> Knowledge {
        Knowledge::bundled().expect("the bundled dictionaries are sound")
    }

    #[test]
    fn there_were_63_provinces_and_there_are_34() {
        let places = bundled().places;
        let count = |eras: &[Era], level: Option<Level>| {
            places
                .iter()
                .filter(|place| eras.contains(&place.era))
                .filter(|place| level.is_none_or(|level| place.level == level))
                .count()
        };
        assert_eq!(count(&[Era::Both, Era::Until2025], None), 63);
        assert_eq!(count(&[Era::Both, Era::Since2025], None), 34);
        assert_eq!(count(&[Era::Both, Era::Since2025], Some(Level::City)), 6);
    }

    #[test]
    fn every_province_of_the_63_and_no_other_has_districts() {
        let knowledge = bundled();
        for (index, place) in knowledge.places.iter().enumerate() {
            let has_districts = knowledge
                .districts
                .iter()
                .flat_map(|district| &district.units)
                .any(|unit| unit.province == index);
            let is_of_63 = matches!(place.era, Era::Both | Era::Until2025);
            assert_eq!(has_districts, is_of_63, "{}", place.name);
        }
    }

    #[test]
    fn a_name_of_many_provinces_is_one_district_with_a_unit_each() {
        let districts = bundled().districts;
        let units = |name: &str| {
            districts
                .iter()
                .find(|district| district.name == name)
                .map_or(0, |district| district.units.len())
        };
        assert_eq!(units("Châu Thành"), 11);
        assert_eq!(units("Cao Lãnh"), 2);
        assert_eq!(units("Mai Sơn"), 1);
    }

    #[test]
    fn rows_that_lead_nowhere_are_told() {
        let provinces = |rows: &str| {
            let text = format!("name\ttype\tvariants\tera\tmerged_into\tnote\n{rows}");
            let table = Table::parse("t", &text).expect("a table");
            enter(&table, &mut Phrasebook::new()).map_err(|error| error.to_string())
        };
        let known = provinces("Đà Nẵng\tcity\t\tboth\t\t\n").expect("one city");
        for (row, told) in [
            ("A\tprovince\t\tuntil_2025\tB\t\n", "merged_into"),
            ("A\tprovince\t\tuntil_2025\t\t\n", "merged_into"),
            ("A\tprovince\t\tboth\tA\t\n", "merged_into"),
            ("A\tprovince\t\tonce\t\t\n", "era"),
            ("A\tdistrict\t\tboth\t\t\n", "type"),
        ] {
            let error = provinces(row).expect_err(row);
            assert!(error.starts_with(&format!("t:2: {told}:")), "{error}");
        }
        for (row, told) in [
            ("A\tdistrict\t\tHuế\t\n", "province"),
            ("A\tdistrict | commune\t\tĐà Nẵng\t\n", "type"),
        ] {
            let text = format!("name\ttype\tvariants\tprovince\tnote\n{row}");
            let table = Table::parse("t", &text).expect("a table");
            let districts = enter_districts(&table, &known, &mut Phrasebook::new());
            let error = districts.expect_err(row).to_string();
            assert!(error.starts_with(&format!("t:2: {told}:")), "{error}");
        }
    }
}
