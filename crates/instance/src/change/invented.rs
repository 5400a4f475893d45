//! People who do not exist, on whom every change is tried, so that an empty instance is no way around the second
//! person: a fixed population of the generator, the people of the tests of what is in force, who stand where its rules
//! turn, and those at the edges of the change (`edges.rs`).

use evidence::People;
use evidence::people::PeopleError;
use model::core::HOUSEHOLD_ID;
use model::{FieldState, Household, Row, Schema, Value};
use synthetic::Population;

/// The same people for every change.
const PEOPLE: u64 = 3000;
const SEED: u64 = 14;

/// All of them, by the fields of what is in force: of fields that a change brings nothing is on record of anybody.
pub fn people<'a>(schema: &Schema, cases: impl Iterator<Item = &'a Household>) -> Result<People, PeopleError> {
    let mut rows: Vec<Row> = Population::new(schema, PEOPLE, SEED).flatten().collect();
    for (number, household) in cases.enumerate() {
        rows.extend(household.members.iter().map(|member| of_one_household(schema, member, number)));
    }
    People::in_memory(schema, &rows, true)
}

fn of_one_household(schema: &Schema, member: &Row, number: usize) -> Row {
    let mut row = member.clone();
    if let Some(field) = schema.field(HOUSEHOLD_ID.name) {
        row.set(field, FieldState::Known(Value::Text(format!("test-{number}"))));
    }
    row
}
