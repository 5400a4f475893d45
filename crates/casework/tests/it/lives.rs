//! Days that cannot be in one life, and what is said not to apply though everybody has it: refused of every command, by
//! the name of the field.

use casework::{Ctx, PersonCommand, Refusal};
use journal::{Grant, Mode};
use model::{Compartment, FieldState};

use crate::world::{World, amend, by, fields, grant, id, register};

fn world(said: &[(&str, &str)]) -> World {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, said)).unwrap();
    world
}

fn answer(field: &str, text: &str) -> PersonCommand {
    let state = fields(&[(field, text)]).remove(field).unwrap();
    PersonCommand::Answer { person: id(1), field: field.into(), state, seen: 0 }
}

fn cannot_be(field: &str, with: Option<&str>) -> Refusal {
    Refusal::CannotBe { field: field.into(), with: with.map(Into::into) }
}

#[track_caller]
fn check(said: &[(&str, &str)], (field, text): (&str, &str), expected: Option<Refusal>) {
    let is_refused = expected.is_some();
    let refused = expected.map_or(Ok(1), Err);
    assert_eq!(world(said).run(&by("CW"), answer(field, text)), refused, "answered: {field} {text}");
    assert_eq!(world(said).run(&by("SU"), amend(1, &[(field, text)])), refused, "amended: {field} {text}");
    let together: Vec<_> = said.iter().copied().chain([(field, text)]).collect();
    let entered = World::of(Mode::Trial).run(&by("SU"), register(1, &together));
    assert_eq!(entered.is_err(), is_refused, "registered: {together:?}: {entered:?}");
}

#[test]
fn a_life_that_cannot_be_is_refused_by_the_field_that_says_so() {
    check(&[("sex", "F")], ("birth_date", "2068-07-16"), Some(cannot_be("birth_date", None)));
    check(&[("birth_date", "1990")], ("died_on", "1980"), Some(cannot_be("died_on", Some("birth_date"))));
    check(&[("died_on", "1980")], ("birth_date", "1990"), Some(cannot_be("birth_date", Some("died_on"))));
    let lodged = ("application.lodged_on", "1989-12-31");
    check(&[("birth_date", "1990")], lodged, Some(cannot_be(lodged.0, Some("birth_date"))));
}

#[test]
fn a_life_that_can_be_is_taken() {
    check(&[("sex", "F")], ("birth_date", "1990"), None);
    check(&[("birth_date", "1990")], ("died_on", "1990"), None);
    check(&[("birth_date", "1990")], ("application.lodged_on", "2020-01-01"), None);
}

#[test]
fn what_everybody_has_is_never_said_not_to_apply() {
    for field in ["birth_date", "sex", "nationalities", "name.full", "household.size", "in_country"] {
        let refused = Err(Refusal::BadField { field: field.into() });
        assert_eq!(world(&[]).run(&by("CW"), answer(field, "n/a")), refused, "{field}");
        assert_eq!(world(&[]).run(&by("SU"), amend(1, &[(field, "n/a")])), refused, "{field}");
        assert_eq!(World::of(Mode::Trial).run(&by("SU"), register(1, &[(field, "n/a")])), refused, "{field}");
    }
    let mut world = world(&[]);
    assert_eq!(world.run(&by("CW"), answer("died_on", "n/a")), Ok(1));
    assert_eq!(world.people[&id(1)].state(model::FieldKey::of("died_on")), FieldState::NotApplicable);
}

#[test]
fn an_answer_is_held_against_every_source_and_a_register_against_itself() {
    let mut world = world(&[("birth_date", "1990")]);
    let town = Ctx { source: "town".into(), ..by("SU") };
    assert_eq!(world.clone().run(&town, amend(1, &[("died_on", "1980")])), Ok(1), "sources may contest each other");
    world.run(&town, amend(1, &[("application.lodged_on", "2020-05-01")])).unwrap();
    let refused = Err(cannot_be("died_on", Some("application.lodged_on")));
    assert_eq!(world.run(&by("CW"), answer("died_on", "2020-04")), refused);
}

#[test]
fn what_cannot_be_already_holds_up_nothing_else() {
    let mut world = world(&[("birth_date", "1990")]);
    world.run(&Ctx { source: "town".into(), ..by("SU") }, amend(1, &[("died_on", "1980")])).unwrap();
    assert_eq!(world.run(&by("CW"), answer("sex", "F")), Ok(1));
    assert_eq!(
        world.run(&by("CW"), answer("application.lodged_on", "1995-01-01")),
        Err(cannot_be("application.lodged_on", Some("died_on")))
    );
}

#[test]
fn a_refusal_tells_of_no_day_behind_a_wall() {
    let mut world = world(&[("protection.claimed_on", "2020-05-01")]);
    let opened = Grant { compartments: vec![Compartment::Asylum], ..grant("CW") };
    world.grant("opener", vec![opened]);
    let died = || answer("died_on", "2020-04");
    assert_eq!(world.clone().run(&by("CW"), died()), Ok(1), "as of somebody of whom nothing is there");
    assert_eq!(world.run(&by("opener"), died()), Err(cannot_be("died_on", Some("protection.claimed_on"))));
}

#[test]
fn nobody_is_said_to_be_in_the_country_and_known_to_be_elsewhere() {
    let beside = || Some(cannot_be("in_country", Some("country")));
    check(&[("country", "PRT")], ("in_country", "false"), beside());
    check(&[("country", "BGD")], ("in_country", "true"), beside());
    check(&[("country", "PRT")], ("in_country", "true"), None);
    check(&[("country", "BGD")], ("in_country", "false"), None);
    check(&[("sex", "F")], ("in_country", "false"), None);
}

#[test]
fn who_moves_on_is_said_by_the_country_alone() {
    let mut world = world(&[("country", "PRT"), ("in_country", "true")]);
    assert_eq!(world.run(&by("SU"), amend(1, &[("country", "BGD")])), Ok(1));
    assert_eq!(world.run(&by("SU"), amend(1, &[("sex", "F")])), Ok(1), "what stands there holds up nothing else");
    let again = amend(1, &[("country", "SYR"), ("in_country", "true")]);
    assert_eq!(world.run(&by("SU"), again), Err(cannot_be("in_country", Some("country"))));
}
