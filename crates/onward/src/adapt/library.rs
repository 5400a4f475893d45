//! The packs in force, and putting a shipped one there: by the command and the decision by which the command line
//! does it.

use std::collections::BTreeMap;
use std::sync::Arc;

use journal::Basis;
use packs::{Packs, Source};
use store::SubmitError;
use web::ports::{Asker, Library, PortError, Reply};

use super::unavailable;
use crate::fail::Fail;
use crate::instance::{Acts, Instance, installation};

/// The packs of an instance.
pub struct Installed {
    instance: Arc<Instance>,
    /// One installation at a time: each must load together with what the one before it left.
    door: tokio::sync::Mutex<()>,
}

impl Installed {
    pub fn new(instance: Arc<Instance>) -> Self {
        Self { instance, door: tokio::sync::Mutex::default() }
    }

    async fn put_in_force(&self, asker: &Asker, pack: &str) -> Result<(), PortError> {
        let _one = self.door.lock().await;
        let cause = |fail: Fail| unavailable(fail.cause);
        let source = Source::shipped(pack).ok_or_else(|| unavailable("no such pack is shipped"))?;
        let view = self.instance.store.instance().await.map_err(unavailable)?;
        let (command, _) = installation(&view, &source).map_err(cause)?;
        let (account, schema) = (&asker.actor.account, self.instance.schema_hash());
        let acts = Acts::account(account, &view, schema, &asker.purpose, Basis::PublicInterest).map_err(cause)?;
        let done = self.instance.store.submit(acts.ctx("desk"), command).await;
        done.map_err(|error| match error {
            SubmitError::Refused(refusal) => PortError::Refused(refusal),
            other @ SubmitError::Write(_) => unavailable(other),
        })?;
        self.instance.take_over_packs().await.map_err(cause)
    }
}

impl Library for Installed {
    fn packs(&self) -> Arc<Packs> {
        self.instance.packs()
    }

    fn installed(&self, pack: String) -> Reply<'_, Option<BTreeMap<String, String>>> {
        Box::pin(async move {
            let view = self.instance.store.instance().await.map_err(unavailable)?;
            Ok(view.packs.get(&pack).map(|pack| pack.files.clone()))
        })
    }

    fn install(&self, asker: Asker, pack: String) -> Reply<'_, ()> {
        Box::pin(async move { self.put_in_force(&asker, &pack).await })
    }
}
