//! Crawls that are killed, at random moments and wherever something is written, and run again until they are done: what
//! they have kept is what an uninterrupted crawl keeps, once, in files that are in order.
//!
//! The sizes are made for every day; `DANGBO_KILL_HOSTS`, `DANGBO_KILL_PAGES` and `DANGBO_KILLS` set others, and
//! `DANGBO_KILL_KEEP` names a folder that the WARC files are copied to, for other tools to look at.

use crate::crawl::evidence::{by_url, check_indexes, records};
use crate::crawl::setting::Setting;
use crate::crawl::web::Web;
use dangbo::crawl::End;
#[cfg(debug_assertions)]
use dangbo::failpoint::CRAWL as PLACES;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Every address that was kept, with the status and body that were.
type Kept = BTreeMap<String, (String, Vec<u8>)>;

fn number(name: &str, usual: usize) -> usize {
    let text = std::env::var(name).ok();
    text.map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name}: expected a number, found {text}"))
    })
}

/// What is kept in a folder, which must be in order, with one response for each address.
fn kept(folder: &Path) -> Kept {
    check_indexes(folder);
    let records = records(folder);
    by_url(&records, "response")
        .into_iter()
        .map(|(url, found)| {
            assert_eq!(found.len(), 1, "{url} was kept more than once");
            (
                url.to_owned(),
                (found[0].status().to_owned(), found[0].payload().to_owned()),
            )
        })
        .collect()
}

/// Small, repeatable and good enough (splitmix64).
struct Moments(u64);

impl Moments {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % below
    }
}

/// The end of a child within a time; none if it is still at work.
fn end_within(child: &mut Child, time: Duration) -> Option<i32> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return Some(status.code().unwrap_or(-1));
        }
        if began.elapsed() >= time {
            return None;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn start(setting: &Setting) -> Child {
    let mut command = setting.command();
    command.arg("--quiet").stderr(Stdio::null());
    command.spawn().expect("the program")
}

/// Runs until done; returns how many runs it took.
fn finish(setting: &Setting) -> usize {
    for run in 1..20 {
        let status = start(setting).wait().expect("a child");
        match status.code() {
            Some(0) => return run,
            Some(3) => {}
            other => panic!("ended with {other:?}"),
        }
    }
    panic!("never done");
}

fn compare(found: &Kept, expected: &Kept, what: &str) {
    let lost: Vec<&String> = expected
        .keys()
        .filter(|url| !found.contains_key(*url))
        .collect();
    let added: Vec<&String> = found
        .keys()
        .filter(|url| !expected.contains_key(*url))
        .collect();
    assert!(
        lost.is_empty() && added.is_empty(),
        "{what}: lost {lost:?}, added {added:?}"
    );
    for (url, one) in found {
        assert_eq!(one, &expected[url], "{what}: {url}");
    }
}

fn keep_for_others(setting: &Setting, name: &str) {
    let Ok(folder) = std::env::var("DANGBO_KILL_KEEP") else {
        return;
    };
    let folder = Path::new(&folder).join(name);
    fs::create_dir_all(&folder).expect("a folder");
    for entry in fs::read_dir(setting.kept()).expect("a folder") {
        let entry = entry.expect("an entry");
        if entry.file_name().to_string_lossy().ends_with(".warc.gz") {
            fs::copy(entry.path(), folder.join(entry.file_name())).expect("a copy");
        }
    }
}

/// Writes figures beside the files that are kept for others.
fn note(figures: &str) {
    if let Ok(folder) = std::env::var("DANGBO_KILL_KEEP") {
        let mut file = fs::File::options()
            .create(true)
            .append(true)
            .open(Path::new(&folder).join("figures.txt"))
            .expect("a writable folder");
        writeln!(file, "{figures}").expect("a writable file");
    }
}

/// An uninterrupted crawl of a web whose passing errors have passed.
fn uninterrupted(web: &Web) -> Kept {
    web.setting().crawl().expect("a crawl");
    let setting = web.setting();
    let (report, _) = setting.crawl().expect("a crawl");
    assert_eq!(report.end, End::Done, "{report}");
    keep_for_others(&setting, "uninterrupted");
    kept(&setting.kept())
}

#[test]
fn a_crawl_that_is_killed_at_random_moments_loses_nothing() {
    let hosts = number("DANGBO_KILL_HOSTS", 4);
    let pages = number("DANGBO_KILL_PAGES", 200);
    let kills = number("DANGBO_KILLS", 12);
    let expected = uninterrupted(&Web::start(u8::try_from(hosts).expect("few hosts"), pages));
    // The addresses have other ports in each web.
    let expected = without_ports(expected);
    let mut moments = Moments(7);
    let (mut killed, mut cycles, mut runs) = (0, 0, 0);
    while killed < kills {
        let web = Web::start(u8::try_from(hosts).expect("few hosts"), pages);
        let setting = web.setting().with("delay = \"0s\"", "delay = \"5ms\"");
        let is_done = loop {
            if killed == kills {
                break false;
            }
            let mut child = start(&setting);
            runs += 1;
            let moment = Duration::from_micros(moments.next(300_000));
            match end_within(&mut child, moment) {
                None => {
                    child.kill().expect("a child");
                    child.wait().expect("a child");
                    killed += 1;
                }
                Some(0) => break true,
                Some(3) => {}
                Some(other) => panic!("ended with {other}"),
            }
        };
        if !is_done {
            runs += finish(&setting);
        }
        compare(
            &without_ports(kept(&setting.kept())),
            &expected,
            &format!("cycle {cycles}"),
        );
        keep_for_others(&setting, &format!("cycle-{cycles}"));
        cycles += 1;
    }
    note(&format!(
        "{} responses of {pages} pages on {hosts} hosts, identical after {killed} kills in {cycles} crawls of {runs} runs",
        expected.len()
    ));
}

/// The hosts are told apart by their addresses, which are the same in every web; ports are not.
fn without_ports(kept: Kept) -> Kept {
    let plain = |text: &[u8]| {
        let text = String::from_utf8_lossy(text);
        let mut parts = text.split("http://127.0.0.");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (host, rest) = part.split_once(':').unwrap_or((part, ""));
            out.push_str("http://127.0.0.");
            out.push_str(host);
            out.push_str(rest.trim_start_matches(|letter: char| letter.is_ascii_digit()));
        }
        out
    };
    kept.into_iter()
        .map(|(url, (status, body))| {
            let is_text = !url.ends_with(".gz");
            let body = if is_text {
                plain(&body).into_bytes()
            } else {
                Vec::new()
            };
            (plain(url.as_bytes()), (status, body))
        })
        .collect()
}

/// A release build has no failpoints.
#[cfg(debug_assertions)]
#[test]
fn a_crawl_that_dies_wherever_something_is_written_loses_nothing() {
    let web = Web::start(2, 60);
    let expected = uninterrupted(&web);
    let mut deaths = 0;
    for place in PLACES {
        for time in [1, 2, 3] {
            for how in ["die", "torn"] {
                if how == "torn" && *place != "warc/write" {
                    continue;
                }
                let what = format!("{place}:{time}:{how}");
                let setting = web.setting().with("warc = \"100 kB\"", "warc = \"4 kB\"");
                let mut command = setting.command();
                command
                    .arg("--quiet")
                    .env("DANGBO_FAILPOINT", &what)
                    .stderr(Stdio::null());
                let status = command.status().expect("the program");
                assert_eq!(status.code(), None, "{what}: it was to die");
                deaths += 1;
                finish(&setting);
                compare(&kept(&setting.kept()), &expected, &what);
            }
        }
    }
    note(&format!(
        "{} responses, identical after each of {deaths} deaths",
        expected.len()
    ));
}

#[cfg(debug_assertions)]
#[test]
fn a_disk_that_is_full_ends_the_run_and_loses_nothing() {
    let web = Web::start(2, 60);
    let expected = uninterrupted(&web);
    for place in PLACES {
        let setting = web.setting().with("warc = \"100 kB\"", "warc = \"4 kB\"");
        let mut command = setting.command();
        let output = command
            .arg("--quiet")
            .env("DANGBO_FAILPOINT", format!("{place}:2:full"))
            .output()
            .expect("the program");
        let words = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert_eq!(output.status.code(), Some(1), "{place}: {words}");
        assert!(
            words.contains("no storage space") || words.contains("no space"),
            "{place}: {words}"
        );
        finish(&setting);
        compare(&kept(&setting.kept()), &expected, place);
    }
}

#[cfg(unix)]
#[test]
fn a_limit_of_the_size_of_files_ends_the_run_and_loses_nothing() {
    let web = Web::start(2, 60);
    let expected = uninterrupted(&web);
    let setting = web.setting();
    let config = setting.write();
    for blocks in [40, 400] {
        let limited = format!("ulimit -f {blocks} && exec \"$0\" crawl --quiet --config \"$1\"");
        let output = std::process::Command::new("sh")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_dangbo")])
            .arg(&config)
            .output()
            .expect("a shell");
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{blocks}: {words}");
    }
    finish(&setting);
    compare(&kept(&setting.kept()), &expected, "a limit");
}
