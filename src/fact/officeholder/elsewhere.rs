//! Posts that are not this Party's: other countries' secretaries, the Youth Union's.
//!
//! Enters: a scene and a post among the parts of its sentence. Leaves: whether it belongs elsewhere.

use crate::fact::Scene;
use crate::fact::officeholder::career::is_office;
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::post::Post;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::Level;
use crate::record::Role;
use crate::text::{Kind, Token, TokenRange};

/// Whether a post is of another country's party: a general secretary named with his country, a secretary of a place that
/// the text puts abroad.
pub(super) fn is_abroad(scene: &Scene<'_>, post: &Post, tokens: &TokenRange) -> bool {
    if post.role == Role::GeneralSecretary {
        return scene
            .find_cue(tokens.clone(), Cue::CountryForeign)
            .is_some();
    }
    if is_followed_by_country(scene, post)
        || names_foreign_place(scene, post)
        || holds_foreign_office(scene, post)
    {
        return true;
    }
    let named = post.mention(scene).and_then(|one| one.place.as_deref());
    let Some(place) = named.filter(|_| scene.reading.cues().has(Cue::CountryForeign)) else {
        return false;
    };
    (scene.mentions.territories.iter())
        .any(|one| one.name == place && is_country_after(scene, one.tokens.end))
}

/// `Bí thư Thành ủy Thượng Hải`: a place that is none of Vietnam's ends the post or follows it. Communes here bear the
/// names of provinces there.
fn names_foreign_place(scene: &Scene<'_>, post: &Post) -> bool {
    let is_high = post
        .mention(scene)
        .is_some_and(|mention| matches!(mention.level, Some(Level::Province | Level::City)));
    if !is_high {
        return false;
    }
    // "Hà Nam Ninh" ends with a city of China.
    let is_whole = |place: usize| !scene.reading.tokens[place - 1].is_capitalized();
    scene.cue_at(post.tokens.end, Cue::PlaceForeign).is_some()
        || scene
            .cue_before(post.tokens.end, Cue::PlaceForeign)
            .is_some_and(|place| is_whole(place) || scene.mentions.territory_over(place).is_none())
}

/// `Bí thư Tỉnh ủy, Tỉnh trưởng tỉnh Xiêng Khoảng`: the post's holder has an office too that no Vietnamese has.
fn holds_foreign_office(scene: &Scene<'_>, post: &Post) -> bool {
    let joint = post.tokens.end;
    let is_mark = |mark: &Token| matches!(mark.kind, Kind::Mark(b',' | b'-'));
    let mark = scene.reading.tokens.get(joint).is_some_and(is_mark);
    let office = match scene.cue_at(joint, Cue::OfficeLink) {
        Some(end) => end,
        None => joint + usize::from(mark),
    };
    scene.cue_at(office, Cue::OfficeForeign).is_some()
}

/// `Phó Bí thư Đảng ủy Khu tự trị … Quảng Tây, Trung Quốc`: a country stands alone after the place.
fn is_followed_by_country(scene: &Scene<'_>, post: &Post) -> bool {
    const PLACE_REACH: usize = 10;
    let sentence = scene.reading.sentence_of(post.tokens.start);
    let from = post.tokens.end;
    // "Bí thư Tỉnh ủy Phú Thọ tiếp Đoàn đại biểu tỉnh Luông Nậm Thà (Lào)": behind a whole name only its own place goes on.
    let is_whole = post.mention(scene).is_some_and(|mention| mention.is_named)
        && scene.cue_at(from, Cue::PlaceLevel).is_none();
    let reach = if is_whole { 1 } else { PLACE_REACH };
    (from..sentence.end.min(from + reach))
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .is_some_and(|at| is_country_after(scene, at))
}

/// Whether a country stands alone at a token, or behind the mark at it: `, Trung Quốc`, `(CHDCND Lào)`.
fn is_country_after(scene: &Scene<'_>, at: usize) -> bool {
    let is_mark = |at: usize, marks: &[u8]| {
        scene
            .reading
            .tokens
            .get(at)
            .is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
    };
    let country = at + usize::from(is_mark(at, b",(-"));
    scene
        .cue_at(country, Cue::CountryForeign)
        .is_some_and(|end| end >= scene.reading.sentence_of(at).end || is_mark(end, b",.;)-:"))
}

/// Whether a post without an organization goes with one of the Youth Union's: `Phó Bí thư, Bí thư Thành đoàn`, `từ Phó Bí
/// thư lên làm Bí thư Thành đoàn`, or follows one, or a body of the Union, in a sentence that names no organization of the
/// Party. A post that goes with one of the Party or of the state is the Party's: `Bí thư Quận đoàn, Phó Bí thư Thường trực,
/// Bí thư Quận ủy`, `Bí thư kiêm Chủ tịch UBND`.
pub(super) fn is_of_union(scene: &Scene<'_>, parts: &[Part], at: usize) -> bool {
    let is_union = |part: &Part| {
        part.element == Element::Title && scene.cue_at(part.tokens.start, Cue::RoleYouth).is_some()
    };
    let is_open = parts[at]
        .post()
        .is_some_and(|post| post.mention(scene).is_none());
    if !is_open {
        return false;
    }
    let goes_on_in_union = parts.get(at + 1).is_some_and(|part| {
        part.is_mark(b',')
            || part.is_verb(Cue::OfficeLink)
            || part.is_verb(Cue::OfficeAppoint)
            || part.element == Element::And
    }) && parts.get(at + 2).is_some_and(is_union);
    let before = &parts[..at];
    let follows_union =
        before.iter().any(is_union) || elects_union(scene, before) || is_unions_own(scene, before);
    goes_on_in_union
        || (follows_union
            && !before.iter().any(|part| names_party(scene, part))
            && !goes_on_in_party(scene, &parts[at + 1..]))
}

fn names_party(scene: &Scene<'_>, part: &Part) -> bool {
    match &part.element {
        Element::Post(post) => post.mention(scene).is_some(),
        element => *element == Element::Organization,
    }
}

/// Whether a list of offices goes on with one of the Party's, or the post is joined to one of the state's.
fn goes_on_in_party(scene: &Scene<'_>, after: &[Part]) -> bool {
    let is_joint = |part: &Part| {
        matches!(part.element, Element::Mark(b',') | Element::And) || part.is_verb(Cue::OfficeLink)
    };
    let joins = after
        .first()
        .is_some_and(|part| part.is_verb(Cue::OfficeLink));
    let is_state = |part: &Part| {
        part.element == Element::Title
            && scene
                .find_cue(part.tokens.clone(), Cue::TitleState)
                .is_some()
    };
    let next = after.iter().find(|part| !is_joint(part));
    next.is_some_and(|next| names_party(scene, next) || (joins && is_state(next)))
}

/// `bầu Ban Chấp hành Đoàn Khối khóa IV; anh A được bầu làm Bí thư`: a body of the Union is what was elected.
fn elects_union(scene: &Scene<'_>, before: &[Part]) -> bool {
    let (Some(first), Some(last)) = (before.first(), before.last()) else {
        return false;
    };
    scene
        .find_cue(first.tokens.start..last.tokens.end, Cue::BodyUnion)
        .is_some()
}

/// `Tỉnh đoàn Vĩnh Long có tân Bí thư là anh A`: nobody is named between the Union's organization and the post.
fn is_unions_own(scene: &Scene<'_>, before: &[Part]) -> bool {
    let ends = |part: &Part| {
        part.is_somebody() || matches!(part.element, Element::Mark(b',' | b';' | b':' | b'.'))
    };
    let from = before.iter().rposition(ends).map_or(0, |last| last + 1);
    let (Some(first), Some(last)) = (before[from..].first(), before.last()) else {
        return false;
    };
    let clause = first.tokens.start..last.tokens.end;
    let youth = scene.find_cue(clause, Cue::BodyYouth);
    // "Làm việc với chi đoàn thôn Đông, Bí thư …"
    youth.is_some_and(|youth| scene.cue_before(youth.start, Cue::OfficeTowards).is_none())
}

/// Whether the lines right above a line, down from one that names a body that is not the Party's, hold nothing but posts and
/// those who have them: `Chi đoàn thôn Đông` over `Bí thư: A` and `Phó Bí thư: B`.
pub(super) fn is_under_union(scene: &Scene<'_>, sentences: &[&[Part]], index: usize) -> bool {
    /// Lines of one list.
    const LINES: usize = 8;
    let is_entry = |parts: &[Part]| {
        parts.iter().any(|part| part.post().is_some())
            && parts.iter().all(|part| {
                is_office(part)
                    || part.is_somebody()
                    || matches!(part.element, Element::Address | Element::Mark(b':'))
            })
    };
    let mut above = sentences[..index].iter().rev().take(LINES);
    let heading = above.find(|parts| !is_entry(parts));
    heading.is_some_and(|parts| heads_union(scene, parts))
}

/// `Tỉnh đoàn Vĩnh Long,` over the line of its secretary: what ends the line before names a body that is not the Party's.
fn heads_union(scene: &Scene<'_>, parts: &[Part]) -> bool {
    const LONGEST: usize = 10;
    let from = parts
        .iter()
        .rposition(|part| part.is_person() || part.post().is_some())
        .map_or(0, |last| last + 1);
    let (Some(first), Some(last)) = (parts[from..].first(), parts.last()) else {
        return false;
    };
    let tokens = first.tokens.start..last.tokens.end;
    let names_party = parts[from..]
        .iter()
        .any(|part| part.element == Element::Organization);
    tokens.len() <= LONGEST
        && !last.is_mark(b'.')
        && !names_party
        && scene.find_cue(tokens, Cue::BodyOther).is_some()
}
