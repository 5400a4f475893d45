//! An open instance: its store, the packs in force, and what the use cases of the other files share.
//!
//! Time and randomness are handed in; nothing else in this room reads them.

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use casework::source::DESK;
use casework::view::Founded;
use casework::{AuditCommand, Command, Ctx, Refusal};
use journal::{Digest, Mode};
use model::{Clock, Id, Timestamp};
use store::{Config, Receipt, Store, SubmitError};
use tokio::sync::Mutex;

use crate::Fault;
use crate::acting::Acting;
use crate::brake::{Brake, Go};
use crate::counted::Counted;
use crate::loaded::LoadedPacks;
use crate::noting::Noting;
use crate::password::Checker;

/// Tries of a command that packs, put in force meanwhile, made stale.
const TRIES: usize = 5;

/// Where random bytes come from.
pub type Random = fn() -> [u8; 32];

/// An open instance.
pub struct Instance {
    pub(crate) store: Store,
    /// What it calls itself and what it may hold.
    pub(crate) founded: Founded,
    /// The packs that were loaded last.
    pub(crate) packs: RwLock<Option<LoadedPacks>>,
    pub(crate) loading: Mutex<()>,
    /// One refresh of the lake at a time in this process; a lock file keeps others out.
    pub(crate) lake: Mutex<()>,
    /// One change of the packs at a time: each must load together with what the one before it left.
    pub(crate) changing: Mutex<()>,
    /// One step at the door at a time, where it must not be taken twice.
    pub(crate) door: Mutex<()>,
    pub(crate) checker: Checker,
    pub(crate) brake: Brake,
    /// What is written down behind an answer.
    pub(crate) noting: Noting,
    pub(crate) counted: Counted,
    /// One release of figures at a time: each knows of those before it.
    pub(crate) releasing: Mutex<()>,
    /// Eight hexadecimal digits that tell this instance from others on the same host.
    mark: String,
    clock: Arc<dyn Clock>,
    randomness: Random,
}

/// Where an instance is kept.
pub fn config(dir: &Path, database: Option<&str>) -> Config {
    match database {
        Some(url) => Config::postgres(dir, url, None),
        None => Config::sqlite(dir),
    }
}

impl Instance {
    /// Opens the instance of a folder, with the packs in force there.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>, randomness: Random) -> Result<Self, Fault> {
        let store = Store::open(config, Arc::clone(&clock), randomness).await?;
        Self::of(store, clock, randomness).await
    }

    /// Says that somebody was shown the first passwords.
    pub fn founded_whole(&self) -> Result<(), Fault> {
        self.store.founded().map_err(Fault::failed)
    }

    /// An instance on a store that is open and founded.
    pub(crate) async fn of(store: Store, clock: Arc<dyn Clock>, randomness: Random) -> Result<Self, Fault> {
        let founded = store.instance().await?.founded.clone().ok_or(Fault::NotFounded)?;
        let mark = store.checkpoint().await?.origin.to_string().chars().take(8).collect();
        let instance = Self {
            store,
            founded,
            packs: RwLock::default(),
            loading: Mutex::default(),
            lake: Mutex::default(),
            changing: Mutex::default(),
            door: Mutex::default(),
            checker: Checker::default(),
            brake: Brake::default(),
            noting: Noting::default(),
            counted: Counted::default(),
            releasing: Mutex::default(),
            mark,
            clock,
            randomness,
        };
        instance.in_force().await?;
        Ok(instance)
    }

    /// What it calls itself, and what it may hold.
    pub fn founded(&self) -> &Founded {
        &self.founded
    }

    /// Whether it may hold synthetic people only.
    pub fn is_trial(&self) -> bool {
        self.founded.mode == Mode::Trial
    }

    /// Where it is kept.
    pub fn config(&self) -> &Config {
        self.store.config()
    }

    /// By which this instance is told from others on the same host; it says nothing else.
    pub fn mark(&self) -> &str {
        &self.mark
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Fresh random bytes.
    pub fn random(&self) -> [u8; 32] {
        (self.randomness)()
    }

    /// A new opaque id.
    pub fn new_id(&self) -> Id {
        self.store.new_id()
    }

    /// Whether what every page needs can be read now: the head of the chain, what is kept of the instance, its packs.
    pub async fn check(&self) -> Result<(), Fault> {
        self.store.check().await?;
        self.in_force().await.map(drop)
    }

    /// Waits for what is being written down, so that nothing acknowledged is under way when the program ends.
    pub async fn close(&self) {
        self.noting.end().await;
        self.store.clone().close().await;
    }

    /// Carries out one command. One about people is decided by the packs in force when it is written: where others were
    /// put in force meanwhile, it is decided anew.
    pub async fn submit(&self, acting: &Acting, command: impl Into<Command>) -> Result<Receipt, Fault> {
        self.submit_as(acting, DESK, command.into(), |ctx| ctx).await
    }

    /// The same from another source, or with more circumstances.
    pub(crate) async fn submit_as(
        &self,
        acting: &Acting,
        source: &str,
        command: Command,
        with: impl Fn(Ctx) -> Ctx,
    ) -> Result<Receipt, Fault> {
        let (mut digest, command) = (self.known_digest().await?, Arc::new(command));
        for _ in 1..TRIES {
            let ctx = with(acting.ctx(source, digest, self.now()));
            match self.store.submit_again(ctx, Arc::clone(&command)).await {
                Err(SubmitError::Refused(Refusal::Stale))
                    if matches!(*command, Command::Person(_) | Command::Submission(_)) =>
                {
                    digest = self.digest_in_force().await?;
                }
                done => return Ok(done?),
            }
        }
        Ok(self.store.submit_again(with(acting.ctx(source, digest, self.now())), command).await?)
    }

    /// The digest of the packs that were loaded last: whether it is still that on record, the store finds out.
    async fn known_digest(&self) -> Result<Digest, Fault> {
        let last = self.packs.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|last| last.digest);
        match last {
            Some(digest) => Ok(digest),
            None => self.digest_in_force().await,
        }
    }

    /// Apart from whoever waits for it: thousands of commands wait at a time, and hardly one of them loads packs.
    async fn digest_in_force(&self) -> Result<Digest, Fault> {
        Ok(Box::pin(self.in_force()).await?.digest)
    }

    /// Whether a stranger may try rules now, by where they come from. Nothing of it is written down.
    pub fn may_try(&self, from: &str) -> bool {
        self.brake.tries(from, self.now()) == Go::Now
    }

    /// Writes down that somebody was refused something. Who is refused over and over is written down now and then.
    pub async fn note_refusal(&self, acting: &Acting, action: casework::Action, refusal: Refusal) -> Result<(), Fault> {
        if !self.brake.refusal(&acting.actor.account, self.now()) {
            return Ok(());
        }
        self.submit(acting, AuditCommand::Refusal { action, refusal }).await.map(drop)
    }
}
