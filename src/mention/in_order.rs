//! Mentions of one kind, with where each starts and ends kept apart.
//!
//! Enters: mentions in text order. Leaves: [`InOrder`], which finds those at a place by a search among numbers that lie close
//! together, where the mentions themselves are large.

use crate::text::TokenRange;
use std::ops::{Deref, Range};

/// What stands at a place in the text.
pub(crate) trait Placed {
    /// The tokens by which it is found.
    fn place(&self) -> &TokenRange;
}

/// Mentions of one kind in text order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct InOrder<T> {
    mentions: Vec<T>,
    /// By mention: its first token, and the one behind its last.
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self {
            mentions: Vec::new(),
            starts: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl<T: Placed> From<Vec<T>> for InOrder<T> {
    fn from(mentions: Vec<T>) -> Self {
        let starts = mentions.iter().map(|one| one.place().start as u32);
        let ends = mentions.iter().map(|one| one.place().end as u32);
        Self {
            starts: starts.collect(),
            ends: ends.collect(),
            mentions,
        }
    }
}

impl<T> Deref for InOrder<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.mentions
    }
}

impl<'m, T> IntoIterator for &'m InOrder<T> {
    type Item = &'m T;
    type IntoIter = std::slice::Iter<'m, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.mentions.iter()
    }
}

impl<T> InOrder<T> {
    /// The indexes of the mentions that start within a range of tokens.
    pub(super) fn indexes_in(&self, range: &TokenRange) -> Range<usize> {
        let from = self
            .starts
            .partition_point(|start| (*start as usize) < range.start);
        // Most ranges are a sentence and hold few or none: whoever asks looks at each.
        let rest = self.starts[from..].iter();
        let many = rest.take_while(|start| (**start as usize) < range.end);
        from..from + many.count()
    }

    /// The mentions that start within a range of tokens.
    pub(super) fn within(&self, range: &TokenRange) -> &[T] {
        &self.mentions[self.indexes_in(range)]
    }

    /// The index of the mention that starts at a token.
    pub(super) fn starting_at(&self, token: usize) -> Option<usize> {
        edge_at(&self.starts, token)
    }

    /// The index of the mention that ends right before a token.
    pub(super) fn ending_at(&self, end: usize) -> Option<usize> {
        edge_at(&self.ends, end)
    }

    /// The index of the last mention that starts at a token or before it.
    pub(super) fn last_to(&self, token: usize) -> Option<usize> {
        let after = self
            .starts
            .partition_point(|start| *start as usize <= token);
        after.checked_sub(1)
    }
}

/// The index of the mention whose start or end is a token.
fn edge_at(edges: &[u32], token: usize) -> Option<usize> {
    let index = edges.partition_point(|edge| (*edge as usize) < token);
    (edges.get(index).copied()? as usize == token).then_some(index)
}
