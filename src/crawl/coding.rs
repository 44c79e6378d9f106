//! Content codings, undone while the bytes come in, and never past a limit.

use crate::crawl::reason::Reason;
use crate::source::is_no_coding;
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::{self, Read, Write};

/// Larger windows are not allowed in HTTP (RFC 9659), and would let a few bytes claim much memory.
const ZSTD_WINDOW: u64 = 8 << 20;

/// A body on its way in: as it was sent, and as it is meant.
pub(super) struct Body {
    coded: Vec<u8>,
    /// For what was sent and for what it is decoded to, each.
    limit: u64,
    plain: Plain,
}

enum Plain {
    /// What was sent is what is meant.
    AsSent,
    Gzip(Box<MultiGzDecoder<Limited>>),
    /// `deflate` should be zlib's format; some servers send the bare stream. The first byte tells.
    Deflate(Option<Limited>),
    Zlib(Box<ZlibDecoder<Limited>>),
    BareDeflate(Box<DeflateDecoder<Limited>>),
    Brotli(Box<brotli_decompressor::DecompressorWriter<Limited>>),
    /// Decoded when it is complete: no server is asked for it, and the coded bytes have a limit of their own.
    Zstd,
}

/// A body that has come in whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Whole {
    /// The bytes as they were sent, without the transfer coding.
    pub coded: Vec<u8>,
    /// The bytes without the content coding; none where there was none.
    plain: Option<Vec<u8>>,
}

impl Whole {
    /// A body without a content coding.
    #[cfg(test)]
    pub(super) fn of_plain(bytes: &[u8]) -> Self {
        Self {
            coded: bytes.to_owned(),
            plain: None,
        }
    }

    /// The bytes as they are meant.
    pub(super) fn plain(&self) -> &[u8] {
        self.plain.as_deref().unwrap_or(&self.coded)
    }

    /// The same, given away.
    pub(super) fn into_plain(self) -> Vec<u8> {
        self.plain.unwrap_or(self.coded)
    }
}

impl Body {
    /// A body that comes in the coding that `Content-Encoding` names, of at most `limit` bytes when decoded.
    pub(super) fn new(coding: Option<&str>, limit: u64) -> Result<Self, Reason> {
        let coding = coding.unwrap_or_default().trim().to_ascii_lowercase();
        let out = Limited {
            bytes: Vec::new(),
            limit,
        };
        let plain = match coding.as_str() {
            none if is_no_coding(none) => Plain::AsSent,
            "gzip" | "x-gzip" => Plain::Gzip(Box::new(MultiGzDecoder::new(out))),
            "deflate" => Plain::Deflate(Some(out)),
            "br" => Plain::Brotli(Box::new(brotli_decompressor::DecompressorWriter::new(
                out,
                16 << 10,
            ))),
            "zstd" => Plain::Zstd,
            _ => return Err(Reason::BrokenEncoding),
        };
        Ok(Self {
            coded: Vec::new(),
            limit,
            plain,
        })
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        self.coded.extend_from_slice(bytes);
        if self.coded.len() as u64 > self.limit {
            return Err(Reason::TooLarge);
        }
        if let Plain::Deflate(out) = &mut self.plain
            && let Some(&first) = bytes.first()
            && let Some(out) = out.take()
        {
            // The low four bits of zlib's first byte are 8; a bare stream that begins so would be a block of a kind
            // that is rarely written.
            self.plain = if first & 0x0f == 8 {
                Plain::Zlib(Box::new(ZlibDecoder::new(out)))
            } else {
                Plain::BareDeflate(Box::new(DeflateDecoder::new(out)))
            };
        }
        let written = match &mut self.plain {
            Plain::AsSent | Plain::Zstd | Plain::Deflate(_) => Ok(()),
            Plain::Gzip(decoder) => decoder.write_all(bytes),
            Plain::Zlib(decoder) => decoder.write_all(bytes),
            Plain::BareDeflate(decoder) => decoder.write_all(bytes),
            Plain::Brotli(decoder) => decoder.write_all(bytes),
        };
        written.map_err(|error| reason(&error))
    }

    /// The body, once all of it has come.
    pub(super) fn finish(self) -> Result<Whole, Reason> {
        // A body of no bytes is empty in any coding.
        if self.coded.is_empty() {
            return Ok(Whole::default());
        }
        let limited = match self.plain {
            Plain::AsSent => {
                return Ok(Whole {
                    coded: self.coded,
                    plain: None,
                });
            }
            Plain::Gzip(decoder) => decoder.finish(),
            Plain::Zlib(decoder) => decoder.finish(),
            Plain::BareDeflate(decoder) => decoder.finish(),
            Plain::Brotli(mut decoder) => match decoder.close() {
                Ok(()) => decoder
                    .into_inner()
                    .map_err(|_| io::Error::from(io::ErrorKind::UnexpectedEof)),
                Err(error) => Err(error),
            },
            Plain::Zstd => zstd(&self.coded, self.limit),
            Plain::Deflate(_) => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
        };
        let plain = limited.map_err(|error| reason(&error))?;
        Ok(Whole {
            coded: self.coded,
            plain: Some(plain.bytes),
        })
    }
}

fn zstd(coded: &[u8], limit: u64) -> io::Result<Limited> {
    let mut out = Limited {
        bytes: Vec::new(),
        limit,
    };
    let mut decoder = ruzstd::decoding::FrameDecoder::new();
    decoder.set_max_window_size(ZSTD_WINDOW);
    let stream = ruzstd::decoding::StreamingDecoder::new_with_decoder(coded, decoder);
    let mut stream = stream.map_err(io::Error::other)?;
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = stream.read(&mut piece)?;
        if read == 0 {
            return Ok(out);
        }
        out.write_all(&piece[..read])?;
    }
}

/// The decoder's error, or that of what it was writing to.
fn reason(error: &io::Error) -> Reason {
    if error.kind() == io::ErrorKind::FileTooLarge {
        Reason::TooLarge
    } else {
        Reason::BrokenEncoding
    }
}

/// Bytes that may not become too many.
struct Limited {
    bytes: Vec<u8>,
    limit: u64,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + bytes.len()) as u64 > self.limit {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Body;
    use crate::crawl::reason::Reason;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    const TEXT: &[u8] = "Đảng bộ xã Tân Lập kết nạp 12 đảng viên. ".as_bytes();

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("no error in memory");
        encoder.finish().expect("no error in memory")
    }

    fn zlib(text: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("no error in memory");
        encoder.finish().expect("no error in memory")
    }

    fn bare(text: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("no error in memory");
        encoder.finish().expect("no error in memory")
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn decode(coding: &str, sent: &[u8], limit: u64) -> Result<Vec<u8>, Reason> {
        let mut body = Body::new(Some(coding), limit)?;
        for piece in sent.chunks(7) {
            body.push(piece)?;
        }
        let whole = body.finish()?;
        assert_eq!(whole.coded, sent);
        Ok(whole.into_plain())
    }

    #[test]
    fn every_coding_is_undone() {
        for (coding, sent) in [
            ("", TEXT.to_vec()),
            ("identity", TEXT.to_vec()),
            ("gzip", gzip(TEXT)),
            ("X-GZIP", gzip(TEXT)),
            ("gzip", [gzip(&TEXT[..9]), gzip(&TEXT[9..])].concat()),
            ("deflate", zlib(TEXT)),
            ("deflate", bare(TEXT)),
            ("zstd", zstd(TEXT)),
        ] {
            assert_eq!(decode(coding, &sent, 1000).as_deref(), Ok(TEXT), "{coding}");
        }
    }

    #[test]
    fn a_cut_body_is_broken() {
        for (coding, sent) in [
            ("gzip", gzip(TEXT)),
            ("deflate", zlib(TEXT)),
            ("zstd", zstd(TEXT)),
        ] {
            let cut = &sent[..sent.len() - 6];
            assert_eq!(
                decode(coding, cut, 1000),
                Err(Reason::BrokenEncoding),
                "{coding}"
            );
        }
        assert_eq!(
            decode("br", &[0x1b, 0x0f, 0], 1000),
            Err(Reason::BrokenEncoding)
        );
        assert_eq!(decode("gzip", b"<html>", 1000), Err(Reason::BrokenEncoding));
        assert_eq!(decode("sdch", TEXT, 1000), Err(Reason::BrokenEncoding));
    }

    #[test]
    fn a_small_body_that_grows_past_the_limit_is_refused() {
        let zeros = vec![0; 4 << 20];
        for (coding, sent) in [
            ("gzip", gzip(&zeros)),
            ("deflate", zlib(&zeros)),
            ("zstd", zstd(&zeros)),
        ] {
            assert!(sent.len() < 100_000, "{coding} did not shrink");
            assert_eq!(
                decode(coding, &sent, 1 << 20),
                Err(Reason::TooLarge),
                "{coding}"
            );
        }
    }

    #[test]
    fn no_bytes_are_an_empty_body_in_any_coding() {
        for coding in ["", "gzip", "deflate", "br", "zstd"] {
            assert_eq!(decode(coding, b"", 10).as_deref(), Ok(&b""[..]));
        }
    }
}
