//! Where articles come from: files, folders, standard input; plain text, JSON Lines, web pages, WARC.
//!
//! Enters: paths. Leaves: [`RawArticle`]s in input order, each of which becomes an
//! [`Article`](crate::article::Article) by itself (so that decoding runs in parallel), or a [`SourceError`] that stops
//! nothing. The only module that reads input; knows nothing of what an article says.

mod dictionaries;
mod error;
mod http;
mod json_lines;
mod line;
mod raw;
mod walk;
mod warc;

pub use crate::page::OverBudget;
pub use dictionaries::{Dictionaries, DictionariesError};
pub use error::{Counts, Refusal, Size, SourceError};
pub use http::ResponseError;
pub(crate) use http::{is_answered, is_no_coding};
pub use raw::{RawArticle, RawForm};

use flate2::read::MultiGzDecoder;
use json_lines::JsonLines;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use walk::{Form, Found, Walk};
pub use walk::{files, reads};
pub use warc::RecordError;
use warc::WarcFile;

/// The budget for one article unless another is asked for.
pub const MAX_ARTICLE_BYTES: u64 = 16 << 20;

/// A stream that is read by blocks.
type Buffered = BufReader<Box<dyn Read + Send>>;

/// Read from the system at a time.
const BUFFER_BYTES: usize = 128 << 10;
/// The same where one record is wanted.
const RECORD_BUFFER_BYTES: usize = 32 << 10;

/// The articles of some paths, in their order.
pub struct Articles {
    walk: Walk,
    limit: u64,
    /// A file of many articles that is being read.
    many: Option<Many>,
}

/// The articles of one file.
trait ManyArticles: Iterator<Item = Result<RawArticle, SourceError>> + Send {
    /// Whether the next may be long in coming.
    fn may_wait(&self) -> bool;
}

type Many = Box<dyn ManyArticles>;

impl ManyArticles for WarcFile {
    fn may_wait(&self) -> bool {
        false
    }
}

impl Articles {
    /// `-` stands for standard input. An article over `max_article_bytes` is refused without being held in memory.
    pub fn new(paths: Vec<PathBuf>, max_article_bytes: u64) -> Self {
        Self {
            walk: Walk::new(paths),
            limit: max_article_bytes,
            many: None,
        }
    }

    /// Whether the next article may be long in coming: no whole line of a file of lines is in memory.
    pub fn may_wait(&self) -> bool {
        self.many.as_ref().is_some_and(|many| many.may_wait())
    }

    /// A file's article, if it holds one; a file of lines is opened and yields them next.
    fn open(&mut self, found: Found) -> Option<Result<RawArticle, SourceError>> {
        let at = found
            .path
            .as_ref()
            .map_or_else(|| "-".to_owned(), |path| path.display().to_string());
        let unreadable = |error| {
            Some(Err(SourceError::Unreadable {
                at: at.clone(),
                error,
            }))
        };
        let limit = self.limit;
        let (stream, known): (Box<dyn Read + Send>, u64) = match &found.path {
            None => (Box::new(io::stdin()), 0),
            Some(path) => {
                match File::open(path).and_then(|file| Ok((file.metadata()?.len(), file))) {
                    Ok((known, file)) => (Box::new(file), known),
                    Err(error) => return unreadable(error),
                }
            }
        };
        match found.form {
            Form::Text => return Some(whole(at, RawForm::Text, stream, known, limit)),
            Form::Page => return Some(whole(at, RawForm::Page, stream, known, limit)),
            Form::JsonLines => {
                self.many = Some(Box::new(JsonLines::new(at, buffered(stream), limit)))
            }
            Form::JsonLinesGz => self.many = Some(gz_lines(at, buffered(stream), limit)),
            Form::Warc => {
                let stream = Box::new(buffered(stream));
                self.many = Some(Box::new(WarcFile::plain(at, stream, limit)))
            }
            Form::WarcGz => {
                let stream = Box::new(buffered(stream));
                self.many = Some(Box::new(WarcFile::gz(at, stream, limit)))
            }
            Form::Unknown => {
                let mut stream = buffered(stream);
                let start = match stream.fill_buf() {
                    Ok(start) => start.trim_ascii_start(),
                    Err(error) => return unreadable(error),
                };
                if start.starts_with(&[0x1f, 0x8b]) {
                    self.many = Some(gz_lines(at, stream, limit));
                } else if start.starts_with(b"{") {
                    self.many = Some(Box::new(JsonLines::new(at, stream, limit)));
                } else if start.starts_with(b"WARC/") {
                    self.many = Some(Box::new(WarcFile::plain(at, Box::new(stream), limit)));
                } else {
                    let form = if looks_like_page(start) {
                        RawForm::Page
                    } else {
                        RawForm::Text
                    };
                    return Some(whole(at, form, stream, 0, limit));
                }
            }
        }
        None
    }
}

/// Whether a stream's first bytes are those of a web page: the tags that browsers know one by (WHATWG, MIME sniffing).
fn looks_like_page(start: &[u8]) -> bool {
    const TAGS: [&[u8]; 17] = [
        b"!doctype html",
        b"html",
        b"head",
        b"script",
        b"iframe",
        b"h1",
        b"div",
        b"font",
        b"table",
        b"a",
        b"style",
        b"title",
        b"b",
        b"body",
        b"br",
        b"p",
        b"meta",
    ];
    let start = start.trim_ascii_start();
    let start = start
        .strip_prefix(&[0xef, 0xbb, 0xbf])
        .unwrap_or(start)
        .trim_ascii_start();
    let Some(tag) = start.strip_prefix(b"<") else {
        return false;
    };
    tag.starts_with(b"!--")
        || TAGS.iter().any(|name| {
            tag.len() > name.len()
                && tag[..name.len()].eq_ignore_ascii_case(name)
                && (tag[name.len()] == b'>' || tag[name.len()].is_ascii_whitespace())
        })
}

fn gz_lines(at: String, stream: Buffered, limit: u64) -> Many {
    Box::new(JsonLines::new(
        at,
        buffered(MultiGzDecoder::new(stream)),
        limit,
    ))
}

impl Iterator for Articles {
    type Item = Result<RawArticle, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(many) = &mut self.many {
                match many.next() {
                    Some(article) => return Some(article),
                    None => self.many = None,
                }
            }
            match self.walk.next()? {
                Err(error) => return Some(Err(error)),
                Ok(found) => {
                    if let Some(article) = self.open(found) {
                        return Some(article);
                    }
                }
            }
        }
    }
}

/// The page in the record that begins at `offset` of a WARC file in `folder`, whose gzip members hold a record each. The
/// page's source is `file@offset`, wherever the folder lies. An answer that tells no type is one: it was kept as a page.
///
/// # Errors
/// [`SourceError::Unreadable`] where the system fails or the file ends before `offset`, and what is wrong with the record
/// or makes it no page.
pub fn page_at(
    folder: &Path,
    file: &str,
    offset: u64,
    max_article_bytes: u64,
) -> Result<RawArticle, SourceError> {
    let unreadable = |error| SourceError::Unreadable {
        at: format!("{file}@{offset}"),
        error,
    };
    let mut stream = File::open(folder.join(file)).map_err(unreadable)?;
    stream.seek(SeekFrom::Start(offset)).map_err(unreadable)?;
    let stream = Box::new(BufReader::with_capacity(RECORD_BUFFER_BYTES, stream));
    let records = WarcFile::gz_from(file.to_owned(), stream, offset, max_article_bytes);
    records
        .of_pages()
        .next()
        .unwrap_or_else(|| Err(unreadable(io::ErrorKind::UnexpectedEof.into())))
}

fn buffered(stream: impl Read + Send + 'static) -> Buffered {
    let stream: Box<dyn Read + Send> = Box::new(stream);
    BufReader::with_capacity(BUFFER_BYTES, stream)
}

/// A stream that is one article.
fn whole(
    at: String,
    form: RawForm,
    stream: impl Read,
    known: u64,
    limit: u64,
) -> Result<RawArticle, SourceError> {
    if known > limit {
        return Err(SourceError::TooLarge {
            at,
            limit,
            found: Size::Exactly(known),
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(known).unwrap_or(0) + 1);
    match stream.take(limit.saturating_add(1)).read_to_end(&mut bytes) {
        Err(error) => Err(SourceError::Unreadable { at, error }),
        Ok(read) if read as u64 > limit => Err(SourceError::TooLarge {
            at,
            limit,
            found: Size::MoreThan(limit),
        }),
        Ok(_) => Ok(RawArticle {
            source: at,
            form,
            bytes,
        }),
    }
}
