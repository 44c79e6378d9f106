//! Runs that are killed, at random moments and wherever something is written, and run again until they are done: what
//! they have recorded is what an uninterrupted run records, once.

use crate::crawl::setting::Setting;
use crate::run::folder::{check_against_evidence, duplicates, records, report, versions};
use crate::run::paper::{Paper, Plan};
#[cfg(debug_assertions)]
use dangbo::failpoint::RUN;
use serde_json::Value;
use std::process::Stdio;
use std::time::Instant;

/// So many articles are read in one batch, and so many in two.
const FEW: i64 = 36;
const MANY: i64 = 288;

/// A paper as it is on one day.
fn paper(articles: i64) -> Paper {
    let paper = Paper::start(
        1,
        Plan {
            daily: articles / 12,
            redesign: None,
            silent_from: None,
            has_failing_page: false,
        },
    );
    paper.turn_to(11);
    paper
}

/// Every record without what depends on when and in which order its page was fetched.
fn without_moments(setting: &Setting) -> Vec<Value> {
    let mut records = records(setting);
    for record in &mut records {
        let document = record["document"].as_object_mut().expect("a document");
        for key in ["source", "warc", "fetched_at"] {
            document.remove(key);
        }
    }
    records.sort_by_key(|record| record["document"]["url"].to_string());
    records
}

/// Runs until done; returns how many runs it took.
fn finish(setting: &Setting) -> usize {
    for run in 1..10 {
        let mut command = setting.run_command();
        let output = command.arg("--quiet").output().expect("the program");
        match output.status.code() {
            Some(0) => return run,
            Some(3) => {}
            other => panic!(
                "ended with {other:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            ),
        }
    }
    panic!("never done");
}

fn check(setting: &Setting, expected: &[Value], what: &str) {
    let found = without_moments(setting);
    assert_eq!(found.len(), expected.len(), "{what}");
    assert_eq!(found, expected, "{what}");
    check_against_evidence(setting);
    assert_eq!(duplicates(setting).len(), 0, "{what}");
    assert_eq!(report(setting)["end"], "done", "{what}");
    assert_eq!(report(setting)["unread"], 0, "{what}");
}

/// What an uninterrupted run records.
fn uninterrupted(paper: &Paper) -> Vec<Value> {
    let setting = paper.setting();
    assert_eq!(finish(&setting), 1);
    let appeared = usize::try_from(paper.appeared(11)).expect("a number");
    assert_eq!(versions(&setting).len(), appeared);
    without_moments(&setting)
}

/// `DANGBO_KILLS` sets another number of kills.
#[test]
fn a_run_that_is_killed_at_random_moments_loses_and_doubles_nothing() {
    let kills: u64 = std::env::var("DANGBO_KILLS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(12);
    let paper = paper(MANY);
    let began = Instant::now();
    let expected = uninterrupted(&paper);
    let mut whole = began.elapsed();
    let mut killed = 0;
    while killed < kills {
        let setting = paper.setting();
        loop {
            let mut command = setting.run_command();
            let mut child = command
                .arg("--quiet")
                .stderr(Stdio::null())
                .spawn()
                .expect("the program");
            // The golden ratio spreads moments evenly over a run, however many there are.
            let part = (killed as f64 * 0.618_033_988_75).fract();
            std::thread::sleep(whole.mul_f64(part));
            if child.try_wait().expect("a child").is_some() || killed == kills {
                child.wait().expect("a child");
                // It takes less time than the first one did, when other tests may have been at work.
                whole = whole.mul_f64(0.8);
                break;
            }
            child.kill().expect("a child");
            child.wait().expect("a child");
            killed += 1;
        }
        finish(&setting);
        check(&setting, &expected, &format!("after {killed} kills"));
    }
}

/// Lets a run die, again and again in a new folder, and has each finished.
#[cfg(debug_assertions)]
fn die_at<'p>(paper: &Paper, places: impl Iterator<Item = (&'p str, u32)>) {
    let expected = uninterrupted(paper);
    for (place, time) in places {
        for how in ["die", "torn"] {
            if how == "torn" && !place.ends_with("/write") {
                continue;
            }
            let what = format!("{place}:{time}:{how}");
            let setting = paper.setting();
            let mut command = setting.run_command();
            command
                .arg("--quiet")
                .env("DANGBO_FAILPOINT", &what)
                .stderr(Stdio::null());
            let status = command.status().expect("the program");
            assert_eq!(status.code(), None, "{what}: it was to die");
            finish(&setting);
            check(&setting, &expected, &what);
        }
    }
}

/// A release build has no failpoints.
#[cfg(debug_assertions)]
#[test]
fn a_run_that_dies_wherever_something_is_written_loses_and_doubles_nothing() {
    // A batch writes two files.
    let second = [("records/write", 2), ("records/sync", 2)];
    die_at(
        &paper(FEW),
        RUN.iter().map(|place| (*place, 1)).chain(second),
    );
}

#[cfg(debug_assertions)]
#[test]
fn a_run_that_dies_in_its_second_batch_keeps_the_first() {
    let places = [
        ("records/write", 3),
        ("records/sync", 3),
        ("ledger/commit", 2),
        ("ledger/committed", 2),
    ];
    die_at(&paper(MANY), places.into_iter());
}

#[cfg(debug_assertions)]
#[test]
fn a_disk_that_is_full_ends_the_run_and_loses_nothing() {
    let paper = paper(FEW);
    let expected = uninterrupted(&paper);
    for place in RUN {
        let setting = paper.setting();
        let output = setting
            .run_command()
            .arg("--quiet")
            .env("DANGBO_FAILPOINT", format!("{place}:1:full"))
            .output()
            .expect("the program");
        let words = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert_eq!(output.status.code(), Some(1), "{place}: {words}");
        assert!(words.contains("no storage space"), "{place}: {words}");
        finish(&setting);
        check(&setting, &expected, place);
    }
}

/// What a run that died had appended and not committed is cut off, and told.
#[test]
fn a_half_written_line_is_cut_off_and_told() {
    let paper = paper(FEW);
    let setting = paper.setting();
    finish(&setting);
    let expected = without_moments(&setting);
    let name = std::fs::read_dir(setting.records())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .find(|path| path.to_string_lossy().ends_with(".skips.jsonl"))
        .expect("a file of skips");
    let whole = std::fs::read(&name).expect("a file");
    std::fs::write(&name, [&whole[..], b"{\"url\": \"half a l"].concat())
        .expect("a writable folder");
    let output = setting.run_command().output().expect("the program");
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(words.contains("cut off 17 bytes"), "{words}");
    assert!(std::fs::read(&name).expect("a file").starts_with(&whole));
    check(&setting, &expected, "after a half written line");
}
