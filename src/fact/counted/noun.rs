//! What a figure counts: the noun behind it, in brackets after it, or in a label before it.

mod column;
mod label;

use crate::fact::Scene;
use crate::fact::counted::sentence_before;
use crate::fact::noun::unit_type;
pub(super) use crate::fact::noun::{Noun, badge_end, noun_after, noun_at};
use crate::fact::row::Heads;
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::Number;
use crate::text::{Gap, Kind, TokenRange};
use column::of_column;
pub(super) use label::{label_before, label_behind};

/// What a figure's own words count.
pub(super) struct What {
    pub noun: Noun,
    /// Where the noun ends; the figure's end where it has none.
    pub end: usize,
    /// sinh viên, cấp ủy viên: the kind of person.
    pub kind: Option<String>,
    /// What its table's columns say it is.
    pub heads: Option<Heads>,
    /// It only tells how many there are, whatever is said to be done around it: `các chi bộ trực thuộc (hiện là 63) đăng ký`.
    pub is_state: bool,
}

/// Tokens between a share and a noun that it is not of.
const SHARE_REACH: usize = 8;
/// Tokens of a kind of organization before brackets.
const KIND_TOKENS: usize = 8;
/// Tokens of a label before a colon.
const LABEL_TOKENS: usize = 14;

/// What the words behind a figure count, or its label.
pub(super) fn what(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    label: Option<&TokenRange>,
) -> What {
    let end = quantity.tokens.end;
    let (noun, end) = noun_past_share(scene, quantity).unwrap_or_else(|| noun_after(scene, end));
    let mut what = What {
        noun,
        end,
        kind: None,
        heads: None,
        is_state: false,
    };
    if what.noun == Noun::None
        && let Some((noun, heads)) = of_column(scene, quantity)
    {
        (what.noun, what.heads) = (noun, Some(heads));
        return what;
    }
    if what.noun == Noun::None
        && let Some((noun, end)) =
            of_those_before(scene, quantity, what.end).or_else(|| of_change(scene, quantity))
    {
        (what.noun, what.end, what.is_state) = (noun, end, true);
        return what;
    }
    if matches!(what.noun, Noun::None | Noun::Person)
        && let Some((noun, end)) = noun_beside_bracket(scene, quantity, what.end)
    {
        (what.noun, what.end) = (noun, end);
    }
    // "người" is anyone, "người lao động" a kind; "chi ủy viên" are persons, no committees.
    let is_on_line = scene
        .reading
        .tokens
        .get(quantity.tokens.end)
        .is_some_and(|next| next.gap < Gap::Line);
    if what.noun != Noun::Member
        && is_on_line
        && let Some(end) = scene.cue_at(quantity.tokens.end, Cue::NounPersonKind)
        && end > what.end
    {
        what.noun = Noun::Person;
        what.end = end;
        what.kind = Some(scene.reading.words(quantity.tokens.end..end));
    }
    // "* Đảng viên dự: 180 đại biểu", "5 năm": a figure with a noun of its own counts that.
    // "Đảng viên được kiểm tra: 3.310 lượt": occasions are no noun of its own.
    let has_own_noun = what.noun == Noun::None
        && scene
            .reading
            .tokens
            .get(what.end)
            .is_some_and(|next| next.gap < Gap::Line && next.is_word())
        && !is_told_on(scene, what.end)
        && !is_short_of(scene, what.end, label);
    if let Noun::Organization(short) = &what.noun
        && let Some(kind) = label.and_then(|label| kind_of_label(scene, label, short))
    {
        what.noun = Noun::Organization(kind);
    }
    if let Some(label) = label
        && matches!(what.noun, Noun::None | Noun::Person)
        && !has_own_noun
    {
        what.noun = match noun_of_label(scene, label.clone()) {
            Noun::None => what.noun,
            named => named,
        };
    }
    what
}

/// `Về chi bộ trực thuộc đảng ủy cơ sở: 215/217 chi bộ được đánh giá`: the kind that a label is, where the figure's own noun says it
/// shorter.
fn kind_of_label(scene: &Scene<'_>, label: &TokenRange, short: &str) -> Option<String> {
    let start = scene.cue_at(label.start, Cue::CountAbout);
    let start = start.unwrap_or(label.start);
    let (Noun::Organization(kind), end) = noun_at(scene, start) else {
        return None;
    };
    let goes_on = kind
        .strip_prefix(short)
        .is_some_and(|rest| rest.starts_with(' '));
    (end == label.end && goes_on).then_some(kind)
}

/// The noun past a share that brackets behind a figure hold. "45 (90%) chi bộ có cấp ủy": without the whole, nothing tells that these
/// are not all. "HĐND xã có 21/25 (84%) đảng viên", "31/40 (77,5%) đảng viên trên tổng số cán bộ": members out of others, or votes.
fn noun_past_share(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<(Noun, usize)> {
    quantity.of?;
    let (noun, end) = noun_after(scene, past_share(scene, quantity.tokens.end)?);
    let before = sentence_before(scene, quantity);
    let is_of_others = || {
        scene.finds_any(
            before.clone(),
            const {
                CueSet::of(&[
                    Cue::BodyOther,
                    Cue::NounPersonKind,
                    Cue::NounEmployee,
                    Cue::CountVotes,
                ])
            },
        ) || scene.cue_at(end, Cue::RatioJoint).is_some()
    };
    match noun {
        Noun::Organization(_) => Some((noun, end)),
        Noun::Member if !is_of_others() => Some((noun, end)),
        _ => None,
    }
}

/// `146/1.265 (= 11,5%) tổ chức cơ sở đảng`, `663 tổ chức đảng (đạt 89,4%) làm tốt`: past the brackets that open at a token and
/// hold a share and nothing else.
pub(super) fn past_share(scene: &Scene<'_>, open: usize) -> Option<usize> {
    /// Tokens of the sign or the words before the share: `đạt tỷ lệ`.
    const WORDS: usize = 4;
    let tokens = &scene.reading.tokens;
    if !tokens.get(open)?.is_mark(b'(') {
        return None;
    }
    let inside = open + 1 + usize::from(tokens.get(open + 1)?.is_mark(b'='));
    let shares = scene.mentions.quantities_in(inside..inside + WORDS);
    let share = shares.first().filter(|share| share.is_percent())?;
    let start = share.tokens.start;
    let is_led = start == inside || scene.cue_at(inside, Cue::AimShare) == Some(start);
    let close = tokens.get(share.tokens.end)?;
    (is_led && close.is_mark(b')')).then_some(share.tokens.end + 1)
}

/// `96,8% đảng viên (3.992/4.124)`, `96% đảng viên (300/312 đồng chí)`, `100% (27/27) chi bộ`: the noun before or behind the
/// brackets that hold a ratio and nothing else, and where it or they end.
fn noun_beside_bracket(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    own_end: usize,
) -> Option<(Noun, usize)> {
    quantity.of?;
    let open = quantity.tokens.start.checked_sub(1)?;
    let tokens = &scene.reading.tokens;
    let close = tokens.get(own_end)?;
    if !tokens[open].is_mark(b'(') || !close.is_mark(b')') {
        return None;
    }
    let behind = own_end + 1;
    // "58% doanh nghiệp có tổ chức đảng (43/74)": what the share is of stands right behind it.
    let is_of_share = |noun: usize| {
        let before = scene
            .mentions
            .quantities_in(noun.saturating_sub(SHARE_REACH)..noun);
        before
            .last()
            .is_none_or(|share| !share.is_percent() || share.tokens.end == noun)
    };
    if scene
        .cue_before(open, Cue::NounMember)
        .is_some_and(is_of_share)
    {
        return Some((Noun::Member, behind));
    }
    if let Some(start) = scene.cue_before(open, Cue::NounOrganization) {
        if !is_of_share(start) {
            return None;
        }
        return Some((Noun::Organization(unit_type(scene, start..open)), behind));
    }
    let (noun, end) = noun_after(scene, behind);
    matches!(noun, Noun::Member | Noun::Organization(_)).then_some((noun, end))
}

/// `Các tổ chức cơ sở đảng trực thuộc (hiện là 63)`, `Tổ chức đảng trực thuộc (31):`: how many there are of a kind that the
/// words before the brackets name, and of nobody by name. A bare figure there may as well be a note's or a chapter's.
fn of_those_before(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    figure_end: usize,
) -> Option<(Noun, usize)> {
    let tokens = &scene.reading.tokens;
    let figure = quantity.tokens.start;
    let now = scene.cue_before(figure, Cue::CountNow);
    let now = now.or_else(|| {
        let copula = scene.cue_before(figure, Cue::Copula)?;
        scene.cue_before(copula, Cue::CountNow).or(Some(copula))
    });
    let open = now.unwrap_or(figure).checked_sub(1)?;
    let close = tokens.get(figure_end)?;
    if !(tokens[open].is_mark(b'(') && close.is_mark(b')')) {
        return None;
    }
    let heads = tokens
        .get(figure_end + 1)
        .is_none_or(|next| next.gap >= Gap::Line || matches!(next.kind, Kind::Mark(b':' | b'.')));
    let sentence = scene.reading.sentence_of(open);
    let from = open.saturating_sub(KIND_TOKENS).max(sentence.start);
    let start = (from..open).find(|&at| {
        let (noun, end) = noun_at(scene, at);
        end == open && matches!(noun, Noun::Member | Noun::Organization(_))
    })?;
    // "12 chi bộ (5)": what is counted already.
    let is_counted = start
        .checked_sub(1)
        .is_some_and(|before| tokens[before].is_number());
    let is_named = scene
        .mentions
        .organization_over(start)
        .is_some_and(|(_, mention)| mention.is_named);
    let opens = start == sentence.start
        || matches!(tokens[start - 1].kind, Kind::Mark(_))
        || scene.cue_before(start, Cue::Plural).is_some();
    let is_one = quantity.value.is_none_or(|value| value <= Number::whole(1));
    (!is_counted && !is_named && !is_one && opens && (now.is_some() || heads))
        .then(|| (noun_at(scene, start).0, figure_end + 1))
}

/// `tinh gọn từ 34 xuống 26 chi bộ`: what a change starts from, counted where it ends.
fn of_change(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<(Noun, usize)> {
    let starts = scene.cue_at(quantity.tokens.start, Cue::QuantityFrom);
    let end = quantity.tokens.end;
    let rise = [Cue::QuantityRise, Cue::Copula]
        .into_iter()
        .filter_map(|cue| scene.cue_at(end, cue))
        .max()?;
    let to = scene.mentions.quantities_in(rise..rise + 1).first()?;
    let (noun, _) = noun_after(scene, to.tokens.end);
    // "đội ngũ đảng viên tăng từ 58.214 lên 59.907 người"
    let names_members = || {
        let sentence = scene.reading.sentence_of(quantity.number.start);
        let from = sentence
            .start
            .max(quantity.tokens.start.saturating_sub(LABEL_TOKENS));
        scene
            .find_last_cue(from..quantity.tokens.start, Cue::NounMember)
            .is_some()
    };
    let noun = match noun {
        Noun::Person if names_members() => Noun::Member,
        noun => noun,
    };
    let is_party = matches!(noun, Noun::Member | Noun::Organization(_));
    (starts == Some(quantity.number.start) && is_party && !to.is_percent()).then_some((noun, end))
}

/// Whether the word behind a bare figure goes on with what is told of it and names nothing else that is counted.
fn is_told_on(scene: &Scene<'_>, at: usize) -> bool {
    scene.starts_any(
        at,
        const {
            CueSet::of(&[
                Cue::And,
                Cue::GroupOpen,
                Cue::GroupWord,
                Cue::DeedHave,
                Cue::PartThose,
                Cue::Negation,
                Cue::Passive,
                Cue::ClauseVerb,
                Cue::QuantityRise,
                Cue::Copula,
            ])
        },
    )
}

/// `Số tổ chức đảng bị kỷ luật là 3 tổ chức`, `nâng tổng số chi bộ lên 17 đơn vị`: whether a short word stands for the organizations
/// that the label names. What goes on is another kind: `lên 17 đơn vị sự nghiệp`.
fn is_short_of(scene: &Scene<'_>, at: usize, label: Option<&TokenRange>) -> bool {
    let is_short = scene.cue_at(at, Cue::NounOrganizationShort).is_some();
    let is_place = || {
        let end = scene.cue_at(at, Cue::NounOrganizationPlace);
        end.is_some_and(|end| scene.reading.words_end_at(end))
    };
    let numbers = |label: &TokenRange| scene.cue_at(label.start, Cue::CountLabel).is_some();
    let noun = label
        .filter(|label| is_short || numbers(label) && is_place())
        .map(|label| noun_of_label(scene, label.clone()));
    matches!(noun, Some(Noun::Organization(_)))
}

/// What a label counts: its first counted noun, unless something else is said to have it: `Tàu cá có đảng viên`.
fn noun_of_label(scene: &Scene<'_>, label: TokenRange) -> Noun {
    let noun = label
        .clone()
        .find(|&at| noun_at(scene, at).0 != Noun::None)
        .unwrap_or(label.end);
    let is_had = (label.start + 1..noun).any(|at| scene.cue_at(at, Cue::CountHas).is_some());
    if is_had {
        return Noun::None;
    }
    // "Tổng số đảng viên sinh hoạt ở 22 chi bộ": what it numbers.
    if let Some(count) = scene.cue_at(label.start, Cue::CountLabel)
        && let (noun @ (Noun::Member | Noun::Organization(_)), _) = noun_at(scene, count)
    {
        return noun;
    }
    // "chi bộ có 17 đảng viên được đánh giá: 3 đồng chí …": what the label's own figure counts.
    let figures = scene.mentions.quantities_in(label.clone());
    let counted = figures.iter().find_map(|figure| {
        let (noun, _) = noun_after(scene, figure.tokens.end);
        matches!(noun, Noun::Member | Noun::Organization(_)).then_some(noun)
    });
    counted.unwrap_or_else(|| noun_within(scene, label))
}

/// The first counted noun within a range. "Những điều đảng viên không được làm" names none.
pub(super) fn noun_within(scene: &Scene<'_>, range: TokenRange) -> Noun {
    let mut past = range.start;
    for at in range.clone() {
        past = past.max(scene.cue_at(at, Cue::NounNot).unwrap_or(at));
        if at < past {
            continue;
        }
        if let (noun @ (Noun::Member | Noun::Organization(_)), end) = noun_at(scene, at)
            && end <= range.end
        {
            return noun;
        }
    }
    Noun::None
}
