//! WARC files (ISO 28500): the answers of servers as a crawler stored them, and texts taken from them (WET).
//!
//! Enters: a stream, plain or compressed by member. Leaves: its pages as [`RawArticle`]s named `path@offset`, where the
//! offset is that of the record or of the gzip member that holds it. Records of other types and answers that are no
//! page are passed over and told. A damaged record is an error that names the bytes that were lost; reading goes on at
//! the next record that can be found. An error of the system says nothing of the record, and ends the reading.

use crate::article::{Fetch, WarcPlace};
use crate::source::error::{Size, SourceError};
use crate::source::http::{Response, is_answered};
use crate::source::raw::{RawArticle, RawForm};
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, BufReader, Read};
use thiserror::Error;

/// Bytes of a record's own head, and of the head of an answer in it.
const MAX_HEAD_BYTES: u64 = 64 << 10;
const MAX_HEADERS: usize = 128;
const MEMBER_BUFFER_BYTES: usize = 32 << 10;
/// How a gzip member begins: mark and method (RFC 1952).
const GZIP: [u8; 3] = [0x1f, 0x8b, 0x08];

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("expected a WARC record, found {found}; {lost} bytes lost")]
pub struct RecordError {
    found: Damage,
    /// Up to where reading could go on.
    lost: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
enum Damage {
    #[error("bytes that begin none")]
    NoRecord,
    #[error("a head that can't be read")]
    Head,
    #[error("no Content-Length")]
    NoLength,
    #[error("an end before the record's")]
    CutOff,
    #[error("damaged compression: {0}")]
    Compression(String),
}

/// Why a record was not read.
#[derive(Debug)]
enum Fault {
    Damage(Damage),
    /// The system failed, and the record may be whole.
    System(io::Error),
}

impl From<Damage> for Fault {
    fn from(damage: Damage) -> Self {
        Self::Damage(damage)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            _ if error.raw_os_error().is_some() => Self::System(error),
            io::ErrorKind::UnexpectedEof => Damage::CutOff.into(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Damage::Compression(error.to_string()).into()
            }
            _ => Self::System(error),
        }
    }
}

type Input = Counted<Box<dyn BufRead + Send>>;

/// The pages of a file.
pub(super) struct WarcFile {
    name: String,
    /// Bytes of an article.
    limit: u64,
    /// Whether an answer that tells no type is known to be a page.
    is_of_pages: bool,
    stream: Stream,
}

enum Stream {
    Plain(Input),
    /// Between two members.
    Gz(Input),
    /// In a member that began at this offset.
    Member(u64, Box<BufReader<GzDecoder<Input>>>),
    Ended,
}

impl WarcFile {
    pub(super) fn plain(name: String, stream: Box<dyn BufRead + Send>, limit: u64) -> Self {
        Self {
            name,
            limit,
            is_of_pages: false,
            stream: Stream::Plain(Counted {
                inner: stream,
                at: 0,
            }),
        }
    }

    /// Of a file in which each record is a gzip member of its own, or several records are one.
    pub(super) fn gz(name: String, stream: Box<dyn BufRead + Send>, limit: u64) -> Self {
        Self::gz_from(name, stream, 0, limit)
    }

    /// The same, of a stream that begins at an offset of its file.
    pub(super) fn gz_from(
        name: String,
        stream: Box<dyn BufRead + Send>,
        offset: u64,
        limit: u64,
    ) -> Self {
        Self {
            name,
            limit,
            is_of_pages: false,
            stream: Stream::Gz(Counted {
                inner: stream,
                at: offset,
            }),
        }
    }

    /// The same, of answers that were kept as pages wherever they tell no type.
    pub(super) fn of_pages(self) -> Self {
        Self {
            is_of_pages: true,
            ..self
        }
    }

    fn damaged(&self, from: u64, found: Damage, to: u64) -> SourceError {
        let error = RecordError {
            found,
            lost: to.saturating_sub(from),
        };
        SourceError::BadRecord {
            at: format!("{}@{from}", self.name),
            error,
        }
    }

    /// An error of the system, which is told of the bytes that were to be read, and not of a record.
    fn unreadable(&self, from: u64, error: io::Error) -> SourceError {
        SourceError::Unreadable {
            at: format!("{}@{from}", self.name),
            error,
        }
    }

    /// The next record with its offset. An error of the system ends the reading: where it would go on is not known.
    fn next_record(&mut self) -> Option<Result<(u64, Record), SourceError>> {
        loop {
            match std::mem::replace(&mut self.stream, Stream::Ended) {
                Stream::Ended => return None,
                Stream::Plain(input) => return self.next_plain(input),
                Stream::Gz(mut input) => {
                    let start = input.at;
                    match input.fill_buf() {
                        Ok([]) => return None,
                        Ok(bytes) if bytes.starts_with(&GZIP[..bytes.len().min(GZIP.len())]) => {
                            self.stream = member(start, input);
                        }
                        Ok(_) => {
                            return Some(Err(self.after_damage(start, Damage::NoRecord, input)));
                        }
                        Err(error) => return Some(Err(self.unreadable(start, error))),
                    }
                }
                Stream::Member(start, mut reader) => {
                    let result = skip_blank(&mut reader)
                        .map_err(Fault::from)
                        .and_then(|more| {
                            if !more {
                                return Ok(None);
                            }
                            let record = Record::read(&mut reader, self.limit)?;
                            // A member's check stands at its end: no record is taken before it is known to be whole.
                            skip_blank(&mut reader)?;
                            Ok(Some(record))
                        });
                    match result {
                        Ok(None) => self.stream = Stream::Gz(reader.into_inner().into_inner()),
                        Ok(Some(record)) => {
                            self.stream = Stream::Member(start, reader);
                            return Some(Ok((start, record)));
                        }
                        Err(Fault::System(error)) => {
                            return Some(Err(self.unreadable(start, error)));
                        }
                        Err(Fault::Damage(damage)) => {
                            let input = reader.into_inner().into_inner();
                            return Some(Err(self.after_damage(start, damage, input)));
                        }
                    }
                }
            }
        }
    }

    /// The next record of a file that is not compressed; where one is damaged, the stream goes on at the next.
    fn next_plain(&mut self, mut input: Input) -> Option<Result<(u64, Record), SourceError>> {
        let start = skip_blank(&mut input).map(|more| (input.at, more));
        let result = match start {
            Ok((_, false)) => return None,
            Ok((at, true)) => Record::read(&mut input, self.limit)
                .map(|record| (at, record))
                .map_err(|fault| (at, fault)),
            Err(error) => Err((input.at, error.into())),
        };
        Some(match result {
            Ok(found) => {
                self.stream = Stream::Plain(input);
                Ok(found)
            }
            Err((from, Fault::System(error))) => Err(self.unreadable(from, error)),
            Err((from, Fault::Damage(damage))) => match next_record_line(&mut input) {
                Err(error) => Err(self.unreadable(from, error)),
                Ok(is_more) => {
                    let error = self.damaged(from, damage, input.at);
                    if is_more {
                        self.stream = Stream::Plain(input);
                    }
                    Err(error)
                }
            },
        })
    }

    /// Goes on at the next member that holds a record, and tells of what was lost before it, unless the system fails
    /// meanwhile: how much is lost is not known then.
    fn after_damage(&mut self, from: u64, damage: Damage, mut input: Input) -> SourceError {
        loop {
            match next_gzip_mark(&mut input) {
                Err(error) => return self.unreadable(from, error),
                Ok(false) => return self.damaged(from, damage, input.at),
                Ok(true) => {}
            }
            let start = input.at;
            let Stream::Member(_, mut reader) = member(start, input) else {
                return self.damaged(from, damage, start);
            };
            let begins = reader.fill_buf().map(|bytes| bytes.starts_with(b"WARC/"));
            match begins.map_err(Fault::from) {
                Err(Fault::System(error)) => return self.unreadable(from, error),
                Ok(true) => {
                    self.stream = Stream::Member(start, reader);
                    return self.damaged(from, damage, start);
                }
                Ok(false) | Err(Fault::Damage(_)) => {}
            }
            input = reader.into_inner().into_inner();
            if input.at == start {
                input.consume(1);
            }
        }
    }

    /// What a record is to a reader of pages.
    fn article(&self, offset: u64, record: Record) -> Result<RawArticle, SourceError> {
        let at = format!("{}@{offset}", self.name);
        let other = |found: String| SourceError::OtherType {
            at: at.clone(),
            found,
        };
        let too_large = |found| SourceError::TooLarge {
            at: at.clone(),
            limit: self.limit,
            found: Size::Exactly(found),
        };
        let fetch = |http_status| Fetch {
            warc: Some(WarcPlace {
                file: self.name.clone(),
                offset,
                record_id: record.id.clone(),
            }),
            at: record.date.clone(),
            http_status,
        };
        let form = match record.kind.as_str() {
            "conversion" if record.is_whole() => {
                RawForm::Conversion(record.url.clone(), fetch(None))
            }
            "conversion" => return Err(too_large(record.length)),
            "response" if record.is_http => {
                let response =
                    Response::parse(&record.block).map_err(|error| SourceError::BadResponse {
                        at: at.clone(),
                        error,
                    })?;
                let is_page =
                    self.is_of_pages && response.media_type().is_none() || response.is_page();
                if !is_page {
                    let media = response
                        .media_type()
                        .unwrap_or("unknown type")
                        .to_ascii_lowercase();
                    return Err(other(format!("WARC response with {media}")));
                }
                // What a server says in place of a page is no article.
                if !is_answered(response.status) {
                    return Err(other(format!(
                        "WARC response with status {}",
                        response.status
                    )));
                }
                if !record.is_whole() {
                    return Err(too_large(record.length));
                }
                RawForm::Response(record.url.clone(), fetch(Some(response.status)))
            }
            kind => return Err(other(format!("WARC {kind}"))),
        };
        Ok(RawArticle {
            source: at,
            form,
            bytes: record.block,
        })
    }
}

impl Iterator for WarcFile {
    type Item = Result<RawArticle, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.next_record()?;
        Some(found.and_then(|(offset, record)| self.article(offset, record)))
    }
}

/// A record, with as much of its block as a page may have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Record {
    kind: String,
    id: Option<String>,
    url: Option<String>,
    date: Option<String>,
    is_http: bool,
    length: u64,
    block: Vec<u8>,
}

impl Record {
    /// Reads a record and what its length tells to be its block.
    fn read(stream: &mut impl BufRead, limit: u64) -> Result<Self, Fault> {
        let head = head(stream)?;
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let headers = match httparse::parse_headers(&head, &mut headers) {
            Ok(httparse::Status::Complete((_, headers))) => headers,
            _ => return Err(Damage::Head.into()),
        };
        let value = |name: &str| {
            let header = headers
                .iter()
                .find(|header| header.name.eq_ignore_ascii_case(name))?;
            std::str::from_utf8(header.value)
                .ok()
                .map(|value| value.trim().to_owned())
        };
        let length: u64 = value("Content-Length")
            .and_then(|length| length.parse().ok())
            .ok_or(Damage::NoLength)?;
        let url = value("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
        let media = value("Content-Type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let mut record = Self {
            kind: value("WARC-Type").unwrap_or_default(),
            id: value("WARC-Record-ID"),
            is_http: media.starts_with("application/http"),
            date: value("WARC-Date"),
            url,
            length,
            block: Vec::new(),
        };
        // Of a block that is too large, the head of an answer tells whether anyone would miss it.
        let kept = if length <= limit.saturating_add(MAX_HEAD_BYTES) {
            length
        } else {
            MAX_HEAD_BYTES
        };
        let read = stream.by_ref().take(kept).read_to_end(&mut record.block)? as u64;
        let skipped = io::copy(&mut stream.by_ref().take(length - kept), &mut io::sink())?;
        if read + skipped < length {
            Err(Damage::CutOff.into())
        } else {
            Ok(record)
        }
    }

    fn is_whole(&self) -> bool {
        self.block.len() as u64 == self.length
    }
}

/// The lines of a record's head after the first, with the empty line that ends them.
fn head(stream: &mut impl BufRead) -> Result<Vec<u8>, Fault> {
    let mut lines = stream.by_ref().take(MAX_HEAD_BYTES);
    let mut head = Vec::new();
    lines.read_until(b'\n', &mut head)?;
    if !head.starts_with(b"WARC/") {
        return Err(Damage::NoRecord.into());
    }
    head.clear();
    loop {
        let start = head.len();
        lines.read_until(b'\n', &mut head)?;
        match head[start..].trim_ascii_end() {
            [] if head.ends_with(b"\n") => return Ok(head),
            _ if head.ends_with(b"\n") => {}
            _ if head.len() as u64 >= MAX_HEAD_BYTES / 2 => return Err(Damage::Head.into()),
            _ => return Err(Damage::CutOff.into()),
        }
    }
}

fn member(start: u64, input: Input) -> Stream {
    let decoder = GzDecoder::new(input);
    Stream::Member(
        start,
        Box::new(BufReader::with_capacity(MEMBER_BUFFER_BYTES, decoder)),
    )
}

/// Passes over line breaks between records; whether anything follows.
fn skip_blank(stream: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let bytes = stream.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let blank = bytes
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let is_more = blank < bytes.len();
        stream.consume(blank);
        if is_more {
            return Ok(true);
        }
    }
}

/// Goes to the next line that begins a record; whether there is one.
fn next_record_line(stream: &mut impl BufRead) -> io::Result<bool> {
    next_mark(stream, b"\nWARC/1.", 1)
}

fn next_gzip_mark(stream: &mut impl BufRead) -> io::Result<bool> {
    next_mark(stream, &GZIP, 0)
}

/// Passes over bytes up to a mark, of which the first `before` bytes are passed over as well; they may be behind already.
/// A mark that lies across two fillings of a buffer of a megabyte is missed: that record is lost with the damaged one,
/// and told.
fn next_mark(stream: &mut impl BufRead, mark: &[u8], before: usize) -> io::Result<bool> {
    if stream.fill_buf()?.starts_with(&mark[before..]) {
        return Ok(true);
    }
    loop {
        let bytes = stream.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let length = bytes.len();
        let found = bytes.windows(mark.len()).position(|window| window == mark);
        stream.consume(found.map_or(length, |at| at + before));
        if found.is_some() {
            return Ok(true);
        }
    }
}

/// A reader that knows how many bytes of it are consumed.
struct Counted<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        self.at += bytes as u64;
        self.inner.consume(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::WarcFile;
    use crate::source::SourceError;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::{self, BufReader, Read, Write};

    const RECORD: &[u8] =
        b"WARC/1.1\r\nWARC-Type: conversion\r\nContent-Length: 6\r\n\r\nchi bo\r\n\r\n";

    /// A file that the system reads so much of.
    struct Failing {
        bytes: Vec<u8>,
        at: usize,
    }

    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            const EIO: i32 = 5;
            let rest = &self.bytes[self.at..];
            if rest.is_empty() {
                return Err(io::Error::from_raw_os_error(EIO));
            }
            let read = rest.len().min(buffer.len());
            buffer[..read].copy_from_slice(&rest[..read]);
            self.at += read;
            Ok(read)
        }
    }

    #[test]
    fn an_error_of_the_system_is_no_damage() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(RECORD).expect("no error in memory");
        let packed = packed.finish().expect("no error in memory");
        for (name, whole) in [("a.warc", RECORD), ("a.warc.gz", &packed)] {
            for length in [0, 2, whole.len() / 2, whole.len() - 5] {
                let mut file = failing(name, &whole[..length]);
                let found = file.next();
                assert!(
                    matches!(&found, Some(Err(SourceError::Unreadable { at, .. })) if at.starts_with(name)),
                    "{name}, {length}: {found:?}"
                );
                assert!(file.next().is_none());
            }
        }
    }

    /// A file whose stream fails behind these bytes.
    fn failing(name: &str, bytes: &[u8]) -> WarcFile {
        let stream = Box::new(BufReader::new(Failing {
            bytes: bytes.to_owned(),
            at: 0,
        }));
        if name.ends_with(".gz") {
            WarcFile::gz(name.to_owned(), stream, 1000)
        } else {
            WarcFile::plain(name.to_owned(), stream, 1000)
        }
    }

    #[test]
    fn an_error_of_the_system_is_told_while_the_next_record_is_looked_for() {
        let damaged = b"WARC/1.1\r\nWARC-Type: conversion\r\n\r\nchi bo\r\n\r\n";
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(damaged).expect("no error in memory");
        let packed = packed.finish().expect("no error in memory");
        // The start of a member, so that the search goes into one.
        let begun = [packed.as_slice(), &packed[..12]].concat();
        for (name, bytes) in [
            ("a.warc", &damaged[..]),
            ("a.warc.gz", &packed),
            ("b.warc.gz", &begun),
        ] {
            let mut file = failing(name, bytes);
            let found = file.next();
            assert!(
                matches!(&found, Some(Err(SourceError::Unreadable { .. }))),
                "{name}: {found:?}"
            );
            assert!(file.next().is_none(), "{name}");
        }
    }
}
