//! Who went and who came: posts that are over, moves from one post to another, predecessors.
//!
//! Enters: a sentence's parts and its claims. Leaves: what they say of a post's end, and [`Claim`]s of predecessors.

use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::PersonId;
use crate::knowledge::cue::Cue;
use crate::mention::date;
use crate::record::Status;
use std::ops::Range;

impl Sentence<'_> {
    /// `bí thư Tỉnh ủy khi đó`, `lúc đó là Bí thư Tỉnh ủy`, `Bí thư Thị ủy An Khê cũ`
    pub(super) fn is_over(&self, post: usize) -> bool {
        let before = post.checked_sub(2).map(|at| &self.parts[at..post]);
        let is_told_before = before
            .is_some_and(|told| told[0].is_verb(Cue::OfficeThen) && told[1].is_verb(Cue::OfficeIs));
        let after = |at: usize| {
            self.parts
                .get(at)
                .is_some_and(|part| part.is_verb(Cue::OfficeThen))
        };
        let was = self.parts.get(post + 1).zip(self.parts.get(post + 2));
        // "Bí thư trước đây là ông A"
        let is_past = was
            .is_some_and(|(past, is)| past.is_verb(Cue::OfficePast) && is.is_verb(Cue::OfficeIs));
        after(post + 1)
            || is_told_before
            || is_past
            || self.is_of_predecessor(post)
            || (self
                .parts
                .get(post + 1)
                .is_some_and(|part| part.is_mark(b'-'))
                && after(post + 2))
    }

    /// `Bí thư Đảng ủy từ năm 1982 đến năm 1988`
    pub(super) fn is_span(&self, post: usize) -> bool {
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
    pub(super) fn is_replaced(&self, post: usize) -> bool {
        post.checked_sub(1)
            .is_some_and(|left| self.parts[left].is_verb(Cue::OfficeReplace))
    }

    /// Who was named by a post and is given another one in the same sentence holds the first no more, unless the new
    /// one is within the first one's organization.
    pub(super) fn moves(&self, claims: &mut [Claim]) {
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
    pub(super) fn predecessors(&self, claims: &mut Vec<Claim>) {
        for verb in 0..self.parts.len() {
            if !self.parts[verb].is_verb(Cue::OfficeReplace) {
                continue;
            }
            let names = if self.names_predecessor(verb) {
                self.all_named_by_noun(verb)
            } else {
                vec![verb + 1]
            };
            for name in names.into_iter().filter(|&name| self.is_known(name)) {
                let Some(post) = self.vacated(verb) else {
                    continue;
                };
                let person = self.who.at(name).unwrap_or_default();
                let is_same = |claim: &Claim| claim.post == post && claim.person == person;
                if claims.iter().any(is_same) {
                    continue;
                }
                let mut claim = self.claim(name, post, "officeholder/predecessor");
                claim.status = Status::Former;
                claim.firmness = Firmness::Said;
                claims.push(claim);
            }
        }
    }

    /// All whom a noun means: `2 người tiền nhiệm là A và B`. A list goes on to its last "và", so that what follows a comma
    /// may be somebody else's clause.
    pub(super) fn all_named_by_noun(&self, noun: usize) -> Vec<usize> {
        let Some(first) = self.named_by_noun(noun).filter(|&name| self.is_known(name)) else {
            return Vec::new();
        };
        let names: Vec<usize> =
            std::iter::successors(Some(first), |&name| self.next_in_list(name)).collect();
        let last = (1..names.len())
            .rev()
            .find(|&at| self.parts[names[at] - 1].element == Element::And);
        names[..=last.unwrap_or(0)].to_vec()
    }

    /// Whether a verb is a noun: `người tiền nhiệm`.
    pub(super) fn names_predecessor(&self, verb: usize) -> bool {
        let first = self.parts[verb].tokens.start;
        self.scene.cue_at(first, Cue::OfficePredecessor).is_some()
    }

    /// The part where the one whom `người tiền nhiệm` or `người kế nhiệm` means is named: right behind it or a joint
    /// (`người tiền nhiệm - ông A`), past the other one (`người kế nhiệm của ông A là bà B`, `… ông A ở Tiên Phước là bà B`).
    /// `Người kế nhiệm ông A đã được chuẩn bị` tells of nobody: A is who went.
    fn named_by_noun(&self, noun: usize) -> Option<usize> {
        if let Some((_, is)) = self.other_behind(noun) {
            return Some(self.past_joints(is));
        }
        let name = self.past_joints(noun + 1);
        let is_addressed = |part: &Part| match &part.element {
            Element::Person(full) => part.tokens.start < full.start,
            Element::Short(_) => true,
            _ => false,
        };
        let is_other = self.parts[noun].is_verb(Cue::OfficeSuccessor)
            && name == noun + 1
            && self.opens_sentence(noun)
            && !self.announces(noun)
            && self.parts.get(name).is_some_and(is_addressed);
        (!is_other).then_some(name)
    }

    /// Whether a verb's words end with what announces a name: `người kế nhiệm là`.
    fn announces(&self, verb: usize) -> bool {
        let end = self.parts[verb].tokens.end;
        self.scene.cue_before(end, Cue::OfficeIs).is_some()
    }

    /// The one whom a noun's other one follows or went before: `người kế nhiệm của ông A`.
    pub(super) fn other_of_noun(&self, noun: usize) -> Option<PersonId> {
        let (other, _) = self.other_behind(noun)?;
        self.who.at(other)
    }

    /// The same as a part, with the part that tells who is meant.
    fn other_behind(&self, noun: usize) -> Option<(usize, usize)> {
        let is_of = |part: &Part| part.is_verb(Cue::OfficeTowards);
        let other = (noun + 1..self.parts.len()).find(|&at| !is_of(&self.parts[at]))?;
        let is_other = self.parts[other].is_somebody();
        let is_place = |part: &Part| {
            let start = part.tokens.start;
            matches!(
                part.element,
                Element::Noun | Element::Organization | Element::Aside
            ) || self.scene.cue_at(start, Cue::OfficePlace).is_some()
        };
        let is = (other + 1..self.parts.len()).find(|&at| !is_place(&self.parts[at]))?;
        let announces = self.parts[is].is_verb(Cue::OfficeIs) || self.parts[is].is_mark(b':');
        (is_other && announces).then_some((other, is))
    }

    /// Past "là", marks and forms of address.
    fn past_joints(&self, from: usize) -> usize {
        let is_joint = |part: &Part| {
            part.is_verb(Cue::OfficeIs)
                || matches!(
                    part.element,
                    Element::Mark(b'-' | b',' | b':') | Element::Address
                )
        };
        (from..self.parts.len())
            .find(|&at| !is_joint(&self.parts[at]))
            .unwrap_or(from)
    }

    /// `…; người kế nhiệm là ông A`, `thay ông là bà B`, `đồng chí C được chỉ định thay thế`: who comes has the post that is
    /// vacated.
    pub(super) fn successors(&self, claims: &mut Vec<Claim>) {
        for verb in 0..self.parts.len() {
            let Some(name) = self.successor(verb) else {
                continue;
            };
            let ceased = claims
                .iter()
                .rev()
                .find(|claim| claim.rule == "officeholder/ceased" && claim.post < verb);
            let Some(post) = ceased.map(|claim| claim.post).or_else(|| {
                self.vacated(verb)
                    .filter(|&post| self.is_last_office(post, verb))
            }) else {
                continue;
            };
            if post > name {
                continue;
            }
            let rule = "officeholder/successor";
            let (from, to) = (self.parts[name].tokens.start, self.parts[name].tokens.end);
            claims.push(Claim {
                status: Status::Current,
                firmness: Firmness::Implied,
                tokens: from.min(self.parts[verb].tokens.start)
                    ..to.max(self.parts[verb].tokens.end),
                ..self.claim(name, post, rule)
            });
        }
    }

    /// Whether no other office stands between a post and a verb: "… bàn giao chức Bộ trưởng cho người kế nhiệm là …".
    fn is_last_office(&self, post: usize, verb: usize) -> bool {
        let mut between = self.parts.get(post + 1..verb).into_iter().flatten();
        !between.any(|part| part.element == Element::Title)
    }

    /// Who follows in a post, says a verb: the one named behind `người kế nhiệm là`, or before a `thay thế` that nobody
    /// follows.
    pub(super) fn successor(&self, verb: usize) -> Option<usize> {
        if self.parts[verb].is_verb(Cue::OfficeSuccessor) {
            return self.named_by_noun(verb).filter(|&name| self.is_known(name));
        }
        let ends_clause = self.parts.get(verb + 1).is_none_or(|next| {
            matches!(
                next.element,
                Element::Mark(b'.' | b',' | b';' | b'(' | b')') | Element::Aside
            )
        });
        if !self.parts[verb].is_verb(Cue::OfficeReplace) || !ends_clause {
            return None;
        }
        let given = (0..verb)
            .rev()
            .find(|&at| !matches!(self.parts[at].element, Element::Word))?;
        // "… nghỉ hưu, đồng chí A kế nhiệm"
        let is_own_clause = self.is_known(given)
            && given + 1 == verb
            && given.checked_sub(1).is_some_and(|left| {
                self.parts[left].is_mark(b',') || self.parts[left].is_verb(Cue::OfficeLink)
            });
        if is_own_clause {
            return Some(given);
        }
        let clause = (0..given).rev().find(|&at| self.parts[at].is_mark(b';'))?;
        (clause..given)
            .rev()
            .filter(|_| self.parts[given].is_verb(Cue::OfficeAppoint))
            .find(|&at| self.is_known(at))
    }

    /// `Bí thư Tỉnh ủy X thay ông A`: a post that opens the sentence names who comes, not what A held.
    fn is_subject_of(&self, post: usize, verb: usize) -> bool {
        let is_own = post + 1 == verb || (post + 2 == verb && self.parts[post + 1].is_person());
        is_own && self.opens_sentence(post)
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
        // "…; người tiền nhiệm là bà A", "…; đồng chí B kế tục": a clause of its own about the post before.
        let goes_on = self.names_predecessor(verb) || self.successor(verb).is_some();
        for at in (0..verb).rev() {
            match self.parts[at].element {
                Element::Post(_) => return (!self.is_subject_of(at, verb)).then_some(at),
                Element::Verb(Cue::OfficeAppoint)
                    if self.parts[at + 1].element == Element::Title =>
                {
                    return None;
                }
                Element::Mark(b';') if !goes_on => return None,
                _ => {}
            }
        }
        None
    }
}
