//! The crawl itself: what is begun when, and what is done with what comes back.
//!
//! One thread owns the state, the WARC files and the hosts' clocks, and is the only one to change them. It begins requests
//! as the clocks allow, collects the visits that have come to their end, and writes them together: many visits share
//! one sync of the disk, without any of them being known before it is safe.

mod begin;
mod host;
mod keep;

use crate::crawl::budget::Budget;
use crate::crawl::config::Config;
use crate::crawl::error::CrawlError;
use crate::crawl::event::{Event, Watcher};
use crate::crawl::evidence;
use crate::crawl::evidence::{Volumes, name_of};
use crate::crawl::fetch::Client;
use crate::crawl::links::Kind;
use crate::crawl::politeness::{HostClock, LONGEST_REST};
use crate::crawl::reason::Reason;
use crate::crawl::report::{CrawlReport, End};
use crate::crawl::robots::Robots;
use crate::crawl::schedule::begin::is_good;
use crate::crawl::schedule::host::{Host, Rules};
use crate::crawl::state::{Entry, Run, State};
use crate::crawl::surroundings::Surroundings;
use crate::crawl::visit::Visit;
use crate::store::StoreError;
use crate::timestamp::Timestamp;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// So many visits are written together at most.
const BATCH: usize = 256;
/// A request to stop is noticed after this time at the latest.
const WATCHFUL: Duration = Duration::from_millis(100);

/// A crawl.
pub(super) struct Crawl<'a> {
    config: &'a Config,
    /// The same, for what runs beside.
    shared: Arc<Config>,
    surroundings: Surroundings,
    watcher: &'a mut dyn Watcher,
    state: State,
    volumes: Volumes,
    run: Run,
    began: Instant,
    budget: Budget<'a>,
    /// Bytes of the folder's files when the crawl began, and of records since.
    kept_bytes: u64,
    /// The latest time that a run is known to have seen.
    latest: Timestamp,
    report: CrawlReport,
    client: Client,
    runtime: Runtime,
    sender: Sender<Visit>,
    receiver: Receiver<Visit>,
    hosts: BTreeMap<String, Host>,
    /// The host that is looked at first.
    turn: String,
    in_flight: usize,
    /// Of these, sitemaps.
    sitemaps_in_flight: usize,
    /// Visits that took no request.
    decided: Vec<Visit>,
    /// How much of each site is queued.
    queued: BTreeMap<String, u64>,
    /// The names of the sites that may still be asked, as a JSON array.
    active: String,
}

impl<'a> Crawl<'a> {
    /// Opens what is kept, repairs it, and lays out what there is to do.
    pub(super) fn open(
        config: &'a Config,
        surroundings: &Surroundings,
        watcher: &'a mut dyn Watcher,
    ) -> Result<Self, CrawlError> {
        let now = (surroundings.clock)();
        let folder = &config.keep.folder;
        let mut state = State::open(folder)?;
        let agent = config.agent.header();
        let (volumes, repairs) =
            Volumes::open(folder, config.keep.warc.0, agent, state.last_warc()?)?;
        let strays = state.adopt(config)?;
        let run = state.begin_run(now, &entries(config), config.revisit.longest.0)?;
        state.widen(&scopes(config))?;
        let sites = config.sites.iter().map(|site| site.name.as_str());
        let mut report = CrawlReport::new(now, run.is_continued, sites);
        report.strays = strays;
        for repair in &repairs {
            report.repaired(repair);
            watcher.saw(&Event::Repaired(repair));
        }
        if run.is_continued {
            watcher.saw(&Event::Continued { began: run.began });
            report.missed_before(state.missed(run)?);
        }
        let (runtime, client) = connections(config, surroundings)?;
        let (sender, receiver) = channel();
        let mut crawl = Self {
            config,
            shared: Arc::new(config.clone()),
            surroundings: surroundings.clone(),
            watcher,
            latest: state.latest()?,
            kept_bytes: bytes_in(folder).map_err(StoreError::cannot_write("the folder"))?,
            queued: state.queued()?,
            state,
            volumes,
            run,
            began: Instant::now(),
            budget: Budget::new(
                &config.limits,
                config.keep.disk.map(|disk| disk.0),
                &config.sites,
            ),
            report,
            client,
            runtime,
            sender,
            receiver,
            hosts: BTreeMap::new(),
            turn: String::new(),
            in_flight: 0,
            sitemaps_in_flight: 0,
            decided: Vec::new(),
            active: String::new(),
        };
        crawl.active = crawl.active_sites();
        for (origin, site) in crawl.state.waiting_hosts(&crawl.active)? {
            crawl.meet(origin, site)?;
        }
        Ok(crawl)
    }

    /// Crawls until nothing is left to do, a limit is reached or `stop` is set.
    pub(super) fn run(mut self, stop: &AtomicBool) -> Result<CrawlReport, CrawlError> {
        self.look_again()?;
        let mut is_interrupted = false;
        let mut is_draining = false;
        loop {
            if !is_draining {
                is_interrupted = stop.load(Ordering::Relaxed);
                self.report.limit = self.budget.reached(self.began.elapsed(), self.on_disk());
                is_draining = is_interrupted || self.report.limit.is_some();
                if is_draining {
                    let in_flight = self.in_flight;
                    self.watcher.saw(&Event::Draining { in_flight });
                }
            }
            let next = if is_draining {
                None
            } else {
                self.begin_what_may()?
            };
            let mut visits = std::mem::take(&mut self.decided);
            if visits.is_empty() {
                if self.in_flight == 0 && next.is_none() {
                    break;
                }
                let wait = next.map_or(WATCHFUL, |at| at.saturating_duration_since(Instant::now()));
                match self.receiver.recv_timeout(wait.min(WATCHFUL)) {
                    Ok(visit) => visits.push(visit),
                    // This end holds a sender too, so the channel never closes.
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => continue,
                }
            }
            while visits.len() < BATCH
                && let Ok(visit) = self.receiver.try_recv()
            {
                visits.push(visit);
            }
            self.keep(visits)?;
        }
        self.finish(is_interrupted)
    }

    fn finish(mut self, is_interrupted: bool) -> Result<CrawlReport, CrawlError> {
        self.runtime.shutdown_background();
        for (name, left) in self.state.queued()? {
            if let Some(site) = self.report.sites.get_mut(&name) {
                site.left = left;
            }
        }
        let now = (self.surroundings.clock)();
        self.report.ended = now;
        self.report.end = self.report.judge(is_interrupted);
        if self.report.end != End::LimitReached {
            self.report.limit = None;
        }
        for number in self.state.unindexed()? {
            let responses = self.state.responses_in(number)?;
            let at = format!("index of {}", name_of(number));
            evidence::write_index(&self.config.keep.folder, number, &responses)
                .map_err(StoreError::cannot_write(at))?;
            self.state.indexed(number)?;
        }
        if !is_interrupted {
            self.state.end_run(self.run, now)?;
        }
        Ok(self.report)
    }

    /// Tells a host's rules, by which it may be asked no more in this run.
    fn learn(&mut self, origin: &str, robots: Robots, asked: Timestamp) {
        let host = self.hosts.get_mut(origin);
        if let Some(Err(reason)) = host.map(|host| host.learn(robots, asked)) {
            self.leave(origin, reason);
        }
    }

    /// Leaves a host to the next run.
    fn leave(&mut self, origin: &str, reason: Reason) {
        if let Some(host) = self.hosts.get_mut(origin)
            && host.left.is_none()
        {
            host.left = Some(reason);
            host.queue.clear();
            self.report.left_hosts.insert(origin.to_owned(), reason);
            self.watcher.saw(&Event::Left {
                host: origin,
                reason,
            });
        }
    }

    /// The time that pauses within a run are reckoned in: what the wall clock showed when it began, and what has passed
    /// since. However the wall clock is set meanwhile, nothing waits longer for it.
    fn steady(&self, now: Instant) -> Timestamp {
        self.report.began.plus(now - self.began)
    }

    /// Asks a site nothing more in this run.
    fn close_site(&mut self, site: &str) {
        let limit = self.budget.site_reached(site, self.began.elapsed());
        if let Some(report) = self.report.sites.get_mut(site) {
            report.limit = limit;
        }
        self.active = self.active_sites();
        for host in self.hosts.values_mut() {
            host.queue.retain(|job| job.site != site);
            host.is_stale = true;
        }
    }

    fn active_sites(&self) -> String {
        let names = self
            .report
            .sites
            .iter()
            .filter(|(_, site)| site.limit.is_none());
        let names: Vec<&str> = names.map(|(name, _)| name.as_str()).collect();
        serde_json::Value::from(names).to_string()
    }

    /// A host of which something is queued.
    fn meet(&mut self, origin: String, site: String) -> Result<(), CrawlError> {
        let Some(settings) = self.config.sites.iter().find(|own| own.name == site) else {
            return Ok(());
        };
        let (now, wall) = (Instant::now(), (self.surroundings.clock)());
        let memory = self.state.host(&origin)?;
        let pace = &self.config.pace;
        // However far the wall clock was set back meanwhile, no host is waited for longer than for its own request.
        let pause = memory
            .as_ref()
            .map_or(Duration::ZERO, |memory| memory.next.since(wall));
        // A longer one was asked for, unless the clock was set back.
        let own = pace.patience.0.max(settings.delay.0);
        let asked_for_rest = own < pause && pause <= LONGEST_REST && self.latest <= wall;
        let next = now + pause.min(pace.patience.0);
        let host = Host {
            clock: HostClock::new(
                settings.delay.0,
                settings.connections,
                pace.backoff.0,
                pace.patience.0,
                next,
            ),
            site,
            rules: Rules::Unknown,
            queue: VecDeque::new(),
            in_flight: BTreeSet::new(),
            is_stale: true,
            later: None,
            left: None,
        };
        self.hosts.insert(origin.clone(), host);
        if let Some(memory) = memory
            && let Some(asked) = memory.asked
        {
            let robots = Robots::parse(&memory.robots, &self.config.agent.name);
            // Rules that are out of date are asked for again before they leave the host alone.
            if is_good(asked, wall) {
                self.learn(&origin, robots, asked);
            }
        }
        if asked_for_rest {
            self.report.resting.insert(origin.clone(), wall.plus(pause));
            self.leave(&origin, Reason::Busy);
        }
        Ok(())
    }

    /// The bytes of the folder that a limit is set for.
    fn on_disk(&self) -> u64 {
        if self.config.keep.disk.is_none() {
            return 0;
        }
        let state = STATE.iter().map(|name| {
            fs::metadata(self.config.keep.folder.join(name)).map_or(0, |metadata| metadata.len())
        });
        self.kept_bytes + state.sum::<u64>()
    }
}

/// What requests run on, and what makes them.
fn connections(
    config: &Config,
    surroundings: &Surroundings,
) -> Result<(Runtime, Client), CrawlError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .enable_time()
        .build()
        .map_err(StoreError::cannot_write("threads"))?;
    let client = {
        // The client's timers belong to the runtime.
        let _inside = runtime.enter();
        Client::new(config, surroundings.names.clone())?
    };
    Ok((runtime, client))
}

/// The files that grow by themselves.
const STATE: [&str; 2] = ["state.sqlite", "state.sqlite-wal"];

/// The bytes of a folder's files, save those of the state. What was moved away takes no room any more.
fn bytes_in(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !STATE.iter().any(|name| entry.file_name() == *name) {
            bytes += entry.metadata().map_or(0, |metadata| metadata.len());
        }
    }
    Ok(bytes)
}

/// The start pages, feeds and sitemaps of a configuration.
fn entries(config: &Config) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for site in &config.sites {
        for (urls, kind) in [
            (&site.start, Kind::Page),
            (&site.feeds, Kind::Feed),
            (&site.sitemaps, Kind::Sitemap),
        ] {
            entries.extend(urls.iter().map(|url| Entry {
                site: &site.name,
                url,
                kind,
            }));
        }
    }
    entries
}

/// The scope of each site, in a form that changes when it does.
fn scopes(config: &Config) -> BTreeMap<&str, String> {
    let sites = config.sites.iter();
    sites
        .map(|site| (site.name.as_str(), format!("{:?}", site.scope)))
        .collect()
}
