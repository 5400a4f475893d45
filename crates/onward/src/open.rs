//! From the options of a call to an open instance.

use std::sync::Arc;

use instance::{Instance, config};
use store::Store;

use crate::cli::AtArgs;
use crate::fail::Outcome;
use crate::world::{self, SystemClock};

/// Opens the instance of a folder, with the packs in force there.
pub async fn instance(at: &AtArgs) -> Outcome<Arc<Instance>> {
    let config = config(&at.dir, at.database.database.as_deref());
    Ok(Arc::new(Instance::open(&config, Arc::new(SystemClock), world::random).await?))
}

/// Opens the store alone: the journal can be verified even where no pack loads any more.
pub async fn store(at: &AtArgs) -> Outcome<Store> {
    let config = config(&at.dir, at.database.database.as_deref());
    let opened = Store::open(&config, Arc::new(SystemClock), world::random).await;
    Ok(opened.map_err(instance::Fault::from)?)
}
