//! One response read back from where it was written.

use crate::crawl::coding::Body;
use flate2::bufread::GzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use thiserror::Error;

/// A record that cannot be read back.
#[derive(Debug, Error)]
pub enum ReadError {
    #[error("{file}: {error}")]
    Io { file: String, error: io::Error },
    #[error("{file}, offset {offset}: expected an HTTP response in a WARC record")]
    NotAResponse { file: String, offset: u64 },
}

/// A response: its headers, their names in small letters, and its decoded body.
pub(in crate::crawl) type Response = (Vec<(String, String)>, Vec<u8>);

/// The response whose record begins at `offset`.
pub(in crate::crawl) fn response_at(
    folder: &Path,
    file: &str,
    offset: u64,
) -> Result<Response, ReadError> {
    let failed = |error| ReadError::Io {
        file: file.to_owned(),
        error,
    };
    let mut source = File::open(folder.join(file)).map_err(failed)?;
    source.seek(SeekFrom::Start(offset)).map_err(failed)?;
    let mut record = Vec::new();
    let mut member = GzDecoder::new(BufReader::new(source));
    member.read_to_end(&mut record).map_err(failed)?;
    parse(&record).ok_or_else(|| ReadError::NotAResponse {
        file: file.to_owned(),
        offset,
    })
}

fn parse(record: &[u8]) -> Option<Response> {
    let (head, rest) = split_head(record)?;
    let lines = headers(head);
    let length: usize = header(&lines, "content-length")?.parse().ok()?;
    let (head, body) = split_head(rest.get(..length)?)?;
    let lines = headers(head);
    // The limit was kept when the body came in.
    let mut decoded = Body::new(header(&lines, "content-encoding"), u64::MAX).ok()?;
    decoded.push(body).ok()?;
    let body = decoded.finish().ok()?.into_plain();
    Some((lines, body))
}

/// Cuts after the first empty line.
fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some((&bytes[..end], &bytes[end + 4..]))
}

fn headers(head: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(head);
    let lines = text.split("\r\n").skip(1);
    lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect()
}

fn header<'a>(lines: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let line = lines.iter().find(|(own, _)| own == name);
    line.map(|(_, value)| value.as_str())
}
