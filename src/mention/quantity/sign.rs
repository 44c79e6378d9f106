//! Numbers that measure nothing: the signs of notes, of items and of a table's rows.
//!
//! Enters: the place of a number. Leaves: whether it is such a sign. Most numbers of lists and of pages with sources are.

use super::Scanner;
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::reading::Reading;
use crate::text::token::{Gap, Kind, Token};

/// Digits of an item's or a row's number.
const DIGITS: usize = 3;
/// Digits of each part of an item's number: `2.10.`
const PART_DIGITS: usize = 2;
/// Marks before the number of an item: `- **1.`
const MARKS: usize = 4;

/// `[12]`: the end of a note's sign that opens at a token.
pub(crate) fn note_end(reading: &Reading<'_>, open: usize) -> Option<usize> {
    let is_note = reading.mark_at(open, b'[')
        && (reading.tokens.get(open + 1)).is_some_and(Token::is_number)
        && reading.mark_at(open + 2, b']');
    is_note.then_some(open + 3)
}

impl Scanner<'_, '_> {
    /// Whether a number only tells which note, item or row this is.
    pub(super) fn is_sign(&self, number: usize) -> bool {
        let tokens = &self.reading.tokens;
        let Some(next) = tokens.get(number + 1) else {
            return false;
        };
        match next.kind {
            Kind::Mark(b']') => {
                let open = number.checked_sub(1);
                open.is_some_and(|open| note_end(self.reading, open).is_some())
            }
            Kind::Mark(b'.' | b')') => self.is_of_item(number),
            Kind::Mark(b'|') => self.is_of_row(number),
            _ => false,
        }
    }

    /// `3. Kết nạp đảng viên`, `- 2.1) …`, `(4) …`: a short number that opens its line, before a mark and words on that line.
    fn is_of_item(&self, number: usize) -> bool {
        let reading = self.reading;
        let is_short = || {
            let mut parts = reading.word(number).split('.');
            parts.all(|part| part.len() <= PART_DIGITS)
        };
        let opens_line = || {
            (number.saturating_sub(MARKS)..=number)
                .rev()
                .take_while(|&at| at == number || matches!(reading.tokens[at].kind, Kind::Mark(_)))
                .any(|at| self.starts_line(at))
        };
        let mut behind = reading.tokens[number + 2..].iter().take(MARKS);
        let next = behind.find(|next| !next.is_mark(b'*'));
        reading.tokens[number + 1].gap == Gap::None
            && next.is_some_and(|next| next.gap == Gap::Space && next.is_word())
            && is_short()
            && opens_line()
    }

    /// `| 7 | Nguyễn Văn A |`: a short number in a row's first cell, before a name.
    fn is_of_row(&self, number: usize) -> bool {
        const COUNTED: CueSet = CueSet::of(&[
            Cue::NounMember,
            Cue::NounOrganization,
            Cue::NounOrganizationShort,
            Cue::NounPerson,
            Cue::NounPersonKind,
        ]);
        let reading = self.reading;
        let opens = |open: usize| reading.tokens[open].is_mark(b'|') && self.starts_line(open);
        let name = number + 2;
        let is_name = (reading.tokens.get(name)).is_some_and(Token::is_capitalized);
        is_name
            && reading.word(number).len() <= DIGITS
            && number.checked_sub(1).is_some_and(opens)
            && !reading.starts_any(name, COUNTED)
    }

    fn starts_line(&self, at: usize) -> bool {
        at == 0 || self.reading.tokens[at].gap >= Gap::Line
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;
    use crate::mention::Mentions;
    use crate::text::Reading;

    /// The quantities of a text, as written.
    fn quantities(text: &str) -> Vec<String> {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
        let mut reading = Reading::new(&[], text, &knowledge.lexicon);
        reading.find_phrases();
        let mentions = Mentions::find(&reading, &knowledge);
        let found = mentions.quantities.iter();
        found
            .map(|quantity| reading.slice(&quantity.tokens).to_owned())
            .collect()
    }

    #[test]
    fn signs_of_notes_items_and_rows_are_no_quantities() {
        for text in [
            "Ông là Bí thư Huyện ủy.[12][3] Sau đó ông về hưu.",
            "3. Kết nạp đảng viên mới",
            "- **2.10)** Thi hành kỷ luật",
            "Chi bộ đã bàn:\n(4) Kết nạp đảng viên",
            "| 7 | Lò Văn Sen | Bí thư |",
        ] {
            assert_eq!(quantities(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn what_is_counted_is_no_sign() {
        for (text, expected) in [
            ("Chi bộ có (4) đảng viên dự bị", "4"),
            ("Số chi bộ: 45. Số đảng viên giữ nguyên.", "45"),
            ("[có 12 đảng viên]", "12"),
            ("1.240. Trong đó có nhiều đảng viên trẻ", "1.240"),
            ("| 12 | chi bộ | nông thôn |", "12"),
            ("- 15 đảng viên.", "15"),
        ] {
            assert_eq!(quantities(text), [expected], "{text}");
        }
    }
}
