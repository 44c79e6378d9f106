//! Persons who are members because of what the sentence speaks of: rated at the year's end, doing something as some of
//! those just counted, left over of them, too many to be anybody else.

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, sentence_before};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::Number;
use crate::text::{Gap, Kind};

/// Tokens between what a sentence's first words name and the mark that ends them: `Xếp loại đảng viên năm 2023:`.
const ABOUT_REACH: usize = 6;
/// Tokens of a rating before its figure.
const RATED_WORDS: usize = 8;
/// Tokens before rated persons in which members are spoken of.
const RATED_BACK: usize = 60;
/// Tokens between the members, the word for most and how many they are: `đảng viên trẻ nhất, với`.
const MOST_REACH: usize = 2;
/// So many comrades are an organization's members.
const MANY: Number = Number::whole(1_000);

impl Figure<'_, '_> {
    /// `Đối với đảng viên, có 4.861 đồng chí …`; `Xếp loại đảng viên: 150 đồng chí …`: what the sentence's first words say
    /// that its figures count.
    pub(super) fn topic(&self) -> Option<Noun> {
        let scene = self.scene;
        let start = scene.reading.sentence_of(self.quantity.number.start).start;
        let about = scene.cue_at(start, Cue::CountAbout);
        let (noun, end) = noun::noun_at(scene, about.unwrap_or(start));
        let tokens = &scene.reading.tokens;
        let mark = (end..self.quantity.tokens.start)
            .take(ABOUT_REACH)
            .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))?;
        let closes = tokens[mark].is_mark(b':') || (about.is_some() && tokens[mark].is_mark(b','));
        let is_plain = mark == end || about.is_some();
        (closes && is_plain && matches!(noun, Noun::Member | Noun::Organization(_))).then_some(noun)
    }

    /// Whether the figure's noun is open for what the sentence speaks of: "đồng chí", or none at all.
    fn is_open(&self) -> bool {
        let is_person = self.noun == Noun::Person && self.kind.is_none();
        (is_person || (self.noun == Noun::None && self.is_bare())) && !self.is_date()
    }

    /// Whether a word that stands for an organization counted before, and nothing more, follows the figure: `6 đơn vị`.
    fn is_stand_in(&self) -> bool {
        let scene = self.scene;
        let end = [Cue::NounOrganizationPlace, Cue::NounOrganizationShort]
            .into_iter()
            .find_map(|cue| scene.cue_at(self.quantity.tokens.end, cue));
        let ends = end.is_some_and(|end| scene.reading.closes_at(end));
        self.noun == Noun::None && ends && matches!(self.said(), Some(Noun::Organization(_)))
    }

    /// `58 đảng viên, 6 đồng chí sinh hoạt nơi cư trú`: comrades of those just counted, of whom their own verb tells.
    pub(super) fn take_up_members_doing(&mut self) {
        if self.noun != Noun::Person || self.deed() != Some(Deed::Other) || self.quantity.in_words {
            return;
        }
        let is_told = self.deed_tokens().is_none() || self.topic() == Some(Noun::Member);
        let is_some = self.previous.is_none_or(|previous| {
            previous
                .whole
                .is_none_or(|whole| self.quantity.value < Some(whole))
        });
        // "chuyển đi 21 đồng chí, từ trần 9 đồng chí": no part of those before, and none of what befell them.
        let befell = self
            .deed_tokens()
            .is_some_and(|deed| self.scene.cue_at(deed.start, Cue::AfterOwn) == Some(deed.end));
        let is_told = (is_told || (befell && self.is_deed_beside())) && !self.follows_others();
        let are_members = self.said() == Some(Noun::Member) && (is_some || befell);
        if is_told && (are_members || self.are_rated_comrades()) || self.were_inspected() {
            self.noun = Noun::Member;
        }
    }

    /// `97 đảng viên bị kỷ luật, 142 công chức bị xử lý, nhưng chỉ có 90 trường hợp được công bố`: whether employees to whom something
    /// was done were the last ones counted in the sentence, and these are no comrades.
    fn follows_others(&self) -> bool {
        let scene = self.scene;
        let tokens = &self.quantity.tokens;
        let from = scene.reading.sentence_of(tokens.start).start;
        let last = scene.mentions.quantities_in(from..tokens.start).last();
        scene.cue_at(tokens.end, Cue::NounComrade).is_none()
            && last.is_some_and(|last| {
                let employee = scene.cue_at(last.tokens.end, Cue::NounEmployee);
                let suffer = |end| scene.cue_at(end, Cue::Passive).is_some();
                employee.is_some_and(suffer)
                    && scene.cue_at(last.tokens.end, Cue::NounMember).is_none()
            })
    }

    /// `Qua kiểm tra khi có dấu hiệu vi phạm, kết luận 3 đồng chí có vi phạm`: comrades whom a Party inspection found out.
    fn were_inspected(&self) -> bool {
        let scene = self.scene;
        let before = sentence_before(scene, self.quantity);
        scene
            .cue_at(self.quantity.tokens.end, Cue::NounComrade)
            .is_some()
            && deed::deed_after(scene, self.noun_end) == Some(Deed::Other)
            && scene.finds_any(
                before,
                const { CueSet::of(&[Cue::DeedInspect, Cue::DeedSupervise]) },
            )
    }

    /// `Các đảng viên lần lượt kiểm điểm. Kết quả, 3 đồng chí hoàn thành tốt nhiệm vụ`: comrades who are rated where members
    /// are spoken of.
    fn are_rated_comrades(&self) -> bool {
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let before = figure.saturating_sub(RATED_BACK)..figure;
        scene
            .cue_at(self.quantity.tokens.end, Cue::NounComrade)
            .is_some()
            && scene.cue_at(self.noun_end, Cue::CountRated).is_some()
            && scene.find_last_cue(before, Cue::NounMember).is_some()
    }

    /// `Về xử lý hành chính, 2 người bị cảnh cáo`: whom their office disciplined.
    pub(super) fn is_administrative(&self) -> bool {
        let scene = self.scene;
        let before = sentence_before(scene, self.quantity);
        // "trong đó 4 người bị xử lý hình sự": a court does.
        let person = scene.cue_at(self.quantity.tokens.end, Cue::NounPerson);
        if person.is_some_and(|end| scene.cue_at(end, Cue::CountAdministrative).is_some()) {
            return true;
        }
        (self.noun == Noun::Person || self.kind.is_some())
            && self.deed() == Some(Deed::Discipline)
            && scene
                .find_last_cue(before, Cue::CountAdministrative)
                .is_some()
    }

    /// `trong đó hoàn thành xuất sắc nhiệm vụ 886 đồng chí, hoàn thành tốt nhiệm vụ 3.702`: how so many of those just counted
    /// are rated, before their figure.
    pub(super) fn take_up_rated(&mut self) {
        let is_named = matches!(self.noun, Noun::Member | Noun::Organization(_)) && self.is_plain();
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        // "hoàn thành tốt nhiệm vụ: 320 đồng chí"
        let colon = figure
            .checked_sub(1)
            .filter(|&at| scene.reading.tokens[at].is_mark(b':'));
        let is_open = self.is_open() || self.is_stand_in() || is_named;
        if !is_open || self.label.is_some() && (colon.is_none() || is_named) {
            return;
        }
        let end = [Cue::CountHas, Cue::Copula]
            .into_iter()
            .find_map(|cue| scene.cue_before(figure, cue))
            .or(colon)
            .unwrap_or(figure);
        let from = end
            .saturating_sub(RATED_WORDS)
            .max(scene.reading.sentence_of(figure).start);
        let Some(start) = (from..end).find(|&at| {
            scene.cue_at(at, Cue::CountRated) == Some(end) && deed::told_at(scene, at).is_some()
        }) else {
            return;
        };
        // "đảng viên không hoàn thành nhiệm vụ có 3 đảng viên": the same noun may open it.
        let noun = [Cue::NounMember, Cue::NounOrganization]
            .into_iter()
            .find_map(|noun| scene.cue_before(start, noun));
        let first = noun.filter(|_| is_named).unwrap_or(start);
        let opens = first
            .checked_sub(1)
            .is_none_or(|before| matches!(scene.reading.tokens[before].kind, Kind::Mark(_)))
            || scene.ends_any(
                first,
                const { CueSet::of(&[Cue::And, Cue::PartStrict, Cue::CountHas]) },
            );
        // "chưa hoàn thành nhiệm vụ còn 1 chi bộ", "hoàn thành tốt nhiệm vụ 23 đảng viên"
        if is_named && opens {
            self.set_deed(Deed::Other);
        }
        if is_named {
            return;
        }
        // Others rated beside them may be fewer.
        let is_beside = self.previous.and_then(|one| one.deed) == Some(Deed::Other);
        let is_within = is_beside || self.is_within_whole();
        let said = self.said().filter(|_| opens && is_within);
        if let Some(noun @ (Noun::Member | Noun::Organization(_))) = said {
            self.noun = noun;
            self.lead = Some(start..end);
            self.set_deed(Deed::Other);
        }
    }

    /// `trao bằng khen cho 5 chi bộ; 12 đảng viên`, `…; 64 đảng viên hoàn thành xuất sắc nhiệm vụ 5 năm liền`: members who alone, or with
    /// for how many years they have earned it, stand behind those who received an award.
    pub(super) fn take_up_those_commended(&mut self) {
        let scene = self.scene;
        let received = self.previous.filter(|previous| {
            previous.sentence == self.sentence && previous.deed == Some(Deed::Commend)
        });
        let is_member = self.noun == Noun::Member && self.deed_tokens().is_none();
        let (Some(received), true) = (received, is_member) else {
            return;
        };
        let tokens = &scene.reading.tokens;
        let merits = || {
            let end = scene.cue_at(self.noun_end, Cue::CountMerit)?;
            let years = scene.mentions.quantities_in(end..end + 1).first()?;
            let end = scene.cue_at(years.tokens.end, Cue::CountInARow)?;
            scene.reading.closes_at(end).then_some(end)
        };
        let is_alone = || {
            let next = tokens.get(self.noun_end);
            self.clause.start >= received.tokens.end
                && scene.mentions.starts_figure(self.clause.start)
                && next.is_none_or(|next| {
                    matches!(next.kind, Kind::Mark(b'.' | b';')) || next.gap >= Gap::Line
                })
        };
        let goes_on = match self.deed() {
            None => is_alone(),
            Some(Deed::Other) => merits().is_some(),
            _ => false,
        };
        let between = received.tokens.end..self.quantity.tokens.start.max(received.tokens.end);
        if goes_on && deed::last_deed(scene, between).is_none() {
            self.set_deed(Deed::Commend);
        }
    }

    /// `11 đảng viên là học sinh, 38 đồng chí là công nhân`, `184 đảng viên năm 2016, 190 đồng chí năm 2017`: another kind or time
    /// of the same, told in the same way.
    pub(super) fn take_up_sibling(&mut self) {
        let scene = self.scene;
        let Some(previous) = self.previous else {
            return;
        };
        let is_kind = |end: usize| scene.cue_at(end, Cue::Copula).is_some();
        let is_plain = self.is_plain();
        let was_kind = previous.group.is_some() || is_kind(previous.tokens.end);
        let is_dated = |end: usize| scene.cue_at(end, Cue::DateYear).is_some();
        let is_alike = was_kind && is_kind(self.noun_end)
            || is_dated(previous.tokens.end) && is_dated(self.noun_end);
        if self.noun == Noun::Person
            && self.kind.is_none()
            && is_plain
            && is_alike
            && previous.said() == Some(Noun::Member)
        {
            self.noun = Noun::Member;
            self.take_deed_of(previous);
        }
    }

    /// `Ngoài 6 đảng viên đang công tác, còn lại 72 người đã nghỉ hưu`: those of the ones spoken of who were not counted yet.
    pub(super) fn take_up_rest(&mut self) {
        let rest = self
            .scene
            .cue_before(self.quantity.tokens.start, Cue::CountRest);
        let Some(said) = self
            .previous
            .filter(|_| rest.is_some())
            .and_then(Counted::said)
        else {
            return;
        };
        // "mức 30 năm có 12 đảng viên, còn lại 4 đảng viên": the rest received badges, too.
        let received = self.previous.and_then(|one| one.deed) == Some(Deed::Commend);
        if received && self.noun == Noun::Member && self.is_plain() {
            self.set_deed(Deed::Commend);
        }
        let is_plain = matches!(self.deed(), None | Some(Deed::Have | Deed::Other));
        let is_person = self.noun == Noun::Person && said == Noun::Member;
        if self.is_open() && is_plain && (self.noun == Noun::None || is_person) {
            self.noun = said;
            if self.deed() != Some(Deed::Other) {
                self.set_deed(self.previous.and_then(|one| one.deed));
            }
        }
    }

    /// `một đảng bộ đông đảng viên, trên 11,3 vạn đồng chí`: so many comrades are the members that the sentence speaks of, and so are
    /// those of whom somebody has most: `Chi bộ Khoa Nội đông đảng viên nhất, với 32 đồng chí`.
    pub(super) fn take_up_many_comrades(&mut self) {
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let is_comrade =
            scene.cue_at(self.quantity.tokens.end, Cue::NounComrade) == Some(self.noun_end);
        let is_open = self.noun == Noun::Person && is_comrade && self.is_plain();
        let before = sentence_before(scene, self.quantity);
        let Some(member) = scene
            .find_last_cue(before, Cue::NounMember)
            .filter(|_| is_open)
        else {
            return;
        };
        let is_many = self.said() != Some(Noun::Member)
            && self.quantity.value.is_some_and(|value| value >= MANY);
        let most = || scene.find_last_cue(member.end..figure, Cue::Superlative);
        // "các đảng viên tiêu biểu nhất, gồm 15 đồng chí", "đông đảng viên nữ nhất"
        let are_many = || {
            let crowd = scene.cue_before(member.start, Cue::CountCrowd);
            crowd.is_some_and(|crowd| scene.cue_before(crowd, Cue::DeedAdmit).is_none())
        };
        let has_most = || {
            most().is_some_and(|most| {
                let group = scene.find_cue(member.end..most.start, Cue::GroupWord);
                most.start - member.end <= MOST_REACH
                    && figure - most.end <= MOST_REACH
                    && group.is_none()
            })
        };
        if is_many || are_many() && has_most() {
            self.noun = Noun::Member;
        }
    }
}
