//! A change of the packs in force: what it takes from people, and the ways to put it in force. The command line and the
//! pages both come here, so that none of them can leave the count out (invariant 14).
//!
//! Every measure in force is held against what it would be, not those of the one pack alone: the first pack of a family
//! brings the fields of all (an adaptation holds its base's other files itself, so that replacing a base changes none).
//! A pack that is new and touches no other is counted without looking at anybody.

mod count;
mod edges;
mod invented;
mod touched;

use std::sync::Arc;

use casework::{Command, Impact, PackFiles, Refusal};
use evidence::reach::MeasureVariant;
use model::{Date, Id, Text};
use packs::Source;
use store::{Receipt, SubmitError};

use crate::catalogue;
use crate::fail::{Fail, Outcome};
use crate::instance::{Acts, Instance, together};
use crate::{lake, world};

/// A change, counted.
#[derive(Debug, Clone)]
pub struct Change {
    pub pack: PackFiles,
    /// Measures in force whose answers can change.
    pub measures: Vec<Measured>,
    pub impact: Impact,
}

/// A measure in force, and what the change does to it.
#[derive(Debug, Clone)]
pub struct Measured {
    pub pack: String,
    pub measure: String,
    pub title: Text,
    /// Why it takes something away, where it does or may.
    pub loss: Option<Loss>,
    /// People on record.
    pub record: Option<Shown>,
    /// People who do not exist: a population of the generator, those of the pack's own tests, and those at the edges.
    pub invented: Option<Shown>,
}

/// Why a measure takes something away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It is no longer there.
    Removed,
    /// It begins later, ends earlier, or gives fewer rights.
    Narrowed,
    /// Somebody who gets a yes would get another answer.
    Somebody,
    /// It cannot be counted for everybody.
    Uncounted,
}

/// What changes for people on one day.
#[derive(Debug, Clone)]
pub struct Shown {
    pub on: Date,
    pub people: Option<u64>,
    pub synthetic: bool,
    pub figures: MeasureVariant,
}

impl Change {
    /// Counts what putting a pack in force would change.
    pub async fn of(instance: &Instance, source: &Source) -> Outcome<Self> {
        let source = named(source)?;
        let view = instance.store.instance().await.map_err(Fail::wrong)?;
        let (before, country) = (instance.packs_of(&view)?, instance.founded.jurisdiction.clone());
        let (there, new) = (Arc::clone(&view), source.clone());
        let load = move || {
            let after = together(&there, &new)?;
            let touched = touched::measures(&before, &after, country.as_deref(), world::today());
            Outcome::Ok((before, after, touched))
        };
        let (before, after, touched) = tokio::task::spawn_blocking(load).await.map_err(Fail::wrong)??;
        let version = after.pack(&source.name).map(|pack| pack.version.clone()).unwrap_or_default();
        let pack = PackFiles { name: source.name.clone(), version, hash: source.hash(), files: source.files };
        let measures = if touched.is_empty() {
            vec![]
        } else {
            let people = lake::refreshed(instance).await?.people().map_err(Fail::wrong)?;
            let work = move || count::measures(touched, &before.schema, &after.schema, &people);
            tokio::task::spawn_blocking(work).await.map_err(Fail::wrong)?
        };
        let lost = measures.iter().filter(|one| one.loss.is_some());
        let takes_away = lost.map(|one| format!("{}/{}", one.pack, one.measure)).collect();
        Ok(Self { pack, measures, impact: Impact { against: view.hashes(), takes_away } })
    }

    /// Whether a second person must agree.
    pub fn takes_away(&self) -> bool {
        !self.impact.takes_away.is_empty()
    }

    /// Puts it in force, where nobody loses anything. That it was tried where somebody does is noted.
    pub async fn install(&self, instance: &Instance, acts: &Acts) -> Result<Receipt, SubmitError> {
        let command = Command::InstallPack(self.pack.clone(), Some(self.impact.clone()));
        let done = instance.store.submit(acts.ctx("desk"), command).await;
        if let Err(SubmitError::Refused(refusal @ Refusal::NeedsAnotherPerson)) = &done {
            let noted = Command::NoteRefusal { action: casework::Action::InstallPack.code(), code: refusal.code() };
            instance.store.submit(acts.ctx("desk"), noted).await?;
        }
        done
    }

    /// Proposes it to a second person.
    pub async fn propose(&self, instance: &Instance, acts: &Acts, reason: &str) -> Result<Id, SubmitError> {
        let (proposal, reason) = (instance.store.new_id(), reason.to_owned());
        let (pack, impact) = (self.pack.clone(), self.impact.clone());
        let command = Command::ProposePack { proposal, pack, impact, reason };
        instance.store.submit(acts.ctx("desk"), command).await.map(|_| proposal)
    }
}

/// Approves a proposal, and what was proposed is in force; or declines it.
pub async fn conclude(
    instance: &Instance,
    acts: &Acts,
    proposal: Id,
    approve: bool,
    reason: &str,
) -> Result<(), NotConcluded> {
    let view = instance.store.instance().await.map_err(Fail::wrong)?;
    let made = view.proposals.get(&proposal).filter(|made| approve && made.decided.is_none());
    if let Some(made) = made {
        together(&view, &Source::new(made.name.clone(), made.files.clone()))?;
    }
    let command = Command::DecideProposal { proposal, approve, reason: reason.to_owned() };
    instance.store.submit(acts.ctx("desk"), command).await?;
    if approve {
        instance.take_over_packs().await?;
    }
    Ok(())
}

/// Why a proposal is still open.
pub enum NotConcluded {
    /// The record did not take it.
    Refused(SubmitError),
    /// It does not load together with what is in force now, or could not be looked at.
    Failed(Fail),
}

impl From<SubmitError> for NotConcluded {
    fn from(error: SubmitError) -> Self {
        Self::Refused(error)
    }
}

impl From<Fail> for NotConcluded {
    fn from(fail: Fail) -> Self {
        Self::Failed(fail)
    }
}

impl From<NotConcluded> for Fail {
    fn from(why: NotConcluded) -> Self {
        match why {
            NotConcluded::Refused(error) => refused(error),
            NotConcluded::Failed(fail) => fail,
        }
    }
}

/// A refusal in words that say what to do.
pub fn refused(error: SubmitError) -> Fail {
    let SubmitError::Refused(refusal) = error else { return Fail::wrong(error) };
    let help = match &refusal {
        Refusal::NeedsAnotherPerson => "another person in another role decides: nobody approves their own proposal",
        Refusal::Stale => "what is in force changed meanwhile: look at the change again, and propose it again",
        Refusal::NotFound => "`onward pack proposals` lists them",
        Refusal::ExistsAlready => "it is in force, proposed or decided already",
        Refusal::BadField { .. } => "`--reason` says why, in at most 2000 characters",
        _ => return Fail::wrong(refusal),
    };
    Fail::wrong(refusal).help(help)
}

/// The pack under the name that its manifest gives it, whatever its folder is called.
pub fn named(source: &Source) -> Outcome<Source> {
    let alone = catalogue::load_sources(std::slice::from_ref(source), packs::LoadOptions::default())?;
    let pack = alone.packs.first().ok_or_else(|| Fail::wrong("the core pack comes with the program"))?;
    Ok(Source { name: pack.name.clone(), ..source.clone() })
}
