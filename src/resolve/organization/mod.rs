//! The article's cast: which organization each mention stands for, and whom a sentence without one speaks of.
//!
//! Named organizations come first (`named`); short forms ("Đảng bộ", "Đảng bộ Khối", "Tỉnh ủy") resolve against them,
//! then the places of the text, then the article's place (`short_form`). `subject` weighs which one the article is
//! about, `context` says whom a sentence speaks of. Where two readings remain, there is no organization: silence
//! beats a guess.

mod clause;
mod context;
mod demand;
mod headline;
mod named;
mod roll;
mod setting;
mod several;
mod short_form;
mod speaker;
pub(super) mod standing;
mod subject;
mod territory;
mod unit;

use crate::fact::{Owner, Scene, Several};
use crate::knowledge::organizations::HeadKind;
use crate::mention::organization::{self, OrganizationMention};
use crate::record::{Organization, OrganizationBasis};
use crate::resolve::place::ArticlePlace;
use crate::text::TokenRange;
use crate::text::fold::fold;
pub(super) use demand::{Demand, level_at};
use roll::Roll;
use rustc_hash::{FxHashMap, FxHashSet};
use standing::{
    acts, attends, is_forerunner, is_of_officer, is_over, is_superior, is_trusted, says_more,
};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use subject::Main;

/// How many mentions of organizations back an organization is looked for by its name.
const MENTIONS_REACH: usize = 64;

/// The organizations of an article.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cast {
    resolved: Vec<Option<Identified>>,
    /// What each mention weighs for the article's main organization, if anything.
    weights: Vec<Option<u32>>,
    /// The mentions that name their organization by themselves.
    named: Roll,
    /// Those of them that no merger has ended; none where all are such.
    living: Option<Roll>,
    /// The units that the text names outside organizations' names; read when first asked for.
    units: OnceCell<Roll>,
    /// By the folded name that brackets give a unit, its fuller one.
    aliases: FxHashMap<String, String>,
    /// The names of organizations that a mention says are no more.
    ended: FxHashSet<String>,
    /// By kind, the mentions that say more than their head and stand for an organization that still is, in text order.
    fuller: BTreeMap<HeadKind, Vec<usize>>,
    /// The mentions whose organization acts in its sentence, in text order.
    actors: Vec<usize>,
    /// The several organizations that a clause speaks of together, in text order.
    several: Vec<Several>,
    /// Where a clause speaks of cells as a whole, in text order.
    cells: Vec<usize>,
    main: Option<Main>,
    party: String,
    /// The places that complete short forms.
    place: ArticlePlace,
    /// The article may be a copy by machine translation: only organizations with a place or unit of their own count.
    is_suspect: bool,
}

/// An owner and the reason why it is the one.
pub(super) type Found = (Organization, &'static str);

/// A mention's organization.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Identified {
    name: String,
    /// The folded name, for comparison. Most mentions repeat one of a few, which they share.
    key: Rc<str>,
    basis: OrganizationBasis,
    /// Why it is the one.
    reason: &'static str,
}

impl Identified {
    fn new(name: String, basis: OrganizationBasis) -> Self {
        Self {
            key: fold(&name).into(),
            name,
            basis,
            reason: match basis {
                OrganizationBasis::Coreferent => "a name or place around completes it",
                _ => "it is named in full",
            },
        }
    }

    fn because(mut self, reason: &'static str) -> Self {
        self.reason = reason;
        self
    }
}

impl Cast {
    /// Reads the cast of an article.
    pub(crate) fn of(scene: &Scene<'_>, place: ArticlePlace, is_suspect: bool) -> Self {
        let mentions = &scene.mentions.organizations;
        let party = scene
            .knowledge
            .organization_heads
            .iter()
            .find(|head| head.kind == HeadKind::National)
            .map_or_else(String::new, |head| head.canonical.clone());
        let mut cast = Self {
            resolved: vec![None; mentions.len()],
            weights: (mentions.iter())
                .map(|mention| subject::weight_of(scene, mention))
                .collect(),
            party,
            place,
            is_suspect,
            ..Self::default()
        };
        for (index, mention) in mentions.iter().enumerate() {
            cast.resolved[index] = cast.named(scene, mention);
        }
        cast.spell_alike(scene);
        cast.unify_aliases(scene);
        cast.unify_prefixes(scene);
        cast.complete_places(scene);
        cast.call_rolls(scene);
        cast.main = cast.main_organization(scene);
        for (index, mention) in mentions.iter().enumerate() {
            if cast.resolved[index].is_none() && !mention.is_generic {
                cast.resolved[index] = cast.unit_or_level(scene, index, mention);
            }
        }
        cast.main = cast.main_organization(scene);
        cast.call_units(scene);
        if cast.complete_nested(scene) {
            cast.call_rolls(scene);
        }
        cast.main = cast.main.take().map(|main| cast.as_main(scene, main.name));
        for (index, mention) in mentions.iter().enumerate() {
            let Some(name) = cast.name_of(index) else {
                continue;
            };
            if is_over(scene, mention) {
                let name = name.to_owned();
                cast.ended.insert(name);
            } else if says_more(mention) {
                cast.fuller.entry(mention.kind).or_default().push(index);
            }
        }
        for (index, mention) in mentions.iter().enumerate() {
            if cast.resolved[index].is_none() && !mention.is_generic && !mention.has_unit {
                let resolved = cast.bare(scene, index, mention);
                if let Some(Identified { name, .. }) = &resolved
                    && is_over(scene, mention)
                {
                    cast.ended.insert(name.clone());
                }
                cast.resolved[index] = resolved;
            }
        }
        cast.actors = (0..mentions.len())
            .filter(|&index| cast.resolved[index].is_some() && acts(scene, &mentions[index]))
            .collect();
        cast.several = several::told_of(scene);
        cast.cells = several::cells(scene);
        cast
    }

    /// Writes a name that a headline has in capitals as the text has it.
    fn spell_alike(&mut self, scene: &Scene<'_>) {
        let mentions = scene.mentions.organizations.iter();
        let is_shouted: Vec<bool> = mentions
            .map(|mention| organization::is_in_capitals(scene.reading, mention.tokens.clone()))
            .collect();
        if !is_shouted.contains(&true) {
            return;
        }
        let mut spellings: FxHashMap<Rc<str>, String> = FxHashMap::default();
        let plain = self
            .resolved
            .iter()
            .zip(&is_shouted)
            .filter(|(_, is)| !**is);
        for (resolved, _) in plain {
            if let Some(Identified { name, key, .. }) = resolved {
                spellings.entry(key.clone()).or_insert_with(|| name.clone());
            }
        }
        for resolved in self.resolved.iter_mut().flatten() {
            if let Some(name) = spellings.get(&resolved.key) {
                resolved.name.clone_from(name);
            }
        }
    }

    /// The mentions of a unit that the article is about, though it does not say its name.
    fn call_units(&mut self, scene: &Scene<'_>) {
        let Some(main) = &self.main else { return };
        for (resolved, mention) in self.resolved.iter_mut().zip(&scene.mentions.organizations) {
            let is_main = mention.has_unit && !mention.is_generic && mention.name == main.name;
            if resolved.is_none() && is_main {
                *resolved = Some(Identified::new(
                    main.name.clone(),
                    OrganizationBasis::Coreferent,
                ));
            }
        }
    }

    /// Calls the rolls of the mentions that name their organization, by the keys of their names.
    fn call_rolls(&mut self, scene: &Scene<'_>) {
        let mentions = &scene.mentions.organizations;
        let key = |(resolved, mention): (&Option<Identified>, &OrganizationMention)| {
            let resolved = resolved.as_ref().filter(|_| mention.is_named);
            resolved.map(|resolved| Rc::clone(&resolved.key))
        };
        let named = self.resolved.iter().zip(mentions);
        self.named = Roll::of(named.clone().map(key));
        let are_over: Vec<bool> = mentions
            .iter()
            .map(|mention| is_over(scene, mention) || is_forerunner(scene, mention))
            .collect();
        self.living = are_over.contains(&true).then(|| {
            let living = named
                .zip(&are_over)
                .map(|(one, is_over)| if *is_over { None } else { key(one) });
            Roll::of(living)
        });
    }

    /// The canonical name of a mention's organization.
    pub(crate) fn name_of(&self, mention: usize) -> Option<&str> {
        self.resolved
            .get(mention)?
            .as_ref()
            .map(|resolved| resolved.name.as_str())
    }

    /// Why a mention stands for its organization.
    pub(crate) fn reason_of(&self, mention: usize) -> Option<&'static str> {
        Some(self.resolved.get(mention)?.as_ref()?.reason)
    }

    /// The article's main organization.
    pub(crate) fn main(&self) -> Option<&str> {
        self.main.as_ref().map(|main| main.name.as_str())
    }

    /// Whether an organization is only the Party as a whole, because the article names no other.
    pub(super) fn is_fallback(&self, organization: &Organization) -> bool {
        organization.basis == OrganizationBasis::Article && organization.name == self.party
    }

    /// Whether any mention stands for an organization.
    pub(super) fn has_mention(&self, name: &str) -> bool {
        let mut resolved = self.resolved.iter().flatten();
        resolved.any(|resolved| resolved.name == name)
    }

    /// Whether a range names an organization for itself: not only as whose officer or member somebody is, or who came. In a
    /// long range the last mentions are looked at.
    pub(super) fn is_named_in(&self, scene: &Scene<'_>, name: &str, range: TokenRange) -> bool {
        let mentions = scene.mentions.organizations_in(range);
        mentions.rev().take(MENTIONS_REACH).any(|(index, mention)| {
            self.name_of(index) == Some(name)
                && !is_of_officer(scene, mention)
                && !is_superior(scene, mention)
                && !attends(scene, mention.tokens.start)
        })
    }

    /// The organization of a draft and why it is that one: what the rule says, where that can own the fact, else whoever
    /// the text speaks of at `at`, the draft's first token.
    pub(super) fn owner(
        &self,
        scene: &Scene<'_>,
        owner: &Owner,
        at: usize,
        demand: Demand,
    ) -> Option<Found> {
        let by_rule = match owner {
            Owner::Context(_) if self.is_suspect => return None,
            Owner::Mention(index) if self.is_suspect && !is_trusted(scene, *index) => return None,
            Owner::Mention(index) => self.of_mention(scene, *index)?,
            Owner::Named(name, tokens) => Organization {
                name: name.clone(),
                mention: scene.reading.slice(tokens).to_owned(),
                basis: OrganizationBasis::Stated,
            },
            Owner::Read(mention) => self.of_read(scene, mention)?,
            Owner::Context(token) => return self.in_context(scene, *token, demand),
            Owner::Party => self.whole_party(),
            Owner::Unknown => return None,
        };
        if demand.accepts(scene.knowledge, &by_rule.name) {
            return Some((by_rule, "its own words name it"));
        }
        self.in_context(scene, at, demand)
    }

    /// The Party as a whole, where nothing nearer is meant.
    pub(super) fn whole_party(&self) -> Organization {
        Organization {
            name: self.party.clone(),
            mention: String::new(),
            basis: OrganizationBasis::Article,
        }
    }

    /// An organization that a rule read for itself.
    fn of_read(&self, scene: &Scene<'_>, mention: &OrganizationMention) -> Option<Organization> {
        let index = scene
            .mentions
            .organizations
            .partition_point(|known| known.tokens.start < mention.tokens.start);
        let resolved = self
            .cell_of_whole(scene, index, mention)
            .or_else(|| self.named(scene, mention))
            .or_else(|| self.unit_or_level(scene, index, mention))
            .or_else(|| {
                if mention.has_unit {
                    self.head_alone(scene, index, mention)
                } else {
                    self.bare(scene, index, mention)
                }
            })?;
        let resolved = self.in_full(resolved);
        let text = scene.reading.slice(&mention.tokens).to_owned();
        Some(Organization {
            name: resolved.name,
            mention: text,
            basis: resolved.basis,
        })
    }

    /// "Bí thư Đảng ủy, Giám đốc Chi nhánh" where no branch is named: the post is that of "Đảng ủy" alone.
    fn head_alone(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Identified> {
        let mut heads = scene.knowledge.organization_heads.iter();
        let head = heads.find(|head| head.kind == mention.kind && head.level.is_none())?;
        let short = OrganizationMention {
            name: head.canonical.clone(),
            is_named: false,
            has_unit: false,
            level: None,
            open_level: None,
            ..mention.clone()
        };
        self.bare(scene, index, &short)
    }

    fn of_mention(&self, scene: &Scene<'_>, index: usize) -> Option<Organization> {
        let resolved = self.resolved.get(index)?.as_ref()?;
        let tokens = &scene.mentions.organizations[index].tokens;
        Some(Organization {
            name: resolved.name.clone(),
            mention: scene.reading.slice(tokens).to_owned(),
            basis: resolved.basis,
        })
    }
}
