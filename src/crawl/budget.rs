//! The limits of a run and of each site in it, and what has been spent of them.

use crate::crawl::config::Limits;
use crate::crawl::scope::Site;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// A limit that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Limit {
    Pages,
    Bytes,
    Time,
    Disk,
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Pages => "pages",
            Self::Bytes => "bytes",
            Self::Time => "time",
            Self::Disk => "disk",
        })
    }
}

impl Limit {
    /// What is to be done once it is reached.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::Pages | Self::Bytes | Self::Time => "run again to go on",
            // No other run will find more room.
            Self::Disk => "move WARC files away or raise keep.disk",
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Spent {
    /// Requests that were answered or are under way.
    pages: u64,
    bytes: u64,
}

impl Spent {
    fn reaches(self, pages: Option<u64>, bytes: Option<u64>) -> Option<Limit> {
        if pages.is_some_and(|limit| self.pages >= limit) {
            return Some(Limit::Pages);
        }
        bytes
            .is_some_and(|limit| self.bytes >= limit)
            .then_some(Limit::Bytes)
    }
}

/// What a run may still do.
#[derive(Debug)]
pub(super) struct Budget<'a> {
    limits: &'a Limits,
    disk: Option<u64>,
    spent: Spent,
    by_site: BTreeMap<&'a str, (&'a Site, Spent)>,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &'a Limits, disk: Option<u64>, sites: &'a [Site]) -> Self {
        let by_site = sites
            .iter()
            .map(|site| (site.name.as_str(), (site, Spent::default())));
        Self {
            limits,
            disk,
            spent: Spent::default(),
            by_site: by_site.collect(),
        }
    }

    /// A request to a site begins.
    pub(super) fn begin(&mut self, site: &str) {
        self.spent.pages += 1;
        if let Some((_, spent)) = self.by_site.get_mut(site) {
            spent.pages += 1;
        }
    }

    /// A request to a site brought so many bytes.
    pub(super) fn add_bytes(&mut self, site: &str, bytes: u64) {
        self.spent.bytes += bytes;
        if let Some((_, spent)) = self.by_site.get_mut(site) {
            spent.bytes += bytes;
        }
    }

    /// The limit of the run that is reached after `elapsed`, with so many bytes on the disk.
    pub(super) fn reached(&self, elapsed: Duration, on_disk: u64) -> Option<Limit> {
        if self.limits.time.is_some_and(|limit| elapsed >= limit.0) {
            return Some(Limit::Time);
        }
        if self.disk.is_some_and(|limit| on_disk >= limit) {
            return Some(Limit::Disk);
        }
        let bytes = self.limits.bytes.map(|bytes| bytes.0);
        self.spent.reaches(self.limits.pages, bytes)
    }

    /// The limit of a site that is reached after `elapsed`.
    pub(super) fn site_reached(&self, site: &str, elapsed: Duration) -> Option<Limit> {
        let (site, spent) = self.by_site.get(site)?;
        if site.time.is_some_and(|limit| elapsed >= limit.0) {
            return Some(Limit::Time);
        }
        spent.reaches(site.pages, site.bytes.map(|bytes| bytes.0))
    }
}
