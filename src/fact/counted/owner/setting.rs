//! Whose a count is by where its sentence says that there are so many: the organization that a clause describes or is about, the unit
//! that the sentence opens with.
//!
//! Enters: what stands before a figure. Leaves: the owner, if its words tell one.

use super::named_in;
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::organization::{OrganizationMention, organization_of_unit};
use crate::text::{Kind, TokenRange};

/// `nhà truyền thống của Đảng bộ X, nơi có 7 chi bộ`: what a clause behind the last organization says of it, whatever it
/// stands with.
pub(super) fn described(scene: &Scene<'_>, before: TokenRange) -> Option<Owner> {
    let (index, mention) = named_in(scene, before.clone()).next_back()?;
    let comma = mention.tokens.end;
    let is_apposed = matches!(
        scene.reading.tokens.get(comma)?.kind,
        Kind::Mark(b',' | b'-')
    );
    if !is_apposed || comma >= before.end {
        return None;
    }
    let is_where = scene.cue_at(comma + 1, Cue::CountWhere).is_some();
    // "A thuộc Đảng bộ Khối, hiện có 11 chi bộ": the cells are A's.
    let start = scene
        .cue_before(mention.tokens.start, Cue::OrganizationCommittee)
        .unwrap_or(mention.tokens.start);
    let belongs = scene.cue_before(start, Cue::OrganizationSuperior).is_some();
    let is_now = scene.cue_at(comma + 1, Cue::CountNow).is_some();
    // "tại Chi bộ X, khi ấy có 7 đảng viên"; "… liên lạc với Tỉnh ủy, khi ấy có": who did that had them.
    let then = scene.cue_at(comma + 1, Cue::OfficeThen);
    let was = then.is_some_and(|then| scene.cue_at(then, Cue::CountHas).is_some())
        && scene.cue_at(start, Cue::CountBody).is_some()
        && scene.cue_before(start, Cue::PlaceLocative).is_some();
    (is_where || (is_now || was) && !belongs || is_setting_of(scene, mention, before.end))
        .then_some(Owner::Mention(index))
}

/// `Dịp này, tại Đảng bộ xã X, có 15 đảng viên được nhận Huy hiệu`: whether the organization is where the clause of a figure says that
/// there are so many, and nothing but "có" stands between.
fn is_setting_of(scene: &Scene<'_>, mention: &OrganizationMention, figure: usize) -> bool {
    let start = mention.tokens.start;
    let setting = scene.cue_before(start, Cue::PlaceLocative);
    let opens = |at: usize| {
        at == scene.reading.sentence_of(at).start
            || matches!(scene.reading.tokens[at - 1].kind, Kind::Mark(_))
    };
    setting.is_some_and(opens)
        && scene.cue_at(start, Cue::CountBody).is_some()
        && scene.cue_at(mention.tokens.end + 1, Cue::CountHas) == Some(figure)
}

/// `Tại Công ty X, chi bộ có 14 đảng viên`: the short form is of the unit that opens the sentence. A committee that acts
/// there (`Tại Nhà máy X, Đảng ủy trao Huy hiệu Đảng`) may be anybody's.
pub(super) fn of_setting(scene: &Scene<'_>, before: TokenRange) -> Option<Owner> {
    let start = scene.reading.sentence_of(before.start).start;
    let unit = scene.cue_at(start, Cue::PlaceLocative)?;
    let (_, mention) = named_in(scene, start..before.end).next_back()?;
    let is_bare = !mention.is_named && !mention.has_unit && mention.level.is_none();
    let comma = mention.tokens.start.checked_sub(1)?;
    let end = mention.tokens.end;
    let has = scene.starts_any(end, const { CueSet::of(&[Cue::CountNow, Cue::CountHas]) });
    let committee = scene.cue_at(mention.tokens.start, Cue::OrganizationBareCommittee);
    let is_guest = committee == Some(end) && !has;
    if is_guest {
        return None;
    }
    let read = organization_of_unit(
        scene.reading,
        scene.knowledge,
        unit,
        &mention.name,
        mention.kind,
    )?;
    let is_own = read.has_unit && read.is_named && read.tokens.end == comma;
    (is_bare && is_own && scene.reading.tokens[comma].is_mark(b','))
        .then(|| Owner::Read(Box::new(read)))
}
