//! One article's statements of one kind: which gold is found, which predictions are spurious.
//!
//! Enters: gold and predicted [`Statement`]s. Leaves: a [`Matched`]. Order decides between equal candidates: gold in
//! its order takes predictions in theirs, full agreement before core.

use super::statement::Statement;

/// Who found whom.
#[derive(Debug, Default)]
pub(crate) struct Matched<'s> {
    /// Gold, its prediction, and whether they agree in full.
    pub(crate) pairs: Vec<(&'s Statement, &'s Statement, bool)>,
    /// Gold that should have been found.
    pub(crate) missed: Vec<&'s Statement>,
    /// Predictions that gold does not have.
    pub(crate) spurious: Vec<&'s Statement>,
}

/// Pairs gold with predictions, one to one.
pub(crate) fn pair<'s>(gold: Vec<&'s Statement>, predicted: Vec<&'s Statement>) -> Matched<'s> {
    let mut matched = Matched::default();
    let (mut gold, mut predicted) = (once_each(gold), once_each(predicted));
    for in_full in [true, false] {
        gold.retain(|wanted| {
            let found = predicted.iter().position(|candidate| {
                wanted.agrees_in_core(candidate) && (!in_full || wanted.agrees_in_full(candidate))
            });
            if let Some(found) = found {
                matched
                    .pairs
                    .push((wanted, predicted.remove(found), in_full));
            }
            found.is_none()
        });
    }
    matched.missed = gold;
    matched.missed.retain(|missed| !missed.optional);
    matched.spurious = predicted;
    matched
}

/// Drops repetitions, keeps the first.
fn once_each(statements: Vec<&Statement>) -> Vec<&Statement> {
    let mut once: Vec<&Statement> = Vec::with_capacity(statements.len());
    for statement in statements {
        if !once.iter().any(|earlier| statement.repeats(earlier)) {
            once.push(statement);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::pair;
    use crate::evaluate::statement::Statement;
    use serde_json::json;

    fn term(start: u16, organization: &str, optional: bool) -> Statement {
        let fact = json!({"kind":"term","start_year":start,"end_year":start + 5,
                          "organization":organization,"optional":optional});
        Statement::of_fact(&fact).expect("a fact").expect("scored")
    }

    #[test]
    fn full_agreement_is_sought_before_core() {
        let gold = [
            term(2020, "Đảng bộ tỉnh Bình An", false),
            term(2020, "Đảng bộ huyện Phú Sơn", false),
        ];
        let predicted = [
            term(2020, "Đảng bộ huyện Phú Sơn", false),
            term(2020, "Chi bộ 4", false),
        ];
        let matched = pair(gold.iter().collect(), predicted.iter().collect());
        let full: Vec<bool> = matched.pairs.iter().map(|(.., full)| *full).collect();
        assert_eq!(full, [true, false]);
        assert_eq!(
            matched.pairs[0].0.organization.as_deref(),
            Some("Đảng bộ huyện Phú Sơn")
        );
    }

    #[test]
    fn repetitions_count_once_and_optional_gold_is_no_loss() {
        let gold = [
            term(2015, "A", false),
            term(2015, "a", false),
            term(2010, "A", true),
        ];
        let matched = pair(gold.iter().collect(), Vec::new());
        assert_eq!(matched.missed.len(), 1);
        let predicted = [term(2010, "A", false)];
        let matched = pair(gold.iter().collect(), predicted.iter().collect());
        assert_eq!(
            (
                matched.pairs.len(),
                matched.missed.len(),
                matched.spurious.len()
            ),
            (1, 1, 0)
        );
    }
}
