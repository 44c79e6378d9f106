//! What a figure tells that goes on with those before it: the same done to more, how many are left, how many there are by now.
//!
//! Enters: a figure without a deed of its own and the deed before it. Leaves: the figure's deed.

use super::Figure;
use crate::fact::counted::deed::Deed;
use crate::knowledge::cue::Cue;
use crate::text::{Kind, TokenRange};

impl Figure<'_, '_> {
    /// `sắp xếp 96 chi bộ xuống còn 84`, `kết nạp 158 đảng viên, đưa số đảng viên toàn huyện lên 3.249`: so many are left of what
    /// was merged, or are there now.
    pub(super) fn after_change(&self, deed: Deed) -> Deed {
        if self.is_counted_now() {
            return Deed::Have;
        }
        let Some(rise) = self
            .scene
            .cue_before(self.quantity.tokens.start, Cue::QuantityRise)
        else {
            return deed;
        };
        match deed {
            // "Cuối quý III, con số này chỉ còn 4": of whom it was said before.
            Deed::Other if self.opens_with_same_number() => deed,
            Deed::Merge | Deed::Dissolve | Deed::Transfer | Deed::Other => Deed::Have,
            _ if self.names_what_rises(rise) => Deed::Have,
            deed => deed,
        }
    }

    /// Whether the words since the last mark say that the figure is of the same: `con số này chỉ còn 4`.
    fn opens_with_same_number(&self) -> bool {
        let scene = self.scene;
        let figure = self.quantity.tokens.start;
        let from = self.clause.start;
        let mark = (from..figure)
            .rev()
            .find(|&at| matches!(scene.reading.tokens[at].kind, Kind::Mark(_)));
        let start = mark.map_or(from, |mark| mark + 1);
        scene.cue_at(start, Cue::CountSame).is_some()
    }

    /// `đưa số thôn có dưới 5 đảng viên từ 23 xuống còn 9`: whether places are what a bare figure tells the number of.
    pub(super) fn counts_places(&self) -> bool {
        /// Tokens of the places and what is said of them.
        const REACH: usize = 16;
        let (scene, figure) = (self.scene, self.quantity.tokens.start);
        let from = self.clause.start.max(figure.saturating_sub(REACH));
        let is_bare = self.is_bare();
        let rise = scene.cue_before(figure, Cue::QuantityRise);
        let Some(rise) = rise.filter(|&rise| is_bare && from < rise) else {
            return false;
        };
        let label = scene.find_last_cue(from..rise, Cue::CountLabel);
        // "giảm số xã còn 8, đảng viên vẫn tăng lên 4.500"
        let is_one_clause = |label: &TokenRange| {
            let mut said = scene.reading.tokens[label.end..rise].iter();
            said.all(|token| !token.is_mark(b','))
        };
        let label = label.filter(is_one_clause);
        label.is_some_and(|label| scene.cue_at(label.end, Cue::PlaceLevel).is_some())
    }

    /// `kết nạp 15 đảng viên; hiện nay Đảng bộ có 432 đồng chí`: whether the clause says how many there are by now, however
    /// many were told of before.
    fn is_counted_now(&self) -> bool {
        let scene = self.scene;
        let from = self.previous.map_or(0, |previous| previous.tokens.end);
        let clause = self.clause.start.max(from)..self.quantity.tokens.start;
        self.deed() == Some(Deed::Have) && scene.find_cue(clause, Cue::CountNow).is_some()
    }
}
