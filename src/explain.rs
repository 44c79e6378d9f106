//! How a record came about: sentence, mentions, stance, rule, fact, the steps that completed a count, resolution, and which
//! candidates were dropped and why.
//!
//! Enters: an article. Leaves: text for people. It runs the same stages as [`crate::extract`].

use crate::abbreviation::ShortFormUse;
use crate::article::Article;
use crate::fact::{self, Completed, Log, Notes, Scene, Stance};
use crate::knowledge::Knowledge;
use crate::record::{Fact, Value};
use crate::resolve::{self, Cast, Origin};
use crate::text::lists::Lists;
use crate::text::{Reading, TokenRange};
use crate::warning::Doubt;
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
    let found = Found::in_article(article, knowledge);
    let mut page = Page {
        out: String::new(),
        reading: &found.reading,
        filter,
    };
    page.write(&found);
    page.out
}

/// All that there is to tell of an article.
struct Found<'a> {
    reading: Reading<'a>,
    uses: Vec<ShortFormUse>,
    doubts: Vec<Doubt>,
    /// None where no facts are looked for.
    told: Option<Told>,
}

/// What the scene told, kept beyond it.
struct Told {
    facts: Vec<Explained>,
    /// Whom and which place the article is about.
    about: String,
    /// By sentence: its stance and mentions, a line each.
    mentions: Vec<Vec<String>>,
    notes: Notes,
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

impl<'a> Found<'a> {
    /// Reads an article as [`crate::extract`] does.
    fn in_article(article: &'a Article, knowledge: &'a Knowledge) -> Self {
        let (reading, uses, doubts) = crate::read(Lists::default(), article, knowledge);
        let told = crate::mention::speaks_of_party(&reading).then(|| {
            let log = Log::on();
            let told = crate::with_scene(article, &reading, knowledge, &log, |scene, place| {
                let place_name = place.about.clone();
                let cast = Cast::of(scene, place, crate::is_suspect(&doubts));
                Told::by(scene, article, &cast, place_name.as_deref())
            });
            Told {
                notes: log.into_notes(),
                ..told
            }
        });
        Self {
            reading,
            uses,
            doubts,
            told,
        }
    }
}

impl Told {
    /// What a scene tells with its cast, save what is noted.
    fn by(scene: &Scene<'_>, article: &Article, cast: &Cast, place: Option<&str>) -> Self {
        let sentences = scene.reading.sentences.iter();
        Self {
            facts: facts(scene, article, cast),
            about: format!("about: {}; place: {}", name(cast.main()), name(place)),
            mentions: sentences
                .map(|sentence| mentions(scene, cast, sentence))
                .collect(),
            notes: Notes::default(),
        }
    }

    /// What completed the figure that a count was told by.
    fn completed(&self, one: &Explained) -> Option<&Completed> {
        let is_count = matches!(
            one.fact.value,
            Value::MemberCount { .. } | Value::OrganizationCount { .. }
        );
        let mut completed = self.notes.completed.iter();
        completed.find(|completed| is_count && completed.tokens == one.tokens)
    }
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

/// The text for people, as far as it is written.
struct Page<'p> {
    out: String,
    reading: &'p Reading<'p>,
    filter: &'p Filter,
}

impl Page<'_> {
    fn write(&mut self, found: &Found<'_>) {
        for doubt in &found.doubts {
            self.line(0, &format!("warning {}: {}", doubt.code, doubt.message));
        }
        for one in &found.uses {
            self.write_short_form(one);
        }
        let Some(told) = &found.told else {
            self.line(
                0,
                "the text names no Party organization, post or members: no facts are looked for",
            );
            return;
        };
        self.line(0, &told.about);
        for (sentence, mentions) in self.reading.sentences.iter().zip(&told.mentions) {
            self.write_sentence(sentence, mentions, told);
        }
    }

    fn write_short_form(&mut self, one: &ShortFormUse) {
        let expansion = one.expansion.as_deref().unwrap_or("not expanded");
        let others = if one.alternatives.is_empty() {
            String::new()
        } else {
            format!(" (or {})", one.alternatives.join(", "))
        };
        let (form, basis, times) = (&one.form, one.basis, one.spans.len());
        self.line(
            0,
            &format!("{form} = {expansion}{others} [{basis:?}] ×{times}"),
        );
    }

    fn write_sentence(&mut self, sentence: &TokenRange, mentions: &[String], told: &Told) {
        let facts: Vec<_> = (told.facts.iter())
            .filter(|one| sentence.contains(&one.tokens.start) && self.filter.wants(one))
            .collect();
        let is_whole = self.filter.is_open();
        let notes: Vec<_> = (told.notes.dropped.iter())
            .filter(|one| sentence.contains(&one.tokens.start) && is_whole)
            .collect();
        if facts.is_empty() && (!is_whole || (notes.is_empty() && mentions.is_empty())) {
            return;
        }
        let text = self.reading.slice(sentence);
        let text = text.replace(['\n', '\r', '\t'], " ");
        let _ = writeln!(self.out, "\n{text}");
        for mention in mentions {
            self.line(1, mention);
        }
        for one in facts {
            self.caret(sentence, &one.tokens);
            self.write_fact(one);
            if let Some(completed) = told.completed(one) {
                let steps = completed.steps.join(", ");
                self.line(2, &format!("completed by: {steps}"));
            }
        }
        for one in notes {
            self.caret(sentence, &one.tokens);
            let (rule, reason) = (one.rule, one.reason);
            self.line(
                1,
                &format!("dropped by {rule} as {reason}: {}", reason.sentence()),
            );
        }
    }

    fn write_fact(&mut self, explained: &Explained) {
        let Explained {
            number,
            fact,
            reason,
            ..
        } = explained;
        let what = format!("fact {number} by {}: {}", fact.rule, value(fact));
        self.line(1, &what);
        let organization = fact.organization.as_ref().map_or_else(
            || "none".to_owned(),
            |one| format!("{} [{:?}: \"{}\"]", one.name, one.basis, one.mention),
        );
        let why = (reason.as_ref()).map_or_else(String::new, |reason| format!(": {reason}"));
        self.line(2, &format!("organization: {organization}{why}"));
        if let Some(period) = &fact.period {
            let [start, end] = [period.start, period.end]
                .map(|end| end.map_or_else(|| "?".to_owned(), |end| end.to_string()));
            let (basis, text) = (period.basis, &period.text);
            let period = format!("period: {start} to {end} [{basis:?}: \"{text}\"]");
            self.line(2, &period);
        }
        for check in &fact.checks {
            self.line(2, &format!("fails {check:?}"));
        }
    }

    /// A line of carets under a stretch of the sentence above, as wide as its grapheme clusters.
    fn caret(&mut self, sentence: &TokenRange, tokens: &TokenRange) {
        let (from, _) = self.reading.bytes(sentence);
        let (start, end) = self.reading.bytes(tokens);
        let width = |text: &str| text.graphemes(true).count();
        let before = width(&self.reading.text[from..start.max(from)]);
        let under = width(&self.reading.text[start..end]).max(1);
        let _ = writeln!(self.out, "{}{}", " ".repeat(before), "^".repeat(under));
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "  ".repeat(depth));
    }
}

fn value(fact: &Fact) -> String {
    serde_json::to_string(&fact.value).unwrap_or_default()
}

fn name(name: Option<&str>) -> &str {
    name.unwrap_or("none")
}
