//! An open instance: its store, the packs in force there, and who acts on it from the command line.

mod acting;
mod found;

use std::path::Path;
use std::sync::Arc;

use casework::{InstanceView, view::Founded};
use journal::Mode;
use packs::{LoadOptions, Packs, Source};
use sha2::{Digest, Sha256};
use store::{Config, Store};

pub use self::acting::{ASSISTANCE, Acts, GOVERNANCE, HELPDESK, OFFICE, STUDY};
pub use self::found::{Founding, Opened, ROLES, found, install};
use crate::catalogue;
use crate::cli::At;
use crate::fail::{Fail, Outcome};
use crate::world::{self, SystemClock};

/// An open instance.
#[derive(Clone)]
pub struct Instance {
    pub store: Store,
    /// The packs in force, loaded together.
    pub packs: Arc<Packs>,
    /// What it calls itself and what it may hold.
    pub founded: Founded,
    /// SHA-256 over the packs in force; stands in every envelope.
    pub schema_hash: String,
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
        let packs = Arc::new(in_force(&view)?);
        store.use_schema(Arc::new(packs.schema.clone())).await.map_err(Fail::wrong)?;
        let schema_hash = schema_hash(&view);
        Ok(Self { store, packs, founded, schema_hash })
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

/// The packs on record, loaded together; the core pack comes with the program.
fn in_force(view: &InstanceView) -> Outcome<Packs> {
    let others = view.packs.iter().filter(|(name, _)| *name != CORE);
    let sources: Vec<Source> = others.map(|(name, pack)| Source::new(name.clone(), pack.files.clone())).collect();
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
