//! `dangbo run`: the nightly run.

use crate::cli::crawl::Log;
use crate::cli::dictionaries::DictionariesArg;
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::cli::watch;
use dangbo::crawl::{Config, Surroundings};
use dangbo::run::{self, End, Task};
use std::path::PathBuf;

/// The nightly run: crawl the sites of a configuration, read what is new, append records, report.
///
/// Records go to a file for each day in the folder of records, with a file of skips beside it that says of every other
/// stored answer why it gave none; run.json is the report. The same command goes on where the last one ended, however it
/// ended: no record is lost or written twice.
#[derive(Debug, clap::Args)]
#[command(after_help = help())]
pub(crate) struct Args {
    /// The configuration.
    #[arg(long, short, value_name = "FILE", default_value = "dangbo.toml")]
    config: PathBuf,
    #[command(flatten)]
    dictionaries: DictionariesArg,
    /// How progress is told, on standard error. Default: bars on a terminal, lines of text elsewhere.
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) log: Option<Log>,
    /// Tell only what went wrong, and the summary.
    #[arg(long, short)]
    quiet: bool,
}

fn help() -> String {
    format!(
        "Example:\n  dangbo run --config /srv/dangbo/dangbo.toml --quiet\n\n{}\n\
         With 2, what failed stands in the files of skips; with 7, see `dangbo sites check`. With both\n\
         there may be something left to fetch too, as run.json says; the next run goes on with it.",
        Exit::help_of_all()
    )
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let config = Config::read(&args.config)?;
    let dictionaries = args.dictionaries.read()?;
    let knowledge = dictionaries.load()?;
    let stop = interrupt::flag(args.log)?;
    let names = config.sites.iter().map(|site| site.name.as_str());
    let mut watcher = watch::watcher(args.log, args.quiet, names);
    let task = Task {
        config: &config,
        knowledge: &knowledge,
        dictionaries: &dictionaries.digest(),
        surroundings: &Surroundings::real(),
    };
    let result = run::run(task, &stop, &mut watcher);
    let report = result.inspect_err(|_| watcher.close())?;
    watcher.finish(&report, report.to_string());
    Ok(match report.end {
        End::Done => Exit::Done,
        End::SomeFailed => Exit::SomeFailed,
        End::Drifted => Exit::Drifted,
        End::Partial => Exit::Partial,
        End::LimitReached => Exit::LimitReached,
        End::Interrupted => Exit::Interrupted,
    })
}
