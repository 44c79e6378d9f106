//! Posts that a word recalls: the sentence names who came or went, the post itself was told before.
//!
//! Enters: a sentence's parts. Leaves: [`Recalled`]s, each of one person; which post they mean is known to who reads the
//! sentences one after the other. `ông B được bầu giữ chức vụ này` · `Ông B sẽ thay ông A, nghỉ hưu từ tháng 7` · `Người tiền
//! nhiệm là bà C` · `Chị D được bầu thay bác` · `đồng chí E kế nhiệm` · `đồng chí G, Chủ tịch HĐTV, tái đắc cử`

use crate::fact::officeholder::career::is_office;
use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::PersonId;
use crate::knowledge::cue::Cue;
use crate::record::{Rule, Status};
use crate::text::TokenRange;

/// A person came to, or left, the post that was told last before `verb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recalled {
    pub person: PersonId,
    pub status: Status,
    pub firmness: Firmness,
    pub tokens: TokenRange,
    /// Whose post is meant, where the words tell: `người kế nhiệm ông A`; else the one told last.
    pub of: Option<PersonId>,
}

impl Sentence<'_> {
    /// What the sentence says of the post that the text told before it.
    pub(super) fn about_post_before(&self) -> Vec<Recalled> {
        const OBJECT_REACH: usize = 4;
        // Whoever came or went is named or stood for.
        if self.who.are_nobody() {
            return Vec::new();
        }
        let first = (self.parts.iter()).position(|part| part.post().is_some());
        let end = first.unwrap_or(self.parts.len());
        // Another office was told nearer, or is the one in which somebody is replaced: `thay ông A làm Chủ tịch UBND`.
        let other_office = (0..self.parts.len()).find(|&at| self.governs_title(at));
        let is_of_other = |verb: usize| other_office.is_some_and(|at| at < verb + OBJECT_REACH);
        let mut out: Vec<Recalled> = Vec::new();
        // "Người kế nhiệm ông A là bà B, hiện là Phó Bí thư Huyện ủy": what the nouns say stands before.
        for verb in (0..end).take_while(|&verb| !is_of_other(verb)) {
            out.extend(self.named_by_nouns(verb));
            out.extend(self.recalling_verb(verb));
        }
        out.extend(first.and_then(|first| self.rises_to_it(first)));
        out
    }

    /// `Ông A, Phó Bí thư Tỉnh ủy, được bầu giữ chức vụ này.`: the one whose own posts are all that the sentence tells before the
    /// verb comes to the post told before.
    fn rises_to_it(&self, first: usize) -> Option<Recalled> {
        let verb = (first + 1..self.parts.len()).find(|&verb| self.this_post(verb).is_some())?;
        let recalled = self.this_post(verb)?;
        let subject = self.subject_before(verb)?;
        let explains = |part: &Part| {
            is_office(part) && !part.is_mark(b'.') || part.is_verb(Cue::OfficeAppoint)
        };
        let is_own = subject < first && self.parts[subject + 1..verb].iter().all(explains);
        is_own.then_some(recalled)
    }

    /// What a later clause says of a post that the sentence itself told: `A thôi giữ chức Bí thư, ông B được bầu giữ chức vụ
    /// này`.
    pub(super) fn recalls(&self, claims: &mut Vec<Claim>) {
        let Some(first) = (self.parts.iter()).position(|part| part.post().is_some()) else {
            return;
        };
        for verb in first + 1..self.parts.len() {
            let Some(recalled) = self.this_post(verb).or_else(|| self.elected_anew(verb)) else {
                continue;
            };
            let Some(post) = (0..verb).rev().find(|&at| self.parts[at].post().is_some()) else {
                continue;
            };
            let is_known = |claim: &Claim| claim.post == post && claim.person == recalled.person;
            let turns_to_title = (post..verb).any(|at| self.governs_title(at));
            if turns_to_title || claims.iter().any(is_known) {
                continue;
            }
            claims.push(Claim {
                person: recalled.person,
                post,
                status: recalled.status,
                firmness: recalled.firmness,
                tokens: recalled.tokens,
                rule: Rule::Successor,
                turn: None,
                is_standing: false,
            });
        }
    }

    /// Whether a verb gives or takes an office that is no secretary's post, or somebody is said to have it.
    pub(super) fn governs_title(&self, verb: usize) -> bool {
        let is_verb = matches!(
            self.parts[verb].element,
            Element::Verb(Cue::OfficeAppoint | Cue::OfficeCease | Cue::OfficeIs)
        );
        // "giữ chức vụ Quyền Chủ tịch nước", "rời cương vị Chủ tịch"
        let is_word_between = |part: &Part| {
            let start = part.tokens.start;
            part.is_verb(Cue::OfficeLink)
                || part.is_verb(Cue::StatusFormer)
                || self.scene.cue_at(start, Cue::StatusActing).is_some()
        };
        let mut next = self.parts.get(verb + 1..).into_iter().flatten();
        is_verb
            && next
                .find(|part| !is_word_between(part))
                .is_some_and(|next| next.element == Element::Title)
    }

    /// `Người tiền nhiệm là ông A`, `2 người tiền nhiệm là A và B`, `Người kế nhiệm là bà B`: whom a noun means.
    fn named_by_nouns(&self, verb: usize) -> Vec<Recalled> {
        let comes = self.parts[verb].is_verb(Cue::OfficeSuccessor);
        if !comes && !self.names_predecessor(verb) {
            return Vec::new();
        }
        let status = if comes {
            Status::Current
        } else {
            Status::Former
        };
        let other = self.other_of_noun(verb);
        (self.all_named_by_noun(verb).into_iter())
            .filter_map(|name| self.recalled(name, verb, status, Firmness::Said))
            .map(|recalled| Recalled {
                of: other.filter(|other| *other != recalled.person),
                ..recalled
            })
            .collect()
    }

    /// The same for verbs.
    fn recalling_verb(&self, verb: usize) -> Vec<Recalled> {
        if let Some(recalled) = self.this_post(verb).or_else(|| self.elected_instead(verb)) {
            return vec![recalled];
        }
        let replaced = self.replacing(verb);
        if !replaced.is_empty() || !self.parts[verb].is_verb(Cue::OfficeReplace) {
            return replaced;
        }
        // "thay ông ở Hội Khuyến học là bà B": another post than the one told of.
        let is_elsewhere = (self.place_of_other(verb)).is_some_and(|place| {
            self.scene.cue_at(place.start, Cue::PlaceLevel) != Some(place.end)
        });
        let name = self.successor(verb).filter(|_| !is_elsewhere);
        let of = self.other_of_noun(verb);
        name.and_then(|name| self.recalled(name, verb, Status::Current, Firmness::Implied))
            .map(|recalled| Recalled {
                of: of.filter(|of| *of != recalled.person),
                ..recalled
            })
            .into_iter()
            .collect()
    }

    /// `ông B được bầu giữ chức vụ này`, `bà từng đảm nhiệm cương vị ấy`
    fn this_post(&self, verb: usize) -> Option<Recalled> {
        let is_cease = self.parts[verb].is_verb(Cue::OfficeCease);
        let is_verb = is_cease || self.parts[verb].is_verb(Cue::OfficeAppoint);
        let end = self.parts[verb].tokens.end;
        let recalls = is_verb && self.scene.cue_at(end, Cue::OfficeThis).is_some();
        let is_proposed = self.has_verb(0..verb, Cue::OfficeProposal);
        let name = (recalls && !is_proposed)
            .then(|| self.subject_before(verb))
            .flatten()?;
        let is_over = is_cease || self.is_career(verb);
        let (status, firmness) = match (is_over, is_cease) {
            (true, true) => (Status::Former, Firmness::Said),
            (true, false) => (Status::Former, Firmness::Implied),
            _ => (Status::Current, Firmness::Implied),
        };
        self.recalled(name, verb, status, firmness)
    }

    /// `Chị B được bầu thay bác với 58 phiếu.`: who comes, in a sentence without the post.
    fn elected_instead(&self, replace: usize) -> Option<Recalled> {
        let elect = replace.checked_sub(1)?;
        let is_elected = self.parts[replace].is_verb(Cue::OfficeReplace)
            && self.parts[elect].is_verb(Cue::OfficeAppoint);
        let is_open = self.parts.get(replace + 1).is_none_or(|next| {
            matches!(
                next.element,
                Element::Mark(_) | Element::Pronoun | Element::Short(_) | Element::Word
            ) || next.is_verb(Cue::OfficeTowards)
        });
        let name = (is_elected && is_open)
            .then(|| self.subject_before(elect))
            .flatten()?;
        self.recalled(name, replace, Status::Current, Firmness::Said)
    }

    /// `đồng chí A, Chủ tịch HĐTV, tái đắc cử với 98% số phiếu`: elected, and to what was said before.
    fn elected_anew(&self, verb: usize) -> Option<Recalled> {
        let words = &self.parts[verb].tokens;
        let is_elected = self.parts[verb].is_verb(Cue::OfficeAppoint)
            && self.scene.cue_at(words.start, Cue::OfficeElected) == Some(words.end);
        let has_object = |next: &Part| {
            !(matches!(
                next.element,
                Element::Mark(b'.' | b',' | b';' | b'(') | Element::Aside
            ) || next.is_verb(Cue::OfficeTowards))
        };
        let is_open = is_elected && !self.parts.get(verb + 1).is_some_and(has_object);
        let name = is_open.then(|| self.subject_before(verb)).flatten()?;
        self.recalled(name, verb, Status::Current, Firmness::Said)
    }

    /// `Ông B sẽ thay ông A, nghỉ hưu từ ngày 1/7.`, `Bà B kế nhiệm ông A`: who comes and who goes.
    fn replacing(&self, verb: usize) -> Vec<Recalled> {
        let is_small = |part: &Part| {
            part.is_verb(Cue::OfficeAppoint)
                || part.is_verb(Cue::OfficeAnyone)
                || part.is_verb(Cue::OfficeLink)
                || part.is_verb(Cue::OfficeIs)
                || self.scene.cue_at(part.tokens.start, Cue::OfficeTense) == Some(part.tokens.end)
        };
        let goes = verb + 1;
        let is_replaced = self.parts[verb].is_verb(Cue::OfficeReplace)
            && !self.names_predecessor(verb)
            && self.is_known(goes)
            && matches!(self.parts[goes].element, Element::Person(_));
        let comes = (0..verb)
            .rev()
            .find(|&at| !is_small(&self.parts[at]))
            .filter(|&at| (self.parts[at].is_somebody()) && self.opens_clause_of(at));
        let Some(comes) = comes.filter(|_| is_replaced) else {
            return Vec::new();
        };
        let of = self.who.at(comes);
        let comes = self.recalled(comes, verb, Status::Current, Firmness::Implied);
        let goes = self.recalled(goes, verb, Status::Former, Firmness::Said);
        (comes.into_iter().chain(goes))
            .map(|recalled| Recalled { of, ..recalled })
            .collect()
    }

    /// Whether a subject opens its sentence or clause.
    fn opens_clause_of(&self, subject: usize) -> bool {
        let Some(left) = subject.checked_sub(1) else {
            return true;
        };
        matches!(
            self.parts[left].element,
            Element::Mark(b',' | b';' | b'"' | b':') | Element::Aside | Element::Title
        )
    }

    fn recalled(
        &self,
        name: usize,
        verb: usize,
        status: Status,
        firmness: Firmness,
    ) -> Option<Recalled> {
        let (first, last) = (name.min(verb), name.max(verb));
        Some(Recalled {
            person: self.who.at(name)?,
            status,
            firmness,
            tokens: self.parts[first].tokens.start..self.parts[last].tokens.end,
            of: None,
        })
    }
}
