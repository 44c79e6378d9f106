//! `dangbo explain FILE`: how a record came about.

use crate::cli::exit::Exit;
use crate::cli::{dictionaries, one};
use clap::builder::PossibleValuesParser;
use dangbo::explain::{Filter, explain};
use std::io::Write;
use std::path::PathBuf;

/// Show how an article's record came about: sentence, mentions, rule, fact, resolution, and which
/// candidates were dropped and why.
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
    /// Read dictionaries from DIR in place of the built-in ones of the same name.
    #[arg(long, value_name = "DIR")]
    dictionaries: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  dangbo explain article.txt
  dangbo explain article.txt --kind target
  dangbo explain article.txt --fact 3";

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(dangbo::fact::KINDS.iter().map(|kind| kind.name))
}

pub(crate) fn run(args: Args) -> anyhow::Result<Exit> {
    let knowledge = dictionaries::load(args.dictionaries.as_deref())?;
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
