//! The words of the dictionaries in every spelling, packed so that a lookup follows no pointer.
//!
//! Enters: spellings with their forms. Leaves: the form of a word as it stands in a text.

use crate::text::token::{Kind, KnownWord, Shape, tokenize};
use crate::text::word::WordKey;
use rustc_hash::FxHashMap;

/// The forms of words by their bytes, and of marks. Most syllables have up to eight bytes, none has more than sixteen.
#[derive(Debug, Clone)]
pub(super) struct Surfaces {
    /// Words that do not open with a small ASCII letter, and those that do, which most words of a text are.
    short: [Rows; 2],
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

/// Words of up to eight bytes, each in the slot that its bytes lead to, or in one of the next: a lookup mostly looks at one
/// place in memory (open addressing with linear probing: D. E. Knuth, "The Art of Computer Programming", vol. 3, 6.4).
#[derive(Debug, Clone)]
struct Rows {
    /// The bytes of each word, none for a free slot. At least half of the slots are free, their number is a power of two.
    slots: Vec<(u64, Surface)>,
    taken: usize,
}

impl Default for Rows {
    fn default() -> Self {
        Self::with_room(1)
    }
}

impl Rows {
    /// With room for this many words.
    fn with_room(words: usize) -> Self {
        Self {
            slots: vec![Default::default(); 2 * words.next_power_of_two()],
            taken: 0,
        }
    }

    /// The slot where the search for a word starts: the upper half of a product tells more of all bytes than the lower.
    #[inline(always)]
    fn start(&self, row: u64) -> usize {
        /// 2^64 over the golden ratio, odd.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        (row.wrapping_mul(SPREAD) >> 32) as usize & (self.slots.len() - 1)
    }

    #[inline(always)]
    fn get(&self, row: u64) -> Option<&Surface> {
        let mut at = self.start(row);
        loop {
            match self.slots.get(at) {
                Some((known, surface)) if *known == row => return Some(surface),
                Some((0, _)) => return None,
                Some(_) => at += 1,
                None => at = 0,
            }
        }
    }

    /// Enters a word; the first one of its bytes counts.
    fn enter(&mut self, row: u64, surface: Surface) {
        if self.get(row).is_some() {
            return;
        }
        if 2 * (self.taken + 1) > self.slots.len() {
            let old = std::mem::replace(self, Self::with_room(self.slots.len()));
            let words = old.slots.into_iter().filter(|(row, _)| *row != 0);
            words.for_each(|(row, surface)| self.enter(row, surface));
        }
        let mut at = self.start(row);
        while self.slots[at].0 != 0 {
            at = (at + 1) % self.slots.len();
        }
        self.slots[at] = (row, surface);
        self.taken += 1;
    }
}

/// A word in one spelling.
#[derive(Debug, Clone, Copy, Default)]
struct Surface {
    form: u32,
    shape: Shape,
    /// Whether its form and its shape are all there is to tell of it.
    is_plain: bool,
}

impl Surfaces {
    /// With room for the spellings of this many words, two of which open with a capital for one that does not.
    pub(super) fn with_room(words: usize) -> Self {
        Self {
            short: [Rows::with_room(2 * words), Rows::with_room(words)],
            ..Self::default()
        }
    }

    /// Enters a spelling of a word or mark; the first form counts.
    pub(super) fn enter(&mut self, spelling: &str, form: u32) {
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
            form,
            shape: looks.shape,
            is_plain: looks.is_word()
                && looks.end as usize == spelling.len()
                && looks.start == 0
                && !looks.has_apostrophe
                && looks.odd == (looks.shape == Shape::Mixed),
        };
        match WordKey::of(spelling) {
            Some(key @ WordKey::Short(row)) => {
                self.short[usize::from(key.opens_small())].enter(row, surface);
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
            WordKey::Short(row) => self.short[usize::from(key.opens_small())].get(row),
            WordKey::Long(row) => self.long.get(&row),
        }
    }

    /// The word with a key, if its form and shape are all there is to tell of it.
    #[inline(always)]
    pub(super) fn known(&self, key: WordKey) -> Option<KnownWord> {
        let &Surface { form, shape, .. } = self.get(key).filter(|one| one.is_plain)?;
        Some(KnownWord { form, shape })
    }

    /// The form of a word.
    pub(super) fn form(&self, word: &str) -> Option<u32> {
        Some(self.get(WordKey::of(word)?)?.form)
    }

    /// The form of a mark; 0 where no phrase holds it.
    pub(super) fn mark(&self, mark: u8) -> u32 {
        self.marks.get(usize::from(mark)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, Surface};

    #[test]
    fn every_word_is_found_where_it_was_entered_and_no_other_is() {
        let mut rows = Rows::default();
        let words = |many: u64| (1..=many).map(|number| number << 32 | number);
        for (form, row) in words(5000).enumerate() {
            let surface = Surface {
                form: form as u32,
                ..Surface::default()
            };
            rows.enter(row, surface);
            // The first one counts.
            rows.enter(row, Surface::default());
        }
        assert!(rows.slots.len() >= 2 * 5000);
        for (form, row) in words(6000).enumerate() {
            let expected = (form < 5000).then_some(form as u32);
            assert_eq!(rows.get(row).map(|found| found.form), expected, "{row:#x}");
        }
    }
}
