//! What is scored: a fact or an abbreviation, of gold or of a record, reduced to what it is compared by.
//!
//! Enters: one JSON object of `facts` or `abbreviations`. Leaves: a [`Statement`], or what was expected in its place.
//! Reads any producer's JSON, and only the fields that scoring needs.

use super::wording::{fold, overlap, unify_letters, words};
use crate::fact::{Beyond, KINDS, Part, Scored};
use serde_json::Value;
use std::fmt;

/// From this overlap of words on (token F1), two kinds of organization are one: the contract's key of `organization_count`.
const SAME_UNIT: f64 = 0.6;
/// The same of what a target or result is of and for, read together.
const SAME_WORDING: f64 = 0.5;
/// The same of organizations' names.
const SAME_ORGANIZATION: f64 = 0.8;

/// What is scored, in the order of the table: the kinds of facts, by their place in [`KINDS`], and behind them abbreviations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind(usize);

impl Kind {
    /// Short forms and what they stand for.
    pub const ABBREVIATION: Self = Self(KINDS.len());

    /// All that is scored.
    pub const ALL: [Self; KINDS.len() + 1] = {
        let mut all = [Self::ABBREVIATION; KINDS.len() + 1];
        let mut place = 0;
        while place < KINDS.len() {
            all[place] = Self(place);
            place += 1;
        }
        all
    };

    /// Its name in records, and where scores are told.
    pub fn name(self) -> &'static str {
        KINDS.get(self.0).map_or("abbreviation", |kind| kind.name)
    }

    /// By what its facts are scored; none for abbreviations.
    fn scored(self) -> Option<&'static Scored> {
        KINDS.get(self.0).map(|kind| &kind.scored)
    }

    /// Whether its facts are told apart by what they are of and for, whoever's they are.
    fn is_worded(self) -> bool {
        self.scored()
            .is_some_and(|scored| scored.beyond == Beyond::Wording)
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The core key: equal keys are one statement, organization and wording aside. An absent field is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(Vec<Option<String>>);

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = self.0.iter().flatten().map(String::as_str).collect();
        f.write_str(&parts.join(" "))
    }
}

/// A scored fact or abbreviation.
#[derive(Debug, Clone)]
pub struct Statement {
    pub kind: Kind,
    pub key: Key,
    /// Canonical name, as given.
    pub organization: Option<String>,
    /// Subject and goal, as given.
    pub wording: (String, String),
    /// The stretch of text that states it.
    pub quote: String,
    /// The rule that produced it; an abbreviation's basis.
    pub rule: Option<String>,
    /// Gold that two careful readers could decide differently.
    pub optional: bool,
    unit_type: String,
}

impl Statement {
    /// Reads a fact; none if its kind is not scored.
    ///
    /// # Errors
    /// What was expected and what was found.
    pub(crate) fn of_fact(fact: &Value) -> Result<Option<Self>, String> {
        let name = text(fact, "kind")?.ok_or("expected a \"kind\", found none")?;
        let Some(kind) = Kind::named(&name) else {
            return Ok(None);
        };
        // An office that is no secretary's or deputy's.
        if text(fact, "role")?.as_deref() == Some("other") {
            return Ok(None);
        }
        Self::new(kind, fact).map(Some)
    }

    /// Reads an abbreviation, expanded or not.
    ///
    /// # Errors
    /// What was expected and what was found.
    pub(crate) fn of_abbreviation(abbreviation: &Value) -> Result<Self, String> {
        Self::new(Kind::ABBREVIATION, abbreviation)
    }

    fn new(kind: Kind, object: &Value) -> Result<Self, String> {
        let or_empty = |field| text(object, field).map(Option::unwrap_or_default);
        let (key, rule) = match kind.scored() {
            Some(scored) => (fact_key(scored, object)?, text(object, "rule")?),
            None => {
                let basis = text(object, "basis")?;
                let rule = basis.map(|basis| format!("abbreviation/{basis}"));
                (abbreviation_key(object)?, rule)
            }
        };
        Ok(Self {
            kind,
            key,
            organization: organization(object)?,
            wording: (or_empty("subject")?, or_empty("goal")?),
            quote: quote(object)?,
            rule,
            optional: object.get("optional").is_some_and(|flag| flag == true),
            unit_type: or_empty("unit_type")?,
        })
    }

    /// The short form of an abbreviation.
    pub(crate) fn form(&self) -> Option<&str> {
        self.key.0.first().and_then(Option::as_deref)
    }

    /// Whether an abbreviation has an expansion.
    pub(crate) fn is_expanded(&self) -> bool {
        self.kind != Kind::ABBREVIATION || self.key.0.get(1).is_some_and(Option::is_some)
    }

    /// Whether a prediction is this gold statement by the core key.
    pub(crate) fn agrees_in_core(&self, predicted: &Self) -> bool {
        self.kind == predicted.kind
            && self.key == predicted.key
            && overlap(&self.unit_type, &predicted.unit_type) >= SAME_UNIT
    }

    /// Whether a prediction that agrees in core also has this gold statement's organization, or its subject and goal.
    pub(crate) fn agrees_in_full(&self, predicted: &Self) -> bool {
        match self.kind.scored().map(|scored| scored.beyond) {
            None => true,
            Some(Beyond::Wording) => overlap(&self.said(), &predicted.said()) >= SAME_WORDING,
            Some(Beyond::Organization) => match (&self.organization, &predicted.organization) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(a), Some(b)) => fold(a) == fold(b) || overlap(a, b) >= SAME_ORGANIZATION,
            },
        }
    }

    /// Whether two statements of one side count once.
    pub(crate) fn repeats(&self, earlier: &Self) -> bool {
        let folded = |name: &Option<String>| name.as_deref().map(fold).unwrap_or_default();
        let is_same_wording = || {
            fold(&self.wording.0) == fold(&earlier.wording.0)
                && fold(&self.wording.1) == fold(&earlier.wording.1)
        };
        self.agrees_in_core(earlier)
            && folded(&self.organization) == folded(&earlier.organization)
            && (!self.kind.is_worded() || is_same_wording())
    }

    /// What the full key adds, for people.
    pub fn said(&self) -> String {
        if self.kind.is_worded() {
            format!("{} {}", self.wording.0, self.wording.1)
        } else {
            self.organization.clone().unwrap_or_default()
        }
    }
}

fn fact_key(scored: &Scored, object: &Value) -> Result<Key, String> {
    let mut parts = Vec::new();
    for part in scored.key {
        match part {
            Part::Text(field) => parts.push(text(object, field)?),
            Part::Name(field) => {
                let name = text(object, field)?.unwrap_or_default();
                parts.push(Some(fold(&name)));
            }
            Part::Number(field) => parts.push(number(object, field)?),
            Part::Figure => parts.extend(figure(object)?),
            Part::OfQuantity(field) => parts.push(in_quantity(object, field)?),
        }
    }
    Ok(Key(parts))
}

fn abbreviation_key(object: &Value) -> Result<Key, String> {
    let form = text(object, "form")?.unwrap_or_default();
    let expansion = text(object, "expansion")?.filter(|words| !words.is_empty());
    let expansion = expansion.map(|expansion| words(&expansion).join(" "));
    Ok(Key(vec![Some(unify_letters(&form)), expansion]))
}

/// Value, or low and high where there is no value.
fn figure(object: &Value) -> Result<[Option<String>; 3], String> {
    let Some(quantity) = quantity(object)? else {
        return Ok([None, None, None]);
    };
    match number(quantity, "value")? {
        Some(value) => Ok([Some(value), None, None]),
        None => Ok([None, number(quantity, "low")?, number(quantity, "high")?]),
    }
}

fn in_quantity(object: &Value, field: &str) -> Result<Option<String>, String> {
    quantity(object)?.map_or(Ok(None), |quantity| text(quantity, field))
}

fn quantity(object: &Value) -> Result<Option<&Value>, String> {
    match object.get("quantity") {
        None | Some(Value::Null) => Ok(None),
        Some(quantity @ Value::Object(_)) => Ok(Some(quantity)),
        Some(other) => Err(mismatch("quantity", "an object", other)),
    }
}

fn organization(object: &Value) -> Result<Option<String>, String> {
    match object.get("organization") {
        Some(inner @ Value::Object(_)) => text(inner, "name"),
        _ => text(object, "organization"),
    }
}

/// Gold has a quote, a record the quotes of its evidence.
fn quote(object: &Value) -> Result<String, String> {
    let first = object.get("evidence").and_then(|evidence| evidence.get(0));
    Ok(text(first.unwrap_or(object), "quote")?.unwrap_or_default())
}

fn text(object: &Value, field: &str) -> Result<Option<String>, String> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(other) => Err(mismatch(field, "a string or null", other)),
    }
}

/// A number, rounded to six places, as it is compared.
fn number(object: &Value, field: &str) -> Result<Option<String>, String> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let number = value
                .as_f64()
                .ok_or_else(|| mismatch(field, "a number or null", value))?;
            let rounded = format!("{:.6}", number + 0.0);
            Ok(Some(
                rounded
                    .trim_end_matches('0')
                    .trim_end_matches('.')
                    .to_owned(),
            ))
        }
    }
}

fn mismatch(field: &str, expected: &str, found: &Value) -> String {
    format!("{field}: expected {expected}, found {found}")
}

#[cfg(test)]
mod tests {
    use super::{Kind, Statement};
    use serde_json::{Value, json};

    fn read(fact: &Value) -> Statement {
        Statement::of_fact(fact).expect("a fact").expect("scored")
    }

    fn check(gold: &Value, predicted: &Value, core: bool, full: bool) {
        let (gold, predicted) = (read(gold), read(predicted));
        assert_eq!(
            gold.agrees_in_core(&predicted),
            core,
            "{} / {}",
            gold.key,
            predicted.key
        );
        assert_eq!(
            gold.agrees_in_full(&predicted),
            full,
            "{} / {}",
            gold.said(),
            predicted.said()
        );
    }

    #[test]
    fn every_fact_kind_is_scored_under_its_own_name() {
        let scored = Kind::ALL.map(Kind::name);
        let read = crate::fact::KINDS.iter().map(|kind| kind.name);
        assert!(scored.into_iter().eq(read.chain(["abbreviation"])));
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
    }

    #[test]
    fn organization_objects_and_names_compare() {
        let gold = json!({"kind":"term","start_year":2020,"end_year":2025,"organization":"Đảng bộ tỉnh Bình An"});
        let same = json!({"kind":"term","start_year":2020.0,"end_year":2025,
                          "organization":{"name":"đảng bộ tỉnh Bình An","mention":"Tỉnh ủy","basis":"stated"}});
        let none = json!({"kind":"term","start_year":2020,"end_year":2025,"organization":null});
        check(&gold, &same, true, true);
        check(&gold, &none, true, false);
        check(&none, &gold, true, true);
    }

    #[test]
    fn unit_types_compare_by_words() {
        let count = |unit_type: &str, bound: &str| {
            json!({"kind":"organization_count","measure":"total","unit_type":unit_type,
                   "quantity":{"value":68,"bound":bound,"unit":"count"},"organization":null})
        };
        check(
            &count("đảng bộ cơ sở", "exact"),
            &count("đảng bộ", "over"),
            true,
            true,
        );
        check(
            &count("tổ chức cơ sở đảng", "exact"),
            &count("chi bộ", "exact"),
            false,
            true,
        );
    }

    #[test]
    fn a_value_hides_low_and_high() {
        let target = |quantity: Value, subject: &str, goal: &str| json!({"kind":"target","quantity":quantity,"subject":subject,"goal":goal});
        let exact = json!({"value":90,"low":1,"high":2,"bound":"at_least","unit":"percent"});
        let bare = json!({"value":90.0,"bound":"at_least","unit":"percent"});
        check(
            &target(exact, "chi bộ", "hoàn thành tốt nhiệm vụ"),
            &target(bare, "chi bộ hoàn thành", "tốt nhiệm vụ"),
            true,
            true,
        );
    }

    #[test]
    fn other_offices_and_unknown_kinds_are_not_scored() {
        let other = json!({"kind":"officeholder","name":"Y Thắng Niê","role":"other"});
        assert!(Statement::of_fact(&other).expect("well formed").is_none());
        assert!(
            Statement::of_fact(&json!({"kind":"weather"}))
                .expect("well formed")
                .is_none()
        );
    }

    #[test]
    fn errors_name_field_expectation_and_finding() {
        let wrong = json!({"kind":"term","start_year":"2020"});
        let error = Statement::of_fact(&wrong).expect_err("a year in quotes");
        assert_eq!(
            error,
            "start_year: expected a number or null, found \"2020\""
        );
        assert!(Statement::of_fact(&json!({"quote":"x"})).is_err());
    }
}
