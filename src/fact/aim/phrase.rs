//! Subject and goal of a figure, cut out of its clause.
//!
//! Enters: a clause and its figure. Leaves: [`Phrase`] and the order it was stated in. Whether it is a target or a
//! result is not known here.

use crate::fact::Scene;
use crate::fact::aim::clause::Clause;
use crate::fact::aim::{Aim, Order};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Gap, Kind, Reading, TokenRange};

/// What a figure counts and what is to hold, as stretches of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrase {
    pub subject: Vec<TokenRange>,
    pub goal: Vec<TokenRange>,
}

impl Phrase {
    fn new(subject: TokenRange, goal: TokenRange) -> Self {
        let list = |range: TokenRange| {
            if range.is_empty() {
                Vec::new()
            } else {
                vec![range]
            }
        };
        Self {
            subject: list(subject),
            goal: list(goal),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.subject.is_empty() && self.goal.is_empty()
    }

    /// The subject's words as the text writes them, abbreviations kept.
    pub fn subject_text(&self, reading: &Reading<'_>) -> Option<String> {
        text(reading, &self.subject)
    }

    /// The goal's words as the text writes them, abbreviations kept.
    pub fn goal_text(&self, reading: &Reading<'_>) -> Option<String> {
        text(reading, &self.goal)
    }

    /// All stretches.
    pub fn ranges(&self) -> impl Iterator<Item = &TokenRange> {
        self.subject.iter().chain(&self.goal)
    }

    /// From the first to the last token that states a figure; what another clause lent is left out.
    pub fn stretch(&self, clause: &Clause, figure: &QuantityMention) -> TokenRange {
        let reach = clause.stretch();
        let own = || {
            self.ranges()
                .filter(|range| reach.start <= range.start && range.end <= reach.end)
        };
        let start = own()
            .map(|range| range.start)
            .min()
            .unwrap_or(figure.tokens.start);
        let end = own()
            .map(|range| range.end)
            .max()
            .unwrap_or(figure.tokens.end);
        start.min(figure.tokens.start)..end.max(figure.tokens.end)
    }
}

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
    let after = after(scene, clause);
    let change = link(scene, clause, figure, Cue::AimChange);
    let link = link(scene, clause, figure, Cue::AimLink);
    let left_end = clause.left.end;
    let stated = match (link, change, after) {
        _ if clause.in_brackets && after == After::Nothing => {
            (Order::FigureLast, bracketed(scene, clause, link, before))
        }
        (_, Some(change), After::Nothing | After::Comparison) => {
            (Order::Comparison, comparison(scene, clause, change, before))
        }
        (Some(link), None, After::Comparison) => {
            (Order::Comparison, comparison(scene, clause, link, before))
        }
        (None, None, After::Comparison) => (
            Order::Comparison,
            comparison(scene, clause, left_end, before),
        ),
        (Some(link), None, After::Noun) if !is_copula(scene, link, figure) => {
            (Order::FigureLast, comparison(scene, clause, link, before))
        }
        (link, None, After::Nothing) => (
            Order::FigureLast,
            last(scene, clause, link.unwrap_or(left_end), before),
        ),
        (_, _, After::Goal) => (Order::FigureFirst, elided(scene, clause, before)),
        (_, _, After::Noun) => (Order::FigureFirst, first(scene, clause)),
    };
    (!stated.1.is_empty()).then_some(stated)
}

fn after(scene: &Scene<'_>, clause: &Clause) -> After {
    let Some(first) = scene
        .reading
        .tokens
        .get(clause.right.start)
        .filter(|_| !clause.right.is_empty())
    else {
        return After::Nothing;
    };
    if !first.is_word() {
        return After::Nothing;
    }
    let at = clause.right.start;
    if scene.cue_at(at, Cue::AimCompare).is_some() {
        return After::Comparison;
    }
    if scene.cue_at(at, Cue::AimBreak).is_some() || scene.cue_at(at, Cue::And).is_some() {
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
    let mut start = within.or_else(|| scene.cue_before(figure.tokens.start, cue))?;
    while let Some(longer) = scene
        .cue_before(start, Cue::AimLink)
        .or_else(|| scene.cue_before(start, Cue::AimChange))
        && longer >= floor
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

/// "[kết nạp] 120 đảng viên", "90% chi bộ hoàn thành tốt nhiệm vụ".
fn first(scene: &Scene<'_>, clause: &Clause) -> Phrase {
    let (subject, goal) = match &clause.bound {
        Some(bound) => (
            trimmed(scene, clause.right.start..bound.start),
            trimmed(scene, bound.end..clause.right.end),
        ),
        None => split(scene, clause.right.clone()),
    };
    let verb = if goal.is_empty() || subject.is_empty() {
        action(scene, &clause.left)
    } else {
        None
    };
    let mut phrase = Phrase::new(subject, goal);
    if let Some(verb) = verb {
        phrase.goal.insert(0, verb);
    }
    phrase
}

/// "trong đó 20% hoàn thành xuất sắc": the subject is the one before.
fn elided(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let mut phrase = Phrase::new(
        clause.right.start..clause.right.start,
        trimmed(scene, clause.right.clone()),
    );
    let named = trimmed(scene, clause.left.clone());
    let is_named =
        named.len() > 1 && !clause.left.is_empty() && action(scene, &clause.left).is_none();
    phrase.subject = if is_named {
        vec![named]
    } else if !clause.host.is_empty() {
        let host = host(scene, clause);
        subject_of(scene, host)
            .or_else(|| before.map(|aim| aim.phrase.subject.clone()))
            .unwrap_or_default()
    } else {
        before
            .map(|aim| aim.phrase.subject.clone())
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
    if named.is_empty() || is_place(scene, &named) {
        return lent(scene, clause, before);
    }
    let (subject, goal) = split_rate(scene, named);
    let mut phrase = Phrase::new(subject, goal);
    if phrase.goal.is_empty()
        && let Some(aim) = before
        && is_inside(scene, clause)
    {
        phrase.goal.clone_from(&aim.phrase.goal);
    }
    phrase
}

/// "khiển trách 24 (58,5%)", "68 doanh nghiệp (6%) có tổ chức đảng".
fn bracketed(
    scene: &Scene<'_>,
    clause: &Clause,
    link: Option<usize>,
    before: Option<&Aim>,
) -> Phrase {
    let inner = trimmed(
        scene,
        clause.left.start..link.unwrap_or(clause.left.end).max(clause.left.start),
    );
    if scene.find_cue(inner, Cue::AimPlanNoun).is_some()
        && let Some(aim) = before
    {
        return aim.phrase.clone();
    }
    let beyond = trimmed(scene, clause.beyond.clone());
    let is_open = clause
        .host_figure
        .as_ref()
        .is_some_and(|figure| figure.end >= clause.host.end);
    let goes_on = !beyond.is_empty()
        && clause.beyond.start == beyond.start
        && goal_at(scene, beyond.start).is_some();
    if is_open && !beyond.is_empty() && host(scene, clause).is_empty() {
        let (subject, goal) = split(scene, beyond);
        return Phrase::new(subject, goal);
    }
    let mut phrase = lent(scene, clause, before);
    if goes_on {
        phrase.goal.push(beyond);
    }
    phrase
}

/// What stands between the clause's start and the link: its last part, with the parts before it as long as one leads
/// on with a verb ("đủ tư cách, hoàn thành tốt nhiệm vụ").
fn named(scene: &Scene<'_>, clause: &Clause, link: usize) -> TokenRange {
    let range = trimmed(scene, clause.left.start..link.max(clause.left.start));
    let mut start = range.start;
    for at in range.clone().rev() {
        let is_part = scene.reading.tokens[at].is_mark(b',') && at + 1 < range.end;
        if is_part
            && goal_at(scene, at + 1).is_none()
            && scene.cue_at(at + 1, Cue::AimVerb).is_none()
        {
            start = at + 1;
            break;
        }
    }
    trimmed(scene, start..range.end)
}

/// "Bắc Giang 15,09%", "năm 2017 đạt 72%": a place, an organization or a time alone is no subject.
fn is_place(scene: &Scene<'_>, named: &TokenRange) -> bool {
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
}

fn is_inside(scene: &Scene<'_>, clause: &Clause) -> bool {
    scene
        .find_cue(clause.left.clone(), Cue::AimInside)
        .is_some()
}

/// What the stretch before the clause says, its figure left out; else what the aim before says.
fn lent(scene: &Scene<'_>, clause: &Clause, before: Option<&Aim>) -> Phrase {
    let host = host(scene, clause);
    if host.is_empty() {
        return before.map(|aim| aim.phrase.clone()).unwrap_or_default();
    }
    match host.as_slice() {
        [one] => {
            let (subject, goal) = split(scene, one.clone());
            Phrase::new(subject, goal)
        }
        _ => Phrase {
            subject: host,
            goal: Vec::new(),
        },
    }
}

/// The host's stretches around its figure.
fn host(scene: &Scene<'_>, clause: &Clause) -> Vec<TokenRange> {
    let parts = match &clause.host_figure {
        Some(figure) => {
            vec![
                clause.host.start..figure.start.min(clause.host.end),
                figure.end.min(clause.host.end)..clause.host.end,
            ]
        }
        None => vec![clause.host.clone()],
    };
    parts
        .into_iter()
        .map(|part| trimmed(scene, part))
        .filter(|part| !part.is_empty())
        .collect()
}

/// "kết nạp 131 đảng viên, đạt 109% kế hoạch", "doanh thu tăng 8%".
fn comparison(scene: &Scene<'_>, clause: &Clause, link: usize, before: Option<&Aim>) -> Phrase {
    let verb_end = scene
        .cue_at(link, Cue::AimChange)
        .or_else(|| scene.cue_at(link, Cue::AimLink))
        .unwrap_or(link + 1);
    let named = named(scene, clause, link);
    let mut phrase = if named.is_empty() || is_place(scene, &named) {
        lent(scene, clause, before)
    } else {
        Phrase::new(named, 0..0)
    };
    if !phrase.goal.is_empty() {
        let goal = std::mem::take(&mut phrase.goal);
        phrase.subject.extend(goal);
    }
    if link < clause.left.end || verb_end > link + 1 {
        phrase.goal.push(link..verb_end.min(clause.right.start));
    }
    let rest = trimmed(scene, clause.right.clone());
    if !rest.is_empty() {
        phrase.goal.push(rest);
    }
    phrase
}

/// The verb left of a figure: "[phấn đấu] kết nạp", "hoàn thành kiểm tra".
fn action(scene: &Scene<'_>, left: &TokenRange) -> Option<TokenRange> {
    let segment = after_last_comma(scene, left);
    let plan = scene
        .find_last_cue(segment.clone(), Cue::PlanOpen)
        .map_or(segment.start, |plan| plan.end);
    let verb = scene.find_cue(plan..segment.end, Cue::AimVerb)?;
    Some(trimmed(scene, verb.start..segment.end))
}

fn after_last_comma(scene: &Scene<'_>, range: &TokenRange) -> TokenRange {
    let comma = range
        .clone()
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b',' | b':')));
    comma.map_or(range.start, |comma| comma + 1)..range.end
}

/// A noun phrase with its verb, parted where the verb starts.
fn split(scene: &Scene<'_>, range: TokenRange) -> (TokenRange, TokenRange) {
    let range = trimmed(scene, range);
    let mut at = range.start;
    while at < range.end {
        if let Some(end) = noun_at(scene, at) {
            at = end;
            continue;
        }
        if at > range.start && goal_at(scene, at).is_some() {
            return (trimmed(scene, range.start..at), at..range.end);
        }
        at += 1;
    }
    (range.clone(), range.end..range.end)
}

/// Like [`split`], with "tỷ lệ" taken off the subject: it is the goal where nothing else is.
fn split_rate(scene: &Scene<'_>, range: TokenRange) -> (TokenRange, TokenRange) {
    let rate = scene
        .cue_at(range.start, Cue::Rate)
        .filter(|end| *end < range.end);
    let (subject, goal) = split(scene, rate.unwrap_or(range.start)..range.end);
    match rate {
        Some(end) if goal.is_empty() => (subject, range.start..end),
        _ => (subject, goal),
    }
}

fn goal_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    if noun_at(scene, at).is_some() {
        return None;
    }
    scene.cue_at(at, Cue::AimGoal)
}

/// A noun that holds a verb's word: tổ chức đảng, cuộc kiểm tra.
fn noun_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    [Cue::AimNoun, Cue::NounOrganization, Cue::NounMember]
        .into_iter()
        .filter_map(|cue| scene.cue_at(at, cue))
        .max()
}

/// A stretch without marks, connectives, dates and plan words at its ends, and without who says it.
fn trimmed(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let tokens = &scene.reading.tokens;
    let (mut start, mut end) = (range.start, range.end.max(range.start));
    if let Some(speech) = scene.find_last_cue(start..end, Cue::AimSpeech) {
        start = speech.end;
    }
    while start < end {
        let skip = [Cue::AimSkip, Cue::PlanOpen, Cue::PlanWeak]
            .into_iter()
            .filter_map(|cue| scene.cue_at(start, cue))
            .max();
        let dated = scene
            .mentions
            .dates
            .iter()
            .find(|date| date.tokens.start == start)
            .map(|date| date.tokens.end);
        if !tokens[start].is_word() && !tokens[start].is_number() {
            start += 1;
        } else if let Some(next) = skip.or(dated).filter(|next| *next <= end) {
            start = next;
        } else if let Some(next) = comma_after_opening(scene, start, end) {
            start = next;
        } else {
            break;
        }
    }
    while start < end && !tokens[end - 1].is_word() && !tokens[end - 1].is_number() {
        end -= 1;
    }
    start..end
}

/// "Năm 2012, Đảng bộ": an opening with a time or an organization, closed by a comma, is no part of the subject.
fn comma_after_opening(scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
    let comma = (start..end).find(|&at| scene.reading.tokens[at].is_mark(b','))?;
    let opening = start..comma;
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
        || scene.find_cue(opening, Cue::AimTime).is_some()
        || scene.cue_at(start, Cue::AimOpening).is_some();
    names_time.then_some(comma + 1)
}

/// The words of stretches as the text writes them: an abbreviation once, a definition's brackets left out.
fn text(reading: &Reading<'_>, ranges: &[TokenRange]) -> Option<String> {
    let mut out = String::new();
    let mut last = (0, 0);
    for range in ranges {
        for at in range.clone() {
            let Some(token) = reading.tokens.get(at) else {
                continue;
            };
            let place = (token.start, token.end);
            if token.expanded != 0 && place == last {
                continue;
            }
            last = place;
            if !out.is_empty() && (token.gap != Gap::None || at == range.start) {
                out.push(' ');
            }
            out.push_str(&reading.text[token.start as usize..token.end as usize]);
        }
    }
    (!out.is_empty()).then_some(out)
}
