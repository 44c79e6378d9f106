//! What a figure counts, and what was done to it: the grammar that member and organization counts share.
//!
//! Enters: a scene. Leaves: [`Counted`] figures in text order. Which measure a deed is for a kind is the kind's own.

use crate::fact::{Scene, Stance};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::Bound;
use crate::text::{Gap, Kind, TokenRange};

/// What is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noun {
    /// đảng viên
    Member,
    /// A kind of Party organization, by its canonical name.
    Organization(String),
    /// đồng chí, người: who they are stands elsewhere.
    Person,
    /// The figure stands alone: `khiển trách 4`.
    None,
}

/// What a figure's clause says of what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
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
}

impl Counted<'_> {
    /// Whether the noun names persons of any kind, not one that is a member only as a part of members.
    pub fn group_is_open(&self) -> bool {
        !self.is_kind
    }
}

const DEEDS: [(Cue, Deed); 18] = [
    (Cue::DeedRequired, Deed::Require),
    (Cue::DeedHave, Deed::Have),
    (Cue::DeedRepresent, Deed::Represent),
    (Cue::DeedProposed, Deed::Propose),
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

/// A figure with what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted<'s> {
    pub quantity: &'s QuantityMention,
    pub noun: Noun,
    /// None where nothing is said.
    pub deed: Option<Deed>,
    /// The deed's own words, if they stand before the figure.
    pub deed_tokens: Option<TokenRange>,
    /// From the deed or the figure to the noun.
    pub tokens: TokenRange,
    /// "trong đó", "có … là": a part of what was counted before in the sentence.
    pub is_part: bool,
    /// sinh viên, cấp ủy viên: members only as a part of members.
    pub is_kind: bool,
    /// "lượt" stands with it: occasions are counted.
    pub is_occasion: bool,
    /// The clause speaks of Party badges.
    pub has_badge: bool,
    /// The words that tell the part: `là nữ`.
    pub group: Option<String>,
    /// What the figures before in the sentence counted.
    pub before: Option<Noun>,
    /// The sentence's index.
    pub sentence: usize,
}

/// Sentences back that a line of a list goes on with: `Khiển trách: 03`.
const LABEL_SENTENCES: usize = 4;
/// Tokens of a label before a colon.
const LABEL_TOKENS: usize = 14;
/// Tokens between a deed and its figure that the quote still spans.
const QUOTE_REACH: usize = 8;
/// Tokens after a noun past which a verb of its own ends the search for a deed.
const WEAK_REACH: usize = 6;
/// Tokens after a noun in which its deed may follow: `… được xóa tên`, `… năm năm liền được … tặng giấy khen`.
const AFTER_REACH: usize = 18;

/// The counted figures of an article that are reported, not aimed for.
pub fn find<'s>(scene: &'s Scene<'s>) -> Vec<Counted<'s>> {
    let mut out: Vec<Counted<'s>> = Vec::new();
    for quantity in &scene.mentions.quantities {
        if quantity.is_percent() || quantity.bound == Bound::Range {
            continue;
        }
        if let Some(reason) = reason_to_drop(scene, quantity) {
            scene.drop(quantity.tokens.clone(), "count/figure", reason);
            continue;
        }
        if let Some(counted) = counted(scene, quantity, out.last()) {
            out.push(counted);
        }
    }
    out
}

/// Why a figure counts nothing that is.
fn reason_to_drop(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<&'static str> {
    if scene.stances.at(quantity.number.start) == Stance::Plan {
        Some("it is aimed for")
    } else if is_difference(scene, quantity) {
        Some("it is a difference, or a plan's figure")
    } else if is_average(scene, quantity) {
        Some("it is an average or a share of one")
    } else {
        None
    }
}

fn counted<'s>(
    scene: &'s Scene<'s>,
    quantity: &'s QuantityMention,
    previous: Option<&Counted<'s>>,
) -> Option<Counted<'s>> {
    let sentence = scene.reading.sentence_index(quantity.number.start);
    let (mut noun, mut noun_end) = noun_after(scene, quantity.tokens.end);
    let label = label_before(scene, quantity);
    let mut kind = None;
    if noun == Noun::None
        && let Some(end) = scene.cue_at(quantity.tokens.end, Cue::NounPersonKind)
    {
        noun = Noun::Person;
        noun_end = end;
        kind = Some(scene.reading.words(quantity.tokens.end..end));
    }
    if let Some(label) = &label
        && matches!(noun, Noun::None | Noun::Person)
    {
        noun = match noun_within(scene, label.clone()) {
            Noun::None => noun,
            named => named,
        };
    }
    let clause = clause_before(scene, quantity);
    let before = label
        .clone()
        .and_then(|label| last_deed(scene, label))
        .or_else(|| last_deed(scene, clause.clone()));
    let after = deed_after(scene, noun_end);
    let is_new = scene
        .cue_at(quantity.tokens.end, Cue::NounMemberNew)
        .is_some();
    let after = after.or(is_new.then_some(Deed::Admit));
    let before = before.filter(|(_, tokens)| !is_cut_off(scene, tokens.end, quantity));
    let is_close = before
        .as_ref()
        .is_some_and(|(_, tokens)| tokens.end + 1 >= quantity.tokens.start);
    let (deed, deed_tokens) = match (&before, after) {
        (Some(_), Some(deed @ (Deed::Discipline | Deed::Remove | Deed::Admit | Deed::Confirm)))
            if !is_close =>
        {
            (Some(deed), None)
        }
        (Some((Deed::Have, _)) | None, Some(deed)) => (Some(deed), None),
        (
            Some((Deed::Other, _)),
            Some(deed @ (Deed::HoldCongress | Deed::Commend | Deed::Remove)),
        ) => (Some(deed), None),
        (Some((deed, tokens)), _) => (Some(*deed), Some(tokens.clone())),
        (None, None) => (None, None),
    };
    let reach = if label.is_some() { LABEL_SENTENCES } else { 0 };
    let same_sentence = previous.filter(|previous| sentence - previous.sentence <= reach);
    let rest = quantity.tokens.end..scene.reading.sentence_of(quantity.number.start).end;
    let deed = match deed {
        Some(Deed::Require) if scene.find_cue(rest, Cue::DeedDone).is_some() => Some(Deed::Propose),
        Some(Deed::Require) => Some(Deed::Discipline),
        deed => deed,
    };
    let group_word = scene
        .cue_before(quantity.tokens.start, Cue::GroupWord)
        .or_else(|| scene.cue_at(quantity.tokens.end, Cue::GroupWord));
    let is_group = noun == Noun::None && same_sentence.is_some() && group_word.is_some();
    let is_adjacent = deed_tokens
        .as_ref()
        .is_some_and(|tokens| tokens.end == quantity.tokens.start);
    let goes_on = same_sentence.is_some_and(|previous| {
        let has_new_deed = deed_tokens
            .as_ref()
            .is_some_and(|tokens| tokens.start > previous.quantity.number.start)
            && deed != Some(Deed::Have);
        previous.is_part && !has_new_deed
    });
    let is_part =
        same_sentence.is_some() && (goes_on || is_introduced_as_part(scene, quantity, &noun));
    let is_strict = scene
        .find_cue(
            quantity.tokens.start.saturating_sub(3)..quantity.tokens.start,
            Cue::PartStrict,
        )
        .is_some();
    let is_within = same_sentence.is_some_and(|previous| previous.quantity.value >= quantity.value);
    if kind.is_some() && !(is_strict || (goes_on && is_within)) {
        return None;
    }
    let inspects = deed.is_some_and(|deed| matches!(deed, Deed::Inspect | Deed::Supervise));
    if noun == Noun::None
        && inspects
        && let Some(end) = scene.cue_at(noun_end, Cue::NounOrganizationShort)
    {
        noun = Noun::Organization(scene.knowledge.party_organization.clone());
        noun_end = end;
    }
    let is_labelled = label.is_some() && deed.is_some();
    if noun == Noun::None && !(is_adjacent && same_sentence.is_some()) && !is_labelled && !is_group
    {
        return None;
    }
    if quantity.in_words
        && !(deed.is_some_and(|deed| deed != Deed::Have) || same_sentence.is_some())
    {
        return None;
    }
    let start = deed_tokens
        .as_ref()
        .filter(|tokens| quantity.tokens.start - tokens.start <= QUOTE_REACH)
        .map_or(quantity.tokens.start, |tokens| tokens.start);
    let start = label.map_or(start, |label| label.start.min(start));
    Some(Counted {
        quantity,
        noun,
        deed,
        deed_tokens,
        tokens: start..noun_end,
        is_part,
        is_kind: kind.is_some(),
        is_occasion: scene.cue_at(quantity.tokens.end, Cue::Occasion).is_some(),
        has_badge: scene
            .find_cue(clause.start..noun_end + 4, Cue::DeedBadge)
            .is_some(),
        group: if is_part {
            kind.or_else(|| group(scene, noun_end))
        } else {
            None
        },
        before: same_sentence.and_then(|previous| match &previous.noun {
            Noun::None | Noun::Person => previous.before.clone(),
            noun => Some(noun.clone()),
        }),
        sentence,
    })
}

/// Whether a comma right after a deed parts it from the figure, with nothing counted between.
fn is_cut_off(scene: &Scene<'_>, deed_end: usize, quantity: &QuantityMention) -> bool {
    scene.reading.tokens[deed_end].is_mark(b',')
        && scene
            .mentions
            .quantities_in(deed_end..quantity.number.start)
            .is_empty()
        && quantity.tokens.start == deed_end + 1
}

/// The noun that starts at a token, and its end.
fn noun_after(scene: &Scene<'_>, at: usize) -> (Noun, usize) {
    let start = scene.cue_at(at, Cue::Occasion).unwrap_or(at);
    let line_end = scene
        .reading
        .line_of(at.saturating_sub(1))
        .map_or(at, |line| line.tokens.end);
    if start >= line_end {
        return (Noun::None, at);
    }
    let ends = [Cue::NounMember, Cue::NounOrganization, Cue::NounPerson]
        .map(|cue| scene.cue_at(start, cue).unwrap_or(0));
    match ends {
        [0, 0, 0] => (Noun::None, at),
        [member, organization, person] if member >= organization && member >= person => {
            (Noun::Member, member)
        }
        [_, organization, person] if organization >= person => {
            let end = tail(scene, organization);
            (Noun::Organization(unit_type(scene, start..end)), end)
        }
        [_, _, person] => match scene.cue_at(person, Cue::NounMember) {
            Some(member) => (Noun::Member, member),
            None => (Noun::Person, person),
        },
    }
}

/// Words that still name the kind: `trực thuộc đảng bộ cơ sở`, `cấp dưới`, `xã, phường`.
fn tail(scene: &Scene<'_>, end: usize) -> usize {
    let mut end = end;
    while let Some(next) = scene.cue_at(end, Cue::NounOrganizationTail) {
        end = next;
    }
    end
}

fn unit_type(scene: &Scene<'_>, tokens: TokenRange) -> String {
    crate::text::fold::new_style(&scene.reading.words(tokens).to_lowercase()).into_owned()
}

/// `Tổng số đảng viên:`, `số đảng viên bị kỷ luật là`: a label before the figure, on the same line.
fn label_before(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<TokenRange> {
    let mark = quantity.tokens.start.checked_sub(1)?;
    let sentence = scene.reading.sentence_of(mark);
    if scene.reading.tokens[mark].is_mark(b':') {
        let start = label_start(scene, sentence.start, mark);
        let names_one = scene
            .mentions
            .organizations_in(start..mark)
            .any(|(_, mention)| mention.is_named);
        return (mark - start <= LABEL_TOKENS && !names_one).then_some(start..mark);
    }
    let end = scene.cue_before(quantity.tokens.start, Cue::Copula)?;
    let start = label_start(scene, sentence.start, end);
    let count = scene.find_last_cue(start..end, Cue::CountLabel)?;
    Some(count.start..end)
}

fn label_start(scene: &Scene<'_>, from: usize, to: usize) -> usize {
    (from..to)
        .rev()
        .find(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b';' | b':' | b'.')
            )
        })
        .map_or(from, |at| at + 1)
}

/// The first counted noun within a range.
fn noun_within(scene: &Scene<'_>, range: TokenRange) -> Noun {
    range
        .clone()
        .find_map(|at| match noun_after(scene, at) {
            (noun @ (Noun::Member | Noun::Organization(_)), end) if end <= range.end => Some(noun),
            _ => None,
        })
        .unwrap_or(Noun::None)
}

/// What stands before a figure in its clause.
fn clause_before(scene: &Scene<'_>, quantity: &QuantityMention) -> TokenRange {
    let end = quantity.tokens.start;
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let start = (sentence.start..end)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(b';' | b'~')))
        .map_or(sentence.start, |at| at + 1);
    start..end
}

/// The deed nearest to the end of a range.
fn last_deed(scene: &Scene<'_>, range: TokenRange) -> Option<(Deed, TokenRange)> {
    range.clone().rev().find_map(|at| {
        let hits = scene.reading.hits_at(at);
        let longest = hits.first()?;
        if scene.knowledge.lexicon.has(longest.entry, Cue::DeedNot) {
            return None;
        }
        let is_inside_not = (range.start..at).rev().take(4).any(|earlier| {
            scene
                .cue_at(earlier, Cue::DeedNot)
                .is_some_and(|end| end > at)
        });
        if is_inside_not {
            return None;
        }
        let (_, end) = deed_at(scene, at).filter(|(_, end)| *end <= range.end)?;
        // "làm việc với" ends with a deed of its own: the longer phrase counts.
        let start = scene
            .reading
            .hits_ending_at(end)
            .find(|hit| hit.start as usize >= range.start && deed_of(scene, hit.entry).is_some())
            .map_or(at, |hit| hit.start as usize);
        deed_at(scene, start).map(|(deed, end)| (deed, start..end))
    })
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
    DEEDS
        .iter()
        .find(|(cue, _)| scene.knowledge.lexicon.has(entry, *cue))
        .map(|(_, deed)| *deed)
}

const AFTER: [(Cue, Deed); 10] = [
    (Cue::AfterAdmit, Deed::Admit),
    (Cue::AfterConfirm, Deed::Confirm),
    (Cue::AfterRemove, Deed::Remove),
    (Cue::AfterDiscipline, Deed::Discipline),
    (Cue::AfterCommend, Deed::Commend),
    (Cue::AfterTransfer, Deed::Transfer),
    (Cue::AfterHoldCongress, Deed::HoldCongress),
    (Cue::AfterEstablish, Deed::Establish),
    (Cue::AfterAttend, Deed::Attend),
    (Cue::AfterOther, Deed::Other),
];

/// The deed that follows a noun: `… bị khai trừ`, `… đạt trong sạch, vững mạnh … được tặng giấy khen`. A figure joined by
/// "với" or "và" shares what follows it: `33 tổ chức cơ sở đảng với 4.208 đảng viên về …`.
fn deed_after(scene: &Scene<'_>, noun_end: usize) -> Option<Deed> {
    let sentence = scene.reading.sentence_of(noun_end.saturating_sub(1));
    let end = (noun_end + AFTER_REACH).min(sentence.end);
    let mut weak = None;
    let mut past = noun_end;
    for at in noun_end..end {
        let token = &scene.reading.tokens[at];
        if token.is_number() {
            let is_joined = at <= noun_end + 2 && weak.is_none();
            let Some(next) = scene.mentions.quantities_in(at..at + 1).first() else {
                continue;
            };
            let (noun, next_end) = noun_after(scene, next.tokens.end);
            if noun == Noun::None {
                continue;
            }
            let shared = if noun == Noun::Member && is_joined {
                deed_after(scene, next_end)
            } else {
                None
            };
            return shared
                .filter(|deed| matches!(deed, Deed::Transfer | Deed::Remove | Deed::Other))
                .or(weak);
        }
        if let Some(end) = scene.cue_at(at, Cue::PhraseComma) {
            past = end;
        }
        if at < past {
            continue;
        }
        if matches!(
            token.kind,
            Kind::Mark(b';' | b',' | b'(' | b':' | b'.' | b')')
        ) || token.gap >= Gap::Line
        {
            return weak;
        }
        let goes_to = scene
            .cue_at(at, Cue::TransferTo)
            .is_some_and(|end| scene.mentions.organization_at(end).is_some());
        if goes_to {
            return Some(Deed::Transfer);
        }
        match AFTER
            .iter()
            .filter_map(|(cue, deed)| Some((scene.cue_at(at, *cue)?, *deed)))
            .max_by_key(|(end, _)| *end)
        {
            Some((end, Deed::Other)) => {
                weak = Some(Deed::Other);
                past = end;
            }
            Some((_, deed)) => return Some(deed),
            None => {}
        }
        if at > noun_end + WEAK_REACH
            && weak.is_none()
            && scene.cue_at(at, Cue::ClauseVerb).is_some()
        {
            return None;
        }
    }
    weak
}

/// `tăng 78 đảng viên`, `chỉ tiêu 80 đảng viên`: a difference or a plan's figure is no count.
fn is_difference(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    scene
        .cue_before(quantity.tokens.start, Cue::CountDifference)
        .is_some()
}

/// `chi bộ có dưới 9 đảng viên`: a rule of the charter is no count.
pub(super) fn is_threshold(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    quantity.bound == Bound::AtLeast
        || scene
            .cue_before(quantity.number.start, Cue::QuantityThreshold)
            .is_some()
}

/// `mỗi chi bộ có 12 đảng viên`: an average or a rule is no count.
fn is_average(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let clause = clause_before(scene, quantity);
    let from = clause.start.max(quantity.tokens.start.saturating_sub(8));
    scene
        .find_cue(from..clause.end, Cue::CountAverage)
        .is_some()
}

/// Whether words between the last figure and this one make it a part: `trong đó`, `có`, an opening bracket.
fn is_introduced_as_part(scene: &Scene<'_>, quantity: &QuantityMention, noun: &Noun) -> bool {
    let from = quantity.tokens.start.saturating_sub(4);
    let by_words = scene
        .find_cue(from..quantity.tokens.start, Cue::PartOpen)
        .is_some();
    let in_brackets =
        (from..quantity.tokens.start).any(|at| scene.reading.tokens[at].is_mark(b'('));
    by_words || in_brackets || *noun == Noun::Person || *noun == Noun::None
}

/// The words after a noun that tell a part: `là nữ`, `trong doanh nghiệp ngoài khu vực Nhà nước`.
fn group(scene: &Scene<'_>, noun_end: usize) -> Option<String> {
    scene.cue_at(noun_end, Cue::GroupOpen)?;
    let sentence = scene.reading.sentence_of(noun_end.saturating_sub(1));
    let end = (noun_end..sentence.end)
        .find(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b',' | b';' | b'.' | b')' | b'(')
            )
        })
        .unwrap_or(sentence.end);
    (end > noun_end).then(|| scene.reading.words(noun_end..end))
}
