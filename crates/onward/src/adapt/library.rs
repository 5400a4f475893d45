//! The packs in force, what a change of them does to people, and putting it in force: by the very functions that the
//! command line uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::view::Proposal;
use evidence::reach::SplitFigures;
use journal::Basis;
use model::Id;
use packs::{Packs, Source};
use store::SubmitError;
use web::chart::Split;
use web::ports::library::{self as port, Library};
use web::ports::{Asker, PortError, Reply};

use super::unavailable;
use crate::change::{self, Change, Loss, Measured, Shown};
use crate::fail::Fail;
use crate::instance::{Acts, Instance};
use crate::run::THRESHOLD;

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

    async fn acts(&self, asker: &Asker) -> Result<Acts, PortError> {
        let view = self.instance.store.instance().await.map_err(unavailable)?;
        let (account, schema) = (&asker.actor.account, self.instance.schema_hash());
        Acts::account(account, &view, schema, &asker.purpose, Basis::PublicInterest).map_err(failed)
    }

    async fn counted(&self, source: &Source) -> Result<Change, PortError> {
        Change::of(&self.instance, source).await.map_err(|fail| match fail.code {
            crate::fail::WRONG_CALL => PortError::Unsound,
            _ => failed(fail),
        })
    }

    async fn put_in_force(&self, asker: &Asker, source: &Source) -> Result<(), PortError> {
        let _one = self.door.lock().await;
        let (change, acts) = (self.counted(source).await?, self.acts(asker).await?);
        change.install(&self.instance, &acts).await.map_err(submitted)?;
        self.instance.take_over_packs().await.map_err(failed)
    }

    async fn proposed(&self, asker: &Asker, source: &Source, reason: &str) -> Result<Id, PortError> {
        let (change, acts) = (self.counted(source).await?, self.acts(asker).await?);
        change.propose(&self.instance, &acts, reason).await.map_err(submitted)
    }

    async fn concluded(&self, asker: &Asker, proposal: Id, approve: bool, reason: &str) -> Result<(), PortError> {
        let _one = self.door.lock().await;
        let acts = self.acts(asker).await?;
        let done = change::conclude(&self.instance, &acts, proposal, approve, reason).await;
        done.map_err(|error| match error {
            change::NotConcluded::Refused(error) => submitted(error),
            change::NotConcluded::Failed(_) => PortError::Unsound,
        })
    }
}

fn failed(fail: Fail) -> PortError {
    unavailable(fail.cause)
}

fn submitted(error: SubmitError) -> PortError {
    match error {
        SubmitError::Refused(refusal) => PortError::Refused(refusal),
        other @ SubmitError::Write(_) => unavailable(other),
    }
}

fn shown(change: &Change) -> port::Change {
    let measures = change.measures.iter().map(changed).collect();
    port::Change { takes_away: change.takes_away(), measures, threshold: THRESHOLD }
}

fn changed(one: &Measured) -> port::Changed {
    port::Changed {
        pack: one.pack.clone(),
        measure: one.measure.clone(),
        title: one.title.clone(),
        loss: one.loss.map(|loss| match loss {
            Loss::Removed => port::Loss::Removed,
            Loss::Narrowed => port::Loss::Narrowed,
            Loss::Somebody => port::Loss::Somebody,
            Loss::Uncounted => port::Loss::Uncounted,
        }),
        record: one.record.as_ref().map(figures),
        invented: one.invented.as_ref().map(figures),
    }
}

fn figures(shown: &Shown) -> port::Figures {
    let split = |side: SplitFigures| Split { yes: side.yes, needs: side.needs, no: side.no };
    port::Figures {
        on: shown.on,
        people: shown.people,
        synthetic: shown.synthetic,
        before: split(shown.figures.before),
        after: split(shown.figures.after),
        gained: shown.figures.gained.people,
        lost: shown.figures.lost.people,
        undecidable: shown.figures.newly_undecidable.people,
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

    fn change(&self, source: Source) -> Reply<'_, port::Change> {
        Box::pin(async move { Ok(shown(&self.counted(&source).await?)) })
    }

    fn install(&self, asker: Asker, source: Source) -> Reply<'_, ()> {
        Box::pin(async move { self.put_in_force(&asker, &source).await })
    }

    fn propose(&self, asker: Asker, source: Source, reason: String) -> Reply<'_, Id> {
        Box::pin(async move { self.proposed(&asker, &source, &reason).await })
    }

    fn proposals(&self) -> Reply<'_, BTreeMap<Id, Proposal>> {
        Box::pin(async move {
            let view = self.instance.store.instance().await.map_err(unavailable)?;
            Ok(view.proposals.clone())
        })
    }

    fn conclude(&self, asker: Asker, proposal: Id, approve: bool, reason: String) -> Reply<'_, ()> {
        Box::pin(async move { self.concluded(&asker, proposal, approve, &reason).await })
    }
}
