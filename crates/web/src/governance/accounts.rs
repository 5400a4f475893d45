//! Accounts: who holds what, and proposing that it changes. Nobody opens an account, or changes a grant, alone; a new
//! password is proposed too.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Redirect;
use casework::Role;
use casework::view::Account;
use instance::{Acting, OFFICE, grants_of};
use journal::{Grant, Motion};
use model::Compartment;

use super::motion::granted;
use super::proposals;
use crate::app::App;
use crate::change::reason;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame, Posted, encode};
use crate::labels::isolated;
use crate::say::Html;
use crate::words;

/// Address of all accounts.
pub(crate) const ACCOUNTS: &str = "/governance/accounts";

/// Roles that are no account's.
const NOBODYS: [Role; 2] = [Role::Anonymous, Role::Person];

/// The list.
#[derive(Template)]
#[template(path = "governance/accounts.html")]
pub struct AccountsPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Everybody with a grant at this controller.
    pub accounts: Vec<AccountRow>,
    /// For a new account.
    pub form: GrantForm,
}

/// An account in the list.
pub struct AccountRow {
    /// Its name.
    pub name: Html,
    /// Address of its page.
    pub address: String,
    /// What it holds, and whether that is in force.
    pub grants: Vec<(Html, bool)>,
    /// Whether it has a second factor.
    pub second_factor: bool,
    /// Whether it has a password at all.
    pub opened: bool,
}

/// What a grant can be made of.
pub struct GrantForm {
    /// Codes and names of roles.
    pub roles: Vec<(&'static str, String)>,
    /// Ids and names of offices; none where none is described, and any will do.
    pub offices: Vec<(String, String)>,
    /// The office that is filled in.
    pub office: &'static str,
    /// Codes and names of compartments.
    pub compartments: Vec<(&'static str, String)>,
}

/// One account.
#[derive(Template)]
#[template(path = "governance/account.html")]
pub struct AccountPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Its name.
    pub name: String,
    /// Its page.
    pub here: String,
    /// What it holds.
    pub grants: Vec<(Html, bool)>,
    /// Grants at other controllers, which stay as they are.
    pub elsewhere: usize,
    /// Whether it is the reader's own: others decide about it.
    pub own: bool,
    /// For one more grant.
    pub form: GrantForm,
}

/// Shows all accounts.
pub async fn list(
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    let here = |there: &Account| there.grants.iter().any(|grant| grant.controller == acting.seat.controller);
    let accounts = frame.in_force.view.accounts.iter().filter(|(_, there)| here(there));
    let accounts = accounts.map(|(name, there)| AccountRow::of(&frame, &acting, name, there)).collect();
    DrawnPage::of(&AccountsPage { accounts, form: GrantForm::of(&frame, &acting), frame })
}

/// Shows one account.
pub async fn show(
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(name): Path<String>,
) -> Result<DrawnPage, Failure> {
    let there = frame.in_force.view.accounts.get(&name).ok_or(Failure::NotFound)?;
    let grants = grants(&frame, &acting, there);
    if grants.is_empty() && !there.grants.is_empty() {
        // Another controller's account looks like none.
        return Err(Failure::NotFound);
    }
    DrawnPage::of(&AccountPage {
        here: path(&name),
        elsewhere: there.grants.len() - grants.len(),
        grants,
        own: acting.actor.account == name,
        form: GrantForm::of(&frame, &acting),
        name,
        frame,
    })
}

/// Proposes a new account.
pub async fn open(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
) -> Result<Redirect, Failure> {
    let account = posted.text("account").trim().to_owned();
    if frame.in_force.view.accounts.contains_key(&account) {
        return Ok(Redirect::to(&path(&account)));
    }
    let grants = vec![grant(&acting, &posted.0)?.ok_or(Failure::Unsound)?];
    proposed(&app, &acting, Motion::Account { account, grants }, &posted).await
}

/// Proposes other grants for an account.
pub async fn change(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(account): Path<String>,
) -> Result<Redirect, Failure> {
    let there = frame.in_force.view.accounts.get(&account).ok_or(Failure::NotFound)?;
    // The page numbers the grants of this controller alone.
    let mut numbers = 0_usize..;
    let mut is_kept = || numbers.next().is_some_and(|number| posted.text(&format!("keep.{number}")) == "on");
    let besides = grant(&acting, &posted.0)?;
    let grants = grants_of(&frame.in_force.view, (&account, &acting.seat.controller), |_| is_kept(), besides);
    if grants == there.grants {
        return Err(Failure::Unsound);
    }
    proposed(&app, &acting, Motion::Account { account, grants }, &posted).await
}

/// Proposes a new password for an account.
pub async fn reset(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(account): Path<String>,
) -> Result<Redirect, Failure> {
    proposed(&app, &acting, Motion::ResetPassword { account }, &posted).await
}

/// Puts a motion before a second person, then shows the proposal.
pub(super) async fn proposed(app: &App, acting: &Acting, motion: Motion, posted: &Posted) -> Result<Redirect, Failure> {
    let proposal = app.instance.propose(acting, motion, &reason(posted)?).await?;
    Ok(Redirect::to(&proposals::path(proposal)))
}

/// The grant of a form; none where no role was chosen.
fn grant(acting: &Acting, fields: &BTreeMap<String, String>) -> Result<Option<Grant>, Failure> {
    let text = |name: &str| fields.get(name).map_or("", |value| value.trim());
    if text("role").is_empty() {
        return Ok(None);
    }
    let until = match text("until") {
        "" => None,
        day => Some(day.parse().map_err(|_| Failure::Unread("until", AskedKind::Day))?),
    };
    let chosen = |compartment: &Compartment| text(&format!("compartment.{}", compartment.code())) == "on";
    Ok(Some(Grant {
        role: text("role").to_owned(),
        controller: acting.seat.controller.clone(),
        office: text("office").to_owned(),
        compartments: Compartment::ALL.into_iter().filter(chosen).collect(),
        until,
    }))
}

fn path(account: &str) -> String {
    format!("{ACCOUNTS}/{}", encode(account))
}

/// The grants at this controller, in the order of their numbers, and whether each is in force.
fn grants(frame: &Frame, acting: &Acting, there: &Account) -> Vec<(Html, bool)> {
    let view = &frame.in_force.view;
    let own = there.grants.iter().filter(|grant| grant.controller == acting.seat.controller);
    let in_force = |grant: &Grant| grant.until.is_none_or(|until| frame.today <= until);
    own.map(|grant| (granted(frame.say, view, grant), in_force(grant))).collect()
}

impl AccountRow {
    fn of(frame: &Frame, acting: &Acting, name: &str, there: &Account) -> Self {
        Self {
            name: isolated(name),
            address: path(name),
            grants: grants(frame, acting, there),
            second_factor: there.second_factor,
            opened: there.credential > 0,
        }
    }
}

impl GrantForm {
    fn of(frame: &Frame, acting: &Acting) -> Self {
        let (say, view) = (frame.say, &frame.in_force.view);
        let roles = Role::ALL.into_iter().filter(|role| !NOBODYS.contains(role));
        let offices = view.offices.iter().filter(|((controller, _), _)| *controller == acting.seat.controller);
        Self {
            roles: roles.map(|role| (role.code(), words::role(say, role.code()))).collect(),
            offices: offices.map(|((_, id), office)| (id.clone(), office.name.clone())).collect(),
            office: OFFICE,
            compartments: Compartment::ALL.into_iter().map(|one| (one.code(), words::compartment(say, one))).collect(),
        }
    }
}
