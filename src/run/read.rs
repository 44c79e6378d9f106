//! One stored answer: to its record, or to the reason why it gives none.
//!
//! Reads the WARC file and nothing else; many answers are read at the same time.

use crate::article::WarningCode;
use crate::batch::words_of_panic;
use crate::crawl::stored::StoredAnswer;
use crate::crawl::{Config, Kind};
use crate::duplicate::Sketch;
use crate::knowledge::Knowledge;
use crate::record::Record;
use crate::run::error::RunError;
use crate::run::skip::Skip;
use crate::source::{self, MAX_ARTICLE_BYTES, SourceError};
use crate::text::metadata;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use url::Url;

/// What became of an answer.
#[derive(Debug)]
pub(super) enum Outcome {
    Article(Box<Found>),
    Skipped {
        skip: Skip,
        /// What was expected and what was found, where the reason alone does not tell.
        message: Option<String>,
        /// Whether the address is one of an article's, by the configuration and the answer's head: sites are watched by
        /// what becomes of such pages.
        is_candidate: bool,
    },
}

/// An article.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) record: Record,
    pub(super) sketch: Option<Sketch>,
    /// Whom it says it was taken from.
    pub(super) credit: Option<String>,
}

impl Outcome {
    fn passed(skip: Skip) -> Self {
        Self::Skipped {
            skip,
            message: None,
            is_candidate: false,
        }
    }

    fn missed(skip: Skip, message: Option<String>) -> Self {
        Self::Skipped {
            skip,
            message,
            is_candidate: true,
        }
    }
}

/// Reads an answer.
///
/// # Errors
/// The system failed, or the file that should hold it is not there.
pub(super) fn read(
    answer: &StoredAnswer,
    config: &Config,
    knowledge: &Knowledge,
) -> Result<Outcome, RunError> {
    if let Some(skip) = by_head(answer, config) {
        return Ok(Outcome::passed(skip));
    }
    let place = &answer.warc;
    let folder = &config.keep.folder;
    let work = || {
        let raw = source::page_at(folder, &place.file, place.offset, MAX_ARTICLE_BYTES)?;
        let article = raw.read(knowledge)?;
        let record = crate::extract(&article, knowledge);
        if let Some((skip, message)) = by_text(&record) {
            return Ok::<_, SourceError>(Outcome::missed(skip, Some(message)));
        }
        let text = article.running_text();
        let credit = metadata::credit(&text, &knowledge.metadata);
        Ok(Outcome::Article(Box::new(Found {
            credit: credit.map(str::to_owned),
            sketch: Sketch::of(&text),
            record,
        })))
    };
    // A page cannot hurt its neighbours.
    match catch_unwind(AssertUnwindSafe(work)) {
        Err(panic) => {
            let message = Some(words_of_panic(&*panic));
            Ok(Outcome::missed(Skip::ProgramFailed, message))
        }
        Ok(Ok(reading)) => Ok(reading),
        Ok(Err(error)) => match Skip::of_error(&error) {
            None => Err(of_the_system(error)),
            Some(skip @ Skip::NotAPage) => Ok(Outcome::passed(skip)),
            Some(skip) => Ok(Outcome::missed(skip, Some(error.to_string()))),
        },
    }
}

/// An answer that is not read now, and is by the next run: what is lost is told from what the system refused.
fn of_the_system(error: SourceError) -> RunError {
    match error {
        SourceError::Unreadable { at, error }
            if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) =>
        {
            RunError::cannot_read(at, error)
        }
        lost => RunError::damaged(lost.to_string()),
    }
}

/// What is known to give no record before it is read.
fn by_head(answer: &StoredAnswer, config: &Config) -> Option<Skip> {
    match answer.kind {
        _ if answer.is_revisit => return Some(Skip::Unchanged),
        Kind::Robots => return Some(Skip::Robots),
        Kind::Feed => return Some(Skip::Feed),
        Kind::Sitemap => return Some(Skip::Sitemap),
        Kind::Page => {}
    }
    match answer.status {
        status if source::is_answered(status) => {}
        300..=399 => return Some(Skip::Redirect),
        404 | 410 => return Some(Skip::Gone),
        _ => return Some(Skip::OddStatus),
    }
    // A site that is no longer configured had its pages kept because they belonged to it.
    let site = config.sites.iter().find(|site| site.name == answer.site)?;
    let url = Url::parse(&answer.url).ok()?;
    if site.has_article_at(&url, answer.is_entry) {
        None
    } else if answer.is_entry || site.start.contains(&url) {
        Some(Skip::StartPage)
    } else {
        Some(Skip::NotAnArticleAddress)
    }
}

/// What reading it shows to be no article of ours.
fn by_text(record: &Record) -> Option<(Skip, String)> {
    let doubt = |code| {
        let warnings = record.document.warnings.iter();
        warnings
            .filter(|warning| warning.code == code)
            .map(|warning| warning.message.clone())
            .next()
    };
    // A short notice that states a fact is an article all the same.
    let low = doubt(WarningCode::LowText).filter(|_| record.facts.is_empty());
    low.map(|message| (Skip::NotAnArticle, message))
        .or_else(|| doubt(WarningCode::NotVietnamese).map(|message| (Skip::NotVietnamese, message)))
}
