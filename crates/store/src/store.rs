//! An instance, open: readers, the way to the one writer, keys.

use std::fs;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use casework::{Command, Ctx, InstanceView, PersonView};
use journal::{Key, Keys, Purpose, Subject, Tip};
use model::{Clock, Id, Schema, Timestamp};

use crate::config::{Config, Database};
use crate::db::connect::{Half, postgres_readers, postgres_writer, sqlite_readers, sqlite_writer};
use crate::db::{Conn, Dialect, Pool, Statement};
use crate::derive::{Blind, Facets};
use crate::entropy::Entropy;
use crate::keys::{KeyError, KeyStore};
use crate::read::ReadError;
use crate::writer::{Counters, Deriver, Handle, Receipt, SubmitError, Wanted, WriteError, Writer, open_instance};

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
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The keys are not at hand.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// A forgetting that was cut short could not be finished.
    #[error("a forgetting that was cut short cannot be finished: {0}")]
    Forgetting(#[source] WriteError),
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
    pub(crate) blind: Blind,
    schema: RwLock<Arc<Schema>>,
    instance: RwLock<(i64, Arc<InstanceView>)>,
}

impl Shared {
    fn new(keys: KeyStore, readers: Pool) -> Result<Self, KeyError> {
        let own = keys.key(Subject::Instance, None).ok_or(KeyError::Damaged)?;
        let blind = Blind::new(own.derive(Purpose::Search));
        Ok(Self { readers, keys, blind, schema: RwLock::default(), instance: RwLock::default() })
    }

    /// The schema in force.
    pub(crate) fn schema(&self) -> Arc<Schema> {
        Arc::clone(&self.schema.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn deriver(&self, facets: Arc<Facets>) -> Deriver<'_> {
        Deriver { keys: &self.keys, blind: &self.blind, facets }
    }
}

impl Store {
    /// Makes the folder, both databases, the instance key and an empty journal. The first command to submit is
    /// then `FoundInstance`.
    pub async fn create(
        config: &Config,
        clock: Arc<dyn Clock>,
        randomness: fn() -> [u8; 32],
    ) -> Result<Self, OpenError> {
        make_folder(&config.dir)?;
        let (mut journal, keys) = writers(config, true).await?;
        if journal.row(Statement::of("SELECT seq FROM head")).await?.is_some() {
            return Err(OpenError::Exists);
        }
        let mut entropy = Entropy(randomness);
        let keys = KeyStore::create(config.dir.clone(), keys, &mut entropy).await?;
        let origin = random_id(randomness);
        let begin = Statement::of("INSERT INTO head (one, origin, seq, tip) VALUES (1, $1, 0, $2)");
        journal.run(begin.bind(origin).bind(Tip::default().to_bytes())).await?;
        Self::start(config, journal, keys, clock, randomness).await
    }

    /// Opens an instance and finishes what a crash has cut short.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>, randomness: fn() -> [u8; 32]) -> Result<Self, OpenError> {
        if matches!(config.database, Database::Sqlite) && !config.journal_file().exists() {
            return Err(OpenError::Absent);
        }
        let (mut journal, keys) = writers(config, false).await?;
        if journal.row(Statement::of("SELECT seq FROM head")).await?.is_none() {
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
        writer.finish_forgetting().await.map_err(OpenError::Forgetting)?;
        let writer = Handle::start(writer);
        Ok(Self { config: config.clone(), shared, writer, clock, randomness })
    }

    /// Carries out one command: loads what it names, decides, appends. When this returns a receipt, the facts are
    /// durable.
    pub async fn submit(&self, ctx: Ctx, command: Command) -> Result<Receipt, SubmitError> {
        self.writer.submit(ctx, command).await
    }

    /// What the instance is: packs, purposes, accounts, requests, imports.
    pub async fn instance(&self) -> Result<Arc<InstanceView>, ReadError> {
        let kept = self.readers().row(Statement::of("SELECT seq FROM instance WHERE one = 1")).await?;
        let Some(kept) = kept else { return Ok(Arc::default()) };
        let (seq, shown) = self.shared.instance.read().unwrap_or_else(PoisonError::into_inner).clone();
        if seq == kept.int(0)? {
            return Ok(shown);
        }
        let row = self.readers().row(Statement::of("SELECT seq, sealed FROM instance WHERE one = 1")).await?;
        let Some(row) = row else { return Ok(Arc::default()) };
        let view = Arc::new(open_instance(&row.bytes(1)?, &self.shared.keys)?);
        *self.shared.instance.write().unwrap_or_else(PoisonError::into_inner) = (row.int(0)?, Arc::clone(&view));
        Ok(view)
    }

    /// Commands are checked against this schema from now on, and lists filter by its facets; where those are new,
    /// derived rows are made anew. Until it is called, no field is known and no person can be registered.
    pub async fn use_schema(&self, schema: Arc<Schema>) -> Result<(), WriteError> {
        let facets = Facets::of_schema(&schema);
        *self.shared.schema.write().unwrap_or_else(PoisonError::into_inner) = schema;
        self.writer.rebuild(Wanted::ForFacets(facets)).await.map(|_| ())
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
    pub fn household_id(&self, person: &PersonView) -> Option<Id> {
        self.shared.blind.household_of(person)
    }

    /// The key under which the lake makes pseudonyms.
    pub fn lake_key(&self) -> Option<Key> {
        self.shared.keys.key(Subject::Instance, None).map(|key| key.derive(Purpose::Lake))
    }

    /// Waits for everything submitted so far, then closes both databases.
    pub async fn close(self) {
        // Closed already is closed.
        let _ = self.writer.close().await;
        self.readers().close().await;
    }

    pub(crate) async fn operate(&self, statements: Vec<Statement>) -> Result<(), WriteError> {
        self.writer.operate(statements).await
    }

    pub(crate) fn writer(&self) -> &Handle {
        &self.writer
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

    pub(crate) fn blind(&self) -> &Blind {
        &self.shared.blind
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
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

/// A folder that only its owner may enter.
fn make_folder(dir: &Path) -> std::io::Result<()> {
    fs::create_dir_all(dir.join("lake"))?;
    #[cfg(unix)]
    fs::set_permissions(dir, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
}
