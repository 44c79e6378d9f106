//! Party organizations and members among the collectives and persons who are commended: `18 tập thể và 35 cá nhân được khen thưởng,
//! trong đó có 9 chi bộ và 27 đảng viên`.
//!
//! Enters: a figure of organizations or members that its own words leave without a deed. Leaves: the figure as some of those commended.

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::Noun;
use crate::fact::counted::sentence_before;
use crate::knowledge::cue::Cue;
use crate::text::{Kind, TokenRange};

/// Tokens between "trong đó" and a figure of its list.
const LIST_REACH: usize = 24;

impl Figure<'_, '_> {
    /// `tặng giấy khen cho 18 tập thể, 35 cá nhân, trong đó có 9 chi bộ, 27 đảng viên`: some of the collectives and persons just
    /// commended.
    pub(super) fn take_up_some_of_collectives(&mut self) {
        let is_counted = matches!(self.noun, Noun::Member | Noun::Organization(_));
        let is_plain = matches!(self.deed, None | Some(Deed::Have));
        if is_counted && is_plain && self.are_of_commended() {
            (self.deed, self.deed_tokens) = (Some(Deed::Commend), None);
        }
    }

    /// Whether "trong đó" parts the figure from collectives or persons to whom honours are said to go, and nothing but other figures
    /// of the list stands between.
    fn are_of_commended(&self) -> bool {
        let scene = self.scene;
        let start = self.quantity.tokens.start;
        let sentence = sentence_before(scene, self.quantity);
        let near = sentence.start.max(start.saturating_sub(LIST_REACH))..start;
        let Some(among) = scene.find_last_cue(near, Cue::PartStrict) else {
            return false;
        };
        let is_list = self.is_plain_list(among.end..start);
        let whole = scene
            .mentions
            .quantities_in(sentence.start..among.start)
            .last();
        let noun = |at: usize| scene.cue_at(at, Cue::CountHonoured);
        let Some((whole, noun_end)) = whole.and_then(|one| Some((one, noun(one.tokens.end)?)))
        else {
            return false;
        };
        let is_given = || {
            let before = sentence.start..whole.tokens.start;
            deed::last_deed(scene, before).is_some_and(|(deed, _)| deed == Deed::Commend)
        };
        let are_told = noun_end <= among.start
            && (deed::deed_after(scene, noun_end) == Some(Deed::Commend) || is_given());
        is_list && are_told
    }

    /// Whether a range only lists figures: no other clause, deed or organization by name stands in it.
    fn is_plain_list(&self, list: TokenRange) -> bool {
        let scene = self.scene;
        let is_apart = |at: usize| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b';' | b':' | b'(')
            )
        };
        let mut named = scene.mentions.organizations_in(list.clone());
        let deed = deed::last_deed(scene, list.clone());
        !list.clone().any(is_apart)
            && named.all(|(_, one)| one.is_generic)
            && deed.is_none_or(|(deed, _)| deed == Deed::Have)
    }
}
