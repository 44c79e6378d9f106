//! The sentences one after the other: whom the text speaks of, whose career it lists, which post it told last.
//!
//! Enters: the parts of all sentences and who is who. Leaves: the [`Holding`]s that they state.

use crate::fact::Scene;
use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::owner::PostOwner;
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::{People, PersonId};
use crate::fact::officeholder::{Holding, elsewhere, holdings, topic};
use crate::record::Status;

/// What the sentences read so far have told.
pub(super) struct Narrative<'n> {
    scene: &'n Scene<'n>,
    people: &'n People,
    sentences: &'n [Vec<Part>],
    /// Whom the text speaks of.
    topic: Option<PersonId>,
    /// Whose career it lists.
    career: Option<PersonId>,
    /// Whose post the sentence before told.
    spoken_of: Option<PostOwner>,
    pub holdings: Vec<Holding>,
    /// The posts that somebody has, by the indexes of their sentences and parts.
    pub claimed: Vec<(usize, usize)>,
}

impl<'n> Narrative<'n> {
    /// Reads the sentences of an article from first to last.
    pub(super) fn of(scene: &'n Scene<'n>, people: &'n People, sentences: &'n [Vec<Part>]) -> Self {
        let mut narrative = Self {
            scene,
            people,
            sentences,
            topic: None,
            career: None,
            spoken_of: None,
            holdings: Vec::new(),
            claimed: Vec::new(),
        };
        for index in 0..sentences.len() {
            narrative.hear(index);
        }
        narrative
    }

    fn hear(&mut self, index: usize) {
        let parts = &self.sentences[index];
        let sentence = Sentence {
            scene: self.scene,
            parts,
            who: topic::who(self.scene, self.people, parts, self.topic),
            topic: self.topic,
            career: self.career,
        };
        let claims = sentence.claims();
        self.follow(&sentence, &claims);
        let first = self.holdings.len();
        self.hold(index, claims);
        if let Some(holding) = self.about_post_before(first, &sentence) {
            self.holdings.push(holding);
            return;
        }
        self.spoken_of = self.own(first, parts);
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
        self.topic = topic::next_topic(sentence, claims, self.topic);
    }

    /// Enters a sentence's claims; a post without an organization under the Youth Union's heading is none of the Party's.
    fn hold(&mut self, index: usize, claims: Vec<Claim>) {
        let parts = &self.sentences[index];
        let is_under_union = index
            .checked_sub(1)
            .is_some_and(|before| elsewhere::heads_union(self.scene, &self.sentences[before]));
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

    /// `Người tiền nhiệm là ông A.`: the post that the sentence before told, of somebody else.
    fn about_post_before(&self, first: usize, sentence: &Sentence<'_>) -> Option<Holding> {
        self.spoken_of.as_ref()?;
        let post = &self.holdings[first.checked_sub(1)?];
        let (person, status, tokens) = sentence.about_post_before()?;
        Some(Holding {
            person,
            role: post.role,
            role_text: post.role_text.clone(),
            status,
            firmness: Firmness::Said,
            owner: post.owner.clone(),
            short: post.short.clone(),
            other_roles: Vec::new(),
            tokens,
            rule: "officeholder/successor",
        })
    }

    /// Gives the posts of a sentence that names no organization to the one told before; leaves whose post it told last.
    fn own(&mut self, first: usize, parts: &[Part]) -> Option<PostOwner> {
        let told = &mut self.holdings[first..];
        let names_none = parts
            .iter()
            .all(|part| part.element != Element::Organization)
            && told.iter().all(|holding| holding.owner.weight() == 0);
        if let Some(before) = self.spoken_of.take().filter(|_| names_none) {
            for holding in told.iter_mut() {
                holding.owner = before.clone();
            }
        }
        told.last()
            .map(|holding| holding.owner.clone())
            .filter(|owner| owner.weight() > 0)
    }
}
