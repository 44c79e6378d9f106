//! Figures told one after the other for things named before or behind: `kết nạp lần lượt 148 và 163 đảng viên`, `Ba năm sau, các
//! con số tương ứng là 58 và 823`.

use super::Figure;
use crate::fact::counted::noun::{self, Noun};
use crate::fact::counted::sentence_before;
use crate::knowledge::cue::Cue;
use crate::mention::quantity::QuantityMention;

/// Figures told in a row.
const ROW: usize = 4;
/// Tokens between the words that announce the row and its first figure.
const ANNOUNCED: usize = 3;
/// Sentences back whose figures a row goes on with.
const SENTENCES: usize = 1;

impl Figure<'_, '_> {
    /// The noun, and with it the deed, that a row of figures shares with what was counted before, one by one; or the noun behind
    /// the last of them.
    pub(super) fn take_up_respective(&mut self) {
        if self.noun != Noun::None || !self.is_bare() {
            return;
        }
        let Some((row, own)) = self.row() else {
            return;
        };
        let last = row[row.len() - 1];
        let (noun, _) = noun::noun_after(self.scene, last.tokens.end);
        if matches!(noun, Noun::Member | Noun::Organization(_)) {
            self.noun = noun;
            return;
        }
        // Each figure of the row that was taken up is one more counted, so that the same place from the end is the next one's.
        let like = self
            .counted
            .len()
            .checked_sub(row.len())
            .map(|index| &self.counted[index])
            .filter(|like| own == 0 || like.quantity.number.end <= row[0].number.start)
            .filter(|like| self.sentence - like.sentence <= SENTENCES);
        let is_plain = self.is_plain();
        if let Some(like) = like.filter(|_| is_plain && row.len() > 1)
            && let Some(said) = like.said()
        {
            self.noun = said;
            self.take_deed_of(like);
        }
    }

    /// The figure that a comma or "và" joins to what ends at a token.
    fn joined_after(&self, end: usize) -> Option<&QuantityMention> {
        let scene = self.scene;
        let comma = scene
            .reading
            .tokens
            .get(end)?
            .is_mark(b',')
            .then_some(end + 1);
        let next = scene.cue_at(end, Cue::And).or(comma)?;
        let figure = scene.mentions.quantities_in(next..next + ROW).first()?;
        (figure.tokens.start == next && !figure.is_percent()).then_some(figure)
    }

    /// The row that the figure stands in and its place there, if words announce it.
    fn row(&self) -> Option<(Vec<&QuantityMention>, usize)> {
        let scene = self.scene;
        let before = sentence_before(scene, self.quantity);
        let announced = scene.find_last_cue(before, Cue::CountRespective)?;
        let end = self.quantity.number.end;
        let first = scene
            .mentions
            .quantities_in(announced.end..end)
            .first()
            .filter(|first| first.tokens.start <= announced.end + ANNOUNCED)?;
        let mut row = vec![first];
        while let Some(next) = self.joined_after(row[row.len() - 1].tokens.end)
            && row.len() < ROW
        {
            row.push(next);
        }
        let own = row
            .iter()
            .position(|figure| figure.number == self.quantity.number)?;
        (row.len() > 1).then_some((row, own))
    }
}
