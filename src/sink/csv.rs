//! CSV for spreadsheets: one row a fact, its document's columns repeated. An article without facts has no row.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe. Numbers are left alone.

use crate::record::{Fact, Record};
use crate::sink::{Sink, SinkError};
use serde_json::Value;

/// Rows of facts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Csv;

/// Name of a column and where its cell stands in the document's JSON.
const DOCUMENT_COLUMNS: &[(&str, &str)] = &[
    ("document_id", "/id"),
    ("source", "/source"),
    ("url", "/url"),
    ("title", "/title"),
    ("published", "/published"),
    ("author", "/author"),
    ("site", "/site"),
    ("place", "/place"),
    ("warnings", "/warnings"),
];

/// The column of a fact's number in its record, from 1 on: with `document_id` it says which fact a row is.
const NUMBER_COLUMN: &str = "fact";

/// Name of a column and where its cell stands in the fact's JSON; a kind that lacks it has an empty cell.
const FACT_COLUMNS: &[(&str, &str)] = &[
    ("kind", "/kind"),
    ("organization", "/organization/name"),
    ("organization_mention", "/organization/mention"),
    ("organization_basis", "/organization/basis"),
    ("period_start", "/period/start"),
    ("period_end", "/period/end"),
    ("period_text", "/period/text"),
    ("period_basis", "/period/basis"),
    ("measure", "/measure"),
    ("unit_type", "/unit_type"),
    ("group", "/group"),
    ("subject", "/subject"),
    ("goal", "/goal"),
    ("value", "/quantity/value"),
    ("low", "/quantity/low"),
    ("high", "/quantity/high"),
    ("bound", "/quantity/bound"),
    ("unit", "/quantity/unit"),
    ("quantity_text", "/quantity/text"),
    ("start_year", "/start_year"),
    ("end_year", "/end_year"),
    ("ordinal", "/ordinal"),
    ("numeral", "/numeral"),
    ("form", "/form"),
    ("term_start_year", "/term/start_year"),
    ("term_end_year", "/term/end_year"),
    ("held_start", "/held/start"),
    ("held_end", "/held/end"),
    ("held_text", "/held/text"),
    ("name", "/name"),
    ("role", "/role"),
    ("role_text", "/role_text"),
    ("status", "/status"),
    ("other_roles", "/other_roles"),
    ("quote", "/evidence/0/quote"),
    ("start", "/evidence/0/start"),
    ("end", "/evidence/0/end"),
    ("field", "/evidence/0/field"),
    ("rule", "/rule"),
    ("checks", "/checks"),
];

impl Sink for Csv {
    fn head(&self) -> Vec<u8> {
        let names =
            |columns: &[(&'static str, &str)]| columns.iter().map(|(name, _)| *name).collect();
        let (document, fact): (Vec<&str>, Vec<&str>) =
            (names(DOCUMENT_COLUMNS), names(FACT_COLUMNS));
        let names = [document, vec![NUMBER_COLUMN], fact].concat();
        let mut line = names.join(",").into_bytes();
        line.push(b'\n');
        line
    }

    fn write(&self, record: &Record, out: &mut Vec<u8>) -> Result<(), SinkError> {
        if record.facts.is_empty() {
            return Ok(());
        }
        write_rows(record, out).map_err(|error| SinkError {
            format: "CSV",
            found: error.to_string(),
        })
    }
}

fn write_rows(record: &Record, out: &mut Vec<u8>) -> Result<(), csv::Error> {
    let document = serde_json::to_value(&record.document).map_err(std::io::Error::from)?;
    let document = cells(&document, DOCUMENT_COLUMNS);
    let mut writer = csv::Writer::from_writer(out);
    for (number, fact) in (1..).zip(&record.facts) {
        let (number, fact) = ([number.to_string()], fact_cells(fact)?);
        writer.write_record(document.iter().chain(&number).chain(&fact))?;
    }
    writer.flush()?;
    Ok(())
}

fn fact_cells(fact: &Fact) -> Result<Vec<String>, csv::Error> {
    let fact = serde_json::to_value(fact).map_err(std::io::Error::from)?;
    Ok(cells(&fact, FACT_COLUMNS))
}

fn cells(json: &Value, columns: &[(&str, &str)]) -> Vec<String> {
    columns
        .iter()
        .map(|(_, place)| json.pointer(place).map_or_else(String::new, cell))
        .collect()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text.clone()),
        Value::Array(items) => guarded(items.iter().map(cell).collect::<Vec<_>>().join(" | ")),
        // A warning by its code.
        Value::Object(fields) => fields.get("code").map_or_else(String::new, cell),
        other => other.to_string(),
    }
}

/// A text that no spreadsheet runs.
fn guarded(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn cells_that_look_like_formulas_begin_with_an_apostrophe() {
        for formula in ["=1+1", "+84", "-cmd", "@sum", "\tx", "\rx"] {
            assert_eq!(guarded(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(guarded("Đảng bộ = 1".to_owned()), "Đảng bộ = 1");
    }
}
