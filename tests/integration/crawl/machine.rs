//! What the machine does to a crawl: signals, a second instance, folders and files that are not as they should be, clocks, memory.

use crate::crawl::evidence::{by_url, records};
use crate::crawl::server::{Reply, Server};
use crate::crawl::setting::{Seen, Setting};
use dangbo::crawl::StoreError;
use dangbo::crawl::{self, Config, CrawlError, End, Reason, Surroundings};
use dangbo::timestamp::Timestamp;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A site of many pages, each of which takes a while.
fn slow_site(pages: u32, each: Duration) -> (Server, Setting) {
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/" => {
            let links = (0..pages).map(|number| format!("<a href=/{number}>{number}</a>"));
            Reply::page(&links.collect::<String>())
        }
        path => {
            std::thread::sleep(each);
            Reply::page(&format!("<p>Trang {path}."))
        }
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    ))
    .with("connections = 4", "connections = 1");
    (server, setting)
}

/// Starts the program and waits until it has kept something.
fn start(setting: &Setting) -> (Child, BufReader<std::process::ChildStderr>) {
    let mut child = setting.command().spawn().expect("the program");
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

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let status = std::process::Command::new("kill")
        .arg(format!("-{name}"))
        .arg(child.id().to_string())
        .status();
    assert!(status.expect("kill").success());
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_in_order_and_the_next_one_goes_on() {
    for name in ["INT", "TERM"] {
        let (server, setting) = slow_site(30, Duration::from_millis(20));
        let (mut child, words) = start(&setting);
        signal(&child, name);
        let words: Vec<String> = words.lines().map(|line| line.expect("a line")).collect();
        assert_eq!(
            child.wait().expect("a child").code(),
            Some(130),
            "{words:?}"
        );
        assert!(
            words
                .last()
                .is_some_and(|line| line.contains("interrupted: run again to go on")),
            "{words:?}"
        );
        let before = records(&setting.kept());
        let before = by_url(&before, "response").len();
        assert!((1..31).contains(&before), "{before}");

        let (report, _) = setting.crawl().expect("a second run");
        assert!(report.is_continued);
        assert_eq!(report.end, End::Done, "{report}");
        let records = records(&setting.kept());
        assert_eq!(by_url(&records, "response").len(), 31);
        // What was finished before the end is not asked for again, not even the start page.
        assert_eq!(
            server
                .asked()
                .iter()
                .filter(|asked| asked.path == "/")
                .count(),
            1
        );
        assert_eq!(server.asked().len(), 32);
    }
}

#[cfg(unix)]
#[test]
fn a_second_signal_ends_a_run_at_once() {
    let (_server, setting) = slow_site(5, Duration::from_secs(4));
    let mut child = setting.command().spawn().expect("the program");
    let mut words = BufReader::new(child.stderr.take().expect("standard error")).lines();
    assert!(
        words
            .next()
            .expect("a line")
            .expect("a line")
            .contains("new 200")
    );
    let began = Instant::now();
    signal(&child, "INT");
    // The first one has been taken note of before the second one comes.
    assert!(
        words
            .next()
            .expect("a line")
            .expect("a line")
            .contains("once more")
    );
    signal(&child, "INT");
    assert_eq!(child.wait().expect("a child").code(), Some(130));
    assert!(began.elapsed() < Duration::from_secs(3));
}

#[test]
fn a_second_instance_says_so_and_ends() {
    let (_server, setting) = slow_site(30, Duration::from_millis(20));
    let (mut first, words) = start(&setting);
    let second = setting.command().output().expect("the program");
    assert_eq!(second.status.code(), Some(6));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another run is at work here"));
    assert!(words.lines().count() > 0);
    assert_eq!(first.wait().expect("a child").code(), Some(0));
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told() {
    let (_server, setting) = slow_site(1, Duration::ZERO);
    fs::write(setting.kept(), "a file where the folder should be").expect("a writable folder");
    let output = setting.command().output().expect("the program");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("kept"));
}

#[test]
fn a_configuration_that_is_not_there_or_wrong_is_told() {
    let (_server, setting) = slow_site(1, Duration::ZERO);
    let mut command = setting.command();
    let path = setting.folder.path().join("dangbo.toml");
    fs::write(&path, "[agent]\n").expect("a writable folder");
    let output = command.output().expect("the program");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing field `contact`"));
    fs::remove_file(&path).expect("the file");
    assert_eq!(command.status().expect("the program").code(), Some(1));
}

#[test]
fn a_state_that_is_broken_is_told_and_not_touched() {
    let (_server, setting) = slow_site(1, Duration::ZERO);
    fs::create_dir(setting.kept()).expect("a folder");
    let path = setting.kept().join("state.sqlite");
    let text = "this is no database, and it is long enough to be seen as none".repeat(20);
    fs::write(&path, &text).expect("a writable folder");
    let output = setting.command().output().expect("the program");
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("state damaged"));
    assert_eq!(fs::read_to_string(&path).expect("a file"), text);
}

#[test]
fn files_without_their_state_are_told_and_not_touched() {
    let (_server, setting) = slow_site(3, Duration::ZERO);
    setting.crawl().expect("a crawl");
    for name in ["state.sqlite", "state.sqlite-wal", "state.sqlite-shm"] {
        // SQLite takes away the last two by itself, if it can.
        let _ = fs::remove_file(setting.kept().join(name));
    }
    for _ in 0..2 {
        let error = setting.crawl().expect_err("an error");
        assert!(
            matches!(error, CrawlError::Store(StoreError::Damaged { .. })),
            "{error}"
        );
        // No empty state is left, which the next one would take for one.
        assert!(!setting.kept().join("state.sqlite").exists());
    }
    assert_eq!(by_url(&records(&setting.kept()), "response").len(), 4);
}

#[test]
fn records_that_are_lost_are_told() {
    let (_server, setting) = slow_site(3, Duration::ZERO);
    setting.crawl().expect("a crawl");
    let path = setting.kept().join("dangbo-000001.warc.gz");
    let length = fs::metadata(&path).expect("a file").len();
    fs::File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_len(length - 1))
        .expect("a writable file");
    let error = setting.crawl().expect_err("an error");
    assert!(
        matches!(error, CrawlError::Store(StoreError::Damaged { .. })),
        "{error}"
    );
    let expected = format!("expected {length} bytes of records, found {}", length - 1);
    assert!(error.to_string().contains(&expected), "{error}");
}

#[test]
fn files_newer_than_their_state_are_told_and_not_touched() {
    let pages = Arc::new(AtomicU32::new(2));
    let shown = Arc::clone(&pages);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/" => {
            let links = (0..shown.load(Ordering::SeqCst)).map(|page| format!("<a href=/{page}>"));
            Reply::page(&links.collect::<String>())
        }
        path => Reply::page(&format!("<p>Trang {path}.")),
    });
    let site = format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    );
    for warc in ["1 GB", "1 kB"] {
        let setting = Setting::new(&site).with("warc = \"1 GB\"", &format!("warc = \"{warc}\""));
        pages.store(2, Ordering::SeqCst);
        setting.crawl().expect("a crawl");
        let state = setting.kept().join("state.sqlite");
        let old = fs::read(&state).expect("a state");
        pages.store(6, Ordering::SeqCst);
        setting.crawl().expect("a second crawl");
        let before = records(&setting.kept()).len();
        fs::write(&state, old).expect("a writable folder");
        let error = setting.crawl().expect_err("an error");
        assert!(
            error.to_string().contains("older than the files"),
            "{error}"
        );
        assert_eq!(records(&setting.kept()).len(), before);
    }
}

#[test]
fn what_failed_before_an_interruption_is_told_at_the_end() {
    struct Until<'a>(&'a AtomicBool);
    impl crawl::Watcher for Until<'_> {
        fn saw(&mut self, event: &crawl::Event<'_>) {
            if let crawl::Event::Visited { verdict, .. } = event
                && matches!(verdict, crawl::Verdict::Failed(_))
            {
                self.0.store(true, Ordering::SeqCst);
            }
        }
    }
    let server = Server::start(1, |asked| match asked.path.as_str() {
        "/" => Reply::page("<a href=/loi>lỗi</a><a href=/lanh>lành</a>"),
        "/lanh" => Reply::page("<p>Lành."),
        "/loi" => Reply::status(500),
        _ => Reply::status(404),
    });
    let setting = Setting::new(&format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{0}\", \"{0}mat\"]\nfeeds = [\"{0}lanh\"]\n",
        server.url("/")
    ));
    let stop = AtomicBool::new(false);
    let report = crawl::run(&setting.config(), &stop, &mut Until(&stop)).expect("a crawl");
    assert_eq!(report.end, End::Interrupted);
    let (report, _) = setting.crawl().expect("the rest of it");
    assert!(report.is_continued);
    assert_eq!(report.end, End::Partial, "{report}");
    let site = &report.sites["xa"];
    assert_eq!(site.failed[&Reason::ServerError], 1);
    assert_eq!(site.flawed[&Reason::UnreadableList], 1);
    assert_eq!(site.barren[&server.url("/mat")], Reason::NotFound);
    assert_eq!(server.count("/loi"), 3);
}

#[test]
fn a_half_written_record_is_cut_off_and_told() {
    let (_server, setting) = slow_site(3, Duration::ZERO);
    setting.crawl().expect("a crawl");
    let path = setting.kept().join("dangbo-000001.warc.gz");
    let whole = fs::read(&path).expect("a file");
    fs::write(&path, [&whole[..], b"\x1f\x8b\x08 half a record"].concat())
        .expect("a writable file");
    fs::write(setting.kept().join("dangbo-000002.warc.gz"), b"\x1f\x8b")
        .expect("a writable folder");
    let output = setting.command().output().expect("the program");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(
        words.contains("dangbo-000001.warc.gz: cut off 17 bytes"),
        "{words}"
    );
    assert!(
        words.contains("dangbo-000002.warc.gz: cut off 2 bytes"),
        "{words}"
    );
    assert!(fs::read(&path).expect("a file").starts_with(&whole));
    records(&setting.kept());
}

/// Crawls with a clock that shows `time`.
pub(super) fn crawl_at(setting: &Setting, time: &Arc<AtomicI64>) -> crawl::CrawlReport {
    let time = Arc::clone(time);
    let surroundings = Surroundings {
        clock: Arc::new(move || Timestamp(time.load(Ordering::SeqCst))),
        ..Surroundings::real()
    };
    crawl::run_in(
        &setting.config(),
        &surroundings,
        &AtomicBool::new(false),
        &mut Seen::default(),
    )
    .expect("a crawl")
}

const YEAR: i64 = 365 * 86_400_000;

#[test]
fn a_clock_that_jumps_holds_nothing_up() {
    let (server, setting) = slow_site(3, Duration::ZERO);
    let setting = setting.with("delay = \"0s\"", "delay = \"50ms\"");
    let time = Arc::new(AtomicI64::new(50 * YEAR));
    let began = Instant::now();
    for (jump, asked) in [(0, 5), (-YEAR, 10), (2 * YEAR, 15), (-2 * YEAR, 20)] {
        time.fetch_add(jump, Ordering::SeqCst);
        let report = crawl_at(&setting, &time);
        assert_eq!(report.end, End::Done, "{report}");
        // The start page in every run, the others when they are due, which is also when they seem to be due in a time that
        // no pause reaches; robots.txt whenever its age is not known to be low.
        assert_eq!(server.asked().len(), asked, "after {jump}");
    }
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_clock_that_is_set_back_meanwhile_does_not_keep_what_failed_waiting() {
    let time = Arc::new(AtomicI64::new(50 * YEAR));
    let times = AtomicU32::new(0);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        _ if times.fetch_add(1, Ordering::SeqCst) == 0 => Reply::status(500),
        _ => Reply::page("<p>Được."),
    });
    let site = format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    );
    let setting = Setting::new(&site).with("backoff = \"1ms\"", "backoff = \"500ms\"");
    // Between the failure and the next attempt, the clock is set back.
    let set_back = Arc::clone(&time);
    let surroundings = Surroundings {
        clock: Arc::new(move || Timestamp(set_back.load(Ordering::SeqCst))),
        ..Surroundings::real()
    };
    let stop = AtomicBool::new(false);
    let report = std::thread::scope(|scope| {
        scope.spawn(|| {
            let began = Instant::now();
            while began.elapsed() < Duration::from_secs(10) && server.count("/") < 2 {
                if server.count("/") == 1 {
                    time.store(49 * YEAR, Ordering::SeqCst);
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            stop.store(server.count("/") < 2, Ordering::SeqCst);
        });
        crawl::run_in(
            &setting.config(),
            &surroundings,
            &stop,
            &mut Seen::default(),
        )
    });
    let report = report.expect("a crawl");
    assert_eq!(report.end, End::Done, "{report}");
    assert_eq!(report.sites["xa"].new, 1);
}

#[test]
fn a_page_that_the_program_fails_over_leaves_the_run_partial_and_is_asked_for_again() {
    let is_armed = Arc::new(AtomicBool::new(false));
    let armed = Arc::clone(&is_armed);
    let server = Server::start(1, move |asked| {
        armed.store(asked.path == "/1", Ordering::SeqCst);
        match asked.path.as_str() {
            "/robots.txt" => Reply::status(404),
            "/" => Reply::page("<a href=/1>một</a><a href=/2>hai</a>"),
            _ => Reply::page("<p>Được."),
        }
    });
    let site = format!(
        "[[site]]\nname = \"xa\"\nstart = [\"{}\"]\n",
        server.url("/")
    );
    let setting = Setting::new(&site).with("connections = 4", "connections = 1");
    // The program looks at the clock while it works on an answer.
    let armed = Arc::clone(&is_armed);
    let surroundings = Surroundings {
        clock: Arc::new(move || {
            let is_beside = std::thread::current()
                .name()
                .is_some_and(|name| name.starts_with("tokio"));
            assert!(
                !(is_beside && armed.swap(false, Ordering::SeqCst)),
                "a failure"
            );
            Timestamp::now()
        }),
        ..Surroundings::real()
    };
    let report = crawl::run_in(
        &setting.config(),
        &surroundings,
        &AtomicBool::new(false),
        &mut Seen::default(),
    )
    .expect("a crawl");
    assert_eq!(
        report.sites["xa"].failed[&Reason::ProgramFailed],
        1,
        "{report}"
    );
    assert_eq!(report.end, End::Partial);
    let (report, _) = setting.crawl().expect("a second crawl");
    assert_eq!(
        (report.end, report.sites["xa"].new),
        (End::Done, 1),
        "{report}"
    );
}

#[test]
fn pages_that_do_not_change_are_asked_for_ever_more_rarely() {
    let (server, setting) = slow_site(1, Duration::ZERO);
    let time = Arc::new(AtomicI64::new(50 * YEAR));
    let mut days = Vec::new();
    for day in 0..100 {
        time.store(50 * YEAR + day * 86_400_000, Ordering::SeqCst);
        server.forget();
        crawl_at(&setting, &time);
        if server.count("/0") > 0 {
            days.push(day);
        }
    }
    // The first pause is two days, the longest sixty.
    assert_eq!(days, [0, 2, 6, 14, 30, 62]);
}

#[test]
fn events_and_report_are_told_as_json_to_programs() {
    let (_server, setting) = slow_site(2, Duration::ZERO);
    let output = setting
        .command()
        .args(["--log", "json"])
        .output()
        .expect("the program");
    assert_eq!(output.status.code(), Some(0));
    let words = String::from_utf8(output.stderr).expect("text");
    let lines: Vec<serde_json::Value> = words
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object"))
        .collect();
    let (report, events) = lines.split_last().expect("lines");
    assert!(
        events
            .iter()
            .all(|event| event["event"] == "visited" && event["verdict"] == "new")
    );
    assert_eq!(events.len(), 3);
    assert_eq!(report["event"], "report");
    assert_eq!(report["report"]["end"], "done");
    assert_eq!(report["report"]["sites"]["xa"]["new"], 3);
}

#[cfg(unix)]
#[test]
fn signals_and_errors_are_told_as_json_to_programs_too() {
    let object = |line: &str| -> serde_json::Value {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
    };
    let (_server, setting) = slow_site(30, Duration::from_millis(50));
    let mut command = setting.command();
    command.args(["--log", "json"]);
    let mut first = command.spawn().expect("the program");
    let mut words = BufReader::new(first.stderr.take().expect("standard error")).lines();
    let begun = words.next().expect("a line").expect("a line");
    assert_eq!(object(&begun)["verdict"], "new");
    let second = command.output().expect("the program");
    let told = object(std::str::from_utf8(&second.stderr).expect("text"));
    assert_eq!(
        (second.status.code(), &told["event"]),
        (Some(6), &"error".into())
    );
    assert!(
        told["message"]
            .as_str()
            .is_some_and(|words| words.contains("another run is at work here")),
        "{told}"
    );
    signal(&first, "TERM");
    let events: Vec<_> = words.map(|line| object(&line.expect("a line"))).collect();
    assert!(events.iter().any(|event| event["event"] == "interrupted"));
    assert_eq!(
        events.last().map(|event| &event["event"]),
        Some(&"report".into())
    );
    assert_eq!(first.wait().expect("a child").code(), Some(130));
    fs::write(setting.folder.path().join("dangbo.toml"), "[agent]\n").expect("a writable folder");
    let wrong = command.output().expect("the program");
    let told = object(std::str::from_utf8(&wrong.stderr).expect("text"));
    assert_eq!(
        (wrong.status.code(), &told["event"]),
        (Some(1), &"error".into())
    );
}

const README: &str = include_str!("../../../README.md");

#[test]
fn the_configuration_of_the_readme_is_read() {
    let from = README.find("```toml\n[agent]").expect("an example") + "```toml\n".len();
    let length = README[from..].find("```").expect("its end");
    let text = README[from..from + length]
        .replace("# allow_private", "allow_private")
        .replace("# extra_roots", "extra_roots");
    let config = Config::parse(&text, "dangbo.toml".as_ref()).expect("a configuration");
    assert_eq!(config.sites.len(), 1);
    assert_eq!(config.network.extra_roots.len(), 1);
}

#[test]
fn the_readme_names_every_reason() {
    for reason in Reason::ALL {
        assert!(
            README.contains(&format!("`{reason}`")),
            "{reason} is not in the README"
        );
    }
}

#[test]
fn no_more_than_four_sitemaps_are_in_memory_at_one_time_and_all_are_read() {
    let (now, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let server = Server::start(1, move |asked| match asked.path.as_str() {
        "/robots.txt" => Reply::status(404),
        "/sitemap.xml" => {
            let maps = (0..20).map(|map| format!("<sitemap><loc>/{map}.xml</loc></sitemap>"));
            Reply::xml(&format!(
                "<sitemapindex>{}</sitemapindex>",
                maps.collect::<String>()
            ))
        }
        path => match path.strip_suffix(".xml") {
            Some(map) => {
                seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(20));
                now.fetch_sub(1, Ordering::SeqCst);
                Reply::xml(&format!(
                    "<urlset><url><loc>{map}.html</loc></url></urlset>"
                ))
            }
            None => Reply::page("<p>Tin</p>"),
        },
    });
    let sitemap = server.url("/sitemap.xml");
    let site = format!("[[site]]\nname = \"xa\"\nsitemaps = [\"{sitemap}\"]\n");
    let setting = Setting::new(&site).with("connections = 4", "connections = 16");
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Done, "{report}");
    assert_eq!(report.sites["xa"].new, 1 + 20 + 20, "{report}");
    assert_eq!(most.load(Ordering::SeqCst), 4);
}
