//! Posts in which somebody acted: an adjunct tells the office, the clause behind it names who.
//!
//! Enters: a sentence's parts, the verb that the adjunct opens with and a post that hangs on it. Leaves: the part that
//! names the holder. `Khi giữ cương vị Bí thư Huyện ủy, ông A đã …` · `Với vai trò là bí thư chi bộ, bà B …`

use crate::fact::officeholder::career::is_office;
use crate::fact::officeholder::holder::Sentence;
use crate::fact::officeholder::part::Element;
use crate::knowledge::cue::Cue;

/// Parts before a verb that open its adjunct.
const OPENING_REACH: usize = 6;

impl Sentence<'_> {
    /// Who acted in a post, where nobody is named before it.
    pub(super) fn actor_after(&self, verb: usize, post: usize) -> Option<usize> {
        let is_somebody = |at: usize| self.parts[at].is_somebody();
        let is_proposed = self.has_verb(0..post, Cue::OfficeProposal);
        // "Bí thư Chi bộ lớp"
        let end = self.parts[post].tokens.end;
        let is_of_course = self.scene.cue_at(end, Cue::Course).is_some();
        if !self.is_capacity(verb) || is_proposed || is_of_course || (0..verb).any(is_somebody) {
            return None;
        }
        let name = (post + 1..self.parts.len()).find(|&at| is_somebody(at))?;
        let opens_clause = |at: usize| at > post && self.parts[at].is_mark(b',');
        let is_title = |at: usize| {
            matches!(self.parts[at].element, Element::Title | Element::Noun)
                || self.parts[at].is_verb(Cue::StatusFormer)
        };
        // ", Thứ trưởng A …"
        let before = (post..name).rev().find(|&at| !is_title(at))?;
        // "…, nhưng ông A …", "… tỉnh Khánh Hòa ông có khuyết điểm"
        let acts = self.parts.get(name + 1).is_some_and(|next| {
            next.is_verb(Cue::OfficePredicate) || next.element == Element::Word
        });
        let is_subject = opens_clause(before)
            || ((self.parts[before].element == Element::Word
                || self.parts[before].is_verb(Cue::OfficePredicate))
                && before > 0
                && opens_clause(before - 1))
            || (self.parts[name].element == Element::Pronoun
                && acts
                && self.parts[post + 1..name].iter().all(is_office));
        self.who.at(name).filter(|_| is_subject).map(|_| name)
    }

    /// `mô hình Bí thư kiêm Chủ tịch UBND`: how posts are combined, not who holds them.
    pub(super) fn is_arrangement(&self, post: usize) -> bool {
        let start = self.parts[post].tokens.start;
        let is_combined = self
            .parts
            .get(post + 1)
            .is_some_and(|next| next.is_verb(Cue::OfficeLink));
        is_combined && self.scene.cue_before(start, Cue::OfficeMatter).is_some()
    }

    /// Whether a verb opens such an adjunct, itself or with the words before it: `với cương vị`, `sau khi được bầu làm`; or goes on
    /// with one that opens the sentence: `Sau thời gian là ủy viên dự khuyết, giữ chức …`.
    fn is_capacity(&self, verb: usize) -> bool {
        let opens = |at: usize| {
            let start = self.parts[at].tokens.start;
            self.scene.cue_at(start, Cue::OfficeCapacity).is_some()
        };
        let is_listed = |at: usize| {
            let part = &self.parts[at];
            is_office(part)
                || part.is_verb(Cue::OfficeIs)
                || part.is_verb(Cue::OfficeAppoint)
                || part.is_verb(Cue::OfficePast)
                || (part.element == Element::Word && at < OPENING_REACH)
        };
        if opens(0) && (1..verb).all(is_listed) {
            return true;
        }
        (verb.saturating_sub(OPENING_REACH)..=verb)
            .rev()
            .take_while(|&at| !matches!(self.parts[at].element, Element::Mark(_)))
            .any(opens)
    }
}
