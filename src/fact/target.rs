//! What is aimed for: a percentage or a count.
//!
//! # Reads
//! Figures of plans: after "phấn đấu", "chỉ tiêu", "nhiệm kỳ tới", in the lists and sentences that go on with them,
//! under headings of plans; figures of a plan that a report compares with ("vượt chỉ tiêu 80%", "99,3%/98%").
//!
//! # Yields
//! One fact per figure, with what is counted and what is to hold.
//!
//! # Examples
//! "phấn đấu từ 90% chi bộ trở lên hoàn thành tốt nhiệm vụ": at least 90 percent, `chi bộ`, `hoàn thành tốt nhiệm vụ`.
//! "kết nạp 1.200 đảng viên, trong đó ít nhất 300 là công nhân": 1200 and at least 300.
//!
//! # Does not read
//! Sums of money, areas and weights; the number of targets, tasks or programmes; ratings without a figure; a rule's
//! condition ("có trên 10% đảng viên … thì không được xét"); numerals in words outside an enumeration.
//!
//! # Known gaps
//! A plan whose opening words stand in an earlier paragraph, without a list or a heading. How often ("mỗi năm",
//! "15 đảng viên/năm") is no part of the goal.

use crate::fact::aim::{Aim, Order, Side};
use crate::fact::{Draft, Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::{Rule, Value};
use crate::text::Kind;

/// Reads the targets of an article.
pub(super) fn read(scene: &Scene<'_>, aims: &[Aim], drafts: &mut Vec<Draft>) {
    drafts.extend(
        aims.iter()
            .filter(|aim| aim.side == Side::Target)
            .map(|aim| draft(scene, aim)),
    );
}

fn draft(scene: &Scene<'_>, aim: &Aim) -> Draft {
    Draft {
        owner: planner(scene, aim).unwrap_or(Owner::Context(aim.tokens.start)),
        rule: match aim.order {
            Order::FigureFirst => Rule::TargetFigureFirst,
            Order::FigureLast => Rule::TargetFigureLast,
            Order::Comparison => Rule::TargetGrowth,
            Order::PlanFigure => Rule::PlanFigure,
        },
        value: Value::Target {
            subject: aim.phrase.subject_text(scene),
            goal: aim.phrase.goal_text(scene),
            quantity: aim.quantity.clone(),
        },
        tokens: aim.tokens.clone(),
    }
}

/// Tokens between a document's noun and the organization that it is of: `số 05-ĐA/TU của`, `Đại hội đại biểu`.
const NUMBER_REACH: usize = 12;

/// The organization whose document sets a target: `Đề án số 08 của Tỉnh ủy đặt mục tiêu …`, `Nghị quyết Đại hội Đảng bộ xã lần thứ
/// II xác định mỗi năm …`, `…, thấp hơn chỉ tiêu 90% mà Đại hội Đảng bộ huyện đề ra`.
fn planner(scene: &Scene<'_>, aim: &Aim) -> Option<Owner> {
    let start = aim.tokens.start;
    if aim.order == Order::PlanFigure
        && let Some(behind) = planner_behind(scene, aim.tokens.end)
    {
        return Some(Owner::Mention(behind));
    }
    let sentence = scene.reading.sentence_of(start).start;
    let tokens = &scene.reading.tokens;
    let mut named = scene.mentions.organizations_in(sentence..start);
    let (index, mention) = named.next_back().filter(|(_, last)| !last.is_generic)?;
    let named = mention.tokens.clone();
    let from = sentence.max(named.start.saturating_sub(NUMBER_REACH));
    let document = scene.find_last_cue(from..named.start, Cue::StanceDocument)?;
    let is_subject = document.start == sentence
        || matches!(
            tokens[document.start - 1].kind,
            Kind::Mark(b',' | b';' | b':')
        );
    let is_own = tokens[document.end..named.start]
        .iter()
        .all(|token| !matches!(token.kind, Kind::Mark(b',' | b';' | b':')));
    let sets = [Cue::StanceSets, Cue::StancePlan]
        .into_iter()
        .filter_map(|verb| scene.find_cue(named.end..start, verb))
        .map(|verb| verb.start)
        .min()?;
    // "Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh, huyện phấn đấu": what follows a comma is told of another, but for the term.
    let is_its = (named.end..sets).all(|at| {
        !matches!(tokens[at].kind, Kind::Mark(b',' | b';'))
            || scene.cue_at(at + 1, Cue::Term).is_some()
    });
    if !is_subject || !is_own || !is_its {
        return None;
    }
    match (named.end..start).find(|&at| asks_place(scene, at)) {
        // "các huyện phấn đấu"
        Some(place) => scene.cue_before(place, Cue::Plural).map(|_| Owner::Unknown),
        None => Some(Owner::Mention(index)),
    }
}

/// `yêu cầu các huyện phấn đấu …`, `để xã kết nạp …`: whether the level or unit at a token is who a document of another sets the
/// target for.
fn asks_place(scene: &Scene<'_>, at: usize) -> bool {
    let Some(end) = [Cue::PlaceLevel, Cue::OrganizationUnit]
        .into_iter()
        .find_map(|noun| scene.cue_at(at, noun))
    else {
        return false;
    };
    // "toàn huyện phấn đấu"
    let is_whole = scene.cue_before(at, Cue::PlaceWhole).is_some();
    let plans = scene.starts_any(
        end,
        const { CueSet::of(&[Cue::StancePlan, Cue::StanceSets]) },
    );
    !is_whole && (plans || scene.cue_before(at, Cue::CountPurpose).is_some())
}

/// The same where the document or congress stands behind the figure.
fn planner_behind(scene: &Scene<'_>, end: usize) -> Option<usize> {
    let at = [Cue::Of, Cue::AimEnd]
        .into_iter()
        .find_map(|joint| scene.cue_at(end, joint))?;
    let document = scene.cue_at(at, Cue::StanceDocument).unwrap_or(at);
    let congress = scene.cue_at(document, Cue::Congress).unwrap_or(document);
    let (index, mention) = scene.organization_at(congress)?;
    (congress > at && !mention.is_generic).then_some(index)
}
