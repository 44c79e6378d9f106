//! What one stretch between marks says of the stance.
//!
//! Enters: a segment and the stance before it. Leaves: [`Said`]: the stance that its words set and how far it lasts. What
//! the lines around it do is not known here.

use super::lines::opens_sentence;
use super::{Follower, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::text::{Kind, TokenRange};
use std::cmp::Ordering;

/// What one phrase says about the stance.
pub(super) enum Word {
    Plan,
    /// Opens a plan for its sentence: "yêu cầu", "sẽ".
    Passing,
    /// Opens a plan for its sentence where it demands a figure: "phải", "cần".
    Due,
    /// The same of somebody else: "nhắc các chi bộ", "lưu ý".
    Ask,
    /// A year ahead: opens a plan unless it dates the one that something is measured by.
    Ahead,
    /// Opens a plan unless a figure or a mention of a plan stands before it in its segment.
    WeakPlan,
    Report,
    /// Opens a report unless a plan is open: a plan, too, tells what is to be done "trong quý".
    WeakReport,
    /// Reports, unless it is the goal of a planned figure: "trên 50% doanh nghiệp thành lập được tổ chức đảng".
    ReportAble,
    /// Tells of what was named before, which a plan of its own sentence may aim at, too: "con số này là".
    ReportSame,
    /// Reports, unless it is an item of a plan's list: "…; kết quả kiểm tra có trên 85% khá, giỏi".
    ReportOutcome,
    /// Mentions a plan to measure something by it.
    Reference,
    Neutral,
    /// Reports where it opens a segment.
    ReportOpening,
    /// Reports where a figure stands right behind it and the sentence has told one before: "kết nạp 3: được 4".
    ReportGot,
    /// The same wherever it stands in its segment: "đến hết năm 2022 mới được 13".
    ReportDone,
    /// A year behind that dates a figure: reports, unless its own words plan.
    Dates,
    /// Opens a plan behind a document of plans: "Nghị quyết chi bộ ghi".
    Sets,
    /// Looks like one of the above and is none.
    Nothing,
}

const WORDS: [(Cue, Word); 17] = [
    (Cue::StancePlanPassing, Word::Passing),
    (Cue::StancePlan, Word::Plan),
    (Cue::StancePlanWeak, Word::WeakPlan),
    (Cue::StanceReport, Word::Report),
    (Cue::StanceReportWeak, Word::WeakReport),
    (Cue::StanceReportAble, Word::ReportAble),
    (Cue::StanceReportOutcome, Word::ReportOutcome),
    (Cue::StanceReference, Word::Reference),
    (Cue::StanceNeutral, Word::Neutral),
    (Cue::StanceReportOpening, Word::ReportOpening),
    (Cue::StanceReportGot, Word::ReportGot),
    (Cue::StanceSets, Word::Sets),
    (Cue::StanceReportSame, Word::ReportSame),
    (Cue::StanceDue, Word::Due),
    (Cue::StanceAsk, Word::Ask),
    (Cue::StanceNone, Word::Nothing),
    (Cue::CountDone, Word::ReportDone),
];

/// Tokens before a word in which the clause that it stands in plans.
const CLAUSE_REACH: usize = 60;

/// Words before a year.
const YEARS: [Cue; 4] = [
    Cue::StanceYear,
    Cue::StancePlanYear,
    Cue::StancePlanYearEnd,
    Cue::StancePlanUntil,
];

/// Every cue that can set a stance.
pub(super) const TELLING: CueSet = {
    let mut cues = CueSet::of(&YEARS);
    let mut index = 0;
    while index < WORDS.len() {
        cues = cues.with(WORDS[index].0);
        index += 1;
    }
    cues
};

/// What a segment says of the stance, and how far what follows it goes on so.
pub(super) struct Said {
    pub(super) stance: Stance,
    pub(super) lasts: Lasts,
}

#[derive(Clone, Copy)]
pub(super) enum Lasts {
    On,
    /// What someone asks for or is about to do is told, where the next sentence goes on.
    Sentence,
    Segment,
}

/// What was heard of a segment so far.
struct Heard {
    /// What stood before it.
    before: Stance,
    said: Option<Stance>,
    lasts: Lasts,
    /// It measures something by a plan.
    is_measured: bool,
    /// Where what it measures by is named.
    base: Option<usize>,
}

impl Heard {
    /// The stance so far.
    fn stance(&self) -> Stance {
        self.said.unwrap_or(self.before)
    }
}

impl Follower<'_> {
    /// The stance that a segment's words set, after what stood before it: the last one that counts.
    pub(super) fn said(&self, segment: &TokenRange, before: Stance) -> Option<Said> {
        let mut heard = Heard {
            before,
            said: if self.tells_past_years(segment) {
                Some(Stance::Report)
            } else {
                self.tells_years_ahead(segment).then_some(Stance::Plan)
            },
            lasts: Lasts::On,
            is_measured: false,
            base: None,
        };
        if !self.reading.lacks_all(segment, TELLING) {
            self.hear_words(&mut heard, segment);
        }
        let tells_aims =
            || self.is_document_of_aims(segment, before) || self.goes_on_with_document(segment);
        if heard.said.is_none() && tells_aims() {
            heard.said = Some(Stance::Plan);
        }
        if heard.said == Some(Stance::Plan) && self.concedes(segment) {
            heard.lasts = Lasts::Segment;
        }
        if heard.said.is_none()
            && before == Stance::Plan
            && let Some(rests) = self.state(segment)
        {
            (heard.said, heard.lasts) = (Some(Stance::Neutral), rests);
        }
        let lasts = heard.lasts;
        heard.said.map(|stance| Said { stance, lasts })
    }

    /// Hears a segment's words from first to last.
    fn hear_words(&self, heard: &mut Heard, segment: &TokenRange) {
        let mut next = segment.start;
        for at in self.telling(segment) {
            if at < next {
                continue;
            }
            let Some((end, word)) = self.word_at(at, segment) else {
                continue;
            };
            next = end;
            match word {
                Word::Neutral => heard.said = Some(Stance::Neutral),
                // "Đến năm 2030, hoàn thành tất cả các chỉ tiêu": what is to be.
                Word::Reference
                    if heard.before == Stance::Plan && self.is_in_year_ahead(segment) =>
                {
                    heard.said = heard.said.or(Some(Stance::Plan));
                }
                Word::Reference => {
                    heard.is_measured = true;
                    heard.base = Some(end);
                }
                Word::Nothing => {}
                Word::Plan
                | Word::Passing
                | Word::Due
                | Word::Ask
                | Word::Ahead
                | Word::WeakPlan
                | Word::Sets => {
                    self.hear_plan(heard, word, &(at..end), segment);
                }
                Word::Report
                | Word::WeakReport
                | Word::ReportAble
                | Word::ReportSame
                | Word::ReportOutcome
                | Word::ReportGot
                | Word::ReportDone
                | Word::Dates
                | Word::ReportOpening => {
                    if self.reports(heard, word, at..end, segment) {
                        heard.said = Some(Stance::Report);
                    }
                }
            }
        }
    }

    /// What a word of plans makes of what was heard before it.
    fn hear_plan(&self, heard: &mut Heard, word: &Word, at: &TokenRange, segment: &TokenRange) {
        let told = segment.start..at.start;
        let is_end = matches!(word, Word::Plan | Word::WeakPlan);
        if is_end && heard.before != Stance::Plan && self.opens_outcome(at, segment) {
            heard.said = Some(Stance::Report);
            return;
        }
        let opens = match word {
            // "sơ kết 9 tháng đầu năm và nhiệm vụ 3 tháng cuối năm": the number parts what names a meeting.
            Word::Plan => {
                !self.is_named_by_number(at.start)
                    && !self.dates_base(heard, at.start)
                    && !self.plans().are_taken_up_by_part(at.start)
            }
            Word::Passing => heard.stance() != Stance::Plan,
            Word::Due => heard.stance() != Stance::Plan && self.is_due(at),
            Word::Ask => self.asks(at, heard),
            Word::Ahead => !heard.is_measured && !self.spans(segment),
            Word::Sets => {
                !heard.is_measured
                    && !self.goes_on_measured(segment)
                    && (self.names_document(told.clone())
                        || self.resolves(at)
                        || self.asks(at, heard))
                    && !self.has_told_figure(told)
            }
            _ => return self.hear_weak(heard, at, segment),
        };
        if !opens {
            return;
        }
        heard.said = Some(Stance::Plan);
        // "Kế hoạch giao 190. Thực hiện 204": only the plan's own figure.
        let is_told_once =
            || heard.before != Stance::Plan && self.is_told_once(at.end..segment.end, false);
        match word {
            Word::Plan => heard.lasts = Lasts::On,
            Word::Passing | Word::Due | Word::Ask => heard.lasts = Lasts::Sentence,
            Word::Sets if is_told_once() => heard.lasts = Lasts::Segment,
            // "Nghị quyết xác định phải giữ người": no figure, and no list of them.
            Word::Sets if heard.before != Stance::Plan && self.tells_no_figure(at.start) => {
                heard.lasts = Lasts::Sentence;
            }
            _ => {}
        }
    }

    /// "đạt 120% chỉ tiêu giao 6 tháng cuối năm": the time of a plan that something is measured by.
    fn dates_base(&self, heard: &Heard, at: usize) -> bool {
        const REACH: usize = 4;
        heard.base.is_some_and(|base| {
            (base..=base + REACH).contains(&at)
                && self.reading.tokens[at - 1].is_number()
                && (base..at).all(|token| !matches!(self.reading.tokens[token].kind, Kind::Mark(_)))
        })
    }

    /// What a mention of aims makes of what was heard before it: a plan, a report of it, or nothing.
    fn hear_weak(&self, heard: &mut Heard, at: &TokenRange, segment: &TokenRange) {
        let behind = at.end..segment.end;
        let reports = heard.said == Some(Stance::Report)
            || (at.start == segment.start && heard.before != Stance::Plan)
            || (heard.said.is_none() && heard.before == Stance::Report);
        // "Tính theo kế hoạch năm, …" measures by it.
        let is_base = self.is_base(at.start);
        if is_base || self.spans(segment) || self.goes_on_measured(segment) {
            return;
        }
        if heard.before != Stance::Plan && self.ends_told_time(at, segment) {
            return;
        }
        let is_planned = || {
            let clause = self.clause_start(segment.start);
            heard.said == Some(Stance::Plan)
                || (heard.before == Stance::Plan && self.opens_plan(clause..at.start))
        };
        if self.were_carried_out(at.end, segment, heard.stance()) {
            heard.is_measured = true;
            heard.base = Some(at.end);
            if self.announces(at.end, segment) {
                heard.said = Some(Stance::Report);
            }
            return;
        }
        let names_plan = || {
            let named = segment.start..at.end;
            (self.reading.find_cue(named, Cue::AimPlanNoun)).is_some()
        };
        let fares = || self.fares(at.end..self.list_end(segment), segment);
        if names_plan() && fares() && !is_planned() {
            heard.said = Some(Stance::Report);
            return;
        }
        // "chỉ tiêu kết nạp đạt 85%": by how much a plan was carried out.
        if reports && self.is_carried_out(behind.clone()) {
            heard.said = Some(Stance::Report);
        } else if self.announces(at.end, segment)
            || (!heard.is_measured
                && !self.measures(segment)
                && !self.has_told_figure(segment.start..at.start))
        {
            heard.said = Some(Stance::Plan);
            let announces = self.announces(at.end, segment);
            if heard.before != Stance::Plan && !announces && self.tells_no_figure(at.start) {
                heard.lasts = Lasts::Sentence;
                return;
            }
            heard.lasts =
                if heard.before == Stance::Plan || announces || !self.is_told_once(behind, reports)
                {
                    Lasts::On
                } else {
                    Lasts::Segment
                };
        }
    }

    /// Whether a word of reports tells, after what was heard before it.
    fn reports(
        &self,
        heard: &Heard,
        word: &Word,
        tokens: TokenRange,
        segment: &TokenRange,
    ) -> bool {
        let at = tokens.start;
        match word {
            Word::Dates => heard.said != Some(Stance::Plan),
            Word::ReportGot => at == segment.start && self.is_got(&tokens),
            Word::ReportDone => true,
            Word::ReportOpening => at == segment.start,
            // "giảm 10% so với hiện nay": what something is measured by tells nothing.
            Word::Report => heard.base != Some(at) && !self.is_base(at) && !self.dates_start(at),
            Word::WeakReport => heard.stance() != Stance::Plan,
            // "phấn đấu kết nạp được 2 đảng viên" is a plan.
            Word::ReportAble => {
                heard.said != Some(Stance::Plan)
                    && (heard.before != Stance::Plan
                        || !(self.has_told_figure(segment.start..at)
                            || self.is_listed_aim(segment)))
            }
            // "Tỉnh phấn đấu hết năm 2025, con số này là 100%": the clause plans.
            Word::ReportSame => heard.stance() != Stance::Plan || self.measures_at(tokens.end),
            Word::ReportOutcome => heard.stance() != Stance::Plan,
            _ => false,
        }
    }

    /// "tính từ năm 2011 đến cuối năm 2015", "dự báo đến cuối năm": a span whose end is no deadline.
    fn spans(&self, segment: &TokenRange) -> bool {
        self.reading
            .find_cue(segment.clone(), Cue::StanceSpan)
            .is_some()
    }

    /// "dù chỉ tiêu giao 40 đảng viên, chi bộ chỉ kết nạp 31": the plan ends with its clause.
    fn concedes(&self, segment: &TokenRange) -> bool {
        self.reading
            .cue_at(segment.start, Cue::StanceConcession)
            .is_some()
    }

    /// "từ 9% hiện nay lên 13%": when a change starts tells nothing.
    fn dates_start(&self, at: usize) -> bool {
        let figures = self.mentions.quantities_in(at.saturating_sub(2)..at);
        figures.last().is_some_and(|figure| {
            let from = self
                .reading
                .cue_before(figure.number.start, Cue::QuantityFrom);
            figure.tokens.end == at && from.is_some()
        })
    }

    /// Whether a token stands right behind words that measure by it: "so với ước thực hiện năm 2023", "cao hơn hiện nay".
    fn is_base(&self, at: usize) -> bool {
        self.reading.cue_before(at, Cue::StanceBase).is_some()
    }

    /// Whether a segment measures what was told before it: "vượt con số đề ra", "chưa đạt yêu cầu đặt ra".
    fn measures(&self, segment: &TokenRange) -> bool {
        let measure = self.reading.cue_at(segment.start, Cue::StanceMeasure);
        measure.is_some() && self.reading.mark_before(segment.start, b',')
    }

    /// Whether a number stands before a token, and what names a meeting or a document before that.
    fn is_named_by_number(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|number| {
            self.reading.tokens[number].is_number()
                && self.reading.cue_before(number, Cue::StanceNone).is_some()
        })
    }

    /// Whether a verb asks somebody for a figure, where no plan is open.
    fn asks(&self, verb: &TokenRange, heard: &Heard) -> bool {
        let ask = self.reading.cue_at(verb.start, Cue::StanceAsk);
        let asks = ask.is_some_and(|end| self.is_asked(&(verb.start..end)));
        asks && heard.stance() != Stance::Plan
    }

    /// Where the clause of a token starts: behind the last semicolon of its sentence, within reach.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let sentence = self.reading.sentence_of(at).start;
        let start = sentence.max(at.saturating_sub(CLAUSE_REACH));
        let semicolon = |&at: &usize| self.reading.tokens[at].is_mark(b';');
        (start..at).rev().find(semicolon).unwrap_or(start)
    }

    /// Whether a word that opens a plan stands in a range.
    fn opens_plan(&self, range: TokenRange) -> bool {
        const PLANS: CueSet =
            CueSet::of(&[Cue::StancePlan, Cue::StancePlanPassing, Cue::StancePlanWeak]);
        let mut plans = self.reading.starts_of(range, PLANS);
        plans.next().is_some()
    }

    /// Whether a share that was measured stands right behind a token: nobody aims at 57,8%.
    fn measures_at(&self, at: usize) -> bool {
        let figures = self.mentions.quantities_in(at..at + 2);
        figures
            .first()
            .is_some_and(|figure| self.is_measured_share(figure))
    }

    /// "Các mốc cần đạt: kết nạp 160 đảng viên; …; lập được 2 chi bộ": an item of the list that its sentence announces, or opens with
    /// the name of a plan: "Chỉ tiêu đề ra là …; …; kết nạp được 30 đảng viên".
    fn is_listed_aim(&self, segment: &TokenRange) -> bool {
        let tokens = &self.reading.tokens;
        let sentence = self.reading.sentence_of(segment.start);
        let is_item = segment.start > sentence.start && tokens[segment.start - 1].is_mark(b';');
        let names_plan = self.reading.cue_at(sentence.start, Cue::AimPlanNoun);
        is_item
            && (names_plan.is_some()
                || (sentence.start..segment.start).any(|at| tokens[at].is_mark(b':')))
    }

    /// The tokens of a range at which a phrase starts that can set a stance.
    pub(super) fn telling(&self, range: &TokenRange) -> impl Iterator<Item = usize> {
        self.reading.starts_of(range.clone(), TELLING)
    }

    /// The longest phrase with a stance that starts at a token.
    pub(super) fn word_at(
        &self,
        at: usize,
        segment: &TokenRange,
    ) -> Option<(usize, &'static Word)> {
        self.reading
            .hits_at(at)
            .iter()
            .filter(|hit| hit.end as usize <= segment.end)
            .find_map(|hit| {
                let end = hit.end as usize;
                let has = |cue| self.reading.lexicon.has(hit.entry, cue);
                let is_year = YEARS.into_iter().any(has);
                if is_year
                    && let Some(word) = self.year_word(
                        at,
                        end,
                        has(Cue::StancePlanYear) || has(Cue::StancePlanUntil),
                        segment,
                    )
                {
                    return Some((end + 1, word));
                }
                // "6 tháng cuối năm 2025", told in 2026; "đến cuối năm 2015".
                let plans = has(Cue::StancePlan) || has(Cue::StancePlanWeak);
                if plans && self.is_past_year(end) {
                    return Some((end + 1, &Word::Report));
                }
                // "sang năm 1984", published long after
                if plans && self.is_before_today(end) {
                    return Some((end + 1, &Word::Nothing));
                }
                if plans && self.ends_past_term(end) {
                    return Some((end, &Word::Nothing));
                }
                if plans && let Some(years) = self.past_years(at..end + 1) {
                    return Some((years, &Word::Report));
                }
                WORDS
                    .iter()
                    .find(|(cue, _)| has(*cue))
                    .filter(|(cue, _)| *cue != Cue::CountDone || self.is_got(&(at..end)))
                    .map(|(_, word)| (end, word))
            })
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
            // Years alone do not tell which of them is the present: a list of aims may name one after the other.
            Ordering::Less
                if opens && present.month.is_none() && !opens_sentence(self.reading, segment) =>
            {
                Some(&Word::WeakReport)
            }
            Ordering::Less if opens => Some(&Word::Report),
            Ordering::Less if self.dates_figure(at, end + 1, segment) => Some(&Word::Dates),
            // "từ 90% trở lên (năm 2022 đạt 93,1%)"
            Ordering::Equal if opens && self.tells_measured_aside(segment) => Some(&Word::Report),
            Ordering::Equal if opens && present.month.is_some_and(|month| month <= 2) => {
                Some(&Word::WeakPlan)
            }
            Ordering::Equal | Ordering::Less => None,
        }
    }

    /// "cụ thể là năm 2015 là 28%": a year that dates the figure right behind it, and is no base that it is measured by.
    fn dates_figure(&self, at: usize, end: usize, segment: &TokenRange) -> bool {
        let link = self.reading.cue_at(end, Cue::AimLink);
        link.is_some_and(|link| {
            link <= segment.end
                && !self.is_base(at)
                && self
                    .mentions
                    .quantities_in(link..link + 2)
                    .first()
                    .is_some_and(|figure| figure.tokens.start == link && figure.is_percent())
        })
    }

    /// Whether a figure stands right behind a word and another one before it in its sentence; a share tells how far a plan was
    /// carried out by itself: "chỉ tiêu kết nạp thấp nhất, mới 42%".
    fn is_got(&self, word: &TokenRange) -> bool {
        let sentence = self.reading.sentence_of(word.start);
        let figure = self.mentions.quantities_in(word.end..word.end + 1).first();
        figure.is_some_and(|figure| {
            figure.tokens.start == word.end
                && (figure.is_percent() || self.has_told_figure(sentence.start..word.start))
        })
    }

    /// Whether a range tells a figure. The 9 of "thống nhất 9 chỉ tiêu" only announces the plan.
    fn has_told_figure(&self, range: TokenRange) -> bool {
        !range.is_empty()
            && self.mentions.quantities_in(range).iter().any(|figure| {
                let is_set = self.reading.ends_any(
                    figure.tokens.start,
                    const { CueSet::of(&[Cue::StanceSets, Cue::StanceNumbers]) },
                );
                !is_set || figure.of.is_some() || figure.is_percent()
            })
    }
}
