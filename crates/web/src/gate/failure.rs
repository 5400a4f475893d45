//! What a page says when it cannot be shown: humane, in the reader's language, telling nothing that was hidden.

use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html as HtmlBody, IntoResponse, Response};
use casework::Refusal;

use super::Frame;
use crate::ports::PortError;

/// Why there is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// No such page, no such person, or none in the reader's scope: all three look alike.
    NotFound,
    /// The reader's role does not open this.
    NotAllowed,
    /// The form was made for another session, or came from another site.
    Stale,
    /// The form is larger than a form can be.
    TooLarge,
    /// The rule cannot be asked about this day.
    Unbound,
    /// What is in force, or a proposal, is no longer what the page showed.
    Moved,
    /// A form left out what it needs, or what it asked for cannot be read.
    Unsound,
    /// Something behind the page does not answer.
    Unavailable,
}

impl Failure {
    fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed | Self::Stale => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unbound | Self::Unsound => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Moved => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Title, explanation, what to do.
    fn words(self) -> [&'static str; 3] {
        match self {
            Self::NotFound => ["not-found-title", "not-found-why", "not-found-next"],
            Self::NotAllowed => ["not-allowed-title", "not-allowed-why", "not-allowed-next"],
            Self::Stale => ["stale-title", "stale-why", "stale-next"],
            Self::TooLarge => ["too-large-title", "too-large-why", "too-large-next"],
            Self::Unbound => ["unbound-title", "unbound-why", "unbound-next"],
            Self::Unsound => ["unsound-title", "unsound-why", "unsound-next"],
            Self::Moved => ["moved-title", "moved-why", "moved-next"],
            Self::Unavailable => ["unavailable-title", "unavailable-why", "unavailable-next"],
        }
    }
}

impl From<PortError> for Failure {
    fn from(error: PortError) -> Self {
        match error {
            PortError::Refused(Refusal::Stale | Refusal::ExistsAlready) => Self::Moved,
            PortError::Refused(Refusal::NotFound) => Self::NotFound,
            PortError::Refused(Refusal::BadField { .. }) | PortError::Unsound => Self::Unsound,
            PortError::Refused(_) => Self::NotAllowed,
            PortError::Unbound => Self::Unbound,
            PortError::Unavailable => Self::Unavailable,
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
    fn line(&self, position: usize) -> String {
        self.failure.words().get(position).map(|key| self.frame.say.t(key)).unwrap_or_default()
    }

    /// Draws the page, with the failure's status.
    pub fn respond(frame: Arc<Frame>, failure: Failure) -> Response {
        let words = Self { frame, failure }.render().unwrap_or_default();
        (failure.status(), HtmlBody(words)).into_response()
    }
}
