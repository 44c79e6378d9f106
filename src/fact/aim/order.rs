//! In which order a clause states figure, subject and goal, and from where it takes what it leaves out.
//!
//! Enters: a clause and its figure. Leaves: [`Phrase`] and the order it was stated in. Whether it is a target or a
//! result is not known here.

use crate::fact::Scene;
use crate::fact::aim::bracket::bracketed;
use crate::fact::aim::clause::{Clause, InClause};
use crate::fact::aim::compared::{comparison, fulfilled, names_counted, verb_before};
use crate::fact::aim::cut::{
    action, goal, goal_at, is_place, is_time, named, opened, said, says_nothing, split, trimmed,
};
use crate::fact::aim::label::{label_of_count, labelled, of_count};
use crate::fact::aim::lent::{
    completed, fulfilling, graded, host, lent, lent_by_plan, measure, part_before, rated,
    subject_of,
};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::is_excess;
use crate::fact::aim::vote::voted;
use crate::fact::aim::{Aim, Order};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Unit};
use crate::text::{Gap, TokenRange};

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
pub(super) fn read(here: &InClause<'_>, before: Option<&Aim>) -> Option<(Order, Phrase)> {
    let &InClause { scene, .. } = here;
    if let Some(phrase) = graded(here).or_else(|| voted(here)) {
        return Some((Order::FigureLast, phrase));
    }
    let (order, phrase) = stated(here, before);
    if let Some(phrase) = exceeding(here, before) {
        return Some((order, phrase));
    }
    let phrase = match lent_by_plan(here, &phrase, before) {
        Some(lent) => lent,
        None => phrase,
    };
    // "tỉnh An Giang | Đảng Cộng sản Việt Nam | 81,46%": cells beside each other say nothing of a share.
    let spans_cells = || {
        let mut tokens = phrase.ranges().flat_map(Clone::clone);
        tokens.any(|at| scene.reading.tokens[at].is_mark(b'|'))
    };
    (!phrase.is_empty() && !spans_cells()).then_some((order, phrase))
}

/// The order in which the words around a figure state it, told by what links it and what follows, and what they say.
fn stated(here: &InClause<'_>, before: Option<&Aim>) -> (Order, Phrase) {
    let &InClause { scene, clause, .. } = here;
    let after = match after(here) {
        // "98,5%/96% kế hoạch": the pair names its plan, nothing is compared.
        After::Comparison if here.figure.of.is_some() => After::Nothing,
        after => after,
    };
    let (change, link) = links(here, after);
    let left_end = clause.left.end;
    let names_rate = |link: usize| {
        let named = clause.left.start..link.max(clause.left.start);
        scene.find_cue(named, Cue::Rate).is_some()
    };
    let compared = |link: usize| comparison(scene, clause, link, before);
    let named_before = |link: usize| last(scene, clause, link, before);
    let names_own = change.filter(|&change| names_counted(scene, clause, change));
    match (link, change, after) {
        _ if clause.in_brackets && after == After::Nothing && names_own.is_none() => {
            (Order::FigureLast, bracketed(scene, clause, before))
        }
        (_, Some(change), After::Nothing | After::Comparison) => {
            (Order::Comparison, compared(change))
        }
        (Some(link), None, After::Comparison) => (Order::Comparison, compared(link)),
        (None, None, After::Comparison) => match verb_before(scene, clause) {
            Some(verb) => (Order::Comparison, fulfilled(scene, clause, verb, before)),
            None => (Order::Comparison, compared(left_end)),
        },
        // "đến cuối nhiệm kỳ 2005 - 2010, đạt 90% chi bộ": what only tells when is no subject, the noun behind is.
        (Some(link), None, After::Noun)
            if !is_copula(scene, link, here.figure)
                && !is_place(scene, &named(scene, clause, link)) =>
        {
            (Order::FigureLast, compared(link))
        }
        (link, None, After::Nothing) => (Order::FigureLast, named_before(link.unwrap_or(left_end))),
        // "tỷ lệ đảng viên trên 60 tuổi tới 46% mới là điều đáng lo": what is counted has been named.
        (Some(link), None, After::Noun | After::Goal) if names_rate(link) => {
            (Order::FigureLast, named_before(link))
        }
        (_, _, After::Goal) => (Order::FigureFirst, elided(here, before)),
        (_, _, After::Noun) if is_rate_of(scene, clause) => {
            let mut phrase = named_before(left_end);
            phrase.goal.push(goal(scene, clause.right.clone()));
            (Order::FigureLast, phrase)
        }
        (_, _, After::Noun) => (Order::FigureFirst, first(here, before)),
    }
}

/// Whether a stretch is one word as the text writes it, whatever that stands for.
fn is_one_word(scene: &Scene<'_>, range: &TokenRange) -> bool {
    let mut places = (range.clone()).map(|at| {
        let token = &scene.reading.tokens[at];
        (token.start, token.end)
    });
    let first = places.next();
    first.is_some() && places.all(|place| Some(place) == first)
}

/// "tỷ trọng công nghiệp trên 40% GDP": a rate with what it is of stands before the figure, and only the whole behind it.
fn is_rate_of(scene: &Scene<'_>, clause: &Clause) -> bool {
    let left = opened(scene, clause.left.clone());
    let right = trimmed(scene, clause.right.clone());
    let rate = scene.cue_at(left.start, Cue::Rate);
    rate.is_some_and(|rate| rate < left.end) && is_one_word(scene, &right)
}

/// Where the words of a change and those that link a figure start before it.
fn links(here: &InClause<'_>, after: After) -> (Option<usize>, Option<usize>) {
    let &InClause { figure, .. } = here;
    let change = link(here, Cue::AimChange);
    let link = link(here, Cue::AimLink);
    // "cao hơn 15%" bounds a rate where nothing follows that it could be compared with.
    let is_bound = matches!(figure.bound, Bound::Over | Bound::Under);
    let bounds =
        change.filter(|at| is_bound && figure.tokens.contains(at) && after != After::Comparison);
    match bounds {
        Some(bound) => (None, link.or(Some(bound))),
        None => (change, link),
    }
}

/// "kết nạp 158 đảng viên, vượt chỉ tiêu 5,3%": what exceeds the plan, and the plan.
fn exceeding(here: &InClause<'_>, before: Option<&Aim>) -> Option<Phrase> {
    let &InClause { scene, clause, .. } = here;
    let left = clause.left.clone();
    let reference = is_excess(scene, here.figure)
        .then(|| scene.find_last_cue(left, Cue::StanceReference))
        .flatten()?;
    // "cao [hơn chỉ tiêu]" is one phrase.
    let longer = reference.start.saturating_sub(1).max(clause.left.start);
    let is_longer = scene.cue_at(longer, Cue::StanceReference) == Some(reference.end);
    let reference = if is_longer {
        longer..reference.end
    } else {
        reference
    };
    let named = opened(scene, clause.left.start..reference.start);
    let subject = match host(scene, clause) {
        _ if !named.is_empty() => vec![named],
        host if !host.is_empty() => host,
        _ => before
            .map(|aim| aim.stated.subject.clone())
            .unwrap_or_default(),
    };
    Some(Phrase {
        subject,
        goal: vec![reference],
    })
}

fn after(here: &InClause<'_>) -> After {
    let &InClause { scene, clause, .. } = here;
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
    // "vượt chỉ tiêu 80% được giao", "… 80% Đảng ủy giao".
    let tells_whose = scene.cue_at(at, Cue::AimOfPlan).is_some()
        || {
            let giver = scene.mentions.organization_at(at);
            let give = giver.and_then(|(_, giver)| scene.cue_at(giver.tokens.end, Cue::AimGive));
            give.is_some_and(|end| end >= clause.right.end)
        }
        || {
            // "cao hơn mục tiêu 90% của Đảng ủy".
            let whose = scene.cue_at(at, Cue::Of);
            let whose = whose.and_then(|whose| scene.organization_at(whose));
            whose.is_some_and(|(_, whose)| whose.tokens.end >= clause.right.end)
        };
    if tells_whose && here.is_plan_figure() {
        return After::Nothing;
    }
    if scene.cue_at(at, Cue::AimCompare).is_some() {
        return After::Comparison;
    }
    if scene.cue_at(at, Cue::AimBreak).is_some() || scene.cue_at(at, Cue::And).is_some() {
        return After::Nothing;
    }
    // "đạt 74,6% năm 2009", "tăng 11 - 12% mỗi năm", "đạt 14% trong năm 2017": when is no subject.
    let within = scene.cue_at(at, Cue::AimWhere).unwrap_or(at);
    // "giảm từ 6% mỗi năm trở lên"
    let bound = clause.bound.as_ref();
    let bound = bound.filter(|bound| bound.end >= clause.right.end);
    let end = bound.map_or(clause.right.end, |bound| bound.start);
    let when = trimmed(scene, within.min(end)..end);
    if when.is_empty() || is_time(scene, &when) {
        return After::Nothing;
    }
    // "12% chi bộ xuất sắc, 78% tốt": a grade alone is the goal of those rated before.
    let right = trimmed(scene, clause.right.clone());
    let is_grade = scene.cue_at(right.start, Cue::AimGrade) == Some(right.end);
    if is_grade || goal_at(scene, at).is_some() {
        After::Goal
    } else {
        After::Noun
    }
}

/// Where the time that a change is measured by starts, if it stands between the verb and the figure: "tăng hơn nhiệm kỳ trước
/// 3,1%".
fn before_base(scene: &Scene<'_>, clause: &Clause) -> usize {
    let end = clause.left.end;
    scene
        .cue_before(end, Cue::AimPastPeriod)
        .filter(|base| *base > clause.left.start)
        .filter(|base| scene.cue_before(*base, Cue::AimChange).is_some())
        .unwrap_or(end)
}

/// Where the linking words before the figure start, if some stand there: `đạt`, `chiếm trên`, `:`.
fn link(here: &InClause<'_>, cue: Cue) -> Option<usize> {
    let &InClause { scene, figure, .. } = here;
    let floor = here.clause.left.start;
    // "không thấp hơn 90%": a floor changes nothing.
    let is_denied = |at: usize| {
        let denial = scene.cue_before(at, Cue::Negation);
        denial.is_some_and(|denial| denial >= figure.tokens.start)
    };
    let within = (figure.tokens.start..figure.number.start)
        .find(|&at| scene.cue_at(at, cue).is_some() && !is_denied(at));
    let end = before_base(scene, here.clause);
    // "bởi 5 năm trước chỉ 39%": a share needs no verb behind "chỉ".
    let only = || {
        let is_bare = figure.is_percent() && cue == Cue::AimLink;
        is_bare
            .then(|| scene.cue_before(end, Cue::AimOnly))
            .flatten()
    };
    let mut start = within
        .or_else(|| scene.cue_before(end, cue))
        .or_else(only)?;
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
fn first(here: &InClause<'_>, before: Option<&Aim>) -> Phrase {
    let &InClause { scene, clause, .. } = here;
    let (subject, goal) = match (counts_alone(here), &clause.bound) {
        (Some(noun), _) => (clause.right.start..noun, noun..noun),
        (None, Some(bound)) => (
            trimmed(scene, clause.right.start..bound.start),
            goal_behind(scene, bound.end..clause.right.end),
        ),
        (None, None) => split(scene, plan_right(here)),
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
        && let Some(aim) = before.filter(|aim| is_of_host(clause, aim))
    {
        phrase.subject.insert(0, part);
        phrase.goal.clone_from(&aim.phrase.goal);
    }
    phrase
}

/// "So với chỉ tiêu 160 đảng viên cả năm, tiến độ mới đạt 25%": what stands behind a figure, up to the comma that ends what its plan's
/// name, right before it, is of.
fn plan_right(here: &InClause<'_>) -> TokenRange {
    let &InClause { scene, figure, .. } = here;
    let right = here.clause.right.clone();
    let named = scene.cue_before(figure.tokens.start, Cue::AimPlanNoun);
    let comma = named.filter(|_| !figure.is_percent()).and_then(|_| {
        right
            .clone()
            .find(|&at| scene.reading.tokens[at].is_mark(b','))
    });
    right.start..comma.unwrap_or(right.end)
}

/// "kết nạp 45 đảng viên, cố gắng một phần ba là người trẻ": where the members end that a count with its verb is of, if a comma
/// follows them.
fn counts_alone(here: &InClause<'_>) -> Option<usize> {
    let &InClause { scene, figure, .. } = here;
    let noun = scene.cue_at(here.clause.right.start, Cue::NounMember)?;
    let is_parted = scene.reading.mark_at(noun, b',');
    let is_governed = scene
        .cue_before(figure.tokens.start, Cue::AimVerb)
        .is_some();
    (!figure.is_percent() && is_parted && is_governed).then_some(noun)
}

/// A goal right behind "trở lên"; behind a comma the text goes on to something else.
fn goal_behind(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let is_parted = scene.reading.mark_at(range.start, b',');
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
    let Some(verb) = scene.find_cue(head.clone(), Cue::AimVerb) else {
        // "Số lượng đảng viên mới: 165 đồng chí"
        let noun = scene.find_cue(head.clone(), Cue::NounMember)?;
        return Some(Phrase::new(trimmed(scene, noun.start..head.end), 0..0));
    };
    let noun = trimmed(scene, verb.end..head.end);
    (!noun.is_empty()).then(|| Phrase::new(noun, verb))
}

/// Whether an aim is stated by the stretch before a clause, or by the figure in it.
fn is_of_host(clause: &Clause, aim: &Aim) -> bool {
    let figure = clause.host_figure.as_ref();
    clause.host.contains(&aim.tokens.start)
        || figure.is_some_and(|figure| aim.tokens.contains(&figure.start))
}

/// "trong đó 20% hoàn thành xuất sắc": the subject is the one before.
fn elided(here: &InClause<'_>, before: Option<&Aim>) -> Phrase {
    let &InClause { scene, clause, .. } = here;
    let mut phrase = Phrase::new(
        clause.right.start..clause.right.start,
        goal(scene, clause.right.clone()),
    );
    let named = opened(scene, clause.left.clone());
    // "huấn luyện có 85% khá, giỏi"
    let have = scene.cue_before(named.end, Cue::AimHave);
    let named = named.start..have.map_or(named.end, |have| have.max(named.start));
    let is_named = named.len() > 1
        && !is_place(scene, &named)
        && scene.cue_at(named.start, Cue::AimInside) != Some(named.end)
        && !clause.left.is_empty()
        // "Tới lần thứ ba thì 100% đồng ý"
        && scene.cue_before(named.end, Cue::StanceTurn).is_none()
        // "huấn luyện hằng năm đạt 85% khá, giỏi", "kiểm tra bắn đạn thật 75% khá, giỏi"
        && (is_linked(scene, here.figure) || opens_with_deed(scene, &named)
            || action(scene, &clause.left).is_none());
    let is_part = before.filter(|aim| is_of_host(clause, aim) && !aim.phrase.subject.is_empty());
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

/// Whether a stretch names a deed: a verb with what it is done to.
fn opens_with_deed(scene: &Scene<'_>, named: &TokenRange) -> bool {
    let verb = scene.cue_at(named.start, Cue::AimVerb);
    verb.is_some_and(|verb| verb < named.end)
}

/// Whether the words that bound a figure link it, too: "đạt trên 85%".
fn is_linked(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let mut bounding = figure.tokens.start..figure.number.start;
    bounding.any(|at| scene.cue_at(at, Cue::AimShare).is_some())
        || scene
            .cue_before(figure.tokens.start, Cue::AimShare)
            .is_some()
}

/// "tỷ lệ đảng viên được học tập đạt 99%".
fn last(scene: &Scene<'_>, clause: &Clause, link: usize, before: Option<&Aim>) -> Phrase {
    let named = named(scene, clause, link);
    let points_back = scene.cue_at(named.start, Cue::AimAnaphor).is_some();
    // "năm nay sản lượng lúa tăng trưởng 6%, cả nhiệm kỳ đạt 6,5%": of the same, at another time.
    let is_scope = scene.cue_at(named.start, Cue::AimScope) == Some(named.end);
    if let Some(aim) = before.filter(|aim| {
        is_scope
            && !named.is_empty()
            && scene.reading.sentence_index(aim.tokens.start)
                == scene.reading.sentence_index(named.start)
    }) {
        return aim.stated.clone();
    }
    if points_back || says_nothing(scene, &named) || is_place(scene, &named) {
        if let Some(label) = labelled(scene, clause).filter(|_| !points_back) {
            return label;
        }
        // "Chi bộ hoàn thành tốt nhiệm vụ: 37, chiếm 71,2%"
        if let Some(label) = label_of_count(scene, clause) {
            return of_count(scene, label, before);
        }
        let lent = lent(scene, clause, before);
        return if lent.is_empty() {
            part_before(scene, clause, &named)
        } else {
            fulfilling(scene, clause, link, completed(scene, lent, before), before)
        };
    }
    let mut phrase = said(scene, named.clone());
    if phrase.goal.is_empty()
        && let Some(aim) = before.filter(|aim| is_parallel(scene, clause, &named, aim))
    {
        phrase.subject.splice(0..0, aim.phrase.subject.clone());
        phrase.goal.clone_from(&aim.phrase.goal);
        return phrase;
    }
    // "…; hoàn thành tốt nhiệm vụ 75,5%": a rating alone is said of the subject before.
    let is_bare = scene.cue_at(named.start, Cue::AimGrade) == Some(named.end);
    let is_rating = scene.cue_at(named.start, Cue::AimRating).is_some();
    // "với chi bộ cơ sở, tỷ lệ trong sạch, vững mạnh là 92%"
    let rate = scene.cue_at(named.start, Cue::Rate).unwrap_or(named.start);
    let is_rate_of_grade =
        rate > named.start && scene.cue_at(rate, Cue::AimGrade) == Some(named.end);
    if (is_bare || is_rate_of_grade || (is_rating && phrase.goal.is_empty()))
        && let Some(subject) = rated(scene, named.start, before)
    {
        let grade = Phrase::new(0..0, rate..named.end);
        return Phrase { subject, ..grade };
    }
    // "Kết nạp: 180 trở lên".
    if scene.cue_at(named.start, Cue::AimVerb) == Some(named.end) {
        return Phrase {
            subject: Vec::new(),
            goal: vec![named],
        };
    }
    if phrase.goal.is_empty()
        && let Some(aim) = before.filter(|aim| aim.order != Order::Comparison)
        && is_inside(scene, clause)
    {
        phrase.goal.clone_from(&aim.phrase.goal);
    }
    if phrase.goal.is_empty() {
        phrase.goal = measure(scene, clause, link, &phrase);
    }
    phrase
}

/// "khối tư nhân có 71% chi bộ hoàn thành tốt nhiệm vụ, trong khi khối nhà nước 89%": whether another share stands right before,
/// said first, of another block.
fn is_parallel(scene: &Scene<'_>, clause: &Clause, named: &TokenRange, aim: &Aim) -> bool {
    /// Tokens before the share in which the word stands.
    const REACH: usize = 10;
    /// Tokens of the block's name, its word included.
    const LONGEST: usize = 4;
    let tokens = &scene.reading.tokens;
    let word = tokens[named.start].form;
    let start = scene.reading.sentence_of(named.start).start;
    let is_block = scene.cue_at(named.start, Cue::OrganizationBlock).is_some();
    // "25% đảng viên là người Thái, đảng viên nữ 40%" tells of others.
    let counts = scene.finds_any(
        named.clone(),
        const { CueSet::of(&[Cue::AimCounted, Cue::NounMember, Cue::NounOrganization]) },
    );
    let from = start.max(aim.tokens.start.saturating_sub(REACH));
    aim.order == Order::FigureFirst
        && aim.quantity.unit == Unit::Percent
        && !aim.phrase.goal.is_empty()
        && !aim.phrase.subject.is_empty()
        && aim.tokens.start > start
        && is_of_host(clause, aim)
        && is_block
        && (2..=LONGEST).contains(&named.len())
        && !counts
        && tokens[from..aim.tokens.start]
            .iter()
            .any(|token| token.form == word)
}

fn is_inside(scene: &Scene<'_>, clause: &Clause) -> bool {
    scene
        .find_cue(clause.left.clone(), Cue::AimInside)
        .is_some()
}
