//! A host while a run goes on: its clock, its rules, what it is to be asked for.

use crate::crawl::politeness::HostClock;
use crate::crawl::reason::Reason;
use crate::crawl::robots::Robots;
use crate::crawl::visit::Job;
use crate::timestamp::Timestamp;
use std::collections::{BTreeSet, VecDeque};
use std::time::Instant;

/// A host while a run goes on.
pub(super) struct Host {
    /// The site whose pace it keeps.
    pub(super) site: String,
    pub(super) clock: HostClock,
    pub(super) rules: Rules,
    pub(super) queue: VecDeque<Job>,
    pub(super) in_flight: BTreeSet<i64>,
    /// Whether more may be queued in the state than was there when it was last looked at.
    pub(super) is_stale: bool,
    /// When something that is not to be tried yet may be.
    pub(super) later: Option<Instant>,
    /// Why it is left to the next run.
    pub(super) left: Option<Reason>,
}

/// What a host's robots.txt says.
pub(super) enum Rules {
    Unknown,
    Asking,
    Known { robots: Robots, asked: Timestamp },
}

impl Host {
    /// Takes its rules to heart.
    ///
    /// # Errors
    /// It is to be left alone for the rest of the run.
    pub(super) fn learn(&mut self, robots: Robots, asked: Timestamp) -> Result<(), Reason> {
        let pace = robots.crawl_delay.map(|delay| self.clock.slow_to(delay));
        self.rules = Rules::Known { robots, asked };
        pace.unwrap_or(Ok(()))
    }
}
