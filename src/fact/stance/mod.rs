//! Plan or report: the state of the discourse at each token.
//!
//! Enters: a reading and the mentions in it. Leaves: [`Stances`]. A plan cue (phấn đấu, giao chỉ tiêu, nhiệm kỳ tới)
//! opens a plan that lasts over list items, clauses and following sentences until a report cue (đã, đạt được, năm
//! qua), a new paragraph or a heading closes it; a heading of plans ("Phương hướng, nhiệm vụ năm 2021") governs all
//! lines up to the next heading of its rank. Knows nothing of what is aimed for.
//!
//! The state changes at commas, not only at full stops: "giao chỉ tiêu 80 đảng viên, đến nay đã kết nạp 75" plans and
//! reports in one breath. A word that merely mentions a plan ("vượt chỉ tiêu", "so với kế hoạch") changes nothing.

mod lines;
mod state;

use crate::knowledge::Knowledge;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::YearsLabel;
use crate::mention::{Mentions, date, ordinal};
use crate::text::layout::{Line, LineKind};
use crate::text::{Gap, Kind, Reading, TokenRange};
pub use lines::clauses;
use lines::{brackets, goes_on, is_announced, opens_section, opens_sentence, segments};
use std::cmp::Ordering;

/// What a clause does: aims, reports, or neither is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    Plan,
    Report,
    Neutral,
}

/// The stance of every token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stances {
    changes: Vec<(usize, Stance)>,
}

impl Stances {
    /// Follows the discourse through a reading.
    pub fn follow(reading: &Reading<'_>, knowledge: &Knowledge, mentions: &Mentions) -> Self {
        let follower = Follower {
            reading,
            knowledge,
            mentions,
            present: present(reading, knowledge, mentions),
        };
        let mut stances = Self::default();
        let mut section = Stance::Neutral;
        let mut outer = Stance::Neutral;
        let mut stance = Stance::Neutral;
        let mut list = None;
        for (index, line) in reading.lines.iter().enumerate() {
            if line.is_furniture() {
                continue;
            }
            // Each item of an announced list of aims is one, whatever year or verb it has of its own.
            if let Some(announced) = list.filter(|_| line.is_item) {
                stance = announced;
                stances.change(line.tokens.start, stance);
                continue;
            }
            list = None;
            if opens_section(reading, line) && !follower.is_labelled_figure(line) {
                let said = follower.heading(line).unwrap_or(Stance::Neutral);
                let is_title = index == 0;
                section = if is_title { Stance::Neutral } else { said };
                outer = section;
                stances.change(line.tokens.start, said);
                stance = section;
                if line.kind == LineKind::Heading {
                    continue;
                }
            } else if follower.opens_part(line) {
                // "6. Nửa cuối nhiệm kỳ": a numbered heading governs up to the next one.
                match follower.heading(line) {
                    Some(said) => section = said,
                    None if section == outer && is_announced(reading, index) => section = stance,
                    None => section = outer,
                }
                stance = section;
            } else if section == Stance::Plan || !goes_on(reading, index) {
                stance = section;
            }
            stances.change(line.tokens.start, stance);
            let announces = reading.tokens[line.tokens.end - 1].is_mark(b':');
            let mut around = None;
            let mut passing = None;
            for segment in segments(reading, line.tokens.clone()) {
                if opens_sentence(reading, &segment)
                    && !follower.goes_on(&segment)
                    && let Some(outer) = passing.take()
                {
                    stance = outer;
                    stances.change(segment.start, stance);
                }
                let (opens, closes) = brackets(reading, &segment);
                if opens {
                    around = Some(stance);
                }
                if let Some(said) = follower.said(&segment, stance) {
                    stances.change(segment.start, said.stance);
                    match said.lasts {
                        Lasts::On => {
                            passing = None;
                            stance = said.stance;
                        }
                        Lasts::Sentence => {
                            passing = passing.or(Some(stance));
                            stance = said.stance;
                        }
                        Lasts::Segment => stances.change(segment.end, stance),
                    }
                }
                if closes && let Some(outer) = around.take() {
                    stance = outer;
                    stances.change(segment.end, stance);
                }
            }
            // What a question asks for, its answer tells.
            let asks = reading.tokens[line.tokens.end - 1].is_mark(b'?');
            if let Some(outer) = passing.filter(|_| !announces && !asks) {
                stance = outer;
            }
            list = (announces && stance == Stance::Plan).then_some(stance);
        }
        stances
    }

    /// The stance at a token.
    pub fn at(&self, token: usize) -> Stance {
        let index = self.changes.partition_point(|(start, _)| *start <= token);
        index
            .checked_sub(1)
            .map_or(Stance::Neutral, |last| self.changes[last].1)
    }

    fn change(&mut self, at: usize, stance: Stance) {
        match self.changes.last_mut() {
            Some((start, last)) if *start == at => *last = stance,
            Some((_, last)) if *last == stance => {}
            _ => self.changes.push((at, stance)),
        }
    }
}

/// The year in which the article speaks, and how far into it: by its latest full date, else by the latest year that
/// nothing is to be done until.
#[derive(Debug, Clone, Copy)]
struct Present {
    year: u16,
    month: Option<u8>,
}

/// Years past which a full date is history where later terms are spoken of.
const LONG_AGO: u16 = 2;

/// The year before the latest term that is spoken of: it was prepared by then.
fn begun(mentions: &Mentions) -> Option<u16> {
    let terms = mentions.years.iter();
    let starts = terms.filter(|years| years.label == YearsLabel::Term);
    starts.map(|years| years.start - 1).max()
}

fn present(reading: &Reading<'_>, knowledge: &Knowledge, mentions: &Mentions) -> Option<Present> {
    let full = mentions.dates.iter().filter(|date| date.day.is_some());
    let latest = full
        .filter_map(|date| {
            Some(Present {
                year: date.year?,
                month: date.month,
            })
        })
        .max_by_key(|present| (present.year, present.month));
    let term = begun(mentions);
    if let Some(latest) = latest {
        // The day of a founding is not the article's.
        let is_past = term.is_some_and(|term| term > latest.year + LONG_AGO);
        let year = term.filter(|_| is_past);
        return Some(year.map_or(latest, |year| Present { year, month: None }));
    }
    let is_deadline = |start: usize| {
        (start.saturating_sub(3)..=start).any(|at| {
            [Cue::PlanYear, Cue::PlanYearEnd].into_iter().any(|cue| {
                reading
                    .cue_at(&knowledge.lexicon, at, cue)
                    .is_some_and(|end| end > start)
            })
        })
    };
    let told = mentions
        .dates
        .iter()
        .filter(|date| !is_deadline(date.tokens.start));
    told.filter_map(|date| date.year)
        .max()
        .map(|year| Present { year, month: None })
}

/// What one phrase says about the stance.
enum Word {
    Plan,
    /// Opens a plan for its sentence: "yêu cầu", "sẽ".
    Passing,
    /// A year ahead: opens a plan unless it dates the one that something is measured by.
    Ahead,
    /// Opens a plan unless a figure or a mention of a plan stands before it in its segment.
    WeakPlan,
    Report,
    /// Opens a report unless a plan is open: a plan, too, tells what is to be done "trong quý".
    WeakReport,
    /// Reports, unless it is the goal of a planned figure: "trên 50% doanh nghiệp thành lập được tổ chức đảng".
    ReportAble,
    /// Reports, unless it is an item of a plan's list: "…; kết quả kiểm tra có trên 85% khá, giỏi".
    ReportOutcome,
    /// Mentions a plan to measure something by it.
    Reference,
    Neutral,
    /// Reports where it opens a segment.
    ReportOpening,
    /// Opens a plan behind a document of plans: "Nghị quyết chi bộ ghi".
    Sets,
    /// Looks like one of the above and is none.
    Nothing,
}

const WORDS: [(Cue, Word); 12] = [
    (Cue::PlanPassing, Word::Passing),
    (Cue::PlanOpen, Word::Plan),
    (Cue::PlanWeak, Word::WeakPlan),
    (Cue::ReportOpen, Word::Report),
    (Cue::ReportWeak, Word::WeakReport),
    (Cue::ReportAble, Word::ReportAble),
    (Cue::ReportOutcome, Word::ReportOutcome),
    (Cue::PlanReference, Word::Reference),
    (Cue::StanceClose, Word::Neutral),
    (Cue::ReportOpening, Word::ReportOpening),
    (Cue::PlanSet, Word::Sets),
    (Cue::StanceNone, Word::Nothing),
];

/// Words before a year.
const YEARS: [Cue; 4] = [Cue::Year, Cue::PlanYear, Cue::PlanYearEnd, Cue::PlanUntil];

/// Every cue that can set a stance.
const TELLING: CueSet = {
    let mut cues = CueSet::of(&YEARS);
    let mut index = 0;
    while index < WORDS.len() {
        cues = cues.with(WORDS[index].0);
        index += 1;
    }
    cues
};

/// What a segment says of the stance, and how far what follows it goes on so.
struct Said {
    stance: Stance,
    lasts: Lasts,
}

#[derive(Clone, Copy)]
enum Lasts {
    On,
    /// What someone asks for or is about to do is told, where the next sentence goes on.
    Sentence,
    Segment,
}

struct Follower<'f> {
    reading: &'f Reading<'f>,
    knowledge: &'f Knowledge,
    mentions: &'f Mentions,
    present: Option<Present>,
}

impl Follower<'_> {
    /// The stance of a heading, if its words tell.
    fn heading(&self, line: &Line) -> Option<Stance> {
        segments(self.reading, line.tokens.clone())
            .iter()
            .filter_map(|segment| self.said(segment, Stance::Neutral))
            .next_back()
            .map(|said| said.stance)
    }

    /// The stance that a segment's words set, after what stood before it: the last one that counts.
    fn said(&self, segment: &TokenRange, before: Stance) -> Option<Said> {
        let mut said = None;
        let mut is_measured = false;
        let mut lasts = Lasts::On;
        let mut at = segment.start;
        while at < segment.end {
            let Some((end, word)) = self.word_at(at, segment) else {
                at += 1;
                continue;
            };
            match word {
                // "sơ kết 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm": the number parts what names a meeting.
                Word::Plan if self.is_named_by_number(at) => {}
                Word::Plan => {
                    said = Some(Stance::Plan);
                    lasts = Lasts::On;
                }
                Word::Passing if said.unwrap_or(before) != Stance::Plan => {
                    said = Some(Stance::Plan);
                    lasts = Lasts::Sentence;
                }
                Word::Ahead if !is_measured => said = Some(Stance::Plan),
                // "chỉ tiêu kết nạp đạt 85%": by how much a plan was carried out.
                Word::WeakPlan
                    if (said == Some(Stance::Report)
                        || (at == segment.start && before != Stance::Plan)
                        || (said.is_none() && before == Stance::Report))
                        && self.is_carried_out(end..segment.end) =>
                {
                    said = Some(Stance::Report)
                }
                Word::WeakPlan
                    if self.announces(end, segment)
                        || (!is_measured && !self.has_told_figure(segment.start..at)) =>
                {
                    said = Some(Stance::Plan);
                    lasts = if before == Stance::Plan || !self.is_told_once(end..segment.end) {
                        Lasts::On
                    } else {
                        Lasts::Segment
                    };
                }
                Word::Sets
                    if !is_measured
                        && self.names_document(segment.start..at)
                        && !self.has_told_figure(segment.start..at) =>
                {
                    said = Some(Stance::Plan);
                    // "Kế hoạch giao 190. Thực hiện 204": only the plan's own figure.
                    let goes_on = before == Stance::Plan;
                    if !goes_on && self.is_told_once(end..segment.end) {
                        lasts = Lasts::Segment;
                    }
                }
                Word::ReportOpening if at == segment.start => said = Some(Stance::Report),
                Word::Report => said = Some(Stance::Report),
                Word::WeakReport if said.unwrap_or(before) != Stance::Plan => {
                    said = Some(Stance::Report)
                }
                Word::ReportAble
                    if said.unwrap_or(before) != Stance::Plan
                        || !self.has_told_figure(segment.start..at) =>
                {
                    said = Some(Stance::Report)
                }
                Word::ReportOutcome
                    if said.unwrap_or(before) != Stance::Plan || !self.is_listed(segment) =>
                {
                    said = Some(Stance::Report)
                }
                Word::Neutral => said = Some(Stance::Neutral),
                Word::Reference => is_measured = true,
                Word::Passing
                | Word::Ahead
                | Word::WeakPlan
                | Word::WeakReport
                | Word::ReportAble
                | Word::ReportOutcome
                | Word::ReportOpening
                | Word::Sets
                | Word::Nothing => {}
            }
            at = end.max(at + 1);
        }
        if said.is_none() && self.is_document_of_aims(segment) {
            said = Some(Stance::Plan);
        }
        if said.is_none()
            && before == Stance::Plan
            && let Some(rests) = self.state(segment)
        {
            (said, lasts) = (Some(Stance::Neutral), rests);
        }
        said.map(|stance| Said { stance, lasts })
    }

    /// Whether a number stands before a token, and what names a meeting or a document before that.
    fn is_named_by_number(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|number| {
            self.reading.tokens[number].is_number()
                && self
                    .reading
                    .cue_before(&self.knowledge.lexicon, number, Cue::StanceNone)
                    .is_some()
        })
    }

    /// Whether a sentence's first words go on with the one before: "Đó là: …", "Hai là …".
    fn goes_on(&self, segment: &TokenRange) -> bool {
        self.reading
            .cue_at(&self.knowledge.lexicon, segment.start, Cue::StanceGoesOn)
            .is_some()
    }

    /// Whether a plan's mention only tells its own figure, to measure something by: "chỉ tiêu cả nhiệm kỳ là 40", "mục tiêu
    /// đến 2020 là dưới 6,5%".
    fn is_told_once(&self, range: TokenRange) -> bool {
        let lexicon = &self.knowledge.lexicon;
        let [figure] = self.mentions.quantities_in(range.clone()) else {
            return false;
        };
        let is_label = |at: usize| {
            self.reading.tokens[at].is_number()
                || ordinal::roman(self.reading.word(at)).is_some()
                || (range.start..=at).any(|from| {
                    self.reading
                        .cue_at(lexicon, from, Cue::PlanLabel)
                        .is_some_and(|end| end > at)
                })
        };
        let end = figure
            .bound_after
            .as_ref()
            .map_or(figure.tokens.end, |bound| bound.end.max(figure.tokens.end));
        (range.start..figure.tokens.start).all(is_label)
            && (end..range.end).all(|at| matches!(self.reading.tokens[at].kind, Kind::Mark(_)))
    }

    /// Whether a segment names a document of aims that its colon opens: "Nghị quyết của Chi bộ gọn trong một trang giấy:".
    fn is_document_of_aims(&self, segment: &TokenRange) -> bool {
        let lexicon = &self.knowledge.lexicon;
        self.reading.tokens[segment.end - 1].is_mark(b':')
            && self
                .reading
                .cue_at(
                    lexicon,
                    self.reading.sentence_of(segment.start).start,
                    Cue::PlanResolution,
                )
                .is_some()
    }

    /// Whether a colon right behind a mention of aims makes a list of them: "đề ra 3 khâu đột phá và các chỉ tiêu: …".
    fn announces(&self, end: usize, segment: &TokenRange) -> bool {
        end + 1 == segment.end && self.reading.tokens[end].is_mark(b':')
    }

    /// Whether a segment is an item of a list within its sentence: behind a colon or a semicolon.
    fn is_listed(&self, segment: &TokenRange) -> bool {
        let before = segment.start.checked_sub(1);
        before.is_some_and(|before| {
            self.reading.tokens[segment.start].gap < Gap::Line
                && matches!(
                    self.reading.tokens[before].kind,
                    Kind::Mark(b':' | b';' | b',')
                )
        })
    }

    /// Whether a share is reached in a range: "đạt 85%".
    fn is_carried_out(&self, range: TokenRange) -> bool {
        let mut shares = range.clone().filter(|&at| {
            self.reading
                .cue_at(&self.knowledge.lexicon, at, Cue::AimShare)
                .is_some()
        });
        shares.next_back().is_some_and(|share| {
            self.mentions
                .quantities_in(share..share + 2)
                .iter()
                .any(|figure| figure.is_percent() && figure.bound_after.is_none())
        })
    }

    /// The longest phrase with a stance that starts at a token.
    fn word_at(&self, at: usize, segment: &TokenRange) -> Option<(usize, &'static Word)> {
        let cues = self.reading.cues_at(&self.knowledge.lexicon, at);
        if !cues.meets(TELLING) {
            return None;
        }
        self.reading
            .hits_at(at)
            .iter()
            .filter(|hit| hit.end as usize <= segment.end)
            .find_map(|hit| {
                let end = hit.end as usize;
                let has = |cue| self.knowledge.lexicon.has(hit.entry, cue);
                let is_year = YEARS.into_iter().any(has);
                if is_year
                    && let Some(word) =
                        self.year_word(at, end, has(Cue::PlanYear) || has(Cue::PlanUntil), segment)
                {
                    return Some((end + 1, word));
                }
                // "6 tháng cuối năm 2025", told in 2026; "đến cuối năm 2015".
                let plans = has(Cue::PlanOpen) || has(Cue::PlanWeak);
                if plans && self.is_past_year(end) {
                    return Some((end + 1, &Word::Report));
                }
                WORDS
                    .iter()
                    .find(|(cue, _)| has(*cue))
                    .map(|(_, word)| (end, word))
            })
    }

    /// Whether a year that has passed stands right behind its "năm".
    fn is_past_year(&self, end: usize) -> bool {
        let lexicon = &self.knowledge.lexicon;
        let year = date::year(self.reading, end);
        year.zip(self.present)
            .is_some_and(|(year, present)| year < present.year)
            && self.reading.cue_before(lexicon, end, Cue::Year).is_some()
    }

    /// `đến năm 2030`, and at the start of a segment `năm 2020`: ahead of the article's present or behind it. Where the
    /// present is unknown, a deadline is a plan's; `đến hết năm 2021` may be behind as well as ahead.
    fn year_word(
        &self,
        at: usize,
        end: usize,
        is_deadline: bool,
        segment: &TokenRange,
    ) -> Option<&'static Word> {
        let year = date::year(self.reading, end)?;
        let Some(present) = self.present else {
            return Some(if is_deadline {
                &Word::WeakPlan
            } else {
                &Word::Nothing
            });
        };
        let opens = at == segment.start;
        match year.cmp(&present.year) {
            Ordering::Greater => Some(&Word::Ahead),
            Ordering::Less if opens => Some(&Word::Report),
            Ordering::Equal if opens && present.month.is_some_and(|month| month <= 2) => {
                Some(&Word::WeakPlan)
            }
            Ordering::Equal | Ordering::Less => None,
        }
    }

    /// Whether a range tells a figure. The 9 of "thống nhất 9 chỉ tiêu" only announces the plan.
    fn has_told_figure(&self, range: TokenRange) -> bool {
        let lexicon = &self.knowledge.lexicon;
        !range.is_empty()
            && self.mentions.quantities_in(range).iter().any(|figure| {
                let is_set = [Cue::PlanSet, Cue::PlanNumbers].into_iter().any(|cue| {
                    self.reading
                        .cue_before(lexicon, figure.tokens.start, cue)
                        .is_some()
                });
                !is_set || figure.of.is_some() || figure.is_percent()
            })
    }

    fn names_document(&self, range: TokenRange) -> bool {
        let lexicon = &self.knowledge.lexicon;
        self.reading
            .find_cue(lexicon, range, Cue::PlanDocument)
            .is_some()
    }

    /// "Kết nạp: 180 trở lên": a label and its figure look like a heading and are none.
    fn is_labelled_figure(&self, line: &Line) -> bool {
        let colon = line
            .tokens
            .clone()
            .find(|&at| self.reading.tokens[at].is_mark(b':'));
        colon.is_some_and(|colon| {
            self.mentions
                .quantities_in(colon..line.tokens.end)
                .first()
                .is_some_and(|figure| figure.tokens.start == colon + 1)
        })
    }

    /// Whether a line is a numbered heading that states no figure itself.
    fn opens_part(&self, line: &Line) -> bool {
        let text = (line.tokens.start + 2).min(line.tokens.end)..line.tokens.end;
        line.kind == LineKind::Heading
            && line.is_item
            && self.reading.tokens[line.tokens.start].is_number()
            && self
                .mentions
                .quantities_in(text)
                .iter()
                .all(|figure| date::year(self.reading, figure.number.start).is_some())
    }
}

#[cfg(test)]
mod tests;
