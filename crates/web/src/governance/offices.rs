//! Offices: where people work, in which zone a day ends, and what lies above.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Redirect;
use casework::view::OfficeView;
use instance::Acting;
use journal::{Motion, Office};

use super::accounts::proposed;
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::isolated;
use crate::say::Html;

/// The list.
#[derive(Template)]
#[template(path = "governance/offices.html")]
pub struct OfficesPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Offices of this controller.
    pub offices: Vec<OfficeRow>,
    /// Ids and names, for the office above.
    pub choices: Vec<(String, String)>,
    /// The zone that is filled in.
    pub zone: String,
}

/// An office.
pub struct OfficeRow {
    /// What people call it.
    pub name: Html,
    /// Its id.
    pub id: Html,
    /// Its time zone.
    pub zone: Html,
    /// The office above it.
    pub above: Option<Html>,
}

/// Shows the page.
pub async fn list(
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
) -> Result<DrawnPage, Failure> {
    let view = &frame.in_force.view;
    let own = || view.offices.iter().filter(|((controller, _), _)| *controller == acting.seat.controller);
    let row = |((_, id), office): (&(String, String), &OfficeView)| OfficeRow {
        name: isolated(&office.name),
        id: isolated(id),
        zone: isolated(&office.zone),
        above: office.above.as_deref().map(isolated),
    };
    let offices = own().map(row).collect();
    let choices = own().map(|((_, id), office)| (id.clone(), office.name.clone())).collect();
    DrawnPage::of(&OfficesPage { offices, choices, zone: frame.instance.zone.clone(), frame })
}

/// Proposes an office, or that one is described anew.
pub async fn open(
    State(app): State<App>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
) -> Result<Redirect, Failure> {
    let text = |name: &str| posted.text(name).trim().to_owned();
    let above = Some(text("above")).filter(|above| !above.is_empty());
    let controller = acting.seat.controller.clone();
    let description = Office { controller, name: text("name"), zone: text("zone"), above };
    proposed(&app, &acting, Motion::Office { office: text("office"), description }, &posted).await
}
