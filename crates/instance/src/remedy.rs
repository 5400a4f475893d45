//! What helps where what is kept is away or damaged: one way out for each, so that nobody is sent to look at what is whole.

use std::error::Error;

use evidence::lake::LakeError;
use store::{Beside, DamagedRow, Differs, ReadError, WriteError};

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
    /// Bring the newest copy of the database back: nothing here can make it anew.
    BringCopyBack,
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
            if let Some(remedy) = of(next) {
                return Some(remedy);
            }
            cause = next.source();
        }
        None
    }
}

/// What helps with one cause by itself.
fn of(cause: &(dyn Error + 'static)) -> Option<Remedy> {
    match cause.downcast_ref() {
        Some(lake) if LakeError::calls_for_rebuild(lake) => return Some(Remedy::RebuildLake),
        // Two rows of one person do not follow from the facts.
        Some(LakeError::Twice) => return Some(Remedy::RebuildViews),
        _ => {}
    }
    // Whoever is told by the outbox is the lake; one that is made anew does not read what was there before.
    if matches!(cause.downcast_ref(), Some(ReadError::Outbox)) {
        return Some(Remedy::RebuildLake);
    }
    // Folded anew without its key, a row would be gone without a word, as of somebody who was forgotten.
    if matches!(cause.downcast_ref(), Some(DamagedRow::NoKey)) {
        return Some(Remedy::BringKeysBack);
    }
    if let Some(kind) = beside(cause) {
        // Of an older ledger of figures nobody can make the newest.
        return Some(if kind == Beside::Release { Remedy::BringCopyBack } else { Remedy::RebuildViews });
    }
    if matches!(cause.downcast_ref(), Some(WriteError::Behind)) {
        return Some(Remedy::BringCopyBack);
    }
    (cause.is::<DamagedRow>() || cause.is::<Differs>()).then_some(Remedy::RebuildViews)
}

/// Of what kind the rows beside the journal are that are not those written last.
fn beside(cause: &(dyn Error + 'static)) -> Option<Beside> {
    match (cause.downcast_ref(), cause.downcast_ref(), cause.downcast_ref()) {
        (Some(ReadError::Beside(kind)), ..)
        | (_, Some(WriteError::Beside(kind)), _)
        | (.., Some(Differs::Beside(kind))) => Some(*kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use casework::Refusal;
    use evidence::PeopleError;
    use evidence::reach::SimulateError;
    use store::{InstanceKeyError, KeyError, OpenError, SubmitError, VerifyError, WriteError};

    use super::*;

    #[track_caller]
    fn check(fault: impl Into<Fault>, expect: Option<Remedy>) {
        let fault = fault.into();
        assert_eq!(fault.remedy(), expect, "{}", fault.in_full());
    }

    #[test]
    fn a_lake_that_cannot_be_read_is_made_anew_and_one_that_is_busy_is_not() {
        check(LakeError::Absent, Some(Remedy::RebuildLake));
        check(LakeError::Behind { lake: 3, record: 4 }, Some(Remedy::RebuildLake));
        check(SimulateError::People(PeopleError::Sealed("x.bucket".into())), Some(Remedy::RebuildLake));
        check(ReadError::Outbox, Some(Remedy::RebuildLake));
        check(LakeError::Locked, None);
    }

    #[test]
    fn a_damaged_row_is_folded_anew_however_it_was_come_by() {
        check(ReadError::Row(DamagedRow::Seal), Some(Remedy::RebuildViews));
        check(SubmitError::Write(WriteError::View(DamagedRow::Disagrees)), Some(Remedy::RebuildViews));
        check(OpenError::Unfinished(WriteError::View(DamagedRow::Version)), Some(Remedy::RebuildViews));
        check(VerifyError::Derived(Differs::Tokens), Some(Remedy::RebuildViews));
        check(LakeError::Twice, Some(Remedy::RebuildViews));
    }

    #[test]
    fn facts_and_their_head_are_walked_for_nothing_makes_them_anew() {
        for error in [WriteError::Head, WriteError::Chain] {
            check(error.clone(), Some(Remedy::VerifyJournal));
            check(ReadError::Head(error), Some(Remedy::VerifyJournal));
        }
        check(ReadError::Fact, Some(Remedy::VerifyJournal));
    }

    #[test]
    fn what_opens_a_door_is_ended_and_a_ledger_is_brought_back() {
        check(ReadError::Beside(Beside::Session), Some(Remedy::RebuildViews));
        check(WriteError::Beside(Beside::Attempt), Some(Remedy::RebuildViews));
        check(VerifyError::Derived(Differs::Reads), Some(Remedy::RebuildViews));
        check(ReadError::Beside(Beside::Release), Some(Remedy::BringCopyBack));
        check(VerifyError::Derived(Differs::Beside(Beside::Release)), Some(Remedy::BringCopyBack));
        check(ReadError::Head(WriteError::Behind), Some(Remedy::BringCopyBack));
    }

    #[test]
    fn keys_that_are_gone_are_brought_back_and_a_store_that_does_not_answer_is_looked_at() {
        let missing = || KeyError::InstanceKey(InstanceKeyError::Missing { wanted: 1 });
        check(OpenError::NoKeys, Some(Remedy::BringKeysBack));
        check(ReadError::Row(DamagedRow::NoKey), Some(Remedy::BringKeysBack));
        check(OpenError::Unfinished(WriteError::View(DamagedRow::NoKey)), Some(Remedy::BringKeysBack));
        check(OpenError::Keys(missing()), Some(Remedy::BringKeysBack));
        check(ReadError::Keys(missing()), Some(Remedy::BringKeysBack));
        check(WriteError::from(KeyError::Damaged), Some(Remedy::BringKeysBack));
        let lost = store::Lost { people: 2, households: 1 };
        check(WriteError::Lost(lost), Some(Remedy::BringKeysBack));
        check(OpenError::Unfinished(WriteError::Lost(lost)), Some(Remedy::BringKeysBack));
        check(VerifyError::Derived(Differs::Lost(lost)), Some(Remedy::BringKeysBack));
        check(ReadError::Keys(KeyError::Wrap), Some(Remedy::SeeDatabase));
    }

    #[test]
    fn a_refusal_needs_no_remedy() {
        check(Refusal::NotAllowed, None);
    }
}
