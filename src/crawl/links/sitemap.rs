//! Entries of a sitemap or an index of sitemaps, in XML or as a plain list of addresses, as they are or as a `.gz` file.

use crate::crawl::links::{Findings, Kind, link, of_utf16};
use crate::crawl::reason::Reason;
use crate::timestamp::Timestamp;
use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::io::Read;
use url::Url;

/// What the protocol of sitemaps allows for one file, uncompressed.
const MAX_BYTES: u64 = 50 << 20;

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

/// What was read of a sitemap so far.
#[derive(Debug, Default)]
struct Reading {
    found: Findings,
    /// What its entries lead to, once the root element has told.
    kind: Option<Kind>,
    /// Open elements.
    depth: u32,
    field: Option<Field>,
    address: String,
    changed: String,
}

impl Reading {
    fn open(&mut self, element: &BytesStart<'_>) {
        self.depth += 1;
        match element.local_name().as_ref() {
            "urlset" => self.kind = Some(Kind::Page),
            "sitemapindex" => self.kind = Some(Kind::Sitemap),
            "url" | "sitemap" => {
                self.address.clear();
                self.changed.clear();
            }
            // Images and videos have addresses too, under a prefix.
            "loc" if element.name().as_ref() == "loc" || self.address.is_empty() => {
                self.field = Some(Field::Address)
            }
            "lastmod" => self.field = Some(Field::Changed),
            _ => self.field = None,
        }
    }

    fn close(&mut self, base: &Url, element: &BytesEnd<'_>) {
        self.depth = self.depth.saturating_sub(1);
        self.field = None;
        if matches!(element.local_name().as_ref(), "url" | "sitemap")
            && let Some(kind) = self.kind
            && !self.address.trim().is_empty()
        {
            let changed = Timestamp::parse_w3c(&self.changed);
            let links = &mut self.found.links;
            links.extend(link(base, &self.address, kind, changed));
        }
    }

    fn text(&mut self, piece: &str) {
        match self.field {
            Some(Field::Address) => self.address.push_str(piece),
            Some(Field::Changed) => self.changed.push_str(piece),
            None => {}
        }
    }
}

fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    })
}

/// A sitemap of plain text: an address a line.
fn read_lines(base: &Url, text: &str) -> Findings {
    let mut found = Findings::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_address(line) {
            found.links.extend(link(base, line, Kind::Page, None));
        } else {
            found.flaw = Some(Reason::UnreadableList);
        }
    }
    found
}

fn read(base: &Url, body: &[u8]) -> Findings {
    let text = of_utf16(body).unwrap_or_else(|| String::from_utf8_lossy(body));
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if is_address(text) {
        return read_lines(base, text);
    }
    let mut reader = Reader::from_str(text);
    // `<urlset/>` is a map of nothing, and no less a map.
    reader.config_mut().expand_empty_elements = true;
    // `?a=1&b=2` is common, and clear.
    reader.config_mut().allow_dangling_amp = true;
    let mut read = Reading::default();
    // A sitemap that breaks still has the entries before that.
    let is_whole = loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => read.open(&element),
            Ok(Event::End(element)) => read.close(base, &element),
            Ok(Event::Text(piece)) => read.text(&piece),
            Ok(Event::CData(piece)) => read.text(&piece),
            // An entity is an event of its own: `?a=1&amp;b=2` comes in three pieces.
            Ok(Event::GeneralRef(entity)) => {
                let name: &str = entity.as_ref();
                if let Ok(piece) = quick_xml::escape::unescape(&format!("&{name};")) {
                    read.text(&piece);
                }
            }
            Ok(Event::Eof) => break read.depth == 0,
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    if read.kind.is_none() {
        return Findings::none(Reason::UnreadableList);
    }
    if !is_whole {
        read.found.flaw = Some(Reason::UnreadableList);
    }
    read.found
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
    fn a_map_may_be_in_utf_16() {
        let (be, le) = (
            u16::to_be_bytes as fn(u16) -> [u8; 2],
            u16::to_le_bytes as _,
        );
        for (mark, bytes) in [("\u{feff}", be), ("\u{feff}", le), ("", be), ("", le)] {
            let text = format!("{mark}{}", MAP.replace("UTF-8", "UTF-16"));
            let file: Vec<u8> = text.encode_utf16().flat_map(bytes).collect();
            assert_eq!(found(&file), ENTRIES);
        }
    }

    #[test]
    fn a_map_may_be_a_plain_list_of_addresses() {
        let list =
            "\u{feff}\r\nhttps://tinhuy.example/1?a=1&b=2\r\n\r\n HTTPS://tinhuy.example/2 \n";
        let pages = [
            "page https://tinhuy.example/1?a=1&b=2",
            "page https://tinhuy.example/2",
        ];
        assert_eq!(found(list.as_bytes()), pages);
        let odd = format!("{list}Hết\n");
        assert_eq!(
            found(odd.as_bytes()),
            [pages[0], pages[1], "unreadable-list"]
        );
        assert_eq!(found(b"Allow: /\n"), ["unreadable-list"]);
    }

    #[test]
    fn a_bare_ampersand_in_an_address_is_forgiven() {
        let map =
            "<urlset><url><loc>/1?a=1&b=2</loc></url><url><loc>/2?a&amp;b</loc></url></urlset>";
        assert_eq!(
            found(map.as_bytes()),
            [
                "page https://tinhuy.example/1?a=1&b=2",
                "page https://tinhuy.example/2?a&b"
            ]
        );
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
    fn a_map_of_nothing_is_a_map() {
        for map in [
            "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"/>",
            "<sitemapindex></sitemapindex>",
            "<urlset><url/><url><loc/></url></urlset>",
        ] {
            assert_eq!(found(map.as_bytes()), [""; 0], "{map}");
        }
    }

    #[test]
    fn a_map_of_more_entries_than_the_protocol_allows_is_read_to_its_end() {
        let entries: String = (0..50_010)
            .map(|number| format!("<url><loc>/{number}</loc></url>"))
            .collect();
        let found = found(format!("<urlset>{entries}</urlset>").as_bytes());
        assert_eq!(found.len(), 50_010);
        assert_eq!(found[50_009], "page https://tinhuy.example/50009");
    }

    #[test]
    fn a_page_is_no_sitemap() {
        assert_eq!(found(b"<html><p>404</p></html>"), ["unreadable-list"]);
        assert_eq!(found(b""), ["unreadable-list"]);
    }
}
