//! The places of the lexicon's nodes, laid out so that each step from node to node costs one look.
//!
//! Enters: where each node is reached from and by which form. Leaves: [`Places`]. A double array (J. Aoe, "An efficient
//! digital search algorithm by using a double-array structure", 1989): the node that a form leads to lies at the base of
//! the one it is reached from, and as many places behind it as the form says.

use std::cmp::Reverse;

/// The node before the first token of a phrase. The nodes behind a first token have their forms' numbers as places.
pub(super) const ROOT: u32 = 0;

/// Where a node is reached from, and by which form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) struct Origin {
    pub from: u32,
    pub form: u32,
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

/// Where the nodes lie.
#[derive(Debug)]
pub(super) struct Places {
    /// By node: its place.
    pub(super) of_nodes: Vec<u32>,
    /// By node: the place of the node that form 0 would lead to. It may lie below zero: it is reckoned without regard to
    /// overflow.
    pub(super) bases: Vec<u32>,
    /// How many places there are; some hold no node.
    pub(super) count: usize,
}

impl Places {
    /// Gives each node a place, by where it is reached from: the first nodes, which the root leads to, stay where they are.
    pub(super) fn of(origins: &[Origin], first_nodes: usize) -> Self {
        let from = |to: &u32| origins[*to as usize].from;
        let form = |to: &u32| origins[*to as usize].form;
        let targets = by_origin(origins);
        let families = targets.chunk_by(|one, other| from(one) == from(other));
        let mut families: Vec<&[u32]> = families.collect();
        // Large families find room while there is much of it.
        families.sort_by_key(|family| Reverse(family.len()));

        let mut of_nodes: Vec<u32> = (0..origins.len() as u32).collect();
        let mut bases = vec![0; origins.len()];
        let mut count = first_nodes;
        let mut taken = Taken(vec![0; origins.len().div_ceil(64)]);
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
                taken.take(start + distance(to));
                let place = first_nodes + start + distance(to);
                count = count.max(place + 1);
                of_nodes[*to as usize] = place as u32;
                bases[from(to) as usize] = ((first_nodes + start) as u32).wrapping_sub(first);
            }
        }
        Self {
            of_nodes,
            bases,
            count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Places, ROOT};
    use std::collections::HashSet;

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
    fn every_node_has_a_place_of_its_own_which_its_origin_and_form_tell() {
        let (origins, first_nodes) = (tree(), 4);
        let places = Places::of(&origins, first_nodes);
        let own: HashSet<u32> = places.of_nodes.iter().copied().collect();
        assert_eq!(own.len(), origins.len());
        assert!(own.iter().all(|place| (*place as usize) < places.count));
        for (node, origin) in origins.iter().enumerate() {
            let place = places.of_nodes[node];
            if origin.from == ROOT {
                assert_eq!(place as usize, node);
            } else {
                let base = places.bases[origin.from as usize];
                assert_eq!(place, base.wrapping_add(origin.form), "{origin:?}");
            }
        }
    }
}
