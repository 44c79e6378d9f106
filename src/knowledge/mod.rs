//! What an expert knows, loaded once: the dictionaries, checked and compiled into one automaton.
//!
//! Enters: the dictionaries' texts. Leaves: [`Knowledge`]. Reads no file itself; [`Knowledge::bundled`] takes the
//! dictionaries built into the library, [`Knowledge::load`] whatever the caller hands it.

pub(crate) mod abbreviations;
mod bundled;
pub(crate) mod check;
pub(crate) mod congresses;
pub(crate) mod cue;
pub(crate) mod lexicon;
pub(crate) mod organizations;
pub(crate) mod places;
pub(crate) mod selectors;
pub(crate) mod sites;
pub mod table;

use crate::text::decode::LegacyEncodings;
use crate::text::metadata::MetadataCues;
use crate::text::syllable::Syllables;
use abbreviations::ShortForm;
use congresses::Congresses;
use cue::{Cue, CueSet};
use lexicon::{NO_CUES, NamePart, Phrasebook, Sense};
use organizations::{HeadKind, Level, OrganizationHead};
use places::{District, Place};
use sites::Sites;
use table::{Row, Table, TableError};

pub use bundled::FILES;
pub use lexicon::Lexicon;

/// The one dictionary of nested settings; entered after the places that it names.
const SITES: &str = "sites.toml";

/// Everything the rules look up.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    pub lexicon: Lexicon,
    pub(crate) organization_heads: Vec<OrganizationHead>,
    /// The row of `Đảng bộ`.
    party_head: usize,
    /// The row of `Chi bộ`.
    cell_head: usize,
    pub(crate) places: Vec<Place>,
    pub(crate) districts: Vec<District>,
    pub(crate) short_forms: Vec<ShortForm>,
    pub(crate) congresses: Congresses,
    /// By form id: whether a short form starts with it.
    pub(crate) starts_short_form: Vec<bool>,
    /// Levels of administration with their words, the usual word of a level first.
    pub(crate) level_words: Vec<(Level, String)>,
    /// The word for any Party organization, as a counted kind.
    pub(crate) party_organization: String,
    /// What text was written in before Unicode.
    pub encodings: LegacyEncodings,
    /// What tells of author, date and source.
    pub(crate) metadata: MetadataCues,
    /// Where web pages put their articles.
    pub(crate) sites: Sites,
}

impl Knowledge {
    /// The dictionaries built into the library.
    ///
    /// # Errors
    /// [`TableError`] names the file, line and column that can't be read; a test holds the bundled ones to none.
    pub fn bundled() -> Result<Self, TableError> {
        Self::load(|_| None)
    }

    /// The bundled dictionaries, each replaced by what `replacement` returns for its file name, if anything.
    ///
    /// # Errors
    /// As [`Knowledge::bundled`].
    pub fn load(replacement: impl Fn(&str) -> Option<String>) -> Result<Self, TableError> {
        let mut knowledge = Self::default();
        let mut book = Phrasebook::new();
        for (file, bundled) in FILES {
            let replaced = replacement(file);
            if *file == SITES {
                let text = replaced.as_deref().unwrap_or(bundled);
                knowledge.sites = Sites::read(file, text, |name| {
                    knowledge.places.iter().any(|place| place.name == name)
                })?;
                continue;
            }
            let table = match &replaced {
                Some(text) => Table::parse(file, text)?,
                None => Table::parse(file, bundled)?,
            };
            if replaced.is_some() {
                table.check_columns(&Table::parse(file, bundled)?)?;
            }
            knowledge.enter(file, &table, &mut book)?;
        }
        knowledge.starts_short_form = knowledge.short_form_starts(&mut book);
        knowledge.lexicon = book.settle();
        Ok(knowledge)
    }

    /// The head of any Party organization, to which its unit or place is added: `Đảng bộ`. Loading sees to it that there is
    /// one.
    pub(crate) fn party_head(&self) -> Option<&OrganizationHead> {
        self.organization_heads.get(self.party_head)
    }

    /// The same of any cell: `Chi bộ`.
    pub(crate) fn cell_head(&self) -> Option<&OrganizationHead> {
        self.organization_heads.get(self.cell_head)
    }

    fn short_form_starts(&self, book: &mut Phrasebook) -> Vec<bool> {
        let firsts: Vec<u32> = self
            .short_forms
            .iter()
            .filter_map(|short| book.enter_forms(&short.form).first().copied())
            .collect();
        let mut starts = vec![false; book.forms_len()];
        for first in firsts {
            starts[first as usize] = true;
        }
        starts
    }

    fn enter(
        &mut self,
        file: &str,
        table: &Table<'_>,
        book: &mut Phrasebook,
    ) -> Result<(), TableError> {
        match file {
            "organizations.tsv" => {
                self.organization_heads = organizations::enter(table, book)?;
                let plain = |kind| organizations::plain_head(table, &self.organization_heads, kind);
                (self.party_head, self.cell_head) =
                    (plain(HeadKind::Party)?, plain(HeadKind::Cell)?);
            }
            "abbreviations.tsv" => self.short_forms = abbreviations::enter(table, book)?,
            "congresses.tsv" => self.congresses = congresses::enter(table)?,
            "places.tsv" => self.places = places::enter(table, book)?,
            "districts.tsv" => self.districts = places::enter_districts(table, &self.places, book)?,
            "surnames.tsv" => enter_names(table, book)?,
            "levels.tsv" => self.level_words = organizations::enter_levels(table, book)?,
            "ranks.tsv" => {
                enter_ranks(table, book)?;
                self.metadata.enter_addresses(table)?;
            }
            "metadata.tsv" => self.metadata.enter(table)?,
            "encodings.tsv" => self.encodings.enter(table)?,
            "syllables.tsv" => self.encodings.syllables = Syllables::read(table)?,
            "numerals.tsv" => enter_numerals(table, book)?,
            _ if file.starts_with("cues/") => {
                self.enter_cues(table, book)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// `cues/*.tsv`: phrase, cue, note; a cell of several cues gives the phrase each. Who keeps phrases of a cue beside the
    /// lexicon is handed them here.
    fn enter_cues(&mut self, table: &Table<'_>, book: &mut Phrasebook) -> Result<(), TableError> {
        const FURNITURE: CueSet = CueSet::of(&[Cue::FurnitureLine, Cue::FurnitureRest]);
        // Rows of one cue stand together.
        let (mut cell, mut cues, mut set) = ("", CueSet::default(), NO_CUES);
        for row in table.rows() {
            let names = row.cell("cue")?;
            if names != cell || set == NO_CUES {
                (cell, cues) = (names, cues_of(&row)?);
                set = book.number_cues(cues);
            }
            for phrase in row.phrases("phrase")? {
                let entered = book.enter(&phrase);
                book.add_set(entered, set);
                if cues.meets(FURNITURE) {
                    self.metadata.enter_furniture(&phrase);
                }
                if cues.has(Cue::NounOrganizationAny) && self.party_organization.is_empty() {
                    self.party_organization = phrase.into_owned();
                }
            }
        }
        Ok(())
    }
}

/// The cues of a row of `cues/*.tsv`, one or more.
fn cues_of(row: &Row<'_, '_>) -> Result<CueSet, TableError> {
    let mut cues = CueSet::default();
    for name in row.list("cue")? {
        let cue = Cue::from_name(name)
            .ok_or_else(|| row.error("cue", "a cue that the code knows", name))?;
        cues.insert(cue);
    }
    if cues.is_empty() {
        return Err(row.error("cue", "a cue that the code knows", ""));
    }
    Ok(cues)
}

/// `surnames.tsv`: token, kind, group, note.
fn enter_names(table: &Table<'_>, book: &mut Phrasebook) -> Result<(), TableError> {
    for row in table.rows() {
        let part = row.parsed(
            "kind",
            "surname, compound_surname, clan, prefix, middle or not_name",
            |kind| {
                Some(match kind {
                    "surname" | "compound_surname" => Some(NamePart::Surname),
                    "clan" => Some(NamePart::Clan),
                    "prefix" => Some(NamePart::Prefix),
                    "not_name" => Some(NamePart::Never),
                    "middle" => None,
                    _ => return None,
                })
            },
        )?;
        if let Some(part) = part {
            let token = book.enter(row.cell("token")?);
            book.add_sense(token, Sense::Name(part));
        }
    }
    Ok(())
}

/// `ranks.tsv`: phrase, kind, note.
fn enter_ranks(table: &Table<'_>, book: &mut Phrasebook) -> Result<(), TableError> {
    for row in table.rows() {
        let cue = row.parsed("kind", "address, rank or degree", |kind| match kind {
            "address" => Some(Cue::PersonAddress),
            "rank" | "degree" => Some(Cue::PersonRank),
            _ => None,
        })?;
        let phrase = book.enter(row.cell("phrase")?);
        book.add_cues(phrase, CueSet::of(&[cue]));
    }
    Ok(())
}

/// `numerals.tsv`: phrase, kind (numeral, scale, ordinal), value, note.
fn enter_numerals(table: &Table<'_>, book: &mut Phrasebook) -> Result<(), TableError> {
    for row in table.rows() {
        let value: i64 = row.parsed("value", "a whole number", |cell| cell.parse().ok())?;
        let sense = row.parsed("kind", "numeral, scale or ordinal", |kind| match kind {
            "numeral" => Some(Sense::Numeral(value)),
            "scale" => Some(Sense::Scale(value)),
            "ordinal" => u16::try_from(value).ok().map(Sense::Ordinal),
            _ => None,
        })?;
        let phrase = book.enter(row.cell("phrase")?);
        book.add_sense(phrase, sense);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Knowledge;

    #[test]
    fn furniture_in_braces_and_as_a_second_cue_is_furniture_to_all() {
        let rows = "phrase\tcue\tnote\n{tin khác | tin cũ}\tand | furniture.rest\t\n";
        let load = |file: &str| (file == "cues/furniture.tsv").then(|| rows.to_owned());
        let knowledge = Knowledge::load(load).expect("dictionaries");
        for line in ["Tin khác", "TIN CŨ:"] {
            assert!(knowledge.metadata.is_furniture(line), "{line}");
        }
        assert!(!knowledge.metadata.is_furniture("Lượt xem: 12"));
    }
}
