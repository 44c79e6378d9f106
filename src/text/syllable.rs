//! Whether a word can be a Vietnamese syllable: an onset, a rime, at most one tone.
//!
//! Enters: words in any case, composed or not. Leaves: yes or no. Where the tone mark stands is not looked at.

use crate::knowledge::table::{Table, TableError};
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

/// The parts that syllables are made of.
#[derive(Debug, Clone, Default)]
pub(crate) struct Syllables {
    onsets: FxHashSet<String>,
    rimes: FxHashSet<String>,
}

const ACUTE: char = '\u{301}';
const DOT_BELOW: char = '\u{323}';
const TONES: [char; 5] = ['\u{300}', ACUTE, '\u{303}', '\u{309}', DOT_BELOW];
/// ngh is the longest onset.
const ONSET_LETTERS: usize = 3;

impl Syllables {
    /// Reads `syllables.tsv`: part, form, note.
    ///
    /// # Errors
    /// [`TableError`] where a part is unknown.
    pub(crate) fn read(table: &Table<'_>) -> Result<Self, TableError> {
        let mut syllables = Self::default();
        for row in table.rows() {
            let is_onset = row.parsed("part", "onset or rime", |part| match part {
                "onset" => Some(true),
                "rime" => Some(false),
                _ => None,
            })?;
            let parts = if is_onset {
                &mut syllables.onsets
            } else {
                &mut syllables.rimes
            };
            parts.insert(row.cell("form")?.to_owned());
        }
        Ok(syllables)
    }

    /// Whether a word is made as a Vietnamese syllable is.
    pub(super) fn is_legal(&self, word: &str) -> bool {
        let mut tone = None;
        let mut tones = 0;
        let bare: String = word
            .nfd()
            .filter(|letter| {
                let is_tone = TONES.contains(letter);
                if is_tone {
                    tone = Some(*letter);
                    tones += 1;
                }
                !is_tone
            })
            .nfc()
            .flat_map(char::to_lowercase)
            .collect();
        if tones > 1 {
            return false;
        }
        let splits = bare
            .char_indices()
            .map(|(at, _)| at)
            .take(ONSET_LETTERS + 1);
        let rime = splits
            .map(|at| bare.split_at(at))
            .find(|(onset, rime)| {
                (onset.is_empty() || self.onsets.contains(*onset)) && self.rimes.contains(*rime)
            })
            .map(|(_, rime)| rime);
        rime.is_some_and(|rime| !is_stopped(rime) || matches!(tone, Some(ACUTE | DOT_BELOW)))
    }
}

/// Ends in a stop, which takes two of the tones only.
fn is_stopped(rime: &str) -> bool {
    rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch")
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn syllables_are_told_from_what_only_looks_like_them() {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are whole");
        let syllables = &knowledge.encodings.syllables;
        for word in [
            "Đảng",
            "quyết",
            "giữa",
            "gì",
            "giếng",
            "NGHIỆM",
            "kỳ",
            "hoà",
            "hòa",
            "ương",
            "quẹo",
            "u\u{309}y",
        ] {
            assert!(syllables.is_legal(word), "{word}");
        }
        for word in [
            "d\u{323}",
            "dảt",
            "Bỏo",
            "niủo",
            "tất\u{301}",
            "coast",
            "für",
            "",
        ] {
            assert!(!syllables.is_legal(word), "{word}");
        }
    }
}
