//! Why a document could not be read, with its place: a path, or `path#line`.

use crate::page::OverBudget;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use thiserror::Error;

/// A document that yields no article, and why.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The system refused to open, list or read it.
    #[error("{at}: {error}")]
    Unreadable { at: String, error: io::Error },
    /// A link leads back to a folder that contains it.
    #[error("{at}: expected a file or folder, found a link back to {ancestor}")]
    LinkLoop { at: String, ancestor: String },
    /// It is over the budget for one article.
    #[error("{at}: expected an article of at most {limit} bytes, found {found}")]
    TooLarge { at: String, limit: u64, found: Size },
    /// Its bytes are no text that could be decoded.
    #[error("{at}: {error}")]
    NotText {
        at: String,
        error: crate::text::decode::DecodeError,
    },
    /// A line is not the JSON object that it should be.
    #[error("{at}: {message}")]
    BadJson { at: String, message: String },
    /// A page asks for more work than one page may.
    #[error("{at}: {error}")]
    OverBudget { at: String, error: OverBudget },
    /// A WARC record is cut off or damaged.
    #[error("{at}: {error}")]
    BadRecord {
        at: String,
        error: crate::source::warc::RecordError,
    },
    /// An HTTP response that is none.
    #[error("{at}: {error}")]
    BadResponse {
        at: String,
        error: crate::source::http::ResponseError,
    },
    /// A file was named that is of no type that can be read.
    #[error(
        "{at}: expected a .txt, .md, .html, .htm, .jsonl, .jsonl.gz, .warc, .warc.gz, .wet or .wet.gz file, found {found}"
    )]
    UnknownType { at: String, found: String },
    /// A folder holds a file of another type, or a WARC file a record of another: passed over, and told in the summary.
    #[error("{at}: passed over, of type {found}")]
    OtherType { at: String, found: String },
}

/// How large something is, as far as it was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    Exactly(u64),
    MoreThan(u64),
}

impl fmt::Display for Size {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(bytes) => write!(out, "{bytes}"),
            Self::MoreThan(bytes) => write!(out, "more than {bytes}"),
        }
    }
}

/// The kinds of refusal that a summary counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    Unreadable,
    LinkLoop,
    TooLarge,
    NotText,
    BadJson,
    OverBudget,
    BadRecord,
    BadResponse,
    UnknownType,
    /// Reading it failed inside the program.
    Broken,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Unreadable => "unreadable",
            Self::LinkLoop => "link loop",
            Self::TooLarge => "too large",
            Self::NotText => "not text",
            Self::BadJson => "bad JSON",
            Self::OverBudget => "over a page's budget",
            Self::BadRecord => "damaged WARC record",
            Self::BadResponse => "bad HTTP response",
            Self::UnknownType => "of unknown type",
            Self::Broken => "failed inside the program",
        })
    }
}

impl SourceError {
    /// The kind of refusal; none where a file of another type was passed over in a folder.
    pub fn refusal(&self) -> Option<Refusal> {
        Some(match self {
            Self::Unreadable { .. } => Refusal::Unreadable,
            Self::LinkLoop { .. } => Refusal::LinkLoop,
            Self::TooLarge { .. } => Refusal::TooLarge,
            Self::NotText { .. } => Refusal::NotText,
            Self::BadJson { .. } => Refusal::BadJson,
            Self::OverBudget { .. } => Refusal::OverBudget,
            Self::BadRecord { .. } => Refusal::BadRecord,
            Self::BadResponse { .. } => Refusal::BadResponse,
            Self::UnknownType { .. } => Refusal::UnknownType,
            Self::OtherType { .. } => return None,
        })
    }
}

/// How often each thing happened, in a fixed order.
pub type Counts<K> = BTreeMap<K, u64>;
