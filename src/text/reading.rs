//! A text read once: tokens with abbreviations replaced, dictionary phrases, sentences, lines.
//!
//! Enters: a text and the lexicon. Leaves: [`Reading`]. Every later stage looks here and nowhere else.

mod cues;

use crate::article::{BLANK_LINE, Field};
use crate::knowledge::cue::CueSet;
use crate::knowledge::lexicon::Lexicon;
use crate::text::fold::{fold, letters, old_style, plain_letters};
use crate::text::layout::{self, Line};
use crate::text::lists::{Lists, index};
use crate::text::marks::MarkAt;
use crate::text::phrases::{Phrases, empty};
use crate::text::sentence;
use crate::text::token::{Gap, Kind, Token};
use memchr::memchr_iter;
use std::borrow::Cow;
use std::ops::Range;

/// A half-open range of token indexes.
pub type TokenRange = Range<usize>;

/// A field of an article, where it stands among what is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// None for the article's own text.
    pub field: Option<Field>,
    /// Byte offsets into [`Reading::text`].
    pub bytes: Range<usize>,
}

/// A text with everything the rules ask of it. Byte offsets are into [`Reading::text`].
#[derive(Debug, Clone)]
pub struct Reading<'t> {
    /// What its phrases are looked up in.
    pub(crate) lexicon: &'t Lexicon,
    /// What stands outside the article's own text (its title, a lead apart), each with a blank line behind it, and the
    /// text; or just the text.
    pub(crate) text: Cow<'t, str>,
    /// What stands above the article's own text.
    above: Vec<Part>,
    /// Where the article's own text starts in `text`.
    body: usize,
    pub tokens: Vec<Token>,
    /// The tokens as they were before short forms were replaced; nobody asks for them any more.
    before_splice: Vec<Token>,
    /// The tokens that are marks, in order.
    marks: Vec<MarkAt>,
    pub lines: Vec<Line>,
    pub sentences: Vec<TokenRange>,
    phrases: Phrases,
    /// By token: the index of its line.
    line_of: Vec<u32>,
    sentence_of: Vec<u32>,
    /// By sentence: the cues of the phrases that start in it.
    sentence_cues: Vec<CueSet>,
    cues: CueSet,
    /// The words that short forms stand for, one after the other, and where each lies among them.
    expansions: String,
    expanded_words: Vec<Range<usize>>,
}

/// Adds a word that no phrase holds: as several where zero-width spaces stand in it, which may part words as well as
/// syllables' letters.
fn push_apart(text: &str, token: Token, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    const ZERO_WIDTH: char = '\u{200b}';
    let whole = &text[token.start as usize..token.end as usize];
    if !whole.contains(ZERO_WIDTH) {
        tokens.push(token);
        return;
    }
    let (mut start, mut gap) = (token.start, token.gap);
    for part in whole.split(ZERO_WIDTH) {
        lexicon.tokenize(part, |mut one| {
            one.start += start;
            one.end += start;
            one.gap = gap;
            gap = Gap::Space;
            tokens.push(one);
        });
        start += (part.len() + ZERO_WIDTH.len_utf8()) as u32;
        gap = gap.max(Gap::Space);
    }
}

impl<'t> Reading<'t> {
    /// Cuts a text into tokens, with the fields that are read above it; phrases, lines and sentences come with
    /// [`Reading::find_phrases`].
    pub fn new(above: &[(Field, &str)], text: &'t str, lexicon: &'t Lexicon) -> Self {
        Self::new_in(Lists::default(), above, text, lexicon)
    }

    /// The same in the lists of another reading.
    pub(crate) fn new_in(
        lists: Lists,
        above: &[(Field, &str)],
        text: &'t str,
        lexicon: &'t Lexicon,
    ) -> Self {
        let mut whole = String::new();
        let mut parts = Vec::new();
        for &(field, words) in above.iter().filter(|(_, words)| !words.trim().is_empty()) {
            let start = whole.len();
            whole.push_str(words);
            parts.push(Part {
                field: Some(field),
                bytes: start..whole.len(),
            });
            whole.push_str(BLANK_LINE);
        }
        let body = whole.len();
        let text = if parts.is_empty() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(whole + text)
        };
        let mut tokens = lists.tokens;
        empty(&mut tokens, text.len() / 4);
        lexicon.tokenize(&text, |token| {
            if token.odd && token.form == 0 {
                push_apart(&text, token, lexicon, &mut tokens);
            } else {
                tokens.push(token);
            }
        });
        Self {
            lexicon,
            text,
            above: parts,
            body,
            tokens,
            before_splice: lists.before_splice,
            marks: lists.marks,
            lines: Vec::new(),
            sentences: Vec::new(),
            phrases: lists.phrases,
            line_of: lists.line_of,
            sentence_of: lists.sentence_of,
            sentence_cues: lists.sentence_cues,
            cues: CueSet::ALL,
            expansions: String::new(),
            expanded_words: Vec::new(),
        }
    }

    /// The lists that it was kept in.
    pub(crate) fn into_lists(self) -> Lists {
        Lists {
            tokens: self.tokens,
            before_splice: self.before_splice,
            marks: self.marks,
            phrases: self.phrases,
            line_of: self.line_of,
            sentence_of: self.sentence_of,
            sentence_cues: self.sentence_cues,
        }
    }

    /// The part that a byte of the text stands in, or the one before it where it parts two.
    pub(crate) fn part_at(&self, byte: usize) -> Part {
        let above = self.above.iter().rev();
        let mut before = above.filter(|part| part.bytes.start <= byte);
        match before.next() {
            Some(part) if byte < self.body => part.clone(),
            _ => self.own_text(),
        }
    }

    /// The article's own text among what is read.
    pub(crate) fn own_text(&self) -> Part {
        Part {
            field: None,
            bytes: self.body..self.text.len(),
        }
    }

    /// The parts of what is read, in order; the article's own text is the last.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        self.above.iter().cloned().chain([self.own_text()])
    }

    /// Replaces token ranges by the words of a phrase (none: the tokens are dropped), so that every later stage sees
    /// one wording. The new tokens carry the offsets of what they replace; a line or paragraph that ended before a
    /// dropped token still ends there. Ranges must be in order and apart.
    pub(crate) fn splice(&mut self, replacements: &[(TokenRange, &str)]) {
        if replacements.is_empty() {
            return;
        }
        let lexicon = self.lexicon;
        let mut old = std::mem::take(&mut self.tokens);
        let mut tokens = std::mem::take(&mut self.before_splice);
        empty(&mut tokens, old.len() + replacements.len() * 4);
        let mut at = 0;
        for (range, words) in replacements {
            if range.start < at || range.end > old.len() || range.is_empty() {
                continue;
            }
            tokens.extend_from_slice(&old[at..range.start]);
            let (start, end) = (old[range.start].start, old[range.end - 1].end);
            let gap = old[range.start].gap;
            if words.is_empty()
                && let Some(next) = old.get(range.end).map(|token| token.gap.max(gap))
            {
                old[range.end].gap = next;
            }
            let mut first = Some(gap);
            let from = self.expansions.len();
            self.expansions.push_str(words);
            lexicon.tokenize(words, |token| {
                let word = from + token.start as usize..from + token.end as usize;
                self.expanded_words.push(word);
                let expanded = u32::try_from(self.expanded_words.len()).unwrap_or(0);
                tokens.push(Token {
                    start,
                    end,
                    gap: first.take().unwrap_or(token.gap),
                    expanded,
                    ..token
                });
            });
            at = range.end;
        }
        tokens.extend_from_slice(&old[at..]);
        (self.tokens, self.before_splice) = (tokens, old);
    }

    /// Finds the dictionary phrases, lines and sentences. Call once, after the last [`Reading::splice`].
    pub fn find_phrases(&mut self) {
        self.phrases.find(&self.tokens, self.lexicon);
        MarkAt::list(&mut self.marks, &self.tokens);
        let layout = layout::layout(self);
        for joined in layout.joined {
            self.tokens[joined].gap = Gap::Space;
        }
        self.lines = layout.lines;
        let lines = self.lines.iter().map(|line| &line.tokens);
        index(&mut self.line_of, lines, self.tokens.len());
        self.sentences = sentence::sentences(self);
        let many = self.tokens.len();
        index(&mut self.sentence_of, self.sentences.iter(), many);
        self.index_cues();
    }

    fn index_cues(&mut self) {
        empty(&mut self.sentence_cues, self.sentences.len());
        let cues = self.phrases.cues_by(self.lexicon, self.sentences.iter());
        self.sentence_cues.extend(cues);
        self.cues = CueSet::default();
        for cues in &self.sentence_cues {
            self.cues.extend(cues);
        }
    }

    /// The tokens as written that are an ASCII mark.
    pub(crate) fn written_marks(&self, mark: u8) -> impl Iterator<Item = usize> {
        memchr_iter(mark, self.text.as_bytes()).filter_map(move |byte| {
            let before = |token: &Token| (token.start as usize) < byte;
            let at = self.tokens.partition_point(before);
            let token = self.tokens.get(at)?;
            (token.start as usize == byte && token.is_mark(mark)).then_some(at)
        })
    }

    /// All marks, in order.
    pub(super) fn marks(&self) -> &[MarkAt] {
        &self.marks
    }

    /// The marks of a line.
    pub(crate) fn marks_of(&self, line: &Line) -> &[MarkAt] {
        &self.marks[line.marks.clone()]
    }

    /// The marks among a range of tokens.
    pub(super) fn marks_in(&self, range: &TokenRange) -> &[MarkAt] {
        let before = |end: usize| self.marks.partition_point(|mark| mark.token() < end);
        &self.marks[before(range.start)..before(range.end)]
    }

    /// A token's word: as written, or the part of the expansion that it stands for.
    #[inline]
    pub(crate) fn word(&self, token: usize) -> &str {
        let token = &self.tokens[token];
        match token.expanded {
            0 => &self.text[token.start as usize..token.end as usize],
            expanded => &self.expansions[self.expanded_words[expanded as usize - 1].clone()],
        }
    }

    /// How many letters a token's word has, combining marks not counted by themselves.
    pub(crate) fn letters(&self, token: usize) -> usize {
        letters(self.word(token))
    }

    /// Whether two tokens have the same word, in whichever spelling. Words that no phrase holds have no form of their own:
    /// their letters tell.
    pub(crate) fn is_same_word(&self, one: usize, other: usize) -> bool {
        let (form, other_form) = (self.tokens[one].form, self.tokens[other].form);
        form == other_form && (form != 0 || self.folded(one) == self.folded(other))
    }

    /// A token's folded word.
    pub(crate) fn folded(&self, token: usize) -> String {
        fold(self.word(token))
    }

    /// The words of a range in reading order: abbreviations expanded, single spaces, no space before closing marks,
    /// letters composed and Đ's look-alikes unified; tone marks stay where the text puts them.
    pub(crate) fn words(&self, range: TokenRange) -> String {
        let mut out = String::with_capacity(self.slice(&range).len());
        for index in range.clone() {
            let token = &self.tokens[index];
            if index > range.start && token.gap != Gap::None {
                out.push(' ');
            }
            match token.kind {
                Kind::Mark(b'-') => out.push('-'),
                Kind::Word if !token.odd => out.push_str(self.word(index)),
                _ => out.push_str(&plain_letters(self.word(index))),
            }
        }
        out
    }

    /// The words of a range as canonical names write them: [`Reading::words`] with tone marks in the old style.
    pub(crate) fn canonical(&self, range: TokenRange) -> String {
        let words = self.words(range);
        match old_style(&words) {
            Cow::Borrowed(_) => words,
            Cow::Owned(restyled) => restyled,
        }
    }

    /// The text from the first to the last token of a range, as written.
    pub(crate) fn slice(&self, range: &TokenRange) -> &str {
        let (start, end) = self.bytes(range);
        &self.text[start..end]
    }

    /// Byte offsets of a range of tokens; empty at its start for an empty range.
    pub(crate) fn bytes(&self, range: &TokenRange) -> (usize, usize) {
        match (
            self.tokens.get(range.start),
            range
                .end
                .checked_sub(1)
                .and_then(|last| self.tokens.get(last)),
        ) {
            (Some(first), Some(last)) if range.start < range.end => {
                (first.start as usize, last.end as usize)
            }
            (Some(first), _) => (first.start as usize, first.start as usize),
            _ => (self.text.len(), self.text.len()),
        }
    }

    /// The sentence that a token stands in.
    pub(crate) fn sentence_of(&self, token: usize) -> TokenRange {
        self.sentence_of
            .get(token)
            .and_then(|&index| self.sentences.get(index as usize))
            .cloned()
            .unwrap_or(0..0)
    }

    /// The index of the sentence that a token stands in.
    pub(crate) fn sentence_index(&self, token: usize) -> usize {
        self.sentence_of
            .get(token)
            .map_or(0, |&index| index as usize)
    }

    /// The line that a token stands in.
    pub(crate) fn line_of(&self, token: usize) -> Option<&Line> {
        self.lines.get(self.line_index(token))
    }

    /// Its index among the lines; behind the last token, that of a line more.
    pub(crate) fn line_index(&self, token: usize) -> usize {
        let index = self.line_of.get(token);
        index.map_or(self.lines.len(), |index| *index as usize)
    }

    /// Whether a token is a mark; behind the last one none is.
    #[inline]
    pub(crate) fn mark_at(&self, token: usize, mark: u8) -> bool {
        (self.tokens.get(token)).is_some_and(|token| token.is_mark(mark))
    }

    /// Whether the token just before `end` is a mark.
    #[inline]
    pub(crate) fn mark_before(&self, end: usize, mark: u8) -> bool {
        end.checked_sub(1).is_some_and(|at| self.mark_at(at, mark))
    }

    /// What of a range stands behind its last comma or colon.
    pub(crate) fn after_last_comma(&self, range: &TokenRange) -> TokenRange {
        let comma = range
            .clone()
            .rev()
            .find(|&at| matches!(self.tokens[at].kind, Kind::Mark(b',' | b':')));
        comma.map_or(range.start, |comma| comma + 1)..range.end
    }

    /// Whether no word of the line stands at a token: a mark, a number, the next line or nothing.
    pub(crate) fn words_end_at(&self, token: usize) -> bool {
        (self.tokens.get(token)).is_none_or(|next| !next.is_word() || next.gap >= Gap::Line)
    }

    /// Whether a stretch of words and figures closes before a token: a mark, the next line or nothing stands there.
    pub(crate) fn closes_at(&self, token: usize) -> bool {
        let next = self.tokens.get(token);
        next.is_none_or(|next| matches!(next.kind, Kind::Mark(_)) || next.gap >= Gap::Line)
    }

    /// Whether no word stands at a token, on whichever line.
    pub(crate) fn lacks_word_at(&self, token: usize) -> bool {
        self.tokens.get(token).is_none_or(|next| !next.is_word())
    }

    /// Whether a token stands apart from the one before by a space, or by a line break that means no more.
    pub(crate) fn is_spaced(&self, token: usize) -> bool {
        self.tokens[token].gap == Gap::Space
    }

    /// Whether a tab stands before a token: the next cell of a table starts with it.
    pub(crate) fn follows_tab(&self, token: usize) -> bool {
        let gap = token.checked_sub(1).and_then(|before| {
            self.text
                .get(self.tokens[before].end as usize..self.tokens[token].start as usize)
        });
        gap.is_some_and(|gap| gap.contains('\t'))
    }

    /// Whether a token belongs to page furniture, which states no facts.
    pub(crate) fn is_furniture(&self, token: usize) -> bool {
        self.line_of(token).is_some_and(|line| line.is_furniture())
    }
}
