//! `dangbo.toml`: the sites, their scope, the limits, and where things are kept.
//!
//! Nothing is guessed: an unknown key is an error, and so is a file that does not say whom to write to about the
//! crawler. Read once, checked once; what comes out is what the crawl works with.

mod measure;

use crate::crawl::pattern::Pattern;
use crate::crawl::scope::{Scope, Site};
pub use measure::{Amount, Span};
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use url::Url;

/// What a crawl is to do.
#[derive(Debug, Clone)]
pub struct Config {
    pub agent: Agent,
    pub keep: Keep,
    pub records: Records,
    pub limits: Limits,
    pub pace: Pace,
    pub revisit: Revisit,
    pub network: Network,
    pub sites: Vec<Site>,
}

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agent: Agent,
    keep: Keep,
    #[serde(default)]
    records: Records,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    pace: Pace,
    #[serde(default)]
    revisit: Revisit,
    #[serde(default)]
    network: Network,
    #[serde(default, rename = "site")]
    sites: Vec<SiteEntry>,
}

/// Who is crawling.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// The product token, which robots.txt files address.
    #[serde(default = "Agent::default_name")]
    pub name: String,
    /// Where the crawler's operator can be reached: a mail address or a page.
    pub contact: String,
}

impl Agent {
    fn default_name() -> String {
        "dangbo".to_owned()
    }

    /// The `User-Agent` header.
    pub fn header(&self) -> String {
        format!(
            "{}/{} (+{})",
            self.name,
            env!("CARGO_PKG_VERSION"),
            self.contact
        )
    }
}

/// Where things are kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keep {
    /// The folder of state and WARC files; relative to the configuration file.
    pub folder: PathBuf,
    /// A WARC file that has reached this size is followed by a new one.
    #[serde(default = "Keep::default_warc")]
    pub warc: Amount,
    /// The folder may hold so much; then the crawl stops.
    #[serde(default)]
    pub disk: Option<Amount>,
}

impl Keep {
    fn default_warc() -> Amount {
        Amount(1_000_000_000)
    }
}

/// Where a run writes what it has read.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Records {
    /// The folder of records, their ledger and the report; relative to the configuration file.
    pub folder: PathBuf,
}

impl Default for Records {
    fn default() -> Self {
        Self {
            folder: PathBuf::from("records"),
        }
    }
}

/// Limits of one run; where nothing is given there is none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Answers of hosts.
    pub pages: Option<u64>,
    /// Bytes of answers, as they were sent.
    pub bytes: Option<Amount>,
    /// Time.
    pub time: Option<Span>,
    /// One page, as it was sent and when decoded.
    pub page: Amount,
    /// One feed or sitemap, likewise.
    pub list: Amount,
    /// Redirects in a row.
    pub redirects: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: None,
            bytes: None,
            time: None,
            page: Amount(10_000_000),
            // What the protocol of sitemaps allows.
            list: Amount(52_428_800),
            redirects: 5,
        }
    }
}

/// How gently hosts are asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pace {
    /// Between the beginnings of two requests to a host; longer where its robots.txt asks for it.
    pub delay: Span,
    /// Requests to a host at one time.
    pub connections: u32,
    /// Requests at one time, all hosts together.
    pub connections_in_all: u32,
    /// How often a page is asked for in one run before it counts as failed.
    pub attempts: u32,
    /// The pause after a failure; doubled with each further one.
    pub backoff: Span,
    /// A host that asks for a longer pause is left to the next run.
    pub patience: Span,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            delay: Span::seconds(2),
            connections: 1,
            connections_in_all: 16,
            attempts: 3,
            backoff: Span::seconds(5),
            patience: Span::seconds(600),
        }
    }
}

/// When known pages are asked for again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Revisit {
    /// The first time after a page was found.
    pub first: Span,
    /// The shortest pause, for a page that keeps changing.
    pub shortest: Span,
    /// The longest pause, for a page that stays as it is.
    pub longest: Span,
}

impl Default for Revisit {
    fn default() -> Self {
        Self {
            first: Span::days(2),
            shortest: Span::seconds(12 * 3600),
            longest: Span::days(60),
        }
    }
}

/// How connections are made.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Network {
    /// For an answer, from first to last byte.
    pub timeout: Span,
    /// For a connection.
    pub connect_timeout: Span,
    /// Hosts whose addresses may be private or loopback: for tests.
    pub allow_private: Vec<String>,
    /// Certificates (PEM) that are trusted beside the system's; relative to the configuration file.
    pub extra_roots: Vec<PathBuf>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            timeout: Span::seconds(60),
            connect_timeout: Span::seconds(15),
            allow_private: Vec::new(),
            extra_roots: Vec::new(),
        }
    }
}

/// A site as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteEntry {
    name: String,
    #[serde(default)]
    start: Vec<Url>,
    #[serde(default)]
    feeds: Vec<Url>,
    #[serde(default)]
    sitemaps: Vec<Url>,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    articles: Vec<String>,
    #[serde(default = "SiteEntry::default_depth")]
    depth: u32,
    pages: Option<u64>,
    bytes: Option<Amount>,
    time: Option<Span>,
    delay: Option<Span>,
    connections: Option<u32>,
}

impl SiteEntry {
    fn default_depth() -> u32 {
        3
    }
}

/// A configuration that cannot be worked with.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file, or one that it names, cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    /// It is no TOML, or holds what is not known; the message has line and column.
    #[error("{}: {error}", path.display())]
    Malformed {
        path: PathBuf,
        error: Box<toml::de::Error>,
    },
    /// A value is of the right type and makes no sense.
    #[error("{key}: expected {expected}, found {found}")]
    Wrong {
        key: String,
        expected: &'static str,
        found: String,
    },
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    /// It cannot be read, is malformed, or says what makes no sense.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|error| ConfigError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
        Self::parse(&text, path)
    }

    /// Reads the text of a configuration file that lies, or would lie, at `path`.
    ///
    /// # Errors
    /// It is malformed, or says what makes no sense.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let file: File = toml::from_str(text).map_err(|error| ConfigError::Malformed {
            path: path.to_owned(),
            error: Box::new(error),
        })?;
        let beside = path.parent().unwrap_or(Path::new("."));
        let mut config = Self {
            sites: sites(file.sites, &file.pace)?,
            agent: file.agent,
            keep: file.keep,
            records: file.records,
            limits: file.limits,
            pace: file.pace,
            revisit: file.revisit,
            network: file.network,
        };
        config.keep.folder = beside.join(&config.keep.folder);
        config.records.folder = beside.join(&config.records.folder);
        for root in &mut config.network.extra_roots {
            *root = beside.join(&root);
        }
        if config.records.folder == config.keep.folder {
            return Err(wrong(
                "records.folder",
                "another folder than keep.folder",
                &config.records.folder.display().to_string(),
            ));
        }
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        let name = &self.agent.name;
        let is_token = !name.is_empty()
            && name
                .chars()
                .all(|letter| letter.is_ascii_alphabetic() || letter == '-' || letter == '_');
        if !is_token {
            return Err(wrong("agent.name", "letters, - and _ only", name));
        }
        if !is_contact(&self.agent.contact) {
            return Err(wrong(
                "agent.contact",
                "a mail address or the address of a page, where the crawler's operator can be reached",
                &self.agent.contact,
            ));
        }
        for (key, number) in [
            ("pace.connections", self.pace.connections),
            ("pace.connections_in_all", self.pace.connections_in_all),
            ("pace.attempts", self.pace.attempts),
        ] {
            if number == 0 {
                return Err(wrong(key, "at least 1", "0"));
            }
        }
        if self.revisit.shortest > self.revisit.longest {
            return Err(wrong(
                "revisit.shortest",
                "a span that is not above revisit.longest",
                &format!("{:?}", self.revisit.shortest.0),
            ));
        }
        Ok(())
    }
}

fn sites(entries: Vec<SiteEntry>, pace: &Pace) -> Result<Vec<Site>, ConfigError> {
    if entries.is_empty() {
        return Err(wrong("site", "at least one [[site]]", "none"));
    }
    let mut sites: Vec<Site> = Vec::with_capacity(entries.len());
    for entry in entries {
        if sites.iter().any(|site| site.name == entry.name) {
            return Err(wrong(
                "site.name",
                "a name of its own for each site",
                &entry.name,
            ));
        }
        sites.push(site(entry, pace)?);
    }
    Ok(sites)
}

impl SiteEntry {
    /// Where a crawl begins.
    fn entries(&self) -> impl Iterator<Item = &Url> {
        (self.start.iter()).chain(&self.feeds).chain(&self.sitemaps)
    }

    /// Whether each key holds what it should.
    fn check(&self) -> Result<(), ConfigError> {
        if self.name.trim().is_empty() {
            return Err(wrong("site.name", "a name", "nothing"));
        }
        let key = |field: &str| format!("site \"{}\", {field}", self.name);
        let start = key("start");
        if self.entries().next().is_none() {
            return Err(wrong(&start, "a start page, feed or sitemap", "none"));
        }
        let is_odd = |url: &&Url| !matches!(url.scheme(), "http" | "https") || !url.has_host();
        if let Some(odd) = self.entries().find(is_odd) {
            return Err(wrong(&start, "addresses with http or https", odd.as_str()));
        }
        if self.connections == Some(0) {
            return Err(wrong(&key("connections"), "at least 1", "0"));
        }
        let mut patterns = (self.include.iter())
            .chain(&self.exclude)
            .chain(&self.articles);
        match patterns.find(|pattern| !pattern.starts_with(['/', '*'])) {
            None => Ok(()),
            Some(odd) => Err(wrong(
                &key("include, exclude and articles"),
                "patterns that begin with / or *",
                odd,
            )),
        }
    }
}

fn site(entry: SiteEntry, pace: &Pace) -> Result<Site, ConfigError> {
    entry.check()?;
    let hosts = if entry.hosts.is_empty() {
        (entry.entries())
            .filter_map(|url| url.host_str().map(str::to_owned))
            .collect()
    } else {
        entry.hosts
    };
    Ok(Site {
        scope: Scope::new(hosts, &entry.include, &entry.exclude, entry.depth),
        articles: entry
            .articles
            .iter()
            .map(|text| Pattern::new(text))
            .collect(),
        name: entry.name,
        start: entry.start,
        feeds: entry.feeds,
        sitemaps: entry.sitemaps,
        pages: entry.pages,
        bytes: entry.bytes,
        time: entry.time,
        delay: entry.delay.unwrap_or(pace.delay),
        connections: entry.connections.unwrap_or(pace.connections),
    })
}

/// A mail address, or a page that is not one of the examples of documentations.
fn is_contact(text: &str) -> bool {
    if text
        .chars()
        .any(|letter| letter.is_control() || letter.is_whitespace())
        || !text.is_ascii()
    {
        return false;
    }
    if text.starts_with("http://") || text.starts_with("https://") {
        return Url::parse(text).is_ok_and(|url| url.has_host());
    }
    let mail = text.strip_prefix("mailto:").unwrap_or(text);
    mail.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

fn wrong(key: &str, expected: &'static str, found: &str) -> ConfigError {
    ConfigError::Wrong {
        key: key.to_owned(),
        expected,
        found: found.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Amount, Config, Span};
    use std::path::Path;

    const SMALL: &str = "\
[agent]
contact = \"crawl@example.org\"
[keep]
folder = \"kept\"
[[site]]
name = \"Tỉnh ủy\"
start = [\"https://tinhuy.example/\"]
";

    fn refusal(text: &str) -> String {
        let error = Config::parse(text, Path::new("/srv/dangbo.toml")).expect_err("a refusal");
        error.to_string()
    }

    #[test]
    fn a_small_file_is_enough() {
        let config = Config::parse(SMALL, Path::new("/srv/dangbo.toml")).expect("a configuration");
        assert_eq!(config.keep.folder, Path::new("/srv/kept"));
        assert_eq!(config.pace.delay, Span::seconds(2));
        assert_eq!(config.limits.page, Amount(10_000_000));
        assert!(config.agent.header().starts_with("dangbo/"));
        assert!(config.agent.header().ends_with(" (+crawl@example.org)"));
    }

    #[test]
    fn nobody_crawls_without_a_contact() {
        let without = SMALL.replace("contact = \"crawl@example.org\"", "");
        assert!(refusal(&without).contains("missing field `contact`"));
        for contact in [
            "",
            "me",
            "me@home",
            "https://",
            "a@b.example\\r\\nX: y",
            "đảng@b.example",
        ] {
            let with = SMALL.replace("crawl@example.org", contact);
            assert!(
                refusal(&with).starts_with("agent.contact: expected"),
                "{contact}"
            );
        }
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let odd = SMALL.replace("[keep]", "[keep]\ncompress = true");
        assert!(refusal(&odd).contains("unknown field `compress`"));
        assert!(refusal(&odd).contains("line 4"));
        let odd = format!("{SMALL}ignore_robots = true\n");
        assert!(refusal(&odd).contains("unknown field `ignore_robots`"));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let odd = SMALL.replace("https://tinhuy", "ftp://tinhuy");
        assert!(refusal(&odd).contains("addresses with http or https"));
        let odd = format!("{SMALL}include = [\"tin-tuc\"]\n");
        assert!(refusal(&odd).contains("patterns that begin with /"));
        let odd = format!("{SMALL}connections = 0\n");
        assert!(refusal(&odd).contains("at least 1"));
        let twice =
            format!("{SMALL}[[site]]\nname = \"Tỉnh ủy\"\nstart = [\"https://b.example\"]\n");
        assert!(refusal(&twice).contains("a name of its own"));
        let none = SMALL.replace("start = [\"https://tinhuy.example/\"]", "");
        assert!(refusal(&none).contains("a start page, feed or sitemap"));
    }
}
