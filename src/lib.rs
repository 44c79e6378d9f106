//! Facts out of Vietnamese Communist Party news, each with the exact characters that state it.
//!
//! An [`Article`] goes in, a [`Record`] comes out; nothing is read from disk, network or clock on the way:
//!
//! ```
//! use dangbo::article::Article;
//! use dangbo::knowledge::Knowledge;
//!
//! let knowledge = Knowledge::bundled()?;
//! let article = Article {
//!     source: "note".to_owned(),
//!     text: "Đảng bộ Khối CCQ-DN tỉnh Kon Tum có 94 TCCSĐ với gần 5,1 nghìn đảng viên.".to_owned(),
//!     ..Article::default()
//! };
//! let record = dangbo::extract(&article, &knowledge);
//! let evidence = &record.facts[1].evidence[0];
//! let quote: String = article.text.chars().skip(evidence.start).take(evidence.end - evidence.start).collect();
//! assert_eq!(quote, evidence.quote);
//! assert_eq!(record.document.place.as_deref(), Some("Kon Tum"));
//! # Ok::<(), dangbo::knowledge::table::TableError>(())
//! ```
//!
//! The stages, in order: [`text`] cuts, [`abbreviation`] expands, [`mention`] names, [`fact`] says, [`resolve`] decides
//! who and when, [`record`] is what is published. [`knowledge`] is what they look up; [`source`], [`batch`] and [`sink`] are the
//! ends that touch files.

pub mod abbreviation;
pub mod article;
mod assemble;
pub mod batch;
mod code;
pub mod crawl;
pub mod date;
pub mod duplicate;
pub mod evaluate;
pub mod explain;
pub mod fact;
// The tests let the program die at each of its places.
#[doc(hidden)]
pub mod failpoint;
pub mod knowledge;
pub mod mention;
pub mod normalize;
mod page;
pub mod record;
mod resolve;
pub mod run;
pub mod sink;
pub mod source;
mod store;
pub mod text;
pub mod timestamp;
mod warning;
// The program writes its output as the library writes its files.
#[doc(hidden)]
pub mod whole_file;

use abbreviation::ShortFormUse;
use article::{Article, WarningCode};
use fact::{Log, Scene};
use knowledge::Knowledge;
use record::{Fact, Field, Record};
use resolve::Cast;
use resolve::place::ArticlePlace;
use smallvec::SmallVec;
use std::sync::{Mutex, PoisonError};
use text::Reading;
use text::lists::Lists;
use warning::Doubt;

/// Reads one article.
pub fn extract(article: &Article, knowledge: &Knowledge) -> Record {
    Extractor::new(knowledge).extract(article)
}

/// Reads many articles, by themselves and with the same records as [`extract`]: one is read in the memory of another, which is
/// faster. Threads may share it.
#[derive(Debug)]
pub struct Extractor<'k> {
    knowledge: &'k Knowledge,
    /// The lists that no article is being read in.
    kept: Mutex<Vec<Lists>>,
}

impl<'k> Extractor<'k> {
    /// One that has read nothing yet.
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self {
            knowledge,
            kept: Mutex::default(),
        }
    }

    /// Reads one article.
    pub fn extract(&self, article: &Article) -> Record {
        // Whoever failed while it held the lock had taken its lists out, or had not put them back.
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let lists = kept().pop().unwrap_or_default();
        let (record, lists) = extract_in(lists, article, self.knowledge);
        if lists.are_usual() {
            kept().push(lists);
        }
        record
    }
}

fn extract_in(lists: Lists, article: &Article, knowledge: &Knowledge) -> (Record, Lists) {
    let (reading, uses, doubts) = read(lists, article, knowledge);
    let (facts, place) = if mention::speaks_of_party(&reading) {
        facts_of(article, &reading, knowledge, &doubts)
    } else {
        (Vec::new(), None)
    };
    let record = assemble::assemble(article, &reading, uses, doubts, facts, place);
    (record, reading.into_lists())
}

/// What a reading states, and which place it is about.
fn facts_of(
    article: &Article,
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    doubts: &[Doubt],
) -> (Vec<Fact>, Option<String>) {
    let log = Log::off();
    with_scene(article, reading, knowledge, &log, |scene, place| {
        let drafts = fact::read(scene);
        let about = place.about.clone();
        if drafts.is_empty() {
            return (Vec::new(), about);
        }
        let cast = Cast::of(scene, place, is_suspect(doubts));
        let resolved = resolve::resolve(scene, article, &cast, drafts);
        (resolved.facts, about)
    })
}

/// Cuts, expands and doubts: everything before mentions.
fn read<'a>(
    lists: Lists,
    article: &'a Article,
    knowledge: &'a Knowledge,
) -> (Reading<'a>, Vec<ShortFormUse>, Vec<Doubt>) {
    let title = article
        .title
        .as_deref()
        .filter(|title| !text::metadata::has_title(&article.running_text(), title));
    read_below(lists, title, article, knowledge)
}

/// The same of what stands below a title, with the title where it is no part of it.
fn read_below<'a>(
    lists: Lists,
    title: Option<&str>,
    article: &'a Article,
    knowledge: &'a Knowledge,
) -> (Reading<'a>, Vec<ShortFormUse>, Vec<Doubt>) {
    let fields = [
        (Field::Title, title),
        (Field::Lead, article.lead.as_deref()),
    ];
    let above: SmallVec<[(Field, &str); 2]> = fields
        .into_iter()
        .filter_map(|(field, words)| Some((field, words?)))
        .collect();
    let mut reading = Reading::new_in(lists, &above, &article.text, &knowledge.lexicon);
    let mut uses = abbreviation::expand(&mut reading, knowledge);
    reading.find_phrases();
    let doubts = warning::doubts(&reading);
    if is_suspect(&doubts) {
        abbreviation::distrust(&mut uses, &reading);
    }
    (reading, uses, doubts)
}

/// Names what a reading names and hands the scene and its place to `then`.
fn with_scene<T>(
    article: &Article,
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    log: &Log,
    then: impl FnOnce(&Scene<'_>, ArticlePlace) -> T,
) -> T {
    let mentions = mention::Mentions::find(reading, knowledge);
    let scene = Scene::new(reading, knowledge, &mentions, article.year(), log);
    then(&scene, ArticlePlace::of(&scene))
}

fn is_suspect(doubts: &[Doubt]) -> bool {
    doubts
        .iter()
        .any(|doubt| doubt.code == WarningCode::MachineTranslation)
}
