//! The sentences one after the other: whom the text speaks of, whose career it lists, which post it told last.
//!
//! Enters: the parts of all sentences and who is who. Leaves: the [`Holding`]s that they state.

use crate::fact::Scene;
use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::owner::{self, PostOwner};
use crate::fact::officeholder::part::{Element, Part, is_counted};
use crate::fact::officeholder::people::{People, PersonId};
use crate::fact::officeholder::recalled::Recalled;
use crate::fact::officeholder::{Holding, elsewhere, holdings, topic};
use crate::mention::organization::OrganizationMention;
use crate::record::{Role, Rule, Status};

/// What the sentences read so far have told.
pub(super) struct Narrative<'n> {
    scene: &'n Scene<'n>,
    people: &'n People,
    sentences: &'n [&'n [Part]],
    /// Those from the next one on that tell a post.
    posts: &'n [usize],
    /// Whose life the article tells.
    biographee: Option<PersonId>,
    /// Whom the text speaks of.
    topic: Option<PersonId>,
    /// Whose career it lists.
    career: Option<PersonId>,
    /// Whose post the sentence before told.
    spoken_of: Option<PostOwner>,
    /// Which post it told last.
    told: Option<LastPost>,
    /// Room for who each part of a sentence is.
    room: Vec<Option<PersonId>>,
    pub holdings: Vec<Holding>,
    /// The posts that somebody has, by the indexes of their sentences and parts.
    pub claimed: Vec<(usize, usize)>,
}

/// A post that a later sentence may recall.
#[derive(Clone)]
struct LastPost {
    role: Role,
    role_text: String,
    owner: PostOwner,
    short: Option<OrganizationMention>,
    /// Sentences since.
    age: usize,
}

impl LastPost {
    /// Sentences that may stand between a post and what recalls it.
    const REACH: usize = 1;
    /// Holdings back among which the one is that a sentence recalls.
    const HOLDINGS: usize = 256;

    fn of_holding(holding: &Holding) -> Self {
        Self {
            role: holding.role,
            role_text: holding.role_text.clone(),
            owner: holding.owner.clone(),
            short: holding.short.clone(),
            age: 0,
        }
    }

    /// A post that nobody is said to hold: `Quê ông có hai người được bầu làm Bí thư Tỉnh ủy.` None for posts of any
    /// organization: `Bí thư cấp ủy`.
    fn of_post(scene: &Scene<'_>, parts: &[Part], at: usize) -> Option<Self> {
        let post = parts[at].post()?;
        let mention = post.mention(scene);
        let is_of_any = mention.is_some_and(|mention| mention.is_generic)
            || is_counted(scene, post.tokens.start);
        let is_elsewhere = elsewhere::is_abroad(scene, post, &post.tokens)
            || elsewhere::is_of_union(scene, parts, at);
        (!is_of_any && !is_elsewhere).then(|| Self {
            role: post.role,
            role_text: scene.reading.slice(&post.tokens).to_owned(),
            owner: owner::owner(scene, parts, at, None),
            short: mention.cloned(),
            age: 0,
        })
    }
}

impl<'n> Narrative<'n> {
    /// Reads the sentences of an article, of which `posts` tell a post, from first to last.
    pub(super) fn of(
        scene: &'n Scene<'n>,
        people: &'n People,
        sentences: &'n [&'n [Part]],
        posts: &'n [usize],
    ) -> Self {
        let mut narrative = Self {
            scene,
            people,
            sentences,
            posts,
            biographee: topic::biographee(scene, people, sentences),
            topic: None,
            career: None,
            spoken_of: None,
            told: None,
            room: Vec::new(),
            holdings: Vec::new(),
            claimed: Vec::new(),
        };
        for index in 0..sentences.len() {
            let tells_post = narrative.posts.first() == Some(&index);
            // Behind the last post there is nothing to hold, once none is recalled any more.
            if narrative.posts.is_empty() && narrative.told.is_none() {
                break;
            }
            narrative.posts = &narrative.posts[usize::from(tells_post)..];
            narrative.hear(index, tells_post);
        }
        narrative.end_life();
        narrative
    }

    /// Who has died holds no post any more, whatever the story of the life says of its time.
    fn end_life(&mut self) {
        let Some(biographee) = self.biographee else {
            return;
        };
        if !topic::has_died(self.scene, self.people, self.sentences, biographee) {
            return;
        }
        let own = |holding: &&mut Holding| holding.person == biographee;
        for holding in self.holdings.iter_mut().filter(own) {
            if holding.status != Status::Former {
                holding.status = Status::Former;
                holding.firmness = Firmness::Implied;
            }
        }
    }

    fn hear(&mut self, index: usize, tells_post: bool) {
        let parts = &self.sentences[index];
        if topic::opens_paragraph(self.scene, parts) {
            self.topic = self.biographee.or(self.topic);
        }
        let room = std::mem::take(&mut self.room);
        let sentence = Sentence {
            scene: self.scene,
            parts,
            who: topic::who(self.scene, self.people, parts, self.topic, room),
            topic: self.topic,
            career: self.career,
            biographee: self.biographee,
        };
        let claims = if tells_post {
            sentence.claims()
        } else {
            Vec::new()
        };
        self.follow(&sentence, &claims);
        let first = self.holdings.len();
        self.hold(index, claims);
        if !self.about_post_before(first, &sentence) {
            self.spoken_of = self.own(first, parts);
            self.keep_told(first, &sentence, tells_post);
        }
        self.room = sentence.who.into_room();
    }

    /// Whom and whose career the next sentence goes on about.
    fn follow(&mut self, sentence: &Sentence<'_>, claims: &[Claim]) {
        if sentence.career_line().is_some() {
            self.career = self.career.or(self.topic);
            return;
        }
        let is_career =
            |claim: &&Claim| claim.status == Status::Former && claim.firmness == Firmness::Implied;
        self.career = claims.last().filter(is_career).map(|claim| claim.person);
        let next = topic::next_topic(sentence, claims, self.topic);
        self.topic = self.biographee.or(next);
    }

    /// Enters a sentence's claims; a post without an organization under the Youth Union's heading is none of the Party's.
    fn hold(&mut self, index: usize, claims: Vec<Claim>) {
        if claims.is_empty() {
            return;
        }
        let parts = &self.sentences[index];
        let is_under_union = elsewhere::is_under_union(self.scene, self.sentences, index);
        for claim in claims {
            let is_open = parts[claim.post]
                .post()
                .is_some_and(|post| post.mention(self.scene).is_none());
            if is_open && is_under_union {
                continue;
            }
            self.claimed.push((index, claim.post));
            self.holdings.extend(holdings(self.scene, parts, claim));
        }
    }

    /// `Người tiền nhiệm là ông A.`, `Ông B được bầu giữ chức vụ này.`: the post that the text told before, of somebody else.
    /// The sentence's own holdings begin at `first`.
    fn about_post_before(&mut self, first: usize, sentence: &Sentence<'_>) -> bool {
        if self.told.is_none() {
            return false;
        }
        let recalled: Vec<Holding> = (sentence.about_post_before().into_iter())
            .filter_map(|recalled| self.recalled(first, recalled))
            .collect();
        let is_about = !recalled.is_empty();
        self.holdings.extend(recalled);
        is_about
    }

    /// Who came to or left a post: that of whom the words name, else the one told last.
    fn recalled(&self, first: usize, recalled: Recalled) -> Option<Holding> {
        let told = self.told.clone()?;
        let (before, here) = self.holdings.split_at(first);
        let before = &before[first.saturating_sub(LastPost::HOLDINGS)..];
        let comes = recalled.status == Status::Current;
        let of = recalled.of.and_then(|of| {
            let theirs = before.iter().rev().filter(|holding| holding.person == of);
            // Who follows somebody has the post that was left, who went before somebody the one that is held.
            let is_meant = |holding: &&Holding| {
                of == recalled.person || comes == (holding.status == Status::Former)
            };
            let mut theirs = theirs.peekable();
            let last = theirs.peek().copied();
            theirs.find(is_meant).or(last)
        });
        let post = of.map_or(told, LastPost::of_holding);
        // "Ông B thay ông A do ông A bị cho thôi chức Phó Bí thư": the sentence tells the post itself.
        let is_told_here = !comes
            && (here.iter())
                .any(|holding| holding.person == recalled.person && holding.role != post.role);
        let is_held = before.iter().any(|holding| {
            holding.person == recalled.person
                && holding.role == post.role
                && holding.owner == post.owner
        });
        let repeats = is_held && comes;
        (!is_told_here && !repeats).then(|| Holding {
            person: recalled.person,
            role: post.role,
            role_text: post.role_text,
            status: recalled.status,
            firmness: recalled.firmness,
            owner: post.owner,
            short: post.short,
            other_roles: Vec::new(),
            tokens: recalled.tokens,
            rule: Rule::Successor,
        })
    }

    /// Keeps in mind which post a sentence told last; the holdings from `first` on are its own.
    fn keep_told(&mut self, first: usize, sentence: &Sentence<'_>, tells_post: bool) {
        if !tells_post && self.told.is_none() {
            return;
        }
        let is_post = |&at: &usize| sentence.parts[at].post().is_some();
        let last = if tells_post {
            (0..sentence.parts.len()).rfind(is_post)
        } else {
            None
        };
        let from = last.map_or(0, |last| last + 1);
        let turns_to_title = (from..sentence.parts.len()).any(|at| sentence.governs_title(at));
        let kept = self.told.take().filter(|told| told.age < LastPost::REACH);
        self.told = match last {
            _ if turns_to_title => None,
            None => kept.map(|told| LastPost {
                age: told.age + 1,
                ..told
            }),
            Some(at) => match self.holdings[first..].last() {
                Some(holding) => Some(LastPost::of_holding(holding)),
                None => LastPost::of_post(self.scene, sentence.parts, at),
            },
        };
    }

    /// Gives the posts of a sentence that names no organization to the one told before; leaves whose post it told last.
    fn own(&mut self, first: usize, parts: &[Part]) -> Option<PostOwner> {
        let before = self.spoken_of.take();
        let told = &mut self.holdings[first..];
        if told.is_empty() {
            return None;
        }
        let names_none = parts
            .iter()
            .all(|part| part.element != Element::Organization)
            && told.iter().all(|holding| holding.owner.weight() == 0);
        if let Some(before) = before.filter(|_| names_none) {
            for holding in told.iter_mut() {
                holding.owner = before.clone();
            }
        }
        told.last()
            .map(|holding| holding.owner.clone())
            .filter(|owner| owner.weight() > 0)
    }
}
