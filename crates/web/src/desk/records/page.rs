//! One record: what it says in a form that is filled already, what was done with it, and what may be done now. And the
//! page on which a new one is opened.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{RecordRights, Refusal};
use instance::desk::{Desk, RecordDone, RecordNote, ShownRecord};
use instance::{Acting, Fault};
use journal::Act;
use model::{Field, FieldState, Id, Kind};

use super::{called, list_path, path};
use crate::app::App;
use crate::desk::controls::{ControlInput, ControlView, FormSaid, controls, said};
use crate::desk::list::name_of;
use crate::gate::{DrawnPage, Failure, Frame, Posted};
use crate::labels::Labels;
use crate::say::{Html, MessageArg};

/// The page of a record.
#[derive(Template)]
#[template(path = "desk/records/record.html")]
pub struct RecordPage {
    /// The frame.
    pub frame: Arc<Frame>,
    /// Address of this page.
    pub here: String,
    /// Its kind in words, and the address of the list of the kind.
    pub kind: Html,
    /// The list of its kind.
    pub list: String,
    /// What it is called.
    pub name: Html,
    /// Whose it is, and the address of their page.
    pub person: Html,
    /// Their page.
    pub person_address: String,
    /// Of a person made by the generator.
    pub synthetic: bool,
    /// The mark of a kind behind a wall.
    pub mark: Option<String>,
    /// Whether something may still be done with it.
    pub open: bool,
    /// Who has it in hand.
    pub assignee: Option<String>,
    /// Whether the reader has it in hand.
    pub mine: bool,
    /// What the reader may do with it.
    pub may: RecordRights,
    /// How many facts of it the page shows.
    pub version: u64,
    /// The form.
    pub controls: Vec<ControlView>,
    /// What it says, where the form is not the reader's.
    pub facts: Vec<(Html, Html)>,
    /// That there are fields behind walls which the reader does not open, where there are.
    pub walled: Option<String>,
    /// What was done and said, the latest first.
    pub history: Vec<HistoryLine>,
    /// What became of what was entered last.
    pub entry: Option<RecordEntry>,
    /// What was typed and is not saved, where somebody else was first.
    pub typed: Vec<(Html, String)>,
}

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
    /// The form.
    pub controls: Vec<ControlView>,
    /// What became of what was entered last.
    pub entry: Option<RecordEntry>,
}

/// What became of what was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordEntry {
    /// It is on record.
    Saved,
    /// Something does not fit its field.
    Unfit,
    /// Somebody else was first.
    Overtaken,
    /// It is closed.
    Closed,
    /// One of the kind is open already.
    Another,
    /// A reason is missing.
    NoReason,
    /// Nobody of that name works here.
    Nobody,
    /// Nothing was filled in.
    Empty,
}

/// A line of what happened.
pub struct HistoryLine {
    /// When.
    pub at: Html,
    /// By whom.
    pub by: String,
    /// What.
    pub what: Html,
}

impl RecordEntry {
    /// Its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Saved => "record-saved",
            Self::Unfit => "record-unfit",
            Self::Overtaken => "record-overtaken",
            Self::Closed => "record-is-closed",
            Self::Another => "record-another",
            Self::NoReason => "record-no-reason",
            Self::Nobody => "record-nobody",
            Self::Empty => "record-empty-form",
        }
    }

    fn of(fault: Fault) -> Result<(Self, StatusCode), Failure> {
        Ok(match fault {
            Fault::Refused(Refusal::Overtaken) => (Self::Overtaken, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NotOpen) => (Self::Closed, StatusCode::CONFLICT),
            Fault::Refused(Refusal::ExistsAlready) => (Self::Another, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { field }) if field == "reason" => {
                (Self::NoReason, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::BadField { field }) if field == "to" => {
                (Self::Nobody, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::BadField { .. }) => (Self::Unfit, StatusCode::UNPROCESSABLE_ENTITY),
            fault => return Err(fault.into()),
        })
    }
}

/// Shows a record.
pub async fn show(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path(id): Path<String>,
) -> Result<DrawnPage, Failure> {
    let entry = frame.asked("saved").map(|_| RecordEntry::Saved);
    let page = drawn(&app, frame, &acting, record_id(&id)?, entry, None).await?;
    DrawnPage::of(&page)
}

/// Takes what a record says now.
pub async fn amend(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = record_id(&id)?;
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    let before = desk.record(id).await?.ok_or(Failure::NotFound)?;
    let kind = in_force.packs.schema.kind(&before.row.kind).ok_or(Failure::NotFound)?;
    let seen = posted.text("seen").parse().map_err(|_| Failure::Unsound)?;
    let form = FormSaid { seen: Some(seen), ..said(&in_force.packs.schema, &kind.fields, &posted) };
    let (entry, status) = if form.unfit.is_empty() {
        match desk.amend_record(id, form.fields.clone(), Some(seen)).await {
            Ok(()) => return Ok(saved(id)),
            Err(fault) => RecordEntry::of(fault)?,
        }
    } else {
        (RecordEntry::Unfit, StatusCode::UNPROCESSABLE_ENTITY)
    };
    let page = drawn(&app, frame, &acting, id, Some(entry), Some(form)).await?;
    Ok((status, DrawnPage::of(&page)?).into_response())
}

/// Puts a record into somebody's hands, closes it, opens it again.
pub async fn act(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    let id = record_id(&id)?;
    let reason = posted.text("reason").trim().to_owned();
    let act = match posted.text("act") {
        "take" => Act::Assigned { to: Some(acting.actor.account.clone()) },
        "assign" => Act::Assigned { to: Some(posted.text("to").trim().to_owned()) },
        "release" => Act::Assigned { to: None },
        "close" => Act::Closed { reason },
        "reopen" => Act::Reopened { reason },
        _ => return Err(Failure::Unsound),
    };
    let in_force = frame.in_force.clone();
    match app.instance.desk(&in_force, &acting).act_on_record(id, act).await {
        Ok(()) => Ok(saved(id)),
        Err(fault) => {
            let (entry, status) = RecordEntry::of(fault)?;
            let page = drawn(&app, frame, &acting, id, Some(entry), None).await?;
            Ok((status, DrawnPage::of(&page)?).into_response())
        }
    }
}

/// The form of a new record.
pub async fn begin(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Path((person, kind)): Path<(String, String)>,
) -> Result<DrawnPage, Failure> {
    let person = record_id(&person)?;
    let desk = app.instance.desk(&frame.in_force, &acting);
    desk.finds(person).await?;
    DrawnPage::of(&fresh(&app, Arc::clone(&frame), &acting, person, &kind, None)?)
}

/// Opens a record.
pub async fn open(
    State(app): State<App>,
    Extension(frame): Extension<Arc<Frame>>,
    Extension(acting): Extension<Acting>,
    Extension(posted): Extension<Posted>,
    Path((person, kind)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let person = record_id(&person)?;
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, &acting);
    desk.finds(person).await?;
    let form = said(&in_force.packs.schema, &openable(&desk, &kind)?.fields, &posted);
    let (entry, status) = if !form.unfit.is_empty() {
        (RecordEntry::Unfit, StatusCode::UNPROCESSABLE_ENTITY)
    } else if form.fields.values().all(FieldState::is_unknown) {
        (RecordEntry::Empty, StatusCode::UNPROCESSABLE_ENTITY)
    } else {
        match desk.open_record(person, &kind, form.fields.clone()).await {
            Ok(record) => return Ok(saved(record)),
            Err(fault) => RecordEntry::of(fault)?,
        }
    };
    let page = fresh(&app, frame, &acting, person, &kind, Some((entry, form)))?;
    Ok((status, DrawnPage::of(&page)?).into_response())
}

fn record_id(text: &str) -> Result<Id, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

fn saved(record: Id) -> Response {
    Redirect::to(&format!("{}?saved=1", path(record))).into_response()
}

/// A kind of which the reader may open a record, and read it then.
fn openable<'a>(desk: &Desk<'a>, kind: &str) -> Result<&'a Kind, Failure> {
    let known = desk.kinds().into_iter().find(|(one, may)| one.name == kind && may.open);
    known.map(|(kind, _)| kind).ok_or(Failure::NotFound)
}

/// The page of a new record, as far as the reader may open one.
fn fresh(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    person: Id,
    kind: &str,
    entered: Option<(RecordEntry, FormSaid)>,
) -> Result<NewRecordPage, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, acting);
    let kind = openable(&desk, kind)?;
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let (entry, form) = entered.map_or((None, FormSaid::default()), |(entry, form)| (Some(entry), form));
    let unknown = |_: &str| FieldState::Unknown;
    let shown = kind.fields.iter().filter(|field| desk.opens_somewhere(kind, field));
    Ok(NewRecordPage {
        kind: labels.kind(&kind.name),
        person: format!("/desk/people/{person}"),
        here: format!("/desk/people/{person}/new/{}", kind.name),
        controls: controls(shown, &form, unknown, &labels),
        entry,
        frame,
    })
}

async fn drawn(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    entry: Option<RecordEntry>,
    form: Option<FormSaid>,
) -> Result<RecordPage, Failure> {
    let in_force = frame.in_force.clone();
    let found = app.instance.desk(&in_force, acting).record(id).await?.ok_or(Failure::NotFound)?;
    let kind = in_force.packs.schema.kind(&found.row.kind).ok_or(Failure::NotFound)?;
    Ok(RecordPage::of(frame, acting, kind, &found, entry, form))
}

impl RecordPage {
    fn of(
        frame: Arc<Frame>,
        acting: &Acting,
        kind: &Kind,
        found: &ShownRecord,
        entry: Option<RecordEntry>,
        form: Option<FormSaid>,
    ) -> Self {
        let labels = Labels { schema: &frame.in_force.packs.schema, say: frame.say };
        let form = form.unwrap_or_default();
        // Where somebody else was first, the form shows their words, and beside it what was typed.
        let late = matches!(entry, Some(RecordEntry::Overtaken | RecordEntry::Closed));
        let typed = if late { typed(&form, found, &labels) } else { vec![] };
        // A form that comes again is still the one that saw what it saw.
        let version = form.seen.filter(|_| !late).unwrap_or(found.version);
        let form = if late { FormSaid::default() } else { form };
        let state = |name: &str| found.fields.get(name).map_or(FieldState::Unknown, |field| field.state.clone());
        let shown = || kind.fields.iter().filter(|field| found.fields.contains_key(&field.name));
        let edits = found.may.amend && found.row.open;
        let fact = |field: &Field| (labels.field(&field.name), labels.state(&field.name, &state(&field.name)));
        Self {
            here: path(found.row.id),
            kind: labels.kind(&kind.name),
            list: list_path(&kind.name),
            name: called(kind, &found.row, &labels),
            person: name_of(&labels, |field| found.row.named.get(field)),
            person_address: format!("/desk/people/{}", found.row.person),
            synthetic: found.synthetic,
            mark: kind.compartment.map(|_| frame.say.t("record-protected")),
            open: found.row.open,
            mine: found.row.assignee.as_deref() == Some(acting.actor.account.as_str()),
            assignee: found.row.assignee.clone(),
            may: found.may,
            version,
            controls: if edits { controls(shown(), &form, state, &labels) } else { vec![] },
            facts: if edits { vec![] } else { shown().map(fact).collect() },
            walled: (!found.walled.is_empty()).then(|| frame.say.t("walled")),
            history: found.history.iter().map(|note| HistoryLine::of(note, &frame, &labels)).collect(),
            entry,
            typed,
            frame,
        }
    }
}

/// What was typed, as far as it is not what is on record now.
fn typed(form: &FormSaid, found: &ShownRecord, labels: &Labels<'_>) -> Vec<(Html, String)> {
    let differs = |name: &str| {
        let there = found.fields.get(name).map_or(&FieldState::Unknown, |field| &field.state);
        form.fields.get(name).is_some_and(|said| said != there)
    };
    let lost = form.texts.iter().filter(|(name, _)| differs(name));
    lost.map(|(name, text)| (labels.field(name), text.clone())).collect()
}

impl HistoryLine {
    fn of(note: &RecordNote, frame: &Frame, labels: &Labels<'_>) -> Self {
        let say = frame.say;
        let reason = |key: &str, reason: &str| say.rich(key, &[("reason", MessageArg::Text(reason))]);
        let what = match &note.what {
            RecordDone::Opened => Html::escaped(&say.t("record-did-open")),
            RecordDone::Said(field, state) => {
                let value = MessageArg::Html(labels.state(field, state));
                say.rich("record-did-say", &[("field", MessageArg::Html(labels.field(field))), ("value", value)])
            }
            RecordDone::Acted(Act::Assigned { to: Some(to) }) => {
                say.rich("record-did-assign", &[("account", MessageArg::Text(to))])
            }
            RecordDone::Acted(Act::Assigned { to: None }) => Html::escaped(&say.t("record-did-release")),
            RecordDone::Acted(Act::Closed { reason: why }) => reason("record-did-close", why),
            RecordDone::Acted(Act::Reopened { reason: why }) => reason("record-did-reopen", why),
        };
        Self { at: frame.moment(note.at), by: note.by.clone(), what }
    }
}
