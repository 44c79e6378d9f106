//! What can be watched while a crawl goes on.

use crate::crawl::evidence::Repair;
use crate::crawl::reason::Reason;
use crate::crawl::visit::Verdict;
use crate::timestamp::Timestamp;
use std::time::Duration;

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// A WARC file had been left half written, and was cut to what counts.
    Repaired(&'a Repair),
    /// The run goes on where one ended that had begun at this time.
    Continued { began: Timestamp },
    /// An address was asked for, or was not.
    Visited {
        site: &'a str,
        url: &'a str,
        verdict: Verdict,
        status: Option<u16>,
        bytes: u64,
        /// How much of the site is queued now.
        left: u64,
    },
    /// A feed or sitemap could not be read to its end.
    Flawed {
        site: &'a str,
        url: &'a str,
        reason: Reason,
    },
    /// A host is given a pause longer than its usual one.
    Paused { host: &'a str, pause: Duration },
    /// A host is left to the next run.
    Left { host: &'a str, reason: Reason },
    /// Nothing new is begun; what is under way is finished.
    Draining { in_flight: usize },
}

/// Watches a crawl.
pub trait Watcher {
    /// Something happened.
    fn saw(&mut self, event: &Event<'_>);
}
