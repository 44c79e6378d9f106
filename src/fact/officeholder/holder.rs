//! Who holds which post: the grammar of one sentence.
//!
//! Enters: the parts of a sentence and who its persons are. Leaves: [`Claim`]s. Whose post it is comes later.
//! What stands beside a post is read in `apposition`, what a verb says in `appointment`, lists of former posts in
//! `career`, what says that a post is over in `ended`, who went and who came in `succession`.

use crate::fact::Scene;
use crate::fact::officeholder::apposition::Left;
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::PersonId;
use crate::fact::officeholder::topic::Who;
use crate::knowledge::cue::Cue;
use crate::record::{Rule, Status};
use crate::text::TokenRange;
use std::ops::Range;

/// How firmly a status is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Firmness {
    /// By the post's own word or by a verb: nguyên, thôi giữ chức, thay.
    Said,
    /// By what surrounds it: a career, a list of former posts.
    Implied,
}

/// A person holds a post, says a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub person: PersonId,
    /// The index of the post's part in its sentence.
    pub post: usize,
    pub status: Status,
    pub firmness: Firmness,
    pub tokens: TokenRange,
    pub rule: Rule,
    /// The place of the person among several who share the post: each has an organization of their own.
    pub turn: Option<usize>,
    /// Brackets behind the name say so: `hai Phó Bí thư là ông A (Thường trực) và bà B`.
    pub is_standing: bool,
}

/// One sentence, read for its claims.
pub(super) struct Sentence<'s> {
    pub scene: &'s Scene<'s>,
    pub parts: &'s [Part],
    /// The person that each part stands for.
    pub who: Who,
    /// Whom the sentences before spoke of.
    pub topic: Option<PersonId>,
    /// Whose career the sentence before listed.
    pub career: Option<PersonId>,
    /// Whose life the article tells: sentences without a subject are about that person.
    pub biographee: Option<PersonId>,
}

impl Sentence<'_> {
    /// All claims, in the order of their posts: none where it tells no post, for whoever comes or goes needs one.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut out = Vec::new();
        for post in 0..self.parts.len() {
            if self.parts[post].post().is_some() {
                out.extend(self.of_post(post));
            }
        }
        self.moves(&mut out);
        self.predecessors(&mut out);
        self.successors(&mut out);
        self.recalls(&mut out);
        out
    }

    fn of_post(&self, post: usize) -> Vec<Claim> {
        if self.is_arrangement(post) {
            return Vec::new();
        }
        if let Some(claim) = self.in_stretch(post) {
            return vec![claim];
        }
        if let Some(name) = self.name_after(post) {
            return self
                .alike(post, name)
                .into_iter()
                .map(|name| self.claim(name, post, Rule::PostName))
                .collect();
        }
        let listed = self.names_after(post);
        if !listed.is_empty() {
            return listed
                .into_iter()
                .map(|name| self.claim(name, post, Rule::PostNames))
                .collect();
        }
        let left = self.left_of(post);
        let chained = self.name_after_titles(post);
        match left {
            Left::Name(name) if chained.is_none() || !self.is_titled_before(name) => self
                .sharing(post, name)
                .into_iter()
                .map(|name| self.claim(name, post, Rule::NamePost))
                .collect(),
            Left::Name(_) => chained
                .map(|name| self.claim(name, post, Rule::PostTitlesName))
                .into_iter()
                .collect(),
            Left::Verb(verb) => self.governed(verb, post, chained),
            Left::Nothing => chained
                .map(|name| self.claim(name, post, Rule::PostTitlesName))
                .or_else(|| {
                    self.name_after_comma(post)
                        .filter(|_| !self.is_vacant(post))
                        .map(|name| self.claim(name, post, Rule::PostCommaName))
                })
                .or_else(|| self.announced(post))
                .or_else(|| self.formerly(post))
                .or_else(|| self.continued(post))
                .or_else(|| self.of_life(post))
                .into_iter()
                .collect(),
        }
    }

    pub(super) fn claim(&self, name: usize, post: usize, rule: Rule) -> Claim {
        let (from, to) = (
            self.parts[name.min(post)].tokens.start,
            self.parts[name.max(post)].tokens.end,
        );
        let said = self.parts[post]
            .post()
            .map_or(Status::Current, |said| said.status);
        let (status, firmness) = match said {
            Status::Current if self.is_over(post) => (Status::Former, Firmness::Said),
            Status::Current if self.is_span(post) || self.spans_behind(name, post) => {
                (Status::Former, Firmness::Implied)
            }
            Status::Current
                if name < post
                    && (self.is_told_of_past(name, post) || self.is_in_former_list(name..post))
                    && !self.is_held_now(post) =>
            {
                (Status::Former, Firmness::Implied)
            }
            Status::Current
                if self.is_replaced(post)
                    || self.is_gone(name.max(post))
                    || (name < post && self.is_dismissed(name, post)) =>
            {
                (Status::Former, Firmness::Said)
            }
            Status::Current
                if self.is_followed(post) || name > post && self.next_holder(name).is_some() =>
            {
                (Status::Former, Firmness::Implied)
            }
            said => (said, Firmness::Said),
        };
        Claim {
            person: self.who.at(name).unwrap_or_default(),
            post,
            status,
            firmness,
            tokens: from..to,
            rule,
            turn: None,
            is_standing: self.is_standing(name, post),
        }
    }

    /// `khi khuyết chức danh Bí thư Huyện ủy, đồng chí A điều hành`: a post that nobody holds; `không thiếu Bí thư` is none.
    fn is_vacant(&self, post: usize) -> bool {
        let start = self.parts[post].tokens.start;
        let vacant = self.scene.cue_before(start, Cue::OfficeVacant);
        vacant.is_some_and(|vacant| self.scene.cue_before(vacant, Cue::Negation).is_none())
    }

    /// Whether brackets behind a name open with the word of a standing deputy; where the post comes later, they hold nothing
    /// else: `các ông A (Thường trực), B (Chủ tịch UBND) làm Phó Bí thư`.
    fn is_standing(&self, name: usize, post: usize) -> bool {
        let Some([open, word, rest @ ..]) = self.parts.get(name + 1..) else {
            return false;
        };
        let start = word.tokens.start;
        let word = self.scene.cue_at(start, Cue::RoleStanding);
        let closes = |part: &Part| part.is_mark(b')') && Some(part.tokens.start) == word;
        open.is_mark(b'(') && word.is_some() && (name > post || rest.first().is_some_and(closes))
    }

    /// A dash or slash between numbers.
    pub(super) fn is_inner_dash(&self, at: usize) -> bool {
        let is_aside = |at: Option<usize>| {
            at.and_then(|at| self.parts.get(at))
                .is_some_and(|part| part.element == Element::Aside)
        };
        (self.parts[at].is_mark(b'-') || self.parts[at].is_mark(b'/'))
            && is_aside(at.checked_sub(1))
            && is_aside(Some(at + 1))
    }

    pub(super) fn is_known(&self, at: usize) -> bool {
        self.parts.get(at).is_some_and(Part::is_person) && self.who.at(at).is_some()
    }

    pub(super) fn closing(&self, open: usize) -> Option<usize> {
        (open + 1..self.parts.len()).find(|&at| self.parts[at].is_mark(b')'))
    }

    pub(super) fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|&at| self.parts[at].is_mark(b'('))
    }

    pub(super) fn skip_asides(&self, mut at: usize) -> usize {
        loop {
            match self.parts.get(at).map(|part| &part.element) {
                Some(Element::Aside | Element::Noun | Element::Organization) => at += 1,
                Some(Element::Mark(b'('))
                    if self
                        .parts
                        .get(at + 1)
                        .is_some_and(|next| next.element == Element::Aside) =>
                {
                    match self.closing(at) {
                        Some(close) => at = close + 1,
                        None => return at,
                    }
                }
                Some(Element::Mark(_)) if self.is_inner_dash(at) => at += 1,
                Some(Element::Verb(Cue::OfficeLink)) if self.tells_when(at) => at += 1,
                _ => return at,
            }
        }
    }

    /// `Bí thư Huyện ủy hiện nay, …`: a joint's word that may tell when, with nothing to join behind it.
    fn tells_when(&self, at: usize) -> bool {
        let words = &self.parts[at].tokens;
        let ends = self
            .parts
            .get(at + 1)
            .is_some_and(|next| matches!(next.element, Element::Mark(_) | Element::Verb(_)));
        ends && self.scene.cue_at(words.start, Cue::OfficeAside) == Some(words.end)
    }

    /// Whether a word of careers stands between a name and a post, outside of brackets that close before the post: `A (trước đó
    /// là Bí thư Huyện ủy X) được bầu làm …`.
    fn is_told_of_past(&self, name: usize, post: usize) -> bool {
        let closed = (name..post).rfind(|&at| self.parts[at].is_mark(b')'));
        let from = match closed {
            Some(close) if self.opening(close) == Some(name + 1) => close,
            _ => name,
        };
        self.has_verb(from..post, Cue::OfficePast)
    }

    pub(super) fn has_verb(&self, range: Range<usize>, cue: Cue) -> bool {
        self.parts[range].iter().any(|part| part.is_verb(cue))
    }
}
