//! What a sentence states only to deny it, or to suppose it.
//!
//! Enters: a scene and a draft of any kind. Leaves: why it states no fact. Which words deny is the dictionary's to say; they are
//! looked for only in a sentence that holds one.

use crate::fact::{Draft, Reason, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::{Rule, Value};
use crate::text::{Kind, TokenRange};

/// Leaves out the drafts that are denied or supposed.
pub(super) fn leave_out(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    drafts.retain(|draft| {
        let reason = reason(scene, draft);
        if let Some(reason) = reason {
            scene.note_dropped(draft.tokens.clone(), draft.rule, reason);
        }
        reason.is_none()
    });
}

/// Why a draft states no fact; `None` if nothing denies it.
fn reason(scene: &Scene<'_>, draft: &Draft) -> Option<Reason> {
    let is_count = matches!(
        draft.value,
        Value::MemberCount { .. } | Value::OrganizationCount { .. }
    );
    // Who stands beside a post holds it, whatever else is told of them; a verb's object is what is told.
    let is_told = is_count || matches!(draft.rule, Rule::Appointed | Rule::Ceased);
    let is_holder = matches!(draft.value, Value::Officeholder { .. });
    if !is_holder && is_case(scene, draft.tokens.start) {
        return Some(Reason::Supposed);
    }
    // "nếu không có 12 đảng viên đi đầu": they were there.
    let negation = scene.cue_before(draft.tokens.start, Cue::Negation);
    let is_so =
        negation.is_some_and(|start| scene.cue_before(start, Cue::DenialSupposed).is_some());
    if is_count && is_so {
        None
    } else if is_count && stands_before(scene, draft.tokens.start, Cue::Negation) {
        Some(Reason::NotDone)
    } else if is_count && is_supposed(scene, &draft.tokens) {
        Some(Reason::Supposed)
    } else if is_told && is_untrue(scene, &draft.tokens) {
        Some(Reason::Untrue)
    } else {
        None
    }
}

/// `Tình huống 2: Chi bộ có 9 đảng viên. Bí thư phải làm gì?`: whether a case is put before a token, and its line asks what is to be
/// done.
fn is_case(scene: &Scene<'_>, at: usize) -> bool {
    /// Tokens of a case before what it tells.
    const REACH: usize = 80;
    /// Tokens of a case's number and its mark: "số 2:".
    const NUMBER: usize = 3;
    let tokens = &scene.reading.tokens;
    let Some(line) = scene.reading.line_of(at) else {
        return false;
    };
    let asks = |at: usize| tokens[at].is_mark(b'?');
    if !line.tokens.clone().next_back().is_some_and(asks) {
        return false;
    }
    let from = line.tokens.start.max(at.saturating_sub(REACH));
    let case = scene.find_last_cue(from..at, Cue::DenialCase);
    case.is_some_and(|case| {
        let opens = scene.reading.sentence_of(case.start).start == case.start;
        let mut head = tokens[case.end..at.min(case.end + NUMBER)].iter();
        let is_put = head.any(|token| token.is_number() || token.is_mark(b':'));
        opens && is_put && !(case.end..at).any(asks)
    })
}

/// Whether a word that denies ends right before a token: `chưa` before `kết nạp được`. The "không" of "Hàng không" does not.
pub(super) fn stands_before(scene: &Scene<'_>, end: usize, cue: Cue) -> bool {
    scene.cue_before(end, cue).is_some()
        && scene.cue_before(end, Cue::OrganizationWord).is_none()
        && scene.mentions.organization_over(end - 1).is_none()
}

/// `nếu kết nạp được 60 đảng viên thì …`: whether a condition holds a stretch. "Nếu đầu năm mới có 60 đảng viên thì nay đã có 75"
/// sets two figures side by side.
fn is_supposed(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let sentence = scene.reading.sentence_of(tokens.start);
    let Some(condition) = scene.find_last_cue(sentence.start..tokens.start, Cue::DenialSupposed)
    else {
        return false;
    };
    const NOW: CueSet = CueSet::of(&[Cue::TimeToNow, Cue::TimeUndated]);
    let between = condition.end..tokens.start;
    let is_one_clause = scene.find_cue(between.clone(), Cue::CountThen).is_none()
        && (between.clone()).all(|at| {
            !matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b',' | b';' | b':')
            )
        });
    let is_then = |at: &usize| scene.cue_at(*at, Cue::CountThen).is_some();
    let mut behind = tokens.end..sentence.end;
    let is_now = |at: usize| at + 1 < sentence.end && scene.starts_any(at + 1, NOW);
    let is_compared = (behind.clone())
        .any(|at| is_now(at) && (is_then(&at) || scene.reading.tokens[at].is_mark(b',')))
        || (behind.find(is_then))
            .is_some_and(|then| !scene.mentions.quantities_in(then..sentence.end).is_empty());
    is_one_clause
        && !is_compared
        && scene
            .find_cue(between.clone(), Cue::DenialEarlier)
            .is_none()
        && scene.mentions.dates_in(between).is_empty()
}

/// `thông tin Đảng bộ có 900 đảng viên là bịa đặt`: whether a stretch is what somebody says who is contradicted: the clause that
/// a word for hearsay opens, and no other one's words.
fn is_untrue(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let sentence = scene.reading.sentence_of(tokens.start);
    let is_part = |at: &usize| {
        let kind = scene.reading.tokens[*at].kind;
        matches!(kind, Kind::Mark(b',' | b';' | b':'))
    };
    let part = (sentence.start..tokens.start).rev().find(is_part);
    let start = part.map_or(sentence.start, |mark| mark + 1);
    let opens = |hearsay: &TokenRange| {
        let is_before = |cue: Cue| scene.cue_before(hearsay.start, cue).is_some();
        hearsay.start == start || is_before(Cue::Saying) || is_before(Cue::Plural)
    };
    let hearsay = scene.find_cue(start..tokens.start, Cue::DenialHearsay);
    let untrue = scene.find_cue(tokens.end..sentence.end, Cue::DenialUntrue);
    hearsay
        .filter(opens)
        .zip(untrue)
        .is_some_and(|(_, untrue)| {
            let mut rest = tokens.end..untrue.start;
            scene.find_cue(rest.clone(), Cue::DenialUtterance).is_none()
                && !rest.any(|at| is_part(&at))
        })
}
