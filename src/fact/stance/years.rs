//! Terms and years that lie behind the article's present or ahead of it, and ends of such that came.
//!
//! Enters: a segment, or where its words of time end. Leaves: whether what they date is over, or still to come.

use super::lines::opens_sentence;
use super::segment::Word;
use super::{Follower, Present};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::mention::date::{YearsLabel, YearsMention};
use crate::text::TokenRange;

impl Follower<'_> {
    /// "Nhiệm kỳ 2010 - 2015, …": the years that open a sentence lie behind the article's present.
    pub(super) fn tells_past_years(&self, segment: &TokenRange) -> bool {
        let Some(present) = self
            .present
            .filter(|_| opens_sentence(self.reading, segment))
        else {
            return false;
        };
        let start = segment
            .clone()
            .find(|&at| self.reading.tokens[at].is_word())
            .unwrap_or(segment.start);
        let start = self.reading.cue_at(start, Cue::AimWhere).unwrap_or(start);
        let is_past = |years: &YearsMention| {
            years.tokens.end <= segment.end
                && (years.end < present.year
                    || (years.end == present.year && present.month.is_some()))
        };
        let mut years = self.mentions.years_in(start..start + 1).iter();
        years.any(is_past)
    }

    /// "Nhiệm kỳ 2025 - 2030: …", "Thị ủy xác định, nhiệm kỳ 2025 - 2030, …": years that do not lie behind open a list of aims, or
    /// follow a verb that sets some.
    pub(super) fn tells_years_ahead(&self, segment: &TokenRange) -> bool {
        if !self.reading.tokens[segment.end - 1].is_mark(b':') {
            return false;
        }
        // A quote or a bullet may stand before them.
        let start = segment
            .clone()
            .find(|&at| self.reading.tokens[at].is_word())
            .unwrap_or(segment.start);
        let is_ahead = |years: &YearsMention| {
            let not_behind = |present: Present| present.year <= years.start + 1;
            years.tokens.end + 1 == segment.end && self.present.is_some_and(not_behind)
        };
        let mut years = self.mentions.years_in(start..start + 1).iter();
        years.any(is_ahead)
    }

    /// Whether a year that has passed stands right behind its "năm".
    pub(super) fn is_past_year(&self, end: usize) -> bool {
        let year = date::year(self.reading, end);
        year.zip(self.present)
            .is_some_and(|(year, present)| year < present.year)
            && self.reading.cue_before(end, Cue::StanceYear).is_some()
    }

    /// Whether a year before the one of publication stands right behind its "năm"; where that one is unknown, one before any news
    /// of the web.
    pub(super) fn is_before_today(&self, end: usize) -> bool {
        const FIRST_ON_WEB: u16 = 1997;
        let today = self.today.unwrap_or(FIRST_ON_WEB).max(FIRST_ON_WEB);
        date::year(self.reading, end).is_some_and(|year| year < today)
            && self.reading.cue_before(end, Cue::StanceYear).is_some()
    }

    /// "Nhiệm kỳ 2010 - 2015, …, đến cuối nhiệm kỳ có 62%", in an article that speaks of the next term, too: whether a token ends
    /// words of the end of a term that opens its sentence and is over.
    pub(super) fn ends_past_term(&self, end: usize) -> bool {
        if (self.reading).cue_before(end, Cue::Term).is_none() {
            return false;
        }
        let opening = self.reading.sentence_of(end - 1).start;
        let terms = &self.mentions.years;
        let mut told = self.mentions.years_in(opening..opening + 1).iter();
        told.any(|told| {
            let is_next = |next: &YearsMention| {
                next.label == YearsLabel::Term && (told.end..=told.end + 1).contains(&next.start)
            };
            told.label == YearsLabel::Term && terms.iter().any(is_next)
        })
    }

    /// "đến cuối nhiệm kỳ 2005 - 2010", told later: where years end that start within a range and lie behind the present.
    pub(super) fn past_years(&self, range: TokenRange) -> Option<usize> {
        let present = self.present?;
        let mut years = self.mentions.years_in(range.clone()).iter();
        let past = years.find(|years| years.tokens.end >= range.end && years.end < present.year)?;
        Some(past.tokens.end)
    }

    /// Whether a year ahead opens the plan of a segment's sentence before it: `Đến năm 2030, …`.
    pub(super) fn is_in_year_ahead(&self, segment: &TokenRange) -> bool {
        let clause = self.clause_start(segment.start)..segment.start;
        let is_year = |at: usize| date::year(self.reading, at).is_some();
        clause.clone().any(is_year)
            && self.telling(&clause).any(|at| {
                let word = self.word_at(at, &clause);
                word.is_some_and(|(end, word)| {
                    let is_ahead = matches!(word, Word::Ahead | Word::WeakPlan);
                    is_ahead && is_year(end - 1)
                })
            })
    }

    /// "Hết nhiệm kỳ, 68% chi bộ đạt …, vượt 3% so với mục tiêu": whether an end of no year that is named opens a sentence whose first
    /// figure is measured by a plan, and no word of plans stands before it.
    pub(super) fn opens_outcome(&self, at: &TokenRange, segment: &TokenRange) -> bool {
        const PLANS: CueSet = CueSet::of(&[
            Cue::StancePlan,
            Cue::StancePlanPassing,
            Cue::StanceSets,
            Cue::StancePlanWeak,
            Cue::StanceDue,
        ]);
        let ends = (self.reading.cue_at(at.start, Cue::StancePlanYearEnd)) == Some(at.end)
            || (self.reading.cue_before(at.end, Cue::Term)).is_some();
        let is_opening = at.start == segment.start
            && at.end + 1 == segment.end
            && self.reading.tokens[at.end].is_mark(b',')
            && opens_sentence(self.reading, segment);
        if !ends || !is_opening {
            return false;
        }
        let sentence = self.reading.sentence_of(at.start);
        let Some(figure) = self.mentions.quantities_in(at.end..sentence.end).first() else {
            return false;
        };
        let mut plans = (self.reading).starts_of(at.end..figure.tokens.start, PLANS);
        plans.next().is_none() && self.exceeds_plan(figure.tokens.end..sentence.end)
    }

    /// "…, vượt 3% so với mục tiêu Đại hội": whether the clause behind the next comma, if no other mark and no figure stands before it,
    /// tells that a plan was exceeded; that of a term before is none: "vượt 5% so với chỉ tiêu nhiệm kỳ trước".
    fn exceeds_plan(&self, behind: TokenRange) -> bool {
        const EARLIER: CueSet = CueSet::of(&[Cue::AimAgo, Cue::AimPastPeriod, Cue::AimOfPast]);
        let reading = self.reading;
        let is_mark = |at: &usize| {
            let mark = |mark: u8| reading.tokens[*at].is_mark(mark);
            mark(b',') || mark(b';') || mark(b':') || mark(b'.')
        };
        // "đạt trong sạch, vững mạnh, vượt …": a comma within what was rated.
        let clauses = behind.clone().filter(is_mark).take(2);
        let exceeds = |comma: &usize| {
            reading.tokens[*comma].is_mark(b',')
                && reading.cue_at(comma + 1, Cue::AimExceed).is_some()
        };
        let Some(comma) = clauses.into_iter().find(exceeds) else {
            return false;
        };
        let end = (comma + 1..behind.end).find(is_mark).unwrap_or(behind.end);
        let is_alone = self.mentions.quantities_in(behind.start..comma).is_empty();
        is_alone
            && (reading.find_cue(comma + 1..end, Cue::AimPlanNoun)).is_some()
            && (reading.starts_of(comma + 1..end, EARLIER))
                .next()
                .is_none()
    }
}
