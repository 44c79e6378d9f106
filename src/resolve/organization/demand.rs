//! What a fact asks of its owner: cells hold no organizations and few members, and a level's organizations belong to a
//! higher one. A candidate that cannot own the fact is passed over, however near it stands.

use super::Cast;
use crate::fact::{Draft, Scene};
use crate::knowledge::Knowledge;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::record::{MemberMeasure, Number, Organization, OrganizationMeasure, Value};
use crate::text::TokenRange;
use crate::text::fold::fold;

/// From this many members on, an organization is no cell. The largest ones of quarters have some 120.
const BEYOND_CELL: Number = Number::whole(200);

/// What a fact asks of its owner. Nothing, by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::resolve) struct Demand {
    /// A cell cannot own it.
    is_beyond_cell: bool,
    /// A caucus cannot own it: it holds no congress.
    is_of_congress: bool,
    /// The rank that the owner must be above, where the organizations counted are of a level.
    above: Option<Rank>,
    /// What is counted was commended or rated.
    is_of_receivers: bool,
}

/// How high a territory's organization stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Village,
    Commune,
    District,
    Province,
    Nation,
}

impl Demand {
    /// What a draft asks.
    pub(in crate::resolve) fn of(scene: &Scene<'_>, draft: &Draft) -> Self {
        let knowledge = scene.knowledge;
        match &draft.value {
            Value::MemberCount {
                measure, quantity, ..
            } => Self {
                is_beyond_cell: quantity.value.is_some_and(|value| value >= BEYOND_CELL)
                    || joins_organizations(scene, draft.tokens.start),
                is_of_receivers: *measure == MemberMeasure::Commended,
                ..Self::default()
            },
            Value::Congress { .. } => Self {
                is_of_congress: true,
                ..Self::default()
            },
            // A cell may come of several.
            Value::OrganizationCount { measure, .. } if *measure == OrganizationMeasure::Merged => {
                Self::default()
            }
            Value::OrganizationCount {
                measure, unit_type, ..
            } => Self {
                is_beyond_cell: !knowledge
                    .lexicon
                    .is_phrase(unit_type, Cue::NounOrganizationWithin),
                above: rank_of_kind(knowledge, unit_type),
                is_of_receivers: matches!(
                    measure,
                    OrganizationMeasure::Commended | OrganizationMeasure::Other
                ),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }

    /// Whether what is counted was commended or rated: it is whose members or organizations they are, not who gives.
    pub(super) fn is_of_receivers(self) -> bool {
        self.is_of_receivers
    }

    /// Whether only the Party as a whole can own it: `59 đảng bộ tỉnh, thành phố`.
    pub(super) fn is_nations(self) -> bool {
        self.above == Some(Rank::Province)
    }

    /// Whether the organization of a canonical name can own the fact.
    pub(super) fn accepts(self, knowledge: &Knowledge, name: &str) -> bool {
        if self == Self::default() {
            return true;
        }
        let kind = head_of(knowledge, name).map(|(kind, _)| kind);
        let can = match kind {
            Some(HeadKind::Cell) => !self.is_beyond_cell,
            Some(HeadKind::Caucus | HeadKind::Group) => !self.is_of_congress,
            _ => true,
        };
        let stands_above = |rank| rank_of_owner(knowledge, name) > Some(rank);
        can && self.above.is_none_or(stands_above)
    }
}

impl Cast {
    /// "Tại hội nghị Đảng bộ Công ty X, Đảng ủy Khối tặng giấy khen cho 4 chi bộ": whether an organization that starts a range
    /// gives what is told of behind it, and stands above the one that the article is about, whose meeting the text tells of.
    pub(super) fn gives_from_above(
        &self,
        scene: &Scene<'_>,
        range: TokenRange,
        giver: &Organization,
    ) -> bool {
        self.is_below(scene, &giver.name)
            && scene.organization_at(range.start).is_some()
            && self.is_at_mains(
                scene,
                range.start,
                rank_of_owner(scene.knowledge, &giver.name).is_none(),
            )
            && scene.finds_any(
                range,
                const { CueSet::of(&[Cue::DeedCommend, Cue::DeedConfirm]) },
            )
    }

    /// "Dịp này, Huyện ủy tặng …": whether the words before an organization tell of a meeting, or name the one that the article is
    /// about, and none behind it a whole place or one of many receivers. A block's committee has only the article's to speak of.
    fn is_at_mains(&self, scene: &Scene<'_>, giver: usize, is_block: bool) -> bool {
        let sentence = scene.reading.sentence_of(giver);
        let names_main = |range: TokenRange| {
            let mut named = scene.mentions.organizations_in(range);
            named.any(|(index, _)| self.name_of(index) == self.main())
        };
        let is_occasion = || scene.cue_at(sentence.start, Cue::PlaceOccasion).is_some();
        let speaks_of_whole = || {
            (giver..sentence.end).any(|at| {
                let within = scene.cue_at(at, Cue::PlaceWithin);
                let is_within =
                    within.is_some_and(|end| scene.cue_at(end, Cue::PlaceLevel).is_some());
                is_within || scene.cue_at(at, Cue::PlaceWhole).is_some()
            })
        };
        let is_told = is_block || is_occasion() || names_main(sentence.start..giver);
        is_told && !speaks_of_whole() && !names_main(giver..sentence.end)
    }

    /// Whether the organization that the article is about stands below another.
    pub(super) fn is_below(&self, scene: &Scene<'_>, other: &str) -> bool {
        let knowledge = scene.knowledge;
        let Some(main) = self.main.as_ref().filter(|main| !main.is_cell) else {
            return false;
        };
        // "Đảng bộ Khối Doanh nghiệp tỉnh"
        let is_block = |name: &str| {
            let named = head_of(knowledge, name);
            let word = named.and_then(|(_, rest)| rest.split_whitespace().next());
            word.is_some_and(|word| knowledge.lexicon.is_phrase(word, Cue::OrganizationBlock))
        };
        match [other, &main.name].map(|one| rank_of_owner(knowledge, one)) {
            [Some(other), Some(own)] => other > own,
            [Some(other), None] => other > Rank::Commune,
            [None, Some(_)] => false,
            [None, None] => is_block(other) && !is_block(&main.name),
        }
    }
}

/// `3 chi bộ và 17 đảng viên được khen`: whether a token follows "và" behind a number of organizations, which no cell has.
fn joins_organizations(scene: &Scene<'_>, token: usize) -> bool {
    let counted = || {
        let joint = scene.cue_before(token, Cue::And)?;
        let noun = scene.cue_before(joint, Cue::NounOrganization)?;
        let figures = scene.mentions.quantities_in(noun.saturating_sub(1)..noun);
        figures.last().filter(|figure| figure.tokens.end == noun)
    };
    counted().is_some()
}

/// The kind of the head that a canonical name begins with, and what follows it.
fn head_of<'n>(knowledge: &Knowledge, name: &'n str) -> Option<(HeadKind, &'n str)> {
    let heads = knowledge.organization_heads.iter();
    heads
        .filter(|head| head.level.is_none())
        .find_map(|head| Some((head.kind, name.strip_prefix(head.canonical.as_str())?)))
}

/// Whether an organization is a province's.
pub(super) fn is_provinces(knowledge: &Knowledge, name: &str) -> bool {
    rank_of_owner(knowledge, name) == Some(Rank::Province)
}

/// The rank of the owner of a canonical name; none for cells and the organizations of blocks and units.
fn rank_of_owner(knowledge: &Knowledge, name: &str) -> Option<Rank> {
    match head_of(knowledge, name)? {
        (HeadKind::National, _) => Some(Rank::Nation),
        (HeadKind::Party, rest) => {
            let folded = fold(rest.trim_start());
            let (level, _) = level_at(knowledge, &folded)?;
            // A city may be one under the centre.
            Some(if level == Level::City {
                Rank::Province
            } else {
                rank(level)
            })
        }
        _ => None,
    }
}

/// The highest rank of the organizations that a kind of them names by their level alone: `đảng bộ quận, huyện`; none for
/// those below communes, and for `đảng bộ công an xã`.
fn rank_of_kind(knowledge: &Knowledge, unit_type: &str) -> Option<Rank> {
    let folded = fold(unit_type);
    let mut heads = knowledge.organization_heads.iter();
    let mut rest = heads
        .find_map(|head| folded.strip_prefix(head.key.as_str()))?
        .trim_start();
    // "đảng bộ cấp huyện"
    if level_at(knowledge, rest).is_none() {
        rest = rest.split_once(' ')?.1;
    }
    let mut highest = None;
    while !rest.is_empty() {
        let (level, after) = level_at(knowledge, rest)?;
        highest = highest.max(Some(rank(level)));
        rest = after.trim_start_matches([',', '/', ' ']);
    }
    highest.filter(|rank| *rank > Rank::Village)
}

/// The level whose word a folded text begins with, by its longest word, and what follows.
pub(in crate::resolve) fn level_at<'n>(
    knowledge: &Knowledge,
    text: &'n str,
) -> Option<(Level, &'n str)> {
    let words = knowledge.level_words.iter();
    words
        .filter_map(|(level, word)| {
            let rest = text.strip_prefix(word.as_str())?;
            (rest.is_empty() || rest.starts_with([' ', ','])).then_some((*level, rest))
        })
        .min_by_key(|(_, rest)| rest.len())
}

fn rank(level: Level) -> Rank {
    match level {
        Level::Province => Rank::Province,
        Level::City | Level::District | Level::UrbanDistrict | Level::Town => Rank::District,
        Level::Commune | Level::Ward | Level::Township | Level::SpecialZone => Rank::Commune,
        Level::Village => Rank::Village,
    }
}
