//! Terms that open the lines of a list below a heading that says so.
//!
//! Enters: a scene. Leaves: drafts of the lines that say no more than the years.
//!
//! `Các đồng chí Bí thư Đảng ủy xã X qua các nhiệm kỳ` heads `- 2000 - 2005: A`, `- 2005 - 2010: B`.

use crate::fact::governor::Governor;
use crate::fact::{Draft, Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::{TERM_YEARS, YearsLabel, YearsMention};
use crate::record::{Rule, Value};
use crate::text::{Kind, TokenRange};
use std::ops::Range;

/// Lines of a heading, the names of columns included.
const HEADING: usize = 2;
/// Lines from one term of a list to the next.
const APART: usize = 6;
/// Tokens of a line between them.
const SHORT: usize = 24;

/// The term of each line that opens with its years.
pub(super) fn read(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let mut list: Option<(usize, Owner)> = None;
    for years in &scene.mentions.years {
        let start = years.years.start;
        let line = scene.reading.line_index(start);
        if !TERM_YEARS.contains(&(years.end - years.start)) || !opens_line(scene, line, start) {
            continue;
        }
        let goes_on = list
            .as_ref()
            .filter(|(last, _)| line - last <= APART && is_within(scene, last + 1..line));
        let owner = match goes_on {
            Some((_, owner)) => Some(owner.clone()),
            None => headed(scene, line),
        };
        // The first may have its word from the heading's end.
        if let Some(owner) = &owner
            && years.label == YearsLabel::None
        {
            drafts.push(draft(years, owner.clone()));
        }
        list = owner.map(|owner| (line, owner));
    }
}

/// Whether lines between two of a list belong to it: short, and no heading of another.
fn is_within(scene: &Scene<'_>, mut lines: Range<usize>) -> bool {
    lines.all(|line| {
        let tokens = &scene.reading.lines[line].tokens;
        tokens.len() <= SHORT && scene.find_cue(tokens.clone(), Cue::Term).is_none()
    })
}

fn draft(years: &YearsMention, owner: Owner) -> Draft {
    Draft {
        value: Value::Term {
            start_year: years.start,
            end_year: years.end,
        },
        owner,
        tokens: years.years.clone(),
        rule: Rule::ListedTerm,
    }
}

/// Whether nothing but marks stands before a token in its line.
fn opens_line(scene: &Scene<'_>, line: usize, at: usize) -> bool {
    let line = scene.reading.lines.get(line);
    line.is_some_and(|line| {
        let before = &scene.reading.tokens[line.tokens.start..at.max(line.tokens.start)];
        let is_mark = |kind| matches!(kind, Kind::Mark(b'-' | b'|' | b'*' | b'+' | b'('));
        !line.is_furniture() && before.iter().all(|token| is_mark(token.kind))
    })
}

/// Whose terms the lines above name that head a list: a Party organization's, or its officers'.
fn headed(scene: &Scene<'_>, line: usize) -> Option<Owner> {
    let lines = &scene.reading.lines;
    let above = line.saturating_sub(HEADING)..line;
    // "qua các nhiệm kỳ", or the name of a column; "thực hiện nghị quyết nhiệm kỳ" heads no list of them.
    let first = above.clone().find(|&at| {
        let line = lines[at].tokens.clone();
        let term = scene.find_cue(line.clone(), Cue::Term);
        term.is_some_and(|term| {
            term.start == line.start || scene.cue_before(term.start, Cue::Plural).is_some()
        })
    })?;
    let heading: TokenRange = lines[first].tokens.start..lines[line - 1].tokens.end;
    let ends_with_clause = |at: usize| {
        let last = scene.reading.tokens[lines[at].tokens.clone()].last();
        last.is_none_or(|last| matches!(last.kind, Kind::Mark(b'.' | b';' | b',')))
    };
    // "Kết quả kết nạp đảng viên qua các nhiệm kỳ" tells of what was done in any years.
    let names_office = scene.finds_any(
        heading.clone(),
        const {
            CueSet::of(&[
                Cue::OrganizationCommittee,
                Cue::RoleSecretary,
                Cue::RoleDeputy,
            ])
        },
    );
    let has_years = !scene.mentions.years_in(heading.clone()).is_empty();
    if !names_office || has_years || (first..line).any(ends_with_clause) {
        return None;
    }
    let colon = heading.end - 1;
    let end = colon + usize::from(!scene.reading.tokens[colon].is_mark(b':'));
    match Governor::left_of(scene, heading.start, end) {
        Governor::Other | Governor::AllOrNational(_) => None,
        Governor::Organization(index) if scene.mentions.organizations[index].is_generic => {
            Some(Owner::Context(heading.start))
        }
        Governor::None => Some(Owner::Context(heading.start)),
        governor => Some(governor.owner(scene, heading.start)),
    }
}
