//! Labels: the words before a figure, or behind it, that name what it counts.

use super::{LABEL_TOKENS, Noun, noun_after, noun_at};
use crate::fact::Scene;
use crate::fact::counted::{SENTENCE_REACH, ellipsis};
use crate::fact::row::{self, Cell};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::{Gap, Kind, TokenRange};

/// Tokens of a unit's cell: `đồng chí`, `tổ chức`.
const UNIT_TOKENS: usize = 3;
/// Tokens between `số` and the noun that it numbers: `số các chi bộ`.
const LABEL_NOUN_REACH: usize = 2;

/// `Tổng số đảng viên:`, `số đảng viên bị kỷ luật là`: a label before the figure, on the same line.
pub(in crate::fact::counted) fn label_before(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<TokenRange> {
    // "Kết nạp đảng viên: đã được 51", past the words that say how much was done.
    let figure = quantity.tokens.start;
    let got = scene
        .cue_before(figure, Cue::CountGot)
        .filter(|&got| scene.reading.mark_before(got, b':'));
    let mark = got.unwrap_or(figure).checked_sub(1)?;
    if let Some(row) = row::figure(scene, quantity).filter(|row| row.cell == Cell::Done) {
        return (row.label.len() <= LABEL_TOKENS).then_some(row.label);
    }
    if scene.reading.tokens[quantity.tokens.start].gap >= Gap::Line {
        return None;
    }
    let sentence_start = scene.reading.sentence_of(mark).start;
    let from = sentence_start.max(mark.saturating_sub(SENTENCE_REACH));
    if scene.reading.tokens[mark].is_mark(b':') {
        // "238.465 đảng viên, trong đó có:" opens parts and names nothing.
        let opens_parts = scene.ends_any(
            mark,
            const { CueSet::of(&[Cue::PartStrict, Cue::PartList]) },
        );
        if opens_parts {
            return None;
        }
        let start = label_start(scene, from, mark);
        let names_one = scene
            .mentions
            .organizations_in(start..mark)
            .any(|(_, mention)| mention.is_named);
        // "Riêng đợt sinh hoạt chính trị …, số người dự đông hơn: 1.902": a long label is what starts with its last "số".
        let start = if mark - start <= LABEL_TOKENS {
            start
        } else {
            last_label(scene, start..mark)?.start
        };
        return (mark - start <= LABEL_TOKENS && !names_one).then_some(start..mark);
    }
    if scene.reading.tokens[mark].is_mark(b'|') {
        return cell_before(scene, quantity, mark);
    }
    if let Some(label) = label_before_bracket(scene, quantity, from) {
        return Some(label);
    }
    // "số đảng viên bám trụ chưa đầy 200 người": "người" behind the figure stands for the label's noun.
    let is_repeated = noun_after(scene, quantity.tokens.end).0 == Noun::Person;
    // "số chi bộ từ 12 tăng lên 19", "số đảng viên vào khoảng 7,5 vạn": a bound is no part of the verb before it.
    let is_start = scene.cue_at(figure, Cue::QuantityFrom) == Some(quantity.number.start);
    let end = scene
        .cue_before(figure, Cue::Copula)
        .or_else(|| scene.cue_before(quantity.number.start, Cue::Copula))
        .or((is_repeated || is_start || ends_with_noun(scene, figure)).then_some(figure))?;
    if is_repeated && ellipsis::is_committee_size(scene, figure) {
        return None;
    }
    let start = label_start(scene, from, end);
    let is_open = noun_after(scene, quantity.tokens.end).0 == Noun::None;
    if is_open && is_passive_noun(scene, start..end) {
        return Some(start..end);
    }
    if let Some(kind) = kind_told(scene, quantity, start..end) {
        return Some(kind);
    }
    let count = last_label(scene, start..end)?;
    // "số của chi bộ" is a number that the cell has.
    let is_owned = scene.cue_at(count.end, Cue::Of).is_some();
    let names_it = scene.cue_at(count.start, Cue::NounMember) == Some(count.end);
    let numbers_it = names_it
        || !is_owned
            && (count.end..=count.end + LABEL_NOUN_REACH)
                .any(|at| at < end && noun_at(scene, at).0 != Noun::None);
    let is_taken = scene
        .mentions
        .quantities_in(count.end..end)
        .iter()
        .any(|earlier| {
            scene
                .cue_before(earlier.tokens.start, Cue::Copula)
                .is_some()
        });
    (numbers_it && !is_taken).then_some(count.start..end)
}

/// `3.006. Đó là số đảng viên hiện có của huyện`, `623 là số người được kết nạp`: the label behind a figure that opens its sentence.
pub(in crate::fact::counted) fn label_behind(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let sentence = scene.reading.sentence_of(quantity.number.start);
    if sentence.start != quantity.tokens.start {
        return None;
    }
    let end = quantity.tokens.end;
    let mark = matches!(tokens.get(end)?.kind, Kind::Mark(b'.' | b',' | b'-' | b':'));
    let that = end + usize::from(mark);
    let start = [Cue::CountThatIs, Cue::Copula]
        .into_iter()
        .find_map(|cue| scene.cue_at(that, cue))?;
    let counted = scene.cue_at(start, Cue::CountLabel)?;
    let (noun, noun_end) = noun_at(scene, counted);
    let reach = tokens.len().min(start + LABEL_TOKENS);
    let close = (noun_end..reach)
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(b'.' | b';' | b',')))
        .unwrap_or(reach);
    matches!(noun, Noun::Member | Noun::Organization(_) | Noun::Person).then_some(start..close)
}

/// `tổng số đảng viên toàn quận (7.087)`, `số tổ chức đảng bị kỷ luật gấp gần 3 lần (14)`: the label before the brackets that hold
/// the figure alone, where no share stands between, whose plan it might be.
fn label_before_bracket(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    from: usize,
) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let open = quantity.tokens.start.checked_sub(1)?;
    let closes = tokens.get(quantity.tokens.end)?.is_mark(b')');
    if !(tokens[open].is_mark(b'(') && closes) {
        return None;
    }
    let start = (from..open)
        .rev()
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))
        .map_or(from, |mark| mark + 1);
    let label = last_label(scene, start..open)?;
    let (noun, end) = noun_at(scene, label.end);
    let numbers = matches!(noun, Noun::Member | Noun::Organization(_)) && end <= open;
    let between = scene.mentions.quantities_in(label.end..open);
    let has_share = between.iter().any(QuantityMention::is_percent);
    let is_planned = scene.finds_any(
        label.end..open,
        const { CueSet::of(&[Cue::AimPlanNoun, Cue::CountComparedPlan, Cue::CountPlanName]) },
    );
    (numbers && !has_share && !is_planned && open - label.start <= LABEL_TOKENS)
        .then_some(label.start..open)
}

/// `tổng số đảng viên 741`: whether a label that is only "số" and what it numbers ends right before a figure.
fn ends_with_noun(scene: &Scene<'_>, figure: usize) -> bool {
    let noun = [Cue::NounMember, Cue::NounOrganization]
        .into_iter()
        .filter_map(|cue| scene.cue_before(figure, cue))
        .min();
    noun.is_some_and(|noun| scene.cue_before(noun, Cue::CountLabel).is_some())
        && scene.mentions.organization_over(figure).is_none()
}

/// Whether the head of a figure's column is a time: `Chỉ tiêu | Năm 2019 | Năm 2020`.
fn is_of_time(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    row::heads(scene, quantity).is_some_and(|heads| {
        let head = heads.column;
        scene.mentions.has_time_ending_at(head.end)
            || scene.cue_at(head.start, Cue::CountAgain) == Some(head.end)
    })
}

/// `Đảng viên mới | 28 | - 4`, `3 | Đảng viên mới | đồng chí | 28`: the first cell of a table's row that is no row number,
/// where the figure stands in the next, or behind its unit.
fn cell_before(scene: &Scene<'_>, quantity: &QuantityMention, bar: usize) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let line = scene.reading.line_of(bar)?.tokens.clone();
    let next_bar = |from: usize| (from..=bar).find(|&at| tokens[at].is_mark(b'|'));
    let first = next_bar(line.start)?;
    let is_row_number = (line.start..first)
        .all(|at| tokens[at].is_number() || matches!(tokens[at].kind, Kind::Mark(_)));
    let start = if is_row_number { first + 1 } else { line.start };
    let close = next_bar(start)?;
    let is_unit =
        |from: usize| bar - from <= UNIT_TOKENS && (from..bar).all(|at| tokens[at].is_word());
    let is_next = close == bar || is_unit(close + 1) || is_of_time(scene, quantity);
    let open = (start..close).find(|&at| tokens[at].is_mark(b'('));
    let end = open.unwrap_or(close);
    // "Đảng bộ xã X | 18": whose it is.
    let names_one = scene
        .organization_at(start)
        .is_some_and(|(_, mention)| mention.is_named && mention.tokens.end >= end);
    (is_next && !names_one && start < end && end - start <= LABEL_TOKENS).then_some(start..end)
}

/// `Tổ chức đảng bị kỷ luật [là 3]`: whether a clause's words are a kind of organization and what was done to it, and no figure.
fn is_passive_noun(scene: &Scene<'_>, words: TokenRange) -> bool {
    let passive = scene
        .cue_at(words.start, Cue::NounOrganization)
        .and_then(|noun| scene.cue_at(noun, Cue::Passive));
    let is_word = |at: usize| scene.reading.tokens[at].is_word();
    passive.is_some_and(|passive| passive < words.end)
        && words.len() <= LABEL_TOKENS
        && words.clone().all(is_word)
}

/// `…, trong đó chi bộ ở thôn là 14 cơ sở`: a kind of organization behind a comma or what opens a part, with no more than where those
/// are, where the figure's own noun is short for any. What it does counts something else: `chi bộ giúp sửa nhà là 14 cơ sở`.
fn kind_told(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    words: TokenRange,
) -> Option<TokenRange> {
    let is_short = scene.starts_any(
        quantity.tokens.end,
        const { CueSet::of(&[Cue::NounOrganizationShort, Cue::NounOrganizationPlace]) },
    );
    if !is_short {
        return None;
    }
    let comma = words
        .clone()
        .rfind(|&at| scene.reading.tokens[at].is_mark(b','));
    let start = comma.map_or(words.start, |comma| comma + 1);
    let start = scene.cue_at(start, Cue::PartStrict).unwrap_or(start);
    let kind = scene.cue_at(start, Cue::NounOrganization)?;
    let is_bare = kind >= words.end || scene.cue_at(kind, Cue::AimWhere).is_some();
    (is_bare && words.end - start.min(words.end) <= LABEL_TOKENS).then_some(start..words.end)
}

/// The last word that a label starts with, and not one that a longer such word holds: `quân số chi bộ`.
fn last_label(scene: &Scene<'_>, range: TokenRange) -> Option<TokenRange> {
    // "dân tộc thiểu số" ends with no such word, and "trong số đảng viên này" opens a part.
    let is_inside = |label: &TokenRange| {
        let group = scene.cue_before(label.end, Cue::GroupWord);
        let before = label.start.checked_sub(1);
        group.is_some_and(|start| start < label.start)
            || before
                .and_then(|at| scene.cue_at(at, Cue::PartStrict))
                .is_some_and(|end| end > label.end)
    };
    let last = scene
        .find_last_cue(range.clone(), Cue::CountLabel)
        .filter(|label| !is_inside(label))?;
    let longer = (range.start..last.start).find_map(|at| {
        let end = scene.cue_at(at, Cue::CountLabel)?;
        (end > last.start).then_some(at..end)
    });
    longer.or(Some(last))
}

/// Where the label that ends at a token starts: behind the last mark that parts labels.
fn label_start(scene: &Scene<'_>, from: usize, to: usize) -> usize {
    (from..to)
        .rev()
        .find(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b';' | b':' | b'.' | b'(' | b'|')
            )
        })
        .map_or(from, |at| at + 1)
}
