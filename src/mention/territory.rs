//! Places and units that are named in running text, outside organizations' names: they complete short forms.
//!
//! Enters: a reading. Leaves: [`Territory`] and [`UnitName`] lists in text order, page furniture included (a footer
//! tells the place).

use crate::knowledge::Knowledge;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::Sense;
use crate::knowledge::organizations::Level;
use crate::mention::organization;
use crate::text::reading::{Reading, TokenRange};

/// A place with its level: `huyện Mỹ Đức`, `tỉnh Đắk Lắk`, or a province by its bare name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Territory {
    pub tokens: TokenRange,
    pub level: Level,
    /// Without the level word; dictionary spelling for provinces.
    pub name: String,
    /// The level word stands before it.
    pub is_levelled: bool,
    /// For a provincial capital: its province.
    pub province: Option<String>,
}

/// A unit named in full: `Công ty Cổ phần Cao su Đông Sơn`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitName {
    pub tokens: TokenRange,
    /// Its words, abbreviations expanded.
    pub name: String,
}

/// The territories of a reading.
pub fn find(reading: &Reading<'_>, knowledge: &Knowledge) -> Vec<Territory> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        match territory_at(reading, knowledge, at) {
            Some(territory) => {
                at = territory.tokens.end;
                out.push(territory);
            }
            None => at += 1,
        }
    }
    out
}

fn territory_at(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> Option<Territory> {
    let lexicon = &knowledge.lexicon;
    let is_place = reading.tokens[at].is_capitalized()
        && reading
            .sense_at(lexicon, at, |sense| {
                matches!(sense, Sense::Place(_)).then_some(())
            })
            .is_some();
    if !is_place
        && let Some(end) = reading.cue_at(lexicon, at, Cue::PlaceLevel)
        && let Some((name_end, level, name)) = organization::place_name(reading, knowledge, at..end)
    {
        return Some(Territory {
            tokens: at..name_end,
            level,
            name,
            is_levelled: true,
            province: None,
        });
    }
    if !reading.tokens[at].is_capitalized()
        || reading.cue_at(lexicon, at, Cue::PlaceNeedsLevel).is_some()
    {
        return None;
    }
    let (end, index) = reading.sense_at(lexicon, at, |sense| match sense {
        Sense::Place(index) => Some(index),
        _ => None,
    })?;
    let place = &knowledge.places[index as usize];
    Some(Territory {
        tokens: at..end,
        level: place.level,
        name: place.name.clone(),
        is_levelled: false,
        province: place.province.clone(),
    })
}

/// The units of a reading that are named in full.
pub fn find_units(reading: &Reading<'_>, knowledge: &Knowledge) -> Vec<UnitName> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < reading.tokens.len() {
        let unit = [Cue::OrganizationUnit, Cue::OrganizationBlock]
            .into_iter()
            .any(|cue| reading.cue_at(&knowledge.lexicon, at, cue).is_some())
            .then(|| organization::unit_name(reading, knowledge, at))
            .flatten();
        match unit {
            Some(end) => {
                out.push(UnitName {
                    tokens: at..end,
                    name: reading.canonical(at..end),
                });
                at = end;
            }
            None => at += 1,
        }
    }
    out
}
