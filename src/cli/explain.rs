//! `dangbo explain FILE`: how a record came about.

use crate::cli::dictionaries::DictionariesArg;
use crate::cli::exit::Exit;
use crate::cli::kinds;
use crate::cli::one;
use dangbo::explain::{Filter, explain};
use std::io::Write;
use std::path::PathBuf;

/// Show how an article's record came about: sentence, mentions, stance, rule, fact, resolution, by which steps a count was
/// completed, and which candidates were dropped and why, by a code and in a sentence.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// An article, or a file of them; `-` is standard input.
    file: PathBuf,
    /// Only the fact of this number in the record, from 1.
    #[arg(long, value_name = "N")]
    fact: Option<usize>,
    /// Only facts of this kind.
    #[arg(long, value_name = "KIND", value_parser = kinds())]
    kind: Option<String>,
    #[command(flatten)]
    dictionaries: DictionariesArg,
}

const EXAMPLES: &str = "\
Examples:
  dangbo explain article.txt
  dangbo explain article.txt --kind target
  dangbo explain article.txt --fact 3";

pub(crate) fn run(args: Args) -> anyhow::Result<Exit> {
    let knowledge = args.dictionaries.load()?;
    let filter = Filter {
        fact: args.fact,
        kind: args.kind,
    };
    let mut out = std::io::stdout().lock();
    one::each(&args.file, &knowledge, |article| {
        let explained = explain(article, &knowledge, &filter);
        Ok(writeln!(out, "{}\n{explained}", article.source)?)
    })
}
