//! A case stays on the version on which it began, and is moved to the one in force by whoever may, with nothing lost.

use std::collections::BTreeMap;

use casework::record::{CaseMove, MoveStanding, RecordAsked};
use casework::{Audience, Ctx, MoveAsked, RecordCommand, Refusal, RunningCase, StepAsked, UnreadableVersion, work_of};
use journal::{Act, CaseStep, Mode};
use model::Timestamp;
use packs::{LoadOptions, Packs, Source};
use pathways::{CaseDuty, CaseStanding, CaseView};

use crate::world::{World, by, grant, id, register};

const PERSON: u8 = 1;
const CASE: u8 = 5;
const HOUR: i64 = 3_600_000_000;

const FIRST: &str = "
pathway: paper-check
sees: {scope: office}
by: [CW]
opens: {by: [CW]}
law: illustrative
fields: {complete: [bool, personal]}
stages:
- id: check
  tasks: [{id: papers, due: 10 days}, {id: photo, due: 10 days}]
- {id: examine, after: [check], tasks: [{id: look}]}
ends: {gone: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

fn packs(pathway: &str) -> Packs {
    let pack = "pack: t\nversion: 1.0.0\ntitle: {en: T}\npurpose: assistance\nlicence: CC0-1.0\n";
    let files = [("pack.yaml", pack), ("pathways/paper-check.yaml", pathway)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    packs::load(&[Source::new("t", BTreeMap::from(files))], &LoadOptions::default())
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// A case that began on the first version, worked on by ana, and then another version in force.
fn world() -> World {
    let mut world = World::of(Mode::Trial);
    for (account, role) in [("ana", "CW"), ("leo", "CW"), ("sam", "SU"), ("max", "SU")] {
        world.grant(account, vec![grant(role)]);
    }
    put_in_force(&mut world, &[FIRST]);
    world.run(&by("SU"), register(PERSON, &[("birth_date", "1990")])).unwrap();
    let asked = RecordAsked::Open { kind: "paper_check".into(), fields: BTreeMap::new() };
    world.run(&at("ana", 1), RecordCommand { owner: id(PERSON), record: id(CASE), asked }).unwrap();
    world
}

/// The last of these in force, the others remembered.
fn put_in_force(world: &mut World, versions: &[&str]) {
    let (last, before) = versions.split_last().unwrap();
    let loaded = packs(last);
    world.schema = loaded.schema.clone();
    world.pathways = loaded.pathways_in_force(None);
    for text in before {
        let pack = packs(text).pack("t").unwrap().clone();
        let pathways = pack.pathways.iter().map(|tried| tried.pathway.clone()).collect::<Vec<_>>();
        world.pathways.remember("t".into(), pack.hash, Box::new(move || Some(pathways.clone())));
    }
}

fn at(account: &str, hours: i64) -> Ctx {
    let ctx = by(account);
    Ctx { now: Timestamp(ctx.now.0 + hours * HOUR), ..ctx }
}

fn now(hours: i64) -> Timestamp {
    at("ana", hours).now
}

fn ask(world: &World, why: &str, propose: bool) -> RecordCommand {
    let version = world.pathways.of_kind("paper_check").unwrap().version.clone();
    let asked = RecordAsked::Move(MoveAsked { version, why: why.into(), seen: None, propose });
    RecordCommand { owner: id(PERSON), record: id(CASE), asked }
}

fn moves(world: &mut World, account: &str, hours: i64) -> Result<usize, Refusal> {
    let command = ask(world, "The law is another now.", false);
    world.run(&at(account, hours), command)
}

fn proposes(world: &mut World, account: &str, hours: i64) -> Result<usize, Refusal> {
    let command = ask(world, "She asked for it.", true);
    world.run(&at(account, hours), command)
}

fn step(world: &mut World, account: &str, hours: i64, step: CaseStep) -> Result<usize, Refusal> {
    let asked = RecordAsked::Step(StepAsked::now(step));
    world.run(&at(account, hours), RecordCommand { owner: id(PERSON), record: id(CASE), asked })
}

fn did(item: &str) -> CaseStep {
    CaseStep::Did { item: item.into() }
}

fn due(world: &World, hours: i64) -> Vec<(String, Vec<Option<String>>)> {
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    let case = RunningCase::of(&world.pathways, &record).unwrap().unwrap();
    CaseView::at(case.version, &case.facts, now(hours)).due
}

#[track_caller]
fn check_due(world: &World, hours: i64, expected: &[(&str, &str)]) {
    let expected = expected.iter().map(|(id, day)| ((*id).to_owned(), vec![Some((*day).to_owned())]));
    assert_eq!(due(world, hours), expected.collect::<Vec<_>>());
}

#[test]
fn a_case_stays_on_the_version_on_which_it_began() {
    let mut world = world();
    let before = due(&world, 2);
    put_in_force(&mut world, &[FIRST, &FIRST.replace("due: 10 days", "due: 2 days")]);
    assert_eq!(due(&world, 2), before);
    // What is decided is decided by it too: an item that the newer version alone has is not its.
    put_in_force(&mut world, &[FIRST, &FIRST.replace("{id: look}", "{id: look}, {id: hear, due: 1 days}")]);
    let unknown = step(&mut world, "ana", 3, did("hear"));
    assert_eq!(unknown, Err(Refusal::BadField { field: "item".into() }));
    assert_eq!(step(&mut world, "ana", 3, did("papers")), Ok(1));
}

#[test]
fn a_supervisor_moves_it_and_what_was_done_stays_done() {
    let mut world = world();
    step(&mut world, "ana", 2, did("photo")).unwrap();
    let shorter = FIRST.replace("{id: papers, due: 10 days}", "{id: files, was: papers, due: 2 days}");
    put_in_force(&mut world, &[FIRST, &shorter]);
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    let offered = CaseMove::of(&world.pathways, &record, now(3)).unwrap();
    let changed: Vec<_> = offered.difference.items.iter().map(|change| change.id.as_str()).collect();
    assert_eq!(changed, ["files"], "the photo stays done");
    assert!(offered.difference.keeps_all() && !offered.needs_two());
    assert_eq!(moves(&mut world, "ana", 3), Err(Refusal::NotAllowed));
    assert_eq!(moves(&mut world, "sam", 3), Ok(1));
    check_due(&world, 4, &[("files", "2026-11-26")]);
    assert_eq!(moves(&mut world, "sam", 4), Ok(0), "it is there already");
    assert_eq!(step(&mut world, "ana", 5, did("files")), Ok(1));
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    assert!(CaseMove::of(&world.pathways, &record, now(6)).is_none());
}

#[test]
fn what_was_done_is_neither_lost_nor_taken_back() {
    let mut world = world();
    step(&mut world, "ana", 2, did("papers")).unwrap();
    let gone = FIRST.replace("{id: papers, due: 10 days}, ", "");
    put_in_force(&mut world, &[FIRST, &gone]);
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    let difference = CaseMove::of(&world.pathways, &record, now(3)).unwrap().difference;
    assert_eq!(difference.dropped, ["papers"]);
    assert_eq!(moves(&mut world, "sam", 3), Err(Refusal::WouldUndo));
    let voted = FIRST.replace("{id: papers, due: 10 days}", "{id: papers, due: 10 days, approve: SU}");
    put_in_force(&mut world, &[FIRST, &voted]);
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    let difference = CaseMove::of(&world.pathways, &record, now(3)).unwrap().difference;
    assert_eq!(difference.undone, ["papers"], "it would wait for a vote");
    assert_eq!(moves(&mut world, "sam", 3), Err(Refusal::WouldUndo));
    // An item that nobody has touched may go; nobody owes it any more, and that takes two.
    put_in_force(&mut world, &[FIRST, &FIRST.replace(", {id: photo, due: 10 days}", "")]);
    assert_eq!(moves(&mut world, "sam", 3), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(proposes(&mut world, "ana", 3), Ok(1));
    assert_eq!(moves(&mut world, "sam", 4), Ok(1));
}

#[test]
fn what_the_person_is_owed_less_takes_two() {
    let mut world = world();
    put_in_force(&mut world, &[FIRST, &FIRST.replace("papers, due: 10 days", "papers, due: 30 days")]);
    assert_eq!(moves(&mut world, "sam", 2), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(proposes(&mut world, "sam", 2), Ok(1));
    assert_eq!(moves(&mut world, "sam", 3), Err(Refusal::NeedsAnotherPerson), "one person is not two");
    assert_eq!(proposes(&mut world, "ana", 3), Err(Refusal::ExistsAlready));
    assert_eq!(moves(&mut world, "ana", 3), Err(Refusal::NotAllowed));
    check_due(&world, 3, &[("papers", "2026-12-04"), ("photo", "2026-12-04")]);
    assert_eq!(moves(&mut world, "max", 4), Ok(1));
    check_due(&world, 5, &[("papers", "2026-12-24"), ("photo", "2026-12-04")]);
}

#[test]
fn what_was_asked_for_counts_for_that_version_alone() {
    let mut world = world();
    let (longer, longest) = (FIRST.replace("10 days", "30 days"), FIRST.replace("10 days", "60 days"));
    put_in_force(&mut world, &[FIRST, &longer]);
    let stale = ask(&world, "The law is another now.", false);
    assert_eq!(proposes(&mut world, "ana", 2), Ok(1));
    put_in_force(&mut world, &[FIRST, &longer, &longest]);
    assert_eq!(world.run(&at("sam", 3), stale), Err(Refusal::Stale), "it was another version that was looked at");
    assert_eq!(moves(&mut world, "sam", 3), Err(Refusal::NeedsAnotherPerson));
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    let offered = CaseMove::of(&world.pathways, &record, now(3)).unwrap();
    let actor = world.instance.actor("ana", now(3));
    assert_eq!(offered.standing(&actor, &at("ana", 3).controller), MoveStanding::Asks, "it is asked for anew");
}

#[test]
fn a_move_has_a_reason_and_is_of_an_open_case() {
    let mut world = world();
    put_in_force(&mut world, &[FIRST, &FIRST.replace("due: 10 days", "due: 2 days")]);
    let unsaid = ask(&world, " ", false);
    assert_eq!(world.run(&at("sam", 2), unsaid), Err(Refusal::BadField { field: "why".into() }));
    let mut overtaken = ask(&world, "The law is another now.", false);
    if let RecordAsked::Move(asked) = &mut overtaken.asked {
        asked.seen = Some(0);
    }
    assert_eq!(world.run(&at("sam", 2), overtaken), Err(Refusal::Overtaken));
    let close = RecordAsked::Act(Act::Closed { reason: "gone".into() });
    world.run(&at("sam", 2), RecordCommand { owner: id(PERSON), record: id(CASE), asked: close }).unwrap();
    assert_eq!(moves(&mut world, "sam", 3), Err(Refusal::NotOpen));
    let smuggled = Act::Moved { pathway: "t/paper-check".into(), version: "1".into(), why: "x".into() };
    let smuggled = RecordCommand { owner: id(PERSON), record: id(CASE), asked: RecordAsked::Act(smuggled) };
    assert_eq!(world.run(&at("sam", 3), smuggled), Err(Refusal::NotAllowed));
}

/// The version on which it began is not there, or does not load: no other takes its place.
#[test]
fn a_version_that_cannot_be_read_is_said_and_no_other_runs() {
    let mut world = world();
    world
        .run(
            &at("sam", 1),
            RecordCommand {
                owner: id(PERSON),
                record: id(CASE),
                asked: RecordAsked::Act(Act::Assigned { to: Some("ana".into()) }),
            },
        )
        .unwrap();
    step(&mut world, "ana", 2, did("papers")).unwrap();
    put_in_force(&mut world, &[&FIRST.replace("due: 10 days", "due: 2 days")]);
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    assert_eq!(RunningCase::of(&world.pathways, &record).err(), Some(UnreadableVersion));
    let rows = work_of(&world.pathways, &record);
    assert_eq!(rows.iter().map(|row| (row.duty, row.until)).collect::<Vec<_>>(), [(CaseDuty::Look, None)]);
    // For whom it is cannot be read either: for as few as any case is.
    assert_eq!(Audience::of(&record, &world.pathways), Audience::Named(["ana".to_owned()].into()));
    assert_eq!(step(&mut world, "ana", 3, did("photo")), Err(Refusal::VersionUnreadable));
    let close = RecordAsked::Act(Act::Closed { reason: "gone".into() });
    let close = RecordCommand { owner: id(PERSON), record: id(CASE), asked: close };
    assert_eq!(world.run(&at("sam", 3), close), Err(Refusal::VersionUnreadable));
    // Nobody can tell what was owed: two people bring it to the version in force, and what was done is there.
    assert_eq!(moves(&mut world, "sam", 3), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(proposes(&mut world, "ana", 3), Ok(1));
    assert_eq!(moves(&mut world, "sam", 4), Ok(1));
    check_due(&world, 5, &[("photo", "2026-11-26")]);
}

#[test]
fn what_another_version_cannot_read_is_not_known_to_it() {
    let mut world = world();
    let fields = BTreeMap::from([(
        "paper_check.complete".to_owned(),
        model::FieldState::Known(model::Value::Text("all of it".into())),
    )]);
    let reads = "{id: papers, due: 10 days}, {id: more, if: not paper_check.complete}";
    let (flag, text) = (FIRST.replace("{id: papers, due: 10 days}", reads), FIRST.replace("[bool,", "[text,"));
    put_in_force(&mut world, &[FIRST, &flag]);
    assert_eq!(moves(&mut world, "sam", 2), Ok(1));
    put_in_force(&mut world, &[FIRST, &flag, &text.replace("personal", "sealed")]);
    let asked = RecordAsked::Amend { fields, seen: None };
    world.run(&at("ana", 3), RecordCommand { owner: id(PERSON), record: id(CASE), asked }).unwrap();
    let record = world.people[&id(PERSON)].record(id(CASE)).unwrap();
    let case = RunningCase::of(&world.pathways, &record).unwrap().unwrap();
    let state = pathways::state_at(case.version, &case.facts, now(4)).unwrap();
    let more = case.version.pathway.item("more").unwrap();
    assert_eq!(state.items[more].standing, CaseStanding::Open, "unknown opens what helps");
    assert!(state.items[more].marked);
}
