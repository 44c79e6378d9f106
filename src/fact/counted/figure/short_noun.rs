//! Short words for Party organizations: `tổ chức`, `cơ sở`, `nơi`, where the words around leave no other reading.

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, part, sentence_before};
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::{Gap, Kind};

/// Sentences back whose organizations a short word goes on with.
const SHORT_SENTENCES: usize = 3;

impl Figure<'_, '_> {
    /// `kiểm tra 47 lượt tổ chức đảng, giám sát 39 lượt`: occasions alone are of what was inspected just before.
    pub(super) fn take_up_occasions(&mut self) {
        let inspects = |deed: Option<Deed>| matches!(deed, Some(Deed::Inspect | Deed::Supervise));
        let scene = self.scene;
        let occasions = scene.cue_at(self.quantity.tokens.end, Cue::NounOccasion);
        let (Some(end), Noun::None) = (occasions, &self.noun) else {
            return;
        };
        let is_alone = scene.reading.words_end_at(end);
        let previous = self.previous.filter(|previous| inspects(previous.deed));
        if let Some(noun) = previous.and_then(Counted::said)
            && is_alone
            && inspects(self.deed())
        {
            (self.noun, self.noun_end) = (noun, end);
        }
    }

    /// `tổ chức`: a Party organization where organizations are inspected, rated or set up, or were counted before.
    pub(super) fn take_up_short_noun(&mut self) {
        let scene = self.scene;
        let is_on_line = scene
            .reading
            .tokens
            .get(self.noun_end)
            .is_some_and(|next| next.gap < Gap::Line);
        if self.noun != Noun::None || !is_on_line {
            return;
        }
        let Some(end) = scene.cue_at(self.noun_end, Cue::NounOrganizationShort) else {
            self.take_up_stand_in();
            return;
        };
        // "kiểm tra tại 320 cơ sở": where something is looked into, not what.
        let is_where = scene
            .cue_before(self.quantity.tokens.start, Cue::PlaceWithin)
            .is_some();
        let inspects = matches!(self.deed(), Some(Deed::Inspect | Deed::Supervise))
            && !is_where
            && self.is_of_party_affairs();
        // "78 tổ chức cơ sở đảng với 7.200 đảng viên; trong đó 41 tổ chức": past their members.
        let were_counted = self.previous.is_some_and(|previous| {
            let is_organization = |noun: &Noun| matches!(noun, Noun::Organization(_));
            is_organization(&previous.noun)
                || part::is_strict(scene, self.quantity)
                    && previous.before.as_ref().is_some_and(is_organization)
        });
        let told = deed::deed_after(scene, end);
        let is_told_on = matches!(told, Some(Deed::Other | Deed::Discipline | Deed::Commend))
            && self.earlier.is_some_and(|earlier| {
                self.sentence - earlier.sentence <= 1
                    && matches!(earlier.said(), Some(Noun::Organization(_) | Noun::Member))
                    && earlier
                        .deed
                        .is_some_and(|deed| deed.names_parts() || deed == Deed::Other)
            });
        // "44 cơ sở trong sạch, vững mạnh": nothing else is rated so.
        let is_rated = scene.cue_at(end, Cue::CountRated).is_some();
        if inspects
            || were_counted
            || is_told_on
            || is_rated
            || self.is_set_up(end)
            || self.is_joined_to_members(end)
        {
            self.noun = Noun::Organization(scene.knowledge.party_organization.clone());
            self.noun_end = end;
            let told = told.or(is_rated.then_some(Deed::Other));
            if self.is_plain()
                && let Some(deed) = told
            {
                self.set_deed(deed);
            }
        }
    }

    /// `106 đảng bộ trực thuộc (82 xã, 20 phường)`: in brackets, levels stand for their organizations.
    pub(super) fn take_up_levels_in_brackets(&mut self) {
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let start = self.quantity.tokens.start;
        let Some(previous) = self.previous.filter(|_| self.noun == Noun::None) else {
            return;
        };
        let joint = tokens
            .get(previous.tokens.end)
            .filter(|_| previous.tokens.end + 1 == start);
        let opens = joint.is_some_and(|mark| mark.is_mark(b'('));
        let goes_on = joint.is_some_and(|mark| mark.is_mark(b','))
            && previous.is_part
            && previous.group.is_none()
            && scene
                .cue_before(previous.tokens.end, Cue::PlaceLevel)
                .is_some();
        let Some(end) = scene.cue_at(self.quantity.tokens.end, Cue::PlaceLevel) else {
            return;
        };
        let closes = tokens.get(end).is_some_and(|next| {
            matches!(next.kind, Kind::Mark(b',' | b')' | b';')) && next.gap < Gap::Line
        });
        let Noun::Organization(kind) = &previous.noun else {
            return;
        };
        let head = scene
            .knowledge
            .organization_heads
            .iter()
            .map(|head| head.canonical.to_lowercase())
            .find(|head| kind.starts_with(head.as_str()));
        if let Some(head) = head
            && (opens || goes_on)
            && closes
            && self.quantity.value < previous.whole
        {
            let level = scene.reading.canonical(self.quantity.tokens.end..end);
            self.noun = Noun::Organization(format!("{head} {}", level.to_lowercase()));
            self.noun_end = end;
            self.is_reckoned = true;
            self.take_deed_of(previous);
        }
    }

    /// Whether the sentence or the figure before speaks of the Party: the State inspects places, too.
    fn is_of_party_affairs(&self) -> bool {
        let scene = self.scene;
        let before = sentence_before(scene, self.quantity);
        let is_near = self
            .earlier
            .is_some_and(|earlier| self.sentence - earlier.sentence <= SHORT_SENTENCES);
        // "các ngành chức năng kiểm tra 1.200 cơ sở": only the Party's own inspect its organizations.
        let is_of_party = |at: usize| {
            let cues = [Cue::OrganizationCommittee, Cue::CountAgent];
            cues.into_iter().all(|cue| scene.cue_at(at, cue).is_some())
        };
        is_near
            || self.speaks_of_party()
            || before.clone().any(is_of_party)
            || scene.mentions.organizations_in(before).next().is_some()
    }

    /// `Từ 54 tổ chức cơ sở đảng nay là 78. Cả nhiệm kỳ thành lập 31 tổ chức`: what is set up, dissolved or handed over where
    /// Party organizations are spoken of, and nothing says what kind of bodies they are.
    fn is_set_up(&self, end: usize) -> bool {
        let is_deed = matches!(
            self.deed(),
            Some(Deed::Establish | Deed::Dissolve | Deed::Merge | Deed::Transfer)
        );
        let scene = self.scene;
        let names_kind = scene.reading.tokens.get(end).is_some_and(|next| {
            next.is_word()
                && next.gap < Gap::Line
                && !scene.starts_any(end, const { CueSet::of(&[Cue::And, Cue::TransferTo]) })
        });
        is_deed
            && self.is_deed_beside()
            && !names_kind
            && self.earlier.is_some_and(|earlier| {
                self.sentence - earlier.sentence <= SHORT_SENTENCES
                    && matches!(earlier.said(), Some(Noun::Organization(_)))
            })
    }

    /// `54 tổ chức cơ sở đảng thì cả 54 nơi hoàn tất đại hội`: places that hold congresses are the organizations counted
    /// before.
    fn take_up_stand_in(&mut self) {
        let scene = self.scene;
        let Some(end) = scene.cue_at(self.noun_end, Cue::NounOrganizationPlace) else {
            return;
        };
        let said = self
            .earlier
            .filter(|earlier| self.sentence - earlier.sentence <= SHORT_SENTENCES)
            .and_then(|earlier| {
                let were = [earlier.said(), earlier.before.clone()];
                were.into_iter()
                    .flatten()
                    .find(|noun| matches!(noun, Noun::Organization(_)))
            });
        let holds = deed::deed_after(scene, end) == Some(Deed::HoldCongress);
        if let Some(noun @ Noun::Organization(_)) = said.filter(|_| holds) {
            self.noun = noun;
            self.noun_end = end;
            self.set_deed(Deed::HoldCongress);
        }
    }

    /// Whether "và" or a comma and a count of members follow a token: `81 tổ chức và 6.000 đảng viên`.
    fn is_joined_to_members(&self, end: usize) -> bool {
        let scene = self.scene;
        let comma = scene.reading.mark_at(end, b',').then_some(end + 1);
        let Some(joint) = scene.cue_at(end, Cue::And).or(comma) else {
            return false;
        };
        let sentence = scene.reading.sentence_of(joint);
        let next = scene.mentions.quantities_in(joint..sentence.end).first();
        next.filter(|next| next.tokens.start == joint)
            .is_some_and(|next| noun::noun_after(scene, next.tokens.end).0 == Noun::Member)
    }
}
