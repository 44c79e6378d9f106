//! Who signed an article: a byline with its cue, or a line of nothing but names after the last sentence.

use crate::text::fold::{is_combining, shown};
use crate::text::metadata::cue::{Field, MetadataCues};
use crate::text::metadata::line::{Line, is_brief};
use std::ops::Range;

/// Bylines above the text stand within this many lines.
const BYLINE_LINES: usize = 4;
/// Words of one or two names.
const NAME_WORDS: usize = 7;
/// A longer line is running text even if it does not end in a full stop.
const RUNNING_CHARS: usize = 79;
/// Initials have so many letters: PV, H.T.
const INITIALS: usize = 4;

/// The author's name, as written.
pub(super) fn author(
    head: &[Line<'_>],
    tail: &[Line<'_>],
    cues: &MetadataCues,
) -> Option<Range<usize>> {
    let above = head.iter().take(BYLINE_LINES);
    tail.iter()
        .rev()
        .chain(above)
        .find_map(|line| named(line, cues))
        .or_else(|| signed(tail, cues))
        .map(|name| name.range())
}

/// The name in a line that says that it holds one.
fn named<'t>(line: &Line<'t>, cues: &MetadataCues) -> Option<Line<'t>> {
    let value = cues
        .value(line, Field::Author)
        .or_else(|| cues.value(line, Field::AuthorOf));
    let value = value.or_else(|| before_brackets(line, cues))?;
    (is_brief(&value) && is_names(value.text)).then_some(value)
}

/// "KIM SA (thực hiện)".
fn before_brackets<'t>(line: &Line<'t>, cues: &MetadataCues) -> Option<Line<'t>> {
    let (name, after) = line.text.strip_suffix(')')?.split_once('(')?;
    cues.fields(after)
        .contains(&Field::AuthorAfter)
        .then(|| line.part(0..name.len()))
}

/// A line of names after running text, with nothing but furniture below it.
fn signed<'t>(tail: &[Line<'t>], cues: &MetadataCues) -> Option<Line<'t>> {
    for (index, pair) in tail.windows(2).enumerate().rev() {
        if is_running(&pair[0]) && is_signature(&pair[1], cues) {
            let below = &tail[index + 2..];
            let article = below.iter().take_while(|line| !cues.opens_furniture(line));
            return (!article.into_iter().any(is_paragraph)).then_some(pair[1]);
        }
    }
    None
}

fn is_signature(line: &Line<'_>, cues: &MetadataCues) -> bool {
    cues.fields(line.text).contains(&Field::AuthorWhole)
        || (is_brief(line)
            && is_names(line.text)
            && !cues.opens_furniture(line)
            && !cues.speaks_of_somebody(line)
            && cues.value(line, Field::SourceOf).is_none())
}

fn is_paragraph(line: &Line<'_>) -> bool {
    line.is_longer_than(RUNNING_CHARS) && is_running(line)
}

fn is_running(line: &Line<'_>) -> bool {
    let end = line.text.trim_end_matches(['"', '”', '’', '»', ')', '/']);
    (end.ends_with(['.', '!', '?', '…'])
        && line.text.contains(char::is_whitespace)
        && line.text.chars().any(char::is_lowercase))
        || line.is_longer_than(RUNNING_CHARS)
}

/// Names and nothing else: each word begins with a capital, two names are joined by a dash, a comma or an ampersand.
fn is_names(text: &str) -> bool {
    let words: Vec<&str> = text
        // A tab parts a table's cells, which are no names.
        .split(|mark: char| {
            mark.is_whitespace() && mark != '\t' || matches!(mark, ',' | '-' | '–' | '&')
        })
        .filter(|word| !word.is_empty())
        .collect();
    let is_name = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|letter| {
                letter.is_alphabetic() || matches!(letter, '.' | '\'' | '’') || is_combining(letter)
            })
    };
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let are_initials = words.len() == 1
        && text
            .chars()
            .all(|letter| letter.is_uppercase() || letter == '.' || is_combining(letter));
    let has_initial = words.len() == 1 && shown(text).nth(1) == Some('.') && letters >= 2;
    let is_item = text.starts_with('-') || (text.ends_with('.') && !are_initials);
    !is_item
        && words.len() <= NAME_WORDS
        && words.iter().all(is_name)
        && (words.len() >= 2 || has_initial || (are_initials && (2..=INITIALS).contains(&letters)))
}
