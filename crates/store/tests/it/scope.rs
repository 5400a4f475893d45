//! `Scope::admits` and the WHERE that the store writes let through the same rows, both ways.

use std::collections::BTreeSet;

use casework::{Ctx, OwnerView, PersonCommand, Scope};
use model::{FieldKey, Id};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Filter, Page, Sight};

use crate::founding::{CONTROLLER, MINISTRY, OFFICES};
use crate::world::{World, fields, new_id};

const ALL: Page = Page { skip: 0, limit: 1000 };
const CONTROLLERS: [&str; 3] = [CONTROLLER, MINISTRY, "nobody's"];

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

pub async fn a_scope_admits_the_rows_that_its_where_lets_through(world: World) {
    let mut people = vec![];
    for number in 0..24 {
        let controller = if number % 3 == 0 { MINISTRY } else { CONTROLLER };
        let ctx = Ctx { controller: controller.into(), office: OFFICES[number % 4].into(), ..world.ctx("desk") };
        let person = new_id();
        let fields = fields(&[("name.full", "Amina Diallo"), ("sex", ["F", "M"][number % 2])]);
        world.store.submit(ctx, PersonCommand::Register { person, synthetic: true, fields }).await.unwrap();
        people.push(person);
    }
    let rows = world.store.snapshot(-1, 1000).await.unwrap().0;
    assert_eq!(rows.len(), 24);
    people.push(new_id());
    let filter = Filter { field: FieldKey::of("sex"), any_of: vec!["F".into()] };
    let runtime = tokio::runtime::Handle::current();
    let check = |scope: Scope| {
        let admitted: Vec<Id> = rows.iter().filter(|row| scope.admits(row)).map(|row| row.id).collect();
        let women = rows
            .iter()
            .filter(|row| scope.admits(row) && row.state(FieldKey::of("sex")) == fields(&[("sex", "F")])["sex"]);
        let women: Vec<Id> = women.map(|row| row.id).collect();
        let sight = Sight::of(scope.clone());
        runtime.block_on(async {
            let ids = |people: Vec<OwnerView>| people.iter().map(|row| row.id).collect::<Vec<_>>();
            let store = &world.store;
            prop_assert_eq!(&ids(store.people(&sight, &[], ALL).await.unwrap()), &admitted);
            prop_assert_eq!(&ids(store.search(&sight, "amina", ALL).await.unwrap()), &admitted);
            prop_assert_eq!(&ids(store.people(&sight, std::slice::from_ref(&filter), ALL).await.unwrap()), &women);
            let some = people.iter().step_by(5).copied();
            for person in some {
                let single = store.person(&sight, person).await.unwrap().is_some();
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
