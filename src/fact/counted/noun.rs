//! What a figure counts: the noun behind it, in brackets after it, or in a label before it.

use crate::fact::Scene;
use crate::fact::counted::{SENTENCE_REACH, deed, ellipsis};
use crate::fact::row::{self, Cell, Heads};
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;
use crate::record::Number;
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
/// Tokens of a unit's cell: `đồng chí`, `tổ chức`.
const UNIT_TOKENS: usize = 3;
/// Tokens of a label before a colon.
const LABEL_TOKENS: usize = 14;
/// Tokens between `số` and the noun that it numbers: `số các chi bộ`.
const LABEL_NOUN_REACH: usize = 2;

/// What the words behind a figure count, or its label.
pub(super) fn what(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    label: Option<&TokenRange>,
) -> What {
    let (noun, end) = noun_after(scene, quantity.tokens.end);
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
        && !is_told_on(scene, what.end);
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

/// The noun that starts right behind a figure, on its line, and the noun's end.
pub(super) fn noun_after(scene: &Scene<'_>, at: usize) -> (Noun, usize) {
    let line_end = scene
        .reading
        .line_of(at.saturating_sub(1))
        .map_or(at, |line| line.tokens.end);
    if at < line_end {
        noun_at(scene, at)
    } else {
        (Noun::None, at)
    }
}

/// The noun that starts at a token, and its end; where only occasions do (`3.310 lượt`), their end.
pub(super) fn noun_at(scene: &Scene<'_>, at: usize) -> (Noun, usize) {
    let start = scene.cue_at(at, Cue::Occasion).unwrap_or(at);
    let ends_line = |at: usize| {
        let next = scene.reading.tokens.get(at);
        next.is_none_or(|next| next.gap >= Gap::Line)
    };
    if start > at && ends_line(start) {
        return (Noun::None, start);
    }
    let ends = [
        scene.cue_at(start, Cue::NounMember),
        kind_end(scene, start),
        scene.cue_at(start, Cue::NounPerson),
    ]
    .map(|end| end.unwrap_or(0));
    match ends {
        [0, 0, 0] => (Noun::None, start),
        [member, organization, person] if member >= organization && member >= person => {
            (Noun::Member, member)
        }
        [_, organization, person] if organization >= person => {
            let kind = unit_type(scene, start..organization);
            (Noun::Organization(kind), organization)
        }
        [_, _, person] => match scene.cue_at(person, Cue::NounMember) {
            Some(member) => (Noun::Member, member),
            None => (Noun::Person, person),
        },
    }
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

/// The end of the longest kind of organization at a token: `đảng bộ trực thuộc` and `đảng bộ` both start
/// `đảng bộ trực thuộc Trung ương`, and only the shorter one's tail reaches its end.
fn kind_end(scene: &Scene<'_>, start: usize) -> Option<usize> {
    // "17 tổ chức cơ sở hội": another body's.
    if scene.cue_at(start, Cue::NounNot).is_some() {
        return None;
    }
    let lexicon = &scene.knowledge.lexicon;
    let heads = scene.reading.hits_at(start).iter();
    heads
        .filter(|hit| lexicon.has(hit.entry, Cue::NounOrganization))
        .map(|hit| {
            let end = tail(scene, hit.end as usize);
            let is_kind = scene.cue_at(start, Cue::CountBody).is_some();
            let place = scene.cue_at(end, Cue::NounOrganizationWhere);
            place.filter(|_| !is_kind).unwrap_or(end)
        })
        .max()
}

/// Words that still name the kind: `trực thuộc đảng bộ cơ sở`, `cấp dưới`, `xã, phường`.
fn tail(scene: &Scene<'_>, end: usize) -> usize {
    let mut end = end;
    while let Some(next) = scene.cue_at(end, Cue::NounOrganizationTail) {
        // "trực thuộc Đảng bộ Công an tỉnh" goes on to one by name, which is no part of the kind.
        let cuts_name = scene
            .mentions
            .organizations_in(end..next)
            .any(|(_, mention)| mention.tokens.end > next);
        if cuts_name {
            return scene.cue_at(end, Cue::NounOrganizationUnder).unwrap_or(end);
        }
        end = next;
    }
    end
}

fn unit_type(scene: &Scene<'_>, tokens: TokenRange) -> String {
    scene.reading.canonical(tokens).to_lowercase()
}

/// `Tổng số đảng viên:`, `số đảng viên bị kỷ luật là`: a label before the figure, on the same line.
pub(super) fn label_before(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<TokenRange> {
    // "Kết nạp đảng viên: đã được 51", past the words that say how much was done.
    let figure = quantity.tokens.start;
    let got = scene.cue_before(figure, Cue::CountGot).filter(|&got| {
        got.checked_sub(1)
            .is_some_and(|colon| scene.reading.tokens[colon].is_mark(b':'))
    });
    let mark = got.unwrap_or(figure).checked_sub(1)?;
    if let Some(row) = row::figure(scene, quantity).filter(|row| row.cell == Cell::Done) {
        return (row.label.len() <= LABEL_TOKENS).then_some(row.label);
    }
    if scene.reading.tokens[quantity.tokens.start].gap >= Gap::Line {
        return None;
    }
    let sentence_start = scene.reading.sentence_of(mark).start;
    let from = sentence_start.max(mark.saturating_sub(SENTENCE_REACH));
    if scene.reading.tokens[mark].is_mark(b':') {
        // "238.465 đảng viên, trong đó có:" opens parts and names nothing.
        let opens_parts = [Cue::PartStrict, Cue::PartList]
            .into_iter()
            .any(|cue| scene.cue_before(mark, cue).is_some());
        if opens_parts {
            return None;
        }
        let start = label_start(scene, from, mark);
        let names_one = scene
            .mentions
            .organizations_in(start..mark)
            .any(|(_, mention)| mention.is_named);
        // "Riêng đợt sinh hoạt chính trị …, số người dự đông hơn: 1.902": a long label is what starts with its last "số".
        let start = if mark - start <= LABEL_TOKENS {
            start
        } else {
            last_label(scene, start..mark)?.start
        };
        return (mark - start <= LABEL_TOKENS && !names_one).then_some(start..mark);
    }
    if scene.reading.tokens[mark].is_mark(b'|') {
        return cell_before(scene, quantity, mark);
    }
    if let Some(label) = label_before_bracket(scene, quantity, from) {
        return Some(label);
    }
    // "số đảng viên bám trụ chưa đầy 200 người": "người" behind the figure stands for the label's noun.
    let is_repeated = noun_after(scene, quantity.tokens.end).0 == Noun::Person;
    // "số chi bộ từ 12 tăng lên 19", "số đảng viên vào khoảng 7,5 vạn": a bound is no part of the verb before it.
    let is_start = scene.cue_at(figure, Cue::QuantityFrom) == Some(quantity.number.start);
    let end = scene
        .cue_before(figure, Cue::Copula)
        .or_else(|| scene.cue_before(quantity.number.start, Cue::Copula))
        .or((is_repeated || is_start || ends_with_noun(scene, figure)).then_some(figure))?;
    if is_repeated && ellipsis::is_committee_size(scene, figure) {
        return None;
    }
    let start = label_start(scene, from, end);
    let count = last_label(scene, start..end)?;
    // "số của chi bộ" is a number that the cell has.
    let is_owned = scene.cue_at(count.end, Cue::Of).is_some();
    let names_it = scene.cue_at(count.start, Cue::NounMember) == Some(count.end);
    let numbers_it = names_it
        || !is_owned
            && (count.end..=count.end + LABEL_NOUN_REACH)
                .any(|at| at < end && noun_at(scene, at).0 != Noun::None);
    let is_taken = scene
        .mentions
        .quantities_in(count.end..end)
        .iter()
        .any(|earlier| {
            scene
                .cue_before(earlier.tokens.start, Cue::Copula)
                .is_some()
        });
    (numbers_it && !is_taken).then_some(count.start..end)
}

/// `3.006. Đó là số đảng viên hiện có của huyện`, `623 là số người được kết nạp`: the label behind a figure that opens its sentence.
pub(super) fn label_behind(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let sentence = scene.reading.sentence_of(quantity.number.start);
    if sentence.start != quantity.tokens.start {
        return None;
    }
    let end = quantity.tokens.end;
    let mark = matches!(tokens.get(end)?.kind, Kind::Mark(b'.' | b',' | b'-' | b':'));
    let that = end + usize::from(mark);
    let start = [Cue::CountThatIs, Cue::Copula]
        .into_iter()
        .find_map(|cue| scene.cue_at(that, cue))?;
    let counted = scene.cue_at(start, Cue::CountLabel)?;
    let (noun, noun_end) = noun_at(scene, counted);
    let reach = tokens.len().min(start + LABEL_TOKENS);
    let close = (noun_end..reach)
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(b'.' | b';' | b',')))
        .unwrap_or(reach);
    matches!(noun, Noun::Member | Noun::Organization(_) | Noun::Person).then_some(start..close)
}

/// `tổng số đảng viên toàn quận (7.087)`, `số tổ chức đảng bị kỷ luật gấp gần 3 lần (14)`: the label before the brackets that hold
/// the figure alone, where no share stands between, whose plan it might be.
fn label_before_bracket(
    scene: &Scene<'_>,
    quantity: &QuantityMention,
    from: usize,
) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let open = quantity.tokens.start.checked_sub(1)?;
    let closes = tokens.get(quantity.tokens.end)?.is_mark(b')');
    if !(tokens[open].is_mark(b'(') && closes) {
        return None;
    }
    let start = (from..open)
        .rev()
        .find(|&at| matches!(tokens[at].kind, Kind::Mark(_)))
        .map_or(from, |mark| mark + 1);
    let label = last_label(scene, start..open)?;
    let (noun, end) = noun_at(scene, label.end);
    let numbers = matches!(noun, Noun::Member | Noun::Organization(_)) && end <= open;
    let between = scene.mentions.quantities_in(label.end..open);
    let has_share = between.iter().any(QuantityMention::is_percent);
    let is_planned = [Cue::AimPlanNoun, Cue::ComparedPlan, Cue::ComparedName]
        .into_iter()
        .any(|plan| scene.find_cue(label.end..open, plan).is_some());
    (numbers && !has_share && !is_planned && open - label.start <= LABEL_TOKENS)
        .then_some(label.start..open)
}

/// `tổng số đảng viên 741`: whether a label that is only "số" and what it numbers ends right before a figure.
fn ends_with_noun(scene: &Scene<'_>, figure: usize) -> bool {
    let noun = [Cue::NounMember, Cue::NounOrganization]
        .into_iter()
        .filter_map(|cue| scene.cue_before(figure, cue))
        .min();
    noun.is_some_and(|noun| scene.cue_before(noun, Cue::CountLabel).is_some())
        && scene.mentions.organization_over(figure).is_none()
}

/// What the head of a table's column counts, where it is no plan's.
fn of_column(scene: &Scene<'_>, quantity: &QuantityMention) -> Option<(Noun, Heads)> {
    let heads = row::heads(scene, quantity)?;
    // "Kết nạp mới (thực hiện/kế hoạch)": what was done stands before the plan.
    let is_pair = quantity.of.is_some()
        && heads
            .column
            .clone()
            .any(|at| scene.reading.tokens[at].is_mark(b'/'));
    let is_plan = !is_pair
        && [Cue::AimPlan, Cue::AimPlanNoun, Cue::TablePlan]
            .into_iter()
            .any(|plan| scene.find_cue(heads.column.clone(), plan).is_some());
    let noun = noun_of_head(scene, &heads.column);
    (!is_plan && noun != Noun::None).then_some((noun, heads))
}

/// What a column's head counts: what stands first in it, "số", "trong đó" or what was done aside. "Đại hội đại biểu Đảng bộ", "Bí
/// thư chi bộ" count none.
fn noun_of_head(scene: &Scene<'_>, head: &TokenRange) -> Noun {
    let leads_up = |at: usize| {
        [
            Cue::CountLabel,
            Cue::PartStrict,
            Cue::GroupWord,
            Cue::Plural,
            Cue::PlaceWhole,
        ]
        .into_iter()
        .filter_map(|cue| scene.cue_at(at, cue))
        .chain(deed::end_at(scene, at))
        .max()
    };
    let mut at = head.start;
    while at < head.end {
        match noun_at(scene, at) {
            (noun @ (Noun::Member | Noun::Organization(_)), end) if end <= head.end => return noun,
            _ => {}
        }
        let Some(next) = leads_up(at) else {
            break;
        };
        at = next;
    }
    // "Kết nạp mới": nobody else is admitted.
    let is_admission = scene.cue_at(head.start, Cue::DeedAdmit).is_some();
    let is_all = at >= head.end || matches!(scene.reading.tokens[at].kind, Kind::Mark(_));
    if is_admission && is_all {
        Noun::Member
    } else {
        Noun::None
    }
}

/// Whether the head of a figure's column is a time: `Chỉ tiêu | Năm 2019 | Năm 2020`.
fn is_of_time(scene: &Scene<'_>, quantity: &QuantityMention) -> bool {
    row::heads(scene, quantity).is_some_and(|heads| {
        let head = heads.column;
        scene.mentions.has_time_ending_at(head.end)
            || scene.cue_at(head.start, Cue::CountAgain) == Some(head.end)
    })
}

/// `Đảng viên mới | 28 | - 4`, `3 | Đảng viên mới | đồng chí | 28`: the first cell of a table's row that is no row number,
/// where the figure stands in the next, or behind its unit.
fn cell_before(scene: &Scene<'_>, quantity: &QuantityMention, bar: usize) -> Option<TokenRange> {
    let tokens = &scene.reading.tokens;
    let line = scene.reading.line_of(bar)?.tokens.clone();
    let next_bar = |from: usize| (from..=bar).find(|&at| tokens[at].is_mark(b'|'));
    let first = next_bar(line.start)?;
    let is_row_number = (line.start..first)
        .all(|at| tokens[at].is_number() || matches!(tokens[at].kind, Kind::Mark(_)));
    let start = if is_row_number { first + 1 } else { line.start };
    let close = next_bar(start)?;
    let is_unit =
        |from: usize| bar - from <= UNIT_TOKENS && (from..bar).all(|at| tokens[at].is_word());
    let is_next = close == bar || is_unit(close + 1) || is_of_time(scene, quantity);
    let open = (start..close).find(|&at| tokens[at].is_mark(b'('));
    let end = open.unwrap_or(close);
    // "Đảng bộ xã X | 18": whose it is.
    let names_one = scene
        .organization_at(start)
        .is_some_and(|(_, mention)| mention.is_named && mention.tokens.end >= end);
    (is_next && !names_one && start < end && end - start <= LABEL_TOKENS).then_some(start..end)
}

/// The last word that a label starts with, and not one that a longer such word holds: `quân số chi bộ`.
fn last_label(scene: &Scene<'_>, range: TokenRange) -> Option<TokenRange> {
    // "dân tộc thiểu số" ends with no such word.
    let is_inside = |label: &TokenRange| {
        scene
            .cue_before(label.end, Cue::GroupWord)
            .is_some_and(|start| start < label.start)
    };
    let last = scene
        .find_last_cue(range.clone(), Cue::CountLabel)
        .filter(|label| !is_inside(label))?;
    let longer = (range.start..last.start).find_map(|at| {
        let end = scene.cue_at(at, Cue::CountLabel)?;
        (end > last.start).then_some(at..end)
    });
    longer.or(Some(last))
}

fn label_start(scene: &Scene<'_>, from: usize, to: usize) -> usize {
    (from..to)
        .rev()
        .find(|&at| {
            matches!(
                scene.reading.tokens[at].kind,
                Kind::Mark(b';' | b':' | b'.' | b'(' | b'|')
            )
        })
        .map_or(from, |at| at + 1)
}

/// Whether the word behind a bare figure goes on with what is told of it and names nothing else that is counted.
fn is_told_on(scene: &Scene<'_>, at: usize) -> bool {
    [
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
    ]
    .into_iter()
    .any(|cue| scene.cue_at(at, cue).is_some())
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
