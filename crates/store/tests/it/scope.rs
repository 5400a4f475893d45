//! `Scope::admits` and the WHERE that the store writes let through the same rows, both ways.

use std::collections::BTreeSet;

use casework::{Command, Scope};
use model::Id;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Filter, Page};

use crate::founding::{CONTROLLER, grant};
use crate::world::{World, fields, new_id};

const ALL: Page = Page { after: None, limit: 1000 };
const CONTROLLERS: [&str; 3] = [CONTROLLER, "ministry", "nobody's"];
const OFFICES: [&str; 4] = ["harbour", "airport", "har_our", "%"];

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
    for (at, controller) in CONTROLLERS.iter().take(2).enumerate() {
        if at > 0 {
            let mut ctx = world.ctx("founder");
            ctx.controller = (*controller).into();
            let grants = OFFICES.iter().map(|office| grant("HD", controller, office)).collect();
            let account = Command::RecordAccount { account: "desk-2".into(), grants };
            world.store.submit(ctx, account).await.unwrap();
        }
        for number in 0..12 {
            let mut ctx = world.ctx(if at > 0 { "desk-2" } else { "desk" });
            ctx.controller = (*controller).into();
            ctx.office = OFFICES[if at > 0 { number % 4 } else { number % 2 }].into();
            let person = new_id();
            let fields = fields(&[("name.full", "Amina Diallo"), ("sex", ["F", "M"][number % 2])]);
            world.store.submit(ctx, Command::RegisterPerson { person, synthetic: true, fields }).await.unwrap();
            people.push(person);
        }
    }
    let rows = world.store.snapshot(ALL).await.unwrap();
    assert_eq!(rows.len(), 24);
    people.push(new_id());
    let filter = Filter { field: "sex".into(), any_of: vec!["F".into()] };
    let runtime = tokio::runtime::Handle::current();
    let check = |scope: Scope| {
        let admitted: Vec<Id> = rows.iter().filter(|row| scope.admits(row)).map(|row| row.id).collect();
        let women = rows.iter().filter(|row| scope.admits(row) && row.state("sex") == fields(&[("sex", "F")])["sex"]);
        let women: Vec<Id> = women.map(|row| row.id).collect();
        runtime.block_on(async {
            let ids = |people: Vec<casework::PersonView>| people.iter().map(|row| row.id).collect::<Vec<_>>();
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
