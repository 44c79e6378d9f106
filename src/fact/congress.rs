//! The number of a congress, or of the tenure that it opened.
//!
//! # Reads
//! `Đại hội … lần thứ VII`, `Đại hội XIII`, `khóa IV`, lists of ordinals (`khóa XI, XII, XIII`, `khóa 9-10-11`), tenures
//! that open their sentences with their years (`Khóa I (1992 - 1996)`).
//!
//! # Yields
//! One fact per organization and ordinal: `congress` where a congress is named, `tenure` where a committee is.
//!
//! # Examples
//! "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVII và Nghị quyết Đại hội XIII của Đảng": the province's 17th, the
//! Party's 13th. Each ordinal has its own owner.
//!
//! # Does not read
//! Conferences and plenums ("Hội nghị lần thứ 3", the 4 of "Trung ương 4"), congresses of unions, associations and
//! foreign parties, tenures of assemblies, counts ("qua 7 kỳ đại hội").
//!
//! # Known gaps
//! "Đại hội tới" without an ordinal is no fact.

mod held;
mod holder;
mod list;
mod tenure;

use crate::date::Date;
use crate::fact::governor::Governor;
use crate::fact::{Draft, Owner, Scene, term};
use crate::knowledge::cue::{Cue, CueSet};
use crate::knowledge::organizations::HeadKind;
use crate::mention::date::{YearsLabel, YearsMention};
use crate::mention::ordinal::Ordinal;
use crate::mention::organization::organization_after_role;
use crate::record::{CongressForm, Period, Rule, TermYears, Value};
use crate::text::{Kind, LineKind, TokenRange};
use holder::{holds_its_own, is_held_by_other, is_of_several, is_opened_by_other_body};
use list::Ordinals;

/// Tokens back from an ordinal in which its congress must be named.
const CONGRESS_REACH: usize = 45;
/// Tokens after an ordinal in which its term may stand.
const TERM_REACH: usize = 4;
/// The first term whose congress news calls by its bare number, as the whole Party's: "Đại hội VIII".
const NEWS_AGE: u16 = 1996;

/// Reads the congresses of an article.
pub(super) fn read(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    let mut found: Vec<Found> = Vec::new();
    const SIGNS: CueSet = CueSet::of(&[
        Cue::CongressTenure,
        Cue::CongressOrdinal,
        Cue::CongressOrdinalBare,
        Cue::Term,
        Cue::Congress,
    ]);
    let reading = scene.reading;
    for at in reading.starts_in_text(SIGNS) {
        let is_listed = found.last().is_some_and(|last| at < last.tokens.end);
        if is_listed {
            continue;
        }
        if let Some(end) = scene.cue_at(at, Cue::CongressTenure) {
            let has_opening = found.iter().any(|one| one.rule == Rule::OpeningTenure);
            let here = tenure::read(scene, at, end);
            if here.is_empty() {
                found.extend(tenure::opening(scene, at, end, has_opening));
            }
            found.extend(here);
        } else if let Some(end) = scene.cue_at(at, Cue::CongressOrdinal) {
            found.extend(numbered(scene, at, end));
        } else if let Some(end) = scene.cue_at(at, Cue::CongressOrdinalBare) {
            found.extend(
                numbered(scene, at, end)
                    .into_iter()
                    .filter(|one| one.ordinal.is_roman),
            );
        } else if let Some(end) = scene.cue_at(at, Cue::Term) {
            found.extend(
                tenure::read(scene, at, end)
                    .into_iter()
                    .filter(|one| one.ordinal.is_roman),
            );
        } else if let Some(end) = scene.cue_at(at, Cue::Congress) {
            found.extend(bare(scene, at, end));
        }
    }
    let local: Vec<u16> = found.iter().filter_map(Found::local).collect();
    let starts: Vec<usize> = found.iter().map(|one| one.tokens.start).collect();
    let mut before: Option<(usize, u16)> = None;
    for (index, one) in found.into_iter().enumerate() {
        let own = one.local().map(|value| (one.tokens.start, value));
        let sentence = scene.reading.sentence_of(one.tokens.start);
        let beside = before.filter(|(at, _)| sentence.contains(at));
        before = own;
        let draft = one.draft(scene, &local, beside.map(|(_, value)| value));
        // "các khóa IV, V (1976 - 1986)": the years are of both.
        let is_listed = index > 0 && starts[index - 1] == starts[index];
        drafts.extend(term::of_congress(scene, &draft).filter(|_| !is_listed));
        drafts.push(draft);
    }
}

/// Whose congress it is, or that its words leave it open.
#[derive(Debug, Clone)]
enum Holder {
    Known(Owner),
    /// "Đại hội XII" and nothing else.
    Bare(usize),
}

#[derive(Debug, Clone)]
struct Found {
    ordinal: Ordinal,
    form: CongressForm,
    owner: Holder,
    tokens: TokenRange,
    rule: Rule,
}

impl Found {
    /// Its number, where it is not the whole Party's.
    fn local(&self) -> Option<u16> {
        let is_local = matches!(
            self.owner,
            Holder::Known(Owner::Mention(_) | Owner::Context(_))
        );
        is_local.then_some(self.ordinal.value)
    }

    /// What it states; `local` are the numbers of an article that are not the whole Party's, `beside` the one of them that stands
    /// right before it in its sentence.
    fn draft(self, scene: &Scene<'_>, local: &[u16], beside: Option<u16>) -> Draft {
        let value = self.ordinal.value;
        let is_congress = self.form == CongressForm::Congress;
        let held = is_congress
            .then(|| held::told(scene, &self.tokens))
            .flatten();
        let owner = match self.owner {
            // "đại hội Đảng lần thứ 17 của thủ đô": the whole Party has held fewer.
            Holder::Known(Owner::Party) if is_beyond_national(scene, value) => {
                Owner::Context(self.tokens.start)
            }
            Holder::Known(owner) => owner,
            Holder::Bare(at) => {
                // "Đại hội Đảng bộ tỉnh lần thứ XII; chủ trương của Đại hội XIII": another one than the province's.
                let is_other = beside.is_some_and(|beside| beside != value);
                let is_near_local =
                    !is_other && local.iter().any(|known| known.abs_diff(value) <= 1);
                let is_of_term = || contradicts_term(scene, at, value);
                let is_known = || {
                    held.as_ref()
                        .is_some_and(|held| is_national(scene, value, held))
                };
                let may_be = is_national_today(scene, value) || is_known();
                if may_be && !is_near_local && !is_of_term() {
                    Owner::Party
                } else {
                    Owner::Context(at)
                }
            }
        };
        Draft {
            value: Value::Congress {
                ordinal: value,
                numeral: self.ordinal.numeral(scene.reading),
                form: self.form,
                term: term_after(scene, self.tokens.end),
                held,
            },
            owner,
            tokens: self.tokens,
            rule: self.rule,
        }
    }
}

/// Whether a number is above that of the whole Party's next congress.
fn is_beyond_national(scene: &Scene<'_>, ordinal: u16) -> bool {
    let next = scene.knowledge.congresses.next_national();
    next.is_some_and(|next| ordinal > next)
}

/// `Đại hội XII`: whether a bare number can mean the whole Party's congress, one of the news age or the next.
fn is_national_today(scene: &Scene<'_>, ordinal: u16) -> bool {
    let congresses = &scene.knowledge.congresses;
    match congresses.national(ordinal) {
        Some(congress) => congress.term_start >= NEWS_AGE,
        None => congresses.next_national() == Some(ordinal),
    }
}

/// `Đại hội VI (1986)`: whether the Party's congress of a number was held in that year.
fn is_national(scene: &Scene<'_>, ordinal: u16, held: &Period) -> bool {
    let national = scene.knowledge.congresses.national(ordinal);
    let year = held.start.map(Date::year);
    national.is_some_and(|congress| year == Some(congress.term_start))
}

/// `Nhiệm kỳ 2020 - 2025, Đảng bộ kết nạp …, đạt 101% chỉ tiêu Nghị quyết Đại hội XI`: whether the sentence tells a term that the
/// Party's congress of this number did not open.
fn contradicts_term(scene: &Scene<'_>, at: usize, ordinal: u16) -> bool {
    let sentence = scene.reading.sentence_of(at);
    let years = &scene.mentions.years;
    let from = years.partition_point(|years| years.tokens.start < sentence.start);
    let mut here = years[from..]
        .iter()
        .take_while(|years| years.tokens.start < sentence.end);
    let term = here.find(|years| years.label == YearsLabel::Term);
    let national = scene.knowledge.congresses.national(ordinal);
    term.zip(national).is_some_and(|(term, national)| {
        !(term.start..=term.start + 1).contains(&national.term_start)
    })
}

/// `Đại hội … lần thứ VII`
fn numbered(scene: &Scene<'_>, cue: usize, cue_end: usize) -> Vec<Found> {
    let ordinals = list::ordinals(scene, cue_end);
    let Some(last) = ordinals.last() else {
        return Vec::new();
    };
    let end = last.end;
    let sentence = scene.reading.sentence_of(cue).start;
    let start = title_above(scene, cue, end).unwrap_or(sentence);
    let from = start.max(cue.saturating_sub(CONGRESS_REACH));
    let Some(congress) = congress_left(scene, from, cue) else {
        return of_resolution(scene, cue, ordinals);
    };
    if is_first_time(scene, &congress, cue, cue_end..end) {
        return Vec::new();
    }
    let Some(holder) = holder_of(scene, &congress, cue, end) else {
        return Vec::new();
    };
    collect(
        ordinals,
        CongressForm::Congress,
        &holder,
        congress.start,
        Rule::NumberedCongress,
    )
}

/// `thực hiện Nghị quyết Đảng bộ xã X lần thứ XXV`, `Nghị quyết Chi bộ Y lần thứ 3, nhiệm kỳ 2025 - 2027`: the congress whose resolution
/// a body's own is. An Arabic number without its term may be a plenum's, and so are one that is issued and one that tells its tenure
/// or its subject: `Nghị quyết Đảng bộ huyện X lần thứ IV (khóa XXII) về …`.
fn of_resolution(scene: &Scene<'_>, cue: usize, ordinals: Ordinals) -> Vec<Found> {
    let Some((index, mention)) = scene.mentions.organization_ending_at(cue) else {
        return Vec::new();
    };
    let start = mention.tokens.start;
    let is_body = !mention.is_generic && scene.cue_at(start, Cue::CountBody).is_some();
    let document = scene.cue_before(start, Cue::OrganizationDocument);
    let is_abroad = scene.find_cue(mention.tokens.clone(), Cue::CongressAbroad);
    let is_told = |last: &Ordinal| {
        (last.is_roman || term_years(scene, last.end).is_some()) && !is_of_plenum(scene, last.end)
    };
    let is_read = is_body && is_abroad.is_none() && ordinals.last().is_some_and(is_told);
    let Some(document) = document
        .filter(|&document| is_read && scene.cue_before(document, Cue::CongressIssued).is_none())
    else {
        return Vec::new();
    };
    let holder = Holder::Known(Governor::Organization(index).owner_or_party(scene, cue));
    let (form, rule) = (CongressForm::Congress, Rule::NumberedCongress);
    collect(ordinals, form, &holder, document, rule)
}

/// Whether a tenure, other words in brackets or a subject follow a resolution's number and term.
fn is_of_plenum(scene: &Scene<'_>, number: usize) -> bool {
    let term = term_years(scene, number).map(|years| years.tokens.end);
    let end = term.map_or(number, |end| {
        end + usize::from(scene.reading.mark_at(end, b')'))
    });
    let next = number
        + usize::from(scene.reading.mark_at(number, b',') || scene.reading.mark_at(number, b'('));
    term.is_none() && scene.reading.mark_at(number, b'(')
        || scene.cue_at(next, Cue::CongressTenure).is_some()
        || scene.cue_at(end, Cue::CongressAbout).is_some()
}

/// `ĐẠI HỘI ĐẢNG BỘ HUYỆN X` above `LẦN THỨ XXII, NHIỆM KỲ 2020 - 2025`: where the title's line above starts, where a number opens the
/// line below it, and no sentence.
fn title_above(scene: &Scene<'_>, cue: usize, end: usize) -> Option<usize> {
    let lines = &scene.reading.lines;
    let index = scene.reading.line_index(cue);
    let line = lines.get(index)?;
    let above = &lines[index.checked_sub(1)?];
    // "Lần thứ hai liên tiếp, Đảng bộ xã …"
    let ends = scene.reading.words_end_at(end) || scene.cue_at(end, Cue::Term).is_some();
    let is_title =
        line.tokens.start == cue && !line.after_blank && line.kind == LineKind::Heading && ends;
    (is_title && above.kind == LineKind::Heading).then_some(above.tokens.start)
}

/// `Đây là đại hội lần đầu tiên bầu trực tiếp Bí thư`, `Tại đại hội, bà lần đầu tiên được bầu`: whether it is the first time that
/// they elect. `Đại hội Đảng bộ huyện X lần đầu tiên bầu …` is its first.
fn is_first_time(scene: &Scene<'_>, congress: &TokenRange, cue: usize, first: TokenRange) -> bool {
    let elects = scene.cue_at(first.start, Cue::OfficeAside) == Some(first.end)
        && scene.cue_at(first.end, Cue::OfficeAppoint).is_some();
    let is_beside = congress.end == cue;
    let is_kind = is_beside && scene.cue_before(congress.start, Cue::OfficeIs).is_some();
    let has_subject = !is_beside
        && (scene.mentions.organization_ending_at(cue))
            .is_none_or(|(_, one)| one.tokens.start > congress.end);
    elects && (is_kind || has_subject)
}

/// `Đại hội XIII`, `Đại hội Đảng XII`, `Đại hội Đảng Cộng sản Việt Nam XII`
fn bare(scene: &Scene<'_>, congress: usize, congress_end: usize) -> Vec<Found> {
    let mut at = congress_end;
    let mut is_party = false;
    let named = scene.organization_at(at);
    if let Some((_, mention)) = named {
        at = mention.tokens.end;
    } else if let Some(end) = scene.cue_at(scene.cue_at(at, Cue::Of).unwrap_or(at), Cue::Party) {
        at = end;
        is_party = true;
    }
    let length = |ordinal: &Ordinal| scene.reading.slice(&(ordinal.start..ordinal.end)).len();
    let mut ordinals = list::ordinals(scene, at);
    ordinals.retain(|ordinal| match named {
        // "Đảng bộ khối I cơ quan …": one letter may be the organization's own number.
        Some(_) => ordinal.is_roman && length(ordinal) > 1,
        None => ordinal.is_roman || length(ordinal) == 2,
    });
    let Some(last) = ordinals.last() else {
        return Vec::new();
    };
    let holder = if is_party {
        Holder::Known(Owner::Party)
    } else if let Some((index, _)) = named {
        Holder::Known(Governor::Organization(index).owner_or_party(scene, at))
    } else {
        match right_owner(scene, last.end).or_else(|| owner_behind_term(scene, last.end)) {
            Some(Some(owner)) => Holder::Known(owner),
            Some(None) => return Vec::new(),
            None => Holder::Bare(congress),
        }
    };
    collect(
        ordinals,
        CongressForm::Congress,
        &holder,
        congress,
        Rule::BareCongress,
    )
}

fn is_caucus(scene: &Scene<'_>, organization: usize) -> bool {
    let kind = scene.mentions.organizations[organization].kind;
    matches!(kind, HeadKind::Caucus | HeadKind::Group)
}

fn collect(
    ordinals: Ordinals,
    form: CongressForm,
    holder: &Holder,
    start: usize,
    rule: Rule,
) -> Vec<Found> {
    ordinals
        .into_iter()
        .map(|ordinal| Found {
            tokens: start..ordinal.end,
            ordinal,
            form,
            owner: holder.clone(),
            rule,
        })
        .collect()
}

/// The congress that a token to its right belongs to: the nearest "đại hội", unless a conference stands nearer or it is
/// a congress of something else.
fn congress_left(scene: &Scene<'_>, from: usize, at: usize) -> Option<TokenRange> {
    for start in (from..at).rev() {
        if matches!(scene.reading.tokens[start].kind, Kind::Mark(b';')) {
            return None;
        }
        if scene
            .cue_at(start, Cue::CongressMeeting)
            .is_some_and(|end| end <= at)
        {
            return None;
        }
        if let Some(end) = scene.cue_at(start, Cue::Congress).filter(|end| *end <= at) {
            let is_other =
                names_other(scene, end..at) || scene.cue_at(start, Cue::CongressNot).is_some();
            return (!is_other).then_some(start..end);
        }
    }
    None
}

/// Whether a range names somebody else who holds congresses. A word of a Party organization's name does not: `Đảng bộ Tập
/// đoàn`, `Đảng bộ Liên đoàn Lao động`.
fn names_other(scene: &Scene<'_>, range: TokenRange) -> bool {
    let is_within_name = |at: usize| {
        scene
            .mentions
            .organizations_in(range.start..at)
            .any(|(_, mention)| mention.tokens.end > at)
    };
    range.clone().any(|at| {
        let other = scene.cue_at(at, Cue::CongressNot);
        other.is_some_and(|end| end <= range.end) && !is_within_name(at)
    })
}

/// Whose congress: what stands between its noun and the ordinal, then what follows the ordinal, then who holds it.
/// None where it is no congress of the Party.
fn holder_of(scene: &Scene<'_>, congress: &TokenRange, cue: usize, end: usize) -> Option<Holder> {
    let between = congress.end..cue;
    if between.clone().any(|at| is_foreign_at(scene, at)) || is_foreign_at(scene, end) {
        return None;
    }
    let named = scene.mentions.organizations_in(between.clone()).next_back();
    if let Some((index, _)) = named {
        return Some(Holder::Known(
            Governor::Organization(index).owner_or_party(scene, cue),
        ));
    }
    if let Some(mention) = scene.congress_of_level(congress.end, cue) {
        return Some(Holder::Known(Owner::Read(Box::new(mention))));
    }
    let is_national = scene
        .find_cue(congress.start..cue, Cue::CongressNational)
        .is_some()
        || scene.find_cue(between.clone(), Cue::Party).is_some();
    let behind_term = || owner_behind_term(scene, end).filter(|_| !is_national);
    let behind = right_owner(scene, end).or_else(behind_term);
    let named_after = matches!(
        behind,
        Some(None | Some(Owner::Mention(_) | Owner::Read(_)))
    );
    if is_national && !named_after {
        return Some(Holder::Known(Owner::Party));
    }
    let is_level = scene.cue_at(between.start, Cue::PlaceLevel) == Some(between.end);
    if is_level && (matches!(behind, Some(None)) || is_opened_by_other_body(scene, congress.start))
    {
        return None;
    }
    if let Some(owner) = territory_between(scene, &between) {
        return Some(Holder::Known(owner));
    }
    match behind {
        Some(Some(owner)) => Some(Holder::Known(owner)),
        Some(None) => None,
        None if is_held_by_other(scene, congress.start) => None,
        None if holds_its_own(scene, congress.start) => None,
        None if is_of_several(scene, congress.start) => Some(Holder::Known(Owner::Unknown)),
        None => Some(Holder::Known(Owner::Context(congress.start))),
    }
}

/// Whether another country or its party is named at a token: `Lào`, but not the one of `Đảng bộ tỉnh Lào Cai`.
fn is_foreign_at(scene: &Scene<'_>, at: usize) -> bool {
    let is_own = || {
        let organization = scene.mentions.organization_over(at);
        scene.mentions.territory_over(at).is_some()
            || organization.is_some_and(|(_, mention)| {
                !mention.is_foreign && mention.kind != HeadKind::National
            })
    };
    scene.cue_at(at, Cue::PartyForeign).is_some() && !is_own()
}

/// `Đại hội tỉnh Hậu Giang lần thứ XIV`, `Đại hội đại biểu huyện lần thứ X`: a place or the word of its level stands for its
/// organization.
fn territory_between(scene: &Scene<'_>, between: &TokenRange) -> Option<Owner> {
    if scene.cue_at(between.start, Cue::PlaceLevel) == Some(between.end) {
        let level = organization_after_role(scene.reading, scene.knowledge, between.start)?;
        return Some(Owner::Read(Box::new(level)));
    }
    let territory = scene.mentions.territories.iter().find(|territory| {
        territory.tokens.start == between.start && territory.tokens.end <= between.end
    })?;
    let mention = organization_after_role(scene.reading, scene.knowledge, territory.tokens.start)?;
    Some(Owner::Named(mention.name, mention.tokens))
}

/// Whose congress, by what follows the ordinal: `… của Đảng`, `… Đảng bộ Hà Nội`, `… của Khối`. `Some(None)`: no congress
/// of the Party.
fn right_owner(scene: &Scene<'_>, end: usize) -> Option<Option<Owner>> {
    let after = scene.cue_at(end, Cue::Of).unwrap_or(end);
    let is_other = scene.cue_at(after, Cue::CongressNot).is_some();
    if is_other || is_foreign_at(scene, end) || is_foreign_at(scene, after) {
        return Some(None);
    }
    if let Some((index, _)) = scene.organization_at(after) {
        return Some(Some(
            Governor::Organization(index).owner_or_party(scene, after),
        ));
    }
    if scene.cue_at(end, Cue::CongressNational).is_some()
        || (after > end && scene.cue_at(after, Cue::Party).is_some())
    {
        return Some(Some(Owner::Party));
    }
    // "đại hội Đảng lần thứ VII của tỉnh X"
    scene.cue_at(after, Cue::PlaceLevel)?;
    let mention = organization_after_role(scene.reading, scene.knowledge, after)?;
    mention.level.map(|_| Some(Owner::Read(Box::new(mention))))
}

/// Whose congress, by what "của" names behind the term that follows its ordinal: `…, nhiệm kỳ 2025 - 2030 của Đảng bộ xã X`. A
/// committee holds none: what is its own may be a plan (`nghị quyết Đại hội XIII (nhiệm kỳ …) của Tỉnh ủy`).
fn owner_behind_term(scene: &Scene<'_>, end: usize) -> Option<Option<Owner>> {
    let tokens = &scene.reading.tokens;
    let is_apart = matches!(tokens.get(end)?.kind, Kind::Mark(b',' | b'('));
    let start = end + usize::from(is_apart);
    let years = term_years(scene, end)?;
    // "Đại hội XIII và tổng kết nhiệm kỳ …": another term is told of.
    if years.tokens.start != start {
        return None;
    }
    let close = tokens.get(years.tokens.end)?;
    let after = years.tokens.end + usize::from(close.is_mark(b')'));
    let of = scene.cue_at(after, Cue::Of)?;
    let (index, mention) = scene.organization_at(of)?;
    let holds = mention.kind == HeadKind::National || scene.cue_at(of, Cue::CountBody).is_some();
    holds.then(|| Some(Governor::Organization(index).owner_or_party(scene, end)))
}

impl Governor {
    fn owner_or_party(&self, scene: &Scene<'_>, at: usize) -> Owner {
        match self {
            Self::Organization(index)
                if scene.mentions.organizations[*index].kind == HeadKind::National =>
            {
                Owner::Party
            }
            governor => governor.owner(scene, at),
        }
    }
}

/// `…, nhiệm kỳ 2020-2025`, `… (nhiệm kỳ 2020-2025)` right after an ordinal.
fn term_after(scene: &Scene<'_>, end: usize) -> Option<TermYears> {
    term_years(scene, end).map(|years| TermYears {
        start_year: years.start,
        end_year: years.end,
    })
}

fn term_years<'s>(scene: &'s Scene<'_>, end: usize) -> Option<&'s YearsMention> {
    let years = &scene.mentions.years;
    let next = years.get(years.partition_point(|years| years.tokens.start < end))?;
    (next.label == YearsLabel::Term && next.tokens.start <= end + TERM_REACH).then_some(next)
}
