//! Where output goes: standard output, or a file that appears whole or not at all.

use anyhow::{Context, bail};
use dangbo::{source, whole_file};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An open output.
pub(crate) enum Destination {
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// A device or pipe: written to, never replaced.
    Special {
        path: PathBuf,
        out: BufWriter<File>,
    },
    File {
        path: PathBuf,
        beside: BufWriter<NamedTempFile>,
    },
}

/// Refuses an output that is one of the files to be read, by whichever name, or a new one in a folder that is read, where the
/// next run would read it.
///
/// # Errors
/// It is.
pub(crate) fn refuse_source(output: &Path, sources: &[PathBuf]) -> anyhow::Result<()> {
    if let Ok(place) = fs::canonicalize(output) {
        let mut read = source::files(sources.to_vec());
        if read.any(|file| fs::canonicalize(file).is_ok_and(|file| file == place)) {
            bail!(
                "expected another file to write to than those to be read, found {}",
                output.display()
            );
        }
        return Ok(());
    }
    let Ok(folder) = fs::canonicalize(whole_file::folder_of(output)) else {
        return Ok(());
    };
    for source in sources.iter().filter(|source| source.is_dir()) {
        let below = fs::canonicalize(source).ok();
        let below = below.and_then(|source| Some(folder.strip_prefix(source).ok()?.to_owned()));
        let is_read = below.is_some_and(|below| source::reads(&below, output));
        if is_read {
            bail!(
                "expected a file to write to that is not read the next time, found {} in {}",
                output.display(),
                source.display()
            );
        }
    }
    Ok(())
}

/// Bytes that are gathered before they are written: whole batches of records are longer and go past them.
const BUFFER: usize = 16 << 10;

impl Destination {
    /// Standard output, or a file beside `path` that will take its place.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self::Stdout(BufWriter::with_capacity(
                BUFFER,
                io::stdout().lock(),
            )));
        };
        if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
            let file = File::options().write(true).open(path);
            let file = file.with_context(|| format!("expected to write {}", path.display()))?;
            return Ok(Self::Special {
                path: path.to_owned(),
                out: BufWriter::with_capacity(BUFFER, file),
            });
        }
        if path.is_dir() {
            bail!(
                "expected a file to write to, found the folder {}",
                path.display()
            );
        }
        // A link stays, and what it leads to is written.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let file = whole_file::create(&path).with_context(|| {
            let folder = whole_file::folder_of(&path).display();
            format!("expected a folder to write to, found {folder}")
        })?;
        Ok(Self::File {
            path,
            beside: BufWriter::with_capacity(BUFFER, file),
        })
    }

    /// Puts a whole output into its place.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::Special { path, mut out } => out
                .flush()
                .with_context(|| format!("expected to write {}", path.display())),
            Self::File { path, beside } => place(beside, &path),
        }
    }

    /// Keeps an unfinished output beside its place, as `FILE.partial`; returns where.
    pub(crate) fn finish_partial(self) -> anyhow::Result<Option<PathBuf>> {
        match self {
            Self::Stdout(_) | Self::Special { .. } => self.finish().map(|()| None),
            Self::File { path, beside } => {
                let mut name = path.into_os_string();
                name.push(".partial");
                let path = PathBuf::from(name);
                place(beside, &path)?;
                Ok(Some(path))
            }
        }
    }
}

fn place(beside: BufWriter<NamedTempFile>, path: &Path) -> anyhow::Result<()> {
    let expected = || format!("expected to write {}", path.display());
    let file = beside
        .into_inner()
        .map_err(io::IntoInnerError::into_error)
        .with_context(expected)?;
    file.as_file().sync_all().with_context(expected)?;
    whole_file::put(file, path).with_context(expected)
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Special { out, .. } => out.write(bytes),
            Self::File { beside, .. } => beside.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Special { out, .. } => out.flush(),
            Self::File { beside, .. } => beside.flush(),
        }
    }
}
