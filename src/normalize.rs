//! The text with its short forms unified and written out.
//!
//! Enters: an article. Leaves: [`Normalized`]: the text and the edits that made it. Everything else stays as written.

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::record::{AbbreviationBasis, Field};
use crate::text::fold::fold;
use crate::text::lists::Lists;
use crate::text::offset::Locator;
use crate::text::reading::Part;
use crate::text::{Kind, Reading};
use serde::Serialize;
use std::cmp::Reverse;

/// A text and what was changed in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Normalized {
    /// The lead, where it stands apart from the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<String>,
    pub text: String,
    pub edits: Vec<Edit>,
}

/// A short form that was written out: half-open code point offsets into its field as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    pub start: usize,
    pub end: usize,
    pub form: String,
    /// All that the form stands for. Of it, words of the form's own name that stand before the form are not written twice
    /// in the text: `Tập đoàn PVN` becomes `Tập đoàn dầu khí Việt Nam`.
    pub expansion: String,
    pub basis: AbbreviationBasis,
    /// Which field it stands in, where that is not the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
}

/// A short form's place in byte offsets into what is read, and what it stands for.
struct Place<'u> {
    start: usize,
    end: usize,
    expansion: &'u str,
    basis: AbbreviationBasis,
}

/// Writes out the short forms of an article's lead and text. A form that only its definition's bracket holds stays there,
/// so that the definition is still one; a form with two readings stays as written.
pub fn normalize(article: &Article, knowledge: &Knowledge) -> Normalized {
    let lead = article.lead.as_deref().map(|lead| (Field::Lead, lead));
    let before = Reading::new(lead.as_slice(), &article.text, &knowledge.lexicon);
    let (_, uses, _) = crate::read_below(Lists::default(), None, article, knowledge);
    let mut places: Vec<Place<'_>> = uses
        .iter()
        .filter_map(|one| Some((one, one.expansion.as_deref()?)))
        .flat_map(|(one, expansion)| {
            one.spans.iter().map(move |&(start, end)| Place {
                start,
                end,
                expansion,
                basis: one.basis,
            })
        })
        .collect();
    places.sort_by_key(|place| (place.start, Reverse(place.end)));
    let locator = Locator::new(&before);
    let mut out = Normalized::default();
    for part in before.parts() {
        let text = write_out(&before, &locator, &part, &places, &mut out.edits);
        match part.field {
            Some(_) => out.lead = Some(text),
            None => out.text = text,
        }
    }
    out
}

/// A part with the forms that lie in it written out.
fn write_out(
    before: &Reading<'_>,
    locator: &Locator<'_>,
    part: &Part,
    places: &[Place<'_>],
    edits: &mut Vec<Edit>,
) -> String {
    let (mut copied, mut passed) = (part.bytes.start, part.bytes.start);
    let mut text = String::with_capacity(part.bytes.len());
    let own = |place: &&Place<'_>| part.bytes.contains(&place.start) && place.end <= part.bytes.end;
    for place in places.iter().filter(own) {
        if place.start < passed {
            continue;
        }
        passed = place.end;
        if is_bracketed(before, place.start, place.end) {
            continue;
        }
        let expansion = if opens_sentence(before, place.start) {
            capitalized(place.expansion)
        } else {
            place.expansion.to_owned()
        };
        text.push_str(&before.text[copied..place.start]);
        text.push_str(untold(before, copied, place.start, &expansion));
        let (start, end, field) = locator.span(place.start, place.end);
        edits.push(Edit {
            start,
            end,
            form: before.text[place.start..place.end].to_owned(),
            expansion,
            basis: place.basis,
            field,
        });
        copied = place.end;
    }
    text.push_str(&before.text[copied..part.bytes.end]);
    text
}

/// What of an expansion the words before its form, from byte `from` on, have not said: `Tập đoàn PVN` gives "dầu khí
/// Việt Nam". Only words with a capital are the name's own; `tổ chức TCCSĐ học tập` has a verb there.
fn untold<'e>(before: &Reading<'_>, from: usize, form: usize, expansion: &'e str) -> &'e str {
    /// Words that may be said twice.
    const TWICE: usize = 4;
    let at = before
        .tokens
        .partition_point(|token| (token.start as usize) < form);
    let is_said = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        let Some(first) = at.checked_sub(words.len()) else {
            return false;
        };
        let is_name =
            before.tokens[first].start as usize >= from && before.tokens[first].is_capitalized();
        let mut behind = first + 1..=at;
        is_name
            && behind.all(|token| token < before.tokens.len() && before.is_spaced(token))
            && words
                .iter()
                .zip(first..)
                .all(|(word, token)| fold(word) == before.folded(token))
    };
    let ends = expansion.match_indices(' ').map(|(end, _)| end);
    let mut said = ends.take(TWICE).collect::<Vec<_>>().into_iter().rev();
    let said = said.find(|&end| is_said(&expansion[..end]));
    said.map_or(expansion, |end| &expansion[end + 1..])
}

/// Whether a form stands alone in brackets: there it is being defined.
fn is_bracketed(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    let first = reading
        .tokens
        .partition_point(|token| (token.start as usize) < start);
    let after = reading
        .tokens
        .partition_point(|token| (token.start as usize) < end);
    let is_mark = |at: Option<usize>, mark: u8| {
        at.and_then(|at| reading.tokens.get(at))
            .is_some_and(|t| t.is_mark(mark))
    };
    is_mark(first.checked_sub(1), b'(') && is_mark(Some(after), b')')
}

/// Whether the token that starts here is the first of a line or follows a full stop.
fn opens_sentence(reading: &Reading<'_>, start: usize) -> bool {
    let at = reading
        .tokens
        .partition_point(|token| (token.start as usize) < start);
    match at.checked_sub(1).map(|before| reading.tokens[before].kind) {
        None => true,
        Some(Kind::Mark(b'.' | b'!' | b'?')) => true,
        Some(_) => reading.tokens[at].gap >= crate::text::Gap::Line,
    }
}

fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{Normalized, normalize};
    use crate::article::Article;
    use crate::knowledge::Knowledge;
    use unicode_normalization::UnicodeNormalization;

    fn written_out(text: &str) -> String {
        normalized(text).text
    }

    fn normalized(text: &str) -> Normalized {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries load");
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        normalize(&article, &knowledge)
    }

    #[test]
    fn words_before_a_form_are_not_said_twice() {
        let defined = "Tập đoàn Dầu khí Việt Nam (PVN) họp. ";
        let expected = [defined, "Đảng ủy Tập đoàn Dầu khí Việt Nam dự."].concat();
        for gap in [" ", "  ", "\u{a0}"] {
            let text = [defined, "Đảng ủy Tập đoàn", gap, "PVN dự."].concat();
            for text in [text.nfd().collect(), text] {
                let told: String = written_out(&text).nfc().collect();
                assert_eq!(told.replace(gap, " "), expected);
            }
        }
    }

    #[test]
    fn a_verb_before_a_form_is_none_of_its_words() {
        assert_eq!(
            written_out("Đảng ủy tổ chức TCCSĐ học tập."),
            "Đảng ủy tổ chức tổ chức cơ sở đảng học tập."
        );
    }

    #[test]
    fn an_edit_tells_the_whole_expansion() {
        let normalized = normalized("Đảng ủy Tập đoàn PVN dự.");
        assert_eq!(normalized.text, "Đảng ủy Tập đoàn dầu khí Việt Nam dự.");
        assert_eq!(normalized.edits.len(), 1);
        assert_eq!(normalized.edits[0].form, "PVN");
        assert_eq!(normalized.edits[0].expansion, "tập đoàn dầu khí Việt Nam");
    }

    #[test]
    fn a_suspected_copy_keeps_the_forms_that_act() {
        let sound = "ĐBQH đã rút ra nhiều bài học.";
        assert_eq!(
            written_out(sound),
            "Đại biểu Quốc hội đã rút ra nhiều bài học."
        );
        let copy = format!(
            "Đồng bằng sông Hồng đã qua nhiều năm. các chi bộ họp tốt. binh chủng đặc công làm theo. {sound}"
        );
        assert_eq!(written_out(&copy), copy);
    }

    #[test]
    fn initials_of_persons_are_no_forms() {
        for text in [
            "Ông Q. và bà P. khai với Lò Văn H. rằng chị Trần Thị X. ở huyện Hồ Sen đã đến.",
            "Cháu V.A. và anh P.V.M gặp ông T.P. cùng bị cáo H. tại phiên tòa.",
        ] {
            assert_eq!(written_out(text), text);
        }
        assert_eq!(
            written_out("Đồng chí Q. Bí thư Huyện ủy đến dự."),
            "Đồng chí quyền Bí thư Huyện ủy đến dự."
        );
        assert_eq!(written_out("Ở phường 5, Q. 3."), "Ở phường 5, quận 3.");
        assert_eq!(
            written_out("Ở xã Phú Lương H. Hồ Sen, tỉnh Nam."),
            "Ở xã Phú Lương huyện Hồ Sen, tỉnh Nam."
        );
    }

    #[test]
    fn forms_are_written_out_and_definitions_stay() {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries load");
        let text = "Khối Các cơ quan và Doanh nghiệp (CCQ-DN) tỉnh có 76 TCCSĐ. UBKT Đảng ủy Khối CCQ-DN họp.";
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        let normalized = normalize(&article, &knowledge);
        assert_eq!(
            normalized.text,
            "Khối Các cơ quan và Doanh nghiệp (CCQ-DN) tỉnh có 76 tổ chức cơ sở đảng. Ủy ban kiểm tra Đảng ủy Khối các \
             cơ quan và doanh nghiệp họp."
        );
        for edit in &normalized.edits {
            let slice: String = text
                .chars()
                .skip(edit.start)
                .take(edit.end - edit.start)
                .collect();
            assert_eq!(slice, edit.form);
        }
    }
}
