//! Rows that are moved to other pathways where something is away or damaged: one who cannot be read holds up nobody, a short
//! outage costs a piece and no more, and what was refused for want of keys is not tried over and over.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures::future::join_all;
use packs::Packs;
use pathways::CaseDuty;
use store::{Differs, Page, Store, VerifyError, WorkEntry, WorkFilter, WriteError};

use crate::raw::Raw;
use crate::work::{CHECK, at, by_the_calendar_of, in_force, lists, opened, sight_of};
use crate::world::{World, digest, fields, randomness};

const ALL: Page = Page { skip: 0, limit: 1000 };
/// When the papers are due that were asked for on the last of September, and when by the holidays of Portugal: midnight after.
const HERE: &str = "2026-10-08";
const THERE: &str = "2026-10-09";

/// The days on which papers are due, and how many entries cannot be read.
async fn due(world: &World, store: &Store) -> (BTreeSet<String>, usize) {
    let (office, now) = (lists("desk", &[], false, false), at(world, "desk", 9 * 24 + 2).now);
    let read = store.work(&sight_of(&office), &office, &WorkFilter::default(), now, ALL).await.unwrap();
    assert!(!read.is_made_anew);
    let unreadable = read.entries.iter().filter(|entry| matches!(entry, WorkEntry::Unreadable)).count();
    let papers = read.entries.iter().filter_map(|entry| entry.row().copied());
    let days = papers.filter(|row| row.duty == CaseDuty::Item(0)).filter_map(|row| row.due);
    (days.map(|due| model::Zone::utc().day(due).to_string()).collect(), unreadable)
}

fn days(day: &str) -> BTreeSet<String> {
    BTreeSet::from([day.to_owned()])
}

async fn cases(world: &World, number: usize) {
    join_all((0..number).map(|_| opened(world, "paper_check", 9 * 24))).await;
}

/// Another process, which has nobody's ring at hand.
async fn second(world: &World, packs: &Packs, country: Option<&str>) -> Store {
    let store = Store::open(&world.config, world.clock.clone(), randomness).await.unwrap();
    puts_in_force(&store, packs, country).await.unwrap();
    store
}

async fn puts_in_force(store: &Store, packs: &Packs, country: Option<&str>) -> Result<(), WriteError> {
    let pathways = Arc::new(packs.pathways_in_force(country));
    store.use_rules(Arc::new(packs.schema.clone()), pathways, digest()).await
}

pub async fn whoever_cannot_be_read_holds_up_nobody_whose_rows_are_moved(world: World) {
    let packs = in_force(&world, CHECK).await;
    let (mut raw, mut keys) = (Raw::of(&world.config).await, Raw::keys(&world.config).await);
    cases(&world, 39).await;
    keys.run("CREATE TABLE older AS SELECT slot FROM ring", 0, &[]).await;
    cases(&world, 1).await;
    keys.run("CREATE TABLE newer AS SELECT * FROM ring WHERE slot NOT IN (SELECT slot FROM older)", 0, &[]).await;
    raw.run("CREATE TABLE older AS SELECT number FROM person", 0, &[]).await;
    cases(&world, 1).await;
    raw.run("UPDATE person SET sealed = $2 WHERE number NOT IN (SELECT number FROM older)", 0, &[7; 20]).await;
    let store = second(&world, &packs, None).await;
    keys.run("DELETE FROM ring WHERE slot IN (SELECT slot FROM newer)", 0, &[]).await;
    let commits = store.counters().commits();
    puts_in_force(&store, &packs, Some("PRT")).await.unwrap();
    store.settled().await.unwrap();
    assert!(store.counters().commits() - commits >= 3, "they were moved in pieces, and not folded anew");
    // Each of the two stands with two entries.
    assert_eq!(due(&world, &store).await, (days(THERE), 4));
    // Whoever opens the instance meanwhile serves it too; a row that cannot be read is not asked for over and over.
    let third = second(&world, &packs, Some("PRT")).await;
    assert_eq!(due(&world, &third).await, (days(THERE), 4));
    third.close().await;
    // Once all of it is back, what was left is made anew by whoever opens next.
    keys.run("INSERT INTO ring SELECT * FROM newer", 0, &[]).await;
    raw.run("DELETE FROM person WHERE number NOT IN (SELECT number FROM older)", 0, &[]).await;
    let last = second(&world, &packs, Some("PRT")).await;
    assert_eq!(due(&world, &last).await, (days(THERE), 0));
    last.verify_views(|_| ()).await.unwrap();
    for store in [store, last] {
        store.close().await;
    }
}

pub async fn a_short_outage_costs_a_piece_that_is_moved_again(world: World) {
    let packs = in_force(&world, CHECK).await;
    cases(&world, 200).await;
    let mut raw = Raw::of(&world.config).await;
    raw.run("ALTER TABLE due RENAME TO due_away", 0, &[]).await;
    puts_in_force(&world.store, &packs, Some("PRT")).await.unwrap();
    assert!(matches!(world.store.settled().await, Err(WriteError::Database(_))), "it is not there");
    // The same once more, as by a question that was asked meanwhile.
    assert!(matches!(world.store.verify_views(|_| ()).await, Err(VerifyError::Unmoved(_))));
    raw.run("ALTER TABLE due_away RENAME TO due", 0, &[]).await;
    let commits = world.store.counters().commits();
    world.store.settled().await.unwrap();
    assert!(world.store.counters().commits() - commits >= 200 / 32, "piece by piece, from where it stood");
    assert_eq!(due(&world, &world.store).await, (days(THERE), 0));
    world.store.verify_views(|_| ()).await.unwrap();
    by_the_calendar_of(&world, &packs, None).await;
    world.store.settled().await.unwrap();
    assert_eq!(due(&world, &world.store).await, (days(HERE), 0));
}

pub async fn what_was_refused_for_want_of_keys_is_not_folded_over_and_over(world: World) {
    let (mut raw, mut keys) = (Raw::of(&world.config).await, Raw::keys(&world.config).await);
    keys.run("CREATE TABLE older AS SELECT slot FROM ring", 0, &[]).await;
    world.register(fields(&[("sex", "F")])).await;
    keys.run("CREATE TABLE newer AS SELECT * FROM ring WHERE slot NOT IN (SELECT slot FROM older)", 0, &[]).await;
    keys.run("DELETE FROM ring WHERE slot IN (SELECT slot FROM newer)", 0, &[]).await;
    let world = world.reopened_as_it_is().await;
    let other = || {
        let schema = crate::contract::changed_schema(|field| field.facet |= field.name == "birth_date");
        world.store.use_rules(schema, Arc::default(), digest())
    };
    assert!(matches!(other().await, Err(WriteError::Lost(_))));
    // Whoever folded now would not find a single fact.
    raw.run("ALTER TABLE fact RENAME TO fact_away", 0, &[]).await;
    assert!(matches!(other().await, Err(WriteError::Lost(_))), "it is known what is missing");
    raw.run("ALTER TABLE fact_away RENAME TO fact", 0, &[]).await;
    let found = world.store.verify_views(|_| ()).await.unwrap_err();
    assert!(matches!(found, VerifyError::Derived(Differs::Lost(_)) | VerifyError::Moving), "{found}");
    keys.run("INSERT INTO ring SELECT * FROM newer", 0, &[]).await;
    other().await.unwrap();
    world.store.verify_views(|_| ()).await.unwrap();
}
