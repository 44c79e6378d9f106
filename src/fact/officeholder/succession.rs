//! Who went and who came: posts that are over, moves from one post to another, predecessors and successors.
//!
//! Enters: a sentence's parts and its claims. Leaves: what they say of a post's end, and [`Claim`]s of who had it
//! before and who has it after.

use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::Cue;
use crate::mention::date;
use crate::record::Status;
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

    /// `…, người tiền nhiệm là bà B`, `… ; thay ông là Trung tá C`, `… ; đồng chí D được chỉ định thay thế`: who had the post
    /// that was spoken of just before, and who has got it.
    pub(super) fn before_and_after(&self, claims: &mut Vec<Claim>) {
        for verb in 0..self.parts.len() {
            let Some((name, status)) = self.named_by_succession(verb) else {
                continue;
            };
            let person = self.who[name].unwrap_or_default();
            let spoken_of = claims.iter().rfind(|claim| {
                claim.post < verb
                    && claim.person != person
                    && (claim.status == Status::Former) == (status == Status::Current)
            });
            let Some(post) = spoken_of.map(|claim| claim.post) else {
                continue;
            };
            let mut claim = self.claim(name, post, "officeholder/succession");
            claim.status = status;
            claim.firmness = Firmness::Said;
            claims.push(claim);
        }
    }

    /// Whom a word of succession names, and what of the post is theirs.
    fn named_by_succession(&self, verb: usize) -> Option<(usize, Status)> {
        let status = match self.parts[verb].element {
            Element::Verb(Cue::OfficePredecessor) => Status::Former,
            Element::Verb(Cue::OfficeSuccessor) => Status::Current,
            Element::Verb(Cue::OfficeReplace) if self.ends_clause(verb) => {
                let name = self.subject_before(verb)?;
                return Some((name, Status::Current));
            }
            _ => return None,
        };
        let mut name = verb + 1;
        let is_joint = |part: &Part| {
            part.is_verb(Cue::OfficeIs)
                || matches!(
                    part.element,
                    Element::Mark(b',' | b':' | b'-') | Element::Address
                )
        };
        while self.parts.get(name).is_some_and(is_joint) {
            name += 1;
        }
        self.is_known(name).then_some((name, status))
    }

    /// `… được chỉ định thay thế.`
    fn ends_clause(&self, verb: usize) -> bool {
        let next = self.parts.get(verb + 1);
        next.is_none_or(|next| matches!(next.element, Element::Mark(b'.' | b';' | b',')))
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
