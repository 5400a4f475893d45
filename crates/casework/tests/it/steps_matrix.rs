//! The steps that only a case takes which has gone some way: a clock is stopped, lengthened and runs again, what is optional is
//! added, a letter is handed over and appealed, a referral answered, somebody agrees, is told something, is appointed. Each by
//! each role, at the office of the case, at another and at another controller, with the case in hand or not, with its compartment
//! or not. What is expected is written here from the reviewed table and from what `docs/pathways.md` says of who takes a step.

use casework::record::RecordAsked;
use casework::{Ctx, Role, StepAsked};
use journal::{Act, CaseStep};

use crate::cases::{PERSON, at, open, world_of};
use crate::matrix::{Asker, cell, of, reached};
use crate::world::World;

const THERE: u8 = 5;
const NOWHERE: u8 = 99;

/// Columns as in `matrix.rs`: nobody, the person, help desk, case worker, supervisor, operations, the two of finance, analyst,
/// author, officer, administrator. `y` may, `-` is refused to the role. All items here are of case workers: what an item alone
/// says who does is refused to a supervisor, and what is done with its clock, its letter and its hands is not.
const EXPECTED: &str = "
  add            - - - y - - - - - - - -
  pause          - - - y y - - - - - - -
  resume         - - - y y - - - - - - -
  extend         - - - y y - - - - - - -
  serve          - - - y y - - - - - - -
  appeal         - - - y y - - - - - - -
  answer         - - - y - - - - - - - -
  consent        - - - y y - - - - - - -
  send           - - - y y - - - - - - -
  appoint        - - - y y - - - - - - -
";

const LONG_WAY: &str = "
pathway: long-way
sees: {scope: office}
by: [CW]
opens: {by: [CW]}
law: illustrative
fields: {seen: [bool, personal]}
texts: {news: {en: News}}
stages:
- id: work
  tasks:
  - {id: papers, due: 5 days}
  - {id: photo, due: 5 days}
  - {id: more, optional: true}
  referrals: [{id: clinic, kind: health, isp: health, consent: true}]
  decisions:
  - {id: permit, outcomes: [granted, {id: refused, adverse: true}], approve: SU, due: 20 days, serve: letter,
     appeal: {by: [PE], within: 15 days}}
  - {id: card, outcomes: [granted, {id: refused, adverse: true}], approve: SU, due: 20 days, serve: letter,
     appeal: {by: [PE], within: 15 days}}
  - {id: home, outcomes: [aunt, shelter], approve: {n: 2, of: [CW, SU], seats: [law, health]}, due: 10 days}
ends: {gone: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

fn step(step: CaseStep) -> RecordAsked {
    RecordAsked::Step(StepAsked { why: Some("as talked over".into()), ..StepAsked::now(step) })
}

/// Every step here, by its row.
fn steps() -> [(&'static str, CaseStep); 10] {
    let item = |id: &str| id.to_owned();
    [
        ("add", CaseStep::Added { item: item("more") }),
        ("pause", CaseStep::Paused { item: item("papers") }),
        ("resume", CaseStep::Resumed { item: item("photo") }),
        ("extend", CaseStep::Extended { item: item("papers"), n: 2, unit: "days".into() }),
        ("serve", CaseStep::Served { item: item("permit") }),
        ("appeal", CaseStep::Appealed { item: item("card") }),
        ("answer", CaseStep::Answered { item: item("clinic"), answer: "accepted".into() }),
        ("consent", CaseStep::Consented { to: "school".into() }),
        ("send", CaseStep::Sent { text: "news".into() }),
        ("appoint", CaseStep::Appointed { item: item("home"), to: "hana".into() }),
    ]
}

/// A case that has gone as far as each step needs, by a case worker and a supervisor who are not asked about.
fn gone_some_way(kept: bool) -> World {
    let walled = LONG_WAY.replace("{scope: office}", "{compartment: child, scope: assigned}");
    let walled = walled.replace("[bool, personal]", "[bool, protected, child]");
    let mut world = world_of(&[("long-way", if kept { &walled } else { LONG_WAY })]);
    world.run(&at("hana", 1), open(THERE, "long_way")).unwrap();
    let (clinic, refused) = ("harbour clinic".to_owned(), "refused".to_owned());
    let decided = |item: &str| CaseStep::Decided { item: item.into(), outcome: refused.clone() };
    let yes = |item: &str| CaseStep::Voted { item: item.into(), yes: true, seat: None };
    for (hour, account, taken) in [
        (2, "hana", CaseStep::Paused { item: "photo".into() }),
        (2, "hana", CaseStep::Consented { to: clinic.clone() }),
        (3, "hana", CaseStep::Referred { item: "clinic".into(), to: clinic, priority: "urgent".into() }),
        (3, "hana", decided("permit")),
        (3, "hana", decided("card")),
        (4, "sam", yes("permit")),
        (4, "sam", yes("card")),
        (5, "hana", CaseStep::Served { item: "card".into() }),
    ] {
        let told = format!("{taken:?}");
        world.run(&at(account, hour), of(PERSON, THERE, step(taken))).expect(&told);
    }
    world
}

/// The same with somebody who asks, who has it in hand or not.
fn before(asker: Asker, there: &World) -> (World, Ctx) {
    let mut world = there.clone();
    asker.granted(&mut world);
    let to = if asker.holds { "asker" } else { "hana" };
    world.run(&at("hana", 6), of(PERSON, THERE, RecordAsked::Act(Act::Assigned { to: Some(to.into()) }))).unwrap();
    (world, asker.at(7))
}

#[test]
fn whoever_may_takes_each_step_and_nobody_else_does() {
    for kept in [false, true] {
        let there = gone_some_way(kept);
        for asker in Asker::all(kept) {
            let (world, ctx) = before(asker, &there);
            for (row, taken) in steps() {
                let found = world.decide(&ctx, of(PERSON, THERE, step(taken)));
                let told = format!("{row}, kept: {kept}, by {asker:?}: {found:?}");
                match (asker.knows(kept), cell(EXPECTED, row, asker.role)) {
                    (true, 'y') => assert!(found.is_ok(), "{told}"),
                    (true, _) => assert_eq!(reached(&found), "refused to the role", "{told}"),
                    (false, _) => assert_eq!(reached(&found), "not there", "{told}"),
                }
            }
        }
    }
}

#[test]
fn who_may_not_know_of_the_case_learns_nothing_by_any_of_the_steps() {
    for kept in [false, true] {
        let there = gone_some_way(kept);
        for asker in Asker::all(kept).into_iter().filter(|asker| !asker.knows(kept)) {
            let (world, ctx) = before(asker, &there);
            for (row, taken) in steps() {
                let of = |record: u8| world.decide(&ctx, of(PERSON, record, step(taken.clone()))).unwrap_err();
                assert_eq!(of(THERE), of(NOWHERE), "{row}, kept: {kept}, by {asker:?}");
            }
        }
    }
}

/// Nothing in the table is refused to all: a row that nobody passes would prove nothing.
#[test]
fn each_step_is_somebodys() {
    for (row, _) in steps() {
        assert!(Role::ALL.into_iter().any(|role| cell(EXPECTED, row, role) == 'y'), "{row}");
    }
}
