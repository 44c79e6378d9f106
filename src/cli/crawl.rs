//! `dangbo crawl`: the sites of a configuration, kept as WARC files.

use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::cli::watch;
use clap::ValueEnum;
use dangbo::crawl::{self, Config, End};
use std::path::PathBuf;

/// Crawl the sites of a configuration; keep what they serve as WARC files, with an index beside each.
///
/// What was fetched is asked for again only conditionally, and rarely where it does not change. The same command goes on
/// where the last one ended, however it ended. robots.txt is obeyed; there is no switch.
#[derive(Debug, clap::Args)]
#[command(after_help = format!("{HELP}\n{}\n{AGAIN}", Exit::help(&EXITS)))]
pub(crate) struct Args {
    /// The configuration.
    #[arg(long, short, value_name = "FILE", default_value = "dangbo.toml")]
    config: PathBuf,
    /// How progress is told, on standard error. Default: bars on a terminal, lines of text elsewhere.
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) log: Option<Log>,
    /// Tell only what went wrong, and the summary.
    #[arg(long, short)]
    quiet: bool,
}

/// How progress is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Log {
    /// A line of text for each event.
    Text,
    /// A JSON object for each event, the report or the error that ended it as the last one.
    Json,
}

const HELP: &str = "\
A small configuration:
  [agent]
  contact = \"crawl@example.org\"       # required: where the crawler's operator can be reached
  [keep]
  folder = \"kept\"                     # state.sqlite and the WARC files
  [[site]]
  name = \"tinhuy\"
  start = [\"https://tinhuy.example/\"]
";

const AGAIN: &str = "After 3, 4 and 130, run again to go on.";

/// The codes that a crawl ends with: it reads nothing.
const EXITS: [Exit; 7] = [
    Exit::Done,
    Exit::CouldNotStart,
    Exit::Partial,
    Exit::LimitReached,
    Exit::StateDamaged,
    Exit::Busy,
    Exit::Interrupted,
];

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let config = Config::read(&args.config)?;
    let stop = interrupt::flag(args.log)?;
    let names = config.sites.iter().map(|site| site.name.as_str());
    let mut watcher = watch::watcher(args.log, args.quiet, names);
    let result = crawl::run(&config, &stop, watcher.as_watcher());
    let report = result.inspect_err(|_| watcher.close())?;
    watcher.finish(&report, report.to_string());
    Ok(match report.end {
        End::Done => Exit::Done,
        End::Partial => Exit::Partial,
        End::LimitReached => Exit::LimitReached,
        End::Interrupted => Exit::Interrupted,
    })
}
