//! The words by which metadata lines are known.

use crate::knowledge::table::{Table, TableError};
use crate::text::fold::{is_alphabetic, is_combining, push_folded, spellings};
use crate::text::metadata::line::Line;
use crate::text::token::is_odd;
use crate::text::word::WordKey;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// What a phrase tells of the line it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Author,
    AuthorOf,
    AuthorAfter,
    AuthorWhole,
    Source,
    SourceOf,
    Site,
    Published,
    /// Weekdays and times of day: stand beside dates and tell nothing.
    BesideDate,
    Day,
    Month,
    Year,
    NamedMonth(u8),
}

impl Field {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "author" => Self::Author,
            "author.of" => Self::AuthorOf,
            "author.after" => Self::AuthorAfter,
            "author.whole" => Self::AuthorWhole,
            "source" => Self::Source,
            "source.of" => Self::SourceOf,
            "site" => Self::Site,
            "published" => Self::Published,
            "weekday" | "time" => Self::BesideDate,
            "day" => Self::Day,
            "month" => Self::Month,
            "year" => Self::Year,
            _ => {
                let month = name.strip_prefix("month.")?.parse().ok()?;
                (1..=12)
                    .contains(&month)
                    .then_some(Self::NamedMonth(month))?
            }
        })
    }

    /// Whether its value stands after a colon only.
    fn needs_colon(self) -> bool {
        matches!(self, Self::Author | Self::Source | Self::Site)
    }
}

/// Bytes of most keys.
const KEY_BYTES: usize = 48;

/// The phrases of `metadata.tsv`, and of page furniture and of address, which are no metadata.
#[derive(Debug, Clone, Default)]
pub(crate) struct MetadataCues {
    fields: FxHashMap<String, Vec<Field>>,
    furniture: FxHashSet<String>,
    addresses: FxHashSet<String>,
    /// Each phrase's first word, first two words, …, to its last.
    beginnings: FxHashSet<String>,
    /// The first words in all spellings.
    openers: FxHashSet<WordKey>,
}

impl MetadataCues {
    /// Enters `metadata.tsv`: phrase, field, note.
    ///
    /// # Errors
    /// [`TableError`] where a field is unknown.
    pub(crate) fn enter(&mut self, table: &Table<'_>) -> Result<(), TableError> {
        for row in table.rows() {
            let field = row.parsed("field", "a field that the code knows", Field::from_name)?;
            let phrase = self.known(row.cell("phrase")?);
            self.fields.entry(phrase).or_default().push(field);
        }
        Ok(())
    }

    /// Enters a phrase of page furniture.
    pub(crate) fn enter_furniture(&mut self, phrase: &str) {
        let phrase = self.known(phrase);
        self.furniture.insert(phrase);
    }

    /// Enters the forms of address among `ranks.tsv`: phrase, kind, note.
    ///
    /// # Errors
    /// [`TableError`] where a column is missing.
    pub(crate) fn enter_addresses(&mut self, table: &Table<'_>) -> Result<(), TableError> {
        for row in table.rows() {
            if row.cell("kind")? == "address" {
                let phrase = self.known(row.cell("phrase")?);
                self.addresses.insert(phrase);
            }
        }
        Ok(())
    }

    /// Whether a line begins with a form of address: it speaks of somebody, who does not sign.
    pub(super) fn speaks_of_somebody(&self, line: &Line<'_>) -> bool {
        line.is_known
            && (self.prefixes(line.text)).any(|(phrase, _)| self.addresses.contains(phrase))
    }

    /// Whether a line begins with the first word of any phrase: most are done with then.
    pub(super) fn may_begin(&self, line: &str) -> bool {
        let Some(first) = words(line).next() else {
            return false;
        };
        let word = &line[first];
        match WordKey::of(word) {
            Some(key) if self.openers.contains(&key) => true,
            Some(_) if !is_odd(word) => false,
            _ => self.prefixes(line).next().is_some(),
        }
    }

    /// The same as [`MetadataCues::is_furniture`] of a line that was looked at.
    pub(super) fn opens_furniture(&self, line: &Line<'_>) -> bool {
        line.is_known && self.is_furniture(line.text)
    }

    /// Whether a line begins as page furniture does.
    pub(crate) fn is_furniture(&self, line: &str) -> bool {
        self.prefixes(line)
            .any(|(phrase, _)| self.furniture.contains(phrase))
    }

    /// What stands after a field's phrase in a line that begins with it.
    pub(super) fn value<'t>(&self, line: &Line<'t>, field: Field) -> Option<Line<'t>> {
        if !line.may_begin {
            return None;
        }
        let end = self.end_of(line.text, field)?;
        let rest = line.text[end..].trim_start();
        if line
            .text
            .starts_with(|first: char| !first.is_alphabetic() && first != '(')
        {
            return None;
        }
        let colon = rest.chars().next().filter(|mark| *mark == ':');
        if field.needs_colon() && colon.is_none() {
            return None;
        }
        let rest = rest[colon.map_or(0, char::len_utf8)..].trim_start_matches([' ', '-', '–']);
        let start = line.text.len() - rest.len();
        Some(line.part(start..line.text.len())).filter(|value| !value.text.is_empty())
    }

    /// The fields of a phrase.
    pub(super) fn fields(&self, phrase: &str) -> &[Field] {
        let mut key = String::with_capacity(KEY_BYTES);
        for range in words(phrase) {
            push_word(&mut key, &phrase[range]);
            if !self.beginnings.contains(&key) {
                return &[];
            }
        }
        self.fields.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The longest phrase that a line begins with, its fields and its end.
    pub(super) fn first(&self, line: &str) -> Option<(&[Field], usize)> {
        let found = self
            .prefixes(line)
            .filter_map(|(phrase, end)| Some((self.fields.get(phrase)?, end)));
        found.last().map(|(fields, end)| (fields.as_slice(), end))
    }

    /// A phrase's key; its beginnings are remembered.
    fn known(&mut self, phrase: &str) -> String {
        let mut key = String::new();
        for range in words(phrase) {
            let is_first = key.is_empty();
            push_word(&mut key, &phrase[range]);
            if self.beginnings.insert(key.clone()) && is_first {
                let keys = spellings(&key);
                self.openers
                    .extend(keys.iter().filter_map(|key| WordKey::of(key)));
            }
        }
        key
    }

    /// The first one, two, … words of a line, folded, with where they end, as far as a phrase begins so.
    fn prefixes<'l>(&'l self, line: &'l str) -> impl Iterator<Item = (&'l str, usize)> + 'l {
        let mut read = String::with_capacity(KEY_BYTES);
        words(line).map_while(move |range| {
            push_word(&mut read, &line[range.clone()]);
            let known = self.beginnings.get(&read)?;
            Some((known.as_str(), range.end))
        })
    }

    fn end_of(&self, line: &str, field: Field) -> Option<usize> {
        let found = self.prefixes(line).filter(|(phrase, _)| {
            self.fields
                .get(*phrase)
                .is_some_and(|fields| fields.contains(&field))
        });
        found.last().map(|(_, end)| end)
    }
}

/// Writes a word, folded, behind others.
fn push_word(words: &mut String, word: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    push_folded(words, word);
}

/// Runs of letters, their marks, and the dots and slashes within them. Digits are no words.
pub(super) fn words(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_letter = |letter: char| is_alphabetic(letter) || is_combining(letter);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + line[at..].find(is_letter)?;
        let mut end = start;
        while let Some(letter) = line[end..].chars().next() {
            let after = end + letter.len_utf8();
            let is_inner = matches!(letter, '.' | '/') && line[after..].starts_with(is_letter);
            if !is_letter(letter) && !is_inner {
                break;
            }
            end = after;
        }
        at = end;
        Some(start..end)
    })
}
