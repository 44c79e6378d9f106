//! The headline of a page, and which of its lines shows it.
//!
//! Enters: what the page says for machines, and its lines. Leaves: the title as readers see it, without the site's name.

use crate::knowledge::sites::PageWords;
use crate::page::body::{Body, is_running};
use crate::page::head::Head;
use crate::page::layout::Marks;
use crate::text::fold::fold;
use crate::text::metadata::{MetadataCues, dateline};

/// What stands between a headline and a site's name in a `<title>`.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " / "];
/// A headline has at least so many characters; shorter lines in a headline's place are names of sections.
const LEAST_CHARS: usize = 8;
/// The same in words, where no markup tells that a line is one.
const LEAST_WORDS: usize = 4;
/// It stands within so many lines above the text.
const LINES_ABOVE: usize = 4;

/// A title and the line of the page that shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Headline {
    pub(super) text: Option<String>,
    pub(super) line: Option<usize>,
}

/// Finds the headline. `site` is the site's name, if the page tells it.
pub(super) fn headline(
    head: &Head,
    body: &Body,
    site: Option<&str>,
    words: &PageWords,
    cues: &MetadataCues,
) -> Headline {
    let stated = stated(head, site, words);
    let shown = shown(body, stated.as_deref(), site);
    let line = shown.or_else(|| stated.as_deref().and_then(|stated| line_of(body, stated)));
    // Old portals have one <title> for all their pages.
    let is_known = line.is_some() || head.meta("og:title").is_some() || head.linked.is_some();
    if !is_known && let Some(above) = above_text(body, site, words, cues) {
        return Headline {
            text: Some(body.blocks[above].text.clone()),
            line: Some(above),
        };
    }
    let shown_text = shown.map(|index| body.blocks[index].text.clone());
    let text = match (stated, shown_text) {
        // Templates cut what they tell machines; what is shown is whole.
        (Some(stated), Some(shown)) if is_cut(&stated, &shown) => Some(shown),
        (Some(stated), Some(shown))
            if head.meta("og:title").is_none() && is_part(&shown, &stated) =>
        {
            Some(shown)
        }
        (Some(stated), _) => Some(stated),
        (None, shown) => shown,
    };
    Headline { text, line }
}

/// The title told for machines: by JSON-LD, by `og:title`, by `<title>` without the site's name.
fn stated(head: &Head, site: Option<&str>, words: &PageWords) -> Option<String> {
    let linked = head
        .linked
        .as_ref()
        .and_then(|linked| linked.headline.as_deref());
    let told = [
        head.meta("og:title"),
        linked,
        head.meta("headline"),
        head.title.as_deref(),
        head.meta("title"),
    ];
    let titles = told
        .into_iter()
        .flatten()
        .map(|title| without_site(title, site, words));
    titles
        .into_iter()
        .find(|title| title.chars().count() >= LEAST_CHARS && !is_same(site, title))
}

/// A line in a headline's place: the one that says what machines are told, or else the nearest above the text.
fn shown(body: &Body, stated: Option<&str>, site: Option<&str>) -> Option<usize> {
    let titles: Vec<usize> = (0..body.blocks.len().min(body.content.end))
        .filter(|index| {
            let block = &body.blocks[*index];
            let is_title = block.marks.has(Marks::TITLE) && !block.marks.has(Marks::DROPPED);
            is_title && block.text.chars().count() >= LEAST_CHARS && !is_same(site, &block.text)
        })
        .collect();
    let says = |index: &&usize| {
        let text = &body.blocks[**index].text;
        stated.is_some_and(|stated| {
            fold(text) == fold(stated) || is_cut(stated, text) || is_part(text, stated)
        })
    };
    let agreeing = titles.iter().rfind(says).copied();
    let above = || {
        titles
            .iter()
            .rfind(|index| **index < body.content.start)
            .copied()
    };
    agreeing.or_else(|| {
        if stated.is_none() {
            above().or_else(|| titles.first().copied())
        } else {
            None
        }
    })
}

/// Any line above the end of the text that is the title.
fn line_of(body: &Body, title: &str) -> Option<usize> {
    let title = fold(title);
    let is_title = |index: &usize| {
        let block = &body.blocks[*index];
        !block.marks.has(Marks::DROPPED)
            && block.text.len() < title.len() * 2
            && fold(&block.text) == title
    };
    let near = 0..(body.content.start + 3).min(body.blocks.len());
    near.rev().find(is_title)
}

/// A line with a headline's shape right above the first running text, with nothing but datelines between.
fn above_text(
    body: &Body,
    site: Option<&str>,
    words: &PageWords,
    cues: &MetadataCues,
) -> Option<usize> {
    let first = body
        .content
        .clone()
        .find(|index| is_running(&body.blocks[*index]))?;
    let above = (first.saturating_sub(LINES_ABOVE)..first).rev();
    let index = above.into_iter().find(|index| {
        let text = &body.blocks[*index].text;
        dateline(text, cues).is_none() && !words.is_furniture(text)
    })?;
    let block = &body.blocks[index];
    let is_headline = block.text.split(' ').count() >= LEAST_WORDS
        && !block.text.ends_with(['.', ':', ';', ','])
        && !block.is_linked()
        && !block.marks.has(Marks::DROPPED)
        && !words.names_site(&block.text)
        && !is_same(site, &block.text);
    is_headline.then_some(index)
}

/// A title without the names that a template adds behind it or before it.
fn without_site(title: &str, site: Option<&str>, words: &PageWords) -> String {
    let mut title = title.trim();
    let is_name = |part: &str| {
        let is_host = part.contains('.') && !part.contains(' ');
        is_host || is_same(site, part) || words.names_site(part)
    };
    loop {
        let last = SEPARATORS
            .iter()
            .filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len())))
            .max();
        let first = SEPARATORS
            .iter()
            .filter_map(|mark| title.find(mark).map(|at| (at, mark.len())))
            .min();
        match (last, first) {
            (Some((at, length)), _) if is_name(title[at + length..].trim()) => {
                title = title[..at].trim()
            }
            (_, Some((at, length))) if is_same(site, title[..at].trim()) => {
                title = title[at + length..].trim()
            }
            _ => return title.to_owned(),
        }
    }
}

/// Whether `cut` is the beginning of a longer title, with dots where it ends.
fn is_cut(cut: &str, whole: &str) -> bool {
    let start = cut.trim_end().trim_end_matches(['.', '…']).trim_end();
    start.len() < cut.trim_end().len()
        && start.chars().count() >= LEAST_CHARS
        && fold(whole).starts_with(&fold(start))
}

/// Whether a shown headline is what is told for machines, without what a template adds to it.
fn is_part(shown: &str, stated: &str) -> bool {
    fold(stated).contains(&fold(shown))
}

fn is_same(site: Option<&str>, title: &str) -> bool {
    site.is_some_and(|site| fold(site) == fold(title))
}
