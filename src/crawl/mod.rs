//! From a list of sites to what they serve, kept as evidence: politely, within limits, losing nothing.
//!
//! ```text
//! frontier (state) ─host clocks─▶ fetch ─▶ visit ─▶ evidence (WARC), then state: outcome, links, place
//!      ▲                                                                          │
//!      └──────────────────────────── links in scope ─────────────────────────────┘
//! ```
//!
//! One thread keeps the state and the files; requests, the reading of links and compression run beside it.
//! What is committed is committed in this order: records to the WARC file, the file to the disk, then one transaction
//! with everything that follows from them. A program that dies at any moment leaves at most a tail of the WARC file that
//! no transaction speaks of; it is cut off by the next run, and those pages are asked for again.
//!
//! Enters: a [`Config`], the network. Leaves: WARC files with their indexes, a state that any run can go on from, a
//! [`CrawlReport`]. What a page says is not asked here.
//!
//! [`run`] crawls, [`stored::Stored`] reads what was kept since a mark.

mod budget;
mod coding;
pub mod config;
mod error;
mod event;
mod evidence;
mod fetch;
pub mod guard;
mod links;
mod pattern;
mod politeness;
mod reason;
mod report;
mod robots;
mod schedule;
mod scope;
mod state;
pub mod stored;
mod surroundings;
mod visit;

pub use budget::Limit;
pub use config::{Config, ConfigError};
pub use error::CrawlError;
pub use event::{Event, Watcher};
pub use evidence::{ReadError, Repair};
pub use fetch::ClientError;
pub use links::Kind;
pub use pattern::Pattern;
pub use reason::{Hope, Reason};
pub use report::{CrawlReport, End, SiteReport};
pub use scope::{Scope, Site};
pub use surroundings::Surroundings;
pub use visit::Verdict;

pub use crate::store::StoreError;

use std::sync::atomic::AtomicBool;

/// Crawls until nothing is left to do, a limit is reached or `stop` is set.
///
/// # Errors
/// The folder is in use, damaged or cannot be written to. What was committed before is safe, and the next run goes on
/// from there.
pub fn run(
    config: &Config,
    stop: &AtomicBool,
    watcher: &mut dyn Watcher,
) -> Result<CrawlReport, CrawlError> {
    run_in(config, &Surroundings::real(), stop, watcher)
}

/// The same, with another clock or another way of resolving names.
///
/// # Errors
/// As [`run`].
pub fn run_in(
    config: &Config,
    surroundings: &Surroundings,
    stop: &AtomicBool,
    watcher: &mut dyn Watcher,
) -> Result<CrawlReport, CrawlError> {
    schedule::Crawl::open(config, surroundings, watcher)?.run(stop)
}
