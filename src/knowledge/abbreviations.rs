//! Short forms and their readings.
//!
//! Enters: `abbreviations.tsv`. Leaves: [`ShortForm`]s, one per form as written, entered into the lexicon.

use crate::knowledge::lexicon::{Phrasebook, Sense};
use crate::knowledge::table::{Table, TableError};

/// Whether a reading may be taken without looking around.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Safety {
    /// No other reading occurs in such news.
    Safe,
    /// Only where the words around it select it.
    Context,
    /// Known, and never expanded.
    Never,
}

/// Words that select a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hint {
    pub place: HintPlace,
    /// The forms of its words.
    pub forms: Vec<u32>,
}

/// Where a hint's words must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HintPlace {
    /// Right after the form.
    After,
    /// Right before the form.
    Before,
    /// Right after the form, which opens its line.
    Opening,
    /// Anywhere in its sentence.
    Near,
}

/// One reading of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormReading {
    pub expansion: String,
    /// The forms of its words.
    pub forms: Vec<u32>,
    pub safety: Safety,
    pub hints: Vec<Hint>,
}

/// A form with all its readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShortForm {
    /// As written, NFC.
    pub form: String,
    pub readings: Vec<FormReading>,
}

/// Enters `abbreviations.tsv`: form, expansion, safety, context, kind, note; one row per form and reading.
///
/// # Errors
/// [`TableError`] where a safety or kind is unknown, a cell is empty, or a form has two safe readings.
pub(super) fn enter(
    table: &Table<'_>,
    book: &mut Phrasebook,
) -> Result<Vec<ShortForm>, TableError> {
    let mut forms: Vec<ShortForm> = Vec::new();
    let mut index_of: rustc_hash::FxHashMap<String, usize> = rustc_hash::FxHashMap::default();
    for row in table.rows() {
        let form = row.cell("form")?;
        let safety = row.parsed("safety", "safe, context or never", |cell| match cell {
            "safe" => Some(Safety::Safe),
            "context" => Some(Safety::Context),
            "never" => Some(Safety::Never),
            _ => None,
        })?;
        row.parsed("kind", "organization, role, place or other", |cell| {
            matches!(cell, "organization" | "role" | "place" | "other").then_some(())
        })?;
        for column in ["form", "expansion"] {
            row.parsed(column, "words", |cell| (!cell.is_empty()).then_some(()))?;
        }
        let hints = row.list("context")?.map(|cell| hint(cell, book)).collect();
        let expansion = row.cell("expansion")?;
        let forms_of_expansion = book.enter_forms(expansion);
        let reading = FormReading {
            expansion: expansion.to_owned(),
            forms: forms_of_expansion,
            safety,
            hints,
        };
        let index = *index_of.entry(form.to_owned()).or_insert_with(|| {
            let index = forms.len();
            let phrase = book.enter(form);
            let sense = Sense::ShortForm(u32::try_from(index).unwrap_or(u32::MAX));
            book.add_sense(phrase, sense);
            forms.push(ShortForm {
                form: form.to_owned(),
                // Most have no other.
                readings: Vec::with_capacity(1),
            });
            index
        });
        let readings = &mut forms[index].readings;
        let is_safe = |reading: &FormReading| reading.safety == Safety::Safe;
        if is_safe(&reading) && readings.iter().any(is_safe) {
            return Err(row.error("safety", "one safe reading of a form", "another"));
        }
        readings.push(reading);
    }
    Ok(forms)
}

fn hint(cell: &str, book: &mut Phrasebook) -> Hint {
    let places = [
        (HintPlace::After, '>'),
        (HintPlace::Before, '<'),
        (HintPlace::Opening, '^'),
    ];
    let mut places = places.into_iter();
    let (place, words) = places
        .find_map(|(place, mark)| Some((place, cell.strip_prefix(mark)?)))
        .unwrap_or((HintPlace::Near, cell));
    Hint {
        place,
        forms: book.enter_forms(words),
    }
}
