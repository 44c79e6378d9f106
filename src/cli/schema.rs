//! `dangbo schema`: the JSON Schema of a record.

use crate::cli::exit::Exit;
use std::io::Write;

/// Print the JSON Schema (2020-12) of a record.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

const EXAMPLES: &str = "\
Examples:
  dangbo schema > record.schema.json";

pub(crate) fn run(_args: &Args) -> anyhow::Result<Exit> {
    std::io::stdout()
        .lock()
        .write_all(dangbo::record::JSON_SCHEMA.as_bytes())?;
    Ok(Exit::Done)
}
