//! Places that are no more, since a new one has been made of them: `sáp nhập xã A, xã B và một phần xã C`. No bare level means one of
//! them.

use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::Level;
use crate::mention::territory::Territory;

/// Tokens of a day before "từ": `thành lập ngày 1/7/2025 từ …`.
const DAY_REACH: usize = 8;

/// The starts of the territories of which others were made, in text order.
pub(super) fn merged(scene: &Scene<'_>) -> Vec<usize> {
    let mut out = Vec::new();
    let mut list: Vec<usize> = Vec::new();
    let mut last: Option<&Territory> = None;
    let mut is_closed = false;
    // One place that stands alone behind "sáp nhập" may as well be the new one.
    let end = |list: &mut Vec<usize>, last: Option<&Territory>, out: &mut Vec<usize>| {
        // "Sau khi sáp nhập xã A, xã B, xã C có …": what a verb is told of may be the new one.
        if last.is_some_and(|last| {
            (scene.reading.tokens.get(last.tokens.end)).is_some_and(|next| next.is_word())
        }) {
            list.pop();
        }
        if list.len() > 1 {
            out.append(list);
        }
        list.clear();
    };
    for territory in scene
        .mentions
        .territories
        .iter()
        .filter(|one| one.is_levelled)
    {
        let first = share_start(scene, territory.tokens.start);
        let joint = last
            .filter(|last| is_peer(last.level, territory.level))
            .and_then(|last| joint(scene, last.tokens.end, first));
        // "… xã A và xã B, xã C có 9 thôn": the comma behind the last of the list; a part may still follow.
        let goes_on = joint.is_some_and(|joint| {
            joint == Joint::Word || !is_closed || first < territory.tokens.start
        });
        if !goes_on {
            end(&mut list, last.filter(|_| !is_closed), &mut out);
            is_closed = false;
        }
        is_closed |= joint == Some(Joint::Word);
        if goes_on || follows_merger(scene, first) {
            list.push(territory.tokens.start);
            last = Some(territory);
        } else {
            last = None;
        }
    }
    end(&mut list, last.filter(|_| !is_closed), &mut out);
    out
}

/// Whether places of two levels may be merged into one: `thị trấn A, xã B`.
fn is_peer(one: Level, other: Level) -> bool {
    let is_local =
        |level: Level| !level.is_provincial() && !level.is_of_district() && level != Level::Village;
    one == other || is_local(one) && is_local(other)
}

/// Where the words start that tell how much of a place, or how many: `[một phần] xã C`, `[3] xã A, B`.
fn share_start(scene: &Scene<'_>, start: usize) -> usize {
    let plural = scene.cue_before(start, Cue::Plural);
    let number = start.checked_sub(1);
    let number = number.filter(|&number| scene.reading.tokens[number].is_number());
    let start = plural.or(number).unwrap_or(start);
    let share = scene.cue_before(start, Cue::QuantityFraction);
    share
        .or_else(|| scene.cue_before(start, Cue::QuantityExact))
        .unwrap_or(start)
}

/// What joins two places of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Comma,
    /// "và", "với"
    Word,
}

/// What stands between two tokens, if only a joint does.
fn joint(scene: &Scene<'_>, from: usize, to: usize) -> Option<Joint> {
    let comma = from + usize::from(scene.reading.tokens[from].is_mark(b','));
    if comma == to && comma > from {
        return Some(Joint::Comma);
    }
    [Cue::And, Cue::DeedJoint]
        .into_iter()
        .any(|joint| scene.cue_at(comma, joint) == Some(to))
        .then_some(Joint::Word)
}

/// Whether what is merged is named from a token on: `sáp nhập …`, `hình thành từ …`, `ra đời ngày 1/7/2025 từ …`.
fn follows_merger(scene: &Scene<'_>, at: usize) -> bool {
    if scene.cue_before(at, Cue::OrganizationPredecessor).is_some() {
        return true;
    }
    let Some(from) = scene.cue_before(at, Cue::QuantityFrom) else {
        return false;
    };
    let days = scene
        .mentions
        .dates_in(from.saturating_sub(DAY_REACH)..from);
    let day = days.last().filter(|day| day.tokens.end == from);
    let verb = day.map_or(from, |day| day.tokens.start);
    scene.cue_before(verb, Cue::DeedEstablish).is_some()
}
