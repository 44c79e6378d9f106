//! Organizations that a mention names by itself, and the fuller name that another mention gives them.

use super::standing::{is_forerunner, is_over, opens};
use super::{Cast, Identified};
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::{HeadKind, Level, behind_head, split_head};
use crate::mention::organization::OrganizationMention;
use crate::mention::territory::UnitName;
use crate::record::OrganizationBasis;
use crate::text::fold::fold;
use crate::text::{Kind, TokenRange};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::rc::Rc;

impl Cast {
    /// A mention that names its organization by itself.
    pub(super) fn named(
        &self,
        scene: &Scene<'_>,
        mention: &OrganizationMention,
    ) -> Option<Identified> {
        if mention.is_generic || !mention.is_named {
            return None;
        }
        let mut name = Cow::Borrowed(mention.name.as_str());
        if let Some(unit) = unit_of_group(scene, mention).or_else(|| whole_of_part(scene, mention))
        {
            name = Cow::Owned(format!("{name} {unit}"));
        }
        if let Some(full) = company_of_brand(scene, mention) {
            name = Cow::Owned(full);
        }
        if let Some(rest) = rest_of_unit(scene, mention) {
            name = Cow::Owned(format!("{name} {rest}"));
        }
        if mention.open_level == Some(Level::Province)
            && let Some(province) = self.place.province_at(scene, mention.tokens.start)
        {
            name = Cow::Owned(format!("{name} {province}"));
        } else if let Some(place) = self.place_of_department(scene, mention) {
            name = Cow::Owned(format!("{name} {place}"));
        }
        let basis = if mention.is_abbreviated {
            OrganizationBasis::Abbreviated
        } else {
            OrganizationBasis::Stated
        };
        // Most mentions repeat one of a few names.
        let mut known = self.resolved.iter().flatten().take(NEAR);
        Some(match known.find(|known| known.name == name) {
            Some(known) => Identified {
                basis,
                ..known.clone()
            },
            None => Identified::new(name.into_owned(), basis),
        })
    }

    /// "Đảng ủy Sở Tài chính": a department is its province's, the article's where no other is named.
    fn place_of_department(
        &self,
        scene: &Scene<'_>,
        mention: &OrganizationMention,
    ) -> Option<String> {
        const HEAD_REACH: usize = 3;
        let tokens = mention.tokens.clone();
        let reach = tokens.start..tokens.end.min(tokens.start + HEAD_REACH);
        scene.find_cue(reach, Cue::OrganizationDepartment)?;
        let names_place = scene.find_cue(tokens.clone(), Cue::PlaceLevel).is_some()
            || !scene.mentions.territories_in(tokens).is_empty();
        let is_told = (scene.mentions.organizations.iter()).any(|other| {
            other.name.len() > mention.name.len() && other.name.starts_with(&mention.name)
        });
        let is_open =
            mention.place.is_none() && mention.open_level.is_none() && !names_place && !is_told;
        let place = self.place.name.as_ref().filter(|_| is_open)?;
        let mut words = scene.knowledge.level_words.iter();
        let level = self.place.level();
        let (_, word) = words.find(|(known, _)| *known == level)?;
        Some(format!("{word} {place}"))
    }

    /// "Đảng bộ PC Bắc Sơn" where the text says "Công ty Điện lực Bắc Sơn (PC Bắc Sơn)": a unit's name in brackets stands for
    /// the fuller one before them.
    pub(super) fn unify_aliases(&mut self, scene: &Scene<'_>) {
        let units = scene.mentions.units.iter();
        let of_units = units.filter_map(|unit| {
            Some((
                alias(scene, unit.tokens.end)?,
                unit.name(scene.reading).to_owned(),
            ))
        });
        let named = self.resolved.iter().zip(&scene.mentions.organizations);
        let of_organizations = named.filter_map(|(resolved, mention)| {
            let alias = alias(scene, mention.tokens.end).filter(|_| mention.has_unit)?;
            Some((alias, behind_head(&resolved.as_ref()?.name)?.to_owned()))
        });
        let mut aliases: FxHashMap<String, String> = FxHashMap::default();
        for (alias, unit) in of_units.chain(of_organizations) {
            aliases.entry(alias).or_insert(unit);
        }
        if aliases.is_empty() {
            return;
        }
        self.aliases = aliases;
        for index in 0..self.resolved.len() {
            if scene.mentions.organizations[index].is_named
                && let Some(own) = self.resolved[index].take()
            {
                self.resolved[index] = Some(self.in_full(own));
            }
        }
    }

    /// The same organization by its unit's fuller name, where the text gives one.
    pub(super) fn in_full(&self, own: Identified) -> Identified {
        if self.aliases.is_empty() {
            return own;
        }
        let (head, rest) = split_head(&own.key);
        let unit = self.aliases.get(rest.trim_start());
        let name = unit.and_then(|unit| Some(format!("{} {unit}", own.name.get(..head.len())?)));
        name.map_or(own, |name| {
            Identified::new(name, OrganizationBasis::Abbreviated)
        })
    }

    /// "Đảng bộ Khối các cơ quan và doanh nghiệp" is the one that another mention calls "… tỉnh Bình Dương".
    pub(super) fn unify_prefixes(&mut self, scene: &Scene<'_>) {
        let mut known: Vec<(&str, &str)> = Vec::new();
        let mut row_of: FxHashMap<&str, usize> = FxHashMap::default();
        let resolved = self.resolved.iter().zip(&scene.mentions.organizations);
        let mut units: Vec<(usize, usize)> = Vec::new();
        // "Đảng ủy các cơ quan Đảng" is not the one of a province that was merged into this one.
        let mut living: FxHashSet<usize> = FxHashSet::default();
        let mut wholes: FxHashSet<usize> = FxHashSet::default();
        for (index, (resolved, mention)) in resolved.enumerate() {
            let Some(resolved) = resolved else { continue };
            let row = *row_of.entry(&resolved.key).or_insert(known.len());
            if row == known.len() {
                known.push((&resolved.key, &resolved.name));
            }
            if !is_over(scene, mention) && !is_forerunner(scene, mention) {
                living.insert(row);
            }
            // "Chi bộ 5A" is one of a place that another mention names.
            let is_numbered = mention.kind == HeadKind::Cell
                && mention
                    .place
                    .as_ref()
                    .is_some_and(|place| place.starts_with(|first: char| first.is_ascii_digit()));
            if mention.has_unit || is_numbered {
                units.push((index, row));
            }
            let unit = scene
                .reading
                .head_at(mention.tokens.start)
                .map(|(end, _)| end);
            if unit.is_some_and(|unit| scene.cue_at(unit, Cue::OrganizationWhole).is_some()) {
                wholes.insert(row);
            }
        }
        let candidates = (0..known.len()).filter(|row| living.contains(row));
        let candidates = Fuller::of(candidates.map(|row| known[row]).collect());
        let all = Fuller::of(known.clone());
        let mut fuller_of: FxHashMap<usize, Option<(Rc<str>, String)>> = FxHashMap::default();
        for (_, row) in &units {
            fuller_of.entry(*row).or_insert_with(|| {
                let key = known[*row].0;
                let fits =
                    |fuller: &(&str, &str)| !(wholes.contains(row) && is_part_of(fuller.0, key));
                let fuller = candidates.than(key).filter(fits);
                let (key, name) = fuller.or_else(|| all.than(key).filter(fits))?;
                Some((key.into(), name.to_owned()))
            });
        }
        for (index, row) in units {
            if let (Some(resolved), Some(Some((key, name)))) =
                (&mut self.resolved[index], fuller_of.get(&row))
            {
                resolved.key.clone_from(key);
                resolved.name.clone_from(name);
            }
        }
    }

    /// "Đảng ủy Khối Doanh nghiệp", "Chi bộ Phòng Tài chính huyện" where no mention says more: a block is a province's, and of the
    /// article's place; a level is that of the place spoken of.
    pub(super) fn complete_places(&mut self, scene: &Scene<'_>) {
        let place = &self.place;
        let mut words = scene.knowledge.level_words.iter();
        let level = place.level();
        let word = words.find(|(known, _)| *known == level);
        let province = word.zip(place.name.as_ref());
        for (resolved, mention) in self.resolved.iter_mut().zip(&scene.mentions.organizations) {
            let is_unit = mention.has_unit;
            let Some(own) = resolved
                .as_mut()
                .filter(|own| is_unit && own.name == mention.name)
            else {
                continue;
            };
            let end = mention.tokens.end;
            let of_level = || {
                let open = mention.open_level.filter(|level| !level.is_provincial())?;
                place.name_at(scene, mention.tokens.start, open)
            };
            let of_province = || {
                let block = scene.cue_before(end, Cue::OrganizationBlock)?;
                // "Khối cơ quan Trung ương"
                let is_central = scene.cue_before(end, Cue::OrganizationCentral).is_some();
                let ((_, word), name) = province.filter(|_| block + 1 < end && !is_central)?;
                Some(format!("{word} {name}"))
            };
            if let Some(rest) = of_level().or_else(of_province) {
                *own = Identified::new(format!("{} {rest}", own.name), own.basis);
            }
        }
    }

    /// "Chi bộ Văn phòng Đảng ủy Khối", "Đảng bộ Văn phòng Thành ủy": the short form that a unit's name ends with is the main
    /// organization's, or of the place of its level. Tells whether there is one.
    pub(super) fn complete_nested(&mut self, scene: &Scene<'_>) -> bool {
        let (main, place) = (&self.main, &self.place);
        let mut is_any = false;
        for (resolved, mention) in self.resolved.iter_mut().zip(&scene.mentions.organizations) {
            let own_end = scene
                .reading
                .head_at(mention.tokens.start)
                .map_or(mention.tokens.end, |(end, _)| end);
            let nested = (own_end..mention.tokens.end)
                .rev()
                .find_map(|at| scene.reading.head_at(at).map(|(end, row)| (at, end, row)));
            let (Some(resolved), Some((at, end, row))) = (resolved.as_mut(), nested) else {
                continue;
            };
            let head = &scene.knowledge.organization_heads[row];
            let unit = scene.reading.canonical(end..mention.tokens.end);
            let short = fold(&format!("{} {unit} ", head.canonical));
            let written = scene.reading.canonical(at..mention.tokens.end);
            let of_main = || {
                let main = main.as_ref()?;
                let is_same = !unit.is_empty() && main.key.starts_with(&short);
                is_same.then(|| main.name.get(head.canonical.len()..).unwrap_or_default())
            };
            let of_place = || {
                let level = head.level.filter(|_| unit.is_empty())?;
                Some(format!(" {}", place.name_at(scene, at, level)?))
            };
            let rest = of_main().map(str::to_owned).or_else(of_place);
            if let Some((own, rest)) = resolved.name.strip_suffix(&written).zip(rest) {
                let nested = scene.reading.canonical(at..end);
                *resolved = Identified::new(format!("{own}{nested}{rest}"), resolved.basis);
                is_any = true;
            }
        }
        is_any
    }
}

/// Units and organizations on either side among which a fuller name is looked for.
const NEAR: usize = 64;

/// The units around a token, those before it first, the nearest of them first.
fn units_near<'s>(scene: &'s Scene<'_>, token: usize) -> impl Iterator<Item = &'s UnitName> {
    let units = &scene.mentions.units;
    let (before, after) = units.split_at(units.partition_point(|unit| unit.tokens.start < token));
    let before = before.iter().rev().take(NEAR);
    before.chain(after.iter().take(NEAR))
}

/// Tokens of another name in brackets.
const ALIAS_TOKENS: usize = 4;

/// The folded name that brackets opening at a token hold and nothing else: capitalized words that are no place.
fn alias(scene: &Scene<'_>, open: usize) -> Option<String> {
    let tokens = &scene.reading.tokens;
    tokens.get(open).filter(|mark| mark.is_mark(b'('))?;
    let start = open + 1;
    let end =
        (start..tokens.len().min(start + ALIAS_TOKENS + 1)).find(|&at| tokens[at].is_mark(b')'))?;
    let is_name = end > start && tokens[start..end].iter().all(|word| word.is_capitalized());
    let is_place = scene
        .mentions
        .territories_in(start..end)
        .first()
        .is_some_and(|place| place.tokens.start == start);
    let districts = &scene.mentions.districts;
    let district = districts.partition_point(|name| name.tokens.start < start);
    let is_district = districts
        .get(district)
        .is_some_and(|name| name.tokens.start == start);
    (is_name && !is_place && !is_district).then(|| fold(&scene.reading.canonical(start..end)))
}

/// `Chủ tịch HĐTV MobiFone` where the text says "Tổng công ty MobiFone": the name of the organization with what kind of company
/// bears the brand that is all of its unit's name.
fn company_of_brand(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<String> {
    let brand = mention.tokens.end.checked_sub(1)?;
    let is_brand = mention.has_unit
        && scene.cue_at(brand, Cue::OrganizationProper) == Some(mention.tokens.end);
    if !is_brand {
        return None;
    }
    let alone = fold(behind_head(&mention.name).filter(|unit| !unit.contains(' '))?);
    let head = mention.name.len() - alone.len();
    // One word for a kind of company and the brand, nothing else: "Tổng công ty MobiFone".
    let bears = |name: &str, tokens: &TokenRange| {
        let brand = tokens.end - 1;
        let is_brand = scene.cue_at(brand, Cue::OrganizationProper).is_some();
        let kind = is_brand.then(|| scene.cue_before(brand, Cue::OrganizationUnit));
        kind.flatten().is_some_and(|kind| {
            let company = scene.reading.canonical(kind..tokens.end);
            kind >= tokens.start
                && scene.organization_at(kind).is_none()
                && fold(&scene.reading.canonical(brand..tokens.end)) == alone
                && fold(&company) == fold(name)
        })
    };
    let mentions = &scene.mentions.organizations;
    let own = mentions.partition_point(|other| other.tokens.start < mention.tokens.start);
    let from = own.saturating_sub(NEAR);
    let organizations = mentions[from..mentions.len().min(own + NEAR)].iter();
    let mut companies = units_near(scene, mention.tokens.start)
        .map(|unit| (unit.name(scene.reading), &unit.tokens))
        .chain(organizations.filter_map(|other| {
            let unit = behind_head(&other.name).filter(|_| other.has_unit)?;
            Some((unit, &other.tokens))
        }));
    let (company, _) = companies.find(|(name, tokens)| bears(name, tokens))?;
    Some(format!("{}{company}", mention.name.get(..head)?))
}

/// `Đảng ủy cơ quan Trung ương Hội` where the text says "Hội Luật gia Việt Nam", `Đảng ủy Cơ quan Bộ`: the words that another
/// mention of the unit goes on with whose kind alone ends the name.
fn rest_of_unit(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<String> {
    let tokens = &mention.tokens;
    let kind = scene.cue_before(tokens.end, Cue::OrganizationUnit)?;
    let has_block = || {
        scene
            .find_cue(tokens.clone(), Cue::OrganizationBlock)
            .is_some()
    };
    let names_office = scene.find_cue(tokens.start..kind, Cue::OrganizationOffice);
    let is_bare = scene.reading.tokens[kind].is_capitalized()
        && scene.organization_at(kind).is_none()
        && scene.cue_at(kind, Cue::OrganizationProper).is_none();
    if names_office.is_none() || !is_bare || has_block() {
        return None;
    }
    let words = fold(&scene.reading.canonical(kind..tokens.end));
    let mut nearest = units_near(scene, kind);
    let count = words.split(' ').count();
    let form_at = |token: usize| scene.reading.tokens[token].form;
    nearest.find_map(|unit| {
        if form_at(unit.tokens.start) != form_at(kind) {
            return None;
        }
        let goes_on = fold(unit.name(scene.reading))
            .strip_prefix(words.as_str())?
            .starts_with(' ');
        // "Trung ương Hội và Đảng ủy cơ quan"
        let opens_name = scene.reading.tokens[unit.tokens.start + count].is_capitalized();
        let mut parts = unit.name(scene.reading).splitn(count + 1, ' ');
        (goes_on && opens_name).then(|| parts.nth(count).map(str::to_owned))?
    })
}

/// `Chi bộ Sinh viên của Trường Đại học X`, `Chi bộ Sinh viên, trực thuộc Đảng bộ Học viện X`, `Tại Trường Đại học X, …
/// Chi bộ Sinh viên`: the unit whose members a cell has.
fn unit_of_group(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<String> {
    let end = mention.tokens.end;
    scene.cue_before(end, Cue::OrganizationGroup)?;
    if let Some(at) = scene.cue_at(end, Cue::Of) {
        let unit = scene.mentions.units_in(at..at + 1).first()?;
        return Some(unit.name(scene.reading).to_owned());
    }
    let is_apart = scene.reading.mark_at(end, b',');
    if let Some(at) = scene.cue_at(end + usize::from(is_apart), Cue::OrganizationSuperior)
        && let Some((_, superior)) = scene.organization_at(at)
        && superior.has_unit
        && superior.is_named
    {
        return behind_head(&superior.name).map(str::to_owned);
    }
    let start = mention.tokens.start;
    let from = scene.reading.sentence_of(start).start;
    let unit = scene.mentions.units_in(from..start).last()?;
    let cue = scene.cue_before(unit.tokens.start, Cue::PlaceLocative)?;
    opens(scene, cue).then(|| unit.name(scene.reading).to_owned())
}

/// `Chi bộ Đội X, Đồn Biên phòng Y`, `Vụ trưởng Vụ 5 (Thanh tra Chính phủ)`: the unit that the one of a cell is a part of, if
/// it is not the next of a list.
fn whole_of_part(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<String> {
    let end = mention.tokens.end;
    let tokens = &scene.reading.tokens;
    let mark = tokens.get(end).map(|mark| mark.kind);
    let is_apart = matches!(mark, Some(Kind::Mark(b',' | b'(')));
    let is_part = |at: usize| scene.cue_at(at, Cue::OrganizationPart).is_some();
    if mention.kind != HeadKind::Cell || !is_apart || !mention.tokens.clone().any(is_part) {
        return None;
    }
    let whole = scene.mentions.units_in(end + 1..end + 2).first()?;
    let (start, after) = (whole.tokens.start, whole.tokens.end);
    let is_cell = |at: usize| {
        let next = scene.organization_at(at);
        next.is_some_and(|(_, next)| next.kind == HeadKind::Cell)
    };
    let goes_on = scene.reading.mark_at(after, b',')
        && (scene.cue_at(after + 1, Cue::OrganizationUnit).is_some() || is_cell(after + 1));
    let is_listed = goes_on || scene.cue_at(after, Cue::And).is_some();
    let is_whole =
        tokens[start].is_capitalized() && !is_part(start) && scene.organization_at(start).is_none();
    (is_whole && !is_listed).then(|| whole.name(scene.reading).to_owned())
}

/// Known organizations, found by the names that say less of them.
struct Fuller<'k> {
    /// Their keys and names.
    known: Vec<(&'k str, &'k str)>,
    /// Their rows in the order of their keys.
    by_key: Vec<usize>,
    /// By the head and each end of the rest that is not all of it: the row of the longest.
    by_end: FxHashMap<(&'k str, &'k str), usize>,
}

impl<'k> Fuller<'k> {
    fn of(known: Vec<(&'k str, &'k str)>) -> Self {
        let mut by_key: Vec<usize> = (0..known.len()).collect();
        by_key.sort_by_key(|&row| known[row].0);
        let mut by_end: FxHashMap<(&str, &str), usize> = FxHashMap::default();
        for (row, (key, _)) in known.iter().enumerate() {
            let (head, tail) = split_head(key);
            for (at, _) in tail.match_indices(' ').skip(1) {
                let longest = by_end.entry((head, &tail[at..])).or_insert(row);
                if known[*longest].0.len() <= key.len() {
                    *longest = row;
                }
            }
        }
        Self {
            known,
            by_key,
            by_end,
        }
    }

    /// The longest name, with its key, that says more of the same organization: it goes on after the key, or has more words
    /// between the head and the rest.
    fn than(&self, key: &str) -> Option<(&'k str, &'k str)> {
        let beginning = format!("{key} ");
        let key_of = |row: usize| self.known[row].0;
        let first = self
            .by_key
            .partition_point(|&row| key_of(row) < beginning.as_str());
        let rest = |row: usize| key_of(row).strip_prefix(beginning.as_str());
        let longer = self.by_key[first..]
            .iter()
            .take_while(|&&row| rest(row).is_some())
            // "Chi bộ Sinh viên 1" is one of several, not "Chi bộ Sinh viên".
            .filter(|&&row| {
                rest(row)
                    .is_some_and(|rest| !rest.starts_with(|first: char| first.is_ascii_digit()))
            });
        let longest = longer
            .chain(self.by_end.get(&split_head(key)))
            .max_by_key(|&&row| (key_of(row).len(), row))?;
        Some(self.known[*longest])
    }
}

/// "Trường Đại học Sư phạm - Đại học Huế": whether a folded name ends, behind a dash, with all words of another that stand behind its
/// head, the whole that it is a part of.
fn is_part_of(name: &str, whole: &str) -> bool {
    let (_, unit) = split_head(whole);
    let before = name.strip_suffix(unit);
    before.is_some_and(|before| before.ends_with('-'))
}
