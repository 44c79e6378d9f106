//! Gold files and records, line by line.
//!
//! Enters: JSON Lines of one object an article. Leaves: [`Gold`] and [`Predictions`], or an [`InputError`] with file
//! and line. Keeps only what scoring needs, so that records of any size can be read.

use super::statement::{Kind, Statement};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead};
use thiserror::Error;

/// What is wrong with an input, and where.
#[derive(Debug, Error)]
pub enum InputError {
    /// The file can't be read on.
    #[error("{file}:{line}: expected a line of UTF-8, found {source}")]
    Read {
        file: String,
        line: usize,
        source: io::Error,
    },
    /// A line is not one JSON object.
    #[error("{file}:{line}: expected a JSON object, found {found}")]
    NotAnObject {
        file: String,
        line: usize,
        found: String,
    },
    /// A field is not what the contract says.
    #[error("{file}:{line}: {place}: {message}")]
    Field {
        file: String,
        line: usize,
        place: String,
        message: String,
    },
    /// A gold file says nothing of any article.
    #[error("{file}: expected a JSON object an article, found none")]
    Empty { file: String },
    /// Two gold lines speak of one article.
    #[error("{file}:{line}: expected each id once, found \"{id}\" again")]
    Repeated {
        file: String,
        line: usize,
        id: String,
    },
}

/// One article's gold.
#[derive(Debug)]
pub(crate) struct GoldArticle {
    pub(crate) id: String,
    pub(crate) statements: Vec<Statement>,
    /// Short forms that gold has a word on; others are not scored.
    pub(crate) listed_forms: BTreeSet<String>,
}

/// What careful readers found, in file order.
#[derive(Debug, Default)]
pub struct Gold {
    pub(crate) articles: Vec<GoldArticle>,
}

/// What a producer found, by article.
#[derive(Debug, Default)]
pub struct Predictions {
    articles: Vec<Vec<Statement>>,
    /// By article, what its record calls it.
    names: Vec<String>,
    /// By article, its `document.id`.
    documents: Vec<Option<String>>,
    by_source: BTreeMap<String, Vec<usize>>,
    by_document: BTreeMap<String, Vec<usize>>,
}

/// Records that gold leaves out, by name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Of a text that has a later record, which counts.
    pub repeated: Vec<String>,
    /// Of another text, or of one that they do not tell, where a later record counts for their gold article.
    pub overruled: Vec<String>,
    /// Of articles that gold does not know.
    pub unknown: Vec<String>,
}

impl Gold {
    /// Reads a gold file; `file` names it in errors.
    ///
    /// # Errors
    /// [`InputError`]: the first line that is not gold.
    pub fn read(file: &str, reader: impl BufRead) -> Result<Self, InputError> {
        let mut gold = Self::default();
        let mut known = BTreeSet::new();
        each_object(file, reader, |line| {
            let id = line
                .text(line.object, "id")?
                .ok_or_else(|| line.field("id", "expected the article's id, found none"))?;
            if !known.insert(id.clone()) {
                return Err(InputError::Repeated {
                    file: file.to_owned(),
                    line: line.number,
                    id,
                });
            }
            let abbreviations = line.abbreviations()?;
            let listed_forms = abbreviations
                .iter()
                .filter_map(|one| one.form().map(str::to_owned))
                .collect();
            line.check_kinds()?;
            let mut statements = line.facts()?;
            statements.extend(abbreviations.into_iter().filter(Statement::is_expanded));
            gold.articles.push(GoldArticle {
                id,
                statements,
                listed_forms,
            });
            Ok(())
        })?;
        if gold.articles.is_empty() {
            return Err(InputError::Empty {
                file: file.to_owned(),
            });
        }
        Ok(gold)
    }
}

impl Predictions {
    /// Reads records; `file` names them in errors. Where two records are of one article, the later counts.
    ///
    /// # Errors
    /// [`InputError`]: the first line that is no record.
    pub fn read(file: &str, reader: impl BufRead) -> Result<Self, InputError> {
        let mut predictions = Self::default();
        each_object(file, reader, |line| {
            let mut statements = line.facts()?;
            statements.extend(
                line.abbreviations()?
                    .into_iter()
                    .filter(Statement::is_expanded),
            );
            let article = predictions.articles.len();
            predictions.articles.push(statements);
            let document = line.object.get("document").unwrap_or(&Value::Null);
            let id = line.text(line.object, "id")?;
            let source = line.text(document, "source")?.or_else(|| id.clone());
            let source = source.unwrap_or_default();
            let by_source = &mut predictions.by_source;
            by_source
                .entry(stem(&source).to_owned())
                .or_default()
                .push(article);
            if let Some(id) = id {
                by_source.entry(id).or_default().push(article);
            }
            let document = line.text(document, "id")?;
            if let Some(id) = document.clone() {
                predictions.by_document.entry(id).or_default().push(article);
            }
            predictions.documents.push(document);
            predictions.names.push(source);
            Ok(())
        })?;
        Ok(predictions)
    }

    /// The record whose source has this stem, or that has this id.
    pub(crate) fn of(&self, id: &str) -> Option<&[Statement]> {
        let article = self.all_of(id).last()?;
        self.articles.get(*article).map(Vec::as_slice)
    }

    /// The records of a gold article, in file order.
    fn all_of(&self, id: &str) -> &[usize] {
        let articles = self.by_source.get(id).or_else(|| self.by_document.get(id));
        articles.map_or(&[], Vec::as_slice)
    }

    /// The records that scoring leaves out.
    pub fn left_out(&self, gold: &Gold) -> LeftOut {
        let mut left_out = LeftOut::default();
        let mut is_known = vec![false; self.articles.len()];
        for article in &gold.articles {
            let own = self.all_of(&article.id);
            let counts = own.last();
            for &index in own {
                let is_first_met = !std::mem::replace(&mut is_known[index], true);
                if !is_first_met || counts == Some(&index) {
                    continue;
                }
                let name = self.names[index].clone();
                let document = self.documents[index].as_ref();
                if document.is_some_and(|own| {
                    counts.and_then(|&one| self.documents[one].as_ref()) == Some(own)
                }) {
                    left_out.repeated.push(name);
                } else {
                    left_out.overruled.push(name);
                }
            }
        }
        let names = self.names.iter().zip(is_known);
        let unknown = names.filter(|(_, is_known)| !is_known);
        left_out.unknown = unknown.map(|(name, _)| name.clone()).collect();
        left_out
    }
}

/// A line of a file, parsed.
struct Line<'l> {
    file: &'l str,
    number: usize,
    object: &'l Value,
}

impl Line<'_> {
    fn field(&self, place: &str, message: &str) -> InputError {
        InputError::Field {
            file: self.file.to_owned(),
            line: self.number,
            place: place.to_owned(),
            message: message.to_owned(),
        }
    }

    fn text(&self, object: &Value, field: &str) -> Result<Option<String>, InputError> {
        match object.get(field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(other) => {
                Err(self.field(field, &format!("expected a string or null, found {other}")))
            }
        }
    }

    fn list(&self, field: &str) -> Result<&[Value], InputError> {
        match self.object.get(field) {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(other) => Err(self.field(field, &format!("expected a list, found {other}"))),
        }
    }

    /// Whether all facts are of kinds that are scored: a record's may be of others, gold of others is a slip.
    fn check_kinds(&self) -> Result<(), InputError> {
        for (index, fact) in self.list("facts")?.iter().enumerate() {
            let Some(name) = self.text(fact, "kind")? else {
                continue;
            };
            if Kind::named(&name).is_none() {
                let known = Kind::ALL.map(Kind::name).join(", ");
                let message = format!("kind: expected one of {known}, found \"{name}\"");
                return Err(self.field(&format!("facts[{index}]"), &message));
            }
        }
        Ok(())
    }

    fn facts(&self) -> Result<Vec<Statement>, InputError> {
        let mut facts = Vec::new();
        for (index, fact) in self.list("facts")?.iter().enumerate() {
            let read = Statement::of_fact(fact)
                .map_err(|message| self.field(&format!("facts[{index}]"), &message))?;
            facts.extend(read.filter(|fact| fact.kind != Kind::ABBREVIATION));
        }
        Ok(facts)
    }

    fn abbreviations(&self) -> Result<Vec<Statement>, InputError> {
        let read = |(index, one)| {
            Statement::of_abbreviation(one)
                .map_err(|message| self.field(&format!("abbreviations[{index}]"), &message))
        };
        self.list("abbreviations")?
            .iter()
            .enumerate()
            .map(read)
            .collect()
    }
}

fn each_object(
    file: &str,
    reader: impl BufRead,
    mut read: impl FnMut(&Line<'_>) -> Result<(), InputError>,
) -> Result<(), InputError> {
    for (index, line) in reader.lines().enumerate() {
        let number = index + 1;
        let text = line.map_err(|source| InputError::Read {
            file: file.to_owned(),
            line: number,
            source,
        })?;
        let text = text.trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            continue;
        }
        let not_an_object = |found| InputError::NotAnObject {
            file: file.to_owned(),
            line: number,
            found,
        };
        let object: Value =
            serde_json::from_str(text).map_err(|error| not_an_object(error.to_string()))?;
        if !object.is_object() {
            return Err(not_an_object(text.chars().take(40).collect()));
        }
        read(&Line {
            file,
            number,
            object: &object,
        })?;
    }
    Ok(())
}

/// A path's last part without its last extension.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    match name.rfind('.') {
        Some(dot) if name[..dot].contains(|c| c != '.') => &name[..dot],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gold, LeftOut, Predictions, stem};

    #[test]
    fn stems_are_as_of_paths() {
        for (path, expected) in [
            ("a/b/c01.txt", "c01"),
            ("c01", "c01"),
            ("a.b.txt", "a.b"),
            (".txt", ".txt"),
            ("a/", ""),
            ("x.jsonl#3", "x"),
        ] {
            assert_eq!(stem(path), expected, "{path}");
        }
    }

    #[test]
    fn errors_name_file_and_line() {
        let check = |text: &str, expected: &str| {
            let error = Gold::read("gold.jsonl", text.as_bytes())
                .expect_err(text)
                .to_string();
            assert_eq!(error, expected);
        };
        check(
            "\n",
            "gold.jsonl: expected a JSON object an article, found none",
        );
        check(
            "{\"id\":\"a\",\"facts\":[{\"kind\":\"member_cuont\"}]}",
            "gold.jsonl:1: facts[0]: kind: expected one of member_count, organization_count, term, congress, target, \
             result, officeholder, abbreviation, found \"member_cuont\"",
        );
        check("\n[1]\n", "gold.jsonl:2: expected a JSON object, found [1]");
        check(
            "{\"facts\":[]}",
            "gold.jsonl:1: id: expected the article's id, found none",
        );
        check(
            "{\"id\":\"a\"}\n{\"id\":\"a\"}",
            "gold.jsonl:2: expected each id once, found \"a\" again",
        );
        check(
            "{\"id\":\"a\",\"facts\":[{\"kind\":\"term\"},{\"kind\":\"congress\",\"ordinal\":\"VII\"}]}",
            "gold.jsonl:1: facts[1]: ordinal: expected a number or null, found \"VII\"",
        );
        check(
            "{\"id\":\"a\",\"facts\":{}}",
            "gold.jsonl:1: facts: expected a list, found {}",
        );
    }

    #[test]
    fn records_are_found_by_source_id_or_document() {
        let records =
            "{\"document\":{\"source\":\"in/a01.txt\",\"id\":\"beef\"}}\n{\"id\":\"b01\"}";
        let predictions = Predictions::read("records.jsonl", records.as_bytes()).expect("records");
        for id in ["a01", "beef", "b01"] {
            assert!(predictions.of(id).is_some(), "{id}");
        }
        assert!(predictions.of("c01").is_none());
    }

    #[test]
    fn records_that_are_left_out_are_named() {
        let gold = Gold::read(
            "gold.jsonl",
            "{\"id\":\"a01\"}\n{\"id\":\"beef\"}".as_bytes(),
        );
        let records = "{\"document\":{\"source\":\"x/a01.txt\",\"id\":\"f00d\"}}\n\
                       {\"document\":{\"source\":\"in/a01.txt\",\"id\":\"feed\"}}\n\
                       {\"document\":{\"source\":\"in/b.jsonl#1\",\"id\":\"beef\"}}\n\
                       {\"document\":{\"source\":\"in/b.jsonl#2\",\"id\":\"cafe\"}}\n\
                       {\"id\":\"a01\"}\n{\"id\":\"a01\",\"document\":{\"id\":\"feed\"}}";
        let predictions = Predictions::read("records.jsonl", records.as_bytes()).expect("records");
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let expected = LeftOut {
            repeated: names(&["in/a01.txt"]),
            overruled: names(&["x/a01.txt", "a01"]),
            unknown: names(&["in/b.jsonl#2"]),
        };
        assert_eq!(predictions.left_out(&gold.expect("gold")), expected);
    }

    #[test]
    fn the_lines_of_a_file_are_no_records_of_one_article() {
        let gold = Gold::read("gold.jsonl", "{\"id\":\"a\"}".as_bytes()).expect("gold");
        let records = "{\"document\":{\"source\":\"a.jsonl#1\",\"id\":\"beef\"}}\n\
                       {\"document\":{\"source\":\"a.jsonl#2\",\"id\":\"cafe\"}}";
        let predictions = Predictions::read("records.jsonl", records.as_bytes()).expect("records");
        let left_out = predictions.left_out(&gold);
        assert!(left_out.repeated.is_empty());
        assert_eq!(left_out.overruled, ["a.jsonl#1"]);
    }
}
