//! Copies that a machine translated into another language and back.
//!
//! Two signs must meet: sentences that start small after a full stop, and words that stand where no writer of Party
//! news puts them (a block of the Party under the names of an army corps and a river delta).

use crate::article::WarningCode;
use crate::knowledge::cue::Cue;
use crate::text::{Gap, Reading, Shape};
use crate::warning::Doubt;

/// Sentences that start small, and tells, that make a suspicion together.
const SMALL_STARTS: usize = 2;
const TELLS: usize = 2;

/// The suspicion, with the first stretch that gives cause to it.
pub(super) fn suspect(reading: &Reading<'_>) -> Option<Doubt> {
    if !reading.cues().has(Cue::TranslationTell) {
        return None;
    }
    let small: Vec<usize> = (1..reading.tokens.len())
        .filter(|&at| starts_small(reading, at))
        .collect();
    if small.len() < SMALL_STARTS {
        return None;
    }
    let tells: Vec<usize> = (0..reading.tokens.len())
        .filter(|&at| reading.cue_at(at, Cue::TranslationTell).is_some())
        .collect();
    let first = *tells.first().filter(|_| tells.len() >= TELLS)?;
    let end = reading.cue_at(first, Cue::TranslationTell)?;
    let (start, end) = reading.bytes(&(first..end));
    let message = format!(
        "expected sentences that start with a capital and the words of Party news, found {} that start small and {} \
         words out of place, the first \"{}\"",
        small.len(),
        tells.len(),
        &reading.text[start..end]
    );
    Some(Doubt {
        code: WarningCode::MachineTranslation,
        message,
        start,
        end,
    })
}

/// A small word after a full stop, on the same line.
fn starts_small(reading: &Reading<'_>, at: usize) -> bool {
    let (stop, word) = (&reading.tokens[at - 1], &reading.tokens[at]);
    let is_stop = stop.is_mark(b'.') & (stop.gap == Gap::None) & (word.gap == Gap::Space);
    if !is_stop {
        return false;
    }
    let is_small = word.shape == Shape::Lower && word.expanded == 0 && reading.letters(at) > 1;
    let before = at.checked_sub(2);
    let after_word = before.is_some_and(|before| {
        let token = &reading.tokens[before];
        token.is_word() && token.shape == Shape::Lower && reading.letters(before) > 2
    });
    let is_abbreviation =
        before.is_some_and(|before| reading.cue_at(before, Cue::SentenceNoBreak).is_some());
    is_small && after_word && !is_abbreviation
}
