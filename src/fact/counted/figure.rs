//! One figure, from its own words to what its sentence lets one add: what is left out, the part, the quote, the owner.

use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::ellipsis::{self, Subject};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, clause_before, lead, part, refusal};
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::mention::organization::organization_after_role;
use crate::mention::quantity::QuantityMention;
use crate::record::Number;
use crate::text::{Gap, Kind, TokenRange};

/// Sentences back that a line of a list goes on with: `Khiển trách: 03`.
const LABEL_SENTENCES: usize = 4;
/// Tokens between a deed and its figure that the quote still spans.
const QUOTE_REACH: usize = 8;
/// Tokens after persons within which a predicate makes members of them.
const PREDICATE_REACH: usize = 14;
/// What a figure after a slash is at most where both are a date: `kết nạp dịp 3/2`.
const MONTHS: Number = Number::whole(12);
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
    /// The words before it that tell what it counts, from their first to the figure.
    lead: Option<TokenRange>,
    /// "trong số đó" behind it.
    of_those: Option<TokenRange>,
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
        let opens_part = scene
            .cue_at(
                scene.reading.sentence_of(quantity.number.start).start,
                Cue::PartThose,
            )
            .is_some();
        let reach = match (&label, opens_part) {
            (Some(_), _) => LABEL_SENTENCES,
            (None, true) => 1,
            (None, false) => 0,
        };
        let what = noun::what(scene, quantity, label.as_ref());
        let done = deed::done(scene, quantity, what.end, label.as_ref(), &clause);
        let (deed, deed_tokens) = done.map_or((None, None), |done| (Some(done.deed), done.tokens));
        Self {
            scene,
            quantity,
            label,
            clause,
            sentence,
            previous: previous.filter(|previous| {
                sentence - previous.sentence <= reach
                    && !lead::is_headed_between(scene, previous.number_end(), quantity.tokens.start)
            }),
            noun: what.noun,
            noun_end: what.end,
            kind: what.kind,
            deed,
            deed_tokens,
            listed: None,
            lead: None,
            of_those: None,
            subject: None,
        }
    }

    /// What it counts; `None` if nothing of the Party's, or nothing that is told as a count.
    pub(super) fn counted(mut self) -> Option<Counted<'s>> {
        self.take_up_lead();
        self.take_up_what_is_left_out();
        self.take_up_those_among();
        self.take_up_heading();
        self.take_up_admitted();
        self.take_up_members_by_predicate();
        self.take_up_short_noun();
        self.take_up_noun_behind();
        self.follow_joint();
        let is_part = self.is_part();
        self.take_share_for_deed(is_part);
        let is_said = self.noun != Noun::None || self.is_said_by_deed_or_group();
        let is_destination = refusal::is_destination(
            self.scene,
            self.quantity,
            &self.noun,
            self.deed_tokens.as_ref(),
        );
        if !is_said || is_destination || self.is_idle() || !self.is_kind_of_members() {
            return None;
        }
        let group = self.group(is_part);
        let tokens = self.quote(group.as_ref());
        let scene = self.scene;
        Some(Counted {
            quantity: self.quantity,
            owner: self.owner(&tokens),
            tokens,
            is_part,
            is_kind: self.kind.is_some(),
            is_occasion: scene
                .cue_at(self.quantity.tokens.end, Cue::Occasion)
                .is_some(),
            has_badge: deed::badge_years(scene, self.noun_end).is_some()
                || scene
                    .find_cue(
                        self.clause.start..self.noun_end + BADGE_REACH,
                        Cue::DeedBadge,
                    )
                    .is_some(),
            whole: if is_part {
                self.previous.and_then(|previous| previous.whole)
            } else {
                self.quantity.value
            },
            is_of_party_life: self.deed_tokens.as_ref().is_some_and(|tokens| {
                let words = tokens.start..self.quantity.tokens.start;
                scene.find_cue(words, Cue::PartyLife).is_some()
            }),
            is_bare: self.is_bare(),
            is_deed_beside: self.is_deed_beside(),
            group: group.map(|tokens| scene.reading.words(tokens)),
            before: self.said(),
            sentence: self.sentence,
            before_sentence: self
                .previous
                .map_or(self.sentence, |previous| previous.sentence),
            noun: self.noun,
            deed: self.deed,
            deed_tokens: self.deed_tokens,
        })
    }

    /// What was counted before: by the figure before, or by the words "trong số đảng viên mới" that open the clause.
    fn said(&self) -> Option<Noun> {
        self.previous
            .and_then(Counted::said)
            .or_else(|| self.among().map(|(noun, _)| noun))
    }

    /// `Trong số đảng viên mới có 26 nữ`: what the opening of the clause says that the figure is a part of.
    fn among(&self) -> Option<(Noun, Option<Deed>)> {
        let opening = self.scene.cue_at(self.clause.start, Cue::PartAmong)?;
        let (noun, _) = noun::noun_at(self.scene, opening);
        let is_new = self.scene.cue_at(opening, Cue::NounMemberNew).is_some();
        (noun == Noun::Member).then_some((noun, is_new.then_some(Deed::Admit)))
    }

    /// Whether nothing that could be counted follows the figure: a mark, "và", or a deed in the place of a noun.
    fn is_bare(&self) -> bool {
        let next = self.scene.reading.tokens.get(self.quantity.tokens.end);
        let is_joined = self.scene.cue_at(self.quantity.tokens.end, Cue::And);
        is_joined.is_some()
            || deed::stands_at(self.scene, self.quantity.tokens.end)
            || next.is_none_or(|next| matches!(next.kind, Kind::Mark(_)) || next.gap >= Gap::Line)
    }

    /// `đợt 7/11`, `dịp 3/2`: a day and a month that nothing counted follows.
    fn is_date(&self) -> bool {
        self.noun == Noun::None && self.quantity.of.is_some_and(|month| month <= MONTHS)
    }

    /// Whether the deed stands right before the figure, or in the place of its noun.
    fn is_deed_beside(&self) -> bool {
        match &self.deed_tokens {
            Some(tokens) => tokens.end + 1 >= self.quantity.tokens.start,
            None => self.noun == Noun::None && deed::stands_at(self.scene, self.noun_end),
        }
    }

    /// `đảng viên người Mông 121`, `nữ 129 đồng chí`, `thợ lò trực tiếp là 148 người`.
    fn take_up_lead(&mut self) {
        if self.kind.is_some() {
            return;
        }
        let lead = lead::lead(self.scene, self.quantity, &self.noun, self.noun_end);
        let Some(lead) = lead.filter(|_| !self.is_date()) else {
            return;
        };
        let previous = self
            .previous
            .filter(|previous| previous.said() == Some(Noun::Member));
        let is_within =
            previous.is_some_and(|previous| previous.quantity.value >= self.quantity.value);
        let is_told = if lead.is_members {
            self.previous.is_some() || self.noun == Noun::Person || self.is_deed_beside()
        } else {
            is_within || (previous.is_some() && lead.is_strict)
        };
        if !is_told || self.label.is_some() {
            return;
        }
        self.noun = Noun::Member;
        if matches!(self.deed, None | Some(Deed::Have)) {
            let inherited = previous.and_then(|previous| previous.deed);
            if !lead.is_members || lead.is_strict {
                (self.deed, self.deed_tokens) = (inherited, None);
            }
        }
        self.lead = Some(lead.words);
    }

    /// `11 trong số đó dưới 30 tuổi`; `Trong số đảng viên mới có 26 nữ`.
    fn take_up_those_among(&mut self) {
        if self.noun != Noun::None {
            return;
        }
        let is_plain = matches!(self.deed, None | Some(Deed::Have));
        if let Some(end) = part::of_those(self.scene, self.quantity)
            && let Some(previous) = self.previous
            && let Some(said) = previous.said()
        {
            self.noun = said;
            self.of_those = Some(self.quantity.tokens.end..end);
            if is_plain {
                (self.deed, self.deed_tokens) = (previous.deed, None);
            }
        } else if self.previous.is_none()
            && is_plain
            && let Some((noun, deed)) = self.among()
            && let Some(group) = part::group_word(self.scene, self.quantity)
        {
            self.noun = noun;
            self.listed = Some(group);
            (self.deed, self.deed_tokens) = (deed, None);
        }
    }

    /// `B. ĐẢNG VIÊN` above `Khai trừ: 9`; `III. THI HÀNH KỶ LUẬT` above `- Đảng viên: 342`.
    fn take_up_heading(&mut self) {
        let is_labelled = self
            .label
            .as_ref()
            .is_some_and(|label| self.scene.reading.tokens[label.end].is_mark(b':'));
        if !is_labelled {
            return;
        }
        let Some((noun, deed)) = lead::heading(self.scene, self.quantity) else {
            return;
        };
        if self.deed.is_none() && self.noun != Noun::None {
            self.deed = deed;
        }
        let is_told = self.deed.is_some()
            || part::group_word(self.scene, self.quantity).is_some()
            || self
                .label
                .clone()
                .is_some_and(|label| self.scene.cue_at(label.start, Cue::CountLabel).is_some());
        if self.noun == Noun::None && self.is_bare() && is_told {
            self.noun = noun;
        }
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

    /// `2.645 đoàn viên được kết nạp vào Đảng`, `kết nạp 11 công nhân`, `kết nạp 4, …`: whoever they were, they are members
    /// now. A union or an association admits its own, too.
    fn take_up_admitted(&mut self) {
        let scene = self.scene;
        let is_person = self.kind.is_some() || self.noun == Noun::Person;
        if is_person && self.enters_party() {
            self.noun = Noun::Member;
            (self.deed, self.deed_tokens) = (Some(Deed::Admit), None);
            return;
        }
        let is_outsider = scene
            .cue_at(self.quantity.tokens.end, Cue::NounOutsider)
            .is_some()
            || self.clause.clone().any(|at| {
                scene.cue_at(at, Cue::BodyOther).is_some()
                    && scene.cue_at(at, Cue::NounPersonKind).is_none()
            });
        let is_admitted = self.deed == Some(Deed::Admit) && self.is_deed_beside() && !is_outsider;
        // "31 em được kết nạp": whom another body admits, it names.
        let is_passive = self.deed == Some(Deed::Admit) && self.deed_tokens.is_none();
        let is_left_out = self.noun == Noun::None && self.is_bare() && !self.is_date();
        let is_kind = self.kind.is_some() && (is_admitted || (is_passive && !is_outsider));
        if is_kind || (is_admitted && is_left_out && self.label.is_none()) {
            self.noun = Noun::Member;
        }
    }

    /// Whether the words behind persons say that they entered the Party: `2 giám đốc … đã đứng vào hàng ngũ của Đảng`.
    fn enters_party(&self) -> bool {
        let scene = self.scene;
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let end = (self.noun_end + PREDICATE_REACH).min(sentence.end);
        (self.noun_end..end)
            .take_while(|&at| scene.reading.tokens[at].is_word())
            .any(|at| scene.cue_at(at, Cue::AfterAdmitParty).is_some())
    }

    /// `58/142 cán bộ, người lao động là đảng viên`: persons of whom the sentence says that they are members.
    fn take_up_members_by_predicate(&mut self) {
        if self.noun != Noun::Person {
            return;
        }
        let scene = self.scene;
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let start = self.quantity.tokens.end;
        let end = (start + PREDICATE_REACH).min(sentence.end);
        let predicate = (start..end)
            .take_while(|&at| {
                let token = &scene.reading.tokens[at];
                token.is_word() || token.is_mark(b',')
            })
            .find_map(|at| {
                let noun = scene.cue_at(at, Cue::Copula)?;
                scene.cue_at(noun, Cue::NounMember)
            });
        if let Some(end) = predicate
            && matches!(self.deed, None | Some(Deed::Have))
        {
            self.noun = Noun::Member;
            self.noun_end = end;
            self.kind = Some(scene.reading.words(start..end));
        }
    }

    /// `tổ chức`: a Party organization where organizations are inspected, or were counted before.
    fn take_up_short_noun(&mut self) {
        let Some(end) = self
            .scene
            .cue_at(self.noun_end, Cue::NounOrganizationShort)
            .filter(|_| self.noun == Noun::None)
        else {
            return;
        };
        let inspects = matches!(self.deed, Some(Deed::Inspect | Deed::Supervise));
        let were_counted = self
            .previous
            .is_some_and(|previous| matches!(previous.noun, Noun::Organization(_)));
        if inspects || were_counted || self.is_joined_to_members(end) {
            self.noun = Noun::Organization(self.scene.knowledge.party_organization.clone());
            self.noun_end = end;
            if matches!(self.deed, None | Some(Deed::Have))
                && let Some(deed) = deed::deed_after(self.scene, end)
            {
                (self.deed, self.deed_tokens) = (Some(deed), None);
            }
        }
    }

    /// Whether "và" and a count of members follow a token: `81 tổ chức và 6.000 đảng viên`.
    fn is_joined_to_members(&self, end: usize) -> bool {
        let scene = self.scene;
        let Some(joint) = scene.cue_at(end, Cue::And) else {
            return false;
        };
        let next = scene.mentions.quantities.iter();
        next.skip_while(|other| other.tokens.start < joint)
            .take_while(|other| other.tokens.start == joint)
            .any(|other| noun::noun_after(scene, other.tokens.end).0 == Noun::Member)
    }

    /// `chuyển đến 61, chuyển đi 24 đảng viên`: the noun of the figure that goes on with another deed.
    fn take_up_noun_behind(&mut self) {
        let scene = self.scene;
        if self.noun != Noun::None || !self.is_bare() || !self.is_deed_beside() {
            return;
        }
        let end = self.quantity.tokens.end;
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let Some(next) = scene.mentions.quantities_in(end..sentence.end).first() else {
            return;
        };
        if next.tokens.start > end && deed::joins(scene, end..next.tokens.start) {
            self.noun = noun::noun_after(scene, next.tokens.end).0;
        }
    }

    /// `tiếp nhận 46 tổ chức đảng với 6.480 đảng viên`: members go with their organizations. `kiểm tra 9 chi bộ cùng 31 đảng
    /// viên`: "cùng" joins what the same was done to.
    fn follow_joint(&mut self) {
        let (Some(previous), Some(tokens)) = (self.previous, &self.deed_tokens) else {
            return;
        };
        let is_joined = self.deed == Some(Deed::Have) && tokens.start == previous.tokens.end;
        let is_joint = self
            .scene
            .cue_at(tokens.start, Cue::And)
            .is_some_and(|_| previous.deed.is_some_and(Deed::is_shared));
        if is_joined && (is_joint || previous.deed == Some(Deed::Transfer)) {
            self.deed = previous.deed;
        }
    }

    /// `9/24 đảng viên giơ tay`: so many of a whole do something.
    fn take_share_for_deed(&mut self, is_part: bool) {
        let scene = self.scene;
        let next = scene.reading.tokens.get(self.noun_end);
        let goes_on = next.is_some_and(|next| next.is_word() && next.gap < Gap::Line)
            && [Cue::And, Cue::GroupOpen, Cue::GroupWord, Cue::DeedHave]
                .into_iter()
                .all(|cue| scene.cue_at(self.noun_end, cue).is_none());
        let is_plain = matches!(self.deed, None | Some(Deed::Have));
        let is_counted = matches!(self.noun, Noun::Member | Noun::Organization(_));
        if self.quantity.of.is_some() && is_counted && is_plain && goes_on && !is_part {
            (self.deed, self.deed_tokens) = (Some(Deed::Other), None);
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
            || self.of_those.is_some()
            || (self.lead.is_some() && self.previous.is_some())
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
        let is_within = self.previous.is_some_and(|previous| {
            previous
                .whole
                .is_none_or(|whole| self.quantity.value <= Some(whole))
        });
        self.kind.is_none()
            || self.noun == Noun::Member
            || part::is_strict(self.scene, self.quantity)
            || (self.goes_on_with_parts() && is_within)
    }

    /// Whether a figure without a noun is told by its label, by the deed right before it, or by its group.
    fn is_said_by_deed_or_group(&self) -> bool {
        let is_adjacent = match &self.deed_tokens {
            Some(tokens) => tokens.end == self.quantity.tokens.start,
            None => self.is_deed_beside(),
        };
        let is_labelled = self.label.is_some() && self.deed.is_some() && self.is_bare();
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
        self.said()?;
        part::group_word(self.scene, self.quantity).filter(|_| self.noun == Noun::None)
    }

    /// The words that tell the part.
    fn group(&self, is_part: bool) -> Option<TokenRange> {
        if self.kind.is_some() {
            return Some(self.quantity.tokens.end..self.noun_end);
        }
        if let Some(lead) = &self.lead {
            return Some(lead.clone());
        }
        if !is_part {
            return None;
        }
        self.listed
            .clone()
            .or_else(|| self.group_word())
            .or_else(|| {
                let start = self
                    .of_those
                    .as_ref()
                    .map_or(self.noun_end, |those| those.end);
                part::group_after(self.scene, start)
            })
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
