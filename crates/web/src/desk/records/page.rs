//! One record: what it says in a form that is filled already, what was done with it, and what may be done now.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::RecordRights;
use instance::Acting;
use instance::desk::ShownRecord;
use journal::Act;
use model::{Field, FieldState, Id, Kind};

use super::case::{CasePanel, OfferView};
use super::entry::RecordEntry;
use super::happened::happened;
use super::history::{HistoryLine, is_told};
use super::links::offer_links;
use super::moving::MovePanel;
use super::places::{BlockForm, LimitPanel, NIGHTS, PlacePanel};
use super::{called, list_path, path, told};
use crate::app::App;
use crate::desk::controls::{ControlInput, ControlView, FormSaid, controls, said};
use crate::desk::list::name_of;
use crate::gate::{AskedKind, DrawnPage, Failure, Frame, Posted};
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
    /// Whose it is, with the address of their page; nobody's where it owns itself.
    pub person: Option<(String, Html)>,
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
    /// How it stands on its pathway.
    pub case: Option<CasePanel>,
    /// The place that it takes at another record.
    pub place: Option<PlacePanel>,
    /// The places that it has.
    pub limits: Vec<LimitPanel>,
    /// Of how many marked lines what was asked is so now, and of how many it could not be.
    pub settled: Option<Html>,
    /// What leads here: addresses of lists, their kinds, and how many are open.
    pub leading: Vec<(String, Html, u64)>,
    /// That its rules can no longer be read here, where they cannot.
    pub unreadable: Option<String>,
    /// The newer rules to which it can be moved.
    pub moving: Option<MovePanel>,
    /// What was typed and is not saved, where somebody else was first.
    pub typed: Vec<(Html, String)>,
    /// What was typed beside a step that is refused.
    pub step: StepSaid,
}

/// What is typed beside a step: it stands there again where the step is refused.
#[derive(Debug, Clone, Default)]
pub struct StepSaid {
    /// Why a record is closed, or opened again.
    pub reason: String,
    /// Into whose hands it is put.
    pub to: String,
    /// What was said in a conversation.
    pub note: String,
    /// The form of it: sent twice it is written down once.
    pub form: String,
    /// When, as it was typed.
    pub happened: String,
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
    let mut form = FormSaid { seen: Some(seen), ..said(&in_force.packs.schema, &kind.fields, &posted) };
    let (entry, status) = if form.unfit.is_empty() {
        match desk.amend_record(id, form.fields.clone(), Some(seen)).await {
            Ok(()) => return Ok(saved(id)),
            Err(fault) => {
                form.mark(&fault);
                RecordEntry::of(fault)?
            }
        }
    } else {
        (RecordEntry::Unfit, StatusCode::UNPROCESSABLE_ENTITY)
    };
    let page = drawn(&app, frame, &acting, id, Some(entry), Some(form)).await?;
    answer(&page, status)
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
    let text = |name: &str| posted.text(name).trim().to_owned();
    let step = StepSaid {
        reason: text("reason"),
        to: text("to"),
        note: text("note"),
        form: text("form"),
        happened: text("happened"),
    };
    let zone = frame.in_force.view.zone(&acting.seat.controller, &acting.seat.office);
    let Ok(happened) = happened(&step.happened, &zone) else {
        let page = drawn(&app, frame, &acting, id, Some(RecordEntry::NoSuchMoment), None).await?;
        return answer(&RecordPage { step, ..page }, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let act = match posted.text("act") {
        "note" => Act::Noted { happened, text: step.note.clone() },
        "take" => Act::Assigned { to: Some(acting.actor.account.clone()) },
        "assign" => Act::Assigned { to: Some(step.to.clone()) },
        "release" => Act::Assigned { to: None },
        "close" => Act::Closed { reason: step.reason.clone() },
        "reopen" => Act::Reopened { reason: step.reason.clone() },
        _ => return Err(Failure::Unsound),
    };
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
            let page = drawn(&app, frame, &acting, id, Some(entry), None).await?;
            // Why it was to be closed, or opened again, is no answer to the question that the page asks now.
            let late = matches!(entry, RecordEntry::Closed | RecordEntry::ClosedAlready | RecordEntry::OpenAlready);
            let page = if late { page.with_typed("record-reason", step.reason) } else { RecordPage { step, ..page } };
            answer(&page, status)
        }
    }
}

pub(super) fn record_id(text: &str) -> Result<Id, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

pub(super) fn saved(record: Id) -> Response {
    Redirect::to(&format!("{}?saved=1", path(record))).into_response()
}

/// A page as an answer of its own, where what was asked was refused.
pub(super) fn answer(page: &RecordPage, status: StatusCode) -> Result<Response, Failure> {
    Ok((status, DrawnPage::of(page)?).into_response())
}

pub(super) async fn drawn(
    app: &App,
    frame: Arc<Frame>,
    acting: &Acting,
    id: Id,
    entry: Option<RecordEntry>,
    form: Option<FormSaid>,
) -> Result<RecordPage, Failure> {
    let in_force = frame.in_force.clone();
    let desk = app.instance.desk(&in_force, acting);
    let found = desk.record(id).await?.ok_or(Failure::NotFound)?;
    let kind = in_force.packs.schema.kind(&found.row.kind).ok_or(Failure::NotFound)?;
    let labels = Labels { schema: &in_force.packs.schema, say: frame.say };
    let from = frame.asked_as("from", AskedKind::Day)?;
    let limits = if kind.owns_itself() { desk.places(id, from, NIGHTS).await? } else { vec![] };
    let limits = limits.iter().map(|limit| LimitPanel::of(limit, &path(id), &frame, &labels));
    let limits = limits.map(|limit| LimitPanel { block: BlockForm::new(app.instance.new_id()), ..limit }).collect();
    let mut leading = vec![];
    if kind.owns_itself() {
        for (other, open) in desk.leading_to(kind, id).await? {
            leading.push((format!("{}&at={id}", list_path(&frame, &other.name)), labels.kind(&other.name), open));
        }
    }
    let mut page = RecordPage::of(Arc::clone(&frame), acting, kind, &found, entry, form);
    offer_links(&desk, kind, &mut page.controls, &labels).await?;
    let step = StepSaid { form: app.instance.new_id().to_string(), ..StepSaid::default() };
    Ok(RecordPage { limits, leading, step, ..page })
}

impl RecordPage {
    /// How many are in it or expected, of what has places.
    fn inside(&self) -> Option<Html> {
        let inside: u64 = self.limits.iter().map(|limit| limit.inside).sum();
        let count = ("count", MessageArg::Count(inside));
        (self.open && inside > 0).then(|| self.frame.say.rich("places-inside", &[count]))
    }

    /// The case of which an end is to be chosen, where it is closed with one.
    fn ending(&self) -> Option<&CasePanel> {
        self.case.as_ref().filter(|_| self.open)
    }

    /// Whether there is anything to choose: a case is closed only as its pathway says.
    fn closable(&self) -> bool {
        !(self.unreadable.is_some() && self.open) && self.ending().is_none_or(|case| !case.ends.is_empty())
    }

    pub(super) fn of(
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
        let late = entry.is_some_and(RecordEntry::is_late);
        let typed = if late { typed(&form, found, &labels) } else { vec![] };
        // A form that comes again is still the one that saw what it saw.
        let version = form.seen.filter(|_| !late).unwrap_or(found.version);
        let form = if late { FormSaid::default() } else { form };
        let state = |name: &str| found.fields.get(name).map_or(FieldState::Unknown, |field| field.state.clone());
        let shown = || kind.fields.iter().filter(|field| found.fields.contains_key(&field.name));
        let edits = found.may.amend && found.row.open;
        let past = found.history.iter().filter(|note| is_told(note));
        let fact = |field: &Field| {
            (labels.field(&field.name), told(&field.name, &state(&field.name), &found.row, &labels, true))
        };
        Self {
            here: path(found.row.id),
            kind: labels.kind(&kind.name),
            list: list_path(&frame, &kind.name),
            name: called(kind, &found.row, &labels),
            person: found
                .row
                .person
                .map(|person| (format!("/desk/people/{person}"), name_of(&labels, |field| found.row.named.get(field)))),
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
            history: past.map(|note| HistoryLine::of(note, found, &frame, &labels)).collect(),
            case: found.case.as_ref().map(|case| CasePanel::of(case, &found.row, &frame, &labels)),
            place: found.place.as_ref().map(|place| PlacePanel::of(place, found, &frame, &labels)),
            limits: vec![],
            settled: None,
            leading: vec![],
            unreadable: found.unreadable.then(|| frame.say.t("case-unreadable")),
            moving: found.moving.as_ref().and_then(|moving| MovePanel::of(moving, &frame, &labels)),
            entry,
            typed,
            step: StepSaid::default(),
            frame,
        }
    }
}

impl RecordPage {
    /// The page with what became of marked lines.
    pub(super) fn with_settled(mut self, done: u64, left: u64) -> Self {
        let counts = [("done", MessageArg::Count(done)), ("left", MessageArg::Count(left))];
        let key = if left == 0 { "places-settled" } else { "places-settled-in-part" };
        self.settled = Some(self.frame.say.rich(key, &counts));
        self
    }

    /// The page with the form to shut places as it was filled in.
    pub(super) fn with_block(mut self, limit: &str, form: BlockForm) -> Self {
        if let Some(panel) = self.limits.iter_mut().find(|panel| panel.limit == limit) {
            panel.block = form;
        }
        self
    }

    /// The page with something that was typed and is not saved.
    pub(super) fn with_typed(mut self, label: &str, text: String) -> Self {
        if !text.is_empty() {
            self.typed.push((Html::escaped(&self.frame.say.t(label)), text));
        }
        self
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
