//! What a run did: counts by site, with every reason why something was not kept.

use crate::crawl::budget::Limit;
use crate::crawl::evidence::Repair;
use crate::crawl::reason::Reason;
use crate::crawl::state::{How, Missed};
use crate::crawl::visit::Verdict;
use crate::timestamp::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Nothing is left to do until pages are due again.
    Done,
    /// Something failed that may succeed later.
    Partial,
    /// A limit of the run or of a site was reached, and there is more to do.
    LimitReached,
    /// It was told to stop.
    Interrupted,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CrawlReport {
    /// The version of the program.
    pub version: &'static str,
    pub began: Timestamp,
    pub ended: Timestamp,
    pub end: End,
    /// Whether it continued a run that had not come to its end.
    pub is_continued: bool,
    /// The limit of the run that was reached.
    pub limit: Option<Limit>,
    pub sites: BTreeMap<String, SiteReport>,
    /// Hosts that were left to the next run, and why.
    pub left_hosts: BTreeMap<String, Reason>,
    /// Of these, those that asked for a long pause, and until when they are not asked for anything: a day at most.
    pub resting: BTreeMap<String, Timestamp>,
    /// Pages that are known and belong to no site of the configuration.
    pub strays: u64,
    /// What was cut off WARC files that an earlier run had left behind, in bytes.
    pub repairs: BTreeMap<String, u64>,
}

/// What a run did on one site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SiteReport {
    /// Answers kept for the first time.
    pub new: u64,
    /// Answers kept again, for they had changed.
    pub changed: u64,
    /// Answers that were as before.
    pub unchanged: u64,
    /// Redirects.
    pub moved: u64,
    /// Addresses with nothing to keep, by reason.
    pub refused: BTreeMap<Reason, u64>,
    /// Attempts that failed and were made again, by reason.
    pub retried: BTreeMap<Reason, u64>,
    /// Addresses that are left to the next run because they failed, by reason.
    pub failed: BTreeMap<Reason, u64>,
    /// Lists that were kept and could not be read to their end, by reason.
    pub flawed: BTreeMap<Reason, u64>,
    /// Start pages, feeds and sitemaps of the configuration that gave nothing, and why.
    pub barren: BTreeMap<String, Reason>,
    /// Bytes of bodies, as they were sent.
    pub bytes: u64,
    /// Addresses still to be asked for.
    pub left: u64,
    /// The limit of the site that was reached.
    pub limit: Option<Limit>,
}

impl SiteReport {
    pub(super) fn count(&mut self, verdict: Verdict, flaw: Option<Reason>, bytes: u64) {
        self.bytes += bytes;
        match verdict {
            Verdict::New => self.new += 1,
            Verdict::Changed => self.changed += 1,
            Verdict::Unchanged => self.unchanged += 1,
            Verdict::Moved => self.moved += 1,
            Verdict::Refused(reason) => *self.refused.entry(reason).or_default() += 1,
            Verdict::Postponed(reason) => *self.retried.entry(reason).or_default() += 1,
            Verdict::Failed(reason) => *self.failed.entry(reason).or_default() += 1,
        }
        if let Some(flaw) = flaw {
            *self.flawed.entry(flaw).or_default() += 1;
        }
    }
}

impl CrawlReport {
    pub(super) fn new<'a>(
        began: Timestamp,
        is_continued: bool,
        sites: impl Iterator<Item = &'a str>,
    ) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            began,
            ended: began,
            end: End::Done,
            is_continued,
            limit: None,
            sites: sites
                .map(|site| (site.to_owned(), SiteReport::default()))
                .collect(),
            left_hosts: BTreeMap::new(),
            resting: BTreeMap::new(),
            strays: 0,
            repairs: BTreeMap::new(),
        }
    }

    /// Takes over what the run had failed over before it was interrupted: that is not asked for again.
    pub(super) fn missed_before(&mut self, missed: Vec<Missed>) {
        for Missed {
            site,
            url,
            how,
            reason,
        } in missed
        {
            let Some(site) = self.sites.get_mut(&site) else {
                continue;
            };
            match how {
                How::Failed => *site.failed.entry(reason).or_default() += 1,
                How::Flawed => *site.flawed.entry(reason).or_default() += 1,
                How::Barren => {
                    site.barren.insert(url, reason);
                }
            }
        }
    }

    pub(super) fn repaired(&mut self, repair: &Repair) {
        self.repairs.insert(repair.file.clone(), repair.cut);
    }

    /// How the run ended, going by what is counted.
    pub(super) fn judge(&self, is_interrupted: bool) -> End {
        let any = |is: fn(&SiteReport) -> bool| self.sites.values().any(is);
        if is_interrupted {
            End::Interrupted
        } else if any(|site| site.left > 0)
            && (self.limit.is_some() || any(|site| site.limit.is_some()))
        {
            End::LimitReached
        } else if any(|site| {
            site.left > 0
                || !site.failed.is_empty()
                || !site.flawed.is_empty()
                || !site.barren.is_empty()
        }) {
            End::Partial
        } else {
            End::Done
        }
    }
}

/// For people: a line for each site, one for each host that was left, and how it ended.
impl fmt::Display for CrawlReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, site) in &self.sites {
            write!(
                out,
                "{name}: {} new, {} changed, {} unchanged, {} moved, {} kB",
                site.new,
                site.changed,
                site.unchanged,
                site.moved,
                site.bytes.div_ceil(1000)
            )?;
            for (what, reasons) in [
                ("nothing to keep", &site.refused),
                ("failed", &site.failed),
                ("tried again", &site.retried),
                ("not read to the end", &site.flawed),
            ] {
                if !reasons.is_empty() {
                    write!(out, "; {what}: {}", Listed(reasons))?;
                }
            }
            if site.left > 0 {
                write!(out, "; {} left", site.left)?;
            }
            if let Some(limit) = site.limit {
                write!(out, "; its limit of {limit} is reached")?;
            }
            writeln!(out)?;
            for (url, reason) in &site.barren {
                writeln!(out, "{name}: {url} gave nothing: {reason}")?;
            }
        }
        for (host, reason) in &self.left_hosts {
            write!(out, "{host}: left to the next run: {reason}")?;
            if let Some(until) = self.resting.get(host) {
                write!(out, ", not asked before {until}")?;
            }
            writeln!(out)?;
        }
        if self.strays > 0 {
            let strays = self.strays;
            writeln!(
                out,
                "{strays} known pages belong to no site of the configuration"
            )?;
        }
        match (self.end, self.limit) {
            (End::Done, _) => write!(out, "done"),
            (End::Partial, _) => write!(out, "partial: run again to try what failed"),
            (End::LimitReached, Some(limit)) => {
                write!(out, "the limit of {limit} is reached: {}", limit.advice())
            }
            (End::LimitReached, None) => {
                write!(out, "the limit of a site is reached: run again to go on")
            }
            (End::Interrupted, _) => write!(out, "interrupted: run again to go on"),
        }
    }
}

struct Listed<'a>(&'a BTreeMap<Reason, u64>);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (reason, count)) in self.0.iter().enumerate() {
            let comma = if place > 0 { ", " } else { "" };
            write!(out, "{comma}{count} {reason}")?;
        }
        Ok(())
    }
}
