//! Lines of any length in bounded memory.

use std::io::{self, BufRead, Read};

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Without its line break.
    Whole(Vec<u8>),
    /// Longer than the limit: passed over, not kept.
    TooLong,
}

/// Reads the next line of at most `limit` bytes; none at the end.
///
/// # Errors
/// As the stream's.
pub(super) fn next_line(stream: &mut impl BufRead, limit: u64) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let read = stream
        .by_ref()
        .take(limit.saturating_add(1))
        .read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    } else if line.len() as u64 > limit {
        drop(line);
        stream.skip_until(b'\n')?;
        return Ok(Some(Line::TooLong));
    }
    Ok(Some(Line::Whole(line)))
}

#[cfg(test)]
mod tests {
    use super::{Line, next_line};
    use std::io::BufReader;

    fn lines(text: &str, limit: u64) -> Vec<Line> {
        let mut stream = BufReader::with_capacity(4, text.as_bytes());
        std::iter::from_fn(|| next_line(&mut stream, limit).expect("memory can be read")).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn line_breaks_of_both_kinds_are_taken_off() {
        assert_eq!(
            lines("a\r\nb\n\nc", 10),
            [whole("a"), whole("b"), whole(""), whole("c")]
        );
    }

    #[test]
    fn a_line_at_the_limit_is_whole_and_one_over_it_is_passed_over() {
        assert_eq!(
            lines("12345\n123456\nnext\n", 5),
            [whole("12345"), Line::TooLong, whole("next")]
        );
        assert_eq!(lines("123456", 5), [Line::TooLong]);
    }
}
