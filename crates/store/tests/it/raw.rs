//! The database behind the store's back: what somebody with the disk or a superuser's password can see and do.

use sqlx::{Connection, PgConnection, Row, SqliteConnection};
use store::{Config, Database};

/// A connection that no test of the store's own goes through.
pub enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    pub async fn of(config: &Config) -> Self {
        match &config.database {
            Database::Sqlite => Self::file(&config.dir.join("journal.db")).await,
            Database::Postgres { journal, .. } => {
                let url = format!("{journal}&options[search_path]=onward");
                Self::Postgres(PgConnection::connect(&url).await.unwrap())
            }
        }
    }

    pub async fn file(path: &std::path::Path) -> Self {
        Self::Sqlite(SqliteConnection::connect(path.to_str().unwrap()).await.unwrap())
    }

    /// Runs one statement with a number and bytes for `$1` and `$2`, as far as it has them.
    pub async fn run(&mut self, sql: &'static str, number: i64, bytes: &[u8]) {
        match self {
            Self::Sqlite(conn) => {
                sqlx::query(sql).bind(number).bind(bytes).execute(conn).await.unwrap();
            }
            Self::Postgres(conn) => {
                let query = sqlx::query(sql);
                let query = if sql.contains("$1") { query.bind(number) } else { query };
                let query = if sql.contains("$2") { query.bind(bytes) } else { query };
                query.execute(conn).await.unwrap();
            }
        }
    }

    /// All rows of a query, each cell as text whatever its kind.
    pub async fn rows(&mut self, sql: &'static str) -> Vec<Vec<String>> {
        macro_rules! cells {
            ($conn:expr) => {{
                let rows = sqlx::query(sql).fetch_all($conn).await.unwrap();
                rows.iter().map(|row| (0..row.columns().len()).map(|at| cell!(row, at)).collect()).collect()
            }};
        }
        macro_rules! cell {
            ($row:expr, $at:expr) => {
                $row.try_get::<Option<i64>, _>($at)
                    .map(|value| format!("{value:?}"))
                    .or_else(|_| $row.try_get::<Option<String>, _>($at).map(|value| format!("{value:?}")))
                    .or_else(|_| $row.try_get::<Option<Vec<u8>>, _>($at).map(|value| format!("{value:02x?}")))
                    .unwrap()
            };
        }
        match self {
            Self::Sqlite(conn) => cells!(conn),
            Self::Postgres(conn) => cells!(conn),
        }
    }

    /// Number, canonical bytes and link of every fact, in order.
    pub async fn facts(&mut self) -> Vec<(i64, Vec<u8>, Vec<u8>)> {
        let sql = "SELECT seq, sealed, link FROM fact ORDER BY seq";
        match self {
            Self::Sqlite(conn) => sqlx::query_as(sql).fetch_all(conn).await.unwrap(),
            Self::Postgres(conn) => sqlx::query_as(sql).fetch_all(conn).await.unwrap(),
        }
    }

    /// The rows derived from facts.
    pub async fn derived(&mut self) -> Vec<Vec<String>> {
        let mut all = vec![];
        for sql in [
            "SELECT number, id, controller, office, version, synthetic, household, sealed FROM person ORDER BY number",
            "SELECT field, value, number FROM facet ORDER BY field, value, number",
            "SELECT token, number FROM blind ORDER BY token, number",
            "SELECT actor, key, first_seq, last_seq FROM receipt ORDER BY actor, key",
            "SELECT one, seq, sealed FROM instance",
        ] {
            all.extend(self.rows(sql).await);
        }
        all
    }
}
