//! Sites whose pages are not read any more as they used to be.
//!
//! Enters: what the nights of a site brought. Leaves: [`Alarm`]s. Pure.
//!
//! A share (of pages that are articles, of articles with a date, of articles with a fact, of known articles that stand where
//! they stood) has fallen where what was found now would be found by chance less than twice in ten thousand times after
//! what was found before, and is less than half of that. So a site with three articles a night alarms in the first night
//! without dates, one of eight pages in the first in which none of them is an article, and one that rarely states a fact
//! does not alarm for lack of them.

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
    /// Known articles that were asked for and are as they were, so that they were not read again.
    pub standing: u64,
    /// Known articles whose addresses lead to one place together, and to no article there.
    pub led_away: u64,
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
    /// The addresses of its known articles lead to one place: a page to log in at, a notice, the start page.
    LedAway,
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
    /// Where known articles lead, if they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
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
            Lack::LedAway => "known articles are at their address",
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
            "{site}: {} of {} {what}, and {} of {} before: ",
            now[0], now[1], before[0], before[1]
        )?;
        match &self.to {
            Some(to) => write!(out, "do they all lead to {to} now?"),
            None => out.write_str("has its layout changed?"),
        }
    }
}

/// So many nights that did not alarm are looked at.
pub(super) const NIGHTS: usize = 90;
/// A share is known after so many pages: fewer are too much of one kind, whatever chance says.
const LEAST_BEFORE: u64 = 7;
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
    let shares: [(Lack, Share); 4] = [
        (Lack::NoArticle, |night| [night.articles, night.candidates]),
        (Lack::NoDate, |night| [night.dated, night.articles]),
        (Lack::NoFacts, |night| [night.stating, night.articles]),
        (Lack::LedAway, |night| {
            let there = night.articles + night.standing;
            [there, there + night.led_away]
        }),
    ];
    for (lack, share) in shares {
        if let Some((now, before)) = since_when_fallen(share, nights) {
            alarms.push(Alarm {
                site: site.to_owned(),
                lack,
                now,
                before,
                to: None,
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
        let (earlier, now) = nights.split_at(at);
        match judge(share, now, earlier) {
            Judgement::Fallen { now, before } => return Some((now, before)),
            // It was mended since.
            Judgement::Usual if earlier.last().is_some_and(|night| night.is_alarmed) => {
                return None;
            }
            Judgement::Usual | Judgement::Unknown => {}
        }
        pages += share(night)[1];
        if pages >= WINDOW {
            return None;
        }
    }
    None
}

/// What some nights tell of a share.
enum Judgement {
    /// They have too few pages to tell.
    Unknown,
    /// It is as it was.
    Usual,
    Fallen {
        now: [u64; 2],
        before: [u64; 2],
    },
}

fn judge(share: fn(&Night) -> [u64; 2], now: &[Night], before: &[Night]) -> Judgement {
    let sum = |nights: &mut dyn Iterator<Item = &Night>| {
        nights
            .map(share)
            .fold([0, 0], |[some, all], [more, pages]| {
                [some + more, all + pages]
            })
    };
    let now = sum(&mut now.iter());
    let before = sum(&mut before.iter().filter(|night| !night.is_alarmed));
    if before[1] < LEAST_BEFORE || at_most(0, now[1], before) >= CHANCE {
        return Judgement::Unknown;
    }
    // Laplace: what never failed before may fail once.
    let usual = (before[0] + 1) as f64 / (before[1] + 2) as f64;
    let is_half = (now[0] as f64) < usual / 2.0 * now[1] as f64;
    if is_half && at_most(now[0], now[1], before) < CHANCE {
        Judgement::Fallen { now, before }
    } else {
        Judgement::Usual
    }
}

/// The probability of at most `some` of `all` after so many of so many, where any share was as likely beforehand
/// (beta-binomial): what is known of a share after 8 pages is less than after 800.
fn at_most(some: u64, all: u64, [had, of]: [u64; 2]) -> f64 {
    let (with, without) = ((had + 1) as f64, (of.saturating_sub(had) + 1) as f64);
    let mut log: f64 = (0..all)
        .map(|one| ((without + one as f64) / (with + without + one as f64)).ln())
        .sum();
    let mut sum = log.exp();
    for one in 1..=some {
        let (one, left) = (one as f64, all.saturating_sub(one) as f64);
        log += ((left + 1.0) / one * (with + one - 1.0) / (without + left)).ln();
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
        to: None,
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
            ..Night::default()
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
    fn a_site_of_few_pages_alarms_when_none_is_an_article_any_more_and_not_when_it_is_mended() {
        for (pages, alarmed) in [(3, false), (8, true), (12, true)] {
            let mut nights = vec![night(0, pages, pages, 0)];
            let maintenance = Night {
                candidates: pages,
                ..night(1, 0, 0, 0)
            };
            nights.push(maintenance);
            assert_eq!(lacks(&nights).contains(&Lack::NoArticle), alarmed);
            if alarmed {
                nights[1].is_alarmed = true;
                // Nothing is due.
                nights.push(night(2, 0, 0, 0));
                assert_eq!(lacks(&nights), [Lack::NoArticle]);
                nights[2].is_alarmed = true;
                nights.push(night(3, pages, pages, 0));
                assert_eq!(lacks(&nights), []);
            }
        }
    }

    #[test]
    fn known_articles_that_lead_to_one_place_alarm_unless_most_stand_where_they_stood() {
        let mut nights = usual(20);
        let led = |standing, led_away| Night {
            standing,
            led_away,
            ..night(20, 0, 0, 0)
        };
        nights.push(led(19, 1));
        assert_eq!(lacks(&nights), []);
        nights.push(led(0, 5));
        assert_eq!(lacks(&nights), [Lack::LedAway]);
    }

    #[test]
    fn chance_is_that_of_an_urn() {
        // After none of none, any number is as likely.
        assert!((at_most(0, 3, [0, 0]) - 0.25).abs() < 1e-12);
        assert!((at_most(1, 3, [0, 0]) - 0.5).abs() < 1e-12);
        // Eight of eight, then none of eight: 8! 9! / (17 * 16!).
        assert!((at_most(0, 8, [8, 8]) - 4.113_533_525e-5).abs() < 1e-12);
        assert!((at_most(10, 10, [3, 10]) - 1.0).abs() < 1e-9);
        // Much that is known makes it the binomial.
        assert!((at_most(4, 10, [5_000_000, 10_000_000]) - 0.376_953_125).abs() < 1e-5);
    }
}
