//! What readers and the writer share: connections to read by, keys, what is derived from them, the schema and the pathways in force.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, PoisonError, RwLock};

use casework::view::Walls;
use journal::{Digest, Key, KeyUse};
use model::Schema;
use pathways::PathwaysInForce;

use crate::beside::{Beside, BesideKey};
use crate::cases::Cases;
use crate::db::Pool;
use crate::derive::{Names, Rules, Shelves, Tokens};
use crate::error::ReadError;
use crate::keys::{KeyError, KeyStore};
use crate::mirror::{Mirror, PlacedRows};

/// What readers and the writer share.
pub(crate) struct Shared {
    pub(crate) readers: Pool,
    pub(crate) keys: KeyStore,
    pub(crate) own: Own,
    pub(crate) mirror: Mirror,
    pub(crate) cases: Cases,
    /// How often readers were asked.
    pub(crate) asked: AtomicU64,
    in_force: RwLock<Arc<InForce>>,
}

/// What is derived from the instance's own data key.
pub(crate) struct Own {
    pub(crate) head: Key,
    pub(crate) names: Names,
    pub(crate) tokens: Tokens,
    pub(crate) shelves: Shelves,
    pub(crate) beside: BesideKey,
    pub(crate) import: Key,
}

/// What is in force, as far as the store needs it.
#[derive(Default)]
pub(crate) struct InForce {
    pub(crate) schema: Arc<Schema>,
    pub(crate) pathways: Arc<PathwaysInForce>,
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

/// By what facts are folded.
#[derive(Clone, Copy)]
pub(crate) struct Folding<'a> {
    pub(crate) walls: &'a Walls,
    pub(crate) names: &'a Names,
}

impl Shared {
    pub(crate) fn new(keys: KeyStore, readers: Pool) -> Result<Self, KeyError> {
        let own = keys.own()?;
        let of = |purpose| own.derive(purpose);
        let own = Own {
            head: of(KeyUse::Head),
            names: Names::new(of(KeyUse::Rows)),
            tokens: Tokens::new(of(KeyUse::Search)),
            shelves: Shelves::new(of(KeyUse::Shelf)),
            beside: BesideKey::of(&own),
            import: of(KeyUse::Import),
        };
        Ok(Self {
            readers,
            keys,
            own,
            mirror: Mirror::default(),
            cases: Cases::default(),
            asked: AtomicU64::new(0),
            in_force: RwLock::default(),
        })
    }

    /// Looks into the rows of a kind beside the journal, as they are kept now.
    pub(crate) async fn look<T>(&self, kind: Beside, into: impl Fn(&PlacedRows) -> T) -> Result<T, ReadError> {
        self.mirror.read(&self.readers, &self.own.head, kind, into).await
    }

    /// The schema in force, as far as this process knows.
    pub(crate) fn in_force(&self) -> Arc<InForce> {
        Arc::clone(&self.in_force.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The schema in force from now on.
    pub(crate) fn put_in_force(&self, in_force: InForce) {
        *self.in_force.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(in_force);
    }
}
