//! Short forms: found, read by the article's own definitions or the dictionary, and replaced by their words.
//!
//! Enters: a reading whose tokens are as written. Leaves: the reading with every expanded form spliced in, and a
//! [`ShortFormUse`] per form. The article's own definition wins over the dictionary; where two readings stay possible
//! the form stands as written.

mod choice;
mod definition;
mod find;

use crate::knowledge::Knowledge;
use crate::knowledge::cue::Cue;
use crate::record::AbbreviationBasis;
use crate::text::{Gap, Reading, TokenRange};
use choice::Choice;
use definition::Defined;
use find::Occurrence;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A form, how it is read, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortFormUse {
    /// As written.
    pub form: String,
    /// None where two readings stay possible.
    pub expansion: Option<String>,
    pub basis: AbbreviationBasis,
    pub alternatives: Vec<String>,
    /// Byte offsets into the reading's text.
    pub spans: Vec<(usize, usize)>,
}

/// Expands the short forms of a reading in place.
pub fn expand(reading: &mut Reading<'_>, knowledge: &Knowledge) -> Vec<ShortFormUse> {
    let definitions = definition::find(reading, knowledge);
    let defined = Defined::of(&definitions);
    let occurrences = find::occurrences(reading, knowledge, &defined);
    if occurrences.is_empty() {
        return Vec::new();
    }
    let mut uses = Uses::default();
    let mut replacements: Vec<(TokenRange, &str)> = Vec::new();
    let mut choices: Vec<Choice<'_>> = occurrences
        .iter()
        .map(|occurrence| choice::choose(reading, knowledge, &defined, occurrence))
        .collect();
    choice::choose_by_article(reading, knowledge, &occurrences, &mut choices);
    for (occurrence, choice) in occurrences.iter().zip(choices) {
        uses.record(reading, occurrence, &choice);
        if let Some(expansion) = choice.expansion
            && !occurrence.is_part
        {
            let tokens = with_dot(reading, &occurrence.tokens);
            let words = without_own_words(reading, tokens.start, expansion);
            replacements.push((tokens, words));
        }
    }
    // Definitions come in text order, and of two brackets that meet the later one ends no earlier.
    replacements.retain(|(range, _)| {
        let before = definitions.partition_point(|one| one.drop.start <= range.start);
        let last = definitions[..before].last();
        last.is_none_or(|last| last.drop.end <= range.start)
    });
    let dropped = definitions.iter().map(|one| (one.drop.clone(), ""));
    replacements.extend(dropped);
    replacements.sort_by_key(|(range, _)| (range.start, range.end));
    let uses = uses.list;
    reading.splice(&replacements);
    settle(uses)
}

/// In a suspected copy: takes back what only the words around chose, and the expansion of a form that acts ("ĐBQH đã rút
/// ra bài học"), which may stand for whatever the copyist's machine made of the organization.
pub(crate) fn distrust(uses: &mut [ShortFormUse], reading: &Reading<'_>) {
    for one in uses {
        let acts = one.spans.iter().any(|(_, end)| {
            let next = reading
                .tokens
                .partition_point(|token| (token.start as usize) < *end);
            reading.cue_at(next, Cue::Acting).is_some()
        });
        if acts || one.basis == AbbreviationBasis::Context {
            one.basis = AbbreviationBasis::Context;
            one.alternatives.extend(one.expansion.take());
        }
    }
}

/// A form that the article reads in two ways is published with both and no expansion: its reader can't tell which.
fn settle(uses: Vec<ShortFormUse>) -> Vec<ShortFormUse> {
    let mut out: Vec<ShortFormUse> = Vec::with_capacity(uses.len());
    let mut lines: FxHashMap<String, usize> = FxHashMap::default();
    for one in uses {
        match lines.get(&one.form) {
            None => {
                lines.insert(one.form.clone(), out.len());
                out.push(one);
            }
            Some(&line) => {
                let known = &mut out[line];
                known.alternatives.extend(
                    known
                        .expansion
                        .take()
                        .into_iter()
                        .chain(one.expansion)
                        .chain(one.alternatives),
                );
                known.alternatives.sort();
                known.alternatives.dedup();
                known.basis = AbbreviationBasis::Context;
                known.spans.extend(one.spans);
                known.spans.sort_unstable();
            }
        }
    }
    out
}

/// `Tập đoàn PVN`, `Tổng công ty XYZ`: what a form stands for, without the words of it that stand before the form already.
fn without_own_words<'e>(reading: &Reading<'_>, start: usize, expansion: &'e str) -> &'e str {
    /// One word alone is another's as well: `tổ chức đảng ĐV`.
    const FEWEST: usize = 2;
    const MOST: usize = 4;
    let stand_before = |&count: &usize| {
        let mut words = expansion.split(' ').zip(start.saturating_sub(count)..start);
        count <= start
            && words.all(|(word, before)| reading.word(before).eq_ignore_ascii_case(word))
    };
    let Some(count) = (FEWEST..=MOST).rev().find(stand_before) else {
        return expansion;
    };
    let mut words = expansion.splitn(count + 1, ' ');
    words.nth(count).unwrap_or(expansion)
}

/// The form with the dot that belongs to it: `TP. Cần Thơ`.
fn with_dot(reading: &Reading<'_>, tokens: &TokenRange) -> TokenRange {
    let has_dot = reading
        .tokens
        .get(tokens.end)
        .is_some_and(|next| next.is_mark(b'.') && next.gap == Gap::None);
    let mut takes_dot = false;
    if has_dot {
        reading
            .lexicon
            .phrases_at(&reading.tokens, tokens.start, |end, entry| {
                takes_dot |= end == tokens.end && reading.lexicon.has(entry, Cue::SentenceNoBreak);
            });
    }
    tokens.start..tokens.end + usize::from(takes_dot)
}

/// One line per form and reading, with all its places.
#[derive(Debug, Default)]
struct Uses<'r> {
    list: Vec<ShortFormUse>,
    /// By form: its lines.
    lines: FxHashMap<&'r str, SmallVec<[usize; 2]>>,
}

impl<'r> Uses<'r> {
    fn record(&mut self, reading: &'r Reading<'_>, occurrence: &Occurrence, choice: &Choice<'_>) {
        let span = reading.bytes(&occurrence.tokens);
        let form = reading.slice(&occurrence.tokens);
        let lines = self.lines.entry(form).or_default();
        let known =
            (lines.iter()).find(|&&line| self.list[line].expansion.as_deref() == choice.expansion);
        if let Some(&line) = known {
            let known = &mut self.list[line];
            // Occurrences come in text order: the same place can only be the last one.
            if known.spans.last() != Some(&span) {
                known.spans.push(span);
            }
            if choice.basis == AbbreviationBasis::Defined {
                known.basis = AbbreviationBasis::Defined;
            }
            return;
        }
        lines.push(self.list.len());
        self.list.push(ShortFormUse {
            form: form.to_owned(),
            expansion: choice.expansion.map(str::to_owned),
            basis: choice.basis,
            alternatives: choice
                .alternatives
                .iter()
                .copied()
                .map(str::to_owned)
                .collect(),
            spans: vec![span],
        });
    }
}
