//! How far a figure's clause reaches.
//!
//! Enters: a scene and a figure. Leaves: [`Clause`]: the stretches left and right of the figure that can hold its
//! subject and goal. Semicolons, colons and brackets bound it; a comma does where another figure stands behind it.
//! An age ("trên 60 tuổi"), a ratio in brackets and the start of a change ("từ 61% lên 78%") are no other figures.

use crate::fact::Scene;
use crate::fact::aim::attribute::is_attribute;
use crate::fact::aim::cut::{ends_at, goal_at, is_scope, joins_years, noun_at};
use crate::fact::aim::plan::NOW;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::{self, QuantityMention};
use crate::text::{Gap, Kind, TokenRange};
use std::cell::OnceCell;

/// No goal is longer than this.
const LONGEST: usize = 28;
/// Tokens of a noun before a comma within it.
const LONGEST_NOUN: usize = 6;
/// Tokens that a comma may add to a noun before its verb.
const LONGEST_ADDED: usize = 3;

/// Tokens of brackets that say when.
const LONGEST_ASIDE: usize = 8;

/// What stands around a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// From the clause's start to the figure, with its bounding words, after the figure before. It ends before the
    /// start of a change where the figure is its end.
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

/// A figure in its clause.
pub(super) struct InClause<'s> {
    pub scene: &'s Scene<'s>,
    pub clause: &'s Clause,
    pub figure: &'s QuantityMention,
    /// Whether it is a plan's own, once that was asked.
    pub is_plan_figure: OnceCell<bool>,
}

impl<'s> InClause<'s> {
    pub(super) fn new(
        scene: &'s Scene<'s>,
        clause: &'s Clause,
        figure: &'s QuantityMention,
    ) -> Self {
        Self {
            scene,
            clause,
            figure,
            is_plan_figure: OnceCell::new(),
        }
    }
}

impl Clause {
    /// The clause of a figure, by its index among the quantities.
    pub(super) fn around(scene: &Scene<'_>, index: usize) -> Self {
        let quantities = &scene.mentions.quantities;
        let figure = &quantities[index];
        let sentence = scene.reading.sentence_of(figure.number.start);
        let sentence = behind_label(scene, &sentence).min(figure.number.start)..sentence.end;
        let (start, is_enclosed) = start(scene, sentence.start, figure.tokens.start);
        let (before, lead) = before(scene, index);
        let in_brackets = is_enclosed && before.is_none_or(|before| before.number.start < start);
        let after = behind(scene, figure);
        let end = end(scene, after, sentence.end.max(after));
        let next = after_figure(scene, index, after, end);
        let right_end = match next {
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
        let before = before.filter(|before| before.number.start >= outer);
        let (left, host, host_figure) = match before {
            Some(before) if before.tokens.end <= lead => {
                let joint = joint(scene, before.tokens.end.max(outer), lead);
                let left_start = joint.max(start);
                let host_start = comma_before(scene, outer, before.tokens.start);
                let host_end = if in_brackets {
                    start.saturating_sub(1)
                } else {
                    left_start
                };
                (
                    left_start..lead,
                    host_start..host_end.max(host_start),
                    Some(before.tokens.clone()),
                )
            }
            _ if in_brackets => {
                let host_end = start.saturating_sub(1);
                (
                    start..lead,
                    comma_before(scene, outer, host_end)..host_end,
                    None,
                )
            }
            _ => (start..lead, start..start, None),
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

    /// Whether a plan's figure in this clause measures what is stated there: no other figure stands between.
    pub(super) fn measures(&self, stated: &TokenRange) -> bool {
        self.host_figure
            .as_ref()
            .is_none_or(|host| stated.start < host.end && host.start < stated.end)
    }

    /// From the first token that may belong to the figure to the last.
    pub(super) fn stretch(&self) -> TokenRange {
        let start = if self.host.is_empty() {
            self.left.start
        } else {
            self.host.start
        };
        start..self.beyond.end.max(self.right.end)
    }
}

/// Where a sentence starts, behind the number or letter of the item that it opens: "2. Kết nạp: 40/35", "c) 96% hộ dân".
fn behind_label(scene: &Scene<'_>, sentence: &TokenRange) -> usize {
    let start = sentence.start;
    let opens_item = (scene.reading.line_of(start))
        .is_some_and(|line| line.is_item && line.tokens.start == start);
    let tokens = &scene.reading.tokens;
    let is_letter = tokens[start].is_word() && scene.reading.letters(start) == 1;
    let is_label = (tokens[start].is_number() || is_letter)
        && (tokens.get(start + 1)).is_some_and(|mark| matches!(mark.kind, Kind::Mark(b'.' | b')')));
    if opens_item && is_label {
        start + 2
    } else {
        start
    }
}

/// The figure before one, and where what is said before the figure ends: at its bounding words, or where the change
/// that it ends starts ("từ 61%" of "từ 61% lên 78%").
fn before<'s>(scene: &'s Scene<'_>, index: usize) -> (Option<&'s QuantityMention>, usize) {
    let quantities = &scene.mentions.quantities;
    let figure = &quantities[index];
    let last = |index: usize| {
        quantities[..index]
            .iter()
            .rposition(|other| !is_attribute(scene, other) && !is_form(scene, other, figure))
    };
    let Some(before) = last(index) else {
        return (None, figure.tokens.start);
    };
    let origin = &quantities[before];
    if rise(scene, origin) == Some(figure.tokens.start) {
        (last(before).map(|at| &quantities[at]), origin.tokens.start)
    } else {
        (Some(origin), figure.tokens.start)
    }
}

/// The 2 and the 1 of "3 đồng chí (2 khiển trách, 1 cảnh cáo), chiếm 0,6%": forms of discipline in brackets that closed
/// before the figure.
fn is_form(scene: &Scene<'_>, other: &QuantityMention, figure: &QuantityMention) -> bool {
    const FORMS: [Cue; 2] = [Cue::DeedDiscipline, Cue::DeedRemove];
    let tokens = &scene.reading.tokens;
    let names_form = FORMS.into_iter().any(|form| {
        scene.cue_at(other.tokens.end, form).is_some()
            || scene.cue_before(other.tokens.start, form).is_some()
    });
    let at = other.number.end;
    let limit = figure.tokens.start.min(at + LONGEST);
    names_form
        && (at..limit)
            .find(|&at| matches!(tokens[at].kind, Kind::Mark(b'(' | b')')))
            .is_some_and(|mark| tokens[mark].is_mark(b')'))
}

/// The figure that ends what belongs to this one. A count that the goal's verb governs does not: "100% ủy ban kiểm tra
/// kiểm tra ít nhất 1 tổ chức đảng".
fn after_figure<'s>(
    scene: &'s Scene<'_>,
    index: usize,
    after: usize,
    end: usize,
) -> Option<&'s QuantityMention> {
    let quantities = &scene.mentions.quantities;
    let is_governed = |next: &QuantityMention| {
        let between = after..next.tokens.start;
        quantities[index].is_percent()
            && !next.is_percent()
            && scene.cue_before(next.tokens.start, Cue::AimVerb).is_some()
            && between.len() > 2
            && between.clone().all(|at| {
                !scene.reading.tokens[at].is_mark(b',') && scene.cue_at(at, Cue::And).is_none()
            })
    };
    quantities[index + 1..]
        .iter()
        .take_while(|next| next.tokens.start < end)
        .find(|next| {
            !is_attribute(scene, next)
                && !is_aside(scene, after, next.number.start)
                && !is_governed(next)
        })
}

/// The 22 of `từ 22% lên 40 - 50%`: where a change starts is no aim.
pub(super) fn is_origin(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    rise(scene, figure).is_some()
}

/// Where the word of a change ends that starts at a figure: `từ 22% lên`, `từ 32% năm 2009 đã tăng lên`.
fn rise(scene: &Scene<'_>, figure: &QuantityMention) -> Option<usize> {
    scene.cue_before(figure.number.start, Cue::QuantityFrom)?;
    let mut at = figure.number.end;
    loop {
        if let Some(end) = scene.cue_at(at, Cue::QuantityRise) {
            return Some(end);
        }
        let dated = scene
            .mentions
            .dates
            .iter()
            .find(|date| date.tokens.start == at)
            .map(|date| date.tokens.end);
        at = dated
            .or_else(|| scene.cue_at(at, Cue::AimSkip))
            .or_else(|| scene.cue_at(at, Cue::QuantityWhen))
            .or_else(|| dated_aside(scene, at))?;
    }
}

/// Behind brackets that only say when: the "(năm 2010)" of "từ 62% (năm 2010) vươn lên 83,5%".
fn dated_aside(scene: &Scene<'_>, open: usize) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    if !tokens.get(open)?.is_mark(b'(') {
        return None;
    }
    let close =
        (open..tokens.len().min(open + LONGEST_ASIDE)).find(|&at| tokens[at].is_mark(b')'))?;
    is_scope(scene, open + 1..close).then_some(close + 1)
}

/// Whether a token stands within brackets that a clause goes on behind.
fn is_aside(scene: &Scene<'_>, from: usize, at: usize) -> bool {
    (from..at)
        .any(|open| aside(scene, open, scene.reading.tokens.len()).is_some_and(|end| end > at))
}

/// The end of brackets that hold no share of their own and behind which the clause goes on: "96,8% đảng viên
/// (3.992/4.124) học tập nghị quyết".
fn aside(scene: &Scene<'_>, open: usize, ceiling: usize) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    if !tokens[open].is_mark(b'(') {
        return None;
    }
    let inside = (open + 1..ceiling.min(open + LONGEST)).find(|&at| tokens[at].is_mark(b')'))?;
    let has_share = (open..inside).any(|at| tokens[at].is_mark(b'%'));
    let goes_on = tokens.get(inside + 1).is_some_and(|next| next.is_word()) && inside + 1 < ceiling;
    (!has_share && goes_on).then_some(inside + 1)
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
    let mut at = after;
    while at < ceiling {
        let is_last = at + 1 == ceiling;
        let ends = match tokens[at].kind {
            Kind::Mark(b'(') => match aside(scene, at, ceiling) {
                Some(next) => {
                    at = next;
                    continue;
                }
                None => true,
            },
            Kind::Mark(b';' | b'~' | b'?' | b'!' | b')' | b':') => true,
            Kind::Mark(b'.') => {
                let is_glued = !is_last && tokens[at + 1].gap == Gap::None;
                // "100% phiếu thuận.[17]"
                !is_glued || quantity::note_end(scene.reading, at + 1).is_some()
            }
            _ => false,
        };
        if ends {
            return at;
        }
        at += 1;
    }
    ceiling
}

/// Behind the figure, its "/năm" and its "trở lên".
fn behind(scene: &Scene<'_>, figure: &QuantityMention) -> usize {
    let mut at = figure.tokens.end;
    loop {
        let is_slash = scene.reading.mark_at(at, b'/');
        if is_slash && let Some(end) = scene.cue_at(at + 1, Cue::QuantityPer) {
            at = end;
            continue;
        }
        match &figure.bound_after {
            Some(bound) if bound.start == at => at = bound.end,
            // "40% trong số đó là bác sĩ".
            _ => return scene.cue_at(at, Cue::AimThose).unwrap_or(at),
        }
    }
}

/// Where what belongs to this figure ends, when another follows: at the "và" right before it, at the last comma before
/// it, at "và", or at itself. The comma of "cán bộ, đảng viên" ends nothing, nor does one within a subject that waits for
/// its verb ("100% đảng viên già yếu, bệnh nặng được thăm hỏi ít nhất 1 lần").
fn before_next(scene: &Scene<'_>, after: usize, next: usize) -> usize {
    let tokens = &scene.reading.tokens;
    if let Some(and) = (after..next)
        .rev()
        .find(|&at| scene.cue_at(at, Cue::And) == Some(next))
    {
        return and;
    }
    let ends = |at: &usize| {
        tokens[*at].is_mark(b',')
            && !is_within_noun(scene, *at)
            && !waits_for_verb(scene, after..*at, *at + 1..next)
    };
    if let Some(comma) = (after..next).rev().find(ends) {
        return comma;
    }
    (after..next)
        .rev()
        .find(|&at| scene.cue_at(at, Cue::And).is_some())
        .unwrap_or(next)
}

/// Whether a noun before a comma has its verb only behind what the comma adds to it.
fn waits_for_verb(scene: &Scene<'_>, noun: TokenRange, added: TokenRange) -> bool {
    let verb = (added.start..added.end.min(added.start + LONGEST_ADDED + 1))
        .find(|&at| goal_at(scene, at).is_some());
    let is_noun = noun_at(scene, noun.start).is_some_and(|end| end <= noun.end);
    is_noun
        && verb.is_some_and(|verb| verb > added.start)
        && noun_at(scene, added.start).is_none()
        && [Cue::AimTime, Cue::AimSkip, Cue::AimBreak]
            .into_iter()
            .chain(NOW)
            .all(|turn| scene.cue_at(added.start, turn).is_none())
        && noun.clone().all(|at| goal_at(scene, at).is_none())
}

/// Where the goal ends: at a comma and a new turn ("góp phần", "trong đó", who speaks next), at a purpose or a relative
/// clause ("để hoàn thành kế hoạch", "mà Đại hội đề ra").
fn broken(scene: &Scene<'_>, after: usize, end: usize) -> usize {
    const TURNS: CueSet = CueSet::of(&[Cue::AimBreak, Cue::And]);
    // "Đảng bộ X, với 95% đảng viên đạt loại tốt, vừa nhận bằng khen"
    const REST: CueSet = CueSet::of(&[Cue::AimTurn, Cue::StanceReport]);
    const SPEAKERS: CueSet = CueSet::of(&[Cue::RoleSecretary, Cue::RoleDeputy, Cue::PersonAddress]);
    let tokens = &scene.reading.tokens;
    // "bí thư, phó bí thư chi bộ": where secretaries are counted, another post is no new turn.
    let counts_posts = scene.starts_any(after, SPEAKERS);
    // "63% phiếu tín nhiệm thấp, lại bị kỷ luật": what a comma goes on with is said of the person, unless it elects one.
    let is_votes = scene.cue_at(after, Cue::AimVote).is_some();
    let elects = |at: usize| scene.find_cue(at..end, Cue::OfficeAppoint).is_some();
    (after..end)
        .find(|&at| {
            let is_turn = tokens[at].is_mark(b',')
                && (scene.starts_any(at + 1, TURNS)
                    || (!is_votes && scene.starts_any(at + 1, REST))
                    || (!counts_posts && scene.starts_any(at + 1, SPEAKERS))
                    || (is_votes && !elects(at)));
            let ends = ends_at(scene, after, at);
            let is_per =
                tokens[at].is_mark(b'/') && scene.cue_at(at + 1, Cue::QuantityPer).is_some();
            is_turn || ends || is_per || scene.cue_at(at, Cue::AimInside).is_some()
        })
        .unwrap_or(end)
}

/// Behind the last comma, "và" or bracket between two figures; at the first one's end where nothing parts them.
fn joint(scene: &Scene<'_>, from: usize, to: usize) -> usize {
    let tokens = &scene.reading.tokens;
    let comma = (from..to).find(|&at| {
        (tokens[at].is_mark(b',') && !is_within_noun(scene, at))
            || tokens[at].is_mark(b')')
            || tokens[at].is_mark(b'(')
    });
    // "xử lý 3 đảng viên (cảnh cáo 2, khai trừ 1), bằng 0,29%": behind brackets that close before the figure.
    let comma = comma.map(|mark| {
        let close = (mark..to).find(|&at| tokens[at].is_mark(b')'));
        close.filter(|_| tokens[mark].is_mark(b'(')).unwrap_or(mark)
    });
    let inside = (from..to).find(|&at| scene.cue_at(at, Cue::AimInside).is_some());
    match (comma, inside) {
        // "…, tỷ lệ đoàn viên trong số đảng viên mới đạt 70%": within what the rate is of.
        (Some(comma), Some(inside))
            if comma < inside && scene.find_cue(comma..inside, Cue::Rate).is_some() =>
        {
            comma + 1
        }
        (Some(comma), Some(inside)) => (comma + 1).max(inside),
        (Some(comma), None) => comma + 1,
        (None, Some(inside)) => inside,
        (None, None) => (from..to)
            .rev()
            .find_map(|at| scene.cue_at(at, Cue::And).or_else(|| turn(scene, at)))
            // "55 đảng viên tỷ lệ 76,3%"
            .or_else(|| scene.cue_before(to, Cue::Rate).filter(|rate| *rate > from))
            .unwrap_or(from),
    }
}

/// Where a turn to another clause ends: "40% dân số là người Thái song đảng viên người Thái mới 21%".
fn turn(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let end = scene.cue_at(at, Cue::StanceTurn)?;
    (scene.cue_at(at, Cue::AimEnd) == Some(end)).then_some(end)
}

/// Whether a comma stands within a noun or a grade: "tỉnh, thành phố", "trong sạch, vững mạnh", or between two kinds of
/// persons: "đoàn viên, hội viên".
pub(super) fn is_within_noun(scene: &Scene<'_>, comma: usize) -> bool {
    let is_listed = (comma.saturating_sub(LONGEST_NOUN)..comma).any(|at| {
        [Cue::AimNoun, Cue::PhraseComma]
            .into_iter()
            .filter_map(|cue| scene.cue_at(at, cue))
            .any(|end| end > comma)
    });
    is_listed
        || (scene.cue_before(comma, Cue::AimPersons).is_some()
            && scene.cue_at(comma + 1, Cue::AimPersons).is_some())
}

/// Behind the last comma before a token, those within brackets aside; a part that opens with a time goes with the part before
/// it: "đạt chỉ tiêu đề ra, năm sau cao hơn năm trước".
fn comma_before(scene: &Scene<'_>, floor: usize, at: usize) -> usize {
    let mut depth = 0_usize;
    (floor..at)
        .rev()
        .find(|&here| {
            match scene.reading.tokens[here].kind {
                Kind::Mark(b')') => depth += 1,
                Kind::Mark(b'(') => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
                && scene.reading.tokens[here].is_mark(b',')
                && scene.cue_at(here + 1, Cue::AimTime).is_none()
                && !joins_years(scene, here)
                && !is_within_noun(scene, here)
        })
        .map_or(floor, |comma| comma + 1)
}
