//! `Scope::admits` and the WHERE that the store writes let through the same rows, both ways.

use std::collections::BTreeSet;

use casework::{Command, PersonView, Scope};
use journal::{OpenedPart, Subject};
use model::Id;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Filter, Page};

use crate::founding::{CONTROLLER, OFFICES};
use crate::raw::Raw;
use crate::world::{World, fields, new_id};

const ALL: Page = Page { skip: 0, limit: 1000 };
const CONTROLLERS: [&str; 3] = [CONTROLLER, "ministry", "nobody's"];

fn scopes(people: Vec<Id>) -> impl Strategy<Value = Scope> {
    let controller = || proptest::sample::select(&CONTROLLERS[..]).prop_map(String::from);
    let offices = proptest::collection::vec(proptest::sample::select(&OFFICES[..]).prop_map(String::from), 0..4);
    let people = proptest::collection::vec(proptest::sample::select(people), 0..6);
    prop_oneof![
        Just(Scope::Nothing),
        controller().prop_map(|controller| Scope::Aggregates { controller }),
        controller().prop_map(|controller| Scope::Existence { controller }),
        controller().prop_map(|controller| Scope::Controller { controller }),
        (controller(), offices).prop_map(|(controller, offices)| Scope::Offices { controller, offices }),
        people.prop_map(|people| Scope::People { people }),
    ]
}

/// Hands a third of the rows to another controller, behind the store's back: one instance has one controller yet.
async fn of_two_controllers(world: &World) -> Vec<PersonView> {
    let hand_over = "UPDATE person SET controller = 'ministry' WHERE number % 3 = 0";
    Raw::of(&world.config).await.run(hand_over, 0, &[]).await;
    let mut rows = world.store.snapshot(0, 1000).await.unwrap().0;
    for row in &mut rows {
        let facts = world.store.facts(0, 1000).await.unwrap();
        let registered = facts.iter().find(|fact| fact.parts.iter().any(|part| speaks_of(part, row.id))).unwrap();
        if registered.envelope.seq % 3 == 0 {
            row.controller = "ministry".into();
        }
    }
    assert_eq!(rows.len(), 24);
    rows
}

fn speaks_of(part: &OpenedPart, person: Id) -> bool {
    matches!(part, OpenedPart::Open(part) if part.subject == Subject::Person(person))
}

pub async fn a_scope_admits_the_rows_that_its_where_lets_through(world: World) {
    let mut people = vec![];
    for number in 0..24 {
        let mut ctx = world.ctx("desk");
        ctx.office = OFFICES[number % 4].into();
        let person = new_id();
        let fields = fields(&[("name.full", "Amina Diallo"), ("sex", ["F", "M"][number % 2])]);
        world.store.submit(ctx, Command::RegisterPerson { person, synthetic: true, fields }).await.unwrap();
        people.push(person);
    }
    let rows = of_two_controllers(&world).await;
    people.push(new_id());
    let filter = Filter { field: "sex".into(), any_of: vec!["F".into()] };
    let runtime = tokio::runtime::Handle::current();
    let check = |scope: Scope| {
        let admitted: Vec<Id> = rows.iter().filter(|row| scope.admits(row)).map(|row| row.id).collect();
        let women = rows.iter().filter(|row| scope.admits(row) && row.state("sex") == fields(&[("sex", "F")])["sex"]);
        let women: Vec<Id> = women.map(|row| row.id).collect();
        runtime.block_on(async {
            let ids = |people: Vec<PersonView>| people.iter().map(|row| row.id).collect::<Vec<_>>();
            let store = &world.store;
            prop_assert_eq!(&ids(store.people(&scope, &[], ALL).await.unwrap()), &admitted);
            prop_assert_eq!(&ids(store.search(&scope, "amina", ALL).await.unwrap()), &admitted);
            prop_assert_eq!(&ids(store.people(&scope, std::slice::from_ref(&filter), ALL).await.unwrap()), &women);
            let some = people.iter().step_by(5).copied();
            for person in some {
                let single = store.person(&scope, person).await.unwrap().is_some();
                prop_assert_eq!(single, admitted.contains(&person));
            }
            Ok(())
        })
    };
    let mut runner = TestRunner::new(Config { cases: 64, failure_persistence: None, ..Config::default() });
    tokio::task::block_in_place(|| runner.run(&scopes(people.clone()), check)).unwrap();
    let distinct: BTreeSet<Id> = people.into_iter().collect();
    assert_eq!(distinct.len(), 25);
}
