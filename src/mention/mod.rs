//! What is named: quantities, dates, ordinals, organizations, persons.
//!
//! Enters: a [`Reading`] and the knowledge. Leaves: [`Mentions`], each list in text order. A mention is text that
//! names something; what a sentence says with it is for `fact` to find.

pub(crate) mod date;
mod in_order;
mod opening;
pub(crate) mod ordinal;
pub(crate) mod organization;
pub(crate) mod person;
pub(crate) mod quantity;
pub(crate) mod territory;

use crate::knowledge::Knowledge;
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::lexicon::Sense;
use crate::knowledge::organizations::Level;
use crate::text::Hit;
use crate::text::Reading;
use crate::text::TokenRange;
use date::{DateMention, YearsLabel, YearsMention};
use in_order::{InOrder, Placed};
use opening::Openings;
use organization::OrganizationMention;
use person::PersonMention;
use quantity::QuantityMention;
use territory::{DistrictName, Territory, UnitName};

/// Whether a text names a Party organization, post, congress or members at all. One that doesn't states no fact.
pub(crate) fn speaks_of_party(reading: &Reading<'_>) -> bool {
    const SIGNS: CueSet = CueSet::of(&[
        Cue::NounMember,
        Cue::NounOrganization,
        Cue::RoleSecretary,
        Cue::RoleDeputy,
        Cue::RoleGeneral,
        Cue::BodyParty,
        Cue::CongressParty,
    ]);
    let names_organization = |hit: &Hit| {
        let senses = reading.lexicon.senses(hit.entry);
        senses
            .iter()
            .any(|sense| matches!(sense, Sense::OrganizationHead(_)))
    };
    reading.cues().meets(SIGNS) || reading.hits().iter().any(names_organization)
}

/// Tokens from a figure's first bounding word to its number.
const BOUND_TOKENS: usize = 3;

/// Everything that is named in a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mentions {
    pub(crate) quantities: InOrder<QuantityMention>,
    pub(crate) dates: InOrder<DateMention>,
    pub(crate) years: InOrder<YearsMention>,
    pub(crate) organizations: InOrder<OrganizationMention>,
    pub(crate) persons: InOrder<PersonMention>,
    pub(crate) territories: InOrder<Territory>,
    pub(crate) districts: InOrder<DistrictName>,
    pub(crate) units: InOrder<UnitName>,
}

impl Mentions {
    /// Finds all mentions. Page furniture is passed over.
    pub fn find(reading: &Reading<'_>, knowledge: &Knowledge) -> Self {
        let openings = Openings::of(reading);
        let years = date::find_years(reading, &openings);
        let dates = date::find_dates(reading, &openings);
        let quantities = quantity::find(reading, &openings, &dates, &years);
        let organizations = organization::find(reading, knowledge, &openings);
        let persons = person::find(reading, knowledge, &openings);
        let territories = territory::find(reading, knowledge, &openings, &persons).into();
        let districts = territory::find_districts(reading, knowledge, &openings);
        let units = territory::find_units(reading, knowledge, &openings);
        let persons = outside(reading, knowledge, &territories, persons);
        Self {
            quantities: quantities.into(),
            dates: dates.into(),
            years: years.into(),
            organizations: organizations.into(),
            persons: persons.into(),
            territories,
            districts: districts.into(),
            units: units.into(),
        }
    }

    /// The last year that a day or the beginning of a term names: plans name later years, hardly ever days.
    pub(crate) fn latest_year(&self) -> Option<u16> {
        let days = self.dates.iter().filter(|date| date.day.is_some());
        let terms = self
            .years
            .iter()
            .filter(|years| years.label == YearsLabel::Term);
        days.filter_map(|date| date.year)
            .chain(terms.map(|term| term.start))
            .max()
    }

    /// The organizations whose mention starts within a range of tokens, with their indexes.
    pub(crate) fn organizations_in(
        &self,
        range: TokenRange,
    ) -> impl DoubleEndedIterator<Item = (usize, &OrganizationMention)> {
        let indexes = self.organizations.indexes_in(&range);
        let from = indexes.start;
        self.organizations[indexes]
            .iter()
            .enumerate()
            .map(move |(index, mention)| (from + index, mention))
    }

    /// The organization mention that starts at a token, with its index.
    pub(crate) fn organization_at(&self, token: usize) -> Option<(usize, &OrganizationMention)> {
        let index = self.organizations.starting_at(token)?;
        Some((index, &self.organizations[index]))
    }

    /// The organization mention that ends right before a token, with its index.
    pub(crate) fn organization_ending_at(
        &self,
        end: usize,
    ) -> Option<(usize, &OrganizationMention)> {
        let index = self.organizations.ending_at(end)?;
        Some((index, &self.organizations[index]))
    }

    /// The organization that a token belongs to.
    pub(crate) fn organization_over(&self, token: usize) -> Option<(usize, &OrganizationMention)> {
        let index = self.organizations.last_to(token)?;
        let mention = &self.organizations[index];
        mention.tokens.contains(&token).then_some((index, mention))
    }

    /// The stretch of years that ends right before a token.
    pub(crate) fn years_ending_at(&self, end: usize) -> Option<&YearsMention> {
        self.years.ending_at(end).map(|index| &self.years[index])
    }

    /// The index of the territory that ends right before a token.
    pub(crate) fn territory_ending_at(&self, end: usize) -> Option<usize> {
        self.territories.ending_at(end)
    }

    /// The index of the unit that ends right before a token.
    pub(crate) fn unit_ending_at(&self, end: usize) -> Option<usize> {
        self.units.ending_at(end)
    }

    /// Whether what stands at a token, behind a mark, only says where the organization, the unit or the place before the mark lies:
    /// `Đảng bộ xã A, [huyện B]`. With a level, only smaller places and the organizations of such lie there.
    pub(crate) fn is_part_of_address(&self, token: usize, level: Option<Level>) -> bool {
        let Some(mark) = token.checked_sub(1) else {
            return false;
        };
        let lies_there = |own: Level| level.is_none_or(|level| own > level);
        let place = self.territory_ending_at(mark);
        let organization = self.organization_ending_at(mark);
        place.is_some_and(|index| lies_there(self.territories[index].level))
            || organization.is_some_and(|(_, one)| one.level.is_none_or(lies_there))
            || self.unit_ending_at(mark).is_some()
    }

    /// Whether a date or a stretch of years ends right before a token.
    pub(crate) fn has_time_ending_at(&self, end: usize) -> bool {
        let date = self.dates.ending_at(end);
        date.is_some() || self.years_ending_at(end).is_some()
    }

    /// The quantities whose number starts within a range of tokens.
    pub(crate) fn quantities_in(&self, range: TokenRange) -> &[QuantityMention] {
        self.quantities.within(&range)
    }

    /// Whether a figure starts at a token, with its bounding words: the "hơn" of "hơn 40 chi bộ".
    pub(crate) fn starts_figure(&self, token: usize) -> bool {
        let next = self.quantities_in(token..token + BOUND_TOKENS).first();
        next.is_some_and(|next| next.tokens.start == token)
    }

    /// The persons whose name starts within a range of tokens.
    pub(crate) fn persons_in(&self, range: TokenRange) -> &[PersonMention] {
        self.persons.within(&range)
    }

    /// The territories whose name starts within a range of tokens.
    pub(crate) fn territories_in(&self, range: TokenRange) -> &[Territory] {
        self.territories.within(&range)
    }

    /// The territory whose name, or the level word before it, starts at a token.
    pub(crate) fn territory_at(&self, token: usize) -> Option<&Territory> {
        let index = self.territories.starting_at(token)?;
        Some(&self.territories[index])
    }

    /// The territory that a token belongs to.
    pub(crate) fn territory_over(&self, token: usize) -> Option<&Territory> {
        territory_over(&self.territories, token)
    }

    /// The units whose name starts within a range of tokens.
    pub(crate) fn units_in(&self, range: TokenRange) -> &[UnitName] {
        self.units.within(&range)
    }

    /// The stretches of years that start, with their label, within a range of tokens.
    pub(crate) fn years_in(&self, range: TokenRange) -> &[YearsMention] {
        self.years.within(&range)
    }

    /// The dates that start within a range of tokens.
    pub(crate) fn dates_in(&self, range: TokenRange) -> &[DateMention] {
        self.dates.within(&range)
    }
}

/// The persons who are no part of a territory's name; one that runs on from it starts after it: `huyện Hà Trung Lê Văn
/// Sáng`.
fn outside(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    territories: &InOrder<Territory>,
    persons: Vec<PersonMention>,
) -> Vec<PersonMention> {
    let free = |person: PersonMention| match territory_over(territories, person.tokens.start) {
        Some(territory) if !person.is_addressed() => {
            let end = territory.tokens.end;
            (end < person.tokens.end)
                .then(|| person::person_at(reading, knowledge, end))
                .flatten()
        }
        _ => Some(person),
    };
    persons.into_iter().filter_map(free).collect()
}

fn territory_over(territories: &InOrder<Territory>, token: usize) -> Option<&Territory> {
    let territory = &territories[territories.last_to(token)?];
    (token < territory.tokens.end).then_some(territory)
}

/// A figure is found by its number, without the words around it.
impl Placed for QuantityMention {
    fn place(&self) -> &TokenRange {
        &self.number
    }
}

/// All others are found by all of their words.
macro_rules! placed {
    ($($mention:ty),*) => {
        $(impl Placed for $mention {
            fn place(&self) -> &TokenRange {
                &self.tokens
            }
        })*
    };
}

placed!(
    DateMention,
    YearsMention,
    OrganizationMention,
    PersonMention,
    Territory,
    DistrictName,
    UnitName
);
