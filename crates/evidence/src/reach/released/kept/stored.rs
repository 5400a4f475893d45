//! A release as it lies in store: a byte for the version, then its parts in the order written here.
//!
//! It has types of its own, so that what is shown today can change without what was shown before becoming unreadable:
//! another order or another part is another version, beside this one. What people on record are not asked (variants,
//! conditions dropped, whom one alone leaves behind) has no place in it and is refused. Refused in reading: another
//! version, bytes left over, and counts that do not hang together.

mod measure;
mod memory;

use disclosure::FiguresError;
use serde::{Deserialize, Serialize};

use super::{Hash, KeptRelease};
use crate::reach::ReachFigures;
use measure::StoredMeasure;
use memory::StoredMemory;

/// The version that is written, and read.
const VERSION: u8 = 2;

/// Why a release is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteReleaseError {
    /// A figure that is not told of people on record.
    #[error("a kept release has no place for {0}")]
    NoPlace(&'static str),
    /// A position that has no form as a number of 64 bits.
    #[error("a position in a kept release is too large to be written")]
    Position,
    /// It has no form as bytes.
    #[error("a kept release has no form as bytes")]
    Form(#[from] postcard::Error),
}

/// Why bytes are not read as a release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadReleaseError {
    /// There is nothing.
    #[error("it is empty")]
    Empty,
    /// Written in a way that this program does not know.
    #[error("it is of version {0}; this program reads {VERSION}")]
    Version(u8),
    /// It breaks off, or is something else.
    #[error("it is not a release")]
    Form(#[from] postcard::Error),
    /// Something follows it.
    #[error("{0} byte(s) follow its end")]
    Rest(usize),
    /// A position that this machine cannot count to.
    #[error("a position in it is too large for this machine")]
    Position,
    /// Its counts contradict each other.
    #[error("its counts do not hang together: {0}")]
    Counts(#[from] FiguresError),
}

#[derive(Serialize, Deserialize)]
struct StoredRelease {
    population: String,
    number: u64,
    after: Hash,
    question: Hash,
    figures: StoredFigures,
    memory: StoredMemory,
}

#[derive(Serialize, Deserialize)]
struct StoredFigures {
    on: String,
    people: Option<u64>,
    measures: Vec<StoredMeasure>,
    reached_by_none: Option<u64>,
}

/// The bytes of a release.
pub(super) fn write(release: &KeptRelease) -> Result<Vec<u8>, WriteReleaseError> {
    let stored = StoredRelease {
        population: release.population.clone(),
        number: position(release.number)?,
        after: release.after,
        question: release.question,
        figures: StoredFigures::of(&release.figures)?,
        memory: StoredMemory::of(&release.remembered)?,
    };
    Ok(postcard::to_extend(&stored, vec![VERSION])?)
}

/// The release of these bytes.
pub(super) fn read(bytes: &[u8]) -> Result<KeptRelease, ReadReleaseError> {
    let (version, bytes) = bytes.split_first().ok_or(ReadReleaseError::Empty)?;
    if *version != VERSION {
        return Err(ReadReleaseError::Version(*version));
    }
    let (stored, rest): (StoredRelease, _) = postcard::take_from_bytes(bytes)?;
    if !rest.is_empty() {
        return Err(ReadReleaseError::Rest(rest.len()));
    }
    Ok(KeptRelease {
        population: stored.population,
        number: place(stored.number)?,
        after: stored.after,
        question: stored.question,
        figures: stored.figures.into(),
        remembered: stored.memory.remembered()?,
    })
}

impl StoredFigures {
    fn of(figures: &ReachFigures) -> Result<Self, WriteReleaseError> {
        let ReachFigures { on, people, synthetic, measures, not_counted, reached_by_none, variants, .. } = figures;
        nowhere(*synthetic, "invented people")?;
        nowhere(!not_counted.is_empty(), "a measure that could not be counted")?;
        nowhere(variants.is_some(), "a variant")?;
        Ok(Self {
            on: on.clone(),
            people: *people,
            measures: measures.iter().map(StoredMeasure::of).collect::<Result<_, _>>()?,
            reached_by_none: *reached_by_none,
        })
    }
}

impl From<StoredFigures> for ReachFigures {
    fn from(stored: StoredFigures) -> Self {
        Self {
            on: stored.on,
            people: stored.people,
            synthetic: false,
            measures: stored.measures.into_iter().map(Into::into).collect(),
            not_counted: vec![],
            reached_by_none: stored.reached_by_none,
            none_of_those_about: None,
            variants: None,
        }
    }
}

/// Refuses what is there and has no place.
fn nowhere(there: bool, what: &'static str) -> Result<(), WriteReleaseError> {
    if there { Err(WriteReleaseError::NoPlace(what)) } else { Ok(()) }
}

fn position(place: usize) -> Result<u64, WriteReleaseError> {
    u64::try_from(place).map_err(|_| WriteReleaseError::Position)
}

fn place(position: u64) -> Result<usize, ReadReleaseError> {
    usize::try_from(position).map_err(|_| ReadReleaseError::Position)
}

#[cfg(test)]
mod tests;
