//! A term of office of a Party organization.
//!
//! # Reads
//! `nhiệm kỳ 2020 - 2025`, `(nhiệm kỳ 2015-2020)`, `các nhiệm kỳ 2010-2015, 2015-2020`, `khóa 2020-2025`,
//! `Đại hội … lần thứ XI (2015 - 2020)`, `khóa IV (1976-1982)`, years that open the lines below "qua các nhiệm kỳ".
//!
//! # Yields
//! One fact per organization and term.
//!
//! # Examples
//! "Bí thư Tỉnh ủy Bến Tre nhiệm kỳ 2010-2015": Đảng bộ tỉnh Bến Tre, 2010 to 2015.
//!
//! # Does not read
//! Terms of councils, governments, unions, associations and companies; plan periods ("giai đoạn 2021-2025"); terms
//! without years.
//!
//! # Known gaps
//! A misprint (`202-2025`) is not repaired.

mod listed;

use crate::fact::governor::Governor;
use crate::fact::{Draft, Owner, Scene};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::date::{YearsLabel, YearsMention};
use crate::mention::organization::{OrganizationMention, organization_after_role};
use crate::record::{Rule, Value};
use crate::text::token::Token;
use crate::text::{Kind, TokenRange};

/// Tokens back from a term in which its organization must be named.
const REACH: usize = 30;
/// Tokens before a bracket in which the word for what its years are of stands: `nhiệm kỳ Đại hội lần thứ IV (`.
const LABEL_REACH: usize = 8;
/// Tokens between a body of the whole Party and its term: `Ban Chấp hành Trung ương khóa XII nhiệm kỳ`.
const PARTY_REACH: usize = 4;
/// Terms of one list.
const LISTED: usize = 8;
/// Tokens after a term in which the one who acts in it is looked for.
const ACTOR_REACH: usize = 12;

/// Reads the terms of an article.
pub(super) fn read(scene: &Scene<'_>, drafts: &mut Vec<Draft>) {
    for years in &scene.mentions.years {
        if let Some(draft) = term(scene, years) {
            if let Owner::Mention(index) = draft.owner
                && let Some(other) = scene.coordinated_before(index)
            {
                drafts.push(Draft {
                    owner: Owner::Mention(other),
                    ..draft.clone()
                });
            }
            drafts.push(draft);
        }
    }
    listed::read(scene, drafts);
}

fn term(scene: &Scene<'_>, years: &YearsMention) -> Option<Draft> {
    let start = match years.label {
        YearsLabel::Term => years.tokens.start,
        YearsLabel::None => scene
            .cue_before(years.years.start, Cue::CongressTenure)
            .filter(|&start| !is_of_course(scene, start))?,
        YearsLabel::Plan => return None,
    };
    let sentence = scene.reading.sentence_of(start);
    let first = first_of_list(scene, start);
    let from = sentence.start.max(first.saturating_sub(REACH));
    let governor = Governor::left_of(scene, from, first);
    let owner = match &governor {
        Governor::Other => return None,
        Governor::Party(_)
            if scene
                .find_cue(from..start, Cue::OrganizationAllLevels)
                .is_some() =>
        {
            Owner::Unknown
        }
        Governor::Party(body)
            if is_national(years) && is_of_state(scene, from, body.end..start) =>
        {
            return None;
        }
        Governor::AllOrNational(_) if is_national(years) => Owner::Party,
        // "Đại hội Hội Luật gia lần thứ V (2015 - 2020)": brackets speak for no Party organization of their own.
        Governor::None if is_of_ordinal(scene, years) => return None,
        Governor::None => after(scene, years, from, start)?,
        governor => governor.owner(scene, start),
    };
    let is_of_all = scene
        .cue_before(start, Cue::OrganizationAllLevels)
        .is_some();
    if is_of_all && is_national(years) {
        return None;
    }
    let is_of_many = is_of_counted(scene, sentence.start, start)
        || is_of_cells(scene, start) && !is_owned_behind(scene, years.tokens.end);
    let begin = governor.start(scene).filter(|_| !is_of_many);
    let begin = begin.unwrap_or(start);
    Some(Draft {
        value: Value::Term {
            start_year: years.start,
            end_year: years.end,
        },
        owner: if is_of_all || is_of_many {
            Owner::Unknown
        } else {
            owner
        },
        tokens: begin..years.tokens.end,
        rule: Rule::TermYears,
    })
}

/// `cử đi học cao cấp lý luận chính trị tại Huế khóa 2014-2016`: whether the clause before "khóa" tells of a course.
fn is_of_course(scene: &Scene<'_>, start: usize) -> bool {
    let from = scene.reading.sentence_of(start).start;
    let from = from.max(start.saturating_sub(REACH));
    let Some(course) = scene.find_last_cue(from..start, Cue::Course) else {
        return false;
    };
    let between = course.end..start;
    let is_mark = |token: &Token| matches!(token.kind, Kind::Mark(b',' | b';' | b':'));
    let names_body = scene.finds_any(
        between.clone(),
        const { CueSet::of(&[Cue::OrganizationCommittee, Cue::Congress, Cue::AimParty]) },
    );
    let mut named = scene.mentions.organizations_in(between.clone());
    !names_body && !scene.reading.tokens[between].iter().any(is_mark) && named.next().is_none()
}

/// `19/19 chi bộ đã tổ chức xong đại hội nhiệm kỳ …`, `152 đảng bộ trực thuộc Tỉnh ủy hoàn thành Đại hội, nhiệm kỳ …`: whether a term is
/// of the congresses of many that are counted in its clause.
fn is_of_counted(scene: &Scene<'_>, from: usize, start: usize) -> bool {
    let tokens = &scene.reading.tokens;
    let comma = start
        .checked_sub(1)
        .filter(|&comma| tokens[comma].is_mark(b','));
    let Some(congress) = scene.cue_before(comma.unwrap_or(start), Cue::Congress) else {
        return false;
    };
    let figures = scene.mentions.quantities_in(from..congress.max(from));
    // "năm Đảng bộ tiến hành Đại hội nhiệm kỳ": a year before one organization.
    let are_several = |at: usize| {
        let one = scene.organization_at(at);
        one.is_none_or(|(_, mention)| mention.is_generic)
    };
    let noun = figures
        .last()
        .filter(|figure| are_several(figure.tokens.end))
        .and_then(|figure| scene.cue_at(figure.tokens.end, Cue::NounOrganization));
    let Some(between) = noun
        .filter(|noun| *noun < congress)
        .map(|noun| noun..congress)
    else {
        return false;
    };
    let is_theirs = |mention: &OrganizationMention| {
        let superior = scene.cue_before(mention.tokens.start, Cue::OrganizationSuperior);
        mention.is_generic || superior.is_some()
    };
    let mut named = scene.mentions.organizations_in(between.clone());
    tokens[between].iter().all(Token::is_word) && named.all(|(_, mention)| is_theirs(mention))
}

/// `đại hội các chi bộ trực thuộc Đảng ủy, nhiệm kỳ …`: whether a term is of the congresses of all that belong to the organization
/// before it.
fn is_of_cells(scene: &Scene<'_>, start: usize) -> bool {
    let comma = start
        .checked_sub(1)
        .filter(|&comma| scene.reading.tokens[comma].is_mark(b','));
    let superior = scene
        .mentions
        .organization_ending_at(comma.unwrap_or(start));
    let noun = superior
        .and_then(|(_, mention)| scene.cue_before(mention.tokens.start, Cue::OrganizationBelongs))
        .and_then(|belongs| scene.cue_before(belongs, Cue::NounOrganization));
    noun.and_then(|noun| scene.cue_before(noun, Cue::Plural))
        .is_some_and(|plural| scene.cue_before(plural, Cue::Congress).is_some())
}

/// `nhiệm kỳ 2020 - 2025 của Đảng bộ Khối X`: whether an organization behind years tells whose term it is.
fn is_owned_behind(scene: &Scene<'_>, end: usize) -> bool {
    let owner = scene.cue_at(end, Cue::OrganizationSuperior);
    owner.is_some_and(|owner| scene.organization_at(owner).is_some())
}

/// Where the first of the terms starts that one is listed with: `nhiệm kỳ 2010 - 2012 (từ tháng 1); nhiệm kỳ 2012 - 2015`.
fn first_of_list(scene: &Scene<'_>, start: usize) -> usize {
    let tokens = &scene.reading.tokens;
    let before = |start: usize| {
        let mark = start
            .checked_sub(1)
            .filter(|&mark| matches!(tokens[mark].kind, Kind::Mark(b',' | b';')));
        let joint = mark.or(scene.cue_before(start, Cue::And))?;
        let close = joint.checked_sub(1)?;
        let end = if tokens[close].is_mark(b')') {
            (close.saturating_sub(REACH)..close)
                .rev()
                .find(|&open| tokens[open].is_mark(b'('))?
        } else {
            joint
        };
        let term = scene.mentions.years_ending_at(end)?;
        (term.label == YearsLabel::Term).then_some(term.tokens.start)
    };
    std::iter::successors(Some(start), |&start| before(start))
        .take(LISTED)
        .last()
        .unwrap_or(start)
}

/// The term of a congress or tenure that stands right behind its number.
pub(super) fn of_congress(scene: &Scene<'_>, congress: &Draft) -> Option<Draft> {
    in_brackets(scene, congress).or_else(|| behind(scene, congress))
}

/// `làm tròn nhiệm vụ do Đại hội lần thứ IV, nhiệm kỳ 2020 - 2025 giao`, `Đại hội lần thứ I (nhiệm kỳ 1976 - 1979)`: the term behind a
/// congress whose owner the text tells, where the words before it name nobody whose term it could be. Brackets are none of the
/// Party's where "của" and another body follow, or the sentence before opens with one.
fn behind(scene: &Scene<'_>, congress: &Draft) -> Option<Draft> {
    let end = congress.tokens.end;
    let mark = matches!(scene.reading.tokens.get(end)?.kind, Kind::Mark(b',' | b'('));
    let start = end + usize::from(mark);
    let years = scene.mentions.years_in(start..start + 1).first()?;
    // "Từ Đại hội lần thứ V (2015 - 2020) đến nay, Hội Nhà báo …": brackets need a word for a term, and no other body behind them.
    let is_bracketed = scene.reading.tokens[end].is_mark(b'(');
    let is_said = years.years.start > start
        && !is_of_other(scene, years.tokens.end)
        && !is_of_body_around(scene, years);
    if is_bracketed && !is_said {
        return None;
    }
    let is_open = matches!(congress.owner, Owner::Context(_) | Owner::Mention(_));
    let is_of_congress = congress.rule == Rule::NumberedCongress && years.label == YearsLabel::Term;
    (is_open && is_of_congress && !is_national(years) && term(scene, years).is_none()).then(|| {
        Draft {
            value: Value::Term {
                start_year: years.start,
                end_year: years.end,
            },
            owner: congress.owner.clone(),
            tokens: congress.tokens.start..years.tokens.end,
            rule: Rule::TermOfCongress,
        }
    })
}

/// Whether "của" behind years leads to no Party organization, or the sentence before opens with another body.
fn is_of_body_around(scene: &Scene<'_>, years: &YearsMention) -> bool {
    let end = years.tokens.end;
    let past = end + usize::from(scene.reading.mark_at(end, b')'));
    let owner = scene.cue_at(past, Cue::OrganizationSuperior);
    let opening = scene.reading.sentence_of(years.tokens.start).start;
    let before = opening
        .checked_sub(1)
        .map(|last| scene.reading.sentence_of(last).start);
    owner.is_some_and(|owner| scene.organization_at(owner).is_none())
        || before.is_some_and(|before| scene.cue_at(before, Cue::BodyOther).is_some())
}

/// `Đại hội XXV (2015 - 2020)`, `khóa IV (1976-1982)`: the term of a congress or tenure, in brackets behind its number.
fn in_brackets(scene: &Scene<'_>, congress: &Draft) -> Option<Draft> {
    let years = bracketed(scene, congress.tokens.end)?;
    // "Từ Đại hội lần thứ V (2015 - 2020) đến nay, Hội Nhà báo …"
    let is_open = matches!(congress.owner, Owner::Context(_));
    if is_open && is_of_other(scene, years.tokens.end) {
        return None;
    }
    Some(Draft {
        value: Value::Term {
            start_year: years.start,
            end_year: years.end,
        },
        owner: congress.owner.clone(),
        tokens: congress.tokens.start..years.tokens.end,
        rule: Rule::TermInBrackets,
    })
}

/// The years that brackets behind an ordinal hold and nothing else.
pub(super) fn bracketed<'s>(scene: &'s Scene<'_>, end: usize) -> Option<&'s YearsMention> {
    let tokens = &scene.reading.tokens;
    tokens.get(end).filter(|open| open.is_mark(b'('))?;
    let years = &scene.mentions.years;
    let next = years.get(years.partition_point(|years| years.years.start <= end))?;
    let is_all = next.years.start == end + 1 && scene.reading.mark_at(next.years.end, b')');
    (is_all && next.label != YearsLabel::Plan).then_some(next)
}

/// Whether years stand in brackets behind an ordinal, with no word for a term of their own.
fn is_of_ordinal(scene: &Scene<'_>, years: &YearsMention) -> bool {
    let start = years.years.start;
    let Some(open) = start.checked_sub(1) else {
        return false;
    };
    years.tokens.start == start
        && scene.reading.tokens[open].is_mark(b'(')
        && scene
            .find_cue(open.saturating_sub(LABEL_REACH)..open, Cue::Term)
            .is_none()
}

/// `Nơi có thêm Phó Chủ tịch UBND theo kết luận của Bộ Chính trị thì vẫn như cũ trong nhiệm kỳ 2016 - 2021`: the
/// state's term, of which a body of the Party, far before it, only spoke.
fn is_of_state(scene: &Scene<'_>, from: usize, between: TokenRange) -> bool {
    let names_state = |range: TokenRange| scene.find_cue(range, Cue::TitleState).is_some();
    between.len() > PARTY_REACH && names_state(from..between.end)
}

/// The owner of a term that opens its sentence: who acts in it. None where that is no Party organization.
pub(super) fn after(
    scene: &Scene<'_>,
    years: &YearsMention,
    from: usize,
    start: usize,
) -> Option<Owner> {
    let is_other_congress =
        scene
            .find_last_cue(from..start, Cue::Congress)
            .is_some_and(|congress| {
                scene.cue_at(congress.start, Cue::CongressNot).is_some()
                    || scene.cue_at(congress.end, Cue::CongressNot).is_some()
            });
    if is_other_congress || scene.is_headed_by_other_body() {
        return None;
    }
    if scene
        .find_last_cue(from..start, Cue::OrganizationAllLevels)
        .is_some()
    {
        return Some(Owner::Unknown);
    }
    let end = years.tokens.end;
    let sentence = scene.reading.sentence_of(start);
    let range = end..sentence.end.min(end + ACTOR_REACH);
    let named = scene.mentions.organizations_in(range.clone());
    let mut named = named.filter(|(_, mention)| !is_of_followed(scene, end, mention));
    let is_owner = |(_, mention): &(usize, &OrganizationMention)| may_own(scene, end, mention);
    if let Some((index, mention)) = named.next().filter(is_owner) {
        // "Nhiệm kỳ 2015 - 2020 có lúc còn tới 3 chi bộ ghép": a count says nothing of whose term it is.
        // "đến cuối nhiệm kỳ 2020 - 2025, không còn chi bộ 3 năm liền …": nor does what there is not.
        let are_told = scene.several(mention).is_some_and(|one| one.are_told);
        let is_counted = mention.is_generic
            && !are_told
            && scene
                .cue_before(mention.tokens.start, Cue::Plural)
                .is_none();
        return Some(match mention.is_generic {
            true if is_counted && !is_national(years) => Owner::Context(start),
            true => Owner::Unknown,
            false => Owner::Mention(index),
        });
    }
    if is_of_other(scene, end) {
        return None;
    }
    // "Theo lộ trình, tới hết nhiệm kỳ 2010-2015, huyện mong muốn …"
    let is_comma = |comma: &Token| comma.is_mark(b',');
    if scene.reading.tokens.get(end).is_some_and(is_comma)
        && scene.cue_at(end + 1, Cue::PlaceLevel).is_some()
        && let Some(place) = organization_after_role(scene.reading, scene.knowledge, end + 1)
    {
        return Some(Owner::Read(Box::new(place)));
    }
    // "Trưởng thôn nhiệm kỳ 2021 - 2023": a short term on the grid is only of whom the text names.
    (!is_on_grid(years) && !is_of_other_congress(scene)).then_some(Owner::Context(start))
}

/// Whether the article is headed by the congress of another body, so that what it tells of nobody is of that one: `Đại hội Chi
/// đoàn Trường X`.
fn is_of_other_congress(scene: &Scene<'_>) -> bool {
    let heading = scene.reading.sentence_of(0);
    let congress = scene.find_cue(heading.clone(), Cue::Congress);
    congress.is_some_and(|congress| {
        scene.cue_at(congress.end, Cue::BodyOther).is_some()
            && scene.mentions.organizations_in(heading).next().is_none()
    })
}

impl Scene<'_> {
    /// Whether the article is headed by the full name of a body that is no Party organization, and by nothing else: `Hội Nông dân
    /// Việt Nam`. The terms that it tells of nobody are that body's.
    pub(super) fn is_headed_by_other_body(&self) -> bool {
        let heading = self.reading.sentence_of(0);
        let mut words = heading.clone();
        let first = words.find(|&at| self.reading.tokens[at].is_word());
        let holds_others = |&at: &usize| self.cue_at(at, Cue::CongressNot).is_some();
        let body = first.filter(holds_others);
        body.and_then(|at| self.cue_at(at, Cue::BodyOther))
            .is_some_and(|end| {
                let country = self.cue_before(heading.end, Cue::OrganizationCountry);
                end == heading.end || country.is_some()
            })
    }
}

/// `nhiệm kỳ 2015 - 2020, lấy Nghị quyết Đại hội Đảng bộ huyện làm gốc, 21 bản …`: whether a mention only tells whose
/// congress adopted what somebody else carries out in the term.
fn is_of_followed(scene: &Scene<'_>, term_end: usize, mention: &OrganizationMention) -> bool {
    let congress = scene.cue_before(mention.tokens.start, Cue::Congress);
    let document = congress.and_then(|at| scene.cue_before(at, Cue::OrganizationDocument));
    document.is_some_and(|at| at > term_end && scene.reading.tokens[at - 1].is_word())
}

/// Whether an organization behind a term can be the one whose term it is, and not only whom its clause speaks of: `nhiệm kỳ 2020
/// - 2025 do Ban Tổ chức Tỉnh ủy thẩm định`, `Huyện ủy nhiệm kỳ 2020 - 2025 giải trình trước Ủy ban Kiểm tra Tỉnh ủy`.
fn may_own(scene: &Scene<'_>, term_end: usize, mention: &OrganizationMention) -> bool {
    let start = mention.tokens.start;
    let start = scene
        .cue_before(start, Cue::OrganizationCommittee)
        .unwrap_or(start);
    let between = scene.reading.tokens.get(term_end..start);
    let is_apart = between.is_none_or(|words| !words.iter().all(Token::is_word));
    let is_adjacent = start <= term_end || scene.cue_at(term_end, Cue::PlaceWhole) == Some(start);
    let is_joined = scene.ends_any(start, const { CueSet::of(&[Cue::Of, Cue::Congress]) });
    let is_agent = scene.cue_before(start, Cue::Passive).is_some();
    !is_agent && (is_apart || is_adjacent || is_joined)
}

/// Whether a body that is no Party organization is named in reach behind a term, and no Party organization.
fn is_of_other(scene: &Scene<'_>, end: usize) -> bool {
    let sentence = scene.reading.sentence_of(end.saturating_sub(1));
    let range = end..sentence.end.min(end + ACTOR_REACH);
    let names_party = scene
        .mentions
        .organizations_in(range.clone())
        .next()
        .is_some();
    !names_party && scene.find_cue(range, Cue::BodyOther).is_some()
}

/// Whether the years stand on the grid of the whole Party and of the state (2016-2021), not of local congresses, whose terms may be
/// shorter (1986-1988).
fn is_national(years: &YearsMention) -> bool {
    /// Years of the shortest term of the whole Party.
    const SHORTEST: u16 = 4;
    is_on_grid(years) && years.end >= years.start + SHORTEST
}

/// Whether years start when terms of the state do.
fn is_on_grid(years: &YearsMention) -> bool {
    years.start % 5 == 1
}
