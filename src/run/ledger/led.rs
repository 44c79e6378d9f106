//! Known articles whose addresses lead elsewhere: to a page to log in at, to a notice, to a start page.
//!
//! Enters: where the address of a known article leads tonight, or that it shows the article. Leaves: how many of a site's
//! lead to one place together, and where that is. An article that moved leads to one of its own, and is not lost.

use crate::crawl::stored::End;
use crate::run::counter::Stage;
use crate::run::error::RunError;
use crate::run::ledger::{Batch, CurrentNight, Ledger};
use rusqlite::{OptionalExtension, params};

/// Laid out when the ledger is opened, since there are ledgers without it.
pub(super) const TABLE: &str = "
-- A known article whose address led elsewhere when it was last asked for.
CREATE TABLE IF NOT EXISTS led (
    article INTEGER PRIMARY KEY REFERENCES article (id),
    night   INTEGER NOT NULL REFERENCES night (id),
    target  TEXT    NOT NULL,
    -- What several targets have in common.
    place   TEXT    NOT NULL
) STRICT;
";

/// Of the articles that a place leads away, one for each that has its own article there is not lost.
const LOST: &str = "SELECT led.place AS place, count(*) - count(DISTINCT there.id) AS lost
    FROM led JOIN article AS a ON a.id = led.article LEFT JOIN article AS there
        ON there.url = led.target AND there.id NOT IN (SELECT article FROM led)
    WHERE a.site = ?1 AND led.night = ?2 GROUP BY led.place HAVING count(*) > 1";

impl Batch<'_> {
    /// The address of a known article leads elsewhere.
    pub(in crate::run) fn lead(&self, article: i64, to: &End) -> Result<(), RunError> {
        let mut statement = self.db.prepare_cached(
            "INSERT OR REPLACE INTO led (article, night, target, place) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let (target, place) = (to.url.as_str(), to.place.as_str());
        statement.execute(params![article, self.night.id, target, place])?;
        Ok(())
    }

    /// The address of a known article shows it.
    pub(in crate::run) fn stay(&self, article: i64) -> Result<(), RunError> {
        let mut statement = self
            .db
            .prepare_cached("DELETE FROM led WHERE article = ?1")?;
        statement.execute([article])?;
        Ok(())
    }
}

impl Ledger {
    /// Counts the known articles of a site that were led away in a night.
    pub(in crate::run) fn count_led(
        &mut self,
        night: CurrentNight,
        site: &str,
    ) -> Result<(), RunError> {
        let transaction = self.db.transaction()?;
        transaction.execute(
            &format!(
                "INSERT OR REPLACE INTO tally (night, site, what, count)
                 SELECT ?2, ?1, ?3, total FROM (SELECT coalesce(sum(lost), 0) AS total FROM ({LOST})) WHERE total > 0"
            ),
            params![site, night.id, Stage::LedAway.code()],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// The place that most of the known articles of a site lead to, as of the last night in which some did.
    pub(in crate::run) fn led_to(&self, site: &str) -> Result<Option<String>, RunError> {
        let last = "SELECT max(night) FROM tally WHERE site = ?1 AND what = ?2";
        let row = self
            .db
            .query_row(last, params![site, Stage::LedAway.code()], |row| row.get(0));
        let Some(night): Option<i64> = row? else {
            return Ok(None);
        };
        let sql = format!("SELECT place FROM ({LOST}) ORDER BY lost DESC, place LIMIT 1");
        let row = self
            .db
            .query_row(&sql, params![site, night], |row| row.get(0));
        Ok(row.optional()?)
    }
}
