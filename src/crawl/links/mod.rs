//! The addresses that an answer names: links of a page, items of a feed, entries of a sitemap.
//!
//! Pure: bytes in, links out; which of them belong to a site is decided elsewhere. What cannot be read as what it
//! should be is told, never an empty list.

mod feed;
mod html;
mod sitemap;

use crate::crawl::reason::Reason;
use crate::crawl::scope::address;
use crate::timestamp::Timestamp;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use url::Url;

/// What an address is, as far as it is known before it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A host's robots.txt.
    Robots,
    /// A feed: RSS or Atom.
    Feed,
    /// A sitemap, or an index of sitemaps.
    Sitemap,
    /// A page.
    Page,
}

impl Kind {
    /// The name that state has for it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Robots => "robots",
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::Page => "page",
        }
    }

    /// The kind of that name.
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Robots, Self::Feed, Self::Sitemap, Self::Page]
            .into_iter()
            .find(|kind| kind.code() == code)
    }
}

/// An address that an answer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub url: Url,
    pub kind: Kind,
    /// When what it leads to last changed, if the answer says so.
    pub changed: Option<Timestamp>,
}

/// What was found in an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Findings {
    /// In their order, each once.
    pub links: Vec<Link>,
    /// Why there may be more, or none at all: a list that is none, or that breaks off.
    pub flaw: Option<Reason>,
}

/// The links of an answer of some kind, at `base`.
pub(super) fn find(kind: Kind, base: &Url, content_type: Option<&str>, body: &[u8]) -> Findings {
    let mut found = match kind {
        Kind::Robots => Findings::default(),
        Kind::Feed => feed::links(base, body),
        Kind::Sitemap => sitemap::links(base, body),
        Kind::Page => html::links(base, &decode(content_type, body)),
    };
    let mut seen = rustc_hash::FxHashSet::default();
    let is_first: Vec<bool> = (found.links.iter())
        .map(|link| seen.insert(link.url.as_str()))
        .collect();
    let mut is_first = is_first.into_iter();
    found.links.retain(|_| is_first.next() == Some(true));
    found
}

impl Findings {
    fn whole(links: Vec<Link>) -> Self {
        Self { links, flaw: None }
    }

    fn none(flaw: Reason) -> Self {
        Self {
            links: Vec::new(),
            flaw: Some(flaw),
        }
    }
}

/// The text of a feed or sitemap that is in UTF-16, by its byte order mark or its first character; none where it is not.
fn of_utf16(body: &[u8]) -> Option<Cow<'_, str>> {
    let encoding = match body {
        [0xff, 0xfe, ..] | [b'<' | b'h', 0, ..] => UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<' | b'h', ..] => UTF_16BE,
        _ => return None,
    };
    Some(encoding.decode(body).0)
}

/// The text of a page, well enough for its links: valid UTF-8 is taken as such whatever the page or its server say.
fn decode<'a>(content_type: Option<&str>, body: &'a [u8]) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(body) {
        return Cow::Borrowed(text);
    }
    let label = content_type.and_then(|text| {
        text.to_ascii_lowercase()
            .split_once("charset=")
            .map(|(_, label)| label.to_owned())
    });
    let encoding = label
        .and_then(|label| Encoding::for_label(label.trim_matches(['"', '\'', ' ']).as_bytes()))
        .unwrap_or(UTF_8);
    encoding.decode(body).0
}

/// A link, if it is an address that can be asked for.
fn link(base: &Url, text: &str, kind: Kind, changed: Option<Timestamp>) -> Option<Link> {
    let url = address(base, text)?;
    Some(Link { url, kind, changed })
}
