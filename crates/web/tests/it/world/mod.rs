//! An instance to look at pages of: founded by `instance::found` on SQLite, its people registered by commands. It is made
//! once a build of these tests (`template.rs`), and every test works on a copy in a folder of its own.

pub mod people;
pub mod rules;
mod template;

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use casework::Seat;
use casework::view::{Proposal, ProposalEnd};
use instance::{Acting, GOVERNANCE, Instance, VoteOutcome, config};
use journal::{Body, Motion, Opened, OpenedPart};
use model::{Clock, FieldKey, Id, Timestamp};
use store::Store;
use tempfile::TempDir;
use web::{PublicAddress, Settings, router};

use self::template::Made;
pub use self::template::{CONTROLLER, ELSEWHERE, NEWCOMER, PASSWORD, SHARED, random};

/// Where the pages of these tests are reached.
pub const HOST: &str = "onward.example";
/// 1 September 2020, noon.
pub const NOON: Timestamp = Timestamp(1_598_961_600_000_000);
const MINUTE: i64 = 60_000_000;
/// However slow the machine: a page waits for its count.
const PATIENCE: Duration = Duration::from_mins(1);

/// A clock that is moved by hand.
pub struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::Relaxed))
    }
}

impl Hand {
    pub fn minutes(&self, count: i64) {
        self.seconds(count * 60);
    }

    pub fn seconds(&self, count: i64) {
        self.0.fetch_add(count * MINUTE / 60, Ordering::Relaxed);
    }
}

/// An instance at noon, with everything that its pages need.
pub struct World {
    pub instance: Arc<Instance>,
    pub clock: Arc<Hand>,
    pub router: Router,
    folder: TempDir,
}

impl World {
    /// Of invented people.
    pub async fn trial() -> Self {
        Self::of(Made::Trial, PATIENCE).await
    }

    /// Of real ones.
    pub async fn live() -> Self {
        Self::of(Made::Live, PATIENCE).await
    }

    /// With every shipped pack in force, and nobody on record.
    pub async fn full() -> Self {
        Self::of(Made::Full, PATIENCE).await
    }

    /// With no pack in force, and nobody on record.
    pub async fn empty() -> Self {
        Self::of(Made::Empty, PATIENCE).await
    }

    /// Of invented people, with pages that wait for no count.
    pub async fn hurried() -> Self {
        Self::of(Made::Trial, Duration::ZERO).await
    }

    async fn of(made: Made, patience: Duration) -> Self {
        let folder = tempfile::tempdir().unwrap();
        template::copy(made, folder.path()).await;
        Self::open(folder, patience).await
    }

    async fn open(folder: TempDir, patience: Duration) -> Self {
        let clock = Arc::new(Hand(AtomicI64::new(NOON.0)));
        let instance = Instance::open(&config(folder.path(), None), clock.clone(), random).await;
        let instance = Arc::new(instance.unwrap());
        let address: PublicAddress = format!("https://{HOST}").parse().unwrap();
        let router = router(instance.clone(), Settings { patience, ..Settings::at(address) });
        Self { instance, clock, router, folder }
    }

    /// With one byte of what is written changed in the file, as somebody who holds the disk could.
    pub async fn altered(self) -> Self {
        let keeper = self.acting("adil", GOVERNANCE, None).await;
        let mut written = vec![];
        self.instance.export(&keeper, &mut written).await.unwrap();
        self.instance.close().await;
        let database = self.folder.path().join("journal.db");
        let mut file = fs::read(&database).unwrap();
        let middle = written.len() / 2;
        let place = (middle..).find_map(|from| {
            let piece = &written[from..from + 24];
            file.windows(24).position(|window| window == piece)
        });
        file[place.unwrap()] ^= 1;
        fs::write(&database, file).unwrap();
        Self::open(self.folder, PATIENCE).await
    }

    /// The password that the newcomer was given and has not changed.
    pub fn given_password(&self) -> String {
        template::given(self.folder.path())
    }

    /// Where the lake lies.
    pub fn lake(&self) -> PathBuf {
        self.instance.config().lake()
    }

    /// Somebody who acts for a purpose, in their only seat or in the office named.
    pub async fn acting(&self, account: &str, purpose: &str, office: Option<&str>) -> Acting {
        let view = self.instance.in_force().await.unwrap().view;
        let seat = office.map(|office| Seat { controller: CONTROLLER.into(), office: office.into() });
        Acting::of(&view, account, seat.as_ref(), purpose, None, self.clock.now()).unwrap()
    }

    /// Who read somebody's sealed and protected fields, the latest first: account and names of fields, as the journal has
    /// them, whoever may be told. Which walls the reader opens is left out.
    pub async fn reads_of(&self, person: Id) -> Vec<(String, Vec<String>)> {
        let in_force = self.instance.in_force().await.unwrap();
        let store = Store::open(self.instance.config(), self.clock.clone(), random).await.unwrap();
        let facts = store.reads_of(person, 0, 100).await.unwrap();
        store.close().await;
        let is_mark = |key: &FieldKey| model::Compartment::ALL.map(instance::desk::wall_mark).contains(key);
        let named = |key| in_force.packs.schema.named(key).unwrap().to_owned();
        let read = facts.iter().flat_map(said).filter_map(|(who, body)| match body {
            Body::FieldsRead { fields, .. } => {
                Some((who, fields.into_iter().filter(|key| !is_mark(key)).map(named).collect()))
            }
            _ => None,
        });
        read.collect()
    }

    /// What the journal says happened after a fact, apart from what is sealed from the instance itself: who, and what.
    pub async fn happened(&self, after: u64) -> Vec<(String, Body)> {
        let store = Store::open(self.instance.config(), self.clock.clone(), random).await.unwrap();
        let facts = store.facts(after, 10_000).await.unwrap();
        store.close().await;
        facts.iter().flat_map(said).collect()
    }

    /// Number of the last fact.
    pub async fn facts(&self) -> u64 {
        self.instance.revision().await.unwrap()
    }

    /// Which proposals nobody has decided yet.
    pub async fn open_proposals(&self) -> Vec<Id> {
        let proposals = &self.instance.in_force().await.unwrap().view.proposals;
        proposals.iter().filter(|(_, made)| made.end.is_none()).map(|(id, _)| *id).collect()
    }

    pub async fn proposal(&self, id: Id) -> Proposal {
        self.instance.in_force().await.unwrap().view.proposals[&id].clone()
    }

    /// One puts something before others, and these agree; what came of the last of them.
    pub async fn agree(&self, one: &str, others: &[&str], motion: Motion) -> (Id, Option<VoteOutcome>) {
        let proposer = self.acting(one, GOVERNANCE, None).await;
        let proposal = self.instance.propose(&proposer, motion, "asked for").await.unwrap();
        let mut carried = None;
        for other in others {
            let voter = self.acting(other, GOVERNANCE, None).await;
            carried = Some(self.instance.vote(&voter, proposal, true, "agreed").await.unwrap());
        }
        (proposal, carried)
    }

    /// How a proposal ended.
    pub async fn ended(&self, id: Id) -> Option<ProposalEnd> {
        self.proposal(id).await.end
    }
}

fn said(fact: &Opened) -> Vec<(String, Body)> {
    let open = fact.parts.iter().filter_map(|part| match part {
        OpenedPart::Open(part) => Some(part.body.clone()),
        _ => None,
    });
    open.map(|body| (fact.envelope.actor.clone(), body)).collect()
}
