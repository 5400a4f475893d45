//! What is done with a record of any kind, as a form asks for it: taking it, giving it away, closing it, opening it again, noting
//! a conversation. What is refused is said on the page, and what was typed stands there again.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use instance::Acting;
use journal::Act;
use model::Timestamp;

use super::entry::RecordEntry;
use super::happened::happened;
use super::page::{RecordPage, StepSaid, answer, drawn, record_id, saved};
use crate::app::App;
use crate::gate::{Failure, Frame, Posted};

/// Puts a record into somebody's hands, closes it, opens it again.
pub async fn act(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = record_id(&id)?;
    let step = StepSaid::posted(&posted);
    let zone = frame.in_force.view.zone(&acting.seat.controller, &acting.seat.office);
    let Ok(happened) = happened(&step.happened, &zone) else {
        let page = drawn(&app, frame, &acting, id, Some(RecordEntry::NoSuchMoment), None).await?;
        return answer(&RecordPage { step, ..page }, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let act = act_of(&posted, &step, happened, &acting).ok_or(Failure::Unsound)?;
    let closing = matches!(act, Act::Closed { .. });
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    let done = match &act {
        Act::Noted { .. } => {
            let form = posted.text("form").parse().map_err(|_| Failure::Unsound)?;
            desk.note_on_record(id, act, Some(form)).await
        }
        _ => desk.act_on_record(id, act).await,
    };
    match done {
        Ok(()) => Ok(saved(id)),
        Err(fault) => {
            let (entry, status) = match RecordEntry::of(fault)? {
                (RecordEntry::Closed, status) if closing => (RecordEntry::ClosedAlready, status),
                known => known,
            };
            let page = drawn(&app, frame, &acting, id, Some(entry), None).await?.of_an_end(closing);
            // Why it was to be closed, or opened again, is no answer to the question that the page asks now.
            let late = matches!(entry, RecordEntry::Closed | RecordEntry::ClosedAlready | RecordEntry::OpenAlready);
            let page = if late { page.with_typed("record-reason", &step.reason) } else { RecordPage { step, ..page } };
            answer(&page, status)
        }
    }
}

/// What a form asks for; nothing for one that asks for nothing that there is.
fn act_of(posted: &Posted, step: &StepSaid, happened: Option<Timestamp>, acting: &Acting) -> Option<Act> {
    Some(match posted.text("act") {
        "note" => Act::Noted { happened, text: step.note.clone() },
        "take" => Act::Assigned { to: Some(acting.actor.account.clone()) },
        "assign" => Act::Assigned { to: Some(step.to.clone()) },
        "release" => Act::Assigned { to: None },
        "close" => Act::Closed { reason: step.reason.clone() },
        "reopen" => Act::Reopened { reason: step.reason.clone() },
        _ => return None,
    })
}
