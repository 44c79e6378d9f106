//! `dangbo dictionaries check`, and the dictionaries that every command reads with.

use crate::cli::console::say;
use crate::cli::exit::Exit;
use dangbo::knowledge::{FILES, Knowledge};
use dangbo::source::{Dictionaries, DictionariesError};
use std::io::Write;
use std::path::PathBuf;

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
        #[command(flatten)]
        dictionaries: DictionariesArg,
    },
}

const EXAMPLES: &str = "\
Examples:
  dangbo dictionaries check
  dangbo dictionaries check --dictionaries my-words/

Exits with 2 where a problem was found.";

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let Action::Check { dictionaries } = &args.action;
    let problems = dictionaries.read()?.problems();
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

/// With which dictionaries a command reads.
#[derive(Debug, clap::Args)]
pub(crate) struct DictionariesArg {
    /// Read dictionaries from DIR in place of the built-in ones of the same name.
    #[arg(long, value_name = "DIR")]
    dictionaries: Option<PathBuf>,
}

impl DictionariesArg {
    /// Their texts.
    pub(crate) fn read(&self) -> Result<Dictionaries, DictionariesError> {
        match &self.dictionaries {
            Some(folder) => Dictionaries::of_folder(folder),
            None => Ok(Dictionaries::default()),
        }
    }

    pub(crate) fn load(&self) -> anyhow::Result<Knowledge> {
        Ok(self.read()?.load()?)
    }
}
