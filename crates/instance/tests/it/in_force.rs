//! Packs in force: one whole a question, and what another process put in force is seen by the next.

use casework::PersonCommand;
use journal::Mode;
use packs::Source;

use crate::world::World;

const PACK: &str = "spain-farm-permit";

#[tokio::test]
async fn what_another_process_puts_in_force_is_seen_by_the_next_question() {
    let world = World::of(Mode::Trial).await;
    let here = world.instance.in_force().await.unwrap();
    let other = world.opened_again().await;
    other.install(&world.governing("deniz").await, &Source::shipped(PACK).unwrap()).await.unwrap();
    assert!(here.packs.pack(PACK).is_none(), "who holds a whole keeps it");
    let now = world.instance.in_force().await.unwrap();
    assert!(now.packs.pack(PACK).is_some());
    assert_ne!(now.digest, here.digest);
    other.close().await;
}

/// A field that only the new pack has is written by a process that has not looked since.
#[tokio::test]
async fn a_command_goes_by_the_packs_on_record_though_this_process_had_not_looked() {
    let world = World::of(Mode::Trial).await;
    let acting = world.assisting("carla").await;
    let person = world.register("carla", &[("sex", "F")]).await;
    let other = world.opened_again().await;
    other.install(&world.governing("deniz").await, &Source::shipped(PACK).unwrap()).await.unwrap();
    let packs = other.in_force().await.unwrap().packs;
    let field = packs.schema.fields().iter().find(|field| field.pack == PACK).unwrap().name.clone();
    let state = packs.schema.read(packs.schema.field(&field).unwrap(), "true");
    let Ok(state) = state else { panic!("{field} is no yes or no") };
    let fields = [(field, state)].into();
    let done = world.instance.submit(&acting, PersonCommand::Amend { person, fields }).await.unwrap();
    assert_eq!(done.facts(), 1);
    other.close().await;
}

#[tokio::test]
async fn questions_at_the_same_moment_load_packs_once_and_agree() {
    let world = World::of(Mode::Trial).await;
    let other = world.opened_again().await;
    other.install(&world.governing("deniz").await, &Source::shipped(PACK).unwrap()).await.unwrap();
    let questions = (0..8).map(|_| world.instance.in_force());
    let answers = futures::future::try_join_all(questions).await.unwrap();
    let first = &answers[0];
    assert!(answers.iter().all(|other| std::sync::Arc::ptr_eq(&other.packs, &first.packs)));
    other.close().await;
}
