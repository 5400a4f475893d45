//! Two processes on one database: another server, or the command line beside a running one.

use std::collections::BTreeSet;

use casework::PersonCommand;
use futures::future::join_all;

use crate::world::{World, all, everybody, fields, new_id, open};

pub async fn two_writers_on_one_database_keep_one_chain(world: World) {
    let second = open(&world.config, world.clock.clone()).await;
    let stores = [&world.store, &second];
    let person = world.register(fields(&[("sex", "F")])).await;
    let register = |number: usize| {
        // Every key is used once at each store.
        let mut ctx = world.ctx("desk");
        ctx.idempotency = Some(format!("row-{}", number / 2));
        let fields = fields(&[("household.id", "H1"), ("household.size", "9")]);
        stores[number % 2].submit(ctx, PersonCommand::Register { person: new_id(), synthetic: true, fields })
    };
    let receipts = join_all((0..80).map(register)).await;
    let receipts: Vec<_> = receipts.into_iter().map(Result::unwrap).collect();
    let written: BTreeSet<u64> =
        receipts.iter().filter(|receipt| !receipt.repeated).map(|receipt| receipt.first).collect();
    assert_eq!(written.len(), 40, "each key once, whichever store it came to");
    assert_eq!(world.store.count(&all(), &[]).await.unwrap(), 41);
    // What the other one wrote is decided against, not what was loaded before.
    let amend = |sex: &str| PersonCommand::Amend { person, fields: fields(&[("sex", sex)]) };
    for (number, sex) in ["X", "M", "F", "X", "F", "M"].into_iter().enumerate() {
        let receipt = stores[number % 2].submit(world.ctx("desk"), amend(sex)).await.unwrap();
        assert_eq!(receipt.facts(), 1);
        let again = stores[(number + 1) % 2].submit(world.ctx("desk"), amend(sex)).await.unwrap();
        assert_eq!(again.facts(), 0, "the other store knows it already");
    }
    let view = second.person(&everybody(), person).await.unwrap().unwrap();
    assert_eq!(view.version, 7);
    for store in stores {
        store.verify(vec![], |_| ()).await.unwrap();
    }
    // Every household part opens: both used one key, whoever made it first.
    let facts = second.facts(0, 1000).await.unwrap();
    assert!(facts.into_iter().all(|fact| fact.into_fact().is_ok_and(|fact| !fact.parts.is_empty())));
    second.close().await;
}

/// Two clerks import one file at the same moment, at one server or at two: everybody once.
pub async fn two_imports_of_one_file_store_each_person_once(world: World) {
    let second = open(&world.config, world.clock.clone()).await;
    let stores = [&world.store, &second];
    let register = |number: usize| {
        let mut ctx = world.ctx("desk");
        ctx.batch = Some(model::Id([u8::try_from(number % 2).unwrap(); 16]));
        let row = (number / 4).to_string();
        let fields = fields(&[("external.system", "north"), ("external.id", row.as_str())]);
        stores[(number / 2) % 2].submit(ctx, PersonCommand::Register { person: new_id(), synthetic: true, fields })
    };
    let done = join_all((0..160).map(register)).await;
    let taken = done.iter().filter(|done| done.is_ok()).count();
    assert_eq!((taken, world.store.count(&all(), &[]).await.unwrap()), (40, 40));
    for refused in done.into_iter().filter_map(Result::err) {
        assert!(matches!(refused, store::SubmitError::Refused(casework::Refusal::ExistsAlready)), "{refused:?}");
    }
    second.close().await;
}
