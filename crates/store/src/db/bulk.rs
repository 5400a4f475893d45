//! Many rows in one statement: a group of commands becomes one insert a table, whichever the database.
//!
//! PostgreSQL takes whole columns as arrays. SQLite takes rows, 32 at a time, so that the text stays a literal
//! and its plan stays in the statement cache; what is left over goes one by one.

use sqlx::{PgConnection, SqliteConnection};

/// One statement in its three forms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bulk {
    pub(crate) one: &'static str,
    pub(crate) many: &'static str,
    pub(crate) postgres: &'static str,
}

/// Rows in [`Bulk::many`].
const MANY: usize = 32;

/// Repeats a row of placeholders 32 times between a head and a tail.
macro_rules! bulk {
    ($head:literal, $row:literal, $tail:literal, $postgres:literal) => {
        $crate::db::bulk::Bulk {
            one: concat!($head, $row, $tail),
            many: concat!(
                $head,
                $crate::db::bulk::eight!($row),
                ",",
                $crate::db::bulk::eight!($row),
                ",",
                $crate::db::bulk::eight!($row),
                ",",
                $crate::db::bulk::eight!($row),
                $tail
            ),
            postgres: $postgres,
        }
    };
}
macro_rules! eight {
    ($row:literal) => {
        concat!($row, ",", $row, ",", $row, ",", $row, ",", $row, ",", $row, ",", $row, ",", $row)
    };
}
pub(crate) use {bulk, eight};

/// The values of one column, a row each.
#[derive(Debug)]
pub(crate) enum Column {
    Ints(Vec<i64>),
    Bytes(Vec<Vec<u8>>),
}

impl Column {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Ints(values) => values.len(),
            Self::Bytes(values) => values.len(),
        }
    }
}

type SqliteQuery<'a> = sqlx::query::Query<'a, sqlx::Sqlite, sqlx::sqlite::SqliteArguments>;

/// Takes the value of one row out of its column.
fn bind_cell<'a>(query: SqliteQuery<'a>, column: &mut Column, row: usize) -> SqliteQuery<'a> {
    match column {
        Column::Ints(values) => query.bind(values.get(row).copied()),
        Column::Bytes(values) => query.bind(values.get_mut(row).map(std::mem::take)),
    }
}

/// Runs a bulk statement on SQLite and says how many rows it touched.
pub(super) async fn sqlite(conn: &mut SqliteConnection, bulk: Bulk, columns: &mut [Column]) -> sqlx::Result<u64> {
    let rows = columns.first().map_or(0, Column::len);
    let (mut row, mut touched) = (0, 0);
    while row < rows {
        let (sql, count) = if rows - row >= MANY { (bulk.many, MANY) } else { (bulk.one, 1) };
        let mut query = sqlx::query(sql);
        for row in row..row + count {
            query = columns.iter_mut().fold(query, |query, column| bind_cell(query, column, row));
        }
        touched += query.execute(&mut *conn).await?.rows_affected();
        row += count;
    }
    Ok(touched)
}

/// Runs a bulk statement on PostgreSQL and says how many rows it touched.
pub(super) async fn postgres(conn: &mut PgConnection, bulk: Bulk, columns: Vec<Column>) -> sqlx::Result<u64> {
    if columns.first().is_none_or(|column| column.len() == 0) {
        return Ok(0);
    }
    let query = columns.into_iter().fold(sqlx::query(bulk.postgres), |query, column| match column {
        Column::Ints(values) => query.bind(values),
        Column::Bytes(values) => query.bind(values),
    });
    Ok(query.execute(conn).await?.rows_affected())
}
