//! Names beside posts: before them, after them, in lists that share a post.
//!
//! Enters: a sentence's parts and a post. Leaves: the part that names its holder, or the verb that it hangs on.

use crate::fact::officeholder::career::is_office;
use crate::fact::officeholder::holder::Sentence;
use crate::fact::officeholder::part::{Element, Part, is_counted};
use crate::knowledge::cue::Cue;
use crate::mention::date;
use crate::record::{Role, Status};

/// Parts between "các chức vụ" and the "như" or "gồm" that opens their list, whose holder may stand between.
const POSTS_REACH: usize = 16;

/// What stands to the left of a post.
pub(super) enum Left {
    /// A name that it explains.
    Name(usize),
    /// A verb whose object it is.
    Verb(usize),
    Nothing,
}

impl Sentence<'_> {
    /// `Bí thư Tỉnh ủy Nguyễn Văn A`, `Bí thư Tỉnh ủy khóa XV Nguyễn Văn A`
    pub(super) fn name_after(&self, post: usize) -> Option<usize> {
        let mut at = post + 1;
        while matches!(self.parts.get(at)?.element, Element::Aside | Element::Noun)
            && at <= post + 8
            || self.is_inner_dash(at)
        {
            at += 1;
        }
        self.is_known(at).then_some(at)
    }

    /// The name behind a post, and those listed with it where the post is of several: `các Phó Bí thư Huyện ủy A, B và
    /// C`, `ba Phó Bí thư A (…), B và C`, `nguyên Bí thư qua các thời kỳ A, B`.
    pub(super) fn alike(&self, post: usize, name: usize) -> Vec<usize> {
        let start = self.parts[post].tokens.start;
        let is_deputy = self.parts[post]
            .post()
            .is_some_and(|post| post.role == Role::DeputySecretary);
        let is_counted = is_deputy && is_counted(self.scene, start);
        let aside = self.parts[post].tokens.end..self.parts[name].tokens.start;
        let is_of_times = self.scene.find_cue(aside, Cue::Plural).is_some();
        let is_of_several = is_counted
            || is_of_times
            || [Cue::Plural, Cue::PersonAddress].into_iter().any(|cue| {
                let before = self.scene.cue_before(start, cue);
                before.is_some_and(|at| {
                    self.scene.cue_at(at, Cue::Plural).is_some()
                        || self.scene.cue_before(at, Cue::Plural).is_some()
                })
            });
        let rest = std::iter::successors(Some(name), |&name| self.next_in_list(name));
        rest.take(if is_of_several { usize::MAX } else { 1 })
            .collect()
    }

    /// `Bí thư là ông A`, `hai Phó Bí thư là các đồng chí A và B`, `Phó Bí thư gồm: A (…), B (…)`, `Bí thư do ông A đảm
    /// nhiệm`, `…; Phó Bí thư Đảng ủy, Chủ tịch UBND xã là bà B`
    pub(super) fn names_after(&self, post: usize) -> Vec<usize> {
        let mut at = self.skip_asides(post + 1);
        if self.opens_clause(post) {
            at = self.skip_titles(at);
        }
        at = self
            .told_by_is(at)
            .or_else(|| self.told_behind_term(post, at))
            .or_else(|| self.listed_behind_term(post, at))
            .unwrap_or(at);
        let mut is_announced = false;
        while let Some(part) = self.parts.get(at) {
            match part.element {
                Element::Verb(Cue::OfficeIs | Cue::OfficeList | Cue::OfficeBy)
                | Element::Mark(b':') => is_announced = true,
                // "Quyền Bí thư sau đó là ông A"
                Element::Verb(Cue::OfficeLink) if self.comes_next(at) => is_announced = true,
                // "Bí thư tiền nhiệm là ông A"
                Element::Verb(Cue::OfficeReplace) if self.is_of_predecessor(post) => {
                    is_announced = true;
                }
                Element::Mark(b',')
                    if self
                        .parts
                        .get(at + 1)
                        .is_some_and(|next| next.is_verb(Cue::OfficeList)) => {}
                Element::Verb(
                    Cue::OfficeInTurn | Cue::OfficeLink | Cue::OfficeAnyone | Cue::StatusFormer,
                )
                | Element::Address => {}
                Element::Title if is_announced => {}
                _ => break,
            }
            at += 1;
        }
        if !is_announced || !self.is_known(at) {
            return Vec::new();
        }
        let in_turn = self.has_verb(post..at, Cue::OfficeInTurn);
        // "nguyên Bí thư Tỉnh ủy: A, B"
        let opens_list = self.parts[at - 1].is_mark(b':');
        let is_single = self.parts[post].post().is_some_and(|post| {
            let had_many = post.status == Status::Former && opens_list;
            post.role != Role::DeputySecretary && !had_many
        }) && !in_turn;
        if self.has_verb(0..post, Cue::OfficeProposal) {
            return Vec::new();
        }
        let mut out = vec![at];
        if !is_single {
            out.extend(std::iter::successors(self.next_in_list(at), |&name| {
                self.next_in_list(name)
            }));
        } else {
            let next = |&name: &usize| self.next_holder(name);
            out.extend(std::iter::successors(self.next_holder(at), next));
        }
        out
    }

    /// Whether a joint's words say that somebody came next: `sau đó là`.
    fn comes_next(&self, joint: usize) -> bool {
        let words = &self.parts[joint].tokens;
        let is_next = self.scene.cue_at(words.start, Cue::OfficeNext) == Some(words.end);
        is_next && self.scene.cue_before(words.end, Cue::Copula).is_some()
    }

    /// `Bí thư: ông A (đến tháng 6/2018), sau đó là ông B`: who came to a post after a name, behind which brackets tell until when.
    pub(super) fn next_holder(&self, name: usize) -> Option<usize> {
        let open = name + 1;
        self.parts.get(open)?.is_mark(b'(').then_some(())?;
        let close = self.closing(open)?;
        // "(98%), sau đó là ông B (95%)" tells of no time.
        let within = self.parts[open].tokens.end..self.parts[close].tokens.start;
        let mut told = within.clone();
        let has_year = told.any(|token| date::year(self.scene.reading, token).is_some());
        let is_timed = has_year || !self.scene.mentions.dates_in(within).is_empty();
        let at = close + 1;
        let is_apart = matches!(self.parts.get(at)?.element, Element::Mark(b',' | b';'));
        let joint = at + 1;
        let is_next = is_apart && self.parts.get(joint)?.is_verb(Cue::OfficeLink);
        let mut after = joint + 1..self.parts.len();
        let next = after.find(|&at| self.parts[at].element != Element::Address)?;
        (is_timed && is_next && self.comes_next(joint) && self.is_known(next)).then_some(next)
    }

    /// `Bí thư tiền nhiệm là`
    pub(super) fn is_of_predecessor(&self, post: usize) -> bool {
        let next = self.parts.get(post + 1);
        next.is_some_and(|next| {
            next.is_verb(Cue::OfficeReplace) && self.names_predecessor(post + 1)
        })
    }

    /// `Bí thư trước đây là ông A`, `Phó Bí thư vừa được bầu là bà B`, `Bí thư tiền nhiệm là …`: the "là" behind what is said of
    /// when somebody came to the post.
    fn told_by_is(&self, from: usize) -> Option<usize> {
        let is = (from..self.parts.len()).find(|&at| {
            !matches!(
                self.parts[at].element,
                Element::Aside
                    | Element::Verb(
                        Cue::OfficeThen
                            | Cue::OfficePast
                            | Cue::OfficeLink
                            | Cue::OfficePredicate
                            | Cue::OfficeAppoint
                            | Cue::StatusFormer
                    )
            )
        })?;
        self.parts[is].is_verb(Cue::OfficeIs).then_some(is)
    }

    /// `Bí thư Đảng ủy, nhiệm kỳ 2025 - 2030 là ông A`, `giữ chức Bí thư Đảng ủy, khóa XX là bà B`: the "là" behind the term that a comma
    /// parts from a post. `Giúp việc cho Bí thư Đảng ủy, nhiệm kỳ … là ông C` tells of somebody else.
    fn told_behind_term(&self, post: usize, comma: usize) -> Option<usize> {
        let left = post.checked_sub(1).map(|left| &self.parts[left]);
        let is_told = left.is_none_or(|left| {
            let opens = matches!(left.element, Element::Mark(b';' | b':' | b'.'));
            opens || left.is_verb(Cue::OfficeAppoint)
        });
        let is_term = |term: &Part| term.element == Element::Aside;
        let is_apart =
            self.parts.get(comma)?.is_mark(b',') && self.parts.get(comma + 1).is_some_and(is_term);
        (is_apart && is_told)
            .then(|| self.told_by_is(self.skip_asides(comma + 1)))
            .flatten()
    }

    /// `3 Phó Bí thư Tỉnh ủy khóa XVII, nhiệm kỳ 2025 - 2030, gồm các ông A, B`: the word that opens the list of names behind the term
    /// that commas part from a post of several.
    fn listed_behind_term(&self, post: usize, comma: usize) -> Option<usize> {
        if !is_counted(self.scene, self.parts[post].tokens.start) {
            return None;
        }
        let is_comma = |at: usize| self.parts.get(at).is_some_and(|part| part.is_mark(b','));
        let is_term = |term: &Part| term.element == Element::Aside;
        let is_apart = is_comma(comma) && self.parts.get(comma + 1).is_some_and(is_term);
        let end = is_apart.then(|| self.skip_asides(comma + 1))?;
        let list = end + usize::from(is_comma(end));
        (self.parts.get(list)?.is_verb(Cue::OfficeList)).then_some(list)
    }

    /// Whether nothing of its clause stands before a part.
    fn opens_clause(&self, at: usize) -> bool {
        let Some(left) = at.checked_sub(1) else {
            return true;
        };
        matches!(self.parts[left].element, Element::Mark(b';' | b':' | b'.'))
            || self.opens_sentence(at)
    }

    /// Past the titles that a post is listed with: `, Chủ tịch UBND xã`.
    pub(super) fn skip_titles(&self, from: usize) -> usize {
        let mut at = from;
        while self.parts.get(at).is_some_and(|part| {
            part.is_mark(b',')
                || matches!(part.element, Element::And | Element::Verb(Cue::OfficeLink))
        }) && (self.parts.get(at + 1)).is_some_and(|next| next.element == Element::Title)
        {
            at = self.skip_asides(at + 2);
        }
        at
    }

    /// The next name of a list, past what is said of the one before.
    pub(super) fn next_in_list(&self, name: usize) -> Option<usize> {
        let mut at = name + 1;
        let mut is_joined = false;
        loop {
            match self.parts.get(at)?.element {
                Element::Mark(b'(') => at = self.closing(at)?,
                Element::Mark(b';') if self.ends_list(at) => return None,
                Element::Mark(b',' | b';') | Element::And => is_joined = true,
                Element::Mark(b'-')
                | Element::Title
                | Element::Post(_)
                | Element::Aside
                | Element::Noun
                | Element::Organization
                | Element::Address => {}
                Element::Person(_) | Element::Short(_)
                    if is_joined && self.who.at(at).is_some() =>
                {
                    return Some(at);
                }
                _ => return None,
            }
            at += 1;
        }
    }

    /// `nguyên Bí thư Tỉnh ủy: A, B; Bí thư Huyện ủy X C`: whether the item behind a semicolon is no more of the list before it: its
    /// own name stands right behind a post, or before the verb of an office of its own (`; bà C làm Ủy viên`).
    fn ends_list(&self, semicolon: usize) -> bool {
        let next = self.parts.get(semicolon + 1);
        let after = self.parts.get(semicolon + 2);
        let is_post = next.is_some_and(|next| next.post().is_some());
        // "; bà C phụ trách khối Đảng" says nothing of an office.
        let is_given = |part: &Part| part.is_verb(Cue::OfficeAppoint);
        let is_office = |part: &Part| part.post().is_some() || part.element == Element::Title;
        let is_given_office = || {
            let mut verbs = self.parts.iter().skip(semicolon + 2);
            let office = verbs.find(|part| !is_given(part));
            after.is_some_and(is_given) && office.is_some_and(is_office)
        };
        is_post && after.is_some_and(Part::is_person)
            || next.is_some_and(Part::is_person) && is_given_office()
    }

    /// The holders of a deputy's post behind the last of them: `đồng chí A và đồng chí B, Phó Bí thư Huyện ủy`.
    pub(super) fn sharing(&self, post: usize, name: usize) -> Vec<usize> {
        let is_deputy = self.parts[post]
            .post()
            .is_some_and(|post| post.role == Role::DeputySecretary);
        // "…; A, B - Phó Bí thư"
        let opens_item = |other: usize| {
            let before = other.checked_sub(1).map(|before| &self.parts[before]);
            before.is_some_and(|part| part.is_mark(b';') || part.is_mark(b':'))
                && self.parts[name - 1].is_mark(b',')
                && self.parts[name + 1].is_mark(b'-')
        };
        let other = name.checked_sub(2).filter(|&other| {
            is_deputy
                && post == name + 2
                && (self.parts[name - 1].element == Element::And || opens_item(other))
                && self.is_known(other)
                && !self.is_titled_before(other)
        });
        other.into_iter().chain([name]).collect()
    }

    /// What a post's phrase hangs on, to its left, past the titles, posts and asides that it is listed with.
    pub(super) fn left_of(&self, post: usize) -> Left {
        let mut at = post;
        if self.serves_holder(post) || self.is_of_many(post) {
            return Left::Nothing;
        }
        let mut is_far = false;
        let mut is_listed = false;
        let mut is_quoted = false;
        while let Some(left) = at.checked_sub(1) {
            at = left;
            let part = &self.parts[at];
            is_listed |= part.is_mark(b',') || part.is_mark(b';');
            is_quoted ^= part.is_mark(b'"');
            match part.element {
                Element::Word | Element::Verb(Cue::OfficeAnyone) if is_listed => {
                    match self.title_before(at) {
                        Some(title) => at = title,
                        None => return self.listed_words(at, post),
                    }
                }
                Element::Mark(b')') => match self.opening(at) {
                    Some(open) => at = open,
                    None => return Left::Nothing,
                },
                Element::Mark(b';') => is_far = true,
                Element::Verb(Cue::OfficeList) => {
                    if let Some(verb) = self.announcing_verb(at) {
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
                // "Chủ tịch nước A và Tổng Bí thư …": who is joined to a name is somebody else.
                Element::Person(_) | Element::Short(_)
                    if at + 2 == post && self.parts[at + 1].element == Element::And =>
                {
                    return Left::Nothing;
                }
                // "… chính quê hương mình", Tổng Bí thư nói
                Element::Person(_) | Element::Short(_)
                    if self.who.at(at).is_some()
                        && !is_far
                        && !self.is_subject(post, at)
                        && (!is_quoted || self.parts[at.saturating_sub(1)].is_mark(b'"')) =>
                {
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

    /// `đồng chí A và các đồng chí bí thư chi bộ`: the post of many who are not named.
    fn is_of_many(&self, post: usize) -> bool {
        let Some(address) = post.checked_sub(1).map(|left| &self.parts[left]) else {
            return false;
        };
        let start = address.tokens.start;
        address.element == Element::Address
            && (self.scene.cue_at(start, Cue::Plural).is_some() || is_counted(self.scene, start))
    }

    /// `Trợ lý Tổng Bí thư`: the office of somebody else, who serves the post's holder.
    fn serves_holder(&self, post: usize) -> bool {
        let title = post.checked_sub(1).map(|left| &self.parts[left]);
        title.is_some_and(|title| {
            title.element == Element::Title
                && self
                    .scene
                    .cue_before(title.tokens.end, Cue::OfficeAide)
                    .is_some()
        })
    }

    /// The verb of a list that "gồm" or "như" opens: `giữ các chức vụ như …`, `cách các chức vụ của ông A, gồm …`.
    fn announcing_verb(&self, list: usize) -> Option<usize> {
        (list.saturating_sub(POSTS_REACH)..list)
            .rev()
            .find(|&verb| {
                self.parts[verb].is_verb(Cue::OfficeAppoint)
                    || self.parts[verb].is_verb(Cue::OfficeCease)
            })
    }

    /// What a list hangs on that words of no office are part of: a verb of offices, or the one whom the words describe:
    /// `A là nhà cách mạng, nguyên Bí thư …`, `ông A, cán bộ lão thành cách mạng, nguyên Bí thư …`.
    fn listed_words(&self, word: usize, post: usize) -> Left {
        if let Some(verb) = self.list_verb(word) {
            return Left::Verb(verb);
        }
        let is_said = |part: &Part| {
            is_office(part) || part.element == Element::Word || part.is_verb(Cue::OfficeAnyone)
        };
        let Some(opening) = (0..word).rev().find(|&at| !is_said(&self.parts[at])) else {
            return Left::Nothing;
        };
        if self.acts(post) {
            return Left::Nothing;
        }
        if self.parts[opening].is_verb(Cue::OfficeIs) {
            return Left::Verb(opening);
        }
        let next = &self.parts[opening + 1];
        // "ông A ở phường 3, nguyên Bí thư …"
        let is_placed = self
            .scene
            .cue_at(next.tokens.start, Cue::OfficePlace)
            .is_some();
        let is_explained = self.is_known(opening) && (next.is_mark(b',') || is_placed);
        if is_explained {
            Left::Name(opening)
        } else {
            Left::Nothing
        }
    }

    /// `bí thư chi bộ và trưởng thôn đều …`: the predicate follows the office without a comma, so that it is the subject.
    pub(super) fn acts(&self, post: usize) -> bool {
        let is_of_office = |part: &Part| is_office(part) && !part.is_mark(b',');
        self.parts[post + 1..]
            .iter()
            .find(|part| !is_of_office(part))
            .is_some_and(|next| {
                next.element == Element::Word
                    || next.is_verb(Cue::OfficePredicate)
                    || next.is_verb(Cue::OfficeProposal)
            })
    }

    /// `kinh qua các vị trí Trưởng ban … báo Thanh Niên, Bí thư …`: the verb that announces several offices, past offices
    /// whose words the dictionary does not know.
    fn list_verb(&self, word: usize) -> Option<usize> {
        let is_of_list = |part: &Part| {
            is_office(part)
                || part.element == Element::Word
                || part.is_mark(b';')
                || part.is_verb(Cue::OfficeAnyone)
        };
        let opening = (0..word).rev().find(|&at| !is_of_list(&self.parts[at]))?;
        if self.parts[opening].is_verb(Cue::OfficeList) || self.parts[opening].is_mark(b':') {
            return self.announcing_verb(opening);
        }
        let words = self.parts[opening].tokens.clone();
        let is_announcement = self.parts[opening].is_verb(Cue::OfficeAppoint)
            && (self.scene.find_cue(words, Cue::Plural).is_some()
                || self.parts[opening.saturating_sub(1)].is_verb(Cue::OfficePast));
        is_announcement.then_some(opening)
    }

    /// `Trưởng ban Quốc tế báo Thanh Niên`: the title whose last words the dictionary does not know.
    fn title_before(&self, word: usize) -> Option<usize> {
        let title = (0..word).rev().find(|&at| {
            !matches!(
                self.parts[at].element,
                Element::Word | Element::Noun | Element::Aside | Element::Verb(Cue::OfficeAnyone)
            )
        })?;
        matches!(
            self.parts[title].element,
            Element::Title | Element::Post(_) | Element::Organization
        )
        .then_some(title)
    }

    /// `… không chỉ với ông A, Tổng Bí thư đề nghị …`: the post that only one person holds needs no name, and acts itself.
    fn is_subject(&self, post: usize, name: usize) -> bool {
        let is_object = name
            .checked_sub(1)
            .is_some_and(|left| self.parts[left].is_verb(Cue::OfficeTowards));
        let acts = self.parts.get(post + 1).is_some_and(|next| {
            next.is_verb(Cue::OfficePredicate) || next.is_verb(Cue::OfficeProposal)
        });
        let is_unique = self.parts[post]
            .post()
            .is_some_and(|post| post.role == Role::GeneralSecretary);
        is_unique && is_object && acts
    }

    /// `Chủ tịch UBND tỉnh Nguyễn Văn A`: titles go before names here.
    pub(super) fn is_titled_before(&self, name: usize) -> bool {
        name.checked_sub(1).is_some_and(|left| {
            matches!(self.parts[left].element, Element::Title | Element::Post(_))
        })
    }

    /// `Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Nguyễn Văn A`
    pub(super) fn name_after_titles(&self, post: usize) -> Option<usize> {
        let mut at = post + 1;
        let mut has_title = false;
        loop {
            match self.parts.get(at)?.element {
                Element::Mark(b',' | b'-')
                | Element::And
                | Element::Verb(Cue::OfficeLink | Cue::StatusFormer) => has_title = false,
                Element::Title | Element::Post(_) => has_title = true,
                Element::Aside | Element::Noun | Element::Organization => {}
                Element::Person(_) | Element::Short(_)
                    if has_title && self.who.at(at).is_some() =>
                {
                    return Some(at);
                }
                _ => return None,
            }
            at += 1;
        }
    }

    /// `Bí thư Huyện ủy, đồng chí Nguyễn Văn A`, `Bí thư Đảng ủy - ông Nguyễn Văn A`, `một Phó Bí thư nghỉ hưu (ông Nguyễn Văn A)`
    pub(super) fn name_after_comma(&self, post: usize) -> Option<usize> {
        let mut at = self.skip_asides(post + 1);
        while self.parts.get(at)?.is_verb(Cue::OfficeThen) {
            at = self.skip_asides(at + 1);
        }
        let is_joined = [b',', b'(', b'-']
            .iter()
            .any(|mark| self.parts[at].is_mark(*mark));
        let name = at + 1;
        let is_addressed = |part: &Part| match &part.element {
            Element::Person(name) => part.tokens.start < name.start,
            _ => false,
        };
        let is_proposed = self.has_verb(0..post, Cue::OfficeProposal);
        // "Báo cáo với Bí thư Thành ủy, bà A cho biết …", "Theo ý kiến của Bí thư Thành ủy, ông A, Giám đốc Sở …"
        let is_governed = post
            .checked_sub(1)
            .is_some_and(|left| self.parts[left].is_verb(Cue::OfficeTowards));
        let (next, after) = (self.parts.get(name + 1), self.parts.get(name + 2));
        let acts = next.is_some_and(|next| next.is_verb(Cue::OfficePredicate));
        let has_own = next.is_some_and(|next| next.is_mark(b','))
            && after.is_some_and(|own| own.element == Element::Title || own.post().is_some());
        let is_object = is_governed && (acts || has_own);
        (is_joined
            && !is_proposed
            && !is_object
            && self.is_known(name)
            && is_addressed(&self.parts[name]))
        .then_some(name)
    }
}
