//! Being forgotten: asked for, approved by two people of different roles, and held by nothing.

use casework::refusal::Not;
use casework::{Ctx, PersonCommand, ProposalCommand, Refusal, may_forget};
use journal::{Body, Fact, Grant, Mode, Motion, Part, Subject};
use model::Id;

use crate::world::{World, by, grant, id, register};

const PROPOSAL: u8 = 50;

fn ask() -> ProposalCommand {
    let motion = Motion::Forget { person: id(1) };
    ProposalCommand::Propose { proposal: id(PROPOSAL), motion, reason: "she asked at the desk".into() }
}

fn approve() -> ProposalCommand {
    ProposalCommand::Vote { proposal: id(PROPOSAL), approve: true, reason: "it was her".into() }
}

fn hold() -> PersonCommand {
    PersonCommand::Hold { person: id(1), reference: "order 7".into() }
}

fn lift() -> Motion {
    Motion::LiftHold { person: id(1), reference: "order 7 ended".into() }
}

/// A person on record, and a second administrator.
fn world() -> World {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("sex", "F")])).unwrap();
    world.grant("AD2", vec![grant("AD")]);
    world
}

fn asked(by_whom: &str) -> World {
    let mut world = world();
    world.run(&by(by_whom), ask()).unwrap();
    world
}

fn ready(world: &World) -> Result<Id, Refusal> {
    may_forget(world, id(PROPOSAL)).map_err(|not| match not {
        Not::Refused(refusal) => refusal,
        Not::Needs(people) => panic!("{people:?}"),
    })
}

#[test]
fn who_may_ask_and_who_may_approve_is_as_reviewed() {
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let answer = world().decide(&by(role), ask()).map(|facts| facts.len());
        let expected = match role {
            "SU" | "DP" | "AD" => Ok(1),
            // A person asks for themselves alone, and nobody knows yet whose account is whose.
            "PE" => Err(Refusal::NotFound),
            _ => Err(Refusal::NotAllowed),
        };
        assert_eq!(answer, expected, "{role} asks");
        let answer = asked("SU").decide(&by(role), approve()).map(|facts| facts.len());
        let expected = match role {
            "DP" | "AD" => Ok(1),
            "SU" => Err(Refusal::NeedsAnotherPerson),
            // As of one that was never made, which they may not know of either.
            _ => Err(Refusal::NotAllowed),
        };
        assert_eq!(answer, expected, "{role} approves");
    }
}

#[test]
fn two_people_of_different_roles_approve_and_the_asker_is_none_of_them() {
    let mut world = asked("DP");
    assert_eq!(ready(&world), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.decide(&by("DP"), approve()), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&by("DP2"), approve()), Ok(1));
    assert_eq!(world.decide(&by("DP2"), approve()), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(ready(&world), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&by("AD"), approve()), Ok(1));
    assert_eq!(ready(&world), Ok(id(1)));
    assert_eq!(world.decide(&by("AD2"), approve()), Err(Refusal::ExistsAlready));
}

#[test]
fn two_people_of_one_role_are_not_enough() {
    let mut world = asked("SU");
    world.run(&by("AD"), approve()).unwrap();
    assert_eq!(world.decide(&by("AD2"), approve()), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(world.run(&by("DP"), approve()), Ok(1));
}

#[test]
fn somebody_declines_and_whoever_asked_withdraws() {
    for who in ["DP", "AD", "SU"] {
        let mut world = asked("SU");
        let against = ProposalCommand::Vote { proposal: id(PROPOSAL), approve: false, reason: "a mistake".into() };
        assert_eq!(world.run(&by(who), against), Ok(1), "{who}");
        assert_eq!(world.decide(&by("AD2"), approve()), Err(Refusal::ExistsAlready));
        assert_eq!(ready(&world), Err(Refusal::ExistsAlready));
    }
}

#[test]
fn a_hold_is_placed_by_one_and_lifted_by_two_and_stops_approving_and_forgetting_meanwhile() {
    let mut world = asked("SU");
    world.run(&by("AD"), approve()).unwrap();
    assert_eq!(world.run(&by("DP"), hold()), Ok(1));
    assert_eq!(world.run(&by("DP"), hold()), Ok(0));
    assert_eq!(world.decide(&by("DP"), approve()), Err(Refusal::Held));
    world.agree("SU", "DP", lift());
    assert!(!world.people[&id(1)].held);
    world.run(&by("DP"), approve()).unwrap();
    world.run(&by("SU"), hold()).unwrap();
    assert_eq!(ready(&world), Err(Refusal::Held));
    world.agree("DP", "SU", lift());
    assert_eq!(ready(&world), Ok(id(1)));
}

#[test]
fn a_hold_is_placed_and_lifted_by_those_who_were_reviewed_for_it() {
    let mut held = world();
    held.run(&by("DP"), hold()).unwrap();
    let lift = || ProposalCommand::Propose { proposal: id(60), motion: lift(), reason: "it ended".into() };
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let expected = if matches!(role, "SU" | "DP") { Ok(1) } else { Err(Refusal::NotAllowed) };
        assert_eq!(world().decide(&by(role), hold()).map(|facts| facts.len()), expected, "{role} holds");
        assert_eq!(held.decide(&by(role), lift()).map(|facts| facts.len()), expected, "{role} lifts");
    }
    assert_eq!(world().decide(&by("DP"), lift()), Err(Refusal::ExistsAlready), "nothing holds");
    held.run(&by("DP"), lift()).unwrap();
    let vote = || ProposalCommand::Vote { proposal: id(60), approve: true, reason: "it did".into() };
    assert_eq!(held.decide(&by("DP"), vote()), Err(Refusal::NeedsAnotherPerson));
    assert_eq!(held.decide(&by("DP2"), vote()), Err(Refusal::NeedsAnotherPerson), "another person of the same role");
    assert_eq!(held.run(&by("SU"), vote()), Ok(2));
}

#[test]
fn the_reference_of_a_hold_is_sealed_with_the_person() {
    let mut world = world();
    world.run(&by("DP"), hold()).unwrap();
    world.agree("SU", "DP", lift());
    let held = world.facts.iter().flat_map(|fact| &fact.parts).filter(|part| matches!(part.body, Body::Held { .. }));
    assert_eq!(held.map(|part| part.subject).collect::<Vec<_>>(), [Subject::Owner(id(1)); 2]);
    let nameless = PersonCommand::Hold { person: id(1), reference: " ".into() };
    assert_eq!(world.decide(&by("DP"), nameless), Err(Refusal::BadField { field: "reference".into() }));
}

#[test]
fn proposals_need_a_person_of_the_controller_and_an_id_of_their_own() {
    let mut world = asked("SU");
    assert_eq!(world.decide(&by("SU"), ask()), Err(Refusal::ExistsAlready));
    let motion = Motion::Forget { person: id(2) };
    let nobody = ProposalCommand::Propose { proposal: id(51), motion, reason: "asked".into() };
    assert_eq!(world.decide(&by("SU"), nobody), Err(Refusal::NotFound));
    let unasked = ProposalCommand::Vote { proposal: id(52), approve: true, reason: "yes".into() };
    assert_eq!(world.decide(&by("DP"), unasked), Err(Refusal::NotFound));
    let elsewhere = Grant { controller: "ministry".into(), ..grant("DP") };
    world.instance.accounts.entry("foreigner".into()).or_default().grants = vec![elsewhere];
    let ctx = Ctx { controller: "ministry".into(), ..by("foreigner") };
    assert_eq!(world.decide(&ctx, approve()), Err(Refusal::NotFound));
    assert_eq!(world.decide(&ctx, hold()), Err(Refusal::NotFound));
}

#[test]
fn who_is_not_loaded_is_asked_for_and_never_taken_for_absent() {
    let mut world = asked("SU");
    world.run(&by("AD"), approve()).unwrap();
    world.unloaded = vec![id(1)];
    assert_eq!(casework::decide(&by("DP"), &world, &approve().into()), Err(Not::Needs(vec![id(1)])));
    assert_eq!(casework::decide(&by("SU"), &world, &register(1, &[]).into()), Err(Not::Needs(vec![id(1)])));
    world.unloaded.clear();
    world.run(&by("DP"), approve()).unwrap();
    world.unloaded = vec![id(1)];
    assert_eq!(may_forget(&world, id(PROPOSAL)), Err(Not::Needs(vec![id(1)])));
}

#[test]
fn what_is_done_is_done() {
    let mut world = asked("SU");
    world.run(&by("AD"), approve()).unwrap();
    world.run(&by("DP"), approve()).unwrap();
    let body = Body::Forgotten { proposal: id(PROPOSAL), subject: Subject::Owner(id(1)) };
    let parts = vec![Part { subject: Subject::Instance, compartment: None, body }];
    world.take(&Fact { envelope: by("AD").envelope(), parts });
    assert_eq!(ready(&world), Err(Refusal::ExistsAlready));
}
