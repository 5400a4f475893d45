//! The page on which a record is opened. A form that is sent twice opens one.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::Refusal;
use instance::desk::{Desk, ShownRecord};
use instance::{Acting, Fault};
use model::{About, FieldState, Id, Kind, Schema, Value};

use super::entry::RecordEntry;
use super::links::offer_links;
use super::page::{RecordPage, record_id, saved};
use super::{LISTS, kind_of, list_path, new_itself_path, new_path, of_whom};
use crate::app::App;
use crate::desk::controls::{ControlInput, ControlView, FormSaid, WrongLine, controls, said, wrong};
use crate::desk::list::name_of;
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
    /// Address of the person's page and what they are called; none where it will own itself.
    pub person: Option<(String, Html)>,
    /// Whose it will be: theirs, or their household's.
    pub whose: Option<Html>,
    /// Where somebody goes who leaves the form.
    pub back: String,
    /// Where the form goes.
    pub here: String,
    /// What tells this form from every other: sent twice, it opens one record.
    pub form: String,
    /// The form.
    pub controls: Vec<ControlView>,
    /// What became of what was entered last.
    pub entry: Option<RecordEntry>,
    /// What stands against opening it for this person, as far as the reader may see that.
    pub against: Vec<AgainstLine>,
}

/// A field that stands against opening a record.
pub struct AgainstLine {
    /// What people call it.
    pub label: Html,
    /// What it says.
    pub says: Html,
    /// Where it stands, of what is said of the person and not in this form.
    pub address: Option<String>,
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
    // A word that another session was given means nothing here, and no other form is shown in its place.
    let kind = kind_of(&frame, &in_force.packs.schema, &word).ok_or(Failure::NoList(LISTS))?;
    if kind.owns_itself() {
        return Err(Failure::NotFound);
    }
    begins(&app, &frame, &acting, kind)?;
    let form = app.instance.new_id().to_string();
    Ok(DrawnPage::of(&fresh(&app, frame, &acting, Some(person), kind, form, None).await?)?.into_response())
}

/// The form of a new record that owns itself.
pub async fn begin_itself(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(word): Path<String>,
) -> Result<Response, Failure> {
    let in_force = frame.in_force.clone();
    let kind = itself_of(&frame, &in_force.packs.schema, &word).ok_or(Failure::NoList(LISTS))?;
    begins(&app, &frame, &acting, kind)?;
    let form = app.instance.new_id().to_string();
    Ok(DrawnPage::of(&fresh(&app, frame, &acting, None, kind, form, None).await?)?.into_response())
}

/// A form is shown to whoever may send it, and to nobody else.
fn begins(app: &App, frame: &Frame, acting: &Acting, kind: &Kind) -> Result<(), Failure> {
    let opens = app.instance.desk(&frame.in_force, acting).opens_case(kind);
    if opens { Ok(()) } else { Err(Failure::NotFound) }
}

fn itself_of<'s>(frame: &Frame, schema: &'s Schema, word: &str) -> Option<&'s Kind> {
    kind_of(frame, schema, word).filter(|kind| kind.owns_itself())
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
    app.instance.desk(&in_force, &acting).finds(person).await?;
    let kind = kind_of(&frame, &in_force.packs.schema, &word).filter(|kind| !kind.owns_itself());
    opened(&app, frame, &acting, Some(person), kind.ok_or(Failure::NotFound)?, &posted).await
}

/// Opens a record that owns itself.
pub async fn open_itself(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(word): Path<String>,
) -> Result<Response, Failure> {
    let in_force = frame.in_force.clone();
    let kind = itself_of(&frame, &in_force.packs.schema, &word).ok_or(Failure::NotFound)?;
    opened(&app, frame, &acting, None, kind, &posted).await
}

async fn opened(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    person: Option<Id>,
    kind: &Kind,
    posted: &Posted,
) -> Result<Response, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, acting);
    // A case begins with its first step; what it says may all come later.
    let is_case = in_force.pathways.of_kind(&kind.name).is_some();
    let mut form = said(&in_force.packs.schema, &openable(&desk, kind)?.fields, posted);
    let sent = posted.text("form").to_owned();
    let (entry, status) = if !desk.opens_case(kind) {
        (RecordEntry::NotYours, StatusCode::FORBIDDEN)
    } else if !form.unfit.is_empty() {
        (RecordEntry::Unfit, StatusCode::UNPROCESSABLE_ENTITY)
    } else if !is_case && form.fields.values().all(FieldState::is_unknown) {
        (RecordEntry::Empty, StatusCode::UNPROCESSABLE_ENTITY)
    } else {
        let record = made_by(&frame, person, kind, &sent)?;
        match desk.open_record(person.unwrap_or(record), record, &kind.name, form.fields.clone()).await {
            Ok(()) => return Ok(saved(record)),
            Err(fault) => {
                if matches!(fault, Fault::Refused(Refusal::ExistsAlready))
                    && let Some(there) = desk.record(record).await?
                {
                    return sent_again(frame, acting, kind, &there, form);
                }
                form.mark(&fault);
                refused(fault)?
            }
        }
    };
    let against = match person.filter(|_| entry == RecordEntry::Gate) {
        Some(person) => desk.against_opening(person, kind, &form.fields).await?,
        None => vec![],
    };
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let against = against.iter().map(|(field, state)| AgainstLine::of(field, state, kind, person, &labels)).collect();
    let page = fresh(app, frame, acting, person, kind, sent, Some((entry, form))).await?;
    Ok((status, DrawnPage::of(&NewRecordPage { against, ..page })?).into_response())
}

/// Why it is not opened, in words beside the form: also where the rules of its pathway changed since the form was shown.
fn refused(fault: Fault) -> Result<(RecordEntry, StatusCode), Failure> {
    match fault {
        Fault::Refused(Refusal::NotAllowed) => Ok((RecordEntry::NotYours, StatusCode::FORBIDDEN)),
        fault => RecordEntry::of(fault),
    }
}

impl AgainstLine {
    fn of(field: &str, state: &FieldState<Value>, kind: &Kind, person: Option<Id>, labels: &Labels<'_>) -> Self {
        let elsewhere = person.filter(|_| kind.field(field).is_none());
        Self {
            label: labels.field(field),
            says: labels.state(field, state),
            address: elsewhere.map(|person| format!("/desk/people/{person}?edit={field}#edit")),
        }
    }
}

/// The record that a form opens: always the same one, and nobody chooses which.
fn made_by(frame: &Frame, person: Option<Id>, kind: &Kind, form: &str) -> Result<Id, Failure> {
    let form: Id = form.parse().map_err(|_| Failure::Unsound)?;
    let of = person.map_or_else(|| "itself".to_owned(), |person| person.to_string());
    let derived = frame.derived(&format!("record {of} {} {form}", kind.name));
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

impl NewRecordPage {
    /// The fields of the form that were not taken.
    fn wrong(&self) -> Vec<WrongLine> {
        let labels = Labels { schema: &self.frame.in_force.packs.schema, say: self.frame.say };
        wrong(self.controls.iter(), &labels)
    }
}

/// The page of a new record, as far as the reader may open one.
async fn fresh(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    person: Option<Id>,
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
    let mut controls = controls(shown, &form, unknown, &labels);
    offer_links(&desk, kind, &mut controls, &labels).await?;
    let page = match person {
        Some(person) => Some((format!("/desk/people/{person}"), desk.called(person).await?)),
        None => None,
    };
    let page = page.map(|(page, named)| (page, name_of(&labels, |field| named.get(field))));
    let back = page.as_ref().map_or_else(|| list_path(&frame, &kind.name), |(page, _)| page.clone());
    let here = match person {
        Some(person) => new_path(&frame, person, &kind.name),
        None => new_itself_path(&frame, &kind.name),
    };
    Ok(NewRecordPage {
        kind: labels.kind(&kind.name),
        whose: page.as_ref().map(|(_, name)| of_whom(name.clone(), kind.about == About::Household, &labels)),
        back,
        person: page,
        here,
        form: sent,
        controls,
        entry,
        against: vec![],
        frame,
    })
}
