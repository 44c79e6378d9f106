//! The words of the dictionaries in every spelling, packed so that a lookup follows no pointer.
//!
//! Enters: spellings with their forms. Leaves: the form of a word as it stands in a text.

use super::phrasebook::map;
use crate::text::token::{Kind, KnownWord, Shape, tokenize};
use crate::text::word::WordKey;
use rustc_hash::FxHashMap;

/// The forms of words by their bytes, and of marks. Most syllables have up to eight bytes, none has more than sixteen.
#[derive(Debug, Clone)]
pub(super) struct Surfaces {
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
    /// With room for the spellings of this many words, of which two in three open small.
    pub(super) fn with_room(words: usize) -> Self {
        Self {
            short: [map(words), map(2 * words)],
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
    pub(super) fn known(&self, key: WordKey) -> Option<KnownWord> {
        let surface = self.get(key).filter(|surface| surface.is_plain)?;
        Some(surface.word)
    }

    /// The form of a word.
    pub(super) fn form(&self, word: &str) -> Option<u32> {
        Some(self.get(WordKey::of(word)?)?.word.form)
    }

    /// The form of a mark; 0 where no phrase holds it.
    pub(super) fn mark(&self, mark: u8) -> u32 {
        self.marks.get(usize::from(mark)).copied().unwrap_or(0)
    }
}
