//! What a motion is about, and by which row of the reviewed table it is proposed and approved.

use journal::Motion;
use model::Id;

use crate::Action;

/// The person a motion is about.
pub fn person_of(motion: &Motion) -> Option<Id> {
    match motion {
        Motion::Forget { person } | Motion::LiftHold { person, .. } => Some(*person),
        Motion::Pack { .. }
        | Motion::Account { .. }
        | Motion::Office { .. }
        | Motion::Purpose { .. }
        | Motion::ResetPassword { .. } => None,
    }
}

/// The account a motion is about: its holder has no say in it.
pub(super) fn account_of(motion: &Motion) -> Option<&str> {
    match motion {
        Motion::Account { account, .. } | Motion::ResetPassword { account } => Some(account),
        Motion::Pack { .. }
        | Motion::Office { .. }
        | Motion::Purpose { .. }
        | Motion::LiftHold { .. }
        | Motion::Forget { .. } => None,
    }
}

/// The row of the reviewed table by which a motion is proposed and approved.
pub fn action_of(motion: &Motion) -> Action {
    match motion {
        Motion::Pack { .. } => Action::InstallPack,
        Motion::Account { .. } | Motion::Office { .. } | Motion::ResetPassword { .. } => Action::GrantAccounts,
        Motion::Purpose { .. } | Motion::LiftHold { .. } => Action::GovernPurposes,
        Motion::Forget { .. } => Action::Erase,
    }
}
