//! One figure, from its own words to what its sentence lets one add: what is left out, the part, the quote, the owner.

mod admitted;
mod badge;
mod carried_out;
mod changed;
mod done;
mod example;
mod left_out;
mod moved;
mod parallel;
mod persons;
mod reckoned;
mod respective;
mod share;
mod short_noun;
mod steps;
mod those;

use crate::fact::counted::deed::{self, Deed, Done};
use crate::fact::counted::ellipsis::Subject;
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, clause_before, owner, part, refusal, sentence_before};
use crate::fact::row::Heads;
use crate::fact::{Owner, Reason, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Number;
use crate::text::{Kind, TokenRange};
use done::Told;

/// Sentences back that a line of a list goes on with: `Khiển trách: 03`.
pub(super) const LABEL_SENTENCES: usize = 4;
/// Sentences back whose figure a sentence divides: `Vượt 1,3% kế hoạch. Chia ra: …`.
const DIVIDE_SENTENCES: usize = 2;
/// Tokens of a time at the start of a sentence.
const TIME_REACH: usize = 8;
/// Tokens between a deed and its figure that the quote still spans.
const QUOTE_REACH: usize = 8;
/// What a figure after a slash is at most where both are a date: `kết nạp dịp 3/2`.
const MONTHS: Number = Number::whole(12);

/// A figure on its way to a [`Counted`].
pub(super) struct Figure<'f, 's> {
    scene: &'s Scene<'s>,
    quantity: &'s QuantityMention,
    label: Option<TokenRange>,
    clause: TokenRange,
    sentence: usize,
    /// The figure before, if it stands in the same sentence, or in the list that this line goes on with.
    previous: Option<&'f Counted<'s>>,
    /// The figures before that counted something, wherever they stand.
    counted: &'f [Counted<'s>],
    /// The last of them.
    earlier: Option<&'f Counted<'s>>,
    /// The sentence gives examples of what was counted before.
    is_example: bool,
    /// The figures before that are aimed for.
    plans: &'f [&'s QuantityMention],
    noun: Noun,
    noun_end: usize,
    /// sinh viên, cấp ủy viên.
    kind: Option<String>,
    told: Told,
    /// The words of a list of parts.
    listed: Option<TokenRange>,
    /// The words before it that tell what it counts, from their first to the figure.
    lead: Option<TokenRange>,
    /// Its value proves that it is a part.
    is_reckoned: bool,
    /// "trong số đó" behind it.
    of_those: Option<TokenRange>,
    /// Whose count it is, where the noun is left out.
    subject: Option<Subject>,
    /// It counts the organizations that persons are from.
    is_whence: bool,
    /// What its table's columns say it is.
    heads: Option<Heads>,
    /// The names of the steps that changed it, where somebody wants to know.
    completed_by: Vec<&'static str>,
}

impl<'f, 's> Figure<'f, 's> {
    /// A figure by its own words; `counted` are those before that counted something, `plans` those that are
    /// aimed for.
    pub(super) fn read(
        scene: &'s Scene<'s>,
        quantity: &'s QuantityMention,
        counted: &'f [Counted<'s>],
        plans: &'f [&'s QuantityMention],
    ) -> Self {
        let sentence = scene.reading.sentence_index(quantity.number.start);
        let label =
            noun::label_before(scene, quantity).or_else(|| noun::label_behind(scene, quantity));
        let clause = clause_before(scene, quantity);
        let what = noun::what(scene, quantity, label.as_ref());
        let done = if let Some(heads) = &what.heads {
            deed::of_column(scene, heads.column.clone()).map(Done::by_noun)
        } else if what.is_state {
            Some(Done::by_noun(Deed::Have))
        } else {
            let done = deed::done(scene, quantity, what.end, label.as_ref(), &clause);
            // A label behind the figure has its deed there, too.
            let stands_before = |tokens: &TokenRange| tokens.start < quantity.tokens.start;
            done.map(|done| {
                // "… cùng Đảng bộ X với 870 đảng viên, 31 chi bộ thực hiện …": what is to be done is done by all there are.
                if done::sets_out_to_do(scene, quantity, what.end, &done) {
                    Done::by_noun(Deed::Have)
                } else if done::is_found_out(scene, quantity, &done) {
                    Done::by_noun(Deed::Other)
                } else {
                    let tokens = done.tokens.filter(stands_before);
                    Done { tokens, ..done }
                }
            })
        };
        let is_example = example::gives_examples(scene, sentence_before(scene, quantity));
        let mut figure = Self {
            scene,
            quantity,
            label,
            clause,
            sentence,
            previous: None,
            counted,
            earlier: counted.last(),
            is_example,
            plans,
            noun: what.noun,
            noun_end: what.end,
            kind: what.kind,
            told: done.into(),
            listed: None,
            lead: None,
            is_reckoned: false,
            of_those: None,
            subject: None,
            is_whence: false,
            heads: what.heads,
            completed_by: Vec::new(),
        };
        figure.previous = counted
            .last()
            .filter(|previous| figure.goes_on_from(previous));
        figure
    }

    /// The index of the sentence whose figures it goes on with; where it and the part before it go on with one, that one's.
    fn before_sentence(&self, is_part: bool) -> usize {
        match self.previous {
            Some(previous) if is_part && previous.is_part => previous.before_sentence,
            Some(previous) => previous.sentence,
            None => self.sentence,
        }
    }

    /// Whether it goes on with a figure before it: in its sentence, or in one that its own words look back to.
    fn goes_on_from(&self, previous: &Counted<'_>) -> bool {
        let scene = self.scene;
        let opening = scene.reading.sentence_of(self.quantity.number.start).start;
        let looks_back = |at: usize| {
            scene.starts_any(
                at,
                const {
                    CueSet::of(&[
                        Cue::PartThose,
                        Cue::CountSum,
                        Cue::CountSame,
                        Cue::CountAgain,
                    ])
                },
            )
        };
        // "Tới hôm nay, con số ấy là 57": past the time.
        let date = scene
            .mentions
            .dates_in(opening..opening + TIME_REACH)
            .first();
        let comma = (opening..self.quantity.tokens.start)
            .take(TIME_REACH + date.map_or(0, |date| date.tokens.len()))
            .find(|&at| scene.reading.tokens[at].is_mark(b','));
        let opens_part = looks_back(opening) || comma.is_some_and(|comma| looks_back(comma + 1));
        let divides = scene.cue_at(opening, Cue::PartList).is_some();
        let is_labelled = self.label.is_some() && !self.has_own_whole(opening);
        let reach = if is_labelled || self.is_deed_item(previous) {
            LABEL_SENTENCES
        } else if divides || self.is_form_of_discipline(previous) {
            DIVIDE_SENTENCES
        } else {
            usize::from(opens_part || self.is_example || self.is_kind_of_admitted(previous))
        };
        let lies = self.sentence - previous.sentence;
        lies == 0 || lies <= reach && !self.is_told_anew()
    }

    /// `- Kết nạp: 23 đảng viên` and below it `- Chuyển đi 29`: items of a list that start with what was done to members.
    fn is_deed_item(&self, previous: &Counted<'_>) -> bool {
        let line = |at: usize| self.scene.reading.line_of(at).filter(|line| line.is_item);
        let (Some(own), Some(_)) = (
            line(self.quantity.tokens.start),
            line(previous.quantity.tokens.start),
        ) else {
            return false;
        };
        let opens = self.deed_tokens().is_some_and(|deed| {
            (own.tokens.start..deed.start)
                .all(|at| matches!(self.scene.reading.tokens[at].kind, Kind::Mark(_)))
                && deed.end == self.quantity.tokens.start
        });
        let is_members =
            matches!(self.deed(), Some(deed) if deed.names_members() || deed == Deed::Transfer);
        opens && is_members && self.is_bare() && previous.said() == Some(Noun::Member)
    }

    /// `Kỷ luật 19 đảng viên. Hình thức: khiển trách 11, cảnh cáo 5`: a form of discipline without a noun is one of those
    /// that the sentence before told of.
    fn is_form_of_discipline(&self, previous: &Counted<'_>) -> bool {
        let is_form = |deed| matches!(deed, Some(Deed::Discipline | Deed::Remove));
        self.noun == Noun::None
            && is_form(self.deed())
            && (is_form(previous.deed) || previous.is_part)
            && previous.said() == Some(Noun::Member)
            && self.is_bare()
            && self.is_deed_beside()
    }

    /// What it counts; or why that is nothing of the Party's, or nothing that is told as a count.
    pub(super) fn counted(mut self) -> Result<Counted<'s>, Reason> {
        if self.heads.is_none() {
            self.take_up_what_is_left_out();
        }
        // "giải thể 4 chi bộ, có 937 đảng viên sinh hoạt tại 29 chi bộ": where they are from is none of those.
        let is_had = self.is_whence && self.deed() == Some(Deed::Have);
        let is_part = self.heads.is_none() && !self.is_level_reached() && !is_had && self.is_part();
        self.take_step("what some do", |own| own.take_share_for_deed(is_part));
        if let Some(reason) = self.refused() {
            return Err(reason);
        }
        let group = self.group(is_part).filter(|_| !self.is_badge());
        let tokens = self.quote(group.as_ref());
        let scene = self.scene;
        scene.note_completed(&tokens, std::mem::take(&mut self.completed_by));
        let owner = self.owner(is_part, &tokens);
        Ok(Counted {
            quantity: self.quantity,
            owner,
            tokens,
            is_part,
            is_kind: self.kind.is_some(),
            is_badge: self.is_badge(),
            is_occasion: scene
                .cue_at(self.quantity.tokens.end, Cue::NounOccasion)
                .is_some(),
            has_badge: self.has_badge(),
            whole: self.whole(is_part),
            is_of_party_life: self.deed_tokens().is_some_and(|tokens| {
                let words = tokens.start..self.quantity.tokens.start;
                scene.find_cue(words, Cue::PartyLife).is_some()
            }),
            is_bare: self.is_bare(),
            is_deed_beside: self.is_deed_beside(),
            group: group.map(|tokens| scene.reading.words(tokens)),
            before: self.said(),
            sentence: self.sentence,
            before_sentence: self.before_sentence(is_part),
            deed: self.deed(),
            noun: self.noun,
            deed_tokens: self.told.tokens,
        })
    }

    /// Why it tells no count of the Party's; `None` if it tells one.
    fn refused(&self) -> Option<Reason> {
        let deed = self.deed_tokens();
        if self.noun == Noun::None && !self.is_said_by_deed_or_group() {
            Some(Reason::NothingOfParty)
        } else if refusal::is_destination(self.scene, self.quantity, &self.noun, deed) {
            Some(Reason::Destination)
        } else if self.is_left_of_merged() {
            Some(Reason::LeftOfMerged)
        } else if self.counts_places() {
            Some(Reason::Places)
        } else if self.is_badge() && !deed::are_given(self.scene, self.quantity) {
            Some(Reason::BadgesNotGiven)
        } else if self.is_badge() && deed::is_own_badge(self.scene, self.quantity) {
            Some(Reason::OwnBadges)
        } else if self.is_hoped_for() {
            Some(Reason::HopedFor)
        } else if self.is_festival() {
            Some(Reason::Day)
        } else if self.is_idle() {
            Some(Reason::Topic)
        } else if self.is_administrative() {
            Some(Reason::OfficeDiscipline)
        } else if self.sits_on_committee() {
            Some(Reason::OnCommittee)
        } else if !self.is_kind_of_members() {
            Some(Reason::NotSurelyMembers)
        } else {
            None
        }
    }

    /// `sáp nhập 20 chi bộ (nay còn 10)`: whether brackets only tell how many were made of those before.
    fn is_left_of_merged(&self) -> bool {
        let left = self
            .scene
            .cue_before(self.quantity.tokens.start, Cue::Copula);
        let open = left.and_then(|left| left.checked_sub(1));
        let is_aside = open.is_some_and(|open| self.scene.reading.tokens[open].is_mark(b'('));
        let merged = self.previous.and_then(|previous| previous.deed);
        is_aside && self.is_bare() && matches!(merged, Some(Deed::Merge | Deed::Dissolve))
    }

    /// Whose count it is: a part's is its whole's, where nobody else is named in between.
    fn owner(&self, is_part: bool, tokens: &TokenRange) -> Owner {
        let scene = self.scene;
        let clues = owner::Clues {
            quantity: self.quantity,
            label: self.label.as_ref().or(self.lead.as_ref()),
            subject: self.subject,
            heads: self.heads.as_ref(),
            deed: self.deed(),
            noun_end: self.noun_end,
            tokens,
        };
        let own = owner::owner(scene, &clues);
        let whole = self.previous.filter(|_| is_part);
        match (own, whole) {
            (Owner::Context(at), Some(whole)) => {
                let between = whole.number_end()..self.quantity.tokens.start;
                let mut organizations = scene.mentions.organizations_in(between.clone());
                let names_one = organizations.any(|(_, mention)| !mention.is_generic)
                    || !scene.mentions.territories_in(between).is_empty();
                if names_one {
                    Owner::Context(at)
                } else {
                    whole.owner.clone()
                }
            }
            (own, _) => own,
        }
    }

    /// What was counted before: by the figure before, or by the words "trong số đảng viên mới" that open the clause.
    fn said(&self) -> Option<Noun> {
        self.previous
            .and_then(Counted::said)
            .or_else(|| self.among().map(|(noun, _)| noun))
            .or_else(|| self.topic())
    }

    /// Whether nothing that could be counted follows the figure: a mark, "và", or a deed in the place of a noun.
    fn is_bare(&self) -> bool {
        let is_joined = self.scene.cue_at(self.quantity.tokens.end, Cue::And);
        is_joined.is_some()
            || deed::stands_at(self.scene, self.quantity.tokens.end)
            || self.scene.reading.closes_at(self.quantity.tokens.end)
    }

    /// `đợt 7/11`, `dịp 3/2`: a day and a month that nothing counted follows.
    fn is_date(&self) -> bool {
        self.noun == Noun::None && self.quantity.of.is_some_and(|month| month <= MONTHS)
    }

    /// `đợt kết nạp 3/2`: a day of a month that no share could be.
    fn is_festival(&self) -> bool {
        self.is_date() && self.quantity.value > self.quantity.of
    }

    /// Whether the deed stands right before the figure, or in the place of its noun.
    fn is_deed_beside(&self) -> bool {
        match self.deed_tokens() {
            Some(tokens) => tokens.end + 1 >= self.quantity.tokens.start,
            None => self.noun == Noun::None && deed::stands_at(self.scene, self.noun_end),
        }
    }

    fn is_part(&self) -> bool {
        let is_among = self.among_end().is_some();
        let is_introduced = part::is_introduced(self.scene, self.quantity, &self.noun);
        is_among
            || self.is_reckoned
            || self.listed.is_some()
            || self.of_those.is_some()
            || (self.lead.is_some() && self.previous.is_some() && self.is_within_whole())
            || (self.previous.is_some()
                && !self.is_contrasted()
                && (self.goes_on_with_parts() || is_introduced))
                && (self.is_within_whole() || part::is_strict(self.scene, self.quantity))
    }

    /// `kết nạp 540 đồng chí, tuy nhiên có 7 đảng viên xin ra khỏi Đảng`: what a word sets against the figure before.
    fn is_contrasted(&self) -> bool {
        let from = self.previous.map_or(self.clause.start, Counted::number_end);
        let between = from..self.quantity.tokens.start;
        self.scene
            .find_cue(between, Cue::CountContrast)
            .is_some_and(|_| !part::is_strict(self.scene, self.quantity))
            && !(self.kind.is_some() && self.is_listed_kind())
    }

    /// Whether what was counted before is not less than this. Other things have no whole in it: organizations' members.
    fn is_within_whole(&self) -> bool {
        let Some(previous) = self.previous else {
            return true;
        };
        let is_same_kind = match (&self.noun, previous.said()) {
            (Noun::Organization(_), Some(Noun::Organization(_))) => true,
            (Noun::Organization(_), _) => return true,
            (_, said) => said == Some(Noun::Member),
        };
        !is_same_kind
            || self.quantity.value.is_none()
            || previous
                .whole
                .is_none_or(|whole| self.quantity.value <= Some(whole))
    }

    /// Whether the figure before was a part and no new deed stands between.
    fn goes_on_with_parts(&self) -> bool {
        self.previous.is_some_and(|previous| {
            let has_new_deed = self
                .deed_tokens()
                .is_some_and(|tokens| tokens.start > previous.quantity.number.start)
                && self.deed() != Some(Deed::Have);
            previous.is_part && !has_new_deed && !self.has_new_owner(previous)
        })
    }

    /// `Đảng bộ A có 612 đảng viên, 5 đảng viên bị kỷ luật; Đảng bộ B chỉ 148 đảng viên`: whether an organization by name stands
    /// between the figure before and this one, whose members these are.
    fn has_new_owner(&self, previous: &Counted<'_>) -> bool {
        let between = previous.number_end()..self.quantity.tokens.start;
        self.noun == Noun::Member
            && self
                .scene
                .mentions
                .organizations_in(between)
                .any(|(_, mention)| mention.is_named)
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
            || ((self.goes_on_with_parts() || self.is_listed_kind()) && is_within)
    }

    /// `kết nạp 81 đảng viên, gồm 22 cán bộ`; `kết nạp được 62 đảng viên, có tới 38 công nhân`: kinds that a word lists, or
    /// that are among those admitted.
    fn is_listed_kind(&self) -> bool {
        let start = self.quantity.tokens.start;
        // "143 đảng viên (56 giảng viên; 87 sinh viên)".
        let in_brackets = self.previous.is_some_and(|previous| {
            previous.tokens.end + 1 == start
                && self.scene.reading.tokens[previous.tokens.end].is_mark(b'(')
        });
        let lists = in_brackets || self.scene.cue_before(start, Cue::PartList).is_some();
        let opens = self.scene.cue_before(start, Cue::PartOpen).is_some();
        self.previous.is_some_and(|previous| {
            // Whoever they are that were admitted or disciplined, all of them are members.
            let are_members = previous.deed.is_some_and(Deed::names_members)
                || previous.deed.is_some_and(Deed::names_parts) && self.is_of_committee();
            previous.said() == Some(Noun::Member) && (lists || (opens && are_members))
        })
    }

    /// Whether a figure without a noun is told by its label, by the deed right before it, or by its group.
    fn is_said_by_deed_or_group(&self) -> bool {
        let is_adjacent = match self.deed_tokens() {
            Some(tokens) => tokens.end == self.quantity.tokens.start,
            None => self.is_deed_beside(),
        };
        let is_labelled = self.label.is_some() && self.deed().is_some() && self.is_bare();
        // "mới thành lập dưới 6 tháng": what follows the figure is counted, not what was said before.
        let is_left_out = is_adjacent && self.previous.is_some() && self.is_bare();
        is_labelled || self.group_word().is_some() || is_left_out
    }

    /// Whether it stands alone in its sentence and tells a story or names a topic.
    fn is_idle(&self) -> bool {
        let is_named = self.deed_tokens().is_some() && self.deed() == Some(Deed::Establish);
        (refusal::is_this(self.scene, self.quantity, self.deed()) && !is_named)
            || self.previous.is_none()
                && (refusal::is_story(self.scene, self.quantity, self.deed())
                    || refusal::is_topic(self.scene, self.quantity, self.deed()) && !self.is_whence)
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
            return Some(self.past_list_word(lead));
        }
        if let Some(group) = self.group_of_noun().filter(|_| is_part || self.is_plain()) {
            return Some(group);
        }
        if !is_part {
            return None;
        }
        let listed = self.listed.as_ref();
        listed
            .map(|listed| self.past_list_word(listed))
            .or_else(|| self.group_word())
            .or_else(|| {
                let start = self
                    .of_those
                    .as_ref()
                    .map_or(self.noun_end, |those| those.end);
                part::group_after(self.scene, start)
            })
    }

    /// `gồm [khiển trách] 6`: the words of a part without the one that opens its list.
    fn past_list_word(&self, words: &TokenRange) -> TokenRange {
        let start = self.scene.cue_at(words.start, Cue::PartList);
        start
            .filter(|&start| start < words.end)
            .unwrap_or(words.start)..words.end
    }

    /// `8 [nữ] đảng viên`, `2 đảng viên [dự bị]`: the word within the noun that tells the part.
    fn group_of_noun(&self) -> Option<TokenRange> {
        let (start, end) = (self.quantity.tokens.end, self.noun_end);
        let ends = |at: usize, cue: Cue| self.scene.cue_at(at, cue) == Some(end);
        let is_named = || self.scene.cue_at(start, Cue::GroupWord).is_some();
        if self.noun != Noun::Member {
            return None;
        }
        (start + 1..end).find_map(|at| {
            if ends(at, Cue::GroupWord) {
                return Some(at..end);
            }
            (ends(at, Cue::NounMember) && is_named()).then_some(start..at)
        })
    }

    /// From the deed, the label or the figure to the noun or the words that tell the part.
    fn quote(&self, group: Option<&TokenRange>) -> TokenRange {
        let figure = &self.quantity.tokens;
        let deed = self.deed_tokens().filter(|tokens| {
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
}
