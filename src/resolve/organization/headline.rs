//! What the headline and the first sentences tell of whom the article is about: the unit, village or territory that they name
//! without its Party organization.

use super::short_form::{as_unit, of_headed_unit};
use super::subject::{FULL_SHARE, HEADLINE_SENTENCES, HEADLINE_WEIGHT, weight_in};
use super::{Cast, Identified};
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::{self, OrganizationMention};
use crate::mention::territory::{self, UnitName};
use crate::text::TokenRange;
use crate::text::fold::fold;
use crate::text::token::{Shape, Token};

/// Syllables of a name that tells by itself whose it is.
const OWN_NAME: usize = 2;

/// Tokens that a headline has at most.
const HEADLINE_TOKENS: usize = 40;

impl Cast {
    /// "Than Khe Rì vào ca mới": the key of the organization below the provinces whose own name stands bare in the headline, if
    /// no other's name ends so.
    pub(super) fn told_of_in_headline(&self, scene: &Scene<'_>) -> Option<&str> {
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
            let key = &*resolved.as_ref()?.key;
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
    pub(super) fn own_cell_of_headline(
        &self,
        scene: &Scene<'_>,
        weights: &[(&Identified, u32)],
    ) -> Option<(String, u32)> {
        let village = self.village_of_headline(scene);
        let is_villages = village.is_some();
        let unit = || {
            let unit = unit_of_headline(scene)?;
            let is_shouted = organization::is_in_capitals(scene.reading, unit.tokens.clone());
            (!is_shouted).then(|| unit.name(scene.reading).to_owned())
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
            let is_own = is_villages && resolved.as_ref().is_some_and(|own| *own.key == key);
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

    /// The organization of the unit, else of the place, that the first sentences speak of.
    pub(super) fn of_headline(&self, scene: &Scene<'_>) -> Option<String> {
        let sentences = &scene.reading.sentences;
        let end = sentences
            .get(HEADLINE_SENTENCES.min(sentences.len()) - 1)?
            .end;
        let head = scene.knowledge.party_head()?;
        let unit = first_unit(scene, end);
        if let Some(unit) = unit.filter(|_| self.speaks_of_own(scene)) {
            return Some(format!("{} {}", head.canonical, unit.name(scene.reading)));
        }
        // "phóng viên Báo X trao đổi với ông A, Bí thư Đảng ủy, Giám đốc Trung tâm Y tế huyện Y"
        let asks = scene.find_cue(0..end, Cue::SpeechReporter);
        let asked = asks.map_or(end..end, |asks| {
            asks.end..scene.reading.sentence_of(asks.start).end
        });
        let mut officers = scene.mentions.organizations_in(asked);
        let led = officers.find_map(|(_, short)| of_headed_unit(scene, short));
        if led.is_some() {
            return led;
        }
        let mut territories = scene.mentions.territories_in(0..end).iter();
        let territory = territories.find(|territory| territory.is_levelled);
        let before = territory.map_or(end, |territory| territory.tokens.start);
        let whole = self.whole_of(scene, 0..before);
        if whole.is_some() {
            return whole;
        }
        // "Hà Nội kỷ luật 60 đảng viên"
        let Some(territory) = territory else {
            return self.province(scene, 0).map(|(_, named)| named.name);
        };
        let word_end = scene.cue_at(territory.tokens.start, Cue::PlaceLevel)?;
        self.of_territory(scene, territory.tokens.start..word_end, &territory.name)
    }

    /// "[Toàn tỉnh] có 45 đảng viên bị kỷ luật": the organization of the first level that a range speaks of as a whole.
    pub(super) fn whole_of(&self, scene: &Scene<'_>, range: TokenRange) -> Option<String> {
        let (word, level) = whole_level(scene, range)?;
        let place = self.place.name_at(scene, word.start, level);
        self.of_territory(scene, word, &place.unwrap_or_default())
    }
}

/// The first level above villages that a range speaks of as a whole, without a name: `toàn tỉnh`.
fn whole_level(scene: &Scene<'_>, range: TokenRange) -> Option<(TokenRange, Level)> {
    range.into_iter().find_map(|at| {
        let word = scene.cue_at(at, Cue::PlaceWhole)?;
        let (end, level) = scene.reading.level_at(word)?;
        let is_open = scene.cue_at(word, Cue::PlaceLevel) == Some(end)
            && level != Level::Village
            && (scene.cue_at(word, Cue::OrganizationWord)).is_none_or(|one| one <= end)
            && scene.mentions.territory_at(word).is_none()
            && scene.mentions.organization_over(word).is_none();
        is_open.then_some((word..end, level))
    })
}

/// "phóng viên Báo X trao đổi với …": whether a unit's name at a token tells whom somebody works for who asks; "Các nhà báo, phóng viên
/// Báo X" are told of.
fn is_reporters(scene: &Scene<'_>, unit: usize) -> bool {
    let Some(asker) = scene.cue_before(unit, Cue::SpeechReporter) else {
        return false;
    };
    let comma = asker
        .checked_sub(1)
        .filter(|&comma| scene.reading.tokens[comma].is_mark(b','));
    let is_listed =
        comma.is_some_and(|comma| scene.cue_before(comma, Cue::SpeechReporter).is_some());
    !is_listed && scene.cue_before(asker, Cue::Plural).is_none()
}

/// The first unit with a proper name that is named before a token.
fn first_unit<'s>(scene: &'s Scene<'_>, end: usize) -> Option<&'s UnitName> {
    let is_proper = |unit: &&UnitName| {
        scene.reading.tokens[unit.tokens.start].is_capitalized()
            // "Ban Thường vụ" is a part of the committee that it names.
            && scene.cue_at(unit.tokens.start, Cue::OrganizationCommittee).is_none()
            // "phóng viên Báo X trao đổi với …"
            && !is_reporters(scene, unit.tokens.start)
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
    let words = |unit: &UnitName| fold(unit.name(scene.reading));
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

/// The folded names of the units in the headline that have several words.
pub(super) fn headline_units(scene: &Scene<'_>) -> Vec<String> {
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
        let (head, _) = scene.reading.head_at(mention.tokens.start)?;
        let has_unit = mention.has_unit && mention.is_named && head < mention.tokens.end;
        has_unit.then(|| scene.reading.canonical(head..mention.tokens.end))
    });
    units
        .map(|unit| fold(unit.name(scene.reading)))
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
    let (head, _) = scene.reading.head_at(mention.tokens.start)?;
    let word = [Cue::PlaceLevel, Cue::OrganizationUnit]
        .into_iter()
        .find_map(|word| scene.cue_at(head, word));
    let name = word.unwrap_or(head)..mention.tokens.end;
    let tokens = scene.reading.tokens.get(name.clone())?;
    let province = territory::province_at(scene.reading, name.start);
    (province.is_none() && tokens.len() >= OWN_NAME && tokens.iter().all(Token::is_capitalized))
        .then_some(name)
}

/// Whether an organization's name has the words of a unit that the headline names without its head: "Khối Doanh nghiệp
/// Nghệ An: …".
pub(super) fn is_named_by(resolved: &Identified, unit: &str) -> bool {
    let mut words = resolved.key.split(' ');
    unit.split(' ').all(|word| words.any(|known| known == word))
}
