//! Whether a lead stands apart from its text.

use crate::text::decode::Decoded;
use crate::text::fold::fold;

/// Marks that end a sentence.
const ENDS: [char; 4] = ['.', '!', '?', '…'];

/// A lead and its text as they are read: a lead that the text begins with is no more than the text's, and one without a
/// text below it is the text.
pub(crate) fn stand_apart(lead: Option<String>, text: Decoded) -> (Option<String>, Decoded) {
    match lead.filter(|lead| !lead.trim().is_empty()) {
        Some(lead) if text.text.trim().is_empty() => (
            None,
            Decoded {
                text: lead,
                is_derived: true,
                ..text
            },
        ),
        lead => (lead.filter(|lead| !begins_with(&text.text, lead)), text),
    }
}

/// Whether a text begins with these words, in whichever spelling and spacing, and a line or a sentence ends there.
fn begins_with(text: &str, words: &str) -> bool {
    let mut rest = text;
    let mut words = words.split_whitespace().peekable();
    while let Some(word) = words.next() {
        rest = rest.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (own, behind) = rest.split_at(end);
        let is_same = fold(own) == fold(word);
        if words.peek().is_none() {
            let gap = behind.len() - behind.trim_start().len();
            let ends_line = gap == behind.len() || behind[..gap].contains('\n');
            let ends_here = ends_line || word.ends_with(ENDS);
            let ends_with_mark =
                own.ends_with(ENDS) && fold(own.trim_end_matches(ENDS)) == fold(word);
            return (is_same && ends_here) || ends_with_mark;
        }
        if !is_same {
            return false;
        }
        rest = behind;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{begins_with, stand_apart};
    use crate::text::decode::Decoded;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn a_repeated_lead_is_known_in_any_spelling_and_ends_where_a_sentence_does() {
        let lead = "Chi bộ Hồ Sen họp";
        let apart: String = lead.nfd().collect();
        for (text, is_repeated) in [
            ("Chi bộ Hồ Sen họp. Có 25 đảng viên dự.", true),
            ("Chi bộ\u{a0}Hồ  Sen họp \nCó 25 đảng viên dự.", true),
            ("Chi bộ Hồ Sen họp", true),
            ("Chi bộ Hồ Sen họp thường kỳ.", false),
            ("Chi bộ Hồ Sen", false),
        ] {
            assert_eq!(begins_with(text, lead), is_repeated, "{text}");
            assert_eq!(begins_with(text, &apart), is_repeated, "{text}");
        }
        assert!(!begins_with("Đảng bộ họp.", "Đ"));
    }

    #[test]
    fn a_lead_without_a_text_is_the_text() {
        let (lead, text) = stand_apart(Some("Chi bộ họp.".to_owned()), Decoded::default());
        assert_eq!((lead, text.text.as_str()), (None, "Chi bộ họp."));
        assert!(text.is_derived);
    }
}
