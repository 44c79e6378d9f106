//! A plan's figure beside what was done, and what was done beside a plan.
//!
//! Enters: a figure with its clause. Leaves: whether it is the plan's own ("vượt chỉ tiêu 80%", "(kế hoạch 130)",
//! the 125 of "143/125 đảng viên"), whether it is set against one, whether it only tells by how much.

use crate::fact::Scene;
use crate::fact::aim::clause::{Clause, InClause};
use crate::fact::aim::cut::{goal, is_place, last_verb, plan_reference, trimmed};
use crate::fact::aim::judge::Side;
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::{Aim, LEAST_LEVEL, Order};
use crate::fact::carried::Plans;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::{Number, Unit};
use crate::text::{Gap, Kind, TokenRange};

/// Tokens around a figure in which what it is compared with stands.
const AROUND_REACH: usize = 16;
/// Tokens behind a figure in which the plan that it is set against is named.
const AGAINST_REACH: usize = 24;
/// Tokens before a bare count in which the plan is named.
const BARE_REACH: usize = 16;
/// Tokens behind "so với" in which the plan is named.
const COMPARED_REACH: usize = 5;
/// Tokens behind a comma or bracket in which the plan that measures a figure is named.
const MEASURE_REACH: usize = 9;
/// Tokens behind "hiện" in which the share stands that there is now.
const NOW_REACH: usize = 4;
/// An excess is less than this part of what was achieved.
const EXCESS_PART: i64 = 3;

/// "kết nạp 142 quần chúng (kế hoạch 130)", "…. Năm nay kế hoạch giao 150": the plan's figure leaves out what the count
/// before it names.
pub(super) fn is_bare_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
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
    let opens_bracket = scene.reading.mark_before(noun.start, b'(');
    let is_contrast = scene.ends_any(
        noun.start,
        const { CueSet::of(&[Cue::AimContrast, Cue::AimFills]) },
    ) || scene.cue_at(noun.start, Cue::AimContrast).is_some();
    // "so với chỉ tiêu cả năm (3.800)"; the "(1)" of "15 chỉ tiêu: (1) …" numbers an item.
    let explains = scene.reading.tokens[at.saturating_sub(1)].is_mark(b'(')
        && !is_list_number(scene, at)
        && scene.reading.mark_at(figure.tokens.end, b')');
    let is_parted = (noun.end..at).any(|here| {
        matches!(
            scene.reading.tokens[here].kind,
            Kind::Mark(b')' | b',' | b';')
        )
    });
    let is_linked = !is_parted
        && ((noun.end..at).all(|here| !scene.reading.tokens[here].is_word())
            || is_label(scene, noun.end..at)
            || scene.ends_any(at, const { CueSet::of(&[Cue::AimLink, Cue::AimGive]) }));
    let counts_before = counted_before(scene, noun.start).is_some()
        || scene
            .mentions
            .quantities_in(sentence.start..noun.start)
            .iter()
            .any(|other| !other.is_percent());
    let is_told = is_linked
        && scene.cue_at(noun.start, Cue::AimPlan).is_some()
        && opens_clause(scene, noun.start);
    // "đạt 92,3% chỉ tiêu 220".
    let is_of_share = scene.reading.mark_before(noun.start, b'%');
    // "so với chỉ tiêu 150 vượt 2%".
    let is_exceeded = scene.cue_at(figure.tokens.end, Cue::AimChange).is_some();
    (opens_bracket || is_contrast || is_told || is_of_share || explains)
        && is_linked
        && (counts_before || is_reckoned_from(scene, figure))
        && (ends_clause(scene, figure) || is_exceeded)
}

/// Whether brackets open right behind a colon or semicolon at a token: they number an item.
fn is_list_number(scene: &Scene<'_>, at: usize) -> bool {
    at.checked_sub(2)
        .is_some_and(|before| matches!(scene.reading.tokens[before].kind, Kind::Mark(b':' | b';')))
}

/// "Kế hoạch của Đảng ủy là 35, nghĩa là mới đi được 82,9% chặng đường": how much of a number was reached follows it.
fn is_reckoned_from(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let sentence = scene.reading.sentence_of(figure.number.start);
    let end = sentence.end.min(figure.tokens.end + AROUND_REACH);
    let behind = scene.mentions.quantities_in(figure.tokens.end..end);
    scene
        .cue_before(figure.tokens.start, Cue::AimLink)
        .is_some()
        && behind.first().is_some_and(|share| {
            share.is_percent() && scene.cue_at(share.tokens.end, Cue::AimPlan).is_some()
        })
}

/// Whether only words stand in a range that belong to a plan's name: "cả năm", "Đại hội".
fn is_label(scene: &Scene<'_>, range: TokenRange) -> bool {
    range.clone().all(|at| {
        !scene.reading.tokens[at].is_word()
            || (range.start..=at).any(|from| {
                scene
                    .cue_at(from, Cue::StanceLabel)
                    .is_some_and(|end| end > at)
            })
    })
}

/// Whether a plan's name opens its clause, times aside: "…; chỉ tiêu cả nhiệm kỳ là 40", "Năm nay kế hoạch giao 150".
pub(super) fn opens_clause(scene: &Scene<'_>, noun: usize) -> bool {
    let sentence = scene.reading.sentence_of(noun);
    let start = (sentence.start..noun)
        .rev()
        .find(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b',' | b';' | b':')
            )
        })
        .map_or(sentence.start, |mark| mark + 1);
    trimmed(scene, start..noun).is_empty() || is_place(scene, &trimmed(scene, start..noun))
}

/// What the text counts last before a token, in its sentence or the one before: the verb that governs it, and the noun.
pub(super) fn counted_before(scene: &Scene<'_>, at: usize) -> Option<Phrase> {
    const NOUNS: [Cue; 3] = [Cue::NounMember, Cue::NounOrganization, Cue::AimCounted];
    let sentence = scene.reading.sentence_of(at);
    let start = match sentence.start.checked_sub(1) {
        Some(before) => scene.reading.sentence_of(before).start,
        None => sentence.start,
    };
    let counts = scene.mentions.quantities_in(start..at);
    let counted = |nouns: &[Cue]| {
        let mut counts = counts.iter().rev().filter(|count| !count.is_percent());
        counts.find_map(|count| {
            let noun = nouns
                .iter()
                .copied()
                .filter_map(|cue| scene.cue_at(count.tokens.end, cue))
                .max()?;
            let own = scene.reading.sentence_of(count.tokens.start);
            let segment = scene
                .reading
                .after_last_comma(&(own.start..count.tokens.start));
            let verb = last_verb(scene, segment);
            let mut phrase = Phrase::new(count.tokens.end..noun, noun..noun);
            phrase.goal.extend(verb);
            Some(phrase)
        })
    };
    counted(&NOUNS).or_else(|| counted(&[Cue::NounPerson]))
}

/// What the result just before states, where a plan's figure of the same unit is set against it: "có 2,3%. Nghị quyết Đại hội yêu
/// cầu 2%".
pub(super) fn of_stated(
    scene: &Scene<'_>,
    figure: &QuantityMention,
    before: Option<&Aim>,
) -> Option<Phrase> {
    let stated = before.filter(|aim| aim.side == Side::Result && aim.order != Order::Comparison)?;
    let between = stated.tokens.end.min(figure.tokens.start)..figure.tokens.start;
    let is_next = scene
        .mentions
        .quantities_in(between)
        .iter()
        .all(|other| other.is_percent() != figure.is_percent());
    (is_next && figure.is_percent() && stated.quantity.unit == Unit::Percent)
        .then(|| stated.phrase.clone())
}

/// A plan's count with the verb that its sentence has for it: "Kết nạp: 58 đồng chí (chỉ tiêu 50)".
pub(super) fn with_verb(scene: &Scene<'_>, figure: &QuantityMention, mut phrase: Phrase) -> Phrase {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let is_said = |verb: &TokenRange| {
        phrase
            .subject
            .iter()
            .any(|subject| subject.start <= verb.start && verb.end <= subject.end)
    };
    let verb = scene
        .find_last_cue(sentence.start..at, Cue::AimAdmission)
        .filter(|verb| !is_said(verb));
    phrase.goal.extend(verb);
    phrase
}

/// The plan that a clause names, where nothing else tells what is to hold: "chỉ tiêu năm 2023 là 180 đảng viên".
pub(super) fn with_name(scene: &Scene<'_>, clause: &Clause, mut phrase: Phrase) -> Phrase {
    if phrase.goal.is_empty()
        && let Some(plan) = scene.find_last_cue(clause.left.clone(), Cue::AimPlanNoun)
    {
        let end = clause.left.end;
        let link = scene.cue_before(end, Cue::AimLink).unwrap_or(end);
        let name = goal(scene, plan.start..link.max(plan.end));
        let is_said = |range: &TokenRange| range.start < name.end && name.start < range.end;
        let is_new = !phrase.subject.iter().any(is_said);
        phrase.goal.extend(is_new.then_some(name));
    }
    phrase
}

/// "đạt 67% nghị quyết (210)", "bằng 108% kế hoạch (163/150)": brackets alone, right behind the plan that a share is of.
pub(super) fn explains_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let tokens = &scene.reading.tokens;
    let Some(open) = figure
        .tokens
        .start
        .checked_sub(1)
        .filter(|&open| tokens[open].is_mark(b'('))
    else {
        return false;
    };
    // "đạt 63% nghị quyết (600 đảng viên)": with its noun at most.
    let nouns = [
        Cue::NounMember,
        Cue::NounPerson,
        Cue::NounOrganization,
        Cue::AimCounted,
    ];
    let noun = (nouns.into_iter())
        .filter_map(|noun| scene.cue_at(figure.tokens.end, noun))
        .max();
    let is_alone = scene
        .reading
        .mark_at(noun.unwrap_or(figure.tokens.end), b')');
    // "đạt 80% chỉ tiêu Đại hội Đảng bộ đề ra (15 tổ chức)".
    let share = (open.saturating_sub(BARE_REACH)..open)
        .rev()
        .take_while(|&at| tokens[at].is_word() || tokens[at].is_mark(b'%'))
        .find(|&at| tokens[at].is_mark(b'%'));
    let is_of_plan = |share: usize| scene.cue_at(share + 1, Cue::AimPlan).is_some();
    is_alone && share.is_some_and(is_of_plan)
}

/// Whether a figure ends its clause: a mark, a closing relative clause or the end of the text follows it, or so does "của năm".
pub(super) fn ends_clause(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let after = figure.tokens.end;
    // "vượt chỉ tiêu 40 của năm"
    let year = scene
        .cue_at(after, Cue::Of)
        .and_then(|of| scene.cue_at(of, Cue::DateYear));
    scene.cue_at(after, Cue::AimEnd).is_some()
        || is_closed(scene, after)
        || year.is_some_and(|year| is_closed(scene, year))
}

/// Whether a mark or the line's end stands at a token.
pub(super) fn is_closed(scene: &Scene<'_>, at: usize) -> bool {
    let next = scene.reading.tokens.get(at);
    next.is_none_or(|next| {
        next.gap >= Gap::Line
            || matches!(
                next.kind,
                Kind::Mark(b')' | b',' | b';' | b'.' | b'!' | b'?')
            )
    })
}

/// "bình quân 108% (chỉ tiêu 95%)", "tăng 5,1%/năm, đạt nghị quyết đề ra là 5%", "còn 3,1%, thấp hơn mức 3,5%": the plan that a
/// figure is set against stands right behind it, or behind what it is said of.
pub(super) fn is_measured_behind(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let behind = figure.bound_after.as_ref().map_or(0, |bound| bound.end);
    let mut after = figure.tokens.end.max(behind);
    if scene.reading.mark_at(after, b'/') {
        after = scene.cue_at(after + 1, Cue::QuantityPer).unwrap_or(after);
    }
    let end = if here.clause.in_brackets {
        after
    } else {
        here.clause.right.end
    };
    // "98,3% so với yêu cầu 95%".
    let is_compared = |at: usize| {
        let behind = at..scene.reading.tokens.len().min(at + COMPARED_REACH);
        plan_reference(scene, behind).is_some_and(|plan| plan.start == at)
            && scene.cue_at(at, Cue::AimCompare).is_some()
    };
    [after, end]
        .into_iter()
        .any(|at| opens_measure(scene, at) || is_compared(at))
}

/// Whether a comma or bracket opens what names a plan with its figure, or measures by one.
fn opens_measure(scene: &Scene<'_>, at: usize) -> bool {
    const PLANS: [Cue; 2] = [Cue::AimPlan, Cue::AimPlanNoun];
    let tokens = &scene.reading.tokens;
    let Some(mark) = tokens.get(at).filter(|mark| mark.gap < Gap::Line) else {
        return false;
    };
    let sentence = scene.reading.sentence_of(at);
    let end = sentence.end.min(at + 1 + MEASURE_REACH);
    let names = PLANS
        .into_iter()
        .take(if mark.is_mark(b'(') { 2 } else { 1 })
        .filter_map(|cue| scene.cue_at(at + 1, cue))
        .max();
    let gives_figure = |from: usize| {
        scene
            .mentions
            .quantities_in(from.min(end)..end)
            .first()
            .is_some_and(|plan| {
                (from..plan.tokens.start).all(|at| {
                    !matches!(tokens[at].kind, Kind::Mark(b',' | b';' | b'(' | b')'))
                        && scene.cue_at(at, Cue::AimVerb).is_none()
                })
            })
    };
    if mark.is_mark(b'(') {
        return names.is_some_and(gives_figure);
    }
    if !mark.is_mark(b',') {
        return false;
    }
    let measures = || {
        scene
            .cue_at(at + 1, Cue::StanceMeasure)
            .is_some_and(|from| {
                let named = from.min(end)..end;
                let mark = named
                    .clone()
                    .find(|&at| matches!(tokens[at].kind, Kind::Mark(b',' | b';' | b'(' | b')')))
                    .unwrap_or(end);
                scene.finds_any(
                    named.start..mark,
                    const { CueSet::of(&[Cue::AimPlan, Cue::AimLevel]) },
                )
            })
    };
    names.is_some_and(gives_figure) || measures()
}

/// The words that open what there is now.
pub(super) const NOW: [Cue; 3] = [Cue::CountNow, Cue::StanceReportOpening, Cue::StanceReport];

/// "chỉ tiêu … từ 15% cấp ủy viên là nữ, hiện mới đạt 13,9%; dưới 40 tuổi 10%, hiện đạt 11,2%": in a sentence that names a plan,
/// what is set against what there is now is the plan's.
pub(super) fn is_set_against_now(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let comma = figure.tokens.end;
    let is_parted = scene.reading.mark_at(comma, b',');
    let mut now = NOW
        .into_iter()
        .filter_map(|now| scene.cue_at(comma + 1, now));
    let tells_now = |now: usize| {
        let next = scene.mentions.quantities_in(now..now + NOW_REACH);
        next.first().is_some_and(|next| {
            let between = now..next.tokens.start.max(now);
            next.is_percent() && scene.find_cue(between, Cue::AimVerb).is_none()
        })
    };
    let sentence = scene.reading.sentence_of(comma);
    figure.is_percent()
        && is_parted
        && now.any(tells_now)
        && scene
            .cue_before(figure.tokens.start, Cue::AimShare)
            .is_none()
        && scene
            .find_cue(sentence.start..figure.tokens.start, Cue::AimPlanNoun)
            .is_some()
}

/// "giao 25 đảng viên cho khối này", "chỉ tiêu 250 đảng viên, Đảng ủy đăng ký 270": what is assigned, or undertaken.
pub(super) fn is_assigned(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let is_members = scene.cue_at(figure.tokens.end, Cue::NounMember).is_some();
    let is_bare = || {
        ends_clause(scene, figure)
            && (counted_before(scene, at).is_some() || is_admitted_behind(scene, figure))
    };
    figure.of.is_none()
        && scene.cue_before(at, Cue::AimAssign).is_some()
        && (is_members || is_bare())
}

/// "được giao 10, kết nạp có 6": whom a plan counts is only said of what was done.
fn is_admitted_behind(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let sentence = scene.reading.sentence_of(figure.number.start);
    let behind = figure.tokens.end..sentence.end.min(figure.tokens.end + AROUND_REACH);
    let counts = scene.mentions.quantities_in(behind.clone());
    counts.first().is_some_and(|count| {
        !count.is_percent()
            && scene
                .find_cue(behind.start..count.tokens.start, Cue::AimAdmission)
                .is_some()
    })
}

/// "đạt 98%, vượt mục tiêu 3%": by how much, not what the plan was. A plan's own figure has the unit of what was done
/// and is of its order.
pub(super) fn is_excess(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let from = sentence.start.max(at.saturating_sub(AROUND_REACH));
    let Some(reference) = scene.find_last_cue(from..at, Cue::StanceReference) else {
        return false;
    };
    let is_exceeded = scene.starts_any(
        reference.start,
        const { CueSet::of(&[Cue::AimChange, Cue::AimDiffer]) },
    );
    let is_parted =
        (reference.end..at).any(|here| matches!(scene.reading.tokens[here].kind, Kind::Mark(_)));
    // "thu ngân sách vượt kế hoạch 11%; kết nạp đảng viên vượt chỉ tiêu 8%": what was done of the same plan. An item that names
    // nothing of its own goes on with the one before: "kết nạp 23 đảng viên; vượt chỉ tiêu 3".
    let opens_item = |here: &usize| {
        scene.reading.tokens[*here].is_mark(b';')
            && !trimmed(scene, *here + 1..reference.start).is_empty()
    };
    let item = (sentence.start..reference.start)
        .rev()
        .find(opens_item)
        .unwrap_or(sentence.start);
    let done = scene.mentions.quantities_in(item..reference.start);
    // "kết nạp 297 đồng chí, vượt chỉ tiêu 47 đồng chí"; "số lượt khám vượt kế hoạch từ 3,5 đến 9%".
    let is_small = figure
        .value
        .or(figure.high)
        .is_some_and(|by| figure.is_percent() && by < Number::whole(LEAST_LEVEL));
    // "Đảng bộ kết nạp vượt chỉ tiêu 12 đảng viên", and no word more of the plan.
    let is_bare_count = || {
        let noun = scene.cue_at(figure.tokens.end, Cue::NounMember);
        let noun = noun.filter(|_| reference.end == at && !figure.is_percent());
        noun.is_some_and(|noun| scene.cue_at(noun, Cue::AimOfPlan).is_none())
    };
    let is_less = done.last().map_or(is_small || is_bare_count(), |done| {
        let excess = figure.value.zip(done.value);
        let is_part = excess.is_some_and(|(by, of)| by.times(EXCESS_PART) <= of);
        is_part || (figure.is_percent() && !done.is_percent())
    });
    is_exceeded && !is_parted && is_less
}

/// "đạt 96,3%, vượt chỉ tiêu", "so với kế hoạch năm, … đạt 87%", "6,8% (mục tiêu 9%)": the text sets it against a plan.
pub(super) fn is_set_against_plan(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let tokens = &scene.reading.tokens;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let ends = |at: &usize| matches!(tokens[*at].kind, Kind::Mark(b';' | b'?' | b'!'));
    let after = figure.tokens.end;
    let end = (after..sentence.end)
        .find(ends)
        .unwrap_or(sentence.end)
        .min(after + AGAINST_REACH);
    let start = (sentence.start..here.clause.left.start)
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
    // "hộ dùng nước sạch 97,8%, vượt 2,8%": only a plan can be exceeded.
    let is_exceeded =
        scene.reading.mark_at(after, b',') && scene.cue_at(after + 1, Cue::AimExceed) == Some(next);
    // "mới đạt 29%, trong khi kế hoạch là 45%", "còn 6% sau 2 năm, trong khi nghị quyết chuyên đề yêu cầu dưới 5%".
    let shares = scene.mentions.quantities_in(after..end);
    let share = shares.iter().find(|share| share.is_percent());
    let share = share.map_or(end, |share| share.number.start);
    let contrasts = scene
        .find_cue(after..share, Cue::AimContrast)
        .is_some_and(|contrast| {
            let named = contrast.end..share.min(contrast.end + AROUND_REACH);
            scene.cue_at(contrast.end, Cue::AimPlanNoun).is_some()
                || scene.find_cue(named, Cue::AimPlan).is_some()
        });
    // "đạt 92%, bằng 102% kế hoạch".
    let is_share_of_plan = scene.cue_before(next, Cue::AimShare).is_some()
        && scene
            .mentions
            .quantities_in(next..end)
            .first()
            .is_some_and(|share| {
                share.is_percent() && scene.cue_at(share.tokens.end, Cue::AimPlan).is_some()
            });
    exceeds
        || is_exceeded
        || is_share_of_plan
        || contrasts
        || scene
            .find_cue(after..end.min(next + 1), Cue::StanceReference)
            .is_some()
        || in_brackets.is_some_and(|at| {
            scene.starts_any(
                at + 1,
                const { CueSet::of(&[Cue::AimPlanNoun, Cue::AimPlan]) },
            )
        })
        || measures_before(scene, figure, start)
        || is_measured_behind(here)
        || is_listed_as_done(scene, figure)
}

/// "so với kế hoạch năm, thu đạt 87%, chi đạt 90%": a plan that measures what follows, all of it where it opens the clause; one
/// behind a share, only what is a share like it: "sản lượng đạt 104% kế hoạch, doanh thu 105%". "vượt dự toán 18%, …" has measured.
fn measures_before(scene: &Scene<'_>, figure: &QuantityMention, start: usize) -> bool {
    let at = figure.tokens.start;
    let Some(reference) = plan_reference(scene, start..at) else {
        return false;
    };
    let tokens = &scene.reading.tokens;
    let opening = if tokens[start].is_word() {
        start
    } else {
        start + 1
    };
    // What brackets around the figure tell is all of what was measured: "đạt kế hoạch (năm 2016 đạt 71%, tăng 4%)".
    let first = |mark: u8| (reference.end..at).find(|&here| tokens[here].is_mark(mark));
    let open = first(b'(').filter(|_| first(b')').is_none());
    let told = scene
        .mentions
        .quantities_in(reference.end..open.unwrap_or(at));
    let before = |cue: Cue| scene.cue_before(at, cue).is_some();
    let is_share = ends_clause(scene, figure)
        && !before(Cue::AimChange)
        && (before(Cue::AimShare) || !before(Cue::AimLink));
    let is_of_share = tokens[reference.start].is_mark(b'%');
    if is_of_share {
        return is_share;
    }
    reference.start <= opening || told.is_empty()
}

/// "hoàn thành các chỉ tiêu: tỷ lệ … đạt 86%; …", "đạt 14/15 chỉ tiêu, trong đó …": an item of a list of what was carried out
/// of a plan.
fn is_listed_as_done(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let opens = |here: &usize| {
        scene.reading.tokens[*here].is_mark(b':') || scene.cue_at(*here, Cue::AimInside).is_some()
    };
    (sentence.start..at).find(opens).is_some_and(|list| {
        let plans = Plans::of(scene.reading, scene.mentions);
        let head = sentence.start..list;
        counts_plans(scene, head.clone())
            || plans
                .carried_out(list)
                .or_else(|| {
                    let plan = scene.find_cue(head.clone(), Cue::AimPlanNoun)?;
                    plans.fare(plan.end..head.end)
                })
                .is_some_and(|verb| !plans.are_only_meant(head.start, verb))
    })
}

/// Whether a range tells how many of a plan's aims were reached: "14/15 chỉ tiêu".
fn counts_plans(scene: &Scene<'_>, range: TokenRange) -> bool {
    scene
        .mentions
        .quantities_in(range)
        .iter()
        .any(|count| count.of.is_some() && scene.cue_at(count.tokens.end, Cue::AimPlan).is_some())
}
