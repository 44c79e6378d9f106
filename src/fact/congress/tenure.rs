//! The number of a tenure: of a committee's, or of the congress whose number it is.
//!
//! Enters: a scene and where "khóa" or "nhiệm kỳ" stands. Leaves: [`Found`] with the owner of each number. Which congress
//! is meant where a number alone is named is not known here.

use super::holder::is_of_other_congress;
use super::{Found, Holder, collect, congress_left, holder_of, is_caucus, list};
use crate::fact::governor::Governor;
use crate::fact::{Owner, Scene, term};
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::HeadKind;
use crate::mention::ordinal::Ordinal;
use crate::record::{CongressForm, Rule};
use crate::text::TokenRange;

/// Tokens back from "khóa" in which its committee must be named.
pub(super) const TENURE_REACH: usize = 14;

/// `Ban Chấp hành Đảng bộ tỉnh khóa XI`, `Đại hội Đảng bộ tỉnh khóa XI`
pub(super) fn read(scene: &Scene<'_>, cue: usize, cue_end: usize) -> Vec<Found> {
    let ordinals = list::ordinals(scene, cue_end);
    let Some(last) = ordinals.last() else {
        return Vec::new();
    };
    let sentence = scene.reading.sentence_of(cue);
    let from = sentence.start.max(cue.saturating_sub(TENURE_REACH));
    let governor = Governor::left_of(scene, from, cue);
    if is_tenure_of_other_body(scene, &governor, last.end) {
        return Vec::new();
    }
    let (congress, tenure) = (CongressForm::Congress, CongressForm::Tenure);
    if let Some((start, owner)) = congress_of_tenure(scene, &governor, cue) {
        let holder = Holder::Known(owner);
        return collect(ordinals, congress, &holder, start, Rule::CongressOfTenure);
    }
    let governor = match governor {
        Governor::None => listed_under(scene, sentence.start, cue).unwrap_or(Governor::None),
        governor => governor,
    };
    if let Some(noun) = congress_before_governor(scene, &governor, from..cue) {
        let Some(holder) = holder_of(scene, &noun, cue, last.end) else {
            return Vec::new();
        };
        return collect(
            ordinals,
            congress,
            &holder,
            noun.start,
            Rule::CongressOfTenure,
        );
    }
    let Some(owner) = tenure_owner(scene, &governor, from..cue, last) else {
        return Vec::new();
    };
    let start = governor.start(scene).unwrap_or(cue);
    let holder = Holder::Known(owner);
    collect(ordinals, tenure, &holder, start, Rule::Tenure)
}

/// Whether a tenure, whose number ends at a token, is that of a body which holds no congress of the Party.
fn is_tenure_of_other_body(scene: &Scene<'_>, governor: &Governor, end: usize) -> bool {
    // "kỳ họp thứ 15 khóa IX của HĐND thành phố"
    let of = scene.cue_at(end, Cue::Of);
    of.is_some_and(|body| scene.cue_at(body, Cue::BodyOther).is_some())
        || match governor {
            Governor::Other => true,
            // "Đảng đoàn Quốc hội khóa XIV": a caucus holds no congress; the tenure is that of its body.
            Governor::Organization(index) => is_caucus(scene, *index),
            _ => false,
        }
}

/// Where the congress starts that a tenure's number is of by its governor alone, and whose it is.
fn congress_of_tenure(
    scene: &Scene<'_>,
    governor: &Governor,
    cue: usize,
) -> Option<(usize, Owner)> {
    match governor {
        Governor::AllOrNational(congress) => Some((congress.start, Owner::Party)),
        // "Đảng bộ Công ty mở Đại hội khóa IX": the congress stands right before its number.
        Governor::Organization(_) | Governor::Party(_) => scene
            .cue_before(cue, Cue::Congress)
            .filter(|&congress| scene.cue_at(congress, Cue::CongressNot).is_none())
            .map(|congress| (congress, governor.owner_or_party(scene, cue))),
        _ => None,
    }
}

/// The noun of the congress that stands right before the governor of a tenure: `Đại hội Đảng bộ tỉnh khóa XI`.
fn congress_before_governor(
    scene: &Scene<'_>,
    governor: &Governor,
    before: TokenRange,
) -> Option<TokenRange> {
    let governed = governor.start(scene).unwrap_or(before.end);
    // "trước thềm đại hội, Ban Chấp hành khóa XIV"
    let is_apart = |at: usize| scene.reading.tokens[at].is_mark(b',');
    // "Đại hội bầu Ban Chấp hành Đảng bộ xã khóa I": the committee's tenure.
    let elects = |at: usize| scene.cue_at(at, Cue::OrganizationCommittee).is_some();
    congress_left(scene, before.start, before.end).filter(|congress| {
        congress.end <= governed
            && governed - congress.end <= 3
            && !(congress.end..governed).any(|at| is_apart(at) || elects(at))
            && !elects(governed)
    })
}

/// Whose committee's tenure it is, if it is one of the Party's.
fn tenure_owner(
    scene: &Scene<'_>,
    governor: &Governor,
    before: TokenRange,
    number: &Ordinal,
) -> Option<Owner> {
    match governor {
        Governor::None if is_of_other_congress(scene, before.end) => None,
        Governor::None if !names_committee(scene, before.start, before.end) => {
            national_term(scene, number).or_else(|| numbered_term(scene, before, number))
        }
        governor => Some(governor.owner(scene, before.end)),
    }
}

/// `Từ đầu nhiệm kỳ XIII đến nay, Bộ Chính trị, Ban Bí thư đã …`: the whole Party's, where the term under way or the one before has the
/// number and a central body opens the clause right behind it.
fn national_term(scene: &Scene<'_>, number: &Ordinal) -> Option<Owner> {
    let next = scene.knowledge.congresses.next_national()?;
    let is_near = number.is_roman && number.value < next && number.value + 2 >= next;
    let comma = scene.cue_at(number.end, Cue::OfficeNow);
    let comma = comma.unwrap_or(number.end);
    let tokens = &scene.reading.tokens;
    let is_apart = scene.reading.mark_at(comma, b',');
    let (_, body) = scene
        .organization_at(comma + 1)
        .filter(|_| is_near && is_apart)?;
    // "Ban Chấp hành Trung ương Hội Nông dân"
    let next = tokens.get(body.tokens.end);
    let is_whole = next.is_none_or(|next| !next.is_capitalized());
    (body.kind == HeadKind::National && is_whole).then_some(Owner::Party)
}

/// `Đến cuối nhiệm kỳ X (2015 - 2020), Thành ủy …`: whose term it is that has a number and its years, where nothing before
/// names anybody.
fn numbered_term(scene: &Scene<'_>, before: TokenRange, number: &Ordinal) -> Option<Owner> {
    let years = term::bracketed(scene, number.end).filter(|_| number.is_roman)?;
    scene.cue_at(before.end, Cue::Term)?;
    term::after(scene, years, before.start, before.end)
}

/// `Khóa I (1992 - 1996) đặt mục tiêu …`, then `Khóa II tăng gấp đôi`: a tenure that opens its sentence, with its years
/// the first time; courses have no years and no Roman numbers.
pub(super) fn opening(
    scene: &Scene<'_>,
    cue: usize,
    cue_end: usize,
    has_years: bool,
) -> Vec<Found> {
    let sentence = scene.reading.sentence_of(cue);
    let opens = (sentence.start..cue).all(|at| !scene.reading.tokens[at].is_word());
    let mut ordinals = list::ordinals(scene, cue_end);
    ordinals.truncate(1);
    let is_tenure = ordinals.iter().all(|ordinal| {
        ordinal.is_roman && (has_years || term::bracketed(scene, ordinal.end).is_some())
    });
    if !opens || !is_tenure {
        return Vec::new();
    }
    let holder = Holder::Known(Owner::Context(cue));
    collect(
        ordinals,
        CongressForm::Tenure,
        &holder,
        cue,
        Rule::OpeningTenure,
    )
}

/// `các Bí thư Đảng ủy lần lượt là: A (khóa III, IV), B (từ khóa V đến khóa VIII)`: the organization of the posts whose
/// holders a list names, where the tenure opens the brackets behind one of them.
fn listed_under(scene: &Scene<'_>, from: usize, cue: usize) -> Option<Governor> {
    let tokens = &scene.reading.tokens;
    let is_mark = |at: usize, mark: u8| tokens[at].is_mark(mark);
    let open = (from..cue).rev().find(|&at| is_mark(at, b'('))?;
    let only_tenures = (open + 1..cue).all(|at| !is_mark(at, b')'));
    let colon = (from..open).rev().find(|&at| is_mark(at, b':'))?;
    let names_post = names_committee(scene, from, colon);
    match Governor::left_of(scene, from, colon) {
        Governor::Organization(index) if only_tenures && names_post => {
            Some(Governor::Organization(index))
        }
        _ => None,
    }
}

/// Whether a committee or a secretary is named between two tokens, so that "khóa" is theirs.
fn names_committee(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    scene.finds_any(
        from..to,
        const {
            CueSet::of(&[
                Cue::OrganizationCommittee,
                Cue::RoleSecretary,
                Cue::RoleDeputy,
            ])
        },
    )
}
