//! Words for people, on standard error: refusals as they come, progress on a terminal, a summary at the end.

use dangbo::batch::{Failure, Note, Tally, Watcher};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// Writes one line. A closed standard error is no reason to stop.
pub(crate) fn say(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// Tells of a run while it goes on.
pub(crate) struct Progress {
    bar: ProgressBar,
    is_quiet: bool,
}

impl Progress {
    pub(crate) fn new(is_quiet: bool) -> Self {
        let bar = if is_quiet || !io::stderr().is_terminal() {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden())
        } else {
            ProgressBar::no_length()
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
            bar.set_style(style);
        }
        Self { bar, is_quiet }
    }

    /// Takes the progress away and writes the summary.
    pub(crate) fn finish(&self, tally: &Tally) {
        self.bar.finish_and_clear();
        if !self.is_quiet {
            say(&summary(tally));
        }
    }
}

impl Watcher for Progress {
    fn failed(&mut self, failure: &Failure) {
        if failure.refusal().is_some() {
            self.bar.suspend(|| say(&format!("dangbo: {failure}")));
        }
    }

    fn noted(&mut self, note: &Note) {
        if !self.is_quiet {
            self.bar.suspend(|| say(&format!("dangbo: {note}")));
        }
    }

    fn advanced(&mut self, tally: &Tally) {
        self.bar.set_message(format!(
            "{} records, {} facts, {} MB",
            tally.records,
            tally.facts,
            tally.bytes >> 20
        ));
        self.bar.tick();
    }
}

/// What was done, in a line; what was not, in a second and third.
fn summary(tally: &Tally) -> String {
    let mut lines = vec![format!(
        "dangbo: {} read, {} records, {} facts",
        tally.read, tally.records, tally.facts
    )];
    if tally.noted > 0 {
        lines.push(format!(
            "dangbo: {} with metadata that is not as expected",
            tally.noted
        ));
    }
    if tally.refusals() > 0 {
        lines.push(format!(
            "dangbo: {} refused: {}",
            tally.refusals(),
            list(&tally.refused)
        ));
    }
    if !tally.passed_over.is_empty() {
        let files: u64 = tally.passed_over.values().sum();
        lines.push(format!(
            "dangbo: {files} passed over, of other types: {}",
            list(&tally.passed_over)
        ));
    }
    lines.join("\n")
}

fn list<K: Display>(counts: &dangbo::source::Counts<K>) -> String {
    counts
        .iter()
        .map(|(what, count)| format!("{count} {what}"))
        .collect::<Vec<_>>()
        .join(", ")
}
