//! What holds for any text: no panic, quotes that slice back, one reading for every spelling.

use dangbo::Extractor;
use dangbo::article::Article;
use dangbo::batch::{AtHand, Failure, Run, Supply, Tally, Threads, Watcher};
use dangbo::explain::{Filter, explain};
use dangbo::knowledge::{FILES, Knowledge};
use dangbo::record::{Field, Record};
use dangbo::sink::JsonLines;
use dangbo::source::{RawArticle, RawForm};
use proptest::prelude::*;
use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;
use unicode_normalization::UnicodeNormalization;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::bundled().expect("the bundled dictionaries load"));
static EXTRACTOR: LazyLock<Extractor<'static>> = LazyLock::new(|| Extractor::new(&KNOWLEDGE));

/// Words and marks that the rules look for, so that random texts reach deep into them.
const PIECES: &[&str] = &[
    "Đảng bộ",
    "đảng viên",
    "chi bộ",
    "TCCSĐ",
    "ĐUK",
    "(Đảng ủy Khối)",
    "Khối CCQ-DN",
    "tỉnh",
    "Đắk Lắk",
    "huyện",
    "Bí thư",
    "Phó Bí thư Thường trực",
    "Huyện ủy",
    "đồng chí",
    "Nguyễn Văn An",
    "Y Thắng Niê",
    "Đại hội",
    "lần thứ",
    "VII",
    "khóa XII",
    "nhiệm kỳ",
    "2020 - 2025",
    "2020",
    "phấn đấu",
    "chỉ tiêu",
    "đạt",
    "hơn",
    "gần",
    "từ",
    "trở lên",
    "90%",
    "4,6 nghìn",
    "1.084",
    "76/76",
    "ngày 15/3/2022",
    "kết nạp",
    "khai trừ",
    "trong đó",
    "gồm",
    "có",
    "và",
    ",",
    ";",
    ":",
    ".",
    "…",
    "\n",
    "\n\n",
    "- ",
    "(",
    ")",
    "“",
    "”",
    "UBND",
    "TP. Hồ Chí Minh",
    "Lượt xem: 98",
    "Ảnh: Hoàng Gia",
    "thay ông",
    "nguyên",
    "hoàn thành tốt nhiệm vụ",
    "tỷ lệ",
    "một",
    "hai",
    "\u{a0}",
    "\u{200b}",
    "Ð",
    "’",
    "%",
    "0",
    "9223372036854775807",
    "9.000.000.000",
    "triệu",
    "tỷ",
    "rưỡi",
    "5 nghìn",
    "khiển trách",
];

fn genre_text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            12 => prop::sample::select(PIECES).prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
            1 => "[0-9.,/%-]{1,9}",
        ],
        0..80,
    )
    .prop_map(|pieces| pieces.join(" "))
}

/// The phrases of the dictionaries, but for those in braces.
static PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let tables = FILES.iter().filter(|(file, _)| file.ends_with(".tsv"));
    let rows = tables.flat_map(|(_, text)| {
        let rows = text.lines().filter(|line| !line.starts_with('#'));
        rows.skip(1)
    });
    rows.filter_map(|row| row.split('\t').next())
        .filter(|phrase| !phrase.is_empty() && !phrase.contains('{'))
        .collect()
});

/// The words of the corpus's articles.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let articles = corpus().into_iter();
    let words = articles.flat_map(|(_, text)| {
        let words = text.split(' ');
        words.map(str::to_owned).collect::<Vec<String>>()
    });
    words.collect()
});

/// Stretches of articles, any phrases of the dictionaries between them, and marks where no writer sets them.
fn spliced_text() -> impl Strategy<Value = String> {
    const MARKS: &[&str] = &[
        "(", ")", "[", "]", "|", ";", ":", ",", ".", "-", "–", "“", "”", "%", "/", "*", "\n",
        "\n\n", "\t", "'",
    ];
    const LONGEST: usize = 24;
    let stretch = (any::<prop::sample::Index>(), 1..LONGEST).prop_map(|(start, length)| {
        let start = start.index(WORDS.len());
        WORDS[start..WORDS.len().min(start + length)].join(" ")
    });
    let piece = prop_oneof![
        4 => prop::sample::select(&PHRASES[..]).prop_map(str::to_owned),
        3 => stretch,
        2 => prop::sample::select(MARKS).prop_map(str::to_owned),
        1 => "[0-9]{1,4}([.,/-][0-9]{1,4})?%?",
    ];
    prop::collection::vec(piece, 0..100).prop_map(|pieces| pieces.join(" "))
}

fn article(title: Option<&str>, lead: Option<&str>, text: &str) -> Article {
    Article {
        title: title.map(str::to_owned),
        lead: lead.map(str::to_owned),
        text: text.to_owned(),
        ..Article::default()
    }
}

fn read(text: &str) -> Record {
    dangbo::extract(&article(None, None, text), &KNOWLEDGE)
}

/// Every stretch that a record points to is the text that it quotes, in its field.
fn check_spans(article: &Article) {
    let record = dangbo::extract(article, &KNOWLEDGE);
    let chars = |words: Option<&String>| -> Vec<char> {
        words.map_or_else(Vec::new, |words| words.chars().collect())
    };
    let body: Vec<char> = chars(Some(&article.text));
    let head: Vec<char> = chars(article.title.as_ref());
    let lead: Vec<char> = chars(article.lead.as_ref());
    let slice = |field: Option<Field>, start: usize, end: usize| -> String {
        let chars = match field {
            Some(Field::Title) => &head,
            Some(Field::Lead) => &lead,
            None => &body,
        };
        chars[start..end].iter().collect()
    };
    for fact in &record.facts {
        assert_eq!(fact.rule.kind(), fact.value.kind());
    }
    for evidence in record.facts.iter().flat_map(|fact| &fact.evidence) {
        assert_eq!(
            slice(evidence.field, evidence.start, evidence.end),
            evidence.quote
        );
        assert!(evidence.sentence_start <= evidence.start && evidence.end <= evidence.sentence_end);
        // The sentence lies in the same field.
        slice(
            evidence.field,
            evidence.sentence_start,
            evidence.sentence_end,
        );
    }
    for one in &record.abbreviations {
        for [start, end] in &one.spans {
            assert_eq!(slice(one.field, *start, *end), one.form);
        }
    }
    for warning in &record.document.warnings {
        assert!(warning.start <= warning.end && warning.end <= body.len());
    }
    assert_eq!(record.document.chars, body.len());
}

/// What a record states, without the spelling of its quotes and where they stand.
fn statements(record: &Record) -> Vec<String> {
    let mut record = record.clone();
    for fact in &mut record.facts {
        fact.evidence.clear();
        if let Some(organization) = &mut fact.organization {
            organization.mention.clear();
        }
        if let Some(period) = &mut fact.period {
            period.text.clear();
        }
    }
    let facts = record
        .facts
        .iter()
        .map(|fact| serde_json::to_string(fact).expect("a fact is JSON"));
    facts.map(|fact| one_spelling(&fact)).collect()
}

/// The words that facts quote, in one spelling.
fn one_spelling(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed
        .replace("\\r\\n", "\\n")
        .replace('\u{a0}', " ")
        .replace('–', "-")
        .replace('Ð', "Đ")
}

proptest! {
    // PROPTEST_CASES asks for more.
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn any_text_has_a_record_whose_quotes_slice_back(
        title in prop::option::of(any::<String>()),
        lead in prop::option::of(any::<String>()),
        text in any::<String>(),
    ) {
        check_spans(&article(title.as_deref(), lead.as_deref(), &text));
    }

    #[test]
    fn texts_of_the_genre_have_records_whose_quotes_slice_back(
        title in prop::option::of(genre_text()),
        lead in prop::option::of(genre_text()),
        text in genre_text(),
    ) {
        let article = article(title.as_deref(), lead.as_deref(), &text);
        check_spans(&article);
        // Whatever was read before in the same memory.
        prop_assert_eq!(EXTRACTOR.extract(&article), dangbo::extract(&article, &KNOWLEDGE));
    }

    #[test]
    fn a_lead_states_apart_what_it_states_at_the_head_of_the_text(title in prop::option::of(genre_text()), lead in genre_text(), text in genre_text()) {
        let apart = article(title.as_deref(), Some(&lead), &text);
        let whole = article(title.as_deref(), None, &apart.running_text());
        let [apart, whole] = [apart, whole].map(|article| dangbo::extract(&article, &KNOWLEDGE));
        prop_assert_eq!(statements(&apart), statements(&whole));
        prop_assert_eq!(apart.document.id, whole.document.id);
    }

    #[test]
    fn spliced_articles_have_records_whose_quotes_slice_back(title in prop::option::of(spliced_text()), texts in prop::collection::vec(spliced_text(), 4)) {
        for text in &texts {
            check_spans(&article(title.as_deref(), None, text));
        }
        check_spans(&article(title.as_deref(), Some(&texts[0]), &texts[1]));
    }

    #[test]
    fn composed_and_decomposed_letters_state_the_same(text in genre_text()) {
        let (composed, decomposed) = (text.nfc().collect::<String>(), text.nfd().collect::<String>());
        prop_assert_eq!(statements(&read(&composed)), statements(&read(&decomposed)));
    }

    #[test]
    fn normalized_text_slices_by_its_edits(lead in genre_text(), text in genre_text()) {
        let article = article(None, Some(&lead), &text);
        let normalized = dangbo::normalize::normalize(&article, &KNOWLEDGE);
        let [lead, text]: [Vec<char>; 2] = [lead, text].map(|words| words.chars().collect());
        for edit in &normalized.edits {
            let chars = if edit.field.is_some() { &lead } else { &text };
            prop_assert_eq!(chars[edit.start..edit.end].iter().collect::<String>(), edit.form.clone());
        }
    }
}

#[test]
fn figures_beyond_reason_are_none() {
    for text in [
        "Đảng bộ xã Tân Lập có 9223372036854775807 triệu 5 nghìn đảng viên.",
        "Đảng bộ xã Tân Lập có 9000000000 tỷ rưỡi đảng viên.",
        "Đảng bộ xã Tân Lập kỷ luật 9223372036854775807 đảng viên, gồm khiển trách 9223372036854775807, cảnh cáo \
         9223372036854775807.",
    ] {
        assert_eq!(statements(&read(text)), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn nothing_runs_from_a_field_into_the_next() {
    for (title, text) in [
        ("Đảng bộ 0%0", "-1%"),
        ("Đảng bộ kết nạp 3", "đến 5 đảng viên"),
        ("Chi bộ 9", "% đảng viên"),
        ("Đảng bộ 0% ĐUK", "(Đảng ủy Khối) Đảng bộ"),
        ("chi bộ nhiệm kỳ", "VII"),
    ] {
        check_spans(&article(Some(title), None, text));
        check_spans(&article(None, Some(title), text));
        check_spans(&article(Some(title), Some(text), title));
    }
}

#[test]
fn a_decomposed_lead_is_quoted_in_its_own_field() {
    let (title, lead, text) = (
        "Nhiều việc ở cơ sở: Đảng bộ xã Tân Lập kết nạp 3 đảng viên",
        "Đảng bộ xã Tân Lập có 45 đảng viên."
            .nfd()
            .collect::<String>(),
        "Năm 2021, Đảng bộ xã Tân Lập kết nạp 3 đảng viên; đến nay có 45 đảng viên.",
    );
    let article = article(Some(title), Some(&lead), text);
    check_spans(&article);
    let record = dangbo::extract(&article, &KNOWLEDGE);
    let fields = |fact: &dangbo::record::Fact| -> Vec<Option<Field>> {
        fact.evidence
            .iter()
            .map(|evidence| evidence.field)
            .collect()
    };
    let told: Vec<Vec<Option<Field>>> = record.facts.iter().map(fields).collect();
    let (title, lead) = (Some(Field::Title), Some(Field::Lead));
    assert_eq!(told, [vec![title, None], vec![lead, None]]);
    assert_eq!(record.document.lead, article.lead);
    assert_eq!(record.document.chars, text.chars().count());
}

fn corpus() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: &std::path::Path| std::fs::read_to_string(path).expect("an article");
    paths
        .iter()
        .map(|path| (path.display().to_string(), read(path)))
        .collect()
}

/// Every article of the corpus states the same in another spelling.
fn states_the_same(respell: impl Fn(&str) -> String) {
    for (path, text) in corpus() {
        let (as_written, respelled) = (read(&text), read(&respell(&text)));
        let (as_written, respelled) = (statements(&as_written), statements(&respelled));
        for (one, other) in as_written.iter().zip(&respelled) {
            assert_eq!(one, other, "{path}");
        }
        assert_eq!(as_written.len(), respelled.len(), "{path}");
    }
}

/// Each fact of a record is explained, with the organization that the record gives it, and by its number alone.
fn is_explained(text: &str) {
    let article = article(None, None, text);
    let record = dangbo::extract(&article, &KNOWLEDGE);
    let whole = explain(&article, &KNOWLEDGE, &Filter::default());
    for (index, fact) in record.facts.iter().enumerate() {
        let head = format!("fact {} by {}: ", index + 1, fact.rule);
        let owner = fact.organization.as_ref();
        let owner = format!("organization: {}", owner.map_or("none", |one| &one.name));
        let mut told = whole.split(&head).skip(1).peekable();
        assert!(told.peek().is_some(), "{head} is not told in {whole}");
        for rest in told {
            let line = rest.lines().nth(1).unwrap_or_default();
            assert!(line.trim().starts_with(&owner), "{head} {owner} {line}");
        }
    }
}

#[test]
fn every_fact_of_an_article_is_explained() {
    for (_, text) in corpus() {
        is_explained(&text);
    }
}

#[test]
fn posts_of_one_person_in_two_organizations_are_explained_apart() {
    let text = "Bà Lò Thị Ban, nguyên Bí thư Huyện ủy Vị Xuyên và Quang Bình, dự lễ.";
    is_explained(text);
    let article = Article {
        text: text.to_owned(),
        ..Article::default()
    };
    for number in 1..=2 {
        let filter = Filter {
            fact: Some(number),
            ..Filter::default()
        };
        let told = explain(&article, &KNOWLEDGE, &filter);
        assert!(told.contains(&format!("fact {number} by ")), "{told}");
        assert!(
            !told.contains(&format!("fact {} by ", 3 - number)),
            "{told}"
        );
    }
}

#[test]
fn decomposed_articles_state_the_same() {
    states_the_same(|text| text.nfd().collect());
}

#[test]
fn title_date_author_and_site_are_the_same_in_every_spelling() {
    let metadata = |text: &str| {
        let raw = RawArticle {
            source: String::new(),
            form: RawForm::Text,
            bytes: text.as_bytes().to_vec(),
        };
        let article = raw.read(&KNOWLEDGE).expect("text");
        let document = dangbo::extract(&article, &KNOWLEDGE).document;
        let fields = [
            document.title,
            document.published,
            document.author,
            document.site,
        ];
        fields.map(|field| field.map(|field| one_spelling(&field)))
    };
    for (path, text) in corpus() {
        let as_written = metadata(&text);
        let decomposed: String = text.nfd().collect();
        assert_eq!(metadata(&decomposed), as_written, "{path}");
        assert_eq!(metadata(&text.replace(' ', "\u{a0}")), as_written, "{path}");
    }
}

#[test]
fn line_ends_of_other_systems_state_the_same() {
    states_the_same(|text| text.replace('\n', "\r\n"));
}

#[test]
fn what_does_not_show_within_words_states_the_same() {
    let words = |text: &str| statements(&read(text));
    let shown = words("Đảng bộ xã Tân Lập có 45 đảng viên.");
    assert_eq!(shown.len(), 1);
    for text in [
        "Đ\u{ad}ảng bộ xã Tân Lập có 45 đảng vi\u{ad}ên.",
        "Đả\u{200b}ng bộ xã Tân Lập có 45 đảng v\u{200b}iên.",
        "Đảng\u{200b}bộ\u{200b} xã Tân Lập có 45 \u{200b}đảng viên.",
        "Đảng b\u{feff}ộ xã Tân L\u{200d}ập có 45 đảng viên.",
    ] {
        assert_eq!(words(text), shown, "{text:?}");
    }
}

#[test]
fn no_break_spaces_state_the_same() {
    // Behind a figure, as editors put them; everywhere else a plain space stays.
    let behind_figure = regex::Regex::new(r"(\d) (\p{L})").expect("a pattern");
    states_the_same(|text| behind_figure.replace_all(text, "$1\u{a0}$2").into_owned());
}

#[test]
fn long_dashes_state_the_same() {
    states_the_same(|text| text.replace(" - ", " – "));
}

#[test]
fn eth_for_d_states_the_same() {
    states_the_same(|text| text.replace('Đ', "Ð"));
}

/// A text with its lines broken at a column, and blank lines between its paragraphs.
fn wrapped(text: &str, columns: usize) -> String {
    let paragraph = |line: &str| {
        let mut out = String::new();
        let mut room = columns;
        for word in line.split_whitespace() {
            let length = word.chars().count();
            let fits = length < room;
            if !out.is_empty() {
                out.push(if fits { ' ' } else { '\n' });
            }
            room = if fits { room } else { columns }.saturating_sub(length + 1);
            out.push_str(word);
        }
        out
    };
    let paragraphs: Vec<String> = text.lines().map(paragraph).collect();
    paragraphs.join("\n\n")
}

#[test]
fn articles_wrapped_at_a_column_state_the_same() {
    // A break may hide where a heading or a name ends: three of a hundred may differ.
    const MAY_DIFFER: usize = 3;
    let articles = corpus();
    for columns in [72, 100] {
        let state = |text: &str| {
            let statements = statements(&read(text));
            statements
                .iter()
                .map(|one| one.replace("\\n", " "))
                .collect::<Vec<String>>()
        };
        let differing: Vec<&str> = articles
            .iter()
            .filter(|(_, text)| state(&wrapped(text, usize::MAX)) != state(&wrapped(text, columns)))
            .map(|(path, _)| path.as_str())
            .collect();
        assert!(
            differing.len() * 100 <= articles.len() * MAY_DIFFER,
            "{columns} columns: {differing:#?}"
        );
    }
}

struct Deaf;

impl Watcher for Deaf {
    fn failed(&mut self, failure: &Failure) {
        panic!("{failure}");
    }

    fn advanced(&mut self, _: &Tally) {}
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let bytes = |threads| {
        // Often enough for several batches.
        let documents: Vec<_> = corpus().iter().cycle().take(700).cloned().collect();
        let raw = documents
            .into_iter()
            .enumerate()
            .map(|(number, (source, text))| {
                Ok(RawArticle {
                    source: format!("{source}#{number}"),
                    form: RawForm::Text,
                    bytes: text.into_bytes(),
                })
            });
        let run = Run {
            work: |raw: RawArticle| Ok(dangbo::extract(&raw.read(&KNOWLEDGE)?, &KNOWLEDGE).into()),
            sink: &JsonLines,
            interrupt: &AtomicBool::new(false),
        };
        let mut out = Vec::new();
        let supply = Supply::begin(AtHand(raw), threads).expect("threads");
        run.of(supply, &mut out, &mut Deaf)
            .expect("memory takes everything");
        out
    };
    let alone = bytes(Threads::One);
    assert!(alone.iter().filter(|&&byte| byte == b'\n').count() == 700);
    for workers in [1, 2, 5] {
        let workers = NonZeroUsize::new(workers).expect("not zero");
        assert!(
            bytes(Threads::Workers(workers)) == alone,
            "{workers} threads"
        );
    }
}
