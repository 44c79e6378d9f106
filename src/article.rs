//! What every source yields and the extractor reads: an article's text and what is known about it.
//!
//! Enters: nothing. Leaves: [`Article`]. Knows nothing of files, dictionaries or facts.

use crate::code::codes;
use crate::date::Date;
use serde::Serialize;
use std::borrow::Cow;

/// One article, decoded, as it was read.
///
/// All offsets of a record count Unicode code points of [`Article::text`] (or of [`Article::title`] and
/// [`Article::lead`] for evidence that says `"field":"title"` and `"field":"lead"`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Where it came from, as the caller names it: a path, `path#line`, a URL, `-` for standard input.
    pub source: String,
    /// Address it was published at, if the source knows it.
    pub url: Option<String>,
    /// A title that stands outside the text (a JSON Lines field, an HTML headline).
    pub title: Option<String>,
    /// A lead (sapo) that stands apart from the text: above the main text of a page, or in a JSON Lines field.
    pub lead: Option<String>,
    /// Publication date as `YYYY-MM-DD`, if the source knows it.
    pub published: Option<String>,
    /// Where [`Article::published`] was read, where that is not plain: `json-ld: …`, `meta: …`, `time: …`, `page: …`,
    /// `text`, with the name or the words that told it.
    pub date_basis: Option<String>,
    /// Who signed it, if the source knows it.
    pub author: Option<String>,
    /// The site's name or host, if the source knows it.
    pub site: Option<String>,
    /// The province or city that its site is about, if the site is known.
    pub site_place: Option<String>,
    /// Its language as an ISO 639 code, if the source tells it.
    pub language: Option<String>,
    /// How it was fetched, if it comes from a crawl.
    pub fetch: Option<Fetch>,
    /// The text that offsets refer to: decoded, otherwise untouched.
    pub text: String,
    /// Whether a consumer can't get [`Article::text`] back by reading the source as UTF-8: the record then carries it.
    pub text_is_derived: bool,
    /// What its source tells of it that is not as expected, each with its field and with what is done: `published: expected
    /// …, found …: left out`. No record holds it; whoever reads the article is to tell it.
    pub notes: Vec<String>,
    /// What reading it already gave cause to warn of (`encoding-repaired`).
    pub warnings: Vec<SourceWarning>,
}

/// What parts title, lead and text where one is read after the other.
pub(crate) const BLANK_LINE: &str = "\n\n";

impl Article {
    /// Lead and text together, with a blank line between them: what is told below the title. An article is known by it
    /// ([`crate::record::Document::id`]), compared by it and searched by it for its date and its signature.
    pub fn running_text(&self) -> Cow<'_, str> {
        let lead = self.lead.as_deref().filter(|lead| !lead.trim().is_empty());
        lead.map_or(Cow::Borrowed(&self.text), |lead| {
            Cow::Owned([lead, BLANK_LINE, &self.text].concat())
        })
    }

    /// The year that it was published in, if the source knows it.
    pub(crate) fn year(&self) -> Option<u16> {
        self.day().map(Date::year)
    }

    /// The same, as exactly as it is known.
    pub(crate) fn day(&self) -> Option<Date> {
        Date::leading(self.published.as_ref()?)
    }
}

/// Which field offsets point into, where it is not `document.text`; in the order in which they are read, before the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// `document.title`
    Title,
    /// `document.lead`
    Lead,
}

/// Endings of pages' files, which no site's name has.
const FILES: [&str; 6] = ["html", "htm", "php", "aspx", "asp", "jsp"];

/// The host of an address, as sites are named by: `https://www.Bao.example/tin/1` is of `bao.example`. An address may
/// lack its scheme (`bao.example/tin/1`); a bare file name is none.
pub(crate) fn host_of(address: &str) -> Option<String> {
    let is_scheme = |before: &str| {
        let scheme = before.strip_suffix(':').unwrap_or(before);
        scheme.chars().all(|letter| letter.is_ascii_alphanumeric())
    };
    let schemed = address
        .split_once("//")
        .filter(|(before, _)| is_scheme(before));
    let after = match schemed {
        Some((_, after)) => after,
        None => address.contains('/').then_some(address)?,
    };
    let authority = after.split(['/', '?', '#']).next()?;
    let (_, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let host = host.split(':').next()?.to_ascii_lowercase();
    let bare = host.strip_prefix("www.").unwrap_or(&host);
    let labels: Vec<&str> = bare.split('.').collect();
    let is_name = labels.len() > 1 && labels.iter().all(|label| !label.is_empty());
    // `2021.01/15`, `tin.html/x`: without a scheme, a name must look like one.
    let is_domain = || {
        let top = labels.last().copied().unwrap_or_default();
        top.len() >= 2 && top.chars().all(char::is_alphabetic) && !FILES.contains(&top)
    };
    (is_name && (schemed.is_some() || is_domain())).then(|| bare.to_owned())
}

/// How a page was fetched, and where the answer is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetch {
    pub warc: Option<WarcPlace>,
    /// When, as the crawler noted: RFC 3339, in UTC.
    pub at: Option<String>,
    pub http_status: Option<u16>,
}

/// A record of a WARC file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WarcPlace {
    pub file: String,
    /// Where the record begins in the file, or the gzip member that holds it; in bytes.
    pub offset: u64,
    pub record_id: Option<String>,
}

/// A doubt that arose while the source was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceWarning {
    pub code: WarningCode,
    /// What was expected and what was found.
    pub message: String,
}

codes! {
    /// What a document may give cause to warn of; the README lists them.
    pub enum WarningCode {
        /// A copy by machine translation, whose names cannot be trusted.
        MachineTranslation = "suspected-machine-translation",
        /// Too few words for an article.
        LowText = "low-text",
        /// Too few words with letters that only Vietnamese has.
        NotVietnamese = "not-vietnamese",
        /// It ends in the middle.
        Truncated = "truncated",
        /// Its letters had been read wrongly before.
        EncodingRepaired = "encoding-repaired",
        /// A reprint of an article that is known.
        DuplicateOf = "duplicate-of",
    }
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn an_addresss_host_is_told_without_www_and_in_small_letters() {
        for (address, expected) in [
            ("https://www.bao.example/tin/1", Some("bao.example")),
            ("http://WWW.Bao.example:8080?tin=1", Some("bao.example")),
            ("https://toi@bao.example/tin//1", Some("bao.example")),
            ("//tin.bao.example", Some("tin.bao.example")),
            ("bao.example/tin.html", Some("bao.example")),
            ("tin.html", None),
            ("/tin.html", None),
            ("", None),
        ] {
            assert_eq!(host_of(address).as_deref(), expected, "{address}");
        }
    }
}
