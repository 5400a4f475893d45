//! Records in the tests of packs: a list under the name of their kind, and `KIND.complete` where there are no more.

use model::{COMPLETE, FieldState, KindId, RecordList, RecordStates, Row, Schema, Value};
use yaml::{Map, Node, NodeKind, no_such, scalars};

use super::CaseReader;

/// Whether a key of a person tells of records, and of no field.
pub(super) fn are_told(schema: &Schema, key: &str) -> bool {
    let (word, of) = key.split_once('.').unwrap_or((key, ""));
    schema.kind_id(word).is_some() && (of.is_empty() || of == COMPLETE)
}

impl CaseReader<'_> {
    /// What is told of a person's records.
    pub(super) fn records(&mut self, map: &Map, row: &mut Row) {
        let schema = self.schema;
        for (id, kind) in schema.numbered_kinds() {
            let whole = kind.complete();
            let complete = map.get(&whole).and_then(|node| scalars::boolean(node, self.report));
            let listed = map.get(&kind.name).and_then(|node| self.listed(id, node));
            if let Some(list) = RecordList::told(kind, listed, complete) {
                row.set_records(id, list);
            }
            if let Some((field, complete)) = schema.field(&whole).zip(complete) {
                row.set(field, FieldState::Known(Value::Bool(complete)));
            }
        }
    }

    fn listed(&mut self, kind: KindId, node: &Node) -> Option<Vec<RecordStates>> {
        let items = node.list("a list of records", self.report)?;
        Some(items.iter().map(|item| self.record(kind, item)).collect())
    }

    fn record(&mut self, kind: KindId, node: &Node) -> RecordStates {
        let (schema, mut states) = (self.schema, RecordStates::default());
        let Some(map) = node.map("a mapping of fields to values", self.report) else { return states };
        let name = schema.kind_at(kind).map_or("", |kind| kind.name.as_str());
        for entry in &map.entries {
            let word = &entry.key.text;
            let Some(field) = schema.record_field(&format!("{name}.{word}")) else {
                let known = schema.record_fields(kind).filter_map(|(_, field)| field.name.split_once('.'));
                let message = no_such("field of a record", word);
                self.report
                    .error(entry.key.at, "unknown-name", message)
                    .did_you_mean(word, known.map(|(_, word)| word));
                continue;
            };
            if matches!(entry.value.kind, NodeKind::Map(_)) {
                self.report.error(entry.key.at, "wrong-shape", "expected a value, found a mapping");
            } else if let Some(state) = self.state(field, &entry.value) {
                states.0.insert(field, state);
            }
        }
        states
    }
}
