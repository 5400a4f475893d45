//! A measure bound to a day: parameters, tables, calendars and clocks have become constants.

use std::collections::BTreeMap;

use model::{Date, Text};

use crate::expr::{Cond, Literal};
use crate::measure::{Calendar, Computed, Group, IfUnknown, Law, Priority};

/// A measure bound to a day. Both back ends read this and nothing else of a pack.
#[derive(Debug, Clone)]
pub struct Bound {
    /// The pack's name.
    pub pack: String,
    /// The measure's name.
    pub measure: String,
    /// The assessment date.
    pub on: Date,
    /// Conditions with `On` and `Param` replaced; the first is `in_force`.
    pub conditions: Vec<BoundCondition>,
    /// How they make the verdict.
    pub root: Group,
    /// Values for those whose verdict is yes, bound likewise.
    pub computes: Vec<Computed>,
    /// Points, bound likewise.
    pub priority: Vec<Priority>,
    /// Rows in force of each table that is read.
    pub tables: BTreeMap<String, BoundTable>,
    /// Calendars by the name the expressions use; `national` among them where one is read.
    pub calendars: BTreeMap<String, Calendar>,
    /// What the answer says of the national calendar where one is read: an ISO code, or `weekends`.
    pub calendar: Option<String>,
    /// SHA-256 over all that was bound, as hexadecimal digits: same hash, same answers.
    pub hash: String,
}

/// A condition bound to a day.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in `measure::Condition`")]
pub struct BoundCondition {
    pub id: String,
    pub when: Cond,
    pub says: Text,
    pub law: Law,
    pub if_unknown: IfUnknown,
}

/// Rows of a table that were decided by the day as known.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in `measure::Table`")]
pub struct BoundTable {
    pub roll: Option<crate::expr::MonthEnd>,
    pub columns: Vec<String>,
    pub rows: Vec<BoundRow>,
}

/// One such row.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "as in `measure::TableRow`")]
pub struct BoundRow {
    pub from: Literal,
    pub to: Literal,
    pub months: i64,
    pub values: Vec<Literal>,
}
