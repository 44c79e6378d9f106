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
//! [`run`] is the whole; [`crate::crawl`], [`crate::extract`] and [`crate::duplicate`] are its parts and know nothing of it.

mod append;
pub mod drift;
mod error;
mod ledger;
mod read;
mod report;
pub mod sites;
mod skip;

pub use error::RunError;
pub use report::{End, RunReport, SiteRecords, Versions};
pub use skip::Skip;

use crate::crawl::stored::{Stored, StoredAnswer};
use crate::crawl::{self, Config, Surroundings};
use crate::duplicate::Claim;
use crate::failpoint;
use crate::knowledge::Knowledge;
use crate::record::{self, Record};
use crate::sink::{JsonLines, Sink};
use append::{Files, replace};
use ledger::{Batch, CurrentNight, Ledger, Mark, Origin};
use rayon::prelude::*;
use read::{Found, Reading};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// So many answers are read and written together at most …
const BATCH: usize = 256;
/// … and so many bytes of their records, compressed, unless one alone has more.
const BATCH_BYTES: u64 = 16 << 20;
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
    reader.check_mark()?;
    let is_interrupted = !reader.read_all(stop, watcher)?;
    let Reader {
        stored,
        mut ledger,
        written,
        ..
    } = reader;

    let tallies = ledger.tallies(night)?;
    let mut sites: BTreeMap<String, SiteRecords> = config
        .sites
        .iter()
        .map(|site| (site.name.clone(), SiteRecords::default()))
        .collect();
    sites.extend(
        tallies
            .iter()
            .map(|(site, counts)| (site.clone(), SiteRecords::of(counts))),
    );
    let mut alarms = Vec::new();
    for site in config.sites.iter().filter(|_| !is_interrupted) {
        let nights = ledger.history(&site.name, drift::NIGHTS)?;
        alarms.extend(drift::alarms(&site.name, &nights));
    }
    let reprints = write_index(folder, &ledger)?;
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
        sites,
        unread: stored.count(ledger.mark()?.mark)?,
        alarms,
        reprints,
        files: written,
        repairs,
    };
    report.end = report.judge(is_interrupted);
    let text = serde_json::to_vec_pretty(&report).map_err(io::Error::from);
    let mut text = text.map_err(RunError::cannot_write("run.json"))?;
    text.push(b'\n');
    replace(
        &folder.join("run.json"),
        &text,
        ["report/write", "report/rename"],
    )?;
    if report.end != End::Interrupted {
        let alarmed = report.alarms.iter().map(|alarm| alarm.site.as_str());
        ledger.end_night(night, now, &alarmed.collect())?;
    }
    Ok(report)
}

/// What reads stored answers and writes what they give.
struct Reader<'a> {
    task: Task<'a>,
    stored: Stored,
    ledger: Ledger,
    files: Files,
    night: CurrentNight,
    progress: Progress,
    written: BTreeMap<String, u64>,
}

/// A line that is to be written, and to which file.
enum Line {
    Record {
        found: Box<Found>,
        /// The article's row in the ledger.
        article: i64,
    },
    Skip {
        skip: Skip,
        message: Option<String>,
    },
}

impl Reader<'_> {
    /// The mark must be one of the crawl that is there: another one would be skipped up to it without a word.
    fn check_mark(&self) -> Result<(), RunError> {
        let Mark { mark, record_id } = self.ledger.mark()?;
        if mark > 0 && self.stored.record_at(mark)? != record_id {
            return Err(RunError::Damaged {
                what: format!(
                    "expected the crawl that the records were read from, found another at mark {mark}: begin a new folder of records"
                ),
            });
        }
        Ok(())
    }

    /// Reads all that is stored; returns whether it came to the end before `stop` was set.
    fn read_all(&mut self, stop: &AtomicBool, watcher: &mut dyn Watcher) -> Result<bool, RunError> {
        let mut mark = self.ledger.mark()?.mark;
        self.progress.of = self.stored.count(mark)?;
        loop {
            if stop.load(Ordering::Relaxed) {
                return Ok(self.stored.count(mark)? == 0);
            }
            let mut answers = self.stored.answers(mark, BATCH)?;
            let mut bytes = 0;
            let fits = answers
                .iter()
                .take_while(|answer| {
                    bytes += answer.length;
                    bytes <= BATCH_BYTES
                })
                .count();
            answers.truncate(fits.max(1));
            let Some(last) = answers.last() else {
                return Ok(true);
            };
            mark = last.mark;
            self.keep(&answers, watcher)?;
            watcher.advanced(self.progress);
        }
    }

    /// Reads a few answers and writes what they give.
    fn keep(
        &mut self,
        answers: &[StoredAnswer],
        watcher: &mut dyn Watcher,
    ) -> Result<(), RunError> {
        let Task {
            config, knowledge, ..
        } = self.task;
        let readings: Vec<Reading> = answers
            .par_iter()
            .map(|answer| read::read(answer, config, knowledge))
            .collect::<Result<_, _>>()?;
        let names: BTreeSet<String> = answers
            .iter()
            .flat_map(|answer| [records_file(answer), skips_file(answer)])
            .filter(|name| !self.files.knows(name))
            .collect();
        if !names.is_empty() {
            self.ledger.announce(&names)?;
            for name in &names {
                self.files.announced(name);
            }
        }
        let mut batch = self.ledger.begin(self.night)?;
        let mut lines = Vec::with_capacity(answers.len());
        for (answer, reading) in answers.iter().zip(readings) {
            lines.push(enter(&mut batch, answer, reading)?);
        }
        // Only now, since a reprint may have been stored before its origin.
        let mut texts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (answer, line) in answers.iter().zip(lines) {
            match line {
                Line::Record { mut found, article } => {
                    if let Some(origin) = batch.origin(article)? {
                        mark_reprint(&mut found.record, origin);
                        batch.count(&answer.site, "reprints", 1);
                    }
                    self.progress.records += 1;
                    self.progress.facts += found.record.facts.len() as u64;
                    let text = texts.entry(records_file(answer)).or_default();
                    let written = JsonLines.write(&found.record, text);
                    written
                        .map_err(io::Error::other)
                        .map_err(RunError::cannot_write("records"))?;
                }
                Line::Skip { skip, message } => {
                    if skip.is_failure() {
                        watcher.failed(&answer.url, skip, message.as_deref());
                    }
                    let text = texts.entry(skips_file(answer)).or_default();
                    text.extend_from_slice(skip_line(answer, skip, message).as_bytes());
                    text.push(b'\n');
                }
            }
        }
        for (name, text) in texts {
            self.files.append(&name, &text)?;
        }
        let lengths = self.files.sync()?;
        let last = answers.last();
        batch.commit(
            &lengths,
            &Mark {
                mark: last.map_or(0, |last| last.mark),
                record_id: last.map(|last| last.warc.record_id.clone()),
            },
        )?;
        self.written.extend(lengths.clone());
        self.files.committed(lengths);
        self.progress.read += answers.len() as u64;
        Ok(())
    }
}

/// Enters into the ledger what an answer gave. The same text at the same address is no new version.
fn enter(batch: &mut Batch<'_>, answer: &StoredAnswer, reading: Reading) -> Result<Line, RunError> {
    let site = &answer.site;
    batch.count(site, "answers", 1);
    let mut found = match reading {
        Reading::Article(found) => found,
        Reading::Skipped {
            skip,
            message,
            is_candidate,
        } => {
            batch.count(site, "candidates", u64::from(is_candidate));
            batch.count(site, &SiteRecords::counted_as(skip), 1);
            return Ok(Line::Skip { skip, message });
        }
    };
    let document = &mut found.record.document;
    batch.count(site, "candidates", 1);
    batch.count(site, "articles", 1);
    batch.count(site, "dated", u64::from(document.published.is_some()));
    let facts = found.record.facts.len() as u64;
    batch.count(site, "stating", u64::from(facts > 0));
    let known = batch.known(&answer.url)?;
    let article = match known {
        Some(known) if known.document == document.id && known.title == document.title => {
            batch.count(site, &SiteRecords::counted_as(Skip::SameText), 1);
            return Ok(Line::Skip {
                skip: Skip::SameText,
                message: None,
            });
        }
        Some(known) => {
            batch.renew(&known, document)?;
            batch.count(site, "versions", 1);
            document.version = Some(known.version + 1);
            document.replaces = Some(known.document);
            known.id
        }
        None => {
            let fetched = answer.fetched.to_string();
            let day = document.published.as_deref().unwrap_or(&fetched[..10]);
            let own = [document.site.as_deref().unwrap_or(site), &answer.url];
            let claim = Claim::new(day, found.credit.as_deref(), &own, 0);
            document.version = Some(1);
            batch.count(site, "new", 1);
            batch.enter(&answer.url, site, document, &claim)?
        }
    };
    batch.count(site, "records", 1);
    batch.count(site, "facts", facts);
    if let Some(sketch) = &found.sketch {
        batch.compare(article, sketch)?;
    }
    Ok(Line::Record { found, article })
}

/// Says in a record what it is a reprint of.
fn mark_reprint(record: &mut Record, origin: Origin) {
    let share = (origin.likeness * 100.0).round();
    record.document.warnings.push(record::Warning {
        code: "duplicate-of",
        message: format!(
            "expected an article of its own, found one that has {share}% in common with {}",
            origin.url
        ),
        start: 0,
        end: 0,
    });
    record.document.duplicate_of = Some(origin.document);
}

/// Records stand in the file of the day they were fetched on (UTC), however late they are read.
fn records_file(answer: &StoredAnswer) -> String {
    format!("{}.jsonl", &answer.fetched.to_string()[..10])
}

fn skips_file(answer: &StoredAnswer) -> String {
    format!("{}.skips.jsonl", &answer.fetched.to_string()[..10])
}

fn skip_line(answer: &StoredAnswer, skip: Skip, message: Option<String>) -> String {
    let mut line = json!({
        "url": answer.url,
        "site": answer.site,
        "reason": skip,
        "fetched_at": answer.fetched.to_string(),
        "http_status": answer.status,
        "warc": {"file": answer.warc.file, "offset": answer.warc.offset, "record_id": answer.warc.record_id},
    });
    if let Some(message) = message {
        line["message"] = message.into();
    }
    line.to_string()
}

/// Writes which articles are reprints of which, as is known now: records say what was known when they were written.
fn write_index(folder: &Path, ledger: &Ledger) -> Result<u64, RunError> {
    let reprints = ledger.reprints()?;
    let mut text = String::new();
    for reprint in &reprints {
        let line = json!({
            "url": reprint.url,
            "id": reprint.document,
            "site": reprint.site,
            "day": reprint.day,
            "likeness": (reprint.origin.likeness * 1000.0).round() / 1000.0,
            "origin": {
                "url": reprint.origin.url,
                "id": reprint.origin.document,
                "site": reprint.origin_site,
                "day": reprint.origin_day,
            },
        });
        text.push_str(&line.to_string());
        text.push('\n');
    }
    replace(
        &folder.join("duplicates.jsonl"),
        text.as_bytes(),
        ["index/write", "index/rename"],
    )?;
    Ok(reprints.len() as u64)
}
