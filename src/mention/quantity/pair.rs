//! Two figures that are one quantity, or are not.
//!
//! Enters: a scanner at the first figure. Leaves: the second, or what joins them, or why they stay apart.

use super::{Figure, Scanner};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::record::Number;
use crate::text::layout;
use crate::text::token::Gap;

impl Scanner<'_, '_> {
    /// `mỗi năm kiểm tra 1, 2 cuộc`: the next number behind a comma, where both are small and what is counted follows, so that it is
    /// one or the other: behind a word that leaves it open, or in what is done every year or by each. Behind a name or another number
    /// they make a row (`khoản 1, 2`), and behind a measure each has its own noun: `khiển trách 1, 2 đồng chí bị cảnh cáo`.
    pub(super) fn or_next(&self, at: usize, first: &Figure) -> Option<Figure> {
        /// Tokens from the word of a year or of each to the figure.
        const YEARLY_REACH: usize = 6;
        const SMALL: Number = Number::whole(10);
        const COUNTED: CueSet = CueSet::of(&[
            Cue::AimCounted,
            Cue::NounMember,
            Cue::NounOrganization,
            Cue::NounPerson,
        ]);
        const APART: CueSet =
            CueSet::of(&[Cue::QuantityLabel, Cue::DeedDiscipline, Cue::DeedRemove]);
        let reading = self.reading;
        let comma = first.end;
        let is_joined = first.end == at + 1
            && reading.mark_at(comma, b',')
            && (reading.tokens.get(comma + 1)).is_some_and(|next| next.gap == Gap::Space);
        let second = self.figure_at(comma + 1).filter(|_| is_joined)?;
        let follows =
            first.number < SMALL && second.number == Number::whole(first.number.trunc() + 1);
        let is_apart = at
            .checked_sub(1)
            .is_none_or(|before| !reading.tokens[before].is_word() || reading.ends_any(at, APART));
        let yearly = at.saturating_sub(YEARLY_REACH)..at;
        const REPEATS: CueSet = CueSet::of(&[Cue::CountYearly, Cue::AimEach]);
        let is_open = reading.cue_before(at, Cue::QuantityOrNext).is_some()
            || reading.finds_any(yearly, REPEATS);
        let is_counted = second.end == comma + 2 && reading.starts_any(second.end, COUNTED);
        (follows && !second.has_percent && is_counted && is_open && !is_apart).then_some(second)
    }

    /// `12 trên 13 đảng viên`: the second figure, where what is counted follows it and the first is no more than it.
    pub(super) fn whole_after(&self, first: &Figure) -> Option<Figure> {
        let joint_end = self.reading.cue_at(first.end, Cue::RatioOver)?;
        if !self.continues(first.end) || !self.continues(joint_end) {
            return None;
        }
        let second = self.figure_at(joint_end)?;
        let is_counted = self.reading.starts_any(
            second.end,
            const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization, Cue::NounPerson]) },
        );
        let is_whole = first.number <= second.number && !first.has_percent && !second.has_percent;
        (is_whole && is_counted).then_some(second)
    }

    /// `Chi bộ hoàn thành tốt nhiệm vụ: 22 - 75,9%`: whether a label that names what is counted, the spaces around the dash and how far
    /// apart a whole number and an exact share are tell that they are how many and what share of all. A rate is a range, and so is
    /// what is planned: `Tỷ lệ chi bộ yếu: 1 - 2,5%`.
    pub(super) fn are_count_and_share(&self, at: usize, first: &Figure, second: &Figure) -> bool {
        let tokens = &self.reading.tokens;
        let colon = at.checked_sub(1).map(|before| &tokens[before]);
        let is_apart = tokens[first.end].gap == Gap::Space;
        let is_exact = second.number > Number::whole(second.number.trunc());
        colon.is_some_and(|colon| colon.is_mark(b':'))
            && is_apart
            && !first.has_percent
            && second.has_percent
            && is_exact
            && first.number.times(2) < second.number
            && self.labels_count(at)
    }

    /// Whether what stands before a figure in its sentence names members or Party organizations, and neither a rate or change nor
    /// a plan.
    fn labels_count(&self, at: usize) -> bool {
        const COUNTED: [Cue; 2] = [Cue::NounMember, Cue::NounOrganization];
        const OTHER: [Cue; 5] = [
            Cue::Rate,
            Cue::AimChange,
            Cue::StancePlan,
            Cue::StanceSets,
            Cue::AimPlanNoun,
        ];
        let label = self.reading.sentence_of(at).start..at;
        let names = |cue| {
            let found = (self.reading).find_cue(label.clone(), cue);
            found.is_some()
        };
        COUNTED.into_iter().any(names) && !OTHER.into_iter().any(names)
    }

    /// `Xã Tân Lập – 14 – 412`: whether dashes on both sides of the first figure make cells of a row of the two.
    pub(super) fn are_cells(&self, at: usize, joint: usize) -> bool {
        let parts = |at: usize| layout::parts_cells(self.reading, at);
        at.checked_sub(1).is_some_and(|dash| {
            parts(dash)
                && self
                    .reading
                    .line_of(dash)
                    .is_some_and(|line| line.tokens.start < dash)
        }) && parts(joint)
    }

    /// `61,5% - 24,3% - 5,2% - 9%`: a dash before the first share or behind the second makes a row of them.
    pub(super) fn is_series(&self, at: usize, first: &Figure, end: usize) -> bool {
        let is_dash = |at: usize| self.reading.mark_at(at, b'-');
        let ends_share = |at: usize| at > 0 && self.reading.tokens[at - 1].is_mark(b'%');
        let goes_on = is_dash(end) && self.figure_at(end + 1).is_some();
        let went_on = at > 0 && is_dash(at - 1) && ends_share(at - 1);
        first.has_percent && (goes_on || went_on)
    }

    /// `4/1993`: a month and its year, where neither is grouped and nothing counted follows.
    pub(super) fn is_month_of_year(
        &self,
        at: usize,
        first: &Figure,
        joint_end: usize,
        second: &Figure,
    ) -> bool {
        let is_month = first.end == at + 1 && first.number <= Number::whole(12);
        let is_year = second.end == joint_end + 1 && date::year(self.reading, joint_end).is_some();
        let counts = self.reading.starts_any(
            second.end,
            const {
                CueSet::of(&[
                    Cue::NounMember,
                    Cue::NounOrganization,
                    Cue::NounPerson,
                    Cue::NounOccasion,
                ])
            },
        );
        is_month && is_year && !counts
    }

    /// What joins two figures: its end, and whether it is the slash of a ratio.
    pub(super) fn joint(&self, at: usize) -> Option<(usize, bool)> {
        let token = self.reading.tokens.get(at)?;
        if !self.continues(at) {
            return None;
        }
        if token.is_mark(b'/') {
            return Some((at + 1, true));
        }
        if token.is_mark(b'-') {
            return Some((at + 1, false));
        }
        if let Some(end) = self.reading.cue_at(at, Cue::RatioJoint) {
            return Some((end, true));
        }
        self.reading
            .cue_at(at, Cue::QuantityTo)
            .map(|end| (end, false))
    }
}
