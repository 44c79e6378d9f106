//! The steps that take up what a figure's own words leave out, by the names that `explain` tells them by.
//!
//! Enters: a figure by its own words. Leaves: the same figure with what its sentence, its list or the figures before supply. A
//! later step sees what the ones before it took up.

use super::Figure;

/// A step, by its name.
type Step<'f, 's> = (&'static str, fn(&mut Figure<'f, 's>));

impl<'f, 's> Figure<'f, 's> {
    /// Every step, from what stands nearest to what stands farthest.
    const STEPS: [Step<'f, 's>; 49] = [
        ("words before it", Self::take_up_lead),
        (
            "ratio behind its organizations",
            Self::take_up_share_of_organizations,
        ),
        ("row told one by one", Self::take_up_respective),
        ("figure before", Self::take_up_what_was_said),
        ("those among whom", Self::take_up_those_among),
        ("group in brackets", Self::take_up_group_in_brackets),
        ("heading", Self::take_up_heading),
        ("persons dealt with as members", Self::take_up_admitted),
        ("officers", Self::take_up_officers),
        ("those of whom", Self::take_up_those_of_whom),
        (
            "persons said to be members",
            Self::take_up_members_by_predicate,
        ),
        ("members of a body", Self::take_up_members_of_body),
        ("what a body came to have", Self::take_up_members_come_to),
        ("badges by years", Self::take_up_badges_by_years),
        ("what rises", Self::take_up_what_rises),
        ("how they are rated", Self::take_up_rated),
        ("those commended", Self::take_up_those_commended),
        ("so many of a whole", Self::take_up_of_whole),
        ("row of times", Self::take_up_row_of_times),
        ("part by time", Self::take_up_part_by_time),
        ("segment that starts alike", Self::take_up_parallel_segment),
        ("part by arithmetic", Self::take_up_reckoned_part),
        ("words of a listed part", Self::take_up_listed_words),
        ("so many of those, then", Self::take_up_those_then),
        ("comrades of whom a verb tells", Self::take_up_members_doing),
        ("another kind or time of the same", Self::take_up_sibling),
        ("some of the members before", Self::take_up_strict_part),
        ("share of members", Self::take_up_share_told),
        ("rest of those spoken of", Self::take_up_rest),
        ("remainder of a ratio", Self::take_up_remainder),
        (
            "comrades too many to be others",
            Self::take_up_many_comrades,
        ),
        ("levels in brackets", Self::take_up_levels_in_brackets),
        ("short noun", Self::take_up_short_noun),
        ("occasions", Self::take_up_occasions),
        ("noun behind another figure", Self::take_up_noun_behind),
        ("plan carried out", Self::take_up_what_was_planned),
        ("what was got so far", Self::take_up_what_was_got),
        ("ratio in brackets", Self::take_up_ratio_in_brackets),
        ("example that stands out", Self::take_up_example),
        ("list by organization", Self::take_up_item_by_organization),
        ("several named one by one", Self::take_up_item_of_several),
        ("members among persons", Self::take_up_members_among),
        ("joined to the figure before", Self::follow_joint),
        ("joined to a named organization", Self::follow_named),
        ("clause without a verb", Self::follow_parallel),
        ("where those transferred went", Self::take_up_destination),
        ("where persons are from", Self::take_up_whence),
        ("taken over", Self::take_up_taken_over),
        ("what the list is by", Self::take_up_announced),
    ];

    /// Takes up whatever is left out.
    pub(super) fn take_up_what_is_left_out(&mut self) {
        for &(name, step) in &Self::STEPS {
            self.take_step(name, step);
        }
    }

    /// Takes a step; where somebody wants to know, keeps its name if it changed what is counted or what was done.
    pub(super) fn take_step(&mut self, name: &'static str, step: impl FnOnce(&mut Self)) {
        if !self.scene.log.is_on() {
            return step(self);
        }
        let before = (self.noun.clone(), self.kind.clone(), self.deed());
        step(self);
        let (noun, kind, deed) = before;
        if noun != self.noun || kind != self.kind || deed != self.deed() {
            self.completed_by.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Figure;
    use std::collections::BTreeSet;

    #[test]
    fn every_step_has_a_name_of_its_own() {
        let names: BTreeSet<_> = Figure::STEPS.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), Figure::STEPS.len());
    }
}
