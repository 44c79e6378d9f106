//! How a record came about: sentence, mentions, stance, rule, fact, resolution, and which candidates were dropped and why.
//!
//! Enters: an article. Leaves: text for people. It runs the same stages as [`crate::extract`].

use crate::article::Article;
use crate::fact::{self, DropLog, Dropped, Scene, Stance};
use crate::knowledge::Knowledge;
use crate::record::Fact;
use crate::resolve::{self, Cast, Origin};
use crate::text::lists::Lists;
use crate::text::{Reading, TokenRange};
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;

/// Which facts to explain.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The fact of this number in the record, from 1.
    pub fact: Option<usize>,
    /// Facts of this kind.
    pub kind: Option<String>,
}

impl Filter {
    /// Whether it lets everything through.
    fn is_open(&self) -> bool {
        self.fact.is_none() && self.kind.is_none()
    }

    fn wants(&self, one: &Explained) -> bool {
        self.fact.is_none_or(|number| number == one.number)
            && (self.kind.is_none() || self.kind.as_deref() == Some(one.fact.value.kind()))
    }
}

/// Explains an article's record, sentence by sentence.
pub fn explain(article: &Article, knowledge: &Knowledge, filter: &Filter) -> String {
    let (reading, uses, doubts) = crate::read(Lists::default(), article, knowledge);
    let mut out = String::new();
    for doubt in &doubts {
        line(
            &mut out,
            0,
            &format!("warning {}: {}", doubt.code, doubt.message),
        );
    }
    for one in &uses {
        let expansion = one.expansion.as_deref().unwrap_or("not expanded");
        let others = if one.alternatives.is_empty() {
            String::new()
        } else {
            format!(" (or {})", one.alternatives.join(", "))
        };
        line(
            &mut out,
            0,
            &format!(
                "{} = {expansion}{others} [{:?}] ×{}",
                one.form,
                one.basis,
                one.spans.len()
            ),
        );
    }
    if !crate::mention::speaks_of_party(&reading) {
        line(
            &mut out,
            0,
            "the text names no Party organization, post or members: no facts are looked for",
        );
        return out;
    }
    let log = DropLog::on();
    let told = crate::with_scene(article, &reading, knowledge, &log, |scene, place| {
        let place_name = place.about.clone();
        let cast = Cast::of(scene, place, crate::is_suspect(&doubts));
        let facts = facts(scene, article, &cast);
        let cast_line = format!(
            "about: {}; place: {}",
            name(cast.main()),
            name(place_name.as_deref())
        );
        let sentences = reading
            .sentences
            .iter()
            .map(|sentence| mentions(scene, &cast, sentence))
            .collect();
        Told {
            facts,
            cast_line,
            sentences,
        }
    });
    line(&mut out, 0, &told.cast_line);
    let dropped = log.into_dropped();
    for (index, sentence) in reading.sentences.iter().enumerate() {
        write_sentence(&mut out, &reading, sentence, &told, index, &dropped, filter);
    }
    out
}

/// A draft's tokens and the fact that it became.
struct Explained {
    tokens: TokenRange,
    /// The fact's number in the record.
    number: usize,
    fact: Fact,
    /// Why this draft's owner is the one it is.
    reason: Option<&'static str>,
}

/// What the scene told, kept beyond it.
struct Told {
    facts: Vec<Explained>,
    cast_line: String,
    sentences: Vec<Vec<String>>,
}

/// Resolves each kind's drafts as the record does, and tells which of its facts each became.
fn facts(scene: &Scene<'_>, article: &Article, cast: &Cast) -> Vec<Explained> {
    let resolved = resolve::resolve(scene, article, cast, fact::read(scene));
    let explained = |(origin, &index): (Origin, &usize)| Explained {
        reason: origin.reason,
        number: index + 1,
        fact: resolved.facts[index].clone(),
        tokens: origin.tokens,
    };
    let origins = resolved.origins.into_iter().zip(&resolved.became);
    origins.map(explained).collect()
}

/// The mentions and the stance of a sentence, a line each.
fn mentions(scene: &Scene<'_>, cast: &Cast, sentence: &TokenRange) -> Vec<String> {
    let reading = scene.reading;
    let mut out = Vec::new();
    if let stance @ (Stance::Plan | Stance::Report) = scene.stances.at(sentence.end - 1) {
        out.push(format!("stance {stance:?}"));
    }
    for (index, mention) in scene.mentions.organizations_in(sentence.clone()) {
        let quote = reading.slice(&mention.tokens);
        let kind = if mention.is_generic {
            " (a kind, not one)"
        } else {
            ""
        };
        out.push(format!(
            "organization \"{quote}\"{kind} → {}{}",
            name(cast.name_of(index)),
            cast.reason_of(index)
                .map_or_else(String::new, |reason| format!(" ({reason})"))
        ));
    }
    for quantity in scene.mentions.quantities_in(sentence.clone()) {
        let figure = quantity.quantity(reading);
        out.push(format!(
            "quantity \"{}\" {:?} {:?}",
            figure.text, figure.bound, figure.unit
        ));
    }
    for person in scene.mentions.persons_in(sentence.clone()) {
        out.push(format!("person \"{}\"", reading.slice(&person.tokens)));
    }
    for years in scene
        .mentions
        .years
        .iter()
        .filter(|years| sentence.contains(&years.years.start))
    {
        out.push(format!(
            "years {}-{} {:?}",
            years.start, years.end, years.label
        ));
    }
    for date in scene
        .mentions
        .dates
        .iter()
        .filter(|date| sentence.contains(&date.tokens.start))
    {
        out.push(format!("date \"{}\"", reading.slice(&date.tokens)));
    }
    out
}

fn write_sentence(
    out: &mut String,
    reading: &Reading<'_>,
    sentence: &TokenRange,
    told: &Told,
    index: usize,
    dropped: &[Dropped],
    filter: &Filter,
) {
    let facts: Vec<_> = (told.facts.iter())
        .filter(|one| sentence.contains(&one.tokens.start) && filter.wants(one))
        .collect();
    let is_whole = filter.is_open();
    let notes: Vec<_> = (dropped.iter())
        .filter(|one| sentence.contains(&one.tokens.start) && is_whole)
        .collect();
    if facts.is_empty() && (!is_whole || (notes.is_empty() && told.sentences[index].is_empty())) {
        return;
    }
    let text = reading.slice(sentence).replace(['\n', '\r', '\t'], " ");
    let _ = writeln!(out, "\n{text}");
    for mention in &told.sentences[index] {
        line(out, 1, mention);
    }
    for one in facts {
        caret(out, reading, sentence, &one.tokens);
        write_fact(out, one);
    }
    for one in notes {
        caret(out, reading, sentence, &one.tokens);
        line(out, 1, &format!("dropped by {}: {}", one.rule, one.reason));
    }
}

fn write_fact(out: &mut String, explained: &Explained) {
    let Explained {
        number,
        fact,
        reason,
        ..
    } = explained;
    let what = format!("fact {number} by {}: {}", fact.rule, value(fact));
    line(out, 1, &what);
    let organization = fact.organization.as_ref().map_or_else(
        || "none".to_owned(),
        |one| format!("{} [{:?}: \"{}\"]", one.name, one.basis, one.mention),
    );
    let why = (reason.as_ref()).map_or_else(String::new, |reason| format!(": {reason}"));
    line(out, 2, &format!("organization: {organization}{why}"));
    if let Some(period) = &fact.period {
        let [start, end] = [period.start, period.end]
            .map(|end| end.map_or_else(|| "?".to_owned(), |end| end.to_string()));
        let (basis, text) = (period.basis, &period.text);
        line(
            out,
            2,
            &format!("period: {start} to {end} [{basis:?}: \"{text}\"]"),
        );
    }
    for check in &fact.checks {
        line(out, 2, &format!("fails {check:?}"));
    }
}

/// A line of carets under a stretch of the sentence above, as wide as its grapheme clusters.
fn caret(out: &mut String, reading: &Reading<'_>, sentence: &TokenRange, tokens: &TokenRange) {
    let (from, _) = reading.bytes(sentence);
    let (start, end) = reading.bytes(tokens);
    let width = |text: &str| text.graphemes(true).count();
    let before = width(&reading.text[from..start.max(from)]);
    let under = width(&reading.text[start..end]).max(1);
    let _ = writeln!(out, "{}{}", " ".repeat(before), "^".repeat(under));
}

fn value(fact: &Fact) -> String {
    serde_json::to_string(&fact.value).unwrap_or_default()
}

fn name(name: Option<&str>) -> &str {
    name.unwrap_or("none")
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{}{text}", "  ".repeat(depth));
}
