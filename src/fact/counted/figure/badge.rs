//! Party badges: where they are counted for the members who receive them, and where a clause speaks of them.

use super::Figure;
use crate::fact::counted::noun;
use crate::knowledge::cue::Cue;

/// Tokens after a noun in which a badge may be named.
const BADGE_REACH: usize = 8;
/// Tokens before a clause in which a ceremony's badge may be named.
const BADGE_BACK: usize = 120;

impl Figure<'_, '_> {
    /// `38 Huy hiệu Đảng`: whether badges stand for the members who receive them.
    pub(super) fn is_badge(&self) -> bool {
        noun::badge_end(self.scene, self.quantity.tokens.end).is_some()
    }

    /// Whether the clause speaks of a Party badge, or names no award and what stands before it speaks of one.
    pub(super) fn has_badge(&self) -> bool {
        let scene = self.scene;
        let own = self.clause.start..self.noun_end + BADGE_REACH;
        let before = own.start.saturating_sub(BADGE_BACK)..own.start;
        let names_award = || scene.find_cue(own.clone(), Cue::NounAward).is_some();
        scene.find_cue(own.clone(), Cue::DeedBadge).is_some()
            || (!names_award() && scene.find_cue(before, Cue::DeedBadge).is_some())
    }
}
