//! Scores: counts, precision, recall and F1 by kind and over all, precision by rule, and the errors behind them.
//!
//! Enters: one [`Matched`] after another. Leaves: a [`Report`] that prints as a table, as JSON, as a list of errors.

use super::matching::Matched;
use super::statement::{Kind, Statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;

/// How many, and how many of them right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Predictions with gold's core key.
    pub core: usize,
    /// Predictions with gold's full key.
    pub full: usize,
    pub gold: usize,
    pub predicted: usize,
}

/// Precision, recall and F1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Counts {
    /// The score by the core key.
    pub fn core_score(self) -> Score {
        self.score(self.core)
    }

    /// The score by the full key.
    pub fn full_score(self) -> Score {
        self.score(self.full)
    }

    fn score(self, right: usize) -> Score {
        let share = |of: usize, if_none: f64| {
            if of == 0 {
                if_none
            } else {
                right as f64 / of as f64
            }
        };
        let precision = share(self.predicted, if self.gold == 0 { 1.0 } else { 0.0 });
        let recall = share(self.gold, 1.0);
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Score {
            precision,
            recall,
            f1,
        }
    }

    fn add(&mut self, other: Self) {
        self.core += other.core;
        self.full += other.full;
        self.gold += other.gold;
        self.predicted += other.predicted;
    }
}

/// How a rule's predictions fared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RuleCounts {
    pub predicted: usize,
    pub core: usize,
    pub full: usize,
}

/// What went wrong with a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Gold that no prediction has.
    Missed,
    /// A prediction that gold has not.
    Spurious,
    /// Right by the core key, with another organization, subject or goal.
    NotFull,
}

impl Wrong {
    fn name(self) -> &'static str {
        match self {
            Self::Missed => "MISS",
            Self::Spurious => "SPUR",
            Self::NotFull => "ORG",
        }
    }
}

/// One error, with all that leads back to its sentence and rule.
#[derive(Debug, Clone)]
pub struct Mistake {
    pub article: String,
    pub wrong: Wrong,
    pub kind: Kind,
    pub key: String,
    /// Organization, or subject and goal, as gold has it.
    pub gold: Option<String>,
    /// The same, as predicted.
    pub predicted: Option<String>,
    pub quote: String,
    pub rule: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}\t{}\t{}\t{}\t",
            self.article,
            self.wrong.name(),
            self.kind.name(),
            self.key
        )?;
        match (&self.gold, &self.predicted) {
            (Some(gold), Some(predicted)) => write!(f, "gold={gold} got={predicted}")?,
            (one, other) => {
                f.write_str(one.as_ref().or(other.as_ref()).map_or("", String::as_str))?
            }
        }
        write!(
            f,
            "\t{}\t{}",
            self.rule.as_deref().unwrap_or("-"),
            self.quote.replace(['\n', '\r', '\t'], " ")
        )
    }
}

/// The result of an evaluation.
#[derive(Debug, Default)]
pub struct Report {
    /// Counts of the kinds that were scored, in table order.
    pub kinds: BTreeMap<Kind, Counts>,
    pub rules: BTreeMap<String, RuleCounts>,
    pub mistakes: Vec<Mistake>,
    /// Gold articles without a record.
    pub without_record: Vec<String>,
}

impl Report {
    /// Counts over all kinds.
    pub fn all(&self) -> Counts {
        let mut all = Counts::default();
        for counts in self.kinds.values() {
            all.add(*counts);
        }
        all
    }

    pub(crate) fn take(&mut self, article: &str, kind: Kind, matched: &Matched<'_>) {
        let full = matched.pairs.iter().filter(|(.., full)| *full).count();
        let core = matched.pairs.len();
        self.kinds.entry(kind).or_default().add(Counts {
            core,
            full,
            gold: core + matched.missed.len(),
            predicted: core + matched.spurious.len(),
        });
        for missed in &matched.missed {
            self.mistake(article, Wrong::Missed, Some(missed), None);
        }
        for spurious in &matched.spurious {
            self.rule(spurious).predicted += 1;
            self.mistake(article, Wrong::Spurious, None, Some(spurious));
        }
        for (gold, predicted, full) in &matched.pairs {
            let rule = self.rule(predicted);
            rule.predicted += 1;
            rule.core += 1;
            rule.full += usize::from(*full);
            if !full {
                self.mistake(article, Wrong::NotFull, Some(gold), Some(predicted));
            }
        }
    }

    fn rule(&mut self, predicted: &Statement) -> &mut RuleCounts {
        let unnamed = || format!("{}/-", predicted.kind.name());
        self.rules
            .entry(predicted.rule.clone().unwrap_or_else(unnamed))
            .or_default()
    }

    fn mistake(
        &mut self,
        article: &str,
        wrong: Wrong,
        gold: Option<&Statement>,
        predicted: Option<&Statement>,
    ) {
        let Some(shown) = gold.or(predicted) else {
            return;
        };
        let quoted = [gold, predicted]
            .into_iter()
            .flatten()
            .map(|one| &one.quote)
            .find(|quote| !quote.is_empty());
        self.mistakes.push(Mistake {
            article: article.to_owned(),
            wrong,
            kind: shown.kind,
            key: shown.key.to_string(),
            gold: gold.map(Statement::said),
            predicted: predicted.map(Statement::said),
            quote: quoted.cloned().unwrap_or_default(),
            rule: predicted.and_then(|one| one.rule.clone()),
        });
    }

    /// The table of RECORDS: one row a kind, the last row over all.
    pub fn table(&self) -> impl fmt::Display + '_ {
        Table(self)
    }

    /// Precision by rule, worst first.
    pub fn rule_table(&self) -> impl fmt::Display + '_ {
        RuleTable(self)
    }

    /// The same figures for machines; the mistakes too where asked.
    pub fn to_json(&self, with_mistakes: bool) -> Value {
        let row = |counts: Counts| {
            let (core, full) = (counts.core_score(), counts.full_score());
            let score = |score: Score| json!({"precision": score.precision, "recall": score.recall, "f1": score.f1});
            json!({"gold": counts.gold, "predicted": counts.predicted, "right_core": counts.core,
                   "right_full": counts.full, "core": score(core), "full": score(full)})
        };
        let kinds: serde_json::Map<_, _> = self
            .kinds
            .iter()
            .map(|(kind, counts)| (kind.name().to_owned(), row(*counts)))
            .collect();
        let rules: serde_json::Map<_, _> = self
            .rules
            .iter()
            .map(|(rule, counts)| {
                let counts = json!({"predicted": counts.predicted, "right_core": counts.core, "right_full": counts.full});
                (rule.clone(), counts)
            })
            .collect();
        let mut report = json!({"all": row(self.all()), "kinds": kinds, "rules": rules,
                                "without_record": self.without_record});
        if with_mistakes {
            let mistake = |one: &Mistake| {
                json!({"article": one.article, "wrong": one.wrong.name(), "kind": one.kind.name(), "key": one.key,
                       "gold": one.gold, "predicted": one.predicted, "quote": one.quote, "rule": one.rule})
            };
            report["mistakes"] = self.mistakes.iter().map(mistake).collect();
        }
        report
    }
}

struct Table<'r>(&'r Report);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:20} {:>5} {:>5}  core P     R     F1     full F1",
            "kind", "gold", "pred"
        )?;
        let row = |f: &mut fmt::Formatter<'_>, name: &str, counts: Counts| {
            let (core, full) = (counts.core_score(), counts.full_score());
            writeln!(
                f,
                "{name:20} {:5} {:5}  {:.3}  {:.3}  {:.3}  {:.3}",
                counts.gold, counts.predicted, core.precision, core.recall, core.f1, full.f1
            )
        };
        for (kind, counts) in &self.0.kinds {
            row(f, kind.name(), *counts)?;
        }
        if !self.0.without_record.is_empty() {
            let first: Vec<&str> = self
                .0
                .without_record
                .iter()
                .take(5)
                .map(String::as_str)
                .collect();
            writeln!(
                f,
                "{} gold articles have no record: {}",
                self.0.without_record.len(),
                first.join(", ")
            )?;
        }
        row(f, "ALL", self.0.all())
    }
}

struct RuleTable<'r>(&'r Report);

impl fmt::Display for RuleTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:44} {:>5} {:>5}  core P  full P",
            "rule", "pred", "wrong"
        )?;
        let mut rows: Vec<_> = self.0.rules.iter().collect();
        rows.sort_by_key(|(rule, counts)| {
            (std::cmp::Reverse(counts.predicted - counts.core), *rule)
        });
        for (rule, counts) in rows {
            let share = |right: usize| right as f64 / counts.predicted.max(1) as f64;
            writeln!(
                f,
                "{rule:44} {:5} {:5}  {:.3}   {:.3}",
                counts.predicted,
                counts.predicted - counts.core,
                share(counts.core),
                share(counts.full)
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn nothing_wanted_and_nothing_found_is_right() {
        assert_eq!(Counts::default().core_score().f1, 1.0);
        let silent = Counts {
            gold: 3,
            ..Counts::default()
        };
        assert_eq!(
            (silent.core_score().precision, silent.core_score().f1),
            (0.0, 0.0)
        );
        let noisy = Counts {
            predicted: 3,
            ..Counts::default()
        };
        assert_eq!(
            (noisy.core_score().recall, noisy.core_score().f1),
            (1.0, 0.0)
        );
    }
}
