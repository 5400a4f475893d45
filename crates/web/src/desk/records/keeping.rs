//! What forms ask of places: to keep, fill and give back one's own, and to shut, offer and settle those of a house. What is
//! refused is said on the page.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::{LineAsked, LinesAsked, PlaceAsked};
use instance::{Acting, Fault};
use journal::LineSpan;
use model::{Date, Id};

use super::entry::RecordEntry;
use super::page::{drawn, record_id, saved};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};

/// Does something with the place that a record takes.
pub async fn place(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (id, in_force) = (record_id(&id)?, frame.in_force.clone());
    let Ok(on) = day(&posted, "on") else { return refused(&app, frame, &acting, id, RecordEntry::NoSuchDay).await };
    let line = app.instance.new_id();
    let asked = match posted.text("do") {
        "reserve" => PlaceAsked::Reserve { line, or_wait: false },
        "wait" => PlaceAsked::Reserve { line, or_wait: true },
        "fill" => PlaceAsked::Fill { line, on },
        "free" => PlaceAsked::Free { on },
        _ => return Err(Failure::Unsound),
    };
    let done = app.instance.desk(&in_force, &acting).place_record(id, asked).await;
    answered(&app, frame, &acting, id, done).await
}

/// Does something with the lines of a record that has places.
pub async fn lines(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (id, in_force) = (record_id(&id)?, frame.in_force.clone());
    let asked = match line_asked(&posted, app.instance.new_id()) {
        Ok(asked) => asked,
        Err(NotThat::Day) => return refused(&app, frame, &acting, id, RecordEntry::NoSuchDay).await,
        Err(NotThat::Number) => return refused(&app, frame, &acting, id, RecordEntry::NoSuchNumber).await,
        Err(NotThat::Form) => return Err(Failure::Unsound),
    };
    let asked = LinesAsked { limit: posted.text("limit").to_owned(), asked };
    let done = app.instance.desk(&in_force, &acting).ask_lines(id, asked).await;
    answered(&app, frame, &acting, id, done).await
}

/// What cannot be read of a form.
enum NotThat {
    Day,
    Number,
    Form,
}

fn line_asked(posted: &Posted, new: Id) -> Result<LineAsked, NotThat> {
    let number = |name: &str| {
        let text = model::folding::with_ascii_digits(posted.text(name).trim()).into_owned();
        text.parse::<i64>().map_err(|_| NotThat::Number)
    };
    let line = || posted.text("line").parse().map_err(|_| NotThat::Form);
    Ok(match posted.text("do") {
        "fill" => LineAsked::Fill { line: line()?, on: day(posted, "on")? },
        "free" => LineAsked::Free { line: line()?, on: day(posted, "on")? },
        "offer" => LineAsked::Offer { most: u32::try_from(number("most")?).map_err(|_| NotThat::Number)? },
        "block" => {
            let from = day(posted, "from")?.ok_or(NotThat::Day)?;
            let span = LineSpan { units: number("units")?, from, until: day(posted, "until")? };
            LineAsked::Block { line: new, span, why: posted.text("why").trim().to_owned() }
        }
        _ => return Err(NotThat::Form),
    })
}

fn day(posted: &Posted, name: &str) -> Result<Option<Date>, NotThat> {
    match posted.text(name).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| NotThat::Day),
    }
}

async fn answered(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    done: Result<(), Fault>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(saved(id)),
        Err(fault) => {
            let (entry, status) = RecordEntry::of_place(fault)?;
            let page = drawn(app, frame, acting, id, Some(entry), None).await?;
            Ok((status, DrawnPage::of(&page)?).into_response())
        }
    }
}

async fn refused(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    entry: RecordEntry,
) -> Result<Response, Failure> {
    let page = drawn(app, frame, acting, id, Some(entry), None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, DrawnPage::of(&page)?).into_response())
}
