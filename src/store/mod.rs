//! One SQLite file in a folder, held by one program at a time: what a crawl or a run remembers.
//!
//! Enters: a folder and the [`Form`] of its database. Leaves: a [`Store`], ready to be worked with, or why not.
//! Which tables there are and what they mean is for its owner; of them it knows only the one of occasions, whose rows
//! end when their work is done.

pub(crate) mod current;
mod error;
mod lock;

pub use error::StoreError;
use lock::Lock;
use rusqlite::Connection;
use std::fs;
use std::io;
use std::ops::{Deref, DerefMut};
use std::path::Path;

/// What a database is called, and how its tables are laid out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    /// For messages.
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) schema: &'static str,
    /// A file of another layout is not touched.
    pub(crate) layout: i32,
    /// The table whose rows have `id`, `began` and `ended`.
    pub(crate) occasions: &'static str,
}

/// An open database, and its folder's lock.
#[derive(Debug)]
pub(crate) struct Store {
    db: Connection,
    /// Let go when the store is.
    _lock: Lock,
}

impl Store {
    /// Opens the database of `folder`; both are made if they are not there. `kept` names a file in the folder that
    /// nothing but a database speaks of, if there is one.
    ///
    /// # Errors
    /// The folder is another program's; it cannot be written to; the database is lost, broken or of another layout.
    pub(crate) fn open(
        folder: &Path,
        form: &Form,
        kept: impl Fn(&Path) -> io::Result<Option<String>>,
    ) -> Result<Self, StoreError> {
        let at = folder.display().to_string();
        fs::create_dir_all(folder).map_err(StoreError::cannot_write(at.as_str()))?;
        let lock = Lock::take(folder).map_err(StoreError::cannot_write(at.as_str()))?;
        let lock = lock.ok_or(StoreError::Busy { folder: at })?;
        let in_database = |error| StoreError::of(form.name, error);
        // What is there would be taken for something that was never committed.
        let check_nothing_is_kept = || match kept(folder) {
            Ok(None) => Ok(()),
            Ok(Some(kept)) => Err(StoreError::Damaged {
                what: format!(
                    "expected the {} that goes with {kept}, found none",
                    form.name
                ),
            }),
            Err(error) => Err(StoreError::cannot_write(form.name)(error)),
        };
        let path = folder.join(form.file);
        // Before it is opened, which makes it: who looks next must not find an empty one.
        if !path.exists() {
            check_nothing_is_kept()?;
        }
        let db = Connection::open(path).map_err(in_database)?;
        let mut store = Self { db, _lock: lock };
        store.settle().map_err(in_database)?;
        if store.layout().map_err(in_database)? == 0 {
            check_nothing_is_kept()?;
            store.lay_out(form).map_err(in_database)?;
        }
        store.check(form)?;
        Ok(store)
    }

    /// From here on, every commit is on the disk before it returns.
    fn settle(&self) -> rusqlite::Result<()> {
        self.db.pragma_update(None, "journal_mode", "WAL")?;
        self.db.pragma_update(None, "synchronous", "FULL")?;
        self.db.pragma_update(None, "cache_size", -32_768)?;
        self.db.set_prepared_statement_cache_capacity(64);
        Ok(())
    }

    /// The number of the tables' layout; 0 where there are none yet.
    fn layout(&self) -> rusqlite::Result<i32> {
        self.db
            .pragma_query_value(None, "user_version", |row| row.get(0))
    }

    fn lay_out(&mut self, form: &Form) -> rusqlite::Result<()> {
        let transaction = self.db.transaction()?;
        transaction.execute_batch(form.schema)?;
        transaction.pragma_update(None, "user_version", form.layout)?;
        transaction.commit()
    }

    /// Looks at the layout, and after a death at the whole database.
    fn check(&self, form: &Form) -> Result<(), StoreError> {
        let in_database = |error| StoreError::of(form.name, error);
        let layout = self.layout().map_err(in_database)?;
        if layout != form.layout {
            let what = format!(
                "expected the layout {} of the {}, found {layout}",
                form.layout, form.name
            );
            return Err(StoreError::Damaged { what });
        }
        if self.is_unended(form).map_err(in_database)? {
            let answer: String = self
                .db
                .pragma_query_value(None, "quick_check", |row| row.get(0))
                .map_err(in_database)?;
            if answer != "ok" {
                return Err(StoreError::Damaged { what: answer });
            }
        }
        Ok(())
    }

    fn is_unended(&self, form: &Form) -> rusqlite::Result<bool> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM {} WHERE ended IS NULL)",
            form.occasions
        );
        self.db.query_row(&sql, [], |row| row.get(0))
    }
}

impl Deref for Store {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.db
    }
}

impl DerefMut for Store {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.db
    }
}
