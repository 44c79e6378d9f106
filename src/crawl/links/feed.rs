//! Items of a feed: RSS in its versions, and Atom.

use crate::crawl::links::{Findings, Kind, Link, link, of_utf16};
use crate::crawl::reason::Reason;
use crate::timestamp::Timestamp;
use feed_rs::model::Feed;
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

/// The pages of a feed's items, and its further pages if it is cut into some. A bare `&` is forgiven; a feed with another
/// flaw still has the items that stand before it.
pub(super) fn links(base: &Url, body: &[u8]) -> Findings {
    let utf16 = of_utf16(body);
    // Other charsets are its parser's, which goes by what the feed says.
    if utf16.is_none()
        && let Some(feed) = parse(base, body)
    {
        return Findings::whole(links_of(base, &feed));
    }
    let text = forgiven(&utf16.unwrap_or_else(|| String::from_utf8_lossy(body)));
    if let Some(feed) = parse(base, text.as_bytes()) {
        return Findings::whole(links_of(base, &feed));
    }
    let before = before_flaw(&text);
    let feed = before.and_then(|text| parse(base, text.as_bytes()));
    Findings {
        links: feed.map_or_else(Vec::new, |feed| links_of(base, &feed)),
        ..Findings::none(Reason::UnreadableList)
    }
}

/// A feed with `&` written out where it begins no reference that XML knows ("Đảng & chính quyền", `?a=1&b=2`, `&nbsp;`),
/// and without what no XML may hold: control characters. Its declaration is left out: it speaks of bytes, and this is text.
fn forgiven(text: &str) -> String {
    const KNOWN: [&str; 6] = ["amp;", "lt;", "gt;", "quot;", "apos;", "#"];
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.find("?>"));
    let mut rest = declaration.map_or(text, |end| &text["<?xml?>".len() + end..]);
    let mut out = String::with_capacity(rest.len() + 64);
    while let Some(at) = rest.find(['&', '<']) {
        let (before, special) = rest.split_at(at);
        push_text(&mut out, before);
        // In a section of character data, `&` means itself.
        let section = special.strip_prefix("<![CDATA[").map(|inside| {
            let end = inside
                .find("]]>")
                .map_or(special.len(), |end| end + "<![CDATA[]]>".len());
            special.split_at(end)
        });
        if let Some((section, behind)) = section {
            push_text(&mut out, section);
            rest = behind;
            continue;
        }
        let (sign, behind) = special.split_at(1);
        out.push_str(sign);
        if sign == "&" && !KNOWN.iter().any(|name| behind.starts_with(name)) {
            out.push_str("amp;");
        }
        rest = behind;
    }
    push_text(&mut out, rest);
    out
}

fn push_text(out: &mut String, text: &str) {
    let is_allowed = |letter: &char| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r');
    out.extend(text.chars().filter(is_allowed));
}

fn parse(base: &Url, body: &[u8]) -> Option<Feed> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(base.as_str()))
        .build();
    parser.parse(body).ok()
}

/// A feed up to the end of its last item before a flaw, with what is open there closed: one that breaks off within its
/// third item, as one of two.
fn before_flaw(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<String> = Vec::new();
    let mut last = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => open.push(element.name().as_ref().to_owned()),
            Ok(Event::End(element)) => {
                open.pop();
                if matches!(element.local_name().as_ref(), "item" | "entry") {
                    let end = usize::try_from(reader.buffer_position()).ok()?;
                    last = Some((end, open.clone()));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let (end, open) = last?;
    let mut whole = text.get(..end)?.to_owned();
    for name in open.iter().rev() {
        whole.push_str(&format!("</{name}>"));
    }
    Some(whole)
}

fn links_of(base: &Url, feed: &Feed) -> Vec<Link> {
    let mut links = Vec::with_capacity(feed.entries.len());
    for entry in &feed.entries {
        let changed = entry.updated.or(entry.published);
        let changed = changed.map(|moment| Timestamp(moment.timestamp_millis()));
        let page = entry.links.iter().find(|link| {
            // RSS has no relation; Atom's default is `alternate`.
            link.rel
                .as_deref()
                .is_none_or(|relation| relation == "alternate")
        });
        // An RSS item without a link may have its address as its identifier.
        let href = page.map_or(entry.id.as_str(), |link| link.href.as_str());
        links.extend(
            link(base, href, Kind::Page, changed)
                .filter(|_| page.is_some() || href.contains("://")),
        );
    }
    let next = feed
        .links
        .iter()
        .filter(|link| link.rel.as_deref() == Some("next"));
    links.extend(next.filter_map(|next| link(base, &next.href, Kind::Feed, None)));
    links
}

#[cfg(test)]
mod tests {
    use super::links;
    use url::Url;

    fn found(body: &str) -> Vec<String> {
        let base = Url::parse("https://tinhuy.example/rss.xml").expect("an address");
        let found = links(&base, body.as_bytes());
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

    #[test]
    fn rss_items_have_links_or_identifiers() {
        let body = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Tin</title><link>/</link>\
            <item><title>Một</title><link>https://tinhuy.example/1?a=1&amp;b=2</link>\
            <pubDate>Fri, 15 Jan 2021 10:54:00 +0700</pubDate></item>\
            <item><title>Hai</title><link>/2</link></item>\
            <item><title>Ba</title><guid isPermaLink=\"true\">https://tinhuy.example/3</guid></item>\
            <item><title>Bốn</title><guid isPermaLink=\"false\">tin-4</guid></item></channel></rss>";
        assert_eq!(
            found(body),
            [
                "page https://tinhuy.example/1?a=1&b=2 2021-01-15T03:54:00Z",
                "page https://tinhuy.example/2",
                "page https://tinhuy.example/3",
            ]
        );
    }

    #[test]
    fn atom_entries_and_further_pages_are_found() {
        let body = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tin</title><id>x</id>\
            <link rel=\"next\" href=\"/rss.xml?p=2\"/><updated>2021-01-15T03:54:00Z</updated>\
            <entry><title>Một</title><id>1</id><updated>2021-01-15T03:54:00Z</updated>\
            <link rel=\"enclosure\" href=\"/a.mp3\"/><link rel=\"alternate\" href=\"/1\"/></entry></feed>";
        assert_eq!(
            found(body),
            [
                "page https://tinhuy.example/1 2021-01-15T03:54:00Z",
                "feed https://tinhuy.example/rss.xml?p=2",
            ]
        );
    }

    #[test]
    fn items_before_a_flaw_are_found_and_the_flaw_told() {
        let item = |number: u32, title: &str| {
            format!("<item><title>{title}</title><link>/{number}</link></item>")
        };
        let first = format!("{}{}", item(1, "Một"), item(2, "Hai"));
        let rss = |items: &str| format!("<rss version=\"2.0\"><channel><title>Tin</title>{items}");
        let taken = [
            "page https://tinhuy.example/1",
            "page https://tinhuy.example/2",
            "unreadable-list",
        ];
        assert_eq!(found(&rss(&format!("{first}<item><title>Ba"))), taken);
        assert_eq!(found(&rss(&first)), taken);
        let third = "<item><title>Ba</tit></item>";
        let whole = format!("{first}{third}{}</channel></rss>", item(4, "Bốn"));
        assert_eq!(found(&rss(&whole)), taken);
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tin</title><id>x</id>\
            <entry><title>Một</title><id>1</id><link href=\"/1\"/></entry><entry><title>Hai</tit";
        assert_eq!(found(atom), [taken[0], taken[2]]);
    }

    #[test]
    fn a_bare_ampersand_is_forgiven_and_so_are_names_and_characters_that_xml_has_not() {
        let feed = |prolog: &str, title: &str| {
            format!(
                "{prolog}<rss version=\"2.0\"><channel><title>Tin</title><item><title>{title}</title><link>/1?a=1&b=2</link>\
                 <description><![CDATA[Nông dân & đảng viên &nbsp;]]></description></item>\
                 <item><link><![CDATA[/2?a=1&amp=3]]></link></item></channel></rss>"
            )
        };
        let taken = [
            "page https://tinhuy.example/1?a=1&b=2",
            "page https://tinhuy.example/2?a=1&amp=3",
        ];
        let prolog = "<?xml version=\"1.0\" encoding=\"windows-1258\"?>";
        for title in [
            "Đảng & chính quyền",
            "Tin&nbsp;mới &#38; &amp; khác &",
            "a\u{b}b",
        ] {
            for prolog in ["", prolog] {
                assert_eq!(found(&feed(prolog, title)), taken, "{title}");
            }
        }
    }

    #[test]
    fn a_feed_may_be_in_utf_16() {
        let base = Url::parse("https://tinhuy.example/rss.xml").expect("an address");
        let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss version=\"2.0\"><channel><title>Đảng</title>\
            <item><title>Một</title><link>/1</link></item></channel></rss>";
        for mark in ["\u{feff}", ""] {
            let bytes: Vec<u8> = format!("{mark}{text}")
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            let found = links(&base, &bytes);
            assert_eq!((found.links.len(), found.flaw), (1, None));
        }
    }

    #[test]
    fn a_page_is_no_feed() {
        assert_eq!(
            found("<html><body>Bảo trì</body></html>"),
            ["unreadable-list"]
        );
        assert_eq!(found(""), ["unreadable-list"]);
    }
}
