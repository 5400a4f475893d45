//! An instance that the first version of the program wrote, opened by this one: every fact is what it was, everybody is on
//! record as they were, and whoever could sign in still can.

use std::path::Path;
use std::sync::Arc;

use casework::view::ProposalEnd;
use journal::{Motion, OpenedPart};
use model::{Compartment, FieldKey, FieldState, FixedClock, Id, Timestamp, Value};
use store::{Beside, Config, Credential, Page};

use crate::raw::Raw;
use crate::world::{World, all, digest, everybody, randomness, schema};

/// What the first version said of itself when it had written the instance.
fn expected() -> serde_json::Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/v1/expected.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn copied(folder: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/v1/instance");
    for file in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
}

async fn open(folder: &Path) -> Result<store::Store, store::OpenError> {
    let clock = Arc::new(FixedClock(Timestamp(1_790_000_100_000_000)));
    store::Store::open(&Config::sqlite(folder), clock, randomness).await
}

async fn opened(folder: &Path) -> store::Store {
    copied(folder);
    open(folder).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_instance_of_the_first_version_is_on_record_as_it_was() {
    let (folder, expected) = (tempfile::tempdir().unwrap(), expected());
    let store = opened(folder.path()).await;
    store.use_rules(Arc::new(schema()), Arc::default(), store.instance().await.unwrap().schema()).await.unwrap();
    let facts = expected["facts"].as_u64().unwrap();
    assert_eq!(store.verify(vec![], |_| ()).await.unwrap().facts, facts);
    store.verify_views(|_| ()).await.unwrap();
    let people = store.people(&everybody(), &[], Page { skip: 0, limit: 100 }).await.unwrap();
    let before = expected["people"].as_array().unwrap();
    assert_eq!((people.len(), store.count(&all(), &[]).await.unwrap()), (before.len(), before.len() as u64));
    for was in before {
        let id: Id = was["id"].as_str().unwrap().parse().unwrap();
        let is = people.iter().find(|person| person.id == id).unwrap();
        for text in ["controller", "office"] {
            assert_eq!(
                was[text],
                [("controller", &is.controller), ("office", &is.office)]
                    .iter()
                    .find(|(name, _)| *name == text)
                    .unwrap()
                    .1
                    .as_str()
            );
        }
        assert_eq!((was["version"].as_u64(), was["held"].as_bool()), (Some(is.version), Some(is.held)));
        let fields = was["fields"].as_object().unwrap();
        for (name, claims) in fields {
            let live = is.live(FieldKey::of(name));
            let is: Vec<(&str, &FieldState<Value>, u64)> =
                live.iter().map(|(said, state)| (said.source.as_str(), *state, said.number)).collect();
            let was: Vec<(String, FieldState<Value>, u64)> = claims
                .as_array()
                .unwrap()
                .iter()
                .map(|claim| {
                    let state = serde_json::from_value(claim["state"].clone()).unwrap();
                    (claim["source"].as_str().unwrap().to_owned(), state, claim["fact"].as_u64().unwrap())
                })
                .collect();
            let was: Vec<(&str, &FieldState<Value>, u64)> =
                was.iter().map(|(source, state, fact)| (source.as_str(), state, *fact)).collect();
            assert_eq!(is, was, "{name}");
        }
        let live = is.fields().into_iter().filter(|field| !is.live(*field).is_empty()).count();
        assert_eq!(live, fields.len());
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_first_version_was_is_what_it_is() {
    let (folder, expected) = (tempfile::tempdir().unwrap(), expected());
    let store = opened(folder.path()).await;
    let (is, was) = (store.instance().await.unwrap(), &expected["instance"]);
    let founded = is.founded.as_ref().unwrap();
    assert_eq!((was["founded"]["by"].as_str(), founded.zone.as_str()), (Some(founded.by.as_str()), "UTC"));
    let names = |part: &str| was[part].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names("accounts"), is.accounts.keys().cloned().collect::<Vec<_>>());
    assert_eq!(names("packs"), is.packs.keys().cloned().collect::<Vec<_>>());
    assert_eq!(names("purposes"), is.purposes.keys().cloned().collect::<Vec<_>>());
    let worker = &is.accounts["worker"].grants[0];
    assert_eq!((worker.role.as_str(), &worker.compartments[..]), ("CW", &[Compartment::Asylum][..]));
    let proposal = &is.proposals[&Id([50; 16])];
    assert_eq!((proposal.by.as_str(), proposal.end), ("worker", Some(ProposalEnd::CarriedOut)));
    assert!(matches!(&proposal.motion, Motion::Pack { takes_away, .. } if takes_away == &["sample/one"]));
    let (done, open) = (&is.proposals[&Id([60; 16])], &is.proposals[&Id([61; 16])]);
    assert_eq!((done.end, open.end), (Some(ProposalEnd::CarriedOut), None));
    assert!(matches!(open.motion, Motion::Forget { person } if person == Id([4; 16])));
    assert_eq!(is.batches[&Id([40; 16])].counts.map(|counts| counts.rows), Some(5));
    assert_eq!(is.schema(), is.schema());
    assert_ne!(is.schema(), digest());
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fact_of_the_first_version_opens_and_new_ones_follow() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await;
    store.use_rules(Arc::new(schema()), Arc::default(), store.instance().await.unwrap().schema()).await.unwrap();
    let facts = store.facts(0, 1000).await.unwrap();
    let parts = || facts.iter().flat_map(|fact| &fact.parts);
    assert!(parts().all(|part| matches!(part, OpenedPart::Open(_) | OpenedPart::Forgotten(_))));
    assert_eq!(
        parts().filter(|part| matches!(part, OpenedPart::Forgotten(_))).count(),
        3,
        "the forgotten one's registration, fields and household"
    );
    let walled = parts().filter(|part| matches!(part, OpenedPart::Open(part) if part.compartment.is_some())).count();
    assert_eq!(walled, 3, "compartments open with the keys that were made for them");
    let ctx = casework::Ctx {
        schema: store.instance().await.unwrap().schema(),
        ..crate::world::ctx("desk", Timestamp(1_790_000_100_000_000))
    };
    let fields = crate::world::fields(&[("protection.status", "applicant")]);
    let amend = casework::PersonCommand::Amend { person: Id([2; 16]), fields };
    store.submit(ctx, amend).await.unwrap();
    assert_eq!(store.verify(vec![], |_| ()).await.unwrap().facts, facts.len() as u64 + 1);
    store.verify_views(|_| ()).await.unwrap();
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_could_sign_in_still_can() {
    let folder = tempfile::tempdir().unwrap();
    copied(folder.path());
    let mut raw = Raw::file(&folder.path().join("journal.db")).await;
    let account = "INSERT INTO account VALUES ('worker', 'as it was', 0, 0)";
    raw.run(account, 0, &[]).await;
    drop(raw);
    let store = open(folder.path()).await.unwrap();
    let number = store.instance().await.unwrap().accounts["worker"].credential;
    let kept: Option<Credential> = store.kept(Beside::Credential, &Credential::name("worker", number)).await.unwrap();
    assert_eq!(kept.unwrap().password, "as it was");
    store.close().await;
}

/// Whoever wipes the mark off a head would have facts and credentials of their own choice taken over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_of_this_version_is_never_taken_for_one_of_the_first() {
    let (config, folder) = World::sqlite().await.ended().await;
    let mut raw = Raw::of(&config).await;
    // Nor for one of before rows were summed, which would be taken as they lie.
    raw.run("UPDATE head SET sums = x''", 0, &[]).await;
    assert!(open(&config.dir).await.is_err());
    raw.run("UPDATE head SET mark = x'', instance_sum = x''", 0, &[]).await;
    drop(raw);
    assert!(open(&config.dir).await.is_err());
    drop(folder);
}

/// Rows are folded anew where the rules by which they were have changed: by the facts of the marked chain alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_are_not_made_anew_of_a_chain_with_a_fact_taken_out() {
    let world = World::sqlite().await;
    world.register(crate::world::fields(&[("sex", "F")])).await;
    let (config, folder) = world.ended().await;
    let mut raw = Raw::of(&config).await;
    raw.run("UPDATE derived SET rules = x'00'", 0, &[]).await;
    let store = open(&config.dir).await.unwrap();
    store.use_rules(Arc::new(schema()), Arc::default(), digest()).await.unwrap();
    store.close().await;
    raw.run("DELETE FROM fact WHERE seq = 5", 0, &[]).await;
    raw.run("UPDATE derived SET rules = x'00'", 0, &[]).await;
    drop(raw);
    let made_anew = match open(&config.dir).await {
        Ok(store) => store.use_rules(Arc::new(schema()), Arc::default(), digest()).await.is_ok(),
        Err(_) => false,
    };
    assert!(!made_anew);
    drop(folder);
}
