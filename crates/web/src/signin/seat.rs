//! Choosing a seat: whoever has grants in several offices says for which one they act, and may change it at any time.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Redirect;
use casework::Seat;
use instance::door::OpenSession;

use super::page::local;
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::isolated;
use crate::say::Html;
use crate::words;

/// The page.
#[derive(Template)]
#[template(path = "seat.html")]
pub struct SeatPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Where to go afterwards.
    pub next: String,
    /// The seats.
    pub seats: Vec<SeatChoice>,
}

/// A seat that may be taken.
pub struct SeatChoice {
    /// By which a form names it.
    pub number: usize,
    /// The office.
    pub office: Html,
    /// Whose data.
    pub controller: Html,
    /// In which roles.
    pub roles: String,
    /// Whether it is the one taken.
    pub taken: bool,
}

/// Shows the seats.
pub async fn show(
    Extension(frame): Extension<Arc<Frame>>,
    Extension(session): Extension<OpenSession>,
) -> Result<DrawnPage, Failure> {
    let next = local(frame.asked("next"));
    let seats = seats(&session).into_iter().enumerate();
    let seats = seats.map(|(number, seat)| SeatChoice::of(&frame, &session, number, &seat)).collect();
    DrawnPage::of(&SeatPage { frame, next, seats })
}

/// Takes a seat.
pub async fn take(
    State(app): State<App>,
    Extension(session): Extension<OpenSession>,
    Extension(posted): Extension<Posted>,
) -> Result<Redirect, Failure> {
    let number: usize = posted.text("seat").parse().map_err(|_| Failure::Unsound)?;
    let seat = seats(&session).into_iter().nth(number).ok_or(Failure::Unsound)?;
    app.instance.take_seat(session.token, seat).await?;
    Ok(Redirect::to(&local(Some(posted.text("next")))))
}

fn seats(session: &OpenSession) -> Vec<Seat> {
    session.actor.seats().into_iter().collect()
}

impl SeatChoice {
    fn of(frame: &Frame, session: &OpenSession, number: usize, seat: &Seat) -> Self {
        let described = frame.in_force.view.office(&seat.controller, &seat.office);
        let roles = session.actor.seated(seat).grants;
        let roles: Vec<String> = roles.iter().map(|grant| words::role(frame.say, &grant.role)).collect();
        Self {
            number,
            office: isolated(described.map_or(&seat.office, |office| &office.name)),
            controller: isolated(&seat.controller),
            roles: roles.join(&frame.say.t("list-separator")),
            taken: session.seat.as_ref() == Some(seat),
        }
    }
}
