//! Aims and their documents that are named: `chỉ tiêu cả nhiệm kỳ là 40`, `Nghị quyết … giao`, `hầu hết chỉ tiêu về đích`.
//!
//! Enters: where a mention of aims, or a verb that sets some, stands. Leaves: whether it tells one figure, opens a list, or says
//! how the aims fare.

use super::lines::opens_sentence;
use super::{Follower, Stance};
use crate::fact::carried::Plans;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::text::{Kind, TokenRange};

/// Tokens in which a list of plans' names ends.
const LIST_REACH: usize = 20;
/// Tokens behind "việc" in which the colon of their list stands.
const TASKS_REACH: usize = 8;

impl Follower<'_> {
    /// Whether a plan's mention only tells its own figure, to measure something by: "chỉ tiêu cả nhiệm kỳ là 40", "mục tiêu
    /// đến 2020 là dưới 6,5%"; in a report, with what it counts: "chỉ tiêu được giao là 24 đảng viên".
    pub(super) fn is_told_once(&self, range: TokenRange, in_report: bool) -> bool {
        let [figure] = self.mentions.quantities_in(range.clone()) else {
            return false;
        };
        let is_label = |at: usize| {
            self.reading.tokens[at].is_number()
                || (range.start..=at).any(|from| {
                    self.reading
                        .cue_at(from, Cue::StanceLabel)
                        .is_some_and(|end| end > at)
                })
        };
        let end = figure
            .bound_after
            .as_ref()
            .map_or(figure.tokens.end, |bound| bound.end.max(figure.tokens.end));
        let counted = [Cue::NounMember, Cue::NounPerson, Cue::NounOrganization]
            .into_iter()
            .filter(|_| in_report && !self.goes_on_counting(range.end))
            .filter_map(|noun| self.reading.cue_at(end, noun))
            .max();
        let end = counted.unwrap_or(end);
        (range.start..figure.tokens.start).all(is_label)
            && (end..range.end).all(|at| matches!(self.reading.tokens[at].kind, Kind::Mark(_)))
    }

    /// "…, trên 30% là nữ", "…, trong đó …": whether a part of what was just counted starts at a token.
    fn goes_on_counting(&self, at: usize) -> bool {
        let inside = self.reading.cue_at(at, Cue::AimInside);
        self.mentions.starts_figure(at) || inside.is_some()
    }

    /// "Đại hội Đảng bộ Công ty xác định:", "Chi ủy chốt bốn việc của quý II:": a colon right behind a verb that sets aims, or
    /// behind how many they are, opens a list of them, whoever sets them.
    pub(super) fn resolves(&self, verb: &TokenRange) -> bool {
        let is_colon = |at: usize| self.reading.mark_at(at, b':');
        self.reading
            .cue_at(verb.start, Cue::StanceResolves)
            .is_some_and(|end| is_colon(end) || self.colon_of_tasks(end).is_some())
    }

    /// The colon behind tasks that are named at a token, with their number or another word before them: "3 việc trước tháng 6:".
    fn colon_of_tasks(&self, at: usize) -> Option<usize> {
        let tokens = &self.reading.tokens;
        let named = at..tokens.len().min(at + 2);
        let noun = named.filter_map(|at| self.reading.cue_at(at, Cue::StanceTask));
        let noun = noun.min()?;
        let end = tokens.len().min(noun + TASKS_REACH);
        (at..end)
            .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))
            .filter(|&mark| tokens[mark].is_mark(b':'))
    }

    /// "hoàn thành mục tiêu, nhiệm vụ cả khóa": what goes on, behind a comma, with the aims that something is measured by, and
    /// tells no figure of its own.
    pub(super) fn goes_on_measured(&self, segment: &TokenRange) -> bool {
        let comma = segment.start.checked_sub(1);
        let is_measured = |comma: usize| {
            self.reading.tokens[comma].is_mark(b',')
                && (self.reading)
                    .cue_before(comma, Cue::StanceReference)
                    .is_some()
        };
        comma.is_some_and(is_measured) && self.mentions.quantities_in(segment.clone()).is_empty()
    }

    /// Whether a segment names a document of aims that its colon opens: "Nghị quyết của Chi bộ gọn trong một trang giấy:", "Hội
    /// nghị thông qua Nghị quyết năm 2024 với các mức:". Behind how those last named fare, it opens a list of what was done: "Nghị quyết
    /// đề ra 14 chỉ tiêu; đến nay 9 chỉ tiêu đạt và vượt, cụ thể:".
    pub(super) fn is_document_of_aims(&self, segment: &TokenRange, before: Stance) -> bool {
        const MEANS: CueSet = CueSet::of(&[
            Cue::StancePlan,
            Cue::StancePlanPassing,
            Cue::StanceSets,
            Cue::StanceDue,
            Cue::StanceLead,
        ]);
        let cue_at = |at: usize, cue: Cue| self.reading.cue_at(at, cue);
        let sentence = self.reading.sentence_of(segment.start);
        let adopts = |at: usize| {
            cue_at(at, Cue::StanceSets)
                .is_some_and(|end| cue_at(end, Cue::StanceResolution).is_some())
        };
        let reports = || {
            let told = sentence.start..segment.start;
            let noun = self.reading.find_last_cue(told, Cue::AimPlanNoun);
            before == Stance::Report
                && noun.is_some_and(|noun| {
                    let means = self.reading.starts_of(noun.end..segment.end, MEANS);
                    let fares = cue_at(noun.end, Cue::StanceCarries).is_some()
                        || self.plans().fare(noun.end..segment.start).is_some();
                    fares && means.count() == 0
                })
        };
        self.reading.tokens[segment.end - 1].is_mark(b':')
            && (cue_at(sentence.start, Cue::StanceResolution).is_some()
                || segment.clone().any(adopts))
            && !reports()
    }

    /// "Nghị quyết số 05 nói về giảm nghèo. Theo đó, …": what a document of aims holds, told in the sentence behind the one that
    /// it is the subject of.
    pub(super) fn goes_on_with_document(&self, segment: &TokenRange) -> bool {
        let goes_on = || {
            self.reading
                .cue_at(segment.start, Cue::StanceGoesOn)
                .is_some()
        };
        let names_document = || {
            let before = self.reading.sentence_of(segment.start.checked_sub(1)?);
            self.reading.cue_at(before.start, Cue::StanceResolution)
        };
        opens_sentence(self.reading, segment) && goes_on() && names_document().is_some()
    }

    /// Whether a colon right behind a mention of aims, or behind the year that they are for, makes a list of them: "đề ra 3
    /// khâu đột phá và các chỉ tiêu: …", "Mục tiêu 2025: …".
    pub(super) fn announces(&self, end: usize, segment: &TokenRange) -> bool {
        let colon = segment.end - 1;
        let is_year = |at| date::year(self.reading, at).is_some();
        self.reading.tokens[colon].is_mark(b':')
            && (end == colon || (end + 1 == colon && is_year(end)))
    }

    /// Whether a range behind a plan's name in a segment tells how it fares, and nothing before it that it is only meant to.
    pub(super) fn fares(&self, range: TokenRange, segment: &TokenRange) -> bool {
        let plans = self.plans();
        (plans.fare(range)).is_some_and(|verb| !plans.are_only_meant(segment.start, verb))
    }

    pub(super) fn plans(&self) -> Plans<'_> {
        Plans::of(self.reading, self.mentions)
    }

    /// Where the list of plans' names ends that a segment may open: "các chỉ tiêu, nhiệm vụ năm ấy đều được hoàn thành".
    pub(super) fn list_end(&self, segment: &TokenRange) -> usize {
        let tokens = &self.reading.tokens;
        let names_plan = |at: usize| {
            self.reading.starts_any(
                at,
                const { CueSet::of(&[Cue::AimPlanNoun, Cue::StanceTask]) },
            )
        };
        let end = segment.end;
        let is_list = tokens[end - 1].is_mark(b',') && end < tokens.len() && names_plan(end);
        if !is_list {
            return end;
        }
        let reach = tokens.len().min(end + LIST_REACH);
        (end..reach)
            .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))
            .map_or(end, |mark| mark + 1)
    }

    /// "đạt và vượt các chỉ tiêu Đại hội đề ra": whether the aims whose mention ends at a token were carried out: in a report, or
    /// by whom it says so of right before the verb. Somebody may as well only mean to: "phấn đấu hoàn thành các chỉ tiêu sau".
    pub(super) fn were_carried_out(
        &self,
        end: usize,
        segment: &TokenRange,
        stance: Stance,
    ) -> bool {
        let is_named = |end: usize| {
            let whose = self.mentions.organization_ending_at(end);
            whose.is_some_and(|(_, whose)| {
                let many = self.reading.cue_before(whose.tokens.start, Cue::Plural);
                many.is_none()
            })
        };
        // "… chỉ tiêu nhiệm kỳ 2025 - 2030", told before its end, is ahead.
        let is_ahead = |verb: usize| {
            let years = self.mentions.years_in(verb..end + 1);
            (years.iter()).any(|years| self.present.is_none_or(|present| years.end > present.year))
        };
        let names_whose = |verb: usize| {
            let wholly = self.reading.cue_before(verb, Cue::StanceWholly);
            is_named(wholly.unwrap_or(verb)) && !is_ahead(verb)
        };
        stance != Stance::Plan
            && self.plans().carried_out(end).is_some_and(|verb| {
                !self.plans().are_only_meant(segment.start, verb)
                    && (stance == Stance::Report || names_whose(verb))
            })
    }

    /// Whether a share is reached in a range: "đạt 85%".
    pub(super) fn is_carried_out(&self, range: TokenRange) -> bool {
        let mut shares = range
            .clone()
            .filter(|&at| self.reading.cue_at(at, Cue::AimShare).is_some());
        shares.next_back().is_some_and(|share| {
            self.mentions
                .quantities_in(share..share + 2)
                .iter()
                .any(|figure| figure.is_percent() && figure.bound_after.is_none())
        })
    }

    /// Whether the sentence of a token holds no figure and announces nothing, and the next one dates no aim: `Hằng năm`.
    pub(super) fn tells_no_figure(&self, at: usize) -> bool {
        let sentence = self.reading.sentence_of(at);
        let last = &self.reading.tokens[sentence.end - 1];
        let cue_at = |at: usize, cue: Cue| self.reading.cue_at(at, cue);
        let dates_aim = cue_at(sentence.end, Cue::CountYearly).is_some()
            || cue_at(sentence.end, Cue::StancePlanUntil)
                .is_some_and(|year| cue_at(year, Cue::StanceYear).is_some());
        !last.is_mark(b':') && !dates_aim && self.mentions.quantities_in(sentence).is_empty()
    }

    /// Whether a document of plans stands in a range, or opens the sentence that it stands in: "Nghị quyết Đại hội lần thứ
    /// III, nhiệm kỳ 2020 - 2025 giao …".
    pub(super) fn names_document(&self, range: TokenRange) -> bool {
        let opening = self.reading.sentence_of(range.start).start;
        self.reading.cue_at(opening, Cue::StanceDocument).is_some()
            || self.reading.find_cue(range, Cue::StanceDocument).is_some()
    }
}
