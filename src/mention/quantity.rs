//! Quantities: a number with the words that bound it and its unit.
//!
//! Enters: a reading, its dates and stretches of years. Leaves: [`QuantityMention`]s. What is counted is not known here.

mod bound;
mod broken;
mod notation;
mod pair;
mod sign;

use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::{self, DateMention, YearsMention};
use crate::mention::opening::Openings;
use crate::record::{Bound, Number, Quantity, Unit};
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Kind, Shape, Token};
use notation::parse;
pub(crate) use sign::note_end;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// Nothing that an article tells of is more, its sums of money included: what is has no meaning, and sums of it no room.
const LARGEST: Number = Number::whole(100_000_000_000_000_000);

/// A figure in the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct QuantityMention {
    /// From the first bounding word to the unit, without what follows the noun (`90% đảng viên trở lên`).
    pub tokens: TokenRange,
    /// The figure alone, with its scale.
    pub number: TokenRange,
    pub value: Option<Number>,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub bound: Bound,
    pub unit: Unit,
    /// The second figure of `76/76` or `143/125`.
    pub of: Option<Number>,
    /// Written in words: counts only inside an enumeration of counts.
    pub in_words: bool,
    /// "trở lên" or "trở xuống" that bounds this figure from behind its noun.
    pub bound_after: Option<TokenRange>,
}

impl QuantityMention {
    /// As it is published.
    pub(crate) fn quantity(&self, reading: &Reading<'_>) -> Quantity {
        Quantity {
            value: self.value,
            low: self.low,
            high: self.high,
            bound: self.bound,
            unit: self.unit,
            text: reading.slice(&self.tokens).to_owned(),
        }
    }

    pub(crate) fn is_percent(&self) -> bool {
        self.unit == Unit::Percent
    }

    /// Whether none of its figures is beyond what is counted anywhere.
    fn is_within_reason(&self) -> bool {
        let figures = [self.value, self.low, self.high, self.of];
        figures
            .into_iter()
            .flatten()
            .all(|figure| figure <= LARGEST)
    }
}

/// The quantities of a reading.
pub(super) fn find(
    reading: &Reading<'_>,
    openings: &Openings,
    dates: &[DateMention],
    years: &[YearsMention],
) -> Vec<QuantityMention> {
    let scanner = Scanner { reading };
    let mut out = Vec::with_capacity(openings.quantities.len() / 2);
    let mut next = 0;
    let (mut next_date, mut next_years) = (0, 0);
    for &at in &openings.quantities {
        if at < next {
            continue;
        }
        while dates
            .get(next_date)
            .is_some_and(|date| date.tokens.end <= at)
        {
            next_date += 1;
        }
        while years
            .get(next_years)
            .is_some_and(|years| years.years.end <= at)
        {
            next_years += 1;
        }
        if let Some(date) = dates.get(next_date)
            && date.tokens.contains(&at)
        {
            next = date.tokens.end;
            continue;
        }
        if let Some(years) = years.get(next_years)
            && years.years.contains(&at)
        {
            next = years.years.end;
            continue;
        }
        if let Some(quantity) = scanner.quantity_at(at) {
            next = quantity.tokens.end;
            if quantity.is_within_reason() && !reading.is_furniture(quantity.number.start) {
                out.push(quantity);
            }
        }
    }
    out
}

/// What a hundred multiplies by.
const HUNDRED: i64 = 100;

/// A number and where it ends.
struct Figure {
    end: usize,
    number: Number,
    has_percent: bool,
}

struct Scanner<'s, 't> {
    reading: &'s Reading<'t>,
}

impl Scanner<'_, '_> {
    fn quantity_at(&self, at: usize) -> Option<QuantityMention> {
        let token = &self.reading.tokens[at];
        match token.kind {
            Kind::Number if self.is_sign(at) => None,
            Kind::Number => self.figures_at(at),
            Kind::Word => self.words_at(at),
            Kind::Mark(_) => None,
        }
    }

    /// `hai đảng bộ`: a numeral in words right before a counted noun. The "năm" of "hằng năm Đảng bộ" is none.
    fn words_at(&self, at: usize) -> Option<QuantityMention> {
        let (end, value) = self.reading.numeral_at(at)?;
        let (end, value) = self.unit_behind_tens(end, value).unwrap_or((end, value));
        let (end, value) = match self.scale_at(end) {
            Some((after, HUNDRED)) => self.rest_behind_hundreds(after, value * HUNDRED),
            Some((after, scale)) => (after, value * scale),
            None => (end, value),
        };
        let noun = self.reading.cue_at(end, Cue::NounOccasion).unwrap_or(end);
        let is_counted = self.reading.starts_any(
            noun,
            const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization, Cue::NounPerson]) },
        );
        let is_time = self
            .reading
            .cue_before(end, Cue::NumeralNot)
            .is_some_and(|start| start < at);
        if !is_counted
            || is_time
            || self.follows_scale(at)
            || self.is_year_word(at)
            || self.is_labelled(at, noun)
        {
            return None;
        }
        let (start, before) = self.bound_before(at);
        let after = self.bound_after(end, start < at);
        let bound = before.or(after.as_ref().map(|(bound, _)| *bound));
        Some(QuantityMention {
            tokens: start..end,
            number: at..end,
            value: Some(Number::from(value)),
            low: None,
            high: None,
            bound: bound.unwrap_or(Bound::Exact),
            unit: Unit::Count,
            of: None,
            in_words: true,
            bound_after: after.map(|(_, range)| range),
        })
    }

    /// `một trăm hai mươi hai`, `ba trăm linh năm`: the tens and units behind hundreds, and all together.
    fn rest_behind_hundreds(&self, at: usize, hundreds: i64) -> (usize, i64) {
        let numeral = |at: usize| self.reading.numeral_at(at);
        let is_joined = |at: usize| self.reading.is_spaced(at);
        let rest = match self.reading.cue_at(at, Cue::NumeralZero) {
            Some(unit) => {
                numeral(unit).filter(|(_, value)| is_joined(unit) && (1..10).contains(value))
            }
            None => numeral(at)
                .filter(|(_, value)| (10..HUNDRED).contains(value))
                .map(|(end, tens)| self.unit_behind_tens(end, tens).unwrap_or((end, tens))),
        };
        match rest {
            Some((end, rest)) if is_joined(at) => (end, hundreds + rest),
            _ => (at, hundreds),
        }
    }

    /// `một nghìn hai trăm`: whether a word that multiplies stands right before a numeral, which is then the end of a longer
    /// one that is not read.
    fn follows_scale(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.reading
            .scale_at(before)
            .is_some_and(|(end, _)| end == at)
    }

    /// `ba mươi mốt`, `hai mươi tư`: the unit behind tens, and both together. "Ba mươi năm" is years: five is "lăm" there.
    fn unit_behind_tens(&self, at: usize, tens: i64) -> Option<(usize, i64)> {
        const TENS: RangeInclusive<i64> = 20..=90;
        let (end, unit) = self.reading.ordinal_at(at)?;
        let unit = i64::from(unit);
        let is_whole = tens % 10 == 0 && TENS.contains(&tens) && (1..10).contains(&unit);
        let is_year = self.reading.cue_at(at, Cue::DateYear).is_some();
        let is_joined = self.reading.is_spaced(at);
        (is_whole && is_joined && !is_year).then_some((end, tens + unit))
    }

    /// `trong hai năm chi bộ kết nạp 9 người`: the word of a year behind a number.
    fn is_year_word(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let numeral = || {
            self.reading
                .numeral_at(before)
                .is_some_and(|(end, _)| end == at)
        };
        self.reading.cue_at(at, Cue::DateYear).is_some()
            && (self.reading.tokens[before].is_number() || numeral())
    }

    fn figures_at(&self, at: usize) -> Option<QuantityMention> {
        let first = self.figure_at(at)?;
        let (mut end, mut percent) = (first.end, first.has_percent);
        let (mut value, mut low, mut high, mut of) = (Some(first.number), None, None, None);
        if let Some(second) = self.whole_after(&first) {
            of = Some(second.number);
            end = second.end;
        } else if let Some(second) = self.or_next(at, &first) {
            (value, low, high) = (None, Some(first.number), Some(second.number));
            end = second.end;
        } else if let Some((joint_end, is_ratio)) = self.joint(first.end)
            && self.continues(joint_end)
            && let Some(second) = self.figure_at(joint_end)
        {
            let agree = second.has_percent || !first.has_percent;
            if is_ratio && self.is_month_of_year(at, &first, joint_end, &second) {
                return None;
            }
            // "92,5% trên tổng số 320 phiếu": the whole of a share is no second figure of a pair.
            let is_pair = agree || self.reading.tokens[first.end].is_mark(b'/');
            if is_ratio && is_pair {
                of = Some(second.number);
                end = second.end;
                percent |= second.has_percent;
            } else if !is_ratio
                && agree
                && first.number < second.number
                && !self.is_series(at, &first, second.end)
                && !self.are_cells(at, first.end)
                && !self.are_count_and_share(at, &first, &second)
            {
                (value, low, high) = (None, Some(first.number), Some(second.number));
                end = second.end;
                percent |= second.has_percent;
            }
        }
        let is_bare = of.is_none() && low.is_none() && !percent;
        if !percent && (self.is_labelled(at, end) || self.is_symbol(at, end))
            || is_bare && (self.is_year_on(at, end) || self.is_deadline(at, end))
        {
            return None;
        }
        let (start, before) = self.bound_before(at);
        let after = self.bound_after(end, start < at);
        let bound = match (&after, before) {
            _ if low.is_some() => Bound::Range,
            (Some((bound, _)), None | Some(Bound::Exact)) => *bound,
            (_, Some(bound)) => bound,
            (None, None) => Bound::Exact,
        };
        let bound_after = after.map(|(_, range)| range);
        if let Some(range) = &bound_after
            && range.start == end
        {
            end = range.end;
        }
        Some(QuantityMention {
            tokens: start..end,
            number: at..end,
            value,
            low,
            high,
            bound,
            unit: if percent { Unit::Percent } else { Unit::Count },
            of,
            in_words: false,
            bound_after,
        })
    }

    /// A figure with its scale and percent sign: `5 068`, `4,6 nghìn`, `2 triệu 130 nghìn`, `95,5%`. What was cut in two is none.
    fn figure_at(&self, at: usize) -> Option<Figure> {
        let reading = self.reading;
        let token = reading.tokens.get(at)?;
        if !token.is_number() || self.goes_on_broken(at) {
            return None;
        }
        let mut end = at + 1;
        let mut text = Cow::Borrowed(reading.word(at));
        while let Some(next) = reading.tokens.get(end)
            && text.len() <= 3
            && next.is_number()
            && next.gap == Gap::Space
            && reading.word(end).len() == 3
            && reading
                .word(end)
                .bytes()
                .all(|digit| digit.is_ascii_digit())
            && !text.contains(['.', ','])
        {
            let text = text.to_mut();
            text.push('.');
            text.push_str(reading.word(end));
            end += 1;
        }
        end = self.past_note(end);
        let mut scaled = None;
        if let Some((after, scale)) = self.scale_at(end) {
            scaled = Some(scale);
            end = after;
        }
        let percent_end = self.percent_at(end);
        let mut number = parse(&text, scaled.is_some() || percent_end.is_some())?;
        if let Some(scale) = scaled {
            number = number.times(scale);
            if reading.tokens.get(end).is_some_and(|next| next.is_number())
                && let Some((after, smaller)) = self.scale_at(end + 1)
                && smaller < scale
                && let Some(rest) = parse(reading.word(end), true)
            {
                number = Number::from(number.trunc().saturating_add(rest.times(smaller).trunc()));
                end = after;
            } else if let Some(after) = reading.cue_at(end, Cue::QuantityHalfMore) {
                number = Number::from(number.trunc().saturating_add(scale / 2));
                end = after;
            }
        }
        let end = percent_end.unwrap_or(end);
        (!self.breaks_at(end)).then_some(Figure {
            end,
            number,
            has_percent: percent_end.is_some(),
        })
    }

    fn scale_at(&self, at: usize) -> Option<(usize, i64)> {
        if !self.continues(at) {
            return None;
        }
        let hit = self.reading.scale_at(at)?;
        let is_rate = self.reading.cue_at(at, Cue::Rate).is_some();
        (!is_rate).then_some(hit)
    }

    /// The end of a percent sign or word after a figure, within its paragraph: a title's year has none from the text.
    fn percent_at(&self, at: usize) -> Option<usize> {
        if !self.continues(at) {
            return None;
        }
        if self.reading.tokens[at].is_mark(b'%') {
            return Some(at + 1);
        }
        self.reading.cue_at(at, Cue::QuantityPercent)
    }

    /// Whether a token stands in the paragraph of the one before it: no quantity runs over a paragraph's end.
    fn continues(&self, at: usize) -> bool {
        let token = self.reading.tokens.get(at);
        token.is_some_and(|token| token.gap != Gap::Paragraph)
    }

    /// A word before the figure that makes it a name, a date or a place in a row. Before a counted noun only dates and
    /// ordinals do: "Nghị quyết 9" is a name, "kết luận 9 đảng viên" a count.
    fn is_labelled(&self, at: usize, end: usize) -> bool {
        const ALWAYS: [Cue; 6] = [
            Cue::DateDay,
            Cue::DateMonth,
            Cue::DateYear,
            Cue::CongressOrdinal,
            Cue::CongressOrdinalBare,
            Cue::CongressTenure,
        ];
        let before = |cue: Cue| self.reading.cue_before(at, cue).is_some();
        // "mỗi năm 300 đảng viên" names no year.
        if before(Cue::NumeralNot) {
            return false;
        }
        let noun = self.reading.cue_at(end, Cue::NounOccasion).unwrap_or(end);
        let counts = self.reading.starts_any(
            noun,
            const {
                CueSet::of(&[
                    Cue::NounMember,
                    Cue::NounOrganization,
                    Cue::NounOrganizationShort,
                ])
            },
        );
        // "kết luận 3 đồng chí có vi phạm": a verb, where persons follow.
        let is_verb =
            before(Cue::DeedOther) && self.reading.cue_at(noun, Cue::NounComrade).is_some();
        if counts || is_verb {
            // "Kết nạp 5 năm 15.312 đảng viên": years that are counted name none.
            let is_stretch = || {
                let year = self.reading.cue_before(at, Cue::DateYear);
                let counted = year.and_then(|year| year.checked_sub(1));
                counted.is_some_and(|before| self.reading.tokens[before].is_number())
                    && date::year(self.reading, at).is_none()
            };
            return ALWAYS.into_iter().any(before) && !is_stretch() || self.ends_years(at);
        }
        before(Cue::QuantityLabel) && !before(Cue::QuantityNotLabel)
    }

    /// `Các năm 2002, 2003, 2004 Đảng bộ …`: a year behind years that their word stands before.
    fn ends_years(&self, at: usize) -> bool {
        let is_year = |at: usize| date::year(self.reading, at).is_some();
        let mut first = at;
        while is_year(first)
            && let Some(joint) = first.checked_sub(1)
            && let Some(before) = joint.checked_sub(1)
            && (self.reading.tokens[joint].is_mark(b',')
                || self.reading.cue_at(joint, Cue::And) == Some(first))
            && is_year(before)
        {
            first = before;
        }
        first < at && self.reading.cue_before(first, Cue::DateYear).is_some()
    }

    /// `(2018-nay)`, `(2024 - )`: a year from which on something holds.
    fn is_year_on(&self, at: usize, end: usize) -> bool {
        let reading = self.reading;
        let is_dash = |at: usize| reading.mark_at(at, b'-');
        let now = reading.cue_at(end + 1, Cue::CountAgain);
        let is_open = || {
            reading.tokens.get(end + 1).is_none_or(|next| {
                next.gap >= Gap::Line || matches!(next.kind, Kind::Mark(b')' | b'|'))
            })
        };
        end == at + 1
            && date::year(reading, at).is_some()
            && is_dash(end)
            && (now.is_some() || is_open())
    }

    /// `từ nay đến 2030 Đảng bộ`: a year until which, without its own word, before a name.
    fn is_deadline(&self, at: usize, end: usize) -> bool {
        let reading = self.reading;
        end == at + 1
            && date::year(reading, at).is_some()
            && reading.cue_before(at, Cue::StancePlanUntil).is_some()
            && reading.cue_at(end, Cue::NounMember).is_none()
            && (reading.tokens.get(end)).is_some_and(Token::is_capitalized)
    }

    /// 38-QĐ/TU, 02623.856453, 10h30: part of a symbol, a telephone number, a time.
    fn is_symbol(&self, at: usize, end: usize) -> bool {
        let reading = self.reading;
        let touches = |index: usize| {
            reading
                .tokens
                .get(index)
                .filter(|token| token.gap == Gap::None)
        };
        let upper_after_dash = touches(end)
            .is_some_and(|dash| dash.is_mark(b'-') || dash.is_mark(b'/'))
            && reading
                .tokens
                .get(end + 1)
                .is_some_and(|next| next.is_word() && next.shape == Shape::Upper);
        // "18 đảng viên/16 chỉ tiêu".
        let is_of_plan =
            reading.starts_any(end, const { CueSet::of(&[Cue::AimPlanNoun, Cue::AimPlan]) });
        // "3.004tổ chức đảng": a space was left out.
        let is_glued = reading.starts_any(
            end,
            const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization]) },
        );
        let letter_touches = touches(end).is_some_and(|next| next.is_word() && !is_glued)
            || (at > 0 && reading.tokens[at].gap == Gap::None && {
                let before = &reading.tokens[at - 1];
                before.is_word()
                    || (before.is_mark(b'/') && !is_of_plan)
                    || before.is_mark(b'.')
                    || before.is_mark(b'-')
            });
        let time = touches(end).is_some_and(|next| next.is_mark(b':'))
            && reading
                .tokens
                .get(end + 1)
                .is_some_and(|next| next.is_number() && next.gap == Gap::None);
        let digits = reading.word(at);
        let is_telephone = digits.starts_with('0') && digits.len() > 3;
        upper_after_dash || letter_touches || time || is_telephone
    }
}
