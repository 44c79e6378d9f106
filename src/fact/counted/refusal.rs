//! Figures that count nothing that is: aims, differences, averages, fractions, delegates, topics, rules.

mod spoken;
mod threshold;

use crate::fact::beside_plan::{is_outcome, is_set_behind, sets_out};
use crate::fact::counted::deed::{Deed, deed_after};
use crate::fact::counted::noun::{Noun, noun_after};
use crate::fact::counted::{clause_before, sentence_before};
use crate::fact::noun::joined_before;
use crate::fact::row::{self, Cell, RowFigure};
use crate::fact::{Reason, Scene, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::mention::quantity::QuantityMention;
use crate::record::{Bound, Number, Unit};
use crate::text::{Gap, Kind, Token, TokenRange};
use spoken::{are_foremost, are_mixed, numbers_names};
pub(super) use spoken::{is_story, is_this, is_topic};
pub(in crate::fact) use threshold::is_threshold;

/// Tokens after "cứ" in which the first figure of a rate starts.
const RATE_REACH: usize = 2;
/// Badges that are given at once: from 30 to 90 years.
const BADGES: usize = 13;
/// Tokens between what a change starts from and its "lên".
const CHANGE_REACH: usize = 8;
/// Tokens of a time before a figure.
const TIME_REACH: usize = 8;
/// Tokens of a joint and the figure before it.
const LIST_REACH: usize = 2;
/// Tokens before a figure in which "bình quân" makes it an average.
const AVERAGE_REACH: usize = 8;
/// Tokens before a figure in which the plan is named that it is of.
const PLAN_REACH: usize = 6;
/// The same before a bracket, which may stand behind whose plan it is: `chỉ tiêu Đại hội Đảng bộ tỉnh lần thứ XIV (…)`.
const BRACKET_REACH: usize = 14;
/// Tokens after members who stand for others: `đảng viên ưu tú, đại diện cho`.
const DELEGATE_REACH: usize = 8;
/// Denominators up to this one, with a bounding word, are fractions: `trên 2/3 đảng viên`.
const FRACTION: Number = Number::whole(5);
/// What so many are told of in a rate: `9 trên 10`.
const TEN: Number = Number::whole(10);

/// Why a figure counts nothing that is; `None` if nothing speaks against it.
pub(super) fn refusal(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<Reason> {
    match row::figure(scene, quantity) {
        Some(RowFigure {
            cell: Cell::Planned,
            ..
        }) => return Some(Reason::Aim),
        // "Tỷ lệ chi bộ xếp loại tốt (%) | 88 | 91,4"
        Some(RowFigure {
            unit: Unit::Percent,
            ..
        }) => return Some(Reason::ShareColumn),
        Some(RowFigure {
            cell: Cell::Done, ..
        }) => return None,
        _ => {}
    }
    // "chỉ tiêu về đích trước hạn: đảng viên mới đạt 231/200": more than the whole was done.
    let exceeds = quantity.of.is_some() && quantity.value > quantity.of;
    let is_planned = !exceeds && scene.stances.at(quantity.number.start) == Stance::Plan;
    let is_told = || {
        is_carried_out(scene, quantity) || are_there(scene, quantity) || is_outcome(scene, quantity)
    };
    if is_planned && !is_told() {
        Some(Reason::Aim)
    } else if is_difference(scene, quantity) {
        Some(Reason::Difference)
    } else if is_of_plan(scene, quantity) {
        Some(Reason::PlanFigure)
    } else if quantity.value == Some(Number::whole(0)) {
        Some(Reason::Zero)
    } else if quantity.in_words
        && scene
            .cue_before(quantity.tokens.start, Cue::CountBoth)
            .is_some()
    {
        Some(Reason::SpokenOf)
    } else if numbers_names(scene, quantity) {
        Some(Reason::NumberOfName)
    } else if is_row_number(scene, quantity) {
        Some(Reason::NumberOfRow)
    } else if quantity.in_words && are_named(scene, quantity) {
        Some(Reason::NamedBefore)
    } else if is_one_of_some(scene, quantity) || is_the_one(scene, quantity) {
        Some(Reason::OneOfSome)
    } else if is_average(scene, quantity) {
        Some(Reason::Average)
    } else if is_fraction(scene, quantity) {
        Some(Reason::Fraction)
    } else if is_size_of_counted(scene, quantity) {
        Some(Reason::SizeOfEach)
    } else if are_years_of_badge(scene, quantity) {
        Some(Reason::YearsOfBadge)
    } else if are_delegates(scene, quantity) {
        Some(Reason::Delegates)
    } else if are_foremost(scene, quantity) {
        Some(Reason::Foremost)
    } else if are_mixed(scene, quantity) {
        Some(Reason::Mixed)
    } else {
        None
    }
}

/// `xã có 6 chi bộ trên 50 đảng viên`: whether a bound on members, one of the few that cells are sorted by, stands right behind
/// organizations that a figure counts. `xã có 6 chi bộ hơn 200 đảng viên` are its own.
fn is_size_of_counted(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    /// Tokens of the noun between the two figures.
    const REACH: usize = 7;
    /// The most members by which cells are sorted.
    const MOST: i64 = 100;
    let start = quantity.tokens.start;
    let is_few = |bound: Number| bound <= Number::from(MOST) && bound.trunc() % 10 == 0;
    if quantity.bound != Bound::Over
        || start == quantity.number.start
        || !quantity.value.is_some_and(is_few)
    {
        return false;
    }
    let before = scene
        .mentions
        .quantities_in(start.saturating_sub(REACH)..start);
    before.last().is_some_and(|counted| {
        let (noun, end) = noun_after(scene, counted.tokens.end);
        matches!(noun, Noun::Organization(_)) && end == start
    })
}

/// `1⇥Chi bộ Trạm Y tế` and `2⇥Chi bộ Công an` on the next line: a number that opens a line before a capital, where the line above
/// or below opens with the one before or after it.
fn is_row_number(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let (reading, at) = (scene.reading, quantity.number.start);
    let number = |at: usize| -> Option<u32> { reading.word(at).parse().ok() };
    let opens_line = |at: usize| reading.tokens[at].gap >= Gap::Line;
    let is_before_name = (reading.tokens.get(at + 1)).is_some_and(Token::is_capitalized);
    if quantity.number.len() > 1 || !opens_line(at) && at > 0 || !is_before_name {
        return false;
    }
    let line = reading.line_index(at);
    let neighbour = |line: Option<usize>| {
        let first = reading.lines.get(line?)?.tokens.start;
        number(first).filter(|_| first != at)
    };
    number(at).is_some_and(|own| {
        neighbour(line.checked_sub(1)).is_some_and(|above| above + 1 == own)
            || neighbour(Some(line + 1)).is_some_and(|below| below == own + 1)
    })
}

/// `giao kết nạp 16 đảng viên, đến nay đã được 12`, `tính tới cuối tháng 7 được 12`: how much of a plan was carried out.
fn is_carried_out(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let Some(got) = scene.cue_before(quantity.tokens.start, Cue::CountGot) else {
        return false;
    };
    let is_done = scene.cue_at(got, Cue::CountDone).is_some();
    let sentence = sentence_before(scene, quantity);
    let goes_on = scene
        .mentions
        .quantities_in(sentence.start..got)
        .iter()
        .any(|plan| !plan.is_percent());
    goes_on && (is_done || scene.mentions.has_time_ending_at(got))
}

/// `Đại hội sẽ có 240 đại biểu thay mặt 5.200 đảng viên`: those for whom delegates stand, and those with whom an organization sets
/// out, are there already, whatever is planned.
fn are_there(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let is_represented = scene.cue_before(quantity.tokens.start, Cue::DeedRepresent);
    is_represented.is_some()
        || is_size_aside(scene, quantity)
        || is_with_all(scene, quantity)
        || sets_out(scene, quantity)
}

/// `Chi bộ thôn Nà Mỏ (12 đảng viên) sẽ làm trước`: whether brackets right behind an organization's name hold no more than how many
/// members it has.
fn is_size_aside(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let tokens = &scene.reading.tokens;
    let open = quantity.tokens.start.checked_sub(1);
    let named = open
        .filter(|&open| tokens[open].is_mark(b'('))
        .and_then(|open| scene.mentions.organization_ending_at(open));
    let noun = scene.cue_at(quantity.tokens.end, Cue::NounMember);
    let close = noun.and_then(|noun| tokens.get(noun));
    close.is_some_and(|close| close.is_mark(b')')) && named.is_some_and(|(_, one)| one.is_named)
}

/// `hứa cùng 640 đảng viên trong Khối giữ gìn đoàn kết`: whether somebody joins all the members that an organization or a place
/// has.
pub(super) fn is_with_all(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let joint = scene.cue_before(quantity.tokens.start, Cue::DeedJoint);
    let is_joined = joint.is_some_and(|at| scene.cue_at(at, Cue::CountTogether).is_some());
    let (noun, end) = noun_after(scene, quantity.tokens.end);
    let body = [Cue::OrganizationSuperior, Cue::GroupOpen]
        .into_iter()
        .find_map(|cue| scene.cue_at(end, cue));
    let whose = body.unwrap_or(end);
    is_joined
        && noun == Noun::Member
        && (scene.mentions.territory_at(whose).is_some()
            || scene.organization_at(whose).is_some()
            || scene.cue_at(whose, Cue::OrganizationBlock).is_some())
}

/// `giảm từ 236 chi bộ xuống còn 229`, `từ 41 (năm 2015) xuống 34`, `từ 1.940 đồng chí đầu nhiệm kỳ lên 2.118`: what a change
/// starts from was there, whatever time is told behind it.
fn starts_change(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let starts_from = scene.cue_at(quantity.tokens.start, Cue::QuantityFrom);
    let (_, noun_end) = noun_after(scene, quantity.tokens.end);
    let goes_on = (noun_end..noun_end + CHANGE_REACH)
        .take_while(|&at| {
            let token = scene.reading.tokens.get(at);
            token.is_some_and(|token| {
                token.gap < Gap::Line && !matches!(token.kind, Kind::Mark(b',' | b';' | b'.'))
            })
        })
        .find(|&at| scene.cue_at(at, Cue::QuantityRise).is_some());
    let Some(rise) = goes_on.filter(|_| starts_from == Some(quantity.number.start)) else {
        return false;
    };
    let time = scene.reading.tokens[noun_end].is_mark(b'(');
    let is_told_when = time
        || scene.cue_at(noun_end, Cue::CountAgain).is_some()
        || scene.mentions.has_time_ending_at(rise);
    rise == noun_end || is_told_when
}

/// `tăng 78 đảng viên`, `chỉ tiêu 80 đảng viên`: a difference or a plan's figure is no count. Neither is what goes on with
/// one: `giảm 4 đảng bộ xã, 96 chi bộ thôn`.
fn is_difference(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let mut before = joined_before(scene, quantity);
    !starts_change(scene, quantity)
        && (is_named_difference(scene, quantity)
            || before.any(|before| is_named_difference(scene, before)))
}

/// Whether the word of a difference stands right before a figure, or before the time that it is a difference to: `ít hơn năm
/// 2018 21 trường hợp`, `hơn cùng kỳ là 9`. The "hơn" of "ít hơn 6 trường hợp" bounds nothing.
fn is_named_difference(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let figure = quantity.tokens.start;
    // "cao hơn năm 2018 đến 7 đồng chí"
    let up_to = scene.cue_before(figure, Cue::QuantityTo);
    let start = up_to
        .or_else(|| scene.cue_before(figure, Cue::Copula))
        .unwrap_or(figure);
    let time = scene
        .mentions
        .dates_in(start.saturating_sub(TIME_REACH)..start)
        .last()
        .filter(|date| date.tokens.end == start)
        .map(|date| date.tokens.start)
        .or_else(|| scene.cue_before(start, Cue::CountAgain));
    let than = time.is_some_and(|time| {
        // "năm 2018 tăng 5, năm 2019 21 đồng chí": only what compares takes a time.

        let compares = scene.cue_before(time, Cue::CountCompares);
        // "tăng hơn năm 2018 đến 70 đồng chí" tells up to how many.
        compares.is_some()
            && (up_to.is_none() || compares == scene.cue_before(time, Cue::AimDiffer))
    });
    than || [figure, quantity.number.start]
        .into_iter()
        .any(|end| scene.cue_before(end, Cue::CountDifference).is_some())
}

/// `so với chỉ tiêu năm 2022 là 160 đảng viên`, `đạt 60% chỉ tiêu Đại hội (700 đảng viên)`.
fn is_of_plan(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let start = quantity.tokens.start;
    let bracket = start
        .checked_sub(1)
        .filter(|&at| scene.reading.tokens[at].is_mark(b'('));
    // "so với đích 120 đảng viên mới"
    if is_plan_in_brackets(scene, start)
        || scene.cue_before(start, Cue::CountComparedPlan).is_some()
        || is_set_behind(scene, quantity)
    {
        return true;
    }
    let Some(end) = scene.cue_before(start, Cue::Copula).or(bracket) else {
        return false;
    };
    let in_brackets = bracket == Some(end);
    let from = end
        .saturating_sub(if in_brackets {
            BRACKET_REACH
        } else {
            PLAN_REACH
        })
        .max(clause_before(scene, quantity).start);
    let plan = scene
        .find_last_cue(from..end, Cue::CountComparedPlan)
        .or_else(|| {
            let plan = [Cue::AimPlanNoun, Cue::CountPlanName]
                .into_iter()
                .filter_map(|plan| scene.find_last_cue(from..end, plan))
                .max_by_key(|plan| plan.start);
            plan.filter(|_| in_brackets)
        });
    plan.is_some_and(|plan| {
        (plan.end..end)
            .all(|at| scene.reading.tokens[at].is_word() || scene.reading.tokens[at].is_number())
    })
}

/// `205 đảng viên (nghị quyết: 200)`, `(nghị quyết 200 đảng viên)`: whether the brackets that a figure stands in name a plan before it.
fn is_plan_in_brackets(scene: &Scene<'_>, figure: usize) -> bool {
    let tokens = &scene.reading.tokens;
    let colon = figure
        .checked_sub(1)
        .filter(|&at| tokens[at].is_mark(b':'))
        .or_else(|| scene.cue_before(figure, Cue::Copula));
    colon
        .or_else(|| scene.cue_before(figure, Cue::CountPlanName).map(|_| figure))
        .and_then(|colon| scene.cue_before(colon, Cue::CountPlanName))
        .and_then(|name| name.checked_sub(1))
        .is_some_and(|open| tokens[open].is_mark(b'('))
}

/// `mỗi chi bộ có 12 đảng viên`, `cứ 5 cán bộ thì 4 người`: an average over organizations or a rate is no count. One over
/// years is: `bình quân mỗi năm 182 đồng chí`, `210 đảng viên/năm`.
fn is_average(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let clause = clause_before(scene, quantity);
    let from = clause
        .start
        .max(quantity.tokens.start.saturating_sub(AVERAGE_REACH));
    let (noun, noun_end) = noun_after(scene, quantity.tokens.end);
    let has_unit = noun != Noun::None && scene.reading.mark_at(noun_end, b'/');
    let is_over_years = noun != Noun::None
        && (has_unit && scene.cue_at(noun_end + 1, Cue::DateYear).is_some()
            || scene.cue_at(noun_end, Cue::CountYearly).is_some()
            || scene.find_cue(from..clause.end, Cue::CountYearly).is_some());
    let is_rate = has_unit
        && !is_over_years
        && scene.starts_any(
            noun_end + 1,
            const { CueSet::of(&[Cue::QuantityPer, Cue::NounOrganization]) },
        );
    let is_proportion = scene
        .find_last_cue(clause.clone(), Cue::CountRate)
        .is_some_and(|rate| {
            let first = scene
                .mentions
                .quantities_in(rate.end..rate.end + RATE_REACH);
            !first.is_empty()
        });
    // "bình quân mỗi chi bộ thuộc Đảng bộ huyện X có 10 đảng viên": however long the name between is.
    let opening = (clause.start..clause.end)
        .rev()
        .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)))
        .map_or(clause.start, |mark| mark + 1);
    let opens = scene.cue_at(opening, Cue::CountAverage).is_some()
        && scene.mentions.quantities_in(opening..clause.end).is_empty();
    let from = if opens { opening } else { from };
    let is_over_units = scene
        .find_last_cue(from..clause.end, Cue::CountAverage)
        .is_some_and(|average| {
            !(is_over_years && scene.cue_at(average.start, Cue::CountMean).is_some())
        });
    is_rate || is_proportion || is_over_units
}

/// `một trong 5 chi bộ dẫn đầu`: so many there are only where the words behind say whose or where they are, or what was
/// done to them.
fn is_one_of_some(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let start = quantity.tokens.start;
    if scene.cue_before(start, Cue::CountOneOf).is_none() {
        return false;
    }
    let (noun, noun_end) = noun_after(scene, quantity.tokens.end);
    let belongs = scene.starts_any(
        noun_end,
        const {
            CueSet::of(&[
                Cue::OrganizationSuperior,
                Cue::GroupOpen,
                Cue::PlaceLocative,
            ])
        },
    );
    let has_tail = scene
        .cue_before(noun_end, Cue::NounOrganizationUnder)
        .is_some();
    let is_of_party = matches!(noun, Noun::Member | Noun::Organization(_));
    // "một trong 6 học sinh được kết nạp": so many were.
    let were_admitted = deed_after(scene, noun_end) == Some(Deed::Admit);
    !(is_of_party && (belongs || has_tail) || were_admitted)
}

/// `Đảng bộ phường A và Đảng bộ xã B, hai đảng bộ được chọn làm điểm`, `nhập lại thành một đảng bộ`: whether a numeral in words only
/// sums up those named before it.
fn are_named(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let start = quantity.tokens.start;
    let is_apposed = start.checked_sub(1).is_some_and(|comma| {
        scene.reading.tokens[comma].is_mark(b',')
            && scene
                .mentions
                .organization_ending_at(comma)
                .is_some_and(|(_, mention)| mention.is_named)
            && scene
                .cue_at(quantity.tokens.end, Cue::NounOrganization)
                .is_some()
    });
    let becomes_one = quantity.value == Some(Number::whole(1))
        && scene.cue_before(start, Cue::CountBecome).is_some();
    is_apposed || becomes_one
}

/// `1 trong 8 chi bộ`: the one that stands out. `1/8 chi bộ` is a share.
fn is_the_one(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    quantity.value == Some(Number::whole(1))
        && quantity.of.is_some()
        && scene
            .cue_at(quantity.number.start + 1, Cue::PartOf)
            .is_some()
}

/// `trên 2/3 đảng viên`, `2/3 trong số đó`: a share of however many there are.
fn is_fraction(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let is_small = quantity.of.is_some_and(|of| of <= FRACTION);
    // "9 trên 10 công chức là đảng viên": nine of ten.
    let over = quantity.tokens.start;
    let is_rate = quantity.bound == Bound::Over
        && quantity.value == Some(TEN)
        && over < quantity.number.start
        && over.checked_sub(1).is_some_and(|nine| {
            scene.reading.tokens[nine].is_number() && scene.reading.tokens[over].gap < Gap::Line
        });
    let is_of_those = scene.cue_at(quantity.tokens.end, Cue::PartThose).is_some();
    // "hơn một phần ba chi bộ": the numeral is the fraction's.
    let is_in_words = quantity.in_words
        && scene
            .cue_before(quantity.number.start, Cue::QuantityFraction)
            .is_some();
    is_small && (quantity.bound != Bound::Exact || is_of_those) || is_in_words || is_rate
}

/// The end of the comma or "và" at a token.
fn joint_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let is_comma = scene.reading.mark_at(at, b',');
    scene.cue_at(at, Cue::And).or(is_comma.then_some(at + 1))
}

/// `Huy hiệu 50, 40, 30 năm tuổi Đảng`: for how many years a badge is given, not to how many.
fn are_years_of_badge(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let is_joint = |at: usize| joint_end(scene, at);
    let first = std::iter::successors(Some(quantity.tokens.start), |&start| {
        let before = scene
            .mentions
            .quantities_in(start.saturating_sub(LIST_REACH)..start);
        before
            .last()
            .filter(|before| is_joint(before.tokens.end) == Some(start))
            .map(|before| before.tokens.start)
    })
    .take(BADGES)
    .last();
    let last = std::iter::successors(Some(quantity.tokens.end), |&end| {
        let next = is_joint(end)?;
        let after = scene.mentions.quantities_in(next..next + 1).first()?;
        (after.tokens.start == next).then_some(after.tokens.end)
    })
    .take(BADGES)
    .last();
    // "Huy hiệu 60 năm: 2, 50 năm: 9": a figure behind a colon counts who received the badge before it.
    // So does one behind "cho": "60 năm cho 3, 55 năm cho 7 đồng chí".
    let is_told = first.is_some_and(|first| {
        let colon = first
            .checked_sub(1)
            .filter(|&at| scene.reading.tokens[at].is_mark(b':'));
        let link = colon.or_else(|| scene.cue_before(first, Cue::OrganizationOblique));
        link.is_some_and(|link| scene.cue_before(link, Cue::DateYear).is_some())
    });
    if is_told {
        return false;
    }
    let is_list = first != Some(quantity.tokens.start) || last != Some(quantity.tokens.end);
    let is_badge = first.is_some_and(|first| {
        scene.cue_before(first, Cue::DeedBadge).is_some()
            || is_list
                && scene
                    .find_last_cue(sentence_before(scene, quantity), Cue::DeedBadge)
                    .is_some()
    });
    is_badge && last.is_some_and(|last| scene.cue_at(last, Cue::DateYear).is_some())
}

/// `Hơn 100 đảng viên ưu tú, đại diện cho 1.960 đảng viên`: the first are delegates.
fn are_delegates(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    let (noun, noun_end) = noun_after(scene, quantity.tokens.end);
    let sentence = scene.reading.sentence_of(quantity.number.start);
    let reach = noun_end..(noun_end + DELEGATE_REACH).min(sentence.end);
    noun == Noun::Member
        && (reach.start..reach.end)
            .take_while(|&at| {
                let token = &scene.reading.tokens[at];
                token.is_word() || token.is_mark(b',')
            })
            .any(|at| stands_for_others(scene, at))
}

/// Whether words at a token make delegates of those before them. `trí tuệ của mình` does not: only a figure behind "của" tells
/// whose will is carried.
fn stands_for_others(scene: &Scene<'_>, at: usize) -> bool {
    scene.cue_at(at, Cue::DeedRepresent).is_some_and(|end| {
        let is_of = scene.cue_before(end, Cue::OrganizationSuperior).is_some();
        !is_of || scene.cue_at(at, Cue::BodyOther).is_some() || scene.mentions.starts_figure(end)
    })
}

/// `chuyển 64 tổ chức cơ sở đảng về 2 đảng bộ mới`: where to, not what.
pub(super) fn is_destination(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    noun: &Noun,
    deed_tokens: Option<&TokenRange>,
) -> bool {
    let start = quantity.tokens.start;
    // "34 tổ chức cơ sở đảng được chuyển về 5 đảng bộ mới": what went there is counted before.
    let went_before = |deed: &TokenRange| {
        let from = deed.start.saturating_sub(DELEGATE_REACH);
        let before = scene.mentions.quantities_in(from..deed.start).last();
        before.is_some_and(|before| {
            let (noun, end) = noun_after(scene, before.tokens.end);
            noun != Noun::None && scene.cue_at(end, Cue::Passive).unwrap_or(end) + 1 >= deed.start
        })
    };
    let is_deeds_own =
        deed_tokens.is_some_and(|tokens| tokens.end == start && !went_before(tokens));
    matches!(noun, Noun::Organization(_))
        && !is_deeds_own
        && scene.cue_before(start, Cue::TransferTo).is_some()
}
