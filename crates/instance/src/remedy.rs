//! What helps where what is kept is away or damaged: one way out for each, so that nobody is sent to look at what is whole.

use std::error::Error;

use evidence::lake::LakeError;
use store::{DamagedRow, Differs};

use crate::Fault;

/// What to do before the same question is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// See whether the database answers.
    SeeDatabase,
    /// Bring the keys back from their backup.
    BringKeysBack,
    /// Write the lake anew from the record.
    RebuildLake,
    /// Fold what lies beside the facts anew from them.
    RebuildViews,
    /// Walk the facts: they, or the head of their chain, are not what was written.
    VerifyJournal,
}

impl Fault {
    /// What helps, where anything does besides asking again or otherwise.
    pub fn remedy(&self) -> Option<Remedy> {
        match self {
            Self::Keys(_) => Some(Remedy::BringKeysBack),
            Self::Away(cause) if cause.is::<LakeError>() => None,
            Self::Away(_) => Some(Remedy::SeeDatabase),
            Self::Damaged(_) => self.of_cause().or(Some(Remedy::VerifyJournal)),
            _ => self.of_cause(),
        }
    }

    /// By the first cause that calls for one.
    fn of_cause(&self) -> Option<Remedy> {
        let mut cause = self.source();
        while let Some(next) = cause {
            if next.downcast_ref().is_some_and(LakeError::calls_for_rebuild) {
                return Some(Remedy::RebuildLake);
            }
            if next.is::<DamagedRow>() || next.is::<Differs>() {
                return Some(Remedy::RebuildViews);
            }
            cause = next.source();
        }
        None
    }
}
