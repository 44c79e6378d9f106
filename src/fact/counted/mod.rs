//! What a figure counts, and what was done to it: the grammar that member and organization counts share.
//!
//! Enters: a scene. Leaves: [`Counted`] figures in text order. Which measure a deed is for a kind is the kind's own.

mod deed;
mod ellipsis;
mod noun;
mod part;
mod refusal;

use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::mention::organization::organization_after_role;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};
pub use deed::Deed;
use ellipsis::Subject;
pub use noun::Noun;
pub(super) use refusal::is_threshold;

/// A figure with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted<'s> {
    pub quantity: &'s QuantityMention,
    pub noun: Noun,
    /// None where nothing is said.
    pub deed: Option<Deed>,
    /// The deed's own words, if they stand before the figure.
    pub deed_tokens: Option<TokenRange>,
    /// From the deed or the figure to the noun, or to the words that tell the part.
    pub tokens: TokenRange,
    /// "trong đó", "có … là": a part of what was counted before in the sentence.
    pub is_part: bool,
    /// sinh viên, cấp ủy viên: members only as a part of members.
    pub is_kind: bool,
    /// "lượt" stands with it: occasions are counted.
    pub is_occasion: bool,
    /// The clause speaks of Party badges.
    pub has_badge: bool,
    /// A mark follows the figure, so that its noun is left out.
    pub is_bare: bool,
    /// The words that tell the part: `là nữ`.
    pub group: Option<String>,
    /// What the figures before in the sentence counted.
    pub before: Option<Noun>,
    /// The sentence's index.
    pub sentence: usize,
    /// Whose organizations or members they are.
    pub owner: Owner,
}

impl Counted<'_> {
    /// Whether the noun names persons of any kind, not one that is a member only as a part of members.
    pub fn group_is_open(&self) -> bool {
        !self.is_kind
    }

    /// Whether `A/B` gives a whole besides: not where one does not act upon all, so that B is a plan's figure.
    pub fn has_whole(&self) -> bool {
        !matches!(
            self.deed,
            Some(Deed::Admit | Deed::Confirm | Deed::Inspect | Deed::Supervise | Deed::Establish)
        ) && self.quantity.of.is_some()
            && self.quantity.of != self.quantity.value
    }

    /// Where the figure ends.
    fn number_end(&self) -> usize {
        self.quantity.number.end
    }

    /// What it and the figures before it counted: persons to whom only members are subject are members.
    fn said(&self) -> Option<Noun> {
        match &self.noun {
            Noun::Person if self.deed.is_some_and(Deed::names_members) => Some(Noun::Member),
            Noun::None | Noun::Person => self.before.clone(),
            noun => Some(noun.clone()),
        }
    }
}

/// Sentences back that a line of a list goes on with: `Khiển trách: 03`.
const LABEL_SENTENCES: usize = 4;
/// Tokens between a deed and its figure that the quote still spans.
const QUOTE_REACH: usize = 8;
/// Tokens after a noun in which a badge may be named.
const BADGE_REACH: usize = 4;

/// The counted figures of an article that are reported, not aimed for.
pub fn find<'s>(scene: &'s Scene<'s>) -> Vec<Counted<'s>> {
    let mut out: Vec<Counted<'s>> = Vec::new();
    for quantity in &scene.mentions.quantities {
        if quantity.is_percent() {
            continue;
        }
        if let Some(reason) = refusal::refusal(scene, quantity) {
            scene.drop(quantity.tokens.clone(), "count/figure", reason);
            continue;
        }
        if let Some(counted) = counted(scene, quantity, out.last()) {
            out.push(counted);
        }
    }
    out
}

fn counted<'s>(
    scene: &'s Scene<'s>,
    quantity: &'s QuantityMention,
    previous: Option<&Counted<'s>>,
) -> Option<Counted<'s>> {
    let sentence = scene.reading.sentence_index(quantity.number.start);
    let label = noun::label_before(scene, quantity);
    let clause = clause_before(scene, quantity);
    let reach = if label.is_some() { LABEL_SENTENCES } else { 0 };
    let same_sentence = previous.filter(|previous| sentence - previous.sentence <= reach);
    let mut what = noun::what(scene, quantity, label.as_ref());
    let done = deed::done(scene, quantity, what.end, label.as_ref(), &clause);
    let (mut deed, mut deed_tokens) = match done {
        Some(done) => (Some(done.deed), done.tokens),
        None => (None, None),
    };
    let mut listed = None;
    let mut subject = None;
    if let Some(previous) = same_sentence
        && let Some(said) = previous.said()
        && matches!(what.noun, Noun::None | Noun::Person)
        && what.kind.is_none()
    {
        let is_plain = matches!(deed, None | Some(Deed::Have));
        let fits = what.noun == Noun::None || said == Noun::Member;
        subject = ellipsis::subject(scene, quantity, &what.noun).filter(|_| fits);
        if subject.is_some() {
            what.noun = said;
            deed = if is_plain { previous.deed } else { deed };
        } else if what.noun == Noun::None && is_plain {
            listed = part::listed(scene, quantity, label.as_ref(), previous);
            if listed.is_some() {
                what.noun = said;
                (deed, deed_tokens) = (previous.deed, None);
            }
        }
    }
    if let Some(kind_end) = what.kind.as_ref().map(|_| what.end)
        && scene.cue_at(kind_end, Cue::AfterAdmitParty).is_some()
    {
        what.noun = Noun::Member;
        (deed, deed_tokens) = (Some(Deed::Admit), None);
    }
    let is_admitted_kind = what.kind.is_some() && what.noun == Noun::Member;

    let group_word = part::group_word(scene, quantity);
    let is_group = what.noun == Noun::None && same_sentence.is_some() && group_word.is_some();
    let is_adjacent = deed_tokens
        .as_ref()
        .is_some_and(|tokens| tokens.end == quantity.tokens.start);
    let goes_on = same_sentence.is_some_and(|previous| {
        let has_new_deed = deed_tokens
            .as_ref()
            .is_some_and(|tokens| tokens.start > previous.quantity.number.start)
            && deed != Some(Deed::Have);
        previous.is_part && !has_new_deed
    });
    let is_among = scene.cue_at(clause.start, Cue::PartAmong).is_some();
    let is_part = is_among
        || listed.is_some()
        || (same_sentence.is_some()
            && (goes_on || part::is_introduced(scene, quantity, &what.noun)));
    let is_within = same_sentence.is_some_and(|previous| previous.quantity.value >= quantity.value);
    if what.kind.is_some()
        && !is_admitted_kind
        && !(part::is_strict(scene, quantity) || (goes_on && is_within))
    {
        return None;
    }
    if what.noun == Noun::None
        && let Some(end) = short_noun(scene, what.end, deed, same_sentence)
    {
        what.noun = Noun::Organization(scene.knowledge.party_organization.clone());
        what.end = end;
    }
    let is_labelled = label.is_some() && deed.is_some();
    let stands_alone = what.noun == Noun::None;
    let is_said = is_labelled || is_group || (is_adjacent && same_sentence.is_some());
    let is_idle =
        refusal::is_story(scene, quantity, deed) || refusal::is_topic(scene, quantity, deed);
    if (stands_alone && !is_said) || (same_sentence.is_none() && is_idle) {
        return None;
    }
    if deed == Some(Deed::Have)
        && let Some(previous) = same_sentence
        && previous.deed == Some(Deed::Transfer)
        && deed_tokens
            .as_ref()
            .is_some_and(|tokens| tokens.start == previous.tokens.end)
    {
        deed = Some(Deed::Transfer);
    }

    let group_tokens = if !is_part && !is_admitted_kind {
        None
    } else if what.kind.is_some() {
        Some(quantity.tokens.end..what.end)
    } else {
        listed
            .or_else(|| if is_group { group_word } else { None })
            .or_else(|| part::group_after(scene, what.end))
    };
    let start = deed_tokens
        .as_ref()
        .filter(|tokens| quantity.tokens.start - tokens.start <= QUOTE_REACH)
        .filter(|tokens| {
            scene
                .mentions
                .quantities_in(tokens.end..quantity.number.start)
                .is_empty()
        })
        .map_or(quantity.tokens.start, |tokens| tokens.start);
    let start = label.map_or(start, |label| label.start.min(start));
    let (start, end) = group_tokens.as_ref().map_or((start, what.end), |group| {
        (start.min(group.start), what.end.max(group.end))
    });
    Some(Counted {
        quantity,
        noun: what.noun,
        deed,
        deed_tokens,
        tokens: start..end,
        is_part,
        is_kind: what.kind.is_some(),
        is_occasion: scene.cue_at(quantity.tokens.end, Cue::Occasion).is_some(),
        has_badge: scene
            .find_cue(clause.start..what.end + BADGE_REACH, Cue::DeedBadge)
            .is_some(),
        is_bare: scene
            .reading
            .tokens
            .get(quantity.tokens.end)
            .is_none_or(|next| matches!(next.kind, Kind::Mark(_))),
        group: group_tokens.map(|tokens| scene.reading.words(tokens)),
        before: same_sentence.and_then(Counted::said),
        sentence,
        owner: owner(scene, quantity, start..end, subject),
    })
}

/// `tổ chức`: a Party organization where organizations are inspected, or were counted before.
fn short_noun(
    scene: &Scene<'_>,
    at: usize,
    deed: Option<Deed>,
    previous: Option<&Counted<'_>>,
) -> Option<usize> {
    let inspects = matches!(deed, Some(Deed::Inspect | Deed::Supervise));
    let were_counted = matches!(
        previous.map(|previous| &previous.noun),
        Some(Noun::Organization(_))
    );
    if inspects || were_counted {
        scene.cue_at(at, Cue::NounOrganizationShort)
    } else {
        None
    }
}

/// Whom a count is of, as far as its own sentence says: the subject of its own clause, the whole Party, or whoever the
/// text speaks of.
fn owner(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    tokens: TokenRange,
    subject: Option<Subject>,
) -> Owner {
    let figure = quantity.tokens.start;
    match subject {
        Some(Subject::Organization(index)) => return Owner::Mention(index),
        Some(Subject::Territory(index)) => {
            let start = scene.mentions.territories[index].tokens.start;
            if let Some(named) = organization_after_role(scene.reading, scene.knowledge, start) {
                return Owner::Read(Box::new(named));
            }
        }
        Some(Subject::Same) | None => {}
    }
    let is_central = scene
        .find_cue(tokens, Cue::NounOrganizationCentral)
        .is_some();
    if is_central || is_nations(scene, figure) {
        Owner::Party
    } else {
        Owner::Context(figure)
    }
}

/// Whether "cả nước" or "toàn Đảng" stands before a figure in its sentence, and no organization or place after it.
fn is_nations(scene: &Scene<'_>, figure: usize) -> bool {
    let sentence = scene.reading.sentence_of(figure);
    let Some(nation) = scene.find_last_cue(sentence.start..figure, Cue::PlaceNation) else {
        return false;
    };
    let is_compared = scene.cue_before(nation.start, Cue::Superlative).is_some();
    let mut places = scene.mentions.territories.iter();
    // "toàn Đảng bộ" is no "toàn Đảng": its last word starts an organization's name.
    let names_one = scene
        .mentions
        .organizations_in(nation.start + 1..figure)
        .any(|(_, mention)| !mention.is_generic || mention.tokens.start < nation.end);
    !is_compared
        && !names_one
        && !places.any(|place| (nation.end..figure).contains(&place.tokens.start))
}

/// What stands before a figure in its clause.
fn clause_before(scene: &Scene<'_>, quantity: &QuantityMention) -> TokenRange {
    let end = quantity.tokens.start;
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let start = (sentence.start..end)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b';' | b'~')))
        .map_or(sentence.start, |at| at + 1);
    start..end
}
