//! Who went and who came: posts that are over, moves from one post to another, predecessors.
//!
//! Enters: a sentence's parts and its claims. Leaves: what they say of a post's end, and [`Claim`]s of predecessors.

use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::part::Element;
use crate::fact::officeholder::people::PersonId;
use crate::knowledge::cue::Cue;
use crate::mention::date;
use crate::record::Status;
use crate::text::TokenRange;
use std::ops::Range;

impl Sentence<'_> {
    /// `bí thư Tỉnh ủy khi đó`, `Bí thư Thị ủy An Khê cũ`
    pub(super) fn is_over(&self, post: usize) -> bool {
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
            let name = if self.names_predecessor(verb) {
                self.named_by_noun(verb)
            } else {
                verb + 1
            };
            if !self.is_known(name) {
                continue;
            }
            let Some(post) = self.vacated(verb) else {
                continue;
            };
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

    /// Whether a verb is a noun: `người tiền nhiệm`.
    fn names_predecessor(&self, verb: usize) -> bool {
        let first = self.parts[verb].tokens.start;
        self.scene.cue_at(first, Cue::OfficePredecessor).is_some()
    }

    /// The part where the one whom `người tiền nhiệm` or `người kế nhiệm` means is named: right behind it or a joint
    /// (`người tiền nhiệm - ông A`), past the other one (`người kế nhiệm của ông A là bà B`).
    fn named_by_noun(&self, noun: usize) -> usize {
        let is_joint = |at: usize| {
            self.parts.get(at).is_some_and(|part| {
                part.is_verb(Cue::OfficeIs)
                    || matches!(
                        part.element,
                        Element::Mark(b'-' | b',' | b':') | Element::Address
                    )
            })
        };
        let past_joints = |from: usize| (from..).find(|&at| !is_joint(at)).unwrap_or(from);
        let of = (noun + 1..)
            .find(|&at| {
                !self
                    .parts
                    .get(at)
                    .is_some_and(|part| part.is_verb(Cue::OfficeTowards))
            })
            .unwrap_or(noun + 1);
        let is_other = self
            .parts
            .get(of)
            .is_some_and(|part| part.is_person() || part.element == Element::Pronoun);
        let is = self.parts.get(of + 1);
        if is_other && is.is_some_and(|is| is.is_verb(Cue::OfficeIs) || is.is_mark(b':')) {
            return past_joints(of + 1);
        }
        past_joints(noun + 1)
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
            let person = self.who[name].unwrap_or_default();
            let is_known = claims
                .iter()
                .any(|claim| claim.post == post && claim.person == person);
            if is_known || post > name {
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

    /// `Người tiền nhiệm, đồng chí A, nghỉ hưu.`, `Người kế nhiệm là bà B.`: a sentence of its own about the post that the
    /// sentence before spoke of; whom it names, whether the post is over, and where it says so.
    pub(super) fn about_post_before(&self) -> Option<(PersonId, Status, TokenRange)> {
        if self.parts.iter().any(|part| part.post().is_some()) {
            return None;
        }
        let is_noun = |at: &usize| {
            self.parts[*at].is_verb(Cue::OfficeSuccessor) || self.names_predecessor(*at)
        };
        let Some(verb) = (0..self.parts.len()).find(is_noun) else {
            return self.elected_instead();
        };
        let name = self.named_by_noun(verb);
        let person = self.who.get(name).copied().flatten()?;
        let status = if self.parts[verb].is_verb(Cue::OfficeSuccessor) {
            Status::Current
        } else {
            Status::Former
        };
        Some((
            person,
            status,
            self.parts[verb].tokens.start..self.parts[name].tokens.end,
        ))
    }

    /// `Chị B được bầu thay bác với 58 phiếu.`: who comes, in a sentence without the post.
    fn elected_instead(&self) -> Option<(PersonId, Status, TokenRange)> {
        let replace = (1..self.parts.len()).find(|&at| {
            self.parts[at].is_verb(Cue::OfficeReplace)
                && self.parts[at - 1].is_verb(Cue::OfficeAppoint)
        })?;
        let is_open = self.parts.get(replace + 1).is_none_or(|next| {
            matches!(
                next.element,
                Element::Mark(_) | Element::Pronoun | Element::Short(_) | Element::Word
            ) || next.is_verb(Cue::OfficeTowards)
        });
        let name = self.subject_before(replace - 1).filter(|_| is_open)?;
        let tokens = self.parts[name].tokens.start..self.parts[replace].tokens.end;
        Some((self.who[name]?, Status::Current, tokens))
    }

    /// Who follows in a post, says a verb: the one named behind `người kế nhiệm là`, or before a `thay thế` that nobody
    /// follows.
    fn successor(&self, verb: usize) -> Option<usize> {
        if self.parts[verb].is_verb(Cue::OfficeSuccessor) {
            let name = self.named_by_noun(verb);
            return self.is_known(name).then_some(name);
        }
        let ends_clause = self
            .parts
            .get(verb + 1)
            .is_none_or(|next| matches!(next.element, Element::Mark(b'.' | b',' | b';' | b')')));
        if !self.parts[verb].is_verb(Cue::OfficeReplace) || !ends_clause {
            return None;
        }
        let given = (0..verb)
            .rev()
            .find(|&at| !matches!(self.parts[at].element, Element::Word))?;
        // "… nghỉ hưu, đồng chí A kế nhiệm"
        let is_own_clause = self.is_known(given)
            && given + 1 == verb
            && given
                .checked_sub(1)
                .is_some_and(|left| self.parts[left].is_mark(b','));
        if is_own_clause {
            return Some(given);
        }
        let is_given = self.parts[given].is_verb(Cue::OfficeAppoint) || self.is_known(given);
        let clause = (0..given).rev().find(|&at| self.parts[at].is_mark(b';'))?;
        (clause..=given)
            .rev()
            .filter(|_| is_given)
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
