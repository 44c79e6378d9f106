//! The day on which a page was published.
//!
//! Enters: what the page says for machines and the lines around its article. Leaves: [`Published`], with the words or the
//! name that told it. The day stands before the month, always. A list of other articles, a footer, a comment and a clock
//! are never asked; a page that does not tell has no date.

use crate::date::Date;
use crate::knowledge::sites::{PageWords, Rules};
use crate::page::body::Body;
use crate::page::head::Head;
use crate::page::layout::Marks;
use crate::text::metadata::{Dateline, MetadataCues, date_of, dateline};
use std::ops::Range;

/// Lines between the headline and the text in which a date is looked for.
const BETWEEN_LINES: usize = 15;
/// Lines of the main text in which a dateline can stand.
const FIRST_LINES: usize = 3;
/// Lines above the headline, with a word for publication.
const ABOVE_LINES: usize = 6;
/// The same without one.
const JUST_ABOVE_LINES: usize = 2;
/// Lines below the text, with a word for publication.
const BELOW_LINES: usize = 3;
/// A line with a date and a name, next to the headline.
const BYLINE_CHARS: usize = 80;

/// A day and where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Published {
    /// `YYYY-MM-DD`, in Vietnam.
    pub(super) day: String,
    /// `json-ld: …`, `meta: …`, `time: …` or `page: …`, with the name or the words.
    pub(super) basis: String,
    /// The line that it is, where it is one of the page's.
    pub(super) line: Option<usize>,
}

/// What a date is looked for in.
pub(super) struct Search<'p> {
    pub(super) head: &'p Head,
    pub(super) body: &'p Body,
    /// The line with the headline.
    pub(super) title: Option<usize>,
    /// The rules of the page's site.
    pub(super) site: &'p [&'p Rules],
    pub(super) words: &'p PageWords,
    pub(super) cues: &'p MetadataCues,
    /// The day on which the page was served, if that is known.
    pub(super) served: Option<&'p str>,
}

impl Search<'_> {
    pub(super) fn published(&self) -> Option<Published> {
        let by_rule = self.by_rule().filter(|found| self.is_possible(found));
        let stated = self.stated().filter(|found| self.is_possible(found));
        let shown = || {
            by_rule
                .clone()
                .or_else(|| self.shown().filter(|found| self.is_possible(found)))
        };
        match stated {
            // A template that prints the present moment for machines shows readers another day.
            Some(stated) if self.is_of_serving(&stated.day) => Some(
                shown()
                    .filter(|shown| shown.day < stated.day)
                    .unwrap_or(stated),
            ),
            stated => by_rule.clone().or(stated).or_else(shown),
        }
    }

    /// Nothing is published after it was served.
    fn is_possible(&self, found: &Published) -> bool {
        self.served
            .is_none_or(|served| found.day.as_str() <= served)
    }

    /// Whether a day is that on which the page was served, as its server or a clock on it says.
    fn is_of_serving(&self, day: &str) -> bool {
        let above = ..self.title.unwrap_or(self.body.content.start);
        let is_clock = |line: &crate::page::layout::Block| {
            self.words.is_clock(&line.text) || line.marks.has(Marks::DROPPED)
        };
        let mut clocks = self.body.blocks[above].iter().filter(|line| is_clock(line));
        self.served == Some(day)
            || clocks.any(|line| date_of(&line.text, self.cues).as_deref() == Some(day))
    }

    /// The line that the site's rules name.
    fn by_rule(&self) -> Option<Published> {
        let pattern = self
            .site
            .iter()
            .find_map(|rules| rules.date_pattern.as_ref());
        self.body
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, line)| line.marks.has(Marks::DATE))
            .find_map(|(index, line)| {
                let parts = pattern.and_then(|pattern| pattern.captures(&line.text));
                let written = parts.and_then(|parts| {
                    let [day, month, year] = ["day", "month", "year"].map(|name| parts.name(name));
                    Some(format!(
                        "{}/{}/{}",
                        day?.as_str(),
                        month?.as_str(),
                        year?.as_str()
                    ))
                });
                let day = date_of(written.as_deref().unwrap_or(&line.text), self.cues)?;
                Some(on_page(day, &line.text, index))
            })
    }

    /// What is said for machines.
    fn stated(&self) -> Option<Published> {
        let linked = self
            .head
            .linked
            .as_ref()
            .and_then(|linked| linked.published.as_deref());
        let from_linked = linked.and_then(|moment| {
            Some(("json-ld: datePublished".to_owned(), day(moment, self.cues)?))
        });
        let from_metas = || {
            self.words.published.iter().find_map(|name| {
                let moment = self.head.meta(name)?;
                Some((format!("meta: {name}"), day(moment, self.cues)?))
            })
        };
        let (basis, day) = from_linked.or_else(from_metas)?;
        Some(Published {
            day,
            basis,
            line: None,
        })
    }

    /// What is shown to readers, in the order of how near it stands to the headline.
    fn shown(&self) -> Option<Published> {
        let content = self.body.content.clone();
        let title = self.title.filter(|title| *title < content.start);
        let top = title.unwrap_or(content.start);
        let between =
            title.map_or(content.start, |title| title + 1)..content.start.min(top + BETWEEN_LINES);
        let first = content.start..content.end.min(content.start + FIRST_LINES);
        let above = top.saturating_sub(ABOVE_LINES)..top;
        let just_above = top.saturating_sub(JUST_ABOVE_LINES)..top;
        let below = content.end..(content.end + BELOW_LINES).min(self.body.blocks.len());
        let any = |_: &Dateline| true;
        let told = |line: &Dateline| line.is_told;
        self.timed(between.clone())
            .or_else(|| self.line_in(between.clone(), told))
            .or_else(|| self.line_in(between, any))
            .or_else(|| self.byline(title?))
            .or_else(|| self.timed(first.clone()))
            .or_else(|| self.line_in(first, any))
            .or_else(|| self.line_in(above, told))
            .or_else(|| self.timed(just_above.clone()))
            .or_else(|| self.line_in(just_above, any))
            .or_else(|| self.line_in(below, told))
    }

    /// The lines of a stretch that can hold a date, up to where other articles begin.
    fn lines(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (usize, &crate::page::layout::Block)> {
        let lines = range.map(|index| (index, &self.body.blocks[index]));
        lines
            .take_while(|(_, line)| !self.words.begins_rest(&line.text))
            .filter(|(_, line)| !line.marks.has(Marks::DROPPED) && !self.words.is_clock(&line.text))
    }

    fn timed(&self, range: Range<usize>) -> Option<Published> {
        self.lines(range).find_map(|(index, line)| {
            let moment = line.time.as_deref()?;
            Some(Published {
                day: day(moment, self.cues)?,
                basis: format!("time: {moment}"),
                line: Some(index),
            })
        })
    }

    fn line_in(
        &self,
        range: Range<usize>,
        is_taken: impl Fn(&Dateline) -> bool,
    ) -> Option<Published> {
        self.lines(range).find_map(|(index, line)| {
            let found = dateline(&line.text, self.cues).filter(|found| is_taken(found))?;
            Some(on_page(found.date, &line.text, index))
        })
    }

    /// A short line right below the headline that has a name beside its date.
    fn byline(&self, title: usize) -> Option<Published> {
        let below = title + 1..(title + 3).min(self.body.content.start);
        self.lines(below).find_map(|(index, line)| {
            let is_byline = line.text.chars().count() <= BYLINE_CHARS && !line.text.ends_with('.');
            let day = date_of(&line.text, self.cues).filter(|_| is_byline)?;
            Some(on_page(day, &line.text, index))
        })
    }
}

fn on_page(day: String, words: &str, line: usize) -> Published {
    Published {
        day,
        basis: format!("page: {words}"),
        line: Some(line),
    }
}

/// The day of a moment in Vietnam: what is told in UTC is seven hours later there.
pub(super) fn day(moment: &str, cues: &MetadataCues) -> Option<String> {
    let day = date_of(moment, cues)?;
    let moment = moment.trim();
    let is_utc = ["Z", "z", "+00:00", "+0000", "GMT", "UTC"]
        .iter()
        .any(|zone| moment.ends_with(zone));
    let hour = moment.find(':').and_then(|colon| {
        moment
            .get(colon.checked_sub(2)?..colon)?
            .trim()
            .parse::<u8>()
            .ok()
    });
    if is_utc && hour.is_some_and(|hour| hour >= 24 - 7) {
        Some(Date::parse(&day)?.next_day()?.to_string())
    } else {
        Some(day)
    }
}

#[cfg(test)]
mod tests {
    use super::day;
    use crate::knowledge::Knowledge;

    #[test]
    fn moments_are_told_by_the_clock_of_vietnam() {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are whole");
        for (moment, expected) in [
            ("2021-05-03T23:40:27+0700", Some("2021-05-03")),
            ("2021-01-14T16:59:00Z", Some("2021-01-14")),
            ("2021-01-14T17:00:00.000Z", Some("2021-01-15")),
            ("2020-12-31T20:15:00+00:00", Some("2021-01-01")),
            ("Fri, 15 Jan 2021 03:54:00 GMT", Some("2021-01-15")),
            ("05/03/2021 10:54", Some("2021-03-05")),
            ("03/31/2021", None),
        ] {
            assert_eq!(
                day(moment, &knowledge.metadata).as_deref(),
                expected,
                "{moment}"
            );
        }
    }
}
