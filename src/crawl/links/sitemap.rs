//! Entries of a sitemap or an index of sitemaps, as they are or as a `.gz` file.

use crate::crawl::links::{Findings, Kind, link};
use crate::crawl::reason::Reason;
use crate::timestamp::Timestamp;
use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::Read;
use url::Url;

/// What the protocol of sitemaps allows for one file, uncompressed.
const MAX_BYTES: u64 = 50 << 20;
/// The same, in entries.
const MAX_ENTRIES: usize = 50_000;

/// The pages of a sitemap, or the sitemaps of an index.
pub(super) fn links(base: &Url, body: &[u8]) -> Findings {
    if !body.starts_with(&[0x1f, 0x8b]) {
        return read(base, body);
    }
    let mut plain = Vec::new();
    let mut decoder = MultiGzDecoder::new(body).take(MAX_BYTES + 1);
    if decoder.read_to_end(&mut plain).is_err() {
        return Findings::none(Reason::BrokenEncoding);
    }
    if plain.len() as u64 > MAX_BYTES {
        return Findings::none(Reason::TooLarge);
    }
    read(base, &plain)
}

/// The element that text belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Address,
    Changed,
}

fn read(base: &Url, body: &[u8]) -> Findings {
    let text = String::from_utf8_lossy(body);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}').trim_start());
    let mut found = Findings::default();
    let mut kind = None;
    let mut field = None;
    let mut depth = 0_u32;
    let (mut address, mut changed) = (String::new(), String::new());
    loop {
        // A sitemap that breaks still has the entries before that.
        let Ok(event) = reader.read_event() else {
            found.flaw = Some(Reason::UnreadableList);
            break;
        };
        let piece = match event {
            Event::Start(start) => {
                depth += 1;
                match start.local_name().as_ref() {
                    "urlset" => kind = Some(Kind::Page),
                    "sitemapindex" => kind = Some(Kind::Sitemap),
                    "url" | "sitemap" => {
                        address.clear();
                        changed.clear();
                    }
                    // Images and videos have addresses too, under a prefix.
                    "loc" if start.name().as_ref() == "loc" || address.is_empty() => {
                        field = Some(Field::Address)
                    }
                    "lastmod" => field = Some(Field::Changed),
                    _ => field = None,
                }
                continue;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                field = None;
                if matches!(end.local_name().as_ref(), "url" | "sitemap")
                    && let Some(kind) = kind
                {
                    found
                        .links
                        .extend(link(base, &address, kind, Timestamp::parse_w3c(&changed)));
                }
                if found.links.len() >= MAX_ENTRIES {
                    break;
                }
                continue;
            }
            Event::Text(piece) => piece.to_string(),
            Event::CData(piece) => piece.to_string(),
            // An entity is an event of its own: `?a=1&amp;b=2` comes in three pieces.
            Event::GeneralRef(entity) => {
                let name: &str = entity.as_ref();
                quick_xml::escape::unescape(&format!("&{name};"))
                    .map(std::borrow::Cow::into_owned)
                    .unwrap_or_default()
            }
            Event::Eof => {
                if depth > 0 {
                    found.flaw = Some(Reason::UnreadableList);
                }
                break;
            }
            _ => continue,
        };
        match field {
            Some(Field::Address) => address.push_str(&piece),
            Some(Field::Changed) => changed.push_str(&piece),
            None => {}
        }
    }
    if kind.is_none() {
        return Findings::none(Reason::UnreadableList);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::links;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;
    use url::Url;

    const MAP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:image=\"http://x\">\n\
        <url><loc> https://tinhuy.example/1?a=1&amp;b=2 </loc><lastmod>2021-01-15</lastmod>\
        <image:image><image:loc>https://tinhuy.example/1.jpg</image:loc></image:image></url>\n\
        <url><loc><![CDATA[https://tinhuy.example/2]]></loc></url></urlset>";

    fn found(body: &[u8]) -> Vec<String> {
        let base = Url::parse("https://tinhuy.example/sitemap.xml").expect("an address");
        let found = links(&base, body);
        let lines = found.links.into_iter().map(|link| {
            let changed = link.changed.map(|moment| format!(" {moment}"));
            format!(
                "{} {}{}",
                link.kind.code(),
                link.url,
                changed.unwrap_or_default()
            )
        });
        lines
            .chain(found.flaw.map(|flaw| flaw.to_string()))
            .collect()
    }

    const ENTRIES: [&str; 2] = [
        "page https://tinhuy.example/1?a=1&b=2 2021-01-15T00:00:00Z",
        "page https://tinhuy.example/2",
    ];

    #[test]
    fn entries_are_pages_with_the_day_of_their_change() {
        assert_eq!(found(MAP.as_bytes()), ENTRIES);
    }

    #[test]
    fn a_gz_file_is_a_sitemap_too() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder
            .write_all(MAP.as_bytes())
            .expect("no error in memory");
        let file = encoder.finish().expect("no error in memory");
        assert_eq!(found(&file), ENTRIES);
        assert_eq!(found(&file[..file.len() / 2]), ["broken-encoding"]);
    }

    #[test]
    fn an_index_names_sitemaps() {
        let index = "<sitemapindex><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>";
        assert_eq!(
            found(index.as_bytes()),
            ["sitemap https://tinhuy.example/a.xml.gz"]
        );
    }

    #[test]
    fn a_map_that_breaks_off_has_the_entries_before_and_says_so() {
        let cut = &MAP[..MAP.find("<![CDATA[").expect("the second entry")];
        assert_eq!(found(cut.as_bytes()), [ENTRIES[0], "unreadable-list"]);
    }

    #[test]
    fn a_page_is_no_sitemap() {
        assert_eq!(found(b"<html><p>404</p></html>"), ["unreadable-list"]);
        assert_eq!(found(b""), ["unreadable-list"]);
    }
}
