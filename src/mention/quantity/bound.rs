//! Words that bound a figure: `gần 4,6 nghìn`, `90% trở lên`.
//!
//! Enters: a figure's place. Leaves: the bound and where its words stand.

use super::Scanner;
use crate::knowledge::cue::Cue;
use crate::record::Bound;
use crate::text::reading::TokenRange;
use crate::text::token::{Gap, Kind};

/// How far behind a figure its "trở lên" may stand.
const BOUND_AFTER_REACH: usize = 14;
/// Tokens of a noun before a comma within it.
const LONGEST_NOUN: usize = 6;

impl Scanner<'_, '_> {
    /// The bounding words before a figure: where they start and what they say.
    pub(super) fn bound_before(&self, at: usize) -> (usize, Option<Bound>) {
        const BOUNDS: [(Cue, Bound); 6] = [
            (Cue::QuantityUnder, Bound::Under),
            (Cue::QuantityOver, Bound::Over),
            (Cue::QuantityAbout, Bound::About),
            (Cue::QuantityAtLeast, Bound::AtLeast),
            (Cue::QuantityAtMost, Bound::AtMost),
            (Cue::QuantityExact, Bound::Exact),
        ];
        if !self.continues(at) {
            return (at, None);
        }
        let longest = BOUNDS
            .iter()
            .filter_map(|(cue, bound)| Some((self.reading.cue_before(at, *cue)?, *bound)))
            .min_by_key(|(start, _)| *start)
            .filter(|(start, _)| {
                !self.is_besides(*start) && !self.ends_deed(at, *start) && !self.is_short(*start)
            });
        match longest {
            Some((start, bound)) => {
                // The signs for "at least" and "at most" are read as these two.
                let bound = match self.reading.slice(&(start..at)) {
                    ">" if self.is_measure(start) => Bound::Over,
                    "<" if self.is_measure(start) => Bound::Under,
                    _ => bound,
                };
                let start = self
                    .reading
                    .cue_before(start, Cue::QuantityFrom)
                    .unwrap_or(start);
                (start, Some(bound))
            }
            None => (
                self.reading.cue_before(at, Cue::QuantityFrom).unwrap_or(at),
                None,
            ),
        }
    }

    /// `tỷ lệ > 90%`: whether a sign is no arrow's, and none of a path's: `Tin tức > Xã hội > 12 xã`.
    fn is_measure(&self, at: usize) -> bool {
        /// Tokens of the names that a path puts before a sign.
        const REACH: usize = 12;
        let tokens = &self.reading.tokens;
        let is_touched = at > 0
            && tokens[at].gap == Gap::None
            && matches!(tokens[at - 1].kind, Kind::Mark(b'-' | b'=' | b'>' | b'<'));
        let before = tokens[at.saturating_sub(REACH)..at].iter().rev();
        let mut marks = before.filter(|token| !token.is_word());
        let is_path = marks.next().is_some_and(|mark| mark.is_mark(b'>'));
        !is_touched && !is_path
    }

    /// `Ngoài 6 đảng viên đang công tác, …`: the word of a bound that opens a clause sets its figure apart.
    fn is_besides(&self, at: usize) -> bool {
        let is_first = self.reading.sentence_of(at).start == at
            || matches!(self.reading.tokens[at - 1].kind, Kind::Mark(b',' | b';'));
        is_first && self.reading.cue_at(at, Cue::QuantityBeside).is_some()
    }

    /// `thành lập dựa trên 3 đảng ủy`: the last word of what was done bounds nothing.
    fn ends_deed(&self, at: usize, bound: usize) -> bool {
        self.reading
            .cue_before(at, Cue::DeedMerge)
            .is_some_and(|start| start < bound)
    }

    /// `riêng khối FDI 6 đảng viên`: the last word that a short form stands for (nước ngoài) bounds nothing.
    fn is_short(&self, bound: usize) -> bool {
        self.reading.tokens[bound].expanded != 0
    }

    /// "trở lên" behind the figure: right there, or behind its noun where no verb and no other figure stands between.
    /// Commas are crossed only where "từ" announced it.
    pub(super) fn bound_after(&self, end: usize, announced: bool) -> Option<(Bound, TokenRange)> {
        let last =
            (end + BOUND_AFTER_REACH).min(self.reading.sentence_of(end.saturating_sub(1)).end);
        for at in end..last {
            if let Some(after) = self.reading.cue_at(at, Cue::QuantityOrMore) {
                return Some((Bound::AtLeast, at..after));
            }
            if let Some(after) = self.reading.cue_at(at, Cue::QuantityOrLess) {
                return Some((Bound::AtMost, at..after));
            }
            let token = &self.reading.tokens[at];
            let stops = token.is_number()
                || matches!(token.kind, Kind::Mark(b';' | b'.' | b'(' | b':' | b'~'))
                || (token.is_mark(b',') && !announced && !self.is_within_noun(at))
                || self.reading.cue_at(at, Cue::ClauseVerb).is_some();
            if stops {
                return None;
            }
        }
        None
    }
}

impl Scanner<'_, '_> {
    /// Whether a comma stands within a noun: "95% cơ quan, đơn vị trở lên".
    fn is_within_noun(&self, comma: usize) -> bool {
        (comma.saturating_sub(LONGEST_NOUN)..comma).any(|at| {
            self.reading
                .cue_at(at, Cue::AimNoun)
                .is_some_and(|end| end > comma)
        })
    }
}
