//! Records of people: by whom they are opened, amended, put into somebody's hands and closed; what lies behind walls; what
//! becomes of two who act at once; and that any order of facts gives the same record.

use std::collections::BTreeMap;

use casework::record::RecordAsked;
use casework::view::Walls;
use casework::{Ctx, OwnerView, RecordCommand, RecordView, Refusal};
use journal::{Act, Grant, Mode};
use model::{Compartment, FieldKey, FieldState, Id, Timestamp, Value};

use crate::world::{World, by, fields_of, grant, id, register};

const PERSON: u8 = 1;

fn command(record: u8, asked: RecordAsked) -> RecordCommand {
    RecordCommand { owner: id(PERSON), record: id(record), asked }
}

fn open(record: u8, kind: &str, pairs: &[(&str, &str)]) -> RecordCommand {
    command(record, RecordAsked::Open { kind: kind.into(), fields: fields_of(kind, pairs) })
}

fn amend(record: u8, kind: &str, pairs: &[(&str, &str)], seen: Option<u64>) -> RecordCommand {
    command(record, RecordAsked::Amend { fields: fields_of(kind, pairs), seen })
}

fn assign(record: u8, to: Option<&str>) -> RecordCommand {
    command(record, RecordAsked::Act(Act::Assigned { to: to.map(Into::into) }))
}

fn close(record: u8) -> RecordCommand {
    command(record, RecordAsked::Act(Act::Closed { reason: "done".into() }))
}

fn reopen(record: u8) -> RecordCommand {
    command(record, RecordAsked::Act(Act::Reopened { reason: "there is more".into() }))
}

fn world() -> World {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(PERSON, &[("birth_date", "1990")])).unwrap();
    let both = Grant { compartments: vec![Compartment::Gbv, Compartment::Child], ..grant("CW") };
    world.grant("opener", vec![both]);
    world
}

fn record(world: &World, number: u8) -> RecordView<'_> {
    world.people[&id(PERSON)].record(id(number)).unwrap()
}

fn day(record: &RecordView<'_>, field: &str) -> Option<String> {
    record.state(FieldKey::of(field)).known().map(Value::to_text)
}

#[test]
fn a_record_says_who_opened_it_and_what_it_says_until_that_is_taken_back() {
    let mut world = world();
    assert_eq!(world.run(&by("CW"), open(5, "lodging", &[("lodging.from", "2026-11-20")])), Ok(1));
    let view = record(&world, 5);
    assert_eq!((view.kind(), view.opening.by.as_str(), view.is_open(), view.assignee()), ("lodging", "CW", true, None));
    assert_eq!(day(&view, "lodging.from").as_deref(), Some("2026-11-20"));
    world.run(&by("CW"), amend(5, "lodging", &[("lodging.from", "")], None)).unwrap();
    assert_eq!(day(&record(&world, 5), "lodging.from"), None, "taken back");
}

#[test]
fn what_has_happened_lies_on_no_day_that_has_not_come() {
    let mut world = world();
    let ahead = || Err(Refusal::CannotBe { field: "claim.on".into(), with: None });
    assert_eq!(world.run(&by("CW"), open(5, "claim", &[("claim.on", "2026-11-25")])), ahead());
    assert_eq!(world.run(&by("CW"), open(5, "claim", &[("claim.on", "2026-11-24")])), Ok(1));
    assert_eq!(world.run(&by("CW"), amend(5, "claim", &[("claim.on", "2027-11-24")], None)), ahead());
    assert_eq!(world.run(&by("CW"), amend(5, "claim", &[("claim.on", "2026-11-23")], None)), Ok(1));
}

#[test]
fn who_may_do_what_hangs_on_the_work_of_the_kind() {
    let mut world = world();
    world.run(&by("opener"), open(5, "lodging", &[])).unwrap();
    world.run(&by("opener"), open(6, "claim", &[])).unwrap();
    let roles = ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"];
    let check = |command: RecordCommand, may: &[&str]| {
        for role in roles {
            let decided = world.decide(&by(role), command.clone());
            assert_eq!(decided.is_ok(), may.contains(&role), "{role}: {command:?}: {decided:?}");
            let refused =
                matches!(decided, Ok(_) | Err(Refusal::NotAllowed | Refusal::NotFound | Refusal::NeedsAnotherPerson));
            assert!(refused, "{role}: {command:?}: {decided:?}");
        }
    };
    check(open(7, "lodging", &[]), &["HD", "CW", "SU"]);
    check(amend(5, "lodging", &[("lodging.from", "2026-01-01")], None), &["CW", "SU"]);
    check(close(5), &["CW", "SU"]);
    check(amend(6, "claim", &[("claim.on", "2026-01-01")], None), &["CW", "SU"]);
    check(assign(6, Some("CW")), &["CW", "SU"]);
    check(close(6), &["SU"]);
}

#[test]
fn a_person_has_one_open_record_of_a_kind_that_says_so() {
    let mut world = world();
    assert_eq!(world.run(&by("CW"), open(5, "claim", &[])), Ok(1));
    assert_eq!(world.decide(&by("CW"), open(6, "claim", &[])), Err(Refusal::ExistsAlready));
    assert_eq!(
        world.decide(&by("CW"), open(5, "lodging", &[])),
        Err(Refusal::ExistsAlready),
        "the id of another record"
    );
    let double = RecordCommand { record: id(5), ..open(9, "lodging", &[]) };
    assert_eq!(world.decide(&by("HD"), double), Err(Refusal::NotFound), "who may not read is not told what is there");
    world.run(&by("SU"), close(5)).unwrap();
    assert_eq!(world.run(&by("CW"), open(6, "claim", &[])), Ok(1));
    assert_eq!(world.decide(&by("SU"), reopen(5)), Err(Refusal::ExistsAlready), "the other one is open");
    world.run(&by("CW"), open(7, "lodging", &[])).unwrap();
    assert_eq!(world.run(&by("CW"), open(8, "lodging", &[])), Ok(1), "of others there may be several");
}

#[test]
fn what_is_closed_is_not_amended_and_is_opened_again_with_a_reason() {
    let mut world = world();
    world.run(&by("CW"), open(5, "lodging", &[])).unwrap();
    world.run(&by("CW"), close(5)).unwrap();
    assert!(!record(&world, 5).is_open());
    assert_eq!(world.run(&by("CW"), close(5)), Ok(0), "what is sent twice is done once");
    let amended = amend(5, "lodging", &[("lodging.from", "2026-01-01")], None);
    assert_eq!(world.decide(&by("CW"), amended.clone()), Err(Refusal::NotOpen));
    assert_eq!(world.decide(&by("CW"), assign(5, Some("CW"))), Err(Refusal::NotOpen));
    let bare = command(5, RecordAsked::Act(Act::Reopened { reason: " ".into() }));
    assert_eq!(world.decide(&by("CW"), bare), Err(Refusal::BadField { field: "reason".into() }));
    world.run(&by("CW"), reopen(5)).unwrap();
    assert_eq!(world.run(&by("CW"), amended), Ok(1));
}

/// The second reason would be nowhere, and whoever gave it would believe that it is on record.
#[test]
fn of_two_who_close_a_record_or_open_it_again_the_second_is_told() {
    let mut world = world();
    world.run(&by("CW"), open(5, "lodging", &[])).unwrap();
    let other = |act: fn(String) -> Act| command(5, RecordAsked::Act(act("another reason".into())));
    let closed = || other(|reason| Act::Closed { reason });
    let reopened = || other(|reason| Act::Reopened { reason });
    assert_eq!(world.decide(&by("CW"), reopen(5)), Err(Refusal::OpenAlready), "it was never closed");
    world.run(&by("CW"), close(5)).unwrap();
    assert_eq!(world.decide(&by("SU"), close(5)), Err(Refusal::NotOpen), "somebody else, in the same words");
    assert_eq!(world.decide(&by("CW"), closed()), Err(Refusal::NotOpen), "the same account, in other words");
    world.run(&by("CW"), reopen(5)).unwrap();
    assert_eq!(world.run(&by("CW"), reopen(5)), Ok(0), "what is sent twice is done once");
    world.run(&by("CW"), assign(5, Some("CW"))).unwrap();
    assert_eq!(world.decide(&by("SU"), reopen(5)), Err(Refusal::OpenAlready));
    assert_eq!(world.decide(&by("CW"), reopened()), Err(Refusal::OpenAlready));
    assert_eq!(world.run(&by("CW"), close(5)), Ok(1), "it was opened again since");
}

#[test]
fn nothing_is_put_over_what_somebody_else_wrote_meanwhile() {
    let mut world = world();
    world.run(&by("CW"), open(5, "lodging", &[("lodging.from", "2026-11-20")])).unwrap();
    let seen = record(&world, 5).version(|_| true);
    let change = |day: &str, seen| amend(5, "lodging", &[("lodging.from", day)], Some(seen));
    world.run(&by("SU"), change("2026-11-21", seen)).unwrap();
    assert_eq!(world.decide(&by("CW"), change("2026-11-22", seen)), Err(Refusal::Overtaken));
    assert_eq!(world.run(&by("CW"), change("2026-11-21", seen)), Ok(0), "the same is no quarrel");
    let seen = record(&world, 5).version(|_| true);
    assert_eq!(world.run(&by("CW"), change("2026-11-22", seen)), Ok(1));
}

#[test]
fn a_record_is_put_into_the_hands_of_somebody_who_works_here() {
    let mut world = world();
    world.grant("southerner", vec![Grant { office: "south".into(), ..grant("CW") }]);
    world.run(&by("CW"), open(5, "claim", &[])).unwrap();
    for nobody in ["southerner", "no-such-account", "HD", "AD"] {
        assert_eq!(world.decide(&by("SU"), assign(5, Some(nobody))), Err(Refusal::BadField { field: "to".into() }));
    }
    world.run(&by("SU"), assign(5, Some("CW"))).unwrap();
    assert_eq!(record(&world, 5).assignee(), Some("CW"));
    world.run(&by("opener"), open(6, "violence", &[])).unwrap();
    let walled = world.decide(&by("opener"), assign(6, Some("CW")));
    assert_eq!(walled, Err(Refusal::BadField { field: "to".into() }), "who does not open the wall would never see it");
    assert_eq!(world.run(&by("opener"), assign(6, Some("opener"))), Ok(1));
    world.run(&by("SU"), assign(5, None)).unwrap();
    assert_eq!(record(&world, 5).assignee(), None);
}

#[test]
fn what_is_no_value_of_its_field_is_refused_by_name() {
    let world = world();
    let said = |name: &str, value| RecordAsked::Open {
        kind: "lodging".into(),
        fields: BTreeMap::from([(name.to_owned(), FieldState::Known(value))]),
    };
    for (name, value, named) in [
        ("lodging.from", Value::Text("2026-11-20".into()), "lodging.from"),
        ("lodging.until", Value::Bool(true), "unknown"),
        ("sex", Value::Code("F".into()), "unknown"),
        ("claim.on", Value::Date(crate::world::today()), "unknown"),
    ] {
        let refused = world.decide(&by("CW"), command(5, said(name, value)));
        assert_eq!(refused, Err(Refusal::BadField { field: named.into() }), "{name}");
    }
    let refused =
        world.decide(&by("CW"), command(5, RecordAsked::Open { kind: "no_such".into(), fields: BTreeMap::new() }));
    assert_eq!(refused, Err(Refusal::BadField { field: "kind".into() }));
}

#[test]
fn a_field_behind_a_wall_is_written_by_whoever_opens_it_alone() {
    let mut world = world();
    world.run(&by("CW"), open(5, "lodging", &[("lodging.from", "2026-11-20")])).unwrap();
    let alone = || amend(5, "lodging", &[("lodging.alone", "true")], None);
    assert_eq!(world.decide(&by("CW"), alone()), Err(Refusal::NotAllowed));
    world.run(&by("opener"), alone()).unwrap();
    let part = &world.facts.last().unwrap().parts[0];
    assert_eq!(part.compartment, Some(Compartment::Child));
    assert_eq!(record(&world, 5).state(FieldKey::of("lodging.alone")), FieldState::Known(Value::Bool(true)));
}

/// Whoever does not open a wall changes what they see, and learns by no refusal that there is more.
#[test]
fn what_lies_behind_a_wall_overtakes_nobody_who_does_not_open_it() {
    let mut world = world();
    world.run(&by("opener"), open(5, "lodging", &[("lodging.from", "2026-11-20"), ("lodging.alone", "true")])).unwrap();
    let seen = record(&world, 5).version(|wall| wall.is_none());
    assert_eq!((seen, record(&world, 5).version(|_| true)), (1, 2));
    let change = |day: &str, seen| amend(5, "lodging", &[("lodging.from", day)], Some(seen));
    assert_eq!(world.decide(&by("CW"), change("2026-11-21", 2)), Err(Refusal::Overtaken));
    assert_eq!(world.run(&by("CW"), change("2026-11-21", 1)), Ok(1));
    assert_eq!(
        world.decide(&by("opener"), change("2026-11-22", 2)),
        Err(Refusal::Overtaken),
        "who sees all counts all"
    );
    assert_eq!(world.run(&by("opener"), change("2026-11-22", 3)), Ok(1));
}

#[test]
fn a_kind_behind_a_wall_is_there_for_whoever_opens_the_wall_alone() {
    let mut world = world();
    world.run(&by("opener"), open(5, "violence", &[("violence.on", "2026-11")])).unwrap();
    assert!(world.facts.last().unwrap().parts.iter().all(|part| part.compartment == Some(Compartment::Gbv)));
    for refused in [
        open(6, "violence", &[]),
        amend(5, "violence", &[("violence.on", "2026-10")], None),
        close(5),
        assign(5, Some("CW")),
        reopen(5),
    ] {
        let there = world.decide(&by("SU"), refused.clone());
        let absent = RecordCommand { record: id(9), ..refused };
        assert_eq!(there, Err(Refusal::NotFound));
        assert_eq!(there, world.decide(&by("SU"), absent), "like one that is not there");
    }
    // Without the wall's key the view holds no trace of it.
    let view = OwnerView { walled_records: BTreeMap::new(), ..world.people[&id(PERSON)].clone() };
    assert!(view.record(id(5)).is_none() && view.all_records().is_empty());
}

#[test]
fn a_record_of_somebody_out_of_scope_looks_like_one_that_is_not_there() {
    let mut world = world();
    world.run(&by("CW"), open(5, "lodging", &[])).unwrap();
    world.grant("southerner", vec![Grant { office: "south".into(), ..grant("CW") }]);
    let south = Ctx { office: "south".into(), ..by("southerner") };
    for number in [5, 9] {
        assert_eq!(world.decide(&south, close(number)), Err(Refusal::NotFound));
    }
    assert_eq!(world.decide(&south, open(6, "lodging", &[])), Err(Refusal::NotFound));
}

#[test]
fn any_order_of_facts_gives_the_same_record() {
    let mut world = world();
    let later = |account: &str, minutes: i64| {
        let ctx = by(account);
        Ctx { now: Timestamp(ctx.now.0 + minutes * 60_000_000), ..ctx }
    };
    world.run(&later("CW", 1), open(5, "claim", &[("claim.on", "2026-11-20")])).unwrap();
    world.run(&later("CW", 2), amend(5, "claim", &[("claim.on", "2026-11-21")], None)).unwrap();
    world.run(&later("SU", 3), assign(5, Some("CW"))).unwrap();
    world.run(&later("SU", 4), close(5)).unwrap();
    world.run(&later("SU", 5), reopen(5)).unwrap();
    world.run(&later("SU", 6), assign(5, None)).unwrap();
    let expected = &world.people[&id(PERSON)];
    let facts: Vec<_> = world.facts.iter().filter(|fact| !OwnerView::touched(fact).is_empty()).cloned().collect();
    let (registered, rest) = facts.split_first().unwrap();
    assert_eq!(rest.len(), 6);
    let walls = Walls::of(&world.schema);
    for turn in 0..rest.len() {
        let turned = rest[turn..].iter().chain(&rest[..turn]);
        for order in [turned.clone().collect::<Vec<_>>(), turned.rev().collect()] {
            let folded = std::iter::once(registered).chain(order).fold(None, |view: Option<OwnerView>, fact| {
                Some(OwnerView::fold(view, id(PERSON), fact, &walls).unwrap())
            });
            assert_eq!(&folded.unwrap(), expected, "from {turn}");
        }
    }
}

#[test]
fn a_kind_that_is_walled_off_later_lies_behind_the_wall_whole() {
    let mut world = world();
    world.run(&by("CW"), open(5, "claim", &[("claim.on", "2026-11-20")])).unwrap();
    world.run(&by("SU"), close(5)).unwrap();
    let mut schema = model::Schema::default();
    let walled = model::Kind { compartment: Some(Compartment::Health), ..world.schema.kind("claim").unwrap().clone() };
    schema.add_kind(walled).unwrap();
    let walls = Walls::of(&schema);
    let facts = world.facts.iter().filter(|fact| !OwnerView::touched(fact).is_empty());
    let view = facts
        .fold(None, |view: Option<OwnerView>, fact| Some(OwnerView::fold(view, id(PERSON), fact, &walls).unwrap()));
    let view = view.unwrap();
    assert!(view.records.is_empty(), "{:?}", view.records);
    let record = view.record(id(5)).unwrap();
    assert_eq!((record.wall, record.is_open()), (Some(Compartment::Health), false));
    assert_eq!(day(&record, "claim.on").as_deref(), Some("2026-11-20"));
    assert_eq!(record.id, Id([5; 16]));
}
