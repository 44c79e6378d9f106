//! What was done to what a figure counts: the verb before it in its clause, or behind its noun.

mod apart;
mod attending;
mod badge;
mod behind;
mod besides;
mod governing;
mod label;
mod listed;

use crate::fact::Scene;
use crate::fact::counted::SENTENCE_REACH;
use crate::fact::counted::refusal::is_with_all;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::{Shape, TokenRange};
use apart::{
    has_own_passive, is_behind_comma, is_cut_off, is_of_another, is_proposed, is_told_of_previous,
};
use attending::{attended, came_along, is_session};
pub(super) use badge::{are_given, badge_before, badge_years, is_own_badge};
pub(super) use behind::{AFTER_CUES, deed_after};
use behind::{after_at, is_own, purpose};
use besides::{cards_given, turns_into};
use governing::{carried_out_at, fronted, governing};
pub(super) use label::{announced, label_deed};
use label::{numbered, predicated};
use listed::admitted_later;

/// Tokens of an organization's name before its line's colon.
const LINE_REACH: usize = 24;
/// Tokens of the words that announce what a sentence counts.
const ANNOUNCE_REACH: usize = 8;

/// What a figure's clause says of what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Deed {
    Have,
    /// Delegates stand for them.
    Represent,
    /// Must be disciplined: they are, unless the sentence goes on to say how many were.
    Require,
    /// Only proposed: no count.
    Propose,
    Admit,
    Confirm,
    Discipline,
    Remove,
    Inspect,
    Supervise,
    Commend,
    Transfer,
    Attend,
    Establish,
    Dissolve,
    Merge,
    HoldCongress,
    Other,
    /// What befell these and not those counted before: `bị phê bình`, `được khôi phục đảng tịch`.
    Own,
}

impl Deed {
    /// Whether it is done to members only, so that the persons it is done to are members.
    pub(super) fn names_members(self) -> bool {
        matches!(
            self,
            Self::Admit | Self::Confirm | Self::Discipline | Self::Remove
        )
    }

    /// Whether a heading that names it says what was done to whatever its list counts.
    pub(super) fn names_parts(self) -> bool {
        self.names_members() || matches!(self, Self::Inspect | Self::Supervise | Self::Commend)
    }

    /// Whether what is joined to a figure by "cùng" shares what was done to it.
    pub(super) fn is_shared(self) -> bool {
        self.names_parts() || matches!(self, Self::Transfer | Self::Attend | Self::Propose)
    }
}

const BEFORE: [(Cue, Deed); 20] = [
    (Cue::DeedRequired, Deed::Require),
    (Cue::DeedHave, Deed::Have),
    (Cue::DeedRepresent, Deed::Represent),
    (Cue::DeedProposed, Deed::Propose),
    (Cue::DeedIdle, Deed::Propose),
    (Cue::DeedHandover, Deed::Propose),
    (Cue::DeedAdmit, Deed::Admit),
    (Cue::DeedConfirm, Deed::Confirm),
    (Cue::DeedDiscipline, Deed::Discipline),
    (Cue::DeedRemove, Deed::Remove),
    (Cue::DeedInspect, Deed::Inspect),
    (Cue::DeedSupervise, Deed::Supervise),
    (Cue::DeedCommend, Deed::Commend),
    (Cue::DeedTransfer, Deed::Transfer),
    (Cue::DeedAttend, Deed::Attend),
    (Cue::DeedEstablish, Deed::Establish),
    (Cue::DeedDissolve, Deed::Dissolve),
    (Cue::DeedMerge, Deed::Merge),
    (Cue::DeedHoldCongress, Deed::HoldCongress),
    (Cue::DeedOther, Deed::Other),
];

/// The cues of deeds before what they are done to.
pub(super) const BEFORE_CUES: CueSet = cues_of(&BEFORE);

/// The cues of a table of deeds.
const fn cues_of(deeds: &[(Cue, Deed)]) -> CueSet {
    let mut cues = CueSet::of(&[]);
    let mut index = 0;
    while index < deeds.len() {
        cues = cues.with(deeds[index].0);
        index += 1;
    }
    cues
}

/// Whether no more is said than that there are so many.
pub(super) fn is_plain(deed: Option<Deed>) -> bool {
    matches!(deed, None | Some(Deed::Have))
}

/// A deed and, if they stand before the figure, its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub deed: Deed,
    pub tokens: Option<TokenRange>,
}

impl Done {
    pub(super) fn by_noun(deed: Deed) -> Self {
        Self { deed, tokens: None }
    }

    fn by_words(deed: Deed, tokens: TokenRange) -> Self {
        Self {
            deed,
            tokens: Some(tokens),
        }
    }
}

/// What was done to what a figure counts, whose noun ends at `noun_end`: by the words that touch it, before it in its
/// label or clause, or behind.
pub(super) fn done(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun_end: usize,
    label: Option<&TokenRange>,
    clause: &TokenRange,
) -> Option<Done> {
    if let Some(done) = by_touching_words(scene, quantity, noun_end, clause) {
        return Some(done);
    }
    if let Some(now) = apposed(scene, quantity) {
        let deed = deed_after(scene, noun_end).unwrap_or(Deed::Have);
        return Some(Done::by_words(deed, now));
    }
    let before = label
        .and_then(|label| label_deed(scene, label.clone()))
        .or_else(|| numbered(scene, quantity))
        .or_else(|| predicated(scene, quantity))
        .or_else(|| carried_out_at(scene, quantity, clause))
        .or_else(|| governing(scene, quantity, clause).filter(|_| !is_subject(scene, label)))
        .filter(|(_, tokens)| !is_cut_off(scene, tokens.end, quantity, clause));
    let before = cards_given(scene, quantity, before.as_ref()).or(before);
    let after = badge_years(scene, noun_end)
        .or_else(|| badge_before(scene, quantity))
        .or_else(|| deed_after(scene, noun_end))
        .or_else(|| admitted_later(scene, quantity, noun_end))
        .or_else(|| {
            // "2 lớp bồi dưỡng với 231 đảng viên mới": those who came are new already.
            admitted_as_new(scene, quantity, label, before.as_ref())
                .filter(|_| !is_session(scene, quantity, clause))
        });
    let after = after.filter(|after| *after != Deed::Other || !is_with_all(scene, quantity));
    let (deed, tokens) = match (before, after) {
        (None, after) => return after.map(Done::by_noun),
        (Some((deed, tokens)), Some(after))
            if prevails(scene, quantity, label, (deed, &tokens), after)
                || after != Deed::Other && has_own_passive(scene, &tokens, quantity, noun_end) =>
        {
            return Some(Done::by_noun(after));
        }
        (Some(before), _) => before,
    };
    if deed == Deed::Have && after.is_none() {
        if let Some(fronted) = fronted(scene, &tokens, clause) {
            return Some(Done::by_words(fronted, tokens));
        }
        if attended(scene, quantity, clause) || came_along(scene, quantity, &tokens) {
            return Some(Done::by_words(Deed::Attend, tokens));
        }
    }
    // "mở 2 lớp dành cho 120 đảng viên": those for whom a class is held came to it.
    let came = deed == Deed::Propose
        && scene.cue_at(tokens.start, Cue::DeedIdle).is_some()
        && is_session(scene, quantity, clause);
    if came {
        return Some(Done::by_words(Deed::Attend, tokens));
    }
    let deed = if is_proposed(scene, clause, &tokens) {
        Deed::Propose
    } else if deed == Deed::Other {
        purpose(scene, noun_end).unwrap_or(Deed::Other)
    } else if deed == Deed::Transfer && turns_into(scene, &tokens, noun_end) {
        Deed::Other
    } else {
        settled(scene, quantity, deed)
    };
    Some(Done::by_words(deed, tokens))
}

/// What the words right at a figure or its noun tell by themselves.
fn by_touching_words(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun_end: usize,
    clause: &TokenRange,
) -> Option<Done> {
    if let Some(deed) = deed_as_noun(scene, noun_end) {
        return Some(Done::by_noun(deed));
    }
    if is_own(scene, noun_end) {
        return Some(Done::by_noun(Deed::Own));
    }
    let start = quantity.tokens.start;
    if scene.cue_before(start, Cue::CountOneOf).is_some() {
        let deed = deed_after(scene, noun_end)
            .or_else(|| admitted_as_new(scene, quantity, None, None))
            .unwrap_or(Deed::Have);
        return Some(Done::by_noun(deed));
    }
    if scene.cue_before(start, Cue::CountCompared) == Some(clause.start) {
        return Some(Done::by_noun(Deed::Have));
    }
    if is_all_of_body(scene, quantity, noun_end, clause) {
        return Some(Done::by_noun(Deed::Have));
    }
    if let Some(verb) = scene.cue_before(start, Cue::CountBecome)
        && scene
            .cue_at(quantity.tokens.end, Cue::NounOrganization)
            .is_some()
    {
        return Some(Done::by_words(
            outcome(scene, clause.start..verb),
            verb..start,
        ));
    }
    if are_places_of_congress(scene, quantity, clause) {
        return Some(Done::by_noun(Deed::HoldCongress));
    }
    went_to(scene, quantity)
}

/// `tổ chức xong đại hội tại 31 chi bộ`, `đại hội đã được tiến hành tại 31/33 chi bộ`: whether congresses were held where so
/// many organizations are.
fn are_places_of_congress(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    clause: &TokenRange,
) -> bool {
    let noun = scene.cue_at(quantity.tokens.end, Cue::NounOrganization);
    let place = scene.cue_before(quantity.tokens.start, Cue::PlaceLocative);
    let (Some(_), Some(place)) = (noun, place) else {
        return false;
    };
    let is_told = |end: usize, cue: Cue| {
        clause.start < end && scene.find_last_cue(clause.start..end, cue).is_some()
    };
    is_told(place, Cue::AfterHoldCongress)
        || scene
            .cue_before(place, Cue::CongressHeld)
            .is_some_and(|verb| is_told(verb, Cue::Congress))
}

/// `gửi tài liệu cho 64 đảng viên trong chi bộ`: whether they are all that a cell has, whatever is sent to them.
fn is_all_of_body(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun_end: usize,
    clause: &TokenRange,
) -> bool {
    let body = [Cue::OrganizationSuperior, Cue::GroupOpen]
        .into_iter()
        .find_map(|cue| scene.cue_at(noun_end, cue));
    let is_bare = body
        .and_then(|body| Some((body, scene.cue_at(body, Cue::CountBody)?)))
        .is_some_and(|(body, end)| {
            let named = scene.organization_at(body);
            named.is_none_or(|(_, mention)| mention.tokens.end == end)
        });
    let start = quantity.tokens.start;
    is_bare
        && scene.cue_at(quantity.tokens.end, Cue::NounMember) == Some(noun_end)
        && last_deed(scene, clause.start..start).is_some_and(|(deed, tokens)| {
            deed == Deed::Propose && scene.cue_at(tokens.start, Cue::DeedIdle).is_some()
        })
}

/// What was done to make so many of them: `được tổ chức thành 5 chi bộ` only tells how many there are, and `nhập 9 chi bộ
/// thành 5` counts those that are left of what was counted.
fn outcome(scene: &Scene<'_>, before: TokenRange) -> Deed {
    let end = before.end;
    if scene.cue_before(end, Cue::CountArranged).is_some() {
        return Deed::Have;
    }
    match last_deed(scene, before) {
        Some((Deed::Merge, _)) => Deed::Propose,
        _ => Deed::Establish,
    }
}

/// "trao quyết định cho 12 đảng viên mới": new members were admitted, if nothing else is said to be done to them.
fn admitted_as_new(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    label: Option<&TokenRange>,
    before: Option<&(Deed, TokenRange)>,
) -> Option<Deed> {
    let is_new = scene
        .cue_at(quantity.tokens.end, Cue::NounMemberNew)
        .is_some()
        || label.is_some_and(|label| scene.find_cue(label.clone(), Cue::NounMemberNew).is_some());
    let is_plain = matches!(before, None | Some((Deed::Have | Deed::Commend, _)));
    let is_handed =
        before.is_some_and(|(_, tokens)| scene.cue_at(tokens.start, Cue::DeedHandover).is_some());
    (is_new && (is_plain || is_handed)).then_some(Deed::Admit)
}

/// Whether the deed behind a figure's noun is what was done, not the one before it.
fn prevails(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    label: Option<&TokenRange>,
    (before, tokens): (Deed, &TokenRange),
    after: Deed,
) -> bool {
    // "bị cách chức, và 24 người bị khai trừ": what is joined has a deed of its own.
    let is_close = tokens.end + 1 >= quantity.tokens.start
        && (tokens.end..quantity.tokens.start)
            .all(|at| scene.reading.tokens[at].is_word() && scene.cue_at(at, Cue::And).is_none());
    if before == Deed::Have || (!is_close && after.names_members()) {
        return true;
    }
    if is_told_of_previous(scene, tokens, quantity) {
        return true;
    }
    // "sau lễ trao quyết định, 18 huyện ủy có thay đổi": what has a predicate of its own behind a comma.
    if label.is_none() && is_behind_comma(scene, tokens, quantity) {
        return true;
    }
    match before {
        // "được thành lập từ 4 đảng bộ xã hợp nhất lại": what the new one came of.
        Deed::Establish => matches!(after, Deed::Merge | Deed::Dissolve),
        Deed::Propose => {
            let is_handed = scene.cue_at(tokens.start, Cue::DeedHandover).is_some();
            // "giới thiệu 3 đảng viên chuyển đi": where they are sent to stay.
            let is_sent = scene.cue_at(tokens.start, Cue::DeedIdle).is_some();
            (after == Deed::Admit && is_handed)
                || (after == Deed::Transfer && is_sent)
                || is_of_another(scene, tokens, quantity)
        }
        Deed::Other => matches!(
            after,
            Deed::HoldCongress | Deed::Commend | Deed::Remove | Deed::Attend
        ),
        _ => false,
    }
}

/// Whether a label is the subject of its figure, so that what stands before it does not govern it: `quận sắp xếp lại tổ dân
/// phố, số chi bộ giảm từ 236`.
fn is_subject(scene: &Scene<'_>, label: Option<&TokenRange>) -> bool {
    label.is_some_and(|label| {
        !scene.reading.mark_at(label.end, b':')
            && scene.cue_at(label.start, Cue::CountLabel).is_some()
    })
}

/// `được bàn giao như sau:` and below it `Về Đảng bộ Ủy ban nhân dân tỉnh: 46 tổ chức cơ sở đảng, 3.402 đảng viên`: a line
/// that starts with where what it counts went.
fn went_to(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<Done> {
    let line = scene.reading.line_of(quantity.tokens.start)?.tokens.clone();
    let colon = (line.start..quantity.tokens.start)
        .take(LINE_REACH)
        .find(|&at| scene.reading.tokens[at].is_mark(b':'))?;
    let start = (line.start..colon).find(|&at| scene.reading.tokens[at].is_word())?;
    let to = scene.cue_at(start, Cue::TransferTo)?;
    scene.organization_at(to)?;
    let above = line.start.saturating_sub(SENTENCE_REACH / 2)..line.start;
    let was_moved = scene.finds_any(
        above,
        const { CueSet::of(&[Cue::DeedTransfer, Cue::AfterTransfer]) },
    );
    was_moved.then_some(Done {
        deed: Deed::Transfer,
        tokens: None,
    })
}

/// `Chi bộ X, hiện 34 đảng viên,`: the word behind a comma that says how many there are now.
fn apposed(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<TokenRange> {
    let start = quantity.tokens.start;
    let now = scene.cue_before(start, Cue::CountNow)?;
    let comma = now.checked_sub(1)?;
    let is_apposed = scene.reading.tokens[comma].is_mark(b',')
        && scene
            .mentions
            .organization_ending_at(comma)
            .is_some_and(|(_, mention)| !mention.is_generic);
    is_apposed.then_some(now..start)
}

/// `71 khiển trách, 17 cảnh cáo và 7 khai trừ`: a deed in the place of a noun.
fn deed_as_noun(scene: &Scene<'_>, at: usize) -> Option<Deed> {
    let (deed, end) = deed_at(scene, at)?;
    let starts_line = scene.reading.line_of(at)?.tokens.start == at;
    let ends = scene.reading.closes_at(end) || scene.cue_at(end, Cue::And).is_some();
    (matches!(deed, Deed::Discipline | Deed::Remove) && ends && !starts_line).then_some(deed)
}

/// Whether a deed stands in the place of a noun at a token.
pub(super) fn stands_at(scene: &Scene<'_>, at: usize) -> bool {
    deed_as_noun(scene, at).is_some()
}

/// The deed of the verb that starts at a token and tells of what stands before it.
pub(super) fn told_at(scene: &Scene<'_>, at: usize) -> Option<Deed> {
    let is_denied = scene.cue_at(at, Cue::Negation).is_some();
    after_at(scene, at)
        .map(|(_, deed)| deed)
        .or(is_denied.then_some(Deed::Other))
}

/// Whether what is told behind a noun goes on past a token, and is no measure of its own: `thuộc diện đánh giá` past `thuộc`.
pub(super) fn is_told_past(scene: &Scene<'_>, noun_end: usize, end: usize) -> bool {
    after_at(scene, noun_end).is_some_and(|(after, deed)| after > end && deed == Deed::Other)
}

/// Whether exactly one deed and the joint before it stand between two figures: `61, chuyển đi 24`.
pub(super) fn joins(scene: &Scene<'_>, between: TokenRange) -> bool {
    let comma = scene.reading.tokens[between.start]
        .is_mark(b',')
        .then_some(between.start + 1);
    let joint = scene.cue_at(between.start, Cue::And).or(comma);
    joint
        .and_then(|joint| deed_at(scene, joint))
        .is_some_and(|(_, end)| end == between.end)
}

/// The deed that the head of a table's column names: `Đảng viên mới`, `Số đảng viên bị kỷ luật`.
pub(super) fn of_column(scene: &Scene<'_>, head: TokenRange) -> Option<Deed> {
    let is_new = scene.find_cue(head.clone(), Cue::NounMemberNew).is_some();
    label_deed(scene, head)
        .map(|(deed, _)| deed)
        .or(is_new.then_some(Deed::Admit))
}

/// The deed that starts a range, and its own words.
pub(super) fn opening(scene: &Scene<'_>, range: TokenRange) -> Option<(Deed, TokenRange)> {
    let (deed, end) = deed_at(scene, range.start)?;
    (end <= range.end).then_some((deed, range.start..end))
}

/// The deed that a heading's words name.
pub(super) fn deed_of_words(scene: &Scene<'_>, words: TokenRange) -> Option<Deed> {
    last_deed(scene, words).map(|(deed, _)| deed)
}

/// What must be done is done, unless the sentence goes on to say how many were.
pub(super) fn settled(scene: &Scene<'_>, quantity: &QuantityMention, deed: Deed) -> Deed {
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let rest = quantity.tokens.end..sentence.end.min(quantity.tokens.end + SENTENCE_REACH);
    match deed {
        Deed::Require if scene.find_cue(rest, Cue::DeedDone).is_some() => Deed::Propose,
        Deed::Require => Deed::Discipline,
        deed => deed,
    }
}

/// Where words that look like a deed and are none end: `dấu hiệu vi phạm`, `có mặt đến 31/12/2019`.
fn not_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    scene
        .cue_at(at, Cue::DeedNot)
        .or_else(|| present_until(scene, at))
}

/// `có mặt đến 31/12/2019`: where the day ends until which members are present.
fn present_until(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let to = scene.cue_at(scene.cue_at(at, Cue::DeedAttend)?, Cue::QuantityTo)?;
    let dates = scene.mentions.dates_in(to.saturating_sub(1)..to + 1);
    dates.last().map(|date| date.tokens.end)
}

/// The deed nearest to the end of a range, and its own words.
pub(super) fn last_deed(scene: &Scene<'_>, range: TokenRange) -> Option<(Deed, TokenRange)> {
    range.clone().rev().find_map(|at| {
        let hits = scene.reading.hits_at(at);
        let longest = hits.first()?;
        if scene.reading.lexicon.has(longest.entry, Cue::DeedNot)
            || present_until(scene, at).is_some()
        {
            return None;
        }
        let is_inside_not = |at: usize| {
            (range.start..at)
                .rev()
                .take(4)
                .any(|earlier| not_at(scene, earlier).is_some_and(|end| end > at))
        };
        if is_inside_not(at) {
            return None;
        }
        let (deed, end) = deed_at(scene, at).filter(|(_, end)| *end <= range.end)?;
        if is_in_name(scene, at) {
            return None;
        }
        // "xử lý kỷ luật với 9 đảng viên", "phải thi hành kỷ luật là 9 đảng viên": the word after a deed only leads to whom it
        // is done to.
        let leads_on = deed == Deed::Have && scene.cue_at(at, Cue::DeedJoint) == Some(end);
        let is_told = deed == Deed::Have && scene.cue_at(at, Cue::Copula) == Some(end);
        if leads_on && ends_deed(scene, at) || is_told && ends_duty(scene, at) {
            return None;
        }
        // "lựa chọn từ" holds "chọn", which is another deed: the phrase around it counts.
        let around = (range.start..at).rev().take(4).find_map(|earlier| {
            let (around, around_end) = deed_at(scene, earlier)?;
            (around_end > end && around_end <= range.end).then_some((around, earlier..around_end))
        });
        if around.is_some() {
            return around;
        }
        // "làm việc với" ends with a deed of its own: the longer phrase counts. "Ủy ban kiểm tra thi hành kỷ luật" inspects none.
        let start = scene
            .reading
            .hits_ending_at(end)
            .filter(|hit| deed_of(scene, hit.entry).is_some())
            .map(|hit| hit.start as usize)
            .find(|&start| start >= range.start && !is_inside_not(start))
            .unwrap_or(at);
        deed_at(scene, start).map(|(deed, end)| (deed, start..end))
    })
}

/// `Đảng bộ xã Hợp Nhất`, `Sở Nông nghiệp và Phát triển nông thôn`: whether a word of deeds is written as part of a name.
fn is_in_name(scene: &Scene<'_>, at: usize) -> bool {
    let is_capital = matches!(scene.reading.tokens[at].shape, Shape::Capitalized);
    is_capital
        && (scene.mentions.territory_over(at).is_some()
            || scene
                .mentions
                .organization_over(at)
                .is_some_and(|(_, mention)| mention.tokens.start < at))
}

/// Whether a deed that is done to something ends right before a token.
fn ends_deed(scene: &Scene<'_>, at: usize) -> bool {
    scene
        .reading
        .hits_ending_at(at)
        .filter_map(|hit| deed_of(scene, hit.entry))
        .any(Deed::is_shared)
}

/// Whether what must be done ends right before a token.
fn ends_duty(scene: &Scene<'_>, at: usize) -> bool {
    scene.cue_before(at, Cue::DeedRequired).is_some()
}

/// Where the deed that starts at a token ends.
pub(super) fn end_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    deed_at(scene, at).map(|(_, end)| end)
}

/// The deed of the longest phrase at a token that is one.
fn deed_at(scene: &Scene<'_>, at: usize) -> Option<(Deed, usize)> {
    scene
        .reading
        .hits_at(at)
        .iter()
        .find_map(|hit| Some((deed_of(scene, hit.entry)?, hit.end as usize)))
}

fn deed_of(scene: &Scene<'_>, entry: u32) -> Option<Deed> {
    BEFORE
        .iter()
        .find(|(cue, _)| scene.reading.lexicon.has(entry, *cue))
        .map(|(_, deed)| *deed)
}
