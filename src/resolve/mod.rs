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
        .filter(|draft| is_told(scene, draft))
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

/// Whether a draft is told: it stands in the article's own text and speaks of no other country's party.
fn is_told(scene: &Scene<'_>, draft: &Draft) -> bool {
    let reason = if scene.reading.is_furniture(draft.tokens.start) {
        "it stands in page furniture"
    } else if foreign::is_foreign(scene, &draft.tokens) {
        "it speaks of another country's party"
    } else {
        return true;
    };
    scene.drop(draft.tokens.clone(), draft.rule, reason);
    false
}
