//! officeholder: who holds a Party secretary's post.
//!
//! # Reads
//! Names beside posts in every order (`NAME, Bí thư ORG`; `Bí thư ORG NAME`; `NAME (Phó Bí thư …)`), elections,
//! appointments and dismissals, lists that share a post, predecessors, careers, signatures over two lines.
//!
//! # Yields
//! Name, role, status and other offices of the holder; one fact per person and post.
//!
//! # Examples
//! `Đồng chí Lê Văn Toản, Bí thư Đảng ủy Khối` · `tân Bí thư Huyện ủy Trà Cú Kim Ngọc Rinh` · `ông A được bầu giữ chức Phó Bí thư Tỉnh ủy thay ông B`
//!
//! # Does not read
//! Bí thư Trung ương Đảng, Ban Bí thư, secretaries of the Youth Union and of embassies, parties of other countries,
//! posts without a name, persons named by a given name alone.
//!
//! # Known gaps
//! A career told over several sentences whose subject changes in between; a post and its holder in two sentences.

mod appointment;
mod apposition;
mod career;
mod holder;
mod owner;
mod part;
mod people;
mod post;
mod signature;
mod succession;

use crate::fact::{Draft, Scene};
use crate::knowledge::cue::Cue;
use crate::mention::organization::OrganizationMention;
use crate::record::{Role, Status, Value};
use crate::text::{Kind, Shape, TokenRange};
use holder::{Claim, Firmness, Sentence};
use owner::PostOwner;
use part::{Element, Part};
use people::{People, PersonId};
use post::Post;

/// A claim with its post and the owner of the post.
struct Holding {
    person: PersonId,
    role: Role,
    role_text: String,
    status: Status,
    firmness: Firmness,
    owner: PostOwner,
    /// The organization of the post's own words.
    short: Option<OrganizationMention>,
    other_roles: Vec<String>,
    tokens: TokenRange,
    rule: &'static str,
}

/// Reads the facts of this kind.
pub fn read(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let speaks_of_posts = scene.reading.hits().iter().any(|hit| {
        let has = |cue| scene.knowledge.lexicon.has(hit.entry, cue);
        has(Cue::RoleSecretary)
            || has(Cue::RoleDeputy)
            || has(Cue::RoleGeneral)
            || has(Cue::RoleStandingDeputy)
    });
    if !speaks_of_posts {
        return;
    }
    let mut sentences: Vec<Vec<Part>> = scene
        .reading
        .sentences
        .iter()
        .filter(|sentence| !scene.reading.is_furniture(sentence.start))
        .map(|sentence| part::parts(scene, sentence.clone()))
        .collect();
    for sentence in &mut sentences {
        free_names(scene, sentence);
    }
    let people = People::of(scene, &sentences);
    let mut holdings = Vec::new();
    let (mut topic, mut career) = (None, None);
    let mut spoken_of: Option<PostOwner> = None;
    let mut claimed: Vec<(usize, usize)> = Vec::new();
    for (index, parts) in sentences.iter().enumerate() {
        let sentence = Sentence {
            scene,
            parts,
            who: who(scene, &people, parts, topic),
            topic,
            career,
        };
        let claims = sentence.claims();
        if sentence.career_line().is_some() {
            career = career.or(topic);
        } else {
            career = claims
                .last()
                .filter(|claim| {
                    claim.status == Status::Former && claim.firmness == Firmness::Implied
                })
                .map(|claim| claim.person);
            topic = next_topic(&sentence, &claims, topic);
        }
        let first = holdings.len();
        let is_under_union = index
            .checked_sub(1)
            .is_some_and(|before| heads_union(scene, &sentences[before]));
        for claim in claims {
            let is_open = parts[claim.post]
                .post()
                .is_some_and(|post| post.mention(scene).is_none());
            if is_open && is_under_union {
                continue;
            }
            claimed.push((index, claim.post));
            holdings.extend(holding(scene, parts, claim));
        }
        let names_none = parts
            .iter()
            .all(|part| part.element != Element::Organization)
            && holdings[first..]
                .iter()
                .all(|holding| holding.owner.weight() == 0);
        if let Some(before) = spoken_of.clone().filter(|_| names_none) {
            holdings[first..]
                .iter_mut()
                .for_each(|holding| holding.owner = before.clone());
        }
        spoken_of = holdings[first..]
            .last()
            .map(|holding| holding.owner.clone())
            .filter(|owner| owner.weight() > 0);
    }
    for signature in signature::signatures(scene, &sentences) {
        if claimed.contains(&(signature.post_line, signature.post)) {
            continue;
        }
        let (name, parts) = (
            &sentences[signature.name_line][signature.name],
            &sentences[signature.post_line],
        );
        let Some(person) = people.named_by(scene, name) else {
            continue;
        };
        let post = &parts[signature.post];
        let tokens = name.tokens.start.min(post.tokens.start)..name.tokens.end.max(post.tokens.end);
        let claim = Claim {
            person,
            post: signature.post,
            status: post.post().map_or(Status::Current, |post| post.status),
            firmness: Firmness::Said,
            tokens,
            rule: "officeholder/signature",
            turn: None,
        };
        holdings.extend(holding(scene, parts, claim));
    }
    settle(scene, &mut holdings);
    drafts.extend(
        holdings
            .into_iter()
            .map(|holding| draft(scene, &people, holding)),
    );
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

/// Gives back to persons the names that organizations have swallowed: `Bí thư Đảng ủy xã Trần Văn Nam phát biểu`.
fn free_names(scene: &Scene<'_>, parts: &mut Vec<Part>) {
    let mut at = 0;
    while at < parts.len() {
        if let Some((shorter, name)) = swallowed(scene, parts, at) {
            parts[at] = Part {
                tokens: shorter.tokens.clone(),
                element: Element::Post(Box::new(shorter)),
            };
            parts.insert(
                at + 1,
                Part {
                    tokens: name.clone(),
                    element: Element::Person(name),
                },
            );
            at += 1;
        }
        at += 1;
    }
}

/// The post without the name at its end, where nobody else in reach holds it.
fn swallowed(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<(Post, TokenRange)> {
    let post = parts[at].post()?;
    let name = post.doubtful_name.clone()?;
    let has_name_before = at
        .checked_sub(1)
        .and_then(|left| left.checked_sub(1))
        .is_some_and(|left| parts[left].is_person());
    let has_name_after = parts.get(at + 1).is_some_and(Part::is_person);
    let is_governed = at.checked_sub(1).is_some_and(|left| {
        matches!(
            parts[left].element,
            Element::Verb(Cue::OfficeAppoint | Cue::OfficeIs)
        )
    });
    (!has_name_before && !has_name_after && !is_governed)
        .then(|| (post.without_doubtful_name(scene), name))
}

/// The person that each part stands for; "ông" is the last one whom the text speaks of.
fn who(
    scene: &Scene<'_>,
    people: &People,
    parts: &[Part],
    topic: Option<PersonId>,
) -> Vec<Option<PersonId>> {
    let mut last = topic;
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let person = match part.element {
                Element::Pronoun => last,
                _ => people.named_by(scene, part),
            };
            if last.is_none() || names_surely(parts, at) {
                last = person.or(last);
            }
            person
        })
        .collect()
}

/// Whom the next sentence's "ông" is: who was given a post, else the first person who is addressed or opens the
/// sentence, else whom the text spoke of before, else anybody named at length.
fn next_topic(
    sentence: &Sentence<'_>,
    claims: &[Claim],
    topic: Option<PersonId>,
) -> Option<PersonId> {
    const FULL_NAME: usize = 3;
    let appointed = claims
        .iter()
        .rfind(|claim| claim.rule == "officeholder/appointed")
        .map(|claim| claim.person);
    let of = |is_meant: &dyn Fn(usize) -> bool| {
        (0..sentence.parts.len())
            .filter(|&at| is_meant(at))
            .find_map(|at| sentence.who[at])
    };
    let is_long = |at: usize| match &sentence.parts[at].element {
        Element::Person(name) => name.len() >= FULL_NAME,
        _ => true,
    };
    appointed
        .or_else(|| of(&|at| names_surely(sentence.parts, at)))
        .or(topic)
        .or_else(|| of(&is_long))
}

/// Whether a part names a person whom its sentence is about: one addressed, named after a post, or named first. Places
/// and temples bear names too (Phú Xuyên, Lý Bát Đế), and brackets hold asides.
fn names_surely(parts: &[Part], at: usize) -> bool {
    const FULL_NAME: usize = 3;
    let Element::Person(name) = &parts[at].element else {
        return true;
    };
    let opened = parts[..at].iter().filter(|part| part.is_mark(b'(')).count();
    let closed = parts[..at].iter().filter(|part| part.is_mark(b')')).count();
    let is_addressed = parts[at].tokens.start < name.start;
    let follows_post = at
        .checked_sub(1)
        .is_some_and(|left| matches!(parts[left].element, Element::Title | Element::Post(_)));
    let opens_sentence = parts[..at].iter().all(|part| {
        matches!(
            part.element,
            Element::Aside | Element::Mark(_) | Element::Verb(Cue::OfficePast)
        )
    });
    opened <= closed
        && (is_addressed || opens_sentence || (follows_post && name.len() >= FULL_NAME))
}

fn holding(scene: &Scene<'_>, parts: &[Part], claim: Claim) -> Option<Holding> {
    let post = parts[claim.post].post()?;
    if is_abroad(scene, post, &claim.tokens) || is_of_union(scene, parts, claim.post) {
        return None;
    }
    let other_roles = titles_within(scene, parts, &claim)
        .into_iter()
        .chain(titles_after(parts, &claim))
        .map(|part| scene.reading.slice(&part.tokens).to_owned())
        .collect();
    Some(Holding {
        person: claim.person,
        role: post.role,
        role_text: scene
            .reading
            .slice(&(post.role_tokens.start..post.tokens.end))
            .to_owned(),
        status: claim.status,
        firmness: claim.firmness,
        owner: owner::owner(scene, parts, claim.post, claim.turn),
        short: post.mention(scene).cloned(),
        other_roles,
        tokens: claim.tokens,
        rule: claim.rule,
    })
}

/// The titles that a claim's words hold. Bodies (Ban Bí thư) and other people's titles (`con trai của Thủ tướng B`) are
/// none of them.
fn titles_within<'p>(scene: &Scene<'_>, parts: &'p [Part], claim: &Claim) -> Vec<&'p Part> {
    let is_own = |at: usize| {
        let of_other = at
            .checked_sub(1)
            .is_some_and(|left| parts[left].is_verb(Cue::OfficeTowards));
        let is_body = scene
            .mentions
            .organization_at(parts[at].tokens.start)
            .is_some();
        !of_other && !is_body
    };
    let is_within = |at: usize| {
        claim.tokens.start <= parts[at].tokens.start && parts[at].tokens.end <= claim.tokens.end
    };
    let persons: Vec<usize> = (0..parts.len())
        .filter(|&at| is_within(at) && parts[at].is_person())
        .collect();
    let follows_other = |at: usize| persons.iter().filter(|&&person| person < at).count() > 1;
    (0..parts.len())
        .filter(|&at| {
            parts[at].element == Element::Title && is_within(at) && is_own(at) && !follows_other(at)
        })
        .map(|at| &parts[at])
        .collect()
}

/// The titles that go on after a post which ends its claim: `A, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện`. Titles that
/// run up to a name are that person's.
fn titles_after<'p>(parts: &'p [Part], claim: &Claim) -> Vec<&'p Part> {
    let ends_claim = parts[claim.post].tokens.end == claim.tokens.end;
    let mut titles = Vec::new();
    for part in parts[claim.post + 1..].iter().take_while(|_| ends_claim) {
        match part.element {
            Element::Title => titles.push(part),
            Element::Mark(b',' | b'-' | b'/')
            | Element::And
            | Element::Aside
            | Element::Noun
            | Element::Organization
            | Element::Verb(Cue::OfficeLink) => {}
            Element::Person(_) | Element::Short(_) => return Vec::new(),
            _ => break,
        }
    }
    titles
}

/// Whether a post is of another country's party: a general secretary named with his country, a secretary of a place that
/// the text puts abroad.
fn is_abroad(scene: &Scene<'_>, post: &Post, tokens: &TokenRange) -> bool {
    const COUNTRY_REACH: usize = 12;
    if post.role == Role::GeneralSecretary {
        return scene.find_cue(tokens.clone(), Cue::PartyForeign).is_some();
    }
    if is_followed_by_country(scene, post) {
        return true;
    }
    let Some(place) = post
        .mention(scene)
        .and_then(|mention| mention.place.as_deref())
    else {
        return false;
    };
    scene
        .mentions
        .territories
        .iter()
        .filter(|territory| territory.name == place)
        .any(|territory| {
            let end = scene
                .reading
                .sentence_of(territory.tokens.start)
                .end
                .min(territory.tokens.end + COUNTRY_REACH);
            scene
                .find_cue(territory.tokens.end..end, Cue::PartyForeign)
                .is_some()
        })
}

/// `Phó Bí thư Đảng ủy Khu tự trị … Quảng Tây, Trung Quốc`: a country stands alone after the place.
fn is_followed_by_country(scene: &Scene<'_>, post: &Post) -> bool {
    const PLACE_REACH: usize = 10;
    let is_mark = |at: usize, marks: &[u8]| {
        scene
            .reading
            .tokens
            .get(at)
            .is_some_and(|token| marks.iter().any(|mark| token.is_mark(*mark)))
    };
    let sentence = scene.reading.sentence_of(post.tokens.start);
    let from = post.tokens.end;
    (from..sentence.end.min(from + PLACE_REACH))
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .filter(|&at| is_mark(at, b",(-"))
        .and_then(|at| scene.cue_at(at + 1, Cue::PartyForeign))
        .is_some_and(|end| end >= sentence.end || is_mark(end, b",.;)-:"))
}

/// Whether a post without an organization goes with one of the Youth Union's: `Phó Bí thư, Bí thư Thành đoàn`, or follows
/// one in a sentence that names no organization of the Party.
fn is_of_union(scene: &Scene<'_>, parts: &[Part], at: usize) -> bool {
    let is_union = |part: &Part| {
        part.element == Element::Title && scene.cue_at(part.tokens.start, Cue::RoleYouth).is_some()
    };
    let names_party = |part: &Part| match &part.element {
        Element::Post(post) => post.mention(scene).is_some(),
        element => *element == Element::Organization,
    };
    let is_open = parts[at]
        .post()
        .is_some_and(|post| post.mention(scene).is_none());
    let goes_on_in_union = parts.get(at + 1).is_some_and(|part| {
        part.is_mark(b',') || part.is_verb(Cue::OfficeLink) || part.element == Element::And
    }) && parts.get(at + 2).is_some_and(is_union);
    let before = &parts[..at];
    is_open
        && (goes_on_in_union || (before.iter().any(is_union) && !before.iter().any(names_party)))
}

/// Claims of one person to one role: a short form stands for what another claim names in full, and a post once said to
/// be over is over.
fn settle(scene: &Scene<'_>, holdings: &mut Vec<Holding>) {
    for index in 0..holdings.len() {
        let this = &holdings[index];
        let weight = this.owner.weight();
        let fuller = holdings
            .iter()
            .filter(|other| {
                other.person == this.person
                    && other.role == this.role
                    && other.owner.weight() > weight
            })
            .filter(|other| {
                owner::mention_of(scene, &other.owner.owner)
                    .is_some_and(|full| owner::may_mean(this.short.as_ref(), full))
            })
            .max_by_key(|other| other.owner.weight());
        if let Some(owner) = fuller.map(|other| other.owner.clone()) {
            holdings[index].owner = owner;
        }
    }
    for index in 0..holdings.len() {
        let this = &holdings[index];
        let same = |other: &&Holding| {
            other.person == this.person && other.role == this.role && other.owner == this.owner
        };
        let is_over = holdings
            .iter()
            .filter(same)
            .any(|other| other.status == Status::Former && other.firmness == Firmness::Said);
        if is_over {
            holdings[index].status = Status::Former;
        }
    }
    drop_shortened(holdings);
}

/// "Bí thư" is short for "Tổng Bí thư", "Phó Bí thư" for "Phó Bí thư Thường trực", where nothing but the name is said.
fn drop_shortened(holdings: &mut Vec<Holding>) {
    let fuller = |role| match role {
        Role::Secretary => Some(Role::GeneralSecretary),
        Role::DeputySecretary => Some(Role::StandingDeputySecretary),
        _ => None,
    };
    let holders: Vec<(PersonId, Role)> = holdings
        .iter()
        .map(|holding| (holding.person, holding.role))
        .collect();
    holdings.retain(|holding| {
        let is_bare = holding.short.is_none() && holding.rule == "officeholder/post-name";
        !(is_bare
            && fuller(holding.role).is_some_and(|role| holders.contains(&(holding.person, role))))
    });
}

fn draft(scene: &Scene<'_>, people: &People, holding: Holding) -> Draft {
    Draft {
        value: Value::Officeholder {
            name: written_name(scene, people.name(holding.person)),
            role: holding.role,
            role_text: holding.role_text,
            status: holding.status,
            other_roles: holding.other_roles,
        },
        owner: holding.owner.owner,
        tokens: holding.tokens,
        rule: holding.rule,
    }
}

/// A name as it is written; one in capitals with a capital at each syllable.
fn written_name(scene: &Scene<'_>, name: &TokenRange) -> String {
    let all_capitals = name
        .clone()
        .all(|token| scene.reading.tokens[token].shape == Shape::Upper);
    let words = scene.reading.words(name.clone());
    if !all_capitals {
        return words;
    }
    let capitalized = words.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_string() + &letters.as_str().to_lowercase()
        })
    });
    capitalized.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
