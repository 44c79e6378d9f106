//! How far a figure's clause reaches.
//!
//! Enters: a scene and a figure. Leaves: [`Clause`]: the stretches left and right of the figure that can hold its
//! subject and goal. Semicolons, colons and brackets bound it; a comma does where another figure stands behind it.

use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};

/// No goal is longer than this.
const LONGEST: usize = 28;

/// What stands around a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// From the clause's start to the figure, with its bounding words, after the figure before.
    pub left: TokenRange,
    /// The stretch before `left`, with the figure before in it: whose share or growth an empty left speaks of.
    pub host: TokenRange,
    /// The figure before, within the host.
    pub host_figure: Option<TokenRange>,
    /// From behind the figure to the clause's end, before the figure after.
    pub right: TokenRange,
    /// "trở lên" that stands within `right`.
    pub bound: Option<TokenRange>,
    /// The figure stands in brackets.
    pub in_brackets: bool,
    /// What follows those brackets.
    pub beyond: TokenRange,
}

impl Clause {
    /// The clause of a figure, by its index among the quantities.
    pub fn around(scene: &Scene<'_>, index: usize) -> Self {
        let quantities = &scene.mentions.quantities;
        let figure = &quantities[index];
        let sentence = scene.reading.sentence_of(figure.number.start);
        let (start, in_brackets) = start(scene, sentence.start, figure.tokens.start);
        let after = behind(scene, figure);
        let end = end(scene, after, sentence.end.max(after));
        let right_end = match quantities.get(index + 1) {
            Some(next) if next.tokens.start < end => before_next(scene, after, next.tokens.start),
            _ => end,
        };
        let right = after..broken(scene, after, right_end.min(after + LONGEST)).max(after);
        let bound = figure
            .bound_after
            .clone()
            .filter(|bound| right.start < bound.start && bound.end <= right.end);
        let beyond = if in_brackets {
            beyond(scene, end, sentence.end, quantities.get(index + 1))
        } else {
            end..end
        };
        let outer = if in_brackets {
            self::start(scene, sentence.start, start.saturating_sub(1)).0
        } else {
            start
        };
        let before = index
            .checked_sub(1)
            .map(|before| &quantities[before])
            .filter(|before| before.number.start >= outer);
        let (left, host, host_figure) = match before {
            Some(before) if before.tokens.end <= figure.tokens.start => {
                let joint = joint(scene, before.tokens.end.max(outer), figure.tokens.start);
                let left_start = joint.max(start);
                let host_start = comma_before(scene, outer, before.tokens.start);
                let host_end = if in_brackets {
                    start.saturating_sub(1)
                } else {
                    left_start
                };
                (
                    left_start..figure.tokens.start,
                    host_start..host_end.max(host_start),
                    Some(before.tokens.clone()),
                )
            }
            _ if in_brackets => {
                let host_end = start.saturating_sub(1);
                (
                    start..figure.tokens.start,
                    comma_before(scene, outer, host_end)..host_end,
                    None,
                )
            }
            _ => (start..figure.tokens.start, start..start, None),
        };
        Self {
            left,
            host,
            host_figure,
            right,
            bound,
            in_brackets,
            beyond,
        }
    }

    /// From the first token that may belong to the figure to the last.
    pub fn stretch(&self) -> TokenRange {
        let start = if self.host.is_empty() {
            self.left.start
        } else {
            self.host.start
        };
        start..self.beyond.end.max(self.right.end)
    }
}

/// What follows the brackets that a figure stands in, up to the next figure.
fn beyond(
    scene: &Scene<'_>,
    from: usize,
    sentence_end: usize,
    next: Option<&QuantityMention>,
) -> TokenRange {
    let start = scene
        .reading
        .tokens
        .get(from)
        .filter(|mark| mark.is_mark(b')'))
        .map_or(from, |_| from + 1);
    let ceiling = next
        .map_or(sentence_end, |next| next.tokens.start.min(sentence_end))
        .max(start);
    let comma = (start..ceiling).find(|&at| scene.reading.tokens[at].is_mark(b','));
    start
        ..comma
            .unwrap_or_else(|| end(scene, start, ceiling))
            .min(start + LONGEST)
}

/// Where a clause starts, looking back from `at`, and whether that is an open bracket.
fn start(scene: &Scene<'_>, floor: usize, at: usize) -> (usize, bool) {
    let tokens = &scene.reading.tokens;
    let mut depth = 0;
    let mut here = at;
    while here > floor {
        match tokens[here - 1].kind {
            Kind::Mark(b')') => depth += 1,
            Kind::Mark(b'(') if depth == 0 => return (here, true),
            Kind::Mark(b'(') => depth -= 1,
            Kind::Mark(b';' | b'~' | b'?' | b'!') if depth == 0 => return (here, false),
            Kind::Mark(b':') if depth == 0 && here < at => return (here, false),
            _ => {}
        }
        here -= 1;
    }
    (floor, false)
}

/// Where a clause ends, looking on from behind the figure.
fn end(scene: &Scene<'_>, after: usize, ceiling: usize) -> usize {
    let tokens = &scene.reading.tokens;
    (after..ceiling)
        .find(|&at| {
            let is_last = at + 1 == ceiling;
            match tokens[at].kind {
                Kind::Mark(b';' | b'~' | b'?' | b'!' | b'(' | b')' | b':') => true,
                Kind::Mark(b'.') => is_last || tokens[at + 1].gap != crate::text::Gap::None,
                _ => false,
            }
        })
        .unwrap_or(ceiling)
}

/// Behind the figure, its "/năm" and its "trở lên".
fn behind(scene: &Scene<'_>, figure: &QuantityMention) -> usize {
    let mut at = figure.tokens.end;
    loop {
        let is_slash = scene
            .reading
            .tokens
            .get(at)
            .is_some_and(|mark| mark.is_mark(b'/'));
        if is_slash && let Some(end) = scene.cue_at(at + 1, Cue::PerUnit) {
            at = end;
            continue;
        }
        match &figure.bound_after {
            Some(bound) if bound.start == at => at = bound.end,
            _ => return at,
        }
    }
}

/// Where what belongs to this figure ends, when another follows: at the last comma before it, at "và", or at itself.
fn before_next(scene: &Scene<'_>, after: usize, next: usize) -> usize {
    let tokens = &scene.reading.tokens;
    if let Some(comma) = (after..next).rev().find(|&at| tokens[at].is_mark(b',')) {
        return comma;
    }
    (after..next)
        .rev()
        .find(|&at| scene.cue_at(at, Cue::And).is_some())
        .unwrap_or(next)
}

/// Where a comma and a new turn ("góp phần", "trong đó") end the goal.
fn broken(scene: &Scene<'_>, after: usize, end: usize) -> usize {
    let tokens = &scene.reading.tokens;
    (after..end)
        .find(|&at| {
            let turns = [
                Cue::AimBreak,
                Cue::RoleSecretary,
                Cue::RoleDeputy,
                Cue::PersonAddress,
            ];
            let is_turn = tokens[at].is_mark(b',')
                && (turns
                    .into_iter()
                    .any(|cue| scene.cue_at(at + 1, cue).is_some())
                    || scene.cue_at(at + 1, Cue::And).is_some());
            is_turn || scene.cue_at(at, Cue::AimInside).is_some()
        })
        .unwrap_or(end)
}

/// Behind the last comma, "và" or bracket between two figures; at the first one's end where nothing parts them.
fn joint(scene: &Scene<'_>, from: usize, to: usize) -> usize {
    let tokens = &scene.reading.tokens;
    let comma = (from..to).find(|&at| {
        tokens[at].is_mark(b',') || tokens[at].is_mark(b')') || tokens[at].is_mark(b'(')
    });
    let inside = (from..to).find(|&at| scene.cue_at(at, Cue::AimInside).is_some());
    match (comma, inside) {
        (Some(comma), Some(inside)) => (comma + 1).max(inside),
        (Some(comma), None) => comma + 1,
        (None, Some(inside)) => inside,
        (None, None) => (from..to)
            .rev()
            .find_map(|at| scene.cue_at(at, Cue::And))
            .unwrap_or(from),
    }
}

fn comma_before(scene: &Scene<'_>, floor: usize, at: usize) -> usize {
    (floor..at)
        .rev()
        .find(|&here| scene.reading.tokens[here].is_mark(b','))
        .map_or(floor, |comma| comma + 1)
}
