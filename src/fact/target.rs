//! What is aimed for: a percentage or a count.
//!
//! # Reads
//! Figures of plans: after "phấn đấu", "chỉ tiêu", "nhiệm kỳ tới", in the lists and sentences that go on with them,
//! under headings of plans; figures of a plan that a report compares with ("vượt chỉ tiêu 80%", "99,3%/98%").
//!
//! # Yields
//! One fact per figure, with what is counted and what is to hold.
//!
//! # Examples
//! "phấn đấu từ 90% chi bộ trở lên hoàn thành tốt nhiệm vụ": at least 90 percent, `chi bộ`, `hoàn thành tốt nhiệm vụ`.
//! "kết nạp 1.200 đảng viên, trong đó ít nhất 300 là công nhân": 1200 and at least 300.
//!
//! # Does not read
//! Sums of money, areas and weights; the number of targets, tasks or programmes; ratings without a figure; a rule's
//! condition ("có trên 10% đảng viên … thì không được xét"); numerals in words outside an enumeration.
//!
//! # Known gaps
//! A plan whose opening words stand in an earlier paragraph, without a list or a heading. How often ("mỗi năm",
//! "15 đảng viên/năm") is no part of the goal.

use crate::fact::aim::{Aim, Order, Role};
use crate::fact::{Draft, Owner, Scene};
use crate::record::Value;

/// Reads the targets of an article.
pub fn read(scene: &Scene<'_>, aims: &[Aim], drafts: &mut Vec<Draft>) {
    drafts.extend(
        aims.iter()
            .filter(|aim| aim.role == Role::Target)
            .map(|aim| draft(scene, aim)),
    );
}

fn draft(scene: &Scene<'_>, aim: &Aim) -> Draft {
    Draft {
        owner: Owner::Context(aim.tokens.start),
        rule: match aim.order {
            Order::FigureFirst => "target/figure_first",
            Order::FigureLast => "target/figure_last",
            Order::Comparison => "target/growth",
            Order::PlanFigure => "target/plan_figure",
        },
        value: Value::Target {
            subject: aim.phrase.subject_text(scene),
            goal: aim.phrase.goal_text(scene),
            quantity: aim.quantity.clone(),
        },
        tokens: aim.tokens.clone(),
    }
}
