//! Parts that arithmetic proves. What the words beside a figure leave open its own value may settle: parts sum up to what was
//! counted before (`91 tổ chức cơ sở đảng. Cơ cấu: cơ quan 38, sự nghiệp 27, doanh nghiệp 26`), or the share that the text tells
//! of them is theirs (`372 đảng viên … Trình độ sau đại học 158 người, chiếm 42,5%`).

use super::Figure;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::{Counted, SENTENCE_REACH, sentence_before};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number};
use crate::text::{Gap, Kind, TokenRange};

/// Counted figures back among which the whole is.
const WHOLES: usize = 8;
/// Sentences back in which it stands.
const WHOLE_SENTENCES: usize = 3;
/// Tokens between a figure and the share that is told of it.
const SHARE_WORDS: usize = 6;
/// Figures of a list that sum up.
const ITEMS: usize = 12;
/// Tokens of an item before its figure.
const ITEM_WORDS: usize = 16;
/// Tokens that tell that what was done to so many is concluded.
const CONCLUDED_WORDS: usize = 7;
/// Tokens before the words that a list is by: `Phân theo`, `3. Theo`.
const SIGN: usize = 2;

impl<'f, 's> Figure<'f, 's> {
    /// `có 240 đảng viên là nữ; đưa tổng số đảng viên lên 2.300`: whether so many there are by now, with those before.
    pub(super) fn is_level_reached(&self) -> bool {
        let rise = self
            .scene
            .cue_before(self.quantity.tokens.start, Cue::QuantityRise);
        self.is_plain() && rise.is_some_and(|rise| self.names_what_rises(rise))
    }

    /// `khối lâm sàng 241, khối cận lâm sàng 74, khối hành chính 57`; `FDI là 9 (30%)`; `Theo vi phạm: đất đai 61, lối sống 38`.
    pub(super) fn take_up_reckoned_part(&mut self) {
        if self.noun == Noun::Member {
            self.take_up_members_of_sum();
            return;
        }
        if !self.may_be_part() {
            return;
        }
        let listed = self.words_of_item();
        let is_listed_by = self.is_listed_by_kind() || self.opens_with_group();
        let whole = self.wholes().find(|whole| {
            let exceeds = whole.quantity.value > self.quantity.value;
            exceeds
                && self.does_deed_of(whole)
                && (self.has_share_of(whole)
                    || listed.is_some() && self.sums_up_to(whole)
                    || is_listed_by && listed.is_some())
        });
        let Some((whole, said)) = whole.and_then(|whole| Some((whole, whole.said()?))) else {
            return;
        };
        if !matches!(said, Noun::Member | Noun::Organization(_)) {
            return;
        }
        let words = listed.clone().unwrap_or(self.quantity.tokens.clone());
        let is_rated = words.clone().any(|at| scene_rates(self, at));
        self.previous = Some(whole);
        self.noun = said;
        self.listed = listed;
        self.is_reckoned = true;
        let deed = if is_rated {
            Some(Deed::Other)
        } else {
            whole.deed
        };
        self.set_deed(deed);
    }

    /// What it is a part of, or its own value: `giám sát 7 đảng viên, đã kết luận đối với 6/7 đảng viên` speaks of the seven who were
    /// inspected just before.
    pub(super) fn whole(&self, is_part: bool) -> Option<Number> {
        let goes_on = |previous: &&Counted<'_>| {
            previous.sentence == self.sentence
                && previous.quantity.value == self.quantity.of
                && matches!(
                    previous.deed,
                    Some(Deed::Inspect | Deed::Supervise | Deed::Discipline)
                )
                && previous.said().as_ref() == Some(&self.noun)
                && self.is_concluded_since(previous.tokens.end)
        };
        if is_part {
            return self.previous.and_then(|previous| previous.whole);
        }
        let whole = self.previous.filter(goes_on);
        whole.map_or(self.quantity.value, |whole| whole.whole)
    }

    /// Whether only words that something was concluded stand between a token and the figure: `, đã kết luận đối với`.
    fn is_concluded_since(&self, from: usize) -> bool {
        let (scene, start) = (self.scene, self.quantity.tokens.start);
        let between = from.min(start)..start;
        let is_apart = |at: usize| scene.reading.tokens[at].is_mark(b';');
        between.len() <= CONCLUDED_WORDS
            && !between.clone().any(is_apart)
            && scene.find_cue(between, Cue::CountConcluded).is_some()
    }

    /// `51/54 chi bộ tổ chức xong đại hội. Còn lại 3 chi bộ`: those of a ratio just told to whom it was not done.
    pub(super) fn take_up_remainder(&mut self) {
        let rest = (self.scene).cue_before(self.quantity.tokens.start, Cue::CountRest);
        // "còn lại 3 chi bộ sẽ tổ chức đại hội trong tháng 4"
        let is_due = || {
            (self.scene)
                .cue_at(self.noun_end, Cue::StancePlanPassing)
                .is_some()
        };
        let is_plain = match self.deed() {
            None | Some(Deed::Have) => true,
            Some(Deed::HoldCongress) => is_due(),
            _ => false,
        };
        let is_counted = matches!(self.noun, Noun::Member | Noun::Organization(_));
        if rest.is_none() || !is_plain || !is_counted {
            return;
        }
        if self
            .wholes()
            .next()
            .is_some_and(|ratio| self.is_left_of(ratio))
        {
            self.set_deed(Deed::Other);
        }
    }

    /// Whether it is what a ratio right before it leaves: neither another figure nor an organization of its own stands between, and
    /// those of the ratio are still there: `giải thể 9/12 chi bộ; hiện còn lại 3 chi bộ` are all.
    fn is_left_of(&self, ratio: &Counted<'_>) -> bool {
        const GONE: [Deed; 4] = [Deed::Dissolve, Deed::Merge, Deed::Transfer, Deed::Remove];
        let scene = self.scene;
        let start = self.quantity.tokens.start;
        let from = ratio.tokens.end.min(start);
        let is_done = |deed: Deed| deed != Deed::Have && !GONE.contains(&deed);
        let of = ratio.quantity.of.zip(ratio.quantity.value);
        let left = of.map(|(all, some)| all.trunc() - some.trunc());
        let mark = |at: &usize| matches!(scene.reading.tokens[*at].kind, Kind::Mark(_));
        let clause = (from..start).rev().find(mark).unwrap_or(from);
        let mut owners = scene.mentions.organizations_in(clause..start);
        left.is_some()
            && left == self.quantity.value.map(Number::trunc)
            && ratio.deed.is_some_and(is_done)
            && scene.mentions.quantities_in(from..start).is_empty()
            && owners.next().is_none()
    }

    /// `kết nạp 61 đảng viên, trong đó có 6 lãnh đạo, 51 công nhân, 4 đảng viên thuộc thành phần khác`: the members that close a list
    /// whose figures sum up to those admitted, whatever else is said of them.
    fn take_up_members_of_sum(&mut self) {
        let is_open = matches!(self.deed(), None | Some(Deed::Have | Deed::Other))
            && (self.deed() == Some(Deed::Have) || self.deed_tokens().is_none())
            && self.quantity.of.is_none()
            && self.quantity.bound == Bound::Exact
            && !self.is_name();
        if !is_open {
            return;
        }
        let whole = self.wholes().find(|whole| {
            whole.sentence == self.sentence
                && whole.deed.is_some_and(Deed::names_members)
                && whole.said() == Some(Noun::Member)
                && self.closes_sum_of(whole)
        });
        if let Some(whole) = whole {
            self.previous = Some(whole);
            self.is_reckoned = true;
            self.take_deed_of(whole);
        }
    }

    /// Whether the figures from "trong đó" behind a whole up to this one, all of them, sum up to it.
    fn closes_sum_of(&self, whole: &Counted<'_>) -> bool {
        let (scene, end) = (self.scene, self.quantity.tokens.start);
        let Some(opening) = scene.find_cue(whole.tokens.end.min(end)..end, Cue::PartStrict) else {
            return false;
        };
        // "…; tại Chi bộ thôn Đoài có 4 đảng viên": others.
        let is_apart = |at: usize| scene.reading.tokens[at].is_mark(b';');
        let list = opening.end.min(end)..end;
        if list.clone().any(is_apart)
            || scene
                .mentions
                .organizations_in(list.clone())
                .next()
                .is_some()
            || !scene.mentions.territories_in(list).is_empty()
        {
            return false;
        }
        let items = scene
            .mentions
            .quantities_in(opening.end..self.quantity.number.end);
        let is_item = |item: &QuantityMention| {
            !item.is_percent() && item.of.is_none() && item.bound == Bound::Exact
        };
        let sum: i64 = (items.iter())
            .filter_map(|item| Some(item.value?.trunc()))
            .sum();
        items.len() > 1
            && items.iter().all(is_item)
            && whole.quantity.value == Some(Number::whole(sum))
    }

    /// Whether nothing says that the figure counts anything but what was counted before.
    fn may_be_part(&self) -> bool {
        let is_open = match self.noun {
            Noun::None => self.is_bare(),
            Noun::Person => true,
            Noun::Member | Noun::Organization(_) => false,
        };
        is_open
            && self.quantity.of.is_none()
            && self.quantity.bound == Bound::Exact
            && self.quantity.value.is_some_and(Number::is_integer)
            && !self.quantity.in_words
            && !self.is_name()
            && !self.is_elected()
    }

    /// Whether the sentence elects or appoints before it: `bầu Ban Chấp hành gồm 15 đồng chí, nữ 4`.
    fn is_elected(&self) -> bool {
        let before = sentence_before(self.scene, self.quantity);
        self.scene.find_cue(before, Cue::OfficeGiven).is_some()
    }

    /// Whether it is a part of an organization's name: `Chi bộ 5`.
    fn is_name(&self) -> bool {
        is_name(self, self.quantity)
    }

    /// Figures that it may be a part of, the nearest first.
    fn wholes(&self) -> impl Iterator<Item = &'f Counted<'s>> + use<'f, 's> {
        let sentence = self.sentence;
        self.counted
            .iter()
            .rev()
            .take(WHOLES)
            .take_while(move |whole| sentence - whole.sentence <= WHOLE_SENTENCES)
    }

    /// Whether nothing else is said to be done to it than to a whole.
    fn does_deed_of(&self, whole: &Counted<'_>) -> bool {
        self.is_plain()
            || self.deed() == whole.deed
            || self
                .deed_tokens()
                .is_some_and(|tokens| tokens.start < whole.quantity.tokens.start)
    }

    /// The words of its item before it: from the last mark or joint, or the last figure's own words.
    fn words_of_item(&self) -> Option<TokenRange> {
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let colon = figure
            .checked_sub(1)
            .filter(|&at| scene.reading.tokens[at].is_mark(b':'));
        let end = colon
            .or_else(|| scene.cue_before(figure, Cue::Copula))
            .or_else(|| scene.cue_before(figure, Cue::CountHas))
            .unwrap_or(figure);
        // "quản lý 112": a verb elsewhere, and all that the item says.
        let opens =
            |at: usize| at > 0 && matches!(scene.reading.tokens[at - 1].kind, Kind::Mark(_));
        let end = if opens(end) { figure } else { end };
        let from = scene
            .reading
            .sentence_of(figure)
            .start
            .max(end.saturating_sub(ITEM_WORDS));
        // "cấp tỉnh và tương đương 7.080": only an "và" right behind a figure parts the items.
        let joins = |at: usize| {
            scene.cue_at(at, Cue::And).is_some()
                && scene
                    .mentions
                    .quantities_in(at.saturating_sub(1)..at)
                    .last()
                    .is_some_and(|before| before.tokens.end == at)
        };
        let start = (from..end)
            .rev()
            .find(|&at| !scene.reading.tokens[at].is_word() || joins(at))
            .map_or(from, |at| at + 1);
        let start = scene.cue_at(start, Cue::PartStrict).unwrap_or(start);
        let says = scene
            .reading
            .tokens
            .get(start.wrapping_sub(1))
            .is_none_or(|before| !before.is_number());
        (start < end && says).then_some(start..figure)
    }

    /// Whether the share told beside it is its share of a whole: `158 người, chiếm 42,5%`, `42,5% (158 người)`.
    fn has_share_of(&self, whole: &Counted<'_>) -> bool {
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let end = self.noun_end.max(self.quantity.tokens.end);
        let behind = scene
            .mentions
            .quantities_in(end..end + SHARE_WORDS)
            .first()
            .filter(|share| {
                share.is_percent()
                    && (end..share.number.start).all(|at| {
                        !matches!(tokens[at].kind, Kind::Mark(b';' | b'.' | b':'))
                            && tokens[at].gap < Gap::Line
                    })
            });
        let before = self
            .quantity
            .tokens
            .start
            .checked_sub(1)
            .filter(|&open| tokens[open].is_mark(b'('))
            .and_then(|open| {
                let shares = scene
                    .mentions
                    .quantities_in(open.saturating_sub(ITEM_WORDS)..open);
                shares.last().filter(|share| share.is_percent())
            });
        [behind, before]
            .into_iter()
            .flatten()
            .filter_map(|share| share.value)
            .any(|share| is_share(self.quantity.value, whole.quantity.value, share))
    }

    /// Whether it is one of some figures behind a whole that sum up to it.
    fn sums_up_to(&self, whole: &Counted<'_>) -> bool {
        let scene = self.scene;
        let Some(total) = whole
            .quantity
            .value
            .filter(|_| whole.quantity.bound == Bound::Exact)
        else {
            return false;
        };
        let sentence = scene.reading.sentence_of(self.quantity.number.start);
        let end = sentence.end.min(self.quantity.number.end + SENTENCE_REACH);
        let said = whole.said();
        let items: Vec<&QuantityMention> = scene
            .mentions
            .quantities_in(whole.tokens.end..end)
            .iter()
            .filter(|item| !item.is_percent() && is_item(self, item, said.as_ref()))
            .take(ITEMS)
            .collect();
        let own = items
            .iter()
            .position(|item| item.number == self.quantity.number);
        let Some(own) = own else { return false };
        (0..=own).any(|first| {
            let mut sum = 0;
            (first..items.len()).any(|last| {
                sum += items[last].value.map_or(0, Number::trunc);
                last >= own && last > first && Number::whole(sum) == total
            })
        })
    }

    /// `Phân theo vị trí làm việc: …`, `Cơ cấu như sau: …`, `Theo nội dung vi phạm: …`: whether the sentence's first words say by
    /// what those counted before are told apart.
    fn is_listed_by_kind(&self) -> bool {
        let scene = self.scene;
        let opening = scene.reading.sentence_of(self.quantity.number.start).start;
        let by = (opening..=opening + SIGN).any(|at| scene.cue_at(at, Cue::PartBy).is_some());
        let figure = self.quantity.tokens.start;
        by && (opening..figure)
            .any(|at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b':' | b',')))
    }

    /// `Nữ là 9.`, `Nữ 8.402; công giáo 226; chủ doanh nghiệp tư nhân 61.`: whether the sentence starts with a group and its figure.
    fn opens_with_group(&self) -> bool {
        let scene = self.scene;
        let opening = scene.reading.sentence_of(self.quantity.number.start).start;
        let Some(group) = [Cue::GroupWord, Cue::NounPersonKind]
            .into_iter()
            .filter_map(|cue| scene.cue_at(opening, cue))
            .max()
        else {
            return false;
        };
        let figure = [Cue::Copula, Cue::CountHas]
            .into_iter()
            .find_map(|cue| scene.cue_at(group, cue))
            .unwrap_or(group);
        let first = scene.mentions.quantities_in(figure..figure + 1).first();
        first.is_some_and(|first| first.tokens.start == figure && is_item(self, first, None))
    }
}

/// Whether a word tells how those counted are rated.
fn scene_rates(figure: &Figure<'_, '_>, at: usize) -> bool {
    figure.scene.cue_at(at, Cue::CountRated).is_some()
        && deed::told_at(figure.scene, at) == Some(Deed::Other)
}

/// Whether a figure may be an item of a list: it counts what the whole does, persons, or what its item says before it.
fn is_item(figure: &Figure<'_, '_>, item: &QuantityMention, said: Option<&Noun>) -> bool {
    let scene = figure.scene;
    let is_bare = scene.reading.words_end_at(item.tokens.end)
        || scene.cue_at(item.tokens.end, Cue::And).is_some();
    let counts = match noun::noun_after(scene, item.tokens.end).0 {
        Noun::None => is_bare,
        Noun::Person => true,
        noun => said == Some(&noun),
    };
    counts && item.of.is_none() && item.bound == Bound::Exact && !is_name(figure, item)
}

/// Whether a figure is a part of an organization's name.
fn is_name(figure: &Figure<'_, '_>, item: &QuantityMention) -> bool {
    let scene = figure.scene;
    scene
        .mentions
        .organization_over(item.number.start)
        .is_some()
        || scene
            .cue_before(item.tokens.start, Cue::NounOrganization)
            .is_some()
}

/// Whether a part of a whole is so many percent of it, as exactly as the percentage is told.
fn is_share(part: Option<Number>, whole: Option<Number>, share: Number) -> bool {
    let (Some(part), Some(whole)) = (part, whole) else {
        return false;
    };
    if whole <= Number::whole(0) {
        return false;
    }
    let unit = 0.1_f64.powi(i32::from(share.decimals()));
    let slack = if share.is_integer() { 0.6 } else { 0.999 };
    (part.as_f64() * 100.0 / whole.as_f64() - share.as_f64()).abs() < unit * slack
}
