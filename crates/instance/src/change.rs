//! A change of the packs in force: what it takes from people, and the ways to put it in force. The command line and the
//! pages both come here, so that none of them can leave the count out (invariant 14).
//!
//! Every measure in force is held against what it would be, not those of the one pack alone: the first pack of a family
//! brings the fields of all (an adaptation holds its base's other files itself, so that replacing a base changes none).
//! A pack that is new and touches no other is counted without looking at anybody.

mod count;
mod edges;
mod invented;
mod running;
mod touched;
mod walls;

use casework::{Action, Impact, PackCommand, ProposalCommand, Refusal, Scope};
use evidence::reach::MeasureVariant;
use journal::{Motion, PackFiles};
use model::{Date, Id, Text};
use packs::{LoadOptions, Source};
use store::Receipt;

pub use self::running::RunningCases;
use crate::in_force::together;
use crate::{Acting, Fault, InForce, Instance};

/// A change, counted.
#[derive(Debug, Clone)]
pub struct PackChange {
    /// What is to be put in force.
    pub pack: PackFiles,
    /// Measures in force whose answers can change.
    pub measures: Vec<MeasureChange>,
    /// Pathways in force that change, with how many live cases stay on their versions or go out of sight; nothing for whoever
    /// sees no counts.
    pub cases: Vec<RunningCases>,
    /// What the record is told of it.
    pub impact: Impact,
}

/// A measure in force, and what the change does to it.
#[derive(Debug, Clone)]
pub struct MeasureChange {
    /// Its pack.
    pub pack: String,
    /// Its name there.
    pub measure: String,
    /// What people read.
    pub title: Text,
    /// Why it takes something away, where it does or may.
    pub loss: Option<Loss>,
    /// Whether it is in force on none of the days on which the two versions differ.
    pub idle: bool,
    /// People on record.
    pub record: Option<DayChangeFigures>,
    /// People who do not exist: a population of the generator, those of the pack's own tests, and those at the edges.
    pub invented: Option<DayChangeFigures>,
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

/// What changes for people on one day, as it may be shown.
#[derive(Debug, Clone)]
pub struct DayChangeFigures {
    /// The day.
    pub on: Date,
    /// Everybody counted.
    pub people: Option<u64>,
    /// All of them made by the generator.
    pub synthetic: bool,
    /// Before and after.
    pub figures: MeasureVariant,
}

impl PackChange {
    /// Kinds of record and fields of them that go, by their names: what is on record under them is seen by nobody then.
    pub fn out_of_sight(&self) -> Vec<&str> {
        self.impact.takes_away.iter().filter_map(|name| out_of_sight(name)).collect()
    }

    /// Whether a second person must agree.
    pub fn takes_away(&self) -> bool {
        !self.impact.takes_away.is_empty()
    }
}

impl Instance {
    /// Counts what putting a pack in force would change, for somebody to look at, or to be decided by. Real people are
    /// asked for a decision alone, and figures of people on record are for those who may see counts of them.
    pub async fn pack_change(
        &self,
        in_force: &InForce,
        shown_to: Option<&Acting>,
        source: &Source,
    ) -> Result<PackChange, Fault> {
        let source = named(source)?;
        let (there, new) = (in_force.clone(), source.clone());
        let (country, today) = (self.founded.jurisdiction.clone(), self.first_office_day(in_force));
        let load = move || {
            let after = together(&there.view, &new)?;
            walls::kept(&there.view, &after.schema)?;
            let touched = touched::measures(&there.packs, &after, country.as_deref(), today);
            let mut others = walls::retired(&there.packs.schema, &after.schema);
            others.extend(running::loosened_ones(&there.pathways, &after, country.as_deref()));
            let cases = running::changed(&there.pathways, &after, country.as_deref());
            Ok::<_, Fault>((after, touched, others, cases))
        };
        let (after, touched, others, mut cases) = tokio::task::spawn_blocking(load).await??;
        let version = after.pack(&source.name).map(|pack| pack.version.clone()).unwrap_or_default();
        let pack = PackFiles { name: source.name.clone(), version, hash: source.hash(), files: source.files };
        let mut measures = vec![];
        if !touched.is_empty() {
            let asked = self.is_trial() || shown_to.is_none();
            let people = if asked { Some(self.everybody(in_force).await?) } else { None };
            let before = in_force.packs.clone();
            let work = move || count::measures(&touched, &before.schema, &after.schema, people.as_ref());
            measures = tokio::task::spawn_blocking(work).await??;
        }
        let lost = measures.iter().filter(|one| one.loss.is_some());
        let mut takes_away: Vec<String> = lost.map(|one| format!("{}/{}", one.pack, one.measure)).collect();
        takes_away.extend(others);
        if !shown_to.is_some_and(sees_counts) {
            for one in &mut measures {
                one.record = None;
            }
        }
        if shown_to.is_none_or(sees_counts) {
            self.count_live(in_force, &mut cases).await?;
        } else {
            cases.clear();
        }
        Ok(PackChange { pack, measures, cases, impact: Impact { against: in_force.view.hashes(), takes_away } })
    }

    /// Puts a change in force, where nobody loses anything. That it was tried where somebody does is noted.
    pub async fn install(&self, acting: &Acting, source: &Source) -> Result<Receipt, Fault> {
        let _one = self.changing.lock().await;
        let in_force = self.in_force().await?;
        let change = self.pack_change(&in_force, None, source).await?;
        let command = PackCommand::Install { pack: change.pack, impact: Some(change.impact) };
        let done = self.submit(acting, command).await;
        if let Err(Fault::Refused(refusal @ Refusal::NeedsAnotherPerson)) = &done {
            self.note_refusal(acting, Action::InstallPack, refusal.clone()).await?;
        }
        done
    }

    /// Puts a change before a second person.
    pub async fn propose_pack(&self, acting: &Acting, source: &Source, reason: &str) -> Result<Id, Fault> {
        let in_force = self.in_force().await?;
        let PackChange { pack, impact, .. } = self.pack_change(&in_force, None, source).await?;
        let (proposal, reason) = (self.new_id(), reason.to_owned());
        self.submit(acting, ProposalCommand::ProposePack { proposal, pack, impact, reason }).await?;
        Ok(proposal)
    }

    /// Whether what a proposal would put in force loads with what is in force now, and loses nothing that
    /// ever was.
    pub(crate) fn loads(in_force: &InForce, motion: &Motion) -> Result<(), Fault> {
        let Motion::Pack { pack, .. } = motion else { return Ok(()) };
        let after = together(&in_force.view, &Source::new(pack.name.clone(), pack.files.clone()))?;
        walls::kept(&in_force.view, &after.schema)
    }

    /// The day it is where the instance is: by it changes are counted, whoever asks.
    pub(crate) fn first_office_day(&self, in_force: &InForce) -> Date {
        in_force.view.today(&self.founded.controller, "", self.now())
    }
}

/// The kind of record, or the field of one, that goes, where this names one and no measure.
pub fn out_of_sight(taken: &str) -> Option<&str> {
    taken.split_once("/kinds/").map(|(_, name)| name)
}

/// Whether somebody may see counts of the people on record: to simulate, or to put in force what they decide on.
fn sees_counts(acting: &Acting) -> bool {
    let counts = |scope| matches!(scope, Scope::Aggregates { .. } | Scope::Controller { .. });
    acting.may(Action::Simulate).is_ok_and(counts) || acting.may(Action::InstallPack).is_ok()
}

/// The pack under the name that its manifest gives it, whatever its folder is called.
pub fn named(source: &Source) -> Result<Source, Fault> {
    let alone = packs::load(std::slice::from_ref(source), &LoadOptions::default())?;
    let pack = alone.packs.first().ok_or_else(|| Fault::File("the core pack comes with the program".to_owned()))?;
    Ok(Source { name: pack.name.clone(), ..source.clone() })
}
