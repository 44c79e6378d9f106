//! Names in the order of their keys: those that begin alike stand together, so that the nearest one that begins so is
//! found without a look at the others.

use std::ops::Range;
use std::rc::Rc;

/// Things that have a name and stand in a text one after another, each known by its index.
#[derive(Debug, Clone, Default)]
pub(super) struct Roll {
    /// Folded names and indexes, sorted.
    by_key: Vec<(Rc<str>, usize)>,
}

impl Roll {
    /// From the folded names of the things in text order.
    pub(super) fn of(keys: impl Iterator<Item = Option<Rc<str>>>) -> Self {
        let mut by_key: Vec<(Rc<str>, usize)> = keys
            .enumerate()
            .filter_map(|(index, key)| Some((key?, index)))
            .collect();
        by_key.sort_unstable();
        Self { by_key }
    }

    /// The last thing before a range of indexes, else the first one after it, whose key begins so.
    pub(super) fn nearest(&self, beginning: &str, apart: Range<usize>) -> Option<usize> {
        let start = self.by_key.partition_point(|(key, _)| &**key < beginning);
        let mut rest = &self.by_key[start..];
        let (mut before, mut after) = (None, None);
        while let Some((key, _)) = rest.first().filter(|(key, _)| key.starts_with(beginning)) {
            let (same, others) = rest.split_at(rest.partition_point(|(other, _)| other <= key));
            let below = |index: usize| same.partition_point(|(_, at)| *at < index);
            let (left, right) = (&same[..below(apart.start)], &same[below(apart.end)..]);
            before = before.max(left.last().map(|(_, at)| *at));
            let firsts = after.into_iter().chain(right.first().map(|(_, at)| *at));
            after = firsts.min();
            rest = others;
        }
        before.or(after)
    }
}

#[cfg(test)]
mod tests {
    use super::Roll;

    #[test]
    fn the_nearest_before_counts_and_else_the_first_after() {
        let roll = Roll::of(
            ["b 1", "a 1", "a 2", "", "a 1", "b 2"]
                .map(|key| (!key.is_empty()).then(|| key.into()))
                .into_iter(),
        );
        for (beginning, apart, nearest) in [
            ("a", 0..0, Some(1)),
            ("a", 2..3, Some(1)),
            ("a", 3..3, Some(2)),
            ("a 1", 3..4, Some(1)),
            ("a 1", 9..9, Some(4)),
            ("a 1", 1..2, Some(4)),
            ("b 2", 0..0, Some(5)),
            ("b 2", 5..5, Some(5)),
            ("b 2", 5..6, None),
            ("c", 3..3, None),
        ] {
            assert_eq!(
                roll.nearest(beginning, apart.clone()),
                nearest,
                "{beginning} {apart:?}"
            );
        }
    }
}
