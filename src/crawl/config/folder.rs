//! Folders of a configuration: where they are to be, and whether two of them are one.

use crate::crawl::config::error::{Wrong, wrong};
use std::path::{Component, Path, PathBuf};

/// Where a folder of the configuration is to be.
pub(super) fn place(key: &str, beside: &Path, folder: &Path) -> Result<PathBuf, Wrong> {
    if folder.as_os_str().is_empty() {
        return Err(wrong(key, "a folder", "nothing"));
    }
    let place = beside.join(folder);
    if place.exists() && !place.is_dir() {
        let found = format!("a file, {}", place.display());
        return Err(wrong(key, "a folder", &found));
    }
    Ok(place)
}

/// The one spelling of a folder, whether it is there or not: `kept/../records/` is `/srv/records`.
pub(super) fn settled(folder: &Path) -> PathBuf {
    if let Ok(found) = folder.canonicalize() {
        return found;
    }
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut settled = PathBuf::new();
    for part in whole.components() {
        if part == Component::ParentDir {
            settled.pop();
        } else {
            settled.push(part);
        }
    }
    settled
}
