//! What a field says, as JSON and in words.

use model::{FieldState, Value};
use serde_json::{Value as Json, json};

/// A state as JSON: nothing where it is not known.
pub(in crate::run) fn told(state: &FieldState<Value>) -> Json {
    match state {
        FieldState::Unknown => Json::Null,
        FieldState::NotApplicable => json!("n/a"),
        FieldState::Known(value) => json!(value.to_text()),
        FieldState::Contested(values) => {
            json!({"contested": values.iter().map(Value::to_text).collect::<Vec<_>>()})
        }
    }
}

/// A state in words.
pub(in crate::run) fn text(state: &FieldState<Value>) -> String {
    match state {
        FieldState::Unknown => "not known".to_owned(),
        FieldState::NotApplicable => "does not apply".to_owned(),
        FieldState::Known(value) => value.to_text(),
        FieldState::Contested(values) => {
            format!("contested: {}", values.iter().map(Value::to_text).collect::<Vec<_>>().join(" / "))
        }
    }
}
