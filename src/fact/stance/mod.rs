//! Plan or report: the state of the discourse at each token.
//!
//! Enters: a reading and the mentions in it. Leaves: [`Stances`]. A plan cue (phấn đấu, giao chỉ tiêu, nhiệm kỳ tới)
//! opens a plan that lasts over list items, clauses and following sentences until a report cue (đã, đạt được, năm
//! qua), a new paragraph or a heading closes it; a heading of plans ("Phương hướng, nhiệm vụ năm 2021") governs all
//! lines up to the next heading of its rank. Knows nothing of what is aimed for.
//!
//! The state changes at commas, not only at full stops: "giao chỉ tiêu 80 đảng viên, đến nay đã kết nạp 75" plans and
//! reports in one breath. A word that merely mentions a plan ("vượt chỉ tiêu", "so với kế hoạch") changes nothing.

mod demand;
mod lines;
mod listing;
mod mentioned;
mod segment;
mod state;
mod walk;
mod years;

use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::YearsLabel;
use crate::mention::{Mentions, date};
use crate::text::layout::{Line, LineKind};
use crate::text::{Reading, TokenRange};
use lines::segments;
use std::cell::{OnceCell, RefCell};
use walk::Walk;

/// What a clause does: aims, reports, or neither is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Stance {
    Plan,
    Report,
    #[default]
    Neutral,
}

/// The stance of every token.
#[derive(Debug, Default)]
struct Stances {
    changes: Vec<(usize, Stance)>,
}

/// The stances of an article, followed as far as rules ask for them: most news states no figure that could be aimed for, and
/// what stands behind the last one is never followed.
#[derive(Debug)]
pub(crate) struct StancesWhenAsked<'s> {
    reading: &'s Reading<'s>,
    mentions: &'s Mentions,
    today: Option<u16>,
    present: OnceCell<Option<Present>>,
    /// How far they were followed.
    walk: RefCell<Walk>,
}

impl<'s> StancesWhenAsked<'s> {
    /// The stances of a reading that is of the year `today`, if known, not followed yet.
    pub(super) fn of(reading: &'s Reading<'s>, mentions: &'s Mentions, today: Option<u16>) -> Self {
        Self {
            reading,
            mentions,
            today,
            present: OnceCell::new(),
            walk: RefCell::default(),
        }
    }

    /// The stance at a token.
    pub(crate) fn at(&self, token: usize) -> Stance {
        self.followed_to(token, |stances| stances.at(token))
    }

    /// Where the stance at a token starts.
    pub(super) fn since(&self, token: usize) -> usize {
        self.followed_to(token, |stances| stances.since(token))
    }

    /// What the stances tell once the line of a token was followed: later ones change nothing before themselves.
    fn followed_to<T>(&self, token: usize, tell: impl FnOnce(&Stances) -> T) -> T {
        let present = || present(self.reading, self.mentions);
        let follower = Follower {
            reading: self.reading,
            mentions: self.mentions,
            present: *self.present.get_or_init(present),
            today: self.today,
        };
        let mut walk = self.walk.borrow_mut();
        walk.go_on_to(token, &follower);
        tell(&walk.stances)
    }
}

impl Stances {
    /// The stance at a token.
    fn at(&self, token: usize) -> Stance {
        let index = self.changes.partition_point(|(start, _)| *start <= token);
        index
            .checked_sub(1)
            .map_or(Stance::Neutral, |last| self.changes[last].1)
    }

    /// Where the stance at a token starts.
    fn since(&self, token: usize) -> usize {
        let index = self.changes.partition_point(|(start, _)| *start <= token);
        index.checked_sub(1).map_or(0, |last| self.changes[last].0)
    }

    /// Whether the last stance was not there before a token.
    fn changed_since(&self, token: usize) -> bool {
        self.changes
            .last()
            .is_some_and(|(start, _)| *start >= token)
    }

    fn change(&mut self, at: usize, stance: Stance) {
        match self.changes.last_mut() {
            Some((start, last)) if *start == at => *last = stance,
            Some((_, last)) if *last == stance => {}
            _ => self.changes.push((at, stance)),
        }
    }
}

/// The year in which the article speaks, and how far into it: by its latest full date, unless a term that it names began
/// long after that; else by the latest year that nothing is to be done until.
#[derive(Debug, Clone, Copy)]
struct Present {
    year: u16,
    month: Option<u8>,
}

/// Years past which a full date is history where later terms are spoken of.
const LONG_AGO: u16 = 2;
/// Years past which the latest year without a day is: the next term is prepared in the present.
const HISTORY: u16 = 5;

/// The year before the latest term that is spoken of: it was prepared by then.
fn begun(mentions: &Mentions) -> Option<u16> {
    let terms = mentions.years.iter();
    let starts = terms.filter(|years| years.label == YearsLabel::Term);
    starts.map(|years| years.start - 1).max()
}

fn present(reading: &Reading<'_>, mentions: &Mentions) -> Option<Present> {
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
            [Cue::StancePlanYear, Cue::StancePlanYearEnd]
                .into_iter()
                .any(|cue| reading.cue_at(at, cue).is_some_and(|end| end > start))
        })
    };
    let told = mentions
        .dates
        .iter()
        .filter(|date| !is_deadline(date.tokens.start));
    let latest = told.filter_map(|date| date.year).max()?;
    let year = term
        .filter(|term| *term > latest + HISTORY)
        .unwrap_or(latest);
    Some(Present { year, month: None })
}

struct Follower<'f> {
    reading: &'f Reading<'f>,
    mentions: &'f Mentions,
    present: Option<Present>,
    /// The year in which the article was published, as far as known.
    today: Option<u16>,
}

impl Follower<'_> {
    /// The stretches between marks, and between a figure and the turn behind it: "đề ra chỉ tiêu kết nạp 4 đảng viên thì
    /// đến nay đã kết nạp 5".
    fn segments(&self, line: &Line) -> impl Iterator<Item = TokenRange> {
        segments(self.reading, line).flat_map(|segment| self.between_turns(segment))
    }

    /// The stretches of a segment that turns part.
    fn between_turns(&self, segment: TokenRange) -> impl Iterator<Item = TokenRange> {
        let mut rest = segment;
        std::iter::from_fn(move || {
            let end = self.turn(&rest).unwrap_or(rest.end);
            let part = rest.start..end;
            rest.start = end;
            (!part.is_empty()).then_some(part)
        })
    }

    /// Whether a stretch starts with a turn: what somebody is about to do ends there.
    fn turns(&self, segment: &TokenRange) -> bool {
        self.reading
            .cue_at(segment.start, Cue::StanceTurn)
            .is_some()
    }

    /// The first turn of a stretch that stands between two figures, or the reason behind one: "giữ mục tiêu 6,7% vì cả nước đã
    /// nỗ lực", or what has been done besides: "đặt chỉ tiêu kết nạp 12 đảng viên và đã chọn được nguồn".
    fn turn(&self, range: &TokenRange) -> Option<usize> {
        const PARTING: CueSet = CueSet::of(&[Cue::StanceTurn, Cue::StanceReason]);
        const PLANNING: CueSet = CueSet::of(&[Cue::StancePlan]);
        const ANY: CueSet = PARTING.union(PLANNING);
        if self.reading.lacks_all(range, ANY) {
            return None;
        }
        let parts = !self.reading.lacks_all(range, PARTING);
        let plans = !self.reading.lacks_all(range, PLANNING);
        let figures = self.mentions.quantities_in(range.clone());
        let (first, last) = (figures.first()?, figures.last()?);
        let behind = first.tokens.end.min(range.end);
        let between = behind..last.tokens.start.max(behind);
        let find = |range: TokenRange, cue: Cue| {
            let found = self.reading.find_cue(range, cue);
            found.map(|found| found.start)
        };
        let opens = || find(range.start..first.tokens.start, Cue::StancePlan);
        let is_done = |and: &usize| {
            let verb = self.reading.cue_at(*and, Cue::And);
            verb.is_some_and(|verb| self.reading.cue_at(verb, Cue::StanceReport).is_some())
        };
        let besides = || opens().and_then(|_| (behind..range.end).find(is_done));
        let parted = || {
            find(between.clone(), Cue::StanceTurn)
                .or_else(|| find(behind..range.end, Cue::StanceReason))
        };
        parts
            .then(parted)
            .flatten()
            .or_else(|| plans.then(besides).flatten())
    }

    /// The stance of a heading, if its words tell, or else the noun that it starts with: "II. NHIỆM VỤ, GIẢI PHÁP". Within a
    /// section of reports, such a noun heads what was done.
    fn heading(&self, line: &Line, within: Stance) -> Option<Stance> {
        let said = self
            .segments(line)
            .filter_map(|segment| self.said(&segment, Stance::Neutral))
            .last()
            .map(|said| said.stance);
        let names_aims = within != Stance::Report && self.names_aims(line);
        said.or(names_aims.then_some(Stance::Plan))
    }

    /// Whether a sentence's first words go on with the one before: "Đó là: …", "Hai là …".
    fn goes_on(&self, segment: &TokenRange) -> bool {
        self.reading
            .cue_at(segment.start, Cue::StanceGoesOn)
            .is_some()
    }

    /// "Kết nạp: 180 trở lên": a label and its figure look like a heading and are none.
    fn is_labelled_figure(&self, line: &Line) -> bool {
        let mut marks = self.reading.marks_of(line).iter();
        let colon = marks.find(|one| one.mark == b':');
        colon.map(|one| one.token()).is_some_and(|colon| {
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
