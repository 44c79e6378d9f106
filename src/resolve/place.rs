//! The place that an article is about, and the place that a bare "tỉnh" or "Huyện ủy" means.

mod merger;
mod passing;

use crate::fact::Scene;
use crate::knowledge::Knowledge;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::Level;
use crate::knowledge::places::{DistrictUnit, Era, Place};
use crate::mention::territory::{self, Territory};
use crate::resolve::organization::standing::is_over;
use crate::text::TokenRange;
use crate::text::token::Token;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How often a province must be named against the next one to be the article's place.
const DOMINANCE: u32 = 2;

/// Tokens before a province in which a merger makes it one of the past: `hợp nhất hai tỉnh A và B`.
const MERGER_REACH: usize = 6;

/// A place of the text that can complete a bare level.
#[derive(Debug, Clone, PartialEq, Eq)]
struct NamedPlace {
    token: usize,
    name: String,
}

/// Districts that are named without their level, in text order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Districts {
    named: Vec<NamedPlace>,
    /// More than one name is among them.
    are_several: bool,
}

/// The provincial place of an article, where it gives one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ArticlePlace {
    /// What completes a bare level, however the text comes to name it.
    pub name: Option<String>,
    /// What the article is about: named for its own sake, and not in passing.
    pub about: Option<String>,
    /// The one province of all districts that the text names, where it names no province itself.
    implied: Option<String>,
    is_city: bool,
    /// By level, where places are named with it, alone or within an organization's name, in text order.
    named: BTreeMap<Level, Vec<NamedPlace>>,
    /// By level, the districts of the article's province that are named without it.
    districts: BTreeMap<Level, Districts>,
}

impl ArticlePlace {
    /// The province or city that the text names most: in its title, its organizations, its dateline, its footer.
    pub(crate) fn of(scene: &Scene<'_>) -> Self {
        // A text names few provinces, and each of them often.
        let mut by_name: FxHashMap<&str, Option<&Place>> = FxHashMap::default();
        let mut province_of = |name| {
            let found = by_name.entry(name);
            *found.or_insert_with(|| province_named(scene.knowledge, name))
        };
        let territories = scene.mentions.territories.iter();
        let provinces: Vec<(&Territory, &Place)> = territories
            .filter(|territory| !territory.is_levelled || territory.level.is_provincial())
            .filter_map(|territory| Some((territory, province_of(territory.name.as_str())?)))
            .collect();
        let weights = weights(scene, &provinces, |_| true);
        let implied = if weights.is_empty() {
            province_of_districts(scene)
        } else {
            None
        };
        let place = most_named(weights);
        let of_passing = |territory: &Territory| passing::is_passing(scene, territory);
        let about = most_named(self::weights(scene, &provinces, |territory| {
            !of_passing(territory)
        }));
        Self {
            name: place.map(|place| place.name.clone()),
            about: about.map(|place| place.name.clone()),
            implied: implied.map(|place| place.name.clone()),
            is_city: place.is_some_and(|place| place.level == Level::City),
            named: named_places(scene),
            districts: named_districts(scene, place),
        }
    }

    /// The level of the place: a city under the centre, else a province.
    pub(super) fn level(&self) -> Level {
        if self.is_city {
            Level::City
        } else {
            Level::Province
        }
    }

    /// The province that a bare "tỉnh" at a token means.
    pub(super) fn province_at(&self, scene: &Scene<'_>, token: usize) -> Option<String> {
        self.name_at(scene, token, Level::Province)
    }

    /// The last place of a level that is named within a range of tokens.
    pub(super) fn name_in(&self, range: TokenRange, level: Level) -> Option<&str> {
        let named = self.of_level(level);
        let before = named.partition_point(|place| place.token < range.end);
        let last = named[..before].last()?;
        (last.token >= range.start).then_some(last.name.as_str())
    }

    /// The district of a level that alone is named on the line before a token, without its level: "Tại Minh Hóa, … Huyện
    /// ủy".
    fn district_on_line(
        &self,
        scene: &Scene<'_>,
        token: usize,
        level: Level,
    ) -> Option<&NamedPlace> {
        let line_start = scene.reading.line_of(token)?.tokens.start;
        let districts = self.districts.get(&level)?;
        let before = |token: usize| districts.named.partition_point(|place| place.token < token);
        let here = districts.named.get(before(line_start)..before(token))?;
        let first = here.first()?;
        let is_only = (!districts.are_several || here.iter().all(|place| place.name == first.name))
            && self.name_in(first.token..token, level).is_none();
        is_only.then_some(first)
    }

    /// The level and name of the district that is named without its level at a token, where it had one level only.
    pub(super) fn district_at(&self, token: usize) -> Option<(Level, &str)> {
        let mut here = self.districts.iter().filter_map(|(level, districts)| {
            let named = &districts.named;
            let index = named
                .binary_search_by_key(&token, |place| place.token)
                .ok()?;
            Some((*level, named[index].name.as_str()))
        });
        let first = here.next()?;
        here.next().is_none().then_some(first)
    }

    /// Whether a place of a level is named in a sentence or on the line before it.
    pub(super) fn is_named_near(&self, scene: &Scene<'_>, token: usize, level: Level) -> bool {
        let line = scene
            .reading
            .line_of(token)
            .map_or(token, |line| line.tokens.start);
        self.name_in(line.min(token)..token, level).is_some()
            || self
                .name_in(scene.reading.sentence_of(token), level)
                .is_some()
            || self.district_on_line(scene, token, level).is_some()
    }

    /// The name that completes a bare level at a token: a place of that level in the same sentence, before it or else
    /// after; a district named without its level on the same line; the article's place for provincial levels; the last
    /// place of that level before, the first one after; a district that is named without its level.
    pub(super) fn name_at(&self, scene: &Scene<'_>, token: usize, level: Level) -> Option<String> {
        let named = self.of_level(level);
        if level == Level::Village {
            return village_at(scene, named, token).cloned();
        }
        let (before, after) = named.split_at(named.partition_point(|place| place.token < token));
        let sentence = scene.reading.sentence_of(token);
        let (last_before, first_after) = (before.last(), after.first());
        let here_before = last_before.filter(|place| place.token >= sentence.start);
        let here_after = first_after.filter(|place| place.token < sentence.end);
        if let Some(place) = here_before.or(here_after) {
            return Some(place.name.clone());
        }
        if let Some(district) = self.district_on_line(scene, token, level) {
            return Some(district.name.clone());
        }
        if self.is_city == (level == Level::City) && level.is_provincial() && self.name.is_some() {
            return self.name.clone();
        }
        last_before
            .or(first_after)
            .map(|place| &place.name)
            .or_else(|| self.only_district(level))
            .or_else(|| self.implied.as_ref().filter(|_| level == Level::Province))
            .cloned()
    }

    /// The district of a level, where the text names no other without its level.
    fn only_district(&self, level: Level) -> Option<&String> {
        let districts = self.districts.get(&level)?;
        let first = districts.named.first()?;
        (!districts.are_several).then_some(&first.name)
    }

    fn of_level(&self, level: Level) -> &[NamedPlace] {
        self.named.get(&level).map_or(&[], Vec::as_slice)
    }
}

/// The name of the village that completes a bare word for one at a token, itself or behind a head: the last before it in its
/// sentence, else the first behind it there, the last before, the first behind. `chi bộ khu phố` is none of a `thôn`'s.
fn village_at<'p>(
    scene: &Scene<'_>,
    villages: &'p [NamedPlace],
    token: usize,
) -> Option<&'p String> {
    /// Villages on either side among which it is.
    const NEAR: usize = 64;
    let word_of = |token: usize| {
        let head = || scene.reading.head_at(token).map(|(end, _)| end);
        let start = match scene.cue_at(token, Cue::PlaceLevel) {
            Some(_) => token,
            None => head()?,
        };
        Some(start..scene.cue_at(start, Cue::PlaceLevel)?)
    };
    let own = word_of(token);
    let is_alike = |place: &&NamedPlace| {
        let words = own.clone().zip(word_of(place.token));
        words.is_none_or(|(own, other)| {
            own.len() == other.len()
                && own
                    .zip(other)
                    .all(|(one, other)| scene.reading.is_same_word(one, other))
        })
    };
    let (before, after) = villages.split_at(villages.partition_point(|one| one.token < token));
    let sentence = scene.reading.sentence_of(token);
    let last_before = before.iter().rev().take(NEAR).find(is_alike);
    let first_after = after.iter().take(NEAR).find(is_alike);
    let here = |place: &&NamedPlace| sentence.contains(&place.token);
    let found = last_before
        .filter(here)
        .or(first_after.filter(here))
        .or(last_before)
        .or(first_after);
    found.map(|place| &place.name)
}

/// A province in the title or first sentence outweighs two in the lead, and one there two in the text; these figures keep
/// to that, and no more is known of them.
const OPENING_WEIGHT: u32 = 12;
const LEAD_WEIGHT: u32 = 5;
const WEIGHT: u32 = 2;

/// What the provinces weigh that the text names where `counts` says so, by where and how it does.
fn weights<'s>(
    scene: &Scene<'_>,
    provinces: &[(&Territory, &'s Place)],
    counts: impl Fn(&Territory) -> bool,
) -> Vec<(&'s Place, u32)> {
    let mut weights: Vec<(&Place, u32)> = Vec::new();
    for &(territory, place) in provinces {
        if !counts(territory) {
            continue;
        }
        let weight = match scene.reading.sentence_index(territory.tokens.start) {
            0 => OPENING_WEIGHT,
            1..=3 => LEAD_WEIGHT,
            _ => WEIGHT,
        } * if territory.is_levelled { 2 } else { 1 };
        match weights
            .iter_mut()
            .find(|(known, _)| std::ptr::eq(*known, place))
        {
            Some((_, sum)) => *sum += weight,
            None => weights.push((place, weight)),
        }
    }
    count_old_names(&mut weights);
    weights
}

/// The province that weighs more than any other.
fn most_named(mut weights: Vec<(&Place, u32)>) -> Option<&Place> {
    weights.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let next = weights.get(1).map_or(0, |(_, weight)| *weight);
    let (place, weight) = weights.first()?;
    (*weight >= next * DOMINANCE).then_some(*place)
}

/// The province in which all districts lie that a text names, with their level or without; each has been in one only.
fn province_of_districts<'s>(scene: &'s Scene<'_>) -> Option<&'s Place> {
    let knowledge = scene.knowledge;
    let levelled = scene
        .mentions
        .territories
        .iter()
        .filter(|territory| territory.is_levelled && territory.level.is_of_district())
        .filter_map(|territory| scene.cue_at(territory.tokens.start, Cue::PlaceLevel));
    let of_committees = scene.mentions.organizations.iter().filter_map(|mention| {
        let words = mention.place.as_ref()?.split(' ').count();
        let is_districts = mention.level.is_some_and(Level::is_of_district);
        mention
            .tokens
            .end
            .checked_sub(words)
            .filter(|_| is_districts)
    });
    let alone = scene
        .mentions
        .districts
        .iter()
        .map(|district| district.tokens.start);
    let mut provinces = levelled
        .chain(of_committees)
        .chain(alone)
        .filter_map(|at| territory::district_at(scene.reading, at))
        .map(
            |(_, row)| match &knowledge.districts[row as usize].units[..] {
                [only] => Some(only.province),
                _ => None,
            },
        );
    let first = provinces.next()??;
    provinces
        .all(|province| province == Some(first))
        .then(|| &knowledge.places[first])
}

/// Every place of the text that is named with its level, by level.
fn named_places(scene: &Scene<'_>) -> BTreeMap<Level, Vec<NamedPlace>> {
    let merged = merger::merged(scene);
    let alone = scene
        .mentions
        .territories
        .iter()
        .filter(|territory| territory.is_levelled || territory.level.is_provincial())
        .filter(|territory| !is_item_or_past(scene, territory))
        .filter(|territory| merged.binary_search(&territory.tokens.start).is_err())
        .filter(|territory| !is_of_other(scene, territory))
        .map(|territory| {
            (
                territory.level,
                territory.tokens.start,
                territory.name.clone(),
            )
        });
    let within = scene
        .mentions
        .organizations
        .iter()
        .filter(|mention| !mention.has_unit && !is_over(scene, mention))
        .filter_map(|mention| Some((mention.level?, mention.tokens.start, mention.place.clone()?)));
    let mut by_level: BTreeMap<Level, Vec<NamedPlace>> = BTreeMap::new();
    for (level, token, name) in alone.chain(within) {
        let places = by_level.entry(level).or_default();
        places.push(NamedPlace { token, name });
    }
    for places in by_level.values_mut() {
        places.sort_by_key(|place| place.token);
    }
    by_level
}

/// `Thành ủy Lào Cai`: a province's name that ends the name of an organization of another level is that of its namesake; and
/// the place of one that is no more (`hợp nhất Đảng bộ xã A và Đảng bộ xã B`) is none that a bare level means.
fn is_of_other(scene: &Scene<'_>, territory: &Territory) -> bool {
    let start = territory.tokens.start;
    let Some((_, organization)) = scene.mentions.organization_over(start) else {
        return false;
    };
    let is_namesake = || {
        let level = organization.level;
        !territory.is_levelled && level.is_some_and(|level| level != territory.level)
    };
    is_namesake() || territory.is_levelled && is_over(scene, organization)
}

/// `Yên Bái (cũ) góp 66.905`, `(Tiền Giang 6.724, Đồng Tháp 7.126)`: a place of the past, or an item of a list with its
/// figure, is not the one that a bare level means.
fn is_item_or_past(scene: &Scene<'_>, territory: &Territory) -> bool {
    let tokens = &scene.reading.tokens;
    let end = territory.tokens.end;
    let word = end + usize::from(scene.reading.mark_at(end, b'('));
    let start = territory.tokens.start;
    let merger = scene.find_last_cue(
        start.saturating_sub(MERGER_REACH)..start,
        Cue::OrganizationPredecessor,
    );
    let is_merged = merger.is_some_and(|merger| {
        let between = &tokens[merger.end..start];
        // "hình thành từ 3 xã A, B và C"
        let is_of_several = between.last().is_some_and(Token::is_number)
            || scene.cue_before(start, Cue::Plural).is_some();
        (territory.level.is_provincial() || is_of_several)
            && between.iter().all(|token| !token.is_mark(b','))
    });
    let is_past = is_merged || scene.cue_at(word, Cue::OfficeThen).is_some();
    let has_figure = !territory.is_levelled && tokens.get(end).is_some_and(Token::is_number);
    is_past || has_figure
}

/// By level, the districts that are named without it and lie in the article's province, or in one province only where the
/// article has none; each at every level that it has or had.
fn named_districts(scene: &Scene<'_>, province: Option<&Place>) -> BTreeMap<Level, Districts> {
    let mut by_level: BTreeMap<Level, Districts> = BTreeMap::new();
    for mention in &scene.mentions.districts {
        let district = &scene.knowledge.districts[mention.district as usize];
        let fits = |unit: &&DistrictUnit| match province {
            Some(province) => {
                let own = &scene.knowledge.places[unit.province];
                own == province || own.merged_into.as_ref() == Some(&province.name)
            }
            None => district.units.len() == 1,
        };
        for level in district
            .units
            .iter()
            .filter(fits)
            .flat_map(|unit| &unit.levels)
        {
            let known = by_level.entry(*level).or_default();
            let first = known.named.first();
            known.are_several |= first.is_some_and(|first| first.name != district.name);
            known.named.push(NamedPlace {
                token: mention.tokens.start,
                name: district.name.clone(),
            });
        }
    }
    by_level
}

/// The province or city under the centre with a name.
fn province_named<'k>(knowledge: &'k Knowledge, name: &str) -> Option<&'k Place> {
    let is_it = |place: &&Place| place.name == name && place.era != Era::Historic;
    knowledge.places.iter().find(is_it)
}

/// A city that became one in 2025 lay in a province before: where the text names that, it is the place.
fn count_old_names(weights: &mut Vec<(&Place, u32)>) {
    let Some(new) = weights
        .iter()
        .position(|(place, _)| place.era == Era::Since2025)
    else {
        return;
    };
    let (city, weight) = weights[new];
    let old = weights
        .iter_mut()
        .find(|(place, _)| place.merged_into.as_ref() == Some(&city.name));
    if let Some((_, sum)) = old {
        *sum += weight;
        weights.remove(new);
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::knowledge::Knowledge;

    /// The place of a text, and the organizations of its facts.
    fn read(text: &str) -> (Option<String>, Vec<String>) {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        let record = crate::extract(&article, &knowledge);
        let organizations = record
            .facts
            .iter()
            .filter_map(|fact| Some(fact.organization.as_ref()?.name.clone()))
            .collect();
        (record.document.place, organizations)
    }

    #[test]
    fn a_district_named_alone_completes_a_bare_level() {
        let (_, organizations) =
            read("Tỉnh Lai Châu vừa có mưa lớn ở Than Uyên. Huyện ủy có 4.100 đảng viên.");
        assert_eq!(organizations, ["Đảng bộ huyện Than Uyên"]);
    }

    #[test]
    fn districts_of_other_provinces_and_several_districts_complete_nothing() {
        for text in [
            "Tỉnh Lai Châu đón đoàn từ Ba Vì. Huyện ủy có 4.100 đảng viên.",
            "Tỉnh Lai Châu vừa có mưa lớn ở Than Uyên, Sìn Hồ. Huyện ủy có 4.100 đảng viên.",
        ] {
            assert_eq!(read(text).1, ["Đảng bộ huyện"], "{text}");
        }
    }

    #[test]
    fn hue_was_a_city_of_its_province() {
        let (place, organizations) = read(
            "Đảng bộ tỉnh Thừa Thiên Huế có 45.000 đảng viên. Thành ủy Huế có 9.000 đảng viên ở Huế.",
        );
        assert_eq!(place.as_deref(), Some("Thừa Thiên Huế"));
        assert_eq!(
            organizations,
            ["Đảng bộ tỉnh Thừa Thiên Huế", "Đảng bộ thành phố Huế"]
        );
        let (place, _) = read("Thành ủy Huế có 60.000 đảng viên.\nHuế tổng kết năm 2025.");
        assert_eq!(place.as_deref(), Some("Huế"));
    }

    #[test]
    fn towns_are_not_the_provinces_of_old() {
        let (_, organizations) = read("Đảng bộ Sơn Tây có 9.000 đảng viên.");
        assert_eq!(organizations, ["Đảng bộ Sơn Tây"]);
        let (_, organizations) = read("Tỉnh ủy Sơn Tây khi đó có 900 đảng viên.");
        assert_eq!(organizations, ["Đảng bộ tỉnh Sơn Tây"]);
    }

    #[test]
    fn a_place_named_in_passing_is_not_what_the_article_is_about() {
        for (text, place) in [
            (
                "Chiều nay, họp tại Hà Nội, Bộ Chính trị kỷ luật 3 đảng viên.",
                None,
            ),
            ("Bộ Chính trị họp tại Hà Nội, kỷ luật 3 đảng viên.", None),
            (
                "Ban Bí thư cách chức ông Lê Văn Minh, nguyên Chủ tịch UBND thành phố Đà Nẵng, là đảng viên.",
                None,
            ),
            (
                "Ông Lê Văn Minh, quê xã Tân Lập, tỉnh Nghệ An, là đảng viên từ năm 1990.",
                None,
            ),
            (
                "Chi bộ Báo Sao Mai ở Hà Nội kết nạp 3 đảng viên.",
                Some("Hà Nội"),
            ),
            (
                "Bí thư Tỉnh ủy Nghệ An Lê Văn Minh dự sinh hoạt cùng 30 đảng viên.",
                Some("Nghệ An"),
            ),
        ] {
            assert_eq!(read(text).0.as_deref(), place, "{text}");
        }
    }

    #[test]
    fn numbered_cells_have_the_place_that_follows() {
        let (_, organizations) = read("Chi bộ 5A xã Vĩnh Lộc A có 30 đảng viên.");
        assert_eq!(organizations, ["Chi bộ 5A xã Vĩnh Lộc A"]);
    }
}
