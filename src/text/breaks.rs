//! A text cut at its line breaks.
//!
//! Enters: text. Leaves: what stands between its line breaks, as [`str::split`] gives it; the breaks are found many bytes
//! at once.

use memchr::memchr_iter;
use std::iter::once;

/// The lines of a text, without their breaks: one more than there are breaks.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr_iter(b'\n', text.as_bytes()).chain(once(text.len()));
    ends.map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

/// The same from the last to the first.
pub(crate) fn lines_backward(text: &str) -> impl Iterator<Item = &str> {
    let mut end = text.len();
    let breaks = memchr_iter(b'\n', text.as_bytes()).rev();
    breaks.map(Some).chain(once(None)).map(move |at| {
        let line = &text[at.map_or(0, |at| at + 1)..end];
        end = at.unwrap_or(0);
        line
    })
}

#[cfg(test)]
mod tests {
    use super::{lines, lines_backward};

    #[test]
    fn lines_are_those_that_the_standard_library_cuts() {
        for text in ["", "\n", "một", "một\n", "\n\nhai dòng\nba\n\n"] {
            let expected: Vec<&str> = text.split('\n').collect();
            assert_eq!(lines(text).collect::<Vec<_>>(), expected);
            let mut backward: Vec<&str> = lines_backward(text).collect();
            backward.reverse();
            assert_eq!(backward, expected);
        }
    }
}
