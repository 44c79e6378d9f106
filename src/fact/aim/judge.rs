//! Target, result, or neither.
//!
//! Enters: a figure with its clause and phrase. Leaves: [`Side`]. What is planned is a target; a percentage that is
//! reported is a result where it speaks of the Party, or measures anything against a plan.

use crate::fact::aim::attribute::is_attribute;
use crate::fact::aim::clause::InClause;
use crate::fact::aim::count::{
    is_allotted, is_bare_number, is_count_target, is_done_to, is_line_item, is_part,
    is_part_of_plan,
};
use crate::fact::aim::cut::{is_place, is_scope, says_nothing, trimmed};
use crate::fact::aim::pair::is_done_of_pair;
use crate::fact::aim::part::{
    is_listed_part, is_part_of_members, is_share_of_members, is_share_of_pair,
};
use crate::fact::aim::phrase::Phrase;
use crate::fact::aim::plan::{
    ends_clause, is_assigned, is_bare_plan, is_set_against_now, is_set_against_plan,
};
use crate::fact::aim::planned::{
    is_carried_on, is_grown, is_planned_outside, is_possible, is_told,
};
use crate::fact::aim::ratio::tells_ratio;
use crate::fact::aim::vote::is_outside_vote;
use crate::fact::aim::{Aim, Order};
use crate::fact::beside_plan::sets_out;
use crate::fact::carried::Plans;
use crate::fact::{Scene, Stance};
use crate::knowledge::cue::{Cue, CueSet};
use crate::record::{Bound, Number, Unit};
use crate::text::{Kind, Token, TokenRange};

/// What a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Target,
    Result,
}

/// Tokens behind "thì" in which the text reports.
const TURN_REACH: usize = 8;
/// Sentences before a trait's in which members are named.
const TRAIT_SENTENCES: usize = 3;
/// Aims among which the one is that a share came of.
const RECENT: usize = 12;

/// What a figure is, if it is either.
pub(super) fn side(
    here: &InClause<'_>,
    order: Order,
    phrase: &Phrase,
    before: Option<&Aim>,
    earlier: &[Aim],
) -> Option<Side> {
    let &InClause { scene, figure, .. } = here;
    let (at, end) = (figure.number.start, figure.tokens.end);
    let sentence = scene.reading.sentence_of(at);
    let reach = end..sentence.end.min(here.clause.right.end + 3);
    if scene
        .find_cue(reach, Cue::AimCondition)
        .is_some_and(|condition| !is_turn(scene, &condition, sentence.end))
        && (figure.is_percent() || !is_bare_plan(scene, figure))
        && !here.is_plan_figure()
    {
        return None;
    }
    // "thực hiện 100% chỉ tiêu" is no aim.
    let is_due = order != Order::Comparison
        && phrase.goal.first().is_some_and(|goal| {
            sentence.contains(&goal.start)
                && scene.starts_any(
                    goal.start,
                    const { CueSet::of(&[Cue::StancePlan, Cue::StancePlanWeak]) },
                )
                && !Plans::of(scene.reading, scene.mentions).are_taken_up_by_part(goal.start)
        });
    // "…, đó là chỉ tiêu của nhiệm kỳ".
    let is_called_plan = scene.find_cue(end..sentence.end, Cue::AimIsPlan).is_some();
    if scene.stances.at(at) == Stance::Plan && is_planned_outside(scene, at) {
        return None;
    }
    // "sẽ có 15/21 bản (71,4%) đạt chuẩn": the share of an aim is one.
    let is_reckoned = tells_ratio(here)
        && before.is_none_or(|aim| aim.side != Side::Target || !here.clause.measures(&aim.tokens));
    let case = Case {
        here,
        order,
        phrase,
        before,
        earlier,
        is_planned: is_called_plan
            || is_due
            || (scene.stances.at(at) == Stance::Plan
                && !is_grown(here)
                && !is_told(here)
                && !is_reckoned
                && !is_possible(scene, figure)
                && is_carried_on(scene, figure, before)),
    };
    if figure.is_percent() {
        case.of_share()
    } else {
        case.is_aimed_count().then_some(Side::Target)
    }
}

/// "chỉ tiêu kết nạp 4 đảng viên thì đến hết năm 2023 đã kết nạp 5": what came of a plan, no condition.
fn is_turn(scene: &Scene<'_>, condition: &TokenRange, end: usize) -> bool {
    const REPORTS: CueSet = CueSet::of(&[
        Cue::StanceReport,
        Cue::StanceReportAble,
        Cue::StanceReportOpening,
    ]);
    let behind = condition.end..end.min(condition.end + TURN_REACH);
    scene.cue_at(condition.start, Cue::StanceTurn).is_some() && scene.finds_any(behind, REPORTS)
}

/// A figure with what is said of it.
struct Case<'t> {
    here: &'t InClause<'t>,
    order: Order,
    phrase: &'t Phrase,
    before: Option<&'t Aim>,
    /// All aims before it.
    earlier: &'t [Aim],
    is_planned: bool,
}

impl Case<'_> {
    fn is_aimed_count(&self) -> bool {
        let here = self.here;
        let (scene, figure) = (here.scene, here.figure);
        // A numeral in words counts only inside an enumeration.
        let is_lone_word = figure.in_words && !is_part(here, self.before);
        // "không chi bộ nào yếu kém"
        let is_none = figure.in_words && figure.value == Some(Number::whole(0));
        let is_nothing = is_lone_word || is_none || is_attribute(scene, figure) || self.acts();
        if is_nothing || self.is_set_plan() || (self.is_planned && sets_out(scene, figure)) {
            return false;
        }
        // "9/12 xã đạt chuẩn": a plan may be for a part of all.
        if let Some(all) = figure.of {
            let is_goal = !self.phrase.goal.is_empty() && self.order == Order::FigureFirst;
            return self.is_planned
                && (is_goal || is_line_item(scene, figure))
                && figure.value.is_some_and(|value| value <= all)
                && scene
                    .find_cue(here.clause.left.clone(), Cue::AimAdmission)
                    .is_none();
        }
        let follows_count = self
            .before
            .is_some_and(|whole| whole.quantity.unit == Unit::Count);
        here.is_plan_figure()
            || is_bare_plan(scene, figure)
            || is_assigned(scene, figure)
            || (self.is_prescribed() && is_done_to(scene, figure))
            || (self.goes_on_with_floor() && is_done_to(scene, figure))
            || (self.is_planned
                && (is_part_of_plan(scene, figure)
                    || (is_allotted(scene, figure) && follows_count)
                    || is_bare_number(scene, figure)
                    || is_count_target(here, self.phrase, self.before)))
    }

    /// "hai đảng bộ cắt giảm ít nhất 20% đầu mối": those that a word counts are who does what a share tells.
    fn acts(&self) -> bool {
        /// Tokens from a word that counts to the share.
        const REACH: usize = 8;
        let (scene, figure) = (self.here.scene, self.here.figure);
        let end = figure.tokens.end;
        let next = scene.mentions.quantities_in(end..end + REACH).first();
        figure.in_words
            && next.is_some_and(|next| {
                let mut between = scene.reading.tokens[end..next.tokens.start.max(end)].iter();
                next.is_percent() && between.all(Token::is_word)
            })
    }

    /// `giao cho 22 chi bộ chỉ tiêu kết nạp 170 đảng viên`: whether a plan is set to so many organizations.
    fn is_set_plan(&self) -> bool {
        let (scene, figure) = (self.here.scene, self.here.figure);
        let set = scene.cue_before(figure.tokens.start, Cue::AimAssign);
        let noun = set.and_then(|_| scene.cue_at(figure.tokens.end, Cue::NounOrganization));
        noun.is_some_and(|noun| scene.cue_at(noun, Cue::AimPlanNoun).is_some())
    }

    fn of_share(&self) -> Option<Side> {
        let here = self.here;
        let (scene, figure) = (here.scene, here.figure);
        if is_done_of_pair(scene, figure) {
            return Some(Side::Result);
        }
        if self.is_missed() || self.is_base() || self.is_base_aside() || self.is_due() {
            return None;
        }
        if self.is_by_rule() && !self.is_planned {
            return None;
        }
        let is_rule = self.is_obliged();
        if !is_rule && self.is_vote() {
            let is_own = !is_outside_vote(scene, figure.number.start);
            return is_own.then_some(Side::Result);
        }
        let is_planned = (self.is_planned || self.goes_on_with_floor()) && !self.is_told_part();
        if here.is_plan_figure()
            || is_planned
            || is_set_against_now(scene, figure)
            || (!is_rule && self.is_prescribed())
        {
            return Some(Side::Target);
        }
        (!is_rule && self.is_result()).then_some(Side::Result)
    }

    /// "rút 4 dự án trình Quốc hội (chiếm 50%)".
    fn is_of_assembly(&self) -> bool {
        let says = |cue: Cue| self.phrase.speaks_of(self.here.scene, cue);
        says(Cue::AimAssembly) && !says(Cue::AimParty)
    }

    /// "số phiếu bầu phải quá 50%".
    fn is_obliged(&self) -> bool {
        self.here
            .scene
            .cue_before(self.here.figure.tokens.start, Cue::AimMust)
            .is_some()
    }

    /// "hai đảng bộ chưa đạt 70% kế hoạch": a mark that was missed tells neither what was planned nor what was reached.
    fn is_missed(&self) -> bool {
        let (scene, figure) = (self.here.scene, self.here.figure);
        scene
            .cue_before(figure.tokens.start, Cue::AimMissed)
            .is_some()
            && scene.cue_at(figure.tokens.end, Cue::AimPlan).is_some()
            && scene.cue_at(figure.tokens.end, Cue::AimOfPlan).is_none()
    }

    /// "thấp hơn mức 6% của giai đoạn trước": what a figure is compared with was so at another time.
    fn is_base(&self) -> bool {
        /// Tokens between "thấp hơn" and what it measures by.
        const REACH: usize = 4;
        let here = self.here;
        let (scene, at) = (here.scene, here.figure.tokens.start);
        let near = at.saturating_sub(REACH).max(here.clause.left.start)..at;
        let base = scene.find_last_cue(near, Cue::StanceBase);
        scene
            .cue_at(here.figure.tokens.end, Cue::AimOfPast)
            .is_some()
            && base.is_some_and(|base| scene.find_cue(base.end..at, Cue::AimPlan).is_none())
    }

    /// "tăng 7,6%, cao hơn cùng kỳ năm trước (tăng 7,4%)", "đạt 96%, cao hơn năm 2018 (chỉ đạt 91%)": brackets right behind what a
    /// figure is compared with tell how that was.
    fn is_base_aside(&self) -> bool {
        let here = self.here;
        let (scene, clause) = (here.scene, here.clause);
        // "cao hơn năm 2019 (đạt 104% kế hoạch)" tells of the plan.
        let names_plan = || scene.find_cue(clause.right.clone(), Cue::AimPlan).is_some();
        if !clause.in_brackets || names_plan() {
            return false;
        }
        let open = clause.left.start.saturating_sub(1);
        let host = clause.host.start..open.max(clause.host.start);
        let named = named_part(here);
        let is_change = scene.cue_at(clause.left.start, Cue::AimChange) == Some(clause.left.end);
        let is_alone = is_change || says_nothing(scene, &named) || is_scope(scene, named);
        // "tăng so với cùng kỳ (12%)" tells the growth.
        let compares_levels = |past: usize| {
            let base = scene.cue_before(past, Cue::StanceBase);
            base.is_some_and(|base| {
                scene.cue_at(base, Cue::StanceMeasure).is_some()
                    && scene.cue_at(base, Cue::AimCompare).is_none()
            })
        };
        let is_past = |past: TokenRange| {
            compares_levels(past.start) && (past.end == open || is_scope(scene, past.end..open))
        };
        // "cao hơn năm 2019 (tăng 4%)" tells the growth.
        let dated = || {
            let date = scene.mentions.dates_in(host.clone()).last()?;
            Some(date.tokens.clone()).filter(|date| date.end == open && !is_change)
        };
        is_alone
            && (scene
                .find_last_cue(host.clone(), Cue::AimPastPeriod)
                .is_some_and(is_past)
                || dated().is_some_and(is_past))
    }

    /// "đảng viên hưởng lương hưu đóng 0,5%": a rate that members owe or cells keep is set by rule, where nobody plans or reports.
    fn is_due(&self) -> bool {
        let here = self.here;
        let (scene, at) = (here.scene, here.figure.tokens.start);
        let link = scene.cue_before(at, Cue::AimLink).unwrap_or(at);
        let owes = |at: usize| scene.cue_before(at, Cue::AimDues).is_some();
        (owes(at) || owes(link)) && scene.stances.at(here.figure.number.start) == Stance::Neutral
    }

    /// "Theo quy định, số dư từ 10% đến 15%".
    fn is_by_rule(&self) -> bool {
        let here = self.here;
        let scene = here.scene;
        let sentence = scene.reading.sentence_of(here.figure.number.start);
        let opens_clause = |rule: TokenRange| {
            rule.start == sentence.start
                || matches!(scene.reading.tokens[rule.start - 1].kind, Kind::Mark(_))
        };
        scene
            .find_cue(sentence.start..here.figure.tokens.start, Cue::AimRule)
            .is_some_and(opens_clause)
    }

    /// "rút 4 dự án (chiếm 50%)": a part of what was just counted is told, whatever is planned, unless the count is aimed for.
    fn is_told_part(&self) -> bool {
        let here = self.here;
        here.clause.in_brackets
            && here
                .scene
                .cue_before(here.figure.tokens.start, Cue::AimPart)
                .is_some_and(|part| here.clause.left.contains(&part))
            && self.before.is_none_or(|aim| aim.side != Side::Target)
    }

    /// "mỗi năm kiểm tra tối thiểu 25% tổ chức đảng", "không quá 1% chi bộ yếu kém": a floor or a ceiling that no report
    /// tells is set, not reached; what deputies of an assembly want is not.
    fn is_prescribed(&self) -> bool {
        let here = self.here;
        let is_limit = matches!(here.figure.bound, Bound::AtLeast | Bound::AtMost)
            && here.figure.bound_after.is_none()
            && here
                .scene
                .cue_before(here.figure.number.start, Cue::QuantityLowest)
                .is_none();
        is_limit
            && here.scene.stances.at(here.figure.number.start) == Stance::Neutral
            && !self.is_of_assembly()
    }

    /// "kết nạp ít nhất 25 đảng viên; 100% đảng viên phụ trách hộ có sổ theo dõi": an item behind one that no word but its floor
    /// shows to be aimed for.
    fn goes_on_with_floor(&self) -> bool {
        let here = self.here;
        let scene = here.scene;
        let is_neutral = |at: usize| scene.stances.at(at) == Stance::Neutral;
        let at = here.figure.tokens.start;
        self.before.is_some_and(|aim| {
            let joint = aim.tokens.end.min(at)..at;
            let is_limit = |bound| matches!(bound, Bound::AtLeast | Bound::AtMost);
            aim.side == Side::Target
                && aim.order != Order::PlanFigure
                && is_limit(aim.quantity.bound)
                && scene.reading.sentence_of(at).contains(&aim.tokens.start)
                && is_neutral(aim.tokens.start)
                && is_neutral(at)
                && (is_limit(here.figure.bound)
                    // "kết nạp tối thiểu 25 đảng viên, trong đó 40% là nữ"
                    || (here.figure.is_percent()
                        && scene.find_cue(joint.clone(), Cue::AimInside).is_some()
                        && scene.cue_at(here.figure.tokens.end, Cue::OfficeIs).is_some())
                    || joint
                        .clone()
                        .any(|mark| scene.reading.tokens[mark].is_mark(b';')))
        })
    }

    fn is_vote(&self) -> bool {
        let here = self.here;
        let clause = here.clause;
        let is_whole = self.order == Order::FigureFirst
            && !self.phrase.subject.is_empty()
            && !self.phrase.goal.is_empty();
        // What stands before is of a figure that leaves something out: "thông qua 15 chỉ tiêu, trong đó 95% chi bộ …".
        let host = Some(&clause.host).filter(|_| !is_whole);
        let around = [&clause.right, &clause.beyond].into_iter().chain(host);
        // "11,8 triệu cổ phiếu (35% vốn điều lệ)" holds a word for votes.
        !self.phrase.speaks_of(here.scene, Cue::AimHolding)
            && speaks_of(here.scene, self.phrase.ranges().chain(around), Cue::AimVote)
    }

    /// "Đảng bộ kết nạp 23 đảng viên; 100% công trình đúng tiến độ", "tỷ lệ khám phá án đạt 82%, vượt chỉ tiêu; án rất nghiêm
    /// trọng đạt 95%": what a list tells beside the Party's own work is its work, too, unless it is a statistic.
    fn is_listed_with_party(&self) -> bool {
        let (scene, at) = (self.here.scene, self.here.figure.tokens.start);
        let sentence = scene.reading.sentence_of(at);
        let is_deed = self.order == Order::FigureFirst && !self.phrase.goal.is_empty();
        let is_share =
            self.order == Order::FigureLast && scene.cue_before(at, Cue::AimShare).is_some();
        let is_of_society = [Cue::AimEconomy, Cue::AimPeople]
            .into_iter()
            .any(|cue| self.phrase.speaks_of(scene, cue));
        let follows_result = || self.before.is_some_and(|aim| aim.side == Side::Result);
        let counts_members = || {
            scene
                .mentions
                .quantities_in(sentence.start..at)
                .iter()
                .any(|count| scene.cue_at(count.tokens.end, Cue::NounMember).is_some())
        };
        (is_deed || is_share)
            && !is_of_society
            && (follows_result() || (is_deed && counts_members()))
    }

    /// Whether a share that is told speaks of the Party, or measures anything against a plan.
    fn is_result(&self) -> bool {
        let Self {
            here,
            order,
            phrase,
            before,
            ..
        } = *self;
        let &InClause { scene, figure, .. } = here;
        let at = figure.number.start;
        let is_part_of_members = is_part_of_members(here);
        let is_of = |cue: Cue| speaks_of(scene, phrase.subject.iter(), cue);
        if is_of(Cue::AimOutsider) && !is_part_of_members {
            return false;
        }
        let is_of_plan = self.is_done_of_plan()
            || order == Order::Comparison && speaks_of(scene, phrase.goal.iter(), Cue::AimPlan);
        if self.is_of_assembly() && !is_of_plan {
            return false;
        }
        // "giải ngân vốn đầu tư công đạt 88%, thấp hơn mục tiêu 95%".
        let is_set_against_plan = is_set_against_plan(here);
        if phrase.speaks_of(scene, Cue::AimHolding) && !is_of_plan && !is_set_against_plan {
            return false;
        }
        let is_statistic = is_statistic(scene, phrase);
        let is_of_party = !is_statistic
            && (phrase.speaks_of(scene, Cue::AimParty) || is_party_trait(scene, phrase, at));
        // "đạt 105% dự toán, tăng 14% so với cùng kỳ": the growth is no part of the plan.
        let is_growth = order == Order::Comparison && is_grown(here);
        if is_growth && !is_of_plan && !is_of_party {
            return false;
        }
        is_of_plan
            || is_of_party
            || figure.of.is_some()
            || is_set_against_plan
            || is_share_of_members(here)
            || is_part_of_members
            || is_listed_part(here)
            || is_share_of_pair(here)
            || exceeds_plan(here, order)
            || self.is_listed_with_party()
            || before.is_some_and(|aim| continues(here, aim))
            || before.is_some_and(|aim| {
                // "Mục tiêu là 180 đảng viên. Đến nay đã đạt 76,7%": the plan lends what was done of it.
                aim.side == Side::Result
                    && [&aim.phrase.subject, &aim.stated.subject].contains(&&phrase.subject)
            })
            || self.carries_out()
    }

    /// "riêng chỉ tiêu sửa chữa trường lớp mới hoàn thành 50%": so much of the plan that is the subject was done.
    fn is_done_of_plan(&self) -> bool {
        let (scene, subject) = (self.here.scene, self.phrase.subject.first());
        let is_plan = |at: usize| {
            scene.cue_at(at, Cue::AimPlanNoun).is_some()
                || scene.cue_before(at, Cue::AimPlanNoun).is_some()
        };
        self.order == Order::FigureLast
            && speaks_of(scene, self.phrase.goal.iter(), Cue::AimDone)
            && scene.stances.at(self.here.figure.number.start) == Stance::Report
            && subject.is_some_and(|subject| is_plan(subject.start))
    }

    /// "đề ra mục tiêu 60% hộ khá, giàu và mỗi năm kết nạp 8 đảng viên. Đến nay tỷ lệ hộ khá, giàu đã đạt 57%": what came of a share
    /// that was aimed for before, whatever it is of.
    fn carries_out(&self) -> bool {
        let here = self.here;
        let is_of = |aim: &&Aim| {
            aim.side == Side::Target
                && aim.quantity.unit == Unit::Percent
                && aim.phrase.shares_words(here.scene.reading, self.phrase)
        };
        let is_told = here.scene.stances.at(here.figure.number.start) == Stance::Report
            || self.order == Order::FigureLast;
        is_told
            && self
                .earlier
                .iter()
                .rev()
                .take(RECENT)
                .any(|aim| is_of(&aim))
    }
}

/// "tỷ lệ sản phẩm hỏng của ca đảng viên", "Đảng bộ xã giảm hộ nghèo": what opens with a statistic, or is one that an
/// organization changed, whoever is named with it.
pub(super) fn is_statistic(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    let Some(subject) = phrase.subject.first() else {
        return false;
    };
    let opens_with_it = scene.cue_at(subject.start, Cue::AimEconomy).is_some();
    let names_actor = scene
        .mentions
        .organizations_in(subject.clone())
        .any(|(_, mention)| !mention.is_generic && mention.tokens.end == subject.end);
    opens_with_it || (names_actor && speaks_of(scene, phrase.goal.iter(), Cue::AimEconomy))
}

/// "lợi nhuận vượt 6%", "nộp ngân sách đạt 121%": only a plan can be exceeded, or reached by more than a whole.
fn exceeds_plan(here: &InClause<'_>, order: Order) -> bool {
    let &InClause { scene, figure, .. } = here;
    let verb = |cue| {
        scene
            .cue_before(figure.tokens.start, cue)
            .filter(|start| *start >= here.clause.left.start)
            .is_some()
    };
    let is_bare = order != Order::FigureFirst && ends_clause(scene, figure);
    let is_more = figure.value.is_some_and(|value| value > Number::whole(100));
    is_bare && (verb(Cue::AimExceed) || (is_more && verb(Cue::AimShare)))
}

/// What a report tells of the plan or the result just before it: "đặt mục tiêu lập 15 tổ chức đảng, nay
/// đã lập 11, đạt 73,3%", "án đạt 83,6% (chỉ tiêu 75%), riêng án rất nghiêm trọng đạt 97,1%".
fn continues(here: &InClause<'_>, before: &Aim) -> bool {
    let &InClause { scene, figure, .. } = here;
    let at = figure.number.start;
    let is_same =
        scene.reading.sentence_index(before.tokens.start) == scene.reading.sentence_index(at);
    let is_share = scene
        .cue_before(figure.tokens.start, Cue::AimShare)
        .is_some();
    let is_linked = scene
        .cue_before(figure.tokens.start, Cue::AimLink)
        .is_some();
    // "…; trong dự bị động viên đạt 9,3%", "…. Năm 2021, toàn tỉnh mới đạt 2,17%".
    let named = trimmed(scene, here.clause.left.clone());
    let is_where = scene.cue_at(named.start, Cue::AimWhere).is_some();
    let is_scope = is_place(scene, &scene.reading.after_last_comma(&named_part(here)));
    match before.side {
        Side::Target => {
            scene.stances.at(at) == Stance::Report && (is_same || (is_linked && is_scope))
        }
        Side::Result => {
            // "đạt 43,7% kế hoạch; nộp ngân sách đạt 51,2%".
            let is_of_plan = before.order == Order::Comparison
                && speaks_of(scene, before.phrase.goal.iter(), Cue::AimPlan);
            // "ở khối xã là 92%, khối cơ quan 98%".
            let is_block = scene.cue_at(named.start, Cue::OrganizationBlock).is_some()
                && before.order == Order::FigureLast
                && ends_clause(scene, figure);
            is_same && ((is_share && is_of_plan) || (is_linked && is_where) || is_block)
        }
    }
}

/// What stands before the words that link a figure.
fn named_part(here: &InClause<'_>) -> TokenRange {
    let &InClause { scene, clause, .. } = here;
    let at = here.figure.tokens.start;
    let link = scene.cue_before(at, Cue::AimLink).unwrap_or(at);
    clause.left.start..link.max(clause.left.start)
}

/// "nữ chiếm 16%", "hoàn thành tốt nhiệm vụ đạt 94%" in a sentence about the Party, or behind one of its paragraph.
fn is_party_trait(scene: &Scene<'_>, phrase: &Phrase, at: usize) -> bool {
    let sentence = scene.reading.sentence_of(at);
    let is_trait = [Cue::AimTrait, Cue::AimRating]
        .into_iter()
        .any(|cue| phrase.speaks_of(scene, cue))
        && !speaks_of(scene, phrase.subject.iter(), Cue::AimPeople);
    let before = || {
        let line = scene.reading.line_of(at)?.tokens.start;
        let first = scene
            .reading
            .sentence_index(at)
            .saturating_sub(TRAIT_SENTENCES);
        let start = scene.reading.sentences[first].start.max(line);
        scene.find_cue(start..sentence.start.max(start), Cue::NounMember)
    };
    is_trait
        && (scene.finds_any(
            sentence.clone(),
            const { CueSet::of(&[Cue::AimParty, Cue::AimPartyWord]) },
        ) || before().is_some())
}

fn speaks_of<'r>(
    scene: &Scene<'_>,
    mut ranges: impl Iterator<Item = &'r TokenRange>,
    cue: Cue,
) -> bool {
    ranges.any(|range| scene.find_cue(range.clone(), cue).is_some())
}
