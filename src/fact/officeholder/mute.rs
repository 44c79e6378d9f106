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
    /// The token from which on the next ones were looked at.
    start: usize,
    /// Those among them that a glance tells.
    told: Places,
    /// Those that it does not tell for sure.
    doubted: Places,
}

impl<'m> Mutes<'m> {
    pub(super) fn of(scene: &'m Scene<'m>, range: TokenRange) -> Self {
        let mut mutes = Self {
            scene,
            start: range.start,
            told: Places::default(),
            doubted: Places::default(),
            range,
        };
        mutes.look(mutes.start);
        mutes
    }

    /// Looks at the tokens from one on.
    fn look(&mut self, start: usize) {
        let reading = self.scene.reading;
        let may_be =
            |at: usize| (reading.tokens[at].shape == Shape::Lower) & reading.starts_none(at);
        let is_doubted = |at: usize| {
            reading.has_sense_at(at, SenseKind::OrganizationHead)
                | reading.may_start(at.wrapping_sub(1), Cue::CongressTenure)
        };
        let end = self.range.end.min(start + Places::MOST);
        let all = Places::of((start..end).map(may_be));
        let doubted = Places::of((start..end).map(is_doubted));
        self.start = start;
        (self.told, self.doubted) = (all.without(doubted), all.both(doubted));
    }

    /// Where the run of them that begins at a token ends; there, if it is none.
    pub(super) fn end_from(&mut self, token: usize) -> usize {
        let mut at = token;
        while at < self.range.end {
            if at >= self.start + Places::MOST {
                self.look(at);
            }
            at += self.told.run_from(at - self.start);
            let is_looked_at = at < self.start + Places::MOST;
            if is_looked_at {
                if !self.doubted.has(at - self.start) || !is_plain_word(self.scene, at) {
                    break;
                }
                at += 1;
            }
        }
        at
    }
}
