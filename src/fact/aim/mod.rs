//! Figure, subject, goal: the shared reading of targets and results.
//!
//! Enters: a scene. Leaves: [`Aim`]s in text order: each figure that is aimed for or was achieved, with what it counts
//! and what is to hold. Which of the two it is, is decided here too ([`judge`]); the kinds only pick theirs.
//!
//! A clause says it in one of two orders: figure first ("trên 90% chi bộ hoàn thành tốt nhiệm vụ") or figure last
//! ("tỷ lệ chi bộ hoàn thành tốt nhiệm vụ đạt 90%"); what it leaves out is taken from the clause before.

mod attribute;
mod bracket;
mod clause;
mod compared;
mod count;
mod cut;
mod judge;
mod label;
mod lent;
mod order;
mod pair;
mod part;
mod phrase;
pub(in crate::fact) mod places;
mod plan;
mod plan_figure;
mod planned;
mod ratio;
mod respective;
mod vote;

use crate::fact::Scene;
use crate::fact::row::{self, Cell, RowFigure};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number, Quantity, Unit};
use crate::text::TokenRange;
use clause::{Clause, InClause, is_origin};
use cut::is_scope;
pub(crate) use judge::Side;
pub(super) use phrase::Phrase;

/// A percentage above this that is exceeded is a level.
const LEAST_LEVEL: i64 = 50;

/// The order in which a clause states its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// "90% chi bộ hoàn thành tốt nhiệm vụ", "kết nạp 120 đảng viên".
    FigureFirst,
    /// "tỷ lệ đảng viên được học tập đạt 99%", "khiển trách 24 (58,5%)".
    FigureLast,
    /// "tăng 12% so với cùng kỳ", "đạt 109% kế hoạch".
    Comparison,
    /// "vượt chỉ tiêu 80%", the second figure of "143/125 đảng viên".
    PlanFigure,
}

/// A figure with what it counts and what is to hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Aim {
    pub side: Side,
    pub order: Order,
    pub quantity: Quantity,
    pub phrase: Phrase,
    /// What was last said that is no comparison: whom a figure that leaves its subject out speaks of.
    pub stated: Phrase,
    /// The smallest stretch that states it.
    pub tokens: TokenRange,
}

impl Aim {
    /// Where whom it is of is looked for: behind those who voted, else where its words start.
    pub(super) fn owner_at(&self, scene: &Scene<'_>) -> usize {
        let goal = self.phrase.goal.first().map(|goal| goal.start);
        goal.filter(|&goal| scene.cue_at(goal, Cue::AimBallot).is_some())
            .unwrap_or(self.tokens.start)
    }
}

/// Reads the aims of an article.
pub(super) fn aims(scene: &Scene<'_>) -> Vec<Aim> {
    let mut out: Vec<Aim> = Vec::new();
    let mut origin = None;
    for (index, figure) in scene.mentions.quantities.iter().enumerate() {
        if is_origin(scene, figure) {
            origin = Some(figure);
            continue;
        }
        let started = origin.take();
        if let Some(row) = row::figure(scene, figure) {
            out.extend(of_row(scene, figure, row));
        } else if figure.is_percent() || count::may_be_count(scene, figure) {
            let before = out.last().filter(|aim| is_near(scene, aim, figure));
            let found = of_figure(scene, index, before, &out);
            let start = started.zip(found.first());
            let start = start.and_then(|(origin, end)| started_at(scene, origin, end));
            out.extend(start);
            out.extend(found);
        }
    }
    share_goals(scene, &mut out);
    respective::share(scene, &mut out);
    share_bounds(scene, &mut out);
    vote::drop_retold(scene, &mut out);
    out
}

/// What a figure states in a row of plans beside what was done; a count that was done is no aim.
fn of_row(scene: &Scene<'_>, figure: &QuantityMention, row: RowFigure) -> Option<Aim> {
    let side = match row.cell {
        Cell::Planned => Side::Target,
        Cell::Done if row.unit == Unit::Count => return None,
        Cell::Done | Cell::Share => Side::Result,
        Cell::Beside => return None,
    };
    let phrase = Phrase::new(row.label.clone(), 0..0);
    Some(Aim {
        side,
        order: Order::FigureLast,
        quantity: Quantity {
            unit: row.unit,
            ..figure.quantity(scene.reading)
        },
        stated: phrase.clone(),
        phrase,
        tokens: row.tokens,
    })
}

/// What one figure states: nothing, an aim, or a result and the plan's figure that it is set against.
fn of_figure(scene: &Scene<'_>, index: usize, before: Option<&Aim>, earlier: &[Aim]) -> Vec<Aim> {
    let figure = &scene.mentions.quantities[index];
    let clause = Clause::around(scene, index);
    let here = &InClause::new(scene, &clause, figure);
    let Some((order, phrase)) = order::read(here, before) else {
        return Vec::new();
    };
    let tokens = phrase.stretch(&clause, figure);
    let phrase = lent::with_members(scene, figure, phrase);
    let mut out = Vec::new();
    if let Some(side) = judge::side(here, order, &phrase, before, earlier) {
        let is_plan = here.is_plan_figure();
        let measured = before.filter(|aim| {
            is_plan && clause.measures(&aim.tokens) && !names_own(scene, &clause, &phrase, aim)
        });
        let phrase = match measured {
            Some(aim) if order != Order::FigureFirst => aim.phrase.clone(),
            // "kết nạp 951 đảng viên, vượt 36% chỉ tiêu (700 đảng viên)": what was done is what was to be done.
            Some(aim) if clause.in_brackets && phrase.goal.is_empty() => Phrase {
                subject: phrase.subject.clone(),
                goal: deed_of(scene, aim).into_iter().collect(),
            },
            _ if is_plan && order != Order::FigureFirst => {
                plan::of_stated(scene, figure, before).unwrap_or_else(|| phrase.clone())
            }
            _ => phrase.clone(),
        };
        let order = if is_plan { Order::PlanFigure } else { order };
        let phrase = if is_plan && !figure.is_percent() && phrase.goal.is_empty() {
            lent::with_members(scene, figure, plan::with_verb(scene, figure, phrase))
        } else {
            phrase
        };
        out.push(Aim {
            side,
            order,
            quantity: aimed(here, side),
            stated: stated(scene, &clause, order, &phrase, before),
            phrase: if is_plan {
                plan::with_name(scene, &clause, phrase)
            } else {
                vote::with_vote(scene, &clause, phrase)
            },
            tokens: tokens.clone(),
        });
    }
    if let Some(plan) = pair::pair_plan(here) {
        let quantity = exact(scene, figure, plan);
        let founding = pair::founding(scene, figure);
        let phrase = founding.map_or(phrase, |founding| {
            Phrase::new(founding.founded, founding.verb)
        });
        out.push(Aim {
            side: Side::Target,
            order: Order::PlanFigure,
            quantity,
            stated: phrase.clone(),
            phrase,
            tokens,
        });
    }
    out
}

/// "Chỉ tiêu chi bộ vững mạnh là 90%" in a sentence of its own: whether a plan's clause names what its figure is of, and measures
/// nothing that was said before.
fn names_own(scene: &Scene<'_>, clause: &Clause, phrase: &Phrase, before: &Aim) -> bool {
    let is_own = |subject: &TokenRange| clause.left.contains(&subject.start);
    let sentence = scene.reading.sentence_of(clause.left.end);
    !clause.in_brackets
        && !sentence.contains(&before.tokens.start)
        && scene.cue_at(sentence.start, Cue::AimPlanNoun).is_some()
        && phrase.subject.first().is_some_and(is_own)
}

/// What was done of those whom an aim speaks of: the verb of admission, or all its first words if they name more than members.
fn deed_of(scene: &Scene<'_>, aim: &Aim) -> Option<TokenRange> {
    let done = aim.phrase.subject.first()?;
    let is_members = scene.cue_at(done.start, Cue::NounMember) == Some(done.end);
    let admission = scene.find_cue(done.clone(), Cue::AimAdmission);
    admission.or_else(|| (!is_members).then(|| done.clone()))
}

/// "tỷ lệ đảng viên là thợ lò từ 18% lên 23,5%": where a share of the Party's started was reached before it grew.
fn started_at(scene: &Scene<'_>, origin: &QuantityMention, end: &Aim) -> Option<Aim> {
    let is_of_party = [Cue::AimParty, Cue::AimTrait, Cue::AimRating]
        .into_iter()
        .any(|cue| end.phrase.speaks_of(scene, cue))
        && !judge::is_statistic(scene, &end.phrase);
    // "từ 71 lên 79,4%": the unit stands once.
    let is_reached = end.side == Side::Result
        && (origin.is_percent() || is_bare_start(scene, origin))
        && end.quantity.unit == Unit::Percent
        && end.tokens.start <= origin.tokens.start;
    (is_reached && is_of_party).then(|| Aim {
        quantity: Quantity {
            unit: Unit::Percent,
            ..origin.quantity(scene.reading)
        },
        tokens: end.tokens.start..origin.tokens.end,
        ..end.clone()
    })
}

/// Whether the word of a change stands right behind the figure that it starts at.
fn is_bare_start(scene: &Scene<'_>, origin: &QuantityMention) -> bool {
    let rise = scene.cue_at(origin.number.end, Cue::QuantityRise);
    rise.is_some() && origin.tokens.end <= origin.number.end
}

/// What a figure leaves for those behind it to speak of. "đạt 71%, tăng 4% so với năm trước; năm sau đạt 72%": growth
/// is said of the subject, it is none; nor is a part ("riêng bí thư chi bộ là 100%") what the text goes on about.
fn stated(
    scene: &Scene<'_>,
    clause: &Clause,
    order: Order,
    phrase: &Phrase,
    before: Option<&Aim>,
) -> Phrase {
    let is_part = scene
        .find_cue(clause.left.clone(), Cue::AimInside)
        .is_some();
    let named = phrase.subject.first();
    let is_named = named.is_some_and(|subject| clause.left.contains(&subject.start));
    match before {
        // "sản lượng tăng 9%/năm; thực tế tăng 12%": what grows is named with its growth.
        Some(_) if order == Order::Comparison && !is_part && is_named => Phrase {
            subject: phrase.subject.clone(),
            goal: Vec::new(),
        },
        Some(aim) if is_part || order == Order::Comparison => aim.stated.clone(),
        None if order == Order::Comparison => Phrase {
            subject: phrase.subject.clone(),
            goal: Vec::new(),
        },
        _ => phrase.clone(),
    }
}

/// Whether an aim is near enough before a figure to lend it what it leaves out.
fn is_near(scene: &Scene<'_>, aim: &Aim, figure: &QuantityMention) -> bool {
    let (from, to) = (aim.tokens.start, figure.number.start);
    scene.reading.sentence_index(to) - scene.reading.sentence_index(from) <= 1
        && scene.reading.line_of(from).map(|line| line.tokens.start)
            == scene.reading.line_of(to).map(|line| line.tokens.start)
}

/// Goals that stand once for two figures: behind the last subject ("100% cấp ủy viên và trên 85% đoàn viên được học
/// tập"), or before the first ("kiểm tra 12 tổ chức đảng và 20 đảng viên").
fn share_goals(scene: &Scene<'_>, aims: &mut [Aim]) {
    let is_joined = |aim: &Aim, next: &Aim| {
        aim.order == Order::FigureFirst
            && next.order == Order::FigureFirst
            && aim.quantity.unit == next.quantity.unit
            && aim.tokens.end <= next.tokens.start
            && (aim.tokens.end..next.tokens.start).all(|at| !scene.reading.tokens[at].is_mark(b';'))
            && (next.tokens.start - aim.tokens.end <= 2
                || (aim.side == next.side && is_scope(scene, aim.tokens.end..next.tokens.start)))
            && scene.reading.sentence_index(aim.tokens.start)
                == scene.reading.sentence_index(next.tokens.start)
    };
    for index in (1..aims.len()).rev() {
        let (before, rest) = aims.split_at_mut(index);
        let (aim, next) = (&mut before[index - 1], &rest[0]);
        if is_joined(aim, next) && aim.phrase.goal.is_empty() {
            aim.phrase.goal.clone_from(&next.phrase.goal);
        }
    }
    for index in 1..aims.len() {
        let (before, rest) = aims.split_at_mut(index);
        let (aim, next) = (&before[index - 1], &mut rest[0]);
        if is_joined(aim, next) && next.phrase.goal.is_empty() {
            next.phrase.goal.clone_from(&aim.phrase.goal);
        }
    }
}

/// A bound that stands once for two counts: "mỗi ủy ban kiểm tra ít nhất 2 tổ chức đảng, 5 đảng viên".
fn share_bounds(scene: &Scene<'_>, aims: &mut [Aim]) {
    for index in 1..aims.len() {
        let (before, rest) = aims.split_at_mut(index);
        let (aim, next) = (&before[index - 1], &mut rest[0]);
        let is_bounded = aim.side == Side::Target
            && next.side == Side::Target
            && aim.quantity.unit == Unit::Count
            && next.quantity.unit == Unit::Count
            && aim.quantity.bound == Bound::AtLeast
            && next.quantity.bound == Bound::Exact;
        let joint = aim.tokens.end..next.tokens.start;
        let is_joined = joint.len() == 1 && !scene.reading.tokens[joint.start].is_mark(b';');
        let is_alone = next.tokens.start < next.tokens.end
            && scene.reading.tokens[next.tokens.start].is_number();
        if is_bounded && is_joined && is_alone {
            next.quantity.bound = Bound::AtLeast;
        }
    }
}

/// The figure as the text bounds it. "đạt từ 90%" aims at no less: a plan's "từ" needs no "trở lên".
fn aimed(here: &InClause<'_>, side: Side) -> Quantity {
    let &InClause { scene, figure, .. } = here;
    let mut quantity = figure.quantity(scene.reading);
    // "thấp hơn 0,7% so với mục tiêu": by how much, no bound.
    let is_difference = (here.clause.left.start..figure.number.start).any(|at| {
        scene
            .cue_at(at, Cue::AimChange)
            .is_some_and(|end| end == figure.number.start)
    }) && (scene.cue_at(figure.tokens.end, Cue::AimCompare).is_some()
        || scene
            .find_cue(here.clause.left.clone(), Cue::AimPastPeriod)
            .is_some());
    if is_difference && quantity.bound == Bound::Over {
        quantity.bound = Bound::Exact;
    }
    if quantity.bound == Bound::Exact && exceeds_level(here) {
        quantity.bound = Bound::Over;
    }
    let is_superlative = side == Side::Result
        && quantity.bound == Bound::AtLeast
        && scene
            .cue_before(figure.number.start, Cue::QuantityLowest)
            .is_some();
    if is_superlative {
        quantity.bound = Bound::Exact;
    }
    let has_floor = scene
        .cue_before(figure.number.start, Cue::QuantityFrom)
        .is_some();
    if side == Side::Target && has_floor && quantity.bound == Bound::Exact {
        quantity.bound = Bound::AtLeast;
    }
    quantity
}

/// "tỷ lệ … hằng năm đều vượt 95%": the level that a rate is above, and not by how much; an excess is never so large.
fn exceeds_level(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    figure.is_percent()
        && figure
            .value
            .is_some_and(|value| value > Number::whole(LEAST_LEVEL))
        && scene
            .cue_before(figure.tokens.start, Cue::AimExceed)
            .is_some()
        && scene.finds_any(
            here.clause.left.clone(),
            const { CueSet::of(&[Cue::Rate, Cue::AimVerb]) },
        )
        && scene.cue_at(figure.tokens.end, Cue::AimCompare).is_none()
}

/// The plan's figure of a pair: a figure of its own, exact.
fn exact(scene: &Scene<'_>, figure: &QuantityMention, value: Number) -> Quantity {
    Quantity {
        value: Some(value),
        low: None,
        high: None,
        bound: Bound::Exact,
        unit: if figure.is_percent() {
            Unit::Percent
        } else {
            Unit::Count
        },
        text: scene.reading.slice(&figure.number).to_owned(),
    }
}
