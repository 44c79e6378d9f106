//! The dictionaries' phrases while they are entered.
//!
//! Enters: phrases, one by one, with what they mean. Leaves: the [`Lexicon`] of them all, laid out for reading.

use super::steps::{Origin, Places, ROOT};
use super::surfaces::Surfaces;
use super::{Gist, Lexicon, NO_CUES, NO_ENTRY, Node, Sense, SenseKinds, bit};
use crate::knowledge::cue::CueSet;
use crate::text::fold::{fold, spellings};
use crate::text::token::{Kind, Token, tokenize};
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap};

/// About as many phrases, nodes, forms and sets of cues as the bundled dictionaries have, so that nothing is copied while
/// they are entered.
const PHRASES: usize = 5 << 12;
const NODES: usize = 1 << 15;
const FORMS: usize = 1 << 12;
const SETS: usize = 7 << 10;

/// A map of this many slots, of which it fills seven in eight.
pub(super) fn map<K, V>(slots: usize) -> FxHashMap<K, V> {
    FxHashMap::with_capacity_and_hasher(slots / 8 * 7, Default::default())
}

/// All phrases so far. A node is a place in the tree of the phrases' forms, a phrase has the number of its entry.
#[derive(Debug)]
pub(crate) struct Phrasebook {
    forms: FxHashMap<Box<str>, u32>,
    surfaces: Surfaces,
    /// By form: the node after it where a phrase starts with it, else [`ROOT`].
    first: Vec<u32>,
    /// The other steps from node to node.
    steps: FxHashMap<Origin, u32>,
    /// By node.
    origins: Vec<Origin>,
    /// By node: the phrase that ends there.
    entries: Vec<u32>,
    /// By phrase: the number of the set of its cues.
    cues: Vec<u32>,
    sets: CueSets,
    /// Phrases and their senses, in the order in which they were entered.
    senses: Vec<(u32, Sense)>,
    /// Room for the tokens and the forms of the phrase that is entered.
    tokens: Vec<Token>,
    phrase: Vec<u32>,
}

/// Numbers sets of cues, the same set always alike.
#[derive(Debug)]
struct CueSets(IndexSet<CueSet, FxBuildHasher>);

impl CueSets {
    fn new() -> Self {
        let mut sets = Self(IndexSet::with_capacity_and_hasher(SETS, FxBuildHasher));
        sets.number(CueSet::default());
        sets
    }

    fn number(&mut self, set: CueSet) -> u32 {
        self.0.insert_full(set).0 as u32
    }

    fn get(&self, number: u32) -> &CueSet {
        &self.0[number as usize]
    }

    /// The number of the union of two sets.
    fn union(&mut self, one: u32, other: u32) -> u32 {
        if one == NO_CUES || one == other {
            return other;
        }
        let union = self.get(one).union(*self.get(other));
        self.number(union)
    }
}

impl Phrasebook {
    /// One without a phrase.
    pub(crate) fn new() -> Self {
        let mut book = Self {
            forms: map(FORMS),
            surfaces: Surfaces::with_room(FORMS),
            first: Vec::with_capacity(FORMS),
            steps: map(NODES),
            origins: Vec::with_capacity(NODES),
            entries: Vec::with_capacity(NODES),
            cues: Vec::with_capacity(PHRASES),
            sets: CueSets::new(),
            senses: Vec::with_capacity(FORMS),
            tokens: Vec::new(),
            phrase: Vec::new(),
        };
        // The form of no word, the root and the phrase of no token.
        book.first.push(ROOT);
        book.push_node(Origin::default());
        book.cues.push(NO_CUES);
        book
    }

    fn push_node(&mut self, origin: Origin) {
        self.origins.push(origin);
        self.entries.push(NO_ENTRY);
    }

    /// Enters a phrase and returns its number, for the caller to add meaning to.
    ///
    /// The same phrase in another case or tone style is the same one. A phrase without a token is that of nothing.
    pub(crate) fn enter(&mut self, phrase: &str) -> u32 {
        let mut node = ROOT;
        let mut forms = std::mem::take(&mut self.phrase);
        self.push_forms(phrase, &mut forms);
        for form in forms.drain(..) {
            let next = u32::try_from(self.origins.len()).unwrap_or(u32::MAX);
            let origin = Origin { from: node, form };
            let known = if node == ROOT {
                &mut self.first[form as usize]
            } else {
                self.steps.entry(origin).or_insert(ROOT)
            };
            if *known == ROOT {
                *known = next;
                node = next;
                self.push_node(origin);
            } else {
                node = *known;
            }
        }
        self.phrase = forms;
        let entry = &mut self.entries[node as usize];
        if *entry == NO_ENTRY {
            *entry = u32::try_from(self.cues.len()).unwrap_or(u32::MAX);
            self.cues.push(NO_CUES);
        }
        *entry
    }

    /// Adds cues to what a phrase means.
    pub(crate) fn add_cues(&mut self, phrase: u32, cues: CueSet) {
        let set = self.number_cues(cues);
        self.add_set(phrase, set);
    }

    /// The number of a set of cues, for all the phrases that have them.
    pub(crate) fn number_cues(&mut self, cues: CueSet) -> u32 {
        self.sets.number(cues)
    }

    /// Adds cues, by the number of their set, to what a phrase means.
    pub(crate) fn add_set(&mut self, phrase: u32, set: u32) {
        let known = &mut self.cues[phrase as usize];
        *known = self.sets.union(*known, set);
    }

    /// Adds a sense to what a phrase means.
    pub(crate) fn add_sense(&mut self, phrase: u32, sense: Sense) {
        self.senses.push((phrase, sense));
    }

    /// The forms of a phrase's tokens, entered where they are new; the phrase itself is not.
    pub(crate) fn enter_forms(&mut self, phrase: &str) -> Vec<u32> {
        let mut forms = Vec::new();
        self.push_forms(phrase, &mut forms);
        forms
    }

    /// How many forms there are, the one of unknown words included.
    pub(crate) fn forms_len(&self) -> usize {
        self.first.len()
    }

    fn push_forms(&mut self, phrase: &str, forms: &mut Vec<u32>) {
        let mut tokens = std::mem::take(&mut self.tokens);
        let known = |key| self.surfaces.known(key);
        tokenize(phrase, known, |token| tokens.push(token));
        for token in tokens.drain(..) {
            forms.push(match token.form {
                0 => self.form_of(phrase, token),
                known => known,
            });
        }
        self.tokens = tokens;
    }

    /// The form of a phrase's token that is not known as it stands.
    fn form_of(&mut self, phrase: &str, token: Token) -> u32 {
        let word = &phrase[token.start as usize..token.end as usize];
        if token.kind == Kind::Word
            && let Some(form) = self.surfaces.form(word)
        {
            return form;
        }
        let key = match token.kind {
            Kind::Mark(mark) if mark != 0 => char::from(mark).to_string(),
            _ => fold(word),
        };
        if let Some(&form) = self.forms.get(key.as_str()) {
            return form;
        }
        let form = u32::try_from(self.first.len()).unwrap_or(u32::MAX);
        self.first.push(ROOT);
        for spelling in spellings(&key) {
            self.surfaces.enter(&spelling, form);
        }
        self.forms.insert(key.into_boxed_str(), form);
        form
    }

    /// Lays the automaton out for reading and notes which cues each phrase begins with, after the last phrase and its
    /// meaning were entered: a token whose longest phrase begins with none of a cue's needs no further look.
    pub(crate) fn settle(mut self) -> Lexicon {
        // What only entering needs makes room: memory that was never touched costs more than all the rest.
        self.steps = FxHashMap::default();
        let (origins, mut entries) = self.first_nodes_first();
        (self.origins, self.entries) = (Vec::new(), Vec::new());
        // The old numbers of the phrases in the order of their nodes: what a walk looks at lies close together.
        let mut order = Vec::with_capacity(self.cues.len());
        order.push(NO_ENTRY);
        for entry in entries.iter_mut().filter(|entry| **entry != NO_ENTRY) {
            let number = order.len() as u32;
            order.push(std::mem::replace(entry, number));
        }
        let nodes = placed(&origins, &entries, self.first.len());
        let (senses, senses_from) = self.senses_in(&order);
        let gists = self.gists(&order, &entries, &origins, &senses, &senses_from);
        Lexicon {
            forms: self.forms,
            surfaces: self.surfaces,
            nodes,
            gists,
            senses,
            senses_from,
            sets: self.sets.0.into_iter().collect(),
        }
    }

    /// The origins and phrases of the nodes, numbered anew: those after a first token by their forms, the others in their
    /// order behind. Most walks end at a first node.
    fn first_nodes_first(&self) -> (Vec<Origin>, Vec<u32>) {
        let mut numbers = vec![ROOT; self.origins.len()];
        for (form, node) in self.first.iter().enumerate() {
            numbers[*node as usize] = form as u32;
        }
        numbers[ROOT as usize] = ROOT;
        let mut next = self.first.len() as u32;
        for number in numbers.iter_mut().skip(1).filter(|number| **number == ROOT) {
            *number = next;
            next += 1;
        }
        let mut origins = vec![Origin::default(); next as usize];
        let mut entries = vec![NO_ENTRY; next as usize];
        for (node, number) in numbers.iter().enumerate() {
            let Origin { from, form } = self.origins[node];
            origins[*number as usize] = Origin {
                from: numbers[from as usize],
                form,
            };
            entries[*number as usize] = self.entries[node];
        }
        (origins, entries)
    }

    /// The senses of all phrases in an order, and where those of each begin; one more for the end.
    fn senses_in(&mut self, order: &[u32]) -> (Vec<Sense>, Vec<u32>) {
        let mut place = vec![NO_ENTRY; self.cues.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old as usize] = new as u32;
        }
        self.senses
            .sort_by_key(|(phrase, _)| place[*phrase as usize]);
        let mut from = vec![0; order.len() + 1];
        for (phrase, _) in &self.senses {
            from[place[*phrase as usize] as usize + 1] += 1;
        }
        let mut sum = 0;
        for count in &mut from {
            sum += *count;
            *count = sum;
        }
        let senses = self.senses.iter().map(|(_, sense)| *sense);
        (senses.collect(), from)
    }

    /// What each phrase means in the form in which it is asked for.
    fn gists(
        &mut self,
        order: &[u32],
        entries: &[u32],
        origins: &[Origin],
        senses: &[Sense],
        senses_from: &[u32],
    ) -> Vec<Gist> {
        let numbers = order.iter().map(|old| self.cues[*old as usize]);
        let mut gists: Vec<Gist> = numbers
            .zip(senses_from.windows(2))
            .map(|(set, range)| Gist {
                cues: self.sets.get(set).digest(),
                set,
                senses: SenseKinds::of(&senses[range[0] as usize..range[1] as usize]),
                ..Gist::default()
            })
            .collect();
        // By node: the longest phrase that ends there or before it.
        let mut last: Vec<u32> = vec![NO_ENTRY; entries.len()];
        // A node is made after the one it follows.
        for (at, (entry, origin)) in entries.iter().zip(origins).enumerate() {
            let before = last[origin.from as usize];
            last[at] = before;
            if *entry != NO_ENTRY {
                last[at] = *entry;
                let shorter = gists[before as usize].set_within;
                let gist = &mut gists[*entry as usize];
                gist.set_within = self.sets.union(shorter, gist.set);
                gist.cues_within = self.sets.get(gist.set_within).digest();
            }
        }
        gists
    }
}

/// The nodes in their places, by where each is reached from and the phrase that ends there.
fn placed(origins: &[Origin], entries: &[u32], first_nodes: usize) -> Vec<Node> {
    let Places {
        of_nodes,
        bases,
        count,
    } = Places::of(origins, first_nodes);
    let mut nodes = vec![Node::default(); count];
    for (number, origin) in origins.iter().enumerate() {
        let from = of_nodes[origin.from as usize];
        let node = &mut nodes[of_nodes[number] as usize];
        (node.from, node.entry, node.base) = (from, entries[number], bases[number]);
        if origin.from != ROOT {
            nodes[from as usize].leads |= bit(origin.form);
        }
    }
    nodes
}
