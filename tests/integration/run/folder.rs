//! What a run has left: records, skips, the report; and whether they and the evidence agree.

use crate::crawl::evidence;
use crate::crawl::setting::{Seen, Setting};
use dangbo::crawl::{self, Surroundings};
use dangbo::knowledge::Knowledge;
use dangbo::run::{self, Progress, RunError, RunReport, Skip, Task, Watcher};
use dangbo::timestamp::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

pub(super) static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::bundled().expect("the bundled dictionaries load"));

/// What was seen of a run.
#[derive(Debug, Default)]
pub(super) struct SeenRun {
    pub crawl: Seen,
    pub progress: Progress,
}

impl Watcher for SeenRun {
    fn crawl(&mut self) -> &mut dyn crawl::Watcher {
        &mut self.crawl
    }

    fn advanced(&mut self, progress: Progress) {
        self.progress = progress;
    }

    fn failed(&mut self, url: &str, skip: Skip, message: Option<&str>) {
        panic!("{url}: {skip}: {message:?}");
    }
}

/// Runs in this process, with a clock that stands still.
pub(super) fn run_at(setting: &Setting, now: Timestamp) -> Result<RunReport, RunError> {
    let surroundings = Surroundings {
        clock: Arc::new(move || now),
        ..Surroundings::real()
    };
    let config = setting.config();
    let task = Task {
        config: &config,
        knowledge: &KNOWLEDGE,
        dictionaries: "test",
        surroundings: &surroundings,
    };
    run::run(task, &AtomicBool::new(false), &mut SeenRun::default())
}

/// The lines of the files in a folder whose names pass, in the order of days.
fn lines(folder: &Path, passes: impl Fn(&str) -> bool) -> Vec<Value> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.starts_with(|first: char| first.is_ascii_digit()) && passes(name))
        .collect();
    names.sort();
    let mut lines = Vec::new();
    for name in names {
        let text = fs::read_to_string(folder.join(&name)).expect("a file of text");
        assert!(text.is_empty() || text.ends_with('\n'), "{name} breaks off");
        for line in text.lines() {
            let line: Value = serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
            lines.push(line);
        }
    }
    lines
}

/// The records, in the order in which they were written.
pub(super) fn records(setting: &Setting) -> Vec<Value> {
    lines(&setting.records(), |name| !name.contains(".skips."))
}

/// The skips, likewise.
pub(super) fn skips(setting: &Setting) -> Vec<Value> {
    lines(&setting.records(), |name| name.contains(".skips."))
}

/// The reprints of the index, each with its origin.
pub(super) fn duplicates(setting: &Setting) -> BTreeMap<String, String> {
    let text = fs::read_to_string(setting.records().join("duplicates.jsonl")).expect("the index");
    text.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("an object");
            let url = |of: &Value| of["url"].as_str().expect("an address").to_owned();
            (url(&line), url(&line["origin"]))
        })
        .collect()
}

/// The versions of each article: their numbers, ids and titles, in order.
pub(super) fn versions(setting: &Setting) -> BTreeMap<String, Vec<(u64, String, String)>> {
    let mut found: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for record in records(setting) {
        let document = &record["document"];
        let text = |key: &str| document[key].as_str().unwrap_or_default().to_owned();
        let version = document["version"].as_u64().expect("a version");
        found
            .entry(text("url"))
            .or_default()
            .push((version, text("id"), text("title")));
    }
    found
}

/// Checks that every answer that was kept gave a record or a skip, and only one of them, once.
pub(super) fn check_against_evidence(setting: &Setting) {
    let kept: BTreeSet<String> = evidence::records(&setting.kept())
        .iter()
        .filter(|record| matches!(record.kind(), "response" | "revisit"))
        .map(|record| record.head["warc-record-id"].clone())
        .collect();
    let mut accounted = BTreeSet::new();
    let records = records(setting);
    let skips = skips(setting);
    let places = records
        .iter()
        .map(|record| &record["document"]["warc"])
        .chain(skips.iter().map(|skip| &skip["warc"]));
    for place in places {
        let id = place["record_id"].as_str().expect("an id").to_owned();
        assert!(accounted.insert(id.clone()), "{id} is accounted for twice");
    }
    assert_eq!(accounted, kept);
}

/// The report.
pub(super) fn report(setting: &Setting) -> Value {
    let text = fs::read_to_string(setting.records().join("run.json")).expect("a report");
    serde_json::from_str(&text).expect("an object")
}
