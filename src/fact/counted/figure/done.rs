//! What was done to what a figure counts, while the figure is on its way: a deed and its words change together.

use super::Figure;
use crate::fact::Scene;
use crate::fact::beside_plan::sets_out;
use crate::fact::counted::Counted;
use crate::fact::counted::deed::{self, Deed, Done};
use crate::fact::noun::joined_before;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::{Kind, TokenRange};

/// What is said to have been done, and the words before the figure that say it.
pub(super) struct Told {
    /// None where nothing is said, even by words: `số đảng viên là 290`.
    deed: Option<Deed>,
    pub tokens: Option<TokenRange>,
}

impl From<Option<Done>> for Told {
    fn from(done: Option<Done>) -> Self {
        let (deed, tokens) = done.map(|done| (done.deed, done.tokens)).unzip();
        Self {
            deed,
            tokens: tokens.flatten(),
        }
    }
}

impl Figure<'_, '_> {
    /// What was done; None where nothing is said.
    pub(super) fn deed(&self) -> Option<Deed> {
        self.told.deed
    }

    /// The deed's own words, if they stand before the figure.
    pub(super) fn deed_tokens(&self) -> Option<&TokenRange> {
        self.told.tokens.as_ref()
    }

    /// Whether it says only that there are so many.
    pub(super) fn is_plain(&self) -> bool {
        deed::is_plain(self.told.deed)
    }

    /// Sets what was done, told by no words before the figure.
    pub(super) fn set_deed(&mut self, deed: impl Into<Option<Deed>>) {
        let deed = deed.into();
        self.told = Told { deed, tokens: None };
    }

    /// Sets what was done, told by words before the figure.
    pub(super) fn set_deed_by(&mut self, deed: impl Into<Option<Deed>>, words: TokenRange) {
        self.told = Told {
            deed: deed.into(),
            tokens: Some(words),
        };
    }

    /// Takes over what was done to what another figure counts.
    pub(super) fn take_deed_of(&mut self, other: &Counted<'_>) {
        self.set_deed(other.deed);
    }

    /// Reads its words as another deed: "có" stands before whatever was done to so many.
    pub(super) fn reread_deed(&mut self, deed: impl Into<Option<Deed>>) {
        self.told.deed = deed.into();
    }
}

/// `… cùng Đảng bộ X với trên 870 đảng viên, 31 chi bộ thực hiện …`: whether a figure that is bounded or one of two is told with what
/// all of them are to carry out.
pub(super) fn sets_out_to_do(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun_end: usize,
    done: &Done,
) -> bool {
    let goes_on = scene.cue_at(noun_end, Cue::CountGot).is_some();
    let is_list =
        joined_before(scene, quantity).next().is_some() || scene.reading.mark_at(noun_end, b',');
    let is_all = is_list || (goes_on && quantity.bound != Bound::Exact);
    done.deed == Deed::Other && is_all && sets_out(scene, quantity)
}

/// `Qua kiểm tra 26 chi bộ thì 10 chi bộ chưa có sổ`: whether "thì" parts a figure from those that were looked at.
pub(super) fn is_found_out(scene: &Scene<'_>, quantity: &QuantityMention, done: &Done) -> bool {
    let is_inspected = matches!(done.deed, Deed::Inspect | Deed::Supervise);
    let then = || scene.cue_before(quantity.tokens.start, Cue::CountThen);
    // "giám sát 14 tổ chức đảng, tính cả cơ sở thì 45 tổ chức đảng": a comma opens another clause.
    let is_one_clause = |words: TokenRange| {
        let mut tokens = scene.reading.tokens[words].iter();
        tokens.all(|token| !matches!(token.kind, Kind::Mark(_)))
    };
    is_inspected
        && (done.tokens.as_ref())
            .zip(then())
            .is_some_and(|(deed, then)| deed.end < then && is_one_clause(deed.end..then))
}
