//! A percentage that was achieved.
//!
//! # Reads
//! Shares of Party bodies and members ("97,4% đảng viên được học tập", "nữ chiếm 16,2%"), growth of Party figures,
//! votes in Party elections, and anything that is measured against a plan ("thu ngân sách đạt 118% dự toán").
//!
//! # Yields
//! One fact per percentage, with what is counted and what holds.
//!
//! # Examples
//! "kết nạp 131 đảng viên, đạt 109,2% kế hoạch": 109.2 percent, `kết nạp đảng viên`, `đạt kế hoạch`.
//!
//! # Does not read
//! Economic statistics that no plan is set against, percentages of unions and associations, votes in assemblies,
//! achieved counts (they are the two count kinds).
//!
//! # Known gaps
//! A fraction in words ("hai phần ba").

use crate::fact::aim::places::{PlaceShare, place_shares};
use crate::fact::aim::{Aim, Order, Side};
use crate::fact::{Draft, Owner, Scene};
use crate::knowledge::cue::Cue;
use crate::record::{Rule, Value};
use crate::text::TokenRange;
use std::ops::Range;

/// Reads the results of an article.
pub(super) fn read(scene: &Scene<'_>, aims: &[Aim], drafts: &mut Vec<Draft>) {
    let shares = place_shares(scene);
    let is_share = |tokens: &TokenRange| {
        shares
            .iter()
            .any(|share| tokens.contains(&share.quantity.number.start))
    };
    let aims = aims
        .iter()
        .filter(|aim| aim.side == Side::Result && !is_share(&aim.tokens));
    drafts.extend(aims.map(|aim| draft(scene, aim)));
    drafts.extend(shares.into_iter().map(|share| by_place(scene, share)));
}

fn by_place(scene: &Scene<'_>, share: PlaceShare<'_>) -> Draft {
    Draft {
        value: Value::Result {
            quantity: share.quantity.quantity(scene.reading),
            subject: Some(scene.reading.words(share.subject)),
            goal: Some(scene.reading.words(share.rate)),
        },
        owner: share.owner,
        tokens: share.tokens,
        rule: Rule::ResultByPlace,
    }
}

fn draft(scene: &Scene<'_>, aim: &Aim) -> Draft {
    Draft {
        owner: match elected_by(scene, aim) {
            Some(elected) => Owner::Mention(elected),
            None if is_central(scene, aim) => Owner::Party,
            None => Owner::Context(aim.owner_at(scene)),
        },
        rule: match aim.order {
            Order::FigureFirst => Rule::ResultFigureFirst,
            Order::FigureLast => Rule::ResultFigureLast,
            Order::Comparison | Order::PlanFigure => Rule::ComparedResult,
        },
        value: Value::Result {
            subject: aim.phrase.subject_text(scene),
            goal: aim.phrase.goal_text(scene),
            quantity: aim.quantity.clone(),
        },
        tokens: aim.tokens.clone(),
    }
}

/// `trên 90% ủy viên Trung ương bỏ phiếu`: whether those who vote sit on a body of the whole Party. Its name may only begin another
/// one's: `ủy viên Trung ương Hội …`.
fn is_central(scene: &Scene<'_>, aim: &Aim) -> bool {
    let votes = [Cue::AimBallot, Cue::AimVote];
    let tells = |cue: &Cue| scene.find_cue(aim.tokens.clone(), *cue).is_some();
    let is_whole = |end: usize| {
        let next = scene.reading.tokens.get(end);
        next.is_none_or(|next| !next.is_capitalized())
    };
    let subject = aim.phrase.subject.first();
    subject.is_some_and(|subject| {
        let end = scene.cue_at(subject.start, Cue::BodyParty);
        end.is_some_and(|end| end == subject.end && is_whole(end)) && votes.iter().any(tells)
    })
}

/// `được bầu giữ chức Phó Bí thư Huyện ủy với số phiếu đạt 94%`: the organization of the post that a vote gave.
fn elected_by(scene: &Scene<'_>, aim: &Aim) -> Option<usize> {
    let Range { start, end } = aim.tokens;
    scene.find_cue(start..end, Cue::AimVote)?;
    let sentence = scene.reading.sentence_of(start).start;
    let elected = scene.find_last_cue(sentence..end, Cue::OfficeAppoint)?;
    let mut posts = scene.mentions.organizations_in(elected.end..end);
    let (index, mention) =
        posts.find(|(_, mention)| scene.post_before(mention.tokens.start).is_some())?;
    (!mention.is_generic).then_some(index)
}
