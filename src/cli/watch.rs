//! A crawl or run as it is told on standard error: bars on a terminal, lines elsewhere, JSON for programs.

use crate::cli::console::say;
use crate::cli::crawl::Log;
use dangbo::crawl::{Event, Verdict, Watcher};
use dangbo::run::{self, Skip};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal};

/// One way of telling.
pub(crate) enum Telling {
    Bars(Bars),
    Lines { is_quiet: bool },
    Json { is_quiet: bool },
}

/// The way that the arguments and standard error ask for.
pub(crate) fn watcher<'a>(
    log: Option<Log>,
    is_quiet: bool,
    sites: impl Iterator<Item = &'a str>,
) -> Telling {
    match log {
        Some(Log::Json) => Telling::Json { is_quiet },
        Some(Log::Text) => Telling::Lines { is_quiet },
        None if io::stderr().is_terminal() && !is_quiet => Telling::Bars(Bars::new(sites)),
        None => Telling::Lines { is_quiet },
    }
}

/// Tells what is no event of the work itself: an interruption, or the error that ended it. `event` is its name for
/// programs.
pub(crate) fn tell(log: Option<Log>, event: &str, words: &str) {
    match log {
        Some(Log::Json) => say(&json!({"event": event, "message": words}).to_string()),
        Some(Log::Text) | None => say(&format!("dangbo: {words}")),
    }
}

impl Telling {
    pub(crate) fn as_watcher(&mut self) -> &mut dyn Watcher {
        self
    }

    /// Takes away what moves.
    pub(crate) fn close(&self) {
        if let Self::Bars(bars) = self {
            bars.close();
        }
    }

    /// Tells what was done: a report, and its words for people.
    pub(crate) fn finish(&self, report: &impl Serialize, words: String) {
        self.close();
        match self {
            Self::Json { .. } => {
                let report = serde_json::to_value(report).unwrap_or(Value::Null);
                say(&json!({"event": "report", "report": report}).to_string());
            }
            Self::Bars(_) | Self::Lines { .. } => {
                for line in words.lines() {
                    say(&format!("dangbo: {line}"));
                }
            }
        }
    }
}

impl Watcher for Telling {
    fn saw(&mut self, event: &Event<'_>) {
        match self {
            Self::Bars(bars) => bars.saw(event),
            Self::Lines { is_quiet } if *is_quiet && !is_trouble(event) => {}
            Self::Lines { .. } => say(&format!("dangbo: {}", words(event))),
            Self::Json { is_quiet } if *is_quiet && !is_trouble(event) => {}
            Self::Json { .. } => say(&object(event).to_string()),
        }
    }
}

impl run::Watcher for Telling {
    fn crawl(&mut self) -> &mut dyn Watcher {
        self
    }

    fn advanced(&mut self, progress: run::Progress) {
        let run::Progress {
            read,
            of,
            records,
            facts,
        } = progress;
        match self {
            Self::Bars(bars) => bars.advanced(progress),
            Self::Lines { is_quiet: false } => say(&format!(
                "dangbo: {read} of {of} answers read, {records} records, {facts} facts"
            )),
            Self::Json { is_quiet: false } => {
                say(&json!({"event": "advanced", "read": read, "of": of,
                "records": records, "facts": facts})
                .to_string())
            }
            Self::Lines { is_quiet: true } | Self::Json { is_quiet: true } => {}
        }
    }

    fn failed(&mut self, url: &str, skip: Skip, message: Option<&str>) {
        let because = message.map_or_else(String::new, |message| format!(": {message}"));
        match self {
            Self::Json { .. } => say(
                &json!({"event": "skipped", "url": url, "reason": skip, "message": message})
                    .to_string(),
            ),
            Self::Bars(bars) => bars.tell(&format!("{skip}: {url}{because}")),
            Self::Lines { .. } => say(&format!("dangbo: {skip}: {url}{because}")),
        }
    }
}

/// A bar for each site, and one for the reading of answers.
pub(crate) struct Bars {
    all: MultiProgress,
    sites: BTreeMap<String, ProgressBar>,
    reading: Option<ProgressBar>,
}

fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{prefix:24!} {bar:24} {pos}/{len} {wide_msg}");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Bars {
    fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let all = MultiProgress::new();
        let style = style();
        let sites = names
            .map(|name| {
                let bar = all.add(ProgressBar::new(0).with_style(style.clone()));
                bar.set_prefix(name.to_owned());
                (name.to_owned(), bar)
            })
            .collect();
        Self {
            all,
            sites,
            reading: None,
        }
    }

    fn saw(&self, event: &Event<'_>) {
        if let Event::Visited {
            site,
            url,
            verdict,
            left,
            ..
        } = *event
            && let Some(bar) = self.sites.get(site)
        {
            if !matches!(verdict, Verdict::Postponed(_)) {
                bar.inc(1);
            }
            bar.set_length(bar.position() + left);
            bar.set_message(url.to_owned());
        }
        if is_trouble(event) {
            self.tell(&words(event));
        }
    }

    fn advanced(&mut self, progress: run::Progress) {
        let all = &self.all;
        let bar = self
            .reading
            .get_or_insert_with(|| all.add(ProgressBar::new(0).with_style(style())));
        bar.set_prefix("records");
        bar.set_length(progress.of);
        bar.set_position(progress.read);
        bar.set_message(format!(
            "{} records, {} facts",
            progress.records, progress.facts
        ));
    }

    fn tell(&self, words: &str) {
        self.all.suspend(|| say(&format!("dangbo: {words}")));
    }

    fn close(&self) {
        // A terminal that went away has nothing to clear.
        let _ = self.all.clear();
    }
}

/// Whether something is told even where little is.
fn is_trouble(event: &Event<'_>) -> bool {
    match event {
        Event::Visited { verdict, .. } => matches!(verdict, Verdict::Failed(_)),
        Event::Paused { .. } => false,
        Event::Repaired(_)
        | Event::Continued { .. }
        | Event::Flawed { .. }
        | Event::Left { .. }
        | Event::Draining { .. } => true,
    }
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::New => "new",
        Verdict::Changed => "changed",
        Verdict::Unchanged => "unchanged",
        Verdict::Moved => "moved",
        Verdict::Refused(_) => "nothing to keep",
        Verdict::Postponed(_) => "failed, is tried again",
        Verdict::Failed(_) => "failed",
    }
}

fn words(event: &Event<'_>) -> String {
    match *event {
        Event::Repaired(repair) => format!(
            "{}: cut off {} bytes that no run had counted: half written by one that died, or put there by others",
            repair.file, repair.cut
        ),
        Event::Continued { began } => format!("going on with the run of {began}"),
        Event::Visited {
            site,
            url,
            verdict,
            status,
            left,
            ..
        } => {
            let reason = verdict.reason().map(|reason| format!(" ({reason})"));
            let status = status.map(|status| format!(" {status}"));
            format!(
                "{site}: {}{}{} {url}, {left} left",
                name(verdict),
                reason.unwrap_or_default(),
                status.unwrap_or_default()
            )
        }
        Event::Flawed { site, url, reason } => format!("{site}: {reason}: {url}"),
        Event::Paused { host, pause } => format!("{host}: a pause of {:.1} s", pause.as_secs_f64()),
        Event::Left { host, reason } => format!("{host}: left to the next run ({reason})"),
        Event::Draining { in_flight } => format!("finishing {in_flight} requests under way"),
    }
}

fn object(event: &Event<'_>) -> Value {
    match *event {
        Event::Repaired(repair) => {
            json!({"event": "repaired", "file": repair.file, "cut": repair.cut})
        }
        Event::Continued { began } => json!({"event": "continued", "began": began.to_string()}),
        Event::Visited {
            site,
            url,
            verdict,
            status,
            bytes,
            left,
        } => {
            let verdict_name = match verdict {
                Verdict::Refused(_) => "refused",
                Verdict::Postponed(_) => "postponed",
                verdict => name(verdict),
            };
            let reason = verdict.reason().map(|reason| reason.code());
            json!({"event": "visited", "site": site, "url": url, "verdict": verdict_name, "reason": reason,
                "status": status, "bytes": bytes, "left": left})
        }
        Event::Flawed { site, url, reason } => {
            json!({"event": "flawed", "site": site, "url": url, "reason": reason.code()})
        }
        Event::Paused { host, pause } => {
            json!({"event": "paused", "host": host, "seconds": pause.as_secs_f64()})
        }
        Event::Left { host, reason } => {
            json!({"event": "left", "host": host, "reason": reason.code()})
        }
        Event::Draining { in_flight } => json!({"event": "draining", "in_flight": in_flight}),
    }
}
