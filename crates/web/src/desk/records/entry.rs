//! What became of what was entered on the page of a record, and in which words that is said.

use axum::http::StatusCode;
use casework::Refusal;
use instance::Fault;

use crate::gate::Failure;

/// What became of what was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordEntry {
    /// It is on record.
    Saved,
    /// Something does not fit its field.
    Unfit,
    /// Somebody else was first.
    Overtaken,
    /// It is closed.
    Closed,
    /// It was not yet.
    NotYet,
    /// Nothing was written down of a conversation.
    NoNote,
    /// It was to be closed, and is.
    ClosedAlready,
    /// It was to be opened again, and is open.
    OpenAlready,
    /// One of the kind is open already.
    Another,
    /// The form has opened this record, and was sent again with something else in it.
    OpenedAlready,
    /// A reason is missing.
    NoReason,
    /// How a case ends was not chosen.
    NoEnd,
    /// Its pathway does not let a role of the reader open it.
    NotYours,
    /// Nobody of that name works here.
    Nobody,
    /// Nothing was filled in.
    Empty,
    /// It cannot be done as the case stands.
    NotNow,
    /// Somebody else must do it.
    AnotherPerson,
    /// What goes against somebody needs its reasons.
    ReasonsMissing,
    /// The person has not agreed.
    NoConsent,
    /// It is not known that they can be reached without danger.
    DoNotContact,
    /// Something must be known first.
    Gate,
    /// The seat is taken.
    Full,
    /// That is no moment between the opening and now.
    NoSuchMoment,
    /// There is no place on these nights.
    NoPlace,
    /// What is free is due to who waits longer.
    OthersWait,
    /// Nobody who waits fits into what is free.
    OfferedNobody,
    /// They are in a bed elsewhere.
    InPlace,
    /// The house was closed.
    HostClosed,
    /// Nobody knows how many places there are.
    UnknownPlaces,
    /// The record does not say where, how many, or on which nights.
    WhichNights,
    /// It is so already.
    PlaceAlready,
    /// There is no place that could be filled or given back.
    NothingTaken,
    /// That is no day on which it can have been.
    NoSuchDay,
    /// That is no number.
    NoSuchNumber,
    /// Other rules are in force than those that were shown.
    RulesChanged,
    /// Something that was done would be lost.
    WouldUndo,
    /// Somebody has asked for it already.
    AskedAlready,
    /// Two people do it, one of them asks.
    AskFirst,
    /// Its rules can no longer be read.
    Unreadable,
}

impl RecordEntry {
    /// Its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Saved => "record-saved",
            Self::Unfit => "record-unfit",
            Self::Overtaken => "record-overtaken",
            Self::Closed => "record-is-closed",
            Self::ClosedAlready => "record-closed-already",
            Self::OpenAlready => "record-open-already",
            Self::Another => "record-another",
            Self::OpenedAlready => "record-opened-already",
            Self::NoReason => "record-no-reason",
            Self::NoEnd => "case-no-end",
            Self::NotYours => "record-not-yours",
            Self::NoNote => "record-no-note",
            Self::NotYet => "record-not-yet",
            Self::Nobody => "record-nobody",
            Self::Empty => "record-empty-form",
            Self::NotNow => "case-not-now",
            Self::AnotherPerson => "case-another-person",
            Self::ReasonsMissing => "case-reasons-missing",
            Self::NoConsent => "case-no-consent",
            Self::DoNotContact => "case-do-not-contact",
            Self::Gate => "case-gate",
            Self::Full => "case-full",
            Self::NoSuchMoment => "case-no-such-moment",
            Self::NoPlace => "place-full",
            Self::OthersWait => "place-others-wait",
            Self::OfferedNobody => "places-offered-nobody",
            Self::InPlace => "place-in-another",
            Self::HostClosed => "place-host-closed",
            Self::UnknownPlaces => "place-unknown",
            Self::WhichNights => "place-which-nights",
            Self::PlaceAlready => "place-already",
            Self::NothingTaken => "place-nothing",
            Self::NoSuchDay => "place-no-such-day",
            Self::NoSuchNumber => "place-no-such-number",
            Self::RulesChanged => "case-rules-changed",
            Self::WouldUndo => "case-move-cannot",
            Self::AskedAlready => "case-move-asked-already",
            Self::AskFirst => "case-move-ask-first",
            Self::Unreadable => "case-unreadable-why",
        }
    }

    /// Its words about what is not taken by night: no bed, and no house.
    pub fn key_by_day(self) -> &'static str {
        match self {
            Self::NoPlace => "place-full-days",
            Self::InPlace => "place-in-another-days",
            Self::HostClosed => "place-host-closed-days",
            Self::UnknownPlaces => "place-unknown-days",
            Self::WhichNights => "place-which-days",
            other => other.key(),
        }
    }

    /// Whether the page shows what is on record now, and beside it what was typed.
    pub(super) fn is_late(self) -> bool {
        match self {
            Self::Saved
            | Self::Unfit
            | Self::Another
            | Self::NoReason
            | Self::NoEnd
            | Self::NotYours
            | Self::NoNote
            | Self::NotYet
            | Self::Nobody
            | Self::Empty
            | Self::NoPlace
            | Self::OthersWait
            | Self::OfferedNobody
            | Self::InPlace
            | Self::HostClosed
            | Self::UnknownPlaces
            | Self::WhichNights
            | Self::PlaceAlready
            | Self::NothingTaken
            | Self::NoSuchDay
            | Self::NoSuchNumber => false,
            Self::Overtaken
            | Self::Closed
            | Self::ClosedAlready
            | Self::OpenAlready
            | Self::OpenedAlready
            | Self::NotNow
            | Self::AnotherPerson
            | Self::ReasonsMissing
            | Self::NoConsent
            | Self::DoNotContact
            | Self::Gate
            | Self::Full
            | Self::NoSuchMoment
            | Self::RulesChanged
            | Self::WouldUndo
            | Self::AskedAlready
            | Self::AskFirst
            | Self::Unreadable => true,
        }
    }

    pub(super) fn of(fault: Fault) -> Result<(Self, StatusCode), Failure> {
        Ok(match fault {
            Fault::Refused(Refusal::Overtaken) => (Self::Overtaken, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NotOpen) => (Self::Closed, StatusCode::CONFLICT),
            Fault::Refused(Refusal::OpenAlready) => (Self::OpenAlready, StatusCode::CONFLICT),
            Fault::Refused(Refusal::ExistsAlready) => (Self::Another, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { field }) if field == "reason" => {
                (Self::NoReason, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::BadField { field }) if field == "to" => {
                (Self::Nobody, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::BadField { field }) if field == "text" => {
                (Self::NoNote, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::BadField { field }) if field == "happened" => {
                (Self::NotYet, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::Gate) => (Self::Gate, StatusCode::CONFLICT),
            Fault::Refused(Refusal::VersionUnreadable) => (Self::Unreadable, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { .. } | Refusal::CannotBe { .. }) => {
                (Self::Unfit, StatusCode::UNPROCESSABLE_ENTITY)
            }
            fault => return Err(fault.into()),
        })
    }

    /// Likewise, of a place.
    pub(super) fn of_place(fault: Fault) -> Result<(Self, StatusCode), Failure> {
        Ok(match fault {
            Fault::Refused(Refusal::ExistsAlready) => (Self::PlaceAlready, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NotOpen | Refusal::NotFound) => (Self::NothingTaken, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { field }) => match field.as_str() {
                "on" | "until" => (Self::NoSuchDay, StatusCode::UNPROCESSABLE_ENTITY),
                "units" => (Self::NoSuchNumber, StatusCode::UNPROCESSABLE_ENTITY),
                "why" => (Self::NoReason, StatusCode::UNPROCESSABLE_ENTITY),
                _ => (Self::WhichNights, StatusCode::CONFLICT),
            },
            Fault::Refused(Refusal::CannotBe { .. }) => (Self::WhichNights, StatusCode::CONFLICT),
            Fault::Refused(Refusal::InPlace) => (Self::InPlace, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NoPlace) => (Self::NoPlace, StatusCode::CONFLICT),
            Fault::Refused(Refusal::PlacesUnknown) => (Self::UnknownPlaces, StatusCode::CONFLICT),
            Fault::Refused(Refusal::OthersWait) => (Self::OthersWait, StatusCode::CONFLICT),
            Fault::Refused(Refusal::HostClosed) => (Self::HostClosed, StatusCode::CONFLICT),
            fault => return Err(fault.into()),
        })
    }

    /// What a step that takes a place is refused for: fields of a record have their kind before them, words of a step do not.
    fn is_of_place(refusal: &Refusal) -> bool {
        match refusal {
            Refusal::BadField { field } | Refusal::CannotBe { field, .. } => field.contains('.') || field == "on",
            Refusal::InPlace
            | Refusal::NoPlace
            | Refusal::PlacesUnknown
            | Refusal::OthersWait
            | Refusal::HostClosed => true,
            _ => false,
        }
    }

    /// Likewise, of a step.
    pub(super) fn of_step(fault: Fault) -> Result<(Self, StatusCode), Failure> {
        Ok(match fault {
            Fault::Refused(refusal) if Self::is_of_place(&refusal) => return Self::of_place(Fault::Refused(refusal)),
            Fault::Refused(Refusal::NotOpen) => (Self::NotNow, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NeedsAnotherPerson) => (Self::AnotherPerson, StatusCode::FORBIDDEN),
            Fault::Refused(Refusal::ReasonsMissing) => (Self::ReasonsMissing, StatusCode::UNPROCESSABLE_ENTITY),
            Fault::Refused(Refusal::NoConsent) => (Self::NoConsent, StatusCode::CONFLICT),
            Fault::Refused(Refusal::DoNotContact) => (Self::DoNotContact, StatusCode::CONFLICT),
            Fault::Refused(Refusal::Full) => (Self::Full, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { field }) if field == "happened" => {
                (Self::NoSuchMoment, StatusCode::UNPROCESSABLE_ENTITY)
            }
            fault => return Self::of(fault),
        })
    }

    /// Likewise, of a move to other rules.
    pub(super) fn of_move(fault: Fault) -> Result<(Self, StatusCode), Failure> {
        Ok(match fault {
            Fault::Refused(Refusal::Stale) => (Self::RulesChanged, StatusCode::CONFLICT),
            Fault::Refused(Refusal::WouldUndo) => (Self::WouldUndo, StatusCode::CONFLICT),
            Fault::Refused(Refusal::ExistsAlready) => (Self::AskedAlready, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NeedsAnotherPerson) => (Self::AskFirst, StatusCode::FORBIDDEN),
            Fault::Refused(Refusal::BadField { field }) if field == "why" => {
                (Self::NoReason, StatusCode::UNPROCESSABLE_ENTITY)
            }
            fault => return Self::of(fault),
        })
    }
}
