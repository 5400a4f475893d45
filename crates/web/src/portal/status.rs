//! How what was sent stands, by code and PIN.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use instance::RequestStatus;

use super::{PAGE, browser, is_unsent};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::say::{Html, MessageArg};

/// The page.
#[derive(Template)]
#[template(path = "portal/status.html")]
pub struct RequestStatusPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// It tells no more than how far something is.
    pub sensitive: bool,
    /// What was looked for: how it stands, as the steps of a way: mark, words, when.
    pub steps: Vec<(&'static str, Html, Option<Html>)>,
    /// What is said instead.
    pub told: Option<String>,
    /// Whether it is asked for.
    pub asks: bool,
    /// Whether answers to a form lie here that were not sent: what was kept under a code takes their place.
    pub unsent: bool,
}

/// Shows where a code is typed.
pub async fn show(State(app): State<App>, Extension(frame): Extension<Arc<Frame>>) -> Result<DrawnPage, Failure> {
    let unsent = is_unsent(&app, &frame).await?;
    DrawnPage::of(&RequestStatusPage { frame, sensitive: false, steps: vec![], told: None, asks: true, unsent })
}

/// Looks.
pub async fn look(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(posted): Extension<Posted>,
) -> Result<Response, Failure> {
    let found = app.instance.request_status(browser(&frame)?, posted.text("code"), posted.text("pin")).await?;
    let say = frame.say;
    let told = |key: &str| (Vec::new(), Some(say.t(key)), true);
    let (steps, told, asks) = match found {
        Some(RequestStatus::Kept) => return Ok(Redirect::to(PAGE).into_response()),
        None => told("status-unknown"),
        Some(RequestStatus::Wait) => told("status-wait"),
        Some(RequestStatus::Locked) => told("status-locked"),
        Some(RequestStatus::Gone) => told("status-gone"),
        Some(RequestStatus::Received { at }) => (steps(&frame, 0, at, None), None, false),
        Some(RequestStatus::InHand { at, changed }) => (steps(&frame, 1, at, Some(changed)), None, false),
        Some(RequestStatus::Done { at, changed }) => (steps(&frame, 2, at, Some(changed)), None, false),
    };
    let status = if asks { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let unsent = asks && is_unsent(&app, &frame).await?;
    let page = RequestStatusPage { frame: frame.clone(), sensitive: false, steps, told, asks, unsent };
    Ok((status, DrawnPage::of(&page)?).into_response())
}

/// The steps of a request: what is done, what is now, what is ahead.
fn steps(
    frame: &Frame,
    now: usize,
    at: model::Timestamp,
    changed: Option<model::Timestamp>,
) -> Vec<(&'static str, Html, Option<Html>)> {
    let keys = ["status-received", "status-in-hand", "status-done"];
    let when = |step: usize| match step {
        0 => Some(at),
        step if step == now => changed,
        _ => None,
    };
    let day = |at: model::Timestamp| frame.say.rich("status-on", &[("day", MessageArg::Day(frame.day_of(at)))]);
    let mark = |step: usize| match step.cmp(&now) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "ahead",
    };
    keys.iter()
        .enumerate()
        .map(|(step, key)| (mark(step), Html::escaped(&frame.say.t(key)), when(step).map(day)))
        .collect()
}
