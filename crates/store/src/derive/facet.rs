//! Facets: the values that lists filter by, in the clear. Only fields that the schema marks as facets and whose
//! class lets them lie in the clear; a sealed or protected field is never one, whatever its pack says.

use std::collections::BTreeSet;

use casework::PersonView;
use model::{Class, FieldState, Schema, Value};

use crate::db::{Conn, Reader, Statement};

/// Longest value that is indexed, in bytes; codes, dates and numbers are far shorter.
const LONGEST: usize = 64;

/// Which fields of a schema are facets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facets(BTreeSet<String>);

impl Facets {
    pub(crate) fn of_schema(schema: &Schema) -> Self {
        let clear = |class| matches!(class, Class::Open | Class::Personal);
        let facets = schema.fields().iter().filter(|field| field.facet && clear(field.class));
        Self(facets.map(|field| field.name.clone()).collect())
    }

    /// Those for which the derived rows were made.
    pub(crate) async fn kept(reader: &mut Reader<'_>) -> sqlx::Result<Self> {
        let rows = reader.rows(Statement::of("SELECT name FROM facet_field")).await?;
        rows.iter().map(|row| row.text(0)).collect::<sqlx::Result<_>>().map(Self)
    }

    /// Notes that derived rows are made for these from now on.
    pub(crate) async fn keep(&self, conn: &mut Conn) -> sqlx::Result<()> {
        conn.run(Statement::of("DELETE FROM facet_field")).await?;
        for name in &self.0 {
            conn.run(Statement::of("INSERT INTO facet_field (name) VALUES ($1)").bind(name.as_str())).await?;
        }
        Ok(())
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
