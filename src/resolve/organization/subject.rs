//! The main organization: the one that the article is about, by how often and how prominently it is named.

use super::short_form::as_unit;
use super::standing::{
    attends, is_forerunner, is_item, is_of_document, is_of_member, is_of_officer, is_over,
    is_shouted, is_within, says_more,
};
use super::{Cast, Resolved};
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::{Sense, SenseKind};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::{self, OrganizationMention};
use crate::mention::territory::{self, UnitName};
use crate::text::TokenRange;
use crate::text::fold::fold;
use crate::text::token::{Shape, Token};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The last sentence in which the main organization is first named.
const PROMINENT_SENTENCE: usize = 5;
/// Or how often it is named.
const PROMINENT_MENTIONS: usize = 4;

/// What a mention's weight is multiplied by before it is shared, so that a share is a whole number.
const FULL_SHARE: u32 = 12;

/// What a unit's name in the headline weighs.
const HEADLINE_WEIGHT: u32 = 144;

/// Syllables of a name that tells by itself whose it is.
const OWN_NAME: usize = 2;

/// Tokens that a headline has at most.
const HEADLINE_TOKENS: usize = 40;

/// Sentences at the top that tell which place an article is about.
const HEADLINE_SENTENCES: usize = 3;

/// The organization that an article is about.
#[derive(Debug, Clone)]
pub(super) struct Main {
    pub(super) name: String,
    /// The folded name.
    pub(super) key: String,
    /// How the first mention of it is written; empty where none is.
    pub(super) mention: String,
    /// The levels at which it is named in full.
    pub(super) levels: BTreeSet<Level>,
    /// It is a province's or a district's, whose committee has a name of its own.
    pub(super) has_own_committee: bool,
    /// It is a cell.
    pub(super) is_cell: bool,
    /// The kinds of unit, folded, that its name speaks of: `chi nhánh` in `Đảng bộ Agribank Chi nhánh tỉnh Đồng Tháp`.
    units: BTreeSet<String>,
}

impl Main {
    /// Whether its name is this one and more words.
    pub(super) fn goes_on_from(&self, name: &str) -> bool {
        self.key
            .strip_prefix(&fold(name))
            .is_some_and(|rest| rest.starts_with(' '))
    }

    /// Whether a short form of a head and a kind of unit can mean it: `Đảng bộ Chi nhánh`.
    pub(super) fn is_of_unit(&self, short: &str) -> bool {
        let is_unit = |unit: &str| self.units.contains(unit);
        let mut spaces = short.match_indices(' ').map(|(at, _)| at);
        spaces.nth(1).is_some_and(|head| {
            self.key.starts_with(&short[..=head]) && is_unit(short[head..].trim())
        })
    }
}

impl Cast {
    /// The organization that the article is about: by weight of its mentions, the title's first. Organizations that only
    /// stand with a guest's post or after "của" weigh less, the Party as a whole half.
    pub(super) fn main_organization(&self, scene: &Scene<'_>) -> Option<Main> {
        let name = self.name_of_main(scene)?;
        Some(self.as_main(scene, name))
    }

    /// The mentions of an organization.
    fn mentions_of<'s>(
        &self,
        scene: &'s Scene<'_>,
        name: &str,
    ) -> impl Iterator<Item = &'s OrganizationMention> {
        let resolved = self.resolved.iter().zip(&scene.mentions.organizations);
        resolved
            .filter(move |(resolved, _)| resolved.as_ref().is_some_and(|one| one.name == name))
            .map(|(_, mention)| mention)
    }

    /// What the mentions tell of the main organization.
    pub(super) fn as_main(&self, scene: &Scene<'_>, name: String) -> Main {
        let mut mentions = self.mentions_of(scene, &name).peekable();
        let mut main = Main {
            key: fold(&name),
            mention: mentions.peek().map_or_else(String::new, |mention| {
                scene.reading.slice(&mention.tokens).to_owned()
            }),
            levels: BTreeSet::new(),
            has_own_committee: false,
            is_cell: false,
            units: BTreeSet::new(),
            name: String::new(),
        };
        for mention in mentions {
            main.is_cell |= mention.kind == HeadKind::Cell;
            if mention.has_unit && main.units.is_empty() {
                main.units = units_within(scene, &mention.tokens);
            }
            let Some(level) = mention.level else { continue };
            main.has_own_committee |= level.is_provincial() || level.is_of_district();
            if mention.is_named {
                main.levels.insert(level);
            }
        }
        Main { name, ..main }
    }

    fn name_of_main(&self, scene: &Scene<'_>) -> Option<String> {
        let mut weights: Vec<(&Resolved, u32)> = Vec::new();
        let mut row_of: FxHashMap<&str, usize> = FxHashMap::default();
        let mut level: Option<&Resolved> = None;
        let mentions = scene.mentions.organizations.iter().zip(&self.weights);
        for ((mention, weight), resolved) in mentions.zip(&self.resolved) {
            let (Some(resolved), Some(weight)) = (resolved, *weight) else {
                continue;
            };
            // A level without a place names nobody: "Huyện ủy" in a survey of the whole country.
            if !mention.is_named && resolved.name == mention.name {
                level = level.or(Some(resolved));
                continue;
            }
            let row = *row_of.entry(&resolved.key).or_insert(weights.len());
            match weights.get_mut(row) {
                Some((_, sum)) => *sum += weight,
                None => weights.push((resolved, weight)),
            }
        }
        let headline = headline_units(scene);
        let told_of = self.told_of_in_headline(scene);
        for (resolved, weight) in &mut weights {
            if headline.iter().any(|unit| is_named_by(resolved, unit))
                || told_of == Some(resolved.key.as_str())
            {
                *weight += HEADLINE_WEIGHT;
            }
        }
        let best = weights.iter().map(|(_, weight)| *weight).max();
        if let Some((own, weight)) = self.own_cell_of_headline(scene, &weights)
            && best.is_none_or(|best| weight > best)
        {
            return Some(own);
        }
        let heaviest = weights.iter().find(|(_, weight)| Some(*weight) == best);
        let main = heaviest.map(|(cell, _)| {
            let grown = weights
                .iter()
                .find(|(other, _)| has_become(scene, cell, other));
            grown.map_or(cell, |(grown, _)| grown).name.clone()
        });
        let speaks_of_party = scene
            .mentions
            .organizations
            .iter()
            .any(|mention| mention.kind == HeadKind::National);
        if let Some(main) = main.as_ref().filter(|main| self.is_prominent(scene, main)) {
            return Some(main.clone());
        }
        if let Some(unit) = self.open_unit(scene) {
            return Some(unit);
        }
        match main {
            _ if self.speaks_of_own(scene) => self.of_headline(scene).or(main),
            Some(main) if !speaks_of_party => Some(main),
            Some(_) => Some(self.party.clone()),
            None => {
                // "Tỉnh ủy tổng kết công tác kiểm tra của Đảng": a province's, though the text does not say which.
                let level = level.filter(|level| self.is_prominent(scene, &level.name));
                let level = || level.map(|level| level.name.clone());
                if speaks_of_party {
                    level().or_else(|| Some(self.party.clone()))
                } else {
                    self.of_headline(scene).or_else(level)
                }
            }
        }
    }

    /// "Đảng bộ Tổng công ty" on its own pages: what a headline calls an organization whose unit's name no words of the text tell.
    fn open_unit(&self, scene: &Scene<'_>) -> Option<String> {
        let mentions = scene.mentions.organizations.iter().zip(&self.resolved);
        let mut open = mentions.filter(|(mention, resolved)| {
            let unit = scene.head_at(mention.tokens.start).map(|(end, _)| end);
            let is_capital = |unit: usize| scene.reading.tokens[unit].is_capitalized();
            resolved.is_none()
                && mention.has_unit
                && !mention.is_generic
                && mention.open_level.is_none()
                && unit.is_some_and(|unit| unit < mention.tokens.end && is_capital(unit))
        });
        let (first, _) = open.next()?;
        let is_first = scene.reading.sentence_index(first.tokens.start) == 0;
        let is_again = open.any(|(mention, _)| mention.name == first.name);
        (is_first && is_again).then(|| first.name.clone())
    }

    /// "Than Khe Rì vào ca mới": the key of the organization below the provinces whose own name stands bare in the headline, if
    /// no other's name ends so.
    fn told_of_in_headline(&self, scene: &Scene<'_>) -> Option<&str> {
        let headline = scene.reading.sentences.first()?.end.min(HEADLINE_TOKENS);
        let is_bare = |name: &TokenRange| {
            (0..headline).any(|at| {
                at + name.len() <= headline
                    && scene.reading.tokens[at].is_capitalized()
                    && stands_at(scene, at, name)
                    && scene.mentions.organization_over(at).is_none()
            })
        };
        let named = self.resolved.iter().zip(&scene.mentions.organizations);
        let named = named.filter_map(|(resolved, mention)| {
            let key = resolved.as_ref()?.key.as_str();
            Some((key, mention, own_name(scene, mention)?))
        });
        let (own, _, name) = named.clone().find(|(_, _, name)| is_bare(name))?;
        let tail = name.end - OWN_NAME..name.end;
        let mut rivals = named.filter(|(key, mention, _)| {
            *key != own && stands_at(scene, mention.tokens.end - OWN_NAME, &tail)
        });
        rivals.next().is_none().then_some(own)
    }

    /// "Trường THPT X: Chi bộ đi trước", "Mùa ong ở bản Huổi Nhạt", "chi bộ của Công ty": the cell of the unit or village in the
    /// headline, where the text says just "Chi bộ" and names no other cell, nor that unit's organization, nor speaks of just
    /// "Đảng bộ"; and what its mentions weigh. A village's may come of another.
    fn own_cell_of_headline(
        &self,
        scene: &Scene<'_>,
        weights: &[(&Resolved, u32)],
    ) -> Option<(String, u32)> {
        let village = self.village_of_headline(scene);
        let is_villages = village.is_some();
        let unit = || {
            let unit = unit_of_headline(scene)?;
            let is_shouted = organization::is_in_capitals(scene.reading, unit.tokens.clone());
            (!is_shouted).then(|| unit.name.clone())
        };
        let place = village.or_else(unit)?;
        let folded = fold(&place);
        let mut heads = scene.knowledge.organization_heads.iter();
        let head = heads.find(|head| head.kind == HeadKind::Cell)?;
        let name = format!("{} {place}", head.canonical);
        let key = fold(&name);
        let mentions = scene.mentions.organizations.iter().zip(&self.resolved);
        let cells =
            mentions.filter(|(mention, _)| mention.kind == HeadKind::Cell && !mention.is_generic);
        let mut weight = 0;
        for (mention, resolved) in cells {
            let is_own = is_villages && resolved.as_ref().is_some_and(|own| own.key == key);
            if is_own || !mention.is_named && mention.level.is_none() {
                let sentence = scene.reading.sentence_index(mention.tokens.start);
                weight += weight_in(sentence) * FULL_SHARE;
            } else if !is_villages {
                return None;
            }
        }
        let is_named = !is_villages
            && weights
                .iter()
                .any(|(resolved, _)| is_named_by(resolved, &folded));
        (weight > 0 && !is_named && !self.speaks_of_own(scene))
            .then_some((name, weight + HEADLINE_WEIGHT))
    }

    /// The village of the first sentences whose name of several syllables stands in the headline too.
    fn village_of_headline(&self, scene: &Scene<'_>) -> Option<String> {
        let sentences = &scene.reading.sentences;
        let headline = sentences.first()?.end.min(HEADLINE_TOKENS);
        let end = sentences
            .get(HEADLINE_SENTENCES)
            .unwrap_or(sentences.last()?)
            .end;
        let mut places = scene.mentions.territories_in(headline..end).iter();
        let village = places.find(|place| {
            let word = scene.cue_at(place.tokens.start, Cue::PlaceLevel);
            let name = word.unwrap_or(place.tokens.start)..place.tokens.end;
            let is_in_headline = || {
                let mut starts = 0..headline;
                starts.any(|at| at + name.len() <= headline && stands_at(scene, at, &name))
            };
            place.level == Level::Village && name.len() >= OWN_NAME && is_in_headline()
        })?;
        as_unit(scene, village).map(|(_, name)| name)
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
        let head = scene.knowledge.party_head()?;
        let unit = first_unit(scene, end);
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
    pub(super) fn of_territory(
        &self,
        scene: &Scene<'_>,
        word: TokenRange,
        place: &str,
    ) -> Option<String> {
        let level = scene.reading.sense_at(
            &scene.knowledge.lexicon,
            word.start,
            SenseKind::Level,
            |sense| match sense {
                Sense::Level(level) => Some(level),
                _ => None,
            },
        );
        // A village has a cell.
        let head = match level {
            Some((_, Level::Village)) => scene.knowledge.cell_head()?,
            _ => scene.knowledge.party_head()?,
        };
        let word = scene.reading.canonical(word).to_lowercase();
        Some(format!("{} {word} {place}", head.canonical))
    }

    /// Whether an organization is named early, or again and again: one that a national survey mentions in passing is not.
    fn is_prominent(&self, scene: &Scene<'_>, name: &str) -> bool {
        let mut sentences = self
            .mentions_of(scene, name)
            .map(|mention| scene.reading.sentence_index(mention.tokens.start));
        let first = sentences.next();
        first.is_some_and(|first| first <= PROMINENT_SENTENCE)
            || sentences.count() + 1 >= PROMINENT_MENTIONS
    }
}

/// "Chi bộ Bệnh viện khu vực X" and "Đảng bộ Bệnh viện Đa khoa khu vực X": whether a cell's unit has a larger organization now,
/// whose name has all words of its own.
fn has_become(scene: &Scene<'_>, cell: &Resolved, other: &Resolved) -> bool {
    let unit_of = |one: &Resolved, kind: HeadKind| {
        let mut heads = scene.knowledge.organization_heads.iter();
        let head = heads.find(|head| head.kind == kind && head.level.is_none())?;
        let unit = one.key.strip_prefix(head.key.as_str())?.strip_prefix(' ')?;
        Some(unit.to_owned())
    };
    let units = unit_of(cell, HeadKind::Cell).zip(unit_of(other, HeadKind::Party));
    units.is_some_and(|(own, grown)| {
        let mut words = grown.split(' ');
        own.contains(' ') && own.split(' ').all(|word| words.any(|known| known == word))
    })
}

/// What a mention weighs for the organization that the article is about; none for one that is no more, that is an item of
/// a list, or that is the Party beside another.
pub(super) fn weight_of(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<u32> {
    const BODY: CueSet = CueSet::of(&[Cue::Committee, Cue::OrganizationUnit]);
    if is_over(scene, mention) || is_forerunner(scene, mention) || is_item(scene, mention) {
        return None;
    }
    let before = mention.tokens.start;
    let is_within = is_within(scene, before);
    let is_guest = is_within && scene.ends_any(before, BODY)
        || is_of_officer(scene, mention)
        || attends(scene, before);
    // "…, tiền thân của Đảng bộ Khối": the history that is told is its own.
    let is_heir = scene
        .cue_before(before, Cue::OrganizationForerunner)
        .is_some();
    let oblique = scene.cue_before(before, Cue::OrganizationOblique);
    let is_oblique = !is_heir && is_within && oblique.is_some();
    let is_national = mention.kind == HeadKind::National;
    if is_national && (is_guest || is_oblique) {
        return None;
    }
    let share = 1
        + u32::from(is_guest) * 2
        + u32::from(is_oblique)
        + u32::from(is_of_member(scene, mention)) * 3
        + u32::from(is_of_document(scene, mention)) * 5
        + u32::from(is_national) * 2;
    let full = match scene.reading.sentence_index(mention.tokens.start) {
        // In capitals a name's end can't be told: the text's own wording counts more.
        0 if is_shouted(scene, mention)
            && (!is_confirmed(scene, mention) || heads_letter(scene, mention)) =>
        {
            3
        }
        sentence => weight_in(sentence),
    };
    Some(full * FULL_SHARE / share)
}

/// What a mention in a sentence weighs, before it is shared.
fn weight_in(sentence: usize) -> u32 {
    match sentence {
        0 => 24,
        1..=3 => 9,
        _ => 3,
    }
}

/// The first unit with a proper name that is named before a token.
fn first_unit<'s>(scene: &'s Scene<'_>, end: usize) -> Option<&'s UnitName> {
    let is_proper = |unit: &&UnitName| {
        scene.reading.tokens[unit.tokens.start].is_capitalized()
            // "Ban Thường vụ" is a part of the committee that it names.
            && scene.cue_at(unit.tokens.start, Cue::Committee).is_none()
            // "Quốc hội Myanmar"
            && scene
                .find_cue(unit.tokens.clone(), Cue::CountryForeign)
                .is_none()
    };
    let units = scene.mentions.units.iter();
    units
        .take_while(|unit| unit.tokens.start < end)
        .find(is_proper)
}

/// The unit that the headline names, in the fuller wording that the first sentences give it.
fn unit_of_headline<'s>(scene: &'s Scene<'_>) -> Option<&'s UnitName> {
    let sentences = &scene.reading.sentences;
    let unit = first_unit(scene, sentences.first()?.end)?;
    let end = sentences
        .get(HEADLINE_SENTENCES)
        .unwrap_or(sentences.last()?)
        .end;
    let words = |unit: &UnitName| fold(&unit.name);
    let short = words(unit);
    let says_more = |other: &&UnitName| {
        let name = words(other);
        let mut words = name.split(' ');
        name.len() > short.len()
            && short
                .split(' ')
                .all(|word| words.any(|known| known == word))
    };
    let mut units = scene.mentions.units_in(unit.tokens.end..end).iter();
    units.find(says_more).or(Some(unit))
}

/// "ĐẢNG BỘ XÃ TÂN LẬP    ĐẢNG CỘNG SẢN VIỆT NAM" above "CHI BỘ THÔN 3": whether a mention opens the head of a Party's letter, in
/// which the superior of who writes stands beside the Party's name.
fn heads_letter(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let mut after = scene
        .mentions
        .organizations_in(mention.tokens.end..usize::MAX)
        .map(|(_, other)| other);
    let line_of = |one: &OrganizationMention| {
        let lines = &scene.reading.lines;
        lines.partition_point(|line| line.tokens.start <= one.tokens.start)
    };
    let line = line_of(mention);
    let is_beside = |other: &&OrganizationMention| {
        other.kind == HeadKind::National && line_of(other) == line && is_shouted(scene, other)
    };
    let writes =
        |other: &OrganizationMention| line_of(other) == line + 1 && is_shouted(scene, other);
    after.next().filter(is_beside).is_some() && after.next().is_some_and(writes)
}

/// Whether the text names the place at the end of a headline in capitals by itself, so that the name's end is known.
fn is_confirmed(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let Some(place) = mention.place.as_deref().map(fold) else {
        return false;
    };
    let behind = mention.tokens.end..usize::MAX;
    let mut territories = scene.mentions.territories_in(behind).iter();
    territories.any(|territory| {
        mention.level == Some(territory.level)
            && !territory.level.is_provincial()
            && fold(&territory.name) == place
    })
}

/// The kinds of unit, folded, that an organization's name speaks of, each by its longest word.
fn units_within(scene: &Scene<'_>, name: &TokenRange) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut at = name.start;
    while at < name.end {
        match scene.cue_at(at, Cue::OrganizationUnit) {
            Some(end) => {
                out.insert(fold(&scene.reading.canonical(at..end)));
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// The folded names of the units in the headline that have several words.
fn headline_units(scene: &Scene<'_>) -> Vec<String> {
    let Some(headline) = scene.reading.sentences.first() else {
        return Vec::new();
    };
    let units = scene.mentions.units_in(0..headline.end).iter();
    // "BỆNH VIỆN X" above "CHI BỘ KHOA Y": a letterhead names the superior first.
    let is_letterhead = |unit: &&UnitName| {
        let mut words = scene.reading.tokens[unit.tokens.clone()].iter();
        unit.tokens == (headline.start..headline.end)
            && words.all(|word| !word.is_word() || word.shape == Shape::Upper)
    };
    let units = units.filter(|unit| !is_letterhead(unit));
    // "đảng viên Khối các cơ quan học tập …"
    let blocks = (0..headline.end)
        .filter(|&at| scene.mentions.organization_over(at).is_none())
        .filter_map(|at| Some(at..scene.cue_at(at, Cue::OrganizationBlock)?))
        .map(|block| scene.reading.canonical(block));
    // "Đảng bộ Công ty X: …"
    let named = scene.mentions.organizations_in(0..headline.end);
    let of_organizations = named.filter_map(|(_, mention)| {
        let (head, _) = scene.head_at(mention.tokens.start)?;
        let has_unit = mention.has_unit && mention.is_named && head < mention.tokens.end;
        has_unit.then(|| scene.reading.canonical(head..mention.tokens.end))
    });
    units
        .map(|unit| fold(&unit.name))
        .chain(blocks.chain(of_organizations).map(|unit| fold(&unit)))
        .filter(|unit| unit.contains(' '))
        .collect()
}

/// Whether the words of a name stand at a token, too.
fn stands_at(scene: &Scene<'_>, at: usize, name: &TokenRange) -> bool {
    (at..)
        .zip(name.clone())
        .all(|(word, other)| scene.reading.is_same_word(word, other))
}

/// "Than Khe Rì" in "Đảng bộ Công ty Than Khe Rì": the words that a mention has behind its head and a word for its level or
/// unit, where they are a name of several syllables and no province's.
fn own_name(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<TokenRange> {
    let (head, _) = scene.head_at(mention.tokens.start)?;
    let word = [Cue::PlaceLevel, Cue::OrganizationUnit]
        .into_iter()
        .find_map(|word| scene.cue_at(head, word));
    let name = word.unwrap_or(head)..mention.tokens.end;
    let tokens = scene.reading.tokens.get(name.clone())?;
    let province = territory::province_at(scene.reading, scene.knowledge, name.start);
    (province.is_none() && tokens.len() >= OWN_NAME && tokens.iter().all(Token::is_capitalized))
        .then_some(name)
}

/// Whether an organization's name has the words of a unit that the headline names without its head: "Khối Doanh nghiệp
/// Nghệ An: …".
fn is_named_by(resolved: &Resolved, unit: &str) -> bool {
    let mut words = resolved.key.split(' ');
    unit.split(' ').all(|word| words.any(|known| known == word))
}
