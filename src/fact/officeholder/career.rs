//! Careers: posts that somebody held before, told in a sentence or listed line by line.
//!
//! Enters: a sentence's parts and whom the sentences before spoke of. Leaves: [`Claim`]s of former posts.

use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::part::Element;
use crate::knowledge::cue::Cue;
use crate::record::Status;

impl Sentence<'_> {
    /// Whether the verb tells of a career: `từng giữ`, `nguyên là`, or `Trước đó, ông …` at the head of the sentence.
    pub(super) fn is_career(&self, verb: usize) -> bool {
        let subject = (0..verb)
            .rev()
            .find(|&at| self.parts[at].is_person() || self.parts[at].element == Element::Pronoun);
        let is_full =
            subject.is_some_and(|at| matches!(self.parts[at].element, Element::Person(_)));
        let from = if is_full { subject.unwrap_or(0) } else { 0 };
        let is_former = verb
            .checked_sub(1)
            .is_some_and(|left| self.parts[left].is_verb(Cue::StatusFormer));
        is_former || self.has_verb(from..verb, Cue::OfficePast)
    }

    /// `Từng giữ các chức vụ: Bí thư Huyện ủy …`: no subject at all; the sentence goes on about the one before.
    pub(super) fn elliptical(&self, verb: usize, post: usize, is_cease: bool) -> Option<Claim> {
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
    pub(super) fn continued(&self, post: usize) -> Option<Claim> {
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
    pub(super) fn opens_sentence(&self, verb: usize) -> bool {
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
}
