//! What several organizations did together: "ba đảng bộ xã cũ kết nạp …" in an article about the one that they were merged into.
//!
//! Enters: a scene and a token. Leaves: whether what stands there is theirs, so that no single one owns it.

use super::Cast;
use super::clause::begins_clause;
use super::demand::Demand;
use crate::fact::{Scene, Several};
use crate::knowledge::cue::Cue;
use crate::knowledge::organizations::HeadKind;
use crate::text::token::Token;
use crate::text::{Kind, TokenRange};

impl Cast {
    /// Whether the last that a token's line speaks of before it are several organizations. What some of those that are still
    /// there did is told in one clause.
    pub(in crate::resolve) fn is_of_several(
        &self,
        scene: &Scene<'_>,
        token: usize,
        demand: Demand,
    ) -> bool {
        let known = self
            .several
            .partition_point(|several| several.tokens.start < token);
        let Some(last) = known.checked_sub(1) else {
            return false;
        };
        let several = &self.several[last];
        let here = scene.reading.sentence_of(token).start;
        let line = scene.reading.line_of(token);
        let line = line.map_or(here, |line| line.tokens.start);
        let single = || {
            self.spoken_of(scene, here..token, demand)
                .or_else(|| self.spoken_of_before(scene, line..here, demand))
        };
        several.tokens.start >= line
            && (several.are_told || does(scene, several, token))
            && single().is_none_or(|(at, _)| at < several.tokens.end)
    }

    /// "Chi bộ Khai thác 5 đi đầu. … Các chi bộ tiếp tục thi đua, phấn đấu …": whether a text has left the cell that is named at a
    /// token for all cells before another token.
    pub(super) fn leaves_cell(&self, scene: &Scene<'_>, named: usize, token: usize) -> bool {
        let after = self.cells.partition_point(|&cells| cells <= named);
        let is_left = self.cells.get(after).is_some_and(|&cells| cells < token);
        is_left
            && scene
                .organization_at(named)
                .is_some_and(|(_, mention)| mention.kind == HeadKind::Cell)
    }
}

/// The mentions of several organizations that a clause or a list speaks of, in text order.
pub(super) fn told_of(scene: &Scene<'_>) -> Vec<Several> {
    let mentions = scene.mentions.organizations.iter();
    let several = mentions.filter_map(|mention| scene.several(mention));
    several
        .filter(|several| is_subject(scene, several))
        .collect()
}

/// Where clauses begin with cells as a whole: "các chi bộ tiếp tục …".
pub(super) fn cells(scene: &Scene<'_>) -> Vec<usize> {
    let mentions = scene.mentions.organizations.iter();
    let cells = mentions.filter(|mention| mention.is_generic && mention.kind == HeadKind::Cell);
    cells
        .filter_map(|mention| scene.cue_before(mention.tokens.start, Cue::Plural))
        .filter(|&plural| begins_clause(scene, plural))
        .collect()
}

/// Whether a clause begins with several organizations, or a colon behind them opens what is told of them: "kết quả của các đảng bộ
/// trước sáp nhập: …".
fn is_subject(scene: &Scene<'_>, several: &Several) -> bool {
    let TokenRange { start, end } = several.tokens;
    let is_told_of = scene.cue_before(start, Cue::Of).is_some() && scene.reading.mark_at(end, b':');
    let before = start.checked_sub(1).map(|at| scene.reading.tokens[at].kind);
    let is_told = matches!(before, Some(Kind::Mark(b':' | b'-')));
    is_told_of || is_told || begins_clause(scene, start)
}

/// Whether what a token counts is told of several organizations in their own clause: "3 đảng bộ đã kết nạp 97 đảng viên", not
/// "3 đảng bộ và 97 đảng viên", nor "3 đảng bộ có 97 đảng viên", who may be all of one's.
fn does(scene: &Scene<'_>, several: &Several, token: usize) -> bool {
    let between = several.tokens.end..token;
    let is_own = scene.reading.sentence_of(token).start <= several.tokens.start
        && !between.is_empty()
        && scene.reading.tokens[between.clone()]
            .iter()
            .all(Token::is_word);
    let has = |verb: Cue| scene.find_cue(between.clone(), verb).is_some();
    is_own
        && scene.cue_before(token, Cue::And).is_none()
        && !has(Cue::CountHas)
        && !has(Cue::DeedHave)
}
