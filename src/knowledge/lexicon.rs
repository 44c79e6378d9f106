//! The one-pass automaton: every dictionary phrase as a path of token forms.
//!
//! Enters: phrases with what they mean. Leaves: [`Lexicon`], which gives a token its form and finds the phrases that
//! start at a token. Knows nothing of what a meaning is for.
//!
//! It walks ids of folded tokens, not bytes. A word is hashed once, in the spelling it stands in (the spellings of
//! every word are entered when the lexicon is built), so case, tone style and i/y cost nothing while reading, word
//! boundaries are free, and a phrase that stands within a longer word can't match. Measured against a byte-wise
//! Aho-Corasick over a lower-cased copy in `benches/`.

use crate::knowledge::cue::{Cue, CueDigest, CueSet};
use crate::knowledge::organizations::Level;
use crate::knowledge::steps::{Origin, ROOT, Steps};
use crate::text::fold::{fold, spellings};
use crate::text::token::{Gap, Kind, KnownWord, Shape, Token, tokenize};
use crate::text::word::WordKey;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

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

/// A phrase's cues and senses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub cues: CueSet,
    /// Hardly any phrase has more than one.
    pub senses: SmallVec<[Sense; 1]>,
}

/// All phrases of the dictionaries.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    forms: FxHashMap<Box<str>, u32>,
    /// Spellings, packed so that a lookup follows no pointer.
    surfaces: Surfaces,
    /// The steps from node to node by form, while phrases are entered.
    entered: FxHashMap<(u32, u32), u32>,
    /// Room for the tokens and the forms of the phrase that is entered.
    tokens: Vec<Token>,
    phrase: Vec<u32>,
    /// By node.
    origins: Vec<Origin>,
    /// The steps again, from [`Lexicon::settle`] on.
    steps: Steps,
    /// While phrases are entered, the node after the first token of a phrase, by form; 0 where no phrase starts so. From
    /// [`Lexicon::settle`] on a form is the number of that node.
    first: Vec<u32>,
    nodes: Vec<Node>,
    /// What the phrases mean, while they are entered.
    entries: Vec<Entry>,
    /// The same from [`Lexicon::settle`] on: by entry, and all different sets of cues, which are few.
    gists: Vec<Gist>,
    senses: Vec<Sense>,
    /// By entry: where its senses begin; one more for the end.
    senses_from: Vec<u32>,
    sets: Vec<CueSet>,
}

/// What a phrase means, in so few bits that it tells at a glance what it does not.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Gist {
    pub(crate) cues: CueDigest,
    pub(crate) senses: SenseKinds,
    /// Which set its cues are.
    set: u32,
    /// Which set its cues and those of all shorter phrases that it begins with are.
    pub(crate) set_within: u32,
}

/// Numbers sets of cues, the same set always alike.
struct CueSets {
    sets: Vec<CueSet>,
    numbers: FxHashMap<CueSet, u32>,
}

/// The number of the set of no cue.
pub(crate) const NO_CUES: u32 = 0;

impl CueSets {
    fn new() -> Self {
        Self {
            sets: vec![CueSet::default()],
            numbers: FxHashMap::default(),
        }
    }

    fn number(&mut self, set: CueSet) -> u32 {
        if set.is_empty() {
            return NO_CUES;
        }
        let sets = &mut self.sets;
        *self.numbers.entry(set).or_insert_with(|| {
            sets.push(set);
            sets.len() as u32 - 1
        })
    }
}

/// A place in the automaton.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// The phrase that ends here.
    entry: u32,
    /// Where its steps begin among [`Steps`].
    base: u32,
    /// A bit for each form that leads on, by its last six bits: most tokens are found to lead nowhere without a lookup.
    leads: u64,
}

/// The forms of words by their bytes, and of marks. Most syllables have up to eight bytes, none has more than sixteen.
#[derive(Debug, Clone)]
struct Surfaces {
    /// Words that open with a small ASCII letter, which most are, and all others.
    short: [FxHashMap<u64, Surface>; 2],
    long: FxHashMap<u128, Surface>,
    /// By the mark's ASCII stand-in.
    marks: [u32; ASCII],
}

/// How many ASCII characters there are.
const ASCII: usize = 1 << 7;

impl Default for Surfaces {
    fn default() -> Self {
        Self {
            short: Default::default(),
            long: FxHashMap::default(),
            marks: [0; ASCII],
        }
    }
}

/// A word in one spelling.
#[derive(Debug, Clone, Copy)]
struct Surface {
    word: KnownWord,
    /// Whether its form and its shape are all there is to tell of it.
    is_plain: bool,
}

impl Surfaces {
    /// Enters a spelling of a word or mark; the first form counts.
    fn enter(&mut self, spelling: &str, form: u32) {
        let mut looks = None;
        tokenize(spelling, |_| None, |token| looks = Some(token));
        let Some(looks) = looks else { return };
        if let Kind::Mark(mark) = looks.kind {
            // What has no stand-in is told apart from nothing.
            let slot = self.marks.get_mut(usize::from(mark));
            if let Some(slot) = slot.filter(|slot| mark != 0 && **slot == 0) {
                *slot = form;
            }
            return;
        }
        let surface = Surface {
            word: KnownWord {
                form,
                shape: looks.shape,
            },
            is_plain: looks.is_word()
                && looks.end as usize == spelling.len()
                && looks.start == 0
                && !looks.has_apostrophe
                && looks.odd == (looks.shape == Shape::Mixed),
        };
        match WordKey::of(spelling) {
            Some(key @ WordKey::Short(row)) => {
                let words = &mut self.short[usize::from(key.opens_small())];
                words.entry(row).or_insert(surface);
            }
            Some(WordKey::Long(row)) => {
                self.long.entry(row).or_insert(surface);
            }
            None => {}
        }
    }

    #[inline(always)]
    fn get(&self, key: WordKey) -> Option<&Surface> {
        match key {
            WordKey::Short(row) => self.short[usize::from(key.opens_small())].get(&row),
            WordKey::Long(row) => self.long.get(&row),
        }
    }

    /// The word with a key, if its form and shape are all there is to tell of it.
    #[inline(always)]
    fn known(&self, key: WordKey) -> Option<KnownWord> {
        let surface = self.get(key).filter(|surface| surface.is_plain)?;
        Some(surface.word)
    }

    /// The form of a word.
    fn form(&self, word: &str) -> Option<u32> {
        Some(self.get(WordKey::of(word)?)?.word.form)
    }
}

/// The entry of no phrase.
pub(crate) const NO_ENTRY: u32 = 0;

impl Lexicon {
    /// Enters a phrase and returns its entry, for the caller to add meaning to.
    ///
    /// The same phrase in another case or tone style is the same entry. A phrase without a token is the entry of nothing.
    pub(crate) fn enter(&mut self, phrase: &str) -> &mut Entry {
        let mut node = ROOT;
        let mut forms = std::mem::take(&mut self.phrase);
        self.push_forms(phrase, &mut forms);
        for form in forms.drain(..) {
            let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let known = if node == ROOT {
                let slot = &mut self.first[form as usize];
                if *slot == 0 {
                    *slot = next;
                }
                *slot
            } else {
                self.nodes[node as usize].leads |= bit(form);
                *self.entered.entry((node, form)).or_insert(next)
            };
            if known == next {
                self.nodes.push(Node::default());
                self.origins.push(Origin { from: node, form });
            }
            node = known;
        }
        self.phrase = forms;
        let slot = &mut self.nodes[node as usize].entry;
        if *slot == 0 {
            *slot = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            self.entries.push(Entry::default());
        }
        &mut self.entries[*slot as usize]
    }

    /// Makes room for about as many phrases as the bundled dictionaries have, so that nothing is copied while it grows, and
    /// enters the phrase of no token.
    fn open(&mut self) {
        const PHRASES: usize = 1 << 14;
        const NODES: usize = 2 * PHRASES;
        self.nodes.reserve(NODES);
        self.origins.reserve(NODES);
        self.entered.reserve(NODES);
        self.entries.reserve(PHRASES);
        self.nodes.push(Node::default());
        self.origins.push(Origin::default());
        self.entries.push(Entry::default());
        self.first.push(0);
    }

    /// Lays the automaton out for reading and notes which cues each phrase begins with, after the last phrase and its
    /// meaning were entered: a token whose longest phrase begins with none of a cue's needs no further look.
    pub(crate) fn settle(&mut self) {
        self.entered = FxHashMap::default();
        self.tokens = Vec::new();
        self.phrase = Vec::new();
        let order = self.put_first_nodes_first();
        let (steps, bases) = Steps::of(&self.origins, self.first.len());
        self.steps = steps;
        for (node, base) in self.nodes.iter_mut().zip(bases) {
            node.base = base;
        }
        self.sum_up(&order);
    }

    /// Notes what each phrase means in the form in which it is asked for; `order` has the entries as they are numbered now.
    fn sum_up(&mut self, order: &[u32]) {
        let mut sets = CueSets::new();
        let entries = std::mem::take(&mut self.entries);
        self.gists = Vec::with_capacity(order.len());
        self.senses = Vec::with_capacity(order.len());
        self.senses_from = Vec::with_capacity(order.len() + 1);
        for entry in order.iter().map(|&entry| &entries[entry as usize]) {
            self.gists.push(Gist {
                cues: entry.cues.digest(),
                senses: SenseKinds::of(&entry.senses),
                set: sets.number(entry.cues),
                set_within: NO_CUES,
            });
            self.senses_from.push(self.senses.len() as u32);
            self.senses.extend_from_slice(&entry.senses);
        }
        self.senses_from.push(self.senses.len() as u32);
        // By node: the longest phrase that ends there or before it.
        let mut last: Vec<u32> = vec![NO_ENTRY; self.nodes.len()];
        // A node is made after the one it follows.
        for (at, (node, origin)) in self.nodes.iter().zip(&self.origins).enumerate() {
            let before = last[origin.from as usize];
            last[at] = before;
            if node.entry == NO_ENTRY {
                continue;
            }
            last[at] = node.entry;
            let shorter = self.gists[before as usize].set_within;
            let own = self.gists[node.entry as usize].set;
            self.gists[node.entry as usize].set_within = if shorter == NO_CUES || shorter == own {
                own
            } else {
                let both = sets.sets[own as usize].union(sets.sets[shorter as usize]);
                sets.number(both)
            };
        }
        self.sets = sets.sets;
    }

    /// Numbers the nodes anew, those after a first token by their forms and the others in their order behind, and the
    /// phrases in the order of their nodes: most walks end at a first node, and what they look at lies close together.
    /// Returns the old numbers of the phrases in their new order.
    fn put_first_nodes_first(&mut self) -> Vec<u32> {
        let mut numbers = vec![ROOT; self.nodes.len()];
        for (form, node) in self.first.iter().enumerate() {
            numbers[*node as usize] = form as u32;
        }
        numbers[ROOT as usize] = ROOT;
        let mut next = self.first.len() as u32;
        for number in numbers.iter_mut().skip(1).filter(|number| **number == ROOT) {
            *number = next;
            next += 1;
        }
        let mut nodes = vec![Node::default(); next as usize];
        let mut origins = vec![Origin::default(); next as usize];
        for (node, number) in numbers.iter().enumerate() {
            let Origin { from, form } = self.origins[node];
            nodes[*number as usize] = self.nodes[node];
            origins[*number as usize] = Origin {
                from: numbers[from as usize],
                form,
            };
        }
        let mut order = vec![NO_ENTRY];
        for node in nodes.iter_mut().filter(|node| node.entry != NO_ENTRY) {
            order.push(std::mem::replace(&mut node.entry, order.len() as u32));
        }
        (self.nodes, self.origins) = (nodes, origins);
        order
    }

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

    /// The forms of a phrase's tokens, entered where they are new; the phrase itself is not.
    pub(crate) fn enter_forms(&mut self, phrase: &str) -> Vec<u32> {
        let mut forms = Vec::new();
        self.push_forms(phrase, &mut forms);
        forms
    }

    fn push_forms(&mut self, phrase: &str, forms: &mut Vec<u32>) {
        if self.nodes.is_empty() {
            self.open();
        }
        let mut tokens = std::mem::take(&mut self.tokens);
        let known = |key| self.surfaces.known(key);
        tokenize(phrase, known, |token| tokens.push(token));
        for token in tokens.drain(..) {
            forms.push(match token.form {
                0 => self.form_of_phrase_token(phrase, token),
                known => known,
            });
        }
        self.tokens = tokens;
    }

    fn form_of_phrase_token(&mut self, phrase: &str, token: Token) -> u32 {
        let at = token.start as usize..token.end as usize;
        if token.kind == Kind::Word
            && let Some(form) = self.surfaces.form(&phrase[at.clone()])
        {
            return form;
        }
        let key = match token.kind {
            Kind::Mark(mark) if mark != 0 => char::from(mark).to_string(),
            _ => fold(&phrase[at]),
        };
        if let Some(&form) = self.forms.get(key.as_str()) {
            return form;
        }
        let form = u32::try_from(self.first.len()).unwrap_or(u32::MAX);
        self.first.push(0);
        for spelling in spellings(&key) {
            self.surfaces.enter(&spelling, form);
        }
        self.forms.insert(key.into_boxed_str(), form);
        form
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
    fn form(&self, text: &str, token: &Token) -> u32 {
        let word = &text[token.start as usize..token.end as usize];
        match token.kind {
            Kind::Number => 0,
            Kind::Mark(mark) => (self.surfaces.marks.get(usize::from(mark)))
                .copied()
                .unwrap_or(0),
            Kind::Word => match self.surfaces.form(word) {
                Some(form) => form,
                None if token.odd => self.form_of_folded(&fold(word)),
                None => 0,
            },
        }
    }

    /// The form id of a folded word; 0 where no phrase holds it.
    pub(crate) fn form_of_folded(&self, folded: &str) -> u32 {
        self.forms.get(folded).copied().unwrap_or(0)
    }

    /// Calls `found(end, entry)` for each phrase that starts at `tokens[at]`, shortest first; `end` is exclusive.
    ///
    /// A phrase does not run over a blank line.
    pub(crate) fn phrases_at(
        &self,
        tokens: &[Token],
        at: usize,
        mut found: impl FnMut(usize, u32),
    ) {
        // A first node has its form's number; the root is that of words which no phrase holds.
        let mut node = tokens[at].form;
        let mut end = at + 1;
        while node != ROOT {
            let here = &self.nodes[node as usize];
            if here.entry != NO_ENTRY {
                found(end, here.entry);
            }
            let Some(token) = tokens.get(end) else { return };
            let may_go_on = here.leads & bit(token.form) != 0;
            if !may_go_on || token.form == 0 || token.gap == Gap::Paragraph {
                return;
            }
            node = self.steps.next(node, here.base, token.form);
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
        let gist = self.gists[entry as usize];
        gist.cues.may_have(cue) && self.set(gist.set).has(cue)
    }

    /// How many forms there are, the one of unknown words included.
    pub(crate) fn forms_len(&self) -> usize {
        self.first.len()
    }
}

fn bit(form: u32) -> u64 {
    1 << (form % u64::BITS)
}
