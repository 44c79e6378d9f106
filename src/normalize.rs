//! The text with its short forms unified and written out.
//!
//! Enters: an article. Leaves: [`Normalized`]: the text and the edits that made it. Everything else stays as written.

use crate::article::Article;
use crate::knowledge::Knowledge;
use crate::record::AbbreviationBasis;
use crate::text::offset::CharIndex;
use crate::text::{Kind, Reading};
use serde::Serialize;

/// A text and what was changed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Normalized {
    pub text: String,
    pub edits: Vec<Edit>,
}

/// A short form that was written out: half-open code point offsets into the text as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    pub start: usize,
    pub end: usize,
    pub form: String,
    pub expansion: String,
    pub basis: AbbreviationBasis,
}

/// Writes out the short forms of an article's text. A form that only its definition's bracket holds stays there, so
/// that the definition is still one; a form with two readings stays as written.
pub fn normalize(article: &Article, knowledge: &Knowledge) -> Normalized {
    let before = Reading::new(None, &article.text, &knowledge.lexicon);
    let (_, uses, _) = crate::read_text(None, &article.text, knowledge);
    let mut places: Vec<(usize, usize, &str, AbbreviationBasis)> = uses
        .iter()
        .filter_map(|one| Some((one, one.expansion.as_deref()?)))
        .flat_map(|(one, expansion)| {
            one.spans
                .iter()
                .map(move |(start, end)| (*start, *end, expansion, one.basis))
        })
        .collect();
    places.sort_by_key(|(start, end, ..)| (*start, std::cmp::Reverse(*end)));
    let text = &article.text;
    let index = CharIndex::new(text);
    let mut out = Normalized {
        text: String::with_capacity(text.len()),
        edits: Vec::new(),
    };
    let (mut copied, mut passed) = (0, 0);
    for (start, end, expansion, basis) in places {
        if start < passed {
            continue;
        }
        passed = end;
        if is_bracketed(&before, start, end) {
            continue;
        }
        let expansion = untold(&text[copied..start], expansion);
        let expansion = if opens_sentence(&before, start) {
            capitalized(expansion)
        } else {
            expansion.to_owned()
        };
        out.text.push_str(&text[copied..start]);
        out.text.push_str(&expansion);
        out.edits.push(Edit {
            start: index.at(text, start),
            end: index.at(text, end),
            form: text[start..end].to_owned(),
            expansion,
            basis,
        });
        copied = end;
    }
    out.text.push_str(&text[copied..]);
    out
}

/// What of an expansion the words before its form have not said: `Tập đoàn PVN` gives "dầu khí Việt Nam".
fn untold<'e>(before: &str, expansion: &'e str) -> &'e str {
    /// Words that may be said twice.
    const TWICE: usize = 4;
    let Some(before) = before.strip_suffix(' ') else {
        return expansion;
    };
    let ends = expansion.match_indices(' ').map(|(end, _)| end);
    let said = ends.take(TWICE).collect::<Vec<_>>().into_iter().rev();
    let mut said = said.filter(|&end| {
        let words = expansion[..end].split(' ');
        let told = before.rsplit(|letter: char| letter.is_whitespace());
        words
            .rev()
            .map(str::to_lowercase)
            .zip(told.chain(std::iter::repeat("")))
            .all(|(word, told)| word == told.to_lowercase())
    });
    said.next().map_or(expansion, |end| &expansion[end + 1..])
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
    use super::normalize;
    use crate::article::Article;
    use crate::knowledge::Knowledge;

    fn written_out(text: &str) -> String {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries load");
        let article = Article {
            text: text.to_owned(),
            ..Article::default()
        };
        normalize(&article, &knowledge).text
    }

    #[test]
    fn words_before_a_form_are_not_said_twice() {
        assert_eq!(
            written_out("Tập đoàn Dầu khí Việt Nam (PVN) họp. Đảng ủy Tập đoàn PVN dự."),
            "Tập đoàn Dầu khí Việt Nam (PVN) họp. Đảng ủy Tập đoàn Dầu khí Việt Nam dự."
        );
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
