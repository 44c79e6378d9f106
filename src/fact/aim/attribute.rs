//! Figures that describe a noun and count nothing: an age, a year, an item's number, the size of an employer.
//!
//! Enters: a scene and a figure. Leaves: whether it only tells of which kind the noun before it is.

use crate::fact::Scene;
use crate::fact::aim::cut::last_verb;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::Kind;

/// Tokens between an employer and the number of those who work there.
const SIZE_REACH: usize = 8;

/// The 60 of "đảng viên trên 60 tuổi", the 50 of "từ 50 đến dưới 60 tuổi", the 2020 of "mục tiêu đến 2020", the 100 of
/// "doanh nghiệp có từ 100 lao động trở lên".
pub(super) fn is_attribute(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    is_age(scene, figure)
        || is_year(scene, figure)
        || is_item_number(scene, figure)
        || scene
            .cue_at(figure.number.end, Cue::QuantityTo)
            .and_then(|to| scene.mentions.quantities_in(to..to + 2).first())
            .is_some_and(|end| !figure.is_percent() && is_age(scene, end))
        || tells_size(scene, figure)
        || tells_size_of_branch(scene, figure)
}

/// "không còn chi bộ nào dưới 5 đảng viên", "rút số chi bộ dưới 5 đảng viên": of which size the organizations are that are named
/// right before.
fn tells_size_of_branch(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let start = figure.tokens.start;
    let noun = scene.cue_before(start, Cue::AimAny).unwrap_or(start);
    matches!(figure.bound, Bound::Under | Bound::Over)
        && start < figure.number.start
        && scene.cue_at(figure.tokens.end, Cue::NounMember).is_some()
        && (scene.cue_before(noun, Cue::NounOrganization).is_some()
            || tells_size_of_counted(scene, noun))
}

/// "17% số thôn có dưới 5 đảng viên": what a share is of has that many.
fn tells_size_of_counted(scene: &Scene<'_>, figure: usize) -> bool {
    let noun = scene
        .cue_before(figure, Cue::AimHave)
        .and_then(|have| scene.cue_before(have, Cue::AimCounted));
    noun.is_some_and(|noun| {
        let shares = scene.mentions.quantities_in(noun.saturating_sub(3)..noun);
        shares.last().is_some_and(|share| share.is_percent())
    })
}

fn is_age(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    scene
        .cue_at(figure.number.end, Cue::QuantityAttribute)
        .is_some()
}

/// The 3 of "3/ Rác thải được thu gom: 95%" and of "(3) …".
fn is_item_number(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let at = figure.number.start;
    scene.reading.line_of(at).is_some_and(|line| {
        let opens = usize::from(scene.reading.tokens[line.tokens.start].is_mark(b'('));
        line.is_item && line.tokens.start + opens == at
    })
}

/// A year without its "năm", where nothing that is counted follows.
fn is_year(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    let is_counted = scene.starts_any(
        figure.tokens.end,
        const {
            CueSet::of(&[
                Cue::NounMember,
                Cue::NounOrganization,
                Cue::AimCounted,
                Cue::NounPerson,
            ])
        },
    );
    !figure.is_percent()
        && !is_counted
        && figure.number.len() == 1
        && date::year(scene.reading, figure.number.start).is_some()
}

/// "doanh nghiệp có trên 500 lao động": the workers tell the size of the employer that is named before them, without
/// a verb or a mark between.
pub(super) fn tells_size(scene: &Scene<'_>, figure: &QuantityMention) -> bool {
    if figure.is_percent() || scene.cue_at(figure.tokens.end, Cue::AimPeople).is_none() {
        return false;
    }
    let end = figure.tokens.start;
    let floor = scene
        .reading
        .sentence_of(end)
        .start
        .max(end.saturating_sub(SIZE_REACH));
    let start = (floor..end)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .map_or(floor, |mark| mark + 1);
    scene
        .find_last_cue(start..end, Cue::AimEmployer)
        .is_some_and(|employer| last_verb(scene, employer.end..end).is_none())
}

/// The end of "có từ 100 lao động trở lên" behind an employer, or of "từ 100 hộ trở lên".
pub(super) fn size_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let is_floor = || scene.cue_at(at, Cue::QuantityFrom).map(|_| at);
    let figure_start = scene.cue_at(at, Cue::AimHave).or_else(is_floor)?;
    let figure = scene
        .mentions
        .quantities_in(figure_start..figure_start + 3)
        .first()
        .filter(|figure| figure.tokens.start == figure_start && tells_size(scene, figure))?;
    let counted = scene.cue_at(figure.tokens.end, Cue::AimPeople)?;
    Some(
        scene
            .cue_at(counted, Cue::QuantityOrMore)
            .unwrap_or(counted),
    )
}
