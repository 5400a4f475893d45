//! The front page: to a stranger what this instance is, in three steps; to whoever signed in where their work begins.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use instance::portal_forms;

use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame};
use crate::measure::HOUSEHOLD;
use crate::portal::NEED;
use crate::start::{RoleStartPage, StartWork};

/// The page.
#[derive(Template)]
#[template(path = "landing.html")]
pub struct Landing {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Where anybody asks for help; none, where nothing can be asked for.
    pub need: Option<&'static str>,
    /// How many packs are installed.
    pub packs: u64,
    /// How many measures they hold.
    pub measures: u64,
    /// Where a household is described.
    pub household: &'static str,
    /// How many invented people are on record; none of real ones.
    pub people: Option<u64>,
}

/// Shows the page.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    if frame.session.is_some() {
        let work = StartWork::of(&app, &frame).await?;
        return DrawnPage::of(&RoleStartPage::of(&app, frame, work).await?);
    }
    let need = (!portal_forms(&frame.in_force).is_empty()).then_some(NEED);
    let packs = &frame.in_force.packs;
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let measures = packs.packs.iter().map(|pack| pack.measures.len()).sum();
    let packs = count(packs.packs.len());
    let invented = frame.trial();
    let people = if invented { Some(app.instance.people_on_record(&frame.instance.controller).await?) } else { None };
    DrawnPage::of(&Landing { frame, need, packs, measures: count(measures), household: HOUSEHOLD, people })
}
