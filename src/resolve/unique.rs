//! One fact once, with all its evidence.

use crate::record::{Fact, Identity};
use rustc_hash::FxHashMap;

/// Facts of one identity that contradict each other, among which another is looked for.
const APART: usize = 16;

/// Merges facts that say the same of the same organization; evidence in text order, facts by their first evidence. With
/// them, by fact that was given, the index of the one it became.
pub fn unique(facts: Vec<Fact>) -> (Vec<Fact>, Vec<usize>) {
    let mut became = vec![0; facts.len()];
    let mut facts: Vec<(usize, Fact)> = facts.into_iter().enumerate().collect();
    facts.sort_by_key(|(_, fact)| {
        fact.evidence
            .first()
            .map_or((false, 0, 0), |e| (e.field.is_none(), e.start, e.end))
    });
    let mut out: Vec<Fact> = Vec::with_capacity(facts.len());
    let mut known: FxHashMap<(Identity, Option<String>), Vec<usize>> = FxHashMap::default();
    for (given, fact) in facts {
        let owner = fact
            .organization
            .as_ref()
            .map(|organization| organization.name.to_lowercase());
        let same = known.entry((fact.value.identity(), owner)).or_default();
        let index =
            (same.iter().take(APART)).find(|&&index| !out[index].value.contradicts(&fact.value));
        became[given] = match index {
            Some(&index) => {
                merge(&mut out[index], fact);
                index
            }
            None => {
                same.push(out.len());
                out.push(fact);
                out.len() - 1
            }
        };
    }
    (out, became)
}

fn merge(known: &mut Fact, fact: Fact) {
    for evidence in fact.evidence {
        // Facts come in the order of their evidence: the same stretch can only be the last one.
        if known.evidence.last() != Some(&evidence) {
            known.evidence.push(evidence);
        }
    }
    known.period = known.period.take().or(fact.period);
    known.value.take_stronger(fact.value);
}
