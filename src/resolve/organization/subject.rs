//! The main organization: the one that the article is about, by how often and how prominently it is named.

use super::headline::{headline_units, is_named_by};
use super::standing::{
    acts, attends, is_forerunner, is_item, is_of_document, is_of_member, is_of_officer, is_over,
    is_shouted, is_superior, is_within, says_more,
};
use super::{Cast, Identified};
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level, behind_head};
use crate::mention::organization::OrganizationMention;
use crate::text::TokenRange;
use crate::text::fold::fold;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The last sentence in which the main organization is first named.
const PROMINENT_SENTENCE: usize = 5;
/// Or how often it is named.
const PROMINENT_MENTIONS: usize = 4;

/// What a mention's weight is multiplied by before it is shared, so that a share is a whole number.
pub(super) const FULL_SHARE: u32 = 12;

/// What a unit's name in the headline weighs.
pub(super) const HEADLINE_WEIGHT: u32 = 144;

/// Sentences at the top that tell which place an article is about.
pub(super) const HEADLINE_SENTENCES: usize = 3;

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
        behind_head(short).is_some_and(|unit| {
            let head = &short[..short.len() - unit.len()];
            self.key.starts_with(head) && is_unit(unit.trim())
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
        let mut weights: Vec<(&Identified, u32)> = Vec::new();
        let mut row_of: FxHashMap<&str, usize> = FxHashMap::default();
        let mut level: Option<&Identified> = None;
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
        self.weigh_headline(scene, &mut weights);
        let best = weights.iter().map(|(_, weight)| *weight).max();
        if let Some((own, weight)) = self.own_cell_of_headline(scene, &weights)
            && best.is_none_or(|best| weight > best)
        {
            return Some(own);
        }
        let open = best.and_then(|best| self.open_level(scene, best));
        if open.is_some() {
            return open;
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
        if main.as_ref().is_none_or(|main| *main == self.party) && self.has_open_actor(scene) {
            return None;
        }
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

    /// Adds what the headline makes the organizations weigh that it names without their heads.
    fn weigh_headline(&self, scene: &Scene<'_>, weights: &mut [(&Identified, u32)]) {
        let headline = headline_units(scene);
        let told_of = self.told_of_in_headline(scene);
        // "Toàn tỉnh kết nạp …", "Kết nạp 230 đảng viên, toàn tỉnh đạt …"
        let whole = whole_in_headline(scene).and_then(|at| self.whole_of(scene, at..at + 1));
        let whole = whole.map(|whole| fold(&whole));
        for (resolved, weight) in weights {
            if headline.iter().any(|unit| is_named_by(resolved, unit))
                || told_of == Some(&*resolved.key)
            {
                *weight += HEADLINE_WEIGHT;
            }
            if whole.as_deref() == Some(&*resolved.key) {
                *weight += HEADLINE_WEIGHT * 2;
            }
        }
    }

    /// "Đảng ủy Tập đoàn" on its own pages, below a headline that names nobody: whether a unit without its name is named first of all and
    /// again and again, and acts. Which one it is, only the site tells, but what the whole Party's bodies have issued is what it carries
    /// out.
    fn has_open_actor(&self, scene: &Scene<'_>) -> bool {
        let mentions = &scene.mentions.organizations;
        let Some((first, None)) = mentions.first().zip(self.resolved.first()) else {
            return false;
        };
        let is_open = first.has_unit && !first.is_generic && first.open_level.is_none();
        let is_early = scene.reading.sentence_index(first.tokens.start) <= HEADLINE_SENTENCES;
        let named = mentions.iter().filter(|one| one.name == first.name);
        is_open && is_early && acts(scene, first) && named.count() >= PROMINENT_MENTIONS
    }

    /// "Sáng 5/7, Huyện ủy tổng kết …", where the text names communes and no district: the first level without a place that acts in
    /// the first sentences, if it weighs more than any organization by name.
    fn open_level(&self, scene: &Scene<'_>, best: u32) -> Option<String> {
        let mentions = scene.mentions.organizations.iter().zip(&self.resolved);
        let mut open = mentions
            .zip(&self.weights)
            .filter_map(|((mention, own), weight)| {
                let own = own.as_ref().filter(|own| own.name == mention.name)?;
                // "X củng cố chi bộ khóm": cells of a kind, none of which has a capital.
                let is_kind = mention.kind == HeadKind::Cell
                    && !scene.reading.tokens[mention.tokens.start].is_capitalized();
                let is_open = !mention.is_named && mention.level.is_some() && !is_kind;
                is_open.then_some((mention, own, weight.unwrap_or_default()))
            });
        let (first, own, weight) = open.next()?;
        let is_early = scene.reading.sentence_index(first.tokens.start) <= HEADLINE_SENTENCES;
        let same = open.filter(|(_, other, _)| other.key == own.key);
        let sum = weight + same.map(|(_, _, weight)| weight).sum::<u32>();
        let is_host = || acts(scene, first) && !visits(scene, first);
        (is_early && sum > best && is_host()).then(|| own.name.clone())
    }

    /// "Đảng bộ Tổng công ty" on its own pages: what a headline calls an organization whose unit's name no words of the text tell.
    fn open_unit(&self, scene: &Scene<'_>) -> Option<String> {
        let mentions = scene.mentions.organizations.iter().zip(&self.resolved);
        let mut open = mentions.filter(|(mention, resolved)| {
            let unit = scene
                .reading
                .head_at(mention.tokens.start)
                .map(|(end, _)| end);
            let is_capital = |unit: usize| scene.reading.tokens[unit].is_capitalized();
            resolved.is_none()
                && mention.has_unit
                && !mention.is_generic
                && mention
                    .open_level
                    .is_none_or(|level| !level.is_provincial())
                && unit.is_some_and(|unit| unit < mention.tokens.end && is_capital(unit))
        });
        let (first, _) = open.next()?;
        let is_first = scene.reading.sentence_index(first.tokens.start) == 0;
        let is_again = open.any(|(mention, _)| mention.name == first.name);
        (is_first && is_again).then(|| first.name.clone())
    }

    /// Whether the article calls an organization just "Đảng bộ": it has one of its own.
    pub(super) fn speaks_of_own(&self, scene: &Scene<'_>) -> bool {
        scene.mentions.organizations.iter().any(|mention| {
            mention.kind == HeadKind::Party && !mention.is_generic && !says_more(mention)
        })
    }

    /// The Party organization of a territory, by its level word and its name, if the text tells it.
    pub(super) fn of_territory(
        &self,
        scene: &Scene<'_>,
        word: TokenRange,
        place: &str,
    ) -> Option<String> {
        let level = scene.reading.level_at(word.start);
        // A village has a cell.
        let head = match level {
            Some((_, Level::Village)) => scene.knowledge.cell_head()?,
            _ => scene.knowledge.party_head()?,
        };
        let word = scene.reading.canonical(word).to_lowercase();
        let name = format!("{} {word} {place}", head.canonical);
        Some(name.trim_end().to_owned())
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

/// "Huyện ủy làm việc với Đảng bộ xã X": whether an organization is another's guest in its sentence.
fn visits(scene: &Scene<'_>, guest: &OrganizationMention) -> bool {
    let sentence = scene.reading.sentence_of(guest.tokens.start);
    (guest.tokens.end..sentence.end).any(|at| {
        scene
            .cue_at(at, Cue::OrganizationVisit)
            .and_then(|end| scene.organization_at(end))
            .is_some_and(|(_, host)| host.is_named)
    })
}

/// "Chi bộ Bệnh viện khu vực X" and "Đảng bộ Bệnh viện Đa khoa khu vực X": whether a cell's unit has a larger organization now,
/// whose name has all words of its own.
fn has_become(scene: &Scene<'_>, cell: &Identified, other: &Identified) -> bool {
    let unit_of = |one: &Identified, kind: HeadKind| {
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

/// Where a clause of the headline may open with a whole level: its first word, or the one behind the first comma of a headline that
/// names no organization.
fn whole_in_headline(scene: &Scene<'_>) -> Option<usize> {
    let headline = scene.reading.sentences.first()?;
    let comma = (headline.clone()).find(|&at| scene.reading.tokens[at].is_mark(b','));
    let first = scene.mentions.organizations.first();
    let names_none = first.is_none_or(|first| first.tokens.start >= headline.end);
    let behind = comma.filter(|_| names_none).map(|comma| comma + 1);
    [Some(0), behind]
        .into_iter()
        .flatten()
        .find(|&at| scene.cue_at(at, Cue::PlaceWhole).is_some())
}

/// What a mention weighs for the organization that the article is about; none for one that is no more, that is an item of
/// a list, or that is the Party beside another.
pub(super) fn weight_of(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<u32> {
    const BODY: CueSet = CueSet::of(&[Cue::OrganizationCommittee, Cue::OrganizationUnit]);
    let before = mention.tokens.start;
    // "Đảng ủy Khối Doanh nghiệp tỉnh (ĐUK)": a short form for later, said once.
    let open = before.checked_sub(1);
    let named = open.and_then(|open| scene.mentions.organization_ending_at(open));
    let is_aside = is_superior(scene, mention) && named.is_some();
    if is_over(scene, mention)
        || is_forerunner(scene, mention)
        || is_item(scene, mention)
        || is_aside
    {
        return None;
    }
    let is_within = is_within(scene, before);
    let is_guest = is_within && scene.ends_any(before, BODY)
        || is_of_officer(scene, mention)
        || attends(scene, before);
    // "…, tiền thân của Đảng bộ Khối": the history that is told is its own.
    let is_heir = scene
        .cue_before(before, Cue::OrganizationForerunner)
        .is_some();
    let oblique = scene.cue_before(before, Cue::OrganizationOblique);
    // "… vừa được Đảng ủy Khối khen": who is told of is the one that gets it.
    let is_agent = || scene.cue_before(before, Cue::Passive).is_some();
    let is_oblique = !is_heir && is_within && (oblique.is_some() || is_agent());
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
pub(super) fn weight_in(sentence: usize) -> u32 {
    match sentence {
        0 => 24,
        1..=3 => 9,
        _ => 3,
    }
}

/// "ĐẢNG BỘ XÃ TÂN LẬP    ĐẢNG CỘNG SẢN VIỆT NAM" above "CHI BỘ THÔN 3": whether a mention opens the head of a Party's letter, in
/// which the superior of who writes stands beside the Party's name, or alone above a cell.
fn heads_letter(scene: &Scene<'_>, mention: &OrganizationMention) -> bool {
    let mut after = scene
        .mentions
        .organizations_in(mention.tokens.end..usize::MAX)
        .map(|(_, other)| other);
    let line_of = |one: &OrganizationMention| scene.reading.line_index(one.tokens.start);
    let line = line_of(mention);
    let is_beside = |other: &&OrganizationMention| {
        other.kind == HeadKind::National && line_of(other) == line && is_shouted(scene, other)
    };
    let writes =
        |other: &OrganizationMention| line_of(other) == line + 1 && is_shouted(scene, other);
    let next = after.next();
    let is_cell = |other: &&OrganizationMention| other.kind == HeadKind::Cell && writes(other);
    next.filter(is_cell).is_some()
        || next.filter(is_beside).is_some() && after.next().is_some_and(writes)
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
