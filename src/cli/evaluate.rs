//! `dangbo evaluate GOLD RECORDS`: how good records are, measured on gold.

use crate::cli::console::say;
use crate::cli::exit::Exit;
use anyhow::{Context, bail};
use clap::builder::PossibleValuesParser;
use dangbo::evaluate::{self, Floor, Gold, Kind, Predictions, Report};
use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

/// Score records against gold: per kind, per rule, error by error.
///
/// Records may come from any producer. A gold article's record is the one whose source file has the gold id as its
/// stem, or that has it as its id; of several the last. Records that are left out are told on standard error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Gold: one JSON object an article.
    gold: PathBuf,
    /// Records: one JSON object an article.
    records: PathBuf,
    /// List every error: article, what is wrong, kind, key, organization (or subject and goal), rule, quote.
    #[arg(long)]
    errors: bool,
    /// Score only this kind; may be given several times.
    #[arg(long = "kind", value_name = "KIND", value_delimiter = ',', value_parser = kinds())]
    kinds: Vec<String>,
    /// Write the figures as JSON.
    #[arg(long)]
    json: bool,
    /// Fail where the core F1 over all is lower.
    #[arg(long, value_name = "F1", value_parser = share)]
    min_core: Option<f64>,
    /// Fail where the full F1 over all is lower.
    #[arg(long, value_name = "F1", value_parser = share)]
    min_full: Option<f64>,
    /// Fail where a score is below its floor in FILE (tab-separated: set, kind or ALL, core, full).
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
    /// Which floors to take. Default: the gold file's stem.
    #[arg(long, value_name = "SET", requires = "floors")]
    set: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  dangbo extract articles/ > records.jsonl
  dangbo evaluate articles.gold.jsonl records.jsonl
  dangbo evaluate articles.gold.jsonl records.jsonl --errors --kind target
  dangbo evaluate articles.gold.jsonl records.jsonl --floors floors.tsv --set articles

Exits with 2 where a score is below its floor.";

fn kinds() -> PossibleValuesParser {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name))
}

fn share(text: &str) -> Result<f64, String> {
    let share: Option<f64> = text.parse().ok();
    share
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "expected a share between 0 and 1".to_owned())
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Exit> {
    let floors = all_floors(args)?;
    let (name, file) = open(&args.gold)?;
    let gold = Gold::read(&name, file)?;
    let (name, file) = open(&args.records)?;
    let predictions = Predictions::read(&name, file)?;
    let left_out = predictions.left_out(&gold);
    note(
        &name,
        "a later record of the same article counts",
        &left_out.repeated,
    );
    note(
        &name,
        "a later record counts for the same id of gold",
        &left_out.overruled,
    );
    note(
        &name,
        "gold does not know their articles",
        &left_out.unknown,
    );
    let kinds: Vec<Kind> = match args.kinds.as_slice() {
        [] => Kind::ALL.to_vec(),
        names => names.iter().filter_map(|name| Kind::named(name)).collect(),
    };
    let report = evaluate::evaluate(&gold, &predictions, &kinds);
    let written = if args.json {
        write_json(&report, args.errors)
    } else {
        write_tables(&report, args.errors)
    };
    match written {
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written.context("expected to write scores")?,
    }
    let shortfalls = evaluate::shortfalls(&report, &floors);
    for shortfall in &shortfalls {
        say(&format!("dangbo: {}: {shortfall}", args.gold.display()));
    }
    Ok(if shortfalls.is_empty() {
        Exit::Done
    } else {
        Exit::SomeFailed
    })
}

/// Tells of records that are left out, and why.
fn note(file: &str, reason: &str, names: &[String]) {
    if let Some(first) = names.first() {
        let records = match names.len() {
            1 => format!("1 record left out, {first}"),
            count => format!("{count} records left out, the first of them {first}"),
        };
        say(&format!("dangbo: {file}: {records}: {reason}"));
    }
}

fn all_floors(args: &Args) -> anyhow::Result<Vec<Floor>> {
    let mut floors = Vec::new();
    if args.min_core.is_some() || args.min_full.is_some() {
        let (core, full) = (args.min_core.unwrap_or(0.0), args.min_full.unwrap_or(0.0));
        floors.push(Floor {
            kind: None,
            core,
            full,
        });
    }
    if let Some(path) = &args.floors {
        let stem = args.gold.file_stem().unwrap_or_default().to_string_lossy();
        let set = args.set.as_deref().unwrap_or(&stem);
        let text = fs::read_to_string(path)
            .with_context(|| format!("expected floors, found {}", path.display()))?;
        let found = evaluate::floors(&path.display().to_string(), &text, set)?;
        if found.is_empty() {
            bail!(
                "expected floors of the set \"{set}\", found none in {}",
                path.display()
            );
        }
        floors.extend(found);
    }
    Ok(floors)
}

fn open(path: &Path) -> anyhow::Result<(String, BufReader<File>)> {
    let file = File::open(path)
        .with_context(|| format!("expected a file of JSON Lines, found {}", path.display()))?;
    Ok((
        path.display().to_string(),
        BufReader::with_capacity(1 << 20, file),
    ))
}

fn write_tables(report: &Report, with_errors: bool) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if with_errors {
        for mistake in &report.mistakes {
            writeln!(out, "{mistake}")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", report.rule_table())?;
    write!(out, "{}", report.table())?;
    out.flush()
}

fn write_json(report: &Report, with_errors: bool) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &report.to_json(with_errors))?;
    writeln!(out)?;
    out.flush()
}
