//! In which order a clause states figure, subject and goal, and from where it takes what it leaves out.
//!
//! Enters: a clause and its figure. Leaves: [`Phrase`] and the order it was stated in. Whether it is a target or a
//! result is not known here.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::cut::{
    action, after_last_comma, goal, goal_at, is_place, last_verb, named, opened, plan_reference,
    said, split, trimmed,
};
use crate::fact::aim::judge::{Role, is_allotted};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::{counted_before, is_bare_plan, is_excess, is_plan_figure};
use crate::fact::aim::{Aim, Order};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::layout::Line;
use crate::text::{Gap, TokenRange};

/// Lines of grades below the line that names those who are graded.
const GRADES: usize = 6;

/// What follows a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Nothing,
    /// kế hoạch, so với cùng kỳ.
    Comparison,
    /// A goal, its subject left out.
    Goal,
    Noun,
}

/// Reads subject and goal. `before` is the aim that may lend what is left out.
pub fn read(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    before: Option<&Aim>,
) -> Option<(Order, Phrase)> {
    if let Some(phrase) = graded(scene, clause, figure) {
        return Some((Order::FigureLast, phrase));
    }
    let after = match after(scene, clause, figure) {
        // "98,5%/96% kế hoạch": the pair names its plan, nothing is compared.
        After::Comparison if figure.of.is_some() => After::Nothing,
        after => after,
    };
    let change = link(scene, clause, figure, Cue::AimChange);
    let link = link(scene, clause, figure, Cue::AimLink);
    // "cao hơn 15%" bounds a rate where nothing follows that it could be compared with.
    let bounds = change.filter(|at| figure.tokens.contains(at) && after != After::Comparison);
    let (change, link) = match bounds {
        Some(bound) => (None, link.or(Some(bound))),
        None => (change, link),
    };
    let left_end = clause.left.end;
    let names_rate = |link: usize| {
        let named = clause.left.start..link.max(clause.left.start);
        scene.find_cue(named, Cue::Rate).is_some()
    };
    let stated = match (link, change, after) {
        _ if clause.in_brackets && after == After::Nothing => {
            (Order::FigureLast, bracketed(scene, clause, before))
        }
        (_, Some(change), After::Nothing | After::Comparison) => {
            (Order::Comparison, comparison(scene, clause, change, before))
        }
        (Some(link), None, After::Comparison) => {
            (Order::Comparison, comparison(scene, clause, link, before))
        }
        (None, None, After::Comparison) => match verb_before(scene, clause) {
            Some(verb) => (Order::Comparison, fulfilled(scene, clause, verb, before)),
            None => (
                Order::Comparison,
                comparison(scene, clause, left_end, before),
            ),
        },
        (Some(link), None, After::Noun) if !is_copula(scene, link, figure) => {
            (Order::FigureLast, comparison(scene, clause, link, before))
        }
        (link, None, After::Nothing) => (
            Order::FigureLast,
            last(scene, clause, link.unwrap_or(left_end), before),
        ),
        (Some(link), None, After::Goal) if names_rate(link) => {
            (Order::FigureLast, last(scene, clause, link, before))
        }
        (_, _, After::Goal) => (Order::FigureFirst, elided(scene, clause, before)),
        (_, _, After::Noun) => (Order::FigureFirst, first(scene, clause, before)),
    };
    let (order, phrase) = stated;
    // "kết nạp 158 đảng viên, vượt chỉ tiêu 5,3%".
    if is_excess(scene, figure)
        && let Some(reference) =
            scene.find_last_cue(clause.left.start..clause.left.end, Cue::PlanReference)
    {
        let named = opened(scene, clause.left.start..reference.start);
        let subject = match host(scene, clause) {
            _ if !named.is_empty() => vec![named],
            host if !host.is_empty() => host,
            _ => before
                .map(|aim| aim.stated.subject.clone())
                .unwrap_or_default(),
        };
        return Some((
            order,
            Phrase {
                subject,
                goal: vec![reference],
            },
        ));
    }
    let phrase = match lent_by_plan(scene, clause, figure, &phrase, before) {
        Some(lent) => lent,
        None => phrase,
    };
    (!phrase.is_empty()).then_some((order, phrase))
}

/// "Số đảng viên được xét: 4.902", and in the lines below "Hoàn thành tốt: 3.871 (79%)", "Hoàn thành: 6,1%": a grade that
/// opens its line, of those whom the last line above names that opens with none.
fn graded(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> Option<Phrase> {
    let reading = scene.reading;
    if !figure.is_percent() || !clause.right.is_empty() || !clause.beyond.is_empty() {
        return None;
    }
    let grade = |line: &Line| {
        let text = line
            .tokens
            .clone()
            .find(|&at| reading.tokens[at].is_word())?;
        let end = scene.cue_at(text, Cue::AimGrade)?;
        let is_closed = reading
            .tokens
            .get(end)
            .is_some_and(|next| next.is_mark(b':') || next.is_number());
        is_closed.then_some(text..end)
    };
    let line = reading.line_of(figure.number.start)?;
    let goal = grade(line)?;
    let index = reading
        .lines
        .partition_point(|other| other.tokens.start < line.tokens.start);
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
fn lent_by_plan(
    scene: &Scene<'_>,
    clause: &Clause,
    figure: &QuantityMention,
    phrase: &Phrase,
    before: Option<&Aim>,
) -> Option<Phrase> {
    if figure.is_percent() {
        return None;
    }
    if is_allotted(scene, figure) {
        let whole = &before.filter(|aim| aim.role == Role::Target)?.stated;
        let part = trimmed(scene, after_colon(scene, clause)..clause.left.end);
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
    let tells_plan = phrase.is_empty() || !clause.in_brackets;
    if tells_plan && is_bare_plan(scene, figure) {
        return counted_before(scene, clause.left.start);
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

fn after(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention) -> After {
    let Some(first) = scene
        .reading
        .tokens
        .get(clause.right.start)
        .filter(|_| !clause.right.is_empty())
    else {
        return After::Nothing;
    };
    // 'xóa 100% "chi bộ trắng"'.
    let is_quoted = first.is_mark(b'"') && first.gap == Gap::Space;
    if !first.is_word() && !is_quoted {
        return After::Nothing;
    }
    let at = clause.right.start;
    if scene.cue_at(at, Cue::AimOfPlan).is_some() && is_plan_figure(scene, clause, figure) {
        return After::Nothing;
    }
    if scene.cue_at(at, Cue::AimCompare).is_some() {
        return After::Comparison;
    }
    if scene.cue_at(at, Cue::AimBreak).is_some() || scene.cue_at(at, Cue::And).is_some() {
        return After::Nothing;
    }
    // "đạt 74,6% năm 2009", "tăng 11 - 12% mỗi năm": when is no subject.
    if trimmed(scene, clause.right.clone()).is_empty() {
        return After::Nothing;
    }
    match goal_at(scene, at) {
        Some(_) => After::Goal,
        None => After::Noun,
    }
}

/// Where the linking words before the figure start, if some stand there: `đạt`, `chiếm trên`, `:`.
fn link(scene: &Scene<'_>, clause: &Clause, figure: &QuantityMention, cue: Cue) -> Option<usize> {
    let floor = clause.left.start;
    let within =
        (figure.tokens.start..figure.number.start).find(|&at| scene.cue_at(at, cue).is_some());
    let mut start = within.or_else(|| scene.cue_before(clause.left.end, cue))?;
    while let Some(longer) = scene
        .cue_before(start, Cue::AimLink)
        .or_else(|| scene.cue_before(start, Cue::AimChange))
        && longer >= floor
        // The "lên" of "trở lên" links nothing.
        && scene.cue_before(start, Cue::QuantityOrMore).is_none()
    {
        start = longer;
    }
    (start >= floor).then_some(start)
}

/// "là", ":" and the like before a figure whose noun follows introduce a list item, they do not state a share.
fn is_copula(scene: &Scene<'_>, link: usize, figure: &QuantityMention) -> bool {
    let end = figure.tokens.start.max(link + 1);
    (link..end).all(|at| scene.cue_at(at, Cue::AimShare).is_none())
        && (figure.tokens.start..figure.number.start)
            .all(|at| scene.cue_at(at, Cue::AimShare).is_none())
}

/// "[kết nạp] 120 đảng viên", "90% chi bộ hoàn thành tốt nhiệm vụ", "kết nạp đảng viên mới: 750 đồng chí".
fn first(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let (subject, goal) = match &clause.bound {
        Some(bound) => (
            trimmed(scene, clause.right.start..bound.start),
            goal_behind(scene, bound.end..clause.right.end),
        ),
        None => split(scene, clause.right.clone()),
    };
    if goal.is_empty()
        && let Some(announced) = announced(scene, clause, &subject)
    {
        return announced;
    }
    let verb = if goal.is_empty() || subject.is_empty() {
        action(scene, &clause.left)
    } else {
        None
    };
    let mut phrase = Phrase::new(subject, goal);
    if let Some(verb) = verb {
        phrase.goal.insert(0, verb);
    } else if phrase.goal.is_empty()
        && let Some(part) = named_part(scene, clause)
        && let Some(aim) = before.filter(|aim| clause.host.contains(&aim.tokens.start))
    {
        phrase.subject.insert(0, part);
        phrase.goal.clone_from(&aim.phrase.goal);
    }
    phrase
}

/// A goal right behind "trở lên"; behind a comma the text goes on to something else.
fn goal_behind(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let is_parted = scene
        .reading
        .tokens
        .get(range.start)
        .is_some_and(|mark| mark.is_mark(b','));
    if is_parted {
        range.start..range.start
    } else {
        goal(scene, range)
    }
}

/// "kết nạp 650 đảng viên, riêng doanh nghiệp 60 đồng chí": whose part it is stands before the figure.
fn named_part(scene: &Scene<'_>, clause: &Clause) -> Option<TokenRange> {
    let inside = scene.find_last_cue(clause.left.clone(), Cue::AimInside)?;
    let part = trimmed(scene, inside.end..clause.left.end);
    (!part.is_empty()).then_some(part)
}

/// What a colon announces: its verb and noun stand before it, and behind the figure only a word for persons.
fn announced(scene: &Scene<'_>, clause: &Clause, subject: &TokenRange) -> Option<Phrase> {
    let last = clause.left.end.checked_sub(1)?;
    let is_announced = clause.left.contains(&last) && scene.reading.tokens[last].is_mark(b':');
    let is_person = scene.cue_at(subject.start, Cue::NounPerson) == Some(subject.end);
    if !is_announced || !is_person {
        return None;
    }
    let head = clause.left.start..last;
    let verb = scene.find_cue(head.clone(), Cue::AimVerb)?;
    let noun = trimmed(scene, verb.end..head.end);
    (!noun.is_empty()).then(|| Phrase::new(noun, verb))
}

/// "trong đó 20% hoàn thành xuất sắc": the subject is the one before.
fn elided(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let mut phrase = Phrase::new(
        clause.right.start..clause.right.start,
        goal(scene, clause.right.clone()),
    );
    let named = opened(scene, clause.left.clone());
    let is_named = named.len() > 1
        && !is_place(scene, &named)
        && !clause.left.is_empty()
        && action(scene, &clause.left).is_none();
    let is_part = before
        .filter(|aim| clause.host.contains(&aim.tokens.start) && !aim.phrase.subject.is_empty());
    phrase.subject = if is_named {
        vec![named]
    } else if let Some(aim) = is_part {
        aim.phrase.subject.clone()
    } else {
        subject_of(scene, host(scene, clause))
            .or_else(|| before.map(|aim| aim.phrase.subject.clone()))
            .unwrap_or_default()
    };
    phrase
}

fn subject_of(scene: &Scene<'_>, host: Vec<TokenRange>) -> Option<Vec<TokenRange>> {
    let last = host.last()?.clone();
    let (subject, _) = split(scene, last);
    (!subject.is_empty()).then(|| vec![subject])
}

/// "tỷ lệ đảng viên được học tập đạt 99%".
fn last(scene: &Scene<'_>, clause: &Clause, link: usize, before: Option<&Aim>) -> Phrase {
    let named = named(scene, clause, link);
    let points_back = scene.cue_at(named.start, Cue::AimAnaphor).is_some();
    if named.is_empty() || points_back || is_place(scene, &named) {
        let lent = lent(scene, clause, before);
        return if lent.is_empty() {
            part_before(scene, clause, &named)
        } else {
            lent
        };
    }
    let mut phrase = said(scene, named.clone());
    // "…; hoàn thành tốt nhiệm vụ 75,5%": a rating alone is said of the subject before.
    let is_grade = scene.cue_at(named.start, Cue::AimRating).is_some()
        || scene.cue_at(named.start, Cue::AimGrade) == Some(named.end);
    if phrase.goal.is_empty()
        && is_grade
        && let Some(subject) = rated(scene, named.start, before)
    {
        return Phrase {
            subject,
            goal: vec![named],
        };
    }
    // "Kết nạp: 180 trở lên".
    if scene.cue_at(named.start, Cue::AimVerb) == Some(named.end) {
        return Phrase {
            subject: Vec::new(),
            goal: vec![named],
        };
    }
    if phrase.goal.is_empty()
        && let Some(aim) = before
        && is_inside(scene, clause)
    {
        phrase.goal.clone_from(&aim.phrase.goal);
    }
    if phrase.goal.is_empty() {
        phrase.goal = measure(scene, clause, link, &phrase);
    }
    phrase
}

/// Whom a grade rates: the subject before it in its sentence, whom the sentence names ("Xếp loại đảng viên: hoàn thành tốt
/// 80%"), or else the subject before.
fn rated(scene: &Scene<'_>, grade: usize, before: Option<&Aim>) -> Option<Vec<TokenRange>> {
    let sentence = scene.reading.sentence_of(grade);
    let noun = [Cue::NounOrganization, Cue::NounMember]
        .into_iter()
        .filter_map(|cue| scene.find_last_cue(sentence.start..grade, cue))
        .max_by_key(|noun| noun.start);
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

/// What stands before a comma and a time or place: "số đảng viên vi phạm giảm dần, riêng năm 2017 giảm 12,4%".
fn part_before(scene: &Scene<'_>, clause: &Clause, named: &TokenRange) -> Phrase {
    let range = opened(scene, clause.left.start..named.start.max(clause.left.start));
    let (subject, goal) = split(scene, after_last_comma(scene, &range));
    Phrase::new(subject, goal)
}

/// What a bare noun before its figure measures: the whole it is a part of ("[Ban Chấp hành …,] nữ chiếm 16%"), or the
/// plan it is set against ("so với kế hoạch năm, số cuộc kiểm tra đạt 87%").
fn measure(scene: &Scene<'_>, clause: &Clause, link: usize, phrase: &Phrase) -> Vec<TokenRange> {
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
    match plan_reference(scene, from..start) {
        Some(plan) if !verb.is_empty() => vec![verb, plan],
        _ => Vec::new(),
    }
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

/// "khiển trách 24 (58,5%)", "68 doanh nghiệp (6%) có tổ chức đảng".
fn bracketed(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let names_plan = [Cue::AimPlanNoun, Cue::AimPlan]
        .into_iter()
        .any(|cue| scene.find_cue(clause.left.clone(), cue).is_some());
    let is_whole =
        |aim: &&Aim| !(clause.host_figure.is_some() && aim.tokens.end <= clause.host.start);
    if names_plan && let Some(aim) = before.filter(is_whole) {
        return aim.phrase.clone();
    }
    let is_open = clause
        .host_figure
        .as_ref()
        .is_some_and(|figure| figure.end >= clause.host.end);
    let goes_on = !clause.beyond.is_empty() && goal_at(scene, clause.beyond.start).is_some();
    // "toàn bộ (100%) cán bộ chủ chốt được bồi dưỡng".
    let is_all = scene.cue_at(clause.host.start, Cue::AimSkip) == Some(clause.host.end);
    if (is_open || is_all) && !clause.beyond.is_empty() && host(scene, clause).is_empty() {
        let (subject, goal) = split(scene, clause.beyond.clone());
        return Phrase::new(subject, goal);
    }
    if let Some(form) = form_of_discipline(scene, clause) {
        return form;
    }
    let mut phrase = lent(scene, clause, before);
    // "Kết nạp trong năm: 181 (kế hoạch 170)": what the line announces is what was planned.
    if names_plan && phrase.is_empty() {
        let sentence = scene.reading.sentence_of(clause.left.start);
        phrase = said(
            scene,
            opened(scene, sentence.start..clause.host.start.max(sentence.start)),
        );
    }
    if goes_on {
        phrase.goal.push(goal(scene, clause.beyond.clone()));
    }
    phrase
}

/// "kỷ luật 41 đảng viên, gồm: khiển trách 24 (58,5%)": the form is the goal, those disciplined are the subject.
fn form_of_discipline(scene: &Scene<'_>, clause: &Clause) -> Option<Phrase> {
    let figure = clause.host_figure.clone()?;
    let form = [Cue::DeedDiscipline, Cue::DeedRemove]
        .into_iter()
        .find_map(|deed| scene.cue_before(figure.start, deed))?;
    let sentence = scene.reading.sentence_of(figure.start);
    let counted = scene
        .mentions
        .quantities_in(sentence.start..form)
        .iter()
        .rev()
        .find_map(|other| {
            let end = scene.cue_at(other.tokens.end, Cue::NounMember)?;
            Some(other.tokens.end..end)
        })?;
    Some(Phrase::new(counted, form..figure.start))
}

fn is_inside(scene: &Scene<'_>, clause: &Clause) -> bool {
    scene
        .find_cue(clause.left.clone(), Cue::AimInside)
        .is_some()
}

/// What the stretch before the clause says, its figure left out; else what the aim before says.
fn lent(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let host = host(scene, clause);
    let reference = plan_reference(scene, clause.host.clone());
    if let Some(reference) = reference
        && let Some(aim) = before.filter(|aim| aim.order == Order::PlanFigure)
    {
        let subject = aim.phrase.goal.iter().chain(&aim.phrase.subject);
        return Phrase {
            subject: subject.cloned().collect(),
            goal: vec![reference],
        };
    }
    match host.as_slice() {
        [] => before.map(|aim| aim.stated.clone()).unwrap_or_default(),
        [one] => {
            let mut phrase = said(scene, one.clone());
            // "69 đảng viên không hoàn thành nhiệm vụ, chiếm 1,5%, năm sau có 41 đảng viên, chiếm 0,8%".
            if phrase.goal.is_empty()
                && let Some(aim) = before
                && aim.stated.subject_text(scene.reading) == phrase.subject_text(scene.reading)
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
fn host(scene: &Scene<'_>, clause: &Clause) -> Vec<TokenRange> {
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
    let verb = last_verb(scene, after_last_comma(scene, &head));
    // "số đảng viên vi phạm … với 191 người (chiếm 36%)": the word for persons says nothing.
    let owner = within(scene.cue_before(head.end, Cue::AimHave))
        .map(|have| opened(scene, head.start..have))
        .filter(|owner| {
            scene.cue_at(tail.start, Cue::NounPerson) == Some(tail.end)
                && !owner.is_empty()
                && !is_place(scene, owner)
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
        let named = opened(scene, head);
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

/// Whether a stretch starts with what is counted.
fn has_noun(scene: &Scene<'_>, range: &TokenRange) -> bool {
    [Cue::AimCounted, Cue::NounMember, Cue::NounOrganization]
        .into_iter()
        .any(|cue| scene.cue_at(range.start, cue).is_some())
}

/// A noun behind a figure, without "trở lên" and marks.
fn bare(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let range = trimmed(scene, range);
    let end = scene
        .find_cue(range.clone(), Cue::AimEnd)
        .map_or(range.end, |end| end.start);
    trimmed(scene, range.start..end)
}

/// "kết nạp 131 đảng viên, đạt 109% kế hoạch", "doanh thu tăng 8%".
fn comparison(scene: &Scene<'_>, clause: &Clause, link: usize, before: Option<&Aim>) -> Phrase {
    let verb_end = scene
        .cue_at(link, Cue::AimChange)
        .or_else(|| scene.cue_at(link, Cue::AimLink))
        .unwrap_or(link + 1);
    let named = named(scene, clause, link);
    let mut phrase = if !named.is_empty() && !is_place(scene, &named) {
        Phrase::new(named, 0..0)
    } else {
        match host(scene, clause) {
            host if host.is_empty() => before
                .map(|aim| aim.stated.clone())
                .unwrap_or_else(|| part_before(scene, clause, &named)),
            subject => Phrase {
                subject,
                goal: Vec::new(),
            },
        }
    };
    if !phrase.goal.is_empty() {
        let goal = std::mem::take(&mut phrase.goal);
        phrase.subject.extend(goal);
    }
    if link < clause.left.end || verb_end > link + 1 {
        phrase.goal.push(link..verb_end.min(clause.right.start));
    }
    let rest = goal(scene, clause.right.clone());
    if !rest.is_empty() {
        phrase.goal.push(rest);
    }
    phrase
}

/// "[…, đã] hoàn thành 50% kế hoạch": the verb right before a figure.
fn verb_before(scene: &Scene<'_>, clause: &Clause) -> Option<usize> {
    scene
        .cue_before(clause.left.end, Cue::AimVerb)
        .filter(|verb| *verb >= clause.left.start)
}

/// "ủy ban kiểm tra đã hoàn thành 50% kế hoạch": the verb and the plan are the goal.
fn fulfilled(scene: &Scene<'_>, clause: &Clause, verb: usize, before: Option<&Aim>) -> Phrase {
    let doer = opened(
        scene,
        after_last_comma(scene, &(clause.left.start..verb)).start..verb,
    );
    let subject = if doer.is_empty() {
        before.map(|aim| aim.stated.subject.clone())
    } else {
        Some(vec![doer])
    };
    Phrase {
        subject: subject.unwrap_or_default(),
        goal: vec![verb..clause.left.end, goal(scene, clause.right.clone())],
    }
}
