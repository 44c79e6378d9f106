//! Tables of persons' pages: a row's label is a post or what became of one, the cell beside it names who held it.
//!
//! Enters: the parts of all sentences, a row of a table each. Leaves: parts whose cells are cut into names, and
//! [`Row`]s: who holds which post.
//!
//! `Bí thư Tỉnh ủy Hà Giang | |` heads what follows: the page's person held it; `| Tiền nhiệm | A |` held it before,
//! `| Kế nhiệm | B |` after, `| Phó Bí thư | C D |` served beside.

use crate::fact::Scene;
use crate::fact::officeholder::career::{ends_in_year, is_office};
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::NamePart;
use crate::record::{Role, Status};
use crate::text::TokenRange;
use memchr::memchr;
use smallvec::SmallVec;
use std::ops::Range;

pub(super) const CELL: u8 = b'|';
/// Parts of a line that may be the first half of a heading.
const BROKEN: usize = 8;

/// A name and the post that it holds, by the indexes of their lines and parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub name: (usize, usize),
    pub post: (usize, usize),
    /// The heading whose organization is meant by a post that names none.
    pub heading: Option<(usize, usize)>,
    pub status: Status,
    /// Brackets behind the name say so: `A (Thường trực)`.
    pub is_standing: bool,
    /// Where the row says so.
    pub tokens: TokenRange,
}

/// Whether an article has rows of tables.
pub(super) fn has_rows(scene: &Scene<'_>) -> bool {
    memchr(CELL, scene.reading.text.as_bytes()).is_some()
}

/// Whether a sentence is a row of a table.
pub(super) fn is_row(scene: &Scene<'_>, sentence: &TokenRange) -> bool {
    memchr(CELL, scene.reading.slice(sentence).as_bytes()).is_some()
}

/// The same of its parts.
fn has_cells(scene: &Scene<'_>, parts: &[Part]) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
        return false;
    };
    is_row(scene, &(first.tokens.start..last.tokens.end))
}

/// The filled cells of a row of a table, as ranges of its parts; none for any other line.
fn cells(scene: &Scene<'_>, parts: &[Part]) -> SmallVec<[Range<usize>; 8]> {
    let mut out = SmallVec::new();
    if !has_cells(scene, parts) {
        return out;
    }
    let mut start = 0;
    for at in 0..=parts.len() {
        if at == parts.len() || parts[at].is_mark(CELL) {
            if start < at {
                out.push(start..at);
            }
            start = at + 1;
        }
    }
    out
}

/// Whether the first filled cell of a row holds one part, as a label does.
fn opens_with_label(parts: &[Part]) -> bool {
    let first = parts.iter().position(|part| !part.is_mark(CELL));
    first.is_some_and(|first| parts.get(first + 1).is_some_and(|end| end.is_mark(CELL)))
}

/// What a row's label says of the names beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    /// They hold this post, a part of the row.
    Post(usize),
    Before,
    After,
}

/// The label that fills a cell.
fn label(scene: &Scene<'_>, parts: &[Part], cell: &Range<usize>) -> Option<Label> {
    let [part] = &parts[cell.clone()] else {
        return None;
    };
    let has = |cue| scene.cue_at(part.tokens.start, cue) == Some(part.tokens.end);
    if part.post().is_some() {
        Some(Label::Post(cell.start))
    } else if has(Cue::OfficeThen) || has(Cue::OfficePredecessor) {
        Some(Label::Before)
    } else if has(Cue::OfficeReplace) || has(Cue::OfficeSuccessor) {
        Some(Label::After)
    } else {
        None
    }
}

/// Cuts the names that stand beside a label, one after the other without a mark: `Lê Duẩn Nguyễn Văn Linh Đỗ Mười`.
/// The sentence's parts begin at `own`.
pub(super) fn cut_names(scene: &Scene<'_>, all: &mut Vec<Part>, own: usize) {
    let parts = &all[own..];
    if !opens_with_label(parts) {
        return;
    }
    let cells = cells(scene, parts);
    let [first, value] = &cells[..] else {
        return;
    };
    if label(scene, parts, first).is_none() {
        return;
    }
    let is_name = |part: &Part| matches!(part.element, Element::Person(_) | Element::Noun);
    let mut at = value.start;
    let mut out: Vec<Part> = parts[..at].to_vec();
    while at < value.end {
        let end = (at..value.end)
            .find(|&end| !is_name(&parts[end]))
            .unwrap_or(value.end);
        if end == at {
            out.push(parts[at].clone());
            at += 1;
            continue;
        }
        let run = parts[at].tokens.start..parts[end - 1].tokens.end;
        match names_in(scene, &run) {
            Some(names) => out.extend(names.into_iter().map(|name| Part {
                tokens: name.clone(),
                element: Element::Person(name),
            })),
            None => out.extend_from_slice(&parts[at..end]),
        }
        at = end;
    }
    out.extend_from_slice(&parts[value.end..]);
    all.truncate(own);
    all.append(&mut out);
}

/// The names that a run of capitalized syllables is made of: each opens with a family name and has two to four
/// syllables, three for choice; none where it can't be cut so.
fn names_in(scene: &Scene<'_>, run: &TokenRange) -> Option<Vec<TokenRange>> {
    const SIZES: Range<usize> = 2..5;
    const USUAL: usize = 3;
    // The cheapest cut of what begins at a token, from the end of the run backwards: its cost and its first name's end.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; run.len() + 1];
    best[run.len()] = Some((0, run.end));
    for at in run.clone().rev() {
        best[at - run.start] = SIZES
            .filter(|&size| at + size <= run.end && opens_name(scene, at, at + size))
            .filter_map(|size| {
                let (rest, _) = best[at + size - run.start]?;
                let swallowed = (at + 1..at + size)
                    .filter(|&token| scene.cue_at(token, Cue::PersonCommonSurname).is_some())
                    .count();
                Some((rest + size.abs_diff(USUAL) + swallowed, at + size))
            })
            .min();
    }
    let mut out = Vec::new();
    let mut at = run.start;
    while at < run.end {
        let (_, end) = best[at - run.start]?;
        out.push(at..end);
        at = end;
    }
    Some(out)
}

/// Whether a family name opens these syllables, or they are `Trường Chinh`, a name without one.
fn opens_name(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    if let Some(pen_name) = scene.cue_at(at, Cue::PersonPenName) {
        return pen_name == end;
    }
    let has_pen_name = (at + 1..end).any(|token| scene.cue_at(token, Cue::PersonPenName).is_some());
    let part = scene.reading.name_part_where(at, |part| {
        matches!(part, NamePart::Surname | NamePart::Clan)
    });
    part.is_some() && !has_pen_name
}

/// What a part of a table is about.
#[derive(Default)]
struct Section {
    /// The post that heads it.
    heading: Option<(usize, usize)>,
    /// Its first row among those read.
    start: usize,
    has_term: bool,
    /// Its term does not reach to the present.
    is_over: bool,
    /// That term is the whole table's.
    is_whole: bool,
}

/// The rows of an article that name holders of posts.
pub(super) fn rows(scene: &Scene<'_>, sentences: &[&[Part]]) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    if !has_rows(scene) {
        return out;
    }
    let mut subject = None;
    let mut section = Section::default();
    let mut broken = 0;
    let mut row_end = 0;
    for (line, parts) in sentences.iter().enumerate() {
        if line < row_end {
            continue;
        }
        row_end = end_of_row(scene, sentences, line);
        match &cells(scene, parts)[..] {
            // "Chủ tịch Ủy ban", "Quân quản thành phố X | |": a heading that is broken in two, or an empty row.
            [] if parts.len() <= BROKEN && broken + 1 < line => broken = line,
            [] => (subject, section) = (None, Section::default()),
            // "| Phó Bí thư | |": a label whose value nobody entered.
            [only] if opens_with_bare_label(parts, only) => {}
            [only] => {
                section = Section {
                    start: out.len(),
                    heading: headed(parts, only).map(|post| (line, post)),
                    is_over: is_past(scene, parts, only) || section.is_whole && section.is_over,
                    is_whole: is_past(scene, parts, only) || section.is_whole,
                    ..Section::default()
                };
                if let Some(name) = lone_name(parts, only) {
                    subject = Some((line, name));
                }
                out.extend(held_by_subject(sentences, subject, section.heading));
            }
            [first, value] if is_term(scene, parts, first) => {
                // A second term without a heading of its own: nobody knows whose.
                if section.has_term {
                    section = Section {
                        start: out.len(),
                        ..Section::default()
                    };
                }
                section.has_term = true;
                section.is_over = !reaches_present(scene, parts, value);
            }
            [first, value] => match label(scene, parts, first) {
                Some(label) => out.extend(held_by_named(
                    scene,
                    sentences,
                    line,
                    label,
                    value,
                    section.heading,
                )),
                None => {
                    let cells = [first.clone(), value.clone()];
                    out.extend(held_in_row(scene, sentences, line, &cells));
                }
            },
            several => out.extend(held_in_row(scene, sentences, line, several)),
        }
        if section.is_over {
            out[section.start..]
                .iter_mut()
                .for_each(|row| row.status = Status::Former);
        }
    }
    out
}

/// `| 2 | A | Phó Bí thư Tỉnh ủy X | 9/1991-7/1996 |`: the one whom a row names held the posts of its other cells.
fn held_in_row(
    scene: &Scene<'_>,
    sentences: &[&[Part]],
    line: usize,
    filled: &[Range<usize>],
) -> Vec<Row> {
    let parts = &sentences[line];
    let mut names = filled.iter().filter_map(|cell| lone_name(parts, cell));
    let (Some(name), None) = (names.next(), names.next()) else {
        return Vec::new();
    };
    let end = end_of_row(scene, sentences, line);
    let is_over = sentences[end - 1]
        .last()
        .is_some_and(|last| has_passed(scene, parts[0].tokens.start..last.tokens.end));
    let held = |(at, part): (usize, &Part)| {
        let said = part.post()?.status;
        let tokens = part.tokens.clone();
        Some(Row {
            name: (line, name),
            post: (line, at),
            heading: None,
            status: match said {
                Status::Current if is_over => Status::Former,
                said => said,
            },
            is_standing: false,
            tokens: if at < name {
                tokens.start..parts[name].tokens.end
            } else {
                parts[name].tokens.start..tokens.end
            },
        })
    };
    let posts = filled.iter().filter(|cell| headed(parts, cell).is_some());
    let mut out: Vec<Row> = posts
        .flat_map(|cell| cell.clone())
        .filter_map(|at| held((at, &parts[at])))
        .collect();
    for (further, parts) in sentences.iter().enumerate().take(end).skip(line + 1) {
        let posts = cells(scene, parts)
            .into_iter()
            .filter(|cell| headed(parts, cell).is_some());
        out.extend(posts.flatten().filter_map(|at| {
            let row = held((at, &parts[at]))?;
            let (post, tokens) = ((further, at), parts[at].tokens.clone());
            Some(Row {
                post,
                tokens,
                ..row
            })
        }));
    }
    out
}

/// Past the lines over which a numbered row goes on, where a line break stands in one of its cells.
fn end_of_row(scene: &Scene<'_>, sentences: &[&[Part]], line: usize) -> usize {
    /// Lines of one row.
    const LONGEST: usize = 4;
    let is_numbered = |parts: &[Part]| {
        matches!(parts, [first, number, end, ..]
            if first.is_mark(CELL) && end.is_mark(CELL)
                && scene.reading.tokens[number.tokens.start].is_number())
    };
    let goes_on = |parts: &[Part]| {
        has_cells(scene, parts) && !is_numbered(parts) && !parts.iter().any(Part::is_person)
    };
    if !is_numbered(sentences[line]) {
        return line + 1;
    }
    let lines = sentences[line + 1..].iter().take(LONGEST);
    line + 1 + lines.take_while(|parts| goes_on(parts)).count()
}

/// Whether two years stand in a stretch of a table, and nothing says that it reaches to the present or beyond it.
fn has_passed(scene: &Scene<'_>, tokens: TokenRange) -> bool {
    let years = tokens.clone().filter(|&token| ends_in_year(scene, token));
    let years_told = scene.mentions.years_in(tokens.clone()).iter();
    let last = years_told.map(|years| years.end).max();
    let is_ahead = last.is_some_and(|last| scene.today.is_some_and(|today| last >= today));
    !is_ahead && years.count() > 1 && scene.find_cue(tokens, Cue::OfficeNow).is_none()
}

/// `25/4/2006 – 19/1/2011`: nothing but a time that has passed.
fn is_past(scene: &Scene<'_>, parts: &[Part], cell: &Range<usize>) -> bool {
    let is_time = |part: &Part| matches!(part.element, Element::Aside | Element::Mark(_));
    let parts = &parts[cell.clone()];
    let tokens = parts[0].tokens.start..parts[parts.len() - 1].tokens.end;
    parts.iter().all(is_time) && has_passed(scene, tokens)
}

/// `A (2021 - 7/2024)`, `B (8/2024 - nay)`: what the time in brackets behind a name says of a post.
fn told_behind(scene: &Scene<'_>, parts: &[Part], name: usize) -> Option<Status> {
    let inside = parts
        .get(name + 1..)?
        .split_first()
        .filter(|(open, _)| open.is_mark(b'('))?
        .1;
    let close = inside.iter().position(|part| part.is_mark(b')'))?;
    let tokens = inside.first()?.tokens.start..inside[close].tokens.start;
    if scene.find_cue(tokens.clone(), Cue::OfficeNow).is_some() {
        Some(Status::Current)
    } else {
        has_passed(scene, tokens).then_some(Status::Former)
    }
}

/// `Nhiệm kỳ`
fn is_term(scene: &Scene<'_>, parts: &[Part], cell: &Range<usize>) -> bool {
    let start = parts[cell.start].tokens.start;
    scene.cue_at(start, Cue::Term).is_some()
}

fn reaches_present(scene: &Scene<'_>, parts: &[Part], cell: &Range<usize>) -> bool {
    let tokens = parts[cell.start].tokens.start..parts[cell.end - 1].tokens.end;
    scene.find_cue(tokens, Cue::OfficeNow).is_some()
}

/// The person who fills a cell.
fn lone_name(parts: &[Part], cell: &Range<usize>) -> Option<usize> {
    let is_person = cell.len() == 1 && matches!(parts[cell.start].element, Element::Person(_));
    is_person.then_some(cell.start)
}

/// The post of a cell that holds offices only.
fn headed(parts: &[Part], cell: &Range<usize>) -> Option<usize> {
    let only_offices = parts[cell.clone()].iter().all(is_office);
    cell.clone()
        .find(|&at| parts[at].post().is_some())
        .filter(|_| only_offices)
}

/// Whether a row begins with a cell that names a post and not whose: headings stand before the first mark, or tell more.
fn opens_with_bare_label(parts: &[Part], cell: &Range<usize>) -> bool {
    let post = headed(parts, cell).and_then(|at| parts[at].post());
    parts[0].is_mark(CELL) && post.is_some_and(|post| post.owner().is_none())
}

/// `A (Thường trực)`, `A (thường trực)B`: brackets behind a name.
fn is_standing(scene: &Scene<'_>, parts: &[Part], name: usize) -> bool {
    let opens = parts.get(name + 1).is_some_and(|open| open.is_mark(b'('));
    let word = parts.get(name + 2).map(|word| word.tokens.start);
    opens && word.is_some_and(|at| scene.cue_at(at, Cue::RoleStanding).is_some())
}

/// The post that heads a part of the table is, or was, the page's person's.
fn held_by_subject(
    sentences: &[&[Part]],
    subject: Option<(usize, usize)>,
    heading: Option<(usize, usize)>,
) -> Option<Row> {
    let (name, post) = (subject?, heading?);
    let part = &sentences[post.0][post.1];
    Some(Row {
        name,
        post,
        heading: None,
        status: part.post()?.status,
        is_standing: false,
        tokens: part.tokens.clone(),
    })
}

/// `| Phó Bí thư | Từ 6/10/2017, Trung ương quyết định … |`: a cell that says something is no list of names, brackets aside.
fn is_remark(cell: &[Part]) -> bool {
    let mut depth = 0_usize;
    cell.iter().any(|part| match part.element {
        Element::Mark(b'(') => {
            depth += 1;
            false
        }
        Element::Mark(b')') => {
            depth = depth.saturating_sub(1);
            false
        }
        Element::Word | Element::Post(_) | Element::Verb(_) => depth == 0,
        _ => false,
    })
}

/// Who is named beside a label.
fn held_by_named(
    scene: &Scene<'_>,
    sentences: &[&[Part]],
    line: usize,
    label: Label,
    value: &Range<usize>,
    heading: Option<(usize, usize)>,
) -> Vec<Row> {
    let parts = &sentences[line];
    if is_remark(&parts[value.clone()]) {
        return Vec::new();
    }
    let Some((post, status)) = (match label {
        Label::Post(at) => parts[at]
            .post()
            .filter(|post| heading.is_some() || post.role == Role::GeneralSecretary)
            .map(|post| ((line, at), post.status)),
        Label::Before => heading.map(|heading| (heading, Status::Former)),
        Label::After => heading.map(|heading| (heading, Status::Current)),
    }) else {
        return Vec::new();
    };
    let start = parts.iter().find(|part| !part.is_mark(CELL));
    let start = start.map_or(parts[value.start].tokens.start, |part| part.tokens.start);
    value
        .clone()
        .filter(|&at| matches!(parts[at].element, Element::Person(_)))
        .map(|at| Row {
            name: (line, at),
            post,
            heading,
            status: told_behind(scene, parts, at).unwrap_or(status),
            is_standing: is_standing(scene, parts, at),
            tokens: start..parts[at].tokens.end,
        })
        .collect()
}
