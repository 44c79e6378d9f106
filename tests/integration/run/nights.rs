//! Nights of a paper that grows, edits, deletes and is redesigned.

use crate::run::folder::{
    check_against_evidence, duplicates, records, report, run_at, skips, versions,
};
use crate::run::paper::{Layout, Paper, Plan, day, night_after};
use dangbo::crawl;
use dangbo::run::drift::Lack;
use dangbo::run::{End, Skip, sites};
use serde_json::Value;
use std::collections::BTreeMap;

const PLAN: Plan = Plan {
    daily: 3,
    redesign: None,
    silent_from: None,
    has_failing_page: false,
};

#[test]
fn a_night_reads_what_is_there_and_accounts_for_the_rest() {
    let paper = Paper::start(1, PLAN);
    let setting = paper.setting();
    paper.turn_to(4);
    let found = run_at(&setting, night_after(4)).expect("a run");
    assert_eq!(found.end, End::Done, "{found}");
    check_against_evidence(&setting);
    let records = records(&setting);
    assert_eq!(records.len(), 15);
    for record in &records {
        let document = &record["document"];
        let url = document["url"].as_str().expect("an address");
        let number: i64 = url
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".html"))
            .and_then(|number| number.parse().ok())
            .expect("a number");
        assert_eq!(document["published"], day(number / 3), "{url}");
        assert_eq!(document["version"], 1);
        assert_eq!(document["replaces"], Value::Null);
        assert_eq!(document["duplicate_of"], Value::Null, "{url}");
        assert!(
            record["facts"].as_array().expect("facts").len() >= 3,
            "{record}"
        );
    }
    let site = &found.sites["báo"];
    assert_eq!((site.answers, site.records), (18, 15));
    let skipped = BTreeMap::from([(Skip::Robots, 1), (Skip::Sitemap, 1), (Skip::StartPage, 1)]);
    assert_eq!(site.skipped, skipped);
    // Lines stand in the files of the day on which they were fetched.
    assert_eq!(
        found.files.keys().collect::<Vec<_>>(),
        ["2021-01-06.jsonl", "2021-01-06.skips.jsonl"]
    );
    let written = report(&setting);
    assert_eq!(written["schema"], "dangbo.run/1");
    assert_eq!(written["sites"]["báo"]["records"], 15);
    assert_eq!(written["crawl"]["sites"]["báo"]["new"], 17);
}

#[test]
fn a_second_night_of_the_same_site_fetches_nothing_that_a_condition_saves_and_adds_no_record() {
    let paper = Paper::start(1, PLAN);
    // Everything is due again.
    let setting = paper.setting().with(
        "[pace]",
        "[revisit]\nfirst = \"0s\"\nshortest = \"0s\"\n[pace]",
    );
    paper.turn_to(4);
    run_at(&setting, night_after(4)).expect("a run");
    let before = records(&setting);
    paper.server.forget();

    let found = run_at(&setting, night_after(5)).expect("a second run");
    assert_eq!(found.end, End::Done, "{found}");
    let asked = paper.server.asked();
    assert_eq!(asked.len(), 18);
    for asked in asked {
        assert!(asked.header("if-none-match").is_some(), "{}", asked.path);
    }
    assert_eq!(records(&setting), before);
    check_against_evidence(&setting);
    let site = &found.sites["báo"];
    assert_eq!((site.answers, site.records), (18, 0));
    assert_eq!(site.skipped, BTreeMap::from([(Skip::Unchanged, 18)]));
}

#[test]
fn a_page_whose_furniture_changed_is_no_new_version() {
    let paper = Paper::start(
        1,
        Plan {
            redesign: Some((3, Layout::Undated)),
            ..PLAN
        },
    );
    let setting = paper.setting().with(
        "[pace]",
        "[revisit]\nfirst = \"0s\"\nshortest = \"0s\"\n[pace]",
    );
    paper.turn_to(0);
    run_at(&setting, night_after(0)).expect("a run");
    paper.turn_to(3);
    let found = run_at(&setting, night_after(3)).expect("a second run");
    let site = &found.sites["báo"];
    assert_eq!(site.skipped[&Skip::SameText], 3, "{found}");
    assert_eq!(versions(&setting)[&paper.url(0)].len(), 1);
}

/// A year: `DANGBO_NIGHTS` sets another number of nights.
#[test]
fn a_year_of_nights_loses_nothing_doubles_nothing_and_alarms_when_the_layout_changes() {
    let nights: i64 = std::env::var("DANGBO_NIGHTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(365);
    let redesign = nights * 3 / 5;
    let paper = Paper::start(
        1,
        Plan {
            redesign: Some((redesign, Layout::Undated)),
            ..PLAN
        },
    );
    let setting = paper.setting();
    let mut alarmed = Vec::new();
    for night in 0..nights {
        paper.turn_to(night);
        let found = run_at(&setting, night_after(night)).expect("a run");
        if !found.alarms.is_empty() {
            let lacks: Vec<Lack> = found.alarms.iter().map(|alarm| alarm.lack).collect();
            assert_eq!(lacks, [Lack::NoDate], "{found}");
            assert_eq!(found.end, End::Drifted);
            alarmed.push(night);
        } else {
            assert_eq!(found.end, End::Done, "{found}");
        }
    }
    // From the night of the change on, until somebody looks at it.
    assert_eq!(alarmed, (redesign..nights).collect::<Vec<_>>());

    check_against_evidence(&setting);
    let found = versions(&setting);
    let last = nights - 1;
    assert_eq!(
        found.len(),
        usize::try_from(paper.appeared(last)).expect("a number")
    );
    for number in 0..paper.appeared(last) {
        let versions = &found[&paper.url(number)];
        let numbers: Vec<u64> = versions.iter().map(|(version, ..)| *version).collect();
        let expected: Vec<u64> = (1..=u64::from(paper.versions(number, last))).collect();
        assert_eq!(numbers, expected, "{number}");
    }
    for record in records(&setting) {
        let document = &record["document"];
        let url = document["url"].as_str().expect("an address");
        if document["version"] == 2 {
            assert_eq!(document["replaces"], found[url][0].1, "{url}");
        }
    }
    // Articles of one paper, written to one pattern, are no reprints of each other.
    assert_eq!(duplicates(&setting), BTreeMap::new());
    let gone = skips(&setting)
        .iter()
        .filter(|skip| skip["reason"] == "gone")
        .count();
    assert!(nights < 100 || gone > 0, "nothing was deleted");
}

#[test]
fn pages_whose_text_is_fetched_by_a_script_alarm_in_the_same_night() {
    let paper = Paper::start(
        1,
        Plan {
            redesign: Some((12, Layout::Scripted)),
            // What always fails must not hide an alarm.
            has_failing_page: true,
            ..PLAN
        },
    );
    let setting = paper.setting();
    let mut alarmed = Vec::new();
    for night in 0..14 {
        paper.turn_to(night);
        let found = run_at(&setting, night_after(night)).expect("a run");
        assert_eq!(found.crawl.end, crawl::End::Partial, "{found}");
        let end = if night < 12 {
            End::Partial
        } else {
            End::Drifted
        };
        assert_eq!(found.end, end, "{found}");
        alarmed.extend(found.alarms.iter().map(|alarm| (night, alarm.lack)));
    }
    assert_eq!(alarmed, [(12, Lack::NoArticle), (13, Lack::NoArticle)]);
}

#[test]
fn a_change_that_was_accepted_alarms_no_more() {
    let plan = Plan {
        redesign: Some((9, Layout::Undated)),
        ..PLAN
    };
    let paper = Paper::start(1, plan);
    let setting = paper.setting();
    let mut alarmed = Vec::new();
    for night in 0..22 {
        paper.turn_to(night);
        let found = run_at(&setting, night_after(night)).expect("a run");
        if !found.alarms.is_empty() {
            alarmed.push(night);
        }
        if night == 11 {
            sites::accept(&setting.config(), "báo").expect("a site");
        }
    }
    assert_eq!(alarmed, [9, 10, 11]);
}

#[test]
fn a_paper_that_falls_silent_alarms_after_a_few_days() {
    let paper = Paper::start(
        1,
        Plan {
            daily: 1,
            silent_from: Some(10),
            ..PLAN
        },
    );
    let setting = paper.setting();
    let first = (0..20).find(|&night| {
        paper.turn_to(night);
        let found = run_at(&setting, night_after(night)).expect("a run");
        found
            .alarms
            .iter()
            .any(|alarm| alarm.lack == Lack::NothingNew)
    });
    // The last article came on day 9; three days without one alarm nobody.
    assert_eq!(first, Some(13));
}
