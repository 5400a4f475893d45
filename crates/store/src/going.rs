//! Rings that are still to go: whose, noted beside the journal until their keys are destroyed, so that a crash in the middle
//! of forgetting is finished by whoever opens the instance next.

use journal::Subject;
use model::Id;
use serde::{Deserialize, Serialize};

use crate::beside::{Beside, BesideKey, Change, Only, keep, remove};

/// A note that an owner's ring is still to go.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) enum Going {
    Person(Id, u64),
    Household(Id, u64),
}

impl Going {
    /// The note of an owner; none of the instance, whose ring never goes.
    pub(crate) fn of(owner: Subject, seq: u64) -> Option<Self> {
        match owner {
            Subject::Owner(id) => Some(Self::Person(id, seq)),
            Subject::Household(id) => Some(Self::Household(id, seq)),
            Subject::Instance => None,
        }
    }

    pub(crate) fn owner(self) -> (Subject, u64) {
        match self {
            Self::Person(id, seq) => (Subject::Owner(id), seq),
            Self::Household(id, seq) => (Subject::Household(id), seq),
        }
    }
}

/// The change that notes a ring; none where it cannot be sealed.
pub(crate) fn note(key: &BesideKey, going: Going) -> Option<Change> {
    let (owner, _) = going.owner();
    keep(key, Beside::Forgetting, &name_of(owner), &going, Only::Ever)
}

/// The change that removes the note.
pub(crate) fn gone(key: &BesideKey, owner: Subject) -> Change {
    remove(key, Beside::Forgetting, &name_of(owner))
}

/// Whose rings are noted, and the last fact that says so.
pub(crate) fn gathered(notes: impl Iterator<Item = Going>) -> Option<(Vec<Subject>, u64)> {
    let notes: Vec<(Subject, u64)> = notes.map(Going::owner).collect();
    let last = notes.iter().map(|(_, seq)| *seq).max()?;
    Some((notes.into_iter().map(|(owner, _)| owner).collect(), last))
}

/// Under what a note lies.
pub(crate) fn name_of(owner: Subject) -> Vec<u8> {
    match owner {
        Subject::Owner(id) => [b"p".as_slice(), &id.0].concat(),
        Subject::Household(id) => [b"h".as_slice(), &id.0].concat(),
        Subject::Instance => vec![],
    }
}
