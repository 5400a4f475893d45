//! What a play lists against what is: lists in their order, mappings by their keys, both exactly.

use serde_json::{Map, Value};
use yaml::{Node, NodeKind};

/// A part of a file as it is compared: every scalar a text, nothing written null.
pub(super) fn expected(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Scalar(scalar) if scalar.is_null() => Value::Null,
        NodeKind::Scalar(scalar) => Value::from(scalar.text.clone()),
        NodeKind::List(nodes) => nodes.iter().map(expected).collect(),
        NodeKind::Map(map) => {
            let entries = map.entries.iter().map(|entry| (entry.key.text.clone(), expected(&entry.value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// Whether what was found is what must be.
pub(super) fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            let held = |(key, value): (&String, &Value)| found.get(key).is_some_and(|found| same(value, found));
            expected.len() == found.len() && expected.iter().all(held)
        }
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len() && expected.iter().zip(found).all(|(expected, found)| same(expected, found))
        }
        (Value::String(expected), Value::Number(found)) => *expected == found.to_string(),
        // The open side of an interval, and a refusal that there is not, may be written out.
        (Value::String(expected), Value::Null) => matches!(expected.as_str(), "open" | "none"),
        (expected, found) => expected == found,
    }
}

/// In words, as somebody would write it in a file.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".into(),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Object(map) => {
            let entries = map.iter().map(|(key, value)| format!("{key}: {}", shown(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
