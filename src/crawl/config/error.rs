//! Why a configuration cannot be worked with, and where in its file that stands.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use toml::de::{DeTable, DeValue};

/// A configuration that cannot be worked with.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file, or one that it names, cannot be read.
    #[error("{}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    /// It is no TOML, or holds what is not known; the message has line and column.
    #[error("{}: {error}", path.display())]
    Malformed {
        path: PathBuf,
        error: Box<toml::de::Error>,
    },
    /// A value is of the right type and makes no sense.
    #[error("{}, line {line}: {key}: expected {expected}, found {found}", path.display())]
    Wrong {
        path: PathBuf,
        line: usize,
        key: String,
        expected: &'static str,
        found: String,
    },
}

/// A value that makes no sense, before it is known in which file it stands.
#[derive(Debug)]
pub(super) struct Wrong {
    /// Of which site it is, by number and name.
    site: Option<(usize, String)>,
    /// The names of tables and key, with dots between them.
    key: String,
    expected: &'static str,
    found: String,
}

/// A value under a key of the file or, below [`Wrong::of_site`], of a site.
pub(super) fn wrong(key: &str, expected: &'static str, found: &str) -> Wrong {
    Wrong {
        site: None,
        key: key.to_owned(),
        expected,
        found: found.to_owned(),
    }
}

impl Wrong {
    /// The same of a site.
    pub(super) fn of_site(self, number: usize, name: &str) -> Self {
        Self {
            site: Some((number, name.to_owned())),
            ..self
        }
    }

    /// The same in a file of this text.
    pub(super) fn at(self, path: &Path, text: &str) -> ConfigError {
        let line = self.line_in(text);
        ConfigError::Wrong {
            path: path.to_owned(),
            line,
            key: match self.site {
                Some((_, name)) => format!("site \"{name}\", {}", self.key),
                None => self.key,
            },
            expected: self.expected,
            found: self.found,
        }
    }

    /// The line of the value, or of what should hold it, from 1.
    fn line_in(&self, text: &str) -> usize {
        let Ok(root) = DeTable::parse(text) else {
            return 1;
        };
        let (mut start, root) = (0, DeValue::Table(root.into_inner()));
        let mut holder = Some(&root);
        if let Some((number, _)) = self.site {
            let site = root
                .get("site")
                .and_then(|sites| sites.get_ref().get(number));
            start = site.map_or(start, |site| site.span().start);
            holder = site.map(|site| site.get_ref());
        }
        for name in self.key.split('.') {
            let value = holder.and_then(|holder| holder.get(name));
            start = value.map_or(start, |value| value.span().start);
            holder = value.map(|value| value.get_ref());
        }
        1 + text[..start].matches('\n').count()
    }
}
