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
use casework::Action;

use self::proposals::{PROPOSALS, ProposalCard};
use crate::gate::{DrawnPage, Failure, Frame};

/// What there is to look after: whoever may do one of these, or propose it, has administration.
pub(crate) const GOVERNING: [Action; 5] =
    [Action::GrantAccounts, Action::InstallPack, Action::Erase, Action::GovernPurposes, Action::ReadJournal];

/// The front page of administration.
#[derive(Template)]
#[template(path = "governance/start.html")]
pub struct StartPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Proposals that the reader can decide.
    pub waiting: Vec<ProposalCard>,
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
pub async fn show(Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let waiting = proposals::decidable(&frame);
    DrawnPage::of(&StartPage {
        waiting,
        accounts: frame.proposes(Action::GrantAccounts),
        people: frame.any_of(&people::RIGHTS),
        journal: frame.may(Action::ReadJournal),
        all: PROPOSALS,
        frame,
    })
}
