//! dangbo: facts out of Vietnamese Communist Party news.
pub mod abbreviation;
pub mod article;
pub mod batch;
pub mod evaluate;
pub mod fact;
pub mod knowledge;
pub mod mention;
pub mod record;
pub mod resolve;
pub mod sink;
pub mod source;
pub mod text;
pub mod warning;

use article::Article;
use knowledge::Knowledge;
use record::Record;

/// Reads one article.
pub fn extract(article: &Article, knowledge: &Knowledge) -> Record {
    let title = article.title.as_deref().filter(|title| !text::metadata::has_title(&article.text, title));
    let mut reading = text::Reading::new(title, &article.text, &knowledge.lexicon);
    let mut expansions = abbreviation::expand(&mut reading, knowledge);
    reading.find_phrases(&knowledge.lexicon);
    let doubts = warning::doubts(&reading, knowledge);
    let is_suspect = doubts.iter().any(|doubt| doubt.code == warning::MACHINE_TRANSLATION);
    if is_suspect {
        abbreviation::distrust(&mut expansions, &reading, knowledge);
    }
    if !mention::speaks_of_party(&reading, knowledge) {
        return record::assemble(article, &reading, expansions, doubts, Vec::new(), None);
    }
    let mentions = mention::Mentions::find(&reading, knowledge);
    let stances = fact::Stances::follow(&reading, knowledge, &mentions);
    let scene = fact::Scene { reading: &reading, knowledge, mentions: &mentions, stances: &stances };
    let place = resolve::place::ArticlePlace::of(&scene);
    let cast = resolve::Cast::of(&scene, &place, is_suspect);
    let mut drafts = Vec::new();
    for kind in fact::KINDS {
        (kind.read)(&scene, &mut drafts);
    }
    let facts = resolve::resolve(&scene, article, &cast, drafts);
    record::assemble(article, &reading, expansions, doubts, facts, place.name)
}
