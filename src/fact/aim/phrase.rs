//! What a figure counts and what is to hold.
//!
//! Enters: stretches that [`order`](super::order) cut. Leaves: [`Phrase`] and its words as the text writes them.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Gap, Kind, Reading, TokenRange};

/// Words that tell two phrases are of one thing at least.
const LEAST_WORDS: usize = 2;

/// What a figure counts and what is to hold, as stretches of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub subject: Vec<TokenRange>,
    pub goal: Vec<TokenRange>,
}

impl Phrase {
    /// Of one stretch each; an empty one is none.
    pub(super) fn new(subject: TokenRange, goal: TokenRange) -> Self {
        let list = |range: TokenRange| {
            if range.is_empty() {
                Vec::new()
            } else {
                vec![range]
            }
        };
        Self {
            subject: list(subject),
            goal: list(goal),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.subject.is_empty() && self.goal.is_empty()
    }

    /// The subject's words as the text writes them, abbreviations kept but for those of a grade.
    pub(crate) fn subject_text(&self, scene: &Scene<'_>) -> Option<String> {
        text(scene, &self.subject)
    }

    /// The goal's words as the text writes them, abbreviations kept but for those of a grade.
    pub(crate) fn goal_text(&self, scene: &Scene<'_>) -> Option<String> {
        text(scene, &self.goal)
    }

    /// All stretches.
    pub(super) fn ranges(&self) -> impl Iterator<Item = &TokenRange> {
        self.subject.iter().chain(&self.goal)
    }

    /// Whether a cue's phrase stands in the subject or the goal.
    pub(super) fn speaks_of(&self, scene: &Scene<'_>, cue: Cue) -> bool {
        self.ranges()
            .any(|range| scene.find_cue(range.clone(), cue).is_some())
    }

    /// Whether most words of the shorter of two phrases are words of the other one, and half of that one's: "60% số hộ khá, giàu", "tỷ lệ hộ khá, giàu".
    pub(super) fn shares_words(&self, reading: &Reading<'_>, other: &Self) -> bool {
        let forms = |phrase: &Self| -> Vec<u32> {
            let tokens = phrase.ranges().flat_map(Clone::clone);
            let words = tokens.filter(|&at| reading.tokens[at].is_word());
            words.map(|at| reading.tokens[at].form).collect()
        };
        let (own, theirs) = (forms(self), forms(other));
        let (short, long) = if own.len() < theirs.len() {
            (own, theirs)
        } else {
            (theirs, own)
        };
        let shared = short.iter().filter(|form| long.contains(form)).count();
        short.len() >= LEAST_WORDS && shared * 3 >= short.len() * 2 && shared * 2 >= long.len()
    }

    /// From the first to the last token that states a figure; what another clause lent is left out.
    pub(super) fn stretch(&self, clause: &Clause, figure: &QuantityMention) -> TokenRange {
        let reach = clause.stretch();
        let own = || {
            self.ranges()
                .filter(|range| reach.start <= range.start && range.end <= reach.end)
        };
        let start = own()
            .map(|range| range.start)
            .min()
            .unwrap_or(figure.tokens.start);
        let end = own()
            .map(|range| range.end)
            .max()
            .unwrap_or(figure.tokens.end);
        let bounded = figure.bound_after.as_ref().map_or(end, |bound| bound.end);
        start.min(figure.tokens.start)..end.max(figure.tokens.end).max(bounded)
    }
}

/// The tokens of an abbreviation that stands for a grade; none of another one.
fn spelled_grade(scene: &Scene<'_>, at: usize) -> TokenRange {
    let tokens = &scene.reading.tokens;
    let place = (tokens[at].start, tokens[at].end);
    let length = tokens[at..]
        .iter()
        .take_while(|token| token.expanded != 0 && (token.start, token.end) == place)
        .count();
    let is_grade = [Cue::AimGrade, Cue::AimRating]
        .into_iter()
        .any(|cue| scene.cue_at(at, cue).is_some_and(|end| end >= at + length));
    at..if is_grade { at + length } else { at }
}

/// A stretch as it is told: without the number of the item that it opens ("4) tỷ lệ nữ"), without marks at its ends but quotes, and
/// with its bracket whole or left out.
fn tidied(reading: &Reading<'_>, range: &TokenRange) -> TokenRange {
    let tokens = &reading.tokens[..range.end.min(reading.tokens.len())];
    let mark = |at: usize| match tokens[at].kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    };
    let (first, mut end) = (range.start.min(tokens.len()), tokens.len());
    let (mut start, mut open) = (first, None);
    for at in first..end {
        match mark(at) {
            Some(b'(') => open = Some(at),
            Some(b')') if open.take().is_none() => start = at + 1,
            _ => {}
        }
    }
    let is_number = |at: usize| at < end && tokens[at].is_number();
    let dot = start + 1;
    if is_number(start) && dot < end && mark(dot) == Some(b'.') && tokens[dot].gap == Gap::None {
        start = dot + 1;
    }
    let closes = reading.mark_at(end, b')');
    match open {
        Some(_) if closes => return start..end + 1,
        Some(open) => end = open,
        None => {}
    }
    let is_edge = |at: usize| mark(at).is_some_and(|mark| !matches!(mark, b'"' | b')' | b'%'));
    while start < end && is_edge(start) {
        start += 1;
    }
    while start < end && is_edge(end - 1) {
        end -= 1;
    }
    start..end
}

/// The words of stretches as the text writes them: an abbreviation once, a definition's brackets and a ratio in
/// brackets left out. TCCSĐ and ĐV are names of what is counted and stay; TSVM and HTTNV stand for a whole predicate, which
/// a reader of the record is to see: a grade's letters are spelled out.
fn text(scene: &Scene<'_>, ranges: &[TokenRange]) -> Option<String> {
    let reading = scene.reading;
    let mut out = String::new();
    let mut last = (0, 0);
    for range in ranges {
        let range = tidied(reading, range);
        let mut aside = 0..0;
        let mut grade = 0..0;
        for at in range.clone() {
            let Some(token) = reading.tokens.get(at) else {
                continue;
            };
            if token.is_mark(b'(')
                && reading
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.is_number())
            {
                let end = (at..range.end).find(|&end| reading.tokens[end].is_mark(b')'));
                aside = at..end.map_or(range.end, |end| end + 1);
            }
            if aside.contains(&at) {
                continue;
            }
            let place = (token.start, token.end);
            if token.expanded != 0 && !grade.contains(&at) && place != last {
                grade = spelled_grade(scene, at);
            }
            if grade.contains(&at) {
                last = place;
                if !out.is_empty() && token.gap != Gap::None && token.is_word() {
                    out.push(' ');
                }
                out.push_str(reading.word(at));
                continue;
            }
            if token.expanded != 0 && place == last {
                continue;
            }
            last = place;
            if !out.is_empty() && (token.gap != Gap::None || at == range.start) {
                out.push(' ');
            }
            out.push_str(&reading.text[token.start as usize..token.end as usize]);
        }
    }
    (!out.is_empty()).then_some(out)
}
