//! `dangbo dictionaries check`, and the dictionaries that every command reads with.

use crate::cli::console::say;
use crate::cli::exit::Exit;
use anyhow::{Context, bail};
use dangbo::knowledge::{FILES, Knowledge, check};
use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::Xxh3;

/// Look after the dictionaries.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Check every row: form, spelling, uniqueness, known values. Each problem is one line with its place.
    #[command(after_help = EXAMPLES)]
    Check {
        /// Check the dictionaries in DIR in place of the built-in ones of the same name.
        #[arg(long, value_name = "DIR")]
        dictionaries: Option<PathBuf>,
    },
}

const EXAMPLES: &str = "\
Examples:
  dangbo dictionaries check
  dangbo dictionaries check --dictionaries my-words/

Exits with 2 where a problem was found.";

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let Action::Check { dictionaries } = &args.action;
    let replacements = replacements(dictionaries.as_deref())?;
    let problems = check::problems(|file| replacements.get(file).cloned());
    let mut out = std::io::stdout().lock();
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    if problems.is_empty() {
        say(&format!("{} dictionaries, no problem", FILES.len()));
        return Ok(Exit::Done);
    }
    say(&format!("{} problems", problems.len()));
    Ok(Exit::SomeFailed)
}

/// The built-in dictionaries, or those of a folder in their place.
pub(crate) fn load(folder: Option<&Path>) -> anyhow::Result<Knowledge> {
    let replacements = replacements(folder)?;
    Ok(Knowledge::load(|file| replacements.get(file).cloned())?)
}

/// The same, with a digest of all their texts.
pub(crate) fn load_with_digest(folder: Option<&Path>) -> anyhow::Result<(Knowledge, String)> {
    let replacements = replacements(folder)?;
    let knowledge = Knowledge::load(|file| replacements.get(file).cloned())?;
    let mut digest = Xxh3::new();
    for (file, bundled) in FILES {
        digest.update(file.as_bytes());
        digest.update(
            replacements
                .get(file)
                .map_or(*bundled, String::as_str)
                .as_bytes(),
        );
    }
    Ok((knowledge, format!("{:032x}", digest.digest128())))
}

fn replacements(folder: Option<&Path>) -> anyhow::Result<BTreeMap<&'static str, String>> {
    let mut replacements = BTreeMap::new();
    let Some(folder) = folder else {
        return Ok(replacements);
    };
    if !folder.is_dir() {
        bail!(
            "expected a folder of dictionaries, found none: {}",
            folder.display()
        );
    }
    if let Some(unknown) = unknown(folder)? {
        let known: Vec<&str> = FILES.iter().map(|(file, _)| *file).collect();
        bail!(
            "expected dictionaries of known names ({}), found {}",
            known.join(", "),
            unknown.display()
        );
    }
    for (file, _) in FILES {
        let path = folder.join(file);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                replacements.insert(*file, text);
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("expected a dictionary, found {}", path.display()));
            }
        }
    }
    if replacements.is_empty() {
        bail!(
            "expected dictionaries, found none of the known names in {}",
            folder.display()
        );
    }
    Ok(replacements)
}

/// A file in a folder or in one of its folders that is named as dictionaries are, and as none of them.
fn unknown(folder: &Path) -> anyhow::Result<Option<PathBuf>> {
    let entries = |folder: &Path| -> anyhow::Result<Vec<PathBuf>> {
        let list = || -> std::io::Result<Vec<PathBuf>> {
            let entries = std::fs::read_dir(folder)?;
            entries.map(|entry| Ok(entry?.path())).collect()
        };
        list().with_context(|| format!("expected a folder, found {}", folder.display()))
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
