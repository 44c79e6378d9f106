//! Lines of a plan without a bullet: `Kết nạp 120 đảng viên`, `100% chi bộ …`, each on its own line below the one that announces
//! them.
//!
//! Enters: a line. Leaves: whether it states an aim by its form, goes on with a list, or heads a section of aims.

use super::Follower;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::ordinal;
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::layout::Line;
use crate::text::{Kind, TokenRange};

/// Words with which a line goes on with no plan.
const REPORTS: CueSet = CueSet::of(&[
    Cue::StanceReport,
    Cue::StanceReportOpening,
    Cue::StanceReportAble,
    Cue::StanceReportWeak,
    // Nobody plans to discipline.
    Cue::DeedDiscipline,
    Cue::AfterDiscipline,
    Cue::DeedRemove,
    Cue::AfterRemove,
]);

/// Whether a figure is what is to be at the least or most.
fn sets_limit(figure: &QuantityMention) -> bool {
    matches!(figure.bound, Bound::AtLeast | Bound::AtMost)
}

impl Follower<'_> {
    /// Whether a line starts as an aim does, with its figure, verb, rate or time, and neither reports nor turns to something else.
    pub(super) fn states_aim(&self, line: &Line) -> bool {
        const OPENINGS: CueSet = CueSet::of(&[
            Cue::AimVerb,
            Cue::Rate,
            Cue::AimEach,
            Cue::AimTime,
            Cue::AimCounted,
        ]);
        const OTHERS: CueSet = CueSet::of(&[
            Cue::StanceReport,
            Cue::StanceReportOpening,
            Cue::StanceReportAble,
            Cue::StanceNeutral,
        ]);
        let tokens = line.tokens.clone();
        let start = tokens.start;
        let figures = self.mentions.quantities_in(tokens.clone());
        let is_row = || {
            tokens
                .clone()
                .any(|at| self.reading.tokens[at].is_mark(b'|'))
        };
        let opens = figures
            .first()
            .is_some_and(|figure| figure.tokens.start == start && self.can_be_aim(figure))
            || self.reading.starts_any(start, OPENINGS);
        !figures.is_empty() && opens && !is_row() && !self.tells(tokens, OTHERS)
    }

    /// Whether a figure is a share, or counts what plans count.
    fn can_be_aim(&self, figure: &QuantityMention) -> bool {
        const COUNTED: CueSet =
            CueSet::of(&[Cue::AimCounted, Cue::NounMember, Cue::NounOrganization]);
        let behind = figure.tokens.end..figure.tokens.end + 1;
        figure.is_percent() || self.tells(behind, COUNTED)
    }

    /// "Về xây dựng Đảng, mỗi năm kết nạp từ 10 đảng viên trở lên" in a paragraph of its own: whether a line tells of an area what a
    /// plan would, and reports nothing.
    pub(super) fn goes_on_by_area(&self, line: &Line) -> bool {
        /// Tokens of an area's name.
        const REACH: usize = 14;
        let start = line.tokens.start;
        let sentence = self.reading.sentence_of(start);
        let opens = self.reading.cue_at(start, Cue::StanceArea);
        let mut area = start..sentence.end.min(start + REACH);
        let is_closed = area.any(|at| self.reading.tokens[at].is_mark(b','));
        let figures = self.mentions.quantities_in(sentence.clone());
        opens.is_some()
            && is_closed
            && figures.iter().any(sets_limit)
            && !self.tells(sentence, REPORTS)
    }

    /// "Tỷ lệ kết nạp đảng viên mới hằng năm đạt từ 3% trở lên" in a paragraph of its own: whether a line opens with a rate that is to be
    /// so much at the least each year, and reports nothing.
    pub(super) fn goes_on_by_rate(&self, line: &Line) -> bool {
        const YEARLY: CueSet = CueSet::of(&[Cue::CountYearly, Cue::CountMean]);
        let start = line.tokens.start;
        let opens = self.reading.cue_at(start, Cue::StanceRate);
        let sentence = self.reading.sentence_of(start);
        let figures = self.mentions.quantities_in(sentence.clone());
        let is_limit = figures.first().is_some_and(QuantityMention::is_percent)
            && figures.iter().all(sets_limit);
        opens.is_some()
            && is_limit
            && self.tells(sentence.clone(), YEARLY)
            && !self.tells(sentence, REPORTS)
    }

    /// `Về kinh tế`, `Trên lĩnh vực văn hóa - xã hội`: whether a heading is one of the areas of a plan, and nothing else.
    pub(super) fn heads_area(&self, line: &Line) -> bool {
        let area = (self.reading).cue_at(line.tokens.start, Cue::StanceAreaTitle);
        area.is_some_and(|end| (end..line.tokens.end).all(|at| !self.reading.tokens[at].is_word()))
    }

    /// "- Kết nạp đảng viên: 68/85": what was done beside what was planned, behind its label.
    pub(super) fn is_pair_row(&self, line: &Line) -> bool {
        let tokens = line.tokens.clone();
        let figures = self.mentions.quantities_in(tokens.clone());
        let pair = figures.iter().find(|figure| figure.of.is_some());
        pair.is_some_and(|pair| {
            let is_labelled = self.reading.mark_before(pair.tokens.start, b':');
            let rest = pair.tokens.end..tokens.end;
            let is_last = rest
                .clone()
                .all(|at| matches!(self.reading.tokens[at].kind, Kind::Mark(_)));
            is_labelled && is_last
        })
    }

    /// Whether a heading's first noun is one of aims, its number aside.
    pub(super) fn names_aims(&self, line: &Line) -> bool {
        let tokens = &self.reading.tokens;
        let first = line.tokens.clone().find(|&at| {
            tokens[at].is_word()
                && self.reading.letters(at) > 1
                && ordinal::roman(self.reading.word(at)).is_none()
        });
        first.is_some_and(|first| self.reading.cue_at(first, Cue::StanceHeading).is_some())
    }

    /// `CÁC CHỈ TIÊU NĂM 2023`: whether a heading's first noun is a plan's figures, not its tasks, and a time stands behind it.
    pub(super) fn titles_aims(&self, line: &Line) -> bool {
        let first = line.tokens.start;
        let heading = (self.reading).cue_at(first, Cue::StanceHeading);
        heading.is_some_and(|end| {
            self.tells(first..end, CueSet::of(&[Cue::AimPlanNoun]))
                && !self.mentions.dates_in(end..line.tokens.end).is_empty()
        })
    }

    fn tells(&self, range: TokenRange, cues: CueSet) -> bool {
        let mut told = self.reading.starts_of(range, cues);
        told.next().is_some()
    }
}
