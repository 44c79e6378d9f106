//! How many Party organizations, of which kind.
//!
//! # Reads
//! Figures before `tổ chức cơ sở đảng`, `đảng bộ cơ sở`, `chi bộ trực thuộc …` and the like, or after such a label.
//!
//! # Yields
//! One fact per organization, measure, kind and figure; for `51/56` the whole besides.
//!
//! # Examples
//! "lập mới 6 chi, đảng bộ cơ sở, giải thể 3 chi bộ": 6 established, 3 dissolved.
//!
//! # Does not read
//! What is planned, assigned or proposed, differences, averages, what is only spoken of ("nhất là đối với 4 đảng bộ", "đại hội của
//! 63 đảng bộ"), where something goes ("về 2 đảng bộ mới"); organizations of the Youth Union, unions and associations.
//!
//! # Known gaps
//! Small numbers in words outside an enumeration. "nơi", "đơn vị" for organizations counted before, save those that have held
//! their congress; levels that stand for them outside brackets ("106 đảng bộ trực thuộc, gồm 82 xã, 20 phường").

use crate::fact::counted::{self, Counted, Deed};
use crate::fact::noun::Noun;
use crate::fact::{Draft, Reason, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::{OrganizationMeasure, Quantity, Rule, Value};

/// Reads the organization counts of an article.
pub(super) fn read(scene: &Scene<'_>, figures: &[Counted<'_>], drafts: &mut Vec<Draft>) {
    let mut last: Option<(usize, OrganizationMeasure)> = None;
    for counted in figures {
        let unit_type = match (&counted.noun, &counted.before) {
            (Noun::Organization(unit_type), _) => unit_type,
            (Noun::None, Some(Noun::Organization(unit_type))) if is_left_out(counted) => unit_type,
            _ => continue,
        };
        let measure = match counted.deed {
            // "có thêm 6 chi bộ": so many were set up.
            Some(Deed::Admit) if counted.is_deed_beside => Some(OrganizationMeasure::Established),
            Some(Deed::Other) if are_begun(scene, counted) => {
                Some(OrganizationMeasure::Established)
            }
            Some(Deed::Have) if are_of_some(scene, counted) => Some(OrganizationMeasure::Other),
            deed => deed.map_or(Some(OrganizationMeasure::Total), of_deed),
        };
        let Some(measure) = measure else {
            continue;
        };
        // "đại diện cho 80 chi bộ tiêu biểu": those that stand out are no count of how many there are.
        if counted.deed == Some(Deed::Represent)
            && scene.starts_any(
                counted.tokens.end,
                const { CueSet::of(&[Cue::CountLeading, Cue::CountRated]) },
            )
        {
            continue;
        }
        let inherited =
            last.filter(|(sentence, _)| *sentence >= counted.before_sentence && counted.is_part);
        let measure = match inherited {
            Some((_, inherited)) if measure == OrganizationMeasure::Total => inherited,
            _ => measure,
        };
        last = Some((counted.sentence, measure));
        let may_be_rule = matches!(
            measure,
            OrganizationMeasure::Total | OrganizationMeasure::Established
        );
        if may_be_rule && counted::is_threshold(scene, counted) {
            let tokens = counted.tokens.clone();
            scene.note_dropped(tokens, Rule::Organizations, Reason::Threshold);
            continue;
        }
        let mut one = draft(
            counted,
            measure,
            unit_type,
            counted.quantity.quantity(scene.reading),
        );
        if let Some(whole) = counted.whole_quantity(scene.reading) {
            // "45/50 chi bộ thôn, bản sinh hoạt riêng": whatever is said of them, they are not how many there are.
            if let Value::OrganizationCount { measure, .. } = &mut one.value
                && *measure == OrganizationMeasure::Total
            {
                *measure = OrganizationMeasure::Other;
            }
            drafts.push(Draft {
                rule: Rule::WholeOfOrganizations,
                ..draft(counted, OrganizationMeasure::Total, unit_type, whole)
            });
        }
        drafts.push(one);
    }
}

/// "Các đảng viên được trao Huy hiệu Đảng sinh hoạt ở 13 chi bộ": whether they are only those that some members belong to, to whom
/// something was done.
fn are_of_some(scene: &Scene<'_>, counted: &Counted<'_>) -> bool {
    /// Tokens between those members and the cells.
    const REACH: usize = 40;
    let quantity = counted.quantity;
    let start = quantity.tokens.start;
    let sentence = scene.reading.sentence_of(quantity.number.start).start;
    let near = sentence.max(start.saturating_sub(REACH))..start;
    let passive = scene.find_last_cue(near.clone(), Cue::Passive);
    let are_done_to = passive.is_some_and(|passive| {
        scene.ends_any(
            passive.start,
            const { CueSet::of(&[Cue::NounMember, Cue::NounComrade]) },
        )
    });
    scene.cue_before(start, Cue::CountFrom).is_some()
        && are_done_to
        && scene.find_cue(near, Cue::CountHas).is_none()
}

/// "98 đảng bộ xã ra mắt": whether a verb of founding, and nothing that it is done to, stands behind them.
fn are_begun(scene: &Scene<'_>, counted: &Counted<'_>) -> bool {
    let verb = scene.cue_at(counted.tokens.end, Cue::DeedEstablish);
    verb.is_some_and(|end| scene.reading.lacks_word_at(end))
}

/// Whether a deed beside a bare figure says that the organizations just counted are meant: `giải thể 5`.
fn is_left_out(counted: &Counted<'_>) -> bool {
    match counted.deed {
        Some(Deed::Discipline) => true,
        Some(Deed::Establish | Deed::Dissolve | Deed::Merge | Deed::Inspect | Deed::Supervise) => {
            counted.is_bare
        }
        Some(Deed::Other | Deed::Transfer) => counted.is_bare && counted.is_deed_beside,
        _ => false,
    }
}

fn draft(
    counted: &Counted<'_>,
    measure: OrganizationMeasure,
    unit_type: &str,
    quantity: Quantity,
) -> Draft {
    Draft {
        value: Value::OrganizationCount {
            measure,
            unit_type: unit_type.to_owned(),
            quantity,
        },
        owner: counted.owner.clone(),
        tokens: counted.tokens.clone(),
        rule: Rule::Organizations,
    }
}

fn of_deed(deed: Deed) -> Option<OrganizationMeasure> {
    Some(match deed {
        Deed::Propose | Deed::Require => return None,
        Deed::Have | Deed::Represent | Deed::Admit => OrganizationMeasure::Total,
        Deed::Discipline => OrganizationMeasure::Disciplined,
        Deed::Dissolve | Deed::Remove => OrganizationMeasure::Dissolved,
        Deed::Inspect => OrganizationMeasure::Inspected,
        Deed::Supervise => OrganizationMeasure::Supervised,
        Deed::Commend => OrganizationMeasure::Commended,
        Deed::Transfer => OrganizationMeasure::Transferred,
        Deed::Establish => OrganizationMeasure::Established,
        Deed::Merge => OrganizationMeasure::Merged,
        Deed::HoldCongress => OrganizationMeasure::HeldCongress,
        Deed::Other | Deed::Own | Deed::Confirm | Deed::Attend => OrganizationMeasure::Other,
    })
}
