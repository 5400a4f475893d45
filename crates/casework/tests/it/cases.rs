//! Cases: what their pathway lets whom do, what it refuses, and for whom a case is.

use std::collections::BTreeMap;

use casework::record::{RecordAsked, opening_against};
use casework::{Audience, Ctx, Fields, RecordCommand, Refusal, RunningCase, StepAsked};
use journal::{Act, CaseStep, Grant, Mode};
use model::{Compartment, FieldState, Timestamp, Value, Zone};
use packs::{LoadOptions, Source};
use pathways::CaseView;

use crate::world::{World, by, grant, id, register};

pub const PERSON: u8 = 1;
const HOUR: i64 = 3_600_000_000;

const PERMIT: &str = "
pathway: paper-check
sees: {scope: office}
by: [CW]
opens: {by: [CW], if: in_country}
law: illustrative
fields: {complete: [bool, personal]}
stages:
- id: check
  tasks: [{id: papers, due: 5 working_days}]
- id: examine
  after: [check]
  decisions:
  - {id: permit, outcomes: [granted, {id: refused, adverse: true}], approve: SU, due: 20 days, serve: letter,
     appeal: {by: [PE], within: 15 days}}
ends: {finished: {if: case.permit.final}, gone: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {in_country: true}}}]
";

const CARE: &str = "
pathway: home-care
sees: {compartment: child, scope: assigned}
by: [CW]
opens: {by: [CW]}
law: illustrative
fields: {with_aunt: [bool, protected, child]}
stages:
- id: hear
  tasks: [{id: listen, due: 24 hours}]
  decisions: [{id: home, if: home_care.with_aunt, outcomes: [aunt, shelter], approve: {n: 2, of: [CW, SU], seats: [law, health]}, due: 10 days}]
ends: {settled: {if: case.hear.left}, lost: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

const PHOTO: &str = "
pathway: photo-only
sees: {scope: office}
by: [CW]
opens: {by: [CW]}
law: illustrative
fields: {fit: [bool, personal]}
stages:
- id: first
  tasks: [{id: photo, approve: SU}]
  referrals:
  - {id: clinic, kind: health, isp: health, consent: true}
  - {id: flight, kind: transport, isp: health, consent: true, gate: photo_only.fit}
ends: {gone: {leaves: true}}
tests:
- play: [{\"2026-01-01 c/CW\": {start: {}}}]
";

pub fn world() -> World {
    world_of(&[("paper-check", PERMIT), ("home-care", CARE), ("photo-only", PHOTO)])
}

/// An instance with these pathways in force, and people who may work on their cases.
pub fn world_of(pathways: &[(&str, &str)]) -> World {
    let mut world = World::of(Mode::Trial);
    let pack = "pack: t\nversion: 1.0.0\ntitle: {en: T}\npurpose: assistance\nlicence: CC0-1.0\n";
    let files = pathways.iter().map(|(name, text)| (format!("pathways/{name}.yaml"), (*text).to_owned()));
    let files = files.chain([("pack.yaml".to_owned(), pack.to_owned())]).collect();
    let packs = packs::load(&[Source::new("t", files)], &LoadOptions::default()).unwrap();
    world.schema = packs.schema.clone();
    world.pathways = packs.pathways_in_force(Some("PRT"));
    world.run(&by("SU"), register(PERSON, &[("birth_date", "2012"), ("in_country", "true")])).unwrap();
    let child = |role: &str| Grant { compartments: vec![Compartment::Child], ..grant(role) };
    for (account, role) in [("ana", "CW"), ("leo", "CW"), ("hana", "CW"), ("sam", "SU")] {
        world.grant(account, vec![child(role)]);
    }
    world
}

pub fn open(record: u8, kind: &str) -> RecordCommand {
    let asked = RecordAsked::Open { kind: kind.into(), fields: BTreeMap::new() };
    RecordCommand { owner: id(PERSON), record: id(record), asked }
}

fn act(record: u8, act: Act) -> RecordCommand {
    RecordCommand { owner: id(PERSON), record: id(record), asked: RecordAsked::Act(act) }
}

fn asked(record: u8, asked: StepAsked) -> RecordCommand {
    RecordCommand { owner: id(PERSON), record: id(record), asked: RecordAsked::Step(asked) }
}

fn step(record: u8, step: CaseStep) -> RecordCommand {
    asked(record, StepAsked::now(step))
}

fn why(record: u8, step: CaseStep, why: &str) -> RecordCommand {
    asked(record, StepAsked { why: Some(why.into()), ..StepAsked::now(step) })
}

pub fn did(item: &str) -> CaseStep {
    CaseStep::Did { item: item.into() }
}

fn decided(item: &str, outcome: &str) -> CaseStep {
    CaseStep::Decided { item: item.into(), outcome: outcome.into() }
}

fn yes(item: &str, seat: Option<&str>) -> CaseStep {
    CaseStep::Voted { item: item.into(), yes: true, seat: seat.map(Into::into) }
}

/// Somebody, so many hours after the first.
pub fn at(account: &str, hours: i64) -> Ctx {
    let ctx = by(account);
    Ctx { now: Timestamp(ctx.now.0 + hours * HOUR), ..ctx }
}

fn view(world: &World, record: u8, hours: i64) -> CaseView {
    let record = world.people[&id(PERSON)].record(id(record)).unwrap();
    let case = RunningCase::of(&world.pathways, &record).unwrap().unwrap();
    CaseView::at(case.version, &case.facts, at("CW", hours).now)
}

#[test]
fn a_case_goes_its_way_from_step_to_step() {
    let mut world = world();
    assert_eq!(world.run(&at("CW", 1), open(5, "paper_check")), Ok(1));
    assert_eq!(view(&world, 5, 1).open, ["papers"]);
    assert_eq!(world.run(&at("CW", 2), step(5, decided("permit", "granted"))), Err(Refusal::NotOpen));
    assert_eq!(world.run(&at("CW", 2), step(5, did("papers"))), Ok(1));
    assert_eq!(view(&world, 5, 2).open, ["permit"]);
    assert_eq!(world.run(&at("CW", 3), step(5, decided("permit", "refused"))), Err(Refusal::ReasonsMissing));
    assert_eq!(world.run(&at("CW", 3), why(5, decided("permit", "refused"), "no income")), Ok(1));
    // Nobody approves what is their own, whatever role they take.
    assert_eq!(world.run(&at("CW", 4), step(5, yes("permit", None))), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&at("SU", 4), step(5, yes("permit", None))), Ok(1));
    assert_eq!(view(&world, 5, 4).outcome, [("permit".to_owned(), "refused".to_owned())]);
    assert_eq!(world.run(&at("CW", 5), step(5, CaseStep::Served { item: "permit".into() })), Ok(1));
    assert_eq!(view(&world, 5, 5).due.len(), 1, "an appeal can be made");
}

#[test]
fn what_the_pathway_does_not_have_is_refused_by_its_name() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    let bad = |field: &str| Err(Refusal::BadField { field: field.into() });
    let waived = || CaseStep::Waived { item: "papers".into() };
    let extended = |n, unit: &str| CaseStep::Extended { item: "papers".into(), n, unit: unit.into() };
    assert_eq!(world.run(&at("CW", 2), step(5, did("nothing"))), bad("item"));
    assert_eq!(world.run(&at("CW", 2), why(5, CaseStep::Waived { item: "none".into() }, "so")), bad("item"));
    assert_eq!(world.run(&at("CW", 2), step(5, decided("permit", "maybe"))), bad("outcome"));
    assert_eq!(world.run(&at("CW", 2), why(5, extended(5, "moons"), "so")), bad("step"));
    assert_eq!(world.run(&at("CW", 2), why(5, extended(-5, "days"), "so")), bad("n"));
    assert_eq!(world.run(&at("CW", 2), step(5, CaseStep::Sent { text: "greeting".into() })), bad("text"));
    assert_eq!(world.run(&at("CW", 2), step(5, waived())), Err(Refusal::ReasonsMissing));
    assert_eq!(world.run(&at("CW", 2), why(5, waived(), " ")), bad("why"));
    assert_eq!(world.run(&at("CW", 2), why(5, waived(), "the archive burnt")), Ok(1));
    assert_eq!(view(&world, 5, 2).open, ["permit"]);
}

#[test]
fn a_step_happened_between_the_opening_and_now() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    let happened = |hours| StepAsked { happened: Some(at("CW", hours).now), ..StepAsked::now(did("papers")) };
    for hours in [0, 30] {
        let refused = world.run(&at("CW", 29), asked(5, happened(hours)));
        assert_eq!(refused, Err(Refusal::BadField { field: "happened".into() }), "{hours}");
    }
    assert_eq!(world.run(&at("CW", 29), asked(5, happened(2))), Ok(1));
    assert_eq!(view(&world, 5, 2).open, ["permit"], "it counts from when it happened");
}

#[test]
fn nothing_is_put_over_what_somebody_else_did_meanwhile() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    let version = world.people[&id(PERSON)].record(id(5)).unwrap().version(|_| true);
    world.run(&at("SU", 2), act(5, Act::Assigned { to: Some("CW".into()) })).unwrap();
    let late = StepAsked { seen: Some(version), ..StepAsked::now(did("papers")) };
    assert_eq!(world.run(&at("CW", 3), asked(5, late.clone())), Err(Refusal::Overtaken));
    assert_eq!(world.run(&at("CW", 3), asked(5, StepAsked { seen: Some(version + 1), ..late })), Ok(1));
}

#[test]
fn a_case_opens_for_whom_it_is_and_what_it_runs_is_nobodys_to_say() {
    let mut world = world();
    world.run(&by("SU"), crate::world::amend(PERSON, &[("in_country", "false")])).unwrap();
    assert_eq!(world.run(&at("CW", 1), open(5, "paper_check")), Err(Refusal::Gate));
    world.run(&at("SU", 1), crate::world::amend(PERSON, &[("in_country", "")])).unwrap();
    assert_eq!(world.run(&at("CW", 2), open(5, "paper_check")), Ok(1), "what is not known opens");
    assert_eq!(world.run(&at("CW", 2), open(6, "paper_check")), Err(Refusal::ExistsAlready));
    let runs = Act::Runs { pathway: "t/home-care".into(), version: String::new(), zone: "UTC".into() };
    let stepped = Act::Stepped { role: "SU".into(), happened: None, why: None, step: yes("permit", None) };
    for forged in [runs, stepped] {
        assert_eq!(world.run(&at("SU", 3), act(5, forged)), Err(Refusal::NotAllowed));
    }
    // Supervisors work on cases, and this one is not opened by them.
    world.run(&by("SU"), register(2, &[("in_country", "true")])).unwrap();
    let other = RecordCommand { owner: id(2), ..open(7, "paper_check") };
    assert_eq!(world.run(&at("SU", 3), other), Err(Refusal::NotAllowed));
}

#[test]
fn what_stands_against_opening_a_case_is_told_by_its_fields() {
    let mut world = world();
    let now = at("CW", 1).now;
    let against = |world: &World, kind: &str| {
        let (person, kind) = (&world.people[&id(PERSON)], world.schema.kind(kind).unwrap());
        opening_against(&world.pathways, person, kind, &Fields::new(), (&Zone::utc(), now))
    };
    assert_eq!(against(&world, "paper_check"), Vec::<String>::new());
    world.run(&by("SU"), crate::world::amend(PERSON, &[("in_country", "false")])).unwrap();
    assert_eq!(against(&world, "paper_check"), ["in_country"]);
    assert_eq!(against(&world, "home_care"), Vec::<String>::new(), "it is for everybody");
}

#[test]
fn a_case_ends_as_its_pathway_says_and_no_otherwise() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    let close = |end: &str| act(5, Act::Closed { reason: end.into() });
    assert_eq!(world.run(&at("SU", 2), close("just so")), Err(Refusal::BadField { field: "reason".into() }));
    assert_eq!(world.run(&at("SU", 2), close("finished")), Err(Refusal::Gate));
    assert_eq!(world.run(&at("SU", 2), close("gone")), Ok(1));
    assert_eq!(view(&world, 5, 2).open, Vec::<String>::new());
    assert_eq!(world.run(&at("CW", 3), step(5, did("papers"))), Err(Refusal::NotOpen));
    assert_eq!(world.run(&at("SU", 4), act(5, Act::Reopened { reason: "she is back".into() })), Ok(1));
    assert_eq!(view(&world, 5, 4).open, ["papers"]);
    // No end is given to a case that should never have been: that is always possible.
    assert_eq!(world.run(&at("SU", 5), close("opened_in_error")), Ok(1));
}

/// Somebody in two roles opens a case, takes it in hand, does all there is to do: that it is done somebody else says.
#[test]
fn nobody_closes_their_own_case() {
    let mut world = world();
    world.grant("both", vec![grant("CW"), grant("SU")]);
    world.run(&at("both", 1), open(5, "paper_check")).unwrap();
    let close = || act(5, Act::Closed { reason: "gone".into() });
    let hand = |to: Option<&str>| act(5, Act::Assigned { to: to.map(Into::into) });
    assert_eq!(world.run(&at("both", 2), close()), Err(Refusal::NeedsAnotherPerson), "nobody else knows of it");
    world.run(&at("both", 2), hand(Some("both"))).unwrap();
    world.run(&at("both", 3), step(5, did("papers"))).unwrap();
    assert_eq!(world.run(&at("both", 4), close()), Err(Refusal::NeedsAnotherPerson));
    world.run(&at("both", 4), hand(None)).unwrap();
    assert_eq!(world.run(&at("both", 5), close()), Err(Refusal::NeedsAnotherPerson), "in nobody's hands it is theirs");
    assert_eq!(world.run(&at("SU", 6), close()), Ok(1));
}

#[test]
fn an_appeal_opens_a_closed_case_again() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    world.run(&at("CW", 2), step(5, did("papers"))).unwrap();
    world.run(&at("CW", 3), why(5, decided("permit", "refused"), "no income")).unwrap();
    world.run(&at("SU", 4), step(5, yes("permit", None))).unwrap();
    world.run(&at("CW", 5), step(5, CaseStep::Served { item: "permit".into() })).unwrap();
    world.run(&at("SU", 6), act(5, Act::Closed { reason: "gone".into() })).unwrap();
    let is_open = |world: &World| world.people[&id(PERSON)].record(id(5)).unwrap().is_open();
    assert!(!is_open(&world));
    // The person appeals; whoever works on the case writes it down for them.
    let appealed = step(5, CaseStep::Appealed { item: "permit".into() });
    assert_eq!(world.run(&at("CW", 7), appealed), Ok(1));
    let number = world.facts.last().unwrap().envelope.origin_seq;
    let record = world.people[&id(PERSON)].record(id(5)).unwrap();
    let mut roles = record.acts().into_iter().filter_map(|acted| match &acted.act {
        Act::Stepped { role, .. } => Some(role.clone()),
        _ => None,
    });
    assert_eq!(roles.next_back().as_deref(), Some("PE"));
    assert!(is_open(&world));
    let back = CaseStep::Retracted { origin: model::Id([0; 16]), number };
    assert_eq!(world.run(&at("SU", 8), why(5, back.clone(), "not mine")), Err(Refusal::NotAllowed));
    assert_eq!(world.run(&at("CW", 8), why(5, back, "it was somebody else")), Ok(1));
    assert!(!is_open(&world), "what was a mistake opened nothing");
}

#[test]
fn an_assigned_case_is_for_its_worker_its_panel_and_supervisors() {
    let mut world = world();
    world.run(&at("ana", 1), open(5, "home_care")).unwrap();
    let audience = |world: &World| {
        let record = world.people[&id(PERSON)].record(id(5)).unwrap();
        Audience::of(&record, &world.pathways)
    };
    let named = |names: &[&str]| Audience::Named(names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(audience(&world), Audience::Office, "nobody's yet is everybody's");
    world.run(&at("ana", 2), act(5, Act::Assigned { to: Some("ana".into()) })).unwrap();
    assert_eq!(audience(&world), named(&["ana"]));
    assert_eq!(world.run(&at("leo", 3), step(5, did("listen"))), Err(Refusal::NotFound));
    assert_eq!(world.run(&at("leo", 3), act(5, Act::Assigned { to: Some("leo".into()) })), Err(Refusal::NotFound));
    // Whoever does not open the compartment is not told that it is there.
    assert_eq!(world.run(&at("CW", 3), step(5, did("listen"))), Err(Refusal::NotFound));
    let appoint = |to: &str| step(5, CaseStep::Appointed { item: "home".into(), to: to.into() });
    assert_eq!(world.run(&at("sam", 4), appoint("CW")), Err(Refusal::BadField { field: "to".into() }));
    assert_eq!(world.run(&at("sam", 4), appoint("leo")), Ok(1));
    assert_eq!(audience(&world), named(&["ana", "leo"]));
    assert_eq!(world.run(&at("hana", 5), appoint("hana")), Err(Refusal::NotFound));
}

#[test]
fn each_seat_of_a_panel_is_cast_by_another_person() {
    let mut world = world();
    world.run(&at("ana", 1), open(5, "home_care")).unwrap();
    let known = model::FieldState::Known(model::Value::Bool(true));
    let fields = BTreeMap::from([("home_care.with_aunt".to_owned(), known)]);
    let said = RecordCommand { asked: RecordAsked::Amend { fields, seen: None }, ..open(5, "home_care") };
    assert_eq!(world.run(&at("ana", 2), said), Ok(1));
    assert_eq!(view(&world, 5, 2).open, ["listen", "home"]);
    world.run(&at("ana", 3), step(5, decided("home", "aunt"))).unwrap();
    assert_eq!(world.run(&at("ana", 4), step(5, yes("home", Some("law")))), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&at("leo", 4), step(5, yes("home", Some("law")))), Ok(1));
    assert_eq!(world.run(&at("leo", 5), step(5, yes("home", Some("health")))), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&at("hana", 5), step(5, yes("home", Some("law")))), Err(Refusal::Full));
    assert_eq!(world.run(&at("hana", 5), step(5, yes("home", Some("health")))), Ok(1));
    assert_eq!(view(&world, 5, 5).outcome, [("home".to_owned(), "aunt".to_owned())]);
}

#[test]
fn a_mistake_is_taken_back_with_a_word_why() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    world.run(&at("CW", 2), step(5, did("papers"))).unwrap();
    let number = world.facts.last().unwrap().envelope.origin_seq;
    let origin = world.facts.last().unwrap().envelope.origin;
    let back = |number| CaseStep::Retracted { origin, number };
    assert_eq!(world.run(&at("CW", 3), step(5, back(number))), Err(Refusal::ReasonsMissing));
    assert_eq!(world.run(&at("CW", 3), why(5, back(number + 100), "wrong file")), Err(Refusal::NotOpen));
    assert_eq!(world.run(&at("CW", 3), why(5, back(number), "wrong file")), Ok(1));
    assert_eq!(view(&world, 5, 3).open, ["papers"]);
    // And said again, as of when it was.
    let earlier = StepAsked { happened: Some(at("CW", 2).now), ..StepAsked::now(did("papers")) };
    assert_eq!(world.run(&at("CW", 4), asked(5, earlier)), Ok(1));
}

#[test]
fn nothing_is_shared_before_the_person_agreed() {
    let mut world = world();
    world.run(&at("CW", 1), open(6, "photo_only")).unwrap();
    let referred =
        |to: &str| step(6, CaseStep::Referred { item: "clinic".into(), to: to.into(), priority: "urgent".into() });
    let agreed = |to: &str| step(6, CaseStep::Consented { to: to.into() });
    assert_eq!(world.run(&at("CW", 2), referred("harbour clinic")), Err(Refusal::NoConsent));
    world.run(&at("CW", 2), agreed("somebody else")).unwrap();
    assert_eq!(world.run(&at("CW", 3), referred("harbour clinic")), Err(Refusal::NoConsent));
    world.run(&at("CW", 3), agreed("harbour clinic")).unwrap();
    assert_eq!(world.run(&at("CW", 4), referred("harbour clinic")), Ok(1));
    assert_eq!(world.run(&at("CW", 5), referred("harbour clinic")), Err(Refusal::NotOpen), "an answer is awaited");
    let answer = |answer: &str| step(6, CaseStep::Answered { item: "clinic".into(), answer: answer.into() });
    assert_eq!(world.run(&at("CW", 5), answer("perhaps")), Err(Refusal::BadField { field: "answer".into() }));
    assert_eq!(world.run(&at("CW", 5), answer("completed")), Ok(1));
    assert_eq!(view(&world, 6, 5).open, ["photo", "flight"]);
}

#[test]
fn consent_and_the_referral_that_it_is_for_are_written_both_or_neither() {
    let mut world = world();
    world.run(&at("CW", 1), open(6, "photo_only")).unwrap();
    let with = |agreed: bool| {
        let step = CaseStep::Referred { item: "flight".into(), to: "an airline".into(), priority: "normal".into() };
        asked(6, StepAsked { agreed, ..StepAsked::now(step) })
    };
    let before = world.facts.len();
    assert_eq!(world.run(&at("CW", 2), with(false)), Err(Refusal::NoConsent));
    // What is asked before the gate is asked: consent was given, and the gate stands shut.
    assert_eq!(world.run(&at("CW", 2), with(true)), Err(Refusal::Gate));
    assert_eq!(world.facts.len(), before);
    let fit = Fields::from([("photo_only.fit".into(), FieldState::Known(Value::Bool(true)))]);
    let said = RecordAsked::Amend { fields: fit, seen: None };
    world.run(&at("CW", 3), RecordCommand { owner: id(PERSON), record: id(6), asked: said }).unwrap();
    assert_eq!(world.run(&at("CW", 4), with(false)), Err(Refusal::NoConsent), "none was kept of the one before");
    assert_eq!(world.run(&at("CW", 4), with(true)), Ok(2));
    assert_eq!(world.run(&at("CW", 5), with(true)), Err(Refusal::NotOpen), "an answer is awaited");
    let lost = asked(6, StepAsked { agreed: true, ..StepAsked::now(did("photo")) });
    assert_eq!(world.run(&at("CW", 5), lost), Err(Refusal::BadField { field: "agreed".into() }));
}

#[test]
fn a_vote_counts_for_what_it_saw() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    world.run(&at("CW", 2), step(5, did("papers"))).unwrap();
    world.run(&at("CW", 3), step(5, decided("permit", "granted"))).unwrap();
    world.run(&at("SU", 6), step(5, yes("permit", None))).unwrap();
    // A decision that is put before the vote would be approved by it unseen.
    let before = StepAsked {
        happened: Some(at("CW", 4).now),
        why: Some("no income".into()),
        ..StepAsked::now(decided("permit", "refused"))
    };
    assert_eq!(world.run(&at("CW", 7), asked(5, before)), Err(Refusal::Overtaken));
    assert_eq!(view(&world, 5, 7).outcome, [("permit".to_owned(), "granted".to_owned())]);
    // Nor does whoever decided take back the vote on it.
    let vote = world.facts.last().unwrap().envelope.clone();
    let back = CaseStep::Retracted { origin: vote.origin, number: vote.origin_seq };
    assert_eq!(world.run(&at("CW", 7), why(5, back.clone(), "wrong")), Err(Refusal::NotAllowed));
    assert_eq!(world.run(&at("SU", 7), why(5, back, "I had misread it")), Ok(1));
    assert_eq!(view(&world, 5, 7).outcome, Vec::new());
}

#[test]
fn only_steps_are_taken_back() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    let opening = world.facts.last().unwrap().envelope.clone();
    world.run(&at("SU", 2), act(5, Act::Closed { reason: "gone".into() })).unwrap();
    let closing = world.facts.last().unwrap().envelope.clone();
    for of in [opening, closing] {
        let back = CaseStep::Retracted { origin: of.origin, number: of.origin_seq };
        let refused = world.run(&at("CW", 3), why(5, back, "it is open"));
        assert!(matches!(refused, Err(Refusal::NotAllowed | Refusal::NotOpen)), "{refused:?}");
    }
    assert!(!world.people[&id(PERSON)].record(id(5)).unwrap().is_open());
}

#[test]
fn what_others_decide_or_approve_is_not_done_without_by_one() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    world.run(&at("CW", 2), step(5, did("papers"))).unwrap();
    let waived = why(5, CaseStep::Waived { item: "permit".into() }, "no time");
    assert_eq!(world.run(&at("CW", 3), waived.clone()), Err(Refusal::NotAllowed));
    assert_eq!(world.run(&at("SU", 3), waived), Err(Refusal::NotAllowed));
    world.run(&at("CW", 3), open(6, "photo_only")).unwrap();
    let photo = || why(6, CaseStep::Waived { item: "photo".into() }, "no camera");
    assert_eq!(world.run(&at("CW", 3), photo()), Err(Refusal::NeedsAnotherPerson));
    world.grant("both", vec![grant("CW"), grant("SU")]);
    assert_eq!(world.run(&at("both", 3), photo()), Ok(1), "in the role that may");
    let longer = |n, unit: &str| why(5, CaseStep::Extended { item: "permit".into(), n, unit: unit.into() }, "so");
    let bad = Err(Refusal::BadField { field: "n".into() });
    assert_eq!(world.run(&at("CW", 4), longer(121, "months")), bad);
    assert_eq!(world.run(&at("CW", 4), longer(2, "months")), Ok(1));
}

#[test]
fn a_wrong_appointment_is_undone_and_opens_nothing() {
    let mut world = world();
    world.run(&at("ana", 1), open(5, "home_care")).unwrap();
    world.run(&at("ana", 2), act(5, Act::Assigned { to: Some("ana".into()) })).unwrap();
    let appoint = |item: &str| step(5, CaseStep::Appointed { item: item.into(), to: "leo".into() });
    assert_eq!(world.run(&at("ana", 3), appoint("listen")), Err(Refusal::BadField { field: "item".into() }));
    assert_eq!(world.run(&at("ana", 3), appoint("home")), Ok(1));
    let number = world.facts.last().unwrap().envelope.origin_seq;
    // Whoever sits on the panel hands the case to nobody.
    assert_eq!(world.run(&at("leo", 4), act(5, Act::Assigned { to: None })), Err(Refusal::NotAllowed));
    let back = CaseStep::Retracted { origin: model::Id([0; 16]), number };
    assert_eq!(world.run(&at("ana", 5), why(5, back, "wrong colleague")), Ok(1));
    assert_eq!(world.run(&at("leo", 6), step(5, did("listen"))), Err(Refusal::NotFound));
    // That there is one is not told by a refusal either.
    assert_eq!(world.run(&at("leo", 7), open(6, "home_care")), Ok(1));
    assert_eq!(world.run(&at("leo", 7), open(7, "home_care")), Err(Refusal::ExistsAlready), "theirs is one");
    assert_eq!(world.run(&at("ana", 7), open(7, "home_care")), Err(Refusal::ExistsAlready));
}

#[test]
fn who_does_not_work_on_cases_takes_no_step() {
    let mut world = world();
    world.run(&at("CW", 1), open(5, "paper_check")).unwrap();
    for role in ["HD", "OP", "FM", "FC", "AY", "PA", "DP", "AD", "PE", "nobody"] {
        let refused = world.run(&at(role, 2), step(5, did("papers")));
        assert!(matches!(refused, Err(Refusal::NotAllowed | Refusal::NotFound)), "{role}: {refused:?}");
    }
    assert_eq!(world.run(&at("CW", 2), step(5, did("papers"))), Ok(1));
}
