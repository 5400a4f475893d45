//! What a page says when it cannot be shown: humane, in the reader's language, telling nothing that was hidden.

use std::str::FromStr;
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Html as HtmlBody, IntoResponse, Response};
use casework::Refusal;
use instance::Fault;
use model::plain;

use super::Frame;
use super::frame::tongue_of;
use crate::say::{MessageArg, Say};

/// Characters of what cannot be read that are repeated.
const SHOWN: usize = 60;

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No such page, no such person, or none in the reader's scope: all three look alike.
    NotFound,
    /// The reader's role does not open this.
    NotAllowed,
    /// Somebody else must do it, or do it too.
    AnotherPerson,
    /// The form was made for another session, or came from another site.
    Stale,
    /// The form is larger than a form can be.
    TooLarge,
    /// Too much was asked in too short a time.
    TooMuch,
    /// Rules were tried too often from one place; nothing of that is kept.
    TooOften,
    /// The address or a form holds something that the page does not know.
    Strange,
    /// The rule cannot be asked about this day.
    Unbound,
    /// Figures of real people are not released for this day.
    NotReleased,
    /// They were, and the record has changed since.
    RecordMoved,
    /// Beside those that were released they would give away few people.
    GivesAway,
    /// Hardly anybody is on record.
    TooFew,
    /// What is in force, or a proposal, is no longer what the page showed.
    Moved,
    /// A legal hold is in force.
    Held,
    /// A place is to be given back first.
    InPlace,
    /// Roles that one person may not hold together, or a compartment that a role does not open.
    Apart,
    /// A form left out what it needs, or what it asked for cannot be read.
    Unsound,
    /// A part of the address, or a field of a form, by its name, does not hold what belongs there.
    Unread(&'static str, AskedKind),
    /// A list is asked for by something that is no filter.
    NoFilter,
    /// A list, or a form, is asked for by a word that this session does not know; with the address of those that it has.
    NoList(&'static str),
    /// Sent to a name that is not ours.
    Misdirected,
    /// Something behind the page does not answer.
    Unavailable,
}

/// What belongs into a part of an address, or into a field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedKind {
    /// A day, as `2026-11-30`.
    Day,
    /// A whole number from 0 up.
    Number,
}

impl Failure {
    fn status(self) -> StatusCode {
        match self {
            Self::Unread(..) | Self::NoFilter | Self::NoList(_) | Self::Strange => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed | Self::AnotherPerson | Self::Stale => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMuch | Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Unbound
            | Self::Apart
            | Self::Unsound
            | Self::NotReleased
            | Self::RecordMoved
            | Self::GivesAway
            | Self::TooFew => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Moved | Self::Held | Self::InPlace => StatusCode::CONFLICT,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Title, explanation, what to do.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::NotFound => ["not-found-title", "not-found-why", "not-found-next"],
            Self::NotAllowed => ["not-allowed-title", "not-allowed-why", "not-allowed-next"],
            Self::AnotherPerson => ["another-person-title", "another-person-why", "another-person-next"],
            Self::Stale => ["stale-title", "stale-why", "stale-next"],
            Self::TooLarge => ["too-large-title", "too-large-why", "too-large-next"],
            Self::TooMuch => ["too-much-title", "too-much-why", "too-much-next"],
            Self::TooOften => ["too-much-title", "too-often-why", "too-much-next"],
            Self::Strange => ["strange-title", "strange-why", "strange-next"],
            Self::Unbound => ["unbound-title", "unbound-why", "unbound-next"],
            Self::NotReleased => ["not-released-title", "not-released-why", "not-released-next"],
            Self::RecordMoved => ["not-released-title", "not-released-moved-why", "not-released-moved-next"],
            Self::GivesAway => ["not-released-title", "not-released-few-why", "not-released-few-next"],
            Self::TooFew => ["not-released-title", "not-released-nobody-why", "not-released-nobody-next"],
            Self::Moved => ["moved-title", "moved-why", "moved-next"],
            Self::Held => ["held-title", "held-why", "held-next"],
            Self::InPlace => ["in-place-title", "in-place-why", "in-place-next"],
            Self::Apart => ["apart-title", "apart-why", "apart-next"],
            Self::Unsound => ["unsound-title", "unsound-why", "unsound-next"],
            Self::Unread(_, AskedKind::Day) => ["unread-title", "unread-why", "unread-day-next"],
            Self::Unread(_, AskedKind::Number) => ["unread-title", "unread-why", "unread-number-next"],
            Self::NoFilter => ["no-filter-title", "no-filter-why", "no-filter-next"],
            Self::NoList(_) => ["no-list-title", "no-list-why", "no-list-next"],
            Self::Misdirected => ["not-found-title", "misdirected-why", "misdirected-next"],
            Self::Unavailable => ["unavailable-title", "unavailable-why", "unavailable-next"],
        }
    }
}

impl Frame {
    /// What the address asks for under this name, read as what belongs there; what cannot be is refused, and nothing is put
    /// in its place.
    pub fn asked_as<T: FromStr>(&self, name: &'static str, wanted: AskedKind) -> Result<Option<T>, Failure> {
        let read = |value: &str| value.trim().parse().map_err(|_| Failure::Unread(name, wanted));
        self.asked(name).map(read).transpose()
    }
}

/// Several readers may wait for one answer, and share why there is none.
impl From<Arc<Fault>> for Failure {
    fn from(fault: Arc<Fault>) -> Self {
        (&*fault).into()
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        (&fault).into()
    }
}

/// What is no fault of whoever asked is written into the log here, once.
impl From<&Fault> for Failure {
    fn from(fault: &Fault) -> Self {
        if fault.is_ours() {
            tracing::error!(fault = fault.in_full(), "a page could not be answered");
        }
        match fault {
            Fault::Refused(refusal) => refusal.clone().into(),
            Fault::NoSeat(_) | Fault::ChooseSeat(_) => Self::NotAllowed,
            Fault::Wait(_) => Self::TooMuch,
            Fault::Unsound(_) | Fault::File(_) | Fault::Password => Self::Unsound,
            Fault::Untold { .. } => Self::Unbound,
            Fault::NotReleased(_) => Self::NotReleased,
            Fault::RecordMoved(_) => Self::RecordMoved,
            Fault::GivesAway(_) => Self::GivesAway,
            Fault::TooFew(_) => Self::TooFew,
            Fault::Away(_)
            | Fault::Keys(_)
            | Fault::Damaged(_)
            | Fault::Failed(_)
            | Fault::NotOpened(_)
            | Fault::NotFounded => Self::Unavailable,
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Stale
            | Refusal::Overtaken
            | Refusal::ExistsAlready
            | Refusal::NotOpen
            | Refusal::OpenAlready
            | Refusal::NoConsent
            | Refusal::DoNotContact
            | Refusal::Gate
            | Refusal::NoPlace
            | Refusal::PlacesUnknown
            | Refusal::OthersWait
            | Refusal::HostClosed
            | Refusal::VersionUnreadable
            | Refusal::WouldUndo
            | Refusal::Full => Self::Moved,
            Refusal::NotFound => Self::NotFound,
            Refusal::BadField { .. }
            | Refusal::CannotBe { .. }
            | Refusal::TooLarge
            | Refusal::OfficeUnknown
            | Refusal::ReasonsMissing
            | Refusal::RoleUnknown => Self::Unsound,
            Refusal::NeedsAnotherPerson => Self::AnotherPerson,
            Refusal::TooMany => Self::TooMuch,
            Refusal::Held => Self::Held,
            Refusal::InPlace => Self::InPlace,
            Refusal::RolesIncompatible => Self::Apart,
            Refusal::NotAllowed
            | Refusal::PurposeUnknown
            | Refusal::BasisNotAllowed
            | Refusal::IncompleteContext
            | Refusal::TrialHoldsSyntheticOnly
            | Refusal::LiveHoldsRealOnly
            | Refusal::NotFounded => Self::NotAllowed,
        }
    }
}

/// Only marks the response: the gate, which knows the reader's language, draws the page.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The page that stands in for one that cannot be shown.
#[derive(Template)]
#[template(path = "failure.html")]
pub struct FailurePage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Why.
    pub failure: Failure,
}

impl FailurePage {
    /// Where what was meant can be chosen anew.
    fn others(&self) -> Option<&'static str> {
        match self.failure {
            Failure::NoList(all) => Some(all),
            _ => None,
        }
    }

    fn line(&self, position: usize) -> String {
        let key = self.failure.words().get(position).copied().unwrap_or_default();
        let Failure::Unread(name, _) = self.failure else { return self.frame.say.t(key) };
        // What stood in a form is not known any more.
        let value =
            self.frame.asked(name).map(|value| plain::shown_in_line(value).chars().take(SHOWN).collect::<String>());
        let key = if key == "unread-why" && value.is_none() { "unread-field-why" } else { key };
        let value = value.unwrap_or_default();
        self.frame.say.with(key, &[("name", MessageArg::Text(name)), ("value", MessageArg::Text(&value))])
    }

    /// Draws the page, with the failure's status.
    pub fn respond(frame: Arc<Frame>, failure: Failure) -> Response {
        let words = Self { frame, failure }.render().unwrap_or_default();
        (failure.status(), HtmlBody(words)).into_response()
    }
}

/// The page that stands in for all others while the instance itself cannot be read: in the reader's language, with nothing
/// of the instance in it.
#[derive(Template)]
#[template(path = "outage.html")]
pub struct OutagePage {
    /// Speaks the reader's language.
    pub say: Say,
    /// Why.
    pub failure: Failure,
}

impl OutagePage {
    fn line(&self, position: usize) -> String {
        self.failure.words().get(position).map(|key| self.say.t(key)).unwrap_or_default()
    }

    /// Draws the page, with the failure's status.
    pub fn respond(parts: &Parts, failure: Failure) -> Response {
        let page = Self { say: Say { tongue: tongue_of(parts) }, failure };
        (failure.status(), HtmlBody(page.render().unwrap_or_default())).into_response()
    }
}
