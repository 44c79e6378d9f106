//! Who holds which post: the grammar of one sentence.
//!
//! Enters: the parts of a sentence and who its persons are. Leaves: [`Claim`]s. Whose post it is comes later.

use crate::fact::Scene;
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::PersonId;
use crate::knowledge::cue::Cue;
use crate::mention::date;
use crate::record::{Role, Status};
use crate::text::TokenRange;
use std::ops::Range;

/// How firmly a status is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firmness {
    /// By the post's own word or by a verb: nguyên, thôi giữ chức, thay.
    Said,
    /// By what surrounds it: a career, a list of former posts.
    Implied,
}

/// A person holds a post, says a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub person: PersonId,
    /// The index of the post's part in its sentence.
    pub post: usize,
    pub status: Status,
    pub firmness: Firmness,
    pub tokens: TokenRange,
    pub rule: &'static str,
    /// The place of the person among several who share the post: each has an organization of their own.
    pub turn: Option<usize>,
}

/// One sentence, read for its claims.
pub struct Sentence<'s> {
    pub scene: &'s Scene<'s>,
    pub parts: &'s [Part],
    /// The person that each part stands for.
    pub who: Vec<Option<PersonId>>,
    /// Whom the sentences before spoke of.
    pub topic: Option<PersonId>,
    /// Whose career the sentence before listed.
    pub career: Option<PersonId>,
}

/// Parts between "các chức vụ" and the "như" that opens their list.
const POSTS_REACH: usize = 5;

/// Parts before a name that a word of proposal may stand in: `giới thiệu đồng chí A để bầu giữ chức …`
const PROPOSAL_REACH: usize = 3;

/// What stands to the left of a post.
enum Left {
    /// A name that it explains.
    Name(usize),
    /// A verb whose object it is.
    Verb(usize),
    Nothing,
}

impl Sentence<'_> {
    /// All claims, in the order of their posts.
    pub fn claims(&self) -> Vec<Claim> {
        let mut out = Vec::new();
        for post in 0..self.parts.len() {
            if self.parts[post].post().is_some() {
                out.extend(self.of_post(post));
            }
        }
        self.moves(&mut out);
        self.predecessors(&mut out);
        out
    }

    fn of_post(&self, post: usize) -> Vec<Claim> {
        if let Some(name) = self.name_after(post) {
            return vec![self.claim(name, post, "officeholder/post-name")];
        }
        let listed = self.names_after(post);
        if !listed.is_empty() {
            return listed
                .into_iter()
                .map(|name| self.claim(name, post, "officeholder/post-names"))
                .collect();
        }
        let left = self.left_of(post);
        let chained = self.name_after_titles(post);
        match left {
            Left::Name(name) if chained.is_none() || !self.is_titled_before(name) => {
                vec![self.claim(name, post, "officeholder/name-post")]
            }
            Left::Name(_) => chained
                .map(|name| self.claim(name, post, "officeholder/post-titles-name"))
                .into_iter()
                .collect(),
            Left::Verb(verb) => self.governed(verb, post, chained),
            Left::Nothing => chained
                .map(|name| self.claim(name, post, "officeholder/post-titles-name"))
                .or_else(|| {
                    self.name_after_comma(post)
                        .map(|name| self.claim(name, post, "officeholder/post-comma-name"))
                })
                .or_else(|| self.continued(post))
                .into_iter()
                .collect(),
        }
    }

    fn claim(&self, name: usize, post: usize, rule: &'static str) -> Claim {
        let (from, to) = (
            self.parts[name.min(post)].tokens.start,
            self.parts[name.max(post)].tokens.end,
        );
        let said = self.parts[post]
            .post()
            .map_or(Status::Current, |said| said.status);
        let (status, firmness) = match said {
            Status::Current if self.is_over(post) => (Status::Former, Firmness::Said),
            Status::Current if self.is_span(post) => (Status::Former, Firmness::Implied),
            Status::Current if name < post && self.has_verb(name..post, Cue::OfficePast) => {
                (Status::Former, Firmness::Implied)
            }
            Status::Current if self.is_replaced(post) => (Status::Former, Firmness::Said),
            said => (said, Firmness::Said),
        };
        Claim {
            person: self.who[name].unwrap_or_default(),
            post,
            status,
            firmness,
            tokens: from..to,
            rule,
            turn: None,
        }
    }

    /// `Bí thư Tỉnh ủy Nguyễn Văn A`, `Bí thư Tỉnh ủy khóa XV Nguyễn Văn A`
    fn name_after(&self, post: usize) -> Option<usize> {
        let mut at = post + 1;
        while matches!(self.parts.get(at)?.element, Element::Aside | Element::Noun)
            && at <= post + 8
            || self.is_inner_dash(at)
        {
            at += 1;
        }
        self.is_known(at).then_some(at)
    }

    /// A dash or slash between numbers.
    fn is_inner_dash(&self, at: usize) -> bool {
        let is_aside = |at: Option<usize>| {
            at.and_then(|at| self.parts.get(at))
                .is_some_and(|part| part.element == Element::Aside)
        };
        (self.parts[at].is_mark(b'-') || self.parts[at].is_mark(b'/'))
            && is_aside(at.checked_sub(1))
            && is_aside(Some(at + 1))
    }

    fn is_known(&self, at: usize) -> bool {
        self.parts.get(at).is_some_and(Part::is_person) && self.who[at].is_some()
    }

    /// `Bí thư là ông A`, `hai Phó Bí thư là các đồng chí A và B`, `Phó Bí thư gồm: A (…), B (…)`, `Bí thư do ông A đảm nhiệm`
    fn names_after(&self, post: usize) -> Vec<usize> {
        let mut at = self.skip_asides(post + 1);
        let mut is_announced = false;
        while let Some(part) = self.parts.get(at) {
            match part.element {
                Element::Verb(Cue::OfficeIs | Cue::OfficeList | Cue::OfficeBy)
                | Element::Mark(b':') => is_announced = true,
                Element::Verb(Cue::OfficeInTurn | Cue::OfficeLink) | Element::Address => {}
                _ => break,
            }
            at += 1;
        }
        if !is_announced || !self.is_known(at) {
            return Vec::new();
        }
        let in_turn = self.has_verb(post..at, Cue::OfficeInTurn);
        let is_single = self.parts[post]
            .post()
            .is_some_and(|post| post.role != Role::DeputySecretary)
            && !in_turn;
        if self.has_verb(0..post, Cue::OfficeProposal) {
            return Vec::new();
        }
        let mut out = vec![at];
        if !is_single {
            out.extend(std::iter::successors(self.next_in_list(at), |&name| {
                self.next_in_list(name)
            }));
        }
        out
    }

    /// The next name of a list, past what is said of the one before.
    fn next_in_list(&self, name: usize) -> Option<usize> {
        let mut at = name + 1;
        let mut is_joined = false;
        loop {
            match self.parts.get(at)?.element {
                Element::Mark(b'(') => at = self.closing(at)?,
                Element::Mark(b',' | b';') | Element::And => is_joined = true,
                Element::Mark(b'-')
                | Element::Title
                | Element::Aside
                | Element::Noun
                | Element::Organization
                | Element::Address => {}
                Element::Person(_) | Element::Short(_) if is_joined && self.who[at].is_some() => {
                    return Some(at);
                }
                _ => return None,
            }
            at += 1;
        }
    }

    fn closing(&self, open: usize) -> Option<usize> {
        (open + 1..self.parts.len()).find(|&at| self.parts[at].is_mark(b')'))
    }

    fn opening(&self, close: usize) -> Option<usize> {
        (0..close).rev().find(|&at| self.parts[at].is_mark(b'('))
    }

    fn skip_asides(&self, mut at: usize) -> usize {
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
                _ => return at,
            }
        }
    }

    /// What a post's phrase hangs on, to its left, past the titles, posts and asides that it is listed with.
    fn left_of(&self, post: usize) -> Left {
        let mut at = post;
        let mut is_far = false;
        while let Some(left) = at.checked_sub(1) {
            at = left;
            let part = &self.parts[at];
            match part.element {
                Element::Mark(b')') => match self.opening(at) {
                    Some(open) => at = open,
                    None => return Left::Nothing,
                },
                Element::Mark(b';') => is_far = true,
                Element::Verb(Cue::OfficeList) => {
                    let from = at.saturating_sub(POSTS_REACH);
                    if let Some(verb) = (from..at)
                        .rev()
                        .find(|&verb| self.parts[verb].is_verb(Cue::OfficeAppoint))
                    {
                        return Left::Verb(verb);
                    }
                }
                Element::Mark(b',' | b'-' | b'/' | b'(' | b':' | b'"' | b'~')
                | Element::And
                | Element::Title
                | Element::Post(_)
                | Element::Aside
                | Element::Organization
                | Element::Noun
                | Element::Address
                | Element::Verb(
                    Cue::OfficeLink
                    | Cue::OfficePast
                    | Cue::OfficeThen
                    | Cue::OfficeInTurn
                    | Cue::StatusFormer,
                ) => {}
                Element::Person(_) | Element::Short(_) if self.who[at].is_some() && !is_far => {
                    return Left::Name(at);
                }
                Element::Verb(Cue::OfficeAppoint) if self.parts[at + 1].is_mark(b',') => {
                    return Left::Nothing;
                }
                Element::Verb(Cue::OfficeAppoint | Cue::OfficeIs | Cue::OfficeCease) => {
                    return Left::Verb(at);
                }
                _ => return Left::Nothing,
            }
        }
        Left::Nothing
    }

    /// `Chủ tịch UBND tỉnh Nguyễn Văn A`: titles go before names here.
    fn is_titled_before(&self, name: usize) -> bool {
        name.checked_sub(1).is_some_and(|left| {
            matches!(self.parts[left].element, Element::Title | Element::Post(_))
        })
    }

    /// `Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Nguyễn Văn A`
    fn name_after_titles(&self, post: usize) -> Option<usize> {
        let mut at = post + 1;
        let mut has_title = false;
        loop {
            match self.parts.get(at)?.element {
                Element::Mark(b',' | b'-')
                | Element::And
                | Element::Verb(Cue::OfficeLink | Cue::StatusFormer) => has_title = false,
                Element::Title | Element::Post(_) => has_title = true,
                Element::Aside | Element::Noun | Element::Organization => {}
                Element::Person(_) | Element::Short(_) if has_title && self.who[at].is_some() => {
                    return Some(at);
                }
                _ => return None,
            }
            at += 1;
        }
    }

    /// `Bí thư Huyện ủy, đồng chí Nguyễn Văn A`, `một Phó Bí thư nghỉ hưu (ông Nguyễn Văn A)`
    fn name_after_comma(&self, post: usize) -> Option<usize> {
        let mut at = self.skip_asides(post + 1);
        while self.parts.get(at)?.is_verb(Cue::OfficeThen) {
            at = self.skip_asides(at + 1);
        }
        let is_joined = self.parts[at].is_mark(b',') || self.parts[at].is_mark(b'(');
        let name = at + 1;
        let is_addressed = |part: &Part| match &part.element {
            Element::Person(name) => part.tokens.start < name.start,
            _ => false,
        };
        let is_proposed = self.has_verb(0..post, Cue::OfficeProposal);
        (is_joined && !is_proposed && self.is_known(name) && is_addressed(&self.parts[name]))
            .then_some(name)
    }

    /// A post that is the object of a verb: who is the subject, or whom the verb concerns.
    fn governed(&self, verb: usize, post: usize, chained: Option<usize>) -> Vec<Claim> {
        let is_cease = self.parts[verb].is_verb(Cue::OfficeCease);
        let rule = if is_cease {
            "officeholder/ceased"
        } else {
            "officeholder/appointed"
        };
        if let Some(name) = self.concerned_after(post) {
            return vec![self.with_verb(self.claim(name, post, rule), verb, is_cease)];
        }
        if let Some(name) = self.subject_before(verb) {
            let before = name.saturating_sub(PROPOSAL_REACH);
            if self.has_verb(before..post, Cue::OfficeProposal) {
                return Vec::new();
            }
            let mut names = vec![name];
            if self.shares_post(verb, post, name) {
                names.extend(self.listed_before(name));
            }
            names.reverse();
            let in_turn = names.len() > 1;
            return names
                .into_iter()
                .enumerate()
                .map(|(turn, name)| {
                    let claim = self.with_verb(self.claim(name, post, rule), verb, is_cease);
                    Claim {
                        turn: in_turn.then_some(turn),
                        ..claim
                    }
                })
                .collect();
        }
        if let Some(name) = chained {
            return vec![self.claim(name, post, "officeholder/post-titles-name")];
        }
        if let Some(name) = self.subject_after(verb, post) {
            return vec![self.with_verb(self.claim(name, post, rule), verb, is_cease)];
        }
        self.elliptical(verb, post, is_cease).into_iter().collect()
    }

    fn with_verb(&self, claim: Claim, verb: usize, is_cease: bool) -> Claim {
        let mut claim = claim;
        claim.tokens.start = claim.tokens.start.min(self.parts[verb].tokens.start);
        if is_cease {
            claim.status = Status::Former;
            claim.firmness = Firmness::Said;
        } else if claim.status == Status::Current && self.is_career(verb) {
            claim.status = Status::Former;
            claim.firmness = Firmness::Implied;
        }
        claim
    }

    /// Whether the verb tells of a career: `từng giữ`, or `Trước đó, ông …` at the head of the sentence.
    fn is_career(&self, verb: usize) -> bool {
        let subject = (0..verb)
            .rev()
            .find(|&at| self.parts[at].is_person() || self.parts[at].element == Element::Pronoun);
        let is_full =
            subject.is_some_and(|at| matches!(self.parts[at].element, Element::Person(_)));
        let from = if is_full { subject.unwrap_or(0) } else { 0 };
        self.has_verb(from..verb, Cue::OfficePast)
    }

    fn has_verb(&self, range: Range<usize>, cue: Cue) -> bool {
        self.parts[range].iter().any(|part| part.is_verb(cue))
    }

    /// `cách chức Bí thư Đảng ủy … đối với ông A`, `trao quyết định … Bí thư cho ông A`
    fn concerned_after(&self, post: usize) -> Option<usize> {
        let mut at = post + 1;
        while matches!(
            self.parts.get(at)?.element,
            Element::Aside
                | Element::Title
                | Element::Noun
                | Element::Organization
                | Element::Mark(b',' | b'-')
        ) {
            at += 1;
        }
        let name = at + 1;
        (self.parts[at].is_verb(Cue::OfficeTowards) && self.is_known(name)).then_some(name)
    }

    /// The nearest person before a verb who is not the one being replaced.
    fn subject_before(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        let is_verb = |part: &&Part| {
            matches!(
                part.element,
                Element::Verb(Cue::OfficeAppoint | Cue::OfficePredicate | Cue::OfficeLink)
            )
        };
        let before_verbs = self.parts[..verb].iter().rev().find(|part| !is_verb(part));
        if before_verbs.is_some_and(|part| part.is_verb(Cue::OfficeAnyone)) {
            return None;
        }
        while let Some(left) = at.checked_sub(1) {
            at = left;
            let part = &self.parts[at];
            if part.is_mark(b')') {
                at = self.opening(at)?;
                continue;
            }
            let is_somebody = part.is_person() || part.element == Element::Pronoun;
            if !is_somebody || self.who[at].is_none() {
                continue;
            }
            let is_aside = at.checked_sub(1).is_some_and(|left| {
                self.parts[left].is_verb(Cue::OfficeReplace)
                    || self.parts[left].is_verb(Cue::OfficeKin)
            });
            if !is_aside {
                return Some(at);
            }
        }
        None
    }

    /// Whether several subjects hold the post alike: deputies do, secretaries only one by one.
    fn shares_post(&self, verb: usize, post: usize, name: usize) -> bool {
        let is_deputy = self.parts[post].post().is_some_and(|post| {
            matches!(
                post.role,
                Role::DeputySecretary | Role::StandingDeputySecretary
            )
        });
        is_deputy || self.has_verb(name..post.max(verb), Cue::OfficeInTurn)
    }

    /// The names before a name that are listed with it, nearest first.
    fn listed_before(&self, name: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut here = name;
        while let Some(before) = self.previous_in_list(here) {
            out.push(before);
            here = before;
        }
        out
    }

    fn previous_in_list(&self, name: usize) -> Option<usize> {
        let mut at = name.checked_sub(1)?;
        let joint = &self.parts[at];
        let is_and = joint.element == Element::And;
        if !is_and && !joint.is_mark(b',') {
            return None;
        }
        loop {
            at = at.checked_sub(1)?;
            match self.parts[at].element {
                Element::Mark(b')') => at = self.opening(at)?,
                Element::Person(_) | Element::Short(_) if self.who[at].is_some() => {
                    return Some(at);
                }
                Element::Title
                | Element::Aside
                | Element::Noun
                | Element::Organization
                | Element::Post(_)
                | Element::Mark(b',')
                    if is_and => {}
                _ => return None,
            }
        }
    }

    /// `Là Bí thư Đảng ủy từ 2009 đến 2011, ông A …`: the subject comes after a clause that opens the sentence.
    fn subject_after(&self, verb: usize, post: usize) -> Option<usize> {
        if !self.opens_sentence(verb) {
            return None;
        }
        let mut at = post + 1;
        loop {
            match self.parts.get(at)?.element {
                Element::Mark(b',') if self.is_known(at + 1) => return Some(at + 1),
                Element::Word
                | Element::Verb(Cue::OfficePredicate | Cue::OfficeAppoint | Cue::OfficeCease) => {
                    return None;
                }
                _ => at += 1,
            }
        }
    }

    /// `Từng giữ các chức vụ: Bí thư Huyện ủy …`: no subject at all; the sentence goes on about the one before.
    fn elliptical(&self, verb: usize, post: usize, is_cease: bool) -> Option<Claim> {
        let topic = self.topic?;
        if !self.opens_sentence(verb) {
            return None;
        }
        let claim = Claim {
            person: topic,
            post,
            status: self.parts[post].post()?.status,
            firmness: Firmness::Implied,
            tokens: self.parts[verb].tokens.start..self.parts[post].tokens.end,
            rule: "officeholder/career",
            turn: None,
        };
        Some(self.with_verb(claim, verb, is_cease))
    }

    /// `… Phó Bí thư Huyện ủy X. Bí thư Huyện ủy X, Trưởng ban …`: a list of posts that a full stop has cut.
    fn continued(&self, post: usize) -> Option<Claim> {
        let person = self.career?;
        let only_offices = self.parts.iter().all(|part| {
            matches!(
                part.element,
                Element::Post(_)
                    | Element::Title
                    | Element::Organization
                    | Element::Noun
                    | Element::Aside
                    | Element::And
                    | Element::Mark(_)
            )
        });
        only_offices.then(|| Claim {
            person,
            post,
            status: Status::Former,
            firmness: Firmness::Implied,
            tokens: self.parts[post].tokens.clone(),
            rule: "officeholder/career",
            turn: None,
        })
    }

    /// Whether nothing but dates and adverbs stands before a verb.
    fn opens_sentence(&self, verb: usize) -> bool {
        self.parts[..verb].iter().all(|part| {
            matches!(
                part.element,
                Element::Aside
                    | Element::Mark(b',' | b'-' | b'/' | b':' | b'*' | b'+')
                    | Element::Verb(
                        Cue::OfficePast
                            | Cue::OfficeLink
                            | Cue::OfficePredicate
                            | Cue::OfficeAppoint
                            | Cue::OfficeInTurn
                    )
            )
        })
    }

    /// `bí thư Tỉnh ủy khi đó`, `Bí thư Thị ủy An Khê cũ`
    fn is_over(&self, post: usize) -> bool {
        let after = |at: usize| {
            self.parts
                .get(at)
                .is_some_and(|part| part.is_verb(Cue::OfficeThen))
        };
        after(post + 1)
            || (self
                .parts
                .get(post + 1)
                .is_some_and(|part| part.is_mark(b'-'))
                && after(post + 2))
    }

    /// `Bí thư Đảng ủy từ năm 1982 đến năm 1988`
    fn is_span(&self, post: usize) -> bool {
        let end = self.skip_asides(post + 1);
        let (Some(first), Some(last)) = (
            self.parts.get(post + 1),
            end.checked_sub(1).and_then(|last| self.parts.get(last)),
        ) else {
            return false;
        };
        let tokens = first.tokens.start..last.tokens.end.max(first.tokens.start);
        let is_term = self.scene.find_cue(tokens.clone(), Cue::Term).is_some()
            || self.scene.find_cue(tokens.clone(), Cue::Tenure).is_some();
        tokens
            .filter(|&token| date::year(self.scene.reading, token).is_some())
            .count()
            > 1
            && !is_term
    }

    /// `thay Bí thư Tỉnh ủy Nguyễn Văn A`
    fn is_replaced(&self, post: usize) -> bool {
        post.checked_sub(1)
            .is_some_and(|left| self.parts[left].is_verb(Cue::OfficeReplace))
    }

    /// Who was named by a post and is given another one in the same sentence holds the first no more, unless the new
    /// one is within the first one's organization.
    fn moves(&self, claims: &mut [Claim]) {
        for old in 0..claims.len() {
            let moved = claims.iter().any(|new| {
                new.person == claims[old].person
                    && new.rule == "officeholder/appointed"
                    && new.status == Status::Current
                    && claims[old].rule != "officeholder/appointed"
                    && new.post > claims[old].post
                    && !self.may_combine(claims[old].post, new.post)
            });
            let claim = &mut claims[old];
            if claim.status == Status::Current && (moved || self.is_moved_elsewhere(claim)) {
                claim.status = Status::Former;
                claim.firmness = Firmness::Implied;
            }
        }
    }

    /// A province's deputy secretary may also head the Party organization of its agencies.
    fn may_combine(&self, old: usize, new: usize) -> bool {
        let (Some(old), Some(new)) = (self.parts[old].post(), self.parts[new].post()) else {
            return false;
        };
        let (Some(old), Some(new)) = (old.mention(self.scene), new.mention(self.scene)) else {
            return false;
        };
        old.level.is_some() && (new.has_unit || new.level.is_none())
    }

    /// `điều động bà A, Bí thư Huyện ủy B, giữ chức Trưởng ban …`
    fn is_moved_elsewhere(&self, claim: &Claim) -> bool {
        let mut at = claim.post + 1;
        let has_moved = |range: Range<usize>| {
            let tokens = self.parts[range.start].tokens.start..self.parts[range.end - 1].tokens.end;
            self.scene.find_cue(tokens, Cue::OfficeMove).is_some()
        };
        if claim.rule == "officeholder/appointed" {
            return false;
        }
        while let Some(part) = self.parts.get(at) {
            match part.element {
                Element::Verb(Cue::OfficeAppoint) => {
                    let is_other = self
                        .parts
                        .get(at + 1)
                        .is_some_and(|next| next.element == Element::Title);
                    if is_other {
                        return has_moved(0..at + 1);
                    }
                }
                Element::Mark(b';') | Element::Person(_) => return false,
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// `… giữ chức Bí thư Huyện ủy thay ông A`: the one before him held the post.
    fn predecessors(&self, claims: &mut Vec<Claim>) {
        for verb in 0..self.parts.len() {
            if !self.parts[verb].is_verb(Cue::OfficeReplace) || !self.is_known(verb + 1) {
                continue;
            }
            let Some(post) = self.vacated(verb) else {
                continue;
            };
            let name = verb + 1;
            let person = self.who[name].unwrap_or_default();
            if claims
                .iter()
                .any(|claim| claim.post == post && claim.person == person)
            {
                continue;
            }
            let mut claim = self.claim(name, post, "officeholder/predecessor");
            claim.status = Status::Former;
            claim.firmness = Firmness::Said;
            claims.push(claim);
        }
    }

    /// The post that somebody is replaced in.
    fn vacated(&self, verb: usize) -> Option<usize> {
        let after = (verb + 2..self.parts.len().min(verb + 6))
            .find(|&at| self.parts[at].is_verb(Cue::OfficeAppoint));
        if let Some(appoint) = after
            && self
                .parts
                .get(appoint + 1)
                .is_some_and(|part| part.post().is_some())
        {
            return Some(appoint + 1);
        }
        for at in (0..verb).rev() {
            match self.parts[at].element {
                Element::Post(_) => return Some(at),
                Element::Verb(Cue::OfficeAppoint)
                    if self.parts[at + 1].element == Element::Title =>
                {
                    return None;
                }
                Element::Mark(b';') => return None,
                _ => {}
            }
        }
        None
    }
}
