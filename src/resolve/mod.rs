//! Who and when: drafts become facts with an organization, a period and their evidence; each fact once.
//!
//! Enters: a [`Scene`] and its drafts. Leaves: record facts in text order. What was said stays as it was said, but for two things
//! that a sentence alone does not let one tell: a post that the article shows to be over, or somebody's own by then, gets that
//! status ([`tenure`]), and of two readings of one congress the fuller is kept ([`unique`]).

mod checks;
mod evidence;
mod foreign;
mod matter;
mod organization;
mod period;
pub(crate) mod place;
mod tenure;
mod unique;

use crate::article::Article;
use crate::fact::{Draft, Owner, Reason, Scene};
use crate::record::{Fact, Organization, Role, Rule, Value};
use crate::text::TokenRange;
use crate::text::offset::Locator;
pub(crate) use organization::Cast;
use organization::Demand;
use period::Periods;

/// The facts of an article, and what they were made of.
pub(crate) struct Resolved {
    /// In text order, each once.
    pub facts: Vec<Fact>,
    /// The drafts that were told, without their values.
    pub origins: Vec<Origin>,
    /// By draft: the index of its fact.
    pub became: Vec<usize>,
}

/// What a draft was beside its value, which went to its fact.
pub(crate) struct Origin {
    pub tokens: TokenRange,
    pub owner: Owner,
    pub rule: Rule,
    /// Why the fact's organization is the one it is.
    pub reason: Option<&'static str>,
}

/// Resolves the drafts of one article.
pub(crate) fn resolve(
    scene: &Scene<'_>,
    article: &Article,
    cast: &Cast,
    drafts: Vec<Draft>,
) -> Resolved {
    let locator = Locator::new(scene.reading);
    let periods = Periods::of(scene, article);
    let many = drafts.len();
    let drafts = drafts
        .into_iter()
        .filter(|draft| is_told(scene, draft))
        .filter(|draft| matter::is_party_matter(scene, cast, draft));
    let mut facts = Vec::with_capacity(many);
    let mut origins = Vec::with_capacity(many);
    for draft in drafts {
        let (organization, reason) = owner(scene, cast, &draft).unzip();
        let (period, share) = (periods.period(&draft), checks::share(scene, &draft));
        facts.push(Fact {
            organization,
            period,
            evidence: vec![evidence::evidence(&locator, &draft.tokens)],
            rule: draft.rule,
            checks: share.into_iter().collect(),
            value: draft.value,
        });
        origins.push(Origin {
            tokens: draft.tokens,
            owner: draft.owner,
            rule: draft.rule,
            reason,
        });
    }
    let owners = unique::owners(scene.knowledge, &facts);
    tenure::close(scene, &origins, &owners, &mut facts);
    let (mut facts, became) = unique::unique(facts, &owners);
    checks::check(scene, &mut facts);
    Resolved {
        facts,
        origins,
        became,
    }
}

/// Who owns a draft, and why. The whole Party has a general secretary and no other: where nothing nearer is known, the
/// owner of a secretary's post is unknown. What the State plans is nobody's.
fn owner(scene: &Scene<'_>, cast: &Cast, draft: &Draft) -> Option<(Organization, &'static str)> {
    let demand = Demand::of(scene, draft);
    let found = cast.owner(scene, &draft.owner, draft.tokens.start, demand)?;
    let is_local =
        matches!(&draft.value, Value::Officeholder { role, .. } if *role != Role::GeneralSecretary);
    let can_own = !is_local || found.0.name != cast.whole_party().name;
    (can_own && matter::can_be_of(scene, cast, draft, &found.0)).then_some(found)
}

/// Whether a draft is told: it stands in the article's own text and speaks of no other country's party.
fn is_told(scene: &Scene<'_>, draft: &Draft) -> bool {
    let reason = if scene.reading.is_furniture(draft.tokens.start) {
        Reason::PageFurniture
    } else if foreign::is_foreign(scene, &draft.tokens) {
        Reason::ForeignParty
    } else {
        return true;
    };
    scene.note_dropped(draft.tokens.clone(), draft.rule, reason);
    false
}
