//! The gate before every handler: who is there, may they, did our own page send this form.
//!
//! A handler behind it never checks again. Whatever the gate cannot make sure of, it refuses.
//! Next: `routes.rs`, which says for each path what the gate asks for.

pub mod cookies;
mod failure;
mod frame;
mod headers;
mod page;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Action, Scope, authorise, may_propose};

pub use failure::{Failure, FailurePage};
pub use frame::{Frame, address, encode};
pub use page::{Page, Posted};

use crate::app::App;
use crate::ports::{Asker, PortError};
use crate::signin::session::Session;
use crate::signin::token::Token;

/// A form is never larger than this.
const FORM_LIMIT: usize = 64 * 1024;

/// Whom a route admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody.
    Anyone,
    /// Whoever has signed in.
    SignedIn,
    /// Whoever may do this, by the reviewed role table.
    May(Action),
    /// Whoever may do this with a second person, or propose it to one.
    MayPropose(Action),
}

/// What an answer holds, and so where it may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// The same for everybody; may be kept anywhere.
    Public,
    /// Drawn for one reader, without anybody's data.
    Page,
    /// Figures about people.
    Figures,
    /// People.
    People,
}

/// What the gate checks on one route.
#[derive(Clone)]
pub struct Gate {
    /// The application.
    pub app: App,
    /// Whom it admits.
    pub access: Access,
    /// What it answers with.
    pub sensitivity: Sensitivity,
}

/// What the gate found the reader may do: rows in scope, for a purpose.
#[derive(Debug, Clone)]
pub struct Permit {
    /// Rows.
    pub scope: Scope,
    /// Why.
    pub purpose: String,
}

/// Admits a request, or answers it.
pub async fn guard(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = match Frame::of(&gate.app, &parts).await {
        Ok(frame) => frame,
        Err(error) => return bare(error, gate.sensitivity),
    };
    let (frame, door) = with_door(&gate.app, frame);
    let frame = Arc::new(frame);
    let mut response = match gate.admit(&frame, parts, body).await {
        Ok(request) => next.run(request).await,
        Err(Stop::Failure(failure)) => failure.into_response(),
        Err(Stop::SignIn(next)) => Redirect::to(&next).into_response(),
    };
    if let Some(failure) = response.extensions().get::<Failure>().copied() {
        response = FailurePage::respond(frame.clone(), failure);
    }
    finish(&gate, &frame, door, response.headers_mut());
    response
}

/// Without an instance there is no frame to draw a page in; the headers go on all the same.
fn bare(error: PortError, sensitivity: Sensitivity) -> Response {
    let mut response = Failure::from(error).into_response();
    headers::put(response.headers_mut(), sensitivity);
    response
}

/// Somebody who has not signed in gets a token too, so that the sign-in form is tied to their browser.
fn with_door(app: &App, frame: Frame) -> (Frame, Option<Token>) {
    if frame.anchor.is_some() || frame.path != "/sign-in" {
        return (frame, None);
    }
    let door = Token::draw(&*app.ports.randomness);
    (frame.anchored(app, Some(door)), Some(door))
}

fn finish(gate: &Gate, frame: &Frame, door: Option<Token>, headers: &mut HeaderMap) {
    let secure = gate.app.settings.secure;
    let language = frame.language_asked().map(|tongue| cookies::language(tongue, secure));
    let door = door.map(|door| cookies::door(door, secure));
    for cookie in language.into_iter().chain(door) {
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    headers::put(headers, gate.sensitivity);
}

enum Stop {
    Failure(Failure),
    SignIn(String),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl Gate {
    async fn admit(&self, frame: &Arc<Frame>, mut parts: Parts, body: Body) -> Result<Request, Stop> {
        if self.access != Access::Anyone {
            let Some(session) = &frame.session else { return Err(Stop::SignIn(sign_in(frame, &parts))) };
            if let Access::May(action) | Access::MayPropose(action) = self.access {
                let permit = self.permit(frame, session, action).await?;
                parts.extensions.insert(permit);
            }
        }
        let body = if parts.method == Method::POST {
            let posted = read_form(&parts, body, frame.anchor).await?;
            parts.extensions.insert(posted);
            Body::empty()
        } else {
            body
        };
        parts.extensions.insert(frame.clone());
        Ok(Request::from_parts(parts, body))
    }

    async fn permit(&self, frame: &Frame, session: &Session, action: Action) -> Result<Permit, Failure> {
        let today = self.app.ports.clock.now().day();
        let purpose = purpose(frame, action);
        let occasion = frame.instance.occasion(&purpose, today);
        let proposes = matches!(self.access, Access::MayPropose(_)) && may_propose(&session.actor, action, &occasion);
        let allowed = if proposes { Ok(Scope::Nothing) } else { authorise(&session.actor, action, &occasion) };
        match allowed {
            Ok(scope) => Ok(Permit { scope, purpose }),
            Err(refusal) => {
                self.app.ports.accounts.refused(session.actor.account.clone(), action, refusal.clone()).await?;
                Err(PortError::Refused(refusal).into())
            }
        }
    }
}

fn purpose(frame: &Frame, action: Action) -> String {
    match action {
        Action::InstallPack => frame.instance.governance_purpose.clone(),
        Action::Simulate | Action::OpenPersona => frame.instance.study_purpose.clone(),
        _ => frame.instance.desk_purpose.clone(),
    }
}

fn sign_in(frame: &Frame, parts: &Parts) -> String {
    let here = match (parts.method == Method::GET, parts.uri.path_and_query()) {
        (true, Some(here)) => here.as_str(),
        _ => frame.path.as_str(),
    };
    format!("/sign-in?next={}", encode(here))
}

/// Reads a form and makes sure that one of our own pages, in this browser, has sent it.
async fn read_form(parts: &Parts, body: Body, anchor: Option<Token>) -> Result<Posted, Failure> {
    if !from_here(&parts.headers) {
        return Err(Failure::Stale);
    }
    let bytes = to_bytes(body, FORM_LIMIT).await.map_err(|_| Failure::TooLarge)?;
    let request = Request::from_parts(parts.clone(), Body::from(bytes));
    let Form(fields) =
        Form::<BTreeMap<String, String>>::from_request(request, &()).await.map_err(|_| Failure::Stale)?;
    let posted = Posted(fields);
    let ours = anchor.is_some_and(|anchor| anchor.made(posted.text("form_token")));
    if ours { Ok(posted) } else { Err(Failure::Stale) }
}

/// The origin, where the browser names it, must be the host it speaks to; old browsers name none, and are held to
/// the form's token alone.
fn from_here(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if !matches!(site, None | Some("same-origin" | "none")) {
        return false;
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, named)| named == host),
        (Some(_), None) => false,
    }
}

impl Permit {
    /// The reader, as the record wants to know them.
    pub fn asker(&self, session: &Session) -> Asker {
        Asker { actor: session.actor.clone(), scope: self.scope.clone(), purpose: self.purpose.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_form_comes_from_the_host_it_is_sent_to() {
        assert!(from_here(&headers(&[("host", "a.example"), ("origin", "https://a.example")])));
        assert!(from_here(&headers(&[("host", "a.example")])));
        for foreign in ["https://b.example", "null", "https://a.example.evil", "a.example"] {
            assert!(!from_here(&headers(&[("host", "a.example"), ("origin", foreign)])), "{foreign}");
        }
        assert!(!from_here(&headers(&[("host", "a.example"), ("sec-fetch-site", "cross-site")])));
        assert!(!from_here(&headers(&[("origin", "https://a.example")])));
    }
}
