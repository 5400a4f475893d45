//! One record: what it says in a form that is filled already, what was done with it, and what may be done now. And the
//! page on which a new one is opened.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casework::{Action, RecordRights, Refusal};
use instance::desk::{Desk, RecordDone, RecordNote, ShownCase, ShownRecord};
use instance::{Acting, Fault};
use journal::{Act, CaseStep};
use model::{Field, FieldState, Id, Kind};
use pathways::roles::PERSON;

use super::case::{self, CasePanel, OfferView};
use super::{called, kind_of, list_path, new_path, path};
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
    /// How it stands on its pathway.
    pub case: Option<CasePanel>,
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
    /// What tells this form from every other: sent twice, it opens one record.
    pub form: String,
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
    /// It was to be closed, and is.
    ClosedAlready,
    /// It was to be opened again, and is open.
    OpenAlready,
    /// One of the kind is open already.
    Another,
    /// The form has opened this record, and was sent again with something else in it.
    OpenedAlready,
    /// A reason is missing.
    NoReason,
    /// Nobody of that name works here.
    Nobody,
    /// Nothing was filled in.
    Empty,
    /// It cannot be done as the case stands.
    NotNow,
    /// Somebody else must do it.
    AnotherPerson,
    /// What goes against somebody needs its reasons.
    ReasonsMissing,
    /// The person has not agreed.
    NoConsent,
    /// It is not known that they can be reached without danger.
    DoNotContact,
    /// Something must be known first.
    Gate,
    /// The seat is taken.
    Full,
    /// That is no moment between the opening and now.
    NoSuchMoment,
}

/// A line of what happened.
pub struct HistoryLine {
    /// When.
    pub at: Html,
    /// By whom.
    pub by: String,
    /// What.
    pub what: Html,
    /// When it happened, where that was before.
    pub before: Option<Html>,
    /// The fact of a step, by which it is taken back: its origin and its number there.
    pub fact: Option<(String, u64)>,
    /// Whether it was a mistake, and taken back.
    pub taken_back: bool,
}

impl RecordEntry {
    /// Its words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Saved => "record-saved",
            Self::Unfit => "record-unfit",
            Self::Overtaken => "record-overtaken",
            Self::Closed => "record-is-closed",
            Self::ClosedAlready => "record-closed-already",
            Self::OpenAlready => "record-open-already",
            Self::Another => "record-another",
            Self::OpenedAlready => "record-opened-already",
            Self::NoReason => "record-no-reason",
            Self::Nobody => "record-nobody",
            Self::Empty => "record-empty-form",
            Self::NotNow => "case-not-now",
            Self::AnotherPerson => "case-another-person",
            Self::ReasonsMissing => "case-reasons-missing",
            Self::NoConsent => "case-no-consent",
            Self::DoNotContact => "case-do-not-contact",
            Self::Gate => "case-gate",
            Self::Full => "case-full",
            Self::NoSuchMoment => "case-no-such-moment",
        }
    }

    /// Whether the page shows what is on record now, and beside it what was typed.
    fn is_late(self) -> bool {
        match self {
            Self::Saved | Self::Unfit | Self::Another | Self::NoReason | Self::Nobody | Self::Empty => false,
            Self::Overtaken
            | Self::Closed
            | Self::ClosedAlready
            | Self::OpenAlready
            | Self::OpenedAlready
            | Self::NotNow
            | Self::AnotherPerson
            | Self::ReasonsMissing
            | Self::NoConsent
            | Self::DoNotContact
            | Self::Gate
            | Self::Full
            | Self::NoSuchMoment => true,
        }
    }

    fn of(fault: Fault) -> Result<(Self, StatusCode), Failure> {
        Ok(match fault {
            Fault::Refused(Refusal::Overtaken) => (Self::Overtaken, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NotOpen) => (Self::Closed, StatusCode::CONFLICT),
            Fault::Refused(Refusal::OpenAlready) => (Self::OpenAlready, StatusCode::CONFLICT),
            Fault::Refused(Refusal::ExistsAlready) => (Self::Another, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { field }) if field == "reason" => {
                (Self::NoReason, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::BadField { field }) if field == "to" => {
                (Self::Nobody, StatusCode::UNPROCESSABLE_ENTITY)
            }
            Fault::Refused(Refusal::Gate) => (Self::Gate, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { .. }) => (Self::Unfit, StatusCode::UNPROCESSABLE_ENTITY),
            fault => return Err(fault.into()),
        })
    }

    /// Likewise, of a step.
    pub(super) fn of_step(fault: Fault) -> Result<(Self, StatusCode), Failure> {
        Ok(match fault {
            Fault::Refused(Refusal::NotOpen) => (Self::NotNow, StatusCode::CONFLICT),
            Fault::Refused(Refusal::NeedsAnotherPerson) => (Self::AnotherPerson, StatusCode::FORBIDDEN),
            Fault::Refused(Refusal::ReasonsMissing) => (Self::ReasonsMissing, StatusCode::UNPROCESSABLE_ENTITY),
            Fault::Refused(Refusal::NoConsent) => (Self::NoConsent, StatusCode::CONFLICT),
            Fault::Refused(Refusal::DoNotContact) => (Self::DoNotContact, StatusCode::CONFLICT),
            Fault::Refused(Refusal::Full) => (Self::Full, StatusCode::CONFLICT),
            Fault::Refused(Refusal::BadField { field }) if field == "happened" => {
                (Self::NoSuchMoment, StatusCode::UNPROCESSABLE_ENTITY)
            }
            fault => return Self::of(fault),
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
    let step = StepSaid { reason: posted.text("reason").trim().to_owned(), to: posted.text("to").trim().to_owned() };
    let act = match posted.text("act") {
        "take" => Act::Assigned { to: Some(acting.actor.account.clone()) },
        "assign" => Act::Assigned { to: Some(step.to.clone()) },
        "release" => Act::Assigned { to: None },
        "close" => Act::Closed { reason: step.reason.clone() },
        "reopen" => Act::Reopened { reason: step.reason.clone() },
        _ => return Err(Failure::Unsound),
    };
    let closing = matches!(act, Act::Closed { .. });
    let in_force = frame.in_force.clone();
    match app.instance.desk(&in_force, &acting).act_on_record(id, act).await {
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
            Ok((status, DrawnPage::of(&page)?).into_response())
        }
    }
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

pub(super) fn record_id(text: &str) -> Result<Id, Failure> {
    text.parse().map_err(|_| Failure::NotFound)
}

pub(super) fn saved(record: Id) -> Response {
    Redirect::to(&format!("{}?saved=1", path(record))).into_response()
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

pub(super) async fn drawn(
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
    /// The case of which an end is to be chosen, where it is closed with one.
    fn ending(&self) -> Option<&CasePanel> {
        self.case.as_ref().filter(|_| self.open)
    }

    /// Whether there is anything to choose: a case is closed only as its pathway says.
    fn closable(&self) -> bool {
        self.ending().is_none_or(|case| !case.ends.is_empty())
    }

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
        let late = entry.is_some_and(RecordEntry::is_late);
        let typed = if late { typed(&form, found, &labels) } else { vec![] };
        // A form that comes again is still the one that saw what it saw.
        let version = form.seen.filter(|_| !late).unwrap_or(found.version);
        let form = if late { FormSaid::default() } else { form };
        let state = |name: &str| found.fields.get(name).map_or(FieldState::Unknown, |field| field.state.clone());
        let shown = || kind.fields.iter().filter(|field| found.fields.contains_key(&field.name));
        let edits = found.may.amend && found.row.open;
        let told = found.history.iter().filter(|note| is_told(note));
        let fact = |field: &Field| (labels.field(&field.name), labels.state(&field.name, &state(&field.name)));
        Self {
            here: path(found.row.id),
            kind: labels.kind(&kind.name),
            list: list_path(&frame, &kind.name),
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
            history: told.map(|note| HistoryLine::of(note, found.case.as_ref(), &frame, &labels)).collect(),
            case: found.case.as_ref().map(|case| CasePanel::of(case, &found.row, &frame, &labels)),
            entry,
            typed,
            step: StepSaid::default(),
            frame,
        }
    }
}

impl Frame {
    /// A step that stands and took nothing back itself: whoever took it, or a supervisor, may say that it was a mistake; of a
    /// vote or an appeal nobody else.
    fn may_take_back(&self, note: &RecordNote) -> bool {
        let RecordDone::Acted(Act::Stepped { step, .. }) = &note.what else { return false };
        let own = self.account() == Some(note.by.as_str());
        let answers = self.may(Action::ApprovePlan);
        match step {
            _ if note.taken_back => false,
            CaseStep::Retracted { .. } => false,
            CaseStep::Voted { .. } | CaseStep::Appealed { .. } => own,
            _ => own || answers,
        }
    }
}

/// That a case runs its pathway goes without saying.
fn is_told(note: &RecordNote) -> bool {
    !matches!(note.what, RecordDone::Acted(Act::Runs { .. }))
}

impl RecordPage {
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

impl HistoryLine {
    fn of(note: &RecordNote, case: Option<&ShownCase>, frame: &Frame, labels: &Labels<'_>) -> Self {
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
            RecordDone::Acted(Act::Closed { reason: why }) => match case {
                Some(case) => {
                    say.rich("record-did-close", &[("reason", MessageArg::Html(case::end_of(why, case, say)))])
                }
                None => reason("record-did-close", why),
            },
            RecordDone::Acted(Act::Reopened { reason: why }) => reason("record-did-reopen", why),
            RecordDone::Acted(Act::Runs { .. }) => Html::escaped(&say.t("case-did-begin")),
            RecordDone::Acted(Act::Stepped { role, step, why, .. }) => {
                case::done(step, why.as_deref(), role == PERSON, case, say)
            }
        };
        let fact = note.fact.filter(|_| frame.may_take_back(note)).map(|(origin, number)| (origin.to_string(), number));
        let before = match &note.what {
            RecordDone::Acted(Act::Stepped { happened: Some(happened), .. }) => Some(frame.moment(*happened)),
            _ => None,
        };
        Self { at: frame.moment(note.at), before, by: note.by.clone(), what, fact, taken_back: note.taken_back }
    }
}
