//! What a page says of itself for machines: `<meta>`, `<title>`, JSON-LD, the notes of those who saved it.
//!
//! Enters: a parsed page. Leaves: [`Head`], as it was written. Decides nothing.

use dom_query::{Document, Matcher, NodeData, NodeRef};
use serde_json::Value;
use std::sync::LazyLock;

/// A page's statements about itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// Names (of `name`, `property`, `itemprop` and `http-equiv`, lower case) and contents, in order.
    metas: Vec<(String, String)>,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) canonical: Option<String>,
    pub(super) linked: Option<LinkedData>,
    /// Where a copy was taken from and when, as its maker noted.
    pub(super) copy: Option<Copy>,
}

/// The article that JSON-LD describes.
#[derive(Debug, Clone)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) language: Option<String>,
    url: Option<String>,
    /// Of an article, not of the page that holds one.
    is_article: bool,
}

/// A note of HTTrack, or of a browser that saved the page.
#[derive(Debug, Clone)]
pub(super) struct Copy {
    /// An address, with or without its scheme.
    pub(super) address: String,
    /// When, as written.
    pub(super) when: Option<String>,
}

static METAS: LazyLock<Option<Matcher>> =
    LazyLock::new(|| Matcher::new("head > meta[content]").ok());
static METAS_BELOW: LazyLock<Option<Matcher>> =
    LazyLock::new(|| Matcher::new("body meta[content]").ok());
static TITLES: LazyLock<Option<Matcher>> =
    LazyLock::new(|| Matcher::new("head > title, body > title").ok());
static LINKED: LazyLock<Option<Matcher>> =
    LazyLock::new(|| Matcher::new("script[type='application/ld+json']").ok());
static CANONICAL: LazyLock<Option<Matcher>> =
    LazyLock::new(|| Matcher::new("link[rel='canonical'][href]").ok());
/// Attributes by which a `<meta>` is named.
const NAMES: [&str; 4] = ["property", "name", "itemprop", "http-equiv"];

impl Head {
    pub(super) fn of(document: &Document) -> Self {
        let mut head = Self {
            language: document
                .html_root()
                .attr("lang")
                .map(|lang| lang.to_string()),
            copy: copy(document),
            ..Self::default()
        };
        head.metas = nodes(document, &METAS).iter().flat_map(named).collect();
        // Microdata in the body also describes the articles of lists: what is said twice there is said of several.
        let below: Vec<(String, String)> = nodes(document, &METAS_BELOW)
            .iter()
            .flat_map(named)
            .collect();
        for (name, content) in &below {
            if below
                .iter()
                .all(|(other, said)| other != name || said == content)
            {
                head.metas.push((name.clone(), content.clone()));
            }
        }
        head.title = nodes(document, &TITLES)
            .first()
            .map(|title| spaced(&title.text()))
            .filter(|title| !title.is_empty());
        head.canonical = nodes(document, &CANONICAL)
            .first()
            .and_then(|link| link.attr("href"))
            .map(|href| href.to_string());
        let scripts: Vec<String> = nodes(document, &LINKED)
            .iter()
            .map(|script| script.text().to_string())
            .collect();
        head.linked = linked(&scripts, head.address());
        head
    }

    /// The content of the first `<meta>` of a name.
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        let name = name.to_ascii_lowercase();
        self.metas
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, content)| content.as_str())
    }

    /// The page's own address, where it is a whole one.
    pub(super) fn address(&self) -> Option<&str> {
        [self.canonical.as_deref(), self.meta("og:url")]
            .into_iter()
            .flatten()
            .find(|url| url.starts_with("http"))
    }
}

/// A `<meta>` under each of its names.
fn named(meta: &NodeRef<'_>) -> Vec<(String, String)> {
    let content = meta
        .attr("content")
        .map(|content| spaced(&content))
        .unwrap_or_default();
    let names = NAMES.iter().filter_map(|name| meta.attr(name));
    let all = names.map(|name| (name.trim().to_ascii_lowercase(), content.clone()));
    if content.is_empty() {
        Vec::new()
    } else {
        all.collect()
    }
}

fn nodes<'d>(document: &'d Document, matcher: &LazyLock<Option<Matcher>>) -> Vec<NodeRef<'d>> {
    matcher.as_ref().map_or_else(Vec::new, |matcher| {
        document.select_matcher(matcher).nodes().to_vec()
    })
}

/// Text with single spaces, as an attribute shows it; markup in it (some sites escape theirs) stays.
pub(super) fn spaced(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The article among some blocks of JSON-LD: the one of the page's address, or the only one.
fn linked(scripts: &[String], address: Option<&str>) -> Option<LinkedData> {
    let mut found = Vec::new();
    for script in scripts {
        // Templates put line breaks into strings, which JSON forbids.
        let script = script.replace(['\n', '\r', '\t'], " ");
        if let Ok(value) = serde_json::from_str::<Value>(script.trim().trim_end_matches(';')) {
            collect(&value, &mut found);
        }
    }
    if found.iter().any(|one| one.is_article) {
        found.retain(|one| one.is_article);
    }
    let of_page = found
        .iter()
        .position(|one| one.url.is_some() && one.url.as_deref() == address);
    match (of_page, found.len()) {
        (Some(index), _) => Some(found.swap_remove(index)),
        (None, 1) => found.pop(),
        // Several articles: a list of others, of which none is known to be this one.
        (None, _) => None,
    }
}

/// Descends where the page itself is described, not into what it lists.
fn collect(value: &Value, found: &mut Vec<LinkedData>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(fields) => {
            let types = strings(fields.get("@type"));
            let is_article = types
                .iter()
                .any(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
            if is_article || types.iter().any(|kind| kind == "WebPage") {
                found.push(LinkedData {
                    headline: string(fields.get("headline")).or_else(|| string(fields.get("name"))),
                    published: string(fields.get("datePublished")),
                    author: names(fields.get("author")),
                    publisher: names(fields.get("publisher")),
                    language: string(fields.get("inLanguage")),
                    url: string(fields.get("url"))
                        .or_else(|| string(fields.get("mainEntityOfPage")))
                        .or_else(|| {
                            fields
                                .get("mainEntityOfPage")
                                .and_then(|page| string(page.get("@id")))
                        }),
                    is_article,
                });
            }
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = fields.get(key) {
                    collect(inner, found);
                }
            }
        }
        _ => {}
    }
}

fn string(value: Option<&Value>) -> Option<String> {
    value?.as_str().map(spaced).filter(|text| !text.is_empty())
}

fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().filter_map(|item| string(Some(item))).collect(),
        other => string(other).into_iter().collect(),
    }
}

/// The names of persons or organizations, each a string or an object with a name.
fn names(value: Option<&Value>) -> Option<String> {
    let of_one = |one: &Value| string(Some(one)).or_else(|| string(one.get("name")));
    let names: Vec<String> = match value? {
        Value::Array(items) => items.iter().filter_map(of_one).collect(),
        one => of_one(one).into_iter().collect(),
    };
    Some(names.join(", ")).filter(|names| !names.is_empty())
}

/// Notes stand in comments before or right within the root element.
fn copy(document: &Document) -> Option<Copy> {
    let root = document.root();
    let html = document.html_root();
    let comments = root
        .children_it(false)
        .chain(html.children_it(false))
        .filter_map(|node| {
            node.query_or(None, |inner| match &inner.data {
                NodeData::Comment { contents } => Some(contents.to_string()),
                _ => None,
            })
        });
    comments.into_iter().find_map(|comment| {
        let comment = comment.trim();
        if let Some(rest) = comment.strip_prefix("Mirrored from ") {
            let (address, rest) = rest.split_once(" by HTTrack")?;
            let when = rest.split_once("], ").map(|(_, when)| when.to_owned());
            return Some(Copy {
                address: address.to_owned(),
                when,
            });
        }
        let rest = comment.strip_prefix("saved from url=(")?;
        let (_, address) = rest.split_once(')')?;
        Some(Copy {
            address: address.trim().to_owned(),
            when: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::Head;
    use dom_query::Document;

    fn head(html: &str) -> Head {
        Head::of(&Document::from(html))
    }

    #[test]
    fn the_article_of_the_page_is_taken_and_listed_ones_are_not() {
        let one = r#"{"@graph":[{"@type":"WebSite","name":"Báo Hồ Sen"},{"@type":["NewsArticle"],"headline":"Tin một","datePublished":"2021-01-15","author":[{"name":"Lò Sen"},{"name":"Hà Lâm"}]}]}"#;
        let list = r#"{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Tin khác","datePublished":"2019-02-01"}]}"#;
        let page = |body: &str| {
            format!("<html><head><script type='application/ld+json'>{body}</script></head></html>")
        };
        let linked = head(&page(one)).linked.expect("an article");
        assert_eq!(linked.headline.as_deref(), Some("Tin một"));
        assert_eq!(linked.author.as_deref(), Some("Lò Sen, Hà Lâm"));
        assert!(head(&page(list)).linked.is_none());
        let two = r#"[{"@type":"NewsArticle","datePublished":"2019-02-01"},{"@type":"NewsArticle","datePublished":"2020-02-01"}]"#;
        assert!(head(&page(two)).linked.is_none());
    }

    #[test]
    fn broken_linked_data_is_nothing() {
        let page = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", ]</script>";
        assert!(head(page).linked.is_none());
    }

    #[test]
    fn makers_of_copies_note_the_address() {
        let note = "<!-- Mirrored from hosen.example/tin.html by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 12 Oct 2021 13:17:01 GMT -->";
        let copy = head(&format!("{note}<html></html>")).copy.expect("a note");
        assert_eq!(copy.address, "hosen.example/tin.html");
        assert_eq!(copy.when.as_deref(), Some("Tue, 12 Oct 2021 13:17:01 GMT"));
        let note = "<!-- saved from url=(0026)https://hosen.example/tin -->";
        assert_eq!(
            head(&format!("<!doctype html>{note}<html></html>"))
                .copy
                .expect("a note")
                .address,
            "https://hosen.example/tin"
        );
    }
}
