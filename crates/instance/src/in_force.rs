//! What is in force at the moment of a question: the packs, loaded together, and the instance as it is on record. One
//! whole a question, handed down, so that an answer and its sentences never come from two versions.
//!
//! Packs that another process put in force are seen by the next question: what counts is what is on record.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use casework::InstanceView;
use casework::row::RecordedRows;
use journal::Digest;
use model::Date;
use packs::{LoadOptions, Packs, Source};
use pathways::PathwaysInForce;

use crate::loaded::LoadedPacks;
use crate::{Fault, Instance, former};

/// The name under which the schema is installed.
pub const CORE: &str = "core";

/// What is in force; it stays as it is for whoever holds it.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Accounts, offices, purposes, proposals.
    pub view: Arc<InstanceView>,
    /// All packs in force, loaded together; the core pack comes with the program.
    pub packs: Arc<Packs>,
    /// Their pathways, by the kinds whose records run them, and the versions that running cases may have begun on.
    pub pathways: Arc<PathwaysInForce>,
    /// Of the packs, as it stands in every envelope.
    pub digest: Digest,
}

impl InForce {
    /// How people on record are read by the measures in force.
    pub(crate) fn recorded_rows(&self) -> RecordedRows<'_> {
        RecordedRows { schema: &self.packs.schema, instance: &self.view }
    }
}

impl Instance {
    /// What is in force now.
    pub async fn in_force(&self) -> Result<InForce, Fault> {
        let view = self.store.instance().await?;
        let digest = view.schema();
        if let Some(LoadedPacks { packs, pathways, .. }) = self.loaded(digest) {
            return Ok(InForce { view, packs, pathways, digest });
        }
        // One loads, the others wait for it.
        let _one = self.loading.lock().await;
        let LoadedPacks { packs, pathways, .. } = match self.loaded(digest) {
            Some(loaded) => loaded,
            None => self.take_over(&view, digest).await?,
        };
        Ok(InForce { view, packs, pathways, digest })
    }

    /// Calendars by which rules in force count working days and which end within a year, or have ended: somebody has
    /// to enter the holidays that follow.
    pub fn ending_calendars(&self, in_force: &InForce) -> BTreeMap<String, Date> {
        let country = self.founded.jurisdiction.as_deref();
        packs::ending_calendars(&in_force.packs, self.first_office_day(in_force), country)
    }

    fn loaded(&self, digest: Digest) -> Option<LoadedPacks> {
        let last = self.packs.read().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|last| last.digest == digest).cloned()
    }

    /// Loads the packs on record; from then on the store decides by their schema and their pathways.
    async fn take_over(&self, view: &Arc<InstanceView>, digest: Digest) -> Result<LoadedPacks, Fault> {
        let (there, country) = (Arc::clone(view), self.founded.jurisdiction.clone());
        let loaded = tokio::task::spawn_blocking(move || {
            let packs = packs::load(&on_record(&there), &LoadOptions::default())?;
            let pathways = former::pathways(&there, &packs, country.as_deref());
            Ok::<_, Fault>(LoadedPacks { digest, packs: Arc::new(packs), pathways: Arc::new(pathways) })
        });
        let loaded = loaded.await??;
        let schema = Arc::new(loaded.packs.schema.clone());
        self.store.use_rules(schema, Arc::clone(&loaded.pathways), digest).await?;
        *self.packs.write().unwrap_or_else(PoisonError::into_inner) = Some(loaded.clone());
        Ok(loaded)
    }
}

/// The packs on record besides the core.
pub(crate) fn on_record(view: &InstanceView) -> Vec<Source> {
    let others = view.packs.iter().filter(|(name, _)| *name != CORE);
    others.map(|(name, pack)| Source::new(name.clone(), (*pack.files).clone())).collect()
}

/// The packs on record with one more, or with another version of one, as they load from then on: by their names, of
/// which the first of a family brings its fields. Refused where they do not load together.
pub(crate) fn together(view: &InstanceView, source: &Source) -> Result<Packs, Fault> {
    let mut sources = on_record(view);
    sources.retain(|other| other.name != source.name);
    let place = sources.partition_point(|other| other.name < source.name);
    sources.insert(place, source.clone());
    Ok(packs::load(&sources, &LoadOptions::default())?)
}
