//! Figures whose noun is left out because the sentence has said it: `riêng Nghệ An hơn 19,6 vạn`, `năm 2013 là 1.000
//! trường hợp`, `nay đã tăng lên 5.471 đồng chí`.

use crate::fact::Scene;
use crate::fact::counted::noun::Noun;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Gap, Kind};

/// Tokens of brackets behind a name: `(cũ)`, `(trước đây)`.
const BRACKET_REACH: usize = 5;

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
    let next = scene.reading.tokens.get(quantity.tokens.end);
    let ends = next.is_none_or(|next| {
        matches!(next.kind, Kind::Mark(b',' | b';' | b'.' | b')' | b'(')) || next.gap >= Gap::Line
    });
    if *noun == Noun::None && !ends {
        return None;
    }
    if scene.cue_before(start, Cue::QuantityRise).is_some() {
        return Some(Subject::Same);
    }
    let colon = start
        .checked_sub(1)
        .filter(|&at| scene.reading.tokens[at].is_mark(b':'));
    let link = [Cue::Copula, Cue::DeedHave]
        .into_iter()
        .filter_map(|cue| scene.cue_before(start, cue))
        .min()
        .or(colon);
    if scene.cue_before(start, Cue::CountYearly).is_some() {
        return Some(Subject::Same);
    }
    let subject_end = link.unwrap_or(start);
    let subject_end = scene
        .cue_before(subject_end, Cue::ActingWord)
        .unwrap_or(subject_end);
    let subject_end = before_brackets(scene, subject_end);
    let organization = scene
        .mentions
        .organization_ending_at(subject_end)
        .filter(|(_, mention)| {
            // "chi ủy gồm 3 đồng chí": a committee's members are no count of its organization's.
            let is_committee = [Cue::OrganizationCommittee, Cue::CountCommittee]
                .into_iter()
                .any(|cue| scene.cue_at(mention.tokens.start, cue).is_some());
            !(mention.is_generic || is_committee && *noun == Noun::Person)
        })
        .map(|(index, _)| Subject::Organization(index));
    let place = organization.or_else(|| {
        scene
            .mentions
            .territory_ending_at(subject_end)
            .map(Subject::Territory)
    });
    let is_time = scene.mentions.has_time_ending_at(subject_end)
        || scene.cue_before(subject_end, Cue::CountAgain).is_some();
    // "Bây giờ 63.": a sentence of a time and a figure.
    let opens =
        scene.cue_at(scene.reading.sentence_of(start).start, Cue::CountAgain) == Some(start);
    match (link, place) {
        (None, None) if opens && *noun == Noun::None => Some(Subject::Same),
        (Some(_), None) => is_time.then_some(Subject::Same),
        (None, _) if *noun != Noun::None => None,
        (_, place) => place,
    }
}

/// `Yên Bái (cũ) góp 66.905`: where the words before a bracket with a word or two end.
fn before_brackets(scene: &Scene<'_>, end: usize) -> usize {
    let tokens = &scene.reading.tokens;
    let closes = end
        .checked_sub(1)
        .is_some_and(|close| tokens[close].is_mark(b')'));
    (end.saturating_sub(BRACKET_REACH)..end)
        .rev()
        .find(|&at| closes && tokens[at].is_mark(b'('))
        .unwrap_or(end)
}
