//! The WARC files: appended to, followed by a new one when full, and repaired when opened.
//!
//! A file's committed length stands in the state, written in the same transaction as what its records are about. What
//! lies beyond it was written by a run that died before it could say so, and is cut off.

use crate::crawl::evidence::cdxj::indexed_end;
use crate::crawl::evidence::record::of_file;
use crate::failpoint;
use crate::timestamp::Timestamp;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// What was cut off a file that a run had left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    pub file: String,
    /// How many bytes.
    pub cut: u64,
}

/// Files that do not fit the state, or cannot be worked with.
#[derive(Debug, Error)]
pub(in crate::crawl) enum VolumesError {
    /// Committed records are not there any more.
    #[error("{file}: expected {expected} bytes of records, found {found}")]
    Lost {
        file: String,
        expected: u64,
        found: u64,
    },
    /// Records are there that the state does not know of, and that an index beside them speaks of.
    #[error(
        "{file}: expected at most {expected} bytes of records, as the state has it, found {found} in its index: the state \
         is older than the files"
    )]
    Unknown {
        file: String,
        expected: u64,
        found: u64,
    },
    #[error("{at}: {error}")]
    Io { at: String, error: io::Error },
}

/// Whether a folder has any WARC file of a crawl.
pub(in crate::crawl) fn are_there(folder: &Path) -> bool {
    folder.join(name_of(1)).exists()
}

/// The file that is being written.
#[derive(Debug)]
struct Volume {
    name: String,
    file: File,
    /// With what was appended since the last commit.
    length: u64,
    committed: u64,
}

/// The WARC files of a folder.
#[derive(Debug)]
pub(in crate::crawl) struct Volumes {
    folder: PathBuf,
    limit: u64,
    agent: String,
    open: Option<Volume>,
    /// The number of the next file.
    next: u64,
}

/// The name of a file by its number.
pub(in crate::crawl) fn name_of(number: u64) -> String {
    format!("dangbo-{number:06}.warc.gz")
}

impl Volumes {
    /// Opens the files of `folder`. `last` is the newest that the state knows: its number and committed length.
    pub(in crate::crawl) fn open(
        folder: &Path,
        limit: u64,
        agent: String,
        last: Option<(u64, u64)>,
    ) -> Result<(Self, Vec<Repair>), VolumesError> {
        let next = last.map_or(1, |(number, _)| number + 1);
        let mut volumes = Self {
            folder: folder.to_owned(),
            limit,
            agent,
            open: None,
            next,
        };
        volumes.check_index(last.unwrap_or((1, 0)))?;
        volumes.check_index((next, 0))?;
        // Files of the next numbers were begun and never committed: one, or more if they are small.
        let mut repairs = Vec::new();
        while let Some(repair) = volumes.remove(&name_of(next + repairs.len() as u64))? {
            repairs.push(repair);
        }
        if let Some((number, committed)) = last {
            let (volume, repair) = volumes.reopen(&name_of(number), committed)?;
            volumes.open = Some(volume);
            repairs.extend(repair);
        }
        Ok((volumes, repairs))
    }

    /// The number of the file that the next records go to, and where in it; a new one if the last is full.
    pub(in crate::crawl) fn place(&mut self, now: Timestamp) -> Result<(u64, u64), VolumesError> {
        if self
            .open
            .as_ref()
            .is_none_or(|open| open.length >= self.limit)
        {
            // What the old file has uncommitted is synced before the new one exists.
            self.sync()?;
            let volume = self.create(now)?;
            self.open = Some(volume);
            self.next += 1;
        }
        let Some(open) = &self.open else {
            unreachable!("a file was opened just now")
        };
        Ok((self.next - 1, open.length))
    }

    /// Appends to the file that [`Self::place`] named.
    pub(in crate::crawl) fn append(&mut self, members: &[u8]) -> Result<(), VolumesError> {
        let Some(open) = &mut self.open else {
            unreachable!("a place was asked for before")
        };
        let written = failpoint::pass_writing("warc/write", members, &mut open.file)
            .and_then(|()| io::Write::write_all(&mut open.file, members));
        written.map_err(|error| failed(&open.name, error))?;
        open.length += members.len() as u64;
        Ok(())
    }

    /// Brings what was appended to the disk; only then may the state speak of it.
    pub(in crate::crawl) fn sync(&mut self) -> Result<(), VolumesError> {
        let Some(open) = self
            .open
            .as_mut()
            .filter(|open| open.length > open.committed)
        else {
            return Ok(());
        };
        failpoint::pass("warc/sync")
            .and_then(|()| open.file.sync_data())
            .map_err(|error| failed(&open.name, error))
    }

    /// The state has spoken of all that was appended.
    pub(in crate::crawl) fn committed(&mut self) {
        if let Some(open) = &mut self.open {
            open.committed = open.length;
        }
    }

    fn create(&self, now: Timestamp) -> Result<Volume, VolumesError> {
        let name = name_of(self.next);
        let path = self.folder.join(&name);
        let first = of_file(&name, &self.agent, now);
        let begin = || {
            failpoint::pass("warc/create")?;
            let mut file = OpenOptions::new()
                .write(true)
                .create_new(true)
                .open(&path)?;
            failpoint::pass_writing("warc/write", &first, &mut file)?;
            io::Write::write_all(&mut file, &first)?;
            // The file's entry in its folder must be as durable as the state that names it.
            File::open(&self.folder)?.sync_all()?;
            Ok(file)
        };
        let file = begin().map_err(|error| failed(&name, error))?;
        Ok(Volume {
            name,
            file,
            length: first.len() as u64,
            committed: 0,
        })
    }

    fn reopen(&self, name: &str, committed: u64) -> Result<(Volume, Option<Repair>), VolumesError> {
        let path = self.folder.join(name);
        let failed = |error| failed(name, error);
        let mut file = match OpenOptions::new().write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(VolumesError::Lost {
                    file: name.to_owned(),
                    expected: committed,
                    found: 0,
                });
            }
            Err(error) => return Err(failed(error)),
        };
        let found = file.metadata().map_err(failed)?.len();
        if found < committed {
            return Err(VolumesError::Lost {
                file: name.to_owned(),
                expected: committed,
                found,
            });
        }
        let repair = (found > committed).then(|| Repair {
            file: name.to_owned(),
            cut: found - committed,
        });
        if repair.is_some() {
            file.set_len(committed).map_err(failed)?;
            file.sync_all().map_err(failed)?;
        }
        file.seek(SeekFrom::Start(committed)).map_err(failed)?;
        let volume = Volume {
            name: name.to_owned(),
            file,
            length: committed,
            committed,
        };
        Ok((volume, repair))
    }

    /// What an index speaks of was committed, and is not to be cut off: an index is written from the state.
    fn check_index(&self, (number, committed): (u64, u64)) -> Result<(), VolumesError> {
        let file = name_of(number);
        let found = indexed_end(&self.folder, number).map_err(|error| failed(&file, error))?;
        match found.filter(|&found| found > committed) {
            None => Ok(()),
            Some(found) => Err(VolumesError::Unknown {
                file,
                expected: committed,
                found,
            }),
        }
    }

    fn remove(&self, name: &str) -> Result<Option<Repair>, VolumesError> {
        let path = self.folder.join(name);
        let cut = match fs::metadata(&path) {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(name, error)),
        };
        fs::remove_file(&path).map_err(|error| failed(name, error))?;
        Ok(Some(Repair {
            file: name.to_owned(),
            cut,
        }))
    }
}

fn failed(at: &str, error: io::Error) -> VolumesError {
    VolumesError::Io {
        at: at.to_owned(),
        error,
    }
}
