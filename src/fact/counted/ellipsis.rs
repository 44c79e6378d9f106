//! Figures whose noun is left out because the sentence has said it: `riêng Nghệ An hơn 19,6 vạn`, `năm 2013 là 1.000
//! trường hợp`, `nay đã tăng lên 5.471 đồng chí`.

use crate::fact::Scene;
use crate::fact::counted::noun::{Noun, noun_after};
use crate::fact::noun::joined_before;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::mention::quantity::QuantityMention;
use crate::text::{Gap, Kind, TokenRange};

/// Tokens of brackets behind a name: `(cũ)`, `(trước đây)`.
const BRACKET_REACH: usize = 5;

/// Tokens of the words that say that a figure is of the same: `con số chính xác do … cung cấp`.
const SAME_REACH: usize = 24;
/// Tokens of a committee and its term before its size.
const COMMITTEE_REACH: usize = 24;

/// Whom a figure goes on with that counts what was counted before in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// The same as before: another time has so many, or the number rises to so many.
    Same,
    /// Another organization, by the index of its mention.
    Organization(usize),
    /// A place that stands for its organization, by the index of its mention.
    Territory(usize),
}

/// The subject of a figure that goes on with what was counted before in its sentence.
pub(super) fn subject(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun: &Noun,
) -> Option<Subject> {
    let start = quantity.tokens.start;
    if is_behind_time(scene, start) {
        return Some(Subject::Same);
    }
    if *noun == Noun::None && !ends_clause(scene, quantity.tokens.end) {
        return superior_behind(scene, quantity.tokens.end);
    }
    // "còn 4 đồng chí đang hoàn thiện hồ sơ" goes on with others.
    let goes_on = |rise: usize| {
        let (_, noun_end) = noun_after(scene, quantity.tokens.end);
        scene.cue_at(rise, Cue::CountAbout) == Some(start) && !ends_clause(scene, noun_end)
    };
    if let Some(rise) = scene.cue_before(start, Cue::QuantityRise)
        && !goes_on(rise)
    {
        return Some(Subject::Same);
    }
    if *noun == Noun::Person && is_committee_size(scene, start) {
        return None;
    }
    if scene.cue_before(start, Cue::CountYearly).is_some() {
        return Some(Subject::Same);
    }
    let link = link_before(scene, start);
    let end = subject_end(scene, link.unwrap_or(start));
    let named = || {
        organization_before(scene, end, noun).or_else(|| {
            scene
                .mentions
                .territory_ending_at(end)
                .map(Subject::Territory)
        })
    };
    match link {
        Some(link) => {
            named().or_else(|| tells_time(scene, start, link, end).then_some(Subject::Same))
        }
        None if *noun != Noun::None => None,
        None => named().or_else(|| is_told_again(scene, start, end).then_some(Subject::Same)),
    }
}

/// `Con số này của năm 2020 là 9 chi bộ và 31 đảng viên`: whether "là" tells a figure, alone or with those that it is joined to, as the
/// number that was told of before, of another time or level. `Con số hiện nay là 31 đảng viên` are all that there are.
pub(super) fn is_same_number(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let first = joined_before(scene, quantity).last().unwrap_or(quantity);
    let start = first.tokens.start;
    let link = scene.cue_before(start, Cue::Copula);
    link.is_some_and(|link| {
        let segment = segment_start(scene, start, link);
        let of =
            (scene.cue_at(segment, Cue::CountSame)).and_then(|same| scene.cue_at(same, Cue::Of));
        of.is_some_and(|of| {
            let whose = of..link;
            let is_other = scene
                .find_cue(whose.clone(), Cue::OrganizationAllLevels)
                .is_some()
                || !scene.mentions.dates_in(whose).is_empty();
            is_other && scene.find_cue(segment..start, Cue::CountNow).is_none()
        })
    })
}

/// Whether a mark or the line's end follows a figure: nothing that it counts does.
fn ends_clause(scene: &Scene<'_>, end: usize) -> bool {
    scene.reading.tokens.get(end).is_none_or(|next| {
        matches!(next.kind, Kind::Mark(b',' | b';' | b'.' | b')' | b'(')) || next.gap >= Gap::Line
    })
}

/// `kết nạp 118 đảng viên, so với 1.046 của toàn Đảng bộ`: whose so many are, right behind them.
fn superior_behind(scene: &Scene<'_>, end: usize) -> Option<Subject> {
    let whose = scene.cue_at(end, Cue::OrganizationSuperior)?;
    let whose = scene.cue_at(whose, Cue::PlaceWhole).unwrap_or(whose);
    let (index, _) = scene
        .organization_at(whose)
        .filter(|(_, mention)| !mention.is_generic)?;
    Some(Subject::Organization(index))
}

/// Where "là", "có" or a colon right before a figure starts.
fn link_before(scene: &Scene<'_>, figure: usize) -> Option<usize> {
    let colon = figure
        .checked_sub(1)
        .filter(|&at| scene.reading.tokens[at].is_mark(b':'));
    [Cue::Copula, Cue::DeedHave]
        .into_iter()
        .filter_map(|cue| scene.cue_before(figure, cue))
        .min()
        .or(colon)
}

/// Where the words that a link binds a figure to end: before "đã" and brackets.
fn subject_end(scene: &Scene<'_>, link: usize) -> usize {
    let end = scene.cue_before(link, Cue::Acting).unwrap_or(link);
    before_brackets(scene, end)
}

/// The organization that ends right before a figure or its link. "chi ủy gồm 3 đồng chí": a committee's members are no count of
/// its organization's.
fn organization_before(scene: &Scene<'_>, end: usize, noun: &Noun) -> Option<Subject> {
    let (index, mention) = scene.mentions.organization_ending_at(end)?;
    let is_committee = scene.starts_any(
        mention.tokens.start,
        const { CueSet::of(&[Cue::OrganizationBareCommittee, Cue::CountCommittee]) },
    );
    let is_owner = !(mention.is_generic || is_committee && *noun == Noun::Person);
    is_owner.then_some(Subject::Organization(index))
}

/// Where the words between the last mark and the end of a figure's subject start.
fn segment_start(scene: &Scene<'_>, figure: usize, end: usize) -> usize {
    (figure.saturating_sub(SAME_REACH)..end)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .map_or(scene.reading.sentence_of(figure).start, |mark| mark + 1)
}

/// `gần 4 nghìn đảng viên - con số chính xác là 3.962`, `Tới hôm nay, con số ấy là 57`: whether the words that a link binds a
/// figure to tell another time, or say that it is of the same. "nay đã là 16": the link itself may tell it.
fn tells_time(scene: &Scene<'_>, figure: usize, link: usize, end: usize) -> bool {
    let segment = segment_start(scene, figure, end);
    scene.mentions.has_time_ending_at(end)
        || scene.cue_before(end, Cue::CountAgain).is_some()
        || scene.cue_at(link, Cue::CountAgain).is_some()
        || scene.cue_at(segment, Cue::CountSame).is_some()
        || segment < end && is_time_only(scene, segment..end)
        || is_at_congress(scene, segment..end)
}

/// `Bây giờ 63.`, `Đảng viên đầu kỳ 918, cuối kỳ 1.006`: whether a time and nothing else stands before a figure.
fn is_told_again(scene: &Scene<'_>, figure: usize, end: usize) -> bool {
    let sentence = scene.reading.sentence_of(figure).start;
    let segment = segment_start(scene, figure, end);
    scene.cue_at(sentence, Cue::CountAgain) == Some(figure)
        || segment < figure && is_time_only(scene, segment..figure)
}

/// `tăng 212 đồng chí so với đầu nhiệm kỳ (2.098 đồng chí)`: whether brackets open right before a figure, behind another time.
fn is_behind_time(scene: &Scene<'_>, start: usize) -> bool {
    let Some(open) = start
        .checked_sub(1)
        .filter(|&at| scene.reading.tokens[at].is_mark(b'('))
    else {
        return false;
    };
    let time = scene.cue_before(open, Cue::CountAgain).or_else(|| {
        let dates = scene
            .mentions
            .dates_in(open.saturating_sub(BRACKET_REACH)..open);
        let last = dates.last().filter(|date| date.tokens.end == open)?;
        Some(last.tokens.start)
    });
    time.is_some_and(|time| scene.cue_before(time, Cue::CountCompared).is_some())
}

/// `mốc Đại hội XXIII là 3.216`: whether words name the congress at which so many there were.
fn is_at_congress(scene: &Scene<'_>, words: TokenRange) -> bool {
    words.start < words.end
        && scene
            .cue_at(words.start, Cue::CountWhen)
            .is_some_and(|when| {
                [when, scene.cue_at(when, Cue::CountWhen).unwrap_or(when)]
                    .into_iter()
                    .any(|at| scene.cue_at(at, Cue::Congress).is_some())
            })
}

/// `cuối kỳ 1.006`, `(trước đó 12.472)`, `năm 2017 tính đến nay 26`: whether a range of words tells a time and nothing else.
pub(super) fn is_time_only(scene: &Scene<'_>, range: TokenRange) -> bool {
    let mut at = range.start;
    let mut is_told = false;
    while at < range.end {
        let date = scene.mentions.dates_in(at..at + 1).first();
        let year = || date::year_before_colon(scene.reading, at).map(|_| at + 1);
        let time = date
            .map(|date| date.tokens.end)
            .or_else(year)
            .or_else(|| scene.cue_at(at, Cue::CountAgain));
        let Some(end) = time.or_else(|| scene.cue_at(at, Cue::CountWhen)) else {
            return false;
        };
        is_told |= time.is_some();
        at = end;
    }
    is_told && at == range.end
}

/// `cử đoàn đại biểu dự đại hội cấp trên gồm 12 đồng chí`, `chỉ định Chi ủy, nhiệm kỳ 2025 - 2030 gồm 5 đồng chí`: how many
/// sit on a committee or go as delegates is no count of members.
pub(super) fn is_committee_size(scene: &Scene<'_>, figure: usize) -> bool {
    let Some(link) = [Cue::DeedHave, Cue::Copula]
        .into_iter()
        .filter_map(|cue| scene.cue_before(figure, cue))
        .min()
    else {
        return false;
    };
    let reach = link.saturating_sub(COMMITTEE_REACH)..link;
    let opens = |end: usize| {
        (reach.start..end)
            .rev()
            .find(|&at| {
                matches!(
                    scene.reading.tokens[at].kind,
                    Kind::Mark(b',' | b';' | b':' | b'.')
                )
            })
            .map_or(reach.start, |mark| mark + 1)
    };
    let segment = opens(link);
    // A term apart is the committee's that stands before it.
    let start = if scene.cue_at(segment, Cue::Term).is_some() {
        opens(segment.saturating_sub(1))
    } else {
        segment
    };
    let names = |cue: Cue| scene.find_cue(start..link, cue).is_some();
    [Cue::OrganizationCommittee, Cue::CountCommittee]
        .into_iter()
        .any(names)
        && !names(Cue::NounMember)
}

/// `Yên Bái (cũ) góp 66.905`: where the words before a bracket with a word or two end.
fn before_brackets(scene: &Scene<'_>, end: usize) -> usize {
    let tokens = &scene.reading.tokens;
    let closes = scene.reading.mark_before(end, b')');
    (end.saturating_sub(BRACKET_REACH)..end)
        .rev()
        .find(|&at| closes && tokens[at].is_mark(b'('))
        .unwrap_or(end)
}
