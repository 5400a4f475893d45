//! A decision against somebody as those see it who work on it: it waits for the yes of another, goes back with a reason, and is
//! told before its time to appeal begins.

use casework::{Fields, Refusal, StepAsked};
use instance::Fault;
use instance::desk::{ShownItem, ShownRecord, VoteCount, WorkQuery, WorkRow};
use journal::{CaseStep, Mode};
use model::{FieldState, Id, Value};

use crate::world::World;

const ITEM: &str = "award";

/// A claim for wages that a case worker turned down.
async fn waiting() -> (World, Id) {
    let world = World::with(Mode::Trial, &["wage-claim"]).await;
    let person = world.register("carla", &[]).await;
    let (in_force, carla) = (world.instance.in_force().await.unwrap(), world.assisting("carla").await);
    let (desk, record) = (world.instance.desk(&in_force, &carla), world.instance.new_id());
    let fields = Fields::from([("wage.may_ask".to_owned(), FieldState::Known(Value::Bool(false)))]);
    desk.open_record(person, record, "wage", fields).await.unwrap();
    step(&world, "carla", record, CaseStep::Did { item: "write_down".into() }, None).await.unwrap();
    turned_down(&world, record).await;
    (world, record)
}

async fn turned_down(world: &World, record: Id) {
    let decided = CaseStep::Decided { item: ITEM.into(), outcome: "not_owed".into() };
    step(world, "carla", record, decided, Some("No contract was shown.")).await.unwrap();
}

async fn step(world: &World, account: &str, record: Id, step: CaseStep, why: Option<&str>) -> Result<(), Fault> {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let asked = StepAsked { why: why.map(str::to_owned), ..StepAsked::now(step) };
    world.instance.desk(&in_force, &acting).step_record(record, asked).await
}

fn vote(yes: bool) -> CaseStep {
    CaseStep::Voted { item: ITEM.into(), yes, seat: None }
}

async fn shown(world: &World, account: &str, record: Id) -> ShownRecord {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    world.instance.desk(&in_force, &acting).record(record).await.unwrap().unwrap()
}

async fn item(world: &World, account: &str, record: Id) -> ShownItem {
    let case = shown(world, account, record).await.case.unwrap();
    let mut items = case.stages.into_iter().flat_map(|stage| stage.items);
    items.find(|item| item.id == ITEM).unwrap()
}

async fn votes(world: &World, account: &str) -> VoteCount {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    world.instance.desk(&in_force, &acting).count_votes().await.unwrap()
}

async fn listed(world: &World, account: &str) -> WorkRow {
    let (in_force, acting) = (world.instance.in_force().await.unwrap(), world.assisting(account).await);
    let query = WorkQuery { size: 50, ..WorkQuery::default() };
    let page = world.instance.desk(&in_force, &acting).work(&query).await.unwrap();
    assert!(!page.more);
    page.rows.into_iter().find(|row| row.item.as_deref() == Some(ITEM)).unwrap()
}

#[tokio::test]
async fn a_no_says_why_and_stands_until_it_is_decided_anew() {
    let (world, record) = waiting().await;
    assert_eq!(votes(&world, "sven").await, VoteCount { count: 1, more: false });
    assert_eq!(votes(&world, "carla").await.count, 0, "nobody votes on their own work");
    let unsaid = step(&world, "sven", record, vote(false), None).await;
    assert!(matches!(unsaid, Err(Fault::Refused(Refusal::ReasonsMissing))), "{unsaid:?}");
    step(&world, "sven", record, vote(false), Some("Look again.")).await.unwrap();
    assert_eq!(votes(&world, "sven").await.count, 0, "who said no is not asked again");
    assert_eq!(item(&world, "sven", record).await.said_no.map(|no| no.by).as_deref(), Some("sven"));
    for back in [item(&world, "carla", record).await.sent_back, listed(&world, "carla").await.sent_back] {
        let back = back.unwrap();
        assert_eq!((back.by.as_str(), back.why.as_deref()), ("sven", Some("Look again.")));
    }
    turned_down(&world, record).await;
    assert_eq!(votes(&world, "sven").await.count, 1);
    assert_eq!(item(&world, "carla", record).await.sent_back, None);
}

#[tokio::test]
async fn the_time_to_appeal_begins_with_the_letter() {
    let (world, record) = waiting().await;
    step(&world, "sven", record, vote(true), None).await.unwrap();
    let after = item(&world, "sven", record).await.after;
    assert!(after.unserved && after.appeals && after.appeal_until.is_empty(), "{after:?}");
    step(&world, "carla", record, CaseStep::Served { item: ITEM.into() }, None).await.unwrap();
    let after = item(&world, "sven", record).await.after;
    assert!(!after.unserved && after.may_be_appealed() && after.served.is_some(), "{after:?}");
    assert_eq!(after.appeal_until.len(), 1, "{after:?}");
    step(&world, "carla", record, CaseStep::Appealed { item: ITEM.into() }, None).await.unwrap();
    let after = item(&world, "sven", record).await.after;
    assert!(after.is_unheard() && !after.may_be_appealed(), "{after:?}");
}

#[tokio::test]
async fn hands_and_new_cases_are_offered_to_whoever_may_have_and_open_them() {
    let (world, record) = waiting().await;
    let hands = shown(&world, "carla", record).await.hands;
    assert!(hands.contains(&"sven".to_owned()), "{hands:?}");
    assert!(!hands.iter().any(|account| ["deniz", "adil", "mina"].contains(&account.as_str())), "{hands:?}");
    let in_force = world.instance.in_force().await.unwrap();
    let kind = in_force.packs.schema.kind("wage").unwrap();
    for (account, opens) in [("carla", true), ("sven", false)] {
        let acting = world.assisting(account).await;
        assert_eq!(world.instance.desk(&in_force, &acting).opens_case(kind), opens, "{account}");
    }
}
