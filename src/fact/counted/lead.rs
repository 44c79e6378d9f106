//! Words before a figure that tell what it counts, where no label's colon and no noun behind it does: `đảng viên người Mông
//! 121`, `nữ 129 đồng chí`, and the heading of a list whose lines name only the deed: `Khai trừ: 9`.

use crate::fact::Scene;
use crate::fact::counted::deed::{self, Deed};
use crate::fact::counted::noun::{self, Noun};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::text::layout::{Line, LineKind};
use crate::text::token::Token;
use crate::text::{Kind, TokenRange};

/// Words before a figure that may name what it counts.
const LEAD_TOKENS: usize = 20;

/// Tokens of brackets that only spell something out.
const ASIDE_TOKENS: usize = 6;
/// Tokens of the words around a lead: `trong đó có`, `hiện là`.
const LINK_TOKENS: usize = 6;
/// Lines above a labelled line among which its heading stands.
const HEADING_REACH: usize = 30;

/// The words between the last mark and a figure that nothing but a mark or `đồng chí` follows, if they start with what is
/// counted: members, or a kind of them (nữ, thợ lò).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lead {
    /// Without the link before the figure (là, có).
    pub words: TokenRange,
    /// They start with "đảng viên"; else with a kind that members may be of.
    pub is_members: bool,
    /// They name a kind of Party organization: `trong đó chi bộ cơ sở 8`.
    pub organization: Option<Noun>,
    /// "trong đó" opens them.
    pub is_strict: bool,
}

/// The words that lead up to a figure; `noun` is what its own words count, which ends at `noun_end`.
pub(super) fn lead(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun: &Noun,
    noun_end: usize,
) -> Option<Lead> {
    let tokens = &scene.reading.tokens;
    let figure = quantity.tokens.start;
    let is_alone = match noun {
        Noun::None => scene.reading.closes_at(noun_end),
        Noun::Person => true,
        Noun::Member | Noun::Organization(_) => false,
    };
    if !is_alone {
        return None;
    }
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let reach = figure.saturating_sub(LEAD_TOKENS + LINK_TOKENS);
    let mark =
        last_mark(scene, sentence.start.max(reach)..figure).map_or(sentence.start, |at| at + 1);
    let strict = scene.cue_at(mark, Cue::PartStrict);
    // "Trong đó, cấp ủy viên có 6 đồng chí"
    let comma = mark
        .checked_sub(1)
        .filter(|&comma| tokens[comma].is_mark(b','));
    let is_strict = strict.is_some()
        || comma.is_some_and(|comma| scene.cue_before(comma, Cue::PartStrict).is_some());
    if mark < reach || names_other_figure(scene, mark..figure, strict.is_some()) {
        return None;
    }
    // "thế nhưng đảng viên trong các doanh nghiệp …": past what only sets it against the clause before.
    let start = strict
        .or_else(|| scene.cue_at(mark, Cue::CountContrast))
        .unwrap_or(mark);
    let end = [Cue::Copula, Cue::DeedHave, Cue::CountGot]
        .into_iter()
        .filter_map(|cue| scene.cue_before(figure, cue))
        .min()
        .unwrap_or(figure);
    // The "mới" of "đảng viên mới đạt 231" is the noun's.
    let new = scene.cue_at(start, Cue::NounMemberNew).unwrap_or(end);
    let end = end.max(new.min(figure));
    if start >= end || end - start > LEAD_TOKENS {
        return None;
    }
    let organization = Some(noun::noun_at(scene, start))
        .filter(|(noun, noun_end)| {
            strict.is_some() && *noun_end == end && matches!(noun, Noun::Organization(_))
        })
        .map(|(noun, _)| noun);
    if organization.is_none() && is_in_name(scene, quantity) {
        return None;
    }
    let is_members = scene.cue_at(start, Cue::NounMember).is_some();
    let is_kind = scene.starts_any(
        start,
        const { CueSet::of(&[Cue::GroupWord, Cue::NounPersonKind]) },
    ) || is_people(scene, start..end);
    (is_members || is_kind || organization.is_some()).then_some(Lead {
        words: start..end,
        is_members,
        organization,
        is_strict,
    })
}

/// Whether the words before a figure name another. "trong đó đảng viên sinh hoạt tại 8 đảng bộ phường là 9.120 đồng chí": one
/// among the words of a part is no other lead's. "đảng viên mới kết nạp năm 2019 là 90 đồng chí": a year is no figure.
fn names_other_figure(scene: &Scene<'_>, words: TokenRange, is_part: bool) -> bool {
    let tokens = &scene.reading.tokens;
    let mut numbers = words.clone().filter(|&at| tokens[at].is_number());
    if scene.cue_before(words.end, Cue::Copula).is_none() {
        return numbers.next().is_some();
    }
    let is_of_date = |at: usize| {
        let dates = scene.mentions.dates_in(words.clone());
        dates.iter().any(|date| date.tokens.contains(&at))
    };
    let takes_part = || {
        scene.finds_any(
            words.clone(),
            const { CueSet::of(&[Cue::AfterAttend, Cue::AfterOther]) },
        )
    };
    !is_part && numbers.any(|at| !is_of_date(at) || takes_part())
}

/// The last mark in a range, brackets aside that hold a word or two: `các doanh nghiệp (DN) ngoài khu vực nhà nước`.
fn last_mark(scene: &Scene<'_>, range: TokenRange) -> Option<usize> {
    let tokens = &scene.reading.tokens;
    let mut end = range.end;
    loop {
        let mark = (range.start..end)
            .rev()
            .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))?;
        let open = (range.start.max(mark.saturating_sub(ASIDE_TOKENS))..mark)
            .rev()
            .find(|&at| !tokens[at].is_word())
            .filter(|&open| tokens[mark].is_mark(b')') && tokens[open].is_mark(b'('));
        match open {
            Some(open) => end = open,
            None if joins_names(scene, mark) => end = mark,
            None => return Some(mark),
        }
    }
}

/// `đảng viên người Xơ Đăng, Ba Na 22 đồng chí`: whether a comma parts names, and no clauses.
fn joins_names(scene: &Scene<'_>, comma: usize) -> bool {
    let tokens = &scene.reading.tokens;
    let is_name = |at: usize| tokens.get(at).is_some_and(Token::is_capitalized);
    tokens[comma].is_mark(b',')
        && is_name(comma + 1)
        && comma.checked_sub(1).is_some_and(is_name)
        && scene.organization_at(comma + 1).is_none()
        && scene.mentions.territory_at(comma + 1).is_none()
        && scene.mentions.organization_ending_at(comma).is_none()
}

/// `người Êđê`: a people, by its name.
fn is_people(scene: &Scene<'_>, words: TokenRange) -> bool {
    let tokens = &scene.reading.tokens;
    scene
        .cue_at(words.start, Cue::NounPerson)
        .is_some_and(|name| {
            name < words.end
                && (name..words.end)
                    .all(|at| tokens[at].is_capitalized() || tokens[at].is_mark(b','))
        })
}

/// Whether a figure is a part of an organization's name: `đảng viên Chi bộ 5`.
fn is_in_name(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let figure = quantity.tokens.start;
    let mut organizations = scene
        .mentions
        .organizations_in(figure.saturating_sub(LEAD_TOKENS + LINK_TOKENS)..figure + 1);
    scene.cue_before(figure, Cue::NounOrganization).is_some()
        || organizations.any(|(_, mention)| mention.tokens.contains(&figure))
}

/// What the heading above a labelled line counts, and what it says was done: `B. ĐẢNG VIÊN`, `III. Thi hành kỷ luật`.
pub(super) fn heading(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
) -> Option<(Noun, Option<Deed>)> {
    let lines = &scene.reading.lines;
    let own = scene.reading.line_index(quantity.tokens.start);
    let near = own.saturating_sub(HEADING_REACH)..own;
    let above = lines[near].iter().rfind(|line| is_heading(scene, line))?;
    let words = above.tokens.clone();
    let start = words
        .clone()
        .find(|&at| scene.reading.tokens[at].is_word() && !is_enumerator(scene, at, &words))?;
    let (noun, noun_end) = noun::noun_at(scene, start);
    let is_whole = noun_end >= words.end || !scene.reading.tokens[noun_end].is_word();
    let noun = match noun {
        Noun::Member | Noun::Organization(_) if is_whole => noun,
        _ => Noun::None,
    };
    let deed = deed::deed_of_words(scene, start..words.end).filter(|deed| deed.names_parts());
    Some((noun, deed))
}

/// What was done to the members that the item above the bullets of a line counts: `Kết nạp: 72/65`, above `+ Nữ: 38`.
pub(super) fn deed_of_item_above(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<Deed> {
    let (lines, tokens) = (&scene.reading.lines, &scene.reading.tokens);
    let own = scene.reading.line_index(quantity.tokens.start);
    let bullet = |line: &Line| match tokens[line.tokens.start].kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    };
    let mark = bullet(&lines[own])?;
    let near = own.saturating_sub(HEADING_REACH)..own;
    let item = lines[near]
        .iter()
        .rfind(|line| bullet(line) != Some(mark))?;
    let colon = item.tokens.clone().find(|&at| tokens[at].is_mark(b':'))?;
    let counted = scene.mentions.quantities_in(colon + 1..colon + 2);
    let deed = deed::deed_of_words(scene, item.tokens.start..colon);
    deed.filter(|deed| deed.names_members() && !counted.is_empty())
}

/// What the heading right above a line says is done to members: `2. Phát triển đảng viên năm 2018`, above `Kế hoạch giao 190. Thực
/// hiện 204`.
pub(super) fn heading_of_deed(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<Deed> {
    let lines = &scene.reading.lines;
    let own = scene.reading.line_index(quantity.tokens.start);
    let above = &lines[own.checked_sub(1)?];
    let words = above.tokens.clone();
    let names_members = scene.find_cue(words.clone(), Cue::NounMember).is_some();
    (above.kind == LineKind::Heading && names_members)
        .then(|| deed::deed_of_words(scene, words))
        .flatten()
        .filter(|deed| deed.names_members())
}

/// A heading that counts nothing itself but its own place in a list: `1. TCCSĐ`.
fn is_heading(scene: &Scene<'_>, line: &Line) -> bool {
    let enumerator = line.tokens.start + 1;
    line.kind == LineKind::Heading
        && scene
            .mentions
            .quantities_in(enumerator.min(line.tokens.end)..line.tokens.end)
            .is_empty()
}

/// `B.`, `III-`, `a)`: a word before a mark at the start of a heading.
fn is_enumerator(scene: &Scene<'_>, at: usize, line: &TokenRange) -> bool {
    let next = scene.reading.tokens.get(at + 1);
    at == line.start
        && next.is_some_and(|next| matches!(next.kind, Kind::Mark(b'.' | b'-' | b')' | b'/')))
}
