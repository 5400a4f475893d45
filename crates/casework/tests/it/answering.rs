//! One question answered at the desk: by whom, with whose word, and what becomes of two who answer at once.

use casework::{Ctx, PersonCommand, Refusal};
use journal::{Grant, Mode};
use model::{Compartment, FieldKey, FieldState, Value};

use crate::world::{World, by, grant, id, register};

fn answer(field: &str, value: Value, seen: u64) -> PersonCommand {
    PersonCommand::Answer { person: id(1), field: field.into(), state: FieldState::Known(value), seen }
}

fn sex(code: &str, seen: u64) -> PersonCommand {
    answer("sex", Value::Code(code.into()), seen)
}

fn world() -> World {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("birth_date", "1990")])).unwrap();
    world
}

#[test]
fn an_answer_is_on_record_under_the_desk_with_who_and_when() {
    let mut world = world();
    assert_eq!(world.run(&by("CW"), sex("F", 0)), Ok(1));
    assert_eq!(world.people[&id(1)].state(FieldKey::of("sex")), FieldState::Known(Value::Code("F".into())));
    let envelope = &world.facts.last().unwrap().envelope;
    let ctx = by("CW");
    assert_eq!((&envelope.source, &envelope.actor, envelope.recorded_at), (&ctx.source, &ctx.actor.account, ctx.now));
}

#[test]
fn the_case_worker_and_the_supervisor_answer_and_nobody_else_does() {
    let world = world();
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let answer = world.decide(&by(role), sex("F", 0));
        let may = matches!(role, "CW" | "SU");
        assert_eq!(answer.is_ok(), may, "{role}: {answer:?}");
        assert!(may || matches!(answer, Err(Refusal::NotAllowed | Refusal::NotFound)), "{role}: {answer:?}");
    }
}

#[test]
fn who_comes_second_is_told_and_nothing_is_put_over_the_first_answer() {
    let mut world = world();
    world.run(&by("CW"), sex("F", 0)).unwrap();
    assert_eq!(world.decide(&by("SU"), sex("M", 0)), Err(Refusal::Overtaken));
    assert_eq!(world.run(&by("SU"), sex("F", 0)), Ok(0), "the same answer again changes nothing and is no quarrel");
    assert_eq!(world.run(&by("SU"), sex("M", 1)), Ok(1), "whoever saw the first answer may correct it");
    let register = Ctx { source: "prefecture".into(), ..by("SU") };
    world.run(&register, crate::world::amend(1, &[("sex", "X")])).unwrap();
    assert_eq!(world.decide(&by("CW"), sex("F", 2)), Err(Refusal::Overtaken), "a register counts as somebody");
    assert_eq!(world.run(&by("CW"), answer("name.full", Value::Text("Amina".into()), 0)), Ok(1), "of another field");
}

#[test]
fn a_field_behind_a_wall_is_answered_by_whoever_opens_its_compartment_alone() {
    let mut world = world();
    let opened = Grant { compartments: vec![Compartment::Child], ..grant("CW") };
    world.grant("opener", vec![opened]);
    let care = || answer("child.care", Value::Code("unaccompanied".into()), 0);
    for role in ["CW", "SU"] {
        assert_eq!(world.decide(&by(role), care()), Err(Refusal::NotAllowed), "{role}");
    }
    assert_eq!(world.run(&by("opener"), care()), Ok(1));
}

#[test]
fn somebody_out_of_scope_looks_like_somebody_who_is_not_there() {
    let mut world = world();
    let south = Grant { office: "south".into(), ..grant("CW") };
    world.grant("southerner", vec![south]);
    let ctx = Ctx { office: "south".into(), ..by("southerner") };
    for command in [sex("F", 0), answer("child.care", Value::Code("parent".into()), 0)] {
        assert_eq!(world.decide(&ctx, command), Err(Refusal::NotFound));
    }
    let PersonCommand::Answer { field, state, seen, .. } = sex("F", 0) else { panic!("no answer") };
    let nobody = PersonCommand::Answer { person: id(2), field, state, seen };
    assert_eq!(world.decide(&by("CW"), nobody), Err(Refusal::NotFound));
}

#[test]
fn what_is_no_answer_to_the_question_is_refused() {
    let world = world();
    for (field, value, named) in [
        ("sex", Value::Code("W".into()), "sex"),
        ("sex", Value::Text("F".into()), "sex"),
        ("id", Value::Text("7".into()), "id"),
        ("no.such", Value::Bool(true), "unknown"),
    ] {
        let refused = world.decide(&by("CW"), answer(field, value, 0));
        assert_eq!(refused, Err(Refusal::BadField { field: named.into() }), "{field}");
    }
}
