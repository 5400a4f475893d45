//! An instance, open: readers, the way to the one writer, keys.

mod beside;
mod doubts;
mod forget;
mod history;
mod instance;
mod outbox;
mod read;
mod records;
mod rules;
mod traces;
mod work;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use casework::{Command, Ctx, InstanceView};
use journal::{Key, KeyUse};
use model::{Clock, Id, Timestamp};

pub use self::beside::Attempts;
pub use self::forget::Forgotten;
use self::instance::LastInstance;
pub use self::read::{Filter, Page, Sight};
pub use self::records::RecordsRead;
pub(crate) use self::work::due_row;
pub use self::work::{WorkCount, WorkElsewhere, WorkEntry, WorkFilter, WorkItem, WorkLists, WorkRead};
use crate::beside::{BesideKey, Change};
use crate::config::{Config, Database};
use crate::db::connect::{Half, postgres_readers, postgres_writer, sqlite_readers, sqlite_writer};
use crate::db::{Conn, Dialect, Pool, Statement};
use crate::entropy::Entropy;
use crate::error::{ReadError, SubmitError, WriteError};
use crate::first;
use crate::founding;
use crate::head::Head;
use crate::keys::{KeyError, KeyStore};
use crate::shared::{Own, Shared};
use crate::writer::{Counters, Handle, Receipt, Wanted, Work, Writer};

/// Why an instance was not made or opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There already is one in this folder or database.
    #[error("there already is an instance here")]
    Exists,
    /// There is none in this folder or database.
    #[error("there is no instance here")]
    Absent,
    /// Founding it began and was cut short: nobody was shown its first passwords, and nobody can enter it.
    #[error("the instance here was not founded whole: its first passwords were never shown, and nobody can enter it")]
    HalfFounded,
    /// The file of the key store is not in the folder.
    #[error("`keys.db` is missing: it holds the keys of everybody on record")]
    NoKeys,
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
    instance: Arc<LastInstance>,
    writer: Handle,
    clock: Arc<dyn Clock>,
    randomness: fn() -> [u8; 32],
}

impl Store {
    /// Makes the folder, both databases, the instance key and an empty journal. The first command to submit is
    /// then `Found`; until [`Store::founded`] the instance does not open again.
    pub async fn create(
        config: &Config,
        clock: Arc<dyn Clock>,
        randomness: fn() -> [u8; 32],
    ) -> Result<Self, OpenError> {
        make_folder(&config.dir)?;
        not_half_founded(config)?;
        let (mut journal, keys) = writers(config, true).await?;
        if journal.row(Head::select()).await?.is_some() {
            return Err(OpenError::Exists);
        }
        founding::begin(&config.dir)?;
        let mut entropy = Entropy(randomness);
        let keys = KeyStore::create(config.dir.clone(), keys, &mut entropy).await?;
        let head = Head::new(random_id(randomness));
        let first = head.insert(&keys.own()?.derive(KeyUse::Head)).map_err(OpenError::Unfinished)?;
        journal.run(first).await?;
        Self::start(config, journal, keys, clock, randomness).await
    }

    /// Says that somebody was shown the first passwords: from now on the instance opens.
    pub fn founded(&self) -> std::io::Result<()> {
        founding::end(&self.config.dir)
    }

    /// Opens an instance and finishes what a crash has cut short.
    pub async fn open(config: &Config, clock: Arc<dyn Clock>, randomness: fn() -> [u8; 32]) -> Result<Self, OpenError> {
        not_half_founded(config)?;
        if matches!(config.database, Database::Sqlite) && !config.journal_file().exists() {
            return Err(OpenError::Absent);
        }
        if matches!(config.database, Database::Sqlite) && !config.keys_file().exists() {
            return Err(OpenError::NoKeys);
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
        Ok(Self { config: config.clone(), shared, instance: Arc::default(), writer, clock, randomness })
    }

    /// Carries out one command: loads what it names, decides, appends. When this returns a receipt, the facts are
    /// durable.
    pub async fn submit(&self, ctx: Ctx, command: impl Into<Command>) -> Result<Receipt, SubmitError> {
        self.submit_again(ctx, Arc::new(command.into())).await
    }

    /// The same, for whoever keeps the command to ask again.
    pub async fn submit_again(&self, ctx: Ctx, command: Arc<Command>) -> Result<Receipt, SubmitError> {
        self.writer.submit(ctx, command).await
    }

    /// What the instance is: packs, purposes, accounts, offices, proposals, imports. What another process changed since
    /// is in it.
    pub async fn instance(&self) -> Result<Arc<InstanceView>, ReadError> {
        self.instance.view(&self.shared).await
    }

    /// Whether the head, and all that is kept of the instance, can be read now; what was read before does not count.
    pub async fn check(&self) -> Result<(), ReadError> {
        self.instance.anew(&self.shared).await.map(drop)
    }

    /// Number of the last fact.
    pub async fn seq(&self) -> Result<u64, ReadError> {
        let head = Head::read(self.readers().row(Head::select()).await?, &self.own().head)?;
        Ok(head.seq)
    }

    /// Drops all derived rows and folds them anew from the journal, by the rules that are known; says how many facts
    /// there were. [`WriteError::Lost`] where keys are missing of people whom no fact forgets.
    pub async fn rebuild_views(&self) -> Result<u64, WriteError> {
        self.rebuild_views_without(0).await
    }

    /// The same where `lost` key rings cannot be brought back, exactly so many as [`WriteError::Lost`] has named: what is on
    /// record of their owners is given up, and not asked for again.
    pub async fn rebuild_views_without(&self, lost: u64) -> Result<u64, WriteError> {
        self.writer.rebuild(Wanted::Always { give_up: lost }).await
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
    pub fn household_id(&self, person: &casework::OwnerView) -> Option<Id> {
        self.shared.own.tokens.household_of(person)
    }

    /// The key under which the lake is kept.
    pub fn lake_key(&self) -> Result<Key, KeyError> {
        Ok(self.shared.keys.own()?.derive(KeyUse::Lake))
    }

    /// Waits for everything submitted so far, then closes both databases.
    pub async fn close(self) {
        // Closed already is closed.
        let _ = self.writer.close().await;
        self.shared.readers.close().await;
    }

    pub(crate) async fn run(&self, statements: Vec<Statement>) -> Result<(), WriteError> {
        self.writer.operate(Work::Run(statements)).await.map(drop)
    }

    /// Changes rows beside the journal, and says whether all of it took.
    pub(crate) async fn changes(&self, changes: Vec<Change>) -> Result<bool, WriteError> {
        self.writer.operate(Work::Change(changes)).await
    }

    pub(crate) fn writer(&self) -> &Handle {
        &self.writer
    }

    pub(crate) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Asks the readers' database, once.
    pub(crate) fn readers(&self) -> &Pool {
        self.shared.asked.fetch_add(1, Ordering::Relaxed);
        &self.shared.readers
    }

    /// How often what is kept was read since it was opened: by this tests hold that two refusals take the same work.
    pub fn asked(&self) -> u64 {
        self.shared.asked.load(Ordering::Relaxed)
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.shared.readers.dialect()
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

fn not_half_founded(config: &Config) -> Result<(), OpenError> {
    if founding::is_under_way(&config.dir)? { Err(OpenError::HalfFounded) } else { Ok(()) }
}

/// Folders that only their owner may enter. One that is there is left as it is.
fn make_folder(dir: &Path) -> std::io::Result<()> {
    let mut make = fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(dir.join("lake"))
}
