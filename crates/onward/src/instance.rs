//! An open instance: its store, the packs in force there, and who acts on it from the command line.

mod acting;
mod found;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use casework::{InstanceView, view::Founded};
use journal::Mode;
use packs::{LoadOptions, Packs, Source};
use sha2::{Digest, Sha256};
use store::{Config, Store};

pub use self::acting::{ASSISTANCE, Acts, GOVERNANCE, HELPDESK, OFFICE, STUDY};
pub use self::found::{Founding, Opened, ROLES, found};
use crate::catalogue;
use crate::cli::At;
use crate::fail::{Fail, Outcome};
use crate::world::{self, SystemClock};

/// An open instance.
#[derive(Clone)]
pub struct Instance {
    pub store: Store,
    /// What it calls itself and what it may hold.
    pub founded: Founded,
    /// Shared by all clones: what one of them puts in force is in force for all.
    in_force: Arc<RwLock<InForce>>,
    /// One refresh of the lake at a time.
    pub lake: Arc<tokio::sync::Mutex<()>>,
}

/// The packs in force.
#[derive(Clone)]
struct InForce {
    /// Loaded together.
    packs: Arc<Packs>,
    /// SHA-256 over them; stands in every envelope.
    schema_hash: String,
}

impl Instance {
    /// Opens the instance of a folder, with the packs in force there.
    pub async fn open(at: &At) -> Outcome<Self> {
        Self::of(Self::store(at).await?).await
    }

    /// Opens the store alone: the journal can be verified even where no pack loads any more.
    pub async fn store(at: &At) -> Outcome<Store> {
        let config = config(&at.dir, at.database.database.as_deref());
        let opened = Store::open(&config, Arc::new(SystemClock), world::random).await;
        opened.map_err(|error| {
            Fail::wrong(format!("`{}`: {error}", at.dir.display())).help("`onward init DIR` makes an instance")
        })
    }

    /// An instance on a store that is open and founded.
    pub async fn of(store: Store) -> Outcome<Self> {
        let view = store.instance().await.map_err(Fail::wrong)?;
        let founded = view.founded.clone().ok_or_else(|| Fail::wrong("this instance was never founded"))?;
        let in_force = InForce::of(&view)?;
        store.use_schema(Arc::new(in_force.packs.schema.clone())).await.map_err(Fail::wrong)?;
        Ok(Self { store, founded, in_force: Arc::new(RwLock::new(in_force)), lake: Arc::default() })
    }

    /// The packs in force, as a whole that does not change while it is used.
    pub fn packs(&self) -> Arc<Packs> {
        Arc::clone(&self.now().packs)
    }

    /// SHA-256 over the packs in force.
    pub fn schema_hash(&self) -> String {
        self.now().schema_hash.clone()
    }

    fn now(&self) -> std::sync::RwLockReadGuard<'_, InForce> {
        self.in_force.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The packs of a view of the record; those at hand where they are the same.
    pub fn packs_of(&self, view: &InstanceView) -> Outcome<Arc<Packs>> {
        let now = self.now().clone();
        if now.schema_hash == schema_hash(view) { Ok(now.packs) } else { Ok(InForce::of(view)?.packs) }
    }

    /// Takes over the packs on record, after one of them was put there.
    pub async fn take_over_packs(&self) -> Outcome {
        let view = self.store.instance().await.map_err(Fail::wrong)?;
        let in_force = InForce::of(&view)?;
        let schema = Arc::new(in_force.packs.schema.clone());
        *self.in_force.write().unwrap_or_else(PoisonError::into_inner) = in_force;
        self.store.use_schema(schema).await.map_err(Fail::wrong)
    }

    /// Whether it may hold synthetic people only.
    pub fn is_trial(&self) -> bool {
        self.founded.mode == Mode::Trial
    }

    /// Waits for the writer, so that nothing acknowledged is under way when the program ends.
    pub async fn close(self) {
        self.store.close().await;
    }
}

/// Where an instance is kept.
pub fn config(dir: &Path, database: Option<&str>) -> Config {
    match database {
        Some(url) => Config::postgres(dir, url, None),
        None => Config::sqlite(dir),
    }
}

impl InForce {
    /// The packs on record, loaded together; the core pack comes with the program.
    fn of(view: &InstanceView) -> Outcome<Self> {
        let packs = Arc::new(catalogue::load_sources(&on_record(view), LoadOptions::default())?);
        Ok(Self { packs, schema_hash: schema_hash(view) })
    }
}

fn on_record(view: &InstanceView) -> Vec<Source> {
    let others = view.packs.iter().filter(|(name, _)| *name != CORE);
    others.map(|(name, pack)| Source::new(name.clone(), pack.files.clone())).collect()
}

/// The packs on record with one more, or with another version of one, as they load from then on: by their names, of
/// which the first of a family brings its fields. Refused where they do not load together.
pub fn together(view: &InstanceView, source: &Source) -> Outcome<Packs> {
    let mut sources = on_record(view);
    sources.retain(|other| other.name != source.name);
    let place = sources.partition_point(|other| other.name < source.name);
    sources.insert(place, source.clone());
    catalogue::load_sources(&sources, LoadOptions::default())
}

/// The name under which the schema is installed.
pub const CORE: &str = "core";

fn schema_hash(view: &InstanceView) -> String {
    let mut hash = Sha256::new();
    for (name, pack) in &view.packs {
        hash.update(format!("{name}\0{}\0", pack.hash));
    }
    world::hex(&hash.finalize())
}
