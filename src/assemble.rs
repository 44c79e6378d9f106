//! The last step: what was found, as it is published.
//!
//! Enters: an article, its reading, short forms, doubts and facts. Leaves: the [`Record`]. Decides nothing.

use crate::abbreviation::ShortFormUse;
use crate::article::Article;
use crate::record::{Abbreviation, Document, Fact, Record, SCHEMA, Warc, Warning};
use crate::text::Reading;
use crate::text::offset::Locator;
use crate::warning::Doubt;

/// A record of an article's parts.
pub(crate) fn assemble(
    article: &Article,
    reading: &Reading<'_>,
    uses: Vec<ShortFormUse>,
    doubts: Vec<Doubt>,
    facts: Vec<Fact>,
    place: Option<String>,
) -> Record {
    let locator = Locator::new(reading);
    let from_source = article.warnings.iter().map(|warning| Warning {
        code: warning.code,
        message: warning.message.clone(),
        start: 0,
        end: 0,
    });
    let from_text = doubts.into_iter().map(|doubt| {
        let (start, end) = match locator.span(doubt.start, doubt.end) {
            (start, end, None) => (start, end),
            // Title or lead give cause to it: nothing in the text does.
            (_, _, Some(_)) => (0, 0),
        };
        Warning {
            code: doubt.code,
            message: doubt.message,
            start,
            end,
        }
    });
    let fetch = article.fetch.as_ref();
    let warnings = from_source.chain(from_text).collect();
    Record {
        schema: SCHEMA,
        document: Document {
            id: document_id(&article.running_text()),
            source: article.source.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published: article.published.clone(),
            author: article.author.clone(),
            site: article.site.clone(),
            place: place.or_else(|| article.site_place.clone()),
            chars: locator.text_chars(),
            duplicate_of: None,
            warnings,
            date_basis: article.date_basis.clone(),
            language: article.language.clone(),
            warc: fetch
                .and_then(|fetch| fetch.warc.clone())
                .map(|place| Warc {
                    file: place.file,
                    offset: place.offset,
                    record_id: place.record_id,
                }),
            fetched_at: fetch.and_then(|fetch| fetch.at.clone()),
            http_status: fetch.and_then(|fetch| fetch.http_status),
            version: None,
            replaces: None,
            lead: article.lead.clone(),
            text: article.text_is_derived.then(|| article.text.clone()),
        },
        abbreviations: uses
            .into_iter()
            .flat_map(|one| abbreviation(&locator, one))
            .collect(),
        facts,
    }
}

/// A form's line; one more for each field outside the text that it stands in.
fn abbreviation(locator: &Locator<'_>, one: ShortFormUse) -> Vec<Abbreviation> {
    let mut out: Vec<Abbreviation> = Vec::new();
    for (from, to) in one.spans {
        let (start, end, field) = locator.span(from, to);
        match out.iter_mut().find(|known| known.field == field) {
            Some(known) => known.spans.push([start, end]),
            None => out.push(Abbreviation {
                form: one.form.clone(),
                expansion: one.expansion.clone(),
                basis: one.basis,
                alternatives: one.alternatives.clone(),
                spans: vec![[start, end]],
                field,
            }),
        }
    }
    out
}

/// XXH3 of lead and text in 128 bits: the same words have the same id on every machine and in every version, whether or
/// not the lead stands apart.
fn document_id(text: &str) -> String {
    format!("{:032x}", xxhash_rust::xxh3::xxh3_128(text.as_bytes()))
}
