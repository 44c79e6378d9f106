//! What a figure's own words leave out and its sentence supplies: the noun before it or behind another figure, the deed of
//! the figure that it is joined to, the heading of its list.

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::ellipsis::{self, Subject};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, clause_before, lead, part, sentence_before};
use crate::knowledge::cue::{Cue, CueSet};
use crate::text::{Kind, TokenRange};

/// Tokens behind "có" in which a figure makes it a count.
const HAS_REACH: usize = 3;
/// Tokens of an organization's name before its figure.
const EXAMPLE_NAME: usize = 30;
/// Tokens before "lên" that name what rises.
const RISING_WORDS: usize = 12;
/// Figures of a row of deeds, the last of which has the noun.
const JOINED: usize = 4;
/// Tokens after persons within which a predicate makes members of them.
pub(super) const PREDICATE_REACH: usize = 20;

impl Figure<'_, '_> {
    /// `Phân theo vi phạm: …; phẩm chất, lối sống 38 đảng viên`, and not `Kết nạp: 5 đồng chí, nay tổng số 38 đảng viên`.
    pub(super) fn take_up_announced(&mut self) {
        let is_total = self
            .deed_tokens()
            .is_some_and(|verb| self.scene.cue_at(verb.start, Cue::CountLabel).is_some());
        if is_total {
            return;
        }
        if self.noun == Noun::Member
            && self.is_plain()
            && let Some(deed) = deed::announced(self.scene, self.quantity)
        {
            self.set_deed(deed);
        }
    }

    /// `đảng viên người Mông 121`, `nữ 129 đồng chí`, `thợ lò trực tiếp là 148 người`.
    pub(super) fn take_up_lead(&mut self) {
        if self.kind.is_some() {
            return;
        }
        let lead = lead::lead(self.scene, self.quantity, &self.noun, self.noun_end);
        let Some(lead) = lead.filter(|_| !self.is_date()) else {
            return;
        };
        if let Some(organization) = lead.organization {
            self.take_up_organization_before(organization, lead.words);
            return;
        }
        self.look_back_to_whole(lead.is_strict);
        let previous = (self.previous).filter(|one| one.said() == Some(Noun::Member));
        let is_within =
            previous.is_some_and(|previous| previous.quantity.value >= self.quantity.value);
        let is_told = if lead.is_members {
            self.previous.is_some()
                || self.noun == Noun::Person
                || self.is_deed_beside()
                || self.quantity.of.is_some()
                || self.is_of_a_time(&lead.words)
        } else {
            is_within || (previous.is_some() && lead.is_strict)
        };
        if !is_told || self.label.is_some() {
            return;
        }
        self.noun = Noun::Member;
        // "đảng viên vi phạm phải xử lý còn 3 đồng chí": the words themselves say what was done.
        let told = Some(lead.words.clone())
            .filter(|_| lead.is_members)
            .and_then(|words| deed::label_deed(self.scene, words))
            .map(|(deed, _)| deed)
            .filter(|deed| *deed != Deed::Have)
            .or_else(|| {
                let new = self.scene.cue_at(lead.words.start, Cue::NounMemberNew)?;
                (new <= lead.words.end).then_some(Deed::Admit)
            });
        if let Some(deed) = told {
            let settled = deed::settled(self.scene, self.quantity, deed);
            self.set_deed(settled);
        } else if self.is_plain() {
            let inherited = previous.and_then(|previous| previous.deed);
            if !lead.is_members || lead.is_strict {
                self.set_deed(inherited);
            }
        }
        self.lead = Some(lead.words);
    }

    /// `Đảng viên đầu kỳ 918`: whether the words before a figure are what it counts and a time, and no more.
    fn is_of_a_time(&self, words: &TokenRange) -> bool {
        let scene = self.scene;
        let noun = scene.cue_at(words.start, Cue::NounMember);
        noun.is_some_and(|noun| scene.cue_at(noun, Cue::CountAgain) == Some(words.end))
    }

    /// `14 tổ chức cơ sở đảng đạt chuẩn; trong đó chi bộ cơ sở 8`: a kind of organization before its figure.
    fn take_up_organization_before(&mut self, organization: Noun, words: TokenRange) {
        let previous = self
            .previous
            .filter(|previous| matches!(previous.said(), Some(Noun::Organization(_))));
        if let Some(previous) = previous.filter(|_| self.is_bare() && self.noun == Noun::None) {
            self.noun = organization;
            self.take_deed_of(previous);
            self.lead = Some(words);
        }
    }

    /// `B. ĐẢNG VIÊN` above `Khai trừ: 9`; `III. THI HÀNH KỶ LUẬT` above `- Đảng viên: 342`.
    pub(super) fn take_up_heading(&mut self) {
        let behind = |label: &TokenRange| self.scene.reading.tokens.get(label.end);
        let is_labelled = (self.label.as_ref())
            .and_then(behind)
            .is_some_and(|mark| mark.is_mark(b':'));
        if !is_labelled {
            return;
        }
        let Some((noun, deed)) = lead::heading(self.scene, self.quantity) else {
            return;
        };
        if self.deed().is_none() && self.noun != Noun::None {
            self.set_deed(deed);
        }
        // "Nữ: 17" under a heading that names organizations counts none of them.
        let is_group =
            noun == Noun::Member && part::group_word(self.scene, self.quantity).is_some();
        if self.deed().is_none() && is_group {
            self.set_deed(lead::deed_of_item_above(self.scene, self.quantity));
        }
        let is_told = self.deed().is_some() || is_group;
        if self.noun == Noun::None && self.is_bare() && is_told {
            self.noun = noun;
        }
    }

    /// `riêng Nghệ An hơn 19,6 vạn`, `công nhân lao động 6.254;`: the noun and deed of the figure before.
    pub(super) fn take_up_what_was_said(&mut self) {
        let Some(previous) = self.previous else {
            return;
        };
        let Some(said) = previous.said() else {
            return;
        };
        let is_open = self.noun == Noun::None
            || (self.noun == Noun::Person && self.kind.is_none() && said == Noun::Member);
        // "năm 2019: 88 đảng viên; năm 2020: 95 đảng viên": another time has so many of the same.
        let says_again = self.noun == said && self.deed().is_none();
        if says_again && let Some(subject) = self.subject_set_apart() {
            self.subject = Some(subject);
            self.take_deed_of(previous);
            return;
        }
        // "giám sát 3 đảng viên. Con số này của cấp cơ sở là 9 chi bộ và 31 đảng viên"
        let is_told = self.noun != Noun::None && self.is_plain() && !previous.is_plain();
        if is_told && ellipsis::is_same_number(self.scene, self.quantity) {
            self.reread_deed(previous.deed);
            return;
        }
        if says_again
            && ellipsis::subject(self.scene, self.quantity, &self.noun) == Some(Subject::Same)
        {
            self.set_deed(previous.deed.map(|deed| self.after_change(deed)));
        }
        let is_plain = self.is_plain();
        // "Cộng cả 3 năm là 264 đảng viên": what the figures before counted, summed up.
        let opening = self
            .scene
            .reading
            .sentence_of(self.quantity.number.start)
            .start;
        // "Tính chung, đảng viên người Mông có 264": words of their own say who they are.
        let names_own = (self.lead.as_ref())
            .is_some_and(|lead| self.scene.cue_at(lead.start, Cue::NounMember).is_some());
        let is_sum =
            !names_own && (self.scene.cue_at(opening, Cue::CountSum).is_some() || self.sums_up());
        if self.noun == said && is_plain && is_sum {
            self.take_deed_of(previous);
        }
        // "trên 3,5 nghìn đảng viên (cụ thể 3.547 đồng chí)": the same, to the last one.
        let is_exact = self
            .scene
            .cue_before(self.quantity.tokens.start, Cue::CountExactly)
            .and_then(|start| start.checked_sub(1))
            .is_some_and(|open| self.scene.reading.tokens[open].is_mark(b'('));
        if is_open && is_exact && is_plain {
            self.noun = said;
            self.take_deed_of(previous);
            return;
        }
        if !is_open {
            return;
        }
        self.subject = ellipsis::subject(self.scene, self.quantity, &self.noun);
        if self.subject.is_some() {
            self.noun = said;
            if is_plain {
                self.reread_deed(previous.deed.map(|deed| self.after_change(deed)));
            }
        } else if self.noun == Noun::None && is_plain {
            self.listed = part::listed(self.scene, self.quantity, self.label.as_ref(), previous);
            if self.listed.is_some() {
                self.noun = said;
                self.take_deed_of(previous);
            }
        }
    }

    /// `kết nạp 7 đảng viên, lũy kế 9 tháng là 31 đảng viên`: whether the words since the last mark only say that it is all there
    /// were, and since when.
    fn sums_up(&self) -> bool {
        /// Tokens of the words.
        const REACH: usize = 10;
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let from = self.clause.start.max(figure.saturating_sub(REACH));
        let mark = (from..figure)
            .rev()
            .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)));
        let Some(sum) = mark.and_then(|mark| scene.cue_at(mark + 1, Cue::CountSum)) else {
            return false;
        };
        let names = |cue| scene.find_cue(sum..figure, cue).is_some();
        let is_since = [Cue::DateMonth, Cue::DateYear, Cue::TimeQuarter]
            .into_iter()
            .any(names);
        // "tổng cộng hiện là 312 đảng viên", "tính chung cả xã là 312 đảng viên": all that there are.
        let is_total = [Cue::CountHas, Cue::PlaceWhole].into_iter().any(names)
            || scene.cue_at(sum, Cue::CountNow).is_some();
        let mut organizations = scene.mentions.organizations_in(sum..figure);
        is_since && !is_total && organizations.next().is_none()
    }

    /// `428 đảng viên lên tuyến đầu; riêng Đảng bộ Sở Y tế 96 đảng viên`: the organization between "riêng" and a figure, or
    /// whatever else stands there: `riêng khối doanh nghiệp 11 đảng viên`.
    fn subject_set_apart(&self) -> Option<Subject> {
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let named = scene
            .mentions
            .organization_ending_at(figure)
            .filter(|(_, mention)| {
                let apart = scene.cue_before(mention.tokens.start, Cue::PartStrict);
                apart.is_some() && !mention.is_generic
            })
            .map(|(index, _)| Subject::Organization(index));
        named.or_else(|| {
            let words = self.words_of_segment(figure)?;
            let apart = scene.cue_at(words.start, Cue::PartStrict)?;
            (apart < words.end && self.is_within_whole()).then_some(Subject::Same)
        })
    }

    /// Whether the words before "lên" name members or organizations and nothing that is done to them.
    pub(super) fn names_what_rises(&self, rise: usize) -> bool {
        let scene = self.scene;
        let from = self
            .previous
            .map_or(0, Counted::number_end)
            .max(scene.reading.sentence_of(rise).start)
            .max(rise.saturating_sub(RISING_WORDS));
        let from = self
            .previous
            .filter(|previous| previous.tokens.end > from && previous.tokens.end < rise)
            .map_or(from, |previous| previous.tokens.end);
        let is_named = scene.finds_any(
            from..rise,
            const { CueSet::of(&[Cue::NounMember, Cue::NounOrganization, Cue::CountLabel]) },
        );
        is_named && deed::is_plain(deed::deed_of_words(scene, from..rise))
    }

    /// `58/142 cán bộ, người lao động là đảng viên`: persons of whom the sentence says that they are members.
    pub(super) fn take_up_members_by_predicate(&mut self) {
        if self.noun != Noun::Person {
            return;
        }
        let scene = self.scene;
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let start = self.quantity.tokens.end;
        let end = (start + PREDICATE_REACH).min(sentence.end);
        let predicate = (start..end)
            .take_while(|&at| {
                let token = &scene.reading.tokens[at];
                token.is_word() || token.is_mark(b',')
            })
            .find_map(|at| {
                let noun = scene.cue_at(at, Cue::Copula)?;
                scene.cue_at(noun, Cue::NounMember)
            });
        if let Some(end) = predicate
            && (self.is_plain() || self.deed_tokens().is_none())
        {
            self.noun = Noun::Member;
            self.noun_end = end;
            self.kind = Some(scene.reading.words(start..end));
        }
    }

    /// `Năm 1954, chi bộ phát triển lên 46 đồng chí`: whom a cell or a Party organization has are members; its committee's
    /// are fewer.
    pub(super) fn take_up_members_of_body(&mut self) {
        let scene = self.scene;
        let (Some(Deed::Have), Some(tokens)) = (self.deed(), self.deed_tokens()) else {
            return;
        };
        if self.noun != Noun::Person || self.kind.is_some() {
            return;
        }
        let verb = tokens.start;
        // "đơn vị đông đảng viên nhất với 642 đồng chí"
        if let Some(largest) = scene.cue_before(verb, Cue::CountLargest)
            && scene.find_cue(largest..verb, Cue::NounMember).is_some()
        {
            self.noun = Noun::Member;
            return;
        }
        let end = [Cue::Acting, Cue::CountNow, Cue::CountAgain]
            .into_iter()
            .find_map(|cue| scene.cue_before(verb, cue))
            .unwrap_or(verb);
        let is_body = self.body_before(end).is_some();
        let is_size = ellipsis::is_committee_size(scene, self.quantity.tokens.start);
        if is_body && !is_size && tokens.end == self.quantity.tokens.start {
            self.noun = Noun::Member;
        }
    }

    /// Where the cell or Party organization starts that ends at a token.
    fn body_before(&self, end: usize) -> Option<usize> {
        let scene = self.scene;
        scene
            .mentions
            .organizations_in(end.saturating_sub(EXAMPLE_NAME)..end)
            .filter(|(_, mention)| mention.tokens.end == end)
            .filter(|(_, mention)| !mention.is_generic || self.opens_growth(mention.tokens.start))
            .map(|(_, mention)| mention.tokens.start)
            .find(|&start| {
                scene.cue_at(start, Cue::CountBody).is_some()
                    && scene
                        .cue_before(start, Cue::OrganizationCommittee)
                        .is_none()
            })
    }

    /// `Từ một chi bộ có 5 đồng chí, đến nay …`: whether a body, counted as one, opens its sentence as what has grown since.
    fn opens_growth(&self, body: usize) -> bool {
        let scene = self.scene;
        let opening = scene.reading.sentence_of(body).start;
        let from = scene.cue_at(opening, Cue::QuantityFrom).is_some();
        let closes = scene.reading.mark_at(self.noun_end, b',');
        let ones = scene.mentions.quantities_in(opening..body);
        from && closes
            && matches!(ones, [one] if one.in_words && one.tokens.start == opening && one.tokens.end == body)
    }

    /// `Năm 1970, chi bộ có 4 đảng viên. Đến năm 1990, chi bộ được 9 người.`: how many a body has come to have by a time, where
    /// there were fewer before. `Về hiến máu, chi bộ được 9 người` are none.
    pub(super) fn take_up_members_come_to(&mut self) {
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let is_open = self.noun == Noun::Person && self.kind.is_none() && self.deed().is_none();
        let Some(got) = scene.cue_before(figure, Cue::Passive).filter(|_| is_open) else {
            return;
        };
        let tokens = &scene.reading.tokens;
        let next = tokens.get(self.noun_end);
        let ends = next.is_none_or(|next| matches!(next.kind, Kind::Mark(_)));
        let grew = self.earlier.is_some_and(|earlier| {
            earlier.said() == Some(Noun::Member)
                && earlier.deed == Some(Deed::Have)
                && earlier.quantity.value < self.quantity.value
        });
        let opening = scene.reading.sentence_of(figure).start;
        let is_by_time = |body: usize| {
            let comma = body.checked_sub(1).filter(|&at| tokens[at].is_mark(b','));
            comma.is_some_and(|comma| scene.mentions.has_time_ending_at(comma))
                && scene.cue_at(opening, Cue::CountWhen).is_some()
        };
        if ends && grew && self.body_before(got).is_some_and(is_by_time) {
            self.noun = Noun::Member;
            self.set_deed_by(Deed::Have, got..figure);
        }
    }

    /// `Huy hiệu 65 năm tuổi Đảng cho 1 đảng viên, 60 năm cho 3, 55 năm cho 7`: who received the badges just spoken of.
    pub(super) fn take_up_badges_by_years(&mut self) {
        let received = self.deed() == Some(Deed::Commend);
        if self.noun == Noun::None
            && self.is_bare()
            && received
            && deed::badge_before(self.scene, self.quantity).is_some()
            && self.previous.and_then(Counted::said) == Some(Noun::Member)
        {
            self.noun = Noun::Member;
        }
    }

    /// `số đảng viên tăng 41 đồng chí, nâng tổng số lên 352 đồng chí`: what rises is what the sentence has named.
    pub(super) fn take_up_what_rises(&mut self) {
        let scene = self.scene;
        let before = sentence_before(scene, self.quantity);
        let rise = scene.cue_before(self.quantity.tokens.start, Cue::QuantityRise);
        let rises = rise.is_some();
        // "đưa tổng số lên 18 đồng chí sau khi một người qua đời": all that there are.
        let is_total = rise.is_some_and(|rise| scene.cue_before(rise, Cue::CountLabel).is_some());
        if is_total && self.deed() == Some(Deed::Other) && self.noun == Noun::Person {
            self.set_deed(Deed::Have);
        }
        if self.noun == Noun::Person
            && self.kind.is_none()
            && rises
            && self.is_plain()
            && scene.find_cue(before, Cue::NounMember).is_some()
        {
            self.noun = Noun::Member;
        }
    }

    /// `chuyển đến 61, chuyển đi 24 đảng viên`: the noun of the figure that goes on with another deed.
    pub(super) fn take_up_noun_behind(&mut self) {
        let scene = self.scene;
        // "thành lập được 11, phát triển 288 đảng viên": no members are set up.
        let is_of_organizations = matches!(
            self.deed(),
            Some(Deed::Establish | Deed::Dissolve | Deed::Merge | Deed::HoldCongress)
        );
        let is_open = self.noun == Noun::None && self.is_bare() && self.is_deed_beside();
        if !is_open || is_of_organizations {
            return;
        }
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let rest = self.quantity.tokens.end..sentence.end;
        let mut end = rest.start;
        // "khai trừ 9, cảnh cáo 31 và khiển trách 74 đảng viên": past those that leave it out, too.
        for next in scene.mentions.quantities_in(rest).iter().take(JOINED) {
            if next.tokens.start <= end || !deed::joins(scene, end..next.tokens.start) {
                return;
            }
            (self.noun, end) = noun::noun_after(scene, next.tokens.end);
            if self.noun != Noun::None {
                return;
            }
        }
    }

    /// `kỷ luật 12 cán bộ, công chức, trong đó có 5 đảng viên`: members among those who are not counted themselves.
    pub(super) fn take_up_members_among(&mut self) {
        let scene = self.scene;
        let is_plain = self.is_plain();
        if self.noun != Noun::Member || !is_plain || self.previous.is_some() {
            return;
        }
        if !part::is_strict(scene, self.quantity) && self.lead.is_none() {
            return;
        }
        let before = sentence_before(scene, self.quantity);
        // "Trong số này có 372 đảng viên": of those in the sentence before.
        let opening = scene.reading.sentence_of(self.quantity.number.start).start;
        let looks_back = scene.cue_at(opening, Cue::PartThose).is_some();
        let earlier = opening
            .checked_sub(1)
            .filter(|_| looks_back)
            .map_or(opening..opening, |at| scene.reading.sentence_of(at));
        let wholes = [before, earlier].map(|range| scene.mentions.quantities_in(range).last());
        let Some(whole) = wholes.into_iter().flatten().next() else {
            return;
        };
        let end = scene
            .cue_at(whole.tokens.end, Cue::NounPersonKind)
            .unwrap_or(noun::noun_after(scene, whole.tokens.end).1);
        let clause = clause_before(scene, whole);
        let done = deed::done(scene, whole, end, None, &clause).map(|done| done.deed);
        if let Some(deed) = done.filter(|deed| deed.names_parts() || *deed == Deed::Attend) {
            self.set_deed(deed);
        }
    }

    /// `9/24 đảng viên giơ tay`: so many of a whole do something. `trong đó 38 chi bộ có chi ủy`: organizations that have
    /// what not all of them have do, too.
    pub(super) fn take_share_for_deed(&mut self, is_part: bool) {
        let scene = self.scene;
        // "61/73 chi bộ có chi ủy" have something that is no count.
        let has_what = scene.cue_at(self.noun_end, Cue::CountHas).filter(|&what| {
            scene.cue_at(what, Cue::CountLabel).is_none()
                && scene
                    .mentions
                    .quantities_in(what..what + HAS_REACH)
                    .is_empty()
        });
        const GOES_ON: CueSet =
            CueSet::of(&[Cue::And, Cue::GroupOpen, Cue::GroupWord, Cue::DeedHave]);
        let goes_on = !scene.reading.words_end_at(self.noun_end)
            && (has_what.is_some() || !scene.starts_any(self.noun_end, GOES_ON));
        let is_plain =
            self.is_plain() || (has_what.is_some() && self.deed() == Some(Deed::Establish));
        let is_counted = matches!(self.noun, Noun::Member | Noun::Organization(_));
        let is_share = self.quantity.of.is_some() && !is_part;
        // "Đảng bộ hiện có 42 chi bộ có chức năng lãnh đạo": those that it has are all there are.
        let are_apart = has_what.is_some()
            && matches!(self.noun, Noun::Organization(_))
            && self.deed() != Some(Deed::Establish)
            && !(self.deed() == Some(Deed::Have) && self.is_deed_beside());
        if (is_share || are_apart) && is_counted && is_plain && goes_on {
            self.set_deed(Deed::Other);
        }
    }
}
