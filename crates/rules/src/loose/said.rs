//! What an expression says, in one text: fields by their names, and the rows of the parameters, tables and calendars that it
//! reads. In two files that say the same the text is the same, wherever in them it stands.

use std::collections::BTreeSet;

use model::{Date, Schema};

use super::{Loose, LooseCond, LooseTerm};
use crate::bind::{Clocks, canon};
use crate::expr::{Literal, Term};
use crate::measure::{Param, Table};
use crate::nodes::ExprNode;

impl Loose {
    /// What a condition says.
    pub fn said(&self, condition: LooseCond, schema: &Schema) -> String {
        let Some(condition) = self.carrier.conditions.get(condition.0) else { return String::new() };
        self.with_rows(canon::cond(&condition.when, schema), ExprNode::Cond(&condition.when))
    }

    /// What a value says.
    pub fn said_of(&self, value: LooseTerm, schema: &Schema) -> String {
        let Some(value) = self.carrier.computes.get(value.0) else { return String::new() };
        self.with_rows(canon::term(&value.value, schema), ExprNode::Term(&value.value))
    }

    /// The whole number that a parameter says on a day; nothing where the value is no parameter, or none is decided by then.
    pub fn whole_on(&self, value: LooseTerm, day: Date) -> Option<i64> {
        match self.param_of(value)?.value(Clocks::on(day))? {
            Literal::Int(n) => Some(*n),
            _ => None,
        }
    }

    /// The days from which a parameter may say another number.
    pub fn turns_of(&self, value: LooseTerm) -> BTreeSet<Date> {
        let rows = self.param_of(value).map(|param| param.rows.as_slice()).unwrap_or_default();
        rows.iter().flat_map(|row| [row.from, row.decided]).collect()
    }

    fn param_of(&self, value: LooseTerm) -> Option<&Param> {
        match &self.carrier.computes.get(value.0)?.value {
            Term::Param { name, .. } => self.carrier.params.get(name),
            _ => None,
        }
    }

    fn with_rows(&self, said: String, whole: ExprNode<'_>) -> String {
        let (nodes, carrier) = (whole.all(), &self.carrier);
        let params: BTreeSet<&str> = nodes.iter().filter_map(|node| node.param()).collect();
        let tables: BTreeSet<&str> = nodes.iter().filter_map(|node| node.table()).collect();
        let calendars: BTreeSet<&str> = nodes.iter().filter_map(|node| node.calendar()).collect();
        let mut lines = vec![said];
        lines.extend(params.into_iter().filter_map(|name| Some(param_text(name, carrier.params.get(name)?))));
        lines.extend(tables.into_iter().filter_map(|name| Some(table_text(name, carrier.tables.get(name)?))));
        lines.extend(calendars.into_iter().filter_map(|name| Some(canon::days(name, carrier.calendars.get(name)?))));
        lines.join("\n")
    }
}

fn param_text(name: &str, param: &Param) -> String {
    let rows = param.rows.iter().map(|row| {
        let value = row.value.as_ref().map_or_else(|| "open".to_owned(), canon::literal_text);
        canon::list("row", [row.from.to_string(), row.decided.to_string(), value])
    });
    canon::list(&format!("param {name} {:?}", param.set), rows)
}

fn table_text(name: &str, table: &Table) -> String {
    let rows = table.rows.iter().map(|row| {
        let range = [canon::literal_text(&row.from), canon::literal_text(&row.to)];
        let rest = [row.decided.to_string(), row.months.to_string()];
        canon::list("row", range.into_iter().chain(rest).chain(row.values.iter().map(canon::literal_text)))
    });
    canon::list(&format!("table {name} {:?} {:?}", table.roll, table.columns), rows)
}
