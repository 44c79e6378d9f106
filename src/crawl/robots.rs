//! What robots.txt allows. RFC 9309, obeyed always; there is no switch.
//!
//! Beside the RFC: `Crawl-delay` of our group and of `*`, the longer of the two, and `Sitemap` lines.

use crate::crawl::pattern::{Pattern, path_of};
use std::time::Duration;
use url::Url;

/// How much of a robots.txt is read, in bytes: what RFC 9309, 2.5 asks for at least.
pub(super) const MAX_BYTES: usize = 500 * 1024;

/// The rules of one host for one crawler.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Robots {
    rules: Vec<Rule>,
    /// How long the host wants to be left alone between two requests.
    pub crawl_delay: Option<Duration>,
    /// The sitemaps that it names, as they are written.
    pub sitemaps: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    is_allowed: bool,
    pattern: Pattern,
}

/// The rules for one set of user agents, as they are collected.
#[derive(Debug, Default)]
struct Group {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
    is_there: bool,
}

impl Robots {
    /// Reads the rules for the crawler whose product token is `agent`.
    pub(super) fn parse(bytes: &[u8], agent: &str) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_BYTES)]);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let (mut ours, mut everyones) = (Group::default(), Group::default());
        let mut sitemaps = Vec::new();
        // Whom the lines that follow are for; a run of user-agent lines opens one group.
        let (mut is_ours, mut is_everyones, mut is_heading) = (false, false, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" => {
                    if !is_heading {
                        (is_ours, is_everyones, is_heading) = (false, false, true);
                    }
                    is_ours |= product(value).eq_ignore_ascii_case(agent);
                    is_everyones |= value == "*";
                    ours.is_there |= is_ours;
                    everyones.is_there |= is_everyones;
                }
                "allow" | "disallow" | "crawl-delay" => {
                    is_heading = false;
                    if is_ours {
                        ours.take(&key, value);
                    }
                    if is_everyones {
                        everyones.take(&key, value);
                    }
                }
                "sitemap" => sitemaps.push(value.to_owned()),
                _ => {}
            }
        }
        Self {
            // A group of our own does not inherit the pace that is asked of all, but keeping it costs little.
            crawl_delay: ours.crawl_delay.max(everyones.crawl_delay),
            rules: if ours.is_there { ours } else { everyones }.rules,
            sitemaps,
        }
    }

    /// Whether an address may be requested: the longest pattern that matches decides, allowing if two are equal.
    pub(super) fn allows(&self, url: &Url) -> bool {
        let path = path_of(url);
        if path == b"/robots.txt" {
            return true;
        }
        self.rules
            .iter()
            .filter(|rule| rule.pattern.matches(&path))
            .max_by_key(|rule| (rule.pattern.length(), rule.is_allowed))
            .is_none_or(|rule| rule.is_allowed)
    }
}

impl Group {
    fn take(&mut self, key: &str, value: &str) {
        if key == "crawl-delay" {
            let seconds = value.parse().ok();
            let delay = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            self.crawl_delay = self.crawl_delay.max(delay);
        } else if !value.is_empty() {
            // An empty pattern is no rule: `Disallow:` allows everything.
            self.rules.push(Rule {
                is_allowed: key == "allow",
                pattern: Pattern::new(value),
            });
        }
    }
}

/// The product token that a user-agent line begins with.
fn product(value: &str) -> &str {
    let end = value
        .find(|letter: char| !(letter.is_ascii_alphabetic() || letter == '_' || letter == '-'))
        .unwrap_or(value.len());
    &value[..end]
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, Robots};
    use std::time::Duration;
    use url::Url;

    fn allows(robots: &str, path: &str) -> bool {
        let url = Url::parse("https://example.org").and_then(|base| base.join(path));
        Robots::parse(robots.as_bytes(), "dangbo").allows(&url.expect("a path"))
    }

    #[test]
    fn the_longest_pattern_decides_and_a_tie_allows() {
        let robots = "User-agent: *\nDisallow: /tin\nAllow: /tin/dang\nDisallow: /x\nAllow: /x\n";
        assert!(!allows(robots, "/tin/khac"));
        assert!(allows(robots, "/tin/dang-bo"));
        assert!(allows(robots, "/x/1"));
        assert!(allows(robots, "/"));
    }

    #[test]
    fn our_group_replaces_the_one_for_all() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: DangBo/1.0\nDisallow: /admin\n";
        assert!(allows(robots, "/tin"));
        assert!(!allows(robots, "/admin/1"));
    }

    #[test]
    fn an_empty_group_of_ours_allows_all() {
        assert!(allows(
            "User-agent: dangbo\nDisallow:\n\nUser-agent: *\nDisallow: /\n",
            "/tin"
        ));
    }

    #[test]
    fn groups_of_one_agent_are_one() {
        let robots = "User-agent: dangbo\nDisallow: /a\n\nUser-agent: other\nDisallow: /b\n\nuser-agent: Dangbo\ndisallow: /c";
        assert!(!allows(robots, "/a"));
        assert!(allows(robots, "/b"));
        assert!(!allows(robots, "/c"));
    }

    #[test]
    fn agents_one_after_another_share_a_group() {
        let robots = "User-agent: other\nUser-agent: dangbo\nSitemap: https://example.org/s.xml\nDisallow: /a\n";
        assert!(!allows(robots, "/a"));
    }

    #[test]
    fn a_longer_name_is_another_agent() {
        assert!(allows("User-agent: dangbot\nDisallow: /\n", "/"));
    }

    #[test]
    fn marks_carriage_returns_and_comments_are_no_trouble() {
        let robots =
            "\u{feff}User-agent: *\r\nDisallow: /a # not this\r\rAllow: /a/b\r\n# Disallow: /\r\n";
        assert!(!allows(robots, "/a/c"));
        assert!(allows(robots, "/a/b"));
        assert!(allows(robots, "/z"));
    }

    #[test]
    fn robots_txt_itself_is_always_allowed() {
        assert!(allows("User-agent: *\nDisallow: /\n", "/robots.txt"));
        assert!(!allows("User-agent: *\nDisallow: /\n", "/"));
    }

    #[test]
    fn the_longer_delay_counts() {
        let delay = |text: &str| Robots::parse(text.as_bytes(), "dangbo").crawl_delay;
        let both = "User-agent: dangbo\nCrawl-delay: 1.5\nUser-agent: *\nCrawl-delay: 10\n";
        assert_eq!(delay(both), Some(Duration::from_secs(10)));
        let ours = "User-agent: dangbo\nCrawl-delay: 1.5\n";
        assert_eq!(delay(ours), Some(Duration::from_millis(1500)));
        assert_eq!(delay("User-agent: *\nCrawl-delay: soon\n"), None);
        assert_eq!(delay("User-agent: *\nCrawl-delay: -1\n"), None);
    }

    #[test]
    fn sitemaps_belong_to_no_group() {
        let robots = Robots::parse(
            b"Sitemap: https://example.org/a.xml\nUser-agent: other\nDisallow: /\nsitemap:/b.xml",
            "dangbo",
        );
        assert_eq!(robots.sitemaps, ["https://example.org/a.xml", "/b.xml"]);
    }

    #[test]
    fn what_comes_after_the_limit_is_not_read() {
        let mut robots = "User-agent: *\n".to_owned();
        robots.push_str(&"#".repeat(MAX_BYTES));
        robots.push_str("\nDisallow: /\n");
        assert!(allows(&robots, "/"));
    }

    #[test]
    fn bytes_that_are_no_text_are_no_trouble() {
        let robots = Robots::parse(
            b"User-agent: *\nDisallow: /\xff\xfe\nDisallow: /b",
            "dangbo",
        );
        assert!(!robots.allows(&Url::parse("https://example.org/b").expect("an address")));
    }
}
