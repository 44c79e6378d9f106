//! What a figure counts, and what was done to it: the grammar that member and organization counts share.
//!
//! Enters: a scene. Leaves: [`Counted`] figures in text order. Which measure a deed is for a kind is the kind's own.

mod candidate;
mod deed;
mod ellipsis;
mod figure;
mod lead;
mod noun;
mod owner;
mod part;
mod refusal;

use crate::fact::noun::Noun;
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number, Quantity, Rule};
use crate::text::{Kind, Reading, TokenRange};
pub(crate) use deed::Deed;
use figure::Figure;
pub(super) use refusal::is_threshold;

/// Tokens of its sentence before a figure that may bear on it. Sentences of the genre have 30 tokens, its lists a few
/// hundred; a text without marks is one sentence, and a look back over all of it from each figure would cost its square.
const SENTENCE_REACH: usize = 240;

/// A figure with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Counted<'s> {
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
    /// Badges stand for the members who receive them.
    pub is_badge: bool,
    /// The clause speaks of Party badges.
    pub has_badge: bool,
    /// The deed is one of Party life: `miễn sinh hoạt đảng cho 54 đồng chí`.
    pub is_of_party_life: bool,
    /// A mark or the like follows the figure, so that its noun is left out.
    pub is_bare: bool,
    /// The deed stands right before the figure, or in the place of its noun.
    pub is_deed_beside: bool,
    /// What it is a part of, or its own value.
    pub whole: Option<Number>,
    /// The words that tell the part: `là nữ`.
    pub group: Option<String>,
    /// What the figures before in the sentence counted.
    pub before: Option<Noun>,
    /// The sentence's index.
    pub sentence: usize,
    /// The index of the sentence whose figures it goes on with: its own, or the one before ("Trong đó, …").
    pub before_sentence: usize,
    /// Whose organizations or members they are.
    pub owner: Owner,
}

impl Counted<'_> {
    /// Whether the noun names persons of any kind, not one that is a member only as a part of members.
    pub(super) fn names_any_person(&self) -> bool {
        !self.is_kind
    }

    /// Whether `A/B` gives a whole besides: not where one does not act upon all, so that B is a plan's figure.
    fn has_whole(&self) -> bool {
        !matches!(
            self.deed,
            Some(Deed::Admit | Deed::Confirm | Deed::Inspect | Deed::Supervise | Deed::Establish)
        ) && !self.is_kind
            && !self.is_badge
            && self.quantity.of.is_some()
            && self.quantity.of != self.quantity.value
            && self.quantity.of >= self.quantity.value
            && self.quantity.of != self.whole
    }

    /// The second figure of `A/B`, where it is a whole besides.
    pub(super) fn whole_quantity(&self, reading: &Reading<'_>) -> Option<Quantity> {
        self.has_whole().then(|| Quantity {
            value: self.quantity.of,
            bound: Bound::Exact,
            ..self.quantity.quantity(reading)
        })
    }

    /// Where the figure ends.
    fn number_end(&self) -> usize {
        self.quantity.number.end
    }

    /// Whether it says only that there are so many.
    fn is_plain(&self) -> bool {
        deed::is_plain(self.deed)
    }

    /// What it and the figures before it counted: persons to whom only members are subject are members.
    fn said(&self) -> Option<Noun> {
        match &self.noun {
            Noun::Person if self.deed.is_some_and(Deed::names_members) => Some(Noun::Member),
            Noun::Person if self.deed == Some(Deed::Commend) && self.has_badge => {
                Some(Noun::Member)
            }
            // "chuyển sinh hoạt đảng đi 31 đồng chí, tiếp nhận 44 đồng chí"
            Noun::Person if self.is_of_party_life => Some(Noun::Member),
            Noun::None | Noun::Person => self.before.clone(),
            noun => Some(noun.clone()),
        }
    }
}

/// The counted figures of an article that are reported, not aimed for.
pub(super) fn find<'s>(scene: &'s Scene<'s>) -> Vec<Counted<'s>> {
    let mut out: Vec<Counted<'s>> = Vec::new();
    let mut plans = Vec::new();
    for quantity in &scene.mentions.quantities {
        if quantity.is_percent() || !candidate::may_count(scene, quantity, out.last()) {
            continue;
        }
        if let Some(reason) = refusal::refusal(scene, quantity) {
            scene.note_dropped(quantity.tokens.clone(), Rule::Figure, reason);
            plans.push(quantity);
            continue;
        }
        let mut counted = match Figure::read(scene, quantity, &out, &plans).counted() {
            Ok(counted) => counted,
            Err(reason) => {
                scene.note_dropped(quantity.tokens.clone(), Rule::Figure, reason);
                continue;
            }
        };
        if let Some(owner) = out
            .last()
            .and_then(|before| shared(scene, before, &counted))
        {
            counted.owner = owner;
        }
        out.push(counted);
    }
    out
}

/// `tại thành phố X đã kỷ luật 14 đảng viên và 6 tổ chức đảng`: the organization of a figure to which the next is joined, where
/// nothing else is known of that one.
fn shared(scene: &Scene<'_>, before: &Counted<'_>, next: &Counted<'_>) -> Option<Owner> {
    let joint = before.tokens.end;
    let end = scene.cue_at(joint, Cue::And)?;
    let is_joined = end == next.quantity.tokens.start && before.deed == next.deed;
    let is_open = matches!(next.owner, Owner::Context(_));
    let is_read = matches!(before.owner, Owner::Read(_));
    (is_joined && is_open && is_read).then(|| before.owner.clone())
}

/// What stands before a figure in its sentence, as far back as its words may bear on it.
fn sentence_before(scene: &Scene<'_>, quantity: &QuantityMention) -> TokenRange {
    let end = quantity.tokens.start;
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let start = sentence.start.max(end.saturating_sub(SENTENCE_REACH));
    start.min(end)..end
}

/// What stands before a figure in its clause.
fn clause_before(scene: &Scene<'_>, quantity: &QuantityMention) -> TokenRange {
    let TokenRange { start, end } = sentence_before(scene, quantity);
    let start = (start..end)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b';' | b'~')))
        .map_or(start, |at| at + 1);
    start..end
}
