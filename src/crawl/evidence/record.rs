//! The records of one visit, compressed and ready to be appended.

use crate::crawl::evidence::{member, payload_digest};
use crate::crawl::fetch::Answer;
use crate::timestamp::Timestamp;
use ring::rand::{SecureRandom, SystemRandom};
use std::fmt::Write as _;

/// What is kept of the last answer of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::crawl) struct Previous {
    pub(in crate::crawl) record_id: String,
    pub(in crate::crawl) recorded: Timestamp,
    pub(in crate::crawl) digest: String,
    pub(in crate::crawl) status: u16,
    pub(in crate::crawl) location: Option<String>,
}

/// The records of one visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::crawl) struct Records {
    /// Gzip members, one after another.
    pub(in crate::crawl) members: Vec<u8>,
    /// Where among them the response or revisit begins, and how long it is.
    pub(in crate::crawl) offset: usize,
    pub(in crate::crawl) length: usize,
    pub(in crate::crawl) record_id: String,
    pub(in crate::crawl) is_revisit: bool,
    pub(in crate::crawl) digest: String,
}

/// The records of a visit to `url`. An answer that is known to be the one before is a `revisit` and refers to it.
pub(in crate::crawl) fn of_visit(
    url: &str,
    answer: &Answer,
    previous: Option<&Previous>,
    notes: &[(&str, String)],
) -> Records {
    let body = answer.body.as_ref().map_or(&[][..], |body| &body.coded);
    let digest = payload_digest(body);
    let date = answer.began.to_string();
    let location = answer.header("location");
    let same = previous.filter(|previous| {
        answer.status == 304
            || (previous.digest == digest
                && previous.status == answer.status
                && previous.location.as_deref() == location)
    });
    let record_id = new_id();
    let kind = same.map_or("response", |_| "revisit");
    let mut head = Head::new(kind, &record_id, &date);
    head.line("WARC-Target-URI", url);
    if let Some(address) = answer.address {
        head.line("WARC-IP-Address", &address.to_string());
    }
    let mut block = response_head(answer);
    if let Some(previous) = same {
        refer_to(&mut head, previous, url, answer.status);
    } else {
        block.extend_from_slice(body);
        head.line("WARC-Payload-Digest", &digest);
        if answer.body.is_none() {
            head.line("WARC-Truncated", "unspecified");
        }
    }
    head.line("Content-Type", "application/http;msgtype=response");

    let mut members = Vec::new();
    let mut request = Head::new("request", &new_id(), &date);
    request.line("WARC-Target-URI", url);
    request.line("WARC-Concurrent-To", &record_id);
    request.line("Content-Type", "application/http;msgtype=request");
    request.close(&answer.request, &mut members);
    let offset = members.len();
    head.close(&block, &mut members);
    let length = members.len() - offset;
    let mut metadata = Head::new("metadata", &new_id(), &date);
    metadata.line("WARC-Target-URI", url);
    metadata.line("WARC-Concurrent-To", &record_id);
    metadata.line("Content-Type", "application/warc-fields");
    metadata.close(fields(answer, notes).as_bytes(), &mut members);
    Records {
        members,
        offset,
        length,
        record_id,
        is_revisit: same.is_some(),
        digest: same.map_or(digest, |previous| previous.digest.clone()),
    }
}

/// What a `revisit` refers to, and why it has no body of its own.
fn refer_to(head: &mut Head, previous: &Previous, url: &str, status: u16) {
    let profile = if status == 304 {
        "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    } else {
        "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    };
    head.line("WARC-Profile", profile);
    head.line("WARC-Refers-To", &previous.record_id);
    head.line("WARC-Refers-To-Target-URI", url);
    head.line("WARC-Refers-To-Date", &previous.recorded.to_string());
    head.line("WARC-Payload-Digest", &previous.digest);
}

/// The fields of a `metadata` record.
fn fields(answer: &Answer, notes: &[(&str, String)]) -> String {
    let mut fields = format!("fetchTimeMs: {}\r\n", answer.took.as_millis());
    for (name, value) in notes {
        // Writing to memory cannot fail.
        let _ = write!(fields, "{name}: {value}\r\n");
    }
    fields
}

/// The record that a file begins with: who made it, and how.
pub(super) fn of_file(name: &str, agent: &str, now: Timestamp) -> Vec<u8> {
    let mut head = Head::new("warcinfo", &new_id(), &now.to_string());
    head.line("WARC-Filename", name);
    head.line("Content-Type", "application/warc-fields");
    let fields = format!(
        "software: dangbo/{}\r\nformat: WARC File Format 1.1\r\n\
         conformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n\
         http-header-user-agent: {agent}\r\nrobots: obey\r\n",
        env!("CARGO_PKG_VERSION")
    );
    let mut member = Vec::new();
    head.close(fields.as_bytes(), &mut member);
    member
}

/// A record's header while it is written.
struct Head(String);

impl Head {
    fn new(kind: &str, id: &str, date: &str) -> Self {
        Self(format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {date}\r\n"
        ))
    }

    fn line(&mut self, name: &str, value: &str) {
        // Writing to memory cannot fail.
        let _ = write!(self.0, "{name}: {value}\r\n");
    }

    /// Appends the record as a gzip member.
    fn close(mut self, block: &[u8], out: &mut Vec<u8>) {
        self.line("WARC-Block-Digest", &payload_digest(block));
        self.line("Content-Length", &block.len().to_string());
        member::append(&[self.0.as_bytes(), b"\r\n", block, b"\r\n\r\n"], out);
    }
}

/// The status line and headers of an answer. The body that follows them is not chunked any more.
fn response_head(answer: &Answer) -> Vec<u8> {
    let status = reqwest::StatusCode::from_u16(answer.status).ok();
    let words = status
        .and_then(|status| status.canonical_reason())
        .unwrap_or("");
    let mut head = format!("HTTP/1.1 {} {words}\r\n", answer.status).into_bytes();
    for (name, value) in &answer.headers {
        if name.eq_ignore_ascii_case("transfer-encoding") {
            head.extend_from_slice(b"x-archive-orig-");
        }
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value);
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// A random identifier (RFC 9562, version 4).
fn new_id() -> String {
    let mut bytes = [0; 16];
    // The system's source of random bytes does not fail once it has been opened; if it did, equal identifiers would
    // be the smaller evil than a lost page.
    let _ = SystemRandom::new().fill(&mut bytes);
    let mut number = u128::from_be_bytes(bytes);
    number = number & !(0xf << 76) | 4 << 76;
    number = number & !(0x3 << 62) | 2 << 62;
    let hex = format!("{number:032x}");
    format!(
        "<urn:uuid:{}-{}-{}-{}-{}>",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

#[cfg(test)]
mod tests {
    use super::{Previous, of_visit};
    use crate::crawl::coding::Whole;
    use crate::crawl::fetch::Answer;
    use crate::timestamp::Timestamp;
    use flate2::read::GzDecoder;
    use std::io::Read;
    use std::time::Duration;

    fn answer(status: u16, body: Option<&[u8]>) -> Answer {
        Answer {
            status,
            headers: vec![
                ("content-type".to_owned(), b"text/html".to_vec()),
                ("transfer-encoding".to_owned(), b"chunked".to_vec()),
            ],
            body: body.map(Whole::of_plain),
            address: None,
            began: Timestamp(1_610_708_040_000),
            took: Duration::from_millis(12),
            request: b"GET / HTTP/1.1\r\nhost: a.example\r\n\r\n".to_vec(),
        }
    }

    fn text(member: &[u8]) -> String {
        let mut text = String::new();
        let mut decoder = GzDecoder::new(member);
        decoder.read_to_string(&mut text).expect("a gzip member");
        text
    }

    #[test]
    fn a_visit_leaves_three_members() {
        let records = of_visit("http://a.example/", &answer(200, Some(b"<p>x")), None, &[]);
        let end = records.offset + records.length;
        assert!(text(&records.members[..records.offset]).contains("WARC-Type: request\r\n"));
        let response = text(&records.members[records.offset..end]);
        assert!(response.starts_with("WARC/1.1\r\nWARC-Type: response\r\n"));
        assert!(response.contains("\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"));
        assert!(
            response.contains("\r\nx-archive-orig-transfer-encoding: chunked\r\n\r\n<p>x\r\n\r\n")
        );
        assert!(text(&records.members[end..]).contains("\r\n\r\nfetchTimeMs: 12\r\n"));
    }

    #[test]
    fn the_same_answer_is_a_revisit_and_another_is_not() {
        let first = of_visit("http://a.example/", &answer(200, Some(b"<p>x")), None, &[]);
        let previous = Previous {
            record_id: first.record_id.clone(),
            recorded: Timestamp(0),
            digest: first.digest.clone(),
            status: 200,
            location: None,
        };
        let again = |status, body| {
            of_visit(
                "http://a.example/",
                &answer(status, body),
                Some(&previous),
                &[],
            )
        };
        for (same, profile) in [
            (again(200, Some(b"<p>x")), "identical-payload-digest"),
            (again(304, None), "server-not-modified"),
        ] {
            let record = text(&same.members[same.offset..same.offset + same.length]);
            assert!(same.is_revisit && same.digest == first.digest);
            assert!(record.contains(profile));
            assert!(record.contains(&format!("WARC-Refers-To: {}\r\n", first.record_id)));
            assert!(!record.contains("<p>x"));
        }
        assert!(!again(200, Some(b"<p>y")).is_revisit);
        assert!(!again(404, Some(b"<p>x")).is_revisit);
    }
}
