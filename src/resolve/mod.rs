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
use crate::knowledge::cue::Cue;
use crate::record::{Fact, Organization, Role, Value};
pub use organization::Cast;
use organization::Demand;
use period::Periods;

/// Resolves the drafts of one article.
pub fn resolve(scene: &Scene<'_>, article: &Article, cast: &Cast, drafts: Vec<Draft>) -> Vec<Fact> {
    let locator = evidence::Locator::new(scene.reading, article);
    let periods = Periods::of(scene, article);
    let facts = drafts
        .into_iter()
        .filter(|draft| is_told(scene, draft))
        .filter(|draft| is_party_matter(scene, cast, draft))
        .map(|draft| Fact {
            organization: owner(scene, cast, &draft).map(|(organization, _)| organization),
            period: periods.period(&draft),
            evidence: vec![locator.evidence(&draft.tokens)],
            rule: draft.rule,
            checks: checks::share(scene, &draft).into_iter().collect(),
            value: draft.value,
        })
        .collect();
    let mut facts = unique::unique(facts);
    checks::check(scene, &mut facts);
    facts
}

/// Who owns a draft, and why. The whole Party has a general secretary and no other: where nothing nearer is known, the
/// owner of a secretary's post is unknown.
pub fn owner(
    scene: &Scene<'_>,
    cast: &Cast,
    draft: &Draft,
) -> Option<(Organization, &'static str)> {
    let demand = Demand::of(scene, draft);
    let found = cast.owner(scene, &draft.owner, draft.tokens.start, demand)?;
    let is_local =
        matches!(&draft.value, Value::Officeholder { role, .. } if *role != Role::GeneralSecretary);
    (!is_local || found.0.name != cast.whole_party().name).then_some(found)
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

/// Whether a target or result belongs here: a Party organization is known to own it, or several do, or its sentence speaks of Party
/// members, organizations, secretaries or admissions. The plans of a company or a government in a text that only mentions the Party do not.
fn is_party_matter(scene: &Scene<'_>, cast: &Cast, draft: &Draft) -> bool {
    if !matches!(draft.value, Value::Target { .. } | Value::Result { .. }) {
        return true;
    }
    let sentence = scene.reading.sentence_of(draft.tokens.start);
    let names_party = sentence.start.min(draft.tokens.start)..sentence.end.max(draft.tokens.end);
    let speaks = [
        Cue::NounMember,
        Cue::NounOrganization,
        Cue::Committee,
        Cue::RoleSecretary,
        Cue::DeedAdmit,
    ]
    .into_iter()
    .any(|cue| scene.find_cue(names_party.clone(), cue).is_some());
    let at = draft.tokens.start;
    let is_owned = owner(scene, cast, draft).is_some_and(|(owner, _)| !cast.is_fallback(&owner))
        || cast.is_of_several(scene, at, Demand::default());
    if !speaks && !is_owned {
        scene.drop(
            draft.tokens.clone(),
            draft.rule,
            "no Party organization is known to own it",
        );
    }
    speaks || is_owned
}
