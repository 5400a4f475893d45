//! The records of a kind, as a question has them: a list under the name of the kind, and beside it whether there are more.
//!
//! A list of ours that is given is all there are; one that others may add to is all only where `KIND.complete` says so. A
//! list that is not given is not known, of either sort.

use std::collections::BTreeMap;

use model::{COMPLETE, FieldState, KindId, RecordList, RecordStates, Row, Schema, Value, nearest};
use serde_json::{Map, Value as Json};

use super::QuestionReader;

/// What is told of a person's records, by kind.
#[derive(Default)]
pub(super) struct Told {
    listed: BTreeMap<KindId, Vec<RecordStates>>,
    complete: BTreeMap<KindId, bool>,
}

impl Told {
    pub(super) fn into_row(mut self, schema: &Schema, row: &mut Row) {
        for (id, kind) in schema.numbered_kinds() {
            let complete = self.complete.get(&id).copied();
            if let Some(list) = RecordList::told(kind, self.listed.remove(&id), complete) {
                row.set_records(id, list);
            }
            if let Some((field, complete)) = schema.field(&kind.complete()).zip(complete) {
                row.set(field, FieldState::Known(Value::Bool(complete)));
            }
        }
    }
}

impl QuestionReader<'_> {
    /// Takes lists of records, and whether they are complete, out of what is told of a person.
    pub(super) fn records(&mut self, path: &str, fields: &Map<String, Json>, told: &mut Told) -> Map<String, Json> {
        let mut rest = Map::new();
        for (key, value) in fields {
            let (word, of) = key.split_once('.').unwrap_or((key, ""));
            match (self.schema.kind_id(word), value) {
                (Some(kind), Json::Array(records)) if of.is_empty() => {
                    let read = self.listed(&format!("{path}.{key}"), kind, records);
                    told.listed.insert(kind, read);
                }
                (Some(kind), Json::Object(inner)) if of.is_empty() && inner.keys().all(|key| key == COMPLETE) => {
                    inner
                        .values()
                        .for_each(|value| self.complete(&format!("{path}.{key}.{COMPLETE}"), kind, value, told));
                }
                (Some(kind), value) if of == COMPLETE => self.complete(&format!("{path}.{key}"), kind, value, told),
                (Some(_), _) => {
                    self.problem(&format!("{path}.{key}"), "expected a list of records under the name of their kind");
                }
                (None, _) => {
                    rest.insert(key.clone(), value.clone());
                }
            }
        }
        rest
    }

    fn complete(&mut self, path: &str, kind: KindId, value: &Json, told: &mut Told) {
        match value {
            Json::Null => {}
            Json::Bool(complete) => {
                told.complete.insert(kind, *complete);
            }
            _ => self.problem(path, "expected `true` or `false`"),
        }
    }

    fn listed(&mut self, path: &str, kind: KindId, records: &[Json]) -> Vec<RecordStates> {
        let read = |(place, record): (usize, &Json)| self.record(&format!("{path}[{place}]"), kind, record);
        records.iter().enumerate().map(read).collect()
    }

    fn record(&mut self, path: &str, kind: KindId, record: &Json) -> RecordStates {
        let mut states = RecordStates::default();
        let Json::Object(fields) = record else {
            self.problem(path, "expected an object of fields");
            return states;
        };
        let name = self.schema.kind_at(kind).map_or("", |kind| kind.name.as_str());
        for (word, value) in fields {
            let at = format!("{path}.{word}");
            let Some(field) = self.schema.record_field(&format!("{name}.{word}")) else {
                let known =
                    self.schema.record_fields(kind).filter_map(|(_, field)| Some(field.name.split_once('.')?.1));
                let near = nearest(word, known).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                self.problem(&at, format!("no such field of a record of `{name}`{near}"));
                continue;
            };
            match self.state(field, value) {
                Ok(state) => {
                    states.0.insert(field, state);
                }
                Err(message) => self.problem(&at, message),
            }
        }
        states
    }
}
