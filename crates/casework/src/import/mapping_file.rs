//! Reads a mapping file: YAML, checked against the schema, every problem with line and column.
//!
//! ```yaml
//! source: prefecture
//! id: Dossier                  # the column by whose value the register knows a row
//! dates: dmy                   # or mdy, ymd; left out: settled by the values of each column
//! calendar: ethiopian          # or hijri, thai, persian; left out: ours
//! columns:
//!   Né(e) le: birth_date
//!   Sexe: {field: sex, values: {féminin: F, masculin: M}}
//!   Décision: {field: application.decided_on, calendar: gregorian}
//!   Loyer: {field: flat.rent, currency: JOD}   # of bare numbers; left out: each cell says it, as `35.125 JOD`
//!   Remarque: ignore
//! ```

use std::collections::BTreeMap;

use model::{Currency, CurrencyError, FieldId, FieldType, Schema};
use yaml::{Entry, Map, Node, NodeKind, Problems, Report, Scalar, Severity};

use super::mapping::compared;
use super::{Column, DateOrder, Mapping, SheetCalendar};
use crate::source::is_own;

/// What a column says that is left alone.
const IGNORE: &str = "ignore";

impl Mapping {
    /// Reads a mapping file; `file` is the name by which its author knows it.
    ///
    /// # Errors
    /// Every unknown key, field and code, and whatever is no YAML, in order of their places.
    pub fn read(file: &str, text: &str, schema: &Schema) -> Result<Self, Problems> {
        let mut report = Report::new(file);
        let root = yaml::read(text, &mut report);
        let map = root.as_ref().and_then(|root| root.map("a mapping", &mut report));
        let mapping = map.map(|map| whole(map, schema, &mut report)).unwrap_or_default();
        let found = report.finish();
        let refused = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        if refused { Err(Problems(found)) } else { Ok(mapping) }
    }
}

fn whole(map: &Map, schema: &Schema, report: &mut Report) -> Mapping {
    map.only(&["source", "id", "dates", "calendar", "columns"], report);
    let columns = map.get("columns").and_then(|node| node.map("a mapping of headers", report));
    let entries = columns.map_or(&[][..], |columns| &columns.entries);
    Mapping {
        source: source(map, report),
        id: text(map, "id", report),
        dates: map.get("dates").and_then(|node| order(node, report)),
        calendar: map.get("calendar").and_then(|node| calendar(node, report)).unwrap_or_default(),
        columns: entries.iter().filter_map(|entry| column(entry, schema, report)).collect(),
    }
}

/// The name of the register; Onward's own names are no register's.
fn source(map: &Map, report: &mut Report) -> Option<String> {
    let named = text(map, "source", report)?;
    if is_own(&named)
        && let Some(node) = map.get("source")
    {
        let message = format!("`{named}` is what Onward itself calls a source; say which register it is");
        report.error(node.at, "own-source", message);
    }
    Some(named)
}

fn text(map: &Map, key: &str, report: &mut Report) -> Option<String> {
    map.get(key)?.scalar("a text", report).map(|scalar| scalar.text.trim().to_owned())
}

fn order(node: &Node, report: &mut Report) -> Option<DateOrder> {
    let written = node.scalar("`dmy`, `mdy` or `ymd`", report)?;
    let order = DateOrder::of(&written.text);
    if order.is_none() {
        report.error(written.at, "date-order", "expected `dmy`, `mdy` or `ymd`");
    }
    order
}

fn calendar(node: &Node, report: &mut Report) -> Option<SheetCalendar> {
    let written = node.scalar("the name of a calendar", report)?;
    let calendar = SheetCalendar::of(&written.text);
    if calendar.is_none() {
        let named: Vec<String> = SheetCalendar::NAMED.iter().map(|(name, _)| format!("`{name}`")).collect();
        report.error(written.at, "calendar", format!("expected one of {}", named.join(", ")));
    }
    calendar
}

/// The currency of bare numbers: that of the field, or the column is not one for it. Nothing is converted here.
fn currency(node: &Node, field: FieldId, schema: &Schema, report: &mut Report) -> Option<Currency> {
    let written = node.scalar("a currency of ISO 4217", report)?;
    let read: Result<Currency, CurrencyError> = written.text.parse();
    let held = schema.get(field).map(|field| field.ty);
    match (read, held) {
        (Err(error), _) => report.error(written.at, "unknown-currency", error.to_string()),
        (Ok(read), Some(FieldType::Money { currency, .. })) if read == currency => return Some(read),
        (Ok(_), Some(FieldType::Money { currency, .. })) => {
            let message = format!("`{}` is an amount in {currency}; nothing is converted", schema.name(field));
            report.error(written.at, "currency", message)
        }
        (Ok(_), _) => report.error(written.at, "currency", format!("`{}` is no amount of money", schema.name(field))),
    };
    None
}

fn column(entry: &Entry, schema: &Schema, report: &mut Report) -> Option<(String, Column)> {
    let header = entry.key.text.trim().to_owned();
    let column = match &entry.value.kind {
        NodeKind::Scalar(name) if name.text == IGNORE => Column::Ignore,
        NodeKind::Scalar(name) => {
            field(name, schema, report)?;
            Column::Field { field: name.text.clone(), values: BTreeMap::new(), calendar: None, currency: None }
        }
        NodeKind::Map(map) => {
            map.only(&["field", "values", "calendar", "currency"], report);
            let name = map.require("field", report)?.scalar("the name of a field", report)?;
            let id = field(name, schema, report)?;
            let words = map.get("values").and_then(|node| node.map("words to codes", report));
            let entries = words.map_or(&[][..], |words| &words.entries);
            let values = entries.iter().filter_map(|entry| value(entry, id, schema, report)).collect();
            let calendar = map.get("calendar").and_then(|node| calendar(node, report));
            let currency = map.get("currency").and_then(|node| currency(node, id, schema, report));
            Column::Field { field: name.text.clone(), values, calendar, currency }
        }
        NodeKind::List(_) => {
            report.error(entry.value.at, "wrong-shape", "expected the name of a field, `ignore`, or a mapping");
            return None;
        }
    };
    Some((header, column))
}

fn field(name: &Scalar, schema: &Schema, report: &mut Report) -> Option<FieldId> {
    let found = schema.field(&name.text);
    if found.is_none() {
        let known = schema.fields().iter().map(|field| field.name.as_str()).chain([IGNORE]);
        let problem = report.error(name.at, "unknown-field", format!("no field `{}`", name.text));
        problem.did_you_mean(&name.text, known);
    }
    found
}

/// One word of the register, in lower case, and what it means; empty for a word that says "not known".
fn value(entry: &Entry, field: FieldId, schema: &Schema, report: &mut Report) -> Option<(String, String)> {
    let means = entry.value.scalar("a value of the field", report)?;
    let text = if means.is_null() { "" } else { means.text.trim() };
    match schema.read(field, text) {
        Ok(_) => Some((compared(&entry.key.text), text.to_owned())),
        Err(error) => {
            report.error(means.at, "bad-value", error.to_string());
            None
        }
    }
}
