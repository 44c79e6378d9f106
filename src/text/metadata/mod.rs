//! Title, date, author and source of a plain article, read from the lines around its text.
//!
//! Enters: an [`Article`] and [`MetadataCues`]. Leaves: the article with what its source did not know. Looks at
//! the first and last lines only; what it is not sure of it leaves out. Knows nothing of facts.

mod cue;
mod date;
mod lead;
mod line;
mod signature;

pub(crate) use cue::MetadataCues;
pub(crate) use date::date_of;
pub(crate) use lead::stand_apart;

use crate::article::Article;
use cue::Field;
use line::{Line, first_lines, last_lines};
use std::borrow::Cow;
use std::ops::Range;

/// A date with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dated {
    /// `YYYY-MM-DD`.
    date: String,
    at: Range<usize>,
}

/// Titles, datelines and bylines stand within this many lines of the start.
const HEAD_LINES: usize = 8;
/// Signatures and sources stand within this many lines of the end.
const TAIL_LINES: usize = 16;
/// A longer line names no source, but begins a sentence with one.
const SOURCE_CHARS: usize = 80;
/// A longer line is running text.
const TITLE_CHARS: usize = 250;

/// Fills in what the article's source did not know.
pub(crate) fn complete(article: &mut Article, cues: &MetadataCues) {
    let text = article.running_text();
    let margins = Margins::of(&text, cues);
    let slice = |range: Option<Range<usize>>| range.map(|range| text[range].to_owned());
    // What a lead apart says is no title.
    let title = (article.title.clone()).or_else(|| match &text {
        Cow::Borrowed(_) => slice(margins.title()),
        Cow::Owned(_) => {
            let title = Margins::of(&article.text, cues).title();
            title.map(|range| article.text[range].to_owned())
        }
    });
    let author = (article.author.clone()).or_else(|| slice(margins.author()));
    let site = (article.site.clone()).or_else(|| slice(margins.site()));
    let published =
        (article.published.clone()).or_else(|| margins.published().map(|dated| dated.date));
    drop(text);
    article.title = title;
    article.author = author;
    article.site = site;
    article.published = published;
}

/// The first and last lines of an article.
struct Margins<'a> {
    head: Vec<Line<'a>>,
    tail: Vec<Line<'a>>,
    cues: &'a MetadataCues,
}

impl<'a> Margins<'a> {
    fn of(text: &'a str, cues: &'a MetadataCues) -> Self {
        let mut head = first_lines(text, HEAD_LINES);
        let mut tail = last_lines(text, TAIL_LINES);
        for line in head.iter_mut().chain(&mut tail) {
            line.is_known = cues.may_begin(line.text);
            line.may_begin = line.is_known && cues.first(line.text).is_some();
        }
        Self { head, tail, cues }
    }

    /// The first line that is no dateline and no furniture, if it has a title's shape and is not all there is.
    fn title(&self) -> Option<Range<usize>> {
        let cues = self.cues;
        let is_other =
            |line: &Line<'_>| cues.opens_furniture(line) || date::in_line(line, cues).is_some();
        let mut lines = self.head.iter().enumerate();
        let (index, line) = lines.find(|(_, line)| !is_other(line))?;
        let is_title = index + 1 < self.head.len()
            && !line.is_longer_than(TITLE_CHARS)
            && !line.text.ends_with(['.', ',', ';', ':'])
            && cues.value(line, Field::Author).is_none()
            && line.text.chars().any(char::is_alphabetic);
        is_title.then(|| line.range())
    }

    /// A dateline near the top, else one near the end that says what it is. The first line is the title if it has other
    /// words than a date's.
    fn published(&self) -> Option<Dated> {
        let above = self.head.iter().enumerate().find_map(|(index, line)| {
            date::in_line(line, self.cues)
                .filter(|dated| index > 0 || dated.is_told || dated.is_dateline)
        });
        let below = || {
            let mut lines = self.tail.iter().rev();
            lines.find_map(|line| date::in_line(line, self.cues).filter(|dated| dated.is_told))
        };
        above.or_else(below).map(Into::into)
    }

    fn author(&self) -> Option<Range<usize>> {
        signature::author(&self.head, &self.tail, self.cues)
    }

    /// "Nguồn: …", or the site's own address in its footer.
    fn site(&self) -> Option<Range<usize>> {
        let fields = [Field::Source, Field::SourceOf, Field::Site];
        publisher(&self.tail, &fields, self.cues).map(|value| value.range())
    }
}

/// What a line that tells a date of publication says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// Whether a word in it says that this is the date of publication.
    pub is_told: bool,
}

/// The date of a line that says little else.
pub(crate) fn dateline(line: &str, cues: &MetadataCues) -> Option<Dateline> {
    first_lines(line, 1)
        .first()
        .and_then(|line| date::in_line(line, cues))
        .map(|found| Dateline {
            is_told: found.is_told,
            date: Dated::from(found).date,
        })
}

/// Whether a title is also one of a text's first lines: then the text's copy counts.
pub(crate) fn has_title(text: &str, title: &str) -> bool {
    first_lines(text, HEAD_LINES)
        .iter()
        .any(|line| line.text.starts_with(title.trim()))
}

/// The publisher that a text says it was taken from: "Nguồn: …", "Theo …" on a line of its own near its end.
pub(crate) fn credit<'t>(text: &'t str, cues: &MetadataCues) -> Option<&'t str> {
    let tail = last_lines(text, TAIL_LINES);
    publisher(&tail, &[Field::Source, Field::SourceOf], cues).map(|value| value.text)
}

/// The publisher that the last lines name, by the first of the fields that names one.
fn publisher<'t>(tail: &[Line<'t>], fields: &[Field], cues: &MetadataCues) -> Option<Line<'t>> {
    let of = |field: &Field| {
        let mut lines = tail
            .iter()
            .rev()
            .filter(|line| line.may_begin && !line.is_longer_than(SOURCE_CHARS));
        lines.find_map(|line| {
            cues.value(line, *field)
                .filter(|value| is_publisher(value, cues))
        })
    };
    fields.iter().find_map(of)
}

/// A name or a host: no sentence, and none of the words for "collected from everywhere".
fn is_publisher(value: &Line<'_>, cues: &MetadataCues) -> bool {
    let is_host = value.text.contains('.') && !value.text.contains(char::is_whitespace);
    !value.text.ends_with('.')
        && (is_host || value.text.starts_with(char::is_uppercase))
        && cues.fields(value.text).is_empty()
}

#[cfg(test)]
mod tests {
    use super::{Dated, Margins, complete};
    use crate::article::Article;
    use crate::knowledge::Knowledge;
    use std::ops::Range;

    /// What the lines around an article say, with its places.
    struct Metadata {
        title: Option<Range<usize>>,
        published: Option<Dated>,
        author: Option<Range<usize>>,
        site: Option<Range<usize>>,
    }

    fn read(text: &str) -> Metadata {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are whole");
        let margins = Margins::of(text, &knowledge.metadata);
        Metadata {
            title: margins.title(),
            published: margins.published(),
            author: margins.author(),
            site: margins.site(),
        }
    }

    /// Title, date, author and site of an article with this much around its text.
    fn check(above: &str, below: &str, expected: [&str; 4]) {
        let body = "Sáng 2/3, Chi bộ Trường THPT Hồ Sen họp thường kỳ, có 31 đảng viên dự.\n\nChi bộ kết nạp 2 đảng viên mới.";
        let text = format!("{above}\n\n{body}\n\n{below}");
        let metadata = read(&text);
        let slice = |range: Option<Range<usize>>| range.map_or("", |range| &text[range]).to_owned();
        let found = [
            slice(metadata.title),
            metadata
                .published
                .map(|dated| dated.date)
                .unwrap_or_default(),
            slice(metadata.author),
            slice(metadata.site),
        ];
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn title_and_dateline_stand_above() {
        let title = "Chi bộ Trường THPT Hồ Sen: Nhiều việc làm hay";
        for (line, date) in [
            ("Cập nhật ngày: 15/01/2021 | 10:54 GMT+7", "2021-01-15"),
            ("2021/1/15 10:54", "2021-01-15"),
            ("Thứ Sáu, 06/01/2017, 15:20 [GMT+7]", "2017-01-06"),
            ("Thứ 6, 6.1.2017", "2017-01-06"),
            ("30/07/2020 09:12", "2020-07-30"),
            ("09:12 - 30/07/2020", "2020-07-30"),
            ("Ngày đăng: 5-9-2019", "2019-09-05"),
            (
                "Đăng lúc: 16:40 | 24/12/2021 - Lượt xem: 1,306",
                "2021-12-24",
            ),
            (
                "Cập nhật: 6:45 sáng, ngày 3 tháng 2 năm 2016 | Tin tức 24h",
                "2016-02-03",
            ),
            (
                "Posted by admin - 20 Nov 2023 - 1,874 views - Share - Tweet",
                "2023-11-20",
            ),
            ("HSĐT 09:15 - 21/10/2025", "2025-10-21"),
            ("2024-02-29T08:00:00+07:00", "2024-02-29"),
        ] {
            check(&format!("{title}\n\n{line}"), "", [title, date, "", ""]);
            check(&format!("{line}\n\n{title}"), "", [title, date, "", ""]);
        }
    }

    #[test]
    fn a_lead_apart_is_no_title_and_may_tell_the_day() {
        let knowledge = Knowledge::bundled().expect("the bundled dictionaries are whole");
        let titled = |text: &str| {
            let mut article = Article {
                lead: Some("Cập nhật: 15/01/2021\nChi bộ Hồ Sen họp thường kỳ".to_owned()),
                text: text.to_owned(),
                ..Article::default()
            };
            complete(&mut article, &knowledge.metadata);
            assert_eq!(article.published.as_deref(), Some("2021-01-15"));
            article.title
        };
        assert_eq!(titled("Có 25 đảng viên dự họp."), None);
        assert_eq!(
            titled("Nhiều việc làm hay\n\nCó 25 đảng viên dự họp.").as_deref(),
            Some("Nhiều việc làm hay")
        );
    }

    #[test]
    fn days_come_before_months_and_impossible_dates_are_none() {
        let title = "Chi bộ họp";
        check(
            "Chi bộ họp\n\n07/12/2020",
            "",
            [title, "2020-12-07", "", ""],
        );
        check(
            "Chi bộ họp\n\nCập nhật: 12/31/2020",
            "",
            [title, "", "", ""],
        );
        check(
            "Chi bộ họp\n\nCập nhật: 29/02/2023",
            "",
            [title, "", "", ""],
        );
    }

    #[test]
    fn dates_in_titles_and_sentences_are_not_of_publication() {
        check(
            "Lễ kỷ niệm ngày thành lập Đảng 3/2/2019",
            "",
            ["Lễ kỷ niệm ngày thành lập Đảng 3/2/2019", "", "", ""],
        );
        check(
            "Lò Văn Sen\n\nSinh 26/4/1961",
            "",
            ["Lò Văn Sen", "", "", ""],
        );
        check(
            "Lò Văn Sen\n\n5/2/2016 - 8/4/2021",
            "",
            ["Lò Văn Sen", "", "", ""],
        );
        check(
            "Tin\n\nNgày 15/1/2021, Chi bộ tổ chức sơ kết.",
            "",
            ["Tin", "", "", ""],
        );
    }

    #[test]
    fn authors_sign_below() {
        let title = "Chi bộ họp thường kỳ";
        for (line, author) in [
            ("Tin, ảnh: Lò Thị Sen", "Lò Thị Sen"),
            ("Bài và ảnh: Hà Văn Lâm", "Hà Văn Lâm"),
            ("TIN, ẢNH: HÀ LÂM", "HÀ LÂM"),
            ("HỒ SEN", "HỒ SEN"),
            ("Thào A Páo - Hoài Lâm", "Thào A Páo - Hoài Lâm"),
            ("**Lò Sen**", "Lò Sen"),
            ("KIM LÂM (thực hiện)", "KIM LÂM"),
            ("Phóng sự của LÒ SEN", "LÒ SEN"),
            ("H.L", "H.L"),
            ("Ban Biên tập", "Ban Biên tập"),
            ("Lò Sen\n\nLượt xem: 98", "Lò Sen"),
            ("Tin, ảnh: Lò Sen\n\n2,120\nViết bình luận mới", "Lò Sen"),
        ] {
            check(title, line, [title, "", author, ""]);
        }
    }

    #[test]
    fn what_only_looks_like_a_signature_is_none() {
        let title = "Chi bộ họp thường kỳ";
        for line in [
            "Phản hồi",
            "Ảnh: Toàn cảnh buổi họp.",
            "Chi bộ đã trồng 50 cây xanh.",
            "Bí thư Chi bộ",
            "Ông Lò Văn Sen",
            "Đồng chí Lò Văn Sen.",
            "- Người Hồ Sen",
        ] {
            check(title, line, [title, "", "", ""]);
        }
    }

    #[test]
    fn sources_are_named_below() {
        let title = "Chi bộ họp thường kỳ";
        check(
            title,
            "Nguồn: baohosen.com.vn",
            [title, "", "", "baohosen.com.vn"],
        );
        check(
            title,
            "Lò Sen\nNguồn: Báo Hồ Sen",
            [title, "", "Lò Sen", "Báo Hồ Sen"],
        );
        check(
            title,
            "Theo đó, mỗi chi bộ được hỗ trợ 2 triệu đồng.",
            [title, "", "", ""],
        );
        check(title, "(Nguồn: TTXVN)", [title, "", "", "TTXVN"]);
        check(title, "Theo TTXVN", [title, "", "", "TTXVN"]);
        check(
            title,
            "Website: http://hosen.edu.vn/",
            [title, "", "", "http://hosen.edu.vn/"],
        );
    }
}
