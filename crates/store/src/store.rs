//! An instance, open: readers, the way to the one writer, keys.

use std::fs;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use casework::{Command, Ctx, InstanceView};
use journal::{Digest, Key, Purpose};
use model::{Clock, Id, Schema, Timestamp};

use crate::beside::BesideKey;
use crate::config::{Config, Database};
use crate::db::connect::{Half, postgres_readers, postgres_writer, sqlite_readers, sqlite_writer};
use crate::db::{Conn, Dialect, Pool, Reader};
use crate::derive::{Names, Rules, Tokens};
use crate::entropy::Entropy;
use crate::first;
use crate::keys::{KeyError, KeyStore};
use crate::read::ReadError;
use crate::writer::{Counters, Folding, Handle, Head, Parts, Receipt, SubmitError, Wanted, WriteError, Writer};

/// Why an instance was not made or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There already is one in this folder or database.
    #[error("there already is an instance here")]
    Exists,
    /// There is none in this folder or database.
    #[error("there is no instance here")]
    Absent,
    /// The folder cannot be made or read.
    #[error("the folder cannot be made or read")]
    Folder(#[from] std::io::Error),
    /// The database cannot be reached.
    #[error("the database cannot be reached")]
    Database(#[from] sqlx::Error),
    /// The schema is newer than this program, or its migrations were altered.
    #[error("the database's schema is not one that this program can use: {0}")]
    Migrate(sqlx::migrate::MigrateError),
    /// The keys are not at hand.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The record of the first version could not be brought up to date, or a forgetting that was cut short not be
    /// finished.
    #[error("what was cut short cannot be finished: {0}")]
    Unfinished(#[source] WriteError),
}

impl From<sqlx::migrate::MigrateError> for OpenError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        // A database that is away is not a database of another version.
        match error {
            sqlx::migrate::MigrateError::Execute(error) => Self::Database(error),
            other => Self::Migrate(other),
        }
    }
}

/// An open instance. Cheap to clone; the last clone's end ends the writer, once it has answered everybody.
#[derive(Clone)]
pub struct Store {
    config: Config,
    shared: Arc<Shared>,
    writer: Handle,
    clock: Arc<dyn Clock>,
    randomness: fn() -> [u8; 32],
}

/// What readers and the writer share.
pub(crate) struct Shared {
    pub(crate) readers: Pool,
    pub(crate) keys: KeyStore,
    pub(crate) own: Own,
    in_force: RwLock<Arc<InForce>>,
    instance: RwLock<Option<AsOf>>,
}

/// What the instance was when the head said so.
struct AsOf {
    head: (u64, [u8; 32]),
    view: Arc<InstanceView>,
}

/// What is derived from the instance's own data key.
pub(crate) struct Own {
    pub(crate) head: Key,
    pub(crate) names: Names,
    pub(crate) tokens: Tokens,
    pub(crate) beside: BesideKey,
}

/// The schema in force, as far as the store needs it.
#[derive(Default)]
pub(crate) struct InForce {
    pub(crate) schema: Arc<Schema>,
    /// Of the packs that make it.
    pub(crate) digest: Digest,
    pub(crate) rules: Rules,
}

impl InForce {
    /// By what facts are folded.
    pub(crate) fn folding<'a>(&'a self, own: &'a Own) -> Folding<'a> {
        Folding { walls: &self.rules.walls, names: &own.names }
    }
}

impl Shared {
    fn new(keys: KeyStore, readers: Pool) -> Result<Self, KeyError> {
        let own = keys.own()?;
        let of = |purpose| own.derive(purpose);
        let own = Own {
            head: of(Purpose::Head),
            names: Names::new(of(Purpose::Rows)),
            tokens: Tokens::new(of(Purpose::Search)),
            beside: BesideKey::of(&own),
        };
        Ok(Self { readers, keys, own, in_force: RwLock::default(), instance: RwLock::default() })
    }

    /// The schema in force, as far as this process knows.
    pub(crate) fn in_force(&self) -> Arc<InForce> {
        Arc::clone(&self.in_force.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the instance is, as it is kept; read anew where it has changed.
    async fn instance(&self) -> Result<Arc<InstanceView>, ReadError> {
        loop {
            let now = self.instance_head().await?;
            if let Some(last) = &*self.instance.read().unwrap_or_else(PoisonError::into_inner)
                && last.head == now
            {
                return Ok(Arc::clone(&last.view));
            }
            let reader = &mut Reader::Pool(&self.readers);
            match Parts::load(reader, &self.own.beside, &self.own.head, now.1).await {
                Ok(parts) => {
                    let view = Arc::new(parts.into_view());
                    let last = AsOf { head: now, view: Arc::clone(&view) };
                    *self.instance.write().unwrap_or_else(PoisonError::into_inner) = Some(last);
                    return Ok(view);
                }
                // A commit between two reads looks like damage; where none came between, it is.
                Err(error) if self.instance_head().await? == now => return Err(error.into()),
                Err(_) => {}
            }
        }
    }

    /// After which fact the instance changed last, and what its parts then came to.
    async fn instance_head(&self) -> Result<(u64, [u8; 32]), ReadError> {
        let head = Head::read(self.readers.row(Head::select()).await?, &self.own.head)?;
        Ok((head.instance_seq, head.instance_sum))
    }
}

impl Store {
    /// Makes the folder, both databases, the instance key and an empty journal. The first command to submit is
    /// then `Found`.
    pub async fn create(
        config: &Config,
        clock: Arc<dyn Clock>,
        randomness: fn() -> [u8; 32],
    ) -> Result<Self, OpenError> {
        make_folder(&config.dir)?;
        let (mut journal, keys) = writers(config, true).await?;
        if journal.row(Head::select()).await?.is_some() {
            return Err(OpenError::Exists);
        }
        let mut entropy = Entropy(randomness);
        let keys = KeyStore::create(config.dir.clone(), keys, &mut entropy).await?;
        let head = Head::new(random_id(randomness));
        journal.run(head.insert(&keys.own()?.derive(Purpose::Head))).await?;
        Self::start(config, journal, keys, clock, randomness).await
    }

    /// Opens an instance and finishes what a crash has cut short.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>, randomness: fn() -> [u8; 32]) -> Result<Self, OpenError> {
        if matches!(config.database, Database::Sqlite) && !config.journal_file().exists() {
            return Err(OpenError::Absent);
        }
        let (mut journal, keys) = writers(config, false).await?;
        if journal.row(Head::select()).await?.is_none() {
            return Err(OpenError::Absent);
        }
        let keys = KeyStore::open(config.dir.clone(), keys).await?;
        Self::start(config, journal, keys, clock, randomness).await
    }

    async fn start(
        config: &Config,
        journal: Conn,
        keys: KeyStore,
        clock: Arc<dyn Clock>,
        randomness: fn() -> [u8; 32],
    ) -> Result<Self, OpenError> {
        let readers = match &config.database {
            Database::Sqlite => sqlite_readers(&config.journal_file()).await?,
            Database::Postgres { journal, .. } => postgres_readers(journal).await?,
        };
        let shared = Arc::new(Shared::new(keys, readers)?);
        let entropy = Entropy(randomness);
        let early = config.acknowledge_early;
        let mut writer = Writer::new(journal, Arc::clone(&shared), Arc::clone(&clock), entropy, early);
        first::bring_up_to_date(&mut writer).await.map_err(OpenError::Unfinished)?;
        writer.finish_forgetting().await.map_err(OpenError::Unfinished)?;
        let writer = Handle::start(writer);
        Ok(Self { config: config.clone(), shared, writer, clock, randomness })
    }

    /// Carries out one command: loads what it names, decides, appends. When this returns a receipt, the facts are
    /// durable.
    pub async fn submit(&self, ctx: Ctx, command: impl Into<Command>) -> Result<Receipt, SubmitError> {
        self.writer.submit(ctx, command.into()).await
    }

    /// What the instance is: packs, purposes, accounts, offices, proposals, imports. What another process changed since
    /// is in it.
    pub async fn instance(&self) -> Result<Arc<InstanceView>, ReadError> {
        self.shared.instance().await
    }

    /// Number of the last fact.
    pub async fn seq(&self) -> Result<u64, ReadError> {
        let head = Head::read(self.readers().row(Head::select()).await?, &self.own().head)?;
        Ok(head.seq)
    }

    /// Commands about people are checked against this schema from now on, and lists filter by its facets; where those or
    /// its walls are others than rows were derived by, these are made anew. `digest` is that of the packs which make it
    /// ([`InstanceView::schema`]): while others are in force, commands about people are refused as stale.
    pub async fn use_schema(&self, schema: Arc<Schema>, digest: Digest) -> Result<(), WriteError> {
        let rules = Rules::of(&schema);
        let in_force = Arc::new(InForce { schema, digest, rules });
        *self.shared.in_force.write().unwrap_or_else(PoisonError::into_inner) = in_force;
        self.writer.rebuild(Wanted::ForRules).await.map(|_| ())
    }

    /// Drops all derived rows and folds them anew from the journal; says how many facts there were.
    pub async fn rebuild_views(&self) -> Result<u64, WriteError> {
        self.writer.rebuild(Wanted::Always).await
    }

    /// Commits so far.
    pub fn counters(&self) -> &Counters {
        &self.writer.counters
    }

    /// The folder and database.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// A new opaque id.
    pub fn new_id(&self) -> Id {
        random_id(self.randomness)
    }

    /// The household a person belongs to now, as an id that tells nothing: the lake sorts by it.
    pub fn household_id(&self, person: &casework::PersonView) -> Option<Id> {
        self.shared.own.tokens.household_of(person)
    }

    /// The key under which the lake is kept.
    pub fn lake_key(&self) -> Result<Key, KeyError> {
        Ok(self.shared.keys.own()?.derive(Purpose::Lake))
    }

    /// Waits for everything submitted so far, then closes both databases.
    pub async fn close(self) {
        // Closed already is closed.
        let _ = self.writer.close().await;
        self.readers().close().await;
    }

    pub(crate) async fn operate(&self, statements: Vec<crate::db::Statement>) -> Result<(), WriteError> {
        self.writer.operate(statements).await
    }

    pub(crate) fn writer(&self) -> &Handle {
        &self.writer
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    pub(crate) fn readers(&self) -> &Pool {
        &self.shared.readers
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.readers().dialect()
    }

    pub(crate) fn keys(&self) -> &KeyStore {
        &self.shared.keys
    }

    pub(crate) fn own(&self) -> &Own {
        &self.shared.own
    }

    pub(crate) fn beside(&self) -> &BesideKey {
        &self.shared.own.beside
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn entropy(&self) -> Entropy {
        Entropy(self.randomness)
    }
}

fn random_id(randomness: fn() -> [u8; 32]) -> Id {
    randomness().first_chunk().copied().map_or(Id([0; 16]), Id)
}

/// Opens both writing connections.
async fn writers(config: &Config, create: bool) -> Result<(Conn, Conn), OpenError> {
    match &config.database {
        Database::Sqlite => Ok((
            sqlite_writer(&config.journal_file(), create, Half::Journal).await?,
            sqlite_writer(&config.keys_file(), create, Half::Keys).await?,
        )),
        Database::Postgres { journal, keys } => Ok((
            postgres_writer(journal, Half::Journal).await?,
            postgres_writer(keys.as_ref().unwrap_or(journal), Half::Keys).await?,
        )),
    }
}

/// Folders that only their owner may enter. One that is there is left as it is.
fn make_folder(dir: &Path) -> std::io::Result<()> {
    let mut make = fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(dir.join("lake"))
}
