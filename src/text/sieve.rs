//! The places of a row at which something holds, asked many at a time.
//!
//! Enters: a range of places and a question. Leaves: [`Sieve`], the places where the answer is yes, in order. Of most rows no
//! answer tells the next: a processor that guesses it, as it does at each branch, loses more time over a wrong guess than
//! over the question. Here the answers become bits without a branch between them, and only the bits that are set are gone
//! through (the lowest set bit: H. S. Warren, "Hacker's Delight", 2nd ed., 2-1).

use std::ops::Range;

/// The places of a short row at which the answers are yes, in order.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Places(u32);

impl Places {
    /// Answers that are taken together.
    pub(crate) const MOST: usize = u32::BITS as usize;

    /// By up to [`Places::MOST`] answers, which should be told without branches.
    #[inline(always)]
    pub(crate) fn of(answers: impl Iterator<Item = bool>) -> Self {
        let bits = answers.enumerate();
        Self(bits.fold(0, |bits, (at, answer)| bits | u32::from(answer) << at))
    }

    /// Those that are not among others.
    #[inline(always)]
    pub(crate) fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Those that are among others too.
    #[inline(always)]
    pub(crate) fn both(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    #[inline(always)]
    pub(crate) fn has(self, place: usize) -> bool {
        self.0 >> place & 1 == 1
    }

    /// How many places in a row, from one on, are among them.
    #[inline(always)]
    pub(crate) fn run_from(self, place: usize) -> usize {
        (!(self.0 >> place)).trailing_zeros() as usize
    }
}

impl Iterator for Places {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let next = self.0;
        self.0 &= next.wrapping_sub(1);
        (next != 0).then_some(next.trailing_zeros() as usize)
    }
}

/// The places of a range at which a question is answered with yes, in order. It should have no branches and be cheap: it is
/// asked for places that nobody may come to.
#[derive(Debug, Clone)]
pub(crate) struct Sieve<F> {
    /// Places not yet asked.
    rest: Range<usize>,
    /// Where the places that were asked begin.
    start: usize,
    /// Those to come to, from there on.
    places: Places,
    holds: F,
}

impl<F: Fn(usize) -> bool> Sieve<F> {
    /// Over a range of places.
    #[inline]
    pub(crate) fn new(range: Range<usize>, holds: F) -> Self {
        Self {
            start: range.start,
            rest: range,
            places: Places::default(),
            holds,
        }
    }
}

impl<F: Fn(usize) -> bool> Iterator for Sieve<F> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        loop {
            if let Some(place) = self.places.next() {
                return Some(self.start + place);
            }
            if self.rest.is_empty() {
                return None;
            }
            self.start = self.rest.start;
            self.rest.start = self.rest.end.min(self.start + Places::MOST);
            self.places = Places::of((self.start..self.rest.start).map(&self.holds));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sieve;

    #[test]
    fn gives_what_a_filter_gives() {
        for (start, end) in [(0, 0), (5, 5), (0, 1), (3, 35), (0, 32), (7, 200), (9, 3)] {
            for step in 1..40 {
                let holds = |place: usize| place.is_multiple_of(step);
                let sieved: Vec<usize> = Sieve::new(start..end, holds).collect();
                let filtered: Vec<usize> = (start..end).filter(|place| holds(*place)).collect();
                assert_eq!(sieved, filtered, "{start}..{end} by {step}");
            }
        }
    }
}
