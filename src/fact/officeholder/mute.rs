//! Words of which the dictionaries tell nothing: most of a text, passed over in runs.
//!
//! Enters: a scene and a range of tokens. Leaves: where each run of such words ends. Knows nothing of what the others are.

use crate::fact::Scene;
use crate::fact::officeholder::part::is_plain_word;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::SenseKind;
use crate::text::sieve::Places;
use crate::text::{Shape, TokenRange};

/// The plain words of a range of which the dictionaries tell nothing: several of them are one part.
pub(super) struct Mutes<'m> {
    scene: &'m Scene<'m>,
    range: TokenRange,
    /// Those that a glance tells among the next tokens, from here on.
    start: usize,
    told: Places,
}

impl<'m> Mutes<'m> {
    pub(super) fn of(scene: &'m Scene<'m>, range: TokenRange) -> Self {
        Self {
            scene,
            start: range.start,
            told: Self::told(scene, &range, range.start),
            range,
        }
    }

    /// What a glance tells of the tokens from one on.
    fn told(scene: &Scene<'_>, range: &TokenRange, start: usize) -> Places {
        let reading = scene.reading;
        let is_mute = |at: usize| {
            (reading.tokens[at].shape == Shape::Lower)
                & reading.starts_none(at)
                & !reading.has_sense_at(at, SenseKind::OrganizationHead)
                & !reading.may_start(at.wrapping_sub(1), Cue::Tenure)
        };
        let end = range.end.min(start + Places::MOST);
        Places::of((start..end).map(is_mute))
    }

    /// Where the run of them that begins at a token ends; there, if it is none.
    pub(super) fn end_from(&mut self, token: usize) -> usize {
        let mut at = token;
        while at < self.range.end {
            if at >= self.start + Places::MOST {
                self.start = at;
                self.told = Self::told(self.scene, &self.range, at);
            }
            at += self.told.run_from(at - self.start);
            let is_told = at >= self.start + Places::MOST;
            if !is_told && at < self.range.end {
                if !self.is_mute(at) {
                    break;
                }
                at += 1;
            }
        }
        at.min(self.range.end)
    }

    fn is_mute(&self, at: usize) -> bool {
        self.scene.reading.starts_none(at) && is_plain_word(self.scene, at)
    }
}
