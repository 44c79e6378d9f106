//! Whether a deed before a figure is done to what it counts: not one that is only proposed, that a comma or a new subject parts
//! from it, that something else is counted behind, or that tells of the figure before.

use super::ANNOUNCE_REACH;
use super::behind::after_at;
use super::listed::past_list;
use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_after};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::TokenRange;

/// Tokens between a figure and the predicate that tells of it, a list of names included.
const PREDICATE_REACH: usize = 18;

/// `kiến nghị khai trừ`, `đề nghị Ban Thường vụ xem xét, thi hành kỷ luật`: whether what stands before a deed proposes
/// it. `theo đề nghị của` does not, nor does what a report goes on to say was done: `cần kỷ luật 6 đảng viên, đã kỷ luật 4`.
/// What was proposed `và` done was done.
pub(super) fn is_proposed(scene: &Scene<'_>, clause: &TokenRange, deed: &TokenRange) -> bool {
    let before = clause.start..deed.start;
    let is_done = scene.cue_before(deed.start, Cue::CountDone).is_some()
        || scene.cue_at(deed.start, Cue::DeedDone).is_some();
    // "đề nghị kết nạp ông A, với nội dung chi bộ có 5 đảng viên", "đề nghị giao ít hơn: chi bộ tôi có 37 đảng viên": what there
    // is has a subject of its own.
    let subject = scene.cue_before(deed.start, Cue::SpeechSelf);
    let subject = scene
        .mentions
        .organization_ending_at(subject.unwrap_or(deed.start));
    let is_state = scene.cue_at(deed.start, Cue::CountHas).is_some()
        && subject.is_some_and(|(_, mention)| !mention.is_generic);
    if is_done || is_state {
        return false;
    }
    let Some(proposal) = scene.find_last_cue(before.clone(), Cue::DeedProposed) else {
        return false;
    };
    let is_noun = scene.starts_any(proposal.end, const { CueSet::of(&[Cue::Of, Cue::And]) });
    proposal.end == before.end || !is_noun
}

/// Whether a comma right after a deed parts it from the figure, with nothing counted between: `sau khi hợp nhất, 12 chi
/// bộ`; `qua kiểm tra, 8 chi bộ làm tốt, 3 chi bộ còn hạn chế`. `Trong số đảng viên bị kỷ luật, 9 người` it does not part.
pub(super) fn is_cut_off(
    scene: &Scene<'_>,
    deed_end: usize,
    quantity: &QuantityMention,
    clause: &TokenRange,
) -> bool {
    let is_apart = scene.reading.tokens[deed_end].is_mark(b',')
        && scene
            .mentions
            .quantities_in(deed_end..quantity.number.start)
            .is_empty()
        && quantity.tokens.start == deed_end + 1
        && scene.cue_at(clause.start, Cue::PartAmong).is_none();
    is_apart
        || is_occasion(scene, deed_end, clause)
        || has_new_subject(scene, deed_end, quantity)
        || is_told_why(scene, deed_end, quantity)
}

/// `Lý do kỷ luật là do ông ấy nhận tiền của 24 người`: whether a deed is the subject of which "là" tells something else.
fn is_told_why(scene: &Scene<'_>, deed_end: usize, quantity: &QuantityMention) -> bool {
    scene
        .cue_at(deed_end, Cue::Copula)
        .is_some_and(|told| told < quantity.tokens.start)
}

/// `Qua kiểm tra, …`: whether a deed ends the words that say on what occasion the rest of the clause happened.
fn is_occasion(scene: &Scene<'_>, deed_end: usize, clause: &TokenRange) -> bool {
    let counted = scene.mentions.quantities_in(clause.start..deed_end);
    scene.reading.tokens[deed_end].is_mark(b',')
        && scene.cue_at(clause.start, Cue::CountOpener).is_some()
        && deed_end - clause.start <= ANNOUNCE_REACH
        && counted.is_empty()
}

/// `Ra đời từ ngày 1/7, Đảng bộ xã X là đảng bộ đông nhất: 138 chi bộ`: whether the organization that a comma parts from a
/// deed is said to be something.
fn has_new_subject(scene: &Scene<'_>, deed_end: usize, quantity: &QuantityMention) -> bool {
    scene
        .mentions
        .organizations_in(deed_end..quantity.tokens.start)
        .any(|(_, mention)| {
            let before = mention.tokens.start.checked_sub(1);
            let rest = mention.tokens.end..quantity.tokens.start;
            before
                .is_some_and(|comma| comma >= deed_end && scene.reading.tokens[comma].is_mark(b','))
                && scene.find_cue(rest, Cue::Copula).is_some()
        })
}

/// Whether a comma, and nothing counted, stands between a deed and a figure that starts its own clause.
pub(super) fn is_behind_comma(
    scene: &Scene<'_>,
    deed: &TokenRange,
    quantity: &QuantityMention,
) -> bool {
    let start = quantity.tokens.start;
    let opens = scene.reading.mark_before(start, b',');
    opens && !is_of_another(scene, deed, quantity)
}

/// `giải thể 5 chi bộ, trong khi 9 chi bộ khác được thành lập`: whether a figure opens its own clause behind one to which the deed
/// was done, and something else was done to it.
pub(super) fn has_own_passive(
    scene: &Scene<'_>,
    deed: &TokenRange,
    quantity: &QuantityMention,
    noun_end: usize,
) -> bool {
    /// Tokens of "khác", "mới" behind the noun.
    const OTHERS: usize = 1;
    let start = quantity.tokens.start;
    let contrast = scene.cue_before(start, Cue::CountContrast).unwrap_or(start);
    let opens = scene.reading.mark_before(contrast, b',');
    let suffers =
        || (noun_end..=noun_end + OTHERS).any(|at| scene.cue_at(at, Cue::Passive).is_some());
    opens && suffers() && is_of_another(scene, deed, quantity)
}

/// Whether something is counted between a deed and a figure, so that the deed is done to that.
pub(super) fn is_of_another(
    scene: &Scene<'_>,
    deed: &TokenRange,
    quantity: &QuantityMention,
) -> bool {
    !scene
        .mentions
        .quantities_in(deed.end..quantity.number.start)
        .is_empty()
}

/// `6 đảng viên được nhận Huy hiệu Đảng, 9 đảng viên chuyển đến`: whether a deed before a figure is the predicate of the
/// figure before it, which a comma or "và" parts from this one.
pub(super) fn is_told_of_previous(
    scene: &Scene<'_>,
    deed: &TokenRange,
    quantity: &QuantityMention,
) -> bool {
    let start = quantity.tokens.start;
    let opens =
        scene.cue_before(start, Cue::And).is_some() || scene.reading.mark_before(start, b',');
    let from = scene
        .reading
        .sentence_of(deed.start)
        .start
        .max(deed.start.saturating_sub(PREDICATE_REACH));
    let previous = scene.mentions.quantities_in(from..deed.start).last();
    opens
        && previous.is_some_and(|previous| {
            let (noun, end) = noun_after(scene, previous.tokens.end);
            let end = past_list(scene, end).unwrap_or(end);
            let is_predicate = end == deed.start
                || scene.cue_at(end, Cue::Passive).is_some()
                || after_at(scene, end).is_some();
            noun != Noun::None && is_predicate && end <= deed.start
        })
}

/// `bảng thống kê của Đảng ủy gửi cho, thấy 83 chi bộ`: whether a comma parts an idle deed from what follows.
pub(super) fn is_idle_aside(scene: &Scene<'_>, deed: &TokenRange) -> bool {
    let end = scene
        .cue_at(deed.end, Cue::OrganizationOblique)
        .unwrap_or(deed.end);
    scene.cue_at(deed.start, Cue::DeedIdle).is_some() && scene.reading.tokens[end].is_mark(b',')
}
