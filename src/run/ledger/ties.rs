//! Which articles are one: the ties of the ledger's articles, by what their newest versions have in common.
//!
//! Enters: an article and the sketch of its newest version. Leaves: groups with an origin each. A version that is no
//! copy ends a tie: the group that its article was of is tied anew, by what its members are now.

use crate::duplicate::{Claim, Sketch, likeness};
use crate::run::error::RunError;
use crate::run::ledger::{Batch, Origin};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;

/// So many sketches are compared with a new one at most: those that it shares most bands with.
const CANDIDATES: usize = 64;

impl Batch<'_> {
    /// Ties an article anew, which has a new version, and those that it was one with. Where the version is another
    /// article than the one before ("tin vắn" of today), it claims to be the first by what it says itself.
    pub(in crate::run) fn retie(
        &self,
        article: i64,
        sketch: Option<&Sketch>,
        claim: &Claim,
    ) -> Result<(), RunError> {
        let before = self.sketches(article)?;
        let is_the_same = match (before.last(), sketch) {
            (Some((_, before)), Some(sketch)) => likeness(before, sketch).is_some(),
            _ => true,
        };
        if !is_the_same {
            let mut statement = self
                .db
                .prepare_cached("UPDATE article SET day = ?2, is_credited = ?3 WHERE id = ?1")?;
            statement.execute(params![article, claim.day, claim.is_credited])?;
        }
        for (id, sketch) in before {
            self.forget(id, &sketch)?;
        }
        let others = self.part(article)?;
        for other in others {
            if let Some((_, sketch)) = self.sketches(other)?.last() {
                self.tie(other, sketch)?;
            }
        }
        if let Some(sketch) = sketch {
            self.compare(article, sketch)?;
        }
        Ok(())
    }

    /// Dissolves the group of an article; returns its other members, in the order in which they were met.
    fn part(&self, article: i64) -> Result<Vec<i64>, RunError> {
        let head = self.head(article)?;
        let mut statement = self
            .db
            .prepare_cached("SELECT id FROM article WHERE origin = ?1 OR id = ?1 ORDER BY id")?;
        let rows = statement.query_map([head], |row| row.get(0))?;
        let mut members: Vec<i64> = rows.collect::<Result<_, _>>()?;
        let mut statement = self.db.prepare_cached(
            "UPDATE article SET origin = NULL, likeness = NULL WHERE origin = ?1",
        )?;
        statement.execute([head])?;
        members.retain(|&member| member != article);
        Ok(members)
    }

    /// What the versions of an article are compared by, the newest as the last.
    fn sketches(&self, article: i64) -> Result<Vec<(i64, Sketch)>, RunError> {
        let mut statement = self.db.prepare_cached(
            "SELECT id, signature, specifics FROM sketch WHERE article = ?1 ORDER BY id",
        )?;
        let mut rows = statement.query([article])?;
        let mut sketches = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            sketches.push((
                id,
                kept(id, &row.get::<_, Vec<u8>>(1)?, &row.get::<_, Vec<u8>>(2)?)?,
            ));
        }
        Ok(sketches)
    }

    /// Nothing is compared with a sketch any more.
    fn forget(&self, id: i64, sketch: &Sketch) -> Result<(), RunError> {
        let mut statement = self
            .db
            .prepare_cached("DELETE FROM band WHERE band = ?1 AND sketch = ?2")?;
        for band in sketch.bands().map(u64::cast_signed) {
            statement.execute([band, id])?;
        }
        self.db.execute("DELETE FROM sketch WHERE id = ?1", [id])?;
        Ok(())
    }

    /// Keeps what an article is compared by, and joins it with those that it is one with.
    pub(in crate::run) fn compare(&self, article: i64, sketch: &Sketch) -> Result<(), RunError> {
        self.tie(article, sketch)?;
        let (signature, specifics) = sketch.to_bytes();
        let mut statement = self.db.prepare_cached(
            "INSERT INTO sketch (article, signature, specifics) VALUES (?1, ?2, ?3)",
        )?;
        statement.execute(params![article, signature, specifics])?;
        let id = self.db.last_insert_rowid();
        let mut statement = self
            .db
            .prepare_cached("INSERT OR IGNORE INTO band (band, sketch) VALUES (?1, ?2)")?;
        for band in sketch.bands().map(u64::cast_signed) {
            statement.execute(params![band, id])?;
        }
        Ok(())
    }

    /// Joins an article with those that it is one with.
    fn tie(&self, article: i64, sketch: &Sketch) -> Result<(), RunError> {
        let bands: Vec<i64> = sketch.bands().map(u64::cast_signed).collect();
        for (other, kept) in self.candidates(article, &bands)? {
            if let Some(likeness) = likeness(sketch, &kept) {
                self.join(article, other, likeness)?;
            }
        }
        Ok(())
    }

    /// Sketches of other articles that share a band, those that share most of them first.
    fn candidates(&self, article: i64, bands: &[i64]) -> Result<Vec<(i64, Sketch)>, RunError> {
        let mut meetings: BTreeMap<i64, usize> = BTreeMap::new();
        let mut statement = self
            .db
            .prepare_cached("SELECT sketch FROM band WHERE band = ?1")?;
        for band in bands {
            let mut rows = statement.query([band])?;
            while let Some(row) = rows.next()? {
                *meetings.entry(row.get(0)?).or_default() += 1;
            }
        }
        let mut met: Vec<(i64, usize)> = meetings.into_iter().collect();
        met.sort_by_key(|&(sketch, times)| (std::cmp::Reverse(times), sketch));
        let mut statement = self
            .db
            .prepare_cached("SELECT article, signature, specifics FROM sketch WHERE id = ?1")?;
        let mut candidates = Vec::new();
        for (id, _) in met.into_iter().take(CANDIDATES) {
            let (other, signature, specifics): (i64, Vec<u8>, Vec<u8>) =
                statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            if other != article {
                candidates.push((other, kept(id, &signature, &specifics)?));
            }
        }
        Ok(candidates)
    }

    /// Two articles are one: the members of both groups get the origin that goes first of all.
    fn join(&self, one: i64, other: i64, likeness: f64) -> Result<(), RunError> {
        let (head, other_head) = (self.head(one)?, self.head(other)?);
        if head == other_head {
            return Ok(());
        }
        let (first, second) = if self.claim(other_head)? < self.claim(head)? {
            (other_head, head)
        } else {
            (head, other_head)
        };
        let mut statement = self
            .db
            .prepare_cached("UPDATE article SET origin = ?2 WHERE origin = ?1")?;
        statement.execute(params![second, first])?;
        let mut statement = self
            .db
            .prepare_cached("UPDATE article SET origin = ?2, likeness = ?3 WHERE id = ?1")?;
        statement.execute(params![second, first, likeness])?;
        Ok(())
    }

    /// The origin of an article's group: itself, if it is one.
    fn head(&self, article: i64) -> Result<i64, RunError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT coalesce(origin, id) FROM article WHERE id = ?1")?;
        Ok(statement.query_row([article], |row| row.get(0))?)
    }

    fn claim(&self, article: i64) -> Result<Claim, RunError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT day, is_credited FROM article WHERE id = ?1")?;
        Ok(statement.query_row([article], |row| {
            Ok(Claim {
                day: row.get(0)?,
                is_credited: row.get(1)?,
                order: article,
            })
        })?)
    }

    /// What an article is a reprint of, if it is one.
    pub(in crate::run) fn origin(&self, article: i64) -> Result<Option<Origin>, RunError> {
        let mut statement = self.db.prepare_cached(
            "SELECT o.document, o.url, coalesce(a.likeness, 0) FROM article AS a JOIN article AS o ON o.id = a.origin
             WHERE a.id = ?1",
        )?;
        let row = statement.query_row([article], |row| {
            Ok(Origin {
                document: row.get(0)?,
                url: row.get(1)?,
                likeness: row.get(2)?,
            })
        });
        Ok(row.optional()?)
    }
}

/// The sketch in a row.
fn kept(id: i64, signature: &[u8], specifics: &[u8]) -> Result<Sketch, RunError> {
    Sketch::from_bytes(signature, specifics)
        .ok_or_else(|| RunError::damaged(format!("expected a sketch in row {id} of the ledger")))
}
