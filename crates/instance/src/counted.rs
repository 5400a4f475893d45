//! Counts of simulations that were asked lately, by the state of the lake and of the packs: a second reader waits for no
//! second count, and a persona is opened from the very same one. They hold no person, and are shown to nobody as they are.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use evidence::lake::LakeScope;
use evidence::reach::{NotCounted, Reach};
use model::Date;

/// Simulations kept; then the oldest go with all others.
const KEPT: usize = 64;

/// What is to be simulated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Simulation {
    /// The pack.
    pub pack: String,
    /// The measure.
    pub measure: String,
    /// The assessment date.
    pub on: Date,
    /// Breakdowns wanted: `sex`, `age_band`, `nationality`.
    pub by: Vec<String>,
}

impl Simulation {
    /// The same question whatever the order in which breakdowns are named.
    pub(crate) fn in_order(&self) -> Self {
        let mut asked = self.clone();
        asked.by.sort();
        asked.by.dedup();
        asked
    }
}

/// Counts of lately asked simulations, by the lake's state: a persona is opened from the very same counts.
#[derive(Default)]
pub(crate) struct Counted {
    pub one: Mutex<HashMap<(Whose, Simulation), Arc<Count>>>,
    /// All measures in force on a day, or those of a country: for those whom none of them reaches.
    pub all: Mutex<HashMap<(Whose, Date, Rules), Arc<Reach>>>,
}

/// Over which rules it is asked whom none reaches.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Rules {
    /// All in force.
    All,
    /// Those of a country.
    Of(String),
}

/// Counts of one measure.
pub(crate) struct Count {
    pub reach: Reach,
    /// Whether those whom no measure reaches were counted over all measures in force; if not, which were not.
    pub none_of_all: bool,
    pub uncounted: Vec<NotCounted>,
}

/// Of whom, and by which packs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Whose {
    pub as_of: u64,
    pub packs: journal::Digest,
    pub scope: LakeScope,
}

/// A count that is kept.
pub(crate) fn kept<K: Hash + Eq, V>(kept: &Mutex<HashMap<K, Arc<V>>>, key: &K) -> Option<Arc<V>> {
    kept.lock().unwrap_or_else(PoisonError::into_inner).get(key).map(Arc::clone)
}

/// Keeps a count; when there are many, the others go.
pub(crate) fn keep<K: Hash + Eq, V>(kept: &Mutex<HashMap<K, Arc<V>>>, key: K, counted: &Arc<V>) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, Arc::clone(counted));
}
