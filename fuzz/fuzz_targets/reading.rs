//! Any text: tokens lie in order on character boundaries, sentences and lines cover them, phrases lie within.
#![no_main]

use dangbo::knowledge::Knowledge;
use dangbo::text::Reading;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::bundled().expect("bundled dictionaries load"));

fuzz_target!(|text: &str| {
    let mut reading = Reading::new(&[], text, &KNOWLEDGE.lexicon);
    dangbo::abbreviation::expand(&mut reading, &KNOWLEDGE);
    reading.find_phrases();
    let mut last = 0;
    for token in &reading.tokens {
        assert!(token.start <= token.end && token.end as usize <= text.len());
        assert!(text.is_char_boundary(token.start as usize) && text.is_char_boundary(token.end as usize));
        assert!(token.start >= last);
        last = token.start;
    }
    assert_eq!(reading.lines.iter().map(|line| line.tokens.len()).sum::<usize>(), reading.tokens.len());
    assert_eq!(reading.sentences.iter().map(|sentence| sentence.len()).sum::<usize>(), reading.tokens.len());
    assert!(reading.hits().iter().all(|hit| hit.start < hit.end && hit.end as usize <= reading.tokens.len()));
});
