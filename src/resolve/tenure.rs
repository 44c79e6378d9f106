//! Which posts are over, by what the article tells elsewhere: a later post of the same person, years that have passed.
//!
//! Enters: drafts and the facts they became. Leaves: the same facts, posts that are over marked as former.

use super::Origin;
use crate::date::Date;
use crate::fact::{Owner, Scene, officeholder};
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::HeadKind;
use crate::mention::organization::OrganizationMention;
use crate::record::{Fact, Period, PeriodBasis, Role, Status, Value};
use crate::text::TokenRange;
use crate::text::fold::lower;
use rustc_hash::FxHashMap;

/// Years after which nobody holds a committee's post any more: two terms.
const LONGEST: u16 = 10;
/// The same for a cell, whose secretary may be elected again and again.
const LONGEST_OF_CELL: u16 = 30;

/// Posts of one person that are compared; an article that tells more repeats them.
const MOST: usize = 64;

/// Marks the posts that are over; `owners` has the numbers of the facts' organizations.
pub(super) fn close(
    scene: &Scene<'_>,
    origins: &[Origin],
    owners: &[Option<usize>],
    facts: &mut [Fact],
) {
    let mut persons: FxHashMap<String, Vec<Held>> = FxHashMap::default();
    for (index, (origin, fact)) in origins.iter().zip(facts.iter()).enumerate() {
        if let Value::Officeholder {
            name, role, status, ..
        } = &fact.value
        {
            let told = ToldPost {
                fact: index,
                role: *role,
                status: *status,
                organization: owners[index],
                period: fact.period.as_ref(),
            };
            let held = Held::of(scene, origin, told);
            persons.entry(lower(name)).or_default().push(held);
        }
    }
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each person's posts are marked by themselves"
    )]
    for posts in persons.values() {
        for post in posts {
            let Some(now) = post.status_among(scene, &posts[..posts.len().min(MOST)]) else {
                continue;
            };
            if let Value::Officeholder { status, .. } = &mut facts[post.fact].value {
                *status = now;
            }
        }
    }
}

/// What a fact tells of somebody's post.
struct ToldPost<'f> {
    fact: usize,
    role: Role,
    status: Status,
    organization: Option<usize>,
    period: Option<&'f Period>,
}

/// Somebody's post.
struct Held {
    fact: usize,
    role: Role,
    status: Status,
    organization: Option<usize>,
    /// Somebody came to it, and in which year.
    since: Option<Option<u16>>,
    /// Somebody is said to leave it.
    is_left: bool,
    is_of_cell: bool,
    /// Its organization is that of a province, a district or a commune.
    is_of_place: bool,
    at: usize,
    line: usize,
}

impl Held {
    /// The post that a fact tells, with what its draft tells of it.
    fn of(scene: &Scene<'_>, origin: &Origin, told: ToldPost<'_>) -> Self {
        // The year of the post's own time; what an inherited one is of is not known for sure.
        let stated = told
            .period
            .filter(|period| period.basis == PeriodBasis::Stated);
        let last = stated.and_then(|period| period.end.or(period.start));
        let year = last.map(Date::year);
        let mention = mention_of(scene, &origin.owner);
        let line = scene.reading.line_of(origin.tokens.start);
        Self {
            fact: told.fact,
            role: told.role,
            status: told.status,
            organization: told.organization,
            since: officeholder::COMING.contains(&origin.rule).then_some(year),
            is_left: told.status == Status::Former
                && officeholder::LEAVING.contains(&origin.rule)
                && !is_planned(scene, &origin.tokens),
            is_of_cell: mention.is_some_and(|mention| mention.kind == HeadKind::Cell),
            is_of_place: mention
                .is_some_and(|mention| mention.level.is_some() && !mention.has_unit),
            at: origin.tokens.start,
            line: line.map_or(0, |line| line.tokens.start),
        }
    }

    /// The status that the years or the other posts of the same person give it, where it is another than was said.
    fn status_among(&self, scene: &Scene<'_>, posts: &[Self]) -> Option<Status> {
        let today = scene.today;
        let is_long_ago = today.is_some_and(|today| self.is_long_ago(scene, today));
        match self.status {
            Status::Former => None,
            _ if is_long_ago => Some(Status::Former),
            Status::Acting => {
                (posts.iter().any(|other| self.is_confirmed_by(other))).then_some(Status::Current)
            }
            Status::Current => (posts.iter().any(|other| self.gives_way_to(other, today)))
                .then_some(Status::Former),
        }
    }

    /// `quyền Bí thư Huyện ủy A được bầu làm Bí thư Huyện ủy`
    fn is_confirmed_by(&self, other: &Self) -> bool {
        let is_same = self.organization == other.organization && self.role == other.role;
        is_same && other.status == Status::Current && other.since.is_some()
    }

    /// `Năm 1946, ông được bầu làm Bí thư Huyện ủy`: nobody has been it ever since.
    fn is_long_ago(&self, scene: &Scene<'_>, today: u16) -> bool {
        let longest = if self.is_of_cell {
            LONGEST_OF_CELL
        } else {
            LONGEST
        };
        let Some(Some(year)) = self.since else {
            return false;
        };
        let sentence = scene.reading.sentence_of(self.at);
        year + longest < today && scene.find_cue(sentence, Cue::OfficeNow).is_none()
    }

    /// Whether another post of the same person means that this one is over.
    fn gives_way_to(&self, other: &Self, today: Option<u16>) -> bool {
        let (Some(own), Some(others)) = (&self.organization, &other.organization) else {
            return false;
        };
        let is_deputy = matches!(
            self.role,
            Role::DeputySecretary | Role::StandingDeputySecretary
        );
        if own == others && self.role == other.role {
            // "Bí thư Huyện ủy A thôi giữ chức Bí thư Huyện ủy": unless a later sentence says how somebody came to it.
            return other.is_left && (self.since.is_none() || self.at < other.at);
        }
        if own == others {
            return is_deputy && other.role == Role::Secretary && other.status != Status::Acting;
        }
        let are_rivals = self.is_of_place && other.is_of_place && other.status == Status::Current;
        are_rivals
            && match (self.since, other.since) {
                (Some(Some(year)), Some(Some(later))) if year != later => year < later,
                (Some(Some(year)), None) => today.is_some_and(|today| year < today),
                (Some(_), Some(_)) => self.line == other.line && self.at < other.at,
                _ => false,
            }
    }
}

/// `ông sẽ thôi giữ chức`, `xin thôi`: whether the words for a post that is left, or the ones right before them, speak of a plan.
fn is_planned(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    /// Tokens before the words: "ông sẽ", "đã xin".
    const REACH: usize = 3;
    let sentence = scene.reading.sentence_of(tokens.start);
    let from = sentence.start.max(tokens.start.saturating_sub(REACH));
    [Cue::StancePlanPassing, Cue::OfficeProposal]
        .into_iter()
        .any(|cue| scene.find_cue(from..tokens.end, cue).is_some())
}

fn mention_of<'m>(scene: &'m Scene<'_>, owner: &'m Owner) -> Option<&'m OrganizationMention> {
    match owner {
        Owner::Mention(index) => scene.mentions.organizations.get(*index),
        Owner::Read(mention) => Some(mention),
        _ => None,
    }
}
