//! Paths to files: folders walked in a fixed order, each file with the form its name tells.
//!
//! Enters: paths as given. Leaves: [`Found`] files, or a [`SourceError`] that stops nothing. Opens no file.
//!
//! A folder's entries come in the byte order of their names, whatever the file system's own order. Links are followed;
//! one that leads back to its own ancestor is reported. Entries whose name starts with a dot are passed over.

use crate::source::error::SourceError;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, IntoIter, WalkDir};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// One plain article.
    Text,
    /// One article a line, as a JSON object.
    JsonLines,
    /// The same, compressed.
    JsonLinesGz,
    /// One web page.
    Page,
    /// Web pages or their texts, as a crawler stored them.
    Warc,
    /// The same, compressed.
    WarcGz,
    /// Unknown until its first bytes are seen: standard input, a pipe, a file without an extension that was named.
    Unknown,
}

impl Form {
    fn of(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        if name.ends_with(".txt") || name.ends_with(".md") {
            Some(Self::Text)
        } else if name.ends_with(".jsonl") {
            Some(Self::JsonLines)
        } else if name.ends_with(".jsonl.gz") {
            Some(Self::JsonLinesGz)
        } else if name.ends_with(".html") || name.ends_with(".htm") {
            Some(Self::Page)
        } else if name.ends_with(".warc") || name.ends_with(".wet") {
            Some(Self::Warc)
        } else if name.ends_with(".warc.gz") || name.ends_with(".wet.gz") {
            Some(Self::WarcGz)
        } else {
            None
        }
    }
}

/// Whether a file of this name would be read that lies in `folder`, below one that is read: neither is hidden.
pub fn reads(folder: &Path, file: &Path) -> bool {
    let mut folders = folder.components();
    let is_hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
    !folders.any(|one| is_hidden(one.as_os_str()))
        && !file.file_name().is_some_and(is_hidden)
        && Form::of(&name(file)).is_some()
}

/// The files that are read under some paths, standard input aside.
pub fn files(paths: Vec<PathBuf>) -> impl Iterator<Item = PathBuf> {
    Walk::new(paths).filter_map(|found| found.ok()?.path)
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// None for standard input.
    pub path: Option<PathBuf>,
    pub form: Form,
}

/// All files under some paths, in the order given.
#[derive(Debug)]
pub(super) struct Walk {
    paths: std::vec::IntoIter<PathBuf>,
    folder: Option<IntoIter>,
}

impl Walk {
    /// `-` stands for standard input.
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        Self {
            paths: paths.into_iter(),
            folder: None,
        }
    }

    fn named(&mut self, path: PathBuf) -> Option<Result<Found, SourceError>> {
        if path == Path::new("-") {
            return Some(Ok(Found {
                path: None,
                form: Form::Unknown,
            }));
        }
        if path.is_dir() {
            let walk = WalkDir::new(path).follow_links(true).sort_by_file_name();
            self.folder = Some(walk.into_iter());
            return None;
        }
        let form = match (Form::of(&name(&path)), path.extension()) {
            (Some(form), _) => form,
            (None, None) => Form::Unknown,
            (None, Some(_)) => {
                let found = file_type(&path);
                return Some(Err(SourceError::UnknownType {
                    at: path.display().to_string(),
                    found,
                }));
            }
        };
        Some(Ok(Found {
            path: Some(path),
            form,
        }))
    }
}

impl Iterator for Walk {
    type Item = Result<Found, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(folder) = &mut self.folder else {
                let path = self.paths.next()?;
                if let Some(found) = self.named(path) {
                    return Some(found);
                }
                continue;
            };
            match folder.next() {
                None => self.folder = None,
                Some(Err(error)) => return Some(Err(refused(&error))),
                Some(Ok(entry)) if is_hidden(&entry) => {
                    if entry.file_type().is_dir() {
                        folder.skip_current_dir();
                    }
                    let at = entry.path().display().to_string();
                    return Some(Err(SourceError::OtherType {
                        at,
                        found: "hidden".to_owned(),
                    }));
                }
                Some(Ok(entry)) if entry.file_type().is_dir() => {}
                Some(Ok(entry)) => return Some(in_folder(entry)),
            }
        }
    }
}

fn in_folder(entry: DirEntry) -> Result<Found, SourceError> {
    let is_file = entry.file_type().is_file();
    let path = entry.into_path();
    if !is_file {
        // Nobody may ever write to a pipe that lies in a folder.
        return Err(SourceError::OtherType {
            at: path.display().to_string(),
            found: "a pipe, socket or device".to_owned(),
        });
    }
    match Form::of(&name(&path)) {
        Some(form) => Ok(Found {
            path: Some(path),
            form,
        }),
        None => Err(SourceError::OtherType {
            at: path.display().to_string(),
            found: file_type(&path),
        }),
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn name(path: &Path) -> String {
    path.file_name()
        .map(OsStr::to_string_lossy)
        .unwrap_or_default()
        .into_owned()
}

/// A type as people name it: the extension with its dot, both where it is compressed.
fn file_type(path: &Path) -> String {
    let Some(extension) = path.extension() else {
        return "no extension".to_owned();
    };
    let outer = format!(".{}", extension.to_string_lossy().to_ascii_lowercase());
    let inner = path.file_stem().map(Path::new).and_then(Path::extension);
    match inner {
        Some(inner) if outer == ".gz" => {
            format!(".{}{outer}", inner.to_string_lossy().to_ascii_lowercase())
        }
        _ => outer,
    }
}

fn refused(error: &walkdir::Error) -> SourceError {
    let at = error
        .path()
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    if let Some(ancestor) = error.loop_ancestor() {
        return SourceError::LinkLoop {
            at,
            ancestor: ancestor.display().to_string(),
        };
    }
    let error = error.io_error().map_or_else(
        || std::io::Error::other("expected to list it, the system did not say why not"),
        |error| std::io::Error::new(error.kind(), error.to_string()),
    );
    SourceError::Unreadable { at, error }
}
