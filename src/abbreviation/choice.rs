//! Which reading a form has where it stands.
//!
//! The article's definition first; then a safe reading; then the one that the words around select, or that the article
//! spells out somewhere. Two that stay possible make none.

use crate::abbreviation::definition::Definition;
use crate::abbreviation::{defined, find::Occurrence};
use crate::knowledge::Knowledge;
use crate::knowledge::abbreviations::{FormReading, Hint, HintPlace, Safety};
use crate::record::AbbreviationBasis;
use crate::text::fold::fold;
use crate::text::reading::Reading;
use crate::text::token::{Gap, Kind};

/// A form's reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub expansion: Option<String>,
    pub basis: AbbreviationBasis,
    pub alternatives: Vec<String>,
}

/// Tokens around a form that its hints may stand in.
const REACH: usize = 24;

/// Chooses the reading of a form where it stands.
pub fn choose(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    definitions: &[Definition],
    occurrence: &Occurrence,
) -> Choice {
    let form = reading.slice(&occurrence.tokens);
    if let Some(definition) = defined(definitions, form) {
        return chosen(definition.expansion.clone(), AbbreviationBasis::Defined);
    }
    let Some(row) = occurrence.form else { return none(Vec::new()) };
    let readings = &knowledge.short_forms[row as usize].readings;
    if let [only] = readings.as_slice()
        && only.safety == Safety::Safe
    {
        return chosen(only.expansion.clone(), AbbreviationBasis::Dictionary);
    }
    let selected: Vec<&FormReading> = readings
        .iter()
        .filter(|candidate| candidate.safety != Safety::Never)
        .filter(|candidate| candidate.hints.iter().any(|hint| holds(reading, occurrence, hint)))
        .collect();
    if let [only] = selected.as_slice() {
        return chosen(only.expansion.clone(), AbbreviationBasis::Context);
    }
    let safe: Vec<&FormReading> = readings.iter().filter(|candidate| candidate.safety == Safety::Safe).collect();
    if selected.is_empty()
        && let [only] = safe.as_slice()
    {
        return chosen(only.expansion.clone(), AbbreviationBasis::Dictionary);
    }
    let candidates = if selected.is_empty() { readings.iter().collect() } else { selected };
    let spelled: Vec<&&FormReading> = candidates
        .iter()
        .filter(|candidate| candidate.safety != Safety::Never && is_spelled_out(reading, &candidate.expansion))
        .collect();
    if let [only] = spelled.as_slice() {
        return chosen(only.expansion.clone(), AbbreviationBasis::Context);
    }
    none(readings.iter().map(|reading| reading.expansion.clone()).collect())
}

fn chosen(expansion: String, basis: AbbreviationBasis) -> Choice {
    Choice { expansion: Some(expansion), basis, alternatives: Vec::new() }
}

fn none(alternatives: Vec<String>) -> Choice {
    Choice { expansion: None, basis: AbbreviationBasis::Context, alternatives }
}

/// Whether a hint's words stand where it wants them.
fn holds(reading: &Reading<'_>, occurrence: &Occurrence, hint: &Hint) -> bool {
    let tokens = &occurrence.tokens;
    match hint.place {
        HintPlace::After => folded_after(reading, tokens.end, hint.words.len()).starts_with(&format!("{} ", hint.words)),
        HintPlace::Before => {
            folded_before(reading, tokens.start, hint.words.len()).ends_with(&format!(" {}", hint.words))
        }
        HintPlace::Near => {
            let (start, end) = window(reading, tokens.start, tokens.end);
            let mut around = String::from(" ");
            for at in start..end {
                if reading.tokens[at].is_word() {
                    around.push_str(&reading.folded(at));
                    around.push(' ');
                }
            }
            around.contains(&format!(" {} ", hint.words))
        }
    }
}

/// The tokens of the same line and sentence around a form, as far as they can be told before phrases are found.
fn window(reading: &Reading<'_>, start: usize, end: usize) -> (usize, usize) {
    let ends_sentence = |at: usize| {
        let token = &reading.tokens[at];
        token.is_mark(b'.') && reading.tokens.get(at + 1).is_none_or(|next| next.gap > Gap::None && next.is_capitalized())
    };
    let mut from = start;
    while from > 0 && start - from < REACH && reading.tokens[from].gap < Gap::Line && !ends_sentence(from - 1) {
        from -= 1;
    }
    let mut to = end;
    while to < reading.tokens.len() && to - end < REACH && reading.tokens[to].gap < Gap::Line && !ends_sentence(to) {
        to += 1;
    }
    (from, to)
}

fn folded_after(reading: &Reading<'_>, from: usize, bytes: usize) -> String {
    let mut out = String::new();
    for at in from..reading.tokens.len() {
        if out.len() > bytes || reading.tokens[at].kind == Kind::Mark(b'.') {
            break;
        }
        out.push_str(&reading.folded(at));
        out.push(' ');
    }
    out
}

fn folded_before(reading: &Reading<'_>, to: usize, bytes: usize) -> String {
    let mut words = Vec::new();
    let mut length = 0;
    for at in (0..to).rev() {
        if length > bytes {
            break;
        }
        let word = reading.folded(at);
        length += word.len() + 1;
        words.push(word);
    }
    words.reverse();
    format!(" {}", words.join(" "))
}

/// Whether the article writes the expansion in full somewhere.
fn is_spelled_out(reading: &Reading<'_>, expansion: &str) -> bool {
    let words: Vec<String> = expansion.split_whitespace().map(fold).collect();
    let Some(first) = words.first() else { return false };
    (0..reading.tokens.len()).any(|at| {
        reading.tokens[at].is_word()
            && reading.tokens.len() >= at + words.len()
            && reading.folded(at) == *first
            && words.iter().enumerate().all(|(offset, word)| reading.folded(at + offset) == *word)
    })
}
