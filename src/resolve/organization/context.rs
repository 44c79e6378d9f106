//! Whom the text speaks of where a rule's own words name nobody: the organization or territory that acts there.

use super::Cast;
use super::standing::{is_example, is_item, opens};
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::{Sense, SenseKind};
use crate::mention::ordinal;
use crate::mention::organization::OrganizationMention;
use crate::record::{Organization, OrganizationBasis};
use crate::text::layout::LineKind;
use crate::text::{Kind, TokenRange};

/// Organizations back from a fact of discipline among which the one is looked for that disciplines.
const DISCIPLINE_REACH: usize = 64;
/// Tokens from "theo" to the organization whose officer tells.
const SOURCE_REACH: usize = 12;
/// Tokens back on a line that a territory is still spoken of: as many as any line of a writer has.
const LINE_REACH: usize = 2000;

impl Cast {
    /// Whoever the text speaks of at a token: the organization that acts in its sentence, else the one that acted in the
    /// sentences before on the same line, else the main one.
    pub(super) fn in_context(&self, scene: &Scene<'_>, token: usize) -> Option<Organization> {
        if let Some(index) = item_of(scene, token) {
            return self.of_mention(scene, index);
        }
        let sentence = scene.reading.sentence_of(token);
        let actor = self.actor(scene, sentence.start, token);
        let spoken_of = [
            self.territory(scene, sentence.start, token),
            self.unit_by_word(scene, sentence.start, token),
        ];
        let last = spoken_of.into_iter().flatten().max_by_key(|(at, _)| *at);
        if let Some(territory) = last
            && actor
                .is_none_or(|index| scene.mentions.organizations[index].tokens.start < territory.0)
        {
            return Some(territory.1);
        }
        if let Some(index) = actor.or_else(|| self.speaker(scene, sentence.start, token)) {
            return self.of_mention(scene, index);
        }
        if let Some(organization) = self.of_place_before(scene, sentence.start) {
            return Some(organization);
        }
        let line_start = scene
            .reading
            .line_of(token)
            .map_or(sentence.start, |line| line.tokens.start);
        let actor = self
            .actor(scene, line_start, sentence.start)
            .filter(|&index| !is_example(scene, index));
        // "• Giồng Riềng: 7 tháng qua, huyện kết nạp …": the district is spoken of to the end of its line.
        let from = line_start.max(sentence.start.saturating_sub(LINE_REACH));
        if actor.is_none()
            && let Some((_, organization)) = self.territory(scene, from, sentence.start)
        {
            return Some(organization);
        }
        if let Some(index) = actor {
            return self.of_mention(scene, index);
        }
        let above = self
            .of_section(scene, line_start)
            .or_else(|| self.disciplinarian(scene, token))
            .and_then(|index| self.of_mention(scene, index));
        if above.is_some() {
            return above;
        }
        let main = self.main.as_ref()?;
        Some(Organization {
            name: main.name.clone(),
            mention: main.mention.clone(),
            basis: OrganizationBasis::Article,
        })
    }

    /// `Đồng chí X, Phó Bí thư Đảng ủy Khối lưu ý, …`, `Theo ông X, Bí thư Đảng ủy Khối, …`: whose officer speaks.
    pub(super) fn speaker(&self, scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
        let told_by = scene.find_last_cue(start..end, Cue::SpeechSource);
        let behind = |source: TokenRange| {
            let reach = end.min(source.end + SOURCE_REACH);
            scene.mentions.organizations_in(source.end..reach).next()
        };
        let before = || {
            let speech = scene.find_last_cue(start..end, Cue::Speech)?;
            scene
                .mentions
                .organizations_in(start..speech.start)
                .next_back()
        };
        let is_officers = |(index, mention): &(usize, &OrganizationMention)| {
            let is_officers = [Cue::RoleSecretary, Cue::RoleDeputy, Cue::RoleStandingDeputy]
                .into_iter()
                .any(|role| scene.cue_before(mention.tokens.start, role).is_some());
            is_officers && self.resolved[*index].is_some()
        };
        let speaker = before()
            .filter(is_officers)
            .or_else(|| told_by.and_then(behind).filter(is_officers))?;
        Some(speaker.0)
    }

    /// "Tại đây, 190 đồng chí …": whose place the sentence before speaks of.
    fn of_place_before(&self, scene: &Scene<'_>, start: usize) -> Option<Organization> {
        scene.cue_at(start, Cue::PlaceHere)?;
        let sentence = scene.reading.sentence_of(start.checked_sub(1)?);
        let is_setting = |at: usize| scene.cue_before(at, Cue::PlaceLocative).is_some();
        let mut territories = scene.mentions.territories_in(sentence.clone()).iter();
        let territory =
            territories.rfind(|place| place.is_levelled && is_setting(place.tokens.start));
        let mut mentions = scene.mentions.organizations_in(sentence);
        let mention = mentions.rfind(|(index, mention)| {
            self.resolved[*index].is_some() && is_setting(mention.tokens.start)
        });
        match (territory, mention) {
            (Some(place), mention)
                if mention.is_none_or(|(_, mention)| mention.tokens.end <= place.tokens.start) =>
            {
                let word = place.tokens.start..scene.cue_at(place.tokens.start, Cue::PlaceLevel)?;
                Some(Organization {
                    name: self.of_territory(scene, word, &place.name)?,
                    mention: scene.reading.slice(&place.tokens).to_owned(),
                    basis: OrganizationBasis::Coreferent,
                })
            }
            (_, mention) => self.of_mention(scene, mention?.0),
        }
    }

    /// "8 trường hợp bị cảnh cáo gồm: …" in a report of discipline: whoever was last said to discipline.
    fn disciplinarian(&self, scene: &Scene<'_>, token: usize) -> Option<usize> {
        let says = |range: TokenRange, deed: Cue| scene.find_cue(range, deed).is_some();
        let sentence = scene.reading.sentence_of(token);
        if ![Cue::DeedDiscipline, Cue::DeedOther]
            .into_iter()
            .any(|deed| says(sentence.clone(), deed))
        {
            return None;
        }
        let start_of = |index: usize| scene.mentions.organizations[index].tokens.start;
        let before = self
            .actors
            .partition_point(|&index| start_of(index) < token);
        let near = self.actors[..before].iter().rev().take(DISCIPLINE_REACH);
        near.copied().find(|&index| {
            let start = start_of(index);
            let behind = start..scene.reading.sentence_of(start).end;
            let deed = scene.find_cue(behind, Cue::DeedDiscipline);
            // "Đảng ủy xã X bị cảnh cáo" disciplines nobody.
            deed.is_some_and(|deed| !says(start..deed.end, Cue::Passive))
        })
    }

    /// The organization that the numbered heading above a line names: "1. Kết quả nhiệm kỳ qua của Đảng bộ huyện X".
    fn of_section(&self, scene: &Scene<'_>, line_start: usize) -> Option<usize> {
        let lines = &scene.reading.lines;
        let above = lines.partition_point(|line| line.tokens.start < line_start);
        let heading = lines[..above]
            .iter()
            .rfind(|line| line.kind == LineKind::Heading && is_numbered(scene, &line.tokens))?;
        let mut mentions = scene.mentions.organizations_in(heading.tokens.clone());
        mentions
            .rfind(|(index, _)| self.resolved[*index].is_some())
            .map(|(index, _)| index)
    }

    /// The organization of a block or unit that a range calls by its bare word: "toàn Khối", "Khối có 57 TCCSĐ".
    fn unit_by_word(
        &self,
        scene: &Scene<'_>,
        start: usize,
        end: usize,
    ) -> Option<(usize, Organization)> {
        let head = scene.knowledge.organization_heads.first()?;
        (start..end).rev().find_map(|at| {
            let word_end = scene
                .cue_at(at, Cue::OrganizationBlock)
                .or_else(|| scene.cue_at(at, Cue::OrganizationUnit))?;
            // "toàn Khối", "riêng Khối"
            let is_told_of = [Cue::PlaceWhole, Cue::PlaceLocative]
                .into_iter()
                .any(|cue| {
                    scene
                        .cue_before(at, cue)
                        .is_some_and(|cue| begins_clause(scene, cue))
                })
                || scene.cue_before(at, Cue::PlaceWhole).is_some();
            if !is_told_of && !holds_members(scene, at, word_end) {
                return None;
            }
            let tokens = at..word_end;
            let name = format!(
                "{} {}",
                head.canonical,
                scene.reading.canonical(tokens.clone())
            );
            let short = OrganizationMention::of_unit(head.kind, name, tokens.clone());
            let mentions = &scene.mentions.organizations;
            let index = mentions.partition_point(|known| known.tokens.start < at);
            let name = self.nearest_unit(scene, index, &short)?;
            let mention = scene.reading.slice(&tokens).to_owned();
            let basis = OrganizationBasis::Coreferent;
            Some((
                at,
                Organization {
                    name,
                    mention,
                    basis,
                },
            ))
        })
    }

    /// The Party organization of the last territory that a range speaks of: "toàn tỉnh", "tại TX. Hòa Thành"; and where.
    fn territory(
        &self,
        scene: &Scene<'_>,
        start: usize,
        end: usize,
    ) -> Option<(usize, Organization)> {
        (start..end).rev().find_map(|at| {
            let Some(level_end) = scene.cue_at(at, Cue::PlaceLevel) else {
                return self.district(scene, at);
            };
            // "Đảng bộ Khối các cơ quan tỉnh kết nạp …": the level of an organization speaks of no place.
            if scene.mentions.organization_over(at).is_some() {
                return None;
            }
            let is_whole = scene.cue_before(at, Cue::PlaceWhole).is_some();
            let is_spoken_of = scene
                .cue_before(at, Cue::PlaceLocative)
                .is_some_and(|cue| opens(scene, cue));
            let level = scene.reading.sense_at(
                &scene.knowledge.lexicon,
                at,
                SenseKind::Level,
                |sense| match sense {
                    Sense::Level(level) => Some(level),
                    _ => None,
                },
            )?;
            let named = scene.mentions.territory_at(at);
            let is_subject = named.is_some_and(|territory| {
                territory.is_levelled
                    && (is_clause_subject(scene, &territory.tokens)
                        || is_of_those_within(scene, at))
            });
            let place = match named {
                Some(territory) if is_whole || is_spoken_of || is_subject => {
                    Some(territory.name.clone())
                }
                None if is_whole
                    || (opens(scene, at)
                        && scene.cue_at(level_end, Cue::PlacePossessed).is_some())
                    || acts_on_members(scene, level_end)
                    || holds_members(scene, at, level_end) =>
                {
                    self.place.name_at(scene, at, level.1)
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

    /// The Party organization of a district that opens a sentence without its level: "Đối với Đắk Glong, …", "Đắk Glong là
    /// huyện nghèo, có …".
    fn district(&self, scene: &Scene<'_>, at: usize) -> Option<(usize, Organization)> {
        let (level, place) = self.place.district_at(at)?;
        let is_setting = scene
            .cue_before(at, Cue::PlaceLocative)
            .is_some_and(|cue| opens(scene, cue));
        let is_told_of = || {
            let districts = &scene.mentions.districts;
            let name = districts.partition_point(|name| name.tokens.start < at);
            districts
                .get(name)
                .and_then(|name| scene.cue_at(name.tokens.end, Cue::OfficeIs))
                .is_some_and(|kind| scene.cue_at(kind, Cue::PlaceLevel).is_some())
                && begins_clause(scene, at)
        };
        if !is_setting && !is_told_of() {
            return None;
        }
        let head = scene.knowledge.organization_heads.first()?;
        let mut words = scene.knowledge.level_words.iter();
        let (_, word) = words.find(|(known, _)| *known == level)?;
        Some((
            at,
            Organization {
                name: format!("{} {word} {place}", head.canonical),
                mention: place.to_owned(),
                basis: OrganizationBasis::Coreferent,
            },
        ))
    }

    /// The last organization named in a range that acts there.
    fn actor(&self, scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
        let starts_at = |index: usize| scene.mentions.organizations[index].tokens.start;
        let before = self.actors.partition_point(|&index| starts_at(index) < end);
        let last = *self.actors[..before].last()?;
        (starts_at(last) >= start).then_some(last)
    }
}

/// The organization whose item in a list a figure is: `Đảng bộ huyện A 118, Đảng bộ huyện B 96`.
fn item_of(scene: &Scene<'_>, figure: usize) -> Option<usize> {
    let mentions = &scene.mentions.organizations;
    let index = mentions.partition_point(|mention| mention.tokens.end < figure);
    mentions
        .get(index)
        .is_some_and(|mention| {
            mention.tokens.end == figure && !mention.is_generic && is_item(scene, mention)
        })
        .then_some(index)
}

/// Whether a place is what a clause speaks of: "huyện Đức Hòa từ đầu năm đến nay kết nạp …", and not a part of an address,
/// as in "Đảng bộ xã A, huyện B tổ chức …".
fn is_clause_subject(scene: &Scene<'_>, place: &TokenRange) -> bool {
    let speaks = [Cue::ReportOpen, Cue::Saying]
        .into_iter()
        .any(|verb| scene.cue_at(place.end, verb).is_some());
    let goes_on = scene
        .reading
        .tokens
        .get(place.end)
        .is_some_and(|next| next.is_word() || next.is_number() || next.is_mark(b'('));
    let is_part_of_address = || {
        let comma = place.start - 1;
        scene.mentions.territory_ending_at(comma).is_some()
            || scene.mentions.organization_ending_at(comma).is_some()
            || scene.mentions.unit_ending_at(comma).is_some()
    };
    opens(scene, place.start) && goes_on
        || begins_clause(scene, place.start) && (speaks || goes_on && !is_part_of_address())
}

/// Whether a token opens its sentence or stands behind a comma.
fn begins_clause(scene: &Scene<'_>, at: usize) -> bool {
    opens(scene, at) || scene.reading.tokens[at - 1].is_mark(b',')
}

/// "các cấp ủy trong tỉnh Ninh Thuận kết nạp …": whether all organizations of a place are spoken of, what is theirs is the
/// place's.
fn is_of_those_within(scene: &Scene<'_>, place: usize) -> bool {
    let Some(within) = scene.cue_before(place, Cue::PlaceWithin) else {
        return false;
    };
    let generic = scene.mentions.organization_ending_at(within);
    generic.is_some_and(|(_, mention)| mention.is_generic)
        || [Cue::Committee, Cue::NounOrganization]
            .into_iter()
            .filter_map(|noun| scene.cue_before(within, noun))
            .any(|noun| scene.cue_before(noun, Cue::Plural).is_some())
}

/// Whether the words at a clause's start are said to have members or Party organizations: "xã hiện có 14 chi bộ".
fn holds_members(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    // "…, hiện Khối có 3.955 đảng viên"
    let at = scene.cue_before(at, Cue::PlaceOpening).unwrap_or(at);
    let begins = opens(scene, at)
        || matches!(
            scene.reading.tokens[at - 1].kind,
            Kind::Mark(b',' | b':' | b';' | b'"')
        );
    let counted = scene
        .cue_at(end, Cue::AimHave)
        .and_then(|verb| scene.mentions.quantities_in(verb..verb + 1).first());
    begins
        && counted.is_some_and(|figure| {
            [Cue::NounMember, Cue::NounOrganization]
                .into_iter()
                .any(|noun| scene.cue_at(figure.tokens.end, noun).is_some())
        })
}

/// Whether a line starts with a section's number: `1.`, `II.`
fn is_numbered(scene: &Scene<'_>, line: &TokenRange) -> bool {
    let tokens = &scene.reading.tokens;
    let first = &tokens[line.start];
    let is_roman = first.is_word() && ordinal::roman(scene.reading.word(line.start)).is_some();
    (first.is_number() || is_roman)
        && tokens
            .get(line.start + 1)
            .is_some_and(|mark| mark.is_mark(b'.') || mark.is_mark(b')'))
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
