//! The article's cast: which organization each mention stands for, and whom a sentence without one speaks of.
//!
//! Named organizations come first; short forms ("Đảng bộ", "Đảng bộ Khối", "Tỉnh ủy") resolve against them, then the
//! places of the text, then the article's place. Where two readings remain, there is no organization: silence beats a guess.

use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::Sense;
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::OrganizationMention;
use crate::mention::territory::{Territory, UnitName};
use crate::record::{Organization, OrganizationBasis};
use crate::resolve::place::ArticlePlace;
use crate::text::TokenRange;
use crate::text::fold::fold;
use crate::text::token::Shape;

/// Sentences back that a bare "Đảng bộ" may look for an organization that was just named.
const FOCUS_SENTENCES: usize = 2;

/// The last sentence in which the main organization is first named.
const PROMINENT_SENTENCE: usize = 5;
/// Or how often it is named.
const PROMINENT_MENTIONS: usize = 4;

/// Sentences back in which a report from a village has named it.
const SCENE_SENTENCES: usize = 5;

/// Sentences at the top that tell which place an article is about.
const HEADLINE_SENTENCES: usize = 3;

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

/// A folded name's head ("chi bộ") and the rest with its leading space.
fn split_head(key: &str) -> (&str, &str) {
    let second = key
        .match_indices(' ')
        .nth(1)
        .map_or(key.len(), |(at, _)| at);
    key.split_at(second)
}

/// Tokens before an organization in which a merger makes it a thing of the past.
const PREDECESSOR_REACH: usize = 26;

/// Whether a merger or closing before the mention in its sentence says that the organization is no more.
fn is_predecessor(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let sentence = scene.reading.sentence_of(mention.tokens.start);
    let from = sentence
        .start
        .max(mention.tokens.start.saturating_sub(PREDECESSOR_REACH));
    scene
        .find_last_cue(from..mention.tokens.start, Cue::OrganizationPredecessor)
        .is_some_and(|cue| {
            !(cue.end..mention.tokens.start).any(|at| scene.reading.tokens[at].is_mark(b','))
        })
}

/// `Chi bộ Công ty X (Đảng bộ Khối Doanh nghiệp tỉnh)`: whether brackets right behind an organization hold the one that
/// it belongs to, which does not act itself.
fn is_superior(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let tokens = &scene.reading.tokens;
    let Some(open) = mention.tokens.start.checked_sub(1) else {
        return false;
    };
    let is_bracketed = tokens[open].is_mark(b'(')
        && tokens
            .get(mention.tokens.end)
            .is_some_and(|close| close.is_mark(b')'));
    let mut mentions = scene.mentions.organizations.iter();
    is_bracketed && mentions.any(|other| other.tokens.end == open)
}

/// `một trong những đảng bộ lớn của Đảng bộ Khối X`, `được Đảng ủy Khối X tặng cờ`: a superior or whoever acts upon the
/// subject. A short form that follows means the subject.
fn stands_aside(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let sentence = scene.reading.sentence_of(mention.tokens.start);
    let is_first = !scene
        .mentions
        .organizations_in(sentence.start..mention.tokens.start)
        .any(|(_, other)| other.kind == mention.kind && says_more(other));
    let from = scene
        .cue_before(mention.tokens.start, Cue::Committee)
        .unwrap_or(mention.tokens.start);
    let is_superior = scene.cue_before(from, Cue::OrganizationSuperior).is_some();
    let is_agent = scene.cue_before(from, Cue::Passive).is_some()
        || scene
            .cue_at(mention.tokens.end, Cue::OrganizationSetter)
            .is_some();
    is_agent || (is_superior && !is_first)
}

/// Whether a mention in a suspected copy can be trusted: it names a level or a unit, and no block.
fn is_trusted(scene: &Scene<'_>, index: usize) -> bool {
    let mention = &scene.mentions.organizations[index];
    let has_block = scene
        .find_cue(mention.tokens.clone(), Cue::OrganizationBlock)
        .is_some();
    let stands_alone = matches!(mention.kind, HeadKind::National | HeadKind::Whole);
    stands_alone || (!has_block && (mention.level.is_some() || mention.has_unit))
}

/// Whether a mention says more than its head: a name, a unit or a level.
fn says_more(mention: &OrganizationMention) -> bool {
    !mention.is_generic && (mention.is_named || mention.has_unit || mention.level.is_some())
}

/// Whether what stands before a token does to members what only Party organizations do: "huyện đã kết nạp".
fn acts_on_members(scene: &Scene<'_>, at: usize) -> bool {
    const DEEDS: [Cue; 3] = [Cue::DeedAdmit, Cue::DeedConfirm, Cue::DeedRemove];
    let verb = scene.cue_at(at, Cue::ReportOpen).unwrap_or(at);
    DEEDS.into_iter().any(|deed| {
        scene
            .cue_at(at, deed)
            .or(scene.cue_at(verb, deed))
            .is_some()
    })
}

/// Whether a mention is one of several that its sentence lists: "Dẫn đầu là Đảng bộ A, kế đến Đảng bộ B".
fn is_example(scene: &Scene<'_>, mention: usize) -> bool {
    let start = scene.mentions.organizations[mention].tokens.start;
    scene.cue_before(start, Cue::OrganizationExample).is_some()
}

/// Whether a mention stands in a headline in capitals.
fn is_shouted(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    scene.reading.tokens[mention.tokens.clone()]
        .iter()
        .filter(|token| token.is_word())
        .all(|token| token.shape == Shape::Upper)
}

/// Whether a token opens its sentence.
fn opens(scene: &Scene<'_>, token: usize) -> bool {
    scene.reading.sentence_of(token).start == token
}

fn coreferent(name: String) -> Resolved {
    Resolved::new(name, OrganizationBasis::Coreferent)
}

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

    /// Whoever the text speaks of at a token: the organization that acts in its sentence, else the one that acted in the
    /// sentences before on the same line, else the main one.
    fn in_context(&self, scene: &Scene<'_>, token: usize) -> Option<Organization> {
        let sentence = scene.reading.sentence_of(token);
        let actor = self.actor(scene, sentence.start, token);
        if let Some(territory) = self.territory(scene, sentence.start, token)
            && actor
                .is_none_or(|index| scene.mentions.organizations[index].tokens.start < territory.0)
        {
            return Some(territory.1);
        }
        if let Some(index) = actor.or_else(|| self.speaker(scene, sentence.start, token)) {
            return self.of_mention(scene, index);
        }
        let line_start = scene
            .reading
            .line_of(token)
            .map_or(sentence.start, |line| line.tokens.start);
        let actor = self
            .actor(scene, line_start, sentence.start)
            .filter(|&index| !is_example(scene, index));
        // "• Giồng Riềng: 7 tháng qua, huyện kết nạp …": the district is spoken of to the end of its line.
        if actor.is_none()
            && let Some((_, organization)) = self.territory(scene, line_start, sentence.start)
        {
            return Some(organization);
        }
        if let Some(index) = actor {
            return self.of_mention(scene, index);
        }
        let name = self.main.clone()?;
        Some(Organization {
            name,
            mention: self.main_mention.clone(),
            basis: OrganizationBasis::Article,
        })
    }

    /// `Đồng chí X, Phó Bí thư Đảng ủy Khối lưu ý, …`: whose officer speaks.
    fn speaker(&self, scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
        let speech = scene.find_last_cue(start..end, Cue::Speech)?;
        let (index, mention) = scene
            .mentions
            .organizations_in(start..speech.start)
            .next_back()?;
        let is_officers = [Cue::RoleSecretary, Cue::RoleDeputy, Cue::RoleStandingDeputy]
            .into_iter()
            .any(|role| scene.cue_before(mention.tokens.start, role).is_some());
        (is_officers && self.resolved[index].is_some()).then_some(index)
    }

    /// The Party organization of the last territory that a range speaks of: "toàn tỉnh", "tại TX. Hòa Thành"; and where.
    fn territory(
        &self,
        scene: &Scene<'_>,
        start: usize,
        end: usize,
    ) -> Option<(usize, Organization)> {
        (start..end).rev().find_map(|at| {
            let level_end = scene.cue_at(at, Cue::PlaceLevel)?;
            let is_whole = scene.cue_before(at, Cue::PlaceWhole).is_some();
            let is_spoken_of = scene
                .cue_before(at, Cue::PlaceLocative)
                .is_some_and(|cue| opens(scene, cue));
            let level =
                scene
                    .reading
                    .sense_at(&scene.knowledge.lexicon, at, |sense| match sense {
                        Sense::Level(level) => Some(level),
                        _ => None,
                    })?;
            let named = scene.mentions.territory_at(at);
            let is_subject = named.is_some_and(|territory| {
                let after = territory.tokens.end;
                let acts = scene
                    .cue_at(after, Cue::ReportOpen)
                    .or(scene.cue_at(after, Cue::Saying))
                    .is_some();
                acts && (opens(scene, at) || scene.reading.tokens[at - 1].is_mark(b','))
            });
            let place = match named {
                Some(territory) if is_whole || is_spoken_of || is_subject => {
                    Some(territory.name.clone())
                }
                None if is_whole || acts_on_members(scene, level_end) => {
                    self.places.name_at(scene, at, level.1)
                }
                _ => None,
            }?;
            let tokens = at..named.map_or(level_end, |territory| territory.tokens.end);
            let name = self.of_territory(scene, at..level_end, &place)?;
            let mention = scene.reading.slice(&tokens).to_owned();
            Some((
                at,
                Organization {
                    name,
                    mention,
                    basis: OrganizationBasis::Coreferent,
                },
            ))
        })
    }

    /// The last organization named in a range that acts there.
    fn actor(&self, scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
        let acts = |mention: &OrganizationMention| {
            let from = scene
                .cue_before(mention.tokens.start, Cue::Committee)
                .unwrap_or(mention.tokens.start);
            let is_oblique = [
                Cue::OrganizationOblique,
                Cue::OrganizationGuest,
                Cue::RoleSecretary,
                Cue::RoleDeputy,
                Cue::RoleStandingDeputy,
            ]
            .into_iter()
            .any(|cue| scene.cue_before(from, cue).is_some());
            // "Tại Đảng bộ Sở Y tế, đại hội …": a place that opens the sentence is what it speaks of.
            let is_setting = scene
                .cue_before(from, Cue::PlaceLocative)
                .is_some_and(|cue| opens(scene, cue));
            // "80% chỉ tiêu Tỉnh ủy giao": whoever sets the plan does not carry it out.
            let sets_plan = scene
                .cue_at(mention.tokens.end, Cue::OrganizationSetter)
                .is_some_and(|end| {
                    scene.cue_before(from, Cue::AimPlanNoun).is_some()
                        || scene.cue_at(end, Cue::DeedAdmit).is_some()
                });
            // "Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh, …": whose document it is does not act.
            let named_by = scene.cue_before(from, Cue::Congress).unwrap_or(from);
            let is_of_document = scene
                .cue_before(named_by, Cue::OrganizationDocument)
                .is_some();
            // "đã kỷ luật Ban cán sự đảng Bộ X": what a deed is done to does not act.
            let is_object = [
                Cue::DeedDiscipline,
                Cue::DeedInspect,
                Cue::DeedSupervise,
                Cue::DeedProposed,
            ]
            .into_iter()
            .any(|deed| scene.cue_before(from, deed).is_some());
            (!is_oblique || is_setting)
                && !sets_plan
                && !is_of_document
                && !is_object
                && !is_predecessor(scene, mention)
                && !is_superior(scene, mention)
        };
        scene
            .mentions
            .organizations_in(start..end)
            .rev()
            .find(|(index, mention)| acts(mention) && self.resolved[*index].is_some())
            .map(|(index, _)| index)
    }

    /// A mention that names its organization by itself.
    fn named(
        &self,
        scene: &Scene<'_>,
        place: &ArticlePlace,
        mention: &OrganizationMention,
    ) -> Option<Resolved> {
        if mention.is_generic || !mention.is_named {
            return None;
        }
        let mut name = mention.name.clone();
        if mention.open_level == Some(Level::Province)
            && let Some(province) = place.province_at(scene, mention.tokens.start)
        {
            name = format!("{name} {province}");
        }
        let basis = if mention.is_abbreviated {
            OrganizationBasis::Abbreviated
        } else {
            OrganizationBasis::Stated
        };
        Some(Resolved::new(name, basis))
    }

    /// "Đảng bộ Khối các cơ quan và doanh nghiệp" is the one that another mention calls "… tỉnh Bình Dương".
    fn unify_prefixes(&mut self, scene: &Scene<'_>) {
        let mentions = &scene.mentions.organizations;
        let mut known: Vec<(String, String)> = Vec::new();
        for resolved in self.resolved.iter().flatten() {
            if known.iter().all(|(key, _)| *key != resolved.key) {
                known.push((resolved.key.clone(), resolved.name.clone()));
            }
        }
        for (index, mention) in mentions.iter().enumerate() {
            if !mention.has_unit {
                continue;
            }
            let Some(resolved) = &mut self.resolved[index] else {
                continue;
            };
            let (head, tail) = split_head(&resolved.key);
            let goes_on = |key: &str| {
                let is_longer = key
                    .strip_prefix(resolved.key.as_str())
                    .is_some_and(|rest| rest.starts_with(' '));
                let is_fuller =
                    key.len() > resolved.key.len() && key.starts_with(head) && key.ends_with(tail);
                is_longer || (is_fuller && tail.contains(' '))
            };
            let longer = known
                .iter()
                .filter(|(key, _)| goes_on(key))
                .max_by_key(|(key, _)| key.len());
            if let Some((key, name)) = longer {
                *resolved = Resolved {
                    name: name.clone(),
                    key: key.clone(),
                    basis: resolved.basis,
                };
            }
        }
    }

    /// "Chi bộ Văn phòng Đảng ủy Khối": the short form that a unit's name ends with is the main organization's.
    fn complete_nested(&mut self, scene: &Scene<'_>) {
        let Some(main) = self.main.clone() else {
            return;
        };
        let main_key = fold(&main);
        let head_at = |at: usize| {
            let sense = |sense| match sense {
                Sense::OrganizationHead(row) => Some(row as usize),
                _ => None,
            };
            let lexicon = &scene.knowledge.lexicon;
            scene.reading.sense_at(lexicon, at, sense)
        };
        for (resolved, mention) in self.resolved.iter_mut().zip(&scene.mentions.organizations) {
            let own_end = head_at(mention.tokens.start).map_or(mention.tokens.end, |(end, _)| end);
            let nested = (own_end..mention.tokens.end)
                .rev()
                .find_map(|at| head_at(at).map(|(end, row)| (at, end, row)));
            let (Some(resolved), Some((at, end, row))) = (resolved.as_mut(), nested) else {
                continue;
            };
            let head = &scene.knowledge.organization_heads[row];
            let unit = scene.reading.canonical(end..mention.tokens.end);
            let short = fold(&format!("{} {unit} ", head.canonical));
            let written = scene.reading.canonical(at..mention.tokens.end);
            if let Some(own) = resolved.name.strip_suffix(&written)
                && !unit.is_empty()
                && main_key.starts_with(&short)
            {
                let nested = scene.reading.canonical(at..end);
                let rest = main.get(head.canonical.len()..).unwrap_or_default();
                *resolved = Resolved::new(format!("{own}{nested}{rest}"), resolved.basis);
            }
        }
    }

    /// The organization that the article is about: by weight of its mentions, the title's first. Organizations that only
    /// stand with a guest's post or after "của" weigh less, the Party as a whole half.
    fn main_organization(&self, scene: &Scene<'_>) -> Option<String> {
        let mut weights: Vec<(&Resolved, u32)> = Vec::new();
        for (index, mention) in scene.mentions.organizations.iter().enumerate() {
            let Some(resolved) = &self.resolved[index] else {
                continue;
            };
            let before = mention.tokens.start;
            let is_guest = [
                Cue::RoleSecretary,
                Cue::RoleDeputy,
                Cue::RoleStandingDeputy,
                Cue::Committee,
                Cue::OrganizationGuest,
            ]
            .into_iter()
            .any(|cue| scene.cue_before(before, cue).is_some());
            let is_oblique = scene.cue_before(before, Cue::OrganizationOblique).is_some();
            // A level without a place names nobody: "Huyện ủy" in a survey of the whole country.
            let is_open = !mention.is_named && resolved.name == mention.name;
            let is_past = mention.kind == HeadKind::Cell && is_predecessor(scene, mention);
            if is_open
                || is_past
                || (mention.kind == HeadKind::National && (is_guest || is_oblique))
            {
                continue;
            }
            let share = 1
                + u32::from(is_guest) * 2
                + u32::from(is_oblique)
                + u32::from(mention.kind == HeadKind::National) * 2;
            let weight = match scene.reading.sentence_index(mention.tokens.start) {
                // In capitals a name's end can't be told: the text's own wording counts more.
                0 if is_shouted(scene, mention) => 3,
                0 => 24,
                1..=3 => 9,
                _ => 3,
            } * 12
                / share;
            match weights
                .iter_mut()
                .find(|(known, _)| known.key == resolved.key)
            {
                Some((_, sum)) => *sum += weight,
                None => weights.push((resolved, weight)),
            }
        }
        let best = weights.iter().map(|(_, weight)| *weight).max();
        let main = weights
            .into_iter()
            .find(|(_, weight)| Some(*weight) == best)
            .map(|(resolved, _)| resolved.name.clone());
        let speaks_of_party = scene
            .mentions
            .organizations
            .iter()
            .any(|mention| mention.kind == HeadKind::National);
        match main {
            Some(main) if self.is_prominent(scene, &main) => Some(main),
            _ if self.speaks_of_own(scene) => self.of_headline(scene).or(main),
            Some(main) if !speaks_of_party => Some(main),
            _ if speaks_of_party => Some(self.party.clone()),
            _ => self.of_headline(scene),
        }
    }

    /// Whether the article calls an organization just "Đảng bộ": it has one of its own.
    fn speaks_of_own(&self, scene: &Scene<'_>) -> bool {
        scene.mentions.organizations.iter().any(|mention| {
            mention.kind == HeadKind::Party && !mention.is_generic && !says_more(mention)
        })
    }

    /// The organization of the unit, else of the place, that the first sentences speak of.
    fn of_headline(&self, scene: &Scene<'_>) -> Option<String> {
        let sentences = &scene.reading.sentences;
        let end = sentences
            .get(HEADLINE_SENTENCES.min(sentences.len()) - 1)?
            .end;
        let head = scene.knowledge.organization_heads.first()?;
        let is_proper = |unit: &&UnitName| scene.reading.tokens[unit.tokens.start].is_capitalized();
        let units = scene.mentions.units.iter();
        let unit = units
            .take_while(|unit| unit.tokens.start < end)
            .find(is_proper);
        if let Some(unit) = unit.filter(|_| self.speaks_of_own(scene)) {
            return Some(format!("{} {}", head.canonical, unit.name));
        }
        let territory = scene
            .mentions
            .territories_in(0..end)
            .iter()
            .find(|territory| territory.is_levelled)?;
        let word_end = scene.cue_at(territory.tokens.start, Cue::PlaceLevel)?;
        self.of_territory(scene, territory.tokens.start..word_end, &territory.name)
    }

    /// The Party organization of a territory, by its level word and its name.
    fn of_territory(&self, scene: &Scene<'_>, word: TokenRange, place: &str) -> Option<String> {
        let heads = &scene.knowledge.organization_heads;
        let level =
            scene
                .reading
                .sense_at(&scene.knowledge.lexicon, word.start, |sense| match sense {
                    Sense::Level(level) => Some(level),
                    _ => None,
                });
        // A village has a cell.
        let kind = match level {
            Some((_, Level::Village)) => HeadKind::Cell,
            _ => HeadKind::Party,
        };
        let head = heads.iter().find(|head| head.kind == kind)?;
        let word = scene.reading.canonical(word).to_lowercase();
        Some(format!("{} {word} {place}", head.canonical))
    }

    /// Whether an organization is named early, or again and again: one that a national survey mentions in passing is not.
    fn is_prominent(&self, scene: &Scene<'_>, name: &str) -> bool {
        let mut sentences = self
            .resolved
            .iter()
            .zip(&scene.mentions.organizations)
            .filter(|(resolved, _)| {
                resolved
                    .as_ref()
                    .is_some_and(|resolved| resolved.name == name)
            })
            .map(|(_, mention)| scene.reading.sentence_index(mention.tokens.start));
        let first = sentences.next();
        first.is_some_and(|first| first <= PROMINENT_SENTENCE)
            || sentences.count() + 1 >= PROMINENT_MENTIONS
    }

    fn mention_text_of_main(&self, scene: &Scene<'_>) -> String {
        let Some(main) = &self.main else {
            return String::new();
        };
        self.resolved
            .iter()
            .position(|resolved| {
                resolved
                    .as_ref()
                    .is_some_and(|resolved| resolved.name == *main)
            })
            .map_or_else(String::new, |index| {
                scene
                    .reading
                    .slice(&scene.mentions.organizations[index].tokens)
                    .to_owned()
            })
    }

    /// "Đảng bộ Khối", "Đảng ủy Công ty", "Tỉnh ủy", "Đảng bộ xã": by the names and places around.
    fn unit_or_level(
        &self,
        scene: &Scene<'_>,
        place: &ArticlePlace,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Resolved> {
        if mention.has_unit {
            return self.nearest_unit(scene, index, mention).map(coreferent);
        }
        let (at, level) = (mention.tokens.start, mention.level?);
        let line = scene
            .reading
            .line_of(at)
            .map_or(at, |line| line.tokens.start);
        if place.of_dateline(scene, at, level).is_none()
            && place.name_in(line.min(at)..at, level).is_none()
            && place
                .name_in(scene.reading.sentence_of(at), level)
                .is_none()
            && let Some(main) = self.main_of(scene, &mention.name, level)
        {
            return Some(coreferent(main));
        }
        let village = || {
            let near = self.village_before(scene, at, SCENE_SENTENCES);
            near.map(|village| village.name.clone())
                .or_else(|| self.only_village(scene))
                .filter(|_| level == Level::Village)
        };
        let name = place
            .name_at(scene, at, level)
            .or_else(village)
            .map_or_else(
                || mention.name.clone(),
                |place_name| format!("{} {place_name}", mention.name),
            );
        Some(coreferent(name))
    }

    /// The main organization, if it is of this level and its name begins so.
    fn main_of(&self, scene: &Scene<'_>, name: &str, level: Level) -> Option<String> {
        // Provinces are many in one article: the last one named counts, not the main one.
        let main = self.main.as_ref().filter(|_| !level.is_provincial())?;
        let is_longer = fold(main).starts_with(&format!("{} ", fold(name)));
        let mut mentions = self.resolved.iter().zip(&scene.mentions.organizations);
        let is_level = mentions.any(|(resolved, mention)| {
            mention.level == Some(level)
                && mention.is_named
                && resolved
                    .as_ref()
                    .is_some_and(|resolved| resolved.name == *main)
        });
        (is_longer && is_level).then(|| main.clone())
    }

    /// "Đảng bộ", "Chi bộ": whichever was just named, or the main one.
    fn bare(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<Resolved> {
        let focus = self.focus(scene, index, mention);
        let name = match mention.kind {
            HeadKind::Party => focus.or_else(|| self.main.clone()),
            kind => focus
                .or_else(|| self.preceding(scene, index, kind))
                .or_else(|| {
                    self.main
                        .clone()
                        .filter(|main| fold(main).starts_with(&fold(&mention.name)))
                })
                .or_else(|| self.of_village(scene, mention)),
        };
        name.map(coreferent)
    }

    /// "Chi bộ" in an article that names no cell: that of the village last spoken of.
    fn of_village(&self, scene: &Scene<'_>, short: &OrganizationMention) -> Option<String> {
        let village = self
            .village_before(scene, short.tokens.start, SCENE_SENTENCES)
            .filter(|_| short.kind == HeadKind::Cell)?;
        let word_end = scene.cue_at(village.tokens.start, Cue::PlaceLevel)?;
        self.of_territory(scene, village.tokens.start..word_end, &village.name)
    }

    /// The village last spoken of before a token, no more sentences back than so many.
    fn village_before<'s>(
        &self,
        scene: &'s Scene<'_>,
        token: usize,
        sentences: usize,
    ) -> Option<&'s Territory> {
        let here = scene.reading.sentence_index(token);
        let villages = scene.mentions.territories_in(0..token);
        villages
            .iter()
            .rev()
            .take_while(|village| {
                here - scene.reading.sentence_index(village.tokens.start) <= sentences
            })
            .find(|village| {
                let mut organizations = scene.mentions.organizations.iter();
                village.level == Level::Village
                    && !organizations.any(|mention| {
                        mention.tokens.contains(&village.tokens.start)
                            && is_predecessor(scene, mention)
                    })
            })
    }

    /// The name of the only village that the text names.
    fn only_village(&self, scene: &Scene<'_>) -> Option<String> {
        let territories = scene.mentions.territories.iter();
        let mut villages = territories.filter(|village| village.level == Level::Village);
        let first = villages.next()?;
        villages
            .all(|village| village.name == first.name)
            .then(|| first.name.clone())
    }

    /// An organization of this kind named in the last sentences, that is no superior of the main one.
    fn focus(
        &self,
        scene: &Scene<'_>,
        index: usize,
        short: &OrganizationMention,
    ) -> Option<String> {
        let here = scene.reading.sentence_index(short.tokens.start);
        let is_near = |mention: &OrganizationMention| {
            here - scene.reading.sentence_index(mention.tokens.start) <= FOCUS_SENTENCES
        };
        scene.mentions.organizations[..index]
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, mention)| is_near(mention))
            .find_map(|(earlier, mention)| {
                let is_superior = mention.level.is_some_and(Level::is_provincial);
                let fits = mention.kind == short.kind
                    && says_more(mention)
                    && !is_superior
                    && !stands_aside(scene, mention)
                    && !is_predecessor(scene, mention);
                if fits {
                    self.name_of(earlier).map(str::to_owned)
                } else {
                    None
                }
            })
    }

    fn preceding(&self, scene: &Scene<'_>, index: usize, kind: HeadKind) -> Option<String> {
        scene.mentions.organizations[..index]
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, mention)| {
                mention.kind == kind && says_more(mention) && !is_predecessor(scene, mention)
            })
            .find_map(|(earlier, _)| self.name_of(earlier).map(str::to_owned))
    }

    /// "Đảng bộ Khối", "Đảng ủy Công ty": the nearest named organization or unit that begins so, before, else after.
    fn nearest_unit(
        &self,
        scene: &Scene<'_>,
        index: usize,
        mention: &OrganizationMention,
    ) -> Option<String> {
        let key = format!("{} ", fold(&mention.name));
        let candidates =
            || {
                scene.mentions.organizations.iter().enumerate().filter_map(
                    |(other, other_mention)| {
                        let resolved = self.resolved[other].as_ref()?;
                        (other_mention.is_named && resolved.key.starts_with(&key))
                            .then_some((other, resolved.name.as_str()))
                    },
                )
            };
        if let Some(main) = self
            .main
            .as_ref()
            .filter(|main| fold(main).starts_with(&key))
        {
            return Some(main.clone());
        }
        let before = candidates().rfind(|(other, _)| *other < index);
        if let Some((_, name)) = before.or_else(|| candidates().find(|(other, _)| *other > index)) {
            return Some(name.to_owned());
        }
        let (head, unit) = mention.name.split_once(' ').and_then(|(first, rest)| {
            let (second, unit) = rest.split_once(' ')?;
            Some((format!("{first} {second}"), format!("{} ", fold(unit))))
        })?;
        let units = &scene.mentions.units;
        let before = units
            .iter()
            .rev()
            .find(|u| u.tokens.start < mention.tokens.start && fold(&u.name).starts_with(&unit));
        let unit = before.or_else(|| units.iter().find(|u| fold(&u.name).starts_with(&unit)))?;
        Some(format!("{head} {}", unit.name))
    }
}
