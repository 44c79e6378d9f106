//! `corpus/examples/<kind>.toml`: what each kind must read and what it must not, sentence by sentence.
//!
//! The format is explained in `corpus/README.md`. The registry, the modules' docs and the README are held to the same
//! list of kinds: a kind that lacks one of its places is named here.

use dangbo::article::Article;
use dangbo::fact::KINDS;
use dangbo::knowledge::Knowledge;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::PathBuf;
use unicode_segmentation::UnicodeSegmentation;

/// What a kind must show at the least.
const POSITIVES: usize = 40;
const NEGATIVES: usize = 25;

/// The headings of a kind's module doc, in their order.
const HEADINGS: [&str; 5] = ["Reads", "Yields", "Examples", "Does not read", "Known gaps"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    #[serde(default)]
    positive: Vec<Example>,
    #[serde(default)]
    negative: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    name: String,
    shows: String,
    title: Option<String>,
    text: String,
    /// The facts of the kind, all of them; none for a negative.
    #[serde(default)]
    facts: Vec<Map<String, Value>>,
}

#[test]
fn every_example_is_read_as_written() {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries load");
    let mut report = String::new();
    let mut read = 0;
    for kind in KINDS {
        let examples = load(kind.name);
        for example in examples.positive.iter().chain(&examples.negative) {
            read += 1;
            for failure in failures(kind.name, example, &knowledge) {
                writeln!(report, "{}/{}: {failure}\n", kind.name, example.name).expect("a string");
            }
        }
    }
    assert!(read > 0, "no examples were found");
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_kind_has_its_examples() {
    for kind in KINDS {
        let name = kind.name;
        let examples = load(name);
        let (positive, negative) = (examples.positive.len(), examples.negative.len());
        assert!(
            positive >= POSITIVES,
            "{name}: {positive} positive examples"
        );
        assert!(
            negative >= NEGATIVES,
            "{name}: {negative} negative examples"
        );
        let mut names = BTreeSet::new();
        for example in examples.positive.iter().chain(&examples.negative) {
            assert!(
                is_snake_case(&example.name),
                "{name}/{}: not snake_case",
                example.name
            );
            assert!(
                names.insert(example.name.clone()),
                "{name}/{}: twice",
                example.name
            );
            assert!(
                !example.shows.trim().is_empty(),
                "{name}/{}: shows nothing",
                example.name
            );
        }
    }
}

#[test]
fn every_kind_has_its_places() {
    let readme = text("README.md");
    let mut names = BTreeSet::new();
    for kind in KINDS {
        let name = kind.name;
        assert!(is_snake_case(name), "{name}: not snake_case");
        assert!(names.insert(name), "{name}: twice in the registry");
        let source = module(name);
        let headings: Vec<&str> = source
            .lines()
            .filter_map(|line| line.strip_prefix("//! # "))
            .collect();
        assert_eq!(headings, HEADINGS, "the doc of the module {name}");
        assert!(
            readme.contains(&format!("\n| `{name}` |")),
            "{name}: no row in the README"
        );
    }
}

/// The source of a kind's module: a file, or a folder's `mod.rs` where its rules fill several.
fn module(kind: &str) -> String {
    let folder = format!("src/fact/{kind}/mod.rs");
    if path(&folder).exists() {
        text(&folder)
    } else {
        text(&format!("src/fact/{kind}.rs"))
    }
}

fn path(relative: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(relative)
}

fn text(relative: &str) -> String {
    let path = path(relative);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The examples of a kind, checked: each quote is in its text, positives state facts, negatives none.
fn load(kind: &str) -> Examples {
    let file = format!("corpus/examples/{kind}.toml");
    let examples: Examples =
        toml::from_str(&text(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    for example in &examples.positive {
        let name = &example.name;
        assert!(
            !example.facts.is_empty(),
            "{file}: {name} is positive and states no fact"
        );
        for fact in &example.facts {
            assert!(
                !occurrences(example, quote_of(name, fact)).is_empty(),
                "{file}: {name}: {:?} is not in the text",
                quote_of(name, fact)
            );
            for key in fact.keys().filter(|key| *key != "quote") {
                assert!(
                    published(&Value::Null, key).is_some(),
                    "{file}: {name}: no such key: {key}"
                );
            }
        }
    }
    for example in &examples.negative {
        assert!(
            example.facts.is_empty(),
            "{file}: {} is negative and states facts",
            example.name
        );
    }
    examples
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && !name.ends_with('_')
        && !name.contains("__")
        && name
            .chars()
            .all(|one| matches!(one, 'a'..='z' | '0'..='9' | '_'))
}

/// A stretch of an example: whether it lies in the title, and its code points.
#[derive(Clone, PartialEq)]
struct Place {
    in_title: bool,
    chars: Range<usize>,
}

impl Place {
    fn of_evidence(fact: &Value) -> Self {
        let evidence = &fact["evidence"][0];
        let offset = |key: &str| {
            let offset = evidence[key].as_u64().expect("an offset");
            usize::try_from(offset).expect("a short text")
        };
        Self {
            in_title: evidence["field"] == "title",
            chars: offset("start")..offset("end"),
        }
    }

    fn lies_in(&self, other: &Self) -> bool {
        self.in_title == other.in_title
            && self.chars.start >= other.chars.start
            && self.chars.end <= other.chars.end
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.in_title == other.in_title
            && self.chars.start < other.chars.end
            && other.chars.start < self.chars.end
    }
}

fn quote_of<'e>(name: &str, fact: &'e Map<String, Value>) -> &'e str {
    match fact.get("quote").and_then(Value::as_str) {
        Some(quote) if !quote.is_empty() => quote,
        _ => panic!("{name}: a fact without a quote"),
    }
}

/// Where a quote stands in an example.
fn occurrences(example: &Example, quote: &str) -> Vec<Place> {
    let fields = [(false, Some(&example.text)), (true, example.title.as_ref())];
    fields
        .into_iter()
        .filter_map(|(in_title, field)| Some((in_title, field?)))
        .flat_map(|(in_title, field)| {
            field.match_indices(quote).map(move |(at, _)| {
                let start = field[..at].chars().count();
                Place {
                    in_title,
                    chars: start..start + quote.chars().count(),
                }
            })
        })
        .collect()
}

/// What a published fact says under an example's key, with null as the empty string; `None` for a key that does not
/// exist.
fn published(fact: &Value, key: &str) -> Option<Value> {
    let joined = |from: &Value, to: &Value, joint: &str| match (from, to) {
        (Value::Null, Value::Null) => Value::Null,
        (from, to) if from == to && joint == "/" => from.clone(),
        (from, to) => Value::String(format!("{}{joint}{}", plain(from), plain(to))),
    };
    let value = match key {
        "measure" | "unit_type" | "group" | "start_year" | "end_year" | "ordinal" | "numeral"
        | "form" | "subject" | "goal" | "name" | "role" | "role_text" | "status"
        | "other_roles" | "checks" => fact[key].clone(),
        "value" | "low" | "high" | "bound" | "unit" => fact["quantity"][key].clone(),
        "organization" => fact["organization"]["name"].clone(),
        "basis" => fact["organization"]["basis"].clone(),
        "term" => joined(&fact["term"]["start_year"], &fact["term"]["end_year"], "-"),
        "held" | "period" => joined(&fact[key]["start"], &fact[key]["end"], "/"),
        _ => return None,
    };
    Some(match value {
        Value::Null => Value::String(String::new()),
        value => value,
    })
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn is_same(expected: &Value, found: &Value) -> bool {
    match (expected.as_f64(), found.as_f64()) {
        (Some(expected), Some(found)) => (expected - found).abs() < 1e-9,
        _ => expected == found,
    }
}

/// The keys under which a published fact says something else than expected: `value 12, expected 21`.
fn differences(expected: &Map<String, Value>, fact: &Value) -> Vec<String> {
    expected
        .iter()
        .filter(|(key, _)| *key != "quote")
        .filter_map(|(key, expected)| {
            let found = published(fact, key)?;
            (!is_same(expected, &found)).then(|| format!("{key} {found}, expected {expected}"))
        })
        .collect()
}

/// How an example was misread: each failure with the words for its sort, and the text with carets.
fn failures(kind: &str, example: &Example, knowledge: &Knowledge) -> Vec<String> {
    let article = Article {
        source: example.name.clone(),
        title: example.title.clone(),
        text: example.text.clone(),
        ..Article::default()
    };
    let record =
        serde_json::to_value(dangbo::extract(&article, knowledge)).expect("a record is JSON");
    let mut found: Vec<&Value> = record["facts"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|fact| fact["kind"] == kind)
        .collect();
    let mut missing: Vec<&Map<String, Value>> = Vec::new();
    for expected in &example.facts {
        let places = occurrences(example, quote_of(&example.name, expected));
        let right = found.iter().position(|fact| {
            let evidence = Place::of_evidence(fact);
            let quotes_it = places
                .iter()
                .any(|place| place.lies_in(&evidence) || evidence.lies_in(place));
            quotes_it && differences(expected, fact).is_empty()
        });
        match right {
            Some(right) => {
                found.remove(right);
            }
            None => missing.push(expected),
        }
    }
    let mut failures = Vec::new();
    for expected in missing {
        let quote = quote_of(&example.name, expected);
        let places = occurrences(example, quote);
        let elsewhere = found
            .iter()
            .position(|fact| differences(expected, fact).is_empty());
        let here = found.iter().position(|fact| {
            let evidence = Place::of_evidence(fact);
            places.iter().any(|place| place.overlaps(&evidence))
        });
        if let Some(elsewhere) = elsewhere {
            let fact = found.remove(elsewhere);
            failures.push(format!(
                "wrong quote: {} for {quote:?}\n{}",
                fact["evidence"][0]["quote"],
                under(example, &Place::of_evidence(fact))
            ));
        } else if let Some(here) = here {
            let fact = found.remove(here);
            failures.push(format!(
                "wrong value: {}\n{}",
                differences(expected, fact).join("; "),
                under(example, &Place::of_evidence(fact))
            ));
        } else {
            let rest: Vec<String> = expected
                .iter()
                .filter(|(key, _)| *key != "quote")
                .map(|(key, value)| format!("{key} {value}"))
                .collect();
            failures.push(format!(
                "missing: {}\n{}",
                rest.join(", "),
                under(example, &places[0])
            ));
        }
    }
    failures.extend(found.into_iter().map(|fact| {
        format!(
            "extra: {}\n{}",
            said(fact),
            under(example, &Place::of_evidence(fact))
        )
    }));
    failures
}

/// A published fact on one line: its own fields, its organization and its rule.
fn said(fact: &Value) -> String {
    let own = fact.as_object().into_iter().flatten();
    own.filter(|(key, _)| !matches!(key.as_str(), "kind" | "evidence" | "checks" | "period"))
        .map(|(key, value)| match key.as_str() {
            "organization" => format!("organization {}", value["name"]),
            _ => format!("{key} {value}"),
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// The lines that a stretch lies on, each with carets under its part of it, as wide as its grapheme clusters.
fn under(example: &Example, place: &Place) -> String {
    let field = match &example.title {
        Some(title) if place.in_title => title,
        _ => &example.text,
    };
    let mut out = String::new();
    let mut line_start = 0;
    for line in field.split('\n') {
        let line_end = line_start + line.chars().count();
        let from = place.chars.start.max(line_start);
        let to = place.chars.end.min(line_end);
        if from < to {
            let width = |from: usize, to: usize| {
                let part: String = line
                    .chars()
                    .skip(from - line_start)
                    .take(to - from)
                    .collect();
                part.graphemes(true).count()
            };
            let (indent, carets) = (width(line_start, from), width(from, to));
            writeln!(
                out,
                "    {line}\n    {}{}",
                " ".repeat(indent),
                "^".repeat(carets)
            )
            .expect("a string");
        }
        line_start = line_end + 1;
    }
    out.trim_end().to_owned()
}
