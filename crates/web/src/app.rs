//! What every handler is given: the ports, the settings, and the work that is under way.

use std::sync::Arc;
use std::time::Duration;

use packs::Source;
use tokio::sync::OnceCell;

use crate::ports::{Change, Ports, Reach, Simulation};
use crate::signin::password::Checker;
use crate::studio::library::Shelf;
use crate::studio::work::Work;

/// Settings of the web face.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Whether cookies are marked `Secure`; only an instance served on the loopback address does without.
    pub secure: bool,
    /// How long a page waits for a simulation before it shows its progress instead.
    pub patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { secure: true, patience: Duration::from_millis(1500) }
    }
}

/// What every handler is given; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The rest of the house.
    pub ports: Ports,
    /// Settings.
    pub settings: Settings,
    /// Checks passwords, a few at a time.
    pub passwords: Checker,
    /// Simulations under way and lately done.
    pub work: Arc<Work<Simulation, Reach>>,
    /// Counts of what a change of the packs does to people, under way and lately done.
    pub changes: Arc<Work<Source, Change>>,
    /// The library, once somebody has asked for it.
    pub(crate) shelf: Arc<OnceCell<Arc<Shelf>>>,
}

impl App {
    /// An application on these ports.
    pub fn new(ports: Ports, settings: Settings) -> Self {
        Self {
            ports,
            settings,
            passwords: Checker::default(),
            work: Arc::default(),
            changes: Arc::default(),
            shelf: Arc::default(),
        }
    }
}
