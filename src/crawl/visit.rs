//! What an answer means for its address: the one place where outcomes are decided.
//!
//! Pure save for the compression of its records: a job and an answer in, a visit out. It runs beside the other requests,
//! so that reading links and compressing does not hold up the keeper of the state.

use crate::crawl::config::{Config, Revisit};
use crate::crawl::evidence::{self, Previous, Records};
use crate::crawl::fetch::{Answer, Validators};
use crate::crawl::links::{self, Kind, Link};
use crate::crawl::politeness::{Pressure, pause_after};
use crate::crawl::reason::{Hope, Reason};
use crate::crawl::robots::Robots;
use crate::crawl::scope::{Scope, address};
use crate::timestamp::Timestamp;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use url::Url;
use xxhash_rust::xxh3::xxh3_64;

/// An address that is to be asked for, with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) id: i64,
    pub(super) url: Url,
    pub(super) site: String,
    pub(super) kind: Kind,
    pub(super) depth: u32,
    pub(super) hops: u32,
    pub(super) is_entry: bool,
    /// How often it has failed in this run.
    pub(super) attempts: u32,
    /// The page that it was found on.
    pub(super) via: Option<String>,
    pub(super) validators: Validators,
    pub(super) previous: Option<Previous>,
    /// A hash of the last body, decoded.
    pub(super) content: Option<u64>,
    /// How long the last pause between two visits was.
    pub(super) pause: Option<Duration>,
}

/// What became of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Kept for the first time.
    New,
    /// Kept again, with another body.
    Changed,
    /// As it was.
    Unchanged,
    /// It led elsewhere.
    Moved,
    /// It was answered, or decided, that there is nothing to keep.
    Refused(Reason),
    /// It failed, and is tried again in this run.
    Postponed(Reason),
    /// It failed, and is left to the next run.
    Failed(Reason),
}

impl Verdict {
    /// The cause, where nothing was kept.
    pub fn reason(self) -> Option<Reason> {
        match self {
            Self::Refused(reason) | Self::Postponed(reason) | Self::Failed(reason) => Some(reason),
            Self::New | Self::Changed | Self::Unchanged | Self::Moved => None,
        }
    }
}

/// A job that was done, one way or another.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) job: Job,
    pub(super) verdict: Verdict,
    /// Whether a request was made.
    pub(super) is_asked: bool,
    pub(super) status: Option<u16>,
    /// When the answer's request began, as its records say; when it was decided, where there is no answer.
    pub(super) at: Timestamp,
    /// Bytes of the body as it was sent.
    pub(super) bytes: u64,
    pub(super) pressure: Pressure,
    pub(super) records: Option<Records>,
    pub(super) media_type: Option<String>,
    pub(super) validators: Validators,
    pub(super) content: Option<u64>,
    pub(super) location: Option<String>,
    pub(super) links: Vec<Link>,
    /// Why there may be more links than were found.
    pub(super) flaw: Option<Reason>,
    /// After what pause it is to be tried again in this run.
    pub(super) retry_after: Duration,
    /// After what pause it is to be asked for again, and when.
    pub(super) pause: Duration,
    pub(super) due: Timestamp,
    /// The text of a robots.txt; empty if everything is allowed, none if there was no answer.
    pub(super) robots: Option<Vec<u8>>,
}

impl Visit {
    /// A visit that was not made.
    pub(super) fn refused(job: Job, reason: Reason, now: Timestamp, config: &Config) -> Self {
        let mut visit = Self::begin(job, now);
        visit.refuse(reason, config);
        visit
    }

    /// A visit that failed.
    pub(super) fn failed(job: Job, reason: Reason, now: Timestamp, config: &Config) -> Self {
        let mut visit = Self::begin(job, now);
        visit.is_asked = true;
        visit.pressure = match reason {
            Reason::CannotConnect | Reason::NoAddress | Reason::InsecureTls | Reason::TimedOut => {
                Pressure::Unreachable(reason)
            }
            Reason::Incomplete | Reason::NotHttp => Pressure::Failing(reason),
            _ => Pressure::None,
        };
        visit.fail(reason, config);
        visit
    }

    /// A visit that was answered.
    pub(super) fn answered(job: Job, mut answer: Answer, now: Timestamp, config: &Config) -> Self {
        let mut visit = Self::begin(job, answer.began);
        visit.is_asked = true;
        visit.status = Some(answer.status);
        visit.bytes = answer
            .body
            .as_ref()
            .map_or(0, |body| body.coded.len() as u64);
        visit.media_type = answer.header("content-type").map(media_type);
        match answer.status {
            200..=299 if visit.job.kind == Kind::Robots => visit.take_robots(&answer, config),
            200..=299 => visit.take_body(&answer, config),
            304 if visit.job.previous.is_some() => {
                visit.validators = validators(&answer, &visit.job.validators);
                visit.content = visit.job.content;
                visit.location = visit
                    .job
                    .previous
                    .as_ref()
                    .and_then(|previous| previous.location.clone());
                visit.links = visit.known_target(config).into_iter().collect();
                visit.robots = (visit.job.kind == Kind::Robots).then(Vec::new);
                visit.settle(Verdict::Unchanged, config);
            }
            300..=303 | 307 | 308 => visit.follow(&answer, config),
            429 | 503 => {
                visit.pressure = Pressure::Busy(retry_after(answer.header("retry-after"), now));
                visit.fail(Reason::Busy, config);
            }
            500..=599 => {
                visit.pressure = Pressure::Failing(Reason::ServerError);
                visit.fail(Reason::ServerError, config);
            }
            // RFC 9309, 2.3.1.3: without a robots.txt everything is allowed.
            400..=499 if visit.job.kind == Kind::Robots => {
                visit.robots = Some(Vec::new());
                visit.refuse(Reason::NotFound, config);
            }
            404 => visit.refuse(Reason::NotFound, config),
            410 => visit.refuse(Reason::Gone, config),
            401 | 403 | 407 | 451 => visit.refuse(Reason::Forbidden, config),
            400..=499 => visit.refuse(Reason::ClientError, config),
            _ => visit.refuse(Reason::OddStatus, config),
        }
        visit.keep_evidence(&mut answer);
        visit
    }

    /// Where a redirect leads that is as it was.
    fn known_target(&self, config: &Config) -> Option<Link> {
        let url = address(&self.job.url, self.location.as_deref()?)?;
        may_lead_to(&self.job, &url, config).then(|| target(&self.job, url))
    }

    /// Whether a page that the crawl begins at leads elsewhere than when it was last asked for, or does no more. What it asks
    /// for there, such as the number of a session, says nothing.
    pub(super) fn is_entry_that_turned(&self) -> bool {
        let is_page = self.job.is_entry && self.job.kind == Kind::Page;
        let place = |location: &Option<String>| {
            let mut url = address(&self.job.url, location.as_deref()?)?;
            url.set_query(None);
            Some(url)
        };
        let previous = self.job.previous.as_ref();
        is_page
            && self.records.is_some()
            && previous.is_some_and(|previous| place(&previous.location) != place(&self.location))
    }

    fn begin(job: Job, now: Timestamp) -> Self {
        Self {
            job,
            verdict: Verdict::Unchanged,
            is_asked: false,
            status: None,
            at: now,
            bytes: 0,
            pressure: Pressure::None,
            records: None,
            media_type: None,
            validators: Validators::default(),
            content: None,
            location: None,
            links: Vec::new(),
            flaw: None,
            retry_after: Duration::ZERO,
            pause: Duration::ZERO,
            due: now,
            robots: None,
        }
    }

    fn take_robots(&mut self, answer: &Answer, config: &Config) {
        let text = answer.body.as_ref().map_or(&[][..], |body| body.plain());
        self.robots = Some(text.to_owned());
        let sitemaps = Robots::parse(text, &config.agent.name).sitemaps;
        let urls = sitemaps
            .iter()
            .filter_map(|text| address(&self.job.url, text));
        self.links = urls
            .map(|url| Link {
                url,
                kind: Kind::Sitemap,
                changed: None,
            })
            .collect();
        self.keep_links_in_scope(config);
        self.take_version(answer, text, config);
    }

    fn take_body(&mut self, answer: &Answer, config: &Config) {
        let text = answer.body.as_ref().map_or(&[][..], |body| body.plain());
        if text.is_empty() {
            self.pressure = Pressure::Failing(Reason::EmptyBody);
            return self.fail(Reason::EmptyBody, config);
        }
        let found = links::find(
            self.job.kind,
            &self.job.url,
            answer.header("content-type"),
            text,
        );
        self.links = found.links;
        self.flaw = found.flaw;
        self.keep_links_in_scope(config);
        self.take_version(answer, text, config);
        if self.flaw.is_some() {
            // Asked for in whole next time, so that a list that cannot be read says so in every run.
            self.validators = Validators::default();
        }
    }

    fn keep_links_in_scope(&mut self, config: &Config) {
        self.links = links_in_scope(&self.job, std::mem::take(&mut self.links), config);
    }

    fn take_version(&mut self, answer: &Answer, text: &[u8], config: &Config) {
        let content = xxh3_64(text);
        self.content = Some(content);
        self.validators = validators(answer, &Validators::default());
        let verdict = match (&self.job.previous, self.job.content) {
            (Some(previous), Some(known))
                if known == content && previous.status == answer.status =>
            {
                Verdict::Unchanged
            }
            (Some(_), _) => Verdict::Changed,
            (None, _) => Verdict::New,
        };
        self.settle(verdict, config);
    }

    fn follow(&mut self, answer: &Answer, config: &Config) {
        let location = answer.header("location").map(str::to_owned);
        let Some(url) = location
            .as_ref()
            .and_then(|location| address(&self.job.url, location))
        else {
            return self.refuse(Reason::BadRedirect, config);
        };
        self.location = location;
        if self.job.hops >= config.limits.redirects {
            return self.refuse(Reason::TooManyRedirects, config);
        }
        // What wants a cookie leads back to itself.
        if url == self.job.url {
            return self.refuse(Reason::BadRedirect, config);
        }
        if !may_lead_to(&self.job, &url, config) {
            return self.refuse(Reason::RedirectOutOfScope, config);
        }
        self.links.push(target(&self.job, url));
        self.settle(Verdict::Moved, config);
    }

    /// It is done for now. The pause until the next visit halves where something changed and doubles where nothing did.
    fn settle(&mut self, verdict: Verdict, config: &Config) {
        self.verdict = verdict;
        let is_same = match verdict {
            Verdict::Moved => self
                .job
                .previous
                .as_ref()
                .is_some_and(|previous| previous.location == self.location),
            verdict => verdict == Verdict::Unchanged,
        };
        self.pause = next_pause(&config.revisit, self.job.pause, is_same);
        self.due = self.at.plus(self.pause);
    }

    fn refuse(&mut self, reason: Reason, config: &Config) {
        self.verdict = Verdict::Refused(reason);
        let is_same = self.job.previous.is_none() || self.job.pause.is_some();
        self.pause = next_pause(&config.revisit, self.job.pause, is_same);
        // What the configuration or robots.txt forbids costs no request to look at again.
        let is_ours = matches!(reason, Reason::RobotsDisallowed | Reason::OutOfScope);
        self.due = if is_ours {
            self.at
        } else {
            self.at.plus(self.pause)
        };
    }

    fn fail(&mut self, reason: Reason, config: &Config) {
        match reason.hope() {
            Hope::None => self.refuse(reason, config),
            Hope::Retry if self.job.attempts + 1 < config.pace.attempts => {
                self.verdict = Verdict::Postponed(reason);
                self.retry_after = pause_after(self.job.attempts + 1, config.pace.backoff.0);
            }
            Hope::Retry | Hope::NextRun => {
                self.verdict = Verdict::Failed(reason);
                self.due = self.at;
            }
        }
    }

    /// Makes records of what counts: pages, lists, redirects, and the end of a page that was there.
    fn keep_evidence(&mut self, answer: &mut Answer) {
        let counts = match self.verdict {
            Verdict::New | Verdict::Changed | Verdict::Unchanged | Verdict::Moved => true,
            Verdict::Refused(Reason::NotFound | Reason::Gone) => answer.body.is_some(),
            Verdict::Refused(
                Reason::BadRedirect | Reason::TooManyRedirects | Reason::RedirectOutOfScope,
            ) => self.job.previous.is_some(),
            Verdict::Refused(_) | Verdict::Postponed(_) | Verdict::Failed(_) => false,
        };
        if !counts {
            return;
        }
        let mut notes = vec![("hopsFromSeed", self.job.depth.to_string())];
        if let Some(via) = self.job.via.take() {
            notes.push(("via", via));
        }
        let previous = self.job.previous.as_ref();
        let records = evidence::of_visit(self.job.url.as_str(), answer, previous, &notes);
        self.records = Some(records);
    }
}

/// Whether a job still belongs to its site, as the configuration has it now. Entries always do.
pub(super) fn is_job_in_scope(job: &Job, config: &Config) -> bool {
    let scope = scope_of(job, config);
    scope.is_some_and(|scope| job.is_entry || is_in_scope(scope, &job.url, job.kind, job.depth))
}

/// Links that belong to the site of the page that they stand on.
pub(super) fn links_in_scope(job: &Job, links: Vec<Link>, config: &Config) -> Vec<Link> {
    let Some(scope) = scope_of(job, config) else {
        return Vec::new();
    };
    let links = links.into_iter();
    links
        .filter(|link| is_in_scope(scope, &link.url, link.kind, job.depth + 1))
        // Feeds are for keeping up: those of the pages where a crawl begins, and not of every page that has one.
        .filter(|link| link.kind != Kind::Feed || job.kind != Kind::Page || job.is_entry)
        // The protocol of sitemaps knows no index of indexes; some sites do, and none needs many.
        .filter(|link| link.kind != Kind::Sitemap || job.hops < config.limits.redirects)
        .collect()
}

/// Whether a redirect stays within the site.
fn may_lead_to(job: &Job, url: &Url, config: &Config) -> bool {
    scope_of(job, config).is_some_and(|scope| is_in_scope(scope, url, job.kind, job.depth))
}

/// Where a redirect leads, which is of the kind that it stands for.
pub(super) fn target(job: &Job, url: Url) -> Link {
    Link {
        url,
        kind: job.kind,
        changed: None,
    }
}

fn scope_of<'a>(job: &Job, config: &'a Config) -> Option<&'a Scope> {
    let site = config.sites.iter().find(|site| site.name == job.site);
    site.map(|site| &site.scope)
}

/// Feeds and sitemaps may lie anywhere on a site's hosts; pages have to be in its scope. A feed may name a next one, and
/// that another, so there is an end to them too. A sitemap leads to pages at a depth of 1.
pub(super) fn is_in_scope(scope: &Scope, url: &Url, kind: Kind, depth: u32) -> bool {
    match kind {
        Kind::Robots => scope.has_host(url),
        Kind::Sitemap => scope.has_host(url) && scope.reaches(1),
        Kind::Feed => scope.has_host(url) && scope.reaches(depth),
        Kind::Page => scope.admits(url, depth),
    }
}

fn next_pause(revisit: &Revisit, last: Option<Duration>, is_same: bool) -> Duration {
    let pause = match last {
        None => revisit.first.0,
        Some(last) if is_same => last * 2,
        Some(last) => last / 2,
    };
    pause.clamp(revisit.shortest.0, revisit.longest.0)
}

fn validators(answer: &Answer, known: &Validators) -> Validators {
    let header = |name, known: &Option<String>| {
        answer
            .header(name)
            .map(str::to_owned)
            .or_else(|| known.clone())
    };
    Validators {
        etag: header("etag", &known.etag),
        last_modified: header("last-modified", &known.last_modified),
    }
}

/// The type of a body without its parameters.
fn media_type(text: &str) -> String {
    let kind = text.split(';').next().unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

/// `Retry-After`: seconds, or a date.
fn retry_after(text: Option<&str>, now: Timestamp) -> Option<Duration> {
    let text = text?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment: SystemTime = httpdate::parse_http_date(text).ok()?;
    let moment = moment.duration_since(UNIX_EPOCH).ok()?;
    Some(Timestamp::default().plus(moment).since(now))
}

#[cfg(test)]
mod tests {
    use super::{next_pause, retry_after};
    use crate::crawl::config::{Revisit, TimeLength};
    use crate::timestamp::Timestamp;
    use std::time::Duration;

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = Timestamp(1_610_708_040_000);
        assert_eq!(
            retry_after(Some(" 120 "), now),
            Some(Duration::from_secs(120))
        );
        let date = Some("Fri, 15 Jan 2021 10:55:00 GMT");
        assert_eq!(retry_after(date, now), Some(Duration::from_secs(60)));
        let past = Some("Fri, 15 Jan 2021 10:53:00 GMT");
        assert_eq!(retry_after(past, now), Some(Duration::ZERO));
        assert_eq!(retry_after(Some("soon"), now), None);
        assert_eq!(retry_after(None, now), None);
    }

    #[test]
    fn pauses_follow_the_page() {
        let revisit = Revisit {
            first: TimeLength::days(2),
            shortest: TimeLength::days(1),
            longest: TimeLength::days(7),
        };
        let day = Duration::from_secs(86_400);
        assert_eq!(next_pause(&revisit, None, false), 2 * day);
        assert_eq!(next_pause(&revisit, Some(2 * day), true), 4 * day);
        assert_eq!(next_pause(&revisit, Some(4 * day), true), 7 * day);
        assert_eq!(next_pause(&revisit, Some(2 * day), false), day);
        assert_eq!(next_pause(&revisit, Some(day), false), day);
    }
}
