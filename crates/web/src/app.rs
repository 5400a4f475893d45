//! What every handler is given: the instance, the settings, and the work that is under way.

use std::sync::Arc;
use std::time::Duration;

use instance::study::{Simulation, Studied};
use instance::{Instance, PackChange};
use library::Checked;
use library::search::Index;
use packs::Source;
use tokio::sync::OnceCell;

use crate::address::PublicAddress;
use crate::health::Health;
use crate::walk::Walk;
use crate::work::Work;

/// Settings of the web face.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach it.
    pub address: PublicAddress,
    /// How long a page waits for a simulation before it shows its progress instead.
    pub patience: Duration,
}

impl Settings {
    /// For an instance that is reached there.
    pub fn at(address: PublicAddress) -> Self {
        Self { address, patience: Duration::from_millis(1500) }
    }
}

/// The library with its packs tried, and the index of its words. Made once, when somebody first asks.
pub(crate) struct LibraryShelf {
    pub checked: Checked,
    pub index: Index,
}

/// What every handler is given; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The instance.
    pub instance: Arc<Instance>,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Simulations under way and lately done.
    pub work: Arc<Work<(Simulation, String), Studied>>,
    /// Counts of what a change of the packs does to people, under way and lately done.
    pub changes: Arc<Work<(Source, bool), PackChange>>,
    /// Whether the instance was well when it was last looked at.
    pub(crate) health: Arc<Health>,
    /// The last walk over the journal.
    pub(crate) walk: Arc<Walk>,
    /// The library, once somebody has asked for it.
    pub(crate) shelf: Arc<OnceCell<Arc<LibraryShelf>>>,
}

impl App {
    /// An application on this instance.
    pub fn new(instance: Arc<Instance>, settings: Settings) -> Self {
        Self {
            instance,
            settings: Arc::new(settings),
            work: Arc::default(),
            changes: Arc::default(),
            health: Arc::default(),
            walk: Arc::default(),
            shelf: Arc::default(),
        }
    }
}
