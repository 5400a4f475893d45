//! SQL text put together from literals only, with every value bound: the one place where a statement that is
//! not itself a literal is declared safe. Pieces are `&'static str`; there is no way to hand in another string.

use std::borrow::Cow;
use std::fmt::Write;

use model::Id;
use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use super::Dialect;

/// A value for a placeholder.
#[derive(Debug, Clone)]
pub(crate) enum Bind {
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
    /// Several ids, for [`Statement::among`].
    Ids(Vec<Id>),
    /// Several numbers, for [`Statement::among`].
    Ints(Vec<i64>),
}

impl From<i64> for Bind {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Bind {
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}

impl From<String> for Bind {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Bind {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl From<Id> for Bind {
    fn from(value: Id) -> Self {
        Self::Bytes(value.0.to_vec())
    }
}

impl From<Vec<Id>> for Bind {
    fn from(value: Vec<Id>) -> Self {
        Self::Ids(value)
    }
}

impl From<Vec<i64>> for Bind {
    fn from(value: Vec<i64>) -> Self {
        Self::Ints(value)
    }
}

/// One statement with its values. Placeholders are `$1`, `$2`, ... which both databases read.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    sql: Cow<'static, str>,
    binds: Vec<Bind>,
}

impl Statement {
    /// Begins with a literal.
    pub(crate) fn of(sql: &'static str) -> Self {
        Self { sql: Cow::Borrowed(sql), binds: Vec::new() }
    }

    /// Binds the next placeholder that is written in the literal.
    pub(crate) fn bind(mut self, value: impl Into<Bind>) -> Self {
        self.binds.push(value.into());
        self
    }

    /// Goes on with another literal.
    pub(crate) fn and(mut self, sql: &'static str) -> Self {
        self.sql.to_mut().push_str(sql);
        self
    }

    /// Writes the next placeholder and binds it.
    pub(crate) fn value(mut self, value: impl Into<Bind>) -> Self {
        self.binds.push(value.into());
        let number = self.binds.len();
        let _ = write!(self.sql.to_mut(), "${number}");
        self
    }

    /// Writes a test for membership in a list of any length.
    pub(crate) fn among(self, dialect: Dialect, list: impl Into<Bind>) -> Self {
        let list = list.into();
        match (dialect, &list) {
            (Dialect::Postgres, _) => self.and(" = ANY(").value(list).and(")"),
            (Dialect::Sqlite, Bind::Ids(_)) => {
                self.and(" IN (SELECT unhex(value) FROM json_each(").value(list).and("))")
            }
            (Dialect::Sqlite, _) => self.and(" IN (SELECT value FROM json_each(").value(list).and("))"),
        }
    }

    /// Writes a table `t` of the numbers to which tokens lead, each as often as a token leads there. PostgreSQL is given them as
    /// an array: as long as it has counted nothing, after many rows were written at once, it would guess that a token leads to
    /// many, and go through all people for one.
    pub(crate) fn led_to_by(self, dialect: Dialect, tokens: impl Into<Bind>) -> Self {
        let (begins, ends) = match dialect {
            Dialect::Postgres => ("unnest(ARRAY(SELECT number FROM token WHERE token", ")) AS t(number)"),
            Dialect::Sqlite => ("(SELECT number FROM token WHERE token", ") AS t"),
        };
        self.and(begins).among(dialect, tokens).and(ends)
    }

    /// The text, and the values in the order of their placeholders.
    pub(super) fn into_parts(self) -> (SqlStr, Vec<Bind>) {
        let sql = match self.sql {
            Cow::Borrowed(literal) => literal.into_sql_str(),
            Cow::Owned(composed) => AssertSqlSafe(composed).into_sql_str(),
        };
        (sql, self.binds)
    }
}

/// Sequence numbers as the databases keep them.
pub(crate) fn stored(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}
