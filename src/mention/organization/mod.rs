//! Party organizations: head, block, unit, level and place, read as a structure.
//!
//! Enters: a reading. Leaves: [`OrganizationMention`]s. Which organization a short form stands for is for `resolve`.
//! Here stands what is asked of it; `parser` takes the parts one by one, `unit`, `place` and `name` say where each ends.

mod name;
mod parser;
mod place;
mod unit;

use crate::knowledge::Knowledge;
use crate::knowledge::cue::Cue;
use crate::knowledge::lexicon::Sense;
use crate::knowledge::organizations::{HeadKind, Level};
use crate::mention::opening::Openings;
use crate::mention::territory;
use crate::text::token::{Gap, Kind};
use crate::text::{Hit, Reading, TokenRange};
use parser::Parser;
pub(crate) use parser::is_in_capitals;

/// A Party organization named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OrganizationMention {
    pub tokens: TokenRange,
    pub kind: HeadKind,
    /// The level of administration of the organization itself: `Đảng bộ xã X`, `Tỉnh ủy`. None for blocks and units.
    pub level: Option<Level>,
    /// The canonical name as far as the mention says it.
    pub name: String,
    /// The name of a place or unit is part of it: it tells one organization from others of its kind.
    pub is_named: bool,
    /// It names a block or a unit: `Đảng bộ Khối`, `Đảng ủy Công ty`.
    pub has_unit: bool,
    /// It ends with a level without a place: `… tỉnh`, which the article's place completes.
    pub open_level: Option<Level>,
    /// It names a kind, not one organization: `các đảng bộ`, `13 chi bộ`, `đảng bộ cấp huyện`.
    pub is_generic: bool,
    /// The proper name of the place at its end: `Ô Môn` in `Quận ủy Ô Môn`.
    pub place: Option<String>,
    /// Its province is none of Vietnam's.
    pub is_foreign: bool,
    /// Part of it was written as an abbreviation.
    pub is_abbreviated: bool,
}

impl OrganizationMention {
    /// The organization of a unit that the text names in full.
    pub(crate) fn of_unit(kind: HeadKind, name: String, tokens: TokenRange) -> Self {
        Self {
            tokens,
            kind,
            level: None,
            name,
            is_named: true,
            has_unit: true,
            open_level: None,
            is_generic: false,
            place: None,
            is_foreign: false,
            is_abbreviated: false,
        }
    }
}

/// The organizations of a reading.
pub(super) fn find(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    openings: &Openings,
) -> Vec<OrganizationMention> {
    // Most of what may start one does, and they are large.
    let mut out: Vec<OrganizationMention> = Vec::with_capacity(openings.organizations.len());
    let mut next = 0;
    for &at in &openings.organizations {
        if at >= next
            && let Some(mut mention) = organization_at(reading, knowledge, at)
        {
            next = mention.tokens.end;
            // "21 chi bộ, đảng bộ cơ quan": the count is of both.
            mention.is_generic |= !mention.is_named
                && out
                    .last()
                    .is_some_and(|before| before.is_generic && joins(reading, before, &mention));
            if out
                .last()
                .is_some_and(|before| lists_levels(reading, before, &mention))
            {
                mention.is_generic = true;
                out.last_mut()
                    .into_iter()
                    .for_each(|before| before.is_generic = true);
            }
            if !reading.is_furniture(mention.tokens.start) {
                out.push(mention);
            }
        }
    }
    out
}

/// `mỗi ủy ban kiểm tra huyện ủy, thị ủy, thành ủy`, `Ban Thường vụ Huyện ủy, Thành ủy`: whether two mentions are of a list of
/// levels, and of no committees of theirs.
fn lists_levels(
    reading: &Reading<'_>,
    before: &OrganizationMention,
    mention: &OrganizationMention,
) -> bool {
    let levels = before.level.zip(mention.level);
    // "Thành ủy, Huyện ủy" may be a city's and its district's.
    let are_peers = levels.is_some_and(|(one, other)| {
        matches!(one, Level::District | Level::Town) && other.is_of_district()
    });
    let is_level = |one: &OrganizationMention| {
        let is_open = !one.is_named && !one.has_unit;
        is_open && (are_peers || !reading.tokens[one.tokens.start].is_capitalized())
    };
    levels.is_some_and(|(one, other)| one != other)
        && is_level(before)
        && is_level(mention)
        && joins(reading, before, mention)
}

/// Whether only a comma, a slash or "và", and a committee's word, stands between two mentions.
fn joins(
    reading: &Reading<'_>,
    before: &OrganizationMention,
    mention: &OrganizationMention,
) -> bool {
    let (from, to) = (before.tokens.end, mention.tokens.start);
    let committee = reading.cue_before(to, Cue::OrganizationCommittee);
    let to = committee.filter(|&start| start > from).unwrap_or(to);
    let is_mark = to == from + 1 && matches!(reading.tokens[from].kind, Kind::Mark(b',' | b'/'));
    is_mark || reading.cue_at(from, Cue::And) == Some(to)
}

/// The organization whose head starts at a token.
pub(super) fn organization_at(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
) -> Option<OrganizationMention> {
    let (end, row) = reading.head_at(at)?;
    let head = &knowledge.organization_heads[row];
    // "toàn Đảng bộ" is no "toàn Đảng": the last word starts a longer head.
    let is_cut = end > at + 1 && {
        let longer = reading
            .hits_at(end - 1)
            .first()
            .map_or(0, |hit| hit.end as usize);
        longer > end
    };
    if is_cut && head.kind == HeadKind::National {
        return None;
    }
    // "nâng chi bộ lên thành đảng bộ cơ sở": the verb ends with the head's first word.
    let cue = |at: usize, cue: Cue| reading.cue_at(at, cue).is_some();
    let is_head = |at: usize| {
        let mut hits = reading.hits_at(at).iter();
        let senses = |hit: &Hit| reading.lexicon.senses(hit.entry);
        let names_head = |sense: &Sense| matches!(sense, Sense::OrganizationHead(_));
        hits.any(|hit| hit.end as usize == end && senses(hit).iter().any(names_head))
    };
    let is_of_verb = head.level == Some(Level::City)
        && (reading
            .cue_before(at + 1, Cue::Copula)
            .is_some()
            // "trở thành Đảng bộ huyện": what is left is a head, and names its level.
            || is_head(at + 1) && cue(end, Cue::PlaceLevel)
            // "phát triển thành Đảng bộ": it alone has a capital.
            || is_head(at + 1)
                && !reading.tokens[at].is_capitalized()
                && reading.tokens[at + 1].is_capitalized()
                // "đại biểu thành Đảng bộ Đà Nẵng" is a city's.
                && territory::province_at(reading, end).is_none());
    if is_of_verb {
        return None;
    }
    let mut parser = Parser::new(reading, knowledge, at, end, &head.canonical, head.level);
    if !matches!(head.kind, HeadKind::National | HeadKind::Whole) {
        parser.qualifiers();
    }
    let is_whole = matches!(head.kind, HeadKind::National | HeadKind::Whole);
    Some(parser.finish(head.kind, is_whole))
}

/// The organization whose post a role names without its head: `Bí thư huyện Mỹ Đức`, `Bí thư Hà Nội`.
pub(crate) fn organization_after_role(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
) -> Option<OrganizationMention> {
    let head = knowledge.party_head()?;
    let mut parser = Parser::new(reading, knowledge, at, at, &head.canonical, None);
    parser.qualifiers();
    let is_one = parser.end > at && (parser.is_named || parser.level.is_some());
    let mention = is_one.then(|| parser.finish(HeadKind::Party, false))?;
    Some(implied(reading, knowledge, at, mention))
}

/// An organization whose head the text does not say: the word of its level, which may open a name or a line, is written small
/// ("Thành phố Hồ Chí Minh", "Xã Tân Lập"), and a village has a cell.
fn implied(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    at: usize,
    mut mention: OrganizationMention,
) -> OrganizationMention {
    let Some(party) = knowledge.party_head().map(|head| head.canonical.as_str()) else {
        return mention;
    };
    let mut heads = knowledge.organization_heads.iter();
    let cell = heads.find(|head| head.kind == HeadKind::Cell);
    let cell = cell.filter(|_| mention.level == Some(Level::Village));
    if let Some(end) = reading.cue_at(at, Cue::PlaceLevel)
        && mention.level.is_some()
    {
        let level = reading.canonical(at..end);
        let word = format!("{party} {level}");
        if let Some(rest) = mention.name.strip_prefix(&word) {
            let head = cell.map_or(party, |cell| cell.canonical.as_str());
            mention.kind = cell.map_or(mention.kind, |cell| cell.kind);
            mention.name = format!("{head} {}{rest}", level.to_lowercase());
        }
    }
    mention
}

/// The organization of a kind whose unit, level or place starts at a token, named by another office of its secretary:
/// `Bí thư Đảng ủy, Chủ tịch HĐQT Công ty X`.
pub(crate) fn organization_of_unit<'p>(
    reading: &'p Reading<'_>,
    knowledge: &'p Knowledge,
    at: usize,
    canonical: &'p str,
    kind: HeadKind,
) -> Option<OrganizationMention> {
    let mut parser = Parser::new(reading, knowledge, at, at, canonical, None);
    parser.qualifiers();
    let is_one = parser.is_named || parser.has_unit || parser.level.is_some();
    (parser.end > at && is_one).then(|| implied(reading, knowledge, at, parser.finish(kind, false)))
}

/// The place that a level word names: where its name ends, its level, its name.
pub(crate) fn place_name(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    level_word: TokenRange,
) -> Option<(usize, Level, String)> {
    let mut parser = Parser::new(
        reading,
        knowledge,
        level_word.start,
        level_word.end,
        "",
        None,
    );
    let level = parser.level_of(level_word.clone())?;
    parser.level = Some(level);
    parser.end = parser.past_kind(level_word.end, Some(level));
    let end = parser.proper_name_end(parser.end, Some(level))?;
    parser.take_name(end);
    Some((end, level, parser.last_part()?))
}

/// The places of a list whose first level word stands at a token, each with its level: `xã M, N và phường P` are `xã M`,
/// `xã N`, `phường P`.
pub(crate) fn listed_places(
    reading: &Reading<'_>,
    knowledge: &Knowledge,
    level_word: usize,
) -> Vec<(TokenRange, String)> {
    let mut out = Vec::new();
    let (mut at, mut word) = (level_word, String::new());
    while at < reading.tokens.len() {
        let name = match reading.cue_at(at, Cue::PlaceLevel) {
            Some(end) => {
                word = reading.canonical(at..end).to_lowercase();
                end + usize::from(reading.mark_at(end, b':'))
            }
            None => at,
        };
        let mut parser = Parser::new(reading, knowledge, name, name, "", None);
        let is_place = name < reading.tokens.len() && parser.proper_name();
        // "các xã: Tân Long Hội, An Bình": behind the level, no name of the list is a person's, nor is one before the next level.
        let is_level = |joint: usize| {
            let next = reading.cue_at(joint, Cue::And);
            next.is_some_and(|next| reading.cue_at(next, Cue::PlaceLevel).is_some())
        };
        let listed = (!is_place).then(|| listed_name_end(reading, name));
        let listed = listed.flatten().filter(|&end| name > at || is_level(end));
        let Some(end) = listed.or(is_place.then_some(parser.end)) else {
            break;
        };
        let tokens = at..end;
        let full = listed.map(|end| reading.canonical(name..end));
        out.extend(
            full.or_else(|| parser.last_part())
                .map(|name| (tokens.clone(), format!("{word} {name}"))),
        );
        let comma = reading
            .tokens
            .get(tokens.end)
            .filter(|mark| mark.is_mark(b','));
        let joint = comma.map(|_| tokens.end + 1);
        let Some(next) = reading.cue_at(tokens.end, Cue::And).or(joint) else {
            break;
        };
        at = next;
    }
    out
}

/// The end of the capitalized words at a token, if a list goes on behind them.
fn listed_name_end(reading: &Reading<'_>, at: usize) -> Option<usize> {
    /// Words of the longest name.
    const LONGEST: usize = 6;
    let is_name = |&name: &usize| {
        let token = reading.tokens.get(name).filter(|token| token.is_word());
        token.is_some_and(|token| token.is_capitalized() && (name == at || token.gap < Gap::Line))
    };
    let end = (at..=at + LONGEST).find(|name| !is_name(name))?;
    let is_joint = reading.mark_at(end, b',') || reading.cue_at(end, Cue::And).is_some();
    (end > at && is_joint).then_some(end)
}

/// The end of a number of places and the word for their level that start at a token: `hai xã`, `3 tỉnh`.
pub(crate) fn several_places(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let token = reading
        .tokens
        .get(at)
        .filter(|token| token.gap < Gap::Line)?;
    let in_words = || {
        let (end, _) = reading.numeral_at(at)?;
        Some(end)
    };
    let figure = token.is_number().then_some(at + 1);
    reading.cue_at(figure.or_else(in_words)?, Cue::PlaceLevel)
}

/// The end of a unit's full name that starts at a token; none for a bare `công ty`.
pub(super) fn unit_name(reading: &Reading<'_>, knowledge: &Knowledge, at: usize) -> Option<usize> {
    let mut parser = Parser::new(reading, knowledge, at, at, "", None);
    ((parser.block() || parser.unit()) && parser.is_named).then_some(())?;
    parser.level_and_place();
    let is_numbered =
        reading.tokens[at].is_capitalized() && reading.tokens[parser.end - 1].is_number();
    let has_name = is_numbered
        || reading.tokens[at + 1..parser.end]
            .iter()
            .any(|token| token.is_capitalized());
    has_name.then_some(parser.end)
}
