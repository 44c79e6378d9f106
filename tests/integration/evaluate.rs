//! `dangbo::evaluate` against tables worked out by hand, and against the independent scorer where it is at hand.

use dangbo::evaluate::{Gold, Kind, Predictions, Report, evaluate};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const GOLD: &str = include_str!("../fixtures/evaluate/gold.jsonl");
const RECORDS: &str = include_str!("../fixtures/evaluate/records.jsonl");
const TABLE: &str = include_str!("../fixtures/evaluate/table.txt");
const MISTAKES: &str = include_str!("../fixtures/evaluate/mistakes.tsv");
const RULES: &str = include_str!("../fixtures/evaluate/rules.txt");

fn score(gold: &str, records: &str) -> Report {
    let gold = Gold::read("gold", gold.as_bytes()).expect("gold");
    let predictions = Predictions::read("records", records.as_bytes()).expect("records");
    evaluate(&gold, &predictions, &Kind::ALL)
}

#[test]
fn table_of_invented_articles() {
    assert_eq!(score(GOLD, RECORDS).table().to_string(), TABLE);
}

#[test]
fn mistakes_of_invented_articles() {
    let lines: String = score(GOLD, RECORDS)
        .mistakes
        .iter()
        .map(|one| format!("{one}\n"))
        .collect();
    assert_eq!(lines, MISTAKES);
}

#[test]
fn rules_of_invented_articles_worst_first() {
    assert_eq!(score(GOLD, RECORDS).rule_table().to_string(), RULES);
}

#[test]
fn gold_as_records_is_right_throughout() {
    let report = score(GOLD, GOLD);
    assert_eq!(report.all().core_score().f1, 1.0, "{}", report.table());
    assert!(report.mistakes.is_empty());
}

#[test]
fn records_that_are_left_out_are_told_and_change_no_score() {
    let folder = tempfile::tempdir().expect("a folder");
    let evaluate = |gold: &str, records: &str| {
        fs::write(folder.path().join("gold.jsonl"), gold).expect("a file");
        fs::write(folder.path().join("records.jsonl"), records).expect("a file");
        let output = Command::new(env!("CARGO_BIN_EXE_dangbo"))
            .current_dir(folder.path())
            .args(["evaluate", "gold.jsonl", "records.jsonl"])
            .output()
            .expect("the program");
        assert_eq!(output.status.code(), Some(0));
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"))
    };
    let gold =
        "{\"id\":\"a01\",\"facts\":[{\"kind\":\"term\",\"start_year\":2020,\"end_year\":2025}]}";
    let [table, words] = evaluate(gold, gold);
    assert_eq!(words, "");
    let records = format!(
        "{{\"id\":\"a01\"}}\n{{\"document\":{{\"source\":\"in/b01.txt\"}}}}\n{gold}\n{{\"id\":\"b02\"}}"
    );
    let [other_table, words] = evaluate(gold, &records);
    assert_eq!(other_table, table);
    assert_eq!(
        words,
        "dangbo: records.jsonl: 1 record left out, a01: a later record counts for the same id of gold\n\
         dangbo: records.jsonl: 2 records left out, the first of them in/b01.txt: gold does not know their articles\n"
    );
}

/// The independent scorer and the gold sets are kept outside the project, beside it.
#[test]
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn agrees_with_the_independent_scorer() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let script = shared.join("tools/score.py");
    let has_python = Command::new("python3").arg("--version").output().is_ok();
    if !script.is_file() || !has_python {
        println!("skipped: no independent scorer");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (gold_path, records_path) = (
        folder.path().join("gold.jsonl"),
        folder.path().join("records.jsonl"),
    );
    for set in ["seeds", "dev", "genre"] {
        let Ok(gold) = fs::read_to_string(shared.join(format!("gold/{set}.jsonl"))) else {
            continue;
        };
        for seed in 1..=6 {
            let records = spoil(&gold, Chance(seed));
            fs::write(&gold_path, &gold).expect("written");
            fs::write(&records_path, &records).expect("written");
            let expected = independent_table(&script, &gold_path, &records_path);
            assert_eq!(
                score(&gold, &records).table().to_string(),
                expected,
                "{set}, seed {seed}"
            );
        }
    }
}

fn independent_table(script: &Path, gold: &PathBuf, records: &PathBuf) -> String {
    let output = Command::new("python3")
        .arg(script)
        .arg(gold)
        .arg(records)
        .output()
        .expect("a table");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A generator of the same small numbers each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

/// Gold as a faulty producer would give it: facts lost, repeated, reordered, altered.
fn spoil(gold: &str, mut chance: Chance) -> String {
    let mut lines = String::new();
    for line in gold.lines() {
        let article: Value = serde_json::from_str(line).expect("gold");
        let id = article["id"].as_str().expect("an id");
        let mut facts = Vec::new();
        for fact in article["facts"].as_array().into_iter().flatten() {
            if chance.one_in(9) {
                continue;
            }
            let mut fact = fact.clone();
            if chance.one_in(7) {
                facts.push(fact.clone());
            }
            spoil_fact(&mut fact, &mut chance);
            let place = chance.below(facts.len() as u64 + 1) as usize;
            facts.insert(place, fact);
        }
        let mut abbreviations = article["abbreviations"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        for abbreviation in &mut abbreviations {
            if chance.one_in(6) {
                let expansion = abbreviation["expansion"]
                    .as_str()
                    .unwrap_or("đảng bộ")
                    .to_uppercase();
                abbreviation["expansion"] = json!(expansion.replace("UỶ", "ỦY"));
            } else if chance.one_in(8) {
                abbreviation["expansion"] = Value::Null;
            }
        }
        let record = json!({"document": {"id": "0", "source": format!("a/{id}.txt")},
                            "facts": facts, "abbreviations": abbreviations});
        lines.push_str(&record.to_string());
        lines.push('\n');
    }
    lines
}

fn spoil_fact(fact: &mut Value, chance: &mut Chance) {
    if let Some(name) = fact["organization"].as_str().map(str::to_owned) {
        let spoilt = match chance.below(8) {
            0 => Value::Null,
            1 => json!({"name": name.replace("ủy", "uỷ").to_uppercase()}),
            2 => json!({"name": format!("{name} mở rộng"), "basis": "stated"}),
            3 => json!({"name": name.split(' ').skip(1).collect::<Vec<_>>().join(" ")}),
            _ => json!({"name": name}),
        };
        fact["organization"] = spoilt;
    }
    for field in ["subject", "goal", "unit_type"] {
        let Some(words) = fact[field].as_str().map(str::to_owned) else {
            continue;
        };
        match chance.below(6) {
            0 => {
                fact[field] = json!(
                    words
                        .split(' ')
                        .rev()
                        .skip(1)
                        .collect::<Vec<_>>()
                        .join(", ")
                )
            }
            1 => fact[field] = json!(format!("“{words} ”.")),
            2 if field != "unit_type" => fact[field] = Value::Null,
            _ => {}
        }
    }
    if fact["quantity"].is_object() {
        match chance.below(10) {
            0 => fact["quantity"]["bound"] = json!("about"),
            1 => fact["quantity"]["value"] = json!(chance.below(4)),
            2 => fact["quantity"]["low"] = json!(1.5),
            3 => fact["quantity"]["unit"] = json!("percent"),
            _ => {}
        }
    }
    match fact["kind"].as_str() {
        Some("officeholder") if chance.one_in(5) => {
            let name = fact["name"].as_str().unwrap_or_default().to_lowercase();
            fact["name"] = json!(name.replace("úy", "uý"));
        }
        Some("congress") if chance.one_in(6) => fact["form"] = json!("tenure"),
        Some("term") if chance.one_in(6) => fact["end_year"] = json!(2030),
        _ => {}
    }
}
