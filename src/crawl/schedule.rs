//! The crawl itself: what is begun when, and what is done with what comes back.
//!
//! One thread owns the state, the WARC files and the hosts' clocks, and is the only one to change them. It begins requests
//! as the clocks allow, collects the visits that have come to their end, and writes them together: many visits share
//! one sync of the disk, without any of them being known before it is safe.

use crate::crawl::budget::Budget;
use crate::crawl::config::Config;
use crate::crawl::error::CrawlError;
use crate::crawl::event::{Event, Watcher};
use crate::crawl::evidence::{self, Volumes, name_of};
use crate::crawl::fetch::{Client, Request};
use crate::crawl::guard::{Names, system_names};
use crate::crawl::links::{self, Kind, Link};
use crate::crawl::politeness::{HostClock, Pressure};
use crate::crawl::reason::Reason;
use crate::crawl::report::{CrawlReport, End};
use crate::crawl::robots::Robots;
use crate::crawl::scope::address;
use crate::crawl::state::{Committed, Entry, Placed, Run, State, origin};
use crate::crawl::timestamp::Timestamp;
use crate::crawl::visit::{Job, Verdict, Visit, is_job_in_scope, links_in_scope};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// A robots.txt is good for so long (RFC 9309, 2.4).
const ROBOTS_LIFE: Duration = Duration::from_secs(24 * 3600);
/// How many redirects a robots.txt may be behind (RFC 9309, 2.3.1.2).
const ROBOTS_REDIRECTS: u32 = 5;
/// So much of a host's queue is held in memory.
const QUEUE: usize = 64;
/// So many visits are written together at most.
const BATCH: usize = 256;
/// A request to stop is noticed after this time at the latest.
const WATCHFUL: Duration = Duration::from_millis(100);

/// What a crawl takes from the machine beside the network and the disk.
#[derive(Clone)]
pub struct Surroundings {
    /// The time of day.
    pub clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// How names become addresses.
    pub names: Names,
}

impl Surroundings {
    /// The machine's own.
    pub fn real() -> Self {
        Self {
            clock: Arc::new(Timestamp::now),
            names: system_names(),
        }
    }
}

impl fmt::Debug for Surroundings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Surroundings").finish_non_exhaustive()
    }
}

/// A host while a run goes on.
struct Host {
    /// The site whose pace it keeps.
    site: String,
    clock: HostClock,
    rules: Rules,
    queue: VecDeque<Job>,
    in_flight: BTreeSet<i64>,
    /// Whether more may be queued in the state than was there when it was last looked at.
    is_stale: bool,
    /// When something that is not to be tried yet may be.
    later: Option<Instant>,
    /// Why it is left to the next run.
    left: Option<Reason>,
}

/// What a host's robots.txt says.
enum Rules {
    Unknown,
    Asking,
    Known { robots: Robots, asked: Timestamp },
}

/// What became of the attempt to begin something with a host.
enum Step {
    /// Something was begun or decided; there may be more.
    Went,
    /// Nothing before this moment.
    Wait(Instant),
    /// Nothing until something comes back.
    Nothing,
}

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
    warc_bytes: u64,
    report: CrawlReport,
    client: Client,
    runtime: Runtime,
    sender: Sender<Visit>,
    receiver: Receiver<Visit>,
    hosts: BTreeMap<String, Host>,
    /// The host that is looked at first.
    turn: String,
    in_flight: usize,
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
        let run = state.begin_run(now, &entries(config))?;
        state.widen(&scopes(config))?;
        let sites = config.sites.iter().map(|site| site.name.as_str());
        let mut report = CrawlReport::new(now, run.is_continued, sites);
        for repair in &repairs {
            report.repaired(repair);
            watcher.saw(&Event::Repaired(repair));
        }
        if run.is_continued {
            watcher.saw(&Event::Continued { began: run.began });
        }
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_io()
            .enable_time()
            .build()
            .map_err(|error| CrawlError::CannotWrite {
                at: "threads".to_owned(),
                error,
            })?;
        let client = {
            // The client's timers belong to the runtime.
            let _inside = runtime.enter();
            Client::new(config, surroundings.names.clone())?
        };
        let (sender, receiver) = channel();
        let mut crawl = Self {
            config,
            shared: Arc::new(config.clone()),
            surroundings: surroundings.clone(),
            watcher,
            warc_bytes: state.warc_bytes()?,
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
            evidence::write_index(&self.config.keep.folder, number, &responses).map_err(
                |error| CrawlError::CannotWrite {
                    at: format!("index of {}", name_of(number)),
                    error,
                },
            )?;
            self.state.indexed(number)?;
        }
        if !is_interrupted {
            self.state.end_run(self.run, now)?;
        }
        Ok(self.report)
    }

    /// Begins what the clocks allow; returns when something more may be begun, if that is known.
    fn begin_what_may(&mut self) -> Result<Option<Instant>, CrawlError> {
        let mut soonest: Option<Instant> = None;
        let after = self.hosts.range(self.turn.clone()..);
        let before = self.hosts.range(..self.turn.clone());
        let origins: Vec<String> = after
            .chain(before)
            .map(|(origin, _)| origin.clone())
            .collect();
        for origin in origins {
            loop {
                if self.decided.len() >= BATCH {
                    return Ok(None);
                }
                if self.in_flight >= self.config.pace.connections_in_all as usize {
                    // Whoever comes next is looked at first.
                    self.turn = origin;
                    return Ok(None);
                }
                match self.step(&origin)? {
                    Step::Went => {}
                    Step::Wait(at) => {
                        soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
                        break;
                    }
                    Step::Nothing => break,
                }
            }
        }
        Ok(soonest)
    }

    fn step(&mut self, origin: &str) -> Result<Step, CrawlError> {
        let now = Instant::now();
        let wall = (self.surroundings.clock)();
        self.fill(origin, now, wall)?;
        let Some(host) = self
            .hosts
            .get_mut(origin)
            .filter(|host| host.left.is_none())
        else {
            return Ok(Step::Nothing);
        };
        let Some(job) = host.queue.front() else {
            return Ok(host.later.map_or(Step::Nothing, Step::Wait));
        };
        let is_known = match &host.rules {
            Rules::Asking => return Ok(Step::Nothing),
            Rules::Known { asked, .. } => *asked <= wall && wall.since(*asked) < ROBOTS_LIFE,
            Rules::Unknown => false,
        };
        if is_known {
            if !is_job_in_scope(job, self.config) {
                return Ok(self.decide(origin, Reason::OutOfScope, wall));
            }
            if let Rules::Known { robots, .. } = &host.rules
                && !robots.allows(&job.url)
            {
                return Ok(self.decide(origin, Reason::RobotsDisallowed, wall));
            }
            if self
                .budget
                .site_reached(&job.site, self.began.elapsed())
                .is_some()
            {
                let site = job.site.clone();
                self.close_site(&site);
                return Ok(Step::Went);
            }
        }
        match host.clock.opens() {
            None => return Ok(Step::Nothing),
            Some(at) if at > now => return Ok(Step::Wait(at)),
            Some(_) => {}
        }
        let job = if is_known {
            host.queue.pop_front()
        } else {
            host.rules = Rules::Asking;
            self.state.robots_job(origin, &host.site)?
        };
        if let Some(job) = job {
            self.ask(origin, job, now);
        }
        Ok(Step::Went)
    }

    /// Takes the next job of a host as done, without a request.
    fn decide(&mut self, origin: &str, reason: Reason, now: Timestamp) -> Step {
        let job = self.hosts.get_mut(origin).and_then(|host| {
            let job = host.queue.pop_front()?;
            host.in_flight.insert(job.id);
            Some(job)
        });
        let Some(job) = job else {
            return Step::Nothing;
        };
        self.decided
            .push(Visit::refused(job, reason, now, self.config));
        Step::Went
    }

    /// Fills a host's queue from the state, if it is empty and there may be something.
    fn fill(&mut self, origin: &str, now: Instant, wall: Timestamp) -> Result<(), CrawlError> {
        let Some(host) = self.hosts.get_mut(origin) else {
            return Ok(());
        };
        let is_time = host.is_stale || host.later.is_some_and(|at| at <= now);
        if !host.queue.is_empty() || !is_time || host.left.is_some() {
            return Ok(());
        }
        let at_most = QUEUE + host.in_flight.len();
        let due = self.state.due(origin, &self.active, wall, at_most)?;
        host.is_stale = due.jobs.len() == at_most;
        host.later = due.later.map(|later| now + later.since(wall));
        let jobs = due
            .jobs
            .into_iter()
            .filter(|job| !host.in_flight.contains(&job.id));
        host.queue.extend(jobs);
        Ok(())
    }

    /// Begins a request.
    fn ask(&mut self, origin: &str, job: Job, now: Instant) {
        if let Some(host) = self.hosts.get_mut(origin) {
            host.clock.begin(now);
            host.in_flight.insert(job.id);
        }
        if job.kind != Kind::Robots {
            self.budget.begin(&job.site);
        }
        self.in_flight += 1;
        let (client, config, sender) = (
            self.client.clone(),
            Arc::clone(&self.shared),
            self.sender.clone(),
        );
        let clock = Arc::clone(&self.surroundings.clock);
        self.runtime.spawn(async move {
            let spare = job.clone();
            let work = {
                let (config, clock) = (Arc::clone(&config), Arc::clone(&clock));
                tokio::spawn(async move { visit(&client, job, &config, &*clock).await })
            };
            // A page that the program fails over is a page that was not kept, and no more.
            let visit = work
                .await
                .unwrap_or_else(|_| Visit::failed(spare, Reason::ProgramFailed, clock(), &config));
            // The crawl may have ended meanwhile, with an error.
            let _ = sender.send(visit);
        });
    }

    /// Writes what visits brought: first the records, then all that follows from them.
    fn keep(&mut self, visits: Vec<Visit>) -> Result<(), CrawlError> {
        let now = Instant::now();
        let wall = (self.surroundings.clock)();
        let mut lengths = BTreeMap::new();
        let mut clocks = BTreeMap::new();
        let mut placed = Vec::with_capacity(visits.len());
        for visit in visits {
            let place = match &visit.records {
                None => None,
                Some(records) => {
                    let (number, offset) = self.volumes.place(wall)?;
                    self.volumes.append(&records.members)?;
                    let length = records.members.len() as u64;
                    lengths.insert(number, offset + length);
                    self.warc_bytes += length;
                    Some((number, offset))
                }
            };
            if visit.is_asked {
                let origin = origin(&visit.job.url);
                self.end_request(&origin, &visit, now);
                if let Some(host) = self.hosts.get(&origin) {
                    let pause = host.clock.next().saturating_duration_since(now);
                    clocks.insert(origin, wall.plus(pause));
                }
            }
            placed.push(Placed { visit, place });
        }
        self.volumes.sync()?;
        let committed = self.state.commit(self.run, &placed, &lengths, &clocks)?;
        self.volumes.committed();
        self.take_up(committed)?;
        for Placed { visit, .. } in placed {
            self.account(&visit)?;
        }
        self.look_again()
    }

    /// The clock of a host after an answer.
    fn end_request(&mut self, origin: &str, visit: &Visit, now: Instant) {
        self.in_flight -= 1;
        self.budget.add_bytes(&visit.job.site, visit.bytes);
        let Some(host) = self.hosts.get_mut(origin) else {
            return;
        };
        let ended = host.clock.end(now, visit.pressure);
        let pause = host.clock.next().saturating_duration_since(now);
        if let Err(reason) = ended {
            self.leave(origin, reason);
        } else if visit.pressure != Pressure::None {
            self.watcher.saw(&Event::Paused {
                host: origin,
                pause,
            });
        }
    }

    /// Counts a visit, tells of it, and lets it go.
    fn account(&mut self, visit: &Visit) -> Result<(), CrawlError> {
        let job = &visit.job;
        let origin = origin(&job.url);
        if let Some(host) = self.hosts.get_mut(&origin) {
            host.in_flight.remove(&job.id);
            host.is_stale |= matches!(visit.verdict, Verdict::Postponed(_));
        }
        if job.kind == Kind::Robots {
            return self.take_robots(&origin, visit);
        }
        let left = self.queued.entry(job.site.clone()).or_default();
        if !matches!(visit.verdict, Verdict::Postponed(_)) {
            *left = left.saturating_sub(1);
        }
        let left = *left;
        if let Some(site) = self.report.sites.get_mut(&job.site) {
            site.count(visit.verdict, visit.flaw, visit.bytes);
            if job.is_entry
                && let Verdict::Refused(reason) = visit.verdict
            {
                site.barren.insert(job.url.to_string(), reason);
            }
        }
        self.watcher.saw(&Event::Visited {
            site: &job.site,
            url: job.url.as_str(),
            verdict: visit.verdict,
            status: visit.status,
            bytes: visit.bytes,
            left,
        });
        if let Some(reason) = visit.flaw {
            self.watcher.saw(&Event::Flawed {
                site: &job.site,
                url: job.url.as_str(),
                reason,
            });
        }
        Ok(())
    }

    /// What follows from the answer to a request for robots.txt.
    fn take_robots(&mut self, origin: &str, visit: &Visit) -> Result<(), CrawlError> {
        if visit.robots.is_some() {
            let memory = self.state.host(origin)?;
            if let (Some(memory), Some(host)) = (memory, self.hosts.get_mut(origin)) {
                host.learn(
                    Robots::parse(&memory.robots, &self.config.agent.name),
                    visit.at,
                );
            }
            return Ok(());
        }
        match visit.verdict {
            Verdict::Postponed(_) => {
                if let Some(host) = self.hosts.get_mut(origin) {
                    host.rules = Rules::Unknown;
                }
            }
            // Nothing of the host can be asked for; each address says so for itself.
            Verdict::Refused(Reason::PrivateAddress) => {
                if let Some(host) = self.hosts.get_mut(origin) {
                    host.learn(Robots::default(), visit.at);
                }
            }
            // A host that cannot be reached has more trouble than its robots.txt.
            verdict => {
                let reason = verdict.reason().filter(|_| visit.status.is_none());
                self.leave(origin, reason.unwrap_or(Reason::RobotsUnreachable));
            }
        }
        Ok(())
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

    /// Takes note of what was queued.
    fn take_up(&mut self, committed: Committed) -> Result<(), CrawlError> {
        for (site, count) in committed.queued {
            *self.queued.entry(site).or_default() += count;
        }
        for (origin, site) in committed.hosts {
            match self.hosts.get_mut(&origin) {
                Some(host) => host.is_stale = true,
                None => self.meet(origin, site)?,
            }
        }
        Ok(())
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
        let next = now + pause.min(pace.patience.0);
        let mut host = Host {
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
        if let Some(memory) = memory
            && let Some(asked) = memory.asked
        {
            host.learn(
                Robots::parse(&memory.robots, &self.config.agent.name),
                asked,
            );
        }
        self.hosts.insert(origin, host);
        Ok(())
    }

    /// Looks again at the links of pages that turned out to be nearer to an entry than was thought, or whose site has
    /// another scope now. What can be reached does not depend on the order in which answers came.
    fn look_again(&mut self) -> Result<(), CrawlError> {
        loop {
            let nearer = self.state.nearer()?;
            if nearer.is_empty() {
                return Ok(());
            }
            let folder = &self.config.keep.folder;
            let mut pages = Vec::with_capacity(nearer.len());
            for page in nearer {
                let links = match (&page.location, page.kept_at) {
                    (Some(location), _) => {
                        let url = address(&page.job.url, location);
                        let kind = page.job.kind;
                        Some(
                            url.map(|url| Link {
                                url,
                                kind,
                                changed: None,
                            })
                            .into_iter()
                            .collect(),
                        )
                    }
                    (None, Some((warc, offset))) => {
                        evidence::response_at(folder, &name_of(warc), offset)
                            .ok()
                            .map(|(headers, body)| {
                                let content_type =
                                    headers.iter().find(|(name, _)| name == "content-type");
                                let content_type = content_type.map(|(_, value)| value.as_str());
                                links::find(page.job.kind, &page.job.url, content_type, &body).links
                            })
                    }
                    (None, None) => None,
                };
                let links = links.map(|links| links_in_scope(&page.job, links, self.config));
                pages.push((page.job, links));
            }
            let now = (self.surroundings.clock)();
            let committed = self.state.commit_nearer(self.run, &pages, now)?;
            self.take_up(committed)?;
        }
    }

    /// The bytes of the folder that a limit is set for.
    fn on_disk(&self) -> u64 {
        if self.config.keep.disk.is_none() {
            return 0;
        }
        let state = ["state.sqlite", "state.sqlite-wal"].iter().map(|name| {
            fs::metadata(self.config.keep.folder.join(name)).map_or(0, |metadata| metadata.len())
        });
        self.warc_bytes + state.sum::<u64>()
    }
}

impl Host {
    fn learn(&mut self, robots: Robots, asked: Timestamp) {
        if let Some(delay) = robots.crawl_delay {
            self.clock.slow_to(delay);
        }
        self.rules = Rules::Known { robots, asked };
    }
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

/// Asks for an address and makes a visit of the answer.
async fn visit(
    client: &Client,
    job: Job,
    config: &Config,
    clock: &(dyn Fn() -> Timestamp + Send + Sync),
) -> Visit {
    let mut request = Request {
        url: job.url.clone(),
        kind: job.kind,
        validators: if job.previous.is_some() {
            job.validators.clone()
        } else {
            Default::default()
        },
        limit: match job.kind {
            Kind::Page => config.limits.page.0,
            Kind::Robots | Kind::Feed | Kind::Sitemap => config.limits.list.0,
        },
        keeps_ends: job.previous.is_some(),
    };
    let mut redirects = 0;
    loop {
        let answered = client.ask(request.clone(), clock()).await;
        let answer = match answered {
            Ok(answer) => answer,
            Err(reason) => return Visit::failed(job, reason, clock(), config),
        };
        // A host's robots.txt may be kept elsewhere; all other redirects go through the frontier.
        let is_led_on =
            job.kind == Kind::Robots && matches!(answer.status, 301 | 302 | 303 | 307 | 308);
        if is_led_on && redirects < ROBOTS_REDIRECTS {
            let target = answer.header("location");
            if let Some(url) = target.and_then(|target| address(&request.url, target)) {
                redirects += 1;
                request.url = url;
                request.validators = Default::default();
                continue;
            }
        }
        let mut visit = Visit::answered(job, answer, clock(), config);
        if redirects > 0 {
            // What another address answered is no evidence of what this one does.
            visit.records = None;
        }
        return visit;
    }
}
