//! Why something that was understood may not be done. Codes are stable; words are looked up by the page.

use model::Id;
use pathways::DeedRefusal;

use crate::UnreadableVersion;

/// Why a command is not decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Not {
    /// It may not be done.
    Refused(Refusal),
    /// These people must be loaded first; nothing was decided.
    Needs(Vec<Id>),
}

impl From<Refusal> for Not {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<UnreadableVersion> for Refusal {
    fn from(_: UnreadableVersion) -> Self {
        Self::VersionUnreadable
    }
}

impl From<UnreadableVersion> for Not {
    fn from(unreadable: UnreadableVersion) -> Self {
        Self::Refused(unreadable.into())
    }
}

impl From<DeedRefusal> for Refusal {
    fn from(refused: DeedRefusal) -> Self {
        match refused {
            DeedRefusal::NotAllowed => Self::NotAllowed,
            DeedRefusal::NeedsAnotherPerson => Self::NeedsAnotherPerson,
            DeedRefusal::NotOpen => Self::NotOpen,
            DeedRefusal::ReasonsMissing => Self::ReasonsMissing,
            DeedRefusal::NoConsent => Self::NoConsent,
            DeedRefusal::DoNotContact => Self::DoNotContact,
            DeedRefusal::Gate => Self::Gate,
            DeedRefusal::Full => Self::Full,
        }
    }
}

/// A refusal with its stable code (a key of the message catalogue, never prose).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Refusal {
    /// The role table has no `y` for this role and action; also what is not in scope, and what does not exist:
    /// all three look alike from outside.
    NotAllowed,
    /// No such record in scope.
    NotFound,
    /// Purpose unknown here.
    PurposeUnknown,
    /// The purpose does not allow this legal basis.
    BasisNotAllowed,
    /// A write names no controller, office, actor, purpose or basis.
    IncompleteContext,
    /// A trial instance holds synthetic people only.
    TrialHoldsSyntheticOnly,
    /// A live instance holds real people only: what a generator made would be counted among them.
    LiveHoldsRealOnly,
    /// The instance has no first fact yet.
    NotFounded,
    /// A grant names a role that the reviewed table does not have.
    RoleUnknown,
    /// Two roles that one person may not hold together, or a compartment for a role that opens none.
    RolesIncompatible,
    /// There already is such a record.
    ExistsAlready,
    /// A field is not in the schema, or its value is not of its kind.
    BadField {
        /// The field's name, never its value.
        field: String,
    },
    /// A day that cannot be: none has come yet, or what is on record cannot be with it.
    CannotBe {
        /// The field's name, never its value.
        field: String,
        /// The other field, where it cannot be with that one.
        with: Option<String>,
    },
    /// Somebody else must do this, or do it too: nobody approves, grants or reviews their own act.
    NeedsAnotherPerson,
    /// What is in force changed since this was counted or proposed: it is to be looked at anew.
    Stale,
    /// Somebody else has said something of it since this was asked: nothing is put over it.
    Overtaken,
    /// A text is too long, or all of it together is.
    TooLarge,
    /// The office is not on record.
    OfficeUnknown,
    /// A legal hold is in force.
    Held,
    /// It is closed, or was never opened.
    NotOpen,
    /// It is open, and is to be opened again.
    OpenAlready,
    /// What goes against somebody needs its reasons.
    ReasonsMissing,
    /// The person has not agreed that it is shared with these.
    NoConsent,
    /// It is not known that the person can be reached without danger.
    DoNotContact,
    /// What must be known to hold before this is not known to hold.
    Gate,
    /// The seat is taken, or there is a live one already.
    Full,
    /// A place of theirs is not given back: a bed, a seat.
    InPlace,
    /// There is no place on all of these nights.
    NoPlace,
    /// Nobody knows for certain how many places there are.
    PlacesUnknown,
    /// What is free is due to others, who wait longer.
    OthersWait,
    /// What has the places was closed: it takes nobody in.
    HostClosed,
    /// The version on which a case runs cannot be read any more: it is to be moved to one that can.
    VersionUnreadable,
    /// A case cannot be moved: something that was done would not be there, or not be done, in the other version.
    WouldUndo,
    /// Too much was asked in too short a time; noted, so that somebody looks at it.
    TooMany,
}

impl Refusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "not-allowed",
            Self::NotFound => "not-found",
            Self::PurposeUnknown => "purpose-unknown",
            Self::BasisNotAllowed => "basis-not-allowed",
            Self::IncompleteContext => "incomplete-context",
            Self::TrialHoldsSyntheticOnly => "trial-holds-synthetic-only",
            Self::LiveHoldsRealOnly => "live-holds-real-only",
            Self::NotFounded => "not-founded",
            Self::RoleUnknown => "role-unknown",
            Self::RolesIncompatible => "roles-incompatible",
            Self::ExistsAlready => "exists-already",
            Self::BadField { .. } => "bad-field",
            Self::CannotBe { .. } => "cannot-be",
            Self::NeedsAnotherPerson => "needs-another-person",
            Self::Stale => "stale",
            Self::Overtaken => "overtaken",
            Self::TooLarge => "too-large",
            Self::OfficeUnknown => "office-unknown",
            Self::Held => "held",
            Self::NotOpen => "not-open",
            Self::OpenAlready => "open-already",
            Self::ReasonsMissing => "reasons-missing",
            Self::NoConsent => "no-consent",
            Self::DoNotContact => "do-not-contact",
            Self::Gate => "gate",
            Self::Full => "full",
            Self::InPlace => "in-place",
            Self::NoPlace => "no-place",
            Self::PlacesUnknown => "places-unknown",
            Self::OthersWait => "others-wait",
            Self::HostClosed => "host-closed",
            Self::VersionUnreadable => "version-unreadable",
            Self::WouldUndo => "would-undo",
            Self::TooMany => "too-many",
        }
    }
}
