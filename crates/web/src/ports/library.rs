//! The packs in force here; what another version of one would change for people, and the ways to put it in force.
//!
//! Whether a change takes something from anybody is counted behind this port, each time anew and never by a page. Counts
//! already passed disclosure control; `None` is withheld.

use std::collections::BTreeMap;
use std::sync::Arc;

use casework::view::Proposal;
use model::{Date, Id, Text};
use packs::{Packs, Source};

use super::{Asker, Reply};
use crate::chart::Split;

/// The packs in force here; installing one puts a new whole in its place.
pub trait Library: Send + Sync {
    /// Everything installed.
    fn packs(&self) -> Arc<Packs>;
    /// The files of a pack that is in force here, by their paths; `None` where it is not.
    fn installed(&self, pack: String) -> Reply<'_, Option<BTreeMap<String, String>>>;
    /// What putting these files in force would change for people; nothing is written.
    fn change(&self, source: Source) -> Reply<'_, Change>;
    /// Puts a pack in force, with those that are; from then on [`Library::packs`] holds it. Refused where somebody
    /// loses something.
    fn install(&self, asker: Asker, source: Source) -> Reply<'_, ()>;
    /// Proposes a pack to a second person.
    fn propose(&self, asker: Asker, source: Source, reason: String) -> Reply<'_, Id>;
    /// Everything that was proposed.
    fn proposals(&self) -> Reply<'_, BTreeMap<Id, Proposal>>;
    /// Approves a proposal, and its pack is in force; declines it, or withdraws one's own.
    fn conclude(&self, asker: Asker, proposal: Id, approve: bool, reason: String) -> Reply<'_, ()>;
}

/// What a change does to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether a second person must agree.
    pub takes_away: bool,
    /// Measures in force whose answers can change.
    pub measures: Vec<Changed>,
    /// Counts below this are withheld.
    pub threshold: u64,
}

/// A measure in force, and what the change does to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its pack.
    pub pack: String,
    /// Its name there.
    pub measure: String,
    /// What people read.
    pub title: Text,
    /// Why it takes something away, where it does or may.
    pub loss: Option<Loss>,
    /// People on record.
    pub record: Option<Figures>,
    /// People who do not exist, on whom every change is tried.
    pub invented: Option<Figures>,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The day.
    pub on: Date,
    /// Everybody counted.
    pub people: Option<u64>,
    /// All of them made by the generator.
    pub synthetic: bool,
    /// The answers of what is in force.
    pub before: Split,
    /// The answers of what would be.
    pub after: Split,
    /// Reached then and not now.
    pub gained: Option<u64>,
    /// Reached now and not then.
    pub lost: Option<u64>,
    /// Undecided then and not now.
    pub undecidable: Option<u64>,
}
