//! Which lines of a page are its article.
//!
//! Enters: a parsed page and rules. Leaves: the page's lines, and which of them are the main text. A site's own rules
//! go first, then the marks that publishing systems share, then dom_smoothie's reading of the layout. What is in doubt
//! stays: a lost lead is a lost fact, a line of furniture is none.

use crate::knowledge::selectors::{Part, Rank};
use crate::knowledge::sites::{PageWords, Rules, Sites};
use crate::page::headline::Headline;
use crate::page::layout::{Block, Gap, Letters, Marked, Marks, blocks};
use crate::text::fold::fold;
use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::{Config, Readability, TextMode};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A main text has at least so many bytes that are no links, unless a site's own rules say that it is one.
const LEAST_BYTES: usize = 200;
/// Running text has at least so many characters a line.
const RUNNING_CHARS: usize = 80;
/// A heading of what follows an article is at most so long.
const HEADING_CHARS: usize = 80;
/// A lead stands within so many lines above the text.
const LEAD_LINES: usize = 12;

/// A page as lines, with its article found.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) blocks: Vec<Block>,
    /// From the first line of the main text to its last.
    pub(super) content: Range<usize>,
    /// Which lines are of the main text.
    is_content: Vec<bool>,
}

impl Body {
    /// Finds the article. `site` holds the rules of the page's site, the likeliest first.
    pub(super) fn of(
        document: &Document,
        site: &[&Rules],
        sites: &Sites,
        letters: Letters<'_>,
    ) -> Self {
        let of_page = Found::of(document, &sites.rules);
        let of_site: Vec<Found> = site
            .iter()
            .map(|rules| Found::of(document, rules))
            .collect();
        let version = of_site
            .iter()
            .position(|found| !found.first(Part::Content).is_empty());
        let content = match version {
            Some(version) => of_site[version].first(Part::Content),
            None => of_page.most_text(document, letters).into_iter().collect(),
        };
        let own = version.map_or(of_site.first(), |version| of_site.get(version));
        let marked = mark(document, &content, own.into_iter().chain([&of_page]));
        let mut body = Self {
            blocks: blocks(document.root(), &marked, letters),
            ..Self::default()
        };
        body.is_content = body
            .blocks
            .iter()
            .map(|block| block.marks.has(Marks::CONTENT))
            .collect();
        if content.is_empty() {
            body.by_layout(document, &of_page, letters);
        }
        body.leave_out_dropped();
        let first = body.is_content.iter().position(|is| *is).unwrap_or(0);
        let after = body
            .is_content
            .iter()
            .rposition(|is| *is)
            .map_or(first, |last| last + 1);
        body.content = first..after;
        body
    }

    /// The reading of the layout: its lines are looked up among the page's, and what lies between the first and the
    /// last of them belongs to the article as well (captions and tables that a general reader finds too short).
    fn by_layout(&mut self, document: &Document, of_page: &Found, letters: Letters<'_>) {
        let known: FxHashSet<String> = readable(document, of_page, letters).into_iter().collect();
        let found: Vec<bool> = self
            .blocks
            .iter()
            .map(|block| !block.marks.has(Marks::DROPPED) && known.contains(&block.text))
            .collect();
        let longest = |index: &usize| {
            found[*index] && self.blocks[*index].text.chars().count() >= RUNNING_CHARS
        };
        let running: Vec<usize> = (0..found.len()).filter(longest).collect();
        let (Some(&first), Some(&last)) = (running.first(), running.last()) else {
            self.is_content = self.longest_stretch();
            return;
        };
        // Short lines at its edges (a heading above, a signature below) stand next to the running ones.
        let first = (0..first)
            .rev()
            .take_while(|index| found[*index])
            .last()
            .unwrap_or(first);
        let last = (last + 1..found.len())
            .take_while(|index| found[*index])
            .last()
            .unwrap_or(last);
        self.is_content = (0..found.len())
            .map(|index| (first..=last).contains(&index))
            .collect();
    }

    /// Where the layout tells nothing: all that is neither dropped nor links, below the headline.
    fn longest_stretch(&self) -> Vec<bool> {
        let start = self
            .blocks
            .iter()
            .rposition(|block| block.marks.has(Marks::TITLE))
            .map_or(0, |title| title + 1);
        let is_text = |(index, block): (usize, &Block)| index >= start && !block.is_linked();
        self.blocks.iter().enumerate().map(is_text).collect()
    }

    /// Takes out what rules drop, unless that is most of the text: then the rule is mistaken.
    fn leave_out_dropped(&mut self) {
        let (mut kept, mut dropped) = (0, 0);
        for (block, is_content) in self.blocks.iter().zip(&self.is_content) {
            let bytes = if *is_content { block.text.len() } else { 0 };
            if block.marks.has(Marks::DROPPED) {
                dropped += bytes
            } else {
                kept += bytes
            }
        }
        if dropped > kept {
            return;
        }
        for (block, is_content) in self.blocks.iter().zip(&mut self.is_content) {
            *is_content &= !block.marks.has(Marks::DROPPED);
        }
    }

    /// The main text below a headline, with paragraphs apart, and without the lines `except`; and before it the lead,
    /// where it stands above the main text.
    pub(super) fn text(
        &self,
        headline: &Headline,
        description: Option<&str>,
        words: &PageWords,
        except: &[usize],
    ) -> (Option<String>, String) {
        let mut kept: Vec<usize> = self.lead(headline, description);
        kept.retain(|index| !except.contains(index));
        kept.extend(
            self.content
                .clone()
                .filter(|index| self.is_content[*index] && !except.contains(index)),
        );
        self.leave_out_headline(&mut kept, headline);
        self.leave_out_rest(&mut kept, words);
        self.leave_out_lists(&mut kept);
        self.leave_out_furniture(&mut kept, words);
        let is_above = |index: &usize| *index < self.content.start;
        let lead = kept.iter().take_while(|index| is_above(index)).count();
        let (lead, text) = kept.split_at(lead);
        let above = (!lead.is_empty()).then(|| self.joined(lead));
        (above, self.joined(text))
    }

    /// Lines with their breaks; what stood between two of them breaks a paragraph.
    fn joined(&self, lines: &[usize]) -> String {
        let mut text = String::new();
        for (position, index) in lines.iter().enumerate() {
            let block = &self.blocks[*index];
            let is_beside = position > 0 && lines[position - 1] + 1 == *index;
            text.push_str(match block.gap {
                _ if position == 0 => "",
                Gap::Line if is_beside => "\n",
                Gap::Line | Gap::Paragraph => "\n\n",
            });
            text.push_str(&block.text);
        }
        text
    }

    /// The lines of a lead that stands above the main text: marked as such, or the page's own description, or running
    /// text below the headline. Neither a rubric nor the title in other marks and figures is one.
    fn lead(&self, headline: &Headline, description: Option<&str>) -> Vec<usize> {
        let title = headline.text.as_deref();
        let above = self.content.start.saturating_sub(LEAD_LINES)..self.content.start;
        let description = description
            .map(fold)
            .filter(|text| text.chars().count() >= RUNNING_CHARS / 2);
        let is_described = |line: &str| {
            let line = fold(line);
            line.chars().count() >= RUNNING_CHARS / 2
                && description.as_deref().is_some_and(|text| {
                    // Descriptions are cut, with or without dots.
                    let cut = text.trim_end_matches(['.', '…', ' ']);
                    line.starts_with(cut) || text.starts_with(line.as_str())
                })
        };
        let is_repeated = |line: &str| {
            title.is_some_and(|title| {
                fold(title).contains(&fold(line)) || bare_letters(title) == bare_letters(line)
            }) || self
                .content
                .clone()
                .take(4)
                .any(|index| self.blocks[index].text.starts_with(line))
        };
        above
            .filter(|index| {
                let block = &self.blocks[*index];
                let is_below_headline = headline.line.is_some_and(|line| line < *index);
                let is_lead = block.marks.has(Marks::LEAD)
                    || is_described(&block.text)
                    || (is_below_headline && is_running(block));
                let is_other = block.marks.has(Marks::DROPPED) || is_rubric(&block.text);
                is_lead && !is_other && !is_repeated(&block.text)
            })
            .collect()
    }

    /// The headline is the article's title. A text that begins with its own copy of it keeps that.
    fn leave_out_headline(&self, kept: &mut Vec<usize>, headline: &Headline) {
        let is_headline = |index: &usize| {
            headline.line == Some(*index) || self.blocks[*index].marks.has(Marks::TITLE)
        };
        if let Some(position) = kept.iter().take(4).rposition(is_headline) {
            kept.drain(..=position);
        }
    }

    /// What follows a heading such as "Tin liên quan" is no article; in its midst, as far as it is links.
    fn leave_out_rest(&self, kept: &mut Vec<usize>, words: &PageWords) {
        let mut at = 0;
        while at < kept.len() {
            let block = &self.blocks[kept[at]];
            if block.text.chars().count() > HEADING_CHARS || !words.begins_rest(&block.text) {
                at += 1;
                continue;
            }
            let is_article = |index: &usize| is_running(&self.blocks[*index]);
            let is_below_article = kept[..at].iter().any(is_article);
            let links = kept[at + 1..]
                .iter()
                .take_while(|index| self.blocks[**index].is_linked())
                .count();
            if is_below_article && links == 0 {
                kept.truncate(at);
            } else {
                kept.drain(at..=at + links);
            }
        }
    }

    /// Two and more lines of nothing but links are a list of other pages.
    fn leave_out_lists(&self, kept: &mut Vec<usize>) {
        let is_link = |index: &usize| self.blocks[*index].is_linked();
        let is_listed: Vec<bool> = (0..kept.len())
            .map(|at| {
                let is_beside =
                    (at > 0 && is_link(&kept[at - 1])) || kept.get(at + 1).is_some_and(is_link);
                is_link(&kept[at]) && is_beside
            })
            .collect();
        let mut listed = is_listed.into_iter();
        kept.retain(|_| !listed.next().unwrap_or(false));
    }

    /// Buttons and counters, and what a rule sets off below the last running line.
    fn leave_out_furniture(&self, kept: &mut Vec<usize>, words: &PageWords) {
        let below = kept
            .iter()
            .rposition(|index| is_running(&self.blocks[*index]))
            .map_or(0, |last| last + 1);
        if let Some(foot) = kept[below..]
            .iter()
            .position(|index| self.blocks[*index].is_ruled_off)
        {
            kept.truncate(below + foot);
        }
        kept.retain(|index| {
            let text = &self.blocks[*index].text;
            text.chars().count() > HEADING_CHARS || !words.is_furniture(text)
        });
    }
}

pub(super) fn is_running(block: &Block) -> bool {
    !block.is_linked() && block.text.chars().count() >= RUNNING_CHARS
}

/// Whether a line is short and in capitals only: `XÂY DỰNG ĐẢNG`.
fn is_rubric(line: &str) -> bool {
    line.chars().count() <= HEADING_CHARS
        && line.contains(char::is_uppercase)
        && !line.contains(char::is_lowercase)
}

/// The letters of a line, without its marks, figures and spaces.
fn bare_letters(line: &str) -> String {
    fold(line)
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect()
}

/// The elements that rules name.
struct Found(Vec<(Rank, NodeId)>);

impl Found {
    fn of(document: &Document, rules: &Rules) -> Self {
        Self(rules.selectors.find(document))
    }

    fn of_part(&self, part: Part) -> impl Iterator<Item = (usize, NodeId)> + '_ {
        self.0
            .iter()
            .filter(move |(rank, _)| rank.part == part)
            .map(|(rank, node)| (rank.order, *node))
    }

    /// The elements of a part by the first of its selectors that finds any.
    fn first(&self, part: Part) -> Vec<NodeId> {
        let order = self.of_part(part).map(|(order, _)| order).min();
        self.of_part(part)
            .filter(|(of, _)| Some(*of) == order)
            .map(|(_, node)| node)
            .collect()
    }

    /// The main text by the first selector that finds enough of it: of several elements, the one that has most.
    fn most_text(&self, document: &Document, letters: Letters<'_>) -> Option<NodeId> {
        let mut orders: Vec<usize> = self
            .of_part(Part::Content)
            .map(|(order, _)| order)
            .collect();
        orders.sort_unstable();
        orders.dedup();
        orders.into_iter().find_map(|order| {
            let nodes = self
                .of_part(Part::Content)
                .filter(|(of, _)| *of == order)
                .map(|(_, node)| node);
            let measured = nodes.filter_map(|node| {
                Some((unlinked_bytes(document.tree.get(&node)?, letters), node))
            });
            // The first of equals.
            let (bytes, node) =
                measured.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
            (bytes >= LEAST_BYTES).then_some(node)
        })
    }
}

fn unlinked_bytes(node: NodeRef<'_>, letters: Letters<'_>) -> usize {
    let blocks = blocks(node, &Marked::default(), letters);
    blocks
        .iter()
        .map(|block| block.text.len() - block.linked.min(block.text.len()))
        .sum()
}

/// Marks the elements that rules name. What holds the article is never dropped.
fn mark<'f>(
    document: &Document,
    content: &[NodeId],
    found: impl Iterator<Item = &'f Found>,
) -> Marked {
    let mut marked = Marked::default();
    let around: FxHashSet<NodeId> = content
        .iter()
        .flat_map(|node| document.tree.ancestors_of(node, None))
        .map(|node| node.id)
        .chain(content.iter().copied())
        .collect();
    for node in content {
        marked.add(*node, Marks::CONTENT);
    }
    for (rank, node) in found.flat_map(|found| &found.0) {
        let mark = match rank.part {
            Part::Content => continue,
            Part::Drop if around.contains(node) => continue,
            Part::Drop => Marks::DROPPED,
            Part::Title => Marks::TITLE,
            Part::Lead => Marks::LEAD,
            Part::Author => Marks::AUTHOR,
            Part::Date => Marks::DATE,
        };
        marked.add(*node, mark);
    }
    marked
}

/// The lines that dom_smoothie takes for the article.
fn readable(document: &Document, of_page: &Found, letters: Letters<'_>) -> Vec<String> {
    let copy = document.clone();
    let whole = copy.root().normalized_char_count();
    // A copy's elements have the ids of the original's.
    for node in of_page
        .of_part(Part::Drop)
        .filter_map(|(_, node)| copy.tree.get(&node))
    {
        // A rule that would drop most of a page is mistaken.
        if node.normalized_char_count() * 2 < whole {
            node.remove_from_parent();
        }
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        char_threshold: LEAST_BYTES,
        disable_json_ld: true,
        ..Config::default()
    };
    let article =
        Readability::with_document(copy, None, Some(config)).and_then(|mut reader| reader.parse());
    // A page without an article has no lines.
    article.map_or_else(
        |_| Vec::new(),
        |article| {
            let found = Document::from(article.content);
            blocks(found.root(), &Marked::default(), letters)
                .into_iter()
                .map(|block| block.text)
                .collect()
        },
    )
}
