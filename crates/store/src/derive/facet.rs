//! Facets: the values that lists filter by, in the clear. Only fields that the schema marks as facets and whose
//! class lets them lie in the clear; a sealed or protected field is never one, whatever its pack says.

use std::collections::BTreeSet;

use casework::PersonView;
use model::{Class, FieldState, Id, Schema, Value};

/// Longest value that is indexed, in bytes; codes, dates and numbers are far shorter.
const LONGEST: usize = 64;

/// Which fields of a schema are facets.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facets(BTreeSet<String>);

impl Facets {
    pub(crate) fn of_schema(schema: &Schema) -> Self {
        let clear = |class| matches!(class, Class::Open | Class::Personal);
        let facets = schema.fields().iter().filter(|field| field.facet && clear(field.class));
        Self(facets.map(|field| field.name.clone()).collect())
    }

    /// Field and value pairs of one person; a contested field counts under each of its values.
    pub(crate) fn of_person(&self, view: &PersonView) -> BTreeSet<(String, String)> {
        let mut facets = BTreeSet::new();
        for field in view.fields.keys().filter(|field| self.0.contains(*field)) {
            let values = match view.state(field) {
                FieldState::Known(value) => texts(&value),
                FieldState::Contested(values) => values.iter().flat_map(texts).collect(),
                FieldState::Unknown | FieldState::NotApplicable => vec![],
            };
            facets.extend(values.into_iter().filter(|value| fits(value)).map(|value| (field.clone(), value)));
        }
        facets
    }
}

/// PostgreSQL keeps no NUL in text; nothing that long is a code.
fn fits(value: &str) -> bool {
    value.len() <= LONGEST && !value.contains('\0')
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Codes(codes) => codes.iter().cloned().collect(),
        value => vec![value.to_text()],
    }
}

/// The household a person belongs to now, where exactly one is on record.
pub(crate) fn household(view: &PersonView) -> Option<Id> {
    view.state("household.id").known()?.to_text().parse().ok()
}
