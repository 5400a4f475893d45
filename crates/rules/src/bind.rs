//! A measure bound to a day: parameters, tables, calendars and clocks have become constants.
//!
//! Two clocks: what is in effect `on` a day, as decided by the day `as_known`. An old decision is reproduced exactly,
//! and an order that reaches back changes only what is decided after it. Binding reads no data of any person.

use std::collections::{BTreeMap, BTreeSet};

use model::{Date, Schema, Text};

use crate::expr::{Cond, FieldRef, Literal, Type};
use crate::measure::{Calendar, Cap, CapLimit, Computed, Group, IfUnknown, Law, Measure, Priority, Unit};
use crate::nodes::ExprNode;

mod calendars;
pub(crate) mod canon;
mod clocks;
mod rewrite;

/// The day asked about, and the day up to which decisions are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// The assessment date.
    pub on: Date,
    /// Decisions taken after this day are not known yet.
    pub as_known: Date,
}

impl Clocks {
    /// Assessed on a day, by what was decided up to that day.
    pub fn on(on: Date) -> Self {
        Self { on, as_known: on }
    }
}

/// What stands around a measure where it is bound.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// The fields that its expressions read.
    pub schema: &'a Schema,
    /// National calendars by ISO 3166 alpha-3.
    pub calendars: &'a BTreeMap<String, Calendar>,
    /// The country whose rule it is; none for a model rule.
    pub jurisdiction: Option<&'a str>,
    /// Chooses the `national` calendar where there is no jurisdiction.
    pub country: Option<&'a str>,
}

/// Why a measure cannot be bound; the loader refuses such measures, so these mean one made by other means.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BindError {
    /// No parameter of this name is declared.
    #[error("no parameter `{0}` is declared")]
    Param(String),
    /// No table of this name is declared.
    #[error("no table `{0}` is declared")]
    Table(String),
    /// No calendar of this name is declared by the measure or installed.
    #[error("no calendar `{0}` is installed")]
    Calendar(String),
}

/// Binds a measure to a day.
pub fn bind(measure: &Measure, around: &Surroundings<'_>, clocks: Clocks) -> Result<Bound, BindError> {
    let mut bound = unmarked(measure, around, clocks)?;
    bound.hash = canon::hash(&bound, around.schema);
    Ok(bound)
}

/// The same without the hash, for what nobody compares.
pub(crate) fn unmarked(measure: &Measure, around: &Surroundings<'_>, clocks: Clocks) -> Result<Bound, BindError> {
    let binding = rewrite::Binding::new(measure, around, clocks);
    let mut bound = Bound {
        pack: measure.pack.clone(),
        measure: measure.id.clone(),
        unit: measure.unit,
        on: clocks.on,
        conditions: binding.conditions()?,
        root: measure.root.clone(),
        computes: binding.computes()?,
        priority: binding.priority()?,
        cap: binding.cap()?,
        tables: BTreeMap::new(),
        calendars: BTreeMap::new(),
        calendar: None,
        hash: String::new(),
    };
    bound.tables = clocks::tables(&bound, measure, clocks)?;
    (bound.calendars, bound.calendar) = calendars::choose(&bound, measure, around, clocks.as_known)?;
    Ok(bound)
}

/// A measure bound to a day. Both back ends read this and nothing else of a pack.
#[derive(Debug, Clone)]
pub struct Bound {
    /// The pack's name.
    pub pack: String,
    /// The measure's name.
    pub measure: String,
    /// Who is reached: a person or a household.
    pub unit: Unit,
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
    /// The quota, its sort keys bound likewise. Never changes a verdict.
    pub cap: Option<Cap>,
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
    pub about: bool,
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

impl Bound {
    /// All expressions: conditions, computed values, priorities, sort keys of the quota.
    pub fn expressions(&self) -> impl Iterator<Item = ExprNode<'_>> {
        let conditions = self.conditions.iter().map(|condition| ExprNode::Cond(&condition.when));
        let computes = self.computes.iter().map(|computed| ExprNode::Term(&computed.value));
        let keys = self.cap.iter().flat_map(|cap| &cap.order_by).map(|(key, _)| ExprNode::Term(key));
        conditions.chain(computes).chain(self.priority.iter().map(|line| ExprNode::Cond(&line.when))).chain(keys)
    }

    /// The computed value that a quota's budget pays: the first in its currency. `None` where places are scarce, or
    /// nothing is.
    pub fn paid(&self) -> Option<usize> {
        let CapLimit::Budget(budget) = self.cap.as_ref()?.limit else { return None };
        self.computes.iter().position(|computed| computed.ty == Type::Money(budget.currency))
    }

    /// Every field that any expression reads, household functions included.
    pub fn reads(&self) -> BTreeSet<FieldRef> {
        self.expressions().flat_map(ExprNode::all).filter_map(ExprNode::field).collect()
    }
}

#[cfg(test)]
mod tests;
