//! The encodings of Vietnamese before Unicode, as tables of letters.
//!
//! Enters: `encodings.tsv`, and text whose bytes were read as Latin-1. Leaves: the letters that were meant.

use crate::knowledge::table::{Row, Table, TableError};
use crate::text::syllable::Syllables;
use rustc_hash::FxHashMap;
use std::fmt;

/// What a text was found to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    Utf16,
    Windows1258,
    Tcvn3,
    Vni,
    /// UTF-8 that was read as windows-1252 and written as UTF-8 again.
    Mojibake,
    /// UTF-8 with some bytes that are not.
    BrokenUtf8,
    /// No change: what a text seems to be in.
    AsIs,
}

impl fmt::Display for Encoding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Utf16 => "UTF-16",
            Self::Windows1258 => "windows-1258",
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Mojibake => "UTF-8 read as windows-1252",
            Self::BrokenUtf8 => "UTF-8 with invalid bytes",
            Self::AsIs => "windows-1252",
        })
    }
}

/// The tables, and the syllables by which a right reading is known.
#[derive(Debug, Clone, Default)]
pub struct LegacyEncodings {
    pub(crate) syllables: Syllables,
    tcvn3: Letters,
    vni: Letters,
}

/// Letters by how they look when their bytes are read as Latin-1.
#[derive(Debug, Clone, Default)]
struct Letters {
    single: FxHashMap<char, char>,
    pairs: FxHashMap<(char, char), char>,
}

impl LegacyEncodings {
    /// Reads `encodings.tsv`: encoding, surface, letter, note.
    ///
    /// # Errors
    /// [`TableError`] where a row is no letter of a known encoding.
    pub fn enter(&mut self, table: &Table<'_>) -> Result<(), TableError> {
        for row in table.rows() {
            let encoding = row.parsed("encoding", "tcvn3 or vni", |name| match name {
                "tcvn3" => Some(Encoding::Tcvn3),
                "vni" => Some(Encoding::Vni),
                _ => None,
            })?;
            let letters = if encoding == Encoding::Tcvn3 {
                &mut self.tcvn3
            } else {
                &mut self.vni
            };
            letters.enter(&row)?;
        }
        Ok(())
    }

    /// What a text that was read as Latin-1 says if it is in this encoding. Encodings without a table give the same.
    pub(super) fn convert(&self, text: &str, encoding: Encoding) -> String {
        match encoding {
            Encoding::Tcvn3 => with_capitals(text, &self.tcvn3.convert(text)),
            Encoding::Vni => self.vni.convert(text),
            _ => text.to_owned(),
        }
    }
}

impl Letters {
    fn enter(&mut self, row: &Row<'_, '_>) -> Result<(), TableError> {
        let letter = row.parsed("letter", "one letter", |cell| {
            let mut letters = cell.chars();
            letters.next().filter(|_| letters.next().is_none())
        })?;
        let surface = row.parsed("surface", "one or two code points as U+0041", |cell| {
            cell.split(' ')
                .map(code_point)
                .collect::<Option<Vec<char>>>()
        })?;
        match surface[..] {
            [one] => self.single.insert(one, letter),
            [one, two] => self.pairs.insert((one, two), letter),
            _ => {
                let found = surface.len().to_string();
                return Err(row.error("surface", "one or two code points", &found));
            }
        };
        Ok(())
    }

    fn convert(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        let mut rest = text.chars();
        while let Some(one) = rest.next() {
            let pair = rest
                .clone()
                .next()
                .and_then(|two| self.pairs.get(&(one, two)));
            if let Some(&letter) = pair {
                rest.next();
                out.push(letter);
            } else {
                out.push(self.single.get(&one).copied().unwrap_or(one));
            }
        }
        out
    }
}

fn code_point(cell: &str) -> Option<char> {
    cell.strip_prefix("U+")
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32)
}

/// TCVN3 has no toned capitals: in a line whose plain letters are all capitals, its letters were shown as such.
fn with_capitals(before: &str, after: &str) -> String {
    let letters = before.bytes().filter(u8::is_ascii_alphabetic).count();
    let capitals = before.bytes().filter(u8::is_ascii_uppercase).count();
    if letters >= 3 && letters == capitals {
        after.to_uppercase()
    } else {
        after.to_owned()
    }
}
