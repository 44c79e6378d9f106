//! Gold against records: the scoring of the contract, set-based by article, micro-averaged.
//!
//! Enters: [`Gold`] and [`Predictions`], read from JSON Lines of any producer. Leaves: a [`Report`]. Knows nothing of
//! how facts are extracted: what it says must hold for any extractor.

mod floor;
mod input;
mod matching;
mod report;
mod statement;
mod wording;

pub use floor::{Floor, Shortfall, floors, shortfalls};
pub use input::{Gold, InputError, LeftOut, Predictions};
pub use report::{Counts, Mistake, Report, RuleCounts, Score, Wrong};
pub use statement::{Key, Kind, Statement};

/// Scores predictions of the given kinds.
///
/// A prediction repeated within an article counts once. Short forms that gold does not list are not scored. Gold
/// marked optional is right if found and no loss if missed. A gold article without a record is missed as a whole.
pub fn evaluate(gold: &Gold, predictions: &Predictions, kinds: &[Kind]) -> Report {
    let mut report = Report::default();
    for kind in kinds {
        report.kinds.insert(*kind, Counts::default());
    }
    for article in &gold.articles {
        let predicted = predictions.of(&article.id).unwrap_or_else(|| {
            report.without_record.push(article.id.clone());
            &[]
        });
        for kind in kinds {
            let wanted = article
                .statements
                .iter()
                .filter(|gold| gold.kind == *kind)
                .collect();
            let found = predicted
                .iter()
                .filter(|found| found.kind == *kind)
                .filter(|found| {
                    *kind != Kind::ABBREVIATION
                        || found
                            .form()
                            .is_some_and(|form| article.listed_forms.contains(form))
                })
                .collect();
            report.take(&article.id, *kind, &matching::pair(wanted, found));
        }
    }
    report
}
