//! The other rooms behind the traits that `web` consumes: one adapter a trait, no rule of its own.

mod accounts;
mod answered;
mod library;
mod reach;
mod record;

use std::sync::Arc;

use web::Ports;
use web::ports::{PortError, Randomness};

use crate::instance::Instance;
use crate::world::{self, SystemClock};

/// All that the pages stand on, for one instance.
pub fn ports(instance: Instance) -> Ports {
    let instance = Arc::new(instance);
    Ports {
        record: Arc::new(record::Desk::new(Arc::clone(&instance))),
        reach: Arc::new(reach::Studio::new(Arc::clone(&instance))),
        accounts: Arc::new(accounts::Door::new(Arc::clone(&instance))),
        library: Arc::new(library::Installed::new(Arc::clone(&instance))),
        clock: Arc::new(SystemClock),
        randomness: Arc::new(System),
    }
}

/// What went wrong is logged where it happened, by its kind alone; the page says that it cannot be reached.
fn unavailable(error: impl std::fmt::Display) -> PortError {
    tracing::error!(%error, "a port failed");
    PortError::Unavailable
}

struct System;

impl Randomness for System {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.chunks_mut(32).for_each(|chunk| chunk.iter_mut().zip(world::random()).for_each(|(to, from)| *to = from));
    }
}
