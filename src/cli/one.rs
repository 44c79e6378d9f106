//! The articles of one file, for commands that show rather than run.

use anyhow::{Context, bail};
use dangbo::article::Article;
use dangbo::knowledge::Knowledge;
use dangbo::source::{Articles, MAX_ARTICLE_BYTES, SourceError};
use std::path::Path;

/// Reads a file's articles; the first that can't be read is an error. Records of other kinds are passed over.
pub(crate) fn articles(file: &Path, knowledge: &Knowledge) -> anyhow::Result<Vec<Article>> {
    if file != Path::new("-") && !file.exists() {
        bail!("expected a file, found none: {}", file.display());
    }
    Articles::new(vec![file.to_owned()], MAX_ARTICLE_BYTES)
        .filter(|raw| !matches!(raw, Err(SourceError::OtherType { .. })))
        .map(|raw| {
            raw.and_then(|raw| raw.read(knowledge))
                .context("expected an article")
        })
        .collect()
}
