//! CSS selectors for the parts of a page, looked up in one walk over it.
//!
//! Enters: selectors, each for a part. Leaves: the elements that they select. Nearly all of them are a class, an id or an
//! attribute, with or without the element's name: those are looked up by what an element has, so that a hundred of them
//! cost no more than one. The others are matched one by one.

use dom_query::{Document, Element, Matcher, NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// A part of a page that rules name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Content,
    Title,
    Lead,
    Author,
    Date,
    Drop,
}

/// A part, and the place of its selector among those for this part: the order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub part: Part,
    pub order: usize,
}

/// Compiled selectors.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selectors {
    simple: FxHashMap<String, Vec<Simple>>,
    others: Vec<(Matcher, Rank)>,
}

/// What a selector asks of an element besides what it was looked up by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Simple {
    element: Option<String>,
    rank: Rank,
}

impl Selectors {
    /// Enters a selector; whether it is one.
    pub(super) fn enter(&mut self, selector: &str, rank: Rank) -> bool {
        let Ok(matcher) = Matcher::new(selector) else {
            return false;
        };
        match simple(selector) {
            Some((element, key)) => self
                .simple
                .entry(key)
                .or_default()
                .push(Simple { element, rank }),
            None => self.others.push((matcher, rank)),
        }
        true
    }

    /// The elements that are selected, each selector's in the order of the page.
    pub(crate) fn find(&self, document: &Document) -> Vec<(Rank, NodeId)> {
        let mut found = Vec::new();
        let mut key = String::new();
        for node in document.root().descendants_it() {
            if let Some(element) = node.element_ref() {
                self.look_up(&element, &mut key, |rank| found.push((rank, node.id)));
            }
        }
        for (matcher, rank) in &self.others {
            found.extend(
                document
                    .select_matcher(matcher)
                    .nodes()
                    .iter()
                    .map(|node: &NodeRef<'_>| (*rank, node.id)),
            );
        }
        found
    }

    fn look_up(&self, element: &Element, key: &mut String, mut found: impl FnMut(Rank)) {
        let name = &*element.name.local;
        let mut with = |parts: &[&str]| {
            key.clear();
            parts.iter().for_each(|part| key.push_str(part));
            for simple in self.simple.get(key.as_str()).into_iter().flatten() {
                if simple
                    .element
                    .as_deref()
                    .is_none_or(|element| element == name)
                {
                    found(simple.rank);
                }
            }
        };
        with(&[name]);
        for attribute in &element.attrs {
            match &*attribute.name.local {
                "class" => attribute
                    .value
                    .split_ascii_whitespace()
                    .for_each(|class| with(&[".", class])),
                "id" => with(&["#", attribute.value.trim()]),
                // The few attributes that selectors ask for; the others are many and long.
                known @ ("itemprop" | "rel" | "role" | "type" | "hidden" | "aria-hidden") => {
                    with(&["[", known]);
                    with(&["[", known, "=", &attribute.value]);
                }
                _ => {}
            }
        }
    }
}

/// An element's name, and what it is looked up by: `name`, `.class`, `#id`, `[attribute` or `[attribute=value`.
fn simple(selector: &str) -> Option<(Option<String>, String)> {
    let is_name = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let start = selector.find(['.', '#', '[']).unwrap_or(selector.len());
    let (element, condition) = selector.split_at(start);
    if !element.is_empty() && !is_name(element) {
        return None;
    }
    let element = Some(element.to_ascii_lowercase()).filter(|element| !element.is_empty());
    if condition.is_empty() {
        return Some((None, element?));
    }
    if let Some(attribute) = condition.strip_prefix('[') {
        let (name, value) = match attribute.strip_suffix(']')?.split_once('=') {
            Some((name, value)) => (name, Some(value.trim_matches(['"', '\'']))),
            None => (attribute.strip_suffix(']')?, None),
        };
        let is_indexed =
            ["itemprop", "rel", "role", "type", "hidden", "aria-hidden"].contains(&name);
        let is_plain = value.is_none_or(is_name);
        let value = value.map_or_else(String::new, |value| format!("={value}"));
        return (is_indexed && is_plain).then(|| (element, format!("[{name}{value}")));
    }
    is_name(&condition[1..]).then(|| (element, condition.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Part, Rank, Selectors};
    use dom_query::Document;

    #[test]
    fn looked_up_selectors_select_what_css_selects() {
        let html = "<body><div id=a class='x y'><p itemprop=articleBody class=x>1</p><h1 class='t x'>2</h1></div>
            <section hidden><nav role=navigation>3</nav></section><p style='display:none'>4</p><a rel='author'>5</a></body>";
        let document = Document::from(html);
        for selector in [
            ".x",
            ".y",
            "#a",
            "p",
            "nav",
            "p.x",
            "h1.x",
            "h2.x",
            "[itemprop='articleBody']",
            "p[itemprop=\"articleBody\"]",
            "[hidden]",
            "[role='navigation']",
            "[rel='author']",
            ".x.y",
            "div > p",
            "[style*='display']",
            "section nav",
        ] {
            let mut selectors = Selectors::default();
            assert!(
                selectors.enter(
                    selector,
                    Rank {
                        part: Part::Drop,
                        order: 0
                    }
                ),
                "{selector}"
            );
            let found: Vec<_> = selectors
                .find(&document)
                .into_iter()
                .map(|(_, node)| node)
                .collect();
            let expected: Vec<_> = document
                .select(selector)
                .nodes()
                .iter()
                .map(|node| node.id)
                .collect();
            assert_eq!(found, expected, "{selector}");
        }
    }

    #[test]
    fn what_is_no_selector_is_not_entered() {
        let mut selectors = Selectors::default();
        assert!(!selectors.enter(
            "div >> .x[",
            Rank {
                part: Part::Title,
                order: 0
            }
        ));
    }
}
