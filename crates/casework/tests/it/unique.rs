//! Of which somebody has one at a time: what is for others alone stands in nobody's way, and tells nobody that it is there.

use std::collections::BTreeMap;

use casework::record::RecordAsked;
use casework::{Fields, RecordCommand, Refusal};
use journal::{Act, Grant, Mode};
use model::{Compartment, FieldState, Value};
use packs::{LoadOptions, Source};

use crate::cases::at;
use crate::world::{World, by, grant, id, register};

const KIND: &str = "
kind: foster
title: {en: Foster care}
about: person
compartment: child
work: case
name: ''
unique: [subject, facility]
fields: {since: [date, protected, child]}
links: {facility: {to: facility, must: true, label: {en: house}, question: {en: In which house?}}}
";

const PATHWAY: &str = "
pathway: foster-care
of: foster
sees: {compartment: child, scope: assigned}
by: [CW]
opens: {by: [CW]}
law: illustrative
stages:
- id: hear
  tasks: [{id: listen, due: 24 hours}]
ends: {lost: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

/// A child, two houses, and a case for each: one in the hands of hana, one in those of leo.
fn world() -> World {
    let mut world = World::of(Mode::Trial);
    let pack = "pack: t\nversion: 1.0.0\ntitle: {en: T}\npurpose: assistance\nlicence: CC0-1.0\n";
    let files = [("pack.yaml", pack), ("kinds/foster.yaml", KIND), ("pathways/foster-care.yaml", PATHWAY)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let packs = packs::load(&[Source::new("t", BTreeMap::from(files))], &LoadOptions::default()).unwrap();
    world.schema = packs.schema.clone();
    world.pathways = packs.pathways_in_force(Some("PRT"));
    for (account, role) in [("hana", "CW"), ("leo", "CW"), ("sam", "SU")] {
        world.grant(account, vec![Grant { compartments: vec![Compartment::Child], ..grant(role) }]);
    }
    world.run(&by("SU"), register(1, &[("birth_date", "2012")])).unwrap();
    for house in [40, 41] {
        let called = FieldState::Known(Value::Text(format!("House {house}")));
        let fields = Fields::from([("facility.called".to_owned(), called)]);
        world.run(&by("OP"), of(house, house, RecordAsked::Open { kind: "facility".into(), fields })).unwrap();
    }
    for (account, record, house) in [("hana", 10, 40), ("leo", 11, 41)] {
        world.run(&by(account), open(record, house)).unwrap();
        let act = Act::Assigned { to: Some(account.into()) };
        world.run(&by(account), of(1, record, RecordAsked::Act(act))).unwrap();
    }
    world
}

fn of(owner: u8, record: u8, asked: RecordAsked) -> RecordCommand {
    RecordCommand { owner: id(owner), record: id(record), asked }
}

fn leads_to(house: u8) -> Fields {
    Fields::from([("foster.facility".to_owned(), FieldState::Known(Value::Record(id(house))))])
}

fn open(record: u8, house: u8) -> RecordCommand {
    of(1, record, RecordAsked::Open { kind: "foster".into(), fields: leads_to(house) })
}

fn amend(record: u8, house: u8) -> RecordCommand {
    of(1, record, RecordAsked::Amend { fields: leads_to(house), seen: None })
}

#[test]
fn who_does_not_know_of_a_case_leads_another_to_where_it_leads() {
    assert_eq!(world().run(&by("leo"), amend(11, 40)), Ok(1), "nothing tells that hana has one there");
    assert_eq!(world().run(&by("leo"), open(12, 40)), Ok(1), "nor when one is opened");
}

#[test]
fn who_knows_of_both_is_told_that_there_is_one_already() {
    let mut world = world();
    assert_eq!(world.run(&by("sam"), amend(11, 40)), Err(Refusal::ExistsAlready));
    world.run(&by("leo"), open(12, 40)).unwrap();
    assert_eq!(world.run(&by("leo"), amend(11, 40)), Err(Refusal::ExistsAlready), "one that nobody has in hand yet");
}

#[test]
fn a_case_is_not_opened_again_beside_one_of_which_a_supervisor_knows() {
    let mut world = world();
    let close = |record| of(1, record, RecordAsked::Act(Act::Closed { reason: "lost".into() }));
    let reopen = |record| of(1, record, RecordAsked::Act(Act::Reopened { reason: "found".into() }));
    world.run(&at("sam", 1), close(10)).unwrap();
    world.run(&at("leo", 2), amend(11, 40)).unwrap();
    assert_eq!(world.run(&at("sam", 3), reopen(10)), Err(Refusal::ExistsAlready), "supervisors see both");
    world.run(&at("sam", 4), close(11)).unwrap();
    assert_eq!(world.run(&at("sam", 5), reopen(10)), Ok(1));
}
