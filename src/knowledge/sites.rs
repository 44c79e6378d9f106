//! What is known of web pages: where any site puts its article, and how single sites differ.
//!
//! Enters: `sites.toml`. Leaves: [`Sites`]: compiled selectors, in the order of their trust. Knows nothing of a page.

use crate::date::Date;
use crate::knowledge::selectors::{Part, Rank, Selectors};
use crate::knowledge::table::TableError;
use crate::text::decode::Encoding;
use crate::text::fold::fold;
use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

/// Rules for pages of any site and of some.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sites {
    pub page: PageWords,
    /// What holds on any site.
    pub rules: Rules,
    sites: Vec<Site>,
}

/// Words and names by which the parts of a page are known.
#[derive(Debug, Clone, Default)]
pub(crate) struct PageWords {
    /// Names of `<meta>` that hold the date of publication, in the order of trust.
    pub published: Vec<String>,
    /// Begin a line that shows the day on which the page was served.
    clock: Vec<String>,
    /// Begin the part of a page that follows its article.
    rest: Vec<String>,
    /// Begin a line that is no part of an article.
    furniture: Vec<String>,
    /// Begin a site's name in a title.
    site: Vec<String>,
    /// Fonts that show letters of an older encoding.
    pub fonts: Vec<LegacyFont>,
}

/// A family of fonts by the start of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LegacyFont {
    pub prefix: String,
    pub encoding: Encoding,
    /// Ends the name of a font that shows small letters as capitals.
    pub capitals: Option<String>,
}

/// A site.
#[derive(Debug, Clone, Default)]
pub(crate) struct Site {
    hosts: Vec<String>,
    /// Its name, for `document.site`.
    pub name: Option<String>,
    /// The province or city that it is about.
    pub place: Option<String>,
    /// The newest first.
    versions: Vec<Version>,
}

#[derive(Debug, Clone, Default)]
struct Version {
    /// The last day on which pages were served in this form.
    until: Option<String>,
    rules: Rules,
}

/// Where the parts of an article stand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    pub selectors: Selectors,
    /// How a date is written, with groups `day`, `month` and `year`; none for the usual ways.
    pub date_pattern: Option<Regex>,
}

impl Sites {
    /// The site of a host or of the longest of its parent domains.
    pub(crate) fn of_host(&self, host: &str) -> Option<&Site> {
        let host = host.to_ascii_lowercase();
        let under = |domain: &&String| {
            host.strip_suffix(domain.as_str())
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.sites
            .iter()
            .filter_map(|site| {
                Some((
                    site.hosts.iter().filter(under).map(String::len).max()?,
                    site,
                ))
            })
            .max_by_key(|(length, _)| *length)
            .map(|(_, site)| site)
    }

    /// Reads `sites.toml`.
    ///
    /// # Errors
    /// [`TableError`] with the line of what is not understood; `is_place` tells the places that are known.
    pub(super) fn read(
        file: &str,
        text: &str,
        is_place: impl Fn(&str) -> bool,
    ) -> Result<Self, TableError> {
        let place = Place { file, text };
        let raw: RawFile = toml::from_str(text).map_err(|error| place.syntax(&error))?;
        let mut sites = Vec::with_capacity(raw.site.len());
        for site in raw.site {
            if let Some(name) = site.place.as_ref().filter(|name| !is_place(name.as_ref())) {
                return Err(place.error(name, "place", "a place of places.tsv"));
            }
            let mut versions = vec![Version {
                until: None,
                rules: place.rules(site.rules)?,
            }];
            for version in site.version {
                if let Some(until) = version
                    .until
                    .as_ref()
                    .filter(|until| !is_day(until.as_ref()))
                {
                    return Err(place.error(until, "until", "a day as YYYY-MM-DD"));
                }
                versions.push(Version {
                    until: version.until.map(Spanned::into_inner),
                    rules: place.rules(version.rules)?,
                });
            }
            sites.push(Site {
                hosts: site.hosts,
                name: site.name,
                place: site.place.map(Spanned::into_inner),
                versions,
            });
        }
        let mut fonts = Vec::new();
        for font in raw.page.font {
            let encoding = match font.encoding.as_ref().as_str() {
                "tcvn3" => Encoding::Tcvn3,
                "vni" => Encoding::Vni,
                _ => return Err(place.error(&font.encoding, "encoding", "tcvn3 or vni")),
            };
            fonts.push(LegacyFont {
                prefix: font.prefix.to_lowercase(),
                encoding,
                capitals: font.capitals,
            });
        }
        let folded = |phrases: Vec<String>| phrases.iter().map(|phrase| fold(phrase)).collect();
        Ok(Self {
            page: PageWords {
                published: raw.page.published,
                clock: folded(raw.page.clock),
                rest: folded(raw.page.rest),
                furniture: folded(raw.page.furniture),
                site: folded(raw.page.site_names),
                fonts,
            },
            rules: place.rules(raw.page.rules)?,
            sites,
        })
    }
}

impl Site {
    /// The rules of a day; without one, all that the site ever had, the newest first.
    pub(crate) fn rules_on(&self, day: Option<&str>) -> Vec<&Rules> {
        let Some(day) = day else {
            return self.versions.iter().map(|version| &version.rules).collect();
        };
        let ended = self
            .versions
            .iter()
            .filter(|version| version.until.as_deref().is_some_and(|until| day <= until));
        let of_day = ended.min_by_key(|version| version.until.clone());
        let current = || self.versions.iter().find(|version| version.until.is_none());
        of_day
            .or_else(current)
            .map(|version| &version.rules)
            .into_iter()
            .collect()
    }
}

impl PageWords {
    pub(crate) fn is_clock(&self, line: &str) -> bool {
        after_phrase(line, &self.clock).is_some()
    }

    /// Whether a line is a heading of what follows an article: one of the phrases and no other word.
    pub(crate) fn begins_rest(&self, line: &str) -> bool {
        after_phrase(line, &self.rest).is_some_and(|rest| !rest.contains(char::is_alphabetic))
    }

    /// Whether a line is a button or a counter: a phrase, alone or with what a mark sets apart from it.
    pub(crate) fn is_furniture(&self, line: &str) -> bool {
        after_phrase(line, &self.furniture)
            .is_some_and(|rest| !rest.trim_start().starts_with(char::is_alphabetic))
    }

    /// Whether a part of a title names a site or a section of it.
    pub(crate) fn names_site(&self, part: &str) -> bool {
        after_phrase(part, &self.site).is_some_and(|rest| {
            // "Báo Hồ Sen", not "Báo cáo": what follows is a name, of which folding has taken the capitals.
            let name = part.split(' ').rev().take(rest.split_whitespace().count());
            name.last()
                .is_none_or(|first| first.starts_with(|letter: char| !letter.is_lowercase()))
        })
    }

    /// The family of a list of font names, as `face` and `font-family` give it.
    pub(crate) fn font(&self, names: &str) -> Option<(Encoding, bool)> {
        let names = names.to_lowercase();
        self.fonts.iter().find_map(|font| {
            let start = names.find(&font.prefix)?;
            let name = names[start..]
                .split([',', ';', '"', '\'', '}'])
                .next()?
                .trim_end();
            let has_capitals = font
                .capitals
                .as_ref()
                .is_some_and(|ending| name.ends_with(&ending.to_lowercase()));
            Some((font.encoding, has_capitals))
        })
    }
}

/// What follows the longest of some folded phrases that a line begins with.
fn after_phrase(line: &str, phrases: &[String]) -> Option<String> {
    const LONGEST: usize = 120;
    let start = line.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let start = fold(&start.chars().take(LONGEST).collect::<String>());
    let rests = phrases
        .iter()
        .filter_map(|phrase| start.strip_prefix(phrase.as_str()));
    rests
        .filter(|rest| !rest.starts_with(char::is_alphanumeric))
        .min_by_key(|rest| rest.len())
        .map(str::to_owned)
}

fn is_day(text: &str) -> bool {
    Date::parse(text).is_some_and(|date| date.day().is_some())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    page: RawPage,
    #[serde(default)]
    site: Vec<RawSite>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPage {
    published: Vec<String>,
    clock: Vec<String>,
    rest: Vec<String>,
    furniture: Vec<String>,
    site_names: Vec<String>,
    font: Vec<RawFont>,
    rules: RawRules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFont {
    prefix: String,
    encoding: Spanned<String>,
    capitals: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSite {
    hosts: Vec<String>,
    name: Option<String>,
    place: Option<Spanned<String>>,
    #[serde(default)]
    rules: RawRules,
    #[serde(default)]
    version: Vec<RawVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVersion {
    until: Option<Spanned<String>>,
    rules: RawRules,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawRules {
    content: Vec<Spanned<String>>,
    title: Vec<Spanned<String>>,
    lead: Vec<Spanned<String>>,
    author: Vec<Spanned<String>>,
    date: Vec<Spanned<String>>,
    drop: Vec<Spanned<String>>,
    date_pattern: Option<Spanned<String>>,
}

/// The file that is read, for the place of an error.
struct Place<'f> {
    file: &'f str,
    text: &'f str,
}

impl Place<'_> {
    fn rules(&self, raw: RawRules) -> Result<Rules, TableError> {
        let mut selectors = Selectors::default();
        for (part, column, list) in [
            (Part::Content, "content", &raw.content),
            (Part::Title, "title", &raw.title),
            (Part::Lead, "lead", &raw.lead),
            (Part::Author, "author", &raw.author),
            (Part::Date, "date", &raw.date),
            (Part::Drop, "drop", &raw.drop),
        ] {
            for (order, selector) in list.iter().enumerate() {
                if !selectors.enter(selector.as_ref(), Rank { part, order }) {
                    return Err(self.error(selector, column, "a CSS selector"));
                }
            }
        }
        let date_pattern = raw
            .date_pattern
            .as_ref()
            .map(|pattern| self.pattern(pattern))
            .transpose()?;
        Ok(Rules {
            selectors,
            date_pattern,
        })
    }

    fn pattern(&self, pattern: &Spanned<String>) -> Result<Regex, TableError> {
        const EXPECTED: &str = "a regular expression with the groups day, month and year";
        let regex = Regex::new(pattern.as_ref())
            .map_err(|_| self.error(pattern, "date_pattern", EXPECTED))?;
        let has_group = |name| regex.capture_names().flatten().any(|known| known == name);
        if !["day", "month", "year"].into_iter().all(has_group) {
            return Err(self.error(pattern, "date_pattern", EXPECTED));
        }
        Ok(regex)
    }

    fn error(&self, value: &Spanned<String>, column: &str, expected: &str) -> TableError {
        TableError::Cell {
            file: self.file.to_owned(),
            line: self.line(value.span().start),
            column: column.to_owned(),
            expected: expected.to_owned(),
            found: value.as_ref().clone(),
        }
    }

    fn syntax(&self, error: &toml::de::Error) -> TableError {
        TableError::Toml {
            file: self.file.to_owned(),
            line: self.line(error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        }
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at.min(self.text.len())].matches('\n').count() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Sites;

    const PAGE: &str = "[page]\npublished = []\nclock = ['hôm nay']\nrest = ['tin khác']\nfurniture = ['lượt xem']\nsite_names = ['báo']\nfont = []\nrules.content = ['.text']\n";

    fn read(site: &str) -> Result<Sites, String> {
        let text = format!("{PAGE}{site}");
        Sites::read("sites.toml", &text, |place| place == "Kon Tum")
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_longest_known_domain_of_a_host_wins() {
        let sites = read(
            "[[site]]\nhosts = ['sen.example']\nname = 'a'\n[[site]]\nhosts = ['tin.sen.example']\nname = 'b'\n",
        );
        let sites = sites.expect("sites");
        let name = |host| sites.of_host(host).and_then(|site| site.name.as_deref());
        assert_eq!(name("sen.example"), Some("a"));
        assert_eq!(name("WWW.Sen.example"), Some("a"));
        assert_eq!(name("xa.tin.sen.example"), Some("b"));
        assert_eq!(name("hosen.example"), None);
    }

    #[test]
    fn rules_are_those_of_the_day() {
        let sites = read(
            "[[site]]\nhosts = ['sen.example']\nrules.date_pattern = '(?<day>3)(?<month>3)(?<year>3)'\n\
             [[site.version]]\nuntil = '2022-06-30'\nrules.date_pattern = '(?<day>2)(?<month>2)(?<year>2)'\n\
             [[site.version]]\nuntil = '2020-06-30'\nrules.date_pattern = '(?<day>1)(?<month>1)(?<year>1)'\n",
        );
        let sites = sites.expect("sites");
        let site = sites.of_host("sen.example").expect("the site");
        let patterns = |day| -> Vec<String> {
            let rules = site.rules_on(day).into_iter();
            rules
                .filter_map(|rules| rules.date_pattern.as_ref())
                .map(|pattern| pattern.as_str()[6..8].to_owned())
                .collect()
        };
        assert_eq!(patterns(Some("2019-01-01")), [">1"]);
        assert_eq!(patterns(Some("2020-06-30")), [">1"]);
        assert_eq!(patterns(Some("2020-07-01")), [">2"]);
        assert_eq!(patterns(Some("2023-01-01")), [">3"]);
        assert_eq!(patterns(None), [">3", ">2", ">1"]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (site, expected) in [
            (
                "[[site]]\nhosts = []\nplace = 'Hồ Sen'\n",
                "sites.toml:11: place: expected a place of places.tsv, found \"Hồ Sen\"",
            ),
            (
                "[[site]]\nhosts = []\nrules.title = ['h1', '..x']\n",
                "sites.toml:11: title: expected a CSS selector",
            ),
            (
                "[[site]]\nhosts = []\nrules.date_pattern = '(?<day>.)'\n",
                "sites.toml:11: date_pattern: expected a regular",
            ),
            (
                "[[site]]\nhosts = []\nrules.tittle = ['h1']\n",
                "sites.toml:11: unknown field",
            ),
            (
                "[[site]]\nhosts = []\n[[site.version]]\nuntil = '30/6/2022'\nrules = {}\n",
                "sites.toml:12: until: expected a day",
            ),
        ] {
            let found = read(site).expect_err(site);
            assert!(found.starts_with(expected), "{found}");
        }
    }

    #[test]
    fn phrases_end_with_a_word_and_headings_hold_no_other() {
        let words = read("").expect("sites").page;
        assert!(words.is_clock("Hôm nay: Thứ năm, 12/11/2026"));
        assert!(words.begins_rest("CÁC TIN KHÁC") == words.begins_rest("các tin khác"));
        assert!(
            words.begins_rest("» Tin khác (12):") && !words.begins_rest("Tin khác thường ở xã")
        );
        assert!(words.is_furniture("Lượt xem: 1.234") && !words.is_furniture("Lượt xem triển lãm"));
        assert!(
            words.names_site("Báo Hồ Sen")
                && !words.names_site("Báo cáo")
                && !words.names_site("Bão số 3")
        );
    }
}
