//! Whom a count is of, as far as its own sentence says: the subject of its own clause, the organization that the figure is
//! bracketed, apposed or joined to, the whole that it is one of, the unit or level that the sentence speaks of, the whole
//! Party, or whoever the text speaks of.

mod setting;

use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::ellipsis::Subject;
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::sentence_before;
use crate::fact::row::Heads;
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::HeadKind;
use crate::mention::organization::{
    OrganizationMention, organization_after_role, organization_of_unit,
};
use crate::mention::quantity::QuantityMention;
use crate::text::token::Token;
use crate::text::{Kind, TokenRange};
use setting::{described, of_setting};

/// What of a figure tells its owner.
pub(super) struct Clues<'c> {
    pub quantity: &'c QuantityMention,
    /// The label that tells what it counts.
    pub label: Option<&'c TokenRange>,
    /// Whose count it is, where the noun is left out.
    pub subject: Option<Subject>,
    /// The cells that open its row and its column, if a table's column says what it counts.
    pub heads: Option<&'c Heads>,
    pub deed: Option<Deed>,
    pub noun_end: usize,
    /// The words that are quoted.
    pub tokens: &'c TokenRange,
}

/// The owner of a figure's count.
pub(super) fn owner(scene: &Scene<'_>, clues: &Clues<'_>) -> Owner {
    let Clues {
        quantity,
        subject,
        tokens,
        ..
    } = *clues;
    match subject {
        Some(Subject::Organization(index)) => return Owner::Mention(index),
        Some(Subject::Territory(index)) => {
            let start = scene.mentions.territories[index].tokens.start;
            if let Some(named) = organization_after_role(scene.reading, scene.knowledge, start) {
                return Owner::Read(Box::new(named));
            }
        }
        Some(Subject::Same) | None => {}
    }
    if let Some(owner) = clues.heads.and_then(|heads| of_row(scene, heads)) {
        return owner;
    }
    if let Some(owner) = in_brackets(scene, clues) {
        return owner;
    }
    let figure = quantity.tokens.start;
    let is_central = scene
        .find_cue(tokens.clone(), Cue::NounOrganizationCentral)
        .is_some();
    let before = sentence_before(scene, quantity);
    if is_central || is_nations(scene, before.clone()) {
        return Owner::Party;
    }
    let by_words_behind = behind(scene, clues)
        .or_else(|| of_whole(scene, clues))
        .or_else(|| apposed(scene, clues))
        .or_else(|| founded(scene, clues))
        .or_else(|| said_to_be(scene, before.clone()))
        .or_else(|| introduced(scene, clues, before.clone()));
    if let Some(owner) = by_words_behind.or_else(|| joined(scene, clues)) {
        return owner;
    }
    // "- Đảng bộ xã, thị trấn: 22": the label names what is counted, not whose it is.
    // "số đảng viên của Đảng bộ xã X là": whose they are stands in it.
    if let Some(owner) = clues.label.and_then(|label| of_label(scene, label)) {
        return owner;
    }
    if let Some(label) = clues.label
        && noun::noun_within(scene, label.clone()) != Noun::None
    {
        // "Trong số đó, Đảng bộ tỉnh X góp 43.210 đảng viên": a named one does not.
        let opens_clause =
            |at: usize| at > label.start && scene.reading.tokens[at - 1].is_mark(b',');
        let named = named_in(scene, label.clone())
            .find(|(_, mention)| mention.is_named && opens_clause(mention.tokens.start));
        return named.map_or(Owner::Context(label.start), |(index, _)| {
            Owner::Mention(index)
        });
    }
    described(scene, before.clone())
        .or_else(|| of_place(scene, clues))
        .or_else(|| of_setting(scene, before.clone()))
        .or_else(|| given_by(scene, clues, before.clone()))
        .or_else(|| of_level(scene, before))
        .unwrap_or(Owner::Context(figure))
}

/// `Xã Minh Tân | 18 | 402`: the organization, or the place's, that opens a row; below `Xã, thị trấn`, a bare name is a commune's.
/// Kinds of organizations are all one's own.
fn of_row(scene: &Scene<'_>, heads: &Heads) -> Option<Owner> {
    let row = &heads.row;
    if scene.cue_at(heads.rows.start, Cue::TableKind).is_some() {
        return Some(Owner::Context(heads.column.start));
    }
    if let Some((index, mention)) = scene.organization_at(row.start) {
        return (!mention.is_generic).then_some(Owner::Mention(index));
    }
    let read = organization_after_role(scene.reading, scene.knowledge, row.start);
    if let Some(read) = read.filter(|read| read.is_named) {
        return Some(Owner::Read(Box::new(read)));
    }
    let is_name = scene.reading.tokens[row.clone()]
        .iter()
        .all(Token::is_capitalized);
    if !is_name || scene.cue_at(row.start, Cue::CountSum).is_some() {
        return None;
    }
    let level = (heads.rows.clone())
        .find_map(|at| Some(at..scene.cue_at(at, Cue::PlaceLevel)?))
        .map(|level| scene.reading.canonical(level).to_lowercase())?;
    let head = scene.knowledge.party_head()?;
    let name = scene.reading.canonical(row.clone());
    Some(Owner::Named(
        format!("{} {level} {name}", head.canonical),
        row.clone(),
    ))
}

/// `số đảng viên của Đảng bộ xã X đã lên`: the organization that the noun of a label belongs to.
fn of_label(scene: &Scene<'_>, label: &TokenRange) -> Option<Owner> {
    let whose = label.clone().find_map(|at| {
        let member = scene.cue_at(at, Cue::NounMember);
        let noun = member.or_else(|| scene.cue_at(at, Cue::NounOrganization))?;
        // "tổng số đảng viên toàn huyện"
        (scene.cue_at(noun, Cue::OrganizationSuperior)).or(scene.cue_at(noun, Cue::PlaceWhole))
    })?;
    let whose = scene.cue_at(whose, Cue::PlaceWhole).unwrap_or(whose);
    // "nâng số đảng bộ trực thuộc Khối lên 41"
    if scene.cue_at(whose, Cue::OrganizationBlock).is_some() && whose < label.end {
        return Some(Owner::Context(whose));
    }
    if let Some((index, mention)) = scene.organization_at(whose) {
        let is_within = mention.tokens.end <= label.end && !mention.is_generic;
        return is_within.then_some(Owner::Mention(index));
    }
    // "số đảng viên của huyện tăng lên", not "… của tỉnh tăng cường về xã"
    let level = scene.cue_at(whose, Cue::PlaceLevel)?;
    let read = organization_after_role(scene.reading, scene.knowledge, whose)?;
    let is_whole = level == label.end || read.tokens.end > level;
    (is_whole && read.tokens.end <= label.end).then(|| Owner::Read(Box::new(read)))
}

/// `21/21 đảng viên của Chi bộ Khoa Nội`, `2 đảng viên thuộc Chi bộ`, `8 chi bộ với 90 đảng viên thuộc Đảng bộ Khối được chuyển về`:
/// the organization right behind the noun, or behind those that are joined to it, unless another acts upon what is its.
fn behind(scene: &Scene<'_>, clues: &Clues<'_>) -> Option<Owner> {
    let end = joined_end(scene, clues.noun_end).unwrap_or(clues.noun_end);
    let whose = superior_at(scene, end);
    let Some((index, mention)) = whose.and_then(|at| scene.organization_at(at)) else {
        return of_unit_behind(scene, clues, whose.unwrap_or(end), whose.is_some());
    };
    // "Đảng bộ Khối cũ được chuyển về": where they were.
    let after = mention.tokens.end;
    let verb = scene.cue_at(after, Cue::OfficeThen).unwrap_or(after);
    let are_moved = || scene.cue_at(verb, Cue::Passive).is_some();
    let is_anothers = clues.deed.is_some_and(|deed| {
        deed != Deed::Commend && deed.names_parts() || deed == Deed::Transfer && !are_moved()
    });
    (!is_anothers && !mention.is_generic).then_some(Owner::Mention(index))
}

/// `Đảng ủy Khối tặng giấy khen cho 2 chi bộ và 9 đảng viên của Nhà máy`, `812 đảng viên phường Tân Hòa hứa`: the unit or place
/// whose members are commended, whoever commends them, or of whose members the sentence speaks. Without "của" it has a name.
fn of_unit_behind(
    scene: &Scene<'_>,
    clues: &Clues<'_>,
    at: usize,
    is_possessed: bool,
) -> Option<Owner> {
    const OWNING: CueSet = CueSet::of(&[Cue::OrganizationUnit, Cue::PlaceLevel]);
    let are_told_of = match clues.deed {
        Some(Deed::Commend) => is_possessed,
        Some(Deed::Attend) | None => scene.cue_before(clues.noun_end, Cue::NounMember).is_some(),
        // "cùng 812 đảng viên phường Tân Hòa"
        Some(Deed::Have) => {
            let joint = scene.cue_before(clues.quantity.tokens.start, Cue::DeedJoint);
            joint.is_some() && scene.cue_at(at, Cue::PlaceLevel).is_some()
        }
        _ => false,
    };
    if !are_told_of || !scene.starts_any(at, OWNING) {
        return None;
    }
    let head = scene.knowledge.party_head()?;
    let (reading, name) = (scene.reading, &head.canonical);
    let read = organization_of_unit(reading, scene.knowledge, at, name, HeadKind::Party)?;
    (read.is_named || is_possessed).then(|| Owner::Read(Box::new(read)))
}

/// `Bí thư Đảng ủy xã A đến tận nhà trao Huy hiệu Đảng cho 3 đảng viên`: the commune's or unit's whose officer gives what
/// members are commended with. Who comes from above gives to others' members.
fn given_by(scene: &Scene<'_>, clues: &Clues<'_>, before: TokenRange) -> Option<Owner> {
    if clues.deed != Some(Deed::Commend) {
        return None;
    }
    let (index, mention) = named_in(scene, before).next_back()?;
    let is_from_above = mention
        .level
        .is_some_and(|level| level.is_provincial() || level.is_of_district());
    let is_whole = mention.level.is_some() || mention.has_unit;
    let is_officers = scene.post_before(mention.tokens.start).is_some();
    let is_given = scene.cue_at(mention.tokens.end, Cue::Passive).is_some();
    (is_officers && is_whole && !is_from_above && !is_given).then_some(Owner::Mention(index))
}

/// Where those end that "với" or "và" joins to a noun: `8 chi bộ [với 90 đảng viên]`.
fn joined_end(scene: &Scene<'_>, noun_end: usize) -> Option<usize> {
    let with = [Cue::DeedJoint, Cue::And]
        .into_iter()
        .find_map(|joint| scene.cue_at(noun_end, joint))?;
    let figures = scene.mentions.quantities_in(with..with + 2);
    let figure = figures
        .first()
        .filter(|figure| figure.tokens.start == with)?;
    scene.cue_at(figure.tokens.end, Cue::NounMember)
}

/// Where whose it is may be named behind a noun: `19 đảng bộ [thuộc] Đảng bộ Khối`, `19 đảng bộ trực thuộc Đảng bộ Khối`, where
/// the word is the noun's own.
fn superior_at(scene: &Scene<'_>, noun_end: usize) -> Option<usize> {
    let own = scene.cue_before(noun_end, Cue::OrganizationBelongs);
    own.map(|_| noun_end)
        .or_else(|| scene.cue_at(noun_end, Cue::OrganizationSuperior))
}

/// `Đảng bộ huyện A (5 chi bộ, 88 đảng viên) và Đảng bộ huyện B (4 chi bộ)`, `xã C (12 đảng viên), xã D (8 đảng viên)`: the
/// organization, place or unit right before the brackets that a figure stands in.
fn in_brackets(scene: &Scene<'_>, clues: &Clues<'_>) -> Option<Owner> {
    let tokens = &scene.reading.tokens;
    let end = clues.quantity.tokens.start;
    let from = sentence_before(scene, clues.quantity).start;
    let mark = (from..end)
        .rev()
        .find(|&at| tokens[at].is_mark(b'(') || tokens[at].is_mark(b')'))?;
    if !tokens[mark].is_mark(b'(') || clues.deed == Some(Deed::Transfer) {
        return None;
    }
    let Some((index, mention)) = scene.mentions.organization_ending_at(mark) else {
        return of_place_ending_at(scene, mark);
    };
    (!mention.is_generic).then_some(Owner::Mention(index))
}

/// The organization of the place of a level or the unit that ends right before a token.
fn of_place_ending_at(scene: &Scene<'_>, end: usize) -> Option<Owner> {
    let mentions = &scene.mentions;
    let territory = mentions
        .territory_ending_at(end)
        .map(|index| &mentions.territories[index]);
    let place = territory.filter(|place| place.is_levelled);
    let unit = mentions
        .unit_ending_at(end)
        .map(|unit| mentions.units[unit].tokens.start);
    let start = place.map(|place| place.tokens.start).or(unit)?;
    // "Đảng bộ Công ty Than A - TKV (953 đảng viên)"
    let is_joined = scene.reading.mark_before(start, b'-');
    // "lớp học tại Trường Chính trị (90 đảng viên)": where something is done.
    let is_where = scene.cue_before(start, Cue::PlaceWithin).is_some();
    if is_joined || is_where {
        return None;
    }
    let head = scene.knowledge.party_head()?;
    let (reading, name) = (scene.reading, &head.canonical);
    let read = organization_of_unit(reading, scene.knowledge, start, name, HeadKind::Party)?;
    (read.is_named && read.tokens.end == end).then(|| Owner::Read(Box::new(read)))
}

/// Tokens behind a noun in which the whole stands that it is one of.
const WHOLE_REACH: usize = 16;

/// `là một trong 52 tổ chức đảng ở doanh nghiệp trực thuộc Đảng bộ X`, `đông nhất trong 15 đảng bộ của thành phố`, `16/18 chi
/// bộ toàn trường`: the whole behind a noun that stands for more than the sentence's subject.
fn of_whole(scene: &Scene<'_>, clues: &Clues<'_>) -> Option<Owner> {
    let noun_end = clues.noun_end;
    if let Some(whole) = scene.cue_at(noun_end, Cue::PlaceWhole) {
        let word = [
            Cue::PlaceLevel,
            Cue::OrganizationUnit,
            Cue::OrganizationBlock,
        ]
        .into_iter()
        .find_map(|word| scene.cue_at(whole, word))?;
        return Some(Owner::Context(word));
    }
    scene.cue_before(clues.quantity.tokens.start, Cue::CountOneOf)?;
    let end = scene.reading.sentence_of(noun_end.saturating_sub(1)).end;
    let reach = noun_end..end.min(noun_end + WHOLE_REACH);
    let clause_end = (reach.clone())
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .unwrap_or(reach.end);
    (noun_end..clause_end).find_map(|at| {
        let whole = superior_at(scene, at)?;
        if let Some((index, mention)) = scene.organization_at(whole) {
            return (!mention.is_generic).then_some(Owner::Mention(index));
        }
        scene.cue_at(whole, Cue::PlaceLevel)?;
        let read = organization_after_role(scene.reading, scene.knowledge, whole)?;
        Some(Owner::Read(Box::new(read)))
    })
}

/// `chỉ với 3 đảng viên, đó là Chi bộ X`, `lên tới 76 đảng viên - Chi bộ ấp Y`: the organization that a count is apposed to.
fn apposed(scene: &Scene<'_>, clues: &Clues<'_>) -> Option<Owner> {
    let mark = scene.reading.tokens.get(clues.noun_end)?;
    let behind = clues.noun_end + 1;
    let at = match mark.kind {
        Kind::Mark(b',') => scene.cue_at(behind, Cue::CountThatIs)?,
        Kind::Mark(b'-') => behind,
        _ => return None,
    };
    let (index, mention) = scene.organization_at(at)?;
    (mention.is_named && !mention.is_generic).then_some(Owner::Mention(index))
}

/// Tokens of a figure's bounding words and its number.
const BOUND_TOKENS: usize = 3;

/// `Với 12 chi bộ, 320 đảng viên, Đảng bộ xã X luôn …`: the organization behind the comma of what opens the sentence with how much it
/// has.
fn introduced(scene: &Scene<'_>, clues: &Clues<'_>, before: TokenRange) -> Option<Owner> {
    let start = scene.reading.sentence_of(before.end).start;
    let first = scene.cue_at(start, Cue::DeedJoint)?;
    let mut end = clues.noun_end;
    loop {
        let comma = scene.reading.mark_at(end, b',');
        let next = match scene.cue_at(end, Cue::And) {
            Some(next) => next,
            None => end + usize::from(comma),
        };
        if let Some((index, mention)) = scene.organization_at(next).filter(|_| comma) {
            let opens = scene
                .mentions
                .quantities_in(first..clues.quantity.tokens.end);
            let opens = opens.first().is_some_and(|one| one.tokens.start == first);
            let is_alone = scene.mentions.organizations_in(start..before.end);
            let is_alone = is_alone.into_iter().all(|(_, one)| one.is_generic);
            // "Với 25 đảng viên, Huyện ủy xác định đây là …": whose they are was named before.
            let has_members = scene.cue_at(next, Cue::CountBody).is_some();
            return (opens && is_alone && has_members && !mention.is_generic)
                .then_some(Owner::Mention(index));
        }
        let further = scene.mentions.quantities_in(next..next + BOUND_TOKENS);
        let further = (further.first()).filter(|one| one.tokens.start == next && next > end)?;
        let (_, noun_end) = noun::noun_after(scene, further.tokens.end);
        end = noun_end;
    }
}

/// Tokens between members and the cell that they found: `7 đảng viên tuyên thệ thành lập Chi bộ X`.
const FOUNDING_REACH: usize = 10;

/// `7 đảng viên tuyên thệ thành lập Chi bộ X`, `5 đảng viên nhóm họp, lập ra Chi bộ X`: the cell that its first members found.
fn founded(scene: &Scene<'_>, clues: &Clues<'_>) -> Option<Owner> {
    let reach = clues.noun_end..clues.noun_end + FOUNDING_REACH;
    let verb = scene.find_cue(reach, Cue::DeedEstablish)?;
    let (index, mention) = scene.organization_at(verb.end)?;
    let is_direct = scene.reading.tokens[clues.noun_end..verb.start]
        .iter()
        .all(|token| token.is_word() || token.is_mark(b','));
    let is_own = mention.kind == HeadKind::Cell && mention.is_named;
    (is_direct && is_own && clues.deed.is_none_or(|deed| deed == Deed::Have))
        .then_some(Owner::Mention(index))
}

/// `Từ Chi bộ X với 5 đảng viên`: the organization that a count is joined to, however that stands in its sentence.
fn joined(scene: &Scene<'_>, clues: &Clues<'_>) -> Option<Owner> {
    if !deed::is_plain(clues.deed) {
        return None;
    }
    let with = scene.cue_before(clues.quantity.tokens.start, Cue::DeedHave)?;
    // "sinh hoạt của chi bộ Đảng, với 25 đảng viên"
    let comma = with.checked_sub(1)?;
    let end = if scene.reading.tokens[comma].is_mark(b',') {
        comma
    } else {
        with
    };
    let (index, mention) = scene.mentions.organization_ending_at(end)?;
    let is_joined = end == with && mention.is_named || scene.cue_at(with, Cue::DeedJoint).is_some();
    // "Chi bộ A thuộc Đảng bộ Khối, với 11 đảng viên": they are A's.
    let belongs = scene
        .cue_before(mention.tokens.start, Cue::OrganizationBelongs)
        .is_some();
    (is_joined && !belongs && !mention.is_generic).then_some(Owner::Mention(index))
}

/// The organizations in a range that could own a count: "các đảng bộ", "13 chi bộ" could not.
fn named_in<'s>(
    scene: &'s Scene<'_>,
    range: TokenRange,
) -> impl DoubleEndedIterator<Item = (usize, &'s OrganizationMention)> {
    scene
        .mentions
        .organizations_in(range)
        .filter(|(_, mention)| !mention.is_generic)
}

/// `như tại X đã kỷ luật 64 đảng viên`: the place in which the clause says that it was done, right before
/// the deed.
fn of_place(scene: &Scene<'_>, clues: &Clues<'_>) -> Option<Owner> {
    let deed = clues.tokens.start;
    let end = [Cue::Acting, Cue::CountHas]
        .into_iter()
        .find_map(|cue| scene.cue_before(deed, cue))
        .unwrap_or(deed);
    let territory = scene.mentions.territory_ending_at(end)?;
    let start = scene.mentions.territories[territory].tokens.start;
    let setting = scene.cue_before(start, Cue::PlaceLocative)?;
    // "Một quận ở Đà Nẵng kỷ luật": where somebody else is.
    let opens = setting == scene.reading.sentence_of(deed).start
        || matches!(scene.reading.tokens[setting - 1].kind, Kind::Mark(_))
        || scene
            .cue_before(setting, Cue::OrganizationExample)
            .is_some();
    let read = organization_after_role(scene.reading, scene.knowledge, start)?;
    (opens && read.is_named && start >= scene.reading.sentence_of(deed).start)
        .then(|| Owner::Read(Box::new(read)))
}

/// `Đảng bộ Sở X là một trong những đảng bộ đông nhất của Đảng bộ Khối, với 11 chi bộ`: whom the sentence says to be one of
/// another's, where the other stands last before the figure.
fn said_to_be(scene: &Scene<'_>, before: TokenRange) -> Option<Owner> {
    let (index, subject) = named_in(scene, before.clone()).next()?;
    let (_, last) = named_in(scene, before.clone()).next_back()?;
    let is_one = scene
        .cue_at(after_brackets(scene, subject.tokens.end), Cue::OfficeIs)
        .is_some_and(|one| {
            scene
                .find_cue(one..last.tokens.start, Cue::Copula)
                .is_none()
        });
    let is_anothers = last.tokens.start > subject.tokens.end
        && scene
            .cue_before(last.tokens.start, Cue::OrganizationSuperior)
            .is_some();
    let is_joined = scene.reading.tokens.get(last.tokens.end)?.is_mark(b',')
        && scene.cue_at(last.tokens.end + 1, Cue::DeedHave).is_some();
    (is_one && is_anothers && is_joined).then_some(Owner::Mention(index))
}

/// Behind brackets that open at a token and hold few words, as behind a name with its short form: `Đảng bộ Sở X (SX)`.
fn after_brackets(scene: &Scene<'_>, at: usize) -> usize {
    /// Tokens of such brackets.
    const REACH: usize = 6;
    let tokens = &scene.reading.tokens;
    let is_open = scene.reading.mark_at(at, b'(');
    let reach = at..tokens.len().min(at + REACH);
    let close = reach.clone().find(|&close| tokens[close].is_mark(b')'));
    close.filter(|_| is_open).map_or(at, |close| close + 1)
}

/// `…, phường có 27 chi bộ trực thuộc`, `Công ty X hiện có 34 đảng viên`, `Đồn Biên phòng Y dẫn đầu với 6 đảng viên mới`: a
/// level or named unit that has Party organizations or members is its Party organization.
fn of_level(scene: &Scene<'_>, before: TokenRange) -> Option<Owner> {
    let head = scene.knowledge.party_head()?;
    let from = named_in(scene, before.clone())
        .next_back()
        .map_or(before.start, |(_, mention)| mention.tokens.end);
    (from..before.end).rev().find_map(|at| {
        let is_level = scene.cue_at(at, Cue::PlaceLevel).is_some();
        if !is_level {
            scene.cue_at(at, Cue::OrganizationUnit)?;
        }
        // "100% thôn, làng, tổ dân phố đã có": one of a list of levels has none of its own.
        let is_listed = at
            .checked_sub(1)
            .is_some_and(|comma| scene.cue_before(comma, Cue::PlaceLevel).is_some());
        let read = organization_of_unit(
            scene.reading,
            scene.knowledge,
            at,
            &head.canonical,
            HeadKind::Party,
        )?;
        // "Đảng bộ xã A, huyện B có 320 đảng viên", "Chi bộ Đội 2, Công ty X có": the rest of an address owns nothing.
        let is_of_address = || match read.level.filter(|_| is_level) {
            Some(level) => scene.mentions.is_part_of_address(at, Some(level)),
            None => {
                let before = scene.mentions.organization_ending_at(at - 1);
                before.is_some_and(|(_, before)| before.kind == HeadKind::Cell)
            }
        };
        let is_first = at == scene.reading.sentence_of(at).start
            || scene.reading.tokens[at - 1].is_mark(b',') && !is_listed && !is_of_address()
            || scene.reading.tokens[at - 1].is_mark(b':');
        let verb = scene
            .cue_at(read.tokens.end, Cue::CountNow)
            .unwrap_or(read.tokens.end);
        let leads = || {
            let end = scene.cue_at(read.tokens.end, Cue::OrganizationLeads);
            end.is_some_and(|end| scene.cue_at(end, Cue::DeedHave).is_some())
        };
        let has = verb > read.tokens.end
            || scene.cue_at(verb, Cue::CountHas).is_some()
            || !is_level && leads();
        // "công ty có 3 chi bộ": which company is for the context to tell.
        let is_which = is_level || read.is_named;
        // "100% thôn, làng, tổ dân phố đã có tổ chức đảng": kinds of places.
        let is_kind = !read.is_named
            && at
                .checked_sub(1)
                .is_some_and(|comma| scene.cue_before(comma, Cue::PlaceLevel).is_some());
        (is_first && has && is_which && !is_kind).then(|| Owner::Read(Box::new(read)))
    })
}

/// Whether "cả nước" or "toàn Đảng" stands before a figure in its sentence, and no organization or place after it.
fn is_nations(scene: &Scene<'_>, before: TokenRange) -> bool {
    let figure = before.end;
    let Some(nation) = scene.find_last_cue(before, Cue::PlaceNation) else {
        return false;
    };
    let is_compared = scene.cue_before(nation.start, Cue::Superlative).is_some();
    // "học tập văn kiện Đại hội Đảng toàn quốc": whose congress it was.
    let party = scene
        .cue_before(nation.start, Cue::Party)
        .unwrap_or(nation.start);
    let is_of_congress = scene.cue_before(party, Cue::Congress).is_some();
    // "toàn Đảng bộ" is no "toàn Đảng": its last word starts an organization's name.
    let names_one = scene
        .mentions
        .organizations_in(nation.start + 1..figure)
        .any(|(_, mention)| !mention.is_generic || mention.tokens.start < nation.end);
    let places = scene.mentions.territories_in(nation.end..figure);
    !is_compared && !is_of_congress && !names_one && places.is_empty()
}
