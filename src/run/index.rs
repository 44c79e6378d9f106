//! `duplicates.jsonl`: which articles are reprints of which.

use crate::run::append::replace;
use crate::run::error::RunError;
use crate::run::ledger::Ledger;
use serde_json::json;
use std::path::Path;

/// Writes which articles are reprints of which, as is known now: records say what was known when they were written.
pub(super) fn write(folder: &Path, ledger: &Ledger) -> Result<u64, RunError> {
    let reprints = ledger.reprints()?;
    let mut text = String::new();
    for reprint in &reprints {
        let line = json!({
            "url": reprint.url,
            "id": reprint.document,
            "site": reprint.site,
            "day": reprint.day,
            "likeness": (reprint.origin.likeness * 1000.0).round() / 1000.0,
            "origin": {
                "url": reprint.origin.url,
                "id": reprint.origin.document,
                "site": reprint.origin_site,
                "day": reprint.origin_day,
            },
        });
        text.push_str(&line.to_string());
        text.push('\n');
    }
    replace(
        &folder.join("duplicates.jsonl"),
        text.as_bytes(),
        ["index/write", "index/rename"],
    )?;
    Ok(reprints.len() as u64)
}
