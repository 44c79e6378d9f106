//! Items of a feed: RSS in its versions, and Atom.

use crate::crawl::links::{Findings, Kind, link};
use crate::crawl::reason::Reason;
use crate::timestamp::Timestamp;
use url::Url;

/// The pages of a feed's items, and its further pages if it is cut into some.
pub(super) fn links(base: &Url, body: &[u8]) -> Findings {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(base.as_str()))
        .build();
    let Ok(feed) = parser.parse(body) else {
        return Findings::none(Reason::UnreadableList);
    };
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
    Findings { links, flaw: None }
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
    fn a_page_is_no_feed() {
        assert_eq!(
            found("<html><body>Bảo trì</body></html>"),
            ["unreadable-list"]
        );
        assert_eq!(found(""), ["unreadable-list"]);
    }
}
