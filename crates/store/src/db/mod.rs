//! The two databases behind one small face: a pool to read from, a connection to write with, rows of three kinds
//! of cell. No ORM and no repository traits: two backends and a handful of statements are shorter.
//!
//! Next: `statement` (text and values), `bulk` (many rows), `connect` (options and migrations), `log` (what is left of writing).

pub(crate) mod bulk;
pub(crate) mod connect;
mod log;
pub(crate) mod statement;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, PgPool, Row as _, SqliteConnection, SqlitePool};

pub(crate) use self::bulk::{Bulk, Column};
pub(crate) use self::connect::Half;
pub(crate) use self::statement::{Bind, Statement, stored};

/// Which SQL is spoken, where the two differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// Connections for reading.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// A connection for writing; there is one a database.
#[derive(Debug)]
pub(crate) enum Conn {
    Sqlite(SqliteConnection),
    Postgres(Box<Line>),
}

/// A connection to a server, which may go away and come back.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) conn: PgConnection,
    /// How it is reached again.
    pub(crate) options: PgConnectOptions,
}

/// One row, read by position.
pub(crate) enum Row {
    Sqlite(sqlx::sqlite::SqliteRow),
    Postgres(sqlx::postgres::PgRow),
}

impl Row {
    pub(crate) fn int(&self, column: usize) -> sqlx::Result<i64> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(crate) fn text(&self, column: usize) -> sqlx::Result<String> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    pub(crate) fn bytes(&self, column: usize) -> sqlx::Result<Vec<u8>> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    /// Bytes of a fixed length; another length is a fault of the stored row.
    pub(crate) fn array<const N: usize>(&self, column: usize) -> sqlx::Result<[u8; N]> {
        let bytes = self.bytes(column)?;
        bytes.try_into().map_err(|_| sqlx::Error::Decode("stored bytes have another length".into()))
    }

    pub(crate) fn id(&self, column: usize) -> sqlx::Result<model::Id> {
        self.array(column).map(model::Id)
    }
}

/// Binds the values of a statement to a query of either database; `$ids` says how a list of ids travels.
macro_rules! bound {
    ($statement:expr, $ids:expr, $ints:expr) => {{
        let (sql, binds) = $statement.into_parts();
        binds.into_iter().fold(sqlx::query(sql), |query, value| match value {
            Bind::Int(value) => query.bind(value),
            Bind::Text(value) => query.bind(value),
            Bind::Bytes(value) => query.bind(value),
            Bind::Ids(values) => query.bind($ids(values)),
            Bind::Ints(values) => query.bind($ints(values)),
        })
    }};
}

/// A list as SQLite reads it: a JSON array, ids as hexadecimal digits.
fn json_list(values: Vec<model::Id>) -> String {
    values.into_iter().map(|value| value.to_string()).collect::<serde_json::Value>().to_string()
}

fn id_list(values: Vec<model::Id>) -> Vec<Vec<u8>> {
    values.into_iter().map(|id| id.0.to_vec()).collect()
}

fn int_list(values: Vec<i64>) -> String {
    serde_json::Value::from(values).to_string()
}

async fn sqlite_rows(conn: &mut SqliteConnection, statement: Statement) -> sqlx::Result<Vec<Row>> {
    let rows = bound!(statement, json_list, int_list).fetch_all(conn).await?;
    Ok(rows.into_iter().map(Row::Sqlite).collect())
}

async fn postgres_rows(conn: &mut PgConnection, statement: Statement) -> sqlx::Result<Vec<Row>> {
    let rows = bound!(statement, id_list, std::convert::identity).fetch_all(conn).await?;
    Ok(rows.into_iter().map(Row::Postgres).collect())
}

impl Pool {
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// All rows of a query.
    pub(crate) async fn rows(&self, statement: Statement) -> sqlx::Result<Vec<Row>> {
        match self {
            Self::Sqlite(pool) => sqlite_rows(&mut *pool.acquire().await?, statement).await,
            Self::Postgres(pool) => postgres_rows(&mut *pool.acquire().await?, statement).await,
        }
    }

    /// The first row of a query, where there is one.
    pub(crate) async fn row(&self, statement: Statement) -> sqlx::Result<Option<Row>> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Whoever reads: the pool, or the writer inside its own transaction.
pub(crate) enum Reader<'a> {
    Pool(&'a Pool),
    Conn(&'a mut Conn),
}

impl Reader<'_> {
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Pool(pool) => pool.dialect(),
            Self::Conn(conn) => conn.dialect(),
        }
    }

    /// All rows of a query.
    pub(crate) async fn rows(&mut self, statement: Statement) -> sqlx::Result<Vec<Row>> {
        match self {
            Self::Pool(pool) => pool.rows(statement).await,
            Self::Conn(conn) => conn.rows(statement).await,
        }
    }

    /// The first row of a query, where there is one.
    pub(crate) async fn row(&mut self, statement: Statement) -> sqlx::Result<Option<Row>> {
        Ok(self.rows(statement).await?.into_iter().next())
    }
}

impl Conn {
    pub(crate) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// All rows of a query.
    pub(crate) async fn rows(&mut self, statement: Statement) -> sqlx::Result<Vec<Row>> {
        match self {
            Self::Sqlite(conn) => sqlite_rows(conn, statement).await,
            Self::Postgres(line) => postgres_rows(&mut line.conn, statement).await,
        }
    }

    /// The first row of a query, where there is one.
    pub(crate) async fn row(&mut self, statement: Statement) -> sqlx::Result<Option<Row>> {
        Ok(self.rows(statement).await?.into_iter().next())
    }

    /// Runs a statement and says how many rows it touched.
    pub(crate) async fn run(&mut self, statement: Statement) -> sqlx::Result<u64> {
        match self {
            Self::Sqlite(conn) => {
                bound!(statement, json_list, int_list).execute(conn).await.map(|done| done.rows_affected())
            }
            Self::Postgres(line) => {
                let done = bound!(statement, id_list, std::convert::identity).execute(&mut line.conn).await;
                done.map(|done| done.rows_affected())
            }
        }
    }

    /// Runs a bulk statement and says how many rows it touched.
    pub(crate) async fn bulk(&mut self, bulk: Bulk, mut columns: Vec<Column>) -> sqlx::Result<u64> {
        match self {
            Self::Sqlite(conn) => bulk::sqlite(conn, bulk, &mut columns).await,
            Self::Postgres(line) => bulk::postgres(&mut line.conn, bulk, columns).await,
        }
    }

    /// Begins a transaction that will write; on SQLite the lock is taken at once. A server that went away is reached again:
    /// nothing was begun on the connection that is lost.
    pub(crate) async fn begin(&mut self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(_) => self.run(Statement::of("BEGIN IMMEDIATE")).await.map(|_| ()),
            Self::Postgres(_) => {
                if self.run(Statement::of("BEGIN")).await.is_err() {
                    self.reach_again().await?;
                    self.run(Statement::of("BEGIN")).await?;
                }
                Ok(())
            }
        }
    }

    /// Connects anew to a server that went away; a file is there or is not.
    pub(crate) async fn reach_again(&mut self) -> sqlx::Result<()> {
        if let Self::Postgres(line) = self {
            line.conn = line.options.connect().await?;
        }
        Ok(())
    }

    /// Makes the transaction durable: when this returns, the disk has it.
    pub(crate) async fn commit(&mut self) -> sqlx::Result<()> {
        self.run(Statement::of("COMMIT")).await.map(|_| ())
    }

    pub(crate) async fn rollback(&mut self) -> sqlx::Result<()> {
        self.run(Statement::of("ROLLBACK")).await.map(|_| ())
    }

    /// Ends a transaction by what came of it: commits what succeeded, rolls back what failed.
    pub(crate) async fn end<T, E: From<sqlx::Error>>(&mut self, result: Result<T, E>) -> Result<T, E> {
        match result {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                self.rollback().await?;
                Err(error)
            }
        }
    }

    /// Takes deleted rows out of the files themselves. SQLite: deleted cells are overwritten as they go
    /// (`secure_delete`), the log is emptied and the file written anew. PostgreSQL: the tables are written anew;
    /// its own log and replicas are the server's to expire.
    pub(crate) async fn scrub(&mut self, part: Half) -> sqlx::Result<()> {
        let statements: &[&'static str] = match (&self, part) {
            (Self::Sqlite(_), _) => &["PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"],
            (Self::Postgres(_), Half::Keys) => &["VACUUM FULL ring"],
            (Self::Postgres(_), Half::Journal) => &[
                "VACUUM FULL person",
                "VACUUM FULL token",
                "VACUUM FULL shelf",
                "VACUUM FULL due",
                "VACUUM FULL outbox",
                "VACUUM FULL read_log",
            ],
        };
        for statement in statements {
            self.run(Statement::of(statement)).await?;
        }
        Ok(())
    }

    pub(crate) async fn close(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(conn) => conn.close().await,
            Self::Postgres(line) => line.conn.close().await,
        }
    }
}
