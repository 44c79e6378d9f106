//! `dangbo extract` as an operator meets it: exit codes, words about each refusal, outputs that appear whole.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

const ARTICLE: &str = "Đảng bộ xã An Bình có 45 đảng viên, kết nạp 5 đảng viên mới.";

fn dangbo(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dangbo"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts")
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn records(output: &Output) -> Vec<serde_json::Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("records are UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a record is JSON"))
        .collect()
}

fn sources(output: &Output) -> Vec<String> {
    let source =
        |record: &serde_json::Value| record["document"]["source"].as_str().map(str::to_owned);
    records(output).iter().filter_map(source).collect()
}

#[cfg(unix)]
#[test]
fn a_file_that_outgrows_what_its_user_may_write_ends_it_with_1_and_leaves_nothing() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path();
    let lines = vec![ARTICLE; 200].join("\n\n");
    fs::write(path.join("a.txt"), lines).expect("an article");
    let output = Command::new("sh")
        .current_dir(path)
        .args(["-c", "ulimit -f 2 && exec \"$0\" extract a.txt -o b.jsonl"])
        .arg(env!("CARGO_BIN_EXE_dangbo"))
        .output()
        .expect("a shell");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(words(&output).contains("File too large"), "{output:?}");
    assert_eq!(fs::read_dir(path).expect("a folder").count(), 1);
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names_and_bad_files_are_told_and_counted() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path();
    for name in ["b.txt", "a.md", "c/d.txt"] {
        fs::create_dir_all(path.join("c")).expect("a folder within");
        fs::write(path.join(name), ARTICLE).expect("an article");
    }
    fs::write(path.join("nul.txt"), b"\0\0\0\0").expect("a binary file");
    fs::write(path.join("photo.jpg"), b"\xff\xd8").expect("a file of another type");
    let output = dangbo(path, &["extract", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(sources(&output), ["./a.md", "./b.txt", "./c/d.txt"]);
    let words = words(&output);
    assert!(
        words.contains("nul.txt: expected text, found 4 NUL bytes among 4"),
        "{words}"
    );
    assert!(words.contains("1 refused: 1 not text"), "{words}");
    assert!(
        words.contains("1 passed over, of other types: 1 .jpg"),
        "{words}"
    );
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_back_is_told_and_the_rest_is_read() {
    let folder = TempDir::new().expect("a folder");
    let within = folder.path().join("articles");
    fs::create_dir(&within).expect("a folder within");
    fs::write(within.join("a.txt"), ARTICLE).expect("an article");
    std::os::unix::fs::symlink(&within, within.join("back")).expect("a link");
    let output = dangbo(folder.path(), &["extract", "articles"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(sources(&output), ["articles/a.txt"]);
    assert!(
        words(&output).contains("found a link back to articles"),
        "{}",
        words(&output)
    );
}

#[test]
fn every_bad_line_is_told_with_its_number_and_the_others_are_read() {
    let folder = TempDir::new().expect("a folder");
    let lines = [
        format!(
            r#"{{"text":"{ARTICLE}","title":"Tin","url":"https://example.org/1","published":"2021-01-15"}}"#
        ),
        r#"{"text":"lone \ud800 surrogate"}"#.to_owned(),
        "{bad}".to_owned(),
        r#"{"title":"no text"}"#.to_owned(),
        String::new(),
        format!(r#"{{"text":"{ARTICLE}"}}"#),
    ];
    let text = lines.join("\n");
    fs::write(folder.path().join("a.jsonl"), &text).expect("a file of lines");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(text.as_bytes()).expect("memory takes it");
    fs::write(
        folder.path().join("b.jsonl.gz"),
        packed.finish().expect("memory takes it"),
    )
    .expect("a packed file");
    let output = dangbo(folder.path(), &["extract", "a.jsonl", "b.jsonl.gz"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        sources(&output),
        ["a.jsonl#1", "a.jsonl#6", "b.jsonl.gz#1", "b.jsonl.gz#6"]
    );
    let words = words(&output);
    for bad in [
        "a.jsonl#2:",
        "a.jsonl#3:",
        "a.jsonl#4: expected a string in \"text\", found none",
        "b.jsonl.gz#2:",
    ] {
        assert!(words.contains(bad), "{bad}: {words}");
    }
    let first = &records(&output)[0]["document"];
    assert_eq!(first["published"], "2021-01-15");
    assert_eq!(first["site"], "example.org");
}

#[test]
fn metadata_that_is_not_what_it_should_be_is_told_and_the_article_is_read() {
    let folder = TempDir::new().expect("a folder");
    let lines = [
        format!(r#"{{"text":"{ARTICLE}","published":"hôm qua","title":5}}"#),
        format!(r#"{{"text":"{ARTICLE}","author":["Lò Sen","Hà Lâm"],"site":null,"url":""}}"#),
        format!(r#"{{"text":"{ARTICLE}","author":{{"name":"Lò Sen"}},"published":[]}}"#),
    ];
    fs::write(folder.path().join("a.jsonl"), lines.join("\n")).expect("a file of lines");
    let output = dangbo(folder.path(), &["extract", "a.jsonl"]);
    assert_eq!(output.status.code(), Some(0));
    let words = words(&output);
    let told: Vec<&str> = words.lines().collect();
    assert_eq!(
        told[..3],
        [
            "dangbo: a.jsonl#1: title: expected a string, found a number: taken as \"5\"",
            "dangbo: a.jsonl#1: published: expected a date, found \"hôm qua\": left out",
            "dangbo: a.jsonl#3: author: expected a string, found an object: left out",
        ]
    );
    assert!(
        words.contains("2 with metadata that is not as expected"),
        "{words}"
    );
    let records = records(&output);
    assert_eq!(records.len(), 3);
    assert_eq!(records[0]["document"]["title"], "5");
    assert_eq!(records[1]["document"]["author"], "Lò Sen, Hà Lâm");
    let quiet = dangbo(folder.path(), &["extract", "--quiet", "a.jsonl"]);
    assert!(quiet.stderr.is_empty());
}

#[test]
fn a_line_of_a_slow_stream_is_read_when_it_has_come() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dangbo"))
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut stream = program.stdin.take().expect("a pipe");
    let records = BufReader::new(program.stdout.take().expect("a pipe"));
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in records.lines() {
            sender
                .send(line.expect("records are UTF-8"))
                .expect("a listener");
        }
    });
    // A line and a half, then the other half.
    let half = ARTICLE.len() / 2;
    let half = (half..)
        .find(|at| ARTICLE.is_char_boundary(*at))
        .expect("a middle");
    let (begun, ended) = ARTICLE.split_at(half);
    let parts = [
        format!("{{\"text\":\"{ARTICLE}\"}}\n{{\"text\":\"{begun}"),
        format!("{ended}\"}}\n"),
    ];
    for (number, part) in parts.iter().enumerate() {
        stream.write_all(part.as_bytes()).expect("a listener");
        stream.flush().expect("a listener");
        let record = receiver.recv_timeout(Duration::from_secs(60));
        let record = record.expect("a record before the stream goes on");
        assert!(
            record.contains(&format!("\"source\":\"-#{}\"", number + 1)),
            "{record}"
        );
    }
    drop(stream);
    assert!(program.wait().expect("an end").success());
}

#[test]
fn articles_over_the_budget_are_refused_whatever_holds_them() {
    let folder = TempDir::new().expect("a folder");
    let long = ARTICLE.repeat(40);
    fs::write(folder.path().join("long.txt"), &long).expect("an article");
    let lines = format!("{{\"text\":\"{long}\"}}\n{{\"text\":\"{ARTICLE}\"}}\n");
    fs::write(folder.path().join("long.jsonl"), lines).expect("a file of lines");
    let output = dangbo(
        folder.path(),
        &[
            "extract",
            "--max-article-bytes",
            "1000",
            "long.txt",
            "long.jsonl",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(sources(&output), ["long.jsonl#2"]);
    assert!(
        words(&output).contains("long.txt: expected an article of at most 1000 bytes"),
        "{}",
        words(&output)
    );
    assert!(
        words(&output).contains(
            "long.jsonl#1: expected an article of at most 1000 bytes, found more than 1000"
        )
    );
}

#[test]
fn hostile_text_is_read_to_its_end() {
    let folder = TempDir::new().expect("a folder");
    let hostile = [
        "(".repeat(100_000),
        "Nguyễn Văn An, Bí thư Huyện ủy; ".repeat(8_000),
        "90% đảng viên, ".repeat(10_000),
        // A row of capitals, in which names could be looked for from each word to the end.
        format!("Đảng bộ các xã {}.", "Tân Long Hội An ".repeat(6_000)),
        format!(
            "Đảng bộ xã Phú Lâm có 30 đảng viên. {}",
            "Lê Thị ".repeat(20_000)
        ),
        "LÊ VĂN\tHà Thị ".repeat(8_000),
        ".".repeat(200_000),
        "\u{301}".repeat(100_000),
    ];
    for (number, text) in hostile.iter().enumerate() {
        fs::write(folder.path().join(format!("{number}.txt")), text).expect("an article");
    }
    let output = dangbo(folder.path(), &["extract", "--quiet", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    assert_eq!(records(&output).len(), hostile.len());
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("an article");
    let output = dangbo(folder.path(), &["extract", "a.txt", "-o", "records.jsonl"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
    let whole = fs::read_to_string(folder.path().join("records.jsonl")).expect("the output");
    assert_eq!(whole.lines().count(), 1);

    let output = dangbo(
        folder.path(),
        &["extract", "missing.txt", "-o", "other.jsonl"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(words(&output).contains("expected a file or folder, found none: missing.txt"));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("the folder").collect();
    assert_eq!(left.len(), 2, "nothing half-written stays: {left:?}");
}

#[cfg(unix)]
#[test]
fn a_pipe_named_as_output_is_written_to_and_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt;
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("an article");
    let pipe = folder.path().join("pipe");
    let made = Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("mkfifo starts");
    assert!(made.success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("the pipe's text")
    });
    let output = dangbo(folder.path(), &["extract", "a.txt", "-o", "pipe"]);
    assert_eq!(output.status.code(), Some(0), "{}", words(&output));
    assert_eq!(reader.join().expect("the reader ends").lines().count(), 1);
    assert!(fs::metadata(&pipe).expect("the pipe").file_type().is_fifo());
}

#[test]
fn standard_input_is_an_article_or_lines_of_them() {
    for (input, expected) in [
        (ARTICLE.to_owned(), vec!["-"]),
        (
            format!("{{\"text\":\"{ARTICLE}\"}}\n{{\"text\":\"{ARTICLE}\"}}\n"),
            vec!["-#1", "-#2"],
        ),
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dangbo"))
            .args(["extract", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(input.as_bytes()).expect("it listens");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(sources(&output), expected);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_passed_over_with_a_word() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join("in")).expect("a folder within");
    fs::write(folder.path().join("in/a.txt"), ARTICLE).expect("an article");
    let made = Command::new("mkfifo")
        .arg(folder.path().join("in/b.txt"))
        .status();
    assert!(made.expect("mkfifo").success());
    let output = dangbo(folder.path(), &["extract", "in"]);
    assert_eq!(records(&output).len(), 1);
    assert!(words(&output).contains("pipe"), "{}", words(&output));
}

#[test]
fn a_folder_is_no_place_for_an_output() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("an article");
    fs::create_dir(folder.path().join("out")).expect("a folder within");
    let output = dangbo(folder.path(), &["extract", "a.txt", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    let words = words(&output);
    assert!(words.contains("found the folder out"), "{words}");
    // It is said before anything is read.
    assert!(!words.contains("facts"), "{words}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("an article");
    for arguments in [
        &["schema"][..],
        &["explain", "a.txt"],
        &["normalize", "a.txt"],
        &["normalize", "a.txt", "--json"],
        &["extract", "a.txt", "--with-text"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_dangbo"))
            .current_dir(folder.path())
            .args(arguments)
            .stdout(writer)
            .output()
            .expect("the program starts");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            words(&output)
        );
    }
}

#[test]
fn stored_answers_are_shown_and_what_is_no_page_is_passed_over() {
    let folder = TempDir::new().expect("a folder");
    let page = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{ARTICLE}</p>");
    let record = |kind: &str, media: &str, block: &str| {
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let stored = [
        record(
            "warcinfo",
            "application/warc-fields",
            "software: a crawler\r\n",
        ),
        record("response", "application/http;msgtype=response", &page),
    ];
    fs::write(folder.path().join("a.warc"), stored.concat()).expect("a file");
    for command in ["explain", "normalize"] {
        let output = dangbo(folder.path(), &[command, "a.warc"]);
        assert_eq!(output.status.code(), Some(0), "{}", words(&output));
        assert!(String::from_utf8_lossy(&output.stdout).contains("An Bình"));
    }
}

#[test]
fn one_bad_line_hides_no_other_article() {
    let folder = TempDir::new().expect("a folder");
    let lines = "{\"text\": \"Chi bộ thôn An Bình có 9 đảng viên.\"}\n{\"text\": 5}\n{\"text\": \"Chi bộ thôn Hồ Sen.\"}\n";
    fs::write(folder.path().join("a.jsonl"), lines).expect("a file");
    for command in ["explain", "normalize"] {
        let output = dangbo(folder.path(), &[command, "a.jsonl"]);
        assert_eq!(output.status.code(), Some(2), "{}", words(&output));
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            shown.contains("An Bình") && shown.contains("Hồ Sen"),
            "{shown}"
        );
        assert!(words(&output).contains("a.jsonl#2"), "{}", words(&output));
    }
}

#[test]
fn sources_are_never_written_over() {
    let folder = TempDir::new().expect("a folder");
    let line = "{\"text\": \"Chi bộ thôn An Bình có 9 đảng viên.\"}\n";
    fs::create_dir(folder.path().join("in")).expect("a folder");
    fs::write(folder.path().join("in/a.jsonl"), line).expect("a file");
    for [source, output] in [
        ["in/a.jsonl", "in/a.jsonl"],
        ["in/a.jsonl", "in/../in/a.jsonl"],
        ["in", "in/a.jsonl"],
        ["in", "in/records.jsonl"],
    ] {
        let run = dangbo(folder.path(), &["extract", source, "-o", output]);
        assert_eq!(run.status.code(), Some(1), "{source} {output}");
        assert!(words(&run).contains("found in/"), "{}", words(&run));
    }
    for output in ["in/.records.jsonl", "in/.kept/records.jsonl"] {
        fs::create_dir_all(folder.path().join("in/.kept")).expect("a folder");
        let run = dangbo(folder.path(), &["extract", "in", "-o", output]);
        assert_eq!(run.status.code(), Some(0), "{}", words(&run));
    }
    let kept = fs::read_to_string(folder.path().join("in/a.jsonl")).expect("the file");
    assert_eq!(kept, line);
    for output in ["in/facts.csv", "records.jsonl"] {
        let run = dangbo(folder.path(), &["extract", "in", "-o", output]);
        assert_eq!(run.status.code(), Some(0), "{}", words(&run));
    }
}

#[test]
fn values_of_options_are_refused_with_what_was_expected() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("an article");
    for (option, value, expected) in [
        ("--jobs", "0", "expected a number from 1 to 256"),
        ("--jobs", "many", "expected a number from 1 to 256"),
        ("--jobs", "5000", "expected a number from 1 to 256"),
        (
            "--max-article-bytes",
            "10 apples",
            "expected an amount of bytes",
        ),
    ] {
        let run = dangbo(folder.path(), &["extract", "a.txt", option, value]);
        assert_eq!(run.status.code(), Some(1), "{option} {value}");
        assert!(words(&run).contains(expected), "{}", words(&run));
    }
    let run = dangbo(
        folder.path(),
        &["extract", "a.txt", "--max-article-bytes", "10 MB"],
    );
    assert_eq!(run.status.code(), Some(0), "{}", words(&run));
}

#[test]
fn formats_hold_the_same_facts() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("an article");
    let lines = records(&dangbo(folder.path(), &["extract", "a.txt"]));
    let array = dangbo(folder.path(), &["extract", "a.txt", "--format", "json"]);
    let array: Vec<serde_json::Value> = serde_json::from_slice(&array.stdout).expect("an array");
    assert_eq!(array, lines);
    let rows = dangbo(folder.path(), &["extract", "a.txt", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(rows.stdout.as_slice());
    let names = rows.headers().expect("names of columns").clone();
    let at = |name| names.iter().position(|own| own == name).expect(name);
    let facts = lines[0]["facts"].as_array().expect("facts");
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), facts.len());
    for (number, (row, fact)) in (1..).zip(rows.iter().zip(facts)) {
        assert_eq!(row[at("fact")], number.to_string());
        assert_eq!(row[at("kind")], fact["kind"]);
        assert_eq!(row[at("quote")], fact["evidence"][0]["quote"]);
        assert_eq!(row[at("document_id")], lines[0]["document"]["id"]);
        assert_eq!(&row[at("warnings")], "low-text");
    }
    let only = records(&dangbo(
        folder.path(),
        &["extract", "a.txt", "--kind", "term"],
    ));
    assert_eq!(only[0]["facts"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_folder_of_dictionaries_replaces_the_built_in_ones_of_the_same_name() {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("a.txt"), ARTICLE).expect("an article");
    fs::create_dir(folder.path().join("own")).expect("a folder within");
    fs::write(folder.path().join("own/ranks.tsv"), "no header\n").expect("a dictionary");
    let output = dangbo(
        folder.path(),
        &["extract", "a.txt", "--dictionaries", "own"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(words(&output).contains("ranks.tsv"), "{}", words(&output));
}
