//! Rolls of holders: a heading that names a post, and beneath it a line for each who held it.
//!
//! Enters: the parts of all sentences. Leaves: [`Row`]s: who held which post.
//!
//! `Bí thư Huyện ủy qua các thời kỳ` heads `1. Từ 1976-1986: A (1922-2016)`, `- Đồng chí B (1954 - 1960)`, `3. 2020 - nay: C`.

use crate::fact::Scene;
use crate::fact::officeholder::career::{ends_in_year, is_office};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::table::{CELL, Row};
use crate::knowledge::cue::Cue;
use crate::record::Status;

/// Lines between a heading and its roll, or between two of its lines, that say nothing of anybody.
const LINES_BETWEEN: usize = 2;

/// The lines of the rolls of an article in which the sentences `posts` tell a post.
pub(super) fn rows(scene: &Scene<'_>, sentences: &[&[Part]], posts: &[usize]) -> Vec<Row> {
    let mut out = Vec::new();
    let mut heading: Option<(usize, usize)> = None;
    let mut skipped = 0;
    let mut posts = posts.iter().peekable();
    for (line, parts) in sentences.iter().enumerate() {
        let tells_post = posts.next_if_eq(&&line).is_some();
        if tells_post && let Some(post) = headed(scene, parts) {
            heading = Some((line, post));
            skipped = 0;
            continue;
        }
        let Some(post) = heading else { continue };
        if let Some(name) = listed(scene, parts) {
            skipped = 0;
            out.push(row(scene, parts, (line, name), post));
        } else if skipped < LINES_BETWEEN && !speaks(parts) {
            skipped += 1;
        } else {
            heading = None;
        }
    }
    out
}

/// The post that a line names and nothing else: `## Bí thư Tỉnh ủy (1976 - nay)`, `Các đồng chí Bí thư Đảng ủy xã:`.
fn headed(scene: &Scene<'_>, parts: &[Part]) -> Option<usize> {
    let opens_line = parts.first().is_some_and(|part| {
        let start = part.tokens.start;
        let line = scene.reading.line_of(start);
        line.is_some_and(|line| {
            // "II. Các Bí thư Đảng ủy": behind the number of the heading.
            let tokens = &scene.reading.tokens;
            let is_number = start == line.tokens.start + 2 && tokens[start - 1].is_mark(b'.');
            line.tokens.start == start || is_number
        })
    });
    // "Những người giữ chức Bí thư Huyện ủy:"
    let is_plural = |part: &Part| {
        let plural = scene.cue_at(part.tokens.start, Cue::Plural);
        part.element == Element::Word && plural.is_some()
    };
    let is_heading = |part: &Part| {
        is_office(part)
            || is_plural(part)
            || matches!(
                part.element,
                Element::Address
                    | Element::Verb(Cue::OfficeAppoint | Cue::OfficeAnyone)
                    | Element::Mark(b'#' | b':' | b'*' | b'"')
            )
    };
    let mut posts = (0..parts.len()).filter(|&at| parts[at].post().is_some());
    let post = posts.next()?;
    (opens_line && posts.next().is_none() && parts.iter().all(is_heading)).then_some(post)
}

/// The one whom a line of a roll names: years stand beside the name, and no word that is none of a date.
fn listed(scene: &Scene<'_>, parts: &[Part]) -> Option<usize> {
    let body = past_brackets(parts);
    let name = (body..parts.len()).find(|&at| matches!(parts[at].element, Element::Person(_)))?;
    let is_date = |part: &Part| match part.element {
        Element::Mark(mark) => mark != CELL,
        _ => part.element == Element::Aside,
    };
    let close = |at: usize| (at..parts.len()).find(|&end| parts[end].is_mark(b')'));
    let mut at = name + 1;
    while let Some(part) = parts.get(at) {
        at = match part.element {
            Element::Mark(b'(') => close(at)? + 1,
            _ if is_date(part) => at + 1,
            _ => return None,
        };
    }
    let tokens = parts[body].tokens.start..parts.last()?.tokens.end;
    let mut tokens = tokens;
    let has_year = tokens.any(|token| ends_in_year(scene, token));
    (has_year && parts[body..name].iter().all(is_date)).then_some(name)
}

/// Past the link to an editor's page that opens a section of a wiki: `[sửa | sửa mã nguồn]`.
fn past_brackets(parts: &[Part]) -> usize {
    if !parts.first().is_some_and(|part| part.is_mark(b'[')) {
        return 0;
    }
    let close = parts.iter().position(|part| part.is_mark(b']'));
    close.map_or(0, |close| (close + 1).min(parts.len() - 1))
}

/// Whether a line says something: words that are more than a remark's.
fn speaks(parts: &[Part]) -> bool {
    const REMARK: usize = 6;
    let is_said = |part: &&Part| !matches!(part.element, Element::Mark(_) | Element::Aside);
    parts.iter().filter(is_said).count() > REMARK
        || parts
            .iter()
            .any(|part| part.is_person() || part.post().is_some())
}

fn row(scene: &Scene<'_>, parts: &[Part], name: (usize, usize), post: (usize, usize)) -> Row {
    let tokens = parts[0].tokens.start..parts[parts.len() - 1].tokens.end;
    let is_open = scene.find_cue(tokens, Cue::OfficeNow).is_some();
    Row {
        name,
        post,
        heading: None,
        status: if is_open {
            Status::Current
        } else {
            Status::Former
        },
        is_standing: false,
        tokens: parts[name.1].tokens.clone(),
    }
}
