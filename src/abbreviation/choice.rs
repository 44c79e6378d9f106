//! Which reading a form has where it stands.
//!
//! The article's definition first; then a safe reading; then the one that the words around select, or that the article
//! spells out somewhere. Two that stay possible make none.

use crate::abbreviation::definition::Defined;
use crate::abbreviation::find::Occurrence;
use crate::knowledge::Knowledge;
use crate::knowledge::abbreviations::{FormReading, Hint, HintPlace, Safety};
use crate::record::AbbreviationBasis;
use crate::text::reading::{Reading, TokenRange};
use crate::text::token::{Gap, Shape};
use rustc_hash::FxHashMap;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// A form's reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice<'c> {
    pub expansion: Option<&'c str>,
    pub basis: AbbreviationBasis,
    pub alternatives: Vec<&'c str>,
}

/// Tokens around a form that its hints may stand in.
const REACH: usize = 24;

/// Chooses the reading of a form where it stands.
pub(super) fn choose<'c>(
    reading: &Reading<'_>,
    knowledge: &'c Knowledge,
    defined: &Defined<'c>,
    occurrence: &Occurrence,
) -> Choice<'c> {
    let form = reading.slice(&occurrence.tokens);
    if let Some(definition) = defined.get(form) {
        return chosen(&definition.expansion, AbbreviationBasis::Defined);
    }
    let Some(row) = occurrence.form else {
        return none(Vec::new());
    };
    let readings = &knowledge.short_forms[row as usize].readings;
    if let [only] = readings.as_slice()
        && only.safety == Safety::Safe
    {
        return chosen(&only.expansion, AbbreviationBasis::Dictionary);
    }
    let selected = selected(reading, occurrence, readings);
    if let [only] = selected.as_slice() {
        return chosen(&only.expansion, AbbreviationBasis::Context);
    }
    let safe: Vec<&FormReading> = readings
        .iter()
        .filter(|candidate| candidate.safety == Safety::Safe)
        .collect();
    // Letters that sign a text may be an organization's own.
    if selected.is_empty()
        && let [only] = safe.as_slice()
        && !is_signature(reading, &occurrence.tokens)
    {
        return chosen(&only.expansion, AbbreviationBasis::Dictionary);
    }
    let possible = readings
        .iter()
        .filter(|candidate| candidate.safety != Safety::Never);
    none(possible.map(|one| one.expansion.as_str()).collect())
}

/// Chooses where the words around did not, from what else the article says: what it means by the form elsewhere, and
/// which reading it spells out.
pub(super) fn choose_by_article<'c>(
    reading: &Reading<'_>,
    knowledge: &'c Knowledge,
    occurrences: &[Occurrence],
    choices: &mut [Choice<'c>],
) {
    agree(reading, occurrences, choices);
    let mut spelled = SpelledOut::default();
    for (occurrence, choice) in occurrences.iter().zip(choices) {
        if choice.expansion.is_none()
            && let Some(row) = occurrence.form
        {
            let readings = &knowledge.short_forms[row as usize].readings;
            if let Some(only) = spelled_out(reading, occurrence, readings, &mut spelled) {
                *choice = chosen(&only.expansion, AbbreviationBasis::Context);
            }
        }
    }
}

/// By expansion: whether the article spells it out. It is looked for once, however often its form stands.
type SpelledOut<'r> = FxHashMap<&'r str, bool>;

/// The only reading that the article spells out somewhere, among those that the words around leave.
fn spelled_out<'r>(
    reading: &Reading<'_>,
    occurrence: &Occurrence,
    readings: &'r [FormReading],
    known: &mut SpelledOut<'r>,
) -> Option<&'r FormReading> {
    let is_alone = is_signature(reading, &occurrence.tokens);
    let selected = selected(reading, occurrence, readings);
    let candidates = if selected.is_empty() {
        readings.iter().collect()
    } else {
        selected
    };
    let mut is_spelled = |candidate: &'r FormReading| {
        let look = || is_spelled_out(reading, candidate);
        *known.entry(&candidate.expansion).or_insert_with(look)
    };
    let mut spelled = candidates
        .into_iter()
        .filter(|candidate| candidate.safety != Safety::Never && (!is_alone || is_name(candidate)))
        .filter(|candidate| is_spelled(candidate));
    let only = spelled.next()?;
    spelled.next().is_none().then_some(only)
}

/// The readings that the words around select. What signs a line is of no sentence: unless it is a name, only the words right
/// beside it tell.
fn selected<'r>(
    reading: &Reading<'_>,
    occurrence: &Occurrence,
    readings: &'r [FormReading],
) -> Vec<&'r FormReading> {
    let is_alone = is_signature(reading, &occurrence.tokens);
    let around = LazyCell::new(|| window(reading, &occurrence.tokens));
    let tells = |candidate: &&FormReading, beside: bool| {
        let is_of_sentence = !beside && (!is_alone || is_name(candidate));
        candidate.hints.iter().any(|hint| {
            (is_of_sentence || hint.place != HintPlace::Near)
                && holds(reading, &occurrence.tokens, &around, hint)
        })
    };
    let possible = readings
        .iter()
        .filter(|candidate| candidate.safety != Safety::Never);
    let told: Vec<&FormReading> = possible.filter(|one| tells(one, false)).collect();
    let mut beside = told.iter().filter(|one| tells(one, true));
    // "Đảng bộ huyện có 12 ĐB dự": what stands right beside a form tells more than what is near.
    match (beside.next(), beside.next()) {
        (Some(only), None) => vec![*only],
        _ => told,
    }
}

/// An article means one thing by a form: where the words around tell the reading in some places and no other reading in
/// any, it holds in the places where nothing tells.
fn agree(reading: &Reading<'_>, occurrences: &[Occurrence], choices: &mut [Choice<'_>]) {
    let mut told: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (occurrence, choice) in occurrences.iter().zip(choices.iter()) {
        let readings = told.entry(reading.slice(&occurrence.tokens)).or_default();
        readings.extend(choice.expansion);
    }
    for (occurrence, choice) in occurrences.iter().zip(choices) {
        let mut readings = told[reading.slice(&occurrence.tokens)].iter();
        if choice.expansion.is_none()
            && let (Some(only), None) = (readings.next(), readings.next())
            && choice.alternatives.contains(only)
        {
            *choice = chosen(only, AbbreviationBasis::Context);
        }
    }
}

fn chosen(expansion: &str, basis: AbbreviationBasis) -> Choice<'_> {
    Choice {
        expansion: Some(expansion),
        basis,
        alternatives: Vec::new(),
    }
}

fn none(alternatives: Vec<&str>) -> Choice<'_> {
    Choice {
        expansion: None,
        basis: AbbreviationBasis::Context,
        alternatives,
    }
}

/// Whether a reading is a proper name: `Đà Nẵng`.
fn is_name(reading: &FormReading) -> bool {
    reading.expansion.starts_with(char::is_uppercase)
}

/// Whether a form signs its text: the letters of the newspaper or its province above, those of whoever wrote it below.
fn is_signature(reading: &Reading<'_>, tokens: &TokenRange) -> bool {
    opens_report(reading, tokens) || closes_report(reading, tokens)
}

/// `MT (theo Báo X)`: whether a form opens the last line, with nothing but brackets behind it.
fn closes_report(reading: &Reading<'_>, tokens: &TokenRange) -> bool {
    /// Tokens of the longest such brackets.
    const LONGEST: usize = 16;
    let behind = &reading.tokens[tokens.end..];
    let [open, .., close] = behind else {
        return false;
    };
    tokens.start > 0
        && reading.tokens[tokens.start].gap >= Gap::Line
        && behind.len() <= LONGEST
        && (open.is_mark(b'(') && close.is_mark(b')'))
        && behind.iter().all(|token| token.gap < Gap::Line)
}

/// `(CB) - Sáng nay, …`, `BT - Đảng ủy Khối vừa …`: whether a form opens its line before a dash, alone or in brackets.
fn opens_report(reading: &Reading<'_>, tokens: &TokenRange) -> bool {
    let open = tokens
        .start
        .checked_sub(1)
        .filter(|&open| reading.mark_at(open, b'('));
    let start = open.unwrap_or(tokens.start);
    let dash = tokens.end + usize::from(open.is_some());
    let is_closed = open.is_none() || reading.mark_at(tokens.end, b')');
    let opens = reading.tokens[start].gap >= Gap::Paragraph;
    // "BTC - BTG TỈNH ỦY" are two who sign a paper.
    let goes_on = reading.tokens.get(dash + 1).is_some_and(|next| {
        reading.is_spaced(dash + 1) && (open.is_some() || next.shape != Shape::Upper)
    });
    opens && is_closed && goes_on && reading.mark_at(dash, b'-') && reading.is_spaced(dash)
}

/// Whether a hint's words stand where it wants them: beside a form's tokens, or in the window around it, which is looked for once
/// and only where a hint asks.
fn holds(
    reading: &Reading<'_>,
    tokens: &TokenRange,
    around: &LazyCell<TokenRange, impl FnOnce() -> TokenRange>,
    hint: &Hint,
) -> bool {
    match hint.place {
        HintPlace::After => stands_at(reading, tokens.end, &hint.forms),
        // "LSO - Sáng 5/7, …": a newspaper before its report.
        HintPlace::Opening => {
            let opens = tokens.start == 0 || reading.tokens[tokens.start].gap >= Gap::Line;
            opens && stands_at(reading, tokens.end, &hint.forms)
        }
        // "phát triển 250 ĐV": the number of what the form counts stands between.
        HintPlace::Before => {
            let number = tokens.start.checked_sub(1);
            let number = number.filter(|&at| reading.tokens[at].is_number());
            [Some(tokens.start), number]
                .into_iter()
                .flatten()
                .filter_map(|end| end.checked_sub(hint.forms.len()))
                .any(|start| stands_at(reading, start, &hint.forms))
        }
        HintPlace::Near => stand_in(reading, around, &hint.forms),
    }
}

/// The tokens of the same line and sentence around a form, as far as they can be told before phrases are found.
fn window(reading: &Reading<'_>, &TokenRange { start, end }: &TokenRange) -> TokenRange {
    let ends_sentence = |at: usize| {
        let token = &reading.tokens[at];
        token.is_mark(b'.')
            && reading
                .tokens
                .get(at + 1)
                .is_none_or(|next| next.gap > Gap::None && next.is_capitalized())
    };
    let mut from = start;
    while from > 0
        && start - from < REACH
        && reading.tokens[from].gap < Gap::Line
        && !ends_sentence(from - 1)
    {
        from -= 1;
    }
    let mut to = end;
    while to < reading.tokens.len()
        && to - end < REACH
        && reading.tokens[to].gap < Gap::Line
        && !ends_sentence(to)
    {
        to += 1;
    }
    from..to
}

/// Whether these words stand at a token.
fn stands_at(reading: &Reading<'_>, at: usize, forms: &[u32]) -> bool {
    !forms.is_empty()
        && reading.tokens.len() >= at + forms.len()
        && forms
            .iter()
            .zip(&reading.tokens[at..])
            .all(|(form, token)| *form != 0 && *form == token.form)
}

/// Whether the article writes the expansion in full somewhere.
fn is_spelled_out(reading: &Reading<'_>, candidate: &FormReading) -> bool {
    stand_in(reading, &(0..reading.tokens.len()), &candidate.forms)
}

/// Whether these words start in a range.
fn stand_in(reading: &Reading<'_>, range: &TokenRange, forms: &[u32]) -> bool {
    let Some(&first) = forms.first() else {
        return false;
    };
    let tokens = reading.tokens[range.clone()].iter().enumerate();
    let mut starts = tokens.filter(|(_, token)| token.form == first);
    starts.any(|(at, _)| stands_at(reading, range.start + at, forms))
}

#[cfg(test)]
mod tests {
    use crate::abbreviation::definition::tests::{expansion, told};

    #[test]
    fn what_a_form_never_stands_for_is_no_alternative() {
        let noise = told("Đảng bộ xã Tân Lập cùng NEK họp.", "NEK").expect("it is told");
        assert_eq!((noise.expansion, noise.alternatives), (None, Vec::new()));
    }

    #[test]
    fn letters_that_sign_a_line_are_no_words() {
        let text =
            "(CB) - Sáng nay, Đảng ủy xã Tân Lập họp các chi bộ cơ sở. Có 4 CB trực thuộc dự.";
        assert_eq!(expansion(text, "CB").as_deref(), Some("chi bộ"));
        let signed = "BT - Đảng ủy xã Tân Lập họp các chi bộ.";
        assert_eq!(expansion(signed, "BT"), None);
        let below = "Đảng ủy xã Tân Lập họp các chi bộ.\n\nBT (nguồn: Báo Tân Lập)";
        assert_eq!(expansion(below, "BT"), None);
        let within = "Đảng ủy xã Tân Lập họp.\n\nBT (kiêm) của chi bộ là bà An.";
        assert_eq!(expansion(within, "BT").as_deref(), Some("bí thư"));
        let company = "CSVN - Sáng nay, Đảng bộ Công ty Cao su Tân Lập họp.";
        assert_eq!(expansion(company, "CSVN"), None);
        let party = "Bộ Chính trị khen hội viên, đoàn viên Đảng CSVN.";
        assert_eq!(
            expansion(party, "CSVN").as_deref(),
            Some("cộng sản Việt Nam")
        );
        let safe = "(TTXVN) - Đảng ủy xã Tân Lập họp các chi bộ.";
        assert!(expansion(safe, "TTXVN").is_some());
    }

    #[test]
    fn an_item_of_a_list_is_no_symbol() {
        let text =
            "Đảng bộ xã Tân Lập báo cáo:\n3/ KTGS: kiểm tra 4 chi bộ theo Quyết định 38/QĐ-TU.";
        assert_eq!(
            expansion(text, "KTGS").as_deref(),
            Some("kiểm tra, giám sát")
        );
    }
}
