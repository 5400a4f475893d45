//! The answer to a question, entered where it is asked: right beside it on the page of the person, by whoever may amend
//! their record and is shown the field. What does not fit the question, is a day that cannot be, or comes after somebody
//! else's answer, is not taken; the page says so and asks again.
//!
//! Neither the question nor the answer stands in an address. Of whom and of which field it is, the form says, not the
//! order of a household, which may have changed meanwhile.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::Refusal;
use instance::desk::OpenQuestion;
use instance::{Acting, Fault};
use model::{FieldState, Id, Schema, Value};

use super::person::{AnswerEntry, drawn};
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::question::{entered, read};

/// Takes an answer, and shows what measures say with it.
pub async fn enter(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let (question, state) = answered(&frame.in_force.packs.schema, &posted)?;
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    let field = question.field.clone();
    let (entry, status) = match state {
        None => (AnswerEntry::Unfit(field), StatusCode::UNPROCESSABLE_ENTITY),
        Some(state) => match desk.answer(question, state).await {
            Ok(()) => return Ok(Redirect::to(&format!("/desk/people/{id}?entered=1")).into_response()),
            Err(Fault::Refused(Refusal::CannotBe { field, with })) => {
                (AnswerEntry::CannotBe(field, with), StatusCode::UNPROCESSABLE_ENTITY)
            }
            Err(Fault::Refused(Refusal::Overtaken)) => (AnswerEntry::Overtaken(field), StatusCode::CONFLICT),
            Err(fault) => return Err(fault.into()),
        },
    };
    Ok((status, DrawnPage::of(&drawn(&app, frame, &acting, id, Some(&entry), None).await?)?).into_response())
}

/// Which question a form answers, and what it says; nothing where that does not fit. A form that our page did not write is
/// refused.
fn answered(schema: &Schema, posted: &Posted) -> Result<(OpenQuestion, Option<FieldState<Value>>), Failure> {
    let person = posted.text("person").parse().map_err(|_| Failure::Unsound)?;
    let seen = posted.text("seen").parse().map_err(|_| Failure::Unsound)?;
    let name = posted.text("field");
    let field = schema.field(name).ok_or(Failure::Unsound)?;
    let text = entered(schema.get(field).ok_or(Failure::Unsound)?, posted);
    let state = Some(text).filter(|text| !text.is_empty()).and_then(|text| read(schema, field, &text));
    // A word for "unknown" leaves the question open: it is no answer.
    Ok((OpenQuestion { person, field: name.to_owned(), seen }, state.filter(|state| !state.is_unknown())))
}
