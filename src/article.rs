//! What every source yields and the extractor reads: an article's text and what is known about it.
//!
//! Enters: nothing. Leaves: [`Article`]. Knows nothing of files, dictionaries or facts.

/// One article, decoded, as it was read.
///
/// All offsets of a record count Unicode code points of [`Article::text`] (or of [`Article::title`] for evidence
/// that says `"field":"title"`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Where it came from, as the caller names it: a path, `path#line`, a URL, `-` for standard input.
    pub source: String,
    /// Address it was published at, if the source knows it.
    pub url: Option<String>,
    /// A title that stands outside the text (a JSON Lines field, an HTML headline).
    pub title: Option<String>,
    /// Publication date as `YYYY-MM-DD`, if the source knows it.
    pub published: Option<String>,
    /// Who signed it, if the source knows it.
    pub author: Option<String>,
    /// The site's name or host, if the source knows it.
    pub site: Option<String>,
    /// The text that offsets refer to: decoded, otherwise untouched.
    pub text: String,
    /// Whether a consumer can't get [`Article::text`] back by reading the source as UTF-8: the record then carries it.
    pub text_is_derived: bool,
    /// What reading it already gave cause to warn of (`encoding-repaired`).
    pub warnings: Vec<SourceWarning>,
}

/// A doubt that arose while the source was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceWarning {
    /// A stable code from the README's list.
    pub code: &'static str,
    /// What was expected and what was found.
    pub message: String,
}
