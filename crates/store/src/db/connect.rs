//! Options and migrations. SQLite: write-ahead log, every commit synced, freed pages overwritten, the log kept short and cut
//! off once it is copied, for it tells in which order rows were written; readers cannot write. PostgreSQL: every commit waits for the log, whatever the server's default is.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, PgConnection, SqliteConnection};

use super::{Conn, Line, Pool, Statement};
use crate::config::Database;

static JOURNAL_SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static JOURNAL_POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");
static KEYS_SQLITE: Migrator = sqlx::migrate!("migrations/sqlite-keys");
static KEYS_POSTGRES: Migrator = sqlx::migrate!("migrations/postgres-keys");

/// Readers of one process.
const READERS: u32 = 4;
/// How long whoever reads waits for a server that does not answer, before they are told.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a reader may wait before the driver says so to the log, in words of its own: never. Who waits is told by whoever
/// asked.
const UNSAID: Duration = Duration::MAX;
/// How long a second process waits for the first one's commit.
const BUSY: Duration = Duration::from_secs(30);
/// The same, said again after it was told not to wait.
pub(super) const BUSY_AGAIN: &str = "PRAGMA busy_timeout = 30000";

/// Bytes of a page: five facts or rows of people fill one without leaving much.
const PAGE: u32 = 8192;

/// Kilobytes of pages that the writer of the journal holds: a group touches many. Whoever reads, and whoever writes rings,
/// finds the rest in the system's cache.
const WRITER_CACHE: &str = "-32768";
const SMALL_CACHE: &str = "-8192";

/// Pages of log before it is copied into the database, also where nobody pauses: a page that many groups touch is then copied
/// once.
const CHECKPOINT_PAGES: &str = "1000";
/// Bytes of log that are left once it was copied and begins anew.
const LOG_LEFT: &str = "0";

/// Which of the two stores is connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Journal,
    Keys,
}

fn sqlite_options(file: &Path, create: bool) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY)
        .page_size(PAGE)
        .pragma("secure_delete", "ON")
        .pragma("cache_size", SMALL_CACHE)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .pragma("journal_size_limit", LOG_LEFT)
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// Opens the writing connection of a SQLite file and brings its schema up to date.
pub(crate) async fn sqlite_writer(file: &Path, create: bool, part: Half) -> Result<Conn, MigrateError> {
    let (cache, migrations) = match part {
        Half::Journal => (WRITER_CACHE, &JOURNAL_SQLITE),
        Half::Keys => (SMALL_CACHE, &KEYS_SQLITE),
    };
    let mut conn: SqliteConnection = sqlite_options(file, create).pragma("cache_size", cache).connect().await?;
    migrations.run(&mut conn).await?;
    Ok(Conn::Sqlite(conn))
}

/// Opens readers of a SQLite file; they cannot write.
pub(crate) async fn sqlite_readers(file: &Path) -> sqlx::Result<Pool> {
    let options = sqlite_options(file, false).pragma("query_only", "ON");
    SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_slow_threshold(UNSAID)
        .connect_with(options)
        .await
        .map(Pool::Sqlite)
}

/// The options for a PostgreSQL address; keys may share the database, in a schema of their own.
fn postgres_options(url: &str, part: Half) -> sqlx::Result<PgConnectOptions> {
    let schema = if part == Half::Journal { "onward" } else { "onward_keys" };
    let options = PgConnectOptions::from_str(url)?.options([("search_path", schema), ("synchronous_commit", "on")]);
    Ok(options.disable_statement_logging())
}

/// Opens the writing connection to PostgreSQL and brings its schema up to date.
pub(crate) async fn postgres_writer(url: &str, part: Half) -> Result<Conn, MigrateError> {
    let options = postgres_options(url, part)?;
    let mut conn: PgConnection = options.connect().await?;
    let (create, migrations) = match part {
        Half::Journal => ("CREATE SCHEMA IF NOT EXISTS onward", &JOURNAL_POSTGRES),
        Half::Keys => ("CREATE SCHEMA IF NOT EXISTS onward_keys", &KEYS_POSTGRES),
    };
    sqlx::query(create).execute(&mut conn).await?;
    migrations.run(&mut conn).await?;
    Ok(Conn::Postgres(Box::new(Line { conn, options })))
}

/// Opens readers of PostgreSQL; they cannot write.
pub(crate) async fn postgres_readers(url: &str) -> sqlx::Result<Pool> {
    let options = postgres_options(url, Half::Journal)?.options([("default_transaction_read_only", "on")]);
    let readers = PgPoolOptions::new().max_connections(READERS).acquire_slow_threshold(UNSAID);
    let readers = readers.acquire_timeout(PATIENCE);
    readers.connect_with(options).await.map(Pool::Postgres)
}

/// A connection that reads one state of the whole journal, however long it takes and whatever is written meanwhile.
pub(crate) async fn snapshot(database: &Database, file: &Path) -> sqlx::Result<Conn> {
    match database {
        Database::Sqlite => {
            let options = sqlite_options(file, false).pragma("query_only", "ON");
            let mut conn = Conn::Sqlite(options.connect().await?);
            conn.run(Statement::of("BEGIN")).await?;
            Ok(conn)
        }
        Database::Postgres { journal, .. } => {
            let options = postgres_options(journal, Half::Journal)?;
            let mut conn = Conn::Postgres(Box::new(Line { conn: options.connect().await?, options }));
            conn.run(Statement::of("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")).await?;
            Ok(conn)
        }
    }
}
