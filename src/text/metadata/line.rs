//! The first and last lines of a text, with their places.

use crate::text::breaks;
use crate::text::fold::shown;
use std::ops::Range;

/// A line, trimmed, that is not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    /// Byte offset in the article's text.
    pub(super) start: usize,
    /// Whether a field's phrase may begin it; a line is asked that for every field.
    pub(super) may_begin: bool,
    /// Whether any phrase may, such as furniture's.
    pub(super) is_known: bool,
}

impl<'t> Line<'t> {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether it has more letters and marks than this, in whichever Unicode form.
    pub(super) fn is_longer_than(&self, most: usize) -> bool {
        self.text.len() > most && shown(self.text).nth(most).is_some()
    }

    /// A part of it, trimmed of spaces, of Markdown's emphasis and headings, and of a bracket that opens before it.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let is_around = |letter: char| letter.is_whitespace() || matches!(letter, '*' | '_' | '#');
        let part = &self.text[range.clone()];
        let text = part.trim_start_matches(is_around);
        let start = self.start + range.start + (part.len() - text.len());
        let text = text.trim_end_matches(is_around);
        let is_closed_only = text.ends_with(')') && !text.contains('(');
        Line {
            start,
            may_begin: true,
            is_known: true,
            text: if is_closed_only {
                &text[..text.len() - 1]
            } else {
                text
            },
        }
    }
}

/// Whether a value is as short as a name.
pub(super) fn is_brief(line: &Line<'_>) -> bool {
    const NAME_CHARS: usize = 40;
    !line.is_longer_than(NAME_CHARS)
}

/// The first lines, in order.
pub(super) fn first_lines(text: &str, count: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(count);
    let mut start = 0;
    for line in breaks::lines(text) {
        lines.extend(trimmed(line, start));
        if lines.len() == count {
            break;
        }
        start += line.len() + 1;
    }
    lines
}

/// The last lines, in the order of the text.
pub(super) fn last_lines(text: &str, count: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(count);
    let mut end = text.len();
    for line in breaks::lines_backward(text) {
        let start = end - line.len();
        lines.extend(trimmed(line, start));
        if lines.len() == count {
            break;
        }
        end = start.saturating_sub(1);
    }
    lines.reverse();
    lines
}

fn trimmed(line: &str, start: usize) -> Option<Line<'_>> {
    let whole = Line {
        text: line,
        start,
        may_begin: true,
        is_known: true,
    };
    Some(whole.part(0..line.len())).filter(|line| !line.text.is_empty())
}
