//! Figures of what is only spoken of: topics, those named before, those that stand out, stories.

use super::joint_end;
use crate::fact::Scene;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{Noun, noun_after};
use crate::fact::counted::{SENTENCE_REACH, sentence_before};
use crate::fact::noun::joined_before;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number};
use crate::text::{Kind, Token, TokenRange};

/// Tokens of the place behind a noun that "này" points to: `tại đơn vị này`.
const THIS_REACH: usize = 3;
/// Tokens after "có" in which something may stand out: `có tỷ lệ đảng viên trên dân số cao nhất`.
const FOREMOST_REACH: usize = 24;
/// Words of a kind of organization that its noun leaves out: `cấp tỉnh`.
const KIND_WORDS: usize = 3;
/// Tokens of a joint and the figure before it.
const LIST_REACH: usize = 2;
/// Tokens between two numbers of cells: `và chi bộ`.
const NEIGHBOUR: usize = 3;

/// `9 chi bộ này`, `12 đảng viên nói trên`: spoken of before, and counted there, unless it is told what was done to them.
pub(in crate::fact::counted) fn is_this(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    deed: Option<Deed>,
) -> bool {
    let (_, noun_end) = noun_after(scene, quantity.tokens.end);
    let is_plain = matches!(
        deed,
        None | Some(Deed::Have | Deed::Establish | Deed::Other | Deed::Transfer)
    );
    // "3 tổ chức đảng tại đơn vị này"
    let place = scene.cue_at(noun_end, Cue::PlaceLocative);
    let is_there = place.is_some_and(|place| {
        (place + 1..=place + THIS_REACH)
            .take_while(|&at| at <= scene.reading.tokens.len())
            .any(|at| scene.cue_at(at, Cue::CountThis).is_some())
            && scene.organization_at(place).is_none()
    });
    is_plain && (is_there || scene.cue_at(noun_end, Cue::CountThis).is_some())
}

/// `nhất là đối với 4 đảng bộ và 2 đảng bộ …`, `cùng 3 đảng viên khác`: spoken of, not counted.
pub(in crate::fact::counted) fn is_topic(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    deed: Option<Deed>,
) -> bool {
    let start = quantity.tokens.start;
    let (_, noun_end) = noun_after(scene, quantity.tokens.end);
    let is_beside = scene.cue_at(noun_end, Cue::CountBeside).is_some();
    // "tuổi Đảng của tất cả 78 đảng viên": all of them are so many.
    let is_all = quantity.bound == Bound::Exact && quantity.tokens.start < quantity.number.start;
    let is_topic = |figure: &QuantityMention| {
        let topic = scene.cue_before(figure.tokens.start, Cue::CountTopic);
        // "là cấp trên trực tiếp của 71 chi bộ": the words of a longer verb name no topic.
        let verb = || scene.cue_before(figure.tokens.start, Cue::DeedHave);
        topic.is_some_and(|topic| verb().is_none_or(|verb| verb >= topic))
    };
    let is_spoken_of = (is_topic(quantity) || joined_before(scene, quantity).any(is_topic))
        && !are_all_of_one(scene, noun_end);
    let is_of_post = scene.ends_any(
        start,
        const { CueSet::of(&[Cue::RoleSecretary, Cue::RoleDeputy]) },
    );
    match deed {
        None | Some(Deed::Have) => (is_spoken_of && !is_all) || is_beside,
        Some(Deed::Other) => is_beside || is_of_post,
        // What was there before was not set up now: `ra mắt từ 3 đảng bộ xã cũ`.
        Some(Deed::Establish) => is_beside,
        _ => false,
    }
}

/// `đóng góp của 21 chi bộ trực thuộc Đảng bộ Công ty X`: whether the words behind say whose they all are.
fn are_all_of_one(scene: &Scene<'_>, noun_end: usize) -> bool {
    let under = scene
        .cue_at(noun_end, Cue::NounOrganizationUnder)
        .or_else(|| {
            scene
                .cue_before(noun_end, Cue::NounOrganizationUnder)
                .map(|_| noun_end)
        });
    under
        .and_then(|whose| scene.organization_at(whose))
        .is_some_and(|(_, mention)| !mention.is_generic)
}

/// `4 đảng bộ cấp huyện có … thấp nhất`: those that stand out are no count of how many there are.
pub(super) fn are_foremost(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let (noun, noun_end) = noun_after(scene, quantity.tokens.end);
    // "4 đảng bộ cấp huyện có": past words of the kind.
    let has = (noun_end..=noun_end + KIND_WORDS).find_map(|at| scene.cue_at(at, Cue::CountHas));
    let Some(has) = has.filter(|_| matches!(noun, Noun::Organization(_))) else {
        return false;
    };
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let opens = sentence.start == quantity.tokens.start;
    let end = sentence.end.min(has + FOREMOST_REACH);
    let clause_end = (has..end)
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .unwrap_or(end);
    let stands_out = scene.finds_any(
        has..clause_end,
        const { CueSet::of(&[Cue::CountLeading, Cue::Superlative]) },
    );
    opens && stands_out && scene.mentions.quantities_in(has..clause_end).is_empty()
}

/// `17 trường hợp tổ chức đảng, đảng viên`: cases of both are no count of either.
pub(super) fn are_mixed(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let cases = quantity.tokens.end;
    let Some(first) = scene.cue_at(cases, Cue::NounPerson) else {
        return false;
    };
    let joint = |at: usize| joint_end(scene, at);
    let pair = [
        (Cue::NounOrganization, Cue::NounMember),
        (Cue::NounMember, Cue::NounOrganization),
    ];
    pair.into_iter().any(|(one, other)| {
        scene
            .cue_at(first, one)
            .and_then(joint)
            .is_some_and(|next| scene.cue_at(next, other).is_some())
    })
}

/// `một đảng viên kể lại`: a number in words tells a story, unless it is a large one, something was counted before it, or
/// what was done to them is counted beside it.
pub(in crate::fact::counted) fn is_story(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    deed: Option<Deed>,
) -> bool {
    const LARGE: Number = Number::whole(20);
    let is_small = quantity.value.is_some_and(|value| value < LARGE);
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let near = sentence_before(scene, quantity).start
        ..sentence.end.min(quantity.tokens.end + SENTENCE_REACH);
    // "hình ảnh một đảng viên kiên trung, một người cộng sản": words prove no enumeration where nothing was done.
    let is_told = deed == Some(Deed::Other);
    let is_counted = |other: &QuantityMention| {
        other.number != quantity.number
            && !other.is_percent()
            && (!is_told || !other.in_words)
            && !matches!(noun_after(scene, other.tokens.end).0, Noun::None)
    };
    let mut others = scene.mentions.quantities_in(near).iter();
    // "Ba đảng bộ đã kết nạp 3.207 đảng viên": what is counted is another's.
    let (_, noun_end) = noun_after(scene, quantity.tokens.end);
    let acts = scene.cue_at(noun_end, Cue::Acting).unwrap_or(noun_end);
    let admits = deed == Some(Deed::Other) && scene.cue_at(acts, Cue::DeedAdmit).is_some();
    let is_done = !admits && !deed::is_plain(deed);
    quantity.in_words
        && is_small
        && !(is_done && others.any(is_counted))
        && !opens_enumeration(scene, noun_end)
        && !(matches!(deed, Some(Deed::Discipline | Deed::Remove))
            && punishes_more(scene, quantity, noun_end))
}

/// `khai trừ hai đảng viên, cảnh cáo và khiển trách ba cán bộ khác`: whether another penalty follows, for so many persons: not for
/// one and one, as sayings have it.
fn punishes_more(scene: &Scene<'_>, quantity: &QuantityMention, noun_end: usize) -> bool {
    /// Tokens of the penalties before the number: `cảnh cáo và khiển trách`.
    const REACH: usize = 6;
    const PENALTIES: CueSet = CueSet::of(&[Cue::DeedDiscipline, Cue::DeedRemove]);
    const PERSONS: CueSet = CueSet::of(&[Cue::NounMember, Cue::NounPerson, Cue::NounPersonKind]);
    let joint = joint_end(scene, noun_end).filter(|&joint| scene.starts_any(joint, PENALTIES));
    let number_end = |at: usize| {
        let reading = scene.reading;
        let word = reading.numeral_at(at);
        let figure = reading.tokens.get(at).filter(|token| token.is_number());
        word.or(figure.map(|_| (at + 1, 0)))
    };
    joint.is_some_and(|joint| {
        let mut ends = (joint..joint + REACH).map_while(|at| {
            let is_word = (scene.reading.tokens.get(at)).is_some_and(Token::is_word);
            (is_word || number_end(at).is_some()).then(|| number_end(at))
        });
        let number = ends.find_map(|end| end);
        let is_one = quantity.value == Some(Number::whole(1));
        number.is_some_and(|(end, value)| scene.starts_any(end, PERSONS) && !(is_one && value == 1))
    })
}

/// `thành lập năm 1940 với ba chi bộ và hơn 20 đảng viên`: whether a joint and a count in figures follow.
fn opens_enumeration(scene: &Scene<'_>, noun_end: usize) -> bool {
    let comma = scene
        .reading
        .mark_at(noun_end, b',')
        .then_some(noun_end + 1);
    let joint = [Cue::And, Cue::DeedJoint]
        .into_iter()
        .find_map(|cue| scene.cue_at(noun_end, cue))
        .or(comma);
    let is_counted = scene.cue_before(noun_end, Cue::NounOrganization).is_some()
        || scene
            .cue_before(noun_end, Cue::NounOrganizationTail)
            .is_some();
    joint.filter(|_| is_counted).is_some_and(|joint| {
        scene
            .mentions
            .quantities_in(joint..joint + LIST_REACH)
            .first()
            .is_some_and(|next| {
                next.tokens.start == joint
                    && !next.in_words
                    && noun_after(scene, next.tokens.end).0 == Noun::Member
            })
    })
}

/// `tách thành chi bộ 1 và chi bộ 2`, `chi bộ 4, chi bộ 5`: whether numbers behind the same word count up, so that they tell cells
/// apart.
pub(super) fn numbers_names(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let reading = scene.reading;
    let (start, end) = (quantity.tokens.start, quantity.tokens.end);
    let joint = |at: usize| {
        let comma = reading.mark_at(at, b',');
        comma.then_some(at + 1).or(scene.cue_at(at, Cue::And))
    };
    let figure = |at: usize| {
        let figures = scene.mentions.quantities_in(at..at + 1);
        figures.first().filter(|figure| figure.tokens.start == at)
    };
    // The figure behind the same word, past a joint.
    let next = |noun: TokenRange, at: usize| {
        let same = joint(at)?;
        let end = scene.cue_at(same, Cue::NounOrganization)?;
        let is_same = end - same == noun.len()
            && noun
                .clone()
                .zip(same..end)
                .all(|(one, other)| reading.is_same_word(one, other));
        figure(end).filter(|_| is_same)
    };
    let counts_up = |one: &QuantityMention, other: &QuantityMention| {
        let is_plain = one.of.is_none() && other.of.is_none();
        let step = one.value.zip(other.value);
        // "chi bộ 2 và chi bộ 5": with nothing behind them that they could count.
        let is_last = reading.words_end_at(other.tokens.end);
        is_plain
            && step.is_some_and(|(one, other)| {
                one.trunc() + 1 == other.trunc() || is_last && one.trunc() < other.trunc()
            })
    };
    let Some(noun) = scene
        .cue_before(start, Cue::NounOrganization)
        .map(|at| at..start)
    else {
        return false;
    };
    let is_first = next(noun.clone(), end).is_some_and(|other| counts_up(quantity, other));
    let before = scene
        .mentions
        .quantities_in(noun.start.saturating_sub(NEIGHBOUR)..noun.start);
    is_first
        || before.last().is_some_and(|other| {
            let head = scene.cue_before(other.tokens.start, Cue::NounOrganization);
            let follows = head.and_then(|at| next(at..other.tokens.start, other.tokens.end));
            follows.is_some_and(|one| one.tokens == quantity.tokens) && counts_up(other, quantity)
        })
}
