//! Figures that a mark of a note stands behind, and those that something cut in two.
//!
//! Enters: the place before or behind a figure's digits. Leaves: where a note's mark ends, and whether what stands there is the
//! rest of the figure: of a value nobody can tell.

use super::Scanner;
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::fold::is_hidden;
use crate::text::token::{Gap, Kind};

/// Digits of a note's number.
const NOTE_DIGITS: usize = 2;
/// Digits of a group of thousands.
const GROUP_DIGITS: usize = 3;

impl Scanner<'_, '_> {
    /// `1.530(2)`, `1.530[2]`, `1.530(1,2)`, `1.530(*)`, `1.530(a)`, `1.530²`: the end of a note's mark that touches a figure,
    /// before a word; else the place itself.
    pub(super) fn past_note(&self, at: usize) -> usize {
        let tokens = &self.reading.tokens;
        let is_glued = |at: usize| tokens.get(at).is_some_and(|token| token.gap == Gap::None);
        // "45 (1) đảng viên": apart only where what is counted follows.
        let counts = |at: usize| {
            const COUNTED: CueSet =
                CueSet::of(&[Cue::NounMember, Cue::NounOrganization, Cue::NounPerson]);
            let next = tokens.get(at).filter(|next| next.gap <= Gap::Space);
            next.is_some() && self.reading.starts_any(at, COUNTED)
        };
        let is_apart = tokens
            .get(at)
            .is_some_and(|open| open.is_mark(b'(') && open.gap == Gap::Space)
            && counts(at + 3);
        if !is_glued(at) && !is_apart {
            return at;
        }
        let close = match tokens[at].kind {
            Kind::Mark(b'(') => b')',
            Kind::Mark(b'[') => b']',
            Kind::Word if self.reading.word(at).chars().all(is_raised) => return at + 1,
            _ => return at,
        };
        let is_sign = |at: usize| match tokens[at].kind {
            Kind::Number => {
                let mut notes = self.reading.word(at).split(',');
                notes.all(|note| note.len() <= NOTE_DIGITS)
            }
            Kind::Word => matches!(self.reading.word(at).as_bytes(), [b'a'..=b'z']),
            kind => kind == Kind::Mark(b'*'),
        };
        let is_note = is_glued(at + 1)
            && is_sign(at + 1)
            && is_glued(at + 2)
            && tokens[at + 2].is_mark(close)
            && tokens.get(at + 3).is_some_and(|next| next.is_word());
        if is_note { at + 3 } else { at }
    }

    /// Whether the digits that end before a token go on behind what cut them.
    pub(super) fn breaks_at(&self, end: usize) -> bool {
        let next = |at: usize| self.reading.tokens.get(at).map(|token| token.kind);
        match (next(end), next(end + 1)) {
            (Some(Kind::Number), _) => self.is_cut(end - 1, end),
            (Some(Kind::Mark(_)), Some(Kind::Number)) => self.is_cut(end - 1, end + 1),
            _ => false,
        }
    }

    /// Whether the digits that start at a token are the rest of a figure that was cut.
    pub(super) fn goes_on_broken(&self, at: usize) -> bool {
        let before = |by: usize| at.checked_sub(by).map(|at| self.reading.tokens[at].kind);
        match (before(2), before(1)) {
            (_, Some(Kind::Number)) => self.is_cut(at - 1, at),
            (Some(Kind::Number), Some(Kind::Mark(_))) => self.is_cut(at - 2, at),
            _ => false,
        }
    }

    /// Whether the word before a number tells how many there are, and does not number a place or an item: `đảng bộ có 3`.
    fn is_counting(&self, number: usize) -> bool {
        const BEFORE: CueSet = CueSet::of(&[
            Cue::DeedHave,
            Cue::DeedAdmit,
            Cue::DeedCommend,
            Cue::DeedDiscipline,
            Cue::Copula,
        ]);
        self.reading.ends_any(number, BEFORE)
    }

    /// `1 . 530`, `87 , 5 %`, `1’530`, and digits with a line's end or a hidden letter between them: whether two numbers with one
    /// mark at most between them are parts of one figure.
    fn is_cut(&self, left: usize, right: usize) -> bool {
        let reading = self.reading;
        let (first, rest) = (&reading.tokens[left], &reading.tokens[right]);
        let is_short = reading.word(left).len() <= GROUP_DIGITS;
        let between = reading.text.get(first.end as usize..rest.start as usize);
        let between = between.unwrap_or_default();
        if !first.is_number() || rest.gap > Gap::Line {
            return false;
        }
        let is_group = || reading.word(right).len() == GROUP_DIGITS;
        if between.contains(is_hidden) && !between.contains(char::is_whitespace) {
            return is_short || between.chars().all(is_hidden);
        }
        if right == left + 1 {
            return is_short && rest.gap == Gap::Space && between.contains('\n');
        }
        let mark = &reading.tokens[left + 1];
        match mark.kind {
            Kind::Mark(b'.' | b',') => {
                let is_apart = mark.gap == Gap::Space;
                // "đảng bộ có 3. 410 đảng viên", but "2. 410 đảng viên" as an item and "ngày 3/6. 410 đảng viên"
                let is_parted = mark.is_mark(b'.')
                    && mark.gap == Gap::None
                    && first.gap == Gap::Space
                    && is_group()
                    && self.is_counting(left);
                is_short
                    && rest.gap <= Gap::Space
                    && (is_parted
                        || is_apart && (is_group() || self.percent_at(right + 1).is_some()))
            }
            Kind::Mark(b'\'' | b'_' | 0) => mark.gap == Gap::None && rest.gap == Gap::None,
            _ => false,
        }
    }
}

/// `¹`: a digit above the line.
fn is_raised(letter: char) -> bool {
    matches!(letter, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}
