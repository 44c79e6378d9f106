//! An HTTP response as a crawler stored it: head, and body with the codings of its way.
//!
//! Enters: the response's bytes. Leaves: the parts of its head, and the body decoded, or a [`ResponseError`]. No more
//! is decoded than a page may have bytes: a small body can be made to swell to any size.

use brotli_decompressor::Decompressor;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
use std::io::Read;
use thiserror::Error;

/// Bytes of a page, decoded.
pub(super) const MAX_PAGE_BYTES: u64 = super::MAX_ARTICLE_BYTES;
/// Header lines of one response.
const MAX_HEADERS: usize = 128;
/// How a zstd frame begins (RFC 8878), and the window that is given to it: what RFC 9659 allows on the web.
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const ZSTD_WINDOW: u64 = 8 << 20;
/// Codings of one body, one on the other.
const MAX_CODINGS: usize = 3;

/// Why a response can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ResponseError {
    #[error("expected the head of an HTTP response, found none: {0}")]
    Head(String),
    #[error("expected a coding of gzip, deflate, br, zstd or chunked, found {0}")]
    Coding(String),
    #[error("expected a body in {coding}, found bytes that are none")]
    Body { coding: &'static str },
    #[error("expected a body of at most {limit} bytes, found more than {limit} in {coding}")]
    TooLarge { coding: &'static str, limit: u64 },
}

/// A response's head, and where its body begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response<'r> {
    pub(super) status: u16,
    headers: Vec<(&'r str, &'r [u8])>,
    body: &'r [u8],
}

/// A decoded body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    /// It ends before its announced end.
    pub(super) is_cut: bool,
    /// Bytes that were announced.
    pub(super) expected: Option<u64>,
}

impl<'r> Response<'r> {
    /// Reads the head.
    ///
    /// # Errors
    /// [`ResponseError::Head`].
    pub(super) fn parse(bytes: &'r [u8]) -> Result<Self, ResponseError> {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        let config = {
            let mut config = httparse::ParserConfig::default();
            config
                .allow_spaces_after_header_name_in_responses(true)
                .allow_obsolete_multiline_headers_in_responses(true)
                .ignore_invalid_headers_in_responses(true);
            config
        };
        let head = match config.parse_response(&mut response, bytes) {
            Ok(httparse::Status::Complete(head)) => head,
            Ok(httparse::Status::Partial) => {
                return Err(ResponseError::Head("it is cut off".to_owned()));
            }
            Err(error) => return Err(ResponseError::Head(error.to_string())),
        };
        Ok(Self {
            status: response.code.unwrap_or_default(),
            headers: response
                .headers
                .iter()
                .map(|header| (header.name, header.value))
                .collect(),
            body: &bytes[head..],
        })
    }

    fn header(&self, name: &str) -> Option<&'r str> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(value).ok().map(str::trim)
    }

    /// Whether it says that its body is a web page, or, where it says nothing, looks as if.
    pub(super) fn is_page(&self) -> bool {
        match self.media_type() {
            Some(media) => ["text/html", "application/xhtml+xml"]
                .iter()
                .any(|html| media.eq_ignore_ascii_case(html)),
            None => self
                .body(MAX_PAGE_BYTES)
                .is_ok_and(|body| super::looks_like_page(&body.bytes)),
        }
    }

    /// The type of its content, without parameters.
    pub(super) fn media_type(&self) -> Option<&'r str> {
        self.header("content-type")
            .and_then(|value| value.split(';').next())
            .map(str::trim)
            .filter(|media| !media.is_empty())
    }

    /// The charset that its head tells.
    pub(super) fn charset(&self) -> Option<&'r str> {
        let parameters = self.header("content-type")?.split(';').skip(1);
        let named = parameters.filter_map(|parameter| parameter.split_once('='));
        let charset = named
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
            .map(|(_, value)| value);
        charset
            .map(|value| value.trim().trim_matches(['"', '\'']))
            .next()
    }

    /// The body, freed of its codings.
    ///
    /// # Errors
    /// [`ResponseError`] where a coding is unknown, its bytes are damaged or swell over `limit`.
    pub(super) fn body(&self, limit: u64) -> Result<Body, ResponseError> {
        let mut body = Body {
            bytes: self.body.to_vec(),
            is_cut: false,
            expected: None,
        };
        for coding in self.codings("transfer-encoding").into_iter().rev() {
            match coding.as_str() {
                "chunked" => body = unchunked(body.bytes),
                _ => body.decode(&coding, limit)?,
            }
        }
        let announced = self
            .header("content-length")
            .and_then(|length| length.parse::<u64>().ok());
        let codings = self.codings("content-encoding");
        if codings.is_empty()
            && announced.is_some_and(|announced| announced > body.bytes.len() as u64)
        {
            body.is_cut = true;
            body.expected = announced;
        }
        if codings.len() > MAX_CODINGS {
            return Err(ResponseError::Coding(format!("{} of them", codings.len())));
        }
        for coding in codings.into_iter().rev() {
            body.decode(&coding, limit)?;
        }
        Ok(body)
    }

    fn codings(&self, header: &str) -> Vec<String> {
        let names = self.header(header).unwrap_or_default().split(',');
        names
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !is_no_coding(name))
            .collect()
    }
}

impl Body {
    fn decode(&mut self, coding: &str, limit: u64) -> Result<(), ResponseError> {
        let bytes = self.bytes.as_slice();
        let (coding, decoder): (&'static str, Box<dyn Read + '_>) = match coding {
            // Crawlers that store bodies decoded leave the header as it was.
            "gzip" | "x-gzip" if !bytes.starts_with(&[0x1f, 0x8b]) => return Ok(()),
            "gzip" | "x-gzip" => ("gzip", Box::new(MultiGzDecoder::new(bytes))),
            "deflate" if is_zlib(bytes) => ("deflate", Box::new(ZlibDecoder::new(bytes))),
            "deflate" | "br" if super::looks_like_page(bytes) => return Ok(()),
            "deflate" => ("deflate", Box::new(DeflateDecoder::new(bytes))),
            "br" => ("br", Box::new(Decompressor::new(bytes, 1 << 16))),
            "zstd" if !bytes.starts_with(&ZSTD) => return Ok(()),
            "zstd" => {
                let mut decoder = FrameDecoder::new();
                decoder.set_max_window_size(ZSTD_WINDOW);
                let stream = StreamingDecoder::new_with_decoder(bytes, decoder);
                let stream = stream.map_err(|_| ResponseError::Body { coding: "zstd" })?;
                ("zstd", Box::new(stream))
            }
            other => return Err(ResponseError::Coding(other.to_owned())),
        };
        let mut decoded = Vec::new();
        let result = decoder
            .take(limit.saturating_add(1))
            .read_to_end(&mut decoded);
        if decoded.len() as u64 > limit {
            return Err(ResponseError::TooLarge { coding, limit });
        }
        match result {
            Ok(_) => {}
            // What came before the connection broke can be read.
            Err(_) if !decoded.is_empty() => self.is_cut = true,
            Err(_) => return Err(ResponseError::Body { coding }),
        }
        self.bytes = decoded;
        Ok(())
    }
}

/// Whether an answer of this status holds what was asked for, from the server (200) or changed on its way (203).
pub(crate) fn is_answered(status: u16) -> bool {
    matches!(status, 200 | 203)
}

/// Whether a name in small letters that stands for a content coding is none: the body is as it is meant. Servers write
/// more into that header than there are codings.
pub(crate) fn is_no_coding(name: &str) -> bool {
    matches!(name, "" | "identity" | "none" | "utf-8")
}

/// RFC 1950: method 8, and a check over the first two bytes. Many servers send raw deflate instead.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..] if method & 0x0f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0)
}

/// A body out of its chunks; as it is where it does not begin with one, since crawlers may have put it together already.
fn unchunked(bytes: Vec<u8>) -> Body {
    let mut body = Body {
        bytes: Vec::with_capacity(bytes.len()),
        is_cut: false,
        expected: None,
    };
    let mut rest = bytes.as_slice();
    let mut is_first = true;
    loop {
        let (start, length) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((start, length))) => {
                (start, usize::try_from(length).unwrap_or(usize::MAX))
            }
            _ if is_first => {
                return Body {
                    bytes,
                    is_cut: false,
                    expected: None,
                };
            }
            _ => {
                body.is_cut = true;
                return body;
            }
        };
        is_first = false;
        if length == 0 {
            return body;
        }
        let chunk = &rest[start..];
        if chunk.len() < length {
            body.bytes.extend_from_slice(chunk);
            body.is_cut = true;
            return body;
        }
        body.bytes.extend_from_slice(&chunk[..length]);
        rest = chunk[length..]
            .strip_prefix(b"\r\n")
            .unwrap_or(&chunk[length..]);
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_PAGE_BYTES, Response, ResponseError};

    #[test]
    fn br_is_decoded_and_its_damage_told() {
        const PACKED: &[u8] = b"\x8b\x0e\x80\x3c\x68\x74\x6d\x6c\x3e\x3c\x70\x3e\x63\x68\x69\x20\x62\x6f\x20\x68\x6f\x70\x3c\x2f\x70\x3e\x3c\x2f\x68\x74\x6d\x6c\x3e\x03";
        let stored = [
            &b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n"[..],
            PACKED,
        ]
        .concat();
        let response = Response::parse(&stored).expect("a head");
        let body = response.body(MAX_PAGE_BYTES).expect("a body");
        assert_eq!(body.bytes, b"<html><p>chi bo hop</p></html>");
        let broken = [
            &b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n"[..],
            b"\xff\xff\xff",
        ]
        .concat();
        let response = Response::parse(&broken).expect("a head");
        assert_eq!(
            response.body(MAX_PAGE_BYTES),
            Err(ResponseError::Body { coding: "br" })
        );
    }

    #[test]
    fn zstd_is_decoded_and_its_damage_and_bombs_told() {
        let stored = |body: &[u8]| {
            [
                &b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n"[..],
                body,
            ]
            .concat()
        };
        let packed = |text: &[u8]| {
            ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
        };
        let read = |body: &[u8]| {
            let stored = stored(body);
            let response = Response::parse(&stored).expect("a head");
            response.body(1000).map(|body| (body.bytes, body.is_cut))
        };
        let page = b"<html><p>chi bo hop</p></html>";
        assert_eq!(read(&packed(page)), Ok((page.to_vec(), false)));
        // As crawlers store it that decode what they store.
        assert_eq!(read(page), Ok((page.to_vec(), false)));
        let broken = [&packed(page)[..8], &[0xff; 4]].concat();
        assert_eq!(read(&broken), Err(ResponseError::Body { coding: "zstd" }));
        let too_large = ResponseError::TooLarge {
            coding: "zstd",
            limit: 1000,
        };
        assert_eq!(read(&packed(&[0; 4000])), Err(too_large));
    }

    #[test]
    fn heads_tell_type_and_charset() {
        let stored = b"HTTP/1.0 200\r\ncontent-type: Text/HTML ; Charset=\"windows-1258\"\r\n\r\n";
        let response = Response::parse(stored).expect("a head");
        assert!(response.is_page());
        assert_eq!(response.charset(), Some("windows-1258"));
        assert!(Response::parse(b"<html>").is_err());
    }
}
