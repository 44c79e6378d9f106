//! Files that appear whole or not at all: written beside their place, in the same folder, and renamed into it.

use std::fs::File;
use std::io;
use std::path::Path;
use tempfile::NamedTempFile;

/// The folder that a file is in.
pub fn folder_of(path: &Path) -> &Path {
    let folder = path.parent();
    folder
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// A new file beside `path`, gone again unless [`put`] puts it there. It has an output's usual permissions: temporary
/// files are else their owner's alone.
///
/// # Errors
/// The folder's, if it can't be written to.
pub fn create(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dangbo-");
    #[cfg(unix)]
    {
        use std::fs::Permissions;
        use std::os::unix::fs::PermissionsExt;
        // The system takes from these what its user wants to withhold.
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(path))
}

/// Puts a file that was synced into its place, and syncs the folder, so that the name lasts as well.
///
/// # Errors
/// The system's.
pub fn put(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.persist(path).map_err(|error| error.error)?;
    if cfg!(unix) {
        File::open(folder_of(path))?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{create, put};
    use std::io::Write;

    #[test]
    fn a_file_appears_when_it_is_put() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("records.jsonl");
        let abandoned = create(&path)?;
        drop(abandoned);
        let mut file = create(&path)?;
        file.write_all(b"{}\n")?;
        assert!(!path.exists());
        put(file, &path)?;
        assert_eq!(std::fs::read(&path)?, b"{}\n");
        assert_eq!(std::fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn it_is_as_open_as_any_new_file() -> std::io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir()?;
        let (plain, whole) = (folder.path().join("plain"), folder.path().join("whole"));
        std::fs::write(&plain, "")?;
        put(create(&whole)?, &whole)?;
        let mode = |path| std::fs::metadata(path).map(|found| found.permissions().mode());
        assert_eq!(mode(&whole)?, mode(&plain)?);
        Ok(())
    }
}
