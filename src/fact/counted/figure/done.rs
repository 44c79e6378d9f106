//! What was done to what a figure counts, while the figure is on its way: a deed and its words change together.

use super::Figure;
use crate::fact::counted::Counted;
use crate::fact::counted::deed::{self, Deed, Done};
use crate::text::TokenRange;

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
