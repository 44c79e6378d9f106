//! An article as it stands in its file, and the step from there to an [`Article`].

use crate::article::{Article, Fetch, SourceWarning, WarningCode, host_of};
use crate::knowledge::Knowledge;
use crate::page::{self, PageError};
use crate::source::error::SourceError;
use crate::source::http::{MAX_PAGE_BYTES, Response};
use crate::text::decode::{Decoded, decode, repair, repair_below};
use crate::text::metadata::{complete, date_of, stand_apart};
use memchr::memchr;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Bytes of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawArticle {
    /// A path, `path#line`, or `-`.
    pub source: String,
    pub form: RawForm,
    pub bytes: Vec<u8>,
}

/// What the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawForm {
    /// The text itself, in an encoding to be found out.
    Text,
    /// A JSON object in UTF-8.
    Json,
    /// A web page.
    Page,
    /// An HTTP response with a web page, as it came over the wire, fetched so and from that address.
    Response(Option<String>, Fetch),
    /// The text that somebody took from a web page, in UTF-8, fetched so and from that address.
    Conversion(Option<String>, Fetch),
}

impl RawArticle {
    /// Decodes it.
    ///
    /// # Errors
    /// [`SourceError::NotText`], [`SourceError::BadJson`], [`SourceError::OverBudget`], [`SourceError::BadResponse`].
    pub fn read(self, knowledge: &Knowledge) -> Result<Article, SourceError> {
        match self.form {
            RawForm::Text => read_text(self.source, self.bytes, knowledge),
            RawForm::Json => read_json(self.source, &self.bytes, knowledge),
            RawForm::Page => read_page(
                Article {
                    source: self.source,
                    ..Article::default()
                },
                self.bytes,
                None,
                knowledge,
            ),
            RawForm::Response(url, fetch) => {
                read_response(self.source, url, fetch, &self.bytes, knowledge)
            }
            RawForm::Conversion(url, fetch) => {
                let mut article = read_text(self.source, self.bytes, knowledge)?;
                article.text_is_derived = true;
                article.site = url.as_deref().and_then(host_of).or(article.site);
                article.url = url;
                article.fetch = Some(fetch);
                Ok(article)
            }
        }
    }
}

fn read_text(
    source: String,
    bytes: Vec<u8>,
    knowledge: &Knowledge,
) -> Result<Article, SourceError> {
    match decode(bytes, &knowledge.encodings) {
        Ok(decoded) => Ok(whole(
            Article {
                source,
                ..Article::default()
            },
            decoded,
            knowledge,
        )),
        Err(error) => Err(SourceError::NotText { at: source, error }),
    }
}

fn read_page(
    article: Article,
    bytes: Vec<u8>,
    charset: Option<&str>,
    knowledge: &Knowledge,
) -> Result<Article, SourceError> {
    let at = article.source.clone();
    page::read(article, bytes, charset, knowledge).map_err(|error| match error {
        PageError::NotText(error) => SourceError::NotText { at, error },
        PageError::OverBudget(error) => SourceError::OverBudget { at, error },
    })
}

/// A page out of an HTTP response: its body freed of the codings of its way here.
fn read_response(
    source: String,
    url: Option<String>,
    fetch: Fetch,
    bytes: &[u8],
    knowledge: &Knowledge,
) -> Result<Article, SourceError> {
    let bad = |error| SourceError::BadResponse {
        at: source.clone(),
        error,
    };
    let response = Response::parse(bytes).map_err(bad)?;
    let body = response.body(MAX_PAGE_BYTES).map_err(bad)?;
    let mut article = Article {
        source: source.clone(),
        url,
        fetch: Some(fetch),
        ..Article::default()
    };
    if body.is_cut {
        let message = format!(
            "expected {} bytes, found {}",
            body.expected.unwrap_or_default(),
            body.bytes.len()
        );
        article.warnings.push(SourceWarning {
            code: WarningCode::Truncated,
            message,
        });
    }
    read_page(article, body.bytes, response.charset(), knowledge)
}

/// The article with its text, and with what the text tells where the source did not.
fn whole(mut article: Article, decoded: Decoded, knowledge: &Knowledge) -> Article {
    article.text_is_derived = decoded.is_derived;
    if let Some(message) = decoded.repaired() {
        article.warnings.push(SourceWarning {
            code: WarningCode::EncodingRepaired,
            message,
        });
    }
    article.text = decoded.text;
    complete(&mut article, &knowledge.metadata);
    article
}

fn read_json(source: String, bytes: &[u8], knowledge: &Knowledge) -> Result<Article, SourceError> {
    let bad = |message| SourceError::BadJson {
        at: source.clone(),
        message,
    };
    if let Some(&first) = bytes
        .trim_ascii_start()
        .first()
        .filter(|&&first| first != b'{')
    {
        return Err(bad(format!(
            "expected a JSON object, found {}",
            opening(first)
        )));
    }
    // Bytes that are no UTF-8 are looked at one by one: they may stand in a field that is not read.
    let line: serde_json::Result<Line> = match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(bytes),
    };
    let mut line = line.map_err(|error| bad(explain(&error)))?;
    let Some(text) = line.text.take() else {
        return Err(bad("expected a string in \"text\", found none".to_owned()));
    };
    let mut article = told(source.clone(), line, knowledge);
    let lead = article.lead.take();
    for (name, words) in [("text", Some(&text)), ("lead", lead.as_ref())] {
        if let Some(words) = words.filter(|words| memchr(0, words.as_bytes()).is_some()) {
            let nuls = words.matches('\0').count();
            return Err(bad(format!(
                "expected text in \"{name}\", found {nuls} NUL characters"
            )));
        }
    }
    let (lead, decoded) = repair_below(lead, text, &knowledge.encodings);
    let (lead, decoded) = stand_apart(lead, decoded);
    article.lead = lead;
    Ok(whole(article, decoded, knowledge))
}

/// An article without its text, as its line tells of it.
fn told(source: String, line: Line, knowledge: &Knowledge) -> Article {
    let mut notes = Vec::new();
    let mut string = |name: &str, field: Field| {
        let field = if name == "author" {
            field.names()
        } else {
            field
        };
        notes.extend(
            (field.told()).map(|found| format!("{name}: expected a string, found {found}")),
        );
        field.words()
    };
    let right = |text: Option<String>| text.map(|text| repair(text, &knowledge.encodings).text);
    let title = right(string("title", line.title));
    let lead = string("lead", line.lead);
    let url = string("url", line.url);
    let author = right(string("author", line.author));
    let site = string("site", line.site).or_else(|| url.as_deref().and_then(host_of));
    let found = match &line.published {
        Field::Text(date) if !date.trim().is_empty() => Some(format!("{}: left out", shown(date))),
        Field::Number(date) => Some(format!("{date}: left out")),
        other => other.told(),
    };
    let date = line.published.words();
    let published = date.and_then(|date| date_of(&date, &knowledge.metadata));
    if published.is_none() {
        notes.extend(found.map(|found| format!("published: expected a date, found {found}")));
    }
    Article {
        source,
        url,
        title,
        published,
        lead,
        author,
        site,
        notes,
        ..Article::default()
    }
}

/// What a line that is no object begins with.
fn opening(first: u8) -> String {
    match first {
        b'[' => "an array".to_owned(),
        b'"' => "a string".to_owned(),
        0 => "NUL bytes".to_owned(),
        _ => format!("\"{}\"", first.escape_ascii()),
    }
}

/// A parser's words without the line number, which is always 1: the line is named before them.
fn explain(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let words = words
        .rsplit_once(" at line ")
        .map_or(words.as_str(), |(words, _)| words);
    format!("column {}: {words}", error.column())
}

/// The fields that are read; others are passed over.
#[derive(Deserialize)]
struct Line {
    text: Option<String>,
    #[serde(default)]
    title: Field,
    #[serde(default)]
    lead: Field,
    #[serde(default)]
    url: Field,
    #[serde(default)]
    published: Field,
    #[serde(default)]
    author: Field,
    #[serde(default)]
    site: Field,
}

/// A field's value in quotation marks, cut where it is long.
fn shown(value: &str) -> String {
    const SHOWN_CHARS: usize = 40;
    match value.char_indices().nth(SHOWN_CHARS) {
        Some((cut, _)) => format!("{:?}", format!("{}…", &value[..cut])),
        None => format!("{value:?}"),
    }
}

/// A string where one stands. A number counts as its words, a list of names as one string; anything else is left out.
#[derive(Default)]
enum Field {
    Text(String),
    Number(String),
    List(Vec<Field>),
    /// The names of a list, and what stands among them that is no string.
    Names(String, &'static str),
    #[default]
    Nothing,
    Other(&'static str),
}

impl Field {
    /// What stands there that is no string, and what is done with it.
    fn told(&self) -> Option<String> {
        match self {
            Self::Text(_) | Self::Nothing => None,
            Self::Number(words) => Some(format!("a number: taken as {}", shown(words))),
            Self::List(_) => Some("a list: left out".to_owned()),
            Self::Names(words, other) => {
                Some(format!("{other} in a list: taken as {}", shown(words)))
            }
            Self::Other(found) => Some(format!("{found}: left out")),
        }
    }

    /// Its words.
    fn words(self) -> Option<String> {
        match self {
            Self::Text(words) | Self::Number(words) | Self::Names(words, _) => {
                Some(words).filter(|words| !words.trim().is_empty())
            }
            Self::List(_) | Self::Nothing | Self::Other(_) => None,
        }
    }

    /// A list of names as one string.
    fn names(self) -> Self {
        let Self::List(items) = self else {
            return self;
        };
        let other = items.iter().find_map(|item| match item {
            Self::Text(_) | Self::Nothing => None,
            Self::Number(_) => Some("a number"),
            Self::List(_) | Self::Names(..) => Some("a list"),
            Self::Other(found) => Some(found),
        });
        let names: Vec<String> = items.into_iter().filter_map(Self::words).collect();
        match other {
            Some(_) if names.is_empty() => Self::Other("a list without strings"),
            Some(other) => Self::Names(names.join(", "), other),
            None => Self::Text(names.join(", ")),
        }
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FieldVisitor)
    }
}

struct FieldVisitor;

impl<'de> Visitor<'de> for FieldVisitor {
    type Value = Field;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Field, E> {
        Ok(Field::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Field, E> {
        Ok(Field::Text(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Field, E> {
        Ok(Field::Number(number.to_string()))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Field, E> {
        Ok(Field::Other("a negative number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Field, E> {
        Ok(Field::Other("a fraction"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Field, E> {
        Ok(Field::Other("a truth value"))
    }

    fn visit_unit<E>(self) -> Result<Field, E> {
        Ok(Field::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Field, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<Field>()? {
            list.push(item);
        }
        Ok(if list.is_empty() {
            Field::Nothing
        } else {
            Field::List(list)
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Field, A::Error> {
        while items.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::Other("an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::{RawArticle, RawForm};
    use crate::article::Article;
    use crate::knowledge::Knowledge;
    use crate::source::error::SourceError;

    fn read(line: &str) -> Result<Article, SourceError> {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries load");
        let raw = RawArticle {
            source: "a.jsonl#1".to_owned(),
            form: RawForm::Json,
            bytes: line.as_bytes().to_vec(),
        };
        raw.read(&knowledge)
    }

    #[test]
    fn nul_characters_in_a_lead_are_refused() {
        let error = read(r#"{"text":"Chi bộ họp.","lead":"Sáng\u0000"}"#).expect_err("NUL");
        assert!(
            error.to_string().contains("\"lead\", found 1 NUL"),
            "{error}"
        );
    }

    #[test]
    fn a_lead_stands_apart_or_is_the_text() {
        let article = read(r#"{"text":"","lead":"Chi bộ họp."}"#).expect("a line");
        assert_eq!((article.lead, article.text.as_str()), (None, "Chi bộ họp."));
        let article = read(r#"{"text":"Đảng bộ họp.","lead":"Đ"}"#).expect("a line");
        assert_eq!(article.lead.as_deref(), Some("Đ"));
    }

    #[test]
    fn notes_say_what_is_done() {
        let line = r#"{"text":"Chi bộ họp.","url":5,"lead":["a"],"author":["Lò Sen",3],"published":20210105,"site":{}}"#;
        let article = read(line).expect("a line");
        assert_eq!(
            article.notes,
            [
                "lead: expected a string, found a list: left out",
                "url: expected a string, found a number: taken as \"5\"",
                "author: expected a string, found a number in a list: taken as \"Lò Sen, 3\"",
                "site: expected a string, found an object: left out",
                "published: expected a date, found 20210105: left out",
            ]
        );
        assert_eq!(article.url.as_deref(), Some("5"));
        assert_eq!(article.author.as_deref(), Some("Lò Sen, 3"));
    }
}
