//! The ledger: one SQLite file, written in transactions that each leave files and ledger in agreement.
//!
//! One [`Batch`] is one transaction: the articles it brought, what was counted, how much of each file counts, and the mark
//! up to which the stored answers have been read. Either all of it is known or none.

mod led;
mod ties;

use crate::duplicate::Claim;
use crate::failpoint;
use crate::run::counter::{Counter, Stage};
use crate::run::drift::Night;
use crate::run::error::RunError;
pub(super) use crate::store::current::Current as CurrentNight;
use crate::store::{Form, Store, current};
use crate::timestamp::Timestamp;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The name of the ledger in the folder of records.
pub(super) const FILE: &str = "ledger.sqlite";

const FORM: Form = Form {
    name: "ledger",
    file: FILE,
    schema: include_str!("schema.sql"),
    layout: 1,
    occasions: "night",
};

/// The ledger, held by one program at a time.
#[derive(Debug)]
pub(super) struct Ledger {
    db: Store,
}

/// How far the stored answers have been read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) mark: i64,
    /// The id of the record there.
    pub(super) record_id: Option<String>,
}

/// An article as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) version: u32,
    pub(super) document: String,
    pub(super) title: Option<String>,
}

/// An article that another one is a reprint of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Origin {
    pub(super) document: String,
    pub(super) url: String,
    /// How much the two have in common.
    pub(super) likeness: f64,
}

/// A reprint and its origin, as the index of duplicates has them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reprint {
    pub(super) url: String,
    pub(super) document: String,
    pub(super) site: String,
    pub(super) day: String,
    pub(super) origin: Origin,
    pub(super) origin_site: String,
    pub(super) origin_day: String,
}

impl Ledger {
    /// Opens the ledger in `folder`, which is made if it is not there.
    pub(super) fn open(folder: &Path) -> Result<Self, RunError> {
        let db = Store::open(folder, &FORM, records_in)?;
        db.execute_batch(led::TABLE)?;
        Ok(Self { db })
    }

    /// The files that were announced, and how much of each counts.
    pub(super) fn files(&self) -> Result<BTreeMap<String, u64>, RunError> {
        let mut statement = self.db.prepare("SELECT name, committed FROM file")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Says that files are going to be made, before they are.
    pub(super) fn announce(&mut self, names: &BTreeSet<String>) -> Result<(), RunError> {
        let transaction = self.db.transaction()?;
        for name in names {
            transaction.execute("INSERT INTO file (name, committed) VALUES (?1, 0)", [name])?;
        }
        pass("records/file")?;
        transaction.commit()?;
        Ok(())
    }

    pub(super) fn mark(&self) -> Result<Mark, RunError> {
        let sql = "SELECT mark, record_id FROM mark";
        Ok(self.db.query_row(sql, [], |row| {
            Ok(Mark {
                mark: row.get(0)?,
                record_id: row.get(1)?,
            })
        })?)
    }

    /// Continues the night that was not ended, or begins one.
    pub(super) fn begin_night(&mut self, now: Timestamp) -> Result<CurrentNight, RunError> {
        let transaction = self.db.transaction()?;
        let night = current::begin(&transaction, FORM.occasions, now)?;
        transaction.commit()?;
        Ok(night)
    }

    /// The night has come to its end; sites that alarmed in it are no measure for later ones.
    pub(super) fn end_night(
        &mut self,
        night: CurrentNight,
        now: Timestamp,
        alarmed: &BTreeSet<&str>,
    ) -> Result<(), RunError> {
        let transaction = self.db.transaction()?;
        for site in alarmed {
            transaction.execute(
                "INSERT OR REPLACE INTO tally (night, site, what, count) VALUES (?1, ?2, ?3, 1)",
                params![night.id, site, Stage::Alarmed.code()],
            )?;
        }
        transaction.execute(
            "UPDATE night SET ended = ?2 WHERE id = ?1",
            params![night.id, now.0],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// What was counted in a night, by site.
    pub(super) fn tallies(
        &self,
        night: CurrentNight,
    ) -> Result<BTreeMap<String, BTreeMap<Counter, u64>>, RunError> {
        let mut statement = self
            .db
            .prepare("SELECT site, what, count FROM tally WHERE night = ?1")?;
        let mut rows = statement.query([night.id])?;
        let mut tallies: BTreeMap<String, BTreeMap<Counter, u64>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let of_site = tallies.entry(row.get(0)?).or_default();
            if let Some(counted) = Counter::of_name(&row.get::<_, String>(1)?) {
                of_site.insert(counted, row.get(2)?);
            }
        }
        Ok(tallies)
    }

    /// What the nights of a site brought, the earliest first, with the current one as the last: so many that did not
    /// alarm, and those that did since, however many they are.
    pub(super) fn history(&self, site: &str, at_most: usize) -> Result<Vec<Night>, RunError> {
        let mut statement = self.db.prepare_cached(
            "WITH counted AS (SELECT id, began FROM night
                 WHERE id > (SELECT coalesce(max(night), 0) FROM accepted WHERE site = ?1)),
             usual AS (SELECT id FROM counted WHERE NOT EXISTS (
                     SELECT 1 FROM tally WHERE night = id AND site = ?1 AND what = ?3)
                 ORDER BY id DESC LIMIT ?2)
             SELECT counted.id, counted.began, tally.what, tally.count FROM counted
             LEFT JOIN tally ON tally.night = counted.id AND tally.site = ?1
             WHERE counted.id >= (SELECT min(id) FROM usual) ORDER BY counted.id",
        )?;
        let mut rows = statement.query(params![site, at_most as u64, Stage::Alarmed.code()])?;
        let mut nights: Vec<(i64, Night)> = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            if nights.last().is_none_or(|(last, _)| *last != id) {
                let night = Night {
                    began: Timestamp(row.get(1)?),
                    ..Night::default()
                };
                nights.push((id, night));
            }
            let what: Option<String> = row.get(2)?;
            let (Some((_, night)), Some(Counter::Stage(stage))) = (
                nights.last_mut(),
                what.as_deref().and_then(Counter::of_name),
            ) else {
                continue;
            };
            let count = row.get(3)?;
            match stage {
                Stage::Candidates => night.candidates = count,
                Stage::Articles => night.articles = count,
                Stage::Dated => night.dated = count,
                Stage::Stating => night.stating = count,
                Stage::New => night.new = count,
                Stage::Standing => night.standing = count,
                Stage::LedAway => night.led_away = count,
                Stage::Alarmed => night.is_alarmed = count > 0,
                Stage::Answers
                | Stage::Versions
                | Stage::Records
                | Stage::Reprints
                | Stage::Facts => {}
            }
        }
        Ok(nights.into_iter().map(|(_, night)| night).collect())
    }

    /// What a site's pages are like from now on is right: earlier nights are no measure any more.
    pub(super) fn accept(&self, site: &str) -> Result<(), RunError> {
        self.db.execute(
            "INSERT OR REPLACE INTO accepted (site, night) SELECT ?1, coalesce(max(id), 0) FROM night",
            [site],
        )?;
        Ok(())
    }

    /// The newest address of an article of a site, if one is known.
    pub(super) fn newest_address(&self, site: &str) -> Result<Option<String>, RunError> {
        let sql = "SELECT url FROM article WHERE site = ?1 ORDER BY id DESC LIMIT 1";
        let row = self.db.query_row(sql, [site], |row| row.get(0));
        Ok(row.optional()?)
    }

    /// All reprints with their origins, by address.
    pub(super) fn reprints(&self) -> Result<Vec<Reprint>, RunError> {
        let mut statement = self.db.prepare(
            "SELECT a.url, a.document, coalesce(a.named, a.site), a.day, o.document, o.url, coalesce(a.likeness, 0),
                 coalesce(o.named, o.site), o.day
             FROM article AS a JOIN article AS o ON o.id = a.origin ORDER BY a.url",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Reprint {
                url: row.get(0)?,
                document: row.get(1)?,
                site: row.get(2)?,
                day: row.get(3)?,
                origin: Origin {
                    document: row.get(4)?,
                    url: row.get(5)?,
                    likeness: row.get(6)?,
                },
                origin_site: row.get(7)?,
                origin_day: row.get(8)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Begins a transaction of the current night.
    pub(super) fn begin(&mut self, night: CurrentNight) -> Result<Batch<'_>, RunError> {
        Ok(Batch {
            db: self.db.transaction()?,
            night,
            counts: BTreeMap::new(),
        })
    }
}

/// What a few answers brought: one transaction, which nothing is known of before it is committed.
pub(super) struct Batch<'l> {
    db: Transaction<'l>,
    night: CurrentNight,
    counts: BTreeMap<(String, Counter), u64>,
}

impl Batch<'_> {
    /// Counts something of a site.
    pub(super) fn count(&mut self, site: &str, what: impl Into<Counter>, number: u64) {
        if number > 0 {
            let counted = (site.to_owned(), what.into());
            *self.counts.entry(counted).or_default() += number;
        }
    }

    /// The article at an address.
    pub(super) fn known(&self, url: &str) -> Result<Option<Known>, RunError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT id, version, document, title FROM article WHERE url = ?1")?;
        let row = statement.query_row([url], |row| {
            Ok(Known {
                id: row.get(0)?,
                version: row.get(1)?,
                document: row.get(2)?,
                title: row.get(3)?,
            })
        });
        Ok(row.optional()?)
    }

    /// Enters a new article.
    pub(super) fn enter(
        &self,
        url: &str,
        site: &str,
        document: &crate::record::Document,
        claim: &Claim,
    ) -> Result<i64, RunError> {
        let mut statement = self.db.prepare_cached(
            "INSERT INTO article (url, site, named, version, document, title, day, is_credited)
             VALUES (?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)",
        )?;
        statement.execute(params![
            url,
            site,
            document.site,
            document.id,
            document.title,
            claim.day,
            claim.is_credited
        ])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Enters a new version of an article. What it claims to be the first by is for [`Batch::retie`].
    pub(super) fn renew(
        &self,
        known: &Known,
        document: &crate::record::Document,
    ) -> Result<(), RunError> {
        let mut statement = self.db.prepare_cached(
            "UPDATE article SET version = ?2, document = ?3, title = ?4 WHERE id = ?1",
        )?;
        statement.execute(params![
            known.id,
            known.version + 1,
            document.id,
            document.title
        ])?;
        Ok(())
    }

    /// All of it is known from now on.
    pub(super) fn commit(
        self,
        lengths: &BTreeMap<String, u64>,
        mark: &Mark,
    ) -> Result<(), RunError> {
        for (name, length) in lengths {
            self.db.execute(
                "UPDATE file SET committed = ?2 WHERE name = ?1",
                params![name, length],
            )?;
        }
        for ((site, what), count) in &self.counts {
            let mut statement = self.db.prepare_cached(
                "INSERT INTO tally (night, site, what, count) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (night, site, what) DO UPDATE SET count = count + ?4",
            )?;
            statement.execute(params![self.night.id, site, what.name(), count])?;
        }
        self.db.execute(
            "UPDATE mark SET mark = ?1, record_id = ?2",
            params![mark.mark, mark.record_id],
        )?;
        pass("ledger/commit")?;
        self.db.commit()?;
        pass("ledger/committed")
    }
}

fn pass(name: &'static str) -> Result<(), RunError> {
    failpoint::pass(name).map_err(RunError::cannot_write("ledger"))
}

/// A file of records in a folder, if there is one.
fn records_in(folder: &Path) -> std::io::Result<Option<String>> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(|first: char| first.is_ascii_digit()) && name.ends_with(".jsonl") {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
