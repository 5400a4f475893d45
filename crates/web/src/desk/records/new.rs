//! The page on which a record is opened. A form that is sent twice opens one.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::Refusal;
use instance::desk::{Desk, ShownRecord};
use instance::{Acting, Fault};
use model::{FieldState, Id, Kind};

use super::entry::RecordEntry;
use super::page::{RecordPage, record_id, saved};
use super::{kind_of, new_path};
use crate::app::App;
use crate::desk::controls::{ControlInput, ControlView, FormSaid, controls, said};
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::Labels;
use crate::say::Html;

/// The page on which a record is opened.
#[derive(Template)]
#[template(path = "desk/records/new.html")]
pub struct NewRecordPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Its kind in words.
    pub kind: Html,
    /// Address of the person's page.
    pub person: String,
    /// Where the form goes.
    pub here: String,
    /// What tells this form from every other: sent twice, it opens one record.
    pub form: String,
    /// The form.
    pub controls: Vec<ControlView>,
    /// What became of what was entered last.
    pub entry: Option<RecordEntry>,
}

/// The form of a new record.
pub async fn begin(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path((person, word)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let person = record_id(&person)?;
    let in_force = frame.in_force.clone();
    app.instance.desk(&in_force, &acting).finds(person).await?;
    // A word that another session was given means nothing here: the person's page has this one's.
    let Some(kind) = kind_of(&frame, &in_force.packs.schema, &word) else {
        return Ok(Redirect::to(&format!("/desk/people/{person}")).into_response());
    };
    let form = app.instance.new_id().to_string();
    Ok(DrawnPage::of(&fresh(&app, frame, &acting, person, kind, form, None)?)?.into_response())
}

/// Opens a record.
pub async fn open(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path((person, word)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let person = record_id(&person)?;
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    desk.finds(person).await?;
    let kind = kind_of(&frame, &in_force.packs.schema, &word).ok_or(Failure::NotFound)?;
    // A case begins with its first step; what it says may all come later.
    let is_case = in_force.pathways.of_kind(&kind.name).is_some();
    let mut form = said(&in_force.packs.schema, &openable(&desk, kind)?.fields, &posted);
    let sent = posted.text("form").to_owned();
    let (entry, status) = if !form.unfit.is_empty() {
        (RecordEntry::Unfit, StatusCode::UNPROCESSABLE_ENTITY)
    } else if !is_case && form.fields.values().all(FieldState::is_unknown) {
        (RecordEntry::Empty, StatusCode::UNPROCESSABLE_ENTITY)
    } else {
        let record = made_by(&frame, person, kind, &sent)?;
        match desk.open_record(person, record, &kind.name, form.fields.clone()).await {
            Ok(()) => return Ok(saved(record)),
            Err(fault) => {
                if matches!(fault, Fault::Refused(Refusal::ExistsAlready))
                    && let Some(there) = desk.record(record).await?
                {
                    return sent_again(frame, &acting, kind, &there, form);
                }
                form.mark(&fault);
                RecordEntry::of(fault)?
            }
        }
    };
    let page = fresh(&app, frame, &acting, person, kind, sent, Some((entry, form)))?;
    Ok((status, DrawnPage::of(&page)?).into_response())
}

/// The record that a form opens: always the same one, and nobody chooses which.
fn made_by(frame: &Frame, person: Id, kind: &Kind, form: &str) -> Result<Id, Failure> {
    let form: Id = form.parse().map_err(|_| Failure::Unsound)?;
    let derived = frame.derived(&format!("record {person} {} {form}", kind.name));
    derived.first_chunk().copied().map(Id).ok_or(Failure::Unsound)
}

/// A form that has opened its record already leads to it; what it says now and that does not, is shown beside it.
fn sent_again(
    frame: Arc<Frame>,
    acting: &Acting,
    kind: &Kind,
    there: &ShownRecord,
    form: FormSaid,
) -> Result<Response, Failure> {
    let page = RecordPage::of(frame, acting, kind, there, Some(RecordEntry::OpenedAlready), Some(form));
    if page.typed.is_empty() {
        return Ok(saved(there.row.id));
    }
    Ok((StatusCode::CONFLICT, DrawnPage::of(&page)?).into_response())
}

/// A kind of which the reader may open a record, and read it then.
fn openable<'a>(desk: &Desk<'a>, kind: &Kind) -> Result<&'a Kind, Failure> {
    let known = desk.kinds().into_iter().find(|(one, may)| one.name == kind.name && may.open);
    known.map(|(kind, _)| kind).ok_or(Failure::NotFound)
}

/// The page of a new record, as far as the reader may open one.
fn fresh(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    person: Id,
    kind: &Kind,
    sent: String,
    entered: Option<(RecordEntry, FormSaid)>,
) -> Result<NewRecordPage, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, acting);
    openable(&desk, kind)?;
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let (entry, form) = entered.map_or((None, FormSaid::default()), |(entry, form)| (Some(entry), form));
    let unknown = |_: &str| FieldState::Unknown;
    let shown = kind.fields.iter().filter(|field| desk.opens_somewhere(kind, field));
    Ok(NewRecordPage {
        kind: labels.kind(&kind.name),
        person: format!("/desk/people/{person}"),
        here: new_path(&frame, person, &kind.name),
        form: sent,
        controls: controls(shown, &form, unknown, &labels),
        entry,
        frame,
    })
}
