//! Territories that a text speaks of, whose Party organization owns what is told there.
//!
//! Enters: a range of one sentence or line. Leaves: the organization of the last territory that the range speaks of, by its level
//! word, its name or both.

use super::clause::{begins_clause, is_clause_subject};
use super::demand::is_provinces;
use super::standing::{attends, opens};
use super::{Cast, MENTIONS_REACH};
use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::Level;
use crate::mention::organization::organization_after_role;
use crate::record::{Organization, OrganizationBasis};
use crate::text::{Kind, TokenRange};

impl Cast {
    /// The Party organization of the last territory that a range speaks of: "toàn tỉnh", "tại TX. Hòa Thành"; and where.
    pub(super) fn territory(
        &self,
        scene: &Scene<'_>,
        start: usize,
        end: usize,
    ) -> Option<(usize, Organization)> {
        (start..end).rev().find_map(|at| {
            let Some(level_end) = scene.cue_at(at, Cue::PlaceLevel) else {
                return self
                    .district(scene, at)
                    .or_else(|| self.province(scene, at));
            };
            // "thị xã kết nạp" is no commune's.
            if scene.cue_before(level_end, Cue::PlaceLevel) != Some(at) {
                return None;
            }
            // "Đảng bộ Khối các cơ quan tỉnh kết nạp …", "Khối các cơ quan tỉnh có …": such a level speaks of no place.
            if scene.mentions.organization_over(at).is_some()
                || scene.cue_before(at, Cue::OrganizationBlock).is_some()
            {
                return None;
            }
            // "giữ vững trật tự an [toàn xã] hội": a word of its own.
            let is_cut = scene.cue_at(at, Cue::OrganizationWord);
            if is_cut.is_some_and(|end| end > level_end) {
                return None;
            }
            let place = self.place_spoken_of(scene, at, level_end)?;
            let named = scene.mentions.territory_at(at);
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

    /// "toàn huyện", "huyện đã kết nạp": the name of the place that a level's word tells of, if the text speaks of it; empty for a
    /// whole that nothing names.
    fn place_spoken_of(&self, scene: &Scene<'_>, at: usize, level_end: usize) -> Option<String> {
        let is_whole = scene.cue_before(at, Cue::PlaceWhole).is_some();
        let is_spoken_of = scene
            .cue_before(at, Cue::PlaceLocative)
            .is_some_and(|cue| opens(scene, cue));
        let level = scene.reading.level_at(at)?;
        let named = scene.mentions.territory_at(at);
        let is_subject = named.is_some_and(|territory| {
            territory.is_levelled
                && (is_clause_subject(scene, &territory.tokens)
                    || is_label(scene, &territory.tokens)
                    || is_of_those_within(scene, at))
        });
        // "Đảng ủy giao các bon kết nạp 10 đảng viên"
        let is_plural = || scene.cue_before(at, Cue::Plural).is_some();
        match named {
            Some(territory) if is_whole || is_spoken_of || is_subject => {
                Some(territory.name.clone())
            }
            None if is_plural() => None,
            None if is_whole
                || (opens(scene, at) && scene.cue_at(level_end, Cue::PlacePossessed).is_some())
                || acts_on_members(scene, level_end)
                || plans(scene, at, level_end)
                || holds_members(scene, at, level_end) =>
            {
                let name = self.place.name_at(scene, at, level.1);
                // "toàn tỉnh" where no province is named
                name.or_else(|| (is_whole && level.1 != Level::Village).then(String::new))
            }
            _ => None,
        }
    }

    /// "Bí thư Đảng ủy xã X nói …. Xã đặt mục tiêu giảm 3% hộ nghèo": whether the territory plans that a range speaks of, and its
    /// organization, of this name, was named before on the line, and not among the guests.
    pub(in crate::resolve) fn is_planned_by(
        &self,
        scene: &Scene<'_>,
        range: TokenRange,
        name: &str,
    ) -> bool {
        self.territory(scene, range.start, range.end)
            .is_some_and(|(at, organization)| {
                let level = scene.cue_at(at, Cue::PlaceLevel);
                let line = scene
                    .reading
                    .line_of(at)
                    .map_or(at, |line| line.tokens.start);
                let named = scene.mentions.organizations_in(line..at);
                let mut named = named.rev().take(MENTIONS_REACH);
                organization.name == name
                    && level.is_some_and(|end| {
                        plans(scene, at, end) && scene.cue_at(end, Cue::StancePlanPassing).is_none()
                    })
                    && named.any(|(index, mention)| {
                        self.name_of(index) == Some(name) && !attends(scene, mention.tokens.start)
                    })
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
            districts.get(name).is_some_and(|name| {
                let end = name.tokens.end;
                // "Đắk Glong là huyện nghèo, có …"
                let is_kind = || {
                    let kind = scene.cue_at(end, Cue::OfficeIs);
                    kind.is_some_and(|kind| scene.cue_at(kind, Cue::PlaceLevel).is_some())
                };
                // "Đức Hòa có 19 chi bộ kiểu này"
                begins_clause(scene, at) && (is_kind() || acts_on_members(scene, end))
                    || is_label(scene, &name.tokens)
                    || holds_members(scene, at, end)
            })
        };
        if !is_setting && !is_told_of() {
            return None;
        }
        let head = scene.knowledge.party_head()?;
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

    /// The Party organization of a province that a clause speaks of without its level, where the article is about no other kind of
    /// organization: "Tại Quảng Bình, các cấp đã kỷ luật …", "Hà Nội kỷ luật 60 đảng viên", "Thanh Hóa: 41 đảng viên bị kỷ luật".
    pub(super) fn province(&self, scene: &Scene<'_>, at: usize) -> Option<(usize, Organization)> {
        if !scene.reading.tokens[at].is_capitalized() {
            return None;
        }
        let territory = scene.mentions.territory_at(at)?;
        let (level, end) = (territory.level, territory.tokens.end);
        // "Hà Nội, Huế và Hậu Giang kỷ luật": one of several.
        let joint = at.checked_sub(1);
        let joint = scene.cue_before(at, Cue::And).or(joint);
        let is_listed = joint.and_then(|end| scene.mentions.territory_ending_at(end));
        let is_free = is_listed.is_none() && scene.mentions.organization_over(at).is_none();
        if territory.is_levelled || !level.is_provincial() || !is_free {
            return None;
        }
        let is_apart = scene.reading.mark_at(end, b',');
        let is_setting = scene
            .cue_before(at, Cue::PlaceLocative)
            .is_some_and(|cue| is_apart && opens(scene, cue) && is_of_all(scene, end + 1));
        let disciplines = || scene.cue_at(end, Cue::DeedDiscipline).is_some();
        let is_told_of = || {
            begins_clause(scene, at) && (acts_on_members(scene, end) || disciplines())
                || holds_members(scene, at, end)
                || opens(scene, at) && announces_members(scene, end)
        };
        let main = self.main.as_ref();
        let is_of_provinces = || main.is_none_or(|main| is_provinces(scene.knowledge, &main.name));
        if !is_setting && !is_told_of() || !is_of_provinces() {
            return None;
        }
        let read = organization_after_role(scene.reading, scene.knowledge, at)?;
        let organization = Organization {
            name: read.name,
            mention: scene.reading.slice(&territory.tokens).to_owned(),
            basis: OrganizationBasis::Coreferent,
        };
        Some((at, organization))
    }
}

/// "Tại Quảng Bình, cấp ủy các cấp đã …", "…, toàn tỉnh", "…, đã kỷ luật": whether nobody acts behind a setting but the committees
/// of all levels. "Tại Quảng Bình, Trường Đại học X kết nạp …" is the school's.
fn is_of_all(scene: &Scene<'_>, start: usize) -> bool {
    const COMMITTEES: usize = 3;
    let verb = scene.cue_at(start, Cue::StanceReport).unwrap_or(start);
    let acts = acts_on_members(scene, start) || scene.cue_at(verb, Cue::DeedDiscipline).is_some();
    if acts || scene.cue_at(start, Cue::PlaceWhole).is_some() {
        return true;
    }
    let mut at = start;
    for _ in 0..=COMMITTEES {
        if scene.cue_at(at, Cue::OrganizationAllLevels).is_some() {
            return true;
        }
        let nouns = [
            Cue::OrganizationCommittee,
            Cue::CountCommittee,
            Cue::NounOrganization,
        ];
        let Some(end) = nouns
            .into_iter()
            .filter_map(|noun| scene.cue_at(at, noun))
            .max()
        else {
            return false;
        };
        let is_comma = scene.reading.mark_at(end, b',');
        at = scene
            .cue_at(end, Cue::And)
            .unwrap_or(end + usize::from(is_comma));
    }
    false
}

/// "• Giồng Trôm: sau ba năm, …": whether a place and a colon open an item of a list of news.
fn is_label(scene: &Scene<'_>, place: &TokenRange) -> bool {
    let tokens = &scene.reading.tokens;
    let opens_item = || {
        let bullet = place.start.checked_sub(1)?;
        let line = scene.reading.line_of(place.start)?;
        (line.tokens.start == bullet && !tokens[bullet].is_word() && !tokens[bullet].is_number())
            .then_some(())
    };
    scene.reading.mark_at(place.end, b':') && opens_item().is_some()
}

/// "các cấp ủy trong tỉnh Ninh Thuận kết nạp …": whether all organizations of a place are spoken of, what is theirs is the
/// place's.
fn is_of_those_within(scene: &Scene<'_>, place: usize) -> bool {
    let Some(within) = scene.cue_before(place, Cue::PlaceWithin) else {
        return false;
    };
    let generic = scene.mentions.organization_ending_at(within);
    // "cấp ủy các cấp thuộc quận Sơn Trà"
    let of_all_levels = scene.cue_before(within, Cue::Plural).is_some_and(|levels| {
        scene.ends_any(
            levels,
            const {
                CueSet::of(&[
                    Cue::OrganizationCommittee,
                    Cue::CountCommittee,
                    Cue::NounOrganization,
                ])
            },
        )
    });
    of_all_levels
        || generic.is_some_and(|(_, mention)| mention.is_generic)
        || [Cue::OrganizationCommittee, Cue::NounOrganization]
            .into_iter()
            .filter_map(|noun| scene.cue_before(within, noun))
            .any(|noun| scene.cue_before(noun, Cue::Plural).is_some())
}

/// Whether the words at a clause's start are said to have members or Party organizations: "xã hiện có 14 chi bộ".
pub(super) fn holds_members(scene: &Scene<'_>, at: usize, end: usize) -> bool {
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
            scene.starts_any(
                figure.tokens.end,
                const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization]) },
            )
        })
}

/// Whether the words at a clause's start set a plan of their own: "huyện phấn đấu", not "tỉnh giao chỉ tiêu".
fn plans(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let sets_others = scene.cue_at(end, Cue::OrganizationSetter).is_some();
    begins_clause(scene, at) && scene.cue_at(end, Cue::StancePlan).is_some() && !sets_others
}

/// Whether what stands before a token does to members what only Party organizations do: "huyện đã kết nạp".
pub(super) fn acts_on_members(scene: &Scene<'_>, at: usize) -> bool {
    const DEEDS: [Cue; 3] = [Cue::DeedAdmit, Cue::DeedConfirm, Cue::DeedRemove];
    let verb = scene.cue_at(at, Cue::StanceReport).unwrap_or(at);
    DEEDS.into_iter().any(|deed| {
        scene
            .cue_at(at, deed)
            .or(scene.cue_at(verb, deed))
            .is_some()
    })
}

/// Whether a colon and a number of members or Party organizations stand at a token.
fn announces_members(scene: &Scene<'_>, colon: usize) -> bool {
    const COUNTED: CueSet = CueSet::of(&[Cue::NounMember, Cue::NounOrganization]);
    let is_colon = scene.reading.mark_at(colon, b':');
    let figure = scene.mentions.quantities_in(colon + 1..colon + 2).first();
    is_colon
        && figure.is_some_and(|figure| {
            let noun = figure.tokens.end;
            noun < scene.reading.tokens.len() && scene.starts_any(noun, COUNTED)
        })
}
