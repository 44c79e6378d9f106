//! JSON Lines: one article a line, streamed.
//!
//! Enters: a stream. Leaves: its lines as [`RawArticle`]s named `path#line`. A line over the budget is passed over
//! without being held; empty lines are nothing.

use crate::source::error::{Size, SourceError};
use crate::source::line::{Line, next_line};
use crate::source::raw::{RawArticle, RawForm};
use crate::source::{Buffered, ManyArticles};
use memchr::memchr;

/// The lines of one stream.
pub(super) struct JsonLines {
    name: String,
    stream: Option<Buffered>,
    limit: u64,
    line: u64,
}

impl JsonLines {
    pub(super) fn new(name: String, stream: Buffered, limit: u64) -> Self {
        Self {
            name,
            stream: Some(stream),
            limit,
            line: 0,
        }
    }
}

impl ManyArticles for JsonLines {
    fn may_wait(&self) -> bool {
        let stream = self.stream.as_ref();
        stream.is_some_and(|stream| memchr(b'\n', stream.buffer()).is_none())
    }
}

impl Iterator for JsonLines {
    type Item = Result<RawArticle, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = next_line(self.stream.as_mut()?, self.limit);
            self.line += 1;
            let at = format!("{}#{}", self.name, self.line);
            return Some(match line {
                Ok(None) => return None,
                Ok(Some(Line::Whole(mut bytes))) => {
                    if self.line == 1 && bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
                        bytes.drain(..3);
                    }
                    if bytes.trim_ascii().is_empty() {
                        continue;
                    }
                    Ok(RawArticle {
                        source: at,
                        form: RawForm::Json,
                        bytes,
                    })
                }
                Ok(Some(Line::TooLong)) => Err(SourceError::TooLarge {
                    at,
                    limit: self.limit,
                    found: Size::MoreThan(self.limit),
                }),
                Err(error) => {
                    self.stream = None;
                    Err(SourceError::Unreadable { at, error })
                }
            });
        }
    }
}
