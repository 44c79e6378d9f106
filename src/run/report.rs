//! What a run did: counts by stage and site, why answers gave no record, alarms. `run.json`, and words for people.

use crate::crawl::{CrawlReport, End as CrawlEnd, Limit};
use crate::run::append::replace;
use crate::run::counter::{Counter, Stage};
use crate::run::drift::Alarm;
use crate::run::error::RunError;
use crate::run::skip::Skip;
use crate::timestamp::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

/// How a run ended: what is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Nothing is left to do until pages are due again.
    Done,
    /// Some answers gave no record because of a failure; each is in the files of skips.
    SomeFailed,
    /// A site is not read as it used to be.
    Drifted,
    /// Something could not be fetched that may be later.
    Partial,
    /// A limit of the crawl was reached, and there is more to do.
    LimitReached,
    /// It was told to stop.
    Interrupted,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunReport {
    /// The name and version of this report's form.
    pub schema: &'static str,
    pub versions: Versions,
    /// When the night began; a run that was interrupted or killed is continued, and counts as one with its continuation.
    pub began: Timestamp,
    pub ended: Timestamp,
    pub end: End,
    pub is_continued: bool,
    /// What this run fetched.
    pub crawl: CrawlReport,
    /// What the night's answers gave, by the site of the configuration.
    pub sites: BTreeMap<String, SiteRecords>,
    /// Answers that are stored and not read yet.
    pub unread: u64,
    /// Sites that are not read as they used to be.
    pub alarms: Vec<Alarm>,
    /// Articles that are reprints of others, of all that are known.
    pub reprints: u64,
    /// Files of records and skips that were written to, with how many of their bytes count.
    pub files: BTreeMap<String, u64>,
    /// What was cut off files that an earlier run had left behind, in bytes.
    pub repairs: BTreeMap<String, u64>,
}

/// What made the records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versions {
    pub dangbo: &'static str,
    pub record: &'static str,
    /// A digest of the dictionaries.
    pub dictionaries: String,
}

/// What the answers of a site gave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SiteRecords {
    /// Answers that were read: each gave a record or was skipped.
    pub answers: u64,
    /// Records that were written.
    pub records: u64,
    /// Of these, new versions of articles that were known.
    pub versions: u64,
    /// Of these, reprints of other articles.
    pub reprints: u64,
    pub facts: u64,
    /// Answers that gave no record, by reason.
    pub skipped: BTreeMap<Skip, u64>,
}

impl SiteRecords {
    /// By the counts of the ledger.
    pub(super) fn of(counts: &BTreeMap<Counter, u64>) -> Self {
        let count = |what: Stage| counts.get(&what.into()).copied().unwrap_or(0);
        let skipped = counts.iter().filter_map(|(what, count)| match what {
            Counter::Skipped(skip) => Some((*skip, *count)),
            Counter::Stage(_) => None,
        });
        Self {
            answers: count(Stage::Answers),
            records: count(Stage::Records),
            versions: count(Stage::Versions),
            reprints: count(Stage::Reprints),
            facts: count(Stage::Facts),
            skipped: skipped.collect(),
        }
    }

    fn has_failures(&self) -> bool {
        self.skipped.keys().any(|skip| skip.is_failure())
    }
}

impl RunReport {
    /// Writes the report to a file, whole or not at all.
    pub(super) fn write(&self, path: &Path) -> Result<(), RunError> {
        let text = serde_json::to_string_pretty(self).map_err(io::Error::from);
        let text = text.map_err(RunError::cannot_write("run.json"))? + "\n";
        replace(path, text.as_bytes(), ["report/write", "report/rename"])
    }

    /// How the run ended, going by what is counted. What somebody has to look at goes before what the next run goes on
    /// with by itself: a site with one page that always fails must not hide an alarm.
    pub(super) fn judge(&self, is_interrupted: bool) -> End {
        if is_interrupted || self.crawl.end == CrawlEnd::Interrupted {
            return End::Interrupted;
        }
        if !self.alarms.is_empty() {
            return End::Drifted;
        }
        if self.sites.values().any(SiteRecords::has_failures) {
            return End::SomeFailed;
        }
        match self.crawl.end {
            CrawlEnd::Interrupted => End::Interrupted,
            CrawlEnd::LimitReached => End::LimitReached,
            CrawlEnd::Partial => End::Partial,
            CrawlEnd::Done => End::Done,
        }
    }
}

/// For people: the crawl's lines, one for each site's records, the alarms, and how it ended.
impl fmt::Display for RunReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, bytes) in &self.repairs {
            writeln!(
                out,
                "{name}: cut off {bytes} bytes that no run had counted: half written by one that died, or put there by others"
            )?;
        }
        writeln!(out, "crawl:")?;
        writeln!(out, "{}", self.crawl)?;
        writeln!(out, "records:")?;
        for (name, site) in &self.sites {
            write!(
                out,
                "{name}: {} answers read, {} records ({} new versions, {} reprints), {} facts",
                site.answers, site.records, site.versions, site.reprints, site.facts
            )?;
            for (place, (skip, count)) in site.skipped.iter().enumerate() {
                let before = if place == 0 { "; no record of " } else { ", " };
                write!(out, "{before}{count} {skip}")?;
            }
            writeln!(out)?;
        }
        for alarm in &self.alarms {
            writeln!(out, "ALARM: {alarm}")?;
        }
        if self.unread > 0 {
            writeln!(
                out,
                "{} stored answers are left to the next run",
                self.unread
            )?;
        }
        out.write_str(match self.end {
            End::Done => "done",
            End::SomeFailed => "some answers gave no record: see the files of skips",
            End::Drifted => "a site is not read as it used to be: see `dangbo sites check`",
            End::Partial => "partial: run again to try what failed",
            End::LimitReached => {
                let limit = self.crawl.limit.unwrap_or(Limit::Pages);
                return write!(out, "a limit is reached: {}", limit.advice());
            }
            End::Interrupted => "interrupted: run again to go on",
        })
    }
}
