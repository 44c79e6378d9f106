//! When: the time that is told with a fact, or in the sentence before.
//!
//! Enters: a scene, the article and a draft. Leaves: a [`Period`], or nothing where the last words for when name no date.

mod times;

use crate::article::Article;
use crate::fact::date_range::{self, DateRange, Published};
use crate::fact::{Draft, Scene, Stance, officeholder};
use crate::knowledge::cue::Cue;
use crate::mention::date::{self, YearsLabel};
use crate::mention::organization::OrganizationMention;
use crate::record::{MemberMeasure, OrganizationMeasure, Period, PeriodBasis, Rule, Value};
use crate::text::{Gap, Kind, Token, TokenRange};
use times::{Time, When};

/// Tokens behind a fact in which the time that is told of it starts: `12 đảng viên bị kỷ luật trong năm 2016`.
const BEHIND: usize = 8;
/// Words of time that are looked at for one fact.
const MOST_LOOKED_AT: usize = 32;

/// The words of an article that tell when.
pub(super) struct Periods<'s> {
    scene: &'s Scene<'s>,
    published: Option<Published>,
    times: Vec<Time>,
}

impl<'s> Periods<'s> {
    /// Finds them, once for all facts.
    pub(super) fn of(scene: &'s Scene<'s>, article: &Article) -> Self {
        Self {
            scene,
            published: article.day().and_then(Published::on),
            times: times::find(scene),
        }
    }

    /// The period of a draft: what is told right behind it, else the last words of its sentence before or in it, else the last
    /// ones of the sentence before. Words without a date say that no date before them holds.
    pub(super) fn period(&self, draft: &Draft) -> Option<Period> {
        let own = (self.right_behind(draft))
            .or_else(|| self.stretch_behind(draft))
            .or_else(|| self.behind(draft))
            .or_else(|| self.year_alone(draft));
        if let Some(dates) = own {
            return Some(self.told(dates, draft));
        }
        if self.is_former_by_word(draft) {
            return None;
        }
        let sentence = self.scene.reading.sentence_of(draft.tokens.start);
        if let Some(index) = self.last_in(sentence.start..draft.tokens.end, draft) {
            let dates = self.dates(index, sentence.start)?;
            return Some(self.told(dates, draft));
        }
        let previous = self
            .scene
            .reading
            .sentence_of(sentence.start.checked_sub(1)?);
        if !self.may_inherit(draft, &sentence, &previous) {
            return None;
        }
        let index = self.last_in(previous.clone(), draft)?;
        let dates = self.dates(index, previous.start)?;
        Some(self.told(dates, draft))
    }

    /// A period by its words: stated where those stand in the fact's own sentence.
    fn told(&self, dates: DateRange, draft: &Draft) -> Period {
        let sentence = self.scene.reading.sentence_of(draft.tokens.start);
        let is_own = sentence.start <= dates.tokens.start
            && dates.tokens.start < sentence.end.max(draft.tokens.end);
        let basis = if is_own {
            PeriodBasis::Stated
        } else {
            PeriodBasis::Inherited
        };
        Period {
            start: dates.start,
            end: dates.end,
            text: self.scene.reading.slice(&dates.tokens).to_owned(),
            basis,
        }
    }

    /// `Ngày 3/5, Huyện ủy thăm ông A, nguyên Bí thư Huyện ủy`: whether a word beside a name says that its post is over; what the
    /// sentence tells of that day was not then.
    fn is_former_by_word(&self, draft: &Draft) -> bool {
        let is_beside = matches!(
            draft.rule,
            Rule::NamePost | Rule::PostName | Rule::PostNames | Rule::PostTitlesName
        );
        let words = || draft.tokens.clone();
        is_beside && self.scene.find_cue(words(), Cue::StatusFormer).is_some()
    }

    /// The last words of a range that tell when the fact was or is to be.
    fn last_in(&self, range: TokenRange, draft: &Draft) -> Option<usize> {
        let is_ahead = matches!(draft.value, Value::Target { .. });
        let before = self
            .times
            .partition_point(|time| time.tokens.start < range.end);
        (0..before)
            .rev()
            .take(MOST_LOOKED_AT)
            .take_while(|&index| self.times[index].tokens.start >= range.start)
            .find(|&index| {
                let time = &self.times[index];
                let is_aside = time.closed.is_some_and(|close| close < draft.tokens.end);
                !is_aside && (is_ahead || !time.is_ahead) && !self.is_planned(&time.tokens, draft)
            })
    }

    /// "mục tiêu đến năm 2025 là 30%; nay đạt 12%": whether a time belongs to a plan and a draft to what came of it.
    fn is_planned(&self, time: &TokenRange, draft: &Draft) -> bool {
        let stances = &self.scene.stances;
        matches!(draft.value, Value::Result { .. })
            && time.end <= draft.tokens.start
            && stances.at(time.start) == Stance::Plan
            && stances.at(draft.tokens.start) != Stance::Plan
    }

    /// What words tell; `đến nay` goes on with a start that its sentence, from a token on, tells before, or that stands right before it.
    fn dates(&self, index: usize, from: usize) -> Option<DateRange> {
        let time = &self.times[index];
        match &time.when {
            When::Date(date) => date_range::of_date(self.scene, *date, self.published),
            When::Known(dates) => Some(dates.clone()),
            When::Months(first, last) => {
                let published = || self.published.filter(|day| day.month >= *last);
                let told = self.year_before(index, from);
                let year = told.or_else(|| published().map(|day| day.year))?;
                Some(DateRange::of_months(
                    time.tokens.clone(),
                    year,
                    *first,
                    *last,
                ))
            }
            When::ToNow => {
                let start = &self.times[index.checked_sub(1)?];
                let When::Date(date) = start.when else {
                    return None;
                };
                let dates = date_range::of_date(self.scene, date, self.published)?;
                // "từ 6/2015, … đến nay", "6/2015 - nay"
                let is_open = dates.end.is_none() || start.tokens.end == time.tokens.start;
                (is_open && start.tokens.start >= from).then_some(DateRange {
                    tokens: dates.tokens.start..time.tokens.end,
                    end: None,
                    ..dates
                })
            }
            When::Undated => None,
        }
    }

    /// The year that the words before these name in their sentence, from a token on: "Năm 2021 kết nạp 90 đảng viên, riêng quý IV …".
    fn year_before(&self, index: usize, from: usize) -> Option<u16> {
        let before = &self.times[index.checked_sub(1)?];
        let When::Date(date) = before.when else {
            return None;
        };
        let year = self.scene.mentions.dates[date].year;
        year.filter(|_| before.tokens.start >= from)
    }

    /// The year before the colon that tells a count: `; 2020: 41 đồng chí`.
    fn year_alone(&self, draft: &Draft) -> Option<DateRange> {
        let at = draft.tokens.start;
        [at, at.checked_sub(2)?].into_iter().find_map(|at| {
            let year = date::year_before_colon(self.scene.reading, at)?;
            Some(DateRange::of_years(at..at + 1, year, year))
        })
    }

    /// The years right behind a post: `Bí thư Huyện ủy (1986 - 1991)`, `Bí thư Huyện ủy giai đoạn 1986 - 1991`.
    fn right_behind(&self, draft: &Draft) -> Option<DateRange> {
        let scene = self.scene;
        let end = draft.tokens.end;
        let years = scene.mentions.years_in(end..end + 2).first()?;
        let is_joined = years.tokens.start == end
            || (years.tokens.start == end + 1 && scene.reading.tokens[end].is_mark(b'('));
        let is_office = matches!(draft.value, Value::Officeholder { .. });
        (is_office && is_joined && years.label != YearsLabel::Term)
            .then(|| DateRange::of_years(years.years.clone(), years.start, years.end))
    }

    /// The stretch that opens right behind a fact: `Bí thư Huyện ủy (7/2010-5/2015)`, `làm Bí thư Huyện ủy từ tháng 7/2010 đến
    /// tháng 5/2015`, `từ năm 2010 đến nay`. Where one date stands in brackets it has to be one of a post.
    fn stretch_behind(&self, draft: &Draft) -> Option<DateRange> {
        let (scene, end) = (self.scene, draft.tokens.end);
        let tokens = &scene.reading.tokens;
        let is_office = matches!(draft.value, Value::Officeholder { .. });
        let is_bracketed = is_office && tokens.get(end)?.is_mark(b'(');
        let opening = end + usize::from(is_bracketed);
        if matches!(draft.value, Value::Term { .. } | Value::Congress { .. }) {
            return None;
        }
        let first = (self.times).partition_point(|time| time.tokens.start < opening);
        let time = self.times.get(first)?;
        let head = date_range::edge(scene, time.tokens.start);
        let from = scene
            .cue_before(head, Cue::QuantityFrom)
            .filter(|&from| from == opening);
        if head != opening && from.is_none() {
            return None;
        }
        let is_joined = |second: &&Time| {
            let head = date_range::edge(scene, second.tokens.start);
            let joint = time.tokens.end;
            scene.cue_before(head, Cue::QuantityTo) == Some(joint)
                || tokens[joint].is_mark(b'-') && head == joint + 1
                || second.when == When::ToNow && head == joint
        };
        let second = self.times.get(first + 1).filter(is_joined);
        if from.is_none() && second.is_none() {
            return None;
        }
        let last = first + usize::from(second.is_some());
        let closes = !is_bracketed || tokens.get(self.times[last].tokens.end)?.is_mark(b')');
        let dates = closes
            .then(|| self.dates(last, time.tokens.start))
            .flatten();
        dates.filter(|dates| dates.start != dates.end)
    }

    /// The time that is told right behind a fact: `kết nạp 12 đảng viên trong năm 2021`, `tăng lên 74,6% năm 2009`.
    fn behind(&self, draft: &Draft) -> Option<DateRange> {
        let end = draft.tokens.end;
        let next = self.times.partition_point(|time| time.tokens.start < end);
        let time = self.times.get(next)?;
        let head = date_range::edge(self.scene, time.tokens.start);
        let head = head.max(end);
        let within = self.scene.cue_before(head, Cue::TimeWithin);
        let is_adjacent = head == end;
        let is_near = within.is_some_and(|within| {
            let between = self.scene.reading.tokens.get(end..within);
            between.is_some_and(|words| words.len() <= BEHIND && words.iter().all(Token::is_word))
        });
        let is_date = matches!(time.when, When::Date(_) | When::Known(_) | When::Months(..));
        let tells = is_date && time.closed.is_none() && !time.is_ahead;
        let sentence = self.scene.reading.sentence_of(draft.tokens.start);
        (tells && (is_adjacent || is_near) && time.tokens.start < sentence.end)
            .then(|| self.dates(next, sentence.start))
            .flatten()
    }

    /// Whether the time of the sentence before may hold: not for terms and congresses, which have their own, and not where
    /// another organization is spoken of.
    fn may_inherit(&self, draft: &Draft, sentence: &TokenRange, previous: &TokenRange) -> bool {
        match &draft.value {
            Value::Term { .. } | Value::Congress { .. } => return false,
            // What is written beside a name says nothing of the sentence before; how somebody came or left may go on from it within
            // its paragraph: a caption or the next stretch of a life has another time. The sentence right behind a lead goes on with its
            // day.
            Value::Officeholder { .. } => {
                let first = self.scene.reading.tokens.get(sentence.start);
                if first.is_some_and(|first| first.gap >= Gap::Paragraph) && !self.is_lead(previous)
                {
                    return false;
                }
                if self.opens_with_time(sentence.start) {
                    return false;
                }
                let rules = [&officeholder::COMING[..], &officeholder::LEAVING[..]];
                return rules.iter().any(|rules| rules.contains(&draft.rule));
            }
            _ => {}
        }
        let named = |range: TokenRange| {
            let mentions = &self.scene.mentions;
            let named = mentions.organizations_in(range).map(|(_, one)| one);
            named.filter(|one| one.is_named && !one.is_generic)
        };
        let Some(own) = named(sentence.start..draft.tokens.end).next() else {
            return true;
        };
        let is_same = |one: &OrganizationMention| one.name == own.name;
        let mut others = named(previous.clone()).peekable();
        let is_of_others = others.peek().is_some() && !others.any(is_same);
        let is_its_own = is_total(&draft.value) && self.opens_line(sentence.start);
        !is_of_others && !is_its_own
    }

    /// `Ngày 23/7/2020, tại thành phố X, Bộ Chính trị công bố quyết định.`: whether a sentence is one of the first, and tells a day.
    fn is_lead(&self, sentence: &TokenRange) -> bool {
        const LEAD: usize = 2;
        let dates = &self.scene.mentions.dates;
        let from = dates.partition_point(|date| date.tokens.start < sentence.start);
        let mut here = (dates[from..].iter()).take_while(|date| date.tokens.start < sentence.end);
        self.scene.reading.sentence_index(sentence.start) <= LEAD
            && here.any(|date| date.day.is_some())
    }

    /// `- 15.2010 - 2015: Bí thư`: whether a token opens a line of a career with a time that could not be read, not with the number of
    /// an item.
    fn opens_with_time(&self, start: usize) -> bool {
        let tokens = &self.scene.reading.tokens;
        let is_bullet = |at: usize| self.scene.reading.mark_at(at, b'-');
        let first = start + usize::from(is_bullet(start));
        let closes = |mark: &Token| matches!(mark.kind, Kind::Mark(b'.' | b')'));
        self.opens_line(start)
            && tokens.get(first).is_some_and(Token::is_number)
            && !tokens.get(first + 1).is_some_and(closes)
    }

    /// Whether a token opens a line: with its own organization, a paragraph about it starts there.
    fn opens_line(&self, start: usize) -> bool {
        let first = self.scene.reading.tokens.get(start);
        first.is_some_and(|first| first.gap >= Gap::Line)
    }
}

/// Whether so many there are, and nothing was done.
fn is_total(value: &Value) -> bool {
    matches!(
        value,
        Value::MemberCount {
            measure: MemberMeasure::Total,
            ..
        } | Value::OrganizationCount {
            measure: OrganizationMeasure::Total,
            ..
        }
    )
}
