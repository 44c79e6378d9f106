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
//! with a single date, save below words that announce a career ("Quá trình công tác của …:", "Tiểu sử …"); a post and
//! its holder in two sentences, but for who follows in it; "Bí thư Chi bộ" in a list of the Youth Union's; a highland name
//! of one word that no form of address announces.

mod alias;
mod appointment;
mod apposition;
mod beside;
mod capacity;
mod career;
mod cut;
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
use crate::text::TokenRange;
use cut::Cut;
use holder::{Claim, Firmness};
use narrative::Narrative;
use owner::PostOwner;
use part::Part;
use people::{People, PersonId, written_name};
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

/// Reads the facts of this kind.
pub(super) fn read(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    if !scene.reading.cues().meets(POSTS) {
        return;
    }
    let cut = Cut::of(scene);
    if cut.posts.is_empty() {
        return;
    }
    let sentences = cut.sentences();
    let people = People::of(scene, &cut.parts);
    let Narrative {
        mut holdings,
        claimed,
        ..
    } = Narrative::of(scene, &people, &sentences, &cut.posts);
    holdings.extend(signed(scene, &sentences, &cut.posts, &people, &claimed));
    holdings.extend(tabled(scene, &sentences, &cut.posts, &people));
    settle(scene, &mut holdings);
    drafts.extend(
        holdings
            .into_iter()
            .map(|holding| draft(scene, &people, holding)),
    );
}

/// What signature blocks say of posts that nobody has claimed, by the indexes of their sentences and parts.
fn signed(
    scene: &Scene<'_>,
    sentences: &[&[Part]],
    posts: &[usize],
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
    signature::signatures(scene, sentences, posts)
        .into_iter()
        .filter(|signature| !claimed.contains(&(signature.post_line, signature.post)))
        .filter_map(holding_of)
        .collect()
}

/// What the tables of persons' pages and rolls of holders say.
fn tabled(
    scene: &Scene<'_>,
    sentences: &[&[Part]],
    posts: &[usize],
    people: &People,
) -> Vec<Holding> {
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
    let rolls = roll::rows(scene, sentences, posts)
        .into_iter()
        .map(of(Rule::Roll));
    tables.chain(rolls).filter_map(holding_of).collect()
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
