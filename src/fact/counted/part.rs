//! Parts of what was counted before, and the words that tell which part.

use crate::fact::Scene;
use crate::fact::counted::deed;
use crate::fact::counted::noun::Noun;
use crate::fact::counted::{Counted, SENTENCE_REACH};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::{Kind, TokenRange};

/// Tokens of an item of a list before its figure.
const LIST_WORDS: usize = 16;

/// Tokens before a figure in which a word may open a part.
const OPEN_REACH: usize = 4;

/// Whether words between the last figure and this one make it a part: `trong đó`, `có`, an opening bracket.
pub(super) fn is_introduced(scene: &Scene<'_>, quantity: &QuantityMention, noun: &Noun) -> bool {
    let from = quantity.tokens.start.saturating_sub(OPEN_REACH);
    let by_words = scene
        .find_cue(from..quantity.tokens.start, Cue::PartOpen)
        .is_some_and(|open| !has_subject(scene, open.start));
    let in_brackets =
        (from..quantity.tokens.start).any(|at| scene.reading.tokens[at].is_mark(b'('));
    by_words || in_brackets || *noun == Noun::Person || *noun == Noun::None
}

/// `đến nay Đảng bộ phường có 22 chi bộ`: an organization before "có" is the subject of a new count.
pub(super) fn has_subject(scene: &Scene<'_>, verb: usize) -> bool {
    // "còn Chi bộ X chỉ có 14 đảng viên"
    let verb = scene
        .cue_at(verb, Cue::CountHas)
        .and_then(|end| scene.cue_before(end, Cue::CountNow))
        .unwrap_or(verb);
    let end = scene.cue_before(verb, Cue::Acting).unwrap_or(verb);
    // "tại X đã kỷ luật 64 đảng viên, tại Y có kết luận 37 đảng viên": so is another place.
    let is_place = scene
        .mentions
        .territory_ending_at(end)
        .is_some_and(|index| {
            let place = &scene.mentions.territories[index];
            scene
                .cue_before(place.tokens.start, Cue::PlaceLocative)
                .is_some()
        });
    is_place
        || scene
            .mentions
            .organization_ending_at(end)
            .is_some_and(|(_, mention)| !mention.is_generic)
}

/// Where "trong số đó" right behind a figure ends: `11 trong số đó dưới 30 tuổi`.
pub(super) fn of_those(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<usize> {
    scene.cue_at(quantity.tokens.end, Cue::PartThose)
}

/// Whether "trong đó" and the like stand right before a figure.
pub(super) fn is_strict(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let start = quantity.tokens.start;
    let is_behind_colon = start > 0 && scene.reading.tokens[start - 1].is_mark(b':');
    let from = start.saturating_sub(OPEN_REACH - 1 + usize::from(is_behind_colon));
    scene.cue_before(start, Cue::PartStrict).is_some()
        || scene
            .find_cue(from..quantity.tokens.start, Cue::PartStrict)
            .is_some()
}

/// The words beside a bare figure that tell its part: `nữ 504`, `8 chính thức`.
pub(super) fn group_word(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<TokenRange> {
    let figure = quantity.tokens.start;
    let end = figure
        .checked_sub(1)
        .filter(|&mark| scene.reading.tokens[mark].is_mark(b':'))
        .or_else(|| scene.cue_before(figure, Cue::Copula))
        .unwrap_or(figure);
    // The "chính thức" of "chuyển chính thức 11" is what was done, and tells no part.
    let is_done = |start: usize| {
        [Cue::DeedConfirm, Cue::AfterConfirm]
            .into_iter()
            .filter_map(|cue| scene.cue_before(end, cue))
            .any(|deed| deed < start)
    };
    let before = scene
        .cue_before(end, Cue::GroupWord)
        .filter(|start| !is_done(*start))
        .map(|start| start..figure);
    before.or_else(|| {
        let start = quantity.tokens.end;
        let end = scene.cue_at(start, Cue::GroupWord)?;
        Some(start..end)
    })
}

/// The words after a noun that tell a part: `là nữ`, `trong doanh nghiệp ngoài khu vực Nhà nước`.
pub(super) fn group_after(scene: &Scene<'_>, noun_end: usize) -> Option<TokenRange> {
    let open = scene.cue_at(noun_end, Cue::GroupOpen)?;
    // "2.391 đảng viên thuộc diện đánh giá": what is done with them, and no part.
    if deed::is_told_past(scene, noun_end, open) {
        return None;
    }
    let sentence = scene.reading.sentence_of(noun_end.saturating_sub(1));
    let reach = sentence.end.min(noun_end + SENTENCE_REACH);
    let end = (noun_end..reach)
        .find(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b',' | b';' | b'.' | b')' | b'(')
            )
        })
        .unwrap_or(reach);
    (end > noun_end).then_some(noun_end..end)
}

/// The words of a list of parts that stand before their figures: `… trong đó nữ 504; công nhân lao động 6.254; …`, or
/// the label of a list's item under a numbered line: `3. Kết nạp đảng viên: 74`, `- Khối sự nghiệp: 28`.
pub(super) fn listed(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    label: Option<&TokenRange>,
    previous: &Counted<'_>,
) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let is_smaller = previous.quantity.value >= quantity.value || previous.is_part;
    let ends = tokens.get(quantity.tokens.end).is_none_or(|next| {
        matches!(next.kind, Kind::Mark(b';' | b'.')) || next.gap >= crate::text::Gap::Line
    });
    if !ends || !is_smaller {
        return None;
    }
    if let Some(label) = label {
        let bullet = tokens[label.start].kind;
        let line = scene.reading.line_of(quantity.tokens.start)?;
        let above = scene.reading.line_of(previous.quantity.tokens.start)?;
        let is_item = matches!(bullet, Kind::Mark(b'-' | b'+' | b'*'));
        let is_under =
            tokens[above.tokens.start].is_number() || (previous.is_part && above.is_item);
        // "Trong đó: công nhân: 40"
        let opened = scene.cue_at(line.tokens.start, Cue::PartStrict);
        let is_opened = opened.is_some_and(|end| {
            end == label.start || end + 1 == label.start && tokens[end].is_mark(b':')
        });
        // "Trong đó: thu: 300" counts nobody.
        let is_of_persons = scene.finds_any(
            label.clone(),
            const {
                CueSet::of(&[
                    Cue::GroupWord,
                    Cue::NounPersonKind,
                    Cue::NounMember,
                    Cue::NounPerson,
                ])
            },
        );
        if is_opened && is_of_persons {
            return Some(label.clone());
        }
        let holds = line.tokens.start == label.start && is_item && is_under;
        return holds.then_some(label.start + 1..label.end);
    }
    let figure = quantity.tokens.start;
    let start = (figure.saturating_sub(SENTENCE_REACH)..figure)
        .rev()
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(b';')))?
        + 1;
    let is_next = previous.tokens.end < start
        && previous.group.is_some()
        && scene
            .mentions
            .quantities_in(previous.number_end()..quantity.number.start)
            .is_empty();
    let says_words =
        (start..quantity.tokens.start).all(|at| tokens[at].is_word() || tokens[at].is_mark(b','));
    let end = scene
        .cue_before(quantity.tokens.start, Cue::Copula)
        .unwrap_or(quantity.tokens.start);
    (is_next && says_words && start < end).then_some(start..end)
}

/// The words between a list's opening, or its last item, and a bare figure: `gồm: cấp tỉnh 7.080, cấp huyện 70.855`, `Chia
/// ra: xã 61, cơ quan 22`, `riêng liên quan đất đai là 15`, `trong 49 cơ sở đảng, khối doanh nghiệp có 11`.
pub(super) fn listed_words(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    previous: &Counted<'_>,
) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let figure = quantity.tokens.start;
    let from = previous.number_end().max(figure.saturating_sub(LIST_WORDS));
    let mark = (from..figure)
        .rev()
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)));
    let opening = |cue: Cue| {
        let opening = scene.find_last_cue(from..figure, cue)?;
        Some(opening.end)
    };
    let opens = [Cue::PartList, Cue::PartStrict]
        .into_iter()
        .filter_map(opening)
        .max();
    // "cấp tỉnh và tương đương 7.080": only an "và" right behind the last figure parts the items.
    let joint = scene.cue_at(previous.quantity.tokens.end, Cue::And);
    let start = mark.map(|mark| mark + 1).max(opens).max(joint)?;
    let end = [Cue::Copula, Cue::DeedHave]
        .into_iter()
        .filter_map(|cue| scene.cue_before(figure, cue))
        .min()
        .unwrap_or(figure);
    let goes_on = previous.group.is_some()
        && scene
            .mentions
            .quantities_in(previous.number_end()..quantity.number.start)
            .iter()
            .all(QuantityMention::is_percent);
    let is_among = scene
        .cue_before(previous.quantity.tokens.start, Cue::PartOf)
        .is_some();
    let describes = (start..end)
        .any(|at| scene.cue_at(at, Cue::QuantityAttribute).is_some() || tokens[at].is_number());
    // "một nửa trong đó là thợ bậc 5 trở lên" counts none.
    let is_limit = matches!(quantity.bound, Bound::AtLeast | Bound::AtMost);
    let is_list = !is_limit && (opens.is_some() || goes_on || is_among);
    (is_list && start < end && !describes).then_some(start..end)
}
