//! When: the date stated with a fact, or inherited from the words before it.

use crate::article::Article;
use crate::fact::{Draft, Scene, Stance};
use crate::knowledge::cue::Cue;
use crate::mention::date::DateMention;
use crate::record::{Period, PeriodBasis, Value};

/// The period of a draft: a date in its sentence before or in it, else the last date of the sentence before. The day that
/// somebody was born or a page was looked at is no period, nor is what a figure is compared with, nor a plan's year that of what
/// was reached.
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
    let is_its = |date: &&DateMention| {
        !is_other(date) && !is_compared(scene, date) && !is_planned(scene, date, draft)
    };
    let nearest = dates[..before].iter().rfind(is_its)?;
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

/// "tăng 16,7% so với năm 2011", "cao hơn năm 2015": whether a date only tells what something is compared with.
fn is_compared(scene: &Scene<'_>, date: &DateMention) -> bool {
    /// Tokens of the words between "so với" and a year.
    const REACH: usize = 4;
    let start = date.tokens.start;
    let near = start.saturating_sub(REACH)..date.tokens.end;
    let base = scene.find_last_cue(near, Cue::AimPastPeriod);
    base.is_some_and(|base| base.start < start && base.end >= start)
        || scene.cue_before(start, Cue::StanceBase).is_some()
}

/// "mục tiêu đến năm 2025 là 30%; nay đạt 12%": whether a date belongs to a plan and a draft to what came of it.
fn is_planned(scene: &Scene<'_>, date: &DateMention, draft: &Draft) -> bool {
    matches!(draft.value, Value::Result { .. })
        && date.tokens.end <= draft.tokens.start
        && scene.stances.at(date.tokens.start) == Stance::Plan
        && scene.stances.at(draft.tokens.start) != Stance::Plan
}
