//! `dangbo extract PATH…`: articles in, records out.

use crate::cli::console::{Progress, say};
use crate::cli::destination::{self, Destination};
use crate::cli::dictionaries::DictionariesArg;
use crate::cli::exit::Exit;
use crate::cli::interrupt;
use crate::cli::kinds;
use crate::cli::value;
use anyhow::{Context, bail};
use clap::ValueEnum;
use dangbo::Extractor;
use dangbo::batch::{End, Run, Supply, Tally, Threads, Worked};
use dangbo::knowledge::Knowledge;
use dangbo::sink::{self, Sink};
use dangbo::source::{Articles, MAX_ARTICLE_BYTES, RawArticle, SourceError};
use std::mem::ManuallyDrop;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Read articles, write one record per article.
///
/// Reads .txt and .md files (an article each), .html and .htm files (a web page each), .jsonl and .jsonl.gz files (an
/// article a line, in "text", with "title", "lead", "url", "published", "author" and "site" where present), .warc,
/// .wet, .warc.gz and .wet.gz files (stored pages and their texts), folders of them, and standard input (`-`).
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files and folders; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write to FILE, which appears only when it is complete.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How records are written.
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
    /// Threads to work with, at most 256; the output is the same for any number. Default: one for each processor.
    #[arg(long, short, value_name = "N", value_parser = value::jobs)]
    jobs: Option<NonZeroUsize>,
    /// Keep only facts of this kind; may be given several times.
    #[arg(long = "kind", value_name = "KIND", value_parser = kinds())]
    kinds: Vec<String>,
    /// Give every document's text in its record.
    #[arg(long, conflicts_with = "without_text")]
    with_text: bool,
    /// Give no document's lead and text, not even where they had to be decoded.
    #[arg(long)]
    without_text: bool,
    #[command(flatten)]
    dictionaries: DictionariesArg,
    /// Refuse larger articles: a number of bytes, or an amount such as "10 MB".
    #[arg(long, value_name = "BYTES", default_value_t = MAX_ARTICLE_BYTES, value_parser = value::bytes)]
    max_article_bytes: u64,
    /// No progress, no notes and no summary; refusals are still told.
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  dangbo extract articles/ > records.jsonl
  dangbo extract 2021.jsonl.gz 2022.jsonl.gz -o records.jsonl
  dangbo extract crawl.warc.gz pages/ -o records.jsonl
  dangbo extract articles/ --format csv --kind term --kind officeholder -o facts.csv
  curl -s https://example.org/article.txt | dangbo extract - --format json";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line.
    Jsonl,
    /// One indented JSON array.
    Json,
    /// One row a fact.
    Csv,
}

impl Format {
    fn sink(self) -> &'static dyn Sink {
        match self {
            Self::Jsonl => &sink::JsonLines,
            Self::Json => &sink::Json,
            Self::Csv => &sink::Csv,
        }
    }
}

pub(crate) fn run(args: Args) -> anyhow::Result<Exit> {
    for path in &args.paths {
        if path != Path::new("-") && !path.exists() {
            bail!("expected a file or folder, found none: {}", path.display());
        }
    }
    if let Some(output) = &args.output {
        destination::refuse_source(output, &args.paths)?;
    }
    let interrupt = interrupt::flag(None)?;
    let articles = Articles::new(args.paths.clone(), args.max_article_bytes);
    let supply = Supply::begin(articles, threads(&args))?;
    // The program ends with it: nobody waits for its thousands of lists to be freed.
    let knowledge = ManuallyDrop::new(supply.prepare(|| args.dictionaries.load())?);
    let mut destination = Destination::open(args.output.as_deref())?;
    let mut progress = Progress::new(args.quiet);
    let extractor = Extractor::new(&knowledge);
    let run = Run {
        work: |raw: RawArticle| record(raw, &knowledge, &extractor, &args),
        sink: args.format.sink(),
        interrupt: &interrupt,
    };
    let done = run.of(supply, &mut destination, &mut progress);
    let (tally, end) = done.context("expected to write records")?;
    progress.finish(&tally);
    match end {
        End::Complete => destination.finish()?,
        End::Interrupted => {
            if let Some(path) = destination.finish_partial()? {
                say(&format!(
                    "dangbo: the records so far are in {}",
                    path.display()
                ));
            }
        }
    }
    Ok(exit(&tally, end))
}

fn exit(tally: &Tally, end: End) -> Exit {
    match end {
        End::Interrupted => Exit::Interrupted,
        End::Complete if tally.refusals() > 0 => Exit::SomeFailed,
        End::Complete => Exit::Done,
    }
}

fn record(
    raw: RawArticle,
    knowledge: &Knowledge,
    extractor: &Extractor<'_>,
    args: &Args,
) -> Result<Worked, SourceError> {
    let mut article = raw.read(knowledge)?;
    let notes = std::mem::take(&mut article.notes);
    let mut record = extractor.extract(&article);
    if !args.kinds.is_empty() {
        record.facts.retain(|fact| {
            let mut kinds = args.kinds.iter();
            kinds.any(|kind| kind == fact.value.kind())
        });
    }
    if args.with_text {
        record.document.text = Some(article.text);
    } else if args.without_text {
        record.document.lead = None;
        record.document.text = None;
    }
    Ok(Worked { record, notes })
}

/// One thread does everything itself, unless it might have to wait for standard input while Ctrl-C is pressed.
fn threads(args: &Args) -> Threads {
    let jobs = args
        .jobs
        .or_else(|| std::thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN);
    let may_wait = args.paths.iter().any(|path| path == Path::new("-"));
    if jobs == NonZeroUsize::MIN && !may_wait {
        Threads::One
    } else {
        Threads::Workers(jobs)
    }
}
