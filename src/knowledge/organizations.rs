//! Heads of Party organizations' names: what each stands for in a canonical name.
//!
//! Enters: `organizations.tsv`. Leaves: [`OrganizationHead`]s in row order, entered into the lexicon; where the head of a canonical
//! name is cut off.

use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::{Phrasebook, Sense};
use crate::knowledge::table::{Table, TableError};
use crate::text::fold::fold;
use std::cmp::Reverse;

/// What kind of organization a head names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum HeadKind {
    /// đảng bộ, đảng ủy, tỉnh ủy: a Party organization above the cell.
    Party,
    /// chi bộ, chi ủy.
    Cell,
    /// ban cán sự đảng.
    Caucus,
    /// đảng đoàn.
    Group,
    /// The Party as a whole and its central bodies.
    National,
    /// A name that is complete in itself: Quân ủy Trung ương, Xứ ủy Nam Bộ.
    Whole,
}

impl HeadKind {
    /// Each with its name in the dictionaries.
    const NAMES: [(Self, &str); 6] = [
        (Self::Party, "party"),
        (Self::Cell, "cell"),
        (Self::Caucus, "caucus"),
        (Self::Group, "group"),
        (Self::National, "national"),
        (Self::Whole, "whole"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        let mut named = Self::NAMES.into_iter().filter(|(_, own)| *own == name);
        named.next().map(|(kind, _)| kind)
    }

    fn name(self) -> &'static str {
        let mut named = Self::NAMES.into_iter().filter(|(kind, _)| *kind == self);
        named.next().map_or("", |(_, name)| name)
    }
}

/// The level of administration that an organization or a place belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Level {
    Province,
    City,
    District,
    UrbanDistrict,
    Town,
    Commune,
    Ward,
    Township,
    /// đặc khu: an island or islands, beside the communes since 2025.
    SpecialZone,
    Village,
}

impl Level {
    /// The level of its name in the dictionaries.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "province" => Self::Province,
            "city" => Self::City,
            "district" => Self::District,
            "urban_district" => Self::UrbanDistrict,
            "town" => Self::Town,
            "commune" => Self::Commune,
            "ward" => Self::Ward,
            "township" => Self::Township,
            "special_zone" => Self::SpecialZone,
            "village" => Self::Village,
            _ => return None,
        })
    }

    /// Whether its units stand between the province and the commune: they are all in the dictionary of districts.
    pub(crate) fn is_of_district(self) -> bool {
        matches!(
            self,
            Self::City | Self::District | Self::UrbanDistrict | Self::Town
        )
    }

    /// Whether it is a province or a city under the centre, in dictionaries that know no difference.
    pub(crate) fn is_provincial(self) -> bool {
        matches!(self, Self::Province | Self::City)
    }
}

/// A head: how its organization's canonical name begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrganizationHead {
    pub kind: HeadKind,
    /// The canonical beginning: `Đảng bộ tỉnh` for `tỉnh ủy`, the whole name for [`HeadKind::Whole`].
    pub canonical: String,
    /// The canonical beginning, folded.
    pub key: String,
    /// The level that the head itself names.
    pub level: Option<Level>,
}

/// Enters `organizations.tsv`: phrase, canonical, kind, level, note.
///
/// # Errors
/// [`TableError`] where a kind or level is unknown.
pub(super) fn enter(
    table: &Table<'_>,
    book: &mut Phrasebook,
) -> Result<Vec<OrganizationHead>, TableError> {
    let mut heads = Vec::new();
    for row in table.rows() {
        let kind = row.parsed(
            "kind",
            "party, cell, caucus, group, national or whole",
            HeadKind::from_name,
        )?;
        let level = match row.cell("level")? {
            "" => None,
            _ => Some(row.parsed("level", "a level of administration", Level::from_name)?),
        };
        let index = u32::try_from(heads.len()).unwrap_or(u32::MAX);
        let phrase = book.enter(row.cell("phrase")?);
        book.add_sense(phrase, Sense::OrganizationHead(index));
        let canonical = row.cell("canonical")?;
        heads.push(OrganizationHead {
            kind,
            canonical: canonical.to_owned(),
            key: fold(canonical),
            level,
        });
    }
    Ok(heads)
}

/// The plain head of a kind, whatever the order of rows: without a level, the one with which most heads begin (`Đảng bộ` in
/// `Đảng bộ tỉnh`).
///
/// # Errors
/// [`TableError`] where there is none.
pub(super) fn plain_head(
    table: &Table<'_>,
    heads: &[OrganizationHead],
    kind: HeadKind,
) -> Result<usize, TableError> {
    let is_plain = |head: &OrganizationHead| head.kind == kind && head.level.is_none();
    let begun = |row: usize| {
        let key = heads[row].key.as_str();
        heads
            .iter()
            .filter(|head| head.key.starts_with(key))
            .count()
    };
    let mut plain: Vec<usize> = (0..heads.len())
        .filter(|&row| is_plain(&heads[row]))
        .collect();
    plain.sort_by_key(|&row| (Reverse(begun(row)), heads[row].key.as_str()));
    plain.first().copied().ok_or_else(|| TableError::NoRow {
        file: table.file().to_owned(),
        expected: format!("a head of kind {} without a level", kind.name()),
    })
}

/// Words of a canonical name's head: `Đảng bộ`, `Chi bộ`. Few heads have more (`Liên tỉnh ủy`, `Ban cán sự đảng`); they are cut
/// behind their second word, too.
pub(crate) const HEAD_WORDS: usize = 2;

/// A canonical or folded name's head, and the rest with its leading space.
pub(crate) fn split_head(name: &str) -> (&str, &str) {
    let mut spaces = name.match_indices(' ').map(|(at, _)| at);
    name.split_at(spaces.nth(HEAD_WORDS - 1).unwrap_or(name.len()))
}

/// The words behind a name's head, if there are any.
pub(crate) fn behind_head(name: &str) -> Option<&str> {
    split_head(name).1.strip_prefix(' ')
}

/// Enters `levels.tsv`: phrase, level, note.
///
/// # Errors
/// [`TableError`] where a level is unknown.
pub(super) fn enter_levels(
    table: &Table<'_>,
    book: &mut Phrasebook,
) -> Result<Vec<(Level, String)>, TableError> {
    let mut words = Vec::new();
    for row in table.rows() {
        let level = row.parsed("level", "a level of administration", Level::from_name)?;
        let phrase = row.cell("phrase")?;
        let entered = book.enter(phrase);
        book.add_cues(entered, CueSet::of(&[Cue::PlaceLevel]));
        book.add_sense(entered, Sense::Level(level));
        words.push((level, phrase.to_owned()));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::{HeadKind, behind_head, enter, plain_head, split_head};
    use crate::knowledge::lexicon::Phrasebook;
    use crate::knowledge::table::Table;

    #[test]
    fn a_name_is_cut_behind_its_second_word() {
        assert_eq!(split_head("Chi bộ Trường Y"), ("Chi bộ", " Trường Y"));
        assert_eq!(split_head("Chi bộ"), ("Chi bộ", ""));
        assert_eq!(behind_head("Chi bộ Trường Y"), Some("Trường Y"));
        assert_eq!(behind_head("Chi bộ"), None);
    }

    #[test]
    fn the_partys_head_is_found_in_any_row() {
        let head = |rows: &str| {
            let text = format!("phrase\tcanonical\tkind\tlevel\tnote\n{rows}");
            let table = Table::parse("organizations.tsv", &text).expect("a table");
            let heads = enter(&table, &mut Phrasebook::new()).expect("heads");
            let row =
                plain_head(&table, &heads, HeadKind::Party).map_err(|error| error.to_string())?;
            Ok::<String, String>(heads[row].canonical.clone())
        };
        let rows = "khu ủy\tKhu ủy\tparty\t\t\ntỉnh ủy\tĐảng bộ tỉnh\tparty\tprovince\t\nđảng bộ bộ phận\tĐảng bộ bộ phận\tparty\t\t\n";
        let whole = format!("{rows}đảng ủy\tĐảng bộ\tparty\t\t\n");
        assert_eq!(head(&whole).as_deref(), Ok("Đảng bộ"));
        let none = head("chi bộ\tChi bộ\tcell\t\t\n").expect_err("no head");
        assert_eq!(
            none,
            "organizations.tsv: expected a head of kind party without a level, found none"
        );
    }
}
