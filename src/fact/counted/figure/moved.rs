//! Members who went with their organizations, where organizations went to, and where persons are from.

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::Noun;
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::Kind;

/// Counted figures back among which the whole is whose parts a clause goes on behind.
const WHOLES: usize = 6;
/// Sentences back whose transfer a sentence details.
const DETAIL_SENTENCES: usize = 1;

impl Figure<'_, '_> {
    /// `tiếp nhận 46 tổ chức đảng với 6.480 đảng viên`: members go with their organizations. `kiểm tra 9 chi bộ cùng 31 đảng
    /// viên`: "cùng" joins what the same was done to.
    pub(super) fn follow_joint(&mut self) {
        let (Some(previous), Some(tokens)) = (self.previous, self.deed_tokens()) else {
            return;
        };
        let follows = tokens.start == previous.tokens.end;
        let is_joint = self
            .scene
            .cue_at(tokens.start, Cue::And)
            .is_some_and(|_| previous.deed.is_some_and(Deed::is_shared));
        // "tiếp nhận 3 chi bộ, gồm 47 đảng viên": the comma parts what went from who went with it.
        let is_aside = self.noun == Noun::Member
            && matches!(previous.noun, Noun::Organization(_))
            && tokens.start == previous.tokens.end + 1
            && self.scene.reading.tokens[previous.tokens.end].is_mark(b',');
        let went = previous.deed == Some(Deed::Transfer) && (follows || is_aside);
        if self.deed() == Some(Deed::Have) && ((follows && is_joint) || went) {
            self.reread_deed(previous.deed);
        }
    }

    /// `sau khi nhận 4 chi bộ`: organizations that came from another. `sau khi nhận nhiệm vụ, 4 chi bộ …` did not.
    pub(super) fn take_up_taken_over(&mut self) {
        let is_organization = matches!(self.noun, Noun::Organization(_));
        let is_plain = self.is_plain();
        let taken = (self.scene).cue_before(self.quantity.tokens.start, Cue::CountTaken);
        if is_organization && is_plain && taken.is_some() {
            self.set_deed(Deed::Transfer);
        }
    }

    /// `kiểm tra 318 tổ chức đảng, đạt 95,2% kế hoạch; 1.044 đảng viên, đạt 101,5%`: what the first figure of a clause without
    /// a verb counts, the same was done to as to what the clause before counts.
    pub(super) fn follow_parallel(&mut self) {
        let scene = self.scene;
        // "kỷ luật 5 tổ chức đảng, gồm 3 đảng ủy, 2 chi bộ; 41 đảng viên": past the parts.
        let mut wholes = self.counted.iter().rev().take(WHOLES);
        let whole = wholes.find(|one| !one.is_part);
        let previous = self.previous.filter(|previous| !previous.is_part).or(whole);
        let Some(previous) = previous.filter(|previous| {
            previous.sentence == self.sentence
                && (previous.deed_tokens.is_some() || self.label.is_some())
                && previous.deed.is_some_and(Deed::is_shared)
        }) else {
            return;
        };
        let start = self.quantity.tokens.start;
        let opens = scene.reading.tokens[start - 1].is_mark(b';') || self.is_parallel_label();
        let is_alone = scene
            .reading
            .tokens
            .get(self.noun_end)
            .is_none_or(|next| matches!(next.kind, Kind::Mark(_)));
        let is_other = matches!(
            (&previous.noun, &self.noun),
            (Noun::Organization(_), Noun::Member | Noun::Organization(_))
                | (Noun::Member, Noun::Organization(_))
        );
        let is_plain =
            self.deed().is_none() || self.label.is_some() && self.deed() == Some(Deed::Have);
        if opens && is_alone && is_other && is_plain {
            self.take_deed_of(previous);
        }
    }

    /// `Số tổ chức đảng được kiểm tra là 7, số đảng viên là 33`: whether its label opens a clause and says only what it numbers.
    fn is_parallel_label(&self) -> bool {
        let scene = self.scene;
        let Some(label) = &self.label else {
            return false;
        };
        let opens = label
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b',' | b';')))
            || scene.cue_before(label.start, Cue::And).is_some();
        opens && scene.cue_at(label.start, Cue::CountLabel).is_some()
    }

    /// `tiếp nhận Chi bộ X với 29 đảng viên`, `chuyển giao 3 đảng bộ gồm Đảng bộ A, Đảng bộ B với 538 đảng viên`: members go
    /// with organizations that are named. `tặng cờ cho Đảng bộ A cùng 7 chi bộ`: so do those that "cùng" joins to one.
    pub(super) fn follow_named(&mut self) {
        let scene = self.scene;
        let is_party = matches!(self.noun, Noun::Member | Noun::Organization(_));
        if !is_party || !self.is_plain() {
            return;
        }
        let start = self.quantity.tokens.start;
        let Some(joint) = [Cue::And, Cue::DeedJoint]
            .into_iter()
            .find_map(|cue| scene.cue_before(start, cue))
        else {
            return;
        };
        let Some((_, mention)) = scene
            .mentions
            .organization_ending_at(joint)
            .filter(|(_, mention)| mention.is_named)
        else {
            return;
        };
        let name = mention.tokens.start;
        let done = deed::last_deed(scene, self.clause.start.min(name)..name);
        let own = done.as_ref().map(|(deed, _)| *deed);
        let is_shared = scene.cue_before(start, Cue::And).is_some()
            && done.is_some_and(|(deed, tokens)| {
                let between = tokens.end..name;
                deed.is_shared() && scene.mentions.quantities_in(between).is_empty()
            });
        if is_shared {
            self.set_deed(own);
            return;
        }
        // "gồm Đảng bộ A, Đảng bộ B", "; Chi bộ C": names that go on with what the figure before counted.
        let goes_on = deed::is_plain(own)
            && self.previous.is_some_and(|previous| {
                previous.deed == Some(Deed::Transfer)
                    && previous.sentence == self.sentence
                    && previous.tokens.end <= name
                    && deed::is_plain(deed::deed_of_words(scene, previous.tokens.end..name))
            });
        if self.noun == Noun::Member && (own == Some(Deed::Transfer) || goes_on) {
            self.set_deed(Deed::Transfer);
        }
    }

    /// `chuyển giao 9 tổ chức đảng. Cụ thể: Đảng bộ phường A 5 chi bộ; Đảng bộ phường B 4 chi bộ`: where those went, each
    /// with so many.
    pub(super) fn take_up_destination(&mut self) {
        let scene = self.scene;
        let Some(earlier) = self.earlier else {
            return;
        };
        let start = self.quantity.tokens.start;
        let opening = scene.reading.sentence_of(start).start;
        let details = earlier.sentence == self.sentence
            || scene.cue_at(opening, Cue::PartList).is_some()
                && self.sentence - earlier.sentence <= DETAIL_SENTENCES;
        let colon = start
            .checked_sub(1)
            .filter(|&at| scene.reading.tokens[at].is_mark(b':'))
            .unwrap_or(start);
        let is_named = scene
            .mentions
            .organization_ending_at(colon)
            .is_some_and(|(_, mention)| mention.is_named);
        if details
            && is_named
            && earlier.deed == Some(Deed::Transfer)
            && self.deed_tokens().is_none()
            && self.is_plain()
            && matches!(self.noun, Noun::Organization(_) | Noun::Member)
        {
            self.set_deed(Deed::Transfer);
        }
    }

    /// `64 đảng viên thuộc 13 đảng bộ trực thuộc`, `198 đại biểu của 37 chi bộ`: organizations that tell where persons are
    /// from have them, and were not done to as these were.
    pub(super) fn take_up_whence(&mut self) {
        let scene = self.scene;
        if !matches!(self.noun, Noun::Organization(_)) {
            return;
        }
        // "của 22 đảng bộ xã và 4 chi bộ cơ quan": from the first of those joined.
        let start = self.quantity.tokens.start;
        let first = self
            .previous
            .filter(|previous| {
                matches!(previous.noun, Noun::Organization(_))
                    && scene.cue_before(start, Cue::And) == Some(previous.tokens.end)
            })
            .map_or(start, |previous| previous.quantity.tokens.start);
        let Some(link) = scene.cue_before(first, Cue::CountFrom) else {
            return;
        };
        let counted = self.counted.iter().rev().take(2).find(|previous| {
            previous.tokens.end == link && matches!(previous.noun, Noun::Member | Noun::Person)
        });
        let is_spoken_of = scene.ends_any(
            link,
            const { CueSet::of(&[Cue::NounMember, Cue::NounPersonKind]) },
        );
        let leaves_them = |deed| {
            matches!(
                deed,
                None | Some(Deed::Have | Deed::Represent | Deed::Attend | Deed::Other)
            )
        };
        let deed = match counted {
            Some(previous) if leaves_them(previous.deed) => Deed::Have,
            Some(_) => Deed::Other,
            None if is_spoken_of && leaves_them(self.deed()) => Deed::Have,
            None => return,
        };
        self.set_deed(deed);
        self.is_whence = true;
    }
}
