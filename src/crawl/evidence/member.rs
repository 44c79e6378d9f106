//! Gzip members (RFC 1952), all by one compressor of the thread.
//!
//! A compressor holds some 300 kB of tables. To claim and clear them anew for each of a visit's records took a quarter of
//! a crawl's time.

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use std::cell::RefCell;

/// Mark, method, no flags, no time, no notes, a system that is not told.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

thread_local! {
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
}

/// Appends a member that holds the pieces, one after another.
pub(super) fn append(pieces: &[&[u8]], out: &mut Vec<u8>) {
    let mut check = Crc::new();
    for piece in pieces {
        check.update(piece);
    }
    out.extend_from_slice(&HEAD);
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        for piece in pieces {
            compress(compressor, piece, FlushCompress::None, out);
        }
        compress(compressor, &[], FlushCompress::Finish, out);
    });
    out.extend_from_slice(&check.sum().to_le_bytes());
    out.extend_from_slice(&check.amount().to_le_bytes());
}

fn compress(compressor: &mut Compress, piece: &[u8], flush: FlushCompress, out: &mut Vec<u8>) {
    let mut rest = piece;
    loop {
        out.reserve(rest.len() / 2 + 256);
        let before = compressor.total_in();
        let status = compressor.compress_vec(rest, out, flush);
        let taken = usize::try_from(compressor.total_in() - before).unwrap_or(rest.len());
        rest = &rest[taken.min(rest.len())..];
        match status {
            Ok(Status::StreamEnd) => return,
            Ok(_) if rest.is_empty() && matches!(flush, FlushCompress::None) => return,
            Ok(_) => {}
            Err(error) => unreachable!("a compressor that was reset takes any bytes: {error}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::append;
    use flate2::read::GzDecoder;
    use std::io::Read;

    #[test]
    fn members_one_after_another_are_read_back() {
        let noise: Vec<u8> = (0..200_000_u64)
            .map(|at| (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8)
            .collect();
        let even = vec![b'a'; 300_000];
        let texts: [&[&[u8]]; 4] = [
            &[b"WARC/1.1\r\n", b"", b"x"],
            &[&noise, &even],
            &[],
            &[b"y"],
        ];
        let mut out = Vec::new();
        let mut ends = Vec::new();
        for pieces in texts {
            append(pieces, &mut out);
            ends.push(out.len());
        }
        let mut start = 0;
        for (pieces, end) in texts.iter().zip(ends) {
            let mut read = Vec::new();
            let mut decoder = GzDecoder::new(&out[start..end]);
            decoder.read_to_end(&mut read).expect("a member");
            assert!(decoder.into_inner().is_empty());
            assert_eq!(read, pieces.concat());
            start = end;
        }
    }
}
