//! The numbers of congresses and tenures that stand in one list.
//!
//! Enters: a scene and the token behind "lần thứ" or "khóa". Leaves: the ordinals there, one or several.

use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::mention::ordinal::{self, Ordinal};
use crate::text::{Gap, Token};
use smallvec::SmallVec;

/// What stands in one list: mostly one.
pub(super) type Ordinals = SmallVec<[Ordinal; 2]>;

/// One ordinal or a list of them: `XI, XII và XIII`, `các khóa X; XI; XII`, `IV (1976), V (1982)`.
pub(super) fn ordinals(scene: &Scene<'_>, at: usize) -> Ordinals {
    let mut out = Ordinals::new();
    let is_tenure = scene.cue_before(at, Cue::CongressTenure).is_some();
    let opens_paragraph = |at: usize| {
        let token = scene.reading.tokens.get(at);
        token.is_some_and(|token| token.gap == Gap::Paragraph)
    };
    if opens_paragraph(at) {
        return out;
    }
    if is_tenure && let Some(listed) = dashed(scene, at) {
        return listed;
    }
    let mut next = at;
    while let Some(ordinal) = ordinal::at(scene.reading, next) {
        let fits = out
            .last()
            .is_none_or(|first| first.is_roman == ordinal.is_roman && first.value < ordinal.value);
        if !fits {
            break;
        }
        next = ordinal.end;
        out.push(ordinal);
        next = past_year(scene, next);
        let joint = scene.reading.tokens.get(next);
        let is_listed = |mark: &Token| {
            mark.is_mark(b',')
                || (is_tenure && mark.is_mark(b';'))
                || (is_tenure && mark.is_mark(b'-') && mark.gap <= Gap::Space)
        };
        if joint.is_some_and(is_listed) {
            next += 1;
        }
        if let Some(end) = scene.cue_at(next, Cue::And) {
            next = end;
        }
        if joint.is_some_and(|mark| mark.gap >= Gap::Line)
            || next == out.last().map_or(0, |last| last.end)
        {
            break;
        }
        // "khóa X, khóa XI": each may say it anew. "Khóa X và Đại hội lần thứ XI" are two.
        if let Some(end) = scene.cue_at(next, Cue::CongressTenure)
            && is_tenure
        {
            next = end;
        }
    }
    // "Đại hội lần thứ 22 chỉ tiêu này …" lost a comma: "lần thứ" counts nothing.
    let is_counted = out.len() == 1
        && !out[0].is_roman
        && scene.cue_before(at, Cue::CongressOrdinal).is_none()
        && counts_at(scene, out[0].end);
    if is_counted { Ordinals::new() } else { out }
}

/// `Đại hội 30 đảng viên …`, `đại hội 29 chi bộ trực thuộc`: whether what a bare number counts starts at a token. `Đại hội 17 Đảng bộ tỉnh
/// X` is a congress of the one with a name.
fn counts_at(scene: &Scene<'_>, at: usize) -> bool {
    const COUNTED: CueSet = CueSet::of(&[
        Cue::NounMember,
        Cue::NounPerson,
        Cue::QuantityPercent,
        Cue::AimPlanNoun,
    ]);
    let is_of_several = || {
        let named = scene.organization_at(at);
        let noun = scene.reading.tokens.get(at);
        scene.cue_at(at, Cue::NounOrganization).is_some()
            && noun.is_some_and(|noun| !noun.is_capitalized())
            && named.is_none_or(|(_, mention)| mention.is_generic)
    };
    scene.starts_any(at, COUNTED) || is_of_several()
}

/// `IV (1976), V (1982) và VI`: the token behind a year in brackets that dates what was counted; the same where none is.
fn past_year(scene: &Scene<'_>, at: usize) -> usize {
    let is_dated = scene.reading.mark_at(at, b'(')
        && scene.reading.mark_at(at + 2, b')')
        && date::year(scene.reading, at + 1).is_some();
    if is_dated { at + 3 } else { at }
}

/// `khóa 9-10-11`: numbers of tenures that follow one another, joined by dashes.
fn dashed(scene: &Scene<'_>, at: usize) -> Option<Ordinals> {
    let tokens = &scene.reading.tokens;
    let number = |at: usize| {
        let value = tokens.get(at).filter(|token| token.is_number())?;
        let value: u16 = scene
            .reading
            .word(at)
            .parse()
            .ok()
            .filter(|_| value.is_number())?;
        (1..=ordinal::MOST).contains(&value).then_some(value)
    };
    let first = number(at)?;
    let mut out = vec![(at, first)];
    while let Some(&(last, value)) = out.last()
        && scene.reading.mark_at(last + 1, b'-')
        && number(last + 2) == Some(value + 1)
    {
        out.push((last + 2, value + 1));
    }
    (out.len() > 1).then(|| {
        out.into_iter()
            .map(|(at, value)| Ordinal {
                start: at,
                end: at + 1,
                value,
                is_roman: false,
            })
            .collect()
    })
}
