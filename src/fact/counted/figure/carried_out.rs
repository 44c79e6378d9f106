//! How much of a plan was carried out, where neither the figure nor the plan's says of what: `kế hoạch 12, thực hiện 15`, `Nửa đầu
//! năm nay mới được 4 đồng chí`, `Kết nạp đảng viên đạt 112,5% (405/360)`; and what is only to be carried out.

use super::Figure;
use crate::fact::carried::names_in_full;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{clause_before, lead};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::text::{Kind, TokenRange};

/// Sentences back that tell what is carried out.
const SENTENCES: usize = 2;
/// Tokens of a clause before the brackets that hold a ratio.
const CLAUSE: usize = 24;

/// Whether a deed is one that plans ask for.
fn is_achievement(deed: Option<Deed>) -> bool {
    matches!(
        deed,
        Some(Deed::Admit | Deed::Confirm | Deed::Establish | Deed::Inspect | Deed::Supervise)
    )
}

/// Figures of a plan that one may carry out.
const PLANS: usize = 4;

impl Figure<'_, '_> {
    /// `chuẩn bị để 9 chi bộ tiến hành đại hội`: whether what they are to do is a purpose; `để 28/28 chi bộ … thành công`, `… đã tổ chức` is
    /// what came of it.
    pub(super) fn is_hoped_for(&self) -> bool {
        let quantity = self.quantity;
        let sentence = self.scene.reading.sentence_of(quantity.tokens.start);
        let behind = quantity.tokens.end..sentence.end;
        self.deed() == Some(Deed::HoldCongress)
            && (self
                .scene
                .cue_before(quantity.tokens.start, Cue::CountPurpose))
            .is_some()
            && quantity.of.is_none()
            && self.scene.find_cue(behind, Cue::StanceReport).is_none()
    }

    /// `giao kết nạp 16 đảng viên, đến nay mới được 12`: so much of the plan was carried out. `giao thành lập 15 tổ chức đảng.
    /// Đến tháng 9, thành lập được 11`: by the plan's own deed.
    pub(super) fn take_up_what_was_planned(&mut self) {
        let scene = self.scene;
        let got = [Cue::CountGot, Cue::AimShare]
            .into_iter()
            .find_map(|cue| scene.cue_before(self.quantity.tokens.start, cue));
        let is_open = matches!(self.noun, Noun::None | Noun::Person) && self.kind.is_none();
        let does_so = self.noun == Noun::None && self.is_bare() && self.is_deed_beside();
        if self.plans.is_empty() || !(does_so || got.is_some() || is_open) {
            return;
        }
        for plan in self.plans.iter().rev().take(PLANS) {
            let apart = self.sentence - scene.reading.sentence_index(plan.number.start);
            if apart > 1 {
                return;
            }
            let (own, noun_end) = noun::noun_after(scene, plan.tokens.end);
            let kind = scene.cue_at(plan.tokens.end, Cue::NounPersonKind);
            let noun_end = kind.unwrap_or(noun_end).max(noun_end);
            let clause = clause_before(scene, plan);
            let named = self.named_plan(plan, &clause);
            let noun = match (&own, &named) {
                (Noun::None | Noun::Person, Some((_, noun))) => noun.clone(),
                // "mỗi năm 10 thợ lò vào Đảng, năm ngoái được 7"
                (Noun::None | Noun::Person, None)
                    if deed::deed_after(scene, noun_end) == Some(Deed::Admit) =>
                {
                    Noun::Member
                }
                _ => own.clone(),
            };
            let headed = lead::heading_of_deed(scene, plan).filter(|_| own == Noun::None);
            if let Some(deed) = headed.filter(|_| got.is_some() && self.is_bare()) {
                self.noun = Noun::Member;
                self.set_deed(deed);
                return;
            }
            // "giao 20 tổ chức đảng phải được lập mới": what is to become of them.
            let done = || {
                deed::done(scene, plan, noun_end, None, &clause)
                    .map(|done| done.deed)
                    .filter(|deed| *deed != Deed::Propose)
                    .or_else(|| deed::deed_after(scene, noun_end))
            };
            let deed = named.map(|(deed, _)| deed).or_else(done);
            if !is_achievement(deed) || !matches!(noun, Noun::Member | Noun::Organization(_)) {
                continue;
            }
            let is_same = self.noun == noun && self.is_plain();
            let is_figure = self.noun == Noun::Person || self.is_bare();
            if does_so && self.deed() == deed && self.previous.is_none() {
                self.noun = noun;
                return;
            }
            if let Some(got) = got
                && (is_same || (apart == 0 && is_open && is_figure))
            {
                self.noun = noun;
                self.set_deed_by(deed, got..self.quantity.tokens.start);
                return;
            }
        }
    }

    /// `chỉ tiêu kết nạp của năm là 75 đảng viên`: what the words between a plan's name and its "là" say is to be done, and
    /// what they count.
    fn named_plan(&self, plan: &QuantityMention, clause: &TokenRange) -> Option<(Deed, Noun)> {
        let scene = self.scene;
        let copula = scene.cue_before(plan.tokens.start, Cue::Copula)?;
        let from = clause.start.min(copula);
        let name = scene.find_last_cue(from..copula, Cue::CountPlanName)?;
        let words = name.end..copula;
        let (deed, _) = deed::opening(scene, words.clone())?;
        Some((deed, noun::noun_within(scene, words)))
    }

    /// The words from the last mark to a token.
    fn segment_before(&self, end: usize, reach: usize) -> TokenRange {
        let scene = self.scene;
        let from = scene
            .reading
            .sentence_of(end)
            .start
            .max(end.saturating_sub(reach));
        let start = (from..end)
            .rev()
            .find(|&at| {
                let token = &scene.reading.tokens[at];
                matches!(token.kind, Kind::Mark(_)) && !token.is_mark(b'%')
            })
            .map_or(from, |mark| mark + 1);
        start..end
    }

    /// So much was got of what the figures before tell: behind a plan's figure, or at a time of its own.
    pub(super) fn take_up_what_was_got(&mut self) {
        let scene = self.scene;
        let start = self.quantity.tokens.start;
        let is_open = match self.noun {
            Noun::None => self.is_bare(),
            Noun::Person => self.kind.is_none(),
            Noun::Member | Noun::Organization(_) => false,
        };
        let Some(got) = scene.cue_before(start, Cue::CountGot) else {
            return;
        };
        if !is_open {
            return;
        }
        let Some(told) = self
            .earlier
            .filter(|told| is_achievement(told.deed) && self.sentence - told.sentence <= SENTENCES)
        else {
            return;
        };
        let sentence = scene.reading.sentence_of(start).start;
        let is_behind_plan = self.plans.last().is_some_and(|plan| {
            plan.number.start >= sentence.max(told.quantity.number.end)
                && noun::noun_after(scene, plan.tokens.end).0 == Noun::None
        });
        if let Some(said) = told.said().filter(|_| is_behind_plan) {
            self.noun = said;
            self.set_deed_by(told.deed, got..start);
        }
    }

    /// The ratio of what was done to what was planned, in brackets behind a clause that only names what it is of, alone or with a
    /// short word for it: `thành lập tổ chức đảng trong doanh nghiệp (7/12 tổ chức)`.
    pub(super) fn take_up_ratio_in_brackets(&mut self) {
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let Some(open) = self.quantity.tokens.start.checked_sub(1) else {
            return;
        };
        if self.quantity.of.is_none() || !tokens[open].is_mark(b'(') {
            return;
        }
        let short = scene.cue_at(self.noun_end, Cue::NounOrganizationShort);
        let end = match self.noun {
            Noun::None => short.unwrap_or(self.quantity.tokens.end),
            Noun::Person if self.kind.is_none() => self.noun_end,
            _ => return,
        };
        if !scene.reading.mark_at(end, b')') {
            return;
        }
        let clause = self.segment_before(open, CLAUSE);
        let counted = scene.mentions.quantities_in(clause.clone());
        if counted.iter().any(|other| !other.is_percent()) {
            return;
        }
        let start = scene.cue_at(clause.start, Cue::And).unwrap_or(clause.start);
        let clause = start.min(clause.end)..clause.end;
        let Some((deed, verb)) = deed::opening(scene, clause.clone()) else {
            return;
        };
        let noun = noun::noun_within(scene, clause);
        let is_same = short.is_none() || names_in_full(scene, verb.end, self.noun_end);
        let is_named = match noun {
            Noun::Member => short.is_none(),
            Noun::Organization(_) => self.noun == Noun::None && is_same,
            _ => false,
        };
        if is_achievement(Some(deed)) && is_named {
            (self.noun, self.noun_end) = (noun, end);
            self.set_deed(deed);
        }
    }
}
