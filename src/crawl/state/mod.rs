//! The state of a crawl: one SQLite file, written in transactions that each leave everything consistent.
//!
//! What a page was found to link to is written in the same transaction as the page's own outcome and the committed
//! length of the WARC file that holds it; so whenever the program dies, either all of a visit is known or none.

mod adopt;
mod commit;
mod frontier;

use crate::crawl::error::CrawlError;
use crate::crawl::evidence::are_there;
use crate::crawl::reason::Reason;
pub(super) use crate::store::current::Current as Run;
use crate::store::{Form, Store, current};
use crate::timestamp::Timestamp;
pub(super) use commit::{Committed, Placed};
pub(super) use frontier::{Entry, origin};
use rusqlite::{OptionalExtension, params};
use std::path::Path;
use std::time::Duration;

const FORM: Form = Form {
    name: "state",
    file: "state.sqlite",
    schema: include_str!("schema.sql"),
    layout: 1,
    occasions: "run",
};

/// The state of a crawl, held by one program at a time.
#[derive(Debug)]
pub(super) struct State {
    db: Store,
}

/// A response as the index beside its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IndexedResponse {
    pub(super) url: String,
    pub(super) fetched: Timestamp,
    pub(super) status: u16,
    pub(super) media_type: Option<String>,
    pub(super) digest: String,
    pub(super) offset: u64,
    pub(super) length: u64,
    pub(super) is_revisit: bool,
}

/// An address that a run got nothing from, or not all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missed {
    pub(super) site: String,
    pub(super) url: String,
    pub(super) how: How,
    pub(super) reason: Reason,
}

/// How a run got nothing from an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Failed,
    Flawed,
    Barren,
}

/// What is remembered of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HostMemory {
    pub(super) next: Timestamp,
    pub(super) asked: Option<Timestamp>,
    pub(super) robots: Vec<u8>,
}

impl State {
    /// Opens the state in `folder`, which is made if it is not there.
    pub(super) fn open(folder: &Path) -> Result<Self, CrawlError> {
        let warc_files = |folder: &Path| Ok(are_there(folder).then(|| "the WARC files".to_owned()));
        let db = Store::open(folder, &FORM, warc_files)?;
        Ok(Self { db })
    }

    /// Continues the run that was not ended, or begins one. Entries are due in a new one, and so are the pages whose
    /// time has come.
    pub(super) fn begin_run(
        &mut self,
        now: Timestamp,
        entries: &[Entry<'_>],
        longest: Duration,
    ) -> Result<Run, CrawlError> {
        let transaction = self.db.transaction()?;
        let run = current::begin(&transaction, FORM.occasions, now)?;
        frontier::lay_out(&transaction, run, now, entries, longest)?;
        transaction.commit()?;
        Ok(run)
    }

    /// What a run that is continued has failed over before, and does not ask for again: addresses that failed, entries
    /// that gave nothing, and lists that could not be read to their end.
    pub(super) fn missed(&self, run: Run) -> Result<Vec<Missed>, CrawlError> {
        let mut statement = self.db.prepare(
            "SELECT site, url, state, reason FROM url
             WHERE reason IS NOT NULL AND (
                 state = 'failed' OR (is_entry = 1 AND state IN ('gone', 'refused'))
                 OR (state = 'kept' AND kind IN ('feed', 'sitemap') AND fetched >= ?1)
             )",
        )?;
        let rows = statement.query_map([run.began.0], |row| {
            let (state, reason): (String, String) = (row.get(2)?, row.get(3)?);
            let how = match state.as_str() {
                "failed" => How::Failed,
                "kept" => How::Flawed,
                _ => How::Barren,
            };
            let (site, url) = (row.get(0)?, row.get(1)?);
            Ok(Reason::of_code(&reason).map(|reason| Missed {
                site,
                url,
                how,
                reason,
            }))
        })?;
        // A reason that only another version of the program has is passed over.
        let missed: Result<Vec<Option<Missed>>, _> = rows.collect();
        Ok(missed?.into_iter().flatten().collect())
    }

    /// The run has come to its end.
    pub(super) fn end_run(&mut self, run: Run, now: Timestamp) -> Result<(), CrawlError> {
        self.db.execute(
            "UPDATE run SET ended = ?2 WHERE id = ?1",
            params![run.id, now.0],
        )?;
        Ok(())
    }

    /// The latest time that a run is known to have seen: one that is ahead of now says that the clock was set back.
    pub(super) fn latest(&self) -> Result<Timestamp, CrawlError> {
        let sql = "SELECT coalesce(max(max(began, coalesce(ended, began))), 0) FROM run";
        Ok(Timestamp(self.db.query_row(sql, [], |row| row.get(0))?))
    }

    /// The newest WARC file: its number and committed length.
    pub(super) fn last_warc(&self) -> Result<Option<(u64, u64)>, CrawlError> {
        let sql = "SELECT number, committed FROM warc ORDER BY number DESC LIMIT 1";
        let row = self
            .db
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(row.optional()?)
    }

    /// The WARC files whose index is not up to date.
    pub(super) fn unindexed(&self) -> Result<Vec<u64>, CrawlError> {
        let sql = "SELECT number FROM warc WHERE is_indexed = 0 ORDER BY number";
        let mut statement = self.db.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What the index of a WARC file is made of.
    pub(super) fn responses_in(&self, warc: u64) -> Result<Vec<IndexedResponse>, CrawlError> {
        let mut statement = self.db.prepare(
            "SELECT url.url, r.fetched, r.status, r.media_type, r.digest, r.offset, r.length, r.is_revisit
             FROM response AS r JOIN url ON url.id = r.url WHERE r.warc = ?1",
        )?;
        let rows = statement.query_map([warc], |row| {
            Ok(IndexedResponse {
                url: row.get(0)?,
                fetched: Timestamp(row.get(1)?),
                status: row.get(2)?,
                media_type: row.get(3)?,
                digest: row.get(4)?,
                offset: row.get(5)?,
                length: row.get(6)?,
                is_revisit: row.get(7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The index of a WARC file is up to date.
    pub(super) fn indexed(&self, warc: u64) -> Result<(), CrawlError> {
        self.db
            .execute("UPDATE warc SET is_indexed = 1 WHERE number = ?1", [warc])?;
        Ok(())
    }

    /// What is remembered of a host.
    pub(super) fn host(&self, origin: &str) -> Result<Option<HostMemory>, CrawlError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT next, asked, robots FROM host WHERE origin = ?1")?;
        let row = statement.query_row([origin], |row| {
            Ok(HostMemory {
                next: Timestamp(row.get(0)?),
                asked: row.get::<_, Option<i64>>(1)?.map(Timestamp),
                robots: row.get::<_, Option<Vec<u8>>>(2)?.unwrap_or_default(),
            })
        });
        Ok(row.optional()?)
    }
}
