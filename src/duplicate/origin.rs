//! Which of several articles that are one was first.

use crate::text::fold::fold;
use std::cmp::Ordering;

/// What an article can claim to be the first by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The day of its publication (`YYYY-MM-DD`), or, where that is not known, the day it was fetched on in Vietnam, since
    /// it was published by then.
    pub day: String,
    /// Whether it says that it was taken from somebody else ("Nguồn: …").
    pub is_credited: bool,
    /// Its place in the order in which articles were met.
    pub order: i64,
}

impl Claim {
    /// The claim of an article. `credit` is whom it says it was taken from, `own` are the names of its site.
    pub fn new(day: &str, credit: Option<&str>, own: &[&str], order: i64) -> Self {
        Self {
            day: day.to_owned(),
            is_credited: credit.is_some_and(|credit| !names_one_of(credit, own)),
            order,
        }
    }
}

/// The earliest publication goes first; on one day, what was not taken from somebody else; then what was met first.
impl Ord for Claim {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.day, self.is_credited, self.order).cmp(&(&other.day, other.is_credited, other.order))
    }
}

impl PartialOrd for Claim {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A site credits itself by its name, its host, or a part of either.
fn names_one_of(credit: &str, own: &[&str]) -> bool {
    let plain = |name: &str| {
        let folded = fold(name.trim());
        let folded = folded.trim_end_matches('/');
        let folded = folded.rsplit("//").next().unwrap_or(folded);
        folded.trim_start_matches("www.").to_owned()
    };
    let credit = plain(credit);
    own.iter()
        .map(|name| plain(name))
        .any(|name| name.contains(&credit) || credit.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::Claim;

    const OWN: &[&str] = &["Báo Hồ Sen", "baohosen.example"];

    #[test]
    fn the_earliest_publication_goes_first_whatever_it_says() {
        let early = Claim::new("2021-03-12", Some("Báo Suối Mây"), OWN, 9);
        let late = Claim::new("2021-03-13", None, OWN, 1);
        assert!(early < late);
    }

    #[test]
    fn on_one_day_what_was_taken_from_somebody_else_goes_last() {
        let taken = Claim::new("2021-03-12", Some("Báo Suối Mây"), OWN, 1);
        let own = Claim::new("2021-03-12", None, OWN, 2);
        assert!(own < taken);
    }

    #[test]
    fn a_site_that_credits_itself_has_taken_nothing() {
        for credit in [
            "Báo Hồ Sen",
            "BÁO HỒ SEN",
            "https://www.baohosen.example/",
            "Hồ Sen",
        ] {
            assert!(
                !Claim::new("2021-03-12", Some(credit), OWN, 1).is_credited,
                "{credit}"
            );
        }
        assert!(Claim::new("2021-03-12", Some("TTXVN"), OWN, 1).is_credited);
    }
}
