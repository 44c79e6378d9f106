//! The article's cast: which organization each mention stands for, and whom a sentence without one speaks of.
//!
//! Named organizations come first (`named`); short forms ("Đảng bộ", "Đảng bộ Khối", "Tỉnh ủy") resolve against them,
//! then the places of the text, then the article's place (`short_form`). `subject` weighs which one the article is
//! about, `context` says whom a sentence speaks of. Where two readings remain, there is no organization: silence
//! beats a guess.

mod context;
mod named;
mod short_form;
mod standing;
mod subject;

use crate::fact::{Owner, Scene};
use crate::knowledge::organizations::HeadKind;
use crate::mention::organization::OrganizationMention;
use crate::record::{Organization, OrganizationBasis};
use crate::resolve::place::ArticlePlace;
use crate::text::fold::fold;
use standing::is_trusted;

/// The organizations of an article.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    resolved: Vec<Option<Resolved>>,
    main: Option<String>,
    main_mention: String,
    party: String,
    /// The province or city that the article is about.
    pub place: Option<String>,
    places: ArticlePlace,
    /// The article may be a copy by machine translation: only organizations with a place or unit of their own count.
    is_suspect: bool,
}

/// A mention's organization.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Resolved {
    name: String,
    /// The folded name, for comparison.
    key: String,
    basis: OrganizationBasis,
}

impl Resolved {
    fn new(name: String, basis: OrganizationBasis) -> Self {
        Self {
            key: fold(&name),
            name,
            basis,
        }
    }
}

impl Cast {
    /// Reads the cast of an article.
    pub fn of(scene: &Scene<'_>, place: &ArticlePlace, is_suspect: bool) -> Self {
        let mentions = &scene.mentions.organizations;
        let party = scene
            .knowledge
            .organization_heads
            .iter()
            .find(|head| head.kind == HeadKind::National)
            .map_or_else(String::new, |head| head.canonical.clone());
        let mut cast = Self {
            resolved: vec![None; mentions.len()],
            party,
            place: place.name.clone(),
            places: place.clone(),
            is_suspect,
            ..Self::default()
        };
        for (index, mention) in mentions.iter().enumerate() {
            cast.resolved[index] = cast.named(scene, place, mention);
        }
        cast.unify_prefixes(scene);
        cast.main = cast.main_organization(scene);
        for (index, mention) in mentions.iter().enumerate() {
            if cast.resolved[index].is_none() && !mention.is_generic {
                cast.resolved[index] = cast.unit_or_level(scene, place, index, mention);
            }
        }
        cast.main = cast.main_organization(scene);
        cast.complete_nested(scene);
        cast.main_mention = cast.mention_text_of_main(scene);
        for (index, mention) in mentions.iter().enumerate() {
            if cast.resolved[index].is_none() && !mention.is_generic && !mention.has_unit {
                cast.resolved[index] = cast.bare(scene, index, mention);
            }
        }
        cast
    }

    /// The canonical name of a mention's organization.
    pub fn name_of(&self, mention: usize) -> Option<&str> {
        self.resolved
            .get(mention)?
            .as_ref()
            .map(|resolved| resolved.name.as_str())
    }

    /// The article's main organization.
    pub fn main(&self) -> Option<&str> {
        self.main.as_deref()
    }

    /// Whether an organization is only the Party as a whole, because the article names no other.
    pub fn is_fallback(&self, organization: &Organization) -> bool {
        organization.basis == OrganizationBasis::Article && organization.name == self.party
    }

    /// The organization of a draft.
    pub fn owner(&self, scene: &Scene<'_>, owner: &Owner) -> Option<Organization> {
        match owner {
            Owner::Context(_) if self.is_suspect => None,
            Owner::Mention(index) if self.is_suspect && !is_trusted(scene, *index) => None,
            Owner::Mention(index) => self.of_mention(scene, *index),
            Owner::Named(name, tokens) => Some(Organization {
                name: name.clone(),
                mention: scene.reading.slice(tokens).to_owned(),
                basis: OrganizationBasis::Stated,
            }),
            Owner::Read(mention) => self.of_read(scene, mention),
            Owner::Context(token) => self.in_context(scene, *token),
            Owner::Party => Some(Organization {
                name: self.party.clone(),
                mention: String::new(),
                basis: OrganizationBasis::Article,
            }),
            Owner::Unknown => None,
        }
    }

    /// An organization that a rule read for itself.
    fn of_read(&self, scene: &Scene<'_>, mention: &OrganizationMention) -> Option<Organization> {
        let index = scene
            .mentions
            .organizations
            .partition_point(|known| known.tokens.start < mention.tokens.start);
        let place = &self.places;
        let resolved = self
            .named(scene, place, mention)
            .or_else(|| self.unit_or_level(scene, place, index, mention))
            .or_else(|| {
                if mention.has_unit {
                    None
                } else {
                    self.bare(scene, index, mention)
                }
            })?;
        let text = scene.reading.slice(&mention.tokens).to_owned();
        Some(Organization {
            name: resolved.name,
            mention: text,
            basis: resolved.basis,
        })
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
