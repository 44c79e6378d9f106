//! Whom the text speaks of where a rule's own words name nobody: the organization or territory that acts there.

use super::clause::begins_clause;
use super::demand::Demand;
use super::standing::{is_example, is_item};
use super::territory::{acts_on_members, holds_members};
use super::{Cast, Found};
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::HeadKind;
use crate::mention::ordinal;
use crate::mention::organization::OrganizationMention;
use crate::record::{Organization, OrganizationBasis};
use crate::text::TokenRange;
use crate::text::layout::{HEADING_TOKENS, Line, LineKind};

/// Organizations back from a fact of discipline among which the one is looked for that disciplines.
const DISCIPLINE_REACH: usize = 64;
/// Organizations on either side of a fact among which the one is looked for that can own it.
const OWNER_REACH: usize = 64;
/// Tokens back on a line that a territory is still spoken of, or somebody speaks: as many as any line of a writer has.
pub(super) const LINE_REACH: usize = 2000;

/// Tokens that brackets around an organization hold on either side of it.
const ASIDE_REACH: usize = 24;

/// The reason why an organization may be the owner, and who it is.
type Candidate<'c> = (&'static str, &'c dyn Fn() -> Option<Organization>);

impl Cast {
    /// Whoever the text speaks of at a token: the first of the ranked candidates that can own the fact, with the reason why
    /// it is one.
    pub(super) fn in_context(
        &self,
        scene: &Scene<'_>,
        token: usize,
        demand: Demand,
    ) -> Option<Found> {
        let sentence = scene.reading.sentence_of(token);
        let line_start = scene
            .reading
            .line_of(token)
            .map_or(sentence.start, |line| line.tokens.start);
        // "Huyện ủy, quận ủy kỷ luật 5 đảng viên": all of their level, so no one's but the whole's.
        let are_levels = || acts_on_levels(scene, sentence.start..token);
        let here = || {
            let spoken_of = self.spoken_of(scene, sentence.start..token, demand);
            let (at, one) = spoken_of?;
            let can_be = !are_levels() || self.main() == Some(&one.name);
            let gives = demand.is_of_receivers() && self.gives_from_above(scene, at..token, &one);
            (can_be && !gives).then_some(one)
        };
        let speaker = || self.speaker(scene, sentence.start, token);
        let before = || {
            let (at, spoken_of) =
                self.spoken_of_before(scene, line_start..sentence.start, demand)?;
            let is_others = are_levels() && self.main() != Some(&spoken_of.name);
            (!is_others && !self.leaves_cell(scene, at, token)).then_some(spoken_of)
        };
        let of = |index: Option<usize>| self.of_mention(scene, index?);
        let own: [Candidate<'_>; 2] = [
            ("it stands right before the figure, in a list", &|| {
                of(item_of(scene, token))
            }),
            ("the speaker's own", &|| {
                self.of_us(scene, sentence.start, token)
            }),
        ];
        let ranked: [Candidate<'_>; 8] = [
            ("its sentence speaks of it last", &here),
            ("its officer speaks in the sentence", &|| of(speaker())),
            ("its officer is quoted", &|| of(self.quoted(scene, token))),
            ("the sentence before speaks of it", &|| {
                self.of_sentence_before(scene, sentence.start..token)
            }),
            ("its line speaks of it last", &before),
            ("the heading above names it", &|| {
                of(self.of_section(scene, line_start))
            }),
            ("it was last said to discipline", &|| {
                of(self.disciplinarian(scene, token))
            }),
            ("the article is about it", &|| self.as_owner()),
        ];
        let own = first_that_can(scene, demand, &own);
        if own.is_some() || self.is_of_several(scene, token, demand) {
            return own;
        }
        first_that_can(scene, demand, &ranked).or_else(|| {
            if demand.is_nations() {
                return Some((self.whole_party(), "only the whole Party has provinces"));
            }
            let above = self.last_that_can(scene, token, demand)?;
            Some((above, "the last one named that can have so many"))
        })
    }

    /// The main organization as an owner.
    fn as_owner(&self) -> Option<Organization> {
        let main = self.main.as_ref()?;
        Some(Organization {
            name: main.name.clone(),
            mention: main.mention.clone(),
            basis: OrganizationBasis::Article,
        })
    }

    /// The organization that a range of one sentence speaks of last: one that acts there, a territory, a block or unit.
    pub(super) fn spoken_of(
        &self,
        scene: &Scene<'_>,
        range: TokenRange,
        demand: Demand,
    ) -> Option<(usize, Organization)> {
        let actor = self.actor(scene, range.clone(), demand).and_then(|index| {
            let at = scene.mentions.organizations[index].tokens.start;
            Some((at, self.of_mention(scene, index)?))
        });
        let others = [
            self.unit_by_word(scene, range.start, range.end),
            self.territory(scene, range.start, range.end),
        ];
        let can = |(_, organization): &(usize, Organization)| {
            demand.accepts(scene.knowledge, &organization.name)
        };
        others
            .into_iter()
            .flatten()
            .filter(can)
            .chain(actor)
            .max_by_key(|(at, _)| *at)
    }

    /// The organization that the sentences before on the line speak of last: one that acts there, or whose officer speaks;
    /// else a territory ("• Giồng Riềng: 7 tháng qua, huyện kết nạp …" speaks of the district to the end of its line).
    pub(super) fn spoken_of_before(
        &self,
        scene: &Scene<'_>,
        range: TokenRange,
        demand: Demand,
    ) -> Option<(usize, Organization)> {
        let actor = self
            .actor(scene, range.clone(), demand)
            .filter(|&index| !is_example(scene, index) && !self.is_among_siblings(scene, index));
        let speaker = self.speaker_of_line(scene, range.clone());
        if let Some(last) = actor.max(speaker) {
            let at = scene.mentions.organizations[last].tokens.start;
            return Some((at, self.of_mention(scene, last)?));
        }
        let from = range.start.max(range.end.saturating_sub(LINE_REACH));
        self.territory(scene, from, range.end)
    }

    /// "Chi bộ Khoa Nội lo bữa sáng; Chi bộ Khoa Dược rút ngắn …. Sau một năm, …": whether an organization acts beside another of
    /// its kind in a sentence that only tells what some do, of an article about neither.
    fn is_among_siblings(&self, scene: &Scene<'_>, index: usize) -> bool {
        let mentions = &scene.mentions.organizations;
        let mention = &mentions[index];
        let sentence = scene.reading.sentence_of(mention.tokens.start);
        let at = self.actors.partition_point(|&other| other < index);
        let Some(before) = at.checked_sub(1).map(|before| self.actors[before]) else {
            return false;
        };
        let other = &mentions[before];
        let is_sibling = sentence.contains(&other.tokens.start)
            && other.kind == mention.kind
            && other.level == mention.level
            && other.is_named
            && mention.is_named;
        let names = [before, index].map(|one| self.name_of(one));
        is_sibling && names[0] != names[1] && !names.contains(&self.main())
    }

    /// The last organization named before a token, else the first after it, that can own a fact which all nearer ones cannot: "Chi bộ X là một trong
    /// 52 tổ chức đảng" in an article about a cell.
    fn last_that_can(
        &self,
        scene: &Scene<'_>,
        token: usize,
        demand: Demand,
    ) -> Option<Organization> {
        if demand == Demand::default() {
            return None;
        }
        let can = |(index, mention): &(usize, &OrganizationMention)| {
            let accepts = |name: &str| demand.accepts(scene.knowledge, name);
            mention.kind == HeadKind::Party && self.name_of(*index).is_some_and(accepts)
        };
        let before = scene.mentions.organizations_in(0..token).rev();
        let before = before.take(OWNER_REACH).find(can);
        let after = || {
            let after = scene.mentions.organizations_in(token..usize::MAX);
            after.take(OWNER_REACH).find(can)
        };
        let (index, _) = before.or_else(after)?;
        self.of_mention(scene, index)
    }

    /// "Năm qua chúng tôi bàn giao 6 chi bộ": the organization of whoever speaks, if nobody else acts behind the word.
    fn of_us(&self, scene: &Scene<'_>, start: usize, token: usize) -> Option<Organization> {
        let us = scene.find_last_cue(start..token, Cue::SpeechSelf)?;
        if self
            .actor(scene, us.end..token, Demand::default())
            .is_some()
        {
            return None;
        }
        // "Chi bộ tôi thành lập với 3 đảng viên"
        if let Some((index, _)) = scene.mentions.organization_ending_at(us.start) {
            return self.of_mention(scene, index);
        }
        let line = scene.reading.line_of(token)?.tokens.start;
        let speaker = self
            .quoted(scene, token)
            .or_else(|| self.speaker(scene, start, token))
            .or_else(|| self.speaker_of_line(scene, line..start))
            .or_else(|| self.interviewed(scene, line));
        match speaker {
            Some(index) => self.of_mention(scene, index),
            None => self.as_owner(),
        }
    }

    /// "Tại đây, 190 đồng chí …", "Năm qua, cơ quan này kỷ luật …": to whose place the sentence before goes, else who acts in it
    /// first.
    fn of_sentence_before(&self, scene: &Scene<'_>, range: TokenRange) -> Option<Organization> {
        let start = range.start;
        let here = scene.find_cue(range, Cue::PlaceHere)?;
        // "Về phía Tiên Lãnh, địa phương này …": what it stands for was just named.
        let is_named_here =
            (start + 1..here.start).any(|at| scene.reading.tokens[at].is_capitalized());
        if !begins_clause(scene, here.start) || is_named_here {
            return None;
        }
        let sentence = scene.reading.sentence_of(start.checked_sub(1)?);
        let is_setting = |at: usize| scene.cue_before(at, Cue::PlaceLocative).is_some();
        let mut territories = scene.mentions.territories_in(sentence.clone()).iter();
        let territory =
            territories.rfind(|place| place.is_levelled && is_setting(place.tokens.start));
        let mut mentions = scene.mentions.organizations_in(sentence.clone());
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
            (_, mention) => {
                let start_of = |index: &usize| scene.mentions.organizations[*index].tokens.start;
                let first = self
                    .actors
                    .partition_point(|index| start_of(index) < sentence.start);
                let actor = self.actors.get(first).copied();
                let actor = actor.filter(|index| sentence.contains(&start_of(index)));
                self.of_mention(scene, mention.map(|(index, _)| index).or(actor)?)
            }
        }
    }

    /// "8 trường hợp bị cảnh cáo gồm: …" in a report of discipline: whoever was last said to discipline.
    fn disciplinarian(&self, scene: &Scene<'_>, token: usize) -> Option<usize> {
        let says = |range: TokenRange, deed: Cue| scene.find_cue(range, deed).is_some();
        let sentence = scene.reading.sentence_of(token);
        let told_of = [Cue::DeedDiscipline, Cue::DeedOther];
        let is_told_of = told_of.iter().any(|deed| says(sentence.clone(), *deed));
        // "phấn đấu …; 100% bí thư được tập huấn": what is planned is no discipline.
        if !is_told_of || says(sentence, Cue::StancePlan) {
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
            // "Đảng ủy xã X bị cảnh cáo" disciplines nobody, nor does who is asked to.
            deed.is_some_and(|deed| {
                let is_planned = scene.stances.at(deed.start) == Stance::Plan;
                !is_planned && !says(start..deed.end, Cue::Passive)
            })
        })
    }

    /// The organization that the numbered heading above a line names: "1. Kết quả nhiệm kỳ qua của Đảng bộ huyện X", with or
    /// without a colon.
    pub(super) fn of_section(&self, scene: &Scene<'_>, line_start: usize) -> Option<usize> {
        let lines = &scene.reading.lines;
        let above = lines.partition_point(|line| line.tokens.start < line_start);
        let announces = |line: &Line| {
            let last = &scene.reading.tokens[line.tokens.end - 1];
            last.is_mark(b':') && line.tokens.len() <= HEADING_TOKENS
        };
        let heading = lines[..above].iter().rfind(|line| {
            (line.kind == LineKind::Heading || announces(line)) && is_numbered(scene, &line.tokens)
        })?;
        let mut mentions = scene.mentions.organizations_in(heading.tokens.clone());
        let (index, _) = mentions.rfind(|(index, _)| self.resolved[*index].is_some())?;
        let name = self.name_of(index)?;
        // "2. Thực hiện ý kiến của Tỉnh ủy:" tells who asked for what those below did.
        let is_superiors = announces(heading) && self.is_below(scene, name);
        // "Toàn huyện có 3.200 đảng viên" on the line above leads back to the article's own.
        let last = lines[..above].last()?.tokens.clone();
        let is_back = last.start >= heading.tokens.end && last.len() <= HEADING_TOKENS && {
            let spoken_of = self.spoken_of(scene, last, Demand::default());
            spoken_of.is_some_and(|(_, one)| one.name != name && self.main() == Some(&one.name))
        };
        (!is_superiors && !is_back).then_some(index)
    }

    /// The organization of a block or unit that a range calls by its bare word: "toàn Khối", "Khối có 57 TCCSĐ".
    fn unit_by_word(
        &self,
        scene: &Scene<'_>,
        start: usize,
        end: usize,
    ) -> Option<(usize, Organization)> {
        let head = scene.knowledge.party_head()?;
        (start..end).rev().find_map(|at| {
            // "Khối các cơ quan tỉnh có …"
            let block = scene
                .cue_at(at, Cue::OrganizationBlock)
                .map(|end| scene.cue_at(end, Cue::PlaceLevel).unwrap_or(end));
            let word_end = block.or_else(|| scene.cue_at(at, Cue::OrganizationUnit))?;
            // "UBKT các cấp kiểm tra 7 đảng viên": a committee's body has no organization of its own.
            if scene.cue_at(at, Cue::OrganizationCommittee).is_some() {
                return None;
            }
            // "toàn Khối", "riêng Khối"
            let is_told_of = [Cue::PlaceWhole, Cue::PlaceLocative]
                .into_iter()
                .any(|cue| {
                    scene
                        .cue_before(at, cue)
                        .is_some_and(|cue| begins_clause(scene, cue))
                })
                || scene.cue_before(at, Cue::PlaceWhole).is_some();
            let acts = || begins_clause(scene, at) && acts_on_members(scene, word_end);
            if !is_told_of && !holds_members(scene, at, word_end) && !acts() {
                return None;
            }
            let tokens = at..word_end;
            let name = format!(
                "{} {}",
                head.canonical,
                scene.reading.canonical(tokens.clone())
            );
            // "PVN có …": a unit with a name of its own is no other one.
            let own = scene.mentions.units_in(at..at + 1).first();
            let short = OrganizationMention::of_unit(head.kind, name, tokens.clone());
            let mentions = &scene.mentions.organizations;
            let index = mentions.partition_point(|known| known.tokens.start < at);
            let name = match own {
                Some(unit) => format!("{} {}", head.canonical, unit.name(scene.reading)),
                None => self.nearest_unit(scene, index, &short)?,
            };
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

    /// The last organization named in a range that acts there and can own a fact.
    fn actor(&self, scene: &Scene<'_>, range: TokenRange, demand: Demand) -> Option<usize> {
        let starts_at = |index: usize| scene.mentions.organizations[index].tokens.start;
        let before = self
            .actors
            .partition_point(|&index| starts_at(index) < range.end);
        // "(giảm một đảng bộ, do Đảng bộ xã A nhập vào Đảng bộ xã B)": brackets that are closed tell of others.
        let is_aside = |index: usize| {
            let words = &scene.mentions.organizations[index].tokens;
            let close = scene.aside_end(words, ASIDE_REACH);
            close.is_some_and(|close| close < range.end)
        };
        let can = |index: &usize| {
            let name = self.name_of(*index);
            name.is_some_and(|name| demand.accepts(scene.knowledge, name)) && !is_aside(*index)
        };
        self.actors[..before]
            .iter()
            .copied()
            .rev()
            .take_while(|&index| starts_at(index) >= range.start)
            .take(OWNER_REACH)
            .find(can)
    }
}

/// The first of ranked candidates that can own a fact, with its reason.
fn first_that_can(scene: &Scene<'_>, demand: Demand, ranked: &[Candidate<'_>]) -> Option<Found> {
    ranked
        .iter()
        .filter_map(|(reason, candidate)| Some((candidate()?, *reason)))
        .find(|(organization, _)| demand.accepts(scene.knowledge, &organization.name))
}

/// The organization whose item in a list a figure is: `Đảng bộ huyện A 118, Đảng bộ huyện B 96`.
fn item_of(scene: &Scene<'_>, figure: usize) -> Option<usize> {
    let (index, mention) = scene.mentions.organization_ending_at(figure)?;
    (!mention.is_generic && is_item(scene, mention)).then_some(index)
}

/// "Ban Thường vụ Huyện ủy, Quận ủy kỷ luật": whether a range speaks last of a list of levels.
fn acts_on_levels(scene: &Scene<'_>, range: TokenRange) -> bool {
    let is_level =
        |one: &OrganizationMention| one.is_generic && !one.is_named && one.level.is_some();
    let mut named = scene
        .mentions
        .organizations_in(range)
        .map(|(_, one)| one)
        .rev();
    let last = named.next().zip(named.next());
    last.is_some_and(|(one, other)| is_level(one) && is_level(other) && one.level != other.level)
}

/// Whether a line starts with a section's number: `1.`, `II.`
pub(super) fn is_numbered(scene: &Scene<'_>, line: &TokenRange) -> bool {
    let tokens = &scene.reading.tokens;
    let first = &tokens[line.start];
    let is_roman = || first.is_word() && ordinal::roman(scene.reading.word(line.start)).is_some();
    tokens
        .get(line.start + 1)
        .is_some_and(|mark| mark.is_mark(b'.') || mark.is_mark(b')'))
        && (first.is_number() || is_roman())
}
