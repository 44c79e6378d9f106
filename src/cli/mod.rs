//! The command line: arguments → command → exit code. One file per command.
//!
//! Enters: arguments. Leaves: calls of the library and an exit code. Holds no logic that a user of the library would miss.
//!
//! To add a command: a file with its `Args` and `run`, and one variant here. Records go to standard output, words for
//! people to standard error.

mod console;
mod crawl;
mod destination;
mod dictionaries;
mod evaluate;
mod exit;
mod explain;
mod extract;
mod interrupt;
mod normalize;
mod one;
mod run;
mod schema;
mod sites;
mod value;
mod watch;

use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand};
use exit::Exit;
#[cfg(unix)]
use nix::sys::signal::{SigSet, Signal};
use std::process::ExitCode;

#[derive(Debug, Parser)]
#[command(name = "dangbo", version, about, after_help = Exit::help_of_all())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Crawl(crawl::Args),
    Run(run::Args),
    Sites(sites::Args),
    Evaluate(evaluate::Args),
    Explain(explain::Args),
    Normalize(normalize::Args),
    Schema(schema::Args),
    Dictionaries(dictionaries::Args),
}

/// The names of the kinds of fact, as arguments.
fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(dangbo::fact::KINDS.iter().map(|kind| kind.name))
}

/// A file that outgrows what its user may write (`ulimit -f`) is a failing disk, and no reason to die without a word.
/// Threads have it from the one that begins them, so this comes first.
#[cfg(unix)]
pub(crate) fn hold_back_signals() {
    let mut held = SigSet::empty();
    held.add(Signal::SIGXFSZ);
    // If it could not be, the program dies where it would have died anyway.
    let _ = held.thread_block();
}

/// Runs what the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() {
                Exit::CouldNotStart
            } else {
                Exit::Done
            };
            // A closed terminal leaves nobody to tell.
            let _ = error.print();
            return exit.into();
        }
    };
    let log = match &arguments.command {
        Command::Crawl(args) => args.log,
        Command::Run(args) => args.log,
        _ => None,
    };
    let result = match arguments.command {
        Command::Extract(args) => extract::run(args),
        Command::Crawl(args) => crawl::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Sites(args) => sites::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Explain(args) => explain::run(args),
        Command::Normalize(args) => normalize::run(&args),
        Command::Schema(args) => schema::run(&args),
        Command::Dictionaries(args) => dictionaries::run(&args),
    };
    match result {
        Ok(exit) => exit.into(),
        Err(error) => {
            let exit = Exit::of_error(&error);
            if exit != Exit::Done {
                watch::tell(log, "error", &format!("{error:#}"));
            }
            exit.into()
        }
    }
}
