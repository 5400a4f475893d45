//! One field of a person, amended in its row on their page. The desk amends its own word; where another source says
//! otherwise, both stand, with who said what.
//!
//! What does not fit is not taken and stands in the form again; whoever comes second is told, and puts nothing over.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::Refusal;
use instance::desk::OpenQuestion;
use instance::{Acting, Fault};
use model::{Field, FieldState, Id, Value};

use super::controls::{FormSaid, said};
use super::on_record::{FieldEntry, FieldPanel};
use super::person::drawn;
use crate::app::App;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::Labels;
use crate::question::may_not_apply;
use crate::say::Html;

/// Takes what is said of a field now, and shows the page with it.
pub async fn enter(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let person: Id = id.parse().map_err(|_| Failure::NotFound)?;
    let in_force = frame.in_force.clone();
    let schema = &in_force.packs.schema;
    let named = posted.text("field");
    let field = schema.field(named).and_then(|field| schema.get(field)).ok_or(Failure::Unsound)?;
    let seen = posted.text("seen").parse().map_err(|_| Failure::Unsound)?;
    let desk = app.instance.desk(&in_force, &acting);
    let found = desk.claims(person, named).await?.ok_or(Failure::NotFound)?;
    if !found.may {
        return Err(Failure::NotAllowed);
    }
    let form = FormSaid { seen: Some(seen), ..said(schema, std::iter::once(field), &posted) };
    let page = format!("/desk/people/{person}");
    let word = |key: &str| Html::escaped(&frame.say.t(key));
    let (wrong, status, late) = match asked(field, &posted, &form) {
        Asked::Nothing => return Ok(Redirect::to(&format!("{page}#on-record")).into_response()),
        Asked::Unfit => (word("field-unfit"), StatusCode::UNPROCESSABLE_ENTITY, false),
        // Nothing of the desk's own is there to take back.
        Asked::Says(FieldState::Unknown) if found.own.is_none() => {
            (word("field-not-ours"), StatusCode::UNPROCESSABLE_ENTITY, false)
        }
        Asked::Says(state) => match desk.answer(OpenQuestion { person, field: named.to_owned(), seen }, state).await {
            Ok(()) => return Ok(Redirect::to(&format!("{page}?saved=1#on-record")).into_response()),
            Err(fault) => refused(fault, &Labels { schema, say: frame.say })?,
        },
    };
    let entry = FieldEntry { form, wrong, late };
    let panel = FieldPanel::opened(&app, &frame, &acting, (person, named), Some(entry)).await?;
    let page = drawn(&app, frame, &acting, person, None, panel).await?;
    Ok((status, DrawnPage::of(&page)?).into_response())
}

/// What a form asks for.
enum Asked {
    /// Nobody touched it.
    Nothing,
    /// What it says does not fit the field.
    Unfit,
    /// That this is on record.
    Says(FieldState<Value>),
}

fn asked(field: &Field, posted: &Posted, form: &FormSaid) -> Asked {
    match posted.text("act") {
        "not_applicable" if may_not_apply(field) => Asked::Says(FieldState::NotApplicable),
        "take_back" => Asked::Says(FieldState::Unknown),
        "save" if !form.unfit.is_empty() => Asked::Unfit,
        "save" => form.fields.get(&field.name).map_or(Asked::Nothing, |state| Asked::Says(state.clone())),
        _ => Asked::Unfit,
    }
}

/// Why it is not on record, in words; whether somebody else was first.
fn refused(fault: Fault, labels: &Labels<'_>) -> Result<(Html, StatusCode, bool), Failure> {
    let word = |key: &str| Html::escaped(&labels.say.t(key));
    Ok(match fault {
        Fault::Refused(Refusal::Overtaken) => (word("entry-overtaken"), StatusCode::CONFLICT, true),
        Fault::Refused(Refusal::BadField { .. }) => (word("field-unfit"), StatusCode::UNPROCESSABLE_ENTITY, false),
        Fault::Refused(Refusal::CannotBe { with, .. }) => {
            (labels.cannot_be(with.as_deref()), StatusCode::UNPROCESSABLE_ENTITY, false)
        }
        fault => return Err(fault.into()),
    })
}
