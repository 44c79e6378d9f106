//! Links of a page: `a` and `area` elements, the page's canonical address and its next one, frames, and its feeds.
//!
//! Read off the tokens, without a tree: a page of tens of thousands of nested elements takes no longer than its length
//! warrants. A page that says `nofollow` has no links.

use crate::crawl::links::{Findings, Kind, Link, link};
use crate::crawl::reason::Reason;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use url::Url;

/// More links than this on one page are made to trap crawlers.
const MAX_LINKS: usize = 10_000;

/// The links of a page.
pub(super) fn links(base: &Url, text: &str) -> Findings {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    let sink = Sink(RefCell::new(Found {
        base: base.clone(),
        has_base: false,
        is_nofollow: false,
        links: Vec::new(),
        flaw: None,
    }));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    // The sink never asks for a pause, so one call takes all of the input.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let found = tokenizer.sink.0.into_inner();
    if found.is_nofollow {
        return Findings::default();
    }
    Findings {
        links: found.links,
        flaw: found.flaw,
    }
}

struct Sink(RefCell<Found>);

struct Found {
    base: Url,
    has_base: bool,
    is_nofollow: bool,
    links: Vec<Link>,
    flaw: Option<Reason>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        if tag.kind == TagKind::EndTag {
            return TokenSinkResult::Continue;
        }
        self.0.borrow_mut().take(&tag);
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Found {
    fn take(&mut self, tag: &Tag) {
        let value = |name: &str| {
            let found = tag
                .attrs
                .iter()
                .find(|attribute| &*attribute.name.local == name);
            found.map(|attribute| &*attribute.value)
        };
        let has_word = |name: &str, word: &str| {
            let words = value(name).unwrap_or_default();
            words
                .split([' ', ',', '\t', '\n'])
                .any(|one| one.eq_ignore_ascii_case(word))
        };
        match &*tag.name {
            "a" | "area" if !has_word("rel", "nofollow") => self.push(value("href"), Kind::Page),
            "iframe" | "frame" => self.push(value("src"), Kind::Page),
            "link" if has_word("rel", "canonical") || has_word("rel", "next") => {
                self.push(value("href"), Kind::Page);
            }
            "link" if has_word("rel", "alternate") => {
                let media = value("type").unwrap_or_default().trim();
                if media.starts_with("application/rss") || media.starts_with("application/atom") {
                    self.push(value("href"), Kind::Feed);
                }
            }
            "base" if !self.has_base => {
                if let Some(base) = value("href").and_then(|href| self.base.join(href.trim()).ok())
                {
                    self.base = base;
                    self.has_base = true;
                }
            }
            "meta" if has_word("name", "robots") => {
                self.is_nofollow |= has_word("content", "nofollow") || has_word("content", "none");
            }
            _ => {}
        }
    }

    fn push(&mut self, href: Option<&str>, kind: Kind) {
        if self.links.len() >= MAX_LINKS {
            self.flaw = Some(Reason::TooLarge);
            return;
        }
        let found = href.and_then(|href| link(&self.base, href, kind, None));
        self.links.extend(found);
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, links};
    use std::time::{Duration, Instant};
    use url::Url;

    fn found(html: &str) -> Vec<String> {
        let base = Url::parse("https://tinhuy.example/tin/").expect("an address");
        let links = links(&base, html).links.into_iter();
        links
            .map(|link| match link.kind {
                Kind::Page => link.url.to_string(),
                kind => format!("{} {}", kind.code(), link.url),
            })
            .collect()
    }

    #[test]
    fn links_are_anchors_areas_frames_and_what_the_head_names() {
        let html = "<link rel='Canonical' href='/tin/1'><link rel=alternate type='application/rss+xml' href=/rss>\
            <link rel=stylesheet href=/a.css><A HREF='2.html?a=1&amp;b=2'>hai</A><area href=3><iframe src=4></iframe>\
            <a name=x>không</a><a href='javascript:mo()'>không</a><img src=5.jpg>";
        assert_eq!(
            found(html),
            [
                "https://tinhuy.example/tin/1",
                "feed https://tinhuy.example/rss",
                "https://tinhuy.example/tin/2.html?a=1&b=2",
                "https://tinhuy.example/tin/3",
                "https://tinhuy.example/tin/4",
            ]
        );
    }

    #[test]
    fn the_first_base_counts() {
        let html = "<base href='https://khac.example/a/'><base href=/b/><a href=1>một</a>";
        assert_eq!(found(html), ["https://khac.example/a/1"]);
    }

    #[test]
    fn scripts_comments_and_text_areas_hold_no_links() {
        let html = "<script>'<a href=1>'</script><!-- <a href=2> --><textarea><a href=3></textarea><a href=4>";
        assert_eq!(found(html), ["https://tinhuy.example/tin/4"]);
    }

    #[test]
    fn nofollow_is_obeyed() {
        assert!(found("<a rel='external nofollow' href=1>").is_empty());
        assert!(found("<a href=1><meta name=Robots content='noindex, NoFollow'>").is_empty());
    }

    #[test]
    fn deep_nesting_takes_no_longer_than_its_length() {
        let html = format!(
            "{}<a href=1>{}",
            "<div><p>".repeat(60_000),
            "</p></div>".repeat(60_000)
        );
        let began = Instant::now();
        assert_eq!(found(&html), ["https://tinhuy.example/tin/1"]);
        assert!(began.elapsed() < Duration::from_secs(5));
    }
}
