//! What is done with what comes back: records first, then the state, then the hosts and the report.

use crate::crawl::error::CrawlError;
use crate::crawl::event::Event;
use crate::crawl::evidence::name_of;
use crate::crawl::links::Kind;
use crate::crawl::politeness::Pressure;
use crate::crawl::reason::Reason;
use crate::crawl::robots::Robots;
use crate::crawl::schedule::Crawl;
use crate::crawl::schedule::host::Rules;
use crate::crawl::scope::address;
use crate::crawl::state::{Committed, Placed, origin};
use crate::crawl::visit::{Verdict, Visit, links_in_scope, target};
use crate::crawl::{evidence, links};
use std::collections::BTreeMap;
use std::time::Instant;

impl Crawl<'_> {
    /// Writes what visits brought: first the records, then all that follows from them.
    pub(super) fn keep(&mut self, visits: Vec<Visit>) -> Result<(), CrawlError> {
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
                    self.kept_bytes += length;
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
            let not_before = self.steady(now).plus(visit.retry_after);
            placed.push(Placed {
                visit,
                place,
                not_before,
            });
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
        self.sitemaps_in_flight -= usize::from(visit.job.kind == Kind::Sitemap);
        self.budget.add_bytes(&visit.job.site, visit.bytes);
        let Some(host) = self.hosts.get_mut(origin) else {
            return;
        };
        let ended = host.clock.end(now, visit.pressure);
        let pause = host.clock.next().saturating_duration_since(now);
        if let Err(reason) = ended {
            if pause > self.config.pace.patience.0 {
                let until = (self.surroundings.clock)().plus(pause);
                self.report.resting.insert(origin.to_owned(), until);
            }
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
            if let Some(memory) = self.state.host(origin)? {
                let robots = Robots::parse(&memory.robots, &self.config.agent.name);
                self.learn(origin, robots, visit.at);
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
                self.learn(origin, Robots::default(), visit.at);
            }
            // A host that cannot be reached has more trouble than its robots.txt.
            verdict => {
                let reason = verdict.reason().filter(|_| visit.status.is_none());
                self.leave(origin, reason.unwrap_or(Reason::RobotsUnreachable));
            }
        }
        Ok(())
    }

    /// Takes note of what was queued.
    fn take_up(&mut self, committed: Committed) -> Result<(), CrawlError> {
        for (site, count) in committed.queued {
            *self.queued.entry(site).or_default() += count;
        }
        for origin in committed.altered {
            if let Some(host) = self.hosts.get_mut(&origin) {
                host.queue.clear();
                host.is_stale = true;
            }
        }
        for (origin, site) in committed.hosts {
            match self.hosts.get_mut(&origin) {
                Some(host) => host.is_stale = true,
                None => self.meet(origin, site)?,
            }
        }
        Ok(())
    }

    /// Looks again at the links of pages that turned out to be nearer to an entry than was thought, or whose site has
    /// another scope now. What can be reached does not depend on the order in which answers came.
    pub(super) fn look_again(&mut self) -> Result<(), CrawlError> {
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
                        Some(url.map(|url| target(&page.job, url)).into_iter().collect())
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
}
