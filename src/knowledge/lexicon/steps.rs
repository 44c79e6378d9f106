//! The steps of the lexicon's automaton, laid out so that each costs one look.
//!
//! Enters: where each node is reached from and by which form. Leaves: [`Steps`]. A double array (J. Aoe, "An efficient
//! digital search algorithm by using a double-array structure", 1989): a node's step by a form lies at the node's base
//! and as many slots behind it as the form says, and names the node that it leaves.

use std::cmp::Reverse;

/// The node before the first token of a phrase. Its steps are not kept here: the lexicon has a row of its own for them.
pub(super) const ROOT: u32 = 0;

/// Where a node is reached from, and by which form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Origin {
    pub from: u32,
    pub form: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Step {
    from: u32,
    to: u32,
}

/// Which slots are taken, a bit for each: the search looks at these alone. All behind the last are free.
struct Taken(Vec<u64>);

impl Taken {
    fn take(&mut self, slot: usize) {
        let word = slot / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (slot % 64);
    }

    /// Which of 64 slots are taken, the lowest bit for the first.
    fn window(&self, slot: usize) -> u64 {
        let word = |index: usize| self.0.get(index).copied().unwrap_or_default();
        let (index, passed) = (slot / 64, slot % 64);
        word(index) >> passed | word(index + 1) << 1 << (63 - passed)
    }

    /// The first slot from one on that is free, as are those at some distances behind it: 64 are tried at a time.
    fn room_from(&self, slot: usize, distances: impl Iterator<Item = usize> + Clone) -> usize {
        let mut start = slot;
        loop {
            let mut taken = self.window(start);
            for distance in distances.clone() {
                taken |= self.window(start + distance);
            }
            if taken != u64::MAX {
                return start + taken.trailing_ones() as usize;
            }
            start += 64;
        }
    }
}

/// The nodes that others than [`ROOT`] lead to, by node where they are reached from: counted and put in their places.
fn by_origin(origins: &[Origin]) -> Vec<u32> {
    let reached = || origins.iter().map(|origin| origin.from as usize);
    let mut next = vec![0; origins.len()];
    for from in reached().filter(|from| *from != ROOT as usize) {
        next[from] += 1;
    }
    let mut sum = 0;
    for count in &mut next {
        sum += std::mem::replace(count, sum);
    }
    let mut sorted = vec![0; sum];
    for (to, from) in reached()
        .enumerate()
        .filter(|(_, from)| *from != ROOT as usize)
    {
        sorted[next[from]] = to as u32;
        next[from] += 1;
    }
    sorted
}

/// The steps of all nodes but [`ROOT`].
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    slots: Vec<Step>,
}

impl Steps {
    /// Lays out the steps of nodes, by node where it is reached from, and gives the base of each. A base may lie before the
    /// first slot, below zero: it is reckoned without regard to overflow.
    pub(super) fn of(origins: &[Origin]) -> (Self, Vec<u32>) {
        let from = |to: &u32| origins[*to as usize].from;
        let form = |to: &u32| origins[*to as usize].form;
        let targets = by_origin(origins);
        let mut families: Vec<&[u32]> = Vec::with_capacity(targets.len());
        families.extend(targets.chunk_by(|one, other| from(one) == from(other)));
        // Large families find room while there is much of it.
        families.sort_by_key(|family| Reverse(family.len()));

        let mut slots = vec![Step::default(); origins.len()];
        let mut taken = Taken(vec![0; origins.len().div_ceil(64)]);
        let mut bases = vec![0; origins.len()];
        // Where the last family found room: another as large is tried behind it, so that the search stays short.
        let (mut start, mut members) = (0, usize::MAX);
        for family in families {
            if family.len() < members {
                (start, members) = (0, family.len());
            }
            let first = family.iter().map(form).min().unwrap_or_default();
            let distance = |to: &u32| (form(to) - first) as usize;
            start = taken.room_from(start, family.iter().map(distance));
            for to in family {
                let place = start + distance(to);
                taken.take(place);
                if place >= slots.len() {
                    slots.resize(place + 1, Step::default());
                }
                slots[place] = Step {
                    from: from(to),
                    to: *to,
                };
                bases[from(to) as usize] = (start as u32).wrapping_sub(first);
            }
        }
        (Self { slots }, bases)
    }

    /// The node that a form leads to from a node with its base, or [`ROOT`].
    #[inline]
    pub(super) fn next(&self, from: u32, base: u32, form: u32) -> u32 {
        match self.slots.get(base.wrapping_add(form) as usize) {
            Some(step) if step.from == from => step.to,
            _ => ROOT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, ROOT, Steps};

    /// Nodes 1 to 3 follow the root; the others hang on them, many on node 2.
    fn tree() -> Vec<Origin> {
        let mut origins = vec![Origin::default(); 4];
        for form in 0..40 {
            origins.push(Origin {
                from: 2,
                form: form * 3,
            });
        }
        for (from, form) in [(1, 0), (3, 117), (3, 5), (40, 64), (41, 64)] {
            origins.push(Origin { from, form });
        }
        origins
    }

    #[test]
    fn every_step_leads_where_it_was_entered_and_no_other_leads_anywhere() {
        let (origins, forms) = (tree(), 120);
        let (steps, bases) = Steps::of(&origins);
        for (node, base) in (1..origins.len() as u32).zip(&bases[1..]) {
            for form in 0..forms {
                let entered = origins
                    .iter()
                    .position(|origin| (origin.from, origin.form) == (node, form));
                let expected = entered.map_or(ROOT, |to| to as u32);
                assert_eq!(steps.next(node, *base, form), expected, "{node} by {form}");
            }
        }
    }
}
