//! A sentence as a row of parts: persons, posts, titles, the verbs that join them, and all else.
//!
//! Enters: a scene and a range of tokens. Leaves: [`Part`]s in order. Knows nothing of who holds what.

use crate::fact::Scene;
use crate::fact::officeholder::POSTS;
use crate::fact::officeholder::mute::Mutes;
use crate::fact::officeholder::post::{self, Post};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::{date, ordinal, person, quantity, territory};
use crate::text::{Gap, Kind, Token, TokenRange};

/// What a part of a sentence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    /// A person by full name; the name's own tokens.
    Person(TokenRange),
    /// A person by the last syllables of the name, after a form of address: `ông Thăng`.
    Short(TokenRange),
    /// A form of address that stands for a person: `ông`.
    Pronoun,
    /// A form of address before a title or a list: `các đồng chí`.
    Address,
    /// A secretary's post.
    Post(Box<Post>),
    /// Another office.
    Title,
    /// A Party organization.
    Organization,
    /// Capitalized words, places, units: the rest of a name that a mark cut.
    Noun,
    /// A verb or joint, by its cue.
    Verb(Cue),
    /// Of a date, an age, a term.
    Aside,
    And,
    Mark(u8),
    /// Any other word, or several of which the dictionaries tell nothing.
    Word,
}

/// A part of a sentence and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub element: Element,
    pub tokens: TokenRange,
}

impl Part {
    pub(super) fn is_verb(&self, cue: Cue) -> bool {
        matches!(self.element, Element::Verb(own) if own == cue)
    }

    pub(super) fn is_mark(&self, mark: u8) -> bool {
        matches!(self.element, Element::Mark(own) if own == mark)
    }

    /// Whether it names a person, in full or not.
    pub(super) fn is_person(&self) -> bool {
        matches!(self.element, Element::Person(_) | Element::Short(_))
    }

    /// Whether it names a person or stands for one.
    pub(super) fn is_somebody(&self) -> bool {
        self.is_person() || matches!(self.element, Element::Pronoun)
    }

    pub(super) fn post(&self) -> Option<&Post> {
        match &self.element {
            Element::Post(post) => Some(post),
            _ => None,
        }
    }
}

/// The verbs and joints, in the order in which phrases of one length are taken.
const VERBS: [Cue; 17] = [
    Cue::OfficeProposal,
    Cue::OfficeKin,
    Cue::OfficeAnyone,
    Cue::OfficeCease,
    Cue::OfficeSuccessor,
    Cue::OfficeReplace,
    Cue::OfficeAppoint,
    Cue::OfficeIs,
    Cue::OfficePast,
    Cue::OfficeThen,
    Cue::OfficeInTurn,
    Cue::OfficeLink,
    Cue::OfficeBy,
    Cue::OfficeTowards,
    Cue::OfficeList,
    Cue::OfficePredicate,
    Cue::StatusFormer,
];

/// The words with which a title opens.
const TITLES: [Cue; 3] = [Cue::RoleNotSecretary, Cue::RoleYouth, Cue::TitleHead];

/// Words of the names of places and units.
const NOUNS: CueSet = CueSet::of(&[
    Cue::OrganizationUnit,
    Cue::OrganizationWord,
    Cue::PlaceLevel,
]);

/// Longest title in tokens; a longer one has run into something else.
const LONGEST_TITLE: usize = 24;

/// Cuts a range of tokens into parts, which it appends to those of other ranges.
pub(super) fn cut(scene: &Scene<'_>, range: TokenRange, out: &mut Vec<Part>) {
    let own = out.len();
    let mut mutes = Mutes::of(scene, range.clone());
    let mut at = range.start;
    while at < range.end {
        let mute = mutes.end_from(at);
        if mute > at {
            out.push(Part {
                element: Element::Word,
                tokens: at..mute,
            });
            at = mute;
            continue;
        }
        let before = &out[own..];
        let part = given_name_at(scene, at, before)
            .unwrap_or_else(|| part_at(scene, at, range.end, before));
        at = part.tokens.end.max(at + 1);
        out.push(part);
    }
}

/// `Bí thư Thăng`: one capital alone right behind a post without an organization, who is named in full elsewhere.
fn given_name_at(scene: &Scene<'_>, at: usize, parts: &[Part]) -> Option<Part> {
    let post = parts.last()?.post()?;
    let token = &scene.reading.tokens[at];
    let is_alone = token.is_word()
        && token.is_capitalized()
        && scene.reading.is_spaced(at)
        && !(scene.reading.tokens.get(at + 1))
            .is_some_and(|next| next.is_word() && next.is_capitalized());
    let is_name = post.owner().is_none()
        && is_alone
        && scene
            .reading
            .hits_at(at)
            .iter()
            .all(|hit| hit.end as usize == at + 1)
        && place_end(scene, at).is_none()
        && scene.mentions.territory_over(at).is_none();
    is_name.then(|| Part {
        element: Element::Short(at..at + 1),
        tokens: at..at + 1,
    })
}

/// Whether what comes next stands right after an office, or after the level that repeats it: `Bí thư Thành ủy thành phố`.
fn follows_office(scene: &Scene<'_>, parts: &[Part]) -> bool {
    let is_office = |part: &Part| {
        matches!(
            part.element,
            Element::Post(_) | Element::Organization | Element::Title
        )
    };
    match parts {
        [.., last] if is_office(last) => true,
        [.., office, last] => {
            is_office(office)
                && scene.cue_at(last.tokens.start, Cue::PlaceLevel) == Some(last.tokens.end)
        }
        _ => false,
    }
}

/// The part that starts at a token, behind others; right after an office, a level word before a name belongs to the office.
fn part_at(scene: &Scene<'_>, at: usize, end: usize, before: &[Part]) -> Part {
    let part = |element, end: usize| Part {
        element,
        tokens: at..end,
    };
    if let Kind::Mark(mark) = scene.reading.tokens[at].kind {
        return match quantity::note_end(scene.reading, at) {
            Some(to) => part(Element::Aside, to),
            None => part(Element::Mark(mark), at + 1),
        };
    }
    let tells = scene.starts_any(at, TELLING);
    if !tells && is_plain_word(scene, at) {
        return part(Element::Word, at + 1);
    }
    let own = (scene.reading).cues_at(at);
    if own.meets(OFFICES)
        && let Some(office) = office_at(scene, at, end)
    {
        return office;
    }
    if let Some((_, mention)) = scene.organization_at(at) {
        return part(Element::Organization, mention.tokens.end);
    }
    let is_capitalized = scene.reading.tokens[at].is_capitalized();
    if is_capitalized && let Some(to) = place_end(scene, at) {
        return part(Element::Noun, to);
    }
    // "Tỉnh Đoàn Tây Ninh": Đoàn is a family name elsewhere.
    if let Some(to) = scene.cue_at(at, Cue::BodyOther).filter(|to| *to > at + 1) {
        return part(Element::Noun, to);
    }
    // "BÍ THƯ CHI BỘ QUA CÁC THỜI KỲ": no name in capitals.
    if let Some(to) = scene.cue_at(at, Cue::OfficeAside).filter(|to| *to > at + 2) {
        return part(Element::Aside, to);
    }
    if is_capitalized {
        let name = if follows_office(scene, before) {
            person::name_end(scene.reading, scene.knowledge, at).or_else(|| pen_name_end(scene, at))
        } else {
            name_at(scene, at)
        };
        if let Some(to) = name {
            return part(Element::Person(at..to), to);
        }
    }
    if own.meets(CueSet::of(&VERBS))
        && let Some(joint) = joint_at(scene, at)
    {
        return joint;
    }
    if let Some(to) = aside_end(scene, at) {
        return part(Element::Aside, to);
    }
    if tells && let Some(to) = scene.cue_at(at, Cue::And) {
        return part(Element::And, to);
    }
    if tells && let Some(to) = scene.cue_at(at, Cue::PlaceLevel) {
        return part(Element::Noun, to);
    }
    let is_noun = is_capitalized || tells && scene.starts_any(at, NOUNS);
    part(
        if is_noun {
            Element::Noun
        } else {
            Element::Word
        },
        at + 1,
    )
}

/// The words with which a post, a form of address or a title can open.
const OFFICES: CueSet = post::OPENING
    .union(CueSet::of(&TITLES))
    .union(CueSet::of(&[Cue::PersonAddress, Cue::PersonRank]));

/// The words with which a part can open that is neither a name nor a plain word: told by one look at a token's cues.
const TELLING: CueSet = CueSet::of(&VERBS)
    .union(NOUNS)
    .union(OFFICES)
    .union(CueSet::of(&[Cue::BodyOther, Cue::OfficeAside, Cue::And]));

/// The post, the person behind a form of address, or the title that starts at a token.
fn office_at(scene: &Scene<'_>, at: usize, end: usize) -> Option<Part> {
    if let Some(post) = Post::at(scene, at) {
        return Some(Part {
            tokens: at..post.tokens.end,
            element: Element::Post(Box::new(post)),
        });
    }
    let title = |to| Part {
        element: Element::Title,
        tokens: at..to,
    };
    addressed_at(scene, at, end).or_else(|| title_end(scene, at, end).map(title))
}

/// The verb or joint that starts at a token: "cùng với" joins, "cùng" opens a predicate.
fn joint_at(scene: &Scene<'_>, at: usize) -> Option<Part> {
    let and = scene.cue_at(at, Cue::And);
    let (to, cue) = verb_at(scene, at).filter(|(to, _)| and.is_none_or(|and| and <= *to))?;
    Some(Part {
        element: Element::Verb(cue),
        tokens: at..to,
    })
}

/// Whether a word of which no cue tells more is no more than that: written small, no organization and no tenure's number.
pub(super) fn is_plain_word(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.reading.tokens[at];
    let follows_tenure = || at > 0 && scene.reading.starts(at - 1, Cue::CongressTenure);
    token.is_word()
        && !token.is_capitalized()
        && scene.organization_at(at).is_none()
        && !follows_tenure()
}

/// `đồng chí Nguyễn Văn A`, `ông Thăng`, `các đồng chí`, `ông`.
fn addressed_at(scene: &Scene<'_>, at: usize, end: usize) -> Option<Part> {
    let mut to = at;
    while let Some(next) = scene
        .cue_at(to, Cue::PersonAddress)
        .or_else(|| scene.cue_at(to, Cue::PersonRank))
    {
        to = next;
        while to + 1 < end && scene.reading.tokens[to].is_mark(b'.') {
            to += 1;
        }
    }
    if to == at {
        return None;
    }
    let is_joined = scene
        .reading
        .tokens
        .get(to)
        .is_some_and(|_| to < end && scene.reading.is_spaced(to));
    if is_joined
        && place_end(scene, to).is_none_or(|place| place > to + 4)
        && let Some(person) = person::person_at(scene.reading, scene.knowledge, to)
    {
        let name = to..person.tokens.end;
        return Some(Part {
            element: Element::Person(name.clone()),
            tokens: at..name.end,
        });
    }
    let token = scene.reading.tokens.get(to);
    if is_joined
        && token.is_some_and(|token| token.is_word() && token.is_capitalized())
        && Post::at(scene, to).is_none()
        && (title_end(scene, to, end).is_none() || is_one_syllable_title(scene, to))
        && scene.organization_at(to).is_none()
    {
        return Some(Part {
            element: Element::Short(to..to + 1),
            tokens: at..to + 1,
        });
    }
    let is_predicate = (scene.cue_at(to, Cue::StatusFormer))
        .is_some_and(|former| scene.cue_at(former, Cue::OfficeIs).is_some())
        && follows_introduction(scene, at);
    let opens_title = Post::at(scene, to).is_some()
        || scene.cue_at(to, Cue::OfficeAnyone).is_some()
        || title_end(scene, to, end).is_some();
    let opens_list = opens_title && !is_predicate
        || token.is_none_or(|token| !token.is_word())
        || scene.cue_at(at, Cue::Plural).is_some()
        || is_counted(scene, at);
    Some(Part {
        element: if opens_list {
            Element::Address
        } else {
            Element::Pronoun
        },
        tokens: at..to,
    })
}

/// `A là một chính trị gia người Việt Nam. Ông nguyên là Bí thư …`: whether a token opens a sentence behind one that speaks of a
/// single person, by name and first, and of no post. What it says is this person's, and no address of the post's holders.
fn follows_introduction(scene: &Scene<'_>, at: usize) -> bool {
    let reading = scene.reading;
    let Some(before) = at.checked_sub(1).map(|before| reading.sentence_of(before)) else {
        return false;
    };
    let first = (before.clone()).find(|&word| reading.tokens[word].is_word());
    let persons = scene.mentions.persons_in(before.clone());
    reading.sentence_of(at).start == at
        && matches!(persons, [one] if Some(one.tokens.start) == first)
        && !before.clone().any(|post| scene.starts_any(post, POSTS))
}

/// `ông Chánh`, `anh Trưởng`: a given name that is a title's word too; titles after a form of address have more.
fn is_one_syllable_title(scene: &Scene<'_>, at: usize) -> bool {
    scene.cue_at(at, Cue::TitleHead) == Some(at + 1)
}

/// `một đồng chí`, `3 đồng chí`: nobody in particular.
pub(super) fn is_counted(scene: &Scene<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let numeral = scene.reading.numeral_at(before);
    let is_count =
        scene.reading.tokens[before].is_number() && date::year(scene.reading, before).is_none();
    is_count || numeral.is_some() || scene.cue_before(at, Cue::Plural).is_some()
}

/// The end of a name without a family name: `Trường Chinh`.
fn pen_name_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let is_name = scene.reading.tokens[at].is_capitalized();
    scene.cue_at(at, Cue::PersonPenName).filter(|_| is_name)
}

/// The end of a full name that no form of address announces.
fn name_at(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let end =
        person::name_end(scene.reading, scene.knowledge, at).or_else(|| pen_name_end(scene, at))?;
    let is_short = end == at + 2;
    // "Chủ tịch UBND thành phố Trần Thanh Sơn": a city is no street, though phố is one.
    let is_of_level = |street: usize| {
        let level = scene.cue_before(at, Cue::PlaceLevel);
        !is_short && level.is_some_and(|level| level < street)
    };
    let namesake = at
        .checked_sub(1)
        .and_then(|_| scene.cue_before(at, Cue::PersonNamesake));
    let is_namesake = namesake.is_some_and(|street| !is_of_level(street));
    let is_place = scene.mentions.territory_over(at).is_some();
    let ends_unit = is_short
        && scene.cue_before(at, Cue::And).is_none()
        && scene.ends_any(
            at,
            const { CueSet::of(&[Cue::OrganizationUnit, Cue::OrganizationWord]) },
        );
    (!is_namesake && !is_place && !ends_unit).then_some(end)
}

/// The end of a title that starts at a token: its head and the nouns that follow.
fn title_end(scene: &Scene<'_>, at: usize, end: usize) -> Option<usize> {
    if !scene.starts_any(at, const { CueSet::of(&TITLES) }) {
        return None;
    }
    let head = TITLES
        .into_iter()
        .filter_map(|cue| scene.cue_at(at, cue))
        .max()?;
    let mut to = head;
    let most = end.min(at + LONGEST_TITLE);
    while to < most {
        if let Some((_, mention)) = scene.organization_at(to) {
            to = mention.tokens.end;
        } else if let Some(place) = place_end(scene, to) {
            to = place;
        } else if let Some(next) = title_word_end(scene, to) {
            to = next;
        } else {
            break;
        }
    }
    Some(to.min(end))
}

/// The end of one more word of a title.
fn title_word_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let token = &scene.reading.tokens[at];
    if token.is_mark(b'-') || token.is_mark(b'/') {
        return goes_on_after_dash(scene, at).then_some(at + 1);
    }
    if !token.is_word() && !token.is_number()
        || !scene.reading.is_spaced(at) && scene.reading.tokens[at - 1].is_word()
    {
        return None;
    }
    if let Some(end) = scene
        .cue_at(at, Cue::TitleHead)
        .or_else(|| scene.cue_at(at, Cue::TitleBody))
    {
        return Some(end);
    }
    if let Some(end) = scene.cue_at(at, Cue::And) {
        let next = scene.reading.tokens.get(end)?;
        let goes_on = next.is_capitalized() || scene.cue_at(end, Cue::OrganizationWord).is_some();
        let opens_other = scene.cue_at(end, Cue::PersonAddress).is_some()
            || name_at(scene, end).is_some()
            || Post::at(scene, end).is_some()
            || scene.cue_at(end, Cue::TitleHead).is_some();
        return (goes_on && !opens_other).then_some(end);
    }
    if let Some(end) = scene.cue_at(at, Cue::Of) {
        let goes_on = scene.cue_at(end, Cue::TitleState).is_some()
            || scene.cue_at(end, Cue::OrganizationUnit).is_some();
        return goes_on.then_some(end);
    }
    let stops = Post::at(scene, at).is_some()
        || scene.cue_at(at, Cue::PersonAddress).is_some()
        || name_at(scene, at).is_some()
        || aside_end(scene, at).is_some();
    if stops {
        return None;
    }
    let noun = [
        Cue::OrganizationUnit,
        Cue::OrganizationWord,
        Cue::PlaceLevel,
        Cue::RoleStanding,
        Cue::RoleModifier,
    ]
    .into_iter()
    .filter_map(|cue| scene.cue_at(at, cue))
    .max();
    match (noun, verb_at(scene, at)) {
        (Some(noun), Some((verb, _))) if verb > noun => None,
        (Some(noun), _) => Some(noun),
        (None, Some(_)) => (token.is_capitalized()).then_some(at + 1),
        (None, None) => Some(at + 1),
    }
}

/// `Sở Lao động - Thương binh và Xã hội`: what follows the dash is of the same name, no office and no person.
fn goes_on_after_dash(scene: &Scene<'_>, at: usize) -> bool {
    let next = at + 1;
    let Some(token) = scene.reading.tokens.get(next) else {
        return false;
    };
    let is_new = Post::at(scene, next).is_some()
        || person::name_end(scene.reading, scene.knowledge, next).is_some()
        || scene.starts_any(
            next,
            const {
                CueSet::of(&[
                    Cue::PersonAddress,
                    Cue::PersonRank,
                    Cue::TitleHead,
                    Cue::RoleNotSecretary,
                    Cue::RoleYouth,
                    Cue::StatusFormer,
                    Cue::StatusActing,
                ])
            },
        );
    token.is_word()
        && token.gap < Gap::Line
        && token.is_capitalized()
        && !is_new
        && place_end(scene, next).is_none()
}

fn place_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    territory::province_at(scene.reading, at).map(|(end, _)| end)
}

/// The longest verb or joint that starts at a token.
fn verb_at(scene: &Scene<'_>, at: usize) -> Option<(usize, Cue)> {
    const ANY: CueSet = CueSet::of(&VERBS);
    if !scene.starts_any(at, ANY) {
        return None;
    }
    scene.reading.hits_at(at).iter().find_map(|hit| {
        VERBS
            .into_iter()
            .find(|cue| scene.reading.lexicon.has(hit.entry, *cue))
            .map(|cue| (hit.end as usize, cue))
    })
}

/// Dates, ages, terms, ordinals of tenures.
fn aside_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    if scene.reading.tokens[at].is_number() {
        return Some(at + 1);
    }
    let opens_sentence = || {
        let sentence = scene.reading.sentence_of(at);
        (sentence.start..at)
            .all(|before| matches!(scene.reading.tokens[before].kind, Kind::Mark(_)))
    };
    // "1. Từ 1976-1986: …", "…; + Tháng 7/1994 …"
    let opens_date = |end: usize| {
        let next = scene.reading.tokens.get(end);
        at > 0
            && matches!(scene.reading.tokens[at - 1].kind, Kind::Mark(_))
            && (next.is_some_and(Token::is_number) || scene.cue_at(end, Cue::OfficeAside).is_some())
    };
    if let Some(end) = scene.cue_at(at, Cue::OfficeAside).filter(|&end| {
        !scene.reading.tokens[at].is_capitalized() || opens_sentence() || opens_date(end)
    }) {
        return Some(end);
    }
    let follows_tenure = at > 0 && scene.cue_at(at - 1, Cue::CongressTenure).is_some();
    follows_tenure
        .then(|| ordinal::at(scene.reading, at).map(|ordinal| ordinal.end))
        .flatten()
}
