//! The evidence of a fact: the quote and its sentence, cut from the field they stand in.

use crate::record::Evidence;
use crate::text::TokenRange;
use crate::text::offset::Locator;

/// The evidence of a range of tokens: of the part of it that lies in the field where it starts.
pub(super) fn evidence(locator: &Locator<'_>, tokens: &TokenRange) -> Evidence {
    let reading = locator.reading();
    let (from, to) = reading.bytes(tokens);
    let part = reading.part_at(from);
    let to = to.min(part.bytes.end);
    let mut sentence = reading.sentence_of(tokens.start);
    sentence.end = sentence
        .end
        .max(reading.sentence_of(tokens.end.saturating_sub(1)).end);
    let (sentence_from, sentence_to) = reading.bytes(&sentence);
    let (start, end) = locator.within(&part, from, to);
    let (sentence_start, sentence_end) = locator.within(&part, sentence_from, sentence_to);
    Evidence {
        quote: reading.text[from..to].to_owned(),
        start,
        end,
        sentence_start,
        sentence_end,
        field: part.field,
    }
}
