//! The key store: data keys, wrapped by the instance key, in a database of their own.
//!
//! Order of writing: a new key is durable before the first fact sealed under it. A crash in between leaves a key of
//! nobody, which opens nothing; the other order would leave a fact that nobody can ever read.
//! A destroyed key is not told apart from one that never was, and is never made anew for facts that exist.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};

use journal::{InstanceKey, Key, Keys, Randomness, Slot, Subject, UnwrapError, Unwrapped, Wrapped};
use model::{Compartment, Id};
use tokio::sync::Mutex;

use crate::db::bulk::bulk;
use crate::db::{Bulk, Column, Conn, Half, Row, Statement};
use crate::instance_key::{self, InstanceKeyError, Secret};

/// Whose key it is: a subject, or one compartment of it.
pub(crate) type Name = (Subject, Option<Compartment>);

const COMPARTMENTS: [Compartment; 8] = [
    Compartment::Gbv,
    Compartment::Child,
    Compartment::Trafficking,
    Compartment::Asylum,
    Compartment::Health,
    Compartment::Sogi,
    Compartment::Biometric,
    Compartment::Shelter,
];
/// Keys held in memory before the cache is emptied: some 30 MB.
const CACHED: usize = 200_000;
/// Keys read and wrapped anew at a time.
const CHUNK: i64 = 4096;

const INSERT: Bulk = bulk!(
    "INSERT INTO key (slot, generation, sealed) VALUES ",
    "(?, ?, ?)",
    " ON CONFLICT (slot) DO NOTHING",
    "INSERT INTO key (slot, generation, sealed) SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bytea[]) \
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
    /// A stored key is not what was written.
    #[error(transparent)]
    Unwrap(#[from] UnwrapError),
    /// The cipher refused.
    #[error("a key cannot be wrapped")]
    Wrap,
    /// The key store names no instance key, or one that cannot be.
    #[error("the key store is damaged")]
    Damaged,
}

/// The key store of one instance.
pub(crate) struct KeyStore {
    folder: PathBuf,
    /// One connection: keys are read once, cached, and written in groups.
    conn: Mutex<Conn>,
    held: RwLock<Held>,
}

struct Held {
    instance: InstanceKey,
    ring: HashMap<Name, Key>,
}

impl Keys for KeyStore {
    fn key(&self, subject: Subject, compartment: Option<Compartment>) -> Option<Key> {
        self.read(|held| held.ring.get(&(subject, compartment)).cloned())
    }
}

impl KeyStore {
    /// Makes the instance key, its file and the instance's own data key.
    pub(crate) async fn create(folder: PathBuf, mut conn: Conn, rng: &mut impl Randomness) -> Result<Self, KeyError> {
        let secret = Secret { generation: 1, key: Key::random(rng) };
        instance_key::create(&folder, &secret)?;
        conn.run(Statement::of("INSERT INTO wrapping (one, generation) VALUES (1, 1)")).await?;
        let store = Self::holding(folder, conn, &secret);
        store.make(&[(Subject::Instance, None)], rng).await?;
        Ok(store)
    }

    /// Opens a key store, finishing a re-wrapping that was cut short.
    pub(crate) async fn open(folder: PathBuf, mut conn: Conn) -> Result<Self, KeyError> {
        let secret = instance_key::settle(&folder, generation(&mut conn).await?)?;
        let store = Self::holding(folder, conn, &secret);
        store.load(&[(Subject::Instance, None)]).await?;
        Ok(store)
    }

    fn holding(folder: PathBuf, conn: Conn, secret: &Secret) -> Self {
        let held = Held { instance: secret.instance_key(), ring: HashMap::new() };
        Self { folder, conn: Mutex::new(conn), held: RwLock::new(held) }
    }

    fn read<T>(&self, look: impl FnOnce(&Held) -> T) -> T {
        look(&self.held.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write<T>(&self, change: impl FnOnce(&mut Held) -> T) -> T {
        change(&mut self.held.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The keys of these people, as far as they are left.
    pub(crate) async fn of_people(&self, people: &[Id]) -> Result<HashMap<Id, Key>, KeyError> {
        let names: Vec<Name> = people.iter().map(|person| (Subject::Person(*person), None)).collect();
        self.load(&names).await?;
        let found = people.iter().filter_map(|id| Some((*id, self.key(Subject::Person(*id), None)?)));
        Ok(found.collect())
    }

    /// Brings keys into memory, as far as there are any.
    pub(crate) async fn load(&self, names: &[Name]) -> Result<(), KeyError> {
        if self.missing(names).is_empty() {
            return Ok(());
        }
        let mut conn = self.conn.lock().await;
        self.follow(&mut conn).await?;
        let missing = self.missing(names);
        let slots = self.read(|held| missing.iter().map(|name| Id(held.instance.slot(name.0, name.1).0)).collect());
        self.load_slots(&mut conn, slots).await
    }

    /// Brings every key of these subjects into memory, those of compartments included, as far as there are any.
    pub(crate) async fn load_all(&self, subjects: &[Subject]) -> Result<(), KeyError> {
        let subjects: BTreeSet<Subject> = subjects.iter().copied().collect();
        let of = |subject| std::iter::once(None).chain(COMPARTMENTS.map(Some)).map(move |inner| (subject, inner));
        self.load(&subjects.into_iter().flat_map(of).collect::<Vec<Name>>()).await
    }

    async fn load_slots(&self, conn: &mut Conn, slots: Vec<Id>) -> Result<(), KeyError> {
        let dialect = conn.dialect();
        let found = Statement::of("SELECT slot, generation, sealed FROM key WHERE slot").among(dialect, slots);
        for row in conn.rows(found).await? {
            let wrapped = read_wrapped(&row)?;
            let key = self.read(|held| held.instance.unwrap(&wrapped))?;
            self.write(|held| held.ring.insert((key.subject, key.compartment), key.key));
        }
        Ok(())
    }

    /// The names of which no key is in memory; empties a cache that has grown too large.
    fn missing(&self, names: &[Name]) -> Vec<Name> {
        if self.read(|held| held.ring.len() > CACHED) {
            self.write(|held| held.ring.retain(|(subject, _), _| *subject == Subject::Instance));
        }
        self.read(|held| names.iter().filter(|name| !held.ring.contains_key(name)).copied().collect())
    }

    /// Makes the keys that are not in memory and not stored, and returns once they are durable; one commit at most.
    pub(crate) async fn make(&self, names: &[Name], rng: &mut impl Randomness) -> Result<bool, KeyError> {
        let missing = self.missing(names);
        if missing.is_empty() {
            return Ok(false);
        }
        let new =
            |&(subject, compartment): &Name, rng: &mut _| Unwrapped { subject, compartment, key: Key::random(rng) };
        let new: Vec<Unwrapped> = missing.iter().map(|name| new(name, rng)).collect();
        let mut conn = self.conn.lock().await;
        conn.begin().await?;
        let inserted = self.insert(&mut conn, &new, rng).await;
        let inserted = conn.end(inserted).await?;
        if inserted < new.len() as u64 {
            // Some are there already: they stand, since facts may be sealed under them.
            let slots = self.read(|held| missing.iter().map(|name| Id(held.instance.slot(name.0, name.1).0)).collect());
            self.load_slots(&mut conn, slots).await?;
        } else {
            self.write(|held| held.ring.extend(new.into_iter().map(|key| ((key.subject, key.compartment), key.key))));
        }
        Ok(true)
    }

    async fn insert(&self, conn: &mut Conn, new: &[Unwrapped], rng: &mut impl Randomness) -> Result<u64, KeyError> {
        self.follow(conn).await?;
        let instance = self.read(|held| held.instance.clone());
        let wrapped = new.iter().map(|key| instance.wrap(key, rng).ok_or(KeyError::Wrap));
        Ok(conn.bulk(INSERT, columns(wrapped.collect::<Result<_, _>>()?)).await?)
    }

    /// Takes up the instance key in force, where another process has changed it.
    async fn follow(&self, conn: &mut Conn) -> Result<(), KeyError> {
        let generation = generation(conn).await?;
        if self.read(|held| held.instance.generation()) != generation {
            let secret = instance_key::settle(&self.folder, generation)?;
            self.write(|held| *held = Held { instance: secret.instance_key(), ring: HashMap::new() });
            let own = self.read(|held| Id(held.instance.slot(Subject::Instance, None).0));
            self.load_slots(conn, vec![own]).await?;
        }
        Ok(())
    }

    /// Destroys the keys of `gone` and wraps all others anew under a new instance key; the old one is destroyed.
    /// Returns how many keys remain. After a crash at any point either nothing happened or `open` finishes it.
    pub(crate) async fn rewrap(&self, gone: &[Subject], rng: &mut impl Randomness) -> Result<u64, KeyError> {
        let mut conn = self.conn.lock().await;
        self.follow(&mut conn).await?;
        let old = self.read(|held| held.instance.clone());
        let next = Secret { generation: old.generation() + 1, key: Key::random(rng) };
        instance_key::prepare(&self.folder, &next)?;
        conn.begin().await?;
        let kept = wrap_all(&mut conn, &old, &next.instance_key(), gone, rng).await;
        let kept = conn.end(kept).await?;
        instance_key::replace(&self.folder)?;
        conn.scrub(Half::Keys).await?;
        self.write(|held| {
            held.instance = next.instance_key();
            held.ring.retain(|(subject, _), _| !gone.contains(subject));
        });
        Ok(kept)
    }
}

async fn generation(conn: &mut Conn) -> Result<u32, KeyError> {
    let row = conn.row(Statement::of("SELECT generation FROM wrapping WHERE one = 1")).await?;
    u32::try_from(row.ok_or(KeyError::Damaged)?.int(0)?).map_err(|_| KeyError::Damaged)
}

async fn wrap_all(
    conn: &mut Conn,
    old: &InstanceKey,
    next: &InstanceKey,
    gone: &[Subject],
    rng: &mut impl Randomness,
) -> Result<u64, KeyError> {
    let (mut after, mut kept) = (Vec::new(), 0);
    loop {
        let page = Statement::of(
            "SELECT slot, generation, sealed FROM key WHERE slot > $1 AND generation = $2 ORDER BY slot LIMIT $3",
        );
        let page = page.bind(after.clone()).bind(i64::from(old.generation())).bind(CHUNK);
        let rows = conn.rows(page).await?;
        let Some(last) = rows.last() else { break };
        after = last.bytes(0)?;
        let mut wrapped = Vec::with_capacity(rows.len());
        for row in &rows {
            let key = old.unwrap(&read_wrapped(row)?)?;
            if !gone.contains(&key.subject) {
                wrapped.push(next.wrap(&key, rng).ok_or(KeyError::Wrap)?);
            }
        }
        kept += conn.bulk(INSERT, columns(wrapped)).await?;
    }
    conn.run(Statement::of("DELETE FROM key WHERE generation = $1").bind(i64::from(old.generation()))).await?;
    let set = Statement::of("UPDATE wrapping SET generation = $1 WHERE one = 1").bind(i64::from(next.generation()));
    conn.run(set).await?;
    Ok(kept)
}

fn read_wrapped(row: &Row) -> Result<Wrapped, KeyError> {
    let generation = u32::try_from(row.int(1)?).map_err(|_| KeyError::Damaged)?;
    Ok(Wrapped { slot: Slot(row.array(0)?), generation, sealed: row.bytes(2)? })
}

fn columns(wrapped: Vec<Wrapped>) -> Vec<Column> {
    let slots = wrapped.iter().map(|key| key.slot.0.to_vec()).collect();
    let generations = wrapped.iter().map(|key| i64::from(key.generation)).collect();
    let sealed = wrapped.into_iter().map(|key| key.sealed).collect();
    vec![Column::Bytes(slots), Column::Ints(generations), Column::Bytes(sealed)]
}
