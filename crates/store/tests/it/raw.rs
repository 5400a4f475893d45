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

    /// The key store's.
    pub async fn keys(config: &Config) -> Self {
        match &config.database {
            Database::Sqlite => Self::file(&config.dir.join("keys.db")).await,
            Database::Postgres { journal, .. } => {
                let url = format!("{journal}&options[search_path]=onward_keys");
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
                // A placeholder that is not there counts as one that is.
                let (numbered, held) = (sql.contains("$1"), sql.contains("$2"));
                let text = if numbered { sql.to_owned() } else { sql.replace("$2", "$1") };
                let query = sqlx::query(sqlx::AssertSqlSafe(text));
                let query = if numbered { query.bind(number) } else { query };
                let query = if held { query.bind(bytes) } else { query };
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
            "SELECT number, who, sealed FROM person ORDER BY number",
            "SELECT token, number FROM token ORDER BY token, number",
            "SELECT shelf, place, what FROM shelf ORDER BY shelf, place",
            "SELECT shelf, at, place, from_at, until_at, what, facet FROM due ORDER BY shelf, at, place",
            "SELECT token, first_seq, last_seq FROM receipt ORDER BY token",
            "SELECT token, seq FROM read_log ORDER BY token, seq",
            "SELECT place, sealed FROM instance ORDER BY place",
            "SELECT place, sealed FROM pack_file ORDER BY place",
            "SELECT seq, tip, instance_seq, told FROM head",
        ] {
            all.extend(self.rows(sql).await);
        }
        all
    }

    /// The bytes of one cell.
    pub async fn bytes(&mut self, sql: &'static str) -> Vec<u8> {
        match self {
            Self::Sqlite(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
            Self::Postgres(conn) => sqlx::query_scalar(sql).fetch_one(conn).await.unwrap(),
        }
    }
}
