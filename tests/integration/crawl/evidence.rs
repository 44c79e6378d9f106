//! WARC files read by other means than those that wrote them: every record, its digests, its place in the index.

use flate2::bufread::GzDecoder;
use ring::digest::{SHA256, digest};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

/// A record.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub file: String,
    pub offset: usize,
    pub length: usize,
    pub head: BTreeMap<String, String>,
    pub block: Vec<u8>,
}

impl Record {
    pub(crate) fn kind(&self) -> &str {
        &self.head["warc-type"]
    }

    pub(crate) fn url(&self) -> &str {
        &self.head["warc-target-uri"]
    }

    /// The body of an HTTP message.
    pub(super) fn payload(&self) -> &[u8] {
        let end = self.block.windows(4).position(|four| four == b"\r\n\r\n");
        &self.block[end.expect("the head of a message") + 4..]
    }

    pub(super) fn status(&self) -> &str {
        let line = std::str::from_utf8(&self.block[..12]).expect("a status line");
        &line[9..]
    }
}

/// Every record of the WARC files in a folder, in order. Fails at anything that is not in order.
pub(crate) fn records(folder: &Path) -> Vec<Record> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .filter(|name| name.ends_with(".warc.gz"))
        .collect();
    names.sort();
    names
        .iter()
        .flat_map(|name| records_of(folder, name))
        .collect()
}

fn records_of(folder: &Path, name: &str) -> Vec<Record> {
    let bytes = fs::read(folder.join(name)).expect("a file");
    let mut records = Vec::new();
    let mut offset = 0;
    while offset < bytes.len() {
        let mut member = GzDecoder::new(&bytes[offset..]);
        let mut record = Vec::new();
        let read = member.read_to_end(&mut record);
        read.unwrap_or_else(|error| panic!("{name} at {offset}: {error}"));
        let length = bytes.len() - offset - member.into_inner().len();
        records.push(parse(name, offset, length, &record));
        offset += length;
    }
    assert_eq!(records[0].kind(), "warcinfo");
    records
}

fn parse(file: &str, offset: usize, length: usize, record: &[u8]) -> Record {
    let end = record
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let text = std::str::from_utf8(&record[..end]).expect("a head of text");
    let mut lines = text.split("\r\n");
    assert_eq!(lines.next(), Some("WARC/1.1"));
    let head: BTreeMap<String, String> = lines
        .map(|line| {
            let (name, value) = line.split_once(": ").expect("a field");
            (name.to_ascii_lowercase(), value.to_owned())
        })
        .collect();
    let size: usize = head["content-length"].parse().expect("a length");
    let block = record[end + 4..end + 4 + size].to_vec();
    assert_eq!(&record[end + 4 + size..], b"\r\n\r\n");
    assert_eq!(head["warc-block-digest"], labelled(&block));
    let record = Record {
        file: file.to_owned(),
        offset,
        length,
        head,
        block,
    };
    if record.kind() == "response" {
        assert_eq!(
            record.head["warc-payload-digest"],
            labelled(record.payload())
        );
    }
    record
}

/// A digest in the base 32 of RFC 4648, by its definition: five bits a letter, padded to eights.
fn labelled(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    let bits: String = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:08b}"))
        .collect();
    let letters = bits.as_bytes().chunks(5).map(|five| {
        let five = format!("{:0<5}", std::str::from_utf8(five).expect("digits"));
        let value = usize::from_str_radix(&five, 2).expect("a number");
        char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[value])
    });
    format!("sha256:{:=<56}", letters.collect::<String>())
}

/// The records of a kind, by address.
pub(super) fn by_url<'a>(records: &'a [Record], kind: &str) -> BTreeMap<&'a str, Vec<&'a Record>> {
    let mut found: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| record.kind() == kind) {
        found.entry(record.url()).or_default().push(record);
    }
    found
}

/// Checks that the indexes of a folder name every response and revisit where it is and of its date, in order, and nothing
/// else.
pub(super) fn check_indexes(folder: &Path) {
    let mut expected: Vec<(String, usize, usize, String)> = records(folder)
        .into_iter()
        .filter(|record| matches!(record.kind(), "response" | "revisit"))
        .map(|record| {
            let date = record.head["warc-date"].replace(['-', 'T', ':', 'Z'], "");
            (record.file, record.offset, record.length, date)
        })
        .collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "cdxj") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("an index");
        assert!(text.lines().is_sorted(), "{} is not sorted", path.display());
        for line in text.lines() {
            let parts: Vec<&str> = line.splitn(3, ' ').collect();
            let [_, date, json] = parts[..] else {
                panic!("expected three parts, found {line}");
            };
            let json: serde_json::Value = serde_json::from_str(json).expect("an object");
            let text = |key: &str| json[key].as_str().expect("a string").to_owned();
            let number = |key: &str| text(key).parse().expect("a number");
            found.push((
                text("filename"),
                number("offset"),
                number("length"),
                date.to_owned(),
            ));
        }
    }
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}
