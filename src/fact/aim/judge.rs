//! Target, result, or neither.
//!
//! Enters: a figure with its clause and phrase. Leaves: [`Role`]. What is planned is a target; a percentage that is
//! reported is a result where it speaks of the Party, or measures anything against a plan.

use crate::fact::aim::attribute::is_attribute;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::{after_last_comma, goal_at, is_place, trimmed};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::{
    ends_clause, explains_plan, is_assigned, is_bare_plan, is_excess, is_plan_figure,
    is_second_of_pair, is_set_against_plan,
};
use crate::fact::aim::vote::is_outside_vote;
use crate::fact::aim::{Aim, Order};
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number, Unit};
use crate::text::{Kind, TokenRange};

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Target,
    Result,
}

/// Tokens behind a joined figure in which its noun stands.
const NOUN_REACH: usize = 5;
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

/// "kết nạp 180 đảng viên, trong số ấy 20 người phải là công nhân", "…, riêng khối doanh nghiệp không ít hơn 25": a part of
/// what the sentence plans, with a word for persons or with none.
fn is_part_of_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
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

/// "nâng số tổ chức đảng lên 120", "Kết nạp đảng viên: 165": what a plan counts stands before the figure.
fn is_bare_number(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
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

/// What a figure is, if it is either.
pub fn role(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    order: Order,
    phrase: &Phrase,
    before: Option<&Aim>,
) -> Option<Role> {
    let at = figure.number.start;
    let is_condition = scene
        .find_cue(
            figure.tokens.end..scene.reading.sentence_of(at).end.min(clause.right.end + 3),
            Cue::AimCondition,
        )
        .is_some();
    if is_condition {
        return None;
    }
    let is_due = phrase.goal.first().is_some_and(|goal| {
        [Cue::PlanOpen, Cue::PlanWeak]
            .into_iter()
            .any(|cue| scene.cue_at(goal.start, cue).is_some())
    });
    // "…, đó là chỉ tiêu của nhiệm kỳ".
    let is_called_plan = scene
        .find_cue(
            figure.tokens.end..scene.reading.sentence_of(at).end,
            Cue::AimIsPlan,
        )
        .is_some();
    let is_planned = is_called_plan
        || is_due
        || (scene.stances.at(at) == Stance::Plan && !is_grown(scene, clause, figure));
    let is_plan_figure = is_plan_figure(scene, clause, figure);
    if !figure.is_percent() {
        // A numeral in words counts only inside an enumeration.
        if figure.in_words && !is_part(scene, clause, figure, before) {
            return None;
        }
        if is_attribute(scene, figure) {
            return None;
        }
        // "9/12 xã đạt chuẩn": a plan may be for a part of all.
        if let Some(all) = figure.of {
            let is_aimed = is_planned
                && !phrase.goal.is_empty()
                && order == Order::FigureFirst
                && figure.value.is_some_and(|value| value <= all)
                && scene
                    .find_cue(clause.left.clone(), Cue::AimAdmission)
                    .is_none();
            return is_aimed.then_some(Role::Target);
        }
        let is_target = is_plan_figure
            || is_bare_plan(scene, figure)
            || is_assigned(scene, figure)
            || (is_planned && is_part_of_plan(scene, figure))
            || (is_planned
                && is_allotted(scene, figure)
                && before.is_some_and(|whole| whole.quantity.unit == Unit::Count))
            || (is_planned
                && (is_bare_number(scene, figure)
                    || is_count_target(scene, clause, figure, phrase, before)));
        return is_target.then_some(Role::Target);
    }
    if is_excess(scene, figure) && !is_planned {
        return Some(Role::Result);
    }
    let around = [
        clause.right.clone(),
        clause.beyond.clone(),
        clause.host.clone(),
    ];
    let is_rule = scene
        .cue_before(figure.tokens.start, Cue::AimMust)
        .is_some();
    let is_vote = !is_rule && speaks_of(scene, phrase.ranges().chain(&around), Cue::AimVote);
    if is_vote {
        return (!is_outside_vote(scene, at) && !is_planned).then_some(Role::Result);
    }
    if is_plan_figure {
        return Some(Role::Target);
    }
    if is_planned {
        return Some(Role::Target);
    }
    let is_part_of_members = is_part_of_members(scene, clause, figure);
    if speaks_of(scene, phrase.subject.iter(), Cue::AimOutsider) && !is_part_of_members {
        return None;
    }
    let is_of_plan =
        order == Order::Comparison && speaks_of(scene, phrase.goal.iter(), Cue::AimPlan);
    if phrase.speaks_of(scene, Cue::AimHolding) && !is_of_plan {
        return None;
    }
    // "số phiếu bầu phải quá 50%", "Theo quy định, số dư từ 10% đến 15%".
    if is_rule {
        return None;
    }
    // "đạt 105% dự toán, tăng 14% so với cùng kỳ": the growth is no part of the plan.
    let is_mere_growth = order == Order::Comparison
        && !is_of_plan
        && is_grown(scene, clause, figure)
        && !phrase.speaks_of(scene, Cue::AimParty)
        && !is_party_trait(scene, phrase, at);
    if is_mere_growth {
        return None;
    }
    let is_report = scene.stances.at(at) == Stance::Report;
    let is_result = is_of_plan
        || figure.of.is_some()
        || is_set_against_plan(scene, clause, figure)
        || phrase.speaks_of(scene, Cue::AimParty)
        || is_party_trait(scene, phrase, at)
        || is_joined_to_party(scene, clause)
        || is_share_of_members(scene, clause, figure)
        || is_part_of_members
        || is_share_of_pair(scene, clause, figure)
        || exceeds_plan(scene, clause, figure, order)
        || before.is_some_and(|aim| continues(scene, clause, figure, aim))
        || before.is_some_and(|aim| {
            // "Mục tiêu là 180 đảng viên. Đến nay đã đạt 76,7%": the plan lends what was done of it.
            (aim.role == Role::Result || is_report)
                && [&aim.phrase.subject, &aim.stated.subject].contains(&&phrase.subject)
        });
    is_result.then_some(Role::Result)
}

/// "đạt 13,5 tỷ USD, tăng 8% so với cùng kỳ": what is measured by a time that has passed is told, whatever is planned
/// around it.
fn is_grown(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let sentence = scene.reading.sentence_of(figure.number.start);
    let end = clause
        .right
        .end
        .max(figure.tokens.end + 1)
        .min(sentence.end);
    let is_measured = scene
        .find_cue(figure.tokens.end..end, Cue::AimPastPeriod)
        .is_some();
    let plans = [Cue::PlanOpen, Cue::PlanWeak]
        .into_iter()
        .any(|cue| scene.find_cue(clause.left.clone(), cue).is_some());
    is_measured && !plans
}

/// "402 đảng viên; sinh viên chiếm 7,7%", "Trong số đảng viên mới, đoàn viên chiếm 68%": a part of the members that were
/// named or counted just before, whoever they are.
fn is_part_of_members(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let Some(part) = scene
        .cue_before(at, Cue::AimPart)
        .filter(|part| *part >= clause.left.start)
    else {
        return false;
    };
    let counts = scene.mentions.quantities_in(sentence.start..part);
    let last = counts
        .iter()
        .rev()
        .find(|count| !is_attribute(scene, count));
    let is_counted = last.is_some_and(|count| {
        !count.is_percent() && scene.cue_at(count.tokens.end, Cue::NounMember).is_some()
    });
    let is_named = last.is_none()
        && scene
            .find_cue(sentence.start..part, Cue::AimInside)
            .is_some_and(|inside| scene.cue_at(inside.end, Cue::NounMember).is_some());
    is_counted || is_named
}

/// "108/131 ấp thực hiện được, đạt 82,4%" in a sentence about the Party: a share that tells a pair before it in percent.
fn is_share_of_pair(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let sentence = scene.reading.sentence_of(figure.number.start);
    let is_share = scene
        .cue_before(figure.tokens.start, Cue::AimShare)
        .is_some();
    let is_of_pair = clause.host_figure.as_ref().is_some_and(|host| {
        let told = scene.mentions.quantities_in(host.clone());
        told.iter().any(|one| one.of.is_some())
    });
    is_share
        && is_of_pair
        && [Cue::AimParty, Cue::AimPartyWord].into_iter().any(|cue| {
            scene
                .find_cue(sentence.start..figure.tokens.start, cue)
                .is_some()
        })
}

/// "lợi nhuận vượt 6%", "nộp ngân sách đạt 121%": only a plan can be exceeded, or reached by more than a whole.
fn exceeds_plan(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    order: Order,
) -> bool {
    let verb = |cue| {
        scene
            .cue_before(figure.tokens.start, cue)
            .filter(|start| *start >= clause.left.start)
            .is_some()
    };
    let is_bare = order != Order::FigureFirst && ends_clause(scene, figure);
    let is_more = figure.value.is_some_and(|value| value > Number::whole(100));
    is_bare && (verb(Cue::AimExceed) || (is_more && verb(Cue::AimShare)))
}

/// What a report tells of the plan or the result just before it: "đặt mục tiêu lập 15 tổ chức đảng, nay
/// đã lập 11, đạt 73,3%", "án đạt 83,6% (chỉ tiêu 75%), riêng án rất nghiêm trọng đạt 97,1%".
fn continues(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention, before: &Aim) -> bool {
    let at = figure.number.start;
    let is_same =
        scene.reading.sentence_index(before.tokens.start) == scene.reading.sentence_index(at);
    let is_share = scene
        .cue_before(figure.tokens.start, Cue::AimShare)
        .is_some();
    let is_part = scene
        .find_cue(clause.left.clone(), Cue::AimInside)
        .is_some();
    // "…; trong dự bị động viên đạt 9,3%", "…. Năm 2021, toàn tỉnh mới đạt 2,17%".
    let named = trimmed(scene, clause.left.clone());
    let is_where = scene.cue_at(named.start, Cue::AimWhere).is_some();
    let is_scope = is_place(
        scene,
        &after_last_comma(scene, &named_part(scene, clause, figure)),
    );
    match before.role {
        Role::Target => is_share && scene.stances.at(at) == Stance::Report && (is_same || is_scope),
        Role::Result => is_same && is_share && (is_part || is_where),
    }
}

/// What stands before the words that link a figure.
fn named_part(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> TokenRange {
    let at = figure.tokens.start;
    let link = scene.cue_before(at, Cue::AimLink).unwrap_or(at);
    clause.left.start..link.max(clause.left.start)
}

/// "kết nạp 231 đảng viên, thợ lò là 148 người, bằng 64%": a share of the members that the sentence counts.
fn is_share_of_members(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let sentence = scene.reading.sentence_of(figure.number.start);
    let is_share = scene
        .cue_before(figure.tokens.start, Cue::AimShare)
        .is_some();
    let is_of_count = clause.host_figure.as_ref().is_some_and(|host| {
        !scene.reading.tokens[host.end - 1].is_mark(b'%')
            && [Cue::NounMember, Cue::NounPerson]
                .into_iter()
                .any(|cue| scene.cue_at(host.end, cue).is_some())
    });
    let names_members = scene
        .find_cue(sentence.start..figure.tokens.start, Cue::NounMember)
        .is_some();
    // "9 nơi bí thư không phải là người địa phương, chiếm 69,2%".
    let speaks_of_party = || {
        clause.host_figure.as_ref().is_some_and(|host| {
            [Cue::AimParty, Cue::AimPartyWord]
                .into_iter()
                .any(|cue| scene.find_cue(host.end..figure.tokens.start, cue).is_some())
        })
    };
    is_share && ((is_of_count && names_members) || speaks_of_party())
}

/// Whether a plan that counts things aims at this count: its verb governs it, it is a part of the target before, or
/// the plan's word stands right before it.
fn is_count_target(
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
    let is_asked = !phrase.goal.is_empty()
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
        .is_some_and(|line| {
            let before = &scene.reading.tokens[figure.tokens.start - 1];
            let is_first = scene.reading.sentence_of(line.tokens.start + 2).start
                == scene.reading.sentence_of(figure.tokens.start).start;
            let is_things = scene.cue_at(figure.tokens.end, Cue::NounMember).is_none()
                && scene.cue_at(figure.tokens.end, Cue::NounPerson).is_none();
            line.is_item
                && line.tokens.start < figure.tokens.start
                && is_first
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
        || is_each
        || is_labelled
        || (is_due && !phrase.goal.is_empty())
        || is_part(scene, clause, figure, before)
        || (!is_of_party && !phrase.goal.is_empty() && is_planned_here(scene, figure))
}

/// Whether the plan that a count of things is of opens in its sentence, or in the list that its line is an item of.
fn is_planned_here(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let opens = [Cue::PlanOpen, Cue::PlanWeak, Cue::PlanYear, Cue::PlanSet]
        .into_iter()
        .any(|cue| scene.find_cue(sentence.start..at, cue).is_some());
    opens
        || figure.bound == Bound::AtLeast
        || scene.reading.line_of(at).is_some_and(|line| line.is_item)
}

/// Whether a count goes on with the target before it: "…, trong đó có ít nhất 30 đảng viên là công nhân".
fn is_part(
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

/// "nữ chiếm 16%", "hoàn thành tốt nhiệm vụ đạt 94%" in a sentence about the Party.
fn is_party_trait(scene: &Scene<'_>, phrase: &Phrase, at: usize) -> bool {
    let sentence = scene.reading.sentence_of(at);
    [Cue::AimTrait, Cue::AimRating]
        .into_iter()
        .any(|cue| phrase.speaks_of(scene, cue))
        && !speaks_of(scene, phrase.subject.iter(), Cue::AimPeople)
        && [Cue::AimParty, Cue::AimPartyWord]
            .into_iter()
            .any(|cue| scene.find_cue(sentence.clone(), cue).is_some())
}

/// "trên 30% số tổ chức và trên 50% số đảng viên được kiểm tra": the figure that "và" joins speaks of the Party.
fn is_joined_to_party(scene: &Scene<'_>, clause: &Clause) -> bool {
    let Some(joint) = scene.cue_at(clause.right.end, Cue::And) else {
        return false;
    };
    let sentence = scene.reading.sentence_of(joint);
    scene
        .mentions
        .quantities_in(joint..sentence.end)
        .first()
        .is_some_and(|next| {
            let noun = next.tokens.end..sentence.end.min(next.tokens.end + NOUN_REACH);
            next.is_percent()
                && next.tokens.start == joint
                && scene.find_cue(noun, Cue::NounMember).is_some()
        })
}

fn speaks_of<'r>(
    scene: &Scene<'_>,
    mut ranges: impl Iterator<Item = &'r TokenRange>,
    cue: Cue,
) -> bool {
    ranges.any(|range| scene.find_cue(range.clone(), cue).is_some())
}
