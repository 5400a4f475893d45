//! Looking after an instance in the browser: what waits for a second person, accounts and offices, the rights of people on
//! record, the journal. Each page shows its reader what their role can do there, and the record decides anew.

pub mod accounts;
pub mod journal;
pub mod motion;
pub mod offices;
pub mod people;
pub mod proposals;

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use casework::Action;

use self::proposals::{PROPOSALS, ProposalCard};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::say::{Html, MessageArg};

/// The front page of administration.
#[derive(Template)]
#[template(path = "governance/start.html")]
pub struct StartPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Proposals that the reader can decide.
    pub waiting: Vec<ProposalCard>,
    /// Calendars that end within a year, each in a sentence.
    pub calendars: Vec<Html>,
    /// Whether accounts are the reader's to propose or to decide.
    pub accounts: bool,
    /// Whether the rights of people are.
    pub people: bool,
    /// Whether the journal is theirs to read.
    pub journal: bool,
    /// Address of all proposals.
    pub all: &'static str,
}

/// Shows the page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let waiting = proposals::decidable(&app, &frame).await?;
    let country = frame.instance.jurisdiction.as_deref();
    let ending = packs::ending_calendars(&frame.in_force.packs, frame.today, country);
    let calendars = ending.iter().map(|(calendar, end)| {
        frame.say.rich("calendar-ending", &[("calendar", MessageArg::Text(calendar)), ("day", MessageArg::Day(*end))])
    });
    DrawnPage::of(&StartPage {
        waiting,
        calendars: calendars.collect(),
        accounts: frame.proposes(Action::GrantAccounts),
        people: frame.any_of(&people::RIGHTS),
        journal: frame.may_beyond_own(Action::ReadJournal),
        all: PROPOSALS,
        frame,
    })
}
