//! What is to be asked for: laid out when a run begins, and handed out host by host.

use crate::crawl::error::CrawlError;
use crate::crawl::evidence::Previous;
use crate::crawl::fetch::Validators;
use crate::crawl::links::{Kind, Link};
use crate::crawl::state::{Run, State};
use crate::crawl::visit::Job;
use crate::timestamp::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;
use std::time::Duration;
use url::Url;

/// A start page, feed or sitemap of the configuration.
#[derive(Debug, Clone, Copy)]
pub(in crate::crawl) struct Entry<'a> {
    pub(in crate::crawl) site: &'a str,
    pub(in crate::crawl) url: &'a Url,
    pub(in crate::crawl) kind: Kind,
}

/// What a host is to be asked for next.
#[derive(Debug, Default)]
pub(in crate::crawl) struct Due {
    pub(in crate::crawl) jobs: Vec<Job>,
    /// Whether there may be more.
    pub(in crate::crawl) is_full: bool,
    /// When something that may not be asked for yet may be.
    pub(in crate::crawl) later: Option<Timestamp>,
}

/// A page that turned out to be nearer to an entry than was thought, and where its links can be read again.
#[derive(Debug)]
pub(in crate::crawl) struct Nearer {
    pub(in crate::crawl) job: Job,
    pub(in crate::crawl) location: Option<String>,
    /// The WARC file and offset of its last response.
    pub(in crate::crawl) kept_at: Option<(u64, u64)>,
}

/// Scheme, host and port: what robots.txt and the pace are kept for.
pub(in crate::crawl) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Lists come first, for they lead to what is new; then pages in the order of their distance.
fn priority(kind: Kind, depth: u32) -> u32 {
    match kind {
        Kind::Robots | Kind::Feed => 0,
        Kind::Sitemap => 1,
        Kind::Page => 2 + depth,
    }
}

/// No request takes so long that an answer of this run could seem to have come so much later than another.
const CLOCK_AHEAD: Duration = Duration::from_secs(24 * 3600);

/// Added to the priority of what has failed, until it succeeds: a few pages that fail in every run do not hold up the
/// others of their host.
pub(super) const LATE: u32 = 2000;

/// Added to the priority of pages that are known and due again: those that nobody has seen take turns with them.
pub(super) const KNOWN: u32 = 1000;

/// Where nothing else is to be done, so many known pages are handed out at once: what they lead to need not wait for long.
const FEW: usize = 8;

const COLUMNS: &str = "u.id, u.url, u.site, u.kind, u.depth, u.hops, u.is_entry, u.attempts, v.url, u.etag, \
    u.last_modified, u.record_id, u.recorded, u.digest, u.status, u.location, u.content, u.pause";

fn job(row: &Row<'_>) -> rusqlite::Result<Job> {
    let url: String = row.get(1)?;
    let kind: String = row.get(3)?;
    let unreadable = |column, what: &str| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, what.into())
    };
    let previous = match (row.get(11)?, row.get(12)?, row.get(13)?, row.get(14)?) {
        (Some(record_id), Some(recorded), Some(digest), Some(status)) => Some(Previous {
            record_id,
            recorded: Timestamp(recorded),
            digest,
            status,
            location: row.get(15)?,
        }),
        _ => None,
    };
    Ok(Job {
        id: row.get(0)?,
        url: Url::parse(&url).map_err(|_| unreadable(1, "expected an address"))?,
        site: row.get(2)?,
        kind: Kind::of_code(&kind).ok_or_else(|| unreadable(3, "expected a kind"))?,
        depth: row.get(4)?,
        hops: row.get(5)?,
        is_entry: row.get(6)?,
        attempts: row.get(7)?,
        via: row.get(8)?,
        validators: Validators {
            etag: row.get(9)?,
            last_modified: row.get(10)?,
        },
        previous,
        content: row.get::<_, Option<i64>>(16)?.map(i64::cast_unsigned),
        pause: row
            .get::<_, Option<i64>>(17)?
            .and_then(|pause| u64::try_from(pause).ok())
            .map(Duration::from_millis),
    })
}

/// Puts into the queue what a run is to ask for. No page is due later than `longest` from now, unless the clock was ahead
/// when that was written down.
pub(super) fn lay_out(
    db: &Connection,
    run: Run,
    now: Timestamp,
    entries: &[Entry<'_>],
    longest: Duration,
) -> Result<(), CrawlError> {
    if !run.is_continued {
        // What entries led to is told anew when they are asked for.
        db.execute("UPDATE url SET is_entry = 0 WHERE is_entry = 1", [])?;
    }
    for entry in entries {
        db.execute(
            "INSERT INTO url (url, origin, site, kind, depth, hops, is_entry, state, priority)
             VALUES (?1, ?2, ?3, ?4, 0, 0, 1, 'queued', ?5)
             ON CONFLICT (url) DO UPDATE SET site = ?3, kind = ?4, depth = 0, hops = 0, is_entry = 1, priority = ?5,
                 is_nearer = is_nearer OR (depth > 0 AND state IN ('kept', 'moved'))",
            params![
                entry.url.as_str(),
                origin(entry.url),
                entry.site,
                entry.kind.code(),
                priority(entry.kind, 0)
            ],
        )?;
    }
    if run.is_continued {
        // The pauses of a run that died are over: nobody knows what the clock was set to meanwhile.
        db.execute(
            "UPDATE url SET not_before = 0 WHERE state = 'queued' AND not_before > 0",
            [],
        )?;
        return Ok(());
    }
    db.execute(
        "UPDATE url SET state = 'queued',
             priority = iif(kind = 'page' AND is_entry = 0 AND fetched IS NOT NULL AND priority < ?3, priority + ?3, priority)
         WHERE state <> 'queued' AND kind <> 'robots' AND (
             due <= ?1 OR due > ?2 OR is_entry = 1
             -- Lists are for keeping up, save those that an index of sitemaps names: they are pages of an archive.
             OR (kind IN ('feed', 'sitemap') AND (SELECT v.kind FROM url AS v WHERE v.id = url.via) IN ('robots', 'page'))
         )",
        params![now.0, now.plus(longest).0, KNOWN],
    )?;
    db.execute(
        "UPDATE url SET attempts = 0, not_before = 0 
         WHERE (state = 'queued' AND (attempts > 0 OR not_before > 0)) OR (kind = 'robots' AND attempts > 0)",
        [],
    )?;
    Ok(())
}

/// What became of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    /// It is queued, and was not.
    Queued,
    /// It was queued, and is to be asked for in another way.
    Altered,
    /// It was known, and stays as it is.
    Known,
}

impl Put {
    fn altered(was_queued: bool) -> Self {
        if was_queued {
            Self::Altered
        } else {
            Self::Queued
        }
    }
}

/// Puts a link into the queue, if it is new.
///
/// A page that is known and now found nearer to an entry has its links looked at again; one that is said to have changed
/// since it was fetched is asked for again, once in a run. What an entry redirects to is an entry itself. A page that
/// turns out to be a list is asked for again, to be read as one.
pub(super) fn insert(
    db: &Connection,
    from: &Job,
    link: &Link,
    is_redirect: bool,
    run: Run,
    now: Timestamp,
) -> Result<Put, CrawlError> {
    // An index of sitemaps and a robots.txt bring a page no further away.
    let is_step = !is_redirect && link.kind != Kind::Sitemap;
    let depth = from.depth + u32::from(is_step);
    let is_nested = from.kind == Kind::Sitemap && link.kind == Kind::Sitemap;
    let hops = if is_redirect || is_nested {
        from.hops + 1
    } else {
        0
    };
    let known: Option<(i64, u32, bool)> = {
        let mut statement =
            db.prepare_cached("SELECT id, depth, state = 'queued' FROM url WHERE url = ?1")?;
        let row = statement.query_row([link.url.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        });
        row.optional()?
    };
    let Some((id, known_depth, is_queued)) = known else {
        insert_new(db, from, link, is_redirect, (depth, hops))?;
        return Ok(Put::Queued);
    };
    if depth < known_depth {
        let mut statement = db.prepare_cached(
            "UPDATE url SET depth = ?2, hops = min(hops, ?3), priority = ?4, is_nearer = state IN ('kept', 'moved')
             WHERE id = ?1 AND site = ?5",
        )?;
        statement.execute(params![
            id,
            depth,
            hops,
            priority(link.kind, depth),
            from.site
        ])?;
    }
    // A sitemap that leads elsewhere may lead to a page that says it is not there.
    let is_list = matches!(link.kind, Kind::Feed | Kind::Sitemap) && !is_redirect;
    if is_list && turn_into_list(db, from, link, id, depth.min(known_depth))? {
        return Ok(Put::altered(is_queued));
    }
    if is_redirect && from.is_entry {
        let mut statement = db.prepare_cached(
            "UPDATE url SET is_entry = 1, priority = priority % ?3 WHERE id = ?1 AND kind <> 'robots' AND site = ?2",
        )?;
        if statement.execute(params![id, from.site, KNOWN])? > 0 {
            let is_asked_for = is_queued || ask_again(db, id, now, run, now)?;
            return Ok(if is_asked_for {
                Put::altered(is_queued)
            } else {
                Put::Known
            });
        }
    }
    let changed = link.changed.filter(|&changed| changed <= now);
    Ok(match changed {
        Some(changed) if ask_again(db, id, changed, run, now)? => Put::Queued,
        _ => Put::Known,
    })
}

/// Puts a link that nobody knew into the queue.
fn insert_new(
    db: &Connection,
    from: &Job,
    link: &Link,
    is_redirect: bool,
    (depth, hops): (u32, u32),
) -> Result<(), CrawlError> {
    let mut statement = db.prepare_cached(
        "INSERT INTO url (url, origin, site, kind, depth, hops, is_entry, via, state, priority)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?9, ?7, 'queued', ?8)",
    )?;
    statement.execute(params![
        link.url.as_str(),
        origin(&link.url),
        from.site,
        link.kind.code(),
        depth,
        hops,
        from.id,
        priority(link.kind, depth),
        is_redirect && from.is_entry
    ])?;
    Ok(())
}

/// Makes a page a list, which it turned out to be; returns whether it was a page. Its answer was not read as a list, so it is
/// asked for in whole.
fn turn_into_list(
    db: &Connection,
    from: &Job,
    link: &Link,
    id: i64,
    depth: u32,
) -> Result<bool, CrawlError> {
    let mut statement = db.prepare_cached(
        "UPDATE url SET kind = ?2, priority = ?3, state = 'queued', attempts = 0, not_before = 0,
             etag = NULL, last_modified = NULL
         WHERE id = ?1 AND kind = 'page' AND is_entry = 0 AND site = ?4",
    )?;
    let priority = priority(link.kind, depth);
    Ok(statement.execute(params![id, link.kind.code(), priority, from.site])? > 0)
}

/// Queues an address that was done with and not fetched since `changed`, nor answered in this run; returns whether it was.
/// An entry is asked for whatever it said. What was fetched later than now was fetched when the clock was ahead.
fn ask_again(
    db: &Connection,
    id: i64,
    changed: Timestamp,
    run: Run,
    now: Timestamp,
) -> Result<bool, CrawlError> {
    let mut statement = db.prepare_cached(
        "UPDATE url SET state = 'queued', attempts = 0, not_before = 0
         WHERE id = ?1 AND kind <> 'robots'
             AND (state IN ('kept', 'moved', 'gone') OR (is_entry = 1 AND state = 'refused'))
             AND (fetched < min(?2, ?3) OR fetched > ?4 OR (is_entry = 1 AND fetched IS NULL))
             AND (state <> 'refused' OR due - coalesce(pause, 0) < ?3)
             AND NOT EXISTS (SELECT 1 FROM response WHERE url = ?1 AND run = ?5)",
    )?;
    let ahead = now.plus(CLOCK_AHEAD);
    Ok(statement.execute(params![id, changed.0, run.began.0, ahead.0, run.id])? > 0)
}

/// Entries and lists first, for they lead to what is new; then the others and the known ones, one after the other.
fn in_turns(new: Vec<Job>, known: Vec<Job>) -> Vec<Job> {
    let mut jobs = Vec::with_capacity(new.len() + known.len());
    let (mut new, mut known) = (new.into_iter().peekable(), known.into_iter());
    while let Some(job) = new.next_if(|job| job.is_entry || job.kind != Kind::Page) {
        jobs.push(job);
    }
    loop {
        let turn = [new.next(), known.next()];
        if turn.iter().all(Option::is_none) {
            return jobs;
        }
        jobs.extend(turn.into_iter().flatten());
    }
}

impl State {
    /// The hosts that something of the sites given is queued for, each with one of those sites.
    pub(in crate::crawl) fn waiting_hosts(
        &self,
        sites: &str,
    ) -> Result<BTreeMap<String, String>, CrawlError> {
        let mut statement = self.db.prepare(
            "SELECT origin, min(site) FROM url WHERE state = 'queued' AND site IN (SELECT value FROM json_each(?1))
             GROUP BY origin",
        )?;
        let rows = statement.query_map([sites], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How much of each site is queued.
    pub(in crate::crawl) fn queued(&self) -> Result<BTreeMap<String, u64>, CrawlError> {
        let sql = "SELECT site, count(*) FROM url WHERE state = 'queued' GROUP BY site";
        let mut statement = self.db.prepare(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a host is to be asked for next, for the sites given (a JSON array), while so much is asked of it: about so much
    /// at most. Pages that nobody has seen and known ones that are due take turns, so that neither starve by a limit.
    pub(in crate::crawl) fn due(
        &self,
        origin: &str,
        sites: &str,
        now: Timestamp,
        in_flight: usize,
        at_most: usize,
    ) -> Result<Due, CrawlError> {
        let most_new = at_most + in_flight;
        let new = self.queued_jobs(origin, sites, now, (0, KNOWN), most_new)?;
        let most_known = new.len().max(FEW) + in_flight;
        let known = self.queued_jobs(origin, sites, now, (KNOWN, u32::MAX), most_known)?;
        let is_full = new.len() == most_new || known.len() == most_known;
        let later = if is_full {
            None
        } else {
            self.next_later(origin, sites, now)?
        };
        Ok(Due {
            jobs: in_turns(new, known),
            is_full,
            later,
        })
    }

    /// What is queued of a host at priorities from one to below another, at most so much.
    fn queued_jobs(
        &self,
        origin: &str,
        sites: &str,
        now: Timestamp,
        (from, to): (u32, u32),
        at_most: usize,
    ) -> Result<Vec<Job>, CrawlError> {
        let sql = format!(
            "SELECT {COLUMNS}
             FROM url AS u INDEXED BY url_queued LEFT JOIN url AS v ON v.id = u.via
             WHERE u.state = 'queued' AND u.origin = ?1 AND u.not_before <= ?2
                 AND u.site IN (SELECT value FROM json_each(?3)) AND u.priority >= ?5 AND u.priority < ?6
             ORDER BY u.priority, u.id LIMIT ?4"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let bounds = params![origin, now.0, sites, at_most as u64, from, to];
        let rows = statement.query_map(bounds, job)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// When something of a host that may not be asked for yet may be.
    fn next_later(
        &self,
        origin: &str,
        sites: &str,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, CrawlError> {
        let mut statement = self.db.prepare_cached(
            "SELECT min(not_before) FROM url INDEXED BY url_queued
             WHERE state = 'queued' AND origin = ?1 AND not_before > ?2
                 AND site IN (SELECT value FROM json_each(?3))",
        )?;
        let later = statement.query_row(params![origin, now.0, sites], |row| {
            row.get::<_, Option<i64>>(0)
        })?;
        Ok(later.map(Timestamp))
    }

    /// The job of asking a host for its robots.txt.
    pub(in crate::crawl) fn robots_job(
        &self,
        origin: &str,
        site: &str,
    ) -> Result<Option<Job>, CrawlError> {
        let url = format!("{origin}/robots.txt");
        self.db.execute(
            "INSERT INTO url (url, origin, site, kind, depth, hops, is_entry, state, priority)
             VALUES (?1, ?2, ?3, 'robots', 0, 0, 0, 'kept', 0) ON CONFLICT (url) DO UPDATE SET kind = 'robots'",
            params![url, origin, site],
        )?;
        let sql = format!(
            "SELECT {COLUMNS} FROM url AS u LEFT JOIN url AS v ON v.id = u.via WHERE u.url = ?1"
        );
        Ok(self.db.query_row(&sql, [url], job).optional()?)
    }

    /// Pages that turned out to be nearer to an entry, some of them.
    pub(in crate::crawl) fn nearer(&self) -> Result<Vec<Nearer>, CrawlError> {
        let sql = format!(
            "SELECT {COLUMNS}, r.warc, r.offset FROM url AS u LEFT JOIN url AS v ON v.id = u.via
             LEFT JOIN response AS r ON r.id = (SELECT max(id) FROM response WHERE url = u.id AND is_revisit = 0)
             WHERE u.is_nearer = 1 LIMIT 100"
        );
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map([], |row| {
            let kept_at = row.get::<_, Option<u64>>(18)?.zip(row.get(19)?);
            Ok(Nearer {
                job: job(row)?,
                location: row.get(15)?,
                kept_at,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
