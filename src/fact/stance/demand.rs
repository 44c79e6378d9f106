//! What is to be done because somebody has to, or is asked to: `phải bảo đảm 100% chi bộ …`, `nhắc các chi bộ nâng tỷ lệ …
//! lên 90%`.
//!
//! Enters: a word of duty or of asking in its segment. Leaves: whether it demands a figure, that is, whether a verb of reaching
//! stands between the word and a share, or right before a count. A duty without a figure, or one that a report tells
//! (`đã phải giải thể 2 chi bộ`), plans nothing.

use super::{Follower, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::ordinal;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, Shape, TokenRange};

/// Figures behind a word of duty among which the demanded one is.
const FIGURES: usize = 6;
/// Tokens behind a word of duty in which its figure stands, and before it in which a report would be told.
const SENTENCE_REACH: usize = 80;
/// Tokens between a verb of reaching and its share.
const SHARE_REACH: usize = 18;
/// Tokens between a verb and the count that it governs.
const COUNT_REACH: usize = 3;

impl Follower<'_> {
    /// Whether "phải", "cần" demands a figure; the word may be part of its verb: "phải có".
    pub(super) fn is_due(&self, word: &TokenRange) -> bool {
        !self.ends_name(word) && self.demands(word, word.start)
    }

    /// The "Cần" of "xã Phú Cần có chi bộ": whether a word with a capital ends a name; in "Các Chi Bộ Cần Đạt" all words have one.
    fn ends_name(&self, word: &TokenRange) -> bool {
        let is_name = |at: usize| {
            let token = self.reading.tokens.get(at);
            token.is_some_and(|token| token.shape == Shape::Capitalized)
        };
        let at = word.start;
        let is_last = word.len() == 1 && is_name(at) && !is_name(at + 1);
        is_last && at > self.reading.sentence_of(at).start && is_name(at - 1)
    }

    /// Whether somebody is asked for a figure. A verb right behind the asking one says what was proposed: "đề nghị kết nạp 5
    /// quần chúng"; and behind a colon somebody may as well be told how things are: "lưu ý: toàn Khối kết nạp 420 đảng viên".
    pub(super) fn is_asked(&self, word: &TokenRange) -> bool {
        let is_speech = self.reading.mark_at(word.end, b':');
        // "hoàn thành nhiệm vụ được giao": what was asked for before.
        let is_passive = (self.reading)
            .cue_before(word.start, Cue::Passive)
            .is_some();
        !is_speech
            && !is_passive
            && (self.demands(word, word.end + 1) || self.asks_for_share(word.end))
    }

    /// "đề nghị, trong quý III, 100% chi bộ …": whether a round share of members or Party organizations is whom somebody asks,
    /// by when aside.
    fn asks_for_share(&self, from: usize) -> bool {
        /// Tokens of a time before the share.
        const REACH: usize = 10;
        const TIMES: [Cue; 4] = [
            Cue::AimTime,
            Cue::AimScope,
            Cue::StanceYear,
            Cue::StancePlanUntil,
        ];
        const ASKED: [Cue; 2] = [Cue::NounMember, Cue::NounOrganization];
        let sentence = self.reading.sentence_of(from);
        let figures = self
            .mentions
            .quantities_in(from..sentence.end.min(from + REACH));
        let Some(share) = figures.iter().find(|figure| figure.is_percent()) else {
            return false;
        };
        let cue_at = |at: usize, cues: &[Cue]| {
            let ends = cues.iter().filter_map(|cue| self.reading.cue_at(at, *cue));
            ends.max()
        };
        let dated = |at: usize| {
            let dates = self.mentions.dates_in(at..at + 1);
            dates.first().map(|date| date.tokens.end)
        };
        // The "I/2026" of "quý I/2026".
        let is_part = |at: usize| {
            let token = &self.reading.tokens[at];
            token.is_number()
                || matches!(token.kind, Kind::Mark(b',' | b'/'))
                || ordinal::roman(self.reading.word(at)).is_some()
        };
        let mut at = from;
        while at < share.tokens.start {
            let part = is_part(at).then_some(at + 1);
            let Some(end) = part.max(dated(at)).max(cue_at(at, &TIMES)) else {
                return false;
            };
            at = end.max(at + 1);
        }
        !self.is_measured_share(share) && cue_at(share.tokens.end, &ASKED).is_some()
    }

    /// "Bên cạnh việc duy trì 90% chi bộ …, Đảng ủy giao kết nạp 70 đảng viên": what stands before the main clause of a plan is
    /// planned, too.
    pub(super) fn leads_to_plan(&self, segment: &TokenRange, next: Option<&TokenRange>) -> bool {
        let start = segment.start;
        let leads = self.reading.cue_at(start, Cue::StanceLead).is_some();
        let plans = |next: &TokenRange| {
            self.said(next, Stance::Neutral)
                .is_some_and(|said| said.stance == Stance::Plan)
        };
        leads && next.is_some_and(plans)
    }

    fn demands(&self, word: &TokenRange, from: usize) -> bool {
        const TOLD: CueSet =
            CueSet::of(&[Cue::StanceReport, Cue::StanceReportOpening, Cue::AimOnly]);
        let sentence = self.reading.sentence_of(word.start);
        let start = sentence
            .start
            .max(word.start.saturating_sub(SENTENCE_REACH));
        let end = sentence.end.min(word.end + SENTENCE_REACH);
        let is_told = |range: TokenRange| {
            let mut told = self.reading.starts_of(range, TOLD);
            told.next().is_some()
        };
        let figures = self.mentions.quantities_in(word.end..end);
        let mut demanded = figures.iter().take(FIGURES);
        !is_told(start..word.start)
            && demanded.any(|figure| {
                self.is_reached(from, figure) && !is_told(word.end..figure.tokens.start)
            })
    }

    /// Whether a verb of reaching leads to a share that can be aimed for, or one of admitting or founding stands right before a
    /// count.
    fn is_reached(&self, from: usize, figure: &QuantityMention) -> bool {
        const GOVERNS: [Cue; 2] = [Cue::AimAdmission, Cue::DeedEstablish];
        let at = figure.tokens.start;
        let reach = if figure.is_percent() {
            SHARE_REACH
        } else {
            COUNT_REACH
        };
        let near = from.max(at.saturating_sub(reach))..at;
        let verb = if figure.is_percent() {
            self.find_attaining(near)
        } else {
            let verbs = GOVERNS.into_iter();
            verbs
                .filter_map(|cue| self.reading.find_last_cue(near.clone(), cue))
                .next()
        };
        let is_aim = !figure.is_percent() || !self.is_measured_share(figure);
        is_aim
            && verb.is_some_and(|verb| {
                (verb.end..at).all(|at| !matches!(self.reading.tokens[at].kind, Kind::Mark(_)))
            })
    }

    /// The last verb of reaching in a range that is no part of a noun: the "kiểm tra" of "Ủy ban Kiểm tra" is none.
    fn find_attaining(&self, range: TokenRange) -> Option<TokenRange> {
        /// Tokens of a noun before the verb's word in it.
        const NOUN: usize = 3;
        let is_noun = |at: usize| {
            (at.saturating_sub(NOUN)..=at).any(|start| {
                [Cue::AimNoun, Cue::AimCounted, Cue::NounOrganization]
                    .into_iter()
                    .filter_map(|cue| self.reading.cue_at(start, cue))
                    .any(|end| end > at)
            })
        };
        let mut end = range.end;
        loop {
            let verb = self
                .reading
                .find_last_cue(range.start.min(end)..end, Cue::StanceAttain)?;
            if !is_noun(verb.start) {
                return Some(verb);
            }
            end = verb.start;
        }
    }
}
