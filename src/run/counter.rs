//! What the ledger counts of a site, night by night, and the names it counts by.

use crate::code::codes;
use crate::run::skip::Skip;

codes! {
    /// What the ledger counts of a site beside the reasons for skips.
    pub(super) enum Stage {
        /// Stored answers that were read.
        Answers = "answers",
        /// Answers at the addresses of articles.
        Candidates = "candidates",
        /// Candidates that hold an article.
        Articles = "articles",
        /// Articles with a date.
        Dated = "dated",
        /// Articles that state a fact.
        Stating = "stating",
        /// Known articles that are as they were, and were not read again.
        Standing = "standing",
        /// Known articles whose addresses lead to one place together.
        LedAway = "led-away",
        /// Articles at addresses that had none.
        New = "new",
        /// Other text at a known address.
        Versions = "versions",
        Records = "records",
        Reprints = "reprints",
        Facts = "facts",
        /// The site alarmed: its night is no measure for later ones.
        Alarmed = "alarmed",
    }
}

/// What a count of the ledger is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counter {
    Stage(Stage),
    Skipped(Skip),
}

impl Counter {
    /// What the name of a reason begins with.
    const SKIP: &str = "skip:";

    /// The name under which it is counted.
    pub(super) fn name(self) -> String {
        match self {
            Self::Stage(stage) => stage.code().to_owned(),
            Self::Skipped(skip) => format!("{}{skip}", Self::SKIP),
        }
    }

    /// What is counted under a name; `None` where another version of the program counted it.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        match name.strip_prefix(Self::SKIP) {
            Some(skip) => Skip::of_code(skip).map(Self::Skipped),
            None => Stage::of_code(name).map(Self::Stage),
        }
    }
}

impl From<Stage> for Counter {
    fn from(stage: Stage) -> Self {
        Self::Stage(stage)
    }
}

impl From<Skip> for Counter {
    fn from(skip: Skip) -> Self {
        Self::Skipped(skip)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counter, Stage};
    use crate::run::skip::Skip;

    #[test]
    fn every_count_is_known_by_its_name() {
        let stages = Stage::ALL.iter().map(|stage| Counter::from(*stage));
        for counted in stages.chain(Skip::ALL.iter().map(|skip| Counter::from(*skip))) {
            assert_eq!(Counter::of_name(&counted.name()), Some(counted));
        }
        assert_eq!(Counter::of_name("skip:whatever"), None);
    }
}
