//! What is kept of a text to compare it by: a signature of its wording, and its figures and names.

use crate::text::fold::{fold, is_combining};
use std::collections::BTreeSet;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Words of a shingle. Five syllables of Vietnamese are two or three words of meaning.
const SHINGLE: usize = 5;
/// A text of fewer words has too few shingles to be told by.
const LEAST_WORDS: usize = 40;
/// Hash functions. The estimate's standard deviation is at most 1 / (2 √128), about 0.044.
const HASHES: usize = 128;
/// Hashes of a band. With 32 bands of 4, texts meet with probability 1 - (1 - s⁴)³² for the resemblance s: 0.05 at 0.2,
/// 0.87 at 0.5, 0.988 at 0.6, 0.9998 at 0.7.
const BAND: usize = 4;
/// Of a text's figures and names, those with the least hashes: a sample that is the same for all texts (Broder's min_s).
const SPECIFICS: usize = 256;

/// What is kept of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    signature: Vec<u32>,
    /// Sorted.
    specifics: Vec<u32>,
}

impl Sketch {
    /// The sketch of a text; none of one that is too short.
    pub fn of(text: &str) -> Option<Self> {
        let words = words(text);
        if words.len() < LEAST_WORDS {
            return None;
        }
        let mut signature = vec![u32::MAX; HASHES];
        let mut shingle = String::new();
        for window in words.windows(SHINGLE) {
            shingle.clear();
            for word in window {
                shingle.push_str(&word.folded);
                shingle.push(' ');
            }
            let hash = xxh3_64(shingle.as_bytes());
            for (least, (factor, summand)) in signature.iter_mut().zip(FUNCTIONS) {
                // The upper half of a product is mixed well where the hash itself is.
                let hashed = (hash.wrapping_mul(factor).wrapping_add(summand) >> 32) as u32;
                *least = hashed.min(*least);
            }
        }
        let specifics: BTreeSet<u32> = specifics(&words)
            .map(|specific| xxh3_64(specific.as_bytes()) as u32)
            .collect();
        Some(Self {
            signature,
            specifics: specifics.into_iter().take(SPECIFICS).collect(),
        })
    }

    /// The keys under which a text meets those that resemble it.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.signature.chunks(BAND).enumerate().map(|(band, rows)| {
            let bytes: Vec<u8> = rows.iter().flat_map(|row| row.to_le_bytes()).collect();
            xxh3_64_with_seed(&bytes, band as u64)
        })
    }

    /// The estimated share of the shingles of both that are in both.
    pub fn resemblance(&self, other: &Self) -> f64 {
        let rows = self.signature.iter().zip(&other.signature);
        let same = rows.filter(|(own, others)| own == others).count();
        same as f64 / HASHES as f64
    }

    /// How many figures and names are in both, and how many the one has that has fewer.
    pub(super) fn specifics_shared(&self, other: &Self) -> (usize, usize) {
        let shared = self
            .specifics
            .iter()
            .filter(|specific| other.specifics.binary_search(specific).is_ok());
        let fewer = self.specifics.len().min(other.specifics.len());
        (shared.count(), fewer)
    }

    /// To be kept: the signature, and the figures and names.
    pub fn to_bytes(&self) -> (Vec<u8>, Vec<u8>) {
        let bytes = |numbers: &[u32]| numbers.iter().flat_map(|one| one.to_le_bytes()).collect();
        (bytes(&self.signature), bytes(&self.specifics))
    }

    /// As it was kept; none if that is no sketch.
    pub fn from_bytes(signature: &[u8], specifics: &[u8]) -> Option<Self> {
        let numbers = |bytes: &[u8]| -> Option<Vec<u32>> {
            let (chunks, rest) = bytes.as_chunks();
            rest.is_empty().then(|| {
                chunks
                    .iter()
                    .map(|four| u32::from_le_bytes(*four))
                    .collect()
            })
        };
        let sketch = Self {
            signature: numbers(signature)?,
            specifics: numbers(specifics)?,
        };
        let is_sketch = sketch.signature.len() == HASHES && sketch.specifics.is_sorted();
        is_sketch.then_some(sketch)
    }
}

/// Factor and summand of each hash function. They are part of what is kept: never to be changed.
const FUNCTIONS: [(u64, u64); HASHES] = {
    let mut functions = [(0, 0); HASHES];
    let mut state = 0_u64;
    let mut at = 0;
    while at < HASHES {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let factor = mixed(state) | 1;
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        functions[at] = (factor, mixed(state));
        at += 1;
    }
    functions
};

/// One step of splitmix64.
const fn mixed(state: u64) -> u64 {
    let mut mixed = state;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

/// A word or figure.
struct Word {
    folded: String,
    is_figure: bool,
    is_capitalized: bool,
    /// Whether a mark or a line break stands before it.
    is_apart: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut is_apart = true;
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !first.is_alphanumeric() {
            is_apart |= first == '\n' || !first.is_whitespace();
            continue;
        }
        let mut end = start + first.len_utf8();
        let mut last = first;
        while let Some(&(at, letter)) = letters.peek() {
            let is_mark = is_combining(letter);
            // 1.084 and 4,6 are one figure.
            let is_inner = matches!(letter, '.' | ',')
                && last.is_ascii_digit()
                && text[at + 1..].starts_with(|next: char| next.is_ascii_digit());
            if !letter.is_alphanumeric() && !is_mark && !is_inner {
                break;
            }
            end = at + letter.len_utf8();
            last = letter;
            letters.next();
        }
        words.push(Word {
            folded: fold(&text[start..end]),
            is_figure: first.is_ascii_digit(),
            is_capitalized: first.is_uppercase(),
            is_apart,
        });
        is_apart = false;
    }
    words
}

/// What a text tells and its template does not: figures with what they count, and names of two words and more.
fn specifics(words: &[Word]) -> impl Iterator<Item = String> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < words.len() {
            let start = at;
            at += 1;
            if words[start].is_figure {
                let counted = words.get(at).filter(|next| !next.is_apart);
                let counted = counted.map_or("", |next| next.folded.as_str());
                return Some(format!("{} {counted}", words[start].folded));
            }
            if !words[start].is_capitalized {
                continue;
            }
            while words
                .get(at)
                .is_some_and(|next| next.is_capitalized && !next.is_apart)
            {
                at += 1;
            }
            if at - start >= 2 {
                let name: Vec<&str> = words[start..at]
                    .iter()
                    .map(|word| word.folded.as_str())
                    .collect();
                return Some(name.join(" "));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{specifics, words};

    #[test]
    fn figures_are_taken_with_what_they_count_and_names_whole() {
        let words =
            words("Đảng bộ xã có 1.084 đảng viên, 12; đồng chí Lò Thị Mận, Bí thư.\nSơn La");
        let found: Vec<String> = specifics(&words).collect();
        assert_eq!(found, ["1.084 đảng", "12 ", "lò thị mận", "sơn la"]);
    }
}
