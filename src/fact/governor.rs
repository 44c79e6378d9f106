//! Whose term, whose congress: the noun to the left that an ordinal or a stretch of years belongs to.
//!
//! Enters: a scene and a token. Leaves: [`Governor`]. "Bí thư Tỉnh ủy khóa XV, đại biểu Quốc hội khóa XIV" has one
//! governor for each ordinal.

use crate::fact::{Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::{OrganizationMention, organization_after_role};
use crate::text::token::Token;
use crate::text::{Kind, TokenRange};

/// What governs a token from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Governor {
    /// An organization mention, by index; generic ones included.
    Organization(usize),
    /// A place that stands for its organization after a post: "Bí thư Hà Nội".
    Named(Box<OrganizationMention>),
    /// The Party as a whole: Trung ương, Bộ Chính trị, "của Đảng".
    Party(TokenRange),
    /// "Đại hội Đảng (các cấp)": congresses of all organizations, or the whole Party's.
    AllOrNational(TokenRange),
    /// A body that is no Party organization.
    Other,
    /// Nothing in reach.
    None,
}

impl Governor {
    /// The nearest noun left of `at`, not before `from`.
    pub(super) fn left_of(scene: &Scene<'_>, from: usize, at: usize) -> Self {
        let mut end = at;
        while end > from {
            let token = end - 1;
            if matches!(
                scene.reading.tokens[token].kind,
                Kind::Mark(b';' | b':' | b'?' | b'!')
            ) {
                return Self::None;
            }
            if let Some(open) = bracket_behind_organization(scene, from, token) {
                end = open;
                continue;
            }
            if let Some((index, mention)) = scene.mentions.organization_ending_at(end) {
                let start = mention.tokens.start;
                if end < at && (is_counted(scene, index) || is_had(scene, start)) {
                    end = start;
                    continue;
                }
                return Self::of_mention(scene, index, at);
            }
            if let Some(body) = central_body(scene, end, at) {
                return Self::Party(body);
            }
            if let Some(named) = named_by_post(scene, from, end) {
                return named;
            }
            if let Some(named) = named_by_congress(scene, from, end) {
                return named;
            }
            if let Some(congress) = congress_of_party(scene, from, end) {
                return Self::AllOrNational(congress);
            }
            if let Some(start) = scene
                .cue_before(end, Cue::Congress)
                .filter(|start| *start >= from)
            {
                // "Đại hội Đoàn toàn quốc lần thứ XI (nhiệm kỳ 2017 - 2022)"
                let names_other = |at: usize| scene.cue_at(at, Cue::CongressNot).is_some();
                if names_other(start) || names_other(end) {
                    return Self::Other;
                }
                end = start;
                continue;
            }
            if let Some(start) = scene.cue_before(end, Cue::BodyOther)
                && start >= from
            {
                if let Some(post) = speaker_before_title(scene, end, at) {
                    end = post;
                    continue;
                }
                return Self::Other;
            }
            if let Some(start) = scene.cue_before(end, Cue::BodyParty)
                && start >= from
            {
                return Self::Party(start..end);
            }
            end -= 1;
        }
        Self::None
    }

    /// A mention, by index, or the organization of which it only says more.
    fn of_mention(scene: &Scene<'_>, index: usize, at: usize) -> Self {
        let mention = &scene.mentions.organizations[index];
        if let Some(subject) = inferior(scene, index).or_else(|| patient(scene, index, at)) {
            return Self::Organization(subject);
        }
        match mention.kind {
            HeadKind::National => Self::Party(mention.tokens.clone()),
            _ => of_members(scene, mention).map_or(Self::Organization(index), |read| {
                Self::Named(Box::new(read))
            }),
        }
    }

    /// The owner of a fact that this governs, where nothing else is said; `at` is the fact's own token.
    pub(super) fn owner(&self, scene: &Scene<'_>, at: usize) -> Owner {
        match self {
            Self::Organization(index) if scene.mentions.organizations[*index].is_generic => {
                Owner::Unknown
            }
            Self::Organization(index) => Owner::Mention(*index),
            Self::Named(mention) => Owner::Read(mention.clone()),
            Self::Party(_) => Owner::Party,
            Self::Other | Self::AllOrNational(_) => Owner::Unknown,
            Self::None => Owner::Context(at),
        }
    }

    /// Where the governing noun starts.
    pub(super) fn start(&self, scene: &Scene<'_>) -> Option<usize> {
        match self {
            Self::Organization(index) => Some(scene.mentions.organizations[*index].tokens.start),
            Self::Named(mention) => Some(mention.tokens.start),
            Self::Party(tokens) | Self::AllOrNational(tokens) => Some(tokens.start),
            Self::Other | Self::None => None,
        }
    }
}

/// `Trung ương 4 khóa XII`, `Trung ương khóa XIII`, but not `Phó Trưởng ban Kinh tế Trung ương nhiệm kỳ …`: the body of the whole
/// Party that ends at a token, the number of its meeting aside.
fn central_body(scene: &Scene<'_>, end: usize, at: usize) -> Option<TokenRange> {
    let is_number = scene.reading.tokens[end.checked_sub(1)?].is_number();
    let start = scene.cue_before(end - usize::from(is_number), Cue::BodyCentral)?;
    let is_body =
        is_number || end == at && scene.cue_before(start, Cue::OrganizationWord).is_none();
    is_body.then_some(start..end)
}

/// `Bí thư Đảng ủy, Giám đốc Công ty, khẳng định, nhiệm kỳ …`: where a Party post ends whose holder has the other title that
/// ends at a token, and says what is told at `at`.
fn speaker_before_title(scene: &Scene<'_>, title_end: usize, at: usize) -> Option<usize> {
    let comma = scene
        .cue_before(title_end, Cue::TitleHead)?
        .checked_sub(1)?;
    scene.reading.tokens[comma].is_mark(b',').then_some(())?;
    let (_, mention) = scene.mentions.organization_ending_at(comma)?;
    scene.post_before(mention.tokens.start)?;
    let speech = scene.find_cue(title_end..at, Cue::Speech)?;
    // "Phó Giám đốc Công an tỉnh X": a body that is named in full may have no other part in the text.
    let places = scene.mentions.territories_in(title_end..speech.start);
    let is_of_place = !places.is_empty();
    let sentence = scene.reading.sentence_of(at);
    let is_others = scene.find_cue(at..sentence.end, Cue::BodyOther).is_some();
    (!is_of_place && !is_others).then_some(comma)
}

/// `80% chi bộ sinh hoạt đều hằng tháng, đến cuối nhiệm kỳ …`: how many there are, not whose it is.
fn is_counted(scene: &Scene<'_>, index: usize) -> bool {
    let mention = &scene.mentions.organizations[index];
    let before = mention.tokens.start.checked_sub(1);
    mention.is_generic
        && before.is_some_and(|before| {
            scene.reading.tokens[before].is_number()
                || scene.cue_before(before + 1, Cue::QuantityPercent).is_some()
        })
}

/// `Đảng bộ thành phố X, nơi có chi bộ đầu tiên, nhiệm kỳ …`: whether a clause about a place tells before a token what it has.
fn is_had(scene: &Scene<'_>, end: usize) -> bool {
    scene.cue_before(end, Cue::CountWhere).is_some()
}

/// `Chi bộ X thuộc Đảng bộ Y nhiệm kỳ …`, `Đảng bộ X, thuộc Đảng bộ Y, vừa kết thúc Đại hội lần thứ V`: the organization right
/// before a mention that only says whose it is.
fn inferior(scene: &Scene<'_>, superior: usize) -> Option<usize> {
    let start = scene.mentions.organizations[superior].tokens.start;
    let belongs = scene.cue_before(start, Cue::OrganizationBelongs)?;
    let comma = belongs.checked_sub(1)?;
    let is_apart = scene.reading.tokens[comma].is_mark(b',');
    let end = if is_apart { comma } else { belongs };
    let (inferior, mention) = scene.mentions.organization_ending_at(end)?;
    (!mention.is_generic).then_some(inferior)
}

/// `Đảng ủy viên xã nhiệm kỳ …`: the commune's committee whose level the word for its members parts from it, where it is one:
/// not `các Đảng ủy viên xã`, `Đảng ủy viên xã, thị trấn`.
fn of_members(scene: &Scene<'_>, mention: &OrganizationMention) -> Option<OrganizationMention> {
    let is_bare = mention.kind == HeadKind::Party && !mention.is_named && mention.level.is_none();
    let member = scene.cue_at(mention.tokens.end, Cue::OrganizationMember);
    let member = member.filter(|_| is_bare && !mention.has_unit)?;
    scene.cue_at(member, Cue::PlaceLevel)?;
    let read = organization_after_role(scene.reading, scene.knowledge, member)?;
    let (start, end) = (mention.tokens.start, read.tokens.end);
    let tokens = &scene.reading.tokens;
    let is_counted = start
        .checked_sub(1)
        .is_some_and(|at| tokens[at].is_number())
        || scene.cue_before(start, Cue::Plural).is_some()
        || !scene
            .mentions
            .quantities_in(start.saturating_sub(1)..start)
            .is_empty();
    let comma = tokens.get(end).filter(|mark| mark.is_mark(b','));
    let joint = scene.cue_at(end, Cue::And).or(comma.map(|_| end + 1));
    let are_several = joint.is_some_and(|at| scene.cue_at(at, Cue::PlaceLevel).is_some());
    let is_of_commune = matches!(
        read.level?,
        Level::Commune | Level::Ward | Level::Township | Level::SpecialZone
    );
    (is_of_commune && !is_counted && !are_several).then_some(OrganizationMention {
        tokens: start..end,
        ..read
    })
}

/// Words between an organization and the passive of what is done to it: `vừa`, `đã vinh dự`.
const PASSIVE_REACH: usize = 3;

/// `Đảng bộ Trung đoàn X (…) vừa được Đảng ủy Sư đoàn chọn đại hội điểm nhiệm kỳ …`: the organization to which something is
/// done whose agent a mention is, if the mention does not end at `at`.
fn patient(scene: &Scene<'_>, agent: usize, at: usize) -> Option<usize> {
    let mentions = &scene.mentions.organizations;
    let tokens = &mentions[agent].tokens;
    let start = scene
        .cue_before(tokens.start, Cue::OrganizationCommittee)
        .unwrap_or(tokens.start);
    let passive = scene.cue_before(start, Cue::Passive)?;
    let subject = agent.checked_sub(1)?;
    let end = mentions[subject].tokens.end;
    let words = &scene.reading.tokens;
    let bracket = words.get(end).filter(|mark| mark.is_mark(b'('));
    let close = bracket.and_then(|_| (end..passive).find(|&close| words[close].is_mark(b')')));
    let adverbs = close.map_or(end, |close| close + 1)..passive;
    let is_right_before = adverbs.start <= passive
        && adverbs.len() <= PASSIVE_REACH
        && words[adverbs].iter().all(Token::is_word);
    (is_right_before && !mentions[subject].is_generic && tokens.end < at).then_some(subject)
}

/// `Đảng bộ Công ty X (trực thuộc Đảng bộ Y) tiến hành đại hội nhiệm kỳ …`: where a bracket that closes at a token opens
/// right behind an organization, of which it only says more.
fn bracket_behind_organization(scene: &Scene<'_>, from: usize, close: usize) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    tokens[close].is_mark(b')').then_some(())?;
    let open = (from..close).rev().find(|&at| tokens[at].is_mark(b'('))?;
    let organization = scene.mentions.organization_ending_at(open);
    organization.map(|_| open)
}

/// `Bí thư Hà Nội`, `Bí thư huyện Mỹ Đức`, `Ban Thường vụ huyện Mỹ Đức`, ending before `end`.
fn named_by_post(scene: &Scene<'_>, from: usize, end: usize) -> Option<Governor> {
    let last = scene.mentions.territory_ending_at(end)?;
    let territory = &scene.mentions.territories[last];
    if territory.tokens.start < from {
        return None;
    }
    // "thi hành kỷ luật Ban Thường vụ huyện X nhiệm kỳ …", "kỷ luật nhiều lãnh đạo quận X nhiệm kỳ …"
    let is_post = scene.ends_any(
        territory.tokens.start,
        const {
            CueSet::of(&[
                Cue::RoleSecretary,
                Cue::RoleDeputy,
                Cue::RoleStandingDeputy,
                Cue::OrganizationCommittee,
                Cue::TermLeaders,
            ])
        },
    );
    if !is_post {
        return None;
    }
    let mention = organization_after_role(scene.reading, scene.knowledge, territory.tokens.start)?;
    Some(Governor::Named(Box::new(mention)))
}

/// `Đại hội Đảng thành phố`, `Đại hội Đảng huyện Mỹ Đức`, ending before `end`.
fn named_by_congress(scene: &Scene<'_>, from: usize, end: usize) -> Option<Governor> {
    let place = scene.mentions.territory_ending_at(end);
    let level = place
        .map(|place| scene.mentions.territories[place].tokens.start)
        .or(scene.cue_before(end, Cue::PlaceLevel))?;
    let party = scene
        .cue_before(level, Cue::Party)
        .filter(|party| *party >= from)?;
    scene.cue_before(party, Cue::Congress)?;
    let mention = scene.congress_of_level(party, end)?;
    Some(Governor::Named(Box::new(mention)))
}

impl Scene<'_> {
    /// `Đảng thành phố`, `Đảng tỉnh Bến Tre` behind the noun of a congress: the organization of a level, not the whole Party.
    pub(super) fn congress_of_level(&self, at: usize, end: usize) -> Option<OrganizationMention> {
        let level = self.cue_at(at, Cue::Party)?;
        self.cue_at(level, Cue::PlaceLevel)?;
        let mention = organization_after_role(self.reading, self.knowledge, level)?;
        (mention.level.is_some() && mention.tokens.end <= end).then_some(mention)
    }
}

/// `Đại hội Đảng`, `Đại hội Đảng các cấp`, ending before `end`.
fn congress_of_party(scene: &Scene<'_>, from: usize, end: usize) -> Option<TokenRange> {
    let end = scene
        .cue_before(end, Cue::OrganizationAllLevels)
        .unwrap_or(end);
    let word = scene
        .cue_before(end, Cue::Party)
        .filter(|word| *word >= from)?;
    let congress = scene.cue_before(word, Cue::Congress)?;
    Some(congress..end)
}
