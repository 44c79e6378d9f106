//! `dangbo sites check` and `dangbo sites accept`: how the sites of a configuration are read today.

use crate::cli::console::say;
use crate::cli::dictionaries::DictionariesArg;
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use anyhow::Context;
use dangbo::crawl::{Config, Surroundings};
use dangbo::record::Record;
use dangbo::run::Skip;
use dangbo::run::sites::{self, Seen, What};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// Look after the sites of a configuration.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Fetch a page of each site, and say what its rules read. Nothing is kept.
    ///
    /// The page is the newest article that the records know, or, where that is no more, one that the site's entries lead
    /// to. robots.txt and the site's pace are obeyed.
    #[command(after_help = format!("{CHECK}\n\n{}", Exit::help(&EXITS)))]
    Check {
        /// Names of sites; all where none is given.
        #[arg(value_name = "SITE")]
        sites: Vec<String>,
        /// The configuration.
        #[arg(long, short, value_name = "FILE", default_value = "dangbo.toml")]
        config: PathBuf,
        #[command(flatten)]
        dictionaries: DictionariesArg,
    },
    /// Let a site be as it is from now on: an alarm about it was looked at, and what it shows now is right.
    #[command(after_help = Exit::help(&ACCEPT_EXITS))]
    Accept {
        /// The site's name.
        #[arg(value_name = "SITE")]
        site: String,
        /// The configuration.
        #[arg(long, short, value_name = "FILE", default_value = "dangbo.toml")]
        config: PathBuf,
    },
}

/// The codes that a check of sites ends with.
const EXITS: [Exit; 7] = [
    Exit::Done,
    Exit::CouldNotStart,
    Exit::SomeFailed,
    Exit::Partial,
    Exit::StateDamaged,
    Exit::Busy,
    Exit::Interrupted,
];
/// The codes that accepting a site ends with.
const ACCEPT_EXITS: [Exit; 4] = [
    Exit::Done,
    Exit::CouldNotStart,
    Exit::StateDamaged,
    Exit::Busy,
];
const CHECK: &str = "A whole article has a title, a date and a text.";

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    match &args.action {
        Action::Check {
            sites,
            config,
            dictionaries,
        } => {
            let config = Config::read(config)?;
            let knowledge = dictionaries.load()?;
            let stop = interrupt::flag(None)?;
            let real = Surroundings::real();
            let seen = sites::check(&config, &knowledge, &real, sites, &stop);
            if stop.load(Ordering::Relaxed) {
                return Ok(Exit::Interrupted);
            }
            print(&seen?).context("expected to write to standard output")
        }
        Action::Accept { site, config } => {
            let config = Config::read(config)?;
            sites::accept(&config, site)?;
            say(&format!(
                "dangbo: {site}: earlier nights are no measure any more"
            ));
            Ok(Exit::Done)
        }
    }
}

/// Writes what was seen; returns what is to be concluded.
fn print(seen: &[Seen]) -> io::Result<Exit> {
    let mut out = io::stdout().lock();
    let mut exit = Exit::Done;
    for one in seen {
        let address = one.url.as_deref().unwrap_or("no page was reached");
        writeln!(out, "{}: {address}", one.site)?;
        match &one.what {
            What::Read(record) => {
                let is_whole = print_record(&mut out, record)?;
                if !is_whole && exit == Exit::Done {
                    exit = Exit::SomeFailed;
                }
            }
            What::Skipped { skip, message } => {
                print_skip(&mut out, *skip, message.as_deref())?;
                if exit == Exit::Done {
                    exit = Exit::SomeFailed;
                }
            }
            What::NotFetched(reasons) => {
                for (url, reason) in reasons {
                    line(&mut out, "failed", format!("{reason}: {url}"))?;
                }
                exit = Exit::Partial;
            }
        }
    }
    Ok(exit)
}

fn print_skip(out: &mut impl Write, skip: Skip, message: Option<&str>) -> io::Result<()> {
    line(out, "no record", skip)?;
    match message {
        Some(message) => line(out, "because", message),
        None => Ok(()),
    }
}

/// Writes what was read; returns whether an article has all that it should.
fn print_record(out: &mut impl Write, record: &Record) -> io::Result<bool> {
    const NONE: &str = "NONE";
    const OPENING: usize = 80;
    let document = &record.document;
    line(out, "title", document.title.as_deref().unwrap_or(NONE))?;
    let basis = document.date_basis.as_deref().unwrap_or(NONE);
    match &document.published {
        Some(day) => line(out, "published", format!("{day} ({basis})"))?,
        None => line(out, "published", NONE)?,
    }
    line(out, "author", document.author.as_deref().unwrap_or("none"))?;
    line(out, "site", document.site.as_deref().unwrap_or("none"))?;
    line(out, "place", document.place.as_deref().unwrap_or("none"))?;
    let mut opening = |field: &str, words: &str, chars: usize| {
        let opening: String = words.chars().take(OPENING).collect();
        let opening = opening.replace('\n', " ");
        line(out, field, format!("{chars} characters: {opening}…"))
    };
    if let Some(lead) = &document.lead {
        opening("lead", lead, lead.chars().count())?;
    }
    let text = document.text.as_deref().unwrap_or_default();
    opening("text", text, document.chars)?;
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for fact in &record.facts {
        *kinds.entry(fact.value.kind()).or_default() += 1;
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, count)| format!("{count} {kind}"))
        .collect();
    let kinds = if kinds.is_empty() {
        "none".to_owned()
    } else {
        kinds.join(", ")
    };
    line(out, "facts", kinds)?;
    for warning in &document.warnings {
        line(
            out,
            "warning",
            format!("{}: {}", warning.code, warning.message),
        )?;
    }
    Ok(document.title.is_some() && document.published.is_some() && document.chars > 0)
}

fn line(out: &mut impl Write, what: &str, words: impl Display) -> io::Result<()> {
    writeln!(out, "  {what:10} {words}")
}
