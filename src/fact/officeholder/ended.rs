//! Posts that are over, by what stands around them: a word for it, a stretch of time, a dismissal, a later post.
//!
//! Enters: a sentence's parts and a post. Leaves: whether they say that it is held no more.

use crate::fact::officeholder::career::is_office;
use crate::fact::officeholder::holder::Sentence;
use crate::fact::officeholder::part::{Element, Part};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::{self, YearsLabel};
use crate::text::TokenRange;

impl Sentence<'_> {
    /// `bí thư Tỉnh ủy khi đó`, `lúc đó là Bí thư Tỉnh ủy`, `Bí thư Thị ủy An Khê cũ`
    pub(super) fn is_over(&self, post: usize) -> bool {
        let before = post.checked_sub(2).map(|at| &self.parts[at..post]);
        let is_told_before = before
            .is_some_and(|told| told[0].is_verb(Cue::OfficeThen) && told[1].is_verb(Cue::OfficeIs));
        let after = |at: usize| {
            self.parts
                .get(at)
                .is_some_and(|part| part.is_verb(Cue::OfficeThen))
        };
        let was = self.parts.get(post + 1).zip(self.parts.get(post + 2));
        // "Bí thư trước đây là ông A"
        let is_past = was
            .is_some_and(|(past, is)| past.is_verb(Cue::OfficePast) && is.is_verb(Cue::OfficeIs));
        after(post + 1)
            || is_told_before
            || is_past
            || self.is_of_predecessor(post)
            || (self
                .parts
                .get(post + 1)
                .is_some_and(|part| part.is_mark(b'-'))
                && after(post + 2))
    }

    /// `Bí thư Đảng ủy từ năm 1982 đến năm 1988`, `Bí thư Đảng ủy, Giám đốc giai đoạn 2009 - 2011`, `Bí thư Chi bộ đến năm 2019`,
    /// `Bí thư Đảng ủy nhiệm kỳ 2010-2015`: a time that has passed.
    pub(super) fn is_span(&self, post: usize) -> bool {
        let start = self.parts[post].tokens.end;
        let behind = |end: usize| start..self.parts[end - 1].tokens.end.max(start);
        let aside = self.skip_asides(post + 1);
        if self.has_passed(&behind(aside)) {
            return true;
        }
        let listed = self.skip_titles(aside);
        listed > aside && self.is_stretch(&behind(listed))
    }

    /// `Bí thư Huyện ủy: A (2010 - 2015)`: a stretch in brackets behind the name that follows the post.
    pub(super) fn spans_behind(&self, name: usize, post: usize) -> bool {
        let is_open = |open: &usize| self.parts.get(*open).is_some_and(|part| part.is_mark(b'('));
        let open = Some(name + 1).filter(|open| name > post && is_open(open));
        let brackets = open.and_then(|open| {
            let close = self.closing(open)?;
            Some(self.parts[open].tokens.end..self.parts[close].tokens.start)
        });
        // "(người từng làm Giám đốc giai đoạn 2010 - 2015)" tells of another office.
        let is_time = |part: &Part| matches!(part.element, Element::Aside | Element::Mark(_));
        let tells = |tokens: &TokenRange| {
            let within = self.parts.iter().skip(name + 2);
            let mut told = within.take_while(|part| part.tokens.start < tokens.end);
            told.all(is_time)
        };
        brackets.is_some_and(|brackets| tells(&brackets) && self.is_stretch(&brackets))
    }

    /// `từng là Phó Bí thư …, hiện là Bí thư Huyện ủy`, `lần lượt làm …, Bí thư Huyện ủy từ năm 2021 đến nay`: whether a post of a career
    /// is said to be held to this day.
    pub(super) fn is_held_now(&self, post: usize) -> bool {
        const NOW: CueSet = CueSet::of(&[Cue::OfficePresent, Cue::OfficeNow]);
        const TELLING: CueSet = NOW.union(CueSet::of(&[Cue::StatusFormer]));
        let is_of_post = |part: &Part| {
            is_office(part) || part.is_verb(Cue::OfficeIs) || part.is_verb(Cue::OfficeAppoint)
        };
        let mut before = (0..post).rev();
        let is_said_before = before
            .find(|&at| self.opens_with(at, TELLING) || !is_of_post(&self.parts[at]))
            .is_some_and(|at| self.opens_with(at, NOW));
        let lasts = |at: usize| {
            let start = self.parts[at].tokens.start;
            let now = self.scene.cue_at(start, Cue::OfficeNow);
            // "Bí thư Huyện ủy A (nay là thị xã A)": the place has another name today.
            now.is_some() && !self.opens_with(at, CueSet::of(&[Cue::OfficeIs]))
        };
        is_said_before || (post + 1..self.skip_asides(post + 1)).any(lasts)
    }

    /// Whether a stretch, a term or what reaches until a year lies before the article's own time.
    fn has_passed(&self, tokens: &TokenRange) -> bool {
        if tokens.is_empty() {
            return false;
        }
        let is_past = |year: u16| self.scene.today.is_some_and(|today| year < today);
        let years = self.scene.mentions.years_in(tokens.clone()).iter();
        let terms = years.filter(|years| years.label == YearsLabel::Term);
        let is_term_over = terms.map(|years| years.end).max().is_some_and(is_past);
        let until = |date: &date::DateMention| {
            let is_until = self
                .scene
                .cue_before(date.tokens.start, Cue::QuantityTo)
                .is_some();
            is_until && date.year.is_some_and(is_past)
        };
        is_term_over
            || self.is_stretch(tokens)
            || self
                .scene
                .mentions
                .dates_in(tokens.clone())
                .iter()
                .any(until)
    }

    /// `từ năm 2010 đến năm 2015`, `12/7/2010 - 15/5/2015`: two years that name no term, the second of them not ahead; where both
    /// stand in full dates, a joint parts these, and the second may be of the article's own year.
    fn is_stretch(&self, tokens: &TokenRange) -> bool {
        let reading = self.scene.reading;
        let is_term = self.scene.find_cue(tokens.clone(), Cue::Term).is_some()
            || self
                .scene
                .find_cue(tokens.clone(), Cue::CongressTenure)
                .is_some();
        let mut years = tokens
            .clone()
            .filter_map(|token| date::year(reading, token));
        let last = years.next().and(years.next_back());
        // "12/7/2010 - 15/5/2015", told in 2015: nobody dates what is to come.
        let dates = self.scene.mentions.dates_in(tokens.clone());
        let is_dated = dates.len() > 1 && dates.iter().all(|date| date.month.is_some());
        let are_days = dates.len() > 1 && dates.iter().all(|date| date.day.is_some());
        // "(sinh ngày 12/7/1975; vào Đảng ngày 15/5/1999)"
        let is_joined = dates.windows(2).any(|pair| {
            let between = pair[0].tokens.end..pair[1].tokens.start;
            let mut words = between.clone();
            words.any(|at| reading.tokens[at].is_mark(b'-'))
                || self.scene.find_cue(between, Cue::QuantityTo).is_some()
        });
        let is_ahead = |year: u16| {
            let today = self.scene.today;
            today.is_some_and(|today| year > today || year == today && !is_dated)
        };
        !is_term && (is_joined || !are_days) && last.is_some_and(|last| !is_ahead(last))
    }

    /// `thay Bí thư Tỉnh ủy Nguyễn Văn A`, `kế nhiệm đồng chí Bí thư Huyện ủy Nguyễn Văn A`
    pub(super) fn is_replaced(&self, post: usize) -> bool {
        (0..post)
            .rev()
            .map(|left| &self.parts[left])
            .find(|left| left.element != Element::Address)
            .is_some_and(|left| left.is_verb(Cue::OfficeReplace))
    }

    /// `cách hết chức vụ trong Đảng đối với ông A, Bí thư Đảng ủy`, `quyết định nghỉ hưu đối với bà B, Bí thư Huyện ủy`: no office is
    /// named that the one concerned would lose alone.
    pub(super) fn is_dismissed(&self, name: usize, post: usize) -> bool {
        const LEAVING: CueSet = CueSet::of(&[Cue::OfficeCease, Cue::OfficeEnd]);
        let Some(towards) = name.checked_sub(1) else {
            return false;
        };
        let is_told = |part: &Part| {
            matches!(
                part.element,
                Element::Word | Element::Noun | Element::Aside | Element::Mark(b'"' | b',')
            ) || part.is_verb(Cue::OfficePast)
        };
        let leaves = (0..towards)
            .rev()
            .find(|&at| !is_told(&self.parts[at]) || self.opens_with(at, LEAVING));
        self.parts[towards].is_verb(Cue::OfficeTowards)
            && leaves.is_some_and(|at| self.opens_with(at, LEAVING))
            && !self.has_verb(0..name, Cue::OfficeProposal)
            && !self.has_verb(name..post, Cue::OfficeAppoint)
    }

    pub(super) fn opens_with(&self, at: usize, cues: CueSet) -> bool {
        let start = self.parts[at].tokens.start;
        self.scene.starts_any(start, cues)
    }

    /// `Bí thư Huyện ủy A đột ngột từ trần`, `ông A, Bí thư Huyện ủy, nghỉ hưu trước tuổi`: what is said of the holder whose name
    /// and post end at `last`.
    pub(super) fn is_gone(&self, last: usize) -> bool {
        let mut at = self.skip_titles(self.skip_asides(last + 1));
        let closes = |part: &Part| matches!(part.element, Element::Mark(b',' | b')' | b':' | b'-'));
        while self.parts.get(at).is_some_and(closes) {
            at += 1;
        }
        let next = self.parts.get(at).map(|part| part.tokens.start);
        next.is_some_and(|next| self.scene.cue_at(next, Cue::OfficeEnd).is_some())
    }

    /// `Bí thư Huyện ủy X rồi Phó Bí thư Tỉnh ủy`, `Bí thư Huyện ủy X, sau đó được bầu làm Chủ tịch UBND tỉnh`: another office came
    /// after it.
    pub(super) fn is_followed(&self, post: usize) -> bool {
        let mut at = self.skip_titles(self.skip_asides(post + 1));
        at += usize::from(self.parts.get(at).is_some_and(|part| part.is_mark(b',')));
        let Some(then) = self.parts.get(at) else {
            return false;
        };
        let is_verb = |part: &Part| part.is_verb(Cue::OfficeAppoint) || part.is_verb(Cue::OfficeIs);
        let next = self.parts[at + 1..].iter().find(|part| !is_verb(part));
        let is_office = |part: &Part| part.post().is_some() || part.element == Element::Title;
        self.scene
            .cue_at(then.tokens.start, Cue::OfficeNext)
            .is_some()
            && next.is_some_and(is_office)
    }
}
