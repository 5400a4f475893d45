//! A step of a case, or its move to newer rules, as a form asks for it. Where it is refused the page says why, and what was typed
//! comes back: in its field, where that is what does not fit, else beside what stands now.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use casework::{MoveAsked, StepAsked};
use instance::Acting;
use journal::CaseStep;

use super::entry::RecordEntry;
use super::happened::{NoMoment, happened};
use super::page::{RecordPage, answer, drawn, record_id, saved};
use super::step_form::StepForm;
use crate::app::App;
use crate::gate::{Failure, Frame, Posted};

/// Takes a step of a case.
pub async fn take(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = record_id(&id)?;
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    let step = step_of(&posted).ok_or(Failure::Unsound)?;
    let seen = posted.text("seen").parse().map_err(|_| Failure::Unsound)?;
    let zone = in_force.view.zone(&acting.seat.controller, &acting.seat.office);
    let (mut sent, say) = (StepForm::posted(&posted), frame.say);
    let (entry, status) = match happened(posted.text("happened").trim(), &zone) {
        Err(NoMoment) => {
            sent.mark_moment(say);
            (RecordEntry::NoSuchMoment, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Ok(happened) => {
            let (why, agreed) = (words_of(&posted, "why"), posted.text("consent") == "1");
            let asked = StepAsked { happened, why, seen: Some(seen), agreed, ..StepAsked::now(step) };
            match desk.step_record(id, asked).await {
                Ok(()) => return Ok(saved(id)),
                Err(fault) => {
                    sent.mark(&fault, say);
                    RecordEntry::of_step(fault)?
                }
            }
        }
    };
    let page = drawn(&app, frame, &acting, id, Some(entry), None).await?;
    let why = words_of(&posted, "why").unwrap_or_default();
    let page = if sent.is_marked() { RecordPage { sent, ..page } } else { page.with_typed("record-reason", &why) };
    answer(&page, status)
}

/// Moves a case, or asks for it.
pub async fn relocate(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = record_id(&id)?;
    let in_force = frame.in_force.clone();
    let why = posted.text("why").trim().to_owned();
    let propose = match posted.text("act") {
        "move" => false,
        "ask" => true,
        _ => return Err(Failure::Unsound),
    };
    let seen = posted.text("seen").parse().map_err(|_| Failure::Unsound)?;
    let asked = MoveAsked { version: posted.text("version").to_owned(), why: why.clone(), seen: Some(seen), propose };
    match app.instance.desk(&in_force, &acting).move_record(id, asked).await {
        Ok(()) => Ok(saved(id)),
        Err(fault) => {
            let (entry, status) = RecordEntry::of_move(fault)?;
            let page = drawn(&app, frame, &acting, id, Some(entry), None).await?;
            answer(&page.with_typed("record-reason", &why), status)
        }
    }
}

fn words_of(posted: &Posted, name: &str) -> Option<String> {
    Some(posted.text(name).trim().to_owned()).filter(|words| !words.is_empty())
}

/// A whole number in the digits of any script; what is none is 0, which is no length of time either.
fn number(text: &str) -> i64 {
    model::folding::with_ascii_digits(text).parse().unwrap_or_default()
}

/// The step that a form asks for; nothing for one that is none.
fn step_of(posted: &Posted) -> Option<CaseStep> {
    let text = |name: &str| posted.text(name).trim().to_owned();
    let item = text("item");
    Some(match posted.text("step") {
        "do" => CaseStep::Did { item },
        "waive" => CaseStep::Waived { item },
        "add" => CaseStep::Added { item },
        "pause" => CaseStep::Paused { item },
        "resume" => CaseStep::Resumed { item },
        "extend" => CaseStep::Extended { item, n: number(&text("n")), unit: text("unit") },
        "decide" => CaseStep::Decided { item, outcome: text("outcome") },
        "yes" => CaseStep::Voted { item, yes: true, seat: words_of(posted, "seat") },
        "no" => CaseStep::Voted { item, yes: false, seat: words_of(posted, "seat") },
        "serve" => CaseStep::Served { item },
        "appeal" => CaseStep::Appealed { item },
        "refer" => CaseStep::Referred { item, to: text("to"), priority: text("priority") },
        "answer" => CaseStep::Answered { item, answer: text("answer") },
        "send" => CaseStep::Sent { text: text("text") },
        "appoint" => CaseStep::Appointed { item, to: text("to") },
        "retract" => CaseStep::Retracted { origin: text("origin").parse().ok()?, number: text("number").parse().ok()? },
        _ => return None,
    })
}
