//! Which row counts on which day.

use std::collections::BTreeMap;

use super::{BindError, Bound, BoundRow, BoundTable, Clocks};
use crate::expr::Literal;
use crate::measure::{Measure, Param, ParamRow, Table};
use crate::nodes::ExprNode;

impl Param {
    /// The row in effect: of those decided and begun, the latest begun, then the latest decided.
    pub fn row(&self, clocks: Clocks) -> Option<&ParamRow> {
        let known = self.rows.iter().filter(|row| row.decided <= clocks.as_known && row.from <= clocks.on);
        known.max_by_key(|row| (row.from, row.decided))
    }

    /// The value in effect; `None` where there is no row yet, or it is `open`.
    pub fn value(&self, clocks: Clocks) -> Option<&Literal> {
        self.row(clocks)?.value.as_ref()
    }
}

/// The rows decided by then, of each table that is read.
pub fn tables(bound: &Bound, measure: &Measure, clocks: Clocks) -> Result<BTreeMap<String, BoundTable>, BindError> {
    let names = bound.expressions().flat_map(ExprNode::all).filter_map(ExprNode::table);
    names
        .map(|name| {
            let table = measure.tables.get(name).ok_or_else(|| BindError::Table(name.into()))?;
            Ok((name.to_owned(), rows(table, clocks)))
        })
        .collect()
}

fn rows(table: &Table, clocks: Clocks) -> BoundTable {
    let decided = table.rows.iter().filter(|row| row.decided <= clocks.as_known);
    let rows = decided.map(|row| BoundRow {
        from: row.from.clone(),
        to: row.to.clone(),
        months: row.months,
        values: row.values.clone(),
    });
    let columns = table.columns.iter().map(|(name, _)| name.clone()).collect();
    BoundTable { roll: table.roll, columns, rows: rows.collect() }
}
