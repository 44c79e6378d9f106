//! Figures told in the same way as others: the next of several that their words set side by side, a row of times, so many of a
//! whole that was counted before.

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, ellipsis};
use crate::knowledge::cue::Cue;
use crate::text::{Kind, TokenRange};

/// Tokens of the words of one of several before its figure.
const SEGMENT_WORDS: usize = 12;
/// Tokens of a heading before its colon.
const HEADING_WORDS: usize = 24;
/// Sentences back in which a whole was counted.
const WHOLE_SENTENCES: usize = 2;
/// Counted figures back among which the whole is.
const WHOLES: usize = 6;

impl Figure<'_, '_> {
    /// `khối cơ quan có 57 đảng bộ, chi bộ; khối doanh nghiệp 35`: the next of several whose words start alike.
    pub(super) fn take_up_parallel_segment(&mut self) {
        let is_open = self.noun == Noun::None && self.is_bare() && self.label.is_none();
        let is_plain = self.is_plain() || !self.is_deed_beside();
        if !is_open || !is_plain {
            return;
        }
        let Some(previous) = self
            .previous
            .filter(|previous| previous.sentence == self.sentence)
        else {
            return;
        };
        let Some(own) = self.words_of_segment(self.quantity.tokens.start) else {
            return;
        };
        let counts_same = self
            .words_of_segment(previous.quantity.tokens.start)
            .is_some_and(|before| self.start_alike(&before, &own));
        let scene = self.scene;
        let names_one = scene
            .mentions
            .organizations_in(own.clone())
            .any(|(_, mention)| !mention.is_generic);
        if counts_same
            && !names_one
            && let Some(said @ (Noun::Member | Noun::Organization(_))) = previous.said()
        {
            self.noun = said;
            self.listed = Some(own);
            self.take_deed_of(previous);
        }
    }

    /// The words between the last mark and a figure or its link, if nothing is counted in them.
    pub(super) fn words_of_segment(&self, figure: usize) -> Option<TokenRange> {
        let scene = self.scene;
        let end = [Cue::Copula, Cue::CountHas]
            .into_iter()
            .filter_map(|cue| scene.cue_before(figure, cue))
            .min()
            .unwrap_or(figure);
        let from = end.saturating_sub(SEGMENT_WORDS);
        let mark = (from..end)
            .rev()
            .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))?;
        let words = mark + 1..end;
        let is_told = words.clone().all(|at| scene.reading.tokens[at].is_word());
        (is_told && !words.is_empty()).then_some(words)
    }

    /// Whether two stretches of words start with the same word and go on with others.
    fn start_alike(&self, one: &TokenRange, other: &TokenRange) -> bool {
        let form = |range: &TokenRange, at: usize| {
            self.scene
                .reading
                .canonical(range.start + at..range.start + at + 1)
                .to_lowercase()
        };
        one.len() > 1
            && other.len() > 1
            && form(one, 0) == form(other, 0)
            && form(one, 1) != form(other, 1)
    }

    /// `Số đảng viên là thợ lò: năm 2014 - 148; năm 2015 - 181`: how many there were at times that a row tells.
    pub(super) fn take_up_row_of_times(&mut self) {
        let scene = self.scene;
        let is_plain = self.is_plain();
        let is_open = match self.noun {
            Noun::None => self.is_bare(),
            // "năm 2014 là 148 đảng viên": it says again what the heading has.
            Noun::Member | Noun::Organization(_) => is_plain,
            Noun::Person => false,
        };
        if !is_open {
            return;
        }
        let figure = self.quantity.tokens.start;
        let dash = figure.checked_sub(1).filter(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b'-' | b':' | b',')
            )
        });
        let end = scene
            .cue_before(figure, Cue::Copula)
            .or(dash)
            .unwrap_or(figure);
        let Some(time) = self.time_before(end) else {
            return;
        };
        let sentence = scene.reading.sentence_of(figure).start;
        let Some(colon) = (sentence..time)
            .take(HEADING_WORDS)
            .find(|&at| scene.reading.tokens[at].is_mark(b':'))
        else {
            return;
        };
        let heading = sentence..colon;
        let counted = noun::noun_within(scene, heading.clone());
        let is_numbered = scene.find_cue(heading.clone(), Cue::CountLabel).is_some();
        let deed = deed::label_deed(scene, heading.clone()).map(|(deed, _)| deed);
        if is_numbered
            && (self.noun == Noun::None || self.noun == counted)
            && scene.mentions.quantities_in(heading).is_empty()
            && matches!(counted, Noun::Member | Noun::Organization(_))
        {
            self.noun = counted;
            self.label = None;
            self.set_deed(deed);
        }
    }

    /// `xóa tên 60 đảng viên. Trong đó, năm 2016 là 18 đảng viên; năm 2017 là 9 đảng viên`, `khai trừ 30 đảng viên: năm 2016 là 8 đảng
    /// viên`: so many of those just counted by a time.
    pub(super) fn take_up_part_by_time(&mut self) {
        let scene = self.scene;
        let is_plain = self.is_plain();
        let is_same = |whole: &&Counted<'_>| {
            let is_done = whole.deed.is_some_and(Deed::names_parts);
            is_done && whole.said().as_ref() == Some(&self.noun)
        };
        let Some(whole) = self.previous.filter(is_same).filter(|_| is_plain) else {
            return;
        };
        let Some(time) = self.time_of(self.quantity.tokens.start) else {
            return;
        };
        let is_mark = |at: usize, marks: &[u8]| {
            let mark = scene.reading.tokens[at].mark();
            mark.is_some_and(|mark| marks.contains(&mark))
        };
        let mark = time.start.checked_sub(1);
        let open = mark
            .filter(|&mark| is_mark(mark, b",:"))
            .unwrap_or(time.start);
        let is_opened = scene.cue_before(open, Cue::PartStrict).is_some()
            || open == whole.tokens.end && is_mark(open, b":");
        let goes_on = open == whole.tokens.end
            && is_mark(open, b",;")
            && whole.sentence == self.sentence
            && self.time_of(whole.quantity.tokens.start).is_some();
        if (is_opened || goes_on) && self.is_within_whole() {
            self.is_reckoned = true;
            self.take_deed_of(whole);
        }
    }

    /// The words right before a figure or its link that tell a time and nothing else: `từ tháng 1-2019 đến tháng 3-2019 là`.
    fn time_of(&self, figure: usize) -> Option<TokenRange> {
        let scene = self.scene;
        let colon = figure
            .checked_sub(1)
            .filter(|&at| scene.reading.tokens[at].is_mark(b':'));
        let end = scene
            .cue_before(figure, Cue::Copula)
            .or_else(|| scene.cue_before(figure, Cue::CountHas))
            .or(colon)
            .unwrap_or(figure);
        let from = end.saturating_sub(SEGMENT_WORDS);
        let start = (from..end).find(|&at| self.is_time(at..end))?;
        Some(start..end)
    }

    /// Whether words tell a time and nothing else: `năm 2016`, `từ tháng 1-2019 đến tháng 3-2019`.
    fn is_time(&self, words: TokenRange) -> bool {
        let from = self.scene.cue_at(words.start, Cue::QuantityFrom);
        let start = from.unwrap_or(words.start);
        start < words.end && ellipsis::is_time_only(self.scene, start..words.end)
    }

    /// Where the time between a mark and the end of its words starts, if nothing else stands there.
    fn time_before(&self, end: usize) -> Option<usize> {
        let scene = self.scene;
        let from = end.saturating_sub(SEGMENT_WORDS);
        let mark = (from..end).rev().find(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b':' | b';' | b',')
            )
        })?;
        self.is_time(mark + 1..end).then_some(mark + 1)
    }

    /// `chi bộ trong sạch, vững mạnh chiếm 8/9; chi bộ có mô hình dân vận khéo 14/20`: so many of the organizations that the words
    /// before a ratio start with.
    pub(super) fn take_up_share_of_organizations(&mut self) {
        let is_open = self.noun == Noun::None && self.is_bare() && self.label.is_none();
        let is_part = self.quantity.of > self.quantity.value && self.quantity.value.is_some();
        if !is_open || !is_part || self.is_date() {
            return;
        }
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let from = scene
            .reading
            .sentence_of(figure)
            .start
            .max(figure.saturating_sub(SEGMENT_WORDS));
        let start = (from..figure)
            .rev()
            .find(|&at| {
                matches!(
                    scene.reading.tokens[at].kind,
                    Kind::Mark(b';' | b':' | b'(' | b')')
                )
            })
            .map_or(from, |mark| mark + 1);
        let words = start..figure;
        let (noun, noun_end) = noun::noun_at(scene, start);
        let names_one = scene
            .mentions
            .organizations_in(words.clone())
            .any(|(_, mention)| mention.is_named);
        if matches!(noun, Noun::Organization(_))
            && noun_end < figure
            && !names_one
            && scene.mentions.quantities_in(words.clone()).is_empty()
        {
            let told = deed::label_deed(scene, words).map(|(deed, _)| deed);
            let deed = told.filter(|deed| *deed != Deed::Have);
            self.noun = noun;
            self.set_deed(deed.or(Some(Deed::Other)));
        }
    }

    /// `kết nạp 58 đảng viên … 41 trong 58 người là công nhân`: so many of those just counted, who are counted again.
    pub(super) fn take_up_of_whole(&mut self) {
        let is_open = matches!(self.noun, Noun::None | Noun::Person) && self.kind.is_none();
        let is_plain = matches!(self.deed(), None | Some(Deed::Have | Deed::Other));
        let of = self.quantity.of;
        if !is_open || !is_plain || of.is_none() || self.is_date() {
            return;
        }
        let sentence = self.sentence;
        let whole = self
            .counted
            .iter()
            .rev()
            .take(WHOLES)
            .take_while(|whole| sentence - whole.sentence <= WHOLE_SENTENCES)
            .find(|whole| whole.quantity.value == of && Self::counts_members(whole));
        if let Some(whole) = whole {
            self.previous = Some(whole);
            self.noun = Noun::Member;
            self.is_reckoned = true;
            self.take_deed_of(whole);
        }
    }

    /// `kỷ luật 40 đảng viên, gồm: khiển trách 37, khai trừ 3. Trong đó, cấp ủy viên có 6 đồng chí`: more than the last part are some
    /// of the whole.
    pub(super) fn look_back_to_whole(&mut self, is_strict: bool) {
        let holds = |whole: &Counted<'_>| whole.quantity.value >= self.quantity.value;
        let Some(previous) = self.previous.filter(|last| is_strict && !holds(last)) else {
            return;
        };
        let mut near = self.counted.iter().rev().take(WHOLES);
        let whole = near.find(|whole| {
            let is_near = whole.sentence == previous.sentence && !whole.is_part;
            is_near && Self::counts_members(whole) && holds(whole)
        });
        self.previous = whole.or(self.previous);
    }

    fn counts_members(whole: &Counted<'_>) -> bool {
        whole.said() == Some(Noun::Member) && whole.quantity.of.is_none()
    }
}
