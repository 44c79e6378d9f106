//! officeholder: who holds a Party secretary's post.
//!
//! # Reads
//! Names beside posts in every order (`NAME, Bí thư ORG`; `Bí thư ORG NAME`; `NAME (Phó Bí thư …)`), elections,
//! appointments and dismissals, lists that share a post, predecessors and successors, careers in a sentence and line by
//! line or in one line, signatures over two lines, rolls of holders under a heading, tables with a column of names or of
//! persons' pages, offices in which somebody acted.
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
//! A career told over several sentences whose subject changes in between ("bà" goes to a man as well); lines of a career
//! with a single date; a post and its holder in two sentences, but for who follows in it; "Bí thư Chi bộ" in a list of the
//! Youth Union's; a highland name of one word that no form of address announces.

mod alias;
mod appointment;
mod apposition;
mod beside;
mod capacity;
mod career;
mod elsewhere;
mod ended;
mod holder;
mod mute;
mod narrative;
mod owner;
mod part;
mod people;
mod places;
mod post;
mod recalled;
mod roll;
mod signature;
mod succession;
mod table;
mod titles;
mod topic;

use crate::fact::{Draft, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::organization::OrganizationMention;
use crate::record::{Role, Rule, Status, Value};
use crate::text::{TokenRange, room};
use holder::{Claim, Firmness};
use narrative::Narrative;
use owner::PostOwner;
use part::{Element, Part};
use people::{People, PersonId, written_name};
use post::Post;
use rustc_hash::{FxHashMap, FxHashSet};
use signature::Signature;
use std::collections::{BTreeMap, BTreeSet};
use table::Row;

/// The rules that tell how somebody came to a post.
pub(crate) const COMING: [Rule; 3] = [Rule::Appointed, Rule::Successor, Rule::Career];
/// Those that tell how somebody left one.
pub(crate) const LEAVING: [Rule; 2] = [Rule::Ceased, Rule::Predecessor];

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
    rule: Rule,
}

impl Holding {
    /// `ông A giữ chức Bí thư Tỉnh ủy. Trước đó, ông là Bí thư Tỉnh ủy Nam Định`: whether what the paragraph tells later was before
    /// the post that somebody comes to.
    fn was_before(&self, given: &Self, scene: &Scene<'_>) -> bool {
        let line = |of: &Self| {
            let line = scene.reading.line_of(of.tokens.start)?;
            Some(line.tokens.start)
        };
        given.rule == Rule::Appointed
            && given.status == Status::Current
            && given.short.is_some()
            && self.status == Status::Former
            && self.firmness == Firmness::Implied
            && self.tokens.start > given.tokens.start
            && line(self) == line(given)
    }
}

/// The words of a secretary's post.
const POSTS: CueSet = CueSet::of(&[
    Cue::RoleSecretary,
    Cue::RoleDeputy,
    Cue::RoleGeneral,
    Cue::RoleStandingDeputy,
]);

/// Whether a sentence names a person, or stands near a post and names an office or is one of the short and dated lines that careers,
/// signatures and tables are made of, if there are any; what others say bears on no post.
fn may_speak_of_somebody(
    scene: &Scene<'_>,
    index: usize,
    is_near_post: bool,
    has_rows: bool,
) -> bool {
    const SHORT: usize = 12;
    const SOMEBODY: CueSet = POSTS.union(CueSet::of(&[
        Cue::PersonAddress,
        Cue::PersonRank,
        Cue::RoleYouth,
    ]));
    const OFFICES: CueSet = CueSet::of(&[Cue::TitleHead, Cue::RoleNotSecretary]);
    let sentence = &scene.reading.sentences[index];
    let cues = scene.reading.cues_of_sentence(index);
    let opens_dated = || {
        !scene.reading.tokens[sentence.start].is_word()
            || scene.cue_at(sentence.start, Cue::OfficeAside).is_some()
    };
    cues.meets(SOMEBODY)
        || !scene.mentions.persons_in(sentence.clone()).is_empty()
        || opens_dated()
        || is_near_post && (sentence.len() <= SHORT || cues.meets(OFFICES))
        || has_rows && table::is_row(scene, sentence)
}

/// Reads the facts of this kind.
pub(super) fn read(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    if !scene.reading.cues().meets(POSTS) {
        return;
    }
    let cut = Cut::of(scene);
    let sentences = cut.sentences();
    let people = People::of(scene, &cut.parts);
    let Narrative {
        mut holdings,
        claimed,
        ..
    } = Narrative::of(scene, &people, &sentences);
    holdings.extend(signed(scene, &sentences, &people, &claimed));
    holdings.extend(tabled(scene, &sentences, &people));
    settle(scene, &mut holdings);
    drafts.extend(
        holdings
            .into_iter()
            .map(|holding| draft(scene, &people, holding)),
    );
}

/// The sentences of an article, cut into parts that lie one after the other.
struct Cut {
    /// While a sentence is cut, its own parts are the last.
    parts: Vec<Part>,
    /// By sentence: where its parts end; one that bears on no post has none.
    ends: Vec<usize>,
}

impl Cut {
    /// Sentences on either side of one that tells a post in which an office bears on it.
    const REACH: usize = 4;

    fn of(scene: &Scene<'_>) -> Self {
        let has_rows = table::has_rows(scene);
        let mut cut = Self {
            parts: Vec::with_capacity(room(scene.reading.tokens.len())),
            ends: Vec::with_capacity(scene.reading.sentences.len()),
        };
        let tells_post = |index: &usize| scene.reading.cues_of_sentence(*index).meets(POSTS);
        let mut posts = (0..scene.reading.sentences.len())
            .filter(tells_post)
            .peekable();
        let mut nearest = None;
        for (index, sentence) in scene.reading.sentences.iter().enumerate() {
            if scene.reading.is_furniture(sentence.start) {
                continue;
            }
            while let Some(post) = posts.next_if(|post| *post <= index + Self::REACH) {
                nearest = Some(post);
            }
            let is_near_post = nearest.is_some_and(|post| post + Self::REACH >= index);
            if may_speak_of_somebody(scene, index, is_near_post, has_rows) {
                let own = cut.parts.len();
                part::cut(scene, sentence.clone(), &mut cut.parts);
                if scene.reading.cues_of_sentence(index).meets(post::OPENING) {
                    free_names(scene, &mut cut.parts, own);
                    bind_names(scene, &mut cut.parts, own);
                }
                alias::one_name_each(scene, &mut cut.parts, own);
                if has_rows {
                    table::cut_names(scene, &mut cut.parts, own);
                }
            }
            cut.ends.push(cut.parts.len());
        }
        cut
    }

    /// The parts of each sentence.
    fn sentences(&self) -> Vec<&[Part]> {
        let mut start = 0;
        let of = |&end: &usize| &self.parts[std::mem::replace(&mut start, end)..end];
        self.ends.iter().map(of).collect()
    }
}

/// What signature blocks say of posts that nobody has claimed, by the indexes of their sentences and parts.
fn signed(
    scene: &Scene<'_>,
    sentences: &[&[Part]],
    people: &People,
    claimed: &[(usize, usize)],
) -> Vec<Holding> {
    let holding_of = |signature: Signature| {
        let (name, parts) = (
            &sentences[signature.name_line][signature.name],
            &sentences[signature.post_line],
        );
        let post = &parts[signature.post];
        let tokens = name.tokens.start.min(post.tokens.start)..name.tokens.end.max(post.tokens.end);
        let claim = Claim {
            person: people.named_by(scene, name)?,
            post: signature.post,
            status: post.post().map_or(Status::Current, |post| post.status),
            firmness: Firmness::Said,
            tokens,
            rule: Rule::Signature,
            turn: None,
            is_standing: false,
        };
        let held = holding(scene, parts, claim)?;
        Some(match signature::signed_for(scene, sentences, signature) {
            Some(owner) if held.owner.weight() == 0 => Holding { owner, ..held },
            _ => held,
        })
    };
    signature::signatures(scene, sentences)
        .into_iter()
        .filter(|signature| !claimed.contains(&(signature.post_line, signature.post)))
        .filter_map(holding_of)
        .collect()
}

/// What the tables of persons' pages and rolls of holders say.
fn tabled(scene: &Scene<'_>, sentences: &[&[Part]], people: &People) -> Vec<Holding> {
    let holding_of = |(row, rule): (Row, Rule)| {
        let claim = Claim {
            person: people.named_by(scene, &sentences[row.name.0][row.name.1])?,
            post: row.post.1,
            status: row.status,
            firmness: Firmness::Implied,
            tokens: row.tokens,
            rule,
            turn: None,
            is_standing: row.is_standing,
        };
        let held = holding(scene, sentences[row.post.0], claim)?;
        let heading = row.heading.filter(|heading| *heading != row.post);
        Some(match heading {
            Some((line, post)) if held.owner.weight() == 0 => Holding {
                owner: owner::owner(scene, sentences[line], post, None),
                ..held
            },
            _ => held,
        })
    };
    let of = |rule: Rule| move |row: Row| (row, rule);
    let tables = table::rows(scene, sentences)
        .into_iter()
        .map(of(Rule::HolderTable));
    let rolls = roll::rows(scene, sentences).into_iter().map(of(Rule::Roll));
    tables.chain(rolls).filter_map(holding_of).collect()
}

/// Gives back to persons the names that organizations have swallowed: `Bí thư Đảng ủy xã Trần Văn Nam phát biểu`. The
/// sentence's parts begin at `own`.
fn free_names(scene: &Scene<'_>, parts: &mut Vec<Part>, own: usize) {
    let mut at = own;
    while at < parts.len() {
        if let Some((shorter, name)) = swallowed(scene, &parts[own..], at - own) {
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

/// Gives to organizations the names that look like persons', where the holder stands before: `Ông Lê Văn Sang, Bí thư Đảng
/// ủy xã Kim Song Trường`. The sentence's parts begin at `own`.
fn bind_names(scene: &Scene<'_>, parts: &mut Vec<Part>, own: usize) {
    let mut at = own + 2;
    while at + 1 < parts.len() {
        if let Some(longer) = with_name(scene, &parts[own..], at - own) {
            parts[at] = longer;
            parts.remove(at + 1);
        }
        at += 1;
    }
}

/// The post with the name behind it as its organization's.
fn with_name(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<Part> {
    let post = parts[at].post()?;
    let mention = post.mention(scene)?;
    let Element::Person(name) = &parts[at + 1].element else {
        return None;
    };
    let is_own = parts[at + 1].tokens.start == name.start && name.start == post.tokens.end;
    // All provinces and districts are in the dictionary: "ông Hùng, Bí thư Thành ủy Lê Văn Sang chất vấn".
    let is_open = mention.has_unit
        || mention
            .level
            .is_some_and(|level| !mention.is_named && !owner::has_own_committee(level));
    if !(is_own && is_open && (explains_holder(parts, at) || is_given(scene, parts, at))) {
        return None;
    }
    let longer = post::with_name(scene, mention, name);
    Some(Part {
        tokens: parts[at].tokens.start..name.end,
        element: Element::Post(Box::new(post.of(longer))),
    })
}

/// `ông A, Bí thư Đảng ủy xã …`: whether a post stands behind a comma or dash and a name without titles.
fn explains_holder(parts: &[Part], at: usize) -> bool {
    let is_joint = |part: &Part| part.is_mark(b',') || part.is_mark(b'-');
    let is_title = |part: &Part| matches!(part.element, Element::Title | Element::Post(_));
    match &parts[..at] {
        [.., title, name, joint] => is_joint(joint) && name.is_person() && !is_title(title),
        [name, joint] => is_joint(joint) && name.is_person(),
        _ => false,
    }
}

/// `ông A được bầu giữ chức Bí thư Đảng ủy xã …`, `bà B, trước đó là …`: whether a verb of offices right behind somebody gives the
/// post. `Người thay ông A là Bí thư Đảng ủy xã C` tells of C.
fn is_given(scene: &Scene<'_>, parts: &[Part], at: usize) -> bool {
    const TIMES: CueSet = CueSet::of(&[Cue::OfficePast, Cue::OfficePresent, Cue::StatusFormer]);
    let is_verbal = |part: &Part| {
        matches!(
            part.element,
            Element::Aside
                | Element::Mark(b',')
                | Element::Verb(
                    Cue::OfficeAppoint
                        | Cue::OfficeIs
                        | Cue::OfficeLink
                        | Cue::OfficePast
                        | Cue::OfficePredicate
                        | Cue::StatusFormer
                )
        )
    };
    let Some(name) = (0..at).rev().find(|&before| !is_verbal(&parts[before])) else {
        return false;
    };
    let told = &parts[name + 1..at];
    let tells_when = |part: &Part| scene.starts_any(part.tokens.start, TIMES);
    let is_own = || parts[..name].iter().all(is_verbal) || told.iter().any(tells_when);
    let gives = told.last().is_some_and(|verb| {
        verb.is_verb(Cue::OfficeAppoint) || verb.is_verb(Cue::OfficeIs) && is_own()
    });
    parts[name].is_person() && gives
}

/// The post without the name at its end, where nobody else in reach holds it.
fn swallowed(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<(Post, TokenRange)> {
    let post = parts[at].post()?;
    let name = post.doubtful_name.clone()?;
    // "Ông A, 68 tuổi, Bí thư Chi bộ thôn Đồng Du Trung": with what is told aside between commas, where they open the sentence.
    let is_aside = |part: &Part| part.element == Element::Aside || part.is_mark(b',');
    let past_asides = (0..at).rev().find(|&left| !is_aside(&parts[left]));
    let past_asides = past_asides.filter(|&left| left <= 1);
    let beside = at.checked_sub(2);
    let has_name_before = [beside, past_asides]
        .into_iter()
        .flatten()
        .any(|left| parts[left].is_person());
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

/// A claim's holding, and one for each further place that its post names: `Bí thư Tỉnh ủy Phú Yên, Khánh Hòa`.
fn holdings(scene: &Scene<'_>, parts: &[Part], claim: Claim) -> Vec<Holding> {
    // Several holders have one place each.
    let owners = match claim.turn {
        Some(_) => Vec::new(),
        None => places::of_several(scene, parts, claim.post),
    };
    let Some(first) = holding(scene, parts, claim) else {
        return Vec::new();
    };
    if owners.is_empty() {
        return vec![first];
    }
    owners
        .into_iter()
        .map(|owner| Holding {
            owner,
            other_roles: first.other_roles.clone(),
            role_text: first.role_text.clone(),
            short: first.short.clone(),
            tokens: first.tokens.clone(),
            ..first
        })
        .collect()
}

fn holding(scene: &Scene<'_>, parts: &[Part], claim: Claim) -> Option<Holding> {
    let post = parts[claim.post].post()?;
    if elsewhere::is_abroad(scene, post, &claim.tokens)
        || elsewhere::is_of_union(scene, parts, claim.post)
    {
        return None;
    }
    let mut other_roles: Vec<String> = Vec::new();
    let titles = titles::titles_within(scene, parts, &claim).into_iter();
    let behind = (titles::titles_after(parts, &claim).into_iter())
        .chain(titles::titles_listed(parts, &claim));
    for title in titles.chain(behind) {
        let role = scene.reading.slice(&title.tokens);
        if !other_roles.iter().any(|known| known == role) {
            other_roles.push(role.to_owned());
        }
    }
    Some(Holding {
        person: claim.person,
        role: match post.role {
            Role::DeputySecretary if claim.is_standing => Role::StandingDeputySecretary,
            role => role,
        },
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

/// Claims of one person to one role: a short form stands for what another claim names in full, and a post once said to
/// be over is over.
fn settle(scene: &Scene<'_>, holdings: &mut Vec<Holding>) {
    let mut alike: FxHashMap<(PersonId, Role), Alike> = FxHashMap::default();
    for (index, holding) in holdings.iter().enumerate() {
        let alike = alike.entry((holding.person, holding.role)).or_default();
        alike.enter(holding, index);
    }
    for index in 0..holdings.len() {
        let this = &holdings[index];
        let Some(alike) = alike.get_mut(&(this.person, this.role)) else {
            continue;
        };
        let weight = this.owner.weight();
        let means_this = |other: &usize| {
            let other = &holdings[*other];
            owner::mention_of(scene, &other.owner.owner)
                .is_some_and(|full| owner::may_mean(this.short.as_ref(), full))
                && !other.was_before(this, scene)
        };
        let fuller = alike.fuller(weight).find(means_this);
        if let Some(owner) = fuller.map(|other| holdings[other].owner.clone()) {
            alike.rise(index, weight, owner.weight());
            holdings[index].owner = owner;
        }
    }
    for index in 0..holdings.len() {
        let this = &holdings[index];
        let over = alike
            .get(&(this.person, this.role))
            .map_or(&[][..], |alike| &alike.over);
        if over
            .iter()
            .any(|&other| holdings[other].owner == this.owner)
        {
            holdings[index].status = Status::Former;
        }
    }
    drop_shortened(holdings);
}

/// One person's claims to one role, by their indexes.
#[derive(Default)]
struct Alike {
    /// By how much their owner's name says.
    by_weight: BTreeMap<u8, BTreeSet<usize>>,
    /// Those to posts that are firmly said to be over.
    over: Vec<usize>,
}

impl Alike {
    fn enter(&mut self, holding: &Holding, index: usize) {
        let weight = holding.owner.weight();
        self.by_weight.entry(weight).or_default().insert(index);
        if holding.status == Status::Former && holding.firmness == Firmness::Said {
            self.over.push(index);
        }
    }

    /// A claim's owner has got a fuller name.
    fn rise(&mut self, index: usize, from: u8, to: u8) {
        self.by_weight.entry(from).or_default().remove(&index);
        self.by_weight.entry(to).or_default().insert(index);
    }

    /// Those whose owner's name says more, the fullest first, the last of them first.
    fn fuller(&self, weight: u8) -> impl Iterator<Item = usize> {
        let more = self.by_weight.range(weight.saturating_add(1)..);
        more.rev().flat_map(|(_, same)| same.iter().rev().copied())
    }
}

/// "Bí thư" is short for "Tổng Bí thư", "Phó Bí thư" for "Phó Bí thư Thường trực", where nothing but the name is said.
fn drop_shortened(holdings: &mut Vec<Holding>) {
    let fuller = |role| match role {
        Role::Secretary => Some(Role::GeneralSecretary),
        Role::DeputySecretary => Some(Role::StandingDeputySecretary),
        _ => None,
    };
    let holders: FxHashSet<(PersonId, Role)> = holdings
        .iter()
        .map(|holding| (holding.person, holding.role))
        .collect();
    holdings.retain(|holding| {
        let is_bare = holding.short.is_none() && holding.rule == Rule::PostName;
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

#[cfg(test)]
mod tests;
