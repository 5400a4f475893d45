//! An instance in memory: the shipped packs, a handful of people, an account for each role. Also served by the example.

pub mod accounts;
pub mod library;
pub mod people;
pub mod reach;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use casework::Mode;
use model::{Clock, Timestamp};
use web::Ports;
use web::ports::Randomness;

/// 1 September 2020, noon.
pub const NOON: Timestamp = Timestamp(1_598_961_600_000_000);

/// A fake instance, with the parts a test wants to look into.
#[derive(Clone)]
pub struct Fake {
    pub ports: Ports,
    pub accounts: Arc<accounts::Book>,
    pub people: Arc<people::Register>,
    pub reach: Arc<reach::Figures>,
    pub shelf: Arc<library::Shelf>,
}

/// An instance of a mode, at noon.
pub fn instance(mode: Mode) -> Fake {
    instance_at(mode, Arc::new(model::FixedClock(NOON)))
}

/// An instance whose time is somebody else's business.
pub fn instance_at(mode: Mode, clock: Arc<dyn Clock>) -> Fake {
    let packs = library::packs();
    let accounts = Arc::new(accounts::Book::default());
    let people = Arc::new(people::Register::new(mode, packs.clone()));
    let reach = Arc::new(reach::Figures::default());
    let shelf = Arc::new(library::Shelf::new(packs));
    let ports = Ports {
        record: people.clone(),
        reach: reach.clone(),
        accounts: accounts.clone(),
        library: shelf.clone(),
        clock,
        randomness: Arc::new(Counting(AtomicU64::new(1))),
    };
    Fake { ports, accounts, people, reach, shelf }
}

/// Bytes that are new each time and the same in every run.
struct Counting(AtomicU64);

impl Randomness for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let next = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            chunk.iter_mut().zip(next).for_each(|(byte, new)| *byte = new);
        }
    }
}
