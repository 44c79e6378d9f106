//! Which counts a plan aims at.
//!
//! Enters: a count, with its clause and phrase. Leaves: whether it can be aimed for, and whether the plan around it does:
//! its verb governs it, it is an item or a part of the plan, or what it counts stands before it.

use crate::fact::aim::Aim;
use crate::fact::aim::attribute::is_attribute;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::goal_at;
use crate::fact::aim::judge::Role;
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::{
    ends_clause, explains_plan, is_assigned, is_bare_plan, is_second_of_pair,
};
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Unit};
use crate::text::{Kind, TokenRange};

/// Tokens before a bare count in which what it counts is named.
const BARE_REACH: usize = 16;
/// Tokens between a verb and the figure it governs.
const VERB_REACH: usize = 10;

/// Whether a count can be aimed for: what it counts is a thing that plans count, persons that are admitted, or what
/// the sentence counts before it.
pub fn may_be_count(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let after = figure.tokens.end;
    let is_counted = [Cue::AimCounted, Cue::NounMember, Cue::NounOrganization]
        .into_iter()
        .any(|cue| scene.cue_at(after, cue).is_some());
    let is_admitted = scene.cue_at(after, Cue::NounPerson).is_some()
        && scene
            .cue_before(figure.tokens.start, Cue::AimAdmission)
            .is_some();
    is_counted
        || is_admitted
        || is_bare_plan(scene, figure)
        || is_bare_number(scene, figure)
        || explains_plan(scene, figure)
        || is_second_of_pair(scene, figure)
        || is_allotted(scene, figure)
        || is_assigned(scene, figure)
        || is_part_of_plan(scene, figure)
}

/// "Kết nạp 68 đảng viên. Phân bổ: khối báo chí 15; khối tòa án 28": the parts of a plan, each a bare number that ends its
/// item.
pub fn is_allotted(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.number.start;
    let sentence = scene.reading.sentence_of(at);
    let allots = scene
        .find_cue(sentence.start..at, Cue::AimAllot)
        .is_some_and(|allots| {
            scene
                .reading
                .tokens
                .get(allots.end)
                .is_some_and(|mark| mark.is_mark(b':'))
                && is_listed_bare(scene, allots.end + 1..at)
        });
    let is_named = scene.reading.tokens[figure.tokens.start.saturating_sub(1)].is_word();
    allots
        && is_named
        && figure.of.is_none()
        && ends_clause(scene, figure)
        && scene.stances.at(at) == Stance::Plan
}

/// Whether all figures of a range are bare numbers behind their names.
fn is_listed_bare(scene: &Scene<'_>, range: TokenRange) -> bool {
    let figures = scene.mentions.quantities_in(range);
    figures
        .iter()
        .all(|figure| !figure.is_percent() && ends_clause(scene, figure))
}

/// "kết nạp 180 đảng viên, trong số ấy 20 người phải là công nhân", "…, riêng khối doanh nghiệp không ít hơn 25": a part of
/// what the sentence plans, with a word for persons or with none.
pub fn is_part_of_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let floor = (sentence.start..at)
        .rev()
        .find(|&here| matches!(scene.reading.tokens[here].kind, Kind::Mark(b',' | b';')))
        .map_or(sentence.start, |comma| comma + 1);
    let is_inside = scene.find_cue(floor..at, Cue::AimInside).is_some();
    let is_persons = [Cue::NounPerson, Cue::NounPersonKind]
        .into_iter()
        .any(|cue| scene.cue_at(figure.tokens.end, cue).is_some());
    let is_told = ends_clause(scene, figure) || goal_at(scene, figure.tokens.end).is_some();
    let is_bounded = figure.bound == Bound::AtLeast && is_persons;
    figure.of.is_none()
        && scene.stances.at(figure.number.start) == Stance::Plan
        && ((is_inside && (is_persons || is_told)) || is_bounded)
        && scene
            .mentions
            .quantities_in(sentence.start..floor)
            .iter()
            .any(|whole| {
                !whole.is_percent() && scene.cue_at(whole.tokens.end, Cue::NounMember).is_some()
            })
}

/// "nâng số tổ chức đảng lên 120", "Kết nạp đảng viên: 165": what a plan counts stands before the figure.
pub fn is_bare_number(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let floor = sentence.start.max(at.saturating_sub(BARE_REACH));
    let comma = (floor..at)
        .rev()
        .find(|&here| matches!(scene.reading.tokens[here].kind, Kind::Mark(b',' | b';')));
    let near = comma.map_or(floor, |comma| comma + 1)..at;
    let verb_or_noun = [Cue::AimVerb, Cue::AimAdmission]
        .into_iter()
        .any(|cue| scene.find_cue(near.clone(), cue).is_some());
    // "nâng số đảng viên lên 5.000 vào cuối nhiệm kỳ".
    let is_timed = [Cue::AimTime, Cue::Year, Cue::PlanYear, Cue::PlanYearEnd]
        .into_iter()
        .any(|cue| scene.cue_at(figure.tokens.end, cue).is_some());
    let is_named = [Cue::AimCounted, Cue::AimAdmission]
        .into_iter()
        .any(|cue| scene.find_cue(near.clone(), cue).is_some());
    // "đưa số đảng viên mới lên 70 người".
    let is_persons = scene
        .cue_at(figure.tokens.end, Cue::NounPerson)
        .is_some_and(|end| {
            !scene
                .reading
                .tokens
                .get(end)
                .is_some_and(|next| next.is_word())
        });
    figure.of.is_none()
        && scene.stances.at(figure.number.start) == Stance::Plan
        && scene.cue_before(at, Cue::AimLink).is_some()
        && (ends_clause(scene, figure) || is_persons || is_timed)
        && verb_or_noun
        && is_named
        && scene
            .mentions
            .quantities_in(near)
            .iter()
            .all(|other| is_attribute(scene, other))
}

/// Whether a plan that counts things aims at this count: its verb governs it, it is a part of the target before, or
/// the plan's word stands right before it.
pub fn is_count_target(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    phrase: &Phrase,
    before: Option<&Aim>,
) -> bool {
    let near = clause
        .left
        .start
        .max(figure.tokens.start.saturating_sub(VERB_REACH))..figure.tokens.start;
    let is_accompanied = scene.cue_before(figure.tokens.start, Cue::And).is_some();
    // "yêu cầu 3 chi bộ kiểm điểm", "yêu cầu cấp ủy ở 4 đảng bộ giải trình".
    let is_bid = scene
        .cue_before(figure.tokens.start, Cue::AimAsk)
        .is_some()
        && !ends_clause(scene, figure);
    let is_asked = is_bid
        || !phrase.goal.is_empty()
        && scene
            .find_last_cue(near.clone(), Cue::AimAsk)
            .is_some_and(|ask| {
                scene
                    .find_cue(ask.end..figure.tokens.start, Cue::AimVerb)
                    .is_none()
                    && phrase
                        .goal
                        .iter()
                        .all(|goal| goal.start >= figure.tokens.end)
            });
    let is_governed = !is_accompanied
        && !is_asked
        && [
            Cue::AimVerb,
            Cue::PlanOpen,
            Cue::PlanWeak,
            Cue::PlanSet,
            Cue::PlanYear,
        ]
        .into_iter()
        .any(|cue| scene.find_last_cue(near.clone(), cue).is_some());
    // "+ Toàn xã có 2 sản phẩm OCOP", "Bản không có người nghiện: 19 bản": an item of a plan's list.
    let is_item = scene
        .reading
        .line_of(figure.number.start)
        .filter(|line| line.is_item && line.tokens.start < figure.tokens.start)
        .is_some_and(|line| {
            let before = &scene.reading.tokens[figure.tokens.start - 1];
            let is_first = scene.reading.sentence_of(line.tokens.start + 2).start
                == scene.reading.sentence_of(figure.tokens.start).start;
            let is_things = scene.cue_at(figure.tokens.end, Cue::NounMember).is_none()
                && scene.cue_at(figure.tokens.end, Cue::NounPerson).is_none();
            is_first
                && is_things
                && (before.is_mark(b':')
                    || scene
                        .cue_before(figure.tokens.start, Cue::AimHave)
                        .is_some())
        });
    // "Số lượng đảng viên mới: 165 đồng chí".
    let last = clause.left.end.saturating_sub(1);
    let is_labelled = clause.left.contains(&last)
        && scene.reading.tokens[last].is_mark(b':')
        && scene
            .find_cue(clause.left.clone(), Cue::NounMember)
            .is_some();
    // "52 TCCSĐ còn lại sẽ hoàn thành đại hội trong tháng 6".
    let due = scene.find_cue(
        clause.right.start..clause.right.end.min(clause.right.start + VERB_REACH),
        Cue::AimDue,
    );
    let is_due = due.is_some_and(|due| {
        let between = clause.right.start..due.start;
        scene.cue_at(figure.tokens.end, Cue::NounMember).is_none()
            && between
                .clone()
                .all(|at| !scene.reading.tokens[at].is_mark(b','))
    });
    let is_of_party = scene.cue_at(figure.tokens.end, Cue::NounMember).is_some()
        || scene
            .cue_at(figure.tokens.end, Cue::NounOrganization)
            .is_some();
    // "mỗi chi bộ ấp có từ 10 đảng viên trở lên".
    let is_each = figure.bound == Bound::AtLeast
        && scene
            .cue_before(figure.tokens.start, Cue::AimHave)
            .is_some()
        && scene.find_cue(near.clone(), Cue::AimEach).is_some();
    is_governed
        || is_item
        || opens_listed(scene, figure)
        || is_each
        || is_labelled
        || (is_due && !phrase.goal.is_empty())
        || is_part(scene, clause, figure, before)
        || (!is_of_party && !phrase.goal.is_empty() && is_planned_here(scene, figure))
}

/// "đặt mục tiêu đến năm 2020: có 180 tổ chức đảng; …": a count that opens an item of the list that a plan announces in its
/// sentence, behind no more than "có".
fn opens_listed(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let start = scene.cue_before(at, Cue::AimHave).unwrap_or(at);
    let is_parted = start
        .checked_sub(1)
        .is_some_and(|mark| matches!(scene.reading.tokens[mark].kind, Kind::Mark(b':' | b';')));
    is_parted && opens_plan(scene, figure)
}

/// Whether the plan that a count of things is of opens in its sentence, or in the list that its line is an item of.
fn is_planned_here(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    opens_plan(scene, figure)
        || figure.bound == Bound::AtLeast
        || scene
            .reading
            .line_of(figure.tokens.start)
            .is_some_and(|line| line.is_item)
}

/// Whether a plan opens in a count's sentence before it.
fn opens_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    [Cue::PlanOpen, Cue::PlanWeak, Cue::PlanYear, Cue::PlanSet]
        .into_iter()
        .any(|cue| scene.find_cue(sentence.start..at, cue).is_some())
}

/// Whether a count goes on with the target before it: "…, trong đó có ít nhất 30 đảng viên là công nhân".
pub fn is_part(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    before: Option<&Aim>,
) -> bool {
    let is_joined = clause.left.clone().all(|at| {
        let token = &scene.reading.tokens[at];
        !token.is_word()
            || figure.tokens.start <= at
            || [Cue::And, Cue::AimInside, Cue::AimSkip]
                .into_iter()
                .any(|cue| {
                    (clause.left.start..=at)
                        .any(|start| scene.cue_at(start, cue).is_some_and(|end| end > at))
                })
    });
    // "kết nạp 650 đảng viên, riêng doanh nghiệp 60 đồng chí": whose part it is may be named.
    let is_named_part = scene
        .find_cue(clause.left.clone(), Cue::AimInside)
        .is_some()
        && before.is_some_and(|aim| aim.quantity.unit == Unit::Count);
    (is_joined || is_named_part)
        && before.is_some_and(|aim| {
            aim.role == Role::Target
                && scene.reading.sentence_index(aim.tokens.start)
                    == scene.reading.sentence_index(figure.number.start)
        })
}
