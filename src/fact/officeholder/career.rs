//! Careers: posts that somebody held before, told in a sentence or listed line by line.
//!
//! Enters: a sentence's parts and whom the sentences before spoke of. Leaves: [`Claim`]s of former posts.

use crate::fact::Scene;
use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::PersonId;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date;
use crate::mention::date::YEARS;
use crate::record::{Rule, Status};
use std::ops::Range;

/// The stretch of time that opens a sentence or a line of a career.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The part after it.
    pub end: usize,
    /// It reaches to the present: `từ 2015 đến nay`.
    pub is_open: bool,
}

impl Stretch {
    /// Whether so many years, or one and the present, are two ends of it.
    fn spans(&self, years: usize) -> bool {
        years > usize::from(!self.is_open)
    }
}

impl Sentence<'_> {
    /// A line of a career: `- Từ 3/2005 đến 5/2010: …`, `01/1980 – 6/1980: …`.
    pub(super) fn career_line(&self) -> Option<Stretch> {
        let (stretch, years) = self.times_from(0)?;
        if !stretch.spans(years) && !self.is_step(&stretch, years) {
            return None;
        }
        let goes_on_as_clause = self.parts[stretch.end..]
            .iter()
            .take_while(|part| !part.is_mark(b';'))
            .any(|part| part.is_verb(Cue::OfficePredicate));
        let mark = self.parts.get(stretch.end)?;
        (mark.is_mark(b':') || (mark.is_mark(b',') && !goes_on_as_clause)).then_some(Stretch {
            end: stretch.end + 1,
            ..stretch
        })
    }

    /// Two dates, or one and the present, that open a sentence; no term of office.
    fn stretch(&self) -> Option<Stretch> {
        self.stretch_from(0)
    }

    /// `Tháng 11/1980: Phó Bí thư …`: a date of its own and a colon, where a career is being told.
    fn is_step(&self, stretch: &Stretch, years: usize) -> bool {
        let own = self.career.or(self.biographee);
        let is_told = own.is_some() && self.parts[stretch.end].is_mark(b':');
        // "Tháng 2/2025: Bí thư Đảng ủy xã B đến thăm": a chronicle's line of somebody else.
        let is_others = |at: usize| {
            matches!(self.parts[at].element, Element::Person(_)) && self.who.at(at) != own
        };
        years == 1 && is_told && !(stretch.end..self.parts.len()).any(is_others)
    }

    /// The same as a stretch, from a part on.
    fn stretch_from(&self, from: usize) -> Option<Stretch> {
        let (stretch, years) = self.times_from(from)?;
        stretch.spans(years).then_some(stretch)
    }

    /// The times that open a sentence from a part on, and how many years they name, one at least.
    fn times_from(&self, from: usize) -> Option<(Stretch, usize)> {
        let end = (from..self.parts.len()).find(|&at| !is_time(&self.parts[at]))?;
        if end == from {
            return None;
        }
        let tokens = self.parts.get(from)?.tokens.start..self.parts[end].tokens.start;
        let years = tokens
            .clone()
            .filter(|&token| ends_in_year(self.scene, token))
            .count();
        if years == 0 {
            return None;
        }
        let is_open = self
            .scene
            .find_cue(tokens.clone(), Cue::OfficeNow)
            .is_some();
        let is_term = self.scene.find_cue(tokens, Cue::Term).is_some();
        (!is_term).then_some((Stretch { end, is_open }, years))
    }

    /// Whether a stretch of time that is over opens the sentence: `Từ 7/1953 đến 6/1954, ông làm …`.
    fn tells_of_past(&self) -> bool {
        self.stretch().is_some_and(|stretch| !stretch.is_open)
    }

    /// `…; + Tháng 7.1994 – 12.2005: Chánh Văn phòng …, Bí thư …`: the stretch that opens the item of a post, where a career
    /// is told in one line; and who was named last before it.
    fn item_of(&self, post: usize) -> Option<(Stretch, Option<PersonId>)> {
        let colon = (0..post).rev().find(|&at| self.parts[at].is_mark(b':'))?;
        let from = (0..colon)
            .rev()
            .find(|&at| !is_time(&self.parts[at]))
            .map_or(0, |before| before + 1);
        // "nhiệm kỳ 2020-2025:" goes on with what stands before it.
        let is_item = from == 0
            || matches!(self.parts[from - 1].element, Element::Mark(_))
            || matches!(self.parts[from].element, Element::Mark(b'+' | b'*' | b'-'));
        let stretch = self.stretch_from(from).filter(|_| is_item)?;
        let named = (0..from)
            .rev()
            .find(|&at| matches!(self.parts[at].element, Element::Person(_)));
        let stretch = Stretch {
            end: colon + 1,
            ..stretch
        };
        Some((stretch, named.and_then(|at| self.who.at(at))))
    }

    /// A post in a line that a stretch of time opens, with offices only between them.
    pub(super) fn in_stretch(&self, post: usize) -> Option<Claim> {
        let line = self.career_line().map(|line| (line, None));
        let (stretch, named) = line
            .filter(|(line, _)| line.end <= post && !self.has_colon(line.end..post))
            .or_else(|| self.item_of(post))?;
        let person = named.or(self.career).or(self.topic)?;
        let told = self.parts.get(stretch.end..post)?;
        // "Cán bộ đội bảo vệ; Đội phó rồi Bí thư Chi bộ": words of what was done before the post's own item.
        let own = told
            .iter()
            .rposition(|part| part.is_mark(b';') || part.is_mark(b','));
        let (before, own) = told.split_at(own.unwrap_or(0));
        let are_told = before.iter().all(is_told) || self.tells_items(person, stretch.end..post);
        let only_offices = own.iter().all(is_listed)
            && (before.iter().all(is_listed) || are_told && !self.acts(post));
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
            rule: Rule::Career,
            turn: None,
            is_standing: false,
        })
    }

    /// `Từ 1963 đến 1965: ông làm Chỉ huy phó Khu 9 phụ trách dân quân; Bí thư Tỉnh ủy …`: whether a stretch goes on with what somebody
    /// was, in items that semicolons part.
    fn tells_items(&self, person: PersonId, items: Range<usize>) -> bool {
        let Some([subject, verb, told @ .., last]) = self.parts.get(items.clone()) else {
            return false;
        };
        let is_theirs = self.who.at(items.start) == Some(person);
        let holds = verb.is_verb(Cue::OfficeAppoint) || verb.is_verb(Cue::OfficeIs);
        subject.element == Element::Pronoun
            && is_theirs
            && holds
            && last.is_mark(b';')
            && told.iter().any(|part| part.element == Element::Word)
            && told.iter().all(is_told)
    }

    fn has_colon(&self, range: Range<usize>) -> bool {
        self.parts[range].iter().any(|part| part.is_mark(b':'))
    }

    /// `Bà đã kinh qua nhiều vị trí lãnh đạo ở thành phố: Trưởng ban …, Bí thư Quận ủy …`: a list that a word of careers
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
            .filter(|&at| self.parts[at].is_somebody() && self.who.at(at).is_some())?;
        let claim = self.claim(subject, post, Rule::Career);
        Some(match claim.status {
            Status::Current => Claim {
                status: Status::Former,
                firmness: Firmness::Implied,
                ..claim
            },
            _ => claim,
        })
    }

    /// `ông A, người vừa được bổ nhiệm chiều nay, nguyên là Phó Bí thư …`: a predicate of its own, whatever stands between;
    /// `Ông là tiến sĩ, nguyên giảng viên Đại học Tổng hợp, nguyên Bí thư …`: one of what the only person told of was.
    pub(super) fn formerly(&self, post: usize) -> Option<Claim> {
        let start = self.parts[post].tokens.start;
        let former = self.scene.cue_at(start, Cue::StatusFormer)?;
        let is_predicate = self.scene.cue_at(former, Cue::OfficeIs).is_some();
        let is_listed = post
            .checked_sub(1)
            .is_some_and(|left| matches!(self.parts[left].element, Element::Mark(b',' | b';')));
        let mut named = (0..post).filter_map(|at| self.who.at(at));
        let first = named.next();
        let is_only = is_listed
            && named.all(|other| Some(other) == first)
            && self.has_verb(0..post, Cue::OfficeIs);
        let subject = (is_predicate || is_only)
            .then(|| self.subject_before(post))
            .flatten()?;
        Some(self.claim(subject, post, Rule::Career))
    }

    /// Whether the verb tells of a career: `từng giữ`, `nguyên là`, a stretch of time that is over, or `Trước đó, ông …` at the head of the sentence.
    pub(super) fn is_career(&self, verb: usize) -> bool {
        let subject = (0..verb).rev().find(|&at| self.parts[at].is_somebody());
        let is_full =
            subject.is_some_and(|at| matches!(self.parts[at].element, Element::Person(_)));
        let from = if is_full { subject.unwrap_or(0) } else { 0 };
        // "A (trước đó là Bí thư Huyện ủy X) được bầu làm …"
        let from = match (from..verb).rfind(|&at| self.parts[at].is_mark(b')')) {
            Some(close) if is_full && self.opening(close) == Some(from + 1) => close,
            _ => from,
        };
        let is_former = verb
            .checked_sub(1)
            .is_some_and(|left| self.parts[left].is_verb(Cue::StatusFormer));
        // "đã giữ các chức vụ", "đã đảm nhiệm nhiều vị trí"
        let words = self.parts[verb].tokens.clone();
        let lists_offices = self.scene.find_cue(words, Cue::Plural).is_some();
        let is_done = verb.checked_sub(1).is_some_and(|left| {
            self.scene
                .cue_at(self.parts[left].tokens.start, Cue::StanceReport)
                .is_some()
        });
        is_former
            || subject.is_some_and(|subject| is_full && self.comes_before_office(verb, subject))
            || (lists_offices && is_done)
            || self.is_in_turn(verb, subject)
            || self.tells_of_past()
            || self.has_verb(from..verb, Cue::OfficePast)
    }

    /// `Trước khi được bổ nhiệm, ông A là Bí thư Huyện ủy`: what is told of a subject behind words for the time before, or of, another
    /// office. `Từng làm Giám đốc Sở, ông A là Bí thư` tells of now, and so does `ông A được bầu làm Bí thư`.
    fn comes_before_office(&self, verb: usize, subject: usize) -> bool {
        const PERIOD: CueSet = CueSet::of(&[Cue::OfficeCapacity]);
        const TENSE: CueSet = CueSet::of(&[Cue::OfficeTense]);
        let is_aside = |part: &Part| matches!(part.element, Element::Aside | Element::Mark(_));
        let Some((comma, told)) = self.parts[..subject].split_last() else {
            return false;
        };
        let first = told.iter().position(|part| !is_aside(part));
        let words = self.parts[verb].tokens.clone();
        let is_event = self.scene.find_cue(words, Cue::OfficeGiven).is_some();
        !is_event
            && comma.is_mark(b',')
            && first.is_some_and(|first| {
                told[first].is_verb(Cue::OfficePast)
                    && self.opens_with(first, PERIOD)
                    && !self.opens_with(first, TENSE)
                    && told.iter().all(|part| !part.is_somebody())
                    && self.has_verb(first..subject, Cue::OfficeAppoint)
            })
    }

    /// `ông A lần lượt giữ các chức vụ`: one after the other, where one person had them.
    fn is_in_turn(&self, verb: usize, subject: Option<usize>) -> bool {
        let from = subject.map_or(0, |subject| subject + 1);
        let is_one = subject.is_none_or(|subject| self.previous_in_list(subject).is_none());
        is_one && self.has_verb(from..verb, Cue::OfficeInTurn)
    }

    /// `nguyên là Bí thư Thành ủy A, Bí thư Huyện ủy B`: the first post's words say of all that they are over.
    pub(super) fn is_in_former_list(&self, range: Range<usize>) -> bool {
        self.parts[range].iter().any(|part| {
            part.post().is_some_and(|post| {
                self.scene
                    .cue_at(post.tokens.start, Cue::StatusFormer)
                    .is_some_and(|is| self.scene.cue_at(is, Cue::OfficeIs).is_some())
            })
        })
    }

    /// `Từng giữ các chức vụ: Bí thư Huyện ủy …`: no subject at all; the sentence goes on about the one before.
    pub(super) fn elliptical(&self, verb: usize, post: usize, is_cease: bool) -> Option<Claim> {
        let opens = self.opens_sentence(verb) || self.opens_with_agent(verb);
        let topic = match self.biographee {
            Some(one) if self.has_no_subject(verb) => one,
            _ => self.topic.filter(|_| opens)?,
        };
        if self.is_of_anyone() {
            return None;
        }
        let claim = Claim {
            person: topic,
            post,
            status: self.parts[post].post()?.status,
            firmness: Firmness::Implied,
            tokens: self.parts[verb].tokens.start..self.parts[post].tokens.end,
            rule: Rule::Career,
            turn: None,
            is_standing: false,
        };
        Some(self.with_verb(claim, verb, is_cease))
    }

    /// `Giới thiệu bầu ủy viên thường vụ, Bí thư …`, `Các chức danh Bí thư …`: a rule of what is done, nobody's career.
    fn is_of_anyone(&self) -> bool {
        self.parts
            .iter()
            .find(|part| !matches!(part.element, Element::Mark(_)))
            .is_some_and(|first| {
                self.scene
                    .cue_at(first.tokens.start, Cue::OfficeGiven)
                    .is_some()
            })
    }

    /// `Năm 1946 được kết nạp vào Đảng, năm 1947 được bầu làm …`: nobody is named, and nothing acts, before a verb that somebody
    /// undergoes or does.
    fn has_no_subject(&self, verb: usize) -> bool {
        let names_nobody = self.parts[..verb].iter().all(|part| {
            !part.is_person()
                && !matches!(part.element, Element::Pronoun | Element::Address)
                && !part.is_verb(Cue::OfficeAnyone)
                && !part.is_verb(Cue::OfficeProposal)
        });
        let start = self.parts[verb].tokens.start;
        // "Thường trực Ban Bí thư là chức vụ đứng sau Tổng Bí thư"
        let is_of_office = self.parts[verb].is_verb(Cue::OfficeIs)
            && verb.checked_sub(1).is_some_and(|left| {
                let left = &self.parts[left];
                left.element == Element::Title || left.post().is_some()
            });
        names_nobody && !is_of_office && self.scene.cue_at(start, Cue::OfficeGiven).is_none()
    }

    /// `Bí thư Huyện ủy đầu tiên huyện Sông Lô (1930), trực tiếp tổ chức …`, `Từ 1936, hoạt động ở Sài Gòn; bí thư Xứ ủy Nam Kỳ`: a
    /// clause that opens with a post and names nobody, in the story of a life.
    pub(super) fn of_life(&self, post: usize) -> Option<Claim> {
        let person = self.biographee?;
        let is_before = |part: &Part| {
            is_office(part)
                || part.is_mark(b'*')
                || part.is_mark(b':')
                || part.is_verb(Cue::OfficePast)
        };
        let opening = (0..post)
            .rev()
            .find(|&at| !is_before(&self.parts[at]) || self.parts[at].is_mark(b';'));
        let opens = opening.is_none_or(|at| self.parts[at].is_mark(b';'));
        let names_nobody = self
            .parts
            .iter()
            .all(|part| !part.is_person() && part.element != Element::Pronoun);
        let ends = self.skip_asides(post + 1);
        let is_told = self.parts.get(ends).is_none_or(|next| {
            matches!(
                next.element,
                Element::Mark(b',' | b';' | b'.' | b'(' | b'[')
            )
        });
        (opens && names_nobody && is_told).then(|| self.of_career(person, post))
    }

    /// A post of a career, told by itself.
    fn of_career(&self, person: PersonId, post: usize) -> Claim {
        Claim {
            person,
            post,
            status: Status::Former,
            firmness: Firmness::Implied,
            tokens: self.parts[post].tokens.clone(),
            rule: Rule::Career,
            turn: None,
            is_standing: false,
        }
    }

    /// `… Phó Bí thư Huyện ủy X. Bí thư Huyện ủy X, Trưởng ban …`: a list of posts that a full stop has cut.
    pub(super) fn continued(&self, post: usize) -> Option<Claim> {
        let person = self.career?;
        let only_offices = self.parts.iter().all(is_office);
        only_offices.then(|| self.of_career(person, post))
    }

    /// `Đầu năm 1946 được Đại hội Đảng bộ tỉnh bầu làm Bí thư`: who elected stands between the passive's word and the verb.
    fn opens_with_agent(&self, verb: usize) -> bool {
        let Some(passive) = (0..verb).find(|&at| {
            let start = self.parts[at].tokens.start;
            self.scene.cue_at(start, Cue::OfficePassive).is_some()
        }) else {
            return false;
        };
        // "bầu làm" are two verbs.
        let is_agent = |part: &Part| {
            matches!(
                part.element,
                Element::Organization
                    | Element::Noun
                    | Element::Word
                    | Element::Aside
                    | Element::Title
                    | Element::Verb(Cue::OfficeAppoint)
            )
        };
        let agent = &self.parts[passive + 1..verb];
        let names_body = agent.iter().any(|part| {
            part.element == Element::Organization
                || self
                    .scene
                    .cue_at(part.tokens.start, Cue::Congress)
                    .is_some()
        });
        self.opens_sentence(passive) && names_body && agent.iter().all(is_agent)
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

/// Whether a part may stand in a stretch of time.
fn is_time(part: &Part) -> bool {
    matches!(
        part.element,
        Element::Aside | Element::Mark(b'-' | b'/' | b'+' | b'*' | b'(' | b')' | b'~')
    )
}

/// Whether a part may stand in a list of offices.
pub(super) fn is_office(part: &Part) -> bool {
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

/// Whether a part may stand in a list of offices that verbs and semicolons part.
fn is_listed(part: &Part) -> bool {
    is_office(part)
        || part.is_mark(b';')
        || part.is_verb(Cue::OfficeIs)
        || part.is_verb(Cue::OfficeAppoint)
}

/// The same of a list with words of what was done.
fn is_told(part: &Part) -> bool {
    is_listed(part) || part.element == Element::Word
}

/// `2010`, and the year of `1.2011`.
pub(super) fn ends_in_year(scene: &Scene<'_>, token: usize) -> bool {
    let is_dotted = scene.reading.tokens[token].is_number()
        && scene
            .reading
            .word(token)
            .rsplit_once('.')
            .and_then(|(_, year)| year.parse().ok())
            .is_some_and(|year| YEARS.contains(&year));
    is_dotted || date::year(scene.reading, token).is_some()
}
