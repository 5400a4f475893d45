//! An instance to test on.

use std::path::Path;
use std::sync::Arc;

use casework::{Command, Ctx, Fields, PersonCommand, ProposalCommand, Scope};
use journal::Motion;
use model::{Clock, FixedClock, Id, Timestamp};
use store::{Config, Receipt, Sight, Store};
use tempfile::TempDir;

use crate::cluster::Cluster;
use crate::founding::found;
pub use crate::founding::{CONTROLLER, MINISTRY, ctx, digest, fields, fields_of, schema};

/// One instance.
pub struct World {
    pub store: Store,
    pub config: Config,
    pub clock: Arc<FixedClock>,
    folder: TempDir,
}

pub fn randomness() -> [u8; 32] {
    rand::random()
}

pub fn new_id() -> Id {
    Id(rand::random())
}

impl World {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self::found(Config::sqlite(folder.path().join("instance")), folder).await
    }

    pub async fn postgres(cluster: &Cluster, name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = cluster.database(name);
        Self::found(Config::postgres(folder.path().join("instance"), url, None), folder).await
    }

    async fn found(config: Config, folder: TempDir) -> Self {
        let clock = Arc::new(FixedClock(Timestamp(1_790_000_000_000_000)));
        let store = Store::create(&config, clock.clone(), randomness).await.unwrap();
        let world = Self { store, config, clock, folder };
        found(&world.store, world.clock.now()).await;
        world.store.founded().unwrap();
        world
    }

    /// The same instance, opened again.
    pub async fn reopened(self) -> Self {
        let Self { store, config, clock, folder } = self;
        store.close().await;
        let store = open(&config, clock.clone()).await;
        Self { store, config, clock, folder }
    }

    /// The same, by the rules by which its rows stand: nothing is derived anew, and no ring is at hand.
    pub async fn reopened_as_it_is(self) -> Self {
        let Self { store, config, clock, folder } = self;
        store.close().await;
        let store = Store::open(&config, clock.clone(), randomness).await.unwrap();
        Self { store, config, clock, folder }
    }

    /// Where it is, with nobody writing there.
    pub async fn ended(self) -> (Config, TempDir) {
        self.store.close().await;
        (self.config, self.folder)
    }

    pub fn dir(&self) -> &Path {
        &self.config.dir
    }

    pub fn ctx(&self, account: &str) -> Ctx {
        ctx(account, self.clock.now())
    }

    /// Registers a person and says who it is.
    pub async fn register(&self, fields: Fields) -> Id {
        let person = new_id();
        self.submit("desk", PersonCommand::Register { person, synthetic: true, fields }).await;
        person
    }

    pub fn submit(&self, account: &str, command: impl Into<Command>) -> impl Future<Output = Receipt> {
        let (ctx, command) = (self.ctx(account), command.into());
        async { self.store.submit(ctx, command).await.unwrap() }
    }

    /// Puts something before other people, who agree one after the other.
    pub async fn agree(&self, one: &str, others: &[&str], motion: Motion) -> Id {
        let proposal = new_id();
        self.submit(one, ProposalCommand::Propose { proposal, motion, reason: "asked for".into() }).await;
        for other in others {
            let vote = ProposalCommand::Vote { proposal, approve: true, reason: "agreed".into() };
            self.submit(other, vote).await;
        }
        proposal
    }

    /// A proposal to forget a person, approved by two people.
    pub async fn ask_to_forget(&self, person: Id) -> Id {
        self.agree("chief", &["officer", "admin"], Motion::Forget { person }).await
    }
}

pub async fn open(config: &Config, clock: Arc<FixedClock>) -> Store {
    let store = Store::open(config, clock, randomness).await.unwrap();
    store.use_rules(Arc::new(schema()), Arc::default(), digest()).await.unwrap();
    store
}

/// Everybody of the controller, every compartment open.
pub fn everybody() -> Sight {
    Sight { opens: model::Compartment::ALL.into(), ..Sight::of(all()) }
}

pub fn all() -> Scope {
    Scope::Controller { controller: CONTROLLER.into() }
}
