//! Any article: every quote is the text at its offsets, every span of an abbreviation is its form.
#![no_main]

use dangbo::article::Article;
use dangbo::knowledge::Knowledge;
use dangbo::record::Field;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().expect("bundled dictionaries load"));

fuzz_target!(|input: (Option<&str>, Option<&str>, &str)| {
    let (title, lead, text) = input;
    let article = Article {
        title: title.map(str::to_owned),
        lead: lead.map(str::to_owned),
        text: text.to_owned(),
        ..Article::default()
    };
    let record = dangbo::extract(&article, &KNOWLEDGE);
    let body: Vec<char> = text.chars().collect();
    let head: Vec<char> = title.unwrap_or_default().chars().collect();
    let lead: Vec<char> = lead.unwrap_or_default().chars().collect();
    let slice = |field: Option<Field>, start: usize, end: usize| -> String {
        let chars = match field {
            Some(Field::Title) => &head,
            Some(Field::Lead) => &lead,
            None => &body,
        };
        chars[start..end].iter().collect()
    };
    for evidence in record.facts.iter().flat_map(|fact| &fact.evidence) {
        assert_eq!(slice(evidence.field, evidence.start, evidence.end), evidence.quote);
        assert!(evidence.sentence_start <= evidence.start && evidence.end <= evidence.sentence_end);
    }
    for abbreviation in &record.abbreviations {
        for [start, end] in &abbreviation.spans {
            assert_eq!(slice(abbreviation.field, *start, *end), abbreviation.form);
        }
    }
    assert_eq!(record, dangbo::extract(&article, &KNOWLEDGE));
});
