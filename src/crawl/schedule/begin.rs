//! What is begun when: the next request of each host, once its clock, its rules and the budget allow it.

use crate::crawl::config::Config;
use crate::crawl::error::CrawlError;
use crate::crawl::fetch::{Client, Request};
use crate::crawl::links::Kind;
use crate::crawl::reason::Reason;
use crate::crawl::schedule::host::Rules;
use crate::crawl::schedule::{BATCH, Crawl};
use crate::crawl::scope::address;
use crate::crawl::visit::{Job, Visit, is_job_in_scope};
use crate::timestamp::Timestamp;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// So much of a host's queue is held in memory.
const QUEUE: usize = 64;
/// So many sitemaps are asked for at one time: each may name 50,000 pages, which are in memory until they are written.
const SITEMAPS: usize = 4;
/// A robots.txt is good for so long (RFC 9309, 2.4).
const ROBOTS_LIFE: Duration = Duration::from_secs(24 * 3600);
/// How many redirects a robots.txt may be behind (RFC 9309, 2.3.1.2).
const ROBOTS_REDIRECTS: u32 = 5;

/// What became of the attempt to begin something with a host.
enum Step {
    /// Something was begun or decided; there may be more.
    Went,
    /// Nothing before this moment.
    Wait(Instant),
    /// Nothing until something comes back.
    Nothing,
}

impl Crawl<'_> {
    /// Begins what the clocks allow; returns when something more may be begun, if that is known.
    pub(super) fn begin_what_may(&mut self) -> Result<Option<Instant>, CrawlError> {
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
        self.fill(origin, now)?;
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
        // What the configuration leaves out needs no robots.txt to be left out.
        if !is_job_in_scope(job, self.config) {
            return Ok(self.decide(origin, Reason::OutOfScope, wall));
        }
        let is_known = match &host.rules {
            Rules::Asking => return Ok(Step::Nothing),
            Rules::Known { asked, .. } => is_good(*asked, wall),
            Rules::Unknown => false,
        };
        if is_known {
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
        if is_known && job.kind == Kind::Sitemap && self.sitemaps_in_flight >= SITEMAPS {
            return Ok(Step::Nothing);
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
    fn fill(&mut self, origin: &str, now: Instant) -> Result<(), CrawlError> {
        let steady = self.steady(now);
        let Some(host) = self.hosts.get_mut(origin) else {
            return Ok(());
        };
        let is_time = host.is_stale || host.later.is_some_and(|at| at <= now);
        if !host.queue.is_empty() || !is_time || host.left.is_some() {
            return Ok(());
        }
        let in_flight = host.in_flight.len();
        let due = self
            .state
            .due(origin, &self.active, steady, in_flight, QUEUE)?;
        host.is_stale = due.is_full;
        host.later = due.later.map(|later| now + later.since(steady));
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
        self.sitemaps_in_flight += usize::from(job.kind == Kind::Sitemap);
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
}

/// Whether a robots.txt that was asked for at some time is still good.
pub(super) fn is_good(asked: Timestamp, now: Timestamp) -> bool {
    asked <= now && now.since(asked) < ROBOTS_LIFE
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
