//! Doubts about a document: copies by machine translation, texts too short, not Vietnamese, or cut off.
//!
//! Enters: a reading. Leaves: [`Doubt`]s with stable codes. No fact is dropped for a doubt; in a suspected copy an
//! organization is kept only where it can be trusted ([`crate::resolve`]).

mod translation;

use crate::article::Field;
use crate::article::WarningCode;
use crate::text::layout::LineKind;
use crate::text::{Kind, Reading, Shape};

/// A doubt, with the stretch that gives cause to it in byte offsets into the reading's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Doubt {
    pub code: WarningCode,
    /// What was expected and what was found.
    pub message: String,
    pub start: usize,
    pub end: usize,
}

/// A text of fewer words is too short to be an article.
const LOW_WORDS: usize = 40;
/// Of a hundred words of Vietnamese, at least this many carry a letter that English and French lack.
const VIETNAMESE_SHARE: usize = 15;
/// A last line of at least this many tokens that stops without a mark was cut off.
const CUT_TOKENS: usize = 45;

/// The doubts about a text, in the order of their codes.
pub(crate) fn doubts(reading: &Reading<'_>) -> Vec<Doubt> {
    let words = reading
        .tokens
        .iter()
        .filter(|token| token.is_word())
        .count();
    let mut out = Vec::new();
    if words < LOW_WORDS {
        out.push(whole(
            reading,
            WarningCode::LowText,
            format!("expected at least {LOW_WORDS} words, found {words}"),
        ));
    } else {
        out.extend(not_vietnamese(reading, words));
    }
    out.extend(translation::suspect(reading));
    out.extend(truncated(reading));
    out.sort_by_key(|doubt| doubt.code.code());
    out
}

fn whole(reading: &Reading<'_>, code: WarningCode, message: String) -> Doubt {
    let text = reading.own_text().bytes;
    Doubt {
        code,
        message,
        start: text.start,
        end: text.end,
    }
}

fn not_vietnamese(reading: &Reading<'_>, words: usize) -> Option<Doubt> {
    let enough = (words * VIETNAMESE_SHARE).div_ceil(100);
    let marked = (0..reading.tokens.len())
        .filter(|&at| reading.tokens[at].is_word() && has_vietnamese_letter(reading.word(at)))
        .take(enough)
        .count();
    (marked < enough).then(|| {
        let share = marked * 100 / words.max(1);
        let message = format!(
            "expected Vietnamese letters in {VIETNAMESE_SHARE} of 100 words, found them in {share}"
        );
        whole(reading, WarningCode::NotVietnamese, message)
    })
}

fn has_vietnamese_letter(word: &str) -> bool {
    // The first bytes of such letters: a glance at the bytes spares most other words a look at their letters.
    let may_open = |byte: &u8| matches!(byte, 0xC4..=0xC6 | 0xCC | 0xE1);
    word.as_bytes().iter().any(may_open) && word.chars().any(is_vietnamese_letter)
}

fn is_vietnamese_letter(letter: char) -> bool {
    matches!(letter, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}' | '\u{300}'..='\u{31b}' | '\u{323}')
}

/// The last line of running text stops in the middle of a sentence. A headline may.
fn truncated(reading: &Reading<'_>) -> Option<Doubt> {
    let last = reading
        .lines
        .iter()
        .rev()
        .find(|line| !line.is_furniture())
        .filter(|line| {
            let (start, _) = reading.bytes(&line.tokens);
            reading.part_at(start).field != Some(Field::Title)
        })?;
    let end = &reading.tokens[last.tokens.end - 1];
    let is_open =
        (end.is_word() && end.shape == Shape::Lower) || matches!(end.kind, Kind::Mark(b',' | b'-'));
    let sentence = reading.sentence_of(last.tokens.end - 1);
    (last.kind == LineKind::Text && is_open && sentence.len() >= CUT_TOKENS).then(|| {
        let (start, end) = reading.bytes(&(last.tokens.end - 1..last.tokens.end));
        let message = format!(
            "expected a full stop, found the end after \"{}\"",
            reading.word(last.tokens.end - 1)
        );
        Doubt {
            code: WarningCode::Truncated,
            message,
            start,
            end,
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::article::{Article, WarningCode};
    use crate::knowledge::Knowledge;

    #[test]
    fn a_headline_without_a_text_is_not_cut() {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
        let article = Article {
            title: Some("Đảng bộ huyện ".repeat(20) + "phấn đấu"),
            ..Article::default()
        };
        let record = crate::extract(&article, &knowledge);
        let codes: Vec<WarningCode> = record
            .document
            .warnings
            .iter()
            .map(|warning| warning.code)
            .collect();
        assert!(!codes.contains(&WarningCode::Truncated), "{codes:?}");
    }

    #[test]
    fn what_a_lead_gives_cause_to_has_no_place_in_the_text() {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are sound");
        let lead = "Đồng bằng sông Hồng đã qua nhiều năm. các chi bộ họp tốt. binh chủng đặc công làm theo.";
        let places = |lead: Option<&str>, text: &str| -> Vec<(usize, usize)> {
            let article = Article {
                lead: lead.map(str::to_owned),
                text: text.to_owned(),
                ..Article::default()
            };
            let warnings = crate::extract(&article, &knowledge).document.warnings;
            let suspects = warnings
                .iter()
                .filter(|warning| warning.code == WarningCode::MachineTranslation);
            suspects.map(|one| (one.start, one.end)).collect()
        };
        assert_eq!(places(Some(lead), "Chi bộ họp."), [(0, 0)]);
        assert_ne!(places(None, lead), [(0, 0)]);
    }
}
