//! What a clause leaves out, and from where it is taken.
//!
//! Enters: a clause whose subject or goal is not said. Leaves: what the stretch before it says, the aim before, the line
//! above, or what the text counted last.

use crate::fact::Scene;
use crate::fact::aim::clause::{Clause, InClause};
use crate::fact::aim::count::is_allotted;
use crate::fact::aim::cut::{
    ends_at, is_place, is_scope, last_verb, opened, plan_reference, said, split, trimmed,
};
use crate::fact::aim::judge::Side;
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::{counted_before, is_bare_plan};
use crate::fact::aim::{Aim, Order};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Unit;
use crate::text::layout::Line;
use crate::text::{Kind, TokenRange};

/// Tokens behind a figure in which the plan that measures it is named.
const BEHIND_REACH: usize = 8;
/// Tokens before an item of a list in which its members are named.
const MEMBERS_REACH: usize = 120;
/// Lines of grades below the line that names those who are graded.
const GRADES: usize = 6;

/// What the stretch before the clause says, its figure left out; else what the aim before says.
pub(super) fn lent(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let host = host(scene, clause);
    let reference = plan_reference(scene, clause.host.clone());
    if let Some(reference) = reference
        && let Some(aim) = before.filter(|aim| aim.order == Order::PlanFigure)
    {
        // "So với chỉ tiêu 80 đảng viên, đạt 92%": the plan's name is the goal.
        let is_name = |goal: &&TokenRange| scene.cue_at(goal.start, Cue::AimPlanNoun).is_some();
        let deeds = aim.phrase.goal.iter().filter(|goal| !is_name(goal));
        return Phrase {
            subject: deeds.chain(&aim.phrase.subject).cloned().collect(),
            goal: vec![reference],
        };
    }
    // "yêu cầu 80% chi bộ sinh hoạt đều, đến cuối nhiệm kỳ mới được 71,5%": a share before has been read.
    if let Some(aim) = before.filter(|aim| {
        let figure = clause.host_figure.as_ref();
        aim.quantity.unit == Unit::Percent
            && matches!(aim.order, Order::FigureFirst | Order::PlanFigure)
            && figure.is_some_and(|figure| aim.tokens.contains(&figure.start))
    }) {
        return aim.stated.clone();
    }
    match host.as_slice() {
        [] => before.map(|aim| aim.stated.clone()).unwrap_or_default(),
        [one] => {
            let mut phrase = said(scene, one.clone());
            // "52 đảng viên chưa hoàn thành nhiệm vụ, chiếm 1,2%, năm sau có 30 đảng viên, chiếm 0,7%".
            if phrase.goal.is_empty()
                && let Some(aim) = before
                && aim.stated.subject_text(scene) == phrase.subject_text(scene)
            {
                phrase.goal.clone_from(&aim.stated.goal);
            }
            phrase
        }
        _ => Phrase {
            subject: host,
            goal: Vec::new(),
        },
    }
}

/// The host's stretches around its figure: the verb that governs the figure with its noun ("kết nạp … đảng viên"), the
/// noun alone behind "có", what stands before it where "đạt" or "là" links them.
pub(super) fn host(scene: &Scene<'_>, clause: &Clause) -> Vec<TokenRange> {
    let Some(figure) = &clause.host_figure else {
        let whole = opened(scene, clause.host.clone());
        return Vec::from_iter((!whole.is_empty()).then_some(whole));
    };
    let head = clause.host.start..figure.start.min(clause.host.end);
    let tail = bare(scene, figure.end.min(clause.host.end)..clause.host.end);
    let within = |start: Option<usize>| start.filter(|start| *start >= head.start);
    let has = within(scene.cue_before(head.end, Cue::AimHave)).is_some();
    // "ước đạt 52%": the bounding words hold the link.
    let is_linked = (figure.start..figure.end).any(|at| scene.cue_at(at, Cue::AimLink).is_some());
    let link = within(scene.cue_before(head.end, Cue::AimLink)).or(is_linked.then_some(head.end));
    let change = within(scene.cue_before(head.end, Cue::AimChange));
    // "vượt 119% kế hoạch, tăng 49%": a comparison without a subject lends none.
    let opening = trimmed(scene, head.clone()).start;
    if change.or(link).is_some_and(|verb| verb <= opening) && !has {
        // "đạt 36/37 phiếu (97,3%)".
        let is_vote = scene.find_cue(tail.clone(), Cue::AimVote).is_some();
        return Vec::from_iter(is_vote.then_some(tail));
    }
    let verb = last_verb(scene, scene.reading.after_last_comma(&head));
    // "số đảng viên vi phạm … với 191 người (chiếm 36%)": the word for persons says nothing, nor does the noun behind a grade:
    // "đảng viên không hoàn thành nhiệm vụ có 3 đảng viên, tỷ lệ 1,6%".
    let owner = within(scene.cue_before(head.end, Cue::AimHave))
        .map(|have| opened(scene, head.start..have))
        .filter(|owner| {
            let is_persons = scene.cue_at(tail.start, Cue::NounPerson) == Some(tail.end);
            let is_graded = || scene.find_cue(owner.clone(), Cue::AimRating).is_some();
            (is_persons || is_graded()) && !owner.is_empty() && !is_place(scene, owner)
        });
    let parts = if let Some(owner) = owner.filter(|_| has) {
        vec![owner]
    } else if has && !tail.is_empty() {
        vec![tail]
    } else if let Some(link) = link {
        let named = opened(scene, head.start..link);
        // "Toàn huyện còn 3 thôn chưa có chi bộ, chiếm 2,1%".
        if is_place(scene, &named) {
            return Vec::from_iter((tail.len() > 1 && has_noun(scene, &tail)).then_some(tail));
        }
        vec![named]
    } else if change.is_some() {
        vec![opened(scene, head), tail]
    } else if let Some(verb) = verb {
        vec![verb.start..head.end, tail]
    } else {
        let named = behind_figure(scene, opened(scene, head));
        // "nữ 17 đồng chí, chiếm 35%": the word for persons says nothing.
        let is_persons = scene.cue_at(tail.start, Cue::NounPerson) == Some(tail.end);
        if is_persons && !named.is_empty() {
            vec![named]
        } else {
            vec![named, tail]
        }
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// "72/74 đảng viên của [6 chi bộ trực thuộc] về dự": what stands before a figure, without the figure that opens it.
fn behind_figure(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let first = scene.mentions.quantities_in(range.start..range.start + 1);
    let end = first.first().map_or(range.start, |first| first.tokens.end);
    end.min(range.end)..range.end
}

/// A noun behind a figure, without "trở lên" and marks.
fn bare(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let tokens = &scene.reading.tokens;
    let range = trimmed(scene, range);
    let end = (range.clone())
        .find(|&at| ends_at(scene, range.start, at))
        .unwrap_or(range.end);
    // "đảng viên (cảnh cáo 2, khai trừ 1)": brackets that end the noun explain it.
    let aside = (range.start..end)
        .find(|&at| tokens[at].is_mark(b'('))
        .filter(|&open| {
            let close = (open..end).find(|&at| tokens[at].is_mark(b')'));
            close.is_none_or(|close| trimmed(scene, close..end).is_empty())
        });
    trimmed(scene, range.start..aside.unwrap_or(end))
}

/// Whether a stretch starts with what is counted.
fn has_noun(scene: &Scene<'_>, range: &TokenRange) -> bool {
    scene.starts_any(
        range.start,
        const { CueSet::of(&[Cue::AimCounted, Cue::NounMember, Cue::NounOrganization]) },
    )
}

/// What stands before a comma and a time or place: "số đảng viên vi phạm giảm dần, riêng năm 2017 giảm 12,4%".
pub(super) fn part_before(scene: &Scene<'_>, clause: &Clause, named: &TokenRange) -> Phrase {
    let range = opened(scene, clause.left.start..named.start.max(clause.left.start));
    let (subject, goal) = split(scene, scene.reading.after_last_comma(&range));
    Phrase::new(subject, goal)
}

pub(super) fn subject_of(scene: &Scene<'_>, host: Vec<TokenRange>) -> Option<Vec<TokenRange>> {
    let last = host.last()?.clone();
    let (subject, _) = split(scene, last);
    (!subject.is_empty()).then(|| vec![subject])
}

/// What a bare noun before its figure measures: the whole it is a part of ("[Ban Chấp hành …,] nữ chiếm 16%"), or the
/// plan it is set against ("so với kế hoạch năm, số cuộc kiểm tra đạt 87%").
pub(super) fn measure(
    scene: &Scene<'_>,
    clause: &Clause,
    link: usize,
    phrase: &Phrase,
) -> Vec<TokenRange> {
    let from = scene.reading.sentence_of(link).start;
    let start = phrase.subject.first().map_or(link, |subject| subject.start);
    let verb = link..clause.left.end.max(link);
    if scene.cue_at(link, Cue::AimPart).is_some() {
        let of_members = phrase
            .ranges()
            .any(|range| scene.find_cue(range.clone(), Cue::AimTrait).is_some());
        let whole = scene
            .find_last_cue(from..start, Cue::AimWhole)
            .filter(|_| of_members)
            .map(|whole| whole.start..whole_end(scene, &whole).min(start));
        return std::iter::once(verb).chain(whole).collect();
    }
    // The plan that a list is announced with is said of all its items, not of this one alone.
    let from = (from..start)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b':' | b';')))
        .map_or(from, |mark| mark + 1);
    // "hoàn thành 100% chỉ tiêu, trong đó nữ đạt 3%": what the whole was measured by is not the part's.
    let is_part = scene
        .find_cue(clause.left.clone(), Cue::AimInside)
        .is_some();
    let plan = plan_reference(scene, from..start)
        .filter(|_| !is_part)
        .or_else(|| measured_behind(scene, clause));
    match plan {
        Some(plan) if !verb.is_empty() => vec![verb, plan],
        _ => Vec::new(),
    }
}

/// "hộ nghèo còn 17,2%, cao hơn mục tiêu đề ra": the plan that is named behind a comma right behind the figure.
fn measured_behind(scene: &Scene<'_>, clause: &Clause) -> Option<TokenRange> {
    let at = clause.right.start;
    scene.reading.tokens.get(at)?.is_mark(b',').then_some(())?;
    let end = scene.reading.sentence_of(at).end;
    plan_reference(scene, at + 1..end.min(at + BEHIND_REACH)).filter(|plan| plan.start == at + 1)
}

/// Where the name of a body ends: behind the organization that it is the body of.
fn whole_end(scene: &Scene<'_>, whole: &TokenRange) -> usize {
    scene
        .mentions
        .organizations
        .iter()
        .find(|mention| mention.tokens.contains(&whole.end) || mention.tokens.start == whole.end)
        .map_or(whole.end, |mention| mention.tokens.end)
}

/// Whom a grade rates: the subject before it in its sentence, whom the sentence names ("Xếp loại đảng viên: hoàn thành tốt
/// 80%"), or else the subject before.
pub(super) fn rated(
    scene: &Scene<'_>,
    grade: usize,
    before: Option<&Aim>,
) -> Option<Vec<TokenRange>> {
    let sentence = scene.reading.sentence_of(grade);
    let noun = [Cue::NounOrganization, Cue::NounMember]
        .into_iter()
        .filter_map(|cue| scene.find_last_cue(sentence.start..grade, cue))
        .max_by_key(|noun| noun.start)
        // "chi bộ trực thuộc đảng ủy cơ sở"
        .map(|noun| {
            let superior = scene.cue_before(noun.start, Cue::OrganizationBelongs);
            let inferior = superior.and_then(|belongs| {
                scene
                    .cue_before(belongs, Cue::NounOrganization)
                    .or_else(|| scene.cue_before(noun.start, Cue::NounOrganization))
            });
            inferior.unwrap_or(noun.start)..noun.end
        });
    let subject = before
        .map(|aim| &aim.stated.subject)
        .filter(|subject| !subject.is_empty());
    match noun {
        Some(noun) => Some(
            subject
                .filter(|subject| subject.iter().any(|range| range.contains(&noun.start)))
                .cloned()
                .unwrap_or_else(|| vec![noun]),
        ),
        None => subject.cloned(),
    }
}

/// "Số đảng viên được xét: 4.902", and in the lines below "Hoàn thành tốt: 3.871 (79%)", "Hoàn thành: 6,1%": a grade that
/// opens its line, of those whom the last line above names that opens with none.
pub(super) fn graded(here: &InClause<'_>) -> Option<Phrase> {
    /// Tokens of what may stand before a grade and its colon.
    const SCOPE: usize = 24;
    let &InClause { scene, figure, .. } = here;
    let reading = scene.reading;
    if !figure.is_percent() || !here.clause.right.is_empty() || !here.clause.beyond.is_empty() {
        return None;
    }
    let grade = |line: &Line| {
        let text = line
            .tokens
            .clone()
            .find(|&at| reading.tokens[at].is_word())?;
        // "Năm 2018: xuất sắc 18%".
        let mut scope = text..line.tokens.end.min(text + SCOPE);
        let colon = scope.find(|&at| reading.tokens[at].is_mark(b':'));
        let text = colon
            .filter(|&colon| text < colon && is_scope(scene, text..colon))
            .map_or(text, |colon| colon + 1);
        let end = scene.cue_at(text, Cue::AimGrade)?;
        let is_closed = reading
            .tokens
            .get(end)
            .is_some_and(|next| next.is_mark(b':') || next.is_number());
        is_closed.then_some(text..end)
    };
    let line = reading.line_of(figure.number.start)?;
    let goal = grade(line)?;
    let index = reading.line_index(figure.number.start);
    let above = reading.lines[index.saturating_sub(GRADES)..index]
        .iter()
        .rev()
        .find(|above| grade(above).is_none())?;
    let subject = [Cue::NounOrganization, Cue::NounMember]
        .into_iter()
        .filter_map(|cue| scene.find_cue(above.tokens.clone(), cue))
        .min_by_key(|noun| noun.start)?;
    Some(Phrase::new(subject, goal))
}

/// What a bare number of a plan leaves out: what the text counted last ("…, chỉ tiêu cả nhiệm kỳ là 40"), or what the plan
/// before it aims at ("Kết nạp 68 đảng viên. Phân bổ: khối báo chí 15").
pub(super) fn lent_by_plan(
    here: &InClause<'_>,
    phrase: &Phrase,
    before: Option<&Aim>,
) -> Option<Phrase> {
    let &InClause { scene, figure, .. } = here;
    if figure.is_percent() {
        return None;
    }
    if is_allotted(scene, figure) {
        let whole = &before.filter(|aim| aim.side == Side::Target)?.stated;
        let part = trimmed(scene, after_colon(scene, here.clause)..here.clause.left.end);
        return Some(Phrase {
            subject: whole
                .subject
                .iter()
                .take(1)
                .cloned()
                .chain([part])
                .collect(),
            goal: whole.goal.clone(),
        });
    }
    let tells_plan = phrase.is_empty() || !here.clause.in_brackets;
    if tells_plan && is_bare_plan(scene, figure) {
        return counted_before(scene, here.clause.left.start);
    }
    None
}

/// Where what stands before a figure starts, behind the colon that announces a list.
fn after_colon(scene: &Scene<'_>, clause: &Clause) -> usize {
    clause
        .left
        .clone()
        .rev()
        .find(|&at| scene.reading.tokens[at].is_mark(b':'))
        .map_or(clause.left.start, |colon| colon + 1)
}

/// "Chỉ tiêu năm là 40 đảng viên. Đến nay đã kết nạp 37, đạt 92,5%", "Đảng bộ xã A kết nạp 9 đảng viên, bằng 112% chỉ tiêu; Đảng bộ xã B
/// thêm 5 đảng viên, bằng 62%": so much of the plan that is named before was done; the plan is the goal.
pub(super) fn fulfilling(
    scene: &Scene<'_>,
    clause: &Clause,
    link: usize,
    mut phrase: Phrase,
    before: Option<&Aim>,
) -> Phrase {
    if !phrase.goal.is_empty() {
        return phrase;
    }
    let at = clause.left.end;
    let sentence = scene.reading.sentence_of(at);
    let plan = if phrase.speaks_of(scene, Cue::AimAdmission) {
        let start = match sentence.start.checked_sub(1) {
            Some(before) => scene.reading.sentence_of(before).start,
            None => sentence.start,
        };
        scene.find_last_cue(start..link, Cue::AimPlan)
    } else {
        let of_plan = before.filter(|aim| sentence.contains(&aim.tokens.start));
        of_plan.and_then(|aim| plan_of_count(scene, clause, link, aim))
    };
    if let Some(plan) = plan {
        phrase.goal = vec![link..at.max(link), plan];
    }
    phrase
}

/// The plan that the share of a count is of: the one that the share before is of, or whose count the sentence told before.
fn plan_of_count(
    scene: &Scene<'_>,
    clause: &Clause,
    link: usize,
    before: &Aim,
) -> Option<TokenRange> {
    let figure = clause.host_figure.clone()?;
    let counts = scene.mentions.quantities_in(figure);
    let is_of_count = counts.iter().any(|count| !count.is_percent());
    if !is_of_count || scene.cue_at(link, Cue::AimPart).is_some() {
        return None;
    }
    if before.side == Side::Target {
        let is_count = before.quantity.unit == Unit::Count;
        let named = before.tokens.start.min(link)..link;
        return is_count
            .then(|| scene.find_last_cue(named, Cue::AimPlan))
            .flatten();
    }
    let plan = before.phrase.goal.last()?;
    scene.find_cue(plan.clone(), Cue::AimPlan)?;
    Some(plan.clone())
}

/// "mục tiêu kết nạp 40 đảng viên, sau ba năm đã kết nạp được 37, đạt 92,5%": a verb that leaves out those whom the plan before
/// named with it.
pub(super) fn completed(scene: &Scene<'_>, mut phrase: Phrase, before: Option<&Aim>) -> Phrase {
    const DEEDS: [Cue; 2] = [Cue::AimAdmission, Cue::DeedEstablish];
    let [verb] = phrase.subject.as_slice() else {
        return phrase;
    };
    let verb = verb.clone();
    // "kết nạp được" may be one verb.
    let deed = DEEDS.into_iter().find_map(|deed| {
        let end = scene.cue_at(verb.start, deed)?;
        (end >= verb.end).then_some((deed, end))
    });
    let Some((deed, end)) = deed else {
        return phrase;
    };
    let planned = before
        .filter(|aim| aim.side == Side::Target && aim.quantity.unit == Unit::Count)
        .filter(|aim| aim.phrase.speaks_of(scene, deed))
        .and_then(|aim| aim.phrase.subject.first());
    if let Some(noun) = planned {
        phrase.subject = vec![verb.start..end, noun.clone()];
        phrase.goal.retain(|goal| goal.start >= end);
    }
    phrase
}

/// The phrase with the members that "đồng chí" stands for, or that a lone verb leaves out, where persons are admitted and the
/// paragraph names members before: "Công tác phát triển đảng viên được chú trọng, … kết nạp từ 20 đồng chí", "Kết nạp: 61/130".
pub(super) fn with_members(
    scene: &Scene<'_>,
    figure: &QuantityMention,
    mut phrase: Phrase,
) -> Phrase {
    let is_admission = phrase.speaks_of(scene, Cue::AimAdmission);
    let is_persons =
        |range: &TokenRange| scene.cue_at(range.start, Cue::NounPerson) == Some(range.end);
    let is_lone = phrase.subject.is_empty()
        && (phrase.goal.first())
            .is_some_and(|verb| scene.cue_at(verb.start, Cue::DeedAdmit) == Some(verb.end));
    if !is_admission || !(is_lone || phrase.subject.iter().any(is_persons)) {
        return phrase;
    }
    let at = figure.tokens.start;
    let line = scene
        .reading
        .line_of(at)
        .map_or(at, |line| line.tokens.start);
    // An item of a list leaves them to the items above.
    let above = at.saturating_sub(MEMBERS_REACH).min(line)..at;
    let Some(members) = scene
        .find_last_cue(line..at, Cue::NounMember)
        .or_else(|| scene.find_last_cue(above, Cue::NounMember))
    else {
        return phrase;
    };
    for range in &mut phrase.subject {
        if is_persons(range) {
            *range = members.clone();
        }
    }
    if is_lone {
        phrase.subject.push(members);
    }
    phrase
}
