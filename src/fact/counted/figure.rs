//! One figure, from its own words to what its sentence lets one add: what is left out, the part, the quote, the owner.

use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::ellipsis::{self, Subject};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, clause_before, part, refusal};
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::mention::organization::organization_after_role;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};

/// Sentences back that a line of a list goes on with: `Khiển trách: 03`.
const LABEL_SENTENCES: usize = 4;
/// Tokens between a deed and its figure that the quote still spans.
const QUOTE_REACH: usize = 8;
/// Tokens after a noun in which a badge may be named.
const BADGE_REACH: usize = 4;

/// A figure on its way to a [`Counted`].
pub(super) struct Figure<'f, 's> {
    scene: &'s Scene<'s>,
    quantity: &'s QuantityMention,
    label: Option<TokenRange>,
    clause: TokenRange,
    sentence: usize,
    /// The figure before, if it stands in the same sentence, or in the list that this line goes on with.
    previous: Option<&'f Counted<'s>>,
    noun: Noun,
    noun_end: usize,
    /// sinh viên, cấp ủy viên.
    kind: Option<String>,
    deed: Option<Deed>,
    deed_tokens: Option<TokenRange>,
    /// The words of a list of parts.
    listed: Option<TokenRange>,
    /// Whose count it is, where the noun is left out.
    subject: Option<Subject>,
}

impl<'f, 's> Figure<'f, 's> {
    /// A figure by its own words; `previous` is the last one that counted something.
    pub(super) fn read(
        scene: &'s Scene<'s>,
        quantity: &'s QuantityMention,
        previous: Option<&'f Counted<'s>>,
    ) -> Self {
        let sentence = scene.reading.sentence_index(quantity.number.start);
        let label = noun::label_before(scene, quantity);
        let clause = clause_before(scene, quantity);
        let reach = if label.is_some() { LABEL_SENTENCES } else { 0 };
        let what = noun::what(scene, quantity, label.as_ref());
        let done = deed::done(scene, quantity, what.end, label.as_ref(), &clause);
        let (deed, deed_tokens) = done.map_or((None, None), |done| (Some(done.deed), done.tokens));
        Self {
            scene,
            quantity,
            label,
            clause,
            sentence,
            previous: previous.filter(|previous| sentence - previous.sentence <= reach),
            noun: what.noun,
            noun_end: what.end,
            kind: what.kind,
            deed,
            deed_tokens,
            listed: None,
            subject: None,
        }
    }

    /// What it counts; `None` if nothing of the Party's, or nothing that is told as a count.
    pub(super) fn counted(mut self) -> Option<Counted<'s>> {
        self.take_up_what_is_left_out();
        self.take_up_admitted_kind();
        self.take_up_short_noun();
        self.follow_transfer();
        let is_part = self.is_part();
        let is_said = self.noun != Noun::None || self.is_said_by_deed_or_group();
        if !is_said || self.is_idle() || !self.is_kind_of_members() {
            return None;
        }
        let group = self.group(is_part);
        let tokens = self.quote(group.as_ref());
        let scene = self.scene;
        let next = scene.reading.tokens.get(self.quantity.tokens.end);
        Some(Counted {
            quantity: self.quantity,
            owner: self.owner(&tokens),
            tokens,
            is_part,
            is_kind: self.kind.is_some(),
            is_occasion: scene
                .cue_at(self.quantity.tokens.end, Cue::Occasion)
                .is_some(),
            has_badge: scene
                .find_cue(
                    self.clause.start..self.noun_end + BADGE_REACH,
                    Cue::DeedBadge,
                )
                .is_some(),
            is_bare: next.is_none_or(|next| matches!(next.kind, Kind::Mark(_))),
            group: group.map(|tokens| scene.reading.words(tokens)),
            before: self.previous.and_then(Counted::said),
            sentence: self.sentence,
            noun: self.noun,
            deed: self.deed,
            deed_tokens: self.deed_tokens,
        })
    }

    /// `riêng Nghệ An hơn 19,6 vạn`, `công nhân lao động 6.254;`: the noun and deed of the figure before.
    fn take_up_what_is_left_out(&mut self) {
        let Some(previous) = self.previous else {
            return;
        };
        let Some(said) = previous.said() else {
            return;
        };
        let is_open = self.noun == Noun::None
            || (self.noun == Noun::Person && self.kind.is_none() && said == Noun::Member);
        if !is_open {
            return;
        }
        let is_plain = matches!(self.deed, None | Some(Deed::Have));
        self.subject = ellipsis::subject(self.scene, self.quantity, &self.noun);
        if self.subject.is_some() {
            self.noun = said;
            if is_plain {
                self.deed = previous.deed;
            }
        } else if self.noun == Noun::None && is_plain {
            self.listed = part::listed(self.scene, self.quantity, self.label.as_ref(), previous);
            if self.listed.is_some() {
                self.noun = said;
                (self.deed, self.deed_tokens) = (previous.deed, None);
            }
        }
    }

    /// `2.645 đoàn viên được kết nạp vào Đảng`: whoever they were, they are members now.
    fn take_up_admitted_kind(&mut self) {
        let is_admitted = self
            .scene
            .cue_at(self.noun_end, Cue::AfterAdmitParty)
            .is_some();
        if self.kind.is_some() && is_admitted {
            self.noun = Noun::Member;
            (self.deed, self.deed_tokens) = (Some(Deed::Admit), None);
        }
    }

    /// `tổ chức`: a Party organization where organizations are inspected, or were counted before.
    fn take_up_short_noun(&mut self) {
        let inspects = matches!(self.deed, Some(Deed::Inspect | Deed::Supervise));
        let were_counted = self
            .previous
            .is_some_and(|previous| matches!(previous.noun, Noun::Organization(_)));
        if self.noun == Noun::None
            && (inspects || were_counted)
            && let Some(end) = self.scene.cue_at(self.noun_end, Cue::NounOrganizationShort)
        {
            self.noun = Noun::Organization(self.scene.knowledge.party_organization.clone());
            self.noun_end = end;
        }
    }

    /// `tiếp nhận 46 tổ chức đảng với 6.480 đảng viên`: members go with their organizations.
    fn follow_transfer(&mut self) {
        let follows = self.previous.is_some_and(|previous| {
            let is_joined = self
                .deed_tokens
                .as_ref()
                .is_some_and(|tokens| tokens.start == previous.tokens.end);
            previous.deed == Some(Deed::Transfer) && is_joined
        });
        if self.deed == Some(Deed::Have) && follows {
            self.deed = Some(Deed::Transfer);
        }
    }

    fn is_part(&self) -> bool {
        let is_among = self
            .scene
            .cue_at(self.clause.start, Cue::PartAmong)
            .is_some();
        let is_introduced = part::is_introduced(self.scene, self.quantity, &self.noun);
        is_among
            || self.listed.is_some()
            || (self.previous.is_some() && (self.goes_on_with_parts() || is_introduced))
    }

    /// Whether the figure before was a part and no new deed stands between.
    fn goes_on_with_parts(&self) -> bool {
        self.previous.is_some_and(|previous| {
            let has_new_deed = self
                .deed_tokens
                .as_ref()
                .is_some_and(|tokens| tokens.start > previous.quantity.number.start)
                && self.deed != Some(Deed::Have);
            previous.is_part && !has_new_deed
        })
    }

    /// Whether persons of a kind are members: as a part of members, or because they were admitted.
    fn is_kind_of_members(&self) -> bool {
        let is_within = self
            .previous
            .is_some_and(|previous| previous.quantity.value >= self.quantity.value);
        self.kind.is_none()
            || self.noun == Noun::Member
            || part::is_strict(self.scene, self.quantity)
            || (self.goes_on_with_parts() && is_within)
    }

    /// Whether a figure without a noun is told by its label, by the deed right before it, or by its group.
    fn is_said_by_deed_or_group(&self) -> bool {
        let is_adjacent = self
            .deed_tokens
            .as_ref()
            .is_some_and(|tokens| tokens.end == self.quantity.tokens.start);
        let is_labelled = self.label.is_some() && self.deed.is_some();
        is_labelled || self.group_word().is_some() || (is_adjacent && self.previous.is_some())
    }

    /// Whether it stands alone in its sentence and tells a story or names a topic.
    fn is_idle(&self) -> bool {
        self.previous.is_none()
            && (refusal::is_story(self.scene, self.quantity, self.deed)
                || refusal::is_topic(self.scene, self.quantity, self.deed))
    }

    /// `nữ 504`, `8 chính thức`: the word beside a bare figure that tells its part.
    fn group_word(&self) -> Option<TokenRange> {
        self.previous?;
        part::group_word(self.scene, self.quantity).filter(|_| self.noun == Noun::None)
    }

    /// The words that tell the part.
    fn group(&self, is_part: bool) -> Option<TokenRange> {
        if self.kind.is_some() {
            return Some(self.quantity.tokens.end..self.noun_end);
        }
        if !is_part {
            return None;
        }
        self.listed
            .clone()
            .or_else(|| self.group_word())
            .or_else(|| part::group_after(self.scene, self.noun_end))
    }

    /// From the deed, the label or the figure to the noun or the words that tell the part.
    fn quote(&self, group: Option<&TokenRange>) -> TokenRange {
        let figure = &self.quantity.tokens;
        let deed = self.deed_tokens.as_ref().filter(|tokens| {
            let between = tokens.end..self.quantity.number.start;
            figure.start - tokens.start <= QUOTE_REACH
                && self.scene.mentions.quantities_in(between).is_empty()
        });
        let starts = [deed, self.label.as_ref(), group];
        let start = starts
            .into_iter()
            .flatten()
            .map(|tokens| tokens.start)
            .fold(figure.start, usize::min);
        start..group.map_or(self.noun_end, |group| group.end.max(self.noun_end))
    }

    /// Whom the count is of, as far as its own sentence says: the subject of its own clause, the whole Party, or whoever
    /// the text speaks of.
    fn owner(&self, tokens: &TokenRange) -> Owner {
        let scene = self.scene;
        match self.subject {
            Some(Subject::Organization(index)) => return Owner::Mention(index),
            Some(Subject::Territory(index)) => {
                let start = scene.mentions.territories[index].tokens.start;
                if let Some(named) = organization_after_role(scene.reading, scene.knowledge, start)
                {
                    return Owner::Read(Box::new(named));
                }
            }
            Some(Subject::Same) | None => {}
        }
        let figure = self.quantity.tokens.start;
        let is_central = scene
            .find_cue(tokens.clone(), Cue::NounOrganizationCentral)
            .is_some();
        if is_central || is_nations(scene, figure) {
            Owner::Party
        } else {
            Owner::Context(figure)
        }
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
