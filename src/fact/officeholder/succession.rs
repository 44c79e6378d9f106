//! Who went and who came: moves from one post to another, predecessors, successors.
//!
//! Enters: a sentence's parts and its claims. Leaves: what they say of a move, and [`Claim`]s of predecessors and successors.

use crate::fact::officeholder::holder::{Claim, Firmness, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::PersonId;
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::HeadKind;
use crate::record::{Role, Rule, Status};
use crate::text::{Token, TokenRange};

impl Sentence<'_> {
    /// Who was named by a post and is given another one in the same sentence holds the first no more, unless the new
    /// one is within the first one's organization.
    pub(super) fn moves(&self, claims: &mut [Claim]) {
        for old in 0..claims.len() {
            let moved = claims.iter().any(|new| {
                new.person == claims[old].person
                    && new.rule == Rule::Appointed
                    && new.status == Status::Current
                    && claims[old].rule != Rule::Appointed
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

    /// A province's deputy secretary may also head the Party organization of its agencies, and whoever is elected anew goes on.
    fn may_combine(&self, old: usize, new: usize) -> bool {
        let (Some(before), Some(post)) = (self.parts[old].post(), self.parts[new].post()) else {
            return false;
        };
        // "Phó Bí thư Thường trực …, tiếp tục giữ chức Phó Bí thư"
        let is_same_role = before.role == post.role
            || (before.role, post.role) == (Role::StandingDeputySecretary, Role::DeputySecretary);
        let Some(named) = post.mention(self.scene) else {
            return is_same_role || self.is_given_by_unit(old);
        };
        let Some(of) = before.mention(self.scene) else {
            return false;
        };
        let is_anew = is_same_role && of.name == named.name;
        let is_cell_beside = named.kind == HeadKind::Cell && of.kind != HeadKind::Cell;
        is_anew
            || is_cell_beside
            || (of.level.is_some() && (named.has_unit || named.level.is_none()))
    }

    /// `Đảng bộ UBND tỉnh gồm 40 tổ chức đảng, do đồng chí A, Phó Bí thư Tỉnh ủy, làm Bí thư`: the organization that the sentence is
    /// about is a unit's.
    fn is_given_by_unit(&self, post: usize) -> bool {
        let sentence = self.parts[0].tokens.start..self.parts[post].tokens.start;
        let mut told = self.scene.mentions.organizations_in(sentence);
        told.any(|(_, mention)| mention.has_unit && !mention.is_generic)
    }

    /// `điều động bà A, Bí thư Huyện ủy B, giữ chức Trưởng ban …`, `Bí thư Huyện ủy A được luân chuyển về làm Bí thư Đảng đoàn …`
    fn is_moved_elsewhere(&self, claim: &Claim) -> bool {
        if claim.rule == Rule::Appointed {
            return false;
        }
        let parts = self.parts.iter().enumerate();
        let is_after = |part: &Part| part.tokens.start >= claim.tokens.end;
        for (at, part) in parts
            .skip(claim.post + 1)
            .filter(|(_, part)| is_after(part))
        {
            match part.element {
                Element::Verb(Cue::OfficeAppoint) if self.gives_title(at) => {
                    let from = (0..claim.post)
                        .rev()
                        .find(|&at| self.parts[at].is_mark(b';'));
                    let clause = self.parts[from.unwrap_or(0)].tokens.start..part.tokens.end;
                    return self.scene.find_cue(clause, Cue::OfficeMove).is_some();
                }
                Element::Verb(Cue::OfficeAppoint) if self.gives_units_post(at, claim.post) => {
                    return self.sends(at);
                }
                Element::Mark(b';') | Element::Person(_) => return false,
                _ => {}
            }
        }
        false
    }

    /// Whether a verb gives an office that is none beside another: `làm Trưởng ban …`, but `làm Trưởng đoàn giám sát`. A body of a
    /// name (`Phó Trưởng Ban Chỉ đạo Tây Bắc`) has offices of its own.
    fn gives_title(&self, verb: usize) -> bool {
        self.parts.get(verb + 1).is_some_and(|next| {
            let beside = self.scene.cue_at(next.tokens.start, Cue::OfficeBeside);
            // "Trưởng Tiểu ban Nội dung": a capital alone is no name.
            let has_name = |end: usize| {
                let name = self.scene.reading.tokens.get(end..end + 2);
                name.is_some_and(|name| name.iter().all(Token::is_capitalized))
            };
            next.element == Element::Title && beside.is_none_or(has_name)
        })
    }

    /// Whether a verb says that who takes a post is sent there: `được điều động, giữ chức`, but `(luân chuyển từ Sở Y tế), được giữ
    /// chức`.
    fn sends(&self, verb: usize) -> bool {
        let governs = |part: &Part| {
            matches!(part.element, Element::Verb(_) | Element::Mark(b','))
                || part.element == Element::And
        };
        let before = (0..verb).rev().find(|&at| !governs(&self.parts[at]));
        let first = &self.parts[before.map_or(0, |at| at + 1)];
        let words = first.tokens.start..self.parts[verb].tokens.end;
        self.scene.find_cue(words, Cue::OfficeSent).is_some()
    }

    /// Whether a verb gives a post in the Party organization of a unit that is not of the place of the post held so far: `Bí thư
    /// Huyện ủy A làm Bí thư Đảng đoàn Hội Nông dân`, but `Bí thư Đảng ủy Quân sự huyện A`, which goes with it.
    fn gives_units_post(&self, verb: usize, old: usize) -> bool {
        let mention_of = |at: usize| {
            let post = self.parts.get(at).and_then(Part::post);
            post.and_then(|post| post.mention(self.scene))
        };
        let Some(given) = mention_of(verb + 1) else {
            return false;
        };
        let is_beside = mention_of(old).is_none_or(|held| {
            let is_open = held.level.is_some() && given.open_level == held.level;
            let is_of_place = |place: &String| given.name.contains(place.as_str());
            is_open || held.level.is_some() && held.place.as_ref().is_none_or(is_of_place)
        });
        given.has_unit && given.kind != HeadKind::Cell && !is_beside
    }

    /// `… giữ chức Bí thư Huyện ủy thay ông A`: the one before him held the post.
    pub(super) fn predecessors(&self, claims: &mut Vec<Claim>) {
        for verb in 0..self.parts.len() {
            if !self.parts[verb].is_verb(Cue::OfficeReplace) || self.is_done_for(verb) {
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
                let mut claim = self.claim(name, post, Rule::Predecessor);
                claim.status = Status::Former;
                claim.firmness = Firmness::Said;
                claims.push(claim);
            }
        }
    }

    /// `ký cáo trạng thay cho ông A`, `phát biểu thay ông A`: whether a verb only says in whose place something was done, and not who
    /// was given a post.
    fn is_done_for(&self, verb: usize) -> bool {
        let is_deed = |part: &&Part| {
            !matches!(part.element, Element::Word | Element::Noun)
                || self.done_for_at(part.tokens.start)
        };
        let before = self.parts[..verb].iter().rev().find(is_deed);
        let start = self.parts[verb].tokens.start;
        let end = self.scene.cue_at(start, Cue::OfficeInstead);
        end == Some(self.parts[verb].tokens.end)
            && before.is_some_and(|part| self.done_for_at(part.tokens.start))
    }

    fn done_for_at(&self, at: usize) -> bool {
        self.scene.cue_at(at, Cue::OfficeDoneFor).is_some()
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
        // "Người tiền nhiệm của ông A, ông B, nghỉ hưu": the noun's own name stands behind the comma.
        let is_explained =
            !self.parts[noun].is_verb(Cue::OfficeReplace) || self.names_predecessor(noun);
        let explains = is_explained
            && self.parts[is].is_mark(b',')
            && self.parts.get(is + 1).is_some_and(is_addressed);
        (is_other && (announces || explains)).then_some((other, is))
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
            // "ông A, Bí thư Huyện ủy X, được điều động làm Trưởng ban …; thay ông ở X là bà B"
            let left = self.other_of_noun(verb);
            let is_left = |claim: &&Claim| {
                let is_theirs = left == Some(claim.person) && claim.status == Status::Former;
                claim.post < verb && (is_theirs || claim.rule == Rule::Ceased)
            };
            let ceased = claims.iter().rev().find(is_left);
            let Some(post) = ceased.map(|claim| claim.post).or_else(|| {
                self.vacated(verb)
                    .filter(|&post| self.is_last_office(post, verb))
            }) else {
                continue;
            };
            let is_elsewhere =
                (self.place_of_other(verb)).is_some_and(|place| !self.is_of_post(post, place));
            if post > name || is_elsewhere {
                continue;
            }
            let rule = Rule::Successor;
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

    /// `thay ông ở Hội Khuyến học là bà B`: the words for where the other one was.
    pub(super) fn place_of_other(&self, verb: usize) -> Option<TokenRange> {
        let (other, is) = self.other_behind(verb)?;
        let end = self.parts[is].tokens.start;
        let words = self.parts[other].tokens.end..end;
        let place = words.clone().find_map(|at| {
            let place = self.scene.cue_at(at, Cue::OfficePlace)?;
            (place < end).then_some(place)
        })?;
        Some(place..end)
    }

    /// Whether all words for a place are of a post's own: `ở xã`, `ở Tân Hòa`, of `Bí thư Đảng ủy xã Tân Hòa`.
    fn is_of_post(&self, post: usize, place: TokenRange) -> bool {
        let reading = self.scene.reading;
        let own: Vec<String> = (self.parts[post].tokens.clone())
            .map(|at| reading.folded(at))
            .collect();
        place
            .into_iter()
            .all(|at| own.contains(&reading.folded(at)))
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
        // "thay ông ở phường là bà B"
        if self.parts[verb].is_verb(Cue::OfficeReplace)
            && !self.names_predecessor(verb)
            && let Some((_, is)) = self.other_behind(verb)
            && let Some(name) = Some(self.past_joints(is)).filter(|&name| self.is_known(name))
        {
            return Some(name);
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

/// Whether a form of address stands before a part's name.
fn is_addressed(part: &Part) -> bool {
    match &part.element {
        Element::Person(full) => part.tokens.start < full.start,
        Element::Short(_) => true,
        _ => false,
    }
}
