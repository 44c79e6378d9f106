//! Sentences of a plan that only say how things are: `Đảng bộ có 52 chi bộ`, `nơi có 5.300 đảng viên`.
//!
//! Enters: a stretch of a plan without a word of plan or report. Leaves: how long the plan rests, if it tells how many
//! there are, and whether it is over, if the figures are such as nobody aims for.

use super::Follower;
use super::lines::opens_sentence;
use super::segment::Lasts;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::{self, DateMention};
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number};
use crate::text::{Gap, Kind, TokenRange};

/// Tokens of brackets before a stretch within them.
const BRACKET_REACH: usize = 20;

impl Follower<'_> {
    /// How long a plan rests for a stretch that says how many somebody has: for the sentence that it starts, or only for what
    /// is said of a place ("nơi có 5.300 đảng viên").
    pub(super) fn state(&self, segment: &TokenRange) -> Option<Lasts> {
        let place = self.reading.cue_at(segment.start, Cue::CountWhere);
        match place {
            Some(figure) => self.counts_at(figure).then_some(Lasts::Segment),
            None => self.is_state(segment).then_some(Lasts::Sentence),
        }
    }

    /// Whether a sentence, a quotation or what brackets hold starts with somebody who has so many.
    fn is_state(&self, segment: &TokenRange) -> bool {
        let cue_at = |at: usize, cue: Cue| self.reading.cue_at(at, cue);
        let is_quoted = self.reading.tokens[segment.start].is_mark(b'"');
        let is_inside = self.is_bracketed(segment.start);
        let is_item = self.opens_item(segment.start);
        if !(opens_sentence(self.reading, segment) || is_quoted || is_inside || is_item) {
            return false;
        }
        let start = segment.start + usize::from(is_quoted || is_item);
        let start = cue_at(start, Cue::PlaceWhole).unwrap_or(start);
        let named = self.mentions.organization_at(start);
        let subject = named
            .filter(|(_, mention)| !mention.is_generic)
            .map(|(_, mention)| mention.tokens.end)
            .or_else(|| Some(self.mentions.territory_at(start)?.tokens.end))
            .or_else(|| cue_at(start, Cue::OrganizationBlock));
        subject.is_some_and(|subject| {
            // "“Chi bộ tôi có 37 đảng viên”"
            let subject = cue_at(subject, Cue::SpeechSelf).unwrap_or(subject);
            let verb = [Cue::CountNow, Cue::CountHas]
                .into_iter()
                .filter_map(|cue| cue_at(subject, cue))
                .max();
            verb.is_some_and(|figure| {
                let figure = cue_at(figure, Cue::CountHas).unwrap_or(figure);
                self.counts_at(figure)
            })
        })
    }

    /// "Năm 2018, … Đến cuối năm, Đảng bộ có 60 chi bộ", told later, or "Đến cuối năm 2018, …", told in its December: whether an end of no
    /// year ahead opens a sentence that says how many somebody has, and no word of plans before that, behind a sentence that opens
    /// with a year that is over, or when it has come.
    pub(super) fn ends_told_time(&self, at: &TokenRange, segment: &TokenRange) -> bool {
        const PLANS: CueSet = CueSet::of(&[
            Cue::StancePlan,
            Cue::StancePlanPassing,
            Cue::StanceSets,
            Cue::StanceDue,
        ]);
        let year = date::year(self.reading, at.end);
        let end = at.end + usize::from(year.is_some());
        let is_opening = at.start == segment.start
            && end + 1 == segment.end
            && self.reading.tokens[end].is_mark(b',')
            && opens_sentence(self.reading, segment)
            && (self.reading.cue_at(at.start, Cue::StancePlanYearEnd)) == Some(at.end);
        let has_figure = || {
            let sentence = self.reading.sentence_of(at.start);
            let figure = self.mentions.quantities_in(end..sentence.end).first()?;
            let has = (self.reading).cue_before(figure.tokens.start, Cue::CountHas)?;
            let mut plans = self.reading.starts_of(at.end..has, PLANS);
            Some(self.counts_at(figure.tokens.start) && plans.next().is_none())
        };
        let is_over = match year {
            Some(year) => self.has_come_to_end_of(year),
            None => self.follows_past_year(segment),
        };
        is_opening && is_over && has_figure().unwrap_or(false)
    }

    /// Whether the article speaks in the last month of a year: the first day that it tells, as datelines do, lies in it.
    fn has_come_to_end_of(&self, year: u16) -> bool {
        const LAST: u8 = 12;
        let mut days = self.mentions.dates.iter().filter(|date| date.day.is_some());
        let speaks = |date: &DateMention| date.year == Some(year) && date.month == Some(LAST);
        days.next().is_some_and(speaks)
    }

    /// Whether the sentence before the one that a segment opens starts with a year that is over.
    fn follows_past_year(&self, segment: &TokenRange) -> bool {
        let before = segment.start.checked_sub(1);
        before.is_some_and(|before| {
            let start = self.reading.sentence_of(before).start;
            let year = (self.reading).cue_at(start, Cue::DateYear);
            year.is_some_and(|year| self.is_past_year(year))
        })
    }

    /// Whether a sentence tells figures that nobody aims for, before it speaks of any plan: shares to the decimal, members
    /// disciplined, those who attended.
    pub(super) fn tells_what_was(&self, sentence: &TokenRange) -> bool {
        if self.lists_shares(sentence) {
            return false;
        }
        const PLANS: CueSet = CueSet::of(&[
            Cue::StancePlan,
            Cue::StancePlanPassing,
            Cue::StanceSets,
            Cue::StancePlanWeak,
        ]);
        let mut figures = self.mentions.quantities_in(sentence.clone()).iter();
        // "giá trị sản xuất tăng 6,2%; che phủ rừng đạt 57,4%": a sentence is as its first share is.
        let mut is_first = true;
        let found = figures.find(|figure| {
            let is_measured = is_first && self.is_measured_share(figure);
            is_first &= !figure.is_percent();
            is_measured || self.is_of_disciplined(figure) || self.is_of_attending(figure)
        });
        found.is_some_and(|figure| {
            let before = sentence.start..figure.tokens.start;
            self.reading.starts_of(before, PLANS).next().is_none()
        })
    }

    /// `Cơ cấu kinh tế: công nghiệp 71,6%; dịch vụ 24,2%`: whether a sentence opens with the label of shares that make up a whole, which
    /// are reckoned to the decimal, whether reached or aimed for.
    fn lists_shares(&self, sentence: &TokenRange) -> bool {
        let label = (self.reading).cue_at(sentence.start, Cue::StanceStructure);
        let colon = label.and_then(|end| self.reading.tokens.get(end));
        colon.is_some_and(|colon| colon.is_mark(b':'))
    }

    /// `88,6%`, `(19,2%)`, `66,67%`, `112,5%`: round shares are aimed for, and growth by one or two and a half.
    pub(super) fn is_measured_share(&self, figure: &QuantityMention) -> bool {
        let is_limit = !matches!(figure.bound, Bound::Exact | Bound::About | Bound::Range);
        let Some(share) = figure.value.or(figure.low).filter(|_| figure.is_percent()) else {
            return false;
        };
        let half = Number::whole(50);
        let is_bracketed = self.reading.mark_before(figure.tokens.start, b'(');
        !is_limit
            && !share.is_integer()
            && (is_bracketed || share > half || !share.times(10).is_integer())
    }

    /// Whether brackets open with a segment whose figure nobody aims at.
    pub(super) fn tells_measured_aside(&self, segment: &TokenRange) -> bool {
        let figure = self.mentions.quantities_in(segment.clone()).last();
        self.reading.mark_before(segment.start, b'(')
            && figure.is_some_and(|figure| self.is_measured_share(figure))
    }

    /// `kỷ luật 47 đảng viên`, `2 đồng chí bị khiển trách`.
    fn is_of_disciplined(&self, figure: &QuantityMention) -> bool {
        /// Tokens of a noun between a figure and what was done to those it counts.
        const NOUN_REACH: usize = 4;
        let is_limit = !matches!(figure.bound, Bound::Exact | Bound::Over);
        let end = figure.tokens.end;
        let behind = end..(end + NOUN_REACH).min(self.reading.tokens.len());
        let was_done = self.reading.ends_any(
            figure.tokens.start,
            const { CueSet::of(&[Cue::DeedDiscipline, Cue::DeedRemove]) },
        ) || self
            .reading
            .find_cue(behind, Cue::AfterDiscipline)
            .is_some();
        !figure.is_percent() && !is_limit && was_done
    }

    /// `412 đảng viên dự`: how many members came.
    fn is_of_attending(&self, figure: &QuantityMention) -> bool {
        let is_limit = matches!(figure.bound, Bound::AtLeast | Bound::AtMost);
        let noun = (self.reading).cue_at(figure.tokens.end, Cue::NounMember);
        let comes = noun.and_then(|end| self.reading.cue_at(end, Cue::CountAttending));
        comes.is_some() && !is_limit
    }

    /// Whether a figure that is no least or most starts at a token and counts members or Party organizations.
    fn counts_at(&self, at: usize) -> bool {
        let is_counted = |figure: &QuantityMention| {
            let end = figure.tokens.end;
            figure.tokens.start == at
                && !figure.is_percent()
                && !matches!(figure.bound, Bound::AtLeast | Bound::AtMost)
                && self.reading.starts_any(
                    end,
                    const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization]) },
                )
        };
        self.mentions
            .quantities_in(at..at + 3)
            .first()
            .is_some_and(is_counted)
    }

    /// "- Đảng bộ huyện có 61 tổ chức cơ sở đảng": whether a token is the sign of an item.
    fn opens_item(&self, at: usize) -> bool {
        let sign = &self.reading.tokens[at];
        matches!(sign.kind, Kind::Mark(b'-' | b'+' | b'*')) && sign.gap >= Gap::Line
    }

    /// Whether an open bracket stands before a token in its sentence.
    fn is_bracketed(&self, at: usize) -> bool {
        let from = self
            .reading
            .sentence_of(at)
            .start
            .max(at.saturating_sub(BRACKET_REACH));
        (from..at)
            .rev()
            .take_while(|&at| !self.reading.tokens[at].is_mark(b')'))
            .any(|at| self.reading.tokens[at].is_mark(b'('))
    }
}
