//! All that is stored and not read yet, to records and skips: a few answers at a time, each few in one transaction.

use crate::article::WarningCode;
use crate::crawl::Kind;
use crate::crawl::stored::{Stored, StoredAnswer};
use crate::duplicate::Claim;
use crate::record::{self, Record};
use crate::run::append::Files;
use crate::run::counter::Stage;
use crate::run::error::RunError;
use crate::run::ledger::{Batch, CurrentNight, Ledger, Mark, Origin};
use crate::run::read::{self, Found, Outcome};
use crate::run::skip::Skip;
use crate::run::{Progress, Task, Watcher};
use crate::sink::{JsonLines, Sink};
use rayon::prelude::*;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use url::Url;

/// So many answers are read and written together at most …
const BATCH: usize = 256;
/// … and so many bytes of their records, compressed, unless one alone has more.
const BATCH_BYTES: u64 = 16 << 20;

/// What reads stored answers and writes what they give.
pub(super) struct Reader<'a> {
    pub(super) task: Task<'a>,
    pub(super) stored: Stored,
    pub(super) ledger: Ledger,
    pub(super) files: Files,
    pub(super) night: CurrentNight,
    pub(super) progress: Progress,
    /// The files that were written to, with how much of each counts.
    pub(super) written: BTreeMap<String, u64>,
}

/// A line that is to be written, and to which file.
enum Line {
    Record {
        found: Box<Found>,
        /// The article's row in the ledger.
        article: i64,
    },
    Skip {
        skip: Skip,
        message: Option<String>,
    },
}

impl Reader<'_> {
    /// Reads all that is stored; returns whether it came to the end before `stop` was set.
    pub(super) fn read_all(
        &mut self,
        stop: &AtomicBool,
        watcher: &mut dyn Watcher,
    ) -> Result<bool, RunError> {
        let mut mark = self.ledger.mark()?.mark;
        self.progress.of = self.stored.count(mark)?;
        loop {
            if stop.load(Ordering::Relaxed) {
                return Ok(self.stored.count(mark)? == 0);
            }
            let mut answers = self.stored.answers(mark, BATCH)?;
            let mut bytes = 0;
            let fits = answers
                .iter()
                .take_while(|answer| {
                    bytes += answer.length;
                    bytes <= BATCH_BYTES
                })
                .count();
            answers.truncate(fits.max(1));
            let Some(last) = answers.last() else {
                return Ok(true);
            };
            mark = last.mark;
            self.keep(&answers, watcher)?;
            watcher.advanced(self.progress);
        }
    }

    /// Tells the ledger of files that do not exist yet, before they do.
    fn announce(&mut self, answers: &[StoredAnswer]) -> Result<(), RunError> {
        let names: BTreeSet<String> = answers
            .iter()
            .flat_map(|answer| [records_file(answer), skips_file(answer)])
            .filter(|name| !self.files.knows(name))
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        self.ledger.announce(&names)?;
        for name in &names {
            self.files.announced(name);
        }
        Ok(())
    }

    /// Reads a few answers and writes what they give.
    fn keep(
        &mut self,
        answers: &[StoredAnswer],
        watcher: &mut dyn Watcher,
    ) -> Result<(), RunError> {
        let Task {
            config, knowledge, ..
        } = self.task;
        let readings: Vec<Outcome> = answers
            .par_iter()
            .map(|answer| read::read(answer, config, knowledge))
            .collect::<Result<_, _>>()?;
        self.announce(answers)?;
        let mut batch = self.ledger.begin(self.night)?;
        let mut lines = Vec::with_capacity(answers.len());
        for (answer, reading) in answers.iter().zip(readings) {
            lines.push(enter(&mut batch, &self.stored, answer, reading)?);
        }
        // Only now, since a reprint may have been stored before its origin.
        let mut texts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (answer, line) in answers.iter().zip(lines) {
            match line {
                Line::Record { mut found, article } => {
                    if let Some(origin) = batch.origin(article)? {
                        mark_reprint(&mut found.record, origin);
                        batch.count(&answer.site, Stage::Reprints, 1);
                    }
                    self.progress.records += 1;
                    self.progress.facts += found.record.facts.len() as u64;
                    let text = texts.entry(records_file(answer)).or_default();
                    let written = JsonLines.write(&found.record, text);
                    written.map_err(|error| {
                        RunError::cannot_write("records")(io::Error::other(error))
                    })?;
                }
                Line::Skip { skip, message } => {
                    if skip.is_failure() {
                        watcher.failed(&answer.url, skip, message.as_deref());
                    }
                    let text = texts.entry(skips_file(answer)).or_default();
                    text.extend_from_slice(skip_line(answer, skip, message).as_bytes());
                    text.push(b'\n');
                }
            }
        }
        for (name, text) in texts {
            self.files.append(&name, &text)?;
        }
        let lengths = self.files.sync()?;
        let last = answers.last();
        batch.commit(
            &lengths,
            &Mark {
                mark: last.map_or(0, |last| last.mark),
                record_id: last.map(|last| last.warc.record_id.clone()),
            },
        )?;
        self.written.extend(lengths.clone());
        self.files.committed(lengths);
        self.progress.read += answers.len() as u64;
        Ok(())
    }
}

/// Enters into the ledger what an answer gave. The same text at the same address is no new version.
fn enter(
    batch: &mut Batch<'_>,
    stored: &Stored,
    answer: &StoredAnswer,
    reading: Outcome,
) -> Result<Line, RunError> {
    let site = &answer.site;
    batch.count(site, Stage::Answers, 1);
    let mut found = match reading {
        Outcome::Article(found) => found,
        Outcome::Skipped {
            skip,
            message,
            is_candidate,
        } => {
            batch.count(site, Stage::Candidates, u64::from(is_candidate));
            batch.count(site, skip, 1);
            if matches!(skip, Skip::Unchanged | Skip::Redirect) && answer.kind == Kind::Page {
                watch_over(batch, stored, answer)?;
            }
            return Ok(Line::Skip { skip, message });
        }
    };
    let document = &mut found.record.document;
    batch.count(site, Stage::Candidates, 1);
    batch.count(site, Stage::Articles, 1);
    batch.count(site, Stage::Dated, u64::from(document.published.is_some()));
    let facts = found.record.facts.len() as u64;
    batch.count(site, Stage::Stating, u64::from(facts > 0));
    let fetched = answer.fetched.day_in_vietnam().to_string();
    let day = document.published.as_deref().unwrap_or(&fetched);
    let own = [document.site.as_deref().unwrap_or(site), &answer.url];
    let claim = Claim::new(day, found.credit.as_deref(), &own, 0);
    let known = batch.known(&answer.url)?;
    if let Some(known) = &known {
        batch.stay(known.id)?;
    }
    let article = match known {
        Some(known) if known.document == document.id && known.title == document.title => {
            batch.count(site, Skip::SameText, 1);
            return Ok(Line::Skip {
                skip: Skip::SameText,
                message: None,
            });
        }
        Some(known) => {
            batch.renew(&known, document)?;
            batch.count(site, Stage::Versions, 1);
            document.version = Some(known.version + 1);
            document.replaces = Some(known.document);
            batch.retie(known.id, found.sketch.as_ref(), &claim)?;
            known.id
        }
        None => {
            document.version = Some(1);
            batch.count(site, Stage::New, 1);
            let article = batch.enter(&answer.url, site, document, &claim)?;
            if let Some(sketch) = &found.sketch {
                batch.compare(article, sketch)?;
            }
            article
        }
    };
    batch.count(site, Stage::Records, 1);
    batch.count(site, Stage::Facts, facts);
    Ok(Line::Record { found, article })
}

/// Takes note of whether a known article that is not read again is where it was, or its address leads elsewhere.
fn watch_over(
    batch: &mut Batch<'_>,
    stored: &Stored,
    answer: &StoredAnswer,
) -> Result<(), RunError> {
    let Some(known) = batch.known(&answer.url)? else {
        return Ok(());
    };
    if answer.is_redirect() {
        if let Some(end) = stored.end_of(answer)? {
            batch.lead(known.id, &end)?;
        }
    } else {
        batch.count(&answer.site, Stage::Standing, 1);
        batch.stay(known.id)?;
    }
    Ok(())
}

/// Says in a record what it is a reprint of.
fn mark_reprint(record: &mut Record, origin: Origin) {
    let share = (origin.likeness * 100.0).round();
    record.document.warnings.push(record::Warning {
        code: WarningCode::DuplicateOf,
        message: format!(
            "expected an article of its own, found one that has {share}% in common with {}",
            origin.url
        ),
        start: 0,
        end: 0,
    });
    record.document.duplicate_of = Some(origin.document);
}

/// Records stand in the file of the day they were fetched on (UTC), however late they are read.
fn records_file(answer: &StoredAnswer) -> String {
    format!("{}.jsonl", answer.fetched.day())
}

fn skips_file(answer: &StoredAnswer) -> String {
    format!("{}.skips.jsonl", answer.fetched.day())
}

fn skip_line(answer: &StoredAnswer, skip: Skip, message: Option<String>) -> String {
    let mut line = json!({
        "url": answer.url,
        "site": answer.site,
        "host": Url::parse(&answer.url).ok().as_ref().and_then(Url::host_str),
        "reason": skip,
        "fetched_at": answer.fetched.to_string(),
        "http_status": answer.status,
        "warc": {"file": answer.warc.file, "offset": answer.warc.offset, "record_id": answer.warc.record_id},
    });
    if let Some(message) = message {
        line["message"] = message.into();
    }
    line.to_string()
}
