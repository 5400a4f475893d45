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
use crate::uploads::Uploads;
use crate::walk::Walk;
use crate::work::Work;

/// Larger files are split, or imported on the command line.
const LARGEST: u64 = 64 << 20;

/// Settings of the web face.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where people reach it.
    pub address: PublicAddress,
    /// How long a page waits for a simulation before it shows its progress instead.
    pub patience: Duration,
    /// Bytes of a file that is brought in a browser.
    pub largest: u64,
}

impl Settings {
    /// For an instance that is reached there.
    pub fn at(address: PublicAddress) -> Self {
        Self { address, patience: Duration::from_millis(1500), largest: LARGEST }
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
    /// Files that were brought to be imported.
    pub(crate) uploads: Arc<Uploads>,
    /// The library, once somebody has asked for it.
    pub(crate) shelf: Arc<OnceCell<Arc<LibraryShelf>>>,
}

impl App {
    /// An application on this instance.
    pub fn new(instance: Arc<Instance>, settings: Settings) -> Self {
        let uploads = Arc::new(Uploads::in_folder(instance.config().dir.join("uploads")));
        Self {
            instance,
            uploads,
            settings: Arc::new(settings),
            work: Arc::default(),
            changes: Arc::default(),
            health: Arc::default(),
            walk: Arc::default(),
            shelf: Arc::default(),
        }
    }
}
