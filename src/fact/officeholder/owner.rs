//! Whose post it is: by its own words, by the holder's other offices, by the posts it is listed with.
//!
//! Enters: a sentence's parts and a post. Leaves: an [`Owner`] and whether the words name it.

use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::post::{Post, with_name, without_last_words};
use crate::fact::officeholder::{beside, places};
use crate::fact::{Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::organization::{self, OrganizationMention};
use crate::record::{Role, Status};
use crate::text::fold::fold;
use crate::text::{Token, TokenRange};

/// The owner of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PostOwner {
    pub owner: Owner,
    /// The words name it in full; else it is a short form or the context.
    pub is_named: bool,
}

impl PostOwner {
    /// The organization that a rule read from a post's words.
    fn read(mention: OrganizationMention) -> Self {
        Self {
            is_named: mention.is_named,
            owner: Owner::Read(Box::new(mention)),
        }
    }

    /// How much the words say: nothing, a short form, a name.
    pub(super) fn weight(&self) -> u8 {
        match self.owner {
            _ if self.is_named => 2,
            Owner::Context(_) | Owner::Unknown => 0,
            _ => 1,
        }
    }
}

/// The owner of the post at `at`; `turn`: its holder's place among several who hold such posts one each.
pub(super) fn owner(
    scene: &Scene<'_>,
    parts: &[Part],
    at: usize,
    turn: Option<usize>,
) -> PostOwner {
    let Some(post) = parts[at].post() else {
        return context(parts[at].tokens.start);
    };
    if post.role == Role::GeneralSecretary {
        return PostOwner {
            owner: Owner::Party,
            is_named: true,
        };
    }
    if let Some(owner) = turn.and_then(|turn| in_turn(scene, parts, at, turn)) {
        return owner;
    }
    if !post.is_bare(scene) {
        if let Some(owner) = of_office(scene, parts, at, post) {
            return owner;
        }
        let is_named = post.mention(scene).is_some_and(|mention| mention.is_named);
        return post.owner().map_or_else(
            || context(post.tokens.start),
            |owner| PostOwner { owner, is_named },
        );
    }
    beside::of_holder(scene, parts, at, post)
        .or_else(|| of_heading(scene, parts, at))
        .or_else(|| places::of_heading_place(scene, parts, at))
        .or_else(|| places::of_place_led(scene, parts, at))
        .or_else(|| by_titles(scene, parts, at, post))
        .or_else(|| {
            if post.owner().is_none() {
                beside::of_organization_led(scene, parts, at)
                    .or_else(|| beside::of_destination(scene, parts, at))
                    .or_else(|| by_state_before(scene, parts, at, post))
                    .or_else(|| by_siblings(scene, parts, at))
                    .or_else(|| places::of_adjunct_place(scene, parts, at))
            } else {
                places::of_adjunct_place(scene, parts, at)
            }
        })
        .or_else(|| {
            post.owner().map(|owner| PostOwner {
                owner,
                is_named: false,
            })
        })
        .unwrap_or_else(|| context(post.tokens.start))
}

fn context(token: usize) -> PostOwner {
    PostOwner {
        owner: Owner::Context(token),
        is_named: false,
    }
}

/// `Bí thư Đảng ủy Cơ quan, Chủ tịch HĐQT Tổng công ty X`: another office tells whose the agency is that the post's words leave
/// open.
fn of_office(scene: &Scene<'_>, parts: &[Part], at: usize, post: &Post) -> Option<PostOwner> {
    let mention = post.mention(scene).filter(|mention| !mention.is_named)?;
    let end = mention.tokens.end;
    let office = scene.cue_before(end, Cue::OrganizationOffice)?;
    let word = fold(&scene.reading.canonical(office..end));
    let owner = by_titles(scene, parts, at, post).filter(|owner| owner.is_named)?;
    let name = &mention_of(scene, &owner.owner)?.name;
    // "Bí thư Chi bộ Văn phòng, Chánh Văn phòng Tỉnh ủy"
    (fold(name).matches(word.as_str()).count() == 1).then_some(owner)
}

/// `2) Đảng ủy UBND: BCH 35 đồng chí; đồng chí A kiêm Bí thư`: the organization that heads the line, for a post without words
/// of its own.
fn of_heading(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<PostOwner> {
    if parts[at].post()?.owner().is_some() {
        return None;
    }
    let first = parts[..at]
        .iter()
        .position(|part| !matches!(part.element, Element::Mark(_) | Element::Aside))?;
    let heads = parts[first].element == Element::Organization && parts[first + 1].is_mark(b':');
    let (index, mention) = scene.organization_at(parts[first].tokens.start)?;
    (heads && !mention.is_generic).then_some(PostOwner {
        owner: Owner::Mention(index),
        is_named: mention.is_named,
    })
}

/// `Ông A và bà B lần lượt giữ chức Bí thư Đảng ủy xã M, xã N`: whether a post names an organization for each of several holders.
pub(super) fn has_turns(scene: &Scene<'_>, parts: &[Part], at: usize, holders: usize) -> bool {
    let last = holders.checked_sub(1).filter(|last| *last > 0);
    last.is_some_and(|last| in_turn(scene, parts, at, last).is_some())
}

/// `các đồng chí A, B giữ chức Phó Bí thư Đảng ủy Sở Y tế, Đảng ủy Sở Xây dựng`, `… lần lượt giữ chức Phó Bí thư Đảng ủy
/// các xã M, N`
fn in_turn(scene: &Scene<'_>, parts: &[Part], at: usize, turn: usize) -> Option<PostOwner> {
    if let Some(owner) = places::of_listed_place(scene, parts, at, turn) {
        return Some(owner);
    }
    let mut left = turn;
    for part in &parts[at + 1..] {
        match part.element {
            _ if left == 0 => return None,
            Element::Mark(b',') | Element::And => {}
            Element::Organization => {
                left -= 1;
                if left == 0 {
                    let (index, mention) = scene.organization_at(part.tokens.start)?;
                    return Some(PostOwner {
                        owner: Owner::Mention(index),
                        is_named: mention.is_named,
                    });
                }
            }
            _ => return None,
        }
    }
    None
}

/// `Bí thư Đảng ủy, Chủ tịch HĐQT Công ty X`, `Phó Bí thư, Bí thư Huyện ủy Y`
fn by_titles(scene: &Scene<'_>, parts: &[Part], at: usize, post: &Post) -> Option<PostOwner> {
    let has_holder = at >= 2
        && (parts[at - 1].is_mark(b',') || parts[at - 1].is_mark(b'-'))
        && parts[at - 2].is_person();
    // "cựu chủ tịch HĐQT tổng công ty, cựu chủ tịch HĐTV Tập đoàn X": a body of the same kind may be told by name later.
    let mut open: Option<PostOwner> = None;
    let heads_body = |title: &TokenRange| {
        scene.find_cue(title.clone(), Cue::TitleBody).is_some()
            && scene.find_cue(title.clone(), Cue::TitleState).is_none()
    };
    for (index, part) in parts.iter().enumerate().skip(at + 1) {
        match &part.element {
            Element::Mark(b',' | b'-' | b'/')
            | Element::And
            | Element::Verb(Cue::OfficeLink | Cue::StatusFormer)
            | Element::Aside => {}
            Element::Noun | Element::Organization => {}
            Element::Title => {
                if let Some(owner) = of_title(scene, post, &part.tokens) {
                    let next = parts.get(index + 1);
                    let owner = of_title_before_name(scene, owner, next, has_holder);
                    if owner.is_named && (open.is_none() || heads_body(&part.tokens)) {
                        return Some(owner);
                    }
                    if !heads_body(&part.tokens) {
                        return open.or(Some(owner));
                    }
                    open = open.or(Some(owner));
                }
            }
            Element::Post(other)
                if !other.is_bare(scene)
                    && other
                        .mention(scene)
                        .is_some_and(|full| may_mean(post.mention(scene), full)) =>
            {
                let is_named = other.mention(scene).is_some_and(|mention| mention.is_named);
                return open.or_else(|| other.owner().map(|owner| PostOwner { owner, is_named }));
            }
            // "Bí thư Đảng ủy - Chính ủy, Phó Bí thư Đảng ủy - Tư lệnh Quân khu X"
            Element::Post(other) if post.owner().is_none() || other.is_bare(scene) => {}
            _ => return open.or_else(|| of_unit_behind(scene, parts, at, post)),
        }
    }
    open
}

/// `Chủ tịch UBND quận 14, Phó Bí thư`: the place of the state's office that a post without an organization is joined to.
fn by_state_before(scene: &Scene<'_>, parts: &[Part], at: usize, post: &Post) -> Option<PostOwner> {
    let joint = at.checked_sub(1)?;
    // "quận 12": the number is no word of the title.
    let title = (0..joint)
        .rev()
        .find(|&left| !matches!(parts[left].element, Element::Aside | Element::Noun))?;
    let tokens = parts[title].tokens.start..parts[joint].tokens.start;
    let title = &parts[title];
    let is_joined = parts[joint].is_mark(b',')
        || parts[joint].element == Element::And
        || parts[joint].is_verb(Cue::OfficeLink);
    let is_states = title.element == Element::Title
        && scene.find_cue(tokens.clone(), Cue::TitleState).is_some();
    (is_joined && is_states)
        .then(|| of_title(scene, post, &tokens))
        .flatten()
        .filter(|owner| owner.is_named)
}

/// `Bí thư chi bộ, trợ lý tác chiến, huấn luyện, Ban chỉ huy quân sự huyện X`: the unit that ends a list of offices without
/// one, behind a comma of its own.
fn of_unit_behind(scene: &Scene<'_>, parts: &[Part], at: usize, post: &Post) -> Option<PostOwner> {
    /// Parts of such a list.
    const REACH: usize = 12;
    let head = post.mention(scene)?;
    let is_of_list = |part: &Part| {
        matches!(
            part.element,
            Element::Mark(b',') | Element::Title | Element::Word | Element::And | Element::Noun
        ) || part.is_verb(Cue::StatusFormer)
    };
    let list = parts.iter().enumerate().skip(at + 1).take(REACH);
    let mut has_title = false;
    for (index, part) in list.take_while(|(_, part)| is_of_list(part)) {
        has_title |= part.element == Element::Title;
        let start = part.tokens.start;
        let opens_unit = scene.cue_at(start, Cue::OrganizationUnit).is_some();
        if has_title && parts[index - 1].is_mark(b',') && opens_unit {
            let (reading, knowledge) = (scene.reading, scene.knowledge);
            let (name, kind) = (&head.name, head.kind);
            let mention = organization::organization_of_unit(reading, knowledge, start, name, kind)
                .filter(|mention| mention.is_named)?;
            // "…, Công đoàn cơ sở có 14 tổ" is a clause of its own.
            let after = scene.reading.tokens.get(mention.tokens.end);
            if after.is_some_and(Token::is_word) {
                return None;
            }
            return Some(PostOwner {
                is_named: true,
                owner: Owner::Read(Box::new(mention)),
            });
        }
    }
    None
}

/// The full name right behind a title is its holder's: `Bí thư Đảng ủy, Giám đốc Công ty Lê Văn Sang`. Where the holder
/// stands before, it is the place's: `Ông Lê Văn Sang, Bí thư Đảng ủy, Chủ tịch UBND xã Đinh Trang Hòa`.
fn of_title_before_name(
    scene: &Scene<'_>,
    owner: PostOwner,
    next: Option<&Part>,
    has_holder: bool,
) -> PostOwner {
    const FULL_NAME: usize = 3;
    let (Owner::Read(mention), Some(Element::Person(name))) =
        (&owner.owner, next.map(|next| &next.element))
    else {
        return owner;
    };
    let is_within = name.len() >= FULL_NAME && mention.tokens.end == name.end;
    // The dictionary has all cities and districts: another name behind their word is somebody's.
    let is_open = (mention.open_level).is_some_and(|level| !level.is_of_district());
    let is_behind = mention.tokens.end == name.start && is_open;
    let read = if is_within && !has_holder {
        without_last_words(mention, name)
    } else if is_behind && has_holder {
        with_name(scene, mention, name)
    } else {
        return owner;
    };
    PostOwner::read(read)
}

/// Whether a post's words can mean an organization that others name in full: `Phó Bí thư` and `Huyện ủy Y`,
/// `Đảng ủy` and `Đảng ủy Khối`, `Tỉnh ủy` and `Tỉnh ủy X`; never `Đảng ủy` and `Tỉnh ủy X`.
pub(super) fn may_mean(short: Option<&OrganizationMention>, full: &OrganizationMention) -> bool {
    let Some(short) = short else { return true };
    if short.kind != full.kind {
        return false;
    }
    if short.level.is_none() && !short.has_unit {
        return full.has_unit || !full.level.is_some_and(has_own_committee);
    }
    short.level == full.level
        && short.has_unit == full.has_unit
        && (!short.has_unit || full.name.starts_with(&short.name))
}

/// Levels whose committee has a name of its own: Tỉnh ủy, Huyện ủy.
pub(super) fn has_own_committee(level: Level) -> bool {
    matches!(
        level,
        Level::Province | Level::City | Level::District | Level::UrbanDistrict | Level::Town
    )
}

/// The mention that an owner was read from.
pub(super) fn mention_of<'m>(
    scene: &'m Scene<'_>,
    owner: &'m Owner,
) -> Option<&'m OrganizationMention> {
    match owner {
        Owner::Mention(index) => scene.mentions.organizations.get(*index),
        Owner::Read(mention) => Some(mention),
        _ => None,
    }
}

/// The organization or unit that a title names.
fn of_title(scene: &Scene<'_>, post: &Post, title: &TokenRange) -> Option<PostOwner> {
    let head = post.mention(scene);
    let fits = |mention: &OrganizationMention| {
        mention.kind != HeadKind::National
            && !mention.is_generic
            && (head.is_none() || mention.is_named || mention.has_unit)
            && may_mean(head, mention)
    };
    if let Some((index, mention)) = scene
        .mentions
        .organizations_in(title.clone())
        .find(|(_, mention)| fits(mention))
    {
        return Some(PostOwner {
            owner: Owner::Mention(index),
            is_named: mention.is_named,
        });
    }
    let (canonical, kind) = match head {
        Some(head) => (head.name.as_str(), head.kind),
        None => (
            scene.knowledge.party_head()?.canonical.as_str(),
            HeadKind::Party,
        ),
    };
    // "Bí thư Chi bộ kiêm Bí thư Đoàn trường": the Union's committee is no unit of the Party's.
    if scene.cue_at(title.start, Cue::RoleYouth).is_some() && kind == HeadKind::Cell {
        return None;
    }
    if let Some(mention) = ministry(scene, title, canonical, kind) {
        return Some(PostOwner {
            owner: Owner::Read(Box::new(mention)),
            is_named: true,
        });
    }
    unit_of_title(scene, title, head, (canonical, kind))
}

/// The unit or state body that a title names, with the name and kind of the post's own head.
fn unit_of_title(
    scene: &Scene<'_>,
    title: &TokenRange,
    head: Option<&OrganizationMention>,
    (canonical, kind): (&str, HeadKind),
) -> Option<PostOwner> {
    let is_territorial = matches!(kind, HeadKind::Party | HeadKind::Cell);
    let head_end = scene.cue_at(title.start, Cue::TitleHead);
    let mut within_head: Option<PostOwner> = None;
    // "Bí thư Đảng ủy, Tổng cục trưởng"
    let is_own_noun = head.is_some() && scene.cue_at(title.start, Cue::OrganizationUnit).is_some();
    let mut at = title.start + usize::from(!is_own_noun);
    while at < title.end {
        if let Some(end) = scene.cue_at(at, Cue::TitleBody) {
            at = end;
        } else if let Some(end) = scene.cue_at(at, Cue::TitleState).filter(|_| is_territorial) {
            if let Some(mention) = head.and_then(|head| of_state(scene, head, at, end)) {
                return Some(PostOwner::read(mention));
            }
            at = end;
        } else if let Some((_, committee)) = scene.organization_at(at) {
            // "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy": the committee again, no unit of it.
            at = committee.tokens.end;
        } else if opens_unit(scene, at)
            && (is_territorial || scene.cue_at(at, Cue::OrganizationUnit).is_some())
            && let Some(mention) = organization::organization_of_unit(
                scene.reading,
                scene.knowledge,
                at,
                canonical,
                kind,
            )
        {
            let owner = PostOwner::read(mention);
            let is_within = head_end.is_some_and(|end| at < end);
            // "Trưởng ban Ban Quản lý dự án"
            let tokens = &scene.reading.tokens;
            let is_double = tokens
                .get(at + 1)
                .is_some_and(|next| next.form == tokens[at].form);
            if !is_within || owner.is_named && at > title.start && !is_double {
                return Some(owner);
            }
            // "Phó Viện trưởng Viện Kiểm sát", "Tổng cục trưởng": the title's own noun tells less than a unit behind it.
            within_head.get_or_insert(owner);
            at += 1;
        } else {
            at += 1;
        }
    }
    within_head
}

/// `Bí thư Đảng ủy, Chủ tịch UBND tỉnh X`: a province's own committee is its Tỉnh ủy, so that Đảng ủy is the state body's.
fn of_state(
    scene: &Scene<'_>,
    head: &OrganizationMention,
    body: usize,
    level_word: usize,
) -> Option<OrganizationMention> {
    let is_committee =
        scene.cue_at(head.tokens.start, Cue::OrganizationBareCommittee) == Some(head.tokens.end);
    let level = scene.reading.level_at(level_word);
    let is_provincial = level.is_some_and(|(_, level)| level.is_provincial());
    if !is_committee || !is_provincial {
        return None;
    }
    let (reading, knowledge) = (scene.reading, scene.knowledge);
    organization::organization_of_unit(reading, knowledge, body, &head.name, head.kind)
}

/// `Bộ trưởng Tài nguyên và Môi trường`: the minister's title names the ministry without its first word's noun.
fn ministry(
    scene: &Scene<'_>,
    title: &TokenRange,
    canonical: &str,
    kind: HeadKind,
) -> Option<OrganizationMention> {
    let name = scene.cue_at(title.start, Cue::TitleMinister)?;
    let names_itself = name >= title.end || scene.cue_at(name, Cue::OrganizationUnit).is_some();
    if names_itself || !scene.reading.tokens[name].is_capitalized() {
        return None;
    }
    let tokens = title.start..title.end;
    let (first, rest) = (
        scene.reading.word(title.start),
        scene.reading.words(name..title.end),
    );
    let full = format!("{canonical} {first} {rest}");
    Some(OrganizationMention::of_unit(kind, full, tokens))
}

fn opens_unit(scene: &Scene<'_>, at: usize) -> bool {
    let is_place =
        scene.reading.tokens[at].is_capitalized() && scene.reading.place_at(at).is_some();
    is_place
        || scene.starts_any(
            at,
            const {
                CueSet::of(&[
                    Cue::OrganizationUnit,
                    Cue::OrganizationBlock,
                    Cue::PlaceLevel,
                ])
            },
        )
}

/// `A, Bí thư; B, Phó Bí thư Thường trực; C, Phó Bí thư Đảng ủy Khối`: the last one names what all belong to; else the
/// one before did. A post that somebody is given goes with posts that are given, one that explains a name with its like.
fn by_siblings(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<PostOwner> {
    let is_given = is_given(parts, at);
    // "đồng chí A, nguyên Bí thư Đảng ủy Khối, …; đồng chí B, Phó Bí thư": what somebody was is no sibling of what another is.
    let status = parts[at].post()?.status;
    // "ông A, trước đây là Bí thư Tỉnh ủy X, được phân công làm Phó Bí thư"
    let was = |other: usize| {
        let told = other.checked_sub(2).map(|from| &parts[from..other]);
        told.is_some_and(|told| told[0].is_verb(Cue::OfficePast) && told[1].is_verb(Cue::OfficeIs))
    };
    let named = |other: usize| {
        let is_over = |post: &Post| post.status == Status::Former || was(other);
        let post = parts[other]
            .post()
            .filter(|post| status == Status::Former || !is_over(post))
            .filter(|_| self::is_given(parts, other) == is_given)?;
        let own = || {
            let is_named = post.mention(scene)?.is_named;
            post.owner().map(|owner| PostOwner { owner, is_named })
        };
        places::of_place_led(scene, parts, other).or_else(own)
    };
    let full = |other: usize| {
        named(other).filter(|_| parts[other].post().is_some_and(|post| !post.is_bare(scene)))
    };
    let announces = parts[at + 1..]
        .iter()
        .find(|part| part.element != Element::Aside)
        .is_some_and(|is| is.is_verb(Cue::OfficeIs) || is.is_mark(b':'));
    let any = |other: usize| {
        let post = parts[other].post().filter(|post| !post.is_bare(scene))?;
        let is_named = post.mention(scene)?.is_named;
        let owner = post.owner()?;
        Some(PostOwner { owner, is_named })
    };
    // "…; hai Phó Bí thư là các ông A, B": a list of its own goes with whatever was named last.
    let before = if announces {
        (0..at).rev().find_map(any)
    } else {
        (0..at).rev().find_map(named)
    };
    // "Ông A, Phó Bí thư Đảng ủy Khối, được bầu làm Bí thư": a rise within the organization.
    let rises = parts[at]
        .post()
        .is_some_and(|post| post.role == Role::Secretary)
        && is_given;
    let before = before.or_else(|| {
        let own = (0..at).rev().find(|&own| parts[own].post().is_some())?;
        let is_deputys = parts[own].post().is_some_and(|post| {
            matches!(
                post.role,
                Role::DeputySecretary | Role::StandingDeputySecretary
            )
        });
        let full = parts[own].post().and_then(|post| post.mention(scene));
        let is_within = full.is_some_and(|full| !full.level.is_some_and(has_own_committee));
        any(own).filter(|_| rises && is_deputys && is_within)
    });
    let after = (at + 1..parts.len())
        .rev()
        .find(|&other| parts[other].post().is_some())
        .and_then(full);
    let is_listed = parts[at + 1..].iter().any(|part| part.is_mark(b';'));
    if is_listed && before.is_none() {
        after
    } else {
        before
    }
}

/// Whether a post is the object of a verb.
fn is_given(parts: &[Part], at: usize) -> bool {
    let mut left = at;
    while let Some(before) = left.checked_sub(1) {
        left = before;
        match parts[left].element {
            Element::Verb(Cue::OfficeAppoint | Cue::OfficeIs | Cue::OfficeCease) => return true,
            // "ông A kiêm nhiệm Bí thư …"
            Element::Verb(Cue::OfficeLink) if left > 0 && parts[left - 1].is_person() => {
                return true;
            }
            Element::Verb(Cue::OfficeLink)
            | Element::Title
            | Element::Aside
            | Element::Mark(b',')
            | Element::And => {}
            _ => return false,
        }
    }
    false
}
