//! A web page as an article: main text, title, author, site, language, day of publication.
//!
//! Enters: a page's bytes and what its source knows of it. Leaves: the [`Article`], or a [`PageError`] value. Reads no
//! file and no clock; the day on which a page was served is told to it. Knows nothing of facts. What sites do
//! differently stands in `dictionaries/sites.toml`.

mod body;
mod budget;
mod charset;
mod date;
mod head;
mod headline;
mod layout;

pub use budget::OverBudget;

use crate::article::{Article, SourceWarning, WarningCode, host_of};
use crate::knowledge::Knowledge;
use crate::knowledge::sites::Site;
use crate::text::decode::{DecodeError, Decoded, has_unicode_vietnamese, repair, repair_below};
use crate::text::fold::fold;
use crate::text::metadata::{complete, stand_apart};
use body::Body;
use date::Search;
use dom_query::Document;
use head::Head;
use headline::headline;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use layout::{Letters, Marks};
use thiserror::Error;

/// What the parser is given at a time.
const PIECE_BYTES: usize = 8 << 10;
/// A marked author stands within so many lines of the text.
const AUTHOR_LINES: usize = 8;
/// Names of several authors are at most so long.
const AUTHOR_CHARS: usize = 60;

/// A page that yields no article.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum PageError {
    /// Its bytes are no text.
    #[error(transparent)]
    NotText(#[from] DecodeError),
    /// Reading it would cost too much.
    #[error(transparent)]
    OverBudget(#[from] OverBudget),
}

/// Reads a page into an article, of which its source may know the address and how it was fetched. `charset` is what an
/// HTTP header told.
///
/// # Errors
/// [`PageError`].
pub(crate) fn read(
    article: Article,
    bytes: Vec<u8>,
    charset: Option<&str>,
    knowledge: &Knowledge,
) -> Result<Article, PageError> {
    let sites = &knowledge.sites;
    let decoded = charset::text_of(bytes, charset, &sites.page.fonts, &knowledge.encodings)?;
    budget::check(&decoded.text)?;
    let repaired = decoded.repaired();
    let document = parse(&decoded.text);
    let mut page = Reader {
        head: Head::of(&document),
        article,
        knowledge,
        repaired,
    };
    page.read(&document);
    Ok(page.article)
}

/// Parses a page by pieces: the parser looks through the rest of a piece at each character reference, which in one piece
/// of ten megabytes, full of them, took half a minute.
fn parse(html: &str) -> Document {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let end = (PIECE_BYTES..rest.len()).find(|at| rest.is_char_boundary(*at));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        parser.process(StrTendril::from_slice(piece));
        rest = after;
    }
    parser.finish()
}

/// A page that is being read.
struct Reader<'k> {
    head: Head,
    article: Article,
    knowledge: &'k Knowledge,
    /// What had to be repaired, in words.
    repaired: Option<String>,
}

impl Reader<'_> {
    fn read(&mut self, document: &Document) {
        let knowledge = self.knowledge;
        let words = &knowledge.sites.page;
        self.article.url = self.article.url.take().or_else(|| self.address());
        let host = self.host();
        let known = host
            .as_deref()
            .and_then(|host| knowledge.sites.of_host(host));
        let served = self.served();
        let rules = known.map_or_else(Vec::new, |site| site.rules_on(served.as_deref()));
        let letters = Letters {
            words,
            encodings: &knowledge.encodings,
        };
        let body = Body::of(document, &rules, &knowledge.sites, letters);
        let site = self.site(known);
        let headline = headline(
            &self.head,
            &body,
            site.as_deref(),
            words,
            &knowledge.metadata,
        );
        let search = Search {
            head: &self.head,
            body: &body,
            title: headline.line,
            site: &rules,
            words,
            cues: &knowledge.metadata,
            served: served.as_deref(),
        };
        let published = search.published();
        let author = self.author(&body, site.as_deref());
        let description = self
            .head
            .meta("description")
            .or_else(|| self.head.meta("og:description"));
        let except: Vec<usize> = published
            .iter()
            .filter_map(|found| found.line)
            .filter(|line| is_dateline(&body, *line))
            .collect();
        let (lead, text) = body.text(&headline, description, words, &except);
        self.article.site_place = known.and_then(|site| site.place.clone());
        self.article.title = headline.text.map(|title| self.right(title));
        self.article.author = author.map(|name| self.right(name));
        self.article.site = site.map(|name| self.right(name)).or(host);
        if let Some(found) = published {
            self.article.published = Some(found.day);
            self.article.date_basis = Some(found.basis);
        }
        let (lead, text) = repair_below(lead, text, &knowledge.encodings);
        let (lead, text) = stand_apart(lead, text);
        self.article.lead = lead;
        self.article.text = self.told(text);
        self.article.language = language(&self.head, &self.article.running_text());
        self.article.text_is_derived = true;
        if let Some(message) = self.repaired.take() {
            self.article.warnings.push(SourceWarning {
                code: WarningCode::EncodingRepaired,
                message,
            });
        }
        complete(&mut self.article, &knowledge.metadata);
        if self.article.published.is_some() && self.article.date_basis.is_none() {
            self.article.date_basis = Some("text".to_owned());
        }
    }

    /// Text whose letters somebody read wrongly before, as it was meant.
    fn right(&mut self, text: String) -> String {
        let decoded = repair(text, &self.knowledge.encodings);
        self.told(decoded)
    }

    /// A text whose repair is remembered.
    fn told(&mut self, decoded: Decoded) -> String {
        if let Some(message) = decoded.repaired() {
            self.repaired.get_or_insert(message);
        }
        decoded.text
    }

    fn address(&self) -> Option<String> {
        let of_copy = self
            .head
            .copy
            .as_ref()
            .map(|copy| copy.address.as_str())
            .filter(|address| address.starts_with("http"));
        self.head.address().or(of_copy).map(str::to_owned)
    }

    fn host(&self) -> Option<String> {
        let address = self
            .article
            .url
            .as_deref()
            .or_else(|| self.head.copy.as_ref().map(|copy| copy.address.as_str()))?;
        host_of(address)
    }

    /// The day on which the page was served, in Vietnam.
    fn served(&self) -> Option<String> {
        let fetched = self
            .article
            .fetch
            .as_ref()
            .and_then(|fetch| fetch.at.as_deref());
        let copied = self
            .head
            .copy
            .as_ref()
            .and_then(|copy| copy.when.as_deref());
        fetched
            .or(copied)
            .and_then(|moment| date::day(moment, &self.knowledge.metadata))
    }

    /// The site's name, as the dictionaries or the page tell it.
    fn site(&self, known: Option<&Site>) -> Option<String> {
        let publisher = self
            .head
            .linked
            .as_ref()
            .and_then(|linked| linked.publisher.as_deref());
        let told = [
            known.and_then(|site| site.name.as_deref()),
            self.head.meta("og:site_name"),
            publisher,
            self.head.meta("application-name"),
        ];
        told.into_iter().flatten().next().map(str::to_owned)
    }

    /// Who signed, by what the page tells machines or by a line that is marked. The site is no author.
    fn author(&self, body: &Body, site: Option<&str>) -> Option<String> {
        let linked = self.head.linked.as_ref();
        let sites = [
            site,
            linked.and_then(|linked| linked.publisher.as_deref()),
            self.head.meta("dc.publisher"),
            self.head.meta("copyright"),
            self.head.meta("og:site_name"),
        ];
        let is_author = |name: &&str| {
            let folded = fold(name);
            let is_site = sites.iter().flatten().any(|site| fold(site) == folded);
            !is_site
                && !name.contains(['/', '@'])
                && name.contains(char::is_uppercase)
                && name.chars().count() <= AUTHOR_CHARS
        };
        let told = [
            linked.and_then(|linked| linked.author.as_deref()),
            self.head.meta("article:author"),
            self.head.meta("author"),
            self.head.meta("dc.creator"),
        ];
        let around = body.content.start.saturating_sub(AUTHOR_LINES)
            ..(body.content.end + AUTHOR_LINES).min(body.blocks.len());
        let marked = body.blocks[around]
            .iter()
            .filter(|block| block.marks.has(Marks::AUTHOR) && !block.marks.has(Marks::DROPPED));
        let shown = marked.map(|block| block.text.as_str());
        let named = told.into_iter().flatten().chain(shown).find(is_author);
        named.map(str::to_owned)
    }
}

/// Whether a line of the page tells its date and little else, so that the text can do without it.
fn is_dateline(body: &Body, line: usize) -> bool {
    const DATELINE_CHARS: usize = 80;
    body.blocks[line].text.chars().count() <= DATELINE_CHARS
}

/// The language of a text: Vietnamese where it has its letters, whatever a template says; else as the page says.
fn language(head: &Head, text: &str) -> Option<String> {
    if has_unicode_vietnamese(text) {
        return Some("vi".to_owned());
    }
    let linked = head
        .linked
        .as_ref()
        .and_then(|linked| linked.language.as_deref());
    let told = [
        head.language.as_deref(),
        linked,
        head.meta("content-language"),
        head.meta("og:locale"),
        head.meta("dc.language"),
    ];
    told.into_iter().flatten().find_map(|tag| {
        let code = tag
            .split(['-', '_', ','])
            .next()?
            .trim()
            .to_ascii_lowercase();
        let is_code =
            (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
        is_code.then_some(code)
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::article::{Article, Fetch};
    use crate::knowledge::Knowledge;

    const RULES: &str = r#"
[page]
published = []
clock = []
rest = []
furniture = []
site_names = []
font = []
rules.content = [".text"]

[[site]]
hosts = ["hosen.example"]
name = "Báo Hồ Sen"
place = "Kon Tum"
rules.content = [".moi"]
rules.date = [".ngay"]
rules.date_pattern = '(?<year>\d{4})\.(?<month>\d{2})\.(?<day>\d{2})'

[[site.version]]
until = "2020-12-31"
rules.content = [".cu"]
rules.date = [".ngay"]
"#;

    fn page(class: &str, date: &str, fetched: Option<&str>) -> Article {
        page_by(RULES, class, date, fetched)
    }

    fn page_by(rules: &str, class: &str, date: &str, fetched: Option<&str>) -> Article {
        let knowledge = Knowledge::load(|file| (file == "sites.toml").then(|| rules.to_owned()))
            .expect("dictionaries");
        let html = format!(
            "<title>Chi bộ Hồ Sen họp thường kỳ</title><p class=ngay>{date}</p><div class={class}>Chi bộ họp.</div><div class=text>{}</div>",
            "Quảng cáo không phải là bài. ".repeat(20)
        );
        let article = Article {
            url: Some("https://tin.hosen.example/1".to_owned()),
            fetch: fetched.map(|at| Fetch {
                at: Some(at.to_owned()),
                ..Fetch::default()
            }),
            ..Article::default()
        };
        read(article, html.into_bytes(), None, &knowledge).expect("a page")
    }

    #[test]
    fn a_sites_rules_tell_text_date_name_and_place() {
        let article = page("moi", "Số ra 2021.03.05", None);
        assert_eq!(article.text, "Chi bộ họp.");
        assert_eq!(article.published.as_deref(), Some("2021-03-05"));
        assert_eq!(
            article.date_basis.as_deref(),
            Some("page: Số ra 2021.03.05")
        );
        assert_eq!(article.site.as_deref(), Some("Báo Hồ Sen"));
        assert_eq!(article.site_place.as_deref(), Some("Kon Tum"));
    }

    #[test]
    fn a_note_is_told_from_its_figure_and_what_is_struck_out_is_gone() {
        let knowledge = Knowledge::load(|file| (file == "sites.toml").then(|| RULES.to_owned()))
            .expect("dictionaries");
        let html = "<div class=text>Có 45<sup>12</sup> đảng viên, <del>54</del> 5<sup>1,2</sup> chi bộ, 9 m<sup>2</sup>.</div>";
        let article = read(
            Article::default(),
            html.as_bytes().to_vec(),
            None,
            &knowledge,
        );
        let article = article.expect("a page");
        assert_eq!(article.text, "Có 45¹² đảng viên, 5¹² chi bộ, 9 m2.");
    }

    #[test]
    fn a_lead_above_the_text_stands_apart_and_one_within_it_does_not() {
        let rules = RULES
            .replace("[\".moi\"]", "[\".moi\"]\nrules.lead = [\".sapo\"]")
            .replace("furniture = []", "furniture = [\"lượt xem\"]");
        let knowledge = Knowledge::load(|file| (file == "sites.toml").then(|| rules.clone()))
            .expect("dictionaries");
        let read = |html: &str| {
            let article = Article {
                url: Some("https://hosen.example/1".to_owned()),
                ..Article::default()
            };
            let article = read(article, html.as_bytes().to_vec(), None, &knowledge);
            let article = article.expect("a page");
            (article.lead, article.text)
        };
        let lead = Some("Sáng 5/3, Chi bộ họp.".to_owned());
        let text = "Có 25 đảng viên dự.".to_owned();
        assert_eq!(
            read("<p class=sapo>Sáng 5/3, Chi bộ họp.</p><div class=moi>Có 25 đảng viên dự.</div>"),
            (lead, text)
        );
        assert_eq!(
            read(
                "<div class=moi><p class=sapo>Sáng 5/3, Chi bộ họp.</p><p>Có 25 đảng viên dự.</p></div>"
            ),
            (
                None,
                "Sáng 5/3, Chi bộ họp.\n\nCó 25 đảng viên dự.".to_owned()
            )
        );
        // Nothing but a lead: that is the text.
        assert_eq!(
            read("<p class=sapo>Sáng 5/3, Chi bộ họp.</p><div class=moi>Lượt xem: 98</div>"),
            (None, "Sáng 5/3, Chi bộ họp.".to_owned())
        );
    }

    #[test]
    fn rubrics_and_the_titles_twin_are_no_lead() {
        let rules = RULES.replace("[\".moi\"]", "[\".moi\"]\nrules.lead = [\".sapo\"]");
        let knowledge = Knowledge::load(|file| (file == "sites.toml").then(|| rules.clone()))
            .expect("dictionaries");
        let html = "<title>Chi bộ Hồ Sen họp kỳ 25</title><p class=sapo>XÂY DỰNG ĐẢNG</p>\
                    <p class=sapo>Chi bộ Hồ Sen họp: kỳ 26</p><p class=sapo>Sáng 5/3, Chi bộ họp.</p>\
                    <div class=moi>Có 25 đảng viên dự.</div>";
        let article = Article {
            url: Some("https://hosen.example/1".to_owned()),
            ..Article::default()
        };
        let article = read(article, html.as_bytes().to_vec(), None, &knowledge).expect("a page");
        assert_eq!(article.lead.as_deref(), Some("Sáng 5/3, Chi bộ họp."));
        assert_eq!(article.text, "Có 25 đảng viên dự.");
    }

    #[test]
    fn a_date_that_lacks_a_part_is_no_date() {
        let rules = RULES.replace(
            r"\.(?<month>\d{2})\.(?<day>\d{2})",
            r"(\.(?<month>\d{2})\.(?<day>\d{2}))?",
        );
        assert_ne!(rules, RULES);
        let article = page_by(&rules, "moi", "Năm 2021", None);
        assert_eq!(article.published, None);
        let article = page_by(&rules, "moi", "Số ra 2021.03.05", None);
        assert_eq!(article.published.as_deref(), Some("2021-03-05"));
    }

    #[test]
    fn older_pages_are_read_by_the_rules_of_their_day_or_by_those_that_fit() {
        assert_eq!(
            page("cu", "05/03/2019", Some("2019-03-06T00:00:00Z")).text,
            "Chi bộ họp."
        );
        assert_eq!(page("cu", "05/03/2019", None).text, "Chi bộ họp.");
        assert!(
            page("cu", "05/03/2019", Some("2022-03-06T00:00:00Z"))
                .text
                .starts_with("Quảng cáo")
        );
    }
}
