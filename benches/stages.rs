//! Throughput of each stage and of the whole, over distinct articles.
//!
//! Reads the bundled corpus, or the JSON Lines file that `DANGBO_BENCH_ARTICLES` names. `reference/aho_corasick` runs
//! one automaton of as many phrases over the same bytes: the physical ceiling for anything that looks at every byte
//! for dictionary phrases.

use aho_corasick::{AhoCorasick, MatchKind};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dangbo::Extractor;
use dangbo::article::Article;
use dangbo::fact::{self, Log, Scene};
use dangbo::knowledge::{FILES, Knowledge};
use dangbo::mention::Mentions;
use dangbo::source::{RawArticle, RawForm};
use dangbo::text::Reading;
use mimalloc::MiMalloc;
use std::hint::black_box;
use std::path::Path;

/// The binary's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn articles() -> Vec<Article> {
    let texts: Vec<String> = match std::env::var("DANGBO_BENCH_ARTICLES") {
        Ok(path) => std::fs::read_to_string(path)
            .expect("the named file is readable")
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
            .filter_map(|value| value["text"].as_str().map(str::to_owned))
            .collect(),
        Err(_) => {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
            let mut paths: Vec<_> = std::fs::read_dir(folder)
                .expect("the corpus is there")
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
                .collect();
            paths.sort();
            paths
                .iter()
                .filter_map(|path| std::fs::read_to_string(path).ok())
                .collect()
        }
    };
    texts
        .into_iter()
        .map(|text| Article {
            text,
            ..Article::default()
        })
        .collect()
}

/// The first column of every bundled dictionary: as many phrases as the lexicon holds.
fn phrases() -> Vec<String> {
    FILES
        .iter()
        .flat_map(|(_, text)| text.lines().filter(|line| !line.starts_with('#')).skip(1))
        .filter_map(|line| line.split('\t').next())
        .filter(|phrase| phrase.chars().count() > 1)
        .map(str::to_lowercase)
        .collect()
}

fn read<'a>(article: &'a Article, knowledge: &'a Knowledge) -> Reading<'a> {
    let mut reading = Reading::new(&[], &article.text, &knowledge.lexicon);
    dangbo::abbreviation::expand(&mut reading, knowledge);
    reading.find_phrases();
    reading
}

/// An article as a line of JSON, as it comes from a file.
fn line(article: &Article) -> RawArticle {
    RawArticle {
        source: "bench".to_owned(),
        form: RawForm::Json,
        bytes: serde_json::json!({ "text": article.text })
            .to_string()
            .into_bytes(),
    }
}

fn stages(criterion: &mut Criterion) {
    let knowledge = Knowledge::bundled().expect("the bundled dictionaries are checked by a test");
    let articles = articles();
    let bytes: usize = articles.iter().map(|article| article.text.len()).sum();

    let mut load = criterion.benchmark_group("start-up");
    load.bench_function("knowledge", |bencher| {
        bencher.iter(|| black_box(Knowledge::bundled()))
    });
    load.finish();

    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(bytes as u64));
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(phrases())
        .expect("phrases compile");
    group.bench_function("reference/aho_corasick", |bencher| {
        bencher.iter(|| {
            articles
                .iter()
                .map(|article| automaton.find_iter(&article.text).count())
                .sum::<usize>()
        });
    });
    let lines: Vec<RawArticle> = articles.iter().map(line).collect();
    group.bench_function("source", |bencher| {
        bencher.iter(|| {
            lines
                .iter()
                .filter_map(|line| line.clone().read(&knowledge).ok())
                .map(|article| article.text.len())
                .sum::<usize>()
        });
    });
    group.bench_function("tokenize", |bencher| {
        bencher.iter(|| {
            let mut count = 0usize;
            for article in &articles {
                knowledge.lexicon.tokenize(&article.text, |_| count += 1);
            }
            count
        });
    });
    group.bench_function("reading", |bencher| {
        bencher.iter(|| {
            articles
                .iter()
                .map(|article| read(article, &knowledge).hits().len())
                .sum::<usize>()
        });
    });
    group.bench_function("mentions", |bencher| {
        let readings: Vec<Reading<'_>> = articles
            .iter()
            .map(|article| read(article, &knowledge))
            .collect();
        bencher.iter(|| {
            for reading in &readings {
                black_box(Mentions::find(reading, &knowledge));
            }
        });
    });
    group.bench_function("facts", |bencher| {
        let readings: Vec<(Reading<'_>, Mentions)> = articles
            .iter()
            .map(|article| {
                let reading = read(article, &knowledge);
                let mentions = Mentions::find(&reading, &knowledge);
                (reading, mentions)
            })
            .collect();
        let log = Log::off();
        bencher.iter(|| {
            readings
                .iter()
                .map(|(reading, mentions)| {
                    let scene = Scene::new(reading, &knowledge, mentions, None, &log);
                    fact::read(&scene).len()
                })
                .sum::<usize>()
        });
    });
    let extractor = Extractor::new(&knowledge);
    group.bench_function("extract", |bencher| {
        bencher.iter(|| {
            articles
                .iter()
                .map(|article| extractor.extract(article).facts.len())
                .sum::<usize>()
        });
    });
    group.bench_function("end-to-end", |bencher| {
        bencher.iter(|| {
            lines
                .iter()
                .filter_map(|line| line.clone().read(&knowledge).ok())
                .filter_map(|article| serde_json::to_vec(&extractor.extract(&article)).ok())
                .map(|record| record.len())
                .sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
