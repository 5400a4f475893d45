//! A file of people who are counted and not recorded, held against what an import would hand back of it: lives that
//! cannot be, and one id on two rows. Files that the generator marked are nobody's register and are taken as they are.

use casework::import::{Roll, RollProblem};
use evidence::{People, PeopleError};
use model::{Date, Schema};

/// Why people of a file are not counted.
#[derive(Debug, thiserror::Error)]
pub enum PeopleFileError {
    /// The file cannot be read.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// A row that an import would hand back.
    #[error(transparent)]
    Roll(#[from] RollProblem),
}

/// Refuses people whom an import would hand back, for a count on the day `on`.
pub fn check_people(people: &People, schema: &Schema, on: Date, today: Date) -> Result<(), PeopleFileError> {
    let mut roll = Roll::new(schema, on, today);
    let fields = roll.fields();
    for (person, row) in people.rows_of(schema, |field| fields.contains(&field))?.zip(evidence::people::FIRST_ROW..) {
        let person = person?;
        if let Err(problem) = roll.see(row, &person) {
            return Err(problem.placed(|row| people.row_in_sheet(row))?.into());
        }
    }
    Ok(())
}
