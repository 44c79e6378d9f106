//! A page's elements as lines of text.
//!
//! Enters: a parsed page, and marks on its elements. Leaves: [`Block`]s in the order of the page: what stands on lines
//! of its own, with the gap before it. Knows no selector and no word.
//!
//! dom_query's formatted text is not taken because it glues captions, definitions and cells to their neighbours, and
//! does not tell which element a line came from. The walk keeps its own stack: no nesting overflows the thread's.

use crate::knowledge::sites::PageWords;
use crate::text::decode::{LegacyEncodings, legacy_text};
use dom_query::{NodeData, NodeId, NodeRef};
use rustc_hash::FxHashMap;

/// What an element is, as marked by rules; its content is so too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u8);

impl Marks {
    pub(super) const CONTENT: Self = Self(1);
    pub(super) const DROPPED: Self = Self(2);
    pub(super) const TITLE: Self = Self(4);
    pub(super) const LEAD: Self = Self(8);
    pub(super) const DATE: Self = Self(16);
    pub(super) const AUTHOR: Self = Self(32);

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Marked elements.
#[derive(Debug, Default)]
pub(super) struct Marked(FxHashMap<NodeId, Marks>);

impl Marked {
    pub(super) fn add(&mut self, node: NodeId, marks: Marks) {
        let known = self.0.entry(node).or_default();
        *known = known.with(marks);
    }

    fn of(&self, node: NodeId) -> Option<Marks> {
        self.0.get(&node).copied()
    }
}

/// What stands before a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    Line,
    Paragraph,
}

/// A stretch of text without a line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) gap: Gap,
    pub(super) marks: Marks,
    /// Bytes of it that stand in links.
    pub(super) linked: usize,
    /// The moment that a `<time>` in it names for machines.
    pub(super) time: Option<String>,
    /// A rule is drawn above it.
    pub(super) is_ruled_off: bool,
}

impl Block {
    /// Whether nearly all of it is links.
    pub(super) fn is_linked(&self) -> bool {
        self.linked * 10 >= self.text.len() * 8
    }
}

/// What the text of a page is read with.
#[derive(Clone, Copy)]
pub(super) struct Letters<'k> {
    pub(super) words: &'k PageWords,
    pub(super) encodings: &'k LegacyEncodings,
}

/// The lines under an element.
pub(super) fn blocks(root: NodeRef<'_>, marked: &Marked, letters: Letters<'_>) -> Vec<Block> {
    let mut writer = Writer::new();
    let mut state = State::default();
    let mut steps = vec![Step::Open(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Open(node) => open(node, &mut state, &mut steps, &mut writer, marked, letters),
            Step::Close(before, kind) => {
                writer.end(kind);
                state = before;
            }
        }
    }
    writer.flush();
    writer.blocks
}

enum Step<'n> {
    Open(NodeRef<'n>),
    /// The end of an element, and the state that holds again.
    Close(State, Kind),
}

/// What holds inside an element.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    marks: Marks,
    is_link: bool,
    is_preformatted: bool,
    is_raised: bool,
    font: Option<(crate::text::decode::Encoding, bool)>,
}

/// How an element lies on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inline,
    /// On lines of its own, with space around it.
    Paragraph,
    /// On a line of its own.
    Line,
    Item,
    Row,
    Cell,
    Break,
    /// Shows no text.
    Nothing,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "br" => Self::Break,
            "li" => Self::Item,
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            "dt" | "dd" | "option" => Self::Line,
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center"
            | "details" | "dialog" | "dir" | "div" | "dl" | "fieldset" | "figcaption"
            | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header"
            | "hgroup" | "hr" | "html" | "legend" | "main" | "menu" | "nav" | "ol" | "p"
            | "pre" | "search" | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead"
            | "ul" => Self::Paragraph,
            "applet" | "audio" | "button" | "canvas" | "embed" | "head" | "iframe" | "input"
            | "map" | "math" | "noscript" | "object" | "script" | "select" | "style" | "svg"
            | "template" | "textarea" | "video" => Self::Nothing,
            // What is struck out is said no more.
            "del" | "s" | "strike" => Self::Nothing,
            _ => Self::Inline,
        }
    }
}

fn open<'n>(
    node: NodeRef<'n>,
    state: &mut State,
    steps: &mut Vec<Step<'n>>,
    writer: &mut Writer,
    marked: &Marked,
    letters: Letters<'_>,
) {
    let text = node.query_or(None, |inner| match &inner.data {
        NodeData::Text { contents } => Some(contents.clone()),
        _ => None,
    });
    if let Some(text) = text {
        match state.font.and_then(|(encoding, capitals)| {
            legacy_text(&text, encoding, capitals, letters.encodings)
        }) {
            Some(meant) => writer.text(&meant, *state),
            None => writer.text(&text, *state),
        }
        return;
    }
    let Some(name) = node.qual_name_ref().map(|name| name.local.to_string()) else {
        if node.is_document() || node.is_fragment() {
            steps.extend(node.children_it(true).map(Step::Open));
        }
        return;
    };
    let kind = Kind::of(&name);
    if kind == Kind::Nothing {
        return;
    }
    let own = marked.of(node.id);
    let before = *state;
    state.marks = own.map_or(state.marks, |own| state.marks.with(own));
    state.is_link |= name == "a";
    state.is_preformatted |= name == "pre";
    state.is_raised |= name == "sup";
    let font = node
        .attr("face")
        .or_else(|| node.attr("style").filter(|style| style.contains("font")));
    if let Some(font) = font {
        state.font = letters.words.font(&font).or(state.font);
    }
    let kind = if kind == Kind::Inline && own.is_some() {
        Kind::Line
    } else {
        kind
    };
    writer.begin(kind);
    if name == "hr" {
        writer.is_ruled_off = true;
    }
    if name == "time" {
        writer.time = node.attr("datetime").map(|time| time.to_string());
    }
    steps.push(Step::Close(before, kind));
    steps.extend(node.children_it(true).map(Step::Open));
}

/// A digit as it stands above the line: `2` as `²`.
fn raised(digit: char) -> char {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let value = digit
        .to_digit(10)
        .and_then(|value| usize::try_from(value).ok());
    value
        .and_then(|value| RAISED.get(value).copied())
        .unwrap_or(digit)
}

/// Puts blocks together.
struct Writer {
    blocks: Vec<Block>,
    text: String,
    linked: usize,
    marks: Marks,
    time: Option<String>,
    /// The gap before the next block.
    gap: Gap,
    /// A line break stood here with no text after it.
    is_broken: bool,
    is_item: bool,
    is_ruled_off: bool,
    /// The rows that are open: where each of their cells begins.
    rows: Vec<Vec<usize>>,
}

impl Writer {
    fn new() -> Self {
        Self {
            blocks: Vec::new(),
            text: String::new(),
            linked: 0,
            marks: Marks::default(),
            time: None,
            gap: Gap::Paragraph,
            is_broken: false,
            is_item: false,
            is_ruled_off: false,
            rows: Vec::new(),
        }
    }

    fn begin(&mut self, kind: Kind) {
        match kind {
            Kind::Inline | Kind::Nothing => {}
            Kind::Break => {
                self.flush();
                let gap = if self.is_broken {
                    Gap::Paragraph
                } else {
                    Gap::Line
                };
                self.gap = self.gap.max(gap);
                self.is_broken = true;
            }
            Kind::Paragraph => self.part(Gap::Paragraph),
            Kind::Line => self.part(Gap::Line),
            Kind::Item => {
                self.part(Gap::Line);
                self.is_item = true;
            }
            Kind::Row => {
                self.part(Gap::Line);
                self.rows.push(Vec::new());
            }
            Kind::Cell => {
                self.part(Gap::Line);
                if let Some(row) = self.rows.last_mut() {
                    row.push(self.blocks.len());
                }
            }
        }
    }

    fn end(&mut self, kind: Kind) {
        match kind {
            Kind::Inline | Kind::Nothing | Kind::Break => {}
            Kind::Paragraph => self.part(Gap::Paragraph),
            Kind::Line | Kind::Cell => self.part(Gap::Line),
            Kind::Item => {
                self.part(Gap::Line);
                self.is_item = false;
            }
            Kind::Row => {
                self.part(Gap::Line);
                if let Some(cells) = self.rows.pop() {
                    self.join(&cells);
                }
            }
        }
    }

    fn part(&mut self, gap: Gap) {
        self.flush();
        self.gap = self.gap.max(gap);
        self.is_broken = false;
    }

    /// A row of a table of data is one line: each of its cells is at most one block, and more than one is not empty.
    /// The row of a table that only lays out a page holds blocks on blocks.
    fn join(&mut self, cells: &[usize]) {
        let Some(&start) = cells.first() else {
            return;
        };
        let ends = cells.iter().skip(1).copied().chain([self.blocks.len()]);
        let is_data = cells.iter().zip(ends).all(|(&from, to)| to - from <= 1);
        let of_row = &self.blocks[start..];
        if !is_data || of_row.len() < 2 || of_row.iter().any(|block| block.marks != of_row[0].marks)
        {
            return;
        }
        let rest = self.blocks.split_off(start + 1);
        let row = &mut self.blocks[start];
        for cell in rest {
            row.text.push_str(" | ");
            row.text.push_str(&cell.text);
            row.linked += cell.linked;
            row.time = row.time.take().or(cell.time);
        }
    }

    fn text(&mut self, text: &str, state: State) {
        if state.is_preformatted && text.contains('\n') {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.begin(Kind::Break);
                }
                self.run(line, state);
            }
        } else {
            self.run(text, state);
        }
    }

    /// Text with its white space as browsers show it.
    fn run(&mut self, text: &str, state: State) {
        if self.text.is_empty() {
            self.marks = state.marks;
        }
        let before = self.text.len();
        for letter in text.chars() {
            match letter {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' => {
                    if !self.text.is_empty() && !self.text.ends_with(' ') {
                        self.text.push(' ');
                    }
                }
                // Marks for line breaking that no reader sees.
                '\u{200b}' | '\u{feff}' | '\0' => {}
                // The marks of notes behind a figure are none of its digits.
                '0'..='9' if state.is_raised && self.figure().ends_with(char::is_numeric) => {
                    self.text.truncate(self.figure().len());
                    self.text.push(raised(letter));
                }
                letter => self.text.push(letter),
            }
        }
        if state.is_link {
            self.linked += self.text.len().saturating_sub(before);
        }
    }

    /// The text without what parts the marks of two notes from each other and from their figure: `45¹, `.
    fn figure(&self) -> &str {
        self.text.trim_end_matches([' ', ','])
    }

    fn flush(&mut self) {
        let text = self.text.trim_end();
        if !text.is_empty() {
            // A list's marks are drawn by the browser; without them an item can't be told from a paragraph.
            let needs_mark = self.is_item && text.starts_with(char::is_alphabetic);
            let text = if needs_mark {
                format!("- {text}")
            } else {
                text.to_owned()
            };
            self.blocks.push(Block {
                text,
                gap: self.gap,
                marks: self.marks,
                linked: self.linked,
                time: self.time.take(),
                is_ruled_off: std::mem::take(&mut self.is_ruled_off),
            });
            self.gap = Gap::Line;
            self.is_item = false;
            self.is_broken = false;
        }
        self.text.clear();
        self.linked = 0;
    }
}
