//! Where mentions may start, told in one pass over the tokens: most start none.
//!
//! Enters: a [`Reading`]. Leaves: [`Openings`]. Whether a mention does start there is for each kind's own
//! search to find.

use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::SenseKind;
use crate::text::Reading;

/// The tokens at which mentions of each kind may start, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Openings {
    /// Numbers in figures.
    pub years: Vec<usize>,
    /// Numbers in figures; day, month, year.
    pub dates: Vec<usize>,
    /// Numbers in figures and in words.
    pub quantities: Vec<usize>,
    pub organizations: Vec<usize>,
    /// Words with a capital.
    pub persons: Vec<usize>,
    /// Level words, and names of provinces.
    pub territories: Vec<usize>,
    /// Names of districts.
    pub districts: Vec<usize>,
    pub units: Vec<usize>,
}

const DATES: CueSet = CueSet::of(&[Cue::DateDay, Cue::DateMonth, Cue::DateYear]);
const TERRITORIES: CueSet = CueSet::of(&[Cue::PlaceLevel]);
const UNITS: CueSet = CueSet::of(&[Cue::OrganizationUnit, Cue::OrganizationBlock]);

const ANY: CueSet = DATES.union(TERRITORIES).union(UNITS);

impl Openings {
    pub(super) fn of(reading: &Reading<'_>) -> Self {
        // About as many as party news has.
        let many = |tokens: usize| Vec::with_capacity(reading.tokens.len() / tokens);
        let mut out = Self {
            years: many(24),
            dates: many(16),
            quantities: many(16),
            organizations: many(16),
            persons: many(4),
            territories: many(16),
            districts: many(64),
            units: many(16),
        };
        for (at, token) in reading.tokens.iter().enumerate() {
            if token.is_number() {
                out.years.push(at);
                out.dates.push(at);
                out.quantities.push(at);
                continue;
            }
            let is_capitalized = token.is_capitalized();
            if is_capitalized {
                out.persons.push(at);
            }
            let has_sense = |kind| reading.has_sense_at(at, kind);
            // Most tokens start none of these: asked once.
            let starts_one = reading.starts_any(at, ANY);
            let starts = |cues| starts_one && reading.starts_any(at, cues);
            if starts(DATES) {
                out.dates.push(at);
            }
            if starts(UNITS) {
                out.units.push(at);
            }
            if starts(TERRITORIES) || (is_capitalized && has_sense(SenseKind::Place)) {
                out.territories.push(at);
            }
            if is_capitalized && has_sense(SenseKind::District) {
                out.districts.push(at);
            }
            if has_sense(SenseKind::OrganizationHead) {
                out.organizations.push(at);
            }
            if has_sense(SenseKind::Numeral) {
                out.quantities.push(at);
            }
        }
        out
    }
}
