//! The articles of one file, for commands that show rather than run.

use crate::cli::console::say;
use crate::cli::exit::Exit;
use anyhow::bail;
use dangbo::article::Article;
use dangbo::knowledge::Knowledge;
use dangbo::source::{Articles, MAX_ARTICLE_BYTES, SourceError};
use std::path::Path;

/// Shows each of a file's articles; one that can't be read is told of, and the others are shown. Records of other kinds are
/// passed over.
///
/// # Errors
/// The file is not there, or `show` fails.
pub(crate) fn each(
    file: &Path,
    knowledge: &Knowledge,
    mut show: impl FnMut(&Article) -> anyhow::Result<()>,
) -> anyhow::Result<Exit> {
    if file != Path::new("-") && !file.exists() {
        bail!("expected a file, found none: {}", file.display());
    }
    let mut exit = Exit::Done;
    for raw in Articles::new(vec![file.to_owned()], MAX_ARTICLE_BYTES) {
        match raw.and_then(|raw| raw.read(knowledge)) {
            Ok(article) => {
                for note in &article.notes {
                    say(&format!("dangbo: {}: {note}", article.source));
                }
                show(&article)?;
            }
            Err(SourceError::OtherType { .. }) => {}
            Err(error) => {
                say(&format!("dangbo: {error}"));
                exit = Exit::SomeFailed;
            }
        }
    }
    Ok(exit)
}
