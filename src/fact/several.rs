//! Several organizations that a text speaks of together, without telling one from another: what they did is nobody's alone.
//!
//! Enters: a mention of an organization. Leaves: the several that it stands for, if any.

use crate::fact::Scene;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::HeadKind;
use crate::mention::organization::{OrganizationMention, several_places};
use crate::text::{Kind, TokenRange};

/// Tokens of the places or names of several organizations.
const NAMES_REACH: usize = 24;

/// A mention of several organizations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Several {
    /// From the word or figure that says how many to the last of their names.
    pub tokens: TokenRange,
    /// They are no more, or are told apart by their places: what the text goes on with is theirs, too.
    pub are_told: bool,
}

impl Scene<'_> {
    /// `ba đảng bộ xã cũ`, `các đảng bộ tiền thân`, `Đảng bộ hai xã Tân Hòa, Tân Bình`, `3 đảng bộ`: the organizations that a
    /// mention stands for, if they are not all that one organization has.
    pub(crate) fn several(&self, mention: &OrganizationMention) -> Option<Several> {
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let quantity = self.mentions.quantities_in(start.saturating_sub(1)..start);
        let quantity = quantity.last().filter(|figure| figure.tokens.end == start);
        let plural = self.cue_before(start, Cue::Plural);
        let places = self.places_of_several(mention);
        let are_former = mention.is_generic && places.is_none() && self.former_end(end).is_some();
        let are_some = || {
            let is_whole = |figure: usize| self.cue_before(figure, Cue::PlaceWhole).is_some();
            const KINDS: CueSet =
                CueSet::of(&[Cue::OrganizationSuperior, Cue::OrganizationGeneric]);
            quantity.is_some_and(|figure| {
                figure.of.is_none()
                    && figure.tokens == figure.number
                    && !is_whole(figure.tokens.start)
            }) && mention.kind == HeadKind::Party
                && !mention.has_unit
                && !self.starts_any(end, KINDS)
        };
        let figure = quantity.map(|figure| figure.tokens.start);
        let first = match (figure.or(plural), places) {
            (_, Some(_)) => start,
            (Some(first), None) if are_former || are_some() => first,
            _ => return None,
        };
        let first = self.cue_before(first, Cue::PlaceWhole).unwrap_or(first);
        Some(Several {
            tokens: first..self.names_end(places.unwrap_or(end)),
            are_told: are_former || places.is_some(),
        })
    }

    /// `(cũ)`, `tiền thân`, `trước khi sáp nhập`: where the words at a token end that say of organizations that they are no more.
    fn former_end(&self, at: usize) -> Option<usize> {
        let opens = self.reading.mark_at(at, b'(');
        let word = at + usize::from(opens);
        [Cue::OrganizationPredecessor, Cue::OfficeThen]
            .into_iter()
            .find_map(|cue| self.cue_at(word, cue))
    }

    /// `Đảng bộ [hai xã]`: where the number and the level of the places end, each of which has an organization.
    fn places_of_several(&self, mention: &OrganizationMention) -> Option<usize> {
        let is_of_places = mention.kind == HeadKind::Party && mention.is_generic;
        let at = mention.tokens.end;
        is_of_places
            .then(|| several_places(self.reading, at))
            .flatten()
    }

    /// Where the names behind several organizations or their places end.
    fn names_end(&self, from: usize) -> usize {
        let reach = from..self.reading.tokens.len().min(from + NAMES_REACH);
        let mut at = from;
        while reach.contains(&at) {
            let token = &self.reading.tokens[at];
            let is_joint = matches!(token.kind, Kind::Mark(b',' | b'(' | b')'));
            at = match self.cue_at(at, Cue::And).or(self.former_end(at)) {
                Some(end) => end,
                None if is_joint || token.is_capitalized() => at + 1,
                None => break,
            };
        }
        at
    }
}
