//! Where subjects, goals and verbs start and end within a stretch of text.
//!
//! Enters: a scene and a stretch. Leaves: the part of it that is asked for. Which stretch a figure speaks of is not known
//! here.

use crate::fact::Scene;
use crate::fact::aim::attribute::size_end;
use crate::fact::aim::clause::{Clause, is_within_noun};
use crate::fact::aim::phrase::Phrase;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::ordinal;
use crate::text::TokenRange;

/// Tokens behind "so với" in which the plan is named.
const PLAN_REACH: usize = 3;

/// Where a stretch measures something by a plan: "so với kế hoạch". What is measured by the year before is not.
pub(super) fn plan_reference(scene: &Scene<'_>, range: TokenRange) -> Option<TokenRange> {
    let mut from = range.start;
    loop {
        let reference = scene.find_cue(from..range.end, Cue::StanceReference)?;
        let plan = reference.start..range.end.min(reference.end + PLAN_REACH);
        if scene.find_cue(plan, Cue::AimPlan).is_some() {
            return Some(reference);
        }
        from = reference.end;
    }
}

/// What stands between the clause's start and the link: the rate that is named there; else its last part, with the
/// parts before it as long as one leads on with a verb ("đủ tư cách, hoàn thành tốt nhiệm vụ").
pub(super) fn named(scene: &Scene<'_>, clause: &Clause, link: usize) -> TokenRange {
    let range = opened(scene, clause.left.start..link.max(clause.left.start));
    let rate = rate_start(scene, &range);
    let from = rate.unwrap_or(range.start);
    let is_clause = scene.find_cue(from..range.end, Cue::ClauseVerb).is_some();
    let mut start = from;
    for at in (from..range.end).rev() {
        let is_part = scene.reading.tokens[at].is_mark(b',') && at + 1 < range.end;
        let joins_rate = rate.is_some() && !is_clause;
        if is_part
            && !joins_rate
            && !is_within_noun(scene, at)
            && !joins_years(scene, at)
            && scene.cue_at(at + 1, Cue::AimPrep).is_none()
            && goal_at(scene, at + 1).is_none()
            && verb_at(scene, at + 1).is_none()
        {
            start = at + 1;
            break;
        }
    }
    opened(scene, start..range.end)
}

/// "trong các năm 2021, 2022": a comma between two numbers.
pub(super) fn joins_years(scene: &Scene<'_>, comma: usize) -> bool {
    let is_number = |at: usize| {
        scene
            .reading
            .tokens
            .get(at)
            .is_some_and(|token| token.is_number())
    };
    comma > 0 && is_number(comma - 1) && is_number(comma + 1)
}

/// Where the last "tỷ lệ …" of a stretch starts, with the verb that changes it ("giảm tỷ lệ hộ nghèo"). "tỷ lệ chi bộ
/// và tỷ lệ đảng viên" is one.
pub(super) fn rate_start(scene: &Scene<'_>, range: &TokenRange) -> Option<usize> {
    let mut end = range.end;
    let mut joined = None;
    loop {
        let Some(rate) = scene.find_last_cue(range.start..end, Cue::Rate) else {
            return joined;
        };
        if rate.end >= range.end {
            return None;
        }
        let verb = [Cue::AimChange, Cue::AimVerb]
            .into_iter()
            .filter_map(|cue| scene.cue_before(rate.start, cue))
            .find(|start| *start >= range.start);
        if scene.cue_before(rate.start, Cue::And).is_none() {
            return Some(verb.unwrap_or(rate.start));
        }
        joined = Some(rate.start);
        end = rate.start;
    }
}

/// "Bắc Giang 15,09%", "năm 2017 đạt 72%": a place, an organization or a time alone is no subject.
pub(super) fn is_place(scene: &Scene<'_>, named: &TokenRange) -> bool {
    let covers = |tokens: &TokenRange| tokens.start <= named.start && named.end <= tokens.end;
    scene
        .mentions
        .territories
        .iter()
        .any(|territory| covers(&territory.tokens))
        || scene
            .mentions
            .organizations_in(named.clone())
            .any(|(_, mention)| covers(&mention.tokens))
        || is_time(scene, named)
}

/// "cả nhiệm kỳ", "vào cuối năm 2019", "Khảo sát quý IV/2018", "5 năm trước": words of time and scope, with their date or their
/// number of years.
pub(super) fn is_time(scene: &Scene<'_>, named: &TokenRange) -> bool {
    const TIMES: [Cue; 6] = [
        Cue::AimTime,
        Cue::AimScope,
        Cue::StancePlanYear,
        Cue::StancePlanYearEnd,
        Cue::StancePlanUntil,
        Cue::StanceYear,
    ];
    let longest = |at: usize| {
        TIMES
            .into_iter()
            .filter_map(|cue| scene.cue_at(at, cue))
            .max()
    };
    let termed = |at: usize| {
        let before = scene.mentions.years_in(0..at + 1).last()?;
        before.tokens.contains(&at).then_some(before.tokens.end)
    };
    let elapsed = |at: usize| {
        let count = scene.mentions.quantities_in(at..at + 1).first()?;
        scene.cue_at(count.tokens.end, Cue::AimAgo)
    };
    let mut at = named.start;
    while at < named.end {
        // "quý IV/2018".
        let numbered = || {
            let token = &scene.reading.tokens[at];
            let is_part = token.is_number()
                || token.is_mark(b'/')
                || ordinal::roman(scene.reading.word(at)).is_some();
            (at > named.start && is_part).then_some(at + 1)
        };
        let ends = [dated(scene, at), termed(at), elapsed(at), longest(at)];
        let Some(end) = ends.into_iter().flatten().max().or_else(numbered) else {
            return false;
        };
        at = end.max(at + 1);
    }
    at == named.end && !named.is_empty()
}

/// Where the date ends that a token belongs to: of "hết năm 2025", "năm 2025" is one.
fn dated(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let dates = &scene.mentions.dates;
    dates[dates.partition_point(|date| date.tokens.end <= at)..]
        .first()
        .filter(|date| date.tokens.start <= at)
        .map(|date| date.tokens.end)
}

/// Whether a stretch holds no word for what a figure counts: "như vậy mới được", "thực hiện", "so với".
pub(super) fn says_nothing(scene: &Scene<'_>, range: &TokenRange) -> bool {
    const EMPTY: [Cue; 9] = [
        Cue::AimLink,
        Cue::AimShare,
        Cue::AimSkip,
        Cue::AimOnly,
        Cue::AimTime,
        Cue::AimScope,
        Cue::AimAnaphor,
        Cue::AimDone,
        Cue::StanceMeasure,
    ];
    let mut at = range.start;
    while at < range.end {
        let longest = EMPTY
            .into_iter()
            .filter_map(|cue| scene.cue_at(at, cue))
            .max();
        // "hoàn thành 0,8%" rates.
        let is_rating =
            scene.starts_any(at, const { CueSet::of(&[Cue::AimRating, Cue::AimGrade]) });
        let Some(end) = longest.filter(|end| *end <= range.end && !is_rating) else {
            return false;
        };
        at = end;
    }
    true
}

/// Whether a purpose, a reason or a relative clause starts at a token that no longer phrase of the stretch goes on with: "để",
/// but not "không để"; or what has been done besides: "12 đồng chí [và đã] chọn được nguồn".
pub(super) fn ends_at(scene: &Scene<'_>, from: usize, at: usize) -> bool {
    let goes_on = |from: usize| scene.cue_at(from, Cue::AimGoesOn);
    let are_members = || {
        scene.ends_any(
            at,
            const { CueSet::of(&[Cue::NounComrade, Cue::NounMember]) },
        )
    };
    let is_besides = || {
        let verb = scene.cue_at(at, Cue::And);
        verb.is_some_and(|verb| scene.cue_at(verb, Cue::StanceReport).is_some()) && are_members()
    };
    (scene.cue_at(at, Cue::AimEnd).is_some() || is_besides())
        && !(from..=at).any(|from| goes_on(from).is_some_and(|end| end > at))
}

/// Whether a stretch tells only when or where: "Năm 2018", "mỗi năm", "Phường An Hải".
pub(super) fn is_scope(scene: &Scene<'_>, range: TokenRange) -> bool {
    let range = trimmed(scene, range);
    range.is_empty() || is_place(scene, &range)
}

/// What a stretch before its figure says. "tỷ lệ" is taken off the subject: it is the goal where nothing else is. What
/// lowers a rate is the goal, the rate the subject: "giảm tỷ lệ hộ nghèo".
pub(super) fn said(scene: &Scene<'_>, range: TokenRange) -> Phrase {
    let from = rate_start(scene, &range).unwrap_or(range.start);
    let Some(rate) = scene
        .find_cue(from..range.end, Cue::Rate)
        .filter(|rate| rate.end < range.end)
        .filter(|rate| from == rate.start || scene.cue_before(rate.start, Cue::AimVerb).is_some())
    else {
        let (subject, goal) = split(scene, range);
        return Phrase::new(subject, goal);
    };
    if scene.cue_at(from, Cue::AimChange) == Some(rate.start) {
        return Phrase::new(rate.start..range.end, from..rate.start);
    }
    let (subject, goal) = split(scene, rate.end..range.end);
    if goal.is_empty() {
        Phrase::new(subject, from..rate.end)
    } else {
        Phrase::new(subject, goal)
    }
}

/// A noun phrase with its verb, parted where the verb starts.
pub(super) fn split(scene: &Scene<'_>, range: TokenRange) -> (TokenRange, TokenRange) {
    let range = trimmed(scene, range);
    let mut at = range.start;
    while at < range.end {
        // "cán bộ trẻ (dưới 40 tuổi)": brackets go with their noun.
        let closing = scene.reading.tokens[at]
            .is_mark(b'(')
            .then(|| (at..range.end).find(|&end| scene.reading.tokens[end].is_mark(b')')))
            .flatten();
        // "tỷ lệ trong sạch, vững mạnh", "tỷ lệ dự sinh hoạt": a grade or a deed without those who have or do it.
        let alone = || {
            let cues = [Cue::PhraseComma, Cue::AimTrait].into_iter();
            cues.filter_map(|cue| scene.cue_at(at, cue)).max()
        };
        if let Some(end) = noun_at(scene, at)
            .or(closing)
            .or_else(|| size_end(scene, at))
            .or_else(|| (at == range.start).then(alone).flatten())
        {
            at = end;
            continue;
        }
        if at > range.start && goal_at(scene, at).is_some() {
            let subject = trimmed(scene, range.start..at);
            // "đạt tăng trưởng GDP", "về tăng trưởng kinh tế": what links a noun or leads up to it is no subject.
            let is_noun = scene.cue_at(at, Cue::AimEconomy).is_some();
            let leads_up = || {
                says_nothing(scene, &subject)
                    || scene.cue_at(subject.start, Cue::AimPrep) == Some(subject.end)
            };
            if is_noun && leads_up() {
                return (at..range.end, range.end..range.end);
            }
            return (subject, at..range.end);
        }
        at += 1;
    }
    (range.clone(), range.end..range.end)
}

pub(super) fn goal_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    if noun_at(scene, at).is_some() {
        return None;
    }
    let goal = scene.cue_at(at, Cue::AimGoal)?;
    (!is_within_name(scene, at)).then_some(goal)
}

/// The "Lập" of "Đảng bộ xã Tân Lập" or "xã Tân Lập".
fn is_within_name(scene: &Scene<'_>, at: usize) -> bool {
    let mention = scene.mentions.organization_over(at);
    let place = scene.mentions.territory_over(at);
    mention.is_some_and(|(_, mention)| mention.tokens.start < at && !mention.is_generic)
        || place.is_some_and(|place| place.is_levelled && place.tokens.start < at)
}

/// A noun that holds a verb's word: tổ chức đảng, cuộc kiểm tra.
pub(super) fn noun_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    const NOUNS: [Cue; 4] = [
        Cue::AimNoun,
        Cue::AimCounted,
        Cue::NounOrganization,
        Cue::NounMember,
    ];
    NOUNS
        .into_iter()
        .filter_map(|cue| scene.cue_at(at, cue))
        .max()
}

/// A verb of doing that is no part of a noun: the "thu" of "thu ngân sách" is one.
pub(super) fn verb_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    match noun_at(scene, at) {
        Some(_) => None,
        None => {
            let verb = scene.cue_at(at, Cue::AimVerb)?;
            (!is_within_name(scene, at)).then_some(verb)
        }
    }
}

/// The last verb of doing in a stretch, nouns passed over.
pub(super) fn last_verb(scene: &Scene<'_>, range: TokenRange) -> Option<TokenRange> {
    let mut last = None;
    let mut at = range.start;
    while at < range.end {
        if let Some(end) = noun_at(scene, at) {
            at = end;
            continue;
        }
        if let Some(end) = scene
            .cue_at(at, Cue::AimVerb)
            .filter(|end| *end <= range.end && !is_within_name(scene, at))
        {
            last = Some(at..end);
            at = end;
        } else {
            at += 1;
        }
    }
    last
}

/// The first verb of doing in a stretch, nouns passed over.
fn first_verb(scene: &Scene<'_>, range: TokenRange) -> Option<TokenRange> {
    let mut at = range.start;
    while at < range.end {
        if let Some(end) = noun_at(scene, at) {
            at = end;
        } else if let Some(end) = verb_at(scene, at) {
            return (end <= range.end).then_some(at..end);
        } else {
            at += 1;
        }
    }
    None
}

/// The verb left of a figure: "[phấn đấu] kết nạp", "hoàn thành kiểm tra".
pub(super) fn action(scene: &Scene<'_>, left: &TokenRange) -> Option<TokenRange> {
    let verb_in = |segment: TokenRange| {
        let named = |cue: Cue| {
            scene
                .find_last_cue(segment.clone(), cue)
                .map(|plan| plan.end)
        };
        // "Ban Tổ chức tham mưu giao các chỉ tiêu kết nạp 185 đảng viên"
        let weak = named(Cue::StancePlanWeak)
            .filter(|plan| first_verb(scene, *plan..segment.end).is_some());
        let plan = named(Cue::StancePlan).max(weak).unwrap_or(segment.start);
        // "xã được giao kết nạp 20 đảng viên": the plan's word may end in the verb.
        let planned = || {
            let verb = scene.cue_before(plan, Cue::AimVerb)?;
            (verb >= segment.start && plan == segment.end).then_some(verb..plan)
        };
        // "lớp bồi dưỡng nhận thức cho 140 quần chúng": where there is no other verb, the noun's own.
        first_verb(scene, plan..segment.end)
            .or_else(|| scene.find_cue(plan..segment.end, Cue::AimVerb))
            .or_else(planned)
    };
    let segment = scene.reading.after_last_comma(left);
    let plans = scene.finds_any(
        segment.clone(),
        const { CueSet::of(&[Cue::StancePlan, Cue::StancePlanWeak]) },
    );
    let verb = match verb_in(segment) {
        Some(verb) => verb,
        None if plans => return None,
        // "kiểm tra việc thu, nộp đảng phí ở 6 tổ chức đảng": the comma parts what the verb governs, not the verb.
        None => verb_in(left.clone())?,
    };
    let end = (verb.end..left.end)
        .rev()
        .find(|&at| is_said(scene, at))
        .map_or(verb.end, |last| last + 1);
    // "kiểm tra, giám sát" is one verb.
    let start = scene
        .cue_before(verb.end, Cue::AimVerb)
        .map_or(verb.start, |start| start.min(verb.start));
    Some(start..end)
}

/// A stretch left of its figure: without who says it, the plan that it is of ("đặt chỉ tiêu tỷ lệ hộ nghèo"), and an
/// opening that a comma closes.
pub(super) fn opened(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let end = range.end.max(range.start);
    let mut start = range.start;
    for cue in [Cue::AimSpeech, Cue::StancePlan, Cue::StancePlanWeak] {
        if let Some(before) = scene.find_last_cue(start..end, cue)
            && !trimmed(scene, before.end..end).is_empty()
            && !is_reached(scene, start, &before)
        {
            start = before.end;
        }
    }
    loop {
        let kept = trimmed(scene, start..end);
        match comma_after_opening(scene, kept.start, kept.end) {
            Some(next) => start = next,
            None => return kept,
        }
    }
}

/// A plan that is spoken of as reached opens nothing: "đạt chỉ tiêu đề ra, …".
fn is_reached(scene: &Scene<'_>, from: usize, plan: &TokenRange) -> bool {
    let is_measured = (from..=plan.start).any(|at| {
        scene
            .cue_at(at, Cue::StanceReference)
            .is_some_and(|end| end > plan.start)
    });
    is_measured || scene.reading.tokens[plan.end].is_mark(b',')
}

/// A stretch without marks, connectives, dates and plan words at its ends.
pub(super) fn trimmed(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let (mut start, mut end) = (range.start, range.end.max(range.start));
    while start < end {
        let skip = [Cue::AimSkip, Cue::StancePlan, Cue::StancePlanWeak]
            .into_iter()
            .filter_map(|cue| scene.cue_at(start, cue))
            .max();
        let dated = dated(scene, start);
        if !is_said(scene, start) {
            start += 1;
        } else if let Some(next) = skip.or(dated).filter(|next| *next <= end) {
            start = next;
        } else {
            break;
        }
    }
    while start < end {
        let plan = [Cue::StancePlan, Cue::StancePlanWeak]
            .into_iter()
            .filter_map(|cue| scene.cue_before(end, cue))
            .min();
        if !is_said(scene, end - 1) {
            end -= 1;
        } else if let Some(before) = plan.filter(|before| *before > start) {
            end = before;
        } else {
            break;
        }
    }
    start..end
}

/// "Năm 2012, Đảng bộ": an opening with a time or an organization, closed by a comma, is no part of the subject.
fn comma_after_opening(scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
    let comma = (start..end).find(|&at| scene.reading.tokens[at].is_mark(b','))?;
    let opening = start..comma;
    if joins_years(scene, comma) {
        return None;
    }
    let names_time = scene
        .mentions
        .dates
        .iter()
        .any(|date| opening.contains(&date.tokens.start))
        || scene
            .mentions
            .years
            .iter()
            .any(|years| opening.contains(&years.tokens.start))
        || scene.cue_at(start, Cue::AimTime).is_some()
        || scene.cue_at(start, Cue::AimOpening).is_some();
    names_time.then_some(comma + 1)
}

/// A goal: its first word stands, whatever connectives are left off a subject; marks at its ends go.
pub(super) fn goal(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let start = range
        .clone()
        .find(|&at| is_said(scene, at))
        .unwrap_or(range.end);
    let end = (start..range.end)
        .rev()
        .find(|&at| is_said(scene, at))
        .map_or(start, |last| last + 1);
    start..end
}

fn is_said(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.reading.tokens[at];
    token.is_word() || token.is_number()
}
