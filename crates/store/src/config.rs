//! Where an instance lives.
//!
//! A folder holds `journal.db` (facts, views, outbox), `keys.db` (wrapped keys, backed up apart), `instance.key`
//! (the key that wraps them, readable by its owner only) and `lake/`. With PostgreSQL the first two are there
//! and the folder keeps the rest. On one laptop the administrator holds `instance.key` and can read everything;
//! where that must not be, the folder lies on another host than the database.

use std::path::PathBuf;

/// What `Store::create` and `Store::open` need to know.
#[derive(Debug, Clone)]
pub struct Config {
    /// The instance's folder.
    pub dir: PathBuf,
    /// Where facts and wrapped keys are kept.
    pub database: Database,
    /// A test instrument: answers before COMMIT, so that the kill test can show that it notices. Never set it.
    #[doc(hidden)]
    pub acknowledge_early: bool,
}

/// The two databases.
#[derive(Debug, Clone)]
pub enum Database {
    /// Files in the instance's folder.
    Sqlite,
    /// A server.
    Postgres {
        /// `postgres://...` of the journal.
        journal: String,
        /// `postgres://...` of the key store, where it is another database; else a schema of its own beside.
        keys: Option<String>,
    },
}

impl Config {
    /// An instance in the files of a folder.
    pub fn sqlite(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into(), database: Database::Sqlite, acknowledge_early: false }
    }

    /// An instance on PostgreSQL; the folder keeps the instance key and the lake.
    pub fn postgres(dir: impl Into<PathBuf>, journal: impl Into<String>, keys: Option<String>) -> Self {
        let database = Database::Postgres { journal: journal.into(), keys };
        Self { dir: dir.into(), database, acknowledge_early: false }
    }

    /// The folder of the lake.
    pub fn lake(&self) -> PathBuf {
        self.dir.join("lake")
    }

    pub(crate) fn journal_file(&self) -> PathBuf {
        self.dir.join("journal.db")
    }

    pub(crate) fn keys_file(&self) -> PathBuf {
        self.dir.join("keys.db")
    }
}
