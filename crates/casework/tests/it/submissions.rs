//! What somebody sends by a form: a person and what they ask for, or neither; behind whatever wall, and read by nobody for it.

use casework::{Command, Refusal, SubmissionCommand, SubmittedRecord};
use journal::Mode;

use crate::world::{World, by, fields, fields_of, id};

const PERSON: u8 = 7;
const RECORD: u8 = 8;

fn sent(kind: &str, pairs: &[(&str, &str)]) -> SubmissionCommand {
    let record = SubmittedRecord { record: id(RECORD), kind: kind.into(), fields: fields_of(kind, pairs) };
    SubmissionCommand { person: id(PERSON), synthetic: true, fields: fields(&[("sex", "F")]), record: Some(record) }
}

fn decided(world: &World, asked: SubmissionCommand) -> Result<usize, Refusal> {
    world.decide(&by("portal"), Command::from(asked)).map(|facts| facts.len())
}

#[test]
fn a_person_comes_on_record_with_what_they_ask_for_in_one_fact() {
    let mut world = World::of(Mode::Trial);
    let asked = sent("lodging", &[("lodging.from", "2026-11-20")]);
    assert_eq!(decided(&world, asked.clone()), Ok(1));
    world.run(&by("portal"), asked.clone()).unwrap();
    let view = world.people[&id(PERSON)].record(id(RECORD)).unwrap();
    assert!(view.is_open());
    // Sent again, it is there once: whoever sends it has the ids of before.
    assert_eq!(decided(&world, asked), Err(Refusal::ExistsAlready));
}

#[test]
fn what_cannot_stand_leaves_no_half() {
    let world = World::of(Mode::Trial);
    let unknown = SubmissionCommand {
        record: Some(SubmittedRecord { record: id(RECORD), kind: "no_such_kind".into(), fields: fields(&[]) }),
        ..sent("lodging", &[])
    };
    assert_eq!(decided(&world, unknown), Err(Refusal::BadField { field: "kind".into() }));
    let foreign = sent("lodging", &[]);
    let record = foreign.record.clone().map(|record| SubmittedRecord { fields: fields(&[("sex", "F")]), ..record });
    assert_eq!(
        decided(&world, SubmissionCommand { record, ..foreign }),
        Err(Refusal::BadField { field: "unknown".into() })
    );
    let same = sent("lodging", &[]);
    let record = same.record.clone().map(|record| SubmittedRecord { record: id(PERSON), ..record });
    assert_eq!(decided(&world, SubmissionCommand { record, ..same }), Err(Refusal::NotFound));
}

#[test]
fn real_people_and_invented_ones_stay_apart() {
    let trial = World::of(Mode::Trial);
    let asked = SubmissionCommand { synthetic: false, ..sent("lodging", &[]) };
    assert_eq!(decided(&trial, asked), Err(Refusal::TrialHoldsSyntheticOnly));
}
