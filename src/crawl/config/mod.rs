//! `dangbo.toml`: the sites, their scope, the limits, and where things are kept.
//!
//! Nothing is guessed: an unknown key is an error, and so is a file that does not say whom to write to about the
//! crawler. Read once, checked once; what comes out is what the crawl works with.

mod error;
mod folder;
mod measure;

use crate::crawl::pattern::Pattern;
use crate::crawl::scope::{MAX_ADDRESS, Scope, Site, canonical};
pub use error::ConfigError;
use error::{Wrong, wrong};
use folder::{place, settled};
pub use measure::{Amount, TimeLength};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
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
    pub time: Option<TimeLength>,
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
    pub delay: TimeLength,
    /// Requests to a host at one time.
    pub connections: u32,
    /// Requests at one time, all hosts together.
    pub connections_in_all: u32,
    /// How often a page is asked for in one run before it counts as failed.
    pub attempts: u32,
    /// The pause after a failure; doubled with each further one.
    pub backoff: TimeLength,
    /// A host that asks for a longer pause is left to the next run.
    pub patience: TimeLength,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            delay: TimeLength::seconds(2),
            connections: 1,
            connections_in_all: 16,
            attempts: 3,
            backoff: TimeLength::seconds(5),
            patience: TimeLength::seconds(600),
        }
    }
}

/// When known pages are asked for again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Revisit {
    /// The first time after a page was found.
    pub first: TimeLength,
    /// The shortest pause, for a page that keeps changing.
    pub shortest: TimeLength,
    /// The longest pause, for a page that stays as it is.
    pub longest: TimeLength,
}

impl Default for Revisit {
    fn default() -> Self {
        Self {
            first: TimeLength::days(2),
            shortest: TimeLength::seconds(12 * 3600),
            longest: TimeLength::days(60),
        }
    }
}

/// How connections are made.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Network {
    /// For an answer, from first to last byte.
    pub timeout: TimeLength,
    /// For a connection.
    pub connect_timeout: TimeLength,
    /// Hosts whose addresses may be private or loopback: for tests.
    pub allow_private: Vec<String>,
    /// Certificates (PEM) that are trusted beside the system's; relative to the configuration file.
    pub extra_roots: Vec<PathBuf>,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            timeout: TimeLength::seconds(60),
            connect_timeout: TimeLength::seconds(15),
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
    time: Option<TimeLength>,
    delay: Option<TimeLength>,
    connections: Option<u32>,
}

impl SiteEntry {
    fn default_depth() -> u32 {
        3
    }
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
        Self::of_file(file, path).map_err(|wrong| wrong.at(path, text))
    }

    fn of_file(file: File, path: &Path) -> Result<Self, Wrong> {
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
        for (key, folder) in [
            ("keep.folder", &mut config.keep.folder),
            ("records.folder", &mut config.records.folder),
        ] {
            *folder = place(key, beside, folder)?;
        }
        for root in &mut config.network.extra_roots {
            *root = beside.join(&root);
        }
        if settled(&config.records.folder) == settled(&config.keep.folder) {
            return Err(wrong(
                "records.folder",
                "another folder than keep.folder",
                &config.records.folder.display().to_string(),
            ));
        }
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), Wrong> {
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

fn sites(entries: Vec<SiteEntry>, pace: &Pace) -> Result<Vec<Site>, Wrong> {
    if entries.is_empty() {
        return Err(wrong("site", "at least one [[site]]", "none"));
    }
    let mut sites: Vec<Site> = Vec::with_capacity(entries.len());
    for (number, entry) in entries.into_iter().enumerate() {
        let name = entry.name.clone();
        let site = if sites.iter().any(|site| site.name == name) {
            Err(wrong("name", "a name of its own for each site", &name))
        } else {
            site(entry, pace)
        };
        sites.push(site.map_err(|wrong| wrong.of_site(number, &name))?);
    }
    Ok(sites)
}

impl SiteEntry {
    /// Where a crawl begins.
    fn entries(&self) -> impl Iterator<Item = &Url> {
        (self.start.iter()).chain(&self.feeds).chain(&self.sitemaps)
    }

    /// Whether each key holds what it should.
    fn check(&self) -> Result<(), Wrong> {
        if self.name.trim().is_empty() {
            return Err(wrong("name", "a name", "nothing"));
        }
        if self.entries().next().is_none() {
            return Err(wrong("start", "a start page, feed or sitemap", "none"));
        }
        if self.connections == Some(0) {
            return Err(wrong("connections", "at least 1", "0"));
        }
        for (key, patterns) in [
            ("include", &self.include),
            ("exclude", &self.exclude),
            ("articles", &self.articles),
        ] {
            let mut patterns = patterns.iter();
            if let Some(odd) = patterns.find(|pattern| !pattern.starts_with(['/', '*'])) {
                return Err(wrong(key, "patterns that begin with / or *", odd));
            }
        }
        Ok(())
    }
}

/// Addresses in the one spelling that links to them have.
fn known_as(key: &str, urls: Vec<Url>) -> Result<Vec<Url>, Wrong> {
    let known = urls.into_iter().map(|url| {
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(wrong(key, "addresses with http or https", url.as_str()));
        }
        let length = url.as_str().len();
        let found = || format!("one of {length}");
        canonical(url).ok_or_else(|| wrong(key, TOO_LONG, &found()))
    });
    known.collect()
}

const TOO_LONG: &str = "addresses of at most 2000 bytes";
const _: () = assert!(MAX_ADDRESS == 2000);

fn site(mut entry: SiteEntry, pace: &Pace) -> Result<Site, Wrong> {
    entry.check()?;
    entry.start = known_as("start", entry.start)?;
    entry.feeds = known_as("feeds", entry.feeds)?;
    entry.sitemaps = known_as("sitemaps", entry.sitemaps)?;
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

#[cfg(test)]
mod tests {
    use super::{Amount, Config, TimeLength};
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
        assert_eq!(config.pace.delay, TimeLength::seconds(2));
        assert_eq!(config.limits.page, Amount(10_000_000));
        assert!(config.agent.header().starts_with("dangbo/"));
        assert!(config.agent.header().ends_with(" (+crawl@example.org)"));
    }

    #[test]
    fn entries_are_known_by_the_spelling_that_links_to_them_have() {
        let home = SMALL.replace("example/\"", "example/?utm_source=x#home\"");
        let config = Config::parse(&home, Path::new("dangbo.toml")).expect("a configuration");
        assert_eq!(config.sites[0].start[0].as_str(), "https://tinhuy.example/");
        assert!(!config.sites[0].has_article_at(&config.sites[0].start[0], false));
        let long = SMALL.replace("example/\"", &format!("example/{}\"", "a".repeat(2000)));
        assert!(refusal(&long).contains("start: expected addresses of at most 2000 bytes"));
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
                refusal(&with).starts_with("/srv/dangbo.toml, line 2: agent.contact: expected"),
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
        assert_eq!(
            refusal(&odd),
            "/srv/dangbo.toml, line 8: site \"Tỉnh ủy\", include: expected patterns that begin with / or *, found tin-tuc"
        );
        let odd = format!("[pace]\ndelay = \"1s\"\nattempts = 0\n{SMALL}");
        assert!(refusal(&odd).contains("toml, line 3: pace.attempts: expected at least 1"));
        let odd = format!("{SMALL}connections = 0\n");
        assert!(refusal(&odd).contains("at least 1"));
        let twice =
            format!("{SMALL}[[site]]\nname = \"Tỉnh ủy\"\nstart = [\"https://b.example\"]\n");
        assert!(refusal(&twice).contains("a name of its own"));
        for kept in [
            "kept",
            "./kept/../kept",
            "kept/",
            "/srv/kept",
            "/srv/x/.././kept",
        ] {
            let odd = format!("[records]\nfolder = \"{kept}\"\n{SMALL}");
            assert!(
                refusal(&odd).contains("another folder than keep.folder"),
                "{kept}"
            );
        }
        let odd = SMALL.replace("\"kept\"", "\"\"");
        assert!(refusal(&odd).contains("line 4: keep.folder: expected a folder, found nothing"));
        let odd = format!("[records]\nfolder = \"/dev/null\"\n{SMALL}");
        assert!(
            refusal(&odd).contains("records.folder: expected a folder, found a file, /dev/null")
        );
        let none = SMALL.replace("start = [\"https://tinhuy.example/\"]", "");
        assert!(refusal(&none).contains("a start page, feed or sitemap"));
    }
}
