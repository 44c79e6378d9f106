//! Every record keeps the contract, and the contract refuses what is none.

use dangbo::article::Article;
use dangbo::knowledge::Knowledge;
use serde_json::{Value, json};
use std::path::Path;

fn validator() -> jsonschema::Validator {
    let schema: Value =
        serde_json::from_str(dangbo::record::JSON_SCHEMA).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is a schema")
}

fn records() -> Vec<Value> {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries load");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("an article");
            let article = Article {
                source: path.display().to_string(),
                text,
                ..Article::default()
            };
            serde_json::to_value(dangbo::extract(&article, &knowledge)).expect("a record is JSON")
        })
        .collect()
}

#[test]
fn every_record_of_the_corpus_keeps_the_contract() {
    let validator = validator();
    let records = records();
    assert!(records.len() >= 64);
    for record in &records {
        let errors: Vec<String> = validator
            .iter_errors(record)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(
            errors.is_empty(),
            "{}: {errors:#?}",
            record["document"]["source"]
        );
    }
}

#[test]
fn wrong_records_are_refused() {
    let validator = validator();
    let right = records()
        .into_iter()
        .find(|record| !record["facts"].as_array().is_none_or(Vec::is_empty))
        .expect("facts");
    let wrongs: [fn(&mut Value); 7] = [
        |record| record["schema"] = json!("dangbo.record/0"),
        |record| record["surprise"] = json!(1),
        |record| record["document"]["chars"] = json!(-1),
        |record| record["document"]["published"] = json!("15/01/2021"),
        |record| record["facts"][0]["kind"] = json!("rumour"),
        |record| record["facts"][0]["evidence"] = json!([]),
        |record| record["facts"][0]["checks"] = json!(["percentage-over100"]),
    ];
    assert!(validator.is_valid(&right));
    for (index, wrong) in wrongs.iter().enumerate() {
        let mut record = right.clone();
        wrong(&mut record);
        assert!(
            !validator.is_valid(&record),
            "wrong record {index} was taken"
        );
    }
}
