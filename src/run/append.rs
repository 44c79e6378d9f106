//! The files of records and of skips, one of each for every day: appended to, and cut to what counts when opened.
//!
//! How much of a file counts stands in the ledger, written in the same transaction as the mark up to which stored answers
//! were read. What lies beyond was written by a run that died before it could say so. A file that the ledger does not know
//! is never touched: each is announced there before it is made.

use crate::failpoint;
use crate::run::error::RunError;
use crate::whole_file;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The files of a folder, with how much of each counts.
#[derive(Debug)]
pub(super) struct Files {
    folder: PathBuf,
    committed: BTreeMap<String, u64>,
    open: BTreeMap<String, Open>,
}

#[derive(Debug)]
struct Open {
    file: File,
    /// With what was appended since the last commit.
    length: u64,
}

impl Files {
    /// Opens the files of `folder` that the ledger knows. Returns them and what was cut off, in bytes.
    ///
    /// A file of an earlier day may have been moved away; the newest ones may not, and none may be shorter than it was.
    pub(super) fn open(
        folder: &Path,
        committed: BTreeMap<String, u64>,
    ) -> Result<(Self, BTreeMap<String, u64>), RunError> {
        let mut repairs = BTreeMap::new();
        let newest = committed.keys().map(|name| day_of(name)).max();
        for (name, &length) in &committed {
            let path = folder.join(name);
            let found = match fs::metadata(&path) {
                Ok(metadata) => metadata.len(),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    if length > 0 && Some(day_of(name)) == newest {
                        return Err(lost(name, length, 0));
                    }
                    continue;
                }
                Err(error) => return Err(RunError::cannot_write(name.as_str())(error)),
            };
            if found < length {
                return Err(lost(name, length, found));
            }
            if found > length {
                cut(&path, length).map_err(RunError::cannot_write(name.as_str()))?;
                repairs.insert(name.clone(), found - length);
            }
        }
        let files = Self {
            folder: folder.to_owned(),
            committed,
            open: BTreeMap::new(),
        };
        Ok((files, repairs))
    }

    /// Whether the ledger knows a file.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.committed.contains_key(name)
    }

    /// The ledger knows a file from now on.
    pub(super) fn announced(&mut self, name: &str) {
        self.committed.insert(name.to_owned(), 0);
    }

    /// Appends to a file that was announced; returns where the bytes begin.
    pub(super) fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        if !self.open.contains_key(name) {
            let file = self.reopen(name)?;
            self.open.insert(name.to_owned(), file);
        }
        let Some(open) = self.open.get_mut(name) else {
            unreachable!("it was opened just now")
        };
        failpoint::pass_writing("records/write", bytes, &mut open.file)
            .and_then(|()| open.file.write_all(bytes))
            .map_err(RunError::cannot_write(name))?;
        open.length += bytes.len() as u64;
        Ok(())
    }

    /// Brings what was appended to the disk and returns how much of each file is to count from now on.
    pub(super) fn sync(&self) -> Result<BTreeMap<String, u64>, RunError> {
        let mut lengths = BTreeMap::new();
        for (name, open) in &self.open {
            if self.committed.get(name) == Some(&open.length) {
                continue;
            }
            failpoint::pass("records/sync")
                .and_then(|()| open.file.sync_data())
                .map_err(RunError::cannot_write(name.as_str()))?;
            lengths.insert(name.clone(), open.length);
        }
        Ok(lengths)
    }

    /// The ledger has spoken of it.
    pub(super) fn committed(&mut self, lengths: BTreeMap<String, u64>) {
        self.committed.extend(lengths);
    }

    fn reopen(&self, name: &str) -> Result<Open, RunError> {
        let length = self.committed.get(name).copied().unwrap_or(0);
        let path = self.folder.join(name);
        let begin = || {
            if length == 0 {
                failpoint::pass("records/create")?;
                let file = OpenOptions::new()
                    .write(true)
                    .create(true)
                    .truncate(true)
                    .open(&path)?;
                // The file's entry in its folder must be as durable as the ledger that speaks of it.
                File::open(&self.folder)?.sync_all()?;
                return Ok::<_, io::Error>(file);
            }
            let mut file = OpenOptions::new().write(true).open(&path)?;
            file.seek(SeekFrom::Start(length))?;
            Ok(file)
        };
        match begin() {
            Ok(file) => Ok(Open { file, length }),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(lost(name, length, 0)),
            Err(error) => Err(RunError::cannot_write(name)(error)),
        }
    }
}

/// The day in a file's name: `2021-01-15.jsonl`, `2021-01-15.skips.jsonl`.
fn day_of(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

fn cut(path: &Path, length: u64) -> io::Result<()> {
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(length)?;
    file.sync_all()
}

fn lost(name: &str, expected: u64, found: u64) -> RunError {
    let what = format!("{name}: expected {expected} bytes of records, found {found}");
    RunError::damaged(what)
}

/// Puts a file that is made anew into its place, whole or not at all. `places` are the failpoints of writing and renaming.
pub(super) fn replace(
    path: &Path,
    bytes: &[u8],
    places: [&'static str; 2],
) -> Result<(), RunError> {
    let put = || {
        let mut file = whole_file::create(path)?;
        failpoint::pass_writing(places[0], bytes, &mut file)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        failpoint::pass(places[1])?;
        whole_file::put(file, path)
    };
    put().map_err(RunError::cannot_write(path.display().to_string()))
}
