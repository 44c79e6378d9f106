//! An article as it stands in its file, and the step from there to an [`Article`].

use crate::article::{Article, Fetch, SourceWarning, WarningCode, host_of};
use crate::knowledge::Knowledge;
use crate::page::{self, PageError};
use crate::source::error::SourceError;
use crate::source::http::{MAX_PAGE_BYTES, Response};
use crate::text::decode::{Decoded, decode, repair, repair_below};
use crate::text::metadata::{complete, date_of};
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
    if text.as_bytes().contains(&0) {
        let nuls = text.bytes().filter(|&byte| byte == 0).count();
        return Err(bad(format!(
            "expected text in \"text\", found {nuls} NUL characters"
        )));
    }
    let mut article = told(source, line, knowledge);
    // A lead that the text begins with does not stand apart from it.
    let lead = (article.lead.take()).filter(|lead| !text.trim_start().starts_with(lead.trim()));
    let (lead, decoded) = repair_below(lead, text, &knowledge.encodings);
    article.lead = lead;
    Ok(whole(article, decoded, knowledge))
}

/// An article without its text, as its line tells of it.
fn told(source: String, line: Line, knowledge: &Knowledge) -> Article {
    let mut notes = Vec::new();
    let mut string = |name: &str, field: Field| {
        let (text, found) = field.read();
        notes.extend(found.map(|found| format!("{name}: expected a string, found {found}")));
        text
    };
    let right = |text: Option<String>| text.map(|text| repair(text, &knowledge.encodings).text);
    let title = right(string("title", line.title));
    let lead = string("lead", line.lead);
    let url = string("url", line.url);
    let author = right(string("author", line.author));
    let site = string("site", line.site).or_else(|| url.as_deref().and_then(host_of));
    let (date, found) = line.published.read();
    let published = date
        .as_ref()
        .and_then(|date| date_of(date, &knowledge.metadata));
    if published.is_none() {
        let found = date.map(|date| shown(&date)).or(found.map(str::to_owned));
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

/// A string where one stands. A list of names and a number count as their words; anything else is told and left out.
#[derive(Default)]
enum Field {
    Text(String),
    Number(String),
    #[default]
    Nothing,
    Other(&'static str),
}

impl Field {
    /// Its words, and what stands there that is no string.
    fn read(self) -> (Option<String>, Option<&'static str>) {
        match self {
            Self::Text(text) if !text.trim().is_empty() => (Some(text), None),
            Self::Text(_) | Self::Nothing => (None, None),
            Self::Number(words) => (Some(words), Some("a number")),
            Self::Other(found) => (None, Some(found)),
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
        let (mut texts, mut is_empty) = (Vec::new(), true);
        while let Some(item) = items.next_element::<Field>()? {
            texts.extend(item.read().0);
            is_empty = false;
        }
        Ok(if texts.is_empty() && !is_empty {
            Field::Other("a list without strings")
        } else {
            Field::Text(texts.join(", "))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Field, A::Error> {
        while items.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Field::Other("an object"))
    }
}
