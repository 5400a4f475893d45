//! The gate before every handler: who is there, may they, did our own page send this form.
//!
//! A handler behind it never checks again. Whatever the gate cannot make sure of, it refuses.
//! Next: `routes.rs`, which says for each path what the gate asks for.

pub mod cookies;
mod failure;
mod form_token;
mod frame;
mod headers;
mod page;
mod sent_file;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Form;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Action, Refusal};
use instance::Acting;
use instance::door::{OpenSession, Token};
use percent_encoding::percent_decode_str;

pub use failure::{AskedKind, Failure, FailurePage, OutagePage};
pub use frame::{Frame, address, encode};
pub(crate) use frame::{GOVERNING, IMPORTS, REGISTERS};
pub use page::{DrawnPage, Posted};
pub use sent_file::SentFile;

use self::cookies::Kept;
use crate::app::App;
use crate::doors::DOORS;

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
    /// Whoever may do this to others than themselves.
    MayBeyondOwn(Action),
    /// Whoever may do all of these to rows of the office where they sit, those to come included.
    AllHere(&'static [Action]),
    /// Whoever may do this with a second person, or propose it to one, to others than themselves.
    MayPropose(Action),
    /// Whoever may do one of these, or propose it to a second person, to others than themselves.
    AnyOf(&'static [Action]),
}

/// What an answer holds, and so where it may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sensitivity {
    /// Whether the instance is well, for programs that watch it: no page, and nobody's.
    Health,
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
    /// Whether its form may bring a file.
    pub file: bool,
}

/// Admits a request, or answers it.
pub async fn guard(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if !gate.app.settings.address.admits(&parts.headers) {
        return bare(Failure::Misdirected.into_response(), &gate);
    }
    if gate.sensitivity == Sensitivity::Health {
        return bare(next.run(Request::from_parts(parts, body)).await, &gate);
    }
    let frame = match Frame::of(&gate.app, &parts).await {
        Ok(frame) => frame,
        Err(fault) => return bare(OutagePage::respond(&parts, fault.into()), &gate),
    };
    let (frame, door) = with_door(&gate.app, frame);
    let frame = Arc::new(frame);
    let mut response = match gate.admit(&frame, parts, body).await {
        Ok(request) => next.run(request).await,
        Err(Stop::Failure(failure)) => failure.into_response(),
        Err(Stop::GoTo(address)) => Redirect::to(&address).into_response(),
    };
    if let Some(failure) = response.extensions().get::<Failure>().copied() {
        response = FailurePage::respond(frame.clone(), failure);
    }
    finish(&gate, &frame, door, response.headers_mut());
    response
}

/// Without an instance there is no frame to draw a page in; the headers go on all the same.
fn bare(mut response: Response, gate: &Gate) -> Response {
    headers::put(response.headers_mut(), gate.sensitivity, gate.app.settings.address.is_secure());
    response
}

/// Somebody who has not signed in gets a token too, so that such a form is tied to their browser.
fn with_door(app: &App, frame: Frame) -> (Frame, Option<Token>) {
    if frame.anchor.is_some() || !DOORS.iter().any(|door| frame.under(door)) {
        return (frame, None);
    }
    let door = Token::draw(app.instance.random());
    (frame.anchored(app, Some(door)), Some(door))
}

fn finish(gate: &Gate, frame: &Frame, door: Option<Token>, headers: &mut HeaderMap) {
    let language = frame.language_asked().map(|tongue| cookies::language(tongue, &gate.app));
    let door = door.map(|door| Kept::Door.keep(door, &gate.app));
    for cookie in language.into_iter().chain(door) {
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    headers::put(headers, gate.sensitivity, gate.app.settings.address.is_secure());
}

enum Stop {
    Failure(Failure),
    GoTo(String),
}

impl<F: Into<Failure>> From<F> for Stop {
    fn from(failure: F) -> Self {
        Self::Failure(failure.into())
    }
}

impl Gate {
    async fn admit(&self, frame: &Arc<Frame>, mut parts: Parts, body: Body) -> Result<Request, Stop> {
        // What cannot be read as an address is the address of nothing.
        if percent_decode_str(&frame.path).decode_utf8().is_err() {
            return Err(Failure::NotFound.into());
        }
        if let Some(session) = &frame.session {
            self.own_password(frame, session)?;
        }
        if self.access != Access::Anyone {
            let Some(session) = &frame.session else { return Err(Stop::GoTo(back_to("/sign-in", frame, &parts))) };
            self.seated(frame, session, &parts)?;
            if let Some(acting) = self.permit(frame).await? {
                parts.extensions.insert(acting);
            }
            parts.extensions.insert(session.clone());
        }
        let boundary = sent_file::boundary(&parts).filter(|_| self.file && parts.method == Method::POST);
        let body = if let Some(boundary) = boundary {
            if !from_here(&parts.headers) {
                return Err(Failure::Stale.into());
            }
            let most = self.app.settings.largest.saturating_mul(4).saturating_add(FORM_LIMIT as u64);
            // A file that is too large is read to its end, within reason: a browser that is cut off shows no page.
            let (posted, file) = sent_file::read(boundary, body, most).await?;
            if !is_ours(&posted, frame.anchor) {
                return Err(Failure::Stale.into());
            }
            parts.extensions.insert(posted);
            parts.extensions.insert(file);
            Body::empty()
        } else if parts.method == Method::POST {
            let posted = read_form(&parts, body, frame.anchor).await?;
            parts.extensions.insert(posted);
            Body::empty()
        } else {
            body
        };
        parts.extensions.insert(frame.clone());
        Ok(Request::from_parts(parts, body))
    }

    /// Whoever was given a password changes it, or signs out, before any other page opens. Invented people need no such
    /// care.
    fn own_password(&self, frame: &Frame, session: &OpenSession) -> Result<(), Stop> {
        let opens = self.sensitivity == Sensitivity::Public || frame.under("/account") || frame.path == "/sign-out";
        if session.given && !frame.trial() && !opens {
            return Err(Stop::GoTo("/account".to_owned()));
        }
        Ok(())
    }

    /// Whoever has several seats chooses one before they act.
    fn seated(&self, frame: &Frame, session: &OpenSession, parts: &Parts) -> Result<(), Stop> {
        if session.seat.is_none() && self.access != Access::SignedIn {
            return Err(Stop::GoTo(back_to("/seat", frame, parts)));
        }
        Ok(())
    }

    /// Who acts, where the route asks for an action: the first of its actions that they may do. Whoever may do none of
    /// them is refused, and that is written down.
    async fn permit(&self, frame: &Frame) -> Result<Option<Acting>, Failure> {
        let (actions, proposing) = match &self.access {
            Access::Anyone | Access::SignedIn => return Ok(None),
            Access::May(action) | Access::MayBeyondOwn(action) => (std::slice::from_ref(action), false),
            Access::MayPropose(action) => (std::slice::from_ref(action), true),
            Access::AnyOf(actions) => (*actions, true),
            Access::AllHere(actions) => return self.permit_all(frame, actions).await,
        };
        let mut refused = None;
        for &action in actions {
            let acting = frame.acting(action)?;
            // Rows are looked for within a scope, and of their own record nobody is refused there; all else has no scope.
            let scoped = matches!(self.access, Access::May(_));
            let may = if scoped { acting.may(action).map(drop) } else { acting.may_beyond_own(action) };
            match may {
                Ok(()) => return Ok(Some(acting)),
                Err(_) if proposing && acting.may_propose(action) => return Ok(Some(acting)),
                Err(refusal) => refused = refused.or(Some((acting, action, refusal))),
            }
        }
        let Some((acting, action, refusal)) = refused else { return Err(Failure::NotAllowed) };
        self.app.instance.note_refusal(&acting, action, refusal.clone()).await?;
        // Somebody who may not do it alone is told so; all others that it is not theirs.
        Err(if refusal == Refusal::NeedsAnotherPerson { Failure::AnotherPerson } else { Failure::NotAllowed })
    }

    /// Who acts, where a route asks for several actions at once: by the first of them.
    async fn permit_all(&self, frame: &Frame, actions: &[Action]) -> Result<Option<Acting>, Failure> {
        let mut acts = None;
        for &action in actions {
            let acting = frame.acting(action)?;
            if let Err(refusal) = acting.may_here(action) {
                self.app.instance.note_refusal(&acting, action, refusal).await?;
                return Err(Failure::NotAllowed);
            }
            acts = acts.or(Some(acting));
        }
        Ok(acts)
    }
}

/// Another page first, and then the one that was asked for.
fn back_to(first: &str, frame: &Frame, parts: &Parts) -> String {
    let here = match (parts.method == Method::GET, parts.uri.path_and_query()) {
        (true, Some(here)) => here.as_str(),
        _ => frame.path.as_str(),
    };
    format!("{first}?next={}", encode(here))
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
    if is_ours(&posted, anchor) { Ok(posted) } else { Err(Failure::Stale) }
}

/// Whether a form bears the token of this browser.
fn is_ours(posted: &Posted, anchor: Option<Token>) -> bool {
    anchor.is_some_and(|anchor| form_token::made(anchor, posted.text("form_token")))
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
