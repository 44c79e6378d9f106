//! Posts in which somebody acted: an adjunct tells the office, the clause behind it names who.
//!
//! Enters: a sentence's parts, the verb that the adjunct opens with and a post that hangs on it. Leaves: the part that
//! names the holder. `Khi giữ cương vị Bí thư Huyện ủy, ông A đã …` · `Với trách nhiệm là bí thư chi bộ, bà B …`

use crate::fact::officeholder::holder::Sentence;
use crate::fact::officeholder::part::Element;
use crate::knowledge::cue::Cue;

/// Parts before a verb that open its adjunct.
const OPENING_REACH: usize = 6;

impl Sentence<'_> {
    /// Who acted in a post, where nobody is named before it.
    pub(super) fn actor_after(&self, verb: usize, post: usize) -> Option<usize> {
        let is_somebody =
            |at: usize| self.parts[at].is_person() || self.parts[at].element == Element::Pronoun;
        let is_proposed = self.has_verb(0..post, Cue::OfficeProposal);
        if !self.is_capacity(verb) || is_proposed || (0..verb).any(is_somebody) {
            return None;
        }
        let name = (post + 1..self.parts.len()).find(|&at| is_somebody(at))?;
        let opens_clause = |at: usize| at > post && self.parts[at].is_mark(b',');
        // ", nhưng ông A …"
        let is_subject = opens_clause(name - 1)
            || ((self.parts[name - 1].element == Element::Word
                || self.parts[name - 1].is_verb(Cue::OfficePredicate))
                && opens_clause(name - 2));
        self.who[name].filter(|_| is_subject).map(|_| name)
    }

    /// Whether a verb opens such an adjunct, itself or with the words before it: `với cương vị`, `sau khi được bầu làm`.
    fn is_capacity(&self, verb: usize) -> bool {
        (verb.saturating_sub(OPENING_REACH)..=verb)
            .rev()
            .take_while(|&at| !matches!(self.parts[at].element, Element::Mark(_)))
            .any(|at| {
                let start = self.parts[at].tokens.start;
                self.scene.cue_at(start, Cue::OfficeCapacity).is_some()
            })
    }
}
