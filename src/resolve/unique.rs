//! One fact once, with all its evidence.

use super::organization::level_at;
use crate::date::Date;
use crate::fact::Identity;
use crate::knowledge::Knowledge;
use crate::knowledge::organizations::{HEAD_WORDS, Level};
use crate::record::{CongressForm, Evidence, Fact, Organization, Period, Value};
use crate::text::fold::lower;
use crate::text::roman::roman;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Facts of one identity that contradict each other, among which another is looked for.
const APART: usize = 16;

/// The numbers of the facts' organizations: names that differ in case, in commas, in the word for a province or in the digits of
/// the number behind their head have one, and so do those of which one tells what the other leaves out behind it.
pub(super) fn owners(knowledge: &Knowledge, facts: &[Fact]) -> Vec<Option<usize>> {
    let mut words = knowledge.level_words.iter();
    let province = words.find(|(level, _)| *level == Level::Province);
    let province = province.map(|(_, word)| word.as_str());
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |name| {
        *by_name.entry(name).or_insert_with(|| {
            let next = numbers.len();
            *numbers.entry(key(name, province)).or_insert(next)
        })
    };
    let names = facts
        .iter()
        .map(|fact| Some(fact.organization.as_ref()?.name.as_str()));
    let owners: Vec<_> = names.map(|name| name.map(&mut number)).collect();
    let mut full: Vec<usize> = (0..numbers.len()).collect();
    for (key, number) in &numbers {
        full[*number] = fullest(knowledge, &numbers, key).unwrap_or(*number);
    }
    let full_of = |number: Option<usize>| number.map(|number| full[number]);
    let mut owners: Vec<_> = owners.into_iter().map(full_of).collect();
    lend_posts(facts, &mut owners);
    owners
}

/// "… phân công ông A làm phó bí thư", where the text tells elsewhere whose: gives a post without an organization the one of the
/// same post of the same person that goes on with more words, if there is no more than one; one told very often lends nothing.
fn lend_posts(facts: &[Fact], owners: &mut [Option<usize>]) {
    /// Times that a post is told at most.
    const OFTEN: usize = 16;
    let post_of = |fact: &Fact| match &fact.value {
        Value::Officeholder {
            name, role, status, ..
        } => Some((lower(name), *role as u8, *status as u8)),
        _ => None,
    };
    let words_of = |fact: &Fact| match &fact.value {
        Value::Officeholder { role_text, .. } => lower(role_text),
        _ => String::new(),
    };
    let is_open = |(at, fact): (usize, &Fact)| {
        let is_post = matches!(fact.value, Value::Officeholder { .. });
        (is_post && fact.organization.is_none()).then_some(at)
    };
    let open: Vec<usize> = facts.iter().enumerate().filter_map(is_open).collect();
    if open.is_empty() {
        return;
    }
    let mut told: FxHashMap<_, SmallVec<[usize; 2]>> = FxHashMap::default();
    for (at, fact) in facts.iter().enumerate() {
        if fact.organization.is_some()
            && let Some(post) = post_of(fact)
        {
            told.entry(post).or_default().push(at);
        }
    }
    for at in open {
        let words = words_of(&facts[at]);
        let same = post_of(&facts[at]).and_then(|post| told.get(&post));
        let same = same.filter(|same| same.len() <= OFTEN);
        let mut same = same.into_iter().flatten().copied();
        let Some(first) = same.next() else { continue };
        let is_same = |other: usize| {
            owners[other] == owners[first] && words_of(&facts[other]).starts_with(&words)
        };
        if is_same(first) && same.all(is_same) {
            owners[at] = owners[first];
        }
    }
}

/// The number of the key that tells where the organization of another is: `Chi bộ Phòng Kinh tế` is that of the `huyện Chư Sê`
/// if the article knows no other. Of `Chi bộ thôn 2` in two communes nobody can tell.
fn fullest(knowledge: &Knowledge, numbers: &BTreeMap<String, usize>, own: &str) -> Option<usize> {
    own.split_whitespace().nth(HEAD_WORDS)?;
    let opening = format!("{own} ");
    let longer = (numbers.range(opening.clone()..))
        .take_while(|(key, _)| key.starts_with(&opening))
        .filter(|(key, _)| level_at(knowledge, &key[opening.len()..]).is_some());
    let (longest, number) = longer.clone().max_by_key(|(key, _)| key.len())?;
    let goes_on =
        |key: &str| (longest.strip_prefix(key)).is_some_and(|rest| !starts_within_word(rest));
    (longer.into_iter())
        .all(|(key, _)| goes_on(key))
        .then_some(*number)
}

/// Whether what follows a name goes on with its last word: `quận 1` is no beginning of `quận 12`.
fn starts_within_word(rest: &str) -> bool {
    !rest.is_empty() && !rest.starts_with(' ')
}

/// What names of one organization share: `Chi bộ IV` is `Chi bộ 4`, `Khối Đại học, Cao đẳng` is `Khối Đại học Cao đẳng`, `Cục Hải quan
/// tỉnh Tây Ninh` is `Cục Hải quan Tây Ninh`. Only right behind its head is a numeral surely one: the X of `Công ty Xây lắp X` may be a
/// letter; and there a province is the organization's own place.
fn key(name: &str, province: Option<&str>) -> String {
    fn words(name: &str) -> impl Iterator<Item = &str> {
        name.split([' ', ',']).filter(|word| !word.is_empty())
    }
    let small = lower(name);
    let mut key = String::with_capacity(name.len());
    for (at, (word, small)) in words(name).zip(words(&small)).enumerate() {
        if at > HEAD_WORDS && Some(word) == province {
            continue;
        }
        key.push(' ');
        match roman(word).filter(|_| at == HEAD_WORDS) {
            Some(number) => key.push_str(&number.to_string()),
            None => key.push_str(small),
        }
    }
    key
}

/// Merges facts that say the same of the same organization, by its number; evidence in text order, facts by their first evidence. With
/// them, by fact that was given, the index of the one it became.
pub(super) fn unique(facts: Vec<Fact>, owners: &[Option<usize>]) -> (Vec<Fact>, Vec<usize>) {
    let mut became = vec![0; facts.len()];
    // A fact is large: places are sorted, and each is moved once.
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_key(|&given| {
        // The text comes last.
        facts[given]
            .evidence
            .first()
            .map_or((false, None, 0, 0), |e| {
                (e.field.is_none(), e.field, e.start, e.end)
            })
    });
    let mut facts: Vec<Option<Fact>> = facts.into_iter().map(Some).collect();
    let mut out: Vec<Fact> = Vec::with_capacity(facts.len());
    let mut known: FxHashMap<(Identity, Option<usize>), SmallVec<[usize; 2]>> =
        FxHashMap::with_capacity_and_hasher(facts.len(), Default::default());
    for given in order {
        let Some(fact) = facts[given].take() else {
            continue;
        };
        let identity = (fact.value.identity(), owners[given]);
        let same = known.entry(identity).or_default();
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
        let is_same = |last: &Evidence| last.start == evidence.start && *last == evidence;
        if !known.evidence.last().is_some_and(is_same) {
            known.evidence.push(evidence);
        }
    }
    known.period = known.period.take().or(fact.period);
    if tells_more(&fact.organization, &known.organization) {
        known.organization = fact.organization;
    }
    known.value.take_stronger(fact.value);
}

/// Whether an organization's name has more words than another: of two names of one, the longer tells more.
fn tells_more(one: &Option<Organization>, other: &Option<Organization>) -> bool {
    let [one, other] =
        [one, other].map(|named| named.as_ref().map_or("", |named| named.name.as_str()));
    let words = |name: &str| name.split(' ').filter(|word| !word.is_empty()).count();
    one != other && words(one) > words(other)
}

impl Value {
    /// Whether two values of one identity can't be one fact: congresses whose years are more than a term apart. Who merges
    /// with others counts the congresses anew: the first of 1997, and the first of 2025 - 2030.
    fn contradicts(&self, other: &Self) -> bool {
        /// Years between a congress and the end of its term.
        const TERM: u16 = 5;
        let (own, others) = (self.congress_years(), other.congress_years());
        own.into_iter()
            .flatten()
            .any(|own| (others.into_iter().flatten()).any(|year| own.abs_diff(year) > TERM))
    }

    /// The years that tell when a congress is: the first of its term, the one it is held in.
    fn congress_years(&self) -> [Option<u16>; 2] {
        let Self::Congress { term, held, .. } = self else {
            return [None, None];
        };
        let held = held.as_ref().and_then(|held| held.start);
        [term.map(|term| term.start_year), held.map(Date::year)]
    }

    /// Of two readings of one fact, keeps what the second says more: a congress over its tenure, a term or date that
    /// the first lacks.
    fn take_stronger(&mut self, other: Self) {
        if let (
            Self::Congress {
                form,
                numeral,
                term,
                held,
                ..
            },
            Self::Congress {
                form: other_form,
                numeral: other_numeral,
                term: other_term,
                held: other_held,
                ..
            },
        ) = (self, other)
        {
            if *form == CongressForm::Tenure && other_form == CongressForm::Congress {
                *form = other_form;
                *numeral = other_numeral;
            }
            *term = term.take().or(other_term);
            // "Đại hội III (1960)", and elsewhere its month.
            let is_finer = match (&*held, &other_held) {
                (Some(known), Some(other)) => is_refined(known, other),
                _ => held.is_none(),
            };
            if is_finer {
                *held = other_held;
            }
        }
    }
}

/// Whether a period starts within the same year or month as another and is told more exactly.
fn is_refined(known: &Period, by: &Period) -> bool {
    let starts = known.start.zip(by.start);
    starts.is_some_and(|(known, by)| by.refines(known))
}
