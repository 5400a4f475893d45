//! The records of somebody as the text of one cell, and back: `[{"from": "2020-05-01", "until": "n/a"}]`.
//!
//! What a field of a record holds is written as a cell of a person's field is; one that is not there is unknown. A list
//! that says more or less than its kind takes for granted says so: `{"listed": [..], "complete": true}`. An empty cell is
//! no empty list: nothing is known then.

use std::collections::BTreeMap;

use model::{Field, FieldId, FieldState, KindId, RecordList, RecordStates, Row, Schema, Value, ValueError};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{from_cell, to_cell};

type Listed = Vec<BTreeMap<String, Json>>;

#[derive(Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum RecordsCell {
    Listed(Listed),
    Said { listed: Listed, complete: bool },
}

/// Every column of a people file: the fields of people, then the records of each kind.
pub(crate) fn columns_of(schema: &Schema) -> impl Iterator<Item = FieldId> {
    let fields = schema.numbered().map(|(field, _)| field);
    fields.chain(schema.numbered_kinds().map(|(kind, _)| FieldId::list(kind)))
}

/// The column of this name.
pub(crate) fn column_named(schema: &Schema, name: &str) -> Option<FieldId> {
    schema.field(name).or_else(|| schema.kind_id(name).map(FieldId::list))
}

/// What somebody has in a column.
pub(crate) fn cell_of(schema: &Schema, row: &Row, column: FieldId) -> Option<String> {
    match column.list_of() {
        Some(kind) => {
            row.kinds().any(|(found, _)| found == kind).then(|| RecordWords::of(schema, kind, |_| true))?.cell(row)
        }
        None => to_cell(row.get(column)),
    }
}

/// Puts what stands in a column into a row.
pub(crate) fn take_cell(schema: &Schema, row: &mut Row, column: FieldId, cell: &str) -> Result<(), ValueError> {
    match column.list_of() {
        Some(kind) => {
            if let Some(list) = records_from_cell(schema, kind, cell)? {
                row.set_records(kind, list);
            }
        }
        None => row.set(column, from_cell(schema, column, cell)?),
    }
    Ok(())
}

/// How the records of a kind are written: the words of their fields, as far as they may be.
#[derive(Debug, Clone)]
pub(crate) struct RecordWords {
    kind: KindId,
    words: BTreeMap<FieldId, String>,
    /// Whether a list that says no more is all there are.
    granted: bool,
}

impl RecordWords {
    pub(crate) fn of(schema: &Schema, kind: KindId, may: impl Fn(&Field) -> bool) -> Self {
        let fields = schema.record_fields(kind).filter(|(_, field)| may(field));
        let word = |(id, field): (FieldId, &Field)| Some((id, field.name.split_once('.')?.1.to_owned()));
        let granted = schema.kind_at(kind).and_then(|kind| RecordList::told(kind, Some(vec![]), None));
        Self { kind, words: fields.filter_map(word).collect(), granted: granted.is_some_and(|list| list.complete) }
    }

    /// The records of somebody; nothing where nothing is known of them.
    pub(crate) fn cell(&self, row: &Row) -> Option<String> {
        let (_, list) = row.kinds().find(|(kind, _)| *kind == self.kind)?;
        let said = |(field, state): (&FieldId, &FieldState<Value>)| {
            Some((self.words.get(field)?.clone(), Json::String(to_cell(state)?)))
        };
        let record = |record: &RecordStates| record.0.iter().filter_map(said).collect();
        let listed: Listed = list.listed.iter().map(record).collect();
        let cell = if list.complete == self.granted {
            RecordsCell::Listed(listed)
        } else {
            RecordsCell::Said { listed, complete: list.complete }
        };
        serde_json::to_string(&cell).ok()
    }
}

/// Reads the records of somebody; nothing of an empty cell.
pub(crate) fn records_from_cell(schema: &Schema, kind: KindId, text: &str) -> Result<Option<RecordList>, ValueError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let name = schema.kind_at(kind).map_or("", |kind| kind.name.as_str());
    let unread = || ValueError::Records(name.to_owned());
    let (listed, complete) = match serde_json::from_str(text).map_err(|_| unread())? {
        RecordsCell::Listed(listed) => (listed, None),
        RecordsCell::Said { listed, complete } => (listed, Some(complete)),
    };
    let record = |fields: BTreeMap<String, Json>| {
        let state = |(word, value): (String, Json)| {
            let field = schema.record_field(&format!("{name}.{word}")).ok_or_else(unread)?;
            let text = match value {
                Json::Null => String::new(),
                Json::String(text) => text,
                Json::Bool(_) | Json::Number(_) => value.to_string(),
                Json::Array(_) | Json::Object(_) => return Err(unread()),
            };
            Ok((field, from_cell(schema, field, &text)?))
        };
        let states: Result<BTreeMap<_, _>, ValueError> = fields.into_iter().map(state).collect();
        states.map(|mut states| {
            states.retain(|_, state| !state.is_unknown());
            RecordStates(states)
        })
    };
    let listed = listed.into_iter().map(record).collect::<Result<_, _>>()?;
    Ok(schema.kind_at(kind).and_then(|kind| RecordList::told(kind, Some(listed), complete)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{row, schema_with_records};

    /// A cell that is read and written again.
    #[track_caller]
    fn check(kind: &str, text: &str, expected: Option<&str>) {
        let schema = schema_with_records();
        let row = row(&schema, &[(kind, text)]);
        let column = FieldId::list(schema.kind_id(kind).unwrap());
        assert_eq!(cell_of(&schema, &row, column).as_deref(), expected);
    }

    #[test]
    fn a_list_is_written_as_it_is_read() {
        for text in [
            "[]",
            r#"[{"from":"2020-05-01","hours":"3"},{}]"#,
            r#"[{"closed_on":"n/a","hours":"3 | 4","languages":"{}","opened_on":"2020-05-01"}]"#,
            r#"{"listed":[],"complete":false}"#,
        ] {
            check("course", text, Some(text));
        }
        check("course", "", None);
        check("course", r#"[{"hours": 3, "passed": true, "from": null}]"#, Some(r#"[{"hours":"3","passed":"true"}]"#));
        check("course", r#"{"listed": [], "complete": true}"#, Some("[]"));
    }

    #[test]
    fn what_a_kind_takes_for_granted_need_not_be_said() {
        check("lodging", r#"{"listed": [{}], "complete": false}"#, Some("[{}]"));
        check("lodging", r#"{"listed":[{}],"complete":true}"#, Some(r#"{"listed":[{}],"complete":true}"#));
    }

    #[test]
    fn what_is_no_list_of_records_is_refused_and_not_repeated() {
        let schema = schema_with_records();
        let kind = schema.kind_id("course").unwrap();
        for text in ["three", "{}", "[3]", r#"[{"since":"2020-01-01"}]"#, r#"[{"hours":[3]}]"#, r#"{"listed":[]}"#] {
            assert_eq!(records_from_cell(&schema, kind, text), Err(ValueError::Records("course".into())), "{text}");
        }
        assert_eq!(records_from_cell(&schema, kind, r#"[{"hours":"many"}]"#), Err(ValueError::Int));
        assert_eq!(records_from_cell(&schema, kind, " "), Ok(None));
    }
}
