//! The deed that a label tells, or the words whose number is so many: `Số chi bộ bị kỷ luật:`, `xóa tên do vi phạm là`.

use super::behind::after_at;
use super::governing::FRONTED_REACH;
use super::{ANNOUNCE_REACH, Deed, deed_at, last_deed};
use crate::fact::Scene;
use crate::fact::counted::sentence_before;
use crate::fact::noun::joined_before;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};

/// Tokens of an item's number and its mark.
const ITEM_SIGN: usize = 2;

/// What a label says was done: `Số chi bộ bị kỷ luật`, `Số tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ`.
pub(in crate::fact::counted) fn label_deed(
    scene: &Scene<'_>,
    label: TokenRange,
) -> Option<(Deed, TokenRange)> {
    let governing = last_deed(scene, label.clone());
    if governing
        .as_ref()
        .is_some_and(|(deed, _)| *deed != Deed::Have)
    {
        return governing;
    }
    let predicate = label.clone().find_map(|at| {
        // "Đảng viên được tăng cường về xã": what they undergo, whatever it is.
        let (end, deed) = after_at(scene, at).or_else(|| {
            let end = scene.cue_at(at, Cue::Passive)?;
            let member = scene.cue_before(at, Cue::NounMember)?;
            if scene.cue_at(member, Cue::CountLabel) == Some(at) {
                return None;
            }
            Some((end, Deed::Other))
        })?;
        // "đảng viên dự bị": "dự" is no attending.
        let is_other_word = super::not_at(scene, at).is_some_and(|not| not > end);
        (end <= label.end && !is_other_word).then_some((deed, at..end))
    });
    // "Năm có số kết nạp cao nhất là 2023": the verb before the one that only links.
    let linked = governing.as_ref().and_then(|(_, tokens)| {
        last_deed(scene, label.start..tokens.start).filter(|(deed, _)| deed.names_members())
    });
    predicate.or(linked).or(governing)
}

/// `nâng tổng số kết nạp 9 tháng lên 71 đảng viên`, `số bị đảng ủy kỷ luật là 5`: what the words of a label before
/// its "lên" or "là" say was done.
pub(super) fn numbered(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<(Deed, TokenRange)> {
    let figure = first_of_row(scene, quantity);
    let rise = [Cue::QuantityRise, Cue::Copula]
        .into_iter()
        .find_map(|cue| scene.cue_before(figure, cue))?;
    let from = sentence_before(scene, quantity)
        .start
        .max(rise.saturating_sub(FRONTED_REACH));
    let label = scene.find_last_cue(from..rise, Cue::CountLabel)?;
    let (deed, tokens) = label_deed(scene, label.end..rise)?;
    // "số được kiểm tra, giám sát là 5": the deed's own comma parts nothing.
    let is_one = (label.end..rise)
        .all(|at| tokens.contains(&at) || !matches!(scene.reading.tokens[at].kind, Kind::Mark(_)));
    if !is_one {
        return None;
    }
    // "Năm có số kết nạp cao nhất là 2023" tells of a year.
    let rises = scene.cue_at(rise, Cue::QuantityRise).is_some();
    let undergoes = scene.cue_at(label.end, Cue::Passive).is_some();
    let is_told = deed != Deed::Have && (rises || undergoes);
    is_told.then_some((deed, tokens.start..quantity.tokens.start))
}

/// Where the first figure starts of those that commas and "và" join up to one: they are told of by the same words.
fn first_of_row(scene: &Scene<'_>, quantity: &QuantityMention) -> usize {
    let first = joined_before(scene, quantity).last().unwrap_or(quantity);
    first.tokens.start
}

/// `xóa tên vì bỏ sinh hoạt là hơn 2.150`, `đối tượng giám sát gồm 6 chi bộ`: the deed of which the figure is told, and its words
/// up to the figure.
pub(super) fn predicated(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<(Deed, TokenRange)> {
    let end = first_of_row(scene, quantity);
    let list = scene.cue_before(end, Cue::PartList);
    let verb = scene.cue_before(end, Cue::Copula).or(list)?;
    let sentence = sentence_before(scene, quantity);
    let start = (sentence.start..verb)
        .rev()
        .find(|&at| {
            matches!(scene.reading.tokens[at].kind, Kind::Mark(_))
                || scene.reading.tokens[at].is_number()
        })
        .map_or(sentence.start, |at| at + 1);
    let start = scene.cue_at(start, Cue::PartStrict).unwrap_or(start);
    let scope = scene.cue_at(start, Cue::CountScope);
    let is_told = |deed: Deed| match scope {
        Some(_) => matches!(deed, Deed::Inspect | Deed::Supervise | Deed::Discipline),
        None => list.is_none() && deed.names_members(),
    };
    deed_at(scene, scope.unwrap_or(start))
        .filter(|(deed, deed_end)| is_told(*deed) && *deed_end <= verb)
        .map(|(deed, _)| (deed, start..end))
}

/// The deed that a sentence's first words announce before a colon, for whatever it goes on to count: `Phân theo vi phạm: đất
/// đai 61 đảng viên; phẩm chất, lối sống 38 đảng viên`.
pub(in crate::fact::counted) fn announced(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<Deed> {
    let opening = scene.reading.sentence_of(quantity.number.start).start;
    // "3. Thi hành kỷ luật: …", "- Kỷ luật: …": past the sign of an item.
    let start = (opening..quantity.tokens.start)
        .take(ITEM_SIGN + 1)
        .find(|&at| scene.reading.tokens[at].is_word())?;
    let colon = (start..quantity.tokens.start)
        .take(ANNOUNCE_REACH)
        .find(|&at| scene.reading.tokens[at].is_mark(b':'))?;
    let (deed, tokens) = last_deed(scene, start..colon)?;
    (tokens.start == start && deed.names_parts()).then_some(deed)
}
