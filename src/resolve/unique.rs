//! One fact once, with all its evidence.

use crate::record::Fact;

/// Merges facts that say the same of the same organization; evidence in text order, facts by their first evidence.
pub fn unique(mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_by_key(|fact| {
        fact.evidence
            .first()
            .map_or((false, 0, 0), |e| (e.field.is_none(), e.start, e.end))
    });
    let mut out: Vec<Fact> = Vec::with_capacity(facts.len());
    for fact in facts {
        match out.iter_mut().find(|known| is_same(known, &fact)) {
            Some(known) => {
                for evidence in fact.evidence {
                    if !known.evidence.contains(&evidence) {
                        known.evidence.push(evidence);
                    }
                }
                known.period = known.period.take().or(fact.period);
                known.value.take_stronger(fact.value);
            }
            None => out.push(fact),
        }
    }
    out
}

fn is_same(known: &Fact, fact: &Fact) -> bool {
    let name = |fact: &Fact| {
        fact.organization
            .as_ref()
            .map(|organization| organization.name.to_lowercase())
    };
    known.value.says_the_same(&fact.value) && name(known) == name(fact)
}
