//! SQLite's log holds what was last written, commit by commit: whoever takes it learns which rows were written together, and
//! in which order. It is copied into the file, where rows lie in no order of time, and emptied.

use sqlx::SqliteConnection;

use super::connect::BUSY_AGAIN;
use super::{Conn, Statement};

impl Conn {
    /// Copies SQLite's log into the file and empties it, and says whether it is empty. Where somebody reads or writes just now
    /// nobody waits for it.
    pub(crate) async fn empty_log(&mut self) -> sqlx::Result<bool> {
        self.wait("PRAGMA busy_timeout = 0").await?;
        let copied = match self {
            Self::Sqlite(_) => self.row(Statement::of("PRAGMA wal_checkpoint(TRUNCATE)")).await,
            Self::Postgres(_) => return Ok(true),
        };
        self.wait(BUSY_AGAIN).await?;
        let is_busy = copied?.map_or(Ok(0), |row| row.int(0))?;
        Ok(is_busy == 0)
    }

    /// Says how long this connection waits for others.
    async fn wait(&mut self, how_long: &'static str) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(conn) => say(conn, how_long).await,
            Self::Postgres(_) => Ok(()),
        }
    }
}

/// SQLite heeds these words when it reads a statement, and not when it runs one that it has read before: none is kept.
async fn say(conn: &mut SqliteConnection, words: &'static str) -> sqlx::Result<()> {
    sqlx::query::<sqlx::Sqlite>(words).persistent(false).execute(conn).await.map(|_| ())
}
