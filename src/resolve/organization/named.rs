//! Organizations that a mention names by itself, and the fuller name that another mention gives them.

use super::{Cast, Resolved};
use crate::fact::Scene;
use crate::knowledge::lexicon::Sense;
use crate::knowledge::organizations::Level;
use crate::mention::organization::OrganizationMention;
use crate::record::OrganizationBasis;
use crate::resolve::place::ArticlePlace;
use crate::text::fold::fold;

impl Cast {
    /// A mention that names its organization by itself.
    pub(super) fn named(
        &self,
        scene: &Scene<'_>,
        place: &ArticlePlace,
        mention: &OrganizationMention,
    ) -> Option<Resolved> {
        if mention.is_generic || !mention.is_named {
            return None;
        }
        let mut name = mention.name.clone();
        if mention.open_level == Some(Level::Province)
            && let Some(province) = place.province_at(scene, mention.tokens.start)
        {
            name = format!("{name} {province}");
        }
        let basis = if mention.is_abbreviated {
            OrganizationBasis::Abbreviated
        } else {
            OrganizationBasis::Stated
        };
        Some(Resolved::new(name, basis))
    }

    /// "Đảng bộ Khối các cơ quan và doanh nghiệp" is the one that another mention calls "… tỉnh Bình Dương".
    pub(super) fn unify_prefixes(&mut self, scene: &Scene<'_>) {
        let mentions = &scene.mentions.organizations;
        let mut known: Vec<(String, String)> = Vec::new();
        for resolved in self.resolved.iter().flatten() {
            if known.iter().all(|(key, _)| *key != resolved.key) {
                known.push((resolved.key.clone(), resolved.name.clone()));
            }
        }
        for (index, mention) in mentions.iter().enumerate() {
            if !mention.has_unit {
                continue;
            }
            let Some(resolved) = &mut self.resolved[index] else {
                continue;
            };
            let (head, tail) = split_head(&resolved.key);
            let goes_on = |key: &str| {
                let is_longer = key
                    .strip_prefix(resolved.key.as_str())
                    .is_some_and(|rest| rest.starts_with(' '));
                let is_fuller =
                    key.len() > resolved.key.len() && key.starts_with(head) && key.ends_with(tail);
                is_longer || (is_fuller && tail.contains(' '))
            };
            let longer = known
                .iter()
                .filter(|(key, _)| goes_on(key))
                .max_by_key(|(key, _)| key.len());
            if let Some((key, name)) = longer {
                *resolved = Resolved {
                    name: name.clone(),
                    key: key.clone(),
                    basis: resolved.basis,
                };
            }
        }
    }

    /// "Chi bộ Văn phòng Đảng ủy Khối": the short form that a unit's name ends with is the main organization's.
    pub(super) fn complete_nested(&mut self, scene: &Scene<'_>) {
        let Some(main) = self.main.clone() else {
            return;
        };
        let main_key = fold(&main);
        let head_at = |at: usize| {
            let sense = |sense| match sense {
                Sense::OrganizationHead(row) => Some(row as usize),
                _ => None,
            };
            let lexicon = &scene.knowledge.lexicon;
            scene.reading.sense_at(lexicon, at, sense)
        };
        for (resolved, mention) in self.resolved.iter_mut().zip(&scene.mentions.organizations) {
            let own_end = head_at(mention.tokens.start).map_or(mention.tokens.end, |(end, _)| end);
            let nested = (own_end..mention.tokens.end)
                .rev()
                .find_map(|at| head_at(at).map(|(end, row)| (at, end, row)));
            let (Some(resolved), Some((at, end, row))) = (resolved.as_mut(), nested) else {
                continue;
            };
            let head = &scene.knowledge.organization_heads[row];
            let unit = scene.reading.canonical(end..mention.tokens.end);
            let short = fold(&format!("{} {unit} ", head.canonical));
            let written = scene.reading.canonical(at..mention.tokens.end);
            if let Some(own) = resolved.name.strip_suffix(&written)
                && !unit.is_empty()
                && main_key.starts_with(&short)
            {
                let nested = scene.reading.canonical(at..end);
                let rest = main.get(head.canonical.len()..).unwrap_or_default();
                *resolved = Resolved::new(format!("{own}{nested}{rest}"), resolved.basis);
            }
        }
    }
}

/// A folded name's head ("chi bộ") and the rest with its leading space.
fn split_head(key: &str) -> (&str, &str) {
    let second = key
        .match_indices(' ')
        .nth(1)
        .map_or(key.len(), |(at, _)| at);
    key.split_at(second)
}
