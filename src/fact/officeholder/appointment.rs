//! Posts as objects of verbs: elections, appointments, dismissals.
//!
//! Enters: a sentence's parts, a verb and the post it governs. Leaves: [`Claim`]s of the subject, or of whom the verb
//! concerns.

use crate::fact::denial;
use crate::fact::officeholder::career::is_office;
use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::owner;
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::{Number, Role, Rule, Status};
use crate::text::Token;

/// Parts before a name that a word of proposal may stand in: `giới thiệu đồng chí A để bầu giữ chức …`
const PROPOSAL_REACH: usize = 3;
/// Tokens of a count and its noun.
const COUNTED_REACH: usize = 6;
/// Words between the noun and a verb of offices: `2 đảng viên [xuống] làm`.
const COUNTED_WORDS: usize = 1;

impl Sentence<'_> {
    /// A post that is the object of a verb: who is the subject, or whom the verb concerns.
    pub(super) fn governed(&self, verb: usize, post: usize, chained: Option<usize>) -> Vec<Claim> {
        let is_cease = self.parts[verb].is_verb(Cue::OfficeCease);
        if self.sets_up(verb, post) || self.is_denied(verb) {
            return Vec::new();
        }
        let rule = if is_cease {
            Rule::Ceased
        } else {
            Rule::Appointed
        };
        if let Some(name) = self
            .concerned_in_turn(verb, post, is_cease)
            .or_else(|| self.concerned_after(post, is_cease))
            .or_else(|| self.concerned_before(verb, post).filter(|_| is_cease))
        {
            return vec![self.with_verb(self.claim(name, post, rule), verb, is_cease)];
        }
        if let Some(name) = self.actor_after(verb, post) {
            let claim = self.claim(name, post, Rule::Capacity);
            return vec![self.with_verb(claim, verb, is_cease)];
        }
        if let Some(name) = self.subject_before(verb) {
            let before = name.saturating_sub(PROPOSAL_REACH);
            if self.has_verb(before..post, Cue::OfficeProposal) {
                return Vec::new();
            }
            let mut names = vec![name];
            names.extend(self.listed_before(name));
            names.reverse();
            if let Some(holder) = self.respective(verb, post, &names) {
                return vec![self.with_verb(self.claim(holder, post, rule), verb, is_cease)];
            }
            if !self.shares_post(post) && !self.gives_in_turn(post, &names) {
                names = vec![name];
            }
            let in_turn = names.len() > 1;
            if !in_turn && self.is_post_of_several(post) {
                return Vec::new();
            }
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
            return vec![self.claim(name, post, Rule::PostTitlesName)];
        }
        if let Some(name) = self.subject_after(verb, post) {
            return vec![self.with_verb(self.claim(name, post, rule), verb, is_cease)];
        }
        self.elliptical(verb, post, is_cease).into_iter().collect()
    }

    /// `chưa được bầu làm Bí thư`, `tự xưng là Bí thư`, `muốn trở thành Bí thư`: whether a word before a verb of offices says that
    /// what it tells is not so.
    fn is_denied(&self, verb: usize) -> bool {
        let run = (0..verb).rev().take_while(|&at| self.is_verbal(at));
        std::iter::once(verb).chain(run).any(|at| {
            let start = self.parts[at].tokens.start;
            // "có thể là Bí thư", "có thể được bầu làm", but "có thể vừa làm Bí thư vừa …"
            let may_be = self
                .scene
                .starts_any(start, const { CueSet::of(&[Cue::Copula, Cue::Passive]) });
            denial::stands_before(self.scene, start, Cue::OfficeDenied)
                || may_be && denial::stands_before(self.scene, start, Cue::OfficeSupposed)
        })
    }

    /// `ông A công bố quyết định chỉ định Ban Chấp hành Đảng bộ, Ban Thường vụ, Bí thư Huyện ủy`: whether the post is one of the
    /// bodies and posts that are filled, and nobody's by name.
    fn sets_up(&self, verb: usize, post: usize) -> bool {
        let given = self.parts[verb].tokens.clone();
        let is_body = |at: usize| self.parts[at].element == Element::Organization;
        let is_joint = |at: usize| {
            let joint = &self.parts[at];
            is_body(at) || is_office(joint) || joint.is_mark(b',') || joint.element == Element::And
        };
        self.scene.cue_at(given.start, Cue::OfficeGiven) == Some(given.end)
            && verb + 1 < post
            && is_body(verb + 1)
            && (verb + 1..post).all(is_joint)
            && self.names_after(post).is_empty()
    }

    /// `chuẩn y ông A giữ chức Bí thư; chuẩn y 3 Phó Bí thư`: whether a number before a post counts several who hold it. `bầu 01 Phó Bí
    /// thư` and `1 trong 3 Phó Bí thư` may be the one named before.
    fn is_post_of_several(&self, post: usize) -> bool {
        let start = self.parts[post].tokens.start;
        let figures = (self.scene.mentions).quantities_in(start.saturating_sub(1)..start);
        figures.last().is_some_and(|figure| {
            let is_whole = self
                .scene
                .cue_before(figure.tokens.start, Cue::PartOf)
                .is_some();
            figure.tokens.end == start
                && !is_whole
                && figure.value.is_some_and(|value| value > Number::whole(1))
        })
    }

    pub(super) fn with_verb(&self, claim: Claim, verb: usize, is_cease: bool) -> Claim {
        let mut claim = claim;
        claim.tokens.start = claim.tokens.start.min(self.parts[verb].tokens.start);
        if is_cease {
            claim.status = Status::Former;
            claim.firmness = Firmness::Said;
        } else if claim.status == Status::Current
            && self.is_career(verb)
            && !self.is_held_now(claim.post)
        {
            claim.status = Status::Former;
            claim.firmness = Firmness::Implied;
        }
        claim
    }

    /// `cách chức Bí thư Đảng ủy … đối với ông A`, `trao quyết định … Bí thư cho ông A`
    fn concerned_after(&self, post: usize, is_cease: bool) -> Option<usize> {
        let mut at = post + 1;
        // "cách chức Bí thư Chi bộ … thuộc Đảng bộ … đối với ông A": what one is dismissed from is told at length.
        let is_told = |part: &Part| is_cease && part.element == Element::Word;
        while is_told(self.parts.get(at)?)
            || matches!(
                self.parts.get(at)?.element,
                Element::Aside
                    | Element::Title
                    | Element::Noun
                    | Element::Organization
                    | Element::And
                    | Element::Verb(Cue::OfficePast | Cue::OfficeCease)
                    | Element::Mark(b',' | b'-' | b'(' | b')')
            )
        {
            at += 1;
        }
        let name = at + 1;
        (self.parts[at].is_verb(Cue::OfficeTowards) && self.is_known(name)).then_some(name)
    }

    /// `cách chức bí thư, phó bí thư Chi bộ đối với ông A và ông B`: as many posts as persons, each had one.
    fn concerned_in_turn(&self, verb: usize, post: usize, is_cease: bool) -> Option<usize> {
        let is_of_list = |part: &Part| is_office(part) || part.is_verb(Cue::OfficePast);
        let posts: Vec<usize> = (verb + 1..self.parts.len())
            .take_while(|&at| is_of_list(&self.parts[at]))
            .filter(|&at| self.parts[at].post().is_some())
            .collect();
        let first = self.concerned_after(*posts.last()?, is_cease)?;
        let names: Vec<usize> =
            std::iter::successors(Some(first), |&name| self.next_in_list(name)).collect();
        let turn = posts.iter().position(|&at| at == post)?;
        (posts.len() > 1 && names.len() == posts.len()).then(|| names[turn])
    }

    /// `cách mọi chức vụ trong Đảng của ông A, gồm: …, Bí thư Đảng ủy`
    fn concerned_before(&self, verb: usize, post: usize) -> Option<usize> {
        let towards = (verb..post).find(|&at| self.parts[at].is_verb(Cue::OfficeTowards))?;
        let is_listed = self.has_verb(towards..post, Cue::OfficeList);
        (is_listed && self.is_known(towards + 1)).then_some(towards + 1)
    }

    /// The nearest person before a verb who is not the one being replaced.
    pub(super) fn subject_before(&self, verb: usize) -> Option<usize> {
        let before_verbs = (0..verb).rev().find(|&at| !self.is_verbal(at));
        let is_anyone = before_verbs
            .is_some_and(|at| self.parts[at].is_verb(Cue::OfficeAnyone) && !self.is_relative(at));
        let is_of_kin = before_verbs.is_some_and(|at| self.parts[at].is_verb(Cue::OfficeKin));
        if is_anyone || is_of_kin || before_verbs.is_some_and(|at| self.is_counted(at)) {
            return None;
        }
        if self.is_of_nameless(verb) {
            return None;
        }
        if let Some(name) = self.explained_by(verb).or_else(|| self.kin_before(verb)) {
            return Some(name);
        }
        if let Some(name) = before_verbs.and_then(|comma| self.before_insert(comma)) {
            return Some(name);
        }
        let mut at = verb;
        while let Some(left) = at.checked_sub(1) {
            at = left;
            let part = &self.parts[at];
            if part.is_mark(b')') {
                at = self.opening(at)?;
                continue;
            }
            let is_somebody = part.is_somebody();
            if !is_somebody || self.who.at(at).is_none() {
                continue;
            }
            let is_told_of =
                self.is_relative(at + 2) || self.is_sent(at, verb) || self.is_described(at, verb);
            let is_aside = at.checked_sub(1).is_some_and(|left| {
                (self.parts[left].is_verb(Cue::OfficeReplace) && !is_told_of)
                    || self.is_kin(at)
                    || self.is_giver(at)
            });
            if !is_aside {
                return (!self.only_speaks(at, verb)).then_some(at);
            }
        }
        None
    }

    /// `nhận từ ông A quyết định giữ chức …`: from whom something comes.
    fn is_giver(&self, name: usize) -> bool {
        let title = name
            .checked_sub(1)
            .filter(|&title| self.parts[title].element == Element::Title);
        let start = self.parts[title.unwrap_or(name)].tokens.start;
        self.scene.cue_before(start, Cue::QuantityFrom).is_some()
    }

    /// `thay ông A (hiện là Bí thư …)`, `thay bà A - vừa được bầu làm …`: the one right before the bracket or dash that opens with
    /// a verb, whoever else the sentence is about.
    fn explained_by(&self, verb: usize) -> Option<usize> {
        let is_adverb = |at: usize| self.is_verbal(at) || self.parts[at].element == Element::Aside;
        let opening = (0..verb).rev().find(|&at| !is_adverb(at))?;
        let name = opening.checked_sub(1)?;
        // "Ông A - con trai ông B - vừa được điều động": the second dash closes.
        let dashes = || (0..opening).filter(|&at| self.parts[at].is_mark(b'-'));
        let is_opening = match self.parts[opening].element {
            Element::Mark(b'(') => true,
            Element::Mark(b'-') => dashes().count() % 2 == 0,
            _ => false,
        };
        (is_opening && self.is_known(name) && !self.is_kin(name)).then_some(name)
    }

    /// `ông A là em ruột của bà B, hiện là Bí thư …`: the one who is related holds the post, where the relation was all that the
    /// clause says of the other.
    fn kin_before(&self, verb: usize) -> Option<usize> {
        let is_adverb = |at: usize| {
            self.is_verbal(at) && !self.parts[at].is_verb(Cue::OfficeAppoint)
                || self.parts[at].element == Element::Aside
                || self.parts[at].is_mark(b',')
        };
        let name = (0..verb).rev().find(|&at| !is_adverb(at))?;
        let kin = name.checked_sub(1)?;
        let is_relation = self.parts[kin].is_verb(Cue::OfficeKin)
            && kin
                .checked_sub(1)
                .is_some_and(|left| self.parts[left].is_verb(Cue::OfficeIs));
        let tells_now = self.parts[verb].is_verb(Cue::OfficeIs) && name + 1 < verb;
        (is_relation && tells_now && self.is_known(name)).then_some(name)
    }

    /// Whether a part stands between a subject and its verb, as verbs and adverbs of time do.
    fn is_verbal(&self, at: usize) -> bool {
        matches!(
            self.parts[at].element,
            Element::Verb(
                Cue::OfficeAppoint | Cue::OfficePredicate | Cue::OfficeLink | Cue::OfficePast
            )
        )
    }

    /// `chị A, nhỏ hơn ông 24 tuổi, làm Bí thư`: the one whom an insert between commas explains, whoever else it names. The
    /// part is the comma that ends it.
    fn before_insert(&self, comma: usize) -> Option<usize> {
        if !self.parts[comma].is_mark(b',') {
            return None;
        }
        let is_clause = |part: &Part| {
            matches!(
                part.element,
                Element::Verb(Cue::OfficeAppoint | Cue::OfficeCease | Cue::OfficeIs)
                    | Element::Mark(b';' | b':' | b')')
                    | Element::Post(_)
            )
        };
        let open = (1..comma)
            .rev()
            .take_while(|&at| !is_clause(&self.parts[at]))
            .find(|&at| self.parts[at].is_mark(b',') && self.is_known(at - 1))?;
        let insert = &self.parts[open + 1..comma];
        let names_other = insert.iter().any(|part| part.is_somebody());
        let opens_clause = insert.first().is_some_and(|first| {
            first.is_person() || matches!(first.element, Element::Pronoun | Element::Aside)
        });
        let is_aside = open >= 2 && self.parts[open - 2].is_verb(Cue::OfficeReplace);
        (names_other && !opens_clause && !is_aside && !self.is_kin(open - 1)).then_some(open - 1)
    }

    /// `Ông A cho hay, các bí thư được đại hội bầu làm …`: somebody else is spoken of in what he says.
    fn only_speaks(&self, name: usize, verb: usize) -> bool {
        let Some(says) = (name + 1..verb).find(|&at| {
            let start = self.parts[at].tokens.start;
            self.parts[at].is_verb(Cue::OfficePredicate)
                && self.scene.cue_at(start, Cue::Saying).is_some()
        }) else {
            return false;
        };
        let opens = self
            .parts
            .get(says + 1)
            .is_some_and(|next| next.is_mark(b',') || next.is_mark(b':'));
        let told = &self.parts[says + 1..verb];
        opens
            && told
                .iter()
                .any(|part| matches!(part.element, Element::Word | Element::Post(_)))
    }

    /// `con trai ông A`, `con trai nguyên Bí thư Thành ủy A`: named only to tell whose kin somebody is.
    fn is_kin(&self, name: usize) -> bool {
        let is_title = |part: &Part| {
            matches!(
                part.element,
                Element::Title | Element::Post(_) | Element::Noun | Element::Organization
            ) || part.is_verb(Cue::StatusFormer)
        };
        (0..name)
            .rev()
            .find(|&at| !is_title(&self.parts[at]))
            .is_some_and(|at| self.parts[at].is_verb(Cue::OfficeKin))
    }

    /// `58 hội viên đang giữ chức bí thư chi bộ`: many, and nobody by name. The part is the last word before the verb.
    fn is_counted(&self, at: usize) -> bool {
        let end = self.parts[at].tokens.end;
        let from = self.scene.reading.sentence_of(end - 1).start;
        let nearest = self
            .scene
            .mentions
            .quantities_in(from.max(end.saturating_sub(COUNTED_REACH))..end);
        nearest.last().is_some_and(|count| {
            [
                Cue::NounPerson,
                Cue::NounMember,
                Cue::NounOutsider,
                Cue::TitleHead,
            ]
            .into_iter()
            .filter_map(|cue| self.scene.cue_at(count.tokens.end, cue))
            // "2 đảng viên xuống làm …"
            .any(|noun| {
                let between = noun..end;
                noun <= end
                    && between.len() <= COUNTED_WORDS
                    && self.scene.reading.tokens[between]
                        .iter()
                        .all(Token::is_word)
            })
        })
    }

    /// `ông A, Bí thư Huyện ủy; các đồng chí nguyên là lãnh đạo huyện`: several whom the clause addresses, and none of them by name.
    fn is_of_nameless(&self, verb: usize) -> bool {
        let is_former = |at: usize| self.parts[at].is_verb(Cue::StatusFormer);
        let subject = (0..verb)
            .rev()
            .find(|&at| !self.is_verbal(at) && !is_former(at));
        subject.is_some_and(|at| {
            let subject = &self.parts[at];
            let start = subject.tokens.start;
            let is_plural = || {
                let before = self.scene.cue_before(start, Cue::Plural);
                self.scene.cue_at(start, Cue::Plural).or(before).is_some()
            };
            subject.element == Element::Address && is_plural()
        })
    }

    /// `thay ông A, người …`, `cụ A, 97 tuổi, người …`, `thay ông A - người …`: the clause goes on about the one before the
    /// comma.
    fn is_relative(&self, at: usize) -> bool {
        let is_joint =
            |part: &Part| matches!(part.element, Element::Mark(b',' | b'-') | Element::Aside);
        let opens = self
            .parts
            .get(at)
            .is_some_and(|part| part.is_verb(Cue::OfficeAnyone));
        let name = (0..at).rev().find(|&left| !is_joint(&self.parts[left]));
        let is_cut = at
            .checked_sub(1)
            .is_some_and(|left| matches!(self.parts[left].element, Element::Mark(b',' | b'-')));
        opens && is_cut && name.is_some_and(|name| self.parts[name].is_person())
    }

    /// `thay bà A đã được phân công sang Đảng ủy Khối, giữ chức …`: what is said of the one who goes.
    fn is_sent(&self, name: usize, verb: usize) -> bool {
        let next = self.parts.get(name + 1);
        let is_said = next.is_some_and(|next| next.is_verb(Cue::OfficePredicate));
        let clause = self.parts[name].tokens.end..self.parts[verb].tokens.start;
        let is_moved = self.scene.find_cue(clause, Cue::OfficeMove).is_some();
        is_said && is_moved
    }

    /// `thay ông A - Bí thư Đảng ủy Khối, trước đó được phân công giữ chức …`: what a dash opens goes on about the one before it.
    fn is_described(&self, name: usize, verb: usize) -> bool {
        let told = self.parts.get(name + 1..verb);
        let Some((dash, told)) = told.and_then(<[Part]>::split_first) else {
            return false;
        };
        let closes = |part: &Part| matches!(part.element, Element::Mark(b'-' | b';' | b'('));
        let past = told.iter().position(|part| part.is_verb(Cue::OfficePast));
        dash.is_mark(b'-')
            && !told.iter().any(closes)
            && past.is_some_and(|past| past > 0 && told[past - 1].is_mark(b','))
    }

    /// `Các ông A, B giữ chức Bí thư và Phó Bí thư`: as many posts as names, each has one.
    fn respective(&self, verb: usize, post: usize, names: &[usize]) -> Option<usize> {
        let posts: Vec<usize> = (verb + 1..self.parts.len())
            .take_while(|&at| is_office(&self.parts[at]))
            .filter(|&at| self.parts[at].post().is_some() && self.names_after(at).is_empty())
            .collect();
        let turn = posts.iter().position(|&at| at == post)?;
        (names.len() > 1 && posts.len() == names.len()).then(|| names[turn])
    }

    /// `Ông A và bà B lần lượt được chỉ định làm Bí thư Đảng ủy xã M, xã N`: as many organizations as names.
    fn gives_in_turn(&self, post: usize, names: &[usize]) -> bool {
        let first = self.parts[names[0]].tokens.start;
        let told = first..self.parts[post].tokens.start;
        names.len() > 1
            && owner::has_turns(self.scene, self.parts, post, names.len())
            && self.scene.find_cue(told, Cue::OfficeInTurn).is_some()
    }

    /// Whether several subjects hold the post alike: deputies do, secretaries only one by one.
    fn shares_post(&self, post: usize) -> bool {
        self.parts[post].post().is_some_and(|post| {
            matches!(
                post.role,
                Role::DeputySecretary | Role::StandingDeputySecretary
            )
        })
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

    pub(super) fn previous_in_list(&self, name: usize) -> Option<usize> {
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
                Element::Person(_) | Element::Short(_) if self.who.at(at).is_some() => {
                    return Some(at);
                }
                Element::Title
                | Element::Aside
                | Element::Noun
                | Element::Organization
                | Element::Post(_)
                | Element::Mark(b',' | b'-')
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
}
