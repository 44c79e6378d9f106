//! Consistency checks: what a fact says against its neighbours and against what is known.
//!
//! A failed check drops nothing: the fact is told as printed, with the code of what does not fit.

use crate::fact::{Draft, Scene};
use crate::knowledge::cue::Cue;
use crate::knowledge::places::Era;
use crate::record::{
    Bound, Check, CongressForm, Fact, Field, MemberMeasure, Number, OrganizationMeasure, Rule,
    TermYears, Unit, Value,
};
use crate::text::fold::fold;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// The term's first and last year that a congress opening it may be held in, counted from its start.
const HELD_FROM: i32 = -1;
const HELD_TO: i32 = 1;

/// Adds the codes of the checks that facts fail beside others; what a share fails alone, [`share`] tells.
pub(super) fn check(scene: &Scene<'_>, facts: &mut [Fact]) {
    let mut failed: Vec<(usize, Check)> = Vec::new();
    let owners: Vec<Option<String>> = facts
        .iter()
        .map(|fact| match &fact.value {
            Value::Congress { .. } => fact.organization.as_ref().map(|one| fold(&one.name)),
            _ => None,
        })
        .collect();
    let ordinals = ordinals(facts, &owners);
    for index in 0..facts.len() {
        failed.extend(sums(scene, facts, index).map(|check| (index, check)));
        failed.extend(part(facts, index).map(|check| (index, check)));
        failed.extend(
            congress(scene, &facts[index], owners[index].as_deref(), &ordinals)
                .into_iter()
                .map(|check| (index, check)),
        );
    }
    for (index, check) in failed {
        if !facts[index].checks.contains(&check) {
            facts[index].checks.push(check);
        }
    }
}

/// The sentence of a fact's first evidence, in its field.
fn sentence(fact: &Fact) -> Option<(Option<Field>, usize, usize)> {
    fact.evidence.first().map(|evidence| {
        (
            evidence.field,
            evidence.sentence_start,
            evidence.sentence_end,
        )
    })
}

/// The facts after one in its sentence.
fn after_in_sentence(facts: &[Fact], index: usize) -> impl Iterator<Item = &Fact> {
    let here = sentence(&facts[index]);
    facts[index + 1..]
        .iter()
        .take_while(move |fact| sentence(fact) == here)
}

fn exact_sum(mut values: impl Iterator<Item = Option<Number>>) -> Option<(usize, i64)> {
    values.try_fold((0, 0), |(count, sum), value| {
        let value = value.filter(|value| value.is_integer())?;
        Some((count + 1, i64::checked_add(sum, value.trunc())?))
    })
}

/// Parts that follow a total in its sentence and do not add up to it: đảng bộ cơ sở and chi bộ cơ sở of the grassroots
/// organizations, the forms of discipline.
fn sums(scene: &Scene<'_>, facts: &[Fact], index: usize) -> Option<Check> {
    let (total, parts) = match &facts[index].value {
        Value::OrganizationCount {
            measure: OrganizationMeasure::Total,
            quantity,
            ..
        } if quantity.bound == Bound::Exact => {
            let parts: Vec<&Fact> = after_in_sentence(facts, index)
                .take_while(|fact| {
                    matches!(
                        fact.value,
                        Value::OrganizationCount {
                            measure: OrganizationMeasure::Total,
                            ..
                        }
                    )
                })
                .collect();
            (
                quantity.value?,
                grassroots_parts(scene, &facts[index], &parts)?,
            )
        }
        Value::MemberCount {
            measure: MemberMeasure::Disciplined,
            quantity,
            ..
        } if quantity.bound == Bound::Exact && facts[index].rule != Rule::Breakdown => {
            let parts =
                after_in_sentence(facts, index).take_while(|fact| fact.rule == Rule::Breakdown);
            let values = parts.map(|fact| match &fact.value {
                Value::MemberCount { quantity, .. } if quantity.bound == Bound::Exact => {
                    quantity.value
                }
                _ => None,
            });
            (quantity.value?, exact_sum(values)?)
        }
        Value::MemberCount {
            measure: MemberMeasure::Total,
            quantity,
            ..
        } if quantity.bound == Bound::Exact && facts[index].rule == Rule::Members => {
            (quantity.value?, halves(scene, facts, index)?)
        }
        _ => return None,
    };
    let (count, sum) = parts;
    (count >= 2 && Number::whole(sum) != total).then_some(Check::SumMismatch)
}

/// The sum of the two halves that all members are of, where both follow at once: `trong đó 1.200 nam, 980 nữ`, `580 chính thức và 32
/// dự bị`.
fn halves(scene: &Scene<'_>, facts: &[Fact], index: usize) -> Option<(usize, i64)> {
    let mut parts = after_in_sentence(facts, index).map(|fact| match &fact.value {
        Value::MemberCount {
            group: Some(group),
            quantity,
            ..
        } if quantity.bound == Bound::Exact => Some((group, quantity.value)),
        _ => None,
    });
    let ((one, first), (other, second)) = (parts.next()??, parts.next()??);
    let is_pair = [Cue::GroupSex, Cue::GroupStanding].into_iter().any(|pair| {
        let is_half = |group: &str| scene.reading.lexicon.is_phrase(group, pair);
        is_half(one) && is_half(other)
    });
    if !is_pair || one == other {
        return None;
    }
    exact_sum([first, second].into_iter())
}

/// The sum of the two kinds that grassroots organizations are of: "74 tổ chức cơ sở đảng, gồm 29 đảng bộ cơ sở và 45 chi
/// bộ cơ sở".
fn grassroots_parts(scene: &Scene<'_>, total: &Fact, parts: &[&Fact]) -> Option<(usize, i64)> {
    let is = |fact: &Fact, cue: Cue| matches!(&fact.value, Value::OrganizationCount { unit_type, .. } if scene.reading.lexicon.is_phrase(unit_type, cue));
    let figure = |fact: &Fact| match &fact.value {
        Value::OrganizationCount { quantity, .. } if quantity.bound == Bound::Exact => {
            quantity.value
        }
        _ => None,
    };
    if !is(total, Cue::GrassrootsWhole) {
        return None;
    }
    let committee = parts
        .iter()
        .find(|fact| is(fact, Cue::GrassrootsCommittee))?;
    let cell = parts.iter().find(|fact| is(fact, Cue::GrassrootsCell))?;
    exact_sum([figure(committee), figure(cell)].into_iter())
}

/// A part that is greater than the whole before it in the sentence.
fn part(facts: &[Fact], index: usize) -> Option<Check> {
    let figure = |fact: &Fact| match &fact.value {
        Value::MemberCount { quantity, .. } => quantity.value,
        _ => None,
    };
    let is_told_apart = matches!(
        &facts[index].value,
        Value::MemberCount { group: Some(_), .. }
    );
    if facts[index].rule != Rule::PartOfMembers || !is_told_apart {
        return None;
    }
    let here = sentence(&facts[index]);
    let whole = facts[..index]
        .iter()
        .rev()
        .take_while(|fact| sentence(fact) == here)
        .find(|fact| fact.rule == Rule::Members)?;
    (figure(&facts[index])? > figure(whole)?).then_some(Check::PartGreaterThanWhole)
}

/// A share over 100 percent where nothing in its sentence says that it is measured against a plan or another year.
pub(super) fn share(scene: &Scene<'_>, draft: &Draft) -> Option<Check> {
    let (Value::Target { quantity, .. } | Value::Result { quantity, .. }) = &draft.value else {
        return None;
    };
    let value = quantity.value.filter(|_| quantity.unit == Unit::Percent)?;
    if value <= Number::whole(100) {
        return None;
    }
    let first = scene.reading.sentence_of(draft.tokens.start);
    let last = scene
        .reading
        .sentence_of(draft.tokens.end.saturating_sub(1));
    let sentence = first.start..first.end.max(last.end);
    let figures = || scene.mentions.quantities_in(sentence.clone()).iter();
    // "kết nạp 120/115, đạt 104,3%"
    let exceeds_plan = || figures().any(|figure| figure.of.is_some() && figure.value > figure.of);
    let compares = scene.find_cue(sentence.clone(), Cue::Comparison).is_some();
    (!compares && !exceeds_plan()).then_some(Check::PercentageOver100)
}

/// By owner and term: the ordinals of the congresses that open it.
type Ordinals<'o> = FxHashMap<(&'o str, TermYears), BTreeSet<u16>>;

fn ordinals<'o>(facts: &[Fact], owners: &'o [Option<String>]) -> Ordinals<'o> {
    let mut out = Ordinals::default();
    for (fact, owner) in facts.iter().zip(owners) {
        if let Value::Congress {
            ordinal,
            term: Some(term),
            ..
        } = &fact.value
            && let Some(owner) = owner
        {
            out.entry((owner, *term)).or_default().insert(*ordinal);
        }
    }
    out
}

/// A congress against the table, against its organization's other congresses, and against the term it opens. Its owner is
/// the folded name of its organization.
fn congress(
    scene: &Scene<'_>,
    fact: &Fact,
    owner: Option<&str>,
    ordinals: &Ordinals<'_>,
) -> Vec<Check> {
    let Value::Congress {
        ordinal,
        term: Some(term),
        held,
        form,
        ..
    } = &fact.value
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let Some(key) = owner else {
        return out;
    };
    let contradicts_table = contradicts_table(scene, key, term.start_year, *ordinal);
    let of_term = ordinals.get(&(key, *term));
    let contradicts_itself = of_term.is_some_and(|ordinals| ordinals.len() > 1);
    if contradicts_table || contradicts_itself {
        out.push(Check::CongressTermMismatch);
    }
    let held = held.as_ref().and_then(|held| held.start);
    let year = held.map(|start| i32::from(start.year()));
    let start = i32::from(term.start_year);
    let is_outside =
        year.is_some_and(|year| !(start + HELD_FROM..=start + HELD_TO).contains(&year));
    if is_outside && *form == CongressForm::Congress {
        out.push(Check::DateOutsideTerm);
    }
    out
}

/// Whether the table knows the congress that opens an organization's term, and none of this number.
fn contradicts_table(scene: &Scene<'_>, key: &str, term_start: u16, ordinal: u16) -> bool {
    let congresses = &scene.knowledge.congresses;
    // The whole Party never counted anew.
    let national = (congresses.national(ordinal)).filter(|national| national.organization == key);
    if let Some(national) = national.filter(|national| national.is_verified) {
        return national.term_start != term_start;
    }
    let known: Vec<_> = congresses
        .opening(term_start, |row| is_named(scene, row, key))
        .collect();
    known.iter().any(|known| known.is_verified)
        && known
            .iter()
            .all(|known| known.ordinal != ordinal && !congresses.is_renumbered(known))
}

/// Whether a row of the table, which names a province barely, means the organization of a folded name. The city of Kon
/// Tum is not the province of Kon Tum.
fn is_named(scene: &Scene<'_>, row: &str, key: &str) -> bool {
    if !key.trim_end().ends_with(row) {
        return false;
    }
    let place = scene
        .knowledge
        .places
        .iter()
        .find(|place| place.era != Era::Historic && place.key == row);
    let heads = scene.knowledge.organization_heads.iter().filter(|head| {
        head.level.is_some_and(|level| {
            level.is_provincial() && place.is_none_or(|place| place.level == level)
        })
    });
    row == key
        || heads.into_iter().any(|head| {
            key.strip_prefix(head.key.as_str())
                .is_some_and(|rest| rest.trim() == row)
        })
}
