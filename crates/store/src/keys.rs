//! The key store: rings of keys, wrapped by the instance key, in a database of their own.
//!
//! Order of writing: a new ring is durable before the first fact sealed under it. A crash in between leaves a ring of
//! nobody, which opens nothing; the other order would leave a fact that nobody can ever read. A destroyed ring is not told
//! apart from one that never was, and is never made anew for facts that exist.
//! Next: `rewrap`, which changes the instance key beside all this.

mod first;
mod rewrap;

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use journal::{InstanceKey, Key, KeyRing, Keys, Randomness, Slot, Subject, UnwrapError, WrappedRing};
use model::{Compartment, Id};
use tokio::sync::{Mutex, MutexGuard};

use crate::db::bulk::bulk;
use crate::db::{Bulk, Column, Conn, Row, Statement};
use crate::instance_key::{self, InstanceKeyError, Secret};

pub(crate) use self::rewrap::Rewrapped;

/// Rings held in memory before the cache is emptied: some 10 MB.
const CACHED: usize = 50_000;

const INSERT: Bulk = bulk!(
    "INSERT INTO ring (slot, generation, sealed) VALUES ",
    "(?, ?, ?)",
    " ON CONFLICT (slot) DO NOTHING",
    "INSERT INTO ring (slot, generation, sealed) SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bytea[]) \
     ON CONFLICT (slot) DO NOTHING"
);

/// Why keys are not at hand.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The key store did not answer.
    #[error("the key store did not answer")]
    Database(#[from] sqlx::Error),
    /// The instance key is not at hand.
    #[error(transparent)]
    InstanceKey(#[from] InstanceKeyError),
    /// A stored ring is not what was written.
    #[error(transparent)]
    Unwrap(#[from] UnwrapError),
    /// The cipher refused.
    #[error("a ring cannot be wrapped")]
    Wrap,
    /// The key store names no instance key, or one that cannot be.
    #[error("the key store is damaged")]
    Damaged,
}

/// The key store of one instance.
pub(crate) struct KeyStore {
    folder: PathBuf,
    /// One connection: rings are read once, cached, and written in groups.
    conn: Mutex<Conn>,
    held: RwLock<Held>,
}

struct Held {
    instance: InstanceKey,
    /// The one before, while rings are wrapped anew.
    previous: Option<InstanceKey>,
    rings: HashMap<Subject, KeyRing>,
    /// Owners who are being forgotten: their rings are there until the last is wrapped anew, and are not read again.
    going: BTreeSet<Subject>,
}

impl Keys for KeyStore {
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key> {
        self.read(|held| held.rings.get(&subject).map(|ring| ring.key(compartment)))
    }

    fn earlier(&self, subject: Subject, compartment: Compartment) -> Option<Key> {
        self.read(|held| held.rings.get(&subject)?.earlier(compartment).cloned())
    }
}

impl KeyStore {
    /// Makes the instance key, its file and the instance's own ring.
    pub(crate) async fn create(folder: PathBuf, mut conn: Conn, rng: &mut impl Randomness) -> Result<Self, KeyError> {
        let secret = Secret { generation: 1, key: Key::random(rng) };
        instance_key::create(&folder, &secret)?;
        conn.run(Statement::of("INSERT INTO wrapping (one, generation) VALUES (1, 1)")).await?;
        let store = Self::holding(folder, conn, (secret, None));
        store.make(&[Subject::Instance], rng).await?;
        Ok(store)
    }

    /// Opens a key store; one of the first version is brought up to date.
    pub(crate) async fn open(folder: PathBuf, mut conn: Conn) -> Result<Self, KeyError> {
        let (generation, previous) = generations(&mut conn).await?;
        let secrets = instance_key::settle(&folder, generation, previous)?;
        first::into_rings(&mut conn, &secrets.0.instance_key()).await?;
        let store = Self::holding(folder, conn, secrets);
        store.load(&[Subject::Instance]).await?;
        Ok(store)
    }

    fn holding(folder: PathBuf, conn: Conn, (secret, previous): (Secret, Option<Secret>)) -> Self {
        let previous = previous.map(|secret| secret.instance_key());
        let (rings, going) = (HashMap::new(), BTreeSet::new());
        let held = Held { instance: secret.instance_key(), previous, rings, going };
        Self { folder, conn: Mutex::new(conn), held: RwLock::new(held) }
    }

    fn read<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        look(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Held) -> T) -> T {
        change(&mut self.held.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The ring of an owner, where it is in memory.
    pub(crate) fn ring(&self, owner: Subject) -> Option<KeyRing> {
        self.read(|held| held.rings.get(&owner).cloned())
    }

    /// The instance's own data key.
    pub(crate) fn own(&self) -> Result<Key, KeyError> {
        self.key(Subject::Instance, None).ok_or(KeyError::Damaged)
    }

    /// Brings the rings of these people into memory, as far as they are left.
    pub(crate) async fn load_people(&self, people: &[Id]) -> Result<(), KeyError> {
        self.load(&people.iter().map(|person| Subject::Owner(*person)).collect::<Vec<_>>()).await
    }

    /// Brings rings into memory, as far as there are any.
    pub(crate) async fn load(&self, owners: &[Subject]) -> Result<(), KeyError> {
        if self.missing(owners).is_empty() {
            return Ok(());
        }
        let mut conn = self.followed().await?;
        let missing = self.missing(owners);
        self.load_slots(&mut conn, &missing).await
    }

    async fn load_slots(&self, conn: &mut Conn, owners: &[Subject]) -> Result<(), KeyError> {
        let slots = self.read(|held| {
            let keys = || std::iter::once(&held.instance).chain(&held.previous);
            owners.iter().flat_map(|owner| keys().map(|key| Id(key.slot(*owner).0))).collect::<Vec<_>>()
        });
        let found = Statement::of("SELECT slot, generation, sealed FROM ring WHERE slot").among(conn.dialect(), slots);
        for row in conn.rows(found).await? {
            let ring = self.unwrap(&wrapped(&row)?)?;
            self.write(|held| {
                if !held.going.contains(&ring.owner) {
                    held.rings.insert(ring.owner, ring);
                }
            });
        }
        Ok(())
    }

    fn unwrap(&self, wrapped: &WrappedRing) -> Result<KeyRing, UnwrapError> {
        self.read(|held| match &held.previous {
            Some(previous) if previous.generation() == wrapped.generation => previous.unwrap(wrapped),
            _ => held.instance.unwrap(wrapped),
        })
    }

    /// The owners of whom no ring is in memory; empties a cache that has grown too large.
    fn missing(&self, owners: &[Subject]) -> Vec<Subject> {
        if self.read(|held| held.rings.len() > CACHED) {
            self.write(|held| held.rings.retain(|owner, _| *owner == Subject::Instance));
        }
        self.read(|held| owners.iter().filter(|owner| !held.rings.contains_key(owner)).copied().collect())
    }

    /// Makes the rings that are not in memory and not stored, and returns once they are durable; one commit at most.
    pub(crate) async fn make(&self, owners: &[Subject], rng: &mut impl Randomness) -> Result<bool, KeyError> {
        let missing = self.missing(owners);
        if missing.is_empty() {
            return Ok(false);
        }
        let new: Vec<KeyRing> = missing.iter().map(|owner| KeyRing::new(*owner, rng)).collect();
        let mut conn = self.conn.lock().await;
        conn.begin().await?;
        let inserted = self.insert(&mut conn, &new).await;
        let inserted = conn.end(inserted).await?;
        if inserted < new.len() as u64 {
            // Some are there already: they stand, since facts may be sealed under them.
            self.load_slots(&mut conn, &missing).await?;
        } else {
            self.write(|held| held.rings.extend(new.into_iter().map(|ring| (ring.owner, ring))));
        }
        Ok(true)
    }

    /// Rings are made under the newest instance key only, and not for owners whose ring still lies under the one before.
    async fn insert(&self, conn: &mut Conn, new: &[KeyRing]) -> Result<u64, KeyError> {
        self.follow(conn).await?;
        let (instance, previous) = self.read(|held| (held.instance.clone(), held.previous.clone()));
        let mut there = BTreeSet::new();
        if let Some(previous) = previous {
            let slots: Vec<Id> = new.iter().map(|ring| Id(previous.slot(ring.owner).0)).collect();
            let older = Statement::of("SELECT slot FROM ring WHERE slot").among(conn.dialect(), slots);
            for row in conn.rows(older).await? {
                there.insert(row.array::<16>(0)?);
            }
            there = new
                .iter()
                .filter(|ring| there.contains(&previous.slot(ring.owner).0))
                .map(|ring| instance.slot(ring.owner).0)
                .collect();
        }
        let fresh = new.iter().filter(|ring| !there.contains(&instance.slot(ring.owner).0));
        let wrapped = fresh.map(|ring| instance.wrap(ring).ok_or(KeyError::Wrap));
        Ok(conn.bulk(INSERT, columns(wrapped.collect::<Result<_, _>>()?)).await?)
    }

    /// The connection, with the instance keys in force; outside a transaction, so a server that went away is reached again.
    async fn followed(&self) -> Result<MutexGuard<'_, Conn>, KeyError> {
        let mut conn = self.conn.lock().await;
        match self.follow(&mut conn).await {
            Err(KeyError::Database(_)) => {
                conn.reach_again().await?;
                self.follow(&mut conn).await?;
            }
            followed => followed?,
        }
        Ok(conn)
    }

    /// Takes up the instance keys in force, where another process has changed them.
    async fn follow(&self, conn: &mut Conn) -> Result<(), KeyError> {
        let (generation, previous) = generations(conn).await?;
        let held = |held: &Held| (held.instance.generation(), held.previous.as_ref().map(InstanceKey::generation));
        if self.read(held) != (generation, previous) {
            let (secret, before) = instance_key::settle(&self.folder, generation, previous)?;
            self.write(|held| {
                held.instance = secret.instance_key();
                held.previous = before.map(|secret| secret.instance_key());
                held.rings.retain(|owner, _| *owner == Subject::Instance);
            });
        }
        Ok(())
    }
}

/// The generation in force, and the one before it while rings are wrapped anew. Locked until a transaction ends, so that
/// no ring is made under a key that is about to go.
async fn generations(conn: &mut Conn) -> Result<(u32, Option<u32>), KeyError> {
    let sql = match conn {
        Conn::Sqlite(_) => "SELECT generation, coalesce(previous, 0) FROM wrapping WHERE one = 1",
        Conn::Postgres(_) => "SELECT generation, coalesce(previous, 0) FROM wrapping WHERE one = 1 FOR SHARE",
    };
    let row = conn.row(Statement::of(sql)).await?.ok_or(KeyError::Damaged)?;
    let number = |column| u32::try_from(row.int(column)?).map_err(|_| KeyError::Damaged);
    Ok((number(0)?, Some(number(1)?).filter(|previous| *previous > 0)))
}

fn wrapped(row: &Row) -> Result<WrappedRing, KeyError> {
    let generation = u32::try_from(row.int(1)?).map_err(|_| KeyError::Damaged)?;
    Ok(WrappedRing { slot: Slot(row.array(0)?), generation, sealed: row.bytes(2)? })
}

fn columns(wrapped: Vec<WrappedRing>) -> Vec<Column> {
    let slots = wrapped.iter().map(|ring| ring.slot.0.to_vec()).collect();
    let generations = wrapped.iter().map(|ring| i64::from(ring.generation)).collect();
    let sealed = wrapped.into_iter().map(|ring| ring.sealed).collect();
    vec![Column::Bytes(slots), Column::Ints(generations), Column::Bytes(sealed)]
}
