//! Packs in force: one whole a question, and what another process put in force is seen by the next.

use casework::{PersonCommand, Refusal};
use instance::Fault;
use journal::Mode;
use packs::Source;
use store::Receipt;

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

/// What is on record under a kind would be seen by nobody, and what lay behind its wall would lie open to nobody.
#[tokio::test]
async fn a_version_that_says_nothing_of_a_kind_of_record_is_not_put_in_force() {
    const KIND: &str = "kind: visit\ntitle: {en: Visit}\nabout: person\nwork: place\nname: visit\n";
    let world = World::of(Mode::Trial).await;
    let install = async |manifest: &str, kind: Option<&str>| -> Result<Receipt, Fault> {
        let manifest = format!("pack: stays\nversion: 1.0.0\ntitle: {{en: S}}\npurpose: p\n{manifest}");
        let kind = kind.map(|more| ("kinds/visit.yaml".to_owned(), format!("{KIND}{more}")));
        let files = [("pack.yaml".to_owned(), manifest)].into_iter().chain(kind).collect();
        world.instance.install(&world.governing("deniz").await, &Source::new("stays", files)).await
    };
    let codes = |done: Result<Receipt, Fault>| match done {
        Err(Fault::Unsound(problems)) => problems.0.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let walled = "compartment: gbv\nfields: {on: [date, protected, gbv], by: [text, protected, gbv]}\n";
    install("", Some(walled)).await.unwrap();
    assert_eq!(codes(install("", None).await), ["dropped-record"]);
    let fewer = "compartment: gbv\nfields: {on: [date, protected, gbv]}\n";
    assert_eq!(codes(install("", Some(fewer)).await), ["dropped-record"]);
    let open = "fields: {on: [date, personal], by: [text, personal]}\n";
    assert_eq!(codes(install("", Some(open)).await), ["compartment-lowered"]);
    for (manifest, kind) in [("retired: [visit]\n", None), ("retired: [visit.by]\n", Some(fewer))] {
        let alone = install(manifest, kind).await;
        assert!(matches!(alone, Err(Fault::Refused(Refusal::NeedsAnotherPerson))), "{alone:?}");
    }
}
