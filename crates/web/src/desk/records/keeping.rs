//! What forms ask of places: to keep, fill and give back one's own, and to shut, offer and settle those of a house. What is
//! refused is said on the page.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::{LineAsked, LineState, LinesAsked, PlaceAsked};
use instance::Acting;
use journal::LineSpan;
use model::{Date, Id};

use super::entry::RecordEntry;
use super::page::{answer, drawn, record_id, saved};
use super::places::BlockForm;
use crate::app::App;
use crate::gate::{Failure, Frame, Posted};

/// What is told of a day that cannot be read.
const NO_SUCH_DAY: (RecordEntry, StatusCode) = (RecordEntry::NoSuchDay, StatusCode::UNPROCESSABLE_ENTITY);

/// Does something with the place that a record takes.
pub async fn place(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let (id, in_force) = (record_id(&id)?, frame.in_force.clone());
    let Ok(on) = day(&posted, "on") else {
        return refused(&app, frame, &acting, id, NO_SUCH_DAY).await;
    };
    let line = app.instance.new_id();
    let asked = match posted.text("do") {
        "reserve" => PlaceAsked::Reserve { line, or_wait: false },
        "wait" => PlaceAsked::Reserve { line, or_wait: true },
        "fill" => PlaceAsked::Fill { line, on },
        "free" => PlaceAsked::Free { on },
        _ => return Err(Failure::Unsound),
    };
    match app.instance.desk(&in_force, &acting).place_record(id, asked).await {
        Ok(()) => Ok(saved(id)),
        Err(fault) => refused(&app, frame, &acting, id, RecordEntry::of_place(fault)?).await,
    }
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
    if let Some(marked) = marked(&posted) {
        return settle_marked(&app, frame, &acting, id, (&posted, marked)).await;
    }
    let form = BlockForm::posted(&posted);
    let (entry, status) = match line_asked(&posted, form.line(&frame, id)) {
        Ok(asked) => {
            let asked = LinesAsked { limit: posted.text("limit").to_owned(), asked };
            match app.instance.desk(&in_force, &acting).ask_lines(id, asked).await {
                Ok(true) => return Ok(saved(id)),
                Ok(false) => (RecordEntry::OfferedNobody, StatusCode::OK),
                Err(fault) => RecordEntry::of_place(fault)?,
            }
        }
        Err(NotThat::Day) => NO_SUCH_DAY,
        Err(NotThat::Number) => (RecordEntry::NoSuchNumber, StatusCode::UNPROCESSABLE_ENTITY),
        Err(NotThat::Form) => return Err(Failure::Unsound),
    };
    let page = drawn(&app, frame, &acting, id, Some(entry), None).await?;
    let shuts = posted.text("do") == "block";
    answer(&if shuts { page.with_block(posted.text("limit"), form) } else { page }, status)
}

/// What is done with all lines that were marked: that they came, or that they left or do not come.
#[derive(Clone, Copy)]
enum Marked {
    Fill,
    Free,
}

fn marked(posted: &Posted) -> Option<Marked> {
    match posted.text("do") {
        "fill-marked" => Some(Marked::Fill),
        "free-marked" => Some(Marked::Free),
        _ => None,
    }
}

/// Settles marked lines one after the other and says of how many what was asked is so now: also of those of which it was so
/// already, so that what was cut short is asked again.
async fn settle_marked(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    (posted, marked): (&Posted, Marked),
) -> Result<Response, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, acting);
    let Ok(on) = day(posted, "on") else {
        return refused(app, frame, acting, id, NO_SUCH_DAY).await;
    };
    let limit = posted.text("limit");
    let there = desk.places(id, None, 1).await?.into_iter().find(|there| there.limit == limit);
    let lines = there.map(|there| there.lines).unwrap_or_default();
    let stands = |line: Id| lines.iter().find(|shown| shown.line.id == line).map(|shown| shown.line.state);
    let (mut done, mut left, mut wrote) = (0, 0, false);
    for line in posted.0.keys().filter_map(|name| name.strip_prefix("line:")?.parse().ok()) {
        let (so, asked) = match marked {
            Marked::Fill => (stands(line) == Some(LineState::Filled), LineAsked::Fill { line, on }),
            Marked::Free => (stands(line).is_none(), LineAsked::Free { line, on }),
        };
        match desk.ask_lines(id, LinesAsked { limit: limit.to_owned(), asked }).await {
            Ok(_) => (done, wrote) = (done + 1, true),
            Err(fault) => {
                // Who may not at all is told so; what cannot be of one line leaves the others.
                let (told, status) = RecordEntry::of_place(fault)?;
                if told == RecordEntry::NoSuchDay && !wrote {
                    return refused(app, frame, acting, id, (told, status)).await;
                }
                if so { done += 1 } else { left += 1 }
            }
        }
    }
    let page = drawn(app, frame, acting, id, None, None).await?;
    answer(&page.with_settled(done, left), StatusCode::OK)
}

/// The page of the record, with why what was asked is refused.
async fn refused(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    (entry, status): (RecordEntry, StatusCode),
) -> Result<Response, Failure> {
    answer(&drawn(app, frame, acting, id, Some(entry), None).await?, status)
}

/// What cannot be read of a form.
enum NotThat {
    Day,
    Number,
    Form,
}

/// `shut` is the line that a form which shuts places makes: the same one, however often the form is sent.
fn line_asked(posted: &Posted, shut: Option<Id>) -> Result<LineAsked, NotThat> {
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
            LineAsked::Block { line: shut.ok_or(NotThat::Form)?, span, why: posted.text("why").trim().to_owned() }
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
