//! Who and when: drafts become facts with an organization, a period and their evidence; each fact once.
//!
//! Enters: a [`Scene`] and its drafts. Leaves: record facts in text order. Decides nothing about what was said.

mod checks;
pub(crate) mod evidence;
mod foreign;
mod organization;
mod period;
pub mod place;
mod unique;

use crate::article::Article;
use crate::fact::{Draft, Scene};
use crate::record::Fact;
pub use organization::Cast;

/// Resolves the drafts of one article.
pub fn resolve(scene: &Scene<'_>, article: &Article, cast: &Cast, drafts: Vec<Draft>) -> Vec<Fact> {
    let locator = evidence::Locator::new(scene.reading, article);
    let facts = drafts
        .into_iter()
        .filter(|draft| !scene.reading.is_furniture(draft.tokens.start) && !foreign::is_foreign(scene, &draft.tokens))
        .map(|draft| Fact {
            organization: cast.owner(scene, &draft.owner),
            period: period::period(scene, article, &draft),
            evidence: vec![locator.evidence(&draft.tokens)],
            rule: draft.rule,
            checks: Vec::new(),
            value: draft.value,
        })
        .collect();
    let mut facts = unique::unique(facts);
    checks::check(scene, &mut facts);
    facts
}
