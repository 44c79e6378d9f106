//! Careers: posts that somebody held before, told in a sentence or listed line by line.
//!
//! Enters: a sentence's parts and whom the sentences before spoke of. Leaves: [`Claim`]s of former posts.

use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::Scene;
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::Cue;
use crate::mention::date;
use crate::record::Status;

/// The stretch of time that opens a line of a career.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The part after it.
    pub end: usize,
    /// It reaches to the present: `từ 2015 đến nay`.
    pub is_open: bool,
}

impl Sentence<'_> {
    /// `- Từ 3/2005 đến 5/2010: …`, `01/1980 – 6/1980: …`: two dates, or one and the present, before a colon or comma.
    pub(super) fn stretch(&self) -> Option<Stretch> {
        let is_time = |part: &Part| {
            matches!(
                part.element,
                Element::Aside | Element::Mark(b'-' | b'/' | b'+' | b'*' | b'(' | b')' | b'~')
            )
        };
        let end = self.parts.iter().position(|part| !is_time(part))?;
        let closes = self.parts[end].is_mark(b':') || self.parts[end].is_mark(b',');
        let first = self.parts.first()?.tokens.start;
        let tokens = first..self.parts[end].tokens.start;
        let years = tokens
            .clone()
            .filter(|&token| ends_in_year(self.scene, token))
            .count();
        let is_open = self.scene.find_cue(tokens, Cue::OfficeNow).is_some();
        let goes_on_as_clause = self.parts[end].is_mark(b',')
            && self.parts[end..]
                .iter()
                .take_while(|part| !part.is_mark(b';'))
                .any(|part| part.is_verb(Cue::OfficePredicate));
        (closes && !goes_on_as_clause && years > usize::from(!is_open)).then_some(Stretch {
            end: end + 1,
            is_open,
        })
    }

    /// A post in a line that a stretch of time opens, with offices only between them.
    pub(super) fn in_stretch(&self, post: usize) -> Option<Claim> {
        let person = self.career.or(self.topic)?;
        let stretch = self.stretch()?;
        let only_offices = self.parts.get(stretch.end..post)?.iter().all(is_office);
        let said = self.parts[post].post()?.status;
        let status = match said {
            Status::Current if !stretch.is_open => Status::Former,
            said => said,
        };
        only_offices.then(|| Claim {
            person,
            post,
            status,
            firmness: Firmness::Implied,
            tokens: self.parts[post].tokens.clone(),
            rule: "officeholder/career",
            turn: None,
        })
    }

    /// `Bà đã trải qua nhiều cương vị quản lý ở thành phố: Trưởng ban …, Bí thư Quận ủy …`: a list that a word of careers
    /// announces.
    pub(super) fn announced(&self, post: usize) -> Option<Claim> {
        let colon = (0..post)
            .rev()
            .find(|&at| !is_office(&self.parts[at]) && !self.parts[at].is_mark(b';'))?;
        if !self.parts[colon].is_mark(b':') || self.has_verb(0..colon, Cue::OfficeProposal) {
            return None;
        }
        let past = (0..colon)
            .rev()
            .find(|&at| self.parts[at].is_verb(Cue::OfficePast))?;
        let subject = past
            .checked_sub(1)
            .filter(|&at| self.is_somebody(at) && self.who[at].is_some())?;
        let claim = self.claim(subject, post, "officeholder/career");
        Some(match claim.status {
            Status::Current => Claim {
                status: Status::Former,
                firmness: Firmness::Implied,
                ..claim
            },
            _ => claim,
        })
    }

    fn is_somebody(&self, at: usize) -> bool {
        self.parts[at].is_person() || self.parts[at].element == Element::Pronoun
    }

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
        let only_offices = self.parts.iter().all(is_office);
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
                            | Cue::StatusFormer
                            | Cue::OfficeLink
                            | Cue::OfficePredicate
                            | Cue::OfficeAppoint
                            | Cue::OfficeInTurn
                    )
            )
        })
    }
}

/// Whether a part may stand in a list of offices.
fn is_office(part: &Part) -> bool {
    matches!(
        part.element,
        Element::Post(_)
            | Element::Title
            | Element::Organization
            | Element::Noun
            | Element::Aside
            | Element::And
            | Element::Mark(b',' | b'-' | b'/' | b'(' | b')' | b'.')
            | Element::Verb(Cue::OfficeLink | Cue::StatusFormer)
    )
}

/// `2010`, and the year of `1.2011`.
fn ends_in_year(scene: &Scene<'_>, token: usize) -> bool {
    const YEARS: std::ops::Range<u16> = 1900..2100;
    let is_dotted = scene.reading.tokens[token].is_number()
        && scene
            .reading
            .word(token)
            .rsplit_once('.')
            .and_then(|(_, year)| year.parse().ok())
            .is_some_and(|year| YEARS.contains(&year));
    is_dotted || date::year(scene.reading, token).is_some()
}
