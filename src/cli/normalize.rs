//! `dangbo normalize FILE`: the text with its short forms written out.

use crate::cli::dictionaries::DictionariesArg;
use crate::cli::exit::Exit;
use crate::cli::one;
use dangbo::normalize::normalize;
use std::io::{self, Write};
use std::path::PathBuf;

/// Print lead and text with abbreviations unified and written out.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// An article, or a file of them; `-` is standard input.
    file: PathBuf,
    /// Print the edits instead, one JSON object an article: offsets in code points, form, expansion, basis, and
    /// the field where it is not the text.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    dictionaries: DictionariesArg,
}

const EXAMPLES: &str = "\
Examples:
  dangbo normalize article.txt
  dangbo normalize article.txt --json";

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let knowledge = args.dictionaries.load()?;
    let mut out = io::stdout().lock();
    one::each(&args.file, &knowledge, |article| {
        let normalized = normalize(article, &knowledge);
        if args.json {
            serde_json::to_writer(&mut out, &normalized).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            if let Some(lead) = &normalized.lead {
                writeln!(out, "{lead}\n")?;
            }
            writeln!(out, "{}", normalized.text)?;
        }
        Ok(())
    })
}
