//! Path patterns as robots.txt has them: a prefix, in which `*` stands for anything and a last `$` for the end.
//!
//! RFC 9309, 2.2.2 and 2.2.3. The scope of a site is written in the same patterns, so that an operator learns one.

use url::Url;

/// A pattern over the path and query of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Ends in `*` unless it had a `$`.
    octets: Vec<u8>,
    /// How long the pattern is as it was written, normalized: the longer of two that match has the say.
    length: usize,
}

impl Pattern {
    /// Reads a pattern.
    pub fn new(text: &str) -> Self {
        let normalized = normalize(text.as_bytes());
        let length = normalized.len();
        let mut octets = normalized;
        if octets.last() == Some(&b'$') {
            octets.pop();
        } else {
            octets.push(b'*');
        }
        Self { octets, length }
    }

    /// How specific it is, in octets.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Whether it matches a path that went through [`path_of`].
    pub fn matches(&self, path: &[u8]) -> bool {
        // Where the last `*` stood, and how much of the path it has swallowed so far: a failure after it makes it
        // swallow one more. Earlier stars never need to be tried again.
        let mut star: Option<(usize, usize)> = None;
        let (mut at, mut read) = (0, 0);
        loop {
            match self.octets.get(at) {
                Some(b'*') => {
                    star = Some((at, read));
                    at += 1;
                    continue;
                }
                None if read == path.len() => return true,
                Some(octet) if path.get(read) == Some(octet) => {
                    at += 1;
                    read += 1;
                    continue;
                }
                _ => {}
            }
            match star {
                Some((place, swallowed)) if swallowed < path.len() => {
                    star = Some((place, swallowed + 1));
                    at = place + 1;
                    read = swallowed + 1;
                }
                _ => return false,
            }
        }
    }
}

/// The path and query of an address, in the one spelling that patterns are compared in.
pub(super) fn path_of(url: &Url) -> Vec<u8> {
    let mut path = url.path().to_owned();
    if let Some(query) = url.query() {
        path.push('?');
        path.push_str(query);
    }
    normalize(path.as_bytes())
}

/// Escapes what is not ASCII, writes escapes in capitals, and takes away those that unreserved characters do not need.
fn normalize(octets: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while let Some((&octet, after)) = rest.split_first() {
        rest = after;
        if octet == b'%'
            && let [high, low, after @ ..] = rest
            && let (Some(high), Some(low)) = (hex(*high), hex(*low))
        {
            rest = after;
            let value = high << 4 | low;
            if value.is_ascii_alphanumeric() || b"-._~".contains(&value) {
                out.push(value);
            } else {
                escape(value, &mut out);
            }
        } else if octet.is_ascii_graphic() {
            out.push(octet);
        } else {
            escape(octet, &mut out);
        }
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

fn escape(octet: u8, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([
        b'%',
        DIGITS[usize::from(octet >> 4)],
        DIGITS[usize::from(octet & 15)],
    ]);
}

#[cfg(test)]
mod tests {
    use super::{Pattern, path_of};
    use url::Url;

    fn matches(pattern: &str, path: &str) -> bool {
        let url = Url::parse("https://example.org")
            .and_then(|base| base.join(path))
            .expect("a path");
        Pattern::new(pattern).matches(&path_of(&url))
    }

    #[test]
    fn a_pattern_is_a_prefix() {
        assert!(matches("/tin", "/tin-tuc/1.html"));
        assert!(!matches("/tin/", "/tin-tuc/1.html"));
        assert!(matches("/", "/"));
        assert!(!matches("/Tin", "/tin"));
    }

    #[test]
    fn a_star_is_anything_and_a_dollar_the_end() {
        assert!(matches("/*.aspx$", "/a/b.aspx"));
        assert!(!matches("/*.aspx$", "/a/b.aspx?id=1"));
        assert!(matches("/*.aspx$", "/a.aspx.aspx"));
        assert!(matches("/a*c*e", "/abcde/f"));
        assert!(!matches("/a*c*e$", "/abcdef"));
        assert!(matches("/*?print=", "/a/b?print=1"));
    }

    #[test]
    fn escapes_and_letters_are_one() {
        assert!(matches("/đảng", "/%C4%91%E1%BA%A3ng-bo"));
        assert!(matches("/%c4%91%e1%ba%a3ng", "/đảng-bo"));
        assert!(matches("/%7Eban", "/~ban/"));
        assert!(!matches("/a%2Fb", "/a/b"));
    }

    #[test]
    fn many_stars_take_no_time() {
        let pattern = format!("/{}b$", "a*".repeat(200));
        let path = format!("/{}", "a".repeat(2000));
        assert!(!matches(&pattern, &path));
    }
}
