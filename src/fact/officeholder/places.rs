//! Places that lend a post their name: at the head of a line, in an adjunct, in a list behind the post.
//!
//! Enters: a sentence's parts and a post. Leaves: [`PostOwner`]s, one for each place.

use crate::fact::officeholder::owner::{PostOwner, has_own_committee, may_mean};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::post::Post;
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::{HeadKind, Level, split_head};
use crate::mention::organization::{self, OrganizationMention};
use crate::mention::territory;
use crate::text::TokenRange;

/// `2. Phường Đồ Sơn: Bí thư Đảng ủy A; hai Phó Bí thư: B, C`, `Xã Tả Lèng do ông A làm Bí thư Đảng ủy; bà B làm Phó Bí thư`: the
/// place that heads the line, or of which the sentence says who leads it.
pub(super) fn of_heading_place(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<PostOwner> {
    let first = first_part(parts, at)?;
    let (owner, end) = of_place(scene, parts, at, first)?;
    let is_led = scene
        .cue_at(parts[end].tokens.start, Cue::OfficeBy)
        .is_some();
    (parts[end].is_mark(b':') || is_led).then_some(owner)
}

/// `Ở xã Tả Lèng, Bí thư Đảng ủy A …`: the place of what the sentence tells.
pub(super) fn of_adjunct_place(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<PostOwner> {
    let first = first_part(parts, at)?;
    let start = scene.cue_at(parts[first].tokens.start, Cue::OfficePlace)?;
    let place = (first..at).find(|&part| parts[part].tokens.start >= start)?;
    let (owner, end) = of_place(scene, parts, at, place)?;
    parts[end].is_mark(b',').then_some(owner)
}

/// `Xã Tả Lèng do ông A, nguyên Trưởng ban …, làm Bí thư Đảng ủy`, `tại Xứ ủy Nam Kỳ do A làm Bí thư`: the place or the
/// organization that the post's holder is said to lead.
pub(super) fn of_place_led(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<PostOwner> {
    /// Parts of a place's name.
    const PLACE: usize = 4;
    let by = (1..at).rev().find(|&by| parts[by].is_verb(Cue::OfficeBy))?;
    let told = &parts[by + 1..at];
    let is_holders = told.first().is_some_and(Part::is_person)
        && told
            .last()
            .is_some_and(|verb| verb.is_verb(Cue::OfficeAppoint))
        && told.iter().filter(|part| part.is_somebody()).count() == 1
        && !told.iter().any(|part| part.is_mark(b';'));
    if !is_holders {
        return None;
    }
    let end = if parts[by - 1].is_mark(b',') {
        by - 1
    } else {
        by
    };
    let led = end.checked_sub(1)?;
    let head = parts[at].post()?.mention(scene);
    if let Some((index, mention)) = scene.organization_at(parts[led].tokens.start) {
        let is_led = !mention.is_generic && mention.kind != HeadKind::National;
        return (is_led && may_mean(head, mention)).then_some(PostOwner {
            owner: Owner::Mention(index),
            is_named: mention.is_named,
        });
    }
    (end.saturating_sub(PLACE)..end).find_map(|place| {
        let (owner, behind) = of_place(scene, parts, at, place)?;
        (behind == end).then_some(owner)
    })
}

/// The first part before a post that says something.
fn first_part(parts: &[Part], at: usize) -> Option<usize> {
    parts[..at]
        .iter()
        .position(|part| !matches!(part.element, Element::Mark(_) | Element::Aside))
}

/// The committee of the place that a part names, for a post whose words leave it open, and the part behind the place. A
/// village has a cell; levels whose committee has a name of its own have no Đảng ủy.
fn of_place(
    scene: &Scene<'_>,
    parts: &[Part],
    at: usize,
    place: usize,
) -> Option<(PostOwner, usize)> {
    let start = parts[place].tokens.start;
    let (reading, knowledge) = (scene.reading, scene.knowledge);
    let (end, level, name) = match scene.cue_at(start, Cue::PlaceLevel) {
        Some(word) => {
            let (end, level, name) = organization::place_name(reading, knowledge, start..word)?;
            let word = reading.canonical(start..word).to_lowercase();
            (end, level, format!("{word} {name}"))
        }
        // "Tại Kiên Giang, nguyên Phó Bí thư A …"
        None => {
            let (end, row) = territory::province_at(reading, start)?;
            let place = &knowledge.places[row as usize];
            let mut words = knowledge.level_words.iter();
            let (_, word) = words.find(|(level, _)| *level == place.level)?;
            (end, place.level, format!("{word} {}", place.name))
        }
    };
    let head = parts[at].post()?.mention(scene);
    let (canonical, kind) = match head {
        Some(head) => (head.name.as_str(), head.kind),
        None => (knowledge.party_head()?.canonical.as_str(), HeadKind::Party),
    };
    let fits = (level == Level::Village) == (kind == HeadKind::Cell)
        && !(head.is_some() && has_own_committee(level));
    let behind = (place..at).find(|&part| parts[part].tokens.start >= end)?;
    fits.then(|| (named(format!("{canonical} {name}"), start..end), behind))
}

/// The committees of a post that names several places: `Bí thư Tỉnh ủy các tỉnh Sơn La, Lai Châu`, `Bí thư Tỉnh ủy Phú
/// Yên, Khánh Hòa và Bình Định`, `Bí thư Huyện ủy Vị Xuyên và Quang Bình`; none where it names one.
pub(super) fn of_several(scene: &Scene<'_>, parts: &[Part], at: usize) -> Vec<PostOwner> {
    let Some((post, head)) = parts[at]
        .post()
        .and_then(|post| Some((post, post.mention(scene)?)))
        .filter(|(_, head)| head.level.is_some_and(has_own_committee) && !head.has_unit)
    else {
        return Vec::new();
    };
    let of = |base: &str, place: &str, tokens| named(format!("{base} {place}"), tokens);
    if !head.is_named {
        return of_levelled_list(scene, post, head);
    }
    let Some(place) = head.place.as_deref() else {
        return Vec::new();
    };
    let Some(base) = head.name.strip_suffix(place).map(str::trim_end) else {
        return Vec::new();
    };
    let mut owners = vec![of(base, place, head.tokens.clone())];
    let mut next = at + 1;
    while parts
        .get(next)
        .is_some_and(|joint| joint.is_mark(b',') || joint.element == Element::And)
        && let Some(further) = parts.get(next + 1)
        && let Some((to, name)) = place_of_level(scene, further.tokens.start, head.level)
    {
        owners.push(of(base, &name, further.tokens.start..to));
        next = (next + 1..parts.len())
            .find(|&part| parts[part].tokens.start >= to)
            .unwrap_or(parts.len());
    }
    // "…, Hà Nội có mặt": a list of posts ends where a clause does not begin.
    let ends = parts.get(next).is_none_or(|after| {
        matches!(after.element, Element::Mark(_) | Element::Aside)
            || after.is_verb(Cue::OfficeTowards)
    });
    if owners.len() > 1 && ends {
        owners
    } else {
        Vec::new()
    }
}

/// `Bí thư Tỉnh ủy các tỉnh Sơn La, Lai Châu`: the places of the list right behind a post.
fn of_levelled_list(scene: &Scene<'_>, post: &Post, head: &OrganizationMention) -> Vec<PostOwner> {
    const LIST_REACH: usize = 4;
    let end = post.tokens.end;
    let word = (end..end + LIST_REACH).find(|&word| scene.cue_at(word, Cue::PlaceLevel).is_some());
    let (Some(word), Some(_)) = (word, scene.cue_at(end, Cue::Plural)) else {
        return Vec::new();
    };
    let places = organization::listed_places(scene.reading, scene.knowledge, word);
    // "Đảng bộ", without the level that the list repeats
    let (base, _) = split_head(&head.name);
    if places.len() < 2 {
        return Vec::new();
    }
    places
        .into_iter()
        .map(|(tokens, place)| named(format!("{base} {place}"), tokens))
        .collect()
}

fn named(name: String, tokens: TokenRange) -> PostOwner {
    PostOwner {
        owner: Owner::Named(name, tokens),
        is_named: true,
    }
}

/// The place of a level that a bare name tells: where it ends, and its spelling.
fn place_of_level(scene: &Scene<'_>, at: usize, level: Option<Level>) -> Option<(usize, String)> {
    let (reading, knowledge) = (scene.reading, scene.knowledge);
    if level == Some(Level::Province) {
        let (end, row) = territory::province_at(reading, at)?;
        return Some((end, knowledge.places[row as usize].name.clone()));
    }
    // "Huyện ủy Tam Bình, Vĩnh Long": the district's province.
    if territory::province_at(reading, at).is_some() {
        return None;
    }
    let (end, row) = territory::district_at(reading, at)?;
    let is_district = level.is_some_and(Level::is_of_district);
    is_district.then(|| (end, knowledge.districts[row as usize].name.clone()))
}

/// `Phó Bí thư Đảng ủy xã M, xã N`: the committee of the place that has the holder's turn in a list which the post's own place
/// opens, each with its word for one level.
fn of_own_list(
    scene: &Scene<'_>,
    post: &Post,
    head: &OrganizationMention,
    turn: usize,
) -> Option<PostOwner> {
    let own = scene.mentions.territory_ending_at(post.tokens.end)?;
    let own = &scene.mentions.territories[own];
    let word = scene.find_cue(head.tokens.clone(), Cue::PlaceLevel)?.start;
    let places = organization::listed_places(scene.reading, scene.knowledge, word);
    let (tokens, place) = places.get(turn)?;
    let is_alike = places[1..=turn].iter().all(|(tokens, _)| {
        let listed = scene.mentions.territory_at(tokens.start);
        listed.is_some_and(|listed| listed.is_levelled && listed.level == own.level)
    });
    let base = head.name.strip_suffix(&places.first()?.1)?;
    is_alike.then(|| named(format!("{base}{place}"), tokens.clone()))
}

/// `Phó Bí thư Đảng ủy các xã M, N và phường P`, `BCH Đảng bộ các xã: M, N, P, theo đó … lần lượt giữ chức Phó Bí thư Đảng
/// ủy`: the place of a list that has the holder's turn, right behind the post, else the list before it in the sentence; with the
/// post's own place as its first, `Phó Bí thư Đảng ủy xã M, xã N`, `Bí thư Huyện ủy M, N`.
pub(super) fn of_listed_place(
    scene: &Scene<'_>,
    parts: &[Part],
    at: usize,
    turn: usize,
) -> Option<PostOwner> {
    let post = parts[at].post()?;
    let head = post.mention(scene)?;
    if head.is_named && !head.has_unit {
        let mut owners = of_several(scene, parts, at).into_iter();
        return owners
            .nth(turn)
            .or_else(|| of_own_list(scene, post, head, turn));
    }
    let is_open = !head.is_named && !head.has_unit && head.level.is_none();
    let starts = parts.first()?.tokens.start;
    let levels = |from: usize, to: usize| {
        (from..to).filter(|&word| {
            let plural = scene.cue_before(word, Cue::Plural);
            plural.is_some() && scene.cue_at(word, Cue::PlaceLevel).is_some()
        })
    };
    let behind = post.tokens.end;
    let word = levels(behind, behind + 2)
        .next()
        .or_else(|| {
            // "lần lượt" may be but the beginning of its verb.
            let before = starts..parts[at].tokens.start;
            let is_in_turn = scene.find_cue(before, Cue::OfficeInTurn).is_some();
            levels(starts, parts[at].tokens.start)
                .next_back()
                .filter(|_| is_in_turn)
        })
        .filter(|_| is_open)?;
    let places = organization::listed_places(scene.reading, scene.knowledge, word);
    let (tokens, place) = places.get(turn).filter(|_| places.len() > 1)?;
    Some(named(format!("{} {place}", head.name), tokens.clone()))
}
