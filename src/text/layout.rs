//! Lines: what the page's layout says before any word is understood.
//!
//! Enters: a reading's tokens and phrases. Leaves: [`Line`]s that cover all tokens, with page furniture marked.
//! A hard-wrapped line is joined to the next; a caption printed twice is marked the second time.

use crate::knowledge::cue::Cue;
use crate::text::fold::letters;
use crate::text::marks::MarkAt;
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Kind, Shape, Token};
use std::ops::{Range, RangeInclusive};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Running text.
    Text,
    /// Short, without a final mark: a title, a heading, a caption, a signature.
    Heading,
    /// Counters, share bars, comment boxes, lists of other articles, addresses: states no facts.
    Furniture,
}

/// One line of the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub tokens: TokenRange,
    /// Its marks among all marks of the reading.
    pub(super) marks: Range<usize>,
    pub kind: LineKind,
    /// Starts with a bullet, a dash or a number: an item of a list.
    pub is_item: bool,
    /// A blank line stands before it.
    pub after_blank: bool,
}

impl Line {
    pub fn is_furniture(&self) -> bool {
        self.kind == LineKind::Furniture
    }
}

/// A heading has at most this many tokens.
pub(crate) const HEADING_TOKENS: usize = 40;
/// After a phrase that ends the article, lines of at least this many tokens are still read.
const RUNNING_TOKENS: usize = 40;

/// Tokens of a line that only announces other articles: `Xem thêm:`.
const LIST_TITLE_TOKENS: usize = 5;

/// What the layout says.
pub(super) struct Layout {
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The tokens before which a line break means no more than a space.
    pub joined: Vec<usize>,
}

/// The layout of a reading.
pub(super) fn layout(reading: &Reading<'_>) -> Layout {
    let breaks = breaks(reading);
    let width = wrapped_at(reading, &breaks);
    let (mut lines, mut joined) = (Vec::with_capacity(breaks.len() + 1), Vec::new());
    let mut start = 0;
    for &at in &breaks {
        if reading.tokens[at].gap == Gap::Line && continues(reading, at, width) {
            joined.push(at);
        } else {
            lines.push(line(reading, start..at));
            start = at;
        }
    }
    if start < reading.tokens.len() {
        lines.push(line(reading, start..reading.tokens.len()));
    }
    let mut marks = reading.marks().iter().enumerate().peekable();
    let mut first = 0;
    for line in &mut lines {
        let is_own = |(_, mark): &(usize, &MarkAt)| mark.token() < line.tokens.end;
        let last = std::iter::from_fn(|| marks.next_if(is_own)).last();
        let end = last.map_or(first, |(last, _)| last + 1);
        line.marks = std::mem::replace(&mut first, end)..end;
    }
    mark_furniture(reading, &mut lines);
    mark_repeated(reading, &mut lines);
    Layout { lines, joined }
}

/// The tokens before which a line breaks, but for the first.
fn breaks(reading: &Reading<'_>) -> Vec<usize> {
    let is_first = |&at: &usize| reading.tokens[at].gap >= Gap::Line;
    (1..reading.tokens.len()).filter(is_first).collect()
}

fn line(reading: &Reading<'_>, tokens: TokenRange) -> Line {
    let last = reading.tokens[tokens.end - 1].kind;
    let is_closed = matches!(
        last,
        Kind::Mark(b'.' | b'!' | b'?' | b'~' | b';' | b':' | b'"' | b'/' | b',')
    );
    let first = &reading.tokens[tokens.start];
    let second = reading.tokens.get(tokens.start + 1);
    let is_letter = first.is_word() && reading.letters(tokens.start) == 1;
    // "1/ Giá trị sản xuất tăng 9%", and no date or ratio.
    let is_slashed = second.is_some_and(|mark| mark.is_mark(b'/'))
        && reading
            .tokens
            .get(tokens.start + 2)
            .is_some_and(|text| text.is_word() && text.gap == Gap::Space);
    let is_item = matches!(first.kind, Kind::Mark(b'-' | b'*' | b'+'))
        || is_bracketed_number(reading, tokens.start)
        || is_dashed_number(reading, tokens.start)
        || (is_letter && second.is_some_and(|mark| mark.is_mark(b')')))
        || (first.is_number()
            && (is_slashed || second.is_some_and(|mark| mark.is_mark(b'.') || mark.is_mark(b')'))));
    let kind = if !is_closed && tokens.len() <= HEADING_TOKENS {
        LineKind::Heading
    } else {
        LineKind::Text
    };
    let after_blank = first.gap == Gap::Paragraph;
    Line {
        tokens,
        marks: 0..0,
        kind,
        is_item,
        after_blank,
    }
}

/// "(1) Kết nạp …", "(a) …": an item's number or letter in brackets.
fn is_bracketed_number(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = &reading.tokens;
    let is_label = |label: usize| {
        let token = &tokens[label];
        token.is_number() || (token.is_word() && reading.letters(label) == 1)
    };
    tokens[at].is_mark(b'(') && reading.mark_at(at + 2, b')') && is_label(at + 1)
}

/// "1- Kết nạp …": an item's number with a dash, and no range, date or document's number.
fn is_dashed_number(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = &reading.tokens;
    let is_text = |token: &Token| token.is_word() && token.gap == Gap::Space;
    tokens[at].is_number()
        && tokens
            .get(at + 1)
            .is_some_and(|dash| dash.is_mark(b'-') && dash.gap == Gap::None)
        && tokens.get(at + 2).is_some_and(is_text)
}

/// Tokens of a line that was wrapped at a column of 50 to 130 letters.
const WRAPPED_TOKENS: RangeInclusive<usize> = 10..=34;

/// Dashes between spaces that make a line a row of a table at least.
pub(crate) const ROW_DASHES: usize = 2;

/// The length of the longest line, in letters and marks, of a text that was wrapped at a column: most lines that are followed by
/// another are of like length and stop without a final mark. A table's rows do, too, and have bars, or dashes between spaces.
fn wrapped_at(reading: &Reading<'_>, breaks: &[usize]) -> Option<usize> {
    let tokens = &reading.tokens;
    let starts = [0].into_iter().chain(breaks.iter().copied());
    let is_wrapped = |(start, end): &(usize, usize)| {
        let last = &tokens[end - 1];
        tokens[*end].gap == Gap::Line
            && WRAPPED_TOKENS.contains(&(end - start))
            && (last.is_word() || last.is_number() || last.is_mark(b','))
            && !is_row(reading, &(*start..*end))
    };
    let many = breaks.iter().filter(|&&at| tokens[at].gap == Gap::Line);
    let many = many.count();
    if many < 4 {
        return None;
    }
    let lines = starts.zip(breaks.iter().copied()).filter(is_wrapped);
    let lengths: Vec<usize> = lines
        .map(|(start, end)| length(reading, &(start..end)))
        .collect();
    let longest = lengths.iter().copied().max();
    longest.filter(|_| lengths.len() * 10 >= many * 6)
}

/// Whether a line is a row of a table: it has a bar, or dashes between spaces.
fn is_row(reading: &Reading<'_>, line: &TokenRange) -> bool {
    let marks = reading.marks_in(line);
    let dashes = marks
        .iter()
        .filter(|mark| mark.token() > line.start && parts_cells(reading, mark.token()));
    marks.iter().any(|mark| mark.mark == b'|') || dashes.count() >= ROW_DASHES
}

/// How long a line is, in letters and marks.
fn length(reading: &Reading<'_>, line: &TokenRange) -> usize {
    letters(reading.slice(line))
}

/// Whether what stands first after a line break had no room on the line above, in a text wrapped at a width: `nhiệm kỳ 2020 ⏎
/// - 2025`. A list's item would have had.
fn had_no_room(reading: &Reading<'_>, at: usize, width: usize) -> bool {
    let rest = &reading.text[reading.tokens[at].start as usize..];
    let word = rest.split(char::is_whitespace).next().unwrap_or(rest);
    length(reading, &line_above(reading, at)) + 1 + letters(word) > width
}

/// Whether the line above a line break is less than half as long as the others: a title, the end of a paragraph.
fn is_half_empty(reading: &Reading<'_>, at: usize, width: usize) -> bool {
    length(reading, &line_above(reading, at)) * 2 < width
}

/// `Chi bộ thôn Đoài: 45 đảng viên,`: whether the short line above a line break is an item of a list, with a colon or below another
/// short line.
fn is_listed(reading: &Reading<'_>, at: usize, width: usize) -> bool {
    let above = line_above(reading, at);
    let is_below_short = || {
        let before = above
            .start
            .checked_sub(1)
            .map(|before| &reading.tokens[before]);
        before.is_some_and(|mark| mark.is_mark(b','))
            && reading.tokens[above.start].gap == Gap::Line
            && is_half_empty(reading, above.start, width)
    };
    let mut words = above.clone();
    words.any(|token| reading.tokens[token].is_mark(b':')) || is_below_short()
}

/// The tokens between the line break before a token and the one before that.
fn line_above(reading: &Reading<'_>, at: usize) -> TokenRange {
    let starts = |&first: &usize| reading.tokens[first].gap >= Gap::Line;
    (0..at).rev().find(starts).unwrap_or(0)..at
}

/// Whether a dash stands between spaces and is none of a range: not between numbers, unless another such dash stands before the
/// first of them, as in `Xã Tân Lập – 14 – 412`.
#[inline(always)]
pub(crate) fn parts_cells(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = &reading.tokens;
    let is_dash = |at: usize| {
        let is_inner = at > 0 && at + 1 < tokens.len();
        tokens[at].is_mark(b'-')
            && is_inner
            && tokens[at].gap == Gap::Space
            && tokens[at + 1].gap == Gap::Space
    };
    let joins = || tokens[at - 1].is_number() && tokens[at + 1].is_number();
    let is_third = || at.checked_sub(2).is_some_and(is_dash);
    is_dash(at) && (!joins() || is_third())
}

/// Whether the token at `at`, first after a line break, goes on with the line above, in a text wrapped at a width or not at all.
fn continues(reading: &Reading<'_>, at: usize, width: Option<usize>) -> bool {
    let (token, before) = (&reading.tokens[at], &reading.tokens[at - 1]);
    let open = before.is_word() || before.is_number() || before.is_mark(b',');
    let is_bullet = matches!(token.kind, Kind::Mark(b'-' | b'*' | b'+'));
    // A short form that opens a line is written in capitals, whatever it stands for.
    let is_small = token.is_word() && token.shape == Shape::Lower && token.expanded == 0;
    match width {
        Some(width) if is_bullet => open && had_no_room(reading, at, width),
        // Who wraps by hand leaves some room, but no half of a line unless a comma shows that the sentence goes on.
        Some(width) if open => {
            let goes_on = || before.is_mark(b',') && !is_listed(reading, at, width);
            is_small || goes_on() || !is_half_empty(reading, at, width)
        }
        Some(width) => had_no_room(reading, at, width),
        None => open && is_small,
    }
}

fn mark_furniture(reading: &Reading<'_>, lines: &mut [Line]) {
    let mut in_tail = false;
    let mut has_text = false;
    let title = lines.first().map(|line| reading.slice(&line.tokens));
    for line in lines {
        let first = line.tokens.start
            + usize::from(line.is_item && !reading.tokens[line.tokens.start].is_word());
        let starts = |cue| {
            reading
                .cue_at(first, cue)
                .is_some_and(|end| end <= line.tokens.end)
        };
        let is_short = line.tokens.len() < RUNNING_TOKENS;
        // "Xem thêm:" alone on its line opens a list of other articles.
        let opens_list = line.tokens.len() <= LIST_TITLE_TOKENS
            && reading.tokens[line.tokens.end - 1].is_mark(b':')
            && starts(Cue::FurnitureLine);
        if is_short && (starts(Cue::FurnitureRest) || opens_list) {
            in_tail = true;
        } else if !is_short {
            (in_tail, has_text) = (false, true);
        } else if !has_text && Some(reading.slice(&line.tokens)) == title {
            // A side column before the text ends where the title stands again.
            in_tail = false;
        }
        let opening = &reading.tokens[line.tokens.start];
        let is_bare_number = line.tokens.len() <= 2 && opening.is_number();
        // ">> Xã X kết nạp 9 đảng viên": the title of another article.
        let is_link = line.kind == LineKind::Heading
            && opening.is_mark(b'>')
            && reading.mark_at(line.tokens.start + 1, b'>');
        if in_tail || (is_short && starts(Cue::FurnitureLine)) || is_bare_number || is_link {
            line.kind = LineKind::Furniture;
        }
    }
}

/// A line that repeats the one before it (a caption and its image's alternative text) is read once.
fn mark_repeated(reading: &Reading<'_>, lines: &mut [Line]) {
    for index in 1..lines.len() {
        let (above, here) = (lines[index - 1].tokens.clone(), lines[index].tokens.clone());
        if here.len() > 3 && reading.slice(&above) == reading.slice(&here) {
            lines[index].kind = LineKind::Furniture;
        }
    }
}
