//! Whom the text speaks of where a rule's own words name nobody: the organization or territory that acts there.

use super::Cast;
use super::standing::{is_example, is_predecessor, is_superior, opens};
use crate::fact::Scene;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::Sense;
use crate::mention::organization::OrganizationMention;
use crate::record::{Organization, OrganizationBasis};

impl Cast {
    /// Whoever the text speaks of at a token: the organization that acts in its sentence, else the one that acted in the
    /// sentences before on the same line, else the main one.
    pub(super) fn in_context(&self, scene: &Scene<'_>, token: usize) -> Option<Organization> {
        let sentence = scene.reading.sentence_of(token);
        let actor = self.actor(scene, sentence.start, token);
        if let Some(territory) = self.territory(scene, sentence.start, token)
            && actor
                .is_none_or(|index| scene.mentions.organizations[index].tokens.start < territory.0)
        {
            return Some(territory.1);
        }
        if let Some(index) = actor {
            return self.of_mention(scene, index);
        }
        let line_start = scene
            .reading
            .line_of(token)
            .map_or(sentence.start, |line| line.tokens.start);
        if let Some(index) = self.actor(scene, line_start, sentence.start)
            && !is_example(scene, index)
        {
            return self.of_mention(scene, index);
        }
        let name = self.main.clone()?;
        Some(Organization {
            name,
            mention: self.main_mention.clone(),
            basis: OrganizationBasis::Article,
        })
    }

    /// The Party organization of the last territory that a range speaks of: "toàn tỉnh", "tại TX. Hòa Thành"; and where.
    fn territory(
        &self,
        scene: &Scene<'_>,
        start: usize,
        end: usize,
    ) -> Option<(usize, Organization)> {
        (start..end).rev().find_map(|at| {
            let level_end = scene.cue_at(at, Cue::PlaceLevel)?;
            let is_whole = scene.cue_before(at, Cue::PlaceWhole).is_some();
            let is_spoken_of = scene
                .cue_before(at, Cue::PlaceLocative)
                .is_some_and(|cue| opens(scene, cue));
            let level =
                scene
                    .reading
                    .sense_at(&scene.knowledge.lexicon, at, |sense| match sense {
                        Sense::Level(level) => Some(level),
                        _ => None,
                    })?;
            let named = scene.mentions.territory_at(at);
            let is_subject = named.is_some_and(|territory| {
                let after = territory.tokens.end;
                let acts = scene
                    .cue_at(after, Cue::ReportOpen)
                    .or(scene.cue_at(after, Cue::Saying))
                    .is_some();
                acts && (opens(scene, at) || scene.reading.tokens[at - 1].is_mark(b','))
            });
            let place = match named {
                Some(territory) if is_whole || is_spoken_of || is_subject => {
                    Some(territory.name.clone())
                }
                None if is_whole || acts_on_members(scene, level_end) => {
                    self.places.name_at(scene, at, level.1)
                }
                _ => None,
            }?;
            let tokens = at..named.map_or(level_end, |territory| territory.tokens.end);
            let name = self.of_territory(scene, at..level_end, &place)?;
            let mention = scene.reading.slice(&tokens).to_owned();
            Some((
                at,
                Organization {
                    name,
                    mention,
                    basis: OrganizationBasis::Coreferent,
                },
            ))
        })
    }

    /// The last organization named in a range that acts there.
    fn actor(&self, scene: &Scene<'_>, start: usize, end: usize) -> Option<usize> {
        let acts = |mention: &OrganizationMention| {
            let from = scene
                .cue_before(mention.tokens.start, Cue::Committee)
                .unwrap_or(mention.tokens.start);
            let is_oblique = [
                Cue::OrganizationOblique,
                Cue::OrganizationGuest,
                Cue::RoleSecretary,
                Cue::RoleDeputy,
                Cue::RoleStandingDeputy,
            ]
            .into_iter()
            .any(|cue| scene.cue_before(from, cue).is_some());
            // "Tại Đảng bộ Sở Y tế, đại hội …": a place that opens the sentence is what it speaks of.
            let is_setting = scene
                .cue_before(from, Cue::PlaceLocative)
                .is_some_and(|cue| opens(scene, cue));
            // "80% chỉ tiêu Tỉnh ủy giao": whoever sets the plan does not carry it out.
            let sets_plan = scene.cue_before(from, Cue::AimPlanNoun).is_some()
                && scene
                    .cue_at(mention.tokens.end, Cue::OrganizationSetter)
                    .is_some();
            // "đã kỷ luật Ban cán sự đảng Bộ X": what a deed is done to does not act.
            let is_object = [
                Cue::DeedDiscipline,
                Cue::DeedInspect,
                Cue::DeedSupervise,
                Cue::DeedProposed,
            ]
            .into_iter()
            .any(|deed| scene.cue_before(from, deed).is_some());
            (!is_oblique || is_setting)
                && !sets_plan
                && !is_object
                && !is_predecessor(scene, mention)
                && !is_superior(scene, mention)
        };
        scene
            .mentions
            .organizations_in(start..end)
            .rev()
            .find(|(index, mention)| acts(mention) && self.resolved[*index].is_some())
            .map(|(index, _)| index)
    }
}

/// Whether what stands before a token does to members what only Party organizations do: "huyện đã kết nạp".
fn acts_on_members(scene: &Scene<'_>, at: usize) -> bool {
    const DEEDS: [Cue; 3] = [Cue::DeedAdmit, Cue::DeedConfirm, Cue::DeedRemove];
    let verb = scene.cue_at(at, Cue::ReportOpen).unwrap_or(at);
    DEEDS.into_iter().any(|deed| {
        scene
            .cue_at(at, deed)
            .or(scene.cue_at(verb, deed))
            .is_some()
    })
}
