//! The index beside a WARC file: a line for each response and revisit, sorted, as replay tools read it (CDXJ).
//!
//! Written from the state at the end of a run; a file that is missing is written again, so nothing depends on it.

use crate::crawl::evidence::volume::name_of;
use crate::crawl::state::IndexedResponse;
use crate::failpoint;
use crate::whole_file;
use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use url::{Host, Url};

/// Writes the index of the WARC file of a number, in whole or not at all.
pub(in crate::crawl) fn write_index(
    folder: &Path,
    number: u64,
    responses: &[IndexedResponse],
) -> io::Result<()> {
    let mut lines: Vec<String> = responses
        .iter()
        .map(|response| line(number, response))
        .collect();
    lines.sort_unstable();
    let path = path_of(folder, number);
    let mut out = BufWriter::new(whole_file::create(&path)?);
    failpoint::pass("cdxj/write")?;
    for line in &lines {
        writeln!(out, "{line}")?;
    }
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    failpoint::pass("cdxj/rename")?;
    whole_file::put(file, &path)
}

/// Up to where the index of the WARC file of a number speaks of it, in bytes; none where there is no index.
pub(super) fn indexed_end(folder: &Path, number: u64) -> io::Result<Option<u64>> {
    let path = path_of(folder, number);
    let text = match fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let end = |line: &str| {
        let fields: serde_json::Value = serde_json::from_str(line.splitn(3, ' ').nth(2)?).ok()?;
        let number = |name: &str| fields[name].as_str()?.parse::<u64>().ok();
        number("offset")?.checked_add(number("length")?)
    };
    Ok(Some(text.lines().filter_map(end).max().unwrap_or(0)))
}

fn path_of(folder: &Path, number: u64) -> PathBuf {
    folder.join(name_of(number).replace(".warc.gz", ".cdxj"))
}

fn line(number: u64, response: &IndexedResponse) -> String {
    let mime = if response.is_revisit {
        "warc/revisit"
    } else {
        response.media_type.as_deref().unwrap_or("unk")
    };
    let fields = serde_json::json!({
        "url": response.url,
        "mime": mime,
        "status": response.status.to_string(),
        "digest": response.digest,
        "length": response.length.to_string(),
        "offset": response.offset.to_string(),
        "filename": name_of(number),
    });
    let key = Url::parse(&response.url).map_or_else(|_| response.url.clone(), |url| sort_key(&url));
    format!("{key} {} {fields}", response.fetched.fourteen_digits())
}

/// The address with its host turned round, so that the pages of a site stand together (SURT).
fn sort_key(url: &Url) -> String {
    let mut key = match url.host() {
        Some(Host::Domain(name)) => {
            let mut parts: Vec<&str> = name.split('.').collect();
            if parts.first() == Some(&"www") {
                parts.remove(0);
            }
            parts.reverse();
            parts.join(",")
        }
        _ => url.host_str().unwrap_or_default().to_owned(),
    };
    if let Some(port) = url.port() {
        key.push_str(&format!(":{port}"));
    }
    key.push(')');
    key.push_str(&url.path().to_ascii_lowercase());
    if let Some(query) = url.query() {
        let query = query.to_ascii_lowercase();
        let mut parts: Vec<&str> = query.split('&').collect();
        parts.sort_unstable();
        key.push('?');
        key.push_str(&parts.join("&"));
    }
    key
}

#[cfg(test)]
mod tests {
    use super::{line, sort_key};
    use crate::crawl::state::IndexedResponse;
    use crate::timestamp::Timestamp;
    use url::Url;

    #[test]
    fn keys_turn_the_host_round() {
        for (url, key) in [
            (
                "https://www.TinhUy.example/Tin/1?b=2&a=1",
                "example,tinhuy)/tin/1?a=1&b=2",
            ),
            ("http://127.0.0.1:8080/", "127.0.0.1:8080)/"),
        ] {
            assert_eq!(sort_key(&Url::parse(url).expect("an address")), key);
        }
    }

    #[test]
    fn a_line_says_where_the_record_is() {
        let response = IndexedResponse {
            url: "https://tinhuy.example/1".to_owned(),
            fetched: Timestamp(1_610_708_040_000),
            status: 200,
            media_type: Some("text/html".to_owned()),
            digest: "sha256:AB".to_owned(),
            offset: 512,
            length: 99,
            is_revisit: false,
        };
        assert_eq!(
            line(7, &response),
            "example,tinhuy)/1 20210115105400 {\"digest\":\"sha256:AB\",\"filename\":\"dangbo-000007.warc.gz\",\
             \"length\":\"99\",\"mime\":\"text/html\",\"offset\":\"512\",\"status\":\"200\",\
             \"url\":\"https://tinhuy.example/1\"}"
        );
    }
}
