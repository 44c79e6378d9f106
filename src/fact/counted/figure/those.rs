//! Figures that count some of those just counted: by the words before them, by a verb of their own, by their office.

use super::{Figure, TIME_REACH};
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, ellipsis, part};
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::{Kind, TokenRange};

impl Figure<'_, '_> {
    /// `11 trong số đó dưới 30 tuổi`; `Trong số đảng viên mới có 26 nữ`.
    pub(super) fn take_up_those_among(&mut self) {
        if self.noun == Noun::Member
            && self.is_plain()
            && let Some((_, deed @ Some(_))) = self.among()
        {
            self.set_deed(deed);
        }
        // "Trong số đảng viên bị kỷ luật có 19 cấp ủy viên"
        if self.noun == Noun::Person
            && self.kind.is_some()
            && self.is_plain()
            && self.has_only_among_before()
            && let Some((noun, deed @ Some(_))) = self.among()
        {
            self.noun = noun;
            self.set_deed(deed);
        }
        if matches!(self.noun, Noun::Organization(_))
            && self.is_plain()
            && let Some(deed) = self.done_to_those_among()
        {
            self.set_deed(deed);
        }
        if self.noun != Noun::None {
            return;
        }
        let is_plain = self.is_plain();
        if let Some(end) = part::of_those(self.scene, self.quantity)
            && let Some(previous) = self.previous
            && let Some(said) = previous.said()
        {
            // "41 chi bộ, 29 trong số đó là chi bộ bản": those have a kind of their own.
            let kind = self.scene.cue_at(end, Cue::Copula).map_or(end, |kind| kind);
            let (own, own_end) = noun::noun_at(self.scene, kind);
            if matches!(own, Noun::Organization(_)) {
                (self.noun, self.noun_end) = (own, own_end);
            } else {
                self.noun = said;
            }
            self.of_those = Some(self.quantity.tokens.end..end);
            if is_plain {
                self.take_deed_of(previous);
            }
        } else if self.previous.is_none()
            && is_plain
            && let Some((noun, deed)) = self.among()
            && let Some(group) = part::group_word(self.scene, self.quantity)
        {
            self.noun = noun;
            self.listed = Some(group);
            self.set_deed(deed);
        }
    }

    /// `Trong số đảng viên mới có 26 nữ`, `Năm qua, trong số người bị kỷ luật có 3 cấp ủy viên`: what the opening of the clause
    /// says that the figure is a part of.
    pub(super) fn among(&self) -> Option<(Noun, Option<Deed>)> {
        let opening = self.among_end()?;
        let (noun, end) = noun::noun_at(self.scene, opening);
        let is_new = self.scene.cue_at(opening, Cue::NounMemberNew).is_some();
        let told = || deed::deed_after(self.scene, end).filter(|deed| deed.names_members());
        let deed = is_new.then_some(Deed::Admit).or_else(told);
        let are_members = noun == Noun::Member || noun == Noun::Person && deed.is_some();
        are_members.then_some((Noun::Member, deed))
    }

    /// `Trong số tổ chức đảng bị kỷ luật có 5 đảng ủy và 4 chi bộ`: what was done to the organizations that the figure is a part of.
    fn done_to_those_among(&self) -> Option<Deed> {
        let (noun, end) = noun::noun_at(self.scene, self.among_end()?);
        let is_counted = matches!(noun, Noun::Organization(_));
        // "Trong số các chi bộ được kiểm tra, Đảng bộ X có 40 chi bộ", "có Đảng bộ X (40 chi bộ)": another's.
        let between = end..self.quantity.tokens.start;
        let mentions = &self.scene.mentions;
        let is_mark = |at: usize| {
            let kind = self.scene.reading.tokens[at].kind;
            matches!(kind, Kind::Mark(b';' | b'('))
        };
        let has_own = between.clone().any(is_mark)
            || !mentions.territories_in(between.clone()).is_empty()
            || (mentions.organizations_in(between)).any(|(_, own)| !own.is_generic);
        let deed = deed::deed_after(self.scene, end).filter(|_| is_counted && !has_own);
        deed.filter(|deed| deed.names_parts())
    }

    /// `sau hợp nhất, Đảng bộ tỉnh có 100 đảng bộ`: whether the figure's own sentence says who has so many, and not of whom before they
    /// are a part, or which they sum up. Whoever is named as an example has some of those before, unless "chỉ có" tells of all: `Mừng nhất là Chi bộ X: chi bộ
    /// chỉ có 3 đảng viên`.
    pub(super) fn is_told_anew(&self) -> bool {
        let scene = self.scene;
        let start = self.quantity.tokens.start;
        let opening = scene.reading.sentence_of(self.quantity.number.start).start;
        let verb = scene.cue_before(start, Cue::DeedHave);
        let has_subject = |verb: usize| {
            if !self.is_example {
                return part::has_subject(scene, verb);
            }
            let only = scene.cue_before(start, Cue::AimOnly);
            let named = only.and_then(|only| scene.mentions.organization_ending_at(only));
            named.is_some_and(|(_, mention)| !mention.is_named)
        };
        self.noun != Noun::None
            && verb.is_some_and(has_subject)
            && !scene.finds_any(
                opening.min(start)..start,
                const { CueSet::of(&[Cue::PartThose, Cue::CountSum, Cue::CountSame]) },
            )
    }

    /// `Trong số đảng viên bị kỷ luật có 19 cấp ủy viên`: whether "có" stands before the figure, and no mark between the words for
    /// those among whom so many are and it.
    fn has_only_among_before(&self) -> bool {
        let (scene, start) = (self.scene, self.quantity.tokens.start);
        let tokens = &scene.reading.tokens;
        let is_one_clause = |from: usize| {
            let mut between = tokens[from.min(start)..start].iter();
            between.all(|token| !matches!(token.kind, Kind::Mark(_)))
        };
        scene.cue_before(start, Cue::DeedHave).is_some()
            && self.among_end().is_some_and(is_one_clause)
    }

    /// Where "trong số" ends that opens the clause, or stands behind the comma of its time.
    pub(super) fn among_end(&self) -> Option<usize> {
        let scene = self.scene;
        let among = |at: usize| scene.cue_at(at, Cue::PartAmong);
        let behind_time = || {
            let start = self.clause.start;
            let comma = (start..self.quantity.tokens.start)
                .take(TIME_REACH)
                .find(|&at| scene.reading.tokens[at].is_mark(b','))?;
            among(comma + 1)
        };
        among(self.clause.start).or_else(behind_time)
    }

    /// `kiểm tra 18 đảng viên, có 6 cấp ủy viên`: whether the kind is one that sits on a committee.
    pub(super) fn is_of_committee(&self) -> bool {
        self.scene
            .cue_at(self.quantity.tokens.end, Cue::OrganizationCommittee)
            .is_some_and(|end| end <= self.noun_end)
    }

    /// `chi bộ có 18 đảng viên, chi ủy có 3 đồng chí gồm 1 bí thư, 2 ủy viên`: whether they are those of whom a committee has so many
    /// right before in the sentence, no more of them than it has.
    pub(super) fn sits_on_committee(&self) -> bool {
        let is_plain = self.is_plain();
        let follows = |previous: &Counted<'_>| {
            let between = previous.tokens.end..self.quantity.tokens.start;
            let tokens = &self.scene.reading.tokens;
            previous.sentence == self.sentence
                && self.is_within_whole()
                && !between.clone().any(|at| tokens[at].is_mark(b';'))
        };
        self.kind.is_some()
            && is_plain
            && self.previous.is_some_and(|previous| {
                previous.noun == Noun::Person
                    && follows(previous)
                    && ellipsis::is_committee_size(self.scene, previous.quantity.tokens.start)
            })
    }

    /// `có 587 cán bộ; trong đó cấp tỉnh 139, huyện: 201`: whether the sentence that starts at a token counts persons of a kind before
    /// it, so that it divides none of the members told of earlier.
    pub(super) fn has_own_whole(&self, opening: usize) -> bool {
        let before = opening..self.quantity.tokens.start;
        let mut figures = self.scene.mentions.quantities_in(before).iter();
        let are_persons = |end: usize| self.scene.cue_at(end, Cue::NounPersonKind).is_some();
        figures.any(|figure| are_persons(figure.tokens.end))
    }

    /// `gồm: cấp tỉnh 7.080, cấp huyện 70.855`: parts whose words stand before their figures.
    pub(super) fn take_up_listed_words(&mut self) {
        let Some(previous) = self.previous else {
            return;
        };
        // "trong đó doanh nghiệp tư nhân có 198 đồng chí": "đồng chí" says no more than the figure.
        let ends = self.scene.reading.closes_at(self.noun_end);
        let is_person = self.noun == Noun::Person
            && self.kind.is_none()
            && ends
            && previous.said() == Some(Noun::Member);
        let is_open =
            self.label.is_none() && ((self.noun == Noun::None && self.is_bare()) || is_person);
        let is_plain = self.is_plain()
            || self
                .deed_tokens()
                .is_some_and(|tokens| tokens.start < previous.quantity.tokens.start);
        if !is_open || !is_plain || !self.is_within_whole() {
            return;
        }
        let Some(said) = previous.said() else {
            return;
        };
        // "198 đại biểu thay mặt 5.600 đảng viên; trong đó đại biểu nữ là 41": some of the delegates.
        let are_delegates = |words: &TokenRange| {
            previous.deed == Some(Deed::Represent)
                && self.scene.cue_at(words.start, Cue::BodyOther).is_some()
        };
        self.listed = part::listed_words(self.scene, self.quantity, previous)
            .filter(|words| !are_delegates(words) && !self.is_size_of_committee(words));
        if let Some(words) = self.listed.clone() {
            self.noun = self.kind_of_words(words, said);
            self.take_deed_of(previous);
        }
    }

    /// `79 tổ chức cơ sở đảng, gồm: đảng bộ cơ sở 36, chi bộ cơ sở 43`: the kind that the words of a part are, some of the
    /// organizations counted before.
    fn kind_of_words(&self, words: TokenRange, said: Noun) -> Noun {
        let words = self.past_list_word(&words);
        match (noun::noun_at(self.scene, words.start), &said) {
            ((kind @ Noun::Organization(_), end), Noun::Organization(_)) if end == words.end => {
                kind
            }
            _ => said,
        }
    }

    /// `Tổng số đảng viên: 3.905 (nữ: 1.588; dân tộc thiểu số: 217)`: a group and its figure behind a colon, in brackets right behind
    /// the members it is of.
    pub(super) fn take_up_group_in_brackets(&mut self) {
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let is_plain = self.is_plain();
        let is_open = self.noun == Noun::None && self.is_bare() && is_plain;
        let (Some(label), Some(previous), true) = (self.label.clone(), self.previous, is_open)
        else {
            return;
        };
        let opening = label.start.checked_sub(1);
        let ends = [previous.quantity.tokens.end, previous.tokens.end];
        let is_first =
            opening.is_some_and(|open| ends.contains(&open) && tokens[open].is_mark(b'('));
        let is_next = opening == Some(previous.tokens.end)
            && opening.is_some_and(|mark| matches!(tokens[mark].kind, Kind::Mark(b';' | b',')))
            && previous.is_part;
        let is_group = scene.cue_at(label.start, Cue::GroupWord) == Some(label.end);
        let is_label = tokens[label.end].is_mark(b':');
        if (is_first || is_next)
            && is_group
            && is_label
            && previous.said() == Some(Noun::Member)
            && self.is_within_whole()
        {
            self.noun = Noun::Member;
            self.listed = Some(label);
            self.take_deed_of(previous);
        }
    }

    /// `; Cấp ủy có 3 đồng chí`: how many sit on a committee are no part of the members counted before.
    fn is_size_of_committee(&self, words: &TokenRange) -> bool {
        self.noun == Noun::Person
            && self
                .scene
                .cue_at(words.start, Cue::CountCommittee)
                .is_some()
            && ellipsis::is_committee_size(self.scene, self.quantity.tokens.start)
    }

    /// `129 đảng viên, trong đó 47 là hạ sĩ quan`; `23 đảng viên, trong đó 15 đồng chí trưởng thành từ công nhân`: some of the
    /// members just counted, whatever is said of them.
    pub(super) fn take_up_strict_part(&mut self) {
        let scene = self.scene;
        let Some(previous) = self.previous else {
            return;
        };
        let start = self.quantity.tokens.start;
        let opens = scene.reading.tokens[start - 1].is_mark(b',')
            || scene.cue_before(start, Cue::And).is_some();
        let goes_on = previous.is_part && previous.group.is_some() && opens;
        let is_inside =
            previous.tokens.end + 1 == start && scene.reading.tokens[start - 1].is_mark(b'(');
        let is_some = part::is_strict(scene, self.quantity) || goes_on || is_inside;
        let is_kind = self.noun == Noun::None
            && scene
                .cue_at(self.quantity.tokens.end, Cue::Copula)
                .is_some();
        let is_person = self.noun == Noun::Person && part::is_strict(scene, self.quantity);
        // What was done before the whole was done to its part.
        let is_plain = self.is_plain()
            || self
                .deed_tokens()
                .is_some_and(|tokens| tokens.start < previous.quantity.tokens.start);
        let are_members = previous.said() == Some(Noun::Member)
            && previous.deed != Some(Deed::Other)
            && self.is_within_whole();
        if is_some
            && (is_kind || is_person)
            && is_plain
            && are_members
            && self.kind.is_none()
            && self.label.is_none()
            && !self.is_date()
        {
            self.noun = Noun::Member;
            self.take_deed_of(previous);
        }
    }

    /// `giám sát 4 đồng chí bí thư cấp ủy cơ sở`, `kiểm tra 4 đồng chí là bí thư`: who holds such an office is a member, and is
    /// inspected as one.
    pub(super) fn take_up_officers(&mut self) {
        let scene = self.scene;
        let start = self.quantity.tokens.end;
        let is_of_kind =
            self.kind.is_some() && scene.cue_at(start, Cue::NounOfficer) == Some(self.noun_end);
        let is_said = || {
            let office = scene.cue_at(self.noun_end, Cue::Copula)?;
            let end = scene
                .cue_at(office, Cue::RoleSecretary)
                .or_else(|| scene.cue_at(office, Cue::RoleDeputy))?;
            // "là bí thư chi đoàn", "là phó bí thư Đoàn Thanh niên"
            let is_youth = [(office, Cue::RoleYouth), (end, Cue::BodyYouth)]
                .into_iter()
                .any(|(at, youth)| scene.cue_at(at, youth).is_some());
            (!is_youth).then_some(end)
        };
        let is_officer =
            is_of_kind || self.kind.is_none() && self.noun == Noun::Person && is_said().is_some();
        let is_done = matches!(
            self.deed(),
            Some(Deed::Inspect | Deed::Supervise | Deed::Discipline | Deed::Remove)
        );
        if is_officer && is_done && self.deed_tokens().is_some() {
            self.noun = Noun::Member;
        }
    }

    /// `83 đảng viên bị đưa ra khỏi Đảng, về sau 61 người được minh oan`; `68 chi bộ hoàn thành tốt nhiệm vụ, 5 hoàn thành`:
    /// of those just counted, as their own verb says.
    pub(super) fn take_up_those_of_whom(&mut self) {
        let Some(said) = self.previous.and_then(Counted::said) else {
            return;
        };
        let is_spared = self.deed() == Some(Deed::Own)
            && self.noun == Noun::Person
            && self.kind.is_none()
            && said == Noun::Member;
        let label = self.label.as_ref().filter(|label| {
            let line = self.scene.reading.line_of(label.start);
            self.is_bare() && line.is_some_and(|line| line.tokens.start == label.start)
        });
        let own = match label {
            // "Hoàn thành tốt: 50", under what was counted.
            Some(label) => deed::told_at(self.scene, label.start),
            None => deed::told_at(self.scene, self.quantity.tokens.end),
        };
        let opens = self.quantity.tokens.start.checked_sub(1).is_some_and(|at| {
            matches!(
                self.scene.reading.tokens[at].kind,
                Kind::Mark(b',' | b';' | b':' | b'(')
            )
        }) || self.scene.ends_any(
            self.quantity.tokens.start,
            const { CueSet::of(&[Cue::And, Cue::CountHas]) },
        );
        let was_told = self.previous.is_some_and(|previous| {
            // "Xếp loại: 9/52 tổ chức đảng hoàn thành xuất sắc, 42 hoàn thành tốt": how they are rated stands behind.
            let is_rated = self
                .scene
                .cue_at(previous.tokens.end, Cue::CountRated)
                .is_some();
            (previous.deed_tokens.is_none() || is_rated)
                && !previous.is_plain()
                && previous.sentence == self.sentence
        });
        if is_spared {
            self.noun = said;
        } else if let Some(own) = own
            && self.noun == Noun::None
            && ((opens && was_told) || label.is_some())
            && self
                .scene
                .cue_at(self.quantity.tokens.end, Cue::DateYear)
                .is_none()
            && !self.is_date()
        {
            // "Số tổ chức được xét: 71 (01 chi bộ mới lập)", and a line below "Hoàn thành tốt: 50": of the 71.
            let aside = self.previous.filter(|previous| {
                let before = previous.quantity.tokens.start.checked_sub(1);
                label.is_some()
                    && before.is_some_and(|at| self.scene.reading.tokens[at].is_mark(b'('))
            });
            self.noun = aside.and_then(|aside| aside.before.clone()).unwrap_or(said);
            self.set_deed(own);
        }
    }

    /// `27 đảng viên thì 9 đồng chí đi làm ăn xa`: so many of those just counted do something; `thì 9 đồng chí là nữ` are
    /// a part.
    pub(super) fn take_up_those_then(&mut self) {
        let then = self
            .scene
            .cue_before(self.quantity.tokens.start, Cue::CountThen);
        if self.noun == Noun::Person
            && self.kind.is_none()
            && then.is_some()
            && matches!(self.deed(), None | Some(Deed::Have | Deed::Other))
            && let Some(previous) = self.previous
            && previous.said() == Some(Noun::Member)
        {
            // "8 người đã ngoài 60": past "đã".
            let said = self
                .scene
                .cue_at(self.noun_end, Cue::Acting)
                .unwrap_or(self.noun_end);
            let is_group = self.scene.starts_any(
                said,
                const { CueSet::of(&[Cue::Copula, Cue::GroupOpen, Cue::GroupWord]) },
            );
            let deed = if is_group {
                previous.deed
            } else {
                Some(Deed::Other)
            };
            self.noun = Noun::Member;
            self.set_deed(deed);
        }
    }
}
