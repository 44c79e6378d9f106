//! What the rules of a site read today: one page, fetched and read as a run would.

use crate::crawl::stored::{Stored, StoredAnswer};
use crate::crawl::{self, Config, Event, Hope, Kind, Reason, Surroundings, Verdict};
use crate::knowledge::Knowledge;
use crate::record::Record;
use crate::run::error::RunError;
use crate::run::ledger::{FILE, Ledger};
use crate::run::read::{self, Outcome};
use crate::run::skip::Skip;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use url::Url;

/// Where no article of a site is known, so many of the pages that its entries lead to are tried.
const TRIED: u64 = 3;

/// What a site's rules read.
#[derive(Debug)]
pub struct Seen {
    pub site: String,
    /// The page that was asked for; none where no page was reached.
    pub url: Option<String>,
    pub what: What,
}

/// What came of it.
#[derive(Debug)]
pub enum What {
    /// An article.
    Read(Box<Record>),
    /// A page, and no article.
    Skipped { skip: Skip, message: Option<String> },
    /// No page: it was refused, or could not be had.
    NotFetched(Vec<(String, Reason)>),
}

/// Fetches a page of each site and reads it; of the sites in `only`, if it names any. Nothing is kept.
///
/// The page is the newest article that the records know, or, where that is no more, one that the site's entries lead to. It
/// is asked for as a crawl does, by robots.txt and at the site's pace, which holds from one site and page to the next.
/// Sites that are not reached before `stop` is set are left out.
///
/// # Errors
/// A name that is no site's, a ledger that is in use or damaged, a folder for what is fetched that cannot be made.
pub fn check(
    config: &Config,
    knowledge: &Knowledge,
    surroundings: &Surroundings,
    only: &[String],
    stop: &AtomicBool,
) -> Result<Vec<Seen>, RunError> {
    for name in only {
        known_site(config, name)?;
    }
    let ledger = if config.records.folder.join(FILE).exists() {
        Some(Ledger::open(&config.records.folder)?)
    } else {
        None
    };
    // One state for all that is asked for: in it stands when a host may be asked again.
    let folder = tempfile::tempdir().map_err(RunError::cannot_write("a folder"))?;
    let mut mark = 0;
    let mut seen = Vec::new();
    for site in &config.sites {
        if !only.is_empty() && !only.contains(&site.name) {
            continue;
        }
        if stop.load(Ordering::Relaxed) {
            break;
        }
        let address = match &ledger {
            Some(ledger) => ledger.newest_address(&site.name)?,
            None => None,
        };
        let address = address.and_then(|address| Url::parse(&address).ok());
        let mut fetch = |address: Option<&Url>| {
            let alone = alone(config, &site.name, address, folder.path());
            let mut watcher = Failures::default();
            crawl::run_in(&alone, surroundings, stop, &mut watcher)?;
            let answers = Stored::open(folder.path())?.answers(mark, 1000)?;
            mark = answers.last().map_or(mark, |answer| answer.mark);
            look(&site.name, &alone, knowledge, &answers, watcher)
        };
        let mut one = fetch(address.as_ref())?;
        if address.is_some() && one.is_no_more() && !stop.load(Ordering::Relaxed) {
            one = fetch(None)?;
        }
        seen.push(one);
    }
    Ok(seen)
}

impl Seen {
    /// Whether it was answered, or decided, that there is no page, so that asking again does not help.
    fn is_no_more(&self) -> bool {
        let is_answer = |(_, reason): &(_, Reason)| reason.hope() == Hope::None;
        matches!(&self.what, What::NotFetched(reasons) if reasons.iter().all(is_answer))
    }
}

/// Lets a site be as it is from now on: earlier nights are no measure for it any more.
///
/// # Errors
/// A name that is no site's, a ledger that is in use, damaged or cannot be written to.
pub fn accept(config: &Config, site: &str) -> Result<(), RunError> {
    known_site(config, site)?;
    Ledger::open(&config.records.folder)?.accept(site)
}

fn known_site(config: &Config, name: &str) -> Result<(), RunError> {
    let is_known = config.sites.iter().any(|site| site.name == name);
    is_known.then_some(()).ok_or_else(|| RunError::NoSuchSite {
        name: name.to_owned(),
    })
}

/// The configuration of a crawl of one page of a site, or of its entries and the first pages that they lead to.
fn alone(config: &Config, name: &str, address: Option<&Url>, folder: &Path) -> Config {
    let mut alone = config.clone();
    alone.keep.folder = folder.to_owned();
    alone.sites.retain(|site| site.name == name);
    for site in &mut alone.sites {
        match address {
            Some(address) => *site = site.of_one_article(address.clone()),
            None => {
                let entries = site.start.len() + site.feeds.len() + site.sitemaps.len();
                site.pages = Some(entries as u64 + 1 + TRIED);
            }
        }
    }
    alone
}

/// What could not be fetched.
#[derive(Debug, Default)]
struct Failures(BTreeMap<String, Reason>);

impl crawl::Watcher for Failures {
    fn saw(&mut self, event: &Event<'_>) {
        match *event {
            Event::Visited {
                url,
                verdict: Verdict::Refused(reason) | Verdict::Failed(reason),
                ..
            } => {
                self.0.insert(url.to_owned(), reason);
            }
            Event::Left { host, reason } => {
                self.0.insert(host.to_owned(), reason);
            }
            _ => {}
        }
    }
}

/// Reads the pages that were fetched, up to the first article.
fn look(
    site: &str,
    config: &Config,
    knowledge: &Knowledge,
    answers: &[StoredAnswer],
    failures: Failures,
) -> Result<Seen, RunError> {
    let mut last = None;
    for answer in answers {
        if answer.kind != Kind::Page {
            continue;
        }
        let what = match read::read(answer, config, knowledge)? {
            Outcome::Article(found) => What::Read(Box::new(found.record)),
            Outcome::Skipped { skip, message, .. } => What::Skipped { skip, message },
        };
        let is_article = matches!(what, What::Read(_));
        last = Some((answer.url.clone(), what));
        if is_article {
            break;
        }
    }
    Ok(match last {
        Some((url, what)) => Seen {
            site: site.to_owned(),
            url: Some(url),
            what,
        },
        None => Seen {
            site: site.to_owned(),
            url: None,
            what: What::NotFetched(failures.0.into_iter().collect()),
        },
    })
}
