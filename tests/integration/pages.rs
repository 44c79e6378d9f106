//! The pages of the corpus, and WARC files of them, as articles.

use dangbo::article::{Article, WarningCode};
use dangbo::knowledge::Knowledge;
use dangbo::record::Field;
use dangbo::source::{Articles, MAX_ARTICLE_BYTES, Refusal, SourceError};
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(name)
}

fn knowledge() -> Knowledge {
    Knowledge::bundled().expect("the bundled dictionaries load")
}

/// What files hold: articles, and refusals.
fn read(paths: &[PathBuf], knowledge: &Knowledge) -> (Vec<Article>, Vec<SourceError>) {
    let (mut articles, mut errors) = (Vec::new(), Vec::new());
    for raw in Articles::new(paths.to_vec(), MAX_ARTICLE_BYTES) {
        match raw.and_then(|raw| raw.read(knowledge)) {
            Ok(article) => articles.push(article),
            Err(error) => errors.push(error),
        }
    }
    (articles, errors)
}

fn gold() -> Vec<Value> {
    let text = std::fs::read_to_string(corpus("pages.gold.jsonl")).expect("the gold");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect()
}

#[test]
fn every_page_of_the_corpus_is_read_as_its_gold_says() {
    let knowledge = knowledge();
    let (articles, errors) = read(&[corpus("pages")], &knowledge);
    assert!(errors.is_empty(), "{errors:?}");
    let gold = gold();
    assert!(gold.len() >= 20);
    assert_eq!(articles.len(), gold.len());
    let mut wrong = String::new();
    for page in &gold {
        let file = page["file"].as_str().expect("a file");
        let article = articles
            .iter()
            .find(|article| article.source.ends_with(file))
            .expect("its article");
        let mut compare = |field: &str, found: Option<&str>| {
            if page[field].as_str() != found {
                let _ = writeln!(
                    wrong,
                    "{file}: {field}\n  expected {}\n  found {found:?}",
                    page[field]
                );
            }
        };
        compare("title", article.title.as_deref());
        compare("published", article.published.as_deref());
        compare("author", article.author.as_deref());
        compare("site", article.site.as_deref());
        compare("lead", article.lead.as_deref());
        compare("text", Some(&article.text));
        assert_eq!(
            article.published.is_some(),
            article.date_basis.is_some(),
            "{file}"
        );
        assert_eq!(article.language.as_deref(), Some("vi"), "{file}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn facts_of_headlines_and_leads_point_into_their_fields_and_records_carry_the_text() {
    let knowledge = knowledge();
    let (articles, _) = read(&[corpus("pages")], &knowledge);
    let (mut in_title, mut in_lead) = (0, 0);
    for article in &articles {
        let record = dangbo::extract(article, &knowledge);
        let text = record
            .document
            .text
            .as_ref()
            .expect("a page's record carries its text");
        assert!(!record.facts.is_empty(), "{}", article.source);
        for evidence in record.facts.iter().flat_map(|fact| &fact.evidence) {
            let whole = match evidence.field {
                Some(Field::Title) => {
                    in_title += 1;
                    record.document.title.as_ref().expect("a title")
                }
                Some(Field::Lead) => {
                    in_lead += 1;
                    record.document.lead.as_ref().expect("a lead")
                }
                None => text,
            };
            let quote: String = whole
                .chars()
                .skip(evidence.start)
                .take(evidence.end - evidence.start)
                .collect();
            assert_eq!(quote, evidence.quote);
        }
    }
    assert!(
        in_title > 0 && in_lead > 0,
        "no page of the corpus states a fact in its headline, or in a lead"
    );
}

#[test]
fn what_a_record_carries_can_be_read_again_as_a_line() {
    let knowledge = knowledge();
    let (articles, _) = read(&[corpus("pages")], &knowledge);
    let folder = folder();
    let mut leads = 0;
    for article in &articles {
        let told = serde_json::to_value(dangbo::extract(article, &knowledge)).expect("JSON");
        leads += usize::from(told["document"]["lead"].is_string());
        let line = told["document"].to_string();
        let path = store(folder.path(), "a.jsonl", line.as_bytes());
        let (again, errors) = read(&[path], &knowledge);
        assert!(errors.is_empty(), "{errors:?}");
        let again = serde_json::to_value(dangbo::extract(&again[0], &knowledge)).expect("JSON");
        assert_eq!(again["facts"], told["facts"], "{}", article.source);
        for key in ["id", "lead", "title", "published", "chars"] {
            assert_eq!(again["document"][key], told["document"][key], "{key}");
        }
    }
    assert!(leads > 2);
}

#[test]
fn a_lines_lead_is_read_above_its_text() {
    let knowledge = knowledge();
    let folder = folder();
    let lead = "Cập nhật: 15/01/2021\nChi bộ Hồ Sen có 25 đảng viên.";
    let text = "Chi bộ Hồ Sen vừa họp, kết nạp 2 đảng viên mới.";
    let article = |lead: &str, text: &str| {
        let line = serde_json::json!({ "lead": lead, "text": text }).to_string();
        let path = store(folder.path(), "a.jsonl", line.as_bytes());
        read(&[path], &knowledge).0.remove(0)
    };
    let apart = article(lead, text);
    assert_eq!(apart.lead.as_deref(), Some(lead));
    assert_eq!(apart.text, text);
    assert_eq!(apart.published.as_deref(), Some("2021-01-15"));
    let other = article(&lead.replace("25", "26"), text);
    let [apart, other] = [apart, other].map(|article| dangbo::extract(&article, &knowledge));
    let fields: Vec<Option<Field>> = apart
        .facts
        .iter()
        .map(|fact| fact.evidence[0].field)
        .collect();
    assert_eq!(fields, [Some(Field::Lead), None]);
    assert_ne!(apart.document.id, other.document.id);
    // One that the text begins with, or that is empty, is none.
    for lead in ["Chi bộ  Hồ Sen vừa họp, kết nạp 2 đảng viên mới", " "] {
        assert_eq!(article(lead, text).lead, None);
    }
}

/// A folder that goes with the test.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn store(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory can be written");
    encoder.finish().expect("memory can be written")
}

fn record(kind: &str, number: u8, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:08}-0000-0000-0000-000000000000>\r\n\
         WARC-Date: 2021-01-15T04:00:00Z\r\nWARC-Target-URI: https://baohosen.example/tin-{number}.html\r\n\
         Content-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(number: u8, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {head}\r\n\r\n").as_bytes(), body].concat();
    record(
        "response",
        number,
        "application/http; msgtype=response",
        &block,
    )
}

fn page(number: u8) -> String {
    format!(
        "<html><head><title>Chi bộ Hồ Sen {number} họp thường kỳ</title></head><body><h1>Chi bộ Hồ Sen {number} họp thường kỳ</h1>\
         <p>Thứ năm, 14/01/2021</p><div class='entry-content'><p>Sáng 14/1, Chi bộ Hồ Sen {number} họp thường kỳ tháng 1; \
         chi bộ có {number}5 đảng viên, trong năm qua đã kết nạp 2 đảng viên mới và công nhận 1 đảng viên chính thức, được đảng \
         ủy xã đánh giá hoàn thành tốt nhiệm vụ.</p></div></body></html>"
    )
}

const HTML: &str = "200 OK\r\nContent-Type: text/html; charset=utf-8";

#[test]
fn stored_answers_are_pages_with_their_place() {
    let knowledge = knowledge();
    let folder = folder();
    let members = [
        gz(&record(
            "warcinfo",
            0,
            "application/warc-fields",
            b"software: none\r\n",
        )),
        gz(&response(1, HTML, page(1).as_bytes())),
        gz(&response(
            2,
            "404 Not Found\r\nContent-Type: text/html",
            b"<html>none</html>",
        )),
        gz(&response(
            3,
            "200 OK\r\nContent-Type: image/png",
            b"\x89PNG",
        )),
        gz(&response(4, HTML, page(4).as_bytes())),
    ];
    let offset = members[..4].iter().map(Vec::len).sum::<usize>() as u64;
    let path = store(folder.path(), "a.warc.gz", &members.concat());
    let (articles, errors) = read(std::slice::from_ref(&path), &knowledge);
    assert_eq!(articles.len(), 2);
    assert!(
        errors.iter().all(|error| error.refusal().is_none()),
        "{errors:?}"
    );
    assert_eq!(errors.len(), 3);
    let article = &articles[1];
    let fetch = article.fetch.as_ref().expect("how it was fetched");
    let place = fetch.warc.as_ref().expect("its place");
    assert_eq!(
        (place.file.as_str(), place.offset),
        (path.to_str().expect("a name"), offset)
    );
    assert_eq!(
        place.record_id.as_deref(),
        Some("<urn:uuid:00000004-0000-0000-0000-000000000000>")
    );
    assert_eq!(fetch.at.as_deref(), Some("2021-01-15T04:00:00Z"));
    assert_eq!(fetch.http_status, Some(200));
    assert_eq!(
        article.url.as_deref(),
        Some("https://baohosen.example/tin-4.html")
    );
    assert_eq!(article.published.as_deref(), Some("2021-01-14"));
    assert_eq!(
        article.title.as_deref(),
        Some("Chi bộ Hồ Sen 4 họp thường kỳ")
    );
    let record = serde_json::to_value(dangbo::extract(article, &knowledge)).expect("JSON");
    assert_eq!(record["document"]["warc"]["offset"], offset);
    assert_eq!(record["document"]["http_status"], 200);
}

#[test]
fn plain_files_and_members_of_many_records_are_read_alike() {
    let knowledge = knowledge();
    let folder = folder();
    let all = [
        response(1, HTML, page(1).as_bytes()),
        response(2, HTML, page(2).as_bytes()),
    ]
    .concat();
    for (name, bytes) in [("a.warc", all.clone()), ("a.warc.gz", gz(&all))] {
        let (articles, errors) = read(&[store(folder.path(), name, &bytes)], &knowledge);
        assert_eq!((articles.len(), errors.len()), (2, 0), "{name}: {errors:?}");
    }
}

#[test]
fn bodies_are_freed_of_their_codings() {
    let knowledge = knowledge();
    let folder = folder();
    let body = page(7);
    let deflated = {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder
            .write_all(body.as_bytes())
            .expect("memory can be written");
        encoder.finish().expect("memory can be written")
    };
    let (first, second) = body.split_at(200.min(body.len()));
    let chunked = format!(
        "{:x}\r\n{first}\r\n{:x};ext=1\r\n{second}\r\n0\r\n\r\n",
        first.len(),
        second.len()
    );
    for (coding, bytes) in [
        ("Content-Encoding: gzip", gz(body.as_bytes())),
        ("content-encoding: deflate", deflated),
        ("Transfer-Encoding: chunked", chunked.into_bytes()),
        (
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
            gz(body.as_bytes()),
        ),
        ("Content-Encoding: gzip", body.clone().into_bytes()),
    ] {
        let stored = response(7, &format!("{HTML}\r\n{coding}"), &bytes);
        let (articles, errors) = read(&[store(folder.path(), "a.warc", &stored)], &knowledge);
        assert!(errors.is_empty(), "{coding}: {errors:?}");
        assert_eq!(
            articles[0].published.as_deref(),
            Some("2021-01-14"),
            "{coding}"
        );
        assert!(
            articles[0].warnings.is_empty(),
            "{coding}: {:?}",
            articles[0].warnings
        );
    }
}

#[test]
fn bodies_that_swell_are_refused_and_cut_ones_are_told() {
    let knowledge = knowledge();
    let folder = folder();
    let bomb = gz(&vec![b' '; 64 << 20]);
    let stored = response(1, &format!("{HTML}\r\nContent-Encoding: gzip"), &bomb);
    let (articles, errors) = read(&[store(folder.path(), "bomb.warc", &stored)], &knowledge);
    assert!(articles.is_empty());
    assert_eq!(
        errors[0].refusal(),
        Some(Refusal::BadResponse),
        "{errors:?}"
    );
    let body = page(2);
    let stored = response(
        2,
        &format!("{HTML}\r\nContent-Length: {}", body.len() + 500),
        body.as_bytes(),
    );
    let (articles, _) = read(&[store(folder.path(), "cut.warc", &stored)], &knowledge);
    assert_eq!(articles[0].warnings[0].code, WarningCode::Truncated);
    let stored = response(
        3,
        &format!("{HTML}\r\nContent-Encoding: zstd"),
        b"\x28\xb5\x2f\xfd",
    );
    let (_, errors) = read(&[store(folder.path(), "zstd.warc", &stored)], &knowledge);
    assert_eq!(
        errors[0].refusal(),
        Some(Refusal::BadResponse),
        "{errors:?}"
    );
}

#[test]
fn a_damaged_record_is_told_with_its_place_and_the_next_is_read() {
    let knowledge = knowledge();
    let folder = folder();
    let members: Vec<Vec<u8>> = (1..=4)
        .map(|number| gz(&response(number, HTML, page(number).as_bytes())))
        .collect();
    let mut bytes = members.concat();
    let second = members[0].len();
    // In the check at the member's end, in the midst of its data, in its very mark.
    for at in [
        second + members[1].len() - 6,
        second + members[1].len() / 2,
        second,
    ] {
        let before = bytes[at];
        bytes[at] ^= 0xff;
        let path = store(folder.path(), "damaged.warc.gz", &bytes);
        let (articles, errors) = read(std::slice::from_ref(&path), &knowledge);
        bytes[at] = before;
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].refusal(), Some(Refusal::BadRecord));
        assert!(
            errors[0]
                .to_string()
                .starts_with(&format!("{}@{second}: ", path.display())),
            "{}",
            errors[0]
        );
        let titles: Vec<_> = articles
            .iter()
            .filter_map(|article| article.title.as_deref())
            .collect();
        assert_eq!(titles.len(), 3, "{titles:?}");
        assert!(titles[2].contains("Sen 4"));
    }
}

#[test]
fn files_that_end_in_a_record_are_told() {
    let knowledge = knowledge();
    let folder = folder();
    let plain = [
        response(1, HTML, page(1).as_bytes()),
        response(2, HTML, page(2).as_bytes()),
    ]
    .concat();
    let members = [
        gz(&response(1, HTML, page(1).as_bytes())),
        gz(&response(2, HTML, page(2).as_bytes())),
    ];
    let packed = members.concat();
    for (name, bytes) in [
        ("a.warc", &plain[..plain.len() - 40]),
        ("a.warc.gz", &packed[..packed.len() - 40]),
    ] {
        let (articles, errors) = read(&[store(folder.path(), name, bytes)], &knowledge);
        assert_eq!(articles.len(), 1, "{name}");
        assert_eq!(errors.len(), 1, "{name}: {errors:?}");
        assert_eq!(errors[0].refusal(), Some(Refusal::BadRecord), "{name}");
    }
    let broken = [
        response(1, HTML, page(1).as_bytes()),
        b"no record at all\r\n".to_vec(),
        response(2, HTML, page(2).as_bytes()),
    ];
    let (articles, errors) = read(
        &[store(folder.path(), "b.warc", &broken.concat())],
        &knowledge,
    );
    assert_eq!((articles.len(), errors.len()), (2, 1), "{errors:?}");
}

#[test]
fn texts_taken_from_pages_are_articles() {
    let knowledge = knowledge();
    let folder = folder();
    let text = "Chi bộ Hồ Sen họp thường kỳ\nThứ năm, 14/01/2021\nChi bộ Hồ Sen có 25 đảng viên, đã kết nạp 2 đảng viên mới.\n";
    let bytes = gz(&record("conversion", 5, "text/plain", text.as_bytes()));
    let (articles, errors) = read(&[store(folder.path(), "a.warc.wet.gz", &bytes)], &knowledge);
    assert!(errors.is_empty(), "{errors:?}");
    let article = &articles[0];
    assert_eq!(article.text, text);
    assert!(article.text_is_derived);
    assert_eq!(article.site.as_deref(), Some("baohosen.example"));
    assert_eq!(article.published.as_deref(), Some("2021-01-14"));
}

#[test]
fn a_page_is_not_published_after_it_was_fetched() {
    let knowledge = knowledge();
    let folder = folder();
    let body = page(1).replace(
        "<head>",
        "<head><meta property='article:published_time' content='2026-11-12T08:00:00+07:00'>",
    );
    let (articles, _) = read(
        &[store(
            folder.path(),
            "a.warc",
            &response(1, HTML, body.as_bytes()),
        )],
        &knowledge,
    );
    assert_eq!(articles[0].published.as_deref(), Some("2021-01-14"));
    assert_eq!(
        articles[0].date_basis.as_deref(),
        Some("page: Thứ năm, 14/01/2021")
    );
}

#[test]
fn hostile_pages_are_refused_or_read_on_a_small_stack() {
    let knowledge = knowledge();
    let folder = folder();
    let deep = format!(
        "<html><body>{}chữ{}",
        "<div>".repeat(60_000),
        "</div>".repeat(60_000)
    );
    let at_limit = format!(
        "<html><body>{}<p>{}</p>",
        "<div><span>".repeat(250),
        "chi bộ họp ".repeat(40)
    );
    let attributes = format!("<p {}>", "a=1 ".repeat(100_000));
    let files = [
        ("deep.html", deep),
        ("limit.html", at_limit),
        ("attributes.html", attributes),
    ];
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, html)| store(folder.path(), name, html.as_bytes()))
        .collect();
    // A quarter of the stack that a thread usually has.
    let reader = std::thread::Builder::new()
        .stack_size(512 << 10)
        .spawn(move || read(&paths, &knowledge));
    let (articles, errors) = reader.expect("a thread").join().expect("no overflow");
    let refusals: Vec<_> = errors.iter().map(SourceError::refusal).collect();
    assert_eq!(refusals, [Some(Refusal::OverBudget); 2], "{errors:?}");
    assert_eq!(articles.len(), 1);
    assert!(articles[0].text.starts_with("chi bộ họp"));
}
