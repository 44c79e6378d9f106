//! The one-pass automaton: every dictionary phrase as a path of token forms.
//!
//! Enters: phrases with what they mean, by way of a [`Phrasebook`]. Leaves: [`Lexicon`], which gives a token its form and finds the phrases that
//! start at a token. Knows nothing of what a meaning is for.
//!
//! It walks ids of folded tokens, not bytes. A word is hashed once, in the spelling it stands in (the spellings of
//! every word are entered when the lexicon is built), so case, tone style and i/y cost nothing while reading, word
//! boundaries are free, and a phrase that stands within a longer word can't match. Measured against a byte-wise
//! Aho-Corasick over a lower-cased copy in `benches/`.

mod phrasebook;
mod steps;
mod surfaces;

use crate::knowledge::cue::{Cue, CueDigest, CueSet};
use crate::knowledge::organizations::Level;
use crate::text::fold::fold;
use crate::text::token::{Gap, Kind, Token, tokenize};
use rustc_hash::FxHashMap;
use steps::ROOT;
use surfaces::Surfaces;

pub(crate) use phrasebook::Phrasebook;

/// What a phrase can be besides a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    /// Row of the organization heads.
    OrganizationHead(u32),
    /// Row of the places: provinces and cities under the centre.
    Place(u32),
    /// Row of the districts.
    District(u32),
    /// A level of administration: tỉnh, huyện, xã.
    Level(Level),
    /// Row of the short forms.
    ShortForm(u32),
    /// Part of a person's name.
    Name(NamePart),
    /// A number in words.
    Numeral(i64),
    /// A word that multiplies the number before it.
    Scale(i64),
    /// An ordinal in words.
    Ordinal(u16),
}

/// Which sense, without its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SenseKind {
    OrganizationHead,
    Place,
    District,
    Level,
    ShortForm,
    Name,
    Numeral,
    Scale,
    Ordinal,
}

impl Sense {
    fn kind(self) -> SenseKind {
        match self {
            Self::OrganizationHead(_) => SenseKind::OrganizationHead,
            Self::Place(_) => SenseKind::Place,
            Self::District(_) => SenseKind::District,
            Self::Level(_) => SenseKind::Level,
            Self::ShortForm(_) => SenseKind::ShortForm,
            Self::Name(_) => SenseKind::Name,
            Self::Numeral(_) => SenseKind::Numeral,
            Self::Scale(_) => SenseKind::Scale,
            Self::Ordinal(_) => SenseKind::Ordinal,
        }
    }
}

/// A set of kinds of senses, a bit for each.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SenseKinds(u16);

impl SenseKinds {
    fn of(senses: &[Sense]) -> Self {
        let kinds = senses.iter().map(|sense| 1 << sense.kind() as u16);
        Self(kinds.fold(0, |set, kind| set | kind))
    }

    /// The kinds of both sets.
    #[must_use]
    pub(crate) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline(always)]
    pub(crate) fn has(self, kind: SenseKind) -> bool {
        self.0 >> kind as u16 & 1 == 1
    }
}

/// What part a word can play in a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NamePart {
    /// A family name, of one or two syllables.
    Surname,
    /// A clan of the highlands, which may stand first or last; no place's name begins with one.
    Clan,
    /// Y, H', K', A, Ka: a name follows.
    Prefix,
    /// Never part of a name, though often capitalized.
    Never,
}

/// All phrases of the dictionaries.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    forms: FxHashMap<Box<str>, u32>,
    /// Spellings, packed so that a lookup follows no pointer.
    surfaces: Surfaces,
    /// By place; that of the node after the first token of a phrase is the number of its form, the others lie as [`steps`]
    /// says.
    nodes: Vec<Node>,
    /// By phrase.
    gists: Vec<Gist>,
    /// The senses of all phrases, by phrase, and by phrase where its begin; one more for the end.
    senses: Vec<Sense>,
    senses_from: Vec<u32>,
    /// All different sets of cues, which are few.
    sets: Vec<CueSet>,
}

/// What a phrase means, in few bits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Gist {
    /// Its cues, at a glance.
    pub(crate) cues: CueDigest,
    /// Its cues and those of all shorter phrases that it begins with, at a glance.
    pub(crate) cues_within: CueDigest,
    /// Which sets these are.
    set: u32,
    pub(crate) set_within: u32,
    pub(crate) senses: SenseKinds,
}

/// The number of the set of no cue.
pub(crate) const NO_CUES: u32 = 0;

/// A place in the automaton.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Node {
    /// The place of the node that it follows.
    from: u32,
    /// The phrase that ends here.
    entry: u32,
    /// The place of the node that form 0 would lead to.
    base: u32,
    /// A bit for each form that leads on, by its last five bits: most tokens are found to lead nowhere without a lookup.
    leads: u32,
}

impl Node {
    /// Whether a step may lead on over a token, as far as a glance tells.
    #[inline(always)]
    fn may_lead_to(self, token: &Token) -> bool {
        (self.leads & bit(token.form) != 0) & (token.form != 0) & (token.gap != Gap::Paragraph)
    }
}

/// The entry of no phrase.
pub(crate) const NO_ENTRY: u32 = 0;

impl Lexicon {
    /// A set of cues by its number.
    #[inline(always)]
    pub(crate) fn set(&self, number: u32) -> &CueSet {
        &self.sets[number as usize]
    }

    /// What a phrase means, at a glance.
    #[inline(always)]
    pub(crate) fn gist(&self, entry: u32) -> Gist {
        self.gists[entry as usize]
    }

    /// Cuts a text into tokens, each with its form: 0 where no phrase holds its word.
    #[inline]
    pub fn tokenize(&self, text: &str, mut emit: impl FnMut(Token)) {
        let known = |key| self.surfaces.known(key);
        tokenize(text, known, |mut token| {
            if token.form == 0 {
                token.form = self.form(text, &token);
            }
            emit(token);
        });
    }

    /// The form of a token that is no plain word.
    #[inline]
    fn form(&self, text: &str, token: &Token) -> u32 {
        match token.kind {
            Kind::Number => 0,
            Kind::Mark(mark) => self.surfaces.mark(mark),
            Kind::Word => self.form_of_word(&text[token.start as usize..token.end as usize], token),
        }
    }

    fn form_of_word(&self, word: &str, token: &Token) -> u32 {
        match self.surfaces.form(word) {
            Some(form) => form,
            None if token.odd => self.form_of_folded(&fold(word)),
            None => 0,
        }
    }

    /// The form id of a folded word; 0 where no phrase holds it.
    pub(crate) fn form_of_folded(&self, folded: &str) -> u32 {
        self.forms.get(folded).copied().unwrap_or(0)
    }

    /// Calls `found(end, entry)` for each phrase that starts at `tokens[at]`, shortest first; `end` is exclusive.
    ///
    /// A phrase does not run over a blank line.
    pub(crate) fn phrases_at(&self, tokens: &[Token], at: usize, found: impl FnMut(usize, u32)) {
        self.phrases_from(self.first_node(tokens[at].form), tokens, at, found);
    }

    /// The node behind a phrase's first token: it has the form's number. The root is that of words which no phrase holds.
    #[inline(always)]
    pub(crate) fn first_node(&self, form: u32) -> Node {
        self.nodes[form as usize]
    }

    /// Whether a phrase may start at a token with this first node, as far as the token behind it tells.
    #[inline(always)]
    pub(crate) fn may_open(&self, first: Node, token: &Token, next: Option<&Token>) -> bool {
        let leads_on = next.is_some_and(|next| first.may_lead_to(next));
        (token.form != ROOT) & ((first.entry != NO_ENTRY) | leads_on)
    }

    /// The same as [`Lexicon::phrases_at`] where the token's [`Lexicon::first_node`] is known.
    #[inline(always)]
    pub(crate) fn phrases_from(
        &self,
        first: Node,
        tokens: &[Token],
        at: usize,
        mut found: impl FnMut(usize, u32),
    ) {
        let (mut node, mut here) = (tokens[at].form, first);
        if node == ROOT {
            return;
        }
        let mut end = at + 1;
        loop {
            if here.entry != NO_ENTRY {
                found(end, here.entry);
            }
            let Some(token) = tokens.get(end) else { return };
            if !here.may_lead_to(token) {
                return;
            }
            let place = here.base.wrapping_add(token.form);
            here = match self.nodes.get(place as usize) {
                Some(next) if next.from == node => *next,
                _ => return,
            };
            node = place;
            end += 1;
        }
    }

    /// Whether some words are, from first to last, a phrase with this cue.
    pub(crate) fn is_phrase(&self, words: &str, cue: Cue) -> bool {
        let mut tokens = Vec::new();
        self.tokenize(words, |token| tokens.push(token));
        let mut is = false;
        if !tokens.is_empty() {
            self.phrases_at(&tokens, 0, |end, entry| {
                is |= end == tokens.len() && self.has(entry, cue)
            });
        }
        is
    }

    /// The cues of a phrase.
    pub(crate) fn cues(&self, entry: u32) -> &CueSet {
        self.set(self.gists[entry as usize].set)
    }

    /// The senses of a phrase.
    pub(crate) fn senses(&self, entry: u32) -> &[Sense] {
        let from = self.senses_from[entry as usize] as usize;
        let to = self.senses_from[entry as usize + 1] as usize;
        &self.senses[from..to]
    }

    /// Whether a phrase has a cue.
    #[inline]
    pub(crate) fn has(&self, entry: u32, cue: Cue) -> bool {
        self.cues(entry).has(cue)
    }
}

fn bit(form: u32) -> u32 {
    1 << (form % u32::BITS)
}
