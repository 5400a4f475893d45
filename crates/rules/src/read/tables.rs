//! Tables: inclusive ranges of days or numbers. Gaps are allowed; overlaps only where rows are rolled through.

use std::collections::BTreeMap;

use model::{Date, Decimal, Money, TimeOfDay};
use yaml::{At, Entry, Map, Node, Report, scalars};

use super::citation;
use super::literals::{self, Declared};
use crate::expr::{Literal, MonthEnd, Type};
use crate::measure::{Law, Table, TableRow};

/// The keys of a table.
pub const KEYS: [&str; 5] = ["mode", "round", "columns", "law", "rows"];
const ROW_KEYS: [&str; 7] = ["from", "to", "months", "decided", "law", "checked_by", "checked_on"];

/// The tables of one mapping, added to those known.
pub fn add(map: &Map, tables: &mut BTreeMap<String, Table>, report: &mut Report) {
    for Entry { key, value } in &map.entries {
        if tables.contains_key(&key.text) {
            report.error(key.at, "duplicate-table", format!("there is a table `{}` already", key.text));
        }
        match value.map("a table", report).and_then(|map| TableReader { report }.table(map)) {
            Some(table) => {
                tables.insert(key.text.clone(), table);
            }
            None => report.refused("table", &key.text),
        }
    }
}

struct TableReader<'a> {
    report: &'a mut Report,
}

impl TableReader<'_> {
    fn table(&mut self, map: &Map) -> Option<Table> {
        map.only(&KEYS, self.report);
        let roll = self.roll(map);
        let declared = map.get("columns").map(|node| self.columns(node)).unwrap_or_default();
        let law = map.get("law").and_then(|node| citation::law(node, self.report)).unwrap_or_else(citation::none);
        let items = map.require("rows", self.report)?.list("a list of rows", self.report)?;
        let read: Vec<_> = items.iter().map(|item| Some((self.row(item, roll, &declared, &law)?, item.at))).collect();
        let rows: Vec<(TableRow, At)> = read.into_iter().collect::<Option<_>>()?;
        let (first, _) = rows.first().or_else(|| {
            self.report.error(map.at, "empty", "expected at least one row");
            None
        })?;
        let key = first.from.ty();
        self.same_keys(&rows, key)?;
        if roll.is_none() {
            self.refuse_overlaps(&rows);
        }
        let columns = self.column_types(declared, &rows)?;
        Some(Table { roll, columns, rows: rows.into_iter().map(|(row, _)| row).collect() })
    }

    /// `mode: roll` with its `round`, which no rolled table may leave unsaid.
    fn roll(&mut self, map: &Map) -> Option<MonthEnd> {
        let modes = [("roll", true), ("lookup", false)];
        let rolled = map.get("mode").and_then(|node| scalars::word(node, &modes, self.report)).unwrap_or(false);
        let round = map.get("round").map(|node| (node, [("down", MonthEnd::Down), ("up", MonthEnd::Up)]));
        match (rolled, round) {
            (true, Some((node, words))) => scalars::word(node, &words, self.report),
            (true, None) => {
                let message = "`round:` must be said where months are added; expected `down` or `up`";
                self.report.error(map.at, "rounding", message);
                // Still a rolled table, so that nothing else of it is refused for want of a word.
                Some(MonthEnd::Down)
            }
            (false, Some((node, _))) => {
                self.report.error(node.at, "unknown-key", "`round` belongs to `mode: roll`");
                None
            }
            (false, None) => None,
        }
    }

    fn columns(&mut self, node: &Node) -> Vec<(String, Declared)> {
        let entries = node.map("a mapping of columns to types", self.report).map(|map| map.entries.as_slice());
        let mut columns = Vec::new();
        for Entry { key, value } in entries.unwrap_or_default() {
            if ROW_KEYS.contains(&key.text.as_str()) {
                self.report.error(key.at, "name", format!("`{}` is a word of every row", key.text));
            }
            match scalars::word(value, &literals::DECLARED, self.report) {
                Some(Declared::Code) => {
                    self.report.error(value.at, "type", "a column holds numbers, amounts or dates");
                }
                Some(declared) => columns.push((key.text.clone(), declared)),
                None => {}
            }
        }
        columns
    }

    fn row(
        &mut self,
        node: &Node,
        roll: Option<MonthEnd>,
        columns: &[(String, Declared)],
        above: &Law,
    ) -> Option<TableRow> {
        let map = node.map("a row", self.report)?;
        let known: Vec<&str> = ROW_KEYS.into_iter().chain(columns.iter().map(|(name, _)| name.as_str())).collect();
        map.only(&known, self.report);
        let law = citation::of_row(map, above, self.report);
        let (from, to) = (self.bound(map, "from"), self.bound(map, "to"));
        let (from, to) = self.open_ends(node.at, from?, to?)?;
        let decided = map.require("decided", self.report).and_then(|node| scalars::date(node, self.report));
        let months = self.months(map, roll);
        let values: Vec<_> = columns.iter().map(|(name, declared)| self.cell(map, name, *declared)).collect();
        if from.ty() == to.ty() && order(&from) > order(&to) {
            self.report.error(node.at, "range", "the row ends before it begins");
        }
        let values = values.into_iter().collect::<Option<_>>()?;
        Some(TableRow { from, to, decided: decided?, months: months?, values, law })
    }

    /// A row that begins or ends nowhere holds all that its type has on that side.
    fn open_ends(&mut self, at: At, from: Bound, to: Bound) -> Option<(Literal, Literal)> {
        match (from, to) {
            (Some(from), Some(to)) => Some((from, to)),
            (Some(from), None) => last(&from).map(|to| (from, to)),
            (None, Some(to)) => first(&to).map(|from| (from, to)),
            (None, None) => {
                self.report.error(at, "range", "a row with `none` at both ends holds everything; expected one end");
                None
            }
        }
    }

    /// One end of a row; `none` where there is none. Refused, none and written are three cases.
    fn bound(&mut self, map: &Map, key: &str) -> Option<Bound> {
        let scalar = map.require(key, self.report)?.scalar("a day or a number", self.report)?;
        if scalar.text == literals::NONE {
            return Some(None);
        }
        let bound = literals::literal(scalar, None, self.report)?;
        if order(&bound).is_none() {
            self.report.error(scalar.at, "type", format!("expected a day or a number, found `{}`", scalar.text));
            return None;
        }
        Some(Some(bound))
    }

    fn months(&mut self, map: &Map, roll: Option<MonthEnd>) -> Option<i64> {
        if roll.is_some() {
            return map.require("months", self.report).and_then(|node| scalars::int(node, self.report));
        }
        if let Some(node) = map.get("months") {
            self.report.error(node.at, "unknown-key", "`months` belongs to `mode: roll`");
        }
        Some(0)
    }

    fn cell(&mut self, map: &Map, name: &str, declared: Declared) -> Option<Literal> {
        let scalar = map.require(name, self.report)?.scalar("a value", self.report)?;
        literals::literal(scalar, Some(declared), self.report)
    }

    fn same_keys(&mut self, rows: &[(TableRow, At)], key: Type) -> Option<()> {
        let differs = |(row, _): &&(TableRow, At)| row.from.ty() != key || row.to.ty() != key;
        let Some((_, at)) = rows.iter().find(differs) else { return Some(()) };
        let message = format!("expected {} at both ends, as in the first row", literals::type_name(key));
        self.report.error(*at, "type", message);
        None
    }

    /// In order of their beginnings, each row must begin after all before it have ended.
    fn refuse_overlaps(&mut self, rows: &[(TableRow, At)]) {
        let mut sorted: Vec<_> = rows.iter().map(|(row, at)| (order(&row.from), order(&row.to), *at)).collect();
        sorted.sort_unstable();
        let mut last: Option<(Option<i64>, At)> = None;
        for (from, to, at) in sorted {
            if let Some((end, before)) = last.filter(|(end, _)| from <= *end) {
                let message = format!("the row overlaps the one in line {}", before.min(at).line);
                self.report.error(before.max(at), "overlap", message);
                last = Some(if to > end { (to, at) } else { (end, before) });
            } else {
                last = Some((to, at));
            }
        }
    }

    /// Declared types, with the currency that all cells of a column share.
    fn column_types(
        &mut self,
        declared: Vec<(String, Declared)>,
        rows: &[(TableRow, At)],
    ) -> Option<Vec<(String, Type)>> {
        let mut columns = Vec::new();
        for (index, (name, _)) in declared.into_iter().enumerate() {
            let cells: Vec<_> = rows.iter().filter_map(|(row, at)| Some((row.values.get(index)?.ty(), *at))).collect();
            let (first, _) = cells.first().copied()?;
            if let Some((_, at)) = cells.iter().find(|(ty, _)| *ty != first) {
                let message = format!("expected {} in `{name}`, as in the first row", literals::type_name(first));
                self.report.error(*at, "currency", message);
                return None;
            }
            columns.push((name, first));
        }
        Some(columns)
    }
}

/// An end of a row; `None` where it has none.
type Bound = Option<Literal>;

/// The least of a literal's type, and of its currency.
fn first(literal: &Literal) -> Option<Literal> {
    extreme(literal, i64::MIN, Date::MIN)
}

/// The greatest of a literal's type, and of its currency.
fn last(literal: &Literal) -> Option<Literal> {
    extreme(literal, i64::MAX, Date::MAX)
}

fn extreme(literal: &Literal, number: i64, day: Date) -> Option<Literal> {
    match literal {
        Literal::Int(_) => Some(Literal::Int(number)),
        Literal::Decimal(_) => Some(Literal::Decimal(Decimal(number))),
        Literal::Money(amount) => Some(Literal::Money(Money { minor: number, ..*amount })),
        Literal::Date(_) => Some(Literal::Date(day)),
        Literal::Time(_) => TimeOfDay::of_minutes(number.clamp(0, TimeOfDay::LAST.minutes())).map(Literal::Time),
        Literal::Bool(_) | Literal::Code(_) => None,
    }
}

/// Where a literal stands among those of its type; `None` where its type has no order.
fn order(literal: &Literal) -> Option<i64> {
    match literal {
        Literal::Int(number) => Some(*number),
        Literal::Decimal(number) => Some(number.0),
        Literal::Money(amount) => Some(amount.minor),
        Literal::Date(day) => Some(i64::from(model::day_number(*day))),
        Literal::Time(time) => Some(time.minutes()),
        Literal::Bool(_) | Literal::Code(_) => None,
    }
}
