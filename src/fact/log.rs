//! What `explain` tells besides facts: how figures were completed, and why candidates came to nothing.
//!
//! Enters: the notes of the rules. Leaves: [`Notes`]. Where nobody wants to know, nothing is kept.

use crate::fact::{Reason, Scene};
use crate::record::Rule;
use crate::text::TokenRange;
use std::cell::RefCell;

/// A candidate that came to nothing: a figure that is no count of the Party's, a threshold, what stands in page furniture or
/// speaks of another country's party, a target or result of no Party organization. What a rule never took up is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dropped {
    pub tokens: TokenRange,
    /// [`Rule::Figure`] where it could have been of either kind of count.
    pub rule: Rule,
    pub reason: Reason,
}

/// A counted figure whose sentence or list said what its own words leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Completed {
    /// Those of the count's draft.
    pub tokens: TokenRange,
    /// The names of the steps that changed what it counts or what was done, in their order.
    pub steps: Vec<&'static str>,
}

/// What was noted of one article.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub dropped: Vec<Dropped>,
    pub completed: Vec<Completed>,
}

/// Takes the notes of the rules; off, it costs nothing.
#[derive(Debug, Default)]
pub struct Log(Option<RefCell<Notes>>);

impl Log {
    /// Notes nothing.
    pub fn off() -> Self {
        Self(None)
    }

    /// Notes everything.
    pub fn on() -> Self {
        Self(Some(RefCell::default()))
    }

    /// Whether somebody wants to know.
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// What was noted; what was dropped by place.
    pub(crate) fn into_notes(self) -> Notes {
        let mut notes = self.0.map(RefCell::into_inner).unwrap_or_default();
        let dropped = &mut notes.dropped;
        dropped.sort_by_key(|one| (one.tokens.start, one.tokens.end, one.rule));
        dropped.dedup();
        notes
    }
}

impl Scene<'_> {
    /// Notes a candidate that comes to nothing, and why.
    pub(crate) fn note_dropped(&self, tokens: TokenRange, rule: Rule, reason: Reason) {
        if let Some(notes) = &self.log.0 {
            notes.borrow_mut().dropped.push(Dropped {
                tokens,
                rule,
                reason,
            });
        }
    }

    /// Notes a counted figure and the steps that completed it, if any did.
    pub(crate) fn note_completed(&self, tokens: &TokenRange, steps: Vec<&'static str>) {
        if let Some(notes) = &self.log.0
            && !steps.is_empty()
        {
            let tokens = tokens.clone();
            notes
                .borrow_mut()
                .completed
                .push(Completed { tokens, steps });
        }
    }
}
