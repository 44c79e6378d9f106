//! How many Party members.
//!
//! # Reads
//! Figures that count `đảng viên`; persons where the sentence has said that they are members, or where what was done to
//! them is done to members only; figures whose noun is left out ("riêng Nghệ An hơn 19,6 vạn", "nữ 504"), stands before
//! them ("đảng viên người Mông 121") or in the heading of their list.
//!
//! # Yields
//! One fact per organization, measure and figure; parts of a total besides it. An average over years ("bình quân mỗi năm 182
//! đồng chí") is a fact as it stands.
//!
//! # Examples
//! "thi hành kỷ luật 6 đảng viên, trong đó khiển trách 4, cảnh cáo 1, khai trừ 1": 6, 4 and 1 disciplined, 1 removed.
//!
//! # Does not read
//! What is aimed for, assigned or proposed, a minimum that is missed, averages over organizations and rates, differences, fractions, the charter's thresholds, delegates, the
//! Youth Union's and the unions' members, candidates, members who are only visited or spoken of.
//!
//! # Known gaps
//! Small numbers in words outside an enumeration. Members who are only mentioned within a plan ("sẽ cùng hơn 3.700 đảng viên
//! …"), save where their organization stands right behind them ("… đảng viên trong Đảng bộ").

use crate::fact::counted::{self, Counted, Deed};
use crate::fact::noun::Noun;
use crate::fact::{Draft, Owner, Reason, Scene};
use crate::record::{MemberMeasure, Number, Rule, Value};

/// From this many members on, they are the whole country's: no province has a third of it.
const WHOLE_PARTY: Number = Number::whole(1_000_000);

/// Reads the member counts of an article.
pub(super) fn read(scene: &Scene<'_>, figures: &[Counted<'_>], drafts: &mut Vec<Draft>) {
    let mut last: Option<(usize, MemberMeasure)> = None;
    for counted in figures {
        let inherited = last
            .filter(|(sentence, _)| *sentence >= counted.before_sentence)
            .map(|(_, measure)| measure);
        let note = |rule, reason| scene.note_dropped(counted.tokens.clone(), rule, reason);
        let Some((measure, rule)) = measure(counted, inherited) else {
            if counted.noun == Noun::Member {
                let reason = if counted.deed == Some(Deed::Propose) {
                    Reason::Proposed
                } else {
                    Reason::Occasions
                };
                note(Rule::Members, reason);
            }
            continue;
        };
        if counted::is_threshold(scene, counted)
            && matches!(
                measure,
                MemberMeasure::Total | MemberMeasure::Admitted | MemberMeasure::Other
            )
        {
            note(rule, Reason::Threshold);
            continue;
        }
        // "khiển trách 28, khai trừ 12. Theo lỗi: …": those removed are some of those disciplined.
        let is_form = measure == MemberMeasure::Removed
            && rule == Rule::Breakdown
            && inherited == Some(MemberMeasure::Disciplined);
        last = Some((
            counted.sentence,
            inherited.filter(|_| is_form).unwrap_or(measure),
        ));
        let mut one = draft(scene, counted, measure, rule);
        if measure == MemberMeasure::Total
            && counted
                .quantity
                .value
                .is_some_and(|value| value >= WHOLE_PARTY)
        {
            one.owner = Owner::Party;
        }
        drafts.push(one);
        drafts.extend(whole(scene, counted, measure));
    }
}

/// What a figure measures, and the rule that told it.
fn measure(
    counted: &Counted<'_>,
    inherited: Option<MemberMeasure>,
) -> Option<(MemberMeasure, Rule)> {
    if counted.deed == Some(Deed::Propose) {
        return None;
    }
    let by_deed = counted.deed.and_then(of_deed);
    let says_little = by_deed
        .is_none_or(|measure| matches!(measure, MemberMeasure::Total | MemberMeasure::Other));
    match &counted.noun {
        Noun::Member if counted.is_part && counted.deed != Some(Deed::Own) && says_little => {
            let measure = of_part(counted, by_deed, inherited);
            Some((measure, Rule::PartOfMembers))
        }
        Noun::Member if counted.is_occasion && says_little => None,
        Noun::Member => Some((by_deed.unwrap_or(MemberMeasure::Total), Rule::Members)),
        Noun::Person => {
            of_persons(counted, by_deed, inherited).map(|measure| (measure, Rule::MembersAsPersons))
        }
        Noun::None => {
            of_nothing_named(counted, by_deed, inherited).map(|measure| (measure, Rule::Breakdown))
        }
        Noun::Organization(_) => None,
    }
}

/// The measure of members that are part of others: theirs, where their own deed says little.
fn of_part(
    counted: &Counted<'_>,
    by_deed: Option<MemberMeasure>,
    inherited: Option<MemberMeasure>,
) -> MemberMeasure {
    // "qua kiểm tra có 3 đảng viên vi phạm": what came out of an inspection is no part of what was done.
    let is_outcome = by_deed == Some(MemberMeasure::Other)
        && matches!(
            inherited,
            Some(MemberMeasure::Inspected | MemberMeasure::Supervised)
        );
    // "có 58 đảng viên, trong đó 2 đảng viên đi làm ăn xa": what they do makes them other than what the rest are.
    let does_else = by_deed == Some(MemberMeasure::Other)
        && counted.deed_tokens.is_none()
        && counted.group.is_none()
        && inherited == Some(MemberMeasure::Total);
    let inherited = inherited.filter(|_| !is_outcome && !does_else);
    inherited.or(by_deed).unwrap_or(MemberMeasure::Total)
}

/// The measure of persons who are members, as what is done to them or the words before them tell.
fn of_persons(
    counted: &Counted<'_>,
    by_deed: Option<MemberMeasure>,
    inherited: Option<MemberMeasure>,
) -> Option<MemberMeasure> {
    let counts_members = counted.before == Some(Noun::Member);
    let is_done = |measure: &MemberMeasure| {
        counts_members && !matches!(measure, MemberMeasure::Total | MemberMeasure::Other)
    };
    let measure = by_deed.filter(|measure| {
        let are_members = names_members(*measure) || is_done(measure) || counted.is_of_party_life;
        are_members && counted.names_any_person()
    });
    let measure = measure.filter(|measure| {
        *measure != MemberMeasure::Commended || counted.has_badge || counts_members
    });
    let is_group = counted.is_part && counted.group.is_some() && counts_members;
    measure.or(inherited.filter(|_| is_group))
}

/// The measure of a figure behind members that says no word of what it counts.
fn of_nothing_named(
    counted: &Counted<'_>,
    by_deed: Option<MemberMeasure>,
    inherited: Option<MemberMeasure>,
) -> Option<MemberMeasure> {
    let is_breakdown =
        |measure: &MemberMeasure| *measure != MemberMeasure::Attended && counted.is_bare;
    let of_deed = by_deed.filter(|measure| *measure != MemberMeasure::Total);
    let measure = match of_deed {
        Some(measure) if counted.is_deed_beside => Some(measure).filter(is_breakdown),
        None if counted.is_deed_beside && counted.group.is_none() => None,
        // "thành lập được 11": no members.
        None if counted.deed.is_some() && by_deed.is_none() => None,
        _ => inherited,
    };
    measure.filter(|_| counted.before == Some(Noun::Member))
}

/// Deeds that are done to members only, so that "đồng chí" or "người" after them are members.
fn names_members(measure: MemberMeasure) -> bool {
    matches!(
        measure,
        MemberMeasure::Admitted
            | MemberMeasure::Confirmed
            | MemberMeasure::Removed
            | MemberMeasure::Commended
            | MemberMeasure::Disciplined
    )
}

fn of_deed(deed: Deed) -> Option<MemberMeasure> {
    Some(match deed {
        Deed::Have | Deed::Represent => MemberMeasure::Total,
        Deed::Admit => MemberMeasure::Admitted,
        Deed::Confirm => MemberMeasure::Confirmed,
        Deed::Discipline => MemberMeasure::Disciplined,
        Deed::Remove => MemberMeasure::Removed,
        Deed::Inspect => MemberMeasure::Inspected,
        Deed::Supervise => MemberMeasure::Supervised,
        Deed::Commend => MemberMeasure::Commended,
        Deed::Transfer => MemberMeasure::Transferred,
        Deed::Attend => MemberMeasure::Attended,
        Deed::Other | Deed::Own => MemberMeasure::Other,
        Deed::Establish
        | Deed::Dissolve
        | Deed::Merge
        | Deed::HoldCongress
        | Deed::Propose
        | Deed::Require => {
            return None;
        }
    })
}

fn draft(scene: &Scene<'_>, counted: &Counted<'_>, measure: MemberMeasure, rule: Rule) -> Draft {
    Draft {
        value: Value::MemberCount {
            measure,
            quantity: counted.quantity.quantity(scene.reading),
            group: counted.group.clone(),
        },
        owner: counted.owner.clone(),
        tokens: counted.tokens.clone(),
        rule,
    }
}

/// The second figure of `3.992/4.124 đảng viên`, where it is the whole and not a plan.
fn whole(scene: &Scene<'_>, counted: &Counted<'_>, measure: MemberMeasure) -> Option<Draft> {
    let value = Value::MemberCount {
        measure: MemberMeasure::Total,
        quantity: counted.whole_quantity(scene.reading)?,
        group: None,
    };
    Some(Draft {
        value,
        ..draft(scene, counted, measure, Rule::WholeOfMembers)
    })
}
