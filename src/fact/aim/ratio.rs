//! Shares that tell a count in percent: "17/19 chỉ tiêu (89,47%)", "67/79 tổ chức cơ sở đảng …, tỷ lệ 84,8%".
//!
//! Enters: a share with its clause. Leaves: whether it is the ratio of two counts that its sentence tells. Nobody aims at
//! such a share: it was reckoned from what there is.

use crate::fact::aim::clause::InClause;
use crate::record::Number;

/// Counts before a share among which its part and its whole are.
const COUNTS: usize = 6;

/// Whether a share is the ratio of the pair last told before it, or with decimals that of the count last told to another one of
/// its sentence.
pub(super) fn tells_ratio(here: &InClause<'_>) -> bool {
    let &InClause { scene, figure, .. } = here;
    let Some(share) = figure.value.filter(|_| figure.is_percent()) else {
        return false;
    };
    let Some(host) = here.clause.host_figure.as_ref() else {
        return false;
    };
    let sentence = scene.reading.sentence_of(figure.number.start);
    let told = scene
        .mentions
        .quantities_in(sentence.start..figure.number.start);
    let Some(part) = told.iter().find(|count| count.tokens == *host) else {
        return false;
    };
    let Some(count) = part.value.filter(|_| !part.is_percent()) else {
        return false;
    };
    let wholes = told
        .iter()
        .rev()
        .take(COUNTS)
        .filter(|other| !other.is_percent() && !share.is_integer());
    // "58 đảng viên trên 91 cán bộ, chiếm 63,7%": the part may be told before its whole.
    part.of
        .into_iter()
        .chain(wholes.filter_map(|other| other.value))
        .any(|other| {
            let (part, whole) = (count.min(other), count.max(other));
            part < whole && is_ratio(share, part, whole)
        })
}

/// Whether a share is that of a part in a whole, as far as its decimals tell.
pub(super) fn is_ratio(share: Number, part: Number, whole: Number) -> bool {
    /// The rounding of a share that is told to one decimal.
    const ROUNDING: f64 = 0.06;
    let whole = whole.as_f64();
    whole > 0.0 && (part.as_f64() * 100.0 / whole - share.as_f64()).abs() <= ROUNDING
}
