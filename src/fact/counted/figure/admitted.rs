//! Persons who are members because of what the Party does to them: those whom it admits, disciplines, removes.
//!
//! Enters: a figure of persons, or one without a noun. Leaves: the figure with members as its noun, where its deed is the Party's.

use super::Figure;
use super::left_out::PREDICATE_REACH;
use crate::fact::counted::deed::Deed;
use crate::fact::counted::noun::Noun;
use crate::fact::counted::{Counted, sentence_before};
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::Gap;

/// Tokens behind members in which their kind is named: `là người`.
const KIND_REACH: usize = 4;

impl Figure<'_, '_> {
    /// `2.645 đoàn viên được kết nạp vào Đảng`, `kết nạp 11 công nhân`, `kết nạp 4, …`: whoever they were, they are members
    /// now. A union or an association admits its own, too.
    pub(super) fn take_up_admitted(&mut self) {
        let is_person = self.kind.is_some() || self.noun == Noun::Person;
        if is_person && self.enters_party() {
            self.noun = Noun::Member;
            self.set_deed(Deed::Admit);
            return;
        }
        // "01 giảng viên bị cảnh cáo, 01 đảng viên bị xóa tên": whom the Party disciplines beside members.
        let is_disciplined = matches!(self.deed(), Some(Deed::Discipline | Deed::Remove))
            && self.deed_tokens().is_none()
            && self.kind.is_some();
        // "142 công chức bị xử lý": their office does, not the Party.
        let is_employee = self
            .scene
            .cue_at(self.quantity.tokens.end, Cue::NounEmployee)
            .is_some();
        if is_disciplined && !is_employee && self.speaks_of_party() {
            self.noun = Noun::Member;
            return;
        }
        // "khai trừ Đảng 7 bị can": nobody else can be.
        if self.deed() == Some(Deed::Remove) && self.kind.is_some() && self.is_deed_beside() {
            self.noun = Noun::Member;
            return;
        }
        if self.deed() != Some(Deed::Admit) || self.is_of_another_body() {
            return;
        }
        // "cho 2 giáo viên và 1 học sinh": the second were admitted with the first.
        let is_joined = self.previous.is_some_and(|previous| {
            previous.deed == Some(Deed::Admit)
                && self
                    .scene
                    .cue_before(self.quantity.tokens.start, Cue::And)
                    .is_some_and(|joint| joint <= previous.tokens.end)
        });
        let is_active = self.is_deed_beside() || is_joined;
        // "31 em được kết nạp": the deed stands behind them.
        let is_passive = self.deed_tokens().is_none();
        let is_kind = self.kind.is_some() && (is_active || is_passive);
        let is_left_out = self.noun == Noun::None && self.is_bare() && !self.is_date();
        if is_kind || (is_active && is_left_out && self.label.is_none()) {
            self.noun = Noun::Member;
        }
    }

    /// `Huyện kết nạp 263 đảng viên. Có 7 đảng viên là học sinh`: whether a sentence that has no subject opens with so many of a
    /// kind that the newly admitted may be, some of those admitted right before, where no total is told with them.
    pub(super) fn is_kind_of_admitted(&self, previous: &Counted<'_>) -> bool {
        let scene = self.scene;
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let opening = sentence.start;
        let is_plain = self.is_plain();
        let tells_kind = || {
            let end = sentence.end.min(self.noun_end + KIND_REACH);
            const OTHERS: CueSet =
                CueSet::of(&[Cue::NounOrganization, Cue::CountBody, Cue::NounOfficer]);
            let rest = self.noun_end..sentence.end.min(self.noun_end + PREDICATE_REACH);
            scene
                .find_cue(self.noun_end..end, Cue::CountEntrant)
                .is_some()
                && !scene.finds_any(rest, OTHERS)
        };
        let is_total = |one: &Counted<'_>| {
            one.sentence == previous.sentence && one.noun == Noun::Member && one.is_plain()
        };
        let same = self.counted.iter().rev();
        let mut same = same.take_while(|one| one.sentence == previous.sentence);
        self.noun == Noun::Member
            && is_plain
            && previous.deed == Some(Deed::Admit)
            && previous.said() == Some(Noun::Member)
            && scene.cue_at(opening, Cue::CountHas) == Some(self.quantity.tokens.start)
            && self.quantity.value < previous.quantity.value
            && scene.reading.tokens[opening].gap < Gap::Line
            && tells_kind()
            && !same.any(is_total)
    }

    /// Whether the sentence speaks of members or Party organizations.
    pub(super) fn speaks_of_party(&self) -> bool {
        let scene = self.scene;
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let start = sentence_before(scene, self.quantity).start;
        let end = sentence.end.min(self.noun_end + PREDICATE_REACH);
        scene.finds_any(
            start..end,
            const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization]) },
        )
    }

    /// Whether they are another body's own (đoàn viên), or such a body stands before them in the clause.
    fn is_of_another_body(&self) -> bool {
        let scene = self.scene;
        let is_outsider = scene.cue_at(self.quantity.tokens.end, Cue::NounOutsider);
        is_outsider.is_some()
            || self.clause.clone().any(|at| {
                scene.cue_at(at, Cue::BodyOther).is_some()
                    && scene.cue_at(at, Cue::NounPersonKind).is_none()
            })
    }

    /// Whether the words behind persons say that they entered the Party: `2 giám đốc … đã đứng vào hàng ngũ của Đảng`.
    fn enters_party(&self) -> bool {
        let scene = self.scene;
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        // "5 quần chúng của Chi bộ A, Chi bộ B 1 và Chi bộ C được kết nạp": past the organizations that they are of.
        let mut start = self.noun_end;
        while let Some((_, mention)) = scene.organization_at(
            [Cue::OrganizationSuperior, Cue::And]
                .into_iter()
                .find_map(|cue| scene.cue_at(start, cue))
                .or_else(|| {
                    scene
                        .reading
                        .tokens
                        .get(start)?
                        .is_mark(b',')
                        .then_some(start + 1)
                })
                .unwrap_or(start),
        ) {
            start = mention.tokens.end;
        }
        let end = (start + PREDICATE_REACH).min(sentence.end);
        (start..end)
            .take_while(|&at| scene.reading.tokens[at].is_word())
            .filter_map(|at| Some((at, scene.cue_at(at, Cue::AfterAdmitParty)?)))
            .any(|(at, end)| {
                // "trở thành đảng viên chính thức": they had entered before. "viết đơn xin được vào Đảng": they have not yet.
                let confirmed = scene.cue_at(at, Cue::AfterConfirm);
                confirmed.is_none_or(|confirmed| confirmed < end)
                    && scene.find_cue(start..at, Cue::CountHoped).is_none()
            })
    }
}
