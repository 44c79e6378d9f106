//! Sentence boundaries.
//!
//! Enters: a reading's tokens and lines. Leaves: token ranges that cover them all. A sentence never runs over the end of a line
//! of the layout.

use crate::knowledge::cue::Cue;
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Kind, Shape, Token};

/// From this many tokens on, a comma or semicolon ends a sentence; twice as many end it anywhere. No author writes so
/// long a one: it is a list without full stops, or text whose marks were lost. Whatever looks around within a sentence
/// thus looks at a bounded stretch.
const LONGEST: usize = 500;
/// Marks behind a full stop that can belong to it.
const MOST_CLOSING: usize = 16;

/// The sentences of a reading, in order.
pub(super) fn sentences(reading: &Reading<'_>) -> Vec<TokenRange> {
    let mut out = Vec::with_capacity(reading.tokens.len() / 16);
    for line in &reading.lines {
        let stops = reading.marks_of(line).iter();
        let mut stops = stops.filter(|one| is_stop(one.mark)).peekable();
        let mut start = line.tokens.start;
        if let Some(end) = edit_links(reading, line.tokens.clone()) {
            out.push(start..end);
            start = end;
        }
        let mut at = start;
        while at < line.tokens.end {
            while stops.next_if(|stop| stop.token() < at).is_some() {}
            let stop = stops.peek().map_or(line.tokens.end, |stop| stop.token());
            // Nothing before the next stop ends a sentence that is not too long yet.
            at = at.max(stop.min(start + LONGEST));
            if at == line.tokens.end {
                break;
            }
            let is_end =
                ends_sentence(reading, line.tokens.start, at) || is_too_long(reading, start, at);
            at += 1;
            if is_end {
                while at < line.tokens.end && is_closing(reading, at) {
                    at += 1;
                }
                out.push(start..at);
                start = at;
            }
        }
        if start < line.tokens.end {
            out.push(start..line.tokens.end);
        }
    }
    out
}

/// `[sửa | sửa mã nguồn]Ông sinh năm 1946`: the end of the links of a section's heading, which open the line below it and are no
/// part of what it says.
fn edit_links(reading: &Reading<'_>, line: TokenRange) -> Option<usize> {
    /// Tokens of the links with their brackets.
    const LINKS: usize = 8;
    let tokens = &reading.tokens[line.clone()];
    tokens.first().filter(|open| open.is_mark(b'['))?;
    let close = tokens
        .iter()
        .take(LINKS)
        .position(|token| token.is_mark(b']'))?;
    let close = line.start + close;
    let is_link = reading.cue_before(close, Cue::FurnitureEdit).is_some();
    (is_link && close + 1 < line.end).then_some(close + 1)
}

/// Whether a mark may end a sentence.
fn is_stop(mark: u8) -> bool {
    matches!(mark, b'.' | b'?' | b'!' | b'~')
}

fn is_too_long(reading: &Reading<'_>, start: usize, at: usize) -> bool {
    let length = at - start;
    length >= 2 * LONGEST
        || (length >= LONGEST && matches!(reading.tokens[at].kind, Kind::Mark(b',' | b';')))
}

/// Marks that still belong to the sentence that has just ended.
fn is_closing(reading: &Reading<'_>, at: usize) -> bool {
    let token = &reading.tokens[at];
    token.gap == Gap::None
        && matches!(
            token.kind,
            Kind::Mark(b'"' | b'\'' | b')' | b'.' | b'/' | b'~' | b'!' | b'?')
        )
}

fn ends_sentence(reading: &Reading<'_>, line_start: usize, at: usize) -> bool {
    let token = &reading.tokens[at];
    let Some(mark) = token.mark().filter(|mark| is_stop(*mark)) else {
        return false;
    };
    let last = reading.tokens.len().min(at + 1 + MOST_CLOSING);
    let Some(next) = (at + 1..last).find(|&next| !is_closing(reading, next)) else {
        return true;
    };
    let follower = &reading.tokens[next];
    let is_glued = follower.gap == Gap::None && follower.kind != Kind::Mark(b'"');
    if mark == b'.' && is_glued && !opens_bold(reading, next) {
        return false;
    }
    if mark == b'.' && at > line_start && is_abbreviation_dot(reading, line_start, at) {
        return false;
    }
    match follower.kind {
        Kind::Number => true,
        // An abbreviation is written in capitals, whatever it stands for.
        Kind::Word => follower.shape != Shape::Lower || follower.expanded != 0,
        Kind::Mark(mark) => matches!(mark, b'"' | b'(' | b'-' | b'*' | b'[' | b'+' | 0),
    }
}

/// `".**^**"Trao quyết định`, `.**Xem thêm**`: stars that stand right before what they mark, as between the entries of a list of
/// sources that lost its lines.
fn opens_bold(reading: &Reading<'_>, at: usize) -> bool {
    let is_star = |token: &&Token| token.is_mark(b'*');
    let stars = reading.tokens[at..].iter().take_while(is_star).count();
    let marked = reading.tokens.get(at + stars);
    stars > 1 && marked.is_some_and(|marked| marked.gap == Gap::None)
}

/// TP. Đà Lạt, T.Ư., PGS.TS. Nguyễn, N.V.A, and the number of a list item at the start of a line.
fn is_abbreviation_dot(reading: &Reading<'_>, line_start: usize, at: usize) -> bool {
    let before = at - 1;
    let word = &reading.tokens[before];
    if reading.tokens[at].gap != Gap::None {
        return false;
    }
    if (before.saturating_sub(4)..=before).any(|start| {
        reading
            .cue_at(start, Cue::SentenceNoBreak)
            .is_some_and(|end| end == at || end == at + 1)
    }) {
        return true;
    }
    let is_initial = word.shape == Shape::Upper && reading.letters(before) == 1;
    let is_list_number = before == line_start && (word.is_number() || is_initial);
    is_list_number || (is_initial && before > line_start && reading.tokens[before].gap == Gap::None)
}
