//! What was kept, for whoever reads it: the pages since a mark, in the order in which they were kept.
//!
//! The seam to extraction. A mark is a number that only grows; a reader remembers the last one that it has dealt with,
//! and what was kept since then is what is new.

use crate::crawl::error::CrawlError;
use crate::crawl::evidence::{name_of, response_at};
use crate::crawl::links::Kind;
use crate::crawl::scope::address;
use crate::store::StoreError;
use crate::timestamp::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use std::path::{Path, PathBuf};
use url::Url;

const STATE: &str = "state.sqlite";

/// A page that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPage {
    /// Its place among all that was kept.
    pub mark: i64,
    pub url: String,
    pub site: String,
    pub fetched: Timestamp,
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The body, its content coding undone; its charset is not.
    pub body: Vec<u8>,
    pub warc: WarcPlace,
}

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarcPlace {
    /// The file's name in the folder.
    pub file: String,
    /// Where its gzip member begins, in bytes.
    pub offset: u64,
    pub record_id: String,
}

/// An answer that was kept, of whatever kind, without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// Its place among all that was kept.
    pub mark: i64,
    pub url: String,
    pub site: String,
    pub kind: Kind,
    /// Whether a crawl begins at its address: it is configured so, or such an address leads there.
    pub is_entry: bool,
    pub fetched: Timestamp,
    pub status: u16,
    /// Whether it said that nothing had changed since an answer that was kept before.
    pub is_revisit: bool,
    /// Bytes of its record, compressed.
    pub length: u64,
    pub warc: WarcPlace,
    /// Where its address leads, as the `Location` header has it.
    pub location: Option<String>,
}

impl StoredAnswer {
    /// Whether it led elsewhere.
    pub fn is_redirect(&self) -> bool {
        matches!(self.status, 300..=303 | 307 | 308)
    }
}

/// Where an address leads in the end, by one redirect or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    pub url: Url,
    /// What it has in common with the ends of others that lead there: the address without its query, since one that asks
    /// for a name says there where it came from; the host, where that is another's and out of the scope.
    pub place: Url,
}

impl End {
    fn new(from: &Url, url: Url, is_known: bool) -> Self {
        let mut place = url.clone();
        place.set_query(None);
        if !is_known && (*from == url || from.origin() != url.origin()) {
            place.set_path("/");
        }
        Self { url, place }
    }
}

/// Redirects in a row that are looked at.
const HOPS: usize = 10;

/// The pages that a crawl has kept.
#[derive(Debug)]
pub struct Stored {
    folder: PathBuf,
    db: Connection,
}

impl Stored {
    /// Opens what is kept in `folder`; a crawl may be at work on it.
    ///
    /// # Errors
    /// There is no state, or it cannot be read.
    pub fn open(folder: &Path) -> Result<Self, CrawlError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(folder.join(STATE), flags)?;
        let layout: i32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if layout == 0 {
            let what = format!("expected a state in {STATE}, found nothing");
            return Err(StoreError::Damaged { what }.into());
        }
        Ok(Self {
            folder: folder.to_owned(),
            db,
        })
    }

    /// Whether there is anything of a crawl in `folder`.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(STATE).exists()
    }

    /// All that was kept after `mark`, at most so many answers: pages, lists, redirects, what had not changed.
    ///
    /// # Errors
    /// The state cannot be read.
    pub fn answers(&self, mark: i64, at_most: usize) -> Result<Vec<StoredAnswer>, CrawlError> {
        let mut statement = self.db.prepare_cached(
            "SELECT r.id, url.url, url.site, url.kind, r.fetched, r.status, r.is_revisit, r.length, r.warc, r.offset,
                 r.record_id, url.is_entry, url.location
             FROM response AS r JOIN url ON url.id = r.url WHERE r.id > ?1 ORDER BY r.id LIMIT ?2",
        )?;
        let rows = statement.query_map(params![mark, at_most as u64], |row| {
            let kind: String = row.get(3)?;
            Ok(StoredAnswer {
                mark: row.get(0)?,
                url: row.get(1)?,
                site: row.get(2)?,
                // An address of a kind that is not known here is looked at as a page would be.
                kind: Kind::of_code(&kind).unwrap_or(Kind::Page),
                is_entry: row.get(11)?,
                fetched: Timestamp(row.get(4)?),
                status: row.get(5)?,
                is_revisit: row.get(6)?,
                length: row.get(7)?,
                warc: WarcPlace {
                    file: name_of(row.get(8)?),
                    offset: row.get(9)?,
                    record_id: row.get(10)?,
                },
                location: row.get(12)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Where the address of an answer leads now; none if it leads nowhere, or to what is still to be asked for.
    ///
    /// # Errors
    /// The state cannot be read.
    pub fn end_of(&self, answer: &StoredAnswer) -> Result<Option<End>, CrawlError> {
        let mut statement = self
            .db
            .prepare_cached("SELECT location, fetched FROM url WHERE url = ?1")?;
        let Ok(from) = Url::parse(&answer.url) else {
            return Ok(None);
        };
        let mut url = from.clone();
        let mut location = answer.location.clone();
        for _ in 0..HOPS {
            let Some(next) = location.as_deref().and_then(|text| address(&url, text)) else {
                return Ok(None);
            };
            let row = statement.query_row([next.as_str()], |row| {
                Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?))
            });
            let is_itself = next == url;
            url = next;
            match row.optional()? {
                Some((None, Some(_))) => return Ok(Some(End::new(&from, url, true))),
                Some((None, None)) => return Ok(None),
                Some((Some(next), _)) if !is_itself => location = Some(next),
                // What wants a cookie leads to itself; what is out of scope is not asked for.
                Some(_) | None => break,
            }
        }
        Ok(Some(End::new(&from, url, false)))
    }

    /// The id of the record at a mark, if there is one.
    ///
    /// # Errors
    /// The state cannot be read.
    pub fn record_at(&self, mark: i64) -> Result<Option<String>, CrawlError> {
        let sql = "SELECT record_id FROM response WHERE id = ?1";
        Ok(self
            .db
            .query_row(sql, [mark], |row| row.get(0))
            .optional()?)
    }

    /// How many answers were kept after `mark`.
    ///
    /// # Errors
    /// The state cannot be read.
    pub fn count(&self, mark: i64) -> Result<u64, CrawlError> {
        let sql = "SELECT count(*) FROM response WHERE id > ?1";
        Ok(self.db.query_row(sql, [mark], |row| row.get(0))?)
    }

    /// The pages kept after `mark`; after 0, all.
    pub fn since(&self, mark: i64) -> Pages<'_> {
        Pages { stored: self, mark }
    }
}

/// Pages in the order in which they were kept. One is in memory at a time.
#[derive(Debug)]
pub struct Pages<'a> {
    stored: &'a Stored,
    mark: i64,
}

impl Pages<'_> {
    fn read_next(&mut self) -> Result<Option<StoredPage>, CrawlError> {
        let mut statement = self.stored.db.prepare_cached(
            "SELECT r.id, url.url, url.site, r.fetched, r.status, r.warc, r.offset, r.record_id
             FROM response AS r JOIN url ON url.id = r.url
             WHERE r.id > ?1 AND r.is_revisit = 0 AND r.status BETWEEN 200 AND 299 AND url.kind = 'page'
             ORDER BY r.id LIMIT 1",
        )?;
        let row = statement.query_row(params![self.mark], |row| {
            let place = WarcPlace {
                file: name_of(row.get(5)?),
                offset: row.get(6)?,
                record_id: row.get(7)?,
            };
            Ok(StoredPage {
                mark: row.get(0)?,
                url: row.get(1)?,
                site: row.get(2)?,
                fetched: Timestamp(row.get(3)?),
                status: row.get(4)?,
                content_type: None,
                body: Vec::new(),
                warc: place,
            })
        });
        let Some(mut page) = row.optional()? else {
            return Ok(None);
        };
        self.mark = page.mark;
        let (headers, body) = response_at(&self.stored.folder, &page.warc.file, page.warc.offset)?;
        page.content_type = headers
            .into_iter()
            .find(|(name, _)| name == "content-type")
            .map(|(_, value)| value);
        page.body = body;
        Ok(Some(page))
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<StoredPage, CrawlError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read_next().transpose()
    }
}
