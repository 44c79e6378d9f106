//! What a page may cost, told before it is parsed.
//!
//! Enters: decoded HTML. Leaves: nothing, or what it asks too much of. One look over the bytes; no tree is built.
//!
//! A tree costs its elements times their depth, since a parser looks up the chain of open elements at most tags; an
//! element with many attributes costs their square. The budgets bound both, and with them the time, the same on every
//! machine: a clock would refuse a page on one and read it on another.

use thiserror::Error;

/// Elements open at once. Browsers stop nesting at 512.
const MAX_DEPTH: usize = 512;
/// Tags of one page, and marks that look like the start of one.
const MAX_TAGS: usize = 400_000;
/// Depth summed over all start tags.
const MAX_WORK: usize = 8_000_000;
/// Attributes of one tag.
const MAX_ATTRIBUTES: usize = 512;

/// Character references: writing out a text costs their number times its length.
const MAX_REFERENCES: usize = 200_000;

/// What a page has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OverBudget {
    #[error("expected at most {MAX_DEPTH} nested tags, found more")]
    Depth,
    #[error("expected at most {MAX_TAGS} tags, found more")]
    Tags,
    #[error("expected tags nested less deeply for their number")]
    Work,
    #[error("expected at most {MAX_ATTRIBUTES} attributes of one tag, found more")]
    Attributes,
    #[error("expected at most {MAX_REFERENCES} character references, found more")]
    References,
}

/// Elements that never hold others, and those that the next of their kind ends: they do not nest by themselves.
const FLAT: [&str; 31] = [
    "a", "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr",
    "html", "img", "input", "li", "link", "meta", "option", "p", "param", "rp", "rt", "source",
    "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];
/// Elements whose content is text, whatever looks like a tag in it.
const RAW: [&str; 7] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noframes",
];

/// Looks a page over.
///
/// # Errors
/// [`OverBudget`] names the first budget that it exceeds.
pub(super) fn check(html: &str) -> Result<(), OverBudget> {
    let bytes = html.as_bytes();
    if count(bytes, b'&') > MAX_REFERENCES {
        return Err(OverBudget::References);
    }
    let (mut depth, mut tags, mut work) = (0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = find(bytes, at, b"<") {
        at = found + 1;
        // A mark that begins no tag costs a parser no less: it is told of as an error.
        tags += 1;
        if tags > MAX_TAGS {
            return Err(OverBudget::Tags);
        }
        if bytes[at..].starts_with(b"!--") {
            let end = find(bytes, at + 3, b"-->").unwrap_or(bytes.len());
            tags += count(&bytes[at..end], b'<');
            at = end;
            continue;
        }
        let is_end = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(is_end);
        let length = bytes[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        if length == 0 || !bytes[start].is_ascii_alphabetic() {
            continue;
        }
        let name = html[start..start + length].to_ascii_lowercase();
        let (end, attributes) = tag_end(bytes, start + length);
        at = end;
        if is_end {
            depth = depth.saturating_sub(usize::from(!FLAT.contains(&name.as_str())));
            continue;
        }
        work += depth + 1;
        if attributes > MAX_ATTRIBUTES {
            return Err(OverBudget::Attributes);
        }
        if RAW.contains(&name.as_str()) {
            at = raw_end(bytes, at, name.as_bytes());
        } else if !FLAT.contains(&name.as_str()) && bytes.get(end.wrapping_sub(2)) != Some(&b'/') {
            depth += 1;
        }
        if depth > MAX_DEPTH {
            return Err(OverBudget::Depth);
        }
        if work > MAX_WORK {
            return Err(OverBudget::Work);
        }
    }
    if tags > MAX_TAGS {
        return Err(OverBudget::Tags);
    }
    Ok(())
}

fn count(bytes: &[u8], what: u8) -> usize {
    bytes.iter().filter(|&&byte| byte == what).count()
}

/// Where a tag ends, and how many attributes it has at most.
fn tag_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let (mut at, mut attributes, mut is_between) = (from, 0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, attributes),
            b'"' | b'\'' if at > 0 && bytes[at - 1] == b'=' => {
                at = find(bytes, at + 1, &[byte]).unwrap_or(bytes.len());
                is_between = true;
            }
            b'/' => is_between = true,
            _ if byte.is_ascii_whitespace() => is_between = true,
            _ => {
                attributes += usize::from(is_between);
                is_between = false;
            }
        }
        at += 1;
    }
    (bytes.len(), attributes)
}

/// Where the end tag of an element of text begins.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = find(bytes, at, b"</") {
        let rest = &bytes[found + 2..];
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name) {
            return found;
        }
        at = found + 2;
    }
    bytes.len()
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let first = *what.first()?;
    let mut at = 0;
    while let Some(found) = rest[at..].iter().position(|&byte| byte == first) {
        if rest[at + found..].starts_with(what) {
            return Some(from + at + found);
        }
        at += found + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{MAX_ATTRIBUTES, MAX_REFERENCES, MAX_TAGS, OverBudget, check};

    #[test]
    fn deep_pages_are_refused_whatever_they_nest() {
        for tag in ["div", "b", "font", "table><tr><td", "ul><li", "svg", "x-y"] {
            let html = format!("<html><body>{}", format!("<{tag}>").repeat(60_000));
            assert_eq!(check(&html), Err(OverBudget::Depth), "{tag}");
        }
    }

    #[test]
    fn unclosed_paragraphs_and_items_are_not_deep() {
        let html = format!("<body>{}", "<p>một<li>hai<br>".repeat(5_000));
        assert_eq!(check(&html), Ok(()));
    }

    #[test]
    fn tags_in_scripts_comments_and_attributes_do_not_count() {
        let many = "<div>".repeat(600);
        for html in [
            format!("<script>var a = '{many}';</script>"),
            format!("<!-- {many} -->"),
            format!("<a title=\"{many}\">x</a>"),
            format!("<STYLE>{many}</style>"),
        ] {
            assert_eq!(check(&html), Ok(()), "{html:.40}");
        }
    }

    #[test]
    fn many_tags_and_many_attributes_are_refused() {
        assert_eq!(
            check(&"<i></i>".repeat(MAX_TAGS / 2 + 1)),
            Err(OverBudget::Tags)
        );
        let tag = format!("<p {}>", "a=1 ".repeat(MAX_ATTRIBUTES + 1));
        assert_eq!(check(&tag), Err(OverBudget::Attributes));
        assert_eq!(check(&"<".repeat(MAX_TAGS + 1)), Err(OverBudget::Tags));
        let comments = "<!--".repeat(MAX_TAGS + 1);
        assert_eq!(check(&comments), Err(OverBudget::Tags));
        let references = "&amp;".repeat(MAX_REFERENCES + 1);
        assert_eq!(check(&references), Err(OverBudget::References));
        let deep = format!("{}{}", "<div>".repeat(500), "<i></i>".repeat(20_000));
        assert_eq!(check(&deep), Err(OverBudget::Work));
    }
}
