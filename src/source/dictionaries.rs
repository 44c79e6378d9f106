//! Dictionaries of a folder in place of the built-in ones of the same name.
//!
//! Enters: a folder. Leaves: [`Dictionaries`], of which knowledge is loaded.

use crate::knowledge::table::TableError;
use crate::knowledge::{FILES, Knowledge, check};
use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use thiserror::Error;
use xxhash_rust::xxh3::Xxh3;

/// Why a folder gives no dictionaries.
#[derive(Debug, Error)]
pub enum DictionariesError {
    #[error("expected a folder of dictionaries, found none: {}", .0.display())]
    NoFolder(PathBuf),
    /// A file that is named as dictionaries are, and as none of them.
    #[error("expected dictionaries of known names ({}), found {}", known_names(), .0.display())]
    UnknownFile(PathBuf),
    #[error("expected dictionaries, found none of the known names in {}", .0.display())]
    Empty(PathBuf),
    #[error("expected a folder or a dictionary, found {}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
}

fn known_names() -> String {
    let names: Vec<&str> = FILES.iter().map(|(file, _)| *file).collect();
    names.join(", ")
}

/// The texts of the dictionaries: those built into the library, and what takes the place of some.
#[derive(Debug, Clone, Default)]
pub struct Dictionaries {
    replacements: BTreeMap<&'static str, String>,
}

impl Dictionaries {
    /// Those of a folder in place of the built-in ones of the same name.
    ///
    /// # Errors
    /// The folder cannot be read, holds none, or holds a `.tsv` or `.toml` of another name.
    pub fn of_folder(folder: &Path) -> Result<Self, DictionariesError> {
        if !folder.is_dir() {
            return Err(DictionariesError::NoFolder(folder.to_owned()));
        }
        if let Some(unknown) = unknown(folder)? {
            return Err(DictionariesError::UnknownFile(unknown));
        }
        let mut replacements = BTreeMap::new();
        for (file, _) in FILES {
            let path = folder.join(file);
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    replacements.insert(*file, text);
                }
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => return Err(DictionariesError::Unreadable { path, error }),
            }
        }
        if replacements.is_empty() {
            return Err(DictionariesError::Empty(folder.to_owned()));
        }
        Ok(Self { replacements })
    }

    /// What the rules look up.
    ///
    /// # Errors
    /// As [`Knowledge::load`].
    pub fn load(&self) -> Result<Knowledge, TableError> {
        Knowledge::load(|file| self.replacements.get(file).cloned())
    }

    /// A digest of all their texts, which a run notes beside what it reads with them ([`crate::run::Task`]).
    pub fn digest(&self) -> String {
        let mut digest = Xxh3::new();
        for (file, bundled) in FILES {
            let text = self.replacements.get(file).map_or(*bundled, String::as_str);
            digest.update(file.as_bytes());
            digest.update(text.as_bytes());
        }
        format!("{:032x}", digest.digest128())
    }

    /// What is wrong with them, row by row.
    pub fn problems(&self) -> Vec<String> {
        check::problems(|file| self.replacements.get(file).cloned())
    }
}

/// A file in a folder or in one of its folders that is named as dictionaries are, and as none of them.
fn unknown(folder: &Path) -> Result<Option<PathBuf>, DictionariesError> {
    let entries = |folder: &Path| -> Result<Vec<PathBuf>, DictionariesError> {
        let list = || -> io::Result<Vec<PathBuf>> {
            let entries = std::fs::read_dir(folder)?;
            entries.map(|entry| Ok(entry?.path())).collect()
        };
        list().map_err(|error| DictionariesError::Unreadable {
            path: folder.to_owned(),
            error,
        })
    };
    let mut paths = Vec::new();
    for path in entries(folder)? {
        if path.is_dir() {
            paths.extend(entries(&path)?);
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    let is_unknown = |path: &PathBuf| {
        let is_dictionary = path
            .extension()
            .is_some_and(|ending| ending == "tsv" || ending == "toml");
        let known = |(file, _): &(&str, &str)| *path == folder.join(file);
        is_dictionary && !FILES.iter().any(known)
    };
    Ok(paths.into_iter().find(is_unknown))
}
