//! One field state as the text of a cell, and back.

use std::collections::BTreeSet;

use model::{FieldId, FieldState, FieldType, Schema, Value, ValueError};

const NOT_APPLICABLE: &str = "n/a";
const CONTESTED: &str = " | ";
const EMPTY_SET: &str = "{}";

/// The text that stands for a state; `None` is the empty cell.
pub fn to_cell(state: &FieldState<Value>) -> Option<String> {
    match state {
        FieldState::Known(value) => Some(value_text(value)),
        FieldState::Unknown => None,
        FieldState::NotApplicable => Some(NOT_APPLICABLE.into()),
        FieldState::Contested(values) => Some(values.iter().map(value_text).collect::<Vec<_>>().join(CONTESTED)),
    }
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Codes(codes) if codes.is_empty() => EMPTY_SET.into(),
        other => other.to_text(),
    }
}

/// Reads the text of a cell by the field's type.
pub fn from_cell(schema: &Schema, field: FieldId, text: &str) -> Result<FieldState<Value>, ValueError> {
    let free_text = schema.get(field).is_some_and(|field| field.ty == FieldType::Text);
    if free_text || !text.contains(CONTESTED) {
        return one(schema, field, text);
    }
    let candidates: Result<Vec<_>, _> = text.split(CONTESTED).map(|part| one(schema, field, part)).collect();
    let known = candidates?.into_iter().filter_map(|state| state.known().cloned()).collect();
    Ok(FieldState::Contested(known))
}

fn one(schema: &Schema, field: FieldId, text: &str) -> Result<FieldState<Value>, ValueError> {
    let is_set = schema.get(field).is_some_and(|field| matches!(field.ty, FieldType::CodeSet(_)));
    if is_set && text.trim() == EMPTY_SET {
        return Ok(FieldState::Known(Value::Codes(BTreeSet::new())));
    }
    schema.read(field, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[track_caller]
    fn check(field: &str, text: &str) -> FieldState<Value> {
        let schema = testing::schema();
        let state = from_cell(&schema, schema.field(field).unwrap(), text).unwrap();
        assert_eq!(to_cell(&state).as_deref(), (!text.is_empty()).then_some(text));
        state
    }

    #[test]
    fn all_four_states_go_both_ways() {
        assert_eq!(check("birth_date", ""), FieldState::Unknown);
        assert_eq!(check("birth_date", "n/a"), FieldState::NotApplicable);
        assert!(matches!(check("birth_date", "2008-05"), FieldState::Known(Value::Partial(_))));
        assert!(matches!(check("birth_date", "2008 | 2009-01-02"), FieldState::Contested(two) if two.len() == 2));
    }

    #[test]
    fn an_empty_set_of_codes_is_not_an_unknown_one() {
        assert_eq!(check("languages", "{}"), FieldState::Known(Value::Codes(BTreeSet::new())));
        assert_eq!(check("languages", ""), FieldState::Unknown);
        check("languages", "ara eng");
    }

    #[test]
    fn a_bar_in_free_text_is_part_of_the_text() {
        assert_eq!(check("id", "a | b"), FieldState::Known(Value::Text("a | b".into())));
    }

    #[test]
    fn a_contested_cell_with_one_bad_candidate_is_refused() {
        let schema = testing::schema();
        assert!(from_cell(&schema, schema.field("birth_date").unwrap(), "2008 | 31/01/2009").is_err());
    }
}
