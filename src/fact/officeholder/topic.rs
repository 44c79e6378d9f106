//! Whom the text speaks of: the one that "ông" stands for, in a sentence and in the next.
//!
//! Enters: the parts of a sentence, its claims, whom the text spoke of before. Leaves: [`PersonId`]s.

use crate::fact::Scene;
use crate::fact::officeholder::career::ends_in_year;
use crate::fact::officeholder::holder::{Claim, Sentence};
use crate::fact::officeholder::part::{Element, Part};
use crate::fact::officeholder::people::{People, PersonId};
use crate::knowledge::cue::Cue;
use crate::mention::date::YearsLabel;
use crate::record::Rule;
use crate::text::{Gap, TokenRange};

/// The person that each part of a sentence stands for.
#[derive(Debug)]
pub(super) struct Who(Vec<Option<PersonId>>);

impl Who {
    /// The list itself, for the next sentence's.
    pub(super) fn into_room(self) -> Vec<Option<PersonId>> {
        self.0
    }

    /// Whether no part names anybody or stands for one.
    pub(super) fn are_nobody(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn at(&self, part: usize) -> Option<PersonId> {
        self.0.get(part).copied().flatten()
    }
}

/// The person that each part stands for, written over what stands in `room`; "ông" is the last one whom the text speaks of.
pub(super) fn who(
    scene: &Scene<'_>,
    people: &People,
    parts: &[Part],
    topic: Option<PersonId>,
    mut room: Vec<Option<PersonId>>,
) -> Who {
    room.clear();
    // Most sentences speak of nobody.
    if !parts.iter().any(Part::is_somebody) {
        return Who(room);
    }
    let mut last = topic;
    let persons = parts.iter().enumerate().map(|(at, part)| {
        let person = match part.element {
            Element::Pronoun => last,
            _ if !part.is_person() || is_credited(scene, parts, at) => None,
            _ => people.named_by(scene, part),
        };
        if person.is_some() && (last.is_none() || names_surely(parts, at)) {
            last = person;
        }
        person
    });
    room.extend(persons);
    Who(room)
}

/// `Ảnh: Phạm Hải`: the one who took the picture, with no form of address.
fn is_credited(scene: &Scene<'_>, parts: &[Part], at: usize) -> bool {
    let Element::Person(name) = &parts[at].element else {
        return false;
    };
    let label = at.checked_sub(2).map(|label| parts[label].tokens.start);
    label.is_some_and(|label| {
        parts[at].tokens.start == name.start
            && parts[at - 1].is_mark(b':')
            && scene.cue_at(label, Cue::OfficeCredit).is_some()
    })
}

/// Whose life the article tells: a heading holds nothing but the name (`# Hồ Xuân Liễn`, `Tiểu sử đồng chí Hồ Xuân Liễn`), or the
/// first sentences say what the one was whose years stand in brackets.
pub(super) fn biographee(
    scene: &Scene<'_>,
    people: &People,
    sentences: &[&[Part]],
) -> Option<PersonId> {
    const OPENING: usize = 3;
    let first = sentences.iter().filter(|parts| !parts.is_empty());
    first.take(OPENING).find_map(|parts| {
        let name = parts.iter().position(Part::is_person)?;
        let is_heading = |part: &Part| matches!(part.element, Element::Mark(_) | Element::Aside);
        let opens = parts[0].tokens.start;
        let is_marked =
            parts[0].is_mark(b'#') || scene.cue_at(opens, Cue::OfficeBiography).is_some();
        let before = &parts[..name];
        let after = &parts[name + 1..];
        let says_nothing =
            before.iter().all(is_heading) || scene.cue_at(opens, Cue::OfficeBiography).is_some();
        // "# Hồ Xuân Liễn (bộ trưởng)": which of those of the name.
        let tail = after.iter().take_while(|part| !part.is_mark(b'('));
        let is_life = is_marked && says_nothing && tail.clone().all(is_heading);
        (is_life || has_years_of_life(scene, before, after))
            .then(|| people.named_by(scene, &parts[name]))
            .flatten()
    })
}

/// `Hồ Xuân Liễn (1914 - 2003) là nhà cách mạng`, `(sinh năm 1949)`: years of a life stand in brackets behind the name that opens
/// the text.
fn has_years_of_life(scene: &Scene<'_>, before: &[Part], after: &[Part]) -> bool {
    let is_mark = |part: &&Part| matches!(part.element, Element::Mark(b'*' | b'"' | b'#'));
    let opens = before.iter().all(|part| is_mark(&part));
    let mut rest = after.iter().skip_while(is_mark);
    let is_open = rest.next().is_some_and(|open| open.is_mark(b'('));
    let mut inside = rest.by_ref().take_while(|part| !part.is_mark(b')'));
    let has_year = inside.any(|part| part.tokens.clone().any(|token| ends_in_year(scene, token)));
    opens && is_open && has_year && rest.any(|part| part.is_verb(Cue::OfficeIs))
}

/// `Hồ Xuân Liễn (1914 - 2003)`, `Hồ Xuân Liễn sinh năm 1914, mất năm 2003`: whether the sentences that open the life say that
/// it is over: in the bracket right behind the name, or with nobody else between the name and the word for it.
pub(super) fn has_died(
    scene: &Scene<'_>,
    people: &People,
    sentences: &[&[Part]],
    biographee: PersonId,
) -> bool {
    /// Sentences from the first on among which the ones about the person are.
    const REACH: usize = 40;
    /// Sentences about the person that open the life, its heading among them.
    const OPENING: usize = 3;
    let about = sentences.iter().take(REACH).filter_map(|parts| {
        let name = parts.iter().position(Part::is_person)?;
        (people.named_by(scene, &parts[name]) == Some(biographee)).then(|| &parts[name..])
    });
    let mut is_bracket_told = false;
    about.take(OPENING).any(|parts| {
        let inside = bracket_behind(scene, parts);
        // A second bracket holds something else than the life: "(2015 - 2020)".
        let is_first = inside.is_some() && !std::mem::replace(&mut is_bracket_told, true);
        match inside {
            Some(inside) => is_first && ends_life(scene, inside),
            None => dies(scene, parts),
        }
    })
}

/// The parts in the bracket of years right behind the name that opens a row of parts: `Hồ Xuân Liễn (1914 - 2003)`, but not `(bộ
/// trưởng)`.
fn bracket_behind<'p>(scene: &Scene<'_>, parts: &'p [Part]) -> Option<&'p [Part]> {
    let open = parts.get(1).is_some_and(|part| part.is_mark(b'('));
    let close = parts.iter().position(|part| part.is_mark(b')'))?;
    let inside = parts.get(2..close).filter(|_| open)?;
    let mut tokens = inside.iter().flat_map(|part| part.tokens.clone());
    tokens.any(|at| ends_in_year(scene, at)).then_some(inside)
}

/// `1914 - 2003`, `sinh năm 1914, mất năm 2003`: whether a bracket of dates and places tells the end of a life, as late as the
/// text at most. One with a post or a term tells none: `sinh năm 1974, Bí thư Tỉnh ủy nhiệm kỳ 2025 - 2030`.
fn ends_life(scene: &Scene<'_>, inside: &[Part]) -> bool {
    /// Years that a life lasts at least.
    const SHORTEST: u16 = 15;
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else {
        return false;
    };
    let range = first.tokens.start..last.tokens.end;
    let mut spans = scene.mentions.years_in(range.clone()).iter();
    let is_other = spans.any(|years| years.label == YearsLabel::Term)
        || inside.iter().any(|part| {
            part.is_somebody()
                || part.is_verb(Cue::OfficeKin)
                || matches!(
                    part.element,
                    Element::Post(_) | Element::Title | Element::Organization
                )
        });
    if is_other {
        return false;
    }
    let year = |at: usize| {
        let word = scene.reading.tokens[at]
            .is_number()
            .then(|| scene.reading.word(at))?;
        word.rsplit('.').next()?.parse::<u16>().ok()
    };
    let years = |range: TokenRange| {
        let found = range.filter(|&at| ends_in_year(scene, at));
        found.filter_map(year).last()
    };
    let tokens = &scene.reading.tokens;
    let dash = range.clone().rfind(|&at| tokens[at].is_mark(b'-'));
    let is_span = dash.is_some_and(|dash| {
        let born = years(range.start..dash);
        let died = years(dash..range.end);
        born.zip(died).is_some_and(|(born, died)| {
            // The birth itself may be the latest day that the text names: then nothing tells of its own time.
            let tells_time = |today: &u16| *today > born;
            let is_over = scene
                .today
                .filter(tells_time)
                .is_none_or(|today| died <= today);
            is_over && died >= born.saturating_add(SHORTEST)
        })
    });
    is_span || died_at(scene, range).is_some()
}

/// `… sinh năm 1914, mất năm 2003`: whether the one who opens a row of parts is the one who died: right behind the name, or
/// behind a comma with nobody else, no kin and no bracket between. `… có cha hy sinh năm 1972` tells of another.
fn dies(scene: &Scene<'_>, parts: &[Part]) -> bool {
    let Some(name) = parts.first() else {
        return false;
    };
    let from = name.tokens.end;
    let end = scene.reading.sentence_of(from.saturating_sub(1)).end;
    let Some(died) = died_at(scene, from..end) else {
        return false;
    };
    let mut between = parts[1..]
        .iter()
        .take_while(|part| part.tokens.start < died);
    let tokens = &scene.reading.tokens;
    let is_own = died == from
        || tokens[died - 1].is_mark(b',')
        || scene.cue_before(died, Cue::OfficeTense).is_some();
    is_own
        && !between.any(|part| {
            part.is_somebody()
                || part.is_verb(Cue::OfficeKin)
                || part.is_mark(b'(')
                || part.is_mark(b';')
        })
}

/// Where the first word for a death stands that has its date right behind it: `mất năm 2003`.
fn died_at(scene: &Scene<'_>, range: TokenRange) -> Option<usize> {
    let died = scene.find_cue(range.clone(), Cue::PersonDied)?;
    let dates = scene.mentions.dates_in(died.end..range.end);
    let is_dated = dates
        .first()
        .is_some_and(|date| date.tokens.start == died.end);
    is_dated.then_some(died.start)
}

/// Whether a paragraph begins with these parts.
pub(super) fn opens_paragraph(scene: &Scene<'_>, parts: &[Part]) -> bool {
    parts
        .first()
        .is_some_and(|first| scene.reading.tokens[first.tokens.start].gap == Gap::Paragraph)
}

/// Whom the next sentence's "ông" is: who was given a post, else the first person who is addressed or opens the
/// sentence, else whom the text spoke of before, else anybody named at length.
pub(super) fn next_topic(
    sentence: &Sentence<'_>,
    claims: &[Claim],
    topic: Option<PersonId>,
) -> Option<PersonId> {
    const FULL_NAME: usize = 3;
    // "… vào Quận ủy (do đồng chí B làm Bí thư)": only told of beside whom the text speaks of.
    let is_aside = |claim: &Claim| {
        let mut rest = sentence.parts[claim.post..].iter();
        is_in_brackets(sentence.parts, claim.post) && rest.any(|part| part.is_mark(b')'))
    };
    let appointed = claims
        .iter()
        .rfind(|claim| claim.rule == Rule::Appointed && !is_aside(claim))
        .map(|claim| claim.person);
    if sentence.who.are_nobody() {
        return appointed.or(topic);
    }
    let of = |is_meant: &dyn Fn(usize) -> bool| {
        (0..sentence.parts.len())
            .find(|&at| sentence.who.at(at).is_some() && is_meant(at))
            .and_then(|at| sentence.who.at(at))
    };
    let is_long = |at: usize| match &sentence.parts[at].element {
        Element::Person(name) => name.len() >= FULL_NAME,
        _ => true,
    };
    appointed
        .or_else(|| of(&|at| names_surely(sentence.parts, at)))
        .or(topic)
        .or_else(|| of(&is_long))
}

/// Whether a part names a person whom its sentence is about: one addressed, named after a post, or named first. Places
/// and temples bear names too (Phú Xuyên, Lý Bát Đế), and brackets hold asides.
fn names_surely(parts: &[Part], at: usize) -> bool {
    const FULL_NAME: usize = 3;
    let Element::Person(name) = &parts[at].element else {
        return true;
    };
    let is_addressed = parts[at].tokens.start < name.start;
    let follows_post = at
        .checked_sub(1)
        .is_some_and(|left| matches!(parts[left].element, Element::Title | Element::Post(_)));
    let opens_sentence = || {
        parts[..at].iter().all(|part| {
            matches!(
                part.element,
                Element::Aside
                    | Element::Mark(_)
                    | Element::Title
                    | Element::Post(_)
                    | Element::Verb(Cue::OfficePast | Cue::StatusFormer)
            )
        })
    };
    let is_named = is_addressed || (follows_post && name.len() >= FULL_NAME) || opens_sentence();
    // "Kế nhiệm là Đại tá B", "thay ông B", "vợ ông B"
    let is_aside = || {
        let is_link = |part: &Part| {
            part.is_verb(Cue::OfficeIs)
                || matches!(part.element, Element::Mark(b':') | Element::Title)
        };
        let before = parts[..at].iter().rev().find(|part| !is_link(part));
        before.is_some_and(|part| {
            matches!(
                part.element,
                Element::Verb(Cue::OfficeSuccessor | Cue::OfficeReplace | Cue::OfficeKin)
            )
        })
    };
    is_named && !is_in_brackets(parts, at) && !is_aside()
}

/// Whether a bracket is open at a part.
fn is_in_brackets(parts: &[Part], at: usize) -> bool {
    let count = |mark: u8| parts[..at].iter().filter(|part| part.is_mark(mark)).count();
    count(b'(') > count(b')')
}
