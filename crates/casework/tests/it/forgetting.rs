//! Being forgotten: asked for, approved by two people of different roles, and held by nothing.

use casework::{Command, Ctx, Refusal, View, may_forget};
use journal::{Body, Fact, Grant, Mode, Part, Subject};
use model::Id;

use crate::world::{World, account, by, grant, id, register};

const REQUEST: u8 = 50;

fn ask() -> Command {
    Command::AskForget { request: id(REQUEST), person: id(1) }
}

fn approve() -> Command {
    Command::ApproveForget { request: id(REQUEST) }
}

fn hold(held: bool) -> Command {
    Command::HoldPerson { person: id(1), reference: "order 7".into(), held }
}

/// A person on record, and a second administrator.
fn world() -> World {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("sex", "F")])).unwrap();
    world.run(&by("SU"), account("AD2", vec![grant("AD")])).unwrap();
    world
}

fn asked(by_whom: &str) -> World {
    let mut world = world();
    world.run(&by(by_whom), ask()).unwrap();
    world
}

fn ready(world: &World) -> Result<Id, Refusal> {
    let view =
        View { instance: &world.instance, person: world.people.get(&id(1)), household: None, schema: &world.schema };
    may_forget(&view, id(REQUEST))
}

#[test]
fn who_may_ask_and_who_may_approve_is_as_reviewed() {
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let may_ask = matches!(role, "PE" | "SU" | "DP" | "AD");
        let answer = world().decide(&by(role), ask()).map(|facts| facts.len());
        assert_eq!(answer, if may_ask { Ok(1) } else { Err(Refusal::NotAllowed) }, "{role} asks");
        let answer = asked("SU").decide(&by(role), approve()).map(|facts| facts.len());
        let expected = match role {
            "DP" | "AD" => Ok(1),
            "PE" | "SU" => Err(Refusal::NeedsAnotherPerson),
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
fn a_hold_stops_approving_and_forgetting_until_it_is_lifted() {
    let mut world = asked("SU");
    world.run(&by("AD"), approve()).unwrap();
    assert_eq!(world.run(&by("DP"), hold(true)), Ok(1));
    assert_eq!(world.run(&by("DP"), hold(true)), Ok(0));
    assert_eq!(world.decide(&by("DP"), approve()), Err(Refusal::Held));
    assert_eq!(world.run(&by("SU"), hold(false)), Ok(1));
    world.run(&by("DP"), approve()).unwrap();
    world.run(&by("DP"), hold(true)).unwrap();
    assert_eq!(ready(&world), Err(Refusal::Held));
    world.run(&by("DP"), hold(false)).unwrap();
    assert_eq!(ready(&world), Ok(id(1)));
}

#[test]
fn the_reference_of_a_hold_is_sealed_with_the_person() {
    let mut world = world();
    world.run(&by("DP"), hold(true)).unwrap();
    let parts = &world.facts.last().unwrap().parts;
    assert!(parts.iter().all(|part| part.subject == Subject::Person(id(1))));
    let nameless = Command::HoldPerson { person: id(1), reference: " ".into(), held: false };
    assert_eq!(world.decide(&by("DP"), nameless), Err(Refusal::BadField { field: "reference".into() }));
    for role in ["HD", "CW", "OP", "FM", "FC", "AY", "PA", "AD", "PE"] {
        assert_eq!(world.decide(&by(role), hold(false)), Err(Refusal::NotAllowed), "{role}");
    }
}

#[test]
fn requests_need_a_person_of_the_controller_and_an_id_of_their_own() {
    let mut world = asked("SU");
    assert_eq!(world.decide(&by("SU"), ask()), Err(Refusal::ExistsAlready));
    let nobody = Command::AskForget { request: id(51), person: id(2) };
    assert_eq!(world.decide(&by("SU"), nobody), Err(Refusal::NotFound));
    let unasked = Command::ApproveForget { request: id(52) };
    assert_eq!(world.decide(&by("DP"), unasked), Err(Refusal::NotFound));
    let elsewhere = Grant { controller: "ministry".into(), ..grant("DP") };
    world.instance.accounts.insert("foreigner".into(), vec![elsewhere]);
    let ctx = Ctx { controller: "ministry".into(), ..by("foreigner") };
    assert_eq!(world.decide(&ctx, approve()), Err(Refusal::NotFound));
    assert_eq!(world.decide(&ctx, hold(true)), Err(Refusal::NotFound));
}

#[test]
fn a_request_that_is_done_is_done() {
    let mut world = asked("SU");
    world.run(&by("AD"), approve()).unwrap();
    world.run(&by("DP"), approve()).unwrap();
    let body = Body::Forgotten { request: id(REQUEST), subject: Subject::Person(id(1)) };
    let parts = vec![Part { subject: Subject::Instance, compartment: None, body }];
    world.take(&Fact { envelope: by("AD").envelope(), parts });
    assert_eq!(ready(&world), Err(Refusal::ExistsAlready));
}
