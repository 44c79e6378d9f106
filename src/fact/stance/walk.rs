//! The walk through an article's lines and segments: which stance holds where, and until when.
//!
//! Enters: the lines in order. Leaves: [`Stances`]. What a segment's words say is not known here.

use super::lines::{Numbering, brackets, goes_on, numbering, opens_section, opens_sentence};
use super::segment::Lasts;
use super::{Follower, Stance, Stances};
use crate::text::TokenRange;
use crate::text::layout::{Line, LineKind};

/// A list that a line announced.
#[derive(Debug, Clone, Copy)]
struct List {
    stance: Stance,
    /// The item above has a bullet or a number.
    is_marked: bool,
}

impl List {
    /// Whether a line is an item of it: by its bullet or number, or by its form where those above have none, too.
    fn goes_on_with(&self, line: &Line, follower: &Follower<'_>) -> bool {
        line.is_item || (!self.is_marked && follower.states_aim(line))
    }
}

/// What holds at the place that was reached.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// How many lines were walked through.
    walked: usize,
    pub(super) stances: Stances,
    /// Of the last heading that governs what follows.
    section: Stance,
    /// Of the heading above that one.
    outer: Stance,
    /// Of the last heading without a letter or Roman number, where its first noun is one of aims.
    title: Stance,
    /// The last parts below that heading.
    part: Numbering,
    /// The last heading only names an area of that one's aims.
    is_area: bool,
    stance: Stance,
    /// Of the items of a list that the last line announced.
    list: Option<List>,
    /// What holds again when what somebody is about to do is told.
    passing: Option<Stance>,
    /// What holds again when a bracket closes.
    around: Option<Stance>,
}

impl Walk {
    /// Walks on until behind the line of a token; page furniture is passed over.
    pub(super) fn go_on_to(&mut self, token: usize, follower: &Follower<'_>) {
        let lines = &follower.reading.lines;
        while let Some(line) = lines
            .get(self.walked)
            .filter(|line| line.tokens.start <= token)
        {
            if !line.is_furniture() {
                self.line(self.walked, line, follower);
            }
            self.walked += 1;
        }
    }

    /// Walks through the next line; `index` is its place among all lines.
    fn line(&mut self, index: usize, line: &Line, follower: &Follower<'_>) {
        let start = line.tokens.start;
        // Each item of an announced list of aims is one, whatever year or verb it has of its own.
        let list = self.list.filter(|list| list.goes_on_with(line, follower));
        if let Some(list) = list.filter(|list| list.stance == Stance::Plan) {
            let is_marked = line.is_item;
            self.list = Some(List { is_marked, ..list });
            let is_done = follower.is_pair_row(line);
            self.turn(start, if is_done { Stance::Report } else { list.stance });
            return;
        }
        self.list = None;
        if self.opens_section(index, line, follower) && line.kind == LineKind::Heading {
            return;
        }
        if list.is_some() {
            self.stance = Stance::Report;
        }
        self.stances.change(start, self.stance);
        (self.around, self.passing) = (None, None);
        let mut segments = follower.segments(line).peekable();
        while let Some(segment) = segments.next() {
            self.segment(line, &segment, follower);
            if self.stance == Stance::Neutral && follower.leads_to_plan(&segment, segments.peek()) {
                self.stances.change(segment.start, Stance::Plan);
            }
        }
        let last = &follower.reading.tokens[line.tokens.end - 1];
        let announces = last.is_mark(b':');
        // What a question asks for, its answer tells.
        let asks = last.is_mark(b'?');
        if let Some(outer) = self.passing.filter(|_| !announces && !asks) {
            self.stance = outer;
        }
        // "Điều 1. Nhất trí với đánh giá kết quả nhiệm kỳ:" in a resolution, whose other items plan.
        let reports = self.stance == Stance::Report && self.section == Stance::Plan;
        let opens_list = announces && (self.stance == Stance::Plan || reports);
        self.list = if opens_list {
            Some(List {
                stance: self.stance,
                is_marked: reports,
            })
        } else {
            list
        };
    }

    /// Takes up the stance with which a line starts; whether it opens a section.
    fn opens_section(&mut self, index: usize, line: &Line, follower: &Follower<'_>) -> bool {
        let reading = follower.reading;
        let is_aim = self.section == Stance::Plan && follower.states_aim(line);
        // "(kèm theo Nghị quyết số 05)" below a title of aims
        let is_aside =
            self.title == Stance::Plan && reading.tokens[line.tokens.start].is_mark(b'(');
        let is_other = is_aim || is_aside || follower.is_labelled_figure(line);
        if opens_section(reading, line) && !is_other {
            let said = follower.heading(line, Stance::Neutral);
            // "CÁC CHỈ TIÊU NĂM 2023", and below it "A. KINH TẾ" or "Về kinh tế": only a part of what the title announces.
            let part = numbering(reading, line);
            let is_area = part.is_none() && follower.heads_area(line);
            let was_area = std::mem::replace(&mut self.is_area, is_area);
            let is_part =
                is_area || !was_area && part.is_some_and(|part| self.part.goes_on_with(part));
            let within = if is_part { self.title } else { Stance::Neutral };
            let said = said.unwrap_or(within);
            let is_title = index == 0;
            if part.is_none() && !is_area {
                let titles_aims = !is_title && follower.titles_aims(line);
                self.title = if titles_aims { said } else { Stance::Neutral };
                self.part = Numbering::default();
            }
            self.section = if is_title { Stance::Neutral } else { said };
            self.outer = self.section;
            self.stances.change(line.tokens.start, said);
            self.stance = self.section;
            return true;
        }
        // What an area of aims holds are items and bare aims.
        if self.is_area && !line.is_item && !follower.states_aim(line) {
            (self.title, self.section) = (Stance::Neutral, Stance::Neutral);
            (self.outer, self.is_area) = (Stance::Neutral, false);
        }
        if follower.opens_part(line) {
            // "6. Nửa cuối nhiệm kỳ": a numbered heading governs up to the next one.
            self.section = follower.heading(line, self.outer).unwrap_or(self.outer);
            self.stance = self.section;
        } else if self.section == Stance::Plan
            || !(goes_on(reading, index)
                || self.stance == Stance::Plan
                    && (follower.goes_on_by_area(line) || follower.goes_on_by_rate(line)))
        {
            self.stance = self.section;
        }
        false
    }

    fn segment(&mut self, line: &Line, segment: &TokenRange, follower: &Follower<'_>) {
        let reading = follower.reading;
        let opens_sentence = opens_sentence(reading, segment);
        let is_parted = (opens_sentence && !follower.goes_on(segment)) || follower.turns(segment);
        if is_parted && let Some(outer) = self.passing.take() {
            self.turn(segment.start, outer);
        }
        let may_end = opens_sentence && self.has_plan_of(line);
        if may_end && follower.tells_what_was(&reading.sentence_of(segment.start)) {
            self.passing = None;
            self.turn(segment.start, Stance::Report);
        }
        let (opens, closes) = brackets(reading, segment);
        if opens {
            self.around = Some(self.stance);
        }
        if let Some(said) = follower.said(segment, self.stance) {
            self.stances.change(segment.start, said.stance);
            match said.lasts {
                Lasts::On => {
                    self.passing = None;
                    self.stance = said.stance;
                }
                Lasts::Sentence => {
                    self.passing = self.passing.or(Some(self.stance));
                    self.stance = said.stance;
                }
                Lasts::Segment => self.stances.change(segment.end, self.stance),
            }
        }
        if closes && let Some(outer) = self.around.take() {
            self.turn(segment.end, outer);
        }
    }

    /// Whether a plan is open that started in this line, not with its heading.
    fn has_plan_of(&self, line: &Line) -> bool {
        self.stance == Stance::Plan
            && self.section != Stance::Plan
            && self.stances.changed_since(line.tokens.start)
    }

    fn turn(&mut self, at: usize, stance: Stance) {
        self.stance = stance;
        self.stances.change(at, stance);
    }
}
