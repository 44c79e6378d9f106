//! What visits brought, written in one transaction.

use crate::crawl::error::CrawlError;
use crate::crawl::evidence::Records;
use crate::crawl::links::{Kind, Link};
use crate::crawl::reason::Reason;
use crate::crawl::state::frontier::{KNOWN, LATE, Put, insert, origin};
use crate::crawl::state::{Run, State};
use crate::crawl::visit::{Job, Verdict, Visit};
use crate::failpoint;
use crate::store::StoreError;
use crate::timestamp::Timestamp;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// A visit whose records, if it has any, were appended to the WARC file of a number at an offset.
#[derive(Debug)]
pub(in crate::crawl) struct Placed {
    pub(in crate::crawl) visit: Visit,
    pub(in crate::crawl) place: Option<(u64, u64)>,
    /// When it is to be tried again in this run.
    pub(in crate::crawl) not_before: Timestamp,
}

/// What a commit changed of the frontier.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::crawl) struct Committed {
    /// The hosts that something was queued for, each with its site.
    pub(in crate::crawl) hosts: BTreeMap<String, String>,
    /// The hosts of which something that was queued is to be asked for in another way.
    pub(in crate::crawl) altered: BTreeSet<String>,
    /// How much was queued, by site.
    pub(in crate::crawl) queued: BTreeMap<String, u64>,
}

impl Committed {
    fn count(&mut self, from: &Job, link: &Link, put: Put) {
        match put {
            Put::Queued => {
                self.hosts.insert(origin(&link.url), from.site.clone());
                *self.queued.entry(from.site.clone()).or_default() += 1;
            }
            Put::Altered => {
                self.altered.insert(origin(&link.url));
            }
            Put::Known => {}
        }
    }
}

/// So many known pages are asked for where a start page leads elsewhere all of a sudden.
const PROBED: u64 = 20;

impl State {
    /// Writes what visits brought: outcomes, links, responses, the lengths of the WARC files, the clocks of the hosts.
    pub(in crate::crawl) fn commit(
        &mut self,
        run: Run,
        visits: &[Placed],
        lengths: &BTreeMap<u64, u64>,
        clocks: &BTreeMap<String, Timestamp>,
    ) -> Result<Committed, CrawlError> {
        let transaction = self.db.transaction()?;
        let mut committed = Committed::default();
        for (&number, &length) in lengths {
            transaction.execute(
                "INSERT INTO warc (number, committed) VALUES (?1, ?2)
                 ON CONFLICT (number) DO UPDATE SET committed = ?2, is_indexed = 0",
                params![number, length],
            )?;
        }
        for placed in visits {
            let visit = &placed.visit;
            write_outcome(&transaction, placed)?;
            write_response(&transaction, run, placed)?;
            write_robots(&transaction, visit)?;
            for link in &visit.links {
                let is_redirect = visit.location.is_some();
                let put = insert(&transaction, &visit.job, link, is_redirect, run, visit.at)?;
                committed.count(&visit.job, link, put);
            }
            if visit.is_entry_that_turned() {
                probe(&transaction, run, &visit.job, &mut committed)?;
            }
        }
        for (origin, next) in clocks {
            let mut statement = transaction.prepare_cached(
                "INSERT INTO host (origin, next) VALUES (?1, ?2) ON CONFLICT (origin) DO UPDATE SET next = ?2",
            )?;
            statement.execute(params![origin, next.0])?;
        }
        pass("state/write")?;
        pass("state/commit")?;
        transaction.commit()?;
        pass("state/committed")?;
        Ok(committed)
    }

    /// Writes the links of pages that turned out to be nearer; one whose answer cannot be read back is asked for again.
    pub(in crate::crawl) fn commit_nearer(
        &mut self,
        run: Run,
        pages: &[(Job, Option<Vec<Link>>)],
        now: Timestamp,
    ) -> Result<Committed, CrawlError> {
        let transaction = self.db.transaction()?;
        let mut committed = Committed::default();
        for (job, links) in pages {
            transaction.execute("UPDATE url SET is_nearer = 0 WHERE id = ?1", [job.id])?;
            let Some(links) = links else {
                transaction.execute(
                    "UPDATE url SET state = 'queued', attempts = 0, not_before = 0, etag = NULL, last_modified = NULL
                     WHERE id = ?1",
                    [job.id],
                )?;
                committed.hosts.insert(origin(&job.url), job.site.clone());
                *committed.queued.entry(job.site.clone()).or_default() += 1;
                continue;
            };
            let is_redirect = job
                .previous
                .as_ref()
                .is_some_and(|previous| previous.location.is_some());
            for link in links {
                let put = insert(&transaction, job, link, is_redirect, run, now)?;
                committed.count(job, link, put);
            }
        }
        pass("state/commit")?;
        transaction.commit()?;
        Ok(committed)
    }

    /// Everything of the sites that is known to hold links is to have them looked at again: their scope has changed.
    pub(in crate::crawl) fn widen(
        &mut self,
        scopes: &BTreeMap<&str, String>,
    ) -> Result<(), CrawlError> {
        let transaction = self.db.transaction()?;
        for (site, scope) in scopes {
            let changed = transaction.execute(
                "INSERT INTO site (name, scope) VALUES (?1, ?2)
                 ON CONFLICT (name) DO UPDATE SET scope = ?2 WHERE scope <> ?2",
                params![site, scope],
            )?;
            if changed > 0 {
                transaction.execute(
                    "UPDATE url SET is_nearer = 1 WHERE site = ?1 AND state IN ('kept', 'moved') AND kind <> 'robots'",
                    [site],
                )?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

fn pass(name: &'static str) -> Result<(), CrawlError> {
    Ok(failpoint::pass(name).map_err(StoreError::cannot_write("state"))?)
}

/// The name that the table has for what became of an address; `queued` is what is still to be done.
fn state_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::New | Verdict::Changed | Verdict::Unchanged => "kept",
        Verdict::Moved => "moved",
        Verdict::Refused(Reason::NotFound | Reason::Gone) => "gone",
        Verdict::Refused(_) => "refused",
        Verdict::Postponed(_) => "queued",
        Verdict::Failed(_) => "failed",
    }
}

/// Queues some pages of a site that are known, due or not: where its start page leads elsewhere all of a sudden, so may they.
/// They are the newest.
fn probe(
    db: &Connection,
    run: Run,
    entry: &Job,
    committed: &mut Committed,
) -> Result<(), CrawlError> {
    let mut statement = db.prepare_cached(
        "UPDATE url SET state = 'queued', attempts = 0, not_before = 0, priority = priority % ?3 + ?3
         WHERE id IN (SELECT id FROM url
             WHERE site = ?1 AND kind = 'page' AND is_entry = 0 AND state IN ('kept', 'moved', 'refused') AND fetched < ?2
             ORDER BY id DESC LIMIT ?4)
         RETURNING origin",
    )?;
    let queued = params![entry.site, run.began.0, KNOWN, PROBED];
    let rows = statement.query_map(queued, |row| row.get::<_, String>(0))?;
    for origin in rows {
        committed.hosts.insert(origin?, entry.site.clone());
        *committed.queued.entry(entry.site.clone()).or_default() += 1;
    }
    Ok(())
}

fn write_outcome(db: &Connection, placed: &Placed) -> Result<(), CrawlError> {
    let visit = &placed.visit;
    let failed = matches!(visit.verdict, Verdict::Postponed(_) | Verdict::Failed(_));
    let is_robots = visit.robots.is_some() || visit.job.kind == Kind::Robots;
    let state = if is_robots {
        "kept"
    } else {
        state_of(visit.verdict)
    };
    let mut statement = db.prepare_cached(
        // While it was asked for, it may have turned out to be nearer, or to be a list and no page.
        "UPDATE url SET state = iif(kind IN (?9, 'robots'), ?2, 'queued'), reason = ?3, attempts = ?4, not_before = ?5,
             due = ?6, pause = coalesce(?7, pause), is_nearer = is_nearer OR (depth < ?8 AND ?2 IN ('kept', 'moved')),
             priority = priority % ?12 + iif(?10 AND is_entry = 0, ?11, 0)
         WHERE id = ?1",
    )?;
    statement.execute(params![
        visit.job.id,
        state,
        visit
            .verdict
            .reason()
            .or(visit.flaw)
            .map(|reason| reason.code()),
        if failed { visit.job.attempts + 1 } else { 0 },
        placed.not_before.0,
        visit.due.0,
        (!failed).then(|| i64::try_from(visit.pause.as_millis()).unwrap_or(i64::MAX)),
        visit.job.depth,
        visit.job.kind.code(),
        failed,
        LATE,
        KNOWN,
    ])?;
    if let Some(records) = &visit.records {
        write_answer(db, visit, records)?;
    }
    if visit.job.kind == Kind::Page {
        db.execute(
            "UPDATE url SET etag = NULL, last_modified = NULL WHERE id = ?1 AND kind IN ('feed', 'sitemap')",
            [visit.job.id],
        )?;
    }
    Ok(())
}

/// What is known of an address from the answer that was kept.
fn write_answer(db: &Connection, visit: &Visit, records: &Records) -> Result<(), CrawlError> {
    if records.is_revisit {
        let mut statement = db.prepare_cached(
            "UPDATE url SET fetched = ?2, content = ?3, etag = ?4, last_modified = ?5 WHERE id = ?1",
        )?;
        statement.execute(params![
            visit.job.id,
            visit.at.0,
            visit.content.map(u64::cast_signed),
            visit.validators.etag,
            visit.validators.last_modified,
        ])?;
        return Ok(());
    }
    let mut statement = db.prepare_cached(
        "UPDATE url SET fetched = ?2, content = ?3, etag = ?4, last_modified = ?5, status = ?6, location = ?7,
             digest = ?8, record_id = ?9, recorded = ?2 WHERE id = ?1",
    )?;
    statement.execute(params![
        visit.job.id,
        visit.at.0,
        visit.content.map(u64::cast_signed),
        visit.validators.etag,
        visit.validators.last_modified,
        visit.status,
        visit.location,
        records.digest,
        records.record_id,
    ])?;
    Ok(())
}

fn write_response(db: &Connection, run: Run, placed: &Placed) -> Result<(), CrawlError> {
    let (Some(records), Some((number, offset))) = (&placed.visit.records, placed.place) else {
        return Ok(());
    };
    let mut statement = db.prepare_cached(
        "INSERT INTO response (url, run, fetched, status, media_type, is_revisit, digest, record_id, warc, offset, length)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    statement.execute(params![
        placed.visit.job.id,
        run.id,
        placed.visit.at.0,
        placed.visit.status,
        placed.visit.media_type,
        records.is_revisit,
        records.digest,
        records.record_id,
        number,
        offset + records.offset as u64,
        records.length as u64,
    ])?;
    Ok(())
}

/// What a host's robots.txt said; after a 304 it is what it said before.
fn write_robots(db: &Connection, visit: &Visit) -> Result<(), CrawlError> {
    let Some(text) = &visit.robots else {
        return Ok(());
    };
    if visit.status != Some(304) && visit.records.is_none() {
        // What it says now has no record, so a host that said "as it was" would not mean this.
        db.execute(
            "UPDATE url SET etag = NULL, last_modified = NULL WHERE id = ?1",
            [visit.job.id],
        )?;
    }
    let text = (visit.verdict != Verdict::Unchanged || !text.is_empty()).then_some(text);
    db.execute(
        "INSERT INTO host (origin, next, asked, robots) VALUES (?1, 0, ?2, ?3)
         ON CONFLICT (origin) DO UPDATE SET asked = ?2, robots = coalesce(?3, robots)",
        params![origin(&visit.job.url), visit.at.0, text],
    )?;
    Ok(())
}
