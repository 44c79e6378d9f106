//! `dangbo run` as an operator meets it: exit codes, one run at a time, signals, folders that are not as they should be.

use crate::crawl::evidence;
use crate::crawl::server::{Reply, Server};
use crate::crawl::setting::Setting;
use crate::run::folder::{check_against_evidence, records, report, run_at, skips, versions};
use crate::run::paper::{Paper, Plan, night_after};
use dangbo::article::WarningCode;
use dangbo::run::StoreError;
use dangbo::run::{RunError, Skip};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const PLAN: Plan = Plan {
    daily: 3,
    redesign: None,
    silent_from: None,
    has_failing_page: false,
};

fn run(setting: &Setting) -> (Option<i32>, String) {
    let Output { status, stderr, .. } = setting.run_command().output().expect("the program");
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

/// A site of articles and its setting. The articles are answered once the gate is open.
fn gated_site(pages: u32, is_open: bool) -> (Server, Setting, Arc<AtomicBool>) {
    let gate = Arc::new(AtomicBool::new(is_open));
    let seen = Arc::clone(&gate);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => {
            let links = (0..pages).map(|number| format!("<a href=/{number}>{number}</a>"));
            Reply::page(&links.collect::<String>())
        }
        path => {
            while !seen.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(5));
            }
            let number = path.trim_start_matches('/');
            Reply::page(&format!(
                "<h1>Đảng bộ xã số {number}</h1><p>Đảng bộ xã Hồ Sen hiện có {number} chi bộ với 1{number} đảng viên.</p>"
            ))
        }
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ))
    .in_memory()
    .with("connections = 4", "connections = 1");
    (server, setting, gate)
}

fn small_site(pages: u32) -> (Server, Setting) {
    let (server, setting, _) = gated_site(pages, true);
    (server, setting)
}

#[test]
fn a_run_says_what_it_did_and_ends_with_0() {
    let paper = Paper::start(1, PLAN);
    paper.turn_to(2);
    let setting = paper.setting();
    let (code, words) = run(&setting);
    assert_eq!(code, Some(0), "{words}");
    assert!(
        words.contains("báo: 12 answers read, 9 records (0 new versions, 0 reprints)"),
        "{words}"
    );
    assert!(
        words.contains("no record of 1 robots, 1 sitemap, 1 start-page"),
        "{words}"
    );
    assert!(words.trim_end().ends_with("dangbo: done"), "{words}");
    let report = report(&setting);
    assert_eq!(report["versions"]["record"], "dangbo.record/1");
    assert_eq!(
        report["versions"]["dictionaries"].as_str().map(str::len),
        Some(32)
    );
    assert_eq!(report["end"], "done");
}

#[test]
fn records_of_a_run_fit_the_schema() {
    let paper = Paper::start(1, PLAN);
    paper.turn_to(2);
    let setting = paper.setting();
    assert_eq!(run(&setting).0, Some(0));
    let schema: Value = serde_json::from_str(dangbo::record::JSON_SCHEMA).expect("a schema");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for record in records(&setting) {
        let errors: Vec<String> = schema
            .iter_errors(&record)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn a_program_is_told_in_json() {
    let paper = Paper::start(1, PLAN);
    let setting = paper.setting();
    let output = setting
        .run_command()
        .args(["--log", "json"])
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(0));
    let words = String::from_utf8(output.stderr).expect("text");
    let lines: Vec<Value> = words
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    let (last, events) = lines.split_last().expect("lines");
    assert_eq!(last["event"], "report");
    assert_eq!(last["report"]["sites"]["báo"]["records"], 3);
    let advanced = events.iter().rfind(|event| event["event"] == "advanced");
    assert_eq!(
        advanced.map(|event| event["records"].clone()),
        Some(3.into())
    );
}

#[test]
fn every_reason_is_told_where_no_record_is_written() {
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::new(
            200,
            &[("Content-Type", "text/plain")],
            b"User-agent: *\nAllow: /\n",
        ),
        "/" => Reply::page(
            "<a href=/tin/1>1</a><a href=/tin/2>2</a><a href=/cu>cũ</a><a href=/muc>mục</a><a href=/tin/en>en</a>\
             <a href=/tin/nho>nhỏ</a><a href=/tin/sau>sâu</a>",
        ),
        "/rss.xml" => Reply::xml("<rss version='2.0'><channel><title>Tin</title></channel></rss>"),
        "/cu" => Reply::redirect("/tin/1"),
        "/muc" => Reply::page("<h1>Chuyên mục</h1>"),
        "/tin/en" => Reply::page(&format!(
            "<h1>A story from abroad</h1><p>{}</p>",
            "The committee met in the morning and spoke of many things. ".repeat(12)
        )),
        "/tin/nho" => Reply::page("<h1>Ảnh đẹp</h1><p>Một bức ảnh.</p>"),
        "/tin/sau" => Reply::page(&"<div>".repeat(600)),
        path => Reply::page(&format!(
            "<h1>Đảng bộ xã {path}</h1><p>Đảng bộ xã Hồ Sen hiện có 17 chi bộ với 34{} đảng viên.</p>",
            path.len()
        )),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\nfeeds = [\"{}\"]\narticles = [\"/tin/\"]\n",
        server.url("/"),
        server.url("/rss.xml")
    ))
    .in_memory();
    let (code, words) = run(&setting);
    assert_eq!(code, Some(0), "{words}");
    check_against_evidence(&setting);
    let mut reasons: Vec<(String, String)> = skips(&setting)
        .iter()
        .map(|skip| {
            let text = |key: &str| skip[key].as_str().expect("text").to_owned();
            assert_eq!(skip["site"], "xa");
            (text("reason"), text("url").replace(&server.url(""), ""))
        })
        .collect();
    reasons.sort();
    let expected = [
        ("feed", "/rss.xml"),
        ("not-an-article", "/tin/nho"),
        ("not-an-article-address", "/muc"),
        ("not-vietnamese", "/tin/en"),
        ("over-budget", "/tin/sau"),
        ("redirect", "/cu"),
        ("robots", "/robots.txt"),
        ("start-page", "/"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(reason, path)| ((*reason).to_owned(), (*path).to_owned()))
        .collect();
    assert_eq!(reasons, expected);
    assert_eq!(versions(&setting).len(), 2);
}

/// Starts a run and waits until it has kept something.
fn start(setting: &Setting) -> (Child, BufReader<std::process::ChildStderr>) {
    let mut child = setting.run_command().spawn().expect("the program");
    let mut words = BufReader::new(child.stderr.take().expect("standard error"));
    let mut line = String::new();
    while !line.contains("new 200") {
        line.clear();
        assert!(
            words.read_line(&mut line).expect("a line") > 0,
            "it ended too early"
        );
    }
    (child, words)
}

#[test]
fn a_second_run_says_so_and_ends() {
    let (_server, setting, gate) = gated_site(20, false);
    let (mut first, words) = start(&setting);
    let (code, second) = run(&setting);
    gate.store(true, Ordering::SeqCst);
    assert_eq!(code, Some(6));
    assert!(second.contains("another run is at work here"), "{second}");
    assert!(words.lines().count() > 0);
    assert_eq!(first.wait().expect("a child").code(), Some(0));
    assert_eq!(versions(&setting).len(), 20);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_in_order_and_the_next_one_goes_on() {
    for name in ["INT", "TERM"] {
        let (_server, setting, gate) = gated_site(20, false);
        let (mut child, words) = start(&setting);
        let status = std::process::Command::new("kill")
            .args([format!("-{name}"), child.id().to_string()])
            .status();
        assert!(status.expect("kill").success());
        let mut words = words.lines().map(|line| line.expect("a line"));
        assert!(words.any(|line| line.contains("finishing what was begun")));
        gate.store(true, Ordering::SeqCst);
        let last = words.last().expect("a summary");
        assert_eq!(child.wait().expect("a child").code(), Some(130), "{last}");
        assert!(last.ends_with("interrupted: run again to go on"), "{last}");
        let interrupted = report(&setting);
        assert_eq!(interrupted["end"], "interrupted");
        // The start page is stored, and what was under way, and not read yet.
        assert!(
            interrupted["unread"]
                .as_u64()
                .is_some_and(|unread| unread >= 1)
        );
        let (code, words) = run(&setting);
        assert_eq!(code, Some(0), "{words}");
        assert_eq!(versions(&setting).len(), 20);
        check_against_evidence(&setting);
        assert_eq!(report(&setting)["is_continued"], true);
    }
}

#[test]
fn a_site_that_fails_leaves_the_run_partial_and_its_rest_recorded() {
    let is_well = Arc::new(AtomicBool::new(false));
    let well = Arc::clone(&is_well);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::page("<a href=/1>1</a><a href=/2>2</a>"),
        "/2" if !well.load(Ordering::SeqCst) => Reply::status(500),
        path => Reply::page(&format!(
            "<h1>Tin {path}</h1><p>Đảng bộ xã Hồ Sen hiện có 17 chi bộ với 342 đảng viên.</p>"
        )),
    });
    let site = format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    );
    let setting = Setting::new(&site).in_memory();
    let (code, words) = run(&setting);
    assert_eq!(code, Some(3), "{words}");
    assert_eq!(versions(&setting).len(), 1);
    is_well.store(true, Ordering::SeqCst);
    assert_eq!(run(&setting).0, Some(0));
    assert_eq!(versions(&setting).len(), 2);
}

#[test]
fn a_limit_ends_a_run_with_4_and_the_next_one_goes_on() {
    let (_server, setting) = small_site(9);
    let setting = setting.with("page = \"1 MB\"", "page = \"1 MB\"\npages = 6");
    let mut codes = Vec::new();
    while codes.last() != Some(&Some(0)) && codes.len() < 5 {
        codes.push(run(&setting).0);
    }
    assert_eq!(codes, [Some(4), Some(0)]);
    assert_eq!(versions(&setting).len(), 9);
}

#[test]
fn records_without_their_ledger_are_told_and_not_touched() {
    let (_server, setting) = small_site(3);
    assert_eq!(run(&setting).0, Some(0));
    let before = records(&setting);
    for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
        // SQLite takes away the last two by itself, if it can.
        let _ = fs::remove_file(setting.records().join(name));
    }
    for _ in 0..2 {
        let (code, words) = run(&setting);
        assert_eq!(code, Some(5), "{words}");
        assert!(
            words.contains("expected the ledger that goes with"),
            "{words}"
        );
        assert!(!setting.records().join("ledger.sqlite").exists());
    }
    assert_eq!(records(&setting), before);
}

#[test]
fn a_crawl_whose_state_is_lost_is_told_by_every_run_after() {
    let (_server, setting) = small_site(3);
    assert_eq!(run(&setting).0, Some(0));
    for name in ["state.sqlite", "state.sqlite-wal", "state.sqlite-shm"] {
        let _ = fs::remove_file(setting.kept().join(name));
    }
    assert_eq!(run(&setting).0, Some(5));
    fs::write(setting.kept().join("state.sqlite"), "").expect("a writable folder");
    let (code, words) = run(&setting);
    assert_eq!(code, Some(5), "{words}");
    fs::remove_file(setting.kept().join("state.sqlite")).expect("a file");
    setting.crawl().expect_err("an error");
    let (code, words) = run(&setting);
    assert_eq!(code, Some(5), "{words}");
}

#[test]
fn records_of_another_crawl_are_told_and_not_touched() {
    let (server, setting) = small_site(3);
    assert_eq!(run(&setting).0, Some(0));
    let before = records(&setting);
    fs::remove_dir_all(setting.kept()).expect("a folder");
    server.forget();
    let (code, words) = run(&setting);
    assert_eq!(server.asked().len(), 0);
    assert_eq!(code, Some(5), "{words}");
    assert!(
        words.contains("expected the crawl that the records were read from"),
        "{words}"
    );
    assert_eq!(records(&setting), before);
}

#[test]
fn records_that_are_lost_are_told() {
    let (_server, setting) = small_site(3);
    assert_eq!(run(&setting).0, Some(0));
    let path = fs::read_dir(setting.records())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.to_string_lossy().ends_with("skips.jsonl"))
        .expect("a file");
    let length = fs::metadata(&path).expect("a file").len();
    fs::File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_len(length - 1))
        .expect("a writable file");
    let (code, words) = run(&setting);
    assert_eq!(code, Some(5), "{words}");
    let expected = format!("expected {length} bytes of records, found {}", length - 1);
    assert!(words.contains(&expected), "{words}");
}

#[test]
fn a_configuration_that_is_wrong_ends_a_run_with_1() {
    let (_server, setting) = small_site(1);
    let setting = setting.with("[limits]", "[records]\nfolder = \"kept\"\n[limits]");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dangbo"));
    assert_eq!(
        command
            .args(["run", "--config", "nowhere.toml"])
            .output()
            .expect("the program")
            .status
            .code(),
        Some(1)
    );
    let (code, words) = run(&setting);
    assert_eq!(code, Some(1), "{words}");
    assert!(
        words.contains("records.folder: expected another folder than keep.folder"),
        "{words}"
    );
}

fn sites(setting: &Setting, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dangbo"))
        .arg("sites")
        .args(arguments)
        .arg("--config")
        .arg(setting.write())
        .output()
        .expect("the program");
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        words(&output.stdout),
        words(&output.stderr),
    )
}

#[test]
fn a_check_says_what_the_rules_of_each_site_read() {
    let paper = Paper::start(1, PLAN);
    let bare = Server::start(2, |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::page("<a href=/tin>tin</a>"),
        _ => Reply::page("<h1>Một bức ảnh đẹp</h1><p>Ảnh.</p>"),
    });
    let mut setting = paper.setting();
    setting.add(&format!(
        "[[site]]\nname = \"ảnh\"\nstart = [\"{}\"]\n[[site]]\nname = \"mất\"\nstart = [\"http://127.0.0.3:9/\"]\n",
        bare.url("/")
    ));
    let (code, found, words) = sites(&setting, &["check", "báo", "ảnh"]);
    assert_eq!(code, Some(2), "{found}{words}");
    for expected in [
        "báo: http://127.0.0.1",
        "published  2021-01-01 (page: Cập nhật ngày: 01/01/2021 | 10:54)",
        "title      Chuyện ",
        "2 member_count",
        "ảnh: http://127.0.0.2",
        "no record  not-an-article",
        "because    expected at least 40 words, found",
    ] {
        assert!(found.contains(expected), "{expected}: {found}");
    }
    let (code, found, _) = sites(&setting, &["check", "mất"]);
    assert_eq!(code, Some(3), "{found}");
    assert!(
        found.contains("cannot-connect: http://127.0.0.3:9"),
        "{found}"
    );
    let (code, _, words) = sites(&setting, &["check", "nhầm"]);
    assert_eq!(code, Some(1));
    assert!(
        words.contains("expected the name of a site, found nhầm"),
        "{words}"
    );
    // Nothing is kept.
    assert!(!setting.kept().exists() && !setting.records().exists());
}

#[test]
fn a_check_of_a_known_site_asks_for_its_newest_article_alone() {
    let paper = Paper::start(1, PLAN);
    let setting = paper.setting();
    assert_eq!(run(&setting).0, Some(0));
    paper.server.forget();
    let (code, found, words) = sites(&setting, &["check"]);
    assert_eq!(code, Some(0), "{found}{words}");
    let asked: Vec<String> = paper
        .server
        .asked()
        .into_iter()
        .map(|asked| asked.path)
        .collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(
        asked.contains(&"/robots.txt".to_owned()) && asked[1].starts_with("/tin/"),
        "{asked:?}"
    );
}

#[test]
fn a_check_of_a_site_whose_newest_article_is_gone_looks_at_another() {
    let is_gone = Arc::new(AtomicBool::new(false));
    let gone = Arc::clone(&is_gone);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => Reply::page("<a href=/1>1</a><a href=/2>2</a>"),
        "/2" if gone.load(Ordering::SeqCst) => Reply::status(410),
        path => Reply::page(&format!(
            "<h1>Đảng bộ xã họp</h1><p class=ngay>Cập nhật ngày: 15/01/2021 | 10:54</p>\
             <p>Đảng bộ xã Hồ Sen hiện có 1{} chi bộ với 342 đảng viên.</p>",
            path.trim_start_matches('/')
        )),
    });
    let site = format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    );
    let setting = Setting::new(&site)
        .in_memory()
        .with("connections = 4", "connections = 1");
    assert_eq!(run(&setting).0, Some(0));
    is_gone.store(true, Ordering::SeqCst);
    server.forget();
    let began = Instant::now();
    let (code, found, words) = sites(
        &setting.with("delay = \"0s\"", "delay = \"500ms\""),
        &["check"],
    );
    assert_eq!(code, Some(0), "{found}{words}");
    assert!(found.contains(&server.url("/1")), "{found}");
    // What is gone is not asked for twice, and the pace holds from the one look to the other.
    let asked = server.asked();
    let paths: Vec<&str> = asked.iter().map(|asked| asked.path.as_str()).collect();
    assert_eq!(paths, ["/robots.txt", "/2", "/", "/1"]);
    assert!(began.elapsed() >= Duration::from_millis(3 * 500));
}

#[test]
fn a_ledger_that_is_damaged_ends_each_look_at_sites_with_5_as_its_help_says() {
    let (_server, setting) = small_site(1);
    assert_eq!(run(&setting).0, Some(0));
    fs::write(
        setting.records().join("ledger.sqlite"),
        "no database at all",
    )
    .expect("a file");
    for arguments in [&["check"][..], &["accept", "xa"]] {
        let (code, found, words) = sites(&setting, arguments);
        assert_eq!(code, Some(5), "{arguments:?}: {found}{words}");
        let (_, help, _) = sites(&setting, &[arguments[0], "--help"]);
        for code in ["0", "1", "5", "6"] {
            assert!(help.contains(&format!("\n  {code}    ")), "{help}");
        }
    }
}

#[test]
fn help_says_where_to_look_and_what_to_do() {
    for (command, expected) in [
        ("run", ["in the files of skips", "see `dangbo sites check`"]),
        ("crawl", ["3, 4 and 130", "run again to go on"]),
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_dangbo"))
            .args([command, "--help"])
            .output()
            .expect("the program");
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        for words in expected {
            assert!(help.contains(words), "{help}");
        }
    }
}

#[test]
fn the_readme_names_every_reason_and_warning() {
    const README: &str = include_str!("../../../README.md");
    for skip in Skip::ALL {
        assert!(README.contains(&format!("`{skip}`")), "{skip}");
    }
    for code in WarningCode::ALL {
        assert!(README.contains(&format!("`{code}`")), "{code}");
    }
}

#[test]
fn a_damaged_record_is_skipped_and_told_and_its_neighbours_are_read() {
    let (_server, setting) = small_site(5);
    setting.crawl().expect("a crawl");
    let path = setting.kept().join("dangbo-000001.warc.gz");
    let kept = evidence::records(&setting.kept());
    let damaged = kept
        .iter()
        .find(|record| record.kind() == "response" && record.url().ends_with("/3"))
        .expect("a response");
    let mut bytes = fs::read(&path).expect("a file");
    bytes[damaged.offset + damaged.length / 2] ^= 0xff;
    fs::write(&path, bytes).expect("a writable file");
    let (code, words) = run(&setting);
    assert_eq!(code, Some(2), "{words}");
    assert!(
        words.contains(&format!("damaged-record: {}", damaged.url())),
        "{words}"
    );
    assert_eq!(versions(&setting).len(), 4);
    let skip = skips(&setting)
        .into_iter()
        .find(|skip| skip["reason"] == "damaged-record")
        .expect("a skip");
    assert_eq!(skip["url"], damaged.url());
    assert!(
        skip["message"]
            .as_str()
            .is_some_and(|message| message.contains("expected a WARC record")),
        "{skip}"
    );
    // It is told once: the next run has nothing to do with it.
    assert_eq!(run(&setting).0, Some(0));
}

#[test]
fn an_answer_that_the_system_fails_to_read_is_read_by_the_next_run() {
    let (_server, setting) = small_site(5);
    let setting = setting.with("warc = \"1 GB\"", "warc = \"1 kB\"");
    setting.crawl().expect("a crawl");
    // A folder in the place of a file is opened, and no byte of it can be read.
    let (path, aside) = (
        setting.kept().join("dangbo-000002.warc.gz"),
        setting.kept().join("aside"),
    );
    fs::rename(&path, &aside).expect("a file");
    fs::create_dir(&path).expect("a folder");
    let (code, words) = run(&setting);
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("dangbo-000002.warc.gz@"), "{words}");
    fs::remove_dir(&path).expect("a folder");
    fs::rename(&aside, &path).expect("a file");
    let (code, words) = run(&setting);
    assert_eq!(code, Some(0), "{words}");
    assert_eq!(versions(&setting).len(), 5);
    check_against_evidence(&setting);
    // What is not there is lost.
    fs::remove_dir_all(setting.records()).expect("a folder");
    fs::remove_file(&path).expect("a file");
    assert_eq!(run(&setting).0, Some(5));
}

#[test]
fn files_of_earlier_days_may_be_moved_away() {
    let paper = Paper::start(1, PLAN);
    let setting = paper.setting();
    for night in 0..3 {
        paper.turn_to(night);
        run_at(&setting, night_after(night)).expect("a run");
    }
    let first = setting.records().join("2021-01-02.jsonl");
    fs::remove_file(&first).expect("a file");
    paper.turn_to(3);
    run_at(&setting, night_after(3)).expect("a run");
    assert!(!first.exists());
    assert_eq!(versions(&setting).len(), 9);
    // The newest ones may not.
    fs::remove_file(setting.records().join("2021-01-05.jsonl")).expect("a file");
    let error = run_at(&setting, night_after(4)).expect_err("an error");
    assert!(
        matches!(error, RunError::Store(StoreError::Damaged { .. })),
        "{error}"
    );
}
