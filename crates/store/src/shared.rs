//! What readers and the writer share: connections to read by, keys, what is derived from them, the schema and the pathways in force.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};

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
    in_force: RwLock<MadeBy>,
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

/// By which rules rows stand: those in force, or, while other pathways take their place, in part those of before. Rows of
/// people are moved in the order of their numbers, some at a time, so that nobody waits for all of them.
#[derive(Clone, Default)]
pub(crate) struct MadeBy {
    /// What is in force: by this everything is decided.
    pub(crate) now: Arc<InForce>,
    /// What was in force before, and up to which number rows stand by what is in force now.
    before: Option<(Arc<InForce>, i64)>,
    /// Whether rows stood by what was in force at last, as far as this process knows.
    stood: bool,
}

impl MadeBy {
    /// All rows by one.
    pub(crate) fn all(now: &Arc<InForce>) -> Self {
        Self { now: Arc::clone(now), before: None, stood: false }
    }

    /// By what the rows of a person stand.
    pub(crate) fn of(&self, number: i64) -> &Arc<InForce> {
        match &self.before {
            Some((before, moved)) if number > *moved => before,
            Some(_) | None => &self.now,
        }
    }

    /// What was in force before, and how far rows were moved.
    pub(crate) fn goes_on_from(&self) -> Option<&(Arc<InForce>, i64)> {
        self.before.as_ref()
    }

    /// Whether rows made by one stand where those made by the other do.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let alike = |(one, moved): &(Arc<InForce>, i64), (two, also): &(Arc<InForce>, i64)| {
            Arc::ptr_eq(one, two) && moved == also
        };
        Arc::ptr_eq(&self.now, &other.now)
            && match (&self.before, &other.before) {
                (None, None) => true,
                (Some(one), Some(other)) => alike(one, other),
                (Some(_), None) | (None, Some(_)) => false,
            }
    }
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
        self.made_by().now
    }

    /// By which rules rows stand.
    pub(crate) fn made_by(&self) -> MadeBy {
        self.in_force.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The schema in force from now on. Where pathways alone are others, rows stay by those of before until they are moved.
    /// Whoever puts the same in force again, because something was away at the first time, begins where they were.
    pub(crate) fn put_in_force(&self, in_force: InForce) {
        let mut made_by = self.rules();
        if made_by.now.rules == in_force.rules {
            made_by.now = Arc::new(in_force);
            return;
        }
        let movable =
            made_by.stood && made_by.before.is_none() && made_by.now.rules.differ_in_pathways(&in_force.rules);
        let before = movable.then(|| (Arc::clone(&made_by.now), i64::MIN));
        *made_by = MadeBy { now: Arc::new(in_force), before, stood: false };
    }

    /// Rows up to this number stand by what is in force.
    pub(crate) fn moved_to(&self, number: i64) {
        if let Some((_, moved)) = &mut self.rules().before {
            *moved = number;
        }
    }

    /// All rows stand by this; nothing changes where something else is in force by now.
    pub(crate) fn all_stand_by(&self, in_force: &Arc<InForce>) {
        let mut made_by = self.rules();
        if Arc::ptr_eq(&made_by.now, in_force) {
            (made_by.before, made_by.stood) = (None, true);
        }
    }

    fn rules(&self) -> RwLockWriteGuard<'_, MadeBy> {
        self.in_force.write().unwrap_or_else(PoisonError::into_inner)
    }
}
