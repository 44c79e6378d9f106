//! Which counts a plan aims at.
//!
//! Enters: a count, with its clause and phrase. Leaves: whether it can be aimed for, and whether the plan around it does:
//! its verb governs it, it is an item or a part of the plan, or what it counts stands before it.

use crate::fact::aim::Aim;
use crate::fact::aim::attribute::is_attribute;
use crate::fact::aim::clause::{Clause, InClause, is_origin};
use crate::fact::aim::cut::{goal_at, is_scope, last_verb, trimmed};
use crate::fact::aim::judge::Side;
use crate::fact::aim::pair::{founding, is_labelled_pair, is_second_of_pair};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::{ends_clause, explains_plan, is_assigned, is_bare_plan, opens_clause};
use crate::fact::beside_plan::opens_in;
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Unit};
use crate::text::{Kind, TokenRange};

/// Tokens before a figure in which somebody is asked to discipline others.
const ACCOUNT_REACH: usize = 240;
/// Tokens before a bare count in which what it counts is named.
const BARE_REACH: usize = 16;
/// Tokens between a plan's word and a count that something is to be done to.
const PLAN_REACH: usize = 24;
/// Tokens between a verb and the figure it governs.
const VERB_REACH: usize = 10;

/// Whether a count can be aimed for: what it counts is a thing that plans count, persons that are admitted, or what
/// the sentence counts before it.
pub(super) fn may_be_count(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let after = figure.tokens.end;
    if scene.cue_at(after, Cue::AimUncounted).is_some() {
        return false;
    }
    let is_counted = scene.starts_any(
        after,
        const { CueSet::of(&[Cue::AimCounted, Cue::NounMember, Cue::NounOrganization]) },
    );
    // "mỗi năm ít nhất 130 người được kết nạp".
    let is_admitted = [Cue::NounPerson, Cue::NounPersonKind]
        .into_iter()
        .filter_map(|cue| scene.cue_at(after, cue))
        .any(|end| scene.cue_at(end, Cue::AfterAdmit).is_some())
        || admits_persons(scene, figure);
    is_counted
        || is_admitted
        || is_bare_plan(scene, figure)
        || is_bare_number(scene, figure)
        || explains_plan(scene, figure)
        || is_second_of_pair(scene, figure)
        || is_allotted(scene, figure)
        || is_assigned(scene, figure)
        || is_part_of_plan(scene, figure)
        || is_labelled_pair(scene, figure)
        || founding(scene, figure).is_some()
        || shares_noun(scene, figure)
        || is_sum(scene, figure)
}

/// "kiểm tra 18 và giám sát 15 tổ chức đảng": a bare count behind its verb, whose noun stands behind the next one.
pub(super) fn shares_noun(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let behind = || {
        let verb = scene.cue_at(figure.tokens.end, Cue::And)?;
        let count = scene.cue_at(verb, Cue::AimVerb)?;
        let next = scene.mentions.quantities_in(count..count + 2);
        let next = next.first().filter(|next| next.tokens.start == count)?;
        scene.cue_at(next.tokens.end, Cue::AimCounted)
    };
    !figure.is_percent()
        && figure.of.is_none()
        && scene
            .cue_before(figure.tokens.start, Cue::AimVerb)
            .is_some()
        && behind().is_some()
}

/// Whether a verb of doing stands right before a count.
pub(super) fn is_done_to(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    scene
        .cue_before(figure.tokens.start, Cue::AimVerb)
        .is_some()
}

/// "…; toàn Đảng bộ là 16", "…, cộng lại là 620": a bare number that tells how much the parts of a plan are together.
pub(super) fn is_sum(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let start = (sentence.start..at)
        .rev()
        .find(|&here| matches!(scene.reading.tokens[here].kind, Kind::Mark(_)))
        .map_or(sentence.start, |mark| mark + 1);
    let link = scene
        .cue_before(at, Cue::AimLink)
        .filter(|link| *link > start);
    // "mỗi khoa kết nạp tối thiểu 5 sinh viên, toàn trường 120": the whole right before its number.
    let is_whole = || scene.cue_at(start, Cue::AimScope) == Some(at);
    figure.of.is_none()
        && !figure.is_percent()
        && ends_clause(scene, figure)
        && (link.is_some_and(|link| {
            scene.cue_at(start, Cue::AimSum) == Some(link) || is_scope(scene, start..link)
        }) || is_whole())
}

/// "kết nạp 12 học sinh", "kết nạp 25 dân quân": whoever is admitted becomes a member.
fn admits_persons(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let Some(verb) = scene.cue_before(at, Cue::AimAdmission) else {
        return false;
    };
    let counts = |cue: Cue| scene.cue_at(figure.tokens.end, cue).is_some();
    let is_kind = || {
        [Cue::NounPersonKind, Cue::AimPersons, Cue::AimPeople]
            .into_iter()
            .any(counts)
    };
    counts(Cue::NounPerson)
        || (scene.cue_at(verb, Cue::DeedAdmit).is_some() && is_kind() && !counts(Cue::AimOutsider))
}

/// "Kết nạp 68 đảng viên. Phân bổ: khối báo chí 15; khối tòa án 28": the parts of a plan, each a bare number that ends its
/// item.
pub(super) fn is_allotted(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.number.start;
    let sentence = scene.reading.sentence_of(at);
    let allots = scene
        .find_cue(sentence.start..at, Cue::AimAllot)
        .is_some_and(|allots| {
            scene.reading.mark_at(allots.end, b':') && is_listed_bare(scene, allots.end + 1..at)
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
pub(super) fn is_part_of_plan(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let floor = (sentence.start..at)
        .rev()
        .find(|&here| matches!(scene.reading.tokens[here].kind, Kind::Mark(b',' | b';')))
        .map_or(sentence.start, |comma| comma + 1);
    let is_inside = scene.find_cue(floor..at, Cue::AimInside).is_some();
    let is_persons = scene.starts_any(
        figure.tokens.end,
        const { CueSet::of(&[Cue::NounPerson, Cue::NounPersonKind]) },
    );
    // "thành lập 6 tổ chức đảng, trong đó ít nhất 2 ở doanh nghiệp nước ngoài".
    let is_at_place = scene
        .cue_at(figure.tokens.end, Cue::PlaceLocative)
        .is_some();
    let is_told =
        ends_clause(scene, figure) || goal_at(scene, figure.tokens.end).is_some() || is_at_place;
    // "làm sao để ít nhất 25 là người dân tộc Khmer".
    let is_trait = scene.cue_at(figure.tokens.end, Cue::ClauseVerb).is_some();
    let is_bounded = figure.bound == Bound::AtLeast && (is_persons || is_trait);
    // "kết nạp 45 đảng viên, xây 2 trường học, trong đó 1 ở xã X": what is at a place is of those told of last.
    let wholes = scene.mentions.quantities_in(sentence.start..floor);
    let wholes = match wholes.last() {
        Some(last) if is_at_place => std::slice::from_ref(last),
        _ => wholes,
    };
    figure.of.is_none()
        && scene.stances.at(figure.number.start) == Stance::Plan
        && ((is_inside && (is_persons || is_told)) || is_bounded)
        && wholes.iter().any(|whole| {
            !whole.is_percent()
                && scene.starts_any(
                    whole.tokens.end,
                    const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization]) },
                )
        })
}

/// "nâng số tổ chức đảng lên 120", "Kết nạp đảng viên: 165": what a plan counts stands before the figure.
pub(super) fn is_bare_number(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(figure.number.start);
    let floor = sentence.start.max(at.saturating_sub(BARE_REACH));
    let comma = (floor..at)
        .rev()
        .find(|&here| matches!(scene.reading.tokens[here].kind, Kind::Mark(b',' | b';')));
    let near = comma.map_or(floor, |comma| comma + 1)..at;
    // "+ Đảng viên mới: 60".
    let is_label = scene.reading.tokens[at.saturating_sub(1)].is_mark(b':')
        && scene.find_cue(near.clone(), Cue::NounMember).is_some();
    let verb_or_noun = is_label
        || scene.finds_any(
            near.clone(),
            const { CueSet::of(&[Cue::AimVerb, Cue::AimAdmission]) },
        );
    let is_named = scene.finds_any(
        near.clone(),
        const { CueSet::of(&[Cue::AimCounted, Cue::AimAdmission]) },
    );
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
        && (ends_clause(scene, figure) || is_explained(scene, figure) || is_persons)
        && verb_or_noun
        && is_named
        && scene
            .mentions
            .quantities_in(near)
            .iter()
            .all(|other| is_attribute(scene, other) || is_origin(scene, other))
}

/// "đạt 90 (kế hoạch cũ là 75)": brackets right behind a figure.
fn is_explained(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    scene.reading.mark_at(figure.tokens.end, b'(')
}

/// Whether a plan that counts things aims at this count: its verb governs it, it is an item of a list or a part of the
/// target before, or the plan's word stands right before it.
pub(super) fn is_count_target(here: &InClause<'_>, phrase: &Phrase, before: Option<&Aim>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let near = here
        .clause
        .left
        .start
        .max(figure.tokens.start.saturating_sub(VERB_REACH))..figure.tokens.start;
    if is_called_to_account(scene, figure) {
        return false;
    }
    let is_accompanied = scene.cue_before(figure.tokens.start, Cue::And).is_some();
    (!is_accompanied
        && !is_asked(scene, figure, phrase, &near)
        && is_governed(scene, figure, &near))
        || is_said_of_plan(here)
        || is_line_item(scene, figure)
        || opens_listed(scene, figure)
        || is_share_of_list(scene, figure)
        || is_of_each(scene, figure, near)
        || is_labelled(scene, here.clause)
        || is_due(here, phrase)
        || is_part(here, before)
        || is_done_behind(scene, figure)
        || (!is_of_party(scene, figure)
            && !phrase.goal.is_empty()
            && is_planned_here(scene, figure))
}

/// "yêu cầu cấp ủy thi hành kỷ luật 9 đảng viên, kiểm điểm 2 tổ chức đảng và 5 đảng viên": whom somebody asks others to discipline
/// or to call to account, and who is joined to them; no plan aims at so many. Another verb starts anew.
fn is_called_to_account(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at).start;
    let ask = is_of_party(scene, figure)
        .then(|| scene.find_last_cue(sentence..at, Cue::AimAsk))
        .flatten();
    ask.is_some_and(|ask| {
        let since = ask.end.max(at.saturating_sub(ACCOUNT_REACH))..at + 1;
        let is_accused = |other: &QuantityMention| {
            scene.ends_any(
                other.tokens.start,
                const { CueSet::of(&[Cue::DeedDiscipline, Cue::DeedRemove, Cue::AimAccount]) },
            )
        };
        let is_joined = |one: &QuantityMention, other: &QuantityMention| {
            let end = one.tokens.end;
            let noun = [Cue::NounMember, Cue::NounOrganization]
                .into_iter()
                .find_map(|noun| scene.cue_at(end, noun));
            let joint = noun.unwrap_or(end);
            let mark = scene.reading.tokens.get(joint);
            let past = mark
                .is_some_and(|mark| mark.is_mark(b','))
                .then_some(joint + 1);
            past.or(scene.cue_at(joint, Cue::And)) == Some(other.tokens.start)
        };
        let counted = scene.mentions.quantities_in(since.clone());
        let mut last: Option<&QuantityMention> = None;
        let mut are_accused = false;
        for other in counted {
            let goes_on = are_accused && last.is_some_and(|last| is_joined(last, other));
            are_accused = is_accused(other) || goes_on;
            last = Some(other);
        }
        are_accused && scene.find_cue(since, Cue::AimAdmission).is_none()
    })
}

/// "mỗi năm 10 đảng viên được kết nạp", "ít nhất 5 chi bộ được thành lập": the deed stands behind those it is to be done to.
fn is_done_behind(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    const PLANS: [Cue; 3] = [Cue::AimPlanNoun, Cue::StancePlan, Cue::CountYearly];
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at).start;
    let near = sentence.max(at.saturating_sub(PLAN_REACH));
    let contrast = scene.find_last_cue(near..at, Cue::AimContrast);
    let from = contrast.as_ref().map_or(near, |contrast| contrast.end);
    // "nhưng chỉ 4 đảng viên được kết nạp": so many there were.
    let is_told = scene.ends_any(at, const { CueSet::of(&[Cue::AimOnly, Cue::AimHave]) });
    // "Mục tiêu là kết nạp 10 đảng viên, năm qua 14 đảng viên được kết nạp": the plan's own figure stands before.
    let is_planned = |verb: Cue| {
        let plan = PLANS
            .into_iter()
            .filter_map(|plan| scene.find_last_cue(from..at, plan));
        plan.map(|plan| plan.end)
            .max()
            .is_some_and(|plan| scene.find_cue(plan..at, verb).is_none())
    };
    [
        (Cue::NounMember, Cue::AfterAdmit, Cue::AimAdmission),
        (
            Cue::NounOrganization,
            Cue::AfterEstablish,
            Cue::DeedEstablish,
        ),
    ]
    .into_iter()
    .any(|(noun, deed, verb)| {
        let noun = scene.cue_at(figure.tokens.end, noun);
        let is_passive = noun.is_some_and(|noun| scene.cue_at(noun, deed).is_some());
        let is_least = figure.bound == Bound::AtLeast && contrast.is_none();
        is_passive && !is_told && (is_least || is_planned(verb))
    })
}

/// Whether members or Party organizations are counted.
fn is_of_party(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    scene.starts_any(
        figure.tokens.end,
        const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization]) },
    )
}

/// "yêu cầu 3 chi bộ kiểm điểm", "yêu cầu cấp ủy ở 4 đảng bộ giải trình": whom somebody asks to do something.
fn is_asked(
    scene: &Scene<'_>,
    figure: &QuantityMention,
    phrase: &Phrase,
    near: &TokenRange,
) -> bool {
    let at = figure.tokens.start;
    let is_bid = scene.cue_before(at, Cue::AimAsk).is_some() && !ends_clause(scene, figure);
    let is_to_do = || {
        scene
            .find_last_cue(near.clone(), Cue::AimAsk)
            .is_some_and(|ask| {
                scene.find_cue(ask.end..at, Cue::AimVerb).is_none()
                    && phrase
                        .goal
                        .iter()
                        .all(|goal| goal.start >= figure.tokens.end)
            })
    };
    is_bid || (!phrase.goal.is_empty() && is_to_do())
}

/// "Chỉ tiêu kết nạp năm nay theo nghị quyết của Đảng ủy là 70 đảng viên": what the plan whose name opens the clause is told
/// to be, however far from its verb.
fn is_said_of_plan(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let at = figure.tokens.start;
    let is_linked = scene.cue_before(at, Cue::AimLink).is_some();
    let plan = || scene.find_cue(here.clause.left.clone(), Cue::AimPlanNoun);
    is_linked
        && is_of_party(scene, figure)
        && plan().is_some_and(|plan| opens_clause(scene, plan.start))
}

/// Whether a verb of doing or the plan's word governs a count; not where it is of a matter: "xử lý việc 3 chi bộ ghép".
/// Things are only counted by a plan that says so at once: "dự kiến chính sách đối với 321 hộ dân" and "dự kiến có 7.000
/// lượt khách" aim at none.
fn is_governed(scene: &Scene<'_>, figure: &QuantityMention, near: &TokenRange) -> bool {
    const PLANS: [Cue; 4] = [
        Cue::StancePlan,
        Cue::StancePlanWeak,
        Cue::StanceSets,
        Cue::StancePlanYear,
    ];
    if scene.cue_before(near.end, Cue::AimMatter).is_some() {
        return false;
    }
    if scene.find_last_cue(near.clone(), Cue::AimVerb).is_some() {
        return true;
    }
    let plans = PLANS
        .into_iter()
        .filter_map(|cue| scene.find_last_cue(near.clone(), cue))
        .max_by_key(|plan| plan.end);
    plans.is_some_and(|plan| {
        let is_forecast = scene.cue_at(plan.start, Cue::AimDue) == Some(plan.end);
        let end = scene.cue_before(near.end, Cue::AimHave).unwrap_or(near.end);
        let is_at_once = trimmed(scene, behind_year(scene, &plan)..end).is_empty();
        is_of_party(scene, figure) || (is_at_once && !is_forecast)
    })
}

/// Where a plan's words end, with the year of "đến năm 2030".
fn behind_year(scene: &Scene<'_>, plan: &TokenRange) -> usize {
    let dates = &scene.mentions.dates;
    let first = dates.partition_point(|date| date.tokens.end <= plan.end);
    dates
        .get(first)
        .filter(|date| date.tokens.start <= plan.end)
        .map_or(plan.end, |date| date.tokens.end)
}

/// "+ Toàn xã có 2 sản phẩm OCOP", "Bản không có người nghiện: 19 bản": the count of things in an item of a plan's list.
pub(super) fn is_line_item(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let is_things = !scene.starts_any(
        figure.tokens.end,
        const { CueSet::of(&[Cue::NounMember, Cue::NounPerson]) },
    );
    scene
        .reading
        .line_of(figure.number.start)
        .filter(|line| line.is_item && line.tokens.start < at)
        .is_some_and(|line| {
            let is_first = scene.reading.sentence_of(line.tokens.start + 2).start
                == scene.reading.sentence_of(at).start;
            let colon = (line.tokens.start..at)
                .rev()
                .find(|&here| scene.reading.tokens[here].is_mark(b':'));
            // "Bồi dưỡng nhận thức về Đảng: mỗi năm 4 lớp", "Năm 2023: 185 đảng viên".
            let follows_colon = colon.is_some_and(|colon| trimmed(scene, colon + 1..at).is_empty());
            let is_linked = follows_colon || scene.cue_before(at, Cue::AimHave).is_some();
            let text =
                (line.tokens.start + 1..at).find(|&here| scene.reading.tokens[here].is_word());
            let is_dated = colon
                .zip(text)
                .is_some_and(|(colon, text)| text < colon && is_scope(scene, text..colon));
            (follows_colon && is_dated) || (is_linked && is_first && is_things)
        })
}

/// "Số lượng đảng viên mới: 165 đồng chí".
fn is_labelled(scene: &Scene<'_>, clause: &Clause) -> bool {
    let last = clause.left.end.saturating_sub(1);
    clause.left.contains(&last)
        && scene.reading.tokens[last].is_mark(b':')
        && scene
            .find_cue(clause.left.clone(), Cue::NounMember)
            .is_some()
}

/// "52 TCCSĐ còn lại sẽ hoàn thành đại hội trong tháng 6".
fn is_due(here: &InClause<'_>, phrase: &Phrase) -> bool {
    let &InClause { scene, figure, .. } = here;
    let right = &here.clause.right;
    let due = scene.find_cue(
        right.start..right.end.min(right.start + VERB_REACH),
        Cue::AimDue,
    );
    let is_organizations = scene
        .cue_at(figure.tokens.end, Cue::NounOrganization)
        .is_some();
    is_organizations
        && !phrase.goal.is_empty()
        && due.is_some_and(|due| {
            (right.start..due.start).all(|at| !scene.reading.tokens[at].is_mark(b','))
        })
}

/// "mỗi chi bộ ấp có từ 10 đảng viên trở lên".
fn is_of_each(scene: &Scene<'_>, figure: &QuantityMention, near: TokenRange) -> bool {
    figure.bound == Bound::AtLeast
        && scene
            .cue_before(figure.tokens.start, Cue::AimHave)
            .is_some()
        && scene.find_cue(near, Cue::AimEach).is_some()
}

/// "đặt mục tiêu đến năm 2020: có 180 tổ chức đảng; …": a count that opens an item of the list that a plan announces in its
/// sentence, behind no more than "có".
fn opens_listed(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let start = scene.cue_before(at, Cue::AimHave).unwrap_or(at);
    let is_parted = start
        .checked_sub(1)
        .is_some_and(|mark| matches!(scene.reading.tokens[mark].kind, Kind::Mark(b':' | b';')));
    let sentence = scene.reading.sentence_of(at);
    let announces = |colon: &usize| scene.reading.tokens[*colon].is_mark(b':');
    let list = (sentence.start..start).find(announces);
    is_parted && list.is_some_and(|colon| opens_plan(scene, sentence.start..colon))
}

/// "Huyện ủy chia chỉ tiêu: khối xã 60 đảng viên; …": an item of a list that a plan's name announces, whose members stand right
/// behind those who are to admit them.
fn is_share_of_list(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    let sentence = scene.reading.sentence_of(at);
    let floor = sentence.start.max(at.saturating_sub(VERB_REACH));
    let mark = (floor..at)
        .rev()
        .find(|&here| matches!(scene.reading.tokens[here].kind, Kind::Mark(_)));
    let is_item = mark.is_some_and(|mark| {
        let opens = matches!(scene.reading.tokens[mark].kind, Kind::Mark(b':' | b';'));
        opens
            && last_verb(scene, mark..at).is_none()
            && scene.cue_before(at, Cue::AimHave).is_none()
    });
    let is_announced = || {
        let mut marks = sentence.start..at;
        let colon = marks.find(|&here| scene.reading.tokens[here].is_mark(b':'));
        colon.is_some_and(|colon| scene.cue_before(colon, Cue::AimPlanNoun).is_some())
    };
    let members = scene.cue_at(figure.tokens.end, Cue::NounMember);
    let ends = members.is_some_and(|end| scene.reading.lacks_word_at(end));
    ends && is_item && is_announced()
}

/// Whether the plan that a count of things is of opens in its sentence, or in the list that its line is an item of.
fn is_planned_here(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.tokens.start;
    opens_plan(scene, scene.reading.sentence_of(at).start..at)
        || figure.bound == Bound::AtLeast
        || scene.reading.line_of(at).is_some_and(|line| line.is_item)
}

/// Whether a plan opens in a range. What will be of things is foreseen, not aimed for.
fn opens_plan(scene: &Scene<'_>, range: TokenRange) -> bool {
    const PLANS: [Cue; 4] = [
        Cue::StancePlan,
        Cue::StancePlanWeak,
        Cue::StancePlanYear,
        Cue::StanceSets,
    ];
    PLANS.into_iter().any(|cue| {
        let mut rest = range.clone();
        while let Some(at) = opens_in(scene, rest.clone(), cue) {
            if scene.cue_at(at, Cue::AimDue).is_none() {
                return true;
            }
            rest.start = at + 1;
        }
        false
    })
}

/// Whether a count goes on with the target before it: "…, trong đó có ít nhất 30 đảng viên là công nhân".
pub(super) fn is_part(here: &InClause<'_>, before: Option<&Aim>) -> bool {
    let &InClause { scene, clause, .. } = here;
    let is_joined = clause.left.clone().all(|at| {
        let token = &scene.reading.tokens[at];
        !token.is_word()
            || here.figure.tokens.start <= at
            || [Cue::And, Cue::AimInside, Cue::AimSkip, Cue::AimScope]
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
            aim.side == Side::Target
                && scene.reading.sentence_index(aim.tokens.start)
                    == scene.reading.sentence_index(here.figure.number.start)
        })
}
