//! What belongs to a site: hosts, path patterns, depth; and the one spelling of an address.

use crate::crawl::config::{Amount, TimeLength};
use crate::crawl::pattern::{Pattern, path_of};
use url::Url;

/// Longer addresses are made by pages that link to themselves with ever more of something.
pub(super) const MAX_ADDRESS: usize = 2000;

/// A site of the configuration.
#[derive(Debug, Clone)]
pub struct Site {
    pub name: String,
    pub start: Vec<Url>,
    pub feeds: Vec<Url>,
    pub sitemaps: Vec<Url>,
    pub scope: Scope,
    /// Which of its pages are articles; where none is given, all but its start pages.
    pub articles: Vec<Pattern>,
    /// Limits of one run.
    pub pages: Option<u64>,
    pub bytes: Option<Amount>,
    pub time: Option<TimeLength>,
    /// Between two requests to one of its hosts.
    pub delay: TimeLength,
    /// Requests to one of its hosts at one time.
    pub connections: u32,
}

impl Site {
    /// Whether a page at an address may be an article, by the configuration. Where that does not say which are, all are
    /// but those that a crawl begins at.
    pub fn has_article_at(&self, url: &Url, is_entry: bool) -> bool {
        if self.articles.is_empty() {
            return !is_entry && !self.start.contains(url);
        }
        let path = path_of(url);
        self.articles.iter().any(|pattern| pattern.matches(&path))
    }

    /// The site as if one of its articles were all of it.
    #[must_use]
    pub fn of_one_article(&self, url: Url) -> Self {
        let mut site = self.clone();
        site.start = vec![url];
        site.feeds.clear();
        site.sitemaps.clear();
        site.scope.depth = 0;
        site.articles = vec![Pattern::new("/")];
        site
    }
}

/// Which addresses belong to a site.
#[derive(Debug, Clone)]
pub struct Scope {
    hosts: Vec<String>,
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
    depth: u32,
}

impl Scope {
    /// A scope of hosts (`*.example.org` for all below a name), of paths (none: all) and of links from an entry page.
    pub fn new(hosts: Vec<String>, include: &[String], exclude: &[String], depth: u32) -> Self {
        let patterns = |texts: &[String]| texts.iter().map(|text| Pattern::new(text)).collect();
        Self {
            hosts: hosts
                .into_iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
            include: patterns(include),
            exclude: patterns(exclude),
            depth,
        }
    }

    /// Whether a page at `depth` links from an entry page belongs to the site.
    pub fn admits(&self, url: &Url, depth: u32) -> bool {
        if !self.reaches(depth) || !self.has_host(url) {
            return false;
        }
        let path = path_of(url);
        let matches = |patterns: &[Pattern]| patterns.iter().any(|one| one.matches(&path));
        (self.include.is_empty() || matches(&self.include)) && !matches(&self.exclude)
    }

    /// Whether so many links from an entry page are not too many.
    pub fn reaches(&self, depth: u32) -> bool {
        depth <= self.depth
    }

    /// Whether an address lies on a host of the site.
    pub fn has_host(&self, url: &Url) -> bool {
        let Some(host) = url.host_str() else {
            return false;
        };
        self.hosts.iter().any(|own| match own.strip_prefix("*.") {
            None => own == host,
            Some(above) => host
                .strip_suffix(above)
                .is_some_and(|below| below.ends_with('.')),
        })
    }
}

/// The address that `link` means on a page at `base`, in the one spelling that it is known by; none if it is no page's.
pub(super) fn address(base: &Url, link: &str) -> Option<Url> {
    let url = base.join(link.trim()).ok()?;
    canonical(url)
}

/// The one spelling of an address: no fragment, no user, no marks of campaigns and sessions, letters and digits as
/// themselves.
pub(super) fn canonical(mut url: Url) -> Option<Url> {
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    url.set_fragment(None);
    if !url.username().is_empty() || url.password().is_some() {
        url.set_username("").ok()?;
        url.set_password(None).ok()?;
    }
    let path = decoded(url.path());
    if path != url.path() {
        url.set_path(&path);
    }
    if let Some(query) = url.query() {
        let spelled = decoded(query);
        let kept: Vec<&str> = spelled.split('&').filter(|part| !is_mark(part)).collect();
        let kept = kept.join("&");
        if kept.is_empty() {
            url.set_query(None);
        } else if kept != query {
            url.set_query(Some(&kept));
        }
    }
    (url.as_str().len() <= MAX_ADDRESS).then_some(url)
}

/// A path or query with the octets decoded that need no coding, and the others in capitals (RFC 3986, 6.2.2.1 and 6.2.2.2):
/// `/%62.html` is `/b.html`, `/%c4%91` is `/%C4%91`. Behind a `%` that codes nothing an octet stays, or the two would be one.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, coded)) = rest.split_once('%') {
        out.push_str(before);
        let octet = coded
            .get(..2)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(octet) = octet else {
            out.push('%');
            rest = coded;
            continue;
        };
        let is_plain = octet.is_ascii_alphanumeric() || b"-._~".contains(&octet);
        let is_open = out.bytes().rev().take(2).any(|byte| byte == b'%');
        if is_plain && !is_open {
            out.push(char::from(octet));
        } else {
            out.push_str(&format!("%{octet:02X}"));
        }
        rest = &coded[2..];
    }
    out + rest
}

/// Whether a part of a query says where a reader came from, or who it is, and not what is shown.
fn is_mark(part: &str) -> bool {
    const MARKS: &[&str] = &["fbclid", "gclid", "zarsrc", "phpsessid", "jsessionid"];
    let name = part.split('=').next().unwrap_or_default();
    let name = name.to_ascii_lowercase();
    part.is_empty() || name.starts_with("utm_") || MARKS.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{MAX_ADDRESS, Scope, address};
    use url::Url;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    fn known_as(link: &str) -> Option<String> {
        address(&url("https://tinhuy.example/tin/1.html"), link).map(String::from)
    }

    #[test]
    fn an_address_has_one_spelling() {
        for (link, known) in [
            ("2.html", "https://tinhuy.example/tin/2.html"),
            (" /a b ", "https://tinhuy.example/a%20b"),
            (
                "?id=2&utm_source=x&fbclid=y",
                "https://tinhuy.example/tin/1.html?id=2",
            ),
            ("?utm_source=x", "https://tinhuy.example/tin/1.html"),
            (
                "/%62%2Dtin%7e.html?%69d=%31%26%C3%A1",
                "https://tinhuy.example/b-tin~.html?id=1%26%C3%A1",
            ),
            ("/100%25%2f%6_%", "https://tinhuy.example/100%25%2F%6_%"),
            ("/tin-%c4%91.html", "https://tinhuy.example/tin-%C4%91.html"),
            (
                "?id=2&utm%5Fsource=x",
                "https://tinhuy.example/tin/1.html?id=2",
            ),
            ("/%%36%32", "https://tinhuy.example/%%362"),
            ("#top", "https://tinhuy.example/tin/1.html"),
            (
                "HTTPS://user:secret@TinhUy.example:443/./a/../b",
                "https://tinhuy.example/b",
            ),
            ("//khac.example", "https://khac.example/"),
        ] {
            assert_eq!(known_as(link).as_deref(), Some(known), "{link}");
            assert_eq!(known_as(known).as_deref(), Some(known), "{link}");
        }
    }

    #[test]
    fn what_is_no_page_has_no_address() {
        let long = format!("/{}", "a".repeat(MAX_ADDRESS));
        for link in [
            "mailto:a@b.example",
            "javascript:void(0)",
            "ftp://a.example/",
            "data:,x",
            "http://",
            &long,
        ] {
            assert_eq!(known_as(link), None, "{link}");
        }
    }

    #[test]
    fn scope_is_hosts_paths_and_depth() {
        let texts =
            |texts: &[&str]| -> Vec<String> { texts.iter().map(|&text| text.to_owned()).collect() };
        let scope = Scope::new(
            texts(&["tinhuy.example", "*.dang.example"]),
            &texts(&["/tin", "/*.aspx$"]),
            &texts(&["/tin/in-an"]),
            2,
        );
        assert!(scope.admits(&url("https://tinhuy.example/tin/1"), 2));
        assert!(scope.admits(&url("http://xa.dang.example/a.aspx"), 0));
        assert!(!scope.admits(&url("https://tinhuy.example/tin/1"), 3));
        assert!(!scope.admits(&url("https://tinhuy.example/tin/in-an/1"), 0));
        assert!(!scope.admits(&url("https://tinhuy.example/van-ban"), 0));
        assert!(!scope.admits(&url("https://dang.example/tin/1"), 0));
        assert!(!scope.admits(&url("https://badang.example/tin/1"), 0));
        assert!(scope.has_host(&url("https://a.b.dang.example/sitemap.xml")));
    }
}
