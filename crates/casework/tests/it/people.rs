//! People: who may be on record where, whose key seals what, and which sources contest each other.

use casework::view::{NotLoaded, Walls};
use casework::{Ctx, OwnerView, PersonCommand, Refusal, row};
use journal::{Body, Mode, Part, Subject};
use model::{Class, Compartment, Field, FieldKey, FieldState, Roster, Schema, Value};

use crate::world::{OFFICE, World, amend, by, fields, grant, id, register, text};

fn keyed(pairs: &[(&str, &str)]) -> journal::FieldStates {
    fields(pairs).into_iter().map(|(name, state)| (FieldKey::of(&name), state)).collect()
}

fn part(subject: Subject, compartment: Option<Compartment>, pairs: &[(&str, &str)]) -> Part {
    Part { subject, compartment, body: Body::FieldsRecorded { fields: keyed(pairs) } }
}

#[test]
fn a_registration_begins_with_the_person_and_splits_by_key_and_compartment() {
    let mut world = World::of(Mode::Trial);
    let said = [
        ("sex", "F"),
        ("household.id", "H-1"),
        ("household.size", "4"),
        ("stateless", "true"),
        ("child.care", "parent"),
        ("birth_date", ""),
    ];
    world.run(&by("SU"), register(1, &said)).unwrap();
    let person = Subject::Owner(id(1));
    let parts = &world.facts.last().unwrap().parts;
    assert_eq!(parts[0], Part { subject: person, compartment: None, body: Body::PersonRegistered { synthetic: true } });
    let mut expected = vec![
        part(person, None, &[("sex", "F"), ("household.id", "H-1")]),
        part(person, Some(Compartment::Child), &[("child.care", "parent")]),
        part(person, Some(Compartment::Asylum), &[("stateless", "true")]),
        part(Subject::Household(id(200)), None, &[("household.size", "4")]),
    ];
    for part in &parts[1..] {
        let at = expected.iter().position(|other| other == part).unwrap();
        expected.remove(at);
    }
    assert_eq!(expected, vec![]);
}

#[test]
fn without_a_household_a_declared_size_is_sealed_with_the_person() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("household.size", "4")])).unwrap();
    assert_eq!(world.facts.last().unwrap().parts[1], part(Subject::Owner(id(1)), None, &[("household.size", "4")]));
}

#[test]
fn a_later_size_is_the_household_s_and_read_with_the_member_who_declared_it() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("household.id", "H-1")])).unwrap();
    world.run(&by("SU"), amend(1, &[("household.size", "4")])).unwrap();
    let parts = &world.facts.last().unwrap().parts;
    assert_eq!(
        parts,
        &[part(Subject::Owner(id(1)), None, &[]), part(Subject::Household(id(200)), None, &[("household.size", "4")])]
    );
    assert_eq!(world.people[&id(1)].state(FieldKey::of("household.size")), FieldState::Known(Value::Int(4)));
}

#[test]
fn a_trial_holds_synthetic_people_only_and_a_live_instance_real_ones_only() {
    let command = |synthetic| PersonCommand::Register { person: id(1), synthetic, fields: fields(&[("sex", "F")]) };
    let (trial, live) = (World::of(Mode::Trial), World::of(Mode::Live));
    assert_eq!(trial.decide(&by("SU"), command(false)), Err(Refusal::TrialHoldsSyntheticOnly));
    assert_eq!(live.decide(&by("SU"), command(true)), Err(Refusal::LiveHoldsRealOnly));
    assert!(trial.decide(&by("SU"), command(true)).is_ok());
    assert!(live.decide(&by("SU"), command(false)).is_ok());
}

#[test]
fn the_help_desk_the_case_worker_and_the_supervisor_register_and_nobody_else_does() {
    let world = World::of(Mode::Trial);
    for role in ["HD", "CW", "SU", "OP", "FM", "FC", "AY", "PA", "AD", "PE", "DP", "nobody"] {
        let may = matches!(role, "HD" | "CW" | "SU");
        let answer = world.decide(&by(role), register(1, &[("sex", "F")]));
        assert_eq!(answer.is_ok(), may, "{role}");
        assert!(may || answer == Err(Refusal::NotAllowed), "{role}");
    }
}

#[test]
fn nobody_is_registered_twice() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("sex", "F")])).unwrap();
    assert_eq!(world.decide(&by("SU"), register(1, &[("sex", "F")])), Err(Refusal::ExistsAlready));
}

#[test]
fn somebody_out_of_scope_looks_like_somebody_who_is_not_there() {
    let mut world = World::of(Mode::Trial);
    let mut south = grant("CW");
    south.office = "south".into();
    world.grant("southerner", vec![south]);
    world.run(&by("SU"), register(1, &[("sex", "F")])).unwrap();
    let ctx = Ctx { office: "south".into(), ..by("southerner") };
    let out_of_scope = world.decide(&ctx, amend(1, &[("sex", "M")]));
    assert_eq!(out_of_scope, Err(Refusal::NotFound));
    assert_eq!(out_of_scope, world.decide(&ctx, amend(2, &[("sex", "M")])));
    assert_eq!(world.decide(&by("CW"), amend(1, &[("sex", "M")])).map(|facts| facts.len()), Ok(1));
}

#[test]
fn a_field_must_be_of_the_schema_and_its_value_of_its_kind() {
    let world = World::of(Mode::Trial);
    let known = |value| FieldState::Known(value);
    let bad = [
        ("sex", known(Value::Code("W".into()))),
        ("sex", known(Value::Text("F".into()))),
        ("nationalities", known(Value::Codes(["PRT".into(), "XXX".into()].into()))),
        ("household.size", known(Value::Int(0))),
        ("application.lodged_on", known(Value::Partial("2020".parse().unwrap()))),
        ("birth_date", known(Value::Date("2020-01-01".parse().unwrap()))),
        ("health.cover", known(Value::Text("true".into()))),
        ("name.full", text("  ")),
        ("id", text("7")),
        ("sex", FieldState::Contested(vec![Value::Code("F".into()), Value::Code("M".into())])),
    ];
    for (field, state) in bad {
        let command =
            PersonCommand::Register { person: id(1), synthetic: true, fields: [(field.into(), state)].into() };
        assert_eq!(world.decide(&by("SU"), command), Err(Refusal::BadField { field: field.into() }), "{field}");
    }
}

#[test]
fn a_refusal_repeats_nothing_that_came_from_outside() {
    let world = World::of(Mode::Trial);
    let fields = [("José Ñandú +351 912".to_owned(), text("x"))].into();
    let refused = world.decide(&by("SU"), PersonCommand::Register { person: id(1), synthetic: true, fields });
    let refused = refused.unwrap_err();
    assert_eq!(refused, Refusal::BadField { field: "unknown".into() });
    assert_eq!(refused.code(), "bad-field");
}

#[test]
fn the_same_source_amends_and_another_contests() {
    let mut world = World::of(Mode::Trial);
    let register_says = |ctx: Ctx| Ctx { source: "prefecture".into(), ..ctx };
    world.run(&by("SU"), register(1, &[("sex", "F"), ("birth_date", "1990")])).unwrap();
    let state = |world: &World, field: &str| world.people[&id(1)].state(FieldKey::of(field));
    let code = |code: &str| Value::Code(code.into());

    assert_eq!(world.run(&by("SU"), amend(1, &[("sex", "F"), ("birth_date", "1990")])), Ok(0));
    assert_eq!(world.run(&by("SU"), amend(1, &[("sex", "M"), ("birth_date", "1990")])), Ok(1));
    assert_eq!(world.facts.last().unwrap().parts, [part(Subject::Owner(id(1)), None, &[("sex", "M")])]);
    assert_eq!(state(&world, "sex"), FieldState::Known(code("M")));

    assert_eq!(world.run(&register_says(by("SU")), amend(1, &[("sex", "F")])), Ok(1));
    assert_eq!(state(&world, "sex"), FieldState::Contested(vec![code("M"), code("F")]));
    assert_eq!(world.run(&by("SU"), amend(1, &[("sex", "F")])), Ok(1));
    assert_eq!(state(&world, "sex"), FieldState::Known(code("F")));

    assert_eq!(world.run(&by("SU"), amend(1, &[("sex", "")])), Ok(1));
    assert_eq!(state(&world, "sex"), FieldState::Known(code("F")));
    assert_eq!(world.run(&by("SU"), amend(1, &[("sex", "")])), Ok(0));
    assert_eq!(world.run(&register_says(by("SU")), amend(1, &[("sex", "")])), Ok(1));
    assert_eq!(state(&world, "sex"), FieldState::Unknown);
    assert_eq!(world.run(&by("SU"), amend(1, &[("health.cover", "n/a")])), Ok(1));
    assert_eq!(state(&world, "health.cover"), FieldState::NotApplicable);
    let history = world.people[&id(1)].history(FieldKey::of("sex"));
    let said: Vec<(&str, String)> = history
        .iter()
        .map(|(said, state)| (said.source.as_str(), state.known().map(Value::to_text).unwrap_or_default()))
        .collect();
    let expected = [("desk", "F"), ("desk", "M"), ("prefecture", "F"), ("desk", "F"), ("desk", ""), ("prefecture", "")];
    let expected = expected.map(|(source, text)| (source, text.to_owned()));
    assert_eq!(said, expected, "what was said before stays known");
}

#[test]
fn a_view_knows_its_office_its_facts_and_how_many_they_were() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("sex", "F")])).unwrap();
    world.run(&by("SU"), amend(1, &[("birth_date", "1990")])).unwrap();
    let view = &world.people[&id(1)];
    assert_eq!((view.office.as_str(), view.version, view.synthetic, view.held), (OFFICE, 2, true, false));
    let number = |field: &str| view.live(FieldKey::of(field))[0].0.number;
    assert_eq!(number("sex") + 1, number("birth_date"));
    assert_eq!(number("birth_date"), world.facts.len() as u64);
}

fn rows(world: &World) -> row::RecordedRows<'_> {
    row::RecordedRows { schema: &world.schema, instance: &world.instance }
}

#[test]
fn a_row_carries_all_four_states_and_a_household_is_never_said_to_be_complete() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("sex", "F"), ("health.cover", "n/a"), ("household.id", "H-1")])).unwrap();
    world.run(&by("SU"), register(2, &[("household.id", "H-1")])).unwrap();
    world.run(&Ctx { source: "other".into(), ..by("SU") }, amend(1, &[("sex", "M")])).unwrap();
    let members: Vec<_> = world.people.values().cloned().collect();
    let household = rows(&world).household(&members, id(2), |_| true).unwrap();
    assert_eq!((household.about, household.roster, household.members.len()), (1, Roster::Open, 2));
    let first = |field: &str| household.members[0].get(world.schema.field(field).unwrap()).clone();
    assert!(matches!(first("sex"), FieldState::Contested(values) if values.len() == 2));
    assert_eq!(first("health.cover"), FieldState::NotApplicable);
    assert_eq!(first("birth_date"), FieldState::Unknown);
    assert_eq!(first("id"), text(&id(1).to_string()));
    assert_eq!(rows(&world).household(&members, id(3), |_| true), None);
}

#[test]
fn a_fact_about_somebody_who_was_not_loaded_is_not_folded_away() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("sex", "F")])).unwrap();
    let facts = world.decide(&by("SU"), amend(1, &[("sex", "M")])).unwrap();
    let folded = OwnerView::fold(None, id(1), &facts[0], &Walls::default());
    assert_eq!(folded, Err(NotLoaded(id(1))));
}

#[test]
fn a_field_lies_behind_the_wall_it_was_said_behind_and_behind_that_of_today() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("stateless", "true"), ("sex", "F")])).unwrap();
    let (stateless, sex) = (FieldKey::of("stateless"), FieldKey::of("sex"));
    let view = &world.people[&id(1)];
    assert!(view.open.fields().all(|field| field != stateless));
    assert!(view.walled[&Compartment::Asylum].fields().eq([stateless]));
    assert_eq!(view.state(stateless), FieldState::Known(Value::Bool(true)));
    // A schema that no longer knows the field opens no wall; one that walls another field off moves it behind.
    let fact = world.facts.last().unwrap();
    let without = OwnerView::fold(None, id(1), fact, &Walls::default()).unwrap();
    assert!(without.walled[&Compartment::Asylum].fields().eq([stateless]));
    let mut schema = model::Schema::default();
    let of_sex = world.schema.fields().iter().find(|field| field.name == "sex").unwrap();
    schema.add_field(model::Field { class: model::Class::Protected(Compartment::Sogi), ..of_sex.clone() }).unwrap();
    let walled = OwnerView::fold(None, id(1), fact, &Walls::of(&schema)).unwrap();
    assert!(walled.walled[&Compartment::Sogi].fields().eq([sex]));
    assert!(walled.open.is_empty());
}

/// From here on `health.cover` is called `health.insured`, and rows are derived anew.
fn rename(world: &mut World, class: Class) {
    let mut schema = Schema::default();
    for list in world.schema.lists() {
        schema.add_list(list.clone()).unwrap();
    }
    for field in world.schema.fields().iter().cloned() {
        let insured = || Field { name: "health.insured".into(), class, ..field.clone() };
        schema.add_field(if field.name == "health.cover" { insured() } else { field }).unwrap();
    }
    schema.add_former(schema.field("health.insured").unwrap(), "health.cover").unwrap();
    let walls = Walls::of(&schema);
    let facts = world.facts.iter().filter(|fact| OwnerView::touched(fact).contains(&id(1)));
    let view = facts.fold(None, |view, fact| Some(OwnerView::fold(view, id(1), fact, &walls).unwrap()));
    world.schema = schema;
    world.people.insert(id(1), view.unwrap());
}

const INSURED: &str = "health.insured";

#[test]
fn what_was_recorded_under_a_former_name_is_read_under_the_new_one() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("sex", "F"), ("health.cover", "false")])).unwrap();
    world.run(&Ctx { source: "prefecture".into(), ..by("SU") }, amend(1, &[("health.cover", "true")])).unwrap();
    rename(&mut world, Class::Personal);
    let (view, key) = (&world.people[&id(1)], FieldKey::of(INSURED));
    let contested = FieldState::Contested(vec![Value::Bool(false), Value::Bool(true)]);
    assert_eq!(view.state(key), contested);
    assert_eq!(view.history(key).len(), 2);
    assert_eq!(view.said_by("prefecture", key), Some(&FieldState::Known(Value::Bool(true))));
    let row = rows(&world).row(view, |_| true);
    assert_eq!(row.get(world.schema.field(INSURED).unwrap()), &contested);
}

#[test]
fn a_source_goes_on_under_the_new_name() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("health.cover", "false")])).unwrap();
    rename(&mut world, Class::Personal);
    let says = |insured| {
        let fields = [(INSURED.to_owned(), FieldState::Known(Value::Bool(insured)))].into();
        PersonCommand::Amend { person: id(1), fields }
    };
    assert_eq!(world.decide(&by("SU"), says(false)).unwrap(), vec![], "it said so under the former name");
    world.run(&by("SU"), says(true)).unwrap();
    let (view, key) = (&world.people[&id(1)], FieldKey::of(INSURED));
    assert_eq!(view.state(key), FieldState::Known(Value::Bool(true)), "amended, not contested");
    assert_eq!(view.history(key).len(), 2);
}

#[test]
fn a_field_that_is_walled_off_and_renamed_is_walled_off_under_both_its_names() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("health.cover", "false")])).unwrap();
    rename(&mut world, Class::Protected(Compartment::Health));
    let view = &world.people[&id(1)];
    assert!(view.open.is_empty());
    assert!(view.walled[&Compartment::Health].fields().eq([FieldKey::of(INSURED)]));
}

#[test]
fn where_a_fact_says_both_the_name_of_today_counts() {
    let mut world = World::of(Mode::Trial);
    world.run(&by("SU"), register(1, &[("health.cover", "false")])).unwrap();
    let fact = world.facts.last_mut().unwrap();
    for part in &mut fact.parts {
        if let Body::FieldsRecorded { fields } = &mut part.body {
            fields.insert(FieldKey::of(INSURED), FieldState::Known(Value::Bool(true)));
        }
    }
    rename(&mut world, Class::Personal);
    let (view, key) = (&world.people[&id(1)], FieldKey::of(INSURED));
    assert_eq!((view.state(key), view.history(key).len()), (FieldState::Known(Value::Bool(true)), 1));
}

proptest::proptest! {
    #[test]
    fn claims_are_the_same_in_whatever_order_facts_arrive(
        order in proptest::sample::subsequence((1..9usize).collect::<Vec<_>>(), 8), swaps in proptest::collection::vec((1..9usize, 1..9usize), 0..12),
    ) {
        let mut world = World::of(Mode::Trial);
        world.run(&by("SU"), register(1, &[("sex", "F")])).unwrap();
        let first = world.facts.len() - 1;
        for step in 0..8u8 {
            let source = if step % 3 == 0 { "prefecture" } else { "desk" };
            let ctx = Ctx { source: source.into(), ..by("SU") };
            let said = if step % 2 == 0 { "M" } else { "F" };
            let _ = world.run(&ctx, amend(1, &[("sex", said), ("birth_date", &format!("19{:02}", 70 + step))]));
        }
        let mut order = order;
        for (a, b) in swaps {
            order.swap(a - 1, b - 1);
        }
        let walls = Walls::of(&world.schema);
        let start = OwnerView::fold(None, id(1), &world.facts[first], &walls).unwrap();
        let facts = order.iter().map(|at| &world.facts[first + at]);
        let arrived = facts.fold(start, |view, fact| OwnerView::fold(Some(view), id(1), fact, &walls).unwrap());
        proptest::prop_assert_eq!(&arrived, &world.people[&id(1)]);
    }
}

/// Two who import one file at the same moment: the second is told, and amends.
#[test]
fn within_imports_an_id_of_a_register_stands_for_one_person() {
    let mut world = World::of(Mode::Trial);
    let importing = Ctx { batch: Some(id(9)), ..by("SU") };
    let said = [("external.system", "north"), ("external.id", "7"), ("sex", "F")];
    world.run(&importing, register(1, &said)).unwrap();
    assert_eq!(world.run(&importing, register(2, &said)), Err(Refusal::ExistsAlready));
    let other = [("external.system", "south"), ("external.id", "7"), ("sex", "F")];
    world.run(&importing, register(3, &other)).unwrap();
}
