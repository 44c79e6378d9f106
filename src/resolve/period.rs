//! When: the date stated with a fact, or inherited from the words before it.

use crate::article::Article;
use crate::fact::{Draft, Scene};
use crate::knowledge::cue::Cue;
use crate::mention::date::DateMention;
use crate::record::{Period, PeriodBasis};

/// The period of a draft: a date in its sentence before or in it, else the last date of the sentence before. The day that
/// somebody was born or a page was looked at is no period.
pub fn period(scene: &Scene<'_>, article: &Article, draft: &Draft) -> Option<Period> {
    let published_year = article.year();
    let sentence = scene.reading.sentence_of(draft.tokens.start);
    let dates = &scene.mentions.dates;
    let before = dates.partition_point(|date| date.tokens.start < draft.tokens.end);
    let is_other = |date: &DateMention| {
        scene
            .cue_before(date.tokens.start, Cue::DateOther)
            .is_some()
    };
    let nearest = dates[..before].iter().rfind(|date| !is_other(date))?;
    let basis = if nearest.tokens.start >= sentence.start {
        PeriodBasis::Stated
    } else {
        let previous = scene.reading.sentence_of(sentence.start.checked_sub(1)?);
        (nearest.tokens.start >= previous.start).then_some(PeriodBasis::Inherited)?
    };
    let iso = nearest.iso(published_year)?;
    Some(Period {
        start: Some(iso.clone()),
        end: Some(iso),
        text: scene.reading.slice(&nearest.tokens).to_owned(),
        basis,
    })
}
