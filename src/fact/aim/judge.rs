//! Target, result, or neither.
//!
//! Enters: a figure with its clause and phrase. Leaves: [`Role`]. What is planned is a target; a percentage that is
//! reported is a result where it speaks of the Party, or measures anything against a plan.

use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::plan_reference;
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::{Aim, Order};
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::{Number, Unit};
use crate::text::{Gap, Kind, TokenRange};

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Target,
    Result,
}

/// Tokens between a plan's name and its figure.
const PLAN_REACH: usize = 16;
/// Tokens behind a figure in which the plan that it is set against is named.
const AGAINST_REACH: usize = 24;
/// Tokens behind a joined figure in which its noun stands.
const NOUN_REACH: usize = 5;
/// Tokens before a bare count in which what it counts is named.
const BARE_REACH: usize = 16;
/// An excess is less than this part of what was achieved.
const EXCESS_PART: i64 = 3;
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
}

/// Whether a figure ends its clause: a mark, a closing relative clause or the end of the text follows it.
fn ends_clause(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let after = figure.tokens.end;
    scene
        .reading
        .tokens
        .get(after)
        .is_none_or(|next| match next.kind {
            _ if next.gap >= Gap::Line => true,
            Kind::Mark(mark) => matches!(mark, b')' | b',' | b';' | b'.' | b'!' | b'?'),
            _ => scene.cue_at(after, Cue::AimEnd).is_some(),
        })
}

/// "kết nạp 142 quần chúng (kế hoạch 130)": the plan's figure leaves out what the count before it names.
fn is_bare_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let from = sentence.start.max(at.saturating_sub(BARE_REACH));
    let Some(noun) = [Cue::AimPlanNoun, Cue::AimPlan]
        .into_iter()
        .filter_map(|cue| scene.find_last_cue(from..at, cue))
        .min_by_key(|noun| noun.start)
    else {
        return false;
    };
    let opens_bracket = noun
        .start
        .checked_sub(1)
        .is_some_and(|open| scene.reading.tokens[open].is_mark(b'('));
    let is_contrast = scene.cue_before(noun.start, Cue::AimContrast).is_some();
    let is_parted = (noun.end..at).any(|here| {
        matches!(
            scene.reading.tokens[here].kind,
            Kind::Mark(b')' | b',' | b';')
        )
    });
    let is_linked = !is_parted
        && ((noun.end..at).all(|here| !scene.reading.tokens[here].is_word())
            || scene.cue_before(at, Cue::AimLink).is_some());
    let counts_before = scene
        .mentions
        .quantities_in(sentence.start..noun.start)
        .iter()
        .any(|other| !other.is_percent());
    (opens_bracket || is_contrast || explains_plan(scene, figure))
        && is_linked
        && counts_before
        && ends_clause(scene, figure)
}

/// "đạt 67% nghị quyết (210)", "bằng 108% kế hoạch (163/150)": brackets alone, right behind the plan that a share is of.
fn explains_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let tokens = &scene.reading.tokens;
    let Some(open) = figure
        .tokens
        .start
        .checked_sub(1)
        .filter(|&open| tokens[open].is_mark(b'('))
    else {
        return false;
    };
    let is_alone = tokens
        .get(figure.tokens.end)
        .is_some_and(|next| next.is_mark(b')'));
    let is_of_share = |plan: usize| plan > 0 && tokens[plan - 1].is_mark(b'%');
    is_alone
        && scene
            .cue_before(open, Cue::AimPlan)
            .is_some_and(is_of_share)
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
    figure.of.is_none()
        && scene.stances.at(figure.number.start) == Stance::Plan
        && scene.cue_before(at, Cue::AimLink).is_some()
        && ends_clause(scene, figure)
        && verb_or_noun
        && scene.find_last_cue(near.clone(), Cue::AimCounted).is_some()
        && scene.mentions.quantities_in(near).is_empty()
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
    let is_planned =
        is_due || (scene.stances.at(at) == Stance::Plan && !is_grown(scene, clause, figure));
    let is_plan_figure = is_plan_figure(scene, clause, figure);
    if !figure.is_percent() {
        // A numeral in words counts only inside an enumeration.
        if figure.in_words && !is_part(scene, clause, figure, before) {
            return None;
        }
        if is_size(scene, clause, figure) {
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
            || (is_planned
                && (is_bare_number(scene, figure)
                    || is_count_target(scene, clause, figure, phrase, before)));
        return is_target.then_some(Role::Target);
    }
    if is_excess(scene, figure) && !is_planned {
        return Some(Role::Result);
    }
    if is_plan_figure {
        return Some(Role::Target);
    }
    let around = [
        clause.right.clone(),
        clause.beyond.clone(),
        clause.host.clone(),
    ];
    let is_vote = speaks_of(scene, phrase.ranges().chain(&around), Cue::AimVote);
    if is_vote {
        return (!is_outside_vote(scene, at) && !is_planned).then_some(Role::Result);
    }
    if is_planned {
        return Some(Role::Target);
    }
    if speaks_of(scene, phrase.subject.iter(), Cue::AimOutsider) {
        return None;
    }
    let is_of_plan =
        order == Order::Comparison && speaks_of(scene, phrase.goal.iter(), Cue::AimPlan);
    if speaks_of(scene, phrase.ranges(), Cue::AimHolding) && !is_of_plan {
        return None;
    }
    let is_report = scene.stances.at(at) == Stance::Report;
    let is_result = is_of_plan
        || figure.of.is_some()
        || is_set_against_plan(scene, clause, figure)
        || speaks_of(scene, phrase.ranges(), Cue::AimParty)
        || is_party_trait(scene, phrase, at)
        || is_joined_to_party(scene, clause)
        || is_share_of_members(scene, clause, figure)
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

/// "doanh nghiệp có trên 500 lao động": the workers tell the size of whom the plan speaks of.
fn is_size(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let employer = scene.find_last_cue(clause.left.clone(), Cue::AimEmployer);
    scene.cue_at(figure.tokens.end, Cue::AimPeople).is_some()
        && employer.is_some_and(|employer| {
            let between = employer.end..figure.tokens.start;
            scene.find_cue(between.clone(), Cue::AimVerb).is_none()
                && between
                    .clone()
                    .all(|at| !matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        })
}

/// "đạt 98%, vượt mục tiêu 3%": by how much, not what the plan was. A plan's own figure has the unit of what was done
/// and is of its order.
fn is_excess(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let from = sentence.start.max(at.saturating_sub(PLAN_REACH));
    let Some(reference) = scene.find_last_cue(from..at, Cue::PlanReference) else {
        return false;
    };
    let is_exceeded = scene.cue_at(reference.start, Cue::AimChange).is_some();
    let is_parted =
        (reference.end..at).any(|here| matches!(scene.reading.tokens[here].kind, Kind::Mark(_)));
    let done = scene
        .mentions
        .quantities_in(sentence.start..reference.start);
    // "kết nạp 297 đồng chí, vượt chỉ tiêu 47 đồng chí".
    let is_less = done.last().is_some_and(|done| {
        let excess = figure.value.zip(done.value);
        let is_part = excess.is_some_and(|(by, of)| by.times(EXCESS_PART) <= of);
        is_part || (figure.is_percent() && !done.is_percent())
    });
    is_exceeded && !is_parted && is_less
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
    is_share
        && is_of_count
        && scene
            .find_cue(sentence.start..figure.tokens.start, Cue::NounMember)
            .is_some()
}

/// Votes of an assembly or a board: it is named in the sentence, or in the one before where this names no Party body,
/// and no Party post is what was voted for.
fn is_outside_vote(scene: &Scene<'_>, at: usize) -> bool {
    const PARTY_VOTERS: [Cue; 4] = [
        Cue::AimWhole,
        Cue::Committee,
        Cue::NounMember,
        Cue::RoleSecretary,
    ];
    let sentence = scene.reading.sentence_of(at);
    let elects_secretary = sentence.clone().any(|start| {
        scene
            .cue_at(start, Cue::OfficeAppoint)
            .is_some_and(|end| scene.cue_at(end, Cue::RoleSecretary).is_some())
    });
    let names_party = PARTY_VOTERS
        .into_iter()
        .any(|voter| scene.find_cue(sentence.clone(), voter).is_some());
    let start = match sentence.start.checked_sub(1) {
        Some(before) if !names_party => scene.reading.sentence_of(before).start,
        _ => sentence.start,
    };
    scene
        .find_cue(start..sentence.end, Cue::AimAssembly)
        .is_some()
        && !elects_secretary
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
    let is_governed = !is_accompanied
        && [Cue::AimVerb, Cue::PlanOpen, Cue::PlanWeak, Cue::PlanSet]
            .into_iter()
            .any(|cue| scene.find_last_cue(near.clone(), cue).is_some());
    // "Số lượng đảng viên mới: 165 đồng chí".
    let last = clause.left.end.saturating_sub(1);
    let is_labelled = clause.left.contains(&last)
        && scene.reading.tokens[last].is_mark(b':')
        && scene
            .find_cue(clause.left.clone(), Cue::NounMember)
            .is_some();
    // "52 TCCSĐ còn lại sẽ hoàn thành đại hội trong tháng 6".
    let is_due = scene
        .find_cue(
            clause.right.start..clause.right.end.min(clause.right.start + VERB_REACH),
            Cue::AimDue,
        )
        .is_some();
    let is_of_party = scene.cue_at(figure.tokens.end, Cue::NounMember).is_some()
        || scene
            .cue_at(figure.tokens.end, Cue::NounOrganization)
            .is_some();
    is_governed
        || is_labelled
        || (is_due && !phrase.goal.is_empty())
        || is_part(scene, clause, figure, before)
        || (!is_of_party && !phrase.goal.is_empty())
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

/// Whether a figure is a plan's own, whatever the clause does: "vượt chỉ tiêu 80%", "(mục tiêu 30%)".
pub fn is_plan_figure(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let end = figure.tokens.start;
    let floor = if clause.in_brackets {
        clause.host.start.min(clause.left.start)
    } else {
        clause.left.start
    };
    let from = floor.max(end.saturating_sub(PLAN_REACH));
    let named = scene.find_last_cue(from..end, Cue::AimPlanNoun);
    let in_bracket = || {
        scene
            .find_last_cue(clause.left.start..end, Cue::AimPlan)
            .filter(|_| clause.in_brackets)
    };
    let Some(noun) = named.or_else(in_bracket) else {
        return false;
    };
    if is_excess(scene, figure) {
        return false;
    }
    let tokens = &scene.reading.tokens;
    let is_parted = (noun.end..figure.number.start).any(|at| {
        matches!(tokens[at].kind, Kind::Mark(b',' | b';' | b')'))
            || (tokens[at].is_mark(b':') && !clause.in_brackets)
            || [Cue::AimShare, Cue::AimChange, Cue::AimVerb]
                .into_iter()
                .any(|cue| scene.cue_at(at, cue).is_some())
    });
    // "chỉ tiêu cả nhiệm kỳ là 40".
    let is_stated = scene
        .cue_before(end, Cue::AimLink)
        .is_some_and(|link| noun.end <= link && scene.cue_at(noun.start, Cue::AimPlan).is_some());
    let is_compared = clause.in_brackets
        || is_stated
        || [
            Cue::AimChange,
            Cue::AimCompare,
            Cue::PlanReference,
            Cue::AimContrast,
        ]
        .into_iter()
        .any(|cue| scene.cue_before(noun.start, cue).is_some())
        || (noun.end == end
            && scene.cue_at(noun.start, Cue::AimLevel).is_some()
            // "giữ ở mức 61%" links a figure, no plan's.
            && scene
                .cue_before(end, Cue::AimLink)
                .is_none_or(|link| link >= noun.start))
        || scene.stances.at(end) == Stance::Plan;
    !is_parted && is_compared
}

/// "đạt 96,3%, vượt chỉ tiêu", "so với kế hoạch năm, … đạt 87%", "6,8% (mục tiêu 9%)": the text sets it against a plan.
fn is_set_against_plan(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> bool {
    let tokens = &scene.reading.tokens;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let ends = |at: &usize| matches!(tokens[*at].kind, Kind::Mark(b';' | b'?' | b'!'));
    let after = figure.tokens.end;
    let end = (after..sentence.end)
        .find(ends)
        .unwrap_or(sentence.end)
        .min(after + AGAINST_REACH);
    let start = (sentence.start..clause.left.start)
        .rev()
        .find(ends)
        .unwrap_or(sentence.start);
    let next = scene
        .mentions
        .quantities_in(after..end)
        .first()
        .map_or(end, |next| next.number.start);
    let in_brackets = (after..next).find(|&at| tokens[at].is_mark(b'('));
    // "98% …, vượt 3% so với mục tiêu": the next figure tells by how much.
    let exceeds = scene.cue_before(next, Cue::AimChange).is_some()
        && scene.find_cue(next..end, Cue::AimPlan).is_some();
    // "mới đạt 29%, trong khi kế hoạch là 45%".
    let contrasts = scene
        .find_cue(after..next, Cue::AimContrast)
        .is_some_and(|contrast| scene.cue_at(contrast.end, Cue::AimPlanNoun).is_some());
    exceeds
        || contrasts
        || scene
            .find_cue(after..end.min(next + 1), Cue::PlanReference)
            .is_some()
        || in_brackets.is_some_and(|at| {
            [Cue::AimPlanNoun, Cue::AimPlan]
                .into_iter()
                .any(|cue| scene.cue_at(at + 1, cue).is_some())
        })
        || plan_reference(scene, start..figure.tokens.start).is_some()
}

/// "nữ chiếm 16%", "hoàn thành tốt nhiệm vụ đạt 94%" in a sentence about the Party.
fn is_party_trait(scene: &Scene<'_>, phrase: &Phrase, at: usize) -> bool {
    let sentence = scene.reading.sentence_of(at);
    [Cue::AimTrait, Cue::AimRating]
        .into_iter()
        .any(|cue| speaks_of(scene, phrase.ranges(), cue))
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

/// A vote's goal, where the phrase has none: what the sentence elects to before the figure.
pub fn with_vote(scene: &Scene<'_>, clause: &Clause, mut phrase: Phrase) -> Phrase {
    if !phrase.goal.is_empty() || !speaks_of(scene, phrase.ranges(), Cue::AimVote) {
        return phrase;
    }
    let sentence = scene.reading.sentence_of(clause.left.end);
    let start = phrase
        .subject
        .first()
        .map_or(clause.left.end, |subject| subject.start);
    if let Some(elected) = scene.find_last_cue(sentence.start..start, Cue::OfficeAppoint) {
        let end = (elected.end..start)
            .find(|&at| scene.reading.tokens[at].is_mark(b','))
            .unwrap_or(start);
        phrase.goal.push(elected.start..end);
    }
    phrase
}

/// The plan's figure of `99,3%/98%` or of `143/125 đảng viên` after a verb of admission.
pub fn pair_plan(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> Option<Number> {
    let plan = figure.of?;
    if figure.is_percent() || explains_plan(scene, figure) {
        return Some(plan);
    }
    let is_member = scene.cue_at(figure.tokens.end, Cue::NounMember).is_some()
        || scene.cue_at(figure.tokens.end, Cue::NounPerson).is_some();
    let is_admission = scene
        .find_cue(clause.left.clone(), Cue::AimAdmission)
        .is_some();
    (is_member && is_admission).then_some(plan)
}

fn speaks_of<'r>(
    scene: &Scene<'_>,
    mut ranges: impl Iterator<Item = &'r TokenRange>,
    cue: Cue,
) -> bool {
    ranges.any(|range| scene.find_cue(range.clone(), cue).is_some())
}
