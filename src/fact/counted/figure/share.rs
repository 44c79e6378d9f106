//! How many a share is that the text has just told.

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::{Gap, Kind, TokenRange};

/// Tokens of a clause before the brackets behind its share.
const SHARE_CLAUSE: usize = 30;

impl Figure<'_, '_> {
    /// `Đảng viên nữ chiếm 38,2% (809 đồng chí)`, `hoàn thành tốt nhiệm vụ đạt 92,4% với 1.021 đồng chí`: so many are the share
    /// before the brackets or the joint, of the members that its clause or the figure before speaks of.
    pub(super) fn take_up_share_told(&mut self) {
        let is_person = self.noun == Noun::Person && self.kind.is_none();
        if !is_person || !self.is_plain() {
            return;
        }
        let Some((open, TokenRange { start: share, end })) = self.share_before() else {
            return;
        };
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let start = scene.reading.sentence_of(open).start;
        let start = (start.max(open.saturating_sub(SHARE_CLAUSE))..open)
            .rev()
            .find(|&at| matches!(tokens[at].kind, Kind::Mark(b',' | b';' | b':')))
            .map_or(start, |mark| mark + 1);
        let strict = [Cue::PartStrict, Cue::PartThose]
            .into_iter()
            .find_map(|cue| scene.cue_at(start, cue));
        let clause = start..share.max(start);
        let had = scene.find_cue(clause.clone(), Cue::CountHas).is_some();
        // "96,4% đảng viên (820 đồng chí)": what the share is of stands right behind it.
        let opens = !had && noun::noun_within(scene, clause) == Noun::Member
            || noun::noun_after(scene, end) == (Noun::Member, open);
        let told = deed::label_deed(scene, start..open.max(start)).map(|(deed, _)| deed);
        let told = told.filter(|deed| *deed != Deed::Have);
        let told = told.or_else(|| self.told_behind_brackets());
        let previous = self
            .previous
            .filter(|previous| previous.said() == Some(Noun::Member));
        if let Some(previous) = previous.filter(|_| strict.is_some()) {
            self.take_deed_of(previous);
        } else if opens || (previous.is_some() && told == Some(Deed::Other)) {
            self.set_deed(told);
        } else {
            return;
        }
        self.noun = Noun::Member;
        self.lead = Some(start..open);
    }

    /// `96,4% đảng viên (1.020 đồng chí) cài đặt Sổ tay đảng viên`: what those in the brackets do or undergo, behind them.
    fn told_behind_brackets(&self) -> Option<Deed> {
        let scene = self.scene;
        let close = scene.reading.tokens.get(self.noun_end)?;
        let behind = self.noun_end + 1;
        let next = scene.reading.tokens.get(behind)?;
        let goes_on = close.is_mark(b')') && next.is_word() && next.gap < Gap::Line;
        let is_group = scene.starts_any(
            behind,
            const { CueSet::of(&[Cue::Copula, Cue::GroupOpen, Cue::GroupWord, Cue::And]) },
        );
        // "38% đảng viên (404 đồng chí) tuổi dưới 40" do nothing.
        let does = || scene.cue_at(behind, Cue::AimVerb).map(|_| Deed::Other);
        (goes_on && !is_group)
            .then(|| deed::deed_after(scene, behind).or_else(does))
            .flatten()
    }

    /// Where the brackets or the joint right behind a share start, with the figure alone behind them, and the share.
    fn share_before(&self) -> Option<(usize, TokenRange)> {
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let start = self.quantity.tokens.start;
        let bracket = start.checked_sub(1).filter(|&at| tokens[at].is_mark(b'('));
        let joint = scene.cue_before(start, Cue::DeedJoint);
        let open = bracket.or(joint)?;
        let next = tokens.get(self.noun_end);
        let closes = next.is_none_or(|next| {
            let ends = matches!(next.kind, Kind::Mark(b')' | b','));
            ends || bracket.is_none()
                && (matches!(next.kind, Kind::Mark(b';' | b'.')) || next.gap >= Gap::Line)
        });
        let shares = scene
            .mentions
            .quantities_in(open.saturating_sub(SHARE_CLAUSE)..open);
        let share = shares.last().filter(|share| share.is_percent())?;
        let is_beside = bracket.is_some() || share.tokens.end == open;
        (closes && is_beside).then(|| (open, share.tokens.clone()))
    }
}
