//! Sites whose pages are not read any more as they used to be.
//!
//! Enters: what the nights of a site brought. Leaves: [`Alarm`]s. Pure.
//!
//! A share (of pages that are articles, of articles with a date, of articles with a fact) has fallen where what was found
//! now would be found by chance less than twice in ten thousand times at the share that there was before, and is less
//! than half of it. So a site with three articles a night alarms in the first night without dates, and one that rarely states
//! a fact does not alarm for lack of them.

use crate::timestamp::Timestamp;
use serde::Serialize;
use std::fmt;
use std::time::Duration;

/// What a night brought of a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Night {
    pub began: Timestamp,
    /// Pages at addresses of articles that were read.
    pub candidates: u64,
    /// Of these, those that hold an article, new or known.
    pub articles: u64,
    /// Of these, those with a day of publication.
    pub dated: u64,
    /// Of these, those that state a fact.
    pub stating: u64,
    /// Articles at addresses that were not known.
    pub new: u64,
    /// Whether it alarmed, and is no measure for later nights.
    pub is_alarmed: bool,
}

/// What a site does not yield any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// Its pages hold no article.
    NoArticle,
    /// Its articles have no day of publication.
    NoDate,
    /// Its articles state no fact.
    NoFacts,
    /// It has no new article, for longer than it ever had none.
    NothingNew,
}

/// A site whose pages are not read as they used to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alarm {
    pub site: String,
    pub lack: Lack,
    /// So many of so many; in days where nothing is new: none for so many days.
    pub now: [u64; 2],
    /// The same before; where nothing is new: the longest pause, of so many nights with something new.
    pub before: [u64; 2],
}

impl fmt::Display for Alarm {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            site, now, before, ..
        } = self;
        let what = match self.lack {
            Lack::NoArticle => "pages are articles",
            Lack::NoDate => "articles have a date",
            Lack::NoFacts => "articles state a fact",
            Lack::NothingNew => {
                return write!(
                    out,
                    "{site}: nothing new for {} days, and never for more than {} before: has its layout changed?",
                    now[1], before[0]
                );
            }
        };
        write!(
            out,
            "{site}: {} of {} {what}, and {} of {} before: has its layout changed?",
            now[0], now[1], before[0], before[1]
        )
    }
}

/// So many nights that did not alarm are looked at.
pub(super) const NIGHTS: usize = 90;
/// A share is known after so many pages.
const LEAST_BEFORE: u64 = 20;
/// Where a night has few pages, those before it are taken along, up to so many pages.
const WINDOW: u64 = 20;
/// Small, since many nights are looked at, and several stretches of each.
const CHANCE: f64 = 0.000_2;
/// A site's rhythm is known after so many nights with something new.
const LEAST_NEW: usize = 7;
/// A pause of so many days alarms nobody.
const PATIENCE: u64 = 3;

/// The alarms of a site's last night. `nights` are in order, from the earliest.
pub fn alarms(site: &str, nights: &[Night]) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    type Share = fn(&Night) -> [u64; 2];
    let shares: [(Lack, Share); 3] = [
        (Lack::NoArticle, |night| [night.articles, night.candidates]),
        (Lack::NoDate, |night| [night.dated, night.articles]),
        (Lack::NoFacts, |night| [night.stating, night.articles]),
    ];
    for (lack, share) in shares {
        if let Some((now, before)) = since_when_fallen(share, nights) {
            alarms.push(Alarm {
                site: site.to_owned(),
                lack,
                now,
                before,
            });
        }
    }
    alarms.extend(nothing_new(site, nights));
    alarms
}

/// The share now and before, where it has fallen: tonight, or for some nights, where a night has few pages.
fn since_when_fallen(
    share: fn(&Night) -> [u64; 2],
    nights: &[Night],
) -> Option<([u64; 2], [u64; 2])> {
    let mut pages = 0;
    for (at, night) in nights.iter().enumerate().rev() {
        if let Some(found) = fallen(share, &nights[at..], &nights[..at]) {
            return Some(found);
        }
        pages += share(night)[1];
        if pages >= WINDOW {
            return None;
        }
    }
    None
}

/// The share now and before, where it has fallen.
fn fallen(
    share: fn(&Night) -> [u64; 2],
    now: &[Night],
    before: &[Night],
) -> Option<([u64; 2], [u64; 2])> {
    let sum = |nights: &mut dyn Iterator<Item = &Night>| {
        nights
            .map(share)
            .fold([0, 0], |[some, all], [more, pages]| {
                [some + more, all + pages]
            })
    };
    let now = sum(&mut now.iter());
    let before = sum(&mut before.iter().filter(|night| !night.is_alarmed));
    if before[1] < LEAST_BEFORE || now[1] == 0 {
        return None;
    }
    // Laplace: what never failed before may fail once.
    let usual = (before[0] + 1) as f64 / (before[1] + 2) as f64;
    let is_half = (now[0] as f64) < usual / 2.0 * now[1] as f64;
    (is_half && at_most(now[0], now[1], usual) < CHANCE).then_some((now, before))
}

/// The probability of at most `some` of `all`, each with probability `each`.
fn at_most(some: u64, all: u64, each: f64) -> f64 {
    let (all_f, odds) = (all as f64, (each / (1.0 - each)).ln());
    let mut log = all_f * (1.0 - each).ln();
    let mut sum = log.exp();
    for one in 1..=some {
        let one_f = one as f64;
        log += ((all_f - one_f + 1.0) / one_f).ln() + odds;
        sum += log.exp();
    }
    sum.min(1.0)
}

/// Whether there has been nothing new for twice as long as ever before.
fn nothing_new(site: &str, nights: &[Night]) -> Option<Alarm> {
    let tonight = nights.last()?;
    let new: Vec<Timestamp> = nights
        .iter()
        .filter(|night| night.new > 0)
        .map(|night| night.began)
        .collect();
    let days = |span: Duration| (span.as_secs() + 43_200) / 86_400;
    let last = new.last()?;
    let longest = new
        .windows(2)
        .map(|pair| days(pair[1].since(pair[0])))
        .max()
        .unwrap_or(0);
    let now = days(tonight.began.since(*last));
    (new.len() >= LEAST_NEW && now > PATIENCE.max(2 * longest)).then(|| Alarm {
        site: site.to_owned(),
        lack: Lack::NothingNew,
        now: [0, now],
        before: [longest, new.len() as u64],
    })
}

#[cfg(test)]
mod tests {
    use super::{Lack, Night, alarms, at_most};
    use crate::timestamp::Timestamp;

    const DAY: i64 = 86_400_000;

    fn night(day: i64, pages: u64, dated: u64, stating: u64) -> Night {
        Night {
            began: Timestamp(day * DAY),
            candidates: pages,
            articles: pages,
            dated,
            stating,
            new: pages,
            is_alarmed: false,
        }
    }

    fn lacks(nights: &[Night]) -> Vec<Lack> {
        let alarms = alarms("xa", nights);
        alarms.iter().map(|alarm| alarm.lack).collect()
    }

    fn usual(days: i64) -> Vec<Night> {
        (0..days).map(|day| night(day, 3, 3, 2)).collect()
    }

    #[test]
    fn the_first_night_without_dates_alarms() {
        let mut nights = usual(20);
        assert_eq!(lacks(&nights), []);
        nights.push(night(20, 3, 0, 2));
        assert_eq!(lacks(&nights), [Lack::NoDate]);
    }

    #[test]
    fn an_alarm_goes_on_until_it_is_mended() {
        let mut nights = usual(20);
        for day in 20..60 {
            nights.push(night(day, 3, 0, 2));
            assert_eq!(lacks(&nights), [Lack::NoDate], "{day}");
            nights.last_mut().expect("a night").is_alarmed = true;
        }
        for day in 60..70 {
            nights.push(night(day, 3, 3, 2));
        }
        assert_eq!(lacks(&nights), []);
    }

    #[test]
    fn a_site_that_has_an_article_now_and_then_alarms_after_a_few() {
        let mut nights: Vec<Night> = (0..60)
            .map(|day| night(day, day as u64 % 3 / 2, day as u64 % 3 / 2, 0))
            .collect();
        let mut alarmed = None;
        for day in 60..90 {
            nights.push(night(day, day as u64 % 3 / 2, 0, 0));
            if lacks(&nights).contains(&Lack::NoDate) {
                alarmed = Some(day);
                break;
            }
        }
        // Its articles come every third day: two or three of them are enough.
        assert!(alarmed.is_some_and(|day| day <= 71), "{alarmed:?}");
    }

    #[test]
    fn what_was_rare_before_is_not_missed() {
        let mut nights: Vec<Night> = (0..40)
            .map(|day| night(day, 3, 3, u64::from(day % 5 == 0)))
            .collect();
        nights.push(night(40, 6, 6, 0));
        assert_eq!(lacks(&nights), []);
    }

    #[test]
    fn pages_that_hold_no_article_any_more_alarm() {
        let mut nights = usual(20);
        nights.push(Night {
            candidates: 4,
            ..night(20, 0, 0, 0)
        });
        assert_eq!(lacks(&nights), [Lack::NoArticle]);
    }

    #[test]
    fn a_longer_silence_than_ever_alarms() {
        let mut nights: Vec<Night> = (0..30)
            .filter(|day| day % 7 < 5)
            .map(|day| night(day, 2, 2, 1))
            .collect();
        let quiet = |day| night(day, 0, 0, 0);
        let silent: Vec<i64> = (30..60)
            .filter(|&day| {
                nights.push(quiet(day));
                lacks(&nights).contains(&Lack::NothingNew)
            })
            .collect();
        // The last article came on day 29, weekends are three days long from article to article.
        assert_eq!(silent.first(), Some(&36));
        assert_eq!(silent.last(), Some(&59));
    }

    #[test]
    fn a_site_of_which_little_is_known_is_not_judged() {
        let mut nights = usual(5);
        nights.push(night(5, 3, 0, 0));
        assert_eq!(lacks(&nights), []);
    }

    #[test]
    fn the_binomial_is_that_of_the_tables() {
        assert!((at_most(0, 3, 0.5) - 0.125).abs() < 1e-12);
        assert!((at_most(4, 10, 0.5) - 0.376_953_125).abs() < 1e-9);
        assert!((at_most(10, 10, 0.3) - 1.0).abs() < 1e-9);
    }
}
