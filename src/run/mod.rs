//! The nightly run: crawl, read what is new, append records, report.
//!
//! ```text
//! crawl ─▶ stored answers since the mark ─read, in parallel─▶ records, skips ─sync─▶ ledger: articles, lengths, mark
//!                                                                                       │
//!                       run.json, duplicates.jsonl ◀─ drift alarms, origins of reprints ─┘
//! ```
//!
//! Every stored answer gives a record or a skip with its reason, once. Records go to a file for each day of fetching,
//! skips to one beside it. What is known is known in this order: lines to the files, the files to the disk, then one
//! transaction with the articles they are about, how much of each file counts, and the mark up to which answers were
//! read. A program that dies at any moment leaves at most tails of files that no transaction speaks of; the next run cuts
//! them off, tells, and reads those answers again.
//!
//! Enters: a [`Task`], what the crawl has stored. Leaves: records and skips by day, the ledger, a [`RunReport`]. Fetches
//! nothing by itself and decides nothing about what a page says.
//!
//! [`run`] is the whole; [`crate::crawl`], [`crate::extract`] and [`crate::duplicate`] are its parts and know nothing of it.

mod append;
mod counter;
pub mod drift;
mod error;
mod index;
mod ledger;
mod read;
mod reader;
mod report;
pub mod sites;
mod skip;

pub use error::RunError;
pub use report::{End, RunReport, SiteRecords, Versions};
pub use skip::Skip;

pub use crate::store::StoreError;

use crate::crawl::stored::Stored;
use crate::crawl::{self, Config, Surroundings};
use crate::failpoint;
use crate::knowledge::Knowledge;
use crate::record;
use append::Files;
use drift::{Alarm, Lack};
use ledger::{CurrentNight, Ledger, Mark};
use reader::Reader;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// The report's form.
const SCHEMA: &str = "dangbo.run/1";

/// What a run works by.
#[derive(Clone, Copy)]
pub struct Task<'a> {
    pub config: &'a Config,
    pub knowledge: &'a Knowledge,
    /// A digest of the dictionaries, for the report.
    pub dictionaries: &'a str,
    pub surroundings: &'a Surroundings,
}

/// How far the reading of answers has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    pub read: u64,
    pub of: u64,
    pub records: u64,
    pub facts: u64,
}

/// Watches a run.
pub trait Watcher {
    /// Who watches its crawl.
    fn crawl(&mut self) -> &mut dyn crawl::Watcher;
    /// The crawl is over, and answers were read and written.
    fn advanced(&mut self, progress: Progress);
    /// An answer gave no record because of a failure.
    fn failed(&mut self, url: &str, skip: Skip, message: Option<&str>);
}

/// Runs until all is fetched that is due and all is read that is stored, a limit is reached or `stop` is set.
///
/// # Errors
/// A folder is in use, damaged or cannot be written to. What was committed before is safe, and the next run goes on from
/// there.
pub fn run(
    task: Task<'_>,
    stop: &AtomicBool,
    watcher: &mut dyn Watcher,
) -> Result<RunReport, RunError> {
    let Task {
        config,
        surroundings,
        ..
    } = task;
    let folder = &config.records.folder;
    let mut ledger = Ledger::open(folder)?;
    let (files, repairs) = Files::open(folder, ledger.files()?)?;
    check_mark(&config.keep.folder, &ledger)?;
    let night = ledger.begin_night((surroundings.clock)())?;
    let crawl = crawl::run_in(config, surroundings, stop, watcher.crawl())?;
    failpoint::pass("run/crawled").map_err(RunError::cannot_write("run"))?;

    let stored = Stored::open(&config.keep.folder)?;
    let mut reader = Reader {
        task,
        stored,
        ledger,
        files,
        night,
        progress: Progress::default(),
        written: BTreeMap::new(),
    };
    let is_interrupted = !reader.read_all(stop, watcher)?;
    let Reader {
        stored,
        mut ledger,
        written,
        ..
    } = reader;

    let alarms = alarms(config, &mut ledger, night, is_interrupted)?;
    let now = (surroundings.clock)();
    let mut report = RunReport {
        schema: SCHEMA,
        versions: Versions {
            dangbo: env!("CARGO_PKG_VERSION"),
            record: record::SCHEMA,
            dictionaries: task.dictionaries.to_owned(),
        },
        began: night.began,
        ended: now,
        end: End::Done,
        is_continued: night.is_continued,
        crawl,
        sites: sites_of(config, &ledger, night)?,
        unread: stored.count(ledger.mark()?.mark)?,
        alarms,
        reprints: index::write(folder, &ledger)?,
        files: written,
        repairs,
    };
    report.end = report.judge(is_interrupted);
    report.write(&folder.join("run.json"))?;
    if report.end != End::Interrupted {
        let alarmed = report.alarms.iter().map(|alarm| alarm.site.as_str());
        ledger.end_night(night, now, &alarmed.collect())?;
    }
    Ok(report)
}

/// The mark must be one of the crawl that is there: up to it, another one would be skipped without a word.
fn check_mark(kept: &Path, ledger: &Ledger) -> Result<(), RunError> {
    let Mark { mark, record_id } = ledger.mark()?;
    if mark == 0 {
        return Ok(());
    }
    let found = if Stored::is_in(kept) {
        Stored::open(kept)?.record_at(mark)?
    } else {
        None
    };
    if found == record_id {
        return Ok(());
    }
    let what = format!(
        "expected the crawl that the records were read from, found none or another in {}: restore it, or begin a new folder of records",
        kept.display()
    );
    Err(RunError::damaged(what))
}

/// What the night brought of each site of the configuration, and of those that are no longer in it.
fn sites_of(
    config: &Config,
    ledger: &Ledger,
    night: CurrentNight,
) -> Result<BTreeMap<String, SiteRecords>, RunError> {
    let configured = config
        .sites
        .iter()
        .map(|site| (site.name.clone(), SiteRecords::default()));
    let mut sites: BTreeMap<String, SiteRecords> = configured.collect();
    for (site, counts) in ledger.tallies(night)? {
        sites.insert(site, SiteRecords::of(&counts));
    }
    Ok(sites)
}

/// The alarms of a night. What an interrupted one brought so far is no measure.
fn alarms(
    config: &Config,
    ledger: &mut Ledger,
    night: CurrentNight,
    is_interrupted: bool,
) -> Result<Vec<Alarm>, RunError> {
    let mut alarms = Vec::new();
    if is_interrupted {
        return Ok(alarms);
    }
    for site in &config.sites {
        ledger.count_led(night, &site.name)?;
        let nights = ledger.history(&site.name, drift::NIGHTS)?;
        for mut alarm in drift::alarms(&site.name, &nights) {
            if alarm.lack == Lack::LedAway {
                alarm.to = ledger.led_to(&site.name)?;
            }
            alarms.push(alarm);
        }
    }
    Ok(alarms)
}
